"""Tests share a context of the browser, and none finds what an earlier one left in it."""

from __future__ import annotations

from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

# They share a site, and so an origin.
pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("test_shared_context")]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an empty folder."""
    folder = tmp_path_factory.mktemp("site")
    running = ThreadingHTTPServer(("127.0.0.1", 0), partial(SimpleHTTPRequestHandler, directory=str(folder)))
    thread = Thread(target=running.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{running.server_port}/"
    running.shutdown()
    thread.join()
    running.server_close()


@pytest.mark.parametrize("visit", ["first", "second"])
def test_a_page_finds_no_cookie_and_nothing_stored_by_an_earlier_test(page: Page, site: str, visit: str) -> None:
    page.goto(site)
    assert "left" not in page.evaluate("document.cookie")
    assert page.evaluate("localStorage.length") == 0
    page.evaluate("document.cookie = 'left=1; path=/'; localStorage.setItem('left', '1');")
    page.context.new_page().goto(site)
    assert len(page.context.pages) == 3, visit
