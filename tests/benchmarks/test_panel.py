"""The panel draws claims at random, once each, with what a reader needs, and counts what the reader wrote."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from claims.claim import Claim, Rule
from claims.report.flavours import to_bytes
from sources.language.span import Span
from tests.benchmarks.panel import COLUMNS, JUDGEMENTS, Choice, PanelRefused, draw, interval, main, replacements

FERRY = """Ferry stays in port

The ferry Halcyon left Brannoch on Monday. It carried 40 passengers. The harbour office said the engine was old.

Mara Quill owns the ferry. She bought it in 2011, according to the Brannoch Post. The crew did not complain.
"""
MILL = """Mill closes

The Tarn mill closed on 4 May 2023. Its owner, Odo Brandt, sold the machines. He kept the wheel.

-The wheel turns. Two visitors reportedly saw it.
"""
COURT = """Judge hears the port

The court in Lorn heard the port of Brannoch on Friday. The port paid 3 million crowns. It will not appeal.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    articles = tmp_path / "articles"
    articles.mkdir()
    for name, text in (("wire-1.txt", FERRY), ("wire-2.txt", MILL), ("court-1.txt", COURT), ("notes.md", "No.")):
        (articles / name).write_text(text, encoding="utf-8")
    return articles


def named(cells: tuple[str, ...]) -> dict[str, str]:
    return dict(zip(COLUMNS, cells, strict=True))


def read(sheet: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(sheet.read_text(encoding="utf-8-sig"), newline="")))


def filled(path: Path, judgements: list[tuple[str, str]]) -> Path:
    """Write a sheet of one row for each file and judgement."""
    rows = [
        tuple({"judgement": judgement, "file": file, "article_id": "art-1", "claim_id": f"clm-{n}"}.get(name, "")
              for name in COLUMNS)
        for n, (file, judgement) in enumerate(judgements)
    ]  # fmt: skip
    path.write_bytes(to_bytes(COLUMNS, rows, excel=True, text_columns=COLUMNS))
    return path


