"""What an imported verdict CSV changes: nothing for one's own export, new lines of the history for what is new.

Rows are merged by claim, reviewer and named source. A row never takes a verdict away and never changes a wording;
where file and history contradict each other, the history stays and the row is listed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from claims.claim import Claim
from claims.report.csv_reading import Row
from claims.report.flavours import original, pandas_writes
from claims.review.gates import GateClosed, check
from claims.review.judgement import Act, Judgement, Key, Pin, Shown
from claims.review.verdict import NOT_REVIEWED, Question


@dataclass(frozen=True, slots=True)
class Conflict:
    """A row that was not imported, and why.

    Attributes:
        row: As a spreadsheet counts it; the header is row 1.
    """

    row: int
    claim_id: str
    reviewer: str
    message: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did.

    Attributes:
        unchanged: Rows that say what is stored already.
        added: Rows that brought something new.
    """

    unchanged: int
    added: int
    conflicts: tuple[Conflict, ...] = ()
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EarlierWording:
    """A claim as an earlier version of its article had it, where that is not so any more.

    Attributes:
        claim: As it was; its version is the last with this wording.
        since: The claim's version since which it had this wording.
        latest, standing: As in `Stored`, of the lines on this wording.
    """

    claim: Claim
    since: int
    latest: Mapping[Key, Judgement]
    standing: Mapping[Key, Judgement]


@dataclass(frozen=True, slots=True)
class Stored:
    """What the database holds.

    Attributes:
        claims: By id, those taken out included.
        latest: The last line of the history per claim, reviewer, question and source, taken back or not.
        standing: Those of them that stand.
        earlier: What earlier versions of the articles had; a row that was judged on one belongs to it.
        misquoted: The pins of the file whose words their source does not have there.
    """

    claims: Mapping[str, Claim]
    latest: Mapping[Key, Judgement]
    standing: Mapping[Key, Judgement]
    earlier: Sequence[EarlierWording] = ()
    misquoted: Collection[Pin] = ()


@dataclass(frozen=True, slots=True)
class Merge:
    """New lines for the history, each with its time, and what is told about the rest."""

    acts: tuple[tuple[Act, datetime], ...]
    report: ImportReport


class _Contradiction(Exception):  # noqa: N818 - caught in this module
    """A row cannot be merged; the message says why."""


OpenWords = Callable[[Claim, tuple[Pin, ...]], tuple[str, ...]]
"""Gives the words of a claim that passages leave open."""


def merge(
    rows: tuple[Row, ...],
    stored: Stored,
    *,
    now: datetime,
    new_id: Callable[[], str],
    open_words: OpenWords,
    reviewer: str = "",
) -> Merge:
    """Compare a file with what is stored.

    Args:
        rows: As read.
        stored: As it is at the moment of importing.
        now: The time of verdicts that were entered or changed in the file, which carry none of their own.
        new_id: Gives the request ids.
        open_words: Gives what the evidence of a row leaves open where the row does not say it.
        reviewer: Whose the verdicts in rows without a reviewer are; empty when such rows are to be listed.
    """
    acts: dict[Key, tuple[Act, datetime]] = {}
    unchanged = added = 0
    conflicts: list[Conflict] = []
    for row in rows:
        name = _reviewer(row, stored) or (reviewer if row.verdict or row.attribution_verdicts else "")
        try:
            new = list(_new(row, name, stored, now=now, new_id=new_id, open_words=open_words))
            _check_once(new, acts)
        except (_Contradiction, GateClosed) as problem:
            conflicts.append(Conflict(row.number, row.claim_id, name, str(problem)))
            continue
        acts |= {_key(act): (act, when) for act, when in new}
        added += bool(new)
        unchanged += not new
    return Merge(tuple(acts.values()), ImportReport(unchanged, added, tuple(conflicts)))


