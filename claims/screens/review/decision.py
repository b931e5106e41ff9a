"""The decision bar: verdict buttons, reasons, note, pinned passages, and the acts behind them."""

from __future__ import annotations

import uuid
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from claims.claim import Claim
from claims.review import gates
from claims.review.gates import EditConflict, NotSaved, OpenTerms
from claims.review.judgement import Act, Draft, Judgement, Pin
from claims.review.origins import behind, joined
from claims.review.verdict import NOTE_LIMIT, Question, Verdict
from claims.screens import guard, messages, session
from claims.screens.assets import script_element
from claims.screens.fields import text_input
from claims.screens.keys import KEYS, Key
from claims.screens.markup import esc
from claims.screens.review import attribution_row, drafts, reason_row
from claims.screens.review.column_selection import forget_why
from claims.screens.review.drafts import draft_of
from claims.screens.review.seen import Seen, ShownPassages, in_focus
from claims.screens.review.view import View
from claims.screens.tabs import tab
from claims.screens.wording import OPEN, STATES, clock, plural
from claims.settings import ON, REASON_REQUIRED

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

_BUTTONS = ((Verdict.VERIFIED, "V"), (Verdict.DISPUTED, "D"), (Verdict.UNCLEAR, "U"))


@guard.act
def toggle_pin(seen: Seen, pin: Pin) -> None:
    """Pin or unpin a passage; kept at once, so that a reload finds it."""
    if not in_focus(seen):
        return
    draft = draft_of(session.workbench(), seen)
    same = [
        kept for kept in draft.pins if (kept.source_id, kept.start, kept.end) == (pin.source_id, pin.start, pin.end)
    ]
    pins = tuple(kept for kept in draft.pins if kept not in same) if same else (*draft.pins, pin)
    draft = replace(draft, note=drafts.note_of(seen, draft.note), pins=pins)
    session.workbench().reviewing.drafts.save(seen.claim_id, seen.reviewer, draft, tab())
    forget_why()


def keep_nameless(name: str) -> None:
    """Keep the note that was typed at the claim in focus before a name was given, as a draft of ``name``."""
    workbench, article_id, claim_id = session.workbench(), session.place("article"), session.place("claim")
    note = str(st.session_state.get(drafts.note_field(claim_id, "")) or "")
    claim = next((claim for claim in workbench.articles.claims(article_id) if claim.id == claim_id), None)
    if not note or claim is None:
        return
    own = Seen(article_id, claim_id, name, claim.version, None)
    draft = draft_of(workbench, own)
    both = " ".join(text for text in (draft.note, note) if text)[:NOTE_LIMIT]
    try:
        drafts.keep_typed(own, both)
    except NotSaved as problem:
        messages.say("no", "✗ Not saved.", str(problem))


@guard.act
def keep_note(seen: Seen) -> None:
    """Keep the note as it is entered, so that a reload or a restart finds it.

    Without a name it stays on the page until there is one (`keep_nameless`).
    """
    if seen.reviewer and drafts.note_field(seen.claim_id, seen.reviewer) in st.session_state:
        drafts.keep_typed(seen, drafts.note_of(seen, "")[:NOTE_LIMIT])


@guard.act
def choose(seen: Seen, verdict: Verdict, passages: ShownPassages) -> None:
    """Ask for the reason of this verdict, on what was ``seen``; chosen a second time, it is saved without one.

    What a reason cannot make up for, such as missing evidence, is said before anything is asked.
    """
    st.session_state["_heard"] = st.session_state.get("_heard", 0) + 1
    if not in_focus(seen):
        return
    workbench = session.workbench()
    asked = reason_row.asked(seen)
    if asked is not None and asked.verdict is verdict:
        _pass_over(asked, passages)
        return
    draft = draft_of(workbench, seen)
    try:
        claim = _stored(seen)
        if claim.unresolved and verdict is Verdict.VERIFIED:
            st.session_state["_fill_in"] = seen.claim_id
        stands = workbench.reviewing.standing(seen.article_id, seen.reviewer).get(seen.claim_id)
        gates.check_expected(_act(seen, verdict, "", passages), stands, claim)
        gates.check_evidence(verdict, claim, draft.pins, drafts.note_of(seen, draft.note))
    except NotSaved as problem:
        say_not_saved(problem)
        return
    reason_row.open_row(verdict, seen)


