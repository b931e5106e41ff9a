"""What a claim asks of the library does not grow with the library, and is the same as when all of it were read."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import event

from sources.embedding import EncoderWorker
from sources.filter import Filter
from sources.matching import NameBook, match, name_book
from sources.matching.admitting import admitted
from sources.source import Document, Query
from sources.store import Library, database_url, open_database
from sources.store.source_queries import Listed
from tests.sources.fakes import WordEncoder
from tests.sources.stored import every_source

PUBLISHERS = [
    "Reuters", "reuters.com", "Anselby Post", "The Anselby Post", "Office of Roads", "Roads Office", "BBC News", "",
    "Ada Holm", "Holm Media", "World Health Organization (WHO)", "National Roads Office",
]  # fmt: skip
AUTHORS = ["Ada Holm", "A. Holm", "Ada Holm, Ben Cole", "Holm, Ada", "Ben Holm", "Cole", "Reuters", "", "WHO"]
ASKED = [*PUBLISHERS, *AUTHORS, "Holm", "Ms Holm", "the Office", "The Office", "B. Holm", "AP", "WHO", "the Lamp"]
ALIASES = {"the Lamp": "Anselby Post"}


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(open_database(database_url(str(tmp_path / "desk.sqlite3"))), EncoderWorker(WordEncoder()))


def made(number: int, publisher: str = "Gazette", author: str = "") -> Document:
    chosen = random.Random(number)
    words = ["ferry", "pier", "storm", "crew", "rope", "mast", "toll", "vote", "road", "fog", "mill", "dam", "kiln"]
    body = " ".join(chosen.choice(words) + str(chosen.randrange(60)) for _ in range(40))
    return Document(
        text=f"The ferry to Marsham was cancelled on Tuesday. {body}.",
        kind=chosen.choice(["txt", "pdf", "md"]),
        publisher=publisher,
        author=author,
        title=f"Report {number}",
        published=date(2026, 1 + number % 9, 1) if number % 4 else None,
    )


@contextmanager
def statements(library: Library) -> Iterator[list[str]]:
    """Collect the statements that are sent meanwhile."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        sent.append(statement)

    event.listen(library._engine, "before_cursor_execute", note)
    yield sent
    event.remove(library._engine, "before_cursor_execute", note)


@pytest.mark.parametrize("seed", range(25))
def test_a_book_of_names_that_was_changed_finds_what_one_made_anew_finds(seed: int) -> None:
    chosen = random.Random(seed)
    aliases = ALIASES if seed % 2 else {}
    held: dict[str, tuple[str, str]] = {}
    book = NameBook([], aliases)
    for _ in range(12):
        removed = {f"src-{chosen.randrange(8)}" for _ in range(chosen.randrange(3))}
        new = {
            f"src-{chosen.randrange(8)}": (chosen.choice(PUBLISHERS), chosen.choice(AUTHORS))
            for _ in range(chosen.randrange(4))
        }
        before, found = book, [book.find(name) for name in ASKED]
        book = book.changed([(one, *names) for one, names in new.items()], removed - new.keys())
        held = {one: names for one, names in held.items() if one not in removed} | new
        anew = NameBook([(one, *names) for one, names in held.items()], aliases)
        assert [book.find(name) for name in ASKED] == [anew.find(name) for name in ASKED]
        assert len(book) == len(held)
        assert [before.find(name) for name in ASKED] == found  # who has the older one keeps it


def test_names_follow_what_is_added_corrected_removed_and_called_otherwise(library: Library) -> None:
    (first, second) = library.store([made(1, "Anselby Post", "Ada Holm"), made(2, "Tarn Echo", "Ben Cole")])
    one, other = first.source_id, second.source_id
    assert name_book(library).find("Ms Holm") == {one}
    library.update_details(one, title="", publisher="Lantern", author="Cy Moor", published=None, url="")
    assert [name_book(library).find(name) for name in ("Ms Holm", "Lantern", "Moor")] == [set(), {one}, {one}]
    library.keep_alias("the Echo", "Tarn Echo")
    assert name_book(library).find("the Echo") == {other}
    library.versions.delete(other)
    assert [name_book(library).find(name) for name in ("the Echo", "Cole", "Lantern")] == [set(), set(), {one}]
    assert len(name_book(library)) == 1


def test_after_an_addition_only_the_names_of_what_was_added_are_read(library: Library) -> None:
    library.store([made(number) for number in range(30)])
    name_book(library)
    library.store([made(99, "Tarn Echo")])
    assert [row[1] for row in library.names_since(library.version - 1).names] == ["Tarn Echo"]
    with statements(library) as sent:
        assert name_book(library).find("Tarn Echo")
    assert all("IN (" in one for one in sent if "sources.publisher" in one)
    with statements(library) as sent:
        name_book(library)
    assert not [one for one in sent if "FROM sources" in one]


def test_a_claim_asks_the_database_as_often_in_a_large_library_as_in_a_small_one(library: Library) -> None:
    query = Query(
        "clm-1", "The ferry to Marsham was cancelled on Tuesday.", ("Gazette",), quoted=("ferry to Marsham",)
    )
    counts = []
    for size in (20, 140):
        library.add([made(number) for number in range(size)])
        match([query], library)
        with statements(library) as sent:
            assert match([query], library)["clm-1"].candidates
        counts.append(len(sent))
        # Nothing is read of all sources: each statement on them names the ones it wants.
        assert all("IN (" in one for one in sent if "FROM sources" in one or "JOIN sources" in one)
    assert counts[0] == counts[1]


@pytest.fixture(scope="module")
def mixed_library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Sources of all publishers and kinds, and one alias; tests only read it."""
    path = tmp_path_factory.mktemp("mixed") / "desk.sqlite3"
    mixed = Library(open_database(database_url(str(path))), EncoderWorker(WordEncoder()))
    mixed.store([made(number, PUBLISHERS[number % len(PUBLISHERS)]) for number in range(60)])
    mixed.keep_alias("the Lamp", "Anselby Post")
    return mixed


def passes(one: Listed, chosen: Filter, library: Library) -> bool:
    """What a filter means, source by source."""
    called = {name.strip().casefold() for name in chosen.publishers}
    return (
        (
            not chosen.publishers
            or one.publisher.strip().casefold() in called
            or any(
                NameBook([(one.id, one.publisher, "")], library.aliases()).find(name) for name in chosen.publishers
            )
        )
        and (not chosen.kinds or one.kind in chosen.kinds)
        and (chosen.since is None or (one.published is not None and one.published >= chosen.since))
        and (chosen.until is None or (one.published is not None and one.published <= chosen.until))
    )


@pytest.mark.parametrize(
    "chosen",
    [
        Filter(publishers=("reuters", "the Lamp")),
        Filter(publishers=("ANSELBY POST ",), kinds=("pdf", "md")),
        Filter(kinds=("txt",), since=date(2026, 4, 1)),
        Filter(since=date(2026, 3, 1), until=date(2026, 3, 1)),
        Filter(until=date(2026, 5, 1), publishers=("WHO",)),
        Filter(publishers=("Nobody",)),
    ],
)
def test_a_filter_lets_pass_what_it_lets_pass_source_by_source(mixed_library: Library, chosen: Filter) -> None:
    wanted = frozenset(one.id for one in every_source(mixed_library) if passes(one, chosen, mixed_library))
    assert admitted(mixed_library, chosen) == wanted
    assert admitted(mixed_library, Filter()) is None
