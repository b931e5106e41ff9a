"""Verify a packet of the claim workbench: python verify.py PACKET.zip, or the folder that it was unpacked into.

It needs Python 3.9 or later and nothing else, and it only reads. It prints each fault that it finds, then the
fingerprint of the packet. The exit code is 0 where the packet is whole, 1 where it is not, 2 for wrong use.

What it finds: a byte that was changed in any file, a file that is missing or was added, a line of the history that
was changed, dropped, added or moved, and a manifest, report, verdict CSV, evidence or source that does not fit the
history.

What it cannot find: that somebody made the whole packet again, with another history and all hashes computed again.
For that, compare the fingerprint with the one that whoever made the packet tells you by another way.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import struct
import sys
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Files = dict[str, bytes]
Row = dict[str, Any]

MANIFEST = "manifest.json"
SEAL = "manifest.sha256"
HISTORY = "history.jsonl"
FIRST = "0" * 64  # what the first line of the history has as the hash of the line before
FIXED = {"article.txt", "evidence.jsonl", HISTORY, "report.html", "verdicts.csv", "verify.py"}
MADE_WITH_HISTORY = {"report.html", "verdicts.csv", "verify.py"}
IS_IT_SO, DID_THEY_SAY_IT = "is it so", "did they say it"  # the questions that a judgement answers
MODE = 0o644 << 16
MOST_FILES = 65_535  # the end of a container counts them in 16 bits


def main(arguments: list[str]) -> int:
    """Verify what the command line names, and return the exit code."""
    if len(arguments) != 1:
        print("Say which packet: python verify.py PACKET.zip", file=sys.stderr)
        return 2
    path = Path(arguments[0])
    try:
        data = None if path.is_dir() else path.read_bytes()
        files = folder_files(path) if data is None else {}
    except OSError as problem:
        print(f"{path} cannot be read: {problem.strerror}.", file=sys.stderr)
        return 2
    faults = verify_files(files) if data is None else verify(data)
    for fault in faults:
        print(f"FAULT {fault}")
    if faults:
        print(f"{len(faults)} faults. This is not the packet that was made.")
        return 1
    if data is not None:
        files = packet_files(data)[0]
    manifest = json.loads(files[MANIFEST])
    print(f"Whole: {manifest['lines']} lines of history and {len(manifest['files'])} files fit together.")
    print(f"Fingerprint {fingerprint(files)}")
    return 0


def fingerprint(files: Files) -> str:
    """Return what two people compare to know that they have the same packet."""
    return sha256(files[MANIFEST])


def sha256(data: bytes) -> str:
    """Return the SHA-256 of bytes as 64 hexadecimal figures."""
    return hashlib.sha256(data).hexdigest()


def folder_files(folder: Path) -> Files:
    """Return the files of an unpacked packet by name."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }


def verify(data: bytes) -> list[str]:
    """Return the faults of a packed packet, a sentence each; none where it is whole."""
    files, faults = packet_files(data)
    return faults or verify_files(files)


