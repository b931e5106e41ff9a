"""Everything one drawing of the review page shows, read once from the workbench."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from claims.article import Article
from claims.claim import Claim
from claims.review.history import redoable, undoable
from claims.review.judgement import Judgement
from claims.screens.wording import STATES, state_of
from claims.splitting import OutlineSpan
from claims.workbench import Workbench


class Order(StrEnum):
    """In which order the claims are gone through."""

    ARTICLE = "Article order"
    WORTH = "Worth checking"
    ATTRIBUTED = "Attributed first"
    CHANGED = "Changed first"


ALL_VERDICTS = "All verdicts"
ALL_SOURCES = "All sources"
NOBODY = "Nobody named"
CHANGED, EVIDENCE_CHANGED = "Changed", "Evidence changed"
VERDICT_FILTERS = (
    ALL_VERDICTS,
    "Not reviewed",
    "Verified",
    "Disputed",
    "Unclear",
    "Not checked",
    "Not checkable",
    "Unresolved",
    CHANGED,
    EVIDENCE_CHANGED,
)


@dataclass(frozen=True, slots=True)
class Marked:
    """The ids of claims that need a look.

    Attributes:
        changed: A later version of the article changed them, and the reviewer has not decided them since.
        evidence: A passage that was pinned for them is no longer in its source.
    """

    changed: frozenset[str] = frozenset()
    evidence: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Said:
    """Who answered what on whether the named sources said it, by claim id and named source.

    Attributes:
        own: The reviewer's answers that hold.
        others: Those of everybody else.
        earlier: The reviewer's last answers on an earlier wording, where none holds.
    """

    own: Mapping[tuple[str, str], Judgement] = field(default_factory=dict)
    others: Mapping[tuple[str, str], Sequence[Judgement]] = field(default_factory=dict)
    earlier: Mapping[tuple[str, str], Judgement] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class View:
    """One reviewer's view of one article.

    Attributes:
        claims: All claims that were not removed, in article order.
        queue: Those that pass the filters, in the chosen order.
        focus: The claim on the right; None when the filters leave nothing.
        strayed: True when the URL named a claim that is not in this article.
        version: The number of the article's version, from 1.
        marked: The claims that need a look: those that a later version changed and the reviewer has not decided since,
            and those whose evidence is no longer in its source.
        earlier: Claim id to the last verdict on an earlier wording, where none stands on the present one.
        said: The answers on whether the named sources said it.
    """

    article: Article
    claims: tuple[Claim, ...]
    outline: tuple[OutlineSpan, ...]
    standing: Mapping[str, Judgement]
    others: Mapping[str, Sequence[Judgement]]
    history: tuple[Judgement, ...]
    reviewer: str
    queue: tuple[Claim, ...]
    focus: Claim | None
    strayed: bool
    version: int = 1
    marked: Marked = Marked()
    earlier: Mapping[str, Judgement] = field(default_factory=dict)
    said: Said = field(default_factory=Said)

    @property
    def numbers(self) -> dict[str, int]:
        """Claim id to the number shown, from 1 in article order."""
        return {claim.id: place for place, claim in enumerate(self.claims, 1)}

    @property
    def position(self) -> int:
        """Index of the focus in the queue."""
        return self.queue.index(self.focus) if self.focus in self.queue else 0

    def beside(self, step: int) -> Claim | None:
        """Return the claim ``step`` places on in the queue; None past either end."""
        place = self.position + step
        return self.queue[place] if self.queue and 0 <= place < len(self.queue) else None

    def next_open(self) -> Claim | None:
        """Return the next claim of the queue without a verdict, starting after the focus and going round."""
        start = self.position + 1
        turned = self.queue[start:] + self.queue[:start]
        return next((claim for claim in turned if claim.id not in self.standing and claim != self.focus), None)

    @property
    def last_saved(self) -> Judgement | None:
        """This reviewer's latest act in the article."""
        return next((act for act in reversed(self.history) if act.reviewer == self.reviewer), None)

    @property
    def can_undo(self) -> bool:
        """True when there is an act to take back."""
        return undoable(self.history, self.reviewer) is not None

    @property
    def can_redo(self) -> bool:
        """True when the last act was an undo."""
        return redoable(self.history, self.reviewer) is not None


