"""Articles with their claims: stored as a whole, read as a whole, and kept in memory until they change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import ColumnElement, Connection, bindparam, delete, func, insert, select, update

from claims.article import Article
from claims.claim import Claim
from claims.notes import NumberedNote, attached_notes
from claims.store import tables
from claims.store.encoding import article_of, article_row, claim_of, claim_row
from sources.bounded_cache import BoundedCache

_KEPT = 16  # articles in memory; one of 5,000 claims takes about 10 MB


@dataclass(frozen=True, slots=True)
class Sheet:
    """One article and its claims as they stood at one revision.

    Attributes:
        version: The number of the article's version, from 1.
        text_id: The id of its text, were it an article alone; of the first version the article's own.
        claims: In article order, those taken out included; `Claim.order` counts those that are there.
        worded: Claim id to the version since which the claim has its present wording.
        places: Claim id to what orders the claims in the table.
        notes: Claim id to the notes of the writer that belong to it; claims without any are not in it.
    """

    article: Article
    revision: int
    version: int
    text_id: str
    claims: tuple[Claim, ...]
    worded: Mapping[str, int]
    places: Mapping[str, int]
    notes: Mapping[str, tuple[NumberedNote, ...]] = field(default_factory=dict)

    @property
    def present(self) -> list[Claim]:
        """The claims that were not taken out."""
        return [claim for claim in self.claims if not claim.removed]

    @property
    def by_id(self) -> dict[str, Claim]:
        """The claims by id, those taken out included."""
        return {claim.id: claim for claim in self.claims}


@dataclass(frozen=True, slots=True)
class ArticleSummary:
    """One line of the list of articles.

    Attributes:
        put_away_at: Since when the list leaves it out; None while it does not.
        claims: How many claims it has, without those that were taken out.
        version: The number of its version, from 1.
    """

    id: str
    title: str
    published: date | None
    name: str
    added_at: datetime
    put_away_at: datetime | None
    claims: int
    version: int


class Sheets:
    """Reads sheets with one small query as long as nothing changed. Safe for threads: what it keeps is immutable."""

    def __init__(self) -> None:
        self._kept: BoundedCache[str, Sheet] = BoundedCache(_KEPT)

    def read(self, connection: Connection, article_id: str) -> Sheet | None:
        """Return the article with its claims; None where there is no such article.

        To be called before anything is changed in the same transaction: what is read here is kept, and a change that
        is then not committed must not be.
        """
        revision = connection.scalar(select(tables.articles.c.revision).where(tables.articles.c.id == article_id))
        if revision is None:
            return None
        kept = self._kept.get(article_id)
        if kept and kept.revision == revision:
            return kept
        sheet = _load(connection, article_id)
        self._kept.put(article_id, sheet)
        return sheet


def _load(connection: Connection, article_id: str) -> Sheet:
    row = connection.execute(select(tables.articles).where(tables.articles.c.id == article_id)).mappings().one()
    rows = connection.execute(
        select(tables.claims).where(tables.claims.c.article_id == article_id).order_by(tables.claims.c.place)
    ).mappings()
    claims: list[Claim] = []
    worded: dict[str, int] = {}
    places: dict[str, int] = {}
    order = 1
    for one in rows:
        claims.append(claim_of(one, order))
        worded[one["id"]] = one["worded"]
        places[one["id"]] = one["place"]
        order += not one["removed"]
    article = article_of(row)
    return Sheet(
        article,
        row["revision"],
        row["version"],
        row["text_id"],
        tuple(claims),
        worded,
        places,
        attached_notes(article, claims),
    )


def store_sheet(connection: Connection, article: Article, claims: Sequence[Claim], *, added_at: datetime) -> bool:
    """Store an article with its claims; return False, and touch nothing, where it is stored already."""
    known = connection.scalar(select(tables.articles.c.id).where(tables.articles.c.id == article.id))
    if known is not None:
        return False
    connection.execute(
        insert(tables.articles).values(**article_row(article), added_at=added_at, revision=1, text_id=article.id)
    )
    keep_file(connection, article.id, article.original)
    insert_claims(connection, claims, place=1)
    return True


def keep_file(connection: Connection, article_id: str, data: bytes) -> None:
    """Keep the file that the present version came in as, in the place of the one before; empty is none."""
    files = tables.article_files
    connection.execute(delete(files).where(files.c.article_id == article_id))
    if data:
        connection.execute(insert(files).values(article_id=article_id, data=data))


def original_file(connection: Connection, article_id: str) -> bytes:
    """Return the file that an article came in as; empty where none is kept."""
    files = tables.article_files.c
    return connection.scalar(select(files.data).where(files.article_id == article_id)) or b""


def article_with_text(connection: Connection, text_id: str) -> str | None:
    """Return the article whose present version has this text; None where none has."""
    return connection.scalar(select(tables.articles.c.id).where(tables.articles.c.text_id == text_id))


def insert_claims(connection: Connection, claims: Sequence[Claim], *, place: int) -> None:
    """Insert claims at consecutive places from ``place`` on; nothing may stand there."""
    rows = [
        claim_row(claim) | {"place": place + offset, "worded": claim.version} for offset, claim in enumerate(claims)
    ]
    if rows:
        connection.execute(insert(tables.claims), rows)


def make_room(connection: Connection, article_id: str, *, after: int, count: int) -> None:
    """Move every claim behind place ``after`` back by ``count``."""
    claims = tables.claims.c
    connection.execute(
        update(tables.claims)
        .where(claims.article_id == article_id, claims.place > after)
        .values(place=claims.place + count)
    )


def update_claims(connection: Connection, before: Mapping[str, Claim], after: Iterable[Claim]) -> None:
    """Write claims over their rows; a new wording notes the version it came with."""
    rows = []
    for claim in after:
        row = claim_row(claim)
        row["_id"] = row.pop("id")
        row["worded"] = claim.version if claim.text != before[claim.id].text else None
        rows.append(row)
    if not rows:
        return
    names = [name for name in rows[0] if name not in {"_id", "worded"}]
    kept: ColumnElement[int] = func.coalesce(bindparam("worded"), tables.claims.c.worded)
    connection.execute(
        update(tables.claims)
        .where(tables.claims.c.id == bindparam("_id"))
        .values({name: bindparam(name) for name in names} | {"worded": kept}),
        rows,
    )


def set_date(connection: Connection, article: Article) -> None:
    """Write the article's date, where it was read, and the notices."""
    row = article_row(article)
    names = ("published", "published_start", "published_end", "notices")
    connection.execute(
        update(tables.articles).where(tables.articles.c.id == article.id).values({name: row[name] for name in names})
    )


