"""What others get to read has no path of this machine: of a file its bare name at most."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from claims.review.judgement import Pin
from claims.workbench import Workbench
from sources.reading import read, read_one
from sources.source import Candidate, Document
from tests.claims.services.making import ARTICLE_ID, Clock, act, an_article, claims_of
from tests.sources.fakes import WordEncoder
from tests.sources.stored import every_source

WAITING = 60.0
PRIVATE = ("Leaks", "informant", "/srv", "C:", "box.pdf", "scan.docx")
WITHOUT_TITLE = "1 ships waited off port 1 on Monday."


@pytest.fixture
def workbench(tmp_path: Path) -> Iterator[Workbench]:
    """A workbench with four sources, from places that nobody else should read of, each pinned to a claim."""
    folder = tmp_path / "Leaks of the informant"
    folder.mkdir()
    (folder / "followed.txt").write_text(WITHOUT_TITLE)
    opened = Workbench.open(str(tmp_path / "desk.sqlite3"), clock=Clock(), encoder=WordEncoder())
    opened.articles._store(an_article(), claims_of(an_article()))
    opened.following.follow(str(folder))
    assert opened.following.wait(WAITING)
    opened.library.store(
        [
            *read(b"2 ships waited off port 2.", "Leaks/informant/memo.txt"),
            Document("3 ships waited.", "txt", title="Box three", url="file:///srv/desk/Leaks/box.pdf"),
            Document("No ship waited.", "pdf", title=r"C:\desk\Leaks\print.pdf", url="/srv/desk/scan.docx"),
        ]
    )
    pins = tuple(pin_of(opened, source.id) for source in every_source(opened.library.sources()))
    opened.reviewing.judge(act(opened, 2, "verified", pins=pins))
    yield opened
    opened.close()


def pin_of(workbench: Workbench, source_id: str) -> Pin:
    source = workbench.library.source(source_id)
    assert source is not None
    return Pin.of(Candidate(source, workbench.library.passages(source_id)[0], 0.0, 1, "", (), ""))


def unpacked(data: bytes) -> str:
    """Return the text of a file, and of all the files in it where it is a zip, such as a Word file."""
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return data.decode()
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return "\n".join(f"{name}\n{packed.read(name).decode('utf-8', 'replace')}" for name in packed.namelist())


def draft(workbench: Workbench) -> bytes:
    made = workbench.exports.checked_draft(ARTICLE_ID)
    assert made is not None
    return made.data


FILES: dict[str, Callable[[Workbench], bytes]] = {
    "verdict CSV": lambda workbench: workbench.exports.verdict_csv(ARTICLE_ID),
    "workbook": lambda workbench: workbench.reports.workbook(ARTICLE_ID),
    "report": lambda workbench: workbench.reports.html(ARTICLE_ID),
    "checked draft": draft,
    "ClaimReview": lambda workbench: workbench.reports.claim_reviews(
        ARTICLE_ID, url="https://desk.example/1", publisher="Desk"
    ),
    "packet": lambda workbench: workbench.packets.make(ARTICLE_ID),
}


@pytest.mark.parametrize("file", FILES)
def test_a_file_for_others_has_the_bare_names_of_files_and_no_path(workbench: Workbench, file: str) -> None:
    text = unpacked(FILES[file](workbench))
    assert [name for name in ("followed.txt", "memo.txt", "Box three", "print.pdf") if name not in text] == []
    assert [name for name in PRIVATE if name in text] == []


def test_an_annotation_has_no_path(workbench: Workbench) -> None:
    text = workbench.reports.web_annotations(ARTICLE_ID).decode()
    assert WITHOUT_TITLE in text
    assert [name for name in PRIVATE if name in text] == []


@pytest.mark.parametrize("name", ["Leaks/informant/memo.txt", "Leaks\\memo.txt", "/srv/desk/memo.txt", "memo.txt"])
def test_a_file_goes_by_its_bare_name_however_it_is_brought(name: str) -> None:
    (source,) = read(b"2 ships waited off port 2.", name)
    assert (source.name, read_one(b"2 ships waited off port 2.", name).name) == ("memo.txt", "memo.txt")
