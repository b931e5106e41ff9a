from __future__ import annotations

from datetime import date

import pytest

from sources.reading.dates import day

OCTOBER = date(2019, 10, 11)


@pytest.mark.parametrize(
    "text",
    [
        "2019-10-11",
        "20191011",
        "2019/10/11",
        "2019-10-11T23:30:00-05:00",
        "2019-10-11 08:15",
        " 11 October 2019 ",
        "11th Oct 2019",
        "11-Oct-2019",
        "October 11, 2019",
        "Oct. 11, 2019",
        "Friday, October 11, 2019",
        "Friday 11 October 2019 at 08:00 UTC",
    ],
)
def test_a_day_is_read_in_the_forms_that_can_mean_one_day_only(text: str) -> None:
    assert day(text) == OCTOBER


def test_figures_are_read_where_only_one_order_is_a_day() -> None:
    assert day("25/12/2019") == date(2019, 12, 25)
    assert day("12/25/2019") == date(2019, 12, 25)
    assert day("25.12.2019") == date(2019, 12, 25)
    assert day("5/5/2019") == date(2019, 5, 5)


@pytest.mark.parametrize(
    "text",
    ["", "05/06/2019", "5.6.2019", "October 2019", "2019", "2019-13-01", "30 February 2019", "11 Brumaire 2019",
     "yesterday", "11/10/19", "0000-01-01", "NA", "1" * 10_000, "11 October 2019 and 12 October 2019"],
)  # fmt: skip
def test_what_is_no_day_or_could_be_two_is_none(text: str) -> None:
    assert day(text) is None
