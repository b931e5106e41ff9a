"""A mail as a mail program saves it, to its text. Attachments stay untouched, and nothing it refers to is fetched."""

from __future__ import annotations

import re
from email import policy
from email.message import EmailMessage, MIMEPart
from email.parser import BytesParser
from email.utils import parseaddr

from sources.reading.extract import Extract
from sources.reading.limits import FILE_BYTES
from sources.reading.mail import html_words, mail_extract, plain_words
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
    name, address = parseaddr(str(message.get("From", "")))
    return mail_extract(
        "" if body is None else _words(body),
        subject=str(message.get("Subject", "")),
        author=name or address,
        published=day(str(message.get("Date", ""))),
        attachments=sum(1 for _ in message.iter_attachments()),
    )


def _words(body: MIMEPart) -> str:
    content = str(body.get_content())
    return html_words(content) if body.get_content_subtype() == "html" else plain_words(content)


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
