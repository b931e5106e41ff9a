"""What the window is used for: measured on boxes, several sizes within one test."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from claims.workbench import Workbench
from tests.browser.harness import RUN_MILLISECONDS, Server, open_page, press, settled, with_example

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

# They share a server.
pytestmark = [pytest.mark.browser, pytest.mark.model, pytest.mark.xdist_group("test_layout")]

LOW = ((1366, 768), (1280, 720))
ONE_COLUMN = ((900, 1024), (768, 1024), (390, 844), (720, 450))  # the last is 1440 x 900 at 200 %
FRAME_MILLISECONDS = 250  # the page is fitted in the frames after the window changed

# The share of the window's height that is text of passages in the column that has least of it; and whether the
# marked sentence of every column is in sight, as far as the box is high enough for it.
_TEXT = """() => {
  const bar = document.querySelector(".st-key-dock").getBoundingClientRect().top;
  const boxes = [...document.querySelectorAll(".st-key-columns :is(.wb-scroll, .wb-ctx.side)")];
  const shares = boxes.map(box => {
    const part = box.getBoundingClientRect();
    return (Math.min(part.bottom, bar) - Math.max(part.top, 0)) / window.innerHeight;
  });
  const lost = boxes.filter(box => {
    // Other passages of the source are marked too: that of the column is the one to be seen.
    const mark = [...box.querySelectorAll("mark.near")].find(one => !one.closest(".also"));
    const line = mark && mark.getClientRects()[0];
    const part = box.getBoundingClientRect();
    return line && (line.top < part.top - 1 || line.bottom > part.bottom + 1);
  });
  return { columns: boxes.length, share: Math.min(...shares), lost: lost.length };
}"""
# Every control and heading that is in the window: too small, out at the side, or with something else over its middle.
_FAULTS = """() => {
  const shown = part => part.checkVisibility({ visibilityProperty: true }) && part.getBoundingClientRect().width > 0;
  const controls = [...document.querySelectorAll(
    "button, summary, a[href], .wb-hits [role=button], .wb-all tr[data-claim]")].filter(shown);
  const strange = "[data-testid=stHeader], [data-testid=stSidebar], [href='#stMain']";
  const faults = [];
  const name = part => (part.innerText || part.getAttribute("aria-label") || part.className).trim().slice(0, 40);
  for (const part of controls) {
    // In the lowest windows the row of open words is there for its key alone (`page.css`, data-short="4" and "5").
    const hidden = ":root:is([data-short='4'], [data-short='5']) .st-key-pencil";
    if (part.closest(strange) || part.closest(hidden)) continue;
    const box = part.getBoundingClientRect();
    if (Math.min(box.width, box.height) < 23.9) faults.push(`small: ${name(part)} ${box.width}x${box.height}`);
    if (box.right > window.innerWidth + 1 || box.left < -1) faults.push(`cut: ${name(part)}`);
  }
  for (const part of document.querySelectorAll(".wb-cand h3, .wb-lab .wb-tag, .wb-pos, .wb-claim h2")) {
    const box = part.getBoundingClientRect(), card = (part.closest(".wb-cand") || part).getBoundingClientRect();
    if (box.right > card.right + 1) faults.push(`over the next column: ${name(part)}`);
  }
  if (document.documentElement.scrollWidth > window.innerWidth) faults.push("the page moves sideways");
  return faults;
}"""
_FIRST_SCREEN = """() => {
  const wording = document.querySelector(".wb-claim h2").getBoundingClientRect();
  const bar = document.querySelector(".st-key-act").getBoundingClientRect();
  const cards = [...document.querySelectorAll(".st-key-columns .wb-cand")];
  const bands = [
    "[data-testid=stHeader]", ".st-key-narrow-nav", ".st-key-head", ".st-key-tools", ".st-key-article", ".st-key-lead"
  ];
  const boxes = bands.map(band => [band, document.querySelector(band).getBoundingClientRect()]);
  const header = boxes[0][1];
  return {
    claim: wording.top >= 0 && wording.bottom <= bar.top + 1,
    // what lies in the line of the header is no band of its own
    above: boxes.filter(([band, box]) => box.height && box.bottom <= wording.top + 1
      && (box === header || box.bottom > header.bottom + 1)).map(([band]) => band),
    passage: cards[0].querySelector(".wb-scroll").getBoundingClientRect().top < bar.top,
    columns: new Set(cards.map(card => Math.round(card.getBoundingClientRect().left))).size,
  };
}"""
# Boxes that neither a pin nor a question may move: wording, passages, bar, and the place of each text in its column.
_PLACES = """() => [".wb-claim h2", ".wb-cand", ".wb-scroll", ".wb-ctx.side", ".st-key-dock"].flatMap(
  name => [...document.querySelectorAll(name)].map(part => {
    const box = part.getBoundingClientRect();
    return `${name} ${Math.round(box.top)} ${Math.round(box.bottom)}`;
  })
)"""
# What of a line that says how a passage differs is out of sight.
_CUT_REASONS = """() => [...document.querySelectorAll(".wb-foot > summary")].filter(line => {
  const card = line.closest("[class*=st-key-cand-]").getBoundingClientRect(), box = line.getBoundingClientRect();
  const cut = line.scrollWidth > line.clientWidth + 1 || line.scrollHeight > line.clientHeight + 1;
  return line.textContent.includes("≠") && (cut || box.bottom > card.bottom);
}).map(line => line.textContent)"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for the module, with the example."""
    running = Server(tmp_path_factory.mktemp("server"))
    with_example(running)
    running.start()
    yield running
    running.stop()
    assert "Traceback (most recent call last)" not in running.log(), running.log()


