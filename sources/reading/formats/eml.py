"""A mail as a mail program saves it, to its text. Attachments stay untouched, and nothing it refers to is fetched."""

from __future__ import annotations

import re
from email import policy
from email.message import EmailMessage, MIMEPart
from email.parser import BytesParser
from email.utils import parseaddr

from sources.reading.errors import Refused
from sources.reading.extract import About, Extract
from sources.reading.html_blocks import visible_blocks
from sources.reading.limits import FILE_BYTES, HTML_TAGS
from sources.reading.registry import File, Format, register
from sources.untrusted import day

_HEADER = re.compile(rb"(?:[A-Za-z][A-Za-z0-9-]{1,40}:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*){2,}")
_WANTED = re.compile(rb"(?im)^(?:from|subject|message-id|received|mime-version):")


def read_eml(file: File) -> Extract:
    """Return the text of a mail, with its subject as title, who sent it as author, and its day.

    Of a mail that has its words twice, the plain ones are taken. A notice counts attachments.

    Raises:
        Refused: If it has no words of its own.
    """
    message = BytesParser(EmailMessage, policy=policy.default).parsebytes(file.data)
    body = message.get_body(("plain", "html"))
    text = "" if body is None else _words(body)
    if not any(sign.isalnum() for sign in text):
        raise Refused("has no words of its own. If the words are in an attachment, save that and add it.")
    count = sum(1 for _ in message.iter_attachments())
    were = "1 attachment was" if count == 1 else f"{count} attachments were"
    notices = (f"{were} not read; save what matters and add it.",) if count else ()
    name, address = parseaddr(str(message.get("From", "")))
    return Extract(
        text,
        About(
            title=" ".join(str(message.get("Subject", "")).split()),
            author=" ".join((name or address).split()),
            published=day(str(message.get("Date", ""))),
            notices=notices,
        ),
    )


def _words(body: MIMEPart) -> str:
    content = str(body.get_content())
    if body.get_content_subtype() != "html":
        return content.replace("\r\n", "\n").strip()
    from lxml import html

    if content.count("<") > HTML_TAGS:
        raise Refused(f"has more than {HTML_TAGS:,} tags. Copy its words into a plain text file, and add that.")
    parser = html.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    tree = html.document_fromstring(content.encode("utf-8", "replace") or b"<p>", parser=parser)
    return "\n\n".join(block for block in visible_blocks(tree) if block)


def _may_be_a_mail(data: bytes) -> bool:
    head = _HEADER.match(data[: 64 * 1024].lstrip())
    return head is not None and _WANTED.search(head[0]) is not None


register(
    Format(
        name="eml",
        title="mail",
        phrase="a mail (EML)",
        endings=("eml",),
        limits=f"{FILE_BYTES // 2**20} MB, as every file",
        read=read_eml,
        sandboxed=True,
        fits=_may_be_a_mail,
        media_types=("message/rfc822",),
    )
)
