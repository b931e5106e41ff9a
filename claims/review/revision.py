"""The next version of an article compared with the one before, claim by claim.

A claim is **carried** where its sentence, its finished wording, whom it is attributed to and by which words, its days
and its open words are the same. It is **changed** where any of them is not, wherever the edit was made: another name
in the first paragraph changes the wording of a claim in the last one. Pure: nothing is read or stored here.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum

from claims.article import Article
from claims.claim import Claim
from claims.review.editing import find_quote, made_by_a_reviewer
from sources.identity import digest, normalised
from sources.language.span import Span
from sources.language.times.finding import find_times


class Status(StrEnum):
    """What the next version makes of a claim."""

    CARRIED = "carried"
    CHANGED = "changed"
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class ClaimChange:
    """One claim in two versions of an article.

    Attributes:
        before: As it is in the earlier version; None for a new one.
        after: As it is in the next version, with the id that it keeps; of one that is gone, how it is stored since.
        differs: What is not the same, in words such as "sentence" or "days"; empty unless the claim changed.
    """

    status: Status
    before: Claim | None
    after: Claim
    differs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Revision:
    """What the next version does to the claims of an article.

    Attributes:
        changes: In the order of the next version; one that is gone follows the claim that it followed.
        set_aside: Claims that a reviewer took out, as they are stored since; the next version may have them or not.
    """

    changes: tuple[ClaimChange, ...]
    set_aside: tuple[Claim, ...] = ()

    @property
    def counts(self) -> dict[Status, int]:
        """How many claims have each status, in the order of `Status`."""
        counted = Counter(change.status for change in self.changes)
        return {status: counted[status] for status in Status}

    @property
    def statuses(self) -> dict[str, Status]:
        """Claim id to status."""
        return {change.after.id: change.status for change in self.changes}


# How alike a claim that is not the same must be to count as the same claim, changed. Chosen so that a sentence with
# another figure, name or speaker is changed, and a sentence about something else in the same place is new.
_ALIKE = 0.5
_WORDING, _SENTENCE, _PLACE = 0.6, 0.3, 0.1  # what the wording, the sentence and the place add to that
# Pairs that are compared one by one; 1,000,000 take about a second. Beyond, only claims near each other are compared.
_PAIRS, _NEAR = 1_000_000, 200
_REACH = 40  # words before a sentence, two sentences of news, among which an open word's meaning is looked for
# Open words that may mean a number of people or things, so that a figure before them matters.
_COUNTED = frozenset({"they", "them", "their", "theirs", "these", "those", "both", "others"})
# Open words that may mean a thing or a whole statement, so that every word before them matters.
_THINGS = _COUNTED | {"it", "its", "itself", "this", "that", "which", "such", "one", "ones", "there", "so"}
# Open words whose meaning is in who speaks, not in the text before them.
_SPEAKERS = frozenset({"i", "me", "my", "mine", "we", "us", "our", "ours", "you", "your"})
_MARKS = " \t\r\n\"'“”‘’«»—–-"  # what may be between the beginning of a paragraph and its first sentence
_NAME = re.compile(r"(?<=[\w,;:] )[^\W\d_a-z]\w+(?:['’]\w+)?")  # begins with a capital, and no sentence with it
_WORD = re.compile(r"\w+(?:['’]\w+)?")


def compare(
    before: Article, claims: Sequence[Claim], after: Article, split: Sequence[Claim], number: int
) -> Revision:
    """Return what a next version makes of each claim.

    Claims are aligned by what they say and by their order. Where a sentence occurs several times, the order decides.
    A moved sentence stays carried where all else is the same.

    Args:
        before: The earlier version of the article.
        claims: Its claims as they are stored, those taken out included.
        after: The next version.
        split: What splitting the next version gives.
        number: The number of the next version, from 2.
    """
    return _Comparison(before, claims, after, split, number).revision()


def claim_id_in(article_id: str, after: Article, claim: Claim) -> str:
    """Return the id of a claim that first appears in a later version of an article.

    It is made from the article and from the id that the claim has where its version is split alone: of content only.
    """
    return claim.id if after.id == article_id else "clm-" + digest(article_id, claim.id)


class _Comparison:
    """Two versions while they are compared; each step fills `_matched` and leaves fewer claims."""

    def __init__(
        self, before: Article, claims: Sequence[Claim], after: Article, split: Sequence[Claim], number: int
    ) -> None:
        self._number = number
        self._before, self._after = before, after
        self._there = _Text(before)
        self._here = _Text(after)
        self._known = {claim.id: claim for claim in claims}
        self._old = [claim for claim in claims if not claim.gone_in]
        self._new = list(split)
        self._matched: dict[str, int] = {}  # claim id of the earlier version to the place in the split
        self._in_order: dict[str, int] = {}  # those of them that stayed in their order

    def revision(self) -> Revision:
        by_splitting = [claim for claim in self._old if not made_by_a_reviewer(claim)]
        self._match_same(by_splitting)
        own = self._carry_reviewers_claims()
        changes = self._match_alike([claim for claim in self._old if claim.id not in self._matched | own])
        after: list[tuple[tuple[int, int], ClaimChange]] = []
        aside: list[Claim] = []
        places = {place: claim_id for claim_id, place in (self._matched | changes).items()}
        for place, claim in enumerate(self._new):
            old = self._known.get(places.get(place, ""))
            change = self._change(old, claim)
            if change.after.removed:
                aside.append(change.after)
            else:
                after.append(((place, 0), change))
        at = -1
        for rank, claim in enumerate(self._old, 1):
            at = (self._matched | changes).get(claim.id, at)
            if claim.id in own:
                self._place_own(claim, own[claim.id], after, aside, rank)
            elif claim.id not in self._matched and claim.id not in changes:
                self._gone(claim, (at, rank), after, aside)
        after.sort(key=lambda entry: entry[0])
        ordered, order = [], 0
        for _, change in after:
            order += change.status is not Status.GONE
            ordered.append(replace(change, after=replace(change.after, order=max(1, order))))
        return Revision(tuple(ordered), tuple(aside))

    # What is the same

    def _match_same(self, old: Sequence[Claim]) -> None:
        ours = [self._there.key(claim) for claim in old]
        theirs = [self._here.key(claim) for claim in self._new]
        for block in SequenceMatcher(None, ours, theirs, autojunk=False).get_matching_blocks():
            for step in range(block.size):
                self._in_order[old[block.a + step].id] = block.b + step
        self._matched |= self._in_order
        taken = set(self._matched.values())
        moved: defaultdict[_Key, list[int]] = defaultdict(list)
        for place, key in reversed(list(enumerate(theirs))):
            if place not in taken:
                moved[key].append(place)
        for claim, key in zip(old, ours, strict=True):
            if claim.id not in self._matched and moved[key]:
                self._matched[claim.id] = moved[key].pop()

    def _differs(self, old: Claim, new: Claim) -> tuple[str, ...]:
        """Return what is not the same in two claims of one id, in words."""
        ours, theirs = self._there.key(old), self._here.key(new)
        found = [name for name, one, other in zip(_PARTS, ours, theirs, strict=True) if one != other]
        reworded = old.version > 1 and old.made_by != new.made_by
        if not reworded and old.unresolved != new.unresolved:
            found.append("open words")
        elif not found and (old.unresolved or reworded) and self._leans(old) and not self._same_before(old, new):
            found.append("what its open words lean on")
        return tuple(found)

    def _leans(self, claim: Claim) -> bool:
        """Whether a claim has open words, or words of a reviewer that its sentence does not have."""
        own = set(_words(self._there.sentence(claim)))
        left_open = {word for words in claim.unresolved for word in _words(words)}
        return not left_open <= _SPEAKERS or not own.issuperset(_words(claim.text))

    def _same_before(self, old: Claim, new: Claim) -> bool:
        """Whether what an open word, or a reviewer's own, could mean is the same: the text just before."""
        outside = set(_words(old.text)) - set(_words(self._there.sentence(old)))
        counts = self._there.words, self._here.words
        if any(counts[0][word] != counts[1][word] for word in outside if counts[0][word]):
            return False
        left_open = {word for words in old.unresolved for word in _words(words)}
        ours, theirs = self._there.leading(old.sentence), self._here.leading(new.sentence)
        if not left_open & _COUNTED:
            ours, theirs = ([word for word in words if not word[0].isdigit()] for words in (ours, theirs))
        if not left_open & _THINGS:  # then it is somebody or something with a name, or in these very words
            names, own = self._there.names | self._here.names, left_open | outside
            ours, theirs = (
                [word for word in words if word in names or word.casefold() in own] for words in (ours, theirs)
            )
        return ours == theirs

    # What reviewers made themselves

    def _carry_reviewers_claims(self) -> dict[str, Claim]:
        """Return the claims that a reviewer split off, merged or added and that are the same, by id."""
        kept: dict[str, Claim] = {}
        used: Counter[tuple[str, str]] = Counter()
        for claim in self._old:
            if not made_by_a_reviewer(claim):
                continue
            sentence = claim.sentence.of(self._before.text)
            key = (normalised(sentence), normalised(claim.text))
            places = self._here.occurrences(sentence)
            place = places[used[key]] if used[key] < len(places) else None
            used[key] += 1
            moved = _moved(claim, self._before.text, self._after.text, place) if place else None
            if place is None or moved is None or not self._same_splitting(claim.sentence, place):
                continue
            if not self._same_days(sentence) or not self._same_days(claim.text):
                continue
            if not self._leans(claim) or self._same_before(claim, moved):
                kept[claim.id] = moved
        return kept

    def _same_days(self, text: str) -> bool:
        """Whether the times of a text are the same days in both versions: "on Monday" hangs on the article's date."""
        dates = self._before.published, self._after.published
        if dates[0] == dates[1]:
            return True
        ours, theirs = ([(t.start, t.end) for t in find_times(text, published=date)] for date in dates)
        return ours == theirs

    def _same_splitting(self, old: Span, new: Span) -> bool:
        """Whether splitting gives the same for two stretches, with every name, speaker and day."""
        ours = [claim for claim in self._old if not made_by_a_reviewer(claim) and _within(claim.sentence, old)]
        theirs = {place for place, claim in enumerate(self._new) if _within(claim.sentence, new)}
        return {self._matched.get(claim.id) for claim in ours} == theirs

    # What is alike

    def _match_alike(self, old: Sequence[Claim]) -> dict[str, int]:
        """Return, for claims that are not the same, the most alike of what is left."""
        taken = set(self._matched.values())
        ours = [claim for claim in old if not claim.removed]
        theirs = [place for place in range(len(self._new)) if place not in taken]
        gaps = self._gaps()
        wordings = {place: Counter(_words(self._new[place].text)) for place in theirs}
        sentences = {place: Counter(_words(self._here.sentence(self._new[place]))) for place in theirs}
        spread = len(ours) * len(theirs) > _PAIRS
        found: list[tuple[float, int, int]] = []
        for rank, claim in enumerate(ours):
            wording = Counter(_words(claim.first_text))
            sentence = Counter(_words(self._there.sentence(claim)))
            for step, place in enumerate(theirs):
                if spread and abs(rank - step) > _NEAR:
                    continue
                same = _share(wording, wordings[place])
                if not same:
                    continue
                near = gaps[0].get(claim.id, -1) == gaps[1][place]
                score = _WORDING * same + _SENTENCE * _share(sentence, sentences[place]) + _PLACE * near
                if score >= _ALIKE:
                    found.append((score, rank, place))
        paired: dict[str, int] = {}
        used: set[int] = set()
        for _score, rank, place in sorted(found, key=lambda pair: (-pair[0], pair[1], pair[2])):
            if ours[rank].id not in paired and place not in used:
                paired[ours[rank].id] = place
                used.add(place)
        return paired

    def _gaps(self) -> tuple[dict[str, int], list[int]]:
        """Return, for each claim of both versions, the last one before it that stayed as and where it was."""
        at, old = -1, {}
        for claim in self._old:
            at = self._in_order.get(claim.id, at)
            old[claim.id] = at
        stayed, at, new = set(self._in_order.values()), -1, []
        for place in range(len(self._new)):
            at = place if place in stayed else at
            new.append(at)
        return old, new

    # What comes of it

    def _change(self, old: Claim | None, new: Claim) -> ClaimChange:
        if old is None:
            return self._appeared(new)
        differs = () if old.removed else self._differs(old, new)  # what a reviewer took out stays out
        kept = replace(new, id=old.id, article_id=old.article_id, came_in=old.came_in)
        if not differs:
            kept = replace(
                kept,
                text=old.text,
                first_text=old.first_text,
                numbers=old.numbers,
                unresolved=old.unresolved,
                made_by=old.made_by,
                version=old.version,
                removed=old.removed,
                changed_in=old.changed_in,
            )
            return ClaimChange(Status.CARRIED, old, kept)
        kept = replace(kept, version=old.version + 1, changed_in=self._number)
        return ClaimChange(Status.CHANGED, old, kept, differs)

    def _appeared(self, new: Claim) -> ClaimChange:
        article_id = self._before.id
        wanted = claim_id_in(article_id, self._after, new)
        same = self._known.get(wanted)
        if same is not None and not same.gone_in:  # its words are elsewhere now, in a claim that kept the id
            wanted = "clm-" + digest(article_id, wanted, str(self._number))
            same = self._known.get(wanted)
        made = replace(new, id=wanted, article_id=article_id, came_in=self._number)
        if same is not None:
            made = replace(made, version=same.version + 1)
        return ClaimChange(Status.NEW, None, made)

    def _gone(
        self, old: Claim, place: tuple[int, int], after: list[tuple[tuple[int, int], ClaimChange]], aside: list[Claim]
    ) -> None:
        gone = replace(old, removed=True, version=old.version + 1, gone_in=self._number)
        if old.removed:
            aside.append(gone)
        else:
            after.append((place, ClaimChange(Status.GONE, old, gone)))

    def _place_own(
        self,
        old: Claim,
        moved: Claim,
        after: list[tuple[tuple[int, int], ClaimChange]],
        aside: list[Claim],
        rank: int,
    ) -> None:
        """Put a reviewer's own claim behind those that begin no later in the next version."""
        earlier = [place for place, claim in enumerate(self._new) if claim.span.start <= moved.span.start]
        if old.removed:
            aside.append(moved)
        else:
            after.append(((max(earlier, default=-1), rank), ClaimChange(Status.CARRIED, old, moved)))


