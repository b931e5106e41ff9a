"""Who the server answers, and what a browser may do with an answer.

Without sign-in, whoever can talk to the server can read every article and decide every claim. A web page that the
reviewer happens to have open must not be such a party. Three rules keep it out, for pages, websocket, upload, media
and static files alike:

1. The Host must be a name that is allowed: a name that was rebound to this machine is a foreign name.
2. An Origin must be the Host itself: a page of another port or name is a foreign page.
3. A request that the browser marks as coming from another site must be a navigation of a whole window.

Every answer, also a refusal or an error, carries the headers of `HEADERS`.
"""

from __future__ import annotations

import base64
import hashlib
import logging
import os
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse

from claims.screens import theme
from claims.screens.assets import script_hashes

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_LOG = logging.getLogger(__name__)

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
_DEFAULT_PORTS = {"http": 80, "ws": 80, "https": 443, "wss": 443}
# A name or number as an address bar shows it, with or without a port; no scheme, path, user or wildcard.
_HOST = re.compile(r"(?:[a-z0-9_](?:[a-z0-9._-]*[a-z0-9_])?|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?")
# An inline script has no src; what it holds is hashed as it is.
_INLINE_SCRIPT = re.compile(r"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", re.DOTALL | re.IGNORECASE)

# The constant style elements of Streamlit 1.67. Its style libraries add an empty one and fill it by rule.
_STREAMLIT_STYLES = (
    "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='",  # the empty text
    "'sha256-38RhXrc7EdReTKsOm23ZPOCUgniTUUcjky8QOOrQx6o='",  # how a touch on a button scrolls
    "'sha256-gYiS/BvZvRcK27JIXTuwhZ3hs2+VJ1X+2gUlE+farlg='",  # no scrolling behind a dialog on an iPad
)


class HostRefusedError(ValueError):
    """The setting names something that is no host. The message says what, and what to write."""


def named_hosts() -> frozenset[str]:
    """Return the hosts that WORKBENCH_HOSTS names beside the loopback names.

    Raises:
        HostRefusedError: If an entry is not a name or number with or without a port.
    """
    entries = [entry.strip().lower() for entry in os.environ.get("WORKBENCH_HOSTS", "").split(",")]
    hosts = frozenset(entry for entry in entries if entry)
    for host in sorted(hosts):
        if not _HOST.fullmatch(host):
            raise HostRefusedError(
                f"WORKBENCH_HOSTS: “{host}” is not a host. Write each as it stands in the address bar of the browser, "
                "without http:// and path, such as workbench.example:8501, and separate them by commas."
            )
    return hosts


def allowed_hosts(port: int, scheme: str, named: frozenset[str]) -> frozenset[str]:
    """Return each value of the Host header that is answered.

    Args:
        port: The port on which the request came in.
        scheme: "http", "https", "ws" or "wss"; its default port is left out of an address by browsers.
        named: The hosts of `named_hosts`.
    """
    own = {f"{name}:{port}" for name in LOOPBACK}
    if port == _DEFAULT_PORTS.get(scheme):
        own.update(LOOPBACK)
    return frozenset(own) | named


def refusal(scope: Scope, named: frozenset[str]) -> str | None:
    """Return why a request is not answered, as a sentence for a person, or None if it is.

    Args:
        scope: The ASGI scope of an HTTP request or websocket.
        named: The hosts of `named_hosts`.
    """
    headers = Headers(scope=scope)
    hosts, origins = headers.getlist("host"), headers.getlist("origin")
    port = (scope.get("server") or ("", 0))[1]
    host = hosts[0].lower() if len(hosts) == 1 else ""
    if host not in allowed_hosts(port, scope["scheme"], named):
        return (
            f"The workbench does not answer under this address: open http://127.0.0.1:{port}, "
            "or start it with this host named in WORKBENCH_HOSTS."
        )
    if any(origin.lower() not in {f"http://{host}", f"https://{host}"} for origin in origins):
        return "The workbench does not answer requests of other pages: open it in a window of its own."
    if headers.get("sec-fetch-site") in {"same-site", "cross-site"} and not _opens_a_window(scope, headers):
        return (
            "Other pages can link to the workbench, but not embed, read or change it: open it in a window of its own."
        )
    return None