def packet_files(data: bytes) -> tuple[Files, list[str]]:
    """Return the files of a packed packet by name, and the faults of its container."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            names = [member.filename for member in members]
            if len(set(names)) < len(names):
                return {}, ["The container holds a file twice."]
            if len(members) > MOST_FILES or sum(map(largest, members)) > len(data):
                return {}, ["The container says that it holds more than it has. Nothing of it was read."]
            if any(member.compress_type != zipfile.ZIP_STORED for member in members):
                return {}, [
                    "The container is packed otherwise than the workbench packs; unpack it and verify the folder."
                ]
            files = {member.filename: archive.read(member) for member in members}
    except Exception as problem:  # noqa: BLE001 - a changed byte makes the library raise anything
        return {}, [f"The container cannot be read: {problem}"]
    if packed(files) != data:
        return files, [
            "The container is not as the workbench packs it: bytes beside the files were changed or added."
        ]
    return files, []


def largest(member: zipfile.ZipInfo) -> int:
    """Return how many bytes reading a member of a container may take; members that overlap are counted each."""
    return max(member.file_size, member.compress_size)


def packed(files: Files) -> bytes:
    """Return the container of files by name, byte for byte the same for the same files."""
    parts: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for name in files:
        content, encoded = files[name], name.encode("utf-8")
        flags = 0 if name.isascii() else 0x800
        crc, size = zlib.crc32(content), len(content)
        about = struct.pack("<5H3L2H", 20, flags, 0, 0, 0x21, crc, size, size, len(encoded), 0)
        parts += [b"PK\x03\x04", about, encoded, content]
        directory += [
            struct.pack("<4s2B", b"PK\x01\x02", 20, 3), about,
            struct.pack("<3H2L", 0, 0, 0, MODE, offset), encoded,
        ]  # fmt: skip
        offset += 30 + len(encoded) + size
    central = b"".join(directory)
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, len(files), len(files), len(central), offset, 0)
    return b"".join(parts) + central + end


def verify_files(files: Files) -> list[str]:
    """Return the faults of the files of a packet."""
    missing = sorted({MANIFEST, SEAL, *FIXED} - set(files))
    if missing:
        return [f"The file {name} is missing." for name in missing]
    if files[SEAL] != sha256(files[MANIFEST]).encode() + b"\n":
        return ["The manifest is not the one that was sealed."]
    try:
        manifest = json.loads(files[MANIFEST])
        faults = list(file_faults(files, manifest))
        lines = list(history_lines(files[HISTORY]))
        faults += chain_faults(lines, manifest)
        return faults or list(
            content_faults(files, manifest, [line["row"] | {"table": line["table"]} for line, _ in lines])
        )
    except Exception as problem:  # noqa: BLE001 - whatever cannot be read is no packet of ours
        return [f"The packet cannot be read: {type(problem).__name__} {problem}"]


def file_faults(files: Files, manifest: Row) -> Iterator[str]:
    """Yield each file that is not as the manifest has it."""
    listed = manifest["files"]
    for name in sorted(set(listed) | (set(files) - {MANIFEST, SEAL})):
        if name not in files:
            yield f"The file {name} is missing."
        elif name not in listed:
            yield f"The file {name} is not in the manifest: it was added."
        elif listed[name] != {"sha256": sha256(files[name]), "bytes": len(files[name])}:
            yield f"The file {name} was changed."


def history_lines(data: bytes) -> Iterator[tuple[Row, bytes]]:
    """Yield each line of the history with its bytes."""
    for line in data.split(b"\n")[:-1]:
        yield json.loads(line), line
    if not data.endswith(b"\n"):
        raise ValueError("the last line of the history is cut off")


def chain_faults(lines: list[tuple[Row, bytes]], manifest: Row) -> list[str]:
    """Return where the history is no chain: each line holds its number and the hash of the line before."""
    before = FIRST
    for number, (line, data) in enumerate(lines, 1):
        if set(line) != {"number", "before", "table", "row"} or line["number"] != number or line["before"] != before:
            return [f"Line {number} of the history does not follow the line before it: lines were changed or moved."]
        before = sha256(data)
    if before != manifest["last_line"] or len(lines) != manifest["lines"]:
        return ["The history does not end where the manifest says: lines were changed, dropped or added at its end."]
    return []


def content_faults(files: Files, manifest: Row, rows: list[Row]) -> Iterator[str]:
    """Yield where files do not fit the history, which a person notices who changed a file and its hash."""
    articles = [row for row in rows if row["table"] == "articles"]
    made = rows[-1]
    if len(articles) != 1 or made["table"] != "packet":
        yield "The history has not one article and its end."
        return
    known = {
        "packet": 1, "article_id": articles[0]["id"], "title": articles[0]["title"], "made_at": made["made_at"],
        "lines": len(rows), "last_line": manifest["last_line"], "files": manifest["files"],
    }  # fmt: skip
    if manifest != known:
        yield "The manifest does not fit the history."
    for name in sorted(MADE_WITH_HISTORY):
        if made["files"][name] != sha256(files[name]):
            yield f"The file {name} is not the one that was made with the history."
    if articles[0]["text"] != files["article.txt"].decode("utf-8"):
        yield "The text of the article is not the one in the history."
    yield from source_faults(files, rows)
    decided = standing(rows)
    if verdict_rows(files["verdicts.csv"]) != sorted(
        (one["claim_id"], one["reviewer"], one["value"], one["reason"], one["note"]) for one in decided
    ):
        yield "The verdict CSV does not say what the history says."
    if answer_rows(files["verdicts.csv"]) != sorted(
        (one["claim_id"], one["reviewer"], one["named_source"], one["value"])
        for one in standing(rows, DID_THEY_SAY_IT)
    ):
        yield "The verdict CSV does not say what the history says of who said what."
    evidence = [json.loads(line) for line in files["evidence.jsonl"].splitlines()]
    if evidence != [line for one in decided for line in evidence_lines(one)]:
        yield "The evidence file does not say what the history says."


def source_faults(files: Files, rows: list[Row]) -> Iterator[str]:
    """Yield each source whose text is not the one in the history, and each excerpt that it does not have."""
    texts: dict[str, str] = {}
    for row in rows:
        if row["table"] == "sources":
            name = f"sources/{row['id']}.txt"
            if name not in files or sha256(files[name]) != row["text_sha256"]:
                yield f"The text of the source {row['id']} is not the one in the history."
            texts[name] = texts[row["id"]] = files.get(name, b"").decode("utf-8")
    for name in sorted(set(files) - FIXED - set(texts) - {MANIFEST, SEAL}):
        yield f"The file {name} belongs to nothing in the history."
    for row in rows:
        for pin in row["pins"] if row["table"] == "judgements" else ():
            text = texts.get(pin["source_id"])
            if text is not None and text[pin["start"] : pin["end"]] != pin["excerpt"]:
                yield f"The source {pin['source_id']} does not have the words that were pinned of it."


def standing(rows: list[Row], question: str = IS_IT_SO) -> list[Row]:
    """Return the judgements on a question that hold: the last of each reviewer on each claim as it is worded now.

    On whether they said it, that is the last on each source that the claim names.
    """
    claims = {row["id"]: row for row in rows if row["table"] == "claims"}
    last: dict[tuple[str, str, str], Row] = {}
    for row in rows:
        if row["table"] != "judgements" or row["question"] != question:
            continue
        claim = claims.get(row["claim_id"])
        # A verdict on an earlier wording may come later, with a CSV of an earlier version: it hides nothing.
        if claim and not claim["removed"] and row["claim_version"] >= claim["worded"]:
            last[row["claim_id"], row["reviewer"], row["named_source"]] = row
    return [row for _, row in sorted(last.items()) if row["value"]]


def evidence_lines(judgement: Row) -> list[Row]:
    """Return a line of the evidence file for each passage that a judgement rests on."""
    keys = ("claim_id", "reviewer", "value", "reason")
    return [{**{key: judgement[key] for key in keys}, **pin} for pin in judgement["pins"]]


def verdict_rows(data: bytes) -> list[tuple[str, ...]]:
    """Return claim, reviewer, verdict, reason and note of each row of the CSV that has a verdict."""
    csv.field_size_limit(2**30)
    table = csv.DictReader(io.StringIO(data.decode("utf-8"), newline=""))
    names = ("claim_id", "reviewer", "verdict", "reason", "note")
    return sorted(tuple(row[name] for name in names) for row in table if row["verdict"])


def answer_rows(data: bytes) -> list[tuple[str, ...]]:
    """Return claim, reviewer, named source and answer for each answer about a named source in the CSV."""
    csv.field_size_limit(2**30)
    table = csv.DictReader(io.StringIO(data.decode("utf-8"), newline=""))
    return sorted(
        (row["claim_id"], row["reviewer"], name, value)
        for row in table
        for name, value in json.loads(row["attribution_verdicts"]).items()
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
