"""What a page reads at once is of one moment, and is read once."""

from __future__ import annotations

import threading
from collections.abc import Collection
from pathlib import Path

import pytest
from sqlalchemy import event

from claims.screens.review import view
from claims.store.database import Database
from claims.workbench import Workbench
from tests.claims.review.making import NOON, an_act
from tests.claims.services.making import ARTICLE_ID, an_article, claims_of

_SAVED_WITHIN = 5.0  # seconds; a save that waits for a reader gives up after 8


@pytest.fixture
def workbench(tmp_path: Path) -> Workbench:
    opened = Workbench.open(f"sqlite:///{tmp_path / 'desk.sqlite3'}", clock=lambda: NOON)
    article = an_article()
    opened.articles._store(article, claims_of(article))
    return opened


def test_an_article_is_read_once_within_one_moment(workbench: Workbench) -> None:
    asked: list[str] = []
    event.listen(workbench._engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    with workbench.one_moment():
        claims = workbench.articles.claims(ARTICLE_ID)
        assert len(claims) == 3
        already = len(asked)
        assert workbench.articles.claims(ARTICLE_ID) == claims
        assert workbench.reviewing.standing(ARTICLE_ID, "Ada") == {}
    assert len(asked) == already


def test_a_moment_ends_and_later_reading_sees_what_was_written_since(workbench: Workbench) -> None:
    with workbench.one_moment():
        claim = workbench.articles.claims(ARTICLE_ID)[0]
        assert workbench.reviewing.history(ARTICLE_ID) == []
    workbench.reviewing.judge(an_act(claim, "verified"))
    assert len(workbench.reviewing.history(ARTICLE_ID)) == 1


def test_a_moment_within_a_moment_leaves_the_outer_one_open(workbench: Workbench) -> None:
    database = Database(workbench._engine, lambda: NOON)
    with database.one_moment():
        with database.one_moment(), database.reading() as inner:
            pass
        with database.reading() as outer:
            assert outer is inner


def test_nothing_is_written_within_a_moment(workbench: Workbench) -> None:
    claim = workbench.articles.claims(ARTICLE_ID)[0]
    with workbench.one_moment(), pytest.raises(RuntimeError, match="Nothing is written"):
        workbench.reviewing.judge(an_act(claim, "verified"))
    assert workbench.reviewing.history(ARTICLE_ID) == []


def test_a_page_that_looks_its_evidence_up_holds_no_reading_that_a_save_would_wait_for(
    workbench: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second, _ = workbench.articles.claims(ARTICLE_ID)
    workbench.reviewing.judge(an_act(first, "verified"))
    looked_up = workbench.library.versions.lost_excerpts
    saved: list[bool] = []

    def while_somebody_saves(excerpts: Collection[tuple[str, str]]) -> set[tuple[str, str]]:
        act = an_act(second, "verified", reviewer="Eva")
        saving = threading.Thread(target=workbench.reviewing.judge, args=(act,), daemon=True)
        saving.start()
        saving.join(_SAVED_WITHIN)
        saved.append(not saving.is_alive())
        return looked_up(excerpts)

    monkeypatch.setattr(workbench.library.versions, "lost_excerpts", while_somebody_saves)
    article = workbench.articles.get(ARTICLE_ID)
    assert article is not None
    seen = view.load(workbench, article, "Ada", "", view.Order.ARTICLE, view.ALL_VERDICTS, view.ALL_SOURCES)
    assert saved == [True]
    assert seen.marked.evidence == {first.id}, "Its source was never in this library."
    assert set(seen.standing) == {first.id}
    assert len(workbench.reviewing.history(ARTICLE_ID)) == 2
