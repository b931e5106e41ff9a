"""Links and footnotes of web pages."""

from __future__ import annotations

import time

import pytest

from sources.note import NoteKind
from sources.reading.extract import Extract
from sources.reading.formats.html import read_html
from sources.reading.registry import File

FILLER = "<p>" + "The harbour was quiet and the boats stayed in. " * 8 + "</p>"


def page(*paragraphs: str, more: str = "", head: str = "") -> bytes:
    body = "".join(f"<p>{words}</p>" for words in paragraphs)
    menu = '<nav><a href="https://port.example/">Home</a></nav><ul><li><a href="https://port.example/n">News</a></li></ul>'
    return (
        f"<!doctype html><html><head><title>Quay</title>{head}</head><body>{menu}"
        f"<article><h1>Quay</h1>{body}{FILLER}{more}</article></body></html>"
    ).encode()


def drafted(*paragraphs: str, more: str = "", head: str = "") -> Extract:
    return read_html(File(page(*paragraphs, more=more, head=head), article=True))


def noted(extract: Extract) -> list[tuple[str, str, str]]:
    return [(extract.text[one.start : one.end], one.text, one.address) for one in extract.notes]


def test_a_link_of_the_article_is_a_note_on_its_words_and_one_of_the_menu_is_none() -> None:
    extract = drafted(
        'The  quay <b>cost</b>\n<a href="https://a.example/l" title="Led ger">420 <i>crowns</i></a>, the port said.'
    )
    assert noted(extract) == [("420 crowns", "Led ger", "https://a.example/l")]
    assert "The quay cost 420 crowns, the port said." in extract.text


@pytest.mark.parametrize(
    ("raised", "sign", "said"),
    [("<sup>{}</sup>", "1", "[1]"), ("<sup>{}</sup>", "i", "[i]"), ("<sup>{}</sup>", "*", ""), ("{}", "1", "[1]")],
)
def test_a_note_that_leads_back_to_its_mark_takes_no_paragraph_with_it(raised: str, sign: str, said: str) -> None:
    mark = raised.format(sign)
    back = f'<a class="sym" name="n1sym" href="#n1anc">{sign}</a>'
    extract = drafted(
        f'The wall was 240 metres long.<a class="anc" name="n1anc" href="#n1sym">{mark}</a>',
        "Forty families left.",
        more=f'<div id="n1"><p>{back}Harbour\n office, report</p></div>',
    )
    assert f"The wall was 240 metres long.{said}" in extract.text
    assert "Forty families left." in extract.text
    assert "Harbour" not in extract.text
    assert [one.text for one in extract.notes] == ["Harbour office, report"]


def test_a_paragraph_with_words_struck_out_is_one_line_with_its_links() -> None:
    link = '<a href="https://a.example/l">report</a>'
    extract = drafted(f"The office\nsaid so. <strike>She\nresigned.</strike> She\nwrote the {link}.")
    assert "The office said so. She resigned. She wrote the report." in extract.text
    assert noted(extract) == [("report", "", "https://a.example/l")]


def test_words_that_stand_twice_in_the_page_keep_their_own_link() -> None:
    line = 'The <a href="https://a.example/{}">quay</a> is old.'
    extract = drafted(line.format(1), "Nobody came.", line.format(2))
    first, second = extract.notes
    assert (first.address[-1], second.address[-1]) == ("1", "2")
    assert first.start < extract.text.index("Nobody came") < second.start


def test_relative_links_are_read_where_the_page_says_its_address_and_mail_never() -> None:
    words = 'See <a href="/r?x=1">the register</a> or <a href="mailto:a@b.example">write</a>.'
    head = '<link rel="canonical" href="https://port.example/news/1">'
    assert noted(drafted(words, head=head)) == [("the register", "", "https://port.example/r?x=1")]
    assert noted(drafted(words)) == []


@pytest.mark.parametrize(
    "mark",
    [
        '<sup id="r1"><a href="#fn1">1</a></sup>',
        '<a href="#fn1"><sup>1</sup></a>',
        '<a class="up" href="#fn1">1</a>',
        '<sup><a href="#fn1">[1]</a></sup>',
    ],
)
def test_a_footnote_is_a_note_at_its_mark_and_no_text(mark: str) -> None:
    link = '<a href="https://port.example/r">annual report</a>'
    note = f'<ol><li id="fn1">Port, {link}, p. 14. <a href="#r1">↩</a></li></ol>'
    extract = drafted(f"The quay cost 420{mark} crowns.", more=note)
    assert "The quay cost 420[1] crowns." in extract.text
    assert "annual report" not in extract.text
    (found,) = [one for one in extract.notes if one.kind is NoteKind.FOOTNOTE]
    assert (found.text, found.label) == ("Port, annual report, p. 14.", "1")
    assert extract.text[: found.start].endswith("cost 420")


def test_a_footnote_whose_anchor_stands_before_its_words_is_found() -> None:
    extract = drafted('It burned.<sup><a href="#n7">7</a></sup>', more='<p><a id="n7">7.</a> Town ledger.</p>')
    assert [one.text for one in extract.notes] == ["Town ledger."]
    assert "Town ledger" not in extract.text


def test_a_source_keeps_its_footnotes_and_has_no_notes() -> None:
    more = '<ol><li id="fn1">Port, annual report, page 14, as printed.</li></ol>'
    extract = read_html(File(page('The quay cost 420<sup><a href="#fn1">1</a></sup> crowns.', more=more)))
    assert extract.notes == ()
    assert "The quay cost 420[1] crowns." in extract.text
    assert "annual report" in extract.text


def test_a_page_of_links_alone_takes_no_time() -> None:
    links = "".join(f'<a href="https://a.example/{number}">ship {number}</a> ' for number in range(4_000))
    start = time.process_time()
    extract = drafted(links)
    assert time.process_time() - start < 10
    assert len(extract.notes) == 2_000
    assert any("Only the first 2,000 of 4,000 notes" in notice for notice in extract.about.notices)
