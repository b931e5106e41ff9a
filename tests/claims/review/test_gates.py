from __future__ import annotations

from datetime import timedelta

import pytest

from claims.review.gates import EditConflict, GateClosed, TooFast, check, check_expected, check_pace
from claims.review.verdict import NOTE_LIMIT, REASONS, Question, Verdict
from tests.claims.review.making import NOON, PIN, a_claim, a_judgement, an_act


@pytest.mark.parametrize("verdict", ["verified", "disputed"])
def test_a_verdict_needs_a_pinned_passage_or_a_note(verdict: str) -> None:
    claim = a_claim()
    with pytest.raises(GateClosed) as closed:
        check(an_act(claim, verdict, pins=()), claim)
    assert str(closed.value) == (
        f"{verdict.capitalize()} needs a pinned passage or a note. Press 1 to 3 to pin, or write a note."
    )
    check(an_act(claim, verdict, pins=(PIN,)), claim)
    check(an_act(claim, verdict, pins=(), note="Read it in print."), claim)


def test_a_note_of_blanks_is_no_evidence() -> None:
    claim = a_claim()
    with pytest.raises(GateClosed):
        check(an_act(claim, "verified", pins=(), note=" \n\t "), claim)


def test_unclear_needs_a_reason_and_no_evidence() -> None:
    claim = a_claim()
    with pytest.raises(GateClosed, match="Unclear needs a reason"):
        check(an_act(claim, "unclear", reason="", pins=(PIN,), note="hm"), claim)
    check(an_act(claim, "unclear", reason="ambiguous", pins=()), claim)


@pytest.mark.parametrize("verdict", ["verified", "disputed"])
def test_where_a_reason_is_demanded_verified_and_disputed_are_refused_without_one(verdict: str) -> None:
    claim = a_claim()
    reasons = REASONS[Verdict(verdict)]
    with pytest.raises(GateClosed) as closed:
        check(an_act(claim, verdict), claim, reason_required=True)
    assert str(closed.value) == (
        f"{verdict.capitalize()} needs a reason. Choose {', '.join(reasons[:-1])} or {reasons[-1]}."
    )
    check(an_act(claim, verdict, reason=reasons[0]), claim, reason_required=True)
    check(an_act(claim, verdict), claim)


@pytest.mark.parametrize(("verdict", "reason"), [(v, r) for v, reasons in REASONS.items() for r in reasons])
def test_each_reason_belongs_to_its_verdict_alone(verdict: Verdict, reason: str) -> None:
    claim = a_claim()
    check(an_act(claim, verdict, reason=reason), claim)
    for other in set(Verdict) - {verdict}:
        with pytest.raises(GateClosed, match="no reason for"):
            check(an_act(claim, other, reason=reason), claim)


def test_a_note_may_fill_its_limit_and_not_one_character_more() -> None:
    claim = a_claim()
    check(an_act(claim, note="😀" * NOTE_LIMIT), claim)
    with pytest.raises(GateClosed, match="has 2001 characters, 2000 are kept"):
        check(an_act(claim, note="n" * (NOTE_LIMIT + 1)), claim)


@pytest.mark.parametrize("value", ["", "Verified", "true", "said", "not reviewed"])
def test_a_value_outside_the_options_is_refused(value: str) -> None:
    claim = a_claim()
    with pytest.raises(GateClosed, match="Choose verified, disputed, unclear or not checked"):
        check(an_act(claim, value), claim)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("they",), "One word is unresolved: “they”. Fill it in, or choose Unclear."),
        (("That firm",), "Two words are unresolved: “That firm”. Fill them in, or choose Unclear."),
        (("they", "it"), "Two words are unresolved: “they”, “it”. Fill them in, or choose Unclear."),
        (("a b c d e f g",), "7 words are unresolved: “a b c d e f g”. Fill them in, or choose Unclear."),
    ],
)
def test_a_claim_with_unresolved_words_is_not_verified(words: tuple[str, ...], sentence: str) -> None:
    claim = a_claim(unresolved=words)
    with pytest.raises(GateClosed) as closed:
        check(an_act(claim, "verified"), claim)
    assert str(closed.value) == sentence
    check(an_act(claim, "disputed"), claim)
    check(an_act(claim, "unclear"), claim)


