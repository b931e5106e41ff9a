"""Databases of released versions open, and what was in them is there; `tests/cases/databases` keeps one a release.

Each file is the dump (``sqlite3 FILE .dump``) of a small database that the release itself wrote.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import func, select

from claims.claim import ClaimKind
from claims.store.tables import articles, claim_edits, claims, drafts, judgements
from sources.store import DatabaseRefused, open_database, reading, writing
from sources.store.tables import embeddings, metadata, passages, snapshots, sources

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
