import re
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sources.language.paragraphs import sentences
from sources.passages import MOST_SENTENCES, MOST_WEIGHT, MOST_WORDS, passages
from sources.source import Passage


def cut(text: str) -> list[str]:
    return [passage.text for passage in passages("src-1", text)]


def spoken(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


def assert_nothing_lost(text: str) -> list[Passage]:
    found = passages("src-1", text)
    assert [passage.ordinal for passage in found] == list(range(len(found)))
    covered = 0
    for passage in found:
        assert text[passage.start : passage.end] == passage.text
        assert passage.text
        assert not text[covered : passage.start].strip()
        assert len(passage.text.split()) <= MOST_WORDS
        covered = passage.end
    assert not text[covered:].strip()
    return found


# One sentence a line; the blank line between cases parts them.
SENTENCES_OF_NEWS = """
The pier was closed on Monday.
It will open again in spring.

U.S. Rep. K. Stone said at 4 a.m. that the fund, worth $2.8 bn., was empty.
Nobody else spoke.

Dr. Holm met Gov. Lee of St. Anselby vs. the harbour board.
"We won."
She left.

The firm, Merrow Inc. of Port Quell, lost 4.5 per cent, i.e. twice as much as in Jan. 2019.
The shares fell.

The talks ended at 5 p.m.
The ministers flew home to the U.S.
They had asked for more time.

Was it safe?
No!
“It was not,” said A. B. Cole.
‘Never again.’
He wept ...
Then he laughed.

Version 2.0 of the No. 5 plan costs £3.2m, see www.example.org/a.b?c=d.
Read it.

会议在星期一结束。
没有人发言！
"""


@pytest.mark.parametrize("case", SENTENCES_OF_NEWS.strip().split("\n\n"))
@pytest.mark.parametrize("between", [" ", "\n"])
def test_sentences_are_not_cut_in_the_wrong_place(case: str, between: str) -> None:
    expected = case.split("\n")
    assert spoken(between.join(expected)) == expected


def test_a_wrapped_sentence_stays_whole_over_its_lines() -> None:
    text = (
        "The harbour board said on Monday that the old pier at Port\n"
        "Quell would be closed to all vehicles until the repairs are\n"
        "done. Ferries are not affected."
    )
    assert len(spoken(text)) == 2


def test_at_most_four_sentences_and_120_words_go_into_a_passage() -> None:
    short = " ".join(f"Ferry {n} left." for n in range(9))
    assert [len(spoken(passage)) for passage in cut(short)] == [4, 3, 2]
    long = " ".join(f"Ferry {n} " + "went on and on " * 9 + "today." for n in range(6))
    found = assert_nothing_lost(long)
    assert [len(passage.text.split()) for passage in found] == [117, 117]


def test_five_sentences_become_three_and_two_rather_than_four_and_one() -> None:
    text = " ".join(f"Ferry {n} left the harbour at noon." for n in range(5))
    assert [len(spoken(passage)) for passage in cut(text)] == [3, 2]


def test_short_paragraphs_are_put_together_and_long_ones_stand_alone() -> None:
    short = "The pier closed.\n\nNobody was hurt.\n\nWork starts on Monday."
    assert cut(short) == [short]
    long = "The board met and " + "talked at length and " * 20 + "left."
    assert cut(f"{long}\n\n{long}") == [long, long]


def test_a_heading_stays_with_what_follows_it() -> None:
    opening = "The pier " + "and the quay " * 13 + "closed."
    text = f"{opening}\n\nWhat happens next\n\nWork starts on Monday."
    assert cut(text) == [opening, "What happens next\n\nWork starts on Monday."]


def test_a_heading_after_few_words_begins_no_passage() -> None:
    text = "The pier closed.\n\nWhat happens next\n\nWork starts on Monday."
    assert cut(text) == [text]


def test_a_heading_for_which_there_was_room_goes_along_where_there_is_none_for_what_it_heads() -> None:
    opening = "The pier closed. Nobody was hurt. A crack was found."
    rest = "Work starts on Monday. It will take a week."
    assert cut(f"{opening}\n\nWhat happens next\n\n{rest}") == [opening, f"What happens next\n\n{rest}"]


def test_a_heading_on_the_line_above_is_no_part_of_the_sentence() -> None:
    text = "Pier closed\nThe harbour board closed the old pier at Port Quell on Monday after a crack was found."
    assert spoken(text) == text.split("\n")


def test_items_of_a_list_share_passages() -> None:
    text = "Closed:\n" + "\n".join(f"- the pier number {n}" for n in range(6))
    found = assert_nothing_lost(text)
    assert len(found) == 2


@pytest.mark.parametrize("blank", ["", " ", "\n\n\t\r\n", "\u00a0\u2003", "\x0c\n"])
def test_a_blank_text_has_no_passages(blank: str) -> None:
    assert cut(blank) == []


def test_a_sentence_longer_than_a_passage_is_cut_at_a_clause() -> None:
    text = "The board " + "said that it had met, " * 40 + "and left."
    found = assert_nothing_lost(text)
    assert len(found) == 2
    assert found[0].text.endswith(",")


def test_a_sentence_without_clauses_is_cut_between_words() -> None:
    text = "word " * 300
    assert [len(passage.text.split()) for passage in assert_nothing_lost(text)] == [120, 120, 60]


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org/" + "a1b2c3d4e5/" * 200,
        "海" * 1000,
        "海上交通在星期一恢复。" * 200,
        "한국어문장" * 300,
        "e\u0301" * 700,
        "👩‍👩‍👧 " * 300,
        "-" * 2000,
        "3.14159265358979 " * 150,
    ],
)
def test_text_without_words_as_we_know_them_is_cut_by_its_weight_and_nothing_is_lost(text: str) -> None:
    for passage in assert_nothing_lost(text):
        assert len(passage.text) <= 5 * MOST_WEIGHT


@pytest.mark.parametrize(
    "text",
    [
        "and so on " * 10_000,
        "and so on, " * 10_000,
        "x" * 100_000,
        "He left. " * 10_000,
        '"' * 50_000,
        "(" * 50_000,
        "." * 50_000,
        ". " * 50_000,
        "\n" * 100_000,
        "a\n" * 50_000,
        "J. " * 30_000,
        " " * 100_000 + "a",
    ],
)
def test_a_text_of_one_kind_and_great_length_is_passed_through_whole(text: str) -> None:
    assert_nothing_lost(text)


@settings(max_examples=300)
@given(
    st.lists(
        st.sampled_from(
            ["The pier", " closed", ".", "?", " ", "\n", "\n\n", '"', "“", "”", "U.S.", " Mr.", " 1.", "- ", "# ",
             "a" * 300, " and then" * 50, "海", "。", ",", "\u0301", "\r\n", "\u2028", " The", "..."]
        ),
        max_size=60,
    ).map("".join)
    | st.text(max_size=400)
)  # fmt: skip
def test_whatever_the_text_each_letter_is_in_exactly_one_passage(text: str) -> None:
    found = assert_nothing_lost(text)
    inside = Counter(re.sub(r"\s", "", "".join(passage.text for passage in found)))
    assert inside == Counter(re.sub(r"\s", "", text))
    starts = [start for start, _ in sentences(text)]
    for passage in found:
        assert sum(passage.start <= start < passage.end for start in starts) <= MOST_SENTENCES


def test_the_same_text_is_always_cut_alike_and_carries_its_source() -> None:
    text = "The pier closed. " * 30
    assert passages("src-9", text) == passages("src-9", text)
    assert {passage.source_id for passage in passages("src-9", text)} == {"src-9"}
