from __future__ import annotations

import json
from datetime import date

import pytest

from sources.reading import read_one
from sources.reading.page_metadata import PAYWALL, TWO_DAYS, site_behind_headline
from sources.source import Document

BODY = "".join(
    f"<p>On Monday {number} ships were waiting off the port of Lorn, and the master of the harbour said that none "
    "would be let in before the crane had been tested.</p>"
    for number in range(40, 44)
)
ARTICLE = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Ships wait off Lorn",
    "datePublished": "2026-05-08T23:30:00-05:00",
    "dateModified": "2026-05-10T10:00:00Z",
    "author": [{"@type": "Person", "name": "Ada Holm"}, {"@type": "Person", "name": "Ben Cole"}],
    "publisher": {"@type": "Organization", "name": "Pilot Weekly"},
}


def read(head: str = "", body: str = "", title: str = "Ships wait off Lorn") -> Document:
    return read_one(
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>{head}</head><body><nav>'
        f'<a href="/">Home</a></nav><main><article><h1>Ships wait off Lorn</h1>{body}{BODY}</article></main></body>'
        .encode(),
        "ships.html",
    )  # fmt: skip


def linked(data: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


@pytest.mark.parametrize(
    "data", [ARTICLE, [ARTICLE], {"@context": "https://schema.org", "@graph": [{"@type": "WebPage"}, ARTICLE]}]
)
def test_linked_data_say_who_published_a_page_and_when(data: object) -> None:
    document = read(linked(data))
    assert (document.publisher, document.author) == ("Pilot Weekly", "Ada Holm; Ben Cole")
    assert (document.published, document.notices) == (date(2026, 5, 8), ())


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ('<meta property="article:published_time" content="2026-05-08T23:30:00-05:00">', ""),
        ('<meta property="article:modified_time" content="2026-05-10"><meta name="date" content="2026-05-08">', ""),
        ('<meta name="date" content="8 May 2026">', ""),
        ("", '<p>Updated <time datetime="2026-05-10">then</time></p><time datetime="2026-05-08" pubdate>now</time>'),
        ("", '<meta itemprop="datePublished" content="2026-05-08">'),
        ("", '<p class="date">8 May 2026</p>'),
        ("", "<p>Published <time>8 May 2026</time></p>"),
    ],
)  # fmt: skip
def test_a_page_says_its_day_in_many_ways(head: str, body: str) -> None:
    assert read(head, body).published == date(2026, 5, 8)


def test_a_day_in_figures_that_can_be_two_days_is_left_open() -> None:
    document = read('<meta name="date" content="05/08/2026">')
    assert (document.published, document.notices) == (None, (TWO_DAYS,))
    assert read('<meta name="date" content="25/08/2026">').published == date(2026, 8, 25)
    assert read('<meta name="date" content="05/05/2026">').published == date(2026, 5, 5)
    said = read('<meta name="date" content="05/08/2026">', "<p>Posted on 5 August 2026.</p>")
    assert (said.published, said.notices) == (date(2026, 8, 5), ())


def test_a_day_in_the_text_is_not_the_day_of_the_page() -> None:
    assert read(body="<p>The crane was built on 3 March 1999.</p>").published is None


def test_words_that_a_page_marks_as_a_time_stay_in_their_sentence() -> None:
    body = '<p>The crane fell on <time datetime="2026-05-04">Monday, <b>4 May</b></time>, the master said.</p>'
    assert "The crane fell on Monday, 4 May, the master said." in read(body=body).text
    bare = "<p>The crane fell on <time>Monday</time>, the master said.</p>"
    assert "The crane fell on Monday, the master said." in read(body=bare).text


def test_a_page_behind_a_paywall_says_so() -> None:
    assert read(linked({**ARTICLE, "isAccessibleForFree": False})).notices == (PAYWALL,)
    assert read(linked({**ARTICLE, "isAccessibleForFree": "False"})).notices == (PAYWALL,)
    assert read(linked({**ARTICLE, "isAccessibleForFree": True})).notices == ()


@pytest.mark.parametrize(
    ("whole", "site"),
    [
        ("Ships wait off Lorn | Pilot Weekly", "Pilot Weekly"),
        ("Ships wait off Lorn - Pilot Weekly", "Pilot Weekly"),
        ("Pilot Weekly — Ships wait off Lorn", "Pilot Weekly"),
        ("Ships wait off Lorn | News | Pilot Weekly", "Pilot Weekly"),
        ("Ships wait off Lorn", ""),
        ("Ships wait | off Lorn", ""),
        ("Ships-wait off Lorn", ""),
        ("Ships wait off Lorn | " + "and a second headline that goes on and on " * 2, ""),
    ],
)
def test_the_site_is_what_the_title_has_beside_the_headline(whole: str, site: str) -> None:
    assert site_behind_headline(whole, "Ships wait off Lorn") == site


def test_a_page_that_names_its_site_in_the_title_alone_has_it_as_publisher() -> None:
    assert read(title="Ships wait off Lorn | Pilot Weekly").publisher == "Pilot Weekly"
    named = read('<meta property="og:site_name" content="The Pilot">', title="Ships wait off Lorn | Pilot Weekly")
    assert named.publisher == "The Pilot"
