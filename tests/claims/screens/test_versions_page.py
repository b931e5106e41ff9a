"""The next version on the pages, without a browser: before it is saved, and on the review page after."""

from __future__ import annotations

import re
import time
from dataclasses import replace

import pytest

from claims.review.judgement import Draft, Shown
from claims.review.origins import joined
from claims.review.verdict import REPEAT_WINDOW_MS
from claims.screens import splitting
from claims.screens.review.view import CHANGED, EVIDENCE_CHANGED, Marked, Order, ordered, passes
from claims.screens.word_difference import both
from claims.workbench import Workbench
from sources.source import Document, Origin
from tests.claims.review.making import ORIGIN, PIN, an_act
from tests.claims.screens.test_pages import _articles, _drawn, _html, _review
from tests.claims.services.versions_making import FIRST, SECOND, add, bring_in, prepared


def _history() -> None:
    from claims.screens.history import page

    page()


def _versions() -> None:
    from claims.screens.versions import page

    page()


def judge(workbench: Workbench, article_id: str, number: int, value: str = "verified", **changes: object) -> None:
    claim = workbench.articles.claims(article_id)[number - 1]
    act = an_act(
        claim, value, **({"note": "Seen <b>there</b>.", "request_id": f"{claim.id}-{number}-{value}"} | changes)
    )
    workbench.reviewing.judge(replace(act, article_id=article_id, reviewer=str(changes.get("reviewer", "Ada"))))


def test_the_words_that_differ_are_marked_on_both_sides_and_escaped() -> None:
    old, new = both("It has <9> cranes.", "It has <12> cranes.")
    assert old == 'It has &lt;<span class="wb-del"><span class="wb-vh">was: </span>9</span>&gt; cranes.'
    assert new == 'It has &lt;<span class="wb-ins"><span class="wb-vh">is now: </span>12</span>&gt; cranes.'
    assert both("Same.", "Same.") == ("Same.", "Same.")


def test_without_an_article_the_page_leads_to_the_articles(workbench: Workbench) -> None:
    assert "No article chosen" in _html(_drawn(_versions))


def test_a_compared_version_shows_numbers_and_both_wordings_and_saves_nothing(workbench: Workbench) -> None:
    article_id = add(workbench)
    judge(workbench, article_id, 1)
    judge(workbench, article_id, 2, reviewer="Cem")
    test = _drawn(_versions, article=article_id)
    test.session_state[splitting.PREPARED] = prepared(workbench, article_id)
    test.run()
    shown = _html(test)
    for words in ("= 2 carried", "≠ 1 changed – needs attention", "+ 1 new", "− 1 gone"):
        assert words in shown
    assert "Of 2 claims with a verdict 1 keeps it, 1 opens again. " in shown
    assert '<span class="wb-vh">was: </span>62</span>' in shown
    assert '<span class="wb-vh">is now: </span>63</span>' in shown
    assert "She thanked the board." not in shown.split("wb-versions")[1]
    test.toggle(key="show-carried").set_value(True).run()
    assert "She thanked the board." in _html(test).split("wb-versions")[1]
    assert workbench.articles.versions.number(article_id) == 1
    test.button(key="cancel-version").click().run()
    assert "Nothing was saved." in _html(test)
    assert workbench.articles.versions.number(article_id) == 1


def test_what_needs_a_look_comes_first_and_what_there_is_none_of_is_quiet(workbench: Workbench) -> None:
    article_id = add(workbench)
    judge(workbench, article_id, 4)
    test = _drawn(_versions, article=article_id)
    moved = ("The port has 9 cranes.", *SECOND[:2], "A ferry sank.")
    test.session_state[splitting.PREPARED] = prepared(workbench, article_id, moved)
    test.run()
    test.toggle(key="show-carried").set_value(True).run()
    rows = re.findall(r"<tr><td class=\"[^\"]*\"><b>\S (\w+)", _html(test))
    assert rows == ["changed", "new", "gone", "carried", "carried"]
    assert "Of 1 claim with a verdict 1 is gone." in _html(test)
    test = _drawn(_versions, article=article_id)
    test.session_state[splitting.PREPARED] = prepared(workbench, article_id, FIRST[:3])
    test.run()
    assert '<span class="wb-st wb-zero">+ 0 new</span>' in _html(test)
    assert '<span class="wb-st wb-no">− 1 gone</span>' in _html(test)


@pytest.mark.parametrize(("model", "said"), [("language model <b>M", True), ("", False)])
def test_a_compared_version_says_where_another_splitter_made_the_claims(
    workbench: Workbench, model: str, *, said: bool
) -> None:
    article_id = add(workbench)
    test = _drawn(_versions, article=article_id)
    test.session_state[splitting.PREPARED] = replace(prepared(workbench, article_id), split_before_by=model)
    test.run()
    shown = _html(test)
    assert ("! Split otherwise." in shown) == said
    assert ("was split by the language model &lt;b&gt;M, this one by the rules" in shown) == said


