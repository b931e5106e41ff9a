"""The left pane: the article in its own words, what was decided in the margin, skipped text with its reason."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil

from claims.article import Article, Block, BlockKind
from claims.claim import Claim
from claims.report.signs import DISAGREE, state_over
from claims.screens.markup import esc
from claims.screens.review.view import View
from claims.screens.wording import State, plural, state_of
from claims.splitting import OutlineSpan
from sources.bounded_cache import BoundedCache

# Paragraphs drawn at a time: at least as many before and after the focus, where the article has them. 40 paragraphs are
# about 12,000 characters, more than the pane shows; without a limit an article of 5,000 claims is a megabyte of marks.
# Only a step over the end of so many draws the pane again.
WINDOW = 40
# Paragraphs in one part of the pane. A verdict draws its part again, and each part costs some work at every key.
PART = 10
_DIGITS = 12  # of a stamp
_LINE = 45  # characters of a line in the pane of a window 1,440 pixels wide; in a narrower one a paragraph is longer
_LINE_PIXELS, _MARGIN_PIXELS = 23, 17  # height of a line of the article, and of its margin (`page.css`)
_ABOVE = 3  # pixels above the margin (`page.css`)


@dataclass(frozen=True, slots=True)
class Pane:
    """The article as escaped HTML, each claim marked by line, sign and number.

    Attributes:
        parts: Paragraphs one after the other, as they look without a focus: a step to another claim changes none.
        stamp: Another one wherever a part is another one.
        focus: The paragraphs of the claim in focus, as they look with it; the page puts them in place of those that have
            the same number (`follow_focus.js`). Empty where no claim is in focus.
    """

    parts: tuple[str, ...]
    stamp: str
    focus: str


@dataclass(frozen=True, slots=True)
class _Shown:
    claim: Claim
    number: int
    state: State
    disagree: bool
    focused: bool


@dataclass(frozen=True, slots=True)
class _Part:
    """Some paragraphs as HTML, and all that it was written from beside the article."""

    spans: tuple[tuple[OutlineSpan, ...], ...]
    shown: tuple[_Shown | None, ...]
    html: str


@dataclass(frozen=True, slots=True)
class _Drawn:
    """The paragraphs of a window as they look without a focus.

    Attributes:
        source: All that they depend on: article, claims, outline and verdicts.
        spans: The outline by paragraph, of the whole article.
        shown: How each claim looks, by its id.
    """

    source: tuple[Article, Sequence[Claim], Sequence[OutlineSpan], object, object]
    spans: tuple[tuple[OutlineSpan, ...], ...]
    shown: Mapping[str, _Shown]
    parts: tuple[_Part, ...]
    stamp: str


_KEPT: BoundedCache[tuple[str, str, int, int], _Drawn] = BoundedCache(
    32
)  # by article, reviewer and ends of the window


def pane(view: View) -> Pane:
    """Return the article around the claim in focus."""
    blocks, focus = view.article.blocks, view.focus
    here = _block_of(blocks, focus)
    first = max(0, here // WINDOW - 1) * WINDOW
    last = min(len(blocks), (here // WINDOW + 2) * WINDOW)
    drawn = _drawn(view, first, last)
    parts = [part.html for part in drawn.parts]
    if first:
        above = f'<p class="wb-sm wb-q wb-bl">{plural(first, "paragraph")} above, shown as the focus gets there</p>'
        parts[0] = above + parts[0]
    if last < len(blocks):
        parts[-1] += f'<p class="wb-sm wb-q wb-bl">{plural(len(blocks) - last, "paragraph")} below</p>'
    if focus is None:
        return Pane(tuple(parts), drawn.stamp, "")
    inside = {place for place in range(first, last) if any(focus.id in one.claims for one in drawn.spans[place])}
    shown = {**drawn.shown, focus.id: replace(drawn.shown[focus.id], focused=True)}
    paragraphs = (
        _paragraph(view.article, place, drawn.spans[place], shown, here=place == here)
        for place in sorted(inside | {here})
    )
    return Pane(tuple(parts), drawn.stamp, "".join(paragraphs))


def _drawn(view: View, first: int, last: int) -> _Drawn:
    """Return the paragraphs of a window; those that look as they did before are not written again.

    At a step all of them do, which is seen at once: what a view has is kept in memory while it does not change, so that
    nearly all of it is compared by identity.
    """
    source = (view.article, view.claims, view.outline, view.standing, view.others)
    name = (view.article.id, view.reviewer, first, last)
    kept = _KEPT.get(name)
    if kept is not None and kept.source == source:
        return kept
    spans, shown = _by_block(view.outline, view.article.blocks), _shown(view)
    before = kept.parts if kept is not None and kept.source[0] == view.article else ()
    parts = []
    for number, start in enumerate(range(first, last, PART)):
        places = range(start, min(start + PART, last))
        inside = tuple(spans[place] for place in places)
        looks = tuple(shown.get(claim) for block in inside for span in block for claim in span.claims)
        part = before[number] if number < len(before) else None
        if part is None or (part.spans, part.shown) != (inside, looks):
            html = "".join(_paragraph(view.article, place, spans[place], shown, here=False) for place in places)
            part = _Part(inside, looks, html)
        parts.append(part)
    stamp = hashlib.sha256("".join(part.html for part in parts).encode("utf-8", "surrogatepass")).hexdigest()[
        :_DIGITS
    ]
    drawn = _Drawn(source, spans, shown, tuple(parts), stamp)
    _KEPT.put(name, drawn)
    return drawn


def _shown(view: View) -> dict[str, _Shown]:
    """Return how each claim looks while it is not in focus, by its id."""
    numbers = view.numbers
    return {
        claim.id: _Shown(
            claim,
            numbers[claim.id],
            state_of(claim, view.standing.get(claim.id)),
            _disagree(view, claim),
            focused=False,
        )
        for claim in view.claims
    }


def _disagree(view: View, claim: Claim) -> bool:
    mine = view.standing.get(claim.id)
    values = {judgement.value for judgement in view.others.get(claim.id, ())} | ({mine.value} if mine else set())
    return state_over(values) is DISAGREE


def _block_of(blocks: Sequence[Block], focus: Claim | None) -> int:
    if focus is None:
        return 0
    return next((place for place, block in enumerate(blocks) if block.span.end > focus.span.start), 0)


def _by_block(outline: Sequence[OutlineSpan], blocks: Sequence[Block]) -> tuple[tuple[OutlineSpan, ...], ...]:
    found: list[list[OutlineSpan]] = [[] for _ in blocks]
    place = 0
    for span in outline:
        while place < len(blocks) and blocks[place].span.end <= span.start:
            place += 1
        if place < len(blocks) and span.start >= blocks[place].span.start:
            found[place].append(span)
    return tuple(map(tuple, found))


def _paragraph(
    article: Article, place: int, spans: Sequence[OutlineSpan], shown: Mapping[str, _Shown], *, here: bool
) -> str:
    """Return one paragraph with its number in the article."""
    block = article.blocks[place]
    if block.kind is not BlockKind.BODY:
        css = " sk hd" if block.kind is BlockKind.HEADLINE else " sk"
        margin = f"<li>– {esc(block.reason or block.kind.value)}</li>"
        words = esc(block.span.of(article.text))
    else:
        css = ""
        inside = dict.fromkeys(claim for span in spans for claim in span.claims if claim in shown)
        margin = _margin([shown[claim] for claim in inside], _room(block.span.end - block.span.start))
        words = "".join(_words(article.text, span, shown) for span in spans)
        if not inside and not margin:
            reason = next((span.reason for span in spans if span.status == "other" and span.reason), "no claim found")
            margin = f"<li>– {esc(reason)}</li>"
    css += " here" if here else ""
    return f'<div class="wb-bl{css}" data-block="{place}"><ul class="wb-mg">{margin}</ul><p>{words}</p></div>'


def _room(characters: int) -> int:
    """Return how many lines of the margin are as high as a paragraph of so many characters, two at least."""
    return max(2, (ceil(characters / _LINE) * _LINE_PIXELS - _ABOVE) // _MARGIN_PIXELS)


def _margin(items: Sequence[_Shown], room: int) -> str:
    """Return a line for each state that claims of a paragraph are in, and one for the claim in focus.

    A line for each claim would be longer than a paragraph of which each sentence has several. Where even these are
    more than ``room``, one line has numbers and signs, and its words are for a pointer on it and for who hears the page.
    """
    groups: dict[tuple[bool, State], list[_Shown]] = {}
    for item in items:
        groups.setdefault((item.focused, item.state), []).append(item)
    lines = []
    for (focused, state), group in groups.items():
        css = state.css if state.css != "nc" else "op"
        line = f'{_numbers(group)} <span class="wb-st wb-{css}">{state.sign} {esc(state.word)}</span>'
        lines.append(f'<li class="now">▶ {line}</li>' if focused else f"<li>{line}</li>")

    def which(some: Sequence[_Shown]) -> str:
        return f"{_numbers(some)} " if len(items) > 1 else ""

    if apart := [item for item in items if item.disagree]:
        lines.append(f'<li class="wb-st">⇄ {which(apart)}disagree</li>')
    if left := [item for item in items if item.claim.unresolved]:
        why = "; ".join(f"{item.number}: {', '.join(item.claim.unresolved)}" for item in left)
        lines.append(f'<li class="wb-st wb-un" title="{esc(why)}">! {which(left)}unresolved</li>')
    if len(lines) <= room:
        return "".join(lines)
    signs = [_sign(group, state, focused=focused) for (focused, state), group in groups.items()]
    signs += [f'<span class="wb-st">⇄ {_numbers(apart)}<span class="wb-vh"> disagree</span></span>'] if apart else []
    signs += (
        [f'<span class="wb-st wb-un">! {_numbers(left)}<span class="wb-vh"> unresolved</span></span>'] if left else []
    )
    told = "; ".join(f"{_numbers(group)} {state.word}" for (_, state), group in groups.items())
    return f'<li title="{esc(told)}">{" · ".join(signs)}</li>'


def _sign(group: Sequence[_Shown], state: State, *, focused: bool) -> str:
    """Return the numbers of claims with the sign of the state that they are in; its word is heard only."""
    css = state.css if state.css != "nc" else "op"
    line = f'{_numbers(group)} <span class="wb-st wb-{css}">{state.sign}<span class="wb-vh"> {esc(state.word)}</span></span>'
    return f"<b>▶ {line}</b>" if focused else line


def _numbers(items: Sequence[_Shown]) -> str:
    """Return the numbers of claims, runs of them as "2–4"."""
    runs: list[list[int]] = []
    for number in sorted(item.number for item in items):
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def _words(text: str, span: OutlineSpan, shown: Mapping[str, _Shown]) -> str:
    words = esc(text[span.start : span.end])
    here = [shown[claim] for claim in span.claims if claim in shown]
    if span.status == "said_by":
        words = f'<span class="wb-said">{words}</span>'
    elif here:
        words = _marked(words, here)
    ends = [item for item in here if item.claim.span.end == span.end]
    return words + "".join(_number(item) for item in ends)


def _marked(words: str, here: Sequence[_Shown]) -> str:
    """Return the words in one mark for each claim that they belong to, so that each draws the line of its own state.

    The claim with the fewest words is the innermost: its line is the nearest to the words, and a click opens it first
    (`page.js`). The lines of the others lie further down, by the classes o1 and o2.
    """
    tightest = sorted(here, key=lambda item: (item.claim.span.end - item.claim.span.start, item.number))
    named = ""
    if len(here) > 1 and any(character.isalnum() for character in words):
        in_order = sorted(here, key=lambda item: item.number)
        named = f"Words of claims {esc(' and '.join(f'{item.number} ({item.state.word})' for item in in_order))}"
    for depth, item in enumerate(tightest):
        css = f"{item.state.css}{f' o{min(depth, 2)}' if depth else ''}{' now' if item.focused else ''}"
        current = ' aria-current="true"' if item.focused else ""
        title = f' title="{named}"' if named and depth == len(tightest) - 1 else ""
        words = f'<mark class="wb-c {css}" data-claim="{esc(item.claim.id)}"{title}{current}>{words}</mark>'
    return f'<span class="wb-vh">[{named}: </span>{words}<span class="wb-vh">]</span>' if named else words


def _number(item: _Shown) -> str:
    sign = f"{'▶' if item.focused else ''}{item.state.sign}"
    css = item.state.css if item.state.css != "nc" else "op"
    current = ' aria-current="true"' if item.focused else ""
    return (
        f'<span class="wb-n wb-{css}" data-claim="{esc(item.claim.id)}" role="link" tabindex="0"{current}>{sign}{item.number}'
        f'<span class="wb-vh"> {esc(item.state.word)}</span></span>'
    )
