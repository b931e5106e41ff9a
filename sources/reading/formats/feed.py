"""A feed (RSS or Atom) to its entries. What an entry links to is never fetched."""

from __future__ import annotations

import re
from html import unescape
from html.entities import html5
from typing import Any
from urllib.parse import urljoin

from sources.reading import limits
from sources.reading.errors import Refused
from sources.reading.extract import About, Extract
from sources.reading.html_blocks import visible_blocks
from sources.reading.registry import File, Format, register
from sources.untrusted import day

_SPACES = frozenset(
    {
        "",
        "http://www.w3.org/2005/Atom",
        "http://purl.org/atom/ns#",
        "http://purl.org/rss/1.0/",
        "http://my.netscape.com/rdf/simple/0.9/",
        "http://purl.org/rss/1.0/modules/content/",
        "http://purl.org/dc/elements/1.1/",
        "http://purl.org/dc/terms/",
    }
)
_FEED = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:\s|<\?.*?\?>|<!--.*?-->|<!DOCTYPE\s[^>\[]*>)*<(?:rss|feed|(?:[a-z]+:)?RDF)[\s>]",
    re.IGNORECASE | re.DOTALL,
)
# What libxml2 would drop without a word: a bare ampersand, and "&amp;" behind an entity of HTML that XML has not.
_AMPERSAND = re.compile(rb"&(?!#)(?:([A-Za-z][A-Za-z0-9]{1,31});)?")
_CDATA = re.compile(rb"(<!\[CDATA\[.*?\]\]>)", re.DOTALL)
_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_MARKUP = re.compile(r"[<&]")
_EMPTY_LINE = re.compile(r"\n\s*\n")
_ENTRIES = frozenset({"item", "entry"})
# The names that RSS 0.91 to 2.0, RSS 1.0 with its modules, and Atom use, the better one first.
_TEXTS = ("encoded", "content", "description", "summary")
_DAYS = ("published", "pubDate", "date", "issued", "created", "updated", "modified")
_AUTHORS = ("creator", "author")
_IDS = ("guid", "id")


def read_feed(file: File) -> Extract:
    """Return the entries of a feed as the parts of an extract, in the feed's order.

    Each has the longest text that the feed gives of it, its headline first, and the feed's title as its publisher
    unless it names a source of its own. Entries without a word are left out, and the first one's notices count them.

    Raises:
        Refused: If it is no feed, declares entities of its own, or has no entry with words.
    """
    from lxml import etree

    data = file.data
    tags = data.count(b"<")
    if tags > limits.HTML_TAGS:
        raise Refused(
            f"has {tags:,} tags; the most is {limits.HTML_TAGS:,}. Take out older entries and add it again."
        )
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
        recover=True, remove_comments=True, remove_pis=True,
    )  # fmt: skip
    root = etree.fromstring(_whole_ampersands(data.removeprefix(b"\xef\xbb\xbf").lstrip()), parser)
    subset = root.getroottree().docinfo.internalDTD if root is not None else None
    if subset is not None and any(True for _ in subset.iterentities()):
        raise Refused(
            "declares entities of its own, which no feed needs and which can name files, so it was not read."
        )
    if root is not None:
        _spell_entities(root)
    entries = [] if root is None else [element for element in root.iter() if _name(element) in _ENTRIES]
    if not entries:
        raise Refused("holds no entry of RSS or Atom. If it is a page, save it as HTML and add that.")
    feed = next((element for element in root.iter() if _name(element) in {"channel", "feed"}), root)
    publisher, home = _said(feed, "title"), _link(feed, "")
    parts = [_entry(entry, publisher, home) for entry in entries]
    read = [part for part in parts if any(character.isalnum() for character in part.text)]
    if not read:
        raise Refused("has entries without a text, only links. Add the pages that they lead to.")
    without = len(parts) - len(read)
    were = "1 entry was" if without == 1 else f"{without} entries were"
    notices = (f"{were} left out: there is no text in the feed, only a link.",) if without else ()
    return Extract("", About(title=publisher, notices=notices), parts=tuple(read))


def _whole_ampersands(data: bytes) -> bytes:
    """Return a feed with entities of HTML and bare ampersands as numbers; one in a wide encoding stays as it is."""
    if b"\0" in data:
        return data
    parts = _CDATA.split(data)
    parts[::2] = [_AMPERSAND.sub(_numbered, part) for part in parts[::2]]
    return b"".join(parts)


