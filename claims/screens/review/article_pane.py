"""The left pane: the article in its own words, what was decided in the margin, skipped text with its reason."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from claims.article import Block, BlockKind
from claims.claim import Claim
from claims.report.signs import DISAGREE, state_over
from claims.screens.markup import esc
from claims.screens.review.view import View
from claims.screens.wording import State, plural, state_of
from claims.splitting import OutlineSpan
from sources.bounded_cache import BoundedCache

# Blocks drawn on each side of the focus. 80 paragraphs are about 25,000 characters, far more than the pane shows;
# without a limit an article of 5,000 claims sends a megabyte of marks at every key.
WINDOW = 80
# Blocks on each side of the focus that are laid out at once, so that the focus is in its place at once; the browser lays
# out the others as they come into sight. A block of one line has 33 px, and half of the pane is at most 500.
_NEAR = 16


_WRITTEN: BoundedCache[Hashable, str] = BoundedCache(2_000)  # paragraphs, of some 2,000 characters each


@dataclass(frozen=True, slots=True)
class _Shown:
    claim: Claim
    number: int
    state: State
    disagree: bool
    focused: bool


def pane(view: View) -> str:
    """Return the article as escaped HTML, each claim marked by line, sign and number."""
    numbers = view.numbers
    shown = {
        claim.id: _Shown(
            claim,
            numbers[claim.id],
            state_of(claim, view.standing.get(claim.id)),
            _disagree(view, claim),
            claim == view.focus,
        )
        for claim in view.claims
    }
    blocks = view.article.blocks
    here = _block_of(blocks, view.focus)
    first, last = max(0, here - WINDOW), min(len(blocks), here + WINDOW + 1)
    parts = (
        [f'<p class="wb-sm wb-q wb-bl">{plural(first, "paragraph")} above, shown as the focus gets there</p>']
        if first
        else []
    )
    spans = _by_block(view.outline, blocks)

    def written(start: int, end: int) -> str:
        return "".join(
            _block(view, blocks[place], spans[place], shown, here=place == here and view.focus is not None)
            for place in range(start, end)
        )

    near, beyond = max(first, here - _NEAR), min(last, here + _NEAR + 1)
    parts += [
        f'<div class="wb-far">{written(first, near)}</div>' if near > first else "",
        written(near, beyond),
        f'<div class="wb-far">{written(beyond, last)}</div>' if last > beyond else "",
    ]
    if last < len(blocks):
        parts.append(f'<p class="wb-sm wb-q wb-bl">{plural(len(blocks) - last, "paragraph")} below</p>')
    return f'<section class="wb-art" tabindex="0" aria-label="Article, with claims marked">{"".join(parts)}</section>'


def _disagree(view: View, claim: Claim) -> bool:
    mine = view.standing.get(claim.id)
    values = {judgement.value for judgement in view.others.get(claim.id, ())} | ({mine.value} if mine else set())
    return state_over(values) is DISAGREE


def _block_of(blocks: Sequence[Block], focus: Claim | None) -> int:
    if focus is None:
        return 0
    return next((place for place, block in enumerate(blocks) if block.span.end > focus.span.start), 0)


def _by_block(outline: Sequence[OutlineSpan], blocks: Sequence[Block]) -> list[list[OutlineSpan]]:
    found: list[list[OutlineSpan]] = [[] for _ in blocks]
    place = 0
    for span in outline:
        while place < len(blocks) and blocks[place].span.end <= span.start:
            place += 1
        if place < len(blocks) and span.start >= blocks[place].span.start:
            found[place].append(span)
    return found


def _block(view: View, block: Block, spans: Sequence[OutlineSpan], shown: dict[str, _Shown], *, here: bool) -> str:
    """Return a paragraph; one that looks as it did before is not written again, and at each key nearly all do."""
    looks = tuple(
        (claim, one.claim.span, one.claim.unresolved, one.number, one.state, one.disagree, one.focused)
        for span in spans
        for claim in span.claims
        if (one := shown.get(claim)) is not None
    )
    key = (view.article.text, block, tuple(spans), looks, here)
    kept = _WRITTEN.get(key)
    if kept is None:
        kept = _written(view, block, spans, shown, here=here)
        _WRITTEN.put(key, kept)
    return kept


def _written(view: View, block: Block, spans: Sequence[OutlineSpan], shown: dict[str, _Shown], *, here: bool) -> str:
    text = view.article.text
    if block.kind is not BlockKind.BODY:
        css = "wb-bl sk hd" if block.kind is BlockKind.HEADLINE else "wb-bl sk"
        margin = f"<li>– {esc(block.reason or block.kind.value)}</li>"
        return f'<div class="{css}"><ul class="wb-mg">{margin}</ul><p>{esc(block.span.of(text))}</p></div>'
    inside = dict.fromkeys(claim for span in spans for claim in span.claims if claim in shown)
    margin = _margin([shown[claim] for claim in inside])
    words = "".join(_words(text, span, shown) for span in spans)
    if not inside and not margin:
        reason = next((span.reason for span in spans if span.status == "other" and span.reason), "no claim found")
        margin = f"<li>– {esc(reason)}</li>"
    return f'<div class="wb-bl{" here" if here else ""}"><ul class="wb-mg">{margin}</ul><p>{words}</p></div>'


def _margin(items: Sequence[_Shown]) -> str:
    """Return a line for each state that claims of a paragraph are in, and one for the claim in focus.

    A line for each claim would be longer than a paragraph of which each sentence has several.
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
    return "".join(lines)


def _numbers(items: Sequence[_Shown]) -> str:
    """Return the numbers of claims, runs of them as "2–4"."""
    runs: list[list[int]] = []
    for number in sorted(item.number for item in items):
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def _words(text: str, span: OutlineSpan, shown: dict[str, _Shown]) -> str:
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
