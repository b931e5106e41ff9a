"""What a button was drawn with: its act needs nothing else, and the server can tell what has changed since."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field

import streamlit as st

from claims.claim import Claim
from claims.review.judgement import Proposal, Shown
from claims.screens import messages, session
from claims.screens.review.view import View
from sources.source import Candidate, Matches


@dataclass(frozen=True, slots=True)
class Seen:
    """What a button was drawn with; another server or tab may have changed version and sequence since.

    Attributes:
        reviewer: Whose page it was; empty while nobody has given a name.
        version: Of the claim.
        sequence: Of the reviewer's verdict that holds; None where there is none.
        following: The claim to go to once this one is decided; empty after the last.
    """

    article_id: str
    claim_id: str
    reviewer: str
    version: int
    sequence: int | None
    following: str = ""

    @classmethod
    def of(cls, view: View, claim: Claim) -> Seen:
        """Return what the page shows of its claim in focus."""
        standing = view.standing.get(claim.id)
        following = view.beside(1) or next(
            (other for other in view.queue if other.id not in view.standing and other.id != claim.id), None
        )
        return cls(
            article_id=view.article.id,
            claim_id=claim.id,
            reviewer=view.reviewer,
            version=claim.version,
            sequence=standing.sequence if standing else None,
            following=following.id if following else "",
        )

    @property
    def stamp(self) -> str:
        """What tells the buttons of this drawing from those of another."""
        return f"{self.claim_id}-{self.version}-{self.sequence or 0}"


@dataclass(slots=True)
class ShownPassages:
    """What one drawing of the page shows beside the claim.

    The buttons are drawn before the search, so this is empty until the passages are drawn: whoever decides earlier
    has seen none.
    """

    shown: Shown = field(default_factory=Shown)

    def fill(self, candidates: Sequence[Candidate], matches: Matches) -> None:
        """Note which passages are in the columns, the origins of all candidates, and what named sources say."""
        self.shown = Shown(
            model_id=candidates[0].model_id if candidates else "",
            similarities=tuple(candidate.similarity for candidate in candidates),
            marks=tuple(
                f"{candidate.source.id} {mark.kind.value}: {mark.sentence}"
                for candidate in candidates
                for mark in candidate.discrepancies
            ),
            origins=tuple(matches.origins),
            proposals=tuple(map(Proposal.of, matches.attributed)),
        )


def in_focus(seen: Seen) -> bool:
    """Return whether the claim of a button is the one in focus, and the reviewer has a name; say so where not.

    A page that is slow to follow may still show the buttons of the claim before; a press on one of them must not
    decide what is no longer read.
    """
    if not seen.reviewer:
        messages.say("un", "! Not saved.", "Give your name first, at the top of the page. Then press again.")
        st.session_state["_name_wanted"] = uuid.uuid4().hex
        return False
    focus = session.place("claim")
    if focus == seen.claim_id:
        return True
    claims = session.workbench().articles.claims(seen.article_id)
    number = next((claim.order for claim in claims if claim.id == focus), None)
    messages.say("un", "! Not saved.", f"The page had just gone on to claim {number}. Read it and press again.")
    return False
