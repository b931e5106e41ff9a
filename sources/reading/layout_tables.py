"""Tables that only place the parts of a web page: taken apart, so that no menu runs into the first sentence."""

from __future__ import annotations

from typing import Any

_PARTS = ("table", "thead", "tbody", "tfoot", "tr", "td", "th")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_PROSE = 200  # characters in two paragraphs of one cell; a cell of figures or of names has fewer
_LINKS_IN_A_MENU = 2


def open_layout_tables(tree: Any) -> None:
    """Make divisions of tables that place parts of the page, and take out their cells that hold nothing but links."""
    for table in [table for table in tree.iter("table") if _is_layout(table)]:
        parts = [part for part in table.iter(*_PARTS) if part is table or _table_of(part) is table]
        for part in parts:
            if part.tag in {"td", "th"} and _is_menu(part):
                part.drop_tree()
            elif part.tag != "table":
                part.tag = "div"
                part.attrib.clear()
        table.tag = "div"
        table.attrib.clear()


def _is_layout(table: Any) -> bool:
    """Say whether a table places parts: it says so, or one of its cells holds a heading, a table or paragraphs."""
    if table.get("role") in {"presentation", "none"}:
        return True
    return any(
        _table_of(cell) is table and (next(cell.iter(*_HEADINGS, "table"), None) is not None or _is_prose(cell))
        for cell in table.iter("td", "th")
    )


def _is_prose(cell: Any) -> bool:
    paragraphs = [paragraph.text_content() for paragraph in cell.iter("p")]
    return len(paragraphs) > 1 and sum(map(len, paragraphs)) > _PROSE


def _is_menu(cell: Any) -> bool:
    links = list(cell.iter("a"))
    linked = sum(_letters(link.text_content()) for link in links)
    return len(links) >= _LINKS_IN_A_MENU and linked == _letters(cell.text_content())


def _letters(text: str) -> int:
    return sum(character.isalnum() for character in text)


def _table_of(part: Any) -> Any:
    return next(part.iterancestors("table"), None)
