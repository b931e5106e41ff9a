"""Which passages stand beside the claim, and which origin each goes back to."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

import streamlit as st

from claims.review.judgement import Pin
from sources.source import AttributedCheck, Candidate, DiscrepancyKind, Matches, Origin, OriginLink
from sources.untrusted.numbers import whole
from sources.untrusted.text import Unusable

COLUMNS = 3
# Cosine. Of 1,007 passages with sentences that support a claim of WiCE, 98 % are nearer to it or share a word with it.
_NEAR = 0.2
_MOST_ROWS = 1000  # far more than a claim has candidates


def is_pinned(candidate: Candidate, pins: Sequence[Pin]) -> bool:
    """Return whether this very passage is among the pins."""
    passage = candidate.passage
    return any((pin.source_id, pin.start, pin.end) == (passage.source_id, passage.start, passage.end) for pin in pins)


def is_far(candidate: Candidate) -> bool:
    """Tell whether a passage has no word of the claim, and was compared with it by meaning and is not near."""
    return bool(candidate.model_id) and not candidate.matched and candidate.similarity < _NEAR


def shown_columns(
    matches: Matches, pins: Sequence[Pin], brought_up: int | None, columns: int = COLUMNS, *, far: bool = False
) -> list[Candidate]:
    """Return the passages in the columns: the original of each origin, attributed sources first.

    Of a source the passage with another number than the claim is shown, else its nearest. Copies are folded under
    their original; one that is attributed has its original beside it, and one that gives another number may take a
    column that is left. One column is kept for a source that is not the attributed one, where there is any, so that
    what was reported stands beside what others say. The last columns give way to pinned passages and to the one chosen
    in the table. A passage that is far from the claim takes a column only of a named source, or where ``far`` ones are
    asked for: the table has the others.
    """
    candidates = [one for one in matches.candidates if far or one.leads or not is_far(one)]
    best: dict[str, Candidate] = {}
    for candidate in candidates:
        kept = best.setdefault(candidate.source.id, candidate)
        if _other_number(candidate) and not _other_number(kept):
            best[candidate.source.id] = candidate
    families: dict[str, list[Candidate]] = {}
    for candidate in best.values():
        origin = origin_of(matches, candidate)
        families.setdefault(candidate.source.id if origin is None else origin.id, []).append(candidate)
    leading = [_leading(origin_id, family) for origin_id, family in families.items()]
    attributed = [one for leaders in leading if leaders[0].leads for one in leaders]
    others = [one for leaders in leading if not leaders[0].leads for one in leaders]
    shown = ([*attributed[: columns - 1], *others, *attributed[columns - 1 :]] if others else attributed)[:columns]
    # Of what is left: copies that are attributed or give another number, then further passages of what stands there.
    copies = [one for one in best.values() if one.leads or _other_number(one)]
    standing = {one.source.id for one in [*attributed, *others]}
    for candidate in [*copies, *(one for one in candidates if one.source.id in standing)]:
        if len(shown) < columns and candidate not in shown:
            shown.append(candidate)
    wanted = [candidate for candidate in matches.candidates if is_pinned(candidate, pins)][: columns - 1]
    if brought_up is not None and brought_up < len(matches.candidates):
        wanted.append(matches.candidates[brought_up])
    for candidate in wanted:
        _give_column(candidate, shown, wanted, columns)
    return shown


def _leading(origin_id: str, family: Sequence[Candidate]) -> list[Candidate]:
    """Return who of an origin takes a column: the original, else its first; an attributed one before its original."""
    original = next((one for one in family if one.source.id == origin_id), family[0])
    named = next((one for one in family if one.leads), None)
    if named is None or original.leads:
        return [original]
    return [named, *([original] if original.source.id == origin_id else [])]


def show_far(claim_id: str) -> None:
    """Let passages that are far from this claim take columns too."""
    st.session_state["_far"] = claim_id


def shows_far(claim_id: str) -> bool:
    """Return whether passages that are far from this claim were asked for."""
    return bool(st.session_state.get("_far") == claim_id)


def far_away(matches: Matches, shown: Sequence[Candidate]) -> int:
    """Return how many passages have no column because they have nothing to do with the claim."""
    return sum(is_far(one) and one not in shown for one in matches.candidates)


TO_COLUMN = "column"
"""How a press on a row of the table of all passages begins (`page.js`); claim and row, from 0, follow."""


def bring_up(claim_id: str, row: int | None) -> None:
    """Bring a candidate into the last column; None brings none."""
    st.session_state[f"_up-{claim_id}"] = row


def pressed(target: str, claim_id: str) -> bool:
    """Bring up the row of the table that was pressed, or take it back; return whether the press was on a row.

    Args:
        target: What the page told.
        claim_id: The claim in focus; a press on the table of another one, which the page still showed, does nothing.
    """
    word, _, place = target.partition(" ")
    if word != TO_COLUMN:
        return False
    of_claim, _, given = place.partition(" ")
    with suppress(Unusable):
        row = whole(given, most=_MOST_ROWS)
        if of_claim == claim_id:
            bring_up(claim_id, None if chosen_row(claim_id) == row else row)
    return True


MOST, DIFFERS = "□ Most", "≠ Differs"
"""Why a key brought a passage up, as its column says it."""


def note_why(claim_id: str, candidate: Candidate, why: str) -> None:
    """Note why this passage was brought up."""
    st.session_state["_why_up"] = (claim_id, candidate.source.id, candidate.passage.ordinal, why)


def forget_why() -> None:
    """Forget why a passage was brought up: other pins leave other words open."""
    st.session_state.pop("_why_up", None)


def why_up(claim_id: str, candidate: Candidate) -> str:
    """Return why this passage was brought up; empty where it was not."""
    *which, why = st.session_state.get("_why_up", ("",))
    return str(why) if which == [claim_id, candidate.source.id, candidate.passage.ordinal] else ""


def differing(
    matches: Matches, shown: Sequence[Candidate], claim_id: str, *, whole_sources: bool = False
) -> list[int]:
    """Return the rows, from 0, of passages that differ from the claim and have no column.

    They begin behind the one that was brought up last, so that each of them has its turn.

    Args:
        matches: Everything proposed for the claim.
        shown: What is in the columns.
        claim_id: The claim in focus.
        whole_sources: Whether a column shows all of its source, with every passage that differs marked.
    """
    seen = {one.source.id for one in shown} if whole_sources else set()
    rows = [
        row
        for row, one in enumerate(matches.candidates)
        if one.discrepancies and one not in shown and one.source.id not in seen
    ]
    last = chosen_row(claim_id)
    return rows if last is None else sorted(rows, key=lambda row: (row < last, row))


def chosen_row(claim_id: str) -> int | None:
    """Return the candidate that was brought up last, in the table of all passages or by a key."""
    row: int | None = st.session_state.get(f"_up-{claim_id}")
    return row


def _give_column(candidate: Candidate, shown: list[Candidate], wanted: Sequence[Candidate], columns: int) -> None:
    """Put a wanted passage into a free column, else in the place of the last one that nobody wanted."""
    if candidate in shown:
        return
    if len(shown) < columns:
        shown.append(candidate)
        return
    place = next((at for at in reversed(range(len(shown))) if shown[at] not in wanted), None)
    if place is not None:
        shown[place] = candidate


def _other_number(candidate: Candidate) -> bool:
    return any(one.kind is DiscrepancyKind.NUMBER for one in candidate.discrepancies)


def origin_of(matches: Matches, candidate: Candidate) -> Origin | None:
    """Return the origin that a candidate's source goes back to; None where origins are not known."""
    return next((one for one in matches.origins if candidate.source.id in one.source_ids), None)


