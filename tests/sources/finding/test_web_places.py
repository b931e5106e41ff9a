"""Places on the network, against servers on this machine that speak their protocol, faults included."""

from __future__ import annotations

import json
import re
import socket
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from sources.embedding import EncoderWorker
from sources.finding import (
    BraveSearch,
    ClaimReviewFile,
    FactCheckTools,
    LinkedByArticle,
    MediaWiki,
    Place,
    PlaceFailed,
    SearXNG,
    ask,
    web,
    words_to_ask,
)
from sources.finding.asking import MOST_ASKED
from sources.reading.limits import FILE_BYTES
from sources.reading.online import read_address
from sources.source import Document, Query
from tests.sources.fakes import WordEncoder
from tests.sources.reading.web import PUBLIC, Answer, Web, answer, redirect, serving

CLAIM = "The pier of Merrow closed in 1986."
PAGE = b"<!doctype html><html><title>Pier</title><body><p>The pier of Merrow closed in 1984.</p></body></html>"
API = "http://wiki.example/w/api.php"
SEARCH = "search.example/search"


def data(value: object, **headers: str) -> bytes:
    return answer(json.dumps(value).encode(), **({"Content_Type": "application/json"} | headers))


WIKI_PAGES = data(
    {"query": {"pages": [
        {"pageid": 7, "title": "Merrow", "index": 2, "fullurl": "https://wiki.example/wiki/Merrow"},
        {"pageid": 5, "title": "Pier <of> Merrow", "index": 1, "fullurl": "https://wiki.example/wiki/Pier",
         "revisions": [{"timestamp": "2026-02-03T04:05:06Z"}]},
    ]}}
)  # fmt: skip
WIKI_TEXT = data({"parse": {"pageid": 5, "text": "<p>The pier of Merrow closed in <b>1984</b>.</p>"}})


def searxng(site: Web) -> SearXNG:
    return SearXNG("http://search.example/", lambda where: read_address(where, site.network), site.network)


def results(*addresses: str) -> bytes:
    return data({"results": [{"url": one, "title": f"Title {one[-1]}"} for one in addresses]})


# What each gives


def test_a_wiki_gives_its_pages_in_its_order_with_the_day_of_their_last_change() -> None:
    with serving({"wiki.example/w/api.php": [WIKI_PAGES, WIKI_TEXT]}) as site:
        wiki = MediaWiki(API, site.network)
        first, second = wiki.search("pier", 2)
        (document,) = wiki.fetch([first])
        assert isinstance(document, Document)
    assert [first.title, second.title] == ["Pier <of> Merrow", "Merrow"]
    assert "The pier of Merrow closed in" in document.text
    assert (document.url, document.published) == ("https://wiki.example/wiki/Pier", date(2026, 2, 3))
    assert document.publisher == "wiki.example"


def test_a_wiki_is_asked_with_fewer_words_where_it_has_no_page_with_all_of_them_and_not_without_end() -> None:
    with serving({"wiki.example/w/api.php": data({"query": {}})}) as site:
        assert MediaWiki(API, site.network).search("mayor pier Merrow closed 1986", 5) == []
    asked = [parse_qs(urlsplit(one.partition(" ")[2]).query)["gsrsearch"][0] for one in site.asked]
    assert asked[0] == "mayor pier Merrow closed 1986"
    assert 1 < len(asked) <= MOST_ASKED


def test_a_wiki_that_refuses_says_why() -> None:
    refusal = data({"error": {"code": "ratelimited", "info": "Slow down."}})
    with (
        serving({"wiki.example/w/api.php": refusal}) as site,
        pytest.raises(PlaceFailed, match=r"refused.*Slow down"),
    ):
        MediaWiki(API, site.network).search("pier", 2)


def test_searxng_gives_pages_that_are_read_themselves() -> None:
    routes = {SEARCH: results("http://paper.example/1", "http://paper.example/1"), "paper.example/1": answer(PAGE)}
    with serving(routes) as site:
        engine = searxng(site)
        (result,) = engine.search("pier Merrow", 5)
        (document,) = engine.fetch([result])
        assert isinstance(document, Document)
    assert "closed in 1984" in document.text
    assert document.url == "http://paper.example/1"
    assert parse_qs(urlsplit(site.asked[0].partition(" ")[2]).query) == {"q": ["pier Merrow"], "format": ["json"]}


