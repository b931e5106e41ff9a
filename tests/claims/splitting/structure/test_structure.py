from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.article import BlockKind
from claims.splitting import NothingToSplit, read_article
from claims.splitting.structure.english import looks_english
from sources.language.span import Span
from sources.language.times.article_date import date_line
from sources.source import Document

BODY = "The port of Tarvel closed on Monday after two pumps failed, and the office said that it would take weeks."
DANISH = (
    "Havnen i Tarvel blev lukket mandag, efter at to pumper holdt op med at virke, oplyser havnekontoret. "
    "Reparationen ventes at vare tre uger, og fyrre skibe ligger uden for havnen og venter på at komme ind."
)


def document(text: str, *, title: str = "", published: date | None = None) -> Document:
    return Document(text=text, kind="txt", title=title, published=published, notices=("1 character was replaced.",))


@pytest.mark.parametrize("text", ["", " \n\t ", "\ufeff", "\u200b\n…", "--- * ---"])
def test_a_text_without_a_word_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(NothingToSplit, match=r"^There is nothing to split: .*\.$"):
        read_article(document(text))


def test_a_given_date_wins_over_the_text_and_the_text_over_the_document() -> None:
    dated, undated = f"Port closes\n\nOctober 11, 2024\n\n{BODY}", f"Port closes\n\n{BODY}"
    file_date, given = date(2001, 1, 1), date(2020, 2, 2)
    in_text = read_article(document(dated, published=file_date))
    assert (in_text.published, in_text.published_span) == (date(2024, 10, 11), Span(13, 29))
    by_hand = read_article(document(dated, published=file_date), published=given)
    assert (by_hand.published, by_hand.published_span) == (given, None)
    from_file = read_article(document(undated, published=file_date))
    assert (from_file.published, from_file.published_span) == (file_date, None)
    assert read_article(document(undated)).published is None


def test_an_unclear_date_is_asked_for() -> None:
    text = f"Port closes\n\n10/11/2024\n\n{BODY}"
    assert any("10/11/2024" in notice for notice in read_article(document(text)).notices)
    given = read_article(document(text), published=date(2024, 11, 10))
    assert given.notices == ("1 character was replaced.",)


def test_the_title_is_the_documents_else_the_headline_else_the_first_words() -> None:
    assert read_article(document(f"# Port closes\n\n{BODY}", title="Given")).title == "Given"
    assert read_article(document(f"# Port closes\n\n{BODY}")).title == "Port closes"
    assert read_article(document(BODY)).title == "The port of Tarvel closed on Monday after two pumps failed, and …"
    assert read_article(document("The port closed.")).title == "The port closed."


def test_the_id_is_the_texts_and_survives_other_quotation_marks() -> None:
    one, two = read_article(document('He said "no" twice.')), read_article(document("He said “no” twice."))
    assert one.id == two.id
    assert one.id.startswith("art-")
    assert read_article(document("He said yes.")).id != one.id


def test_another_language_is_noted_and_english_is_not() -> None:
    notice = "This text does not look like English. Splitting and matching are made for English."
    assert notice in read_article(document(f"Havn lukket\n\n{DANISH}")).notices
    assert (
        notice
        in read_article(
            document("港口于星期一关闭，因为两台水泵发生故障。官员预计维修需要三周时间，四十艘船在外面等候。")
        ).notices
    )
    assert read_article(document(f"Port closes\n\n{BODY}")).notices == ("1 character was replaced.",)
    assert looks_english("Budget 2024")


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Friday, July 20, 2018", date(2018, 7, 20)),
        ("Oct. 11, 2024", date(2024, 10, 11)),
        ("11th of October 2024", date(2024, 10, 11)),
        ("Published: 11 Oct 2024 09:30 GMT", date(2024, 10, 11)),
        ("Posted on October 11, 2024 at 9:30 a.m. EDT", date(2024, 10, 11)),
        ("Fri 3 May 2024", date(2024, 5, 3)),
        ("Oct 11, 2024 · 5 min read", date(2024, 10, 11)),
        ("2024/10/11 09:30", date(2024, 10, 11)),
        ("30 February 2024", None),
    ],
)
def test_a_line_of_dates_is_read_in_many_forms(line: str, day: date | None) -> None:
    (written,) = date_line(line)
    assert written.day == day


@pytest.mark.parametrize(
    "line", ["On October 11, 2024 he died", "Port opened October 11, 2024", "October 11", "1,2024"]
)
def test_a_line_with_other_words_or_without_a_year_is_no_date_line(line: str) -> None:
    assert date_line(line) == ()


ALPHABET = "aB1 .,:;\"'“”?!()[]{}<>#*_-—–|/\\@©&\n\r\t\f\u00a0\u2028\u200b\ufeffé港😀"
PARAGRAPHS = (
    "By Jane Doe", "October 11, 2024", "Sources", BODY, "- item", "Photo: AP", "# Title", "Short line", "Read next:",
    "TARVEL (AP) — X.",
)  # fmt: skip


@given(
    st.lists(st.sampled_from(PARAGRAPHS) | st.text(ALPHABET, max_size=40), max_size=8),
    st.sampled_from(["\n", "\r\n\r\n", "\n\n", "\r"]),
)
def test_blocks_cover_everything_but_white_space_in_order_for_any_text(parts: list[str], between: str) -> None:
    text = between.join(["x", *parts])
    article = read_article(document(text))
    assert article.text == text
    at = 0
    for block in article.blocks:
        assert text[at : block.span.start].strip() == ""
        words = block.span.of(text)
        assert words
        assert words == words.strip()
        at = block.span.end
    assert text[at:].strip() == ""
    if len(article.blocks) == 1:
        assert article.blocks[0].kind is BlockKind.BODY


def test_one_line_of_a_hundred_thousand_characters_and_ten_thousand_lines_are_read() -> None:
    assert len(read_article(document("word " * 20_000)).blocks) == 1
    assert (
        len(read_article(document("\n".join(f"Ship {number} left on Monday." for number in range(10_000)))).blocks)
        == 10_000
    )
