"""The list of sources by pages is what all sources gone through one by one would give."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import event

from sources.embedding import EncoderWorker
from sources.source import Document
from sources.store import Library, Listed, database_url, open_database
from sources.store.listing import ROWS, Search
from tests.sources.fakes import WordEncoder
from tests.sources.stored import every_source

PUBLISHERS = ["Radio Merrow", "anselby post", "Anselby Post", "", "Österreich heute", "Tarn 100%_Echo"]


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(open_database(database_url(str(tmp_path / "desk.sqlite3"))), EncoderWorker(WordEncoder()))


@pytest.fixture(scope="module")
def long_library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """A library of more than two pages; tests only read it."""
    path = tmp_path_factory.mktemp("long") / "desk.sqlite3"
    long = Library(open_database(database_url(str(path))), EncoderWorker(WordEncoder()))
    long.store([made(number) for number in range(2 * ROWS + 30)])
    return long


def made(number: int) -> Document:
    return Document(
        text=f"Boat {number} came in at noon. {'The PIER was closed.' if number % 3 else 'ÖL lief aus.'}",
        kind=["txt", "pdf", "md"][number % 3],
        publisher=PUBLISHERS[number % len(PUBLISHERS)],
        author="Ada Holm" if number % 5 == 0 else "",
        title=["harbour", "Harbour", "mast", ""][number % 4],
        url=f"https://merrow.example/{number}",
        published=date(2020 + number % 4, 1 if number % 2 else 12, 1 if number % 2 else 31) if number % 7 else None,
    )


def passes(one: Listed, text: str, search: Search) -> bool:
    about = f"{one.publisher} {one.title} {one.author} {one.name} {one.url}".lower()
    return (
        all(word in about or word in text.lower() for word in search.words)
        and search.publisher in {None, one.publisher}
        and search.year in {None, one.published.year if one.published else 0}
        and search.kind in {None, one.kind}
    )


@pytest.mark.parametrize(
    "search",
    [
        Search(),
        Search(words=("pier",)),
        Search(words=("öl", "holm")),
        Search(words=("100%_e",)),
        Search(words=("ost",), kind="pdf"),
        Search(publisher=""),
        Search(publisher="Anselby Post", year=2021),
        Search(year=0),
        Search(year=2023, words=("harbour",)),
        Search(words=("nowhere",)),
    ],
)
def test_all_pages_together_are_the_sources_that_pass_in_order(long_library: Library, search: Search) -> None:
    library = long_library
    every = every_source(library)
    texts = {one: source.text for one, source in library.load([one.id for one in every]).items()}
    wanted = [one for one in every if passes(one, texts[one.id], search)]
    scores = dict(zip(library.keywords().sources, library.keywords().scores(" ".join(search.words)), strict=True))
    wanted.sort(key=lambda one: (-scores[one.id], one.publisher.lower(), one.title.lower(), one.id))
    found: list[Listed] = []
    page = library.listing.page(search)
    assert page.earlier == ""
    while True:
        assert (page.first, page.count) == (len(found), len(wanted))
        if found:
            assert library.listing.page(search, page.earlier).first == page.first - ROWS
        found += page.rows
        if not page.later:
            break
        page = library.listing.page(search, page.later)
    assert found == wanted


def test_the_choices_and_the_number_of_passages_follow_what_is_added_and_removed(library: Library) -> None:
    assert library.listing.choices().publishers == ()
    reports = library.store([made(number) for number in range(8)])
    there = library.listing.choices()
    assert there.publishers == (
        "",
        "Anselby Post",
        "anselby post",
        "Radio Merrow",
        "Tarn 100%_Echo",
        "Österreich heute",
    )
    assert (there.years, there.kinds) == ((2023, 2022, 2021, 2020, 0), ("md", "pdf", "txt"))
    assert library.listing.count_passages() == sum(one.passages for one in every_source(library))
    for report in reports[1:]:
        library.versions.delete(report.source_id)
    assert library.listing.choices().years == (0,)
    assert library.listing.count_passages() == 1


def test_a_page_reads_as_many_rows_of_a_long_list_as_of_a_short_one(library: Library) -> None:
    sent: list[str] = []
    counts = []
    for size in (ROWS + 1, 2 * ROWS + 1):
        library.store([made(number) for number in range(size)])
        event.listen(library._engine, "before_cursor_execute", lambda *given: sent.append(given[2]))
        sent.clear()
        assert len(library.listing.page(Search()).rows) == ROWS
        counts.append(len(set(sent)))
        # Whatever is not counted is limited, or names the sources that it wants.
        bounds = ("LIMIT", "count(", "IN (", "sources.id = ?")
        assert all(any(bound in one for bound in bounds) for one in sent if "FROM sources" in one)
    assert counts[0] == counts[1]
