"""Faults on purpose, in each page, each window and in callbacks: a sentence, the page stays, the log is discreet."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from claims.review.gates import Unavailable
from claims.screens import guard, session
from claims.workbench import Workbench
from sources.source import Document
from tests.claims.services.making import ARTICLE_ID, an_article, claims_of
from tests.sources.fakes import WordEncoder
from tests.sources.stored import every_source

SECRET = "what the reviewer wrote"
DRAW_SECONDS = 60


@pytest.fixture
def workbench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workbench]:
    monkeypatch.setenv("WORKBENCH_DATABASE", str(tmp_path / "desk.sqlite3"))
    monkeypatch.setattr(session, "Workbench", SimpleNamespace(open=lambda: Workbench.open(encoder=WordEncoder())))
    st.cache_resource.clear()
    opened = session.workbench()
    article = an_article()
    opened.articles._store(article, claims_of(article))
    opened.library.add([Document("The port was open on Monday.", "txt", publisher="Pilot Weekly")])
    yield opened
    opened.close()
    st.cache_resource.clear()


def _workbench() -> None:
    from claims.screens import app_shell

    app_shell.run()


def _articles() -> None:
    from claims.screens.articles import page

    page()


def _review() -> None:
    from claims.screens.review import page

    page()


def _library() -> None:
    from claims.screens.library import page

    page()


def _report() -> None:
    from claims.screens.report import page

    page()


def _settings() -> None:
    from claims.screens.settings import page

    page()


def _help() -> None:
    from claims.screens.help_page import page

    page()


def _fails(*_: object, **__: object) -> None:
    raise ValueError(SECRET)


def _fails_to_encode(*_: object, **__: object) -> None:
    f"{SECRET} \ud800".encode()


def _drawn(page: Callable[[], None], **state: object) -> AppTest:
    test = AppTest.from_function(page, default_timeout=DRAW_SECONDS)
    test.query_params["article"] = ARTICLE_ID
    test.session_state["_reviewer"] = "Ada"
    for name, value in state.items():
        test.session_state[name] = value
    return test.run()


def _html(test: AppTest) -> str:
    return " ".join(str(element.proto.body) for element in test.get("html"))


def _press(test: AppTest, label: str) -> AppTest:
    (button,) = [one for one in test.button if label in one.label]
    return button.click().run()


def _only_a_sentence(test: AppTest, caplog: pytest.LogCaptureFixture, head: str) -> None:
    assert not test.exception
    assert head in _html(test)
    assert "under " in _html(test), "The reference to the log is missing."
    assert "Unforeseen fault" in caplog.text
    assert SECRET not in _html(test) + caplog.text


@pytest.mark.parametrize("fault", [_fails, _fails_to_encode])
@pytest.mark.parametrize(
    ("page", "where"),
    [
        (_workbench, "claims.screens.theme.stylesheet"),
        (_workbench, "claims.services.articles.Articles.summaries"),
        (_articles, "claims.services.articles.Articles.summaries"),
        (_review, "claims.services.articles.Articles.get"),
        (_review, "claims.screens.review.page_head.headline"),
        (_review, "claims.screens.review.claim_card.facts"),
        (_library, "claims.screens.library.source_list.draw"),
        (_report, "claims.services.reviewing.Reviewing.history"),
        (_settings, "claims.services.settings.Settings.get"),
        (_help, "claims.screens.masthead.draw"),
    ],
)
def test_a_fault_in_a_page_ends_in_a_sentence_and_trying_again_draws_it(
    workbench: Workbench,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    page: Callable[[], None],
    where: str,
    fault: Callable[..., None],
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(where, fault)
        test = _drawn(page)
        _only_a_sentence(test, caplog, guard.PAGE)
    _press(test, "Try again")
    assert not test.exception
    assert guard.PAGE not in _html(test)


@pytest.mark.parametrize(
    ("page", "name", "where", "fault"),
    [
        (_review, "edit", "claims.screens.review.edits._wording", _fails),
        (_review, "source", "claims.screens.review.context.around", _fails),
        (_library, "details", "claims.screens.library.source_details.ADDRESS_CHARACTERS", SECRET),
        (_library, "again", "claims.screens.library.source_details.source_endings", _fails),
        (_library, "delete", "sources.store.source_versions.SourceVersions.earlier", _fails),
    ],
)
def test_a_fault_in_a_window_ends_in_a_sentence_in_it(
    workbench: Workbench,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    page: Callable[[], None],
    name: str,
    where: str,
    fault: object,
) -> None:
    (source,) = every_source(workbench.library.sources())
    about = {"edit": workbench.articles.claims(ARTICLE_ID)[0].id, "source": f"{source.id} 0"}.get(name, source.id)
    monkeypatch.setattr(where, fault)
    test = _drawn(page, _dialog=(name, about))
    _only_a_sentence(test, caplog, guard.WINDOW)


def _note(test: AppTest) -> str:
    (field,) = [one for one in test.text_input if one.label == "Note"]
    return str(field.value)


def _write(test: AppTest, text: str) -> AppTest:
    (field,) = [one for one in test.text_input if one.label == "Note"]
    return field.set_value(text).run()


def test_a_fault_in_a_callback_is_not_saved_and_keeps_the_note(
    workbench: Workbench, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    test = _write(_drawn(_review), SECRET)
    _press(test, "Verified")
    with monkeypatch.context() as patch:
        patch.setattr("claims.services.reviewing.Reviewing.judge", _fails)
        _press(test, "Save without a reason")
    assert not test.exception
    assert "✗ Not saved." in _html(test)
    assert SECRET not in caplog.text
    assert _note(test) == SECRET
    _press(test, "Save without a reason")
    assert [line.note for line in workbench.reviewing.history(ARTICLE_ID)] == [SECRET]


def test_a_note_that_cannot_be_stored_is_set_aside_and_stored_as_soon_as_the_database_answers(
    workbench: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    test = _drawn(_review)
    claim = workbench.articles.claims(ARTICLE_ID)[0]

    def away(*_: object, **__: object) -> None:
        raise Unavailable

    with monkeypatch.context() as patch:
        patch.setattr("claims.services.drafts.Drafts.get", away)
        patch.setattr("claims.services.drafts.Drafts.save", away)
        _write(test, "Half a sent")
        assert "Not saved." in _html(test)
        assert "goes on by itself" in _html(test)
        assert "Not saved." in _html(test.run())  # the page is drawn again while the database is away
        assert not [one for one in test.text_input if one.label == "Note"]  # the page is away, and the field with it
    assert workbench.reviewing.drafts.get(claim.id, "Ada", str(test.query_params["tab"])) is None
    assert _note(_press(test, "Try again")) == "Half a sent"
    assert "Not saved." not in _html(test)  # it is saved now
    kept = workbench.reviewing.drafts.get(claim.id, "Ada", str(test.query_params["tab"]))
    assert kept is not None
    assert kept.note == "Half a sent"


def test_a_download_that_fails_says_nothing_of_the_article(caplog: pytest.LogCaptureFixture) -> None:
    def verdicts() -> bytes:
        raise ValueError(SECRET)

    with pytest.raises(RuntimeError) as failed:
        guard.download(verdicts)()
    assert failed.value.__context__ is None
    assert SECRET not in str(failed.value) + caplog.text


def test_the_log_names_each_cause_and_where_it_came_from(caplog: pytest.LogCaptureFixture) -> None:
    def cause() -> None:
        try:
            _fails()
        except ValueError as problem:
            raise KeyError(SECRET) from problem

    with caplog.at_level(logging.ERROR), pytest.raises(KeyError) as caught:
        cause()
    said = guard.sentence(caught.value)
    assert SECRET not in said + caplog.text
    assert "builtins.KeyError" in caplog.text
    assert "builtins.ValueError" in caplog.text
    assert "in _fails" in caplog.text
