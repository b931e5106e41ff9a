from __future__ import annotations

import json
from datetime import date

import pytest

from sources.reading import NotRead, read
from sources.reading import limits as bounds

HEADER = "title,publisher,author,published,url,text\n"


def refusal(text: str, name: str = "sources.csv") -> list[str]:
    with pytest.raises(NotRead) as refused:
        read(text.encode(), name)
    return str(refused.value).splitlines()


def test_every_row_of_a_csv_is_a_source() -> None:
    table = HEADER + (
        "Port closed,Pilot Weekly,Ada Holm,2024-05-03,https://example.org/port,"
        '"The port, it is said, is ""closed"".\nFor good."\n'
        "NA,007,,,,NA\n"
    )
    first, second = read(table.encode(), "sources.csv")
    assert first.text == 'The port, it is said, is "closed".\nFor good.'
    assert (first.title, first.publisher, first.author) == ("Port closed", "Pilot Weekly", "Ada Holm")
    assert (first.published, first.url, first.kind) == (date(2024, 5, 3), "https://example.org/port", "csv")
    assert (second.title, second.publisher, second.text, second.published) == ("NA", "007", "NA", None)


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_any_usual_delimiter_and_line_end_is_recognised(mark: str, line_end: str) -> None:
    table = line_end.join(
        [
            mark.join(["Title", " Text ", "id"]),
            mark.join(["A, B; C", "The port is closed.", "7"]).replace("A, B; C", '"A, B; C"'),
        ]
    )
    (source,) = read(("\ufeff" + table).encode(), "sources.csv")
    assert (source.title, source.text, source.given_id) == ("A, B; C", "The port is closed.", "7")


def test_a_single_column_of_texts_with_commas_in_quotation_marks_is_enough() -> None:
    assert [source.text for source in read(b'text\n"One, two"\nThree\n', "a.csv")] == ["One, two", "Three"]


def test_a_header_without_text_is_refused_with_what_it_has() -> None:
    (sentence,) = refusal("headline,body\nPort,Closed\n")
    assert "one of them text" in sentence
    assert "“headline”, “body”" in sentence


def test_a_column_that_comes_twice_is_refused() -> None:
    assert "has the column text twice" in refusal("text,text\nOne,Two\n")[0]


def test_every_fault_is_listed_by_the_row_of_the_spreadsheet_and_nothing_is_read() -> None:
    table = (
        "id,title,published,text\n"
        "1,A,2024-05-03,The port is closed.\n"  # 2
        "2,B,05/06/2024,The port is closed.\n"  # 3
        '3,C,,"  "\n'  # 4
        "4,D,2024-05-03\n"  # 5
        ",,,\n"  # 6: empty, passed over
        '5,E,,"two\nlines"\n'  # 7
        "1,F,,The port is open.\n"  # 8
        "6,G,NA,Text\n"  # 9: a day that nobody knows
        "7,H,,Text,more\n"  # 10
    )
    head, *rows = refusal(table)
    assert "5 of 8 rows cannot be used, so nothing was added" in head
    assert rows == [
        "Row 3: the date “05/06/2024” is not clear; write it as 2019-10-11.",
        "Row 4: the text is missing.",
        "Row 5: it has 3 cells where the first row has 4.",
        "Row 8: the id “1” is that of row 2 already.",
        "Row 10: it has 5 cells where the first row has 4.",
    ]


def test_at_most_twenty_faults_are_listed_and_the_rest_counted() -> None:
    head, *rows = refusal("title,text\n" + "A,\n" * 45)
    assert "45 of 45 rows" in head
    assert len(rows) == 21
    assert rows[0] == "Row 2: the text is missing."
    assert rows[-1] == "25 more."


@pytest.mark.parametrize("row", ['"never closed,\nB,Text\n', '"A"b,Text\n'])
def test_a_quotation_mark_out_of_place_swallows_no_row_unseen(row: str) -> None:
    (sentence,) = refusal("title,text\nA,Text\n" + row)
    assert "from row 3 on" in sentence
    assert "nothing was added" in sentence


@pytest.mark.parametrize(
    ("text", "name"), [("title,text\n", "a.csv"), ("title,text\n,\n", "a.csv"), ("\n \n", "a.jsonl"), ("﻿\n", "a.csv")]
)
def test_a_table_without_rows_is_refused(text: str, name: str) -> None:
    with pytest.raises(NotRead, match=r"no rows|no words"):
        read(text.encode(), name)


def test_more_rows_than_the_limit_are_refused_at_the_limit() -> None:
    assert f"more than {bounds.ROWS:,} rows" in refusal("text\n" + "a\n" * (bounds.ROWS + 1))[0]


def test_columns_that_are_not_used_are_named_once() -> None:
    first, second = read(b"text,mood\nOne,grim\nTwo,good\n", "a.csv")
    assert first.notices == ("Columns that were not used: “mood”.",)
    assert second.notices == ()


def test_a_cell_longer_than_the_csv_library_likes_is_read_whole() -> None:
    long = "The port is closed. " * 20_000
    assert read(f"text\n{long}\n".encode(), "a.csv")[0].text == long


def test_control_characters_in_a_cell_are_replaced_and_counted_on_that_row() -> None:
    one, two = read(b"title,text\nA,The\x00 port\nB,Another\n", "a.csv")
    assert one.text == "The\ufffd port"
    assert one.notices == ("1 control character was replaced by the sign \ufffd.",)
    assert two.notices == ()


