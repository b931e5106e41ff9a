"""Untrusted text is shown literally."""

from hypothesis import given
from hypothesis import strategies as st

from claims.screens.markup import esc, label, marked

HOSTILE = (
    "$3 and $8 *z* :blue[q] <b>b</b> [x](javascript:alert(1)) ![](http://t.example/p.gif) `code` </script> \"q\" 's'"
)


def test_every_sign_of_html_is_escaped() -> None:
    shown = esc(HOSTILE)
    assert "<" not in shown
    assert ">" not in shown
    assert '"' not in shown
    assert "&lt;/script&gt;" in shown


def test_a_direction_mark_is_made_visible() -> None:
    assert "\u202e" not in esc("abc\u202edef")
    assert "202E" in esc("abc\u202edef")


def test_only_the_wanted_words_are_marked() -> None:
    assert marked("62 ships", [(0, 2)]) == '<mark class="hit">62</mark> ships'


def test_overlapping_and_impossible_spans_are_left_out() -> None:
    assert marked("abcdef", [(0, 3), (2, 5), (5, 99), (4, 4)]) == '<mark class="hit">abc</mark>def'


def test_words_that_differ_go_before_words_that_are_alike() -> None:
    shown = marked("38 hangers", [(0, 2), (3, 10)], [(0, 2)])
    assert shown == '<mark class="x">38</mark> <mark class="hit">hangers</mark>'


@given(st.text(), st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40))))
def test_marking_adds_no_tag_but_mark_and_loses_no_text(text: str, spans: list[tuple[int, int]]) -> None:
    plain = marked(text, spans).replace('<mark class="hit">', "").replace("</mark>", "")
    assert plain == esc(text)


def test_a_label_escapes_what_markdown_would_read() -> None:
    assert label("*a* :red[x] $5$") == r"\*a\* \:red\[x\] \$5\$"
