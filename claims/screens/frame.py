"""What every page has: style, navigation, the reviewer's name, and the sentence shown when nothing else can be."""

from __future__ import annotations

import re

import streamlit as st

from claims.screens import articles, guard, guide, library, report, review, session, settings, theme
from claims.screens.assets import script_element


def label(text: str) -> str:
    """Return untrusted text for a widget label with every sign escaped that Streamlit's Markdown could read."""
    return re.sub(r"([\\`*_{}\[\]()#+.!:$~<>|&^=-])", r"\\\1", text)


def _who() -> None:
    with (
        st.container(key="who"),
        st.popover(f"Reviewer: {label(session.reviewer())}", type="tertiary", help=None),
    ):
        st.text_input(
            "Your name, as it stands in the history and the CSV",
            key="reviewer",
            max_chars=session.NAME_LIMIT,
            placeholder=session.DEFAULT_REVIEWER,
            bind="query-params",
        )
        st.html(
            '<p class="wb-sm wb-q">A name is a label: there is no sign-in. It stands in the address of this page.</p>'
        )


@guard.drawing(guard.PAGE, database=False)
def _first() -> None:
    session.open_page("Articles")


@guard.drawing(guard.PAGE, database=False)
def run() -> None:
    """Draw the chosen page; whatever cannot be drawn gives one clear sentence instead."""
    st.html(theme.stylesheet())
    st.html(script_element("page.js"), unsafe_allow_javascript=True)
    pages = [
        st.Page(articles.page, title="Articles", default=True),
        st.Page(review.page, title="Review", url_path="review"),
        st.Page(library.page, title="Library", url_path="library"),
        st.Page(report.page, title="Report", url_path="report"),
        st.Page(settings.page, title="Settings", url_path="settings"),
        st.Page(guide.page, title="Help", url_path="help"),
    ]
    session.remember_pages({page.title: page for page in pages})
    # The first page has the bare address, whatever its name; a link or bookmark with the name leads there too.
    by_name = st.Page(_first, title="Articles", url_path="articles", visibility="hidden")
    chosen = st.navigation([*pages, by_name], position="top")
    session.keep_place()
    _who()
    desk = session.desk()
    chosen.run()
    session.models().warm(desk)
