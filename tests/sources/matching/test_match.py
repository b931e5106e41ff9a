import random
from collections.abc import Sequence
from pathlib import Path

import pytest

from sources.embedding import EncoderWorker
from sources.matching import match
from sources.source import Document, Matches, Query
from sources.store import Library, database_url, open_database
from tests.sources.fakes import WordEncoder


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(open_database(database_url(str(tmp_path / "desk.sqlite3"))), EncoderWorker(WordEncoder()))


def source(text: str, publisher: str = "", author: str = "", title: str = "") -> Document:
    return Document(text=text, kind="txt", publisher=publisher, author=author, title=title)


def only(library: Library, text: str, *named: str, limit: int = 12, per_source: int = 2) -> Matches:
    found = match([Query("clm-1", text, named)], library, limit=limit, per_source=per_source)
    assert list(found) == ["clm-1"]
    return found["clm-1"]


def publishers(matches: Matches) -> list[str]:
    return [candidate.source.publisher for candidate in matches.candidates]


PAGES = [
    source("The pier was closed on Monday after a crack was found.", "Tideway News"),
    source("The pier sells ice cream in summer.", "Coast Monthly"),
    source("Shares of the firm fell by four per cent.", "Market Daily"),
]


def test_the_nearest_passages_come_first_with_all_that_explains_them(library: Library) -> None:
    library.add(PAGES)
    matches = only(library, "The pier was closed on Monday.")
    assert publishers(matches) == ["Tideway News", "Coast Monthly", "Market Daily"]
    best = matches.candidates[0]
    assert best.similarity > matches.candidates[1].similarity > 0
    assert [candidate.rank for candidate in matches.candidates] == [1, 2, 3]
    assert [best.passage.text[start:end] for start, end in best.matched] == ["pier", "closed", "Monday"]
    assert best.passage.text == best.source.text[best.passage.start : best.passage.end]
    assert (best.model_id, best.attributed_as, matches.not_in_library) == ("words/1", "", ())


def test_the_named_source_comes_first_even_where_others_are_nearer(library: Library) -> None:
    library.add(
        [*PAGES, *[source(f"The pier was closed on Monday, paper {n} wrote.", f"Paper {n}") for n in range(30)]]
    )
    matches = only(library, "The pier was closed on Monday.", "Market Daily")
    assert publishers(matches)[0] == "Market Daily"
    assert [candidate.attributed_as for candidate in matches.candidates[:2]] == ["Market Daily", ""]
    assert len(matches.candidates) == 12
    scores = [candidate.score for candidate in matches.candidates[1:]]
    assert scores == sorted(scores, reverse=True)


def test_each_named_source_has_a_place_and_the_missing_one_is_listed(library: Library) -> None:
    many = [source(f"The pier was closed on Monday, part {n}.", "Tideway News") for n in range(30)]
    library.add([*PAGES, *many, *[source(f"The pier closed, {n}.", f"Paper {n}") for n in range(30)]])
    matches = only(
        library, "The pier was closed on Monday.", "Tideway News", "Reuters", "Market Daily", "the agency", "Reuters"
    )
    named = [candidate.attributed_as for candidate in matches.candidates]
    assert named == ["Tideway News"] * 5 + ["Market Daily"] + [""] * 6
    assert matches.not_in_library == ("Reuters", "the agency")


def test_a_named_source_fills_the_places_that_nobody_else_wants(library: Library) -> None:
    library.add([source(f"The pier was closed, part {n}.", "Tideway News") for n in range(30)])
    matches = only(library, "The pier was closed.", "Tideway News")
    assert len(matches.candidates) == 12
    assert {candidate.attributed_as for candidate in matches.candidates} == {"Tideway News"}


def test_an_author_is_a_named_source_too(library: Library) -> None:
    library.add([*PAGES, source("The town has a budget.", "Gazette", "Ada Holm")])
    matches = only(library, "The pier was closed.", "Mayor Holm")
    assert (matches.candidates[0].source.author, matches.candidates[0].attributed_as) == ("Ada Holm", "Mayor Holm")
    assert matches.not_in_library == ()


