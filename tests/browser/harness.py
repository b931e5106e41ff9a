"""A real server and what a test does with a page: start, kill, restart, wait until a run has finished."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING
from urllib.parse import quote

from playwright.sync_api import TimeoutError as PageTimeoutError

from claims.review.verdict import REPEAT_WINDOW_MS
from tests.browser.preloaded import REPOSITORY, Fork, fork, in_fork, made_once

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from playwright.sync_api import BrowserContext, Page, ViewportSize

CHROMIUM = "/usr/bin/chromium-headless-shell"  # Chromium without what draws its own windows; it computes less
# --no-sandbox because tests may run as root, where Chromium's sandbox refuses; the others keep it from calling home.
# The resolver rule makes any other host unreachable, in case a request slips past the list that a test checks.
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
# All pages of one site in a context are drawn by one process, as long as one of them is open: what it has compiled
# for one serves the next.
ONE_PROCESS = "--process-per-site"
WINDOW: ViewportSize = {"width": 1440, "height": 900}  # pixels; what the pages are laid out for
START_SECONDS = 60.0  # A cold start reads Streamlit and pandas from disk; two cores may be busy with other tests.
WAIT_MILLISECONDS = 30_000  # For what an act causes; a test of how long it takes says its own time.
RUN_MILLISECONDS = 60_000  # The first matching loads the models.


def free_port() -> int:
    """Return a port of the loopback that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class _Ports:
    """Ports that servers take one after the other, so that a browser finds in its cache what an earlier one sent.

    Each is held for this process by a socket that is bound and does not listen; a server binds beside it.
    """

    def __init__(self) -> None:
        self._held: list[socket.socket] = []
        self._taken: set[int] = set()

    def take(self) -> int:
        """Return the first port that no server has."""
        for holder in self._held:
            if (port := holder.getsockname()[1]) not in self._taken:
                break
        else:
            holder = socket.socket()
            holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            holder.bind(("127.0.0.1", 0))
            self._held.append(holder)
            port = holder.getsockname()[1]
        self._taken.add(port)
        return int(port)

    def give_back(self, port: int) -> None:
        """Let the next server have this port."""
        self._taken.discard(port)


_PORTS = _Ports()


