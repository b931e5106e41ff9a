from __future__ import annotations

from datetime import date

import pytest

from sources.reading import NotRead, limits, read, read_one
from tests.sources.reading.make_files import make_html

PARAGRAPHS = [
    "The port was closed on Monday, the ministry of transport said in a statement, and a row of ships lies outside.",
    "The harbour master told reporters that nobody had been hurt when the crane fell early in the morning.",
    "“We will reopen as soon as we can,” he said, but he did not name a day & gave no further details.",
]


def page(**more: str) -> bytes:
    return make_html(
        PARAGRAPHS,
        title="Port closed until June",
        publisher="Pilot Weekly",
        author="Ada Holm",
        published="2024-05-03T08:00:00+02:00",
        **more,
    )


def refusal(data: bytes) -> str:
    with pytest.raises(NotRead) as refused:
        read(data, "port.html")
    return str(refused.value)


def test_the_article_of_a_page_is_read_without_its_menus_and_with_what_it_says_of_itself() -> None:
    document = read_one(page(), "port.html")
    assert document.text == "\n\n".join(["Port closed until June", *PARAGRAPHS])
    assert (document.title, document.publisher, document.author) == (
        "Port closed until June",
        "Pilot Weekly",
        "Ada Holm",
    )
    assert (document.published, document.kind, document.notices) == (date(2024, 5, 3), "html", ())


def test_the_same_page_read_twice_gives_the_same() -> None:
    assert read(page(), "a.html") == read(page(), "a.html")


def test_a_caption_comes_through_as_a_paragraph_of_its_own() -> None:
    caption = "Ships wait outside the port on Monday. (Ben Oram/Pilot Weekly)"
    assert read_one(page(caption=caption), "a.html").text.split("\n\n").count(caption) == 1


def test_a_paragraph_that_comes_four_times_is_read_four_times() -> None:
    document = read_one(make_html(PARAGRAPHS * 4, title="Port"), "a.html")
    assert document.text.count(PARAGRAPHS[0]) == 4


def test_headings_list_items_quotations_and_rows_are_paragraphs() -> None:
    inner = (
        f"<p>{PARAGRAPHS[0]}</p><h2>What happened</h2><p>{PARAGRAPHS[1]}<br>He left.</p>"
        "<ul><li>forty ships wait outside</li><li>three ferries wait inside</li></ul>"
        "<blockquote><p>“We will reopen.”</p></blockquote>"
        "<table><tr><th>Ship</th><th>Days</th></tr><tr><td>Aurora</td><td>3</td></tr></table>"
    )
    data = f"<html><body><article><h1>Port closed</h1>{inner}</article></body></html>".encode()
    assert read_one(data, "a.html").text.split("\n\n") == [
        "Port closed",
        PARAGRAPHS[0],
        "What happened",
        PARAGRAPHS[1] + "\nHe left.",
        "forty ships wait outside",
        "three ferries wait inside",
        "“We will reopen.”",
        "Ship\tDays",
        "Aurora\t3",
    ]


def test_a_headline_outside_the_article_comes_first() -> None:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    data = f"<html><head><title>Port closed</title></head><body><article>{body}</article></body></html>".encode()
    assert read_one(data, "a.html").text == "\n\n".join(["Port closed", *PARAGRAPHS])


def test_a_page_without_a_day_of_its_own_has_none() -> None:
    document = read_one(make_html(PARAGRAPHS, title="Port"), "a.html")
    assert document.published is None


def test_a_page_that_shows_nothing_is_refused() -> None:
    assert "shows no text" in refusal(
        b"<html><head><title>x</title></head><body><script>word()</script></body></html>"
    )


def test_a_page_of_a_few_words_is_read() -> None:
    assert "The port is closed." in read_one(b"<p>The port is closed.</p>", "a.html").text


def test_links_and_bold_words_of_a_short_page_stay_in_their_sentence() -> None:
    page = (
        b"<html><head><title>Merrow pier</title></head><body><p>It was built by <a href='/holm'>Anna Holm</a>.</p>"
        b"<h2>Later</h2><p>The <b>pier</b> closed\n in 1984.</p></body></html>"
    )
    assert read_one(page, "a.html").text == (
        "Merrow pier\n\nIt was built by Anna Holm.\n\nLater\n\nThe pier closed in 1984."
    )


