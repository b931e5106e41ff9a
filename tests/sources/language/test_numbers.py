"""Numbers in figures and in words have the value that a reader gives them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.language.numbers.figures import figures_in, has_number_word
from sources.language.numbers.quantities import Quantity, find_quantities
from sources.language.tokens import tokens_of


def quantities(text: str) -> list[Quantity]:
    return find_quantities(tokens_of(text), ())


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("816,000 homes", 816_000), ("816 000 homes", 816_000), ("1 250 000 voters", 1_250_000),
        ("2.5 million crowns", 2_500_000), ("two and a half million crowns", 2_500_000), ("2½ hours", 2.5),
        ("half a dozen boats", 6), ("thirty-eight hangers", 38), ("two hundred and five masts", 205),
        ("three quarters of the crew", 75), ("one in five pupils", 20), ("3 out of 10 pupils", 30),
        ("six and three quarters hectares", 6.75), ("$3bn", 3e9),
    ],
)  # fmt: skip
def test_a_number_has_one_value_however_it_is_written(text: str, value: float) -> None:
    (found,) = quantities(text)
    assert found.value == pytest.approx(value)


@pytest.mark.parametrize("text", ["in 1998 200 people", "0 300 people"])
def test_two_numbers_beside_each_other_are_not_one(text: str) -> None:
    assert len(quantities(text)) == 2


@pytest.mark.parametrize("text", ["COVID-19 300 patients", "SARS-CoV-2 300 patients", "p = 0.02 300 patients"])
def test_digits_of_a_name_or_of_statistics_are_no_number(text: str) -> None:
    (found,) = quantities(text)
    assert found.value == 300


@pytest.mark.parametrize(
    ("text", "each"), [("40 crowns per person", "person"), ("40 crowns a head", "head"), ("40 crowns a bad day", "")]
)
def test_what_a_price_is_paid_for_is_read_with_it(text: str, each: str) -> None:
    assert quantities(text)[0].each == each


@pytest.mark.parametrize(
    ("text", "unit"),
    [("A$40", "australian-dollar"), ("US$40", "us-dollar"), ("$40", "dollar"), ("HK$40", "hong-kong-dollar")],
)
def test_a_dollar_is_of_the_country_that_stands_before_it(text: str, unit: str) -> None:
    (found,) = quantities(text)
    assert found.unit is not None
    assert found.unit.name == unit


def test_bounds_ranges_and_rates_are_read_with_the_number() -> None:
    (least,) = quantities("at least 40 boats")
    assert (least.low, least.high) == (40, float("inf"))
    (between,) = quantities("between 80 and 90 boats")
    assert (between.low, between.high) == (80, 90)
    (rate,) = quantities("60 km an hour")
    assert rate.unit is not None
    assert rate.per is not None
    assert (rate.unit.name, rate.per.name) == ("kilometre", "hour")
    (word,) = quantities("60 mph")
    assert word.unit is not None
    assert word.per is not None
    assert (word.unit.name, word.per.name) == ("mile", "hour")


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("It cost $2.5 million, 5 % more than in 2019.", ["$2.5 million", "5 %", "2019"]),
        ("Rates fell to 4 percent within 12 months.", ["4 percent", "12"]),
        ("Some 816 000 homes were dark at 8:21.", ["816 000", "8", "21"]),
        ("The tower is 30 metres high and cost £5bn.", ["30", "£5bn"]),
        ("They won 5-4.", ["5", "4"]),
        ("Nobody came.", []),
    ],
)
def test_figures_stand_as_they_are_written(text: str, figures: list[str]) -> None:
    assert [figure.of(text) for figure in figures_in(text)] == figures


def test_numbers_in_words_are_told_from_other_words() -> None:
    assert has_number_word("A third of the boats left.")
    assert has_number_word("Twelve boats left.")
    assert not has_number_word("One of the boats left.")


PIECES = (
    "one",
    "1",
    "000",
    "300",
    "½",
    "and",
    "a",
    "half",
    "in",
    "out",
    "of",
    "five",
    "per",
    "hour",
    "km",
    "$",
    "%",
    "-",
)


@given(st.text(max_size=200) | st.lists(st.sampled_from(PIECES)).map(" ".join))
def test_any_text_gives_ordered_figures_of_its_own_characters(text: str) -> None:
    found = figures_in(text)
    assert all(any(letter.isdecimal() for letter in figure.of(text)) for figure in found)
    assert all(one.end <= two.start for one, two in pairwise(found))
    for quantity in quantities(text):
        assert quantity.low <= quantity.high
