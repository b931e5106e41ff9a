"""Runs the checks over the claims of an article and puts larger claims in the place of those that fail."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from claims.splitting.rules import Ids, Step
from claims.splitting.segments.units import Role
from claims.splitting.self_check.checks import CHECKS, Candidate, Check, bare_report, second_parse
from claims.splitting.self_check.fallback import undivided, whole_sentence
from claims.splitting.self_check.kept_words import lost_words, with_lost_words
from claims.splitting.self_check.limits import supposed_thing
from sources.language import lexicon
from sources.language.parsing.parser import dependencies

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from claims.splitting.clauses.drafts import Draft
    from claims.splitting.clauses.reading import Reading
    from claims.splitting.realisation import Worded


class Wording(Protocol):
    """Puts a draft of one unit into words."""

    def __call__(self, draft: Draft, *, whole: bool = False) -> Worded:
        """Return the words of ``draft``; a whole sentence keeps all its quotation marks."""
        ...


@dataclass(slots=True)
class Sheet:
    """The claims of one unit before they are shown.

    Attributes:
        reading: The unit.
        word: Puts a draft into words.
        times: The tokens of each time expression in it.
        claims: Each draft with its words, in order.
        settled: The whole sentences among them, which are not checked.
        passed: Those that passed every check which asks no second parse.
    """

    reading: Reading
    word: Wording
    times: tuple[Ids, ...]
    claims: list[tuple[Draft, Worded]]
    settled: list[Draft] = field(default_factory=list)
    passed: list[Draft] = field(default_factory=list)


def self_check(sheets: list[Sheet]) -> None:
    """Replace each claim that fails a check by a larger one, in place."""
    for sheet in sheets:
        _settle(sheet, {})
    texts = list(dict.fromkeys(c.worded.text for sheet in sheets for c in _derived(sheet) if _is_rebuilt(c.draft)))
    parses = dict(zip(texts, dependencies(texts), strict=True))
    for sheet in sheets:
        _settle(sheet, parses)
        _keep_words(sheet)


def _keep_words(sheet: Sheet) -> None:
    """Give lost words back to the claim that they belong to, or else put the whole sentence in its clauses' place."""
    if not sheet.claims or sheet.reading.unit.role is Role.CARRIER:
        return
    drafts = [draft for draft, _ in sheet.claims]
    lost = lost_words(sheet.reading, drafts, [worded.text for _, worded in sheet.claims])
    if not lost:
        return
    step = lost_words.step(lost)
    host, wider = with_lost_words(sheet.reading, drafts, step) or _whole(sheet, drafts, step)
    if lost & wider.ids:
        sheet.claims[drafts.index(host)] = (
            wider,
            sheet.word(wider, whole=any(wider is other for other in sheet.settled)),
        )
        sheet.claims = [c for c in sheet.claims if c[0] is wider or not _is_within(c[0], wider)]


def _whole(sheet: Sheet, drafts: list[Draft], step: Step) -> tuple[Draft, Draft]:
    """Return the first claim of a unit's own, and its whole sentence, which is settled."""
    host = next((d for d in drafts if d.natural and not d.background), drafts[0])
    whole = whole_sentence(sheet.reading, host, drafts, step)
    sheet.settled.append(whole)
    return host, whole


def _settle(sheet: Sheet, parses: Mapping[str, Doc]) -> None:
    """Check the claims of a unit until all of them pass, or are whole sentences."""
    widened: list[Draft] = []
    while (found := _first_failure(sheet, parses)) is not None:
        draft, step = found
        place = next(k for k, (other, _) in enumerate(sheet.claims) if other is draft)
        # The words of an attribution are shown with it.
        if step.rule == bare_report.name or draft.ids <= sheet.reading.context.stripped:
            del sheet.claims[place]
            continue
        drafts = [other for other, _ in sheet.claims]
        known = any(other is draft for other in widened)
        wider = None if known else undivided(sheet.reading, draft, drafts, step)
        if wider is not None:
            widened.append(wider)
        else:
            wider = whole_sentence(sheet.reading, draft, drafts, step)
            sheet.settled.append(wider)
            if wider.ids == draft.ids and not sheet.reading.unit.opened:  # nothing was divided from it
                sheet.settled.append(draft)
                continue
        worded = sheet.word(wider, whole=any(other is wider for other in sheet.settled))
        sheet.claims[place] = wider, worded
        sheet.claims = [c for c in sheet.claims if c[0] is wider or not _is_within(c[0], wider)]


def _first_failure(sheet: Sheet, parses: Mapping[str, Doc]) -> tuple[Draft, Step] | None:
    for candidate in _derived(sheet):
        candidate.parse = parses.get(candidate.worded.text)
        for check in _checks(sheet, candidate):
            if against := check(candidate):
                return candidate.draft, check.step(against)
        sheet.passed.append(candidate.draft)
    return None


def _checks(sheet: Sheet, candidate: Candidate) -> Sequence[Check]:
    """Return the checks that a claim has still to pass."""
    carrier = sheet.reading.unit.role is Role.CARRIER
    if any(candidate.draft is other for other in sheet.passed):
        return () if carrier or candidate.parse is None else (second_parse,)
    return (bare_report, supposed_thing) if carrier else CHECKS


def _derived(sheet: Sheet) -> list[Candidate]:
    """Return the claims that are less than their sentence, or worded in another way."""
    words = frozenset(t.i for t in sheet.reading.unit.doc if t.pos_ not in {"PUNCT", "SPACE"})
    return [
        Candidate(sheet.reading, draft, worded, sheet.times)
        for draft, worded in sheet.claims
        if not (draft.natural and draft.ids >= words and not sheet.reading.unit.opened)
        and not any(draft is other for other in sheet.settled)
    ]


def _is_rebuilt(draft: Draft) -> bool:
    """Whether words were put into a draft, or taken out of its middle."""
    ids, doc = draft.ids, draft.head.doc
    if not draft.natural:
        return True
    left_out = [doc[i] for i in range(min(ids), max(ids)) if i not in ids and doc[i].pos_ != "PUNCT"]
    return any(t.dep_ != "advmod" or t.lower_ not in lexicon.CONNECTIVES for t in left_out)  # "It is also shut"


def _is_within(draft: Draft, wider: Draft) -> bool:
    """Whether a larger claim says what ``draft`` says, so that it is not said twice."""
    told = draft.ids | {draft.head.i}
    return told <= wider.ids and (wider.background or not draft.background)
