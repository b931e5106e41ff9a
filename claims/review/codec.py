"""Pins, origins and the parts of claims as JSON: the same in database, verdict CSV and command line.

A reader takes what came from outside: it raises `sources.untrusted.Unusable`, `KeyError`, `TypeError` or `ValueError`
for what is none of ours.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from claims.article import Article
from claims.claim import Attribution, Claim, Rule, SourceSort
from claims.notes import NumberedNote
from claims.review.judgement import Pin, Proposal
from sources.language.span import Span
from sources.language.times.reference import TimeOf, TimeReference
from sources.source import Origin, OriginKind, OriginLink, Saying
from sources.untrusted import Unusable, iso_day, moment, number, whole

_COSINE = 1.001  # of unit vectors in single precision, which can come out a little above 1


def pin_json(pin: Pin) -> dict[str, Any]:
    """Return a pin as JSON."""
    return {
        "source_id": pin.source_id,
        "publisher": pin.publisher,
        "title": pin.title,
        "url": pin.url,
        "published": _iso(pin.published),
        "excerpt": pin.excerpt,
        "similarity": None if pin.similarity is None else float(pin.similarity),
        "start": pin.start,
        "end": pin.end,
        "place": pin.place,
    } | _snapshot_json(pin)


def _snapshot_json(pin: Pin) -> dict[str, Any]:
    """Return when and where the source was read, of pins that have it; older ones have no such entries."""
    if pin.retrieved_at is None:
        return {}
    read = {"retrieved_at": pin.retrieved_at.isoformat(), "text_sha256": pin.text_sha256}
    if pin.found_in:
        read["found_in"] = pin.found_in
    return read | ({"archived": pin.archived} if pin.archived else {})


def pin_of(entry: Mapping[str, Any]) -> Pin:
    """Return the pin of `pin_json`; what else is in ``entry`` is left aside."""
    excerpt = _words(entry["excerpt"])
    published, similarity, retrieved = (entry.get(name) for name in ("published", "similarity", "retrieved_at"))
    start = whole(entry.get("start", 0))
    return Pin(
        source_id=_words(entry["source_id"]),
        start=start,
        end=whole(entry.get("end", start + len(excerpt))),
        publisher=_words(entry.get("publisher", "")),
        title=_words(entry.get("title", "")),
        url=_words(entry.get("url", "")),
        published=iso_day(_words(published)) if published else None,
        excerpt=excerpt,
        similarity=None if similarity is None else number(similarity, least=-_COSINE, most=_COSINE),
        place=_words(entry.get("place", "")),
        retrieved_at=moment(_words(retrieved)).at if retrieved else None,
        text_sha256=_words(entry.get("text_sha256", "")),
        found_in=_words(entry.get("found_in", "")),
        archived=_words(entry.get("archived", "")),
    )


def origins_json(origins: Iterable[Origin]) -> list[dict[str, Any]]:
    """Return origins as JSON."""
    return [
        {
            "id": origin.id,
            "name": origin.name,
            "source_ids": list(origin.source_ids),
            "links": [
                {
                    "source_id": link.source_id,
                    "on_id": link.on_id,
                    "kind": link.kind.value,
                    "sentence": link.sentence,
                }
                for link in origin.links
            ],
        }
        for origin in origins
    ]


def origins_of(entries: Iterable[Mapping[str, Any]]) -> tuple[Origin, ...]:
    """Return the origins of `origins_json`."""
    return tuple(
        Origin(
            str(entry["id"]),
            str(entry["name"]),
            tuple(str(source_id) for source_id in entry["source_ids"]),
            tuple(
                OriginLink(
                    str(link["source_id"]), str(link["on_id"]), OriginKind(link["kind"]), str(link["sentence"])
                )
                for link in entry["links"]
            ),
        )
        for entry in entries
    )


def proposals_json(proposals: Iterable[Proposal]) -> list[dict[str, str]]:
    """Return proposals about named sources as JSON."""
    return [
        {
            "named": proposal.named,
            "saying": proposal.saying.value,
            "sentence": proposal.sentence,
            "source_id": proposal.source_id,
        }
        for proposal in proposals
    ]


def proposals_of(entries: Iterable[Mapping[str, Any]]) -> tuple[Proposal, ...]:
    """Return the proposals of `proposals_json`."""
    return tuple(
        Proposal(
            _words(entry["named"]),
            Saying(entry["saying"]),
            _words(entry.get("sentence", "")),
            _words(entry.get("source_id", "")),
        )
        for entry in entries
    )


def time_json(time: TimeReference) -> dict[str, str | None]:
    """Return a time expression as the CSV and the command line show it; a day that nobody knows is null."""
    return {"text": time.text, "start": _iso(time.start), "end": _iso(time.end), "of": time.of.value}


def claim_details_json(claim: Claim) -> dict[str, list[Any]]:
    """Return the lists of a claim as JSON, with where each part is in the article."""
    return {
        "attributions": [
            [said.source, said.cue, span_json(said.span), said.sort.value] for said in claim.attributions
        ],
        "hedges": list(claim.hedges),
        "dates": [
            [time.text, _iso(time.start), _iso(time.end), time.of.value, span_json(time.span)] for time in claim.dates
        ],
        "numbers": list(claim.numbers),
        "unresolved": list(claim.unresolved),
        "rules": [[rule.name, span_json(rule.span), rule.became] for rule in claim.rules],
    }


def claim_details_of(details: Mapping[str, Any]) -> dict[str, tuple[Any, ...]]:
    """Return the fields of a claim that `claim_details_json` has, by name."""
    return {
        "attributions": tuple(map(_attribution, details["attributions"])),
        "hedges": tuple(details["hedges"]),
        "dates": tuple(
            TimeReference(text, _day(start), _day(end), TimeOf(of), span_of(ends))
            for text, start, end, of, ends in details["dates"]
        ),
        "numbers": tuple(details["numbers"]),
        "unresolved": tuple(details["unresolved"]),
        "rules": tuple(map(_rule, details["rules"])),
    }


def span_json(span: Span | None) -> list[int] | None:
    """Return a span as its two ends."""
    return [span.start, span.end] if span else None


def span_of(ends: Sequence[int] | None) -> Span | None:
    """Return the span of two ends."""
    return Span(*ends) if ends else None


def _attribution(kept: Sequence[Any]) -> Attribution:
    """Return an attribution; those stored before sorts were distinguished have none."""
    source, cue, ends, *sort = kept
    return Attribution(source, cue, span_of(ends), SourceSort(*sort) if sort else SourceSort.UNKNOWN)


def _rule(kept: Any) -> Rule:
    """Return a rule; older claims have its name alone."""
    if isinstance(kept, str):
        return Rule(kept)
    name, ends, became = kept
    return Rule(name, span_of(ends), became)


def _words(value: object) -> str:
    if not isinstance(value, str):
        raise Unusable("holds something else where words belong")
    return value


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(day: str | None) -> date | None:
    return iso_day(day) if day else None


def notes_json(article: Article, notes: Iterable[NumberedNote]) -> list[dict[str, Any]]:
    """Return the notes of the writer that a claim has, with the words of the article that each is on."""
    return [
        {
            "number": one.number,
            "kind": one.note.kind.value,
            "text": one.note.text,
            "label": one.note.label,
            "author": one.note.author,
            "address": one.note.address,
            "start": one.note.start,
            "end": one.note.end,
            "words": article.text[one.note.start : one.note.end],
        }
        for one in notes
    ]
