"""The table of keys against the keys that there are: those of buttons, and those that scripts of the pages take."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from claims.review.verdict import REASONS, Verdict
from claims.screens import app_shell, help_page
from claims.screens.assets import asset
from claims.screens.keys import KEYS
from claims.screens.review import decision, side_by_side

SCREENS = Path(app_shell.__file__).parent
# Places whose shortcut is counted: columns and reasons.
_COUNTED = {str(number) for number in range(1, max(*side_by_side.NUMBERS, len(REASONS[Verdict.UNCLEAR])) + 1)}


def _taken() -> set[str]:
    """Return every key that a call of the pages gives to a button, and every key that a script listens to."""
    found: set[str] = set()
    for path in SCREENS.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                for given in node.keywords:
                    if given.arg == "shortcut":
                        found |= _texts(given.value, path)
    found |= {
        letter.upper() for letter in re.findall(r'^    "([a-z])": function', asset("column_focus.js"), re.MULTILINE)
    }
    found |= {letter.upper() for letter in _letters(r'\bkey === "([a-z])"', "claim_keys.js")}
    return found | _COUNTED


def _letters(pattern: str, script: str) -> list[str]:
    return re.findall(pattern, asset(script), re.MULTILINE)


def _texts(value: ast.expr, path: Path) -> set[str]:
    """Return the keys in a shortcut; where it is a name, the capitals beside buttons in the module's tables."""
    here = {one.value for one in ast.walk(value) if isinstance(one, ast.Constant) and isinstance(one.value, str)}
    if here:
        return here
    module = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    tables = [one for one in module if isinstance(one, ast.Tuple)]
    texts = {one.value for table in tables for one in table.elts if isinstance(one, ast.Constant)}
    return {text for text in texts if isinstance(text, str) and re.fullmatch("[A-Z]", text)}


def test_the_table_has_every_key_that_there_is_and_no_other() -> None:
    assert {name for key in KEYS for name in key.names.split()} == _taken()


def test_no_letter_is_taken_twice_and_none_that_streamlit_cannot_bind() -> None:
    letters = [name for key in KEYS for name in key.names.split() if not name.isdigit()]
    assert len(letters) == len(set(letters))
    assert not {"C", "R"} & set(letters)


def test_the_help_tells_every_key_and_shows_every_sign() -> None:
    from streamlit.testing.v1 import AppTest

    def page() -> None:
        from claims.screens.help_page import page

        page()

    test = AppTest.from_function(page, default_timeout=60).run()
    shown = " ".join(str(element.proto.body) for element in test.get("html"))
    for key in KEYS:
        assert key.meaning in shown
        for name in key.names.split():
            assert f"<kbd>{name}</kbd>" in shown
    for sign in "◆◇≈■⇄▶":
        assert sign in shown, sign
    for state in ("wb-c ok", "wb-c no", "wb-c un", 'class="x"', 'class="hit"'):
        assert state in shown, state
    assert all(meaning for _sign, meaning in help_page.SIGNS)


def test_while_something_is_asked_the_legend_says_what_a_key_does_now_and_strikes_what_rests() -> None:
    by_names = {key.names: key for key in KEYS}
    pins, reasons, enter = by_names["1 2 3"], by_names["1 2 3 4 5"], by_names["Enter"]
    assert decision.of_key(pins, 0) == "<span><kbd>1</kbd><kbd>2</kbd><kbd>3</kbd>pin</span>"
    assert decision.of_key(pins, 2) == '<span class="rests"><kbd>1</kbd><kbd>2</kbd><kbd>3</kbd>pin</span>'
    assert decision.of_key(reasons, 0) == ""
    assert decision.of_key(reasons, 2) == "<span><kbd>1</kbd><kbd>2</kbd>answer</span>"
    assert decision.of_key(enter, 2) == ""
    assert "save, claims" in decision.of_key(by_names["J K"], 2)