@pytest.mark.parametrize(
    ("lines", "said"),
    [(("The coast road was under water on Friday.",), True), (SECOND, False)],
)
def test_a_text_that_has_no_claim_of_the_version_before_may_be_another_article(
    workbench: Workbench, lines: tuple[str, ...], *, said: bool
) -> None:
    article_id = add(workbench)
    test = _drawn(_versions, article=article_id)
    test.session_state[splitting.PREPARED] = prepared(workbench, article_id, lines)
    test.run()
    assert ("! Another article?" in _html(test)) == said


def test_a_compared_version_is_saved_by_one_button_once(workbench: Workbench) -> None:
    article_id = add(workbench)
    test = _drawn(_versions, article=article_id)
    test.session_state[splitting.PREPARED] = prepared(workbench, article_id)
    test.run()
    test.button(key="save-version").click().run()
    assert "Saved as version 2." in _html(test)
    assert [version.reviewer for version in workbench.articles.versions.all(article_id)] == ["", "Ada"]


def test_a_version_of_an_article_that_changed_meanwhile_is_compared_again(workbench: Workbench) -> None:
    article_id = add(workbench)
    test = _drawn(_versions, article=article_id)
    test.session_state[splitting.PREPARED] = prepared(workbench, article_id)
    test.run()
    claim = workbench.articles.claims(article_id)[3]
    workbench.reviewing.edits.remove(claim.id, reviewer="Cem", version=1, request_id="r")
    test.button(key="save-version").click().run()
    assert "Nothing was saved. Look at the comparison again." in _html(test)
    assert "− 0 gone" in _html(test)
    test.button(key="save-version").click().run()
    assert workbench.articles.versions.number(article_id) == 2


def test_any_version_can_be_looked_at_and_the_present_one_taken_back(workbench: Workbench) -> None:
    article_id = add(workbench)
    judge(workbench, article_id, 4, "disputed")
    bring_in(workbench, article_id)
    test = _drawn(_versions, article=article_id)
    assert SECOND[2] in _html(test)
    assert FIRST[3] not in _html(test)
    test.segmented_control(key=f"look-at-{article_id}-2").set_value(1).run()
    assert FIRST[3] in _html(test)
    assert "✗ disputed" in _html(test)
    test.button(key="take-back").click().run()
    assert "Version 2 was undone." in _html(test)
    assert workbench.articles.versions.number(article_id) == 1


def test_a_version_on_which_something_was_decided_says_why_it_stays(workbench: Workbench) -> None:
    article_id = add(workbench)
    bring_in(workbench, article_id)
    judge(workbench, article_id, 2)
    test = _drawn(_versions, article=article_id)
    assert test.button(key="take-back").disabled
    assert "Something was decided since version 2 came in" in _html(test)


def test_a_changed_claim_shows_its_earlier_verdict_and_takes_it_over_by_one_button(workbench: Workbench) -> None:
    article_id = add(workbench)
    judge(workbench, article_id, 1, pins=(PIN,))
    bring_in(workbench, article_id)
    test = _drawn(_review, article=article_id)
    shown = _html(test)
    assert "Changed with version 2: needs attention." in shown
    assert '<span class="wb-vh">was: </span>62</span>' in shown
    assert "Seen &lt;b&gt;there&lt;/b&gt;." in shown
    assert PIN.excerpt in shown
    assert "≠ 1 changed" in shown
    claim = workbench.articles.claims(article_id)[0]
    time.sleep(0.001 * REPEAT_WINDOW_MS)  # the pages are drawn sooner than a hand presses twice
    keep = test.button(key=f"take-over-{claim.id}-2-0")
    assert keep.label == "Keep the verdict of version 1: verified"
    keep.click().run()
    line = workbench.reviewing.standing(article_id, "Ada")[claim.id]
    assert (line.value, line.note, line.pins, line.claim_version) == ("verified", "Seen <b>there</b>.", (PIN,), 2)
    assert "≠ 1 changed" not in _html(test)


