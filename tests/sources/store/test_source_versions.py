from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from sources.embedding import EncoderWorker
from sources.reading import NotRead
from sources.source import Document
from sources.store import Library, database_url, open_database
from sources.store.settings import keep_setting
from sources.store.snapshots import Outcome
from sources.store.source_versions import FETCHING
from tests.sources.fakes import WordEncoder
from tests.sources.reading.make_files import make_html
from tests.sources.reading.web import Answer, Web, answer, serving
from tests.sources.stored import every_source

START = datetime(2026, 5, 8, 12, 0, tzinfo=UTC)
WHERE = "http://paper.example/pier"
PIER = Document(
    text="Pier closed\n\nThe pier was closed on Monday. Nobody was hurt.",
    kind="html",
    name="pier.html",
    title="Pier closed",
    publisher="Pilot Weekly",
    author="Ada Holm",
    published=date(2026, 5, 4),
    url=WHERE,
)
NEW = replace(PIER, text=PIER.text.replace("Nobody was", "Two people were"), title="Pier still closed", author="")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    engine = open_database(database_url(str(tmp_path / "desk.sqlite3")))
    moments = iter(START + timedelta(hours=n) for n in range(1000))
    yield Library(engine, EncoderWorker(WordEncoder()), clock=lambda: next(moments))
    engine.dispose()


def added(library: Library, document: Document = PIER) -> str:
    (report,) = library.add([document])
    return report.source_id


def outcomes(library: Library, source_id: str) -> list[str]:
    return [line.outcome.value for line in library.versions.history(source_id)]


def test_a_source_that_reads_the_same_is_unchanged_however_it_is_typed(library: Library) -> None:
    source_id = added(library)
    version = library.version
    again = library.versions.reread(
        source_id, replace(PIER, text=PIER.text.replace("\n\n", "\r\n \r\n"), title="Other")
    )
    assert (again.outcome, again.source_id, again.changes) == (Outcome.UNCHANGED, source_id, ())
    assert outcomes(library, source_id) == ["added", "unchanged"]
    assert (library.version, library.count()) == (version, 1)


def test_a_changed_text_takes_the_place_of_the_old_one_which_stays_readable_and_leaves_the_search(
    library: Library,
) -> None:
    old = added(library)
    (before,) = library.index().nearest(library.query_vectors(["Nobody was hurt."]), 9)
    assert {hit.source_id for hit in before} == {old}
    again = library.versions.reread(old, NEW)
    assert again.outcome is Outcome.CHANGED
    (change,) = again.changes
    assert (change.old, change.new) == ("Nobody was", "Two people were")
    library.vectors.embed_missing()
    assert [one.id for one in every_source(library)] == [again.source_id]
    assert library.count() == 1
    (hits,) = library.index().nearest(library.query_vectors(["Nobody was hurt."]), 9)
    assert {hit.source_id for hit in hits} == {again.source_id}
    kept = library.source(old)
    assert kept is not None
    assert kept.text == PIER.text
    assert library.load_passages([old]) == {}
    assert [one.id for one in library.versions.earlier(again.source_id)] == [old]
    assert outcomes(library, again.source_id) == ["added", "added", "changed"]


def test_what_a_person_corrected_stays_when_the_text_changes(library: Library) -> None:
    old = added(library, replace(PIER, author=""))
    library.update_details(
        old, title="Pier shut", publisher="The Pilot", author="", published=date(2026, 5, 5), url=WHERE
    )
    new = library.source(library.versions.reread(old, replace(NEW, author="Ben Cole")).source_id)
    assert new is not None
    assert (new.title, new.publisher, new.author, new.published) == (
        "Pier shut", "The Pilot", "Ben Cole", date(2026, 5, 5),
    )  # fmt: skip


def test_a_text_that_is_as_it_once_was_takes_its_place_back(library: Library) -> None:
    first = added(library)
    second = library.versions.reread(first, NEW).source_id
    third = library.versions.reread(second, PIER)
    assert (third.outcome, third.source_id) == (Outcome.CHANGED, first)
    library.vectors.embed_missing()
    assert [one.id for one in every_source(library)] == [first]
    assert [passage.text for passage in library.passages(first)] == [PIER.text]
    assert [one.id for one in library.versions.earlier(first)] == [second]


def test_what_happened_to_a_source_after_it_was_used_is_said(library: Library) -> None:
    changed = added(library)
    new = library.versions.reread(changed, NEW).source_id
    deleted = added(library, Document(text="Ferries were late.", kind="txt"))
    library.versions.delete(deleted)
    found = library.versions.changes([changed, new, deleted, "src-elsewhere"])
    assert {one: since.outcome.value for one, since in found.items()} == {
        changed: "changed", deleted: "deleted", "src-elsewhere": "deleted",
    }  # fmt: skip
    assert found[changed].sentence.startswith("The source was read again on 2026-05-08 and had changed;")
    assert found[deleted].sentence.startswith("The source was deleted from the library on 2026-05-08;")
    assert found["src-elsewhere"].sentence.startswith("The source is not in this library;")


def test_deleting_a_source_deletes_the_texts_it_replaced_and_the_history_keeps_that_they_were_there(
    library: Library,
) -> None:
    old = added(library)
    new = library.versions.reread(old, NEW).source_id
    assert library.versions.delete(new)
    assert not library.versions.delete(new)
    assert (library.source(old), library.source(new), library.count()) == (None, None, 0)
    assert library.vectors.count_missing() == 0
    assert outcomes(library, old) == ["added", "changed", "deleted"]
    assert outcomes(library, new) == ["added", "deleted"]


