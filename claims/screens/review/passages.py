"""The passages beside the claim: up to three columns, the table of all, and the sources in context."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import pandas as pd
import streamlit as st

from claims.review.judgement import Pin
from claims.screens import session
from claims.screens.markup import esc, marked
from claims.screens.wording import day, distance, plural
from sources.source import Candidate, DiscrepancyKind, Matches

COLUMNS = 3
# Brings each marked passage into sight inside its own box; constant, like every script of the pages.
_SHOW_PASSAGE = """<script>
document.querySelectorAll(".wb-ctx").forEach(function (box) {
  var mark = box.querySelector("mark.pass");
  if (mark) { box.scrollTop += mark.getBoundingClientRect().top - box.getBoundingClientRect().top - 60; }
});
</script>"""
CONTEXT = 1500  # characters shown on each side of a passage in context, about a screen of reading


def is_pinned(candidate: Candidate, pins: Sequence[Pin]) -> bool:
    """Return whether this very passage is among the pins."""
    passage = candidate.passage
    return any((pin.source_id, pin.start, pin.end) == (passage.source_id, passage.start, passage.end) for pin in pins)


def shown_columns(candidates: Sequence[Candidate], pins: Sequence[Pin], brought_up: int | None) -> list[Candidate]:
    """Return the passages in the columns: one of each source, attributed sources first.

    Of a source the passage with another number than the claim is shown, else its nearest. One column is kept for a source
    that is not the attributed one, where there is any, so that what was reported stands beside what others say. The
    last columns give way to pinned passages and to the one chosen in the table.
    """
    best: dict[str, Candidate] = {}
    for candidate in candidates:
        kept = best.setdefault(candidate.source.id, candidate)
        if _other_number(candidate) and not _other_number(kept):
            best[candidate.source.id] = candidate
    attributed = [candidate for candidate in best.values() if candidate.attributed_as]
    others = [candidate for candidate in best.values() if not candidate.attributed_as]
    first = [*attributed[: COLUMNS - 1], *others] if others else attributed
    shown = first[:COLUMNS]
    if len(shown) < COLUMNS:
        shown += [candidate for candidate in candidates if candidate not in shown][: COLUMNS - len(shown)]
    wanted = [candidate for candidate in candidates if is_pinned(candidate, pins)][: COLUMNS - 1]
    if brought_up is not None and brought_up < len(candidates):
        wanted.append(candidates[brought_up])
    for candidate in wanted:
        if candidate not in shown:
            place = next((at for at in reversed(range(len(shown))) if shown[at] not in wanted), None)
            if place is not None:
                shown[place] = candidate
    return shown


def _other_number(candidate: Candidate) -> bool:
    return any(one.kind is DiscrepancyKind.NUMBER for one in candidate.discrepancies)


def columns(
    shown: Sequence[Candidate],
    article_day: date | None,
    pins: Sequence[Pin],
    *,
    keys: bool,
    claim_id: str,
    toggle: Callable[[str, Pin], None],
    room: int,
) -> None:
    """Draw the columns, each with its acts.

    Args:
        shown: At most three passages.
        article_day: The article's date, to say how far a source is from it.
        pins: The passages pinned for this claim.
        keys: Whether 1 to 3 pin.
        claim_id: The claim in focus.
        toggle: Pins or unpins a passage of a claim.
        room: Pixels for a passage's words in a window 900 high, so that the decision bar stays in sight; the rest
            scrolls inside. Higher windows give more.
    """
    with st.container(key="columns"):
        for place, (column, candidate) in enumerate(zip(st.columns(COLUMNS), shown, strict=False), 1):
            pinned = is_pinned(candidate, pins)
            name = f"{claim_id}-{candidate.passage.source_id}-{candidate.passage.ordinal}"
            with column, st.container(key=f"cand-{place}"):
                st.html(_passage(claim_id, place, candidate, article_day, pinned=pinned, room=room))
                with st.container(key=f"acts-{place}", horizontal=True):
                    st.button(
                        "Unpin" if pinned else "Pin",
                        key=f"pin-{name}",
                        type="primary" if pinned else "secondary",
                        shortcut=str(place) if keys else None,
                        on_click=toggle,
                        args=(claim_id, Pin.of(candidate)),
                    )
                    st.button(
                        "In context",
                        key=f"context-{name}",
                        on_click=session.open_dialog,
                        args=("context", str(place)),
                    )


def _passage(
    claim_id: str, place: int, candidate: Candidate, article_day: date | None, *, pinned: bool, room: int
) -> str:
    source = candidate.source
    tag = (
        '<span class="wb-tag att">◆ Attributed source</span>'
        if candidate.attributed_as
        else '<span class="wb-tag">Candidate</span>'
    )
    evidence = '<span class="wb-tag ev">■ Evidence</span>' if pinned else ""
    when = (
        f"{day(source.published)}" + (f", {away}" if (away := distance(source.published, article_day)) else "")
        if source.published
        else '<b class="wb-un">! no date</b>'
    )
    words = plural(
        len({candidate.passage.text[start:end].casefold() for start, end in candidate.matched}), "shared word"
    )
    return (
        f'<article class="wb-cand" data-for="{esc(claim_id)}"><div class="wb-lab"><span class="nr">{place}</span>{tag}{evidence}</div>'
        f"<h3>{esc(source.publisher or 'No publisher')}</h3>"
        f'<p class="wb-ti">{esc(source.title or source.name or "Untitled")}<br>{when}</p>'
        f'<p class="wb-quote" tabindex="0" style="max-height:max({room}px,calc(100vh - {900 - room}px))">'
        f"{_marked(candidate)}</p>{_differs(candidate)}"
        f'<p class="wb-why">Similarity {candidate.similarity:.2f} · rank {candidate.rank} · {words}</p></article>'
    )


def _marked(candidate: Candidate) -> str:
    differing = [(one.start, one.end) for one in candidate.discrepancies]
    return marked(candidate.passage.text, candidate.matched, differing)


def _differs(candidate: Candidate) -> str:
    """Return what differs between claim and passage, in words; never a verdict."""
    if not candidate.discrepancies:
        return '<p class="wb-cf none">No conflict found in numbers, dates or negation.</p>'
    lines = [f"<b>≠ {one.kind.value.capitalize()}:</b> {esc(one.sentence)}" for one in candidate.discrepancies]
    return f'<p class="wb-cf">{"<br>".join(lines)}</p>'


def all_passages(matches: Matches, number: int, claim_id: str, pins: Sequence[Pin]) -> int | None:
    """Draw the table of all candidates; return the index of the row brought up, if one is chosen."""
    rows = matches.candidates
    sources = len({candidate.source.id for candidate in rows})
    st.html(
        f'<div class="wb-ph" style="padding-top:16px"><h2>All passages for claim {number}</h2>'
        f'<span class="wb-q">{plural(len(rows), "passage")} from {plural(sources, "source")}; '
        "select a row to bring it into the third column</span></div>"
    )
    frame = pd.DataFrame(
        {
            "No.": range(1, len(rows) + 1),
            "Publisher": [c.source.publisher or "No publisher" for c in rows],
            "Date": [c.source.published.isoformat() if c.source.published else "no date" for c in rows],
            "Similarity": [round(c.similarity, 2) for c in rows],
            "Named": ["◆ attributed" if c.attributed_as else "" for c in rows],
            "Differs": [", ".join(dict.fromkeys(f"≠ {d.kind.value}" for d in c.discrepancies)) for c in rows],
            "Evidence": ["■ pinned" if is_pinned(c, pins) else "" for c in rows],
            "Passage": [" ".join(c.passage.text.split()) for c in rows],
            "Title": [c.source.title or c.source.name for c in rows],
        }
    )
    chosen = st.dataframe(
        frame,
        hide_index=True,
        key=f"all-{claim_id}",
        on_select="rerun",
        selection_mode="single-row",
        column_config={
            "Similarity": st.column_config.NumberColumn(format="%.2f"),
            "Passage": st.column_config.TextColumn(width="large"),
        },
    )
    selected = chosen["selection"]["rows"] if isinstance(chosen, dict) else []
    return selected[0] if selected else None


def brought_up(claim_id: str) -> int | None:
    """Return the row chosen in the table of all passages, as of the last run."""
    state = st.session_state.get(f"all-{claim_id}")
    rows = state["selection"]["rows"] if state else []
    return rows[0] if rows else None


@st.dialog("In context", width="large", on_dismiss=session.close_dialog)
def in_context(claim_text: str, candidates: Sequence[Candidate]) -> None:
    """Show the sources around the passages, side by side, each passage marked in its own text."""
    st.html(f'<p class="wb-own">Claim: {esc(claim_text)}</p>')
    for column, candidate in zip(st.columns(len(candidates)), candidates, strict=True):
        with column:
            st.html(_context(candidate))
    st.html(_SHOW_PASSAGE, unsafe_allow_javascript=True)


def _context(candidate: Candidate) -> str:
    source, passage = candidate.source, candidate.passage
    start, end = max(0, passage.start - CONTEXT), min(len(source.text), passage.end + CONTEXT)
    before, after = source.text[start : passage.start], source.text[passage.end : end]
    return (
        f'<div class="wb-cand"><h3>{esc(source.publisher or "No publisher")}</h3>'
        f'<p class="wb-ti">{esc(source.title or source.name)}<br>{esc(day(source.published))}'
        + (f"<br>{esc(source.url)}" if source.url else "")
        + f'</p><div class="wb-ctx" tabindex="0">{"… " if start else ""}{esc(before)}'
        f'<mark class="pass">{_marked(candidate)}</mark>{esc(after)}{" …" if end < len(source.text) else ""}</div></div>'
    )
