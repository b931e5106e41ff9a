"""The notes of the writer as the review page shows them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from claims.article import Article
from claims.notes import NumberedNote
from claims.screens import session
from claims.screens.review import linked_sources
from claims.screens.review.writers_notes import listed
from claims.services.settings import ADDRESSES_ALLOWED
from claims.workbench import Workbench
from sources.note import Note, NoteKind
from sources.store import AddReport
from tests.claims.services.making import an_article, claims_of
from tests.sources.fakes import WordEncoder
from tests.sources.reading.make_files import make_html
from tests.sources.reading.web import answer, serving


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
    linked_sources.draw(session.workbench(), "art-none", Matches((), (), to_add=cited))


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


def _all() -> None:
    from claims.screens import session
    from claims.screens.review import linked_sources
    from sources.source import Matches

    workbench = session.workbench()
    linked = workbench.library.matching.linked("art-linked")
    linked_sources.draw(workbench, "art-linked", Matches((), (), to_add=tuple(linked)))
    if session.dialog()[0] == linked_sources.DIALOG:
        linked_sources.all_linked(workbench, "art-linked")


def linking(*addresses: str) -> Article:
    article = an_article(article_id="art-linked")
    return replace(article, notes=tuple(Note(0, 2, NoteKind.LINK, address=address) for address in addresses))


def press(page: AppTest, label: str) -> AppTest:
    (button,) = [one for one in page.button if one.label == label]
    page = button.click().run()
    assert not page.exception
    return page


def bodies(page: AppTest) -> str:
    return " ".join(str(one.proto.body) for one in page.get("html"))


def test_all_linked_addresses_are_added_and_each_that_fails_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKBENCH_DATABASE", str(tmp_path / "desk.sqlite3"))
    st.cache_resource.clear()
    workbench = session.workbench()
    workbench.library._encoder = WordEncoder()
    answers = {
        f"{name}.example/": answer(make_html([f"The {name} was closed."], title=name), Content_Type="text/html")
        for name in ("pier", "quay")
    }
    article = linking(
        "http://pier.example/", "http://gone.example/", "http://quay.example/", "http://www.pier.example/#top"
    )
    workbench.articles._store(article, claims_of(article))
    try:
        page = AppTest.from_function(_all, default_timeout=60).run()
        assert "Add all 3 that the article links to" not in [one.label for one in page.button]
        workbench.settings.keep(ADDRESSES_ALLOWED, "on")
        with serving(answers | {"gone.example/": answer(status="404 Not Found")}) as web:
            workbench.library.versions.network = web.network
            page = press(page.run(), "Add all 3 that the article links to")
            assert web.asked == []
            page = press(page, "Read and add 3")
            assert len(web.asked) == 3
        shown = bodies(page)
        assert "2 of 3 added." in shown
        assert "http://gone.example/ <" in shown
        assert "There is nothing at" in shown
        assert workbench.library.count() == 2
        assert [one.address for one in workbench.library.matching.linked("art-linked")] == ["http://gone.example/"]
        assert "Read and add 1" not in [one.label for one in page.button]
    finally:
        workbench.close()
        st.cache_resource.clear()


def test_adding_all_linked_addresses_stops_between_two_and_goes_on_with_the_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKBENCH_DATABASE", str(tmp_path / "desk.sqlite3"))
    workbench = Workbench.open(encoder=WordEncoder())
    article = linking(*(f"http://{name}.example/" for name in ("pier", "quay", "dock")))
    workbench.articles._store(article, claims_of(article))
    linked = workbench.library.matching.linked("art-linked")
    asked: list[str] = []

    def stopping(address: str) -> list[AddReport]:
        if len(asked) == 2:
            raise RuntimeError("stopped")
        asked.append(address)
        return [AddReport("a.html", "added", f"src-{len(asked)}", "T", "", 1, "")]

    monkeypatch.setattr(workbench.library, "add_address", stopping)
    st.session_state[linked_sources._LINES] = []
    try:
        with pytest.raises(RuntimeError, match="stopped"):
            linked_sources._add_all(workbench, linked)
        assert (
            [line[2] for line in st.session_state[linked_sources._LINES]]
            == asked
            == [one.address for one in linked[:2]]
        )
        asked.clear()
        linked_sources._add_all(workbench, linked)
        assert asked == [linked[2].address]
    finally:
        workbench.close()
        del st.session_state[linked_sources._LINES]


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
