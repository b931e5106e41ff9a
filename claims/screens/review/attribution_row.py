"""The row "Did they say it?" in the decision bar: the named source in hand, three answers, and what is proposed.

It is apart from "Is it so?" and never in its way: a source may have said what is not so. Only a key or a press answers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from claims.claim import Claim
from claims.review.gates import EditConflict, NotSaved
from claims.review.judgement import Act
from claims.review.verdict import AttributionVerdict, Question
from claims.screens import guard, messages, session
from claims.screens.markup import esc
from claims.screens.review import context, drafts
from claims.screens.review.seen import Seen, ShownPassages, in_focus
from claims.screens.review.view import View
from claims.screens.tabs import tab
from claims.screens.wording import ANSWERS, SAYINGS, clock, place_in, state_of_act
from claims.settings import ASKS_DID_THEY_SAY_IT, ON
from claims.workbench import Workbench
from sources.identity import digest
from sources.source import AttributedCheck, Candidate, Matches, Saying, Source

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

READER = "said"
"""The name of the window that shows a sentence in its source."""

_ANSWERS = ((AttributionVerdict.SAID, "S"), (AttributionVerdict.NOT_SAID, "X"), (AttributionVerdict.NOT_FOUND, "F"))
_PROPOSES = {
    Saying.SAYS: AttributionVerdict.SAID,
    Saying.OPPOSITE: AttributionVerdict.NOT_SAID,
    Saying.SILENT: AttributionVerdict.NOT_FOUND,
}


def proposed(check: AttributedCheck) -> AttributionVerdict | None:
    """Return the answer that a check proposes; None where it has to be read first.

    Said only where one sentence of the source has the whole claim. Where somebody else quotes the source, and where
    the library does not have it, nothing is proposed.
    """
    if check.second_hand or (check.saying is Saying.SAYS and not check.whole):
        return None
    return _PROPOSES.get(check.saying)


def in_hand(view: View, claim: Claim) -> str:
    """Return the named source that is asked about: the one turned to, else the first without an answer."""
    kept = st.session_state.get("_said_in_hand")
    if kept is not None and kept[:2] == (claim.id, view.reviewer) and kept[2] in claim.attributed_to:
        return str(kept[2])
    left = (name for name in claim.attributed_to if (claim.id, name) not in view.said.own)
    return next(left, claim.attributed_to[0])


def turn_to(claim_id: str, reviewer: str, named: str) -> None:
    """Take this named source of the claim in hand."""
    st.session_state["_said_in_hand"] = (claim_id, reviewer, named)


@guard.act
def turn(seen: Seen, named: str) -> None:
    """Take another named source of the claim in focus in hand; its reasons, if any are open, stay open."""
    turn_to(seen.claim_id, seen.reviewer, named)


@guard.act
def answer(
    seen: Seen,
    named: str,
    sequence: int | None,
    value: AttributionVerdict,
    others: tuple[str, ...],
    passages: ShownPassages,
) -> None:
    """Save one answer, with the note and the pins as they are now, and take the next named source in hand.

    Args:
        seen: The claim in focus.
        named: The source that the question was about.
        sequence: The line of the answer that the page showed; None where there was none.
        value: The answer.
        others: The named sources that had no answer, in the order in which they follow.
        passages: What is shown beside the claim.
    """
    if not in_focus(seen):
        return
    workbench = session.workbench()
    draft = drafts.draft_of(workbench, seen)
    note = drafts.note_of(seen, draft.note)
    intention = f"{value}-{named}-{sequence}-{seen.stamp}"
    act = Act(
        article_id=seen.article_id,
        claim_id=seen.claim_id,
        claim_version=seen.version,
        question=Question.DID_THEY_SAY_IT,
        named_source=named,
        reviewer=seen.reviewer,
        value=value.value,
        reason="",
        note=note,
        pins=draft.pins,
        request_id=session.request_id(intention),
        shown=passages.shown,
        expected=sequence,
    )
    try:
        if not _stands(workbench, act):
            workbench.reviewing.judge(act, tab=tab())
    except NotSaved as problem:
        _say_not_saved(problem)
        return
    session.spend(intention)
    turn_to(seen.claim_id, seen.reviewer, next(iter(others), named))


def _stands(workbench: Workbench, act: Act) -> bool:
    """Return whether the answer stands already just so: pressed again it is no second act."""
    line = workbench.reviewing.attribution_standing(act.article_id, act.reviewer).get(
        (act.claim_id, act.named_source)
    )
    return line is not None and (line.value, line.note, line.pins) == (act.value, act.note, act.pins)


def _say_not_saved(problem: NotSaved) -> None:
    current = problem.current if isinstance(problem, EditConflict) else None
    theirs = f" {state_of_act(current).word.capitalize()}, {clock(current.decided_at)}." if current else ""
    messages.say("un", f"{'⇄' if isinstance(problem, EditConflict) else '!'} Not saved.", f"{problem}{theirs}")


def draw(view: View, claim: Claim, seen: Seen, passages: ShownPassages, *, keys: bool) -> DeltaGenerator | None:
    """Draw the question about the named source in hand.

    Args:
        view: The article.
        claim: The claim in focus.
        seen: What the page shows of it.
        passages: What is shown beside it, filled in later.
        keys: Whether letters press the buttons.

    Returns:
        Where `propose` draws once the passages are known; None where nothing is asked.
    """
    # Drawn also where it is empty, and then not shown: what follows keeps its place from claim to claim.
    row = st.container(key="says", horizontal=True, vertical_alignment="center")
    if not claim.attributed_to or session.workbench().settings.get(ASKS_DID_THEY_SAY_IT) != ON:
        return None
    named = in_hand(view, claim)
    place = claim.attributed_to.index(named)
    following = (*claim.attributed_to[place + 1 :], *claim.attributed_to[:place])
    left = tuple(name for name in following if (claim.id, name) not in view.said.own)
    now = view.said.own.get((claim.id, named))
    stamp = f"{digest(named)}-{now.sequence if now else 0}-{claim.id}-{claim.version}"
    with row:
        st.html(_asked(view, claim, named, following), width="content")
        for value, key in _ANSWERS:
            given = now is not None and now.value == value.value
            st.button(
                f"{ANSWERS[value].sign} {value.capitalize()}{' (now)' if given else ''}",
                key=f"{value.replace(' ', '-')}-{'given' if given else 'offered'}-{stamp}",
                shortcut=key if keys else None,
                on_click=answer,
                args=(seen, named, now.sequence if now else None, value, left, passages),
            )
        proposal = st.container(key="proposal", horizontal=True, vertical_alignment="center")
        if following:
            st.button(
                "Next source",
                key=f"next-named-{stamp}",
                type="tertiary",
                shortcut="9" if keys else None,
                on_click=turn,
                args=(seen, following[0]),
                help="The next source that the claim names",
            )
    return proposal


def _asked(view: View, claim: Claim, named: str, following: tuple[str, ...]) -> str:
    """Return the question; where several sources are named, the one in hand is underlined and its place is said."""
    if not following:
        return f'<h2 class="wb-whosaid" data-for="{esc(claim.id)}">Did <b title="{esc(named)}">{esc(named)}</b> say it?</h2>'
    rest = "; ".join(_with_answer(view, claim, name) for name in following)
    place = f"{claim.attributed_to.index(named) + 1} of {len(claim.attributed_to)}"
    return (
        f'<h2 class="wb-whosaid" data-for="{esc(claim.id)}">Did <b class="inhand" title="{esc(named)}">{esc(named)}</b> say it? '
        f'<span class="wb-q" title="{esc(rest)}">{place}</span></h2>'
    )


def _with_answer(view: View, claim: Claim, named: str) -> str:
    line = view.said.own.get((claim.id, named))
    return f"{named}: {state_of_act(line).word}" if line else named


def propose(
    slot: DeltaGenerator,
    workbench: Workbench,
    view: View,
    claim: Claim,
    matches: Matches | None,
    seen: Seen,
    *,
    keys: bool,
) -> None:
    """Draw what is proposed about the source in hand with its whole sentence, and what else was answered about it."""
    named = in_hand(view, claim)
    check = _check(matches, named)
    with slot:
        about = _proposal(workbench, matches, check) if matches is not None else '<span class="wb-q">Looking …</span>'
        answer_proposed = proposed(check) if check else None
        st.html(
            f'<div class="wb-proposal" tabindex="0" role="region" aria-label="What is proposed" data-for="{esc(claim.id)}" '
            f'data-proposes="{answer_proposed or ""}">{about}{_beside(view, claim, named)}</div>',
            width="stretch",
        )
        if check is not None and check.passage is not None:
            st.button(
                "In context",
                key=f"in-source-{digest(named)}-{seen.stamp}",
                type="tertiary",
                shortcut="0" if keys else None,
                on_click=guard.act(session.open_dialog),
                args=(READER, named),
                help="The sentence in its source",
            )


def _check(matches: Matches | None, named: str) -> AttributedCheck | None:
    return next((one for one in matches.attributed if one.named == named), None) if matches is not None else None


def _proposal(workbench: Workbench, matches: Matches | None, check: AttributedCheck | None) -> str:
    """Return what is proposed and why, the source's sentence in full; never a verdict."""
    if check is None:
        return (
            '<b class="wb-q">Nothing proposed.</b> None of its sources was searched: see the filter beside the facts.'
        )
    word = SAYINGS[check.saying]
    at = _cited(workbench, matches, check)
    return f'<b class="wb-{word.css}">{word.sign} {esc(_in_short(check))}.</b> {esc(_why(check))}{at}'


