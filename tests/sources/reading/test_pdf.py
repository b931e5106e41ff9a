from __future__ import annotations

import io
import zlib

import pytest
from pypdf import PdfReader, PdfWriter

from sources.reading import NotRead, limits, read, read_one
from tests.sources.reading.make_files import make_pdf

FIRST = (
    "Port closed until June\n\nThe port was closed on Monday, the “ministry” of transport said in a statement, and "
    "forty ships are waiting outside (some of them since Friday).\n\nNobody was hurt."
)
SECOND = "The harbour master told reporters that the crane, which weighs 90 tonnes, fell early in the morning."


def refusal(data: bytes) -> str:
    with pytest.raises(NotRead) as refused:
        read(data, "port.pdf")
    return str(refused.value)


def locked(password: str, owner: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(make_pdf([FIRST]))))
    writer.encrypt(user_password=password, owner_password=owner, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_the_lines_of_a_pdf_become_its_paragraphs_again() -> None:
    data = make_pdf(
        [FIRST, SECOND], title="Port closed", author="Ada Holm", header="Pilot Weekly", footer="Page {page}"
    )
    document = read_one(data, "port.pdf")
    assert document.text == f"{FIRST}\n\n{SECOND}"
    assert (document.kind, document.name, document.title, document.author) == (
        "pdf",
        "port.pdf",
        "Port closed",
        "Ada Holm",
    )
    assert document.published is None
    assert document.notices == (
        "4 lines at the top and bottom of pages that only repeat or number them were left out.",
    )


def test_a_title_that_a_program_wrote_is_no_title() -> None:
    assert read_one(make_pdf([FIRST], title="Microsoft Word - port.docx"), "a.pdf").title == ""


def test_a_scanned_pdf_says_how_many_pages_have_no_text_and_what_to_do() -> None:
    assert "has no text on its 3 pages" in refusal(make_pdf(["", "", ""]))
    assert "Recognise the text first, then add it again." in refusal(make_pdf([""]))


def test_a_partly_scanned_pdf_is_read_and_says_what_is_missing() -> None:
    document = read_one(make_pdf([FIRST, "", ""]), "a.pdf")
    assert document.text == FIRST
    assert document.notices == ("2 of 3 pages have no text, only pictures or nothing.",)


def test_a_pdf_whose_end_is_missing_is_said_to_be_cut_off() -> None:
    whole = make_pdf([FIRST] * 3)
    assert "is cut off: its end is missing" in refusal(whole[: len(whole) // 2])
    assert "damaged, or cut off" in refusal(whole[: len(whole) // 2] + b"\n%%EOF\n")


def test_a_pdf_with_a_password_is_said_to_be_locked() -> None:
    assert "is locked (encrypted)" in refusal(locked("secret", "secret"))


def test_a_pdf_that_everybody_may_open_is_read_even_if_changing_it_is_locked() -> None:
    assert read_one(locked("", "secret"), "a.pdf").text == FIRST


def test_a_pdf_with_an_encryption_that_is_not_known_is_said_to_be_locked() -> None:
    zeros = {length: b"<" + b"00" * length + b">" for length in (16, 32, 48)}
    encrypt = b" ".join(
        [
            b"<< /Filter /Standard /V 5 /R 6 /Length 256 /P -4 /StmF /StdCF /StrF /StdCF",
            b"/O %b /U %b /OE %b /UE %b /Perms %b" % (zeros[48], zeros[48], zeros[32], zeros[32], zeros[16]),
            b"/CF << /StdCF << /CFM /AESV3 /AuthEvent /DocOpen /Length 32 >> >> >>",
        ]
    )
    data = make_pdf([FIRST]).replace(b"/Info 4 0 R", b"/Info 4 0 R /ID [<00> <00>] /Encrypt " + encrypt)
    assert "is locked (encrypted)" in refusal(data)


def test_an_inflation_bomb_is_refused_at_the_limit() -> None:
    bomb = zlib.compress(bytes(limits.STREAM_BYTES + 1_000_000), 9)
    assert len(bomb) < 200_000
    assert "unpacks to more than 25 MB" in refusal(make_pdf([""] * 3, flate=bomb))


def test_more_pages_than_the_limit_are_cut_and_that_is_said() -> None:
    document = read_one(make_pdf([f"This is page number {n}." for n in range(1, 5_001)]), "long.pdf")
    assert document.text.endswith(f"This is page number {limits.PAGES}.")
    assert document.notices == (
        f"Only the first {limits.PAGES} of 5,000 pages were read. Split the file to add the rest.",
    )


def test_a_pdf_without_a_page_is_refused() -> None:
    assert "has no pages" in refusal(make_pdf([]))


def test_it_is_known_on_which_page_a_sentence_stands() -> None:
    damaged_or_bare = ""
    data = make_pdf([FIRST, damaged_or_bare, SECOND, "Ships wait."], header="Pilot Weekly", footer="Page {page}")
    document = read_one(data, "port.pdf")
    text = document.text
    assert document.page_starts == (0, text.index(SECOND), text.index(SECOND), text.index("Ships wait."))


def test_a_sentence_that_goes_on_overleaf_begins_there_in_its_middle() -> None:
    data = make_pdf(
        ["The harbour master spoke of the crane which", "fell early in the morning. It weighs 90 tonnes."]
    )
    document = read_one(data, "port.pdf")
    assert document.text[document.page_starts[1] :].startswith("fell early")
