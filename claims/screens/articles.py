"""The start page: the stored articles, and the way in for a new one."""

from __future__ import annotations

import streamlit as st

from claims.language_model.choice import Choice
from claims.review.gates import NotSaved
from claims.screens import article_form, guard, links, masthead, messages, preview, session, splitting
from claims.screens.markup import esc
from claims.screens.wording import clock, day, long_day, plural, seconds_left
from claims.services.articles import ArticleSummary
from claims.services.library import Progress
from claims.splitting import ParserError
from claims.workbench import Workbench
from sources.embedding import ModelUnavailable

ROWS = 20  # articles listed with a button each; the rest is in the select box below, so that widgets do not grow


@guard.drawing(guard.PAGE)
def page() -> None:
    """Draw the start page."""
    workbench = session.workbench()
    stored, away = workbench.articles.summaries(), workbench.articles.summaries(archived=True)
    chosen = workbench.settings.language_model()
    masthead.draw(
        "Articles",
        f"{plural(len(stored), 'article')} · library of {plural(workbench.library.count(), 'source')} · {_leaves(chosen)}",
    )
    messages.draw()
    if splitting.under_way():
        splitting.run(workbench)
        return
    if preview.waiting():
        preview.draw(workbench)
        return
    if not stored and not away:
        _empty(workbench)
    left, right = st.columns([9, 16], gap="medium")
    with left:
        _bring_in(workbench, chosen)
    with right:
        splitting.outcome()
        _list(workbench, stored)
        _archived(away)


def _leaves(chosen: Choice) -> str:
    if chosen.usable and chosen.endpoint is not None and not chosen.endpoint.local:
        return "an article leaves this machine only when you choose the language model for it"
    return "everything stays on this machine"


def _empty(workbench: Workbench) -> None:
    with st.container(key="empty"):
        st.html(
            '<div class="wb-empty"><h2>No article yet</h2>'
            "<p>Paste an article or choose a file, and the workbench splits it into claims.<br>"
            "To see the whole job first, load the example: one article, with sources that agree and disagree with it.</p></div>"
        )
        if st.button("Load the example", type="primary", key="load-example"):
            _load_example(workbench)


def _load_example(workbench: Workbench) -> None:
    box = st.empty()

    def show(step: Progress) -> None:
        box.html(
            masthead.waiting(
                "Preparing passages",
                step.done,
                step.total,
                seconds_left(step.seconds_left),
                step.name or "loading the embedding model",
            )
        )

    box.html(masthead.waiting("Reading the example and loading the models", 0, 1, "about 15 s the first time", ""))
    try:
        article_id = workbench.load_example(progress=show)
    except (ModelUnavailable, ParserError) as problem:
        messages.say("no", "✗ The example could not be loaded.", str(problem))
        st.rerun()
    session.go(article=article_id, claim="")
    session.open_page("Review")


def _bring_in(workbench: Workbench, chosen: Choice) -> None:
    st.html('<div class="wb-sec"><h2 class="wb-sech" id="bring-in">Bring in an article</h2></div>')
    with st.container(key="bringin"):
        given = article_form.draw(workbench, chosen, submit="Split into claims", look_first="Preview")
    if given is not None:
        if given.look_first or given.article.published is None:
            preview.show(given.article, by_model=given.by_model)
        splitting.start(given.article, by_model=given.by_model)


