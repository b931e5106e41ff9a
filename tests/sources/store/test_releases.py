"""Databases of released versions open, and what was in them is there; `tests/cases/databases` keeps one a release.

Each file is the dump (``sqlite3 FILE .dump``) of a small database that the release itself wrote.
"""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import func, select

from claims.claim import ClaimKind
from claims.report.verify import verify
from claims.review.judgement import Pin
from claims.store.tables import articles, claim_edits, claims, drafts, judgements
from claims.workbench import Workbench
from sources.source import Candidate
from sources.store import DatabaseRefused, open_database, reading, writing
from sources.store.tables import embeddings, metadata, passages, snapshots, sources
from tests.claims.review.making import an_act
from tests.sources.fakes import WordEncoder
from tests.sources.stored import every_source

DATABASES = Path(__file__).resolve().parents[2] / "cases" / "databases"
RELEASES = sorted(path.stem for path in DATABASES.glob("*.sql"))


def of_release(version: str, folder: Path) -> Path:
    path = folder / "desk.sqlite3"
    file = sqlite3.connect(path)
    file.executescript((DATABASES / f"{version}.sql").read_text(encoding="utf-8"))
    file.close()
    return path


def test_there_is_a_database_of_the_first_release() -> None:
    assert "0.1.0" in RELEASES


@pytest.mark.parametrize("version", RELEASES)
def test_a_database_of_a_release_opens_with_everything_in_it(version: str, tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{of_release(version, tmp_path)}")
    with reading(engine) as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
        counts = {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in (sources, passages, embeddings, snapshots, articles, claims, claim_edits, judgements, drafts)
        }
        notes = connection.execute(select(judgements.c.note).order_by(judgements.c.sequence)).scalars().all()
    engine.dispose()
    assert counts == {
        "sources": 1,
        "passages": 1,
        "embeddings": 1,
        "snapshots": 1,
        "articles": 1,
        "claims": 3,
        "claim_edits": 1,
        "judgements": 2,
        "drafts": 1,
    }
    assert notes[1] == "Zwölf – “so”"


@pytest.mark.parametrize("version", RELEASES)
def test_the_article_of_a_release_is_its_own_first_version(version: str, tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{of_release(version, tmp_path)}")
    with reading(engine) as connection:
        kept = connection.execute(select(articles.c.id, articles.c.text_id, articles.c.version)).all()
        came = connection.execute(select(claims.c.came_in, claims.c.changed_in, claims.c.gone_in)).all()
    engine.dispose()
    assert [(text_id == article_id, number) for article_id, text_id, number in kept] == [(True, 1)]
    assert set(came) == {(1, 0, 0)}


NEWER_TABLES = (
    "article_files",
    "article_versions",
    "source_labels",
    "conclusions",
    "place_requests",
    "kept_candidates",
    "followed",
    "followed_entries",
    "place_tests",
)
NEWER_COLUMNS: dict[str, dict[str, object]] = {
    "articles": {"notes": "[]", "version": 1},
    "claims": {"came_in": 1, "changed_in": 0, "gone_in": 0},
    "sources": {"times": "[]", "place": "", "recognised": "[]", "archived": ""},
}


@pytest.mark.parametrize("version", RELEASES)
def test_each_migration_adds_to_rows_of_a_release_and_changes_none_of_their_values(
    version: str, tmp_path: Path
) -> None:
    path = of_release(version, tmp_path)
    before = rows_of(path)
    open_database(f"sqlite:///{path}").dispose()
    after = rows_of(path)
    assert [table for table in NEWER_TABLES if after[table]] == []
    for table, rows in before.items():
        newer = NEWER_COLUMNS.get(table, {})
        if table == "articles":
            newer = newer | {"text_id": rows[0]["id"]}
        if table != "alembic_version":
            assert after[table] == [row | newer for row in rows]
    assert all(before[table] for table in NEWER_COLUMNS)
    assert after.keys() - before.keys() == {*NEWER_TABLES}


def rows_of(path: Path) -> dict[str, list[dict[str, object]]]:
    """Return the rows of each table of a file as SQLite has them."""
    file = sqlite3.connect(path)
    file.row_factory = sqlite3.Row
    names = file.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    ).fetchall()
    found = {name: [dict(row) for row in file.execute(f"SELECT * FROM {name}")] for (name,) in names}
    file.close()
    return found


@pytest.mark.parametrize("version", RELEASES)
def test_this_version_works_on_with_an_article_of_a_release(version: str, tmp_path: Path) -> None:
    workbench = Workbench.open(str(of_release(version, tmp_path)), encoder=WordEncoder())
    (summary,) = workbench.articles.summaries()
    first, *_ = workbench.articles.claims(summary.id)
    stands = workbench.reviewing.standing(summary.id, "Ada")[first.id]
    source = workbench.library.source(every_source(workbench.library.sources())[0].id)
    assert source is not None
    pin = Pin.of(Candidate(source, workbench.library.passages(source.id)[0], 0.0, 1, "", (), ""))
    act = replace(
        an_act(first, "unclear", reviewer="Ada", expected=stands.sequence),
        article_id=summary.id,
        pins=(pin,),
        request_id="of-this-version",
    )
    workbench.reviewing.judge(act)
    rows = workbench.exports.verdict_csv(summary.id).decode()
    assert ["unclear" in rows, "Zwölf – “so”" in rows] == [True, True]
    packet = workbench.packets.make(summary.id)
    workbench.close()
    assert verify(packet) == []


@pytest.mark.parametrize("version", RELEASES)
@pytest.mark.parametrize("table", ["judgements", "claim_edits", "snapshots"])
def test_the_history_of_a_release_still_only_grows(version: str, table: str, tmp_path: Path) -> None:
    path = of_release(version, tmp_path)
    open_database(f"sqlite:///{path}").dispose()
    file = sqlite3.connect(path)
    with pytest.raises(sqlite3.IntegrityError, match="only grows"):
        file.execute(f"DELETE FROM {table}")
    file.close()


def _stamped(path: Path, revision: str) -> None:
    file = sqlite3.connect(path)
    with file:
        file.execute("UPDATE alembic_version SET version_num = ?", (revision,))
    file.close()


def test_a_database_of_the_last_step_before_the_release_is_one_of_the_release(tmp_path: Path) -> None:
    path = of_release("0.1.0", tmp_path)
    _stamped(path, "0011")
    engine = open_database(f"sqlite:///{path}")
    with reading(engine) as connection:
        (revision,) = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalars().all()
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    assert revision not in {"0011", "0.1.0"}  # it went on from the release to this version
    engine.dispose()


def test_a_database_of_an_earlier_step_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = of_release("0.1.0", tmp_path)
    _stamped(path, "0010")
    before = path.read_bytes()
    with pytest.raises(DatabaseRefused, match=r"was made before version 0\.1\.0 .* Export its verdict CSV"):
        open_database(f"sqlite:///{path}")
    assert path.read_bytes() == before


def test_a_claim_of_a_kind_that_a_release_did_not_know_is_kept_in_its_database(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{of_release('0.1.0', tmp_path)}")
    with writing(engine) as connection:
        first = connection.execute(select(claims)).mappings().first()
        assert first is not None
        values = {**first, "id": "clm-0123456789ab", "kind": ClaimKind.PLAN.value}
        connection.execute(claims.insert().values({key: values[key] for key in values if key in claims.c}))
        kept = connection.execute(select(claims.c.kind).where(claims.c.id == "clm-0123456789ab")).scalar_one()
    engine.dispose()
    assert ClaimKind(kept) is ClaimKind.PLAN
