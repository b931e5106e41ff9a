"""The start page: the stored articles, and the way in for a new one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from claims.article import Article
from claims.desk import ArticleSummary, Desk
from claims.screens import masthead, session
from claims.screens.markup import esc
from claims.screens.wording import clock, day, long_day, plural, seconds_left
from claims.splitting import NothingToSplit, ParserError
from sources.embedding import ModelUnavailable
from sources.reading import ARTICLE_ENDINGS, NotRead
from sources.reading.limits import ADDRESS_CHARACTERS
from sources.source import Document
from sources.store.embedding_run import Progress

ROWS = 20  # articles listed with a button each; the rest is in the select box below, so that widgets do not grow
_PASTE_LIMIT = (
    2_000_000  # characters, four times the longest book-length report we know of; the upload limit is 20 MB
)


def page() -> None:
    """Draw the start page."""
    desk = session.desk()
    stored = desk.articles()
    masthead.draw(
        "Articles",
        f"{plural(len(stored), 'article')} · library of {plural(desk.library.count(), 'source')} · everything stays on this machine",
    )
    _message()
    if not stored:
        _empty(desk)
    pending: Article | None = st.session_state.get("_pending")
    if pending is not None:
        _ask_date(desk, pending)
        return
    left, right = st.columns([9, 16], gap="medium")
    with left:
        _bring_in(desk)
    with right:
        _list(desk, stored)


def _say(css: str, head: str, text: str) -> None:
    st.session_state["_article_message"] = (css, head, text)


def _message() -> None:
    kept = st.session_state.pop("_article_message", None)
    if kept:
        css, head, text = kept
        st.html(
            f'<div class="wb-msg {css}" role="status" style="margin-top:10px"><b class="wb-{css}">{esc(head)}</b> {esc(text)}</div>'
        )


def _empty(desk: Desk) -> None:
    with st.container(key="empty"):
        st.html(
            '<div class="wb-empty"><h2>No article yet</h2>'
            "<p>Paste an article or choose a file, and the workbench splits it into claims.<br>"
            "To see the whole job first, load the example: one article, with sources that agree and disagree with it.</p></div>"
        )
        if st.button("Load the example", type="primary", key="load-example"):
            _load_example(desk)


def _load_example(desk: Desk) -> None:
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
        article_id = desk.load_example(progress=show)
    except (ModelUnavailable, ParserError) as problem:
        _say("no", "✗ The example could not be loaded.", str(problem))
        st.rerun()
    session.go(article=article_id, claim="")
    session.open_page("Review")


def _bring_in(desk: Desk) -> None:
    st.html('<div class="wb-sec"><h2 class="wb-sech">Bring in an article</h2></div>')
    with st.container(key="bringin"):
        _article_form(desk)


def _article_form(desk: Desk) -> None:
    ways = ("Paste", "File", "Address") if desk.library.readings.allowed else ("Paste", "File")
    way = st.segmented_control("How", ways, default="Paste", key="way", label_visibility="collapsed", required=True)
    with st.form("bring-in", border=False):
        address = ""
        if way == "Address":
            upload, text = None, ""
            address = st.text_input(
                "The article's address",
                placeholder="https://paper.example/report",
                max_chars=ADDRESS_CHARACTERS,
                key="article-address",
                help="Its site learns that this machine asked; nothing else is sent.",
            )
        elif way == "File":
            upload = st.file_uploader(
                "One file: " + ", ".join(ARTICLE_ENDINGS),
                type=[e.lstrip(".") for e in ARTICLE_ENDINGS],
                key="article-file",
            )
            text = ""
        else:
            upload = None
            text = st.text_area(
                "The article's text, headline and date lines included",
                height=260,
                max_chars=_PASTE_LIMIT,
                key="article-text",
                placeholder="Paste the whole article. Headline, date, captions and subscription lines are recognised and set aside.",
            )
        given = st.date_input(
            "The article's date, if the text does not say",
            value=None,
            min_value=date(1800, 1, 1),
            max_value=date(2200, 12, 31),
            key="article-date",
            help="Relative dates such as “on Thursday” are resolved against it. A date found in the text is used when this is empty.",
        )
        if st.form_submit_button("Split into claims", type="primary"):
            with st.spinner("Reading"):
                _take(desk, lambda: _document(desk, text or "", upload, address or "", way or ""), given)


def _document(desk: Desk, text: str, upload: UploadedFile | None, address: str, way: str) -> Document:
    if way == "Address":
        return desk.library.readings.article_at(address)
    return desk.read(upload.getvalue(), upload.name) if upload is not None else desk.paste(text)


def _take(desk: Desk, read: Callable[[], Document], given: object) -> None:
    published = given if isinstance(given, date) else None
    try:
        document = read()
        article = desk.preview(document, published=published)
    except (NotRead, NothingToSplit) as problem:
        _say("no", "✗ Nothing was stored.", str(problem))
        st.rerun()
    if article.published is None:
        st.session_state["_pending"] = article
        st.rerun()
    _store(desk, article)


def _ask_date(desk: Desk, article: Article) -> None:
    st.html(
        f'<div class="wb-empty"><h2>{esc(article.title)}</h2><p><b class="wb-un">! No date found in the text.</b> '
        "“On Thursday” or “last month” can only be resolved against the article's date.</p></div>"
    )
    with st.container(key="ask-date", horizontal=True, vertical_alignment="bottom"):
        given = st.date_input(
            "The article's date",
            value=None,
            min_value=date(1800, 1, 1),
            max_value=date(2200, 12, 31),
            key="pending-date",
            width=220,
        )
        if st.button("Split with this date", type="primary"):
            if isinstance(given, date):
                st.session_state.pop("_pending", None)
                _store(desk, desk.redate(article, given))
            else:
                _say("un", "! No date.", "Write or choose the article's date first, or split without one.")
                st.rerun()
        if st.button("Split without a date"):
            st.session_state.pop("_pending", None)
            _store(desk, article)
        if st.button("Cancel", type="tertiary"):
            st.session_state.pop("_pending", None)
            st.rerun()


def _store(desk: Desk, article: Article) -> None:
    box = st.empty()
    total = max(1, len(article.text))

    def show(done: int, of: int) -> None:
        box.html(masthead.waiting("Splitting: characters", done, of, "", article.title))

    head = "Splitting" if session.models().parser else "Loading the language model, then splitting"
    box.html(masthead.waiting(head, 0, total, "", article.title))
    try:
        added = desk.add_article(article, progress=show)
    except (NothingToSplit, ParserError) as problem:
        _say("no", "✗ The text could not be split.", f"{problem} Nothing was stored.")
        st.rerun()
    if added.known:
        _say("", "= Known.", "This very article is stored already, with its claims and verdicts. Nothing was added.")
    elif added.changed_from:
        before = desk.article(added.changed_from)
        title = before.title if before else "an earlier article"
        _say(
            "un",
            "≈ Nearly the same.",
            f"This text differs in places from “{title}”, which stays as it is with its verdicts.",
        )
    session.go(article=added.article_id, claim="")
    if not added.known:
        session.open_page("Review")
    st.rerun()


def _list(desk: Desk, stored: list[ArticleSummary]) -> None:
    if not stored:
        return
    st.html('<div class="wb-sec"><h2 class="wb-sech">Stored articles</h2></div>')
    reviewer = session.reviewer()
    decided = desk.reviewed_counts(reviewer)
    for summary in stored[:ROWS]:
        with st.container(key=f"row-{summary.id}", horizontal=True, vertical_alignment="center"):
            done = decided.get(summary.id, 0)
            when = long_day(summary.published) if summary.published else '<b class="wb-un">! no date</b>'
            st.html(
                f'<div class="wb-claim" style="border-top:1px solid var(--rule)"><b>{esc(summary.title)}</b><br>'
                f'<span class="wb-sm wb-q">{when} · {plural(summary.claims, "claim")}, {done} reviewed by {esc(reviewer)} · '
                f"added {day(summary.added_at.date())}, {clock(summary.added_at)}</span></div>",
                width="stretch",
            )
            if st.button("Review", key=f"open-{summary.id}"):
                session.go(article=summary.id, claim="")
                session.open_page("Review")
    if len(stored) > ROWS:
        titles = {one.id: one.title for one in stored[ROWS:]}
        older = st.selectbox(
            f"{len(stored) - ROWS} older articles", list(titles), index=None, format_func=titles.__getitem__
        )
        if older and st.button("Review the chosen one"):
            session.go(article=older, claim="")
            session.open_page("Review")
