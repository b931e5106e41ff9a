from __future__ import annotations

from streamlit.testing.v1 import AppTest


def _places() -> None:
    import streamlit as st

    from claims.screens import messages

    if "said" not in st.session_state:
        st.session_state["said"] = True
        messages.say("ok", "Lost.", "A later message takes its place.")
        messages.say("no", "<b>Not saved.</b>", "The disk is full.", lines=["Row 2: <i>odd</i>"])
        messages.say("ok", "Kept.", "", place="aliases")
    messages.draw()
    st.text("below")
    messages.draw("aliases")
    messages.draw("nowhere")


def _html(test: AppTest) -> list[str]:
    return [str(element.proto.body) for element in test.get("html")]


def test_the_last_message_of_a_place_is_drawn_there_once_and_escaped() -> None:
    test = AppTest.from_function(_places, default_timeout=60).run()
    page, aliases = _html(test)
    assert 'role="alert"' in page
    assert "&lt;b&gt;Not saved.&lt;/b&gt;" in page
    assert "The disk is full.<br>Row 2: &lt;i&gt;odd&lt;/i&gt;" in page
    assert "Lost." not in page
    assert 'role="status"' in aliases
    assert "Kept." in aliases
    assert _html(test.run()) == []
