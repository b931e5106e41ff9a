"""The archived copy of a page, against a server on this machine that speaks the availability API, faults included."""

from __future__ import annotations

import re
import socket
import time
from urllib.parse import parse_qs, urlsplit

import pytest

from sources.finding import PlaceFailed, archived_copy, wayback
from tests.sources.finding.test_web_places import data
from tests.sources.reading.web import Answer, answer, redirect, serving

PAGE = "https://paper.example/pier?id=7"
COPY = "https://web.archive.org/web/20240503040506/https://paper.example/pier?id=7"
CLOSEST = {"available": True, "url": COPY.replace("https", "http", 1), "timestamp": "20240503040506", "status": "200"}


@pytest.fixture(autouse=True)
def archive(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wayback, "WAYBACK", "http://archive.example/wayback/available")


def asked(given: Answer) -> tuple[str, list[str]]:
    with serving({"archive.example/wayback/available": given}) as site:
        site.patience = 0.5
        return archived_copy(PAGE, site.network), site.asked


def test_the_newest_copy_is_given_by_its_secure_address_and_the_archive_learns_the_page_alone() -> None:
    found, requests = asked(data({"url": PAGE, "archived_snapshots": {"closest": CLOSEST}}))
    assert found == COPY
    (request,) = requests
    assert parse_qs(urlsplit(request.partition(" ")[2]).query) == {"url": [PAGE]}


@pytest.mark.parametrize(
    "snapshots",
    [{}, {"closest": CLOSEST | {"available": False}}, {"closest": CLOSEST | {"status": "404"}}, {"closest": {}}],
)
def test_a_page_without_a_whole_copy_has_none(snapshots: dict[str, object]) -> None:
    assert asked(data({"archived_snapshots": snapshots}))[0] == ""


def _slow(caller: socket.socket) -> None:
    time.sleep(2.0)


FAULTS: dict[str, tuple[Answer, str]] = {
    "slow": (_slow, "did not answer within 0.5 s"),
    "no JSON": (answer(b"{broken", Content_Type="application/json"), "data that is no JSON"),
    "another JSON": (data({"archived_snapshots": []}), "another form than its protocol has"),
    "429": (answer(status="429 Too Many Requests"), "not to be read so often"),
    "500": (answer(status="500 Oops"), "has a fault of its own"),
    "a page": (answer(b"<html></html>", Content_Type="text/html"), "a page in place of data"),
    "a redirect inside": (redirect("http://127.0.0.1/"), "is no public site"),
    "a copy elsewhere": (
        data({"archived_snapshots": {"closest": CLOSEST | {"url": "https://evil.example/web/1/x"}}}),
        "not its own",
    ),
    "a script": (
        data({"archived_snapshots": {"closest": CLOSEST | {"url": "javascript:alert(1)//web.archive.org/web/"}}}),
        "not its own",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_of_the_archive_is_one_sentence(fault: str) -> None:
    given, sentence = FAULTS[fault]
    with pytest.raises(PlaceFailed) as failed:
        asked(given)
    assert sentence in str(failed.value)
    assert len(re.findall(r"[.!?](?=\s|$)", str(failed.value))) == 1, str(failed.value)


@pytest.mark.parametrize("page", ["zim:merrow.zim/Pier", "http://127.0.0.1/x", "", "http://desk.local/x"])
def test_what_is_no_public_address_is_asked_of_nobody(page: str) -> None:
    with serving({"archive.example/wayback/available": data({})}) as site:
        with pytest.raises(PlaceFailed):
            archived_copy(page, site.network)
        assert site.asked == []
