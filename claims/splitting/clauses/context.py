"""What the rules share while one unit is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from claims.splitting.clauses.drafts import NONE, Alternative, AttributionDraft, Draft, Frame
from claims.splitting.clauses.nouns import a_or_an
from claims.splitting.rules import Ids, Step

if TYPE_CHECKING:
    from sources.language.parsing.tree import Token


@dataclass(slots=True)
class ClauseContext:
    """What is known of a unit, and what was found in it so far.

    Attributes:
        grammar: The rules in their order.
        stripped: Tokens that say who said it; they are no part of any claim.
        quoted: Tokens within quotation marks.
        indivisible: Those of them whose lists stay whole, because the marks stay.
        aggressive: Whether lists are divided and appositions become claims; a careful reading keeps them in place.
        speaks: Whether the unit is somebody's own words, so that "I suspect" hedges what follows.
        drafts: The claims of clauses.
        appositions: The claims of what stands beside a noun.
        relatives: Relative clauses still to be read: the clause, the tokens that "which" stands for, their head.
        results: Clauses with a participle behind them that tells what follows from them.
        described: For nouns in apposition, the tokens and the head of what they describe.
        known: Keys of the appositions found, so that each is found once.
    """

    grammar: Grammar
    stripped: Ids = NONE
    quoted: Ids = NONE
    indivisible: Ids = NONE
    aggressive: bool = True
    speaks: bool = False
    drafts: list[Draft] = field(default_factory=list)
    appositions: list[Draft] = field(default_factory=list)
    relatives: list[tuple[Token, Ids, Token]] = field(default_factory=list)
    results: list[tuple[Token, Token]] = field(default_factory=list)
    described: dict[int, tuple[Ids, Token]] = field(default_factory=dict)
    known: set[tuple[str | tuple[int, ...], ...]] = field(default_factory=set)


@dataclass(slots=True)
class NounPhrase:
    """A noun phrase while its parts are gathered.

    Attributes:
        head: The noun it is built around.
        split: Whether a list in it may be divided.
        source: Whether it names a speaker, who is called as briefly as possible.
        replaced_by: The name that takes the place of the whole phrase ("the mayor, Ana Ruiz").
    """

    head: Token
    split: bool
    source: bool
    replaced_by: Token | None = None


@dataclass(slots=True)
class ClauseParts:
    """A clause while its parts are gathered.

    Attributes:
        verb: Its verb.
        frame: What it takes over from the clause around it.
        kids: The dependents of the verb that belong to it.
        subject, expletive: Its subject, and the "there" or "it" that stands for one.
        alone: Whether its lists stay whole.
        attributions, hedges: Those of the frame and its own.
        slots: For each part of it the ways to say the part.
        front: Openings that hold for joined clauses too.
        beside, participles: Clauses that are read once this one is complete.
        absolutes: Subject and participle of phrases such as "with the gold going to Peru", read then too.
        members, joints: The verbs joined to its verb, and the words that join them.
        joined: The members that are clauses of their own, read once this one is complete.
        gapped: The members that borrow its auxiliary: "nine were killed and dozens injured".
        subjects: The ways to say its subject.
        main: The tokens of its first claim.
    """

    verb: Token
    frame: Frame
    kids: list[Token]
    subject: Token | None
    expletive: Token | None
    alone: bool
    attributions: tuple[AttributionDraft, ...]
    hedges: tuple[str, ...]
    slots: list[list[Ids]]
    front: Ids = NONE
    beside: list[Token] = field(default_factory=list)
    participles: list[Token] = field(default_factory=list)
    absolutes: list[tuple[Token, Token]] = field(default_factory=list)
    members: list[Token] = field(default_factory=list)
    joints: list[Token] = field(default_factory=list)
    joined: list[Token] = field(default_factory=list)
    gapped: list[Token] = field(default_factory=list)
    subjects: list[Alternative] = field(default_factory=list)
    main: Ids = NONE

    def opens(self, child: Token) -> bool:
        """Whether a dependent precedes the subject, or the verb where there is no subject."""
        return child.i < (self.subject or self.expletive or self.verb).i

    @property
    def split_subject(self) -> bool:
        """Whether its subjects were one list, so that the verb must agree with each."""
        return len(self.subjects) > 1 or self.frame.split_subject

    @property
    def inner_frame(self) -> Frame:
        """The frame with the attributions and hedges that the clause added."""
        if self.attributions is self.frame.attributions and self.hedges is self.frame.hedges:
            return self.frame
        return replace(self.frame, attributions=self.attributions, hedges=self.hedges)


ClauseRule = Callable[[ClauseContext, "Token", Frame], bool]
"""Reads the clause of a verb; False where the rule does not apply."""

DependentRule = Callable[[ClauseContext, ClauseParts, "Token"], bool]
"""Places a dependent of a verb in its clause; False where the rule does not apply."""

FollowingRule = Callable[[ClauseContext, ClauseParts], None]
"""Makes the claims that follow a clause, such as those of the clauses joined to it."""

NounRule = Callable[[ClauseContext, NounPhrase, "Token"], "list[Ids] | None"]
"""Returns the ways to say a dependent of a noun within its phrase; None where the rule does not apply."""


@dataclass(frozen=True, slots=True)
class Grammar:
    """The rules of all stages of reading a unit, each group in the order in which it is asked.

    Attributes:
        clause: For a verb.
        dependents: For what hangs on a verb.
        following: For a complete clause.
        noun: For what hangs on a noun, by its dependency.
    """

    clause: tuple[ClauseRule, ...]
    dependents: tuple[DependentRule, ...]
    following: tuple[FollowingRule, ...]
    noun: Mapping[str, tuple[NounRule, ...]]


def read_clause(context: ClauseContext, verb: Token, frame: Frame) -> None:
    """Add the claims of the clause of ``verb`` to ``context.drafts``."""
    for read in context.grammar.clause:
        if read(context, verb, frame):
            return


def add_apposition(
    context: ClauseContext, parts: tuple[Ids | str, ...], head: Token, step: Callable[[Ids], Step]
) -> None:
    """Add a claim made of what follows ``head``, unless it was found before or the reading is careful.

    Args:
        context: Where it is added.
        parts: The parts of the claim, its subject first.
        head: The noun it is about.
        step: Makes what is reported of the rule from the words that the claim was made from.
    """
    parts = _one_of_a_kind(parts, head)
    key = tuple(part if isinstance(part, str) else tuple(sorted(part)) for part in parts)
    if key in context.known or not context.aggressive:
        return
    context.known.add(key)
    context.appositions.append(Draft(parts, head, rules=(step(_told_by(parts)),), background=True, subject=head))


def _one_of_a_kind(parts: tuple[Ids | str, ...], head: Token) -> tuple[Ids | str, ...]:
    """Return parts with "a" for "one": in "one farmer, Reg Toms, lost 90 sheep" he is a farmer."""
    told = parts[-1]
    if isinstance(told, str) or not told or head.doc[min(told)].lower_ != "one":
        return parts
    first = min(told)
    follows = head.doc[first + 1] if first + 1 in told else None
    return parts if follows is None or follows.lower_ == "of" else (*parts[:-1], a_or_an(follows), told - {first})


def _told_by(parts: tuple[Ids | str, ...]) -> Ids:
    """Return the words that an apposition was made from: those after its subject."""
    return next((part for part in reversed(parts) if not isinstance(part, str) and part), NONE)
