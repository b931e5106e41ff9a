"""Sources for tests of origins, stored without a model."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from sources.embedding import EncoderWorker
from sources.source import Document, Origin
from sources.store import Library, database_url, open_database
from tests.sources.fakes import WordEncoder
from tests.sources.stored import every_source

CASES = Path(__file__).resolve().parents[2] / "cases" / "origins" / "reports.jsonl"
REPORTS: list[dict[str, str]] = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]


def library(folder: Path, name: str = "desk") -> Library:
    return Library(open_database(database_url(str(folder / f"{name}.sqlite3"))), EncoderWorker(WordEncoder()))


def document(row: dict[str, str]) -> Document:
    return Document(
        text=row["text"],
        kind="txt",
        publisher=row["publisher"],
        title=row["title"],
        author=row["author"],
        published=date.fromisoformat(row["published"]),
    )


def made(text: str, publisher: str, published: str = "2026-03-01", *, author: str = "", title: str = "") -> Document:
    return Document(
        text=text,
        kind="txt",
        publisher=publisher,
        author=author,
        title=title,
        published=date.fromisoformat(published) if published else None,
    )


def report(event: str, how: str) -> Document:
    return document(next(row for row in REPORTS if (row["event"], row["how"]) == (event, how)))


def publishers(held: Library) -> set[frozenset[str]]:
    """Return the publishers of each origin."""
    names = {one.id: one.publisher for one in every_source(held)}
    return {frozenset(names[one] for one in origin.source_ids) for origin in held.origins.all().values()}


def of(held: Library, publisher: str) -> Origin:
    (one,) = [one.id for one in every_source(held) if one.publisher == publisher][:1]
    return held.origins.of([one])[one]
