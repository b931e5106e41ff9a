"""Settings and splitting on the pages, against a real server that speaks the protocol."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from claims.workbench import Workbench
from tests.claims.language_model.making import QUAY, TEXT
from tests.claims.language_model.server import FakeModel, claim

DRAW_SECONDS = 60
KEY = "key-of-nobody-0123"


@pytest.fixture(autouse=True)
def without_a_language_model(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("", "_ADDRESS", "_KEY"):
        monkeypatch.delenv(f"WORKBENCH_LANGUAGE_MODEL{name}", raising=False)


def _settings() -> None:
    from claims.screens.settings import page

    page()


def _articles() -> None:
    from claims.screens.articles import page

    page()


def _drawn(page: object) -> AppTest:
    test = AppTest.from_function(page, default_timeout=DRAW_SECONDS)  # type: ignore[arg-type]
    test.run()
    assert not test.exception
    return test


def _html(test: AppTest) -> str:
    return " ".join(str(element.proto.body) for element in test.get("html"))


def _field(test: AppTest, label: str) -> object:
    found = [one for one in (*test.text_input, *test.checkbox) if one.label.startswith(label)]
    return found[0]


def _press(test: AppTest, label: str) -> None:
    next(button for button in test.button if button.label == label).click().run()
    assert not test.exception


def _choices(test: AppTest) -> list[str]:
    return [str(one.proto.label) for one in test.get("button_group")]


def _choose(test: AppTest, splitter: str) -> None:
    test.get("button_group")[1].set_value(splitter)  # type: ignore[union-attr]


def _fill(test: AppTest, address: str, model: str, *, offered: bool) -> None:
    _field(test, "Address").set_value(address)  # type: ignore[attr-defined]
    _field(test, "Model").set_value(model)  # type: ignore[attr-defined]
    _field(test, "Offer").set_value(offered)  # type: ignore[attr-defined]
    _press(test, "Save")


def test_it_is_off_and_the_articles_page_offers_the_rules_alone(workbench: Workbench) -> None:
    assert "every article is split by the rules; nothing is sent anywhere" in _html(_drawn(_settings))
    articles = _drawn(_articles)
    assert "everything stays on this machine" in _html(articles)
    assert _choices(articles) == ["How"]


def test_a_model_on_this_machine_is_kept_and_said_to_keep_the_text_here(workbench: Workbench) -> None:
    test = _drawn(_settings)
    _fill(test, "http://127.0.0.1:11434", "tiny", offered=True)
    assert "✓ Saved" in _html(test)
    assert "tiny is offered on the Articles page." in _html(test)
    assert "at 127.0.0.1:11434, on this machine. Nothing leaves it." in _html(test)
    assert workbench.settings.language_model().address == "http://127.0.0.1:11434/v1"
    articles = _drawn(_articles)
    assert _choices(articles) == ["How", "Split by"]
    assert "everything stays on this machine" in _html(articles)


def test_a_model_elsewhere_is_said_to_get_the_text_and_at_which_host_before_anything_is_split(
    workbench: Workbench,
) -> None:
    test = _drawn(_settings)
    _fill(test, "https://models.example", "small", offered=True)
    for shown in (_html(test), _html(_drawn(_articles))):
        assert "! Outside this machine:" in shown
        assert "is sent to models.example" in shown
    assert "everything stays on this machine" not in _html(_drawn(_articles))


def test_what_cannot_be_asked_is_refused_with_a_sentence_and_the_fields_keep_it(workbench: Workbench) -> None:
    test = _drawn(_settings)
    _fill(test, "models.example", "small", offered=True)
    assert "✗ Not saved." in _html(test)
    assert "The address must begin with http:// or https://" in _html(test)
    assert _field(test, "Address").value == "models.example"  # type: ignore[attr-defined]
    assert not workbench.settings.language_model().offered


def test_the_key_is_said_to_be_there_and_never_shown(workbench: Workbench, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "none<span" in _html(_drawn(_settings))
    monkeypatch.setenv("WORKBENCH_LANGUAGE_MODEL_KEY", KEY)
    shown = _html(_drawn(_settings))
    assert "set, in the environment or the secrets file" in shown
    assert KEY not in shown


def test_what_the_environment_sets_cannot_be_changed_on_the_page(
    workbench: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKBENCH_LANGUAGE_MODEL_ADDRESS", "http://127.0.0.1:11434/v1")
    monkeypatch.setenv("WORKBENCH_LANGUAGE_MODEL", "tiny")
    test = _drawn(_settings)
    assert "cannot be changed here" in _html(test)
    assert _field(test, "Address").disabled  # type: ignore[attr-defined]
    assert "tiny" in _html(test)


@pytest.mark.model
def test_what_the_model_says_beside_the_article_is_listed_with_the_reason(workbench: Workbench) -> None:
    with FakeModel() as model:
        workbench.settings.keep_language_model(model.address, "tiny", offered=True, plain=False)
        model.says(claim(1, QUAY, QUAY), claim(1, QUAY, "<b>The quay</b> burnt."))
        test = _drawn(_articles)
        test.text_area(key="article-text").set_value(TEXT)
        _choose(test, "Language model")
        _press(test, "Split into claims")
    shown = _html(test)
    assert "1 claim by language model tiny" in shown
    assert "&lt;b&gt;The quay&lt;/b&gt; burnt." in shown
    assert "“burnt”" in shown
    assert (
        next(one.made_by for one in workbench.articles.claims(workbench.articles.summaries()[0].id))
        == "language model tiny"
    )
    assert len(model.requests) == 1


@pytest.mark.model
def test_a_model_that_fails_leaves_the_rules_claims_and_a_sentence(workbench: Workbench) -> None:
    with FakeModel() as model:
        workbench.settings.keep_language_model(model.address, "tiny", offered=True, plain=False)
        model.behave = lambda handler, _question: handler.reply(401, b"")
        test = _drawn(_articles)
        test.text_area(key="article-text").set_value(TEXT)
        _choose(test, "Language model")
        _press(test, "Split into claims")
    assert "asks for a key" in _html(test)
    assert "The whole article was split by the rules." in _html(test)
    assert {one.made_by for one in workbench.articles.claims(workbench.articles.summaries()[0].id)} == {"splitter"}


def test_a_preview_says_what_is_set_aside_and_stores_nothing(workbench: Workbench) -> None:
    test = _drawn(_articles)
    test.text_area(key="article-text").set_value(TEXT + "\nSubscribe to our newsletter.\n")
    _press(test, "Preview")
    shown = _html(test)
    assert "Friday 3 May 2024, read in the text" in shown
    assert "– subscription line" in shown
    assert "the rules, on this machine" in shown
    assert workbench.articles.summaries() == []
    _press(test, "Cancel")
    assert "No article yet" in _html(test)


def test_an_article_without_a_date_asks_for_it(workbench: Workbench) -> None:
    test = _drawn(_articles)
    test.text_area(key="article-text").set_value("Ferries stay in port\n\nThe quay of Lorn is closed on Monday.")
    _press(test, "Split into claims")
    assert "! No date found in the text." in _html(test)
    _press(test, "Split with this date")
    assert "! No date.</b> Write or choose" in _html(test)
    assert workbench.articles.summaries() == []
