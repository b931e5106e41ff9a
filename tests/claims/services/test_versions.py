from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from claims.language_model import Rejected, SplitReport
from claims.review.gates import EditConflict, GateClosed, NotSaved, Unavailable
from claims.review.judgement import Act, Draft, Judgement
from claims.review.verdict import Question, Verdict
from claims.services.article_versions import Status
from claims.workbench import Workbench
from sources.note import Note, NoteKind
from sources.store.engine import writing
from tests.claims.review.making import PIN, an_act
from tests.claims.services.making import Clock
from tests.claims.services.test_csv import edited
from tests.claims.services.versions_making import (
    BY_LINE,
    FIRST,
    SECOND,
    add,
    an_article,
    bring_in,
    by_model,
    prepared,
)
from tests.postgres import a_postgres


@pytest.fixture(scope="module")
def server() -> Iterator[Any]:
    with a_postgres() as server:
        yield server


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def workbench(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Workbench]:
    if request.param == "sqlite":
        url = str(tmp_path / "desk.sqlite3")
    else:
        url = request.getfixturevalue("server").database(f"versions{abs(hash(request.node.name))}")
    opened = Workbench.open(url, clock=Clock())
    yield opened
    opened.close()


def an_act_on(workbench: Workbench, article_id: str, number: int, value: str = "verified", **changes: Any) -> Act:
    claim = workbench.articles.claims(article_id)[number - 1]
    lines = len(workbench.reviewing.history(article_id))
    made = an_act(claim, value, **({"request_id": f"{claim.id}-{value}-{lines}", "note": "Seen."} | changes))
    return replace(made, article_id=article_id)


def judge(workbench: Workbench, article_id: str, number: int, value: str = "verified", **changes: Any) -> Judgement:
    return workbench.reviewing.judge(an_act_on(workbench, article_id, number, value, **changes))


def verdicts(workbench: Workbench, article_id: str) -> dict[str, str]:
    """Return the wording and the verdict of each claim that has one."""
    standing = workbench.reviewing.standing(article_id, "Ada")
    return {c.text: standing[c.id].value for c in workbench.articles.claims(article_id) if c.id in standing}


def test_what_was_prepared_is_not_stored(workbench: Workbench) -> None:
    article_id = add(workbench)
    version = prepared(workbench, article_id)
    assert version.revision.counts == {Status.CARRIED: 2, Status.CHANGED: 1, Status.NEW: 1, Status.GONE: 1}
    assert [claim.text for claim in workbench.articles.claims(article_id)] == list(FIRST)
    assert workbench.articles.versions.number(article_id) == 1


def test_a_next_version_carries_reopens_adds_and_loses(workbench: Workbench) -> None:
    article_id = add(workbench)
    before = {claim.text: claim.id for claim in workbench.articles.claims(article_id)}
    for number, value in enumerate(("verified", "disputed", "verified", "disputed"), 1):
        judge(workbench, article_id, number, value)
    assert bring_in(workbench, article_id) == 2
    claims = workbench.articles.claims(article_id)
    assert [claim.text for claim in claims] == list(SECOND)
    assert [claim.order for claim in claims] == [1, 2, 3, 4]
    assert verdicts(workbench, article_id) == {SECOND[1]: "disputed", SECOND[3]: "verified"}
    ids = {claim.text: claim.id for claim in claims}
    assert ids[SECOND[0]] == before[FIRST[0]]
    assert (ids[SECOND[1]], ids[SECOND[3]]) == (before[FIRST[1]], before[FIRST[2]])
    article = workbench.articles.get(article_id)
    assert article is not None
    assert article.id == article_id
    assert [claim.span.of(article.text) for claim in claims] == list(SECOND)


def test_the_history_says_what_a_version_did_to_each_claim(workbench: Workbench) -> None:
    article_id = add(workbench)
    ids = {claim.text: claim.id for claim in workbench.articles.claims(article_id)}
    bring_in(workbench, article_id)
    happened = workbench.articles.versions.happened(article_id)
    assert {claim_id: [one.words for one in told] for claim_id, told in happened.items()} == {
        ids[FIRST[0]]: ["changed with version 2, 3 May"],
        ids[FIRST[1]]: ["carried from version 1, 3 May"],
        ids[FIRST[2]]: ["carried from version 1, 3 May"],
        ids[FIRST[3]]: ["gone since version 2, 3 May"],
        workbench.articles.claims(article_id)[2].id: ["new in version 2, 3 May"],
    }
    facts = workbench.articles.versions.all(article_id)
    assert [(version.number, version.reviewer) for version in facts] == [(1, ""), (2, "Bea")]
    assert facts[1].counts == {Status.CARRIED: 2, Status.CHANGED: 1, Status.NEW: 1, Status.GONE: 1}


