"""No key and no press decides a claim that is not in the window; every key brings it back."""

from __future__ import annotations

import os
import re
import signal
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from claims.workbench import Workbench
from tests.browser.harness import RUN_MILLISECONDS, Server, open_page, press, settled, with_example

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

# They share a server.
pytestmark = [pytest.mark.browser, pytest.mark.model, pytest.mark.xdist_group("test_claim_in_view")]

WIDE = ((1440, 900), (1280, 720))
NARROW = ((768, 1024), (390, 844))
# Whether the first and the last line of the wording, and every button to decide with, are uncovered in the window.
_READABLE = """() => {
  const meets = (x, y, part) => part.contains(document.elementFromPoint(x, y));
  const wording = document.querySelector(".wb-claim h2");
  const range = document.createRange();
  range.selectNodeContents(wording);
  const lines = [...range.getClientRects()];
  const ends = [lines[0], lines[lines.length - 1]];
  const heights = line => [line.top + 3, line.bottom - 3];
  const read = ends.every(line => heights(line).every(height => meets(line.left + 4, height, wording)));
  const buttons = [...document.querySelectorAll(".st-key-act button")];
  return read && buttons.length > 0 && buttons.every(button => {
    const box = button.getBoundingClientRect();
    return meets(box.left + box.width / 2, box.top + box.height / 2, button);
  });
}"""

