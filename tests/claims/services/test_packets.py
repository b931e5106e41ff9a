"""The packet: a script verifies it as a program, 100 planted faults are found, and it comes back in as it was."""

from __future__ import annotations

import io
import json
import random
import struct
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator
from copy import copy
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest

from claims.article import text_id
from claims.report import verify
from claims.review.judgement import Pin
from claims.review.verdict import Question
from claims.services.packets import PacketRefused, Packets, fingerprint
from claims.services.reports import NoArticleError
from claims.store import place_requests
from claims.store.place_requests import PlaceRequest
from claims.workbench import Workbench
from sources.source import Document
from tests.claims.services.making import ARTICLE_ID, Clock, a_workbench, act
from tests.claims.services.test_csv import edited
from tests.postgres import a_postgres

if TYPE_CHECKING:
    from claims.services.exports import Exports

Files = dict[str, bytes]
TEXT = "Harbour Wire, 2 May 2024.\n\nOn Monday 1 ship waited off port 1.\n\nNobody knows why — “yet”."

SOURCE = Document(
    TEXT, "pdf", "wire.pdf", title="Ships", publisher="Harbour Wire", page_starts=(0, 27), recognised=((2, 87),)
)


@pytest.fixture(scope="module")
def workbench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbench]:
    workbench = a_workbench(tmp_path_factory.mktemp("desk"), clock=Clock())
    (added,) = workbench.library.store([SOURCE])
    start = TEXT.index("On Monday")
    pin = Pin(added.source_id, start, start + 35, "Harbour Wire", "Ships", "", None, TEXT[start : start + 35], 0.8)
    workbench.reviewing.judge(act(workbench, 1, "verified", pins=(pin,), note="Seen.\r\nTwice."))
    workbench.reviewing.judge(act(workbench, 2, "disputed", reason="misquoted", note="=1+1", pins=(pin,)))
    workbench.reviewing.judge(act(workbench, 2, "unclear", reason="no source", reviewer="Sefa K."))
    workbench.reviewing.undo(ARTICLE_ID, "Sefa K.", "undone")
    said = {"question": Question.DID_THEY_SAY_IT, "named_source": "Pilot Weekly", "pins": (), "expected": None}
    workbench.reviewing.judge(act(workbench, 3, "not said", **said))
    claim = workbench.articles.claims(ARTICLE_ID)[2]
    workbench.reviewing.edits.reword(
        claim.id, "Three ships waited.", resolved=False, reviewer="Ada", version=claim.version, request_id="reworded"
    )
    workbench.reports.conclude(ARTICLE_ID, "Nearly all of it holds.", "Ada")
    yield workbench
    workbench.close()


@pytest.fixture(scope="module")
def whole(workbench: Workbench) -> bytes:
    return workbench.packets.make(ARTICLE_ID)


@pytest.fixture(scope="module")
def files(whole: bytes) -> Files:
    return verify.packet_files(whole)[0]


def program(path: Path, script: bytes) -> subprocess.CompletedProcess[str]:
    """Run the script of a packet as somebody would who has nothing of the workbench."""
    (path.parent / "check.py").write_bytes(script)
    return subprocess.run([sys.executable, "-I", "-S", str(path.parent / "check.py"), str(path)],
                          capture_output=True, text=True, check=False, cwd=path.parent)  # fmt: skip


def sealed(files: Files) -> Files:
    """Return the files with the manifest's hashes and its seal made again, as a forger with the script would."""
    manifest = json.loads(files[verify.MANIFEST])
    listed = {name: data for name, data in files.items() if name not in {verify.MANIFEST, verify.SEAL}}
    manifest["files"] = {name: {"sha256": verify.sha256(data), "bytes": len(data)} for name, data in listed.items()}
    return resealed(listed | {verify.MANIFEST: json.dumps(manifest).encode()})


def resealed(files: Files) -> Files:
    seal = verify.sha256(files[verify.MANIFEST]).encode() + b"\n"
    return {name: data for name, data in files.items() if name != verify.SEAL} | {verify.SEAL: seal}


