"""Each claim knows which rules made it, and from which words of the article."""

from __future__ import annotations

from datetime import date

import pytest

from claims.article import Article, Block, BlockKind
from claims.splitting import split
from sources.language.span import Span

pytestmark = pytest.mark.model


def explained(text: str, number: int = 0) -> list[tuple[str, str, str]]:
    """The rules of one claim: name, the article's words, what they became."""
    article = Article("art-test", text, "", date(2024, 5, 3), None, (Block(Span(0, len(text)), BlockKind.BODY),))
    rules = split(article)[number].rules
    return [(rule.name, rule.span.of(text) if rule.span else "", rule.became) for rule in rules]


def test_a_divided_list_names_the_list_and_an_attribution_the_words_that_say_who() -> None:
    text = "Ports and railways closed, according to Coast Radio."
    expected = [("list divided", "Ports and railways", ""), ("attribution", "according to Coast Radio", "")]
    assert explained(text) == expected
    assert explained(text, 1) == expected


@pytest.mark.parametrize(
    ("text", "number", "expected"),
    [
        ("The dam, which feeds the canal, broke.", 1, ("relative clause", "which", "")),
        ("The dam broke and the canal flooded the village.", 1, ("joined clause", "and", "")),
        ("While the dam leaked, the canal stayed dry.", 0, ("clause beside the main clause", "While", "")),
        ("Ida Holm, the head of the port, resigned.", 1, ("apposition", "the head of the port", "")),
        ("The dam has reportedly failed.", 0, ("hedge", "reportedly", "")),
        ("Ida Holm runs the port. She was fined.", 1, ("reference", "She", "Ida Holm")),
        ('"The pumps failed," Ida Holm said.', 0, ("quotation", "The pumps failed,", "")),
        ("The office said the dam had failed.", 0, ("reported", "said", "")),
    ],
)
def test_a_rule_names_the_words_that_called_for_it(text: str, number: int, expected: tuple[str, str, str]) -> None:
    assert expected in explained(text, number)


def test_every_claim_of_a_plain_sentence_is_explained_too() -> None:
    assert explained("The dam broke on Monday.") == [("clause", "broke", "")]