@pytest.mark.parametrize(
    ("draft", "own"),
    [
        (Draft("My own words.", ()), "your note"),
        (Draft("Seen <b>there</b>.", (replace(PIN, start=PIN.start + 1),)), "1 passage that you pinned"),
    ],
)
def test_taking_a_verdict_over_is_refused_while_a_note_or_pins_of_ones_own_would_be_lost(
    workbench: Workbench, draft: Draft, own: str
) -> None:
    article_id = add(workbench)
    judge(workbench, article_id, 1, pins=(PIN,))
    bring_in(workbench, article_id)
    claim = workbench.articles.claims(article_id)[0]
    tab = "0123abcd"
    workbench.reviewing.drafts.save(claim.id, "Ada", draft, tab)
    test = _drawn(_review, article=article_id, tab=tab)
    test.button(key=f"take-over-{claim.id}-2-0").click().run()
    assert f"The earlier verdict would replace {own}." in _html(test)
    assert claim.id not in workbench.reviewing.standing(article_id, "Ada")
    assert workbench.reviewing.drafts.get(claim.id, "Ada", tab) == draft


def test_a_verdict_that_is_taken_over_keeps_the_origins_of_its_evidence(workbench: Workbench) -> None:
    article_id = add(workbench)
    judge(workbench, article_id, 1, shown=Shown(origins=(ORIGIN,)), reviewer="Cem")
    bring_in(workbench, article_id)
    claim = workbench.articles.claims(article_id)[0]
    test = _drawn(_review, article=article_id, claim=claim.id)
    test.button(key=f"take-over-{claim.id}-2-0").click().run()
    line = workbench.reviewing.standing(article_id, "Ada")[claim.id]
    (origin,) = line.shown.origins
    assert (origin.id, origin.name, origin.source_ids) == (ORIGIN.id, ORIGIN.name, (PIN.source_id,))
    assert origin.links == ORIGIN.links[:1]


def test_origins_that_are_joined_are_each_there_once() -> None:
    wire, radio = replace(ORIGIN, source_ids=("src-1",), links=ORIGIN.links[:1]), Origin("src-9", "Radio", ("src-9",))
    other = replace(ORIGIN, source_ids=("src-2",), links=ORIGIN.links[1:])
    assert joined((wire, radio), (other, radio)) == (ORIGIN, radio)


def test_a_carried_claim_says_so_and_offers_nothing_to_take_over(workbench: Workbench) -> None:
    article_id = add(workbench)
    judge(workbench, article_id, 2)
    bring_in(workbench, article_id)
    claim = workbench.articles.claims(article_id)[1]
    test = _drawn(_review, article=article_id, claim=claim.id)
    assert "carried from version 1, " in _html(test)
    assert not [button for button in test.button if button.label.startswith("Keep the verdict")]
    shown = _html(_drawn(_history, article=article_id, claim=claim.id))
    assert "this claim: carried from version 1, " in shown
    assert "2 carried, 1 changed, 1 new, 1 gone" in shown


def test_the_list_of_articles_counts_facts_left_and_changed(workbench: Workbench) -> None:
    article_id = add(workbench)
    judge(workbench, article_id, 1)
    assert "3 claims left" in _html(_drawn(_articles))
    bring_in(workbench, article_id)
    shown = _html(_drawn(_articles))
    assert "version 2" in shown
    assert "4 claims left" in shown
    assert "≠ 1 changed" in shown


def test_changed_first_and_the_filters_find_what_needs_attention(workbench: Workbench) -> None:
    claims = workbench.articles.claims(add(workbench))
    marked = Marked(frozenset({claims[2].id}), frozenset({claims[3].id}))
    assert ordered(claims, Order.CHANGED, marked.changed) == [claims[2], claims[0], claims[1], claims[3]]
    assert [passes(claim, None, CHANGED, "All sources", marked) for claim in claims] == [False, False, True, False]
    assert [passes(c, None, EVIDENCE_CHANGED, "All sources", marked) for c in claims] == [False, False, False, True]


def test_a_corrected_source_reopens_nothing_and_lists_the_claims_whose_excerpt_it_lacks(workbench: Workbench) -> None:
    article_id = add(workbench)
    library = workbench.library
    text = "The board met on Monday. It counted 62 votes for Ruiz.\n\nThe pier burned at night."
    (report,) = library.add([Document(text=text, kind="txt", name="a.txt", title="Votes", publisher="Paper")])
    for number, excerpt in ((1, "It counted 62 votes for Ruiz."), (4, "The pier burned at night.")):
        time.sleep(0.001 * REPEAT_WINDOW_MS)  # by hand it takes longer, and by a held key less
        judge(workbench, article_id, number, pins=(replace(PIN, source_id=report.source_id, excerpt=excerpt),))
    assert "evidence changed" not in _html(_drawn(_review, article=article_id))
    corrected = Document(text=text.replace("62", "26"), kind="txt", name="a.txt")
    library.versions.reread(report.source_id, corrected)
    assert "≠ evidence changed for 1" in _html(_drawn(_review, article=article_id))
    assert len(workbench.reviewing.standing(article_id, "Ada")) == 2
