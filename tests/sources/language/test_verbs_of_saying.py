"""The forms of the verbs of saying."""

from __future__ import annotations

import re

import pytest

from sources.language.verbs_of_saying import CARRYING, REPORTING, SAYING, forms_of


@pytest.mark.parametrize("form", ["said", "says", "say", "told", "replied", "laments", "quipped", "admitted"])
def test_what_stands_beside_a_quotation_is_known(form: str) -> None:
    assert re.fullmatch(CARRYING, form)


@pytest.mark.parametrize("form", ["reports", "posts", "found", "described", "saying"])
def test_a_plural_and_a_verb_of_another_kind_carry_no_quotation(form: str) -> None:
    assert not re.fullmatch(CARRYING, form)


def test_a_reply_is_no_report() -> None:
    assert re.fullmatch(CARRYING, "replied")
    assert not re.fullmatch(REPORTING, "replied")


def test_a_text_that_no_parser_reads_carries_words_in_more_ways() -> None:
    assert all(re.fullmatch(SAYING, form) for form in ("called", "describes", "thinks", "saying", "adding"))
    assert not re.fullmatch(SAYING, "appealed")


def test_the_plurals_count_where_only_an_outlet_can_be_meant() -> None:
    assert re.fullmatch(forms_of("citing_verbs", nouns=True), "reports")
