"""A claim and what is known about it: who it is attributed to, when it is about, how sure its wording is."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sources.identity import digest, normalised
from sources.language.span import Span
from sources.language.times.reference import TimeOf, TimeReference


class ClaimKind(StrEnum):
    """What sort of statement a claim is (claim guidelines, row 8)."""

    EVENT = "event"
    STATE = "state"
    STATISTIC = "statistic"
    QUOTATION = "quotation"
    PLAN = "plan"
    """An announced, scheduled or reported intention: whether it is planned can be checked."""
    PREDICTION = "prediction"
    OPINION = "opinion"
    QUESTION = "question"
    ADVICE = "advice"


class SourceSort(StrEnum):
    """What the name of a source stands for, as far as the article tells."""

    PUBLISHER = "publisher"
    """An organisation, publication or agency by its name: whose own words can be looked for."""
    PERSON = "person"
    OTHER = "other"
    """No such name: "a new report", "officials", "the office", a country."""
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who a claim is attributed to.

    Attributes:
        source: The name, such as "Reuters"; never a clause.
        cue: The words that say so, such as "according to".
        span: The whole attributing words in the article ("according to Reuters"); None when a reviewer added it.
        sort: What the name stands for; unknown where no splitter judged it.
    """

    source: str
    cue: str
    span: Span | None = None
    sort: SourceSort = SourceSort.UNKNOWN


@dataclass(frozen=True, slots=True)
class Rule:
    """One step that made a claim, and the article's words it was taken from.

    Attributes:
        name: Which step it was, such as "relative clause", "attribution" or "reference".
        span: The words that called for it ("which", "according to Reuters", "she"); None for a reviewer's act.
        became: The words put in their place, where it put any: "she" became "Ana Ruiz".
    """

    name: str
    span: Span | None = None
    became: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing the article says that a reviewer can settle alone.

    Attributes:
        id: From article, place and first wording (`claim_id`); kept through later edits and versions of the article.
        order: Place in the article's list of claims, from 1; not an identity.
        text: The wording as it stands now.
        first_text: The wording that splitting gave it, before any edit: the one the id was made from, until a later
            version of the article changed it.
        span: The article's words behind the claim.
        sentence: The whole sentence they stand in.
        hedges: Words that weaken ("reportedly", "may").
        numbers: The figures in the wording, as written.
        checkable: False for opinion, question, advice and the like; such a claim is kept and marked.
        reason: Why it is checkable, or why not, in a few words.
        unresolved: Words whose meaning the article leaves open, for the reviewer to fill in.
        check_worthiness: From 0 to 1; orders the queue, hides nothing.
        rules: What made the claim out of the sentence, and from which words, in order.
        made_by: "splitter", or the reviewer who added, split, merged or reworded it last.
        version: Counts edits from 1; an act on an older version is refused.
        removed: True once a reviewer took it out, or the article lost it; it stays in the history.
        came_in: The version of the article that first has it.
        changed_in: The version that changed it last; 0 where none did.
        gone_in: The version that has it no longer; 0 while the article has it. Its spans count in the version before.
    """

    id: str
    article_id: str
    order: int
    text: str
    first_text: str
    span: Span
    sentence: Span
    attributions: tuple[Attribution, ...] = ()
    is_quotation: bool = False
    hedges: tuple[str, ...] = ()
    dates: tuple[TimeReference, ...] = ()
    numbers: tuple[str, ...] = ()
    kind: ClaimKind = ClaimKind.EVENT
    checkable: bool = True
    reason: str = ""
    unresolved: tuple[str, ...] = ()
    check_worthiness: float = 0.5
    rules: tuple[Rule, ...] = ()
    made_by: str = "splitter"
    version: int = 1
    removed: bool = False
    came_in: int = 1
    changed_in: int = 0
    gone_in: int = 0

    @property
    def by_hand(self) -> bool:
        """Whether a reviewer added, split, merged or reworded it last."""
        return self.made_by != "splitter"

    @property
    def attributed_to(self) -> tuple[str, ...]:
        """The named sources, each once, in the order of the article."""
        return tuple(dict.fromkeys(attribution.source for attribution in self.attributions))

    @property
    def event_days(self) -> tuple[tuple[date | None, date | None], ...]:
        """First and last day of each time of what happened; when it was said dates the saying alone."""
        return tuple((time.start, time.end) for time in self.dates if time.of is TimeOf.EVENT)

    @property
    def publishers(self) -> tuple[str, ...]:
        """Those of the named sources that are worth adding to a library: not people, not "a new report"."""
        wanted = {SourceSort.PUBLISHER, SourceSort.UNKNOWN}
        return tuple(dict.fromkeys(one.source for one in self.attributions if one.sort in wanted))


class Places:
    """Offsets of one text as they count in its normalised form; made once, then each place costs a bisection."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts: list[int] = []
        self._lengths = [0]
        for word in re.finditer(r"\S+", text):
            self._starts.append(word.start())
            self._lengths.append(self._lengths[-1] + len(normalised(word.group())) + 1)

    def of(self, offset: int) -> int:
        """Return ``len(normalised(text[:offset]))``."""
        before = bisect_left(self._starts, offset)
        if before == 0:
            return 0
        last = normalised(self._text[self._starts[before - 1] : offset])
        return self._lengths[before - 1] + len(last)


def claim_id(article_id: str, article_text: str | Places, span: Span, first_text: str) -> str:
    """Return the id of a claim: ``clm-`` and a digest of article, place and first wording.

    The place is counted in the normalised text, so that composed and decomposed letters or curly and straight
    quotes give the same id. For many ids of one article ``article_text`` may be its `Places`, made once.
    """
    places = article_text if isinstance(article_text, Places) else Places(article_text)
    return "clm-" + digest(article_id, str(places.of(span.start)), str(places.of(span.end)), first_text)
