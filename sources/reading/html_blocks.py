"""The words that a browser shows of HTML markup, block by block."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

UNSEEN = frozenset(
    {"script", "style", "noscript", "template", "head", "title", "svg", "nav", "footer", "form", "button"}
)
BLOCKS = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "br", "dd", "div", "dl", "dt", "fieldset",
        "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main", "ol",
        "p", "pre", "section", "table", "td", "th", "tr", "ul",
    }
)  # fmt: skip


def visible_blocks(tree: Any) -> Iterator[str]:
    """Yield the words of the page between one block element and the next."""
    from lxml import etree

    words: list[str] = []
    hidden = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        opens = event == "start"
        if element.tag in BLOCKS:
            yield one_line("".join(words))
            words = []
        if element.tag in UNSEEN:
            hidden += 1 if opens else -1
        if not hidden and opens and element.text and element.tag not in UNSEEN:
            words.append(element.text)
        if not hidden and not opens and element.tail:
            words.append(element.tail)
    yield one_line("".join(words))


def one_line(text: str | None) -> str:
    """Return ``text`` with one blank for each run of white space."""
    return re.sub(r"[ \t\r\n\f]+", " ", text or "").strip()
