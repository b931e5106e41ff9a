"""English is read in one package: no other one has word lists of its own, loads spaCy, or names a reader's file."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[3]
LANGUAGE = REPOSITORY / "sources" / "language"
MOST_WORDS = 15  # in one literal; a longer list belongs into a file of sources/language/lexicon
# What looks like a list of English words and is none.
NO_ENGLISH = {
    "sources/reading/html_blocks.py": "elements of HTML",
    "claims/report/flavours.py": "what Excel takes for a day",
    "claims/splitting/classification.py": "hedges in their grammar, a pattern and no list",
    "claims/screens": "what the pages say",
    "claims/store": "columns and tables",
    "claims/report": "columns of the CSV file",
    "sources/store": "columns and tables",
    "sources/language/times": "patterns of dates, read by their own package",
    "sources/language/numbers": "patterns of quantities, read by their own package",
}
_WORD = re.compile(r"[a-z][a-z.'’-]*")
_ALTERNATIVE = re.compile(r"(?<=[|(:])[a-z' ]+(?=[|)?(])")


def modules(*packages: str) -> list[Path]:
    return sorted(path for package in packages for path in (REPOSITORY / package).rglob("*.py"))


def long_lists(source: str) -> Iterator[list[str]]:
    """Yield each list of words that is written into a module."""
    for node in ast.walk(ast.parse(source)):
        listed: list[str] = []
        if isinstance(node, ast.Set | ast.List | ast.Tuple):
            values = [element.value for element in node.elts if isinstance(element, ast.Constant)]
            listed = [value for value in values if isinstance(value, str) and _WORD.fullmatch(value)]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "split":
            text = node.func.value
            listed = text.value.split() if isinstance(text, ast.Constant) and isinstance(text.value, str) else []
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.count("|") >= MOST_WORDS:
            listed = _ALTERNATIVE.findall(node.value)
        if len(listed) > MOST_WORDS:
            yield listed


def imported(path: Path) -> set[str]:
    """Return the top packages that a module imports when it runs; names for types alone do not count."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for_types = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    found: set[str] = set()
    for node in ast.walk(tree):
        if id(node) in for_types:
            continue
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found


@pytest.mark.parametrize(
    "source",
    [
        "_SMALL = frozenset(['" + "', '".join("abcdefghijklmnop") + "'])",
        "_LINE = '" + " ".join("abcdefghijklmnop") + "'.split()",
        "_PATTERN = '(?:" + "|".join("abcdefghijklmnopqr") + ")'",
    ],
)
def test_a_long_list_is_seen_however_it_is_written(source: str) -> None:
    assert list(long_lists(source))


def test_a_short_list_may_stay_in_its_module() -> None:
    assert not list(long_lists("_SHORT = {'a', 'an', 'the'}"))


def test_word_lists_are_data_files() -> None:
    found = []
    for path in modules("claims", "sources"):
        name = str(path.relative_to(REPOSITORY))
        if not any(name == known or name.startswith(known + "/") for known in NO_ENGLISH):
            found += [
                f"{name}: {' '.join(listed[:5])} ..." for listed in long_lists(path.read_text(encoding="utf-8"))
            ]
    assert found == []


@pytest.mark.parametrize("known", sorted(NO_ENGLISH))
def test_what_is_left_out_is_there(known: str) -> None:
    assert (REPOSITORY / known).exists()


def test_only_the_reader_of_english_loads_spacy() -> None:
    knowing = [path for path in modules("claims", "sources") if "spacy" in imported(path)]
    assert knowing, "Nothing imports spaCy: this test no longer sees what it guards."
    assert [path for path in knowing if not path.is_relative_to(LANGUAGE)] == []


def test_the_reader_of_english_opens_no_files_but_its_lists_and_its_model() -> None:
    opening = re.compile(r"\b(?:open|read_text|read_bytes|write_text|write_bytes|glob|urlopen)\(")
    found = {
        str(path.relative_to(LANGUAGE)) for path in LANGUAGE.rglob("*.py") if opening.search(path.read_text("utf-8"))
    }
    assert found == {"lexicon/__init__.py", "parsing/parser.py"}
