"""Whatever a door lets in can be shown, stored, exported and imported again, on SQLite and on PostgreSQL."""

from __future__ import annotations

import csv
import io
import json
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.language_model.answer import read_answer
from claims.language_model.choice import MODEL
from claims.language_model.faults import ModelFault
from claims.report.csv_reading import CsvRefused
from claims.review.gates import NotSaved
from claims.review.judgement import Draft
from claims.screens.markup import esc
from claims.workbench import Workbench
from sources.embedding import EncoderWorker
from sources.reading import NotRead
from sources.source import Document
from sources.store.library import Library
from tests.claims.services.making import ARTICLE_ID, Clock, act, an_article, claims_of
from tests.claims.services.test_csv import edited
from tests.postgres import a_postgres
from tests.sources.fakes import WordEncoder

ODD = [
    "\x00", "\ud800", "\udfff", "\x07", "\x1b[31m", "\x85", "\ufeff", "\u202e", "\u2066", "\u2028", "\ufffe", "\r",
    "\r\n", "=1+1", "'", "NA", "nan", "007", "x" * 32_768, "👩\u200d👩\u200d👧", "</script><b>", "&#0;",
    "null", "1e999",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(ODD) | st.text(st.characters(), max_size=9), max_size=4).map("".join)
NUMBERS = st.sampled_from(
    [float("nan"), float("inf"), -0.0, 5e-324, 1e308, 2**31, 2**63, -(2**63) - 1, 10**4000, 1, 0, "9" * 5000, "nan"]
) | st.floats() | st.integers()  # fmt: skip
MOMENTS = st.datetimes(timezones=st.just(UTC)).map(datetime.isoformat) | st.sampled_from(
    [
        datetime.min.replace(tzinfo=timezone(timedelta(hours=14))).isoformat(),
        datetime.max.replace(tzinfo=timezone(timedelta(hours=-12))).isoformat(),
        "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999Z", "0001-01-01", "05/06/2026 10:00", "31/12/9999",
        "10000-01-01", "NaT", "9" * 5000,
    ]
)  # fmt: skip


@dataclass
class Place:
    """A workbench on one database, with a clock that moves on by a day for each example."""

    workbench: Workbench
    library: Library
    clock: Clock


@contextmanager
def opened(url: str) -> Iterator[Place]:
    clock = Clock()
    workbench = Workbench.open(url, clock=clock, encoder=WordEncoder())
    article = an_article()
    workbench.articles._store(article, claims_of(article))
    yield Place(workbench, Library(workbench._engine, EncoderWorker(WordEncoder()), clock=clock), clock)
    workbench.close()


@pytest.fixture(scope="module")
def sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    with opened(str(tmp_path_factory.mktemp("doors") / "desk.sqlite3")) as place:
        yield place


@pytest.fixture(scope="module")
def postgres() -> Iterator[Place]:
    with a_postgres() as server, opened(server.database("doors")) as place:
        yield place


def shown(value: object) -> None:
    """Check that what is stored can be shown on a page."""
    for part in _strings(value):
        esc(part).encode("utf-8")
        assert "\x00" not in part


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from _strings(part)
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from _strings(getattr(value, name))


def check(place: Place) -> None:
    """Check that everything in the database can be shown, goes out, and comes back without a change."""
    history = place.workbench.reviewing.history(ARTICLE_ID)
    shown(history)
    shown(place.workbench.articles.claims(ARTICLE_ID, removed=True))
    for excel in (False, True):
        data = place.workbench.exports.verdict_csv(excel=excel)
        report = place.workbench.exports.import_csv(data)
        assert (report.added, report.conflicts) == (0, ())
    assert place.workbench.reviewing.history(ARTICLE_ID) == history


PINS = st.fixed_dictionaries(
    {"source_id": TEXTS, "excerpt": TEXTS},
    optional={
        "publisher": TEXTS, "title": TEXTS, "url": TEXTS, "place": TEXTS, "published": MOMENTS | TEXTS,
        "similarity": NUMBERS, "start": NUMBERS, "end": NUMBERS,
    },
)  # fmt: skip
CELLS = st.fixed_dictionaries(
    {"verdict": st.sampled_from(["verified", "Disputed", "UNCLEAR"]), "reviewer": TEXTS},
    optional={
        "reason": st.sampled_from(["ambiguous", "Misquoted", ""]) | TEXTS, "note": TEXTS, "decided_at": MOMENTS,
        "evidence": st.lists(PINS, max_size=2).map(json.dumps) | TEXTS,
        "version": TEXTS | st.sampled_from(["9" * 5000, "2.0"]),
        "schema_version": st.just("1.0") | TEXTS, "model_id": TEXTS, "attribution_verdicts": TEXTS, "origins": TEXTS,
    },
)  # fmt: skip


def through_the_csv(place: Place, cells: dict[str, str]) -> None:
    place.clock.now += timedelta(days=1)
    cells = {name: cell.encode("utf-8", "replace").decode() for name, cell in cells.items()}
    data = edited(place.workbench.exports.verdict_csv(), lambda rows: rows[-1].update(cells))
    with suppress(CsvRefused):
        report = place.workbench.exports.import_csv(data, "Ada")
        assert all(conflict.row > 1 and conflict.message for conflict in report.conflicts)


