"""What a named source is proposed to have said. The cases are data; what the library adds is tested below them."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from sources.embedding import EncoderWorker
from sources.finding.claim_reviews import read_review
from sources.language.paragraphs import sentences
from sources.matching import match
from sources.matching.attributed import judged
from sources.passages import passages
from sources.source import AttributedCheck, Document, Query, Saying, Source
from sources.store import Library, database_url, open_database
from tests.sources.fakes import WordEncoder

CASES = Path(__file__).resolve().parents[2] / "cases" / "attributed"
# Of the written cases and the known failures together; raised when one of those is mended.
FLOOR = 0.9


def read(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (CASES / name).read_text(encoding="utf-8").splitlines()]


def check(case: dict[str, Any]) -> AttributedCheck:
    source = Source(
        "src-1", case["text"], "txt", "", "", "Gazette", "", None, "", "", datetime(2026, 5, 1, tzinfo=UTC)
    )
    return judged(Query("clm-1", case["claim"], ("Gazette",)), "Gazette", [(source, passages("src-1", case["text"]))])


@pytest.mark.parametrize("case", read("written.jsonl"), ids=lambda case: str(case["why"]))
def test_a_case_is_judged_as_it_is_labelled_and_the_words_are_shown(case: dict[str, Any]) -> None:
    found = check(case)
    assert (found.saying.value, found.sentence) == (case["saying"], found.sentence)
    if found.passage is not None:
        shown = found.passage.text[found.start : found.end]
        assert case["words"] in shown
        assert case["text"][found.passage.start : found.passage.end] == found.passage.text


@pytest.mark.parametrize("case", read("written.jsonl"), ids=lambda case: str(case["why"]))
def test_the_sentence_is_shown_from_its_beginning_to_its_end(case: dict[str, Any]) -> None:
    found = check(case)
    if found.passage is None:
        return
    shown = found.passage.text[found.start : found.end]
    whole = [found.passage.text[start:end] for start, end in sentences(found.passage.text)]
    assert shown in whole
    if found.saying in {Saying.SAYS, Saying.SPEAKS}:
        assert shown.rstrip(".") in found.sentence


@pytest.mark.parametrize(
    ("claim", "text", "whole"),
    [
        ("The port handled 9,400 containers in March.", "The port handled 9,400 containers in March.", True),
        # Figure, name and negation stand only in the sentence before or after.
        (
            "The port of Ostrand handled 9,400 containers in March.",
            "This is the March report of the port of Ostrand. The port handled 9,400 containers in the month.",
            False,
        ),
        (
            "The port handled 9,400 containers in March.",
            "The port handled many containers in March. They were 9,400.",
            False,
        ),
        (
            "The port handled 9,400 containers in March.",
            "The port may have handled 9,400 containers in March.",
            False,
        ),
        ("The port handled 9,400 containers in March.", "The port handled 7,100 containers in March.", False),
        ("The port handled 9,400 containers in March.", "The choir of the port sang on Sunday.", False),
    ],
)
def test_the_whole_claim_is_said_only_where_one_sentence_has_all_of_it(claim: str, text: str, whole: bool) -> None:
    assert check({"claim": claim, "text": text}).whole is whole


@pytest.mark.parametrize("case", read("plain.jsonl"), ids=lambda case: f"{case['why']}: {case['text']}")
def test_says_it_is_shown_only_where_nothing_beside_the_claim_could_change_it(case: dict[str, Any]) -> None:
    assert (check(case).shown is Saying.SAYS) is case["plain"]


def test_what_only_seems_to_be_said_is_told_so() -> None:
    found = check({"claim": "The council sold the orchard.", "text": "The council sold the proposed orchard."})
    assert found.shown is Saying.SEEMS
    assert found.sentence == "Gazette seems to say it: “The council sold the proposed orchard”."


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        (
            "Minister Aila Brandt resigned on Monday.",
            "Minister Aila Brandt denied that anybody had pushed her. She resigned on Monday.",
        ),
        (
            "Garrick Shipping bought three tugs from the port.",
            "The port has sold three tugs to Garrick Shipping. The sale of the tugs was signed on Wednesday.",
        ),
        (
            "The Elm Street bridge is shorter than the Station Road bridge.",
            "Of two bridges, the one in Station Road is the longer: 84 metres, against 61 for the Elm Street bridge.",
        ),
    ],
)
def test_what_can_be_so_beside_the_claim_is_not_its_opposite(claim: str, text: str) -> None:
    assert check({"claim": claim, "text": text}).saying is not Saying.OPPOSITE


def test_what_is_not_said_is_never_said_whole() -> None:
    found = [check(case) for case in read("written.jsonl") + read("known_failures.jsonl")]
    assert {one.saying for one in found if one.whole} == {Saying.SAYS}
    wrongly = [
        case["why"]
        for case in read("written.jsonl") + read("known_failures.jsonl")
        if check(case).whole and case["saying"] != Saying.SAYS
    ]
    assert wrongly == []


@pytest.mark.xfail(strict=True, raises=AssertionError)
@pytest.mark.parametrize("case", read("known_failures.jsonl"), ids=lambda case: str(case["why"]))
def test_what_is_known_to_be_judged_wrongly(case: dict[str, Any]) -> None:
    assert check(case).saying.value == case["saying"]


@pytest.mark.parametrize("claimant", ["", "Jan Holm"])
def test_who_reviews_a_claim_does_not_say_it(claimant: str) -> None:
    claim = "The city closed three schools in 2023."
    review = read_review(
        claimed=claim, claimant=claimant, publisher="Gazette", rating="False", title="", url="", reviewed=None
    )
    assert review is not None
    assert check({"text": review.document.text, "claim": claim}).saying is Saying.SPEAKS


@pytest.mark.parametrize(
    "text",
    [
        "Jan Holm claimed: “The mayor resigned. The city closed three schools in 2023.”",
        "“The mayor resigned,” said Jan Holm. “She was tired. The city closed three schools in 2023.”",
        "A reader wrote: 'I saw it. The city closed three schools in 2023. Nobody asked us.'",
        'Jan Holm claimed: "The mayor resigned. The city closed three schools in 2023. Nobody asked."',
    ],
)
def test_a_later_sentence_of_a_quotation_is_the_word_of_who_is_quoted(text: str) -> None:
    assert check({"text": text, "claim": "The city closed three schools in 2023."}).saying is Saying.SPEAKS


def test_what_a_document_says_behind_a_quotation_is_its_own_word() -> None:
    text = "“The mayor resigned,” said Jan Holm. “She was tired.” The city closed three schools in 2023."
    assert check({"text": text, "claim": "The city closed three schools in 2023."}).saying is Saying.SAYS


def test_of_all_labelled_cases_so_many_are_judged_rightly() -> None:
    every = read("written.jsonl") + read("known_failures.jsonl")
    assert sum(check(case).saying.value == case["saying"] for case in every) >= FLOOR * len(every)


@pytest.mark.parametrize("case", read("not_said.jsonl"), ids=lambda case: f"{case['why']}: {case['text']}")
def test_a_document_with_the_words_of_a_claim_does_not_say_it(case: dict[str, Any]) -> None:
    found = check(case)
    assert found.saying is not Saying.SAYS, found.sentence


def test_documents_that_truly_say_a_claim_are_not_taken_for_others() -> None:
    cases = read("said.jsonl")
    wrong = [case["text"] for case in cases if check(case).saying is not Saying.SAYS]
    assert len(cases) == 176
    assert wrong == []


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(open_database(database_url(str(tmp_path / "desk.sqlite3"))), EncoderWorker(WordEncoder()))


def source(text: str, publisher: str, author: str = "") -> Document:
    return Document(text=text, kind="txt", publisher=publisher, author=author)


PAPERS = [
    source("The port of Ostrand handled 9,400 containers in March.", "Coast Wire"),
    source("The port of Ostrand handled 7,100 containers in March.", "Tarn Gazette"),
    source("The Tarn choir sang on Sunday.", "Valley Radio"),
    source("The port of Ostrand handled 9,400 containers in March, according to Rhea Voss.", "Ostrand Post"),
]


def checks(library: Library, text: str, *named: str) -> tuple[AttributedCheck, ...]:
    return match([Query("clm-1", text, named)], library)["clm-1"].attributed


def test_each_named_source_has_its_check_in_the_order_of_naming_and_apart_from_the_others(library: Library) -> None:
    library.add(PAPERS)
    found = checks(
        library,
        "The port of Ostrand handled 9,400 containers in March.",
        "Tarn Gazette", "Coast Wire", "Daily Lamp", "Valley Radio", "Coast Wire",
    )  # fmt: skip
    assert [(one.named, one.saying) for one in found] == [
        ("Tarn Gazette", Saying.CHANGED),
        ("Coast Wire", Saying.SAYS),
        ("Daily Lamp", Saying.NOT_IN_LIBRARY),
        ("Valley Radio", Saying.SILENT),
    ]
    assert [one.sentence for one in found] == [
        "Tarn Gazette says it otherwise: it gives 7,100, the claim 9,400.",
        "Coast Wire gives 9,400, as the claim does: “The port of Ostrand handled 9,400 containers in March”.",
        "Daily Lamp is not in the library.",
        "Valley Radio says nothing of it in its one document in the library.",
    ]
    assert [bool(one.passage) for one in found] == [True, True, False, False]


def test_where_another_source_quotes_the_one_that_is_missing_its_passage_is_shown_as_second_hand(
    library: Library,
) -> None:
    library.add(PAPERS)
    (found,) = checks(library, "The port of Ostrand handled 9,400 containers in March.", "Rhea Voss")
    assert (found.saying, found.second_hand) == (Saying.NOT_IN_LIBRARY, True)
    assert found.sentence == "Rhea Voss is not in the library; Ostrand Post quotes Rhea Voss."
    assert found.passage is not None
    assert found.passage.text == PAPERS[3].text


def test_a_country_in_the_middle_of_a_papers_name_is_not_that_paper_quoted(library: Library) -> None:
    library.add([source("Norland and Ostrand sign the port treaty in March, Norland said.", "Valley Radio")])
    for paper in ("Old Norland Evening Lamp", "Upper Norland Lamp"):
        (found,) = checks(library, "Norland and Ostrand sign the port treaty in March.", paper)
        assert found.sentence == f"{paper} is not in the library."


def test_a_name_that_says_what_somebody_is_has_a_check_that_says_so(library: Library) -> None:
    library.add(PAPERS)
    (found,) = checks(library, "The port of Ostrand handled 9,400 containers in March.", "the agency")
    assert found.saying is Saying.NOT_IN_LIBRARY
    assert found.sentence == "“the agency” says what somebody is, not who, so no document here is known to be theirs."


def test_a_claim_that_names_nobody_has_no_check_and_an_empty_library_has_nobody(library: Library) -> None:
    assert checks(library, "The port was open.", "Coast Wire")[0].saying is Saying.NOT_IN_LIBRARY
    library.add(PAPERS)
    assert checks(library, "The port was open.") == ()


def test_a_source_that_said_it_once_said_it_whatever_another_report_of_its_adds(library: Library) -> None:
    library.add([PAPERS[0], source("The port of Ostrand handled 8,000 containers in March.", "Coast Wire")])
    (found,) = checks(library, "The port of Ostrand handled 9,400 containers in March.", "Coast Wire")
    assert found.saying is Saying.SAYS


def test_all_passages_of_a_long_document_are_read_and_not_only_the_nearest(library: Library) -> None:
    filler = "\n\n".join(
        f"The port of Ostrand in March, part {n}: " + "cranes and quays and ships. " * 6 for n in range(30)
    )
    library.add([source(f"{filler}\n\nOf containers there were 9,400, handled at the port.", "Coast Wire")])
    (found,) = checks(library, "The port of Ostrand handled 9,400 containers.", "Coast Wire")
    assert found.saying is Saying.SAYS


def test_the_queries_to_the_database_do_not_grow_with_the_claims_and_their_sources(library: Library) -> None:
    library.add(PAPERS)

    def asked(count: int, *named: str) -> int:
        statements: list[str] = []
        queries = [Query(f"clm-{n}", f"The port of Ostrand handled {n} containers.", named) for n in range(count)]
        match(queries, library)
        listen = lambda *given: statements.append(given[2])  # noqa: E731
        event.listen(library._engine, "before_cursor_execute", listen)
        match(queries, library)
        event.remove(library._engine, "before_cursor_execute", listen)
        return len(statements)

    assert asked(20, "Coast Wire", "Tarn Gazette", "Valley Radio") == asked(1, "Coast Wire")
