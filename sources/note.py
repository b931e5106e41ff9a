"""A note of the writer's: what a draft carries beside its text, and the words it is about."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class NoteKind(StrEnum):
    """What kind of note it is."""

    COMMENT = "comment"
    FOOTNOTE = "footnote"
    ENDNOTE = "endnote"
    LINK = "link"
    ANNOTATION = "annotation"
    """A remark on a page of a PDF."""
    DELETED = "deleted"
    """Words that a tracked change takes out; they are no part of the text."""
    HIDDEN = "hidden"
    STRUCK = "struck through"

    @property
    def set_aside(self) -> bool:
        """Whether the note is words of the draft that are not part of its text."""
        return self in {NoteKind.DELETED, NoteKind.HIDDEN, NoteKind.STRUCK}


@dataclass(frozen=True, slots=True)
class Note:
    """One note.

    Attributes:
        start, end: Half-open offsets in the text of the words it is about. Both are the same for a mark behind
            words, such as that of a footnote, and for words that were set aside.
        text: What it says; of words that were set aside those words; empty for a link without a title.
        label: Its number or sign in the draft, such as "3"; empty where it has none.
        author: Who wrote it; empty where the draft does not say.
        address: Where it links to, by http or https; empty where it does not.
    """

    start: int
    end: int
    kind: NoteKind
    text: str = ""
    label: str = ""
    author: str = ""
    address: str = ""
