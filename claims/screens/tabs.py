"""Which browser tab a page is in: a short id in its address, so that a reload and a restart of the server keep it.

A copied address, and a tab that the browser duplicated, bring an id that another open tab has. They get a new one:
two tabs never write into one draft.
"""

from __future__ import annotations

import re
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

import streamlit as st
from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

_NAME = "tab"
_ID = re.compile(r"[0-9a-f]{8}")
_MANY = 1_000  # ids, after which those of closed tabs are forgotten


@dataclass(slots=True)
class Tabs:
    """Which session each tab's id belongs to; one for all sessions of a server."""

    _owners: dict[str, str] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def claim(self, wanted: str, session: str, is_open: Callable[[str], bool]) -> str:
        """Return the id for a session's tab: the one wanted, or a new one where an open tab has that.

        Args:
            wanted: The id in the address; what is none is ignored.
            session: The session of the tab.
            is_open: Whether the tab of a session is connected.
        """
        with self._lock:
            owner = self._owners.get(wanted)
            free = owner is None or owner == session or not is_open(owner)
            chosen = wanted if _ID.fullmatch(wanted) and free else secrets.token_hex(4)
            if len(self._owners) >= _MANY:
                self._owners = {tab: other for tab, other in self._owners.items() if is_open(other)}
            self._owners[chosen] = session
        return chosen


@st.cache_resource(show_spinner=False)
def _tabs() -> Tabs:
    return Tabs()


def _is_open(session: str) -> bool:
    return runtime.exists() and runtime.get_instance().is_active_session(session)


def tab() -> str:
    """Return the id of this tab, and keep it in the address: a page change empties that."""
    if "_tab" not in st.session_state:
        context = get_script_run_ctx()
        session = context.session_id if context else ""
        st.session_state["_tab"] = _tabs().claim(str(st.query_params.get(_NAME, "")), session, _is_open)
    chosen = str(st.session_state["_tab"])
    if st.query_params.get(_NAME) != chosen:
        st.query_params[_NAME] = chosen
    return chosen
