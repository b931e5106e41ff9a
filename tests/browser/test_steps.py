"""A step through a long article leaves its pane as it is: little is sent, and only the claim in focus changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from claims.workbench import Workbench
from tests.browser.harness import choose, open_page, press, settled
from tests.claims.services.making import ARTICLE_ID, an_article, claims_of, in_paragraphs

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.harness import Server

pytestmark = [pytest.mark.browser]

CLAIMS = 500
MOST_BYTES = 35_000  # of a step; the whole pane is more than 120,000
PART = 10  # paragraphs that are drawn together
# Knows each paragraph again as long as it is not drawn anew; the one in focus is put aside by the script of the pane.
_KNOWN = """() => {
  const drawn = document.querySelectorAll(".st-key-article [data-block]");
  [...drawn, ...window.wbFocused.map(one => one.plain)].forEach(part => { part.known = true; });
}"""
_PANE = """() => {
  const pane = document.querySelector(".st-key-article"), box = pane.getBoundingClientRect();
  const of = part => part.closest("[data-claim]").dataset.claim;
  const mark = pane.querySelector("mark.now"), line = mark.getBoundingClientRect();
  return {
    claims: [document.querySelector(".wb-claim").dataset.for, of(mark), of(pane.querySelector("span[aria-current]"))],
    signs: pane.innerHTML.split("▶").length - 1,
    seen: line.top >= box.top && line.bottom <= box.bottom,
    words: [...pane.querySelectorAll("[data-block] > p")].map(part => part.textContent.replace("▶", "")).join("\\n"),
    others: [...pane.querySelectorAll("[data-block]")].filter(part => !part.known).length,
    margin: pane.querySelector("[data-block] > ul").textContent,
    named: [pane.role, pane.ariaLabel, pane.tabIndex],
  };
}"""


def _shown(page: Page) -> dict[str, Any]:
    return dict(page.evaluate(_PANE))


def _long_article(server: Server) -> list[str]:
    """Store an article of many claims and return their ids."""
    workbench = Workbench.open(f"sqlite:///{server.database}")
    article = in_paragraphs(an_article(CLAIMS))
    workbench.articles._store(article, claims_of(article))
    ids = [claim.id for claim in workbench.articles.claims(ARTICLE_ID)]
    workbench.close()
    return ids


def test_steps_verdicts_and_enter_change_only_what_is_in_focus(server: Server, page: Page) -> None:
    ids = _long_article(server)
    sent: list[int] = []
    page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: sent.append(len(frame))))
    open_page(page, f"{server.url}/review?article={ARTICLE_ID}&claim={ids[0]}")
    expect(page.locator(".wb-pos")).to_have_text(f"Claim 1 of {CLAIMS}")
    settled(page)
    assert _shown(page)["named"] == ["region", "Article, with claims marked", 0]
    page.evaluate(_KNOWN)
    press(page, "j")
    first = _shown(page)
    for number in range(2, 8):  # into the second paragraph
        sent.clear()
        press(page, "j")
        expect(page.locator(".wb-pos")).to_have_text(f"Claim {number + 1} of {CLAIMS}")
        shown = _shown(page)
        assert shown["claims"] == [ids[number]] * 3
        assert shown["signs"] == 2  # beside the words and in the margin
        assert shown["seen"]
        assert shown["words"] == first["words"]
        assert shown["others"] <= 1  # the paragraph in focus
        assert 0 < sum(sent) < MOST_BYTES

    choose(page, "u")
    press(page, "1")
    expect(page.locator(".wb-saved")).to_contain_text("claim 8 ? unclear")
    shown = _shown(page)
    assert shown["claims"] == [ids[8]] * 3
    assert shown["others"] == PART
    expect(page.locator(".st-key-article [data-block='1'] .wb-mg")).to_contain_text("8 ? unclear")

    page.locator(f".wb-n[data-claim='{ids[11]}']").press("Enter")
    expect(page.locator(".wb-pos")).to_have_text(f"Claim 12 of {CLAIMS}")
    settled(page)
    assert _shown(page)["claims"] == [ids[11]] * 3
    assert page.evaluate("() => document.activeElement.dataset.claim") == ids[11]
