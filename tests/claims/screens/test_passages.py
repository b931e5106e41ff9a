"""Which passages stand in the three columns."""

from datetime import UTC, date, datetime

from claims.review.judgement import Pin
from claims.screens.review.passages import COLUMNS, shown_columns
from sources.source import Candidate, Discrepancy, DiscrepancyKind, Passage, Source

_DIFFERS = (Discrepancy(DiscrepancyKind.NUMBER, "52", "38", 0, 2, "here 38, claim 52"),)


def _candidate(source: str, ordinal: int, rank: int, *, attributed: str = "", differs: bool = False) -> Candidate:
    held = Source(
        f"src-{source}",
        "38 hangers",
        "txt",
        "",
        source,
        source,
        "",
        date(2026, 5, 13),
        "",
        "",
        datetime(2026, 5, 14, tzinfo=UTC),
    )
    passage = Passage(held.id, ordinal, ordinal, ordinal + 10, "38 hangers")
    return Candidate(held, passage, 0.9 - rank / 100, rank, attributed, (), "model", _DIFFERS if differs else ())


def test_each_source_has_one_column() -> None:
    first, same, second, third = (
        _candidate(name, at, at + 1) for at, name in enumerate(("wire", "wire", "herald", "radio"))
    )
    assert shown_columns([first, same, second, third], (), None) == [first, second, third]


def test_one_column_is_kept_for_a_source_that_is_not_named() -> None:
    named = [_candidate(name, 0, rank, attributed="Wire") for rank, name in enumerate(("a", "b", "c"), 1)]
    other = _candidate("herald", 0, 4)
    assert shown_columns([*named, other], (), None) == [*named[:2], other]


def test_of_a_source_the_passage_that_differs_is_shown() -> None:
    near, differing = _candidate("herald", 0, 1), _candidate("herald", 1, 2, differs=True)
    assert shown_columns([near, differing], (), None) == [differing, near]


def test_a_pinned_passage_keeps_a_column_and_the_chosen_row_the_last() -> None:
    rows = [_candidate(name, 0, rank) for rank, name in enumerate("abcdef", 1)]
    pinned = Pin.of(rows[4])
    assert rows[4] in shown_columns(rows, (pinned,), None)
    assert shown_columns(rows, (pinned,), 5) == [rows[0], rows[5], rows[4]]
    assert len(shown_columns(rows, (), 5)) == COLUMNS


def test_nothing_to_show_is_nothing() -> None:
    assert shown_columns([], (), None) == []
