from __future__ import annotations

import io
import os
import zipfile

import pytest

from sources.reading import NotRead, limits, read, read_one
from tests.sources.reading.make_files import make_docx

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def with_parts(parts: dict[str, bytes], *, title: str = "") -> bytes:
    """Return a Word document with some of its parts replaced or added."""
    whole = make_docx(["The port is closed."], title=title)
    old, out = zipfile.ZipFile(io.BytesIO(whole)), io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in [*old.namelist(), *(name for name in parts if name not in old.namelist())]:
            archive.writestr(name, parts[name] if name in parts else old.read(name))
    return out.getvalue()


def with_body(body: str, *, before: str = "") -> bytes:
    document = f'{before}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    return with_parts({"word/document.xml": document.encode()})


def refusal(data: bytes) -> str:
    with pytest.raises(NotRead) as refused:
        read(data, "port.docx")
    return str(refused.value)


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def test_the_paragraphs_of_a_word_document_stand_apart_by_an_empty_line() -> None:
    paragraphs = ["# Port closed", "The port was closed on Monday.", "", "Nobody\twas hurt.\nHe said so."]
    document = read_one(make_docx(paragraphs, title="Port closed", author="Ada Holm"), "port.docx")
    assert document.text == "Port closed\n\nThe port was closed on Monday.\n\nNobody\twas hurt.\nHe said so."
    assert (document.kind, document.title, document.author, document.published) == (
        "docx",
        "Port closed",
        "Ada Holm",
        None,
    )


@pytest.mark.parametrize(("title", "seen"), [("Port closed", "Port closed"), ("", "")])
def test_the_title_is_that_of_the_file_also_where_libreoffice_names_it_and_never_made_up(
    title: str, seen: str
) -> None:
    whole = zipfile.ZipFile(io.BytesIO(make_docx(["x"])))
    relations = whole.read("_rels/.rels").decode()
    word = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    libreoffice = "http://schemas.openxmlformats.org/officedocument/2006/relationships/metadata/core-properties"
    assert word in relations
    file = with_parts({"_rels/.rels": relations.replace(word, libreoffice).encode()}, title=title)
    assert read_one(file, "port.docx").title == seen


def test_tables_text_boxes_links_and_inserted_words_are_read_and_deleted_ones_are_not() -> None:
    link = f"<w:hyperlink>{run('by the ministry')}</w:hyperlink>"
    changed = f"<w:ins>{run(' for ever')}</w:ins><w:del><w:r><w:delText> for now</w:delText></w:r></w:del>"
    box = f"<w:r><w:pict><w:txbxContent><w:p>{run('In a box.')}</w:p></w:txbxContent></w:pict></w:r>"
    cell = "<w:tc><w:p>{}</w:p></w:tc>"
    table = f"<w:tbl><w:tr>{cell.format(run('Ship'))}{cell.format(run('Days'))}</w:tr></w:tbl>"
    control = f"<w:sdt><w:sdtContent><w:p>{run('In a field.')}</w:p></w:sdtContent></w:sdt>"
    body = f"<w:p>{run('The port was closed ')}{link}{changed}{run('.')}{box}</w:p>{table}{control}"
    assert read_one(with_body(body), "a.docx").text == (
        "The port was closed by the ministry for ever.\n\nIn a box.\n\nShip\tDays\n\nIn a field."
    )


def test_a_stop_on_the_ruler_and_the_second_copy_of_a_box_are_no_text() -> None:
    ruler = "<w:pPr><w:tabs><w:tab/></w:tabs></w:pPr>"
    box = f"<w:r><w:pict><w:txbxContent><w:p>{run('In a box.')}</w:p></w:txbxContent></w:pict></w:r>"
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    copies = f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    both = f'<mc:AlternateContent xmlns:mc="{mc}">{copies}</mc:AlternateContent>'
    document = read_one(with_body(f"<w:p>{ruler}{run('Closed.')}{both}</w:p>"), "a.docx")
    assert document.text == "Closed.\n\nIn a box."


