"""Details of sources out of a reference manager such as Zotero: CSL-JSON, RIS and BibTeX."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sources.reading.decoding import decoded
from sources.reading.errors import NotRead, Refused, shown
from sources.reading.limits import FILE_BYTES
from sources.untrusted import Unusable, clean, day, load_json, one_line

ENDINGS = ("json", "ris", "bib")
"""Of the files that are read: CSL-JSON, RIS, BibTeX."""

_RIS = re.compile(r"([A-Z][A-Z0-9])  ?- ?(.*)")
_ENTRY = re.compile(r"@(\w{1,30})\s*\{\s*([^,\s{}]{0,200})\s*,")
_FIELD = re.compile(r"\s*,?\s*([A-Za-z][\w-]{0,40})\s*=\s*")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NO_ENTRIES = frozenset({"comment", "preamble", "string"})
_WHOLE_DAY = 3  # year, month and day
_OUTLETS = ("journal", "journaltitle", "booktitle", "publisher", "institution", "organization", "howpublished")


@dataclass(frozen=True, slots=True)
class Reference:
    """What a reference manager knows of a text; what it does not is empty or None."""

    title: str
    publisher: str = ""
    author: str = ""
    published: date | None = None
    url: str = ""


def read_references(data: bytes, name: str) -> list[Reference]:
    """Return the references of a file that have a title.

    Raises:
        NotRead: If it is none of the three formats, too large, or has no reference with a title.
    """
    name = one_line(name)
    readers = {"json": _csl, "ris": _ris, "bib": _bibtex}
    reader = readers.get(name.rpartition(".")[2].lower())
    if reader is None:
        raise NotRead(f"{shown(name)} is no list of references. Export one as CSL-JSON, RIS or BibTeX.")
    if len(data) > FILE_BYTES:
        raise NotRead(f"{shown(name)} is larger than {FILE_BYTES // 2**20} MB. Export fewer references.")
    try:
        text, _ = decoded(data)
        found = [reference for reference in reader(clean(text).text) if reference.title]
    except Refused as refused:
        raise refused.of(name) from None
    except (Unusable, ValueError, TypeError, AttributeError, KeyError, IndexError):
        raise NotRead(f"{shown(name)} cannot be read as references. Export it again.") from None
    if not found:
        raise NotRead(f"{shown(name)} has no reference with a title. Export it again.")
    return found


def _csl(text: str) -> Iterator[Reference]:
    for item in load_json(text):
        people = [
            " ".join(filter(None, (person.get("given"), person.get("family") or person.get("literal"))))
            for person in item.get("author", ())
        ]
        parts = (item.get("issued") or {}).get("date-parts") or [[]]
        yield Reference(
            one_line(str(item.get("title", ""))),
            one_line(str(item.get("container-title") or item.get("publisher") or "")),
            one_line(", ".join(people)),
            day("-".join(f"{part!s:0>2}" for part in parts[0])) if len(parts[0]) == _WHOLE_DAY else None,
            one_line(str(item.get("URL", ""))),
        )


def _ris(text: str) -> Iterator[Reference]:
    fields: dict[str, list[str]] = {}
    for line in text.splitlines():
        found = _RIS.match(line.strip("\ufeff"))
        if found and found[1] == "ER":
            yield _of_ris(fields)
            fields = {}
        elif found:
            fields.setdefault(found[1], []).append(found[2].strip())


def _of_ris(fields: Mapping[str, list[str]]) -> Reference:
    def first(*tags: str) -> str:
        return next((fields[tag][0] for tag in tags if fields.get(tag)), "")

    people = [_given_first(person) for tag in ("AU", "A1") for person in fields.get(tag, ())]
    published = day("-".join(part for part in first("DA", "Y1").split("/")[:3] if part))
    return Reference(
        first("TI", "T1"), first("JO", "JF", "T2", "PB"), ", ".join(people), published, first("UR", "L1")
    )


def _bibtex(text: str) -> Iterator[Reference]:
    for entry in _ENTRY.finditer(text):
        if entry[1].lower() in _NO_ENTRIES:
            continue
        fields = dict(_bibtex_fields(text, entry.end()))
        month = fields.get("month", "").strip().lower()[:3]
        number = str(_MONTHS.index(month) + 1) if month in _MONTHS else month
        parts = (fields.get("year", ""), number.zfill(2), fields.get("day", "").zfill(2))
        people = [_given_first(person) for person in re.split(r"\s+and\s+", fields.get("author", "")) if person]
        yield Reference(
            fields.get("title", ""),
            next((fields[name] for name in _OUTLETS if fields.get(name)), ""),
            ", ".join(people),
            day(fields.get("date", "")) or (day("-".join(parts)) if fields.get("day") else None),
            fields.get("url", ""),
        )


def _bibtex_fields(text: str, at: int) -> Iterator[tuple[str, str]]:
    """Yield name and value of each field of an entry, values in braces, in quotation marks or bare."""
    while found := _FIELD.match(text, at):
        at = found.end()
        if text[at : at + 1] == "{":
            end = _closing(text, at)
            value = text[at + 1 : end]
            at = end + 1
        elif text[at : at + 1] == '"':
            end = text.find('"', at + 1)
            end = len(text) if end < 0 else end
            value = text[at + 1 : end]
            at = end + 1
        else:
            bare = re.compile(r"[^,}\s]*").match(text, at)
            value = bare[0] if bare else ""
            at += len(value)
        yield found[1].lower(), " ".join(re.sub(r"[{}]|\\(?=[&%$#_])", "", value).split())


def _closing(text: str, at: int) -> int:
    depth = 0
    for place in range(at, len(text)):
        depth += (text[place] == "{") - (text[place] == "}")
        if not depth:
            return place
    return len(text)


def _given_first(person: str) -> str:
    family, comma, given = person.partition(",")
    return " ".join(f"{given} {family}".split()) if comma else " ".join(person.split())


def key(title: str) -> str:
    """Return a title so that the same one written otherwise is equal: letters and digits alone."""
    return re.sub(r"[\W_]+", " ", title.casefold()).strip()
