"""Evidence out of real ZIM files: what is asked, what is found, and what a file that cannot be used says."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from sources.embedding import EncoderWorker
from sources.finding import Outcome, PlaceFailed, Result, ZimFile, find, words_to_ask, zim_files
from sources.finding.asking import MOST_ASKED, from_rarest, narrowing
from sources.source import Document, Query
from tests.sources.fakes import WordEncoder
from tests.sources.finding.make_zim import make_zim

PAGES = {
    "Merrow pier": "The pier of Merrow was finished in 1894. It was built by Anna Holm.\n\nThe pier closed in 1984.",
    "Merrow ferry": "Two ferries sank near Merrow in 1901.",
    "Anselby": "Anselby is a town of 4,000 people. Its harbour handles coal.",
    "Holm": "Holm is a surname. Anna Holm built piers, and Jan Holm sold boats.",
}
CLAIM = "The pier of Merrow closed in 1986."


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> ZimFile:
    return ZimFile(make_zim(tmp_path_factory.mktemp("zim") / "merrow.zim", PAGES))


@pytest.fixture
def worker() -> EncoderWorker:
    return EncoderWorker(WordEncoder())


def asked(claim: str, places: Sequence[object], worker: EncoderWorker) -> list[Outcome]:
    return list(find(Query("", claim), words_to_ask(claim), places, worker))  # type: ignore[arg-type]


def test_a_file_says_what_it_is(book: ZimFile) -> None:
    assert (book.name, book.publisher, book.edition) == ("Book of Merrow", "Merrow Library", date(2026, 3, 1))
    assert book.articles == len(PAGES)
    assert not book.outside


def test_the_words_that_are_asked_are_names_figures_and_content_words_of_the_claim_alone() -> None:
    words = words_to_ask("The mayor did not say that the pier of Merrow closed in 1986.").split()
    assert {"mayor", "pier", "Merrow", "closed", "1986"} <= set(words)
    assert not {"The", "did", "not", "that", "of", "in"} & set(words)
    assert len(words_to_ask(" ".join(f"Name{n} came" for n in range(40))).split()) <= 12


def test_letters_and_digits_that_touch_are_asked_as_one_word() -> None:
    assert words_to_ask("The receptor MDA5 of 18a-c mice binds CDKN2A, and 5% of p16INK4A decays.").split() == [
        *("receptor", "MDA5", "18a", "mice", "binds", "CDKN2A", "5%", "p16INK4A", "decays"),
    ]
    assert words_to_ask("Route 4 is 4 miles long.").split().count("4") == 1


def test_a_site_is_asked_all_words_first_then_without_figures_then_for_names_and_a_few_times_only() -> None:
    assert narrowing("mayor pier Merrow closed 1986") == [
        "mayor pier Merrow closed 1986",
        "mayor pier Merrow closed",
        "Merrow 1986",
        "Merrow mayor",
        "Merrow",
    ]
    assert narrowing("cracked hangers 52") == ["cracked hangers 52", "cracked hangers", "hangers"]
    assert narrowing("receptor MDA5 bound 1986")[1:3] == ["receptor MDA5 bound", "MDA5 1986"]
    assert len(narrowing(" ".join(f"word{n}" for n in range(40)))) <= MOST_ASKED
    assert narrowing("pier") == ["pier"]
    assert narrowing("") == []


def test_an_index_is_asked_for_the_rarest_words_together_each_set_once() -> None:
    questions = from_rarest(["Merrow", "pier", "closed"])
    assert questions[0] == ["Merrow", "pier", "closed"]
    assert ["Merrow", "pier"] in questions
    assert len({frozenset(one) for one in questions}) == len(questions) == 4
    assert from_rarest(["Merrow"]) == []
    assert len(from_rarest([f"word{n}" for n in range(12)])) < 50


def test_a_page_with_all_words_is_found_where_each_alone_is_on_more_pages_than_are_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = {f"Pier {n}": "A pier. " * 9 + f"Boat {n}." for n in range(30)}
    pages |= {f"Fog {n}": "The fog. " * 9 + f"Night {n}." for n in range(30)}
    pages["Long page"] = "Rope and tar and oil. " * 40 + "A pier in fog."
    monkeypatch.setattr("sources.finding.zim._ALONE", 10)
    place = ZimFile(make_zim(tmp_path / "fog.zim", pages))
    assert place.search("pier fog", 3)[0].title == "Long page"


def test_of_two_pages_the_one_with_the_rarer_words_comes_first(tmp_path: Path) -> None:
    pages = {f"Pier {n}": f"A pier of wood, number {n}." for n in range(12)}
    pages |= {"Cranes": "Two cranes of wood.", "Wooden pier": "The pier is wood, all wood."}
    place = ZimFile(make_zim(tmp_path / "wood.zim", pages))
    assert place.search("pier cranes", 2)[0].title == "Cranes"


def test_the_page_that_settles_a_claim_comes_first_with_its_passage_and_its_mark(
    book: ZimFile, worker: EncoderWorker
) -> None:
    (outcome,) = asked(CLAIM, [book], worker)
    first = outcome.findings[0]
    assert (outcome.problem, first.document.title) == ("", "Merrow pier")
    assert "The pier closed in 1984." in first.candidate.passage.text
    assert (
        first.document.text[first.candidate.passage.start : first.candidate.passage.end]
        == first.candidate.passage.text
    )
    assert [(mark.claim_words, mark.passage_words) for mark in first.candidate.discrepancies] == [("1986", "1984")]


def test_a_page_has_the_publisher_edition_and_address_of_its_file(book: ZimFile, worker: EncoderWorker) -> None:
    (outcome,) = asked(CLAIM, [book], worker)
    document = outcome.findings[0].document
    assert (document.publisher, document.published) == ("Merrow Library", date(2026, 3, 1))
    assert document.url == "https://book.example/Merrow_pier"


def test_a_page_is_found_although_it_lacks_words_of_the_claim(book: ZimFile, worker: EncoderWorker) -> None:
    (outcome,) = asked("The council said that Anna Holm built the tallest lighthouse in Europe.", [book], worker)
    assert outcome.findings[0].document.title in {"Holm", "Merrow pier"}


def test_what_nothing_is_found_for_gives_nothing_and_no_problem(book: ZimFile, worker: EncoderWorker) -> None:
    assert asked("Zebras graze quietly.", [book], worker) == [Outcome("Book of Merrow", ())]


class Broken:
    """A place that fails."""

    name, publisher, edition, outside, takes_words, terms = "Broken", "", None, False, True, ""

    def search(self, words: str, limit: int) -> list[Result]:
        raise PlaceFailed("It does not answer.")

    def fetch(self, results: Sequence[Result]) -> list[Document | str]:
        raise AssertionError(results)


def test_a_place_that_fails_says_so_and_the_others_go_on(book: ZimFile, worker: EncoderWorker) -> None:
    broken, whole = asked(CLAIM, [Broken(), book], worker)
    assert broken == Outcome("Broken", (), "It does not answer.")
    assert whole.findings


def test_files_that_cannot_be_used_are_named_and_the_others_are_there(tmp_path: Path) -> None:
    make_zim(tmp_path / "good.zim", PAGES)
    make_zim(tmp_path / "no-index.zim", PAGES, indexed=False)
    (tmp_path / "damaged.zim").write_bytes(b"no zim at all")
    places, problems = zim_files(tmp_path)
    assert [place.path.name for place in places] == ["good.zim"]
    assert problems == [
        "“damaged.zim” cannot be opened as a ZIM file.",
        "“no-index.zim” has no index of its texts, so nothing can be searched in it.",
    ]
    assert zim_files(tmp_path / "nowhere") == ([], [])


def test_passages_that_were_embedded_are_not_embedded_again(book: ZimFile, worker: EncoderWorker) -> None:
    encoder = WordEncoder("another/1")
    again = EncoderWorker(encoder)
    asked(CLAIM, [book], again)
    before = len(encoder.asked)
    asked(CLAIM, [book], again)
    assert len(encoder.asked) == before
