"""The decision bar: verdict buttons, reasons, note, pinned passages, and the acts behind them."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace

import streamlit as st

from claims.claim import Claim
from claims.desk import Draft
from claims.review.gates import EditConflict, NotSaved
from claims.review.judgement import Act, Judgement, Pin, Shown
from claims.review.verdict import NOTE_LIMIT, REASONS, Question, Verdict
from claims.screens import guard, session
from claims.screens.assets import script_element
from claims.screens.fields import text_input
from claims.screens.keys import KEYS
from claims.screens.markup import esc
from claims.screens.review import drafts
from claims.screens.review.drafts import Typed, draft_of
from claims.screens.review.view import View
from claims.screens.tabs import tab
from claims.screens.wording import OPEN, STATES, clock, plural
from sources.identity import digest
from sources.source import Candidate, Origin


@dataclass(frozen=True, slots=True)
class Seen:
    """What a button was drawn with; another server or tab may have changed either since.

    Attributes:
        version: Of the claim.
        sequence: Of the verdict that stands; None where none does.
    """

    version: int
    sequence: int | None

    @classmethod
    def of(cls, claim: Claim, standing: Judgement | None) -> Seen:
        """Return what is on the page."""
        return cls(claim.version, standing.sequence if standing else None)

    def stamp(self, claim: Claim) -> str:
        """Return what tells the buttons of this drawing from those of another."""
        return f"{claim.id}-{self.version}-{self.sequence or 0}"


_BUTTONS = ((Verdict.VERIFIED, "V"), (Verdict.DISPUTED, "D"), (Verdict.UNCLEAR, "U"))


@guard.act
def toggle_pin(claim_id: str, pin: Pin) -> None:
    """Pin or unpin a passage; kept at once, so that a reload finds it."""
    view = last_view()
    claim = _in_focus(view, claim_id)
    if claim is None:
        return
    draft = draft_of(session.desk(), claim, view)
    same = [
        kept for kept in draft.pins if (kept.source_id, kept.start, kept.end) == (pin.source_id, pin.start, pin.end)
    ]
    pins = tuple(kept for kept in draft.pins if kept not in same) if same else (*draft.pins, pin)
    draft = replace(draft, note=_note(view, claim_id, draft.note), pins=pins)
    session.desk().save_draft(claim_id, view.reviewer, draft, tab())


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


def _reason(view: View, claim_id: str, otherwise: str) -> str:
    return str(st.session_state.get(_field("why", view, claim_id), otherwise) or "")


def keep_nameless(name: str) -> None:
    """Keep what was typed at the claim in focus before a name was given, as a draft of ``name``."""
    view: View | None = st.session_state.get("_view")
    if view is None or view.focus is None:
        return
    claim, desk = view.focus, session.desk()
    note, reason = _note(view, claim.id, ""), _reason(view, claim.id, "")
    if not note and not reason:
        return
    own = replace(view, reviewer=name, standing=desk.standing(view.article.id, name))
    draft = draft_of(desk, claim, own)
    both = " ".join(text for text in (draft.note, note) if text)[:NOTE_LIMIT]
    try:
        drafts.keep_typed(claim, own, Typed(both, reason or draft.reason))
    except NotSaved as problem:
        session.say("no", "✗ Not saved.", str(problem))


@guard.act
def keep_note(claim_id: str) -> None:
    """Keep note and reason as they are entered, so that a reload or a restart finds them.

    Without a name they stay on the page until there is one (`keep_nameless`).
    """
    view = last_view()
    if not view.reviewer:
        return
    claim = next((claim for claim in view.claims if claim.id == claim_id), None)
    if claim is not None:
        note = _note(view, claim_id, "")[:NOTE_LIMIT] if _field("note", view, claim_id) in st.session_state else None
        reason = _reason(view, claim_id, "") if _field("why", view, claim_id) in st.session_state else None
        drafts.keep_typed(claim, view, Typed(note, reason))


@guard.act
def ask_reason(claim_id: str) -> None:
    """Open the row of reasons that "unclear" needs."""
    st.session_state["_reasons_for"] = claim_id


@guard.act
def close_reasons() -> None:
    """Close the row of reasons without deciding."""
    st.session_state.pop("_reasons_for", None)


def reasons_open(claim: Claim) -> bool:
    """Return whether the row of reasons is open for this claim."""
    return st.session_state.get("_reasons_for") == claim.id


@guard.act
def decide(claim_id: str, verdict: Verdict, reason: str, intention: str, seen: Seen) -> None:
    """Save one verdict on what was ``seen`` and go on to the next claim; say why when it was not saved."""
    desk, view = session.desk(), last_view()
    claim = _in_focus(view, claim_id)
    if claim is None:
        return
    draft = draft_of(desk, claim, view)
    if not reason:
        chosen = _reason(view, claim_id, draft.reason)
        reason = chosen if chosen in REASONS[verdict] else ""
    shown: tuple[Candidate, ...] = st.session_state.get("_shown", ())
    act = Act(
        article_id=view.article.id,
        claim_id=claim_id,
        claim_version=seen.version,
        question=Question.IS_IT_SO,
        named_source="",
        reviewer=view.reviewer,
        value=verdict.value,
        reason=reason,
        note=_note(view, claim_id, draft.note),
        pins=draft.pins,
        request_id=session.request_id(intention),
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
    try:
        saved = desk.judge(act, tab=tab())
    except EditConflict as conflict:
        session.say("un", "⇄ Not saved.", f"{conflict} {_theirs(conflict.current)}".strip())
        return
    except NotSaved as problem:
        session.say("un", "! Not saved.", str(problem))
        return
    session.spend(intention)
    close_reasons()
    forget(view, claim_id)
    onward = view.beside(1) or _first_open_but(view, claim)
    if onward is not None:
        session.go(claim=onward.id)
    elif saved:
        session.say("ok", f"✓ Saved {clock(saved.decided_at)}.", "That was the last claim of this list.")


def forget(view: View, claim_id: str) -> None:
    """Empty the fields of a claim, so that they show what is kept now.

    The browser keeps what was typed into a field for as long as its key is the same, so the keys change.
    """
    for name in ("note", "why"):
        st.session_state.pop(_field(name, view, claim_id), None)
    times = f"_emptied-{claim_id}"
    st.session_state[times] = st.session_state.get(times, 0) + 1


def _first_open_but(view: View, claim: Claim) -> Claim | None:
    return next((other for other in view.queue if other.id not in view.standing and other.id != claim.id), None)


def _theirs(current: Judgement | None) -> str:
    if current is None:
        return ""
    state = STATES.get(current.value, OPEN)
    return f"{current.reviewer} decided at {clock(current.decided_at)}: {state.word}, with {plural(len(current.pins), 'passage')}."


def bar(view: View, claim: Claim, draft: Draft, *, keys: bool, side: bool) -> None:
    """Draw the decision bar for the claim in focus; ``side`` says whether the sources stand side by side."""
    standing = view.standing.get(claim.id)
    seen = Seen.of(claim, standing)
    with st.container(key="decision"):
        session.message()
        _point_to_name()
        with st.container(key="act"):
            if reasons_open(claim):
                _reasons(claim, seen, keys=keys)
            else:
                _verdicts(claim, seen, standing, keys=keys)
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
            reasons = [*REASONS[Verdict.DISPUTED], *REASONS[Verdict.VERIFIED]]
            st.selectbox(
                "Reason, if you like",
                reasons,
                index=reasons.index(draft.reason) if draft.reason in reasons else None,
                key=_field("why", view, claim.id),
                placeholder="Reason, if you like",
                label_visibility="collapsed",
                width=190,
                on_change=keep_note,
                args=(claim.id,),
                help=None,
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


def _verdicts(claim: Claim, seen: Seen, standing: Judgement | None, *, keys: bool) -> None:
    stamp = seen.stamp(claim)
    with st.container(key="verdicts", horizontal=True, vertical_alignment="center"):
        st.html(f'<h2 class="wb-isit" data-for="{esc(claim.id)}">Is it so?</h2>', width="content")
        for verdict, key in _BUTTONS:
            state = STATES[verdict.value]
            now = " (now)" if standing is not None and standing.value == verdict.value else ""
            asks = verdict is Verdict.UNCLEAR
            st.button(
                f"{state.sign} {state.word.capitalize()}{now}",
                key=f"{verdict.value}-{stamp}",
                shortcut=key if keys else None,
                on_click=ask_reason if asks else decide,
                args=(claim.id,) if asks else (claim.id, verdict, "", f"{verdict.value}-{stamp}", seen),
            )
        st.html(
            '<p class="wb-gate">One key saves and moves on. Verified and disputed need a pinned passage or a note; '
            "unclear needs a reason.</p>",
            width="stretch",
        )


def _reasons(claim: Claim, seen: Seen, *, keys: bool) -> None:
    stamp = seen.stamp(claim)
    st.html(
        f'<h2 class="wb-h" data-for="{esc(claim.id)}">Why unclear? <span class="wb-q">'
        + ("Keys 1 to 5 choose the reason while this row is open." if keys else "Choose a reason.")
        + "</span></h2>"
    )
    with st.container(key="reasons", horizontal=True, vertical_alignment="center"):
        for place, reason in enumerate(REASONS[Verdict.UNCLEAR], 1):
            st.button(
                reason.capitalize(),
                key=f"reason-{place}-{stamp}",
                shortcut=str(place) if keys else None,
                on_click=decide,
                args=(claim.id, Verdict.UNCLEAR, reason, f"unclear-{place}-{stamp}", seen),
            )
        st.button(
            "Cancel", key=f"cancel-{stamp}", type="tertiary", shortcut="Esc" if keys else None, on_click=close_reasons
        )
