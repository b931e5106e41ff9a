"""How many origins the candidates of a claim go back to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from sources.matching import match
from sources.matching.origins import origins_of
from sources.matching.words import shared
from sources.source import Candidate, Origin, OriginKind, OriginLink, Passage, Query, Source
from tests.sources.origins.making import library, made, report

CLAIM = "The reactor at Holm was stopped for 31 days."
BY = {"Delta Wire": 1, "Holm Herald": 2, "Lake Tribune": 3, "Radio Vann": 4, "Grid Office": 5}


def candidate(publisher: str, text: str, day: int = 5) -> Candidate:
    one = f"src-{BY[publisher]}"
    source = Source(
        one, text, "txt", "", "", publisher, "", date(2026, 4, day), "", "", datetime(2026, 5, 1, tzinfo=UTC)
    )
    return Candidate(source, Passage(one, 0, 0, len(text), text), 0.5, 1, "", shared(CLAIM, text), "m")


def grouped(*candidates: Candidate, origins: Sequence[Origin] = ()) -> list[tuple[str, list[str]]]:
    known = {one: origin for origin in origins for one in origin.source_ids}
    names = {f"src-{number}": name for name, number in BY.items()}
    found = origins_of(candidates, known)
    assert sorted(one for origin in found for one in origin.source_ids) == sorted(
        {one.source.id for one in candidates}
    )
    return [(origin.name, [names[one] for one in origin.source_ids]) for origin in found]


WIRE = candidate("Delta Wire", "The reactor at Holm has been stopped for 31 days, its log shows.", 4)
CITING = candidate(
    "Lake Tribune", "It rained. The reactor was stopped for 31 days, Delta Wire reported on Monday. It rained."
)
HERALD = candidate("Holm Herald", "Neighbours counted 31 days in which the reactor at Holm was stopped.", 4)


def test_a_source_that_has_the_figure_from_another_is_one_origin_with_it_for_this_claim() -> None:
    assert grouped(CITING, HERALD, WIRE) == [
        ("Delta Wire", ["Delta Wire", "Lake Tribune"]), ("Holm Herald", ["Holm Herald"])
    ]  # fmt: skip
    (origin, _) = origins_of([CITING, HERALD, WIRE], {})
    assert origin.links == (
        OriginLink(
            "src-3",
            "src-1",
            OriginKind.CITES,
            "Has it from Delta Wire: “The reactor was stopped for 31 days, Delta Wire reported on Monday.”",
        ),
    )


def test_a_citation_in_a_sentence_about_something_else_joins_nothing() -> None:
    other = candidate(
        "Lake Tribune", "Our count of days when the reactor at Holm was stopped is 31. Delta Wire reported rain."
    )
    assert len(grouped(other, WIRE)) == 2


def test_the_herald_is_the_one_herald_in_sight_and_not_the_papers_own_name() -> None:
    words = "The reactor at Holm was stopped for 31 days, an engineer told the Herald."
    assert grouped(HERALD, candidate("Lake Tribune", words)) == [("Holm Herald", ["Holm Herald", "Lake Tribune"])]
    assert len(grouped(WIRE, candidate("Holm Herald", words))) == 2


def test_who_cites_two_of_them_is_a_copy_of_neither_and_joins_them_not() -> None:
    both = candidate("Lake Tribune", "The reactor was stopped for 31 days, Delta Wire reported, as the Herald said.")
    assert len(grouped(both, WIRE, HERALD)) == 3


def test_what_an_office_said_is_reported_and_not_copied() -> None:
    office = candidate("Grid Office", "The reactor at Holm was stopped for 31 days.", 3)
    assert (
        len(grouped(office, candidate("Lake Tribune", "The reactor was stopped for 31 days, Grid Office said."))) == 2
    )


def test_nobody_cites_what_was_published_later() -> None:
    assert len(grouped(candidate("Lake Tribune", CITING.passage.text, 3), WIRE)) == 2


def test_two_that_cite_each_other_stay_apart() -> None:
    back = candidate("Delta Wire", "The reactor was stopped for 31 days, the Lake Tribune reported.", 5)
    assert len(grouped(CITING, back)) == 2


def test_who_cites_a_copy_goes_back_to_what_was_copied_and_the_copys_own_citation_leads_nowhere() -> None:
    copy = Origin(
        "src-1", "Delta Wire", ("src-1", "src-2"), (OriginLink("src-2", "src-1", OriginKind.COPY, "Same."),)
    )
    cites_copy = candidate("Lake Tribune", "The reactor was stopped for 31 days, the Holm Herald reported.")
    assert grouped(cites_copy, HERALD, WIRE, origins=[copy]) == [
        ("Delta Wire", ["Delta Wire", "Holm Herald", "Lake Tribune"])
    ]
    citing_copy = candidate("Holm Herald", "The reactor at Holm was stopped for 31 days, Radio Vann reported.")
    radio = candidate("Radio Vann", "The reactor at Holm was stopped for 31 days.", 4)
    assert grouped(citing_copy, WIRE, radio, origins=[copy]) == [
        ("Delta Wire", ["Delta Wire", "Holm Herald"]), ("Radio Vann", ["Radio Vann"])
    ]  # fmt: skip


def test_an_origin_that_is_no_candidate_keeps_its_name() -> None:
    copy = Origin("src-9", "Far Press", ("src-9", "src-2"), (OriginLink("src-2", "src-9", OriginKind.COPY, "Same."),))
    (origin,) = origins_of([HERALD], {"src-2": copy})
    assert (origin.id, origin.name, origin.source_ids, origin.links) == ("src-9", "Far Press", ("src-2",), copy.links)


def test_a_search_gives_the_origins_of_its_candidates(tmp_path: Path) -> None:
    held = library(tmp_path)
    held.add([report("ferry", "original"), report("ferry", "cut"), made("Ferries need steering gear.", "Yard Post")])
    found = match([Query("clm-1", "A night ferry ran aground on a sandbank off Port Skarn.")], held)["clm-1"]
    assert [origin.name for origin in found.origins] == ["Calder News Service", "Yard Post"]
    assert len({one for origin in found.origins for one in origin.source_ids}) == 3
