"""Archived copies: looked up for pages from outside that are kept, on wish, and with the pin in every file."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from sqlalchemy.exc import OperationalError

from claims.claim import Claim
from claims.review.judgement import Pin
from claims.services import places
from claims.services.evidence_search import Found, NotAdded
from claims.services.settings import ADDRESSES_ALLOWED
from claims.settings import OFF, ON, Setting
from claims.workbench import Workbench
from sources.finding import wayback
from sources.source import Candidate, Document
from tests.claims.services.making import ARTICLE_ID, Clock, act, an_article, claims_of
from tests.sources.fakes import WordEncoder
from tests.sources.finding.make_zim import make_zim
from tests.sources.finding.test_web_places import data, results
from tests.sources.reading.web import Answer, Web, answer, serving

WAITING = 60.0
PAGE = "http://paper.example/1"
COPY = "https://web.archive.org/web/20240503040506/http://paper.example/1"
WITH_COPY = data({"archived_snapshots": {"closest": {"available": True, "url": COPY, "status": "200"}}})
HTML = b"<!doctype html><html><title>Ships</title><body><p>On Monday 2 ships waited off port 2.</p></body></html>"
ASKED = "archive.example/wayback/available"


@pytest.fixture
def workbench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workbench]:
    monkeypatch.setattr(wayback, "WAYBACK", f"http://{ASKED}")
    opened = Workbench.open(str(tmp_path / "desk.sqlite3"), clock=Clock(), encoder=WordEncoder())
    opened.articles._store(an_article(), claims_of(an_article()))
    for setting in (places.OUTSIDE, places.SEARXNG, places.ARCHIVED, ADDRESSES_ALLOWED):
        opened.settings.keep(setting, ON)
    opened.settings.keep(places.SEARXNG_ADDRESS.setting, "http://search.example")
    yield opened
    opened.close()


@pytest.fixture
def archive() -> Answer:
    return WITH_COPY


@pytest.fixture
def site(workbench: Workbench, archive: Answer) -> Iterator[Web]:
    routes = {"search.example/search": results(PAGE), "paper.example/1": answer(HTML), ASKED: archive}
    with serving(routes) as running:
        workbench.library.versions.network = running.network
        yield running


def claim_of(workbench: Workbench) -> Claim:
    return workbench.articles.claims(ARTICLE_ID)[1]


def found(workbench: Workbench) -> Found:
    """Ask for the claim, and return the one page that a place outside has, or else the first of this machine."""
    claim, article = claim_of(workbench), workbench.articles.get(ARTICLE_ID)
    assert article is not None
    states, _ = workbench.evidence_search.places(claim)
    outside = [state.name for state in states if state.outside]
    run = workbench.evidence_search.start(article, claim, "ships port", outside=outside)
    assert run._search.done.wait(WAITING)
    return run.found()[0][0]


def pinned(workbench: Workbench) -> Pin:
    return workbench.evidence_search.pin(found(workbench).finding, claim_of(workbench))


def pin_of(workbench: Workbench, source_id: str) -> Pin:
    """Return the pin of the first passage of a source of the library."""
    source = workbench.library.source(source_id)
    assert source is not None
    return Pin.of(Candidate(source, workbench.library.passages(source_id)[0], 0.0, 1, "", (), ""))


def asked(site: Web) -> list[str]:
    return [one for one in site.asked if one.startswith("archive.example")]


def test_a_pin_of_a_page_from_outside_has_its_archived_copy_in_csv_workbook_report_and_packet(
    workbench: Workbench, site: Web
) -> None:
    pin = pinned(workbench)
    assert pin.archived == COPY
    workbench.reviewing.judge(act(workbench, 2, "verified", pins=(pin,)))

    rows = pd.read_csv(io.BytesIO(workbench.exports.verdict_csv(ARTICLE_ID)), dtype=str, keep_default_na=False)
    (row,) = rows[rows["verdict"] == "verified"].to_dict("records")
    assert json.loads(row["evidence"])[0]["archived"] == COPY
    sheet = openpyxl.load_workbook(io.BytesIO(workbench.reports.workbook(ARTICLE_ID)))["Evidence"]
    heads, values = [[cell.value for cell in line] for line in list(sheet)[:2]]
    assert dict(zip(heads, values, strict=True))["archived"] == COPY
    assert (
        f'<a href="{COPY}" rel="noopener noreferrer">archived copy</a>' in workbench.reports.html(ARTICLE_ID).decode()
    )
    with zipfile.ZipFile(io.BytesIO(workbench.packets.make(ARTICLE_ID))) as packet:
        assert COPY in packet.read("evidence.jsonl").decode()
        assert COPY in packet.read("history.jsonl").decode()
    assert len(asked(site)) == 1


def test_a_packet_brings_the_archived_copy_into_another_workbench(
    workbench: Workbench, site: Web, tmp_path: Path
) -> None:
    workbench.reviewing.judge(act(workbench, 2, "verified", pins=(pinned(workbench),)))
    assert asked(site)
    other = Workbench.open(str(tmp_path / "other.sqlite3"), clock=Clock(), encoder=WordEncoder())
    other.packets.bring_in(workbench.packets.make(ARTICLE_ID))
    (judgement,) = other.reviewing.standing(ARTICLE_ID, "Ada").values()
    assert judgement.pins[0].archived == COPY
    source = other.library.source(judgement.pins[0].source_id)
    assert source is not None
    assert source.archived == COPY
    other.close()


def test_what_the_archive_was_asked_is_in_the_log_and_the_page_says_that_a_copy_is_kept(
    workbench: Workbench, site: Web
) -> None:
    workbench.evidence_search.add(found(workbench).finding, claim_of(workbench))
    (request, *_) = workbench.evidence_search.requests(ARTICLE_ID)
    assert (request.place, request.outside, request.words) == ("Wayback Machine", True, PAGE)
    assert (request.results, request.problem) == (1, "")
    assert found(workbench).archived == COPY
    assert len(asked(site)) == 1


@pytest.mark.parametrize("archive", [answer(status="429 Too Many"), data({"archived_snapshots": {}})])
def test_an_archive_that_fails_or_has_nothing_stops_no_pin(workbench: Workbench, site: Web, archive: Answer) -> None:
    pin = pinned(workbench)
    assert (pin.archived, pin.url) == ("", PAGE)
    (request, *_) = workbench.evidence_search.requests(ARTICLE_ID)
    assert (request.place, request.results) == ("Wayback Machine", 0)
    assert ("429" in request.problem) == (b"429" in bytes(archive))  # type: ignore[arg-type]
    assert asked(site)


@pytest.mark.parametrize("setting", [places.ARCHIVED, places.OUTSIDE, ADDRESSES_ALLOWED])
def test_no_archive_is_asked_where_that_is_off(workbench: Workbench, site: Web, setting: Setting) -> None:
    one = found(workbench)
    workbench.settings.keep(setting, OFF)
    assert workbench.evidence_search.pin(one.finding, claim_of(workbench)).archived == ""
    assert asked(site) == []


def test_no_archive_learns_of_a_page_that_was_found_on_this_machine(
    workbench: Workbench, site: Web, tmp_path: Path
) -> None:
    make_zim(tmp_path / "lorn.zim", {"Port": "2 ships waited off port 2 on Monday."}, source="lorn.example")
    workbench.settings.keep(places.SEARXNG, OFF)
    places.keep(workbench.settings, places.ZIM_PATHS, str(tmp_path / "lorn.zim"))
    assert pinned(workbench).url == "https://lorn.example/Port"
    assert site.asked == []


def test_a_copy_is_looked_up_later_for_a_source_of_the_library_and_is_with_pins_from_then_on(
    workbench: Workbench, site: Web
) -> None:
    (report,) = workbench.library.store([Document("Ships waited.", "txt", url=PAGE)])
    assert workbench.evidence_search.look_up_archived(report.source_id) == COPY
    assert pin_of(workbench, report.source_id).archived == COPY
    assert len(asked(site)) == 1


def test_that_the_archive_is_asked_for_a_source_of_the_library_is_in_the_log_before(
    workbench: Workbench, site: Web
) -> None:
    (report,) = workbench.library.store([Document("Ships waited.", "txt", url=PAGE)])
    with workbench._database.writing() as connection:
        connection.exec_driver_sql("DROP TABLE place_tests")
    with pytest.raises(OperationalError):
        workbench.evidence_search.look_up_archived(report.source_id)
    assert asked(site) == []


def test_the_log_of_what_was_asked_for_no_article_has_the_address_that_the_archive_learned(
    workbench: Workbench, site: Web
) -> None:
    (report,) = workbench.library.store([Document("Ships waited.", "txt", url=PAGE)])
    workbench.evidence_search.look_up_archived(report.source_id)
    (question,) = workbench.evidence_search.tests()
    assert (question.place, question.outside, question.words) == ("Wayback Machine", True, PAGE)
    assert asked(site)


@pytest.mark.parametrize("setting", [places.OUTSIDE, ADDRESSES_ALLOWED])
def test_the_archive_is_not_asked_for_a_source_of_the_library_where_places_outside_are_off(
    workbench: Workbench, site: Web, setting: Setting
) -> None:
    (report,) = workbench.library.store([Document("Ships waited.", "txt", url=PAGE)])
    workbench.settings.keep(setting, OFF)
    assert not workbench.evidence_search.archive_allowed
    with pytest.raises(NotAdded, match="switched off, so nothing was asked"):
        workbench.evidence_search.look_up_archived(report.source_id)
    assert (site.asked, workbench.evidence_search.tests()) == ([], [])


@pytest.mark.parametrize(("address", "archived"), [(PAGE, COPY), ("http://paper.example/2", "")])
def test_a_pin_has_no_copy_of_the_page_at_an_address_that_was_corrected(
    workbench: Workbench, site: Web, address: str, archived: str
) -> None:
    (report,) = workbench.library.store([Document("Ships waited.", "txt", url=PAGE)])
    workbench.evidence_search.look_up_archived(report.source_id)
    assert workbench.library.correct(
        report.source_id, title="Ships", publisher="", author="", published=None, url=address
    )
    pin = pin_of(workbench, report.source_id)
    assert (pin.url, pin.archived) == (address, archived)
    assert asked(site)


def test_a_copy_that_is_found_after_the_address_was_corrected_is_not_kept(workbench: Workbench) -> None:
    (report,) = workbench.library.store([Document("Ships waited.", "txt", url="http://paper.example/2")])
    assert not workbench.library.sources().keep_archived(report.source_id, PAGE, COPY)
    assert pin_of(workbench, report.source_id).archived == ""