def _new(
    row: Row, reviewer: str, stored: Stored, *, now: datetime, new_id: Callable[[], str], open_words: OpenWords
) -> Iterator[tuple[Act, datetime]]:
    """Give what a row adds, after checking it.

    Raises:
        _Contradiction: If it contradicts what is stored.
        GateClosed: If a reviewer could not have decided so on the page.
    """
    if row.problem:
        raise _Contradiction(row.problem)
    claim = stored.claims.get(row.claim_id)
    if claim is None or claim.article_id != row.article_id:
        raise _Contradiction("The claim is not stored here. Add its article first, then import again.")
    latest_lines, standing_lines = stored.latest, stored.standing
    before = next((one for one in stored.earlier if _is_of(row, one)), None)
    if before is not None:
        claim, latest_lines, standing_lines = before.claim, before.latest, before.standing
    decided = bool(row.verdict or row.attribution_verdicts)
    if not _same(row.claim_text, claim.text) and (decided or row.version == claim.version) and row.claim_text:
        raise _Contradiction(f"The claim stored reads “{claim.text}”. Wordings are changed on the review page.")
    if decided and not reviewer:
        raise _Contradiction("The row has a verdict and no reviewer. Write the name in the column reviewer.")
    if not decided and not row.reviewer:
        return
    for act in _acts(row, reviewer, claim, new_id, open_words):
        standing, latest = standing_lines.get(_key(act)), latest_lines.get(_key(act))
        if _says(act, standing):
            continue
        if not act.value:
            raise _Contradiction("The row takes the verdict away. Undo it on the review page.")
        written = row.written(act.named_source)
        edited = latest is not None and written is not None and written.has(latest.decided_at)
        if latest is not None and not edited and (written is None or latest.decided_at > written.at):
            label = standing.value if standing else NOT_REVIEWED
            raise _Contradiction(
                f"What is stored is newer: {label} since {latest.decided_at:%Y-%m-%d %H:%M:%S} UTC. It was left."
            )
        check(act, claim)
        for pin in act.pins:
            if pin in stored.misquoted:
                raise _Contradiction(
                    f"The source {pin.source_id} does not have the words “{pin.excerpt}” where the cell evidence "
                    "says. Restore it from the export."
                )
        yield act, now if edited or written is None else min(written.at, now)


def _is_of(row: Row, earlier: EarlierWording) -> bool:
    """Return whether a row is about a claim as an earlier version of its article had it."""
    claim = earlier.claim
    return (
        row.claim_id == claim.id
        and earlier.since <= row.version <= claim.version
        and (not row.claim_text or _same(row.claim_text, claim.text))
    )


def _acts(row: Row, reviewer: str, claim: Claim, new_id: Callable[[], str], open_words: OpenWords) -> Iterator[Act]:
    answers = [(Question.IS_IT_SO, "", row.verdict)]
    opened = row.open_terms
    if opened is None:
        opened = open_words(claim, row.pins) if row.verdict and row.pins else ()
    answers += [(Question.DID_THEY_SAY_IT, name, value) for name, value in row.attribution_verdicts.items()]
    for question, named_source, value in answers:
        so = question is Question.IS_IT_SO
        # The note and the evidence of a row without a verdict belong to its answers about sources.
        alone = so or not row.verdict
        yield Act(
            article_id=claim.article_id,
            claim_id=claim.id,
            claim_version=claim.version,
            question=question,
            named_source=named_source,
            reviewer=reviewer,
            value=value,
            reason=row.reason if so else "",
            note=row.note if alone else "",
            pins=row.pins if alone else (),
            request_id=new_id(),
            shown=Shown(
                row.model_id,
                origins=row.origins if alone else (),
                open_terms=opened if alone else (),
                proposals=row.proposals if alone else (),
            ),
        )


def _says(act: Act, standing: Judgement | None) -> bool:
    """Return whether what stands says what the row says; the notes of answers about sources are not compared."""
    if standing is None:
        return not act.value
    if act.question is Question.DID_THEY_SAY_IT:
        return act.value == standing.value
    return (act.value, act.reason, act.pins) == (standing.value, standing.reason, standing.pins) and _same(
        act.note, standing.note
    )


def _check_once(new: list[tuple[Act, datetime]], acts: Mapping[Key, tuple[Act, datetime]]) -> None:
    for act, _when in new:
        if _key(act) in acts:
            raise _Contradiction(
                "An earlier row decides the same claim for the same reviewer. Only that one was taken."
            )


def _key(act: Act) -> Key:
    return (act.claim_id, act.reviewer, act.question, act.named_source)


def _reviewer(row: Row, stored: Stored) -> str:
    """Return whose the row is: the reviewer of the claim whose name the cell is, as another program wrote it."""
    names = {name for claim_id, name, _question, _source in stored.latest if claim_id == row.claim_id}
    alike = [name for name in names if _same(row.reviewer, name)]
    return alike[0] if row.reviewer and row.reviewer not in names and len(alike) == 1 else row.reviewer


def _same(cell: str, kept: str) -> bool:
    """Return whether a cell says what was kept; other programs change line ends, NA, numbers and apostrophes."""
    return _lines(cell) == _lines(kept) or cell in pandas_writes(kept)


def _lines(cell: str) -> list[str]:
    return re.split(r"\r\n|\r|\n", original(cell, text=True))
