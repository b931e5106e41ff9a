"""What leaves for the public and for other programs: ClaimReview, Web Annotation, the Excel workbook."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from claims.services.reports import NotPublishable
from claims.workbench import Workbench
from tests.claims.report.making import frame
from tests.claims.services.making import ARTICLE_ID, Clock, a_workbench, act

URL = "https://desk.example/checks/12"


@pytest.fixture
def workbench(tmp_path: Path) -> Iterator[Workbench]:
    workbench = a_workbench(tmp_path, count=4, clock=Clock())
    workbench.reviewing.judge(act(workbench, 1, "verified", note="=HYPERLINK(1)"))
    workbench.reviewing.judge(act(workbench, 2, "disputed", reason="misquoted", note="</script><b>"))
    workbench.reviewing.judge(act(workbench, 3, "verified"))
    workbench.reviewing.judge(act(workbench, 3, "disputed", reason="misquoted", reviewer="Sefa K."))
    yield workbench
    workbench.close()


def reviews(workbench: Workbench, **given: Any) -> list[dict[str, Any]]:
    data = workbench.reports.claim_reviews(ARTICLE_ID, **({"url": URL, "publisher": "Desk"} | given))
    found: list[dict[str, Any]] = json.loads(data)
    return found


def test_each_reviewed_claim_on_which_reviewers_agree_has_a_claim_review_with_the_required_fields(
    workbench: Workbench,
) -> None:
    claims = workbench.articles.claims(ARTICLE_ID)
    found = reviews(workbench)
    assert [one["claimReviewed"] for one in found] == [claims[0].text, claims[1].text]
    for one in found:
        assert (one["@context"], one["@type"]) == ("https://schema.org", "ClaimReview")
        assert one["url"].startswith(f"{URL}#clm-")
        assert one["author"] == {"@type": "Organization", "name": "Desk"}
        assert one["itemReviewed"]["author"]["name"] == "Pilot Weekly"
        assert one["datePublished"] == "2024-05-03"
    assert len({one["url"] for one in found}) == 2
    assert [one["reviewRating"]["alternateName"] for one in found] == ["Verified", "Disputed: misquoted"]


def test_a_person_chooses_what_is_published(workbench: Workbench) -> None:
    claims = workbench.articles.claims(ARTICLE_ID)
    (one,) = reviews(workbench, claim_ids=[claims[1].id])
    assert one["claimReviewed"] == claims[1].text
    for number in (3, 4):
        with pytest.raises(NotPublishable, match=f"decide: claim {number}"):
            reviews(workbench, claim_ids=[claims[number - 1].id])
    with pytest.raises(NotPublishable, match="Choose the claims"):
        reviews(workbench, claim_ids=[])


@pytest.mark.parametrize(
    "url", ["", "desk.example", "ftp://desk.example/1", "https://desk", "javascript:alert(1)", "https://["]
)
def test_a_claim_review_without_a_public_address_is_refused(workbench: Workbench, url: str) -> None:
    with pytest.raises(NotPublishable, match="public address"):
        reviews(workbench, url=url)


def test_a_claim_review_without_a_publisher_or_a_reviewed_claim_is_refused(
    workbench: Workbench, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with pytest.raises(NotPublishable, match="publisher"):
        reviews(workbench, publisher=" ")
    fresh = a_workbench(tmp_path_factory.mktemp("fresh"))
    with pytest.raises(NotPublishable, match="No claim is reviewed"):
        reviews(fresh)
    fresh.close()


def test_no_note_can_end_a_script_element_that_the_claim_reviews_stand_in(workbench: Workbench) -> None:
    data = workbench.reports.claim_reviews(ARTICLE_ID, url=URL, publisher="Desk")
    assert b"<" not in data
    assert [one.get("reviewBody") for one in json.loads(data)][1] == "</script><b>"


def test_an_annotation_finds_the_words_of_its_claim_by_quote_and_by_place(workbench: Workbench) -> None:
    article = workbench.articles.get(ARTICLE_ID)
    assert article is not None
    page = json.loads(workbench.reports.web_annotations(ARTICLE_ID))
    assert page["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert [one["creator"]["name"] for one in page["items"]] == ["Ada", "Ada", "Ada", "Sefa K."]
    assert len({one["id"] for one in page["items"]}) == 4
    for one in page["items"]:
        quote, place = one["target"]["selector"]
        assert (quote["type"], place["type"]) == ("TextQuoteSelector", "TextPositionSelector")
        assert article.text[place["start"] : place["end"]] == quote["exact"]
        around = quote["prefix"] + quote["exact"] + quote["suffix"]
        assert article.text.index(around) == place["start"] - len(quote["prefix"])
        assert article.text.count(around) == 1
    assert page["items"][1]["body"][0]["value"] == "Disputed: misquoted"


def test_the_workbook_has_the_rows_of_the_csv_and_a_row_for_each_pinned_passage(workbench: Workbench) -> None:
    table = frame(workbench.exports.verdict_csv(ARTICLE_ID))
    book = load_workbook(io.BytesIO(workbench.reports.workbook(ARTICLE_ID)))
    assert book.sheetnames == ["Verdicts", "Evidence", "Columns"]
    names, *rows = book["Verdicts"].iter_rows(values_only=True)
    assert list(names) == list(table.columns)
    for row, cells in zip(rows, table.itertuples(index=False), strict=True):
        assert [str(cell) if cell is not None else "" for cell in row] == list(cells)
    heads, *evidence = book["Evidence"].iter_rows(values_only=True)
    pins = [pin for cell in table["evidence"] for pin in json.loads(cell)]
    assert [dict(zip(heads, line, strict=True))["excerpt"] for line in evidence] == [pin["excerpt"] for pin in pins]
    assert pins


def test_nothing_in_the_workbook_is_a_formula(workbench: Workbench) -> None:
    data = workbench.reports.workbook(ARTICLE_ID)
    book = load_workbook(io.BytesIO(data))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    dangerous = [cell for cell in cells if cell.value == "=HYPERLINK(1)"]
    assert dangerous
    assert all(cell.data_type == "s" and cell.quotePrefix for cell in dangerous)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheets = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/")]
    assert sheets
    assert not any(b"<f>" in sheet for sheet in sheets)


def test_a_cell_that_excel_cannot_hold_is_cut_and_says_so(workbench: Workbench) -> None:
    from claims.report.workbook import workbook

    row = dict.fromkeys(frame(workbench.exports.verdict_csv(ARTICLE_ID)).columns, "") | {"evidence": "[]"}
    data = workbook([row | {"claim_text": "x" * 40_000}], made_at=Clock()())
    sheet = load_workbook(io.BytesIO(data))["Verdicts"]
    (value,) = [cell.value for cell in sheet[2] if isinstance(cell.value, str) and cell.value.startswith("xxx")]
    assert len(value) == 32_767
    assert value.endswith("cut; the verdict CSV has it whole")


def test_characters_that_xml_cannot_hold_are_replaced_in_the_workbook() -> None:
    from claims.report.workbook import workbook

    row = {"evidence": "[]", "note": "A\ufffeB\uffffC"}
    sheet = load_workbook(io.BytesIO(workbook([row], made_at=Clock()())))["Verdicts"]
    assert [cell.value for cell in sheet[2] if cell.value and cell.value != "[]"] == ["A\ufffdB\ufffdC"]
