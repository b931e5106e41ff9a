"""The example shows a newcomer the whole job, so what it is meant to show must be in it."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from claims.example import ARTICLE, source_files
from sources.reading import read, read_one

if TYPE_CHECKING:
    from sources.source import Document

ARTICLE_DAY = date(2026, 5, 14)
RESERVED = re.compile(r"https://[\w.-]+\.example/")  # RFC 2606: nobody can own such a host


@cache
def sources() -> dict[str, Document]:
    """Return the example's sources by publisher; where a file names none, by its author."""
    found = [document for path in source_files() for document in read(path.read_bytes(), path.name)]
    return {document.publisher or document.author: document for document in found}


@cache
def article() -> str:
    return read_one(ARTICLE.read_bytes(), ARTICLE.name).text


def shingles(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return set(zip(*(words[start:] for start in range(5)), strict=False))


def test_the_files_are_of_five_kinds() -> None:
    assert {document.kind for document in sources().values()} == {"txt", "md", "html", "docx", "csv"}


def test_eight_publishers_each_with_a_title() -> None:
    assert set(sources()) == {
        "Northgate Wire", "Anselby Examiner", "Quellhaven Herald", "Office for Roads and Crossings", "Radio Merrow",
        "Structures Monthly", "Merrow Regional Council", "Merrow Hauliers' Association",
    }  # fmt: skip
    assert all(document.title for document in sources().values())


def test_only_the_minutes_have_no_day_because_a_word_file_states_none() -> None:
    assert [name for name, document in sources().items() if not document.published] == ["Merrow Regional Council"]


@pytest.mark.parametrize("path", source_files(), ids=lambda path: path.name)
def test_addresses_are_of_hosts_that_cannot_exist(path: Path) -> None:
    for document in read(path.read_bytes(), path.name):
        assert not document.url or RESERVED.match(document.url)


def test_one_source_is_older_than_the_event_and_none_is_later_than_the_article() -> None:
    days = {name: document.published for name, document in sources().items() if document.published}
    assert max(days.values()) <= ARTICLE_DAY
    assert days["Structures Monthly"] < date(2025, 1, 1)


def test_the_article_says_its_day_with_the_right_weekday() -> None:
    assert f"{ARTICLE_DAY:%A} {ARTICLE_DAY.day} {ARTICLE_DAY:%B %Y}" in article().splitlines()


def test_two_named_sources_disagree_about_a_number_and_each_says_what_the_article_says() -> None:
    assert "52 of the bridge’s 164 hangers, according to Northgate Wire" in article()
    assert "Quellhaven Herald reported that 38 hangers" in article()
    assert "52 of the 164" in sources()["Northgate Wire"].text
    assert "count of 38" in sources()["Quellhaven Herald"].text
    assert "52" not in sources()["Quellhaven Herald"].text


def test_the_bulletin_contradicts_the_number_ascribed_to_it() -> None:
    assert "41,000 vehicles" in article()
    assert "31,000 vehicles" in sources()["Office for Roads and Crossings"].text


def test_one_named_source_is_not_in_the_library() -> None:
    assert "according to the Daily Lantern" in article()
    assert not [document for document in sources().values() if "Daily Lantern" in document.text + document.publisher]


def test_one_source_is_a_cut_copy_of_the_wire_report_under_another_title() -> None:
    wire, copy = sources()["Northgate Wire"], sources()["Anselby Examiner"]
    assert wire.title != copy.title
    assert len(copy.text) < len(wire.text)
    held = shingles(copy.text)
    assert len(held & shingles(wire.text)) / len(held) > 0.8
    others = [document for document in sources().values() if document not in (wire, copy)]
    assert all(len(held & shingles(other.text)) / len(held) < 0.1 for other in others)


def test_the_quotation_stands_in_a_source_word_for_word() -> None:
    words = "We found fatigue where the drawings said there could be none"
    assert words in article()
    assert words in sources()["Quellhaven Herald"].text
