"""Origins are kept in the library and follow what is added, corrected and removed."""

from __future__ import annotations

import itertools
import random
from collections import defaultdict
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import delete, event, func, select

from sources.store import Library
from sources.store.engine import reading, writing
from sources.store.origin_cache import OriginCache
from sources.store.tables import origin_prints, origin_relations, origin_reports
from tests.sources.origins.making import REPORTS, document, library, made, of, publishers, report
from tests.sources.stored import every_source

WIRE = report("ferry", "original").text
OTHER = report("museum", "original").text
# Pairs of our own reports that were labelled by hand; a paraphrase without a credit line is not found, and that is
# said in the README.
PRECISION, RECALL = 1.0, 1.0


@pytest.fixture
def held(tmp_path: Path) -> Library:
    return library(tmp_path)


def test_our_own_labelled_reports_keep_to_the_floors(held: Library) -> None:
    held.add([document(row) for row in REPORTS])
    origins = {one.publisher + one.title: held.origins.all()[one.id].id for one in every_source(held)}
    together, right, planted = 0, 0, 0
    for one, other in itertools.combinations(REPORTS, 2):
        joined = origins[one["publisher"] + one["title"]] == origins[other["publisher"] + other["title"]]
        same = one["origin"] == other["origin"]
        together += joined
        right += joined and same
        planted += same and "paraphrased" not in {one["how"], other["how"]}
    assert right / together >= PRECISION
    assert right / planted >= RECALL


def test_the_agencys_own_report_is_the_origin_and_the_copies_say_why(held: Library) -> None:
    held.add([report("ferry", "cut"), report("ferry", "edited"), report("ferry", "original")])
    origin = of(held, "Ostrey Gazette")
    assert origin is of(held, "Calder News Service")
    assert origin.name == "Calder News Service"
    assert (
        origin.source_ids[0]
        == origin.id
        == next(one.id for one in every_source(held) if one.publisher == origin.name)
    )
    assert [link.sentence for link in origin.links] == [
        "86 % of its own words stand in Calder News Service, Mon 2 Mar 2026.",
        "100 % of its own words stand in Calder News Service, Mon 2 Mar 2026.",
    ]


def test_copies_of_a_report_that_is_not_in_the_library_are_named_by_whom_they_credit(held: Library) -> None:
    held.add([made(WIRE, "Ostrey Gazette"), made(WIRE, "Mainland Mail", "2026-03-04")])
    origin = of(held, "Mainland Mail")
    assert origin.name == "Calder News Service"
    assert origin.id == of(held, "Ostrey Gazette").source_ids[0]
    assert origin.links[0].sentence == (
        "Word for word the same as Ostrey Gazette, Sun 1 Mar 2026. Both credit Calder News Service."
    )


def test_a_source_without_publisher_and_title_is_called_by_its_file(held: Library) -> None:
    held.add(
        [replace(made(WIRE, "", ""), name="first.txt"), replace(made(f"{WIRE} Ends.", "", ""), name="second.txt")]
    )
    (origin,) = set(held.origins.all().values())
    (link,) = origin.links
    assert "src-" not in origin.name + link.sentence
    assert "first.txt”" in link.sentence or "second.txt”" in link.sentence


@pytest.mark.parametrize("day", ["", "2026-03-01"])
def test_of_one_day_or_without_dates_an_agencys_report_is_the_origin_of_a_papers(held: Library, day: str) -> None:
    papers = ["Ostrey Gazette", "Mainland Mail", "Tarn Courier", "Valley Sun"]
    story = WIRE.replace("Calder News Service", "this service")
    held.add([made(f"{story} Paper {number}.", paper, day) for number, paper in enumerate(papers)])
    held.add([made(f"{story} Ends.", "Reuters", day)])
    assert of(held, "Mainland Mail").name == "Reuters"


def test_the_same_sources_have_the_same_origins_in_whatever_order_they_come(tmp_path: Path) -> None:
    documents = [document(row) for row in REPORTS]
    first = library(tmp_path, "first")
    first.add(documents)
    for seed in range(2):
        other = library(tmp_path, f"other{seed}")
        random.Random(seed).shuffle(documents)
        for one in documents:
            other._store(one)
        assert other.origins.all() == first.origins.all()


def test_a_removed_source_leaves_nothing_behind(held: Library, tmp_path: Path) -> None:
    held.add([report("ferry", "cut"), report("ferry", "original"), report("museum", "original")])
    for one in every_source(held):
        held.versions.delete(one.id)
    assert held.origins.all() == {}
    with reading(held._engine) as connection:
        for table in (origin_reports, origin_prints, origin_relations):
            assert connection.execute(select(func.count()).select_from(table)).scalar_one() == 0


def test_without_the_report_in_between_its_copies_are_still_joined_to_each_other(held: Library) -> None:
    held.add([report("ferry", how) for how in ("original", "cut", "edited")])
    held.versions.delete(of(held, "Calder News Service").id)
    assert publishers(held) == {frozenset({"Ostrey Gazette", "Mainland Mail"})}


def test_a_corrected_publisher_becomes_the_credited_agency(held: Library) -> None:
    held.add([report("ferry", "credited"), made(WIRE.partition(" - ")[2], "Someone", "2026-03-05")])
    assert len(publishers(held)) == 2
    wire = of(held, "Someone").id
    day = date(2026, 3, 5)
    held.update_details(wire, title="", publisher="Calder News Service", author="", published=day, url="")
    assert publishers(held) == {frozenset({"Harbour Post", "Calder News Service"})}
    assert of(held, "Harbour Post").id == wire
    assert (
        of(held, "Harbour Post")
        .links[0]
        .sentence.startswith(
            "Carries the credit line “With files from Calder News Service.” and shares 2 phrases with"
        )
    )


