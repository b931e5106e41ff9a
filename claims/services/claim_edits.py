"""Edits of claims as a reviewer asks for them: checked against what is stored, written once for each request."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from claims.claim import Claim
from claims.review import editing
from claims.store import edits
from claims.store.article_state import Sheet
from claims.store.edits import Edit

if TYPE_CHECKING:
    from claims.store.database import Database


class ClaimEdits:
    """Rewords, splits, merges, adds, removes and restores claims. The article's words stay as they are.

    Every method may raise `claims.review.gates.NotSaved`: `EditConflict` if a ``version`` is no longer that of its
    claim, `GateClosed` if the edit cannot be done, `Unavailable` if the database did not keep it.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def reword(
        self, claim_id: str, text: str, *, resolved: bool, reviewer: str, version: int, request_id: str
    ) -> Claim:
        """Give a claim another wording; verdicts on the wording before stay in the history and no longer hold.

        With ``resolved`` the reviewer says that the unresolved words are filled in.
        """

        def change(_sheet: Sheet, chosen: list[Claim]) -> Edit:
            claim = editing.reword(chosen[0], text, resolved=resolved, reviewer=reviewer)
            return Edit("reword", changed=(claim,))

        return edits.edit_claims(
            self._database, {claim_id: version}, change, reviewer=reviewer, request_id=request_id
        )[0]

    def split(
        self, claim_id: str, texts: Sequence[str], *, reviewer: str, version: int, request_id: str
    ) -> list[Claim]:
        """Put several claims in the place of one, which is removed."""

        def change(sheet: Sheet, chosen: list[Claim]) -> Edit:
            text = sheet.article.text
            new = editing.split_claim(chosen[0], texts, article_text=text, reviewer=reviewer)
            return Edit("split", (editing.remove(chosen[0]),), tuple(new), after=claim_id)

        return edits.edit_claims(
            self._database, {claim_id: version}, change, reviewer=reviewer, request_id=request_id
        )

    def merge(
        self, claim_ids: Sequence[str], text: str, *, reviewer: str, versions: Sequence[int], request_id: str
    ) -> Claim:
        """Put one claim in the place of several, which are removed; ``versions`` are theirs, in the same order."""

        def change(sheet: Sheet, chosen: list[Claim]) -> Edit:
            new = editing.merge_claims(chosen, text, article_text=sheet.article.text, reviewer=reviewer)
            first = min(chosen, key=lambda claim: sheet.places[claim.id])
            return Edit("merge", tuple(editing.remove(claim) for claim in chosen), (new,), after=first.id)

        seen = dict(zip(claim_ids, versions, strict=True))
        return edits.edit_claims(self._database, seen, change, reviewer=reviewer, request_id=request_id)[0]

    def add(self, article_id: str, quote: str, text: str, *, reviewer: str, request_id: str) -> Claim:
        """Add a claim for words of the article; raises `GateClosed` where the article does not have them."""

        def change(sheet: Sheet, _chosen: list[Claim]) -> Edit:
            article = sheet.article
            sentences = [claim.sentence for claim in sheet.claims]
            claim = editing.add_claim(article.id, article.text, quote, text, reviewer=reviewer, sentences=sentences)
            return Edit("add", new=(claim,), after=edits.place_of(sheet, claim.span))

        return edits.edit_claims(
            self._database, {}, change, reviewer=reviewer, request_id=request_id, article_id=article_id
        )[0]

    def remove(self, claim_id: str, *, reviewer: str, version: int, request_id: str) -> Claim:
        """Take a claim out of the list; it stays in the history and can be restored."""

        def change(_sheet: Sheet, chosen: list[Claim]) -> Edit:
            return Edit("remove", changed=(editing.remove(chosen[0]),))

        return edits.edit_claims(
            self._database, {claim_id: version}, change, reviewer=reviewer, request_id=request_id
        )[0]

    def restore(self, claim_id: str, *, reviewer: str, version: int, request_id: str) -> Claim:
        """Put a removed claim back into the list; its verdicts hold again."""

        def change(_sheet: Sheet, chosen: list[Claim]) -> Edit:
            return Edit("restore", changed=(editing.restore(chosen[0]),))

        return edits.edit_claims(
            self._database, {claim_id: version}, change, reviewer=reviewer, request_id=request_id
        )[0]
