from __future__ import annotations

import csv
import io
import json
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from claims.report.csv_reading import CsvRefused
from claims.review.judgement import Judgement, Proposal, Shown
from claims.review.verdict import Question
from claims.workbench import Workbench
from sources.source import Saying
from tests.claims.report.making import frame
from tests.claims.review.making import ORIGIN
from tests.claims.services.making import ARTICLE_ID, Clock, a_workbench, act

Rows = list[dict[str, str]]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def workbench(tmp_path: Path, clock: Clock) -> Iterator[Workbench]:
    workbench = a_workbench(tmp_path, clock=clock)
    workbench.reviewing.judge(act(workbench, 1, "verified", note="=1+1", shown=Shown(origins=(ORIGIN,))))
    workbench.reviewing.judge(act(workbench, 1, "disputed", reviewer="Sefa K.", reason="misquoted", note="a\r\nb"))
    workbench.reviewing.judge(act(workbench, 2, "unclear", reason="no source"))
    said = {"question": Question.DID_THEY_SAY_IT, "named_source": "Pilot Weekly", "pins": (), "expected": None}
    workbench.reviewing.judge(act(workbench, 2, "not said", **said))
    yield workbench
    workbench.close()


def edited(data: bytes, change: Callable[[Rows], None]) -> bytes:
    """Return a file as somebody with another program would hand it back."""
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    names = list(rows[0])
    change(rows)
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, [*names, *(name for name in rows[0] if name not in names)])
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def test_the_file_read_with_pandas_holds_what_the_pages_showed(workbench: Workbench) -> None:
    table = frame(workbench.exports.verdict_csv(ARTICLE_ID))
    claims = workbench.articles.claims(ARTICLE_ID)
    assert list(table["claim_text"]) == [claims[0].text, claims[0].text, claims[1].text, claims[2].text]
    assert list(table["reviewer"]) == ["Ada", "Sefa K.", "Ada", ""]
    assert list(table["verdict"]) == ["verified", "disputed", "unclear", ""]
    assert list(table["note"]) == ["=1+1", "a\r\nb", "", ""]
    assert json.loads(table["attribution_verdicts"][2]) == {"Pilot Weekly": "not said"}
    article = workbench.articles.get(ARTICLE_ID)
    assert article is not None
    for row in table.itertuples():
        assert row.article_quote == article.text[int(str(row.start)) : int(str(row.end))]