def lines(*rows: object) -> bytes:
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


def test_a_corpus_in_the_form_of_beir_is_read_with_its_ids() -> None:
    data = lines(
        {
            "_id": "d1",
            "title": "Port",
            "text": "The port is closed.",
            "metadata": {"url": "https://example.org", "year": 2024},
        },
        {"_id": 2, "title": "", "text": "Ships wait.\u2028For long.", "metadata": {}},
    ).replace(b"\\u2028", "\u2028".encode())
    one, two = read(data, "corpus.jsonl")
    assert (one.given_id, one.title, one.text, one.url, one.kind) == (
        "d1",
        "Port",
        "The port is closed.",
        "https://example.org",
        "jsonl",
    )
    assert (two.given_id, two.text) == ("2", "Ships wait.\u2028For long.")


def test_what_stands_beside_metadata_goes_before_what_stands_in_it() -> None:
    (source,) = read(
        lines({"text": "Closed.", "author": "Ada", "title": None, "metadata": {"author": "Ben", "title": "Port"}}),
        "a.jsonl",
    )
    assert (source.author, source.title) == ("Ada", "Port")


def test_faults_of_a_jsonl_are_listed_by_line() -> None:
    good = '{"_id": "a", "text": "Closed."}'
    text = "\n".join(
        [
            good,
            "",
            "{bad}",
            "[1]",
            '{"text": 5}',
            '{"title": "x"}',
            good,
            "[" * 5_000,
            '{"text": "x", "date": "5/6/24"}',
        ]
    )
    head, *rows = refusal(text, "a.jsonl")
    assert "7 of 8 rows" in head
    assert rows == [
        "Row 3: it is no JSON, as character 2 shows.",
        "Row 4: it is no JSON object with names such as text and title.",
        "Row 5: text is not text in quotation marks.",
        "Row 6: the text is missing.",
        "Row 7: the id “a” is that of row 1 already.",
        "Row 8: it is no JSON that can be read.",
        "Row 9: the date “5/6/24” is not clear; write it as 2019-10-11.",
    ]


def test_escaped_surrogates_and_zero_bytes_of_a_jsonl_are_replaced() -> None:
    (source,) = read(b'{"text": "The \\ud800 port \\u0000"}', "a.jsonl")
    assert source.text == "The \ufffd port \ufffd"
    (notice,) = source.notices
    assert notice.startswith("Replaced, because it cannot be kept: text holds the character U+")


def test_a_line_that_names_the_delimiter_is_passed_over_and_the_header_stays_row_1() -> None:
    for line in ("sep=;", '"sep=;"', "SEP=;;;;"):
        (source,) = read(f"{line}\r\ntitle;text\r\nA, B;The port is closed.\r\n".encode(), "a.csv")
        assert (source.title, source.text) == ("A, B", "The port is closed.")
    assert refusal("sep=|\ntext|published\n|2024-05-03\n")[1] == "Row 2: the text is missing."


def test_a_row_with_one_possible_order_tells_the_order_of_its_whole_column() -> None:
    first, second = read(b"published,text\n04/09/2025,One\n27/09/2025,Two\n", "a.csv")
    assert (first.published, second.published) == (date(2025, 9, 4), date(2025, 9, 27))
    first, second = read(b"published,text\n04/09/25,One\n09/27/25,Two\n", "a.csv")
    assert (first.published, second.published) == (date(2025, 4, 9), date(2025, 9, 27))


def test_rows_that_contradict_each_other_tell_no_order() -> None:
    _head, *rows = refusal("published,text\n04/09/2025,One\n27/09/2025,Two\n09/27/2025,Three\n")
    assert rows == ["Row 2: the date “04/09/2025” is not clear; write it as 2019-10-11."]


def test_a_day_with_the_month_s_name_and_a_short_year_is_one_day() -> None:
    (source,) = read(b"published,text\n07-Mar-98,One\n", "a.csv")
    assert source.published == date(1998, 3, 7)


@pytest.mark.parametrize("word", ["NA", "nan", "NULL", "NaT", "#N/A"])
def test_a_word_for_an_empty_date_is_empty_in_the_whole_file_and_elsewhere_a_word(word: str) -> None:
    first, second = read(f"published,author,text\n{word},{word},One\n2024-05-03,Ann,Two\n".encode(), "a.csv")
    assert (first.published, first.author, second.author) == (None, "", "Ann")
    (kept,) = read(f"published,author,text\n2024-05-03,{word},One\n".encode(), "a.csv")
    assert kept.author == word


def test_a_column_of_row_numbers_without_a_name_says_nothing() -> None:
    for name in ("", "Unnamed: 0"):
        (source,) = read(f"{name},title,text\n0,A,One\n".encode(), "a.csv")
        assert (source.title, source.notices) == ("A", ())


def test_an_id_too_long_for_a_number_is_refused_with_its_line() -> None:
    digits = "9" * 5000
    assert refusal(f'{{"id": {digits}, "text": "One"}}\n', "a.jsonl")[1] == (
        "Row 1: id is too long for a number; write it in quotation marks."
    )


def test_not_a_number_beside_the_text_of_a_jsonl_is_left_out() -> None:
    (source,) = read(b'{"text": "One", "score": NaN, "title": Infinity}', "a.jsonl")
    assert (source.title, len(source.notices)) == ("", 2)