class Server:
    """The workbench as its own process, with a database and a home of its own under ``folder``.

    The port stays the same over restarts, so that an open page finds the server again. Once it has stopped, another
    server may have the port.

    Args:
        folder: Where its database, its home and its log are; made where it is missing.
        environment: What it finds in its environment beside what every server does.
        cold: Whether it starts as for a person, by an interpreter that has imported nothing. Otherwise it is a fork
            of a process that has (`tests.browser.preloaded`).
        sites: Names that are public sites for it, each with the port of this machine where a test serves it; of a
            fork only.
        script: What Streamlit runs, from the folder of the repository.
    """

    def __init__(
        self,
        folder: Path,
        *,
        environment: dict[str, str] | None = None,
        cold: bool = False,
        sites: dict[str, int] | None = None,
        script: str = "workbench.py",
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.port = _PORTS.take()
        self.url = f"http://127.0.0.1:{self.port}"
        self.folder = folder
        self.database = folder / "workbench.sqlite3"
        self.address = f"sqlite:///{self.database}"
        self.log_path = folder / "server.log"
        self.environment = environment or {}
        self._cold = cold
        self._sites = sites
        self._script = script
        self._process: subprocess.Popen[bytes] | Fork | None = None

    def launch(self) -> None:
        """Start the process without waiting for it."""
        assert self._process is None, "The server is already running."
        inherited = {
            name: value for name, value in os.environ.items() if not name.startswith(("STREAMLIT_", "WORKBENCH_"))
        }
        environment = {
            **inherited,
            "HOME": str(self.folder),  # Neither the settings of whoever runs the tests nor their data folder.
            "XDG_DATA_HOME": str(self.folder / "data"),
            "WORKBENCH_DATABASE": self.address,
            "OMP_NUM_THREADS": "2",
            **self.environment,
        }
        arguments = ["run", self._script, "--server.port", str(self.port)]
        if not self._cold:
            self._process = fork(arguments, environment, str(self.log_path), self._sites)
            return
        command = [sys.executable, "-m", "streamlit", *arguments]
        with self.log_path.open("ab") as log:
            self._process = subprocess.Popen(command, cwd=REPOSITORY, env=environment, stdout=log, stderr=log)

    def start(self) -> None:
        """Start and return once the server says that it is well.

        Raises:
            RuntimeError: If the process ends, or nothing is heard within `START_SECONDS`; with its log.
        """
        self.launch()
        deadline = time.monotonic() + START_SECONDS
        while not self.healthy():
            ended = self._process is None or self._process.poll() is not None
            if ended or time.monotonic() > deadline:
                self.kill()
                raise RuntimeError(f"The server {'ended' if ended else 'did not answer'}. Its log:\n{self.log()}")
            time.sleep(0.05)

    def healthy(self) -> bool:
        """Return whether the server says ok; any path answers 200, so the body counts."""
        try:
            with urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=2) as answer:
                return bool(answer.read() == b"ok")
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return False

    def kill(self) -> None:
        """End the process at once, as a power cut would (SIGKILL); nothing is flushed or closed."""
        self._end(signal.SIGKILL)

    def stop(self) -> int:
        """End the process as Ctrl-C does, for good, and return its exit code."""
        code = self._end(signal.SIGINT)
        _PORTS.give_back(self.port)
        return code

    @property
    def process_id(self) -> int:
        """The number of the running process."""
        assert self._process is not None, "The server is not running."
        return self._process.pid

    def restart(self) -> None:
        """Kill and start again on the same database and port."""
        self.kill()
        self.start()

    def log(self) -> str:
        """Return all that the server printed since the first start."""
        return self.log_path.read_text(errors="replace") if self.log_path.exists() else ""

    def _end(self, how: signal.Signals) -> int:
        if self._process is None:
            return 0
        process, self._process = self._process, None
        if process.poll() is None:
            process.send_signal(how)
        try:
            return process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            process.kill()
            return process.wait()


@contextmanager
def running(server: Server) -> Iterator[Server]:
    """Start a server until the block ends; its log must hold no fault of the program then."""
    server.start()
    yield server
    server.stop()
    assert "Traceback (most recent call last)" not in server.log(), server.log()
    assert "Unforeseen fault" not in server.log(), server.log()


def with_example(server: Server) -> str:
    """Begin the database of a server that was not started yet with the example; return the id of its article."""
    return str(made_once(_load_example, server.database))


def _load_example(database: str) -> str:
    from claims.workbench import Workbench

    workbench = Workbench.open(f"sqlite:///{database}")
    article = workbench.load_example()
    workbench.close()
    return article


def store(address: str, text: str, sources: Mapping[str, bytes] | None = None) -> str:
    """Put an article and the files of its sources, by name, into a database as the command line does; return its id.

    The database may have a server.
    """
    return str(in_fork(_store, address, text, {name: data.decode() for name, data in (sources or {}).items()}))


def _store(address: str, text: str, sources: Mapping[str, str]) -> str:
    from claims.workbench import Workbench

    workbench = Workbench.open(address)
    for name, data in sources.items():
        workbench.library.add(workbench.library.read(data.encode(), name))
    article = workbench.articles.add(workbench.articles.preview(workbench.articles.paste(text))).article_id
    workbench.close()
    return article


# A run is under way, a widget is still a grey box because its program is loaded, or the parts of the review page are
# not yet of one claim. Keys are not taken then.
_CALM = """(quiet) => {
  const app = document.querySelector("[data-testid='stApp']");
  const claims = new Set([...document.querySelectorAll("[data-for]")].map((part) => part.dataset.for));
  const calm = app && app.dataset.testConnectionState === "CONNECTED" && app.dataset.testScriptState === "notRunning"
    && claims.size < 2 && !document.querySelector("[data-testid='stSkeleton']");
  if (!calm) { delete window.calmSince; return false; }
  window.calmSince ??= performance.now();
  return performance.now() - window.calmSince >= quiet;
}"""
QUIET_MILLISECONDS = 300


