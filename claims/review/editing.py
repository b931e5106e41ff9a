"""What a reviewer may do to the claims themselves: reword, split, merge, add, take out and restore.

Pure: each function gives the claims as they are afterwards. The article's own words (the span) are never touched.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from claims.claim import Claim, Rule, claim_id
from claims.review.gates import EditConflict, GateClosed, check_reviewer
from sources.identity import normalised
from sources.language.span import Span
from sources.language.times.reference import TimeOf, TimeReference
from sources.untrusted import replaced

_SPLIT, _MERGED, _ADDED = "split by a reviewer", "merged by a reviewer", "added by a reviewer"
# A figure as a newspaper writes it: 46, 1,200, 3.5, 5 %, $1.5.
_FIGURE = re.compile(r"[$€£¥]?\d+(?:[.,]\d+)*(?:\s?%)?")


def check_edit(claim: Claim, version: int, reviewer: str) -> None:
    """Check that ``reviewer`` may edit ``claim``, having read its ``version``.

    Raises:
        GateClosed: If no reviewer is named.
        EditConflict: If the claim was edited or taken out meanwhile.
    """
    check_reviewer(reviewer)
    if claim.version != version:
        state = "was taken out of the list" if claim.removed else f"was edited and now reads “{claim.text}”"
        if claim.gone_in:
            state = f"is no longer in the article, which has version {claim.gone_in}"
        elif claim.changed_in and not claim.removed:
            state = f"changed with version {claim.changed_in} of the article and now reads “{claim.text}”"
        raise EditConflict(f"The claim {state} meanwhile. Yours was not written over it. Look again and edit.")


def reword(claim: Claim, text: str, *, resolved: bool, reviewer: str) -> Claim:
    """Return ``claim`` in other words; ``resolved`` says that they fill in the unresolved words, and clears those.

    Raises:
        GateClosed: If the wording is empty or the claim was taken out.
    """
    _check_there(claim)
    text = _wording(text)
    return replace(
        claim,
        text=text,
        numbers=_figures(text, claim.numbers),
        unresolved=() if resolved else claim.unresolved,
        made_by=reviewer,
        version=claim.version + 1,
    )


def split_claim(claim: Claim, texts: Sequence[str], *, article_text: str, reviewer: str) -> list[Claim]:
    """Return the claims that take the place of ``claim``; it is to be taken out.

    Raises:
        GateClosed: If there are fewer than two different wordings, or one is empty.
    """
    _check_there(claim)
    wordings = list(dict.fromkeys(_wording(text) for text in texts))
    if len(wordings) < 2:
        raise GateClosed("A split needs two different wordings or more. Write one on each line.")
    return [_derived(claim, text, rule=_SPLIT, article_text=article_text, reviewer=reviewer) for text in wordings]


def merge_claims(claims: Sequence[Claim], text: str, *, article_text: str, reviewer: str) -> Claim:
    """Return the claim that takes the place of ``claims``; they are to be taken out.

    Its words in the article reach from the first of theirs to the last.

    Raises:
        GateClosed: If there are fewer than two claims, they are of several articles, or the wording is empty.
    """
    if len({claim.id for claim in claims}) < 2:
        raise GateClosed("A merge needs two claims or more. Choose another claim to merge with.")
    if len({claim.article_id for claim in claims}) > 1:
        raise GateClosed("Only claims of one article can be merged.")
    for claim in claims:
        _check_there(claim)
    ordered = sorted(claims, key=lambda claim: (claim.span, claim.order))
    first = ordered[0]
    whole = replace(
        first,
        span=Span(first.span.start, max(claim.span.end for claim in ordered)),
        sentence=Span(min(c.sentence.start for c in ordered), max(c.sentence.end for c in ordered)),
        attributions=tuple(dict.fromkeys(attribution for claim in ordered for attribution in claim.attributions)),
        is_quotation=all(claim.is_quotation for claim in ordered),
        hedges=tuple(dict.fromkeys(hedge for claim in ordered for hedge in claim.hedges)),
        dates=tuple(dict.fromkeys(time for claim in ordered for time in claim.dates)),
        numbers=tuple(dict.fromkeys(number for claim in ordered for number in claim.numbers)),
        checkable=any(claim.checkable for claim in ordered),
        unresolved=tuple(dict.fromkeys(word for claim in ordered for word in claim.unresolved)),
        check_worthiness=max(claim.check_worthiness for claim in ordered),
        rules=tuple(dict.fromkeys(rule for claim in ordered for rule in claim.rules)),
    )
    return _derived(whole, text, rule=_MERGED, article_text=article_text, reviewer=reviewer)


def add_claim(
    article_id: str, article_text: str, quote: str, text: str, *, reviewer: str, sentences: Sequence[Span] = ()
) -> Claim:
    """Return a claim of the reviewer's own, for words of the article.

    Kinds of blanks, quotation marks and hyphens in ``quote`` may differ from the article's. The shortest of the
    known ``sentences`` that holds it becomes the claim's sentence; where none does, its line.

    Raises:
        GateClosed: If no reviewer is named, the wording is empty, or the article does not have these words.
    """
    check_reviewer(reviewer)
    span = find_quote(article_text, quote)
    if span is None:
        raise GateClosed("These words do not stand in the article. Copy them from the article.")
    text = _wording(text)
    holding = [sentence for sentence in sentences if sentence.start <= span.start and span.end <= sentence.end]
    return Claim(
        id=claim_id(article_id, article_text, span, text),
        article_id=article_id,
        order=0,
        text=text,
        first_text=text,
        span=span,
        sentence=min(holding, key=lambda sentence: sentence.end - sentence.start)
        if holding
        else _line(article_text, span),
        numbers=_figures(text, ()),
        reason=_ADDED,
        rules=(Rule(_ADDED),),
        made_by=reviewer,
    )


def made_by_a_reviewer(claim: Claim) -> bool:
    """Return whether splitting never gave this claim: a reviewer split it off, merged or added it."""
    return any(rule.name in {_SPLIT, _MERGED, _ADDED} for rule in claim.rules)


def with_days_of(split: Sequence[Claim], claims: Sequence[Claim]) -> list[Claim]:
    """Return ``claims`` with the days that the time expressions have in ``split``; all else stays.

    Where an expression is in the article says which one it is.
    """
    days: dict[tuple[Span | None, str], TimeReference] = {
        (time.span, time.text): time for claim in split for time in claim.dates if time.span
    }
    return [
        replace(
            claim,
            dates=tuple(
                replace(time, start=found.start, end=found.end)
                if (found := days.get((time.span, time.text)))
                else time
                for time in claim.dates
            ),
        )
        for claim in claims
    ]


def remove(claim: Claim) -> Claim:
    """Return ``claim`` taken out of the list; it stays in the history."""
    _check_there(claim)
    return replace(claim, removed=True, version=claim.version + 1)


def restore(claim: Claim) -> Claim:
    """Return a claim that was taken out, back in the list with the wording it had.

    Raises:
        GateClosed: If it was not taken out, or the article no longer has its words.
    """
    if claim.gone_in:
        raise GateClosed(f"The article has no such words since version {claim.gone_in}. Add a claim for other words.")
    if not claim.removed:
        raise GateClosed("This claim is in the list already.")
    return replace(claim, removed=False, version=claim.version + 1)


def find_quote(article_text: str, quote: str) -> Span | None:
    """Return where ``quote`` first stands in the article; None where it does not, or has no words.

    Kinds of quotation marks, hyphens and blanks count as the same, and so do composed and decomposed letters.
    """
    folded = normalised(quote)
    if not folded:
        return None
    found = re.search("".join(_FORMS.get(letter) or _letter(letter) for letter in folded), article_text)
    return Span(found.start(), found.end()) if found else None


# The forms that `sources.identity.normalised` makes alike, as patterns over the unaltered text.
_FORMS = {" ": r"\s+", "'": "['‘’‚‛′]", '"': '["“”„‟″]', "-": "[-‐‑]"}


def _letter(letter: str) -> str:
    decomposed = unicodedata.normalize("NFD", letter)
    return re.escape(letter) if decomposed == letter else f"(?:{re.escape(letter)}|{re.escape(decomposed)})"


def _derived(claim: Claim, text: str, *, rule: str, article_text: str, reviewer: str) -> Claim:
    """Return a new claim for the same words of the article, with what of the old one still belongs to it."""
    text = _wording(text)
    folded = normalised(text).casefold()

    def within(words: str) -> bool:
        return normalised(words).casefold() in folded

    def belongs(time: TimeReference) -> bool:
        return time.of is TimeOf.SAYING or within(time.text)

    return replace(
        claim,
        id=claim_id(claim.article_id, article_text, claim.span, text),
        text=text,
        first_text=text,
        dates=tuple(time for time in claim.dates if belongs(time)),
        numbers=_figures(text, claim.numbers),
        unresolved=tuple(words for words in claim.unresolved if within(words)),
        rules=(*claim.rules, Rule(rule)),
        made_by=reviewer,
        version=1,
        removed=False,
    )


def _figures(text: str, known: tuple[str, ...]) -> tuple[str, ...]:
    """Return the figures in ``text``: those known before that are still there, and every other in digits."""
    kept = [number for number in known if number in text]
    rest = text
    for number in sorted(kept, key=len, reverse=True):
        rest = rest.replace(number, " ")
    return tuple(sorted({*kept, *_FIGURE.findall(rest)}, key=text.find))


def _wording(text: str) -> str:
    wording = replaced(text).strip()
    if not wording:
        raise GateClosed("The wording is empty. Write what the article claims.")
    return wording


def _check_there(claim: Claim) -> None:
    if claim.gone_in:
        raise GateClosed(f"The article has no such words since version {claim.gone_in}, so nothing can be edited.")
    if claim.removed:
        raise GateClosed("This claim was taken out of the list. Restore it to edit it.")


def _line(text: str, span: Span) -> Span:
    end = text.find("\n", span.end)
    return Span(text.rfind("\n", 0, span.start) + 1, len(text) if end < 0 else end)
