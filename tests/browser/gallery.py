"""Every page and state, drawn for eyes and for axe: a table of states, and a folder of pictures.

python -m tests.browser.gallery OUT [--only report] [--width 1440 390] [--theme light dark]
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from claims.review.judgement import Pin
from claims.workbench import Workbench
from tests.browser.harness import (
    CHROMIUM,
    CHROMIUM_ARGUMENTS,
    RUN_MILLISECONDS,
    Server,
    open_dialog,
    open_page,
    open_settings,
    press,
    settled,
    start_with_name,
)
from tests.browser.preloaded import made_once
from tests.claims.review.making import an_act
from tests.claims.services.making import Clock, an_article, claims_of

if TYPE_CHECKING:
    from playwright.sync_api import Page

SIZES = {1440: 900, 1366: 768, 1280: 720, 768: 1024, 390: 844}  # pixels: width to height
LONG_ID = "art-00000000long"
_LONG = 500  # claims
_DAY = datetime(2026, 5, 14, 12, tzinfo=UTC)
_VERDICTS = (
    ("verified", "in full"),
    ("disputed", "contradicted"),
    ("unclear", "sources conflict"),
    ("verified", "in part"),
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a state is drawn.

    Attributes:
        url: Of the server.
        example: The id of the example, of which some claims are decided.
    revised: The id of an article that has a second version.
    """

    url: str
    example: str
    revised: str


def _at(path: str, *, revised: bool = False, **query: str) -> Callable[[Page, Place], None]:
    """Return what opens a page at the example, or at the revised article; ``article`` in the query opens another."""

    def opened(page: Page, place: Place) -> None:
        given = {"article": place.revised if revised else place.example} | query
        open_page(page, f"{place.url}/{path}?" + "&".join(f"{name}={value}" for name, value in given.items()))

    return opened


def _then(before: Callable[[Page, Place], None], act: Callable[[Page], None]) -> Callable[[Page, Place], None]:
    def opened(page: Page, place: Place) -> None:
        before(page, place)
        act(page)
        settled(page)

    return opened


def _click(selector: str) -> Callable[[Page], None]:
    def act(page: Page) -> None:
        page.locator(selector).first.click()
        settled(page)

    return act


def _compare(page: Page) -> None:
    page.get_by_role("textbox", name="The article's text").fill(
        "Bridge shut\n\n4 May 2026\n\nThe bridge was shut on Monday. Nine lorries had crossed it. A crane fell."
    )
    page.get_by_role("button", name="Compare as version").click()
    page.locator(".wb-versions").wait_for(timeout=120_000)


def _choose_two(page: Page) -> None:
    for number in (2, 4):
        page.locator(".wb-box").nth(number).click()
        settled(page)


def _search(page: Page) -> None:
    page.locator(".st-key-library-search input").fill("bridge hangers")
    page.keyboard.press("Enter")


def _passages(page: Page) -> None:
    page.locator(".wb-cand").first.wait_for(timeout=3 * RUN_MILLISECONDS)  # the first one waits for the models


_REVIEW = _then(_at("review"), _passages)
STATES: dict[str, Callable[[Page, Place], None]] = {
    "articles": _at("articles"),
    "review": _REVIEW,
    "review-side-by-side": _at("review", side="1"),
    "review-all-claims": _at("review", pane="All+claims"),
    "review-chosen": _then(
        _at("review", pane="All+claims"),
        _choose_two,
    ),
    "review-settings": _then(_REVIEW, open_settings),
    "review-filter": _at("review", show="Disputed"),
    "review-edit": _then(_REVIEW, lambda page: open_dialog(page, "e")),
    "review-source": _then(_REVIEW, lambda page: open_dialog(page, "a")),
    "review-differs": _then(_REVIEW, lambda page: press(page, "6")),
    "review-refused": _then(_at("review", show="Not+reviewed"), lambda page: press(page, "v")),
    "review-revised": _at("review", revised=True, show="Changed"),
    "review-reasons": _then(_REVIEW, lambda page: press(page, "u")),
    "review-long": _at("review", article=LONG_ID, pane="All+claims"),
    "history": _at("history"),
    "report": _at("report"),
    "report-list": _at("report", list="not-reviewed"),
    "report-long": _at("report", article=LONG_ID),
    "versions": _at("versions"),
    "versions-two": _at("versions", revised=True),
    "versions-compared": _then(_at("versions"), _compare),
    "library": _at("library"),
    "library-search": _then(_at("library"), _search),
    "library-many": _then(_at("library"), _click(".st-key-choose-many label")),
    "settings": _at("settings"),
    "help": _at("help"),
}


