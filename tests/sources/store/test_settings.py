"""What is set holds for everybody on the same database."""

from __future__ import annotations

from pathlib import Path

from sources.store.engine import database_url, open_database
from sources.store.settings import keep_setting, setting


def test_a_setting_is_its_default_until_somebody_sets_it_and_then_holds_for_everybody(tmp_path: Path) -> None:
    address = database_url(str(tmp_path / "w.sqlite3"))
    mine, theirs = open_database(address), open_database(address)
    assert setting(mine, "fetching", "off") == "off"
    keep_setting(mine, "fetching", "on")
    assert setting(theirs, "fetching", "off") == "on"
    keep_setting(theirs, "fetching", "")
    assert setting(mine, "fetching", "off") == ""
    mine.dispose()
    theirs.dispose()
