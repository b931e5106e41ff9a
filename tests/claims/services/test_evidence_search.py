"""Evidence from outside the library: asked, logged, added once, pinned; and what was judged here before."""

from __future__ import annotations

import json
import re
import shutil
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from claims.claim import Claim
from claims.review.verdict import Question
from claims.services import places
from claims.services.evidence_search import NotAdded, Run
from claims.services.sweep import Sweep
from claims.settings import OFF, ON, SettingRefused
from claims.workbench import Workbench
from sources.bounded_cache import BoundedCache
from sources.source import Document
from sources.store.source_queries import text_digest
from sources.untrusted import mended_json
from tests.claims.review.making import an_act
from tests.claims.services.making import ARTICLE_ID, Clock, act, an_article, claims_of
from tests.sources.fakes import WordEncoder
from tests.sources.finding.make_zim import make_zim
from tests.sources.reading.web import Web, answer, serving

PAGES = {
    "Port of Lorn": "On Monday 2 ships waited off port 2.\n\nThe port of Lorn has three quays.",
    "Pilots": "Pilots bring ships into ports.",
}
WAITING = 20.0


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ZIM file, made once: each test has a copy."""
    return make_zim(tmp_path_factory.mktemp("zim") / "lorn.zim", PAGES, title="Book of Lorn", source="lorn.example")


@pytest.fixture
def workbench(tmp_path: Path, archive: Path) -> Iterator[Workbench]:
    opened = Workbench.open(str(tmp_path / "desk.sqlite3"), clock=Clock(), encoder=WordEncoder())
    opened.articles._store(an_article(), claims_of(an_article()))
    shutil.copyfile(archive, tmp_path / "lorn.zim")
    opened.settings.keep(places.ZIM_PATHS.setting, json.dumps([str(tmp_path / "lorn.zim")]))
    yield opened
    opened.close()


def claim_of(workbench: Workbench, number: int = 1) -> Claim:
    return workbench.articles.claims(ARTICLE_ID)[number - 1]


def asked(workbench: Workbench, number: int = 1, words: str | None = None) -> Run:
    claim, article = claim_of(workbench, number), workbench.articles.get(ARTICLE_ID)
    assert article is not None
    search = workbench.evidence_search
    outside = [state.name for state in search.places(claim)[0] if state.outside]
    run = search.start(article, claim, search.words(claim) if words is None else words, outside=outside)
    assert run._search.done.wait(WAITING)
    assert run._judged.done.wait(WAITING)
    return run


def test_the_page_that_settles_a_claim_is_found_with_its_mark(workbench: Workbench) -> None:
    run = asked(workbench)
    found, origins = run.found()
    assert run.places == ("Book of Lorn",)
    assert found[0].candidate.source.title == "Port of Lorn"
    assert found[0].candidate.source.place == "Book of Lorn"
    assert ("1", "2") in {(mark.claim_words, mark.passage_words) for mark in found[0].candidate.discrepancies}
    assert len(origins) == len(found)
    assert workbench.evidence_search.run_of(claim_of(workbench)) is run
    assert not run.running


def test_what_was_asked_is_in_the_log_with_its_words_and_what_came(workbench: Workbench) -> None:
    run = asked(workbench, words="ships  Monday")
    (request,) = workbench.evidence_search.requests(ARTICLE_ID)
    assert (request.place, request.outside, request.words) == ("Book of Lorn", False, "ships  Monday")
    assert request.claim_id == claim_of(workbench).id
    assert request.results == len(run.outcomes["Book of Lorn"].findings) > 0
    assert request.problem == ""
    assert workbench.evidence_search.requests("art-other") == []


def test_without_words_nothing_is_asked(workbench: Workbench) -> None:
    run = asked(workbench, words="  ")
    assert (run.places, run.problems) == ((), ("There are no words to ask with. Write some.",))
    assert workbench.evidence_search.requests(ARTICLE_ID) == []


def test_an_added_finding_is_a_snapshot_with_text_time_place_and_address(workbench: Workbench) -> None:
    found, _ = asked(workbench).found()
    source_id, new = workbench.evidence_search.add(found[0].finding)
    source = workbench.library.source(source_id)
    assert new
    assert source is not None
    assert source.text == found[0].finding.document.text
    assert (source.place, source.url) == ("Book of Lorn", "https://lorn.example/Port_of_Lorn")
    (line,) = workbench.library.versions.history(source_id)
    assert (line.digest, line.retrieved_at) == (text_digest(source.text), source.retrieved_at)


def test_a_finding_that_is_added_twice_is_one_source_and_is_known_from_then_on(workbench: Workbench) -> None:
    run = asked(workbench)
    finding = run.found()[0][0].finding
    assert run.found()[0][0].known_id == ""
    first, _ = workbench.evidence_search.add(finding)
    assert workbench.evidence_search.add(finding) == (first, False)
    assert run.found()[0][0].known_id == first
    assert workbench.library.count() == 1


@pytest.mark.parametrize(
    "address",
    [
        "https://lorn.example/Port_of_Lorn?utm_source=letter&fbclid=x1",
        "http://www.lorn.example/Port_of_Lorn/#history",
    ],
)
def test_the_same_page_from_another_place_with_tracking_in_its_address_is_one_source(
    workbench: Workbench, address: str
) -> None:
    finding = asked(workbench).found()[0][0].finding
    first, _ = workbench.evidence_search.add(finding)
    document = replace(finding.document, url=address, title="Port of Lorn - Lorn Wiki", place="Elsewhere")
    assert workbench.evidence_search.add(replace(finding, document=document)) == (first, False)
    assert workbench.library.count() == 1


def test_the_same_text_at_another_address_is_one_source(workbench: Workbench) -> None:
    finding = asked(workbench).found()[0][0].finding
    first, _ = workbench.evidence_search.add(finding)
    document = replace(finding.document, url="https://mirror.example/7", publisher="Mirror")
    assert workbench.evidence_search.add(replace(finding, document=document)) == (first, False)
    other = replace(document, text=document.text + " More.")
    assert workbench.evidence_search.add(replace(finding, document=other))[1]


def test_a_pinned_finding_is_evidence_of_a_source_in_the_library(workbench: Workbench) -> None:
    finding = asked(workbench).found()[0][0].finding
    pin = workbench.evidence_search.pin(finding)
    source = workbench.library.source(pin.source_id)
    assert source is not None
    assert source.text[pin.start : pin.end] == pin.excerpt == finding.candidate.passage.text
    assert (pin.found_in, pin.retrieved_at) == ("Book of Lorn", source.retrieved_at.replace(microsecond=0))
    assert pin.text_sha256 == text_digest(source.text)
    assert (pin.url, pin.title) == ("https://lorn.example/Port_of_Lorn", "Port of Lorn")


def test_a_passage_that_the_library_reads_otherwise_is_not_pinned(workbench: Workbench) -> None:
    finding = asked(workbench).found()[0][0].finding
    workbench.library.store([Document("The port was moved.", "txt", url=finding.document.url)])
    with pytest.raises(NotAdded, match="as it read at another time"):
        workbench.evidence_search.pin(finding)
    assert workbench.library.count() == 1


def test_a_file_that_is_gone_is_named_and_the_others_are_asked(workbench: Workbench, tmp_path: Path) -> None:
    paths = [str(tmp_path / "gone.zim"), str(tmp_path / "lorn.zim")]
    workbench.settings.keep(places.ZIM_PATHS.setting, json.dumps(paths))
    run = asked(workbench)
    assert run.problems == ("There is no file “gone.zim” at its place any more.",)
    assert run.places == ("Book of Lorn",)


def test_a_folder_gives_all_its_files_and_two_of_one_title_have_two_names(
    workbench: Workbench, tmp_path: Path
) -> None:
    make_zim(tmp_path / "lorn-2.zim", PAGES, title="Book of Lorn", day="2026-05-01")
    workbench.settings.keep(places.ZIM_PATHS.setting, json.dumps([str(tmp_path)]))
    states, problems = workbench.evidence_search.places()
    assert [state.name for state in states] == ["Book of Lorn", "Book of Lorn (lorn.zim)", places.JUDGED_NAME]
    assert not problems
    assert not any(state.outside for state in states)


def test_a_kind_that_is_off_is_not_asked(workbench: Workbench) -> None:
    workbench.settings.keep(places.ZIM, OFF)
    workbench.settings.keep(places.JUDGED, OFF)
    assert workbench.evidence_search.places() == ([], [])
    run = asked(workbench)
    assert (run.places, run.asks_judged) == ((), False)


def test_places_of_one_name_are_told_apart_and_none_is_lost(workbench: Workbench, tmp_path: Path) -> None:
    for folder in "abc":
        (tmp_path / folder).mkdir()
        make_zim(tmp_path / folder / "lorn.zim", PAGES, title="en.wikipedia.org")
    workbench.settings.keep(places.ZIM_PATHS.setting, json.dumps([str(tmp_path / folder) for folder in "abc"]))
    outside_on(workbench, "mediawiki")
    states, _ = workbench.evidence_search.places()
    assert [state.name for state in states] == [
        "en.wikipedia.org",
        "en.wikipedia.org (lorn.zim)",
        "en.wikipedia.org (lorn.zim) (2)",
        "en.wikipedia.org (2)",
        places.JUDGED_NAME,
    ]
    assert [state.outside for state in states] == [False, False, False, True, False]


def test_two_reviews_on_one_page_are_two_sources(workbench: Workbench, tmp_path: Path) -> None:
    reviews = [
        {
            "@type": "ClaimReview",
            "claimReviewed": claim,
            "url": "https://checks.example/9",
            "publisher": {"name": "Lorn Checks"},
            "reviewRating": {"alternateName": rating},
        }
        for claim, rating in (("1 ship waited off port 1", "False"), ("2 ships waited off port 2", "True"))
    ]
    path = tmp_path / "reviews.json"
    path.write_text(json.dumps(reviews), encoding="utf-8")
    workbench.settings.keep(places.ZIM, OFF)
    workbench.settings.keep(places.REVIEW_PATHS.setting, json.dumps([str(path)]))
    one, two = (workbench.evidence_search.pin(found.finding) for found in asked(workbench).found()[0])
    assert one.source_id != two.source_id
    assert workbench.library.count() == 2


@pytest.mark.parametrize("value", ["{", '{"a": 1}', "[1]", '["relative.zim"]', json.dumps(["/x" * 600])])
def test_a_list_of_files_that_is_none_is_refused(workbench: Workbench, value: str) -> None:
    before = workbench.settings.get(places.ZIM_PATHS.setting)
    with pytest.raises(SettingRefused):
        workbench.settings.keep(places.ZIM_PATHS.setting, value)
    assert workbench.settings.get(places.ZIM_PATHS.setting) == before


def test_a_second_run_of_a_claim_takes_the_place_of_the_first(workbench: Workbench) -> None:
    first = asked(workbench)
    second = asked(workbench, words="ships")
    assert workbench.evidence_search.run_of(claim_of(workbench)) is second
    assert first.cancelled


def test_what_was_found_for_an_earlier_wording_is_not_given_for_the_present_one(workbench: Workbench) -> None:
    asked(workbench)
    claim = claim_of(workbench)
    assert workbench.evidence_search.run_of(replace(claim, text="7 ships waited off port 1 on Monday.")) is None
    assert workbench.evidence_search.run_of(replace(claim, dates=())) is None
    assert workbench.evidence_search.run_of(replace(claim, order=9)) is not None


# Places outside


def answers_as(site: Web, workbench: Workbench) -> None:
    """Lead the workbench's way out to a test's server."""
    workbench.library.versions.network = site.network


def outside_on(workbench: Workbench, *kinds: str) -> None:
    workbench.settings.keep(places.OUTSIDE, ON)
    for kind in places.KINDS:
        if kind.name in kinds:
            workbench.settings.keep(kind.switch, ON)


def test_no_place_outside_is_on_until_somebody_switches_it_on(workbench: Workbench) -> None:
    assert not any(state.outside for state in workbench.evidence_search.places()[0])
    assert [workbench.settings.get(kind.switch) for kind in places.KINDS if kind.outside] == [OFF] * 5
    workbench.settings.keep(places.WIKI, ON)  # the one switch for all is off still
    assert not any(state.outside for state in workbench.evidence_search.places()[0])
    workbench.settings.keep(places.OUTSIDE, ON)
    states, _ = workbench.evidence_search.places()
    assert [state.name for state in states if state.outside] == ["en.wikipedia.org"]


def test_a_place_that_fails_outside_is_one_sentence_in_the_log_and_the_archive_is_asked(workbench: Workbench) -> None:
    outside_on(workbench, "mediawiki")
    workbench.settings.keep(places.WIKI_ADDRESS.setting, "http://wiki.example/api.php")
    with serving({"wiki.example/api.php": answer(status="429 Too Many")}) as site:
        answers_as(site, workbench)
        run = asked(workbench)
    assert run.outcomes["wiki.example"].problem == "“wiki.example” asks not to be read so often (429)."
    assert run.outcomes["Book of Lorn"].findings
    wiki, _ = sorted(workbench.evidence_search.requests(ARTICLE_ID), key=lambda one: not one.outside)
    assert (wiki.outside, wiki.results, wiki.words) == (True, 0, run.words)
    assert "429" in wiki.problem


def test_an_engine_without_key_or_leave_to_read_pages_says_what_is_missing(
    workbench: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(places.BRAVE_KEY, raising=False)
    outside_on(workbench, "brave", "searxng")
    workbench.settings.keep(places.SEARXNG_ADDRESS.setting, "https://search.example")
    _, problems = workbench.evidence_search.places()
    assert [problem.partition(":")[0] for problem in problems] == ["SearXNG", "Brave Search"]
    assert "reading from addresses is switched off" in problems[0]
    assert "Set WORKBENCH_BRAVE_KEY" in problems[1]


@pytest.mark.parametrize("address", ["http://127.0.0.1:8888", "https://wiki.local/api.php", "file:///etc/passwd"])
def test_an_address_inside_is_no_place(workbench: Workbench, address: str) -> None:
    with pytest.raises(SettingRefused):
        places.keep(workbench.settings, places.WIKI_ADDRESS, address)
    assert workbench.settings.get(places.WIKI_ADDRESS.setting) == "https://en.wikipedia.org/w/api.php"


def test_files_that_are_not_there_or_of_another_kind_are_refused(workbench: Workbench, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    for name in ("gone.zim", "a.txt", "n" * 300 + ".zim"):
        with pytest.raises(SettingRefused, match=re.escape(name[:80])):
            places.keep(workbench.settings, places.ZIM_PATHS, str(tmp_path / name))
    places.keep(workbench.settings, places.ZIM_PATHS, f"{tmp_path}\n\n{tmp_path}\n")
    assert places.written(workbench.settings, places.ZIM_PATHS) == str(tmp_path)


def test_each_place_is_tested_in_the_background_without_a_word_of_an_article_and_it_is_in_the_log(
    workbench: Workbench,
) -> None:
    search = workbench.evidence_search
    search.start_test()
    assert search._test is not None
    assert search._test.done.wait(WAITING)
    assert (list(search.tested), search.testing) == (["Book of Lorn"], False)
    assert search.tested["Book of Lorn"].startswith("✓ answered in")
    assert search.requests(ARTICLE_ID) == []
    assert [(one.place, one.outside, one.words) for one in search.tests()] == [("Book of Lorn", False, "water")]
    search.forget_test()
    assert search.tested == {}


def test_a_test_does_not_wait_for_a_place_and_a_second_press_asks_nobody_again(
    workbench: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    going_on = threading.Event()
    monkeypatch.setattr("claims.services.evidence_search._tested", lambda *_: str(going_on.wait(WAITING)))
    search = workbench.evidence_search
    search.start_test()
    search.start_test()
    assert search.testing
    assert search.tested == {}
    assert len(search.tests()) == 1
    going_on.set()
    assert search._test is not None
    assert search._test.done.wait(WAITING)


def test_a_file_of_reviews_is_parsed_once_also_where_it_is_faulty(
    workbench: Workbench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "broken.json").write_text("no json")
    (tmp_path / "good.json").write_text(json.dumps(REVIEW))
    places.keep(workbench.settings, places.REVIEW_PATHS, f"{tmp_path}/broken.json\n{tmp_path}/good.json")
    parsed: list[str] = []

    def parse(text: str) -> object:
        parsed.append(text)
        return mended_json(text)

    monkeypatch.setattr("sources.finding.claim_reviews.mended_json", parse)
    first, second = workbench.evidence_search.places(), workbench.evidence_search.places()
    assert first == second
    assert first[1] == ["“broken.json” cannot be read as JSON."]
    assert len(parsed) == 2


def test_of_very_many_files_the_first_are_used_and_that_is_said(workbench: Workbench, tmp_path: Path) -> None:
    (tmp_path / "reviews").mkdir()
    for number in range(70):
        (tmp_path / "reviews" / f"{number:02}.json").write_text(json.dumps(REVIEW))
    places.keep(workbench.settings, places.REVIEW_PATHS, str(tmp_path / "reviews"))
    states, problems = workbench.evidence_search.places()
    assert sum(state.name.endswith(".json") for state in states) == 64
    assert problems == ["Of 70 files only the first 64 are used. Name fewer, or join them."]


def test_the_words_of_many_claims_are_taken_in_the_background(workbench: Workbench) -> None:
    search = workbench.evidence_search
    one = claim_of(workbench)
    claims = [replace(one, id=f"clm-{n}", text=f"{n} ships of Lorn waited off port {n}.") for n in range(60)]
    assert search.words_of_all(claims[:3]) == {claim.id: search.words(claim) for claim in claims[:3]}
    assert search.words_of_all(claims) is None
    assert search._wording is not None
    search._wording.join(WAITING)
    words = search.words_of_all(claims)
    assert words is not None
    assert words["clm-7"] == search.words(claims[7])
    assert len(words) == 60


@pytest.mark.parametrize("fault", [False, True])
def test_the_words_of_more_claims_than_a_cache_keeps_are_taken_once_also_where_one_cannot_be(
    workbench: Workbench, monkeypatch: pytest.MonkeyPatch, *, fault: bool
) -> None:
    taken = []

    def words_of(text: str) -> str:
        taken.append(text)
        if fault and text.startswith("7 "):
            raise ValueError(text)
        return text

    monkeypatch.setattr("sources.finding.words_to_ask", words_of)
    search = workbench.evidence_search
    search._words = BoundedCache(5)
    one = claim_of(workbench)
    claims = [replace(one, id=f"clm-{n}", text=f"{n} ships waited.") for n in range(60)]
    assert search.words_of_all(claims) is None
    assert search._wording is not None
    search._wording.join(WAITING)
    wanted = {claim.id: claim.text for claim in claims} | ({"clm-7": ""} if fault else {})
    assert search.words_of_all(claims) == wanted
    assert len(taken) == 60


def test_what_places_answered_is_read_while_another_person_forgets_it(workbench: Workbench) -> None:
    search = workbench.evidence_search

    class Forgetting:
        names = ("Book of Lorn",)

        @property
        def answers(self) -> dict[str, str]:
            search.forget_test()
            return {"Book of Lorn": "✓ answered"}

        def cancel(self) -> None:
            pass

    search._test = Forgetting()  # type: ignore[assignment]
    assert search.tested == {"Book of Lorn": "✓ answered"}
    assert search.tested == {}


REVIEW = {
    "@type": "ClaimReview",
    "claimReviewed": "The pier closed in 1986",
    "author": {"@type": "Organization", "name": "Merrow Checks"},
    "reviewRating": {"alternateName": "False"},
}


# All claims


def shown(workbench: Workbench) -> dict[str, str]:
    search = workbench.evidence_search
    return {claim.id: search.words(claim) for claim in search.not_asked(ARTICLE_ID)}


def test_all_claims_without_a_verdict_are_asked_for_once_and_a_stopped_sweep_goes_on(workbench: Workbench) -> None:
    workbench.reviewing.judge(act(workbench, 2, "verified"))
    article, search = workbench.articles.get(ARTICLE_ID), workbench.evidence_search
    assert article is not None
    assert [one.order for one in search.not_asked(ARTICLE_ID)] == [1, 3]
    asked(workbench, 3)  # as if an earlier sweep had been stopped after it
    sweep = search.start_all(article, shown(workbench))
    assert sweep.ended.wait(WAITING)
    assert (sweep.done, sweep.total, sweep.problem) == (1, 1, "")
    assert search.run_of(claim_of(workbench, 1)) is not None
    assert search.not_asked(ARTICLE_ID) == []
    assert search.sweep_of(ARTICLE_ID) is sweep


def test_an_answer_about_a_named_source_is_no_verdict_and_the_claim_is_still_asked_for(workbench: Workbench) -> None:
    answer_of_ada = act(workbench, 1, "said", question=Question.DID_THEY_SAY_IT, named_source="Pilot Weekly")
    workbench.reviewing.judge(answer_of_ada)
    assert [one.order for one in workbench.evidence_search.not_asked(ARTICLE_ID)] == [1, 2, 3]


def test_a_claim_that_no_place_answered_for_counts_as_not_asked(workbench: Workbench) -> None:
    workbench.settings.keep(places.ZIM, OFF)
    outside_on(workbench, "mediawiki")
    workbench.settings.keep(places.WIKI_ADDRESS.setting, "http://wiki.example/api.php")
    with serving({"wiki.example/api.php": answer(status="429 Too Many")}) as site:
        answers_as(site, workbench)
        asked(workbench)
    assert [one.order for one in workbench.evidence_search.not_asked(ARTICLE_ID)] == [1, 2, 3]


def test_a_place_outside_that_was_not_shown_learns_nothing(workbench: Workbench) -> None:
    article, search, claim = workbench.articles.get(ARTICLE_ID), workbench.evidence_search, claim_of(workbench)
    assert article is not None
    words = shown(workbench)  # the page shows no place outside; then somebody switches one on
    outside_on(workbench, "mediawiki")
    workbench.settings.keep(places.WIKI_ADDRESS.setting, "http://wiki.example/api.php")
    with serving({}) as site:
        answers_as(site, workbench)
        run = search.start(article, claim, words.pop(claim.id))
        assert run._search.done.wait(WAITING)
        assert run.places == ("Book of Lorn",)
        sweep = search.start_all(article, words)
        assert sweep.ended.wait(WAITING)
        assert site.asked == []
    assert sweep.done == 2
    assert not any(request.outside for request in search.requests(ARTICLE_ID))


def test_words_that_were_not_shown_are_not_asked_with(workbench: Workbench) -> None:
    article, search = workbench.articles.get(ARTICLE_ID), workbench.evidence_search
    assert article is not None
    sweep = search.start_all(article, {claim_of(workbench, 2).id: "ships Monday"})
    assert sweep.ended.wait(WAITING)
    assert [(one.claim_id, one.words) for one in search.requests(ARTICLE_ID)] == [
        (claim_of(workbench, 2).id, "ships Monday")
    ]


def test_a_sweep_that_fails_says_so(workbench: Workbench) -> None:
    def fails(_claim: Claim) -> Waits:
        raise KeyError("x")

    sweep = Sweep(lambda: workbench.articles.claims(ARTICLE_ID), 3, fails, 0.0)
    assert sweep.ended.wait(WAITING)
    assert "KeyError" in sweep.problem


class Waits:
    """A claim whose places never answer."""

    def __init__(self) -> None:
        self.running = True

    def cancel(self) -> None:
        self.running = False


def test_a_sweep_asks_no_faster_than_its_pace_and_stops_at_once(workbench: Workbench) -> None:
    claims = workbench.articles.claims(ARTICLE_ID)
    times: list[float] = []

    def quick(_claim: Claim) -> Waits:
        times.append(time.monotonic())
        asked = Waits()
        asked.cancel()
        return asked

    assert Sweep(lambda: claims, len(claims), quick, 0.3).ended.wait(WAITING)
    assert all(later - earlier >= 0.3 for earlier, later in pairwise(times))
    assert len(times) == 3
    waiting, begun = Waits(), threading.Event()

    def stuck(_claim: Claim) -> Waits:
        begun.set()
        return waiting

    sweep = Sweep(lambda: claims, len(claims), stuck, 0.0)
    assert begun.wait(WAITING)
    sweep.stop()
    assert sweep.ended.wait(WAITING)
    assert (sweep.done, waiting.running) == (0, False)


# Judged here before


def other_article(workbench: Workbench, *texts: str) -> list[Claim]:
    """Store another article with these claims, and return them."""
    article = replace(an_article(len(texts), "art-111111111111"), title="Another day")
    claims = [
        replace(claim, text=text, first_text=text, dates=())
        for claim, text in zip(claims_of(article), texts, strict=True)
    ]
    workbench.articles._store(article, claims)
    return claims


def looked_up(workbench: Workbench, claim: Claim) -> Run:
    article = workbench.articles.get(claim.article_id)
    assert article is not None
    run = workbench.evidence_search.start(article, claim, "ships")
    assert run._judged.done.wait(WAITING)
    return run


def test_a_claim_that_was_decided_in_another_article_comes_with_its_verdict_and_evidence(
    workbench: Workbench,
) -> None:
    workbench.reviewing.judge(act(workbench, 2, "disputed", reason="contradicted"))
    (claim,) = other_article(workbench, "On Monday 2 ships were waiting off port 2.")
    run = looked_up(workbench, claim)
    assert run.judged is not None
    (found,) = run.judged.claims
    assert (found.claim.id, found.judgement.value) == (claim_of(workbench, 2).id, "disputed")
    assert found.article_title == "Ships wait"


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("3 ships waited off port 2 on Monday.", "figure"),
        ("2 ships waited off port 2 on Friday.", "day"),
        ("2 ships did not wait off port 2 on Monday.", "negation"),
        ("2 ships waited off port 2 of Anselby on Monday.", "name"),
    ],
)
def test_what_differs_is_said_and_it_is_never_the_same(workbench: Workbench, text: str, what: str) -> None:
    workbench.reviewing.judge(act(workbench, 2, "verified"))
    (claim,) = other_article(workbench, text)
    run = looked_up(workbench, claim)
    assert run.judged is not None
    (found,) = run.judged.claims
    assert any(line.startswith(what) for line in found.differs), found.differs


def test_the_same_claim_in_the_same_words_differs_in_nothing(workbench: Workbench) -> None:
    workbench.reviewing.judge(act(workbench, 2, "verified"))
    (claim,) = other_article(workbench, "On Monday, 2 ships waited off port 2.")
    run = looked_up(workbench, claim)
    assert run.judged is not None
    assert [found.differs for found in run.judged.claims] == [()]


def test_reviewers_who_differ_on_a_judged_claim_are_all_shown(workbench: Workbench) -> None:
    workbench.reviewing.judge(act(workbench, 2, "disputed", reason="contradicted", reviewer="Ben"))
    workbench.reviewing.judge(act(workbench, 2, "unclear", reason="no source", reviewer="Cleo"))
    workbench.reviewing.judge(act(workbench, 2, "verified", reviewer="Dora"))
    workbench.reviewing.judge(act(workbench, 2, "verified", reviewer="Ada"))
    (claim,) = other_article(workbench, "On Monday, 2 ships waited off port 2.")
    run = looked_up(workbench, claim)
    assert run.judged is not None
    (found,) = run.judged.claims
    assert (found.judgement.reviewer, found.judgement.value) == ("Ada", "verified")
    assert [(one.reviewer, one.value) for one in found.others] == [("Cleo", "unclear"), ("Ben", "disputed")]


def test_of_two_claims_that_are_about_as_near_the_one_without_a_difference_comes_first(workbench: Workbench) -> None:
    other = "5 ships waited off the port of Lorn on Friday."
    same = "On Friday, 4 ships waited off the very old busy port of Lorn."
    judged = other_article(workbench, other, same)
    workbench.reviewing.judge_all([an_act(claim, "disputed", reason="contradicted") for claim in judged])
    claim = replace(claim_of(workbench), text="4 ships waited off the port of Lorn on Friday.", dates=())
    found = looked_up(workbench, claim).judged.claims  # type: ignore[union-attr]
    assert [(one.claim.text, bool(one.differs)) for one in found] == [(same, False), (other, True)]
    assert found[0].similarity < found[1].similarity


def test_a_claim_that_was_passed_by_was_not_judged(workbench: Workbench) -> None:
    workbench.reviewing.judge(act(workbench, 2, "not checked", reason="background"))
    (claim,) = other_article(workbench, "On Monday, 2 ships waited off port 2.")
    assert looked_up(workbench, claim).judged.claims == ()  # type: ignore[union-attr]


def test_claims_of_the_same_article_and_verdicts_taken_back_are_left_out(workbench: Workbench) -> None:
    workbench.reviewing.judge(act(workbench, 2, "verified"))
    assert looked_up(workbench, claim_of(workbench, 1)).judged.claims == ()  # type: ignore[union-attr]
    workbench.reviewing.undo(ARTICLE_ID, "Ada", "undo-1")
    (claim,) = other_article(workbench, "On Monday, 2 ships waited off port 2.")
    assert looked_up(workbench, claim).judged.claims == ()  # type: ignore[union-attr]