def passes(claim: Claim, judgement: Judgement | None, verdict: str, source: str, marked: Marked = Marked()) -> bool:
    """Return whether a claim passes the two filters."""
    state = state_of(claim, judgement)
    by_verdict = {
        "Not reviewed": judgement is None,
        "Not checkable": not claim.checkable,
        "Unresolved": bool(claim.unresolved),
        CHANGED: claim.id in marked.changed,
        EVIDENCE_CHANGED: claim.id in marked.evidence,
    }
    wanted = by_verdict.get(verdict, verdict == ALL_VERDICTS or state.word == verdict.lower())
    if source == NOBODY:
        return wanted and not claim.attributed_to
    return wanted and (source == ALL_SOURCES or source in claim.attributed_to)


def ordered(claims: Sequence[Claim], order: str, changed: Collection[str] = ()) -> list[Claim]:
    """Return the claims in the chosen order; ties keep article order."""
    if order == Order.CHANGED:
        return sorted(claims, key=lambda claim: claim.id not in changed)
    if order == Order.WORTH:
        return sorted(claims, key=lambda claim: -claim.check_worthiness)
    if order == Order.ATTRIBUTED:
        return sorted(claims, key=lambda claim: not claim.attributions)
    return list(claims)


def load(
    workbench: Workbench, article: Article, reviewer: str, wanted: str, order: str, verdict: str, source: str
) -> View:
    """Read everything the page needs; the number of queries does not grow with the claims.

    Claims, verdicts and history are of one moment. The sources are asked after it: with a second connection inside of
    it, this page and a save in between would wait for each other.
    """
    with workbench.one_moment():
        read = _read(workbench, article, reviewer)
    changed = frozenset(claim.id for claim in read.claims if claim.changed_in and claim.id not in read.standing)
    marked = Marked(changed, evidence_changed(workbench, read.standing))
    kept = [claim for claim in read.claims if passes(claim, read.standing.get(claim.id), verdict, source, marked)]
    queue = tuple(ordered(kept, order, changed))
    named = next((claim for claim in read.claims if claim.id == wanted), None)
    focus = _focus(queue, named, read.standing)
    return replace(read, queue=queue, focus=focus, strayed=bool(wanted) and named is None, marked=marked)


def _read(workbench: Workbench, article: Article, reviewer: str) -> View:
    """Return the view before anything is filtered, marked or in focus."""
    claims = tuple(workbench.articles.claims(article.id))
    return View(
        article=article,
        claims=claims,
        outline=tuple(workbench.articles.outline(article.id)),
        standing=workbench.reviewing.standing(article.id, reviewer),
        others=workbench.reviewing.others(article.id, reviewer),
        history=tuple(workbench.reviewing.history(article.id)),
        reviewer=reviewer,
        queue=claims,
        focus=None,
        strayed=False,
        version=workbench.articles.versions.number(article.id),
        earlier=workbench.reviewing.earlier(article.id, reviewer),
        said=Said(
            workbench.reviewing.attribution_standing(article.id, reviewer),
            workbench.reviewing.attribution_others(article.id, reviewer),
            workbench.reviewing.attribution_earlier(article.id, reviewer),
        ),
    )


def _focus(queue: tuple[Claim, ...], named: Claim | None, standing: Mapping[str, Judgement]) -> Claim | None:
    """Return the claim on the right: the one that was named, or else the one to go on with."""
    if named in queue:
        return named
    if named is not None:
        # The claim was just decided or filtered away: go on from where it stood.
        return next((claim for claim in queue if claim.order > named.order), queue[0] if queue else None)
    return next((claim for claim in queue if claim.id not in standing), queue[0] if queue else None)


def evidence_changed(workbench: Workbench, standing: Mapping[str, Judgement]) -> frozenset[str]:
    """Return the claims with a verdict whose pinned words are not in what took the place of their source."""
    pins = {(pin.source_id, pin.excerpt) for line in standing.values() for pin in line.pins}
    if not pins:
        return frozenset()
    lost = workbench.library.versions.lost_excerpts(pins)
    return frozenset(
        claim_id
        for claim_id, line in standing.items()
        if any((pin.source_id, pin.excerpt) in lost for pin in line.pins)
    )


def verdict_counts(view: View) -> dict[str, int]:
    """Return how many claims stand as each verdict, and how many as not reviewed."""
    counts = dict.fromkeys(STATES, 0)
    for claim in view.claims:
        judgement = view.standing.get(claim.id)
        if judgement is not None and judgement.value in counts:
            counts[judgement.value] += 1
    counts["not reviewed"] = len(view.claims) - sum(counts.values())
    return counts
