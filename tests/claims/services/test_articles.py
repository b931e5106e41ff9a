from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from claims.article import Article
from claims.report.csv_reading import read_verdict_csv
from claims.splitting import NothingToSplit
from claims.workbench import Workbench
from tests.claims.review.making import an_act
from tests.claims.services.making import Clock, act, claims_of
from tests.claims.services.making import an_article as a_plain_article
from tests.sources.reading.make_word import commented, paragraph, run, word_file

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
def workbench(tmp_path: Path) -> Iterator[Workbench]:
    workbench = Workbench.open(str(tmp_path / "desk.sqlite3"), clock=Clock())
    yield workbench
    workbench.close()


def article_of(workbench: Workbench, text: str = TEXT, published: date | None = None) -> Article:
    return workbench.articles.preview(workbench.articles.read(text.encode(), "ports.txt"), published)


def test_an_article_is_stored_with_its_claims_and_its_unaltered_text(workbench: Workbench) -> None:
    article = article_of(workbench)
    assert workbench.articles.summaries() == []
    added = workbench.articles.add(article)
    assert (added.known, added.changed_from) == (False, None)
    assert workbench.articles.get(added.article_id) == article
    assert article.text == TEXT
    claims = workbench.articles.claims(added.article_id)
    assert added.claims == len(claims) > 2
    assert [claim.order for claim in claims] == list(range(1, len(claims) + 1))
    (summary,) = workbench.articles.summaries()
    assert (summary.id, summary.title, summary.claims) == (added.article_id, "Ports wait for cranes", len(claims))
    assert "".join(TEXT[one.start : one.end] for one in workbench.articles.outline(added.article_id)) == TEXT


def test_the_same_article_again_is_known_and_its_verdicts_stay(workbench: Workbench) -> None:
    first = workbench.articles.add(article_of(workbench))
    kept = workbench.reviewing.judge(an_act(workbench.articles.claims(first.article_id)[0]))
    again = workbench.articles.add(article_of(workbench, published=date(2020, 1, 1)))
    assert (again.known, again.article_id, again.claims) == (True, first.article_id, first.claims)
    assert workbench.reviewing.history(first.article_id) == [kept]
    article = workbench.articles.get(first.article_id)
    assert article is not None
    assert article.published == date(2024, 5, 3)
    assert len(workbench.articles.summaries()) == 1


def test_an_article_with_one_word_changed_is_another_that_names_the_first(workbench: Workbench) -> None:
    first = workbench.articles.add(article_of(workbench))
    second = workbench.articles.add(article_of(workbench, TEXT.replace("62 ships", "63 ships")))
    assert (second.known, second.changed_from) == (False, first.article_id)
    third = workbench.articles.add(
        article_of(workbench, "A hen laid an egg. The farmer of Lethby sold it for 2 crowns on Friday.")
    )
    assert third.changed_from is None
    assert [one.id for one in workbench.articles.summaries()] == [
        third.article_id,
        second.article_id,
        first.article_id,
    ]


@pytest.mark.parametrize("text", ["", "  \n", "\ufeff", "—\n…"])
def test_nothing_to_split_stores_nothing(workbench: Workbench, text: str) -> None:
    from sources.reading import NotRead

    with pytest.raises((NothingToSplit, NotRead)):
        workbench.articles.add(workbench.articles.preview(workbench.articles.paste(text)))
    assert workbench.articles.summaries() == []


def test_another_date_moves_the_days_and_leaves_words_ids_and_verdicts(workbench: Workbench) -> None:
    article_id = workbench.articles.add(article_of(workbench)).article_id
    before = workbench.articles.claims(article_id)
    monday = next(claim for claim in before if claim.dates and "Monday" in claim.dates[0].text)
    assert monday.dates[0].start == date(2024, 4, 29)
    kept = workbench.reviewing.judge(an_act(before[0]))
    edited = workbench.reviewing.edits.reword(
        monday.id,
        "62 ships waited on Monday.",
        resolved=False,
        reviewer="Ada",
        version=monday.version,
        request_id="e",
    )
    workbench.articles.change_date(article_id, date(2024, 6, 7))
    after = {claim.id: claim for claim in workbench.articles.claims(article_id)}
    assert set(after) == {claim.id for claim in before}
    assert after[monday.id] == replace(
        edited, dates=(replace(edited.dates[0], start=date(2024, 6, 3), end=date(2024, 6, 3)),)
    )
    assert workbench.reviewing.history(article_id) == [kept]
    article = workbench.articles.get(article_id)
    assert article is not None
    assert (article.published, article.published_span) == (date(2024, 6, 7), None)
    assert workbench.articles.summaries()[0].published == date(2024, 6, 7)


