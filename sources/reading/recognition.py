"""Text recognition (OCR) of scanned pages by Tesseract, where that is installed.

The sandbox draws a page; Tesseract gets the bare grey values on its stdin, with little memory and time, and writes no
file. What it recognises never joins text that was there: a scanned page is a page of its own, with its confidence.
"""

from __future__ import annotations

import os
import re
import resource
import shutil
import subprocess
import time
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate, groupby

from sources.reading import limits
from sources.reading.errors import Refused, quoted
from sources.reading.extract import Extract
from sources.reading.page_image import DOTS_PER_INCH
from sources.reading.pdf_lines import Line, paragraphs, without_running_lines
from sources.reading.sandbox import page_image_in_sandbox, slot
from sources.untrusted import Unusable, replaced, whole

HOW = "Install Tesseract to have it read here (on Debian: apt-get install tesseract-ocr)."
"""How to get text recognition."""

LOW_CONFIDENCE = 85
"""Per cent. Clean print has 93 to 96; a page scanned at 40 dots per inch has 82, with a wrong word in every line."""

LANGUAGES = "WORKBENCH_OCR_LANGUAGES"
"""The variable that names the languages of scans as Tesseract does, such as eng+dan; otherwise English alone."""

_LANGUAGE = re.compile(r"[A-Za-z][A-Za-z0-9_]{1,30}")
_LIST_SECONDS = 20  # for Tesseract to say which languages it has; that takes a tenth of a second

Progress = Callable[[int, int], None]
"""Gets the pages recognised so far, and all that are to be."""

_APART = "\n\n"
_LEADING, _HEIGHT = 12.0, 800.0  # of the lines as they are given on: paragraphs are two lines apart
_WORD, _COLUMNS = "5", 12  # the level of a word in Tesseract's table, and what each row has
_LEAST_LETTERS = 3  # of a page with words; grain gives single letters
_PAGES_LISTED = 10  # page numbers in one notice
_PICTURE = 50  # per cent; below it more words are wrong than right, or they are grain of a photo


@dataclass(frozen=True, slots=True)
class Recognised:
    """What was recognised on a page.

    Attributes:
        lines: From top to bottom, an empty line's height apart where a paragraph begins.
        confidence: Tesseract's own, in per cent, over all letters.
    """

    lines: tuple[Line, ...]
    confidence: int


def installed() -> bool:
    """Say whether scanned pages can be read here."""
    return _program() is not None


def _program() -> str | None:
    return shutil.which("tesseract")


def languages() -> tuple[str, str]:
    """Return the languages that scans are read in, as Tesseract takes them, and a sentence about those it lacks."""
    wanted = [one for one in re.split(r"[+,\s]+", os.environ.get("WORKBENCH_OCR_LANGUAGES", "")) if one]
    there = _languages_of(_program() or "", os.environ.get("TESSDATA_PREFIX", "")) if wanted else frozenset()
    missing = [one for one in wanted if not _LANGUAGE.fullmatch(one) or one not in there]
    used = "+".join(dict.fromkeys(one for one in wanted if one not in missing)) or "eng"
    if not missing:
        return used, ""
    named = ", ".join(quoted(one) for one in missing)
    return used, (
        f"Text recognition does not have the language {named}, which {LANGUAGES} names; read as {used}. Install it "
        f"(on Debian: apt-get install tesseract-ocr-LANGUAGE), and read the file again."
    )


