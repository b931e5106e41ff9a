import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import sources.__main__ as command
from sources.embedding import EncoderWorker, ModelUnavailable
from sources.store import Library, database_url, open_database
from tests.sources.fakes import WordEncoder

Run = Callable[..., tuple[int, list[str], str]]


@pytest.fixture
def encoder() -> WordEncoder:
    return WordEncoder()


@pytest.fixture
def run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path, encoder: WordEncoder
) -> Run:
    """Run a command on one database with an encoder that needs no model."""
    monkeypatch.setenv("WORKBENCH_DATABASE", str(tmp_path / "desk.sqlite3"))
    monkeypatch.setattr(
        command,
        "_library",
        lambda database: Library(open_database(database_url(database)), EncoderWorker(encoder)),
    )

    def run(*arguments: str) -> tuple[int, list[str], str]:
        code = command.main(arguments)
        out, err = capsys.readouterr()
        return code, out.splitlines(), err

    return run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "sources"
    (folder / "deeper").mkdir(parents=True)
    (folder / "pier.txt").write_text(
        "Title: Pier closed\nPublisher: Tideway News\n\nThe pier was closed on Monday.\n"
    )
    (folder / "deeper" / "ferry.md").write_text("A dozen ferries were late.\n")
    (folder / "picture.png").write_bytes(b"\x89PNG")
    rows = [
        {"_id": "7", "title": "Crane", "text": "The crane was sold to the city."},
        {"_id": "8", "title": "Boats", "text": "Nine boats were painted blue."},
    ]
    (folder / "corpus.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    return folder


def test_a_folder_is_added_with_all_below_it_and_a_second_run_adds_nothing(
    run: Run, folder: Path, encoder: WordEncoder
) -> None:
    code, out, err = run("add", str(folder))
    assert (code, out) == (
        0,
        ["4 added with 4 passages, 0 in the library already, 0 not added; 4 sources in all."],
    )
    assert "4 of 4 passages embedded, about 0 s left" in err
    asked = len(encoder.asked)
    code, out, err = run("add", str(folder), str(folder / "pier.txt"))
    assert out == ["0 added with 0 passages, 5 in the library already, 0 not added; 4 sources in all."]
    assert (code, len(encoder.asked)) == (0, asked)


def test_a_file_that_cannot_be_read_is_named_and_the_others_are_added(run: Run, folder: Path) -> None:
    (folder / "empty.txt").write_bytes(b"")
    code, out, err = run("add", str(folder / "none.txt"), str(folder))
    assert code == 1
    assert out == ["4 added with 4 passages, 0 in the library already, 2 not added; 4 sources in all."]
    assert "none.txt” does not exist." in err
    assert "empty.txt" in err
    assert "Traceback" not in err


def test_a_folder_without_files_is_said(run: Run, tmp_path: Path) -> None:
    (tmp_path / "bare").mkdir()
    code, _, err = run("add", str(tmp_path / "bare"))
    assert code == 1
    assert "no file to add in the folder" in err


def test_search_prints_the_nearest_sources_with_their_best_passage(run: Run, folder: Path) -> None:
    run("add", str(folder))
    code, out, err = run("search", "Was the pier closed?", "--limit", "2")
    assert (code, err) == (0, "")
    rows = [json.loads(line) for line in out]
    assert [row["rank"] for row in rows] == [1, 2]
    assert rows[0]["publisher"] == "Tideway News"
    assert rows[0]["passage"]["text"] == "The pier was closed on Monday."
    assert rows[0]["similarity"] >= rows[1]["similarity"]
    assert rows[0]["model_id"] == "words/1"


def test_sources_are_added_with_a_label_and_searched_by_it(run: Run, folder: Path, tmp_path: Path) -> None:
    run("add", str(folder))
    other = tmp_path / "other.txt"
    other.write_text("Two quays were closed on Monday, the council said.", encoding="utf-8")
    assert run("add", str(other), "--label", "budget 2026")[0] == 0
    _code, lines, _err = run("search", "quays", "--label", "budget 2026")
    assert [json.loads(line)["passage"]["text"] for line in lines] == [
        "Two quays were closed on Monday, the council said."
    ]
    code, lines, error = run("add", str(other), "--label", " ")
    assert (code, lines) == (1, [])
    assert "Give the label a word" in error


def test_queries_give_a_trec_run_of_one_line_per_source_with_the_ids_given(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    run("add", str(folder))
    queries = tmp_path / "queries.jsonl"
    queries.write_text('{"_id": "q1", "text": "the crane sold"}\n\n{"_id": 2, "text": "blue boats"}\n')
    code, out, _ = run("search", "--queries", str(queries), "--format", "trec", "--limit", "3")
    assert code == 0
    columns = [line.split() for line in out]
    assert [row[:2] + row[3:4] + row[5:] for row in columns] == [
        [query, "Q0", str(rank), "claim-workbench"] for query in ("q1", "2") for rank in (1, 2, 3)
    ]
    assert (columns[0][2], columns[3][2]) == ("7", "8")
    for rows in (columns[:3], columns[3:]):
        assert len({row[2] for row in rows}) == 3
        scores = [float(row[4]) for row in rows]
        assert scores == sorted(scores, reverse=True)


def test_a_source_of_many_passages_takes_one_line(run: Run, tmp_path: Path) -> None:
    long = "\n\n".join(f"The pier was closed in year {n} and " + "it was so " * 12 + "then." for n in range(9))
    (tmp_path / "long.txt").write_text(long)
    run("add", str(tmp_path / "long.txt"))
    _, out, _ = run("search", "The pier was closed.")
    assert len(out) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["search"],
        ["search", "x", "--queries", "y"],
        ["search", "x", "--limit", "0"],
        ["search", "x", "--limit", "few"],
        ["search", "x", "--format", "xml"],
        ["add"],
        ["remove", "x"],
        ["compare"],
        ["compare", "A claim alone."],
        ["compare", "A claim.", "A passage.", "--pairs", "pairs.jsonl"],
    ],
)
def test_wrong_use_ends_with_2_and_shows_how_it_is_used(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        command.main(arguments)
    assert ended.value.code == 2
    assert "usage: python -m sources" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{", "Line 1 of .* is no query"),
        ('["a"]', "Line 1 of .* is no query"),
        ('{"_id": 1}', "Line 1 of .* is no query"),
        ("", "no query in"),
    ],
)
def test_a_file_of_queries_that_is_none_is_refused_by_line(
    run: Run, folder: Path, tmp_path: Path, line: str, words: str
) -> None:
    run("add", str(folder))
    (tmp_path / "queries.jsonl").write_text(line)
    code, out, err = run("search", "--queries", str(tmp_path / "queries.jsonl"))
    assert (code, out) == (1, [])
    assert __import__("re").search(words, err)
    assert len(err.splitlines()) == 1


