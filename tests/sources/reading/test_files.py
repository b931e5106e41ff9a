from __future__ import annotations

import gzip
import io
import zipfile

import pytest

from sources.reading import NotRead, all_formats, article_endings, read, read_one, source_endings
from tests.sources.reading.make_files import make_docx, make_html, make_pdf

PDF = make_pdf(["The port is closed."])
WORD = make_docx(["The port is closed."])
PAGE = make_html(["The port is closed."], title="Port")


def refusal(data: bytes, name: str) -> str:
    with pytest.raises(NotRead) as refused:
        read(data, name)
    with pytest.raises(NotRead):
        read_one(data, name)
    return str(refused.value)


def packed(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "application/vnd.oasis.opendocument.text" if name == "mimetype" else "x")
    return out.getvalue()


@pytest.mark.parametrize("ending", source_endings())
def test_a_file_of_no_bytes_is_said_to_be_empty(ending: str) -> None:
    assert "is empty (0 bytes)" in refusal(b"", f"port.{ending}")


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (PDF, "port.txt", "is a PDF inside"),
        (PDF, "port.docx", "is a PDF inside"),
        (PDF, "port.csv", "is a PDF inside"),
        (WORD, "port.txt", "is a Word document (DOCX) inside"),
        (WORD, "port.pdf", "is a Word document (DOCX) inside"),
        (PAGE, "port.txt", "is an HTML page inside"),
        (b"\xef\xbb\xbf \n<!DOCTYPE html><p>x", "port.md", "is an HTML page inside"),
        (b"The port is closed.", "port.pdf", "is not a PDF"),
        (b"The port is closed.", "port.docx", "is not a Word document"),
        (packed("a.txt"), "port.pdf", "is a packed archive"),
        (packed("a.docx", "b.docx"), "port.docx", "is a packed archive"),
        (gzip.compress(b"The port is closed.", mtime=0), "port.txt", "is a packed archive"),
        (packed("mimetype"), "port.txt", "is an OpenDocument text (ODT) inside"),
        (packed("[Content_Types].xml", "xl/workbook.xml"), "port.csv", "is an Excel workbook inside"),
        (packed("[Content_Types].xml", "ppt/presentation.xml"), "port.pdf", "is a PowerPoint file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "port.doc", "is an old Office file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "port.docx", "locked with a password"),
        (b"{\\rtf1\\ansi The port is closed.}", "port.doc", "inside it is a Rich Text file"),
        (b"MZ\x90\x00\x03\x00\x00\x00", "port.txt", "is a program"),
        (b"\x7fELF\x02\x01\x01\x00", "port.txt", "is a program"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "port.png", "is a picture"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "port.txt", "is a picture"),
        (b"\x00\x00\x00\x20ftypisom", "port.mp4", "is a sound or video file"),
        (b"SQLite format 3\x00", "port.txt", "is a database"),
        (bytes(range(256)) * 4, "port.txt", "holds binary data, not text"),
        (b"The port is closed.", "port.doc", "ends in “.doc”, which is not read"),
        (b"The port is closed.", "port", "has no ending"),
        (PDF, "port", "Rename it to end in .pdf"),
    ],
)  # fmt: skip
def test_each_file_that_is_not_what_it_should_be_has_its_own_sentence(data: bytes, name: str, words: str) -> None:
    assert words in refusal(data, name)


@pytest.mark.parametrize(
    "start", ["MZ Group closed the port.", "PK is short for park.", "BM, the bank, closed.", "ID3 is a tag."]
)
def test_a_text_may_begin_with_the_letters_of_another_format(start: str) -> None:
    assert read_one(start.encode(), "port.txt").text == start


def test_an_unknown_ending_is_answered_with_those_that_are_read() -> None:
    sentence = refusal(b"The port is closed.", "port.pages")
    assert all(f".{known.endings[0]}" in sentence for known in all_formats())


def test_a_file_over_the_limit_is_refused_before_it_is_read() -> None:
    assert "has 20.0 MB; the most is 20 MB" in refusal(b"a" * (20 * 1024**2 + 1), "port.txt")
    assert len(read(b"a " * 100, "port.txt", most_bytes=200)) == 1


@pytest.mark.parametrize(
    "name",
    ["port.TXT", "port.v2.Txt", "CON.txt", "x" * 300 + ".txt"],
)
def test_a_name_is_kept_as_it_came_and_only_its_ending_matters(name: str) -> None:
    assert read_one(b"The port is closed.", name).name == name


@pytest.mark.parametrize(
    ("name", "kept"), [("../../etc/passwd.txt", "passwd.txt"), ("a/b\\c.txt", "c.txt"), ("C:\\port.txt", "port.txt")]
)
def test_the_folders_of_a_name_are_not_kept(name: str, kept: str) -> None:
    assert read_one(b"The port is closed.", name).name == kept


def test_a_name_is_kept_on_one_line() -> None:
    assert read_one(b"The port is closed.", "port\n.txt").name == "port .txt"


def test_a_name_in_a_message_is_on_one_line_short_and_visible() -> None:
    sentence = refusal(b"", "../" + "x" * 300 + "\r\n\u202efdp.txt")
    assert "\n" not in sentence
    assert "\u202e" not in sentence
    assert "⟨U+202E⟩fdp.txt”" in sentence
    assert len(sentence) < 200


def test_a_table_is_no_article() -> None:
    with pytest.raises(NotRead, match="no article"):
        read_one(b"title,text\nPort,The port is closed.\n", "sources.csv")
    with pytest.raises(NotRead, match="no article"):
        read_one(b'{"text": "The port is closed."}\n', "sources.jsonl")


def test_the_uploaders_offer_what_is_read_and_no_table_for_an_article() -> None:
    assert {"txt", "md", "html", "pdf", "docx", "csv", "jsonl"} <= set(source_endings())
    assert set(source_endings()) - set(article_endings()) == {
        *("csv", "tsv", "jsonl", "ndjson", "xml", "rss", "atom"),
        *("xlsx", "epub", "srt", "vtt"),
    }
