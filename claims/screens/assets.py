"""The style sheet and the scripts of the pages, kept as files beside the code.

Each script is constant: its SHA-256 stands in the content security policy, and the browser runs no other. What
changes from page to page stands in a class or a data attribute, where a script can read it.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "static"


@cache
def asset(name: str) -> str:
    """Return the text of one file under ``static``, such as ``page.css``."""
    return (_FOLDER / name).read_text(encoding="utf-8")


def script_element(name: str) -> str:
    """Return the ``<script>`` element with the text of one file, for ``st.html(..., unsafe_allow_javascript=True)``."""
    return f"<script>{asset(name)}</script>"


def script_hashes() -> tuple[str, ...]:
    """Return the source expression of every script, such as ``'sha256-...'``, for a content security policy."""
    names = sorted(path.name for path in _FOLDER.glob("*.js"))
    digests = (hashlib.sha256(asset(name).encode()).digest() for name in names)
    return tuple(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)
