import sqlite3
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, insert, select, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from sources.store.engine import (
    DatabaseRefused,
    DatabaseUnavailable,
    check_answers,
    database_url,
    open_database,
    reading,
    writing,
)
from sources.store.tables import library, metadata, passages


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "desk.sqlite3"


def opened(path: Path) -> Engine:
    return open_database(database_url(str(path)))


def names_in(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def test_a_new_database_has_the_tables_that_the_code_declares(path: Path) -> None:
    with reading(opened(path)) as connection:
        own = set(metadata.tables)
        context = MigrationContext.configure(
            connection,
            opts={
                "include_name": lambda name, kind, _: kind != "table" or name in own,
                "compare_server_default": True,
            },
        )
        assert compare_metadata(context, metadata) == []


def test_opening_leaves_one_file_and_opening_again_changes_no_byte(path: Path) -> None:
    opened(path).dispose()
    before = path.read_bytes()
    opened(path).dispose()
    assert path.read_bytes() == before
    assert names_in(path.parent) == [path.name]


def test_a_bare_path_with_odd_letters_is_a_sqlite_file(tmp_path: Path) -> None:
    odd = tmp_path / "my desk %20 ü?.sqlite3"
    opened(odd).dispose()
    assert odd.exists()


def test_the_environment_names_the_database_and_a_given_address_comes_first(
    monkeypatch: pytest.MonkeyPatch, path: Path
) -> None:
    monkeypatch.setenv("WORKBENCH_DATABASE", str(path))
    assert database_url().endswith(path.name)
    assert database_url("postgresql://desk/claims") == "postgresql://desk/claims"


def test_without_a_name_the_database_lies_in_the_users_data_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("WORKBENCH_DATABASE", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("HOME", str(tmp_path))
    opened_at = open_database(database_url()).url.database
    assert opened_at is not None
    assert Path(opened_at).is_relative_to(tmp_path)
    assert Path(opened_at).exists()


def test_a_data_folder_that_cannot_be_made_is_refused_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.delenv("WORKBENCH_DATABASE", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "file"))
    with pytest.raises(DatabaseRefused, match="WORKBENCH_DATABASE"):
        database_url()


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("sqlite://", "in memory"),
        ("mysql://desk/claims", "SQLite or PostgreSQL"),
        ("nonsense://x", "cannot be read"),
        ("://", "cannot be read"),
    ],
)
def test_an_address_of_another_kind_is_refused_in_a_sentence(address: str, words: str) -> None:
    with pytest.raises(DatabaseRefused, match=words):
        open_database(address)


def test_a_missing_folder_and_a_folder_in_place_of_a_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DatabaseRefused, match="does not exist"):
        opened(tmp_path / "missing" / "desk.sqlite3")
    with pytest.raises(DatabaseRefused, match="is a folder"):
        opened(tmp_path)
    assert names_in(tmp_path) == []


def _newer(path: Path) -> None:
    opened(path).dispose()
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.close()


def _of_another_program(path: Path) -> None:
    with sqlite3.connect(path) as raw:
        raw.execute("CREATE TABLE recipes (name TEXT)")
    raw.close()


def _without_a_table(path: Path) -> None:
    opened(path).dispose()
    with sqlite3.connect(path) as raw:
        raw.execute("DROP TABLE embeddings")
    raw.close()


def _with_a_damaged_page(path: Path) -> None:
    opened(path).dispose()
    data = bytearray(path.read_bytes())
    data[4096:8192] = bytes(range(256)) * 16
    path.write_bytes(data)


def _truncated(path: Path) -> None:
    opened(path).dispose()
    path.write_bytes(path.read_bytes()[:-5000])


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (_newer, "newer version"),
        (_of_another_program, "another program"),
        (_without_a_table, "not whole: embeddings"),
        (_with_a_damaged_page, "damaged"),
        (_truncated, "damaged"),
        (lambda path: path.write_text("Dear diary, " * 1000), "no database"),
        (lambda path: path.write_bytes(b""), "is empty"),
    ],
)
def test_what_is_not_a_whole_database_of_this_version_is_refused_and_left_alone(
    path: Path, make: Callable[[Path], object], words: str
) -> None:
    make(path)
    before = path.read_bytes()
    with pytest.raises(DatabaseRefused, match=words):
        opened(path)
    assert path.read_bytes() == before
    assert names_in(path.parent) == [path.name]


def test_a_file_that_may_only_be_read_is_refused(path: Path) -> None:
    opened(path).dispose()
    with pytest.raises(DatabaseRefused, match="may only be read"):
        open_database(f"sqlite:///file:{path}?mode=ro&uri=true")


def test_a_connection_is_had_from_reading_and_writing_only(path: Path) -> None:
    engine = opened(path)
    with engine.connect() as connection, pytest.raises(RuntimeError, match=r"reading\(\) or writing\(\)"):
        connection.execute(select(library))


