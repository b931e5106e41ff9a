"""Links of a page to its claims: a press stays in this visit, and the address opens the same place in another tab."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st

from claims.screens import guard, session
from claims.screens.fields import text_input
from claims.screens.markup import esc

_CLAIM = "clm-"
_HISTORY = "history"
_PRESSED = "_pressed_link"


def to_claim(article_id: str, claim_id: str, words: str, *, css: str = "", tip: str = "") -> str:
    """Return a link to a claim on the review page.

    Args:
        article_id: Its article.
        claim_id: The claim.
        words: What the link shows; HTML, already escaped.
        css: A further class.
        tip: What the pointer shows, and what a screen reader says in place of ``words``; empty for the words.
    """
    return link("review", {"article": article_id, "claim": claim_id}, claim_id, words, css=css, tip=tip)


def to_history(article_id: str, words: str) -> str:
    """Return a link to the history of an article."""
    return link("history", {"article": article_id}, _HISTORY, words)


def link(page: str, place: dict[str, str], target: str, words: str, *, css: str = "", tip: str = "") -> str:
    """Return a link to a place on a page; a press on it is ``target`` for `pressed`."""
    told = f' title="{esc(tip)}" aria-label="{esc(tip)}"' if tip else ""
    named = f"wb-to {css}".strip()
    address = esc(f"{page}?{urlencode(place)}")
    return f'<a class="{named}" href="{address}" data-to="{esc(target)}"{told}>{words}</a>'


def list_head(title: str, place: str, words: str) -> str:
    """Return the head of a list that stands beside the ways to add to it.

    In a narrow window the list comes first, and a link leads to those ways, which are below it then (`page.css`).

    Args:
        title: Of the list; trusted, as the others.
        place: The id of the heading of those ways.
        words: What the link shows.
    """
    add = f'<a class="wb-narrow wb-to" href="#{place}">{words}</a>'
    return f'<div class="wb-sec wb-ways"><h2 class="wb-sech">{title}</h2>{add}</div>'


def pressed(article_id: str) -> str:
    """Draw what hears the links of this page, and return what the last press meant; empty where there was none.

    A press on a claim goes to it, and one on the history to that.
    """
    text_input("Go to", key="jump", label_visibility="collapsed", live="0ms", on_change=_press)
    target = str(st.session_state.pop(_PRESSED, ""))
    if target.startswith(_CLAIM):
        session.go(article=article_id, claim=target)
        session.open_page("Review")
    if target == _HISTORY:
        session.go(article=article_id)
        session.open_page("History")
    return target


@guard.act
def _press() -> None:
    st.session_state[_PRESSED] = str(st.session_state.get("jump") or "")
    st.session_state["jump"] = ""
