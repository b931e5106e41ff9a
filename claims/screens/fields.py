"""Fields in which a person types: what they give the pages can be shown and stored.

The limits of a field hold in the browser only, and a paste can bring control characters; so each field cleans what
comes, and a longer text says so below the field.
"""

from __future__ import annotations

from typing import Any

import streamlit as st

from claims.screens.markup import esc
from sources.untrusted import clean, one_line, replaced

LONGEST = 2_000_000  # characters; what Streamlit's fields with larger limits still carry without stopping the page


def text_input(label: str, **options: Any) -> str:
    """Draw a field of one line, as `st.text_input` does, and return what it holds, with its limit kept."""
    return one_line(st.text_input(label, **options) or "", most=options.get("max_chars"))


def text_area(label: str, **options: Any) -> str:
    """Draw a field of several lines, as `st.text_area` does, and return what it holds, with its limit kept.

    A sentence below it says which characters were replaced.
    """
    written = str(st.text_area(label, **options) or "")[: options.get("max_chars") or LONGEST]
    kept = replaced(written)
    if kept != written:
        st.html(f'<p class="wb-sm wb-un">{esc(clean(written).notices[0])}</p>')
    return kept


def whole_text(label: str, **options: Any) -> str:
    """Draw a field for a whole article or source and return what it holds as it came.

    It goes to `Workbench.paste`, which cleans it and keeps the notices with the text.
    """
    return str(st.text_area(label, **options) or "")
