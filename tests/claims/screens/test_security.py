"""Which requests are refused, and what the headers say; without a server."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from claims.screens import security, theme
from claims.screens.security import HostRefusedError, refusal

if TYPE_CHECKING:
    from starlette.types import Message, Receive, Scope, Send

REPOSITORY = Path(__file__).resolve().parents[3]
OWN = {"host": "127.0.0.1:8501"}
WINDOW = {"sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}


def in_a_loop(call: Coroutine[Any, Any, None]) -> None:
    """Run in a thread of its own: the browser of another test may have a loop in this one."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, call).result()


def scope(
    headers: dict[str, str] | list[tuple[str, str]], *, kind: str = "http", method: str = "GET", **changed: Any
) -> dict[str, Any]:
    pairs = list(headers.items()) if isinstance(headers, dict) else headers
    return {
        "type": kind,
        "scheme": "ws" if kind == "websocket" else "http",
        "method": method,
        "path": "/",
        "server": ("127.0.0.1", 8501),
        "headers": [(name.encode(), value.encode("latin-1")) for name, value in pairs],
        **changed,
    }


def refused(given: dict[str, Any], named: tuple[str, ...] = ()) -> bool:
    return refusal(given, frozenset(named)) is not None


@pytest.mark.parametrize("host", ["127.0.0.1:8501", "localhost:8501", "LocalHost:8501", "[::1]:8501"])
def test_a_loopback_name_with_the_port_in_use_is_answered(host: str) -> None:
    assert not refused(scope({"host": host}))


@pytest.mark.parametrize(
    "host",
    [
        "evil.example:8501",
        "evil.example",
        "localhost",
        "127.0.0.1",
        "127.0.0.1:8502",
        "127.0.0.2:8501",
        "localhost.evil.example:8501",
        "evil.example:8501#localhost:8501",
        "user@localhost:8501",
        "workbench.localhost:8501",
        "localhost.:8501",
        "0.0.0.0:8501",
        "2130706433:8501",
        "127.1:8501",
        "",
        " localhost:8501",
    ],
)
def test_any_other_host_is_refused(host: str) -> None:
    assert refused(scope({"host": host}))


def test_no_host_and_two_hosts_are_refused() -> None:
    assert refused(scope({}))
    assert refused(scope([("host", "127.0.0.1:8501"), ("host", "127.0.0.1:8501")]))


def test_the_default_port_of_the_scheme_is_left_out_by_browsers() -> None:
    assert not refused(scope({"host": "localhost"}, server=("127.0.0.1", 80)))
    assert not refused(scope({"host": "localhost"}, server=("127.0.0.1", 443), scheme="https"))
    assert refused(scope({"host": "localhost"}, server=("127.0.0.1", 443)))


def test_a_host_that_is_named_in_the_setting_is_answered_as_it_is_written() -> None:
    named = ("workbench.example:8443", "workbench.example")
    assert not refused(scope({"host": "Workbench.Example:8443"}), named)
    assert not refused(scope({"host": "workbench.example", "origin": "https://workbench.example"}), named)
    assert refused(scope({"host": "workbench.example:8501"}), named)
    assert refused(scope({"host": "other.workbench.example"}), named)


@pytest.mark.parametrize("kind", ["http", "websocket"])
@pytest.mark.parametrize(
    "origin",
    [
        "http://127.0.0.1:8502",
        "http://localhost:8501",
        "http://localhost:3000",
        "http://evil.example:8501",
        "http://127.0.0.1",
        "http://127.0.0.1:8501.evil.example",
        "ftp://127.0.0.1:8501",
        "null",
        "",
    ],
)
def test_an_origin_that_is_not_the_host_is_refused(kind: str, origin: str) -> None:
    assert refused(scope({**OWN, "origin": origin}, kind=kind))


@pytest.mark.parametrize("kind", ["http", "websocket"])
def test_an_origin_that_is_the_host_is_answered(kind: str) -> None:
    assert not refused(scope({**OWN, "origin": "http://127.0.0.1:8501"}, kind=kind))


def test_a_second_origin_does_not_hide_behind_the_first() -> None:
    pairs = [("host", "127.0.0.1:8501"), ("origin", "http://127.0.0.1:8501"), ("origin", "http://evil.example")]
    assert refused(scope(pairs))


@pytest.mark.parametrize("site", ["same-site", "cross-site"])
def test_another_site_may_only_lead_a_whole_window_here(site: str) -> None:
    headers = {**OWN, "sec-fetch-site": site}
    assert not refused(scope({**headers, **WINDOW}))
    assert refused(scope({**headers, **WINDOW}, method="POST"))
    assert refused(scope({**headers, **WINDOW, "sec-fetch-dest": "iframe"}))
    assert refused(scope({**headers, "sec-fetch-mode": "no-cors", "sec-fetch-dest": "image"}))
    assert refused(scope(headers))
    assert refused(scope({**headers, **WINDOW}, kind="websocket"))


@pytest.mark.parametrize("site", ["same-origin", "none"])
def test_what_the_own_page_and_the_address_bar_ask_is_answered(site: str) -> None:
    assert not refused(scope({**OWN, "sec-fetch-site": site}))


