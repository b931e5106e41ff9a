"""Splitting on the page: it works beside the page, shows how far it is, can be stopped, and tells what came of it."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass

import streamlit as st

from claims.article import Article
from claims.language_model import LanguageModelSplitter, SplitReport, Stopped
from claims.review.gates import NotSaved
from claims.screens import guard, language_model, masthead, messages, session
from claims.screens.markup import esc
from claims.screens.wording import plural, seconds_left
from claims.services.article_versions import NextVersion
from claims.services.articles import Added
from claims.splitting import NothingToSplit, ParserError
from claims.workbench import Workbench

PREPARED = "_next_version"
"""Where the session keeps the next version of an article that was compared and waits for a person's word."""

_JOB, _DONE = "_split_job", "_split_done"
_LOOK_SECONDS = 0.2  # a person sees a bar move five times a second as steady
_ESTIMATE_SECONDS = 2.0  # earlier the loading of the parser would count for the whole
# Whoever stops it before the last part was split has nothing stored; storing itself takes milliseconds.
_STOP_SECONDS = 1.0
# What the page drew before would stay below until this run ends; each of its parts gives way to nothing.
_PARTS = 3
_LISTED = 100  # refused claims of one article; a model that gives more is not worth reading on


@dataclass(frozen=True, slots=True)
class Job:
    """An article to split, and by whom.

    Attributes:
        next_of: The stored article whose next version it is; empty for an article of its own.
    """

    article: Article
    by_model: bool
    next_of: str = ""


class _Work:
    """One splitting in a thread of its own."""

    def __init__(self, workbench: Workbench, job: Job) -> None:
        self._workbench = workbench
        self._job = job
        self._stopped = threading.Event()
        self._began = time.monotonic()
        self._splitter: LanguageModelSplitter | None = None
        self.done = threading.Event()
        self.progress = (0, max(1, len(job.article.text)))
        self.added: Added | None = None
        self.prepared: NextVersion | None = None
        self.problem: Exception | None = None
        if job.by_model:
            self._splitter = workbench.settings.model_splitter(language_model.key(), self._show)
        threading.Thread(target=self._run, name="split", daemon=True).start()

    def stop(self) -> None:
        """End it; nothing is stored."""
        self._stopped.set()
        if self._splitter is not None:
            self._splitter.stop()

    @property
    def left(self) -> str:
        """How long it still takes, in words; empty while nobody can know."""
        gone, (done, total) = time.monotonic() - self._began, self.progress
        if gone < _ESTIMATE_SECONDS or not done:
            return ""
        return seconds_left(gone / done * (total - done))

    def _show(self, done: int, total: int) -> None:
        if self._stopped.is_set():
            raise Stopped
        self.progress = (done, total)

    def _run(self) -> None:
        try:
            articles, job = self._workbench.articles, self._job
            if job.next_of:
                self.prepared = articles.versions.prepare(job.next_of, job.article, self._show, self._splitter)
            else:
                self.added = articles.add(job.article, self._show, self._splitter)
        except Exception as problem:  # noqa: BLE001 - raised again where the page is drawn
            self.problem = problem
        self.done.set()


def start(article: Article, *, by_model: bool, next_of: str = "") -> None:
    """Split this article, or next version of a stored one, in the next run of the page."""
    if by_model and language_model.changed():
        messages.say(
            "un",
            "! Not split, and nothing was sent.",
            "Somebody set another language model meanwhile. Read where the text would go now, and press again.",
        )
        st.rerun()
    st.session_state[_JOB] = Job(article, by_model, next_of)
    st.rerun()


def under_way() -> bool:
    """Return whether an article waits to be split."""
    return _JOB in st.session_state


def run(workbench: Workbench) -> None:
    """Split the article, draw how far it is, and go on to its claims, or to what there is to say about it."""
    job: Job = st.session_state.pop(_JOB)  # whatever ends this run ends the work: it is not begun again by itself
    chosen = workbench.settings.language_model()
    try:
        work = _Work(workbench, job)
    except NotSaved as problem:
        messages.say("no", "✗ The text could not be split.", f"{problem} Nothing was stored.")
        st.rerun()
    by = f" by {chosen.model}" if job.by_model else ""
    with st.container(key="splitting"):
        st.html(f'<div class="wb-empty"><h2>{esc(job.article.title)}</h2></div>')
        box = st.empty()
        st.button("Cancel", key="cancel-split", on_click=_cancel, args=(job, work))
    for _ in range(_PARTS):
        st.empty()
    try:
        while not work.done.wait(_LOOK_SECONDS):
            loading = "" if session.models().parser else "loading the parsing model"
            detail = f"asking {chosen.endpoint.named}" if job.by_model and chosen.endpoint else loading
            box.html(masthead.waiting(f"Splitting{by}", *work.progress, work.left, detail, "characters"))
    except (
        BaseException
    ):  # Streamlit ends a run so: another page, a closed window, or Cancel, which stopped it before
        work.stop()
        raise
    _finish(workbench, job, work)


