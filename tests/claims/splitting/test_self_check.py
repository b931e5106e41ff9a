"""The self-check: what each check refuses, what takes the place of a claim, and what then holds of all claims."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from claims.article import Article, Block, BlockKind
from claims.claim import Claim
from claims.splitting import read_article, split
from claims.splitting.clauses.drafts import NONE, Draft
from claims.splitting.clauses.reading import read_unit
from claims.splitting.realisation import Worded
from claims.splitting.rules import Ids, Step
from claims.splitting.segments.units import Unit, units_of
from claims.splitting.self_check.checks import CHECKS, Candidate
from sources.language.parsing.parser import dependencies, trees
from sources.language.span import Span
from sources.language.times.reference import TimeOf
from sources.source import Document
from tests.constructions.templates import all_sentences

pytestmark = pytest.mark.model

ROOT = Path(__file__).parents[3]
CASES = [
    json.loads(line)
    for line in (ROOT / "tests/cases/splitting/self_check.jsonl").read_text(encoding="utf-8").splitlines()
]


def unit_of(sentence: str) -> Unit:
    unit = next(units_of(sentence, [Span(0, len(sentence))]))
    unit = Unit(unit.sentence, unit.ranges, unit.role, unit.quotations, 0, unit.opened, unit.parsed, unit.offsets)
    unit.doc = next(trees([unit.parsed]))
    return unit


def places(unit: Unit, words: str) -> Ids:
    """The tokens of these words, the last of each where a word stands twice, in their order."""
    found: list[int] = []
    for word in reversed([token.text for token in next(trees([words]))]):
        latest = found[-1] if found else len(unit.doc)
        found.append(max(t.i for t in unit.doc if t.text == word and t.i < latest))
    return frozenset(found)


def candidate(case: dict[str, Any]) -> Candidate:
    unit = unit_of(case["sentence"])
    rules = [Step(rule, NONE) for rule in case.get("rules", [])]
    if "list" in case:
        rules.append(Step("list divided", places(unit, case["list"])))
    ids = places(unit, case["claim"])
    subject = unit.doc[max(places(unit, case["subject"]))]
    parts = (ids, case["put_in"]) if "put_in" in case else (ids,)
    verb = unit.doc[max(i for i in ids if unit.doc[i].text == case["verb"])]
    text = case.get("text", case["claim"] + ".")
    times = (places(unit, case["time"]),) if "time" in case else ()
    parse = dependencies([text])[0]
    draft = Draft(parts, verb, rules=tuple(rules), subject=subject)
    return Candidate(read_unit(unit), draft, Worded(text, (), ()), times, parse)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['check']}: {case.get('text', case['claim'])}")
def test_a_check_acts_where_it_must_and_lets_a_sound_claim_pass(case: dict[str, Any]) -> None:
    check = next(check for check in CHECKS if check.name == case["check"])
    assert bool(check(candidate(case))) == case["acts"]


def test_each_check_has_a_case_in_which_it_acts_and_a_control() -> None:
    wanted = {(check.name, acts) for check in CHECKS for acts in (True, False)}
    assert {(case["check"], case["acts"]) for case in CASES} == wanted


def claims_of(text: str) -> list[Claim]:
    return split(Article("art-check", text, "", date(2024, 5, 3), None, (Block(Span(0, len(text)), BlockKind.BODY),)))


@pytest.mark.parametrize(
    ("sentence", "claims", "check"),
    [
        (
            "The crash happened because a wire had snapped, was hanging low and was live.",
            ["The crash happened because a wire had snapped, was hanging low and was live."],
            "self-check: joint",
        ),
        (
            "The shop bought crates from growers and increased delivery frequency.",
            ["The shop bought crates from growers and increased delivery frequency."],
            "self-check: parallel members",
        ),
    ],
)
def test_a_claim_that_fails_gives_way_to_the_larger_one_and_says_which_check_acted(
    sentence: str, claims: list[str], check: str
) -> None:
    found = claims_of(sentence)
    assert [claim.text for claim in found] == claims
    assert [check in {rule.name for rule in claim.rules} for claim in found] == [True]


@pytest.mark.parametrize(
    ("sentence", "claims"),
    [
        (
            "The firm was accused of selling old boats and hiding their age instead of repairing them.",
            [
                "The firm was accused of selling old boats.",
                "The firm was accused of hiding their age instead of repairing them.",
            ],
        ),
        (
            "In view of the damage, we believe it is right that the ferry stops.",
            ["In view of the damage, we believe it is right that the ferry stops."],
        ),
    ],
)
def test_words_that_would_reach_no_claim_are_given_back_to_theirs_or_the_sentence_stays_whole(
    sentence: str, claims: list[str]
) -> None:
    found = claims_of(sentence)
    assert [claim.text for claim in found] == claims
    assert "self-check: kept words" in {rule.name for claim in found for rule in claim.rules}


@pytest.mark.parametrize(
    ("sentence", "claims"),
    [
        ("The firm, Safehouse, did not answer.", ["Safehouse did not answer."]),
        (
            "The mayor told a meeting in Norring that the port would close and that the ferry would stop.",
            ["The port would close.", "The ferry would stop."],
        ),
        (
            "The council wrote to the firm, seeking a refund.",
            ["The council wrote to the firm.", "The council sought a refund."],
        ),
        ("I think the quay is too narrow.", ["The quay is too narrow."]),
    ],
)
def test_words_that_name_a_speaker_a_title_or_a_hedge_are_not_missed(sentence: str, claims: list[str]) -> None:
    found = claims_of(sentence)
    assert [claim.text for claim in found] == claims
    assert not any("kept words" in rule.name for claim in found for rule in claim.rules)


def test_a_bare_report_is_left_out_and_its_sentence_keeps_the_rest() -> None:
    assert [claim.text for claim in claims_of("As Holm told reporters, the dam has leaked.")] == [
        "The dam has leaked."
    ]


# -- what holds of every claim of the texts at hand --------------------------------------------------------------


def texts() -> Iterator[Article]:
    """The example, the cases of the splitter, and a sentence of each template."""
    example = (ROOT / "claims/example/article.txt").read_text(encoding="utf-8")
    yield read_article(Document(text=example, kind="txt", name="article.txt"))
    files = [
        ROOT / f"tests/cases/splitting/{name}.jsonl" for name in ("written", "in_the_wild", "negative", "faithful")
    ]
    lines = [line for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    for found in (
        [json.loads(line)["text"] for line in lines],
        [sentence.text for sentence in all_sentences(most=1)],
    ):
        text = "\n\n".join(found)
        yield Article("art-all", text, "", date(2024, 5, 3), None, (Block(Span(0, len(text)), BlockKind.BODY),))


@cache
def all_claims() -> list[tuple[Claim, str]]:
    return [(claim, article.text) for article in texts() for claim in split(article)]


def words_of(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text)


def known_words(claim: Claim, text: str) -> set[str]:
    put_in = " ".join(rule.became for rule in claim.rules)
    sentence = re.sub("[¹²³⁴-⁹]", " ", claim.sentence.of(text))  # note marks
    sentence = re.sub(r"\[([A-Za-z])\]", r"\1", sentence)  # an editor's capital: "[T]he"
    return {word.lower() for word in words_of(f"{sentence} {put_in}")}


def test_no_claim_has_a_figure_that_its_sentence_lacks() -> None:
    wrong = [
        claim.text
        for claim, text in all_claims()
        if not {w.lower() for w in words_of(claim.text) if w[0].isdigit()} <= known_words(claim, text)
    ]
    assert wrong == []


def test_no_claim_has_a_name_that_neither_its_sentence_nor_a_replacement_has() -> None:
    wrong = [
        claim.text
        for claim, text in all_claims()
        if not {w.lower() for w in words_of(claim.text)[1:] if w[0].isupper()} <= known_words(claim, text)
    ]
    assert wrong == []


def test_no_claim_quotes_what_its_sentence_does_not_have() -> None:
    wrong = []
    for claim, text in all_claims():
        known = known_words(claim, text)
        for quoted in re.findall(r"[“\"]([^”\"]+)[”\"]", claim.text):
            wrong += [claim.text] if not {w.lower() for w in words_of(quoted)} <= known else []
    assert wrong == []


def test_no_claim_has_a_day_of_its_event_without_the_words_of_the_day() -> None:
    wrong = []
    for claim, _text in all_claims():
        held = {word.lower() for word in words_of(claim.text)}
        for time in claim.dates:
            figures = {word for word in words_of(time.text) if word[0].isdigit()}
            wrong += [claim.text] if time.of is TimeOf.EVENT and not figures <= held else []
    assert wrong == []


def test_no_claim_only_says_that_somebody_said_something() -> None:
    bare = re.compile(r"(?:[\w.'’-]+ ){1,4}(?:said|says|added|told reporters|replied)\.")
    assert [claim.text for claim, _ in all_claims() if bare.fullmatch(claim.text)] == []


def test_nearly_every_claim_is_a_sentence_when_it_is_parsed_by_itself() -> None:
    claims = [claim.text for claim, _ in all_claims() if claim.text.endswith(".")]
    whole = 0
    for tree in trees(claims):
        tensed = any(t.tag_ in {"VBD", "VBP", "VBZ", "MD", "VB", "VBN"} for t in tree)
        whole += tensed and any(t.dep_ in {"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"} for t in tree)
    assert whole / len(claims) >= 0.97