def _stored(seen: Seen) -> Claim:
    """Return the claim as it is stored now.

    Raises:
        GateClosed: If it is not stored.
    """
    claims = session.workbench().articles.claims(seen.article_id, removed=True)
    claim = next((claim for claim in claims if claim.id == seen.claim_id), None)
    if claim is None:
        raise gates.GateClosed("This claim is not stored here. Open the article again.")
    return claim


@guard.act
def answer(seen: Seen, verdict: Verdict, reason: str, passages: ShownPassages) -> None:
    """Save the verdict that was asked about with this reason, or with none, on what was ``seen``, and go on.

    A page that is slow to follow may still show the reasons of another verdict, or of a row that was closed.
    """
    if not in_focus(seen):
        return
    asked = reason_row.asked(seen)
    if asked is None or asked.verdict is not verdict:
        if not messages.waits():  # why it closed
            messages.say("un", "! Not saved.", f"The reasons for {verdict} were no longer open. Choose again.")
        return
    _save(seen, verdict, reason, passages)


@guard.act
def confirm(seen: Seen, passages: ShownPassages) -> None:
    """Save the verdict in full, over the open terms that were asked about and no others."""
    if not in_focus(seen):
        return
    asked = reason_row.asked(seen)
    if asked is None or not asked.opened:
        if not messages.waits():
            messages.say("un", "! Not saved.", "The question was no longer open. Choose again.")
        return
    _save(asked.seen, asked.verdict, asked.reason, passages, confirmed=asked.opened)


@guard.act
def write_note(seen: Seen) -> None:
    """Close the question about open terms, and put the cursor into the note."""
    if reason_row.asked(seen) is None:
        return
    reason_row.close_row()
    st.session_state["_note_wanted"] = uuid.uuid4().hex
    messages.say("", "Not saved yet.", "Write what the evidence leaves open, then press V again.")


@guard.act
def cancel(seen: Seen) -> None:
    """Close the row of reasons without saving."""
    gave_up(seen)


def gave_up(seen: Seen) -> bool:
    """Close the row of reasons without saving, and return whether it was open."""
    if reason_row.asked(seen) is None:
        return False
    reason_row.close_row()
    messages.say("", "Closed.", "Nothing was saved.")
    return True


@guard.act
def step(claim_id: str, seen: Seen, passages: ShownPassages) -> None:
    """Go to another claim; a verdict whose reason is asked for is saved first, or the page stays and says why not.

    ``claim_id`` is empty where there is no claim in that direction.
    """
    asked = reason_row.asked(seen)
    if asked is not None:
        kept = draft_of(session.workbench(), seen).reason
        if strange := reason_row.misfit(kept, asked.verdict):
            messages.say("un", "! Not saved yet.", f"{strange} Choose one for {asked.verdict}, or save without one.")
            return
        _pass_over(asked, passages, onward=claim_id)
    elif claim_id:
        session.go(claim=claim_id)


@guard.act
def take_over(seen: Seen, sequence: int, passages: ShownPassages) -> None:
    """Give an earlier verdict on the claim in focus to its present wording, as a new act.

    Args:
        seen: The claim in focus.
        sequence: The line of the history that the page showed.
        passages: What is shown beside the claim.
    """
    if not in_focus(seen):
        return
    workbench = session.workbench()
    line = workbench.reviewing.earlier(seen.article_id, seen.reviewer).get(seen.claim_id)
    if line is None or line.sequence != sequence:
        messages.say("un", "! Not saved.", "The earlier verdict is no longer the last one. Look again.")
        return
    if own := _own_besides(seen, line):
        messages.say("un", "! Not saved.", own)
        return
    intention = f"take-over-{sequence}-{seen.stamp}"
    verdict = Verdict(line.value)
    act = replace(
        _act(seen, verdict, line.reason, passages),
        note=line.note,
        pins=line.pins,
        request_id=session.request_id(intention),
    )
    act = _with_earlier_origins(act)
    try:
        saved = workbench.reviewing.judge(act, tab=tab())
    except OpenTerms as problem:  # the question is about what is pinned, so it is pinned now
        draft = Draft(line.note, line.pins, line.reason)
        workbench.reviewing.drafts.save(seen.claim_id, seen.reviewer, draft, tab())
        reason_row.ask_about(problem.words, verdict, line.reason, seen)
        return
    except NotSaved as problem:
        say_not_saved(problem)
        return
    session.spend(intention)
    go_on(seen, saved)


