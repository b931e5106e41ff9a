"""Which rules made a claim, and from which of the article's words."""

from __future__ import annotations

from claims.claim import Attribution, Rule
from claims.splitting.clauses.drafts import Draft
from claims.splitting.realisation import Worded
from claims.splitting.segments.units import Role, Unit
from sources.language.span import Span


def explained(unit: Unit, draft: Draft, worded: Worded, attributions: tuple[Attribution, ...]) -> tuple[Rule, ...]:
    """Return the rules behind a claim: how its words were found, who says them, what was taken off or put in."""
    rules = [Rule(step.rule, unit.span_of(sorted(step.ids)) if step.ids else None) for step in draft.rules]
    if unit.role is Role.SAID:
        rules.append(Rule("quotation", Span(unit.ranges[0].start, unit.ranges[-1].end)))
    rules += [Rule("attribution", attribution.span) for attribution in attributions]
    for hedge in draft.hedges:
        place = next((token.i for token in unit.doc if token.text == hedge.split()[-1]), None)
        rules.append(Rule("hedge", None if place is None else unit.span_of([place])))
    rules += [Rule("reference", unit.span_of(sorted(ids)), became) for ids, became in worded.replaced]
    return tuple(dict.fromkeys(rules))
