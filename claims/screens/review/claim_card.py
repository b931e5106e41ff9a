"""The claim in focus: its state, wording, and what is known about it."""

from __future__ import annotations

from collections.abc import Sequence

from claims.article import Article
from claims.claim import Claim, Rule, SourceSort
from claims.review.judgement import Judgement
from claims.screens.markup import esc
from claims.screens.wording import OPEN, SAYINGS, STATES, clock, period
from claims.services.article_versions import Happened
from sources.identity import normalised
from sources.language.times.reference import TimeOf, TimeReference
from sources.source import Matches

# What stands beside a named source that cannot be looked up.
_NO_PUBLISHERS = {SourceSort.PERSON: "speaker", SourceSort.OTHER: "not a named source"}


def kick(
    claim: Claim, judgement: Judgement | None, others: Sequence[Judgement], happened: Happened | None = None
) -> str:
    """Return the line of state: what was decided, by whom else, whether it is none to check, what a version did to it."""
    state = STATES.get(judgement.value, OPEN) if judgement else OPEN
    parts = [f'<span class="wb-st wb-{state.css}">{state.sign} {state.word.capitalize()}</span>']
    if not claim.checkable:
        parts.append(f'<span title="{esc(claim.reason)}">– {esc(claim.kind.value)}, not checkable</span>')
    if judgement is not None and judgement.reason:
        parts.insert(1, f"<span>{esc(judgement.reason)}</span>")
    if claim.by_hand:
        parts.append(f"<span>Wording by {esc(claim.made_by)}</span>")
    if happened is not None:
        parts.append(f"<span>{esc(happened.words)}</span>")
    for other in others:
        theirs = STATES.get(other.value, OPEN)
        verdict = f'<b class="wb-{theirs.css}">{theirs.sign} {theirs.word}</b>'
        parts.append(f"<span>{esc(other.reviewer)}: {verdict} {clock(other.decided_at)}</span>")
    return f'<div class="wb-kick">{"".join(parts)}</div>'


def card(article: Article, claim: Claim, wording: str) -> str:
    """Return the claim's wording, and the article's own words where the two differ.

    ``wording`` is the claim's text as HTML, with its open words marked.
    """
    quote = own_words(article, claim)
    own = f'<p class="wb-own" title="{esc(quote)}">In the article: “{esc(quote)}”</p>' if quote else ""
    return f'<div class="wb-claim" data-for="{esc(claim.id)}"><h2>{wording}</h2>{own}</div>'


def own_words(article: Article, claim: Claim) -> str:
    """Return the article's words behind the claim; empty where the wording is the same."""
    quote = claim.span.of(article.text)
    return "" if _plain(quote) == _plain(claim.text) else quote


def _plain(text: str) -> str:
    return normalised(text).strip(" .,;").casefold()


def facts(article: Article, claim: Claim, matches: Matches | None, line: str = "") -> str:
    """Return what is known of the claim: one line of what there is, which opens to four columns.

    Args:
        article: The article it stands in.
        claim: The claim in focus.
        matches: What was found about the named sources; None while that is not known yet.
        line: What the line says, as HTML, in place of what there is.
    """
    quote = own_words(article, claim)
    own = f'<p class="wb-sm">In the article: “{esc(quote)}”</p>' if quote else ""
    return (
        f'<details class="wb-more" data-more="facts"><summary>{line or _in_short(claim, matches)}</summary>'
        '<dl class="wb-facts">'
        f"<div><dt>Attributed to</dt>{_attributed(claim, matches)}</div>"
        f"<div><dt>Time</dt>{_times(claim)}</div>"
        f"<div><dt>Wording</dt>{_wording(claim)}</div>"
        f"<div><dt>Why it is a claim</dt>{_why(article, claim)}</div></dl>{own}</details>"
    )


def _in_short(claim: Claim, matches: Matches | None) -> str:
    """Return the facts of a claim in one line, what it does not have left out; open words stand before it (`open_words`)."""
    sorts = {one.source: one.sort for one in claim.attributions}
    parts = [f"{esc(name)}{_found(name, matches, sorts[name])}" for name in claim.attributed_to]
    parts += [_time(time) for time in claim.dates]
    parts += [f"hedged: {esc(', '.join(claim.hedges))}"] if claim.hedges else []
    return " · ".join(parts) or '<span class="wb-q">No source, time or hedge is named</span>'


