"""The left pane: the article in its own words, what was decided in the margin, skipped text with its reason."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, replace

from claims.article import Block, BlockKind
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

_WRITTEN: BoundedCache[Hashable, str] = BoundedCache(2_000)  # paragraphs, of some 2,000 characters each


@dataclass(frozen=True, slots=True)
class _Shown:
    claim: Claim
    number: int
    state: State
    disagree: bool
    focused: bool


@dataclass(frozen=True, slots=True)
class Pane:
    """The article as escaped HTML, each claim marked by line, sign and number.

    Attributes:
        parts: Paragraphs one after the other, as they look without a focus: a step to another claim changes none.
        focus: The paragraphs of the claim in focus, as they look with it; the page puts them in place of those that have
            the same number (`follow_focus.js`). Empty where no claim is in focus.
    """

    parts: tuple[str, ...]
    focus: str


def pane(view: View) -> Pane:
    """Return the article around the claim in focus."""
    blocks = view.article.blocks
    here = _block_of(blocks, view.focus)
    first = max(0, here // WINDOW - 1) * WINDOW
    last = min(len(blocks), (here // WINDOW + 2) * WINDOW)
    spans = _by_block(view.outline, blocks)
    shown = _shown(view)

    def written(places: Iterable[int], *, focused: bool = False) -> str:
        return "".join(_block(view, place, spans[place], shown, here=focused and place == here) for place in places)

    parts = [written(range(start, min(start + PART, last))) for start in range(first, last, PART)]
    if first:
        above = f'<p class="wb-sm wb-q wb-bl">{plural(first, "paragraph")} above, shown as the focus gets there</p>'
        parts[0] = above + parts[0]
    if last < len(blocks):
        parts[-1] += f'<p class="wb-sm wb-q wb-bl">{plural(len(blocks) - last, "paragraph")} below</p>'
    if view.focus is None:
        return Pane(tuple(parts), "")
    inside = {place for place in range(first, last) if any(view.focus.id in one.claims for one in spans[place])}
    shown[view.focus.id] = replace(shown[view.focus.id], focused=True)
    return Pane(tuple(parts), written(sorted(inside | {here}), focused=True))


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


def _by_block(outline: Sequence[OutlineSpan], blocks: Sequence[Block]) -> list[list[OutlineSpan]]:
    found: list[list[OutlineSpan]] = [[] for _ in blocks]
    place = 0
    for span in outline:
        while place < len(blocks) and blocks[place].span.end <= span.start:
            place += 1
        if place < len(blocks) and span.start >= blocks[place].span.start:
            found[place].append(span)
    return found


def _block(view: View, place: int, spans: Sequence[OutlineSpan], shown: dict[str, _Shown], *, here: bool) -> str:
    """Return a paragraph with its number; one that looks as it did before is not written again."""
    block = view.article.blocks[place]
    looks = tuple(
        (claim, one.claim.span, one.claim.unresolved, one.number, one.state, one.disagree, one.focused)
        for span in spans
        for claim in span.claims
        if (one := shown.get(claim)) is not None
    )
    key = (view.article.text, place, block, tuple(spans), looks, here)
    kept = _WRITTEN.get(key)
    if kept is None:
        css, inside = _written(view, block, spans, shown)
        kept = f'<div class="wb-bl{css}{" here" if here else ""}" data-block="{place}">{inside}</div>'
        _WRITTEN.put(key, kept)
    return kept


def _written(view: View, block: Block, spans: Sequence[OutlineSpan], shown: dict[str, _Shown]) -> tuple[str, str]:
    """Return the classes of a paragraph and its margin and words."""
    text = view.article.text
    if block.kind is not BlockKind.BODY:
        css = " sk hd" if block.kind is BlockKind.HEADLINE else " sk"
        margin = f"<li>– {esc(block.reason or block.kind.value)}</li>"
        return css, f'<ul class="wb-mg">{margin}</ul><p>{esc(block.span.of(text))}</p>'
    inside = dict.fromkeys(claim for span in spans for claim in span.claims if claim in shown)
    margin = _margin([shown[claim] for claim in inside])
    words = "".join(_words(text, span, shown) for span in spans)
    if not inside and not margin:
        reason = next((span.reason for span in spans if span.status == "other" and span.reason), "no claim found")
        margin = f"<li>– {esc(reason)}</li>"
    return "", f'<ul class="wb-mg">{margin}</ul><p>{words}</p>'


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
