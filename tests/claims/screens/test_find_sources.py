"""The panel "Find sources": the page asks the places and the words that it shows, and says what is evidence."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Button

from claims.claim import Claim
from claims.review.judgement import Draft, Pin
from claims.services import places
from claims.settings import ON
from claims.workbench import Workbench
from sources.source import Document
from tests.sources.fakes import WordEncoder
from tests.sources.finding.make_zim import make_zim

DRAW_SECONDS = 60
WAITING = 20.0
TEXT = "Pier shut\n\n4 May 2026\n\nThe pier of Merrow was shut in 1986. A crane fell."


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ZIM file, made once: each test has a copy."""
    pages = {"Merrow pier": "The pier of Merrow was shut in 1984.", "Crane": "A crane fell."}
    return make_zim(tmp_path_factory.mktemp("zim") / "book.zim", pages)


@pytest.fixture
def claims(workbench: Workbench, tmp_path: Path, archive: Path) -> list[Claim]:
    workbench.library._encoder = WordEncoder()
    shutil.copyfile(archive, tmp_path / "book.zim")
    workbench.settings.keep(places.ZIM_PATHS.setting, json.dumps([str(tmp_path / "book.zim")]))
    article = workbench.articles.add(workbench.articles.preview(workbench.articles.paste(TEXT))).article_id
    return workbench.articles.claims(article)


def _review() -> None:
    from claims.screens.review import page

    page()


def _drawn(claim: Claim) -> AppTest:
    test = AppTest.from_function(_review, default_timeout=DRAW_SECONDS)
    test.session_state["_reviewer"] = "Ada"
    test.session_state["_finding"] = claim.id
    test.query_params["article"] = claim.article_id
    return test.run()


def _press(test: AppTest, label: str) -> None:
    next(button for button in test.button if label in button.label).click().run()
    assert not test.exception


def _first(test: AppTest, label: str) -> Button:
    return next(button for button in test.button if button.label == label)


def _html(test: AppTest) -> str:
    return " ".join(str(element.proto.body) for element in test.get("html"))


def _found(workbench: Workbench, claim: Claim, test: AppTest) -> AppTest:
    _press(test, "Ask 2 places")
    run = workbench.evidence_search.run_of(claim)
    assert run is not None
    assert run._search.done.wait(WAITING)
    assert run._judged.done.wait(WAITING)
    return test.run()


def test_a_place_outside_that_is_switched_on_after_the_page_was_drawn_is_not_asked(
    workbench: Workbench, claims: list[Claim]
) -> None:
    test = _drawn(claims[0])
    assert "Book of Merrow" in _html(test)
    workbench.settings.keep(places.OUTSIDE, ON)
    workbench.settings.keep(places.WIKI, ON)
    _found(workbench, claims[0], test)
    assert [one.place for one in workbench.evidence_search.requests(claims[0].article_id)] == ["Book of Merrow"]


def test_all_claims_are_asked_for_with_the_words_that_the_page_lists(
    workbench: Workbench, claims: list[Claim]
) -> None:
    test = _drawn(claims[0])
    words = [workbench.evidence_search.words(claim) for claim in claims]
    assert all(f"<li>{one}</li>" in _html(test) for one in words)
    _press(test, f"Ask for all {len(claims)}")
    sweep = workbench.evidence_search.sweep_of(claims[0].article_id)
    assert sweep is not None
    assert sweep.ended.wait(WAITING)
    assert [one.words for one in workbench.evidence_search.requests(claims[0].article_id)] == words[::-1]


def test_a_pin_of_another_source_with_the_same_words_is_no_pin_of_this_page(
    workbench: Workbench, claims: list[Claim]
) -> None:
    claim = claims[0]
    test = _found(workbench, claim, _drawn(claim))
    run = workbench.evidence_search.run_of(claim)
    assert run is not None
    passage = run.found()[0][0].candidate.passage
    (wire,) = workbench.library.store([Document(f"{passage.text} A wire adds this.", "txt", publisher="Wire")])
    pin = Pin(
        source_id=wire.source_id,
        publisher="Wire",
        title="",
        published=None,
        url="",
        start=0,
        end=len(passage.text),
        excerpt=passage.text,
        similarity=None,
    )
    tab = "".join(test.query_params["tab"])
    workbench.reviewing.drafts.save(claim.id, "Ada", Draft(pins=(pin,)), tab)
    test.run()
    assert "■ Evidence" not in _html(test)
    assert not _first(test, "Add and pin").disabled
    _press(test, "Add and pin")
    kept = workbench.reviewing.drafts.get(claim.id, "Ada", tab)
    assert kept is not None
    assert [one.found_in for one in kept.pins] == ["", "Book of Merrow"]
    assert _first(test, "Add and pin").disabled
