from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from claims.__main__ import main
from claims.splitting import read_article
from claims.workbench import Workbench
from sources.reading import read_one
from sources.source import Document
from tests.claims.language_model.server import FakeModel, claim
from tests.claims.services.making import ARTICLE_ID, a_workbench, act

REPOSITORY = Path(__file__).resolve().parents[3]
SPLIT_KEYS = [
    "id",
    "text",
    "quote",
    "start",
    "end",
    "sentence",
    "attributed_to",
    "attribution_cue",
    "is_quotation",
    "hedges",
    "dates",
    "numbers",
    "kind",
    "checkable",
    "reason",
    "unresolved",
    "check_worthiness",
    "notes",
]
TEXT = (
    "\ufeffPorts wait\r\n\r\n3 May 2024\r\n\r\n"
    "62 ships waited off Tarvel on Monday, according to the “Harbour Board” 😀."
    "\r\nPilots reportedly refused 7\u00a0%.\r\n\r\nSubscribe to our newsletter.\r\n  "
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "ports.txt"
    path.write_bytes(TEXT.encode())
    return path


@pytest.fixture
def database(tmp_path: Path) -> str:
    workbench = a_workbench(tmp_path)
    workbench.reviewing.judge(act(workbench, 1, note="=1"))
    workbench.close()
    return str(tmp_path / "desk.sqlite3")


def lines(printed: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in printed.splitlines()]


@pytest.mark.model
def test_split_prints_one_claim_a_line_with_the_agreed_keys_and_needs_no_database(
    file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKBENCH_DATABASE", "nowhere://")
    assert main(["split", str(file)]) == 0
    printed = capsys.readouterr()
    claims = lines(printed.out)
    assert printed.err == ""
    assert all(list(claim) == SPLIT_KEYS for claim in claims)
    text = TEXT.removeprefix("\ufeff")
    assert all(text[claim["start"] : claim["end"]] == claim["quote"] for claim in claims)
    ships = claims[0]
    assert ships["attribution_cue"] == "according to"
    assert ships["dates"] == [
        {"text": ships["dates"][0]["text"], "start": "2024-04-29", "end": "2024-04-29", "of": "event"}
    ]
    assert claims[1]["hedges"] == ["reportedly"]


@pytest.mark.model
def test_published_decides_what_monday_is(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["split", str(file), "--published", "2020-01-01"])
    assert lines(capsys.readouterr().out)[0]["dates"][0]["start"] == "2019-12-30"


@pytest.mark.model
def test_the_outline_joins_back_to_the_file(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["outline", str(file)]) == 0
    spans = lines(capsys.readouterr().out)
    assert "".join(span["text"] for span in spans) == TEXT.removeprefix("\ufeff")
    assert [span["start"] for span in spans[1:]] == [span["end"] for span in spans[:-1]]
    assert list(spans[0]) == ["start", "end", "text", "status", "reason", "claims"]
    assert {"claimed", "said_by", "headline", "boilerplate", "space"} <= {span["status"] for span in spans}


@pytest.mark.model
def test_a_dash_reads_stdin_and_gives_the_same_claims(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["split", str(file)])
    piped = subprocess.run(
        [sys.executable, "-m", "claims", "split", "-"],
        cwd=REPOSITORY,
        input=TEXT.encode(),
        capture_output=True,
        check=True,
    )
    assert piped.stdout.decode() == capsys.readouterr().out
    assert piped.stderr == b""


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        ([], "required"),
        (["split"], "ARTICLE"),
        (["split", "a.txt", "--published", "yesterday"], "--published"),
        (["export", "--nonsense"], "--nonsense"),
        (["unknown"], "unknown"),
    ],
)
def test_wrong_use_ends_with_2_and_says_what_is_wrong(
    arguments: list[str], word: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        main(arguments)
    assert end.value.code == 2
    printed = capsys.readouterr()
    assert word in printed.err
    assert printed.out == ""


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("missing.txt", None, "cannot be read: No such file or directory"),
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n ", "no"),
        ("table.csv", b"title,text\na,b\n", "table"),
        ("strange.exe", b"MZ\0\0", "strange.exe"),
    ],
)
def test_an_article_that_cannot_be_read_is_one_line_on_stderr(
    tmp_path: Path, name: str, data: bytes | None, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    for command in ("split", "outline"):
        assert main([command, str(path)]) == 1
        printed = capsys.readouterr()
        assert printed.out == ""
        assert printed.err.count("\n") == 1
        assert message in printed.err


def test_a_database_that_must_not_be_used_is_one_line_on_stderr(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    damaged = tmp_path / "damaged.sqlite3"
    damaged.write_bytes(b"no database at all, " * 500)
    assert main(["export", "--database", str(damaged)]) == 1
    printed = capsys.readouterr()
    assert (printed.out, printed.err.count("\n")) == ("", 1)


@pytest.mark.model
def test_split_by_a_language_model_says_what_was_not_taken_and_is_refused_where_none_is_set(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    command = ["split", str(file), "--language-model", "--database", str(tmp_path / "split.sqlite3")]
    monkeypatch.delenv("WORKBENCH_LANGUAGE_MODEL_ADDRESS", raising=False)
    assert main(command) == 1
    assert "A language model needs an address" in capsys.readouterr().err
    with FakeModel() as model:
        quote = "62 ships waited off Tarvel on Monday"
        model.says(claim(1, quote, f"{quote}."), claim(1, quote, "63 ships waited off Tarvel."))
        monkeypatch.setenv("WORKBENCH_LANGUAGE_MODEL_ADDRESS", model.address)
        monkeypatch.setenv("WORKBENCH_LANGUAGE_MODEL", "tiny")
        monkeypatch.setenv("WORKBENCH_LANGUAGE_MODEL_KEY", "a-key")
        assert main(command) == 0
    printed = capsys.readouterr()
    first = lines(printed.out)[0]
    assert list(first) == SPLIT_KEYS
    assert first["text"] == "62 ships waited off Tarvel on Monday."
    assert "Harbour Board" in first["attributed_to"][0]
    assert "Not taken: 63 ships waited off Tarvel. (its sentence does not have the number “63”)" in printed.err
    assert model.requests[0].headers["Authorization"] == "Bearer a-key"


def test_export_prints_the_file_and_writes_it(database: str, tmp_path: Path, capfdbinary: Any) -> None:
    assert main(["export", "--database", database]) == 0
    printed = capfdbinary.readouterr()
    table = pd.read_csv(io.BytesIO(printed.out), dtype=str, keep_default_na=False)
    assert list(table["verdict"]) == ["verified", "", ""]
    assert printed.err == b""
    out = tmp_path / "out.csv"
    assert main(["export", "--database", database, "--article", ARTICLE_ID, "--out", str(out)]) == 0
    assert out.read_bytes() == printed.out
    assert main(["export", "--database", database, "--excel", "--out", str(out)]) == 0
    assert out.read_bytes().startswith(b"\xef\xbb\xbf")


def test_export_of_an_unknown_article_or_to_nowhere_fails_with_a_line(
    database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", "--database", database, "--article", "art-unknown"]) == 1
    assert capsys.readouterr().err == "There is no article art-unknown. Leave --article away to export all.\n"
    assert main(["export", "--database", database, "--out", str(tmp_path / "no" / "out.csv")]) == 1
    assert "cannot be written" in capsys.readouterr().err


def test_export_of_nothing_is_the_header_and_a_notice(tmp_path: Path, capfdbinary: Any) -> None:
    assert main(["export", "--database", str(tmp_path / "new.sqlite3")]) == 0
    printed = capfdbinary.readouterr()
    assert printed.out.count(b"\r\n") == 1
    assert b"header alone" in printed.err


def test_import_of_one_s_own_export_says_that_nothing_changed(
    database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.csv"
    main(["export", "--database", database, "--out", str(out)])
    assert main(["import", str(out), "--database", database]) == 0
    assert capsys.readouterr().out == "0 added, 3 unchanged, 0 not imported\n"


def test_import_lists_what_it_did_not_take_and_fails(
    database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.csv"
    main(["export", "--database", database, "--out", str(out)])
    table = pd.read_csv(out, dtype=str, keep_default_na=False)
    table.loc[1, ["verdict", "reason"]] = ["unclear", "opinion"]
    table.loc[2, ["verdict", "reviewer"]] = ["verified", "Sefa K."]
    table.to_csv(out, index=False)
    assert main(["import", str(out), "--database", database, "--reviewer", "Ada"]) == 1
    printed = capsys.readouterr()
    first, second = printed.out.splitlines()
    assert first == "1 added, 1 unchanged, 1 not imported"
    assert second.startswith(f"row 4, {table['claim_id'][2]}, Sefa K.: Verified needs a pinned passage or a note.")
    assert printed.err == "1 of the rows were not imported; they are listed on stdout.\n"
    workbench = Workbench.open(database)
    assert [one.value for one in workbench.reviewing.history(ARTICLE_ID)] == ["verified", "unclear"]
    workbench.close()


def test_a_reader_that_closes_early_is_no_failure(tmp_path: Path) -> None:
    workbench = a_workbench(tmp_path, 400)  # more than a pipe holds
    workbench.close()
    command = 'set -o pipefail; "$0" -m claims export --database "$1" | head -c 9'
    ended = subprocess.run(
        ["bash", "-c", command, sys.executable, tmp_path / "desk.sqlite3"],
        cwd=REPOSITORY,
        capture_output=True,
        check=False,
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, b"schema_ve", b"")


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    told = capsys.readouterr().out
    assert all(f"    {command} " in told for command in ("split", "outline", "check", "export", "import"))


@pytest.mark.model
def test_check_proposes_passages_and_leaves_every_claim_unreviewed(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database = str(tmp_path / "desk.sqlite3")
    workbench = Workbench.open(database)
    passage = "The Harbour Board said 27 ships were waiting off Tarvel."
    workbench.library.add([Document(text=passage, kind="txt", title="Bulletin", publisher="Harbour Board")])
    workbench.close()
    out = tmp_path / "out.csv"
    assert main(["check", str(file), "--database", database]) == 0
    first = lines(capsys.readouterr().out)[0]
    assert list(first) == [
        *SPLIT_KEYS, "candidates", "not_in_library", "to_add", "origins", "attributed", "quotations",
    ]  # fmt: skip
    assert [one["text"] for one in first["candidates"]] == [passage]
    assert 0 < first["candidates"][0]["similarity"] < 1
    assert main(["check", str(file), "--database", database, "--csv", str(out)]) == 0
    printed = capsys.readouterr()
    assert (printed.out, printed.err) == ("", "")
    table = pd.read_csv(out, dtype=str, keep_default_na=False)
    assert set(table["verdict"]) == set(table["reviewer"]) == {""}
    assert table["model_id"][0] == first["candidates"][0]["model_id"]
    (proposed,) = json.loads(table["evidence"][0])
    assert (proposed["excerpt"], proposed["proposed"]) == (passage, True)
    (said,) = json.loads(table["attribution_proposals"][0])
    assert said == {name: first["attributed"][0][name] for name in ("named", "saying", "sentence", "source_id")}
    workbench = Workbench.open(database)
    assert workbench.articles.summaries() == []
    workbench.close()


@pytest.fixture
def drafts(tmp_path: Path) -> tuple[str, str, str]:
    """The database and two drafts: in the second a figure differs, one sentence is new, and the last is gone."""
    first = "Ports wait\n\n3 May 2024\n\n62 ships waited off Tarvel. The port has nine cranes. A pier burned.\n"
    second = first.replace("62 ships", "63 ships").replace(
        "A pier burned.", "Two ferries collided near the lighthouse."
    )
    for name, text in (("first.txt", first), ("second.txt", second)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return str(tmp_path / "desk.sqlite3"), str(tmp_path / "first.txt"), str(tmp_path / "second.txt")


@pytest.mark.model
def test_an_article_is_added_once_and_its_id_printed(
    drafts: tuple[str, str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    database, first, _ = drafts
    assert main(["add", first, "--database", database]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("art-")
    assert main(["add", first, "--database", database]) == 0
    again = capsys.readouterr()
    assert (again.out, "stored already" in again.err) == (printed, True)


@pytest.mark.model
def test_a_next_version_is_printed_claim_by_claim_and_saved_with_yes(
    drafts: tuple[str, str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    database, first, second = drafts
    main(["split", first])
    before = {claim["text"]: claim["id"] for claim in lines(capsys.readouterr().out)}
    main(["add", first, "--database", database])
    article_id = capsys.readouterr().out.strip()
    assert main(["revise", article_id, second, "--database", database]) == 0
    asked = capsys.readouterr()
    assert main(["revise", article_id, second, "--database", database, "--yes"]) == 0
    saved = capsys.readouterr()
    assert saved.out == asked.out
    assert "1 carried, 1 changed, 1 new, 1 gone; not saved" in asked.err
    assert "Version 2: 1 carried, 1 changed, 1 new, 1 gone; saved" in saved.err
    printed = {claim["text"]: claim for claim in lines(saved.out)}
    assert all(list(claim) == ["id", "text", "status"] for claim in printed.values())
    assert {text: claim["status"] for text, claim in printed.items()} == {
        "63 ships waited off Tarvel.": "changed",
        "The port has nine cranes.": "carried",
        "Two ferries collided near the lighthouse.": "new",
        "A pier burned.": "gone",
    }
    assert printed["The port has nine cranes."]["id"] == before["The port has nine cranes."]
    assert printed["63 ships waited off Tarvel."]["id"] == before["62 ships waited off Tarvel."]
    main(["export", "--article", article_id, "--database", database])
    assert [row.split(",")[4] for row in capsys.readouterr().out.splitlines()[1:]] == [
        claim["id"] for claim in printed.values() if claim["status"] != "gone"
    ]
    assert main(["revise", article_id, second, "--database", database, "--yes"]) == 1
    assert "word for word" in capsys.readouterr().err


@pytest.mark.model
def test_a_next_version_says_where_a_language_model_had_split_the_article(
    drafts: tuple[str, str, str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    database, first, second = drafts
    workbench = Workbench.open(database)
    article = read_article(read_one(Path(first).read_bytes(), "first.txt"))
    with FakeModel() as model:
        model.says(claim(1, "62 ships waited off Tarvel", "62 ships waited off Tarvel."))
        monkeypatch.setenv("WORKBENCH_LANGUAGE_MODEL_ADDRESS", model.address)
        monkeypatch.setenv("WORKBENCH_LANGUAGE_MODEL", "tiny")
        article_id = workbench.articles.add(article, splitter=workbench.settings.model_splitter("")).article_id
        workbench.close()
        assert main(["revise", article_id, second, "--database", database]) == 0
        by_rules = capsys.readouterr()
        assert main(["revise", article_id, second, "--database", database, "--language-model"]) == 0
        by_model = capsys.readouterr()
    assert "Version 1 was split by the language model tiny, this one by the rules." in by_rules.err
    assert "With --language-model it is split by the model." in by_rules.err
    assert "was split by" not in by_model.err
    assert sorted(claim["status"] for claim in lines(by_model.out)) == ["carried", "changed", "gone", "new"]
    assert "Not taken: 62 ships waited off Tarvel." in by_model.err


@pytest.mark.parametrize(
    ("article_id", "words"), [("art-000000000000", "There is no article art-000000000000"), ("x\x00", "no article")]
)
def test_the_next_version_of_no_article_is_one_clear_line(
    drafts: tuple[str, str, str], article_id: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    database, first, _ = drafts
    assert main(["revise", article_id, first, "--database", database]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert words in printed.err
    assert printed.err.count("\n") == 1


@pytest.mark.parametrize(
    ("form", "begins"),
    [("report", b"<!doctype html>"), ("xlsx", b"PK"), ("packet", b"PK"), ("annotations", b'{\n  "@context"')],
)
def test_export_writes_the_other_formats_of_the_only_article(
    database: str, form: str, begins: bytes, capfdbinary: Any
) -> None:
    assert main(["export", "--database", database, "--format", form]) == 0
    assert capfdbinary.readouterr().out.startswith(begins)


def test_an_earlier_version_is_exported_as_report_and_csv_and_in_no_other_form(
    database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    of_first = ["export", "--database", database, "--version", "1"]
    assert main([*of_first, "--format", "report"]) == 0
    assert capsys.readouterr().out.startswith("<!doctype html>")
    assert main(of_first) == 0
    assert capsys.readouterr().out.count(ARTICLE_ID) == 3
    assert main([*of_first, "--format", "docx"]) == 1
    assert "--version goes with csv and report" in capsys.readouterr().err
    assert main(["export", "--database", database, "--version", "2", "--format", "report"]) == 1
    assert "has no version 2" in capsys.readouterr().err


def test_export_as_claimreview_asks_for_what_is_required(database: str, capsys: pytest.CaptureFixture[str]) -> None:
    wanted = ["export", "--database", database, "--format", "claimreview"]
    assert main(wanted) == 1
    assert "needs a publisher" in capsys.readouterr().err
    assert main([*wanted, "--publisher", "Desk", "--url", "https://desk.example/1"]) == 0
    (review,) = json.loads(capsys.readouterr().out)
    assert review["author"]["name"] == "Desk"


def test_a_packet_goes_out_and_comes_in_on_another_database(
    database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, other = tmp_path / "ships.zip", str(tmp_path / "other.sqlite3")
    assert main(["export", "--database", database, "--format", "packet", "--out", str(out)]) == 0
    sent = capsys.readouterr().err
    assert sent.startswith("Fingerprint ")
    assert main(["import", str(out), "--database", other]) == 0
    brought = capsys.readouterr()
    assert (brought.out, brought.err) == (f"{ARTICLE_ID}: 3 claims, 1 lines of history, 0 sources\n", sent)
    assert main(["import", str(out), "--database", other]) == 1
    assert "is here already" in capsys.readouterr().err
    out.write_bytes(out.read_bytes()[:-1] + b"!")
    assert main(["import", str(out), "--database", str(tmp_path / "third.sqlite3")]) == 1
    assert "does not verify" in capsys.readouterr().err