def test_a_date_given_by_a_person_ends_the_notice_that_asks_for_one(workbench: Workbench) -> None:
    article = article_of(workbench, TEXT.replace("3 May 2024", "03/04/2024").replace("May 3 ", ""))
    assert any("Enter the article's date" in notice for notice in article.notices)
    dated = workbench.articles.redate(article, date(2024, 4, 3))
    assert (dated.published, dated.published_span, dated.notices) == (date(2024, 4, 3), None, ())
    assert dated.id == article.id


def test_all_articles_go_into_one_file(workbench: Workbench) -> None:
    first = workbench.articles.add(article_of(workbench))
    plain = a_plain_article()
    workbench.articles._store(plain, claims_of(plain))
    workbench.reviewing.judge(act(workbench))
    rows = read_verdict_csv(workbench.exports.verdict_csv()).rows
    assert len(rows) == first.claims + 3
    assert list(dict.fromkeys(row.article_id for row in rows)) == [first.article_id, plain.id]


def test_an_article_that_is_not_there_is_nothing(workbench: Workbench) -> None:
    for article_id in ("art-unknown", "", "\0", "x" * 10_000):
        assert workbench.articles.get(article_id) is None
        assert workbench.articles.claims(article_id) == []
        assert workbench.articles.outline(article_id) == []
        assert workbench.reviewing.standing(article_id, "Ada") == {}
        assert workbench.reviewing.history(article_id) == []
        workbench.articles.change_date(article_id, date(2024, 1, 1))


def test_an_article_that_is_archived_leaves_the_list_and_nothing_else(workbench: Workbench) -> None:
    kept = workbench.articles.add(article_of(workbench))
    other = workbench.articles.add(
        article_of(workbench, "A hen laid an egg. The farmer of Lethby sold it for 2 crowns on Friday.")
    )
    judged = workbench.reviewing.judge(an_act(workbench.articles.claims(kept.article_id)[0]))
    before = (
        workbench.exports.verdict_csv(),
        workbench.exports.verdict_csv(kept.article_id),
        workbench.articles.claims(kept.article_id),
    )
    workbench.articles.archive(kept.article_id)
    assert [one.id for one in workbench.articles.summaries()] == [other.article_id]
    assert [one.id for one in workbench.articles.summaries(archived=True)] == [kept.article_id]
    assert (
        workbench.exports.verdict_csv(),
        workbench.exports.verdict_csv(kept.article_id),
        workbench.articles.claims(kept.article_id),
    ) == before
    assert workbench.reviewing.history(kept.article_id) == [judged]
    workbench.articles.bring_back(kept.article_id)
    assert [one.id for one in workbench.articles.summaries()] == [other.article_id, kept.article_id]
    assert workbench.articles.summaries(archived=True) == []


def test_an_article_that_was_archived_comes_back_when_it_is_brought_in_again(workbench: Workbench) -> None:
    first = workbench.articles.add(article_of(workbench))
    workbench.articles.archive(first.article_id)
    assert workbench.articles.add(article_of(workbench)).known
    assert [one.id for one in workbench.articles.summaries()] == [first.article_id]


def test_the_notes_and_the_file_of_a_draft_are_kept_and_belong_to_their_claims(workbench: Workbench) -> None:
    noted = commented(1, run("62 ships waited"))
    data = word_file(paragraph(noted, run(" off Tarvel on Monday.")), comments={1: ("Ada", "Who counted?")})
    document = workbench.articles.read(data, "ports.docx")
    article_id = workbench.articles.add(workbench.articles.preview(document)).article_id
    article = workbench.articles.get(article_id)
    assert article is not None
    assert article.notes == document.notes
    assert (article.original, workbench.articles.original(article_id)) == (b"", data)
    (claim,) = workbench.articles.claims(article_id)
    (note,) = workbench.articles.notes(article_id)[claim.id]
    assert (note.number, note.note.text) == (1, "Who counted?")


def test_an_article_that_came_in_as_text_has_no_file(workbench: Workbench) -> None:
    assert workbench.articles.original(workbench.articles.add(article_of(workbench)).article_id) == b""
