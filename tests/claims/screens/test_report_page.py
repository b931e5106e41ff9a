"""The Report page: the conclusion, what is published, and a packet that comes in."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from claims.review.verdict import Question
from claims.services.packets import fingerprint
from claims.workbench import Workbench
from tests.claims.review.making import PIN
from tests.claims.services.making import ARTICLE_ID, a_workbench, act

DRAW_SECONDS = 60


def _report() -> None:
    from claims.screens.report import page

    page()


def drawn(name: str = "Ada", **query: str) -> AppTest:
    test = AppTest.from_function(_report, default_timeout=DRAW_SECONDS)
    test.session_state["_reviewer"] = name
    for key, value in query.items():
        test.query_params[key] = value
    test.run()
    assert not test.exception
    return test


def words(test: AppTest) -> str:
    return " ".join(str(element.proto.body) for element in test.get("html"))


def test_a_conclusion_is_saved_under_a_name_and_not_without_one(workbench: Workbench, tmp_path: Path) -> None:
    a_workbench(tmp_path).close()
    assert drawn("", article=ARTICLE_ID).button(key="FormSubmitter:conclude-Save the conclusion").disabled
    test = drawn(article=ARTICLE_ID)
    test.text_area(key=f"conclusion-{ARTICLE_ID}").set_value("Two figures are wrong.")
    test.button(key="FormSubmitter:conclude-Save the conclusion").click().run()
    assert "The report begins with it." in words(test)
    held = workbench.reports.conclusion(ARTICLE_ID)
    assert held is not None
    assert (held.text, held.reviewer) == ("Two figures are wrong.", "Ada")


def test_a_conclusion_of_somebody_else_is_shown_before_it_is_written_over(
    workbench: Workbench, tmp_path: Path
) -> None:
    a_workbench(tmp_path).close()
    test = drawn(article=ARTICLE_ID)
    workbench.reports.conclude(ARTICLE_ID, "All of it holds.", "Sefa K.")
    test.text_area(key=f"conclusion-{ARTICLE_ID}").set_value("Two figures are wrong.")
    test.button(key="FormSubmitter:conclude-Save the conclusion").click().run()
    assert "Sefa K. saved another conclusion meanwhile" in words(test)
    assert "Saved now: “All of it holds.”" in words(test)
    held = workbench.reports.conclusion(ARTICLE_ID)
    assert held is not None
    assert held.text == "All of it holds."
    assert test.text_area(key=f"conclusion-{ARTICLE_ID}").value == "Two figures are wrong."
    test.button(key="FormSubmitter:conclude-Save the conclusion").click().run()
    assert "The report begins with it." in words(test)
    held = workbench.reports.conclusion(ARTICLE_ID)
    assert held is not None
    assert held.text == "Two figures are wrong."


def test_claims_are_published_only_once_all_that_is_required_is_given(workbench: Workbench, tmp_path: Path) -> None:
    filled = a_workbench(tmp_path)
    assert "ClaimReview needs a reviewed claim" in words(drawn(article=ARTICLE_ID))
    filled.reviewing.judge(act(filled, 1, "verified"))
    filled.close()
    test = drawn(article=ARTICLE_ID)
    assert "ClaimReview needs a publisher." in words(test)
    test.text_input(key="publish-publisher").set_value("Desk").run()
    assert "needs the public address" in words(test)
    test.text_input(key="publish-url").set_value("https://desk.example/1").run()
    assert "Choose the claims to publish." in words(test)
    (claim,) = workbench.reports.publishable(ARTICLE_ID)
    test.multiselect(key=f"publish-claims-{ARTICLE_ID}").set_value([claim.id]).run()
    assert not test.exception
    assert [one for one in test.get("download_button") if one.proto.label == "ClaimReview of 1 claim"]


def test_a_packet_is_brought_in_where_there_is_no_article_yet(
    workbench: Workbench, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = a_workbench(tmp_path_factory.mktemp("other"))
    other.reviewing.judge(act(other, 1, "verified"))
    packet = other.packets.make(ARTICLE_ID)
    other.close()
    test = drawn()
    assert "Nothing to report yet" in words(test)
    test.file_uploader(key="csv-in").set_value(("ships.zip", packet[:-1] + b"!", "application/zip"))
    test.button(key="FormSubmitter:bring-back-Import").click().run()
    assert "does not verify" in words(test)
    test.file_uploader(key="csv-in").set_value(("ships.zip", packet, "application/zip"))
    test.button(key="FormSubmitter:bring-back-Import").click().run()
    assert "✓ Imported." in words(test)
    assert fingerprint(packet) in words(test)
    assert [line.reviewer for line in workbench.reviewing.history(ARTICLE_ID)] == ["Ada"]


def test_a_packet_is_made_with_its_fingerprint_beside_it(workbench: Workbench, tmp_path: Path) -> None:
    a_workbench(tmp_path).close()
    test = drawn(article=ARTICLE_ID)
    assert "Fingerprint" not in words(test)
    test.button(key="packet-make").click().run()
    assert re.search(r"Fingerprint [0-9a-f]{64}\.", words(test))
    assert "Download the packet" in [one.proto.label for one in test.get("download_button")]


def two_reviewers(tmp_path: Path, count: int = 4) -> list[str]:
    """Let Ada verify claims 1 and 2, and Bo dispute claims 2 and 3; return the ids of the claims."""
    filled = a_workbench(tmp_path, count)
    for number, value, reviewer in ((1, "verified", "Ada"), (2, "verified", "Ada"), (2, "disputed", "Bo")):
        filled.reviewing.judge(act(filled, number, value, reviewer=reviewer))
    filled.reviewing.judge(act(filled, 3, "disputed", reviewer="Bo", reason="contradicted"))
    ids = [claim.id for claim in filled.articles.claims(ARTICLE_ID)]
    filled.close()
    return ids


def counts(test: AppTest) -> dict[str, int]:
    """Return the number of each box."""
    found = re.findall(r"<div><b>(?:<a[^>]*>)?(\d+)(?:</a>)?</b><span class=\"wb-st[^\"]*\">\S+ ([^<]+)", words(test))
    return {word: int(number) for number, word in found}


@pytest.mark.usefixtures("workbench")
def test_the_counts_are_of_all_reviewers_and_of_one_by_name(tmp_path: Path) -> None:
    two_reviewers(tmp_path)
    test = drawn("Ada", article=ARTICLE_ID)
    whole = {"verified": 1, "disputed": 1, "unclear": 0, "reviewers disagree": 1, "not reviewed": 1}
    assert counts(test) == {**whole, "relied on": 1}
    test.selectbox(key="whose").set_value("Bo").run()
    assert "1 with passages, 0 by note" in words(drawn("Ada", article=ARTICLE_ID))
    assert counts(test) == {"verified": 0, "disputed": 2, "unclear": 0, "not reviewed": 2, "relied on": 1}
    assert counts(drawn("Ada", article=ARTICLE_ID, whose="Ada"))["verified"] == 2


@pytest.mark.usefixtures("workbench")
def test_the_four_numbers_are_on_the_page_once(tmp_path: Path) -> None:
    filled = a_workbench(tmp_path)
    filled.reviewing.judge(act(filled, 1))
    filled.close()
    shown = words(drawn(article=ARTICLE_ID))
    assert "Progress" not in shown
    assert "By reviewer" not in shown
    assert "Counted here: the verdicts of Ada.<" in shown


@pytest.mark.usefixtures("workbench")
def test_every_number_lists_its_claims_and_each_of_them_leads_to_the_review(tmp_path: Path) -> None:
    ids = two_reviewers(tmp_path)
    test = drawn(article=ARTICLE_ID)
    assert "Disputed: 1 claim<" in words(test)
    assert f'data-to="{ids[2]}">3 ships waited off port 3 on Monday.</a>' in words(test)
    test.text_input(key="jump").set_value("list reviewers-disagree").run()
    assert "Reviewers disagree: 1 claim<" in words(test)
    row = words(test).split("wb-differ")[1].split("</table>")[0]
    assert f'data-to="{ids[1]}">2 ships waited off port 2 on Monday.</a>' in row
    assert re.findall(r'data-label="(\w+)"><b class="wb-\w+">(.*?)</b>', row) == [
        ("Ada", "✓ verified"),
        ("Bo", "✗ disputed"),
    ]
    assert test.query_params["list"] == "reviewers-disagree"
    of_source = re.search(r'data-to="(list not-reviewed [0-9a-f]{12})"', words(test))
    assert of_source is not None
    test.text_input(key="jump").set_value(of_source[1]).run()
    assert "Not reviewed: 1 claim · Pilot Weekly<" in words(test)
    assert f'data-to="{ids[3]}">4 ships waited off port 4 on Monday.</a>' in words(test)


@pytest.mark.usefixtures("workbench")
def test_what_reviewers_disagree_on_rests_folded_below_each_verdict(tmp_path: Path) -> None:
    filled = a_workbench(tmp_path)
    filled.reviewing.judge(act(filled, 1, "verified", note="Counted twice <b>here</b>."))
    filled.reviewing.judge(act(filled, 1, "disputed", reviewer="Bo", reason="contradicted", note="", pins=(PIN, PIN)))
    filled.close()
    test = drawn(article=ARTICLE_ID, list="reviewers-disagree")
    ada, bo = words(test).split("<details")[1:3]
    assert "“Counted twice &lt;b&gt;here&lt;/b&gt;.”</summary><p>Counted twice &lt;b&gt;here&lt;/b&gt;.</p>" in ada
    assert f"2 passages</summary><p>{PIN.publisher}: “{PIN.excerpt}”</p>" in bo
    assert bo.split("</summary>")[0].count("passage") == 1


@pytest.mark.usefixtures("workbench")
def test_the_report_says_whose_verdicts_it_counts_and_that_the_review_page_counts_ones_own(tmp_path: Path) -> None:
    two_reviewers(tmp_path)
    all_of_them = "Counted here: the verdicts of all 2 reviewers."
    assert f"{all_of_them} The Review page counts yours alone: 2 claims.<" in words(drawn(article=ARTICLE_ID))
    assert f"{all_of_them} The Review page counts yours alone: 0 claims.<" in words(drawn("Cy", article=ARTICLE_ID))
    assert "Counted here: the verdicts of Ada.<" in words(drawn(article=ARTICLE_ID, whose="Ada"))
    of_bo = "Counted here: the verdicts of Bo. The Review page counts yours alone: 2 claims.<"
    assert of_bo in words(drawn(article=ARTICLE_ID, whose="Bo"))


@pytest.mark.usefixtures("workbench")
@pytest.mark.parametrize(
    "asked", ["list", "list nothing", "list not-reviewed ffffffffffff", "whose nobody", "x" * 500]
)
def test_a_press_that_names_no_list_changes_nothing(tmp_path: Path, asked: str) -> None:
    two_reviewers(tmp_path)
    test = drawn(article=ARTICLE_ID)
    test.text_input(key="jump").set_value(asked).run()
    assert not test.exception
    assert counts(test)["disputed"] == 1


@pytest.mark.usefixtures("workbench")
def test_a_long_article_has_forty_columns_whose_sign_is_what_needs_a_look_first(tmp_path: Path) -> None:
    ids = two_reviewers(tmp_path, 500)
    shown = words(drawn(article=ARTICLE_ID))
    columns = re.findall(r'<a class="wb-to (\w+)" href="[^"]*" data-to="([^"]+)" title="([^"]+)"', shown)
    assert len(columns) == len(range(0, 500, 13))
    assert columns[0] == (
        "no",
        ids[2],
        "Claims 1 to 13: 10 not reviewed, 1 verified, 1 reviewers disagree, 1 disputed. To claim 3, disputed",
    )
    assert columns[1][:2] == ("op", ids[13])


def test_the_answers_about_a_named_source_are_counted_beside_its_verdicts(
    workbench: Workbench, tmp_path: Path
) -> None:
    a_workbench(tmp_path).close()
    said = {"question": Question.DID_THEY_SAY_IT, "named_source": "Pilot Weekly", "pins": (), "expected": None}
    workbench.reviewing.judge(act(workbench, 1, "said", **said))
    workbench.reviewing.judge(act(workbench, 1, "not found", reviewer="Bo", **said))
    workbench.reviewing.judge(act(workbench, 2, "said", reviewer="Cy", **said))
    page = words(drawn(article=ARTICLE_ID))
    row = next(line for line in page.split("<tr>") if line.startswith("<td>Pilot Weekly"))
    cells = re.findall(r'data-label="\S+ (said|not said|not found)">(?:<span class="wb-q">)?(\d+)', row)
    assert cells == [("said", "2"), ("not said", "0"), ("not found", "1")]
    assert page.index("Did they say it?") < page.index("<td>Pilot Weekly")


def test_the_report_comes_before_the_data_and_what_is_disputed_before_the_rest(
    workbench: Workbench, tmp_path: Path
) -> None:
    a_workbench(tmp_path).close()
    workbench.reviewing.judge(act(workbench, 1, "disputed"))
    page = words(drawn(article=ARTICLE_ID))
    places = [
        page.index(words) for words in ("Disputed: 1 claim", "Conclusion", "Over the length", "By named source")
    ]
    assert places == sorted(places)
