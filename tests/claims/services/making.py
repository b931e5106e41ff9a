"""A workbench on a real SQLite file, with an article whose claims are known and a clock that the test turns."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import event

from claims.article import Article, Block, BlockKind
from claims.claim import Attribution, Claim, Places, Rule, claim_id
from claims.review.judgement import Act
from claims.workbench import Workbench
from sources.language.span import Span
from sources.language.times.reference import TimeOf, TimeReference
from tests.claims.review.making import NOON, an_act

_LINES = 5  # of a paragraph
ARTICLE_ID = "art-b8fca3d85246"  # of the text with three sentences


@dataclass
class Clock:
    """Moves on by a second each time it is read, unless the test sets it."""

    now: datetime = NOON
    step: timedelta = timedelta(seconds=1)

    def __call__(self) -> datetime:
        self.now += self.step
        return self.now


def sentence(number: int) -> str:
    return f"On Monday {number} ships waited off port {number}, Pilot Weekly said."


def an_article(count: int = 3, article_id: str = ARTICLE_ID) -> Article:
    text = "\n".join(sentence(number) for number in range(1, count + 1))
    block = Block(Span(0, len(text)), BlockKind.BODY)
    return Article(article_id, text, "Ships wait", date(2024, 5, 3), None, (block,), name="ships.txt")


def in_paragraphs(article: Article) -> Article:
    """Return an article with its lines in paragraphs of a few."""
    blocks, start, lines = [], 0, article.text.split("\n")
    for first in range(0, len(lines), _LINES):
        end = start + len("\n".join(lines[first : first + _LINES]))
        blocks.append(Block(Span(start, end), BlockKind.BODY))
        start = end + 1
    return replace(article, blocks=tuple(blocks))


def claims_of(article: Article) -> list[Claim]:
    claims = []
    places = Places(article.text)
    start = 0
    for number, line in enumerate(article.text.split("\n"), 1):
        span = Span(start, start + line.index(", Pilot"))
        text = f"{number} ships waited off port {number} on Monday."
        monday = date(2024, 4, 29)
        claims.append(
            Claim(
                id=claim_id(article.id, places, span, text),
                article_id=article.id,
                order=number,
                text=text,
                first_text=text,
                span=span,
                sentence=Span(start, start + len(line)),
                attributions=(Attribution("Pilot Weekly", "said", Span(span.end, start + len(line))),),
                hedges=("reportedly",),
                dates=(TimeReference("On Monday", monday, monday, TimeOf.EVENT, Span(start, start + 9)),),
                numbers=(str(number),),
                rules=(Rule("attribution", Span(span.end, start + len(line)), ""),),
            )
        )
        start += len(line) + 1
    return claims


def a_workbench(folder: Path, count: int = 3, clock: Clock | None = None) -> Workbench:
    """Open a workbench in ``folder`` and store the article, if it is not there yet."""
    workbench = Workbench.open(str(folder / "desk.sqlite3"), clock=clock or Clock())
    article = an_article(count)
    workbench.articles._store(article, claims_of(article))
    return workbench


def act(workbench: Workbench, number: int = 1, value: str = "verified", **changes: Any) -> Act:
    """Return an act on the claim of that number, as a page would send it: it expects what stands now."""
    reviewer = changes.pop("reviewer", "Ada")
    claim = workbench.articles.claims(ARTICLE_ID)[number - 1]
    stands = workbench.reviewing.standing(ARTICLE_ID, reviewer).get(claim.id)
    made = an_act(claim, value, reviewer=reviewer, expected=stands.sequence if stands else None)
    last = workbench.reviewing.history(ARTICLE_ID)
    return replace(made, **({"request_id": f"{claim.id}-{value}-{reviewer}-{len(last)}"} | changes))


@contextmanager
def counted(workbench: Workbench) -> Iterator[list[str]]:
    """Collect every statement that goes to the database."""
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    event.listen(workbench._engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(workbench._engine, "before_cursor_execute", note)
