"""Comments written into Word drafts: thirty drafts with runs of many styles, read by another reader than ours."""

from __future__ import annotations

import io
import random
import zipfile
from typing import Any

import pytest
from lxml import etree

from sources.reading import comment_in_sandbox, read_one
from sources.reading.errors import Refused
from sources.reading.formats.docx import read_docx
from sources.reading.registry import File
from sources.reading.word.commenting import with_comments
from sources.reading.word.task import WordComment
from tests.sources.reading.make_word import W, commented, footnote_mark, paragraph, run, word_file

DRAFTS = 30
STYLES = ("", "<w:b/>", "<w:i/>", '<w:color w:val="AA0000"/>', '<w:rStyle w:val="Strong"/><w:sz w:val="28"/>')
SENTENCES = (
    "The council of Harnby closed the old ferry pier on 4 March 2024.",
    "The pier carried 1,200 passengers a day, “more than ever”, the port said.",
    "Divers found rust in eleven of the steel piles; the repair costs 3.4 million crowns.",
    "Its bakery, founded in 1911, employs 14 people & its school closed.",
    "Nobody was hurt.",
    "Zoë Ångström <the mayor> called it a “mistake”.",
)


def draft(number: int) -> bytes:
    """Return a draft of its own: styled runs, the writer's notes, tracked changes, a table, a link."""
    chance = random.Random(number)
    body = ""
    comments: dict[int, tuple[str, str]] = {}
    footnotes: dict[int, str] = {}
    for place in range(chance.randint(2, 6)):
        inside = ""
        for sentence in chance.sample(SENTENCES, chance.randint(1, 3)):
            runs = [run(piece, chance.choice(STYLES)) for piece in pieces(sentence + " ", chance)]
            if chance.random() < 0.5:
                comments[len(comments)] = ("Ada Holm", f"Sure of {sentence[:9]}?")
                first = chance.randrange(len(runs))
                runs[first] = commented(len(comments) - 1, runs[first])
            if chance.random() < 0.4:
                footnotes[len(footnotes) + 1] = "Port of Harnby, annual report, p. 14"
                runs.append(footnote_mark(len(footnotes)))
            if chance.random() < 0.3:
                runs.append('<w:del w:id="90" w:author="B"><w:r><w:delText>old </w:delText></w:r></w:del>')
                runs.append(f'<w:ins w:id="91" w:author="B">{run("newer words ", "<w:b/>")}</w:ins>')
            if chance.random() < 0.3:
                runs.append(f'<w:hyperlink r:id="rLink0">{run("the register, ")}{run("page 3 ")}</w:hyperlink>')
            if chance.random() < 0.3:
                runs.append(
                    "<w:r><w:rPr><w:u/></w:rPr><w:t>two</w:t><w:tab/><w:t>words</w:t><w:br/><w:t>here</w:t></w:r>"
                )
            if chance.random() < 0.3:
                runs.append(run("420") + run("1", '<w:vertAlign w:val="superscript"/>') + run(" crowns "))
            inside += "".join(runs)
        body += paragraph(inside)
        if place == 1:
            cells = "".join(
                f"<w:tc>{paragraph(run('  Ship   and '), run('days', '<w:b/>'))}</w:tc>" for _ in range(2)
            )
            body += f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"
    return word_file(body, comments=comments, footnotes=footnotes, links=["https://port.example/"])


def pieces(text: str, chance: random.Random) -> list[str]:
    cuts = sorted(chance.sample(range(1, len(text)), chance.randint(0, 3)))
    return [text[start:end] for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]


def claims(text: str, number: int) -> list[WordComment]:
    """Return a dozen comments on stretches without blanks at their ends; they overlap and reach over paragraphs."""
    chance = random.Random(number)
    found: list[WordComment] = []
    while len(found) < 12:
        start, end = sorted(chance.sample(range(len(text) + 1), 2))
        if end - start > 300 and len(found) % 4:
            end = start + 60
        words = text[start:end]
        start, end = start + len(words) - len(words.lstrip()), start + len(words.rstrip())
        if start < end and "[1]" not in text[max(0, start - 3) : start + 3] + text[max(0, end - 3) : end + 3]:
            found.append(WordComment(start, end, (f"claim {len(found)}", "Note: “x” & <y>"), "Bo Lind", "BL"))
    return found


def part(data: bytes, name: str) -> Any:
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read(name))


def w(name: str) -> str:
    return f"{{{W}}}{name}"


def styled(data: bytes, *, without: set[str]) -> list[tuple[str, str, str]]:
    """Return every sign of the body with the style of its run and what holds the run, without some comments."""
    found: list[tuple[str, str, str]] = []
    for element in part(data, "word/document.xml").iter():
        name = etree.QName(element).localname
        if name.startswith("comment"):
            if element.get(w("id")) not in without:
                found.append((name, element.get(w("id")), ""))
        elif name == "t":
            style = element.getparent().find(w("rPr"))
            kept = "" if style is None else etree.tostring(style, method="c14n").decode()
            holder = etree.QName(element.getparent().getparent()).localname
            found += [(sign, kept, holder) for sign in element.text or ""]
        elif name not in {"r", "rPr"} and element.getparent() is not None and element.getparent().tag != w("rPr"):
            found.append((name, "", str(sorted(element.attrib.items()))))
    return found