def test_a_reading_connection_cannot_write_and_the_next_writing_one_can(path: Path) -> None:
    engine = opened(path)
    with pytest.raises((DBAPIError, DatabaseUnavailable)), reading(engine) as connection:
        connection.execute(update(library).values(version=7))
    with writing(engine) as connection:
        connection.execute(update(library).values(version=8))
    with reading(engine) as connection:
        assert connection.execute(select(library.c.version)).scalar_one() == 8


def test_every_connection_keeps_the_journal_rules(path: Path) -> None:
    engine = opened(path)
    for way in (reading, writing):
        with way(engine) as connection:
            asked = [
                connection.execute(text(f"PRAGMA {name}")).scalar_one()
                for name in ("journal_mode", "synchronous", "foreign_keys")
            ]
            assert asked == ["delete", 2, 1]


def test_a_file_that_was_switched_to_a_write_ahead_log_comes_back_to_the_rollback_journal(path: Path) -> None:
    opened(path).dispose()
    raw = sqlite3.connect(path)
    assert raw.execute("PRAGMA journal_mode = WAL").fetchone() == ("wal",)
    raw.close()
    with reading(opened(path)) as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar_one() == "delete"


def test_an_error_undoes_the_whole_transaction_and_a_broken_rule_passes_as_it_is(path: Path) -> None:
    engine = opened(path)

    def half_wrong() -> None:
        with writing(engine) as connection:
            connection.execute(update(library).values(version=99))
            row = {"source_id": "src-none", "ordinal": 0, "start": 0, "end": 1, "text_digest": "0"}
            connection.execute(insert(passages).values(row))

    with pytest.raises(IntegrityError):
        half_wrong()
    with reading(engine) as connection:
        assert connection.execute(select(library.c.version)).scalar_one() == 1


def test_eight_threads_that_write_at_once_all_succeed(path: Path) -> None:
    engine = opened(path)
    failures: list[BaseException] = []

    def count_up() -> None:
        try:
            for _ in range(25):
                with writing(engine) as connection:
                    now = connection.execute(select(library.c.version)).scalar_one()
                    connection.execute(update(library).values(version=now + 1))
        except BaseException as error:  # noqa: BLE001 - a failure of any kind must reach the assertion
            failures.append(error)

    threads = [threading.Thread(target=count_up) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with reading(engine) as connection:
        assert connection.execute(select(library.c.version)).scalar_one() == 201


def test_a_lock_held_by_another_program_is_said_and_nothing_is_saved(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sources.store.engine._WAIT_SECONDS", 0)
    engine = opened(path)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(DatabaseUnavailable, match=r"^Not saved: another program has been holding"), writing(engine):
        pass
    with pytest.raises(DatabaseUnavailable, match=r"^Not read: "), reading(engine) as connection:
        connection.execute(select(library))
    other.execute("ROLLBACK")
    other.close()
    with writing(engine) as connection:
        connection.execute(update(library).values(version=2))


def test_a_full_disk_is_said_and_nothing_is_half_saved(path: Path) -> None:
    engine = opened(path)

    def too_much() -> None:
        with writing(engine) as connection:
            pages = connection.execute(text("PRAGMA page_count")).scalar_one()
            connection.execute(text(f"PRAGMA max_page_count = {pages}"))
            connection.execute(update(library).values(version=3))
            connection.execute(text("CREATE TABLE much AS SELECT zeroblob(100000) AS b"))

    with pytest.raises(DatabaseUnavailable, match=r"^Not saved: the disk is full"):
        too_much()
    with reading(engine) as connection:
        assert connection.execute(select(library.c.version)).scalar_one() == 1


def test_threads_that_create_one_database_at_once_all_get_it(path: Path) -> None:
    engines: list[Engine] = []
    threads = [threading.Thread(target=lambda: engines.append(opened(path))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(engines) == 4
    assert names_in(path.parent) == [path.name]


def test_the_message_of_a_broken_rule_does_not_quote_what_was_to_be_stored(path: Path) -> None:
    engine = opened(path)
    row = {"source_id": "what the reviewer wrote", "ordinal": 0, "start": 0, "end": 1, "text_digest": "0"}
    with pytest.raises(IntegrityError) as broken, writing(engine) as connection:
        connection.execute(insert(passages).values(row))
    assert "what the reviewer wrote" not in str(broken.value)


def test_a_database_that_did_not_answer_is_asked_briefly_until_it_does(path: Path) -> None:
    engine = opened(path)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    check_answers(engine)  # it answered last time, so nobody asks
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sources.store.engine._WAIT_SECONDS", 0)
        with pytest.raises(DatabaseUnavailable), writing(engine):
            pytest.fail("It was written while another program had the file.")
    began = time.monotonic()
    with pytest.raises(DatabaseUnavailable):
        check_answers(engine)
    assert time.monotonic() - began < 5, "A look must not wait as long as an act."
    other.execute("ROLLBACK")
    other.close()
    check_answers(engine)
