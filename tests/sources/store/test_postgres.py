"""The same code with another address: a real PostgreSQL from the package index, started without root rights."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, insert, select, text, update
from sqlalchemy.exc import DBAPIError

from sources.embedding import EncoderWorker
from sources.matching import match
from sources.source import Document, Query
from sources.store import DatabaseRefused, DatabaseUnavailable, Library, open_database, reading, writing
from sources.store.tables import library as library_table
from sources.store.tables import metadata, passages
from tests.postgres import Postgres, a_postgres
from tests.sources.fakes import WordEncoder
from tests.sources.stored import every_source

Opened = Callable[[], Engine]
pytestmark = pytest.mark.postgres


@pytest.fixture(scope="module")
def running() -> Iterator[Postgres]:
    with a_postgres() as running:
        yield running


@pytest.fixture
def server(running: Postgres) -> str:
    """Return the address of the server's own database."""
    return running.url


@pytest.fixture
def url(running: Postgres, request: pytest.FixtureRequest) -> str:
    """Return the address of a new database."""
    return running.database(f"desk_{abs(hash(request.node.nodeid)):x}")


@pytest.fixture
def opened(url: str) -> Iterator[Callable[[], Engine]]:
    """Open the new database, and close it after the test."""
    engines: list[Engine] = []

    def opened() -> Engine:
        engines.append(open_database(url))
        return engines[-1]

    yield opened
    for engine in engines:
        engine.dispose()


def test_the_migrated_schema_is_the_one_that_the_code_declares(opened: Opened) -> None:
    opened()
    with reading(opened()) as connection:
        own = set(metadata.tables)
        context = MigrationContext.configure(
            connection, opts={"include_name": lambda name, kind, _: kind != "table" or name in own}
        )
        assert compare_metadata(context, metadata) == []


def test_sources_are_added_once_found_corrected_and_removed(opened: Opened) -> None:
    library = Library(opened(), EncoderWorker(WordEncoder()))
    documents = [
        Document(text="The pier was closed on Monday.", kind="txt", publisher="Tideway News"),
        Document(text="A dozen ferries were late. 👩‍👩‍👧 日本", kind="txt", publisher="Radio Merrow"),
    ]
    assert [report.status for report in library.add(documents)] == ["added", "added"]
    assert [report.status for report in library.add(documents)] == ["known", "known"]
    found = match([Query("clm-1", "Was the pier closed?", ("Radio Merrow",))], library)["clm-1"]
    assert [one.source.publisher for one in found.candidates] == ["Radio Merrow", "Tideway News"]
    (ferry,) = [one for one in every_source(library) if one.publisher == "Radio Merrow"]
    source = library.source(ferry.id)
    assert source is not None
    assert (source.text, ferry.characters) == (documents[1].text, len(documents[1].text))
    library.update_details(ferry.id, title="T", publisher="P", author="A", published=None, url="")
    assert library.versions.delete(ferry.id)
    assert (library.count(), library.vectors.count_missing(), len(library.index())) == (1, 0, 1)


def test_a_library_is_read_whole_and_then_kept_up_to_date(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sources.store.search_matrix._AT_ONCE", 7)
    library = Library(opened(), EncoderWorker(WordEncoder()))
    documents = [Document(text=f"Ferry number {number} was late.", kind="txt") for number in range(40)]
    library.add(documents)
    other = Library(opened(), EncoderWorker(WordEncoder()))
    assert len(other.index()) == 40
    library.versions.delete(every_source(library)[0].id)
    library.add([Document(text="The pier was closed on Monday.", kind="txt")])
    claims = library.query_vectors(["the pier", "ferry number 7"])
    anew = Library(opened(), EncoderWorker(WordEncoder()))
    assert other.index().nearest(claims, 12) == anew.index().nearest(claims, 12)
    assert len(anew.index()) == len(other.index()) == 40


def test_eight_writers_stand_in_line_and_none_fails(opened: Opened) -> None:
    engine = opened()
    failures: list[BaseException] = []

    def count_up() -> None:
        try:
            for _ in range(10):
                with writing(engine) as connection:
                    now = connection.execute(select(library_table.c.version)).scalar_one()
                    connection.execute(update(library_table).values(version=now + 1))
        except BaseException as error:  # noqa: BLE001 - a failure of any kind must reach the assertion
            failures.append(error)

    threads = [threading.Thread(target=count_up) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with reading(engine) as connection:
        assert connection.execute(select(library_table.c.version)).scalar_one() == 81


def test_an_error_undoes_the_whole_transaction_and_a_reading_connection_cannot_write(opened: Opened) -> None:
    engine = opened()

    def half_wrong() -> None:
        with writing(engine) as connection:
            connection.execute(update(library_table).values(version=99))
            row = {"source_id": "src-none", "ordinal": 0, "start": 0, "end": 1, "text_digest": "0"}
            connection.execute(insert(passages).values(row))

    with pytest.raises(DBAPIError):
        half_wrong()
    with pytest.raises(DBAPIError), reading(engine) as connection:
        connection.execute(update(library_table).values(version=7))
    with reading(engine) as connection:
        assert connection.execute(select(library_table.c.version)).scalar_one() == 1


def test_a_newer_or_a_foreign_database_is_refused_and_left_alone(opened: Opened, url: str, server: str) -> None:
    engine = opened()
    with writing(engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(DatabaseRefused, match="newer version"):
        open_database(url)
    with reading(engine) as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one() == "9999"
    with psycopg.connect(server, autocommit=True) as own:
        own.execute("CREATE TABLE recipes (name TEXT)")
    with pytest.raises(DatabaseRefused, match="another program"):
        open_database(server)


def test_a_server_that_does_not_answer_is_said_without_its_password(tmp_path: Path) -> None:
    with pytest.raises(DatabaseRefused, match="does not answer") as refused:
        open_database(f"postgresql://desk:secret@/claims?host={tmp_path}")
    assert "secret" not in str(refused.value)


def test_a_lock_held_for_too_long_is_said(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sources.store.engine._WAIT_SECONDS", 1)
    engine = opened()
    with writing(engine), pytest.raises(DatabaseUnavailable, match=r"^Not saved: "), writing(engine):
        pytest.fail("Two acts wrote at once.")