def test_a_removed_claim_is_not_decided() -> None:
    claim = a_claim(removed=True)
    with pytest.raises(GateClosed, match="taken out of the list"):
        check(an_act(claim), claim)


@pytest.mark.parametrize("name", ["", "  ", "\n"])
def test_a_reviewer_has_a_name(name: str) -> None:
    claim = a_claim()
    with pytest.raises(GateClosed, match="name of the reviewer is empty"):
        check(an_act(claim, reviewer=name), claim)


def test_whether_they_said_it_is_asked_only_of_sources_the_claim_names() -> None:
    claim = a_claim()
    asked = {"question": Question.DID_THEY_SAY_IT, "pins": (), "reason": ""}
    check(an_act(claim, "not said", named_source="Pilot Weekly", **asked), claim)
    with pytest.raises(GateClosed, match="not attributed to “Tass”"):
        check(an_act(claim, "said", named_source="Tass", **asked), claim)
    with pytest.raises(GateClosed, match="Choose said, not said or not found"):
        check(an_act(claim, "verified", named_source="Pilot Weekly", **asked), claim)
    with pytest.raises(GateClosed, match="carries no reason"):
        check(an_act(claim, "said", named_source="Pilot Weekly", **{**asked, "reason": "in full"}), claim)


def test_whether_it_is_so_names_no_source() -> None:
    claim = a_claim()
    with pytest.raises(GateClosed, match="not about Pilot Weekly"):
        check(an_act(claim, named_source="Pilot Weekly"), claim)


@pytest.mark.parametrize(
    ("milliseconds", "echo"), [(0, True), (249, True), (250, False), (-1, False), (-3_600_000, False)]
)
def test_an_act_within_250_ms_is_an_echo_and_a_clock_set_back_is_none(milliseconds: int, echo: bool) -> None:
    previous = a_judgement(a_claim(), 1, decided_at=NOON)
    now = NOON + timedelta(milliseconds=milliseconds)
    if echo:
        with pytest.raises(TooFast):
            check_pace(previous, now)
    else:
        check_pace(previous, now)


def test_the_first_act_is_never_too_fast() -> None:
    check_pace(None, NOON)


def test_an_act_on_what_stands_is_let_through() -> None:
    claim = a_claim()
    check_expected(an_act(claim), None, claim)
    check_expected(an_act(claim, expected=4), a_judgement(claim, 4), claim)


def test_an_act_on_an_older_verdict_meets_the_newer_one() -> None:
    claim = a_claim()
    current = a_judgement(claim, 5, "disputed")
    with pytest.raises(EditConflict) as conflict:
        check_expected(an_act(claim, expected=4), current, claim)
    assert conflict.value.current is current
    assert str(conflict.value) == "Somebody decided this claim meanwhile, and yours was not written over it."


def test_an_act_on_a_verdict_that_was_taken_back_is_a_conflict_with_nothing() -> None:
    claim = a_claim()
    with pytest.raises(EditConflict, match="taken back meanwhile") as conflict:
        check_expected(an_act(claim, expected=4), None, claim)
    assert conflict.value.current is None


def test_an_act_on_an_older_wording_is_a_conflict_that_shows_the_new_one() -> None:
    old = a_claim()
    new = a_claim(version=2, text="40 ferries were delayed.")
    with pytest.raises(EditConflict, match=r"now reads “40 ferries were delayed\.”"):
        check_expected(an_act(old), None, new)
    with pytest.raises(EditConflict, match="taken out of the list meanwhile"):
        check_expected(an_act(old), None, a_claim(version=2, removed=True))
