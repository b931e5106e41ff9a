"""Packets of an article that has several versions."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from claims.report import verify
from claims.review.gates import GateClosed
from claims.workbench import Workbench
from tests.claims.services.making import Clock
from tests.claims.services.test_csv import edited
from tests.claims.services.test_versions import judge
from tests.claims.services.versions_making import FIRST, add, bring_in

OTHER = ("Two boats sank.", "A dog barked.")


@pytest.fixture
def workbench(tmp_path: Path) -> Iterator[Workbench]:
    opened = Workbench.open(str(tmp_path / "desk.sqlite3"), clock=Clock())
    yield opened
    opened.close()


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Workbench]:
    opened = Workbench.open(str(tmp_path / "other.sqlite3"), clock=Clock())
    yield opened
    opened.close()


def judge_another_article(workbench: Workbench, times: int) -> None:
    """Give the history of a database numbers that no other one has."""
    article_id = add(workbench, OTHER)
    for number in range(times):
        judge(workbench, article_id, 1, reviewer=f"Reviewer {number}", request_id=f"other-{number}")


def test_a_next_version_that_came_in_a_packet_is_taken_back_while_nothing_was_decided_on_it(
    workbench: Workbench, other: Workbench
) -> None:
    article_id = add(workbench)
    judge(workbench, article_id, 2)
    bring_in(workbench, article_id)
    judge_another_article(other, 5)  # whose numbers are above those of the packet
    other.packets.bring_in(workbench.packets.make(article_id))
    other.articles.versions.take_back(article_id, reviewer="Ada", request_id="back")
    assert [claim.text for claim in other.articles.claims(article_id)] == list(FIRST)


def test_a_next_version_that_came_in_a_packet_stays_once_something_was_decided_or_edited_on_it(
    workbench: Workbench, other: Workbench
) -> None:
    judge_another_article(workbench, 5)
    article_id = add(workbench)
    judge(workbench, article_id, 2)
    bring_in(workbench, article_id)
    judge(workbench, article_id, 1, "disputed")
    other.packets.bring_in(workbench.packets.make(article_id))
    with pytest.raises(GateClosed, match="Something was decided since version 2"):
        other.articles.versions.take_back(article_id, reviewer="Ada", request_id="back")
    first, there = other.articles.versions.at(article_id, 1), workbench.articles.versions.at(article_id, 1)
    assert first is not None
    assert there is not None
    assert [line.value for line in first.standing.values()] == ["verified"]
    assert [line.request_id for line in first.history] == [line.request_id for line in there.history]


def test_the_bound_of_the_edits_of_a_version_is_that_of_the_database_it_is_in(
    workbench: Workbench, other: Workbench
) -> None:
    article_id = add(workbench)
    claim = workbench.articles.claims(article_id)[1]
    workbench.reviewing.edits.reword(
        claim.id, "She thanked all.", resolved=False, reviewer="Ada", version=claim.version, request_id="reworded"
    )
    bring_in(workbench, article_id)
    theirs = add(other, OTHER)
    for number in range(3):
        claim = other.articles.claims(theirs)[0]
        other.reviewing.edits.reword(
            claim.id,
            f"{number} boats.",
            resolved=False,
            reviewer="Ada",
            version=claim.version,
            request_id=f"{number}",
        )
    other.packets.bring_in(workbench.packets.make(article_id))
    assert other.articles.versions.why_not_taken_back(article_id) == ""


def test_a_packet_verifies_after_a_csv_of_an_earlier_version_came_back_with_another_verdict(
    workbench: Workbench, other: Workbench
) -> None:
    article_id = add(workbench)
    judge(workbench, article_id, 1)
    data = workbench.exports.verdict_csv(article_id)
    bring_in(workbench, article_id)
    judge(workbench, article_id, 1, "disputed")
    changed = edited(data, lambda rows: rows[0].update(verdict="unclear", reason="no source"))
    assert workbench.exports.import_csv(changed).added == 1
    packet = workbench.packets.make(article_id)
    assert verify.verify(packet) == []
    other.packets.bring_in(packet)
    assert other.exports.verdict_csv(article_id) == workbench.exports.verdict_csv(article_id)
