"""Sentences and quotations of news text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.language.sentences import LONGEST_SENTENCE, sentence_spans, unwrapped

NEWS = Path(__file__).parents[2] / "cases" / "splitting" / "sentences.jsonl"


def sentences(text: str) -> list[str]:
    return [span.of(text) for span in sentence_spans(text)]


@pytest.mark.parametrize(
    "whole",
    [
        "U.S. Sen. R. Hale spoke at 3 p.m. in St. Albans vs. the plan of Dr. Moe.",
        "The deal is worth $1.5 bn. in cash and 2.25 mn. in shares.",
        "The firm Gale & Co. sold 3.5 tonnes to the U.N. mission on Jan. 14.",
        '"Is it over?" asked the mayor.',
        "He waited ... and then he left.",
        "Write to press@Harbour.example or see https://harbour.example/a.b?c=D for more.",
        "They met at Yahoo! in March.",
    ],
)
def test_a_stop_inside_a_sentence_does_not_end_it(whole: str) -> None:
    assert sentences(whole) == [whole]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The dam broke. Nobody was hurt.", ["The dam broke.", "Nobody was hurt."]),
        ("She lives in the U.S. The rest stayed.", ["She lives in the U.S.", "The rest stayed."]),
        ('"It broke. We ran," he said. They hid.', ['"It broke.', 'We ran," he said.', "They hid."]),
        ("It broke!They ran.", ["It broke!They ran."]),
        ("It broke.They ran.", ["It broke.", "They ran."]),
        ("One line\n\nAnother line", ["One line", "Another line"]),
        ("1. Doors open. 2. Doors close.", ["1. Doors open.", "2. Doors close."]),
        ("The rope tore . . . He fell.", ["The rope tore . . .", "He fell."]),
        ("1. Doors open 2. Doors close", ["1. Doors open", "2. Doors close"]),
        ("a. Doors open b. Doors close c. Nobody waits", ["a. Doors open", "b. Doors close", "c. Nobody waits"]),
        ("1. Doors open 4. Doors close", ["1. Doors open 4.", "Doors close"]),
        ("It broke on Tuesday.Mr. Elm ran.", ["It broke on Tuesday.", "Mr. Elm ran."]),
        ('"It broke." However, he stressed, nobody ran.', ['"It broke."', "However, he stressed, nobody ran."]),
        ('"It broke." Ada Holm stressed.', ['"It broke." Ada Holm stressed.']),
        ("会议结束。没有人发言！他说", ["会议结束。", "没有人发言！", "他说"]),
        ("Sens. Ada Holm and Ben Cole came.", ["Sens. Ada Holm and Ben Cole came."]),
        ("Paul Elm Sr. He ran the mill.", ["Paul Elm Sr.", "He ran the mill."]),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@pytest.mark.parametrize(
    "case", [json.loads(line) for line in NEWS.read_text(encoding="utf-8").splitlines()], ids=lambda c: c["text"][:60]
)
def test_sentences_of_news_are_told_apart(case: dict[str, str | list[str]]) -> None:
    assert sentences(str(case["text"])) == case["sentences"]


def test_unwrapping_keeps_offsets_paragraphs_and_lists() -> None:
    text = "The dam\nbroke.\r\nRain\tfell.\n\nThe list:\n1. doors\n2. walls"
    assert unwrapped(text) == "The dam broke.  Rain fell.\n\nThe list:\n1. doors\n2. walls"


def test_a_word_of_three_letters_at_the_end_of_a_line_opens_no_list() -> None:
    assert sentences("They saw\nit. They left.") == ["They saw\nit.", "They left."]


@given(st.text(alphabet='ab A.!?"“”()\n…,1', max_size=200))
def test_nothing_but_white_space_is_lost_between_sentences(text: str) -> None:
    end = 0
    for span in sentence_spans(text):
        assert span.start >= end
        assert not text[end : span.start].strip()
        assert span.of(text).strip() == span.of(text) != ""
        end = span.end
    assert not text[end:].strip()


def test_a_sentence_without_end_is_cut_at_blanks_and_loses_nothing() -> None:
    text = "word " * 20_000
    found = sentence_spans(text)
    assert max(span.end - span.start for span in found) <= LONGEST_SENTENCE
    assert "".join(span.of(text) for span in found).replace(" ", "") == "word" * 20_000
