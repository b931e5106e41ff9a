"""The left pane: literal text, marks that do not rest on colour, and a size that does not grow without end."""

import re

from claims.screens.review.article_pane import WINDOW, pane
from tests.claims.screens.samples import article, claim, judged, view

HOSTILE = "<script>alert(1)</script> costs $5, $7 and :red[x] ![p](http://t.example/p.gif) `now`."


def test_hostile_text_stands_there_literally() -> None:
    owner = article("Head <b>line</b>", HOSTILE)
    shown = pane(view(owner, [claim(owner, HOSTILE, 1)]))
    assert "<script>" not in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt; costs $5, $7 and :red[x]" in shown
    assert "<b>line" not in shown


def test_no_character_of_a_paragraph_is_lost() -> None:
    owner = article("Head", "First thing. Second thing, and more.", "Third thing.")
    claims = [claim(owner, "First thing", 1), claim(owner, "Second thing", 2)]
    paragraphs = re.findall(r"<p>(.*?)</p>", pane(view(owner, claims)))
    plain = [re.sub(r"<span class=\"wb-n.*?</span></span>|<[^>]+>", "", paragraph) for paragraph in paragraphs]
    assert plain == ["Head", "First thing. Second thing, and more.", "Third thing."]


def test_a_state_has_a_word_and_a_sign_in_margin_and_text() -> None:
    owner = article("Head", "First thing. Second thing.")
    claims = [claim(owner, "First thing", 1), claim(owner, "Second thing", 2)]
    shown = pane(view(owner, claims, standing={claims[0].id: judged(claims[0], "disputed")}))
    assert "✗ disputed" in shown
    assert "✗1" in shown
    assert "○ not reviewed" in shown
    assert "○2" in shown


def test_skipped_text_is_shown_with_its_reason() -> None:
    owner = article("The headline", "Body.")
    assert "– headline" in pane(view(owner, []))
    assert "The headline" in pane(view(owner, []))


def test_a_claim_that_cannot_be_checked_names_its_kind() -> None:
    owner = article("Head", "This is the worst bridge.")
    from tests.claims.screens.samples import OPINION

    one = claim(owner, "This is the worst bridge", 1, checkable=False, kind=OPINION, reason="a judgement of taste")
    assert "– opinion" in pane(view(owner, [one]))


def test_two_reviewers_who_differ_are_named_as_such() -> None:
    owner = article("Head", "First thing.")
    one = claim(owner, "First thing", 1)
    mine, theirs = judged(one, "verified"), judged(one, "disputed", reviewer="Bo", sequence=2)
    assert "⇄ disagree" in pane(view(owner, [one], standing={one.id: mine}, others={one.id: [theirs]}))
    assert "⇄ disagree" not in pane(view(owner, [one], standing={one.id: mine}, others={one.id: [mine]}))


def test_only_the_neighbourhood_of_the_focus_is_drawn() -> None:
    owner = article("Head", *(f"Thing number {n} happened." for n in range(1, 2001)))
    claims = [claim(owner, f"Thing number {n} happened", n) for n in (1, 1000, 2000)]
    shown = pane(view(owner, claims, focus=claims[1]))
    assert shown.count("<p>") <= 2 * WINDOW + 1
    assert "Thing number 1000 happened" in shown
    assert "paragraphs above" in shown
    assert "paragraphs below" in shown
