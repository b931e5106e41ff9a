"""Which source comes first, and which of its passages."""

from __future__ import annotations

from sources.index import KeywordIndex, SourceWords
from sources.matching.fusion import Fusion

PIER = SourceWords("src-pier", "", ["The harbour pier.", "A dredger at the pier.", "The harbour and its pier, open."])
DREDGERS = [SourceWords(f"src-{n}", "", ["A dredger came."]) for n in range(8)]


def ranked(text: str) -> list[tuple[str, int]]:
    fusion = Fusion(KeywordIndex.of([PIER, *DREDGERS]), None)
    (asked,) = fusion.asked([text], None)
    return [(one.source_id, one.ordinal) for one in fusion.ranked(asked, 4, per_source=3)]


def test_of_a_source_the_passage_comes_first_that_has_what_few_of_its_passages_have() -> None:
    # In the library "dredger" is common and "harbour" is not; on this page it is the other way round.
    scores = KeywordIndex.of([PIER, *DREDGERS]).passage_scores("The dredger at the harbour pier", ["src-pier"])[0]
    assert scores.overall[0] > scores.overall[1]
    assert ranked("The dredger at the harbour pier")[0] == ("src-pier", 1)


def test_the_order_inside_a_source_moves_no_source() -> None:
    places = [source for source, _ in ranked("The dredger at the harbour pier")]
    assert places == ["src-pier"] * 3 + ["src-0"]
