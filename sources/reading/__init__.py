"""Files and pasted text to documents.

    read(data, name)      sources: one document, or one per row of a CSV or JSONL
    read_one(data, name)  an article
    paste(text)           an article from the clipboard

`sources.reading.online` reads what stands at an address in the same way, where that is allowed.

Whatever cannot be read raises `NotRead`, whose message is a sentence for the person.
"""

from sources.reading.errors import NotRead, shown
from sources.reading.reader import paste, read, read_one
from sources.reading.sniffing import ARTICLE_ENDINGS, ENDINGS, KINDS

__all__ = [
    "ARTICLE_ENDINGS",
    "ENDINGS",
    "KINDS",
    "NotRead",
    "paste",
    "read",
    "read_one",
    "shown",
]
