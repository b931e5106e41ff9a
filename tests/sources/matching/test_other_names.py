from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sources.embedding import EncoderWorker
from sources.matching import match
from sources.matching.other_names import AliasRefused, keep_alias
from sources.source import Document, Query
from sources.store import Library, database_url, open_database
from tests.sources.fakes import WordEncoder


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    engine = open_database(database_url(str(tmp_path / "desk.sqlite3")))
    opened = Library(engine, EncoderWorker(WordEncoder()))
    opened.add(
        [
            Document(text="The pier was closed on Monday.", kind="txt", publisher="Quellhaven Evening Herald"),
            Document(text="The pier was open on Monday.", kind="txt", publisher="Radio Merrow"),
        ]
    )
    yield opened
    engine.dispose()


def attributed(library: Library, name: str) -> list[str]:
    query = Query("clm-1", "The pier was closed.", (name,))
    return [one.source.publisher for one in match([query], library)["clm-1"].candidates if one.attributed_as]


def test_a_source_is_found_by_what_its_publisher_is_called_elsewhere(library: Library) -> None:
    assert attributed(library, "The Owl") == []
    keep_alias(library, "  the   Owl ", "Quellhaven Evening Herald")
    assert library.aliases() == {"the Owl": "Quellhaven Evening Herald"}
    assert attributed(library, "The Owl") == ["Quellhaven Evening Herald"]


@pytest.mark.parametrize(
    ("alias", "publisher", "why"),
    [
        ("the agency", "Radio Merrow", "says what somebody is, not who"),
        ("officials", "Radio Merrow", "says what somebody is, not who"),
        ("", "Radio Merrow", "Write a name"),
        ("x" * 201, "Radio Merrow", "at most 200 characters"),
        ("The Owl", "", "Choose the publisher"),
        ("radio merrow", "Radio Merrow", "No alias is needed"),
        ("QEH", "Quellhaven Evening Herald", "No alias is needed"),
        ("Radio Merrow", "Quellhaven Evening Herald", "publisher of 1 source here"),
    ],
)
def test_an_alias_that_names_nobody_or_somebody_else_is_refused(
    library: Library, alias: str, publisher: str, why: str
) -> None:
    with pytest.raises(AliasRefused, match=why):
        keep_alias(library, alias, publisher)
    assert library.aliases() == {}