def test_the_earlier_verdict_of_a_changed_claim_is_at_hand_with_its_evidence_and_wording(
    workbench: Workbench,
) -> None:
    article_id = add(workbench)
    line = judge(workbench, article_id, 1)
    bring_in(workbench, article_id)
    earlier = workbench.reviewing.earlier(article_id, "Ada")
    assert earlier == {line.claim_id: line}
    assert [pin.excerpt for pin in earlier[line.claim_id].pins] == [FIRST[0]]
    found = workbench.articles.versions.earlier_claim(article_id, line.claim_id, line.claim_version)
    assert found is not None
    assert (found[0], found[1].text) == (1, FIRST[0])
    judge(workbench, article_id, 1, "disputed")
    assert workbench.reviewing.earlier(article_id, "Ada") == {}


def test_the_earlier_verdict_of_somebody_else_is_at_hand_where_one_has_none(workbench: Workbench) -> None:
    article_id = add(workbench)
    theirs = judge(workbench, article_id, 1, reviewer="Cem")
    bring_in(workbench, article_id)
    assert workbench.reviewing.earlier(article_id, "Ada") == {theirs.claim_id: theirs}


def test_earlier_versions_keep_text_claims_and_verdicts_as_they_were(workbench: Workbench) -> None:
    article_id = add(workbench)
    judge(workbench, article_id, 1)
    judge(workbench, article_id, 4, "disputed")
    bring_in(workbench, article_id)
    judge(workbench, article_id, 1, "disputed")
    first, second = (workbench.articles.versions.at(article_id, number) for number in (1, 2))
    assert first is not None
    assert second is not None
    assert first.article.text == "\n".join(FIRST)
    assert [claim.span.of(first.article.text) for claim in first.claims] == list(FIRST)
    assert [line.value for line in first.standing.values()] == ["verified", "disputed"]
    assert [line.value for line in second.standing.values()] == ["disputed"]
    assert workbench.articles.versions.at(article_id, 3) is None


def test_a_version_is_saved_once_for_each_request(workbench: Workbench) -> None:
    article_id = add(workbench)
    version = prepared(workbench, article_id)
    for _ in range(2):
        assert workbench.articles.versions.save(version, reviewer="", request_id="once") == 2
    assert len(workbench.articles.versions.all(article_id)) == 2


def test_a_version_that_was_compared_with_other_claims_is_refused_and_compared_again(workbench: Workbench) -> None:
    article_id = add(workbench)
    version = prepared(workbench, article_id)
    claim = workbench.articles.claims(article_id)[1]
    workbench.reviewing.edits.reword(
        claim.id, "She thanked all.", resolved=False, reviewer="Ada", version=1, request_id="r"
    )
    with pytest.raises(EditConflict, match="Nothing was saved"):
        workbench.articles.versions.save(version, reviewer="Bea", request_id="v")
    workbench.articles.versions.save(workbench.articles.versions.again(version), reviewer="Bea", request_id="v")
    assert [claim.text for claim in workbench.articles.claims(article_id)][1] == "She thanked all."


def test_a_verdict_that_was_given_while_the_version_was_compared_is_carried(workbench: Workbench) -> None:
    article_id = add(workbench)
    version = prepared(workbench, article_id)
    judge(workbench, article_id, 2)
    workbench.articles.versions.save(version, reviewer="Bea", request_id="v")
    assert verdicts(workbench, article_id) == {SECOND[1]: "verified"}


def test_a_page_from_before_the_version_decides_carried_claims_and_no_changed_one(workbench: Workbench) -> None:
    article_id = add(workbench)
    acts = [an_act_on(workbench, article_id, number) for number in (1, 2, 4)]
    pinned = Draft("My note", (PIN,))
    workbench.reviewing.drafts.save(acts[0].claim_id, "Ada", pinned)
    bring_in(workbench, article_id)
    with pytest.raises(EditConflict, match=r"changed with version 2 .* now reads “Ana Ruiz won 63 votes."):
        workbench.reviewing.judge(acts[0])
    assert workbench.reviewing.drafts.get(acts[0].claim_id, "Ada") == pinned
    workbench.reviewing.judge(acts[1])
    with pytest.raises(EditConflict, match="no such words since version 2"):
        workbench.reviewing.judge(acts[2])
    assert verdicts(workbench, article_id) == {SECOND[1]: "verified"}