def test_the_origins_of_the_evidence_are_those_shown_and_come_back_the_same(
    workbench: Workbench, tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = workbench.exports.verdict_csv(ARTICLE_ID)
    ada, sefa = frame(file)["origins"][:2]
    assert [(one["id"], one["name"], one["source_ids"]) for one in json.loads(ada)] == [
        ("src-0", "Harbour Wire", ["src-1"])
    ]
    assert [link["sentence"] for link in json.loads(ada)[0]["links"]] == [ORIGIN.links[0].sentence]
    assert sefa == "[]"
    other = a_workbench(tmp_path_factory.mktemp("other"))
    other.exports.import_csv(file)
    assert list(frame(other.exports.verdict_csv(ARTICLE_ID))["origins"]) == list(frame(file)["origins"])
    other.close()


def test_what_was_proposed_about_a_named_source_is_kept_with_the_verdict_and_comes_back_the_same(
    workbench: Workbench, tmp_path_factory: pytest.TempPathFactory
) -> None:
    proposed = Proposal("Pilot Weekly", Saying.SPEAKS, "Pilot Weekly mentions it, but “may” leaves it open.", "src-1")
    workbench.reviewing.judge(act(workbench, 3, "unclear", reason="no source", shown=Shown(proposals=(proposed,))))
    file = workbench.exports.verdict_csv(ARTICLE_ID)
    assert json.loads(frame(file)["attribution_proposals"][3]) == [
        {
            "named": "Pilot Weekly",
            "saying": "mentions it",
            "sentence": "Pilot Weekly mentions it, but “may” leaves it open.",
            "source_id": "src-1",
        }
    ]
    other = a_workbench(tmp_path_factory.mktemp("other"))
    other.exports.import_csv(file)
    cells = frame(other.exports.verdict_csv(ARTICLE_ID))["attribution_proposals"]
    assert list(cells) == list(frame(file)["attribution_proposals"])
    other.close()


@pytest.mark.parametrize("cell", ["[1]", '[{"named": "Pilot Weekly", "saying": "swears it"}]', "nonsense"])
def test_proposals_that_cannot_be_read_are_told_by_their_row(workbench: Workbench, cell: str) -> None:
    file = edited(workbench.exports.verdict_csv(ARTICLE_ID), lambda rows: rows[0].update(attribution_proposals=cell))
    (conflict,) = workbench.exports.import_csv(file).conflicts
    assert conflict.row == 2
    assert conflict.message.startswith("The cell attribution_proposals cannot be read")


@pytest.mark.parametrize("cell", ['{"id": 1}', "[1]", '[{"id": "src-0"}]', "nonsense"])
def test_origins_that_cannot_be_read_are_told_by_their_row(workbench: Workbench, cell: str) -> None:
    file = edited(workbench.exports.verdict_csv(ARTICLE_ID), lambda rows: rows[0].update(origins=cell))
    report = workbench.exports.import_csv(file)
    assert [one.row for one in report.conflicts] == [2]
    assert report.conflicts[0].message.startswith("The cell origins cannot be read")


@pytest.mark.parametrize("excel", [False, True])
def test_one_s_own_export_changes_nothing(workbench: Workbench, excel: bool) -> None:
    before = workbench.reviewing.history(ARTICLE_ID)
    report = workbench.exports.import_csv(workbench.exports.verdict_csv(ARTICLE_ID, excel=excel))
    assert (report.unchanged, report.added, report.conflicts, report.notices) == (4, 0, (), ())
    assert workbench.reviewing.history(ARTICLE_ID) == before


def test_verdicts_whose_reviewer_is_renamed_in_the_file_become_that_persons_and_stay_the_first_ones_too(
    workbench: Workbench,
) -> None:
    def rename(rows: Rows) -> None:
        for row in rows:
            row["reviewer"] = row["reviewer"].replace("Ada", "Bo")

    before = workbench.reviewing.standing(ARTICLE_ID, "Ada")
    report = workbench.exports.import_csv(edited(workbench.exports.verdict_csv(ARTICLE_ID), rename))
    assert not report.conflicts
    assert workbench.reviewing.standing(ARTICLE_ID, "Ada") == before
    theirs = workbench.reviewing.standing(ARTICLE_ID, "Bo")
    assert {one: (theirs[one].value, theirs[one].note) for one in theirs} == {
        one: (before[one].value, before[one].note) for one in before
    }


def test_an_edited_verdict_becomes_a_new_line_of_its_reviewer(workbench: Workbench) -> None:
    before = workbench.reviewing.history(ARTICLE_ID)

    def change(rows: Rows) -> None:
        rows[0] |= {"verdict": "disputed", "reason": "out of date", "note": "changed"}

    data = edited(workbench.exports.verdict_csv(ARTICLE_ID), change)
    report = workbench.exports.import_csv(data)
    assert (report.unchanged, report.added, report.conflicts) == (3, 1, ())
    *kept, new = workbench.reviewing.history(ARTICLE_ID)
    assert kept == before
    assert (new.reviewer, new.value, new.reason, new.note, new.pins) == (
        "Ada",
        "disputed",
        "out of date",
        "changed",
        before[0].pins,
    )
    assert new.decided_at > before[-1].decided_at
    again = workbench.exports.import_csv(data)
    assert (again.unchanged, again.added, again.conflicts) == (4, 0, ())


def test_what_was_decided_after_the_export_stays_and_the_row_is_listed(workbench: Workbench) -> None:
    def change(rows: Rows) -> None:
        rows[0] |= {"verdict": "unclear", "reason": "ambiguous"}

    data = edited(workbench.exports.verdict_csv(ARTICLE_ID), change)
    newer = workbench.reviewing.judge(act(workbench, 1, "disputed"))
    report = workbench.exports.import_csv(data)
    (conflict,) = report.conflicts
    assert (conflict.row, conflict.claim_id, conflict.reviewer) == (2, newer.claim_id, "Ada")
    assert (
        conflict.message
        == f"What is stored is newer: disputed since {newer.decided_at:%Y-%m-%d %H:%M:%S} UTC. It was left."
    )
    assert workbench.reviewing.history(ARTICLE_ID)[-1] == newer


def test_a_verdict_that_was_taken_back_does_not_come_back_by_an_old_file(workbench: Workbench) -> None:
    data = workbench.exports.verdict_csv(ARTICLE_ID)
    workbench.reviewing.undo(ARTICLE_ID, "Sefa K.", "u")
    report = workbench.exports.import_csv(data)
    assert [conflict.message[:40] for conflict in report.conflicts] == ["What is stored is newer: not reviewed si"]
    assert "Sefa K." not in {
        one.reviewer
        for one in workbench.reviewing.others(ARTICLE_ID, "Ada").get(workbench.articles.claims(ARTICLE_ID)[0].id, [])
    }


def test_another_workbench_takes_the_verdicts_with_their_times_and_gives_the_same_file(
    workbench: Workbench, tmp_path_factory: pytest.TempPathFactory
) -> None:
    data = workbench.exports.verdict_csv(ARTICLE_ID)
    later = Clock()
    later.now += timedelta(days=1)
    other = a_workbench(tmp_path_factory.mktemp("other"), clock=later)
    report = other.exports.import_csv(data)
    assert (report.unchanged, report.added, report.conflicts) == (1, 3, ())
    assert other.exports.verdict_csv(ARTICLE_ID) == data
    other.close()


def test_a_time_in_the_future_becomes_the_time_of_the_import(workbench: Workbench, clock: Clock) -> None:
    def change(rows: Rows) -> None:
        rows[0] |= {"verdict": "disputed", "decided_at": "2999-01-01T00:00:00Z"}

    workbench.exports.import_csv(edited(workbench.exports.verdict_csv(ARTICLE_ID), change))
    assert workbench.reviewing.history(ARTICLE_ID)[-1].decided_at == clock.now


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"verdict": "verified", "evidence": "[]", "note": "", "reason": ""}, "Verified needs a pinned passage"),
        ({"verdict": "Disputed!"}, "is not an answer here"),
        ({"reason": "misquoted"}, "is no reason for Verified"),
        ({"note": "x" * 2001}, "2000 are kept"),
        ({"evidence": "[{"}, "The cell evidence cannot be read"),
        ({"evidence": '["x"]'}, "The cell evidence cannot be read"),
        ({"decided_at": "yesterday"}, "The cell decided_at cannot be read"),
        ({"attribution_verdicts": "[]"}, "The cell attribution_verdicts cannot be read"),
        ({"version": "two"}, "The cell version cannot be read"),
        ({"verdict": "", "reason": ""}, "takes the verdict away"),
        ({"claim_text": "Other words."}, "Wordings are changed on the review page"),
        ({"claim_id": "clm-unknown"}, "The claim is not stored here"),
        ({"article_id": "art-unknown"}, "The claim is not stored here"),
        ({"reviewer": ""}, "Write the name in the column reviewer"),
        ({"attribution_verdicts": '{"Tass": "said"}'}, "not attributed to “Tass”"),
    ],
)
def test_a_row_that_cannot_be_taken_is_listed_and_the_others_are_taken(
    workbench: Workbench, cells: dict[str, str], message: str
) -> None:
    before = workbench.reviewing.history(ARTICLE_ID)

    def change(rows: Rows) -> None:
        rows[0] |= cells
        rows[2]["note"] = "edited"

    report = workbench.exports.import_csv(edited(workbench.exports.verdict_csv(ARTICLE_ID), change))
    assert (report.unchanged, report.added, [one.row for one in report.conflicts]) == (2, 1, [2])
    assert message in report.conflicts[0].message
    assert [one.note for one in workbench.reviewing.history(ARTICLE_ID)[len(before) :]] == ["edited"]


