"""Fixtures of the browser tests: a server of one's own, and a page that must keep to it and to its policy."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.browser.harness import (
    CHROMIUM,
    CHROMIUM_ARGUMENTS,
    REVIEWER,
    WAIT_MILLISECONDS,
    Server,
    running,
    start_with_name,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright, Request


# Playwright's own five seconds are soon over where other programs keep both cores busy.
expect.set_options(timeout=WAIT_MILLISECONDS)

# Chromium writes most refusals of a policy into the console, but not all; the event comes for each.
_TELL_VIOLATIONS = """document.addEventListener("securitypolicyviolation", (event) => console.debug(
  `Content Security Policy: ${event.effectiveDirective} refused ${event.blockedURI} in ${event.sourceFile}`));"""
# Streamlit tries WebAssembly for 64-bit numbers and goes on without it.
_TRIED = re.compile(
    r"Content Security Policy: script-src refused wasm-eval in http://[^/]+/static/js/protobuf\.[\w-]+\.js"
)
_POLICY = re.compile(r"Content[- ]Security[- ]Policy|Permissions[- ]Policy|Cross-Origin-\w+-Policy")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A running workbench with an empty database; its log must hold no fault of the program at the end."""
    with running(Server(tmp_path / "server")) as started:
        yield started


@pytest.fixture
def cold_server(tmp_path: Path) -> Iterator[Server]:
    """The same, started as for a person: by an interpreter that has imported nothing and loaded no model."""
    with running(Server(tmp_path / "server", cold=True)) as started:
        yield started


@pytest.fixture(scope="session")
def playwright_driver() -> Iterator[Playwright]:
    """What starts browsers; there can be only one in a process."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(playwright_driver: Playwright) -> Iterator[Browser]:
    """One Chromium for all tests; each test gets a context of its own."""
    chromium = playwright_driver.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGUMENTS)
    yield chromium
    chromium.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """An empty page, watched; the browser knows its reviewer already: `REVIEWER` of the harness."""
    with _watched(browser, REVIEWER) as opened:
        yield opened


@pytest.fixture
def nameless_page(browser: Browser) -> Iterator[Page]:
    """An empty page, watched, of a browser in which nobody has given a name."""
    with _watched(browser, "") as opened:
        yield opened


@contextmanager
def _watched(browser: Browser, name: str) -> Iterator[Page]:
    """Open a page of 1440 x 900 that fails its test on a request elsewhere, a traceback or a refusal by policy."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB", timezone_id="UTC")
    context.set_default_timeout(WAIT_MILLISECONDS)
    if name:
        start_with_name(context, name)
    context.add_init_script(_TELL_VIOLATIONS)
    opened = context.new_page()
    elsewhere: list[str] = []
    complaints: list[str] = []

    def note_request(request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in {"data", "blob"} and address.hostname != "127.0.0.1":
            elsewhere.append(request.url)

    def note_console(message: ConsoleMessage) -> None:
        refused = _POLICY.search(message.text) and not _TRIED.fullmatch(message.text)
        if refused or (message.type == "error" and "Traceback" in message.text):
            complaints.append(message.text)

    context.on("request", note_request)
    context.on("console", note_console)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    yield opened
    shown = opened.locator("[data-testid='stException']")
    tracebacks = shown.all_inner_texts() if not opened.is_closed() else []
    context.close()
    assert not elsewhere, f"The page asked other hosts: {elsewhere}"
    assert not complaints, f"The page complained: {complaints}"
    assert not tracebacks, f"The page showed an exception: {tracebacks}"
