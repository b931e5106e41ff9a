"""Candidates for claims: the passages of the library that could settle them, and the sources that claims name.

What was found is kept in memory and, for stored claims, in the database, until claim, library, model or rules change.
It is never a verdict.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from claims.article import Article
from claims.claim import Claim
from claims.notes import NumberedNote
from claims.services.ahead import Ahead
from claims.services.kept_matches import KeptMatches
from claims.splitting import Description, describe
from claims.store.database import answered
from claims.store.quoted_words import quoted_words
from sources.bounded_cache import BoundedCache
from sources.filter import Filter
from sources.source import Candidate, Citation, Matches, Query

if TYPE_CHECKING:
    from claims.store.article_state import Sheet
    from claims.store.database import Database
    from sources.matching import NameBook
    from sources.store.library import Library as Sources

# A passage is read in about 30 ms; a reviewer goes back and forth over the columns of some hundred claims.
_described = lru_cache(maxsize=1024)(describe)
_AT_ONCE = 3  # passages whose sentences are embedded in one piece of work ahead: about 15 sentences
_KEPT = 20_000  # claims whose candidates stay in memory: four articles of 5,000
_ARTICLES = 4  # whose claims' queries stay in memory


class Matching:
    """Compares claims with the sources of one library. Safe to share between threads.

    Attributes:
        ahead: Finds the candidates of an article's other claims in the background.
    """

    def __init__(self, database: Database, sources: Callable[[], Sources], model: Callable[[], str]) -> None:
        self.ahead = Ahead(self._next_ahead)
        self._kept = KeptMatches(database, sources, model)
        self._database = database
        self._sources = sources
        self._found: BoundedCache[tuple[Query, Filter, int], Matches] = BoundedCache(_KEPT)
        self._nearest: BoundedCache[tuple[str, str], tuple[int, int]] = BoundedCache(_KEPT)
        self._asked: BoundedCache[str, tuple[Sheet, tuple[Query, ...]]] = BoundedCache(_ARTICLES)

    def of_article(
        self,
        article_id: str,
        *,
        progress: Callable[[int, int], None] | None = None,
        claim_ids: Sequence[str] | None = None,
        chosen: Filter | None = None,
    ) -> dict[str, Matches]:
        """Return the candidates for the claims of a stored article, or for some of its claims, by claim id.

        Args:
            article_id: An article that is not stored has no claims.
            progress: Called with the claims embedded so far and their number.
            claim_ids: Of which claims; None is all.
            chosen: Which sources are searched; None is all.

        Raises:
            Unavailable: If the database does not answer.
        """
        sheet = self._database.article(article_id)
        if sheet is None:
            return {}
        wanted = None if claim_ids is None else set(claim_ids)
        claims = [claim for claim in sheet.present if wanted is None or claim.id in wanted]
        self.ahead.asked()
        queries = [_query(claim, sheet.article, sheet.notes.get(claim.id, ())) for claim in claims]
        found = self._find(queries, chosen or Filter(), progress, stored=True)
        self.ahead.asked()
        return found

    def ready(self, article_id: str, claim_id: str, chosen: Filter) -> bool:
        """Return whether the candidates of a stored claim can be shown now, without the embedding model."""
        sheet = self._database.article(article_id)
        claim = sheet.by_id.get(claim_id) if sheet else None
        if sheet is None or claim is None:
            return False
        query = _query(claim, sheet.article, sheet.notes.get(claim.id, ()))
        with answered():
            version = self._sources().version
            if chosen == Filter():
                self._recall([query], version)
            return self._found.get((query, chosen, version)) is not None

    def _recall(self, queries: Sequence[Query], version: int) -> None:
        """Take what the database keeps for these queries into memory, where it is not there yet."""
        known = self._found.get_all((query, Filter(), version) for query in queries)
        missing = [query for query in queries if (query, Filter(), version) not in known]
        kept = self._kept.load(missing, version)
        self._found.put_all({(query, Filter(), version): kept[query.id][0] for query in missing if query.id in kept})
        for query in missing:
            if query.id in kept:
                matches, nearest = kept[query.id]
                texts = {(one.source.id, one.passage.ordinal): one.passage.text for one in matches.candidates}
                self._nearest.put_all(
                    {(query.text, texts[place]): span for place, span in nearest.items() if place in texts}
                )

    def _next_ahead(self, article_id: str, from_claim: str) -> bool:
        """Do a small piece of work for the next claim whose candidates are not kept; a page waits for no more.

        First come its candidates, then the nearest sentences of a few of them at a time; then all is kept.
        """
        sheet = self._database.article(article_id)
        if sheet is None or self._sources().worker.state != "ready":
            return False
        claims = {claim.id: claim for claim in sheet.present}
        queries = self._queries(sheet)
        start = next((place for place, query in enumerate(queries) if query.id == from_claim), 0)
        version = self._sources().version
        missing = self._kept.open(article_id, queries[start:] + queries[:start], version)
        if not missing:
            return False
        query = missing[0]
        if self._found.get((query, Filter(), version)) is None:
            found = self._find([query], Filter(), stored=True)
            return not found[query.id].notice  # some passages are not embedded yet
        found = self._find([query], Filter(), stored=True)
        candidates = found[query.id].candidates
        known = self._nearest.get_all((query.text, one.passage.text) for one in candidates)
        open_ones = [one for one in candidates if (query.text, one.passage.text) not in known]
        if open_ones:
            self.nearest_sentences(claims[query.id], open_ones[:_AT_ONCE])
            return True
        near = self.nearest_sentences(claims[query.id], candidates)
        return self._kept.save([query], version, found, {query.id: near})

    def _queries(self, sheet: Sheet) -> tuple[Query, ...]:
        """Return what is asked for each claim of an article; made again only when the article has changed."""
        kept = self._asked.get(sheet.article.id)
        if kept is not None and kept[0] is sheet:
            return kept[1]
        queries = tuple(_query(claim, sheet.article, sheet.notes.get(claim.id, ())) for claim in sheet.present)
        self._asked.put(sheet.article.id, (sheet, queries))
        return queries

    def of_claims(
        self,
        claims: Sequence[Claim],
        article: Article | None,
        *,
        progress: Callable[[int, int], None] | None = None,
        chosen: Filter | None = None,
        notes: Mapping[str, Sequence[NumberedNote]] | None = None,
    ) -> dict[str, Matches]:
        """Return the candidates of claims that need not be stored; only those not known yet are searched for.

        What comes with a notice, as without the model, is not kept: it is searched for again the next time.

        Args:
            claims: Of one article.
            article: Theirs, for its day and for the quotations that their wording no longer shows; None where it is
                not known.
            progress: Called with the claims embedded so far and their number.
            chosen: Which sources are searched; None is all.
            notes: Claim id to the notes of the writer that belong to it.

        Raises:
            Unavailable: If the library cannot be read just now.
        """
        queries = [_query(claim, article, (notes or {}).get(claim.id, ())) for claim in claims]
        return self._find(queries, chosen or Filter(), progress, stored=False)

    def _find(
        self,
        queries: Sequence[Query],
        chosen: Filter,
        progress: Callable[[int, int], None] | None = None,
        *,
        stored: bool,
    ) -> dict[str, Matches]:
        """Return candidates from memory, those of ``stored`` claims from the database, else by a search."""
        from sources.matching import match

        with answered():
            sources = self._sources()
            version = sources.version
            if stored and chosen == Filter():
                self._recall(queries, version)
            kept = self._found.get_all((query, chosen, version) for query in queries)
            known = {query.id: matches for (query, _, _), matches in kept.items()}
            unknown = [query for query in queries if query.id not in known]
            new = match(unknown, sources, progress=progress, chosen=chosen) if unknown else {}
        self._found.put_all(
            {(query, chosen, version): new[query.id] for query in unknown if not new[query.id].notice}
        )
        return known | new

    def not_in_library(self, article_id: str) -> dict[str, list[int]]:
        """Return the publishers that claims name and the library lacks, each with the numbers of its claims."""
        named: dict[str, list[int]] = {}
        for claim in self._claims(article_id):
            for name in claim.publishers:
                named.setdefault(name, []).append(claim.order)
        with answered():
            book = self._names()
            return {name: numbers for name, numbers in named.items() if not book.find(name)}

    def linked(self, article_id: str) -> list[Citation]:
        """Return the links of an article to addresses that no source has, each address once, in its order."""
        from sources.matching.citations import titles_of
        from sources.reading.addresses import page_of

        sheet = self._database.article(article_id)
        if sheet is None:
            return []
        with answered():
            titles = titles_of(self._sources())
        numbered = [NumberedNote(number, note) for number, note in enumerate(sheet.article.notes, 1)]
        found: dict[str, Citation] = {}
        for citation in _citations(sheet.article.text, numbered):
            if citation.address and not titles.at(citation.address):
                found.setdefault(page_of(citation.address), citation)
        return list(found.values())

    def goes_by(self, article_id: str) -> dict[str, str]:
        """Return, for each name that claims give as a source, whom it means: "the Office" to its publisher.

        That is a publisher or author of the library; of those whom the library does not have, the longest name that
        the claims give the same source.
        """
        from sources.matching import NameBook

        names = sorted({name for claim in self._claims(article_id) for name in claim.attributed_to})
        with answered():
            book = self._names()
            unknown = [(name, name, "") for name in names if not book.find(name)]
            strange = NameBook(unknown, self._sources().aliases())
            return {name: (book if book.find(name) else strange).goes_by(name) for name in names}

    def nearest_sentences(
        self, claim: Claim, candidates: Sequence[Candidate]
    ) -> dict[tuple[str, int], tuple[int, int]]:
        """Return where in each passage the sentence is that comes nearest to the claim.

        Args:
            claim: Of which these are candidates.
            candidates: Those on the screen: their sentences are embedded, and kept in memory.

        Returns:
            By source id and ordinal of the passage, half-open offsets in its text.

        Raises:
            Unavailable: If the library cannot be read just now.
        """
        from sources.matching import nearest_sentences

        asked = {(claim.text, one.passage.text): one for one in candidates}
        kept = self._nearest.get_all(asked)
        new = [text for (_, text) in asked if (claim.text, text) not in kept]
        if new:
            with answered():
                sources = self._sources()
                spans = nearest_sentences(claim.text, new, sources)
            found = dict(zip([(claim.text, text) for text in new], spans, strict=True))
            kept |= found
            if sources.worker.state == "ready":  # what words alone say is not kept
                self._nearest.put_all(found)
        return {
            (one.passage.source_id, one.passage.ordinal): kept[claim.text, one.passage.text] for one in candidates
        }

    def describe(self, passage: str, published: date | None) -> Description:
        """Return whom a passage names, its figures and its days.

        Args:
            passage: Its words.
            published: Its source's date, on which relative dates depend.

        Raises:
            ParserError: If the parsing model is missing or damaged.
        """
        return _described(passage, published)

    def _claims(self, article_id: str) -> list[Claim]:
        sheet = self._database.article(article_id)
        return sheet.present if sheet else []

    def _names(self) -> NameBook:
        from sources.matching import name_book

        return name_book(self._sources())


def _query(claim: Claim, article: Article | None, notes: Sequence[NumberedNote]) -> Query:
    return Query(
        claim.id,
        claim.text,
        claim.attributed_to,
        claim.event_days,
        article.published if article else None,
        quoted_words(claim, article.text if article else None),
        _citations(article.text if article else "", notes),
    )


def _citations(text: str, notes: Sequence[NumberedNote]) -> tuple[Citation, ...]:
    """Return what notes say about where a claim comes from; words that were set aside say nothing of it."""
    return tuple(
        Citation(one.number, one.note.text or text[one.note.start : one.note.end], one.note.address)
        for one in notes
        if not one.note.kind.set_aside
    )
