from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from claims.claim import Attribution, SourceSort
from claims.workbench import Workbench
from sources.note import Note, NoteKind
from sources.source import Document
from tests.claims.report.making import frame
from tests.claims.review.making import PIN
from tests.claims.services.making import ARTICLE_ID, Clock, act, an_article, claims_of, counted
from tests.sources.fakes import WordEncoder


@pytest.fixture
def encoder() -> WordEncoder:
    return WordEncoder()


@pytest.fixture
def workbench(tmp_path: Path, encoder: WordEncoder) -> Iterator[Workbench]:
    workbench = Workbench.open(str(tmp_path / "desk.sqlite3"), clock=Clock(), encoder=encoder)
    article = an_article()
    workbench.articles._store(article, claims_of(article))
    yield workbench
    workbench.close()


def source(text: str, publisher: str) -> Document:
    return Document(text=text, kind="txt", title="T", publisher=publisher, published=date(2024, 5, 2))


def test_each_claim_gets_its_candidates_with_the_named_source_in_front(workbench: Workbench) -> None:
    workbench.library.add([source("2 ships waited off port 2 on Monday.", "Tass")])
    workbench.library.add([source("Nothing of the kind was seen.", "Pilot Weekly")])
    claims = workbench.articles.claims(ARTICLE_ID)
    found = workbench.library.matching.of_article(ARTICLE_ID)
    assert set(found) == {claim.id for claim in claims}
    second = found[claims[1].id]
    assert [one.source.publisher for one in second.candidates] == ["Pilot Weekly", "Tass"]
    assert second.candidates[1].similarity > 0.9
    assert workbench.library.matching.not_in_library(ARTICLE_ID) == {}


def test_a_named_source_that_is_missing_is_told_with_the_numbers_of_its_claims(workbench: Workbench) -> None:
    assert workbench.library.matching.not_in_library(ARTICLE_ID) == {"Pilot Weekly": [1, 2, 3]}
    workbench.library.add([source("Nothing of the kind was seen.", "Pilot Weekly")])
    assert workbench.library.matching.not_in_library(ARTICLE_ID) == {}


def test_a_person_and_a_report_without_a_name_are_no_missing_sources(workbench: Workbench) -> None:
    article = an_article(1, "art-fedcba987654")
    says = (
        Attribution("Ida Holm", "said", sort=SourceSort.PERSON),
        Attribution("a report", "said", sort=SourceSort.OTHER),
    )
    workbench.articles._store(
        article, [replace(one, attributions=(*says, *one.attributions)) for one in claims_of(article)]
    )
    assert workbench.articles.claims(article.id)[0].attributions[:2] == says
    assert workbench.library.matching.not_in_library(article.id) == {"Pilot Weekly": [1]}


def test_what_was_found_is_not_searched_again_until_the_claim_or_the_library_changes(
    workbench: Workbench, encoder: WordEncoder
) -> None:
    workbench.library.add([source("2 ships waited off port 2 on Monday.", "Tass")])
    first = workbench.library.matching.of_article(ARTICLE_ID)
    asked = len(encoder.asked)
    with counted(workbench) as statements:
        assert workbench.library.matching.of_article(ARTICLE_ID) == first
    assert len(encoder.asked) == asked
    assert len([one for one in statements if one.startswith("SELECT")]) == 2
    claim = workbench.articles.claims(ARTICLE_ID)[0]
    workbench.reviewing.edits.reword(
        claim.id, "9 boats waited.", resolved=False, reviewer="Ada", version=1, request_id="e"
    )
    assert workbench.library.matching.of_article(ARTICLE_ID)[claim.id] != first[claim.id]
    assert encoder.asked[asked:] == ["9 boats waited."]
    workbench.library.add([source("9 boats waited.", "Reuters")])
    publishers = [
        one.source.publisher for one in workbench.library.matching.of_article(ARTICLE_ID)[claim.id].candidates
    ]
    assert publishers[0] == "Reuters"


def test_some_claims_can_be_asked_for_alone(workbench: Workbench) -> None:
    workbench.library.add([source("2 ships waited off port 2 on Monday.", "Tass")])
    claim = workbench.articles.claims(ARTICLE_ID)[1]
    assert set(workbench.library.matching.of_article(ARTICLE_ID, claim_ids=[claim.id, "clm-unknown"])) == {claim.id}
    assert workbench.library.matching.of_article(ARTICLE_ID, claim_ids=[]) == {}
    assert workbench.library.matching.of_article("art-unknown") == {}


def test_an_empty_library_proposes_nothing_and_asks_no_model(workbench: Workbench, encoder: WordEncoder) -> None:
    found = workbench.library.matching.of_article(ARTICLE_ID)
    assert all(one.candidates == () and one.not_in_library == ("Pilot Weekly",) for one in found.values())
    assert encoder.asked == []


def test_a_judgement_keeps_its_excerpt_when_the_source_is_gone(workbench: Workbench) -> None:
    workbench.library.add([source("2 ships waited off port 2 on Monday.", "Tass")])
    claim = workbench.articles.claims(ARTICLE_ID)[1]
    (candidate,) = workbench.library.matching.of_article(ARTICLE_ID)[claim.id].candidates
    pin = replace(PIN, source_id=candidate.source.id, excerpt=candidate.passage.text)
    kept = workbench.reviewing.judge(act(workbench, 2, pins=(pin,)))
    workbench.library.delete(candidate.source.id)
    assert workbench.library.matching.of_article(ARTICLE_ID)[claim.id].candidates == ()
    assert workbench.reviewing.history(ARTICLE_ID) == [kept]
    assert workbench.reviewing.history(ARTICLE_ID)[0].pins[0].excerpt == "2 ships waited off port 2 on Monday."


@pytest.mark.model
def test_the_example_is_loaded_once_and_complete(workbench: Workbench) -> None:
    first = workbench.load_example()
    held = workbench.library.count()
    assert held >= 6
    assert len(workbench.articles.claims(first)) > 5
    assert workbench.load_example() == first
    assert workbench.library.count() == held
    assert len(workbench.articles.summaries()) == 2


def test_a_source_that_the_writer_links_to_is_a_candidate_of_its_claim_and_no_evidence(workbench: Workbench) -> None:
    far = replace(source("Swans nest here.", "Bird Post"), url="https://birds.example/swans")
    workbench.library.add([far, source("2 ships waited off port 2 on Monday.", "Tass")])
    plain = an_article(article_id="art-noted")
    words = plain.text.index("2 ships")
    noted = tuple(
        Note(words, words + 7, NoteKind.LINK, address=address)
        for address in ("https://birds.example/swans", "https://new.example/")
    )
    workbench.articles._store(replace(plain, notes=noted), claims_of(plain))
    first, second, _ = workbench.articles.claims("art-noted")
    found = workbench.library.matching.of_article("art-noted")
    assert [(one.source.publisher, one.linked) for one in found[second.id].candidates] == [
        ("Bird Post", "the writer's note 1"),
        ("Tass", ""),
    ]
    assert [one.address for one in found[second.id].to_add] == ["https://new.example/"]
    assert [one.linked for one in found[first.id].candidates if one.linked] == []
    table = frame(workbench.exports.verdict_csv("art-noted"))
    assert list(table["evidence"]) == ["[]"] * 3
    notes = [[one["address"] for one in json.loads(cell)] for cell in table["writers_notes"]]
    assert notes == [[], ["https://birds.example/swans", "https://new.example/"], []]
