"""Words that two claims share show both verdicts, and a click opens the one and then the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from claims.workbench import Workbench
from tests.browser.harness import REVIEWER, Server, open_page, settled, store
from tests.browser.test_survival import ARTICLE
from tests.claims.review.making import an_act

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

_LINE = """(mark) => {
  const style = getComputedStyle(mark);
  return [style.textDecorationLine, style.textDecorationStyle, style.textUnderlineOffset];
}"""


def test_an_unclear_and_a_disputed_claim_are_both_seen_and_opened_on_the_words_they_share(
    server: Server, page: Page
) -> None:
    article = store(server.address, ARTICLE)
    workbench = Workbench.open(server.address)
    wide = workbench.articles.claims(article)[0]
    tight = workbench.reviewing.edits.add(
        article, "40 ferries", "There were 40 ferries.", reviewer=REVIEWER, request_id="add"
    )
    workbench.reviewing.judge(an_act(wide, "unclear", reason="ambiguous", reviewer=REVIEWER, request_id="one"))
    page.wait_for_timeout(300)  # two acts of one reviewer in less than 250 ms are taken for one
    workbench.reviewing.judge(an_act(tight, "disputed", note="Thirty.", reviewer=REVIEWER, request_id="two"))

    open_page(page, f"{server.url}/review?article={article}")
    heading = page.locator(".wb-claim h2")
    heading.wait_for(timeout=60_000)
    settled(page)
    outer = page.locator(f".st-key-article mark[data-claim='{wide.id}']", has=page.locator("mark"))
    inner = outer.locator(f"mark[data-claim='{tight.id}']")
    expect(inner).to_contain_text("40 ferries")
    assert outer.evaluate(_LINE) == ["underline", "dashed", "9px"]
    assert inner.evaluate(_LINE) == ["underline", "double", "3px"]
    numbers = {one.id: number for number, one in enumerate(workbench.articles.claims(article), 1)}
    expect(page.locator(f".wb-n[data-claim='{wide.id}']")).to_have_text(f"?{numbers[wide.id]} unclear")
    expect(page.locator(f".wb-n[data-claim='{tight.id}']")).to_have_text(f"✗{numbers[tight.id]} disputed")

    for wanted in (tight.text, wide.text, tight.text):
        inner.click()
        expect(heading).to_have_text(wanted)
        settled(page)
    # A number opens its own claim, and words of one claim that one.
    page.locator(f".wb-n[data-claim='{wide.id}']").click()
    expect(heading).to_have_text(wide.text)
    settled(page)
    page.locator(f".wb-n[data-claim='{tight.id}']").click()
    expect(heading).to_have_text(tight.text)
    settled(page)
    page.locator(f".st-key-article mark[data-claim='{wide.id}']", has_text="The harbour board").click()
    expect(heading).to_have_text(wide.text)
