"""A language model set on the Settings page, chosen for an article, stopped once, and then split by."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.harness import RUN_MILLISECONDS, open_page, settled
from tests.claims.language_model.making import QUAY, TEXT
from tests.claims.language_model.server import FakeModel, claim

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.harness import Server

KEY = "key-of-nobody-0123"
pytestmark = [pytest.mark.browser, pytest.mark.model]


def _split(page: Page, by: str) -> None:
    page.get_by_role("textbox", name="The article's text").fill(TEXT)
    page.get_by_role("radio", name=by).click()
    settled(page)
    page.get_by_role("button", name="Split into claims").click()


def test_a_reviewer_sets_a_model_stops_it_and_reads_what_it_gave(server: Server, page: Page) -> None:
    with FakeModel() as model:
        secrets = server.folder / ".streamlit" / "secrets.toml"  # the server's home; nobody has asked for a key yet
        secrets.parent.mkdir(exist_ok=True)
        secrets.write_text(f'WORKBENCH_LANGUAGE_MODEL_KEY = "{KEY}"\n')
        open_page(page, f"{server.url}/settings")
        expect(page.get_by_text("set, in the environment or the secrets file")).to_be_visible()
        assert KEY not in page.content()
        page.get_by_role("textbox", name="Address", exact=True).fill(model.address)
        page.get_by_role("textbox", name="Model, by the name").fill("tiny")
        page.get_by_text("Offer it on the Articles page").click()
        page.get_by_test_id("stBaseButton-primaryFormSubmit").click()
        expect(page.get_by_text("tiny is offered on the Articles page.")).to_be_visible(timeout=RUN_MILLISECONDS)
        page.get_by_test_id("stTopNavLink").filter(has_text="Articles").click()
        settled(page)
        expect(page.get_by_text("on this machine. Nothing leaves it.")).to_be_visible()

        model.behave = lambda _handler, _question: model.release.wait(60)
        _split(page, "Language model")
        expect(page.get_by_text("Splitting by tiny")).to_be_visible(timeout=RUN_MILLISECONDS)
        expect(page.get_by_text("No article yet")).to_have_count(0)
        page.get_by_role("button", name="Cancel").click()
        expect(page.get_by_text("was not split. Nothing was stored.")).to_be_visible(timeout=RUN_MILLISECONDS)
        expect(page.get_by_text("No article yet")).to_be_visible(timeout=RUN_MILLISECONDS)
        settled(page)

        expect(page.get_by_role("textbox", name="The article's text")).to_have_value(re.compile("north quay"))
        model.says(claim(1, QUAY, QUAY), claim(1, QUAY, "The north quay burnt."))
        _split(page, "Language model")
        expect(page.get_by_text("The north quay burnt.")).to_be_visible(timeout=RUN_MILLISECONDS)
        expect(page.get_by_text("the article does not have “burnt”")).to_be_visible()
        page.get_by_role("button", name="Review the claims").click()
        page.wait_for_url(re.compile("/review"))
        expect(page.locator(".wb-claim h2")).to_contain_text(
            "The port authority of Lorn closed the north quay", timeout=RUN_MILLISECONDS
        )
        expect(page.get_by_text("Wording by language model tiny")).to_be_visible()
    assert model.requests[-1].headers["Authorization"] == f"Bearer {KEY}"
    assert KEY not in server.log()