def test_verdicts_filled_into_empty_rows_belong_to_whoever_imports(workbench: Workbench) -> None:
    def change(rows: Rows) -> None:
        rows[3] |= {"verdict": "unclear", "reason": "opinion"}

    data = edited(workbench.exports.verdict_csv(ARTICLE_ID), change)
    assert "Write the name" in workbench.exports.import_csv(data).conflicts[0].message
    assert workbench.exports.import_csv(data, "Ada").added == 1
    assert (
        workbench.reviewing.standing(ARTICLE_ID, "Ada")[workbench.articles.claims(ARTICLE_ID)[2].id].reason
        == "opinion"
    )


def test_a_row_that_decides_again_what_an_earlier_row_decided_is_listed(workbench: Workbench) -> None:
    def change(rows: Rows) -> None:
        rows[3] |= {"verdict": "unclear", "reason": "opinion", "reviewer": "Ada"}
        rows.append(rows[3] | {"reason": "ambiguous"})

    report = workbench.exports.import_csv(edited(workbench.exports.verdict_csv(ARTICLE_ID), change))
    assert (report.added, [one.row for one in report.conflicts]) == (1, [6])


def test_proposed_passages_are_no_evidence(workbench: Workbench) -> None:
    def change(rows: Rows) -> None:
        proposed = [one | {"proposed": True} for one in json.loads(rows[0]["evidence"])]
        rows[3] |= {"verdict": "verified", "reviewer": "Ada", "evidence": json.dumps(proposed)}

    report = workbench.exports.import_csv(edited(workbench.exports.verdict_csv(ARTICLE_ID), change))
    assert "Verified needs a pinned passage" in report.conflicts[0].message


def test_a_claim_reworded_since_the_export_does_not_take_the_old_verdict(workbench: Workbench) -> None:
    data = workbench.exports.verdict_csv(ARTICLE_ID)
    claim = workbench.articles.claims(ARTICLE_ID)[1]
    workbench.reviewing.edits.reword(
        claim.id, "Something else.", resolved=False, reviewer="Ada", version=1, request_id="e"
    )
    report = workbench.exports.import_csv(data)
    assert [one.row for one in report.conflicts] == [4]
    assert claim.id not in workbench.reviewing.standing(ARTICLE_ID, "Ada")


