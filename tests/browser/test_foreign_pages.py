"""Other web pages in the reviewer's browser can neither read nor act; the reviewer's own use works."""

from __future__ import annotations

import re
import threading
import time
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.harness import (
    CHROMIUM,
    CHROMIUM_ARGUMENTS,
    WAIT_MILLISECONDS,
    WINDOW,
    Server,
    open_page,
    settled,
    with_example,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, Page, Playwright

# They share a server.
pytestmark = [pytest.mark.browser, pytest.mark.model, pytest.mark.xdist_group("test_foreign_pages")]

# Names that lead to this machine, as a rebound name does; nothing else leads anywhere.
RESOLVER = (
    "--host-resolver-rules=MAP evil.example 127.0.0.1, MAP workbench.example 127.0.0.1, MAP * ~NOTFOUND, "
    "EXCLUDE 127.0.0.1, EXCLUDE localhost"
)
# What newer Chromiums do by themselves against pages of a network that ask this machine; other browsers do nothing.
NO_HELP = "--disable-features=LocalNetworkAccessChecks"
UPLOADED = b"claim_id,verdict\n" * 64
METRIC = re.compile(r"cache_memory_bytes\{[^}]*UploadedFileManager[^}]*\} (\d+)")
METRIC_SECONDS = 5.5  # Streamlit computes the metric once in five seconds.
_ASKED: dict[str, float] = {}  # when a server was asked for the metric last, by `time.monotonic`

FETCH = """async ([address, options]) => {
  try { const answer = await fetch(address, options); return `${answer.status} ${await answer.text()}`; }
  catch (refused) { return "refused"; }
}"""
SOCKET = """(address) => new Promise((done) => {
  const socket = new WebSocket(address, ["streamlit"]);
  socket.onopen = () => done("open");
  socket.onerror = () => done("refused");
})"""
UPLOAD = """async ([address, text]) => {
  const token = /_streamlit_xsrf=([^;]+)/.exec(document.cookie);
  const body = new FormData();
  body.append("file", new Blob([text]), "poison.csv");
  try {
    const headers = { "X-Xsrftoken": token ? token[1] : "" };
    const answer = await fetch(address, { method: "PUT", body, headers, credentials: "include" });
    return `${answer.status}`;
  } catch (refused) { return token ? "refused with the token" : "refused without the token"; }
}"""
EMBED = """([kind, address]) => new Promise((done) => {
  const element = document.createElement(kind);
  element.onload = () => done("loaded");
  element.onerror = () => done("refused");
  element.src = address;
  document.body.append(element);
})"""


class ForeignSite(BaseHTTPRequestHandler):
    """A page of somebody else on another port of this machine."""

    def do_GET(self) -> None:
        page = b"<!doctype html><title>Foreign</title><body><p>A page of somebody else.</p></body>"
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def foreign_port() -> Iterator[int]:
    """The port of a foreign site on this machine."""
    site = ThreadingHTTPServer(("127.0.0.1", 0), ForeignSite)
    thread = threading.Thread(target=site.serve_forever)
    thread.start()
    yield site.server_port
    site.shutdown()
    thread.join()
    site.server_close()


@pytest.fixture(scope="module")
def chromium(playwright_driver: Playwright) -> Iterator[Browser]:
    """A Chromium in which foreign names lead to this machine, and which does not help the workbench."""
    arguments = [RESOLVER if one.startswith("--host-resolver-rules") else one for one in CHROMIUM_ARGUMENTS]
    opened = playwright_driver.chromium.launch(executable_path=CHROMIUM, args=[*arguments, NO_HELP])
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, str]]:
    """A server that holds the example, and the path of its report; WORKBENCH_HOSTS names workbench.example."""
    server = Server(tmp_path_factory.mktemp("server"))
    server.environment["WORKBENCH_HOSTS"] = f"workbench.example:{server.port}"
    path = f"/report?article={with_example(server)}"
    server.start()
    yield server, path
    server.stop()
    assert "Traceback (most recent call last)" not in server.log(), server.log()


