"""Fixtures of the browser tests: a server of one's own, and a page that must keep to it and to its policy."""

from __future__ import annotations

import functools
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.browser.gallery import Place, filled
from tests.browser.harness import (
    CHROMIUM,
    CHROMIUM_ARGUMENTS,
    ONE_PROCESS,
    REVIEWER,
    WAIT_MILLISECONDS,
    WINDOW,
    Server,
    running,
    start_with_name,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright, Request


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


# Begun first: where one of them is the last, one core has nothing to do for a minute.
_LONG = {"test_main_job", "test_survival", "test_what_is_seen"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest browser tests first; others keep their order."""
    items.sort(key=lambda item: item.path.stem not in _LONG)


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


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """One server for the module, with what `gallery.py` draws; its log must warn of no widget at the end."""
    served = Server(tmp_path_factory.mktemp("server"))
    found = filled(served)
    with running(served):
        yield found
    assert "was created with a default value" not in served.log(), served.log()


@pytest.fixture(scope="session")
def playwright_driver() -> Iterator[Playwright]:
    """What starts browsers; there can be only one in a process."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(playwright_driver: Playwright) -> Iterator[Browser]:
    """One Chromium for all tests."""
    chromium = playwright_driver.chromium.launch(executable_path=CHROMIUM, args=[*CHROMIUM_ARGUMENTS, ONE_PROCESS])
    yield chromium
    chromium.close()


@pytest.fixture(scope="session")
def contexts(browser: Browser) -> Callable[[str], BrowserContext]:
    """Return one context for each name of a reviewer: it keeps the files and the compiled scripts of Streamlit."""

    @functools.cache
    def of_reviewer(name: str) -> BrowserContext:
        context = browser.new_context(viewport=WINDOW, locale="en-GB", timezone_id="UTC")
        context.set_default_timeout(WAIT_MILLISECONDS)
        if name:
            start_with_name(context, name)
        context.add_init_script(_TELL_VIOLATIONS)
        stays = context.new_page()  # for `_forget`, and of the site of all servers, so that its process stays too
        stays.route("**", lambda route: route.fulfill(body="", content_type="text/html"))
        stays.goto("http://127.0.0.1/")
        return context

    return of_reviewer


@pytest.fixture
def page(contexts: Callable[[str], BrowserContext]) -> Iterator[Page]:
    """An empty page, watched; the browser knows its reviewer already: `REVIEWER` of the harness."""
    with _watched(contexts(REVIEWER)) as opened:
        yield opened


@pytest.fixture
def nameless_page(contexts: Callable[[str], BrowserContext]) -> Iterator[Page]:
    """An empty page, watched, of a browser in which nobody has given a name."""
    with _watched(contexts("")) as opened:
        yield opened


@pytest.fixture
def page_of_a_new_browser(browser: Browser) -> Iterator[Page]:
    """An empty page, watched, of a browser that has kept nothing, no file of Streamlit either."""
    context = browser.new_context(viewport=WINDOW, locale="en-GB", timezone_id="UTC")
    context.set_default_timeout(WAIT_MILLISECONDS)
    context.add_init_script(_TELL_VIOLATIONS)
    context.new_page()  # for `_forget`
    with _watched(context) as opened:
        yield opened
    context.close()


@contextmanager
def _watched(context: BrowserContext) -> Iterator[Page]:
    """Open a page that fails its test on a request elsewhere, a traceback or a refusal by policy.

    At the end all pages of the context but its first, an empty one, are closed and what sites stored is cleared, so
    that the next test finds a browser that was never here, but for the cache.
    """
    opened = context.new_page()
    origins: set[str] = set()
    elsewhere: list[str] = []
    complaints: list[str] = []

    def note_request(request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in {"data", "blob"}:
            return
        origins.add(f"{address.scheme}://{address.netloc}")
        if address.hostname != "127.0.0.1":
            elsewhere.append(request.url)

    def note_console(message: ConsoleMessage) -> None:
        refused = _POLICY.search(message.text) and not _TRIED.fullmatch(message.text)
        if refused or (message.type == "error" and "Traceback" in message.text):
            complaints.append(message.text)

    context.on("request", note_request)
    context.on("console", note_console)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    try:
        yield opened
        shown = opened.locator("[data-testid='stException']")
        tracebacks = shown.all_inner_texts() if not opened.is_closed() else []
    finally:
        for one in context.pages[1:]:
            one.close()
        context.remove_listener("request", note_request)
        context.remove_listener("console", note_console)
        _forget(context, origins)
    assert not elsewhere, f"The page asked other hosts: {elsewhere}"
    assert not complaints, f"The page complained: {complaints}"
    assert not tracebacks, f"The page showed an exception: {tracebacks}"


def _forget(context: BrowserContext, origins: set[str]) -> None:
    """Clear cookies and all that these origins stored, but not the cache."""
    context.clear_cookies()
    asking = context.new_cdp_session(context.pages[0])
    for origin in origins:
        asking.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"})
    asking.detach()
