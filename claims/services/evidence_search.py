"""Evidence from outside the library: places asked about a claim in the background, what they gave, and a log of it.

Nothing here decides anything. What a place has becomes a source, with its text, hash, time and place, once a person
adds it.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from claims.claim import Claim
from claims.review import history
from claims.review.gates import NotSaved, Unavailable
from claims.review.judgement import Pin
from claims.review.verdict import Question
from claims.services import places
from claims.services.judged_before import JudgedBefore, JudgedClaim, judged_before
from claims.services.places import Setup
from claims.services.sweep import Sweep
from claims.settings import ON
from claims.store import place_requests, place_tests
from claims.store.database import answered
from claims.store.place_requests import PlaceRequest
from claims.store.place_tests import PlaceTest
from sources.bounded_cache import BoundedCache
from sources.embedding import ModelUnavailable
from sources.source import Candidate, Origin, Query
from sources.store.engine import DatabaseUnavailable
from sources.untrusted import one_line, whole

if TYPE_CHECKING:
    from collections.abc import Callable

    from claims.article import Article
    from claims.services.library import Library
    from claims.services.settings import Settings
    from claims.store.database import Database
    from sources.finding import Finding, Outcome, Place, Search
    from sources.store.library import Library as Sources

__all__ = ["EvidenceSearch", "Found", "JudgedClaim", "NotAdded", "PlaceRequest", "PlaceState", "PlaceTest", "Run"]

SECONDS_EACH = 30.0
"""Time for one place: who waits longer for evidence looks elsewhere."""
MOST_READ = 20
"""Pages of all places together that are read for one claim, but a few of each place however many there are."""
WORDS_CHARACTERS = 300
"""Longest question; a claim's telling words have a third of it."""
_RUNS_KEPT = 256  # claims whose findings stay in memory; each holds the texts of some ten pages
_SHOWN = 5  # findings of one place
_WORDS_KEPT = 4096  # claims whose words stay in memory, some hundred bytes each
_ARTICLES_WORDED = 4  # whose words, made in the background, stay in memory whole
_WORDS_AT_ONCE = 40  # claims whose words a page waits for; each takes some milliseconds
_TEST_WORD = "water"  # which nearly every place has something on
_TESTS_SHOWN = 50
_FORESEEN = (ModelUnavailable, DatabaseUnavailable, Unavailable)


class NotAdded(NotSaved):
    """A finding did not become a source or evidence; the message says why."""


@dataclass(frozen=True, slots=True)
class PlaceState:
    """A place as the page shows it before anything is asked.

    Attributes:
        outside: Whether it is asked over the network.
        takes_words: Whether it is asked with the words; then they leave this machine where it is outside.
        about: Edition and publisher, as far as it says them.
        terms: Its terms of use, in a line.
    """

    name: str
    outside: bool
    takes_words: bool
    about: str
    terms: str


@dataclass(frozen=True, slots=True)
class Found:
    """A finding beside the library.

    Attributes:
        known_id: The source of the library that is the same page or has the same text; empty where there is none.
        archived: The address of an archived copy that is kept with this source.
    """

    finding: Finding
    known_id: str
    archived: str = ""

    @property
    def candidate(self) -> Candidate:
        """Its nearest passage, with its marks."""
        return self.finding.candidate


class Run:
    """One claim looked up in all places that are on.

    Attributes:
        claim: Which claim, as it read then.
        words: What the places were asked with.
        places: Which places were asked, by name.
        problems: A sentence for each place that is set up and cannot be used.
    """

    def __init__(
        self,
        claim: Claim,
        words: str,
        search: Search[Outcome],
        judged: Search[JudgedBefore],
        problems: Sequence[str],
        beside: Callable[[Sequence[Finding]], tuple[tuple[Found, ...], tuple[Origin, ...]]],
    ) -> None:
        self.claim = claim
        self.words = words
        self.places = search.names
        self.problems = tuple(problems)
        self._search = search
        self._judged = judged
        self._beside = beside

    @property
    def running(self) -> bool:
        """Whether a place is still awaited."""
        return not (self._search.done.is_set() and self._judged.done.is_set())

    @property
    def cancelled(self) -> bool:
        """Whether a person cancelled it."""
        return self._search.cancelled

    @property
    def outcomes(self) -> dict[str, Outcome]:
        """What each place gave so far, by its name, in the order in which places are shown."""
        answers = self._search.answers
        return {name: answers[name] for name in self.places if name in answers}

    @property
    def judged(self) -> JudgedBefore | None:
        """What was judged here before; None while it is looked for, or where that is off."""
        return self._judged.answers.get(places.JUDGED_NAME)

    @property
    def asks_judged(self) -> bool:
        """Whether the claims that were judged here are looked through."""
        return bool(self._judged.names)

    def found(self) -> tuple[tuple[Found, ...], tuple[Origin, ...]]:
        """Return all findings so far in their order, and the origins that they go back to.

        Raises:
            DatabaseUnavailable: If the library cannot be read just now.
        """
        findings = [one for outcome in self.outcomes.values() for one in outcome.findings]
        return self._beside(findings)

    def cancel(self) -> None:
        """Wait for no place any more."""
        self._search.cancel()
        self._judged.cancel()