@pytest.fixture(scope="module")
def visited(chromium: Browser) -> Iterator[BrowserContext]:
    """What keeps Streamlit's own files over the tests."""
    opened = chromium.new_context(viewport=WINDOW)
    opened.set_default_timeout(WAIT_MILLISECONDS)
    yield opened
    opened.close()


@pytest.fixture
def context(visited: BrowserContext) -> Iterator[BrowserContext]:
    """Cookies and pages of one reviewer."""
    yield visited
    for page in visited.pages:
        page.close()
    visited.clear_cookies()


def uploaded(server: Server) -> int:
    """Return how many bytes of uploads the server holds: not what it computed when it was asked last."""
    time.sleep(max(0.0, _ASKED.get(server.url, 0.0) + METRIC_SECONDS - time.monotonic()))
    with urllib.request.urlopen(f"{server.url}/_stcore/metrics?families=cache_memory_bytes", timeout=20) as answer:
        found = sum(int(number) for number in METRIC.findall(answer.read().decode()))
    _ASKED[server.url] = time.monotonic()
    return found


def use(page: Page, address: str) -> tuple[str, str]:
    """Do what a reviewer does on the report: read it, take the CSV, bring a file; return both addresses."""
    open_page(page, address)
    expect(page.locator(".wb-mast h1")).to_contain_text("Tolse Bridge")
    with page.expect_download() as download:
        page.get_by_role("button", name="Verdict CSV", exact=True).click()
    assert Path(download.value.path()).read_text(encoding="utf-8").startswith("schema_version,")
    with page.expect_response(lambda answer: "/upload_file/" in answer.url and answer.request.method == "PUT") as put:
        page.locator("input[type=file]").set_input_files(
            {"name": "back.csv", "mimeType": "text/csv", "buffer": UPLOADED}
        )
    assert put.value.status == 204
    return download.value.url, put.value.url


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "workbench.example"])
def test_the_reviewers_own_use_works_under_each_allowed_name(
    stocked: tuple[Server, str], context: BrowserContext, name: str
) -> None:
    server, path = stocked
    page = context.new_page()
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    use(page, f"http://{name}:{server.port}{path}")
    assert page.locator("[data-testid='stConnectionStatus']").count() == 0
    # By plain http under a name of a network, browsers leave the opener policy out and say so.
    assert not [text for text in told if "Policy" in text and not (name == "workbench.example" and "Opener" in text)]


def test_every_page_works_under_the_policy_without_an_error_in_the_console(
    stocked: tuple[Server, str], page: Page
) -> None:
    server, path = stocked
    errors: list[str] = []
    page.on(
        "console",
        lambda message: errors.append(f"{message.text} {message.location}") if message.type == "error" else None,
    )
    for name in ("", "/review", "/library", "/report", "/settings", "/help"):
        open_page(page, server.url + path.replace("/report", name))
        expect(page.locator(".wb-mast h1")).to_be_visible()
        page.wait_for_timeout(500)
    # A page below the root is looked for by Streamlit there first; it says so in its own words and goes on.
    looked = re.compile(r"404 \(Not Found\).*/_stcore/(?:health|host-config)'")
    assert not [text for text in errors if not looked.search(text)]


