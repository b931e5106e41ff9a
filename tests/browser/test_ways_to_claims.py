"""From the report and from the history one press leads to the claim, in the same visit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from claims.workbench import Workbench
from tests.browser.harness import open_page, press, settled
from tests.claims.services.making import ARTICLE_ID, Clock, act, an_article, claims_of

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.harness import Server

pytestmark = [pytest.mark.browser]


def _filled(server: Server) -> list[str]:
    """Store four claims, the third disputed; return their ids."""
    workbench = Workbench.open(f"sqlite:///{server.database}", clock=Clock())
    article = an_article(4)
    workbench.articles._store(article, claims_of(article))
    workbench.reviewing.judge(act(workbench, 3, "disputed", reason="contradicted"))
    ids = [claim.id for claim in workbench.articles.claims(ARTICLE_ID)]
    workbench.close()
    return ids


def test_a_press_in_report_and_history_leads_to_the_claim_and_h_goes_there_and_back(
    server: Server, page: Page
) -> None:
    ids = _filled(server)
    open_page(page, f"{server.url}/report?article={ARTICLE_ID}")
    visit = page.evaluate("() => { window.visit = 1; }")
    assert visit is None
    page.locator(".wb-corr a").click()
    page.wait_for_url(re.compile("/review"))
    settled(page)
    expect(page.locator(".wb-claim")).to_have_attribute("data-for", ids[2])
    press(page, "h")
    page.wait_for_url(re.compile("/history"))
    settled(page)
    expect(page.locator(".wb-history tr.here")).to_contain_text("3 ships waited")
    page.locator(".wb-history a").click()
    page.wait_for_url(re.compile("/review"))
    settled(page)
    press(page, "h")
    page.wait_for_url(re.compile("/history"))
    settled(page)
    press(page, "h")
    page.wait_for_url(re.compile("/review"))
    settled(page)
    expect(page.locator(".wb-claim")).to_have_attribute("data-for", ids[2])
    assert page.evaluate("() => window.visit") == 1, "The page was loaded again."


def test_a_number_of_the_report_lists_its_claims_in_the_window(server: Server, page: Page) -> None:
    _filled(server)
    open_page(page, f"{server.url}/report?article={ARTICLE_ID}")
    page.locator(".wb-t td.n a").last.click()
    settled(page)
    expect(page.locator(".wb-listed h2")).to_have_text("Not reviewed: 3 claims · Pilot Weekly")
    expect(page.locator(".wb-listed")).to_be_in_viewport()
    assert page.locator(".wb-cells a").count() == 4