@guard.act
def _cancel(job: Job, work: _Work) -> None:
    """Stop the work before the page is drawn anew, and say what became of it."""
    work.stop()
    work.done.wait(_STOP_SECONDS)
    if work.added is not None and not work.added.known:
        messages.say("un", "! Too late.", f"“{job.article.title}” was split already and is stored.")
        return
    messages.say("un", "! Stopped.", f"“{job.article.title}” was not split. Nothing was stored.")
    if not job.article.name:
        st.session_state["next-article-text" if job.next_of else "article-text"] = job.article.text


def _finish(workbench: Workbench, job: Job, work: _Work) -> None:
    if isinstance(work.problem, (NothingToSplit, ParserError, NotSaved)):
        messages.say("no", "✗ The text could not be split.", f"{work.problem} Nothing was stored.")
        st.rerun()
    if work.problem is not None:
        raise work.problem
    if work.prepared is not None:
        st.session_state[PREPARED] = work.prepared
        st.rerun()
    added = work.added
    assert added is not None
    if added.known:
        messages.say(
            "", "= Known.", "This very article is stored already, with its claims and verdicts. Nothing was added."
        )
    elif added.changed_from:
        before = workbench.articles.get(added.changed_from)
        title = before.title if before else "an earlier article"
        messages.say(
            "un",
            "≈ Nearly the same.",
            f"This text differs in places from “{title}”, which stays as it is with its verdicts. To keep them for this text, "
            "bring it in there as the next version.",
        )
    st.session_state.pop("article-text", None)  # the form is for the next one; after a stop it still holds this one
    session.go(article=added.article_id, claim="")
    report = added.report
    if report is not None and (report.faults or report.rejected):
        st.session_state[_DONE] = (job.article.title, report)
    elif not added.known:
        session.open_page("Review")
    st.rerun()


def outcome() -> None:
    """Draw what a language model did for the article that was split last, until its claims are opened."""
    kept: tuple[str, SplitReport] | None = st.session_state.get(_DONE)
    if kept is None:
        return
    title, report = kept
    with st.container(key="outcome"):
        st.html(f'<div class="wb-sec"><h2 class="wb-sech">Split: {esc(title)}</h2>{described(report)}</div>')
        with st.container(key="outcome-acts", horizontal=True):
            if st.button("Review the claims", type="primary", key="review-outcome"):
                st.session_state.pop(_DONE, None)
                session.open_page("Review")
            if st.button("Close", type="tertiary", key="close-outcome"):
                st.session_state.pop(_DONE, None)
                st.rerun()


def described(report: SplitReport) -> str:
    """Return what a language model did, as escaped HTML: counts, faults, and each claim that was not taken."""
    faults = "".join(f'<div class="wb-msg un"><b class="wb-un">!</b> {esc(fault)}</div>' for fault in report.faults)
    counts = (
        f'<p class="wb-sm wb-q wb-counts">{plural(report.by_model, "claim")} by {esc(report.made_by)}, '
        f"{report.by_rules:,} by the rules, {len(report.rejected):,} not taken</p>"
    )
    if not report.rejected:
        return faults + counts
    rows = "".join(
        f'<tr><td>{esc(one.text or "no text")}<span class="wb-q">from “{esc(one.quote)}”</span></td><td>{esc(one.reason)}</td></tr>'
        for one in report.rejected[:_LISTED]
    )
    more = (
        f'<tr><td colspan="2">and {len(report.rejected) - _LISTED} more</td></tr>'
        if len(report.rejected) > _LISTED
        else ""
    )
    return (
        f'{faults}{counts}<div class="wb-wrap"><table class="wb-t wb-refused"><tr><th>Not taken</th><th>Why</th></tr>'
        f"{rows}{more}</table></div>"
    )
