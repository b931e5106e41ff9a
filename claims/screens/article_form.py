"""The form through which an article, or its next version, comes in: pasted, as a file, or from an address."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from claims.article import Article
from claims.language_model.choice import Choice
from claims.screens import language_model, messages, preview, recognition
from claims.screens.fields import text_input, whole_text
from claims.screens.markup import esc
from claims.splitting import NothingToSplit
from claims.workbench import Workbench
from sources.reading import NotRead, article_endings
from sources.reading.limits import ADDRESS_CHARACTERS
from sources.source import Document

_PASTE_LIMIT = (
    2_000_000  # characters, four times the longest book-length report we know of; the upload limit is 20 MB
)
_RULES, _MODEL = "Rules", "Language model"


@dataclass(frozen=True, slots=True)
class Given:
    """An article that somebody gave.

    Attributes:
        by_model: Whether the language model is to split it.
        look_first: Whether the person wants to see first what was recognised.
    """

    article: Article
    by_model: bool
    look_first: bool


def draw(
    workbench: Workbench, chosen: Choice, *, submit: str, look_first: str = "", prefix: str = ""
) -> Given | None:
    """Draw the form, and return the article once somebody sent it; what cannot be read leaves its reason.

    Args:
        workbench: Reads the article.
        chosen: The language model, where there is one.
        submit: What the button says that sends it.
        look_first: What the button says that wants to see it first; empty for none.
        prefix: Of the keys of its fields, where a page of another kind has the form too.
    """
    ways = ("Paste", "File", "Address") if workbench.library.versions.allowed else ("Paste", "File")
    way = st.segmented_control(
        "How", ways, default="Paste", key=f"{prefix}way", label_visibility="collapsed", required=True
    )
    with st.form(f"{prefix}bring-in", border=False):
        text, upload, address = _fields(way or "", prefix)
        given = st.date_input(
            "The article's date, if the text does not say",
            value=None,
            min_value=preview.EARLIEST,
            max_value=preview.LATEST,
            key=f"{prefix}article-date",
            help="Relative dates such as “on Thursday” are resolved against it. A date found in the text is used when this is empty.",
        )
        by_model = _split_by(chosen, prefix)
        with st.container(key=f"{prefix}bring-in-acts", horizontal=True):
            sent = st.form_submit_button(submit, type="primary")
            looked = bool(look_first) and st.form_submit_button(look_first)
        if not sent and not looked:
            return None
        published = given if isinstance(given, date) else None
        with st.spinner("Reading"):
            article = _read(workbench, lambda: _document(workbench, text, upload, address, way or ""), published)
    return Given(article, by_model=by_model, look_first=looked)


def _fields(way: str, prefix: str) -> tuple[str, UploadedFile | None, str]:
    """Draw the field of a way in, and return text, file and address, of which one is given at most."""
    if way == "Address":
        address = text_input(
            "The article's address",
            placeholder="https://paper.example/report",
            max_chars=ADDRESS_CHARACTERS,
            key=f"{prefix}article-address",
            help="Its site learns that this machine asked; nothing else is sent.",
        )
        return "", None, address
    if way == "File":
        upload = st.file_uploader(
            "One file: " + ", ".join(article_endings()),
            type=list(article_endings()),
            key=f"{prefix}article-file",
        )
        return "", upload, ""
    text = whole_text(
        "The article's text, headline and date lines included",
        height=260,
        max_chars=_PASTE_LIMIT,
        key=f"{prefix}article-text",
        placeholder="Paste the whole article. Headline, date, captions and subscription lines are recognised, and not checked.",
    )
    return text, None, ""


def _split_by(chosen: Choice, prefix: str) -> bool:
    """Draw the choice of the splitter, where there is one; return whether the language model was chosen."""
    if chosen.problem:
        st.html(
            f'<p class="wb-sm"><b class="wb-un">! The language model is not offered.</b> {esc(chosen.problem)}</p>'
        )
    if not chosen.usable:
        return False
    by = st.segmented_control("Split by", (_RULES, _MODEL), default=_RULES, key=f"{prefix}split-by", required=True)
    st.html(f'<p class="wb-sm wb-q">Language model: {language_model.shown(chosen)}</p>')
    return by == _MODEL


def _document(workbench: Workbench, text: str, upload: UploadedFile | None, address: str, way: str) -> Document:
    if way == "Address":
        return workbench.articles.read_address(address)
    return (
        workbench.articles.read(upload.getvalue(), upload.name, progress=recognition.Shown().of(upload.name))
        if upload is not None
        else workbench.articles.paste(text)
    )


def _read(workbench: Workbench, read: Callable[[], Document], published: date | None) -> Article:
    """Return the article as it was recognised; one that cannot be read leaves its reason and ends the run."""
    try:
        return workbench.articles.preview(read(), published=published)
    except (NotRead, NothingToSplit) as problem:
        messages.say("no", "✗ Nothing was stored.", str(problem))
        st.rerun()
