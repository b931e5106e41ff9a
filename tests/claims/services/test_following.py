"""What is followed, looked at in the background: on demand and at start, feeds only where addresses may be read."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from sqlalchemy import update

from claims.services.following import AT_START, NotFollowed
from claims.services.settings import ADDRESSES_ALLOWED
from claims.settings import OFF, ON
from claims.workbench import Workbench
from sources.embedding.encoder import Vectors
from sources.store.tables import followed as table
from tests.claims.services.making import Clock
from tests.sources.fakes import WordEncoder
from tests.sources.reading.make_feed import make_feed
from tests.sources.reading.web import answer, serving

WAITING = 60.0
STOPPING = 10.0
FEED = "http://wire.example/feed"
ROUTES = {"wire.example/feed": answer(make_feed({"n-1": "The pier closed. It closed on Monday."}))}


@pytest.fixture
def workbench(tmp_path: Path) -> Iterator[Workbench]:
    opened = Workbench.open(str(tmp_path / "desk.sqlite3"), clock=Clock(), encoder=WordEncoder())
    yield opened
    opened.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "pier.txt").write_text("The pier closed on Monday.")
    return inbox


def test_what_is_followed_is_looked_at_at_once_and_its_passages_are_prepared(
    workbench: Workbench, folder: Path
) -> None:
    workbench.following.follow(str(folder))
    assert workbench.following.wait(WAITING)
    (place,) = workbench.following.all()
    assert (place.new, place.problem) == (1, "")
    assert (workbench.library.count(), workbench.library.count_missing()) == (1, 0)
    assert workbench.following.problem == ""


def test_all_is_looked_at_on_demand(workbench: Workbench, folder: Path) -> None:
    workbench.following.follow(str(folder))
    workbench.following.wait(WAITING)
    (folder / "crane.txt").write_text("The crane was sold.")
    workbench.following.look()
    assert workbench.following.wait(WAITING)
    assert [place.new for place in workbench.following.all()] == [1]
    assert workbench.library.count() == 2


def test_a_feed_is_followed_only_where_addresses_may_be_read(workbench: Workbench) -> None:
    with serving(ROUTES) as site:
        workbench.library.versions.network = site.network
        with pytest.raises(NotFollowed, match="switched off"):
            workbench.following.follow(FEED)
        assert workbench.following.all() == []
        workbench.settings.keep(ADDRESSES_ALLOWED, ON)
        workbench.following.follow(FEED)
        assert workbench.following.wait(WAITING)
        assert (len(site.asked), workbench.library.count()) == (1, 1)


@pytest.mark.parametrize(("allowed", "asked", "sources"), [(ON, 2, 2), (OFF, 1, 2)])
def test_at_start_all_is_looked_at_once_and_a_feed_only_where_addresses_may_be_read(
    workbench: Workbench, folder: Path, allowed: str, asked: int, sources: int
) -> None:
    with serving(ROUTES) as site:
        workbench.library.versions.network = site.network
        workbench.settings.keep(ADDRESSES_ALLOWED, ON)
        workbench.following.follow(FEED)
        workbench.following.wait(WAITING)
        workbench.library.sources().followed.follow(str(folder))
        workbench.settings.keep(ADDRESSES_ALLOWED, allowed)
        for _ in range(3):
            workbench.following.look_at_start()
            assert workbench.following.wait(WAITING)
        assert len(site.asked) == asked
    assert workbench.library.count() == sources
    assert [place.problem for place in workbench.following.all()] == ["", ""]


def test_nothing_is_looked_at_at_start_where_that_is_off(workbench: Workbench, folder: Path) -> None:
    workbench.library.sources().followed.follow(str(folder))
    workbench.settings.keep(AT_START, OFF)
    workbench.following.look_at_start()
    assert not workbench.following.running
    assert [place.looked_at for place in workbench.following.all()] == [None]


def test_what_came_last_is_taken_out_and_following_is_stopped(workbench: Workbench, folder: Path) -> None:
    workbench.following.follow(str(folder))
    workbench.following.wait(WAITING)
    (place,) = workbench.following.all()
    assert place.looked_at is not None
    assert workbench.following.take_out(place.id, place.looked_at) == 1
    assert workbench.library.count() == 0
    assert workbench.following.unfollow(place.id)
    assert workbench.following.all() == []


def test_a_place_that_fails_keeps_no_other_from_being_looked_at(workbench: Workbench, tmp_path: Path) -> None:
    followed = workbench.library.sources().followed
    for number in range(3):
        (tmp_path / f"place {number}").mkdir()
        (tmp_path / f"place {number}" / "report.txt").write_text(f"Report {number} on the pier.")
        followed.follow(str(tmp_path / f"place {number}"))
    too_long = tmp_path / "place 1" / ("x" * 300)
    with workbench._database.writing() as connection:
        connection.execute(update(table).where(table.c.address.like("%place 1")).values(address=str(too_long)))
    workbench.following.look()
    assert workbench.following.wait(WAITING)
    assert [place.new for place in workbench.following.all()] == [1, 0, 1]
    assert "cannot be looked at: File name too long." in workbench.following.all()[1].problem
    assert workbench.following.problem == ""


class Gate(WordEncoder):
    """An encoder that is at work on its first passages until it is opened."""

    def __init__(self) -> None:
        super().__init__()
        self.reached, self.opened = threading.Event(), threading.Event()

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.reached.set()
        assert self.opened.wait(WAITING)
        return super().encode(texts)


@pytest.fixture
def gate() -> Gate:
    return Gate()


@pytest.fixture
def preparing(gate: Gate, tmp_path: Path, folder: Path) -> Iterator[Workbench]:
    """A workbench in which one folder was looked at, and its passages are being prepared."""
    opened = Workbench.open(str(tmp_path / "preparing.sqlite3"), clock=Clock(), encoder=gate)
    opened.following.follow(str(folder))
    assert gate.reached.wait(WAITING)
    yield opened
    gate.opened.set()
    opened.close()


def another(folder: Path, name: str) -> str:
    (folder.parent / name).mkdir()
    (folder.parent / name / "report.txt").write_text(f"A report on {name}.")
    return str(folder.parent / name)


def test_a_place_that_is_followed_during_a_look_is_looked_at_after_it(
    preparing: Workbench, gate: Gate, folder: Path
) -> None:
    assert preparing.following.preparing
    preparing.following.follow(another(folder, "ferries"))
    preparing.following.follow(another(folder, "cranes"))
    gate.opened.set()
    assert preparing.following.wait(WAITING)
    assert [place.new for place in preparing.following.all()] == [1, 1, 1]
    assert (preparing.library.count_missing(), preparing.following.preparing) == (0, False)


def test_stopping_ends_the_preparing_and_what_waits_for_its_turn(preparing: Workbench, folder: Path) -> None:
    preparing.following.follow(another(folder, "ferries"))
    preparing.following.stop()
    assert preparing.following.wait(STOPPING)
    assert [place.looked_at is None for place in preparing.following.all()] == [False, True]
    assert preparing.library.count_missing() == 1


def test_a_place_that_is_followed_after_the_stop_is_looked_at(preparing: Workbench, gate: Gate, folder: Path) -> None:
    preparing.following.stop()
    place = preparing.following.follow(another(folder, "ferries"))
    gate.opened.set()
    assert preparing.following.wait(WAITING)
    assert [found.new for found in preparing.following.all() if found.id == place.id] == [1]
