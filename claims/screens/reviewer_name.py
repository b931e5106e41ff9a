"""Who reviews: asked once, kept by the browser, shown at the top right, changed on purpose and never by a link."""

from __future__ import annotations

import uuid
from urllib.parse import quote

import streamlit as st

from claims.review.gates import GateClosed
from claims.review.names import NAME_LIMIT, read_name
from claims.screens import guard, session
from claims.screens.assets import script_element
from claims.screens.markup import esc, label
from claims.screens.review import decision

# The pages whose acts need a name, with what the name is for there.
_ASKING = {
    "Review": "Verdicts, pins and notes are saved under your name.",
    "Report": "The report counts the verdicts under your name, and a CSV is brought back under it.",
}


def take_link() -> None:
    """Take a reviewer out of the address: whose link it was is said, and it changes nobody's name."""
    if "reviewer" not in st.query_params:
        return
    written = st.query_params["reviewer"]
    del st.query_params["reviewer"]
    try:
        whose = read_name(written)
    except GateClosed:
        return
    if whose != session.reviewer():
        st.session_state["_link_of"] = whose


def corner() -> None:
    """Draw the name at the top right with the way to change it, and let the browser keep a name just given."""
    name = session.reviewer()
    shown = (
        f"Reviewer: **{label(name)}**" if name else "Reviewer: **no name** yet"
    )  # narrow windows show the bold part
    act = st.session_state.get("_name_act", "")
    # A popover of a new key is closed: saving a name ends the change.
    with (
        st.container(key="who"),
        st.popover(shown, type="tertiary", key=f"who-{act}"),
        st.container(key="who-change"),
    ):
        _change(name)
    if act:
        st.html(
            f'<span class="wb-kept-name" data-cookie="{esc(session.name_cookie())}" data-name="{quote(name, safe="")}" '
            f'data-act="{esc(act)}"></span>' + script_element("keep_name.js"),
            unsafe_allow_javascript=True,
        )


def above(title: str) -> None:
    """Draw what the page with this title says about names: whose link it was, and the question for a name."""
    name = session.reviewer()
    whose = st.session_state.get("_link_of", "")
    if whose:
        with st.container(key="link-of", horizontal=True, vertical_alignment="center"):
            who = f"You are reviewing as <b>{esc(name)}</b>." if name else "Give your own name before you decide."
            st.html(f'<p class="wb-sm" role="status">This link was {esc(whose)}’s. {who}</p>', width="stretch")
            st.button("Close", key="close-link-of", type="tertiary", on_click=_close_link)
    if st.session_state.get("_name_act"):
        st.html(
            '<p class="wb-sm wb-nokeep" role="status">This browser keeps no cookies. Your name holds until you reload or '
            "close this page.</p>"
        )
    if not name and title in _ASKING and session.workbench().articles.summaries():
        _ask(_ASKING[title])


@guard.act
def _close_link() -> None:
    st.session_state.pop("_link_of", None)


def _ask(purpose: str) -> None:
    with (
        st.container(key="ask-name"),
        st.form("ask-name-form", border=False),
        st.container(key="ask-name-row", horizontal=True, vertical_alignment="center"),
    ):
        st.html(
            f'<p><b>Who is reviewing?</b> {purpose} <span class="wb-q">This browser remembers it. There is no sign-in, '
            "and you can read everything without a name.</span></p>",
            width="stretch",
        )
        # `ask_name.js` shows it where an act was refused for want of a name.
        st.html(
            '<p class="wb-wanted" role="alert"><b class="wb-un">! Not saved:</b> give your name here, then press again.</p>',
            width="content",
        )
        written = st.text_input(
            "Your name",
            max_chars=NAME_LIMIT,
            placeholder="Your name",
            label_visibility="collapsed",
            key="name-asked",
            width=220,
        )
        given = st.form_submit_button("Save name", type="primary")
        if given:
            _take(str(written or ""))


def _change(name: str) -> None:
    with st.form("change-name", border=False):
        written = st.text_input(
            "Your name, as it stands in the history and the CSV",
            value=name,
            max_chars=NAME_LIMIT,
            placeholder="Your name",
            key=f"name-changed-{st.session_state.get('_name_act', '')}",
        )
        change = (
            f"Verdicts from now on are saved under the new name. Those of {esc(name)} stay under {esc(name)}."
            if name
            else "Verdicts are saved under this name."
        )
        st.html(
            f'<p class="wb-sm wb-q">{change} A name is a label: there is no sign-in. This browser remembers it, and a link '
            "never changes it.</p>"
        )
        given = st.form_submit_button("Save")
        if given:
            _take(str(written or ""))


def _take(written: str) -> None:
    """Take the name and draw the page again; a text that is no name leaves its reason."""
    try:
        name = read_name(written)
    except GateClosed as problem:
        st.html(f'<p class="wb-msg un" role="alert"><b class="wb-un">! Not saved.</b> {esc(problem)}</p>')
        return
    if not session.reviewer():
        decision.keep_nameless(name)
    st.session_state["_reviewer"] = name
    st.session_state["_name_act"] = uuid.uuid4().hex
    if st.session_state.get("_link_of") == name:
        _close_link()
    st.rerun()
