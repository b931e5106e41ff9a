"""Explains which rules made a claim, and from which of the article's words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from claims.claim import Attribution, Rule
from claims.splitting.clauses.drafts import Draft
from claims.splitting.realisation import Worded
from claims.splitting.rules import rule
from claims.splitting.segments.units import Role, Unit
from sources.language.span import Span


@dataclass(frozen=True, slots=True)
class Worked:
    """A claim with what it was made from."""

    unit: Unit
    draft: Draft
    worded: Worded
    attributions: tuple[Attribution, ...]


def explained(worked: Worked) -> tuple[Rule, ...]:
    """Return the rules behind a claim: how its words were found, who says them, what was taken off or put in."""
    unit = worked.unit
    rules = [Rule(step.rule, unit.span_of(sorted(step.ids)) if step.ids else None) for step in worked.draft.rules]
    for explain in (quotation, attribution, hedge, reference):
        rules += [Rule(explain.name, span, became) for span, became in explain(worked)]
    return tuple(dict.fromkeys(rules))


@rule("quotation")
def quotation(worked: Worked) -> Iterator[tuple[Span | None, str]]:
    """Explain that the claim is what somebody said, without the marks."""
    if worked.unit.role is Role.SAID:
        yield Span(worked.unit.ranges[0].start, worked.unit.ranges[-1].end), ""


@rule("attribution")
def attribution(worked: Worked) -> Iterator[tuple[Span | None, str]]:
    """Explain who says it."""
    for found in worked.attributions:
        yield found.span, ""


@rule("hedge")
def hedge(worked: Worked) -> Iterator[tuple[Span | None, str]]:
    """Explain which weakening words were taken off."""
    for words in worked.draft.hedges:
        place = next((token.i for token in worked.unit.doc if token.text == words.split()[-1]), None)
        yield None if place is None else worked.unit.span_of([place]), ""


@rule("reference")
def reference(worked: Worked) -> Iterator[tuple[Span | None, str]]:
    """Explain which words took the place of a pronoun or a short name."""
    for ids, became in worked.worded.replaced:
        yield worked.unit.span_of(sorted(ids)), became
