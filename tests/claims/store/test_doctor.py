"""A database that holds what cannot be shown or exported: it is found, a copy is made, and it is mended."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from claims.__main__ import main
from claims.review.gates import NotSaved
from claims.store.doctor import check, mend
from claims.store.history_triggers import missing_triggers
from claims.workbench import Workbench
from sources.source import Document
from sources.store.engine import open_as_it_is, open_database, reading, writing
from tests.claims.services.making import ARTICLE_ID, a_workbench, act
from tests.postgres import a_postgres

Ran = tuple[int, list[str], str]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    workbench = a_workbench(tmp_path)
    workbench.reviewing.judge(act(workbench, 1, note="kept"))
    workbench.reviewing.judge(act(workbench, 2, "unclear", reason="no source"))
    workbench.library.store([Document(text="The port is closed.", kind="txt", title="Port")])
    workbench.close()
    return tmp_path / "desk.sqlite3"


@pytest.fixture
def run(path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    def run(*arguments: str) -> Ran:
        code = main(["doctor", "--database", str(path), *arguments])
        out, told = capsys.readouterr()
        return code, out.splitlines(), told

    return run


def poison(path: Path, *statements: tuple[str, tuple[object, ...]]) -> None:
    """Change the file as a program without the rule did, or one that went around the triggers."""
    file = sqlite3.connect(path)
    triggers = file.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
    with file:
        for name, _sql in triggers:
            file.execute(f"DROP TRIGGER {name}")
        for statement, values in statements:
            file.execute(statement, values)
        for _name, sql in triggers:
            file.execute(sql)
    file.close()


def poison_pins(path: Path) -> None:
    pin = {
        "source_id": "src-1", "start": 10**30, "end": 30, "publisher": "P", "title": "a \ud800 b", "url": "",
        "published": None, "excerpt": "x", "similarity": float("nan"), "place": "",
    }  # fmt: skip
    poison(path, ("UPDATE judgements SET pins = ? WHERE sequence = 1", (json.dumps([pin]),)))


def test_a_sound_database_is_left_alone(path: Path, run: Callable[..., Ran]) -> None:
    before = path.read_bytes()
    assert run() == (0, [], "Nothing is wrong with the database.\n")
    assert run("--mend")[0] == 0
    assert path.read_bytes() == before
    assert sorted(one.name for one in path.parent.iterdir()) == ["desk.sqlite3"]


def test_each_place_is_one_line_and_nothing_is_written_without_mend(path: Path, run: Callable[..., Ran]) -> None:
    poison_pins(path)
    poison(
        path,
        ("UPDATE sources SET title = ?", ("bell \x07",)),
        ("UPDATE judgements SET note = CAST(? AS TEXT) WHERE sequence = 2", (b"caf\xe9",)),
        ("UPDATE claims SET check_worthiness = 9e999 WHERE place = 1", ()),
        ("UPDATE articles SET published = ?", ("10000-01-01",)),
    )
    before = path.read_bytes()
    code, lines, told = run()
    assert code == 1
    assert told == "7 faults were found. Run the command with --mend to mend what can be mended.\n"
    assert sorted(re.sub(r"(src|clm)-[0-9a-f]{12}", r"\1", line) for line in lines) == [
        "articles, sequence 1, published: is not a time of the years 1 to 9999.",
        "claims, id clm, check_worthiness: is not a finite number.",
        "judgements, sequence 1, pins: [0].similarity is not a finite number.",
        "judgements, sequence 1, pins: [0].start has more than 18 digits.",
        "judgements, sequence 1, pins: [0].title holds the character U+D800, which cannot be stored.",
        "judgements, sequence 2, note: is not UTF-8.",
        "sources, id src, title: holds the character U+0007, which cannot be stored.",
    ]
    assert path.read_bytes() == before


def test_mending_makes_the_export_work_again_after_a_copy(path: Path, run: Callable[..., Ran]) -> None:
    poison_pins(path)
    workbench = Workbench.open(str(path))
    with pytest.raises(NotSaved, match="python -m claims doctor --mend"):
        workbench.exports.verdict_csv()
    workbench.close()
    before = path.read_bytes()
    code, lines, told = run("--mend")
    assert (code, len(lines)) == (0, 3)
    (copy,) = path.parent.glob("desk.sqlite3.before-mending-*")
    assert f"The database as it was: {copy}" in told
    assert copy.read_bytes()[100:] == before[100:]  # the first 100 bytes count changes
    workbench = Workbench.open(str(path))
    (pin,) = workbench.reviewing.history(ARTICLE_ID)[0].pins
    assert (pin.title, pin.similarity, workbench.reviewing.history(ARTICLE_ID)[0].note) == (
        "a \ufffd b",
        None,
        "kept",
    )
    report = workbench.exports.import_csv(workbench.exports.verdict_csv())
    assert (report.added, report.conflicts, workbench.restored_triggers) == (0, (), ())
    with pytest.raises(DBAPIError, match="history only grows"), writing(workbench._engine) as connection:
        connection.execute(text("UPDATE judgements SET note = 'x'"))
    workbench.close()
    assert run()[0] == 0


def test_what_was_mended_is_written_down_in_the_database(path: Path) -> None:
    poison(path, ("UPDATE sources SET title = ?", ("bell \x07",)))
    engine = open_as_it_is(f"sqlite:///{path}")
    assert mend(engine).sound
    with reading(engine) as connection:
        query = text("SELECT value FROM settings WHERE name LIKE 'doctor.mended %'")
        (line,) = json.loads(connection.execute(query).scalar_one())
    engine.dispose()
    assert line.startswith("sources, id src-")
    assert line.endswith("title: holds the character U+0007, which cannot be stored.")


def test_what_cannot_be_mended_is_named_and_the_rest_is_mended(path: Path, run: Callable[..., Ran]) -> None:
    poison(
        path,
        ("UPDATE judgements SET decided_at = 'yesterday', note = ? WHERE sequence = 2", ("bell \x07",)),
        ("UPDATE claims SET details = '{' WHERE place = 2", ()),
    )
    code, lines, told = run("--mend")
    assert code == 1
    left = [line for line in lines if line.startswith("not mended: ")]
    assert [line.rpartition(", ")[2] for line in left] == [
        "as character 2 shows.",
        "decided_at: is not a time of the years 1 to 9999.",
    ]
    assert "2 faults were found. Restore a backup, or correct them by hand." in told


def test_two_rows_that_would_become_one_stop_the_mending(path: Path, run: Callable[..., Ran]) -> None:
    insert = "INSERT INTO aliases VALUES (?, 'P')"
    poison(path, (insert, ("a\x07",)), (insert, ("a\x08",)))
    code, _lines, told = run("--mend")
    assert code == 1
    assert "Two rows would become the same by mending, so nothing was changed." in told
    assert run()[1] == [
        f"aliases, alias a⟨U+000{sign}⟩, alias: holds the character U+000{sign}, which cannot be stored."
        for sign in "78"
    ]


def test_dropped_triggers_and_rows_without_their_article_are_found(path: Path, run: Callable[..., Ran]) -> None:
    file = sqlite3.connect(path)
    with file:
        file.execute("DROP TRIGGER judgements_no_update")
    file.close()
    assert run()[:2] == (1, ["judgements_no_update: the trigger that protects the history is missing."])
    assert run("--mend")[0] == 0
    assert run()[0] == 0
    poison(path, ("UPDATE judgements SET article_id = 'art-gone' WHERE sequence = 1", ()))
    code, lines, told = run("--mend")
    assert (code, lines) == (1, ["judgements, rowid 1: it belongs to a row of articles that is not there."])
    assert "The file itself is damaged, so nothing in it was changed. Restore a backup." in told


def test_a_damaged_file_and_a_missing_one_are_told_in_a_line(path: Path, run: Callable[..., Ran]) -> None:
    data = bytearray(path.read_bytes())
    data[4096 * 3 : 4096 * 6] = bytes(4096 * 3)
    path.write_bytes(data)
    code, _lines, told = run()
    assert code == 1
    assert "Traceback" not in told
    path.unlink()
    assert run()[2].startswith("There is no database ")
    assert not path.exists()


def test_a_database_of_an_older_version_is_looked_at_and_not_changed(path: Path, run: Callable[..., Ran]) -> None:
    poison(path, ("DROP TABLE keyword_counts", ()), ("UPDATE sources SET title = ?", ("bell \x07",)))
    before = path.read_bytes()
    assert len(run()[1]) == 1
    assert path.read_bytes() == before


@pytest.fixture(scope="module")
def postgres() -> Iterator[str]:
    with a_postgres() as server:
        yield server.database("doctor")


@pytest.mark.postgres
def test_the_same_on_postgresql_after_a_dump(postgres: str, capsys: pytest.CaptureFixture[str]) -> None:
    workbench = a_workbench_on(postgres)
    judged = workbench.reviewing.judge(act(workbench, 1, note="kept"))
    workbench.close()
    engine = open_as_it_is(postgres)
    pins = '[{"title": "a \\u0000 b \\ud800", "start": 1, "end": 2, "source_id": "s", "publisher": "", "url": "", '
    pins += '"published": null, "excerpt": "x", "similarity": 1e999, "place": ""}]'
    with writing(engine) as connection:
        connection.execute(text("ALTER TABLE judgements DISABLE TRIGGER USER"))
        connection.execute(
            text("UPDATE judgements SET pins = CAST(:pins AS JSON), note = 'bell \x07'"), {"pins": pins}
        )
        connection.execute(text("UPDATE claims SET check_worthiness = 'NaN' WHERE place = 1"))
        connection.execute(text("UPDATE articles SET published = 'infinity'"))
        connection.execute(text("ALTER TABLE judgements ENABLE TRIGGER USER"))
    assert len(check(engine).lines) == 5
    assert main(["doctor", "--database", postgres, "--mend"]) == 1
    assert "pg_dump" in capsys.readouterr().err
    assert len(check(engine).lines) == 5
    assert main(["doctor", "--database", postgres, "--mend", "--yes"]) == 0
    with reading(engine) as connection:
        assert missing_triggers(connection) == []
    engine.dispose()
    workbench = Workbench.open(postgres)
    (line,) = workbench.reviewing.history(ARTICLE_ID)
    assert (line.note, line.pins[0].title, line.pins[0].similarity) == ("bell \ufffd", "a \ufffd b \ufffd", None)
    assert line.sequence == judged.sequence
    workbench.exports.verdict_csv()
    workbench.close()


def a_workbench_on(url: str) -> Workbench:
    from tests.claims.services.making import Clock, an_article, claims_of

    workbench = Workbench.open(url, clock=Clock())
    article = an_article()
    workbench.articles._store(article, claims_of(article))
    return workbench


def test_looking_at_a_database_needs_one_that_is_there(tmp_path: Path) -> None:
    open_database(f"sqlite:///{tmp_path / 'new.sqlite3'}").dispose()
    engine = open_as_it_is(f"sqlite:///{tmp_path / 'new.sqlite3'}")
    assert check(engine).sound
    engine.dispose()
