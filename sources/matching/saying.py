"""The sentence beside a check of a named source, for a person to read."""

from __future__ import annotations

from collections.abc import Sequence

from sources.language.lexicon import words
from sources.language.names import names_nobody
from sources.source import Discrepancy, DiscrepancyKind, Saying

_DENYING = words("denying_words")
_LONGEST = 90  # characters of what differs, in a sentence
_MISSING = 4  # words that are named as missing


def sentence_of(
    named: str,
    saying: Saying,
    marks: Sequence[Discrepancy],
    shown: str,
    *,
    figures: Sequence[str] = (),
    missing: Sequence[str] = (),
    why: str = "",
) -> str:
    """Return what a source says of a claim.

    Args:
        named: The source as the claim names it.
        saying: What it was found to say; not silent, and in the library.
        marks: In what the passage that shows it differs from the claim.
        shown: Its whole sentence.
        figures: Its figures that the claim has too.
        missing: Words of the claim that stand nowhere in it.
        why: What keeps the sentence from saying the claim although it has its words.
    """
    who, whole = subject(named), " ".join(shown.split()).rstrip(".")
    if saying is Saying.SEEMS:
        return f"{who} seems to say it: “{whole}”."
    if saying is Saying.SAYS and figures:
        return f"{who} gives {_listed(figures)}, as the claim does: “{whole}”."
    if saying is Saying.SAYS:
        return f"{who} says it: “{whole}”."
    if saying is Saying.SPEAKS:
        return f"{who} mentions it, but {why}: “{whole}”."
    if why:
        return f"{who} says the opposite, {why}: “{whole}”."
    differing = [mark for mark in marks if mark.kind.reverses] if saying is Saying.OPPOSITE else list(marks)
    if saying is Saying.OPPOSITE and denies(differing[0]):
        return f"{who} says the opposite, “{_short(differing[0].passage_words)}” denies it: “{whole}”."
    if saying is Saying.OPPOSITE:
        return f"{who} says the opposite: {_difference(differing[0])}."
    if differing:
        return f"{who} says it otherwise: " + "; ".join(_difference(mark) for mark in differing) + "."
    if missing:
        more = ", ".join(f"“{word}”" for word in missing[:_MISSING]) + (
            " and more" if len(missing) > _MISSING else ""
        )
        return f"{who} says part of it: “{whole}”. Not there: {more}."
    return f"{who} says it in parts: “{whole}”."


def silent_sentence(named: str, documents: int, quoting: str) -> str:
    """Return that a source says nothing of a claim; ``quoting`` is who else quotes it on the matter, or empty."""
    count = "its one document" if documents == 1 else f"its {documents} documents"
    beside = f" {quoting} quotes {named} on this." if quoting else ""
    return f"{subject(named)} says nothing of it in {count} in the library.{beside}"


def absent_sentence(named: str, quoting: str) -> str:
    """Return that the library has nothing by a source; ``quoting`` is who else quotes it on the matter, or empty."""
    if names_nobody(named):
        return f"“{named}” says what somebody is, not who, so no document here is known to be theirs." + (
            f" {quoting} has somebody so called say it." if quoting else ""
        )
    return f"{subject(named)} is not in the library" + (f"; {quoting} quotes {named}." if quoting else ".")


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " and " + words[-1]


def subject(named: str) -> str:
    """Return a name as it begins a sentence."""
    return named[:1].upper() + named[1:]


def denies(mark: Discrepancy) -> bool:
    """Tell whether the source denies what the claim says, and not the other way round."""
    ours = mark.claim_words.lower().split()
    return mark.kind is DiscrepancyKind.NEGATION and not any(
        word in _DENYING or word.endswith(("n't", "n’t")) for word in ours
    )


def _difference(mark: Discrepancy) -> str:
    here, claim = f"“{_short(mark.passage_words)}”", f"the claim “{_short(mark.claim_words)}”"
    if mark.kind is DiscrepancyKind.NUMBER and mark.claim_words:
        return f"it gives {_short(mark.passage_words)}, the claim {_short(mark.claim_words)}"
    return f"it has {here}, {claim}" if mark.claim_words else f"it has {here}, which the claim has not"


def _short(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= _LONGEST else plain[: _LONGEST - 1].rstrip() + "…"
