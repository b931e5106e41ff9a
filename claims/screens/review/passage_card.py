"""One passage as escaped HTML: who says it and when, its words with what is alike and what differs, and why it is here."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from claims.screens.markup import esc, marked
from claims.screens.review.column_selection import Kinship
from claims.screens.wording import SAYINGS, day, distance, plural
from sources.source import AttributedCheck, Candidate, Finder, Saying


def head(
    claim_id: str,
    place: int,
    candidate: Candidate,
    kin: Kinship | None,
    *,
    pinned: bool,
    most: bool = False,
    beside: str = "",
) -> str:
    """Return the upper part of a column, which never scrolls: number, label, publisher, what speaks against the date.

    ``most`` says that the passage was brought up because it holds most of what is open; ``beside`` is at the end of the
    first line.
    """
    source = candidate.source
    if candidate.attributed_as:
        tag = '<span class="wb-tag att">◆ Attributed source</span>'
    elif candidate.linked:
        tag = f'<span class="wb-tag att" title="Proposed by {esc(candidate.linked)}">◆ Linked source</span>'
    elif kin is not None and kin.same_as:
        tag = '<span class="wb-tag">Copy</span>'
    else:
        tag = '<span class="wb-tag">Candidate</span>'
    evidence = '<span class="wb-tag ev">■ Evidence</span>' if pinned else ""
    holds = '<span class="wb-tag wb-most">□ Most</span>' if most and not pinned else ""
    cautions = "".join(
        f'<p class="wb-ti"><b class="wb-un">! {esc(one.value.capitalize())}</b></p>' for one in candidate.cautions
    )
    return (
        f'<div class="wb-lab" data-for="{esc(claim_id)}"><span class="nr">{place}</span>{tag}{holds}{evidence}{beside}</div>'
        f"<h3>{esc(source.publisher or 'No publisher')}</h3>{cautions}"
    )


def about(candidate: Candidate, article_day: date | None) -> str:
    """Return what is known of the source: title, date and its distance from the article, and the passage's place."""
    source = candidate.source
    if source.published is None:
        when = '<b class="wb-un">! no date</b>'
    else:
        away = distance(source.published, article_day)
        when = day(source.published) + (f", {away}" if away else "")
    where = source.place_of(candidate.passage.start, candidate.passage.end)
    title = esc(source.title or source.name or "Untitled")
    return f'<p class="wb-ti"><span class="wb-cut" title="{title}">{title}</span>{when} · {esc(where)}</p>'


def words(candidate: Candidate, holding: Iterable[tuple[int, int]]) -> str:
    """Return the passage with the words that hold terms of the claim, and those in which it differs, marked."""
    differing = [(one.start, one.end) for one in candidate.discrepancies]
    return marked(candidate.passage.text, holding, differing)


def foot(candidate: Candidate, check: AttributedCheck | None, kin: Kinship | None, *, brief: bool = False) -> str:
    """Return the lower part of a column: what was found, what differs, the origin, and why it was proposed.

    ``brief`` leaves what joins the source to its origin to the tip that the pointer brings up, and what differs to
    `differs`.
    """
    found = "" if brief and candidate.discrepancies else differs(candidate)
    return f"{says(check, brief=brief) if check else ''}{found}{_origin(kin, brief=brief)}{_why(candidate)}"


def says(check: AttributedCheck, *, brief: bool = False) -> str:
    """Return the proposal about what a named source says, in words; never a verdict.

    ``brief`` leaves the words that show it to the passage above.
    """
    word = SAYINGS[check.saying]
    sentence = check.sentence
    if brief and ": “" in sentence:
        sentence = sentence.partition(": “")[0] + "."
    about = f" {esc(sentence)}" if sentence else ""
    seems = "" if check.saying in {Saying.SILENT, Saying.NOT_IN_LIBRARY} else ", it seems"
    return f'<p class="wb-says"><b class="wb-{word.css}">{word.sign} {esc(word.word.capitalize())}</b>{seems}.{about}</p>'


def differs(candidate: Candidate) -> str:
    """Return in words what differs from the claim; nothing where no difference was found, which says nothing."""
    if not candidate.discrepancies:
        return ""
    lines = [f"<b>≠ {one.kind.value.capitalize()}:</b> {esc(one.sentence)}" for one in candidate.discrepancies]
    return f'<p class="wb-cf">{"<br>".join(lines)}</p>'


def _origin(kin: Kinship | None, *, brief: bool) -> str:
    if kin is None:
        return ""
    others = ", ".join(kin.others)
    why = " ".join(kin.why)
    if kin.same_as:
        line = f"<b>Same origin as {kin.same_as}</b>, counted once."
    elif others:
        line = f"<b>Same origin:</b> {esc(others)}, counted once."
    else:
        line = f"<b>Origin:</b> {esc(kin.name)}."
    shown = "" if brief else f' <span class="wb-q">{esc(why)}</span>'
    return f'<p class="wb-org" title="{esc(why)}">{line}{shown}</p>'


def _why(candidate: Candidate) -> str:
    similarity = f"Similarity {candidate.similarity:.2f}" if candidate.model_id else "No similarity"
    parts = [similarity, f"rank {candidate.rank}", _found(candidate)]
    if candidate.linked:
        parts.insert(0, f"<b>proposed by {esc(candidate.linked)}</b>")
    return f'<p class="wb-why">{" · ".join(parts)}</p>'


def _found(candidate: Candidate) -> str:
    """Return which of the two searches proposed the passage, and how many words it shares with the claim."""
    shared = plural(len({candidate.passage.text[start:end].casefold() for start, end in candidate.matched}), "word")
    if Finder.KEYWORDS not in candidate.found_by:
        return f"meaning, {shared}" if candidate.found_by else f"{shared} shared"
    return f"meaning and {shared}" if Finder.MEANING in candidate.found_by else f"{shared} alone"
