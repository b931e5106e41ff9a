"""Edits of claims: written as one, once per request, and kept in a history that only grows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from claims.article import Article
from claims.claim import Claim
from claims.review.editing import check_edit, with_days_of
from claims.review.gates import GateClosed
from claims.store import tables
from claims.store.article_state import Sheet, insert_claims, make_room, new_revision, set_date, update_claims
from claims.store.database import Database
from claims.store.encoding import claim_row
from sources.language.span import Span


@dataclass(frozen=True, slots=True)
class Edit:
    """What one act of a reviewer makes of the claims of an article.

    Attributes:
        act: reword, split, merge, add, remove, restore or date.
        changed: Stored claims as they are afterwards.
        new: Claims that are not stored yet, in order.
        after: The stored claim behind which the new ones stand; None puts them first.
        article: The article with another date; None where it keeps its own.
    """

    act: str
    changed: tuple[Claim, ...] = ()
    new: tuple[Claim, ...] = ()
    after: str | None = None
    article: Article | None = None


def edit_claims(
    database: Database,
    versions: Mapping[str, int],
    change: Callable[[Sheet, list[Claim]], Edit],
    *,
    reviewer: str,
    request_id: str,
    article_id: str = "",
) -> list[Claim]:
    """Carry out an edit in one transaction and return the claims to go on with, as they are stored.

    Args:
        database: Where the claims are.
        versions: Claim id to the version that the reviewer saw, in the order that ``change`` gets them.
        change: Gives the edit for the stored claims.
        reviewer: Who edits.
        request_id: The same id sent twice is carried out once.
        article_id: For an edit without claims.

    Raises:
        GateClosed: If it cannot be done.
        EditConflict: If a claim was edited meanwhile.
        Unavailable: If the database does not answer.
    """
    with database.writing() as connection:
        done = done_before(connection, request_id)
        if done is None:
            first = next(iter(versions), "")
            article_id = article_id or article_of_claim(connection, first) or ""
            sheet = database.article(article_id, connection)
            if sheet is None or any(claim_id not in sheet.by_id for claim_id in versions):
                raise GateClosed("The claims are not stored in one article. Open the article again.")
            stored = sheet.by_id
            for claim_id, version in versions.items():
                check_edit(stored[claim_id], version, reviewer)
            edit = change(sheet, [stored[claim_id] for claim_id in versions])
            result = store_edit(
                connection, sheet, edit, reviewer=reviewer, request_id=request_id, edited_at=database.clock()
            )
            done = article_id, result
    after = database.article(done[0])
    claims = after.by_id if after else {}
    return [claims[claim_id] for claim_id in done[1] if claim_id in claims]


def done_before(connection: Connection, request_id: str) -> tuple[str, list[str]] | None:
    """Return article and resulting claims of an edit that was carried out already; None where it was not."""
    edits = tables.claim_edits.c
    row = connection.execute(select(edits.article_id, edits.result).where(edits.request_id == request_id)).first()
    return (row[0], list(row[1])) if row else None


def article_of_claim(connection: Connection, claim_id: str) -> str | None:
    """Return the id of the article that a claim belongs to."""
    claims = tables.claims.c
    return connection.scalar(select(claims.article_id).where(claims.id == claim_id))


def store_edit(
    connection: Connection, sheet: Sheet, edit: Edit, *, reviewer: str, request_id: str, edited_at: datetime
) -> list[str]:
    """Write an edit and its line in the history; return the ids of the claims to go on with.

    A new claim with the id of one that was taken out brings that one back: it is the same claim.

    Raises:
        GateClosed: If a new claim is in the list already.
    """
    before = {claim.id: claim for claim in sheet.claims}
    changed = {claim.id: claim for claim in edit.changed}
    new: list[Claim] = []
    for claim in edit.new:
        same = changed.get(claim.id) or before.get(claim.id)
        if same is None:
            new.append(claim)
        elif same.removed:
            changed[claim.id] = replace(claim, version=before[claim.id].version + 1)
        else:
            raise GateClosed(f"There is a claim for these words already: “{same.text}”. Edit that one.")
    update_claims(connection, before, changed.values())
    if new:
        place = sheet.places[edit.after] if edit.after else 0
        make_room(connection, sheet.article.id, after=place, count=len(new))
        insert_claims(connection, new, place=place + 1)
    dates: list[dict[str, Any]] = [{}, {}]
    if edit.article:
        set_date(connection, edit.article)
        dates = [{"published": str(article.published or "")} for article in (sheet.article, edit.article)]
    result = [claim.id for claim in edit.new] or [claim.id for claim in edit.changed]
    connection.execute(
        insert(tables.claim_edits).values(
            article_id=sheet.article.id,
            request_id=request_id,
            act=edit.act,
            reviewer=reviewer,
            edited_at=edited_at,
            result=result,
            before=dates[0] | {"claims": [claim_row(before[claim_id]) for claim_id in changed]},
            after=dates[1] | {"claims": [claim_row(claim) for claim in (*changed.values(), *new)]},
        )
    )
    new_revision(connection, sheet.article.id)
    return result


def place_of(sheet: Sheet, span: Span) -> str | None:
    """Return the claim behind which one for ``span`` belongs; None where it comes first."""
    earlier = [claim for claim in sheet.claims if not claim.gone_in and claim.span.start <= span.start]
    return earlier[-1].id if earlier else None


def redated(sheet: Sheet, article: Article, claims: Sequence[Claim]) -> Edit:
    """Return what becomes of the stored claims when the article has another date.

    Only the days of time expressions change, in every claim that has the expression: where they stand in the article
    says which ones they are. Ids, wordings and versions stay, and so do the judgements.

    Args:
        sheet: As stored.
        article: The article with its new date.
        claims: What splitting it gives.
    """
    dated = with_days_of(claims, sheet.claims)
    changed = [claim for claim, before in zip(dated, sheet.claims, strict=True) if claim.dates != before.dates]
    return Edit("date", changed=tuple(changed), article=article)