def test_brave_gets_its_key_in_a_header_and_nobody_else_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sources.finding.search_engines.BRAVE", "http://brave.example/search")
    found = {
        "web": {"results": [{"url": "http://paper.example/1", "title": "One", "page_age": "2024-05-03T00:00:00"}]}
    }
    routes = {"brave.example/search": data(found), "paper.example/1": answer(PAGE)}
    with serving(routes) as site:
        brave = BraveSearch("secret-1", lambda where: read_address(where, site.network), site.network)
        (result,) = brave.search("pier", 5)
        (document,) = brave.fetch([result])
        assert isinstance(document, Document)
        assert document.published == date(2024, 5, 3)
    assert ["X-Subscription-Token: secret-1" in head for head in site.heads] == [True, False]
    assert not any("secret-1" in one for one in site.asked)


def test_a_key_does_not_follow_a_redirect_to_another_host(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sources.finding.search_engines.BRAVE", "http://brave.example/search")
    routes = {"brave.example/search": redirect("http://other.example/"), "other.example/": data({})}
    with serving(routes) as site:
        assert BraveSearch("secret-1", lambda _: [], site.network).search("pier", 5) == []
    assert ["secret-1" in head for head in site.heads] == [True, False]


REVIEW = {
    "claims": [
        {
            "text": "The pier closed in 1986",
            "claimant": "A mayor",
            "claimReview": [
                {
                    "publisher": {"name": "Merrow Checks"},
                    "url": "https://checks.example/9",
                    "title": "No, in 1984",
                    "reviewDate": "2024-05-04T00:00:00Z",
                    "textualRating": "Mostly false",
                }
            ],
        }
    ]
}


def test_a_review_has_its_publisher_its_day_and_its_rating_in_its_own_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sources.finding.claim_reviews.FACT_CHECK_TOOLS", "http://tools.example/claims:search")
    with serving({"tools.example/claims:search": data(REVIEW)}) as site:
        outcome = ask(
            Query("", CLAIM), words_to_ask(CLAIM), FactCheckTools("k-1", site.network), EncoderWorker(WordEncoder())
        )
    (finding,) = outcome.findings
    assert finding.said == "Mostly false"
    assert (finding.document.publisher, finding.document.published) == ("Merrow Checks", date(2024, 5, 4))
    assert finding.document.url == "https://checks.example/9"
    assert "Merrow Checks reviewed this claim on 2024-05-04 and rated it “Mostly false”." in finding.document.text
    assert "X-Goog-Api-Key: k-1" in site.heads[0]
    assert "k-1" not in site.asked[0]


SCHEMA = {
    "@type": "ClaimReview",
    "claimReviewed": "The pier closed in 1986",
    "author": {"@type": "Organization", "name": "Merrow Checks"},
    "reviewRating": {"alternateName": "False"},
    "datePublished": "2024-05-04",
    "url": "https://checks.example/9",
}


@pytest.mark.parametrize(
    "value",
    [
        SCHEMA,
        [SCHEMA],
        {"@graph": [{"@type": "WebPage"}, SCHEMA]},
        {"@type": "DataFeed", "dataFeedElement": [{"@type": "DataFeedItem", "item": [SCHEMA]}]},
        SCHEMA | {"@type": ["ClaimReview", "Article"]},
    ],
)
def test_a_file_of_reviews_is_read_however_they_are_wrapped(tmp_path: Path, value: object) -> None:
    path = tmp_path / "reviews.json"
    path.write_text(json.dumps(value), encoding="utf-8")
    place = ClaimReviewFile(path)
    (result,) = place.search("pier 1986", 5)
    assert (result.said, result.published) == ("False", date(2024, 5, 4))
    (document,) = place.fetch([result])
    assert isinstance(document, Document)
    assert document.publisher == "Merrow Checks"
    assert place.search("zebra", 5) == []


@pytest.mark.parametrize("content", ["no json", "{}", '{"@type": "ClaimReview"}', "[" * 5000])
def test_a_file_without_a_review_is_refused_in_one_sentence(tmp_path: Path, content: str) -> None:
    path = tmp_path / "reviews.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(PlaceFailed, match=r"“reviews\.json”"):
        ClaimReviewFile(path)


def test_what_an_article_links_to_is_read_in_its_order_and_learns_no_word() -> None:
    with serving({"paper.example/1": answer(PAGE), "paper.example/2": answer(PAGE)}) as site:
        place = LinkedByArticle(
            [("one", "http://paper.example/1"), ("", "http://paper.example/2"), ("again", "http://paper.example/1")],
            lambda where: read_address(where, site.network),
        )
        found = place.search("pier Merrow 1986", 5)
        assert [one.address for one in found] == ["http://paper.example/1", "http://paper.example/2"]
        assert all(isinstance(one, Document) for one in place.fetch(found))
    assert site.asked == ["paper.example /1", "paper.example /2"]


# Faults: each one sentence, and the others go on


def _slow(caller: socket.socket) -> None:
    time.sleep(2.0)


def _endless(caller: socket.socket) -> None:
    caller.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n[")
    for _ in range(100):
        caller.sendall(b" ")
        time.sleep(0.05)


FAULTS: dict[str, tuple[Answer, str]] = {
    "slow": (_slow, "did not answer within 0.5 s"),
    "endless": (_endless, "did not send the whole page within 1 s"),
    "no JSON": (answer(b"{broken", Content_Type="application/json"), "data that is no JSON"),
    "another JSON": (data({"results": "none", "query": {"pages": 7}}), "another form than its protocol has"),
    "429": (answer(status="429 Too Many Requests"), "not to be read so often"),
    "500": (answer(status="500 Oops"), "has a fault of its own"),
    "a page": (answer(PAGE, Content_Type="text/html"), "a page in place of data (text/html)"),
    "a redirect inside": (redirect("http://inside.example/"), "leads to this machine or its own network"),
    "a redirect to loopback": (redirect("http://127.0.0.1/"), "is no public site"),
    "huge": (answer(b"[", Content_Length=str(FILE_BYTES + 1)), "is more than 20 MB"),
}


@pytest.mark.parametrize("make", [searxng, lambda site: MediaWiki(API, site.network)], ids=["searxng", "wiki"])
@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_of_a_place_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, fault: str, make: Callable[[Web], Place]
) -> None:
    monkeypatch.setattr(web, "ANSWER_SECONDS", 1.0)
    given, sentence = FAULTS[fault]
    names = {"search.example": [[PUBLIC]], "wiki.example": [[PUBLIC]], "inside.example": [["10.0.0.9"]]}
    with serving({SEARCH: given, "wiki.example/w/api.php": given}, names) as site:
        site.patience = 0.5
        outcome = ask(Query("", CLAIM), "pier", make(site), EncoderWorker(WordEncoder()))
    assert outcome.findings == ()
    assert sentence in outcome.problem
    assert len(re.findall(r"[.!?](?=\s|$)", outcome.problem)) == 1, outcome.problem
    assert not any(number.startswith(("10.", "127.")) for number, _ in site.connected)


def test_a_page_that_cannot_be_read_stops_no_other_page() -> None:
    routes = {
        SEARCH: results("http://paper.example/1", "http://gone.example/2", "http://127.0.0.1/3"),
        "paper.example/1": answer(PAGE),
    }
    with serving(routes, {"search.example": [[PUBLIC]], "paper.example": [[PUBLIC]]}) as site:
        outcome = ask(Query("", CLAIM), "pier", searxng(site), EncoderWorker(WordEncoder()))
    assert [finding.document.url for finding in outcome.findings] == ["http://paper.example/1"]
    assert outcome.problem == ""


@pytest.mark.parametrize("site", ["http://127.0.0.1:8888", "http://search.local", "ftp://search.example", "search"])
def test_an_address_that_may_not_be_asked_is_refused_before(site: str) -> None:
    with pytest.raises(PlaceFailed):
        SearXNG(site, lambda _: [])
    with pytest.raises(PlaceFailed):
        MediaWiki(site)


# What leaves


def test_no_word_but_the_words_that_were_shown_leaves_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sources.finding.search_engines.BRAVE", "http://brave.example/search")
    monkeypatch.setattr("sources.finding.claim_reviews.FACT_CHECK_TOOLS", "http://tools.example/claims:search")
    claim = "The mayor said that the secret pier of Merrow had closed in 1986 after a quarrel."
    words = "pier Merrow 1986"
    routes: dict[str, Answer | list[Answer]] = {
        SEARCH: results("http://paper.example/1"),
        "paper.example/1": answer(PAGE),
        "wiki.example/w/api.php": data({"query": {}}),
        "brave.example/search": data({}),
        "tools.example/claims:search": data({}),
    }
    with serving(routes) as site:
        reader = lambda where: read_address(where, site.network)  # noqa: E731 - one line for four places
        places: list[Place] = [
            searxng(site),
            MediaWiki(API, site.network),
            BraveSearch("k", reader, site.network),
            FactCheckTools("k", site.network),
        ]
        for place in places:
            ask(Query("", claim), words, place, EncoderWorker(WordEncoder()))
    left = {word for head in site.heads for word in re.findall(r"\w+", head)}
    shown = set(words.split())
    assert shown <= left
    assert not (set(re.findall(r"\w+", claim)) - shown - {"The", "in", "a", "of", "that"}) & left