def _own_besides(seen: Seen, line: Judgement) -> str:
    """Return what to say where a draft has a note or pins that the earlier verdict lacks; else nothing.

    The new act has the note and pins of the earlier verdict only, and saving it deletes the draft.
    """
    draft = draft_of(session.workbench(), seen)
    note = drafts.note_of(seen, draft.note).strip()
    earlier = {(pin.source_id, pin.start, pin.end) for pin in line.pins}
    more = [pin for pin in draft.pins if (pin.source_id, pin.start, pin.end) not in earlier]
    own = ["your note"] if note and note != line.note.strip() else []
    if more:
        own.append(f"{plural(len(more), 'passage')} that you pinned")
    if not own:
        return ""
    return (
        f"The earlier verdict would replace {' and '.join(own)}. Decide with V, D or U to keep what you entered, "
        "or remove it and keep the earlier verdict then."
    )


def go_on(seen: Seen, saved: Judgement, onward: str = "") -> None:
    """Go to the next claim after a verdict was saved, or say that it was the last."""
    reason_row.close_row()
    drafts.forget_field(seen.claim_id, seen.reviewer)
    if onward or seen.following:
        session.go(claim=onward or seen.following)
    else:
        messages.say("ok", f"✓ Saved {clock(saved.decided_at)}.", "That was the last claim of this list.")


def _pass_over(asked: reason_row.Asked, passages: ShownPassages, *, onward: str = "") -> None:
    """Save a verdict without a new reason."""
    reason = reason_row.passed_over(draft_of(session.workbench(), asked.seen).reason, asked.verdict)
    _save(asked.seen, asked.verdict, reason, passages, onward=onward)


def _save(
    seen: Seen,
    verdict: Verdict,
    reason: str,
    passages: ShownPassages,
    *,
    onward: str = "",
    confirmed: tuple[str, ...] = (),
) -> None:
    """Save one verdict and go on, to the next claim unless it is said to which; say why when it was not saved."""
    act = _with_earlier_origins(replace(_act(seen, verdict, reason, passages), confirmed=confirmed))
    try:
        saved = session.workbench().reviewing.judge(act, tab=tab())
    except OpenTerms as problem:
        reason_row.ask_about(problem.words, verdict, reason, seen)
        return
    except NotSaved as problem:
        say_not_saved(problem)
        return
    session.spend(_intention(seen, verdict, reason))
    go_on(seen, saved, onward)


def _intention(seen: Seen, verdict: Verdict, reason: str) -> str:
    return f"{verdict}-{reason}-{seen.stamp}"


def _act(seen: Seen, verdict: Verdict, reason: str, passages: ShownPassages) -> Act:
    draft = draft_of(session.workbench(), seen)
    return Act(
        article_id=seen.article_id,
        claim_id=seen.claim_id,
        claim_version=seen.version,
        question=Question.IS_IT_SO,
        named_source="",
        reviewer=seen.reviewer,
        value=verdict.value,
        reason=reason,
        note=drafts.note_of(seen, draft.note),
        pins=draft.pins,
        request_id=session.request_id(_intention(seen, verdict, reason)),
        shown=passages.shown,
        expected=seen.sequence,
    )


