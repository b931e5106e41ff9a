"""The library page drawn by Streamlit itself, with an encoder that needs no model."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import event
from streamlit.testing.v1 import AppTest

from claims.screens.library import source_list
from claims.services import places
from claims.settings import ON
from claims.workbench import Workbench
from sources.source import Document
from sources.store.listing import ROWS
from sources.store.settings import keep_setting
from sources.store.source_versions import FETCHING
from tests.sources.fakes import WordEncoder
from tests.sources.reading.make_files import make_html
from tests.sources.reading.web import Answer, answer, serving
from tests.sources.stored import every_source

PIER = Document(
    text="Pier closed\n\nThe pier was closed on Monday. Nobody was hurt.",
    kind="html",
    name="pier.html",
    title="Pier closed",
    publisher="Quellhaven Evening Herald",
    author="Ada Holm",
    published=date(2026, 5, 4),
    url="https://herald.example/pier",
)
FERRY = Document(text="A dozen ferries were late.", kind="txt", name="ferry.txt", publisher="Radio Merrow")


@pytest.fixture
def workbench(workbench: Workbench) -> Workbench:
    workbench.library._encoder = WordEncoder()
    return workbench


def _library() -> None:
    from claims.screens.library import page

    page()


def drawn(chosen: str = "") -> AppTest:
    test = AppTest.from_function(_library, default_timeout=60)
    if chosen:
        test.session_state[source_list.CHOSEN] = chosen
    return checked(test.run())


def checked(test: AppTest) -> AppTest:
    assert not test.exception
    return test


def html(test: AppTest) -> str:
    return " ".join(str(element.proto.body) for element in test.get("html"))


def press(test: AppTest, label: str) -> AppTest:
    (button,) = [one for one in test.button if one.label == label]
    return checked(button.click().run())


def added(workbench: Workbench, *documents: Document) -> list[str]:
    return [report.source_id for report in workbench.library.add(documents)]


def rows(test: AppTest) -> list[str]:
    """Return the rows of the list of sources."""
    return re.findall(r"<tr.*?</tr>", html(test).partition("wb-shelf")[2].partition("</table>")[0])[1:]


def column(test: AppTest, css: str) -> list[str]:
    """Return the words of one column of the list."""
    cells = [re.search(f'<td class="{css}"[^>]*>(.*?)</td>', row) for row in rows(test)]
    return [re.sub("<[^>]+>", "", cell.group(1)) for cell in cells if cell]


def listed(test: AppTest) -> list[str]:
    return column(test, "wb-pu")


def go_to(test: AppTest, target: str) -> AppTest:
    """Press what tells the page this, as a link or box of the list does."""
    return checked(test.text_input(key="jump").set_value(target).run())


def test_the_list_is_found_by_words_of_publisher_title_author_and_text_and_by_filters(workbench: Workbench) -> None:
    added(workbench, PIER, FERRY)
    test = drawn()
    assert listed(test) == ["Quellhaven Evening Herald", "Radio Merrow"]
    for words, found in [
        ("holm", ["Quellhaven Evening Herald"]),
        ("LATE dozen", ["Radio Merrow"]),
        ("radio late", ["Radio Merrow"]),
        ("radio nobody", []),
        ("nowhere", []),
    ]:
        test.text_input(key="library-search").set_value(words).run()
        assert listed(test) == found, words
    assert "No source has these words" in html(test)
    test.text_input(key="library-search").set_value("").run()
    test.selectbox(key="library-date").set_value("No date").run()
    assert listed(checked(test)) == ["Radio Merrow"]
    test.selectbox(key="library-kind").set_value("html").run()
    assert listed(checked(test)) == []


def test_a_scanned_source_says_on_its_pages_and_in_its_details_how_surely_it_was_read(workbench: Workbench) -> None:
    scan = replace(PIER, kind="pdf", page_starts=(0, 13), recognised=((2, 87),))
    added(workbench, scan)
    shown = html(drawn())
    assert "pages 1–2, page 2 read by OCR, confidence 87 %<" in shown
    assert "<dt>Read by OCR</dt><dd>confidence by page: page 2: 87 %</dd>" in shown


REFERENCES = json.dumps(
    [
        {"title": "Ferry", "container-title": "Nobody's", "author": [{"literal": "<b>Bo</b>"}]},
        {"title": "ferry", "URL": "https://radio.example/ferry"},
        {"title": "Pier closed", "container-title": "Another Paper"},
        {"title": "A <i>bridge</i> fell"},
    ]
)


def test_details_from_a_reference_manager_are_shown_then_filled_in_and_taken_back(workbench: Workbench) -> None:
    _pier, ferry = added(workbench, PIER, FERRY)

    def details() -> tuple[str, str, str, str]:
        source = workbench.library.source(ferry)
        assert source is not None
        return source.title, source.publisher, source.author, source.url

    test = drawn()
    test.file_uploader(key="references-file").set_value(("zotero.json", REFERENCES.encode(), "application/json"))
    test = press(test, "Show what it fills in")
    shown = html(test)
    assert "1 source would get details." in shown
    assert "1 reference found with nothing to fill in, 1 without a source, 0 with several sources." in shown
    assert "<br>Author: &lt;b&gt;Bo&lt;/b&gt;<br>" in shown
    assert "<li>A &lt;i&gt;bridge&lt;/i&gt; fell</li>" in shown
    assert "Another Paper" not in shown
    assert details() == ("", "Radio Merrow", "", "")
    test = press(test, "Fill in 1")
    assert details() == ("Ferry", "Radio Merrow", "<b>Bo</b>", "https://radio.example/ferry")
    assert "Details of 1 source." in html(test)
    test = press(test, "Undo")
    assert details() == ("", "Radio Merrow", "", "")
    assert "1 source as before." in html(test)
    assert "Undo" not in [one.label for one in test.button]


def test_a_file_that_is_no_list_of_references_is_refused_and_changes_nothing(workbench: Workbench) -> None:
    added(workbench, FERRY)
    test = drawn()
    assert "Choose a file first" in html(press(test, "Show what it fills in"))
    test.file_uploader(key="references-file").set_value(("zotero.json", b"{", "application/json"))
    assert "cannot be read as references" in html(press(test, "Show what it fills in"))
    assert "Fill in 1" not in [one.label for one in test.button]


def marked(test: AppTest) -> list[int]:
    """Return the places of the rows that are marked as looked at."""
    return [place for place, row in enumerate(rows(test)) if row.startswith('<tr class="here"')]


def test_the_row_of_the_source_that_is_shown_is_marked(workbench: Workbench) -> None:
    _pier, ferry = added(workbench, PIER, FERRY)
    test = drawn()
    assert "Selected: Quellhaven Evening Herald" in html(test)
    assert marked(test) == [0]
    test = drawn(ferry)
    assert "Selected: Radio Merrow" in html(test)
    assert marked(test) == [1]
    # A search that leaves the source out marks what it shows instead, and gives the choice back when it ends.
    test.text_input(key="library-search").set_value("holm").run()
    assert "Selected: Quellhaven Evening Herald" in html(test)
    assert marked(test) == [0]
    test.text_input(key="library-search").set_value("").run()
    assert "Selected: Radio Merrow" in html(test)
    assert marked(test) == [1]


def test_a_press_on_a_row_shows_its_source_and_the_address_keeps_it(workbench: Workbench) -> None:
    pier, ferry = added(workbench, PIER, FERRY)
    test = drawn()
    assert f'href="library?source={ferry}" data-to="{ferry}" title="Radio Merrow: ferry.txt"' in html(test)
    test = go_to(test, ferry)
    assert "Selected: Radio Merrow" in html(test)
    assert test.query_params["source"] == ferry
    again = AppTest.from_function(_library, default_timeout=60)
    again.query_params["source"] = ferry
    assert marked(checked(again.run())) == [1]
    assert marked(go_to(again, pier)) == [0]


def test_sources_are_chosen_by_their_boxes_one_to_the_last_one_and_all(workbench: Workbench) -> None:
    ids = added(workbench, *(replace(FERRY, text=f"Ferry {n}.", title=f"Ferry {n}") for n in range(5)))
    test = checked(drawn().toggle(key="choose-many").set_value(True).run())

    def chosen() -> list[bool]:
        return ['aria-checked="true"' in row for row in rows(test)]

    assert not any(chosen())
    for target, boxes in [
        (f"pick {ids[1]}", [1]),
        (f"pick-to {ids[3]}", [1, 2, 3]),
        (f"pick {ids[2]}", [1, 3]),
        ("pick src-ffffffffffff", [1, 3]),
        ("pick-all", [0, 1, 2, 3, 4]),
        ("pick-all", []),
    ]:
        go_to(test, target)
        assert [place for place, on in enumerate(chosen()) if on] == boxes, target
        assert f"{len(boxes)} source{'' if len(boxes) == 1 else 's'} chosen" in html(test)


def test_a_source_is_shown_with_its_places_and_what_is_known_of_it(workbench: Workbench) -> None:
    (pier,) = added(workbench, PIER)
    body = html(drawn(pier))
    for words in (
        "paragraphs 1–2",
        "Nobody was hurt.",
        "<dd>pier.html</dd>",
        "https://herald.example/pier",
        pier,
        "✓ added",
    ):
        assert words in body


def test_pasted_text_is_added_and_prepared_before_the_page_is_drawn_anew(workbench: Workbench) -> None:
    test = drawn()
    test.segmented_control(key="source-way").set_value("Paste").run()
    next(one for one in test.text_input if one.label == "Publisher").set_value("Radio Merrow")
    test.text_area[0].set_value(FERRY.text)
    press(test, "Add to the library")
    assert "✓ added" in html(test)
    assert (workbench.library.count(), workbench.library.count_missing()) == (1, 0)


def test_pasted_text_has_what_its_first_lines_say_of_title_publisher_and_day(workbench: Workbench) -> None:
    test = drawn()
    test.segmented_control(key="source-way").set_value("Paste").run()
    test.text_area[0].set_value("Pier of Lorn shut\n\nLorn Gazette\n\n9 May 2024\n\nThe pier of Lorn was shut.")
    body = html(press(test, "Add to the library"))
    assert "Selected: Lorn Gazette" in body
    assert "<h3>Pier of Lorn shut</h3>" in body
    assert "9 May 2024" in body


def test_a_copy_that_is_added_is_said_to_go_back_to_what_is_there(workbench: Workbench) -> None:
    report = " ".join(
        f"On day {n} the harbour master of Lorn counted {n * 7} lorries at gate {n} before the {n}th ferry had left."
        for n in range(3, 30)
    )
    added(workbench, replace(FERRY, text=report, publisher="Northgate Wire"))
    test = drawn()
    test.segmented_control(key="source-way").set_value("Paste").run()
    next(one for one in test.text_input if one.label == "Publisher").set_value("Radio Merrow")
    test.text_area[0].set_value(report + " More later.")
    press(test, "Add to the library")
    assert "Same origin as Northgate Wire, counted once:" in html(test)


def test_details_are_corrected_in_a_dialog(workbench: Workbench) -> None:
    (pier,) = added(workbench, PIER)
    test = press(drawn(pier), "Correct details")
    next(one for one in test.text_input if one.label == "Author").set_value(" Ben Cole ")
    press(test, "Save details")
    source = workbench.library.source(pier)
    assert source is not None
    assert (source.author, source.publisher, source.text) == ("Ben Cole", PIER.publisher, PIER.text)
    assert "Ben Cole" in html(test)


def test_a_source_is_deleted_only_after_a_second_press(workbench: Workbench) -> None:
    pier, ferry = added(workbench, PIER, FERRY)
    test = press(drawn(pier), "Delete")
    assert workbench.library.count() == 2
    assert "Verdicts keep the excerpts they were given on" in html(test)
    press(test, "Keep it")
    assert workbench.library.count() == 2
    test = press(test, "Delete")
    test = checked(test.button(key="confirm-delete").click().run())
    assert [one.id for one in every_source(workbench.library.sources())] == [ferry]
    assert "Taken out of the library." in html(test)


def test_a_source_that_reads_otherwise_shows_the_words_and_is_replaced(workbench: Workbench) -> None:
    with serving(
        {
            "herald.example/pier": answer(
                make_html(["The pier was open on Friday. The ferry left.", "It is old."], title="Pier closed"),
                Content_Type="text/html",
            )
        }
    ) as web:
        workbench.library.versions.network = web.network
        keep_setting(workbench._engine, FETCHING, "on")
        (pier,) = added(workbench, replace(PIER, url="http://herald.example/pier"))
        test = press(press(drawn(pier), "Read again"), "Read its address")
    (now,) = every_source(workbench.library.sources())
    assert now.id != pier
    body = html(test)
    assert "≠ Changed." in body
    assert "was: </span>closed</span>" in body
    assert "is now: </span>open</span>" in body
    assert workbench.library.count_missing() == 0


def test_an_archived_copy_is_looked_up_on_wish_and_shown(
    workbench: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = "https://web.archive.org/web/20260504/https://herald.example/pier"
    found = {"archived_snapshots": {"closest": {"available": True, "url": copy, "status": "200"}}}
    given = [answer(b'{"archived_snapshots": {}}', Content_Type="application/json"),
             answer(json.dumps(found).encode(), Content_Type="application/json")]  # fmt: skip
    monkeypatch.setattr("sources.finding.wayback.WAYBACK", "http://archive.example/available")
    (pier,) = added(workbench, PIER)
    assert not [one for one in drawn(pier).button if one.label == "Look up an archived copy"]
    keep_setting(workbench._engine, FETCHING, "on")
    assert not [one for one in drawn(pier).button if one.label == "Look up an archived copy"]
    workbench.settings.keep(places.OUTSIDE, ON)
    with serving({"archive.example/available": list[Answer](given)}) as web:
        workbench.library.versions.network = web.network
        test = press(drawn(pier), "Look up an archived copy")
        assert "The Wayback Machine has none of this address." in html(test)
        test = press(drawn(pier), "Look up an archived copy")
    assert f"{copy} is kept with this source" in html(test)
    assert f"<dt>Archived copy</dt><dd>{copy}</dd>" in html(drawn(pier))
    assert not [one for one in drawn(pier).button if one.label == "Look up an archived copy"]


def test_without_the_setting_no_address_is_offered_and_the_page_says_why(workbench: Workbench) -> None:
    (pier,) = added(workbench, PIER)
    test = drawn(pier)
    test.segmented_control(key="source-way").set_value("Address").run()
    assert "Reading from web addresses is switched off" in html(test)
    test = press(test, "Read again")
    assert "Its address is not read: that is switched off" in html(test)
    assert not [one for one in test.button if one.label == "Read its address"]


def test_an_address_that_cannot_be_read_is_said_and_nothing_is_added(workbench: Workbench) -> None:
    keep_setting(workbench._engine, FETCHING, "on")
    test = drawn()
    test.segmented_control(key="source-way").set_value("Address").run()
    test.text_input[0].set_value("http://127.0.0.1/")
    press(test, "Read and add")
    assert "never asked" in html(test)
    assert workbench.library.count() == 0


def test_an_alias_is_added_and_removed_and_one_that_names_nobody_is_refused(workbench: Workbench) -> None:
    added(workbench, PIER)
    test = drawn()

    def add(name: str) -> None:
        test.text_input(key="alias-name").set_value(name)
        test.selectbox(key="alias-publisher").set_value(PIER.publisher)
        press(test, "Add name")

    add("the agency")
    assert "says what somebody is, not who" in html(test)
    add("The Owl")
    assert workbench.library.names.all() == {"The Owl": PIER.publisher}
    test.selectbox(key="alias-gone").set_value("The Owl").run()
    press(test, "Remove name")
    assert workbench.library.names.all() == {}


def test_work_that_was_interrupted_goes_on_with_one_press(workbench: Workbench) -> None:
    workbench.library.store([PIER, FERRY])
    test = drawn()
    assert "2 passages not prepared." in html(test)
    press(test, "Go on preparing")
    assert workbench.library.count_missing() == 0


def test_all_passages_are_prepared_anew_when_that_is_asked(workbench: Workbench) -> None:
    added(workbench, PIER)
    encoder = workbench.library._encoder
    assert isinstance(encoder, WordEncoder)
    asked = len(encoder.asked)
    press(drawn(), "Prepare all again")
    assert len(encoder.asked) == asked + 1
    assert workbench.library.count_missing() == 0


def test_what_a_source_says_of_itself_is_shown_literally(workbench: Workbench) -> None:
    nasty = "<b>x</b> :red[y] $z$"
    (one,) = added(workbench, replace(PIER, title=nasty, author=nasty, text=f"{nasty} words."))
    body = html(drawn(one))
    assert "<b>x</b>" not in body
    assert "&lt;b&gt;x&lt;/b&gt; :red[y] $z$" in body


def test_widgets_and_queries_do_not_grow_with_the_sources(workbench: Workbench) -> None:
    counted: list[int] = []
    event.listen(workbench._engine, "before_cursor_execute", lambda *_: counted.append(1))
    cost = []
    for count in (ROWS + 10, 2 * ROWS + 10):
        added(
            workbench, *(replace(FERRY, text=f"Ferry number {n} was late.", title=f"Ferry {n}") for n in range(count))
        )
        drawn()
        counted.clear()
        test = drawn()
        cost.append((len(counted), len(test.button), len(test.selectbox)))
        assert len(listed(test)) == ROWS
    assert cost[0] == cost[1]


def test_a_long_list_is_turned_page_by_page_and_opens_at_the_source_that_was_chosen(workbench: Workbench) -> None:
    ids = added(
        workbench, *(replace(FERRY, text=f"Ferry {n} was late.", title=f"Ferry {n:04}") for n in range(2 * ROWS + 3))
    )
    test = drawn()
    assert f"1 to {ROWS} of {2 * ROWS + 3}" in html(test)
    test = press(press(test, "Later"), "Later")
    assert f"{2 * ROWS + 1} to {2 * ROWS + 3} of {2 * ROWS + 3}" in html(test)
    assert listed(test) == ["Radio Merrow"] * 3
    assert [one.disabled for one in test.button if one.label == "Later"] == [True]
    assert f"{ROWS + 1} to {2 * ROWS} of" in html(press(test, "Earlier"))
    test = drawn(ids[-2])
    assert (len(listed(test)), marked(test)) == (3, [1])


def test_many_sources_are_labelled_and_the_list_is_narrowed_to_them(workbench: Workbench) -> None:
    pier, ferry = added(workbench, PIER, FERRY)
    test = checked(drawn().toggle(key="choose-many").set_value(True).run())
    assert "0 sources chosen" in html(test)
    test = press(test, "Choose all 2")
    assert "2 sources chosen" in html(test)
    test = press(test, "Labels")
    test.text_input[-1].set_value("budget 2026")
    test = press(test, "Put on")
    assert workbench.library.labels.of([pier, ferry]) == {pier: ("budget 2026",), ferry: ("budget 2026",)}
    assert "“budget 2026” is on 2 sources now." in html(test)
    workbench.library.labels.take_off([pier], "budget 2026")
    test = checked(drawn().selectbox(key="library-label").set_value("budget 2026").run())
    assert listed(test) == ["Radio Merrow"]
    assert column(test, "wb-lb") == ["budget 2026"]


def test_a_label_without_a_word_is_refused_in_its_window(workbench: Workbench) -> None:
    added(workbench, PIER)
    test = press(checked(drawn().toggle(key="choose-many").set_value(True).run()), "Choose all 1")
    test = press(press(test, "Labels"), "Put on")
    assert "Give the label a word" in html(test)


def test_many_sources_are_deleted_after_one_question(workbench: Workbench) -> None:
    added(workbench, PIER, FERRY)
    test = press(checked(drawn().toggle(key="choose-many").set_value(True).run()), "Choose all 2")
    test = press(press(test, "Delete"), "Keep them")
    assert workbench.library.count() == 2
    test = press(press(test, "Delete"), "Delete 2")
    assert workbench.library.count() == 0
    assert "2 sources taken out of the library." in html(test)


def test_another_search_begins_with_no_source_chosen(workbench: Workbench) -> None:
    added(workbench, PIER, FERRY)
    test = press(checked(drawn().toggle(key="choose-many").set_value(True).run()), "Choose all 2")
    test = checked(test.text_input(key="library-search").set_value("ferries").run())
    assert "0 sources chosen" in html(test)
    test = press(press(test, "Choose all 1"), "Delete")
    assert "Radio Merrow" in html(test)
    assert "Quellhaven Evening Herald" not in html(test)
    press(test, "Delete 1")
    assert workbench.library.count() == 1


def test_a_search_shows_the_words_that_it_found_and_marks_them_in_the_text(workbench: Workbench) -> None:
    added(workbench, PIER, FERRY)
    test = drawn()
    test.text_input(key="library-search").set_value("CLOSED pier").run()
    (words,) = column(test, "wb-tt")
    assert "The pier was closed on Monday." in words
    assert html(checked(test)).count('<b class="wb-word">closed</b>') == 4  # twice in the row, and in the text below


def _since() -> None:
    from claims.screens import session
    from claims.screens.review import evidence_changes
    from claims.screens.review.seen import Seen
    from tests.claims.review.making import PIN

    workbench = session.workbench()
    seen = Seen("art-1", "clm-1", "Ada", 1, None)
    evidence_changes.draw(workbench, seen, (PIN,) if workbench.library.count() else ())


def test_the_review_page_keeps_the_excerpt_and_says_what_became_of_its_source(workbench: Workbench) -> None:
    assert html(checked(AppTest.from_function(_since, default_timeout=60).run())) == ""
    added(workbench, PIER)
    test = checked(AppTest.from_function(_since, default_timeout=60).run())
    body = html(test)
    assert "Evidence as it was judged." in body
    assert "The source is not in this library" in body
    assert "page 3: “62 ships waited.”" in body.replace("</b>", "")
    assert [button.label for button in test.button] == ["Unpin"]


def _settings() -> None:
    from claims.screens.settings import page

    page()


def _articles() -> None:
    from claims.screens.articles import page

    page()


def test_reading_addresses_is_off_until_it_is_switched_on_for_everybody(workbench: Workbench) -> None:
    test = checked(AppTest.from_function(_settings, default_timeout=60).run())
    toggle = test.toggle(key="fetching-allowed")
    assert (toggle.value, workbench.library.versions.allowed) == (False, False)
    checked(toggle.set_value(True).run())
    assert workbench.library.versions.allowed
    assert "Addresses may be read." in html(test)
    assert checked(AppTest.from_function(_settings, default_timeout=60).run()).toggle(key="fetching-allowed").value


def test_an_article_is_brought_in_by_its_address_only_where_that_is_allowed(workbench: Workbench) -> None:
    page = make_html(["The pier was closed on Monday, the council said."], title="Pier closed")
    test = checked(AppTest.from_function(_articles, default_timeout=60).run())
    assert "Address" not in test.segmented_control(key="way").options
    keep_setting(workbench._engine, FETCHING, "on")
    with serving({"herald.example/pier": answer(page, Content_Type="text/html")}) as web:
        workbench.library.versions.network = web.network
        test = checked(test.run())
        test.segmented_control(key="way").set_value("Address").run()
        test.text_input(key="article-address").set_value("http://herald.example/pier")
        press(test, "Split into claims")
        assert "The pier was closed on Monday, the council said." in html(test)
        press(test, "Cancel")
        test.segmented_control(key="way").set_value("Address").run()
        test.text_input(key="article-address").set_value("http://10.0.0.1/")
        press(test, "Split into claims")
    assert "never asked" in html(test)
