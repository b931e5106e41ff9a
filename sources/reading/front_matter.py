"""What a text file says about itself in its first lines: a few "Publisher: ..." lines, or Markdown's front matter."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from sources.reading.errors import quoted
from sources.reading.extract import About, Extract
from sources.untrusted import clean, day, replaced

_FIELDS = {
    "title": "title", "headline": "title",
    "publisher": "publisher", "publication": "publisher", "outlet": "publisher", "source": "publisher",
    "site": "publisher",
    "author": "author", "authors": "author", "by": "author", "byline": "author",
    "date": "published", "published": "published", "publication date": "published",
    "url": "url", "link": "url",
}  # fmt: skip

_LINE = re.compile(r"([A-Za-z][\w -]{0,30}?)[ \t]*:[ \t]*(.*)")
_LINES_NEEDED = 2  # one line such as "Source: ..." may well be the text's own first line
_LINES_LOOKED_AT = 40  # chosen: room for every known key and a long list of authors


@dataclass(frozen=True, slots=True)
class Heading:
    """The lines about the text, and where the text itself begins.

    Attributes:
        end: Characters up to the first one of the text itself; 0 where there are no such lines.
    """

    about: About = field(default_factory=About)
    end: int = 0


def lines_above(text: str) -> Heading:
    """Read a block of at least two lines such as ``Publisher: X`` at the very top that ends with an empty line.

    Title, publisher, author, date and url are known, with a few other names for each; one line of another sort and
    the block is taken for text.
    """
    found: dict[str, str] = {}
    end = 0
    for line in text.splitlines(keepends=True)[:_LINES_LOOKED_AT]:
        end += len(line)
        if not line.strip():
            return Heading(about(found), _past_blanks(text, end)) if len(found) >= _LINES_NEEDED else Heading()
        said = _LINE.fullmatch(line.rstrip())
        key = _FIELDS.get(said[1].lower()) if said else None
        if said is None or key is None or key in found:
            return Heading()
        found[key] = said[2].strip()
    return Heading()


def front_matter(text: str) -> Heading:
    """Read the block between two ``---`` lines that a Markdown file may begin with.

    Of YAML only ``key: value``, quotation marks and flat lists are read; lines of another sort are passed over.
    Without a closing line or any ``key:`` line the dashes are a rule across the page, and text.
    """
    lines = text.splitlines(keepends=True)
    if not lines or lines[0].rstrip() != "---":
        return Heading()
    found: dict[str, str] = {}
    end, key, named = len(lines[0]), "", False
    for line in lines[1:]:
        end += len(line)
        if line.rstrip() in {"---", "..."}:
            return Heading(about(found), _past_blanks(text, end)) if named else Heading()
        if key and (item := re.fullmatch(r"\s*-\s+(.+?)\s*", line)):
            found[key] = ", ".join(filter(None, (found.get(key, ""), _unquoted(item[1]))))
        elif said := _LINE.fullmatch(line.rstrip()):
            named = True
            key = _FIELDS.get(said[1].lower(), "")
            if key:
                found[key] = _unquoted(said[2].strip())
        elif not line.strip().startswith("#") and line.strip() and not line[0].isspace():
            return Heading()
    return Heading()


def about(found: dict[str, str]) -> About:
    """Return ``found`` as values; a date that is no single day is left out, and a notice says so."""
    published = day(found.get("published", ""))
    notices: tuple[str, ...] = ()
    if found.get("published") and published is None:
        notices = (
            f"The date {quoted(found['published'])} was not understood. Enter it by hand, such as 2019-10-11.",
        )
    return About(
        title=found.get("title", ""),
        publisher=found.get("publisher", ""),
        author=found.get("author", ""),
        published=published,
        url=found.get("url", ""),
        notices=notices,
    )


def described(text: str, notices: tuple[str, ...], find: Callable[[str], Heading], *, keep: bool) -> Extract:
    """Return a plain text with what its first lines say about it.

    Args:
        text: As decoded; it is not cleaned yet.
        notices: How it was decoded.
        find: `lines_above` or `front_matter`.
        keep: Leave these lines in the text.
    """
    start = len(text) - len(text.removeprefix("\ufeff"))
    heading = find(replaced(text[start:]))  # a control character must not end a line here; no offset moves
    if not heading.end:
        return Extract(text, About(notices=notices))
    if not keep:
        taken = "The lines at the top that describe the text were read and are no part of it."
        notices += (*clean(text[: start + heading.end]).notices, taken)
        text = text[start + heading.end :]
    return Extract(text, replace(heading.about, notices=notices + heading.about.notices))


def _unquoted(value: str) -> str:
    if value.startswith("[") and value.endswith("]"):
        return ", ".join(_unquoted(item.strip()) for item in value[1:-1].split(",") if item.strip())
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return value


def _past_blanks(text: str, start: int) -> int:
    return len(text) - len(text[start:].lstrip("\r\n"))
