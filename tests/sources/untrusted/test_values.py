from __future__ import annotations

import json
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.untrusted import LARGEST_WHOLE, Unusable, load_json, mended, mended_json, number, one_line, sound, whole

NEARLY_ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(st.characters(), max_size=3), inner, max_size=3)
    ),
    max_leaves=8,
)


@pytest.mark.parametrize("value", [7, 7.0, "7", " 7 ", "7.0", "7,0", "+7", "007"])
def test_a_whole_number_is_taken_as_programs_write_it(value: object) -> None:
    assert whole(value, least=1, most=9) == 7


@pytest.mark.parametrize(
    "value",
    [
        "9" * 5000,
        10**4000,
        "7.5",
        7.5,
        "",
        "x",
        None,
        True,
        "0",
        10,
        math.nan,
        math.inf,
        "1e3",
        "٧",
        "7\x00",
        -7,
        1e300,
    ],
)
def test_what_is_no_whole_number_within_the_bounds_is_refused(value: object) -> None:
    with pytest.raises(Unusable, match="is not a whole number from 1 to 9"):
        whole(value, least=1, most=9)


@pytest.mark.parametrize("value", [0.25, "0.25", "0,25", "2.5e-1", ".25", " 0.25 "])
def test_a_number_is_taken_as_programs_write_it(value: object) -> None:
    assert number(value, least=-1, most=1) == 0.25


@pytest.mark.parametrize(
    "value",
    [math.nan, math.inf, -math.inf, "nan", "inf", "Infinity", "1e999", 1.01, "", True, None, "9" * 5000, "1_0"],
)
def test_what_is_no_finite_number_within_the_bounds_is_refused(value: object) -> None:
    with pytest.raises(Unusable, match="is not a number from -1 to 1"):
        number(value, least=-1, most=1)


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ('[{"excerpt": "a\\ud800"}]', "[0].excerpt holds the character U+D800, which cannot be stored"),
        ('{"a\\u0000": 1}', "a name holds the character U+0000, which cannot be stored"),
        ('[{"similarity": NaN}]', "[0].similarity is not a finite number"),
        ('{"a": {"b": -Infinity}}', "a.b is not a finite number"),
        ("[1e999]", "[0] is not a finite number"),
        ("[" + "9" * 5000 + "]", "[0] has more than 18 digits"),
        ("[" * 100_000, "is no JSON"),
        ("[1", "is no JSON, as character 3 shows"),
    ],
)
def test_json_that_breaks_the_rule_is_refused_with_the_place(text: str, clause: str) -> None:
    with pytest.raises(Unusable) as refused:
        load_json(text)
    assert str(refused.value).startswith(clause)


def test_a_pair_of_surrogates_is_one_character_and_no_fault() -> None:
    assert load_json('"\\ud83d\\ude00"') == "😀"


def test_mending_keeps_the_length_of_texts_and_the_sign_of_numbers() -> None:
    value, faults = mended_json('{"a": "x\\u0000y", "b": [NaN, 1.5], "c": -' + "9" * 40 + "}")
    assert value == {"a": "x\ufffdy", "b": [None, 1.5], "c": -LARGEST_WHOLE}
    assert len(faults) == 3


@given(NEARLY_ANY)
def test_mended_json_keeps_the_rule_and_is_not_mended_twice(value: Any) -> None:
    kept, faults = mended(value)
    again = load_json(json.dumps(kept, allow_nan=False, ensure_ascii=False))
    assert again == kept
    assert mended(kept) == (kept, ())
    assert bool(faults) == (repr(kept) != repr(value))
    json.dumps(kept, ensure_ascii=False).encode("utf-8")


@given(st.text(st.characters()))
def test_a_field_of_one_line_can_be_stored_and_stays_on_it(text: str) -> None:
    line = one_line(text, most=20)
    assert sound(line) == line
    assert len(line) <= 20
    assert one_line(line, most=20) == line
    assert not set(line) & set("\t\r\n")
