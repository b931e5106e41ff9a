"""Real ZIM files with a full-text index, made by libzim's own creator."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from pathlib import Path

from libzim.writer import Creator, Hint, Item, StringProvider


class _Page(Item):  # type: ignore[misc]  # libzim has no types
    def __init__(self, path: str, title: str, content: str, mimetype: str = "text/html") -> None:
        super().__init__()
        self._path, self._title, self._content, self._mimetype = path, title, content, mimetype

    def get_path(self) -> str:
        return self._path

    def get_title(self) -> str:
        return self._title

    def get_mimetype(self) -> str:
        return self._mimetype

    def get_contentprovider(self) -> StringProvider:
        return StringProvider(self._content)

    def get_hints(self) -> dict[Hint, bool]:
        return {Hint.FRONT_ARTICLE: self._mimetype == "text/html"}


def make_zim(
    path: Path,
    pages: Mapping[str, str],
    *,
    title: str = "Book of Merrow",
    day: str = "2026-03-01",
    source: str = "book.example",
    indexed: bool = True,
) -> Path:
    """Write a ZIM file of pages, text by title; a title is also the path, with "_" for blanks."""
    with Creator(path).config_indexing(indexed, "eng") as creator:
        creator.set_mainpath(next(iter(pages)).replace(" ", "_"))
        said = {"Title": title, "Creator": "Merrow Library", "Date": day, "Language": "eng", "Source": source}
        for name, value in (said | {"Description": "d", "Name": "n", "Publisher": "p"}).items():
            creator.add_metadata(name, value)
        for name, text in pages.items():
            paragraphs = "".join(f"<p>{escape(part)}</p>" for part in text.split("\n\n"))
            head = f"<head><title>{escape(name)}</title></head>"
            page = f"<html>{head}<body><h1>{escape(name)}</h1>{paragraphs}</body></html>"
            creator.add_item(_Page(name.replace(" ", "_"), name, page))
    return path
