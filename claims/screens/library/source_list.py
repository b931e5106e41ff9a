"""The list of sources: search, filters, and the row that is chosen."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from claims.screens import guard, links, session
from claims.screens.fields import text_input
from claims.screens.library import many, source_table
from claims.screens.library.label_names import label_name
from claims.screens.markup import esc
from claims.screens.wording import plural
from claims.services.library import Choices, Listed, Page, Search
from claims.workbench import Workbench

ALL_PUBLISHERS, ALL_DATES, ALL_KINDS, NO_DATE = "All publishers", "All dates", "All kinds", "No date"
ALL_LABELS = "All labels"
NO_PUBLISHER = "No publisher"
CHOSEN = "_source"
"""Where a session keeps the id of the source it looks at."""
_SOURCE = "src-"


def draw(workbench: Workbench, held: int, there: Choices) -> str | None:
    """Draw the list; return the id of the chosen source, None where there is none to choose."""
    if held:
        st.html(links.list_head("Sources", "add-sources", "Add sources"))
    else:
        st.html('<div class="wb-sec"><h2 class="wb-sech">Sources</h2></div>')
        st.html(
            '<div class="wb-empty wb-flush"><h2>No sources yet</h2><p>Add what could prove or disprove the claims: '
            "reports the article names, statements, statistics, earlier coverage. Each is cut into passages that can be "
            "searched by meaning.</p></div>"
        )
        return None
    search = _search(workbench, there)
    pressed = links.pressed(session.place("article"))
    if pressed.startswith(_SOURCE):
        st.session_state[CHOSEN] = pressed
    # A source in the address is looked at until another one is.
    st.session_state[CHOSEN] = st.session_state.get(CHOSEN) or session.place("source")
    page = workbench.library.listing.page(search, str(st.session_state.get(CHOSEN) or ""))
    rows = page.rows
    if not rows:
        st.html(
            '<div class="wb-msg">No source has these words in its publisher, title, author or text under these filters. '
            "Take a filter off, or search for fewer words.</div>"
        )
        return None
    ids = [listed.id for listed in rows]
    many.hear(search, pressed, ids)
    with st.container(key="shelf-head", horizontal=True):
        _turning(page, held)
        many.switch()
    if many.choosing():
        many.draw(workbench, search, page, _listing(workbench, rows, search))
        return None
    kept = st.session_state.get(CHOSEN)
    if kept in ids:
        session.show_source(kept)
    shown_now = kept if kept in ids else ids[0]
    source_table.draw(_listing(workbench, rows, search), here=shown_now, picked=None)
    return shown_now


def _turning(page: Page, held: int) -> None:
    """Draw how many sources are listed, and the ways to those before and behind, where they are not all here."""
    last = page.first + len(page.rows)
    if len(page.rows) < page.count:
        with st.container(key="shelf-pages", horizontal=True):
            of = f" of {plural(held, 'source')}" if page.count < held else ""
            st.html(f'<p class="wb-sm wb-q">{page.first + 1:,} to {last:,} of {page.count:,}{of}</p>')
            for name, one in (("Earlier", page.earlier), ("Later", page.later)):
                st.button(name, disabled=not one, on_click=_turn, args=(one,), key=f"shelf-{name.lower()}")
    elif page.count < held:
        st.html(f'<p class="wb-sm wb-q">{page.count:,} of {plural(held, "source")}</p>')


@guard.act
def _turn(source_id: str) -> None:
    """Look at a source of another page, which is that page's first."""
    st.session_state[CHOSEN] = source_id


def searched_words() -> tuple[str, ...]:
    """Return the words that the list is searched for, in lower case."""
    return tuple(dict.fromkeys(str(st.session_state.get("library-search") or "").lower().split()))


def _search(workbench: Workbench, there: Choices) -> Search:
    """Draw the search and the filters; return what they ask for."""
    with st.container(key="shelf-tools", horizontal=True):
        words = text_input(
            "Search",
            key="library-search",
            placeholder="Search publishers, titles, authors and texts",
            label_visibility="collapsed",
            max_chars=200,
        )
        publishers = [one or NO_PUBLISHER for one in there.publishers]
        publisher = _choice("Publisher", ALL_PUBLISHERS, publishers)
        date = _choice("Date", ALL_DATES, [str(year) if year else NO_DATE for year in there.years])
        kind = _choice("Kind", ALL_KINDS, there.kinds)
        label = _label(workbench, there.labels)
    return Search(
        words=tuple(dict.fromkeys((words or "").lower().split())),
        publisher=None if publisher == ALL_PUBLISHERS else "" if publisher == NO_PUBLISHER else publisher,
        year=None if date == ALL_DATES else 0 if date == NO_DATE else int(date),
        kind=None if kind == ALL_KINDS else kind,
        label=label,
    )


def _label(workbench: Workbench, labels: Sequence[str]) -> str | None:
    """Draw the choice of a label, where there is one; return it, or None where all sources are listed."""
    if not labels:
        return None
    names = {label: label_name(workbench, label) for label in labels}
    chosen = st.selectbox(
        "Label",
        ["", *labels],
        key="library-label",
        label_visibility="collapsed",
        width=150,
        format_func=lambda label: names.get(label, ALL_LABELS),
    )
    return chosen or None


def _choice(name: str, everything: str, values: Sequence[str]) -> str:
    chosen = st.selectbox(
        name, [everything, *values], key=f"library-{name.lower()}", label_visibility="collapsed", width=150
    )
    return chosen or everything


def _pinned(workbench: Workbench) -> dict[str, int]:
    """Return how many claims of the article in focus this reviewer settled with each source."""
    article_id = session.place("article")
    counted: dict[str, int] = {}
    for judgement in workbench.reviewing.standing(article_id, session.reviewer()).values() if article_id else ():
        for one in {pin.source_id for pin in judgement.pins}:
            counted[one] = counted.get(one, 0) + 1
    return counted


def _listing(workbench: Workbench, rows: Sequence[Listed], search: Search) -> source_table.Listing:
    """Return what the rows show; labels, origins and pins where this page of the list has any."""
    ids = [one.id for one in rows]
    found: dict[str, str] = {}
    if search.words:
        found = workbench.library.listing.found_in(ids, search.words)
    labels = workbench.library.labels.of(ids)
    names = {label: label_name(workbench, label) for label in {name for of in labels.values() for name in of}}
    origins = _origins(workbench, ids)
    pinned = _pinned(workbench)
    more = [
        ("wb-lb", "Labels", {one: ", ".join(names[label] for label in of) for one, of in labels.items()}),
        ("wb-or", "Same report as", origins),
        ("n", "Pinned", {one: str(count) for one, count in pinned.items() if one in ids}),
    ]
    return source_table.Listing(rows, search.words, found, [column for column in more if column[2]])


def _origins(workbench: Workbench, ids: Sequence[str]) -> dict[str, str]:
    """Return, per source that shares its origin with others, the name of that report, or how many have it too."""
    found: dict[str, str] = {}
    for origin in workbench.library.origins(ids).values():
        if len(origin.source_ids) > 1:
            copies = len(origin.source_ids) - 1
            found |= dict.fromkeys(origin.source_ids, origin.name)
            if origin.id in origin.source_ids:
                found[origin.id] = f"{copies} other{'' if copies == 1 else 's'}"
    return found


def shown(text: str) -> str:
    """Return a name as the pages show it where there may be none."""
    return esc(text) if text else '<span class="wb-q">not given</span>'
