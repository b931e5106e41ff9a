"""The row "Did they say it?": one named source at a time, recorded by a press alone, never in the verdict's way."""

from __future__ import annotations

import time
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from claims.claim import Attribution
from claims.review.verdict import REPEAT_WINDOW_MS, AttributionVerdict, Question
from claims.screens import session
from claims.screens.review import attribution_row
from claims.settings import ASKS_DID_THEY_SAY_IT, OFF
from claims.workbench import Workbench
from sources.source import AttributedCheck, Document, Saying
from tests.claims.screens import samples

PACE_SECONDS = (
    2 * REPEAT_WINDOW_MS / 1000
)  # a second answer of one reviewer within the window counts as a repeated key
DRAW_SECONDS = 60
TEXT = (
    "Pier shut\n\n4 May 2026\n\nThe pier of Lorn was shut on Monday, according to the Lorn Gazette and Harbour Wire. "
    "A crane fell."
)
GAZETTE, WIRE = "Lorn Gazette", "Harbour Wire"


@pytest.fixture
def article(workbench: Workbench) -> str:
    """An article whose first claim names two sources, and whose second names none."""
    article = workbench.articles.add(workbench.articles.preview(workbench.articles.paste(TEXT))).article_id
    assert [claim.attributed_to for claim in workbench.articles.claims(article)] == [(GAZETTE, WIRE), ()]
    return article


def _review() -> None:
    from claims.screens.review import page

    page()


def _drawn(article: str, reviewer: str = "Ada") -> AppTest:
    test = AppTest.from_function(_review, default_timeout=DRAW_SECONDS)
    test.session_state["_reviewer"] = reviewer
    test.query_params["article"] = article
    return test.run()


def _press(test: AppTest, label: str) -> None:
    time.sleep(PACE_SECONDS)
    next(button for button in test.button if label in button.label).click().run()
    assert not test.exception


def _labels(test: AppTest) -> list[str]:
    return [button.label for button in test.button]


def _html(test: AppTest) -> str:
    return " ".join(str(element.proto.body) for element in test.get("html"))


def _answered(workbench: Workbench, article: str) -> list[tuple[str, str]]:
    lines = workbench.reviewing.history(article)
    return [(one.named_source, one.value) for one in lines if one.question is Question.DID_THEY_SAY_IT]


def _in_hand(test: AppTest) -> str:
    return _html(test).split('<b class="inhand"')[1].split(">")[1].split("<")[0]


def test_one_source_is_asked_about_at_a_time_and_an_answer_brings_up_the_next(
    workbench: Workbench, article: str
) -> None:
    test = _drawn(article)
    assert _in_hand(test) == GAZETTE
    assert ">1 of 2</span>" in _html(test)
    assert _answered(workbench, article) == []
    _press(test, "Said")
    assert _in_hand(test) == WIRE
    assert ">2 of 2</span>" in _html(test)
    assert "Claim 1 of 2" in _html(test)
    _press(test, "Not found")
    assert _answered(workbench, article) == [(GAZETTE, "said"), (WIRE, "not found")]
    assert _in_hand(test) == WIRE
    assert "? Not found (now)" in _labels(test)
    _press(test, "Next source")
    assert _in_hand(test) == GAZETTE
    assert "✓ Said (now)" in _labels(test)
    assert workbench.reviewing.standing(article, "Ada") == {}


def test_undo_takes_the_answer_back_at_its_source_and_redo_gives_it_again(workbench: Workbench, article: str) -> None:
    test = _drawn(article)
    _press(test, "Not said")
    _press(test, "Undo")
    assert "whether Lorn Gazette said it is open again" in _html(test)
    assert _in_hand(test) == GAZETTE
    assert workbench.reviewing.attribution_standing(article, "Ada") == {}
    _press(test, "Redo")
    assert "Claim 1: Lorn Gazette, not said again." in _html(test)
    assert [value for _, value in _answered(workbench, article)] == ["not said", "", "not said"]


def test_a_verdict_needs_no_answer_and_has_the_note_that_an_answer_was_given_with(
    workbench: Workbench, article: str
) -> None:
    test = _drawn(article)
    next(field for field in test.text_input if field.label == "Note").set_value("On tape.").run()
    _press(test, "Said")
    assert next(field for field in test.text_input if field.label == "Note").value == "On tape."
    _press(test, "Disputed")
    _press(test, "Misquoted")
    said, verdict = workbench.reviewing.history(article)
    assert (said.value, said.note) == ("said", "On tape.")
    assert (verdict.value, verdict.note) == ("disputed", "On tape.")
    assert workbench.reviewing.attribution_standing(article, "Ada").keys() == {(said.claim_id, GAZETTE)}


def test_the_reasons_of_a_verdict_stay_open_while_a_source_is_answered(workbench: Workbench, article: str) -> None:
    test = _drawn(article)
    _press(test, "Unclear")
    _press(test, "Not found")
    assert "Why unclear?" in _html(test)
    _press(test, "No source")
    assert [one.value for one in workbench.reviewing.history(article)] == ["not found", "unclear"]


def test_the_same_answer_again_is_no_second_act_and_another_one_is(workbench: Workbench, article: str) -> None:
    test = _drawn(article)
    _press(test, "Said")
    _press(test, "Next source")
    _press(test, "Said (now)")
    assert _answered(workbench, article) == [(GAZETTE, "said")]
    _press(test, "Next source")
    _press(test, "Not said")
    assert _answered(workbench, article) == [(GAZETTE, "said"), (GAZETTE, "not said")]