def test_a_rebound_name_can_neither_read_nor_act(stocked: tuple[Server, str], context: BrowserContext) -> None:
    server, path = stocked
    site = f"http://evil.example:{server.port}"
    media, upload = (address.removeprefix(server.url) for address in use(context.new_page(), f"{server.url}{path}"))
    held = uploaded(server)
    assert held >= len(UPLOADED)

    page = context.new_page()
    answer = page.goto(f"{site}{path}")
    assert answer is not None
    assert answer.status == 403
    assert "Tolse" not in page.content()
    # The page that was there before its name was rebound; everything else of it is asked of the workbench.
    page.route(f"{site}/attack", lambda route: route.fulfill(body="<title>Attack</title>", content_type="text/html"))
    page.goto(f"{site}/attack")
    for place in ("/", path, media, "/_stcore/health", "/_stcore/host-config"):
        assert page.evaluate(FETCH, [place, {}]).startswith("403 The workbench does not answer"), place
    assert page.evaluate(SOCKET, f"ws://evil.example:{server.port}/_stcore/stream") == "refused"
    assert page.evaluate(UPLOAD, [f"{upload}-poison", "poison" * 1000]) == "403"
    assert uploaded(server) == held


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "evil.example"])
def test_a_page_of_another_port_can_neither_read_nor_act(
    stocked: tuple[Server, str], context: BrowserContext, foreign_port: int, name: str
) -> None:
    server, path = stocked
    own = context.new_page()
    media, upload = use(own, f"http://127.0.0.1:{server.port}{path}")
    held = uploaded(server)

    page = context.new_page()
    page.goto(f"http://{name}:{foreign_port}/")
    here = f"127.0.0.1:{server.port}"
    assert page.evaluate(SOCKET, f"ws://{here}/_stcore/stream") == "refused"
    for address in (f"http://{here}{path}", media, f"http://{here}/_stcore/metrics"):
        assert page.evaluate(FETCH, [address, {"credentials": "include"}]) == "refused", address
        assert page.evaluate(FETCH, [address, {"mode": "no-cors"}]) == "refused", address
    assert page.evaluate(EMBED, ["script", media]) == "refused"
    assert page.evaluate(EMBED, ["img", f"http://{here}/favicon.png"]) == "refused"
    # Ports share cookies, so a page of this machine even has the token that Streamlit asks for.
    told = "refused with the token" if name == "127.0.0.1" else "refused without the token"
    assert page.evaluate(UPLOAD, [f"{upload}-poison", "poison" * 1000]) == told
    assert uploaded(server) == held


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "workbench.example"])
def test_no_page_can_put_the_workbench_into_a_frame(
    stocked: tuple[Server, str], context: BrowserContext, foreign_port: int, host: str
) -> None:
    """A browser marks requests for a frame only on https and loopback; for workbench.example there is the policy."""
    server, path = stocked
    page = context.new_page()
    page.goto(f"http://evil.example:{foreign_port}/")
    assert page.evaluate(EMBED, ["iframe", f"http://{host}:{server.port}{path}"]) == "loaded"  # of whatever
    (frame,) = page.frames[1:]
    assert "Tolse" not in frame.content()
    assert frame.locator("#root").count() == 0


def test_a_link_on_a_foreign_page_opens_the_workbench_without_a_hold_on_it(
    stocked: tuple[Server, str], context: BrowserContext, foreign_port: int
) -> None:
    server, path = stocked
    page = context.new_page()
    page.goto(f"http://localhost:{foreign_port}/")
    with context.expect_page() as opened:
        page.evaluate("(address) => { window.held = window.open(address); }", f"{server.url}{path}")
    settled(opened.value)
    expect(opened.value.locator(".wb-mast h1")).to_contain_text("Tolse Bridge")
    assert opened.value.evaluate("window.opener") is None
    assert page.evaluate("window.held.closed") is True


def test_no_script_or_style_that_got_into_the_page_has_an_effect(
    stocked: tuple[Server, str], context: BrowserContext
) -> None:
    server, path = stocked
    page = context.new_page()
    open_page(page, f"{server.url}{path}")
    page.evaluate(
        """() => {
          const script = document.createElement("script");
          script.textContent = "window.poisoned = 'inline'";
          document.body.append(script);
          const holder = document.createElement("div");
          holder.innerHTML = `<img src="x:" onerror="window.poisoned = 'handler'">
            <p id="red" style="color:red">x</p>`;
          document.body.append(holder);
          const sheet = document.createElement("style");
          sheet.textContent = "#red{background:red}";
          document.head.append(sheet);
        }"""
    )
    page.wait_for_timeout(500)
    assert page.evaluate("window.poisoned") is None
    colours = page.evaluate("(s => [s.color, s.backgroundColor])(getComputedStyle(document.getElementById('red')))")
    assert "rgb(255, 0, 0)" not in colours
    assert page.evaluate(FETCH, ["http://evil.example/", {"mode": "no-cors"}]) == "refused"
