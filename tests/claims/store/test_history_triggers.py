"""The history is protected by triggers; whoever drops them is noticed when the database is opened."""

from __future__ import annotations

import logging
import sqlite3
from pathlib import Path

import psycopg
import pytest
from sqlalchemy.exc import DBAPIError

from claims.store.history_triggers import missing_triggers, restore_triggers
from claims.workbench import Workbench
from sources.store.engine import DatabaseRefused, open_database, reading, writing
from tests.claims.services.making import ARTICLE_ID, a_workbench, act
from tests.postgres import a_postgres

ALL = [
    f"{table}_{act}" for table in ("claim_edits", "judgements") for act in ("no_update", "no_delete", "no_replace")
]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    workbench = a_workbench(tmp_path)
    workbench.reviewing.judge(act(workbench, 1))
    workbench.close()
    return tmp_path / "desk.sqlite3"


def change(path: Path, *statements: str) -> None:
    file = sqlite3.connect(path)
    with file:
        for statement in statements:
            file.execute(statement)
    file.close()


def missing(path: Path) -> list[str]:
    engine = open_database(f"sqlite:///{path}")
    with reading(engine) as connection:
        found = missing_triggers(connection)
    engine.dispose()
    return found


def test_a_new_database_lacks_no_trigger(path: Path) -> None:
    assert missing(path) == []


def test_each_dropped_trigger_is_named(path: Path) -> None:
    change(path, *(f"DROP TRIGGER {name}" for name in ALL))
    assert missing(path) == ALL


def test_a_trigger_that_does_something_else_counts_as_missing(path: Path) -> None:
    change(
        path,
        "DROP TRIGGER judgements_no_delete",
        "CREATE TRIGGER judgements_no_delete BEFORE DELETE ON judgements BEGIN SELECT 1; END",
    )
    assert missing(path) == ["judgements_no_delete"]


def test_opening_puts_a_dropped_trigger_back_and_says_so(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    change(path, "DROP TRIGGER judgements_no_update", "DROP TRIGGER judgements_no_replace")
    with caplog.at_level(logging.WARNING):
        workbench = Workbench.open(str(path))
    assert workbench.restored_triggers == ("judgements_no_update", "judgements_no_replace")
    assert "was not protected" in caplog.text
    assert len(workbench.reviewing.history(ARTICLE_ID)) == 1
    workbench.close()
    assert missing(path) == []
    with pytest.raises(sqlite3.IntegrityError, match="history only grows"):
        change(path, "UPDATE judgements SET note = 'other'")
    again = Workbench.open(str(path))
    assert again.restored_triggers == ()
    again.close()


def test_a_trigger_that_cannot_be_put_back_refuses_the_database(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    change(path, "DROP TRIGGER judgements_no_update")
    monkeypatch.setattr("sources.store.engine._WAIT_SECONDS", 0)
    engine = open_database(f"sqlite:///{path}")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(DatabaseRefused, match=r"triggers that protect the history.* another program"):
        restore_triggers(engine)
    other.close()
    engine.dispose()


@pytest.mark.postgres
def test_postgresql_gets_a_dropped_and_a_disabled_trigger_back() -> None:
    with a_postgres() as server:
        url = server.database("workbench")
        Workbench.open(url).close()
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("DROP TRIGGER judgements_only_grows ON judgements")
            connection.execute("ALTER TABLE claim_edits DISABLE TRIGGER claim_edits_only_grows")
        workbench = Workbench.open(url)
        assert workbench.restored_triggers == ("claim_edits_only_grows", "judgements_only_grows")
        with pytest.raises(DBAPIError, match="history only grows"), writing(workbench._engine) as connection:
            connection.exec_driver_sql("DELETE FROM judgements")
        workbench.close()
        workbench = Workbench.open(url)
        assert workbench.restored_triggers == ()
        workbench.close()


@pytest.mark.postgres
def test_postgresql_refuses_to_change_delete_or_empty_what_only_grows() -> None:
    with a_postgres() as server:
        url = server.database("workbench")
        Workbench.open(url).close()
        with psycopg.connect(url, autocommit=True) as connection:
            for table in ("judgements", "claim_edits", "snapshots"):
                for statement in (f"DELETE FROM {table}", f"TRUNCATE {table}", f"TRUNCATE {table} CASCADE"):
                    with pytest.raises(psycopg.DatabaseError, match="only grows"):
                        connection.execute(statement.encode())
