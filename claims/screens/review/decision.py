"""The decision bar: verdict buttons, reasons, note, pinned passages, and the acts behind them."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from claims.claim import Claim
from claims.review import gates
from claims.review.gates import EditConflict, NotSaved
from claims.review.judgement import Act, Draft, Judgement, Pin, Shown
from claims.review.verdict import NOTE_LIMIT, Question, Verdict
from claims.screens import guard, session
from claims.screens.assets import script_element
from claims.screens.fields import text_input
from claims.screens.keys import KEYS
from claims.screens.markup import esc
from claims.screens.review import drafts, reason_row
from claims.screens.review.drafts import draft_of
from claims.screens.review.seen import Seen
from claims.screens.review.view import View
from claims.screens.tabs import tab
from claims.screens.wording import OPEN, STATES, clock, plural
from claims.settings import ON, REASON_REQUIRED
from sources.identity import digest
from sources.source import Candidate, Origin

_BUTTONS = ((Verdict.VERIFIED, "V"), (Verdict.DISPUTED, "D"), (Verdict.UNCLEAR, "U"))


@guard.act
def toggle_pin(claim_id: str, pin: Pin) -> None:
    """Pin or unpin a passage; kept at once, so that a reload finds it."""
    view = last_view()
    claim = _in_focus(view, claim_id)
    if claim is None:
        return
    draft = draft_of(session.workbench(), claim, view)
    same = [
        kept for kept in draft.pins if (kept.source_id, kept.start, kept.end) == (pin.source_id, pin.start, pin.end)
    ]
    pins = tuple(kept for kept in draft.pins if kept not in same) if same else (*draft.pins, pin)
    draft = replace(draft, note=_note(view, claim_id, draft.note), pins=pins)
    session.workbench().reviewing.drafts.save(claim_id, view.reviewer, draft, tab())


def remember(view: View, shown: Sequence[Candidate], origins: Sequence[Origin] = ()) -> None:
    """Keep what is on the page for the callbacks of the next act."""
    st.session_state["_view"] = view
    st.session_state["_shown"] = tuple(shown)
    st.session_state["_origins"] = tuple(origins)


def last_view() -> View:
    """Return what the page showed last."""
    return st.session_state["_view"]  # type: ignore[no-any-return]


def _in_focus(view: View, claim_id: str) -> Claim | None:
    """Return the claim of a button while it is the one in focus, and the reviewer has a name.

    A page that is slow to follow may still show the buttons of the claim before; a press on one of them must not
    decide what is no longer read.
    """
    if not view.reviewer:
        session.say("un", "! Not saved.", "Give your name first, at the top of the page. Then press again.")
        st.session_state["_name_wanted"] = uuid.uuid4().hex
        return None
    if view.focus is not None and view.focus.id == claim_id:
        return view.focus
    number = view.numbers.get(view.focus.id) if view.focus else None
    session.say("un", "! Not saved.", f"The page had just gone on to claim {number}. Read it and press again.")
    return None


def _field(name: str, view: View, claim_id: str) -> str:
    """Return the key of a reviewer's own field: what one reviewer typed is never another's."""
    return f"{name}-{claim_id}-{digest(view.reviewer)}-{st.session_state.get(f'_emptied-{claim_id}', 0)}"


def _note(view: View, claim_id: str, otherwise: str) -> str:
    return str(st.session_state.get(_field("note", view, claim_id), otherwise) or "")[: NOTE_LIMIT + 1]


def keep_nameless(name: str) -> None:
    """Keep the note that was typed at the claim in focus before a name was given, as a draft of ``name``."""
    view: View | None = st.session_state.get("_view")
    if view is None or view.focus is None:
        return
    claim, workbench = view.focus, session.workbench()
    note = _note(view, claim.id, "")
    if not note:
        return
    own = replace(view, reviewer=name, standing=workbench.reviewing.standing(view.article.id, name))
    draft = draft_of(workbench, claim, own)
    both = " ".join(text for text in (draft.note, note) if text)[:NOTE_LIMIT]
    try:
        drafts.keep_typed(claim, own, both)
    except NotSaved as problem:
        session.say("no", "✗ Not saved.", str(problem))


@guard.act
def keep_note(claim_id: str) -> None:
    """Keep the note as it is entered, so that a reload or a restart finds it.

    Without a name it stays on the page until there is one (`keep_nameless`).
    """
    view = last_view()
    if not view.reviewer:
        return
    claim = next((claim for claim in view.claims if claim.id == claim_id), None)
    if claim is not None and _field("note", view, claim_id) in st.session_state:
        drafts.keep_typed(claim, view, _note(view, claim_id, "")[:NOTE_LIMIT])


@guard.act
def choose(claim_id: str, verdict: Verdict, seen: Seen) -> None:
    """Ask for the reason of this verdict, on what was ``seen``; chosen a second time, it is saved without one.

    What a reason cannot make up for, such as missing evidence, is said before anything is asked.
    """
    workbench, view = session.workbench(), last_view()
    claim = _in_focus(view, claim_id)
    if claim is None:
        return
    asked = reason_row.asked(view, claim)
    if asked is not None and asked.verdict is verdict:
        _pass_over(view, claim, asked)
        return
    draft = draft_of(workbench, claim, view)
    try:
        stored = next(
            (one for one in workbench.articles.claims(view.article.id, removed=True) if one.id == claim_id), claim
        )
        stands = workbench.reviewing.standing(view.article.id, view.reviewer).get(claim_id)
        gates.check_expected(_act(view, claim, verdict, "", seen), stands, stored)
        gates.check_evidence(verdict, claim, draft.pins, _note(view, claim_id, draft.note))
    except NotSaved as problem:
        _say_not_saved(problem)
        return
    reason_row.open_row(view, claim, verdict, seen)


@guard.act
def answer(claim_id: str, verdict: Verdict, reason: str, seen: Seen) -> None:
    """Save the verdict that was asked about with this reason, or with none, on what was ``seen``, and go on."""
    view = last_view()
    claim = _in_focus(view, claim_id)
    if claim is not None:
        _save(view, claim, verdict, reason, seen)


@guard.act
def cancel() -> None:
    """Close the row of reasons without saving."""
    gave_up()


def gave_up() -> bool:
    """Close the row of reasons without saving, and return whether it was open."""
    view = last_view()
    if view.focus is None or reason_row.asked(view, view.focus) is None:
        return False
    reason_row.close_row()
    session.say("", "Closed.", "Nothing was saved.")
    return True


@guard.act
def step(claim_id: str) -> None:
    """Go to another claim; a verdict whose reason is asked for is saved first, or the page stays and says why not.

    ``claim_id`` is empty where there is no claim in that direction.
    """
    view = last_view()
    asked = reason_row.asked(view, view.focus) if view.focus else None
    if view.focus is not None and asked is not None:
        kept = draft_of(session.workbench(), view.focus, view).reason
        if strange := reason_row.misfit(kept, asked.verdict):
            session.say("un", "! Not saved yet.", f"{strange} Choose one for {asked.verdict}, or save without one.")
            return
        _pass_over(view, view.focus, asked, onward=claim_id)
    elif claim_id:
        session.go(claim=claim_id)


def _pass_over(view: View, claim: Claim, asked: reason_row.Asked, *, onward: str = "") -> None:
    """Save a verdict without a new reason."""
    reason = reason_row.passed_over(draft_of(session.workbench(), claim, view).reason, asked.verdict)
    _save(view, claim, asked.verdict, reason, asked.seen, onward=onward)


def _save(view: View, claim: Claim, verdict: Verdict, reason: str, seen: Seen, *, onward: str = "") -> None:
    """Save one verdict and go on, to the next claim unless it is said to which; say why when it was not saved."""
    intention = f"{verdict}-{reason}-{seen.stamp(claim.id)}"
    try:
        saved = session.workbench().reviewing.judge(_act(view, claim, verdict, reason, seen), tab=tab())
    except NotSaved as problem:
        _say_not_saved(problem)
        return
    session.spend(intention)
    reason_row.close_row()
    forget(view, claim.id)
    following = view.beside(1) or _first_open_but(view, claim)
    if onward or following is not None:
        session.go(claim=onward or (following.id if following else ""))
    else:
        session.say("ok", f"✓ Saved {clock(saved.decided_at)}.", "That was the last claim of this list.")


def _act(view: View, claim: Claim, verdict: Verdict, reason: str, seen: Seen) -> Act:
    draft = draft_of(session.workbench(), claim, view)
    shown: tuple[Candidate, ...] = st.session_state.get("_shown", ())
    return Act(
        article_id=view.article.id,
        claim_id=claim.id,
        claim_version=seen.version,
        question=Question.IS_IT_SO,
        named_source="",
        reviewer=view.reviewer,
        value=verdict.value,
        reason=reason,
        note=_note(view, claim.id, draft.note),
        pins=draft.pins,
        request_id=session.request_id(f"{verdict}-{reason}-{seen.stamp(claim.id)}"),
        shown=Shown(
            model_id=shown[0].model_id if shown else "",
            similarities=tuple(candidate.similarity for candidate in shown),
            marks=tuple(
                f"{one.source.id} {mark.kind.value}: {mark.sentence}" for one in shown for mark in one.discrepancies
            ),
            origins=st.session_state.get("_origins", ()),
        ),
        expected=seen.sequence,
    )


def forget(view: View, claim_id: str) -> None:
    """Empty the note of a claim, so that it shows what is kept now.

    The browser keeps what was typed into a field for as long as its key is the same, so the key changes.
    """
    st.session_state.pop(_field("note", view, claim_id), None)
    times = f"_emptied-{claim_id}"
    st.session_state[times] = st.session_state.get(times, 0) + 1


def _first_open_but(view: View, claim: Claim) -> Claim | None:
    return next((other for other in view.queue if other.id not in view.standing and other.id != claim.id), None)


def _say_not_saved(problem: NotSaved) -> None:
    if isinstance(problem, EditConflict):
        reason_row.close_row()  # what it was asked on is no longer so
        session.say("un", "⇄ Not saved.", f"{problem} {_theirs(problem.current)}".strip())
    else:
        session.say("un", "! Not saved.", str(problem))


def _theirs(current: Judgement | None) -> str:
    if current is None:
        return ""
    state = STATES.get(current.value, OPEN)
    return f"{current.reviewer} decided at {clock(current.decided_at)}: {state.word}, with {plural(len(current.pins), 'passage')}."


def bar(view: View, claim: Claim, draft: Draft, *, keys: bool, side: bool) -> None:
    """Draw the decision bar for the claim in focus; ``side`` says whether the sources stand side by side."""
    asked, seen = reason_row.asked(view, claim), Seen.of(claim, view.standing.get(claim.id))
    with st.container(key="decision"):
        _point_to_name()
        with st.container(key="act"):
            if left := reason_row.what_was_left(view, claim):
                st.html(f'<div class="wb-msg un" role="status"><b class="wb-un">! Not saved.</b> {esc(left)}</div>')
            session.message()
            _verdicts(view, claim, seen, asked.verdict if asked else None, keys=keys)
            if asked is not None:
                required = session.workbench().settings.get(REASON_REQUIRED) == ON
                reason_row.draw(asked, draft.reason, required=required, keys=keys, answer=answer, cancel=cancel)
        with st.container(key="noterow", horizontal=True, vertical_alignment="center"):
            text_input(
                "Note",
                value=draft.note,
                key=_field("note", view, claim.id),
                placeholder="Note: why you decided so. Drafts are kept.",
                max_chars=NOTE_LIMIT,
                label_visibility="collapsed",
                live="0.4s",
                on_change=keep_note,
                args=(claim.id,),
            )
            st.html(
                f'<span class="wb-sm wb-q wb-nw">■ {plural(len(draft.pins), "passage")} pinned</span>',
                width="content",
            )
        if keys:
            legend = "".join(
                "<span>" + "".join(f"<kbd>{name}</kbd>" for name in key.names.split()) + f"{key.short}</span>"
                for key in KEYS
                if key.short and (side or not key.side)
            )
            st.html(f'<div class="wb-keys" aria-label="Keys">{legend}</div>')


def _point_to_name() -> None:
    """Put the cursor into the field for the name, when the last act was refused for want of a name."""
    wanted = st.session_state.pop("_name_wanted", "")
    if wanted:
        st.html(
            f'<span class="wb-want-{wanted}"></span>' + script_element("ask_name.js"), unsafe_allow_javascript=True
        )


def _verdicts(view: View, claim: Claim, seen: Seen, asked: Verdict | None, *, keys: bool) -> None:
    standing = view.standing.get(claim.id)
    with st.container(key="verdicts", horizontal=True, vertical_alignment="center"):
        st.html(f'<h2 class="wb-isit" data-for="{esc(claim.id)}">Is it so?</h2>', width="content")
        for verdict, key in _BUTTONS:
            state = STATES[verdict.value]
            now = " (now)" if standing is not None and standing.value == verdict.value else ""
            st.button(
                f"{state.sign} {state.word.capitalize()}{now}",
                key=f"{verdict.value}-{'asked' if verdict is asked else 'offered'}-{seen.stamp(claim.id)}",
                shortcut=key if keys else None,
                on_click=choose,
                args=(claim.id, verdict, seen),
            )
        if asked is None:
            why = "V, D or U asks why: a digit answers, Enter passes. " if keys else ""
            st.html(
                f'<p class="wb-gate">{why}Verified and disputed need a pin or a note, unclear a reason.</p>',
                width="stretch",
            )
