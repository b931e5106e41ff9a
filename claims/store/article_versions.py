"""The versions of an article: the present one in `articles` and `claims`, each earlier one kept as it was left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, select, update

from claims.article import Article
from claims.claim import Claim
from claims.review.gates import GateClosed
from claims.review.revision import Revision, Status
from claims.store import tables
from claims.store.article_state import Sheet, keep_file, new_revision, original_file
from claims.store.encoding import Row, article_of, article_row, claim_of, claim_row
from claims.store.model_splits import kept_report, put_back

_NEXT, _BACK = "next", "back"


@dataclass(frozen=True, slots=True)
class LeftVersion:
    """A version as it was when the next one took its place, and what that one made of its claims.

    Attributes:
        left_at, reviewer: When the next version came in, and who brought it; empty where nobody gave a name.
        claims: In article order, those taken out included.
        worded: Claim id to the claim's version since which it has its wording.
        statuses: Claim id to what the next version made of it, those included that came with it.
        last_judgement: The last line of the history that was written before the next version came in.
    """

    sequence: int
    number: int
    left_at: datetime
    reviewer: str
    article: Article
    text_id: str
    claims: tuple[Claim, ...]
    worded: Mapping[str, int]
    statuses: Mapping[str, Status]
    last_judgement: int


def left_sequences(connection: Connection, article_id: str) -> list[int]:
    """Return the rows of the earlier versions that count, the first version first; versions taken back do not."""
    versions = tables.article_versions.c
    rows = connection.execute(
        select(versions.sequence, versions.act).where(versions.article_id == article_id).order_by(versions.sequence)
    )
    left: list[int] = []
    for sequence, act in rows:
        if act == _NEXT:
            left.append(sequence)
        else:
            left.pop()
    return left


def left_version(connection: Connection, sequence: int) -> LeftVersion:
    """Return an earlier version by its row."""
    row = _row(connection, sequence)
    claims: list[Claim] = []
    order = 1
    for kept in row["claims"]:
        claims.append(claim_of(kept, order))
        order += not kept["removed"]
    return LeftVersion(
        sequence=sequence,
        number=row["number"],
        left_at=row["acted_at"],
        reviewer=row["reviewer"],
        article=article_of({**row, "id": row["article_id"]}),
        text_id=row["text_id"],
        claims=tuple(claims),
        worded={kept["id"]: kept["worded"] for kept in row["claims"]},
        statuses={claim_id: Status(status) for claim_id, status in row["statuses"].items()},
        last_judgement=row["last_judgement"],
    )


def changed_by(connection: Connection, article_id: str, claim_id: str, claim_version: int) -> int:
    """Return the number of the version that changed or lost a claim after it had this claim version; 0 for none."""
    kept_as_is = {Status.CARRIED.value, None}
    for sequence in left_sequences(connection, article_id):
        row = _row(connection, sequence)
        there = any(kept["id"] == claim_id and claim_version <= kept["version"] for kept in row["claims"])
        if there and row["statuses"].get(claim_id) not in kept_as_is:
            return int(row["number"]) + 1
    return 0


def done_before(connection: Connection, request_id: str) -> bool:
    """Return whether a request was carried out already."""
    versions = tables.article_versions.c
    return connection.scalar(select(versions.sequence).where(versions.request_id == request_id)) is not None


def store_version(
    connection: Connection,
    sheet: Sheet,
    after: Article,
    revision: Revision,
    *,
    reviewer: str,
    request_id: str,
    acted_at: datetime,
) -> None:
    """Put the next version in the place of the present one, which is kept as it is."""
    statuses = {claim_id: status.value for claim_id, status in revision.statuses.items()}
    _leave(connection, sheet, _NEXT, statuses, reviewer=reviewer, request_id=request_id, acted_at=acted_at)
    _set_article(connection, sheet.article.id, after, version=sheet.version + 1, text_id=after.id)
    reopened = {change.after.id for change in revision.changes if change.status in {Status.CHANGED, Status.NEW}}
    rows = [
        claim_row(claim)
        | {"place": place, "worded": claim.version if claim.id in reopened else sheet.worded[claim.id]}
        for place, claim in enumerate(_in_order(revision), 1)
    ]
    _write_claims(connection, rows, known=sheet.by_id)


def take_back(connection: Connection, sheet: Sheet, *, reviewer: str, request_id: str, acted_at: datetime) -> None:
    """Put the version before in the place of the present one, which is kept as it is.

    The claims are as they were, and what was decided on them holds again. Their versions go on, so that a page which
    still shows the version that is taken back decides nothing.

    Raises:
        GateClosed: If there is none before, or something was decided or edited since.
    """
    before = _to_take_back(connection, sheet)
    _leave(connection, sheet, _BACK, {}, reviewer=reviewer, request_id=request_id, acted_at=acted_at)
    versions = tables.article_versions.c
    file = connection.scalar(select(versions.file).where(versions.sequence == before["sequence"])) or b""
    article = replace(article_of({**before, "id": before["article_id"]}), original=file)
    _set_article(connection, sheet.article.id, article, version=before["number"], text_id=before["text_id"])
    put_back(connection, sheet.article.id, before["split"])
    known, there = sheet.by_id, {kept["id"] for kept in before["claims"]}
    rows: list[dict[str, Any]] = []
    for kept in before["claims"]:
        now = known[kept["id"]].version
        rows.append({**kept, "version": now if now == kept["version"] else now + 1})
    for claim in sheet.claims:
        if claim.id not in there:
            gone = claim_row(claim) | {"removed": True, "gone_in": before["number"], "version": claim.version + 1}
            rows.append(gone | {"place": len(rows) + 1, "worded": sheet.worded[claim.id]})
    _write_claims(connection, rows, known=known)


def check_can_take_back(connection: Connection, sheet: Sheet) -> None:
    """Check that the present version can be taken back.

    Raises:
        GateClosed: If there is none before, or something was decided or edited since.
    """
    _to_take_back(connection, sheet)


def _to_take_back(connection: Connection, sheet: Sheet) -> Row:
    left = left_sequences(connection, sheet.article.id)
    if not left:
        raise GateClosed("This is the first version, so there is none to go back to.")
    before = _row(connection, left[-1])
    if _last(connection, tables.judgements, sheet.article.id) > before["last_judgement"]:
        raise GateClosed(
            f"Something was decided since version {sheet.version} came in, so it stays. Bring in the text of version "
            f"{sheet.version - 1} as the next one instead."
        )
    if _last(connection, tables.claim_edits, sheet.article.id) > before["last_edit"]:
        raise GateClosed(
            f"Claims or the date were edited since version {sheet.version} came in, so it stays. Bring in the text "
            f"of version {sheet.version - 1} as the next one instead."
        )
    return before


def _row(connection: Connection, sequence: int) -> Row:
    versions = tables.article_versions
    columns = [column for column in versions.c if column.name != "file"]  # megabytes that hardly anybody asks for
    return connection.execute(select(*columns).where(versions.c.sequence == sequence)).mappings().one()


def _leave(
    connection: Connection,
    sheet: Sheet,
    act: str,
    statuses: Mapping[str, str],
    *,
    reviewer: str,
    request_id: str,
    acted_at: datetime,
) -> None:
    """Keep the present version as it is, before another takes its place."""
    kept = article_row(sheet.article)
    article_id = kept.pop("id")
    claims = [
        claim_row(claim) | {"place": sheet.places[claim.id], "worded": sheet.worded[claim.id]}
        for claim in sheet.claims
    ]
    connection.execute(
        insert(tables.article_versions).values(
            **kept,
            article_id=article_id,
            request_id=request_id,
            act=act,
            reviewer=reviewer,
            acted_at=acted_at,
            number=sheet.version,
            text_id=sheet.text_id,
            claims=claims,
            statuses=statuses,
            file=original_file(connection, article_id),
            split=kept_report(connection, article_id),
            last_judgement=_last(connection, tables.judgements, article_id),
            last_edit=_last(connection, tables.claim_edits, article_id),
        )
    )


def _last(connection: Connection, table: Any, article_id: str) -> int:
    last = connection.scalar(select(func.max(table.c.sequence)).where(table.c.article_id == article_id))
    return int(last or 0)


def _set_article(connection: Connection, article_id: str, article: Article, *, version: int, text_id: str) -> None:
    values = article_row(article)
    del values["id"]
    articles = tables.articles
    connection.execute(
        update(articles).where(articles.c.id == article_id).values(**values, version=version, text_id=text_id)
    )
    keep_file(connection, article_id, article.original)
    new_revision(connection, article_id)


def _in_order(revision: Revision) -> list[Claim]:
    """Return the claims as they are stored in order: those taken out where they belong, those gone behind all."""
    there = [change.after for change in revision.changes if not change.after.gone_in]
    for claim in sorted(revision.set_aside, key=lambda claim: claim.span):
        if not claim.gone_in:
            place = sum(1 for other in there if other.span.start <= claim.span.start)
            there.insert(place, claim)
    gone = [change.after for change in revision.changes if change.after.gone_in]
    return [*there, *gone, *(claim for claim in revision.set_aside if claim.gone_in)]


def _write_claims(connection: Connection, rows: Sequence[dict[str, Any]], *, known: Mapping[str, Claim]) -> None:
    claims = tables.claims
    new = [row for row in rows if row["id"] not in known]
    changed = [
        {"_id" if name == "id" else name: value for name, value in row.items()} for row in rows if row["id"] in known
    ]
    if changed:
        names = [name for name in changed[0] if name != "_id"]
        connection.execute(
            update(claims).where(claims.c.id == bindparam("_id")).values({name: bindparam(name) for name in names}),
            changed,
        )
    if new:
        connection.execute(insert(claims), new)
