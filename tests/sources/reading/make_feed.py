"""A feed of RSS, as an agency writes it."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape


def make_feed(entries: Mapping[str, str], title: str = "Merrow Wire") -> bytes:
    """Return a feed with an entry for each id: its words, the first sentence of which is its headline."""
    items = "".join(
        f"<item><guid>{escape(key)}</guid><title>{escape(text.partition('.')[0])}</title>"
        f"<description>{escape(text)}</description></item>"
        for key, text in entries.items()
    )
    return f"<?xml version='1.0'?><rss version='2.0'><channel><title>{title}</title>{items}</channel></rss>".encode()
