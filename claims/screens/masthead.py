"""The head of every page: a headline, a line of facts, and progress at the right, above a double rule."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from claims.screens import session
from claims.screens.markup import esc
from claims.screens.wording import OPEN, PASSED, STATES, plural


def draw(title: str, meta: str, right: str = "") -> None:
    """Draw the head.

    Args:
        title: Untrusted text, escaped here.
        meta: HTML, already escaped.
        right: HTML, already escaped.
    """
    st.html(markup(title, meta, right))


def no_article(words: str) -> None:
    """Draw what a page about an article shows without one.

    Args:
        words: HTML, already escaped: how to come here with an article.
    """
    st.html(f'<div class="wb-empty"><h2>No article chosen</h2><p>{words}</p></div>')
    if st.button("Go to Articles", type="primary"):
        session.open_page("Articles")


def markup(title: str, meta: str, right: str = "") -> str:
    """Return the head that `draw` draws, for a place that is drawn again while work goes on."""
    return f'<header class="wb-mast"><div><h1>{esc(title)}</h1><p class="wb-meta">{meta}</p></div><div>{right}</div></header>'


def progress(counts: Mapping[str, int], note: str = "") -> str:
    """Return words, bar and tallies for counts of verified, disputed, unclear, not checked and not reviewed."""
    total = sum(counts.values())
    passed, left = counts[PASSED.word], counts["not reviewed"]
    done = total - left - passed
    boxes = "".join(_share(state.css, counts[name], total) for name, state in STATES.items())
    open_share = _share("", left, total)
    words = "".join(
        f'<span class="wb-st wb-{state.css}">{state.sign} {counts[name]} {name}</span>'
        for name, state in STATES.items()
        if counts[name] or state is not PASSED
    )
    to_do = plural(left, "claim")
    return (
        f'<div role="group" aria-label="Progress"><div class="wb-prog"><span><b>{done} of {total} reviewed by you</b> '
        f'<span class="wb-q">· {to_do} left</span></span><b>{esc(note)}</b></div>'
        f'<div class="wb-bar" aria-hidden="true">{boxes}{open_share}</div><div class="wb-tally">{words}'
        f'<span class="wb-st wb-op">{OPEN.sign} {left} not reviewed</span></div></div>'
    )


def waiting(head: str, done: int, total: int, left: str, detail: str, unit: str = "") -> str:
    """Return progress of long work: what, how far, in which unit, how long still."""
    rest = max(0, total - done)
    return (
        f'<div role="status"><div class="wb-prog"><b>{esc(head)}: {done:,} of {total:,}{esc(unit and " " + unit)}</b><span class="wb-q">{esc(left)}</span></div>'
        f'<div class="wb-bar" aria-hidden="true">{_share("act", done, total)}{_share("", rest, total)}</div>'
        f'<div class="wb-sm wb-q">{esc(detail)}</div></div>'
    )


def _share(css: str, count: int, total: int) -> str:
    """Return one part of a bar, as wide as its share in whole percent; the style sheet has a class for each."""
    if not count:
        return ""
    percent = min(100, max(1, round(100 * count / max(count, total))))
    return f'<i class="{css} wb-w{percent}"></i>'
