"""Whole articles: a small labelled one with floors, the same claims every time, nothing invented, nothing lost."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.article import Article, Block, BlockKind
from claims.claim import Claim, ClaimKind, Places, claim_id
from claims.splitting import RuleSplitter, outline, split
from sources.identity import normalised
from sources.language.parsing.parser import load_parser
from sources.language.span import Span
from sources.language.times.reference import TimeOf

pytestmark = pytest.mark.model

LABELLED = Path(__file__).parents[2] / "cases" / "splitting" / "labelled_article.json"
# Lowering a floor is an explicit act. Measured when set: F1 0.98, sources 1.00.
FLOOR_F1 = 0.92
FLOOR_SOURCES = 0.95
ADDED = {"be", "have", "do", "and", "the", "a", "an", "that", "not", "'s", "’s", "in", "include"}


def article_of(text: str, published: date | None = date(2024, 5, 3)) -> Article:
    return Article("art-test", text, "", published, None, (Block(Span(0, len(text)), BlockKind.BODY),))


def labelled() -> tuple[Article, list[dict[str, object]]]:
    held = json.loads(LABELLED.read_text(encoding="utf-8"))
    return article_of(held["text"], date.fromisoformat(held["published"])), held["claims"]


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"[a-z0-9]+", text.lower()))


def likeness(a: str, b: str) -> float:
    left, right = words(a), words(b)
    common = sum((left & right).values())
    return 2 * common / (sum(left.values()) + sum(right.values()))


def matched(gold: list[dict[str, object]], found: list[Claim]) -> list[tuple[dict[str, object], Claim]]:
    cells = sorted(
        ((likeness(str(g["text"]), c.text), i, j) for i, g in enumerate(gold) for j, c in enumerate(found)),
        reverse=True,
    )
    used_gold: set[int] = set()
    used_found: set[int] = set()
    pairs = []
    for score, i, j in cells:
        if score >= 0.8 and i not in used_gold and j not in used_found:
            used_gold.add(i)
            used_found.add(j)
            pairs.append((gold[i], found[j]))
    return pairs


def test_the_labelled_article_stays_above_its_floors() -> None:
    article, gold = labelled()
    found = split(article)
    pairs = matched(gold, found)
    assert 2 * len(pairs) / (len(gold) + len(found)) >= FLOOR_F1
    right = sum(list(claim.attributed_to) == wanted["attributed_to"] for wanted, claim in pairs)
    assert right / len(pairs) >= FLOOR_SOURCES


def test_the_same_article_gives_the_same_claims_every_time() -> None:
    article, _ = labelled()
    first = split(article)
    assert all(split(article) == first for _ in range(3))


def test_claims_come_in_the_order_of_the_article_and_count_from_one() -> None:
    article, _ = labelled()
    claims = split(article)
    assert [claim.order for claim in claims] == list(range(1, len(claims) + 1))
    starts = [claim.sentence.start for claim in claims]
    assert starts == sorted(starts)
    assert len({claim.id for claim in claims}) == len(claims)


def test_each_claim_points_at_its_own_words() -> None:
    article, _ = labelled()
    for claim in split(article):
        assert claim.sentence.start <= claim.span.start < claim.span.end <= claim.sentence.end
        assert claim.id == claim_id(article.id, article.text, claim.span, claim.first_text)
        for attribution in claim.attributions:
            assert attribution.span is not None
            assert attribution.span.of(article.text)
        for time in claim.dates:
            assert time.span is not None
            assert time.span.of(article.text) == time.text


def test_no_claim_holds_a_word_that_the_article_has_not() -> None:
    article, _ = labelled()
    parser = load_parser()
    known = {token.lemma_.lower() for token in parser(article.text)} | {
        t.lower() for t in re.findall(r"\w+", article.text)
    }
    for claim in split(article):
        for token in parser(claim.text):
            if token.is_alpha:
                assert {token.lemma_.lower(), token.lower_} & (known | ADDED), claim.text


def test_no_claim_begins_or_ends_broken() -> None:
    article, _ = labelled()
    for claim in split(article):
        assert claim.text[-1] in '.?!"”'
        assert claim.text.count('"') % 2 == 0
        assert claim.text.count("(") == claim.text.count(")")
        assert not re.match(r"(?:and|but|which|who|that|said)\b", claim.text, re.IGNORECASE), claim.text
        assert not re.search(r"\b(?:and|or|which|of|to|the|a)[.?!]$", claim.text), claim.text


def test_only_body_text_is_split() -> None:
    text = "Ferries halted\n\nThe ferries were halted on Monday.\n\nPhoto: A ferry waits in the harbour."
    body = Span(16, 51)
    blocks = (
        Block(Span(0, 14), BlockKind.HEADLINE),
        Block(body, BlockKind.BODY),
        Block(Span(53, len(text)), BlockKind.CAPTION),
    )
    article = replace(article_of(text), blocks=blocks)
    assert [claim.text for claim in split(article)] == ["The ferries were halted on Monday."]


def test_a_time_belongs_to_the_event_or_to_the_saying() -> None:
    claims = split(article_of("The dam broke on Tuesday, the ministry said on Thursday."))
    dates = {time.text: time for time in claims[0].dates}
    assert dates["Tuesday"].of is TimeOf.EVENT
    assert dates["Tuesday"].start == dates["Tuesday"].end == date(2024, 4, 30)
    assert dates["Thursday"].of is TimeOf.SAYING


def test_a_day_within_quoted_words_is_no_day_of_saying() -> None:
    claims = split(article_of("Jane Reed said: “The roof leaked. We told the council in May.”"))
    assert [time.of for time in claims[-1].dates] == [TimeOf.EVENT]
    assert claims[-1].attributed_to == ("Jane Reed",)


def test_kinds_and_checkability_are_marked_and_nothing_is_dropped() -> None:
    text = (
        "The bank lost 40 million euros. The vote was unfair. The bank will close. Who paid? Owners should sell. "
        "Thank you very much."
    )
    article = article_of(text)
    claims = split(article)
    assert [claim.kind for claim in claims] == [
        ClaimKind.STATISTIC, ClaimKind.OPINION, ClaimKind.PREDICTION, ClaimKind.QUESTION, ClaimKind.ADVICE,
    ]  # fmt: skip
    assert [claim.checkable for claim in claims] == [True, False, False, False, False]
    asides = [span for span in outline(article, claims) if not span.claims and span.reason]
    assert [(text[a.start : a.end], a.reason) for a in asides] == [
        ("Thank you very much.", "thanks or a wish, nothing is asserted")
    ]
    assert all(claim.reason for claim in claims)
    assert claims[0].numbers == ("40 million",)
    assert claims[0].check_worthiness > claims[1].check_worthiness


def test_the_news_of_the_lead_is_worth_more_than_who_somebody_is_and_what_somebody_feels() -> None:
    text = (
        "Nordline sold 40 ships to Harrow Steel on Monday. Ana Ruiz, the chair of Nordline, signed the deal. "
        "The ships are to leave the port in June. A crane fell in 2019. Nordline employs 300 people.\n\n"
        '"We are happy," Ruiz said.'
    )
    claims = sorted(split(article_of(text)), key=lambda claim: -claim.check_worthiness)
    ranked = [claim.text for claim in claims]
    assert ranked[0] == "Nordline sold 40 ships to Harrow Steel on Monday."
    assert ranked.index("Nordline employs 300 people.") < ranked.index("A crane fell in 2019.")
    last = ranked[-2:]
    assert "Ana Ruiz is the chair of Nordline." in last
    assert "The ships are to leave the port in June." not in last


def test_a_speaker_holds_for_the_next_sentences_of_the_quotation() -> None:
    text = '"The pumps failed. Two basements flooded," Ida Holm said.\n\n"The city paid nothing."'
    assert [(claim.text, claim.attributed_to) for claim in split(article_of(text))] == [
        ("The pumps failed.", ("Ida Holm",)),
        ("Two basements flooded.", ("Ida Holm",)),
        ("The city paid nothing.", ("Ida Holm",)),
    ]


def test_a_narrator_between_two_quotations_is_not_taken_for_the_speaker() -> None:
    text = '"The pumps failed," Ida Holm said. Rain fell for a week. Shops stayed shut.'
    assert [claim.attributed_to for claim in split(article_of(text))] == [("Ida Holm",), (), ()]


def test_a_pronoun_with_one_reading_is_replaced_and_one_with_two_is_left_open() -> None:
    one = split(article_of("Ida Holm runs the port. She was fined in March."))
    assert one[1].text == "Ida Holm was fined in March."
    assert one[1].unresolved == ()
    two = split(article_of("Ida Holm met Anna Berg. She was fined in March."))
    assert (two[-1].text, two[-1].unresolved) == ("She was fined in March.", ("She",))
    several = split(article_of("Two nurses and three doctors met six clerks. They were fined."))
    assert several[-1].unresolved == ("They",)


def test_a_surname_gets_the_full_name_and_an_acronym_its_words() -> None:
    text = "Ida Holm leads the Northern Ports Board (NPB). Holm joined the NPB in 2011."
    assert split(article_of(text))[-1].text == "Ida Holm joined the Northern Ports Board in 2011."


def test_a_name_with_joined_words_keeps_them_and_its_article_wherever_it_is_put() -> None:
    text = (
        "Changes to the ministry’s Port Security Agency could endanger ports. PSA’s divers are ready. "
        "The River and Harbour Safety Board fined the mill in May. It has also sued the owner."
    )
    texts = [claim.text for claim in split(article_of(text))]
    assert "The Port Security Agency's divers are ready." in texts
    assert texts[-1] == "The River and Harbour Safety Board has sued the owner."


def test_progress_reaches_the_end_and_never_goes_back() -> None:
    seen: list[tuple[int, int]] = []
    text = "The dam broke on Monday. " * 300
    RuleSplitter(lambda done, total: seen.append((done, total))).split(article_of(text))
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert seen[-1] == (len(text), len(text))


def test_a_sentence_of_100000_characters_is_split_in_pieces() -> None:
    text = "the port and " * 7_700 + "the dam broke."
    claims = split(article_of(text))
    assert all(claim.span.end <= len(text) for claim in claims)


def test_places_count_as_the_normalised_text_does() -> None:
    text = "Caf\u0065\u0301  “x”\n\n y\u00a0z "
    places = Places(text)
    assert [places.of(i) for i in range(len(text) + 1)] == [len(normalised(text[:i])) for i in range(len(text) + 1)]


@pytest.mark.parametrize("text", ["", "   ", "...", "“”", "\ufeff", "????", "🙂 🙂", "«»,;:—"])
def test_text_without_a_statement_gives_no_claim_and_no_crash(text: str) -> None:
    assert split(article_of(text)) == []


_TOKENS = st.sampled_from(
    [
        *[
            "The",
            "mayor",
            "said",
            "that",
            ",",
            "and",
            "he",
            "it",
            "which",
            "according to",
            "Reuters",
            '"',
            "“",
            "”",
            "(",
        ],
        *[
            ")",
            "was",
            "closed",
            "after",
            "Ana Ruiz",
            "40",
            "on Monday",
            ".",
            "?",
            "\n\n",
            "—",
            "not",
            "while",
            "'s",
            "é",
        ],
        *["中文", "🙂"],
    ]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(st.lists(_TOKENS, max_size=40).map(" ".join), st.text(max_size=120)))
def test_any_text_is_split_without_a_crash_and_with_valid_places(text: str) -> None:
    article = article_of(text)
    for claim in split(article):
        assert 0 <= claim.sentence.start <= claim.span.start < claim.span.end <= claim.sentence.end <= len(text)
        assert claim.text
        assert 0.0 <= claim.check_worthiness <= 1.0
        for attribution in claim.attributions:
            assert attribution.source
            assert len(attribution.source.split()) <= 8


def test_the_heading_of_a_list_is_no_claim() -> None:
    claims = split(article_of("The firm named two heaters.\n\nModels covered:\n\nThe clerk recovered."))
    assert [claim.text for claim in claims] == ["The firm named two heaters.", "The clerk recovered."]


def test_nothing_happens_in_a_number() -> None:
    sentence = (
        "Most of the dead were in Orun, a town of 7,000 where two blocks and a clinic collapsed, the governor, "
        "Tarek Ismaili, told state television."
    )
    assert not [claim.text for claim in split(article_of(sentence)) if claim.text.endswith("in 7,000.")]