def test_of_two_reviewers_at_once_no_verdict_is_lost_or_counts_for_other_words(workbench: Workbench) -> None:
    lines = tuple(f"Ship {number} has {number} masts." for number in range(1, 41))
    article_id = add(workbench, lines)
    after = tuple(line.replace("masts", "decks") if n % 2 else line for n, line in enumerate(lines))
    version = prepared(workbench, article_id, after)
    acts = [an_act_on(workbench, article_id, n, reviewer=f"R{n}", request_id=f"a{n}") for n in range(1, 41)]
    saved: list[Judgement] = []
    refused: list[NotSaved] = []
    started = threading.Event()

    def review() -> None:
        for act in acts:
            try:
                saved.append(workbench.reviewing.judge(act))
            except NotSaved as problem:
                refused.append(problem)
            started.set()

    thread = threading.Thread(target=review)
    thread.start()
    started.wait()
    workbench.articles.versions.save(version, reviewer="Bea", request_id="v")
    thread.join()
    assert len(saved) + len(refused) == 40
    assert {line.request_id for line in saved} == {
        line.request_id for line in workbench.reviewing.history(article_id)
    }
    assert all(isinstance(problem, EditConflict) for problem in refused)
    claims = {claim.id: claim for claim in workbench.articles.claims(article_id)}
    for line in saved:
        stands = line.claim_id in workbench.reviewing.standing(article_id, line.reviewer)
        assert stands == ("masts" in claims[line.claim_id].text)


def test_a_version_that_fails_halfway_changes_nothing(workbench: Workbench) -> None:
    article_id = add(workbench)
    judge(workbench, article_id, 1)
    version = prepared(workbench, article_id)
    claims = workbench.articles.claims(article_id, removed=True)
    wrong = replace(version.revision.changes[-1].after, kind=None)  # type: ignore[arg-type]
    changes = (*version.revision.changes[:-1], replace(version.revision.changes[-1], after=wrong))
    broken = replace(version, revision=replace(version.revision, changes=changes))
    with pytest.raises((NotSaved, AttributeError)):
        workbench.articles.versions.save(broken, reviewer="Bea", request_id="v")
    assert workbench.articles.claims(article_id, removed=True) == claims
    assert workbench.articles.versions.number(article_id) == 1
    assert len(workbench.articles.versions.all(article_id)) == 1


def test_a_version_can_be_taken_back_and_the_verdicts_before_it_hold_again(workbench: Workbench) -> None:
    article_id = add(workbench)
    for number in (1, 2, 4):
        judge(workbench, article_id, number)
    before = workbench.articles.claims(article_id)
    bring_in(workbench, article_id)
    stale = an_act_on(workbench, article_id, 1, "disputed")
    versions = workbench.articles.versions
    assert versions.why_not_taken_back(article_id) == ""
    versions.take_back(article_id, reviewer="Bea", request_id="back")
    versions.take_back(article_id, reviewer="Bea", request_id="back")
    after = workbench.articles.claims(article_id)
    assert [(claim.id, claim.text, claim.span) for claim in after] == [(c.id, c.text, c.span) for c in before]
    assert verdicts(workbench, article_id) == dict.fromkeys((FIRST[0], FIRST[1], FIRST[3]), "verified")
    assert (versions.number(article_id), len(versions.all(article_id))) == (1, 1)
    with pytest.raises(EditConflict):  # a page that still shows the version that was taken back
        workbench.reviewing.judge(stale)


@pytest.mark.parametrize(("number", "why"), [(1, "changed with version 2"), (4, "no longer in the article since")])
def test_an_act_on_a_claim_that_a_version_changed_or_lost_is_not_undone(
    workbench: Workbench, number: int, why: str
) -> None:
    article_id = add(workbench)
    judge(workbench, article_id, number)
    bring_in(workbench, article_id)
    history = workbench.reviewing.history(article_id)
    with pytest.raises(GateClosed, match=why):
        workbench.reviewing.undo(article_id, "Ada", "u")
    assert workbench.reviewing.history(article_id) == history
    judge(workbench, article_id, 1, "disputed")  # a later act is undone all the same
    assert workbench.reviewing.undo(article_id, "Ada", "u2") is not None


