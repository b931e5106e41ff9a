"""The passages beside the claim: up to three columns, and the table of all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import streamlit as st

from claims.claim import Claim
from claims.review.judgement import Pin
from claims.screens import guard, session
from claims.screens.markup import esc, tick
from claims.screens.review import context, decision, find_sources, fit_columns, passage_card, pencil
from claims.screens.review.column_selection import (
    COLUMNS,
    TO_COLUMN,
    check_beside,
    chosen_row,
    counted,
    far_away,
    is_far,
    is_pinned,
    kinship,
    row_of_origin,
    show_far,
    why_up,
)
from claims.screens.review.seen import Seen
from claims.screens.wording import plural
from claims.services.terms import holding_words
from sources.identity import digest
from sources.source import Candidate, Matches

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator


def columns(
    matches: Matches,
    shown: Sequence[Candidate],
    article_day: date | None,
    pins: Sequence[Pin],
    *,
    keys: bool,
    seen: Seen,
    claim: Claim,
    near: context.Nearest,
) -> None:
    """Draw the columns, each with its acts.

    Args:
        matches: Everything proposed for the claim.
        shown: At most three of its candidates.
        article_day: The article's date, to say how far a source is from it.
        pins: The passages pinned for this claim.
        keys: Whether 1 to 3 pin.
        seen: What the page shows of the claim in focus.
        claim: The claim in focus.
        near: The sentence of each passage that comes nearest to it.
    """
    with st.container(key="columns"):
        places = st.columns(COLUMNS)
        for place, (column, candidate) in enumerate(zip(places, shown, strict=False)):
            kin = kinship(matches, shown, place)
            pinned = is_pinned(candidate, pins)
            with column, st.container(key=f"cand-{place + 1}"):
                came = "" if pinned else why_up(claim.id, candidate)
                sentence = near.get((candidate.source.id, candidate.passage.ordinal))
                lower = passage_card.foot(
                    candidate,
                    check_beside(matches, shown, place),
                    kin,
                    article_day,
                    pencil.not_here(claim, candidate),
                    _differs_elsewhere(matches, shown, candidate),
                )
                st.html(
                    f'<article class="wb-cand">{passage_card.head(seen.claim_id, place + 1, candidate, kin, brought_up=came)}'
                    f"{passage_card.about(candidate, article_day, pinned=pinned)}"
                    f'<div class="wb-scroll" tabindex="0" role="region" aria-label="Passage {place + 1}">'
                    f'<p class="wb-quote">{passage_card.words(candidate, holding_words(claim, candidate), sentence)}</p>'
                    f"</div>{lower}</article>"
                )
                acts(place + 1, candidate, seen, pinned=pinned, keys=keys)
        if len(shown) < len(places):
            with places[-1]:
                _find_more(matches, shown, claim)
    fit_columns.fit(drawn(seen.claim_id, shown, pins), seen.claim_id)


def _differs_elsewhere(matches: Matches, shown: Sequence[Candidate], candidate: Candidate) -> Candidate | None:
    """Return another passage of a candidate's source that differs from the claim and has no column."""
    rows = matches.candidates
    same = (one for one in rows if one.source.id == candidate.source.id and one.discrepancies and one not in shown)
    return next(same, None)


def _find_more(matches: Matches, shown: Sequence[Candidate], claim: Claim) -> None:
    """Draw, in place of a column, why there are no more, and what finds more."""
    left = far_away(matches, shown)
    why = (
        f"{plural(left, 'passage')} more {'is' if left == 1 else 'are'} far from the claim: no word of it, and hardly its subject."
        if left
        else "The library has nothing else near this claim."
    )
    head = "No further passage." if shown else "No passage is near this claim."
    with st.container(key="find-more"):
        st.html(f'<p class="wb-sm"><b>– {head}</b> {why}</p>')
        if left:
            st.button("Show them anyway", key="show-far", on_click=guard.act(show_far), args=(claim.id,))
        st.button(
            "Find sources",
            key="find-more-sources",
            on_click=guard.act(find_sources.toggle),
            args=(claim.article_id, claim.id),
        )
        if st.button("Look in the library", key="to-library"):
            session.open_page("Library")


def drawn(claim_id: str, shown: Sequence[Candidate], pins: Sequence[Pin]) -> str:
    """Return a word for what stands in the columns: which passages for which claim, and which of them are pinned."""
    return digest(claim_id, *[f"{one.source.id} {one.passage.ordinal} {is_pinned(one, pins)}" for one in shown])


def acts(place: int, candidate: Candidate, seen: Seen, *, pinned: bool, keys: bool) -> DeltaGenerator:
    """Draw what can be done with the passage of one column, and return the row, for more.

    ``place`` counts from 1 and is the key that pins.
    """
    name = f"{seen.claim_id}-{candidate.passage.source_id}-{candidate.passage.ordinal}"
    row = st.container(key=f"acts-{place}", horizontal=True)
    with row:
        st.button(
            "Unpin" if pinned else "Pin",
            key=f"pin-{name}",
            type="primary" if pinned else "secondary",
            shortcut=str(place) if keys else None,
            on_click=decision.toggle_pin,
            args=(seen, Pin.of(candidate)),
        )
        st.button(
            "Whole source",
            key=f"whole-{name}",
            on_click=session.open_dialog,
            args=("source", f"{candidate.passage.source_id} {candidate.passage.ordinal}"),
        )
    return row


