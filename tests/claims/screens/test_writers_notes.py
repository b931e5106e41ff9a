"""The notes of the writer as the review page shows them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from claims.notes import NumberedNote
from claims.screens import session
from claims.screens.review import linked_sources
from claims.screens.review.writers_notes import listed
from claims.services.settings import ADDRESSES_ALLOWED
from sources.note import Note, NoteKind
from sources.store import AddReport
from tests.claims.services.making import an_article


def shown(note: Note, number: int = 3) -> str:
    return listed(replace(an_article(), text="Ships <b>wait</b> here."), [NumberedNote(number, note)])


def test_a_note_says_its_number_its_author_and_the_words_it_is_on_escaped() -> None:
    page = shown(Note(6, 17, NoteKind.COMMENT, "See *the* <i>ledger</i>", author="A <x>"))
    assert "The writer's note 3" in page
    assert "comment, A &lt;x&gt; on “&lt;b&gt;wait&lt;/b&gt;”" in page
    assert "See *the* &lt;i&gt;ledger&lt;/i&gt;" in page


def test_a_link_shows_where_it_leads_and_is_no_link_itself() -> None:
    page = shown(Note(0, 5, NoteKind.LINK, address="https://port.example/a?b=<c>"))
    assert "links to port.example: https://port.example/a?b=&lt;c&gt;" in page
    assert "href" not in page


@pytest.mark.parametrize(("kind", "said"), [(NoteKind.DELETED, "deleted"), (NoteKind.HIDDEN, "hidden")])
def test_words_that_were_set_aside_are_quoted_with_the_reason(kind: NoteKind, said: str) -> None:
    assert f"{said} in the draft" in (page := shown(Note(5, 5, kind, "400")))
    assert "“400”" in page


def test_more_notes_than_fit_are_counted() -> None:
    notes = [NumberedNote(number, Note(0, 5, NoteKind.COMMENT, "?")) for number in range(1, 10)]
    assert "and 3 more in the draft" in listed(an_article(), notes)


def test_every_kind_of_note_has_its_word() -> None:
    assert all(f'class="wb-q">{kind.value}' in shown(Note(0, 0, kind, "x")) for kind in NoteKind)
    assert listed(an_article(), []) == ""


def _linked() -> None:
    from claims.screens import session
    from claims.screens.review import linked_sources
    from sources.source import Citation, Matches

    cited = tuple(Citation(number, "", f"https://new.example/{number}?<b>") for number in range(1, 6))
    linked_sources.draw(session.workbench(), Matches((), (), to_add=cited))


def test_addresses_that_the_article_links_to_are_offered_only_where_addresses_may_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKBENCH_DATABASE", str(tmp_path / "desk.sqlite3"))
    st.cache_resource.clear()
    workbench = session.workbench()
    try:
        page = AppTest.from_function(_linked, default_timeout=60).run()
        assert not page.exception
        assert [button.label for button in page.button] == ["Addresses are not read: settings"] * 3
        shown = [html.proto.body for html in page.get("html")]
        assert any("and 2 more that the article links to" in body for body in shown)
        assert sum("https://new.example/2?&lt;b&gt;" in body for body in shown) == 1
        workbench.settings.keep(ADDRESSES_ALLOWED, "on")
        assert [button.label for button in page.run().button] == ["Read and add"] * 3
    finally:
        workbench.close()
        st.cache_resource.clear()


@pytest.mark.parametrize(
    ("status", "message", "said"),
    [
        (
            "added",
            "2 pages were empty.",
            "✓ Added. Tides is in the library now. Read the passage before you pin it. 2 pages were empty.",
        ),
        ("known", "", "= Known. Tides is in the library already. Nothing was added."),
        (
            "empty",
            "There is no word in it. Nothing was stored.",
            "✗ Not added. There is no word in it. Nothing was stored.",
        ),
    ],
)
def test_what_became_of_a_linked_address_is_said_as_it_is(status: str, message: str, said: str) -> None:
    report = AddReport("a.html", status, "src-1", "Tides", "Harbour Post", 1, message)
    assert " ".join(linked_sources.said([report], "https://new.example/")[1:]) == said