_Key = tuple[str, str, tuple[tuple[str, str], ...], tuple[tuple[object, ...], ...]]
_PARTS = ("sentence", "wording", "attribution", "days")


class _Text:
    """One version's text, read as its claims are compared."""

    def __init__(self, article: Article) -> None:
        self._text = article.text
        self._paragraphs = [block.span for block in article.blocks]
        self._sentences: dict[Span, str] = {}
        self.words = Counter(_words(article.text))
        self.names = frozenset(_NAME.findall(normalised(article.text)))

    def sentence(self, claim: Claim) -> str:
        """Return the claim's sentence, in the form that ids are made from."""
        found = self._sentences.get(claim.sentence)
        if found is None:
            found = self._sentences[claim.sentence] = normalised(claim.sentence.of(self._text))
        return found

    def key(self, claim: Claim) -> _Key:
        """Return what must be the same for a claim to be carried, in the order of `_PARTS`."""
        return (
            self.sentence(claim),
            normalised(claim.first_text),
            tuple((normalised(said.source), normalised(said.cue)) for said in claim.attributions),
            tuple((normalised(time.text), time.start, time.end, time.of) for time in claim.dates),
        )

    def leading(self, sentence: Span) -> list[str]:
        """Return the last words before a sentence in its paragraph; before a first one, of the paragraph before."""
        own = [place for place, span in enumerate(self._paragraphs) if span.start <= sentence.start]
        first = self._paragraphs[own[-1]].start if own else 0
        if not self._text[first : sentence.start].strip(_MARKS) and len(own) > 1:
            first = self._paragraphs[own[-2]].start
        return _WORD.findall(normalised(self._text[first : sentence.start]))[-_REACH:]

    def occurrences(self, words: str) -> list[Span]:
        """Return where the text has these words, in order."""
        found: list[Span] = []
        at = 0
        while (span := find_quote(self._text[at:], words)) is not None and span.end > span.start:
            found.append(Span(at + span.start, at + span.end))
            at += span.end
        return found


