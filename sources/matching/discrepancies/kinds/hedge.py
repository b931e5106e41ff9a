"""What may be in one of the two and is in the other."""

from __future__ import annotations

from collections.abc import Sequence

from sources.language.lexicon import words
from sources.matching.discrepancies.marks import Mark
from sources.matching.discrepancies.registry import Claim, Passage, registered
from sources.matching.discrepancies.sentence_alignment import Aligned, Coverage
from sources.matching.discrepancies.sentences import Sentence
from sources.source import DiscrepancyKind

_MAY = words("may_hedges")
_MODAL = frozenset({"may", "might", "could"})
_SURELY = frozenset({"be", "have"})  # "could be" weakens; "could sing" may say what somebody was able to do
_ALSO_MAY = _MAY | words("also_may_hedges")
_ADVERBS = words("words_after_may")
_WEIGHING = frozenset({"consider", "considers", "considering"})
_WHICH_REACH = 3  # tokens: "which arms could"
_VARYING = frozenset({"vary", "differ", "depend"})
_REACH = 3  # words behind a hedge in which the first that it weakens stands, adverbs apart


@registered(DiscrepancyKind.HEDGE)
def check(claim: Claim, passage: Passage) -> list[Mark]:
    """Return a mark where one of the two says "may" (or "will") of what the other says is so (or may be)."""
    said = claim.sentence
    for row in (row for row in passage.aligned if row.firm):
        theirs = row.sentence
        for at, stem in _hedged(theirs, _MAY):
            place = _says(said, stem)
            certain = any(_certain(other.sentence, stem) for other in passage.aligned)
            if place is not None and not certain and not _weakened(said):
                return [Mark.of(DiscrepancyKind.HEDGE, said, (place, place), theirs, at)]
    best = passage.aligned[0].sentence
    for at, stem in _hedged(said, _MAY):
        place = _says(best, stem)
        if _only_which(said, at[0]):
            continue
        if place is not None and not any(_weakened(row.sentence) for row in passage.aligned):
            return [Mark.of(DiscrepancyKind.HEDGE, said, at, best, (place, place))]
    return _as_sure(said, passage.aligned, passage.covered)


def _as_sure(claim: Sentence, aligned: Sequence[Aligned], covered: Coverage) -> list[Mark]:
    """Return a mark where the claim says "may" and the passage says most of it in other words, and is sure of it."""
    modal = (at for at in range(len(claim.tokens)) if _is_modal(claim, at) and not _only_which(claim, at))
    may = next(modal, None)
    best = aligned[0].sentence
    if may is None or not covered.enough or any(_weakened(row.sentence) for row in aligned):
        return []
    met = [at for at, token in enumerate(best.tokens) if token.stem and token.stem in claim.stems]
    told = [at for at in met if best.tokens[at].stem in claim.plain] or met
    return [Mark.of(DiscrepancyKind.HEDGE, claim, (may, may), best, (told[0], told[0]))] if told else []


def _only_which(claim: Sentence, at: int) -> bool:
    """Tell whether a "may" says which ones are meant or that it differs: "for which arms could be", "may vary"."""
    before = [token.low for token in claim.tokens[max(0, at - _WHICH_REACH) : at]]
    behind = claim.tokens[at + 1].low if at + 1 < len(claim.tokens) else ""
    return "which" in before or behind in _VARYING


def _is_modal(sentence: Sentence, at: int) -> bool:
    token = sentence.tokens[at]
    following = sentence.tokens[at + 1].low if at + 1 < len(sentence.tokens) else ""
    return token.low in _MODAL and token.text != "May" and (token.low != "could" or following in _SURELY)


def _weakened(sentence: Sentence) -> bool:
    """Tell whether anything in the sentence says that it is not sure."""
    return any(
        token.low in _ALSO_MAY and not (token.text == "May" and at) for at, token in enumerate(sentence.tokens)
    )


def _hedged(sentence: Sentence, words: frozenset[str]) -> list[tuple[tuple[int, int], str]]:
    """Return each hedge with the first word it weakens: tokens from and to, and the stem of the last."""
    found = []
    for at, token in enumerate(sentence.tokens):
        # "May" with a capital inside a sentence is the month.
        if (
            token.low not in words
            or (token.text == "May" and at)
            or _compares(sentence, at)
            or _forbids(sentence, at)
        ):
            continue
        for place in range(at + 1, min(len(sentence.tokens), at + 1 + _REACH)):
            other = sentence.tokens[place]
            if not other.is_word or (token.low in _WEIGHING and not other.low.endswith("ing")):
                break  # "consider selling" is a plan, "consider travel" is a thought.
            if other.stem and other.low not in _ADVERBS:
                found.append(((at, place), other.stem))
                break
    return found


def _forbids(sentence: Sentence, at: int) -> bool:
    """Tell whether "may" says what is allowed to nobody: "nobody may smoke", "no one may enter"."""
    before = [token.low for token in sentence.tokens[max(0, at - 2) : at]]
    return sentence.tokens[at].low == "may" and (before[-1:] in (["nobody"], ["none"]) or before == ["no", "one"])


def _compares(sentence: Sentence, at: int) -> bool:
    """Tell whether "likely" says how often and not how sure: "more likely to be ill"."""
    before = sentence.tokens[at - 1].low if at else ""
    return sentence.tokens[at].low in {"likely", "unlikely"} and before in {
        "more",
        "less",
        "most",
        "least",
        "times",
        "as",
    }


def _certain(sentence: Sentence, stem: str) -> bool:
    """Tell whether a sentence says it, and nothing in it weakens that."""
    return stem in sentence.stems and not _weakened(sentence)


def _says(sentence: Sentence, stem: str) -> int | None:
    return next((place for place, token in enumerate(sentence.tokens) if token.stem == stem), None)
