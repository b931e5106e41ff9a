from __future__ import annotations

from collections.abc import Sequence

from sources.reading.pdf_lines import Line, paragraphs, without_running_lines


def page(*lines: str, top: float = 770.0, leading: float = 14.0) -> list[Line]:
    """Lay lines out one below the other; an empty one is a gap."""
    return [Line(text, 60.0, top - leading * at, 11.0) for at, text in enumerate(lines) if text]


def joined(pages: Sequence[Sequence[Line]]) -> list[str]:
    return paragraphs(pages)[0]


FULL = "The port was closed on Monday, and forty ships are waiting outside its"


def test_lines_become_a_paragraph_and_a_gap_ends_it() -> None:
    assert joined([page(FULL, "two piers.", "", "Nobody was hurt.")]) == [
        FULL + " two piers.",
        "Nobody was hurt.",
    ]


def test_a_word_divided_at_the_end_of_a_line_is_put_together() -> None:
    assert joined([page("Ferries to the islands were can-", "celled on Monday.")]) == [
        "Ferries to the islands were cancelled on Monday."
    ]


def test_a_hyphen_that_belongs_to_the_word_stays() -> None:
    assert joined([page("He met the prime minister for a long-", "term treaty.")]) == [
        "He met the prime minister for a long-term treaty."
    ]
    assert joined([page("A cease-fire held. Soon the cease-", "fire was broken.")]) == [
        "A cease-fire held. Soon the cease-fire was broken."
    ]
    assert joined([page("He went with the French-", "German delegation.")]) == [
        "He went with the French-German delegation."
    ]


def test_a_soft_hyphen_at_the_end_of_a_line_goes() -> None:
    assert joined([page("Ferries were can\u00ad", "celled.")]) == ["Ferries were cancelled."]


def test_larger_type_is_a_paragraph_of_its_own() -> None:
    lines = [
        Line("Port closed", 60, 770, 20),
        Line("until June", 60, 748, 20),
        Line("The port was closed.", 60, 730, 11),
    ]
    assert joined([lines]) == ["Port closed until June", "The port was closed."]


def test_an_indented_line_after_a_full_stop_begins_a_paragraph() -> None:
    lines = [*page(FULL, FULL + "."), Line("Nobody was hurt, he said.", 72.0, 742.0, 11.0)]
    assert joined([lines]) == [f"{FULL} {FULL}.", "Nobody was hurt, he said."]


def test_a_short_line_that_ends_a_sentence_ends_the_paragraph() -> None:
    assert joined([page(FULL, "two piers.", FULL, "two piers.")]) == [FULL + " two piers."] * 2


def test_a_byline_does_not_run_into_the_first_sentence() -> None:
    assert joined([page("By Ada Holm", FULL, "two piers.")]) == ["By Ada Holm", FULL + " two piers."]


def test_a_sentence_goes_on_in_the_next_column_and_on_the_next_page() -> None:
    left, right = page(FULL, "two piers and in the"), [Line("open sea.", 320.0, 770.0, 11.0)]
    assert joined([left + right]) == [FULL + " two piers and in the open sea."]
    assert joined([left, right]) == [FULL + " two piers and in the open sea."]


def test_a_new_page_after_a_full_stop_begins_a_paragraph() -> None:
    assert joined([page("The port was closed."), page("Nobody was hurt.")]) == [
        "The port was closed.",
        "Nobody was hurt.",
    ]


def test_items_of_a_list_stand_apart() -> None:
    assert joined([page("• forty ships", "• three ferries")]) == ["• forty ships", "• three ferries"]


def test_running_titles_and_page_numbers_are_left_out() -> None:
    pages = [
        page("Pilot Weekly", "", "", f"Text of page {n} that", "goes on.", "", "", f"Page {n} of 3")
        for n in (1, 2, 3)
    ]
    assert [[line.text for line in kept] for kept in without_running_lines(pages)] == [
        [f"Text of page {n} that", "goes on."] for n in (1, 2, 3)
    ]


def test_a_first_line_that_does_not_come_again_stays() -> None:
    pages = [
        page(title, "", "", f"The {title} was shut and", f"the {title} stayed shut.")
        for title in ("Harbour", "Airport", "Station")
    ]
    assert without_running_lines(pages) == pages


def test_the_same_sentences_on_two_pages_are_text() -> None:
    pages = [page(FULL, FULL, FULL, FULL), page(FULL, FULL, FULL, FULL)]
    assert without_running_lines(pages) == pages


def test_lines_without_a_place_are_joined_in_their_order() -> None:
    lines = [Line("The port was closed on Monday, and"), Line("nobody was hurt.")]
    assert joined(without_running_lines([lines])) == ["The port was closed on Monday, and nobody was hurt."]


def test_paragraphs_of_one_line_each_stand_apart() -> None:
    lines = page(
        "The port was closed on Monday.", "", "Nobody was hurt.", "", "The ministry said so.", "", "It rained."
    )
    assert joined([lines]) == [line.text for line in lines]


def test_a_manuscript_with_an_empty_line_after_each_line_is_joined() -> None:
    lines = page(FULL, "", FULL, "", FULL, "", FULL, "", "two piers.")
    assert joined([lines]) == [" ".join([FULL] * 4 + ["two piers."])]


def test_no_lines_are_no_paragraphs() -> None:
    assert joined(without_running_lines([[], []])) == []


def test_ten_thousand_lines_of_one_paragraph_are_joined_once_each() -> None:
    (whole,) = joined([[Line("and so on")] * 10_000])
    assert len(whole) == 10_000 * len("and so on ") - 1


def test_it_is_known_where_each_page_begins_in_the_paragraphs() -> None:
    pages = [[], page("The port was closed.", "", "It is a long-"), [], page("term closure, he said."), []]
    assert paragraphs(pages) == (
        ["The port was closed.", "It is a long-term closure, he said."],
        [(0, 0), (0, 0), (1, len("It is a long-")), (1, len("It is a long-")), (2, 0)],
    )
