"""The second question, for each named source: kept, taken back, exported, brought back, and asked again."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import docx
import pytest
from openpyxl import load_workbook

from claims.article import Article
from claims.claim import Attribution, Claim
from claims.language_model import LanguageModelSplitter
from claims.report import verify
from claims.review.gates import EditConflict, GateClosed, TooFast
from claims.review.judgement import Act, Draft, Judgement, Proposal, Shown
from claims.review.verdict import Question
from claims.workbench import Workbench
from sources.source import Saying
from tests.claims.report.making import frame
from tests.claims.review.making import NOON, PIN
from tests.claims.services.making import ARTICLE_ID, Clock, act, an_article, claims_of
from tests.claims.services.test_csv import edited
from tests.claims.services.test_packets import sealed
from tests.claims.services.versions_making import LineSplitter
from tests.claims.services.versions_making import an_article as lines_article

PILOT, WIRE = "Pilot Weekly", "Harbour Wire"
LATER = NOON + timedelta(days=1)
PROPOSED = Proposal(WIRE, Saying.SAYS, "Harbour Wire says it: “1 ship waited”.", "src-1")


def two_named(folder: Path, clock: Clock | None = None) -> Workbench:
    """Open a workbench whose claims name two sources each."""
    workbench = Workbench.open(str(folder / "desk.sqlite3"), clock=clock or Clock())
    article = an_article()
    claims = [
        replace(one, attributions=(*one.attributions, Attribution(WIRE, "citing"))) for one in claims_of(article)
    ]
    workbench.articles._store(article, claims)
    return workbench


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def workbench(tmp_path: Path, clock: Clock) -> Iterator[Workbench]:
    workbench = two_named(tmp_path, clock)
    yield workbench
    workbench.close()


def about(workbench: Workbench, named: str, value: str, number: int = 1, **changes: Any) -> Act:
    """Return an answer as a page would send it: it expects the answer that stands now."""
    reviewer = changes.get("reviewer", "Ada")
    claim = workbench.articles.claims(ARTICLE_ID)[number - 1]
    stands = workbench.reviewing.attribution_standing(ARTICLE_ID, reviewer).get((claim.id, named))
    lines = len(workbench.reviewing.history(ARTICLE_ID))
    given = {
        "question": Question.DID_THEY_SAY_IT,
        "named_source": named,
        "reason": "",
        "pins": (),
        "expected": stands.sequence if stands else None,
        "request_id": f"{claim.id}-{named}-{value}-{lines}",
    }
    return act(workbench, number, value, **(given | changes))


def say(workbench: Workbench, named: str, value: str, number: int = 1, **changes: Any) -> Judgement:
    return workbench.reviewing.judge(about(workbench, named, value, number, **changes))


def answers(workbench: Workbench, reviewer: str = "Ada", article_id: str = ARTICLE_ID) -> dict[tuple[int, str], str]:
    """Return the standing answers by the number of the claim and the named source."""
    numbers = {claim.id: claim.order for claim in workbench.articles.claims(article_id)}
    found = workbench.reviewing.attribution_standing(article_id, reviewer)
    return {(numbers[claim_id], named): one.value for (claim_id, named), one in found.items()}


def test_each_named_source_has_an_answer_of_its_own_and_none_of_them_is_a_verdict(workbench: Workbench) -> None:
    say(workbench, PILOT, "said")
    say(workbench, WIRE, "not found")
    assert answers(workbench) == {(1, PILOT): "said", (1, WIRE): "not found"}
    assert workbench.reviewing.standing(ARTICLE_ID, "Ada") == {}
    assert workbench.reviewing.reviewed_counts("Ada") == {}
    history = workbench.reviewing.history(ARTICLE_ID)
    assert [(one.question, one.named_source, one.value) for one in history] == [
        (Question.DID_THEY_SAY_IT, PILOT, "said"),
        (Question.DID_THEY_SAY_IT, WIRE, "not found"),
    ]


def test_an_answer_leaves_note_and_pins_for_the_verdict_which_takes_them(workbench: Workbench) -> None:
    claim = workbench.articles.claims(ARTICLE_ID)[0]
    draft = Draft("Seen.", (PIN,))
    workbench.reviewing.drafts.save(claim.id, "Ada", draft)
    kept = say(workbench, PILOT, "said", note="Seen.", pins=(PIN,))
    assert (kept.note, kept.pins) == ("Seen.", (PIN,))
    assert workbench.reviewing.drafts.get(claim.id, "Ada") == draft
    workbench.reviewing.undo(ARTICLE_ID, "Ada", "u")
    assert workbench.reviewing.drafts.get(claim.id, "Ada") == draft
    workbench.reviewing.judge(act(workbench, 1, "disputed"))
    assert workbench.reviewing.drafts.get(claim.id, "Ada") is None


def test_an_undone_answer_never_comes_back_as_a_draft_of_the_verdict(workbench: Workbench) -> None:
    kept = say(workbench, PILOT, "said", note="Seen.", pins=(PIN,))
    workbench.reviewing.undo(ARTICLE_ID, "Ada", "u")
    assert workbench.reviewing.drafts.get(kept.claim_id, "Ada") is None


def test_undo_and_redo_take_the_last_act_whichever_question_it_answers(workbench: Workbench) -> None:
    say(workbench, PILOT, "said")
    say(workbench, WIRE, "said")
    say(workbench, WIRE, "not said")
    verdict = workbench.reviewing.judge(act(workbench, 1, "disputed"))
    undone = workbench.reviewing.undo(ARTICLE_ID, "Ada", "u1")
    assert undone is not None
    assert undone.undoes == verdict.sequence
    assert answers(workbench) == {(1, PILOT): "said", (1, WIRE): "not said"}
    workbench.reviewing.undo(ARTICLE_ID, "Ada", "u2")
    assert answers(workbench) == {(1, PILOT): "said", (1, WIRE): "said"}
    workbench.reviewing.undo(ARTICLE_ID, "Ada", "u3")
    assert answers(workbench) == {(1, PILOT): "said"}
    workbench.reviewing.redo(ARTICLE_ID, "Ada", "r1")
    workbench.reviewing.redo(ARTICLE_ID, "Ada", "r2")
    assert answers(workbench) == {(1, PILOT): "said", (1, WIRE): "not said"}


def test_an_answer_never_blocks_the_verdict_and_a_repeated_key_answers_once(
    workbench: Workbench, clock: Clock
) -> None:
    clock.step = timedelta(milliseconds=40)
    say(workbench, PILOT, "said")
    with pytest.raises(TooFast):
        say(workbench, WIRE, "said")
    workbench.reviewing.judge(act(workbench, 1, "verified"))
    assert [one.value for one in workbench.reviewing.history(ARTICLE_ID)] == ["said", "verified"]


def test_an_answer_on_what_is_no_longer_so_writes_nothing_over(workbench: Workbench) -> None:
    late = about(workbench, PILOT, "not said", request_id="late")
    first = say(workbench, PILOT, "said")
    with pytest.raises(EditConflict, match="Whether Pilot Weekly said it was answered meanwhile") as conflict:
        workbench.reviewing.judge(late)
    assert conflict.value.current == first
    workbench.reviewing.undo(ARTICLE_ID, "Ada", "u")
    with pytest.raises(EditConflict, match="The answer you saw was taken back"):
        workbench.reviewing.judge(about(workbench, PILOT, "not said", expected=first.sequence))
    assert answers(workbench) == {}


@pytest.mark.parametrize("named", ["Tass", ""])
def test_only_a_source_that_the_claim_names_is_asked_about(workbench: Workbench, named: str) -> None:
    with pytest.raises(GateClosed, match="not attributed to"):
        say(workbench, named, "said")


def test_two_reviewers_have_their_own_answers_and_see_the_other_s(workbench: Workbench) -> None:
    claim = workbench.articles.claims(ARTICLE_ID)[0].id
    ada = say(workbench, PILOT, "said")
    sefa = say(workbench, PILOT, "not said", reviewer="Sefa K.")
    assert (answers(workbench), answers(workbench, "Sefa K.")) == ({(1, PILOT): "said"}, {(1, PILOT): "not said"})
    assert workbench.reviewing.attribution_others(ARTICLE_ID, "Ada") == {(claim, PILOT): [sefa]}
    assert workbench.reviewing.attribution_others(ARTICLE_ID, "Sefa K.") == {(claim, PILOT): [ada]}
    workbench.reviewing.undo(ARTICLE_ID, "Sefa K.", "u")
    assert (answers(workbench), answers(workbench, "Sefa K.")) == ({(1, PILOT): "said"}, {})


def test_another_wording_is_asked_about_again_and_the_earlier_answer_is_known(workbench: Workbench) -> None:
    kept = say(workbench, PILOT, "said")
    workbench.reviewing.edits.reword(
        kept.claim_id, "Nine ships waited.", resolved=False, reviewer="Bo", version=1, request_id="e"
    )
    assert answers(workbench) == {}
    assert workbench.reviewing.attribution_earlier(ARTICLE_ID, "Ada") == {(kept.claim_id, PILOT): kept}
    assert workbench.reviewing.attribution_earlier(ARTICLE_ID, "Sefa K.") == {}
    say(workbench, PILOT, "not said")
    assert answers(workbench) == {(1, PILOT): "not said"}
    assert workbench.reviewing.attribution_earlier(ARTICLE_ID, "Ada") == {}


# In the verdict CSV


@pytest.fixture
def answered(workbench: Workbench) -> Workbench:
    """Ada decided the first claim and answered both sources before; Sefa answered one, on the second claim alone."""
    say(workbench, PILOT, "said", shown=Shown(proposals=(replace(PROPOSED, named=PILOT),)))
    say(workbench, WIRE, "not found", shown=Shown(proposals=(PROPOSED,)))
    workbench.reviewing.judge(act(workbench, 1, "disputed", reason="misquoted", note="p. 2"))
    say(workbench, PILOT, "not said", 2, reviewer="Sefa K.", note="On tape, 12:30.", pins=(PIN,))
    return workbench


COLUMNS = ["reviewer", "verdict", "attribution_verdicts", "attribution_decided_at", "attribution_proposals", "note"]


def test_the_csv_has_each_answer_with_its_time_and_what_was_proposed(answered: Workbench) -> None:
    rows = frame(answered.exports.verdict_csv(ARTICLE_ID)).to_dict("records")
    ada, sefa, nobody = rows
    first, second, _verdict, third = answered.reviewing.history(ARTICLE_ID)
    assert json.loads(ada["attribution_verdicts"]) == {WIRE: "not found", PILOT: "said"}
    assert json.loads(ada["attribution_decided_at"]) == {
        PILOT: first.decided_at.isoformat(timespec="microseconds").replace("+00:00", "Z"),
        WIRE: second.decided_at.isoformat(timespec="microseconds").replace("+00:00", "Z"),
    }
    assert {one["named"] for one in json.loads(ada["attribution_proposals"])} == {PILOT, WIRE}
    assert (sefa["reviewer"], sefa["verdict"], sefa["note"]) == ("Sefa K.", "", "On tape, 12:30.")
    assert json.loads(sefa["evidence"])[0]["excerpt"] == PIN.excerpt
    assert third.value == json.loads(sefa["attribution_verdicts"])[PILOT]
    assert (nobody["attribution_verdicts"], nobody["attribution_decided_at"]) == ("{}", "{}")


@pytest.mark.parametrize("excel", [False, True])
def test_the_answers_come_back_from_the_csv_as_they_were(
    answered: Workbench, tmp_path_factory: pytest.TempPathFactory, excel: bool
) -> None:
    file = answered.exports.verdict_csv(ARTICLE_ID, excel=excel)
    here = answered.exports.import_csv(file)
    assert (here.unchanged, here.added, here.conflicts) == (3, 0, ())
    other = two_named(tmp_path_factory.mktemp("other"), Clock(now=LATER))
    there = other.exports.import_csv(file)
    assert (there.unchanged, there.added, there.conflicts) == (1, 2, ())
    for name in ("Ada", "Sefa K."):
        assert answers(other, name) == answers(answered, name)
    came_back = frame(other.exports.verdict_csv(ARTICLE_ID))
    assert came_back[COLUMNS].equals(frame(answered.exports.verdict_csv(ARTICLE_ID))[COLUMNS])
    again = other.exports.import_csv(file)
    assert (again.unchanged, again.added, again.conflicts) == (3, 0, ())
    other.close()


def test_an_answer_that_is_changed_or_written_into_the_file_is_taken(answered: Workbench, clock: Clock) -> None:
    def change(rows: list[dict[str, str]]) -> None:
        rows[0].update(attribution_verdicts=json.dumps({PILOT: "Not Said", WIRE: "not found"}))
        rows[2].update(attribution_verdicts=json.dumps({WIRE: "said"}), reviewer="Ada")

    file = edited(answered.exports.verdict_csv(ARTICLE_ID), change)
    before = clock.now
    report = answered.exports.import_csv(file)
    assert (report.unchanged, report.added, report.conflicts) == (1, 2, ())
    assert answers(answered) == {(1, PILOT): "not said", (1, WIRE): "not found", (3, WIRE): "said"}
    assert all(one.decided_at > before for one in answered.reviewing.history(ARTICLE_ID)[-2:])


def test_an_answer_that_is_newer_here_is_left_and_told(answered: Workbench) -> None:
    file = edited(
        answered.exports.verdict_csv(ARTICLE_ID),
        lambda rows: rows[0].update(attribution_verdicts=json.dumps({PILOT: "not said", WIRE: "not found"})),
    )
    say(answered, PILOT, "not found")
    (conflict,) = answered.exports.import_csv(file).conflicts
    assert (conflict.row, conflict.reviewer) == (2, "Ada")
    assert "What is stored is newer: not found" in conflict.message
    assert answers(answered)[1, PILOT] == "not found"


def test_a_file_from_before_the_times_of_answers_comes_back(answered: Workbench, tmp_path_factory: Any) -> None:
    def change(rows: list[dict[str, str]]) -> None:
        for row in rows:
            row["attribution_decided_at"] = ""

    other = two_named(tmp_path_factory.mktemp("other"), Clock(now=LATER))
    report = other.exports.import_csv(edited(answered.exports.verdict_csv(ARTICLE_ID), change))
    assert (report.added, report.conflicts) == (2, ())
    verdict = answered.reviewing.history(ARTICLE_ID)[2]
    assert {one.decided_at for one in other.reviewing.history(ARTICLE_ID)[:3]} == {verdict.decided_at}
    other.close()


@pytest.mark.parametrize("cell", ["nonsense", '{"Pilot Weekly": "yesterday"}', "[1]"])
def test_times_that_cannot_be_read_are_told_by_their_row(answered: Workbench, cell: str) -> None:
    file = edited(answered.exports.verdict_csv(ARTICLE_ID), lambda rows: rows[0].update(attribution_decided_at=cell))
    (conflict,) = answered.exports.import_csv(file).conflicts
    assert conflict.row == 2
    assert conflict.message.startswith("The cell attribution_decided_at cannot be read")


# In what else leaves


def test_report_draft_and_workbook_name_what_was_answered(answered: Workbench) -> None:
    html = answered.reports.html(ARTICLE_ID).decode()
    words = re.sub("<[^>]+>", "", html)
    assert "Attributed to Pilot Weekly: ✓ said (Ada); Harbour Wire: ? not found (Ada)" in words
    assert "Attributed to Pilot Weekly: ✗ not said (Sefa K.); Harbour Wire" in words
    assert "On whether they said it:On tape, 12:30." in words
    assert f"“{PIN.excerpt}”" in words
    assert "Reviewers pinned 2 passages of 1 source" in words

    draft = answered.exports.checked_draft(ARTICLE_ID)
    assert draft is not None
    comments = ["\n".join(p.text for p in one.paragraphs) for one in docx.Document(io.BytesIO(draft.data)).comments]
    assert "Did Pilot Weekly say it? ✓ Said\nDid Harbour Wire say it? ? Not found" in comments[0]
    assert comments[1].startswith("Did Pilot Weekly say it? ✗ Not said")

    sheet = load_workbook(io.BytesIO(answered.reports.workbook(ARTICLE_ID)))["Verdicts"]
    heads = [cell.value for cell in sheet[1]]
    assert json.loads(sheet[2][heads.index("attribution_verdicts")].value) == {PILOT: "said", WIRE: "not found"}


def test_a_claim_review_names_nobody_as_speaker_of_whom_it_was_not_found(workbench: Workbench) -> None:
    def speaker() -> str:
        (review,) = json.loads(workbench.reports.claim_reviews(ARTICLE_ID, url="https://d.example", publisher="D"))
        return str(review["itemReviewed"].get("author", {}).get("name", ""))

    workbench.reviewing.judge(act(workbench, 1, "verified"))
    assert speaker() == PILOT
    say(workbench, PILOT, "not said")
    assert speaker() == WIRE
    say(workbench, WIRE, "said")
    assert speaker() == WIRE
    say(workbench, WIRE, "not found", reviewer="Sefa K.")
    assert speaker() == ""


def test_a_packet_carries_the_answers_and_its_script_finds_one_that_was_changed(
    answered: Workbench, tmp_path_factory: pytest.TempPathFactory
) -> None:
    data = answered.packets.make(ARTICLE_ID)
    assert verify.verify(data) == []
    files = verify.packet_files(data)[0]
    forged = files["verdicts.csv"].replace(b"not found", b"not said")
    assert forged != files["verdicts.csv"]
    faults = verify.verify(verify.packed(sealed(files | {"verdicts.csv": forged})))
    assert "The verdict CSV does not say what the history says of who said what." in faults
    other = Workbench.open(str(tmp_path_factory.mktemp("other") / "desk.sqlite3"), clock=Clock())
    other.packets.bring_in(data)
    for name in ("Ada", "Sefa K."):
        assert answers(other, name) == answers(answered, name)
    other.close()


# Over versions of the article


class SpeakerSplitter(LineSplitter):
    """Makes one claim of each line such as "A pier burned, Pilot Weekly said."."""

    def split(self, article: Article) -> list[Claim]:
        return [
            replace(claim, text=f"{words}.", first_text=f"{words}.", attributions=(Attribution(speaker, "said"),))
            for claim in super().split(article)
            for words, _, speaker in [claim.text.removesuffix(" said.").partition(", ")]
        ]


BY_SPEAKER = cast("LanguageModelSplitter", SpeakerSplitter())
BEFORE = (
    "A pier burned, Pilot Weekly said.",
    "The port has 9 cranes, Pilot Weekly said.",
    "A ferry sank, Pilot Weekly said.",
)
AFTER = (
    "A pier burned, Pilot Weekly said.",
    "The port has 9 cranes, Harbour Wire said.",
    "Two ferries sank, Pilot Weekly said.",
)


def test_the_next_version_carries_answers_and_asks_again_where_speaker_or_wording_changed(tmp_path: Path) -> None:
    workbench = Workbench.open(str(tmp_path / "desk.sqlite3"), clock=Clock())
    article_id = workbench.articles.add(lines_article(BEFORE), splitter=BY_SPEAKER).article_id
    ids = [claim.id for claim in workbench.articles.claims(article_id)]
    for claim in workbench.articles.claims(article_id):
        workbench.reviewing.judge(replace(about_any(claim, PILOT, "said"), article_id=article_id))
    prepared = workbench.articles.versions.prepare(article_id, lines_article(AFTER), splitter=BY_SPEAKER)
    assert [claim.id for claim in workbench.articles.claims(article_id)] == ids
    workbench.articles.versions.save(prepared, reviewer="Bea", request_id="v2")
    now = workbench.articles.claims(article_id)
    assert [(claim.id, claim.attributed_to) for claim in now] == [
        (ids[0], (PILOT,)),
        (ids[1], (WIRE,)),
        (ids[2], (PILOT,)),
    ]
    assert answers(workbench, article_id=article_id) == {(1, PILOT): "said"}
    earlier = workbench.reviewing.attribution_earlier(article_id, "Ada")
    assert set(earlier) == {(ids[1], PILOT), (ids[2], PILOT)}
    rows = frame(workbench.exports.version_csv(article_id, 1)).to_dict("records")
    assert [json.loads(row["attribution_verdicts"]) for row in rows] == [{PILOT: "said"}] * 3
    with pytest.raises(GateClosed, match="belongs to the version before"):
        workbench.reviewing.undo(article_id, "Ada", "u")
    workbench.close()


def about_any(claim: Claim, named: str, value: str) -> Act:
    return Act(
        claim.article_id, claim.id, claim.version, Question.DID_THEY_SAY_IT, named, "Ada", value, "", "", (),
        f"{claim.id}-{named}-{value}",
    )  # fmt: skip
