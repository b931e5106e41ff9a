"""Candidates come with their marks, read from the source's own day and the claim's own dates; the order stays."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from sources.embedding import EncoderWorker
from sources.matching import match
from sources.source import DiscrepancyKind, Document, Query
from sources.store import Library, database_url, open_database
from tests.sources.fakes import WordEncoder

CLAIM = "Cracks were found in 52 of the hangers of the bridge on Tuesday."
TUESDAY = date(2026, 5, 12)


def test_a_candidate_that_differs_keeps_its_place_and_says_where(tmp_path: Path) -> None:
    library = Library(open_database(database_url(str(tmp_path / "desk.sqlite3"))), EncoderWorker(WordEncoder()))
    texts = {
        "Herald": "Cracks were found in 38 of the hangers of the bridge yesterday.",
        "Wire": "Inspectors who saw the bridge on Tuesday counted 52 hangers, the wire says at some length.",
    }
    library.add(
        [
            Document(text=text, kind="txt", publisher=publisher, published=date(2026, 5, 13))
            for publisher, text in texts.items()
        ]
    )
    library.vectors.embed_missing()
    query = Query("clm-1", CLAIM, dates=((TUESDAY, TUESDAY),))
    found = match([query], library)["clm-1"].candidates
    assert [candidate.source.publisher for candidate in found] == ["Herald", "Wire"]
    assert [[mark.kind for mark in candidate.discrepancies] for candidate in found] == [[DiscrepancyKind.NUMBER], []]
    later = Query("clm-1", CLAIM, dates=((date(2026, 5, 5), date(2026, 5, 5)),))
    marks = match([later], library)["clm-1"].candidates[0].discrepancies
    assert [mark.sentence for mark in marks] == ["here 38, claim 52", "here yesterday, claim Tuesday"]