def _with_earlier_origins(act: Act) -> Act:
    """Return an act with the origins of all that is pinned.

    A passage that was pinned for an earlier wording need not be a candidate for the present one; its origin is then
    in the earlier verdict.
    """
    known = {source_id for origin in act.shown.origins for source_id in origin.source_ids}
    left = {pin.source_id for pin in act.pins} - known
    earlier = session.workbench().reviewing.earlier(act.article_id, act.reviewer) if left else {}
    line = earlier.get(act.claim_id)
    if line is None:
        return act
    origins = joined(act.shown.origins, behind(line.shown.origins, left))
    return replace(act, shown=replace(act.shown, origins=origins))


def say_not_saved(problem: NotSaved) -> None:
    """Say on the page why an act was not kept."""
    if isinstance(problem, EditConflict):
        reason_row.close_row()  # what it was asked on is no longer so
        messages.say("un", "⇄ Not saved.", f"{problem} {_theirs(problem.current)}".strip())
    else:
        messages.say("un", "! Not saved.", str(problem))


def _theirs(current: Judgement | None) -> str:
    if current is None:
        return ""
    state = STATES.get(current.value, OPEN)
    return f"{current.reviewer} decided at {clock(current.decided_at)}: {state.word}, with {plural(len(current.pins), 'passage')}."


def bar(
    view: View, claim: Claim, seen: Seen, draft: Draft, passages: ShownPassages, *, keys: bool, side: bool
) -> DeltaGenerator | None:
    """Draw the decision bar for the claim in focus.

    Args:
        view: The article.
        claim: The claim in focus.
        seen: The claim in focus.
        draft: What is entered for it.
        passages: What is shown beside it, filled in after the bar.
        keys: Whether letters and digits press the buttons.
        side: Whether the sources are side by side.

    Returns:
        Where what is proposed about a named source is drawn once the passages are known; None where nothing is asked.
    """
    asked = reason_row.asked(seen)
    with st.container(key="decision"):
        _point_to_name()
        proposal = attribution_row.draw(view, claim, seen, passages, keys=keys and asked is None)
        with st.container(key="act"):
            if asked is None:
                with st.container(key="told", horizontal=True, vertical_alignment="center"):
                    _tell(view, seen)
                    _fill_in(seen)
            _verdicts(view, seen, draft, passages, asked.verdict if asked else None, keys=keys)
            if asked is not None:
                with st.container(key="asking"):
                    _tell(view, seen)
                    _ask(asked, draft, passages, keys=keys)
        with st.container(key="noterow", horizontal=True, vertical_alignment="center"):
            text_input(
                "Note",
                value=draft.note,
                key=drafts.note_field(seen.claim_id, seen.reviewer),
                placeholder="Note: why. Drafts are kept.",
                max_chars=NOTE_LIMIT,
                label_visibility="collapsed",
                live="0.4s",
                on_change=keep_note,
                args=(seen,),
            )
        _point_to_note()
        _legend(keys=keys, side=side, answers=reason_row.answers(asked) if asked else 0)
    return proposal


def _tell(view: View, seen: Seen) -> None:
    """Draw what came of the last act; it lies over the passages as the question does, so that nothing moves."""
    if left := reason_row.what_was_left(view, seen):
        st.html(f'<div class="wb-msg un" role="status"><b class="wb-un">! Not saved.</b> {esc(left)}</div>')
    messages.draw()


def _fill_in(seen: Seen) -> None:
    """Draw the way to name what an open word stands for, where a verdict was just refused for want of it."""
    if st.session_state.pop("_fill_in", "") == seen.claim_id:
        st.button(
            "Fill it in",
            key=f"fill-in-{seen.stamp}",
            type="primary",
            on_click=guard.act(session.open_dialog),
            args=("edit", seen.claim_id),
        )


