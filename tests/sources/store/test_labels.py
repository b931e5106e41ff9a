"""Labels of sources: put on, taken off, searched by, and kept when a source is read again."""

from dataclasses import replace
from pathlib import Path

import pytest

from sources.embedding import EncoderWorker
from sources.filter import Filter
from sources.matching import search
from sources.source import Document
from sources.store import Library, database_url, open_database
from sources.store.labels import LONGEST_LABEL, LabelRefused
from sources.store.listing import FOUND_CHARACTERS, Search
from tests.sources.fakes import WordEncoder

PIER = Document(text="The pier was closed on Monday.", kind="txt", title="Pier", publisher="Radio Merrow")
QUAY = Document(text="The quay was open on Monday.", kind="txt", title="Quay", publisher="Anselby Post")


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(open_database(database_url(str(tmp_path / "desk.sqlite3"))), EncoderWorker(WordEncoder()))


def added(library: Library, *documents: Document) -> list[str]:
    return [report.source_id for report in library.add(documents)]


def test_a_label_is_put_on_once_and_taken_off(library: Library) -> None:
    pier, quay = added(library, PIER, QUAY)
    assert library.labels.put([pier, quay], " budget  2026 ") == 2
    assert library.labels.put([pier], "budget 2026") == 0
    assert library.labels.put([pier], "Harbour") == 1
    assert library.labels.of([pier, quay]) == {pier: ("Harbour", "budget 2026"), quay: ("budget 2026",)}
    assert library.labels.all() == ["budget 2026", "Harbour"]
    assert library.labels.take_off([pier, quay], "budget 2026") == 2
    assert library.labels.of([pier, quay]) == {pier: ("Harbour",)}


def test_a_label_without_a_word_or_too_long_is_refused_and_nothing_is_changed(library: Library) -> None:
    (pier,) = added(library, PIER)
    for label, sentence in [("  \n", "Give the label a word"), ("x" * (LONGEST_LABEL + 1), "at most 80 characters")]:
        with pytest.raises(LabelRefused, match=sentence):
            library.labels.put([pier], label)
    assert library.labels.all() == []


def test_a_source_that_is_not_there_gets_no_label(library: Library) -> None:
    assert library.labels.put(["src-nowhere"], "budget") == 0


def test_a_source_that_is_deleted_takes_its_labels_along(library: Library) -> None:
    pier, quay = added(library, PIER, QUAY)
    library.labels.put([pier], "budget")
    library.labels.put([quay], "harbour")
    library.versions.delete(pier)
    assert library.labels.all() == ["harbour"]


def test_what_a_source_becomes_when_it_is_read_again_has_its_labels(library: Library) -> None:
    (pier,) = added(library, PIER)
    library.labels.put([pier], "budget")
    now = library.versions.reread(pier, replace(PIER, text="The pier was open on Friday.")).source_id
    assert now != pier
    assert library.labels.of([now]) == {now: ("budget",)}
    assert library.labels.all() == ["budget"]


def test_a_search_with_a_label_finds_only_the_sources_that_have_it(library: Library) -> None:
    pier, quay = added(library, PIER, QUAY)

    def found(*labels: str) -> set[str]:
        (ranked,) = search(["the pier on Monday"], library, 10, chosen=Filter(labels=labels)).ranked
        return {one.source_id for one in ranked}

    assert found() == {pier, quay}
    library.labels.put([quay], "budget")
    assert found("budget") == {quay}
    assert found("budget", "nobody has this") == {quay}
    assert found("nobody has this") == set()


def test_a_new_label_is_a_change_that_what_was_found_before_notices(library: Library) -> None:
    (pier,) = added(library, PIER)
    before = library.version
    library.labels.put([pier], "budget")
    assert library.version > before


def test_the_list_is_narrowed_to_a_label_and_offers_it(library: Library) -> None:
    pier, _quay = added(library, PIER, QUAY)
    library.labels.put([pier], "budget")
    assert library.listing.choices().labels == ("budget",)
    assert [row.id for row in library.listing.page(Search(label="budget")).rows] == [pier]


def test_a_search_with_words_gives_the_most_relevant_first(library: Library) -> None:
    once, often, name = added(
        library,
        replace(PIER, text="The pier was closed. The ferry, the bus and the train were late all day.", publisher="A"),
        replace(QUAY, text="The pier, the old pier: a pier like any pier.", publisher="B"),
        Document(text="Ferries were late.", kind="txt", publisher="A pier for all"),
    )
    assert [row.id for row in library.listing.page(Search(words=("pier",))).rows] == [often, once, name]
    assert library.listing.ids(Search(words=("pier",))) == [often, once, name]


def test_the_words_found_are_shown_where_most_of_them_stand(library: Library) -> None:
    filling = "Nobody knew what to do about it for a long time. " * 10
    (one,) = added(library, replace(PIER, text=f"The pier. {filling}The PIER was closed on Monday. {filling}"))
    excerpt = library.listing.found_in([one], ("monday", "pier"))[one]
    assert "The PIER was closed on Monday." in excerpt
    assert len(excerpt) <= FOUND_CHARACTERS + len("…  …")
    assert library.listing.found_in([one], ("merrow",)) == {one: ""}


def test_many_sources_are_deleted_with_progress_and_what_is_gone_is_not_counted(library: Library) -> None:
    ids = added(library, *(replace(PIER, text=f"Boat {number} came in.") for number in range(120)))
    library.versions.delete(ids[3])
    steps: list[tuple[int, int]] = []
    assert library.versions.delete_many(ids[:110], progress=lambda done, total: steps.append((done, total))) == 109
    assert steps == [(50, 110), (100, 110), (110, 110)]
    assert library.count() == 10
    assert library.versions.changes([ids[0]])[ids[0]].outcome.value == "deleted"
