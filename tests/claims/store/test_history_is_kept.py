from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from claims.review.gates import Unavailable
from claims.review.judgement import Judgement, Shown
from claims.store.encoding import judgement_of, judgement_row
from claims.store.tables import HISTORY
from claims.workbench import Workbench
from sources.store import engine
from sources.store.tables import metadata
from tests.claims.review.making import NOON, a_claim, an_act
from tests.claims.services.making import ARTICLE_ID, a_workbench, act, sentence
from tests.claims.services.versions_making import bring_in


@pytest.fixture
def workbench(tmp_path: Path) -> Iterator[Workbench]:
    workbench = a_workbench(tmp_path)
    workbench.reviewing.judge(act(workbench, 1))
    workbench.reviewing.edits.remove(
        workbench.articles.claims(ARTICLE_ID)[2].id, reviewer="Ada", version=1, request_id="e"
    )
    yield workbench
    workbench.close()


@pytest.fixture
def file(workbench: Workbench, tmp_path: Path) -> Iterator[sqlite3.Connection]:
    workbench.reports.conclude(ARTICLE_ID, "It holds.", "Ada")
    bring_in(workbench, ARTICLE_ID, tuple(sentence(number) for number in (1, 2, 3, 4)))
    connection = sqlite3.connect(tmp_path / "desk.sqlite3")
    yield connection
    connection.close()


@pytest.mark.parametrize("table", [table.name for table in HISTORY])
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE {table} SET reviewer = 'x'",
        "DELETE FROM {table}",
        "INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
        "UPDATE OR REPLACE {table} SET sequence = 1",
    ],
)
def test_the_history_can_be_neither_changed_nor_deleted(file: sqlite3.Connection, table: str, statement: str) -> None:
    before = file.execute(f"SELECT * FROM {table}").fetchall()
    assert before
    with pytest.raises(sqlite3.IntegrityError, match="history only grows"):
        file.execute(statement.format(table=table))
    assert file.execute(f"SELECT * FROM {table}").fetchall() == before


def test_every_table_of_what_reviewers_did_to_an_article_only_grows() -> None:
    acts = {table for table in metadata.sorted_tables if {"article_id", "sequence", "reviewer"} <= {*table.c.keys()}}
    assert acts == {*HISTORY}


def test_a_judgement_from_before_origins_were_grouped_is_read_as_one_that_showed_none() -> None:
    row = judgement_row(Judgement.of(an_act(a_claim()), sequence=1, decided_at=NOON)) | {"sequence": 1}
    del row["shown"]["origins"]
    assert judgement_of(row).shown == Shown()


@pytest.mark.parametrize("table", [table.name for table in HISTORY])
def test_a_line_with_a_request_of_its_own_does_not_take_the_number_of_another(
    file: sqlite3.Connection, table: str
) -> None:
    file.row_factory = sqlite3.Row
    (before,) = file.execute(f"SELECT * FROM {table}").fetchall()
    line = dict(before)
    if "request_id" in line:
        line["request_id"] = "another"
    columns, holes = ", ".join(f'"{name}"' for name in line), ", ".join("?" * len(line))
    with pytest.raises(sqlite3.IntegrityError, match="history only grows"):
        file.execute(f"INSERT OR REPLACE INTO {table} ({columns}) VALUES ({holes})", tuple(line.values()))
    assert file.execute(f"SELECT * FROM {table}").fetchall() == [before]


def test_a_number_of_the_history_is_never_given_twice(file: sqlite3.Connection) -> None:
    created = dict(file.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall())
    for table in ("judgements", "claim_edits", "article_versions", "conclusions", "articles"):
        assert "AUTOINCREMENT" in created[table]


def test_an_edit_keeps_the_claims_before_and_after(file: sqlite3.Connection) -> None:
    ((act_name, reviewer, before, after),) = file.execute("SELECT act, reviewer, before, after FROM claim_edits")
    assert (act_name, reviewer) == ("remove", "Ada")
    assert '"removed": false' in before
    assert '"removed": true' in after


def test_a_database_that_does_not_answer_keeps_nothing_and_says_so(
    workbench: Workbench, file: sqlite3.Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "_WAIT_SECONDS", 0.05)  # not ten seconds in a test
    hasty = Workbench.open(str(tmp_path / "desk.sqlite3"))
    given = act(workbench, 2)
    file.execute("BEGIN EXCLUSIVE")
    with pytest.raises(Unavailable, match=r"^Another program has been holding the database for too long\. Try again"):
        hasty.reviewing.judge(given)
    file.rollback()
    hasty.reviewing.judge(given)
    assert len(workbench.reviewing.history(ARTICLE_ID)) == 2
    hasty.close()


def test_the_migration_makes_what_the_tables_say(file: sqlite3.Connection, workbench: Workbench) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with engine.reading(workbench._engine) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
