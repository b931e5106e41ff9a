"""LibreOffice opens checked drafts: it shows every word of the text, and each comment, whole and on its words."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from claims.article import Block, BlockKind
from claims.report.checked_draft import comments, plain_document
from claims.review.judgement import Judgement, Shown
from sources.language.span import Span
from sources.reading.formats.docx import read_docx
from sources.reading.registry import File
from sources.reading.word.commenting import with_comments
from tests.claims.report.making import an_article
from tests.claims.review.making import NOON, PIN, a_claim, an_act
from tests.sources.reading.test_word_comments import DRAFTS, claims, comments_in, draft, part, w, words_between

SECONDS = 240  # one start and 31 drafts take 10 s on two free cores

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_CREATOR = "{http://purl.org/dc/elements/1.1/}creator"


@dataclass
class Comment:
    """A comment as it is shown, on its words without blanks; on "" if it has no range."""

    author: str
    paragraphs: list[str]
    on: str = ""


def shown(data: bytes) -> tuple[str, list[Comment]]:
    """Return the text without blanks and the comments of an OpenDocument file that LibreOffice wrote."""
    comments: list[Comment] = []
    by_name: dict[str, Comment] = {}
    open_ranges: dict[str, list[str]] = {"text": []}

    def take(words: str | None) -> None:
        for holder in open_ranges.values():
            holder.append(words or "")

    def walk(element: Any) -> None:
        name = element.get(f"{_OFFICE}name", "")
        if element.tag == f"{_OFFICE}annotation":
            paragraphs = ["".join(one.itertext()) for one in element.iter(f"{_TEXT}p")]
            comments.append(Comment(element.findtext(_CREATOR, ""), paragraphs))
            if name:
                open_ranges[name], by_name[name] = [], comments[-1]
        elif element.tag == f"{_OFFICE}annotation-end":
            by_name[name].on = bare("".join(open_ranges.pop(name)))
        elif element.tag not in {f"{_TEXT}note", f"{_TEXT}tracked-changes"}:
            take(element.text)
            for child in element:
                walk(child)
                take(child.tail)

    walk(etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("content.xml")).find(f".//{_OFFICE}text"))
    return bare("".join(open_ranges["text"])), sorted(comments, key=str)


def bare(words: str) -> str:
    """Return words without blanks, and a raised mark as the plain figure that LibreOffice writes."""
    return "".join(words.split()).replace("[1]", "1")


def opened(files: Mapping[str, bytes], folder: Path) -> dict[str, tuple[str, list[Comment]]]:
    """Open all files in one LibreOffice and return what it shows of each."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.skip("LibreOffice is not installed: apt-get install libreoffice-writer-nogui")
    for name, data in files.items():
        (folder / f"{name}.docx").write_bytes(data)
    own = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    asked = [office, own, "--headless", "--convert-to", "odt", "--outdir", str(folder)]
    asked += [str(folder / f"{name}.docx") for name in files]
    subprocess.run(asked, check=True, timeout=SECONDS, capture_output=True)
    return {name: shown((folder / f"{name}.odt").read_bytes()) for name in files}


def expected(data: bytes) -> list[Comment]:
    """Return each comment of a Word file; those out of a table LibreOffice shows without a range."""
    on = words_between(data)
    tables = {
        (mark.tag, mark.get(w("id"))): set(mark.iterancestors(w("tbl")))
        for mark in part(data, "word/document.xml").iter(w("commentRangeStart"), w("commentRangeEnd"))
    }
    inside = {
        number for number in on if tables[w("commentRangeStart"), number] <= tables[w("commentRangeEnd"), number]
    }
    found = comments_in(data).items()
    return sorted(
        (Comment(author, lines, bare(on[number]) if number in inside else "") for number, (author, lines) in found),
        key=str,
    )


def a_plain_draft() -> bytes:
    """Return the checked draft of an article that came as text, with verdicts as the report writes them."""
    text = "Ships wait\n\nTARVEL — 62 ships “waited” off Tarvel & Ostrand.\n\nNobody was hurt, <the mayor> said."
    spans = [Span(text.index(one), text.index(one) + len(one)) for one in text.split("\n\n")]
    kinds = (BlockKind.HEADLINE, BlockKind.BODY, BlockKind.BODY)
    article = an_article(text=text, blocks=tuple(map(Block, spans, kinds)))
    claims = [replace(a_claim(number), span=span) for number, span in enumerate(spans) if number]
    acts = [
        replace(an_act(claims[0], "disputed"), reason="misquoted", note="one\ntwo", pins=(PIN,)),
        replace(an_act(claims[1], "unclear"), reviewer="Zoë Kurt", shown=Shown(open_terms=("hurt",))),
    ]
    standing = [Judgement.of(act, sequence=number, decided_at=NOON) for number, act in enumerate(acts, 1)]
    made = plain_document(article)
    wanted = [
        replace(comment, start=place.start, end=place.end)
        for comment in comments(article, claims, standing)
        for place in [made.place(Span(comment.start, comment.end))]
    ]
    return with_comments(made.data, made.text, wanted)


def test_libreoffice_shows_text_and_comments_of_thirty_checked_drafts_and_of_a_plain_one(tmp_path: Path) -> None:
    files = {"plain": a_plain_draft()}
    for number in range(DRAFTS):
        text = read_docx(File(data := draft(number), article=True)).text
        files[f"draft{number}"] = with_comments(data, text, claims(text, number))
    for name, (text, found) in opened(files, tmp_path).items():
        assert found == expected(files[name]), name
        assert text == bare(read_docx(File(files[name], article=True)).text), name
