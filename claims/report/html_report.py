"""The report: one HTML file that needs nothing else, for an editor to read, print and file.

Everything in it is escaped. It has no script, loads nothing, and its own policy forbids both.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import cache, cached_property
from itertools import chain, pairwise
from pathlib import Path

from claims.article import Article
from claims.claim import Claim
from claims.report.palette import variables
from claims.report.signs import DISAGREE, OPEN, PASSED, STATES, WORST, State, esc, state_of_act, state_over
from claims.review.conclusion import Conclusion
from claims.review.judgement import Judgement, Pin
from claims.review.verdict import Question
from claims.splitting.outline import OutlineSpan, OutlineStatus
from sources.source import Source

_ASIDE = {
    OutlineStatus.HEADLINE: "headline",
    OutlineStatus.BYLINE: "byline",
    OutlineStatus.DATELINE: "date line",
    OutlineStatus.CAPTION: "caption",
    OutlineStatus.BOILERPLATE: "line that is no part of the article",
    OutlineStatus.OTHER: "",
}
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


@dataclass(frozen=True)
class Facts:
    """What a report is made of, as it is at one moment.

    Attributes:
        claims: In the order of the article, without those that were taken out.
        standing: The judgements that hold, of everybody, on both questions.
        outline: What each character of the article became.
        sources: Source id to the source, of those that are still there.
        since: Source id to what happened to it after it was pinned, as a sentence.
        decisions: How many lines the history has.
        written_at: When the report is made, in UTC.
        version: The number of the article's version.
        left_at: When the next version took its place, in UTC; None for the present one.
    """

    article: Article
    claims: Sequence[Claim]
    standing: Sequence[Judgement]
    outline: Sequence[OutlineSpan]
    written_at: datetime
    sources: Mapping[str, Source] = field(default_factory=dict)
    since: Mapping[str, str] = field(default_factory=dict)
    decisions: int = 0
    conclusion: Conclusion | None = None
    version: int = 1
    left_at: datetime | None = None

    @cached_property
    def _verdicts(self) -> dict[str, list[Judgement]]:
        found: dict[str, list[Judgement]] = {}
        for one in sorted(self.standing, key=lambda one: one.reviewer):
            if one.question is Question.IS_IT_SO:
                found.setdefault(one.claim_id, []).append(one)
        return found

    def verdicts(self, claim: Claim) -> list[Judgement]:
        """Return who decided what on "is it so", by reviewer."""
        return self._verdicts.get(claim.id, [])

    @cached_property
    def _answers(self) -> dict[str, dict[str, list[Judgement]]]:
        found: dict[str, dict[str, list[Judgement]]] = {}
        for one in sorted(self.standing, key=lambda one: one.reviewer):
            if one.question is Question.DID_THEY_SAY_IT:
                found.setdefault(one.claim_id, {}).setdefault(one.named_source, []).append(one)
        return found

    def answers(self, claim: Claim) -> Mapping[str, Sequence[Judgement]]:
        """Return, per named source, who answered what on "did they say it", by reviewer."""
        return self._answers.get(claim.id, {})

    def state(self, claim: Claim) -> State:
        """Return the state of a claim over all reviewers."""
        return state_over(one.value for one in self.verdicts(claim))


def html_report(facts: Facts) -> bytes:
    """Return the report in UTF-8."""
    article = facts.article
    body = "".join(
        (
            _head(facts),
            _conclusion(facts.conclusion, facts.version),
            _counts(facts),
            "<h2>The article with its claims</h2>",
            _article(facts),
            _claims(facts),
            _sources(facts),
            _not_checked(facts),
            _method(facts),
        )
    )
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{esc(_POLICY)}">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>Report: {esc(article.title)}</title>"
        f"<style>:root{{{variables()}}}{_style()}</style></head><body>{body}</body></html>\n"
    ).encode()


@cache
def _style() -> str:
    return (Path(__file__).parent / "static" / "report.css").read_text(encoding="utf-8")


def _head(facts: Facts) -> str:
    article = facts.article
    dated = f"article of {_day(article.published)}" if article.published else "article without a date"
    made = f"report of {_moment(facts.written_at)}"
    told = " · ".join((*_version(facts), esc(dated), made, esc(article.id)))
    return f'<header><h1>{esc(article.title)}</h1><p class="sm q">{told}</p></header>'


def _version(facts: Facts) -> list[str]:
    """Return which version it is, where there are several."""
    if facts.left_at is not None:
        left = f"version {facts.version + 1} came in on {_moment(facts.left_at)}"
        return [f"<b>version {facts.version}, as it was when {left}</b>"]
    return [f"version {facts.version}"] if facts.version > 1 else []


def _conclusion(conclusion: Conclusion | None, version: int) -> str:
    if conclusion is None:
        return ""
    by = f"{esc(conclusion.reviewer)}, {_moment(conclusion.saved_at)}{esc(conclusion.on_version(version))}"
    return f'<h2>Conclusion</h2><p class="conclusion">{esc(conclusion.text)}</p><p class="sm q">{by}</p>'


def _counts(facts: Facts) -> str:
    states = Counter(facts.state(claim) for claim in facts.claims)
    boxes = [
        (states[state], state.css, f"{state.sign} {state.word}", _reasons(facts, state)) for state in _states(facts)
    ]
    boxes.append((len(_pinned(facts)), "", "sources relied on", "with a pinned passage"))
    cells = "".join(
        f'<div><b>{count}</b><span class="st {css}">{esc(word)}</span>'
        f'<br><span class="sm q">{esc(detail)}</span></div>'
        for count, css, word, detail in boxes
    )
    return f'<h2>{_plural(len(facts.claims), "claim")}</h2><div class="lead">{cells}</div>'


def _states(facts: Facts) -> list[State]:
    disagree = [DISAGREE] if any(facts.state(claim) is DISAGREE for claim in facts.claims) else []
    passed = [PASSED] if any(facts.state(claim) is PASSED for claim in facts.claims) else []
    checked = [state for state in STATES.values() if state is not PASSED]
    return [*checked, *disagree, *passed, OPEN]


def _reasons(facts: Facts, state: State) -> str:
    if state is OPEN:
        return "never counted as unclear"
    found = Counter(
        one.reason or "no reason given"
        for claim in facts.claims
        if facts.state(claim) is state
        for one in facts.verdicts(claim)
        if (one.value == PASSED.word) == (state is PASSED)
    )
    return ", ".join(f"{reason} {count}" for reason, count in found.most_common(3))


def _article(facts: Facts) -> str:
    """Return the article's own words, each claim's underlined by its state, and its number behind them."""
    text = facts.article.text
    states = {claim.id: facts.state(claim) for claim in facts.claims}
    inside = [(claim.span.start, claim.span.end, claim) for claim in facts.claims]
    asides = {(span.start, span.end) for span in facts.outline if _ASIDE.get(span.status)}
    edges = sorted({0, len(text), *(edge for start, end, _ in inside for edge in (start, end)), *(
        edge for ends in asides for edge in ends)})  # fmt: skip
    parts = []
    for start, end in pairwise(edges):
        covering = [claim for first, last, claim in inside if first <= start and end <= last]
        piece = esc(text[start:end])
        if covering:
            css = min((states[claim.id].css for claim in covering), key=WORST.index)
            piece = f'<u class="{css}">{piece}</u>'
        elif any(first <= start and end <= last for first, last in asides):
            piece = f'<span class="aside">{piece}</span>'
        parts.append(piece)
        parts += [_number(claim, states[claim.id]) for _, last, claim in inside if last == end]
    return f'<div class="article">{"".join(parts).strip()}</div>'


def _number(claim: Claim, state: State) -> str:
    label = f"claim {claim.order}, {state.word}"
    return (
        f'<sup class="{state.css}"><a href="#c{claim.order}" aria-label="{esc(label)}">'
        f"{esc(state.sign)}{claim.order}</a></sup>"
    )


def _claims(facts: Facts) -> str:
    rows = "".join(
        f'<tr id="c{claim.order}"><td class="n">{claim.order}</td><td><p class="claim">{esc(claim.text)}</p>'
        f"{_attributed(facts, claim)}</td><td>{_decided(facts, claim)}</td></tr>"
        for claim in facts.claims
    )
    heads = "<th class='n'>No.</th><th class='text'>Claim</th><th>Verdict, note and evidence</th>"
    return f"<h2>The claims</h2><table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def _attributed(facts: Facts, claim: Claim) -> str:
    if not claim.attributed_to:
        return ""
    answers = facts.answers(claim)
    names = "; ".join(_named(name, answers.get(name, ())) for name in claim.attributed_to)
    return f'<p class="sm q">Attributed to {names}</p>'


def _named(name: str, answers: Sequence[Judgement]) -> str:
    """Return a named source, and what reviewers answered on whether it said so."""
    states = [(state_of_act(one), one.reviewer) for one in answers]
    listed = ", ".join(f"<b>{state.sign} {state.word}</b> ({esc(reviewer)})" for state, reviewer in states)
    return esc(name) + (f": {listed}" if listed else "")


def _decided(facts: Facts, claim: Claim) -> str:
    verdicts = facts.verdicts(claim)
    if not verdicts:
        why = "" if claim.checkable else f" · {esc(claim.reason or claim.kind.value)}"
        return f'<span class="st op">{OPEN.sign} {OPEN.word}</span>{why}{_beside_answers(facts, claim)}'
    return "".join(_verdict(facts, one) for one in verdicts) + _beside_answers(facts, claim)


def _beside_answers(facts: Facts, claim: Claim) -> str:
    """Return note and evidence of answers by reviewers who gave no verdict; those who did have theirs with it."""
    decided = {one.reviewer for one in facts.verdicts(claim)}
    last: dict[str, Judgement] = {}
    for one in sorted(chain.from_iterable(facts.answers(claim).values()), key=lambda one: one.sequence):
        if one.reviewer not in decided and (one.note or one.pins):
            last[one.reviewer] = one
    return "".join(
        f'<p class="sm">On whether they said it:</p>{_rests_on(facts, one)}'
        for _reviewer, one in sorted(last.items())
    )


def _verdict(facts: Facts, judgement: Judgement) -> str:
    state = STATES[judgement.value]
    reason = f": {esc(judgement.reason)}" if judgement.reason else ""
    terms = judgement.shown.open_terms
    left = f'<p class="sm q">Open words: {esc(", ".join(terms))}</p>' if terms else ""
    return (
        f'<p><span class="st {state.css}">{state.sign} {state.word}</span>{reason}</p>'
        f"{_rests_on(facts, judgement, left)}"
    )


def _rests_on(facts: Facts, judgement: Judgement, more: str = "") -> str:
    """Return note and evidence of a judgement, and by whom and when it was given."""
    note = f"<p>{esc(judgement.note)}</p>" if judgement.note else ""
    evidence = "".join(_evidence(facts, pin) for pin in judgement.pins)
    by = f'<p class="sm q">{esc(judgement.reviewer)}, {_moment(judgement.decided_at)}</p>'
    return f"{note}{more}{evidence}{by}"


def _evidence(facts: Facts, pin: Pin) -> str:
    happened = facts.since.get(pin.source_id, "")
    after = f'<p class="sm un">! {esc(happened)}</p>' if happened else ""
    return f'<blockquote>“{esc(pin.excerpt)}”<p class="sm q">{citation(pin)}</p>{after}</blockquote>'


def citation(pin: Pin) -> str:
    """Return publisher, title, day and place of a pinned passage, as one cites it, escaped."""
    title = esc(pin.title or "untitled")
    if pin.url.startswith(("https://", "http://")):
        title = f'<a href="{esc(pin.url)}" rel="noopener noreferrer">{title}</a>'
    parts = [esc(pin.publisher), title, _day(pin.published) if pin.published else "no date", esc(pin.place)]
    if pin.found_in and pin.retrieved_at is not None:
        read = f"found in {esc(pin.found_in)}, read {_moment(pin.retrieved_at)}"
        parts.append(f'{read}, SHA-256 of its text <span class="wrap">{esc(pin.text_sha256)}</span>')
    if pin.archived.startswith("https://"):
        parts.append(f'<a href="{esc(pin.archived)}" rel="noopener noreferrer">archived copy</a>')
    return ", ".join(filter(None, parts))


def _pinned(facts: Facts) -> dict[str, list[tuple[Judgement, Pin]]]:
    found: dict[str, list[tuple[Judgement, Pin]]] = {}
    for judgement in facts.standing:
        for pin in judgement.pins:
            found.setdefault(pin.source_id, []).append((judgement, pin))
    return found


def _sources(facts: Facts) -> str:
    orders = {claim.id: claim.order for claim in facts.claims}
    origins = {
        source_id: origin.name
        for judgement in facts.standing
        for origin in judgement.shown.origins
        if len(origin.source_ids) > 1
        for source_id in origin.source_ids
    }
    rows = []
    for source_id, uses in sorted(_pinned(facts).items(), key=lambda item: (item[1][0][1].publisher, item[0])):
        pin = uses[0][1]
        source = facts.sources.get(source_id)
        numbers = sorted({orders[judgement.claim_id] for judgement, _ in uses if judgement.claim_id in orders})
        kept = f"read {_day(source.retrieved_at.date())}" if source else "its text is not in this library"
        origin = f"goes back to {esc(origins[source_id])}, with others" if source_id in origins else "of its own"
        became = esc(facts.since.get(source_id, "unchanged since it was pinned"))
        rows.append(
            f'<tr><td>{citation(replace(pin, place=""))}<p class="sm q">{kept} · {esc(source_id)}</p></td>'
            f"<td>{origin}</td><td>{became}</td><td>{', '.join(map(str, numbers))}</td></tr>"
        )
    if not rows:
        return '<h2>Sources relied on</h2><p class="q">No passage was pinned.</p>'
    heads = "<th class='text'>Source</th><th>Origin</th><th>What became of it</th><th>Claims</th>"
    return f"<h2>Sources relied on</h2><table><thead><tr>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table>"


def _not_checked(facts: Facts) -> str:
    open_claims = [claim for claim in facts.claims if facts.state(claim) in {OPEN, PASSED}]
    items = [
        f"<li>Claim {claim.order}: {esc(claim.text)} <span class='q'>{esc(_why(facts, claim))}</span></li>"
        for claim in open_claims
    ]
    kinds = Counter(
        _ASIDE[span.status] or span.reason
        for span in facts.outline
        if span.status in _ASIDE and any(sign.isalnum() for sign in facts.article.text[span.start : span.end])
    )
    aside = ", ".join(f"{name or 'words without a claim'} {count}" for name, count in kinds.most_common())
    rest = f'<p class="q">Parts of the text that are no claims: {esc(aside)}.</p>' if aside else ""
    listed = f'<ul class="plain">{"".join(items)}</ul>' if items else "<p>Every claim was reviewed.</p>"
    return f"<h2>What was not checked, and why</h2>{listed}{rest}"


def _why(facts: Facts, claim: Claim) -> str:
    if facts.state(claim) is PASSED:
        by = ", ".join(one.reviewer for one in facts.verdicts(claim))
        return f"{facts.verdicts(claim)[0].reason}, passed by {by}"
    if not claim.checkable:
        return f"not checkable: {claim.reason or claim.kind.value}"
    if claim.unresolved:
        return f"not reviewed; the article leaves open: {', '.join(claim.unresolved)}"
    return "not reviewed"


def _method(facts: Facts) -> str:
    """Return three paragraphs: how the claims were made, how passages were found, how it was decided."""
    article, claims = facts.article, facts.claims
    changed = sum(claim.by_hand for claim in claims)
    covered = sum(span.end - span.start for span in facts.outline if span.claims)
    share = round(100 * covered / max(1, len(article.text)))
    by_hand = "None was" if not changed else f"{changed:,} was" if changed == 1 else f"{changed:,} were"
    first = (
        f"The workbench divided the article, {len(article.text):,} characters, into "
        f"{_plural(len(claims), 'claim')} that can each be settled alone; "
        f"they cover {share} % of the text. {by_hand} changed by hand since. {_came(facts)}The words of "
        "the article are unaltered."
    )
    models = sorted({one.shown.model_id for one in facts.standing if one.shown.model_id})
    by_meaning = f"by meaning ({', '.join(models)}) and by words" if models else "by words"
    # An answer about a named source and the verdict beside it may rest on the same passage.
    pins = len({(one.claim_id, one.reviewer, pin) for one in facts.standing for pin in one.pins})
    second = (
        f"For each claim it looked for passages in a library of sources, {by_meaning}, and marked where a passage "
        f"differs in figures, days, names or negation. Similar means the same topic and never support. "
        f"Reviewers pinned {_plural(pins, 'passage')} of {_plural(len(_pinned(facts)), 'source')} as evidence; "
        f"each is quoted as it read at that moment. {_became(facts)}".rstrip()
    )
    return (
        f'<h2>Method</h2><div class="method"><p>{esc(first)}</p><p>{esc(second)}</p><p>{esc(_who(facts))}</p></div>'
    )


def _came(facts: Facts) -> str:
    """Return what the version did to the claims of the one before, as a sentence; nothing of the first one."""
    if facts.version == 1:
        return ""
    new = sum(claim.came_in == facts.version for claim in facts.claims)
    changed = sum(claim.changed_in == facts.version for claim in facts.claims)
    return (
        f"With version {facts.version} of the article {_plural(new, 'claim')} came in new and "
        f"{changed:,} changed; verdicts on what changed count for the version before. "
    )


def _became(facts: Facts) -> str:
    if not _pinned(facts):
        return ""
    lost = sum(source_id in facts.since for source_id in _pinned(facts))
    if not lost:
        return "None of these sources has changed since."
    return f"{_plural(lost, 'source')} changed or went since; the table of sources says how."


def _who(facts: Facts) -> str:
    decided = [one for one in facts.standing if one.question is Question.IS_IT_SO]
    if not decided:
        return "Nobody has decided a claim yet. The machine decides none."
    people = Counter(one.reviewer for one in decided)
    listed = ", ".join(f"{name} {count}" for name, count in sorted(people.items()))
    when = sorted(one.decided_at for one in decided)
    return (
        f"People decided, and the machine decided nothing: {listed}, between {_moment(when[0])} and "
        f"{_moment(when[-1])}. Verified needs a pinned passage or a note, unclear a reason. The history keeps "
        f"{_plural(facts.decisions, 'decision')}, those that were undone too, and none is ever overwritten."
    )


def _plural(count: int, word: str) -> str:
    return f"{count:,} {word}" + ("" if count == 1 else "s")


def _day(value: date) -> str:
    return f"{value.day} {value:%B %Y}"


def _moment(value: datetime) -> str:
    return f"{_day(value.astimezone(UTC).date())}, {value.astimezone(UTC):%H:%M:%S} UTC"