def _in_short(check: AttributedCheck) -> str:
    """Return the answer that is proposed; where none is, what has to be read."""
    value = proposed(check)
    if value is not None:
        return f"Proposed: {value}"
    if check.passage is None:
        return "Nothing proposed"
    return "Seems to say it: read the passage" if check.saying is Saying.SAYS else "Read the passage"


def _why(check: AttributedCheck) -> str:
    """Return why something is proposed, or nothing, with the whole sentence of the source."""
    if check.passage is None:
        return check.sentence
    whole = " ".join(check.passage.text[check.start : check.end].split())
    quoted = whole if whole.startswith(("“", '"')) else f"“{whole}”"
    if check.saying is Saying.SAYS:
        return quoted
    return check.sentence if whole.rstrip(".") in check.sentence else f"{check.sentence} {quoted}"


def _cited(workbench: Workbench, matches: Matches | None, check: AttributedCheck) -> str:
    source = _source(workbench, matches, check)
    if source is None or check.passage is None:
        return ""
    start = check.passage.start
    place = place_in(source, start + check.start, start + check.end)
    return f' <span class="wb-q wb-nw">{esc(place)}</span>' if place else ""


def _source(workbench: Workbench, matches: Matches | None, check: AttributedCheck) -> Source | None:
    if not check.source_id:
        return None
    candidates = matches.candidates if matches is not None else ()
    found = next((one.source for one in candidates if one.source.id == check.source_id), None)
    return found or workbench.library.source(check.source_id)


