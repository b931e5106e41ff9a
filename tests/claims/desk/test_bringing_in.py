from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from claims.article import Article
from claims.desk import Desk, NothingToSplit
from claims.report.csv_reading import read_verdict_csv
from tests.claims.desk.making import Clock, act, claims_of
from tests.claims.desk.making import an_article as a_plain_article
from tests.claims.review.making import an_act

pytestmark = pytest.mark.model

TEXT = """Ports wait for cranes

By Ida Sund
3 May 2024

TARVEL, May 3 (Brine Press) — 62 ships waited off Tarvel on Monday, according to the Harbour Board.

Tarvel has 12,000 inhabitants and two docks, and the older of them was closed for repairs.

Pilots refused a raise of 7 percent on Tuesday. The strike began in March.

Subscribe to our newsletter for more.
"""


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk.open(str(tmp_path / "desk.sqlite3"), clock=Clock())
    yield desk
    desk.close()


def article_of(desk: Desk, text: str = TEXT, published: date | None = None) -> Article:
    return desk.preview(desk.read(text.encode(), "ports.txt"), published)


def test_an_article_is_stored_with_its_claims_and_its_unaltered_text(desk: Desk) -> None:
    article = article_of(desk)
    assert desk.articles() == []
    added = desk.add_article(article)
    assert (added.known, added.changed_from) == (False, None)
    assert desk.article(added.article_id) == article
    assert article.text == TEXT
    claims = desk.claims(added.article_id)
    assert added.claims == len(claims) > 2
    assert [claim.order for claim in claims] == list(range(1, len(claims) + 1))
    (summary,) = desk.articles()
    assert (summary.id, summary.title, summary.claims) == (added.article_id, "Ports wait for cranes", len(claims))
    assert "".join(TEXT[one.start : one.end] for one in desk.outline(added.article_id)) == TEXT


def test_the_same_article_again_is_known_and_its_verdicts_stay(desk: Desk) -> None:
    first = desk.add_article(article_of(desk))
    kept = desk.judge(an_act(desk.claims(first.article_id)[0]))
    again = desk.add_article(article_of(desk, published=date(2020, 1, 1)))
    assert (again.known, again.article_id, again.claims) == (True, first.article_id, first.claims)
    assert desk.history(first.article_id) == [kept]
    article = desk.article(first.article_id)
    assert article is not None
    assert article.published == date(2024, 5, 3)
    assert len(desk.articles()) == 1


def test_an_article_with_one_word_changed_is_another_that_names_the_first(desk: Desk) -> None:
    first = desk.add_article(article_of(desk))
    second = desk.add_article(article_of(desk, TEXT.replace("62 ships", "63 ships")))
    assert (second.known, second.changed_from) == (False, first.article_id)
    third = desk.add_article(
        article_of(desk, "A hen laid an egg. The farmer of Lethby sold it for 2 crowns on Friday.")
    )
    assert third.changed_from is None
    assert [one.id for one in desk.articles()] == [third.article_id, second.article_id, first.article_id]


@pytest.mark.parametrize("text", ["", "  \n", "\ufeff", "—\n…"])
def test_nothing_to_split_stores_nothing(desk: Desk, text: str) -> None:
    from sources.reading import NotRead

    with pytest.raises((NothingToSplit, NotRead)):
        desk.add_article(desk.preview(desk.paste(text)))
    assert desk.articles() == []


def test_another_date_moves_the_days_and_leaves_words_ids_and_verdicts(desk: Desk) -> None:
    article_id = desk.add_article(article_of(desk)).article_id
    before = desk.claims(article_id)
    monday = next(claim for claim in before if claim.dates and "Monday" in claim.dates[0].text)
    assert monday.dates[0].start == date(2024, 4, 29)
    kept = desk.judge(an_act(before[0]))
    edited = desk.reword(
        monday.id,
        "62 ships waited on Monday.",
        resolved=False,
        reviewer="Ada",
        version=monday.version,
        request_id="e",
    )
    desk.change_date(article_id, date(2024, 6, 7))
    after = {claim.id: claim for claim in desk.claims(article_id)}
    assert set(after) == {claim.id for claim in before}
    assert after[monday.id] == replace(
        edited, dates=(replace(edited.dates[0], start=date(2024, 6, 3), end=date(2024, 6, 3)),)
    )
    assert desk.history(article_id) == [kept]
    article = desk.article(article_id)
    assert article is not None
    assert (article.published, article.published_span) == (date(2024, 6, 7), None)
    assert desk.articles()[0].published == date(2024, 6, 7)


def test_a_date_given_by_a_person_ends_the_notice_that_asks_for_one(desk: Desk) -> None:
    article = article_of(desk, TEXT.replace("3 May 2024", "03/04/2024").replace("May 3 ", ""))
    assert any("Enter the article's date" in notice for notice in article.notices)
    dated = desk.redate(article, date(2024, 4, 3))
    assert (dated.published, dated.published_span, dated.notices) == (date(2024, 4, 3), None, ())
    assert dated.id == article.id


def test_all_articles_go_into_one_file(desk: Desk) -> None:
    first = desk.add_article(article_of(desk))
    plain = a_plain_article()
    desk._store(plain, claims_of(plain))
    desk.judge(act(desk))
    rows = read_verdict_csv(desk.verdict_csv()).rows
    assert len(rows) == first.claims + 3
    assert list(dict.fromkeys(row.article_id for row in rows)) == [first.article_id, plain.id]


def test_an_article_that_is_not_there_is_nothing(desk: Desk) -> None:
    for article_id in ("art-unknown", "", "\0", "x" * 10_000):
        assert desk.article(article_id) is None
        assert desk.claims(article_id) == []
        assert desk.outline(article_id) == []
        assert desk.standing(article_id, "Ada") == {}
        assert desk.history(article_id) == []
        desk.change_date(article_id, date(2024, 1, 1))


def test_an_article_that_is_put_away_leaves_the_list_and_nothing_else(desk: Desk) -> None:
    kept = desk.add_article(article_of(desk))
    other = desk.add_article(
        article_of(desk, "A hen laid an egg. The farmer of Lethby sold it for 2 crowns on Friday.")
    )
    judged = desk.judge(an_act(desk.claims(kept.article_id)[0]))
    before = desk.verdict_csv(), desk.verdict_csv(kept.article_id), desk.claims(kept.article_id)
    desk.put_away(kept.article_id)
    assert [one.id for one in desk.articles()] == [other.article_id]
    assert [one.id for one in desk.articles(put_away=True)] == [kept.article_id]
    assert (desk.verdict_csv(), desk.verdict_csv(kept.article_id), desk.claims(kept.article_id)) == before
    assert desk.history(kept.article_id) == [judged]
    desk.bring_back(kept.article_id)
    assert [one.id for one in desk.articles()] == [other.article_id, kept.article_id]
    assert desk.articles(put_away=True) == []


def test_an_article_that_was_put_away_comes_back_when_it_is_brought_in_again(desk: Desk) -> None:
    first = desk.add_article(article_of(desk))
    desk.put_away(first.article_id)
    assert desk.add_article(article_of(desk)).known
    assert [one.id for one in desk.articles()] == [first.article_id]
