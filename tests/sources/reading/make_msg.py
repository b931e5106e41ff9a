"""Outlook mails: a compound file with the properties of a message, as Outlook saves them ([MS-CFB], [MS-OXMSG])."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

_SECTOR, _MINI = 512, 64
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_IN_MINI_STREAM = 4096  # shorter streams are in the mini stream
_STORAGE, _STREAM, _ROOT = 1, 2, 5
_TEXT, _TEXT_8_BIT, _BINARY, _INTEGER, _TIME = 0x001F, 0x001E, 0x0102, 0x0003, 0x0040

Tree = Mapping[str, "bytes | Tree"]
"""Streams and storages by name."""


@dataclass
class _Entry:
    name: str
    kind: int
    data: bytes = b""
    left: int = _FREE
    right: int = _FREE
    child: int = _FREE
    start: int = _END
    children: list[int] = field(default_factory=list)


def make_msg(
    texts: Mapping[int, str],
    *,
    binary: Mapping[int, bytes] | None = None,
    integers: Mapping[int, int] | None = None,
    submitted: datetime | None = None,
    attachments: int = 0,
    eight_bit: str = "",
) -> bytes:
    """Return an Outlook mail.

    Args:
        texts: By the number of the property: 0x0037 is the subject, 0x1000 the plain body.
        binary: Likewise; 0x1013 is the HTML body.
        integers: Likewise; 0x3FDE is the code page of the HTML body.
        submitted: When it was sent.
        attachments: How many files it carries.
        eight_bit: The encoding of the texts; otherwise they are in Unicode, as Outlook saves them today.
    """
    kind = _TEXT_8_BIT if eight_bit else _TEXT
    tree: dict[str, bytes | Tree] = {}
    entries: list[bytes] = []
    values = {(number, kind): words.encode(eight_bit or "utf-16-le") for number, words in texts.items()}
    values |= {(number, _BINARY): data for number, data in (binary or {}).items()}
    for (number, what), data in values.items():
        tree[f"__substg1.0_{number:04X}{what:04X}"] = data
        size = len(data) + (
            2 if what == _TEXT else what == _TEXT_8_BIT
        )  # with the zero at the end, which is not kept
        entries.append(struct.pack("<HHIII", what, number, 6, size, 0))
    entries += [struct.pack("<HHIiI", _INTEGER, number, 6, one, 0) for number, one in (integers or {}).items()]
    if submitted is not None:
        ticks = (submitted - datetime(1601, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1) * 10
        entries.append(struct.pack("<HHIQ", _TIME, 0x0039, 6, ticks))
    head = struct.pack("<8xIIII8x", 0, attachments, 0, attachments)
    tree["__properties_version1.0"] = head + b"".join(entries)
    tree["__nameid_version1.0"] = dict.fromkeys(
        ("__substg1.0_00020102", "__substg1.0_00030102", "__substg1.0_00040102"), b""
    )
    for number in range(attachments):
        tree[f"__attach_version1.0_#{number:08X}"] = {
            "__properties_version1.0": bytes(8) + struct.pack("<HHIII", _BINARY, 0x3701, 6, 5000, 0),
            "__substg1.0_37010102": b"x" * 5000,
            "__substg1.0_3707001F": "a.pdf".encode("utf-16-le"),
        }
    return compound_file(tree)


def compound_file(tree: Tree) -> bytes:
    """Return a compound file of version 3 with these streams and storages."""
    entries = [_Entry("Root Entry", _ROOT)]
    _add(entries, 0, tree)
    fat: list[int] = []
    sectors: list[bytes] = []

    def chain(data: bytes) -> int:
        """Put data into sectors one behind the other, and return the first."""
        first = len(fat)
        pieces = [data[at : at + _SECTOR].ljust(_SECTOR, b"\0") for at in range(0, len(data), _SECTOR)]
        sectors.extend(pieces)
        fat.extend([*range(first + 1, first + len(pieces)), _END])
        return first

    mini_fat: list[int] = []
    mini = b""
    for entry in entries:
        if entry.kind == _STREAM and len(entry.data) >= _IN_MINI_STREAM:
            entry.start = chain(entry.data)
        elif entry.data:
            entry.start, count = len(mini_fat), -(-len(entry.data) // _MINI)
            mini_fat += [*range(entry.start + 1, entry.start + count), _END]
            mini += entry.data.ljust(count * _MINI, b"\0")
    root_size = len(mini)
    entries[0].start = chain(mini)
    packed = b"".join(_packed(entry, root_size if entry.kind == _ROOT else len(entry.data)) for entry in entries)
    directory = chain(packed)
    mini_start = chain(struct.pack(f"<{len(mini_fat)}I", *mini_fat).ljust(_SECTOR, b"\xff"))
    mini_sectors = len(fat) - mini_start
    count = next(n for n in range(1, 110) if n * (_SECTOR // 4) >= len(fat) + n)
    places = range(len(fat), len(fat) + count)
    fat += [_FAT] * count
    fat += [_FREE] * (count * (_SECTOR // 4) - len(fat))
    header = struct.pack("<8s16sHHHHH6x", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack(
        "<IIIIIIIIII", 0, count, directory, 0, _IN_MINI_STREAM, mini_start, mini_sectors, _END, 0, places[0]
    )
    header += struct.pack("<108I", *[*places[1:], *[_FREE] * (109 - count)])
    return header + b"".join(sectors) + struct.pack(f"<{len(fat)}I", *fat)


def _add(entries: list[_Entry], parent: int, tree: Tree) -> None:
    """Add what a storage holds, as the balanced tree in which readers look names up: by length, then by letters."""
    numbers = {}
    for name, inside in tree.items():
        numbers[name] = len(entries)
        if isinstance(inside, bytes):
            entries.append(_Entry(name, _STREAM, inside))
        else:
            entries.append(_Entry(name, _STORAGE))
            _add(entries, numbers[name], inside)
    ordered = [numbers[name] for name in sorted(numbers, key=lambda one: (len(one), one.upper()))]
    entries[parent].child = _balanced(entries, ordered)


def _balanced(entries: list[_Entry], numbers: list[int]) -> int:
    if not numbers:
        return _FREE
    middle = len(numbers) // 2
    entries[numbers[middle]].left = _balanced(entries, numbers[:middle])
    entries[numbers[middle]].right = _balanced(entries, numbers[middle + 1 :])
    return numbers[middle]


def _packed(entry: _Entry, size: int) -> bytes:
    name = entry.name.encode("utf-16-le") + b"\0\0"
    black = 1
    links = struct.pack("<BBIII", entry.kind, black, entry.left, entry.right, entry.child)
    return (
        name.ljust(64, b"\0")
        + struct.pack("<H", len(name))
        + links
        + bytes(36)
        + struct.pack("<IQ", entry.start, size)
    )
