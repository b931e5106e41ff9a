"""Claims to rows and back."""

from __future__ import annotations

from typing import Any, cast

from claims.claim import Attribution, Claim, Rule, SourceSort
from claims.store import encoding
from sources.language.span import Span


def test_rules_come_back_with_their_words_and_those_of_older_claims_by_name() -> None:
    rules = (Rule("relative clause", Span(4, 9)), Rule("reference", Span(0, 3), "Ida Holm"), Rule("added"))
    claim = Claim("clm-1", "art-1", 1, "It broke.", "It broke.", Span(0, 9), Span(0, 9), rules=rules)
    row: dict[str, Any] = encoding.claim_row(claim)
    assert encoding.claim_of(cast("Any", row), 1) == claim
    row["details"]["rules"] = ["relative clause", "reference"]
    assert encoding.claim_of(cast("Any", row), 1).rules == (Rule("relative clause"), Rule("reference"))


def test_attributions_come_back_with_what_they_stand_for_and_those_of_older_claims_without() -> None:
    says = (Attribution("Coast Radio", "said", Span(0, 3), SourceSort.PUBLISHER),)
    claim = Claim("clm-1", "art-1", 1, "It broke.", "It broke.", Span(0, 9), Span(0, 9), attributions=says)
    row: dict[str, Any] = encoding.claim_row(claim)
    assert encoding.claim_of(cast("Any", row), 1) == claim
    row["details"]["attributions"] = [["Coast Radio", "said", [0, 3]]]
    assert encoding.claim_of(cast("Any", row), 1).attributions == (Attribution("Coast Radio", "said", Span(0, 3)),)