def filled(server: Server) -> Place:
    """Begin a server's database with the example, which has verdicts of two reviewers, and with a long article."""
    example, revised = made_once(fill, server.database)
    return Place(server.url, example, revised)


def fill(database: str) -> tuple[str, str]:
    """Make what `filled` says; return the ids of the example and of the article that has a second version."""
    workbench = Workbench.open(f"sqlite:///{database}", clock=Clock(_DAY))
    example = workbench.load_example()
    claims = [claim for claim in workbench.articles.claims(example) if not claim.unresolved]
    for number, (value, reason) in enumerate(_VERDICTS):
        claim_id = claims[number].id
        matches = workbench.library.matching.of_article(example, claim_ids=[claim_id])[claim_id]
        pins = tuple(Pin.of(candidate) for candidate in matches.candidates[:2])
        note = "Read in full, and asked the office."
        workbench.reviewing.judge(an_act(claims[number], value, reason=reason, note=note, pins=pins))
    other = an_act(claims[1], "verified", reviewer="Bo", note="The bulletin was corrected since.", pins=())
    workbench.reviewing.judge(replace(other, request_id="other"))
    long = replace(an_article(_LONG, LONG_ID), title="Five hundred ships wait")
    workbench.articles._store(long, claims_of(long))
    for number, claim in enumerate(workbench.articles.claims(LONG_ID)[: _LONG // 2 : 5]):
        value, reason = _VERDICTS[number % len(_VERDICTS)]
        workbench.reviewing.judge(an_act(claim, value, reason=reason, note="Seen.", pins=()))
    revised = _revised(workbench)
    workbench.close()
    return example, revised


def _revised(workbench: Workbench) -> str:
    """Store an article, decide two of its claims, and bring in its next version; return its id."""
    first = "Pier shut\n\n4 May 2026\n\nThe pier was shut on Monday. Nine ferries waited. A crane fell into the sea."
    article_id = workbench.articles.add(workbench.articles.preview(workbench.articles.paste(first))).article_id
    for claim in workbench.articles.claims(article_id)[:2]:
        workbench.reviewing.judge(replace(an_act(claim, "verified", note="Seen.", pins=()), article_id=article_id))
    after = workbench.articles.preview(workbench.articles.paste(first.replace("Nine", "Twelve")))
    versions = workbench.articles.versions
    versions.save(versions.prepare(article_id, after), reviewer="Ada", request_id="revised")
    return article_id


def main() -> None:
    """Draw each state in each size and theme that is asked for."""
    parser = argparse.ArgumentParser(description="Draw every page and state into a folder.")
    parser.add_argument("out", type=Path, metavar="OUT")
    parser.add_argument("--only", nargs="+", default=[""], help="states whose name begins so")
    parser.add_argument("--width", nargs="+", type=int, choices=SIZES, default=list(SIZES))
    parser.add_argument("--theme", nargs="+", choices=("light", "dark"), default=["light", "dark"])
    asked = parser.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = Server(Path(folder))
        place = filled(server)
        server.start()
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGUMENTS)
        try:
            context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB", timezone_id="UTC")
            start_with_name(context)
            page = context.new_page()
            page.set_default_timeout(RUN_MILLISECONDS)
            for name, state in STATES.items():
                if not name.startswith(tuple(asked.only)):
                    continue
                state(page, place)
                for width in asked.width:
                    page.set_viewport_size({"width": width, "height": SIZES[width]})
                    for theme in asked.theme:
                        page.emulate_media(color_scheme=theme)
                        page.wait_for_timeout(400)  # the columns are fitted to the window
                        page.screenshot(path=asked.out / f"{name}-{width}-{theme}.png")
        finally:
            browser.close()
            server.stop()


if __name__ == "__main__":
    main()