def _late_answer() -> None:
    import streamlit as st

    from claims.review.verdict import AttributionVerdict
    from claims.screens import session
    from claims.screens.review import attribution_row, page
    from claims.screens.review.seen import Seen, ShownPassages

    page()
    # As a page that is slow to follow: its buttons are still those of the source before.
    article = session.place("article")
    claim = session.workbench().articles.claims(article)[0]
    seen = Seen(article, claim.id, session.reviewer(), claim.version, None)
    if st.session_state.get("late"):
        attribution_row.answer(seen, "Lorn Gazette", None, AttributionVerdict.NOT_SAID, (), ShownPassages())


def test_a_button_of_the_source_before_writes_nothing_over(workbench: Workbench, article: str) -> None:
    test = AppTest.from_function(_late_answer, default_timeout=DRAW_SECONDS)
    test.session_state["_reviewer"] = "Ada"
    test.query_params["article"] = article
    test.run()
    _press(test, "Said")
    time.sleep(PACE_SECONDS)
    test.session_state["late"] = True
    test.run()
    test.session_state["late"] = False
    test.run()
    assert _answered(workbench, article) == [(GAZETTE, "said")]
    assert "Whether Lorn Gazette said it was answered meanwhile" in _html(test)


def test_a_claim_that_names_nobody_is_not_asked_about_and_a_setting_turns_the_question_off(
    workbench: Workbench, article: str
) -> None:
    test = _drawn(article)
    assert "say it?" in _html(test)
    _press(test, "Next ›")
    assert "say it?" not in _html(test)
    assert not {"✓ Said", "Next source"} & set(_labels(test))
    workbench.settings.keep(ASKS_DID_THEY_SAY_IT, OFF)
    _press(test, "Previous")
    assert "say it?" not in _html(test)
    assert "✓ Verified" in _labels(test)


def test_two_reviewers_answer_for_themselves_and_see_each_other_s_answer(workbench: Workbench, article: str) -> None:
    test = _drawn(article)
    _press(test, "Said")
    other = _drawn(article, "Bo <b>")
    assert _in_hand(other) == GAZETTE
    assert "Ada: <b>✓ said</b>" in _html(other)
    _press(other, "Not said")
    test.run()
    _press(test, "Next source")
    assert "Bo &lt;b&gt;: <b>✗ not said</b>" in _html(test)
    assert _answered(workbench, article) == [(GAZETTE, "said"), (GAZETTE, "not said")]


def test_another_wording_opens_the_question_and_names_the_answer_before(workbench: Workbench, article: str) -> None:
    test = _drawn(article)
    _press(test, "Said")
    claim = workbench.articles.claims(article)[0]
    workbench.reviewing.edits.reword(
        claim.id, "The quay of Lorn was shut.", resolved=True, reviewer="Bo", version=1, request_id="r"
    )
    test.run()
    _press(test, "Next source")
    assert _in_hand(test) == GAZETTE
    assert "✓ Said (now)" not in _labels(test)
    assert "you, before the claim changed: <b>✓ said</b>" in _html(test)


def _history() -> None:
    from claims.screens.history import page

    page()


def test_the_history_names_the_source_that_was_answered_about(workbench: Workbench, article: str) -> None:
    _press(_drawn(article), "Not found")
    test = AppTest.from_function(_history, default_timeout=DRAW_SECONDS)
    test.query_params["article"] = article
    test.run()
    assert not test.exception
    assert "? not found" in _html(test)
    assert GAZETTE in _html(test)
    assert "not reviewed" not in _html(test)


@pytest.mark.parametrize(
    ("text", "head", "proposes"),
    [
        ("The pier of Lorn was shut on Monday.", "= Proposed: said.", "said"),
        ("The pier of Lorn was not shut on Monday.", "≠ Proposed: not said.", "not said"),
        ("Ada Holm said that the pier of Lorn was shut on Monday.", "¿ Read the passage.", ""),
        ("The pier of Lorn was shut. That was on Monday.", "= Seems to say it: read the passage.", ""),
        ("The choir of Tarn sang an old song.", "– Proposed: not found.", "not found"),
    ],
)
def test_what_is_proposed_is_shown_with_the_whole_sentence_and_answers_nothing(
    workbench: Workbench, article: str, text: str, head: str, proposes: str
) -> None:
    workbench.library.store([Document(text=text, kind="txt", publisher=GAZETTE, published=date(2026, 5, 4))])
    session.models()._failure = "no model in this test: passages are found by their words"
    test = _drawn(article)
    row = next(str(one.proto.body) for one in test.get("html") if "wb-proposal" in str(one.proto.body))
    assert f">{head}</b>" in row
    assert f'data-proposes="{proposes}"' in row
    if proposes != "not found":
        assert text.split(". ", maxsplit=1)[0].rstrip(".") in row
        assert "paragraph 1" in row
        assert "In context" in _labels(test)
    assert _answered(workbench, article) == []


def test_nothing_is_proposed_where_somebody_else_quotes_the_source_or_the_library_lacks_it() -> None:
    for saying in (Saying.SILENT, Saying.NOT_IN_LIBRARY):
        assert attribution_row.proposed(AttributedCheck(WIRE, saying, second_hand=True)) is None
    for saying in (Saying.NOT_IN_LIBRARY, Saying.SPEAKS, Saying.CHANGED, Saying.SAYS):
        assert attribution_row.proposed(AttributedCheck(WIRE, saying)) is None
    assert attribution_row.proposed(AttributedCheck(WIRE, Saying.SAYS, whole=True)) is AttributionVerdict.SAID


def test_the_name_of_a_source_never_becomes_markup() -> None:
    owner = samples.article("Pier", "A pier burned.")
    claim = samples.claim(owner, "A pier burned.", 1, attributions=(Attribution("<script>", "said"),))
    shown = attribution_row._asked(samples.view(owner, [claim], claim), claim, "<script>", ())
    assert "&lt;script&gt;" in shown
    assert "<script>" not in shown
