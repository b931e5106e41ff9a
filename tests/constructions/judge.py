"""Judges the claims of a generated sentence: right, or wrong with the reason.

An expectation is a line such as

    The roof (has) leaked | it leaked; by Ana Ruiz + (the Mail); marked falsely, wrongly

The first part is the claim's wording. Case, quotation marks and punctuation do not count. `...` is any words or none,
`(word)` may be missing, `<is/was>` is either, ` | ` divides alternatives, and `<all>` is the whole sentence.
What follows each semicolon narrows it:

    by A + (B)      attributed to A, and to nobody else but perhaps B; "by *" is anybody or nobody
    by nobody       not attributed
    marked x, y     one of the words is in the claim's text, its hedges or its cue
    unmarked x, y   none of them is
    kind a, b       the claim has one of these kinds
    not kind a, b   the claim has none of these kinds
    open x          "x" is marked as open (part of an unresolved word); "open *" is anything
    day D           a date begins on D, as YYYY-MM-DD
    figures x, y    exactly these figures; "figures none" is none
    hedges none     no hedge at all
    checkable no    the claim is marked as one that cannot be checked; "checkable yes" is the opposite

A claim that must or may be there is attributed to nobody unless "by" says otherwise; a forbidden claim is forbidden
whoever it is attributed to.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from claims.claim import Attribution, Claim, ClaimKind
from sources.language.span import Span
from sources.language.times.reference import TimeOf, TimeReference

if TYPE_CHECKING:
    from tests.constructions.templates import Sentence

_CLAUSES = ("by", "marked", "unmarked", "kind", "not kind", "open", "day", "figures", "hedges", "checkable")
_PIECE = re.compile(r"\.\.\.|\([^)]*\)|<[^>]*>|(?:(?!\.\.\.)[^(<])+")
# Marks of punctuation and quotation, but not the stop or comma within a number, nor an apostrophe within a word.
_MARKS = re.compile(r"[.,](?!\d)|[\"“”‘«»;:!?()\[\]—–]|--|(?<!\w)['’]|['’](?!\w)")


@dataclass(frozen=True, slots=True)
class Expectation:
    """A claim that is wanted, allowed or forbidden, as a line of a template says it."""

    line: str
    wordings: tuple[str, ...]
    narrowed: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def matches(self, claim: Claim, *, speaker_counts: bool = True) -> bool:
        """Whether the claim has one of the wordings and all that narrows them.

        Args:
            claim: The claim to look at.
            speaker_counts: Whether an expectation without "by" means that nobody said it.
        """
        said = plain(claim.text) + " "
        if not any(re.fullmatch(_pattern(wording), said) for wording in self.wordings):
            return False
        return all(_holds(name, self.narrowed.get(name), claim, speaker_counts) for name in _CLAUSES)

    def example(self) -> Claim:
        """Return a claim that matches, for tests of the judge itself."""
        spoken = [
            name for name in self.narrowed.get("by", ()) if name not in {"*", "nobody"} and not name.startswith("(")
        ]
        marked = self.narrowed.get("marked", ("",))[0]
        days = self.narrowed.get("day", ())
        figures = self.narrowed.get("figures", ())
        return replace(
            claim_of(_example(self.wordings[0])),
            attributions=tuple(Attribution(name, "said") for name in spoken),
            hedges=(marked,) if marked else (),
            dates=tuple(TimeReference(day, date.fromisoformat(day), None, TimeOf.EVENT) for day in days),
            numbers=() if figures == ("none",) else figures,
            kind=ClaimKind(self.narrowed.get("kind", ("event",))[0]),
            unresolved=self.narrowed.get("open", ()),
            checkable=self.narrowed.get("checkable") != ("no",),
        )


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether the claims of a sentence are right; if not, why."""

    right: bool
    reason: str = ""


def claim_of(text: str) -> Claim:
    """Return a claim with this wording and nothing else that is known of it."""
    nowhere = Span(0, 0)
    return Claim("", "", order=1, text=text, first_text=text, span=nowhere, sentence=nowhere)


def expectation(line: str, sentence: str) -> Expectation:
    """Read a line of a template whose places are filled."""
    wording, *rest = [part.strip() for part in line.split(";")]
    wordings = tuple(part.strip() for part in wording.replace("<all>", sentence).split(" | "))
    narrowed: dict[str, tuple[str, ...]] = {}
    for part in rest:
        name = next((name for name in sorted(_CLAUSES, key=len, reverse=True) if part.startswith(name + " ")), None)
        if name is None:
            raise ValueError(f"{part!r} in the expectation {line!r} begins with none of {', '.join(_CLAUSES)}.")
        divider = " + " if name == "by" else ", "
        narrowed[name] = tuple(word.strip() for word in part.removeprefix(name).strip().split(divider))
    return Expectation(line, wordings, narrowed)


