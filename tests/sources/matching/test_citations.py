"""Sources that notes of the writer name: which they are, at which place, and where they rank."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from sources.embedding import EncoderWorker
from sources.matching import match
from sources.matching.citations import Place, at_place, place_in
from sources.source import Citation, Document, Matches, Passage, Query, Source
from sources.store import Library, database_url, open_database
from tests.sources.fakes import WordEncoder

CLAIM = "The pier was closed on Monday."
HERALD = Document(
    text="Ice cream sold well. Nothing else happened.",
    kind="txt",
    publisher="Quellhaven Herald",
    title="A quiet weekend on the coast",
    published=date(2024, 5, 4),
    url="https://www.herald.example/weekend/",
)
WIRE = Document(
    text="The pier was closed on Monday after a crack was found.",
    kind="txt",
    publisher="Northgate Wire",
    title="Pier closed",
    published=date(2024, 5, 3),
)
LATER = Document(
    text="Swans nest on the roof of the mill.", kind="txt", publisher="Northgate Wire", published=date(2024, 6, 1)
)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    library = Library(open_database(database_url(str(tmp_path / "desk.sqlite3"))), EncoderWorker(WordEncoder()))
    library.add([HERALD, WIRE, LATER])
    return library


def matches(library: Library, text: str, address: str = "", *named: str) -> Matches:
    query = Query("clm-1", CLAIM, named, cited=(Citation(3, text, address),))
    return match([query], library)["clm-1"]


def linked(library: Library, text: str, address: str = "") -> list[tuple[str, str]]:
    found = matches(library, text, address).candidates
    return [(one.source.title or one.source.text, one.linked) for one in found if one.linked]


def test_a_source_that_a_note_names_by_its_address_leads_and_says_so_though_it_is_far_from_the_claim(
    library: Library,
) -> None:
    found = matches(library, "the weekend", "http://herald.example/weekend#top")
    first, second = found.candidates[:2]
    assert (first.source.publisher, first.linked, first.leads) == ("Quellhaven Herald", "the writer's note 3", True)
    assert (second.source.publisher, second.linked, second.leads) == ("Northgate Wire", "", False)
    assert found.to_add == ()


def test_a_whole_title_within_a_note_names_its_source_and_a_title_of_two_words_does_not(library: Library) -> None:
    assert linked(library, "See “A quiet weekend on the Coast”, last page.") == [
        ("A quiet weekend on the coast", "the writer's note 3")
    ]
    assert linked(library, "I saw the pier closed myself.") == []


@pytest.mark.parametrize(
    "note", ["Northgate Wire, 3 May 2024", "Per the Northgate Wire of 3 May 2024.", "Ask Northgate Wire: 3 May 2024?"]
)
def test_a_publisher_names_its_sources_and_a_day_the_one_of_that_day(library: Library, note: str) -> None:
    assert linked(library, note) == [("Pier closed", "the writer's note 3")]


def test_a_publisher_without_a_day_names_all_of_its_sources(library: Library) -> None:
    assert {title for title, _ in linked(library, "Northgate Wire")} == {"Pier closed", LATER.text}


def test_a_note_that_names_nothing_proposes_nothing(library: Library) -> None:
    assert linked(library, "Ask Bo. Is this right? The council may know.") == []


def test_an_address_that_is_not_in_the_library_is_to_be_added_once(library: Library) -> None:
    cited = tuple(Citation(number, "here", "https://new.example/a") for number in (4, 7))
    assert match([Query("clm-1", CLAIM, cited=cited)], library)["clm-1"].to_add == (cited[0],)


def test_an_empty_library_says_what_is_to_be_added(tmp_path: Path) -> None:
    empty = Library(open_database(database_url(str(tmp_path / "empty.sqlite3"))), EncoderWorker(WordEncoder()))
    assert [one.number for one in matches(empty, "here", "https://new.example/a").to_add] == [3]


@pytest.mark.parametrize(
    ("text", "address", "place"),
    [
        ("Annual report, p. 14", "", Place("page", "page 14", 14)),
        ("pp. 3–4 of it", "", Place("page", "page 3", 3)),
        ("here", "https://a.example/r.pdf#page=9", Place("page", "page 9", 9)),
        ("Herald, para. 3", "", Place("paragraph", "paragraph 3", 3)),
        ("Radio Merrow, 12:30", "", Place("minute", "12:30", 750)),
        ("at 1:02:03", "", Place("minute", "1:02:03", 3723)),
        ("see https://a.example/p.14/12:30 and 3 para", "", None),
        ("shop. 14 men", "", None),
        ("Retrieved 3 May 2024, 14:05", "", None),
        ("Radio Merrow, 14:05 UTC on Friday 3 May 2024", "", None),
        ("Retrieved 3 May 2024 at 14:05; see 12:30", "", Place("minute", "12:30", 750)),
    ],
)
def test_a_place_is_read_from_a_note(text: str, address: str, place: Place | None) -> None:
    assert place_in(Citation(1, text, address)) == place


def paged() -> Document:
    pages = [f"{word} gulls flew over the sea wall. " * 12 for word in ("White", "Grey", "Black")]
    text = "\n\n".join(pages)
    starts = (0, len(pages[0]) + 2, len(pages[0]) + len(pages[1]) + 4)
    return Document(text=text, kind="pdf", title="Gulls of the northern coast", page_starts=starts)


def test_the_passage_on_the_page_of_the_note_comes_first(library: Library) -> None:
    library.add([paged()])
    for page, word in ((3, "Black"), (2, "Grey")):
        first = matches(library, f"Gulls of the northern coast, p. {page}").candidates[0]
        assert first.linked == f"the writer's note 3, page {page}"
        assert word in first.passage.text


def test_a_page_that_a_source_does_not_have_is_said_not_to_be_found(library: Library) -> None:
    library.add([paged()])
    first = matches(library, "Gulls of the northern coast, p. 40").candidates[0]
    assert first.linked == "the writer's note 3, page 40 (not found)"


def test_the_passage_at_the_minute_of_a_transcript_comes_first(library: Library) -> None:
    lines = [f"{minute:02}:00 Speaker {minute} talks about fog and the {minute} ferries.\n\n" for minute in range(30)]
    library.add([Document(text="".join(lines), kind="txt", title="Morning talk on the harbour")])
    first = matches(library, "Morning talk on the harbour, 12:30").candidates[0]
    assert "Speaker 12 talks" in first.passage.text
    assert first.linked == "the writer's note 3, 12:30"


def test_the_paragraph_of_a_note_comes_first(library: Library) -> None:
    text = "\n\n".join(f"Paragraph about boat {number}. " * 30 for number in range(1, 6))
    library.add([Document(text=text, kind="txt", title="The boats of Quellhaven town")])
    first = matches(library, "The boats of Quellhaven town, para 4").candidates[0]
    assert "boat 4" in first.passage.text


def test_a_source_that_the_claim_also_names_is_both(library: Library) -> None:
    first = matches(library, "Northgate Wire, 3 May 2024", "", "Northgate Wire").candidates[0]
    assert (first.attributed_as, first.linked) == ("Northgate Wire", "the writer's note 3")


def test_a_linked_address_that_is_missing_names_no_other_source_of_its_publisher_and_is_to_be_added(
    library: Library,
) -> None:
    found = matches(library, "Northgate Wire", "https://wire.example/new")
    assert [one.source.title for one in found.candidates if one.linked] == []
    assert [one.address for one in found.to_add] == ["https://wire.example/new"]


def test_a_linked_address_is_to_be_added_though_its_words_are_the_title_of_a_source(library: Library) -> None:
    found = matches(library, "A quiet weekend on the coast", "https://wire.example/weekend")
    assert found.candidates[0].linked
    assert [one.number for one in found.to_add] == [3]


@pytest.mark.parametrize(
    ("note", "is_named"),
    [
        ("That is what we know so far.", False),
        ("What we know so far is little.", False),
        ("See “what we know”, at the end.", True),
        ("As What We Know puts it.", True),
        ("What we know, last page", True),
    ],
)
def test_a_title_of_common_words_is_named_only_where_it_is_written_as_a_title(
    library: Library, note: str, is_named: bool
) -> None:
    library.add([Document(text="Gulls nest here.", kind="txt", title="What we know")])
    assert ("What we know" in [title for title, _ in linked(library, note)]) is is_named


def subtitles() -> tuple[Source, list[Passage]]:
    lines = [f"Speaker {minute} talks about fog.\n" for minute in range(30)]
    starts = tuple(len("".join(lines[:number])) for number in range(30))
    text = "".join(lines)
    now = datetime(2024, 5, 3, tzinfo=UTC)
    seconds = tuple(minute * 60 for minute in range(30))
    source = Source("src-1", text, "srt", "", "", "", "", None, "", "", now, starts, seconds)
    ends = (*starts[1:], len(text))
    return source, [Passage("src-1", number, starts[number], ends[number], lines[number]) for number in range(30)]


def test_a_minute_of_subtitles_is_found_by_their_times_and_their_lines_are_no_pages() -> None:
    source, passages = subtitles()
    assert at_place(source, passages, Place("minute", "12:30", 750)) == {12}
    assert at_place(source, passages, Place("minute", "45:00", 2700)) == set()
    assert at_place(source, passages, Place("page", "page 3", 3)) == set()
    assert at_place(source, passages, Place("paragraph", "paragraph 1", 1)) == set()


def test_a_paragraph_of_a_long_source_is_found_without_reading_its_text_for_each_passage() -> None:
    piece = "A boat came in.\n\n"
    text = piece * 20_000
    source = Source("src-1", text, "txt", "", "", "", "", None, "", "", datetime(2024, 5, 3, tzinfo=UTC))
    passages = [
        Passage("src-1", number, number * len(piece), (number + 1) * len(piece) - 2, piece.strip())
        for number in range(20_000)
    ]
    began = time.process_time()
    assert at_place(source, passages, Place("paragraph", "paragraph 19000", 19_000)) == {18_999}
    assert time.process_time() - began < 5  # a scan of the text for each passage takes minutes