def test_an_undone_act_on_a_claim_that_a_version_lost_is_not_done_again(workbench: Workbench) -> None:
    article_id = add(workbench)
    judge(workbench, article_id, 4)
    workbench.reviewing.undo(article_id, "Ada", "u")
    bring_in(workbench, article_id)
    with pytest.raises(GateClosed, match="no longer in the article"):
        workbench.reviewing.redo(article_id, "Ada", "r")


def test_an_act_on_a_carried_claim_is_undone_after_the_version(workbench: Workbench) -> None:
    article_id = add(workbench)
    judge(workbench, article_id, 2)
    bring_in(workbench, article_id)
    assert workbench.reviewing.undo(article_id, "Ada", "u") is not None
    assert verdicts(workbench, article_id) == {}


def test_a_version_that_was_taken_back_can_come_in_again(workbench: Workbench) -> None:
    article_id = add(workbench)
    judge(workbench, article_id, 1)
    bring_in(workbench, article_id)
    new = workbench.articles.claims(article_id)[2].id
    workbench.articles.versions.take_back(article_id, reviewer="", request_id="back")
    assert bring_in(workbench, article_id, request_id="again") == 2
    assert [claim.text for claim in workbench.articles.claims(article_id)] == list(SECOND)
    assert workbench.articles.claims(article_id)[2].id == new
    assert verdicts(workbench, article_id) == {}


@pytest.mark.parametrize("value", ["verified", "disputed"])
def test_a_version_on_which_something_was_decided_is_not_taken_back(workbench: Workbench, value: str) -> None:
    article_id = add(workbench)
    bring_in(workbench, article_id)
    judge(workbench, article_id, 2, value)
    with pytest.raises(GateClosed, match="Something was decided since version 2"):
        workbench.articles.versions.take_back(article_id, reviewer="Bea", request_id="back")
    assert "decided" in workbench.articles.versions.why_not_taken_back(article_id)


def test_a_version_whose_claims_were_edited_is_not_taken_back(workbench: Workbench) -> None:
    article_id = add(workbench)
    bring_in(workbench, article_id)
    claim = workbench.articles.claims(article_id)[1]
    workbench.reviewing.edits.remove(claim.id, reviewer="Ada", version=claim.version, request_id="r")
    with pytest.raises(GateClosed, match="edited since version 2"):
        workbench.articles.versions.take_back(article_id, reviewer="Bea", request_id="back")


def test_the_first_version_is_not_taken_back(workbench: Workbench) -> None:
    with pytest.raises(GateClosed, match="first version"):
        workbench.articles.versions.take_back(add(workbench), reviewer="Bea", request_id="back")


def test_the_present_text_is_no_next_version(workbench: Workbench) -> None:
    article_id = add(workbench)
    with pytest.raises(GateClosed, match="word for word"):
        prepared(workbench, article_id, FIRST)


def test_the_present_text_with_other_notes_or_another_file_is_a_next_version(workbench: Workbench) -> None:
    note = Note(0, 3, NoteKind.COMMENT, "Says who?")
    drafted = replace(an_article(FIRST), kind="docx", notes=(note,), original=b"first file")
    article_id = workbench.articles.add(drafted, splitter=BY_LINE).article_id
    judge(workbench, article_id, 1)
    versions = workbench.articles.versions
    for same in (drafted, an_article(FIRST)):  # the very file, and its words pasted
        with pytest.raises(GateClosed, match="word for word"):
            versions.prepare(article_id, same, splitter=BY_LINE)
    assert versions.prepare(article_id, replace(drafted, original=b"x"), splitter=BY_LINE).number == 2
    asked = replace(drafted, notes=(note, replace(note, text="And when?")), original=b"")
    versions.save(versions.prepare(article_id, asked, splitter=BY_LINE), reviewer="Bea", request_id="v")
    stored = workbench.articles.get(article_id)
    assert stored is not None
    assert stored.notes == asked.notes
    assert verdicts(workbench, article_id) == {FIRST[0]: "verified"}