def test_compare_prints_the_marks_of_a_pair_with_their_places_in_the_passage(run: Run) -> None:
    passage = "For all we know,\nthe clinic was open from 1998 to 2006."
    code, out, err = run("compare", "The clinic was open in 2009.", passage)
    assert (code, err) == (0, "")
    (line,) = map(json.loads, out)
    (mark,) = line["marks"]
    assert (mark["kind"], mark["claim"], mark["passage"]) == ("date", "2009", "from 1998 to 2006")
    start, end = mark["offsets"]
    assert passage[start:end] == "from 1998 to 2006"


def test_compare_prints_the_terms_that_the_passage_holds_and_those_that_stay_open(run: Run) -> None:
    claim = "Norring United sold 12 boats in 2009."
    code, out, _ = run("compare", claim, "Norring City sold a dozen vessels.")
    assert code == 0
    (line,) = map(json.loads, out)
    assert [(term["words"], term["kind"]) for term in line["held"]] == [
        ("sold", "word"),
        ("12", "figure"),
        ("boats", "word"),
    ]
    assert [(term["words"], term["kind"]) for term in line["open"]] == [("Norring United", "name"), ("2009", "date")]
    assert all(claim[slice(*term["offsets"])] == term["words"] for term in (*line["held"], *line["open"]))


def test_compare_prints_a_line_for_each_pair_of_a_file_in_its_order(run: Run, tmp_path: Path) -> None:
    pairs = [("The ferry has 12 boats.", "The ferry has 14 boats."), ("The ferry has 12 boats.", "It has 12.")]
    path = tmp_path / "pairs.jsonl"
    path.write_text("\n".join(json.dumps({"claim": claim, "passage": passage}) for claim, passage in pairs))
    code, out, _ = run("compare", "--pairs", str(path))
    assert code == 0
    assert [[mark["kind"] for mark in json.loads(line)["marks"]] for line in out] == [["number"], []]