def test_a_source_that_was_replaced_or_deleted_meanwhile_is_not_read_again(library: Library) -> None:
    old = added(library)
    new = library.versions.reread(old, NEW).source_id
    for one in (old, "src-elsewhere"):
        with pytest.raises(NotRead, match="no longer in the library"):
            library.versions.reread(one, PIER)
    assert [each.id for each in every_source(library)] == [new]


def test_a_reading_without_a_word_changes_nothing(library: Library) -> None:
    old = added(library)
    with pytest.raises(NotRead, match="no word"):
        library.versions.reread(old, replace(NEW, text=" \n"))
    assert [one.id for one in every_source(library)] == [old]


def page(sentence: str) -> bytes:
    body = [
        f"{sentence} The ferry to the island of Merrow left an hour late on {day}." for day in ("Monday", "Friday")
    ]
    return answer(make_html(body, title="Pier closed", publisher="Pilot Weekly"), Content_Type="text/html")


def online(library: Library, web: Web) -> str:
    library.versions.network = web.network
    keep_setting(library._engine, FETCHING, "on")
    return added(library, library.versions.at(WHERE)[0])


def test_a_source_is_read_again_from_its_address(library: Library) -> None:
    told: list[Answer] = [page("The pier was closed."), page("The pier was closed."), page("The pier was open.")]
    with serving({"paper.example/pier": [*told, answer(status="404 Not Found")]}) as web:
        source_id = online(library, web)
        assert library.versions.reread(source_id).outcome is Outcome.UNCHANGED
        changed = library.versions.reread(source_id)
        assert {(change.old, change.new) for change in changed.changes} == {("closed.", "open.")}
        gone = library.versions.reread(changed.source_id)
    assert (gone.outcome, gone.source_id) == (Outcome.GONE, changed.source_id)
    assert "The text that was read before is kept." in gone.message
    assert library.source(changed.source_id) is not None
    since = library.versions.changes([changed.source_id])[changed.source_id]
    assert since.outcome is Outcome.GONE
    assert outcomes(library, source_id) == ["added", "unchanged", "changed"]


def test_a_source_that_is_back_at_its_address_is_no_longer_said_to_be_gone(library: Library) -> None:
    told: list[Answer] = [page("The pier was closed."), answer(status="410 Gone"), page("The pier was closed.")]
    with serving({"paper.example/pier": told}) as web:
        source_id = online(library, web)
        library.versions.reread(source_id)
        library.versions.reread(source_id)
    assert library.versions.changes([source_id]) == {}


def test_a_site_that_only_refuses_is_not_taken_for_gone(library: Library) -> None:
    told: list[Answer] = [page("The pier was closed."), answer(status="403 Forbidden")]
    with serving({"paper.example/pier": told}) as web:
        source_id = online(library, web)
        with pytest.raises(NotRead, match="sign in or pay"):
            library.versions.reread(source_id)
    assert outcomes(library, source_id) == ["added"]


def test_without_the_setting_no_address_is_asked(library: Library) -> None:
    with serving({"paper.example/pier": page("The pier was closed.")}) as web:
        library.versions.network = web.network
        source_id = added(library)
        for ask in (library.versions.reread, library.versions.at, library.versions.article_at):
            with pytest.raises(NotRead, match="switched off"):
                ask(source_id if ask == library.versions.reread else WHERE)
    assert (web.asked, web.connected) == ([], [])


def test_a_source_without_an_address_asks_for_its_file(library: Library) -> None:
    with pytest.raises(NotRead, match="Give its file"):
        library.versions.reread(added(library, replace(PIER, url="")))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE snapshots SET outcome = 'added'",
        "DELETE FROM snapshots",
        "INSERT OR REPLACE INTO snapshots SELECT * FROM snapshots",
        "UPDATE OR REPLACE snapshots SET sequence = 1",
    ],
)
def test_the_history_of_readings_can_be_neither_changed_nor_deleted(
    library: Library, tmp_path: Path, statement: str
) -> None:
    added(library)
    file = sqlite3.connect(tmp_path / "desk.sqlite3")
    with pytest.raises(sqlite3.IntegrityError, match="history only grows"):
        file.execute(statement)
    file.close()


def test_an_alias_stands_for_a_publisher_until_it_is_taken_away(library: Library) -> None:
    version = library.version
    library.keep_alias("QH", "Quellhaven Herald")
    library.keep_alias("QH", "Quellhaven Hour")
    library.keep_alias("the Lantern", "Daily Lantern")
    assert library.aliases() == {"QH": "Quellhaven Hour", "the Lantern": "Daily Lantern"}
    assert library.version > version
    library.keep_alias("QH", "")
    assert library.aliases() == {"the Lantern": "Daily Lantern"}


def test_a_text_that_was_replaced_meanwhile_is_neither_corrected_nor_deleted_and_may_come_back(
    library: Library,
) -> None:
    old = added(library)
    new = library.versions.reread(old, NEW).source_id
    details = {"title": "Mended", "publisher": "", "author": "", "published": None, "url": ""}
    assert not library.update_details(old, **details)  # type: ignore[arg-type]
    assert not library.versions.delete(old)
    assert [one.id for one in every_source(library)] == [new]
    assert library.versions.reread(new, PIER).outcome is Outcome.CHANGED
    assert [(one.id, one.title) for one in every_source(library)] == [(old, "Pier closed")]


def test_words_with_letters_beyond_ascii_are_found_in_whatever_letter_case(library: Library) -> None:
    one = added(library, replace(PIER, text="Das Schiff lag vor Österreichs Werft in der Straße."))
    for word in ("Österreichs", "österreichs", "STRASSE".lower().replace("ss", "ß"), "werft"):
        assert library.containing(word) == {one}
