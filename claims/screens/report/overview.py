"""How an article stands, over all reviewers or one: the counts, the claims behind each, sources and reviewers.

Every number leads to its claims: a press on it lists them, and each of the list leads to the review page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import ceil

from claims.claim import Claim
from claims.report.signs import DISAGREE, PASSED, WORST, State, state_over
from claims.review.judgement import Judgement
from claims.screens import links
from claims.screens.markup import esc
from claims.screens.wording import ANSWERS, OPEN, STATES, plural
from sources.identity import digest

NOBODY = "Nobody named"
LISTED = 200  # claims of a list that are drawn; the review page lists all
_BOXES = 120  # claims that have a box of their own; those of longer articles stand in runs
_RUNS = 40  # of a long article: as many as there is room for at 24 pixels each
_WORDS = {**{state.word: state for state in STATES.values()}, DISAGREE.word: DISAGREE, OPEN.word: OPEN}


@dataclass(frozen=True, slots=True)
class Listing:
    """Which claims are listed: those of one state, of one named source, by one reviewer.

    Attributes:
        state: A word such as "disputed"; empty for none.
        source: The short id of a named source, from `source_key`; empty for all.
    """

    state: str
    source: str = ""

    @property
    def target(self) -> str:
        """What a press on its link means."""
        return f"list {self.state.replace(' ', '-')} {self.source}".strip()

    @property
    def place(self) -> dict[str, str]:
        """What the address of the page says of it."""
        return {"list": self.target.removeprefix("list ")}

    @classmethod
    def read(cls, words: str) -> Listing | None:
        """Return what an address or a press names; None where that is no list."""
        state, _, source = words.partition(" ")
        known = state.replace("-", " ")
        return cls(known, source) if known in _WORDS else None


def source_key(name: str) -> str:
    """Return the short id of a named source in an address."""
    return digest(name)


@dataclass(frozen=True)
class Overview:
    """How the claims of an article stand.

    Attributes:
        claims: In article order.
        verdicts: Claim id to the verdicts that hold, of those reviewers that count here.
        goes_by: The name of an attribution to the name under which its source is counted.
    """

    article_id: str
    claims: Sequence[Claim]
    verdicts: Mapping[str, Sequence[Judgement]]
    goes_by: Mapping[str, str]

    @cached_property
    def states(self) -> dict[str, State]:
        """Claim id to its state."""
        return {claim.id: state_over(line.value for line in self.verdicts.get(claim.id, ())) for claim in self.claims}

    @cached_property
    def counts(self) -> Counter[State]:
        """How many claims are in each state."""
        return Counter(self.states.values())

    @property
    def shown_states(self) -> list[State]:
        """The states that have a box and a column: disagreement and passed claims only where there are any."""
        checked = [state for state in STATES.values() if state is not PASSED]
        return [*checked, *(state for state in (DISAGREE, PASSED) if self.counts[state]), OPEN]

    @property
    def lines(self) -> list[Judgement]:
        """Every verdict that counts here."""
        return [line for lines in self.verdicts.values() for line in lines]

    def sources_of(self, claim: Claim) -> list[str]:
        """Return the names under which a claim is counted."""
        return list(dict.fromkeys(self.goes_by.get(name, name) for name in claim.attributed_to)) or [NOBODY]

    def listed(self, listing: Listing) -> list[Claim]:
        """Return the claims that a list has, in article order."""
        return [
            claim
            for claim in self.claims
            if self.states[claim.id].word == listing.state
            and (not listing.source or listing.source in map(source_key, self.sources_of(claim)))
        ]

    @property
    def first_listing(self) -> Listing:
        """The claims that are listed until others are asked for: those that are in dispute."""
        return Listing(DISAGREE.word if self.counts[DISAGREE] and not self.counts[STATES["disputed"]] else "disputed")

    def link(self, listing: Listing, words: str, *, css: str = "", tip: str = "") -> str:
        """Return a link that lists the claims."""
        place = {"article": self.article_id} | listing.place
        return links.link("report", place, listing.target, words, css=css, tip=tip)


def boxes(overview: Overview) -> str:
    """Return the count of each state, with what is behind it."""
    verified = [overview.verdicts[c.id] for c in overview.claims if overview.states[c.id] is STATES["verified"]]
    pinned = sum(any(line.pins for line in lines if line.value != PASSED.word) for lines in verified)
    details = {
        "verified": f"{pinned} with passages, {len(verified) - pinned} by note" if verified else "",
        "disputed": _reasons(overview, "disputed"),
        "unclear": _reasons(overview, "unclear"),
        PASSED.word: _reasons(overview, PASSED.word),
        DISAGREE.word: "different verdicts hold",
        OPEN.word: "never counted as unclear",
    }
    parts = [
        f"<div>{_number(overview, Listing(state.word))}"
        f'<span class="wb-st wb-{state.css}">{state.sign} {state.word}</span><span class="wb-q">{details[state.word]}</span></div>'
        for state in overview.shown_states
    ]
    sources = {pin.source_id for line in overview.lines for pin in line.pins}
    parts.append(
        f'<div><b>{len(sources)}</b><span class="wb-st">sources relied on</span><span class="wb-q">those with a pinned passage</span></div>'
    )
    return f'<div class="wb-lead">{"".join(parts)}</div>'


def _number(overview: Overview, listing: Listing) -> str:
    """Return the count of a state; it lists its claims, where there are any."""
    count = overview.counts[_WORDS[listing.state]]
    if not count:
        return "<b>0</b>"
    tip = f"List {plural(count, 'claim')}: {listing.state}"
    return f"<b>{overview.link(listing, f'{count:,}', tip=tip)}</b>"


def _reasons(overview: Overview, value: str) -> str:
    """Return the commonest reasons of the claims in a state, each reason once a claim."""
    found = Counter(
        reason
        for claim in overview.claims
        if overview.states[claim.id].word == value
        for reason in {
            line.reason or "no reason given"
            for line in overview.verdicts[claim.id]
            if (line.value == PASSED.word) == (value == PASSED.word)
        }
    )
    return ", ".join(f"{esc(reason)} {count}" for reason, count in found.most_common(3))


# Over the length of the article


def strip(overview: Overview) -> str:
    """Return the claims in article order by their state: a box for each, or runs of several in a long article."""
    long = len(overview.claims) > _BOXES
    inside = _runs(overview) if long else "".join(_box(overview, claim) for claim in overview.claims)
    size = ceil(len(overview.claims) / _RUNS)
    told = (
        f"Each column is {plural(size, 'claim')}, in article order. The sign is what needs a look first. Press a column to open that claim."
        if long
        else "Each box is a claim, in article order. Press one to open it."
    )
    return (
        '<div class="wb-sec"><h2 class="wb-sech">Over the length of the article</h2>'
        f'<div class="wb-cells{" wb-runs" if long else ""}" role="group" aria-label="Verdict of each claim in article order">{inside}</div>'
        f'<div class="wb-sm wb-q">{told}</div></div>'
    )


def _box(overview: Overview, claim: Claim) -> str:
    state = overview.states[claim.id]
    return links.to_claim(
        overview.article_id,
        claim.id,
        f"<small>{claim.order}</small>{state.sign}",
        css=state.css,
        tip=f"Claim {claim.order}, {state.word}: {claim.text}",
    )


def _runs(overview: Overview) -> str:
    size = ceil(len(overview.claims) / _RUNS)
    return "".join(
        _run(overview, overview.claims[start : start + size]) for start in range(0, len(overview.claims), size)
    )


def _run(overview: Overview, claims: Sequence[Claim]) -> str:
    """Return one column: a slice for each claim, the sign of the worst state, and a link to the first claim in it."""
    states = [overview.states[claim.id] for claim in claims]
    worst = min(states, key=lambda state: WORST.index(state.css))
    first = claims[states.index(worst)]
    counts = ", ".join(f"{count} {state.word}" for state, count in Counter(states).most_common())
    slices = "".join(f'<i class="{state.css}"></i>' for state in states)
    return links.to_claim(
        overview.article_id,
        first.id,
        f'<span class="wb-run">{slices}</span>{worst.sign}',
        css=worst.css,
        tip=f"Claims {claims[0].order} to {claims[-1].order}: {counts}. To claim {first.order}, {worst.word}",
    )


# The list of claims


def claim_list(overview: Overview, listing: Listing) -> str:
    """Return the claims of a list, each with its verdicts and a link to it; empty where there are none."""
    claims = overview.listed(listing)
    if not claims:
        return ""
    state = _WORDS[listing.state]
    name = next((n for claim in claims for n in overview.sources_of(claim) if source_key(n) == listing.source), "")
    whose = "" if not name else f" · {esc(name)}"
    rows = claims[:LISTED]
    told = (
        _side_by_side(overview, rows) if state is DISAGREE else f'<ul class="wb-corr">{_items(overview, rows)}</ul>'
    )
    more = len(claims) - LISTED
    rest = (
        f'<p class="wb-sm wb-q">and {plural(more, "claim")} more; the review page lists all</p>' if more > 0 else ""
    )
    return (
        f'<div class="wb-sec wb-listed"><h2 class="wb-sech">{state.word.capitalize()}: {plural(len(claims), "claim")}{whose}</h2>'
        f"{told}{rest}</div>"
    )


def _items(overview: Overview, claims: Sequence[Claim]) -> str:
    return "".join(_item(overview, claim) for claim in claims)


def _item(overview: Overview, claim: Claim) -> str:
    state = overview.states[claim.id]
    link = links.to_claim(overview.article_id, claim.id, esc(claim.text))
    lines = overview.verdicts.get(claim.id, ())
    told = "".join(_told(line, named=len(lines) > 1) for line in lines)
    if not told and not claim.checkable:
        told = f'<span class="wb-sm wb-q">{esc(f"not checkable: {claim.reason or claim.kind.value}")}</span>'
    return f'<li><b class="wb-{state.css}">{state.sign}{claim.order}</b><div><p>{link}</p>{told}</div></li>'


def _told(line: Judgement, *, named: bool) -> str:
    """Return the reason of a verdict, where there are several whose it is, and what it rests on."""
    who = f"{esc(line.reviewer)}, {esc(line.value)}" if named else ""
    told = ": ".join(part for part in (who, esc(line.reason)) if part)
    return (f'<span class="wb-sm wb-q">{told}</span>' if told else "") + _rests_on(line)


def _side_by_side(overview: Overview, claims: Sequence[Claim]) -> str:
    """Return claims on which reviewers disagree: a row for each claim, a column for each reviewer who decided one."""
    reviewers = sorted({line.reviewer for claim in claims for line in overview.verdicts[claim.id]})
    heads = "".join(f"<th>{esc(name)}</th>" for name in reviewers)
    rows = "".join(_differing(overview, claim, reviewers) for claim in claims)
    return (
        f'<div class="wb-wrap"><table class="wb-t wb-differ"><thead><tr><th class="n">No.</th><th class="wb-what">Claim</th>{heads}</tr>'
        f"</thead><tbody>{rows}</tbody></table></div>"
    )


def _differing(overview: Overview, claim: Claim, reviewers: Sequence[str]) -> str:
    """Return one row: the claim, and each reviewer's verdict with its reason; what it rests on opens below it."""
    lines = {line.reviewer: line for line in overview.verdicts[claim.id]}
    cells = ""
    for name in reviewers:
        line = lines.get(name)
        state = STATES[line.value] if line else None
        reason = f' <span class="wb-q">{esc(line.reason)}</span>' if line and line.reason else ""
        told = f'<b class="wb-{state.css}">{state.sign} {state.word}</b>{reason}' if state else ""
        cells += f'<td data-label="{esc(name)}">{told}{_rests_on(line) if line else ""}</td>'
    link = links.to_claim(overview.article_id, claim.id, esc(claim.text))
    return f'<tr><td class="n">{claim.order}</td><td class="wb-what">{link}</td>{cells}</tr>'


