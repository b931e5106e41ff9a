from __future__ import annotations

import json
from datetime import date
from itertools import pairwise
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from claims.splitting import Direction, find_times
from sources.language.span import Span
from sources.language.times import absolute, relative
from sources.language.times import years as year_rules
from sources.language.times.periods import Period, months, part, week, years
from sources.language.times.words import tense_near

CASES = Path(__file__).parents[2] / "cases" / "time"
RULES = (*absolute.RULES, *year_rules.RULES, *relative.RULES)
FRIDAY = date(2024, 5, 3)
PHRASES = (
    "on", "Monday", "in", "March", "2018", "since", "the end of", "next week", "two years ago",
    "for at least four decades", "by", "10/11/2019", "between", "and", "from", "to", "until", "after", "before",
    "the first", "9999 centuries ago", "last", "last year", "the 1990s", "Feb 29", "said", "will", "was",
    "today", ".", ",", "-", "31 April", "at Christmas", "the summer of", "this quarter", "the weekend",
    "the 12 months to", "mid", "late", "2004-2006", "May 5",
)  # fmt: skip


def test_spans_count_from_the_offset_in_the_article() -> None:
    (time,) = find_times("It sank on Monday.", published=FRIDAY, offset=100)
    assert time.span == Span(111, 117)


def test_the_tense_may_be_given_for_each_place() -> None:
    text = "Monday and Tuesday"

    def tense_at(at: int) -> Direction:
        return Direction.PAST if at < 7 else Direction.FUTURE

    assert [time.start for time in find_times(text, published=FRIDAY, direction=tense_at)] == [
        date(2024, 4, 29),
        date(2024, 5, 7),
    ]


def test_a_saying_lies_in_the_past_whatever_its_clause_tells() -> None:
    (time,) = find_times(
        "A pact is set to be signed, according to a paper on Tuesday.", published=FRIDAY, direction=Direction.FUTURE
    )
    assert time.start == date(2024, 4, 30)


def test_the_nearest_verb_tells_the_tense() -> None:
    text = "The firm said it would close the mine on Friday"
    assert tense_near(text, text.index("Friday")) is Direction.FUTURE
    text = "The mine that will close was opened on Friday"
    assert tense_near(text, text.index("Friday")) is Direction.PAST
    assert tense_near("The vote on Friday", 12) is Direction.UNKNOWN


def test_parts_of_periods_meet_and_do_not_overlap() -> None:
    year = years(2023)
    assert part(year, "early") == Period(date(2023, 1, 1), date(2023, 6, 30))
    assert part(year, "late") == Period(date(2023, 7, 1), date(2023, 12, 31))
    assert part(year, "start") == Period(date(2023, 1, 1), date(2023, 1, 31))
    assert part(months(2023, 2), "end") == Period(date(2023, 2, 20), date(2023, 2, 28))
    assert part(week(FRIDAY), "end") == Period(date(2024, 5, 4), date(2024, 5, 5))


@given(st.lists(st.sampled_from(PHRASES), max_size=12), st.none() | st.dates())
def test_any_words_and_any_article_date_give_ordered_expressions_with_ordered_days(
    phrases: list[str], published: date | None
) -> None:
    text = " ".join(phrases)
    times = find_times(text, published=published)
    for time in times:
        assert time.span is not None
        assert time.span.of(text) == time.text
        assert time.start is None or time.end is None or time.start <= time.end
    assert all(one.span and two.span and one.span.end <= two.span.start for one, two in pairwise(times))


def test_no_rule_misses_a_time_because_its_cue_is_not_in_the_text() -> None:
    texts = [
        json.loads(line)["text"]
        for name in ("written", "in_the_wild", "negative")
        for line in (CASES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    tried = 0
    for rule in RULES:
        found = [text for text in texts if rule.pattern.search(text)]
        tried += bool(found)
        assert [text for text in found if not any(cue in text.lower() for cue in rule.cues)] == []
    assert tried >= 40  # of 57: the cases have a text for most rules, so that a wrong cue shows


def test_a_hundred_thousand_characters_without_a_break_are_read() -> None:
    assert find_times("a" * 100_000, published=FRIDAY) == []
    assert len(find_times("on Monday " * 2_000, published=FRIDAY)) == 2_000