def _open(server: Server, page: Page, number: int, *, side: bool = False) -> None:
    workbench = Workbench.open(f"sqlite:///{server.database}")
    article = workbench.articles.summaries()[0].id
    claim = workbench.articles.claims(article)[number - 1].id
    workbench.close()
    open_page(page, f"{server.url}/review?article={article}&claim={claim}{'&side=1' if side else ''}")
    page.locator(".wb-cand").first.wait_for(timeout=3 * RUN_MILLISECONDS)  # the first one waits for the models
    settled(page)


def _in_window(page: Page, size: tuple[int, int], measure: str) -> Any:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.wait_for_timeout(FRAME_MILLISECONDS)
    return page.evaluate(measure)


@pytest.mark.parametrize("side", [False, True], ids=["article", "side by side"])
def test_at_least_half_of_a_low_window_is_text_of_passages_and_the_marked_sentence_is_in_sight(
    server: Server, page: Page, side: bool
) -> None:
    _open(server, page, 1, side=side)
    for _ in range(5):
        for size in LOW:
            seen = _in_window(page, size, _TEXT)
            assert seen["columns"] >= 2
            assert seen["share"] >= 0.5, (page.locator(".wb-claim h2").inner_text(), size, seen)
            assert seen["lost"] == 0, (size, seen)
        assert page.locator(".wb-ctx.side .also .stop.now").count() == 0  # that of another passage of the source
        press(page, "j")


def test_a_new_size_brings_the_marked_sentence_into_sight_again_unless_the_reader_scrolled(
    server: Server, page: Page
) -> None:
    _open(server, page, 1, side=True)
    away = "boxes => boxes.forEach(box => { box.scrollTop = box.scrollHeight; })"
    boxes = page.locator(".wb-ctx.side")
    boxes.evaluate_all(away)
    assert page.evaluate(_TEXT)["lost"] > 0
    assert _in_window(page, LOW[0], _TEXT)["lost"] == 0

    boxes.evaluate_all("boxes => boxes.forEach(box => box.dispatchEvent(new WheelEvent('wheel', { bubbles: true })))")
    boxes.evaluate_all(away)
    assert _in_window(page, LOW[1], _TEXT)["lost"] > 0


