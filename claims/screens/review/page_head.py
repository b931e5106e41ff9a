"""The upper part of the review page: the article's headline with the progress, and the tools below it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from claims.article import Article
from claims.report.signs import DISAGREE, state_over
from claims.screens import guard, masthead, session
from claims.screens.markup import label, shortened
from claims.screens.review.left_pane import PANES
from claims.screens.review.view import (
    ALL_SOURCES,
    ALL_VERDICTS,
    NOBODY,
    VERDICT_FILTERS,
    Order,
    View,
    verdict_counts,
)
from claims.screens.wording import long_day, plural
from claims.workbench import Workbench


def headline(workbench: Workbench, view: View) -> None:
    """Draw the article's title, its date and how far the review has come."""
    article = view.article
    aside = sum(1 for block in article.blocks if block.kind != "body")
    if article.published is None:
        when = '<b class="wb-un">! no date: relative dates are not resolved</b>'
    elif article.published_span is not None:
        line = article.text.count("\n", 0, article.published_span.start) + 1
        when = f"{long_day(article.published)}, read from line {line}"
    else:
        when = f"{long_day(article.published)}, given by hand"
    version = f"version {view.version} · " if view.version > 1 else ""
    meta = (
        f"{version}{when} · {plural(len(view.claims), 'claim')}, {plural(aside, 'part')} of the text not checked · "
        f"library of {plural(workbench.library.count(), 'source')}"
    )
    open_disagreements = sum(
        1
        for claim in view.claims
        if claim.id in view.standing
        and state_over(o.value for o in (view.standing[claim.id], *view.others.get(claim.id, ()))) is DISAGREE
    )
    changed, evidence = len(view.marked.changed), len(view.marked.evidence)
    note = " · ".join(
        words
        for words, count in (
            (f"≠ {changed} changed", changed),
            (f"≠ evidence changed for {evidence}", evidence),
            (f"⇄ reviewers disagree on {open_disagreements}", open_disagreements),
        )
        if count
    )
    with st.container(key="head"):
        masthead.draw(article.title, meta, masthead.progress(verdict_counts(view), note))


def tools(view: View) -> bool:
    """Draw the choice of the left side, and what is set for the whole page; return whether keys are on."""
    with st.container(key="tools", horizontal=True, vertical_alignment="center"):
        st.segmented_control(
            "Left pane",
            PANES,
            default=PANES[0],
            key="pane",
            label_visibility="collapsed",
            required=True,
            bind="query-params",
        )
        keys = settings(view)
        if st.button(
            "Versions",
            key="versions",
            type="tertiary",
            help="Bring in the next version of this article, or look at an earlier one",
        ):
            session.open_page("Versions")
    return keys


def kept(name: str, options: Sequence[str]) -> str:
    """Return what is set for the page; before its field is drawn for the first time, what the address says.

    Without either, and where the address says anything else, that is the first of ``options``.
    """
    given = st.session_state.get(name) or st.query_params.get(name)
    return str(given) if given in options else str(options[0])


def settings(view: View) -> bool:
    """Draw what is set for the whole page; return whether keys are on.

    Its name says what narrows the claims, so that nobody forgets a filter, and a press beside it shows all of them.
    """
    named = sorted({name for claim in view.claims for name in claim.attributed_to})
    chosen = {"show": kept("show", VERDICT_FILTERS), "named": str(st.session_state.get("named") or ALL_SOURCES)}
    narrowed = [words for name, words in chosen.items() if words != _WHOLE[name]]
    name = f"! Only: {label(shortened(', '.join(narrowed)))}" if narrowed else "Order, filters, date"
    with st.popover(name, type="tertiary", key="view-settings"), st.container(key="view"):
        orders = [order.value for order in Order if order is not Order.CHANGED or view.version > 1]
        lost = st.session_state.get("order") not in {None, *orders}  # chosen for another article
        if lost:
            st.session_state["order"] = Order.ARTICLE.value
        st.segmented_control(
            "Order of the claims",
            orders,
            default=None if lost else Order.ARTICLE.value,  # Streamlit warns of a default beside a value
            key="order",
            required=True,
            bind="query-params",
        )
        st.selectbox("Only claims that are", VERDICT_FILTERS, key="show", bind="query-params")
        st.selectbox("Only claims that name", (ALL_SOURCES, NOBODY, *named), key="named")
        keys = st.toggle("Shortcuts", value=True, key="shortcuts", bind="query-params")
        _change_date(view.article)
    if narrowed:
        st.button(
            "Show all claims",
            key="show-all",
            type="tertiary",
            shortcut="7" if keys else None,
            on_click=show_all,
            help=f"Only claims that pass are gone through now: {len(view.queue)} of {len(view.claims)}.",
        )
    return keys


_WHOLE = {"show": ALL_VERDICTS, "named": ALL_SOURCES}


@guard.act
def show_all() -> None:
    """Give up the filters on claims."""
    for name, whole in _WHOLE.items():
        st.session_state[name] = whole


def _change_date(article: Article) -> None:
    given = st.date_input(
        "The article's date",
        value=article.published,
        min_value=date(1800, 1, 1),
        max_value=date(2200, 12, 31),
        key=f"date-{article.id}-{article.published}",
        help="Words such as “on Thursday” are resolved against it. Claims and verdicts stay.",
    )
    if st.button("Save date", type="primary") and isinstance(given, date):
        session.workbench().articles.change_date(article.id, given)
        st.rerun(scope="fragment")
