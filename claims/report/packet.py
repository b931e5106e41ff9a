"""The verification packet: one file with all that an article's verdicts rest on, and a script that verifies it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from claims.report import verify
from sources.untrusted import Unusable, load_json

Line = tuple[str, Mapping[str, Any]]
"""A line of the history: the table it belongs to, and its row as JSON."""

MAGIC = b"PK\x03\x04"
"""What a packet begins with, and no CSV."""

_VERSION = 1  # grows when a packet changes so that older scripts cannot verify it


class PacketRefused(ValueError):  # noqa: N818 - named for what a person is told
    """The packet is not brought in; the message is a sentence for the person, and nothing was changed."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a packet is made of.

    Attributes:
        lines: The article, its claims and sources, then every act in order.
        texts: Source id to its text, of those that are still in the library.
        report: The report as HTML.
        verdicts: The verdict CSV, the plain flavour.
        made_at: When it is made, as ISO 8601 in UTC.
    """

    lines: Sequence[Line]
    texts: Mapping[str, str]
    report: bytes
    verdicts: bytes
    made_at: str


def packet(contents: Contents) -> bytes:
    """Return the packet, the same bytes for the same contents."""
    script = _script()
    article = next(row for table, row in contents.lines if table == "articles")
    hashes = {source_id: verify.sha256(text.encode()) for source_id, text in contents.texts.items()}
    lines = [
        (table, {**row, "text_sha256": hashes[row["id"]]} if table == "sources" else row)
        for table, row in contents.lines
    ]
    made = {"report.html": contents.report, "verdicts.csv": contents.verdicts, "verify.py": script}
    end = {
        "made_at": contents.made_at,
        "files": {name: verify.sha256(data) for name, data in sorted(made.items())},
    }
    history, last = _chained([*lines, ("packet", end)])
    judgements = verify.standing([{**row, "table": table} for table, row in lines])
    evidence = [line for judgement in judgements for line in verify.evidence_lines(judgement)]
    files = {
        **made,
        "evidence.jsonl": b"".join(_json(line) + b"\n" for line in evidence),
        "article.txt": article["text"].encode(),
        **{f"sources/{source_id}.txt": text.encode() for source_id, text in sorted(contents.texts.items())},
        verify.HISTORY: history,
    }
    manifest = {
        "packet": _VERSION,
        "article_id": article["id"],
        "title": article["title"],
        "made_at": contents.made_at,
        "lines": len(lines) + 1,
        "last_line": last,
        "files": {name: {"sha256": verify.sha256(data), "bytes": len(data)} for name, data in files.items()},
    }
    files[verify.MANIFEST] = json.dumps(manifest, ensure_ascii=False, indent=1).encode()
    files[verify.SEAL] = verify.sha256(files[verify.MANIFEST]).encode() + b"\n"
    return verify.packed(files)


def fingerprint(data: bytes) -> str:
    """Return what two people compare to know that they have the same packet."""
    return verify.fingerprint(verify.packet_files(data)[0])


def has_own_script(data: bytes) -> bool:
    """Return whether the script of a packet is that of this workbench, byte for byte."""
    return verify.packet_files(data)[0]["verify.py"] == _script()


def read_packet(data: bytes) -> tuple[list[Line], dict[str, str]]:
    """Return the lines of a packet's history and the texts of its sources.

    Raises:
        PacketRefused: If it does not verify; with the first fault.
    """
    faults = verify.verify(data)
    if faults:
        more = f" There are {len(faults) - 1} more faults." if len(faults) > 1 else ""
        raise PacketRefused(
            f"The packet does not verify. {faults[0]}{more} Ask for it again; nothing was brought in."
        )
    files, _ = verify.packet_files(data)
    try:
        lines = [load_json(line.decode("utf-8")) for line in files[verify.HISTORY].splitlines()]
    except (Unusable, ValueError) as fault:
        raise PacketRefused(
            f"The history of the packet cannot be stored: it {fault}. Nothing was brought in."
        ) from None
    texts = {
        name.removeprefix("sources/").removesuffix(".txt"): text.decode("utf-8")
        for name, text in files.items()
        if name.startswith("sources/")
    }
    return [(line["table"], line["row"]) for line in lines[:-1]], texts


def _chained(lines: Sequence[Line]) -> tuple[bytes, str]:
    """Return the lines of the history, each with the hash of the line before it, and the hash of the last."""
    before, written = verify.FIRST, []
    for number, (table, row) in enumerate(lines, 1):
        line = _json({"number": number, "before": before, "table": table, "row": row})
        before = verify.sha256(line)
        written.append(line + b"\n")
    return b"".join(written), before


def _json(value: Mapping[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


@cache
def _script() -> bytes:
    return Path(verify.__file__).read_bytes()
