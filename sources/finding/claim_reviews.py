"""Claims that fact-checkers reviewed: the Fact Check Tools API, and files of ClaimReview (schema.org).

A review is shown with who made it, its rating in its own words, and its day. It is never a verdict.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from sources.finding.place import PlaceFailed, Result, each
from sources.finding.web import ask_site, entries, part, text
from sources.identity import digest
from sources.index import KeywordIndex, SourceWords
from sources.reading.fetching import Network
from sources.reading.limits import FILE_BYTES
from sources.source import Document
from sources.untrusted import Unusable, day, mended_json

FACT_CHECK_TOOLS = "https://factchecktools.googleapis.com/v1alpha1/claims:search"
ENDINGS = (".json", ".jsonld")
_DEEPEST = 8  # lists and graphs within one another; a data feed has four
_MOST = 200_000  # reviews of one file; the largest public collection has some 80,000


class FactCheckTools:
    """Google's Fact Check Tools API.

    Args:
        key: Sent to it and to nobody else.
        network: The way out of this machine; None is its own.
    """

    name = "Fact Check Tools"
    publisher = ""
    edition: date | None = None
    outside = True
    takes_words = True
    terms = "Google's API terms; a review belongs to its publisher, and its rating is given in its own words."

    def __init__(self, key: str, network: Network | None = None) -> None:
        self._key = key
        self._network = network

    def search(self, words: str, limit: int) -> list[Result]:
        """Return reviewed claims with these words; raises `PlaceFailed`."""
        parameters = {"query": words, "pageSize": str(limit), "languageCode": "en"}
        answer = ask_site(FACT_CHECK_TOOLS, parameters, self._network, {"X-Goog-Api-Key": self._key})
        found = []
        for claim in entries(answer, "claims"):
            for review in entries(claim, "claimReview"):
                found_review = read_review(
                    claimed=text(claim, "text"),
                    claimant=text(claim, "claimant"),
                    publisher=text(review, "publisher", "name") or text(review, "publisher", "site"),
                    rating=text(review, "textualRating"),
                    title=text(review, "title"),
                    url=text(review, "url"),
                    reviewed=day(text(review, "reviewDate")),
                )
                if found_review is not None:
                    found.append(_result(found_review))
        return found[:limit]

    def fetch(self, results: Sequence[Result]) -> list[Document | str]:
        """Return reviews as documents."""
        return each(results, _given)


class ClaimReviewFile:
    """A file of ClaimReview on this machine: JSON-LD, a graph or list of them, or a DataFeed.

    Args:
        path: Of the file.

    Raises:
        PlaceFailed: If it is not there, is no JSON, or holds no review.
    """

    outside = False
    takes_words = True
    edition: date | None = None
    publisher = ""
    terms = "The licence of whoever gave you the file; nothing leaves this machine."

    def __init__(self, path: Path) -> None:
        self.name = path.name
        try:
            size = path.stat().st_size
            if size > FILE_BYTES:
                raise PlaceFailed(f"“{path.name}” has more than {FILE_BYTES // 2**20} MB. Divide it.")
            value, _ = mended_json(path.read_text(encoding="utf-8-sig"))
        except (OSError, UnicodeDecodeError, Unusable):
            raise PlaceFailed(f"“{path.name}” cannot be read as JSON.") from None
        found = [review for review in map(_schema_review, _reviews(value)) if review is not None]
        if not found:
            raise PlaceFailed(f"“{path.name}” has no ClaimReview in it.")
        self._reviews = {str(place): review for place, review in enumerate(found[:_MOST])}
        self._index = KeywordIndex.of(
            SourceWords(key, one.document.title, [one.document.text]) for key, one in self._reviews.items()
        )

    def search(self, words: str, limit: int) -> list[Result]:
        """Return the reviews that have most of the words."""
        scores = self._index.scores(words)
        best = np.argsort(-scores, kind="stable")[:limit]
        return [_result(self._reviews[self._index.sources[at]]) for at in best if scores[at] > 0]

    def fetch(self, results: Sequence[Result]) -> list[Document | str]:
        """Return reviews as documents."""
        return each(results, _given)


@dataclass(frozen=True, slots=True)
class Review:
    """A fact-checker's review.

    Attributes:
        document: A text that says who rated what how.
        rating: In the fact-checker's own words; empty where there is none.
    """

    document: Document
    rating: str


def read_review(
    *, claimed: str, claimant: str, publisher: str, rating: str, title: str, url: str, reviewed: date | None
) -> Review | None:
    """Return a review as a text that says who rated what how; None without a claim or a publisher."""
    if not claimed or not publisher:
        return None
    # As somebody's word: the publisher of a review does not say what it reviews.
    said = f"{claimant or 'Somebody'} claimed: “{claimed.rstrip('.')}.”"
    on = f" on {reviewed.isoformat()}" if reviewed else ""
    rated = f"rated it “{rating}”" if rating else "gave no rating"
    words = f"{said}\n\n{publisher} reviewed this claim{on} and {rated}."
    document = Document(
        text=words,
        kind="txt",
        name=f"{publisher}: {claimed}"[:200],
        title=title or claimed,
        publisher=publisher,
        published=reviewed,
        url=url,
    )
    return Review(document, rating)


def _result(review: Review) -> Result:
    document = review.document
    key = digest(document.publisher, document.url, document.text)
    return Result(key, document.title, document.url, document.published, review.rating, document)


def _given(result: Result) -> Document:
    if result.document is None:
        raise PlaceFailed(f"“{result.title}” is no review that was found before.")
    return result.document


def _schema_review(review: dict[str, Any]) -> Review | None:
    rating = part(review, "reviewRating")
    if isinstance(rating, list):
        rating = rating[0] if rating else None
    item = part(review, "itemReviewed")
    if isinstance(item, list):
        item = item[0] if item else None
    author = part(review, "author")
    if isinstance(author, list):
        author = author[0] if author else None
    return read_review(
        claimed=text(review, "claimReviewed"),
        claimant=text(item, "author", "name"),
        publisher=text(review, "publisher", "name")
        or text(author, "name")
        or (author if isinstance(author, str) else ""),
        rating=text(rating, "alternateName") or text(rating, "name") or text(rating, "ratingExplanation"),
        title=text(review, "headline") or text(review, "name"),
        url=text(review, "url"),
        reviewed=day(text(review, "datePublished")),
    )


def _reviews(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """Yield the ClaimReviews in a value of JSON, wherever lists, graphs and feeds have them."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for one in value:
            yield from _reviews(one, depth + 1)
    elif isinstance(value, dict):
        kinds = value.get("@type")
        if "ClaimReview" in (kinds if isinstance(kinds, list) else [kinds]):
            yield value
        else:
            for name in ("@graph", "dataFeedElement", "item", "itemListElement"):
                yield from _reviews(value.get(name), depth + 1)
