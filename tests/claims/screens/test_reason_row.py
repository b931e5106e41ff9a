"""A verdict is chosen, asked about, and saved by an answer alone: none that was not meant, none lost in silence."""

from __future__ import annotations

import time

import pytest
from streamlit.testing.v1 import AppTest

from claims.review.judgement import Draft
from claims.review.verdict import REASONS, REPEAT_WINDOW_MS, Verdict
from claims.settings import ON, REASON_REQUIRED
from claims.workbench import Workbench

PACE_SECONDS = 2 * REPEAT_WINDOW_MS / 1000  # a second act of one reviewer within the window counts as a repeated key

DRAW_SECONDS = 60
ASKED = (Verdict.VERIFIED, Verdict.DISPUTED, Verdict.UNCLEAR)  # claims are passed as background without a question
TEXT = "Pier shut\n\n4 May 2026\n\nThe pier of Lorn was shut on Monday. Nine ships left. The mayor opened a hall."


@pytest.fixture
def article(workbench: Workbench) -> str:
    """An article of three claims, each with a note by the reviewer, so that every verdict has its evidence."""
    article = workbench.articles.add(workbench.articles.preview(workbench.articles.paste(TEXT))).article_id
    assert len(workbench.articles.claims(article)) == 3
    return article


def _review() -> None:
    from claims.screens.review import page

    page()


def _drawn(article: str) -> AppTest:
    test = AppTest.from_function(_review, default_timeout=DRAW_SECONDS)
    test.session_state["_reviewer"] = "Ada"
    test.query_params["article"] = article
    test.run()
    _note(test)
    return test


def _note(test: AppTest) -> None:
    next(field for field in test.text_input if field.label == "Note").set_value("Seen.").run()


def _press(test: AppTest, label: str) -> None:
    next(button for button in test.button if label in button.label).click().run()
    assert not test.exception


def _labels(test: AppTest) -> list[str]:
    return [button.label for button in test.button]


def _html(test: AppTest) -> str:
    return " ".join(str(element.proto.body) for element in test.get("html"))


def _decided(workbench: Workbench, article: str) -> list[tuple[int, str, str]]:
    numbers = {claim.id: number for number, claim in enumerate(workbench.articles.claims(article), 1)}
    return [(numbers[one.claim_id], one.value, one.reason) for one in workbench.reviewing.history(article)]


@pytest.mark.parametrize("verdict", ASKED)
def test_a_verdict_asks_for_its_own_reasons_and_saves_nothing_yet(
    workbench: Workbench, article: str, verdict: Verdict
) -> None:
    test = _drawn(article)
    _press(test, verdict.capitalize())
    assert f"Why {verdict}?" in _html(test)
    offered = {label.lower() for label in _labels(test)} & {reason for other in ASKED for reason in REASONS[other]}
    assert offered == set(REASONS[verdict])
    assert _decided(workbench, article) == []


@pytest.mark.parametrize(("verdict", "reason"), [(verdict, REASONS[verdict][1]) for verdict in ASKED])
def test_a_reason_saves_the_verdict_with_it_and_the_next_claim_comes_up(
    workbench: Workbench, article: str, verdict: Verdict, reason: str
) -> None:
    test = _drawn(article)
    _press(test, verdict.capitalize())
    _press(test, reason.capitalize())
    assert _decided(workbench, article) == [(1, verdict, reason)]
    assert "Claim 2 of 3" in _html(test)
    assert "Not saved yet." not in _html(test)


@pytest.mark.parametrize(
    ("answer", "shown"),
    [("Save without a reason", 2), ("Disputed", 2), ("Next ›", 2), ("Previous", 2), ("Next not reviewed", 2)],
)
def test_every_way_past_the_question_saves_the_verdict_without_a_reason(
    workbench: Workbench, article: str, answer: str, shown: int
) -> None:
    test = _drawn(article)
    _press(test, "Disputed")
    _press(test, answer)
    assert _decided(workbench, article) == [(1, "disputed", "")]
    assert f"Claim {shown} of 3" in _html(test)


def test_previous_saves_and_goes_back(workbench: Workbench, article: str) -> None:
    test = _drawn(article)
    _press(test, "Next ›")
    _note(test)
    _press(test, "Verified")
    _press(test, "Previous")
    assert _decided(workbench, article) == [(2, "verified", "")]
    assert "Claim 1 of 3" in _html(test)


def test_another_verdict_asks_anew_and_cancel_and_undo_save_nothing(workbench: Workbench, article: str) -> None:
    test = _drawn(article)
    _press(test, "Verified")
    _press(test, "Disputed")
    assert "Why disputed?" in _html(test)
    assert "Why verified?" not in _html(test)
    _press(test, "Cancel")
    assert "Nothing was saved." in _html(test)
    _press(test, "Disputed")
    _press(test, "Out of date")
    _press(test, "Unclear")
    _press(test, "Undo")
    assert "Nothing was saved." in _html(test)
    assert _decided(workbench, article) == [(1, "disputed", "out of date")]


def _late_answer() -> None:
    import streamlit as st

    from claims.review.verdict import Verdict
    from claims.screens import session
    from claims.screens.review import decision, page
    from claims.screens.review.seen import Seen, ShownPassages

    page()
    # As a page that is slow to follow: the row that it still shows was closed, or asks about another verdict.
    article = session.place("article")
    claim = session.workbench().articles.claims(article)[0]
    seen = Seen(article, claim.id, session.reviewer(), claim.version, None)
    for act in st.session_state.get("acts", ()):
        if act == "cancel":
            decision.cancel(seen)
        elif act == "answer":
            decision.answer(seen, Verdict.VERIFIED, "in part", ShownPassages())
        else:
            decision.choose(seen, Verdict(act), ShownPassages())


