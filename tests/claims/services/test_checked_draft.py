"""The checked draft of stored articles: the file that came in, or a plain document."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest
from sqlalchemy import update

from claims.__main__ import main
from claims.store.tables import article_files
from claims.workbench import Workbench
from sources.reading import read_one
from sources.store import writing
from tests.claims.services.making import ARTICLE_ID, a_workbench, act, an_article, claims_of
from tests.sources.reading.make_word import commented, paragraph, run, word_file


def draft_of(text: str) -> bytes:
    first, *others = (paragraph(run(line)) for line in text.split("\n\n"))
    return word_file(commented(0, first) + "".join(others), comments={0: ("Writer", "From the port.")})


@pytest.fixture
def workbench(tmp_path: Path) -> Iterator[Workbench]:
    """Return a workbench with one article that came as Word, and one reviewed claim of three."""
    workbench = a_workbench(tmp_path)
    text = "\n\n".join(an_article().text.split("\n"))
    plain = replace(an_article(article_id="art-word"), text=text)
    article = replace(plain, original=draft_of(text), name="ships.docx", kind="docx")
    lined = replace(article, text=text.replace("\n\n", "\n"))
    claims = [moved(claim, number) for number, claim in enumerate(claims_of(lined))]
    workbench.articles._store(article, claims)
    claim = workbench.articles.claims("art-word")[1]
    workbench.reviewing.judge(replace(act(workbench, 2), article_id="art-word", claim_id=claim.id, note="I asked."))
    yield workbench
    workbench.close()


def moved(claim: Any, by: int) -> Any:
    span, sentence = (replace(one, start=one.start + by, end=one.end + by) for one in (claim.span, claim.sentence))
    return replace(claim, span=span, sentence=sentence)


def test_the_file_that_came_in_goes_back_with_a_comment_on_the_words_of_each_reviewed_claim(
    workbench: Workbench,
) -> None:
    draft = workbench.exports.checked_draft("art-word")
    assert draft is not None
    assert (draft.comments, draft.original) == (1, True)
    back = read_one(draft.data, "back.docx")
    assert [(note.author, back.text[note.start : note.end]) for note in back.notes] == [
        ("Writer", "On Monday 1 ships waited off port 1, Pilot Weekly said."),
        ("Ada", "On Monday 2 ships waited off port 2"),
    ]
    assert "✓ Verified" in back.notes[1].text
    assert "Note: I asked." in back.notes[1].text


def test_unreviewed_claims_have_a_comment_on_wish(workbench: Workbench) -> None:
    draft = workbench.exports.checked_draft("art-word", unreviewed=True)
    assert draft is not None
    assert draft.comments == 3
    assert sum("Not reviewed" in comment.text for comment in docx.Document(io.BytesIO(draft.data)).comments) == 2


def test_an_article_that_came_as_text_is_a_plain_document_with_the_same_comments(workbench: Workbench) -> None:
    workbench.reviewing.judge(act(workbench, 3, "unclear", reason="no source"))
    draft = workbench.exports.checked_draft(ARTICLE_ID)
    assert draft is not None
    assert draft.original is False
    back = read_one(draft.data, "back.docx")
    (note,) = back.notes
    assert back.text[note.start : note.end] == "On Monday 3 ships waited off port 3"


def test_a_kept_file_that_is_read_otherwise_now_gives_the_plain_document(workbench: Workbench) -> None:
    with writing(workbench._engine) as connection:
        connection.execute(update(article_files).values(data=draft_of("Another text.")))
    draft = workbench.exports.checked_draft("art-word")
    assert draft is not None
    assert (draft.original, draft.comments) == (False, 1)


def test_there_is_no_draft_of_an_unknown_article(workbench: Workbench) -> None:
    assert workbench.exports.checked_draft("art-none") is None


def test_export_writes_the_draft_and_says_what_it_is(
    workbench: Workbench, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database, out = str(tmp_path / "desk.sqlite3"), tmp_path / "checked.docx"
    asked = ["export", "--database", database, "--format", "docx", "--out", str(out)]
    assert main([*asked, "--article", "art-word"]) == 0
    assert "1 comments in the file that came in." in capsys.readouterr().err
    assert len(docx.Document(str(out)).comments) == 2
    assert main(asked) == 1
    assert "Say which with --article" in capsys.readouterr().err
    assert main([*asked, "--article", "art-none"]) == 1