def _rests_on(line: Judgement) -> str:
    """Return note and passages of a verdict on one line, which opens to them in full; empty where there are none."""
    cited = [
        f"{pin.publisher or pin.title or 'No publisher'}: “{' '.join(pin.excerpt.split())}”" for pin in line.pins
    ]
    whole = "".join(f"<p>{esc(part)}</p>" for part in (line.note, *cited) if part)
    if not whole:
        return ""
    count = plural(len(cited), "passage") if cited else ""
    first = " · ".join(part for part in (count, f"“{line.note}”" if line.note else "") if part)
    return f'<details class="wb-rests"><summary>{esc(first)}</summary>{whole}</details>'


# Sources and reviewers


def by_source(overview: Overview, answers: Sequence[Judgement]) -> str:
    """Return the table of named sources, each count of claims with a link to them.

    Args:
        overview: How the claims stand.
        answers: To whether named sources said it, of those reviewers that count here.
    """
    said: dict[str, Counter[str]] = {}
    for line in answers:
        said.setdefault(overview.goes_by.get(line.named_source, line.named_source), Counter())[line.value] += 1
    table: dict[str, Counter[State]] = {}
    for claim in overview.claims:
        for name in overview.sources_of(claim):
            table.setdefault(name, Counter())[overview.states[claim.id]] += 1
    states = overview.shown_states
    rows = "".join(
        f"<tr><td>{esc(name)}</td>"
        + "".join(
            _cell(state, _count(overview, counts[state], Listing(state.word, source_key(name)), name), counts[state])
            for state in states
        )
        + "".join(_answered(said, name, value) for value in ANSWERS)
        + "</tr>"
        for name, counts in sorted(table.items(), key=lambda item: (-sum(item[1].values()), item[0]))
    )
    heads = "".join(f'<th class="n">{state.sign} {state.word}</th>' for state in (*states, *ANSWERS.values()))
    return (
        '<div class="wb-sec"><h2 class="wb-sech">By named source</h2><div class="wb-wrap"><table class="wb-t wb-by">'
        f'<thead><tr><th rowspan="2">Named source</th><th class="wb-over" colspan="{len(states)}">Is it so? Claims</th>'
        f'<th class="wb-over" colspan="{len(ANSWERS)}">Did they say it? Answers</th></tr><tr>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
        '<p class="wb-sm wb-q">A claim with two named sources is counted under each; one source under several names is counted once. '
        "Each reviewer’s answer counts.</p></div>"
    )


