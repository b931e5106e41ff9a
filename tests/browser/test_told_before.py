"""What the review page says before a verdict, and where: what differs, is open, is needed, and is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.gallery import Place, filled
from tests.browser.harness import RUN_MILLISECONDS, Server, choose, open_page, press, settled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Locator, Page

# They share a server.
pytestmark = [pytest.mark.browser, pytest.mark.model, pytest.mark.xdist_group("test_told_before")]

WIDE, LOW, SMALL = (1440, 900), (1280, 720), (390, 844)
OPEN_CLAIM = 2  # of the example: "its" is open, and a source shown with another passage says "no cracks"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """One server for the module, with the gallery's articles."""
    running = Server(tmp_path_factory.mktemp("server"))
    found = filled(running)
    running.start()
    yield found
    running.stop()
    assert "Traceback (most recent call last)" not in running.log(), running.log()


def _show(place: Place, page: Page, number: int = OPEN_CLAIM, size: tuple[int, int] = WIDE, **query: str) -> None:
    """Open a claim of the example, with its passages."""
    page.set_viewport_size({"width": size[0], "height": size[1]})
    asked = "".join(f"&{name}={value}" for name, value in query.items())
    open_page(page, f"{place.url}/review?article={place.example}{asked}")
    for _ in range(number - OPEN_CLAIM):
        press(page, "j")
    expect(page.locator(".wb-pos")).to_contain_text(f"Claim {number} of")
    page.locator(".wb-cand").first.wait_for(timeout=3 * RUN_MILLISECONDS)  # the first one waits for the models
    settled(page)


def _css(part: Locator, name: str) -> str:
    return str(part.evaluate("(part, name) => getComputedStyle(part)[name]", name))


def _differing(page: Page) -> Locator:
    return page.locator(".st-key-facts").get_by_role("button", name="≠ Not shown: Structures Monthly, “no cracks”")


@pytest.mark.parametrize("size", [WIDE, LOW, SMALL], ids=str)
def test_a_passage_that_differs_is_named_with_its_words_and_one_press_brings_it_into_sight(
    place: Place, page: Page, size: tuple[int, int]
) -> None:
    _show(place, page, size=size)
    expect(_differing(page)).to_be_in_viewport(ratio=1)
    last = page.locator(".st-key-cand-3")
    expect(last.locator("summary")).to_contain_text(
        "≠ Elsewhere in this source, negation: here no cracks, claim cracks"
    )
    if size == WIDE:
        press(page, "6")
    else:
        _differing(page).click()
        settled(page)
    expect(last.locator(".wb-tag.wb-up")).to_have_text("≠ Differs")
    expect(last.locator("mark.x")).to_have_text("no cracks")
    expect(last.locator("mark.x")).to_be_in_viewport(ratio=1)
    page.wait_for_function("document.documentElement.dataset.hand === '3'")
    expect(_differing(page)).to_have_count(0)


def test_while_a_reason_is_asked_for_digits_are_drawn_as_answers_and_on_no_column(place: Place, page: Page) -> None:
    _show(place, page)
    number = page.locator(".st-key-cand-1 .wb-lab .nr")
    pin = page.locator(".st-key-acts-1 button kbd").first
    assert (_css(number, "fontWeight"), pin.inner_text()) == ("700", "1")
    choose(page, "u")
    expect(page.locator(".wb-asks")).to_contain_text("1 to 5 answer now, and pin nothing.")
    answers = page.locator(".st-key-reasons button kbd")
    assert answers.all_inner_texts() == list("12345")
    assert {_css(one, "borderTopStyle") for one in answers.all()} == {"solid"}
    assert _css(number, "fontWeight") == "400"
    assert _css(number, "boxShadow") == "none"
    expect(page.locator(".st-key-acts-1 button kbd")).to_have_count(0)
    press(page, "Escape")
    expect(page.locator(".wb-asks")).to_have_count(0)
    assert (_css(number, "fontWeight"), pin.inner_text()) == ("700", "1")


@pytest.mark.parametrize("side", ["0", "1"])
def test_what_the_article_leaves_open_stands_below_the_claim_and_a_press_fills_it_in(
    place: Place, page: Page, side: str
) -> None:
    for size in (WIDE, LOW, SMALL):
        _show(place, page, size=size, side=side)
        told = page.locator(".st-key-facts").get_by_role("button", name="! “its” is open: fill it in")
        expect(told).to_be_in_viewport(ratio=1)
    told.click()
    expect(page.get_by_role("dialog")).to_contain_text("Wording")


def test_what_a_verdict_needs_is_told_beside_its_buttons_and_a_refusal_has_the_way_on(
    place: Place, page: Page
) -> None:
    for size in (WIDE, LOW):
        _show(place, page, size=size)
        expect(page.locator(".st-key-verdicts .wb-needed")).to_have_text("✓ ✗ need a pin or a note")
        expect(page.locator(".st-key-verdicts .wb-needed")).to_be_in_viewport(ratio=1)
    choose(page, "v")
    expect(page.locator(".st-key-act")).to_contain_text("One word is unresolved: “its”.")
    page.locator(".st-key-act").get_by_role("button", name="Fill it in").click()
    expect(page.get_by_role("dialog")).to_contain_text("Wording")


def test_an_open_word_is_quiet_and_an_open_figure_is_in_colour(place: Place, page: Page) -> None:
    _show(place, page)
    quiet = page.locator(".wb-claim mark.open.word.o1").first
    expect(quiet).to_have_text("hold")
    assert _css(quiet, "textDecorationColor") == _css(page.locator(".wb-pencil p.o1 .wb-q"), "color")
    _show(place, page, 11)
    loud = page.locator(".wb-claim mark.open.o1", has_text="41,000")
    assert _css(loud, "textDecorationColor") == _css(page.locator(".wb-pencil p.o1 > b").first, "color")
    assert _css(loud, "textDecorationColor") != _css(page.locator(".wb-meta"), "color")


