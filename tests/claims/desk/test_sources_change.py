"""A source that is edited, replaced or deleted after it was judged by: the judgement keeps what it was given on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from claims.desk import Desk
from claims.review.judgement import Pin
from sources.source import Document
from tests.claims.desk.making import ARTICLE_ID, a_desk, act
from tests.claims.report.making import frame
from tests.claims.review.making import PIN
from tests.sources.fakes import WordEncoder

SHIPS = Document(text="1 ships waited off port 1 on Monday, a pilot said.", kind="txt", publisher="Pilot Weekly")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = a_desk(tmp_path)
    desk._encoder = WordEncoder()
    desk.library.add([SHIPS])
    yield desk
    desk.close()


def judged(desk: Desk) -> Pin:
    claim = desk.claims(ARTICLE_ID)[0]
    pin = Pin.of(desk.match(ARTICLE_ID)[claim.id].candidates[0])
    desk.judge(act(desk, 1, "verified", pins=(pin,)))
    return pin


def evidence(desk: Desk) -> dict[str, object]:
    cell = frame(desk.verdict_csv(ARTICLE_ID))["evidence"][0]
    (one,) = json.loads(cell)
    return {"excerpt": one["excerpt"], "place": one["place"], "source_now": one["source_now"]}


def test_a_source_that_is_as_it_was_judged_is_said_to_be_so(desk: Desk) -> None:
    judged(desk)
    assert evidence(desk) == {"excerpt": SHIPS.text, "place": "paragraph 1", "source_now": "unchanged"}


def test_a_source_that_reads_otherwise_later_leaves_the_excerpt_and_is_said_to_have_changed(desk: Desk) -> None:
    pin = judged(desk)
    desk.library.versions.reread(pin.source_id, replace(SHIPS, text=SHIPS.text.replace("waited", "anchored")))
    assert evidence(desk) == {"excerpt": SHIPS.text, "place": "paragraph 1", "source_now": "changed"}
    assert desk.standing(ARTICLE_ID, "Ada")[desk.claims(ARTICLE_ID)[0].id].pins == (pin,)


def test_a_source_that_is_deleted_leaves_the_excerpt_and_is_said_to_be_deleted(desk: Desk) -> None:
    pin = judged(desk)
    desk.library.remove(pin.source_id)
    assert evidence(desk) == {"excerpt": SHIPS.text, "place": "paragraph 1", "source_now": "deleted"}


def test_details_that_are_corrected_later_leave_the_judgement_as_it_was(desk: Desk) -> None:
    pin = judged(desk)
    desk.library.update_details(pin.source_id, title="", publisher="The Pilot", author="", published=None, url="")
    (kept,) = desk.standing(ARTICLE_ID, "Ada")[desk.claims(ARTICLE_ID)[0].id].pins
    assert kept.publisher == "Pilot Weekly"
    assert evidence(desk)["source_now"] == "unchanged"


def test_a_source_of_another_library_is_not_said_to_be_deleted(desk: Desk) -> None:
    desk.judge(act(desk, 1, "verified", pins=(PIN,)))
    assert evidence(desk)["source_now"] == "not in this library"
