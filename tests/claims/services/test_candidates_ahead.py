"""Candidates found ahead and kept in the database: a restart shows them at once, and no stale one is ever shown."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import update

from claims.review.gates import Unavailable
from claims.services import kept_matches
from claims.store import kept_candidates as store
from claims.store import tables
from claims.workbench import Workbench
from sources.filter import Filter
from sources.matching import from_json, sources_of, to_json
from sources.source import Document, Matches
from sources.store.engine import reading, writing
from tests.claims.services.making import ARTICLE_ID, Clock, a_workbench, an_article, claims_of, counted
from tests.sources.fakes import WordEncoder

SECONDS = 60.0
TEXT = (
    "Pilot Weekly told it first. {} ships waited off port {} on Monday. “A long queue,” a pilot said. It never ended."
)


def opened(folder: Path, encoder: WordEncoder | None = None) -> Workbench:
    workbench = Workbench.open(str(folder / "desk.sqlite3"), clock=Clock(), encoder=encoder or WordEncoder())
    article = an_article(4)
    workbench.articles._store(article, claims_of(article))
    return workbench


def filled(folder: Path) -> Workbench:
    """Return a workbench with sources of several origins, all its candidates found ahead."""
    workbench = opened(folder)
    workbench.library.add(
        [
            Document(text=TEXT.format(number + 7, number), kind="txt", name=f"{number}.txt", title=f"T{number}",
                     publisher=publisher, published=date(2024, 5, 2))
            for number, publisher in ((1, "Tass"), (2, "Pilot Weekly"), (3, "Reuters"), (4, "Herald"))
        ]
    )  # fmt: skip
    find_ahead(workbench)
    return workbench


def find_ahead(workbench: Workbench) -> None:
    matching = workbench.library.matching
    workbench.library.warm()
    matching.ahead.start(ARTICLE_ID, workbench.articles.claims(ARTICLE_ID)[1].id)
    assert matching.ahead.wait(SECONDS)


def found(workbench: Workbench) -> dict[str, Matches]:
    return workbench.library.matching.of_article(ARTICLE_ID)


def test_matches_are_the_same_after_json(tmp_path: Path) -> None:
    workbench = filled(tmp_path)
    for matches in found(workbench).values():
        assert len(matches.candidates) > 1
        assert any(one.discrepancies for one in matches.candidates)
        assert matches.attributed
        text = to_json(matches)
        held = workbench.library.sources().load_passages(sources_of(text))
        assert from_json(text, held) == matches
    workbench.close()


def test_a_restart_shows_the_same_candidates_and_sentences_without_a_model_call(tmp_path: Path) -> None:
    before = filled(tmp_path)
    claims = before.articles.claims(ARTICLE_ID)
    shown = found(before)
    near = [before.library.matching.nearest_sentences(claim, shown[claim.id].candidates) for claim in claims]
    before.close()
    encoder = WordEncoder()
    after = opened(tmp_path, encoder)
    assert all(after.library.matching.ready(ARTICLE_ID, claim.id, Filter()) for claim in claims)
    assert found(after) == shown
    again = [after.library.matching.nearest_sentences(claim, shown[claim.id].candidates) for claim in claims]
    assert again == near
    assert encoder.asked == []
    after.close()


def _add(workbench: Workbench) -> None:
    workbench.library.add([Document(text="1 ships waited off port 1.", kind="txt", name="n", publisher="New")])


def _rename(workbench: Workbench) -> None:
    workbench.library.names.keep("Harbour Gazette", "Pilot Weekly")


def _reword(workbench: Workbench) -> None:
    claim = workbench.articles.claims(ARTICLE_ID)[0]
    workbench.reviewing.edits.reword(
        claim.id, "One ship waited.", resolved=False, reviewer="Ada", version=1, request_id="e1"
    )


def _redate(workbench: Workbench) -> None:
    with writing(workbench._engine) as connection:
        connection.execute(update(tables.articles).values(published=date(2024, 5, 4), revision=99))


def _delete(workbench: Workbench) -> None:
    workbench.library.delete(found(workbench)[workbench.articles.claims(ARTICLE_ID)[0].id].candidates[0].source.id)


@pytest.mark.parametrize("change", [_add, _rename, _reword, _redate, _delete])
def test_what_changes_library_names_or_claim_makes_them_stale(
    tmp_path: Path, change: Callable[[Workbench], None]
) -> None:
    before = filled(tmp_path)
    change(before)
    before.close()
    after = opened(tmp_path)
    claim = after.articles.claims(ARTICLE_ID)[0]
    assert not after.library.matching.ready(ARTICLE_ID, claim.id, Filter())
    after.close()


def test_another_model_or_other_rules_make_them_stale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(tmp_path).close()
    other = WordEncoder()
    other.model_id = "another/float32"
    after = opened(tmp_path, other)
    claim = after.articles.claims(ARTICLE_ID)[0]
    assert not after.library.matching.ready(ARTICLE_ID, claim.id, Filter())
    after.close()
    after = opened(tmp_path)
    monkeypatch.setattr("sources.matching.rules_digest", lambda: "other rules")
    assert not after.library.matching.ready(ARTICLE_ID, claim.id, Filter())
    monkeypatch.undo()
    assert after.library.matching.ready(ARTICLE_ID, claim.id, Filter())
    after.close()


def test_a_filter_is_never_answered_from_what_is_kept(tmp_path: Path) -> None:
    filled(tmp_path).close()
    after = opened(tmp_path)
    claim = after.articles.claims(ARTICLE_ID)[0]
    assert not after.library.matching.ready(ARTICLE_ID, claim.id, Filter(publishers=("Tass",)))
    after.close()


@pytest.mark.parametrize(
    "damage", [{"nearest": '[["x"]]'}, {"matches": b"no zlib"}, {"matches": zlib.compress(b"{")}], ids=str
)
def test_what_cannot_be_read_is_found_again(tmp_path: Path, damage: dict[str, object]) -> None:
    before = filled(tmp_path)
    shown = found(before)
    with writing(before._engine) as connection:
        connection.execute(update(tables.kept_candidates).values(damage))
    before.close()
    after = opened(tmp_path)
    assert found(after) == shown
    after.close()


def test_a_step_to_the_next_claim_reads_a_bounded_number_of_rows_and_calls_no_model(tmp_path: Path) -> None:
    filled(tmp_path).close()
    encoder = WordEncoder()
    workbench = opened(tmp_path, encoder)
    claims = workbench.articles.claims(ARTICLE_ID)
    counts = []
    for claim in claims:
        with counted(workbench) as statements:
            (matches,) = workbench.library.matching.of_article(ARTICLE_ID, claim_ids=[claim.id]).values()
            workbench.library.matching.nearest_sentences(claim, matches.candidates)
        counts.append(sum(one.startswith("SELECT") for one in statements))
    assert encoder.asked == []
    assert len(set(counts)) == 1
    assert counts[0] <= 12
    workbench.close()


def test_what_is_kept_already_is_not_found_ahead_again(tmp_path: Path) -> None:
    workbench = filled(tmp_path)
    queries: list[str] = []
    with counted(workbench) as statements:
        find_ahead(workbench)
        queries += [one for one in statements if "INSERT INTO kept_candidates" in one]
    assert queries == []
    workbench.close()


def test_work_ahead_ends_where_the_database_keeps_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workbench = opened(tmp_path)
    workbench.library.add([Document(text=TEXT.format(1, 2), kind="txt", name="a.txt", publisher="Tass")])
    asked: list[object] = []

    def full(*rows: object) -> None:
        asked.append(rows)
        raise Unavailable("The disk is full.")

    monkeypatch.setattr(store, "write", full)
    find_ahead(workbench)
    assert len(asked) == 1
    workbench.close()


@pytest.mark.parametrize("restarted", [False, True])
def test_the_candidates_of_all_claims_share_the_texts_of_their_sources(tmp_path: Path, restarted: bool) -> None:
    workbench = filled(tmp_path)
    if restarted:
        workbench.close()
        workbench = opened(tmp_path)
    matching = workbench.library.matching
    claims = workbench.articles.claims(ARTICLE_ID)
    each = [matching.of_article(ARTICLE_ID, claim_ids=[claim.id])[claim.id] for claim in claims]
    texts = {(one.source.id, id(one.source)) for matches in each for one in matches.candidates}
    assert len(texts) == len({source_id for source_id, _ in texts}) > 1
    workbench.close()


def test_nothing_is_found_ahead_without_a_model(tmp_path: Path) -> None:
    workbench = a_workbench(tmp_path)
    workbench.library.matching.ahead.start(ARTICLE_ID, "")
    assert workbench.library.matching.ahead.wait(SECONDS)
    with reading(workbench._engine) as connection:
        assert connection.execute(tables.kept_candidates.select()).all() == []
    assert kept_matches._nearest("") == {}
    workbench.close()
