"""What must not go wrong: nothing lost by a kill, nothing typed lost, hostile text literal, held keys one act."""

from __future__ import annotations

import re
from itertools import count
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from claims.workbench import Workbench
from tests.browser.harness import (
    Server,
    choose,
    open_dialog,
    open_page,
    open_settings,
    press,
    running,
    settled,
    store,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

# Those that end no server share one, each with an article of its own.
pytestmark = [pytest.mark.browser, pytest.mark.model, pytest.mark.xdist_group("test_survival")]

KILLS = 10
ARTICLE = """Ferry traffic doubles in Lorn

Friday 8 May 2026

The harbour board counted 40 ferries on Monday. The pier was closed on Tuesday. A storm damaged two cranes. The mayor
opened a new hall. The school hired nine teachers. The library bought a bus. The council sold a barn. The town planted
300 trees. The river froze in January. The museum lost a painting. The bakery hired a cook. The station was painted.
"""
HOSTILE = """Head $3 and $8 *z* :blue[q] <b>b</b>

Friday 8 May 2026

The firm paid $3 and $8 for <b>bold</b> [x](javascript:alert(1)) ![](http://t.example/p.gif) and `code` </script>\
<script>document.title='owned'</script> in March. The board of :blue[Lorn] met on Monday.
"""


_numbers = count(1)


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that no test ends."""
    with running(Server(tmp_path_factory.mktemp("server"))) as started:
        yield started


def _store(server: Server, text: str) -> str:
    """Put an article into the server's database the way the command line does, and return its id, a new one."""
    return store(server.address, text.replace("in Lorn\n", f"in Lorn, part {next(_numbers)}\n", 1))


def _open(server: Server, page: Page, article: str) -> None:
    """Open the review page and wait until the claim and its note are there."""
    open_page(page, f"{server.url}/review?article={article}")
    expect(page.locator(".st-key-noterow input[aria-label=Note]").first).to_be_visible(timeout=60_000)
    settled(page)


def _hold(page: Page, key: str, times: int = 25) -> None:
    for _ in range(times):
        page.keyboard.down(key)
        page.wait_for_timeout(30)
    page.keyboard.up(key)
    settled(page)


def test_every_acknowledged_verdict_survives_a_kill(server: Server, page: Page) -> None:
    article = _store(server, ARTICLE)
    _open(server, page, article)
    for kill in range(1, KILLS + 1):
        page.keyboard.press("w")
        page.keyboard.type(f"Seen {kill}.")
        page.keyboard.press("Escape")
        settled(page)
        choose(page, "v")
        page.keyboard.press("Enter")
        expect(page.locator(".wb-saved")).to_contain_text(f"claim {kill} ✓ verified")
        server.kill()
        server.start()
        _open(server, page, article)
        expect(page.locator(".wb-tally")).to_contain_text(f"✓ {kill} verified")
    workbench = Workbench.open(f"sqlite:///{server.database}")
    notes = [judgement.note for judgement in workbench.reviewing.history(article)]
    assert notes == [f"Seen {kill}." for kill in range(1, KILLS + 1)]


def test_a_note_in_the_middle_is_back_after_a_reload_and_a_restart(server: Server, page: Page) -> None:
    article = _store(server, ARTICLE)
    _open(server, page, article)
    page.keyboard.press("w")
    page.keyboard.type("Half a sent")
    page.wait_for_timeout(700)  # the note is kept 0.4 s after the last letter
    settled(page)
    page.reload()
    settled(page)
    note = page.locator(".st-key-noterow input[aria-label=Note]").first
    expect(note).to_have_value("Half a sent")
    server.restart()
    page.reload()
    settled(page)
    expect(note).to_have_value("Half a sent")


def test_a_second_tab_and_a_duplicate_are_offered_the_note_of_the_first_and_take_nothing_from_it(
    standing: Server, page: Page
) -> None:
    article = _store(standing, ARTICLE)
    _open(standing, page, article)
    page.keyboard.press("w")
    page.keyboard.type("Half a sent")
    page.wait_for_timeout(700)  # the note is kept 0.4 s after the last letter
    settled(page)
    for address in (page.url, f"{standing.url}/review?article={article}"):
        other = page.context.new_page()
        open_page(other, address)
        note = other.locator(".st-key-noterow input[aria-label=Note]").first
        expect(note).to_have_value("", timeout=60_000)
        expect(other.locator(".wb-msg", has_text="In another tab you wrote")).to_contain_text("“Half a sent”")
        other.close()
    other = page.context.new_page()
    open_page(other, f"{standing.url}/review?article={article}")
    other.get_by_role("button", name="Take it over").click()
    expect(other.locator(".st-key-noterow input[aria-label=Note]").first).to_have_value("Half a sent")
    other.close()


def test_w_writes_into_no_other_field_while_the_note_is_not_drawn_yet(standing: Server, page: Page) -> None:
    _open(standing, page, _store(standing, ARTICLE))
    # The browser fetches the code of each kind of field when it first needs it, so another may stand there first.
    page.locator(".st-key-noterow input[aria-label=Note]").evaluate("note => note.removeAttribute('aria-label')")
    page.keyboard.press("w")
    assert page.evaluate("document.activeElement.tagName") == "BODY"


def test_a_held_key_is_one_act(standing: Server, page: Page) -> None:
    article = _store(standing, ARTICLE)
    _open(standing, page, article)
    page.keyboard.press("w")
    page.keyboard.type("x")
    page.keyboard.press("Escape")
    page.wait_for_timeout(700)  # the note is kept 0.4 s after the last letter
    settled(page)
    _hold(page, "v")
    expect(page.locator(".wb-asks")).to_be_visible()
    assert Workbench.open(f"sqlite:///{standing.database}").reviewing.history(article) == []
    _hold(page, "Enter")
    expect(page.locator(".wb-tally")).to_contain_text("✓ 1 verified")
    assert len(Workbench.open(f"sqlite:///{standing.database}").reviewing.history(article)) == 1
    expect(page.locator(".wb-pos")).to_contain_text("Claim 2 of")


def test_letters_in_a_note_and_over_a_dialog_decide_nothing(standing: Server, page: Page) -> None:
    article = _store(standing, ARTICLE)
    _open(standing, page, article)
    page.keyboard.press("w")
    page.keyboard.type("v d u n j")
    page.keyboard.press("Enter")
    settled(page)
    page.keyboard.press("Escape")
    settled(page)
    open_dialog(page, "e")
    page.get_by_role("dialog").click(position={"x": 5, "y": 5})
    press(page, "v")
    page.keyboard.press("Escape")
    settled(page)
    expect(page.locator(".wb-pos")).to_contain_text("Claim 1 of")
    assert Workbench.open(f"sqlite:///{standing.database}").reviewing.history(article) == []


def test_hostile_text_is_shown_literally_and_asks_nobody(standing: Server, page: Page) -> None:
    article = _store(standing, HOSTILE)
    hostile_name = "*Ann* :blue[q] <b>$3$</b>"
    _open(standing, page, article)
    expect(page.locator(".wb-mast h1")).to_have_text("Head $3 and $8 *z* :blue[q] <b>b</b>")
    expect(page.locator(".st-key-article")).to_contain_text("![](http://t.example/p.gif) and `code` </script>")
    page.locator(".st-key-who button").click()
    name = page.get_by_role("textbox", name="Your name")
    name.fill(hostile_name)
    page.get_by_role("button", name="Save", exact=True).click()
    settled(page)
    expect(page.locator(".st-key-who button")).to_contain_text(hostile_name)
    page.get_by_text("All claims", exact=True).first.click()
    settled(page)
    # Streamlit draws a button that has a help text twice, and hides the one without it.
    history = page.locator(".st-key-history button:visible")
    expect(history).to_have_count(1)
    history.click()
    settled(page)
    expect(page.locator(".wb-mast h1")).to_have_text("Head $3 and $8 *z* :blue[q] <b>b</b>")
    page.locator(".st-key-to-review button").click()
    settled(page)
    open_dialog(page, "e")
    expect(page.get_by_role("dialog")).to_contain_text("The firm paid $3 and $8 for <b>bold</b>")
    page.keyboard.press("Escape")
    assert page.title() != "owned"
    assert page.locator(".st-key-article img, .wb-claim img, .wb-claim b, .wb-mast b b").count() == 0


@pytest.mark.parametrize("claim", ["clm-000000000000", "%00", "x" * 10_000, "<b>"])
def test_a_link_to_nothing_gives_a_message_and_the_first_claim(standing: Server, page: Page, claim: str) -> None:
    article = _store(standing, ARTICLE)
    open_page(page, f"{standing.url}/review?article={article}&claim={claim}")
    expect(page.locator(".wb-pos")).to_contain_text("Claim 1 of")


def test_position_and_filters_survive_a_reload(standing: Server, page: Page) -> None:
    article = _store(standing, ARTICLE)
    _open(standing, page, article)
    press(page, "j")
    press(page, "j")
    open_settings(page)
    page.get_by_text("Worth checking", exact=True).click()
    settled(page)
    page.get_by_text("Attributed first", exact=True).click()
    settled(page)
    before = page.locator(".wb-pos").inner_text()
    page.reload()
    settled(page)
    assert page.locator(".wb-pos").inner_text() == before
    assert re.search(r"order=Attributed", page.url)
    open_settings(page)
    chosen = page.locator(".st-key-order button[aria-checked='true'], .st-key-order button[kind*='Active']")
    expect(chosen).to_have_text("Attributed first")
