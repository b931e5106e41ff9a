"""Quoted words looked up in the whole library, with who says them there. A proposal, never a verdict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sources.language.names import names_nobody
from sources.language.speech import REACH, Said, said_by, same_speaker
from sources.matching.wordings import Wording, find, quotation
from sources.source import Passage, QuotationCheck, Quoted, Source

if TYPE_CHECKING:
    from sources.matching.found import Found
    from sources.store.library import Library

# Where quoted words are looked for, by the keyword index: the sources that share most of their words, and of each the
# passages that do. A quotation stands in one place of few sources, and its copies in few more.
_SOURCES = 12
_PASSAGES = 3
# Quotations looked up in one reading of the library, so that the texts in memory stay few.
_AT_ONCE = 32
_Held = Mapping[str, tuple[Source, list[Passage]]]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a source has the words, and who says them there."""

    source: Source
    wording: Wording
    said: Said
    fits: bool | None  # whether it is whom the claim names; None where nobody can tell

    @property
    def rank(self) -> tuple[bool, bool, float, str, int]:
        """Orders places, the best first: said by the one named, word for word, nearest."""
        return (self.fits is False, not self.wording.exact, -self.wording.share, self.source.id, self.wording.start)


def quotation_checks(found: Found, library: Library) -> dict[str, tuple[QuotationCheck, ...]]:
    """Return what became of the quoted words of each claim that has any, by the claim's id.

    Words stand exactly where nothing differs but marks, case, blanks, and what "…" or "[the]" leaves out. They are
    altered where most words are the same in the same order. They are somebody else's where the text names another
    speaker than the claim does, or where the claim's speaker is not named anywhere near.
    """
    asked = [query for query in found.queries if query.quoted]
    checks: dict[str, tuple[QuotationCheck, ...]] = {}
    for first in range(0, len(asked), _AT_ONCE):
        some = asked[first : first + _AT_ONCE]
        near = _near(sorted({words for query in some for words in query.quoted}), library)
        for query in some:
            for candidate in found.matches[query.id].candidates:
                for words in query.quoted:
                    near[words].setdefault(candidate.source.id, []).append(candidate.passage.ordinal)
        held = library.load_passages({one for places in near.values() for one in places})
        for query in some:
            named = {name: found.named.get(name, frozenset()) for name in dict.fromkeys(query.attributed_to)}
            checks[query.id] = tuple(_check(words, named, near[words], held) for words in query.quoted)
    return checks


def _near(quoted: Sequence[str], library: Library) -> dict[str, dict[str, list[int]]]:
    """Return, for each quotation, the sources and their passages that share most of its rare words."""
    index = library.keywords()
    places: dict[str, dict[str, list[int]]] = {}
    for words in quoted:
        scores = index.scores(words)
        least = np.partition(scores, -_SOURCES)[-_SOURCES] if len(scores) > _SOURCES else 0.0
        sharing = [int(at) for at in np.flatnonzero((scores >= least) & (scores > 0))]
        sharing.sort(key=lambda at: (-scores[at], index.sources[at]))
        some = [index.sources[at] for at in sharing[:_SOURCES]]
        places[words] = {
            source_id: [int(at) for at in np.argsort(-own.overall, kind="stable")[:_PASSAGES] if own.overall[at] > 0]
            for source_id, own in zip(some, index.passage_scores(words, some), strict=True)
        }
    return places


def _check(
    words: str, named: Mapping[str, frozenset[str]], near: Mapping[str, Sequence[int]], held: _Held
) -> QuotationCheck:
    places = [
        _placed(source, wording, named)
        for source_id in sorted(near)
        if source_id in held
        for source, wording in _wordings(words, *held[source_id], sorted(set(near[source_id])))
    ]
    if not places:
        return QuotationCheck(
            words, Quoted.NOWHERE, sentence="No source of the library has these words or nearly these."
        )
    best = min(places, key=lambda place: place.rank)
    start, end = best.wording.start, best.wording.end
    finding = Quoted.EXACT if best.wording.exact else Quoted.ALTERED
    if best.fits is False:
        finding = Quoted.MISATTRIBUTED
    speakers = best.said.speakers if best.said.carried else ()
    return QuotationCheck(
        words,
        finding,
        best.source.id,
        start,
        end,
        best.source.text[start:end],
        best.wording.changes,
        speakers,
        _sentence(best, speakers, list(named)),
    )


def _wordings(
    words: str, source: Source, passages: Sequence[Passage], ordinals: Sequence[int]
) -> list[tuple[Source, Wording]]:
    """Return the wordings of a source, one a passage; a quotation may begin in one passage and end in the next."""
    found: list[tuple[Source, Wording]] = []
    quoted = quotation(words)
    for ordinal in ordinals:
        if ordinal >= len(passages):
            continue
        start = max(0, passages[ordinal].start - len(words))
        end = min(len(source.text), passages[ordinal].end + len(words))
        one = find(quoted, source.text[start:end])
        if one is not None:
            found.append((source, Wording(start + one.start, start + one.end, one.share, one.changes)))
    return found


def _placed(source: Source, wording: Wording, named: Mapping[str, frozenset[str]]) -> _Place:
    said = said_by(source.text, wording.start, wording.end)
    return _Place(source, wording, said, _fits(source, wording, said, named))


def _fits(source: Source, wording: Wording, said: Said, named: Mapping[str, frozenset[str]]) -> bool | None:
    """Tell whether the words are said by one of those that the claim names."""
    if any(source.id in ids for ids in named.values()):
        return True
    certain = [name for name in named if not names_nobody(name) and any(letter.isupper() for letter in name)]
    if any(same_speaker(name, speaker) for name in certain for speaker in said.speakers):
        return True
    if not certain:
        return None
    if said.carried and any(not names_nobody(speaker) for speaker in said.speakers):
        return False
    around = source.text[max(0, wording.start - REACH) : wording.end + REACH]
    return None if any(_mentioned(name, around) for name in certain) else False


def _mentioned(name: str, text: str) -> bool:
    from sources.language.names import name_words
    from sources.matching.wordings import words_of

    wanted = name_words(name)
    return bool(wanted & {word.low.removesuffix("'s") for word in words_of(text)})


def _sentence(place: _Place, speakers: Sequence[str], named: Sequence[str]) -> str:
    where = place.source.publisher or place.source.title or place.source.name or "A source"
    who = f", where {speakers[0]} says it" if speakers else ""
    said = "Word for word" if place.wording.exact else "Nearly so"
    text = f"{said} in {where}{who}"
    if place.fits is False:
        text += f"; the claim has it from {_listed(named)}"
    return f"{text}." + "".join(f" {_change(*change)}" for change in place.wording.changes)


def _change(quoted: str, found: str) -> str:
    if not quoted:
        return f"The claim leaves out “{found}”."
    if not found:
        return f"“{quoted}” does not stand there."
    return f"There it reads “{found}”, in the claim “{quoted}”."


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]
