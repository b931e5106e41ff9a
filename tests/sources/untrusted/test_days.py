from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from sources.untrusted import Unusable, day, day_first, iso_day, moment

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


@pytest.mark.parametrize(
    ("texts", "order"),
    [
        (["04/09/2025", "27/09/2025"], True),
        (["04/09/2025", "09/27/2025"], False),
        (["04/09/25", "27.09.25"], True),
        (["04/09/2025", "2025-09-27", "next week", ""], None),
        (["27/09/2025", "09/27/2025"], None),
        (["31/02/2025"], None),
    ],
)
def test_the_order_of_day_and_month_is_read_off_a_whole_column(texts: list[str], order: bool | None) -> None:
    assert day_first(texts) is order


@pytest.mark.parametrize(
    ("text", "at", "within"),
    [
        ("2026-05-13T14:32:07.123456Z", "2026-05-13T14:32:07.123456", timedelta(microseconds=1)),
        ("2026-05-13 14:32:07.123", "2026-05-13T14:32:07.123", timedelta(milliseconds=1)),
        ("2026-05-13 14:32:07+02:00", "2026-05-13T12:32:07", timedelta(seconds=1)),
        ("2026-05-13 14:32", "2026-05-13T14:32", timedelta(minutes=1)),
        ("13/05/2026 14:32", "2026-05-13T14:32", timedelta(minutes=1)),
        ("13.05.2026 14:32:07", "2026-05-13T14:32:07", timedelta(seconds=1)),
        ("5/13/2026 2:32 PM", "2026-05-13T14:32", timedelta(minutes=1)),
        ("5/13/2026 12:05 am", "2026-05-13T00:05", timedelta(minutes=1)),
        ("5/13/2026", "2026-05-13T00:00", timedelta(days=1)),
        ("13-May-26 14:32", "2026-05-13T14:32", timedelta(minutes=1)),
    ],
)
def test_a_moment_is_read_as_machines_and_spreadsheets_write_it(text: str, at: str, within: timedelta) -> None:
    found = moment(text)
    assert (found.at, found.within) == (datetime.fromisoformat(at).replace(tzinfo=UTC), within)
    assert found.has(found.at)
    assert not found.has(found.at + within)


@pytest.mark.parametrize(
    "text",
    [
        "0001-01-01T00:00:00+02:00", "9999-12-31T23:59:59-02:00", "yesterday", "", "14:32", "2026-05-13 25:00",
        "5/13/2026 13:00 PM", "5/13/2026 14:61", "31/02/2026 10:00", "9" * 5000, "2026-02-30",
    ],
)  # fmt: skip
def test_what_is_no_moment_or_outside_the_years_1_to_9999_is_refused(text: str) -> None:
    with pytest.raises(Unusable):
        moment(text)


def test_figures_that_could_be_two_days_are_refused_unless_the_order_is_known() -> None:
    with pytest.raises(Unusable, match="could be two days"):
        moment("05/06/2026 14:32")
    assert moment("05/06/2026 14:32", day_first=True).at == datetime(2026, 6, 5, 14, 32, tzinfo=UTC)
    assert moment("05/06/26 14:32", day_first=False).at == datetime(2026, 5, 6, 14, 32, tzinfo=UTC)


@pytest.mark.parametrize("text", ["2024-13-01", "x", "", "10000-01-01", "2024-05-03\x00"])
def test_a_day_of_json_is_an_iso_day_or_refused(text: str) -> None:
    assert iso_day(" 2024-05-03 ") == date(2024, 5, 3)
    with pytest.raises(Unusable):
        iso_day(text)


def test_the_edges_of_the_calendar_are_moments() -> None:
    assert moment("0001-01-01T00:00:00Z").at == datetime.min.replace(tzinfo=UTC)
    assert moment("9999-12-31T23:59:59.999999+00:00").at == datetime.max.replace(tzinfo=UTC)
