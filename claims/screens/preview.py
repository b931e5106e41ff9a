"""What was recognised in an article before it is split: its date, its text, and what is not checked with the reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import streamlit as st

from claims.article import Article, Block, BlockKind
from claims.screens import language_model, messages, splitting
from claims.screens.markup import esc
from claims.screens.wording import long_day, plural
from claims.workbench import Workbench

_KEY = "_preview"
EARLIEST, LATEST = date(1800, 1, 1), date(2200, 12, 31)
_SHOWN = 200  # paragraphs; a longer article is recognised by its beginning


@dataclass(frozen=True, slots=True)
class Preview:
    """An article that waits for a person's word."""

    article: Article
    by_model: bool


def show(article: Article, *, by_model: bool) -> None:
    """Draw the preview in the next run of the page."""
    st.session_state[_KEY] = Preview(article, by_model)
    st.rerun()


def waiting() -> bool:
    """Return whether an article waits."""
    return _KEY in st.session_state


def draw(workbench: Workbench) -> None:
    """Draw the article as it was recognised, and the ways on."""
    kept: Preview = st.session_state[_KEY]
    article = kept.article
    left, right = st.columns([9, 16], gap="medium")
    with left:
        st.html(
            f'<div class="wb-sec"><h2 class="wb-sech">Before it is split</h2>{_facts(article, _splitter(workbench, kept))}</div>'
        )
        with st.container(key="ask-date"):
            _ways_on(workbench, kept)
    with right:
        st.html(
            '<div class="wb-sec"><h2 class="wb-sech">As it was recognised</h2></div>'
            f'<section class="wb-art wb-pre" tabindex="0" aria-label="Article as it was recognised">{_blocks(article)}</section>'
        )


def _ways_on(workbench: Workbench, kept: Preview) -> None:
    article = kept.article
    given = st.date_input(
        "The article's date", value=article.published, min_value=EARLIEST, max_value=LATEST, key="pending-date"
    )
    with st.container(key="ask-acts", horizontal=True):
        if article.published is None:
            if st.button("Split with this date", type="primary"):
                if isinstance(given, date):
                    _go(workbench.articles.redate(article, given), kept)
                messages.say("un", "! No date.", "Write or choose the article's date first, or split without one.")
                st.rerun()
            if st.button("Split without a date"):
                _go(article, kept)
        elif st.button("Split into claims", type="primary"):
            moved = isinstance(given, date) and given != article.published
            _go(workbench.articles.redate(article, given) if moved and isinstance(given, date) else article, kept)
        if st.button("Cancel", type="tertiary"):
            st.session_state.pop(_KEY, None)
            st.rerun()


def _go(article: Article, kept: Preview) -> None:
    st.session_state.pop(_KEY, None)
    splitting.start(article, by_model=kept.by_model)


def _splitter(workbench: Workbench, kept: Preview) -> str:
    """Return, as escaped HTML, who will split it, and whether its text leaves this machine."""
    return (
        language_model.shown(workbench.settings.language_model()) if kept.by_model else "the rules, on this machine"
    )


def _facts(article: Article, splitter: str) -> str:
    body = [block for block in article.blocks if block.kind is BlockKind.BODY]
    aside = len(article.blocks) - len(body)
    words = sum(len(block.span.of(article.text).split()) for block in body)
    when = (
        f"{long_day(article.published)}, {'read in the text' if article.published_span else 'as given'}"
        if article.published
        else '<b class="wb-un">! No date found in the text.</b> “On Thursday” or “last month” can only be resolved against it.'
    )
    notices = "".join(f'<div class="wb-msg un"><b class="wb-un">!</b> {esc(one)}</div>' for one in _others(article))
    return (
        f'{notices}<div class="wb-wrap wb-kept"><table class="wb-t wb-holds">'
        f"<tr><th scope='row'>Date</th><td>{when}</td></tr>"
        f"<tr><th scope='row'>Split by</th><td>{splitter}</td></tr>"
        f"<tr><th scope='row'>Is split</th><td>{plural(len(body), 'paragraph')}, {plural(words, 'word')}</td></tr>"
        f"<tr><th scope='row'>Not checked</th><td>{plural(aside, 'paragraph')}, each with its reason in the margin</td></tr>"
        "</table></div>"
    )


def _others(article: Article) -> list[str]:
    """Return the notices beside the one that asks for the date, which has a line of its own."""
    return [one for one in article.notices if "article's date" not in one]


def _blocks(article: Article) -> str:
    rows = "".join(_block(article, block) for block in article.blocks[:_SHOWN])
    left = len(article.blocks) - _SHOWN
    return rows + (f'<p class="wb-sm wb-q wb-bl">{plural(left, "paragraph")} below</p>' if left > 0 else "")


def _block(article: Article, block: Block) -> str:
    css = {BlockKind.BODY: "", BlockKind.HEADLINE: " hd sk"}.get(block.kind, " sk")
    margin = f"<li>– {esc(block.reason or block.kind.value)}</li>" if block.kind is not BlockKind.BODY else ""
    return f'<div class="wb-bl{css}"><ul class="wb-mg">{margin}</ul><p>{esc(block.span.of(article.text).strip())}</p></div>'