def through_the_acts(place: Place, text: str, name: str, value: str) -> None:
    place.clock.now += timedelta(days=1)
    workbench = place.workbench
    claim = workbench.articles.claims(ARTICLE_ID)[0]
    request = uuid.uuid4().hex
    reason = "ambiguous" if value == "unclear" else ""
    steps: list[Callable[[], object]] = [
        lambda: workbench.reviewing.judge(
            act(workbench, 1, value, reviewer=name, note=text, reason=reason, request_id=f"v{request}")
        ),
        lambda: workbench.reviewing.drafts.save(claim.id, name, Draft(text, (), text)),
        lambda: workbench.reviewing.edits.reword(
            claim.id, text, resolved=False, reviewer="Ada", version=claim.version, request_id=request
        ),
        lambda: workbench.settings.keep(MODEL, text),
    ]
    for step in steps:
        with suppress(NotSaved):
            step()
        place.clock.now += timedelta(days=1)


def through_the_library(place: Place, text: str, name: str) -> None:
    workbench, library = place.workbench, place.library
    documents = [
        Document(text=f"word {text}", kind="txt", name=name, title=name, publisher=name, author=name, url=name)
    ]
    out = io.StringIO(newline="")
    csv.writer(out).writerows([["title", "text"], [name, f"word {text}"]])
    lines = json.dumps({"text": f"word {text}", "title": name, "id": text, "score": float("nan")})
    files = [
        (out.getvalue(), "t.csv"),
        (lines, "t.jsonl"),
        (text, "t.txt"),
        (f"Title: {name}\nURL: {name}\n\nword", "t.md"),
    ]
    for content, file in files:
        with suppress(NotRead):
            documents += workbench.library.read(content.encode("utf-8", "surrogatepass"), name + file)
    with suppress(NotRead):
        documents.append(workbench.articles.paste(text))
    for report in library.store(documents):
        if report.source_id:
            shown(library.source(report.source_id))
            library.update_details(
                report.source_id, title=text, publisher=name, author=text, published=None, url=text
            )
            shown(library.source(report.source_id))
            library.versions.delete(report.source_id)


def through_the_model(answer: object) -> None:
    with suppress(ModelFault):
        shown(read_answer(json.dumps({"claims": [answer]}), 3))


FEW = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))


@FEW
@given(CELLS)
def test_what_the_csv_lets_in_can_be_shown_and_goes_out_and_in(sqlite: Place, cells: dict[str, str]) -> None:
    through_the_csv(sqlite, cells)
    check(sqlite)


@FEW
@given(TEXTS, TEXTS, st.sampled_from(["verified", "unclear"]))
def test_what_the_pages_let_in_can_be_shown_and_goes_out_and_in(
    sqlite: Place, text: str, name: str, value: str
) -> None:
    through_the_acts(sqlite, text, name, value)
    check(sqlite)


@FEW
@given(TEXTS, TEXTS)
def test_what_files_and_pastes_let_in_can_be_stored_and_shown(sqlite: Place, text: str, name: str) -> None:
    through_the_library(sqlite, text, name)


@given(
    st.fixed_dictionaries(
        {"sentence": NUMBERS, "text": TEXTS, "quote": TEXTS},
        optional={"said_by": st.lists(st.fixed_dictionaries({"source": TEXTS, "cue": TEXTS}) | NUMBERS, max_size=2)},
    )
)
def test_what_the_language_model_answers_can_be_shown(answer: dict[str, Any]) -> None:
    through_the_model(answer)


@pytest.mark.postgres
@FEW
@given(CELLS, TEXTS, TEXTS, st.sampled_from(["verified", "unclear"]))
def test_the_same_on_postgresql(postgres: Place, cells: dict[str, str], text: str, name: str, value: str) -> None:
    through_the_csv(postgres, cells)
    through_the_acts(postgres, text, name, value)
    through_the_library(postgres, text, name)
    check(postgres)


@pytest.mark.parametrize("text", ["NUL \x00", "lone \ud800", "bell \x07"])
@pytest.mark.postgres
def test_nul_and_surrogates_in_name_note_or_pin_stop_nothing_on_postgresql(postgres: Place, text: str) -> None:
    through_the_acts(postgres, text, text, "verified")
    through_the_csv(postgres, {"verdict": "verified", "reviewer": text, "note": text, "claim_id": text})
    pin = {"source_id": text, "excerpt": text, "similarity": float("nan")}
    through_the_csv(postgres, {"verdict": "verified", "evidence": json.dumps([pin])})
    through_the_library(postgres, text, text)
    check(postgres)


def test_what_is_odd_and_can_be_stored_is_let_in(sqlite: Place) -> None:
    pin = {
        "source_id": "src-1",
        "excerpt": "x" * 32_768 + "\u202e",
        "similarity": 1.0000001,
        "published": "0001-01-01",
    }
    cells = {
        "verdict": "VERIFIED", "reason": "", "reviewer": "NA", "note": "=1+1 \u2066\r\n'",
        "evidence": json.dumps([pin]), "decided_at": "0001-01-01T00:00:00Z",
    }  # fmt: skip
    through_the_csv(sqlite, cells)
    kept = sqlite.workbench.reviewing.history(ARTICLE_ID)[-1]
    assert (kept.reviewer, kept.note, kept.decided_at.year, len(kept.pins[0].excerpt)) == (
        "NA", "=1+1 \u2066\r\n'", 1, 32_769
    )  # fmt: skip
    check(sqlite)
