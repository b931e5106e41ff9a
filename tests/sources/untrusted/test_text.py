from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.untrusted import clean, visible


def test_a_byte_order_mark_is_dropped_at_the_start_and_only_there() -> None:
    assert clean("\ufeffThe mayor\ufeff resigned.").text == "The mayor\ufeff resigned."


def test_each_control_character_becomes_one_replacement_sign_and_is_counted() -> None:
    cleaned = clean("The\x00 mayor\x07 resigned\x85.")
    assert cleaned.text == "The\ufffd mayor\ufffd resigned\ufffd."
    assert cleaned.notices == ("3 control characters were replaced by the sign \ufffd.",)


def test_tabs_and_every_kind_of_line_end_stay_as_they_are() -> None:
    text = "one\ttwo\r\nthree\nfour\rfive"
    assert clean(text) == clean(text.encode().decode())
    assert clean(text).text == text
    assert clean(text).notices == ()


def test_a_lone_surrogate_is_replaced_so_that_the_text_can_be_stored() -> None:
    cleaned = clean("The mayor \ud83d resigned.")
    assert cleaned.text == "The mayor \ufffd resigned."
    assert cleaned.notices == ("1 broken character was replaced by the sign \ufffd.",)


def test_bidirectional_and_zero_width_characters_are_kept_and_counted() -> None:
    text = "paid \u202e005\u202c euros, re\u200bported"
    cleaned = clean(text)
    assert cleaned.text == text
    assert cleaned.notices[0].startswith("3 invisible characters are in the text")


@pytest.mark.parametrize(
    "text", ["family 👨\u200d👩\u200d👧", "می\u200cخواهم", "❤\ufe0f\u200d🔥", "e\u0301 and é", "日本語"]
)
def test_joiners_that_belong_to_the_spelling_are_not_reported(text: str) -> None:
    assert clean(text) == clean(visible(text))
    assert clean(text).notices == ()


def test_invisible_characters_are_written_out_for_display() -> None:
    assert visible("a\u202eb\u200bc\x00d\ud800") == "a⟨U+202E⟩b⟨U+200B⟩c⟨U+0000⟩d⟨U+D800⟩"


def test_what_anybody_can_see_is_shown_as_it_is() -> None:
    text = "Café “quoted” at 5\u00a0% — `$5` *a*\r\n\tb"
    assert visible(text) == text


@given(st.text(st.characters()))
def test_cleaning_keeps_the_length_and_twice_is_as_good_as_once(text: str) -> None:
    cleaned = clean(text)
    assert len(cleaned.text) == len(text.removeprefix("\ufeff"))
    cleaned.text.encode("utf-8")
    if not text.startswith("\ufeff\ufeff"):
        assert clean(cleaned.text).text == cleaned.text