def _beside(view: View, claim: Claim, named: str) -> str:
    """Return what other reviewers answered about a named source, and what the reviewer did on an earlier wording."""
    lines = []
    for line in view.said.others.get((claim.id, named), ()):
        state = state_of_act(line)
        lines.append(f"{esc(line.reviewer)}: <b>{state.sign} {state.word}</b> {clock(line.decided_at)}")
    before = view.said.earlier.get((claim.id, named))
    if before is not None:
        state = state_of_act(before)
        lines.append(f"you, before the claim changed: <b>{state.sign} {state.word}</b>")
    return "".join(f' <span class="wb-q">· {line}</span>' for line in lines)


def reader(workbench: Workbench, claim: Claim, matches: Matches | None, named: str) -> bool:
    """Show the sentence behind a proposal in its source; return whether there is one."""
    check = _check(matches, named)
    source = _source(workbench, matches, check) if check is not None else None
    if matches is None or check is None or check.passage is None or source is None:
        return False
    shown = Candidate(source, check.passage, 0.0, 0, named, (), "", check.discrepancies)
    of_source = [one for one in matches.candidates if one.source.id == source.id]
    near = dict(workbench.library.matching.nearest_sentences(claim, of_source))
    near[source.id, check.passage.ordinal] = (check.start, check.end)
    others = [one for one in of_source if one.passage.ordinal != check.passage.ordinal]
    context.whole(claim, shown, others, near)
    return True