def test_columns_that_are_not_ours_are_left_aside_with_a_notice(workbench: Workbench) -> None:
    def change(rows: Rows) -> None:
        for row in rows:
            row["my remark"] = "x"

    report = workbench.exports.import_csv(edited(workbench.exports.verdict_csv(ARTICLE_ID), change))
    assert (report.unchanged, report.added) == (4, 0)
    assert report.notices == ("Columns that the workbench does not know were left aside: my remark.",)


def test_excel_s_semicolons_and_line_ends_change_nothing(workbench: Workbench) -> None:
    rows = list(
        csv.reader(io.StringIO(workbench.exports.verdict_csv(ARTICLE_ID, excel=True).decode("utf-8-sig"), newline=""))
    )
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";").writerows([[cell.replace("\r\n", "\n") for cell in row] for row in rows])
    for mark in ("\ufeff", ""):
        report = workbench.exports.import_csv((mark + out.getvalue()).encode())
        assert (report.unchanged, report.added, report.conflicts) == (4, 0, ())


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "The file is empty"),
        (b"a,b\r\n1,2\r\n", "the column schema_version is missing"),
        (b"schema_version,article_id,claim_id,verdict,reviewer\r\n2,a,b,,\r\n", "newer version of the workbench"),
        (b"schema_version,article_id,claim_id,verdict,reviewer\r\nx,a,b,,\r\n", "Row 2 does not say"),
    ],
)
def test_a_file_that_is_no_verdict_csv_is_refused_and_changes_nothing(
    workbench: Workbench, data: bytes, message: str
) -> None:
    before = workbench.reviewing.history(ARTICLE_ID)
    with pytest.raises(CsvRefused, match=message):
        workbench.exports.import_csv(data)
    assert workbench.reviewing.history(ARTICLE_ID) == before


def test_with_nothing_to_export_the_file_is_the_header(tmp_path_factory: pytest.TempPathFactory) -> None:
    empty = Workbench.open(str(tmp_path_factory.mktemp("empty") / "desk.sqlite3"))
    assert empty.exports.verdict_csv().count(b"\r\n") == 1
    assert empty.exports.import_csv(empty.exports.verdict_csv()).unchanged == 0
    empty.close()


def test_an_export_shows_one_moment_while_others_write(
    workbench: Workbench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between reading the claims and reading the history somebody rewords a claim and decides it."""
    writer = a_workbench(tmp_path, clock=Clock(now=Clock().now + timedelta(days=1)))
    writers: list[threading.Thread] = []
    read_history = workbench.articles._database._ledger.read

    def write() -> None:
        claim = writer.articles.claims(ARTICLE_ID)[2]
        writer.reviewing.edits.reword(
            claim.id, "New words.", resolved=False, reviewer="Eve", version=1, request_id="e"
        )
        writer.reviewing.judge(act(writer, 3, "disputed", reviewer="Eve"))

    def interrupted(connection: Connection, article_id: str) -> tuple[Judgement, ...]:
        if not writers:
            writers.append(threading.Thread(target=write))
            writers[0].start()
            writers[0].join(0.3)  # the rollback journal lets the writer commit only after the reader is done
        return read_history(connection, article_id)

    monkeypatch.setattr(workbench.articles._database._ledger, "read", interrupted)
    table = frame(workbench.exports.verdict_csv(ARTICLE_ID))
    writers[0].join()
    assert "Eve" not in set(table["reviewer"])
    assert "New words." not in set(table["claim_text"])
    monkeypatch.undo()
    table = frame(workbench.exports.verdict_csv(ARTICLE_ID))
    assert (table["reviewer"][3], table["claim_text"][3]) == ("Eve", "New words.")
    writer.close()


_NOTES = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\t\r\n"), min_size=1, max_size=20)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_NOTES, st.booleans())
def test_any_note_goes_out_and_comes_back_as_no_change(
    workbench: Workbench, clock: Clock, note: str, excel: bool
) -> None:
    clock.now += timedelta(seconds=1)
    workbench.reviewing.judge(act(workbench, 3, "verified", note=note))
    report = workbench.exports.import_csv(workbench.exports.verdict_csv(ARTICLE_ID, excel=excel))
    assert (report.added, report.conflicts) == (0, ())


def test_what_an_earlier_version_called_a_source_that_mentions_the_claim_is_read() -> None:
    assert Saying("speaks of it: read it") is Saying.SPEAKS
    with pytest.raises(ValueError, match="speaks"):
        Saying("speaks")