# Gives the browser a reviewer's name before a page opens, as if it had been given on an earlier visit. A name that
# the page itself keeps later stays. A frame without an origin of its own may not read cookies, and needs no name.
_NAMED = """(() => {
  const cookie = "workbench-reviewer-" + location.port;
  try {
    if (!document.cookie.includes(cookie + "=")) { document.cookie = cookie + "=%s; path=/; SameSite=Strict"; }
  } catch (refused) { }
})()"""
REVIEWER = "Ada"  # who reviews in every browser test that does not say otherwise


def start_with_name(context: BrowserContext, name: str = REVIEWER) -> None:
    """Let every page of ``context`` start with this reviewer's name, on whatever port its server listens."""
    context.add_init_script(_NAMED % quote(name))


def settled(page: Page, *, timeout: float = RUN_MILLISECONDS) -> None:
    """Return once Streamlit is connected and no run of the script has been under way for a moment.

    The page hears of a run a moment after the act that caused it, and the state is debounced in the browser;
    without that moment the state from before the act would be read.
    """
    page.evaluate("() => { delete window.calmSince; }")
    page.wait_for_function(_CALM, arg=QUIET_MILLISECONDS, timeout=timeout)


def in_step(page: Page) -> None:
    """Return once heading, passages and buttons are of one claim; until then the page lets no key through."""
    page.wait_for_function(
        "() => new Set([...document.querySelectorAll('[data-for]')].map(part => part.dataset.for)).size < 2"
    )


def open_page(page: Page, address: str) -> None:
    """Go to ``address`` and wait for its first run."""
    page.goto(address, wait_until="domcontentloaded")
    settled(page)


def press(page: Page, key: str) -> None:
    """Press one key as a person does and wait for what it causes."""
    in_step(page)
    page.keyboard.press(key)
    settled(page)


# The last choice of a verdict that the server heard, as the bar tells the script of the keys.
_HEARD = "() => document.querySelector('.wb-isit')?.dataset.heard ?? ''"


def choose(page: Page, key: str) -> None:
    """Choose a verdict by its key, and wait until its reasons are asked for or the choice is refused."""
    before = page.evaluate(_HEARD)
    press(page, key)
    # A run that was under way when the key was pressed may end before the page hears of the choice.
    page.wait_for_function(f"before => document.querySelector('.wb-asks') || ({_HEARD})() !== before", arg=before)
    settled(page)


def decide(page: Page, key: str) -> None:
    """Choose a verdict by its key, pass over the question for its reason, and wait until it is saved or refused.

    Where the evidence leaves something open, verified is confirmed in full all the same.
    """
    choose(page, key)
    if page.locator(".wb-asks").count():
        press(page, "Enter")
    if page.locator('[class*="-3-open-"] button').count():
        page.wait_for_timeout(REPEAT_WINDOW_MS)
        press(page, "3")


def open_settings(page: Page) -> None:
    """Open what is set for the whole review page: order, filters, shortcuts and date."""
    page.locator(".st-key-view-settings button").first.click()
    page.locator(".st-key-order").wait_for()


def open_dialog(page: Page, key: str) -> None:
    """Press the key of a dialog as a person does: again, when the page was still busy and nothing came up.

    Raises:
        AssertionError: If three presses bring nothing.
    """
    dialog = page.get_by_role("dialog")
    for _ in range(3):
        page.keyboard.press(key)
        with suppress(PageTimeoutError):
            dialog.first.wait_for(timeout=3000)
        settled(page)
        if dialog.count():
            return
    raise AssertionError(f"No dialog after pressing {key} three times.")
