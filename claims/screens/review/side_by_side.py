"""Two to four sources for one claim across the whole page, each passage in its context, to be read against each other."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from claims.claim import Claim
from claims.review.judgement import Pin
from claims.screens import guard, session
from claims.screens.assets import script_element
from claims.screens.markup import esc
from claims.screens.review import context, fit_columns, passage_card, pencil
from claims.screens.review.column_selection import (
    COLUMNS,
    check_beside,
    is_pinned,
    kinship,
    shown_columns,
    shows_far,
    why_up,
)
from claims.screens.review.passages import acts, drawn
from claims.screens.review.seen import Seen
from claims.screens.wording import called, period
from claims.splitting import Description, describe_claim
from claims.workbench import Workbench
from sources.source import Candidate, Matches

NUMBERS = (2, 3, 4)
Place = tuple[str, int]


def arranged(matches: Matches, pins: Sequence[Pin], claim_id: str) -> list[Candidate]:
    """Return the passages of the columns: as proposed, until the reviewer put others in their places."""
    count = int(st.session_state.get("side-columns") or COLUMNS)
    proposed = shown_columns(matches, pins, None, count, far=shows_far(claim_id))
    by_place = {_place(candidate): candidate for candidate in matches.candidates}
    kept: list[Place] = st.session_state.get(f"_side-{claim_id}", [])
    chosen = [by_place[one] for one in kept if one in by_place][:count]
    return [*chosen, *[candidate for candidate in proposed if candidate not in chosen]][:count]


def draw(
    workbench: Workbench,
    claim: Claim,
    matches: Matches,
    shown: Sequence[Candidate],
    article_day: date | None,
    pins: Sequence[Pin],
    *,
    keys: bool,
    seen: Seen,
    near: context.Nearest,
) -> None:
    """Draw the columns side by side; what each says is read from the sentence that comes nearest to the claim."""
    st.session_state[f"_drawn-{claim.id}"] = tuple(_place(one) for one in shown)
    with st.container(key="columns"):
        for place, (column, candidate) in enumerate(zip(st.columns(len(shown) or 1), shown, strict=False)):
            kin = kinship(matches, shown, place)
            pinned = is_pinned(candidate, pins)
            with column, st.container(key=f"cand-{place + 1}"):
                start, end = near.get(_place(candidate), (0, len(candidate.passage.text)))
                told = workbench.library.matching.describe(
                    candidate.passage.text[start:end], candidate.source.published
                )
                lower = passage_card.foot(
                    candidate,
                    check_beside(matches, shown, place),
                    kin,
                    article_day,
                    f"{pencil.not_here(claim, candidate)}<p>{_told('Here', told)}</p>",
                )
                upper = passage_card.head(
                    claim.id,
                    place + 1,
                    candidate,
                    kin,
                    brought_up="" if pinned else why_up(claim.id, candidate),
                    beside=context.hits(),
                )
                st.html(
                    f'<article class="wb-cand wb-beside">{upper}{passage_card.about(candidate, article_day, pinned=pinned)}'
                    '<div class="wb-ctx side" tabindex="0" aria-label="The passage in its source">'
                    f"{context.around(claim, candidate, matches.candidates, context.AROUND, near, pins)}</div>"
                    f'<p class="wb-here">{_told("Here", told)}</p>{lower}</article>'
                )
                with acts(place + 1, candidate, seen, pinned=pinned, keys=keys):
                    _swap(matches, shown, place, claim.id)
    # A script runs again only where the element is new, so its place says which passages and pins are drawn.
    now = drawn(claim.id, shown, pins)
    fit_columns.fit(now, claim.id)
    st.html(
        f'<span class="wb-at-{now}"></span>{script_element("scroll_to_passage.js")}', unsafe_allow_javascript=True
    )


def told(claim: Claim) -> str:
    """Return whom the claim names, its figures and its days, in the words in which each column has those of its text."""
    return _told("The claim", describe_claim(claim), css="own")


def choose_columns() -> None:
    """Draw the choice of how many columns there are."""
    st.segmented_control(
        "Columns",
        NUMBERS,
        default=COLUMNS,
        key="side-columns",
        required=True,
        label_visibility="collapsed",
        format_func=lambda number: f"{number} columns" if number == NUMBERS[0] else str(number),
    )


def _swap(matches: Matches, shown: Sequence[Candidate], place: int, claim_id: str) -> None:
    """Draw the choice of another passage for a column; one that stands in another column changes places with it."""
    candidate = shown[place]
    rows = matches.candidates
    key = f"swap-{claim_id}-{place}-{candidate.source.id}-{candidate.passage.ordinal}"
    st.selectbox(
        f"Passage in column {place + 1}",
        range(len(rows)),
        index=None,
        placeholder="Swap",
        key=key,
        format_func=lambda row: _label(rows[row], shown),
        label_visibility="collapsed",
        on_change=_put,
        args=(key, claim_id, place, tuple(_place(one) for one in shown), tuple(_place(one) for one in rows)),
    )


@guard.act
def _put(key: str, claim_id: str, place: int, shown: tuple[Place, ...], rows: tuple[Place, ...]) -> None:
    row = st.session_state.get(key)
    if not isinstance(row, int) or not 0 <= row < len(rows):
        return
    after = list(shown)
    if rows[row] in after:
        after[after.index(rows[row])] = after[place]
    after[place] = rows[row]
    st.session_state[f"_side-{claim_id}"] = after


def put_last(claim_id: str, candidate: Candidate) -> None:
    """Put a passage into the last column, unless it is in one."""
    shown: list[Place] = list(st.session_state.get(f"_drawn-{claim_id}", ()))
    if shown and _place(candidate) not in shown:
        st.session_state[f"_side-{claim_id}"] = [*shown[:-1], _place(candidate)]


def _label(candidate: Candidate, shown: Sequence[Candidate]) -> str:
    """Return an entry of the menu: short, what differs first, because the menu is as narrow as its column."""
    name = called(candidate.source)
    column = f" (column {shown.index(candidate) + 1})" if candidate in shown else ""
    return f"{candidate.rank} {'≠ ' if candidate.discrepancies else ''}{name}{column}"


def _place(candidate: Candidate) -> Place:
    return candidate.source.id, candidate.passage.ordinal


def _told(whose: str, told: Description, css: str = "") -> str:
    """Return in one line who is named, which figures and which days: of the claim, or of a sentence."""
    named = f"according to {esc(', '.join(told.attributed_to))}" if told.attributed_to else "names nobody"
    figures = f"figures {esc(', '.join(told.figures))}" if told.figures else "no figures"
    days = "; ".join(f"“{esc(time.text)}” {esc(period(time))}" for time in told.dates) or "no dates"
    line = f"{named} · {figures} · {days}"
    return f'<span class="wb-told {css}"><b>{whose}:</b> {line}</span>'


def is_open() -> bool:
    """Return whether the page shows the sources side by side; kept in the address."""
    return st.query_params.get("side") == "1"


@guard.act
def toggle() -> None:
    """Show the sources side by side, or the article again."""
    if is_open():
        del st.query_params["side"]
    else:
        st.query_params["side"] = "1"
    session.close_dialog()
