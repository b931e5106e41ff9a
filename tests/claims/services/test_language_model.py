"""A language model that was set splits an article that is then stored, with what became of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from claims.language_model import Stopped
from claims.settings import SettingRefused
from claims.splitting import split
from claims.workbench import Workbench
from tests.claims.language_model.making import QUAY, an_article
from tests.claims.language_model.server import FakeModel, Handler, Question, claim

VARIABLES = ("WORKBENCH_LANGUAGE_MODEL", "WORKBENCH_LANGUAGE_MODEL_ADDRESS", "WORKBENCH_LANGUAGE_MODEL_KEY")


@pytest.fixture(autouse=True)
def _no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def workbench(tmp_path: Path) -> Iterator[Workbench]:
    opened = Workbench.open(str(tmp_path / "desk.sqlite3"))
    yield opened
    opened.close()


@pytest.fixture
def model() -> Iterator[FakeModel]:
    with FakeModel() as running:
        yield running


def test_it_is_off_and_asks_nobody_until_somebody_turns_it_on(workbench: Workbench, model: FakeModel) -> None:
    assert not workbench.settings.language_model().usable
    with pytest.raises(SettingRefused, match="needs an address"):
        workbench.settings.model_splitter()
    workbench.settings.keep_language_model(model.address, "tiny", offered=False, plain=False)
    assert not workbench.settings.language_model().usable


@pytest.mark.model
def test_nothing_is_sent_where_the_rules_split(workbench: Workbench, model: FakeModel) -> None:
    workbench.settings.keep_language_model(model.address, "tiny", offered=False, plain=False)
    workbench.articles.add(an_article())
    workbench.settings.keep_language_model(model.address, "tiny", offered=True, plain=False)
    workbench.articles.add(an_article("Another\n\nFriday 3 May 2024\n\nThe quay of Lorn is closed."))
    assert model.requests == []


@pytest.mark.model
def test_an_article_is_stored_with_the_models_claims_and_what_became_of_the_others(
    workbench: Workbench, model: FakeModel
) -> None:
    workbench.settings.keep_language_model(model.address, "tiny", offered=True, plain=False)
    model.says(claim(1, QUAY, "The port authority closed the north quay."), claim(1, QUAY, "The north quay burnt."))
    article = an_article()
    added = workbench.articles.add(article, splitter=workbench.settings.model_splitter("a-key"))
    stored = workbench.articles.claims(article.id)
    assert [one.text for one in stored if one.made_by == "language model tiny"] == [
        "The port authority closed the north quay."
    ]
    report = workbench.articles.split_reports()[article.id]
    assert report == added.report
    assert [(one.text, one.reason) for one in report.rejected] == [
        ("The north quay burnt.", "the article does not have “burnt”")
    ]
    assert (report.by_model, report.by_rules) == (1, len(stored) - 1)
    assert model.requests[0].headers["Authorization"] == "Bearer a-key"


@pytest.mark.model
def test_answers_are_kept_in_the_database_so_that_the_same_article_is_asked_once(
    tmp_path: Path, model: FakeModel
) -> None:
    found = []
    for _ in range(2):
        workbench = Workbench.open(str(tmp_path / "answers.sqlite3"))
        workbench.settings.keep_language_model(model.address, "tiny", offered=True, plain=False)
        found.append(workbench.settings.model_splitter().split(an_article()))
        workbench.close()
    assert found[0] == found[1]
    assert len(model.requests) == 1


@pytest.mark.model
def test_no_answer_that_could_not_be_read_is_kept(workbench: Workbench, model: FakeModel) -> None:
    workbench.settings.keep_language_model(model.address, "tiny", offered=True, plain=False)
    model.behave = lambda handler, _question: handler.tell("No.")
    assert workbench.settings.model_splitter().split(an_article()) == split(an_article())
    model.says(claim(1, QUAY, QUAY))
    splitter = workbench.settings.model_splitter()
    splitter.split(an_article())
    assert splitter.report.by_model == 1


@pytest.mark.model
def test_whoever_stops_it_has_nothing_stored(workbench: Workbench, model: FakeModel) -> None:
    workbench.settings.keep_language_model(model.address, "tiny", offered=True, plain=False)
    splitter = workbench.settings.model_splitter()

    def stop_it(handler: Handler, _question: Question) -> None:
        splitter.stop()
        model.release.wait(20)

    model.behave = stop_it
    with pytest.raises(Stopped):
        workbench.articles.add(an_article(), splitter=splitter)
    assert workbench.articles.summaries() == []
    assert workbench.articles.split_reports() == {}


@pytest.mark.model
def test_the_key_stands_nowhere_in_the_database(tmp_path: Path, model: FakeModel) -> None:
    path = tmp_path / "desk.sqlite3"
    workbench = Workbench.open(str(path))
    workbench.settings.keep_language_model(model.address, "tiny", offered=True, plain=False)
    workbench.articles.add(an_article(), splitter=workbench.settings.model_splitter("key-of-nobody-0123"))
    workbench.close()
    assert b"key-of-nobody-0123" not in path.read_bytes()


def test_what_cannot_be_asked_is_not_kept(workbench: Workbench, model: FakeModel) -> None:
    kept = workbench.settings.keep_language_model(model.address, "tiny", offered=True, plain=False)
    for address, name, why in (
        ("", "tiny", "needs an address"),
        ("models.example", "tiny", "must begin with http"),
        (model.address, " ", "needs its name"),
        (model.address, "a\u202eb", "a sign that cannot be shown"),
        ("http://models.example/v1", "tiny", "Without encryption"),
    ):
        with pytest.raises(SettingRefused, match=why):
            workbench.settings.keep_language_model(address, name, offered=True, plain=False)
    assert workbench.settings.language_model() == kept


def test_the_environment_goes_before_the_database(workbench: Workbench, monkeypatch: pytest.MonkeyPatch) -> None:
    workbench.settings.keep_language_model("https://models.example/v1", "tiny", offered=False, plain=False)
    monkeypatch.setenv("WORKBENCH_LANGUAGE_MODEL_ADDRESS", "http://127.0.0.1:11434/v1")
    monkeypatch.setenv("WORKBENCH_LANGUAGE_MODEL", "other")
    chosen = workbench.settings.language_model()
    assert (chosen.address, chosen.model) == ("http://127.0.0.1:11434/v1", "other")
    assert chosen.usable
    assert chosen.from_environment
    monkeypatch.setenv("WORKBENCH_LANGUAGE_MODEL_ADDRESS", "ftp://models.example")
    assert "must begin with http" in workbench.settings.language_model().problem
    assert not workbench.settings.language_model().usable


def test_plain_http_is_confirmed_for_one_address_and_not_for_the_next(
    workbench: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    workbench.settings.keep_language_model("http://lan.example/v1", "tiny", offered=True, plain=True)
    assert workbench.settings.language_model().usable
    monkeypatch.setenv("WORKBENCH_LANGUAGE_MODEL_ADDRESS", "http://other.example/v1")
    assert not workbench.settings.language_model().usable
    workbench.settings.allow_plain_http(True)
    assert workbench.settings.language_model().usable
    monkeypatch.delenv("WORKBENCH_LANGUAGE_MODEL_ADDRESS")
    assert not workbench.settings.language_model().usable
