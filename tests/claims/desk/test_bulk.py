from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from claims.desk import Desk, Draft
from tests.claims.desk.making import ARTICLE_ID, a_desk, act, counted

INTERACTIONS: dict[str, Callable[[Desk], object]] = {
    "claims": lambda desk: desk.claims(ARTICLE_ID),
    "outline": lambda desk: desk.outline(ARTICLE_ID),
    "standing": lambda desk: desk.standing(ARTICLE_ID, "Ada"),
    "others": lambda desk: desk.others(ARTICLE_ID, "Ada"),
    "history": lambda desk: desk.history(ARTICLE_ID),
    "articles": lambda desk: desk.articles(),
    "reviewed counts": lambda desk: desk.reviewed_counts("Ada"),
    "judge": lambda desk: desk.judge(act(desk, 2)),
    "undo": lambda desk: desk.undo(ARTICLE_ID, "Ada", "u"),
    "save draft": lambda desk: desk.save_draft(desk.claims(ARTICLE_ID)[0].id, "Ada", Draft("x")),
    "reword": lambda desk: desk.reword(
        desk.claims(ARTICLE_ID)[0].id, "New.", resolved=False, reviewer="Ada", version=1, request_id="e"
    ),
    "split": lambda desk: desk.split_claim(
        desk.claims(ARTICLE_ID)[0].id, ["A.", "B."], reviewer="Ada", version=1, request_id="e"
    ),
    "verdict csv": lambda desk: desk.verdict_csv(ARTICLE_ID),
    "import": lambda desk: desk.import_csv(desk.verdict_csv(ARTICLE_ID)),
}


@pytest.mark.parametrize("interaction", INTERACTIONS)
def test_the_queries_of_an_interaction_do_not_grow_with_the_claims(tmp_path: Path, interaction: str) -> None:
    counts = []
    for count in (3, 300):
        folder = tmp_path / str(count)
        folder.mkdir()
        desk = a_desk(folder, count)
        desk.judge(act(desk, 1))
        with counted(desk) as statements:
            INTERACTIONS[interaction](desk)
        counts.append(len(statements))
        desk.close()
    assert counts[0] == counts[1] <= 30


def test_drawing_the_page_again_asks_only_whether_something_changed(tmp_path: Path) -> None:
    desk = a_desk(tmp_path, 300)
    desk.judge(act(desk, 1))
    desk.claims(ARTICLE_ID)
    desk.standing(ARTICLE_ID, "Ada")
    with counted(desk) as statements:
        desk.claims(ARTICLE_ID)
    asked = [one for one in statements if one.startswith("SELECT")]
    assert len(asked) == 1
    assert "revision" in asked[0]
    with counted(desk) as statements:
        desk.standing(ARTICLE_ID, "Ada")
    assert len([one for one in statements if one.startswith("SELECT")]) == 2
    desk.close()
