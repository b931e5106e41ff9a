"""What is set holds for everybody on the same database, once it passed its check."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import create_engine

from claims.settings import OFF, ON, Setting, SettingRefused, switch
from claims.workbench import Workbench
from sources.store.settings import keep_setting

FETCHING = switch("tests.fetching")


def _number(value: str) -> str:
    if not value.isdecimal():
        raise SettingRefused(f"“{value}” is no number. Write digits.")
    return value


PAGES = Setting("tests.pages", "10", _number)


def test_a_switch_is_off_until_somebody_turns_it_on_and_then_on_for_everybody(tmp_path: Path) -> None:
    mine, theirs = (Workbench.open(str(tmp_path / "desk.sqlite3")) for _ in range(2))
    assert theirs.settings.get(FETCHING) == OFF
    assert mine.settings.keep(FETCHING, ON) == ON
    assert theirs.settings.get(FETCHING) == ON
    mine.close()
    theirs.close()


def test_a_value_that_cannot_be_used_is_refused_with_a_sentence_and_what_held_holds_on(tmp_path: Path) -> None:
    workbench = Workbench.open(str(tmp_path / "desk.sqlite3"))
    workbench.settings.keep(PAGES, " 12 ")
    with pytest.raises(SettingRefused, match="“twelve” is no number"):
        workbench.settings.keep(PAGES, "twelve")
    assert workbench.settings.get(PAGES) == "12"
    workbench.close()


def test_a_kept_value_that_this_version_cannot_use_counts_as_the_default(tmp_path: Path) -> None:
    workbench = Workbench.open(str(tmp_path / "desk.sqlite3"))
    keep_setting(workbench._engine, PAGES.name, "all of them")
    assert workbench.settings.get(PAGES) == "10"
    workbench.close()


def test_a_password_in_the_address_of_the_database_is_not_shown() -> None:
    engine = create_engine("postgresql+psycopg://ana:secret-word@db.example/claims")  # nothing is connected to
    assert "secret-word" not in Workbench(engine).settings.database_address
    assert "db.example" in Workbench(engine).settings.database_address
