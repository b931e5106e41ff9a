"""Reviewed claims as linked data: ClaimReview (schema.org) for publishers, Web Annotation (W3C) for tools."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from claims.claim import Claim
from claims.report.html_report import Facts
from claims.report.signs import DISAGREE, OPEN, PASSED
from claims.review.judgement import Judgement
from claims.review.verdict import AttributionVerdict
from sources.untrusted import one_line

CONTEXT = 32  # characters of prefix and suffix; the W3C's own example has as many, and they find a repeated sentence
_ADDRESS_LIMIT = 2000  # characters; the longest address that browsers and search engines take alike


class NotPublishable(ValueError):  # noqa: N818 - named for what a person is told
    """What was asked for would lack a required field; the message says which, and what to do."""


def publishable(facts: Facts) -> list[Claim]:
    """Return the claims that may be published: those that were checked, and on which the reviewers agree."""
    return [claim for claim in facts.claims if facts.state(claim) not in {OPEN, PASSED, DISAGREE}]


def claim_reviews(facts: Facts, *, url: str, publisher: str, claim_ids: Collection[str] | None = None) -> bytes:
    """Return a JSON list with a ClaimReview for each claim that a person chose.

    A verdict is a word and no point of a scale, so ratings have a name and no number. The file can stand inside of
    a script element: no ``<`` is in it.

    Args:
        facts: The article and what was decided.
        url: The public address of the page on which the check is published.
        publisher: Who publishes it.
        claim_ids: Which claims; None for all that are `publishable`.

    Raises:
        NotPublishable: If a required field is missing, or a chosen claim is not reviewed or disputed among reviewers.
    """
    publisher = one_line(publisher)
    if not publisher:
        raise NotPublishable("ClaimReview needs a publisher. Write who publishes the check.")
    address = public_address(url)
    ready = publishable(facts)
    chosen = [claim for claim in ready if claim_ids is None or claim.id in claim_ids]
    left = set(claim_ids or ()) - {claim.id for claim in ready}
    if left:
        orders = sorted(claim.order for claim in facts.claims if claim.id in left)
        which = ", ".join(map(str, orders)) or ", ".join(sorted(left))
        raise NotPublishable(
            f"Only reviewed claims on which reviewers agree are published. Take out or decide: claim {which}."
        )
    if not ready:
        raise NotPublishable("No claim is reviewed yet, so there is nothing to publish. Decide a claim first.")
    if not chosen:
        raise NotPublishable("Choose the claims to publish.")
    return _json([_claim_review(facts, claim, address, publisher) for claim in chosen])


def public_address(url: str) -> str:
    """Return a public address as it is.

    Raises:
        NotPublishable: If it is none.
    """
    address = one_line(url)
    try:
        parts = urlsplit(address)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in {"http", "https"} or "." not in (parts.hostname or "") or len(address) > _ADDRESS_LIMIT:
        raise NotPublishable(
            "ClaimReview needs the public address of the page with the check, such as https://desk.example/checks/12."
        )
    return address


def _claim_review(facts: Facts, claim: Claim, url: str, publisher: str) -> dict[str, Any]:
    verdicts = [one for one in facts.verdicts(claim) if one.value != PASSED.word]
    last = max(verdicts, key=lambda one: one.decided_at)
    speaker = _speaker(facts, claim)
    author = {"author": {"@type": "Organization", "name": speaker}} if speaker else {}
    published = {"datePublished": facts.article.published.isoformat()} if facts.article.published else {}
    return {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": f"{url.partition('#')[0]}#{claim.id}",
        "claimReviewed": claim.text,
        "datePublished": _time(last.decided_at)[:10],
        "author": {"@type": "Organization", "name": publisher},
        "reviewRating": {"@type": "Rating", "alternateName": _rating(last)},
        "itemReviewed": {
            "@type": "Claim",
            "text": claim.span.of(facts.article.text),
            "appearance": {"@type": "CreativeWork", "headline": facts.article.title, **published},
            **author,
        },
        **({"reviewBody": last.note} if last.note else {}),
        **_citations(last),
    }


def _speaker(facts: Facts, claim: Claim) -> str:
    """Return whose claim it is: the first source that it names of which no reviewer answered otherwise than said."""
    answers = facts.answers(claim)
    return next(
        (
            name
            for name in claim.attributed_to
            if all(one.value == AttributionVerdict.SAID for one in answers.get(name, ()))
        ),
        "",
    )


def _citations(judgement: Judgement) -> dict[str, Any]:
    cited = [
        {
            "@type": "CreativeWork",
            "name": pin.title or pin.publisher or "untitled",
            **({"publisher": {"@type": "Organization", "name": pin.publisher}} if pin.publisher else {}),
            **({"datePublished": pin.published.isoformat()} if pin.published else {}),
            **({"url": pin.url} if pin.url.startswith(("https://", "http://")) else {}),
            "text": pin.excerpt,
        }
        for pin in judgement.pins
    ]
    return {"citation": cited} if cited else {}


def _rating(judgement: Judgement) -> str:
    return judgement.value.capitalize() + (f": {judgement.reason}" if judgement.reason else "")


def web_annotations(facts: Facts, *, url: str = "") -> bytes:
    """Return a W3C annotation page with an annotation for each verdict that holds, on the claim's words.

    Each has two selectors: the words with what is before and after them, and their place in Unicode code points.

    Args:
        facts: The article and what was decided.
        url: The address of the article; without one it goes by its id.
    """
    source = url or f"urn:claim-workbench:{facts.article.id}"
    items = [
        _annotation(facts, claim, judgement, source) for claim in facts.claims for judgement in facts.verdicts(claim)
    ]
    return _json(
        {
            "@context": "http://www.w3.org/ns/anno.jsonld",
            "id": f"urn:claim-workbench:{facts.article.id}:annotations",
            "type": "AnnotationPage",
            "items": items,
        }
    )


def _annotation(facts: Facts, claim: Claim, judgement: Judgement, source: str) -> dict[str, Any]:
    text, span = facts.article.text, claim.span
    bodies = [
        {"type": "TextualBody", "purpose": "classifying", "value": _rating(judgement), "format": "text/plain"},
        {"type": "TextualBody", "purpose": "describing", "value": claim.text, "format": "text/plain"},
    ]
    if judgement.note:
        bodies.append(
            {"type": "TextualBody", "purpose": "commenting", "value": judgement.note, "format": "text/plain"}
        )
    cited = [_cited(pin.url or f"urn:claim-workbench:{pin.source_id}", pin.excerpt, pin.start, pin.end)
             for pin in judgement.pins]  # fmt: skip
    return {
        "id": f"urn:claim-workbench:{claim.id}:{judgement.sequence}",
        "type": "Annotation",
        "motivation": "assessing",
        "creator": {"type": "Person", "name": judgement.reviewer},
        "created": _time(judgement.decided_at),
        "body": [*bodies, *cited],
        "target": {
            "source": source,
            "selector": [
                {
                    "type": "TextQuoteSelector",
                    "exact": span.of(text),
                    "prefix": text[max(0, span.start - CONTEXT) : span.start],
                    "suffix": text[span.end : span.end + CONTEXT],
                },
                {"type": "TextPositionSelector", "start": span.start, "end": span.end},
            ],
        },
    }


def _cited(source: str, words: str, start: int, end: int) -> dict[str, Any]:
    """Return a pinned passage as a body: a stretch of its source."""
    selectors = [
        {"type": "TextQuoteSelector", "exact": words},
        {"type": "TextPositionSelector", "start": start, "end": end},
    ]
    return {"type": "SpecificResource", "purpose": "linking", "source": source, "selector": selectors}


def _time(when: datetime) -> str:
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=2).replace("<", "\\u003c").encode()
