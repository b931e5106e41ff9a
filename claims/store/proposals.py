"""What the library proposes for claims, kept in memory until the claim or the library changes. Never verdicts."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from claims.article import Article
from claims.claim import Claim
from claims.store.quoted import quoted_words
from sources.filter import Filter
from sources.language.times.reference import TimeOf
from sources.source import Matches, Query

if TYPE_CHECKING:
    from sources.matching import NameBook
    from sources.store.library import Library

_KEPT = 20_000  # claims whose candidates stay in memory: four articles of 5,000


class Proposals:
    """Proposes passages for claims. Safe to share between threads."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._lock = threading.Lock()
        self._found: OrderedDict[tuple[Query, Filter, int], Matches] = OrderedDict()

    def of(
        self,
        claims: Sequence[Claim],
        article: Article | None,
        *,
        progress: Callable[[int, int], None] | None = None,
        chosen: Filter | None = None,
    ) -> dict[str, Matches]:
        """Return the candidates of each claim by its id; only those not known yet are searched for.

        What comes with a notice, as without the model, is not kept: it is searched for again with the next question.

        Args:
            claims: Of one article.
            article: Theirs, for its day and for the quotations that their wording no longer shows; None where it is
                not at hand.
            progress: Called with the claims embedded so far and their number.
            chosen: Which sources are searched; None is all.

        Raises:
            DatabaseUnavailable: If the library cannot be read just now.
        """
        from sources.matching import match

        version = self._library.version
        chosen = chosen or Filter()
        queries = [_query(one, article) for one in claims]
        with self._lock:
            known = {
                query.id: self._found[query, chosen, version]
                for query in queries
                if (query, chosen, version) in self._found
            }
        unknown = [query for query in queries if query.id not in known]
        new = match(unknown, self._library, progress=progress, chosen=chosen) if unknown else {}
        with self._lock:
            self._found |= {(query, chosen, version): new[query.id] for query in unknown if not new[query.id].notice}
            while len(self._found) > _KEPT:
                self._found.popitem(last=False)
        return known | new

    def not_in_library(self, claims: Sequence[Claim]) -> dict[str, list[int]]:
        """Return the publishers that claims name and the library lacks, each with the numbers of its claims."""
        named: dict[str, list[int]] = {}
        for claim in claims:
            for name in claim.publishers:
                named.setdefault(name, []).append(claim.order)
        book = self._names()
        return {name: numbers for name, numbers in named.items() if not book.find(name)}

    def goes_by(self, claims: Sequence[Claim]) -> dict[str, str]:
        """Return, for each name that claims give as a source, whom it means.

        That is a publisher or author of the library; of those whom the library does not have, the longest name that
        the claims give the same one.
        """
        from sources.matching import NameBook

        names = sorted({name for claim in claims for name in claim.attributed_to})
        book = self._names()
        strange = NameBook([(name, name, "") for name in names if not book.find(name)], self._library.aliases())
        return {name: (book if book.find(name) else strange).goes_by(name) for name in names}

    def _names(self) -> NameBook:
        from sources.matching import name_book

        return name_book(self._library)


def _query(claim: Claim, article: Article | None) -> Query:
    return Query(
        claim.id,
        claim.text,
        claim.attributed_to,
        _event_days(claim),
        article.published if article else None,
        quoted_words(claim, article.text if article else None),
    )


def _event_days(claim: Claim) -> tuple[tuple[date | None, date | None], ...]:
    """Return first and last day of each time of what happened; when it was said dates the saying alone."""
    return tuple((time.start, time.end) for time in claim.dates if time.of is TimeOf.EVENT)
