"""How long a reviewer waits from a key to the next claim, and what the server and the browser compute for it.

    python -m tests.benchmarks.keys [--passages 0 100000] [--claims 500] [--keys 40] [--keep FOLDER]

The article has so many claims; the library has the example's sources and, for each size, so many invented passages
beside them (`scale_library`). The candidates of the claims that are stepped through are found ahead, as the workbench
does while somebody reads. The time runs from the press on **J** until the browser has painted the next claim's text,
and until buttons and passages are of that claim too. Before each press, the same key is pressed on a page of one
button and one line (`empty_page`) in the same browser; other programs slow both.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright
from sqlalchemy import update

from claims.store import kept_candidates
from claims.workbench import Workbench
from sources.store.engine import reading, writing
from sources.store.source_queries import changed
from sources.store.tables import embeddings
from tests.benchmarks.scale_library import PASSAGES, write
from tests.benchmarks.scale_measures import Invented
from tests.browser.harness import (
    CHROMIUM,
    CHROMIUM_ARGUMENTS,
    RUN_MILLISECONDS,
    Server,
    open_page,
    settled,
    start_with_name,
)
from tests.claims.services.making import an_article, claims_of, in_paragraphs

if TYPE_CHECKING:
    from playwright.sync_api import Browser, CDPSession, Page

ARTICLE = "art-00000000long"
_EMPTY_PAGE = "tests/benchmarks/empty_page.py"
_AT_ONCE = 500  # sources written at a time
_OTHERS = 1000  # more than the example has sources; the numbers of the invented ones begin here
_FIRST = 4  # keys before the first that is timed: the browser compiles the scripts of the page
_LOADING = 30_000  # milliseconds, in which the models are loaded
# From the press until the next claim is painted, and until all parts of the page are of that claim.
_TIMED = """() => new Promise((done) => {
  const card = () => document.querySelector(".wb-claim")?.dataset.for;
  const before = card();
  let begun = 0, text = 0;
  const look = () => {
    const now = card();
    if (now && now !== before) {
      const whole = [...document.querySelectorAll("[data-for]")].every((part) => part.dataset.for === now);
      const seen = performance.now() - begun;
      text = text || seen;
      if (whole) { done([text, seen]); return; }
    }
    requestAnimationFrame(look);
  };
  window.addEventListener("keydown", () => { begun = performance.now(); requestAnimationFrame(look); },
    { capture: true, once: true });
})"""


@dataclass(slots=True)
class Times:
    """What was measured, in milliseconds for each key.

    Attributes:
        text: Until the next claim's text is painted.
        whole: Until buttons and passages are of that claim.
        empty: Until the page of one line shows the next line.
        server: What the server's process computed, until the page is at rest.
        browser: What the browser's page computed, until it is at rest.
    """

    text: list[float] = field(default_factory=list)
    whole: list[float] = field(default_factory=list)
    empty: list[float] = field(default_factory=list)
    server: list[float] = field(default_factory=list)
    browser: list[float] = field(default_factory=list)


def main() -> None:
    """Measure each size and print a line of it."""
    parser = argparse.ArgumentParser(description="From the key to the next claim.")
    parser.add_argument("--claims", type=int, default=500, help="claims of the article (default: 500)")
    parser.add_argument(
        "--passages", type=int, nargs="+", default=[0, 100_000], help="invented passages (default: 0 100000)"
    )
    parser.add_argument("--keys", type=int, default=40, help="keys that are timed (default: 40)")
    parser.add_argument("--keep", type=Path, help="a folder that keeps the libraries between runs")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGUMENTS)
        empty = Server(Path(folder) / "empty", script=_EMPTY_PAGE)
        empty.start()
        try:
            for passages in given.passages:
                server = Server((given.keep or Path(folder)) / f"{given.claims}-{passages}")
                _stock(server, given.claims, passages, given.keys + _FIRST + 1)
                server.start()
                try:
                    _print(given.claims, passages, _time(browser, server, empty, given.keys))
                finally:
                    server.stop()
        finally:
            browser.close()
            empty.stop()


def _stock(server: Server, claims: int, passages: int, ahead: int) -> None:
    """Store article and library, unless a run before has, and find the candidates of the first claims."""
    new = not server.database.exists()
    workbench = Workbench.open(f"sqlite:///{server.database}")
    workbench.library.warm()
    if new:
        workbench.load_example()
        article = in_paragraphs(replace(an_article(claims, ARTICLE), title="Ships wait"))
        workbench.articles._store(article, claims_of(article))
        with writing(workbench._engine) as connection:
            end = _OTHERS + passages // PASSAGES
            for first in range(_OTHERS, end, _AT_ONCE):
                write(connection, range(first, min(first + _AT_ONCE, end)))
            ours = embeddings.c.model_id
            model_id = workbench.library.model_id
            connection.execute(update(embeddings).where(ours == Invented.model_id).values(model_id=model_id))
            changed(connection)
    matching = workbench.library.matching
    wanted = [claim.id for claim in workbench.articles.claims(ARTICLE)[:ahead]]
    while not _kept(workbench).issuperset(wanted):
        matching._next_ahead(ARTICLE, wanted[0])
    workbench.close()


def _kept(workbench: Workbench) -> set[str]:
    """Return the claims whose candidates and nearest sentences are kept."""
    with reading(workbench._engine) as connection:
        return {claim_id for claim_id, (_, whole) in kept_candidates.keys(connection, ARTICLE).items() if whole}


def _time(browser: Browser, server: Server, empty: Server, keys: int) -> Times:
    page, beside = _page(browser), _page(browser)
    open_page(page, f"{server.url}/review?article={ARTICLE}")
    page.locator(".wb-cand").first.wait_for()
    open_page(beside, empty.url)
    page.wait_for_timeout(_LOADING)
    settled(page)
    computing = page.context.new_cdp_session(page)
    computing.send("Performance.enable")
    times = Times()
    for number in range(keys + _FIRST):
        other, _ = _pressed(beside)
        before = _processor(server.process_id), _task(computing)
        text, whole = _pressed(page)
        after = _processor(server.process_id), _task(computing)
        if number >= _FIRST:
            times.empty.append(other)
            times.text.append(text)
            times.whole.append(whole)
            times.server.append(after[0] - before[0])
            times.browser.append(after[1] - before[1])
    page.context.close()
    beside.context.close()
    return times


def _page(browser: Browser) -> Page:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB", timezone_id="UTC")
    start_with_name(context)
    page = context.new_page()
    page.set_default_timeout(RUN_MILLISECONDS * 5)
    return page


def _pressed(page: Page) -> tuple[float, float]:
    """Press **J**, wait until the page is at rest, and return the milliseconds until the text and until all of it."""
    page.evaluate(f"() => {{ window.timed = ({_TIMED})(); }}")
    page.keyboard.press("j")
    text, whole = page.evaluate("() => window.timed")
    settled(page)
    return text, whole


def _processor(process_id: int) -> float:
    """Return for how many milliseconds a process has computed; another program on the same cores changes little."""
    fields = Path(f"/proc/{process_id}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return 1000 * (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _task(computing: CDPSession) -> float:
    """Return for how many milliseconds the page's process has computed."""
    found = {one["name"]: one["value"] for one in computing.send("Performance.getMetrics")["metrics"]}
    return 1000 * float(found["ProcessTime"])


def _print(claims: int, passages: int, times: Times) -> None:
    ratio = statistics.median(times.text) / statistics.median(times.empty)
    print(f"{claims} claims, {passages:,} invented passages, {len(times.text)} keys")
    print(f"  next claim's text   {_spread(times.text)}; {ratio:.1f} times the page of one line")
    print(f"  all of the claim    {_spread(times.whole)}")
    print(f"  page of one line    {_spread(times.empty)}")
    print(f"  server computes     mean {statistics.mean(times.server):.0f} ms")
    print(f"  browser computes    mean {statistics.mean(times.browser):.0f} ms", flush=True)


def _spread(found: Sequence[float]) -> str:
    high = sorted(found)[round(0.95 * (len(found) - 1))]
    return f"median {statistics.median(found):.0f} ms, 19 of 20 within {high:.0f} ms"


if __name__ == "__main__":
    main()
