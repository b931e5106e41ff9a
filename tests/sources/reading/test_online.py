from __future__ import annotations

import pytest

from sources.reading import NotRead
from sources.reading.online import read_address, read_article_at
from sources.reading.sniffing import name_at
from tests.sources.reading.make_files import make_docx, make_html, make_pdf
from tests.sources.reading.web import Answer, answer, redirect, serving

SENTENCES = [f"On Monday {number} ships were waiting off the port of Lorn." for number in range(40, 44)]
PAGE = make_html(SENTENCES, title="Ships wait off Lorn", publisher="Pilot Weekly", published="2026-05-08")


def test_a_page_is_read_with_what_it_says_of_itself_and_the_address_it_was_found_at() -> None:
    lying = PAGE.replace(b"<head>", b'<head><link rel="canonical" href="https://elsewhere.example/x">')
    routes: dict[str, Answer | list[Answer]] = {
        "paper.example/ships": redirect("http://paper.example/2026/ships"),
        "paper.example/2026/ships": answer(lying, Content_Type="text/html"),
    }
    with serving(routes) as web:
        (document,) = read_address("http://paper.example/ships", web.network)
    assert (document.kind, document.title, document.publisher) == ("html", "Ships wait off Lorn", "Pilot Weekly")
    assert (document.url, document.name) == ("http://paper.example/2026/ships", "ships.html")
    assert SENTENCES[0] in document.text


def test_an_article_is_read_from_an_address() -> None:
    with serving({"paper.example/ships": answer(PAGE, Content_Type="text/html")}) as web:
        assert read_article_at("http://paper.example/ships", web.network).title == "Ships wait off Lorn"


def test_the_bytes_say_what_it_is_whatever_the_server_calls_it() -> None:
    pdf = answer(make_pdf([" ".join(SENTENCES)]), Content_Type="text/html")
    with serving({"paper.example/report": pdf}) as web:
        (document,) = read_address("http://paper.example/report", web.network)
    assert (document.kind, document.name) == ("pdf", "report.pdf")


def test_the_encoding_that_the_server_names_is_used() -> None:
    page = "<html><head><meta charset=utf-8></head><body><p>Der Hafen in Łódź ist zu.</p></body></html>"
    sent = answer(page.encode("iso-8859-2"), Content_Type="text/html; charset=ISO-8859-2")
    with serving({"paper.example/": sent}) as web:
        (document,) = read_address("http://paper.example/", web.network)
    assert "Łódź" in document.text
    assert document.name == "paper.example.html"


def test_what_is_no_document_is_refused_as_a_file_would_be() -> None:
    with (
        serving({"paper.example/a": answer(b"\x89PNG\r\n\x1a\n" + bytes(20), Content_Type="text/html")}) as web,
        pytest.raises(NotRead, match="is a picture"),
    ):
        read_address("http://paper.example/a", web.network)


@pytest.mark.parametrize(
    ("url", "data", "content_type", "name"),
    [
        ("https://paper.example/a/report.pdf", b"%PDF-1.4", "application/pdf", "report.pdf"),
        ("https://paper.example/a/report.html/", b"%PDF-1.4", "", "report.html.pdf"),
        ("https://paper.example/a/v1.2", b"words", "text/plain", "v1.2.txt"),
        ("https://paper.example/read.me", b"words", "text/plain", "read.me.txt"),
        ("https://paper.example/notes.md", b"words", "text/markdown", "notes.md"),
        ("https://paper.example/notes.txt", b"words", "application/octet-stream", "notes.txt"),
        ("https://paper.example/", b"<!doctype html><p>a", "", "paper.example.html"),
        ("https://paper.example/%C3%A4%2F..", b"<p>a", "text/html", "ä/...html"),
        ("https://paper.example/list", b"text,title", "text/csv", "list.csv"),
        ("https://paper.example/form", make_docx(["Words."]), "application/zip", "form.docx"),
    ],
)
def test_what_an_address_gave_gets_a_name_that_fits_it(url: str, data: bytes, content_type: str, name: str) -> None:
    assert name_at(url, data, content_type) == name
