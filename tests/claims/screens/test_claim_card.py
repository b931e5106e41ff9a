"""The facts under the claim in focus."""

from __future__ import annotations

from claims.article import Article, Block, BlockKind
from claims.claim import Attribution, Claim, Rule, SourceSort
from claims.screens.review import claim_card
from sources.language.span import Span
from sources.source import Matches

TEXT = "Ida Holm runs the port. She <reportedly> resigned, according to Coast Radio."


def facts(*rules: Rule) -> str:
    whole = Span(0, len(TEXT))
    article = Article("art-1", TEXT, "", None, None, (Block(whole, BlockKind.BODY),))
    claim = Claim("clm-1", "art-1", 1, "Ida Holm resigned.", "Ida Holm resigned.", whole, whole, rules=rules)
    return claim_card.facts(article, claim, None)


def place(words: str) -> Span:
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


def test_why_it_is_a_claim_is_told_in_plain_words_with_the_words_of_the_article() -> None:
    shown = facts(
        Rule("clause", place("resigned")),
        Rule("attribution", place("according to Coast Radio")),
        Rule("reference", place("She"), "Ida Holm"),
    )
    assert "a clause of its own “resigned”; who says it, taken off “according to Coast Radio”" in shown
    assert "“She” is Ida Holm" in shown


def test_words_of_the_article_never_become_markup() -> None:
    assert "“&lt;reportedly&gt;”" in facts(Rule("hedge", place("<reportedly>")))


def test_a_rule_without_words_and_one_nobody_foresaw_show_their_name() -> None:
    assert "added by a reviewer" in facts(Rule("added by a reviewer"))


def test_only_publishers_are_offered_as_sources_to_add_and_people_are_shown_as_speakers() -> None:
    whole = Span(0, len(TEXT))
    article = Article("art-1", TEXT, "", None, None, (Block(whole, BlockKind.BODY),))
    says = (
        Attribution("Ida Holm", "said", sort=SourceSort.PERSON),
        Attribution("a new report", "said", sort=SourceSort.OTHER),
        Attribution("Coast Radio", "according to", sort=SourceSort.PUBLISHER),
        Attribution("Pilot Weekly", "according to"),
    )
    claim = Claim("clm-1", "art-1", 1, "Ida Holm resigned.", "Ida Holm resigned.", whole, whole, attributions=says)
    matches = Matches((), ("Ida Holm", "a new report", "Coast Radio", "Pilot Weekly"))
    assert claim_card.to_add(claim, matches) == ["Coast Radio", "Pilot Weekly"]
    shown = claim_card.facts(article, claim, matches)
    assert 'Ida Holm <span class="wb-q wb-nw">speaker</span>' in shown
    assert 'a new report <span class="wb-q wb-nw">not a named source</span>' in shown
    assert 'Coast Radio <b class="wb-un wb-nw">◇ not in the library</b>' in shown