def _legend(*, keys: bool, side: bool, answers: int) -> None:
    """Draw the keys, each with what it does now, and what a verdict needs.

    Args:
        keys: Whether there are any.
        side: Whether the sources are side by side.
        answers: How many answers the digits give to what is asked; 0 where nothing is.
    """
    if keys:
        now = _of_keys(answers, side=side)
        # The usual legend keeps its place, unseen: a question must not move what is read.
        usual = f'<div aria-hidden="true">{_of_keys(0, side=side)}</div>' if answers else ""
        st.html(f'<div class="wb-keys" aria-label="Keys">{usual}<div>{now}</div></div>')
    st.html(
        '<p class="wb-gate">Verified and disputed need a pin or a note, unclear a reason. '
        f"{'V, D or U asks why: a digit answers, Enter passes.' if keys else ''}</p>"
    )


def _of_keys(answers: int, *, side: bool) -> str:
    return "".join(of_key(key, answers) for key in KEYS if side or not key.side)


def of_key(key: Key, answers: int) -> str:
    """Return what the legend says of a key; while something is asked, one that rests is struck through."""
    said = (key.asked if answers else "") or key.short
    if not said:
        return ""
    names = key.names.split()
    if answers and key.asked and names[0].isdigit():
        names = names[:answers]
    css = ' class="rests"' if answers and key.rests else ""
    return f"<span{css}>" + "".join(f"<kbd>{name}</kbd>" for name in names) + f"{said}</span>"


def _ask(asked: reason_row.Asked, draft: Draft, passages: ShownPassages, *, keys: bool) -> None:
    """Draw what is asked about a chosen verdict: its reason, or what to do about open terms."""
    give_up = partial(cancel, asked.seen)
    if asked.opened:
        reason_row.draw_open_terms(
            asked, keys=keys, passages=passages, answer=answer, confirm=confirm, write_note=write_note, cancel=give_up
        )
        return
    required = session.workbench().settings.get(REASON_REQUIRED) == ON
    reason_row.draw(
        asked, draft.reason, required=required, keys=keys, passages=passages, answer=answer, cancel=give_up
    )


def _point_to_note() -> None:
    """Put the cursor into the note, when it was chosen to answer a question."""
    wanted = st.session_state.pop("_note_wanted", "")
    if wanted:
        st.html(
            f'<span class="wb-want-{wanted}"></span>' + script_element("to_note.js"), unsafe_allow_javascript=True
        )


def _point_to_name() -> None:
    """Put the cursor into the field for the name, when the last act was refused for want of a name."""
    wanted = st.session_state.pop("_name_wanted", "")
    if wanted:
        st.html(
            f'<span class="wb-want-{wanted}"></span>' + script_element("ask_name.js"), unsafe_allow_javascript=True
        )


def _verdicts(
    view: View, seen: Seen, draft: Draft, passages: ShownPassages, asked: Verdict | None, *, keys: bool
) -> None:
    standing = view.standing.get(seen.claim_id)
    with st.container(key="verdicts", horizontal=True, vertical_alignment="center"):
        heard = f"{st.session_state.get('_heard', 0)} {asked or ''}"  # the script of the keys waits for it (`choose`)
        st.html(
            f'<h2 class="wb-isit" data-for="{esc(seen.claim_id)}" data-heard="{heard}">Is it so?</h2>{_evidence(draft)}',
            width="content",
        )
        for verdict, key in _BUTTONS:
            state = STATES[verdict.value]
            now = " (now)" if standing is not None and standing.value == verdict.value else ""
            st.button(
                f"{state.sign} {state.word.capitalize()}{now}",
                key=f"{verdict.value}-{'asked' if verdict is asked else 'offered'}-{seen.stamp}",
                shortcut=key if keys else None,
                on_click=choose,
                args=(seen, verdict, passages),
            )


def _evidence(draft: Draft) -> str:
    """Return what is there for a verdict: how many pins, and whether a note; before either, that one is needed."""
    pins, note = len(draft.pins), bool(draft.note.strip())
    needed = "" if pins or note else ' <span class="wb-needed">✓ ✗ need a pin or a note</span>'
    css = "wb-have" if pins or note else "wb-have none"
    return f'<p class="{css}">{needed}<span>■ {pins} pinned</span><span>{"a note" if note else "no note"}</span></p>'
