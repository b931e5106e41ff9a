"""What stands between quotation marks, whatever their shape."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.language.quotations import outermost, quotations, quoted_spans, without_quotations
from sources.language.span import Span


def quoted(text: str) -> list[str]:
    return [text[start:end] for start, end in quoted_spans(text)]


def test_quotations_are_told_by_the_blanks_around_their_marks() -> None:
    text = 'He said "go" and “run.“ Then "wait'
    found = quotations(text)
    assert [q.inner.of(text) for q in found] == ["go", "run.", "wait"]
    assert [q.closed for q in found] == [True, True, False]


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("He said “go”, then ‘run’.", ["go", "run"]),
        ("“He said ‘go’ and left.”", ["He said ‘go’ and left.", "go"]),
        ("« Allez », she said.", [" Allez "]),
        ("„So“, she said.", ["So"]),
        ("''Run'', she said, ``now''.", ["Run", "now"]),
        ("The hauliers' side won the state's case.", []),
        ("\"It broke,'' she said.", ["It broke,"]),
        ("“It broke. It never", []),
    ],
)
def test_marks_of_each_shape_are_paired(text: str, inner: list[str]) -> None:
    assert quoted(text) == inner


def test_a_quotation_goes_on_where_the_next_paragraph_opens_it_again() -> None:
    assert quoted("“It broke.\n\n“We ran,” she said.") == ["It broke.", "We ran,"]


def test_a_quotation_that_two_single_marks_close_is_closed() -> None:
    text = "\"It broke,'' she said. \"We ran.''"
    assert [q.inner.of(text) for q in quotations(text)] == ["It broke,", "We ran."]
    assert [q.span.of(text) for q in quotations(text)] == ["\"It broke,''", "\"We ran.''"]


def test_single_marks_written_twice_enclose_words_and_are_an_apostrophe_within_one() -> None:
    assert [q.inner.of("''It broke,'' said Ada Holm.") for q in quotations("''It broke,'' said Ada Holm.")] == [
        "It broke,"
    ]
    assert [q.inner.of(text) for text in ["“The state''s budget,” she said."] for q in quotations(text)] == [
        "The state''s budget,"
    ]
    assert [q.inner.of("The ''Echo'' said so.") for q in quotations("The ''Echo'' said so.")] == ["Echo"]


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("‘We lost the hauliers’ trust in May,’ said Ada Holm.", ["We lost the hauliers’ trust in May,"]),
        ("Ada Holm said: 'The port's cranes didn't run.'", ["The port's cranes didn't run."]),
        ("‘He told me “no” twice,’ she said.", ["He told me “no” twice,"]),
        ("“He told me ‘no’ twice,” she said.", ["He told me ‘no’ twice,"]),
        ("She ate a ‘joint’ of meat, and the butchers’ dogs had the rest.", ["joint"]),
        ("‘The pier broke.\n\n‘It will not be repaired.’", ["The pier broke.", "It will not be repaired."]),
    ],
)
def test_single_marks_enclose_words_although_apostrophes_look_the_same(text: str, inner: list[str]) -> None:
    assert [q.inner.of(text) for q in quotations(text)] == inner


@pytest.mark.parametrize(
    "text",
    [
        "In the '90s the sailors' union met the owners' lawyers.",
        "Rock 'n' roll reached the dockers' club.",
        "The hauliers’ side won, and the owners’ lawyers left.",
        "It's the ship's crew that isn't paid.",
    ],
)
def test_an_apostrophe_begins_no_quotation(text: str) -> None:
    assert quotations(text) == []


def test_a_second_quotation_inside_one_that_is_never_closed_closes_it() -> None:
    text = "“It broke. “We ran,” she said."
    assert [q.inner.of(text) for q in quotations(text)] == ["It broke. “We ran,"]


def test_only_the_stretch_asked_for_is_looked_at() -> None:
    text = '"One." He said "two".'
    assert [q.inner.of(text) for q in quotations(text, Span(7, len(text)))] == ["two"]


def test_the_words_of_others_are_blanked_out_and_offsets_stay() -> None:
    text = 'She said "go" twice.'
    assert without_quotations(text) == 'She said "  " twice.'


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ('"The mill is shut," he said."We sold it in May."', ["The mill is shut,", "We sold it in May."]),
        ('He asked: "Why?" Then: "Go!"Then he left.', ["Why?", "Go!"]),
    ],
)
def test_a_mark_opens_behind_a_stop_without_a_blank_only_where_none_is_open(text: str, inside: list[str]) -> None:
    assert [q.inner.of(text) for q in quotations(text)] == inside


def test_the_outermost_stand_in_no_other() -> None:
    assert outermost(((0, 9), (2, 4), (9, 12))) == ((0, 9), (9, 12))


@given(st.text(alphabet="ab .,\n\"“”‘’'«»„`", max_size=120))
def test_whatever_the_marks_offsets_lie_in_the_text_and_in_order(text: str) -> None:
    end = 0
    for q in quotations(text):
        assert end <= q.span.start <= q.inner.start <= q.inner.end <= q.span.end <= len(text)
        end = q.span.end
    assert all(0 <= start < stop <= len(text) for start, stop in quoted_spans(text))
