"""How long a reviewer waits: from the command to a healthy server, to the first usable page, to a second visit.

    python -m tests.benchmarks.start [--runs 3]

Each run starts a new server on an empty database and a new Chromium; the first run may read from a cold disk.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from tests.browser.harness import CHROMIUM, CHROMIUM_ARGUMENTS, Server

if TYPE_CHECKING:
    from playwright.sync_api import Page

STEPS = ("health says ok", "first page usable", "second visit usable")


def measure(folder: Path) -> tuple[float, ...]:
    """Return the seconds of one start, one for each of `STEPS`.

    The first two count from the command; the last is a visit of its own, from its own beginning. Starting
    Chromium is not counted: the reviewer's browser is open already. Usable means that the start page's button
    is drawn and no run of the script is under way.
    """
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGUMENTS)
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        server = Server(folder, cold=True)
        begun = time.perf_counter()
        server.launch()
        try:
            while not server.healthy():
                if time.perf_counter() - begun > 120:
                    raise SystemExit(f"The server did not answer within 120 seconds. Its log:\n{server.log()}")
                time.sleep(0.02)
            healthy = time.perf_counter() - begun
            page.goto(server.url, wait_until="domcontentloaded")
            usable(page)
            first = time.perf_counter() - begun
            again = time.perf_counter()
            page.goto(server.url, wait_until="domcontentloaded")
            usable(page)
            second = time.perf_counter() - again
        finally:
            server.kill()
            browser.close()
    return healthy, first, second


def usable(page: Page) -> None:
    """Return once the start page's button is drawn and no run of the script is under way."""
    page.get_by_role("button", name="Load the example").wait_for()
    page.wait_for_selector("[data-testid='stApp'][data-test-script-state='notRunning']", state="attached")


def main() -> None:
    """Measure as often as asked and print one table."""
    parser = argparse.ArgumentParser(description="Seconds from the command to the first usable page.")
    parser.add_argument("--runs", type=int, default=3, help="how many starts to measure (default: 3)")
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as folder:
        measured = [measure(Path(folder) / str(run)) for run in range(runs)]
    print(f"{'seconds':<22}" + "".join(f"{f'run {run + 1}':>8}" for run in range(runs)) + f"{'median':>8}")
    for name, seconds in zip(STEPS, zip(*measured, strict=True), strict=True):
        print(f"{name:<22}" + "".join(f"{value:>8.2f}" for value in seconds) + f"{statistics.median(seconds):>8.2f}")


if __name__ == "__main__":
    main()