@lru_cache(maxsize=4)
def _languages_of(program: str, models: str) -> frozenset[str]:
    """Return the languages that Tesseract has; none where it does not say."""
    if not program:
        return frozenset()
    asked = [program, "--list-langs"]
    environment = {"PATH": "", "LC_ALL": "C.UTF-8"} | ({"TESSDATA_PREFIX": models} if models else {})
    try:
        told = subprocess.run(  # noqa: S603 - no word from outside is an argument
            asked, capture_output=True, env=environment, cwd="/", timeout=_LIST_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return frozenset()
    return frozenset(filter(_LANGUAGE.fullmatch, replaced(told.stdout.decode("utf-8", "replace")).split()))


def recognise(data: bytes, extract: Extract, progress: Progress | None = None) -> Extract:
    """Return what was read of a PDF, with the text of its scanned pages, and notices with their confidence.

    Args:
        data: The file.
        extract: What was read of it; `Extract.scanned` are the pages that are tried.
        progress: Is called before the first page and after each.

    Raises:
        Refused: If there is no text in the whole file.
    """
    pages = extract.scanned
    without_text = not any(sign.isalnum() for sign in extract.text)
    its = "its 1 page" if pages == (1,) else f"its {len(pages)} pages"
    if not installed():
        if without_text:
            raise Refused(
                f"has no text on {its}; it is probably scanned. Recognise the text first, or {_lowered(HOW)}"
            )
        return _with_notices(extract, f"No text, probably scanned, and not read: {_pages(pages)}. {HOW}")
    used, lacking = languages()
    tried, left = pages[: limits.RECOGNISED_PAGES], pages[limits.RECOGNISED_PAGES :]
    found: dict[int, Recognised] = {}
    slow: list[int] = []
    undrawn: list[int] = []
    late: Sequence[int] = ()
    ends = time.monotonic() + limits.RECOGNITION_ALL_SECONDS
    for done, number in enumerate(tried):
        if progress is not None:
            progress(done, len(tried))
        if time.monotonic() >= ends:
            late = tried[done:]
            break
        try:
            page = _page(page_image_in_sandbox(data, number), used)
        except TimeoutError:
            slow.append(number)
        except Refused:  # the other pages can be read
            undrawn.append(number)
        else:
            if page is not None:
                found[number] = page
    if progress is not None:
        progress(len(tried), len(tried))
    if without_text and not found:
        why = " ".join(("", *_not_tried(slow, undrawn, late)))
        raise Refused(f"has no text on {its}, and text recognition (OCR) finds no words on it either.{why}")
    nothing = [number for number in tried if number not in {*found, *slow, *undrawn, *late}]
    notices = (*_notices(found, nothing), *_not_tried(slow, undrawn, late), *_left(left))
    return _with_notices(_with_pages(extract, found), *notices, *filter(None, (lacking,)))


def _lowered(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:]


def _page(image: bytes, used: str) -> Recognised | None:
    """Return what Tesseract reads in a picture; None where it finds no words.

    Raises:
        TimeoutError: If it takes longer than `limits.RECOGNITION_SECONDS`.
    """
    program = _program()
    if program is None:  # it was taken away meanwhile
        return None
    environment = {"PATH": "", "LC_ALL": "C.UTF-8", "OMP_THREAD_LIMIT": "1"}
    if models := os.environ.get("TESSDATA_PREFIX"):
        environment["TESSDATA_PREFIX"] = models
    asked = [program, "stdin", "stdout", "-l", used, "--dpi", str(DOTS_PER_INCH), "tsv"]
    with (
        slot(),
        subprocess.Popen(  # noqa: S603 - nothing of the file is an argument
            asked, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment, cwd="/"
        ) as process,
    ):
        _confine(process.pid)
        try:
            table, _ = process.communicate(image, timeout=limits.RECOGNITION_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            raise TimeoutError from None
    return _recognised(table) if process.returncode == 0 else None


def _confine(process: int) -> None:
    """Bound the memory, time and files of a process, before it gets the picture."""
    memory, seconds = limits.SANDBOX_MEMORY_BYTES, limits.RECOGNITION_SECONDS
    for what, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, seconds), (resource.RLIMIT_FSIZE, 0)):
        resource.prlimit(process, what, (most, most))


def _recognised(table: bytes) -> Recognised | None:
    """Return the lines and the confidence of Tesseract's table of words."""
    rows = [row.split("\t") for row in replaced(table.decode("utf-8", "replace")).split("\n")]
    words = [
        _Word(row[2], row[3], row[4], row[10], row[11].strip())
        for row in rows
        if len(row) == _COLUMNS and row[0] == _WORD
    ]
    letters = sum(word.letters for word in words)
    if letters < _LEAST_LETTERS:
        return None
    confidence = sum(word.percent * word.letters for word in words) // letters
    if confidence < _PICTURE:
        return None
    lines: list[Line] = []
    height = _HEIGHT
    for _, paragraph in groupby(words, key=lambda word: (word.block, word.paragraph)):
        for _, line in groupby(paragraph, key=lambda word: word.line):
            height -= _LEADING
            lines.append(Line(" ".join(word.text for word in line), 0.0, height))
        height -= _LEADING
    return Recognised(tuple(lines), confidence)


