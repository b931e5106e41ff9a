"""Further formats: OpenDocument, Rich Text, e-books, mails, transcripts, Excel tables."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

import openpyxl
import pytest

from sources.reading import NotRead, read, read_one
from sources.reading.registry import FORMATS
from sources.source import Source
from sources.store.source_queries import source_of
from tests.sources.reading.make_msg import compound_file, make_msg

FIRST = "The port was closed on Monday, the “ministry” said."
SECOND = "Nobody was hurt."
ODF = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"'
)


def archive(files: Mapping[str, str | bytes], mimetype: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        if mimetype:
            packed.writestr("mimetype", mimetype)
        for name, data in files.items():
            packed.writestr(name, data)
    return out.getvalue()


def make_odt(body: str, head: str = "") -> bytes:
    text = f"<office:body><office:text>{body}</office:text></office:body>"
    content = f"{head}<office:document-content {ODF}>{text}</office:document-content>"
    about = "<office:meta><dc:title>Port closed</dc:title><dc:creator>Ada Holm</dc:creator></office:meta>"
    meta = f"<office:document-meta {ODF}>{about}</office:document-meta>"
    return archive({"content.xml": content, "meta.xml": meta}, "application/vnd.oasis.opendocument.text")


def make_epub(chapters: Sequence[str], *, title: str = "Ports", author: str = "Ada Holm") -> bytes:
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'
    )
    items = "".join(
        f'<item id="c{n}" href="text/c%20{n}.xhtml" media-type="application/xhtml+xml"/>'
        for n in range(len(chapters))
    )
    spine = "".join(f'<itemref idref="c{n}"/>' for n in reversed(range(len(chapters))))
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>'
        f"<dc:title>{title}</dc:title><dc:creator>{author}</dc:creator><dc:publisher>Quay Press</dc:publisher>"
        f"<dc:date>2024-05-03</dc:date></metadata><manifest>{items}</manifest><spine>{spine}</spine></package>"
    )
    texts = {f"OEBPS/text/c {n}.xhtml": f"<html><body>{text}</body></html>" for n, text in enumerate(chapters)}
    return archive({"META-INF/container.xml": container, "OEBPS/book.opf": package} | texts, "application/epub+zip")


def make_xlsx(rows: Sequence[Sequence[object]], sheets: int = 1) -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(list(row))
    for number in range(1, sheets):
        book.create_sheet(f"More {number}")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def refusal(data: bytes, name: str) -> str:
    with pytest.raises(NotRead) as refused:
        read(data, name)
    return str(refused.value)


def test_an_opendocument_text_is_read_in_the_order_of_the_page() -> None:
    body = (
        '<text:h>Port closed</text:h><text:p>The port was <text:span>closed</text:span> on<text:s text:c="2"/>'
        "Monday,<text:note><text:note-body><text:p>Bulletin 3.</text:p></text:note-body></text:note> the ministry"
        "<text:line-break/>said.</text:p>"
        f"<text:list><text:list-item><text:p>{SECOND}</text:p></text:list-item></text:list>"
        "<table:table><table:table-row><table:table-cell><text:p>2024</text:p></table:table-cell><table:table-cell>"
        "<text:p>42</text:p></table:table-cell></table:table-row></table:table>"
    )
    document = read_one(make_odt(body), "port.odt")
    assert (
        document.text == f"Port closed\n\nThe port was closed on Monday, the ministry\nsaid.\n\n{SECOND}\n\n2024\t42"
    )
    assert (document.kind, document.title, document.author) == ("odt", "Port closed", "Ada Holm")
    assert document.notices == ("1 footnote was not read; add them as a source of their own if they matter.",)


def test_an_opendocument_text_that_declares_entities_or_is_damaged_is_refused() -> None:
    bomb = '<!DOCTYPE a [<!ENTITY x "xxxxxxxx">]>'
    assert "damaged" in refusal(make_odt("<text:p>&x;</text:p>", bomb), "port.odt")
    assert "damaged" in refusal(archive({"other.xml": "x"}, "application/vnd.oasis.opendocument.text"), "port.odt")
    assert "has no text in it" in refusal(make_odt("<text:p/>"), "port.odt")
    assert "is an OpenDocument text (ODT) inside" in refusal(make_odt(f"<text:p>{FIRST}</text:p>"), "port.txt")


def test_a_rich_text_file_is_read() -> None:
    rtf = (
        rb"{\rtf1\ansi\ansicpg1252{\info{\title Port closed}{\author Ada Holm}}{\fonttbl{\f0 Times;}}"
        rb"\f0 The port was {\b closed} on Monday, the \ldblquote ministry\rdblquote  said. 20 \'80"
        rb"\par Nobody was hurt.\par}"
    )
    document = read_one(rtf, "port.rtf")
    assert document.text == "The port was closed on Monday, the “ministry” said. 20 €\n\nNobody was hurt."
    assert (document.title, document.author) == ("Port closed", "Ada Holm")
    assert "has no text in it" in refusal(rb"{\rtf1 }", "port.rtf")


def test_words_of_a_rich_text_that_are_deleted_hidden_or_struck_through_are_left_out_and_counted() -> None:
    rtf = (
        rb"{\rtf1{\stylesheet{\s15\strike Old;}{\*\cs16\v Index;}}\pard\plain\s15{The port}"
        rb"{\deleted\revauthdel1 was sold and}{ closed}{\v secretly}{\strike\loch twice}{ on Monday.}"
        rb"{\super{\*\footnote\pard\plain Bulletin 3.}}{\strike0\v0\deleted0  Nobody was hurt.}\par}"
    )
    document = read_one(rtf, "port.rtf")
    assert document.text == "The port closed on Monday. Nobody was hurt."
    assert document.notices == (
        "Left out: 1 deletion, 1 hidden passage, 1 struck-through passage.",
        "1 footnote was not read; add them as a source of their own if they matter.",
    )


def test_a_note_mark_of_an_e_book_is_no_digit_of_the_figure_before_it() -> None:
    mark = '<sup id="called1"><a epub:type="noteref" href="#note1">1</a></sup>'
    (document,) = read(make_epub([f"<p>The wall has 240{mark} stones on 9 m<sup>2</sup>.</p>"]), "wall.epub")
    assert document.text == "The wall has 240[1] stones on 9 m²."


@pytest.mark.parametrize("nothing", ["Unknown Title", "Unknown Author", "unknown"])
def test_what_a_program_writes_for_no_title_is_no_title(nothing: str) -> None:
    (document,) = read(make_epub([f"<p>{FIRST}</p>"], title=nothing, author=nothing), "ports.epub")
    assert (document.title, document.author) == ("", "")


def test_an_e_book_is_read_in_the_order_of_its_spine() -> None:
    (document,) = read(
        make_epub([f"<h1>Two</h1><p>{SECOND}</p>", f"<p>{FIRST}</p><script>no</script>"]), "ports.epub"
    )
    assert document.text == f"{FIRST}\n\nTwo\n\n{SECOND}"
    assert (document.title, document.publisher, document.author) == ("Ports", "Quay Press", "Ada Holm")
    assert document.published == date(2024, 5, 3)


def test_an_e_book_without_words_or_with_a_missing_chapter_is_refused() -> None:
    assert "has no words that can be read" in refusal(make_epub(["<img src='a'/>"]), "ports.epub")
    broken = make_epub([FIRST]).replace(b"c 0.xhtml", b"c 9.xhtml")
    assert "damaged" in refusal(broken, "ports.epub")


MAIL = (
    "From: Ada Holm <ada@desk.example>\r\nTo: desk@desk.example\r\n"
    "Subject: =?utf-8?q?Port_closed_=E2=80=93_news?=\r\n"
    "Date: Fri, 3 May 2024 08:00:00 +0200\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
    "--b\r\nContent-Type: {kind}; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{body}\r\n"
    '--b\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename="a.pdf"\r\n\r\nxxx\r\n'
    "--b--\r\n"
)


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("text/plain", f"{FIRST}\r\n\r\n{SECOND}"),
        ("text/html", f"<p>{FIRST}</p><p>{SECOND}</p><script>no()</script>"),
    ],
)
def test_a_mail_is_read_with_its_subject_sender_and_day(kind: str, body: str) -> None:
    document = read_one(MAIL.format(kind=kind, body=body).encode(), "port.eml")
    assert document.text == f"{FIRST}\n\n{SECOND}"
    assert (document.title, document.author, document.published) == (
        "Port closed – news",
        "Ada Holm",
        date(2024, 5, 3),
    )
    assert document.notices == ("1 attachment was not read; save what matters and add it.",)


def test_a_mail_without_words_and_a_text_that_is_no_mail_are_refused() -> None:
    assert "has no words of its own" in refusal(MAIL.format(kind="text/plain", body="").encode(), "port.eml")
    assert "is not a mail (EML)" in refusal(b"The port was closed: nobody knows why.\n", "port.eml")


SENDER, ADDRESS, SUBJECT, BODY, HTML = 0x0C1A, 0x0C1F, 0x0037, 0x1000, 0x1013
HEADERS, CODE_PAGE, HTML_CODE_PAGE, RICH_TEXT = 0x007D, 0x3FFD, 0x3FDE, 0x1009
ABOUT = {SUBJECT: "Port closed – news", SENDER: "Ada Holm", ADDRESS: "/O=DESK/CN=ADA"}
SENT = datetime(2024, 5, 3, 22, 30, tzinfo=UTC)


def test_an_outlook_mail_is_read_as_the_same_mail_in_another_format_is() -> None:
    mail = make_msg(ABOUT | {BODY: f"{FIRST}\r\n\r\n{SECOND}\r\n"}, submitted=SENT, attachments=2)
    document = read_one(mail, "port.MSG")
    assert document.text == f"{FIRST}\n\n{SECOND}"
    assert (document.kind, document.title, document.author, document.published) == (
        "msg",
        "Port closed – news",
        "Ada Holm",
        date(2024, 5, 3),
    )
    assert document.notices == ("2 attachments were not read; save what matters and add it.",)
    assert read(mail, "port.msg")[0].text == document.text


def test_the_day_of_an_outlook_mail_is_that_of_its_sender() -> None:
    headers = "Received: from a by b; Sat, 4 May 2024 00:31:00 +0200\r\nDate: Sat, 4 May 2024 00:30:00 +0200\r\n"
    assert read_one(make_msg({BODY: FIRST, HEADERS: headers}, submitted=SENT), "a.msg").published == date(2024, 5, 4)
    assert read_one(make_msg({BODY: FIRST}), "a.msg").published is None
    for none in (datetime(4501, 1, 1, tzinfo=UTC), datetime(9999, 1, 1, tzinfo=UTC)):
        assert read_one(make_msg({BODY: FIRST}, submitted=none), "a.msg").published is None
    sent = (SENT - datetime(1601, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1) * 10
    mail = make_msg({BODY: FIRST}, submitted=SENT)
    assert read_one(mail.replace(sent.to_bytes(8, "little"), b"\xff" * 8), "a.msg").published is None


def test_the_words_of_an_outlook_mail_may_be_html_or_in_a_code_page() -> None:
    markup = f"<p>{FIRST}</p><p>{SECOND} Zoë</p><script>no()</script>"
    mail = make_msg({}, binary={HTML: markup.encode("utf-8")}, integers={HTML_CODE_PAGE: 65001})
    assert read_one(mail, "port.msg").text == f"{FIRST}\n\n{SECOND} Zoë"
    assert read_one(make_msg({HTML: markup}), "port.msg").text == f"{FIRST}\n\n{SECOND} Zoë"
    greek = make_msg({BODY: "Ο λιμένας έκλεισε."}, integers={CODE_PAGE: 28597}, eight_bit="iso8859-7")
    assert read_one(greek, "port.msg").text == "Ο λιμένας έκλεισε."
    long = make_msg({BODY: FIRST + SECOND * 4000})
    assert read_one(long, "port.msg").text == FIRST + SECOND * 4000


def test_an_outlook_mail_without_words_or_damaged_or_another_old_file_is_refused() -> None:
    assert "has no words of its own" in refusal(make_msg(ABOUT), "port.msg")
    assert "has its words as Rich Text only" in refusal(make_msg(ABOUT, binary={RICH_TEXT: b"LZFu"}), "port.msg")
    mail = make_msg(ABOUT | {BODY: FIRST})
    assert "damaged" in refusal(mail[:-512], "port.msg")
    assert "is an Outlook mail (MSG) inside" in refusal(mail, "port.doc.docx")
    carrier = compound_file({"WordDocument": b"x", "__properties_version1.0": b"", "__nameid_version1.0": {}})
    assert "is an old Office file" in refusal(carrier, "port.msg")


SRT = (
    "1\r\n00:00:01,000 --> 00:00:03,500\r\nThe port was closed\r\n\r\n2\r\n00:00:03,600 --> 00:00:05,000\r\n"
    "on <i>Monday</i>.\r\n\r\n3\r\n01:02:30,000 --> 01:02:34,000\r\nNobody was &amp; is hurt.\r\n"
)
VTT = (
    "WEBVTT\n\nNOTE made by hand\n\nSTYLE\n::cue {}\n\nintro\n00:01.000 --> 00:03.000 align:start\n"
    "<v Ada Holm>The port is shut.\n\n"
    "00:03.100 --> 00:05.000\nThe port is shut.\nNobody was hurt.\n\n00:05.100 --> 00:06.000\n<v Omar>It rained.\n"
)


def kept(data: str, name: str) -> Source:
    (document,) = read(data.encode(), name)
    return source_of(document, datetime(2024, 5, 3, tzinfo=UTC))


def test_sentences_run_over_the_lines_of_a_transcript_and_each_has_its_time() -> None:
    source = kept(SRT, "talk.srt")
    assert source.text == "The port was closed on Monday.\n\nNobody was & is hurt."
    assert source.place_of(0) == "at 0:01"
    assert source.place_of(source.text.index("Monday")) == "at 0:03"
    assert source.place_of(0, len(source.text)) == "at 0:01–1:02:30"


def test_speakers_of_a_transcript_are_named_and_repeated_lines_come_once() -> None:
    source = kept(VTT, "talk.vtt")
    assert source.text == "Ada Holm: The port is shut. The port is shut. Nobody was hurt.\n\nOmar: It rained."
    assert source.place_of(source.text.index("It rained")) == "at 0:05"


def test_a_transcript_without_times_is_refused() -> None:
    assert "is not a transcript with times" in refusal(b"The port was closed.", "talk.srt")
    assert "has no line with times and words" in refusal(b"1\n00:00:01,000 --> 00:00:02,000\n\n", "talk.srt")


def test_a_workbook_is_a_table_of_sources() -> None:
    rows = [
        ("Title", "Publisher", "Date", "Text", "My notes"),
        ("Port closed", "Pilot Weekly", date(2024, 5, 3), FIRST, "x"),
        (None, None, None, None, None),
        (12, "Pilot Weekly", "4 May 2024", SECOND, ""),
    ]
    first, second = read(make_xlsx(rows, sheets=2), "sources.xlsx")
    assert (first.title, first.publisher, first.published, first.text) == (
        "Port closed",
        "Pilot Weekly",
        date(2024, 5, 3),
        FIRST,
    )
    assert (second.title, second.published) == ("12", date(2024, 5, 4))
    assert first.notices == ("Only the first of 2 sheets was read. Save the others as files of their own.",)


def test_a_faulty_row_of_a_workbook_is_named_and_nothing_is_added() -> None:
    assert "Row 3: the text is missing." in refusal(make_xlsx([("title", "text"), ("A", FIRST), ("B", "")]), "a.xlsx")
    assert "needs a first row that names its columns" in refusal(make_xlsx([("A", "B"), ("x", "y")]), "a.xlsx")


@pytest.mark.parametrize("name", ["odt", "rtf", "epub", "eml", "transcript", "xlsx"])
def test_any_bytes_of_a_new_format_are_read_or_refused_with_a_sentence(name: str) -> None:
    wholes = {
        "odt": make_odt(f"<text:p>{FIRST}</text:p>"),
        "rtf": rb"{\rtf1 The port was closed.\par}",
        "epub": make_epub([f"<p>{FIRST}</p>"]),
        "eml": MAIL.format(kind="text/plain", body=FIRST).encode(),
        "transcript": SRT.encode(),
        "xlsx": make_xlsx([("title", "text"), ("A", FIRST)]),
    }
    whole, ending = wholes[name], FORMATS[name].endings[0]
    for damaged in (whole[: len(whole) // 2], whole[: len(whole) // 3] + b"\xff\x00" + whole[len(whole) // 3 :]):
        said = ""
        try:
            assert read(damaged, f"a.{ending}")
        except NotRead as refused:
            said = str(refused)
        assert not said or said.startswith(f"“a.{ending}” ")
