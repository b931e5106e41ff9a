"""A wiki as a place, against a real MediaWiki: what it gives, and what it says where it cannot be asked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from sources.embedding import EncoderWorker
from sources.finding import MediaWiki, Outcome, ask, words_to_ask
from sources.source import Document, Query
from tests.mediawiki import API, HOST, Wiki, a_wiki
from tests.sources.fakes import WordEncoder

PAGES = {
    "Merrow pier": "The pier of Merrow was finished in 1894. It was built by [[Anna Holm]].\n\n"
    "== Later ==\nThe '''pier''' closed in 1984.",
    "Merrow": "Merrow is a town by the sea. Merrow has a [[Merrow pier|pier]] and a harbour.",
    "Anna Holm": "Anna Holm built piers & bridges, and sold no boats.",
    "Jetty": "#REDIRECT [[Merrow pier]]",
    'Quay "East" & more': "The quay of Anselby has 14 cranes.",
}
CLAIM = "The pier of Merrow closed in 1986."


@pytest.fixture(scope="module")
def wiki(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wiki]:
    with a_wiki(tmp_path_factory.mktemp("wiki"), PAGES) as running:
        yield running


def asked(wiki: Wiki, claim: str = CLAIM, api: str = API) -> Outcome:
    place = MediaWiki(api, wiki.network)
    return ask(Query("", claim), words_to_ask(claim), place, EncoderWorker(WordEncoder()), results=2)


def test_a_page_that_lacks_one_word_of_the_claim_is_found_with_its_passage_its_address_and_its_day(
    wiki: Wiki,
) -> None:
    outcome = asked(wiki)
    assert outcome.problem == ""
    finding = outcome.findings[0]
    assert finding.document.title == "Merrow pier"
    assert finding.document.url == f"http://{HOST}/w/index.php/Merrow_pier"
    assert finding.document.publisher == HOST
    assert finding.document.published == datetime.now(UTC).date()
    assert "closed in 1984" in finding.candidate.passage.text
    assert [mark.passage_words for mark in finding.candidate.discrepancies] == ["1984"]


def test_the_text_of_a_page_has_its_words_without_the_signs_and_the_frame_of_the_wiki(wiki: Wiki) -> None:
    place = MediaWiki(API, wiki.network)
    (result,) = [one for one in place.search("pier Merrow", 5) if one.title == "Merrow pier"]
    (document,) = place.fetch([result])
    assert isinstance(document, Document)
    assert "It was built by Anna Holm." in document.text
    assert "The pier closed in 1984." in document.text
    assert not re.search(r"'''|\[\[|NewPP|edit|<", document.text), document.text


def test_a_page_is_found_by_a_title_with_quotation_marks_and_is_given_under_that_title(wiki: Wiki) -> None:
    finding = asked(wiki, "The quay of Anselby has 40 cranes.").findings[0]
    assert finding.document.title == 'Quay "East" & more'
    assert finding.document.url.startswith(f"http://{HOST}/w/index.php/Quay")


def test_a_page_that_leads_to_another_one_is_not_given_beside_it(wiki: Wiki) -> None:
    found = [one.title for one in MediaWiki(API, wiki.network).search("Merrow", 5)]
    assert sorted(found) == ["Merrow", "Merrow pier"]


def test_a_wiki_that_has_nothing_on_a_claim_says_nothing_and_fails_nowhere(wiki: Wiki) -> None:
    assert asked(wiki, "Zebras graze.") == Outcome(HOST, (), "")


# Words that a search of SQLite reads as orders of its own.
@pytest.mark.parametrize(
    "words", ['pier "Merrow', "NEAR AND OR NOT", "pier* -Merrow", "incategory:x ~pier", "(pier)"]
)
def test_signs_in_the_words_do_not_make_the_wiki_fail(wiki: Wiki, words: str) -> None:
    results = MediaWiki(API, wiki.network).search(words, 5)
    assert {one.title for one in results} <= PAGES.keys() | {"Main Page"}


# Faults

SWITCHED_OFF = {
    "questions are switched off": (
        "$wgAPIListModules['search'] = 'ApiQueryDisabled';",
        'The wiki refused the question: Module "search" cannot be used as a generator.',
    ),
    "texts are switched off": (
        "$wgAPIModules['parse'] = 'ApiDisabled';",
        'The wiki refused the question: The "parse" module has been disabled.',
    ),
    "only members may read": (
        "$wgGroupPermissions['*']['read'] = false;",
        "The wiki refused the question: You need read permission to use this module.",
    ),
    "it has a fault of its own": ("syntax error here", f"“{HOST}” has a fault of its own and sends no page (500)."),
}


@pytest.mark.parametrize("fault", SWITCHED_OFF)
def test_a_wiki_that_cannot_be_asked_says_why_in_one_sentence(wiki: Wiki, fault: str) -> None:
    line, sentence = SWITCHED_OFF[fault]
    with wiki.set(line):
        outcome = asked(wiki, "Anselby")
    assert (outcome.findings, outcome.problem) == ((), sentence)


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("/api.php", "There is nothing at this address of “wiki.example” any more (404)."),
        ("/w/index.php", "There is nothing at this address of “wiki.example” any more (404)."),
        ("/w/load.php", "“wiki.example” answered with a page in place of data (text/javascript)."),
    ],
)
def test_a_wrong_path_is_one_sentence(wiki: Wiki, path: str, sentence: str) -> None:
    outcome = asked(wiki, api=f"http://{HOST}{path}")
    assert (outcome.findings, outcome.problem) == ((), sentence)