@dataclass(frozen=True, slots=True)
class _Word:
    """A row of Tesseract's table; its numbers are as it writes them."""

    block: str
    paragraph: str
    line: str
    confidence: str
    text: str

    @property
    def letters(self) -> int:
        return sum(map(str.isalnum, self.text))

    @property
    def percent(self) -> int:
        """Return the confidence; one that Tesseract does not give counts as none."""
        try:
            return whole(self.confidence.partition(".")[0], most=100)
        except Unusable:
            return 0


def _with_pages(extract: Extract, found: Mapping[int, Recognised]) -> Extract:
    """Return an extract with these pages in their places; notes stay on their words."""
    text = ""
    starts: list[int] = []
    moved: list[int] = []  # by page, how far the words that were there moved
    ends = [*extract.page_starts[1:], len(extract.text)]
    for there, group in groupby(
        enumerate(zip(extract.page_starts, ends, strict=True), 1), lambda one: one[0] in found
    ):
        pages = list(group)
        if there:
            body, begins = _body([found[number].lines for number, _ in pages])
        else:
            first = pages[0][1][0]
            body = extract.text[first : pages[-1][1][1]]
            begins = [start - first for _, (start, _) in pages]
        if text.strip() and body.strip() and not text.endswith(_APART):
            text += _APART
        moved += [
            0 if there else len(text) + begin - start for begin, (_, (start, _)) in zip(begins, pages, strict=True)
        ]
        starts += [len(text) + begin for begin in begins]
        text += body

    def placed(at: int) -> int:
        return at + moved[max(0, bisect_right(extract.page_starts, at) - 1)]

    notes = tuple(replace(note, start=placed(note.start), end=placed(note.end - 1) + 1) for note in extract.notes)
    recognised = tuple(sorted((number, page.confidence) for number, page in found.items()))
    return replace(extract, text=text, page_starts=tuple(starts), notes=notes, recognised=recognised)


def _body(pages: Sequence[Sequence[Line]]) -> tuple[str, list[int]]:
    """Return the text of pages that follow each other, and where each begins in it."""
    blocks, begins = paragraphs(without_running_lines(pages))
    places = list(accumulate((len(block) + len(_APART) for block in blocks), initial=0))
    text = _APART.join(blocks)
    return text, [min(places[block] + at, len(text)) if number else 0 for number, (block, at) in enumerate(begins)]


def _notices(found: Mapping[int, Recognised], nothing: Sequence[int]) -> Iterator[str]:
    if found:
        mean = round(sum(page.confidence for page in found.values()) / len(found))
        yield f"Read by text recognition (OCR), confidence {mean} %: {_pages(sorted(found))}."
    if low := [number for number, page in sorted(found.items()) if page.confidence < LOW_CONFIDENCE]:
        yield (
            f"Text recognition was not sure of much, so letters and figures may be wrong. Compare with the file: "
            f"{_pages(low)}."
        )
    if nothing:
        yield f"Only pictures, or nothing that text recognition can read: {_pages(nothing)}."


def _not_tried(slow: Sequence[int], undrawn: Sequence[int], late: Sequence[int]) -> Iterator[str]:
    """Return why text recognition gave nothing of some pages."""
    if slow:
        yield (f"Text recognition takes more than {limits.RECOGNITION_SECONDS} s, and was stopped: {_pages(slow)}.")
    if undrawn:
        yield f"Cannot be drawn for text recognition, and not read: {_pages(undrawn)}."
    if late:
        yield (
            f"Text recognition of the file was stopped after {limits.RECOGNITION_ALL_SECONDS // 60} minutes, before "
            f"{_pages(late)}. Split the file to add the rest."
        )


def _left(pages: Sequence[int]) -> Iterator[str]:
    if pages:
        most = limits.RECOGNISED_PAGES
        yield f"Text was recognised on the first {most} scanned pages. Split the file to add the rest."


def _with_notices(extract: Extract, *notices: str) -> Extract:
    return replace(extract, about=replace(extract.about, notices=(*extract.about.notices, *notices)))


def _pages(numbers: Sequence[int]) -> str:
    more = " and more" if len(numbers) > _PAGES_LISTED else ""
    return f"page {', '.join(map(str, numbers[:_PAGES_LISTED]))}{more}"
