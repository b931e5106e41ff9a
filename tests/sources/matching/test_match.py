import random
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import event

from sources.embedding import EncoderWorker, ModelUnavailable
from sources.embedding.encoder import Encoder
from sources.filter import Filter
from sources.matching import match
from sources.source import Caution, Document, Finder, Matches, Query
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
    found = only(library, "The pier was closed.", "Reuters", "Reuters")
    assert (found.candidates, found.not_in_library) == ((), ("Reuters",))
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


def test_both_searches_propose_and_each_candidate_says_which(library: Library) -> None:
    library.add([*PAGES, *[source(f"The town council of ward {n} met.", f"Paper {n}") for n in range(30)]])
    found = only(library, "The pier was closed on Monday.", limit=33).candidates
    assert found[0].found_by == (Finder.MEANING, Finder.KEYWORDS)
    assert found[0].keyword_score > found[1].keyword_score > 0
    assert found[0].score > found[0].similarity + found[0].keyword_score
    last = found[-1]
    assert (last.found_by, last.keyword_score, last.matched) == ((Finder.MEANING,), 0.0, ())
    named = only(library, "The pier was closed on Monday.", "Paper 7", limit=33).candidates[0]
    assert (named.source.publisher, named.found_by) == ("Paper 7", ())


def test_without_the_model_passages_are_found_by_words_alone_and_that_is_said(tmp_path: Path) -> None:
    address = database_url(str(tmp_path / "desk.sqlite3"))
    Library(open_database(address), EncoderWorker(WordEncoder())).add([*PAGES, source("It rains.", "Weather Desk")])
    library = Library(open_database(address), EncoderWorker(load=broken))
    matches = only(library, "The pier was closed on Monday.", "Weather Desk", "Reuters")
    assert publishers(matches) == ["Weather Desk", "Tideway News", "Coast Monthly"]
    assert matches.not_in_library == ("Reuters",)
    assert matches.notice == (
        "Passages are found by their words alone, not by meaning. The embedding model is damaged. Install it again."
    )
    for candidate in matches.candidates:
        assert (candidate.similarity, candidate.model_id) == (0.0, "")
    assert [candidate.found_by for candidate in matches.candidates] == [(), (Finder.KEYWORDS,), (Finder.KEYWORDS,)]
    assert [one.source.publisher for one in only(library, "Volcanoes erupt.").candidates] == []


def broken() -> Encoder:
    raise ModelUnavailable("The embedding model is damaged. Install it again.")


def test_a_model_that_fails_in_the_middle_gives_way_to_words_too(library: Library, tmp_path: Path) -> None:
    library.add(PAGES)
    failing = WordEncoder()
    failing.encode = lambda texts: 1 / 0  # type: ignore[method-assign, assignment, return-value]
    again = Library(open_database(database_url(str(tmp_path / "desk.sqlite3"))), EncoderWorker(failing))
    matches = only(again, "The pier was closed on Monday.")
    assert publishers(matches)[0] == "Tideway News"
    assert matches.notice.startswith("Passages are found by their words alone, not by meaning.")


def test_scores_of_another_model_are_not_used_and_what_it_embedded_is_found_by_words(
    library: Library, tmp_path: Path
) -> None:
    library.add(PAGES)
    other = EncoderWorker(WordEncoder("words/2"))
    again = Library(open_database(database_url(str(tmp_path / "desk.sqlite3"))), other)
    matches = only(again, "The pier was closed on Monday.")
    assert [(one.similarity, one.model_id) for one in matches.candidates] == [(0.0, ""), (0.0, "")]
    assert matches.notice == "3 passages are not embedded yet and can be found by words alone."
    again.vectors.embed_missing()
    embedded = only(again, "The pier was closed on Monday.")
    assert {one.model_id for one in embedded.candidates} == {"words/2"}
    assert embedded.notice == ""


def dated(text: str, publisher: str, day: date | None, kind: str = "txt") -> Document:
    return Document(text=text, kind=kind, publisher=publisher, published=day)


