"""A page of one button and one line, which `tests.benchmarks.keys` measures beside the review page."""

import streamlit as st


@st.fragment
def _counted() -> None:
    pressed = st.session_state.setdefault("pressed", 0)
    if st.button("Next", shortcut="J"):
        pressed = st.session_state["pressed"] = pressed + 1
    st.html(f'<p class="wb-claim" data-for="{pressed}"><b>Press {pressed}</b></p>')


_counted()
