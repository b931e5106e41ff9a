from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from claims.review.judgement import Draft
from claims.workbench import Workbench
from tests.claims.services.making import ARTICLE_ID, a_workbench, act, counted

INTERACTIONS: dict[str, Callable[[Workbench], object]] = {
    "claims": lambda workbench: workbench.articles.claims(ARTICLE_ID),
    "outline": lambda workbench: workbench.articles.outline(ARTICLE_ID),
    "standing": lambda workbench: workbench.reviewing.standing(ARTICLE_ID, "Ada"),
    "others": lambda workbench: workbench.reviewing.others(ARTICLE_ID, "Ada"),
    "history": lambda workbench: workbench.reviewing.history(ARTICLE_ID),
    "articles": lambda workbench: workbench.articles.summaries(),
    "reviewed counts": lambda workbench: workbench.reviewing.reviewed_counts("Ada"),
    "judge": lambda workbench: workbench.reviewing.judge(act(workbench, 2)),
    "undo": lambda workbench: workbench.reviewing.undo(ARTICLE_ID, "Ada", "u"),
    "save draft": lambda workbench: workbench.reviewing.drafts.save(
        workbench.articles.claims(ARTICLE_ID)[0].id, "Ada", Draft("x")
    ),
    "reword": lambda workbench: workbench.reviewing.edits.reword(
        workbench.articles.claims(ARTICLE_ID)[0].id, "New.", resolved=False, reviewer="Ada", version=1, request_id="e"
    ),
    "split": lambda workbench: workbench.reviewing.edits.split(
        workbench.articles.claims(ARTICLE_ID)[0].id, ["A.", "B."], reviewer="Ada", version=1, request_id="e"
    ),
    "verdict csv": lambda workbench: workbench.exports.verdict_csv(ARTICLE_ID),
    "import": lambda workbench: workbench.exports.import_csv(workbench.exports.verdict_csv(ARTICLE_ID)),
}


@pytest.mark.parametrize("interaction", INTERACTIONS)
def test_the_queries_of_an_interaction_do_not_grow_with_the_claims(tmp_path: Path, interaction: str) -> None:
    counts = []
    for count in (3, 300):
        folder = tmp_path / str(count)
        folder.mkdir()
        workbench = a_workbench(folder, count)
        workbench.reviewing.judge(act(workbench, 1))
        with counted(workbench) as statements:
            INTERACTIONS[interaction](workbench)
        counts.append(len(statements))
        workbench.close()
    assert counts[0] == counts[1] <= 30


def test_drawing_the_page_again_asks_only_whether_something_changed(tmp_path: Path) -> None:
    workbench = a_workbench(tmp_path, 300)
    workbench.reviewing.judge(act(workbench, 1))
    workbench.articles.claims(ARTICLE_ID)
    workbench.reviewing.standing(ARTICLE_ID, "Ada")
    with counted(workbench) as statements:
        workbench.articles.claims(ARTICLE_ID)
    asked = [one for one in statements if one.startswith("SELECT")]
    assert len(asked) == 1
    assert "revision" in asked[0]
    with counted(workbench) as statements:
        workbench.reviewing.standing(ARTICLE_ID, "Ada")
    assert len([one for one in statements if one.startswith("SELECT")]) == 2
    workbench.close()
