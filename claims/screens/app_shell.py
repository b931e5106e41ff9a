"""What every page has: style, navigation, the reviewer's name, and the sentence shown when nothing else can be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from claims.screens import (
    articles,
    database_notices,
    guard,
    help_page,
    history,
    library,
    report,
    review,
    reviewer_name,
    session,
    settings,
    tabs,
    theme,
    versions,
)
from claims.screens.assets import script_element

if TYPE_CHECKING:
    from streamlit.navigation.page import StreamlitPage


@guard.drawing(guard.PAGE, database=False)
def _first() -> None:
    session.open_page("Articles")


def _narrow_navigation(pages: Sequence[StreamlitPage]) -> None:
    """Draw the pages as words in a line of their own; the style sheet shows it where Streamlit's own would be a sign."""
    with st.container(key="narrow-nav", horizontal=True):
        for page in pages:
            st.page_link(page)


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
        st.Page(help_page.page, title="Help", url_path="help"),
    ]
    # Of one article, and reached from it.
    of_article = [
        st.Page(versions.page, title="Versions", url_path="versions", visibility="hidden"),
        st.Page(history.page, title="History", url_path="history", visibility="hidden"),
    ]
    session.remember_pages({page.title: page for page in (*pages, *of_article)})
    # The first page has the bare address, whatever its name; a link or bookmark with the name leads there too.
    by_name = st.Page(_first, title="Articles", url_path="articles", visibility="hidden")
    chosen = st.navigation([*pages, *of_article, by_name], position="top")
    _narrow_navigation(pages)
    session.keep_place()
    tabs.tab()
    reviewer_name.take_link()
    reviewer_name.corner()
    workbench = session.workbench()
    database_notices.draw(workbench)
    reviewer_name.above(chosen.title)
    chosen.run()
    session.models().warm(workbench)
    if workbench.following.look_at_start():
        st.rerun()  # so that the page shows what is looked at