def test_a_filter_lets_pass_by_publisher_kind_and_day_and_holds_for_named_sources_too(library: Library) -> None:
    library.add(
        [
            dated("The pier was closed.", "South Coast Morning Post", date(2026, 5, 1)),
            dated("The pier was shut.", "Herald", date(2026, 5, 9), "pdf"),
            dated("The pier is closed.", "Gazette", None),
        ]
    )

    def passing(chosen: Filter, *named: str) -> list[str]:
        found = match([Query("clm-1", "The pier was closed.", named)], library, chosen=chosen)["clm-1"]
        return sorted(publishers(found))

    everything = ["Gazette", "Herald", "South Coast Morning Post"]
    assert passing(Filter()) == everything
    assert passing(Filter(publishers=("SCMP", "herald"))) == ["Herald", "South Coast Morning Post"]
    assert passing(Filter(kinds=("pdf",)), "Gazette") == ["Herald"]
    assert passing(Filter(since=date(2026, 5, 1), until=date(2026, 5, 1))) == ["South Coast Morning Post"]
    assert passing(Filter(since=date(2026, 5, 2))) == ["Herald"]
    assert passing(Filter(until=date(2026, 5, 8))) == ["South Coast Morning Post"]
    assert passing(Filter(publishers=("Nobody",))) == []
    assert passing(Filter(publishers=("Herald",), kinds=("txt",))) == []


def test_a_source_from_before_the_event_or_after_the_article_is_marked_and_keeps_its_place(library: Library) -> None:
    days = {"Early": date(2026, 5, 1), "Right": date(2026, 5, 12), "Late": date(2026, 6, 1), "Undated": None}
    library.add([dated("The pier was closed.", publisher, day) for publisher, day in days.items()])
    monday = ((date(2026, 5, 11), date(2026, 5, 11)),)
    asked = Query("clm-1", "The pier was closed.", dates=monday, article_day=date(2026, 5, 13))
    found = match([asked], library)["clm-1"].candidates
    assert {one.source.publisher: one.cautions for one in found} == {
        "Early": (Caution.BEFORE_EVENT,),
        "Right": (),
        "Late": (Caution.AFTER_ARTICLE,),
        "Undated": (),
    }
    plain = match([Query("clm-1", "The pier was closed.")], library)["clm-1"].candidates
    assert [one.source.id for one in plain] == [one.source.id for one in found]


def test_hundreds_of_claims_read_the_database_as_often_as_one(library: Library) -> None:
    library.add([source(f"The pier number {n} was closed on Monday.", f"Paper {n}") for n in range(20)])
    statements: list[str] = []

    @event.listens_for(library._engine, "before_cursor_execute")
    def count(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    match([Query("clm-0", "The pier was closed.")], library)
    once = len(statements)
    statements.clear()
    match([Query(f"clm-{n}", "The pier was closed.") for n in range(200)], library)
    assert len(statements) <= once


def test_a_passage_without_words_and_one_beyond_the_models_length_are_found_and_ranked(library: Library) -> None:
    library.add([source("? ! …", "Marks"), source("pier " * 3000, "Long"), source("A pier.", "Short")])
    found = publishers(only(library, "The pier was closed."))
    assert (set(found), found[-1]) == ({"Long", "Marks", "Short"}, "Marks")
    assert only(library, "?").notice == ""


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


def test_a_named_source_that_the_filter_keeps_out_is_not_said_to_say_anything(library: Library) -> None:
    library.add(PAGES)
    query = Query("clm-1", "The pier was closed on Monday.", ("Tideway News", "Reuters"))
    free = match([query], library)["clm-1"]
    assert [one.named for one in free.attributed] == ["Tideway News", "Reuters"]
    kept = match([query], library, chosen=Filter(publishers=("Coast Monthly",)))["clm-1"]
    assert [one.named for one in kept.attributed] == ["Reuters"]
    assert kept.not_in_library == ("Reuters",)
