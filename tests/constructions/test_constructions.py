"""Generated sentences: what the claims must say and must not say, with a floor for each construction."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from itertools import groupby, islice
from pathlib import Path

import pytest

from claims.claim import Claim
from tests.constructions.judge import expectation, judge
from tests.constructions.running import Judged, by_construction, judged, share_right, whole
from tests.constructions.templates import SAMPLE_OF_A_TEMPLATE, Sentence, all_sentences, templates

# In per cent of the sample, rounded down. A floor is raised when the splitter gets better, and never lowered.
FLOORS: dict[str, int] = tomllib.loads(Path(__file__).with_name("floors.toml").read_text(encoding="utf-8"))
CONSTRUCTIONS = sorted({template.construction for template in templates()})
LEAST_TEMPLATES, LEAST_SENTENCES = 120, 3_000


def one_of_each_template() -> list[Sentence]:
    return list(all_sentences(most=1))


def named(sentence: Sentence) -> str:
    return f"{sentence.template.construction}: {sentence.template.name}"


@pytest.fixture(scope="module")
def results() -> dict[str, list[Judged]]:
    return by_construction(judged(all_sentences(SAMPLE_OF_A_TEMPLATE)))


@pytest.mark.model
@pytest.mark.parametrize("construction", CONSTRUCTIONS)
def test_a_construction_is_split_rightly_at_least_as_often_as_its_floor(
    results: dict[str, list[Judged]], construction: str
) -> None:
    found = results[construction]
    wrong = [f"{one.sentence.text}\n    {one.judgement.reason}" for one in found if not one.judgement.right]
    assert share_right(found) >= FLOORS[construction], "\n".join(wrong)


def test_every_construction_has_a_floor_and_every_floor_a_construction() -> None:
    assert sorted(FLOORS) == CONSTRUCTIONS


@pytest.mark.parametrize("construction", ["appositions", "attribution", "coordination", "quotations", "relatives"])
def test_whole_sentences_stay_under_the_floor_where_sentences_must_be_divided(construction: str) -> None:
    undivided = by_construction(judged(all_sentences(SAMPLE_OF_A_TEMPLATE), whole))
    assert share_right(undivided[construction]) < FLOORS[construction]


def test_there_are_thousands_of_different_sentences_from_templates_with_different_names() -> None:
    sentences = list(all_sentences())
    assert len({sentence.text for sentence in sentences}) == len(sentences) >= LEAST_SENTENCES
    names = Counter((template.construction, template.name) for template in templates())
    assert len(names) >= LEAST_TEMPLATES
    assert names.most_common(1)[0][1] == 1


def test_the_same_sentences_come_every_time_and_a_sample_is_their_beginning() -> None:
    first = [sentence.text for sentence in islice(all_sentences(), 100)]
    assert first == [sentence.text for sentence in islice(all_sentences(), 100)]
    sampled = {sentence.text for sentence in all_sentences(SAMPLE_OF_A_TEMPLATE)}
    assert sampled < {sentence.text for sentence in all_sentences()}


def test_every_place_of_a_template_is_filled() -> None:
    for sentence in one_of_each_template():
        expected = [*sentence.must, *sentence.may, *sentence.must_not]
        assert not [line for line in [sentence.text, *(one.line for one in expected)] if "{" in line or "}" in line]


def test_claims_that_say_what_they_must_are_right() -> None:
    wrong = {}
    for sentence in one_of_each_template():
        verdict = judge(sentence, [wanted.example() for wanted in sentence.must])
        if not verdict.right:
            wrong[named(sentence)] = verdict.reason
    assert not wrong


def forbidden_claims() -> Iterator[tuple[Sentence, Claim]]:
    for sentence in one_of_each_template():
        assert sentence.must_not, named(sentence)
        for forbidden in sentence.must_not:
            yield sentence, forbidden.example()


def test_a_forbidden_claim_beside_the_wanted_ones_is_wrong() -> None:
    missed = []
    for sentence, claim in forbidden_claims():
        verdict = judge(sentence, [*(wanted.example() for wanted in sentence.must), claim])
        if verdict.right or not verdict.reason.startswith("forbidden"):
            missed.append(f"{named(sentence)}: {claim.text}: {verdict.reason}")
    assert not missed


def test_a_missing_claim_is_wrong() -> None:
    for sentence in one_of_each_template():
        if sentence.must:
            verdict = judge(sentence, [])
            assert not verdict.right
            assert verdict.reason.startswith("missing")


def test_a_claim_that_nobody_foresaw_is_wrong() -> None:
    for sentence in one_of_each_template():
        stranger = expectation("The moon turned green", sentence.text).example()
        verdict = judge(sentence, [*(wanted.example() for wanted in sentence.must), stranger])
        assert not verdict.right
        assert verdict.reason.startswith("unforeseen")


@pytest.mark.parametrize(
    ("line", "text", "same"),
    [
        ("The roof leaked", "“the roof leaked.”", True),
        ("The roof leaked", "The roof leaked twice.", False),
        ("The roof (has) leaked", "The roof has leaked.", True),
        ("The roof <is/was> open", "The roof was open.", True),
        ("The roof <is/was> open", "The roof open.", False),
        ("The roof ... leaked", "The roof leaked.", True),
        ("The roof ... leaked", "The roof of the hall leaked.", True),
        ("The hall burnt | the roof leaked", "The roof leaked.", True),
        ("Fares rose by 1.5%", "Fares rose by 15%.", False),
        ("<all>", "The whole of it.", True),
    ],
)
def test_a_wording_is_read_as_its_signs_say(line: str, text: str, same: bool) -> None:
    claim = expectation(text, "").example()
    assert expectation(line, "The whole of it.").matches(claim) is same


@pytest.mark.parametrize(
    ("line", "claim", "same"),
    [
        ("It leaked; by Ana Ruiz", "It leaked; by Ana Ruiz", True),
        ("It leaked; by Ana Ruiz", "It leaked; by Tom Reed", False),
        ("It leaked; by Ana Ruiz", "It leaked; by Ana Ruiz + Tom Reed", False),
        ("It leaked; by Ana Ruiz + (Tom Reed)", "It leaked; by Ana Ruiz + Tom Reed", True),
        ("It leaked; by the Mail", "It leaked; by Mail", True),
        ("It leaked", "It leaked; by Ana Ruiz", False),
        ("It leaked; by *", "It leaked; by Ana Ruiz", True),
        ("It leaked; marked falsely", "It leaked", False),
        ("It leaked; marked falsely, wrongly", "It leaked; marked wrongly", True),
        ("It leaked; unmarked falsely", "It leaked; marked falsely", False),
        ("It leaked; kind question", "It leaked", False),
        ("It leaked; not kind question", "It leaked; kind question", False),
        ("It leaked; open it", "It leaked", False),
        ("It leaked; day 2024-05-03", "It leaked; day 2024-05-03", True),
        ("It leaked; day 2024-05-03", "It leaked; day 2024-05-04", False),
        ("It leaked; figures none", "It leaked; figures 19", False),
        ("It leaked; hedges none", "It leaked; marked may", False),
        ("It leaked; checkable no", "It leaked", False),
    ],
)
def test_what_follows_the_wording_narrows_it(line: str, claim: str, same: bool) -> None:
    assert expectation(line, "").matches(expectation(claim, "").example()) is same


def test_an_unknown_narrowing_is_refused_with_its_words() -> None:
    with pytest.raises(ValueError, match="'spoken by Ana Ruiz'"):
        expectation("It leaked; spoken by Ana Ruiz", "")


def test_the_docs_list_each_construction_with_its_templates_and_sentences() -> None:
    docs = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
    section = docs.split("\n### Constructions\n")[1].split("\n#")[0]
    rows = re.findall(r"^\| ([a-z ]+) \| (\d+) \| ([\d,]+) \| \d+ % \|", section, flags=re.MULTILINE)
    told = {name: (int(count), int(sentences.replace(",", ""))) for name, count, sentences in rows if name != "all"}
    counted = {
        name: (len({one.template.name for one in found}), len(found))
        for name, sentences_found in groupby(all_sentences(), key=lambda one: one.template.construction)
        if (found := list(sentences_found))
    }
    assert told == counted