def words_between(data: bytes) -> dict[str, str]:
    """Return, without blanks, the words that each comment is on, by its number."""
    opened: dict[str, list[str]] = {}
    found: dict[str, str] = {}
    for element in part(data, "word/document.xml").iter():
        number = element.get(w("id"), "")
        if element.tag == w("commentRangeStart"):
            opened[number] = []
        elif element.tag == w("commentRangeEnd"):
            found[number] = "".join("".join(opened.pop(number)).split())
        elif element.tag == w("t"):
            raised = element.getparent().find(f"{w('rPr')}/{w('vertAlign')}") is not None
            for words in opened.values():
                words.append(f"[{element.text}]" if raised else element.text or "")
    assert not opened
    return found


def comments_in(data: bytes) -> dict[str, tuple[str, list[str]]]:
    if "word/comments.xml" not in zipfile.ZipFile(io.BytesIO(data)).namelist():
        return {}
    return {
        element.get(w("id")): (
            element.get(w("author")),
            ["".join(words.itertext()) for words in element.iter(w("p"))],
        )
        for element in part(data, "word/comments.xml")
    }


@pytest.mark.parametrize("number", range(DRAFTS))
def test_a_draft_keeps_text_styles_and_comments_and_has_each_new_comment_on_its_exact_words(number: int) -> None:
    data = draft(number)
    text = read_docx(File(data, article=True)).text
    wanted = claims(text, number)
    out = with_comments(data, text, wanted)
    before, after = comments_in(data), comments_in(out)
    ours = set(after) - set(before)
    assert styled(out, without=ours) == styled(data, without=set())
    assert {key: after[key] for key in before} == before
    assert sorted(after[key][1][0] for key in ours) == sorted(comment.paragraphs[0] for comment in wanted)
    on = words_between(out)
    assert {after[key][1][0]: on[key] for key in ours} == {
        comment.paragraphs[0]: "".join(text[comment.start : comment.end].split()) for comment in wanted
    }
    assert {key: on[key] for key in before} == words_between(data)
    assert read_docx(File(out, article=True)).text == text


def test_every_other_part_of_the_file_is_copied_byte_for_byte() -> None:
    data = draft(3)
    text = read_docx(File(data)).text
    old, new = (zipfile.ZipFile(io.BytesIO(one)) for one in (data, with_comments(data, text, claims(text, 3))))
    written = {"word/document.xml", "word/comments.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"}
    assert set(new.namelist()) - set(old.namelist()) <= written
    assert [name for name in old.namelist() if name not in written and old.read(name) != new.read(name)] == []
    assert len(old.namelist()) > len(written)


def test_a_file_without_comments_gets_a_part_that_it_names_and_word_can_open() -> None:
    import docx

    data = word_file(paragraph(run("The pier is closed.")))
    out = with_comments(data, "The pier is closed.", [WordComment(4, 8, ("✗ Disputed",), "Bo Lind", "BL")])
    (comment,) = docx.Document(io.BytesIO(out)).comments
    assert (comment.text, comment.author, comment.initials) == ("✗ Disputed", "Bo Lind", "BL")


def test_a_text_that_is_read_differently_now_is_refused_and_nothing_is_written() -> None:
    with pytest.raises(Refused, match="is read differently"):
        with_comments(word_file(paragraph(run("Closed."))), "Open.", [])


def test_comments_are_written_in_the_sandbox_and_refusals_come_back_from_it() -> None:
    data = word_file(paragraph(run("The pier is closed.")))
    comment = WordComment(4, 8, ("✓ Verified",), "Bo", "B", "2024-05-03T10:00:00Z")
    out = comment_in_sandbox(data, "The pier is closed.", [comment])
    (note,) = read_one(out, "checked.docx").notes
    assert (note.start, note.end, note.text, note.author) == (4, 8, "✓ Verified", "Bo")
    with pytest.raises(Refused, match="is read differently"):
        comment_in_sandbox(data, "Open.", [comment])
    with pytest.raises(Refused, match="damaged"):
        comment_in_sandbox(data[:-200], "The pier is closed.", [comment])


def test_a_comment_from_a_table_into_the_text_has_its_reference_in_the_table() -> None:
    table = f"<w:tbl><w:tr><w:tc>{paragraph(run('Ships wait'))}</w:tc></w:tr></w:tbl>"
    data = word_file(table + paragraph(run("The pier is closed.")))
    out = with_comments(data, read_docx(File(data)).text, [WordComment(6, 20, ("✗ Disputed",), "Bo Lind", "BL")])
    (reference,) = part(out, "word/document.xml").iter(w("commentReference"))
    assert next(reference.iterancestors(w("tbl")), None) is not None
    assert words_between(out) == {"0": "waitThepier"}
