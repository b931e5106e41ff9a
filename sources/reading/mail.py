"""What mails of every format have in common: their words, and what is said of their attachments."""

from __future__ import annotations

from datetime import date

from sources.reading.errors import Refused
from sources.reading.extract import About, Extract
from sources.reading.html_blocks import visible_blocks
from sources.reading.limits import HTML_TAGS


def mail_extract(text: str, *, subject: str, author: str, published: date | None, attachments: int) -> Extract:
    """Return a mail with its subject as title; a notice counts attachments.

    Raises:
        Refused: If it has no words of its own.
    """
    if not any(sign.isalnum() for sign in text):
        raise Refused("has no words of its own. If the words are in an attachment, save that and add it.")
    were = "1 attachment was" if attachments == 1 else f"{attachments} attachments were"
    notices = (f"{were} not read; save what matters and add it.",) if attachments else ()
    title, author = " ".join(subject.split()), " ".join(author.split())
    return Extract(text, About(title=title, author=author, published=published, notices=notices))


def plain_words(content: str) -> str:
    """Return the text of a plain body."""
    return content.replace("\r\n", "\n").strip()


def html_words(content: str) -> str:
    """Return the words that a mail program shows of an HTML body, its paragraphs apart by empty lines.

    Raises:
        Refused: If it has too many tags.
    """
    from lxml import html

    if content.count("<") > HTML_TAGS:
        raise Refused(f"has more than {HTML_TAGS:,} tags. Copy its words into a plain text file, and add that.")
    parser = html.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    tree = html.document_fromstring(content.encode("utf-8", "replace") or b"<p>", parser=parser)
    return "\n\n".join(block for block in visible_blocks(tree) if block)