def test_the_encoding_that_a_page_names_is_believed() -> None:
    text = "Port jest zamknięty, powiedział rzecznik ministerstwa w poniedziałek rano."
    data = f'<html><head><meta charset="iso-8859-2"></head><body><p>{text}</p></body></html>'.encode("iso-8859-2")
    assert text in read_one(data, "a.html").text


def test_a_page_that_says_latin_1_means_windows_1252() -> None:
    text = "“We will reopen,” the harbour master’s spokesman said on Monday – but he named no day."
    data = f'<html><head><meta charset="ISO-8859-1"></head><body><p>{text}</p></body></html>'.encode("cp1252")
    assert read_one(data, "a.html").text == text


@pytest.mark.parametrize("named", ["idna", "punycode", "unicode_escape", "no-such-thing"])
def test_a_page_cannot_choose_an_encoding_that_no_page_has(named: str) -> None:
    data = f'<html><head><meta charset="{named}"></head><body><p>{PARAGRAPHS[2]}</p></body></html>'.encode("cp1252")
    document = read_one(data, "a.html")
    assert document.text == PARAGRAPHS[2]
    assert "read as Windows-1252" in document.notices[0]


def test_a_title_with_the_name_of_the_site_is_not_put_before_the_headline() -> None:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    head = '<title>x</title><meta property="og:title" content="Port closed until June | Pilot Weekly">'
    data = f"<html><head>{head}</head><body><article><h1>Port closed until June</h1>{body}</article></body></html>"
    assert read_one(data.encode(), "a.html").text == "\n\n".join(["Port closed until June", *PARAGRAPHS])


def test_two_hundred_thousand_nested_tags_are_refused() -> None:
    data = b"<html><body>" + b"<div>" * 200_000 + b"<p>The port is closed.</p>"
    assert f"nested more than {limits.HTML_DEPTH} elements deep" in refusal(data)


def test_a_page_as_deep_as_the_limit_allows_is_read_to_its_bottom() -> None:
    data = b"<html><body>" + b"<div>" * (limits.HTML_DEPTH - 10) + b"<p>The port is closed.</p>"
    assert "The port is closed." in read_one(data, "a.html").text


def test_more_tags_than_the_limit_are_refused() -> None:
    assert "the most is 300,000" in refusal(b"<html><body>" + b"<br>" * (limits.HTML_TAGS + 1) + b"words")


def test_a_piece_that_the_parser_would_drop_without_a_word_is_refused() -> None:
    assert "one piece of more than 10 MB" in refusal(b"<p>" + b"port " * 2_500_000 + b"</p><p>closed</p>")


def test_entities_that_point_at_files_stay_what_they_are() -> None:
    start = b'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY e SYSTEM "file:///proc/self/cmdline">]>'
    document = read_one(start + f"<html><body><p>{PARAGRAPHS[0]} &e;</p></body></html>".encode(), "a.html")
    assert document.text == PARAGRAPHS[0] + " &e;"


def test_the_menu_of_a_layout_table_does_not_run_into_the_first_sentence() -> None:
    menu = '<td class="side"><a href="/">Home</a> <a href="/a">Archive</a></td>'
    for attribute in ("", ' role="presentation"'):
        text = "<h1>Port closed</h1>" + "".join(f"<p>{paragraph}" for paragraph in PARAGRAPHS)
        data = f"<!doctype html><body><table{attribute}><tr>{menu}<td>{text}</td></tr></table></body>"
        document = read_one(data.encode(), "port.html")
        assert document.text == "\n\n".join(["Port closed", *PARAGRAPHS]).replace("& gave", "& gave")


def test_a_table_of_figures_keeps_its_rows() -> None:
    rows = "".join(f"<tr><td><a href='/{n}'>Quay {n}</a></td><td>{n * 7}</td></tr>" for n in range(1, 4))
    data = make_html(PARAGRAPHS, title="Port").replace(b"</article>", f"<table>{rows}</table></article>".encode())
    assert "Quay 3\t21" in read_one(data, "port.html").text
