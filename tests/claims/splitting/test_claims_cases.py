"""The splitter's rules, held by sentences in data files: one sentence, the claims it must give."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from claims.article import Article, Block, BlockKind
from claims.claim import Claim
from claims.splitting import split
from sources.language.span import Span

CASES = Path(__file__).parents[2] / "cases" / "splitting"
FRIDAY = date(2024, 5, 3)


def article_of(text: str) -> Article:
    return Article("art-case", text, "", FRIDAY, None, (Block(Span(0, len(text)), BlockKind.BODY),))


def cases(name: str) -> list[dict[str, Any]]:
    lines = (CASES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def shown(claim: Claim, wanted: dict[str, Any]) -> dict[str, Any]:
    """The fields that a case speaks about, of the claim in its place."""
    whole = {
        "text": claim.text,
        "attributed_to": list(claim.attributed_to),
        "cues": [attribution.cue for attribution in claim.attributions],
        "hedges": list(claim.hedges),
        "unresolved": list(claim.unresolved),
        "kind": claim.kind.value,
        "dates": [[time.text, str(time.start or ""), str(time.end or "")] for time in claim.dates],
    }
    return {key: whole[key] for key in whole if key in wanted or key == "text"}


def check(case: dict[str, Any]) -> None:
    claims = split(article_of(case["text"]))
    assert [claim.text for claim in claims] == [wanted["text"] for wanted in case["claims"]]
    for claim, wanted in zip(claims, case["claims"], strict=True):
        assert shown(claim, wanted) == wanted


@pytest.mark.model
@pytest.mark.parametrize("case", [*cases("written"), *cases("in_the_wild")], ids=lambda case: case["text"][:60])
def test_a_sentence_gives_its_claims(case: dict[str, Any]) -> None:
    check(case)


@pytest.mark.model
@pytest.mark.parametrize("case", cases("negative"), ids=lambda case: case["text"][:60])
def test_what_only_looks_divisible_stays_whole(case: dict[str, Any]) -> None:
    check(case)


@pytest.mark.model
@pytest.mark.parametrize("case", cases("faithful"), ids=lambda case: case["text"][:60])
def test_a_claim_says_less_than_its_sentence_and_nothing_else(case: dict[str, Any]) -> None:
    check(case)


@pytest.mark.model
@pytest.mark.xfail(strict=True, raises=AssertionError, reason="not mended yet; mending one moves it to another file")
@pytest.mark.parametrize("case", cases("known_failures"), ids=lambda case: case["text"][:60])
def test_sentences_not_mastered_yet(case: dict[str, Any]) -> None:
    check(case)


def test_no_sentence_stands_in_two_files() -> None:
    texts = [
        case["text"]
        for name in ("written", "in_the_wild", "negative", "faithful", "known_failures")
        for case in cases(name)
    ]
    assert len(texts) == len(set(texts)) >= 60


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("(3) directs the clerk of the town to send a copy to the family.", "no subject"),
        ("* Ensures the continued partnership between the towns and the port.", "no subject"),
        ("Closed the mill in 2010 after a fire.", "no subject"),
        ("Endorsed in Lima on the 22nd day of May.", "no subject"),
        ("Get the latest advice for Norring and Orle.", "a request"),
        ("* Watch mayor Ana Ruiz talk about the flood.", "a request"),
        ("Check the tide tables before you sail.", "a request"),
        ("Do not swim in the river.", "a request"),
        ("When writing to members, explain what changed and why.", "a request"),
        ("If your flight is late by three hours, ask the airline for a voucher.", "a request"),
        ("Tell tenants that the lift will be mended and when.", "a request"),
        ("Explain to members what changed, why it changed and who decided it.", "a request"),
        ("So what went wrong with the pumps?", "a question"),
        ("Mr May, Ms Will and Dr Price chair the three panels.", "no verb was found"),
        ("A £5 million fund for boat owners in need of help to mend their boats.", "no verb"),
    ],
)
def test_an_item_that_asserts_nothing_by_itself_stays_whole_and_is_not_checkable(text: str, reason: str) -> None:
    (claim,) = split(article_of(text))
    assert not claim.checkable
    assert claim.reason.startswith(reason)
    assert claim.text.strip(".").lower() in text.lower()


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        "No, it's really not.",
        "Thanks to Ana Ruiz for great work on the report.",
        "Please sit down.",
        "What the levy pays for, and who pays it.",
        "Speed of answering letters and calls.",
        "Emergency research to understand how the river rises.",
        "Training over 4,000 divers, led by Tom Lee.",
        "Hundreds of divers who have volunteered to travel to the port.",
    ],
)
def test_a_sentence_that_asserts_nothing_gives_no_claim(text: str) -> None:
    assert split(article_of(text)) == []


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("Keep your ticket, because fares rose by 5 percent in May.", ["Fares rose by 5 percent in May."]),
        ("Note that fares rose in May.", ["Note that fares rose in May."]),
        ("“Who will pay?” Ana Ruiz asked the board.", ["Who will pay?"]),
    ],
)
def test_an_order_or_a_question_keeps_what_it_states(text: str, claims: list[str]) -> None:
    assert [claim.text for claim in split(article_of(text))] == claims


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        "Thanks to the dam, the valley stayed dry.",
        "Running costs rose by 5 percent.",
        "The pump was there.",
        "This is not over.",
        "Police arrest two men over the theft.",
        "Remember that the port closed in May.",
        "Watch sales rose by 5 percent.",
        "Hundreds of divers have volunteered to travel to the port.",
        "Training 4,000 divers costs 2 million crowns.",
        "Built in 1962, the dam holds.",
        "Twice as many women as men applied for the grants.",
        "Firms that spoil rivers should pay for the repair.",
        "The show of unity belies a row over pay.",
        "What mattered was that the port had been sold.",
    ],
)
def test_a_sentence_that_only_looks_like_a_fragment_is_checkable(text: str) -> None:
    assert all(claim.checkable for claim in split(article_of(text)))
