"""A reviewer's name: what is one, what is refused with a sentence, and what comes back out of a cookie."""

from __future__ import annotations

from urllib.parse import quote, unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.review.gates import GateClosed
from claims.review.names import NAME_LIMIT, read_name


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Ada", "Ada"),
        ("  Sefa \t K.\n", "Sefa K."),
        ("Zoe\u0308", "Zoë"),
        ("李娜", "李娜"),
        ("<b>*x*</b>", "<b>*x*</b>"),
        ("Reviewer 2", "Reviewer 2"),
        ("x" * NAME_LIMIT, "x" * NAME_LIMIT),
    ],
)
def test_a_name_is_kept_as_it_is_written_but_for_its_spaces(written: str, name: str) -> None:
    assert read_name(written) == name


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("", "The name is empty"),
        (" \t ", "The name is empty"),
        ("\u200b\u202e", "The name is empty"),
        ("x" * (NAME_LIMIT + 1), "has 61 characters, 60 are kept"),
        ("A\0da", "Write it without such characters"),
        ("A\ud800da", "Write it without such characters"),
        ("Reviewer", "Write your own name"),
        (" reviewer ", "Write your own name"),
    ],
)
def test_what_is_no_name_is_refused_with_a_sentence(written: str, sentence: str) -> None:
    with pytest.raises(GateClosed, match=sentence):
        read_name(written)


@given(st.text(max_size=80) | st.sampled_from(["Ada", "Zoe\u0308", "a; b=c", "%41", '"x"', "😀 K."]))
def test_a_name_comes_back_out_of_a_cookie_as_it_went_in(written: str) -> None:
    try:
        name = read_name(written)
    except GateClosed:
        return
    kept = quote(name, safe="")
    assert kept.isascii()
    assert not set(kept) & set('; ,"\\')
    assert read_name(unquote(kept, errors="strict")) == name
    assert 0 < len(name) <= NAME_LIMIT