def flipped(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def with_history(files: Files, change: Callable[[list[bytes]], None]) -> Files:
    lines = files[verify.HISTORY].splitlines(keepends=True)
    change(lines)
    return sealed(files | {verify.HISTORY: b"".join(lines)})


def with_manifest(files: Files, key: str, value: object) -> Files:
    manifest = json.loads(files[verify.MANIFEST])
    manifest[key] = value
    return files | {verify.MANIFEST: json.dumps(manifest).encode()}


def planted(whole: bytes, files: Files) -> Iterator[tuple[str, bytes]]:
    """Yield 100 faults, each with its name and the packet that has it."""
    chance = random.Random(14)
    for at in chance.sample(range(len(whole)), 30):
        yield f"byte {at} of the packet flipped", flipped(whole, at)
    for name in files:
        yield f"a byte of {name} flipped", verify.packed(files | {name: flipped(files[name], len(files[name]) // 2)})
        yield f"{name} dropped", verify.packed({other: data for other, data in files.items() if other != name})
    source = next(name for name in files if name.startswith("sources/"))
    for name in ("article.txt", "evidence.jsonl", "report.html", "verdicts.csv", "verify.py", source):
        yield (
            f"a byte of {name} flipped, all hashes made again",
            verify.packed(sealed(files | {name: flipped(files[name], len(files[name]) - 5)})),
        )
        yield f"{name} emptied, all hashes made again", verify.packed(sealed(files | {name: b""}))
        yield f"{name} cut off", verify.packed(files | {name: files[name][:-3]})
    yield "a file added", verify.packed(files | {"more.txt": b"More."})
    yield "a file added, all hashes made again", verify.packed(sealed(files | {"more.txt": b"More."}))
    yield "a source added, all hashes made again", verify.packed(sealed(files | {"sources/src-0.txt": b"More."}))
    yield "bytes behind the packet", whole + b"\0"
    yield "bytes before the packet", b"#" + whole
    yield "the packet cut off", whole[: len(whole) // 2]
    yield from planted_in_history(files, chance)


def planted_in_history(files: Files, chance: random.Random) -> Iterator[tuple[str, bytes]]:
    """Yield faults of the history and of what is derived from it, most with the hashes made again."""
    count = len(files[verify.HISTORY].splitlines())
    for at in chance.sample(range(count), 6):

        def dropped(lines: list[bytes], at: int = at) -> None:
            del lines[at]

        def doubled(lines: list[bytes], at: int = at) -> None:
            lines.insert(at, lines[at])

        yield f"line {at} of the history dropped", verify.packed(with_history(files, dropped))
        yield f"line {at} of the history doubled", verify.packed(with_history(files, doubled))
    for at in chance.sample(range(count - 1), 6):

        def moved(lines: list[bytes], at: int = at) -> None:
            lines[at : at + 2] = lines[at : at + 2][::-1]

        yield f"lines {at} and {at + 1} of the history exchanged", verify.packed(with_history(files, moved))
    for before, after in (
        (b'"verified"', b'"disputed"'),
        (b'"Ada"', b'"Eve"'),
        (b"Seen.", b"Unseen."),
        (b"Nearly all", b"All"),
    ):
        edited = files[verify.HISTORY].replace(before, after, 1)
        yield f"{before!r} of an act edited", verify.packed(files | {verify.HISTORY: edited})
        yield (
            f"{before!r} of an act edited, all hashes of files made again",
            verify.packed(sealed(files | {verify.HISTORY: edited})),
        )
    for key, value in (("title", "Other"), ("lines", 3), ("made_at", "2024-01-01"), ("last_line", "0" * 64),
                       ("article_id", "art-1"), ("packet", 2), ("more", 1)):  # fmt: skip
        yield f"{key} of the manifest edited", verify.packed(with_manifest(files, key, value))
        yield (
            f"{key} of the manifest edited, with its hash",
            verify.packed(resealed(with_manifest(files, key, value))),
        )
    verdicts = files["verdicts.csv"].replace(b"disputed,misquoted", b"verified,in full")
    yield (
        "a verdict of the CSV edited, all hashes made again",
        verify.packed(sealed(files | {"verdicts.csv": verdicts})),
    )


def test_what_was_asked_of_places_of_evidence_stays_here(workbench: Workbench) -> None:
    article = workbench.articles.get(ARTICLE_ID)
    claim = workbench.articles.claims(ARTICLE_ID)[0]
    assert article is not None
    request = PlaceRequest(0, ARTICLE_ID, claim.id, "Book of Lorn", False, "secret words", claim_day(), 1, "")
    with workbench.packets._database.writing() as connection:
        place_requests.append(connection, request)
    data = workbench.packets.make(ARTICLE_ID)
    with zipfile.ZipFile(io.BytesIO(data)) as packet:
        for name in packet.namelist():
            assert b"secret words" not in packet.read(name), name
        assert b"place_requests" not in packet.read("history.jsonl")


def claim_day() -> datetime:
    return datetime(2024, 5, 3, 12, tzinfo=UTC)


def test_a_whole_packet_verifies_with_nothing_but_python(whole: bytes, files: Files, tmp_path: Path) -> None:
    (tmp_path / "ships.zip").write_bytes(whole)
    done = program(tmp_path / "ships.zip", files["verify.py"])
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Whole: ")
    assert done.stdout.endswith(f"Fingerprint {verify.sha256(files[verify.MANIFEST])}\n")


def test_an_unpacked_packet_verifies_too(files: Files, tmp_path: Path) -> None:
    for name, data in files.items():
        (tmp_path / "ships" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "ships" / name).write_bytes(data)
    assert program(tmp_path / "ships", files["verify.py"]).returncode == 0
    (tmp_path / "ships" / "article.txt").write_bytes(b"Other words.")
    assert program(tmp_path / "ships", files["verify.py"]).returncode == 1


def test_a_hundred_planted_faults_are_all_found_by_the_script(whole: bytes, files: Files, tmp_path: Path) -> None:
    faults = list(planted(whole, files))
    assert len(faults) >= 100
    for number, (_, data) in enumerate(faults):
        assert data != whole
        (tmp_path / f"{number}.zip").write_bytes(data)
    (tmp_path / "verify.py").write_bytes(files["verify.py"])
    loop = (
        "import sys, verify\n"
        f"for number in range({len(faults)}): print(verify.main([f'{{number}}.zip']), flush=True)\n"
    )
    done = subprocess.run(
        [sys.executable, "-S", "-c", loop], capture_output=True, text=True, check=True, cwd=tmp_path
    )
    codes = [line for line in done.stdout.splitlines() if line in {"0", "1", "2"}]
    missed = [name for (name, _), code in zip(faults, codes, strict=True) if code != "1"]
    assert missed == []


def test_the_script_says_what_is_wrong_and_how_it_is_used(whole: bytes, files: Files, tmp_path: Path) -> None:
    (tmp_path / "ships.zip").write_bytes(verify.packed(files | {"article.txt": b"Other words."}))
    done = program(tmp_path / "ships.zip", files["verify.py"])
    assert (done.returncode, done.stdout.splitlines()[0]) == (1, "FAULT The file article.txt was changed.")
    assert program(tmp_path / "missing.zip", files["verify.py"]).returncode == 2


def test_a_packet_made_again_as_a_whole_verifies_and_has_another_fingerprint(
    workbench: Workbench, whole: bytes
) -> None:
    again = workbench.packets.make(ARTICLE_ID)
    assert verify.verify(again) == []
    assert again != whole


def check_same(here: Workbench, there: Workbench) -> None:
    """Check that both have the article with its claims, history, verdicts, conclusion and source."""
    assert here.articles.get(ARTICLE_ID) == there.articles.get(ARTICLE_ID)
    assert here.articles.claims(ARTICLE_ID) == there.articles.claims(ARTICLE_ID)
    histories = [
        [replace(one, sequence=0, undoes=None) for one in place.reviewing.history(ARTICLE_ID)]
        for place in (here, there)
    ]
    assert histories[0] == histories[1]
    assert here.exports.verdict_csv(ARTICLE_ID) == there.exports.verdict_csv(ARTICLE_ID)
    assert here.reports.conclusion(ARTICLE_ID) == there.reports.conclusion(ARTICLE_ID)
    (source_id,) = {pin.source_id for judgement in histories[0] for pin in judgement.pins}
    assert here.library.source(source_id) == there.library.source(source_id)
    assert here.library.passages(source_id) == there.library.passages(source_id)


def test_a_packet_comes_back_in_on_another_machine_as_what_it_was(
    workbench: Workbench, whole: bytes, other: Workbench
) -> None:
    brought = other.packets.bring_in(whole)
    assert brought.warning == ""
    assert (brought.article_id, brought.title, brought.claims, brought.sources) == (ARTICLE_ID, "Ships wait", 3, 1)
    check_same(other, workbench)
    other.reviewing.redo(ARTICLE_ID, "Sefa K.", "again")
    assert verify.verify(other.packets.make(ARTICLE_ID)) == []


@pytest.mark.postgres
def test_a_packet_goes_to_postgresql_and_back_and_stays_what_it_was(
    workbench: Workbench, whole: bytes, files: Files, other: Workbench
) -> None:
    with a_postgres() as server:
        there = Workbench.open(server.database("packets"), clock=Clock())
        there.packets.bring_in(whole)
        check_same(there, workbench)
        with pytest.raises(PacketRefused, match="is here already"):
            there.packets.bring_in(whole)
        with pytest.raises(PacketRefused, match="does not verify"):
            there.packets.bring_in(verify.packed(files | {"article.txt": b"Other."}))
        again = there.packets.make(ARTICLE_ID)
        assert verify.verify(again) == []
        other.packets.bring_in(again)
        check_same(other, workbench)
        there.reviewing.redo(ARTICLE_ID, "Sefa K.", "again")
        assert len(there.reviewing.history(ARTICLE_ID)) == len(workbench.reviewing.history(ARTICLE_ID)) + 1
        there.close()


def test_an_article_that_is_here_already_is_not_brought_in_again(workbench: Workbench, whole: bytes) -> None:
    before = workbench.reviewing.history(ARTICLE_ID)
    with pytest.raises(PacketRefused, match="is here already"):
        workbench.packets.bring_in(whole)
    assert workbench.reviewing.history(ARTICLE_ID) == before


def test_a_packet_that_does_not_verify_is_refused_and_nothing_is_stored(files: Files, tmp_path: Path) -> None:
    other = Workbench.open(str(tmp_path / "other.sqlite3"), clock=Clock())
    with pytest.raises(PacketRefused, match=r"does not verify\. The file article\.txt was changed"):
        other.packets.bring_in(verify.packed(files | {"article.txt": b"Other words."}))
    with pytest.raises(PacketRefused, match="does not verify"):
        other.packets.bring_in(b"PK\x03\x04 nothing")
    assert other.articles.summaries() == []
    other.close()


def forged(files: Files, change: Callable[[str, dict[str, Any]], None]) -> bytes:
    """Return a packet with rows of the history changed and everything made again that the script verifies."""
    before, lines = verify.FIRST, []
    for line, _ in verify.history_lines(files[verify.HISTORY]):
        change(line["table"], line["row"])
        data = json.dumps(line | {"before": before}, ensure_ascii=False, separators=(",", ":")).encode()
        before = verify.sha256(data)
        lines.append(data + b"\n")
    whole = resealed(with_manifest(sealed(files | {verify.HISTORY: b"".join(lines)}), "last_line", before))
    data = verify.packed(whole)
    assert verify.verify(data) == []
    return data


def with_another_text(files: Files) -> bytes:
    """Return a packet whose source has a sentence that it did not have, under the same id."""
    (name,) = [name for name in files if name.startswith("sources/")]
    text = files[name] + b" Never."

    def change(table: str, row: dict[str, Any]) -> None:
        if table == "sources":
            row["text_sha256"] = verify.sha256(text)

    return forged(files | {name: text}, change)


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Workbench]:
    opened = Workbench.open(str(tmp_path / "other.sqlite3"), clock=Clock())
    yield opened
    opened.close()


def test_a_forged_packet_whose_claims_lie_outside_of_the_text_is_refused(files: Files, other: Workbench) -> None:
    def change(table: str, row: dict[str, Any]) -> None:
        if table == "claims":
            row["end"] = 10**6

    with pytest.raises(PacketRefused, match="cannot store"):
        other.packets.bring_in(forged(files, change))
    assert other.articles.summaries() == []


def test_a_forged_packet_whose_article_has_the_id_of_another_text_is_refused(files: Files, other: Workbench) -> None:
    text = files["article.txt"] + b" And nothing else."

    def change(table: str, row: dict[str, Any]) -> None:
        if table == "articles":
            row["text"] = text.decode()

    def change_all(table: str, row: dict[str, Any]) -> None:
        change(table, row)
        if table == "articles":
            row["text_id"] = text_id(row["text"])

    for forgery in (change, change_all):
        with pytest.raises(PacketRefused, match="cannot store"):
            other.packets.bring_in(forged(files | {"article.txt": text}, forgery))
    assert other.articles.summaries() == []


def test_a_forged_packet_with_another_text_for_a_source_that_is_here_is_refused(
    files: Files, other: Workbench
) -> None:
    other.library.store([SOURCE])
    with pytest.raises(PacketRefused, match="Another text has the place of “Ships”"):
        other.packets.bring_in(with_another_text(files))
    assert other.articles.summaries() == []
    assert [report.status for report in other.library.store([SOURCE])] == ["known"]


def test_a_source_whose_place_a_forged_packet_took_is_not_said_to_be_known(files: Files, other: Workbench) -> None:
    other.packets.bring_in(with_another_text(files))
    (report,) = other.library.store([SOURCE])
    assert report.status == "taken"
    assert report.message.startswith("Another text has the place of “Ships”")


def test_a_packet_comes_in_where_publisher_and_title_of_a_source_were_corrected(
    tmp_path: Path, other: Workbench
) -> None:
    workbench = a_workbench(tmp_path, clock=Clock())
    (added,) = workbench.library.store([SOURCE])
    workbench.library.correct(added.source_id, title="The ships", publisher="Wire", author="", published=None, url="")
    pin = Pin(added.source_id, 0, 12, "Wire", "The ships", "", None, TEXT[:12], 0.8)
    workbench.reviewing.judge(act(workbench, 1, "verified", pins=(pin,), note="Seen."))
    other.packets.bring_in(workbench.packets.make(ARTICLE_ID))
    assert other.library.source(added.source_id) == workbench.library.source(added.source_id)
    assert [report.status for report in other.library.store([SOURCE])] == ["known"]
    workbench.close()


def test_a_packet_whose_script_is_another_one_comes_in_with_a_warning(files: Files, other: Workbench) -> None:
    script = b"print('Whole')\n"

    def change(table: str, row: dict[str, Any]) -> None:
        if table == "packet":
            row["files"]["verify.py"] = verify.sha256(script)

    data = forged(files | {"verify.py": script}, change)
    brought = other.packets.bring_in(data)
    assert brought.warning.startswith("The packet's script verify.py is not the one of this workbench")
    assert brought.fingerprint == fingerprint(data)


class WhileSomebodyJudges:
    """Gives the verdict CSV, and a verdict comes each time right after it, as long as there are any left."""

    def __init__(self, workbench: Workbench, values: list[str]) -> None:
        self._workbench = workbench
        self._values = values

    def verdict_csv(self, article_id: str) -> bytes:
        data = self._workbench.exports.verdict_csv(article_id)
        if self._values:
            self._workbench.reviewing.judge(act(self._workbench, 1, self._values.pop()))
        return data


def made_while(workbench: Workbench, values: list[str]) -> bytes:
    exports = cast("Exports", WhileSomebodyJudges(workbench, values))
    return Packets(workbench.packets._database, exports, workbench.reports).make(ARTICLE_ID)


def test_a_packet_that_is_made_while_somebody_judges_is_of_one_moment(tmp_path: Path) -> None:
    workbench = a_workbench(tmp_path, clock=Clock())
    packet = made_while(workbench, ["disputed", "verified"])
    assert verify.verify(packet) == []
    assert verify.packet_files(packet)[0]["verdicts.csv"] == workbench.exports.verdict_csv(ARTICLE_ID)
    with pytest.raises(PacketRefused, match="changed each time"):
        made_while(workbench, ["disputed", "verified"] * 5)
    workbench.close()


def test_no_packet_is_made_that_would_not_verify(tmp_path: Path) -> None:
    workbench = a_workbench(tmp_path, clock=Clock())
    (added,) = workbench.library.store([SOURCE])
    pin = Pin(added.source_id, 0, 12, "Harbour Wire", "Ships", "", None, "Never a word", 0.8)
    workbench.reviewing.judge(act(workbench, 1, "verified", pins=(pin,), note="Seen."))
    with pytest.raises(PacketRefused, match=f"The source {added.source_id} does not have the words"):
        workbench.packets.make(ARTICLE_ID)
    workbench.close()


def test_a_csv_row_whose_excerpt_its_source_does_not_have_is_listed_and_the_packet_verifies(
    workbench: Workbench, other: Workbench, whole: bytes
) -> None:
    other.packets.bring_in(whole)
    changed = edited(
        workbench.exports.verdict_csv(ARTICLE_ID),
        lambda rows: rows[0].update(evidence=rows[0]["evidence"].replace("waited", "sailed")),
    )
    (conflict,) = other.exports.import_csv(changed).conflicts
    assert "does not have the words" in conflict.message
    assert "sailed" in conflict.message
    assert verify.verify(other.packets.make(ARTICLE_ID)) == []


def test_there_is_no_packet_of_an_article_that_is_not_stored(workbench: Workbench) -> None:
    with pytest.raises(NoArticleError):
        workbench.packets.make("art-0")


def nested(count: int, size: int) -> bytes:
    """Return a container whose members lie in each other: each is read up to the end of the last one."""
    data, names, directory = b"\0" * size, [f"{number:05}" for number in range(count)], b""
    abouts = []
    for name in reversed(names):
        about = struct.pack("<5H3L2H", 20, 0, 0, 0, 0x21, zlib.crc32(data), len(data), len(data), len(name), 0)
        abouts.append(about)
        data = b"PK\x03\x04" + about + name.encode() + data
    for number, (name, about) in enumerate(zip(names, reversed(abouts), strict=True)):
        at = number * (30 + len(name))
        directory += struct.pack("<4s2B", b"PK\x01\x02", 20, 3) + about
        directory += struct.pack("<3H2L", 0, 0, 0, 0, at) + name.encode()
    return data + directory + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, len(directory), len(data), 0)


def test_a_container_whose_members_lie_in_each_other_is_refused_before_it_is_read() -> None:
    data = nested(300, 20_000)
    assert sum(member.file_size for member in zipfile.ZipFile(io.BytesIO(data)).infolist()) > 50 * len(data)
    assert verify.packet_files(data) == (
        {},
        ["The container says that it holds more than it has. Nothing of it was read."],
    )


def test_a_container_with_more_files_than_its_end_can_count_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("first", b"")
        for number in range(65_535):
            archive.filelist.append(copy(archive.filelist[0]))
            archive.filelist[-1].filename = f"{number}"
    assert verify.verify(out.getvalue()) == [
        "The container says that it holds more than it has. Nothing of it was read."
    ]