def test_what_a_model_did_goes_with_its_version_and_comes_back_with_it(workbench: Workbench) -> None:
    report = SplitReport("model M", 4, 0, ("A fault.",), (Rejected("A ship sank.", "ship", "not in the text"),))
    article_id = workbench.articles.add(an_article(FIRST), splitter=by_model(report)).article_id
    assert workbench.articles.split_reports() == {article_id: report}
    bring_in(workbench, article_id)  # by the rules
    assert workbench.articles.split_reports() == {}
    workbench.articles.versions.take_back(article_id, reviewer="Bea", request_id="back")
    assert workbench.articles.split_reports() == {article_id: report}


def test_a_comparison_says_where_another_splitter_made_the_claims_before(workbench: Workbench) -> None:
    report = SplitReport("language model M", 4, 0)
    article_id = workbench.articles.add(an_article(FIRST), splitter=by_model(report)).article_id
    versions = workbench.articles.versions
    same = versions.prepare(article_id, an_article(SECOND), splitter=by_model(report))
    other = versions.prepare(article_id, an_article(SECOND), splitter=BY_LINE)
    assert same.split_otherwise == ""
    assert "Version 1 was split by the language model M, this one by the rules." in other.split_otherwise
    assert versions.again(other).split_otherwise == other.split_otherwise
    versions.save(other, reviewer="Bea", request_id="v")
    back = versions.prepare(article_id, an_article(FIRST[:2]), splitter=by_model(report))
    assert "Version 2 was split by the rules, this one by the language model M." in back.split_otherwise


def test_a_date_that_was_corrected_while_a_version_without_one_was_compared_holds(tmp_path: Path) -> None:
    workbench = Workbench.open(str(tmp_path / "desk.sqlite3"), clock=Clock())
    lines = ("The harbour board closed the pier on Monday.",)
    dated = replace(an_article(lines), published=date(2024, 5, 14))
    article_id = workbench.articles.add(dated).article_id
    versions = workbench.articles.versions
    version = versions.prepare(article_id, an_article((*lines, "The port has 9 cranes.")))
    workbench.articles.change_date(article_id, date(2024, 5, 21))
    with pytest.raises(EditConflict):
        versions.save(version, reviewer="Bea", request_id="v")
    versions.save(versions.again(version), reviewer="Bea", request_id="v")
    stored = workbench.articles.get(article_id)
    assert stored is not None
    assert stored.published == date(2024, 5, 21)
    first = workbench.articles.claims(article_id)[0]
    assert [time.start for time in first.dates] == [date(2024, 5, 20)]
    assert versions.all(article_id)[-1].counts[Status.CHANGED] == 0
    workbench.close()


def test_a_next_version_without_a_date_has_the_date_before(workbench: Workbench) -> None:
    dated = replace(an_article(FIRST), published=date(2024, 5, 14))
    article_id = workbench.articles.add(dated, splitter=BY_LINE).article_id
    assert prepared(workbench, article_id).after.published == date(2024, 5, 14)


def test_a_text_that_is_the_present_version_of_an_article_is_known(workbench: Workbench) -> None:
    article_id = add(workbench)
    bring_in(workbench, article_id)
    added = workbench.articles.add(an_article(SECOND), splitter=BY_LINE)
    assert (added.article_id, added.known) == (article_id, True)


def test_a_text_of_an_earlier_version_comes_back_with_ids_of_its_own_and_open(workbench: Workbench) -> None:
    article_id = add(workbench)
    gone = workbench.articles.claims(article_id)[3].id
    judge(workbench, article_id, 4)
    bring_in(workbench, article_id)
    assert bring_in(workbench, article_id, FIRST, "third") == 3
    assert [claim.text for claim in workbench.articles.claims(article_id)] == list(FIRST)
    back = workbench.articles.claims(article_id)[3]
    assert back.id == gone  # the same words at the same place: the earlier verdict is at hand, and does not stand
    assert verdicts(workbench, article_id) == {}
    assert set(workbench.reviewing.earlier(article_id, "Ada")) == {gone}


def test_what_the_article_lost_cannot_be_restored_or_edited(workbench: Workbench) -> None:
    article_id = add(workbench)
    gone = workbench.articles.claims(article_id)[3]
    bring_in(workbench, article_id)
    edits = workbench.reviewing.edits
    acts: list[Callable[[], object]] = [
        lambda: edits.restore(gone.id, reviewer="Ada", version=2, request_id="a"),
        lambda: edits.reword(gone.id, "B.", resolved=False, reviewer="Ada", version=2, request_id="b"),
    ]
    for act in acts:
        with pytest.raises(GateClosed, match="no such words since version 2"):
            act()


