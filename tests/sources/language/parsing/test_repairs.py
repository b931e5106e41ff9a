"""Each registered repair mends a sentence of its own, and nothing else does it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from sources.language.parsing.parser import load_parser, parse, trees
from sources.language.parsing.repairs import Pass, registered, registry, repair, repaired
from sources.language.parsing.tree import Tree

if TYPE_CHECKING:
    from sources.language.parsing.tree import Token

CASES = Path(__file__).parents[3] / "cases" / "parsing" / "repairs.jsonl"
ROWS: list[dict[str, Any]] = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]

pytestmark = pytest.mark.model


def misread(case: dict[str, Any]) -> Tree:
    """Return the parse that a case begins with: the parser's own, or one written down."""
    if "parsed" not in case:
        return Tree(next(parse([case["sentence"]])))
    from spacy.tokens import Doc

    rows = case["parsed"]
    written = Doc(
        load_parser().vocab,
        words=[row[0] for row in rows],
        heads=[row[1] for row in rows],
        deps=[row[2] for row in rows],
        pos=[row[3] for row in rows],
        tags=[row[4] for row in rows],
        lemmas=[row[5] if len(row) > 5 else row[0].lower() for row in rows],
    )
    return Tree(written)


def holds(doc: Tree, case: dict[str, Any]) -> bool:
    """Return whether the tree is as the case wants it."""
    arcs = {(token.text, token.dep_, token.head.text) for token in doc}
    tags = {(token.text, token.tag_) for token in doc}
    return all(tuple(arc) in arcs for arc in case.get("arcs", [])) and all(
        tuple(tag) in tags for tag in case.get("tags", [])
    )


@pytest.mark.parametrize("case", ROWS, ids=lambda case: f"{case['repair']}: {case['sentence'][:50]}")
def test_a_repair_mends_its_sentence_and_nothing_else_does(case: dict[str, Any]) -> None:
    assert case.get("arcs") or case.get("tags")
    assert holds(repaired(misread(case)), case)
    assert not holds(repaired(misread(case), without={case["repair"]}), case)


def test_each_registered_repair_has_a_case() -> None:
    assert {case["repair"] for case in ROWS} == set(registered())


def test_a_sound_tree_stays_as_it_is() -> None:
    def arcs(doc: Tree) -> list[tuple[int, str, str]]:
        return [(token.head.i, token.dep_, token.tag_) for token in doc]

    sentence = "The dam broke on Monday."
    parsed = next(parse([sentence]))
    assert arcs(repaired(Tree(parsed))) == arcs(Tree(parsed))


def test_a_repair_from_outside_runs_and_a_name_is_taken_once(monkeypatch: pytest.MonkeyPatch) -> None:
    registered()
    monkeypatch.setattr(registry, "_REGISTERED", dict(registry._REGISTERED))

    @repair(Pass.REPORTS, of=lambda token: token.lower_ == "dam")
    def toy(token: Token) -> None:
        token.tag_ = "XX"

    assert registered()[-1] == "toy"
    assert next(trees(["The dam broke."]))[1].tag_ == "XX"
    with pytest.raises(ValueError, match="Two repairs are called toy"):
        repair(Pass.REPORTS)(toy)
