"""A web page to the paragraphs of its article. Nothing is ever fetched."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import Any

from sources.reading import limits, page_metadata
from sources.reading.decoding import declared_encoding
from sources.reading.errors import Refused
from sources.reading.extract import About, Extract
from sources.reading.html_blocks import one_line, visible_blocks
from sources.reading.html_notes import LinkedWords, footnotes, linked_words, page_notes
from sources.reading.html_raised import drop_note_marks, put_raised_in_line
from sources.reading.layout_tables import open_layout_tables
from sources.reading.note_rules import kept
from sources.reading.registry import File, Format, register
from sources.untrusted import day

_TOO_MUCH = "Save the article alone, or copy its words into a plain text file, and add that."
# Entities that a page declares itself, files among them; an HTML parser knows no such thing and shows it as text.
_SUBSET = re.compile(rb"<!DOCTYPE[^>\[]*\[.*?\]\s*>", re.IGNORECASE | re.DOTALL)
_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html[\s>])",
    re.IGNORECASE | re.DOTALL,
)
# A soft hyphen, as a character or an entity, is where a browser may break a word: no letter of it.
_SOFT_HYPHEN = re.compile("\u00ad|&(?:shy|#0*173|#[xX]0*[aA][dD]);")
_LEAVES = frozenset({"p", "head", "item", "row", "quote", "code", "ab", "fw"})


def read_html(file: File) -> Extract:
    """Return the article of a page: its headline, its paragraphs and its captions, each a paragraph.

    Of an article, links and footnotes are notes, and footnotes no text.

    Finding the article among menus and boxes is trafilatura's work; where it finds none, all words that the page
    shows are taken, and a notice says so.

    Raises:
        Refused: If the page is no text, is too large or too deep, or has no words.
    """
    text, notices = file.text(declared_encoding(file.data))
    text = _SOFT_HYPHEN.sub("", text)
    page = text.encode("utf-8", "replace")
    tree = _parsed(page)
    open_layout_tables(tree)
    put_raised_in_line(tree)
    linked = linked_words(tree) if file.article else []
    taken = footnotes(tree, linked)
    drop_note_marks(tree)
    seen = [words for words in visible_blocks(tree) if words]  # before trafilatura takes the tree apart
    if not seen:
        raise Refused(
            "shows no text. If the page needs a program to show it, save it as PDF from the browser and add that."
        )
    whole_title = one_line(tree.findtext(".//title"))
    found = _article(tree)
    if found is None:
        notices += ("No article was found among the page's parts, so all of its words were taken.",)
        return _with_notes("\n\n".join(seen), About(notices=notices), linked, taken)
    blocks = _of_short_page(found.body, seen)
    if not blocks:
        _end_no_lines(found.body)
        blocks = [block for block in _article_blocks(found.body) if block]
    about = _about(found, whole_title, page)
    if about.title and not any(_same_headline(about.title, block) for block in blocks[:3]):
        blocks.insert(0, about.title)
    return _with_notes("\n\n".join(blocks), replace(about, notices=notices + about.notices), linked, taken)


def _of_short_page(body: Any, seen: Sequence[str]) -> list[str]:
    """Return the blocks of a page of which trafilatura gives one piece; empty for any other page."""
    if next(body.iter("lb"), None) is not None:
        return []
    blocks = [block for block in _article_blocks(body) if block]
    return _as_laid_out(blocks[0], seen) if len(blocks) == 1 else []


def _end_no_lines(body: Any) -> None:
    """Make blanks of the line ends of the file that trafilatura leaves in a paragraph with words struck out."""
    for struck in [one for one in body.iter("del") if one.getparent() is not None]:
        paragraph = struck.getparent()
        for part in paragraph.iter():
            part.text = (part.text or "").replace("\n", " ")
            if part is not paragraph:
                part.tail = (part.tail or "").replace("\n", " ")


def _as_laid_out(text: str, seen: Sequence[str]) -> list[str]:
    """Return the blocks of a page that make up a text; empty where they do not.

    Of a page with few words, trafilatura gives one piece with a line for each link and each word in bold.
    """
    if "\n" not in text:
        return []
    wanted, blocks = "".join(text.split()), ["".join(block.split()) for block in seen]
    start = "".join(blocks).find(wanted)
    if start < 0:
        return []
    ends = list(accumulate(map(len, blocks)))
    return list(seen[bisect_right(ends, start) : bisect_left(ends, start + len(wanted)) + 1])


def _with_notes(text: str, about: About, linked: Sequence[LinkedWords], taken: Mapping[str, str]) -> Extract:
    notes, notices = kept(page_notes(linked, taken, text, about.url))
    return Extract(text, replace(about, notices=about.notices + notices), notes=notes)


def _parsed(page: bytes) -> Any:
    """Return the tree of a page in UTF-8; one that is too large for the parser is refused."""
    tags = page.count(b"<")
    if tags > limits.HTML_TAGS:
        raise Refused(f"has {tags:,} tags; the most is {limits.HTML_TAGS:,}. {_TOO_MUCH}")
    from lxml import html

    parser = html.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    tree = html.document_fromstring(_SUBSET.sub(b"", page, count=1), parser=parser)
    if _depth(tree) > limits.HTML_DEPTH:
        raise Refused(f"is nested more than {limits.HTML_DEPTH} elements deep. {_TOO_MUCH}")
    if any(error.level_name == "FATAL" for error in parser.error_log):
        raise Refused(f"holds one piece of more than 10 MB, at which the HTML parser ends. {_TOO_MUCH}")
    return tree


def _article(tree: Any) -> Any:
    """Return what trafilatura finds in a page, taking the tree apart; None where it finds no article."""
    _keep_captions(tree)
    page_metadata.keep_times(tree)
    from trafilatura import bare_extraction

    found = bare_extraction(
        tree,
        with_metadata=True,
        favor_recall=True,
        deduplicate=False,  # it remembers earlier pages, and the second reading of one page would come back empty
        include_comments=False,
        include_tables=True,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    return None if isinstance(found, dict) else found


def _about(found: Any, whole_title: str, page: bytes) -> About:
    title = one_line(found.title)
    published = day(found.date or "")
    known = page_metadata.certain(published, page.decode("utf-8", "replace"))
    notices: tuple[str, ...] = (page_metadata.PAYWALL,) if page_metadata.behind_a_paywall(page) else ()
    if known != published:
        notices += (page_metadata.TWO_DAYS,)
    return About(
        title=title,
        publisher=one_line(found.sitename) or page_metadata.site_behind_headline(whole_title, title),
        author=one_line(found.author),
        published=known,
        url=one_line(found.url),
        notices=notices,
    )


def _depth(tree: Any) -> int:
    from lxml import etree

    deepest = depth = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def _keep_captions(tree: Any) -> None:
    """Make captions paragraphs, which trafilatura keeps; a figure and all in it would be dropped."""
    for caption in tree.iter("figcaption"):
        caption.tag = "p"
        for inner in caption.iter("p", "div", "h1", "h2", "h3", "h4", "h5", "h6"):
            if inner is not caption:
                inner.tag = "span"
        caption.attrib.clear()
    for figure in tree.iter("figure"):
        figure.tag = "div"
        figure.attrib.clear()


def _article_blocks(element: Any) -> Iterator[str]:
    """Yield the paragraphs of trafilatura's own tree; a row's cells stand apart by tabs."""
    if element.tag == "row":
        yield "\t".join(_text(cell) for cell in element)
    elif element.tag in _LEAVES and not any(child.tag in _LEAVES for child in element.iterdescendants()):
        yield _text(element)
    else:
        if element.text and element.text.strip():
            yield one_line(element.text)
        for child in element:
            yield from _article_blocks(child)
            if child.tail and child.tail.strip():
                yield one_line(child.tail)


def _text(element: Any) -> str:
    for line_break in element.iter("lb"):
        line_break.tail = "\n" + (line_break.tail or "").lstrip()
    lines = "".join(element.itertext()).split("\n")
    return "\n".join(filter(None, (one_line(line) for line in lines)))


def _same_headline(title: str, block: str) -> bool:
    """Say whether ``block`` is the title, or the title without the name of the site after it."""
    one, other = _folded(title), _folded(block)
    return bool(other) and (one == other or (one.startswith(other) and len(other) > len(one) / 2))


def _folded(text: str) -> str:
    return re.sub(r"\W+", " ", text).casefold().strip()


def _begins_like_a_page(data: bytes) -> bool:
    return _PAGE.match(data[: limits.MARK_BYTES]) is not None


register(
    Format(
        name="html",
        title="web page",
        phrase="an HTML page",
        endings=("html", "htm", "xhtml"),
        limits=f"{limits.HTML_TAGS:,} tags, nested {limits.HTML_DEPTH} deep; beyond that it is refused",
        read=read_html,
        sandboxed=True,
        recognises=_begins_like_a_page,
        media_types=("text/html", "application/xhtml+xml"),
    )
)
