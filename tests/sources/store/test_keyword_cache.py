import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select, update

from sources.embedding import EncoderWorker
from sources.index import KeywordIndex, SourceWords
from sources.index.keyword_counts import FORM
from sources.index.keyword_terms import terms
from sources.source import Document
from sources.store import DatabaseUnavailable, Library, database_url, open_database
from sources.store import keyword_cache as cache_module
from sources.store.engine import reading, writing
from sources.store.tables import keyword_counts
from tests.sources.fakes import WordEncoder
from tests.sources.stored import every_source


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(open_database(database_url(str(tmp_path / "desk.sqlite3"))), EncoderWorker(WordEncoder()))


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sources whose words were read, in their order."""
    found: list[str] = []
    original = cache_module._source_words

    def noted(connection: object, ids: list[str], progress: Callable[[int, int], None] | None) -> object:
        found.extend(ids)
        return original(connection, ids, progress)  # type: ignore[arg-type]

    monkeypatch.setattr(cache_module, "_source_words", noted)
    return found


def added(library: Library, text: str, title: str = "") -> str:
    (report,) = library.add([Document(text=text, kind="txt", title=title)])
    return report.source_id


def having(library: Library, text: str) -> set[str]:
    index = library.keywords()
    return {one for one, score in zip(index.sources, index.scores(text), strict=True) if score > 0}


def test_only_what_is_new_is_read_and_vectors_alone_are_nothing_new(library: Library, read: list[str]) -> None:
    pier = added(library, "The pier was closed.")
    assert having(library, "piers") == {pier}
    ferry = added(library, "The ferry waits at the pier.")
    assert having(library, "pier") == {pier, ferry}
    assert read == [pier, ferry]
    other = Library(library._engine, EncoderWorker(WordEncoder("words/2")))
    other.vectors.embed_missing()
    assert having(library, "pier") == {pier, ferry}
    assert read == [pier, ferry]


def test_what_is_removed_or_has_another_title_is_followed_without_a_restart(library: Library) -> None:
    pier, ferry = added(library, "The pier was closed."), added(library, "The ferry waits.", "Harbour")
    assert having(library, "harbour") == {ferry}
    library.update_details(ferry, title="Volcano", publisher="", author="", published=None, url="")
    assert having(library, "harbour") == set()
    assert having(library, "volcano") == {ferry}
    library.versions.delete(pier)
    assert having(library, "pier") == set()
    assert library.keywords().sources == [ferry]


def test_passages_that_are_not_embedded_are_in_it(library: Library) -> None:
    library._store(Document(text="The pier was closed.", kind="txt"))
    assert (library.vectors.count_missing(), library.keywords().passages) == (1, 1)


def test_progress_tells_how_many_sources_are_read(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache_module, "_AT_ONCE", 2)
    for number in range(5):
        added(library, f"The pier number {number} was closed.")
    seen: list[tuple[int, int]] = []
    library.keywords(progress=lambda done, total: seen.append((done, total)))
    library.keywords(progress=lambda done, total: seen.append((done, total)))
    assert seen == [(2, 5), (4, 5), (5, 5)]
    anew = Library(library._engine, EncoderWorker(WordEncoder()))
    anew.keywords(progress=lambda done, total: seen.append((done, total)))
    assert seen[3:] == [(2, 5), (4, 5), (5, 5)]


TEXTS = [
    ("The pier was closed at 1,200 hours; Österreich's ferries weren't.", "Harbour news"),
    ("Mast and rope. The rope was cut, the mast was not.\n\nNobody saw it at the pier.", ""),
    ("Of the and it was.", "Words that every text has"),
    ("Ünlü letters, and 船 too", "Odd"),
]
ASKED = ["pier", "the ferry at 1,200", "rope and mast", "harbour österreich", "odd 船", "words", "nowhere"]


def scores(library: Library) -> dict[str, list[tuple[str, float, list[float]]]]:
    """Everything that a search by words makes of each text, whatever the order of sources."""
    index = library.keywords()
    return {
        text: sorted(
            (one, float(score), passages.overall.tolist() + passages.inside.tolist())
            for one, score, passages in zip(
                index.sources, index.scores(text), index.passage_scores(text, index.sources), strict=True
            )
        )
        for text in ASKED
    }


def again(library: Library) -> Library:
    """The library as a workbench that is started anew has it."""
    return Library(library._engine, EncoderWorker(WordEncoder()))


def kept(library: Library) -> dict[str, bytes]:
    with reading(library._engine) as connection:
        return {row.source_id: row.counts for row in connection.execute(select(keyword_counts))}


def test_terms_that_are_kept_give_the_scores_that_texts_give_and_no_text_is_read(
    library: Library, read: list[str]
) -> None:
    library.store([Document(text=text, kind="txt", title=title) for text, title in TEXTS])
    first = scores(library)
    ids = sorted(one.id for one in every_source(library))
    assert sorted(kept(library)) == ids == sorted(read)
    source_words = [
        SourceWords(one, source.title, [passage.text for passage in passages])
        for one, (source, passages) in library.load_passages(ids).items()
    ]
    assert KeywordIndex.of(source_words).scores("rope").tolist() == library.keywords().scores("rope").tolist()
    read.clear()
    assert scores(again(library)) == first
    assert read == []


def test_terms_are_counted_anew_where_the_title_is_another_or_they_are_damaged_or_of_another_form(
    library: Library, read: list[str]
) -> None:
    library.store([Document(text=text, kind="txt", title=title) for text, title in TEXTS])
    first = scores(library)
    one, other, third, fourth = sorted(kept(library))
    with writing(library._engine) as connection:
        for source_id, change in (
            (one, {"counts": b"damaged"}),
            (other, {"form": 0}),
            (third, {"ends": 1}),
            (fourth, {"title": "Volcano"}),
        ):
            connection.execute(update(keyword_counts).where(keyword_counts.c.source_id == source_id).values(change))
    read.clear()
    assert scores(again(library)) == first
    assert sorted(read) == [one, other, third, fourth]
    read.clear()
    assert scores(again(library)) == first
    assert read == [one]  # what is damaged is read from its text and harms nobody
    library.update_details(other, title="Volcano", publisher="", author="", published=None, url="")
    assert having(again(library), "volcano") == having(library, "volcano") == {other}


def test_what_is_removed_or_replaced_leaves_no_terms_that_are_found(library: Library) -> None:
    library.store([Document(text=text, kind="txt", title=title) for text, title in TEXTS])
    gone = library.keywords().sources[0]
    library.versions.delete(gone)
    assert gone not in kept(library)
    assert gone not in again(library).keywords().sources


def test_where_nothing_can_be_written_terms_come_from_the_texts(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_engine: object) -> None:
        raise DatabaseUnavailable("Not saved: the disk is full.")

    pier = added(library, "The pier was closed.")
    monkeypatch.setattr(cache_module, "writing", refused)
    assert having(library, "pier") == {pier}
    assert kept(library) == {}


def test_a_change_of_what_terms_are_needs_another_form() -> None:
    """What was kept before must not be used with other rules: count FORM up and put the new digest here."""
    text = "Österreich's IL-6 ferries weren't closed at 1,200.5 hours; covid19, state-run “piers” and the 3rd dam 船"
    digest = hashlib.sha256(" ".join(terms(text)).encode()).hexdigest()[:12]
    assert (FORM, digest) == (1, "f23e806d3437")
