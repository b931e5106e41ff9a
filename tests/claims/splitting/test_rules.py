"""Rules go by name: what a claim reports is a rule that is registered, and each registered rule makes some claim."""

from __future__ import annotations

from datetime import date

import pytest

from claims.article import Article, Block, BlockKind
from claims.splitting import split
from claims.splitting.rules import Rule, Step, registered_rules
from claims.splitting.self_check.checks import CHECKS
from sources.language.span import Span
from tests.claims.splitting.test_claims_cases import cases


def reported_names() -> set[str]:
    """The rules that the cases of the splitter report, all split as one article a file."""
    names: set[str] = set()
    for file in ("written", "in_the_wild", "negative"):
        text = "\n\n".join(case["text"] for case in cases(file))
        body = Block(Span(0, len(text)), BlockKind.BODY)
        claims = split(Article("art-rules", text, "", date(2024, 5, 3), None, (body,)))
        names |= {rule.name for claim in claims for rule in claim.rules}
    return names


@pytest.mark.model
def test_every_rule_has_a_case_that_reports_it_and_every_reported_name_is_a_rule() -> None:
    checks = {check.name for check in CHECKS}  # test_self_check shows what each of them does
    assert reported_names() | checks == set(registered_rules())


def test_every_rule_says_in_a_sentence_what_it_does() -> None:
    for name, summaries in registered_rules().items():
        for summary in summaries:
            assert summary.endswith((".", ".)")), name


def test_a_rule_is_called_as_its_function_and_makes_the_step_that_claims_report() -> None:
    def doubled(number: int) -> int:
        """Double a number."""
        return 2 * number

    doubling = Rule("doubling", doubled)
    assert doubling(3) == 6
    assert doubling.step(frozenset({1})) == Step("doubling", frozenset({1}))
    assert doubling.summary == "Double a number."
    assert "doubling" not in registered_rules()
