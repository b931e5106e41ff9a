"""Links and footnotes of Markdown drafts."""

from __future__ import annotations

import time

import pytest

from sources.note import NoteKind
from sources.reading import read, read_one
from sources.source import Document


def drafted(text: str) -> Document:
    return read_one(text.encode(), "draft.md")


def noted(document: Document) -> list[tuple[str, str, str]]:
    return [(document.text[one.start : one.end], one.text, one.address) for one in document.notes]


@pytest.mark.parametrize(
    ("written", "words", "note"),
    [
        ("[cost 420](https://a.example/x_(y)_z) crowns", "cost 420 crowns", "https://a.example/x_(y)_z"),
        ('[cost **420**](<https://a.example> "Ledger") crowns', "cost 420 crowns", "https://a.example"),
        ("[cost 420][led] crowns\n\n[led]: https://a.example/l", "cost 420 crowns", "https://a.example/l"),
        ("**[cost 420][]** crowns\n\n[Cost 420]: <https://a.example/l>", "cost 420 crowns", "https://a.example/l"),
    ],
)
def test_a_link_keeps_its_words_and_its_address_is_a_note(written: str, words: str, note: str) -> None:
    document = drafted(f"The quay {written}")
    assert document.text.strip() == f"The quay {words}"
    assert [(on, address) for on, _, address in noted(document)] == [("cost 420", note)]


def test_a_bare_address_is_a_link_and_mail_a_file_and_a_picture_are_none() -> None:
    document = drafted(
        "See <https://a.example/x>, [mail](mailto:a@b.example), [here](notes.md), ![alt](p.png), [x] y."
    )
    assert document.text == "See https://a.example/x, mail, here, ![alt](p.png), [x] y."
    assert noted(document) == [("https://a.example/x", "", "https://a.example/x")]


def test_footnotes_are_notes_at_their_mark_and_no_text_and_marks_are_numbered_in_their_order() -> None:
    document = drafted(
        "The quay cost 420[^led] crowns.[^2]\n\nIt is _old_^[Says [Bo](https://b.example/bo).].\n\n"
        "[^2]: Port, p. 14,\n    second part\n[^led]: Ledger https://a.example/l.\n"
    )
    assert document.text.strip() == "The quay cost 420[1] crowns.[2]\n\nIt is old[3]."
    assert [(one.kind, one.label, document.text[: one.start].rsplit(" ", 1)[-1]) for one in document.notes] == [
        (NoteKind.FOOTNOTE, "1", "420"),
        (NoteKind.FOOTNOTE, "2", "crowns."),
        (NoteKind.FOOTNOTE, "3", "old"),
    ]
    assert [(text, address) for _, text, address in noted(document)] == [
        ("Ledger https://a.example/l.", "https://a.example/l"),
        ("Port, p. 14, second part", ""),
        ("Says Bo https://b.example/bo.", "https://b.example/bo"),
    ]


def test_what_is_between_code_fences_and_marks_without_a_footnote_stay() -> None:
    text = "One[^9].\n\n```\n[a](https://a.example)\n[^9]: no\n```\n\nTwo."
    assert drafted(text).text == text
    assert drafted(text).notes == ()


def test_a_source_keeps_the_signs_of_its_links() -> None:
    (document,) = read(b"The quay [cost](https://a.example) 420.", "a.md")
    assert document.text == "The quay [cost](https://a.example) 420."


@pytest.mark.parametrize("piece", ["[", "[a](", "^[", "[^1]", "<https://", "[a][", "[[a]", "```\n"])
def test_a_file_of_signs_alone_takes_no_time(piece: str) -> None:
    start = time.process_time()
    drafted("x " + piece * (200_000 // len(piece)))
    assert time.process_time() - start < 10


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "# Cranes of the *outer* port #\n\nLorn Gazette, 3 March 2026\n\nTwo stood still.",
            "Cranes of the outer port",
        ),
        ("\n\nCranes stand still\n=====\n\nTwo stood still.", "Cranes stand still"),
        ("---\ntitle: Cranes\n---\n# Another heading\n\nTwo stood still.", "Cranes"),
        ("Two stood still.\n\n# What came of it\n\nNothing.", ""),
        ("## A part\n\nTwo stood still.", ""),
        ("#hashtag stands first.\n\nTwo stood still.", ""),
    ],
)
def test_a_markdown_source_has_the_heading_that_it_begins_with_as_its_title(text: str, title: str) -> None:
    (document,) = read(text.encode(), "a.md")
    assert document.title == title
