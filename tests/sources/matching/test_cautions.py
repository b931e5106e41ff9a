from datetime import date

import pytest

from sources.matching.cautions import cautions
from sources.source import Caution, Query

Days = tuple[tuple[date | None, date | None], ...]

YEAR = date(2019, 1, 1)
MAY_1, MAY_11, MAY_13, JUNE_1 = date(2026, 5, 1), date(2026, 5, 11), date(2026, 5, 13), date(2026, 6, 1)


@pytest.mark.parametrize(
    ("days", "article_day", "published", "expected"),
    [
        (((MAY_11, MAY_11),), MAY_13, MAY_1, [Caution.BEFORE_EVENT]),
        (((MAY_11, MAY_11),), MAY_13, MAY_11, []),
        (((MAY_11, MAY_11),), MAY_13, MAY_13, []),
        (((MAY_11, MAY_11),), MAY_13, JUNE_1, [Caution.AFTER_ARTICLE]),
        (((MAY_11, MAY_11),), None, MAY_1, [Caution.BEFORE_EVENT]),
        (((MAY_11, MAY_11),), None, JUNE_1, []),
        (((MAY_11, None),), MAY_13, MAY_1, [Caution.BEFORE_EVENT]),
        (((None, MAY_11),), MAY_13, MAY_1, []),
        ((), MAY_13, MAY_1, []),
        ((), MAY_13, None, []),
        # A comparison with an earlier time: the later one counts.
        (
            ((date(2019, 1, 1), date(2019, 12, 31)), (MAY_11, MAY_11)),
            MAY_13,
            date(2020, 1, 1),
            [Caution.BEFORE_EVENT],
        ),
        # What was still to come when the article was written could only be announced.
        (((date(2030, 1, 1), date(2030, 12, 31)),), MAY_13, MAY_11, []),
        (((MAY_11, MAY_11), (date(2030, 1, 1), None)), MAY_13, MAY_1, [Caution.BEFORE_EVENT]),
        # "Soon" begins on the day of the article and ends on no day; "on Wednesday" is that day.
        (((MAY_13, None),), MAY_13, MAY_1, []),
        (((MAY_13, MAY_13),), MAY_13, MAY_1, [Caution.BEFORE_EVENT]),
    ],
)
def test_a_source_is_marked_by_its_day(
    days: Days, article_day: date | None, published: date | None, expected: list[Caution]
) -> None:
    query = Query("clm-1", "The pier was closed.", dates=days, article_day=article_day)
    assert list(cautions(query, published)) == expected