def judge(sentence: Sentence, claims: Sequence[Claim]) -> Judgement:
    """Return whether the claims say what they must, nothing that they must not, and nothing that nobody foresaw."""
    for claim in claims:
        for forbidden in sentence.must_not:
            if forbidden.matches(claim, speaker_counts=False):
                return Judgement(right=False, reason=f"forbidden: {_shown(claim)}")
    for wanted in sentence.must:
        if not any(wanted.matches(claim) for claim in claims):
            return Judgement(right=False, reason=f"missing: {wanted.line} · there is: {_list(claims)}")
    for claim in claims:
        if not any(allowed.matches(claim) for allowed in (*sentence.must, *sentence.may)):
            return Judgement(right=False, reason=f"unforeseen: {_shown(claim)}")
    return Judgement(right=True)


def plain(text: str) -> str:
    """Return the words of a text in lower case without punctuation and quotation marks."""
    return " ".join(_MARKS.sub(" ", text.lower().replace("''", " ").replace("’", "'")).split())


def _pattern(wording: str) -> str:
    """Return the regular expression of a wording; in it and in the text, a space follows each word."""
    pieces = []
    for piece in _PIECE.findall(wording):
        if piece == "...":
            pieces.append(r"(?:\S+ )*")
        elif piece.startswith("("):
            pieces.append(f"(?:{_words(piece[1:-1])})?")
        elif piece.startswith("<"):
            pieces.append("(?:" + "|".join(_words(choice) for choice in piece[1:-1].split("/")) + ")")
        else:
            pieces.append(_words(piece))
    return "".join(pieces)


def _words(text: str) -> str:
    return "".join(re.escape(word) + " " for word in plain(text).split())


def _example(wording: str) -> str:
    """Return a text that the wording matches: the first choice, nothing that may be missing, no further words."""
    pieces = []
    for piece in _PIECE.findall(wording):
        if piece.startswith("<"):
            pieces.append(piece[1:-1].split("/")[0])
        elif piece != "..." and not piece.startswith("("):
            pieces.append(piece)
    return " ".join("".join(pieces).split())


def _holds(name: str, wanted: tuple[str, ...] | None, claim: Claim, speaker_counts: bool) -> bool:
    """Whether the claim has what one part behind a semicolon wants of it."""
    if name == "by":
        return _said_by(("nobody",) if wanted is None and speaker_counts else wanted or ("*",), claim)
    if wanted is None:
        return True
    if name in {"marked", "unmarked"}:
        cues = [attribution.cue for attribution in claim.attributions]
        told = " ".join([claim.text, *claim.hedges, *cues]).lower()
        return any(word.lower() in told for word in wanted) is (name == "marked")
    if name in {"kind", "not kind"}:
        return (str(claim.kind) in wanted) is (name == "kind")
    if name == "open":
        opened = " ".join(claim.unresolved).lower()
        return bool(opened) and ("*" in wanted or any(word.lower() in opened for word in wanted))
    if name == "day":
        return any(time.start is not None and time.start.isoformat() in wanted for time in claim.dates)
    if name == "figures":
        return sorted(claim.numbers) == sorted(word for word in wanted if word != "none")
    if name == "checkable":
        return claim.checkable is (wanted == ("yes",))
    return not claim.hedges


def _said_by(wanted: tuple[str, ...], claim: Claim) -> bool:
    if "*" in wanted:
        return True
    if wanted == ("nobody",):
        return not claim.attributed_to
    sources = [plain(source) for source in claim.attributed_to]
    needed = [_bare(name) for name in wanted if not name.startswith("(")]
    allowed = needed + [_bare(name[1:-1]) for name in wanted if name.startswith("(")]
    return all(any(name in source for source in sources) for name in needed) and all(
        any(name in source for name in allowed) for source in sources
    )


def _bare(name: str) -> str:
    """Return a name in plain words without its article: "the Mail" and "Mail" are one source."""
    return plain(name).removeprefix("the ")


def _shown(claim: Claim) -> str:
    """Return a claim on one line, with what the expectations can look at."""
    parts = [claim.text]
    if claim.attributions:
        parts.append("by " + " + ".join(claim.attributed_to))
    cues = [attribution.cue for attribution in claim.attributions if attribution.cue]
    for label, words in (("cue", cues), ("hedges", claim.hedges), ("open", claim.unresolved)):
        if words:
            parts.append(f"{label} {', '.join(words)}")
    if not claim.checkable or claim.kind is not ClaimKind.EVENT:
        parts.append(f"kind {claim.kind}" + ("" if claim.checkable else ", not checkable"))
    parts += [f"day {time.start}" for time in claim.dates]
    if claim.numbers:
        parts.append(f"figures {', '.join(claim.numbers)}")
    return "; ".join(parts)


def _list(claims: Sequence[Claim]) -> str:
    return " / ".join(_shown(claim) for claim in claims) or "nothing"
