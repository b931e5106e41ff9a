"""Files and pasted text to documents.

    read(data, name)      sources: one document, or one for each entry of a feed or row of a table
    read_one, read_pages(data, name)  an article
    paste(text)           an article from the clipboard
    comment_in_sandbox(data, text, comments)   a Word file with comments added

`sources.reading.online` reads what stands at an address in the same way, where that is allowed. The formats are in
`sources.reading.formats`, a file each; `sources.reading.registry` says how to add one.

Whatever cannot be read raises `NotRead`, whose message is a sentence for the person.
"""

from sources.reading import formats as _formats  # noqa: F401 - registers them
from sources.reading.errors import NotRead, shown
from sources.reading.reader import paste, read, read_one, read_pages
from sources.reading.registry import all_formats, article_endings, article_files, source_endings
from sources.reading.sandbox import comment_in_sandbox
from sources.reading.word.task import WordComment

__all__ = [
    "NotRead",
    "WordComment",
    "all_formats",
    "article_endings",
    "article_files",
    "comment_in_sandbox",
    "paste",
    "read",
    "read_one",
    "read_pages",
    "shown",
    "source_endings",
]
