"""A source that is edited, replaced or deleted after it was judged by: the judgement keeps what it was given on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from claims.review.judgement import Pin
from claims.workbench import Workbench
from sources.source import Document
from tests.claims.report.making import frame
from tests.claims.review.making import PIN
from tests.claims.services.making import ARTICLE_ID, a_workbench, act
from tests.sources.fakes import WordEncoder

SHIPS = Document(text="1 ships waited off port 1 on Monday, a pilot said.", kind="txt", publisher="Pilot Weekly")


@pytest.fixture
def workbench(tmp_path: Path) -> Iterator[Workbench]:
    workbench = a_workbench(tmp_path)
    workbench.library._encoder = WordEncoder()
    workbench.library.add([SHIPS])
    yield workbench
    workbench.close()


def judged(workbench: Workbench) -> Pin:
    claim = workbench.articles.claims(ARTICLE_ID)[0]
    pin = Pin.of(workbench.library.matching.of_article(ARTICLE_ID)[claim.id].candidates[0])
    workbench.reviewing.judge(act(workbench, 1, "verified", pins=(pin,)))
    return pin


def evidence(workbench: Workbench) -> dict[str, object]:
    cell = frame(workbench.exports.verdict_csv(ARTICLE_ID))["evidence"][0]
    (one,) = json.loads(cell)
    return {"excerpt": one["excerpt"], "place": one["place"], "source_now": one["source_now"]}


def test_a_source_that_is_as_it_was_judged_is_said_to_be_so(workbench: Workbench) -> None:
    judged(workbench)
    assert evidence(workbench) == {"excerpt": SHIPS.text, "place": "paragraph 1", "source_now": "unchanged"}


def test_a_source_that_reads_otherwise_later_leaves_the_excerpt_and_is_said_to_have_changed(
    workbench: Workbench,
) -> None:
    pin = judged(workbench)
    workbench.library.versions.reread(pin.source_id, replace(SHIPS, text=SHIPS.text.replace("waited", "anchored")))
    assert evidence(workbench) == {"excerpt": SHIPS.text, "place": "paragraph 1", "source_now": "changed"}
    assert workbench.reviewing.standing(ARTICLE_ID, "Ada")[workbench.articles.claims(ARTICLE_ID)[0].id].pins == (pin,)


def test_a_source_that_is_deleted_leaves_the_excerpt_and_is_said_to_be_deleted(workbench: Workbench) -> None:
    pin = judged(workbench)
    workbench.library.delete(pin.source_id)
    assert evidence(workbench) == {"excerpt": SHIPS.text, "place": "paragraph 1", "source_now": "deleted"}


def test_details_that_are_corrected_later_leave_the_judgement_as_it_was(workbench: Workbench) -> None:
    pin = judged(workbench)
    workbench.library.correct(pin.source_id, title="", publisher="The Pilot", author="", published=None, url="")
    (kept,) = workbench.reviewing.standing(ARTICLE_ID, "Ada")[workbench.articles.claims(ARTICLE_ID)[0].id].pins
    assert kept.publisher == "Pilot Weekly"
    assert evidence(workbench)["source_now"] == "unchanged"


def test_a_source_of_another_library_is_not_said_to_be_deleted(workbench: Workbench) -> None:
    workbench.reviewing.judge(act(workbench, 1, "verified", pins=(PIN,), reason="in part"))
    assert evidence(workbench)["source_now"] == "not in this library"