def test_sources_that_were_stored_before_origins_existed_are_looked_at_when_asked_for(tmp_path: Path) -> None:
    held = library(tmp_path)
    held.add([report("ferry", "cut"), report("ferry", "original")])
    with writing(held._engine) as connection:
        for table in (origin_relations, origin_prints, origin_reports):
            connection.execute(delete(table))
    again = library(tmp_path)
    assert publishers(again) == {frozenset({"Ostrey Gazette", "Calder News Service"})}


def test_adding_a_source_asks_the_database_as_often_in_a_large_library_as_in_a_small_one(held: Library) -> None:
    counts: dict[int, int] = defaultdict(int)
    words = [
        f"{stem}{end}" for stem in ("bal", "cor", "dun", "fel", "gar", "hol") for end in ("an", "et", "im", "os")
    ]
    rng = random.Random(5)
    size = 0

    def count(*_: object) -> None:
        counts[size] += 1

    event.listen(held._engine, "before_cursor_execute", count)
    for size in (1, 2, 60):
        while held.count() < size:
            held.add([made(" ".join(rng.choices(words, k=200)), f"Paper {rng.random()}")])
        counts[size] = 0
        held._store(made(" ".join(rng.choices(words, k=200)), f"Another {size}"))
    assert counts[60] == counts[2]


def test_a_text_without_five_words_has_no_fingerprint_and_joins_nothing(held: Library) -> None:
    held.add([made("Page not found.", "One"), made("Page not found.", "Two"), made("!?", "Three")])
    assert publishers(held) == {frozenset({"One"}), frozenset({"Two"}), frozenset({"Three"})}


def test_more_copies_than_are_compared_are_one_origin_all_the_same(held: Library) -> None:
    order = [made(WIRE, f"Paper {n}", "2026-03-03") for n in range(66)]
    order.insert(35, report("ferry", "original"))
    for one in order:
        held._store(one)
    assert {origin.name for origin in held.origins.all().values()} == {"Calder News Service"}
    assert len(of(held, "Paper 7").source_ids) == 67
    assert len(of(held, "Paper 7").links) == 66


def test_a_later_round_up_stays_apart_from_the_reports_it_holds(held: Library) -> None:
    held.add(
        [
            report("ferry", "original"),
            report("museum", "original"),
            made(f"{WIRE}\n\n{OTHER}", "Digest", "2026-10-01"),
        ]
    )
    assert len({origin.id for origin in held.origins.all().values()}) == 3


def test_a_text_that_was_read_again_is_no_copy_of_what_it_replaced(held: Library) -> None:
    held.add([report("ferry", "original"), report("ferry", "cut")])
    wire = of(held, "Calder News Service").id
    again = held.versions.reread(wire, made(f"{WIRE} The inquiry begins on Friday.", ""))
    assert again.source_id != wire
    assert wire not in held.origins.all()
    assert of(held, "Ostrey Gazette").source_ids[0] == again.source_id


def test_the_origins_of_some_sources_are_those_that_reading_all_gives_them(held: Library) -> None:
    held.add([document(row) for row in REPORTS])
    every, rng = held.origins.all(), random.Random(3)
    assert len({origin.id for origin in every.values()}) < len(every)
    assert held.origins.count() == len({origin.id for origin in every.values()})
    for one in sorted(every):
        assert OriginCache(held._engine).of([one]) == {one: every[one]}
    for size in (2, 5, 9):
        some = rng.sample(sorted(every), size)
        assert held.origins.of([*some, "src-unknown"]) == {one: every[one] for one in some}


def test_a_source_that_joins_two_groups_makes_them_one_for_whoever_asked_before(held: Library) -> None:
    told = report("ferry", "original").text.split("\n\n")
    beginning, end = "\n\n".join(told[1:3]), "\n\n".join(told[-2:])
    held.add([made(beginning, "Ostrey Gazette", "2026-03-03"), made(end, "Mainland Mail", "2026-03-03")])
    assert held.origins.count() == 2
    cut, other = (one.id for one in every_source(held))
    assert held.origins.of([cut])[cut] != held.origins.of([other])[other]
    held.add([report("ferry", "original")])
    assert held.origins.of([cut])[cut] == held.origins.all()[cut]
    assert len(held.origins.of([cut])[cut].source_ids) == 3
    assert held.origins.count() == 1


def test_the_origin_of_a_source_is_asked_for_as_often_in_a_large_library_as_in_a_small_one(held: Library) -> None:
    held.add([report("ferry", "original"), report("ferry", "cut")])
    wire = next(one.id for one in every_source(held))
    held.origins.of([])  # the first question looks for sources that were stored before origins were grouped
    counts = []
    for size in (3, 50):
        while held.count() < size:
            held.add([made(f"Boat {held.count()} came in at noon with mail.", f"Paper {held.count()}")])
        sent: list[str] = []
        event.listen(held._engine, "before_cursor_execute", lambda *given, sent=sent: sent.append(given[2]))
        assert len(held.origins.of([wire])[wire].source_ids) == 2
        counts.append(len([one for one in sent if "relations" in one or "FROM sources" in one]))
        assert held.origins.of([wire])
    assert counts[0] == counts[1]
