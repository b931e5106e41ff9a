"""Which findings go back to one report, among each other and with sources of the library: counted once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import combinations

from sources.matching.origins import origins_of
from sources.origins import Known, Report, credits_of, fingerprint, group, relate, word_sequence
from sources.source import Candidate, Origin, Source

_ENOUGH = 2  # fingerprints in common; one is chance, and beside a credit line it is worth a look
_KEPT = 128  # reports in memory: the results of some six claims, and what the library has beside them


def found_origins(candidates: Sequence[Candidate], held: Sequence[Source]) -> tuple[Origin, ...]:
    """Return the origins of candidates that are not in the library.

    Args:
        candidates: Of one claim, from all places.
        held: Sources of the library that may be the same reports.

    Returns:
        Each source of a candidate in exactly one origin, whose ``source_ids`` name candidates only. Its name is that
        of the report they all go back to, also where that is one of ``held``.
    """
    sources = {one.id: one for one in [*held, *(candidate.source for candidate in candidates)]}
    reports = {one.id: _report(one.id, one.publisher, one.author, one.text) for one in sources.values()}
    prints = {source_id: _prints(one.text) for source_id, one in sources.items()}
    relations = [
        relation
        for one, other in combinations(sorted(sources), 2)
        if len(prints[one] & prints[other]) >= _ENOUGH or reports[one].credits or reports[other].credits
        if (relation := relate(reports[one], reports[other])) is not None
    ]
    known = [
        Known(one.id, one.title or one.name, one.publisher, one.published, _credit(reports[one.id]))
        for one in sources.values()
    ]
    return origins_of(candidates, group(known, relations))


def _credit(report: Report) -> str:
    return next((credit.name for credit in report.credits if credit.whole), "")


@lru_cache(maxsize=_KEPT)
def _report(source_id: str, publisher: str, author: str, text: str) -> Report:
    return Report(source_id, publisher, word_sequence(text), credits_of(text, author=author, publisher=publisher))


@lru_cache(maxsize=_KEPT)
def _prints(text: str) -> frozenset[int]:
    return frozenset(fingerprint(word_sequence(text)))
