"""Names: those that the article gives and no source has, and what publishers are called elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from claims.screens import guard, messages, session
from claims.screens.fields import text_input
from claims.screens.markup import esc
from claims.services.publisher_names import LONGEST, AliasRefused
from claims.workbench import Workbench

ROWS = 8  # with a button each; the others are listed without, so that widgets do not grow with the article
NAMES_SHOWN = 40
_PLACE = "aliases"


def missing(workbench: Workbench) -> None:
    """Draw the sources that the article names and the library does not have."""
    article_id = session.place("article")
    named = workbench.library.matching.not_in_library(article_id) if article_id else {}
    if not named:
        return
    st.html('<div class="wb-sec"><h2 class="wb-h">Named in the article, not in the library</h2></div>')
    with st.container(key="absent"):
        for place, (name, numbers) in enumerate(list(named.items())[:ROWS]):
            with st.container(key=f"absent-{place}", horizontal=True):
                st.html(_named(name, numbers))
                st.button("Add a source", key=f"add-named-{place}", on_click=_wants, args=(name,))
        rest = list(named.items())[ROWS:NAMES_SHOWN]
        if rest:
            rows = "".join(f"<li>{_named(name, numbers)}</li>" for name, numbers in rest)
            st.html(f'<ul class="wb-log wb-plain">{rows}</ul>')


def _named(name: str, numbers: Sequence[int]) -> str:
    claims = f"claim{'s' if len(numbers) > 1 else ''} {', '.join(map(str, numbers))}"
    return f'<span class="wb-named"><b class="wb-un">◇ {esc(name)}</b> <span class="wb-q">{claims}</span></span>'


@guard.act
def _wants(name: str) -> None:
    st.session_state["_wanted_publisher"] = name
    st.session_state["source-way"] = "Paste"


def aliases(workbench: Workbench, held: Sequence[str]) -> None:
    """Draw what publishers are called elsewhere, and the ways to add and remove a name."""
    publishers = [one for one in held if one]
    kept = workbench.library.names.all()
    if not publishers and not kept:
        return
    st.html(
        '<div class="wb-sec"><h2 class="wb-h">Other names of publishers</h2><p class="wb-sm wb-q">A claim “according to SCMP” '
        "finds the South China Morning Post once that name is added here.</p></div>"
    )
    messages.draw(_PLACE)
    if kept:
        rows = "".join(
            f"<li><b>{esc(alias)}</b><span>{esc(publisher)}</span></li>" for alias, publisher in kept.items()
        )
        st.html(f'<ul class="wb-log wb-pairs">{rows}</ul>')
    with st.container(key="aliases"):
        with st.form("add-alias", border=False, clear_on_submit=False), st.container(horizontal=True):
            alias = text_input("Name", max_chars=LONGEST, key="alias-name")
            publisher = st.selectbox(
                "Stands for", publishers, index=None, placeholder="Choose a publisher", key="alias-publisher"
            )
            if st.form_submit_button("Add name"):
                _keep(workbench, alias or "", publisher or "")
        if kept:
            with st.container(horizontal=True):
                gone = st.selectbox("Remove", list(kept), index=None, placeholder="Choose a name", key="alias-gone")
                st.button("Remove name", disabled=not gone, on_click=_remove, args=(gone or "",), key="remove-alias")


def _keep(workbench: Workbench, alias: str, publisher: str) -> None:
    try:
        workbench.library.names.keep(alias, publisher)
    except AliasRefused as problem:
        messages.say("no", "✗ Not added.", str(problem), place=_PLACE)
    else:
        messages.say("ok", "✓ Added.", f"“{' '.join(alias.split())}” stands for {publisher}.", place=_PLACE)
    st.rerun()


@guard.act
def _remove(alias: str) -> None:
    session.workbench().library.names.remove(alias)
    messages.say("ok", "✓ Removed.", f"“{alias}” stands for nobody any more.", place=_PLACE)