def test_claims_that_changed_are_counted_until_they_are_decided(workbench: Workbench) -> None:
    article_id = add(workbench)
    judge(workbench, article_id, 1)
    assert workbench.reviewing.changed_counts("Ada") == {}
    bring_in(workbench, article_id)
    assert workbench.reviewing.changed_counts("Ada") == {article_id: 1}
    assert workbench.reviewing.reviewed_counts("Ada") == {}
    judge(workbench, article_id, 1)
    assert workbench.reviewing.changed_counts("Ada") == {}
    assert workbench.reviewing.changed_counts("Cem") == {article_id: 1}
    assert workbench.reviewing.reviewed_counts("Ada") == {article_id: 1}


def test_a_csv_of_an_earlier_version_comes_back_without_a_change(workbench: Workbench) -> None:
    article_id = add(workbench)
    for number in (1, 2, 4):
        judge(workbench, article_id, number)
    data = workbench.exports.verdict_csv(article_id)
    bring_in(workbench, article_id)
    judge(workbench, article_id, 1, "disputed")
    assert workbench.exports.version_csv(article_id, 1) == data
    report = workbench.exports.import_csv(data)
    assert (report.unchanged, report.added, report.conflicts) == (4, 0, ())
    assert verdicts(workbench, article_id)[SECOND[0]] == "disputed"


def test_a_verdict_in_a_csv_of_an_earlier_version_finds_its_claim_and_hides_no_later_one(
    workbench: Workbench,
) -> None:
    article_id = add(workbench)
    data = workbench.exports.verdict_csv(article_id)
    bring_in(workbench, article_id)
    judge(workbench, article_id, 1, "disputed")

    def decide(rows: list[dict[str, str]]) -> None:
        for row in rows:
            row.update(verdict="verified", note="Seen in version 1.", reviewer="Ada")

    report = workbench.exports.import_csv(edited(data, decide))
    assert (report.added, report.conflicts) == (4, ())
    assert verdicts(workbench, article_id) == {SECOND[0]: "disputed", SECOND[1]: "verified", SECOND[3]: "verified"}
    first = workbench.articles.versions.at(article_id, 1)
    assert first is not None
    on_the_first = {line.claim_id: line.value for line in first.standing.values()}
    lost = [claim.id for claim in first.claims if claim.text in {FIRST[0], FIRST[3]}]
    assert [on_the_first[claim_id] for claim_id in lost] == ["verified", "verified"]


def test_earlier_versions_are_never_changed_or_deleted(workbench: Workbench) -> None:
    bring_in(workbench, add(workbench))
    for statement in ("UPDATE article_versions SET text = ''", "DELETE FROM article_versions"):
        with pytest.raises(DBAPIError, match="only grows"), writing(workbench._engine) as connection:
            connection.execute(text(statement))


@contextmanager
def cut_off(workbench: Workbench) -> Iterator[None]:
    from sqlalchemy import event

    def fail(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith("INSERT INTO claims "):
            raise OSError("cut off")

    event.listen(workbench._engine, "before_cursor_execute", fail)
    try:
        yield
    finally:
        event.remove(workbench._engine, "before_cursor_execute", fail)


def test_a_database_that_is_cut_off_while_a_version_is_saved_has_the_version_before(workbench: Workbench) -> None:
    article_id = add(workbench)
    version = prepared(workbench, article_id)
    with cut_off(workbench), pytest.raises((OSError, Unavailable)):
        workbench.articles.versions.save(version, reviewer="Bea", request_id="v")
    assert [claim.text for claim in workbench.articles.claims(article_id)] == list(FIRST)
    assert workbench.articles.versions.save(version, reviewer="Bea", request_id="v") == 2


def test_taking_over_an_earlier_verdict_is_an_act_of_its_own(workbench: Workbench) -> None:
    article_id = add(workbench)
    line = judge(workbench, article_id, 1, "disputed", reason="contradicted")
    bring_in(workbench, article_id)
    act = workbench.reviewing.earlier(article_id, "Ada")[line.claim_id]
    again = judge(workbench, article_id, 1, act.value, reason=act.reason, note=act.note, pins=act.pins)
    assert (again.value, again.reason, again.question) == (Verdict.DISPUTED, "contradicted", Question.IS_IT_SO)
    assert [kept.claim_version for kept in workbench.reviewing.history(article_id)] == [1, 2]
