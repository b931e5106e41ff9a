"""What a browser session stands on: the workbench, the reviewer's name, the place in the URL, and the models' state.

A reload is a new session, so whatever must survive it lives in the database, in the URL, or in a cookie.
"""

from __future__ import annotations

import threading
import uuid
from dataclasses import dataclass, field
from urllib.parse import unquote

import streamlit as st

from claims.review.gates import GateClosed
from claims.review.names import read_name
from claims.splitting import load_parser, parser_ready
from claims.workbench import Workbench

_PLACE = ("article", "claim")
_ID_LIMIT = 64  # characters; ids of the workbench have 16, anything longer is not one


@st.cache_resource(show_spinner=False)
def workbench() -> Workbench:
    """Return the one workbench of this process, opened on first use.

    Raises:
        DatabaseRefused: If the database cannot or must not be used; the message says what to do.
    """
    st.secrets.load_if_toml_exists()  # Streamlit puts what is in its secrets file into the environment
    return Workbench.open()


@dataclass(slots=True)
class Models:
    """Whether the parsing and the embedding model are loaded; both load once, in the background."""

    _thread: threading.Thread | None = None
    _failure: str = ""
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def warm(self, opened: Workbench) -> None:
        """Start loading in the background; does nothing when that has begun."""
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._load, args=(opened,), name="load-models", daemon=True)
                self._thread.start()

    def _load(self, opened: Workbench) -> None:
        try:
            load_parser()
            opened.library.warm()
        except Exception as problem:  # noqa: BLE001 - whatever fails here is shown as a sentence, the app stays up
            self._failure = str(problem)

    @property
    def loading(self) -> bool:
        """True while the background thread is at work."""
        return self._thread is not None and self._thread.is_alive()

    @property
    def failure(self) -> str:
        """What went wrong while loading; empty when nothing did."""
        return self._failure

    @property
    def parser(self) -> bool:
        """True once articles can be split without waiting."""
        return parser_ready()


@st.cache_resource(show_spinner=False)
def models() -> Models:
    """Return the models' state, one for all sessions."""
    return Models()


def reviewer() -> str:
    """Return the name that this session's acts are saved under; empty while none is given.

    A session reads the browser's cookie once. A name that another tab gives later changes no name that is shown here.
    """
    if not st.session_state.get("_reviewer"):
        st.session_state["_reviewer"] = _kept_name()
    return str(st.session_state["_reviewer"])


def name_cookie() -> str:
    """Return the name of the cookie that keeps the reviewer's name.

    All ports of one host share their cookies, and two workbenches on two ports are two: the port is part of the name.
    """
    return f"workbench-reviewer-{st.get_option('server.port')}"


def _kept_name() -> str:
    """Return the name in the browser's cookie; what the form would refuse is no name."""
    kept = st.context.cookies.get(name_cookie(), "")
    if not isinstance(kept, str):  # a page that is drawn without a browser, as in tests, has no cookies
        return ""
    try:
        return read_name(unquote(kept, errors="strict"))
    except (GateClosed, UnicodeDecodeError):
        return ""


def place(name: str) -> str:
    """Return ``article``, ``claim`` or ``source`` from the URL; empty when it is missing or cannot be an id."""
    value = st.query_params.get(name, "")
    return value if len(value) <= _ID_LIMIT and value.isprintable() else ""  # NUL and surrogates are not printable


def go(*, article: str | None = None, claim: str | None = None) -> None:
    """Write the place into the URL and keep it across page changes."""
    for name, value in (("article", article), ("claim", claim)):
        if value is not None:
            st.query_params[name] = value
            st.session_state[f"_place_{name}"] = value


def show_source(source_id: str) -> None:
    """Write the source that the library shows into the URL, for as long as the page is open."""
    st.query_params["source"] = source_id


def keep_place() -> None:
    """Put the place back into the URL after a page change, which empties it."""
    for name in _PLACE:
        if name in st.query_params:
            st.session_state[f"_place_{name}"] = st.query_params[name]
        elif st.session_state.get(f"_place_{name}"):
            st.query_params[name] = st.session_state[f"_place_{name}"]


def request_id(intention: str) -> str:
    """Return the id of one intention: the same until `spend` says it was carried out, so a repeat is no second act."""
    ids: dict[str, str] = st.session_state.setdefault("_requests", {})
    return ids.setdefault(intention, uuid.uuid4().hex)


def spend(intention: str) -> None:
    """Forget the id of an intention that was carried out."""
    st.session_state.get("_requests", {}).pop(intention, None)


def remember_pages(pages: dict[str, object]) -> None:
    """Keep this run's pages by title, so that a page can lead to another."""
    st.session_state["_pages"] = pages


def open_page(title: str) -> None:
    """Go to the page with this title, at the same article and claim."""
    # What widgets keep in the address is theirs to clear: a page change without parameters would clear it and be refused.
    place = {name: st.query_params[name] for name in _PLACE if name in st.query_params}
    st.switch_page(st.session_state["_pages"][title], query_params=place)


def open_dialog(name: str, about: str) -> None:
    """Open a dialog and keep it open over reruns, such as the one that a note's last letters cause."""
    st.session_state["_dialog"] = (name, about)


def close_dialog() -> None:
    """Close the dialog; also called when a person closes it."""
    st.session_state.pop("_dialog", None)


def dialog() -> tuple[str, str]:
    """Return the open dialog's name and what it is about; two empty strings when none is open."""
    name, about = st.session_state.get("_dialog", ("", ""))
    return name, about
