"""The review page put together: masthead, tools, article pane, the claim in focus."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from claims.claim import Claim
from claims.review.judgement import Pin
from claims.screens import guard, messages, session
from claims.screens.assets import script_element
from claims.screens.markup import esc
from claims.screens.review import (
    attribution_row,
    bringing_up,
    claim_card,
    context,
    decision,
    drafts,
    earlier_verdict,
    edits,
    evidence_changes,
    find_sources,
    linked_sources,
    open_words,
    other_drafts,
    page_head,
    passages,
    pencil,
    reason_row,
    side_by_side,
    source_filter,
    writers_notes,
)
from claims.screens.review.claim_keys import claim_keys
from claims.screens.review.claim_navigation import kick, strip
from claims.screens.review.column_selection import chosen_row, shown_columns, shows_far
from claims.screens.review.left_pane import left_pane
from claims.screens.review.seen import Seen, ShownPassages
from claims.screens.review.view import (
    ALL_SOURCES,
    VERDICT_FILTERS,
    Order,
    View,
    load,
)
from claims.screens.wording import plural
from claims.workbench import Workbench
from sources.filter import Filter
from sources.source import Candidate, Matches


@guard.drawing(guard.PAGE)
def page() -> None:
    """Draw the review page for the article in the URL, else the newest one."""
    workbench = session.workbench()
    article = workbench.articles.get(session.place("article")) if session.place("article") else None
    if article is None:
        stored = workbench.articles.summaries()
        if not stored:
            st.html(
                '<div class="wb-empty"><h2>No article yet</h2><p>Paste an article or choose a file, and the workbench '
                "splits it into claims. The Articles page also has an example to load.</p></div>"
            )
            if st.button("Go to Articles", type="primary"):
                session.open_page("Articles")
            return
        if session.place("article"):
            messages.say(
                "un",
                "! No such article.",
                "The address names an article that is not stored here. This is the newest one.",
            )
        article = workbench.articles.get(stored[0].id)
        session.go(article=stored[0].id)
    if article is not None:
        _scripts()
        _review(article.id)


def _scripts() -> None:
    """Give the page its scripts, outside of what a key draws again: their text would be most of what a key sends."""
    names = ("claim_keys.js", "fit_columns.js", "follow_focus.js", "column_focus.js", "step_ahead.js")
    st.html("".join(map(script_element, names)), unsafe_allow_javascript=True)


@st.fragment
@guard.drawing(guard.PAGE)
def _review(article_id: str) -> None:
    workbench = session.workbench()
    article = workbench.articles.get(article_id)
    if article is None:
        return
    view = load(
        workbench,
        article,
        session.reviewer(),
        session.place("claim"),
        page_head.kept("order", list(Order)),
        page_head.kept("show", VERDICT_FILTERS),
        str(st.session_state.get("named") or ALL_SOURCES),
    )
    if view.focus is not None:
        session.go(claim=view.focus.id)
    if side_by_side.is_open():
        _right(workbench, view, keys=bool(st.session_state.get("shortcuts", True)))
        return
    page_head.headline(workbench, view)
    left, right = st.columns([9, 16], gap="medium")
    with left:
        keys = page_head.tools(view)
        left_pane(view, keys=keys)
    with right:
        _right(workbench, view, keys=keys)


def _right(workbench: Workbench, view: View, *, keys: bool) -> None:
    claim = view.focus
    if claim is None:
        _nothing_in_filter(view)
        return
    seen, shown_passages = Seen.of(view, claim), ShownPassages()
    with st.container(key="lead", horizontal=True):
        strip(view, claim, seen, shown_passages, keys=keys)
        kick(view, claim, seen, keys=keys)
    if view.strayed:
        st.html('<div class="wb-msg un" role="status"><b class="wb-un">! No such claim.</b> The address names a claim that this '
                "article does not have. This is the first one without a verdict.</div>")  # fmt: skip
    draft = drafts.draft_of(workbench, seen)
    card = st.empty()  # drawn again once the passages are known, where nothing is pinned yet
    card.html(claim_card.card(view.article, claim, pencil.marked(claim.text, pencil.beside(claim, draft.pins, ()))))
    claim_keys(claim, keys=keys)
    writers_notes.draw(workbench, view, claim)
    earlier_verdict.draw(workbench, view, claim, seen, shown_passages, keys=keys)
    evidence_changes.draw(workbench, seen, draft.pins)
    # The bar is drawn before the search, in its place below: heading and buttons change together, and no key can meet
    # the buttons of the claim before.
    above, below = st.container(), st.container(key="dock")
    with below:
        other_drafts.draw(workbench, seen, draft)
        proposal = decision.bar(view, claim, seen, draft, shown_passages, keys=keys, side=side_by_side.is_open())
    matches, waiting = _matches(workbench, view, claim)
    finding = find_sources.is_open(claim.id)
    with above:
        if finding:
            if matches is not None:  # named sources and origins are kept with a verdict, whatever the place shows
                shown_passages.fill((), matches)
            asked = reason_row.asked(seen) is not None
            find_sources.draw(workbench, view, claim, seen, draft.pins, keys=keys and not asked)
            found = pencil.beside(claim, draft.pins, ())
        else:
            found = _beside(workbench, view, claim, matches, waiting, draft.pins, seen, shown_passages, keys=keys)
    if proposal is not None:
        free = keys and reason_row.asked(seen) is None
        attribution_row.propose(proposal, workbench, view, claim, matches, seen, keys=free)
    if found and not draft.pins:
        card.html(claim_card.card(view.article, claim, pencil.marked(claim.text, found)))
    if matches is not None and matches.candidates and not side_by_side.is_open() and not finding:
        passages.all_passages(matches, claim, draft.pins)
    _dialog(workbench, view, claim, matches)


def _beside(
    workbench: Workbench,
    view: View,
    claim: Claim,
    matches: Matches | None,
    waiting: str,
    pins: Sequence[Pin],
    seen: Seen,
    shown_passages: ShownPassages,
    *,
    keys: bool,
) -> pencil.Beside:
    """Draw the passages of the claim, and return its terms beside them."""
    keys = keys and reason_row.asked(seen) is None  # while reasons are open, digits are theirs
    side = side_by_side.is_open() and matches is not None and bool(matches.candidates)
    open_line = st.container()
    if matches is None:
        shown: list[Candidate] = []
    elif side:
        shown = side_by_side.arranged(matches, pins, claim.id)
    else:
        shown = shown_columns(matches, pins, chosen_row(claim.id), far=shows_far(claim.id))
    with st.container(key="facts", horizontal=True, vertical_alignment="center"):
        open_words.draw_unresolved(claim)
        line = side_by_side.told(claim) if side else ""
        st.html(claim_card.facts(view.article, claim, matches, line), width="stretch")
        if side:
            side_by_side.choose_columns()
        if side_by_side.is_open():  # otherwise they are above the article
            page_head.settings(view)
        if matches is not None:
            bringing_up.draw_differing(claim, matches, shown, seen, keys=keys)
            source_filter.control(workbench)
    if matches is None:
        st.html(waiting)
        return {}
    _strips(claim, matches, workbench)
    drawn = {one.source.id for one in shown} if side else set()
    near = workbench.library.matching.nearest_sentences(
        claim, [one for one in matches.candidates if one in shown or one.source.id in drawn]
    )
    shown_passages.fill(shown, matches)
    found = pencil.beside(claim, pins, shown)
    with open_line:
        open_words.draw(claim, matches, found, seen, keys=keys)
    article_day = view.article.published
    if side:
        side_by_side.draw(workbench, claim, matches, shown, article_day, pins, keys=keys, seen=seen, near=near)
    elif matches.candidates:  # the line above says that there are none
        passages.columns(matches, shown, article_day, pins, keys=keys, seen=seen, claim=claim, near=near)
    bringing_up.go_there()
    return found


def _dialog(workbench: Workbench, view: View, claim: Claim, matches: Matches | None) -> None:
    name, about = session.dialog()
    candidates = matches.candidates if matches is not None else ()
    wanted = {f"{one.passage.source_id} {one.passage.ordinal}": one for one in candidates}
    if name == "edit" and about == claim.id:
        edits.edit(view, claim)
    elif name == linked_sources.DIALOG and about == claim.article_id:
        linked_sources.all_linked(workbench, about)
    elif name == "source" and about in wanted:
        of_source = [one for one in candidates if one.source.id == wanted[about].source.id]
        near = workbench.library.matching.nearest_sentences(claim, of_source)
        context.whole(claim, wanted[about], candidates, near)
    elif name != attribution_row.READER or not attribution_row.reader(workbench, claim, matches, about):
        session.close_dialog()


def _strips(claim: Claim, matches: Matches, workbench: Workbench) -> None:
    count = len(matches.candidates)
    if matches.notice:
        st.html(f'<div class="wb-msg un" role="status"><b class="wb-un">!</b> {esc(matches.notice)}</div>')
    st.html(passages.heading(matches))
    if matches.quotations:
        st.html(passages.quotations(matches))
    if wanted := claim_card.to_add(claim, matches):
        names = ", ".join(wanted)
        verb = "is" if len(wanted) == 1 else "are"
        with st.container(key="missing", horizontal=True, vertical_alignment="center"):
            st.html(
                f'<div class="wb-strip"><b class="wb-un">◇ {esc(names)} {verb} not in the library.</b> '
                "What was reported there cannot be compared here.</div>",
                width="stretch",
            )
            if st.button("Add this source", key="add-source"):
                st.session_state["_wanted_publisher"] = wanted[0]
                session.open_page("Library")
    linked_sources.draw(workbench, claim.article_id, matches)
    if not count:
        _nothing_near(workbench, claim)


def _nothing_near(workbench: Workbench, claim: Claim) -> None:
    """Say that there is no passage, and draw what finds one."""
    sources = workbench.library.count()
    st.html(f'<div class="wb-msg"><b>– No passage is near this claim.</b> {_why_nothing(sources)}</div>')
    with st.container(key="none-near", horizontal=True):
        if st.button("Add sources", key="to-library", type="secondary" if sources else "primary"):
            session.open_page("Library")
        st.button(
            "Find sources for this claim",
            key="find-none",
            type="primary" if sources else "secondary",
            on_click=guard.act(find_sources.toggle),
            args=(claim.article_id, claim.id),
        )


def _why_nothing(sources: int) -> str:
    """Return why no passage stands here, and what to do."""
    if not sources:
        return "The library is empty. Add sources, or choose Unclear, no source."
    if source_filter.chosen() != Filter():
        return "No source passes the filter beside the heading. Search all sources, or choose Unclear, no source."
    return (
        f"None of the passages of {plural(sources, 'source')} shares a subject with this claim. "
        "Add a source, or choose Unclear, no source."
    )


def _matches(workbench: Workbench, view: View, claim: Claim) -> tuple[Matches | None, str]:
    models = session.models()
    # Without the embedding model, passages are found by words, and the matches' notice says so.
    chosen = source_filter.chosen()
    waits = not models.failure and workbench.library.model_state != "ready" and workbench.library.count()
    if waits and not workbench.library.matching.ready(view.article.id, claim.id, chosen):
        models.warm(workbench)
        _poll()
        return None, (
            '<div class="wb-wait" role="status"><b>Loading the embedding model</b> <span class="wb-q">· once after each start, '
            "about 10 s. Passages appear when it is ready; verdicts can be given on all claims now.</span></div>"
        )
    found = workbench.library.matching.of_article(view.article.id, claim_ids=[claim.id], chosen=chosen)
    if waits:
        models.warm(workbench)
    elif workbench.library.model_state == "ready":
        workbench.library.matching.ahead.start(view.article.id, claim.id)
    return found.get(claim.id, Matches((), ())), ""


@st.fragment(run_every=1.0)
@guard.drawing(guard.PAGE)
def _poll() -> None:
    state = session.workbench().library.model_state
    if state == "ready" or state.startswith("failed"):
        st.rerun()


def _nothing_in_filter(view: View) -> None:
    if not view.claims:
        st.html(
            '<div class="wb-empty"><h2>No claims</h2><p>Nothing in this article reads as a statement that could be checked. '
            "The left pane says why each part was set aside.</p></div>"
        )
        return
    st.html(
        f'<div class="wb-empty"><h2>No claim passes these filters</h2><p>{plural(len(view.claims), "claim")} in all. '
        "Choose other filters, or show everything.</p></div>"
    )
    st.button("Show all claims", type="primary", on_click=page_head.show_all)
