"""What the clause rules hand on: a claim as places in a parsed sentence, not yet as words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from claims.splitting.rules import Ids, Step

if TYPE_CHECKING:
    from sources.language.parsing.tree import Token

NONE: Ids = frozenset()


class Alternative(NamedTuple):
    """One way to fill a place in a clause: the tokens of a phrase and its head."""

    ids: Ids
    head: Token


@dataclass(frozen=True, slots=True)
class AttributionDraft:
    """An attribution before it is worded.

    Attributes:
        source: Tokens of the name.
        cue: Tokens of the words that report.
        phrase: Tokens of the whole list of sources that the name is one of, with what is told beside each.
    """

    source: Ids
    cue: Ids
    phrase: Ids = NONE


@dataclass(frozen=True, slots=True)
class Frame:
    """What a clause takes over from the clause around it.

    Attributes:
        subject: The subjects it shares; empty where it has its own.
        split_subject: Whether they were one coordinated subject, so that the verb must agree with each.
        front: Tokens of openings that hold for it too ("If it rains, ...").
        aux: Auxiliaries that it shares.
        excluded: Tokens that belong elsewhere.
        gapped: Whether the auxiliaries are those of the clause before: "nine were killed and dozens injured".
    """

    subject: tuple[Alternative, ...] = ()
    split_subject: bool = False
    front: Ids = NONE
    aux: Ids = NONE
    attributions: tuple[AttributionDraft, ...] = ()
    hedges: tuple[str, ...] = ()
    rules: tuple[Step, ...] = ()
    excluded: Ids = NONE
    gapped: bool = False


@dataclass(slots=True)
class Draft:
    """A claim before it is worded.

    Attributes:
        parts: Sets of tokens, each worded in the order of the sentence, and inserted words between them.
        edits: Other forms for single tokens ("are" becomes "is").
        background: Whether it is the article's own aside, which no trailing attribution covers.
        head: The token of its verb.
    """

    parts: tuple[Ids | str, ...]
    head: Token
    edits: dict[int, str] = field(default_factory=dict)
    attributions: tuple[AttributionDraft, ...] = ()
    hedges: tuple[str, ...] = ()
    rules: tuple[Step, ...] = ()
    background: bool = False
    subject: Token | None = None

    def made_by(self, rule: str) -> bool:
        """Whether the rule of this name is among those that made it."""
        return any(step.rule == rule for step in self.rules)

    @property
    def natural(self) -> bool:
        """Whether its words keep the order of the sentence, with none put in."""
        return len(self.parts) == 1 and not isinstance(self.parts[0], str)

    @property
    def ids(self) -> Ids:
        """All its tokens."""
        if len(self.parts) == 1 and not isinstance(self.parts[0], str):
            return self.parts[0]
        found: Ids = NONE
        for part in self.parts:
            if not isinstance(part, str):
                found |= part
        return found
