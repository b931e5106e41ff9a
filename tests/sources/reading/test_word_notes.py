"""The notes of a Word draft, and the words that it does not show."""

from __future__ import annotations

from typing import Any

from sources.note import Note, NoteKind
from sources.reading import limits, read, read_one
from sources.reading.extract import Extract
from sources.reading.formats.docx import read_docx
from sources.reading.registry import File
from tests.sources.reading.make_word import commented, footnote_mark, paragraph, run, word_file


def drafted(body: str, **parts: Any) -> Extract:
    return read_docx(File(word_file(body, **parts), article=True))


def only(document: Extract) -> tuple[Note, str]:
    (note,) = document.notes
    return note, document.text[note.start : note.end]


def test_a_comment_has_its_words_its_author_and_the_address_in_it() -> None:
    body = f"<w:p>{run('The quay ')}{commented(4, run('cost 420 ') + run('crowns', '<w:b/>'))}{run('.')}</w:p>"
    note, words = only(drafted(body, comments={4: ("Ada Holm", "See https://port.example/annual?id=3.")}))
    assert words == "cost 420 crowns"
    assert (note.kind, note.author, note.address) == (
        NoteKind.COMMENT,
        "Ada Holm",
        "https://port.example/annual?id=3",
    )


def test_a_comment_over_two_paragraphs_has_the_words_of_both() -> None:
    start, end = '<w:commentRangeStart w:id="0"/>', '<w:commentRangeEnd w:id="0"/>'
    mark = '<w:r><w:commentReference w:id="0"/></w:r>'
    body = f"<w:p>{run('One. ')}{start}{run('Two.')}</w:p><w:p>{run('Three.')}{end}{mark}{run(' Four.')}</w:p>"
    _, words = only(drafted(body, comments={0: ("A", "Both?")}))
    assert words == "Two.\n\nThree."


def test_a_comment_that_begins_between_paragraphs_has_the_words_of_the_next() -> None:
    start, end = '<w:commentRangeStart w:id="0"/>', '<w:commentRangeEnd w:id="0"/>'
    mark = '<w:r><w:commentReference w:id="0"/></w:r>'
    body = paragraph(run("One.")) + start + paragraph(run("Two.")) + end + paragraph(run("Three."), mark)
    _, words = only(drafted(body, comments={0: ("A", "This?")}))
    assert words == "Two."


def test_footnotes_and_endnotes_are_marks_behind_the_words_with_their_own_numbers() -> None:
    body = (
        f"<w:p>{run('The quay cost 420')}{footnote_mark(7)}{run(' crowns.')}{footnote_mark(3, 'endnote')}"
        f"{run(' It is old.')}{footnote_mark(2)}</w:p>"
    )
    document = drafted(body, footnotes={7: "Port, p. 14", 2: "Museum"}, endnotes={3: "Ledger"})
    assert document.text == "The quay cost 420 crowns. It is old."
    assert [(note.kind, note.label, note.text, document.text[: note.start]) for note in document.notes] == [
        (NoteKind.FOOTNOTE, "1", "Port, p. 14", "The quay cost 420"),
        (NoteKind.ENDNOTE, "1", "Ledger", "The quay cost 420 crowns."),
        (NoteKind.FOOTNOTE, "2", "Museum", "The quay cost 420 crowns. It is old."),
    ]
    assert document.about.notices == ()


def test_both_of_words_ways_to_write_a_link_are_notes_and_a_place_in_the_page_is_none() -> None:
    begin, then, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    codes = '<w:r><w:instrText> HYPERLINK "https://b.example/x" </w:instrText></w:r>'
    body = paragraph(
        f'<w:hyperlink r:id="rLink0">{run("by part")}</w:hyperlink>',
        run(", ") + begin + codes + then + run("by field") + end + run(", "),
        f'<w:hyperlink w:anchor="below">{run("below")}</w:hyperlink>',
        f'<w:hyperlink r:id="rLink1">{run("mail")}</w:hyperlink>',
    )
    document = drafted(body, links=["https://a.example/", "mailto:ada@port.example"])
    assert [(document.text[one.start : one.end], one.address) for one in document.notes] == [
        ("by part", "https://a.example/"),
        ("by field", "https://b.example/x"),
    ]


