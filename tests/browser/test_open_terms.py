"""The pencil check in a browser: open words have a sign and a line, a verdict over them is asked about once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pytest
from playwright.sync_api import expect

from claims.workbench import Workbench
from tests.browser.harness import choose, open_page, press, settled, store

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.harness import Server

pytestmark = [pytest.mark.browser, pytest.mark.model]

SOURCES = {
    "Lorn Gazette": "Ships left the port of Lorn on Monday. The harbour master saw them leave the port.",
    "Lorn Mail": "Nine ships were at anchor off Lorn. The Mail counted 14 ships a week before.",
    "Norring Mail": "The inquiry found no evidence that the mayor took bribes from the mill.",
}
TEXT = (
    "Ships leave\n\n4 May 2026\n\nNine ships left the port of Lorn on Monday. "
    "The mayor took bribes from the mill, according to Norring Mail."
)
# Sign, line and background of the first element that a selector finds; the sign is drawn before its words.
STYLE = """selector => {
  const part = document.querySelector(selector);
  if (!part) return null;
  const style = getComputedStyle(part), sign = getComputedStyle(part, "::before").content;
  const line = style.textDecorationLine === "none" ? style.borderBottomStyle : style.textDecorationStyle;
  return [sign, line];
}"""


@pytest.fixture
def article(server: Server, page: Page) -> str:
    """An article of two claims with three sources, opened at the first claim with its passages."""
    files = {f"{name}.txt": f"Publisher: {name}\n\n{text}".encode() for name, text in SOURCES.items()}
    article = store(server.address, TEXT, files)
    open_page(page, f"{server.url}/review?article={article}")
    page.locator(".wb-cand").first.wait_for(timeout=180_000)  # the first one waits for the models
    settled(page)
    return article


def _history(server: Server, article: str) -> list[tuple[str, str, tuple[str, ...]]]:
    workbench = Workbench.open(f"sqlite:///{server.database}")
    kept = [(one.value, one.reason, one.shown.open_terms) for one in workbench.reviewing.history(article)]
    workbench.close()
    return kept


def _number_of(page: Page, publisher: str) -> str:
    return page.locator(".wb-cand", has_text=publisher).locator(".wb-lab .nr").inner_text()


def test_a_claim_with_an_open_figure_is_asked_about_once_and_what_was_open_is_kept(
    server: Server, page: Page, article: str
) -> None:
    gazette = _number_of(page, "Lorn Gazette")
    press(page, gazette)
    expect(page.locator(".wb-pencil p.o0")).to_have_text("□ Not borne out by the evidence: Nine")
    expect(page.locator(".wb-claim mark.open")).to_have_text("Nine")
    choose(page, "v")
    press(page, "1")
    expect(page.locator(".wb-asks")).to_contain_text("Not borne out by the evidence: Nine. Verified in full?")
    assert _history(server, article) == []
    press(page, "3")
    expect(page.locator(".wb-saved")).to_contain_text("claim 1 ✓ verified")
    assert _history(server, article) == [("verified", "in full", ("Nine",))]
    press(page, "z")
    expect(page.locator(".wb-kick")).to_contain_text("Not reviewed")
    # The other answers: a note of one's own, then in part; Esc saves nothing.
    choose(page, "v")
    press(page, "Enter")
    press(page, "2")
    page.wait_for_function("document.activeElement.getAttribute('aria-label') === 'Note'")
    press(page, "Escape")
    choose(page, "v")
    press(page, "1")
    expect(page.locator(".wb-asks")).to_contain_text("Nine")
    press(page, "Escape")
    expect(page.locator(".wb-asks")).to_have_count(0)
    choose(page, "v")
    press(page, "1")
    press(page, "1")
    expect(page.locator(".wb-saved")).to_contain_text("claim 1 ✓ verified")
    assert _history(server, article)[-1] == ("verified", "in part", ("Nine",))


def test_a_key_brings_up_the_passage_that_holds_most_of_what_is_open(page: Page, article: str) -> None:
    del article
    press(page, _number_of(page, "Lorn Gazette"))
    press(page, "m")
    most = page.locator(".wb-cand", has=page.locator(".wb-up"))
    expect(most).to_contain_text("Lorn Mail")
    number = _number_of(page, "Lorn Mail")
    page.wait_for_function("number => document.documentElement.dataset.hand === number", arg=number)
    press(page, number)
    expect(page.locator(".wb-pencil")).to_contain_text("All words are in the evidence. Read whether it says so.")
    expect(page.locator(".wb-claim mark.open")).to_have_count(0)


def test_a_claim_whose_words_are_all_held_is_verified_without_a_question(
    server: Server, page: Page, article: str
) -> None:
    press(page, _number_of(page, "Lorn Gazette"))
    press(page, "m")
    press(page, _number_of(page, "Lorn Mail"))
    expect(page.locator(".wb-claim mark.open")).to_have_count(0)
    choose(page, "v")
    press(page, "1")
    expect(page.locator(".wb-saved")).to_contain_text("claim 1 ✓ verified")
    assert _history(server, article) == [("verified", "in full", ())]


def test_held_open_and_differing_words_have_a_sign_and_a_line_of_their_own_by_day_and_night(
    server: Server, page: Page, article: str
) -> None:
    workbench = Workbench.open(f"sqlite:///{server.database}")
    differs = b"Publisher: Lorn Echo\n\nSeven ships left the port of Lorn on Monday."
    workbench.library.add(workbench.library.read(differs, "echo.txt"))
    workbench.close()
    open_page(page, f"{server.url}/review?article={article}")
    page.locator(".wb-quote mark.x").first.wait_for()
    schemes: tuple[Literal["light", "dark"], ...] = ("light", "dark")
    for scheme in schemes:
        page.emulate_media(color_scheme=scheme)
        page.locator(".wb-quote mark.hit").first.wait_for()
        page.keyboard.press("Escape")
        press(page, "t")  # the passage in hand says which words are open
        hand = page.evaluate("document.documentElement.dataset.hand")
        held, differing, opened = (
            page.evaluate(STYLE, part)
            for part in (".wb-quote mark.hit", ".wb-quote mark.x", f".wb-claim mark.open.b{hand}")
        )
        assert opened == ['"□"', "dashed"]
        assert held is not None
        assert held not in (opened, ["none", "none"])
        assert differing is not None
        assert differing not in (opened, held, ["none", "none"])


def test_a_denial_reassures_nobody(page: Page, article: str) -> None:
    del article
    press(page, "j")
    expect(page.locator(".wb-claim h2")).to_contain_text("bribes")
    column = page.locator(".wb-cand", has_text="Norring Mail")
    expect(column.locator(".wb-quote")).to_contain_text("found no evidence that the mayor took bribes from the mill")
    expect(column).to_contain_text("□ Not borne out here: mayor, took, bribes, mill")
    everything = page.locator(".stApp").inner_text()
    assert "No conflict" not in everything
    assert column.locator("mark.hit").count() == 0
