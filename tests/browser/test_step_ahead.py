"""A step shows its wording before the server answers, and no key goes to a claim that is only shown ahead."""

from __future__ import annotations

import os
import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from claims.workbench import Workbench
from tests.browser.harness import open_page, settled
from tests.claims.services.making import ARTICLE_ID, an_article, claims_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

    from tests.browser.harness import Server

pytestmark = [pytest.mark.browser]

# Each wording that was shown from now on, with the place beside it, one after the other.
_WATCH = """() => {
  window.shownWordings = [];
  const note = () => {
    const now = [document.querySelector(".wb-claim h2")?.textContent, document.querySelector(".wb-pos")?.textContent];
    const last = window.shownWordings[window.shownWordings.length - 1];
    if (now[0] && now[1] && String(now) !== String(last)) window.shownWordings.push(now);
  };
  note();
  new MutationObserver(note).observe(document.body, { subtree: true, childList: true, characterData: true });
}"""
# Presses keys with nothing between them, as no person is quick enough to.
_PRESS = """keys => keys.forEach(key => document.body.dispatchEvent(new KeyboardEvent("keydown",
  { key, code: `Key${key.toUpperCase()}`, bubbles: true, cancelable: true })))"""


@contextmanager
def _held(server: Server) -> Iterator[None]:
    """Let the server do nothing for a while."""
    os.kill(server.process_id, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(server.process_id, signal.SIGCONT)


@pytest.fixture
def wordings(server: Server, page: Page) -> list[str]:
    """The wordings of an article of three claims, opened at the second."""
    workbench = Workbench.open(f"sqlite:///{server.database}")
    workbench.articles._store(an_article(), claims_of(an_article()))
    claims = workbench.articles.claims(ARTICLE_ID)
    workbench.close()
    open_page(page, f"{server.url}/review?article={ARTICLE_ID}&claim={claims[1].id}")
    expect(page.locator(".wb-claim h2")).to_have_text(claims[1].text)
    page.evaluate(_WATCH)
    return [claim.text for claim in claims]


def _shown(page: Page) -> list[list[str]]:
    return [list(one) for one in page.evaluate("() => window.shownWordings")]


def test_a_step_shows_its_wording_before_the_server_answers_and_no_verdict_is_heard_until_then(
    server: Server, page: Page, wordings: list[str]
) -> None:
    for key, number in (("j", 3), ("k", 2), ("n", 3)):
        with _held(server):
            page.evaluate(_PRESS, [key, "v"])
            assert _shown(page)[-1] == [wordings[number - 1], f"Claim {number} of 3"]
        settled(page)
        expect(page.locator(".wb-claim h2")).to_have_text(wordings[number - 1])
        expect(page.locator(".wb-isit")).to_have_attribute("data-heard", "0")  # no verdict came to the server
        assert page.evaluate("() => document.querySelector('.st-key-columns')?.style.opacity ?? ''") == ""


def test_where_no_answer_comes_the_wording_of_the_buttons_is_put_back(
    server: Server, page: Page, wordings: list[str]
) -> None:
    second, third = [wordings[1], "Claim 2 of 3"], [wordings[2], "Claim 3 of 3"]
    with _held(server):
        page.evaluate(_PRESS, ["j"])
        page.wait_for_function("() => window.shownWordings.length > 2")
        assert _shown(page) == [second, third, second]
    settled(page)
    assert _shown(page)[-1] == third


def test_a_key_that_saves_or_leads_nowhere_shows_nothing_ahead(
    server: Server, page: Page, wordings: list[str]
) -> None:
    page.evaluate(_PRESS, ["u"])  # the reasons open, and J would save
    page.locator(".wb-asks").wait_for()
    settled(page)
    with _held(server):
        page.evaluate(_PRESS, ["j"])
        assert _shown(page) == [[wordings[1], "Claim 2 of 3"]]
    settled(page)
    page.evaluate(_PRESS, ["Escape"])
