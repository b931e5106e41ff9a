"""Choosing many sources of the list, and what is done with all of them: labels, an article's collection, deletion."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from claims.screens import guard, messages, picking, session
from claims.screens.fields import text_input
from claims.screens.library import deletion, source_table
from claims.screens.library.label_names import THIS_ARTICLE, label_name
from claims.screens.markup import esc
from claims.screens.wording import plural
from claims.services.library import LONGEST_LABEL, LabelRefused, Page, Search, collection_label
from claims.workbench import Workbench

_MANY, _CHOSEN, _SEARCHED = "_many_sources", "_chosen_sources", "_many_search"
_LABEL, _DELETE = "label-sources", "delete-sources"


def choosing() -> bool:
    """Return whether many sources are being chosen."""
    return bool(st.session_state.get(_MANY))


def chosen() -> list[str]:
    """Return the ids of the sources that are chosen, in the order in which they were."""
    return picking.picked(_CHOSEN)


def switch() -> None:
    """Draw the switch between looking at one source and choosing many."""
    st.toggle("Choose many", value=choosing(), key="choose-many", on_change=_switch)


@guard.act
def _switch() -> None:
    st.session_state[_MANY] = bool(st.session_state.get("choose-many"))
    _choose(())


def hear(search: Search, pressed: str, ids: Sequence[str]) -> None:
    """Take over what was pressed in the table.

    Args:
        search: What the list is narrowed to. Nothing that the list does not have may be deleted unseen: another search
            begins with no choice.
        pressed: As `links.pressed` says it.
        ids: Of the sources that are listed, in their order.
    """
    if st.session_state.get(_SEARCHED) != search:
        st.session_state[_SEARCHED] = search
        _choose(())
    picking.pick(pressed, _CHOSEN, ids)


def draw(workbench: Workbench, search: Search, page: Page, listing: source_table.Listing) -> None:
    """Draw what can be done with the sources that are chosen, and the list with a box for each row.

    Args:
        workbench: Whose library.
        search: What the list is narrowed to; "choose all" means all that pass it.
        page: Its page that is shown.
        listing: What the rows of that page show.
    """
    now = chosen()
    _acts(workbench, search, page, now)
    source_table.draw(listing, picked=set(now))


def _choose(ids: Sequence[str]) -> None:
    picking.put(_CHOSEN, ids)


@guard.act
def _choose_all(search: Search) -> None:
    _choose(session.workbench().library.listing.ids(search))


@guard.act
def _choose_none() -> None:
    _choose(())


def _acts(workbench: Workbench, search: Search, page: Page, now: Sequence[str]) -> None:
    with st.container(key="many-acts", horizontal=True):
        st.html(f'<p class="wb-sm" role="status"><b>{plural(len(now), "source")} chosen</b></p>')
        if len(now) < page.count:
            st.button(f"Choose all {page.count:,}", key="choose-all", on_click=_choose_all, args=(search,))
        st.button("Choose none", key="choose-none", on_click=_choose_none, disabled=not now)
        article = session.place("article")
        if article and workbench.articles.get(article) is not None:
            st.button(
                "Collect for this article",
                key="collect",
                on_click=_collect,
                args=(article,),
                disabled=not now,
                help="The review page can search these sources alone.",
            )
        st.button("Labels", key="open-labels", on_click=session.open_dialog, args=(_LABEL, ""), disabled=not now)
        st.button(
            "Delete", key="open-delete-many", on_click=session.open_dialog, args=(_DELETE, ""), disabled=not now
        )


@guard.act
def _collect(article_id: str) -> None:
    _put(collection_label(article_id), THIS_ARTICLE)


def _put(label: str, name: str) -> None:
    now = chosen()
    new = session.workbench().library.labels.put(now, label)
    rest = f" {plural(len(now) - new, 'source')} had it before." if new < len(now) else ""
    messages.say("ok", "✓ Labelled.", f"“{name}” is on {plural(new, 'source')} now.{rest}")


def dialogs(workbench: Workbench) -> None:
    """Open the dialog that was asked for."""
    draw_dialog: Callable[[Workbench], None] | None = {_LABEL: _labels, _DELETE: _delete}.get(session.dialog()[0])
    if draw_dialog is not None:
        draw_dialog(workbench)


@st.dialog("Labels", on_dismiss=session.close_dialog)
@guard.drawing(guard.WINDOW)
def _labels(workbench: Workbench) -> None:
    now = chosen()
    st.html(
        f'<p class="wb-sm">A label is on a source until somebody takes it off. The list and the review page can be limited '
        f"to the sources that have it. {plural(len(now), 'source')} chosen.</p>"
    )
    with st.form("put-label", border=False):
        label = text_input("Label to put on", max_chars=LONGEST_LABEL, placeholder="budget 2026")
        if st.form_submit_button("Put on", type="primary"):
            try:
                _put(label, label.strip())
            except LabelRefused as problem:
                st.html(f'<p class="wb-sm wb-no" role="alert">✗ {esc(problem)}</p>')
            else:
                session.close_dialog()
                st.rerun()
    there = sorted({label for labels in workbench.library.labels.of(now).values() for label in labels})
    for label in there:
        name = label_name(workbench, label)
        if st.button(f"Take “{name}” off", key=f"take-off-{label}"):
            gone = workbench.library.labels.take_off(now, label)
            messages.say("ok", "✓ Taken off.", f"“{name}” is off {plural(gone, 'source')}.")
            session.close_dialog()
            st.rerun()


@st.dialog("Delete these sources?", on_dismiss=session.close_dialog)
@guard.drawing(guard.WINDOW)
def _delete(workbench: Workbench) -> None:
    now = chosen()
    gone = deletion.confirm(workbench, now, lambda show: workbench.library.delete_many(now, progress=show))
    if gone is not None:
        rest = f" {plural(len(now) - gone, 'source')} had been deleted by somebody else." if gone < len(now) else ""
        messages.say("ok", "✓ Deleted.", f"{plural(gone, 'source')} taken out of the library.{rest}")
        _choose(())
        session.close_dialog()
        st.rerun()
