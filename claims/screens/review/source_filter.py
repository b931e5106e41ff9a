"""Which sources are searched for passages: by publisher, kind, label and date, kept while the reviewer goes on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import streamlit as st

from claims.screens import guard
from claims.screens.library.label_names import label_name
from claims.screens.markup import label, shortened
from claims.workbench import Workbench
from sources.filter import Filter

_FIELDS = ("narrow-publishers", "narrow-kinds", "narrow-since", "narrow-until", "narrow-labels")
NO_PUBLISHER = "no publisher"
_EARLIEST, _LATEST = date(1800, 1, 1), date(2200, 12, 31)


def chosen() -> Filter:
    """Return the filter as the reviewer left it; one that admits all where nothing was chosen."""
    publishers, kinds, since, until, labels = (st.session_state.get(f"_{name}") for name in _FIELDS)
    return Filter(
        publishers=tuple(str(one) for one in publishers or ()),
        kinds=tuple(str(one) for one in kinds or ()),
        since=since if isinstance(since, date) else None,
        until=until if isinstance(until, date) else None,
        labels=tuple(str(label) for label in labels or ()),
    )


def control(workbench: Workbench) -> None:
    """Draw the choice of sources; its name says what is chosen, so that nobody forgets a filter."""
    now = chosen()
    there = workbench.library.listing.choices()
    names = {label: label_name(workbench, label) for label in there.labels}
    narrowed = _narrowed(now, names)
    name = f"! Only: {label(shortened(narrowed))}" if narrowed else "All sources searched"
    with st.container(key="narrow"), st.popover(name, type="tertiary"):
        _multi("Publishers", 0, sorted(there.publishers), now.publishers)
        _multi("Kinds", 1, list(there.kinds), now.kinds)
        if there.labels:
            _multi("Labels", 4, list(there.labels), now.labels, names)
        left, right = st.columns(2)
        with left:
            _day("Published since", 2, now.since)
        with right:
            _day("Published until", 3, now.until)
    if narrowed:
        st.button("Search all sources", on_click=clear, key="narrow-clear", type="tertiary")


def _narrowed(now: Filter, names: Mapping[str, str]) -> str:
    """Return in words which sources are searched; empty where all are."""
    labels = [names.get(label, label) for label in now.labels]
    publishers = [publisher or NO_PUBLISHER for publisher in now.publishers]
    since = [f"since {now.since.isoformat()}"] if now.since else []
    until = [f"until {now.until.isoformat()}"] if now.until else []
    return ", ".join([*publishers, *now.kinds, *labels, *since, *until])


@guard.act
def clear() -> None:
    """Search all sources again."""
    for name in _FIELDS:
        st.session_state.pop(name, None)
        st.session_state.pop(f"_{name}", None)


def _multi(
    label: str, field: int, options: list[str], now: tuple[str, ...], names: dict[str, str] | None = None
) -> None:
    shown = {"": NO_PUBLISHER} if names is None else names
    name = _FIELDS[field]
    known = [one for one in now if one in options]
    if len(known) < len(now):  # what was chosen is no longer in the library, and must not filter unseen
        st.session_state[f"_{name}"] = known
    st.multiselect(label, options, default=known, key=name, placeholder="All",
                   format_func=lambda one: shown.get(one, one), on_change=_keep, args=(name,))  # fmt: skip


def _day(label: str, field: int, now: date | None) -> None:
    name = _FIELDS[field]
    st.date_input(
        label, value=now, min_value=_EARLIEST, max_value=_LATEST, key=name, on_change=_keep, args=(name,), help=None
    )


@guard.act
def _keep(name: str) -> None:
    """Keep a choice beside its widget: a widget that is not drawn, as on another page, forgets its own."""
    st.session_state[f"_{name}"] = st.session_state.get(name)
