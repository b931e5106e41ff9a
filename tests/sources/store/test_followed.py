"""Feeds and folders that are followed: what is new becomes a source once, and each fault is a sentence."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from sources.embedding import EncoderWorker
from sources.reading import NotRead, read
from sources.source import Document, Source
from sources.store import Library, database_url, followed, open_database
from sources.store.engine import writing
from sources.store.followed import Followed
from sources.store.settings import keep_setting
from sources.store.source_versions import FETCHING
from sources.store.tables import sources as sources_table
from tests.sources.fakes import WordEncoder
from tests.sources.reading.make_feed import make_feed
from tests.sources.reading.web import Answer, Web, answer, serving
from tests.sources.stored import every_source

START = datetime(2026, 5, 8, 12, 0, tzinfo=UTC)
FEED = "http://wire.example/feed"
ENTRIES = {"n-1": "The pier closed. It closed on Monday.", "n-2": "The ferry sank. Nobody was hurt."}


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    engine = open_database(database_url(str(tmp_path / "desk.sqlite3")))
    moments = iter(START + timedelta(minutes=n) for n in range(1000))
    yield Library(engine, EncoderWorker(WordEncoder()), clock=lambda: next(moments))
    engine.dispose()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    inbox = tmp_path / "inbox"
    (inbox / "deeper").mkdir(parents=True)
    (inbox / "pier.txt").write_text("The pier closed on Monday.")
    (inbox / "deeper" / "ferry.md").write_text("The ferry sank.")
    (inbox / "picture.png").write_bytes(b"\x89PNG")
    (inbox / ".hidden.txt").write_text("The crane was sold.")
    return inbox


def looked(library: Library) -> Followed:
    """Look at the one place that is followed, and return it as the database has it."""
    (place,) = library.followed.all()
    after = library.followed.look(place)
    assert library.followed.all() == [after]
    return after


def texts(library: Library) -> list[str]:
    return sorted(source.text for source in sources(library))


def sources(library: Library) -> list[Source]:
    found = [library.source(one.id) for one in every_source(library)]
    return [one for one in found if one is not None]


def feed(library: Library, site: Web) -> None:
    keep_setting(library._engine, FETCHING, "on")
    library.versions.network = site.network
    library.followed.follow(FEED)


def of_feed(entries: dict[str, str]) -> bytes:
    return answer(make_feed(entries), Content_Type="application/rss+xml")


# Feeds


def test_each_entry_of_a_feed_becomes_a_source_once_and_new_ones_are_counted(library: Library) -> None:
    later = {"n-3": "The crane was sold. A bank bought it."} | ENTRIES
    with serving({"wire.example/feed": [of_feed(ENTRIES), of_feed(ENTRIES), of_feed(later)]}) as site:
        feed(library, site)
        assert [looked(library).new for _ in range(3)] == [2, 0, 1]
    assert len(texts(library)) == 3
    assert {source.place for source in sources(library)} == {"Followed: wire.example"}


def test_an_entry_whose_text_changes_or_whose_source_was_deleted_is_not_added_again(library: Library) -> None:
    changed = ENTRIES | {"n-1": "The pier stays open. It never closed."}
    with serving({"wire.example/feed": [of_feed(ENTRIES), of_feed(changed)]}) as site:
        feed(library, site)
        looked(library)
        for source in every_source(library):
            library.versions.delete(source.id)
        assert looked(library).new == 0
    assert texts(library) == []


FAULTS: dict[str, tuple[Answer, str]] = {
    "a page": (answer(b"<!doctype html><html><body><p>Words.</p></body></html>"), "There is no feed at this address"),
    "broken": (answer(b"<rss><channel>"), "holds no entry"),
    "gone": (answer(status="404 Not Found"), "There is nothing at this address"),
    "busy": (answer(status="429 Too Many Requests"), "asks not to be read so often"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_feed_that_cannot_be_read_says_so_in_one_sentence_and_is_asked_again(library: Library, fault: str) -> None:
    given, sentence = FAULTS[fault]
    with serving({"wire.example/feed": [given, of_feed(ENTRIES)]}) as site:
        feed(library, site)
        failed = looked(library)
        assert sentence in failed.problem
        assert failed.problem.count(". ") == 0
        assert (failed.new, failed.looked_at is None) == (0, False)
        assert (looked(library).new, looked(library).problem) == (2, "")


def test_a_feed_is_not_asked_where_addresses_may_not_be_read(library: Library) -> None:
    with serving({"wire.example/feed": of_feed(ENTRIES)}) as site:
        feed(library, site)
        keep_setting(library._engine, FETCHING, "off")
        assert "switched off" in looked(library).problem
        assert site.asked == []


# Folders


def test_each_file_of_a_folder_becomes_a_source_once(library: Library, folder: Path) -> None:
    library.followed.follow(str(folder))
    assert [looked(library).new, looked(library).new] == [2, 0]
    (folder / "crane.txt").write_text("The crane was sold.")
    os.utime(folder / "pier.txt", (1, 1))  # touched, with the same bytes
    (folder / "copy of pier.txt").write_bytes((folder / "pier.txt").read_bytes())
    assert looked(library).new == 1
    assert texts(library) == ["The crane was sold.", "The ferry sank.", "The pier closed on Monday."]


def test_a_file_that_was_looked_at_is_not_even_opened_again(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.followed.follow(str(folder))
    looked(library)
    opened: list[str] = []
    monkeypatch.setattr(followed, "_read_file", lambda path, *_: opened.append(path.name))
    looked(library)
    assert opened == []


def test_links_that_lead_out_of_a_folder_are_not_followed(library: Library, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "secret.txt").write_text("A secret of the desk.")
    (folder / "link.txt").symlink_to(tmp_path / "outside" / "secret.txt")
    (folder / "linked").symlink_to(tmp_path / "outside")
    library.followed.follow(str(folder))
    assert looked(library).new == 2
    assert not any("secret" in text for text in texts(library))


def test_a_file_that_cannot_be_read_is_named_once_and_the_others_are_read(library: Library, folder: Path) -> None:
    (folder / "a.pdf").write_bytes(b"%PDF-1.4 broken")
    (folder / "b.docx").write_bytes(b"no zip")
    library.followed.follow(str(folder))
    place = looked(library)
    assert place.new == 2
    assert place.problem.startswith("“a.pdf”")
    assert place.problem.endswith("And 1 more.")
    assert looked(library).problem == ""


def test_a_file_that_could_not_be_read_is_read_again_once_its_time_has_changed(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(_data: bytes, name: str) -> list[Document]:
        raise NotRead(f"“{name}” was not read within 20 s, so reading was stopped. Try again.")

    library.followed.follow(str(folder))
    with monkeypatch.context() as busy:
        busy.setattr(followed, "read", failing)
        assert "was not read within 20 s" in looked(library).problem
    assert looked(library).new == 0
    os.utime(folder / "pier.txt", (1, 1))
    assert (looked(library).new, texts(library)) == (1, ["The pier closed on Monday."])


def test_a_document_without_a_word_is_named(library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def blank(_data: bytes, name: str) -> list[Document]:
        return [Document(" ", "txt", name=name)]

    (folder / "deeper" / "ferry.md").unlink()
    library.followed.follow(str(folder))
    monkeypatch.setattr(followed, "read", blank)
    place = looked(library)
    assert (place.new, place.problem) == (0, "“pier.txt” has no word in it.")


def test_a_file_whose_place_in_the_library_is_taken_says_so_until_it_is_free(library: Library, folder: Path) -> None:
    (report,) = library.store(library_document(folder / "pier.txt"))
    with writing(library._engine) as connection:  # as a forged packet leaves it
        connection.execute(update(sources_table).values(text="The pier stays open."))
    library.followed.follow(str(folder))
    assert looked(library).problem == (
        "Another text has the place of “pier.txt” in the library; delete that one there, then look again."
    )
    library.versions.delete(report.source_id)
    place = looked(library)
    assert (place.new, place.problem) == (1, "")


@pytest.fixture
def closed(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Names of files and folders that the disk gives nobody; the tests run as root, who may read everything."""
    names: set[str] = set()
    scandir, stat = os.scandir, os.stat

    def denied(path: str | Path) -> None:
        if Path(path).name in names:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))

    def scan(path: str) -> object:
        denied(path)
        return scandir(path)

    def state(path: str | Path, **options: Any) -> os.stat_result:
        if isinstance(path, str | Path):
            denied(path)
        return stat(path, **options)

    monkeypatch.setattr(os, "scandir", scan)
    monkeypatch.setattr(os, "stat", state)
    return names