def test_a_refusal_is_one_sentence_that_repeats_nothing_of_the_request() -> None:
    for headers in (
        {"host": "<script>"},
        {**OWN, "origin": "http://<script>"},
        {**OWN, "sec-fetch-site": "cross-site"},
    ):
        sentence = refusal(scope(headers), frozenset())
        assert sentence is not None
        assert "<" not in sentence
        assert re.fullmatch(r"[A-Z][^\n]+\.", sentence)


@pytest.mark.parametrize(
    "value",
    [
        "http://workbench.example",
        "workbench.example/",
        "*",
        "*.workbench.example",
        "workbench example",
        "me@workbench.example",
        "workbench.example:port",
    ],
)
def test_a_setting_that_names_no_host_is_refused_with_a_sentence(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKBENCH_HOSTS", f"good.example, {value}")
    with pytest.raises(HostRefusedError, match=re.escape(value.lower())):
        security.named_hosts()


def test_the_setting_is_a_list_with_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKBENCH_HOSTS", " Workbench.example:8501, 192.168.1.5:8501,[fd00::5]:8501, ")
    assert security.named_hosts() == {"workbench.example:8501", "192.168.1.5:8501", "[fd00::5]:8501"}
    monkeypatch.delenv("WORKBENCH_HOSTS")
    assert security.named_hosts() == frozenset()


def directives() -> dict[str, list[str]]:
    parts = (part.split() for part in security.content_security_policy().split("; "))
    return {name: sources for name, *sources in parts}


def test_only_scripts_and_styles_that_are_known_beforehand_are_allowed() -> None:
    for name, sources in directives().items():
        assert not set(sources) & {
            "'unsafe-inline'",
            "'unsafe-eval'",
            "'wasm-unsafe-eval'",
            "*",
            "http:",
            "https:",
        }, name
    assert directives()["style-src-attr"] == directives()["script-src-attr"] == ["'none'"]


def test_a_page_may_load_and_send_only_what_is_its_own() -> None:
    told = directives()
    assert told["default-src"] == told["connect-src"] == told["form-action"] == ["'self'"]
    assert told["img-src"] == ["'self'", "data:", "blob:"]
    for name in ("frame-ancestors", "base-uri", "object-src", "frame-src", "worker-src"):
        assert told[name] == ["'none'"], name


def test_the_other_headers_say_what_browsers_must_not_do() -> None:
    headers = security.security_headers()
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert {"camera=()", "microphone=()", "geolocation=()"} <= set(headers["Permissions-Policy"].split(", "))


def test_each_script_of_ours_and_the_style_sheet_stand_in_the_policy() -> None:
    scripts = sorted((REPOSITORY / "claims" / "screens" / "static").glob("*.js"))
    assert scripts
    allowed = directives()
    for script in scripts:
        assert security.source_expression(script.read_text(encoding="utf-8")) in allowed["script-src"]
    inside = re.fullmatch(r"<style>(.*)</style>", theme.stylesheet(), flags=re.DOTALL)
    assert inside is not None
    assert security.source_expression(inside[1]) in allowed["style-src"]


def test_the_inline_script_of_the_installed_streamlit_is_found_and_allowed() -> None:
    scripts = security.page_scripts()
    assert [script.strip() for script in scripts] == ["window.prerenderReady = false"]
    assert security.source_expression(scripts[0]) in directives()["script-src"]


def test_no_markup_has_a_style_attribute_or_an_event_handler() -> None:
    """The policy forbids both, so they would do nothing."""
    attribute = re.compile(r"<[a-z][^>]*\s(?:style|on[a-z]+)=")
    found = [
        f"{path.name}:{number}"
        for path in (REPOSITORY / "claims").rglob("*.py")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if attribute.search(line)
    ]
    assert attribute.search('<p class="a" style="flex:1">')
    assert not found


class Recorder:
    """Takes what a middleware sends."""

    def __init__(self) -> None:
        self.messages: list[Message] = []

    async def send(self, message: Message) -> None:
        self.messages.append(message)


async def _nothing() -> Message:
    return {"type": "http.request", "body": b"", "more_body": False}


def test_an_error_nobody_foresaw_has_the_headers_and_still_reaches_the_log() -> None:
    async def fails(_scope: Scope, _receive: Receive, _send: Send) -> None:
        raise RuntimeError("a secret of the inside")

    recorder = Recorder()
    guard = security.Guard(fails, named=frozenset())
    with pytest.raises(RuntimeError):
        in_a_loop(guard(scope(OWN), _nothing, recorder.send))
    start, body = recorder.messages
    assert start["status"] == 500
    assert (b"x-frame-options", b"DENY") in start["headers"]
    assert b"secret" not in body["body"]


@pytest.mark.parametrize(("kind", "prefix"), [("http", ""), ("websocket", "websocket.")])
def test_a_refused_request_never_reaches_the_app(kind: str, prefix: str) -> None:
    reached: list[str] = []

    async def app(_scope: Scope, _receive: Receive, _send: Send) -> None:
        reached.append("app")

    recorder = Recorder()
    guard = security.Guard(app, named=frozenset())
    in_a_loop(guard(scope({"host": "evil.example"}, kind=kind), _nothing, recorder.send))
    assert not reached
    assert recorder.messages[0]["type"] == f"{prefix}http.response.start"
    assert recorder.messages[0]["status"] == 403
