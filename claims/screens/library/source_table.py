"""The rows of the list of sources, as a table of our own: each with its words found, and which others have the same report."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from claims.screens import links, session
from claims.screens.assets import script_element
from claims.screens.markup import esc, tick, with_words_found
from claims.screens.picking import PICK, PICK_ALL
from claims.screens.wording import plural
from claims.services import library
from sources.identity import digest


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of the list of sources.

    Attributes:
        rows: Its sources, in order.
        words: Those that the list is searched for, in lower case.
        found: By source id, the piece of the text that has these words; empty where its details have them.
        more: The columns that not every library has: class, name, and by source id what stands there.
    """

    rows: Sequence[library.Listed]
    words: Sequence[str]
    found: Mapping[str, str]
    more: Sequence[tuple[str, str, Mapping[str, str]]]


def draw(listing: Listing, *, here: str = "", picked: Collection[str] | None) -> None:
    """Draw a page of the list.

    Args:
        listing: What it shows.
        here: The source that is looked at; its row is marked and brought into sight.
        picked: The ids that are chosen, where many are being chosen; a row then has a box in place of its link.
    """
    ids = [listed.id for listed in listing.rows]
    title = "Title and words found" if listing.words else "Title"
    box = f"<th>{_box_of_all(ids, picked)}</th>" if picked is not None else ""
    more = "".join(f'<th class="{css}">{name}</th>' for css, name, _ in listing.more)
    table = (
        f'<table class="wb-t wb-shelf{" many" if picked is not None else ""}" aria-label="Sources"><thead><tr>{box}'
        f'<th class="wb-pu">Publisher</th><th>{title}</th><th class="wb-da">Published</th><th class="wb-ki">Kind</th>'
        f"{more}</tr></thead>"
        f"<tbody>{''.join(_row(listing, listed, here, picked) for listed in listing.rows)}</tbody></table>"
    )
    with st.container(key="shelf-list"):
        st.html(table)
    at = digest(f"{here} {ids}" if picked is None else table)
    st.html(f'<span class="wb-row-{at}" hidden></span>{script_element("keep_row.js")}', unsafe_allow_javascript=True)


def _row(listing: Listing, listed: library.Listed, here: str, picked: Collection[str] | None) -> str:
    css = ' class="here"' if picked is None and listed.id == here else ""
    box = ""
    if picked is not None:
        name = f"Choose {listed.publisher or 'no publisher'}: {listed.title or listed.name}"
        box = f'<td class="wb-pick">{tick(f"{PICK} {listed.id}", name, on=listed.id in picked)}</td>'
    publisher = esc(listed.publisher) if listed.publisher else '<span class="wb-un">! no publisher</span>'
    day = listed.published.isoformat() if listed.published else '<span class="wb-un">! no date</span>'
    more = "".join(
        f'<td class="{css}" data-label="{name.lower()}">{esc(values.get(listed.id, ""))}</td>'
        for css, name, values in listing.more
    )
    return (
        f'<tr{css}>{box}<td class="wb-pu">{publisher}</td><td class="wb-tt">{_titled(listing, listed, link=picked is None)}</td>'
        f'<td class="wb-da">{day}</td><td class="wb-ki">{esc(listed.kind)}</td>{more}</tr>'
    )


def _titled(listing: Listing, listed: library.Listed, *, link: bool) -> str:
    """Return the title, a link where one source is looked at, and below it the words that a search found."""
    name = listed.title or listed.name or "Untitled"
    if link:
        place = {"article": session.place("article"), "source": listed.id}
        tip = f"{listed.publisher or 'No publisher'}: {name}"
        named = links.link("library", {key: of for key, of in place.items() if of}, listed.id, esc(name), tip=tip)
    else:
        named = f"<span>{esc(name)}</span>"
    if not listing.words:
        return named
    piece = listing.found.get(listed.id, "")
    return (
        f'{named}<div class="wb-piece">{with_words_found(piece, listing.words) if piece else "in its details"}</div>'
    )


def _box_of_all(ids: Sequence[str], picked: Collection[str]) -> str:
    return tick(PICK_ALL, f"Choose the {plural(len(ids), 'source')} listed here", on=set(ids) <= set(picked))
