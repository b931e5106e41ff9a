"""The start page: the stored articles, and the way in for a new one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from claims.article import Article
from claims.language_model.choice import Choice
from claims.review.gates import NotSaved
from claims.screens import guard, language_model, masthead, messages, preview, session, splitting
from claims.screens.fields import text_input, whole_text
from claims.screens.markup import esc
from claims.screens.wording import clock, day, long_day, plural, seconds_left
from claims.services.articles import ArticleSummary
from claims.services.library import Progress
from claims.splitting import NothingToSplit, ParserError
from claims.workbench import Workbench
from sources.embedding import ModelUnavailable
from sources.reading import NotRead, article_endings
from sources.reading.limits import ADDRESS_CHARACTERS
from sources.source import Document

ROWS = 20  # articles listed with a button each; the rest is in the select box below, so that widgets do not grow
_PASTE_LIMIT = (
    2_000_000  # characters, four times the longest book-length report we know of; the upload limit is 20 MB
)
_RULES, _MODEL = "Rules", "Language model"


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
        _away(away)


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
    st.html('<div class="wb-sec"><h2 class="wb-sech">Bring in an article</h2></div>')
    with st.container(key="bringin"):
        _article_form(workbench, chosen)


def _article_form(workbench: Workbench, chosen: Choice) -> None:
    ways = ("Paste", "File", "Address") if workbench.library.versions.allowed else ("Paste", "File")
    way = st.segmented_control("How", ways, default="Paste", key="way", label_visibility="collapsed", required=True)
    with st.form("bring-in", border=False):
        address = ""
        if way == "Address":
            upload, text = None, ""
            address = text_input(
                "The article's address",
                placeholder="https://paper.example/report",
                max_chars=ADDRESS_CHARACTERS,
                key="article-address",
                help="Its site learns that this machine asked; nothing else is sent.",
            )
        elif way == "File":
            upload = st.file_uploader(
                "One file: " + ", ".join(article_endings()),
                type=list(article_endings()),
                key="article-file",
            )
            text = ""
        else:
            upload = None
            text = whole_text(
                "The article's text, headline and date lines included",
                height=260,
                max_chars=_PASTE_LIMIT,
                key="article-text",
                placeholder="Paste the whole article. Headline, date, captions and subscription lines are recognised and set aside.",
            )
        given = st.date_input(
            "The article's date, if the text does not say",
            value=None,
            min_value=preview.EARLIEST,
            max_value=preview.LATEST,
            key="article-date",
            help="Relative dates such as “on Thursday” are resolved against it. A date found in the text is used when this is empty.",
        )
        by_model = _split_by(chosen)
        with st.container(key="bring-in-acts", horizontal=True):
            split_now = st.form_submit_button("Split into claims", type="primary")
            look_first = st.form_submit_button("Preview")
        if split_now or look_first:
            published = given if isinstance(given, date) else None
            with st.spinner("Reading"):
                article = _read(
                    workbench, lambda: _document(workbench, text or "", upload, address or "", way or ""), published
                )
            if look_first or article.published is None:
                preview.show(article, by_model=by_model)
            splitting.start(article, by_model=by_model)


def _split_by(chosen: Choice) -> bool:
    """Draw the choice of the splitter, where there is one; return whether the language model was chosen."""
    if chosen.problem:
        st.html(
            f'<p class="wb-sm"><b class="wb-un">! The language model is not offered.</b> {esc(chosen.problem)}</p>'
        )
    if not chosen.usable:
        return False
    by = st.segmented_control("Split by", (_RULES, _MODEL), default=_RULES, key="split-by", required=True)
    st.html(f'<p class="wb-sm wb-q">Language model: {language_model.shown(chosen)}</p>')
    return by == _MODEL


def _document(workbench: Workbench, text: str, upload: UploadedFile | None, address: str, way: str) -> Document:
    if way == "Address":
        return workbench.articles.read_address(address)
    return (
        workbench.articles.read(upload.getvalue(), upload.name)
        if upload is not None
        else workbench.articles.paste(text)
    )


def _read(workbench: Workbench, read: Callable[[], Document], published: date | None) -> Article:
    """Return the article as it was recognised; one that cannot be read leaves its reason and ends the run."""
    try:
        return workbench.articles.preview(read(), published=published)
    except (NotRead, NothingToSplit) as problem:
        messages.say("no", "✗ Nothing was stored.", str(problem))
        st.rerun()


def _list(workbench: Workbench, stored: list[ArticleSummary]) -> None:
    if not stored:
        return
    st.html('<div class="wb-sec"><h2 class="wb-sech">Stored articles</h2></div>')
    reviewer = session.reviewer()
    decided = workbench.reviewing.reviewed_counts(reviewer)
    reports = workbench.articles.split_reports()
    for summary in stored[:ROWS]:
        with st.container(key=f"row-{summary.id}", horizontal=True, vertical_alignment="center"):
            done = f", {decided.get(summary.id, 0)} reviewed by {esc(reviewer)}" if reviewer else ""
            when = long_day(summary.published) if summary.published else '<b class="wb-un">! no date</b>'
            report = reports.get(summary.id)
            by = f" · split by {esc(report.made_by)}" if report else ""
            st.html(
                f'<div class="wb-row"><b>{esc(summary.title)}</b>'
                f"<span>{when} · {plural(summary.claims, 'claim')}{done}{by}</span>"
                f"<span>added {day(summary.added_at.date())}, {clock(summary.added_at)}</span></div>",
                width="stretch",
            )
            if report and (report.rejected or report.faults):
                with st.popover(f"{len(report.rejected)} not taken", type="tertiary", key=f"report-{summary.id}"):
                    st.html(splitting.described(report))
            if st.button("Review", key=f"open-{summary.id}"):
                session.go(article=summary.id, claim="")
                session.open_page("Review")
            st.button(
                "Put away",
                key=f"away-{summary.id}",
                type="tertiary",
                on_click=_put_away,
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


@guard.act
def _put_away(article_id: str, title: str) -> None:
    try:
        session.workbench().articles.archive(article_id)
    except NotSaved as problem:
        messages.say("no", "✗ Not put away.", str(problem))
        return
    if session.place("article") == article_id:
        session.go(article="", claim="")
    messages.say("", "Put away.", f"“{title}” left the list. Its claims, verdicts and history stay, and its CSV too.")


def _away(away: list[ArticleSummary]) -> None:
    """Draw what was put away, and the way back."""
    if not away:
        return
    titles = {one.id: f"{one.title} (put away {day(one.put_away_at.date())})" for one in away if one.put_away_at}
    st.html('<div class="wb-sec"><h2 class="wb-h">Put away</h2></div>')
    with st.container(key="put-away", horizontal=True):
        wanted = st.selectbox(
            "An article that was put away",
            list(titles),
            index=None,
            format_func=titles.__getitem__,
            placeholder=f"{plural(len(away), 'article')} put away",
            label_visibility="collapsed",
            key="put-away-chosen",
        )
        st.button(
            "Bring back", key="bring-back-article", disabled=not wanted, on_click=_bring_back, args=(wanted or "",)
        )


@guard.act
def _bring_back(article_id: str) -> None:
    try:
        session.workbench().articles.bring_back(article_id)
    except NotSaved as problem:
        messages.say("no", "✗ Not brought back.", str(problem))
        return
    messages.say("ok", "✓ Brought back.", "It stands in the list again, as it was.")
