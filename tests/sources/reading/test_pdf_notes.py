"""Annotations and links of PDF drafts."""

from __future__ import annotations

import pytest

from sources.note import NoteKind
from sources.reading.extract import Extract
from sources.reading.formats.pdf import read_pdf
from sources.reading.registry import File
from tests.sources.reading.make_annotated import annotated_pdf

LINES = [
    "The quay of Harnby cost 420 crowns, and the mill cost 42 crowns.",
    "Divers found rust in eleven of the steel piles that hold the quay.",
    "The quay cost a lot, the mayor said on Friday.",
]


def drafted(*notes: tuple[str, str, dict[str, str]]) -> Extract:
    return read_pdf(File(annotated_pdf(LINES, notes), article=True))


@pytest.mark.parametrize(
    "words", ["420 crowns", "eleven of the steel", "the quay.", "The quay", "mill cost 42 crowns"]
)
def test_a_highlight_is_a_note_on_exactly_its_words(words: str) -> None:
    extract = drafted((words, "highlight", {"text": "Sure? https://a.example/x", "author": "Ada Holm"}))
    (note,) = extract.notes
    assert extract.text[note.start : note.end].strip(".,") == words.strip(".,")
    assert (note.kind, note.text, note.author, note.address) == (
        NoteKind.ANNOTATION,
        "Sure? https://a.example/x",
        "Ada Holm",
        "https://a.example/x",
    )


def test_a_link_to_the_web_is_a_note_and_one_to_mail_is_none() -> None:
    extract = drafted(
        ("eleven of the steel piles", "link", {"address": "https://a.example/dive"}),
        ("the mayor", "link", {"address": "mailto:mayor@a.example"}),
    )
    (note,) = extract.notes
    assert (extract.text[note.start : note.end], note.kind) == ("eleven of the steel piles", NoteKind.LINK)
    assert note.address == "https://a.example/dive"


def test_a_sticky_note_is_behind_the_word_before_it() -> None:
    (note,) = (extract := drafted(("420 crowns,", "text", {"text": "Port, p. 14"}))).notes
    assert note.start == note.end
    assert extract.text[: note.start].endswith("cost 420 crowns,")


def test_words_that_are_twice_on_a_page_are_told_apart_by_those_before() -> None:
    (note,) = (extract := drafted(("crowns,", "highlight", {"text": "?"}))).notes
    assert extract.text[: note.start].endswith("cost 420 ")


def test_a_source_has_no_notes_and_damaged_annotations_leave_the_text() -> None:
    data = annotated_pdf(LINES, [("420 crowns", "highlight", {"text": "?"})])
    assert read_pdf(File(data)).notes == ()
    damaged = data.replace(b"/QuadPoints [", b"/QuadPoints [ /No ", 1)
    assert damaged != data
    extract = read_pdf(File(damaged, article=True))
    assert extract.notes == ()
    assert LINES[1] in extract.text
