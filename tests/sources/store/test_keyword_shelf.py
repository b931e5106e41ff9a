from collections.abc import Callable
from pathlib import Path

import pytest

from sources.embedding import EncoderWorker
from sources.source import Document
from sources.store import Library, database_url, open_database
from sources.store import keyword_shelf as shelf_module
from tests.sources.fakes import WordEncoder


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(open_database(database_url(str(tmp_path / "desk.sqlite3"))), EncoderWorker(WordEncoder()))


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sources whose words were read, in their order."""
    found: list[str] = []
    original = shelf_module._wordings

    def noted(connection: object, ids: list[str], progress: Callable[[int, int], None] | None) -> object:
        found.extend(ids)
        return original(connection, ids, progress)  # type: ignore[arg-type]

    monkeypatch.setattr(shelf_module, "_wordings", noted)
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
    other.embed_missing()
    assert having(library, "pier") == {pier, ferry}
    assert read == [pier, ferry]


def test_what_is_removed_or_has_another_title_is_followed_without_a_restart(library: Library) -> None:
    pier, ferry = added(library, "The pier was closed."), added(library, "The ferry waits.", "Harbour")
    assert having(library, "harbour") == {ferry}
    library.update_details(ferry, title="Volcano", publisher="", author="", published=None, url="")
    assert having(library, "harbour") == set()
    assert having(library, "volcano") == {ferry}
    library.remove(pier)
    assert having(library, "pier") == set()
    assert library.keywords().sources == [ferry]


def test_passages_that_are_not_embedded_are_in_it(library: Library) -> None:
    library._store(Document(text="The pier was closed.", kind="txt"))
    assert (library.missing(), library.keywords().passages) == (1, 1)


def test_progress_tells_how_many_sources_are_read(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf_module, "_AT_ONCE", 2)
    for number in range(5):
        added(library, f"The pier number {number} was closed.")
    seen: list[tuple[int, int]] = []
    library.keywords(progress=lambda done, total: seen.append((done, total)))
    library.keywords(progress=lambda done, total: seen.append((done, total)))
    assert seen == [(2, 5), (4, 5), (5, 5)]