def test_one_column_has_the_claim_in_the_first_screen_and_nothing_is_cut_covered_or_too_small(
    server: Server, page: Page
) -> None:
    _open(server, page, 6)
    for size in ONE_COLUMN:
        seen = _in_window(page, size, _FIRST_SCREEN)
        assert seen["claim"], size
        assert seen["columns"] == 1, size
        assert len(seen["above"]) <= 2, (size, seen)
        assert seen["passage"] or size[1] < 800, (size, seen)
        assert page.locator(".wb-saved").evaluate("line => line.getBoundingClientRect().height") < 26, (
            size
        )  # one line
        assert page.evaluate(_FAULTS) == [], size
        named = page.locator("[data-testid='stTopNavLink'], .st-key-narrow-nav a").filter(visible=True)
        assert [one.strip() for one in named.all_inner_texts()] == [
            "Articles", "Review", "Library", "Report", "Settings", "Help"
        ]  # fmt: skip


_TABS = 120  # more than the page of a claim has of places for Tab
_PART = """() => ["lead", "columns", "dock", "article"].find(
  name => document.activeElement.closest(`.st-key-${name}`)) || ''"""


def test_tab_goes_through_the_claim_its_passages_and_its_verdict_before_the_article_in_one_column(
    server: Server, page: Page
) -> None:
    _open(server, page, 3)
    for size in (ONE_COLUMN[1], ONE_COLUMN[2], ONE_COLUMN[3]):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.wait_for_timeout(FRAME_MILLISECONDS)
        page.locator(".st-key-who button").focus()
        parts: list[str] = []
        for _ in range(_TABS):
            page.keyboard.press("Tab")
            part = page.evaluate(_PART)
            if part and part not in parts:
                parts.append(part)
            if len(parts) == 4:
                break
        assert parts == ["lead", "columns", "dock", "article"], size


@pytest.mark.parametrize("side", [False, True], ids=["article", "side by side"])
def test_no_pin_no_refusal_and_no_question_for_a_reason_moves_what_is_read(
    server: Server, page: Page, side: bool
) -> None:
    for size in ((1440, 900), LOW[1]):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        _open(server, page, 3, side=side)
        page.wait_for_timeout(FRAME_MILLISECONDS)
        before = page.evaluate(_PLACES)
        for key in ("v", "2", "d"):
            press(page, key)
            page.wait_for_timeout(FRAME_MILLISECONDS)
            assert page.evaluate(_PLACES) == before, (size, key)
            if key == "v":  # nothing is pinned yet
                expect(page.locator(".wb-msg", has_text="Not saved.")).to_be_in_viewport(ratio=1)
        press(page, "Escape")
        press(page, "2")


def test_how_a_passage_differs_is_read_in_full(server: Server, page: Page) -> None:
    seen = 0
    for number in (3, 11):
        for side in (False, True):
            _open(server, page, number, side=side)
            for size in (*LOW, (1440, 900), (390, 844)):
                assert _in_window(page, size, _CUT_REASONS) == [], (number, side, size)
            seen += page.locator(".wb-foot > summary", has_text="≠").count()
    assert seen


def test_nothing_is_cut_or_too_small_in_wide_windows_with_and_without_the_article(server: Server, page: Page) -> None:
    for side in (False, True):
        _open(server, page, 6, side=side)
        for size in ((1024, 768), *LOW, (1440, 900), (1920, 1080)):
            assert _in_window(page, size, _FAULTS) == [], (size, side)


def test_a_key_that_works_side_by_side_only_says_so_beside_the_article(server: Server, page: Page) -> None:
    _open(server, page, 3)
    for key in "gbp":
        press(page, key)
        assert (
            page.locator(".wb-unseen").inner_text()
            == f"{key.upper()} is for the sources side by side. Press O first."
        )
    press(page, "o")
    assert not page.locator(".wb-unseen").inner_text()
    press(page, "g")
    assert not page.locator(".wb-unseen").inner_text()
