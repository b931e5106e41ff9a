"""Find sources: places outside the library are asked about the claim in focus; what they have is added or pinned.

The panel takes the room of the passages. Verdicts, notes and steps go on meanwhile: the places are asked by threads of
the service, and the panel looks at what came.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC

import streamlit as st

from claims.claim import Claim
from claims.review.judgement import Judgement, Pin
from claims.screens import guard, masthead, messages, session
from claims.screens.assets import script_element
from claims.screens.fields import text_input
from claims.screens.markup import esc
from claims.screens.review import decision, passage_card
from claims.screens.review.seen import Seen
from claims.screens.review.view import View
from claims.screens.wording import OPEN, STATES, clock, day, plural
from claims.services.evidence_search import WORDS_CHARACTERS, Found, JudgedClaim, PlaceState, Run
from claims.services.places import JUDGED_NAME
from claims.services.terms import holding_words
from claims.workbench import Workbench
from sources.identity import digest
from sources.source import Origin

KEY = "Q"
"""Opens and closes the panel: to query the places. F stays free for an answer about a named source."""

_OPEN = "_finding"
_LOOK_SECONDS = 0.7  # between two looks at what came; a page that is drawn more often leaves no time to read
_SWEEP_SECONDS = 2.0
_LOGGED = 50  # questions shown; the database has all


def is_open(claim_id: str) -> bool:
    """Return whether the panel is open for this claim; at another claim the passages come back."""
    return bool(st.session_state.get(_OPEN) == claim_id)


def toggle(article_id: str, claim_id: str) -> None:
    """Open the panel for a claim, or close it.

    Where nothing would leave this machine, the places are asked at once; otherwise a person reads the words first.
    """
    if is_open(claim_id):
        st.session_state.pop(_OPEN)
        return
    st.session_state[_OPEN] = claim_id
    search = session.workbench().evidence_search
    claim = _claim(article_id, claim_id)
    states, _ = search.places(claim)
    new = claim is not None and search.run_of(claim) is None
    if new and states and not any(one.outside for one in states):
        _start(article_id, claim_id, ())


def draw(workbench: Workbench, view: View, claim: Claim, seen: Seen, pins: Sequence[Pin], *, keys: bool) -> None:
    """Draw the panel: the words, the places, and what came of them so far."""
    with st.container(key="finding"):
        st.html(
            '<div class="wb-ph"><h2>Find sources</h2><span class="wb-q">Places outside the library. What they have is '
            "evidence once you pin it.</span></div>"
        )
        run = workbench.evidence_search.run_of(claim)
        states, problems = workbench.evidence_search.places(claim)
        outside = tuple(one.name for one in states if one.outside)
        _question(workbench, view, claim, run, (states, problems))
        if run is not None:
            shown = (workbench, view, claim, seen, tuple(pins))
            if run.running:
                _moving(*shown, keys=keys)
            else:
                _results(*shown, keys=keys)
        sweep = workbench.evidence_search.sweep_of(view.article.id)
        if sweep is not None and sweep.running:
            _going_on(workbench, view)
        elif any(one.name != JUDGED_NAME for one in states):
            _for_all(workbench, view, outside)
        _log(workbench, view)


# All claims


def _for_all(workbench: Workbench, view: View, outside: tuple[str, ...]) -> None:
    """Draw the way to ask for all claims that have no verdict yet, with the words of each before they are asked."""
    sweep = workbench.evidence_search.sweep_of(view.article.id)
    if sweep is not None and sweep.problem:
        st.html(f'<div class="wb-msg no" role="alert"><b class="wb-no">✗ Stopped.</b> {esc(sweep.problem)}</div>')
    claims = workbench.evidence_search.not_asked(view.article.id)
    if not claims:
        return
    asked = workbench.evidence_search.words_of_all(claims)
    if asked is None:
        _words_come(workbench, claims)
        return
    words = "".join(f"<li>{esc(words)}</li>" for words in asked.values())
    st.html(
        f'<details class="wb-more" data-more="all-words"><summary>{plural(len(claims), "claim")} without a verdict were not '
        f"asked for yet: the words of each</summary><ol>{words}</ol></details>"
    )
    st.button(
        f"Ask for all {len(claims)}" if len(claims) > 1 else "Ask for it",
        key="find-all",
        type="tertiary",
        on_click=guard.act(_start_all),
        args=(view.article.id, asked, outside),
    )


@st.fragment(run_every=_SWEEP_SECONDS)
@guard.drawing("The words of the claims could not be shown.")
def _words_come(workbench: Workbench, claims: Sequence[Claim]) -> None:
    """Say that the words of many claims are made, until they are."""
    if workbench.evidence_search.words_of_all(claims) is not None:
        st.rerun()
    st.html(f'<p class="wb-sm wb-q" role="status">Taking the words of {plural(len(claims), "claim")} …</p>')


def _start_all(article_id: str, words: Mapping[str, str], outside: tuple[str, ...]) -> None:
    workbench = session.workbench()
    article = workbench.articles.get(article_id)
    if article is not None:
        workbench.evidence_search.start_all(article, words, outside=outside)


@st.fragment(run_every=_SWEEP_SECONDS)
@guard.drawing("How far the search is could not be shown.")
def _going_on(workbench: Workbench, view: View) -> None:
    """Draw how far the search for all claims is, and what stops it."""
    sweep = workbench.evidence_search.sweep_of(view.article.id)
    if sweep is None or not sweep.running:
        st.rerun()
    st.html(
        masthead.waiting("Finding for all claims", sweep.done, sweep.total, "", "you can go on working", "claims")
    )
    st.button("Stop", key="find-all-stop", type="tertiary", on_click=guard.act(sweep.stop))


# The question


def _question(
    workbench: Workbench,
    view: View,
    claim: Claim,
    run: Run | None,
    places: tuple[Sequence[PlaceState], Sequence[str]],
) -> None:
    states, problems = places
    for problem in problems:
        st.html(f'<div class="wb-msg un"><b class="wb-un">!</b> {esc(problem)}</div>')
    if not any(one.name != JUDGED_NAME for one in states):
        st.html(
            f'<div class="wb-msg"><b>– {_ONLY_JUDGED if states else "No place is set up."}</b> Name an offline encyclopedia or '
            "archive (a ZIM file) on the Settings page: millions of articles, and nothing leaves this machine.</div>"
        )
        if st.button("Set up places", key="find-settings"):
            session.open_page("Settings")
    if not states:
        return
    with st.container(key="find-question", horizontal=True, vertical_alignment="bottom"):
        text_input(
            "Words that are asked, and nothing else of the article",
            value=run.words if run is not None else workbench.evidence_search.words(claim),
            key=_field(claim.id),
            max_chars=WORDS_CHARACTERS,
        )
        if run is not None and run.running:
            st.button("Cancel", key="find-cancel", on_click=guard.act(run.cancel))
        else:
            any_place = any(one.name != JUDGED_NAME for one in states)
            what = f"Ask {plural(len(states), 'place')}" if any_place else "Look through judged claims"
            st.button(
                f"{what} again" if run is not None else what,
                key="find-ask",
                type="primary" if run is None else "secondary",
                on_click=guard.act(_start),
                args=(view.article.id, claim.id, tuple(one.name for one in states if one.outside)),
            )
    st.html(f'<ul class="wb-places" aria-label="Places that are asked">{"".join(map(_place, states))}</ul>')


_ONLY_JUDGED = "No place is set up: only claims that were judged here before are looked through."


def _field(claim_id: str) -> str:
    return f"find-words-{claim_id}"


def _place(state: PlaceState) -> str:
    sent = "the words are sent there" if state.takes_words else "its pages are read, no words are sent"
    where = f'<b class="wb-un">! outside: {sent}</b>' if state.outside else "on this machine"
    about = f" · {esc(state.about)}" if state.about else ""
    return f'<li title="{esc(state.terms)}"><b>{esc(state.name)}</b> {where}<span class="wb-q">{about}</span></li>'


def _claim(article_id: str, claim_id: str) -> Claim | None:
    return next((one for one in session.workbench().articles.claims(article_id) if one.id == claim_id), None)


def _start(article_id: str, claim_id: str, outside: tuple[str, ...]) -> None:
    workbench = session.workbench()
    article = workbench.articles.get(article_id)
    claim = _claim(article_id, claim_id)
    if article is None or claim is None:
        return
    written = st.session_state.get(_field(claim_id))
    words = workbench.evidence_search.words(claim) if written is None else str(written)
    workbench.evidence_search.start(article, claim, words, outside=outside)
    st.session_state[_hand(claim_id)] = 0


# The results


@st.fragment(run_every=_LOOK_SECONDS)
@guard.drawing("What was found could not be shown.")
def _moving(workbench: Workbench, view: View, claim: Claim, seen: Seen, pins: tuple[Pin, ...], *, keys: bool) -> None:
    """Draw what came so far, again and again until all places answered, or something was added."""
    run = workbench.evidence_search.run_of(claim)
    if run is None or not run.running or st.session_state.pop(_ACTED, False):
        st.rerun()
    _results(workbench, view, claim, seen, pins, keys=keys)


_ACTED = "_found_acted"


def _results(
    workbench: Workbench, view: View, claim: Claim, seen: Seen, pins: tuple[Pin, ...], *, keys: bool
) -> None:
    run = workbench.evidence_search.run_of(claim)
    if run is None:
        return
    _state(run)
    outcomes = run.outcomes  # before the findings: what comes in between is shown by the next look
    found, origins = run.found()
    hand = _in_hand(claim.id) % max(1, len(found))
    number = 0
    for name in run.places:
        outcome = outcomes.get(name)
        if outcome is None:
            continue
        of_place = [one for one in found if one.finding.place == name]
        count = plural(len(of_place), "page") if of_place or outcome.problem else "nothing on it"
        st.html(f'<div class="wb-ph"><h3 class="wb-h">{esc(name)}</h3><span class="wb-q">{count}</span></div>')
        if outcome.problem:
            st.html(f'<div class="wb-msg un"><b class="wb-un">!</b> {esc(outcome.problem)}</div>')
        for one in of_place:
            number += 1
            card = _Card(number, one, _same_report(one, found, origins))
            _draw_card(card, view, claim, seen, pins, in_hand=number - 1 == hand, keys=keys)
    if len(found) > 1:
        st.button(
            "Next page in hand",
            key="find-next",
            type="tertiary",
            shortcut="T" if keys else None,
            on_click=guard.act(_next_in_hand),
            args=(claim.id, len(found)),
        )
    if run.asks_judged:
        _judged(run)
    st.html(f'<span class="wb-at-{hand}-{len(found)}"></span>{script_element("found_in_hand.js")}',
            unsafe_allow_javascript=True)  # fmt: skip


def _state(run: Run) -> None:
    """Draw how far the search is, in one line."""
    names = [*run.places, *([JUDGED_NAME] if run.asks_judged else [])]
    waits = [name for name in run.places if name not in run.outcomes]
    waits += [JUDGED_NAME] if run.asks_judged and run.judged is None else []
    total = len(names)
    if run.running:
        line = f"{total - len(waits)} of {plural(total, 'place')} answered; waiting for {', '.join(waits)}"
    else:
        line = "Cancelled; what came before is shown" if run.cancelled else f"{plural(total, 'place')} answered"
    st.html(f'<div class="wb-sm wb-q" role="status">{esc(line)} · asked with “{esc(run.words)}”</div>')
    for problem in run.problems:
        st.html(f'<div class="wb-msg un"><b class="wb-un">!</b> {esc(problem)}</div>')


def _hand(claim_id: str) -> str:
    return f"_found_hand-{claim_id}"


def _in_hand(claim_id: str) -> int:
    place: int = st.session_state.get(_hand(claim_id), 0)
    return place


def _next_in_hand(claim_id: str, count: int) -> None:
    st.session_state[_hand(claim_id)] = (_in_hand(claim_id) + 1) % count


@dataclass(frozen=True, slots=True)
class _Card:
    """A finding with its number on the page, and what is said of its origin."""

    number: int
    found: Found
    same: str


def _draw_card(
    card: _Card, view: View, claim: Claim, seen: Seen, pins: tuple[Pin, ...], *, in_hand: bool, keys: bool
) -> None:
    candidate = card.found.candidate
    source = candidate.source
    ids = {source.id, card.found.known_id}
    pinned = any(pin.source_id in ids and pin.excerpt == candidate.passage.text for pin in pins)
    known = '<span class="wb-tag">= In the library</span>' if card.found.known_id else ""
    same = f'<span class="wb-tag">{esc(card.same)}</span>' if card.same else ""
    if card.found.archived:
        known += f'<span class="wb-tag" title="{esc(card.found.archived)}">archived copy kept</span>'
    said = card.found.finding.said
    same += (
        f'<span class="wb-tag">{esc(source.publisher)} rated the claim it reviewed “{esc(said)}”</span>'
        if said
        else ""
    )
    evidence = '<span class="wb-tag ev">■ Evidence</span>' if pinned else ""
    about = " · ".join(
        part
        for part in (
            esc(source.publisher),
            esc(day(source.published)),
            esc(source.place_of(candidate.passage.start, candidate.passage.end)),
            f'<span class="wb-q">{esc(source.url)}</span>',
        )
        if part
    )
    name = digest(card.found.finding.place, source.id)  # two places may have one page
    with st.container(key=f"found-{card.number}"):
        st.html(
            f'<article class="wb-cand wb-found{" wb-inhand" if in_hand else ""}">'
            f'<div class="wb-lab" data-for="{esc(claim.id)}"><span class="nr">{card.number}</span>{known}{same}{evidence}'
            f'<h3 title="{esc(source.title)}">{esc(source.title or source.name)}</h3></div>'
            f'<p class="wb-ti">{about}</p><div class="wb-foundtext" tabindex="0" role="region" '
            f'aria-label="Passage of result {card.number}"><p class="wb-quote">'
            f"{passage_card.words(candidate, holding_words(claim, candidate))}</p></div>"
            f"{passage_card.foot(candidate, None, None, view.article.published)}</article>"
        )
        with st.container(key=f"found-acts-{card.number}", horizontal=True):
            st.button(
                "Add and pin",
                key=f"found-pin-{name}",
                disabled=pinned,
                shortcut="P" if keys and in_hand else None,
                on_click=guard.act(_pin),
                args=(seen, card.found, claim),
            )
            st.button(
                "Add to the library",
                key=f"found-add-{name}",
                type="tertiary",
                disabled=bool(card.found.known_id),
                shortcut="A" if keys and in_hand else None,
                on_click=guard.act(_add),
                args=(card.found, claim),
            )


def _same_report(found: Found, others: Sequence[Found], origins: Sequence[Origin]) -> str:
    """Return what is said of a page that goes back to the same report as another one; empty for one of its own."""
    own = found.candidate.source.id
    origin = next((one for one in origins if own in one.source_ids), None)
    if origin is None or origin.id == own:
        return ""
    numbers = {one.candidate.source.id: number for number, one in enumerate(others, 1)}
    if origin.id in numbers:
        return f"≈ same report as {numbers[origin.id]}, counted once"
    return f"≈ same report as {origin.name}, counted once" if origin.name else ""


def _add(found: Found, claim: Claim) -> None:
    title = found.candidate.source.title
    _, new = session.workbench().evidence_search.add(found.finding, claim)
    st.session_state[_ACTED] = True
    if new:
        messages.say(
            "ok", "✓ Added.", f"“{title}” is in the library as it reads now. Read the passage before you pin it."
        )
    else:
        messages.say("", "= Known.", f"“{title}” is in the library already. Nothing was added.")


def _pin(seen: Seen, found: Found, claim: Claim) -> None:
    st.session_state[_ACTED] = True
    if not seen.reviewer:  # a pin is somebody's: the bar says so, and nothing is added
        decision.toggle_pin(seen, Pin.of(found.candidate))
        return
    decision.toggle_pin(seen, session.workbench().evidence_search.pin(found.finding, claim))


# Judged here before


def _judged(run: Run) -> None:
    judged = run.judged
    st.html(f'<div class="wb-ph"><h3 class="wb-h">{JUDGED_NAME}</h3><span class="wb-q">{_count(run)}</span></div>')
    if judged is None:
        return
    if judged.problem:
        st.html(f'<div class="wb-msg un"><b class="wb-un">!</b> {esc(judged.problem)}</div>')
    for number, one in enumerate(judged.claims, 1):
        with st.container(key=f"judged-{number}"):
            st.html(_judged_card(one))
            if st.button("Open that claim", key=f"open-judged-{one.claim.id}", type="tertiary"):
                session.go(article=one.claim.article_id, claim=one.claim.id)
                st.session_state.pop(_OPEN, None)
                st.rerun()


def _count(run: Run) -> str:
    if run.judged is None:
        return "looking"
    count = len(run.judged.claims)
    return f"{plural(count, 'claim')} of other articles" if count else "nothing near it"


def _judged_card(one: JudgedClaim) -> str:
    evidence = "".join(
        f'<p class="wb-sm">■ {esc(pin.publisher or pin.title)}: <span class="wb-q">{esc(pin.excerpt)}</span></p>'
        for pin in one.judgement.pins[:2]
    )
    if one.differs:
        lines = "<br>".join(f"≠ {esc(line)}" for line in one.differs)
        same = f'<p class="wb-cf"><b>Not the same claim.</b><br>{lines}</p>'
    else:
        same = (
            '<p class="wb-sm wb-q">No figure, day, name or negation differs. It may be the same claim in other words: '
            "read both.</p>"
        )
    others = "".join(f'<p class="wb-ti">Reviewers differ: {_verdict(other)}</p>' for other in one.others)
    return (
        f'<article class="wb-cand wb-found"><p class="wb-own">{esc(one.claim.text)}</p>'
        f'<p class="wb-ti">{_verdict(one.judgement)}, in “{esc(one.article_title)}” · similarity {one.similarity:.2f}</p>'
        f"{others}{same}{evidence}</article>"
    )


def _verdict(judgement: Judgement) -> str:
    state = STATES.get(judgement.value, OPEN)
    reason = f", {esc(judgement.reason)}" if judgement.reason else ""
    when = judgement.decided_at.astimezone(UTC).date()
    return (
        f'<b class="wb-{state.css}">{state.sign} {state.word}</b>{reason} by {esc(judgement.reviewer)} '
        f"on {esc(day(when))}"
    )


# The log


def _log(workbench: Workbench, view: View) -> None:
    """Draw what was asked for this article, where, when and with which words."""
    requests = workbench.evidence_search.requests(view.article.id)
    if not requests:
        return
    rows = "".join(
        f"<tr><td class='wb-nw'>{esc(day(one.asked_at.date()))} {clock(one.asked_at)}</td><td>{esc(one.place)}</td>"
        f"<td>{'! outside' if one.outside else 'on this machine'}</td><td>{esc(one.words)}</td>"
        f"<td>{esc(one.problem) or ('no answer yet' if one.results is None else plural(one.results, 'page'))}</td></tr>"
        for one in requests[:_LOGGED]
    )
    more = f"<tr><td colspan='5'>and {len(requests) - _LOGGED:,} more</td></tr>" if len(requests) > _LOGGED else ""
    st.html(
        f'<details class="wb-more" data-more="asked"><summary>Asked for this article: {plural(len(requests), "question")}, '
        f"{sum(one.outside for one in requests)} of them outside this machine</summary>"
        f'<div class="wb-wrap"><table class="wb-t"><tr><th>When</th><th>Place</th><th>Where</th><th>Words</th><th>Gave</th></tr>'
        f"{rows}{more}</table></div></details>"
    )
