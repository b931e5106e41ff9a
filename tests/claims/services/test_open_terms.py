"""Open terms on the server: asked about once, kept with the judgement, in the CSV and back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from claims.review.gates import OpenTerms
from claims.settings import ASKS_ABOUT_OPEN_TERMS, OFF
from claims.workbench import Workbench
from tests.claims.report.making import frame
from tests.claims.review.making import PIN
from tests.claims.services.making import ARTICLE_ID, a_workbench, act

SOME = replace(PIN, excerpt="Ships waited off the port.")
ALL = replace(PIN, excerpt="On Monday 2 ships waited off port 2.")


@pytest.fixture
def workbench(tmp_path: Path) -> Iterator[Workbench]:
    workbench = a_workbench(tmp_path)
    yield workbench
    workbench.close()


@pytest.mark.parametrize("reason", ["in full", ""])
def test_verified_over_open_figures_and_dates_is_asked_about_and_nothing_is_kept(
    workbench: Workbench, reason: str
) -> None:
    with pytest.raises(OpenTerms) as asked:
        workbench.reviewing.judge(act(workbench, 2, reason=reason, pins=(SOME,)))
    assert asked.value.words == ("2", "Monday")
    assert "“2”, “Monday”" in str(asked.value)
    assert workbench.reviewing.history(ARTICLE_ID) == []


def test_in_part_a_note_and_a_confirmation_each_answer_the_question(workbench: Workbench) -> None:
    answers: list[dict[str, Any]] = [
        {"reason": "in part"},
        {"note": "The log has the rest."},
        {"confirmed": ("2", "Monday")},
    ]
    for given in answers:
        kept = workbench.reviewing.judge(act(workbench, 2, pins=(SOME,), **{"confirmed": (), **given}))
        assert kept.shown.open_terms == ("2", "Monday")


def test_a_confirmation_is_of_the_terms_that_were_asked_about_and_no_others(workbench: Workbench) -> None:
    with pytest.raises(OpenTerms, match="Monday"):
        workbench.reviewing.judge(act(workbench, 2, pins=(SOME,), confirmed=("2",)))


def test_nothing_is_asked_where_the_pins_together_hold_the_claim_or_nothing_is_verified(workbench: Workbench) -> None:
    assert workbench.reviewing.judge(act(workbench, 2, pins=(SOME, ALL))).shown.open_terms == ()
    disputed = workbench.reviewing.judge(act(workbench, 3, "disputed", pins=(SOME,)))
    assert disputed.shown.open_terms == ("3", "Monday")
    assert workbench.reviewing.judge(act(workbench, 1, "unclear")).shown.open_terms == ()


def test_an_open_word_that_is_no_figure_name_date_or_negation_is_kept_and_not_asked_about(
    workbench: Workbench,
) -> None:
    pin = replace(PIN, excerpt="On Monday 2 waited off port 2.")
    assert workbench.reviewing.judge(act(workbench, 2, pins=(pin,))).shown.open_terms == ("ships",)


def test_the_question_can_be_turned_off(workbench: Workbench) -> None:
    workbench.settings.keep(ASKS_ABOUT_OPEN_TERMS, OFF)
    kept = workbench.reviewing.judge(act(workbench, 2, pins=(SOME,)))
    assert kept.shown.open_terms == ("2", "Monday")


def test_undo_takes_it_back_and_redo_brings_the_open_terms_back(workbench: Workbench) -> None:
    kept = workbench.reviewing.judge(act(workbench, 2, pins=(SOME,), reason="in part"))
    workbench.reviewing.undo(ARTICLE_ID, "Ada", "undo-1")
    assert workbench.reviewing.standing(ARTICLE_ID, "Ada") == {}
    workbench.reviewing.redo(ARTICLE_ID, "Ada", "redo-1")
    (again,) = workbench.reviewing.standing(ARTICLE_ID, "Ada").values()
    assert again.shown.open_terms == kept.shown.open_terms == ("2", "Monday")


def test_open_terms_go_out_in_the_csv_and_come_back_untouched(workbench: Workbench, tmp_path: Path) -> None:
    workbench.reviewing.judge(act(workbench, 2, pins=(SOME,), reason="in part"))
    data = workbench.exports.verdict_csv(ARTICLE_ID)
    assert b'"[""2"", ""Monday""]"' in data
    report = workbench.exports.import_csv(data)
    assert (report.added, report.conflicts) == (0, ())
    (tmp_path / "other").mkdir()
    other = a_workbench(tmp_path / "other")
    assert other.exports.import_csv(data).added == 1
    assert other.exports.verdict_csv(ARTICLE_ID) == data
    other.close()


@pytest.mark.parametrize(("excerpt", "opened"), [(SOME.excerpt, '["2", "Monday"]'), (ALL.excerpt, "[]")])
def test_a_verdict_from_a_file_that_does_not_say_what_was_open_gets_what_its_evidence_leaves_open(
    workbench: Workbench, tmp_path: Path, excerpt: str, opened: str
) -> None:
    pin = replace(PIN, excerpt=excerpt)
    workbench.reviewing.judge(act(workbench, 2, pins=(pin,), reason="in part"))
    table = frame(workbench.exports.verdict_csv(ARTICLE_ID)).drop(columns="open_terms")
    (tmp_path / "other").mkdir()
    other = a_workbench(tmp_path / "other")
    assert other.exports.import_csv(table.to_csv(index=False).encode()).added == 1
    assert frame(other.exports.verdict_csv(ARTICLE_ID))["open_terms"][1] == opened
    other.close()


def test_a_cell_of_open_terms_that_is_no_list_of_words_is_refused_by_its_name(workbench: Workbench) -> None:
    workbench.reviewing.judge(act(workbench, 2, pins=(SOME,), reason="in part"))
    data = workbench.exports.verdict_csv(ARTICLE_ID).replace(b'"[""2"", ""Monday""]"', b"[2]")
    (conflict,) = workbench.exports.import_csv(data).conflicts
    assert "The cell open_terms cannot be read" in conflict.message