def test_inserted_words_are_text_and_deleted_hidden_and_struck_ones_are_set_aside_with_a_notice() -> None:
    body = paragraph(
        run("The quay cost "),
        '<w:del w:author="Ada Holm"><w:r><w:delText>400</w:delText></w:r></w:del>',
        f'<w:ins w:author="Ada Holm">{run("420")}</w:ins>',
        run(" crowns") + run(" (ask Bo)", "<w:vanish/>") + run(" today", "<w:strike/>"),
        run(", no", '<w:strike w:val="0"/>') + run("."),
    )
    document = drafted(body)
    assert document.text == "The quay cost 420 crowns, no."
    assert [(one.kind, one.text, one.author, document.text[: one.start]) for one in document.notes] == [
        (NoteKind.DELETED, "400", "Ada Holm", "The quay cost "),
        (NoteKind.HIDDEN, "(ask Bo)", "", "The quay cost 420 crowns"),
        (NoteKind.STRUCK, "today", "", "The quay cost 420 crowns"),
    ]
    assert document.about.notices == (
        "1 deletion, 1 hidden passage, 1 struck-through passage were set aside and not read as text.",
    )


def test_a_formula_of_figures_is_words_and_another_is_said_to_be_missing() -> None:
    figure = "<m:oMath><m:r><m:t>42</m:t></m:r></m:oMath>"
    share = (
        "<m:oMath><m:f><m:num><m:r><m:t>3</m:t></m:r></m:num><m:den><m:r><m:t>4</m:t></m:r></m:den></m:f></m:oMath>"
    )
    root = "<m:oMath><m:rad><m:e><m:r><m:t>2</m:t></m:r></m:e></m:rad></m:oMath>"
    document = drafted(f"<w:p>{run('It has ')}{figure}{run(' miles, ')}{share}{run(' wet')}{root}{run('.')}</w:p>")
    assert document.text == "It has 42 miles, 3/4 wet."
    assert document.about.notices == (
        "1 formula is missing from the text. Write the figures out in words if they matter.",
    )


def test_words_of_a_table_within_a_table_are_read_once() -> None:
    inner = f"<w:tbl><w:tr><w:tc><w:p>{run('inner')}</w:p></w:tc></w:tr></w:tbl>"
    cells = f"<w:tc><w:p>{run('outer')}</w:p>{inner}</w:tc><w:tc><w:p>{run('beside')}</w:p></w:tc>"
    body = f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"
    assert drafted(body).text == "outer inner\tbeside"


def test_a_note_in_a_cell_stays_on_its_words_where_blanks_are_taken_out() -> None:
    cells = (
        f"<w:tc><w:p>{run('  Ship   name ')}</w:p></w:tc><w:tc><w:p>{commented(1, run(' four  days '))}</w:p></w:tc>"
    )
    document = drafted(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>", comments={1: ("A", "Five?")})
    assert document.text == "Ship name\tfour days"
    assert only(document)[1] == "four days"


def test_a_source_has_no_notes_and_its_footnotes_are_counted() -> None:
    body = f"<w:p>{run('Closed.')}{footnote_mark(1)}</w:p>"
    (document,) = read(word_file(body, footnotes={1: "Port"}), "a.docx")
    assert (document.notes, document.original) == ((), b"")
    assert document.notices == ("1 footnote was not read; add them as a source of their own if they matter.",)


def test_notes_come_through_the_sandbox() -> None:
    body = paragraph(run("The quay "), commented(4, run("cost 420 crowns")), run("."))
    document = read_one(word_file(body, comments={4: ("Ada Holm", "Sure?")}), "draft.docx")
    assert document.notes == (Note(9, 24, NoteKind.COMMENT, "Sure?", author="Ada Holm"),)


def test_the_file_of_an_article_is_kept_whole() -> None:
    data = word_file(f"<w:p>{run('Closed.')}</w:p>")
    assert read_one(data, "a.docx").original == data


def test_more_notes_than_are_read_are_counted_and_a_long_one_is_cut() -> None:
    count = limits.NOTES + 1
    marks = "".join(footnote_mark(number) for number in range(1, count + 1))
    texts = {number: "a" * (limits.NOTE_CHARACTERS + 1) if number == 1 else "b" for number in range(1, count + 1)}
    document = drafted(f"<w:p>{run('Closed')}{marks}</w:p>", footnotes=texts)
    assert len(document.notes) == limits.NOTES
    assert len(document.notes[0].text) == limits.NOTE_CHARACTERS
    assert f"Only the first {limits.NOTES:,} of {count:,} notes and links were read." in document.about.notices