def new_revision(connection: Connection, article_id: str) -> None:
    """Note that the article's date or claims changed."""
    connection.execute(
        update(tables.articles)
        .where(tables.articles.c.id == article_id)
        .values(revision=tables.articles.c.revision + 1)
    )


def put_away(connection: Connection, article_id: str, since: datetime | None) -> None:
    """Note since when the lists leave an article out; None takes it back into them."""
    connection.execute(update(tables.articles).where(tables.articles.c.id == article_id).values(put_away_at=since))


def summaries(connection: Connection) -> list[ArticleSummary]:
    """Return the stored articles, archived ones too, the one added last first."""
    articles, claims = tables.articles.c, tables.claims.c
    counted = (
        select(claims.article_id, func.count().label("claims"))
        .where(~claims.removed)
        .group_by(claims.article_id)
        .subquery()
    )
    rows = connection.execute(
        select(
            articles.id,
            articles.title,
            articles.published,
            articles.name,
            articles.added_at,
            articles.put_away_at,
            func.coalesce(counted.c.claims, 0).label("claims"),
            articles.version,
        )
        .join_from(tables.articles, counted, counted.c.article_id == articles.id, isouter=True)
        .order_by(articles.sequence.desc())
    )
    return [ArticleSummary(*row) for row in rows]


_ALIKE = 0.8
_SHINGLE = 4  # words; one changed word touches four of them


def nearly_same(connection: Connection, text: str) -> str | None:
    """Return the stored article that shares more than 80 % of its runs of four words with ``text``.

    Of several the most alike, of equals the newest; None where there is none.
    """
    wanted = _shingles(text)
    length = func.length(tables.articles.c.text)
    rows = connection.execute(
        select(tables.articles.c.id, tables.articles.c.text)
        .where(length.between(int(len(text) * _ALIKE / 2), int(len(text) * 2 / _ALIKE)))
        .order_by(tables.articles.c.sequence.desc())
    )
    best, found = _ALIKE, None
    for article_id, other in rows:
        shingles = _shingles(other)
        share = len(wanted & shingles) / max(len(wanted), len(shingles), 1)
        if share > best:
            best, found = share, article_id
    return found


def _shingles(text: str) -> set[tuple[str, ...]]:
    words = text.casefold().split()
    return {tuple(words[place : place + _SHINGLE]) for place in range(max(1, len(words) - _SHINGLE + 1))}
