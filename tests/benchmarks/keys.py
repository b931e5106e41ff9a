"""How long a reviewer waits from the key to the next claim: in the browser, and where the server spends it.

    python -m tests.benchmarks.keys [--claims 500] [--sources 0] [--keys 20] [--ahead] [--database FOLDER]

The article has so many claims, the library so many invented sources of ten passages each (`scale_library`) beside the
example's. The time runs from the key until heading, passages and buttons of the next claim are in the page, and the
page is at rest at the end; medians are printed. The encoder is the real one; invented vectors point anywhere.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from claims.article import Article, Block, BlockKind
from claims.store import kept_candidates
from claims.workbench import Workbench
from sources.language.span import Span
from sources.store.engine import reading, writing
from sources.store.source_queries import changed
from tests.benchmarks.scale_library import write
from tests.browser.harness import (
    CHROMIUM,
    CHROMIUM_ARGUMENTS,
    RUN_MILLISECONDS,
    Server,
    open_page,
    settled,
    start_with_name,
)
from tests.claims.services.making import an_article, claims_of

if TYPE_CHECKING:
    from playwright.sync_api import Page

ARTICLE = "art-00000000long"
_LINES = 5  # of a paragraph
_AT_ONCE = 500  # sources written at a time
_AHEAD_SECONDS = 600
_LOADING = 30_000  # milliseconds after a restart, in which the model is loaded
# From the key until the next claim is drawn whole: its heading, its bar and its columns.
_TIMED = """(key) => new Promise((done) => {
  const before = document.querySelector(".wb-claim").dataset.for, begun = performance.now();
  let heading = 0;
  const look = () => {
    const claim = document.querySelector(".wb-claim"), now = claim && claim.dataset.for;
    const parts = [...document.querySelectorAll("[data-for]")];
    if (now && now !== before && !heading) heading = performance.now() - begun;
    const whole = now && now !== before && parts.length > 2 && parts.every((part) => part.dataset.for === now);
    if (whole) { done([heading, performance.now() - begun]); return; }
    requestAnimationFrame(look);
  };
  document.body.dispatchEvent(new KeyboardEvent("keydown", { key, code: "KeyJ", bubbles: true }));
  requestAnimationFrame(look);
})"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="From the key to the next claim.")
    parser.add_argument("--claims", type=int, default=500, help="claims of the article (default: 500)")
    parser.add_argument("--sources", type=int, default=0, help="invented sources of ten passages (default: 0)")
    parser.add_argument("--keys", type=int, default=20, help="keys that are timed (default: 20)")
    parser.add_argument("--ahead", action="store_true", help="wait until the candidates are found ahead")
    parser.add_argument("--database", type=Path, help="a folder that keeps the library between runs")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = Server(given.database or Path(folder))
        if not server.database.exists():
            _stock(server, given.claims, given.sources)
        server.start()
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGUMENTS)
        try:
            context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB", timezone_id="UTC")
            start_with_name(context)
            page = context.new_page()
            page.set_default_timeout(RUN_MILLISECONDS * 5)
            _time(page, server, given.keys, ahead=given.ahead)
        finally:
            browser.close()
            server.stop()


def _stock(server: Server, claims: int, sources: int) -> None:
    workbench = Workbench.open(f"sqlite:///{server.database}")
    workbench.load_example()
    article = _in_paragraphs(replace(an_article(claims, ARTICLE), title="Ships wait"))
    workbench.articles._store(article, claims_of(article))
    with writing(workbench._engine) as connection:
        for first in range(0, sources, _AT_ONCE):
            write(connection, range(first, min(first + _AT_ONCE, sources)))
        changed(connection)
    workbench.close()


def _in_paragraphs(article: Article) -> Article:
    """Return an article with its lines in paragraphs of a few."""
    blocks, start, lines = [], 0, article.text.split("\n")
    for first in range(0, len(lines), _LINES):
        end = start + len("\n".join(lines[first : first + _LINES]))
        blocks.append(Block(Span(start, end), BlockKind.BODY))
        start = end + 1
    return replace(article, blocks=tuple(blocks))


def _processor_seconds(process_id: int) -> float:
    """Return how long a process has computed; another program on the same cores does not change that."""
    fields = Path(f"/proc/{process_id}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _time(page: Page, server: Server, keys: int, *, ahead: bool) -> None:
    open_page(page, f"{server.url}/review?article={ARTICLE}")
    page.locator(".wb-cand, .wb-msg").first.wait_for()
    settled(page)
    if ahead:  # in the server before this one, so that nothing is computed beside the keys
        _wait_ahead(page, server, keys)
        server.restart()
        open_page(page, f"{server.url}/review?article={ARTICLE}")
        page.locator(".wb-cand").first.wait_for()
        page.wait_for_timeout(_LOADING)
        settled(page)
    heading, whole = [], []
    begun = _processor_seconds(server.process_id)
    for _ in range(keys):
        one, other = page.evaluate(_TIMED, "j")
        heading.append(one)
        whole.append(other)
        settled(page)
    print(f"the server computes {1000 * (_processor_seconds(server.process_id) - begun) / keys:.0f} ms for each key")
    for name, found in (("heading of the next claim", heading), ("all of the next claim", whole)):
        slow = sorted(found)[int(0.9 * (len(found) - 1))]
        print(f"{name}: median {statistics.median(found):.0f} ms, 9 of 10 within {slow:.0f} ms")


def _wait_ahead(page: Page, server: Server, keys: int) -> None:
    workbench = Workbench.open(f"sqlite:///{server.database}")
    for _ in range(_AHEAD_SECONDS):
        with reading(workbench._engine) as connection:
            if len(kept_candidates.keys(connection, ARTICLE)) > keys:
                break
        page.wait_for_timeout(1000)
    workbench.close()


if __name__ == "__main__":
    main()
