from __future__ import annotations

from datetime import UTC, datetime

import pytest

from sources.source import Source


def source(text: str, page_starts: tuple[int, ...] = ()) -> Source:
    now = datetime(2026, 3, 2, tzinfo=UTC)
    return Source("src-1", text, "txt", "", "", "", "", None, "", "", now, page_starts)


THREE = "  Bridge shut\n\nThe bridge was shut on Monday,\nthe council said.\r\n \r\n\r\nIt has 52 hangers."


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("Bridge shut", "paragraph 1"),
        ("The bridge", "paragraph 2"),
        ("the council", "paragraph 2"),
        ("It has", "paragraph 3"),
        ("council said.\r\n \r\n\r\nIt", "paragraphs 2–3"),
    ],
)
def test_a_text_with_empty_lines_is_cited_by_paragraph(words: str, place: str) -> None:
    start = THREE.index(words)
    assert source(THREE).place_of(start, start + len(words)) == place


def test_a_text_without_an_empty_line_is_cited_by_line() -> None:
    text = "\nThe bridge was shut.\r\nIt has 52 hangers.\rNobody was hurt."
    held = source(text)
    assert [held.place_of(text.index(word)) for word in ("The", "It", "Nobody")] == ["line 1", "line 2", "line 3"]
    assert held.place_of(text.index("It"), len(text)) == "lines 2–3"


def test_a_single_line_is_a_paragraph() -> None:
    assert source("\nThe bridge was shut.\n").place_of(1) == "paragraph 1"


def test_a_source_with_pages_is_cited_by_page_and_a_bare_page_keeps_its_number() -> None:
    text = "On the first.\n\nOn the third.\n\nStill there. On the fourth."
    third, fourth = text.index("On the third"), text.index("On the fourth")
    held = source(text, (0, third, third, fourth))
    assert [held.place_of(at) for at in (0, third, fourth - 1, fourth)] == ["page 1", "page 3", "page 3", "page 4"]
    assert held.place_of(0, len(text)) == "pages 1–4"


def test_a_stretch_that_ends_where_the_next_page_begins_is_not_on_it() -> None:
    assert source("One. Two.", (0, 5)).place_of(0, 5) == "page 1"


def test_a_paragraph_is_found_by_the_number_that_its_place_has() -> None:
    text = "\nOne day.\n\nTwo days.\n \nThree days.\n"
    held = source(text)
    found = [held.paragraph(number) for number in range(5)]
    assert [span and text[slice(*span)].strip() for span in found] == [
        None,
        "One day.",
        "Two days.",
        "Three days.",
        None,
    ]
    assert source("One line.\nTwo lines.").paragraph(1) is None
    assert source("One. Two.", (0, 5)).paragraph(1) is None