def test_a_file_of_pairs_that_is_none_is_refused_by_line(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "pairs.jsonl"
    path.write_text('{"claim": "a", "passage": "b"}\n{"claim": "a"}')
    code, out, err = run("compare", "--pairs", str(path))
    assert (code, out) == (1, [])
    assert "Line 2 of" in err
    assert '"claim" and "passage"' in err


def test_an_empty_library_and_a_missing_file_of_queries_are_said(run: Run, tmp_path: Path) -> None:
    code, out, err = run("search", "pier")
    assert (code, out) == (1, [])
    assert "The library is empty" in err
    code, _, err = run("search", "--queries", str(tmp_path / "none.jsonl"))
    assert code == 1
    assert "cannot be read" in err


def test_without_a_model_sources_are_stored_the_failure_is_one_line_and_the_end_is_1(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def broken() -> WordEncoder:
        raise ModelUnavailable("The embedding model is damaged. Install it again.")

    engine = open_database(database_url(str(tmp_path / "desk.sqlite3")))
    monkeypatch.setattr(command, "_library", lambda _database: Library(engine, EncoderWorker(load=broken)))
    code, out, err = run("add", str(folder))
    assert code == 1
    assert "4 sources in all" in out[0]
    assert err.splitlines()[-1] == "The embedding model is damaged. Install it again."


def test_a_database_that_cannot_be_used_is_one_line_and_1(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "sources", "search", "pier", "--database", str(tmp_path / "none" / "x.sqlite3")],
        check=False, capture_output=True, text=True, env=os.environ | {"PYTHONPATH": str(Path.cwd())},
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.endswith("does not exist. Create it, or name another.\n")
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.model
def test_the_real_command_adds_and_finds_with_the_real_model(folder: Path, tmp_path: Path) -> None:
    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "sources", *arguments, "--database", str(tmp_path / "desk.sqlite3")],
            check=False, capture_output=True, text=True, env=os.environ | {"PYTHONPATH": str(Path.cwd())},
        )  # fmt: skip

    added = run("add", str(folder))
    assert (added.returncode, added.stdout.split(",")[0]) == (0, "4 added with 4 passages")
    found = run("search", "The pier has been shut down since the start of the week.", "--limit", "1")
    assert found.returncode == 0
    assert json.loads(found.stdout)["publisher"] == "Tideway News"
    assert found.stderr == ""


def test_an_address_is_not_asked_as_long_as_the_settings_do_not_allow_it(run: Run) -> None:
    code, out, err = run("add", "https://paper.example/pier")
    assert (code, out) == (1, ["0 added with 0 passages, 0 in the library already, 1 not added; 0 sources in all."])
    assert "Reading from addresses is switched off, so nothing was asked." in err


def test_a_folder_is_followed_and_looked_at_again_and_following_ends(run: Run, folder: Path) -> None:
    code, out, _ = run("follow", str(folder))
    assert (code, [json.loads(line)["new"] for line in out]) == (0, [4])
    (folder / "crane.txt").write_text("The crane was sold again.")
    code, out, _ = run("follow")
    assert (code, json.loads(out[0])) == (0, {"address": str(folder), "new": 1, "problem": ""})
    assert run("follow", "--stop", str(folder))[0] == 0
    assert run("follow")[:2] == (0, [])


def test_following_ends_for_places_that_are_named_and_for_no_other(
    run: Run, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("follow", str(folder), str(folder / "deeper"))
    with pytest.raises(SystemExit, match="2"):
        run("follow", "--stop")
    assert "follow --stop needs the places" in capsys.readouterr().err
    code, _, err = run("follow", "--stop", str(folder / "nowhere"), f"{folder}/../sources")
    assert (code, "nowhere” is not followed." in err) == (1, True)
    assert [json.loads(line)["address"] for line in run("follow")[1]] == [str(folder / "deeper")]


def test_an_address_is_the_same_place_however_it_is_written(run: Run, tmp_path: Path) -> None:
    library = Library(open_database(database_url(str(tmp_path / "desk.sqlite3"))), EncoderWorker(WordEncoder()))
    place = library.followed.follow("https://wire.example/feed")
    code, out, err = run("follow", "HTTPS://Wire.example/feed")
    assert (code, [json.loads(line)["address"] for line in out], err) == (1, [place.address], "")
    assert run("follow", "--stop", "https://WIRE.example:443/feed")[0] == 0
    assert library.followed.all() == []


def test_what_cannot_be_followed_is_one_line_and_a_place_that_fails_stops_no_other(run: Run, folder: Path) -> None:
    assert run("follow", str(folder / "nowhere"))[::2] == (1, "There is no folder “nowhere” there. Check the path.\n")
    assert run("follow", "--stop", str(folder))[0] == 1
    code, out, err = run("follow", str(folder / "nowhere"), str(folder / "deeper"))
    assert (code, [json.loads(line)["new"] for line in out]) == (1, [1])
    assert err.startswith("There is no folder “nowhere” there.")
    run("follow", str(folder), str(folder / "deeper"))
    (folder / "deeper" / "ferry.md").unlink()
    (folder / "deeper").rmdir()
    (folder / "crane.txt").write_text("The crane was sold again.")
    code, out, _ = run("follow")
    assert code == 1
    assert {json.loads(line)["new"] for line in out} == {0, 1}
