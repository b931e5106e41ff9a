"""A mail as Outlook saves it, to its text. Attachments stay untouched, and nothing it refers to is fetched.

The file is a compound file. A message keeps each text in a stream that is named after the number and the type of its
property, and short values in one stream together ([MS-OXMSG]).
"""

from __future__ import annotations

import codecs
import io
import re
import struct
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from sources.reading.errors import Refused
from sources.reading.extract import Extract
from sources.reading.limits import FILE_BYTES
from sources.reading.mail import html_words, mail_extract, plain_words
from sources.reading.registry import File, Format, register
from sources.untrusted import day

if TYPE_CHECKING:
    from olefile import OleFileIO

_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_VALUES = "__properties_version1.0"
_OTHERS = ("WordDocument", "Workbook", "PowerPoint Document")  # an old Office file may carry a mail inside
_VALUES_HEAD = 32  # bytes before the values of a message; each takes 16

_SUBJECT, _BODY, _HTML, _RICH_TEXT, _HEADERS = 0x0037, 0x1000, 0x1013, 0x1009, 0x007D
_SENDER, _SENDER_ADDRESS, _SENDER_SMTP = 0x0C1A, 0x0C1F, 0x5D01
_SUBMITTED, _DELIVERED = 0x0039, 0x0E06
_CODE_PAGE, _HTML_CODE_PAGE = 0x3FFD, 0x3FDE
_UNICODE, _EIGHT_BIT, _BINARY = 0x001F, 0x001E, 0x0102
_USUAL_CODE_PAGE = 1252
_LATIN, _LATIN_PARTS = 28590, 16  # Windows calls ISO 8859-1 28591
_TIMES_BEGIN = datetime(1601, 1, 1, tzinfo=UTC)  # counted in tenths of a microsecond
_NO_DAY = date(4501, 1, 1)  # what Outlook writes where there is no date
_DATE_LINE = re.compile(r"(?im)^date:\s*([^\r\n]+)")


def read_msg(file: File) -> Extract:
    """Return the text of a mail, with its subject as title, who sent it as author, and its day.

    Of a mail that has its words twice, the plain ones are taken. A notice counts attachments.

    Raises:
        Refused: If it has no words of its own.
    """
    import olefile

    with olefile.OleFileIO(io.BytesIO(file.data)) as message:
        values = _values(message)
        page = _encoding(values.get(_CODE_PAGE))
        text = plain_words(_text(message, _BODY, page))
        if not text:
            text = html_words(_text(message, _HTML, page) or _html(message, values))
        if not text and _stream(message, _RICH_TEXT, _BINARY):
            raise Refused("has its words as Rich Text only. Save it from Outlook as text or HTML, and add that.")
        names = (_text(message, number, page).strip() for number in (_SENDER, _SENDER_SMTP, _SENDER_ADDRESS))
        return mail_extract(
            text,
            subject=_text(message, _SUBJECT, page),
            author=next(filter(None, names), ""),
            published=_day(_text(message, _HEADERS, page), values),
            attachments=sum(name.startswith("__attach_") for name in _storages(message)),
        )


def _storages(message: OleFileIO) -> set[str]:
    return {path[0] for path in message.listdir(streams=True, storages=True)}


def _stream(message: OleFileIO, number: int, kind: int) -> bytes:
    """Return the bytes of a property; none if the message does not have it."""
    name = f"__substg1.0_{number:04X}{kind:04X}"
    return bytes(message.openstream(name).read()) if message.exists(name) else b""


def _text(message: OleFileIO, number: int, page: str) -> str:
    unicode = _stream(message, number, _UNICODE)
    words = unicode.decode("utf-16-le", "replace") if unicode else ""
    return words or _stream(message, number, _EIGHT_BIT).decode(page, "replace")


def _html(message: OleFileIO, values: dict[int, bytes]) -> str:
    return _stream(message, _HTML, _BINARY).decode(_encoding(values.get(_HTML_CODE_PAGE)), "replace")


def _values(message: OleFileIO) -> dict[int, bytes]:
    """Return the eight bytes of each property that is kept with the others."""
    data = message.openstream(_VALUES).read()
    found = struct.iter_unpack("<HHI8s", data[_VALUES_HEAD : len(data) - (len(data) - _VALUES_HEAD) % 16])
    return {number: value for _kind, number, _flags, value in found}


def _encoding(value: bytes | None) -> str:
    """Return the codec of a code page; that of Western Europe where none is named, or an unknown one."""
    page = int.from_bytes(value[:4], "little") if value else _USUAL_CODE_PAGE
    name = f"iso8859-{page - _LATIN}" if _LATIN < page <= _LATIN + _LATIN_PARTS else f"cp{page}"
    try:
        return codecs.lookup(name).name
    except LookupError:
        return f"cp{_USUAL_CODE_PAGE}"


def _day(headers: str, values: dict[int, bytes]) -> date | None:
    """Return the day that the sender's clock had, else that of sending in UTC."""
    line = _DATE_LINE.search(headers)
    if line is not None and (said := day(line[1])) is not None:
        return said
    for number in (_SUBMITTED, _DELIVERED):
        ticks = int.from_bytes(values.get(number, b""), "little")
        if ticks and (sent := _sent(ticks)) is not None:
            return sent
    return None


def _sent(ticks: int) -> date | None:
    """Return the day of a time; None where that is Outlook's sign for no date, or later."""
    try:
        sent = (_TIMES_BEGIN + timedelta(microseconds=ticks // 10)).date()
    except OverflowError:
        return None
    return sent if sent < _NO_DAY else None


def _is_a_mail(data: bytes) -> bool:
    """Say whether it is a compound file with a message, and with no old document that may carry one."""
    return (
        data.startswith(_MARK)
        and _VALUES.encode("utf-16-le") in data
        and not any(name.encode("utf-16-le") in data for name in _OTHERS)
    )


register(
    Format(
        name="msg",
        title="Outlook mail",
        phrase="an Outlook mail (MSG)",
        endings=("msg",),
        limits=f"{FILE_BYTES // 2**20} MB, as every file",
        read=read_msg,
        sandboxed=True,
        recognises=_is_a_mail,
        fits=_is_a_mail,
        media_types=("application/vnd.ms-outlook",),
    )
)
