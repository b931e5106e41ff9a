"""The verdict CSV as other programs hand it back: pandas, Excel, and whoever edits JSON by hand."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from claims.report.csv_reading import CsvRefused
from claims.workbench import Workbench
from tests.claims.report.making import frame
from tests.claims.services.making import ARTICLE_ID, Clock, a_workbench, act
from tests.claims.services.test_csv import edited

Rows = list[dict[str, str]]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def workbench(tmp_path: Path, clock: Clock) -> Iterator[Workbench]:
    workbench = a_workbench(tmp_path, clock=clock)
    workbench.reviewing.judge(act(workbench, 1, "verified", note="NA"))
    workbench.reviewing.judge(act(workbench, 1, "disputed", reviewer="007", reason="misquoted", note="12"))
    workbench.reviewing.judge(act(workbench, 2, "unclear", reason="no source"))
    yield workbench
    workbench.close()


def poisoned(workbench: Workbench, column: str, value: object) -> bytes:
    """Return the export with a value put into the first pin of the first row."""

    def change(rows: Rows) -> None:
        (pin,) = json.loads(rows[0]["evidence"])
        rows[0] |= {"evidence": json.dumps([pin | {column: value}]), "verdict": "disputed"}

    return edited(workbench.exports.verdict_csv(ARTICLE_ID), change)


def message_of(workbench: Workbench, data: bytes) -> str:
    """Return why the second row of a file was not taken; nothing else may have happened."""
    before = workbench.reviewing.history(ARTICLE_ID)
    report = workbench.exports.import_csv(data)
    assert [conflict.row for conflict in report.conflicts] == [2]
    assert workbench.reviewing.history(ARTICLE_ID) == before
    workbench.exports.verdict_csv(ARTICLE_ID).decode()
    return report.conflicts[0].message


@pytest.mark.parametrize(
    ("column", "value", "why"),
    [
        ("excerpt", "a \ud800 b", "[0].excerpt holds the character U+D800"),
        ("title", "a \x00 b", "[0].title holds the character U+0000"),
        ("place", "\x1b[31m", "[0].place holds the character U+001B"),
        ("similarity", float("nan"), "[0].similarity is not a finite number"),
        ("similarity", float("inf"), "[0].similarity is not a finite number"),
        ("similarity", "nan", "is not a number from -1.001 to 1.001"),
        ("similarity", 7, "is not a number from -1.001 to 1.001"),
        ("start", 10**4000, "[0].start has more than 18 digits"),
        ("start", -1, "is not a whole number from 0"),
        ("end", 2.5, "is not a whole number from 0"),
        ("published", "10000-01-01", "is not a day such as"),
        ("publisher", 7, "holds something else where words belong"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_row_and_cell(
    workbench: Workbench, column: str, value: object, why: str
) -> None:
    message = message_of(workbench, poisoned(workbench, column, value))
    assert message.startswith("The cell evidence cannot be read: it ")
    assert why in message


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"decided_at": "0001-01-01T00:00:00+01:00"}, "The cell decided_at cannot be read: it is not a time of the"),
        ({"decided_at": "9999-12-31T23:59:59-01:00"}, "The cell decided_at cannot be read: it is not a time of the"),
        (
            {"decided_at": "05/06/2024 12:00"},
            "The cell decided_at cannot be read: it could be two days",
        ),
        ({"version": "9" * 5000}, "The cell version cannot be read: it is not a whole number from 1 to"),
        ({"note": "bell \x07"}, "The cell note holds the character U+0007, which cannot be stored. Take it out."),
        ({"claim_id": "clm-\x00"}, "The cell claim_id holds the character U+0000, which cannot be stored."),
    ],
)
def test_a_cell_outside_the_rule_is_refused_with_row_and_cell(
    workbench: Workbench, cells: dict[str, str], message: str
) -> None:
    data = edited(workbench.exports.verdict_csv(ARTICLE_ID), lambda rows: rows[0].update(cells))
    assert message_of(workbench, data).startswith(message)


@pytest.mark.parametrize("version", ["9" * 5000, "nan", "-1", "1.5"])
def test_a_schema_version_that_is_no_number_is_refused_with_its_row(workbench: Workbench, version: str) -> None:
    data = edited(workbench.exports.verdict_csv(ARTICLE_ID), lambda rows: rows[1].update(schema_version=version))
    with pytest.raises(CsvRefused, match="Row 3 does not say its schema_version: it is not a whole number from 1"):
        workbench.exports.import_csv(data)


def rewritten(data: bytes, *, read: dict[str, Any] | None = None, write: dict[str, Any] | None = None) -> bytes:
    return str(pd.read_csv(io.BytesIO(data), **(read or {})).to_csv(**(write or {}))).encode()


@pytest.mark.parametrize("excel", [False, True])
@pytest.mark.parametrize("index", [False, True])
@pytest.mark.parametrize("times", [1, 2])
def test_the_file_that_pandas_rewrote_without_options_changes_nothing(
    workbench: Workbench, excel: bool, index: bool, times: int
) -> None:
    data = workbench.exports.verdict_csv(ARTICLE_ID, excel=excel)
    for _ in range(times):
        data = rewritten(data, write={"index": index})
    report = workbench.exports.import_csv(data)
    assert (report.unchanged, report.added, report.conflicts, report.notices) == (4, 0, (), ())


@pytest.mark.parametrize("word", ["NA", "nan", "NULL"])
def test_a_word_that_another_program_wrote_for_empty_cells_changes_nothing(workbench: Workbench, word: str) -> None:
    report = workbench.exports.import_csv(
        rewritten(workbench.exports.verdict_csv(ARTICLE_ID), write={"na_rep": word})
    )
    assert (report.unchanged, report.added, report.conflicts) == (4, 0, ())


def test_the_file_rewritten_by_pandas_gives_the_same_file_on_another_workbench(
    workbench: Workbench, tmp_path_factory: pytest.TempPathFactory
) -> None:
    later = Clock()
    later.now += timedelta(days=1)
    other = a_workbench(tmp_path_factory.mktemp("other"), clock=later)
    assert (
        other.exports.import_csv(
            rewritten(workbench.exports.verdict_csv(ARTICLE_ID), read={"dtype": {"reviewer": str}})
        ).added
        == 3
    )
    assert list(frame(other.exports.verdict_csv())["reviewer"]) == ["007", "Ada", "Ada", ""]
    other.close()


def test_numbers_with_a_point_are_whole_numbers(workbench: Workbench) -> None:
    def change(rows: Rows) -> None:
        for row in rows:
            row |= {name: f"{row[name]}.0" for name in ("schema_version", "claim_order", "start", "end", "version")}

    assert workbench.exports.import_csv(edited(workbench.exports.verdict_csv(ARTICLE_ID), change)).unchanged == 4


def test_verdicts_and_reasons_are_read_in_any_capitals(workbench: Workbench) -> None:
    def capitals(rows: Rows) -> None:
        for row in rows:
            row |= {"verdict": row["verdict"].upper(), "reason": row["reason"].title()}

    assert workbench.exports.import_csv(edited(workbench.exports.verdict_csv(ARTICLE_ID), capitals)).unchanged == 4

    def decide(rows: Rows) -> None:
        rows[3] |= {"verdict": "UNCLEAR", "reason": "Sources  conflict", "reviewer": "Ada"}

    assert workbench.exports.import_csv(edited(workbench.exports.verdict_csv(ARTICLE_ID), decide)).added == 1
    stands = workbench.reviewing.standing(ARTICLE_ID, "Ada")[workbench.articles.claims(ARTICLE_ID)[2].id]
    assert (stands.value, stands.reason) == ("unclear", "sources conflict")


def as_excel_saves(data: bytes, change: Callable[[Rows], None], written: str) -> bytes:
    """Return the file as a European Excel saves it: semicolons, ``sep=;``, times to the minute without a zone."""

    def retimed(rows: Rows) -> None:
        change(rows)
        for row in rows:
            if row["decided_at"]:
                row["decided_at"] = pd.Timestamp(row["decided_at"]).strftime(written)

    table = pd.read_csv(io.BytesIO(edited(data, retimed)), dtype=str, keep_default_na=False)
    return b"\xef\xbb\xbfsep=;\r\n" + table.to_csv(sep=";", index=False, lineterminator="\r\n").encode()


@pytest.mark.parametrize("written", ["%d/%m/%Y %H:%M", "%m/%d/%Y %I:%M %p", "%Y-%m-%d %H:%M:%S", "%d-%b-%y %H:%M"])
def test_an_edit_in_excel_becomes_one_line_though_it_cuts_seconds_off(
    workbench: Workbench, clock: Clock, written: str
) -> None:
    # 13 May has one order only; the times of the first lines could be 3 May or 5 March.
    clock.now += timedelta(days=10, seconds=7)
    workbench.reviewing.judge(act(workbench, 3, "disputed", note="later"))

    def change(rows: Rows) -> None:
        rows[3] |= {"verdict": "Verified", "reason": "in part", "note": "after a call"}

    report = workbench.exports.import_csv(
        as_excel_saves(workbench.exports.verdict_csv(ARTICLE_ID, excel=True), change, written)
    )
    assert (report.unchanged, report.added, report.conflicts) == (3, 1, ())
    last = workbench.reviewing.history(ARTICLE_ID)[-1]
    assert (last.value, last.reason, last.note, last.reviewer) == ("verified", "in part", "after a call", "Ada")


def test_times_that_could_be_two_days_are_refused_and_nothing_is_changed(workbench: Workbench) -> None:
    before = workbench.reviewing.history(ARTICLE_ID)
    report = workbench.exports.import_csv(
        as_excel_saves(workbench.exports.verdict_csv(ARTICLE_ID), lambda rows: None, "%d/%m/%Y %H:%M")
    )
    assert [conflict.row for conflict in report.conflicts] == [2, 3, 4]
    assert "The cell decided_at cannot be read: it could be two days" in report.conflicts[0].message
    assert workbench.reviewing.history(ARTICLE_ID) == before