@pytest.mark.parametrize(
    ("name", "sentence", "new"),
    [
        ("deeper", "The folder “deeper” may not be read.", 1),
        ("pier.txt", "“pier.txt” may not be read.", 1),
        ("inbox", "“inbox” cannot be looked at: Permission denied.", 0),
    ],
)
def test_what_may_not_be_read_is_named_and_the_rest_is_read(
    library: Library, folder: Path, closed: set[str], name: str, sentence: str, new: int
) -> None:
    library.followed.follow(str(folder))
    closed.add(name)
    place = looked(library)
    assert (place.problem, place.new) == (sentence, new)
    closed.clear()
    assert (looked(library).problem, len(texts(library))) == ("", 2)


def test_files_that_may_not_be_read_take_no_turn_of_the_others(
    library: Library, folder: Path, closed: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(followed, "MOST_NEW", 1)
    (folder / "a.txt").write_text("The crane was sold.")
    library.followed.follow(str(folder))
    closed.add("a.txt")
    assert [looked(library).new for _ in range(2)] == [1, 1]


def test_a_place_that_fails_in_an_unforeseen_way_says_so(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(_data: bytes, _name: str) -> list[Document]:
        raise LookupError

    library.followed.follow(str(folder))
    monkeypatch.setattr(followed, "read", failing)
    assert looked(library).problem == "It failed in a way that nobody foresaw (LookupError)."


def test_the_sentence_about_a_file_has_its_whole_name(library: Library, folder: Path) -> None:
    (folder / "Dr. Ray. 2.pdf").write_bytes(b"%PDF-1.4 broken")
    library.followed.follow(str(folder))
    assert looked(library).problem.startswith("“Dr. Ray. 2.pdf” is cut off")


def test_a_folder_that_went_away_says_so(library: Library, folder: Path) -> None:
    library.followed.follow(str(folder))
    folder.rename(folder.with_name("moved"))
    assert looked(library).problem == "There is no folder “inbox” at its place any more."


def test_one_look_takes_a_bounded_number_and_the_next_one_the_rest(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(followed, "MOST_NEW", 1)
    library.followed.follow(str(folder))
    first = looked(library)
    assert (first.new, "look again for the rest" in first.problem) == (1, True)
    assert (looked(library).new, looked(library).new) == (1, 0)


def test_a_look_that_is_stopped_keeps_what_it_has_and_goes_on_later(library: Library, folder: Path) -> None:
    place = library.followed.follow(str(folder))
    answers = iter([False, True])
    assert library.followed.look(place, stopped=lambda: next(answers)).new == 1
    assert (looked(library).new, len(texts(library))) == (1, 2)


# Naming, taking out, stopping


@pytest.mark.parametrize(
    ("where", "sentence"),
    [
        ("", "neither an address"),
        ("inbox", "neither an address"),
        ("/no/such/folder", "There is no folder “folder” there"),
        ("http://127.0.0.1/feed", "this machine or its own network"),
        ("ftp://wire.example", "neither an address"),
        ("/" + "x" * 2000, "neither an address"),
        ("/" + "x" * 500, "cannot be looked up|There is no folder"),
    ],
)
def test_what_cannot_be_followed_is_refused_and_nothing_is_kept(library: Library, where: str, sentence: str) -> None:
    with pytest.raises(NotRead, match=sentence):
        library.followed.follow(where)
    assert library.followed.all() == []


def test_a_place_is_followed_once(library: Library, folder: Path) -> None:
    library.followed.follow(str(folder))
    with pytest.raises(NotRead, match="is followed already"):
        library.followed.follow(f"{folder}/deeper/..")


def test_what_the_last_look_added_is_taken_out_again_and_not_added_by_the_next(
    library: Library, folder: Path
) -> None:
    (report,) = library.add(library_document(folder / "pier.txt"))
    library.followed.follow(str(folder))
    place = looked(library)
    assert place.new == 1, "One of the two was in the library before."
    assert place.looked_at is not None
    assert library.followed.take_out(place.id, place.looked_at) == 1
    assert [source.id for source in every_source(library)] == [report.source_id]
    assert library.followed.all()[0].new == 0
    assert looked(library).new == 0


def test_what_a_look_added_is_taken_out_without_what_another_look_added_meanwhile(
    library: Library, folder: Path
) -> None:
    library.followed.follow(str(folder))
    first = looked(library)
    assert first.looked_at is not None
    gone, *_ = library.followed.added(first.id, first.looked_at)
    library.versions.delete(gone)
    (folder / "crane.txt").write_text("The crane was sold.")
    looked(library)
    assert len(library.followed.added(first.id, first.looked_at)) == 1
    assert library.followed.take_out(first.id, first.looked_at) == 1
    assert (texts(library), library.followed.all()[0].new) == (["The crane was sold."], 1)


def test_a_place_that_is_no_longer_followed_leaves_its_sources_and_can_be_followed_again(
    library: Library, folder: Path
) -> None:
    library.followed.follow(str(folder))
    place = looked(library)
    assert library.followed.unfollow(place.id)
    assert (library.followed.all(), len(texts(library))) == ([], 2)
    assert not library.followed.unfollow(place.id)
    library.followed.follow(str(folder))
    assert (looked(library).new, len(texts(library))) == (0, 2)


def library_document(path: Path) -> list[Document]:
    return read(path.read_bytes(), path.name)
