"""Whether a passage has what it says of a claim from another source: "52 hangers are cracked, the Wire reported"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from sources.language.lexicon import lines
from sources.language.paragraphs import sentences
from sources.language.patterns import one_of
from sources.language.verbs_of_saying import forms_of
from sources.origins import outlet_names
from sources.source import Candidate, OriginKind, OriginLink, Source

_SAYS = rf"(?:has |had |first |also )*{forms_of('citing_verbs', nouns=True)}"
_BEFORE = one_of(*lines("citing_cues"))
_SHOWN = 160  # characters of the sentence that is shown as the reason


def citations(candidates: Sequence[Candidate]) -> list[OriginLink]:
    """Return for each source among the candidates which other it cites for the claim, in the order of candidates.

    What counts is the sentence of its best passage that has most of the claim's words. It cites an outlet that speaks
    of the claim too, and that was not published later. A sentence that cites two of them is no copy of either. What
    an office or a person said is reported by whoever heard it: only outlets are cited in this sense.
    """
    best: dict[str, Candidate] = {}
    for candidate in candidates:
        best.setdefault(candidate.source.id, candidate)
    found = []
    for one in best.values():
        words = _sentence(one)
        cited = [
            other.source
            for other in best.values()
            if _may_cite(one.source, other.source) and _cites(words, other.source, one.source, best.values())
        ]
        if len({source.publisher for source in cited}) == 1:
            # Of several reports of that outlet the one that stands first among the candidates.
            found.append(OriginLink(one.source.id, cited[0].id, OriginKind.CITES, _reason(words, cited[0])))
    return found


def _sentence(candidate: Candidate) -> str:
    text = candidate.passage.text
    spans = sentences(text)
    if not spans:
        return text
    start, end = max(
        spans, key=lambda span: (sum(span[0] <= place < span[1] for place, _ in candidate.matched), -span[0])
    )
    return text[start:end]


def _may_cite(one: Source, other: Source) -> bool:
    if (
        one.id == other.id
        or outlet_names.same(one.publisher, other.publisher)
        or not outlet_names.is_outlet(other.publisher)
    ):
        return False
    return one.published is None or other.published is None or other.published <= one.published


def _cites(words: str, cited: Source, by: Source, among: Iterable[Candidate]) -> bool:
    names = [re.escape(outlet_names.full(cited.publisher))]
    short = cited.publisher.split()[-1]
    alike = {one.source.publisher for one in among if one.source.publisher.endswith(f" {short}")}
    # "The Herald" is the one Herald in sight, and not the paper's own name for itself.
    if alike == {cited.publisher} and not by.publisher.endswith(short) and outlet_names.is_outlet(short):
        names.append(rf"[Tt]he {re.escape(short)}")
    name = rf"(?:{'|'.join(names)})"
    return re.search(rf"\b{name}\b,? {_SAYS}\b|\b{_BEFORE} (?:the )?{name}\b", words) is not None


def _reason(words: str, cited: Source) -> str:
    line = " ".join(words.split())
    if len(line) > _SHOWN:
        line = line[:_SHOWN].rsplit(" ", 1)[0] + " …"
    return f"Has it from {cited.publisher}: “{line}”"
