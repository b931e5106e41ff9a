"""The pages drawn by Streamlit itself, without a browser: messages, and a cost that does not grow with the claims."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import event
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import TextInput

from claims.claim import Claim, claim_id
from claims.screens.report.overview import Listing, Overview, claim_list
from claims.workbench import Workbench
from sources.language.span import Span
from tests.claims.review.making import PIN, a_claim, a_judgement, an_act

DRAW_SECONDS = 60
_MOST_QUERIES = 18  # for a key that goes to the next claim
_MOST_WIDGETS = 30
_MOST_NEW = 6_000  # characters of HTML, scripts included, that a page without sources has for one claim only


def _review() -> None:
    from claims.screens.review import page

    page()


def _articles() -> None:
    from claims.screens.articles import page

    page()


def _library() -> None:
    from claims.screens.library import page

    page()


def _report() -> None:
    from claims.screens.report import page

    page()


def _settings() -> None:
    from claims.screens.settings import page

    page()


def _store(workbench: Workbench, count: int) -> str:
    """Store an article of ``count`` one-sentence claims, made here: what is counted is the page, not the splitter."""
    sentences = [f"Ship number {number} left the port of Lorn." for number in range(1, count + 1)]
    paragraphs = [" ".join(sentences[start : start + 5]) for start in range(0, count, 5)]
    article = workbench.articles.preview(
        workbench.articles.paste("Ships leave Lorn\n\nFriday 8 May 2026\n\n" + "\n\n".join(paragraphs))
    )
    claims, start = [], 0
    for number, sentence in enumerate(sentences, 1):
        start = article.text.index(sentence, start)
        span = Span(start, start + len(sentence))
        made = claim_id(article.id, f"place {start}", Span(0, 1), sentence)
        claims.append(Claim(made, article.id, number, sentence, sentence, span, span))
    workbench.articles._store(article, claims)
    return article.id


def _drawn(page: object, *, name: str = "Ada", **query: str) -> AppTest:
    """Draw a page for the reviewer ``name``; empty for somebody who has given none."""
    test = AppTest.from_function(page, default_timeout=DRAW_SECONDS)  # type: ignore[arg-type]
    test.session_state["_reviewer"] = name
    for name, value in query.items():
        test.query_params[name] = value
    test.run()
    assert not test.exception
    return test


def _html(test: AppTest) -> str:
    return " ".join(str(element.proto.body) for element in test.main if element.type == "html") or " ".join(
        str(element.proto.body) for element in test.get("html")
    )


def _tab(test: AppTest) -> str:
    return str(test.query_params["tab"])


def _widgets(test: AppTest) -> int:
    kinds = ("button", "text_input", "text_area", "selectbox", "toggle", "button_group", "checkbox", "date_input")
    return sum(len(test.get(kind)) for kind in kinds)


def _decide(test: AppTest, verdict: str) -> None:
    """Press the button of a verdict, and again, which passes over the question for its reason."""
    for _ in range(2):
        next(button for button in test.button if verdict in button.label).click().run()


@pytest.mark.parametrize(
    ("page", "words"),
    [
        (_articles, "No article yet"),
        (_review, "No article yet"),
        (_report, "Nothing to report yet"),
        (_library, "No sources yet"),
    ],
)
def test_an_empty_page_says_what_to_do(workbench: Workbench, page: object, words: str) -> None:
    assert words in _html(_drawn(page))


def test_the_settings_page_says_where_the_work_is_kept(workbench: Workbench) -> None:
    shown = _html(_drawn(_settings))
    assert "desk.sqlite3" in shown
    assert "WORKBENCH_DATABASE" in shown


def test_widgets_and_queries_do_not_grow_with_the_claims(workbench: Workbench) -> None:
    counted: list[int] = []
    cost: list[tuple[int, int]] = []
    event.listen(workbench._engine, "before_cursor_execute", lambda *_: counted.append(1))
    for count in (20, 1000):
        article = _store(workbench, count)
        _drawn(_review, article=article)  # what is read once for all sessions is not what grows
        counted.clear()
        test = _drawn(_review, article=article)
        cost.append((_widgets(test), len(counted)))
        assert f"Claim 1 of {count}" in _html(test)
    assert cost[0] == cost[1]
    assert cost[0][0] > 10


def test_a_step_to_the_next_claim_draws_few_widgets_and_asks_the_database_little(workbench: Workbench) -> None:
    counted: list[str] = []
    test = _drawn(_review, article=_store(workbench, 500))
    event.listen(workbench._engine, "before_cursor_execute", lambda *given: counted.append(given[2]))
    next(button for button in test.button if button.label.startswith("Next ›")).click().run()
    assert "Claim 2 of 500" in _html(test)
    assert 0 < sum(statement.startswith("SELECT") for statement in counted) <= _MOST_QUERIES
    assert len(counted) <= 2 * _MOST_QUERIES
    assert _widgets(test) <= _MOST_WIDGETS


def test_a_step_to_the_next_claim_draws_little_that_is_new(workbench: Workbench) -> None:
    test = _drawn(_review, article=_store(workbench, 500))
    for number in (2, 3):
        before = {str(element.proto.body) for element in test.get("html")}
        next(button for button in test.button if button.label.startswith("Next ›")).click().run()
        new = [body for element in test.get("html") if (body := str(element.proto.body)) not in before]
        assert f"Claim {number} of 500" in " ".join(new)
        assert sum(map(len, new)) <= _MOST_NEW


def test_the_article_pane_of_a_long_article_stays_small(workbench: Workbench) -> None:
    article = _store(workbench, 5000)
    assert len(_html(_drawn(_review, article=article))) < 600_000


def test_without_sources_the_page_says_so_once_and_leads_to_the_library(workbench: Workbench) -> None:
    test = _drawn(_review, article=_store(workbench, 2))
    assert _html(test).count("No passage is near this claim.") == 1
    assert "has nothing else" not in _html(test)
    assert [button.label for button in test.button].count("Add sources") == 1


def test_an_unknown_claim_in_the_address_is_said(workbench: Workbench) -> None:
    article = _store(workbench, 20)
    assert "No such claim." in _html(_drawn(_review, article=article, claim="clm-000000000000"))


def test_an_unknown_article_in_the_address_shows_the_newest(workbench: Workbench) -> None:
    _store(workbench, 20)
    shown = _html(_drawn(_review, article="art-000000000000"))
    assert "No such article." in shown
    assert "Claim 1 of 20" in shown


def test_filters_that_leave_nothing_offer_to_show_everything(workbench: Workbench) -> None:
    article = _store(workbench, 20)
    test = _drawn(_review, article=article)
    test.selectbox(key="show").select("Disputed").run()
    assert "No claim passes these filters" in _html(test)
    next(button for button in test.button if button.label == "Show all claims").click().run()
    assert "Claim 1 of 20" in _html(test)


def test_a_verdict_without_evidence_is_refused_with_a_sentence(workbench: Workbench) -> None:
    article = _store(workbench, 20)
    test = _drawn(_review, article=article)
    next(button for button in test.button if "Verified" in button.label).click().run()
    assert "Verified needs a pinned passage or a note." in _html(test)
    assert workbench.reviewing.history(article) == []


def test_a_verdict_with_a_note_is_saved_and_the_next_claim_comes_up(workbench: Workbench) -> None:
    article = _store(workbench, 20)
    test = _drawn(_review, article=article)
    note = next(field for field in test.text_input if field.label == "Note")
    note.set_value("Seen in the log.").run()
    _decide(test, "Disputed")
    assert "Claim 2 of 20" in _html(test)
    assert [(one.value, one.note) for one in workbench.reviewing.history(article)] == [
        ("disputed", "Seen in the log.")
    ]


def test_the_last_claim_says_that_the_list_is_done(workbench: Workbench) -> None:
    article = _store(workbench, 1)
    test = _drawn(_review, article=article)
    next(field for field in test.text_input if field.label == "Note").set_value("Seen.").run()
    _decide(test, "Verified")
    assert "✓ All 1 reviewed" in _html(test)


def _whole() -> None:
    from claims.screens import app_shell

    app_shell.run()


def _overwrite(file: Path, content: bytes) -> None:
    """Write over the file in place: cut to nothing first, it would be an empty database to who reads just then."""
    with file.open("r+b") as open_file:
        open_file.write(content)


def test_a_database_that_does_not_answer_is_said_and_the_page_comes_back(workbench: Workbench) -> None:
    _store(workbench, 20)
    file = Path(str(workbench._engine.url.database))
    test = _drawn(_whole)
    kept = file.read_bytes()
    _overwrite(file, (b"not a database at all, page for page" * len(kept))[: len(kept)])
    test.run()
    assert not test.exception
    assert "This page could not be read." in _html(test)
    assert "The file is no database. Stop the workbench and restore a backup." in _html(test)
    _overwrite(file, kept)
    test.run()
    assert "Ships leave Lorn" in _html(test)


def test_the_report_of_an_article_nobody_decided_is_drawn(workbench: Workbench) -> None:
    article = _store(workbench, 20)
    assert "List 20 claims: not reviewed" in _html(_drawn(_report, article=article))


def test_what_one_reviewer_typed_is_not_the_next_ones_note(workbench: Workbench) -> None:
    article = _store(workbench, 20)
    test = _drawn(_review, name="Ann", article=article)
    next(field for field in test.text_input if field.label == "Note").set_value("Ann saw it.").run()
    test.session_state["_reviewer"] = "Bo"
    test.run()
    assert next(field for field in test.text_input if field.label == "Note").value == ""
    next(button for button in test.button if "Verified" in button.label).click().run()
    assert workbench.reviewing.history(article) == []


def _note(test: AppTest) -> TextInput:
    return next(field for field in test.text_input if field.label == "Note")


def test_without_a_name_no_verdict_and_no_draft_is_kept_and_the_name_is_asked_for(workbench: Workbench) -> None:
    article = _store(workbench, 20)
    test = _drawn(_review, name="", article=article)
    _note(test).set_value("Seen in the log.").run()
    next(button for button in test.button if "Verified" in button.label).click().run()
    assert "Give your name first, at the top of the page." in _html(test)
    assert 'querySelector(".st-key-ask-name input")' in _html(test)
    assert workbench.reviewing.history(article) == []
    assert workbench.reviewing.drafts.get(workbench.articles.claims(article)[0].id, "", _tab(test)) is None
    assert _note(test).value == "Seen in the log."


def test_without_a_name_no_passage_is_pinned(workbench: Workbench) -> None:
    article = _store(workbench, 20)
    test = _drawn(_pinning, name="", article=article)
    assert "Give your name first, at the top of the page." in _html(test)
    assert workbench.reviewing.drafts.get(workbench.articles.claims(article)[0].id, "", _tab(test)) is None
    named = _drawn(_pinning, name="Bo", article=article)
    assert "Give your name first" not in _html(named)
    kept = workbench.reviewing.drafts.get(workbench.articles.claims(article)[0].id, "Bo", _tab(named))
    assert kept is not None
    assert len(kept.pins) == 1


def _pinning() -> None:
    from claims.screens import messages, session
    from claims.screens.review import decision, page
    from claims.screens.review.seen import Seen
    from tests.claims.review.making import PIN

    page()
    article, claim = session.place("article"), session.place("claim")
    decision.toggle_pin(Seen(article, claim, session.reviewer(), 1, None), PIN)
    messages.draw()


def test_what_was_typed_before_the_name_is_the_named_ones_draft(workbench: Workbench) -> None:
    article = _store(workbench, 20)
    test = _drawn(_whole_review, name="", article=article)
    _note(test).set_value("Seen in the log.").run()
    test.text_input(key="name-asked").set_value("  Bo  ")
    next(button for button in test.button if button.label == "Save name").click().run()
    assert test.session_state["_reviewer"] == "Bo"
    assert _note(test).value == "Seen in the log."
    _decide(test, "Verified")
    assert [(one.reviewer, one.note) for one in workbench.reviewing.history(article)] == [("Bo", "Seen in the log.")]


def _whole_review() -> None:
    from claims.screens import reviewer_name
    from claims.screens.review import page

    reviewer_name.corner()
    reviewer_name.above("Review")
    page()


@pytest.mark.parametrize("written", ["", "Reviewer"])
def test_what_is_no_name_is_not_taken_and_the_reason_is_said(workbench: Workbench, written: str) -> None:
    article = _store(workbench, 20)
    test = _drawn(_whole_review, name="", article=article)
    test.text_input(key="name-asked").set_value(written)
    next(button for button in test.button if button.label == "Save name").click().run()
    assert test.session_state["_reviewer"] == ""
    assert "Not saved." in _html(test)


def test_a_changed_name_leaves_the_old_verdicts_where_they_are(workbench: Workbench) -> None:
    article = _store(workbench, 20)
    test = _drawn(_whole_review, name="Ann", article=article)
    assert "Those of Ann stay under Ann." in _html(test)
    _note(test).set_value("Ann saw it.").run()
    _decide(test, "Verified")
    next(field for field in test.text_input if field.label.startswith("Your name")).set_value("Bo")
    next(button for button in test.button if button.label == "Save").click().run()
    _note(test).set_value("Bo saw it.").run()
    _decide(test, "Disputed")
    assert [(one.reviewer, one.note) for one in workbench.reviewing.history(article)] == [
        ("Ann", "Ann saw it."),
        ("Bo", "Bo saw it."),
    ]


def test_a_csv_is_brought_back_under_a_name_and_not_without_one(workbench: Workbench) -> None:
    article = _store(workbench, 3)
    rows = list(csv.DictReader(io.StringIO(workbench.exports.verdict_csv(article).decode(), newline="")))
    rows[1] |= {"verdict": "unclear", "reason": "no source"}
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    data = out.getvalue().encode()
    nameless = _drawn(_report, name="", article=article)
    assert nameless.button(key="FormSubmitter:bring-back-Import").disabled
    assert "Give your name at the top of the page first." in _html(nameless)
    assert "The name of the reviewer is empty." in _html(_drawn(_forced_import, name="", data=data.decode()))
    assert workbench.reviewing.history(article) == []
    test = _drawn(_report, name="Bo", article=article)
    test.file_uploader(key="csv-in").set_value(("verdicts.csv", data, "text/csv"))
    test.button(key="FormSubmitter:bring-back-Import").click().run()
    assert "1 verdict added" in _html(test)
    assert [one.reviewer for one in workbench.reviewing.history(article)] == ["Bo"]


def _forced_import() -> None:
    import streamlit as st

    from claims.screens import messages, session
    from claims.screens.report.page import _import

    _import(session.workbench(), st.query_params["data"].encode())
    messages.draw("import")


def test_the_list_of_articles_counts_nobodys_verdicts_while_there_is_no_name(workbench: Workbench) -> None:
    article = _store(workbench, 20)
    assert "20 claims</span>" in _html(_drawn(_articles, name=""))
    assert "20 claims, 0 decided by Ada · 20 claims left</span>" in _html(_drawn(_articles))
    (claim, *_rest) = workbench.articles.claims(article)
    workbench.reviewing.judge(an_act(claim, "not checked", reason="background", pins=()))
    assert "20 claims, 0 decided and 1 passed by Ada · 19 claims left</span>" in _html(_drawn(_articles))


def test_a_disputed_claims_evidence_without_publisher_and_title_is_said_to_have_no_publisher() -> None:
    pin = replace(PIN, publisher="", title="")
    verdicts = {a_claim().id: [a_judgement(a_claim(), 1, "disputed", pins=(pin,))]}
    shown = claim_list(Overview("art-1", [a_claim()], verdicts, {}), Listing("disputed"))
    assert "No publisher: “62 ships waited.”" in shown


def _late_press() -> None:
    from claims.review.verdict import Verdict
    from claims.screens import messages, session
    from claims.screens.review import decision, page
    from claims.screens.review.seen import Seen, ShownPassages

    page()
    article = session.place("article")
    second = session.workbench().articles.claims(article)[1]
    seen = Seen(article, second.id, session.reviewer(), 1, None)
    decision.choose(seen, Verdict.VERIFIED, ShownPassages())
    decision.answer(seen, Verdict.VERIFIED, "", ShownPassages())
    messages.draw()


def test_a_button_of_a_claim_that_is_no_longer_in_focus_decides_nothing(workbench: Workbench) -> None:
    article = _store(workbench, 20)
    test = _drawn(_late_press, article=article)
    assert "The page had just gone on to claim 1." in _html(test)
    assert workbench.reviewing.history(article) == []


def test_a_verdict_on_a_removed_claim_is_counted_nowhere(workbench: Workbench) -> None:
    article = _store(workbench, 20)
    test = _drawn(_review, article=article)
    next(field for field in test.text_input if field.label == "Note").set_value("Seen.").run()
    _decide(test, "Verified")
    first = workbench.articles.claims(article)[0]
    workbench.reviewing.edits.remove(first.id, reviewer="Ada", version=first.version, request_id="gone")
    shown = _html(_drawn(_report, article=article))
    assert '<b>0</b><span class="wb-st wb-ok">✓ verified' in shown
    assert "List 19 claims: not reviewed" in shown
    assert "✓ All 19 reviewed" not in _html(_drawn(_review, article=article))


def test_the_report_counts_a_source_once_under_whatever_name_the_article_gives_it(workbench: Workbench) -> None:
    text = (
        "The Office for Roads said the pier was closed on Monday. "
        "The Office said 12 ferries were late. The Pilots' Bureau said two were early."
    )
    article = workbench.articles.preview(workbench.articles.paste(text))
    workbench.articles.add(article)
    assert {name for claim in workbench.articles.claims(article.id) for name in claim.attributed_to} >= {
        "Office for Roads"
    }
    shown = _html(_drawn(_report, article=article.id))
    assert shown.count("<td>Office for Roads</td>") == 1
    assert "<td>the Office</td>" not in shown