def _numbered(found: re.Match[bytes]) -> bytes:
    spelled = html5.get(f"{found[1].decode()};", "") if found[1] else ""
    return b"".join(b"&#%d;" % ord(sign) for sign in spelled) or b"&#38;" + found[0][1:]


def _entry(entry: Any, publisher: str, home: str) -> Extract:
    title = _said(entry, "title")
    blocks = max(
        (_blocks(element) for element in _children(entry, *_TEXTS)),
        key=lambda found: sum(map(len, found)),
        default=[],
    )
    if title and title not in blocks[:1]:
        blocks = [title, *blocks]
    of = next(iter(_children(entry, "source")), None)
    named = "" if of is None else _said(of, "title") or _plain(of)
    authors = dict.fromkeys(_author(element) for element in _children(entry, *_AUTHORS))
    days = (day(_plain(element)) for name in _DAYS for element in _children(entry, name))
    return Extract(
        "\n\n".join(blocks) if len(blocks) > 1 or not title else "",
        About(
            title=title,
            publisher=named or publisher,
            author=", ".join(filter(None, authors)),
            published=next((found for found in days if found), None),
            url=_link(entry, home),
        ),
        given_id=next((found for name in _IDS if (found := _said(entry, name))), ""),
    )


def _author(element: Any) -> str:
    """Return who wrote an entry; RSS puts the name in brackets behind a mail address."""
    said = _said(element, "name") or _plain(element)
    address, _, name = said.partition("(")
    return name.rstrip(") ") if "@" in address and name else "" if "@" in said else said


def _link(element: Any, home: str) -> str:
    """Return the address of an entry or a feed; a relative one counts from ``xml:base``, or else from ``home``."""
    links = _children(element, "link")
    pages = (link for link in links if link.get("href") and link.get("rel", "alternate") == "alternate")
    page = next(pages, None)
    found = page if page is not None else next((link for link in links if _plain(link)), None)
    if found is None:
        return ""
    address = (found.get("href") or _plain(found)).strip()
    for base in (*(parent.get(_BASE) for parent in (found, *found.iterancestors())), home):
        address = _joined(base, address) if base else address
    return address


def _joined(base: str, address: str) -> str:
    try:
        return urljoin(base.strip(), address)
    except ValueError:  # a base that is no address
        return address


def _blocks(element: Any) -> list[str]:
    """Return the paragraphs of a text: markup as a string, markup as elements, or plain words."""
    from lxml import html

    if len(element):
        for part in element.iter():
            part.tag = part.tag.rpartition("}")[2]
        return [block for block in visible_blocks(element) if block]
    said = element.text or ""
    if element.get("type") == "text" or not _MARKUP.search(said):
        return [" ".join(block.split()) for block in _EMPTY_LINE.split(said) if block.strip()]
    parser = html.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    tree = html.document_fromstring(f"<div>{said}</div>".encode("utf-8", "replace"), parser=parser)
    return [block for block in visible_blocks(tree) if block]


def _spell_entities(root: Any) -> None:
    """Put the characters of HTML's entities, which careless feeds use, in their place as text."""
    from lxml import etree

    for entity in list(root.iter(etree.Entity)):
        text = unescape(entity.text) + (entity.tail or "")
        before, parent = entity.getprevious(), entity.getparent()
        if before is None:
            parent.text = (parent.text or "") + text
        else:
            before.tail = (before.tail or "") + text
        entity.tail = None
        parent.remove(entity)


def _children(element: Any, *names: str) -> list[Any]:
    """Return the children of these names, in the order of the names."""
    return [child for name in names for child in element if _name(child) == name]


def _name(element: Any) -> str:
    """Return an element's name without its namespace; empty for what feeds are not read for, such as media."""
    if not isinstance(element.tag, str):
        return ""
    space, _, name = element.tag.rpartition("}")
    return name if space.removeprefix("{") in _SPACES else ""


def _said(element: Any, name: str) -> str:
    found = _children(element, name)
    return " ".join(_blocks(found[0])) if found else ""


def _plain(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def _begins_like_a_feed(data: bytes) -> bool:
    return _FEED.match(data[: limits.MARK_BYTES]) is not None


register(
    Format(
        name="feed",
        title="feed (RSS, Atom)",
        phrase="a feed",
        endings=("xml", "rss", "atom"),
        limits=f"{limits.HTML_TAGS:,} tags; one that declares entities is refused",
        read=read_feed,
        sandboxed=True,
        recognises=_begins_like_a_feed,
        media_types=("application/rss+xml", "application/atom+xml"),
        article=False,
        entry="entry",
    )
)
