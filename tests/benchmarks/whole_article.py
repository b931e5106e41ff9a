"""A whole article decided by keyboard: how many keys a claim takes, and how long the reviewer waits for the page.

    python -m tests.benchmarks.whole_article --data FOLDER [--article censorship_treaty.txt] [--turns 3]

The article is a file of FOLDER; beside it the library has eleven sources of our own, each of another kind
(`data/treaty_sources.json`). A claim with a passage beside it has the first one pinned and is verified, in part where
the page says that words are left open; where the page refuses that for an unresolved word, the claim is unclear as
ambiguous; one without a passage is unclear for want of a source. All of it is keys, one right after
the other: the time is what the page takes from each key until what it causes is painted, and a step counts until
wording, passages and buttons are of the next claim. Nobody reads meanwhile, so nothing is found ahead that a reader
would have given time for.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from playwright.sync_api import sync_playwright

from claims.review.verdict import REPEAT_WINDOW_MS
from claims.workbench import Workbench
from tests.browser.harness import (
    CHROMIUM,
    CHROMIUM_ARGUMENTS,
    RUN_MILLISECONDS,
    Server,
    in_step,
    open_page,
    settled,
    start_with_name,
)
from tests.browser.preloaded import REPOSITORY
from tests.sources.reading.make_files import make_docx, make_html, make_pdf

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

_SOURCES = Path(__file__).parent / "data" / "treaty_sources.json"
# From a key until what it causes is painted: "pin", "asked" or "next" (another claim, all parts of it; or a message).
_TIMED = """(wanted, limit) => new Promise((done) => {
  const card = () => document.querySelector(".wb-claim")?.dataset.for;
  const before = card(), pins = document.querySelectorAll(".st-key-columns .wb-tag.ev").length;
  const saved = document.querySelector(".wb-saved")?.innerText;
  const there = {
    pin: () => document.querySelectorAll(".st-key-columns .wb-tag.ev").length > pins,
    asked: () => document.querySelector(".wb-asks, .st-key-told .wb-msg"),
    next: () => document.querySelector('[class*="-3-open-"] button')
      || (document.querySelector(".wb-saved")?.innerText !== saved
        && [...document.querySelectorAll("[data-for]")].every((part) => part.dataset.for === card())
        && !document.querySelector(".wb-asks")),
  }[wanted];
  let begun = 0;
  const look = () => {
    const past = performance.now() - begun;
    if (there() || past > limit) done(past);
    else requestAnimationFrame(look);
  };
  window.addEventListener("keydown", () => { begun = performance.now(); requestAnimationFrame(look); },
    { capture: true, once: true });
})"""
_REFUSED = ".st-key-told .wb-msg"
_IN_PART = "[class*='-3-open-'] button"


@dataclass(slots=True)
class Job:
    """What the keys of one article cost.

    Attributes:
        waits: Seconds from each key until what it causes is painted.
        claims: Seconds of all keys of each claim.
    """

    waits: list[float] = field(default_factory=list)
    claims: list[float] = field(default_factory=list)


def main() -> None:
    """Decide the article in turns, each with a new database, and print what it took."""
    parser = argparse.ArgumentParser(description="A whole article by keyboard.")
    parser.add_argument("--data", type=Path, required=True, metavar="FOLDER", help="folder with the article")
    parser.add_argument("--article", default="censorship_treaty.txt", help="its file (default: %(default)s)")
    parser.add_argument("--turns", type=int, default=3, help="how often it is decided anew (default: 3)")
    given = parser.parse_args()
    text = (given.data / given.article).read_text(encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGUMENTS)
        try:
            for _ in range(given.turns):
                _print(_turn(browser, text))
        finally:
            browser.close()


def _turn(browser: Browser, text: str) -> Job:
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder))
        article = _stock(server, text)
        server.start()
        context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB", timezone_id="UTC")
        try:
            start_with_name(context)
            page = context.new_page()
            page.set_default_timeout(RUN_MILLISECONDS)
            open_page(page, f"{server.url}/review?article={article}")
            page.locator(".wb-cand").first.wait_for()  # the models are loaded
            settled(page)
            job = Job()
            for _ in range(int(page.locator(".wb-pos").inner_text().split()[-1])):
                _decide(page, job)
        finally:
            context.close()
            server.stop()
        _check(server, article)
        return job


def _stock(server: Server, text: str) -> str:
    """Store the article and the eleven sources; return the article's id."""
    workbench = Workbench.open(f"sqlite:///{server.database}")
    pasted = workbench.articles.preview(workbench.articles.paste(text))
    article = workbench.articles.add(pasted).article_id
    workbench.close()
    files = server.folder / "sources"
    files.mkdir()
    for number, source in enumerate(json.loads(_SOURCES.read_text(encoding="utf-8"))):
        (files / f"{number}.{source['kind']}").write_bytes(_file(source))
    command = [sys.executable, "-m", "sources", "add", "--database", f"sqlite:///{server.database}", str(files)]
    subprocess.run(command, check=True, cwd=REPOSITORY, capture_output=True)
    return article


