"""The links and footnotes of a web page, placed on the words that were taken out of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from sources.note import Note, NoteKind
from sources.reading.html_blocks import BLOCKS, UNSEEN, one_line
from sources.reading.html_raised import NOTE_BACK, NOTE_MARK
from sources.reading.limits import NOTE_CHARACTERS
from sources.reading.note_rules import first_address, web_address

_MARK = re.compile(r"\[?(?:\d{1,3}|[a-z]|[*†‡§¶]{1,3}|(?:note|nb) \d{1,3})\]?", re.IGNORECASE)
_BACK = re.compile(r"^(?:[\^↑↩\ufe0e\s]|\[?\d{1,3}[\].]\s)+|\s*[↩↑⤴]\ufe0e?\s*$")
_BLANKS = re.compile(r"[ \t\r\n\f]+")


@dataclass(frozen=True, slots=True)
class LinkedWords:
    """Words of a block that link somewhere.

    Attributes:
        block: The words of the whole block, and ``number`` its place among blocks of the same words, from 0.
        start, end: Of the linked words in it.
        mark: They are the mark of a footnote.
    """

    block: str
    number: int
    start: int
    end: int
    address: str
    title: str
    mark: bool


def linked_words(tree: Any) -> list[LinkedWords]:
    """Return what links in a page, in its order; what the page does not show is left out."""
    from lxml import etree

    blocks = _Blocks()
    hidden = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        opens = event == "start"
        if element.tag in BLOCKS:
            blocks.end()
        if element.tag in UNSEEN:
            hidden += 1 if opens else -1
        links = not hidden and (element.tag == "a" or element.get(NOTE_MARK))
        if links and opens:
            blocks.open(element)
        if not hidden and opens and element.text and element.tag not in UNSEEN:
            blocks.add(element.text)
        if links and not opens:
            blocks.close(element)
        if not hidden and not opens and element.tail:
            blocks.add(element.tail)
    blocks.end()
    return blocks.found


def footnotes(tree: Any, linked: Sequence[LinkedWords]) -> dict[str, str]:
    """Take the footnotes that marks lead to out of a page, and return their words by id."""
    wanted = {one.address[1:] for one in linked if one.mark}
    found: dict[str, str] = {}
    for element in [one for one in tree.iter() if one.get("id") in wanted or one.get("name") in wanted]:
        number = element.get("id") if element.get("id") in wanted else element.get("name")
        holder = element
        while holder.tag in {"a", "span", "sup", "b", "strong"} and holder.getparent() is not None:
            holder = holder.getparent()  # the anchor stands before the words, in the paragraph that has them
        words = _BACK.sub("", one_line(_without_back_link(holder)))
        if number in found or not words or len(words) > NOTE_CHARACTERS or holder.tag in {"body", "html", "article"}:
            continue
        if holder.getparent() is not None and next(holder.iter("h1"), None) is None:
            found[number] = words
            holder.drop_tree()
    return found


def _without_back_link(holder: Any) -> str:
    """Return the words of a footnote without the number before them that leads back to the mark."""
    whole = str(holder.text_content())
    first = next((one for one in holder.iter("a") if one.get(NOTE_BACK)), None)
    number = first.text_content() if first is not None else ""
    return whole.lstrip().removeprefix(number) if _MARK.fullmatch(number.strip()) else whole


def page_notes(linked: Sequence[LinkedWords], found: Mapping[str, str], text: str, base: str) -> Iterator[Note]:
    """Yield the notes whose words are in a text; links of menus and boxes that were left out are none.

    Args:
        linked: Of the page.
        found: The words of its footnotes by id.
        text: What was taken out of the page.
        base: Its own address, for relative links; "" where nobody knows it.
    """
    places: dict[str, list[int]] = {}
    for line in re.finditer(r"[^\n\t]+", text):
        words = line.group()
        places.setdefault(words.strip(), []).append(line.start() + len(words) - len(words.lstrip()))
    numbers: dict[str, str] = {}
    for one in linked:
        at = places.get(one.block)
        if at is None:
            continue
        start = at[min(one.number, len(at) - 1)] + one.start
        if one.mark:
            words = found.get(one.address[1:], "")
            if words:
                number = numbers.setdefault(one.address, str(len(numbers) + 1))
                yield Note(start, start, NoteKind.FOOTNOTE, words, number, address=first_address(words))
        elif address := web_address(urljoin(base, one.address) if base else one.address):
            yield Note(start, start + one.end - one.start, NoteKind.LINK, one.title, address=address)


class _Blocks:
    """Puts the words of a block together as `visible_blocks` does, with the places of links in them."""

    def __init__(self) -> None:
        self.found: list[LinkedWords] = []
        self._words: list[str] = []
        self._length = 0
        self._blank = True
        self._links: list[tuple[int, int, str, str, bool]] = []
        self._opened: list[tuple[Any, int, int]] = []
        self._known: set[tuple[int, str]] = set()
        self._times: dict[str, int] = {}

    def add(self, text: str) -> None:
        words = _BLANKS.sub(" ", text)
        if self._blank:
            words = words.removeprefix(" ")
        if words:
            self._words.append(words)
            self._length += len(words)
            self._blank = words.endswith(" ")

    def open(self, element: Any) -> None:
        self._opened.append((element, self._length, len(self._words)))

    def close(self, element: Any) -> None:
        if not self._opened or self._opened[-1][0] is not element:
            return  # a block ended within the link
        _, start, first = self._opened.pop()
        words = "".join(self._words[first:]) if self._length - start < NOTE_CHARACTERS else ""
        mark = element.get(NOTE_MARK)
        address = f"#{mark}" if mark else (element.get("href") or "").strip()
        is_mark = address.startswith("#") and bool(mark or _MARK.fullmatch(words.strip()))
        start += len(words) - len(words.lstrip())
        end = start + len(words.strip())
        # A raised sign within its link is found twice.
        if (words.strip() or is_mark) and (start, address) not in self._known:
            self._known.add((start, address))
            self._links.append((start, max(start, end), address, one_line(element.get("title")), is_mark))

    def end(self) -> None:
        if self._links:
            block = "".join(self._words).strip()
            number = self._times.get(block, 0)
            self.found += [
                LinkedWords(block, number, start, end, address, title, mark)
                for start, end, address, title, mark in self._links
            ]
            self._times[block] = number + 1
        self._words, self._links, self._opened = [], [], []
        self._known = set()
        self._length, self._blank = 0, True
