"""One passage as escaped HTML: who says it and when, its words with what is alike and what differs, and why it is here."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from claims.screens.markup import esc, marked
from claims.screens.review.column_selection import Kinship
from claims.screens.wording import SAYINGS, called, day, distance, place_in, plural
from sources.source import AttributedCheck, Candidate, Finder


def head(
    claim_id: str,
    place: int,
    candidate: Candidate,
    kin: Kinship | None,
    *,
    brought_up: str = "",
    beside: str = "",
) -> str:
    """Return the upper part of a column, which never scrolls: number, label and publisher, in one line where it fits.

    ``brought_up`` says why a key brought the passage up; ``beside`` is at the end of the first line.
    """
    source = candidate.source
    if candidate.attributed_as:
        tag = '<span class="wb-tag att" title="The claim names this source">◆ Attributed</span>'
    elif candidate.linked:
        tag = f'<span class="wb-tag att" title="Proposed by {esc(candidate.linked)}">◆ Linked</span>'
    else:
        tag = ""
    if kin is not None and (kin.same_as or (kin.others and not kin.original)):
        tag += '<span class="wb-tag">Copy</span>'
    why = f'<span class="wb-tag wb-up">{esc(brought_up)}</span>' if brought_up else ""
    name = esc(called(source))
    told = name if source.publisher else f"{name}. No publisher is given."
    return (
        f'<div class="wb-lab" data-for="{esc(claim_id)}"><span class="nr">{place}</span>{tag}{why}'
        f'<h3 title="{told}">{name}</h3>{beside}</div>'
    )


def about(candidate: Candidate, article_day: date | None, *, pinned: bool = False) -> str:
    """Return in one line when the source was published, what speaks against that day, and where the passage is.

    Where the passage is pinned, this line says so: it has room for it, so that no pin moves the passage.
    """
    source = candidate.source
    cautions = "".join(f'<b class="wb-un">! {esc(one.value.capitalize())}</b> · ' for one in candidate.cautions)
    when = day(source.published) if source.published else '<b class="wb-un">! no date</b>'
    away = distance(source.published, article_day)
    span = candidate.passage.start, candidate.passage.end
    where = place_in(source, *span)
    whole = " · ".join(part for part in (_title(candidate), day(source.published), away, where) if part)
    cut = "" if source.recognition_of(*span) else " wb-cut"  # how surely it was read is never out of sight
    return (
        f'<p class="wb-ti{cut}" title="{esc(whole)}">{_EVIDENCE if pinned else ""}{cautions}{when} · {esc(where)}</p>'
    )


_EVIDENCE = '<span class="wb-tag ev">■ Evidence</span> '


def _title(candidate: Candidate) -> str:
    return candidate.source.title or candidate.source.name or "Untitled"


def words(
    candidate: Candidate, holding: Iterable[tuple[int, int]], near: tuple[int, int] | None = None, css: str = "near"
) -> str:
    """Return the passage with the words that hold terms of the claim, and those in which it differs, marked.

    Args:
        candidate: Whose passage.
        holding: Half-open offsets of the words that hold terms.
        near: Where the sentence is that comes nearest to the claim; it has a mark of its own.
        css: The classes of that mark.
    """
    text = candidate.passage.text
    differing = [(one.start, one.end) for one in candidate.discrepancies]
    alike = list(holding)
    if near is None:
        return marked(text, alike, differing)

    def part(start: int, end: int) -> str:
        inside = [
            [(a - start, b - start) for a, b in spans if start <= a and b <= end] for spans in (alike, differing)
        ]
        return marked(text[start:end], *inside)

    start, end = near
    return f'{part(0, start)}<mark class="{css}">{part(start, end)}</mark>{part(end, len(text))}'


def foot(
    candidate: Candidate,
    check: AttributedCheck | None,
    kin: Kinship | None,
    article_day: date | None = None,
    more: str = "",
    elsewhere: Candidate | None = None,
) -> str:
    """Return the lower part of a column: one line of what matters most, which opens to everything that is known.

    Args:
        candidate: Whose passage.
        check: What was found about a source that the claim names, to be shown here.
        kin: What is to be said of its origin.
        article_day: The article's date.
        more: Further lines, as HTML.
        elsewhere: Another passage of the same source that differs from the claim and has no column.
    """
    away = distance(candidate.source.published, article_day)
    about = " · ".join(part for part in (day(candidate.source.published), away) if part)
    title = f'<p class="wb-ti"><b>{esc(_title(candidate))}</b><br>{esc(about)}</p>'
    return (
        f'<details class="wb-more wb-foot" data-more="passage"><summary>{_in_short(candidate, check, kin, elsewhere)}</summary>'
        f"{says(check) if check else ''}{differs(candidate)}{more}{_origin(kin)}{title}{_why(candidate)}</details>"
    )


def _in_short(
    candidate: Candidate, check: AttributedCheck | None, kin: Kinship | None, elsewhere: Candidate | None
) -> str:
    """Return in one line what differs, what a named source says, and which copies are folded; else why it is here."""
    parts = [
        f'<b class="wb-no">≠ {esc(one.kind.value.capitalize())}:</b> {esc(one.sentence)}'
        for one in candidate.discrepancies
    ]
    if elsewhere is not None:
        other = elsewhere.discrepancies[0]
        parts.append(
            f'<b class="wb-no">≠ Elsewhere in this source, {esc(other.kind.value)}:</b> {esc(other.sentence)}'
        )
    if check is not None:
        word = SAYINGS[check.saying]
        parts.append(f'<b class="wb-{word.css}">{word.sign} {esc(_seems(check))}</b>')
    if kin is not None and kin.same_as:
        parts.append(f"same origin as {kin.same_as}")
    elif kin is not None and kin.others:
        others = len(kin.others)
        parts.append(
            f"{others} {'copy' if others == 1 else 'copies'} folded"
            if kin.original
            else f"+ {others} of the same origin"
        )
    if not parts:
        parts.append(f'<span class="wb-q">{_similarity(candidate)} · {_found(candidate)}</span>')
    return " · ".join(parts)


def says(check: AttributedCheck) -> str:
    """Return the proposal about what a named source says, in words; never a verdict."""
    word = SAYINGS[check.saying]
    about = f" {esc(check.sentence)}" if check.sentence else ""
    head = f'<b class="wb-{word.css}">{word.sign} {esc(_seems(check))}</b>'
    return f'<p class="wb-says">{head}.{about}</p>'


def _seems(check: AttributedCheck) -> str:
    """Return what was found in words that leave it to the reader: "Seems to say it"."""
    word = SAYINGS[check.saying].word
    return re.sub("^says(?! nothing)", "seems to say", word).capitalize()


def differs(candidate: Candidate) -> str:
    """Return in words what differs from the claim; nothing where no difference was found, which says nothing."""
    if not candidate.discrepancies:
        return ""
    lines = [f"<b>≠ {one.kind.value.capitalize()}:</b> {esc(one.sentence)}" for one in candidate.discrepancies]
    return f'<p class="wb-cf">{"<br>".join(lines)}</p>'


def _origin(kin: Kinship | None) -> str:
    if kin is None:
        return ""
    others = ", ".join(kin.others)
    why = " ".join(kin.why)
    if kin.same_as:
        line = f"<b>Same origin as {kin.same_as}</b>, counted once."
    elif others:
        line = f"<b>Same origin:</b> {esc(others)}, counted once."
        line += " This is the original." if kin.original else ""
    else:
        line = f"<b>Origin:</b> {esc(kin.name)}."
    return f'<p class="wb-org">{line} <span class="wb-q">{esc(why)}</span></p>'


def _why(candidate: Candidate) -> str:
    parts = [_similarity(candidate), f"rank {candidate.rank}", _found(candidate)]
    if candidate.linked:
        parts.insert(0, f"<b>proposed by {esc(candidate.linked)}</b>")
    return f'<p class="wb-why">{" · ".join(parts)}</p>'


def _similarity(candidate: Candidate) -> str:
    return f"Similarity {candidate.similarity:.2f}" if candidate.model_id else "No similarity"


def _found(candidate: Candidate) -> str:
    """Return which of the two searches proposed the passage, and how many words it shares with the claim."""
    shared = plural(len({candidate.passage.text[start:end].casefold() for start, end in candidate.matched}), "word")
    if Finder.KEYWORDS not in candidate.found_by:
        return f"meaning, {shared}" if candidate.found_by else f"{shared} shared"
    return f"meaning and {shared}" if Finder.MEANING in candidate.found_by else f"{shared} alone"
