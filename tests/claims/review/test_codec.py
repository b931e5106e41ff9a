from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from claims.review.codec import origins_json, origins_of, pin_json, pin_of
from sources.source import Origin, OriginKind, OriginLink
from sources.untrusted import Unusable
from tests.claims.review.making import NOON, PIN


@pytest.mark.parametrize(
    "pin",
    [
        PIN,
        replace(PIN, retrieved_at=NOON, text_sha256="0a" * 32),
        replace(PIN, retrieved_at=NOON, text_sha256="0a" * 32, found_in="Book of Merrow"),
        replace(PIN, retrieved_at=NOON, text_sha256="0a" * 32, archived="https://web.archive.org/web/2024/x"),
        replace(PIN, similarity=None, published=None, place=""),
        replace(PIN, published=date(2024, 5, 3), similarity=0.25, place="page 3", excerpt="“62” ships\nwaited."),
    ],
)
def test_a_pin_is_the_same_after_json(pin: object) -> None:
    assert pin_of(json.loads(json.dumps(pin_json(pin)))) == pin  # type: ignore[arg-type]


def test_what_a_file_adds_to_a_pin_is_left_aside() -> None:
    assert pin_of(pin_json(PIN) | {"source_now": "unchanged", "colour": "red"}) == PIN


@pytest.mark.parametrize(
    "change", [{"publisher": 7}, {"similarity": 1.5}, {"start": "first"}, {"retrieved_at": "noon"}]
)
def test_a_pin_with_a_value_of_another_kind_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(Unusable):
        pin_of(pin_json(PIN) | change)


def test_origins_are_the_same_after_json() -> None:
    link = OriginLink("src-b", "src-a", next(iter(OriginKind)), "It prints the same report.")
    origins = (Origin("src-a", "Pilot Weekly", ("src-a", "src-b"), (link,)),)
    assert origins_of(json.loads(json.dumps(origins_json(origins)))) == origins