class EvidenceSearch:
    """Asks the places that are switched on. Safe to share between threads."""

    def __init__(self, database: Database, settings: Settings, library: Library) -> None:
        self._database = database
        self._settings = settings
        self._library = library
        self._sources: Callable[[], Sources] = library.sources
        self._runs: BoundedCache[str, Run] = BoundedCache(_RUNS_KEPT)
        self._sweeps: BoundedCache[str, Sweep] = BoundedCache(_RUNS_KEPT)
        self._words: BoundedCache[str, str] = BoundedCache(_WORDS_KEPT)
        self._worded: BoundedCache[str, dict[str, str]] = BoundedCache(_ARTICLES_WORDED)
        self._wording: threading.Thread | None = None
        self._lock = threading.Lock()
        self._embedding = threading.Lock()
        self._test: Search[str] | None = None
        self._test_problems: tuple[str, ...] = ()

    # Before

    def words(self, claim: Claim) -> str:
        """Return the words that places are asked with: names, figures and content words of the claim alone."""
        return self._words_of(claim.text)

    def words_of_all(self, claims: Sequence[Claim]) -> dict[str, str] | None:
        """Return the words for each claim by its id; None while those of many claims are made in the background.

        Args:
            claims: All of one article. A claim whose words could not be made has none.
        """
        article_id = claims[0].article_id if claims else ""
        made = self._worded.get(article_id) or {}
        missing = [claim.text for claim in claims if claim.text not in made and self._words.get(claim.text) is None]
        if len(missing) > _WORDS_AT_ONCE:
            with self._lock:
                if self._wording is None or not self._wording.is_alive():
                    self._wording = threading.Thread(
                        target=self._word, args=(article_id, missing), name="words-of-all", daemon=True
                    )
                    self._wording.start()
            return None
        return {claim.id: made[claim.text] if claim.text in made else self._words_of(claim.text) for claim in claims}

    def _word(self, article_id: str, texts: Sequence[str]) -> None:
        """Make the words of many claims, and keep them as one: a cache of single claims may be too small for all."""
        made = dict(self._worded.get(article_id) or {})
        for text in texts:
            try:
                made[text] = self._words_of(text)
            except Exception:  # noqa: BLE001 - a page that waits for this claim would wait for ever
                made[text] = ""
        self._worded.put(article_id, made)

    def _words_of(self, text: str) -> str:
        from sources.finding import words_to_ask

        words = self._words.get(text)
        if words is None:
            words = words_to_ask(text)
            self._words.put(text, words)
        return words

    def places(self, claim: Claim | None = None) -> tuple[list[PlaceState], list[str]]:
        """Return the places that are on, and a sentence for each that is set up and cannot be used.

        What an article links to is a place for a claim of it alone.

        Raises:
            Unavailable: If the database does not answer.
        """
        found, problems = places.places_on(self._setup(claim))
        states = [PlaceState(one.name, one.outside, one.takes_words, _about(one), one.terms) for one in found]
        if self._settings.get(places.JUDGED) == ON:
            terms = places.JUDGED_TERMS
            states.append(PlaceState(places.JUDGED_NAME, outside=False, takes_words=False, about="", terms=terms))
        return states, problems

    def start_test(self) -> None:
        """Ask each place that is on for one word, in the background; a test that is under way goes on.

        The question has no word of any article. It is in the log before it is asked.

        Raises:
            Unavailable: If the log could not be written; then nothing was asked.
        """
        from sources.finding import PlaceFailed, Search

        with self._lock:
            if self.testing:
                return
            with answered():
                found, problems = places.places_on(self._setup(None))
            now = self._database.clock()
            with self._database.writing() as connection:
                place_tests.append(connection, [(one.name, one.outside) for one in found], _TEST_WORD, now)
            self._test_problems = tuple(problems)
            self._test = Search(
                {place.name: partial(_tested, place) for place in found},
                lambda _name, problem: f"✗ {problem}",
                foreseen=(*_FORESEEN, PlaceFailed),
            )

    @property
    def testing(self) -> bool:
        """Whether a test of the places is under way."""
        test = self._test  # another thread may forget it meanwhile
        return test is not None and not test.done.is_set()

    @property
    def tested(self) -> dict[str, str]:
        """What each place answered to the last test so far, as a sentence by its name.

        What is set up and cannot be used is there under its sentence alone.
        """
        test = self._test
        if test is None:
            return {}
        answers = test.answers
        found = {name: answers[name] for name in test.names if name in answers}
        return found | dict.fromkeys(self._test_problems, "✗ cannot be used")

    def forget_test(self) -> None:
        """Forget what the places answered to the last test, because others are asked now."""
        with self._lock:
            test, self._test = self._test, None
        if test is not None:
            test.cancel()

    def tests(self) -> list[PlaceTest]:
        """Return the last questions that were asked for no article, the newest first: of tests, and of the archive.

        Raises:
            Unavailable: If the database does not answer.
        """
        with self._database.reading() as connection:
            return place_tests.last(connection, _TESTS_SHOWN)

    # Asking

    def start(
        self,
        article: Article,
        claim: Claim,
        words: str,
        *,
        outside: Collection[str] = (),
        seconds: float = SECONDS_EACH,
    ) -> Run:
        """Ask the places that are on, in the background; a run of the same claim before is cancelled.

        Each question is written into the log before it is asked.

        Args:
            article: Whose claim it is.
            claim: Which claim.
            words: What the places are asked with, and all that they learn.
            outside: The places outside this machine that the person was shown, by name. No other one is asked, also
                where somebody switched one on meanwhile.
            seconds: Time for each place.

        Raises:
            Unavailable: If the log could not be written; then nothing was asked.
        """
        from sources.finding import Search, ask, results_of_each

        words = one_line(words, most=WORDS_CHARACTERS)
        with answered():
            found, problems = places.places_on(self._setup(claim))
            worker = self._sources().worker
        found = [place for place in found if not place.outside or place.name in outside]
        if not words:
            found, problems = [], ["There are no words to ask with. Write some."]
        before = self._runs.get(claim.id)
        if before is not None:
            before.cancel()
        numbers = self._log(article.id, claim.id, found, words)
        query = Query(claim.id, claim.text, dates=claim.event_days, article_day=article.published)
        each = results_of_each(len(found), MOST_READ)
        jobs = {place.name: partial(_ask, query, words, place, worker, each, ask) for place in found}
        search = Search(jobs, _no_findings, partial(self._note, numbers), seconds=seconds, foreseen=_FORESEEN)
        judging = {}
        if self._settings.get(places.JUDGED) == ON:
            judging[places.JUDGED_NAME] = lambda _over: judged_before(
                claim, article.id, self._database, self._sources
            )
        judged = Search(judging, _nothing_judged, seconds=seconds, foreseen=_FORESEEN)
        run = Run(claim, words, search, judged, problems, self._beside)
        self._runs.put(claim.id, run)
        return run

    def run_of(self, claim: Claim) -> Run | None:
        """Return the last run of a claim since the workbench was started; None where there is none.

        What was found for an earlier wording has its marks and its order, so it is not given for the present one.
        """
        run = self._runs.get(claim.id)
        same = run is not None and (run.claim.text, run.claim.dates) == (claim.text, claim.dates)
        return run if same else None

    def not_asked(self, article_id: str) -> list[Claim]:
        """Return the claims that can be checked, have no verdict of anybody, and were not asked for yet.

        Where no place answered, because it failed or was cancelled, the claim was not asked for.

        Raises:
            Unavailable: If the database does not answer.
        """
        sheet, lines = self._database.article_and_history(article_id)
        if sheet is None:
            return []
        verdicts = history.standing(lines, worded=sheet.worded).values()
        judged = {line.claim_id for line in verdicts if line.question is Question.IS_IT_SO}
        asked = {one.claim_id for one in self.requests(article_id) if one.results is not None and not one.problem}
        return [one for one in sheet.present if one.checkable and one.id not in judged | asked]

    def start_all(self, article: Article, words: Mapping[str, str], *, outside: Collection[str] = ()) -> Sweep:
        """Ask for claims of `not_asked`, one after another, in the background; one that goes on is kept.

        A place outside gets at most `places.PER_MINUTE` claims a minute.

        Args:
            article: Whose claims they are.
            words: What the person was shown for each claim, by its id; other claims are not asked for.
            outside: As for `start`.

        Raises:
            Unavailable: If the database does not answer.
        """
        before = self._sweeps.get(article.id)
        if before is not None and before.running:
            return before
        pause = 60 / whole(self._settings.get(places.PER_MINUTE)) if outside else 0.0

        def claims() -> list[Claim]:
            return [claim for claim in self.not_asked(article.id) if claim.id in words]

        def ask(claim: Claim) -> Run:
            return self.start(article, claim, words[claim.id], outside=outside)

        sweep = Sweep(claims, len(words), ask, pause)
        self._sweeps.put(article.id, sweep)
        return sweep

    def sweep_of(self, article_id: str) -> Sweep | None:
        """Return the last sweep of an article since the workbench was started; None where there is none."""
        return self._sweeps.get(article_id)

    def requests(self, article_id: str) -> list[PlaceRequest]:
        """Return what was asked for an article, where, when and with which words, the newest first.

        Raises:
            Unavailable: If the database does not answer.
        """
        with self._database.reading() as connection:
            return place_requests.of_article(connection, article_id)

    # After

    def add(self, finding: Finding, claim: Claim | None = None) -> tuple[str, bool]:
        """Make a finding a source of the library: its text as it was fetched, with time, place and address.

        Where that is on, an archived copy of a page from outside is looked up before. Its passages are embedded in
        the background.

        Args:
            finding: What was found.
            claim: For which claim; the log of its article has what the archive was asked. None asks no archive.

        Returns:
            The source's id, and whether it is new; the same page or text that is there already is not added twice.

        Raises:
            NotAdded: If it cannot be stored.
            DatabaseUnavailable: If the database does not answer.
        """
        known = self._known(finding)
        if known:
            return known, False
        archived = self._archived(finding, claim) if claim is not None else ""
        (report,) = self._library.store([replace(finding.document, archived=archived)])
        if report.status not in {"added", "known"}:
            raise NotAdded(report.message)
        threading.Thread(target=self._embed, name="embed-found", daemon=True).start()
        return report.source_id, report.status == "added"

    def pin(self, finding: Finding, claim: Claim | None = None) -> Pin:
        """Add a finding as `add` does, and return its nearest passage as evidence.

        Raises:
            NotAdded: If it cannot be stored, or the library has another text of this page without the passage.
        """
        source_id, _ = self.add(finding, claim)
        source, passage = self._library.source(source_id), finding.candidate.passage
        at = -1 if source is None else source.text.find(passage.text)
        if source is None or at < 0:
            raise NotAdded(
                "The library has this page as it read at another time, without this passage. Read that source again "
                "on the Library page, or delete it and add this one."
            )
        if source.text[passage.start : passage.end] == passage.text:
            at = passage.start
        here = replace(passage, source_id=source.id, start=at, end=at + len(passage.text))
        return Pin.of(replace(finding.candidate, source=source, passage=here))

    @property
    def archive_allowed(self) -> bool:
        """Whether the archive may be asked for a copy of one source: places outside and reading addresses are on."""
        return self._settings.get(places.OUTSIDE) == ON and self._sources().versions.allowed

    def look_up_archived(self, source_id: str) -> str:
        """Ask the Wayback Machine for a copy of a source's page, keep its address, and return it; empty without one.

        The address that it is asked with is in the log before it is asked.

        Raises:
            NotAdded: If the archive may not be asked or does not answer, or the source is not there any more.
            Unavailable: If the log could not be written; then nothing was asked.
            DatabaseUnavailable: If the database does not answer.
        """
        from sources.finding import WAYBACK_NAME, PlaceFailed, archived_copy

        if not self.archive_allowed:
            raise NotAdded(
                "Places outside this machine, or reading from addresses, are switched off, so nothing was asked. "
                "Switch both on in the settings."
            )
        source = self._library.source(source_id)
        if source is None:
            raise NotAdded("This source is no longer in the library, so nothing was asked.")
        with self._database.writing() as connection:
            place_tests.append(connection, [(WAYBACK_NAME, True)], source.url, self._database.clock())
        try:
            found = archived_copy(source.url, self._sources().versions.network)
        except PlaceFailed as problem:
            raise NotAdded(str(problem)) from problem
        if found:
            self._sources().keep_archived(source_id, source.url, found)
        return found

    def _archived(self, finding: Finding, claim: Claim) -> str:
        """Return where an archive has a copy of a page; empty where it has none, may not be asked, or fails."""
        from sources.finding import WAYBACK_NAME, PlaceFailed, archived_copy

        versions = self._sources().versions
        on = all(self._settings.get(setting) == ON for setting in (places.OUTSIDE, places.ARCHIVED))
        if not (on and finding.outside and finding.is_page and finding.document.url and versions.allowed):
            return ""
        now = self._database.clock()
        request = PlaceRequest(
            sequence=0,
            article_id=claim.article_id,
            claim_id=claim.id,
            place=WAYBACK_NAME,
            outside=True,
            words=finding.document.url,
            asked_at=now,
            results=None,
            problem="",
        )
        with self._database.writing() as connection:
            number = place_requests.append(connection, request)
        problem = ""
        try:
            found = archived_copy(finding.document.url, versions.network)
        except PlaceFailed as failed:
            found, problem = "", str(failed)
        with self._database.writing() as connection:
            place_requests.answered(connection, number, int(bool(found)), problem)
        return found

    def _embed(self) -> None:
        """Embed what is missing; who fails or waits here is nobody, and the Library page goes on with the rest."""
        with self._embedding:
            try:
                self._library.embed_missing()
            except _FORESEEN:
                return

    def _beside(self, findings: Sequence[Finding]) -> tuple[tuple[Found, ...], tuple[Origin, ...]]:
        from sources.finding import found_origins

        sources = self._sources()
        likely = {held for one in findings for held in sources.origins.likely(one.document.text)}
        origins = found_origins([one.candidate for one in findings], list(sources.load(likely).values()))
        found = [Found(one, self._known(one)) for one in findings]
        kept = sources.load({one.known_id for one in found if one.known_id})
        return tuple(
            replace(one, archived=kept[one.known_id].archived) if one.known_id in kept else one for one in found
        ), origins

    def _known(self, finding: Finding) -> str:
        """Return the source that has the address of a page, whoever counts readers in it, or the very text."""
        from sources.matching import titles_of

        sources = self._sources()
        document = finding.document
        at = titles_of(sources).at(document.url) if document.url and finding.is_page else set()
        return min(at) if at else sources.with_text(document.text)

    def _setup(self, claim: Claim | None) -> Setup:
        versions = self._sources().versions
        read = versions.at if versions.allowed else None
        return Setup(self._settings, read, versions.network, () if claim is None else self._linked(claim))

    def _linked(self, claim: Claim) -> list[tuple[str, str]]:
        """Return words and address of each note of the article that links to one, those of the claim first."""
        sheet = self._database.article(claim.article_id)
        if sheet is None:
            return []
        noted = [*sheet.notes.get(claim.id, ()), *(one for notes in sheet.notes.values() for one in notes)]
        text = sheet.article.text
        return [
            (one.note.text or text[one.note.start : one.note.end], one.note.address)
            for one in noted
            if one.note.address and not one.note.kind.set_aside
        ]

    def _log(self, article_id: str, claim_id: str, asked: Sequence[Place], words: str) -> dict[str, int]:
        now: datetime = self._database.clock()
        with self._database.writing() as connection:
            return {
                place.name: place_requests.append(
                    connection,
                    PlaceRequest(
                        0,
                        article_id,
                        claim_id,
                        place.name,
                        place.outside,
                        words if place.takes_words else "",
                        now,
                        None,
                        "",
                    ),
                )
                for place in asked
            }

    def _note(self, numbers: dict[str, int], name: str, outcome: Outcome) -> None:
        try:
            with self._database.writing() as connection:
                place_requests.answered(connection, numbers[name], len(outcome.findings), outcome.problem)
        except NotSaved:  # the question itself is in the log
            return


def _ask(
    query: Query,
    words: str,
    place: Place,
    worker: object,
    results: int,
    ask: Callable[..., Outcome],
    over: threading.Event,
) -> Outcome:
    return ask(query, words, place, worker, limit=_SHOWN, results=results, stopped=over.is_set)


def _tested(place: Place, _over: threading.Event) -> str:
    began = time.monotonic()
    count = len(place.search(_TEST_WORD, 1))
    seconds = time.monotonic() - began
    return f"✓ answered in {seconds:.2f} s" + ("" if count else f", with nothing for “{_TEST_WORD}”")


def _no_findings(name: str, problem: str) -> Outcome:
    from sources.finding import Outcome

    return Outcome(name, (), problem)


def _nothing_judged(_name: str, problem: str) -> JudgedBefore:
    return JudgedBefore((), problem)


def _about(place: Place) -> str:
    edition = f"edition of {place.edition.isoformat()}" if place.edition else ""
    return ", ".join(filter(None, (place.publisher if place.publisher != place.name else "", edition)))
