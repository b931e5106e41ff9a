"""Files that are ZIP archives of XML: refused by their directory before anything is unpacked, then read."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from sources.reading import limits
from sources.reading.errors import DAMAGED, Refused

_MARKUP = (".xml", ".rels", ".xhtml", ".html", ".htm", ".opf")


def check_archive(data: bytes) -> None:
    """Refuse by the archive's own directory, before anything is unpacked (zipfile never yields more than it says).

    Raises:
        Refused: If it is damaged, locked, or would unpack to more than a document holds.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError, OSError):
        raise Refused(DAMAGED) from None
    unpacked = sum(member.file_size for member in members)
    markup = sum(member.file_size for member in members if member.filename.lower().endswith(_MARKUP))
    ratio = unpacked / max(len(data), 1)
    if (
        len(members) > limits.ARCHIVE_MEMBERS
        or unpacked > limits.ARCHIVE_BYTES
        or markup > limits.ARCHIVE_MARKUP_BYTES
        or (unpacked > limits.ARCHIVE_RATIO_FROM and ratio > limits.ARCHIVE_RATIO)
    ):
        raise Refused(
            f"would unpack to {unpacked / 1024**2:,.0f} MB in {len(members):,} parts, far more than a document "
            "holds, so it was not opened. Save it as plain text and add that."
        )
    if any(member.flag_bits & 1 for member in members):
        raise Refused("is locked with a password. Save a copy without one and add that.")


def member(data: bytes, name: str) -> bytes:
    """Return a file of an archive that `check_archive` let in.

    Raises:
        Refused: If it is not there.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return archive.read(name)
    except (KeyError, zipfile.BadZipFile):
        raise Refused(DAMAGED) from None


def xml(data: bytes) -> Any:
    """Return the root of an XML file; nothing that it refers to is read, and one that declares entities is refused.

    Raises:
        Refused: If it is damaged, or declares entities.
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        raise Refused(DAMAGED) from None
    subset = root.getroottree().docinfo.internalDTD
    if subset is not None and any(True for _ in subset.iterentities()):
        raise Refused(DAMAGED)
    return root
