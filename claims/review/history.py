"""Pure functions over the history: which judgements hold, and what can be undone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from claims.review.gates import EditConflict
from claims.review.judgement import Judgement, Key, Shown


def standing(
    judgements: Iterable[Judgement], reviewer: str | None = None, *, worded: Mapping[str, int] | None = None
) -> dict[Key, Judgement]:
    """Return what stands: the latest judgement per claim, reviewer, question and named source.

    Args:
        judgements: In the order of their sequence.
        reviewer: Only this reviewer's; None for everybody's.
        worded: Per claim id, the version since which the claim has its present wording. A judgement on an earlier
            wording stays in the history and does not stand: nobody has decided what the claim says now.

    Returns:
        A judgement that was taken back maps to nothing.
    """
    latest: dict[Key, Judgement] = {}
    since = worded or {}
    for judgement in judgements:
        # A verdict on an earlier wording may come later, with a CSV of an earlier version: it hides nothing.
        if reviewer in {None, judgement.reviewer} and judgement.claim_version >= since.get(judgement.claim_id, 0):
            latest[judgement.key] = judgement
    return {key: one for key, one in latest.items() if one.value}


def earlier(judgements: Iterable[Judgement], *, worded: Mapping[str, int]) -> dict[Key, Judgement]:
    """Return the latest judgements on earlier wordings, where none stands on the present one; as for `standing`."""
    lines = list(judgements)
    now = standing(lines, worded=worded)
    before = [line for line in lines if line.claim_version < worded.get(line.claim_id, 0)]
    return {key: line for key, line in standing(before).items() if key not in now}


_BULK = "bulk-"


def bulk_request(request_id: str, number: int) -> str:
    """Return the request id of one of several acts that were given with one press."""
    return f"{_BULK}{request_id}.{number}"


def bulk_of(judgement: Judgement | None) -> str:
    """Return what the acts of one press have in common; empty for an act that was given alone."""
    name = judgement.request_id if judgement else ""
    return name.rpartition(".")[0] if name.startswith(_BULK) else ""


@dataclass(frozen=True, slots=True)
class _Done:
    """The reviewer's acts that are in force, and the undone ones with the line that undid each; latest last."""

    acts: list[Judgement]
    undone: list[tuple[Judgement, Judgement]]


def _replay(judgements: Iterable[Judgement], reviewer: str) -> _Done:
    acts: list[Judgement] = []
    undone: list[tuple[Judgement, Judgement]] = []
    for judgement in judgements:
        if judgement.reviewer != reviewer:
            continue
        if judgement.undoes is None:
            acts.append(judgement)
            undone.clear()
        elif acts and acts[-1].sequence == judgement.undoes:
            undone.append((acts.pop(), judgement))
        elif undone and undone[-1][1].sequence == judgement.undoes:
            acts.append(undone.pop()[0])
        else:
            raise ValueError(
                f"Line {judgement.sequence} of the history undoes {judgement.undoes}, which is not its turn."
            )
    return _Done(acts, undone)


def undoable(judgements: Iterable[Judgement], reviewer: str) -> Judgement | None:
    """Return the act that Undo would take back: the reviewer's latest that is not undone; None when there is none."""
    acts = _replay(judgements, reviewer).acts
    return acts[-1] if acts else None


def redoable(judgements: Iterable[Judgement], reviewer: str) -> Judgement | None:
    """Return the act that Redo would bring back: the last one undone, unless a new act came since; else None."""
    undone = _replay(judgements, reviewer).undone
    return undone[-1][0] if undone else None


def undo_line(
    judgements: Iterable[Judgement],
    reviewer: str,
    *,
    request_id: str,
    sequence: int,
    decided_at: datetime,
    worded: Mapping[str, int] | None = None,
) -> Judgement | None:
    """Return the line that undoes the reviewer's latest act: what stood before it, stated again.

    Returns:
        A line with an empty value where nothing stood before, or only a verdict on an earlier wording (``worded`` as
        for `standing`); None when there is nothing to undo.
    """
    acts = _replay(judgements, reviewer).acts
    if not acts:
        return None
    act = acts.pop()
    before = next((earlier for earlier in reversed(acts) if earlier.key == act.key), None)
    if before and before.claim_version < (worded or {}).get(before.claim_id, 0):
        before = None
    restored = before or replace(act, value="", reason="", note="", pins=(), shown=Shown())
    return replace(restored, request_id=request_id, sequence=sequence, decided_at=decided_at, undoes=act.sequence)


def redo_line(
    judgements: Iterable[Judgement],
    reviewer: str,
    *,
    request_id: str,
    sequence: int,
    decided_at: datetime,
    worded: Mapping[str, int] | None = None,
) -> Judgement | None:
    """Return the line that states the last undone act again; None when there is nothing to redo.

    Raises:
        EditConflict: If the claim has another wording since (``worded`` as for `standing`).
    """
    undone = _replay(judgements, reviewer).undone
    if not undone:
        return None
    act, undo = undone[-1]
    if act.claim_version < (worded or {}).get(act.claim_id, 0):
        raise EditConflict("The claim was reworded since it was decided, so its verdict is not brought back.")
    return replace(act, request_id=request_id, sequence=sequence, decided_at=decided_at, undoes=undo.sequence)
