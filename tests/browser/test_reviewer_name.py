"""Who reviews: asked once, kept by the browser and not by the address, changed on purpose, never by a link."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from claims.workbench import Workbench
from tests.browser.harness import Server, decide, open_page, press, settled, start_with_name, store
from tests.browser.test_survival import ARTICLE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser


@pytest.fixture
def other_server(tmp_path: Path) -> Iterator[Server]:
    """A second workbench on another port and another database."""
    running = Server(tmp_path / "other")
    running.start()
    yield running
    running.stop()


# What the name at the top right lies over: the pages before it, the menu behind it.
_CORNER = """() => {
  const name = document.querySelector(".st-key-who button").getBoundingClientRect();
  return [...document.querySelectorAll(".st-key-narrow-nav a, [data-testid=stMainMenu] button")].filter(part => {
    const box = part.getBoundingClientRect();
    return box.width && box.left < name.right - 1 && box.right > name.left + 1;
  }).map(part => part.innerText || part.className);
}"""


def _history(server: Server, article: str) -> list[tuple[str, str]]:
    return [
        (one.reviewer, one.note) for one in Workbench.open(f"sqlite:///{server.database}").reviewing.history(article)
    ]


def _open(page: Page, address: str) -> None:
    open_page(page, address)
    expect(page.locator(".st-key-noterow input[aria-label=Note]").first).to_be_visible(timeout=60_000)
    settled(page)


def _verify(page: Page, note: str) -> None:
    press(page, "w")
    page.keyboard.type(note)
    page.wait_for_timeout(700)  # the note is kept 0.4 s after the last letter
    page.keyboard.press("Escape")
    settled(page)
    decide(page, "v")


def _give(page: Page, name: str) -> None:
    page.locator(".st-key-ask-name input").fill(name)
    page.get_by_role("button", name="Save name").click()
    expect(page.locator(".st-key-ask-name")).to_have_count(0)
    settled(page)


def test_a_name_is_asked_before_the_first_verdict_and_kept_by_the_browser(
    server: Server, nameless_page: Page
) -> None:
    page = nameless_page
    article = store(server.address, ARTICLE)
    _open(page, f"{server.url}/review?article={article}")
    press(page, "j")  # reading needs no name
    expect(page.locator(".wb-pos")).to_contain_text("Claim 2 of")
    expect(page.locator(".wb-wanted")).to_be_hidden()
    _verify(page, "Seen in the log.")
    expect(page.locator(".wb-msg", has_text="Give your name first")).to_be_visible()
    expect(page.locator(".st-key-ask-name .wb-wanted")).to_be_visible()
    expect(page.locator(".st-key-ask-name input")).to_be_focused()
    assert _history(server, article) == []

    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate(_CORNER) == []
    page.set_viewport_size({"width": 1440, "height": 900})
    _give(page, "Zoë K.")
    expect(page.locator(".st-key-who")).to_contain_text("Reviewer: Zoë K.")
    expect(page.locator(".wb-nokeep")).to_be_hidden()
    expect(page.locator(".st-key-noterow input[aria-label=Note]")).to_have_value("Seen in the log.")
    decide(page, "v")
    expect(page.locator(".wb-saved")).to_contain_text("claim 2 ✓ verified")
    assert _history(server, article) == [("Zoë K.", "Seen in the log.")]
    assert "Zo" not in page.url
    assert "reviewer" not in page.url

    page.reload()
    settled(page)
    expect(page.locator(".st-key-who")).to_contain_text("Zoë K.")
    second = page.context.new_page()
    _open(second, f"{server.url}/review?article={article}")
    expect(second.locator(".st-key-who")).to_contain_text("Zoë K.")
    expect(second.locator(".wb-tally")).to_contain_text("✓ 1 verified")
    second.close()
    server.restart()
    _open(page, f"{server.url}/review?article={article}")
    expect(page.locator(".st-key-who")).to_contain_text("Zoë K.")
    expect(page.locator(".st-key-ask-name")).to_have_count(0)


def test_an_old_link_opens_its_claim_and_changes_nobodys_name(
    server: Server, page: Page, nameless_page: Page
) -> None:
    article = store(server.address, ARTICLE)
    claim = Workbench.open(f"sqlite:///{server.database}").articles.claims(article)[3].id
    link = f"{server.url}/review?article={article}&claim={claim}&reviewer=Ana"
    _open(page, link)
    expect(page.locator(".wb-pos")).to_contain_text("Claim 4 of")
    expect(page.locator(".st-key-link-of")).to_contain_text("This link was Ana’s. You are reviewing as Ada.")
    expect(page.locator(".st-key-who")).to_contain_text("Ada")
    page.wait_for_url(lambda url: "reviewer" not in url)
    assert f"article={article}" in page.url
    assert f"claim={claim}" in page.url
    _verify(page, "Mine.")
    expect(page.locator(".wb-saved")).to_contain_text("claim 4 ✓ verified")
    assert _history(server, article) == [("Ada", "Mine.")]
    page.get_by_role("button", name="Close", exact=True).click()
    expect(page.locator(".st-key-link-of")).to_have_count(0)

    _open(nameless_page, link)
    expect(nameless_page.locator(".st-key-link-of")).to_contain_text("This link was Ana’s. Give your own name")
    expect(nameless_page.locator(".st-key-who")).to_contain_text("no name yet")
    # A name of one's own in the address, and what is no name, are taken out without a word.
    for silent in ("Ada", "%00%FF", "Reviewer", "x" * 5000, ""):
        _open(page, f"{server.url}/review?article={article}&reviewer={silent}")
        page.wait_for_url(lambda url: "reviewer" not in url)
        expect(page.locator(".st-key-who")).to_contain_text("Ada")
        expect(page.locator(".st-key-link-of")).to_have_count(0)


def test_a_name_is_changed_on_purpose_and_old_verdicts_keep_theirs(server: Server, page: Page) -> None:
    article = store(server.address, ARTICLE)
    _open(page, f"{server.url}/review?article={article}")
    _verify(page, "As Ada.")
    page.locator(".st-key-who button").click()
    box = page.locator(".st-key-who-change")
    expect(box).to_contain_text("Those of Ada stay under Ada.")
    box.get_by_role("textbox").fill("Reviewer")
    box.get_by_role("button", name="Save").click()
    expect(box).to_contain_text("Write your own name.")
    box.get_by_role("textbox").fill("Ben")
    box.get_by_role("button", name="Save").click()
    expect(box).to_have_count(0)
    settled(page)
    expect(page.locator(".st-key-who")).to_contain_text("Ben")
    expect(page.locator(".wb-tally")).to_contain_text("✓ 0 verified")
    _verify(page, "As Ben.")
    assert _history(server, article) == [("Ada", "As Ada."), ("Ben", "As Ben.")]
    page.reload()
    settled(page)
    expect(page.locator(".st-key-who")).to_contain_text("Ben")


def test_two_browsers_are_two_persons_and_two_workbenches_have_a_name_each(
    server: Server, other_server: Server, nameless_page: Page, browser: Browser
) -> None:
    article, other_article = store(server.address, ARTICLE), store(other_server.address, ARTICLE)
    _open(nameless_page, f"{server.url}/review?article={article}")
    _give(nameless_page, "Zoë")
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    start_with_name(context, "Ben")
    theirs = context.new_page()
    _open(theirs, f"{server.url}/review?article={article}")
    _verify(theirs, "Ben's.")
    _verify(nameless_page, "Zoë's.")
    assert _history(server, article) == [("Ben", "Ben's."), ("Zoë", "Zoë's.")]
    context.close()
    # The ports of one machine share their cookies: another workbench asks for itself, and changes nothing here.
    _open(nameless_page, f"{other_server.url}/review?article={other_article}")
    _give(nameless_page, "Z.")
    _open(nameless_page, f"{server.url}/review?article={article}")
    expect(nameless_page.locator(".st-key-who")).to_contain_text("Zoë")


def test_a_cookie_that_holds_no_name_is_no_name(server: Server, nameless_page: Page) -> None:
    article = store(server.address, ARTICLE)
    for value in ("%FF%FE", "%00", "Reviewer", "x" * 500, "%E2%80%AE"):
        nameless_page.context.add_cookies(
            [{"name": f"workbench-reviewer-{server.port}", "value": value, "url": server.url}]
        )
        _open(nameless_page, f"{server.url}/review?article={article}")
        expect(nameless_page.locator(".st-key-who")).to_contain_text("no name yet")
        expect(nameless_page.locator(".st-key-ask-name")).to_be_visible()


def test_a_browser_without_cookies_keeps_the_name_for_the_session_and_says_so(
    server: Server, nameless_page: Page
) -> None:
    page = nameless_page
    article = store(server.address, ARTICLE)
    page.add_init_script("Object.defineProperty(Document.prototype, 'cookie', { get: () => '', set: () => {} });")
    _open(page, f"{server.url}/review?article={article}")
    expect(page.locator(".wb-nokeep")).to_have_count(0)
    _give(page, "Zoë")
    expect(page.locator(".wb-nokeep")).to_contain_text("This browser keeps no cookies.")
    expect(page.locator(".wb-nokeep")).to_be_visible()
    _verify(page, "Mine.")
    page.get_by_test_id("stTopNavLink").filter(has_text="Report").click()
    settled(page)
    expect(page.locator(".st-key-who")).to_contain_text("Zoë")
    assert _history(server, article) == [("Zoë", "Mine.")]
    page.reload()
    settled(page)
    expect(page.locator(".st-key-who")).to_contain_text("no name yet")
