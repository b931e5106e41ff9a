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
        ("No, it's really not.", "an answer"),
        ("Thanks to Ana Ruiz for great work on the report.", "thanks or a wish"),
        ("Endorsed in Lima on the 22nd day of May.", "no subject"),
        ("Get the latest advice for Norring and Orle.", "a request"),
        ("* Watch mayor Ana Ruiz talk about the flood.", "a request"),
        ("Check the tide tables before you sail.", "a request"),
        ("Do not swim in the river.", "a request"),
        ("A £5 million fund for boat owners in need of help to mend their boats.", "no verb"),
        ("Emergency research to understand how the river rises.", "no verb"),
        ("Training over 4,000 divers, led by Tom Lee.", "no verb"),
        ("Hundreds of divers who have volunteered to travel to the port.", "no verb"),
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
    ],
)
def test_a_sentence_that_only_looks_like_a_fragment_is_checkable(text: str) -> None:
    assert all(claim.checkable for claim in split(article_of(text)))
