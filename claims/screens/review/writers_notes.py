"""The notes of the writer that belong to the claim in focus."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

import streamlit as st

from claims.article import Article
from claims.claim import Claim
from claims.notes import NumberedNote
from claims.screens.markup import esc
from claims.screens.review.view import View
from claims.workbench import Workbench
from sources.note import Note, NoteKind

_SHOWN = 6  # notes of one claim; whoever wants the others opens the draft
_CALLED = {
    NoteKind.COMMENT: "comment",
    NoteKind.FOOTNOTE: "footnote",
    NoteKind.ENDNOTE: "endnote",
    NoteKind.LINK: "link",
    NoteKind.ANNOTATION: "annotation",
    NoteKind.DELETED: "deleted in the draft",
    NoteKind.HIDDEN: "hidden in the draft",
    NoteKind.STRUCK: "struck through in the draft",
}


def draw(workbench: Workbench, view: View, claim: Claim) -> None:
    """Draw the notes of a claim; nothing where it has none."""
    notes = workbench.articles.notes(view.article.id).get(claim.id, ())
    if notes:
        st.html(listed(view.article, notes))


def listed(article: Article, notes: Sequence[NumberedNote]) -> str:
    """Return the notes as escaped HTML, with the words each is about; empty without any."""
    if not notes:
        return ""
    items = "".join(_item(article, one) for one in notes[:_SHOWN])
    left = len(notes) - _SHOWN
    more = f'<li class="wb-q">and {left} more in the draft</li>' if left > 0 else ""
    return f'<ul class="wb-notes" aria-label="The writer\'s notes">{items}{more}</ul>'


def _item(article: Article, one: NumberedNote) -> str:
    note = one.note
    words = article.text[note.start : note.end].strip()
    on = f" on “{esc(words)}”" if words else ""
    by = f", {esc(note.author)}" if note.author else ""
    head = f'<b>The writer\'s note {one.number}</b> <span class="wb-q">{_called(note)}{by}{on}</span>'
    text = f"“{esc(note.text)}”" if note.kind.set_aside else esc(note.text)
    return f"<li>{head}{f'<p>{text}</p>' if note.text else ''}{_address(note)}</li>"


def _called(note: Note) -> str:
    name = _CALLED[note.kind]
    return f"{name} {esc(note.label)}" if note.label else name


def _address(note: Note) -> str:
    """Return the address as words: nothing on this page leads out of it unasked."""
    if not note.address or note.address in note.text:
        return ""
    host = urlsplit(note.address).hostname or ""
    return f'<p class="wb-q wb-adr" title="{esc(note.address)}">links to {esc(host)}: {esc(note.address)}</p>'