def _attributed(claim: Claim, matches: Matches | None) -> str:
    if not claim.attributions:
        return '<dd class="wb-q">Nobody named</dd>'
    sorts = {one.source: one.sort for one in claim.attributions}
    lines = [f"<dd>{esc(name)}{_found(name, matches, sorts[name])}</dd>" for name in claim.attributed_to]
    if matches is not None and any(check.passage is not None for check in matches.attributed):
        lines.append('<dd class="wb-q wb-sm">what the machine found: read the passage</dd>')
    return "".join(lines)


def to_add(claim: Claim, matches: Matches) -> list[str]:
    """Return the publishers that the claim names and the library does not have; people and "a report" are none."""
    return [name for name in claim.publishers if name in matches.not_in_library]


def _found(name: str, matches: Matches | None, sort: SourceSort) -> str:
    """Return what was found about one named source: whether it says so, or only whether the library has it."""
    if matches is None:
        return ""
    check = next((one for one in matches.attributed if one.named == name), None)
    if name in matches.not_in_library and sort in _NO_PUBLISHERS and (check is None or check.passage is None):
        return f' <span class="wb-q wb-nw">{_NO_PUBLISHERS[sort]}</span>'
    if check is None:
        absent = name in matches.not_in_library
        return (
            ' <b class="wb-un wb-nw">◇ not in the library</b>'
            if absent
            else ' <span class="wb-q wb-nw">◆ in the library</span>'
        )
    word = SAYINGS[check.shown]
    return f' <b class="wb-{word.css} wb-nw" title="{esc(check.sentence)}">{word.sign} {esc(word.word)}</b>'


def _times(claim: Claim) -> str:
    if not claim.dates:
        return '<dd class="wb-q">No time given</dd>'
    return "".join(f"<dd>{_time(time)}</dd>" for time in claim.dates)


def _time(time: TimeReference) -> str:
    said = ' <span class="wb-q">(when it was said)</span>' if time.of is TimeOf.SAYING else ""
    return f"“{esc(time.text)}” {esc(period(time))}{said}"


def _wording(claim: Claim) -> str:
    hedges = esc(", ".join(claim.hedges)) if claim.hedges else '<span class="wb-q">none</span>'
    unresolved = (
        f'<b class="wb-un">! {esc(", ".join(claim.unresolved))}</b>'
        if claim.unresolved
        else '<span class="wb-q">none</span>'
    )
    return f"<dd>Hedges: {hedges}</dd><dd>Unresolved: {unresolved}</dd>"


def _why(article: Article, claim: Claim) -> str:
    why = "; ".join(_because(rule, article) for rule in claim.rules) or claim.reason or "a statement of the article"
    checkable = "checkable" if claim.checkable else f"not checkable: {claim.reason}"
    return (
        f"<dd>{esc(why)}</dd><dd>{esc(claim.kind.value.capitalize())}, {esc(checkable)}</dd>"
        f'<dd class="wb-q">worth checking {claim.check_worthiness:.2f} · characters {claim.span.start}–{claim.span.end}</dd>'
    )


# What each rule of the splitter did, for a reviewer; the article's words follow in quotation marks.
_BECAUSE = {
    "clause": "a clause of its own",
    "joined clause": "a second clause, joined",
    "clause beside the main clause": "a clause beside the main one",
    "list divided": "a list, divided",
    "reported": "reported words, freed from the report",
    "relative clause": "a relative clause",
    "where clause": "a relative clause",
    "participle": "a participle, made a sentence",
    "result": "a result, told of the whole event",
    "apposition": "what stands beside a name",
    "title before a name": "the title before a name",
    "phrase set off": "a phrase set off by commas",
    "phrase beside a name": "what stands beside a name",
    "age": "the age beside a name",
    "including": "one of those included",
    "kept whole": "the sentence, kept whole",
    "quotation": "words of a quotation",
    "attribution": "who says it, taken off",
    "hedge": "a hedge, taken off",
    "reference": "a word from another sentence",
    "language model": "worded by a language model from",
}


def _because(rule: Rule, article: Article) -> str:
    words = f"“{rule.span.of(article.text)}”" if rule.span else ""
    if rule.became:
        return f"{words} is {rule.became}"
    return f"{_BECAUSE.get(rule.name, rule.name)} {words}".strip()