def _list(workbench: Workbench, stored: list[ArticleSummary]) -> None:
    if not stored:
        return
    st.html(links.list_head("Stored articles", "bring-in", "Bring in an article"))
    reviewer = session.reviewer()
    decided, passed = workbench.reviewing.reviewed_counts(reviewer), workbench.reviewing.passed_counts(reviewer)
    changed = workbench.reviewing.changed_counts(reviewer)
    reports = workbench.articles.split_reports()
    for summary in stored[:ROWS]:
        with st.container(key=f"row-{summary.id}", horizontal=True, vertical_alignment="center"):
            counts = (found.get(summary.id, 0) for found in (decided, passed, changed))
            done = _done(summary, *counts, reviewer=reviewer)
            when = long_day(summary.published) if summary.published else '<b class="wb-un">! no date</b>'
            report = reports.get(summary.id)
            by = f" · split by {esc(report.made_by)}" if report else ""
            st.html(
                f'<div class="wb-row"><b>{esc(summary.title)}</b>'
                f"<span>{when}{_version(summary)} · {plural(summary.claims, 'claim')}{done}{by}</span>"
                f"<span>added {day(summary.added_at.date())}, {clock(summary.added_at)}</span></div>",
                width="stretch",
            )
            if report and (report.rejected or report.faults):
                with st.popover(f"{len(report.rejected)} not taken", type="tertiary", key=f"report-{summary.id}"):
                    st.html(splitting.described(report))
            if st.button("Review", key=f"open-{summary.id}"):
                session.go(article=summary.id, claim="")
                session.open_page("Review")
            if st.button(
                "Next version",
                key=f"next-{summary.id}",
                type="tertiary",
                help="Bring in the next version of this article. Verdicts on claims that stay the same are kept.",
            ):
                session.go(article=summary.id, claim="")
                session.open_page("Versions")
            st.button(
                "Archive",
                key=f"away-{summary.id}",
                type="tertiary",
                on_click=_archive,
                args=(summary.id, summary.title),
                help="Takes it out of this list. Nothing is deleted, and it can be brought back.",
            )
    if len(stored) > ROWS:
        titles = {one.id: one.title for one in stored[ROWS:]}
        older = st.selectbox(
            f"{len(stored) - ROWS} older articles", list(titles), index=None, format_func=titles.__getitem__
        )
        if older and st.button("Review the chosen one"):
            session.go(article=older, claim="")
            session.open_page("Review")


def _done(summary: ArticleSummary, decided: int, passed: int, changed: int, *, reviewer: str) -> str:
    """Return how far the reviewer is, as escaped HTML."""
    reopened = f' · <b class="wb-un">≠ {changed} changed</b>' if changed else ""
    if not reviewer:
        return reopened
    acts = f"{decided} decided" + (f" and {passed} passed" if passed else "")
    left = max(0, summary.claims - decided - passed)
    return f", {acts} by {esc(reviewer)} · {plural(left, 'claim')} left{reopened}"


def _version(summary: ArticleSummary) -> str:
    return f" · version {summary.version}" if summary.version > 1 else ""


@guard.act
def _archive(article_id: str, title: str) -> None:
    try:
        session.workbench().articles.archive(article_id)
    except NotSaved as problem:
        messages.say("no", "✗ Not archived.", str(problem))
        return
    if session.place("article") == article_id:
        session.go(article="", claim="")
    messages.say("", "Archived.", f"“{title}” left the list. Its claims, verdicts and history stay, and its CSV too.")


def _archived(away: list[ArticleSummary]) -> None:
    """Draw the articles that were archived, and the way back."""
    if not away:
        return
    titles = {one.id: f"{one.title} (archived {day(one.put_away_at.date())})" for one in away if one.put_away_at}
    st.html('<div class="wb-sec"><h2 class="wb-h">Archived articles</h2></div>')
    with st.container(key="archived", horizontal=True):
        wanted = st.selectbox(
            "An archived article",
            list(titles),
            index=None,
            format_func=titles.__getitem__,
            placeholder=f"{plural(len(away), 'archived article')}",
            label_visibility="collapsed",
            key="archived-chosen",
        )
        st.button(
            "Restore", key="bring-back-article", disabled=not wanted, on_click=_bring_back, args=(wanted or "",)
        )


@guard.act
def _bring_back(article_id: str) -> None:
    try:
        session.workbench().articles.bring_back(article_id)
    except NotSaved as problem:
        messages.say("no", "✗ Not restored.", str(problem))
        return
    messages.say("ok", "✓ Restored.", "It is in the list again, as it was.")
