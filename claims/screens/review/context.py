"""A source's own text around a passage, with what is alike, what differs, and stops to jump between."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from claims.claim import Claim
from claims.review.judgement import Pin
from claims.screens import guard, session
from claims.screens.assets import script_element
from claims.screens.markup import esc
from claims.screens.review import passage_card
from claims.screens.review.column_selection import is_pinned
from claims.screens.wording import called, day
from claims.services.terms import holding_words
from sources.source import Candidate

Nearest = Mapping[tuple[str, int], tuple[int, int]]
"""By source id and ordinal of a passage: where in it the sentence is that comes nearest to the claim."""

AROUND = 3_000  # characters shown on each side of a passage in a column: two screens of reading
WHOLE = 300_000  # characters of a source shown in full; a browser draws that much text in under a second


def around(
    claim: Claim,
    candidate: Candidate,
    others: Sequence[Candidate],
    reach: int,
    near: Nearest | None = None,
    pins: Sequence[Pin] = (),
) -> str:
    """Return the source's text around the passage, the passage and the claim's other passages of this source marked.

    Args:
        claim: The claim in focus.
        candidate: The passage that is compared.
        others: All candidates of the claim; those of the same source are stops too.
        reach: Characters shown on each side.
        near: The sentence of each passage that comes nearest to the claim; the stops go there.
        pins: The passages pinned for the claim; they have a frame.
    """
    source = candidate.source
    start = max(0, candidate.passage.start - reach)
    end = min(len(source.text), candidate.passage.end + reach)
    here = sorted(
        {
            (one.passage.start, one.passage.end): one
            for one in [*others, candidate]
            if one.source.id == source.id and start <= one.passage.start and one.passage.end <= end
        }.items()
    )
    parts, done = ["… " if start else ""], start
    own = (candidate.passage.start, candidate.passage.end)
    for (first, last), one in here:
        # Passages may overlap: the one that is compared keeps its words, else the earlier one.
        if first < done or ((first, last) != own and first < own[1] and own[0] < last):
            continue
        css = "pass" if one.passage.ordinal == candidate.passage.ordinal else "pass also"
        sentence = (near or {}).get((one.source.id, one.passage.ordinal))
        css += " stop" if sentence is None else ""
        css += " evidence" if is_pinned(one, pins) else ""
        words = passage_card.words(one, holding_words(claim, one), sentence, "near stop")
        parts += [esc(source.text[done:first]), f'<mark class="{css}">{words}</mark>']
        done = last
    parts += [esc(source.text[done:end]), " …" if end < len(source.text) else ""]
    return "".join(parts)


def hits() -> str:
    """Return the two presses that move between the stops of a box, and which stop is in sight."""
    return (
        '<span class="wb-hits"><span role="button" tabindex="0" data-hit="-1" aria-label="Previous match"><kbd>B</kbd>‹</span>'
        '<span class="at"></span><span role="button" tabindex="0" data-hit="1" aria-label="Next match">› match<kbd>G</kbd></span></span>'
    )


@st.dialog("Whole source", width="large", on_dismiss=session.close_dialog)
@guard.drawing(guard.WINDOW)
def whole(claim: Claim, candidate: Candidate, others: Sequence[Candidate], near: Nearest) -> None:
    """Show a source in full, at the passage."""
    source = candidate.source
    recognised = source.recognition_of(candidate.passage.start, candidate.passage.end)
    cut = candidate.passage.start > WHOLE or candidate.passage.end + WHOLE < len(source.text)
    st.html(
        f'<div class="wb-beside"><p class="wb-own wrap">Claim: {esc(claim.text)}</p>'
        f'<div class="wb-cand"><h3>{esc(called(source))}</h3>'
        f'<p class="wb-ti">{esc(source.title or source.name)} · {esc(day(source.published))}'
        + (f" · {esc(recognised)}" if recognised else "")
        + (f" · {esc(source.url)}" if source.url else "")
        + f"{' · the text is long: what lies far from the passage is left out' if cut else ''} {hits()}</p></div>"
        f'<div class="wb-ctx" tabindex="0" aria-label="The source">{around(claim, candidate, others, WHOLE, near)}</div></div>'
    )
    at = f"{candidate.passage.source_id}-{candidate.passage.ordinal}"
    st.html(
        f'<span class="wb-at-{esc(at)}"></span>{script_element("scroll_to_passage.js")}', unsafe_allow_javascript=True
    )