def _cell(state: State, inside: str, count: int) -> str:
    """Return a cell with a count; on a narrow window it stands alone, with its sign and word (`page.css`)."""
    empty = "" if count else " wb-zero"
    return f'<td class="n{empty}" data-label="{state.sign} {state.word}">{inside}</td>'


def _answered(said: Mapping[str, Counter[str]], name: str, value: str) -> str:
    """Return how many answers of one kind there are about a named source; nothing where nobody was named."""
    if name == NOBODY:
        return '<td class="n wb-zero"></td>'
    count = said.get(name, Counter())[value]
    return _cell(ANSWERS[value], str(count) if count else '<span class="wb-q">0</span>', count)


def _count(overview: Overview, count: int, listing: Listing, name: str) -> str:
    if not count:
        return '<span class="wb-q">0</span>'
    return overview.link(listing, str(count), tip=f"List {plural(count, 'claim')}: {listing.state}, {name}")


def by_reviewer(article_id: str, verdicts: Mapping[str, Sequence[Judgement]]) -> str:
    """Return how many verdicts of each kind every reviewer gave; the choice above the counts shows one's alone."""
    table: dict[str, Counter[str]] = {}
    for line in (line for lines in verdicts.values() for line in lines):
        table.setdefault(line.reviewer, Counter())[line.value] += 1
    if not table:
        return ""
    given = Counter(value for counts in table.values() for value in counts.elements())
    values = [value for value in STATES if value != PASSED.word or given[value]]
    rows = "".join(
        f"<tr><td>{links.link('report', {'article': article_id, 'whose': name}, f'whose {digest(name)}', esc(name))}</td>"
        + "".join(_cell(STATES[value], str(counts[value]), counts[value]) for value in values)
        + "</tr>"
        for name, counts in sorted(table.items())
    )
    heads = "".join(f'<th class="n">{STATES[value].sign} {STATES[value].word}</th>' for value in values)
    return (
        '<div class="wb-sec"><h2 class="wb-h">By reviewer</h2><div class="wb-wrap"><table class="wb-t wb-by"><thead><tr><th>Reviewer</th>'
        f"{heads}</tr></thead><tbody>{rows}</tbody></table></div></div>"
    )
