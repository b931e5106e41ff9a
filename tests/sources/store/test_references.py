from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sources.__main__ import main
from sources.embedding import EncoderWorker
from sources.reading import NotRead
from sources.reading.references import Reference, read_references
from sources.source import Document
from sources.store import source_queries
from sources.store.engine import database_url, open_database, reading
from sources.store.library import Library

CSL = """[{"type": "article-newspaper", "title": "Port closed", "container-title": "Pilot Weekly",
 "author": [{"family": "Holm", "given": "Ada"}, {"literal": "Desk"}], "issued": {"date-parts": [["2024", 5, 3]]},
 "URL": "https://pilot.example/port"}, {"title": "Only a year", "issued": {"date-parts": [[2024]]}},
 {"type": "book"}]"""
RIS = """TY  - NEWS
TI  - Port closed
AU  - Holm, Ada
AU  - Oram, Ben
JO  - Pilot Weekly
DA  - 2024/05/03/
UR  - https://pilot.example/port
ER  -

TY  - BOOK
T1  - Only a year
PY  - 2024
ER  - """
BIB = r"""@comment{ not an entry }
@article{holm2024,
  title = {{Port} closed},
  author = "Holm, Ada and Ben Oram",
  journaltitle = {Pilot {W}eekly},
  date = {2024-05-03},
  url = {https://pilot.example/port}
}
@book{b, title={Only a year \& more}, year=2024}
@misc{c, title = "By month", year = 2024, month = may, day = 3}"""


@pytest.mark.parametrize(("name", "text"), [("a.json", CSL), ("a.ris", RIS), ("a.bib", BIB)])
def test_a_reference_has_title_outlet_people_day_and_address(name: str, text: str) -> None:
    first, second, *_ = read_references(text.encode(), name)
    assert (first.title, first.publisher, first.published, first.url) == (
        "Port closed",
        "Pilot Weekly",
        date(2024, 5, 3),
        "https://pilot.example/port",
    )
    assert first.author.startswith("Ada Holm, ")
    assert (second.title[:11], second.published) == ("Only a year", None)


def test_a_month_by_name_and_a_bare_value_are_read() -> None:
    assert read_references(BIB.encode(), "a.bib")[2] == Reference("By month", published=date(2024, 5, 3))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.json", b"{"), ("a.json", b'{"title": 1}'), ("a.json", b"[1, 2]"), ("a.ris", b"TY  - BOOK"),
        ("a.bib", b"\xff\x00\x01"), ("a.txt", b"Port closed"),
        ("a.json", b"[]"),
    ],
)  # fmt: skip
def test_what_is_no_list_of_references_is_refused_with_a_sentence(name: str, data: bytes) -> None:
    with pytest.raises(NotRead, match=f"“{name}”"):
        read_references(data, name)


def test_an_entry_that_is_never_closed_is_read_as_far_as_it_goes() -> None:
    (found,) = read_references(b"@article{a, title = {never closed", "a.bib")
    assert found.title == "never closed"


@pytest.fixture
def database(tmp_path: Path) -> str:
    path = str(tmp_path / "library.sqlite3")
    library = Library(open_database(database_url(path)), EncoderWorker())
    library.store(
        [
            Document("The port was closed.", "txt", "notes.txt", title="PORT: closed!", author="Desk"),
            Document("It rained.", "pdf", "only-a-year.pdf"),
            Document("It snowed.", "txt", "x.txt", title="Twice"),
            Document("It hailed.", "txt", "y.txt", title="Twice"),
        ]
    )
    return path


def test_details_are_filled_in_by_title_or_file_and_nothing_is_written_over(
    database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "zotero.json"
    file.write_text(
        CSL.replace("Only a year", "Only a Year").replace(
            '{"type": "book"}', '{"title": "Twice"}, {"title": "Nowhere"}'
        )
    )
    assert main(["describe", "--database", database, str(file)]) == 0
    printed = capsys.readouterr()
    assert printed.out == "2 filled in, 0 complete already, 1 without a source, 1 with several\n"
    assert "Nowhere" in printed.err
    with reading(open_database(database_url(database))) as connection:
        listed = {source.name: source for source in source_queries.listed(connection)}
    port = listed["notes.txt"]
    assert (port.title, port.author) == ("PORT: closed!", "Desk")
    assert (port.publisher, port.published, port.url) == (
        "Pilot Weekly",
        date(2024, 5, 3),
        "https://pilot.example/port",
    )
    assert listed["only-a-year.pdf"].title == "Only a Year"
    assert main(["describe", "--database", database, str(file)]) == 0
    assert capsys.readouterr().out.startswith("0 filled in, 2 complete already")


def test_what_was_filled_in_is_taken_back_and_what_a_person_changed_since_stays(database: str) -> None:
    library = Library(open_database(database_url(database)), EncoderWorker())
    plan = library.plan_details(read_references(CSL.encode(), "a.json"))
    assert [(filling.name, set(filling.new)) for filling in plan.fillings] == [
        ("PORT: closed!", {"publisher", "published", "url"}),
        ("only-a-year.pdf", {"title"}),
    ]

    def details() -> dict[str, tuple[object, ...]]:
        with reading(library._engine) as connection:
            found = source_queries.listed(connection)
        return {one.name: (one.title, one.publisher, one.author, one.published, one.url) for one in found}

    before = details()
    assert library.fill_in(plan.fillings) == list(plan.fillings)
    assert library.fill_in(plan.fillings) == []
    assert library.empty_again(plan.fillings) == list(plan.fillings)
    assert details() == before
    library.fill_in(plan.fillings)
    port = plan.fillings[0].source_id
    library.update_details(
        port, title="P", publisher="Mine", author="A", published=None, url="https://pilot.example/port"
    )
    assert library.empty_again(plan.fillings) == list(plan.fillings)
    assert details()["notes.txt"] == ("P", "Mine", "A", None, "")


def test_of_two_references_of_one_source_the_first_goes_before(database: str) -> None:
    library = Library(open_database(database_url(database)), EncoderWorker())
    first, second = (
        Reference("Port closed", publisher="One"),
        Reference("Port closed", publisher="Two", url="https://a.example/"),
    )
    (filling,) = library.plan_details([first, second]).fillings
    assert filling.new == {"publisher": "One", "url": "https://a.example/"}
    assert library.plan_details([first, first]).complete == 1