_MAIN = "const main = document.querySelector(\"[data-testid='stMain']\");"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for the module: it has the example, whose claims 1 to 4 have as many words as a wording may have."""
    running = Server(tmp_path_factory.mktemp("server"))
    article = with_example(running)
    workbench = _workbench(running)
    for claim in workbench.articles.claims(article)[:4]:
        text = " ".join([claim.text, *["The inspectors of the city said so again and again."] * 9])
        workbench.reviewing.edits.reword(
            claim.id, text, resolved=True, reviewer="Ann", version=claim.version, request_id=claim.id
        )
    workbench.close()
    running.start()
    yield running
    running.stop()
    assert "Traceback (most recent call last)" not in running.log(), running.log()


@pytest.fixture
def article(server: Server) -> str:
    """The id of the example."""
    return _workbench(server).articles.summaries()[0].id


def _workbench(server: Server) -> Workbench:
    return Workbench.open(f"sqlite:///{server.database}")


def _decided(server: Server, article: str) -> list[tuple[str, str]]:
    return [(one.claim_id, one.value) for one in _workbench(server).reviewing.history(article)]


def _show(server: Server, page: Page, article: str, number: int, window: tuple[int, int], *, side: bool) -> str:
    """Open one claim in a window of this size, and return its id."""
    claim = _workbench(server).articles.claims(article)[number - 1].id
    page.set_viewport_size({"width": window[0], "height": window[1]})
    open_page(page, f"{server.url}/review?article={article}&claim={claim}{'&side=1' if side else ''}")
    expect(page.locator(".wb-pos")).to_contain_text(f"Claim {number} of", timeout=RUN_MILLISECONDS)
    page.locator(".wb-cand").first.wait_for(timeout=3 * RUN_MILLISECONDS)  # the first one waits for the models
    expect(page.locator(".st-key-act button")).to_have_count(3, timeout=RUN_MILLISECONDS)
    if not side:
        page.locator(".wb-below").wait_for(timeout=RUN_MILLISECONDS)  # it makes the page scroll
    settled(page)
    return claim


def _wheel(page: Page, down: int = 3000) -> None:
    """Turn the wheel over the margin of the page, where nothing of its own scrolls, and wait for the end of it."""
    goal = page.evaluate(
        f"() => {{ {_MAIN} return Math.min(main.scrollTop + {down}, main.scrollHeight - main.clientHeight); }}"
    )
    page.mouse.move(5, 400)
    page.mouse.wheel(0, down)
    page.wait_for_function(f"goal => {{ {_MAIN} return main.scrollTop >= goal - 1; }}", arg=goal)


def _readable(page: Page) -> bool:
    return bool(page.evaluate(_READABLE))


def _refused(page: Page, number: int) -> None:
    expect(page.locator(".wb-unseen")).to_have_text(f"Claim {number} was not in view. Read it and press again.")
    assert page.locator(".wb-unseen").get_attribute("role") == "status"
    assert _readable(page)


def test_unclear_and_its_reason_wait_until_the_claim_is_read_in_every_window(
    server: Server, page: Page, article: str
) -> None:
    waited = []
    number = 0
    for side in (False, True):
        for window in (*WIDE, *NARROW):
            number += 1
            claim = _show(server, page, article, number, window, side=side)
            before = _decided(server, article)
            _wheel(page)
            if not _readable(page):
                waited.append((window, side))
                press(page, "u")
                _refused(page, number)
                expect(page.locator(".st-key-reasons")).to_have_count(0)
            press(page, "u")
            expect(page.locator(".st-key-reasons")).to_be_visible()
            _wheel(page)
            if not _readable(page):
                press(page, "1")
                expect(page.locator(".wb-unseen")).to_contain_text("was not in view")
                assert _decided(server, article) == before
            press(page, "1")
            expect(page.locator(".wb-saved")).to_contain_text(f"claim {number} ? unclear")
            assert _decided(server, article) == [*before, (claim, "unclear")]
    # On a wide window with the columns across it nothing scrolls away; a long wording leaves a small one.
    assert [one for one in waited if not one[1]] == [((1440, 900), False), ((1280, 720), False), ((390, 844), False)]


@pytest.mark.parametrize("window", WIDE, ids=str)
def test_after_tab_into_the_table_no_verdict_is_saved_for_a_claim_above_the_window(
    server: Server, page: Page, article: str, window: tuple[int, int]
) -> None:
    claim = _show(server, page, article, 6, window, side=False)
    before = _decided(server, article)
    page.keyboard.press("w")
    page.keyboard.type("Seen.")
    page.wait_for_timeout(700)  # the note is kept 0.4 s after the last letter
    settled(page)
    for _ in range(8):
        page.keyboard.press("Tab")
        page.wait_for_timeout(150)
        if not _readable(page):
            break
    assert not _readable(page), "Tab reached nothing below the bar."
    press(page, "v")
    _refused(page, 6)
    assert _decided(server, article) == before
    press(page, "v")
    expect(page.get_by_text("Why verified?")).to_be_visible()
    _wheel(page)
    for key in ("Enter", "j"):  # while the reasons are open, a step would save too
        assert not _readable(page)
        press(page, key)
        _refused(page, 6)
        assert _decided(server, article) == before
        _wheel(page)
    press(page, "Escape")
    expect(page.locator(".wb-asks")).to_have_count(0)
    press(page, "t")  # brings the claim back and decides nothing
    press(page, "v")
    press(page, "Enter")
    expect(page.locator(".wb-saved")).to_contain_text("claim 6 ✓ verified")
    assert _decided(server, article) == [*before, (claim, "verified")]
    # The next claim came up readable, and stays so through steps taken from below it.
    for key in "jkn":
        _wheel(page)
        assert not _readable(page)
        press(page, key)
        assert _readable(page), key
    _wheel(page)
    press(page, "z")
    expect(page.locator(".wb-pos")).to_contain_text("Claim 6 of")
    assert _readable(page)


def test_pins_wait_and_every_other_key_brings_the_claim_back(server: Server, page: Page, article: str) -> None:
    _show(server, page, article, 12, WIDE[0], side=False)
    before = _decided(server, article)
    _wheel(page)
    press(page, "1")
    _refused(page, 12)
    expect(page.get_by_text("■ Evidence")).to_have_count(0)
    press(page, "1")
    expect(page.get_by_text("■ Evidence")).to_have_count(1)
    expect(page.locator(".wb-unseen")).to_be_empty()
    for key in "tt":  # the whole text, and back
        _wheel(page)
        assert not _readable(page)
        press(page, key)
        assert _readable(page), key
    _wheel(page)
    press(page, "w")
    assert _readable(page)
    page.keyboard.type("d")
    _wheel(page)
    page.keyboard.press("Escape")
    settled(page)
    assert _readable(page)
    assert page.evaluate("document.activeElement.tagName") == "BODY"
    assert _decided(server, article) == before


def test_a_press_with_the_mouse_waits_as_a_key_does(server: Server, page: Page, article: str) -> None:
    _show(server, page, article, 1, NARROW[1], side=False)
    _wheel(page)
    assert not _readable(page)
    page.locator(".st-key-verdicts button", has_text="Unclear").click()
    settled(page)
    _refused(page, 1)
    expect(page.locator(".st-key-reasons")).to_have_count(0)
    page.locator(".st-key-verdicts button", has_text="Unclear").click()
    expect(page.locator(".st-key-reasons")).to_be_visible()


def test_on_a_small_window_the_wording_stays_in_view_and_the_next_claim_begins_at_its_wording(
    server: Server, page: Page, article: str
) -> None:
    for window in NARROW:
        _show(server, page, article, 9, window, side=False)
        for _ in range(6):
            _wheel(page, 400)
            assert _readable(page)
        press(page, "j")
        expect(page.locator(".wb-pos")).to_contain_text("Claim 10 of")
        assert _readable(page)
        assert page.evaluate("document.querySelector('.st-key-strip').getBoundingClientRect().top") >= 0


# Holds the bar higher than it is, as it may be for a moment while the page is drawn, until the test lets go.
_HIGH_BAR = """(() => {
  const hold = () => {
    const bar = document.querySelector(".st-key-act");
    if (bar) bar.style.minHeight = window.letGo ? "" : "560px";
    requestAnimationFrame(hold);
  };
  requestAnimationFrame(hold);
})()"""


def test_a_bar_that_is_higher_while_the_page_is_drawn_does_not_keep_the_wording_from_sticking(
    server: Server, page: Page, article: str
) -> None:
    page.add_init_script(_HIGH_BAR)
    _show(server, page, article, 3, NARROW[0], side=False)
    expect(page.locator("html")).to_have_class(re.compile(r"\bwb-tall\b"))
    page.evaluate("() => { window.letGo = true; }")
    expect(page.locator("html")).not_to_have_class(re.compile(r"\bwb-tall\b"))
    _wheel(page)
    assert _readable(page)


def test_a_reason_typed_without_a_pause_is_that_of_the_verdict_and_pins_nothing(
    server: Server, page: Page, article: str
) -> None:
    claim = _show(server, page, article, 20, WIDE[0], side=False)
    page.keyboard.type("1d2", delay=60)
    expect(page.locator(".wb-saved")).to_contain_text("claim 20 ✗ disputed")
    (first,) = [one for one in _workbench(server).reviewing.history(article) if one.claim_id == claim]
    assert (first.reason, len(first.pins)) == ("number or date wrong", 1)

    claim = _show(server, page, article, 21, WIDE[0], side=False)
    press(page, "1")
    press(page, "v")
    page.keyboard.type("d2", delay=60)  # not the second reason of verified, which the page still shows
    expect(page.locator(".wb-saved")).to_contain_text("claim 21 ✗ disputed")
    (second,) = [one for one in _workbench(server).reviewing.history(article) if one.claim_id == claim]
    assert (second.reason, len(second.pins)) == ("number or date wrong", 1)


def test_a_reason_waits_as_long_as_the_run_takes_that_asks_for_it(server: Server, page: Page, article: str) -> None:
    claim = _show(server, page, article, 22, WIDE[0], side=False)
    press(page, "1")
    os.kill(server.process_id, signal.SIGSTOP)  # as on a busy machine: longer than a key waits without a run
    page.keyboard.type("d2")
    # The page has heard that the run began, and hears no more.
    page.evaluate("document.querySelector('[data-testid=stApp]').dataset.testScriptState = 'running'")
    page.wait_for_timeout(11_000)
    os.kill(server.process_id, signal.SIGCONT)
    expect(page.locator(".wb-saved")).to_contain_text("claim 22 ✗ disputed")
    (kept,) = [one for one in _workbench(server).reviewing.history(article) if one.claim_id == claim]
    assert (kept.reason, len(kept.pins)) == ("number or date wrong", 1)
