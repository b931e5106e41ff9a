"""The language model on the pages: its section of the settings, and what is said before any text leaves the machine."""

from __future__ import annotations

import hashlib

import streamlit as st

from claims.language_model.choice import Choice, key_in_environment
from claims.review.gates import NotSaved
from claims.screens.fields import text_input
from claims.screens.markup import esc
from claims.screens.sections import facts, refused, saved, section
from claims.workbench import Workbench

_NAME = "language-model"
_SHOWN = "_language_model_shown"  # what the last two runs named, as address and model
_SECRET = "WORKBENCH_LANGUAGE_MODEL_KEY"  # noqa: S105 - the name under which a person keeps the key, not the key


def key() -> str:
    """Return the key from the environment or the secrets file; empty without one.

    Streamlit puts what stands in its secrets file into the environment once it reads it, so the two are told as one.
    """
    found = key_in_environment()
    if not found and st.secrets.load_if_toml_exists():
        found = str(st.secrets.get(_SECRET, "")).strip()
    return found


def where(chosen: Choice) -> str:
    """Return, as escaped HTML, which model is asked where, and whether text leaves this machine for it."""
    endpoint = chosen.endpoint
    if endpoint is None:
        return ""
    named = f"<b>{esc(chosen.model)}</b> at {esc(endpoint.named)}"
    if endpoint.local:
        return f"{named}, on this machine. Nothing leaves it."
    plain = "" if endpoint.secure else " Without encryption it can be read on the way."
    return (
        f'{named}. <b class="wb-un">! Outside this machine:</b> the text of an article that is split by it is sent to '
        f"{esc(endpoint.host)}.{plain}"
    )


def shown(chosen: Choice) -> str:
    """Return what `where` does, for a page on which a person sends an article; `changed` tells if it was another before."""
    now = (chosen.address, chosen.model)
    _, before = st.session_state.get(_SHOWN, (now, now))
    st.session_state[_SHOWN] = (before, now)
    return where(chosen)


def changed() -> bool:
    """Tell whether the page that a person pressed a button on named another model or address than holds now."""
    before, now = st.session_state.get(_SHOWN, (None, None))
    return bool(before != now)


def settings(workbench: Workbench) -> None:
    """Draw the section of the settings page."""
    chosen = workbench.settings.language_model()
    text = (
        "Articles are split by rules, on this machine. A model behind any OpenAI-compatible address, here or elsewhere, "
        "can be asked instead, article by article. What it gives is checked against the article; what fails is listed, "
        "and the rules stand in."
    )
    with section(_NAME, "Language model", text):
        facts([("Now", _now(chosen)), ("Key", _key())])
        if chosen.from_environment:
            st.html(
                '<p class="wb-sm wb-q">Address and model are set by WORKBENCH_LANGUAGE_MODEL_ADDRESS and '
                "WORKBENCH_LANGUAGE_MODEL and cannot be changed here.</p>"
            )
        _form(workbench, chosen)


def _now(chosen: Choice) -> str:
    if not chosen.offered:
        return "off<span class='wb-q'>every article is split by the rules; nothing is sent anywhere</span>"
    if chosen.problem:
        return f'<b class="wb-no">✗ cannot be asked</b><span class="wb-q">{esc(chosen.problem)}</span>'
    return f"on: {where(chosen)}<span class='wb-q'>asked only for an article for which it is chosen</span>"


def _key() -> str:
    if key():
        return (
            "set, in the environment or the secrets file"
            "<span class='wb-q'>sent to the address above only; never shown, never kept</span>"
        )
    return f"none<span class='wb-q'>a local server seldom wants one; otherwise set {_SECRET} or .streamlit/secrets.toml</span>"


def _form(workbench: Workbench, chosen: Choice) -> None:
    # The fields begin anew with what holds, also when somebody else changed it.
    held = hashlib.sha256(repr(chosen).encode()).hexdigest()[:8]
    fixed = chosen.from_environment
    with st.form(f"language-model-{held}", border=False):
        address = text_input(
            "Address",
            value=chosen.address,
            key=f"lm-address-{held}",
            max_chars=300,
            placeholder="http://127.0.0.1:11434/v1",
            disabled=fixed,
        )
        model = text_input(
            "Model, by the name that its server uses",
            value=chosen.model,
            key=f"lm-model-{held}",
            max_chars=200,
            disabled=fixed,
        )
        offered = st.checkbox(
            "Offer it on the Articles page", value=chosen.offered, key=f"lm-offered-{held}", disabled=fixed
        )
        plain = st.checkbox(
            "Plain http may be used to another machine: article and key can be read on the way",
            value=chosen.plain,
            key=f"lm-plain-{held}",
        )
        if st.form_submit_button("Save", type="primary", key=f"lm-save-{held}"):
            _save(workbench, chosen, address or "", model or "", offered=offered, plain=plain)
            st.rerun()


def _save(workbench: Workbench, before: Choice, address: str, model: str, *, offered: bool, plain: bool) -> None:
    try:
        if before.from_environment:
            workbench.settings.allow_plain_http(plain)
        else:
            workbench.settings.keep_language_model(address, model, offered=offered, plain=plain)
    except NotSaved as problem:
        refused(_NAME, problem)
        return
    now = workbench.settings.language_model()
    saved(_NAME, f"{now.model} is offered on the Articles page." if now.usable else "No language model is offered.")
