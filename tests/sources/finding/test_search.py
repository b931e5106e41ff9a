"""Places asked at once: what comes is there, who is slow is left out, and a person can stop it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import pytest

from sources.finding import Search
from sources.finding.search import CANCELLED

Job = Callable[[threading.Event], str]


def searched(jobs: dict[str, Job], *, seconds: float = 5.0, told: list[tuple[str, str]] | None = None) -> Search[str]:
    log = [] if told is None else told
    return Search(
        jobs,
        lambda name, why: f"{name}: {why}",
        lambda name, answer: log.append((name, answer)),
        seconds=seconds,
        foreseen=(ValueError,),
    )


def test_all_answers_come_and_each_is_told_once() -> None:
    told: list[tuple[str, str]] = []
    search = searched({"one": lambda _: "1", "two": lambda _: "2"}, told=told)
    assert search.done.wait(5)
    assert search.answers == {"one": "1", "two": "2"}
    assert sorted(told) == [("one", "1"), ("two", "2")]


def test_an_answer_is_there_while_a_slower_place_is_awaited() -> None:
    slow = threading.Event()

    def waits(_over: threading.Event) -> str:
        slow.wait(5)
        return "late"

    search = searched({"slow": waits, "quick": lambda _: "soon"})
    deadline = time.monotonic() + 5
    while "quick" not in search.answers and time.monotonic() < deadline:
        time.sleep(0.01)
    assert search.answers == {"quick": "soon"}
    assert not search.done.is_set()
    slow.set()
    assert search.done.wait(5)
    assert search.answers["slow"] == "late"


def test_a_place_that_takes_too_long_counts_as_failed_and_its_late_answer_is_dropped() -> None:
    release, over_seen = threading.Event(), threading.Event()

    def endless(over: threading.Event) -> str:
        over.wait(5)
        over_seen.set()
        release.wait(5)
        return "late"

    search = searched({"endless": endless, "quick": lambda _: "soon"}, seconds=0.2)
    assert search.done.wait(5)
    assert search.answers == {"quick": "soon", "endless": "endless: It did not answer within 0.2 s."}
    assert over_seen.wait(5)  # the job learns that nobody waits
    release.set()
    time.sleep(0.1)
    assert search.answers["endless"] == "endless: It did not answer within 0.2 s."


def test_a_cancelled_search_is_done_at_once_and_keeps_what_came() -> None:
    release = threading.Event()
    search = searched({"slow": lambda _: str(release.wait(5)), "quick": lambda _: "soon"}, seconds=60)
    while "quick" not in search.answers:
        time.sleep(0.01)
    search.cancel()
    assert search.done.wait(1)
    assert search.answers == {"quick": "soon", "slow": f"slow: {CANCELLED}"}
    assert search.cancelled
    release.set()


def test_a_failing_place_says_its_sentence_and_the_others_go_on() -> None:
    def fails(_over: threading.Event) -> str:
        raise ValueError("It is closed.")

    def breaks(_over: threading.Event) -> str:
        raise KeyError("secret words")

    search = searched({"fails": fails, "breaks": breaks, "whole": lambda _: "found"})
    assert search.done.wait(5)
    assert search.answers == {
        "fails": "fails: It is closed.",
        "breaks": "breaks: It failed in a way that nobody foresaw (KeyError).",
        "whole": "found",
    }


def test_a_search_of_no_place_is_done() -> None:
    search = searched({})
    assert search.done.wait(5)
    assert search.answers == {}


def test_a_search_ends_also_where_what_is_told_of_it_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    failed = threading.Event()
    monkeypatch.setattr(threading, "excepthook", lambda _given: failed.set())

    def fails(_name: str, _answer: str) -> None:
        raise RuntimeError("x")

    search: Search[str] = Search({"one": lambda _: "1"}, lambda _name, why: why, fails)
    assert search.done.wait(5)
    assert failed.wait(5)