def _words(text: str) -> list[str]:
    return _WORD.findall(normalised(text).casefold())


def _share(ours: Counter[str], theirs: Counter[str]) -> float:
    """Return how much of two lists of words is the same, from 0 to 1 (Dice)."""
    both = sum((ours & theirs).values())
    return 2 * both / max(1, ours.total() + theirs.total())


def _within(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _moved(claim: Claim, before: str, after: str, sentence: Span) -> Claim | None:
    """Return a reviewer's own claim at its place in the next version; None where that does not have its words."""
    if claim.sentence.of(before) == sentence.of(after):
        shift = sentence.start - claim.sentence.start
        span = Span(claim.span.start + shift, claim.span.end + shift)
    else:  # other blanks or quotation marks: the places of the parts are not known any more
        shift = None
        found = find_quote(sentence.of(after), claim.span.of(before))
        if found is None:
            return None
        span = Span(sentence.start + found.start, sentence.start + found.end)

    def at(place: Span | None) -> Span | None:
        if place is None or shift is None or not _within(place, claim.sentence):
            return None
        return Span(place.start + shift, place.end + shift)

    return replace(
        claim,
        span=span,
        sentence=sentence,
        attributions=tuple(replace(said, span=at(said.span)) for said in claim.attributions),
        dates=tuple(replace(time, span=at(time.span)) for time in claim.dates),
        rules=tuple(replace(rule, span=at(rule.span)) for rule in claim.rules),
    )
