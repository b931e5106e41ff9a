from __future__ import annotations

import codecs
from collections.abc import Callable
from datetime import date
from time import process_time

import pytest

from sources.reading import NotRead, paste, read, read_one
from sources.reading.markdown_signs import without_signs
from sources.reading.word_hints import undivided
from sources.source import Document

ARTICLE = "Harbour closed\r\n\r\nThe harbour was closed on Monday, the “Gazette” said.\r\n"


def refusal(data: bytes, name: str) -> str:
    with pytest.raises(NotRead) as refused:
        read(data, name)
    return str(refused.value)


def test_an_article_in_plain_text_is_the_file_character_for_character() -> None:
    document = read_one(ARTICLE.encode(), "harbour.txt")
    assert document.text == ARTICLE
    assert (document.kind, document.name, document.notices) == ("txt", "harbour.txt", ())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_with_and_without_a_mark_gives_the_same_text(encoding: str) -> None:
    document = read_one(ARTICLE.encode(encoding), "harbour.txt")
    assert document.text == ARTICLE
    assert document.notices == ()


def test_big_endian_utf_16_with_a_mark_is_read() -> None:
    assert read_one(codecs.BOM_UTF16_BE + ARTICLE.encode("utf-16-be"), "a.txt").text == ARTICLE


def test_an_old_western_file_is_read_with_its_curly_quotes_and_the_guess_is_named() -> None:
    document = read_one(ARTICLE.encode("cp1252"), "harbour.txt")
    assert document.text == ARTICLE
    assert "read as Windows-1252" in document.notices[0]


def test_another_old_encoding_is_guessed_and_named() -> None:
    text = "Мэр города объявил в понедельник, что порт закрыт до конца года, сообщает газета. " * 3
    document = read_one(text.encode("cp1251"), "port.txt")
    assert document.text == text
    assert "read as cp1251" in document.notices[0]


def test_a_damaged_utf_16_file_says_how_many_places_were_lost() -> None:
    document = read_one("The mayor resigned.".encode("utf-16") + b"\x00", "a.txt")
    assert document.text == "The mayor resigned.\ufffd"
    assert "1 place could not be read" in document.notices[0]


def test_stray_control_characters_in_a_file_are_replaced_and_said() -> None:
    document = read_one(b"The mayor\x00 resigned.", "a.txt")
    assert document.text == "The mayor\ufffd resigned."
    assert document.notices == ("1 control character was replaced by the sign \ufffd.",)


@pytest.mark.parametrize("data", [b" \n\t\r\n ", codecs.BOM_UTF8, "\u200b \u2060".encode(), b"... -- !?"])
def test_a_file_without_words_leaves_nothing_to_split(data: bytes) -> None:
    assert "nothing to split" in refusal(data, "blank.txt")
    with pytest.raises(NotRead, match="nothing to split"):
        read_one(data, "blank.txt")


@pytest.mark.parametrize("text", ["", " \n ", "\ufeff"])
def test_pasting_nothing_leaves_nothing_to_split(text: str) -> None:
    with pytest.raises(NotRead, match="nothing to split"):
        paste(text)


def test_pasted_text_is_kept_as_it_is_and_has_no_name() -> None:
    document = paste("Title: none\nPublisher: none\n\nThe mayor\x00 resigned.")
    assert document.text == "Title: none\nPublisher: none\n\nThe mayor\ufffd resigned."
    assert (document.kind, document.name, document.title) == ("txt", "", "")


ABOVE = "Publisher: Pilot Weekly\nTitle: Port closed\nAuthor: Ada Holm\nDate: 3 May 2024\nURL: https://example.org/port\n\n"


def test_lines_above_a_source_are_read_and_are_no_part_of_its_text() -> None:
    (source,) = read((ABOVE + "The port is closed.\n").encode(), "port.txt")
    assert source.text == "The port is closed.\n"
    assert source.publisher == "Pilot Weekly"
    assert source.title == "Port closed"
    assert source.author == "Ada Holm"
    assert source.published == date(2024, 5, 3)
    assert source.url == "https://example.org/port"


def test_lines_above_an_article_are_read_and_stay_in_its_text() -> None:
    text = ABOVE + "The port is closed.\n"
    article = read_one(text.encode(), "port.txt")
    assert article.text == text
    assert article.title == "Port closed"


@pytest.mark.parametrize(
    "text",
    [
        "Source: the ministry\n\nThe port is closed.",
        "Title: Port closed\nPublisher: Pilot Weekly\nThe port is closed.",
        "Title: Port closed\nMood: grim\n\nThe port is closed.",
        "Title: One\nTitle: Two\n\nThe port is closed.",
        "The port: closed\nThe ships: waiting\n\nNobody knows why.",
    ],
)
def test_first_lines_that_may_be_text_stay_text(text: str) -> None:
    (source,) = read(text.encode(), "port.txt")
    assert source.text == text
    assert source.title == ""