def test_at_most_two_passages_of_a_source_are_proposed(library: Library) -> None:
    text = "\n\n".join(f"The pier was closed in year {n} and " + "it was so " * 12 + "then." for n in range(9))
    library.add([source(text, "Chronicle"), *PAGES])
    assert publishers(only(library, "The pier was closed.")).count("Chronicle") == 2
    assert publishers(only(library, "The pier was closed.", "Chronicle")).count("Chronicle") == 2
    assert publishers(only(library, "The pier was closed.", per_source=5)).count("Chronicle") == 5


def test_no_sources_give_no_candidates_and_need_no_model(tmp_path: Path) -> None:
    worker = EncoderWorker(load=lambda: pytest.fail("The model was loaded."))
    library = Library(open_database(database_url(str(tmp_path / "desk.sqlite3"))), worker)
    assert only(library, "The pier was closed.", "Reuters", "Reuters") == Matches((), ("Reuters",))
    assert match([], library) == {}


def test_one_source_is_the_candidate_of_every_claim(library: Library) -> None:
    library.add(PAGES[:1])
    for claim in ("The pier was closed.", "Volcanoes erupt.", "", "?"):
        assert publishers(only(library, claim)) == ["Tideway News"]


def test_sources_that_are_all_the_same_stand_by_their_ids(library: Library) -> None:
    library.add([source("The pier was closed.", name) for name in ("One", "Two", "Three", "Four")])
    matches = only(library, "The pier was closed.")
    ids = [candidate.source.id for candidate in matches.candidates]
    assert ids == sorted(ids)
    assert len({candidate.similarity for candidate in matches.candidates}) == 1


def test_a_source_without_words_is_no_candidate(library: Library) -> None:
    library.add([source(" \n ", "Blank"), *PAGES])
    assert "Blank" not in publishers(only(library, "The pier was closed."))


def queries(count: int) -> list[Query]:
    topics = ["pier", "ferry", "market", "shares", "summer", "crack"]
    return [Query(f"clm-{n}", f"The {topics[n % 6]} number {n} was closed on Monday.") for n in range(count)]


def shown(matches: dict[str, Matches]) -> dict[str, list[tuple[str, int, float]]]:
    return {
        key: [(one.source.id, one.passage.ordinal, one.similarity) for one in found.candidates]
        for key, found in sorted(matches.items())
    }


def test_a_claim_has_the_same_candidates_alone_in_any_order_and_in_another_run(
    library: Library, tmp_path: Path
) -> None:
    library.add([source(f"The pier number {n} was closed on Monday.", f"Paper {n % 7}") for n in range(40)])
    asked = queries(20)
    together = shown(match(asked, library))
    mixed: Sequence[Query] = random.Random(1).sample(asked, len(asked))
    again = Library(open_database(database_url(str(tmp_path / "desk.sqlite3"))), EncoderWorker(WordEncoder()))
    assert shown(match(mixed, again)) == together
    assert {key: found for one in asked for key, found in shown(match([one], library)).items()} == together


def test_progress_counts_the_claims_that_are_embedded(library: Library) -> None:
    library.add(PAGES)
    seen: list[tuple[int, int]] = []
    match(queries(20), library, progress=lambda done, total: seen.append((done, total)))
    assert seen == [(16, 20), (20, 20)]
    match(queries(20), library, progress=lambda done, total: seen.append((done, total)))
    assert len(seen) == 2


@pytest.mark.model
def test_with_the_real_model_a_paraphrase_is_found_among_other_topics(tmp_path: Path) -> None:
    library = Library(open_database(database_url(str(tmp_path / "desk.sqlite3"))), EncoderWorker())
    library.add(
        [
            source("A dozen people lost their lives when the bridge came down.", "Examiner"),
            source("The bridge choir sings every Sunday.", "Parish Letter"),
            source("Twelve new shops opened in the centre.", "Market Daily"),
        ]
    )
    matches = only(library, "Twelve people were killed in the collapse of the bridge.")
    assert publishers(matches)[0] == "Examiner"
    assert matches.candidates[0].model_id.startswith("all-MiniLM-L6-v2@")