@pytest.mark.parametrize("then", ["cancel", "disputed"])
def test_an_answer_from_a_row_that_is_no_longer_open_saves_nothing(
    workbench: Workbench, article: str, then: str
) -> None:
    test = AppTest.from_function(_late_answer, default_timeout=DRAW_SECONDS)
    test.session_state["_reviewer"] = "Ada"
    test.query_params["article"] = article
    test.run()
    _note(test)
    test.session_state["acts"] = ["verified", then, "answer"]
    test.run()
    test.session_state["acts"] = []
    test.run()
    assert _decided(workbench, article) == []
    assert ("Nothing was saved." if then == "cancel" else "The reasons for verified were no longer open.") in _html(
        test
    )
    assert ("Why disputed?" in _html(test)) == (then == "disputed")


def test_without_evidence_nothing_is_asked_and_the_page_says_what_is_missing(
    workbench: Workbench, article: str
) -> None:
    test = _drawn(article)
    _press(test, "Next ›")
    _press(test, "Disputed")
    assert "Disputed needs a pinned passage or a note." in _html(test)
    assert "Why disputed?" not in _html(test)


def test_a_kept_reason_of_another_verdict_is_asked_about_and_never_dropped_in_silence(
    workbench: Workbench, article: str
) -> None:
    test = _drawn(article)
    _press(test, "Verified")
    _press(test, "In part")
    _press(test, "Previous")
    assert "Claim 1 of 3" in _html(test)
    _press(test, "Disputed")
    assert "“in part” is a reason for verified." in _html(test)
    _press(test, "Next ›")
    assert "Not saved yet." in _html(test)
    assert "Claim 1 of 3" in _html(test)
    assert _decided(workbench, article) == [(1, "verified", "in part")]
    time.sleep(PACE_SECONDS)
    _press(test, "Save without a reason")
    assert _decided(workbench, article)[-1] == (1, "disputed", "")


def test_a_reason_given_before_is_kept_where_it_fits_and_can_be_taken_away(
    workbench: Workbench, article: str
) -> None:
    test = _drawn(article)
    _press(test, "Disputed")
    _press(test, "Misquoted")
    _press(test, "Previous")
    _press(test, "Disputed")
    assert "Misquoted (now)" in _labels(test)
    time.sleep(PACE_SECONDS)
    _press(test, "Save, misquoted")
    assert _decided(workbench, article)[-1] == (1, "disputed", "misquoted")
    _press(test, "Previous")
    _press(test, "Disputed")
    time.sleep(PACE_SECONDS)
    _press(test, "No reason")
    assert _decided(workbench, article)[-1] == (1, "disputed", "")


def test_where_the_setting_demands_a_reason_nothing_passes_the_question_over(
    workbench: Workbench, article: str
) -> None:
    workbench.settings.keep(REASON_REQUIRED, ON)
    test = _drawn(article)
    _press(test, "Verified")
    assert not {"Save without a reason", "No reason"} & set(_labels(test))
    for way in ("Verified", "Next ›"):
        _press(test, way)
        assert "Verified needs a reason. Choose in full or in part." in _html(test)
        assert "Claim 1 of 3" in _html(test)
    assert _decided(workbench, article) == []
    _press(test, "In full")
    assert _decided(workbench, article) == [(1, "verified", "in full")]


def test_unclear_is_never_passed_over(workbench: Workbench, article: str) -> None:
    test = _drawn(article)
    for _ in range(2):
        _press(test, "Unclear")
    _press(test, "Next ›")
    assert "Unclear needs a reason." in _html(test)
    assert _decided(workbench, article) == []


def test_a_claim_that_is_left_otherwise_keeps_no_verdict_and_the_page_says_so(
    workbench: Workbench, article: str
) -> None:
    test = _drawn(article)
    _press(test, "Disputed")
    test.query_params["claim"] = workbench.articles.claims(article)[
        2
    ].id  # as a press on its words in the article does
    test.run()
    assert "Claim 1 was left while the reason for disputed was open." in _html(test)
    assert "Why disputed?" not in _html(test)
    assert _decided(workbench, article) == []


def test_another_wording_is_asked_about_anew(workbench: Workbench, article: str) -> None:
    test = _drawn(article)
    _press(test, "Disputed")
    claim = workbench.articles.claims(article)[0]
    workbench.reviewing.edits.reword(
        claim.id, "The quay of Lorn was shut.", resolved=True, reviewer="Bo", version=1, request_id="r"
    )
    test.run()
    assert "Why disputed?" not in _html(test)
    assert "was left while the reason for disputed was open" in _html(test)
    assert _decided(workbench, article) == []


def test_what_one_reviewer_was_asked_is_not_answered_by_another(workbench: Workbench, article: str) -> None:
    test = _drawn(article)
    _press(test, "Disputed")
    test.session_state["_reviewer"] = "Bo"
    test.run()
    assert "Why disputed?" not in _html(test)
    _press(test, "Next ›")
    assert _decided(workbench, article) == []


def test_a_reason_that_no_verdict_has_is_named_and_not_saved(workbench: Workbench, article: str) -> None:
    test = _drawn(article)
    claim = workbench.articles.claims(article)[0]
    workbench.reviewing.drafts.save(claim.id, "Ada", Draft("Seen.", (), "<b>"), str(test.query_params["tab"]))
    _press(test, "Verified")
    assert "“&lt;b&gt;” is no reason for verified." in _html(test)
    _press(test, "Save without a reason")
    assert _decided(workbench, article) == [(1, "verified", "")]
