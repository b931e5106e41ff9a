"""Draw the README's picture: the example on the review page, a few claims decided, one in focus.

python -m tests.browser.screenshot .github/review.png
"""

from __future__ import annotations

import argparse
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import expect, sync_playwright

from tests.browser.harness import (
    CHROMIUM,
    CHROMIUM_ARGUMENTS,
    RUN_MILLISECONDS,
    Server,
    decide,
    open_page,
    press,
    settled,
    start_with_name,
)

if TYPE_CHECKING:
    from playwright.sync_api import Page

WIDTH, HEIGHT = 1440, 900  # the window that the pages are laid out for


def main() -> None:
    """Start a server of its own, do what the picture shows, and write it."""
    parser = argparse.ArgumentParser(description="Draw the picture of the README.")
    parser.add_argument("out", type=Path, metavar="OUT.png", help="the file to write")
    out = parser.parse_args().out
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = Server(Path(folder), cold=True)
        server.start()
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGUMENTS)
        try:
            page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, locale="en-GB", timezone_id="UTC")
            page.set_default_timeout(RUN_MILLISECONDS)
            start_with_name(page.context)
            open_page(page, server.url)
            review(page)
            page.screenshot(path=out)
        finally:
            browser.close()
            server.stop()


def review(page: Page) -> None:
    """Decide a few claims by keyboard as a reviewer would, and come back to the one on which two sources differ."""
    page.get_by_role("button", name="Load the example").click()
    page.wait_for_url(re.compile("/review"), timeout=3 * RUN_MILLISECONDS)  # loads both models and embeds the sources
    focus(page, "closed the Tolse Bridge to lorries")
    press(page, "1")
    decide(page, "v")
    focus(page, "52 of")
    pin(page, "Northgate Wire")
    pin(page, "Quellhaven Herald")
    press(page, "u")
    press(page, "2")  # sources conflict
    focus(page, "Cars can still cross")
    press(page, "1")
    decide(page, "v")
    focus(page, "41,000 vehicles")
    pin(page, "Office for Roads and Crossings")
    decide(page, "d")
    focus(page, "52 of")


def focus(page: Page, words: str) -> None:
    """Go forwards or back to the claim with these words, and wait for its passages."""
    settled(page)
    wording = page.locator(".wb-claim h2")
    wording.wait_for()
    total = int(page.locator(".wb-pos").inner_text().split()[-1])
    for key in "j" * total + "k" * total:
        if words in wording.inner_text():
            break
        press(page, key)
    expect(wording).to_contain_text(words)
    page.locator(".wb-cand").first.wait_for()
    settled(page)


def pin(page: Page, publisher: str) -> None:
    """Pin the passage of this publisher by the number of its column."""
    publishers = page.locator(".wb-cand h3").all_inner_texts()
    assert publisher in publishers, f"{publisher} is not beside the claim, but {', '.join(publishers)}."
    press(page, str(publishers.index(publisher) + 1))


if __name__ == "__main__":
    main()
