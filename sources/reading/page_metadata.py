"""What a web page says of itself beside what trafilatura finds: who publishes it, when for certain, and for whom."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from sources.untrusted import day

PAYWALL = "The page says that it is not free to read: what was read may be its beginning only."
TWO_DAYS = "The page gives its date in figures that can be two days. Enter it by hand, such as 2019-10-11."
# schema.org's mark, which search engines ask of pages behind a paywall; in JSON-LD also as a word.
_NOT_FREE = re.compile(rb'"isAccessibleForFree"\s*:\s*"?false\b', re.IGNORECASE)
_PARTS = re.compile(r"\s+[|–—-]\s+|\s*·\s*")
_LONGEST_NAME = 60  # characters; what stands behind a headline and is longer is another headline
_ISO = "{0:%Y}-{0:%m}-{0:%d}|{0:%Y}/{0:%m}/{0:%d}|{0:%Y}{0:%m}{0:%d}|{0:%Y}\\.{0:%m}\\.{0:%d}"
_MONTH = "{0:%b}[a-z]*\\.?,?\\s+0?{0.day}\\b|\\b0?{0.day}(?:st|nd|rd|th)?\\s+{0:%b}"
_FIGURES = re.compile(r"\b\d{1,2}[-/.]\d{1,2}[-/.]\d{4}\b")


def behind_a_paywall(data: bytes) -> bool:
    """Tell whether a page says of itself or of a part that it is not free to read."""
    return _NOT_FREE.search(data) is not None


def site_behind_headline(whole: str, headline: str) -> str:
    """Return what a page's title has behind or in front of its headline: "Ships wait | Pilot Weekly"."""
    parts = [part.strip() for part in _PARTS.split(whole) if part.strip()]
    if len(parts) < 2 or headline.strip() not in {parts[0], parts[-1]}:
        return ""
    site = parts[-1] if headline.strip() == parts[0] else parts[0]
    return site if len(site) <= _LONGEST_NAME else ""


def certain(found: date | None, page: str) -> date | None:
    """Return the day that was found, unless the page has it only in figures that could be two days.

    htmldate takes 05/08/2026 for 5 August; half of the English-reading world does not.
    """
    if found is None or found.day == found.month or found.day > 12:
        return found
    if re.search(_ISO.format(found) + "|" + _MONTH.format(found), page, re.IGNORECASE):
        return found
    swapped = date(found.year, found.day, found.month)
    for figures in _FIGURES.findall(page):
        numbers = [int(number) for number in re.split(r"[-/.]", figures)]
        if day(figures) is None and numbers[2] == found.year and {*numbers[:2]} == {swapped.day, swapped.month}:
            return None
    return found


def keep_times(tree: Any) -> None:
    """Put the words of ``time`` elements beside them: trafilatura reads the element's day and drops its words."""
    for element in list(tree.iter("time")):
        words = "".join(element.itertext())
        if not element.get("datetime"):
            element.set("datetime", words.strip())
        for child in list(element):
            element.remove(child)
        element.text = None
        element.tail = words + (element.tail or "")