def test_footnotes_are_counted_in_a_notice() -> None:
    document = read_one(with_body(f'<w:p>{run("Closed.")}<w:r><w:footnoteReference w:id="2"/></w:r></w:p>'), "a.docx")
    assert document.notices == ("1 footnote was not read; add them as a source of their own if they matter.",)


def test_a_document_of_pictures_only_has_nothing_to_read() -> None:
    assert "has no text in it" in refusal(with_body("<w:p/>"))


def test_a_cut_off_document_is_said_to_be_damaged() -> None:
    whole = make_docx(["The port is closed."])
    assert "damaged, or cut off" in refusal(whole[: len(whole) // 2])


def test_a_bomb_of_blanks_is_refused_by_what_its_directory_says() -> None:
    data = with_parts({"word/document.xml": b" " * (limits.ARCHIVE_RATIO_FROM * 4)})
    assert len(data) < 100_000
    assert "would unpack to 21 MB in 17 parts" in refusal(data)


def modest(size: int) -> bytes:
    """Return at least ``size`` bytes that pack to a fortieth: no bomb by their ratio."""
    return b"".join(os.urandom(500) + bytes(20_000) for _ in range(size // 20_500 + 1))


def test_a_document_over_the_limit_is_refused_even_if_it_packs_no_better_than_others() -> None:
    assert "would unpack to 101 MB in 18 parts" in refusal(
        with_parts({"word/media/a.png": modest(limits.ARCHIVE_BYTES)})
    )


def test_more_markup_than_there_is_memory_for_is_refused_where_a_picture_of_that_size_is_not() -> None:
    size = limits.ARCHIVE_MARKUP_BYTES
    assert "far more than a document holds" in refusal(with_parts({"word/document.xml": modest(size)}))
    assert read_one(with_parts({"word/media/a.png": modest(size)}), "a.docx").text == "The port is closed."


def test_more_parts_than_any_document_has_are_refused() -> None:
    data = with_parts({f"word/media/{n}.png": b"" for n in range(limits.ARCHIVE_MEMBERS)})
    assert "far more than a document holds" in refusal(data)


def test_a_directory_that_lies_about_a_size_gains_nothing() -> None:
    big, small = limits.ARCHIVE_RATIO_FROM * 4, 100
    data = with_parts({"word/document.xml": b" " * big})
    lie = data.replace(big.to_bytes(4, "little"), small.to_bytes(4, "little"))
    assert lie != data
    assert "damaged, or cut off" in refusal(lie)


def test_a_packed_archive_inside_is_never_unpacked() -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb", bytes(limits.ARCHIVE_BYTES))
    document = read_one(with_parts({"word/embeddings/inner.zip": inner.getvalue()}), "a.docx")
    assert document.text == "The port is closed."


def laughs() -> str:
    """Return entities of which the last stands for a thousand million letters."""
    levels = [f'<!ENTITY e{n} "' + f"&e{n - 1};" * 10 + '">' for n in range(1, 9)]
    return '<!ENTITY e0 "aaaaaaaaaa">' + "".join(levels) + '<!ENTITY e "&e8;">'


@pytest.mark.parametrize("declared", ['<!ENTITY e SYSTEM "file:///etc/hostname">', laughs()])
def test_entities_that_point_at_files_or_multiply_are_refused(declared: str) -> None:
    body = f"<w:p>{run('The port &e; is closed.')}</w:p>"
    assert "damaged" in refusal(with_body(body, before=f"<!DOCTYPE x [{declared}]>"))


def test_a_document_nested_a_hundred_thousand_deep_is_refused() -> None:
    assert "damaged" in refusal(with_body("<w:sdt>" * 100_000 + "</w:sdt>" * 100_000))


def test_a_document_with_macros_is_refused_with_what_to_do() -> None:
    types = zipfile.ZipFile(io.BytesIO(make_docx(["x"]))).read("[Content_Types].xml")
    macros = types.replace(
        b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        b"application/vnd.ms-word.document.macroEnabled.main+xml",
    )
    assert "Save it as DOCX without macros" in refusal(with_parts({"[Content_Types].xml": macros}))
