"""The section of the settings page on places of evidence: which are asked, where they are, and whether they answer."""

from __future__ import annotations

import streamlit as st

from claims.review.gates import NotSaved
from claims.screens import guard, session
from claims.screens.fields import text_area, text_input
from claims.screens.markup import esc
from claims.screens.sections import facts, refused, saved, section, switch
from claims.screens.wording import clock, day, plural
from claims.services import places
from claims.services.evidence_search import MOST_READ, SECONDS_EACH, PlaceState
from claims.settings import OFF, ON, Setting
from claims.workbench import Workbench
from sources.identity import digest
from sources.reading.limits import ADDRESS_CHARACTERS

_NAME = "places"
_TEST_SECONDS = 0.7  # between two looks at what a test gave
_CHARACTERS = 20_000  # of the field of paths
_ARCHIVED = (
    "Archived copies: of a page from outside that you add or pin, the Wayback Machine is asked for one, where addresses "
    "may be read. It learns the page's address"
)
_TEXT = (
    "“Find sources” on the Review page asks these places about a claim. They learn the words that the page shows before, and "
    "nothing else of the article. What they have is evidence only once somebody adds or pins it."
)


def settings(workbench: Workbench) -> None:
    """Draw the section."""
    with section(_NAME, "Places of evidence", _TEXT):
        st.html('<h3 class="wb-h">On this machine</h3>')
        for kind in (one for one in places.KINDS if not one.outside):
            _kind(workbench, kind)
        _switch(workbench, places.JUDGED, f"{places.JUDGED_NAME}: claims of other articles that have a verdict")
        st.html('<h3 class="wb-h">Outside this machine</h3>')
        _switch(workbench, places.OUTSIDE, "Places outside this machine may be asked")
        if workbench.settings.get(places.OUTSIDE) == ON:
            for kind in (one for one in places.KINDS if one.outside):
                _kind(workbench, kind)
            _switch(workbench, places.ARCHIVED, _ARCHIVED)
        _state(workbench)


def _kind(workbench: Workbench, kind: places.Kind) -> None:
    """Draw a kind of place: its switch, and what has to be filled in while it is on."""
    label = kind.title
    if kind.key:
        label += (
            " · its key is set"
            if places.has_key(kind)
            else f" · set {kind.key} in the environment or the secrets file"
        )
    _switch(workbench, kind.switch, label)
    if kind.field is not None and workbench.settings.get(kind.switch) == ON:
        _form(workbench, kind.name, kind.field)


def _switch(workbench: Workbench, setting: Setting, label: str) -> None:
    switch(
        workbench,
        _NAME,
        setting,
        label,
        on=f"{label}: {ON}.",
        off=f"{label}: {OFF}.",
        key=f"asked-{setting.name.replace('.', '-')}",
        then=_forget_answers,
    )


def _forget_answers() -> None:
    """Forget what the places answered to a test, because others are asked now."""
    session.workbench().evidence_search.forget_test()


def _form(workbench: Workbench, name: str, field: places.Field) -> None:
    held = places.written(workbench.settings, field)
    stamp = f"{name}-{digest(held)[:8]}"  # the field begins with what holds, also when somebody else changed it
    with st.form(f"place-{stamp}", border=False):
        options = {"value": held, "key": f"place-field-{stamp}", "placeholder": field.placeholder}
        if field.endings:
            written = text_area(field.label, max_chars=_CHARACTERS, height=90, **options)
        else:
            written = text_input(field.label, max_chars=ADDRESS_CHARACTERS, **options)
        if st.form_submit_button(
            "Save these files" if field.endings else "Save this address", key=f"place-save-{stamp}"
        ):
            try:
                places.keep(workbench.settings, field, written)
            except NotSaved as problem:
                refused(_NAME, problem)
            else:
                saved(_NAME, f"{field.label}: {places.written(workbench.settings, field) or 'nothing'}")
            _forget_answers()
            st.rerun()


def _state(workbench: Workbench) -> None:
    """Draw the places as they are now, what a test of them gave, the limits, and what tests asked."""
    if workbench.evidence_search.testing:
        _moving(workbench)
    else:
        _rows(workbench)
    st.button(
        "Test the places",
        key="test-places",
        disabled=workbench.evidence_search.testing,
        on_click=guard.act(workbench.evidence_search.start_test),
    )
    _log(workbench)


@st.fragment(run_every=_TEST_SECONDS)
@guard.drawing("What the test gave could not be shown.")
def _moving(workbench: Workbench) -> None:
    """Draw what came of a test so far, again and again until each place answered."""
    if not workbench.evidence_search.testing:
        st.rerun()
    _rows(workbench)


def _rows(workbench: Workbench) -> None:
    states, problems = workbench.evidence_search.places()
    tested = workbench.evidence_search.tested
    waits = "asked just now" if workbench.evidence_search.testing else ""
    rows = [(one.name, _line(one, tested.get(one.name, waits if one.takes_words else ""))) for one in states]
    rows += [("Cannot be used", f'<b class="wb-no">✗</b> {esc(problem)}') for problem in problems]
    pace = workbench.settings.get(places.PER_MINUTE)
    limits = (
        f"{SECONDS_EACH:g} s for each place, {MOST_READ} pages read for a claim, but "
        f"a few of each place however many there are, {pace} claims a minute for a place outside when all "
        "are asked for; passages are kept in memory only"
    )
    rows.append(("Limits", limits))
    facts(rows)


def _log(workbench: Workbench) -> None:
    """Draw what was asked last for no article, where and when."""
    tests = workbench.evidence_search.tests()
    if not tests:
        return
    rows = "".join(
        f"<tr><td class='wb-nw'>{esc(day(one.asked_at.date()))} {clock(one.asked_at)}</td><td>{esc(one.place)}</td>"
        f"<td>{'! outside' if one.outside else 'on this machine'}</td><td>{esc(one.words)}</td></tr>"
        for one in tests
    )
    st.html(
        f'<details class="wb-more" data-more="tested"><summary>Asked for no article: the last {plural(len(tests), "question")}'
        "</summary><div class='wb-wrap'><table class='wb-t'><tr><th>When</th><th>Place</th><th>Where</th><th>Words</th></tr>"
        f"{rows}</table></div></details>"
    )


def _line(state: PlaceState, tested: str) -> str:
    where = '<b class="wb-un">! outside this machine</b>' if state.outside else "on this machine"
    about = " · ".join(filter(None, (state.about, state.terms)))
    return f"{where} {esc(tested)}<span class='wb-q'>{esc(about)}</span>"