@pytest.mark.parametrize("number", [2, 3, 8, 11, 20])
def test_in_a_small_window_the_first_passage_begins_above_the_middle(place: Place, page: Page, number: int) -> None:
    _show(place, page, number, SMALL)
    top = page.locator(".wb-cand").first.evaluate("part => part.getBoundingClientRect().top")
    assert top < SMALL[1] / 2


def test_the_bar_of_a_small_window_counts_pins_and_note(place: Place, page: Page) -> None:
    _show(place, page, 15, SMALL)
    told = page.locator(".st-key-act .wb-have > span").filter(visible=True)
    assert told.all_inner_texts() == ["■ 0 pinned", "no note"]
    expect(told.first).to_be_in_viewport(ratio=1)
    page.locator(".st-key-acts-1 button", has_text="Pin").click()
    expect(told.first).to_have_text("■ 1 pinned")
    page.get_by_role("textbox", name="Note").fill("Seen.")
    expect(told.last).to_have_text("a note")
    expect(told.last).to_be_in_viewport(ratio=1)


def test_what_is_done_with_chosen_claims_stands_above_their_list(place: Place, page: Page) -> None:
    _show(place, page, pane="All+claims")
    for number in (4, 6):
        page.locator(".wb-box").nth(number).click()
        settled(page)
    bar = page.locator(".st-key-chosen")
    expect(bar).to_contain_text("2 claims chosen")
    boxes = [bar.bounding_box(), page.locator(".wb-all").bounding_box(), page.locator(".wb-claim").bounding_box()]
    above, table, claim = [box or {"x": 0.0, "y": 0.0, "width": 0.0, "height": 0.0} for box in boxes]
    assert above["y"] + above["height"] <= table["y"]
    assert above["x"] + above["width"] < claim["x"]
    assert table["y"] + table["height"] <= WIDE[1]
    own = page.locator(".st-key-background button").first
    assert own.inner_text().strip() == "Background"
    page.get_by_role("button", name="Choose none").click()
    expect(bar).to_have_count(0)
    expect(own.locator("kbd")).to_have_text("I")


@pytest.mark.parametrize("side", ["0", "1"])
def test_a_filter_counts_from_the_first_drawing_is_named_and_ends_with_one_key(
    place: Place, page: Page, side: str
) -> None:
    open_page(page, f"{place.url}/review?article={place.example}&show=Disputed&side={side}")
    expect(page.locator(".wb-kick")).to_contain_text("✗ Disputed")
    menu = page.locator(".st-key-view-settings button")
    expect(menu).to_contain_text("! Only: Disputed")
    expect(page.get_by_role("button", name="Show all claims")).to_be_in_viewport(ratio=1)
    expect(page.locator(".st-key-next button")).to_be_disabled()  # one claim passes
    press(page, "7")
    expect(menu).to_contain_text("Order, filters, date")
    expect(page.locator(".st-key-next button")).to_be_enabled()


# Headings of the list that have a word in more than one line.
_BROKEN_WORDS = """() => [...document.querySelectorAll(".wb-all th")].filter(head => {
  const text = [...head.childNodes].find(one => one.nodeType === Node.TEXT_NODE);
  return text && [...text.textContent.matchAll(/\\S+/g)].some(word => {
    const range = document.createRange();
    range.setStart(text, word.index);
    range.setEnd(text, word.index + word[0].length);
    return range.getClientRects().length > 1;
  });
}).map(head => head.textContent)"""


def test_no_word_is_cut_in_the_headings_of_the_list_and_in_what_was_saved(place: Place, page: Page) -> None:
    _show(place, page, 3, LOW, pane="All+claims")  # decided by two reviewers: the line of state is full
    assert page.evaluate(_BROKEN_WORDS) == []
    saved = page.locator(".wb-saved")
    width = saved.evaluate("part => part.getBoundingClientRect().width")
    assert width >= 96 or _css(saved, "clipPath") != "none"


def test_menus_and_ways_to_other_pages_look_alike(place: Place, page: Page) -> None:
    looks = []
    for side in ("0", "1"):
        _show(place, page, side=side)
        parts = [
            page.locator(f"{one} button") for one in (".st-key-view-settings", ".st-key-versions", ".st-key-narrow")
        ]
        for part in [one for one in parts if one.count()]:
            words = part.locator("p").first
            look = [_css(words, name) for name in ("fontSize", "color", "textDecorationLine")]
            looks.append((*look, _css(part.first, "minHeight"), _css(part.first, "paddingLeft")))
    assert len(looks) == 5
    assert len(set(looks)) == 1


def test_a_changed_claim_has_its_earlier_verdict_beside_what_changed(place: Place, page: Page) -> None:
    page.set_viewport_size({"width": WIDE[0], "height": WIDE[1]})
    open_page(page, f"{place.url}/review?article={place.revised}&show=Changed")
    page.locator(".wb-cand").first.wait_for(timeout=3 * RUN_MILLISECONDS)
    settled(page)
    banner = page.locator(".st-key-earlier")
    expect(banner.get_by_role("button")).to_contain_text("Keep the verdict of version 1: verified")
    tops = banner.locator(".wb-earlier > div").evaluate_all("all => all.map(one => one.getBoundingClientRect().top)")
    assert len(set(tops)) == 1
    height = banner.evaluate("part => part.getBoundingClientRect().height")
    assert height < 80  # three lines; five and a button below them had 138