def test_lines_above_without_a_text_below_are_refused() -> None:
    assert "no words in it" in refusal(ABOVE.encode(), "port.txt")


def test_a_date_that_could_be_two_days_is_left_open_and_said() -> None:
    (source,) = read(b"Title: Port closed\nDate: 05/06/2024\n\nThe port is closed.", "port.txt")
    assert source.published is None
    assert any("05/06/2024" in notice for notice in source.notices)


MATTER = """---
title: "Port: closed"
authors:
  - Ada Holm
  - Ben Oram
publisher: 'Pilot Weekly'
date: 2024-05-03T08:00:00Z
tags: [ports, ships]
nested:
  deep: value
---

# Port closed

The port is closed.
"""


@pytest.mark.parametrize("reader", [lambda d, n: read(d, n)[0], read_one])
def test_front_matter_is_read_and_taken_off(reader: Callable[[bytes, str], Document]) -> None:
    document = reader(MATTER.encode(), "port.md")
    assert document.text == "Port closed\n\nThe port is closed.\n"
    assert document.title == "Port: closed"
    assert document.author == "Ada Holm, Ben Oram"
    assert document.publisher == "Pilot Weekly"
    assert document.published == date(2024, 5, 3)


@pytest.mark.parametrize("reader", [lambda d, n: read(d, n)[0], read_one])
def test_lines_at_the_top_of_markdown_are_read_without_dashes_too(reader: Callable[[bytes, str], Document]) -> None:
    document = reader(
        b"Publisher: Pilot Weekly\nPublished: 2024-05-03\n\n# Port closed\n\nIt is closed.\n", "port.md"
    )
    assert document.text == "Port closed\n\nIt is closed.\n"
    assert (document.publisher, document.published) == ("Pilot Weekly", date(2024, 5, 3))


@pytest.mark.parametrize(
    "text",
    [
        "Port: closed\nFerry: open\n\nThe port is closed.\n",
        "---\n\nThe port is closed.\n\n---\n",
        "---\ntitle: never closed\n",
        "- 3 * 4 * 5 is 60\n- (a bracket) and [another] of snake_case_words\n\n> a quotation, 2\\*3\n",
        "```\n# no heading, *no emphasis*\n```\n",
    ],
)
def test_markdown_without_front_matter_is_kept_whole(text: str) -> None:
    assert read_one(text.encode(), "port.md").text == text


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("# Port #\n\nThe port.", "Port\n\nThe port."),
        ("Port closed\r\n===\r\nThe port.", "Port closed\r\nThe port."),
        ("Port\n---\n\nThe port.", "Port\n\nThe port."),
        ("**Ada Holm**'s *long* way, __twice__ ~~thrice~~", "Ada Holm's long way, twice thrice"),
        ("***both***, **bold *and* more**, `code`", "both, bold and more, code"),
        ("one *emphasis\nover two* lines", "one emphasis\nover two lines"),
        ("no *emphasis\n\nover two* paragraphs", "no *emphasis\n\nover two* paragraphs"),
    ],
)
def test_signs_of_headings_and_emphasis_are_no_part_of_a_markdown_text(text: str, read: str) -> None:
    assert read_one(text.encode(), "port.md").text == read


def test_a_markdown_file_of_nothing_but_signs_costs_little() -> None:
    for signs in ("**a", "_a ", "*", "`", "# ", "```\n", " _a_b"):
        start = process_time()
        without_signs(signs * (300_000 // len(signs)))
        assert process_time() - start < 5.0  # a square of the length would cost minutes


def test_soft_hyphens_are_taken_out_and_that_is_said() -> None:
    document = read_one("The re\u00adpair of the har\u2060bour cost 4 mil\u200blion.".encode(), "port.txt")
    assert document.text == "The repair of the harbour cost 4 million."
    assert document.notices == (
        "3 soft hyphens were taken out: signs that nobody sees, for where a word may be divided.",
    )
    assert paste("re\u00adpair").text == "repair"


def test_a_joiner_that_is_spelling_stays() -> None:
    persian = "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"
    assert read_one(persian.encode(), "a.txt").text == persian


def test_pages_begin_where_they_began_after_soft_hyphens_are_out() -> None:
    whole = undivided("a\u00adb c\u00add")
    assert (whole.text, whole.moved(4), whole.moved(0)) == ("ab cd", 3, 0)
