"""The history of an article: every decision, one line each, the newest first, with a link to its claim."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import streamlit as st

from claims.article import Article
from claims.claim import Claim
from claims.report.signs import state_of_act
from claims.review.judgement import Judgement, Pin
from claims.review.verdict import Question
from claims.screens import guard, links, masthead, messages, session
from claims.screens.markup import esc
from claims.screens.wording import clock, plural
from claims.workbench import Workbench

ROWS = 200  # acts drawn at first; each press draws as many again


@dataclass(frozen=True)
class History:
    """What the page shows.

    Attributes:
        acts: The acts that pass the filters, oldest first.
        undone: The sequences of the acts that were taken back.
        claims: Claim id to the claim, those taken out included.
        worded: Claim id to the version since which the claim has its present wording.
        focus: The claim from which the reviewer came; empty for none.
    """

    article_id: str
    acts: Sequence[Judgement]
    undone: frozenset[int]
    claims: Mapping[str, Claim]
    worded: Mapping[str, int]
    focus: str = ""


@guard.drawing(guard.PAGE)
def page() -> None:
    """Draw the history of the article in the URL."""
    workbench = session.workbench()
    article = workbench.articles.get(session.place("article")) if session.place("article") else None
    if article is None:
        masthead.no_article("Choose an article on the Articles page, and press H while you review it.")
        return
    links.pressed(article.id)
    acts = workbench.reviewing.history(article.id)
    claims = workbench.articles.claims(article.id, removed=True)
    reviewers = sorted({act.reviewer for act in acts})
    by = f" by {plural(len(reviewers), 'reviewer')}" if reviewers else ""
    masthead.draw(article.title, f"History · {plural(len(acts), 'decision')}{by}, newest first · times are UTC")
    messages.draw()
    focus = next((claim for claim in claims if claim.id == session.place("claim")), None)
    wanted = _filters(reviewers, focus)
    history = History(
        article.id,
        [act for act in acts if _passes(act, *wanted)],
        frozenset(act.sequence for act in acts if act.undoes is not None),
        {claim.id: claim for claim in claims},
        workbench.reviewing.worded(article.id),
        focus.id if focus else "",
    )
    _draw(history, _versions(workbench, article, focus) if not any(wanted) else [])


def _filters(reviewers: Sequence[str], focus: Claim | None) -> tuple[str, str]:
    """Draw the way back and the filters; return the reviewer and the claim that are wanted, empty for all."""
    with st.container(key="history-tools", horizontal=True, vertical_alignment="bottom"):
        back = f"Back to claim {focus.order}" if focus and not focus.removed else "Back to the claims"
        # A press of H is heard on the review page too; here it leads back.
        if st.button(back, key="to-review", type="primary", shortcut="H"):
            session.open_page("Review")
        reviewer = ""
        if len(reviewers) > 1:
            reviewer = st.selectbox(
                "Decisions of",
                ("", *reviewers),
                format_func=lambda name: name or "All reviewers",
                key="history-of",
                width=260,
            )
        only = focus is not None and st.toggle(f"Only claim {focus.order}", key="history-only")
    return reviewer, focus.id if focus and only else ""


def _passes(act: Judgement, reviewer: str, claim_id: str) -> bool:
    return (not reviewer or act.reviewer == reviewer) and (not claim_id or act.claim_id == claim_id)


def _draw(history: History, came: list[tuple[int, str]]) -> None:
    shown: int = st.session_state.get("_history_rows", ROWS)
    acts = history.acts[-shown:]
    left = len(history.acts) - len(acts)
    rows = []
    for act in reversed(acts):
        while came and came[-1][0] >= act.sequence:
            rows.append(came.pop()[1])
        rows.append(act_row(history, act))
    if not left:  # of earlier versions only beside the acts of their time
        rows += [one for _, one in reversed(came)]
    if not rows:
        st.html('<div class="wb-msg">Nothing has been decided yet. Every decision will be here, newest first.</div>')
        return
    st.html(
        '<div class="wb-wrap"><table class="wb-t wb-history"><thead><tr><th>Time</th><th>Reviewer</th><th>Verdict</th>'
        f"<th>Claim</th><th>Evidence and note</th></tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )
    if left:
        st.button(f"Show {min(left, ROWS):,} of {left:,} older decisions", key="older", on_click=_more, args=(shown,))


@guard.act
def _more(shown: int) -> None:
    st.session_state["_history_rows"] = shown + ROWS


def act_row(history: History, act: Judgement) -> str:
    """Return the line of one decision."""
    claim = history.claims.get(act.claim_id)
    css = ' class="here"' if act.claim_id == history.focus else ""
    return (
        f'<tr{css}><td class="wb-nw">{_when(act.decided_at)}</td><td title="{esc(act.reviewer)}">{esc(act.reviewer)}</td>'
        f"<td>{_verdict(history, act)}</td><td>{_claim(history, act, claim)}</td><td>{_evidence(act)}</td></tr>"
    )


def _when(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d} {clock(moment).removesuffix(' UTC')}"


def _verdict(history: History, act: Judgement) -> str:
    state = state_of_act(act)
    what = act.named_source if act.question is Question.DID_THEY_SAY_IT else act.reason
    back = "" if act.undoes is None else "redo" if act.undoes in history.undone else "undo"
    more = ", ".join(part for part in (what, back) if part)
    told = f"{state.word}, {more}" if more else state.word
    extra = f' <span class="wb-q">{esc(more)}</span>' if more else ""
    return f'<span title="{esc(told)}"><b class="wb-{state.css}">{state.sign} {state.word}</b>{extra}</span>'


def _claim(history: History, act: Judgement, claim: Claim | None) -> str:
    if claim is None:
        return '<span class="wb-q">a claim that is not stored here</span>'
    before = " · earlier wording" if act.claim_version < history.worded.get(claim.id, 0) else ""
    if claim.removed:
        return f'<span title="{esc(claim.text)}"><span class="wb-q">removed{before}</span> {esc(claim.text)}</span>'
    number = f'<span class="wb-q">{claim.order}{before}</span>'
    told = f"Claim {claim.order}{before}: {claim.text}"
    return links.to_claim(history.article_id, claim.id, f"{number} {esc(claim.text)}", tip=told)


def _evidence(act: Judgement) -> str:
    """Return the passages and the note on one line, which opens to all of them in full."""
    parts = [_cited(pin) for pin in act.pins] + ([f"Note: {act.note}"] if act.note else [])
    if not parts:
        return ""
    count = f'<b class="wb-q">{len(act.pins)} </b>' if len(act.pins) > 1 else ""
    whole = "".join(f"<p>{esc(part)}</p>" for part in parts)
    return f"<details><summary>{count}{esc(parts[0])}</summary>{whole}</details>"


def _cited(pin: Pin) -> str:
    where = ", ".join(part for part in (pin.publisher or pin.title or "No publisher", pin.place) if part)
    return f"{where}: “{' '.join(pin.excerpt.split())}”"


def _versions(workbench: Workbench, article: Article, focus: Claim | None) -> list[tuple[int, str]]:
    """Return a row for each version that came in, with what it did to the claim in focus, the first one first.

    Each comes with the last line of the history that was written before it.
    """
    versions = workbench.articles.versions
    if versions.number(article.id) == 1:
        return []
    happened = {one.number: one for one in versions.happened(article.id).get(focus.id if focus else "", ())}
    rows = []
    for version in versions.all(article.id)[1:]:
        counts = ", ".join(f"{count} {status}" for status, count in version.counts.items())
        one = happened.get(version.number)
        said = f"<b>this claim: {esc(one.words)}</b> · " if one else ""
        at = _when(version.came_at) if version.came_at else ""
        row = (
            f'<tr class="came"><td class="wb-nw">{at}</td><td>{esc(version.reviewer)}</td>'
            f'<td>version {version.number}</td><td colspan="2">{said}{counts}</td></tr>'
        )
        rows.append((version.after_line, row))
    return rows