def all_passages(matches: Matches, claim: Claim, pins: Sequence[Pin]) -> None:
    """Draw the table of all candidates; its boxes bring a passage into the last column."""
    rows = matches.candidates
    sources, origins = counted(matches)
    lines = "".join(_line(matches, claim.id, place, pins) for place in range(len(rows)))
    st.html(
        f'<section class="wb-below"><div class="wb-ph"><h2>All passages for claim {claim.order}</h2>'
        f'<span class="wb-q">{plural(len(rows), "passage")} from {plural(sources, "source")}, '
        f"{plural(origins, 'origin')}; choose a row to bring it into the last column</span></div>"
        '<div class="wb-wrap" tabindex="0" role="region" aria-label="All passages"><table class="wb-t"><tr>'
        '<th><span class="wb-vh">In the last column</span></th><th class="n">No.</th><th>Source</th><th>Date</th>'
        '<th class="n">Similarity</th><th>Marks</th><th>Origin</th><th>Passage</th></tr>'
        f"{lines}</table></div></section>"
    )


def _line(matches: Matches, claim_id: str, place: int, pins: Sequence[Pin]) -> str:
    candidate = matches.candidates[place]
    source = candidate.source
    publisher, title = source.publisher or "No publisher", source.title or source.name
    marks = [
        '<b class="wb-nw">■ pinned</b>' if is_pinned(candidate, pins) else "",
        "◆ attributed" if candidate.attributed_as else "◆ linked" if candidate.linked else "",
        *(
            f'<b class="wb-no wb-nw">≠ {kind}</b>'
            for kind in dict.fromkeys(d.kind.value for d in candidate.discrepancies)
        ),
    ]
    box = tick(
        f"{TO_COLUMN} {claim_id} {place}",
        f"Passage {place + 1}, {publisher}, into the last column",
        on=chosen_row(claim_id) == place,
    )
    words = " ".join(candidate.passage.text.split())
    return (
        f'<tr><td class="wb-pick">{box}</td><td class="n">{place + 1}</td>'
        f'<td><b>{esc(publisher)}</b><br><span class="wb-q">{esc(title)}</span></td>'
        f'<td class="wb-nw">{source.published.isoformat() if source.published else "no date"}</td>'
        f'<td class="n">{f"{candidate.similarity:.2f}" if candidate.model_id else ""}</td>'
        f"<td>{'<br>'.join(mark for mark in marks if mark)}</td>"
        f"<td>{_origin(matches, candidate, place + 1)}</td>"
        f'<td><span class="wb-two" title="{esc(words)}">{esc(words)}</span></td></tr>'
    )


def _origin(matches: Matches, candidate: Candidate, number: int) -> str:
    """Return what the table says of a row's origin: its own, or the row that has the same."""
    first = row_of_origin(matches, candidate)
    if first == number:
        return "own"
    return "same source" if matches.candidates[first - 1].source.id == candidate.source.id else f"same as {first}"


def heading(matches: Matches) -> str:
    """Return the line above the columns: how many sources and origins, and what similar means."""
    sources, origins = counted(matches)
    count = ""
    if sources:
        same = f", {plural(origins, 'origin')}" if origins < sources else ""
        count = f'<b class="wb-nw">{plural(sources, "source")}{same}</b>'
    if matches.candidates and all(is_far(candidate) for candidate in matches.candidates):
        told = "None shares a word with the claim or is near it in meaning: the library may have nothing on it."
    else:
        told = "Similar means same topic, never support. Attributed source first, then by meaning and words."
    return (
        f'<div class="wb-ph wb-order"><h2>Passages</h2>{count}<span class="wb-q" title="{told}">{told}</span></div>'
    )


def quotations(matches: Matches) -> str:
    """Return one line for each quotation of the claim: where its words stand, how, and who says them there."""
    lines = []
    for one in matches.quotations:
        css, sign = _QUOTED[one.finding.name]
        changes = "".join(
            f' <span class="wb-nw">here <mark class="x">{esc(theirs or "nothing")}</mark>, claim “{esc(ours or "nothing")}”</span>'
            for ours, theirs in one.changes[:4]
        )
        lines.append(f'<li><b class="wb-{css}">{sign} “{esc(one.words)}”</b> {esc(one.sentence)}{changes}</li>')
    return f'<ul class="wb-quoted" aria-label="Quotations">{"".join(lines)}</ul>'


_QUOTED = {"EXACT": ("q", "="), "ALTERED": ("no", "≠"), "MISATTRIBUTED": ("no", "≠"), "NOWHERE": ("un", "◇")}
