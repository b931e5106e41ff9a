"""Rows of a table that are chosen by their boxes (`markup.tick`): one, all from the last one to it, or all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import streamlit as st

PICK, PICK_TO, PICK_ALL = "pick", "pick-to", "pick-all"


def picked(key: str) -> list[str]:
    """Return the ids that are chosen under this key, in the order in which they were."""
    return list(st.session_state.get(key, ()))


def put(key: str, ids: Iterable[str]) -> None:
    """Choose these ids, and no other."""
    st.session_state[key] = list(dict.fromkeys(ids))


def pick(target: str, key: str, rows: Sequence[str]) -> bool:
    """Choose or leave out what a press in a table is about; return whether it was such a press.

    Args:
        target: "pick ID" turns one row over, "pick-to ID" chooses all from the last one to it, "pick-all" all.
        key: What keeps the ids that are chosen; those of other pages of the table stay.
        rows: The ids that can be chosen, in the order of the table.
    """
    what, _, row = target.partition(" ")
    now = picked(key)
    if what == PICK_ALL:
        put(key, [one for one in now if one not in rows] if set(rows) <= set(now) else [*now, *rows])
    elif what in {PICK, PICK_TO} and row in rows:
        last = f"{key}-last"
        before = st.session_state.get(last)
        if what == PICK_TO and before in rows:
            first, end = sorted((rows.index(before), rows.index(row)))
            put(key, [*now, *rows[first : end + 1]])
        else:
            put(key, [one for one in now if one != row] if row in now else [*now, row])
        st.session_state[last] = row
    else:
        return what in {PICK, PICK_TO}
    return True