def counted(path: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, str]:
    assert main(["count", str(path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    return {name.strip(): found.strip() for name, _, found in (line.partition("  ") for line in lines)}


@pytest.mark.model
def test_the_same_seed_draws_the_same_claims_and_another_seed_draws_others(folder: Path) -> None:
    first = draw(folder, Choice(count=5, seed=3))
    assert first == draw(folder, Choice(count=5, seed=3))
    assert len(first) == 5
    assert any(draw(folder, Choice(count=5, seed=seed)) != first for seed in range(4, 8))


@pytest.mark.model
def test_no_claim_is_drawn_twice_even_where_a_text_has_a_copy(folder: Path) -> None:
    once = draw(folder, Choice(count=100, seed=1))
    (folder / "wire-3.txt").write_text(FERRY, encoding="utf-8")
    rows = draw(folder, Choice(count=100, seed=1))
    ids = [named(row)["claim_id"] for row in rows]
    assert len(set(ids)) == len(ids) == len(once)
    assert {named(row)["file"] for row in rows} == {"wire-1.txt", "wire-2.txt", "court-1.txt"}


@pytest.mark.model
def test_each_claim_comes_with_its_sentence_and_the_one_before_across_paragraphs(folder: Path) -> None:
    rows = [named(row) for row in draw(folder, Choice(count=100, seed=1, files=frozenset({"wire-1.txt"})))]
    before = {row["sentence"]: row["sentence_before"] for row in rows}
    assert before["The ferry Halcyon left Brannoch on Monday."] == ""
    assert before["It carried 40 passengers."] == "The ferry Halcyon left Brannoch on Monday."
    assert before["Mara Quill owns the ferry."] == "The harbour office said the engine was old."


@pytest.mark.model
def test_a_row_says_who_says_it_when_how_surely_and_what_was_replaced(folder: Path) -> None:
    rows = [named(row) for row in draw(folder, Choice(count=100, seed=1))]
    bought = next(row for row in rows if "2011" in row["claim_text"])
    assert bought["attributed_to"] == "Brannoch Post"
    assert bought["attribution_cue"] == "according to"
    assert bought["dates"] == "2011 = 2011-01-01 to 2011-12-31 (event)"
    assert "She → Mara Quill" in bought["replaced"].split("; ")
    assert next(row for row in rows if "visitors" in row["sentence"])["hedges"] == "reportedly"
    assert {row["judgement"] + row["remark"] for row in rows} == {""}


@pytest.mark.model
def test_for_the_panel_of_replacements_only_claims_with_one_are_drawn(folder: Path) -> None:
    rows = draw(folder, Choice(count=100, seed=1, replaced_only=True))
    assert rows
    assert all(" → " in named(row)["replaced"] for row in rows)
    assert len(rows) < len(draw(folder, Choice(count=100, seed=1)))


def test_words_that_stand_for_themselves_are_no_replacement() -> None:
    span = Span(0, 3)
    rules = (Rule("reference", span, "She"), Rule("reference", span, "Mara Quill"), Rule("subject", span))
    claim = Claim("clm-1", "art-1", 1, "Mara Quill left.", "Mara Quill left.", span, span, rules=rules)
    assert replacements("She left.", claim) == ["She → Mara Quill"]


@pytest.mark.model
def test_texts_are_chosen_by_kind_and_number(folder: Path) -> None:
    wires = draw(folder, Choice(count=100, seed=1, prefixes=frozenset({"wire"})))
    assert {named(row)["file"] for row in wires} == {"wire-1.txt", "wire-2.txt"}
    assert len({named(row)["file"] for row in draw(folder, Choice(count=100, seed=1, texts=2))}) == 2


@pytest.mark.model
def test_no_text_of_an_earlier_sheet_is_drawn_from_again_whatever_its_name(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = tmp_path / "first.csv", tmp_path / "second.csv"
    fixed = ["draw", "--data", str(folder), "--seed", "1"]
    assert main([*fixed, "--count", "2", "--files", "court-1.txt", "--out", str(first)]) == 0
    (folder / "court-1.txt").rename(folder / "law-9.txt")
    assert main([*fixed, "--count", "100", "--exclude", str(first), "--out", str(second)]) == 0
    assert {row["file"] for row in read(second)} == {"wire-1.txt", "wire-2.txt"}
    told = capsys.readouterr()
    assert f"There are only {len(read(second))} such claims" in told.err
    both = ["--exclude", str(first), str(second)]
    assert main([*fixed, "--count", "1", *both, "--out", str(tmp_path / "third.csv")]) == 1
    assert "No claim is left to draw" in capsys.readouterr().err


@pytest.mark.model
def test_a_sheet_opens_in_excel_as_text_and_a_filled_sheet_is_never_overwritten(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "-sum.txt").write_text("Sums\n\n=1+1 is what the board of Lorn wrote.\n", encoding="utf-8")
    sheet = tmp_path / "sheet.csv"
    command = ["draw", "--data", str(folder), "--count", "100", "--seed", "1", "--out", str(sheet)]
    assert main(command) == 0
    rows = read(sheet)
    assert "'-sum.txt" in {row["file"] for row in rows}
    assert not [cell for row in rows for cell in row.values() if cell.lstrip().startswith(("=", "+", "-", "@"))]
    kept = sheet.read_bytes()
    assert main(command) == 1
    assert "exists already" in capsys.readouterr().err
    assert sheet.read_bytes() == kept


@pytest.mark.model
def test_an_earlier_sheet_names_its_texts_as_the_files_are_called_though_excel_is_kept_from_them(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = tmp_path / "sheet.csv"
    command = ["draw", "--data", str(folder), "--count", "100", "--seed", "1", "--out"]
    (folder / "-sum.txt").write_text("Sums\n\nThe board of Lorn wrote a sum.\n", encoding="utf-8")
    assert main([*command, str(sheet)]) == 0
    (folder / "-sum.txt").write_text("Sums\n\nThe board of Lorn wrote two sums.\n", encoding="utf-8")
    assert main([*command, str(tmp_path / "second.csv"), "--exclude", str(sheet)]) == 1
    assert "No claim is left to draw" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("choice", "message"),
    [
        (Choice(count=1, seed=1, files=frozenset({"wire-7.txt"})), "There is no wire-7.txt in"),
        (Choice(count=1, seed=1, prefixes=frozenset({"sport"})), "No claim is left to draw in"),
    ],
)
def test_what_is_not_in_the_folder_is_refused(folder: Path, choice: Choice, message: str) -> None:
    with pytest.raises(PanelRefused, match=message):
        draw(folder, choice)


def test_an_article_without_words_is_refused_by_name(folder: Path) -> None:
    (folder / "wire-4.txt").write_text(" \n", encoding="utf-8")
    with pytest.raises(PanelRefused, match=r"wire-4\.txt cannot be read"):
        draw(folder, Choice(count=1, seed=1))


def test_a_filled_sheet_is_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sheet = filled(
        tmp_path / "sheet.csv",
        [
            ("wire-1.txt", "right"), ("wire-1.txt", "Right "), ("wire-2.txt", "less than the text"),
            ("wire-2.txt", "broken; wrong  speaker"), ("court-1.txt", "wrong day;"),
            ("court-1.txt", "less than the text;no claim"), ("court-1.txt", "right"), ("court-1.txt", "right"),
            ("plain.txt", "right"), ("plain.txt", "false to the text"), ("plain.txt", ""), ("wire-1.txt", " "),
        ],
    )  # fmt: skip
    found = counted(sheet, capsys)
    assert found["claims read"] == "10"
    assert found["claims unread"] == "2"
    shares = {name: found[name].split("  ")[0] for name in JUDGEMENTS}
    assert shares == {
        "right": "5 of 10", "less than the text": "2 of 10", "false to the text": "1 of 10", "broken": "1 of 10",
        "no claim": "1 of 10", "wrong speaker": "1 of 10", "wrong replacement": "0 of 10", "wrong day": "1 of 10",
    }  # fmt: skip
    # Wilson by hand for 4 of 10, z = 1.96: (0.4 + 0.19207 ± 1.96 · √(0.024 + 0.009604)) / 1.38415.
    assert found["any fault"] == "4 of 10  40.0%  (16.8% to 68.7%)"
    assert found["broken, false to the text, or no claim"].startswith("3 of 10  30.0%")
    assert found["court: broken, false to the text, or no claim"].startswith("1 of 4")
    assert found["court: any fault"].startswith("2 of 4")
    assert found["wire: any fault"].startswith("1 of 4")
    assert not [name for name in found if name.startswith("plain")]


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [
        # (p + z²/2n ± z·√(p(1-p)/n + z²/4n²)) / (1 + z²/n) with z = 1.96, computed by hand.
        (0, 20, 0.0, 0.1611),  # z²/20 = 0.19208, 0.19208 / 1.19208
        (20, 20, 0.8389, 1.0),
        (8, 200, 0.0204, 0.0769),  # (0.04 + 0.009604 ± 1.96 · √(0.000192 + 0.000024)) / 1.019208
    ],
)
def test_the_interval_is_wilson_s(part: int, whole: int, low: float, high: float) -> None:
    assert interval(part, whole) == pytest.approx((low, high), abs=2e-4)


@pytest.mark.parametrize(
    ("judgements", "message"),
    [
        (["right", "fine"], "Row 3, column judgement: “fine” is no judgement"),
        (["broken, no claim"], "Row 2, column judgement: “broken, no claim” is no judgement"),
        (["right; wrong day"], "Row 2, column judgement: “right” cannot go with another judgement"),
    ],
)
def test_a_word_that_is_no_judgement_is_refused_with_row_and_column(
    judgements: list[str], message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = filled(tmp_path / "sheet.csv", [("wire-1.txt", judgement) for judgement in judgements])
    assert main(["count", str(sheet)]) == 1
    told = capsys.readouterr()
    assert message in told.err
    assert not told.out


def test_a_claim_that_is_in_the_sheet_twice_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sheet = filled(tmp_path / "sheet.csv", [("wire-1.txt", "right"), ("wire-1.txt", "broken")])
    sheet.write_bytes(sheet.read_bytes().replace(b"clm-1", b"clm-0"))
    assert main(["count", str(sheet)]) == 1
    assert "Row 3, column claim_id: the claim is in row 2 already" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"claim_id,file,article_id\r\nclm-1,a.txt,art-1\r\n", "has no column judgement"),
        ("claim_id;judgement\r\nclm-1;wrong s\xe9".encode("latin-1"), "is not in UTF-8"),
        (b"claim_id,judgement,file,article_id\r\nclm-1,right\r\n", "row 2 does not fit"),
        (b'claim_id,judgement,file,article_id\r\nclm-1,"right"x,a.txt,b\r\n', "is no CSV table"),
    ],
)
def test_what_is_no_sheet_is_refused(
    data: bytes, message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = tmp_path / "sheet.csv"
    sheet.write_bytes(data)
    assert main(["count", str(sheet)]) == 1
    assert message in capsys.readouterr().err


def test_a_sheet_that_excel_saved_with_semicolons_is_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = tmp_path / "sheet.csv"
    sheet.write_bytes(b"sep=;\r\nclaim_id;judgement;file;article_id\r\nclm-1;broken;wire-1.txt;art-1\r\n")
    assert counted(sheet, capsys)["broken"].startswith("1 of 1")


def test_an_unread_sheet_has_no_shares(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert counted(filled(tmp_path / "sheet.csv", [("wire-1.txt", "")]), capsys) == {
        "claims read": "0",
        "claims unread": "1",
    }
