"""What a button was drawn with, so that the server can tell a press on something that has changed since."""

from __future__ import annotations

from dataclasses import dataclass

from claims.claim import Claim
from claims.review.judgement import Judgement


@dataclass(frozen=True, slots=True)
class Seen:
    """What a button was drawn with; another server or tab may have changed either since.

    Attributes:
        version: Of the claim.
        sequence: Of the verdict that stands; None where none does.
    """

    version: int
    sequence: int | None

    @classmethod
    def of(cls, claim: Claim, standing: Judgement | None) -> Seen:
        """Return what is on the page."""
        return cls(claim.version, standing.sequence if standing else None)

    def stamp(self, claim_id: str) -> str:
        """Return what tells the buttons of this drawing from those of another."""
        return f"{claim_id}-{self.version}-{self.sequence or 0}"
