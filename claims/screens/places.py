"""The section of the settings page on places of evidence: which are asked, where they are, and whether they answer."""

from __future__ import annotations

import streamlit as st

from claims.review.gates import NotSaved
from claims.screens import guard, session
from claims.screens.fields import text_area
from claims.screens.markup import esc
from claims.screens.sections import facts, refused, saved, section
from claims.screens.wording import plural
from claims.services import places
from claims.services.evidence_search import MOST_READ, SECONDS_EACH, PlaceState
from claims.settings import OFF, ON, Setting
from claims.workbench import Workbench
from sources.identity import digest

_NAME = "places"
_TESTED = "_places_tested"
_CHARACTERS = 20_000  # of the field of paths
_TEXT = (
    "“Find sources” on the Review page asks these places about a claim. They learn the words that the page shows before, and "
    "nothing else of the article. What they have is evidence only once somebody adds or pins it."
)


def settings(workbench: Workbench) -> None:
    """Draw the section."""
    with section(_NAME, "Places of evidence", _TEXT):
        for kind in places.KINDS:
            _switch(workbench, kind.switch, kind.title)
        _switch(workbench, places.JUDGED, f"{places.JUDGED_NAME}: claims of other articles that have a verdict")
        _zim_form(workbench)
        _state(workbench)


def _switch(workbench: Workbench, setting: Setting, label: str) -> None:
    key = f"asked-{setting.name.replace('.', '-')}"
    st.session_state[key] = workbench.settings.get(setting) == ON
    st.toggle(label, key=key, on_change=_keep, args=(setting, key, label))


@guard.act
def _keep(setting: Setting, key: str, label: str) -> None:
    value = ON if st.session_state[key] else OFF
    try:
        session.workbench().settings.keep(setting, value)
    except NotSaved as problem:
        refused(_NAME, problem)
    else:
        saved(_NAME, f"{label}: {value}.")
    st.session_state.pop(_TESTED, None)


def _zim_form(workbench: Workbench) -> None:
    held = places.zim_paths(workbench.settings)
    stamp = digest(*held)[:8]  # the field begins anew with what holds, also when somebody else changed it
    with st.form(f"zim-{stamp}", border=False):
        written = text_area(
            "ZIM files, or folders of them: a path a line",
            value="\n".join(held),
            key=f"zim-paths-{stamp}",
            max_chars=_CHARACTERS,
            height=90,
            placeholder="/media/archive/wikipedia_en_all.zim",
        )
        if st.form_submit_button("Save these files", key=f"zim-save-{stamp}"):
            try:
                places.keep_zim_paths(workbench.settings, written.splitlines())
            except NotSaved as problem:
                refused(_NAME, problem)
            else:
                count = len(places.zim_paths(workbench.settings))
                saved(_NAME, f"{plural(count, 'file or folder').replace('folders', 'folder')} named.")
            st.session_state.pop(_TESTED, None)
            st.rerun()


def _state(workbench: Workbench) -> None:
    """Draw the places as they are now, what a test of them gave, and the limits."""
    states, problems = workbench.evidence_search.places()
    tested: dict[str, str] = st.session_state.get(_TESTED, {})
    rows = [(one.name, _line(one, tested.get(one.name, ""))) for one in states]
    rows += [("Cannot be used", f'<b class="wb-no">✗</b> {esc(problem)}') for problem in problems]
    rows.append(
        (
            "Limits",
            f"{SECONDS_EACH:g} s for each place, {MOST_READ} pages read for a claim, the passages of them kept in memory only",
        )
    )
    facts(rows)
    st.button("Test the places", key="test-places", on_click=_test)


def _line(state: PlaceState, tested: str) -> str:
    where = '<b class="wb-un">! outside this machine</b>' if state.outside else "on this machine"
    about = " · ".join(filter(None, (state.about, state.terms)))
    return f"{where} {esc(tested)}<span class='wb-q'>{esc(about)}</span>"


@guard.act
def _test() -> None:
    st.session_state[_TESTED] = session.workbench().evidence_search.test()