def _opens_a_window(scope: Scope, headers: Headers) -> bool:
    """Return whether the browser follows a link into a whole window or tab."""
    return (
        scope["type"] == "http"
        and scope["method"] in {"GET", "HEAD"}
        and headers.get("sec-fetch-mode") == "navigate"
        and headers.get("sec-fetch-dest") == "document"
    )


def source_expression(text: str) -> str:
    """Return the expression that allows one inline script or style in a content security policy."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def page_scripts() -> tuple[str, ...]:
    """Return the inline scripts of the page that the installed Streamlit serves."""
    page = Path(streamlit.__file__).parent / "static" / "index.html"
    return tuple(_INLINE_SCRIPT.findall(page.read_text(encoding="utf-8")))


@cache
def content_security_policy() -> str:
    """Return what a page may load, run and send: its own, and nothing of or to anybody else.

    Streamlit's pages need neither eval nor workers. At load they try WebAssembly for 64-bit numbers; where that is
    refused, they compute the same in JavaScript.
    """
    scripts = [*map(source_expression, page_scripts()), *script_hashes()]
    style = theme.stylesheet().removeprefix("<style>").removesuffix("</style>")
    directives = {
        "default-src": ["'self'"],
        "script-src": ["'self'", *scripts],
        "script-src-attr": ["'none'"],
        "style-src": ["'self'", source_expression(style), *_STREAMLIT_STYLES],
        "style-src-attr": ["'none'"],
        "connect-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:"],
        "font-src": ["'self'", "data:"],  # One font of Streamlit's widgets is inside its style sheet.
        "object-src": ["'none'"],
        "frame-src": ["'none'"],
        "worker-src": ["'none'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
    }
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in directives.items())


@cache
def security_headers() -> dict[str, str]:
    """Return the headers of every answer."""
    off = ("accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer", "microphone",
           "midi", "payment", "usb")  # fmt: skip
    return {
        "Content-Security-Policy": content_security_policy(),
        "X-Frame-Options": "DENY",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": ", ".join(f"{feature}=()" for feature in off),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }


class Guard:
    """ASGI middleware: refuses what `refusal` names with 403, and puts `security_headers` on every answer."""

    def __init__(self, app: ASGIApp, *, named: frozenset[str]) -> None:
        self._app = app
        self._named = named

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request or websocket, or leave it to the app."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        started = False

        async def send_guarded(message: Message) -> None:
            nonlocal started
            if message["type"] in {"http.response.start", "websocket.http.response.start"}:
                started = True
                _protect(MutableHeaders(scope=message))
            await send(message)

        reason = refusal(scope, self._named)
        if reason is not None:
            _LOG.warning("Refused %s: %s", scope["type"], _described(scope))
            await PlainTextResponse(reason, status_code=403)(scope, receive, send_guarded)
            return
        try:
            await self._app(scope, receive, send_guarded)
        except Exception:
            # Streamlit would answer outside this middleware, without the headers. The log still gets the cause.
            if scope["type"] == "http" and not started:
                answer = PlainTextResponse("The workbench could not answer. Its log says why.", status_code=500)
                await answer(scope, receive, send_guarded)
            raise


def _protect(headers: MutableHeaders) -> None:
    headers.update(security_headers())
    # Streamlit's own files are named by their content and may be kept; whatever else may hold a text of the library.
    if "immutable" not in headers.get("cache-control", ""):
        headers["Cache-Control"] = "no-store"


def _described(scope: Scope) -> str:
    headers = Headers(scope=scope)
    told = ("host", "origin", "sec-fetch-site", "sec-fetch-mode", "sec-fetch-dest")
    return ", ".join(f"{name} {value!r}" for name in told for value in headers.getlist(name))


def middleware() -> list[Middleware]:
    """Return what ``st.App`` is given, so that every request passes the guard first.

    Raises:
        SystemExit: If WORKBENCH_HOSTS names something that is no host; the start ends with the sentence that says so.
    """
    try:
        return [Middleware(Guard, named=named_hosts())]
    except HostRefusedError as refused:
        raise SystemExit(str(refused)) from None
