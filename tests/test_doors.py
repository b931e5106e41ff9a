"""No door goes around the rule for what comes from outside: it is called through `sources.untrusted` only."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[1]

# What reads text from outside into values, by the last two parts of the call.
READING_CALLS = {
    "json.load", "json.loads", "csv.reader", "csv.DictReader", "pd.read_csv", "pandas.read_csv",
    "date.fromisoformat", "datetime.fromisoformat", "datetime.strptime", "date.strptime",
    "st.text_input", "st.text_area", "st.chat_input", "st.number_input",
}  # fmt: skip
# int() and float() raise or give infinity for what a person can write; these packages and modules take it in.
AT_A_DOOR = (
    "claims/__main__.py", "claims/report", "claims/language_model", "claims/settings.py", "claims/screens",
    "sources/__main__.py", "sources/reading",
)  # fmt: skip

# Modules that may call what is named, and why.
ALLOWED = {
    ("sources/untrusted", "*"): "the rule itself",
    ("sources/reading/extract.py", "json.loads"): "what the reading process writes for the app, not what is in files",
    ("sources/reading/word/task.py", "json.loads"): "what the app writes for the reading process",
    ("sources/reading/extract.py", "date.fromisoformat"): "the same",
    ("claims/report/verify.py", "*"): "a script that runs alone; what it reads is compared, never stored",
    ("claims/store/encoding.py", "date.fromisoformat"): "days that a door let in, as they were stored",
    ("sources/store", "json.loads"): "what was stored before",
    ("sources/matching/match_codec.py", "json.loads"): "what was found and stored before; a fault is met",
    ("claims/services/kept_matches.py", "json.loads"): "the same",
    ("sources/store/server_lock.py", "datetime.fromisoformat"): "the lock file of another server; a fault is met",
    ("sources/language/lexicon", "json.loads"): "data files of our own",
    ("claims/screens/fields.py", "st.text_input"): "the one way to a field; it cleans",
    ("claims/screens/fields.py", "st.text_area"): "the same",
    ("claims/screens/reviewer_name.py", "st.text_input"): "`read_name` refuses what cannot be kept",
    ("claims/screens/reviewer_name.py", "query_params"): "a name in a link is only shown, and by `read_name` again",
    ("claims/screens/session.py", "query_params"): "the only reader of the address: it takes ids alone",
    ("claims/screens/tabs.py", "query_params"): "takes an id of eight hexadecimal figures alone",
    ("claims/screens/report/page.py", "query_params"): "compared with the names of reviewers and the words of states",
    ("claims/screens/review/page_head.py", "query_params"): "only one of the words of a field is taken",
    ("claims/screens/review/side_by_side.py", "query_params"): "compares a parameter with a value of its own",
    ("claims/screens/review/side_by_side.py", "int"): "an option of a control, chosen from a list",
    ("claims/screens/library/source_list.py", "int"): "the same",
    ("claims/screens/theme.py", "int"): "two hexadecimal figures of a colour of our own",
    ("sources/reading/fetching.py", "int"): "only compared, and refused where it is long",
    ("sources/reading/page_metadata.py", "int"): "figures of a date, at most four",
}  # fmt: skip


def modules() -> list[Path]:
    return [*sorted((REPOSITORY / "claims").rglob("*.py")), *sorted((REPOSITORY / "sources").rglob("*.py")),
            REPOSITORY / "workbench.py"]  # fmt: skip


def readings(source: str) -> Iterator[tuple[int, str]]:
    """Yield line and name of each call, or use of the address, that reads what may come from outside."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and node.attr == "query_params":
            yield node.lineno, "query_params"
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            name = f"{node.value.id}.{node.attr}"
            if name in READING_CALLS:
                yield node.lineno, name
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"int", "float"}:
            yield node.lineno, node.func.id


def goes_around(path: str, name: str) -> bool:
    if name in {"int", "float"} and not path.startswith(AT_A_DOOR):
        return False
    return not any(path.startswith(module) and named in {"*", name} for module, named in ALLOWED)


def test_no_door_goes_around_the_rule() -> None:
    found = [
        f"{path.relative_to(REPOSITORY)}:{line}: {name}"
        for path in modules()
        for line, name in readings(path.read_text(encoding="utf-8"))
        if goes_around(str(path.relative_to(REPOSITORY)), name)
    ]
    assert not found, "Call sources.untrusted instead, or list the module with its reason:\n" + "\n".join(found)


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("import json\njson.loads(cell)", "json.loads"),
        ("from datetime import date\nmap(date.fromisoformat, cells)", "date.fromisoformat"),
        ("import pandas as pd\npd.read_csv(path)", "pd.read_csv"),
        ("st.text_input('Name')", "st.text_input"),
        ("x = st.query_params['claim']", "query_params"),
        ("start = int(cell)", "int"),
    ],
)
def test_a_door_that_goes_around_the_rule_is_seen(source: str, name: str) -> None:
    assert name in {found for _line, found in readings(source)}
    assert goes_around("claims/report/new_door.py", name)
    assert not goes_around("sources/untrusted/table.py", name)


def test_importing_a_reader_by_its_bare_name_is_seen_too() -> None:
    """`from json import loads` would hide it from the test above."""
    hidden = {"json": {"load", "loads"}, "csv": {"reader", "DictReader"}, "pandas": {"read_csv"}}
    found = [
        f"{path.relative_to(REPOSITORY)}:{node.lineno}"
        for path in modules()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom)
        and hidden.get(node.module or "", set()).intersection(alias.name for alias in node.names)
    ]
    assert not found
