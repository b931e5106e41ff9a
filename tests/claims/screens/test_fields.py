"""Fields clean what is typed into them, keep their limits on the server, and say what was replaced."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest


def _page() -> None:
    import streamlit as st

    from claims.screens.fields import text_area, text_input, whole_text

    st.text(repr(text_input("Line", max_chars=6)))
    st.text(repr(text_area("Lines", max_chars=8)))
    st.text(repr(whole_text("Article")))


def test_a_line_is_one_line_without_what_cannot_be_stored() -> None:
    page = AppTest.from_function(_page).run()
    assert [one.value for one in page.text] == ["''", "''", "''"]
    page.text_input[0].set_value("a\x00b\tc\x07d").run()
    assert page.text[0].value == repr("a\ufffdb c\ufffd")


def test_replaced_characters_of_several_lines_are_told_below_the_field() -> None:
    page = AppTest.from_function(_page).run()
    page.text_area[0].set_value("a\nb\x07c and more").run()
    assert page.text[1].value == repr("a\nb\ufffdc an")
    assert [one.proto.body for one in page.get("html")] == [
        '<p class="wb-sm wb-un">1 control character was replaced by the sign \ufffd.</p>'
    ]


def test_a_whole_article_comes_as_it_is_because_reading_it_keeps_the_notices() -> None:
    page = AppTest.from_function(_page).run()
    page.text_area[1].set_value("\ufeffa\x07").run()
    assert page.text[2].value == repr("\ufeffa\x07")
