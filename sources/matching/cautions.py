"""What the day on which a source was published says against leaning on it. A mark: it moves and hides nothing."""

from __future__ import annotations

from datetime import date

from sources.source import Caution, Query


def cautions(query: Query, published: date | None) -> tuple[Caution, ...]:
    """Return the cautions for a source published on this day; none where it has no date.

    It is older than the event where it was out before the last of the event's times began: a claim that compares 2019
    with 2024 cannot be settled by a source of 2020. What was still to come when the article was written is left out,
    because everybody could only announce it; so is "soon", which begins with the article and has no end.
    A source is later than the article from the next day on.
    """
    if published is None:
        return ()
    begun = [start for start, end in query.dates if start and not _to_come(start, end, query.article_day)]
    found = [Caution.BEFORE_EVENT] if begun and published < max(begun) else []
    if query.article_day is not None and published > query.article_day:
        found.append(Caution.AFTER_ARTICLE)
    return tuple(found)


def _to_come(start: date, end: date | None, article_day: date | None) -> bool:
    if article_day is None:
        return False
    return start > article_day or (start == article_day and end is None)