def row_of_origin(matches: Matches, candidate: Candidate) -> int:
    """Return the row, from 1, of what a candidate's source goes back to.

    That is the first row of the source that the others of its origin depend on; where that source has no row, the
    first row of any of them.
    """
    origin = origin_of(matches, candidate)
    same = {candidate.source.id} if origin is None else set(origin.source_ids)
    rows = [row for row, one in enumerate(matches.candidates, 1) if one.source.id in same]
    original = [row for row in rows if origin is not None and matches.candidates[row - 1].source.id == origin.id]
    return (original or rows)[0]


@dataclass(frozen=True, slots=True)
class Kinship:
    """What one column has to say of its source's origin.

    Attributes:
        same_as: The number of an earlier column with the same origin, from 1; 0 where there is none.
        name: Whom the origin is called by.
        others: The other sources of the origin among the candidates, by publisher, each once.
        why: The sentences that join this source to the others.
        original: Whether the others depend on this source.
    """

    same_as: int
    name: str
    others: tuple[str, ...]
    why: tuple[str, ...]
    original: bool = False


def kinship(matches: Matches, shown: Sequence[Candidate], place: int) -> Kinship | None:
    """Return what column ``place`` (from 0) says of its origin; None for a source that stands for itself."""
    candidate = shown[place]
    origin = origin_of(matches, candidate)
    if origin is None or len(origin.source_ids) < 2:
        return None
    mine = candidate.source.id
    publishers = {one.source.id: one.source.publisher or one.source.title for one in matches.candidates}
    others = [publishers[one] for one in origin.source_ids if one != mine and one in publishers]
    earlier = next((at for at in range(place) if origin_of(matches, shown[at]) == origin), None)
    return Kinship(
        same_as=0 if earlier is None else earlier + 1,
        name=origin.name,
        others=tuple(dict.fromkeys(others)),
        why=tuple(dict.fromkeys(link.sentence for link in origin.links if _joins(link, mine))),
        original=origin.id == mine,
    )


def _joins(link: OriginLink, source_id: str) -> bool:
    return source_id in (link.source_id, link.on_id)


def check_beside(matches: Matches, shown: Sequence[Candidate], place: int) -> AttributedCheck | None:
    """Return what was found about a named source, for column ``place`` (from 0).

    It stands beside the passage that shows it; where that has no column, as when a copy shows the same or the source
    says nothing of it, in the first column of the named source.
    """
    columns = {(one.source.id, one.passage.ordinal): at for at, one in enumerate(shown)}
    firsts = {one.attributed_as: at for at, one in reversed(list(enumerate(shown))) if one.attributed_as}
    for check in matches.attributed:
        shows = check.passage
        own = None if shows is None else columns.get((shows.source_id, shows.ordinal))
        if (firsts.get(check.named) if own is None else own) == place:
            return check
    return None


def counted(matches: Matches) -> tuple[int, int]:
    """Return how many sources the candidates come from, and to how many origins those go back."""
    sources = {candidate.source.id for candidate in matches.candidates}
    origins = {origin.id for origin in matches.origins if sources & set(origin.source_ids)}
    grouped = {source for origin in matches.origins for source in origin.source_ids}
    return len(sources), len(origins) + len(sources - grouped)