def _file(source: dict[str, Any]) -> bytes:
    """Return a source as a file of its kind."""
    kind, paragraphs = source["kind"], source["paragraphs"]
    title, publisher, day = source["title"], source["publisher"], source["published"]
    body = "\n\n".join(paragraphs)
    written = [title, publisher, day, *paragraphs]  # where a file says on its first lines what it is
    if kind == "html":
        return make_html(paragraphs, title=title, publisher=publisher, published=day)
    if kind == "pdf":
        return make_pdf(["\n\n".join(written)], title=title)
    if kind == "docx":
        return make_docx(written, title=title)
    if kind == "eml":
        mail = EmailMessage()
        mail["Subject"], mail["From"] = title, f"{publisher} <press@example.org>"
        mail["Date"] = datetime.fromisoformat(f"{day}T09:00:00+00:00")
        mail.set_content(body)
        return mail.as_bytes()
    quoted = body.replace('"', '""')
    lines = "\n\n".join(
        f"00:00:{10 * n:02}.000 --> 00:00:{10 * n + 9:02}.000\n{words}" for n, words in enumerate(paragraphs)
    )
    texts = {
        "txt": "\n\n".join(written),
        "md": f"---\ntitle: {title}\npublisher: {publisher}\ndate: {day}\n---\n\n# {title}\n\n{body}\n",
        "csv": f'title,publisher,published,text\n"{title}","{publisher}",{day},"{quoted}"\n',
        "jsonl": json.dumps({"title": title, "publisher": publisher, "published": day, "text": body}) + "\n",
        "vtt": f"WEBVTT\n\n{lines}\n",
        "xml": f'<rss version="2.0"><channel><title>{escape(publisher)}</title><item><title>{escape(title)}</title>'
        f"<description>{escape(body)}</description></item></channel></rss>",
        "rtf": r"{\rtf1\ansi " + r"\par ".join(written) + "}",
    }
    return str(texts[kind]).encode()


def _decide(page: Page, job: Job) -> None:
    """Decide the claim in focus by keyboard."""
    before = len(job.waits)
    if page.locator(".st-key-columns .wb-cand").count():
        _press(page, "1", "pin", job)
        _press(page, "v", "asked", job)
        if page.locator(_REFUSED).count():  # a word of the claim is unresolved
            _press(page, "u", "asked", job)
            _press(page, "4", "next", job)  # ambiguous
            job.claims.append(sum(job.waits[before:]))
            return
        _press(page, "Enter", "next", job)
        if page.locator(_IN_PART).count():
            page.wait_for_timeout(REPEAT_WINDOW_MS)  # a digit right after Enter would count as its repeat
            _press(page, "1", "next", job)
    else:
        _press(page, "u", "asked", job)
        _press(page, "1", "next", job)
    job.claims.append(sum(job.waits[before:]))


def _press(page: Page, key: str, wanted: str, job: Job) -> None:
    in_step(page)
    page.evaluate(f"() => {{ window.timed = ({_TIMED})('{wanted}', {RUN_MILLISECONDS}); }}")
    page.keyboard.press(key)
    waited = page.evaluate("() => window.timed")
    assert waited < RUN_MILLISECONDS, f"{key} did not bring “{wanted}”: {page.locator('.wb-claim').inner_text()}"
    job.waits.append(waited / 1000)
    settled(page)


def _check(server: Server, article: str) -> None:
    """Fail where a claim has no verdict: what is counted must be the whole job."""
    workbench = Workbench.open(f"sqlite:///{server.database}")
    claims = {claim.id for claim in workbench.articles.claims(article)}
    left = claims - set(workbench.reviewing.verdicts(article))
    workbench.close()
    assert not left, f"{len(left)} claims have no verdict."


def _print(job: Job) -> None:
    keys, claims = len(job.waits), len(job.claims)
    slowest = sorted(job.claims)[round(0.95 * (claims - 1))]
    print(
        f"{claims} claims, {keys} keys: {keys / claims:.1f} a claim; waiting {sum(job.waits) / claims:.2f} s a claim "
        f"(median {statistics.median(job.claims):.2f}, 19 of 20 within {slowest:.2f}); "
        f"a key {statistics.median(job.waits):.3f} s",
        flush=True,
    )


if __name__ == "__main__":
    main()
