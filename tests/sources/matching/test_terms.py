"""Which terms of a claim passages hold. The cases are data; what holds of every claim is tested below them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sources.matching.discrepancies.sentences import read_all
from sources.matching.terms import holding_words, terms_of
from sources.matching.terms.parts import is_content
from sources.term import Term, TermKind, open_terms

CASES = Path(__file__).resolve().parents[2] / "cases" / "terms"


def read(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (CASES / name).read_text(encoding="utf-8").splitlines()]


def terms(claim: str, *passages: str) -> tuple[Term, ...]:
    return terms_of(claim, [(passage, None) for passage in passages])


@pytest.mark.parametrize("case", read("written.jsonl"), ids=lambda case: str(case["why"]))
def test_the_words_that_passages_do_not_bear_out_are_open_and_no_others(case: dict[str, Any]) -> None:
    found = terms(case["claim"], *case["passages"])
    assert [term.text for term in open_terms(found)] == case["open"]


# Texts out of words that the rules treat apart: names, figures, dates, denials, quotations, and plain words.
PIECES = st.sampled_from(
    """A council of John James Smith Norring United City did not never approve approved 30 20 tonnes from to by
    5 % $ million A$ a year month in May 13 2026 since 1990 “ ” " , . : ; - only seven bridges rose fell 3-1 1-3
    cleared denied no evidence that Tom's isn't""".split()  # noqa: SIM905 - sixty words read better as a text
)
TEXTS = st.lists(PIECES, max_size=18).map(" ".join) | st.text(max_size=60)


@settings(max_examples=300, deadline=None)
@given(TEXTS, TEXTS)
def test_every_content_word_is_in_exactly_one_term_with_its_own_words(claim: str, passage: str) -> None:
    found = terms(claim, passage)
    assert all(claim[term.start : term.end] == term.text for term in found)
    for sentence in read_all(claim):
        for token in sentence.tokens:
            around = [term for term in found if term.start < token.end and token.start < term.end]
            assert len(around) <= 1
            assert around or not is_content(token)


@settings(max_examples=300, deadline=None)
@given(TEXTS, TEXTS, TEXTS)
def test_a_further_passage_never_opens_a_word(claim: str, first: str, second: str) -> None:
    alone, both = terms(claim, first), terms(claim, first, second)
    held = {place for term in alone if term.held for place in range(term.start, term.end)}
    opened = {place for term in both if not term.held for place in range(term.start, term.end)}
    assert not held & opened


@settings(max_examples=300, deadline=None)
@given(TEXTS, TEXTS)
def test_words_that_hold_terms_are_words_of_the_passage(claim: str, passage: str) -> None:
    spans = holding_words(claim, (passage, None))
    assert all(0 <= start < end <= len(passage) and passage[start:end].strip() for start, end in spans)
    assert bool(spans) == any(term.held for term in terms(claim, passage))


def test_a_term_has_the_kind_that_it_was_read_as() -> None:
    found = terms('On 13 May 2026 Anna Holm did not call the 52 bridges "a costly mistake".')
    assert [(term.text, term.kind) for term in found] == [
        ("13 May 2026", TermKind.DATE),
        ("Anna Holm", TermKind.NAME),
        ("not", TermKind.NEGATION),
        ("call", TermKind.WORD),
        ("52", TermKind.FIGURE),
        ("bridges", TermKind.WORD),
        ("costly mistake", TermKind.QUOTATION),
    ]


def test_the_words_that_hold_a_term_are_the_passages_own() -> None:
    passage = "The company purchased a dozen vessels."
    words = [passage[start:end] for start, end in holding_words("The firm bought 12 ships.", (passage, None))]
    assert words == ["company", "purchased", "a", "dozen", "vessels"]


def test_a_relative_day_of_a_passage_counts_from_its_publication() -> None:
    claim, passage = "The bridge closed on 13 May 2026.", "The bridge closed on Wednesday."
    assert [term.text for term in open_terms(terms_of(claim, [(passage, date(2026, 5, 14))]))] == []
    assert [term.text for term in open_terms(terms_of(claim, [(passage, date(2026, 5, 22))]))] == ["13 May 2026"]


def test_a_long_claim_and_a_long_passage_are_read_to_their_ends() -> None:
    claim = "The mill burned. " * 200 + "Anna Holm left."
    passage = "Rain fell. " * 500 + "Anna Holm left. The mill burned."
    assert not open_terms(terms(claim, passage))
    assert open_terms(terms(claim, "The mill burned."))[-1].text == "left"


def test_a_relative_time_of_the_claim_is_held_by_a_time_inside_of_the_days_that_it_stands_for() -> None:
    claim, days = "The ferry sank last month.", ((date(2026, 4, 1), date(2026, 4, 30)),)

    def opened(passage: str) -> list[str]:
        return [term.text for term in open_terms(terms_of(claim, [(passage, None)], days))]

    assert opened("The ferry sank on 3 April 2026.") == []
    assert opened("The ferry sank last month.") == []
    assert opened("The ferry sank in October 2024.") == ["last month"]


def test_a_weekday_of_the_claim_is_held_by_its_day_and_by_no_other_day_of_that_name() -> None:
    claim, days = "The ferry sank on Tuesday.", ((date(2026, 5, 12), date(2026, 5, 12)),)

    def opened(passage: str, published: date | None = None) -> list[str]:
        return [term.text for term in open_terms(terms_of(claim, [(passage, published)], days))]

    assert opened("The ferry sank on 12 May.") == []
    assert opened("The ferry sank on Tuesday.") == []
    assert opened("The ferry sank on Tuesday.", date(2026, 5, 14)) == []
    assert opened("The ferry sank on 5 May.") == ["Tuesday"]
    assert opened("The ferry sank on Tuesday.", date(2026, 6, 18)) == ["Tuesday"]
