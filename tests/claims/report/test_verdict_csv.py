from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from claims.claim import Attribution
from claims.report.columns import COLUMNS, NAMES
from claims.report.verdict_csv import verdict_csv
from claims.review.judgement import Shown
from claims.review.verdict import Question
from sources.language.span import Span
from sources.language.times.reference import TimeOf, TimeReference
from tests.claims.report.making import TEXT, an_article, frame, reviewed
from tests.claims.review.making import PIN, a_claim, a_judgement

DESIGNED = (
    "schema_version, article_id, article_title, article_date, claim_id, claim_order, claim_text, article_quote, "
    "start, end, kind, check_worthiness, attributed_to, attribution_cue, hedges, dates, unresolved, verdict, reason, "
    "attribution_verdicts, attribution_decided_at, attribution_proposals, note, reviewer, decided_at, evidence, "
    "origins, open_terms, adjudicated, model_id, version, writers_notes"
)


EVIDENCE = {
    "source_id": "src-1",
    "publisher": "Pilot Weekly",
    "title": "Ships wait",
    "url": "https://h.example/1",
    "published": "2024-05-02",
    "excerpt": "62 ships waited.",
    "similarity": 0.83,
    "start": 10,
    "end": 30,
    "place": "page 3",
    "source_now": "unchanged",
}
"""The cell of `PIN`, a passage that nobody changed since."""


def test_the_columns_are_the_agreed_ones_in_their_order() -> None:
    assert ", ".join(NAMES) == DESIGNED
    assert verdict_csv([]).decode() == DESIGNED.replace(", ", ",") + "\r\n"


def test_the_readme_describes_the_columns_as_the_code_does() -> None:
    readme = (Path(__file__).resolve().parents[3] / "claims" / "README.md").read_text(encoding="utf-8")
    section = readme.split("\n## The verdict CSV\n")[1].split("\n## ")[0]
    told = [
        (name, meaning)
        for names, meaning in re.findall(r"^\| (`.*?`) \| (.*) \|$", section, flags=re.MULTILINE)
        for name in re.findall(r"`(\w+)`", names)
    ]
    assert told == [(column.name, column.meaning) for column in COLUMNS]


def test_one_row_for_each_claim_and_reviewer_and_one_for_a_claim_that_nobody_reviewed() -> None:
    one, two = a_claim(1), a_claim(2)
    table = frame(
        verdict_csv(
            [
                reviewed(
                    a_judgement(one, 1, "verified"),
                    a_judgement(one, 2, "disputed", reviewer="Sefa K."),
                    a_judgement(two, 3, "unclear"),
                )
            ]
        )
    )
    assert list(zip(table["claim_order"], table["reviewer"], table["verdict"], strict=True)) == [
        ("1", "Ada", "verified"),
        ("1", "Sefa K.", "disputed"),
        ("2", "Ada", "unclear"),
        ("3", "", ""),
    ]


def test_a_row_holds_what_the_page_showed() -> None:
    claim = a_claim(
        1,
        attributions=(Attribution("Tass", "said"), Attribution("Pilot “Weekly”", "according to")),
        hedges=("reportedly",),
        dates=(TimeReference("on Monday", date(2024, 4, 29), None, TimeOf.SAYING, Span(0, 3)),),
        unresolved=("ellos – они",),
        version=3,
        check_worthiness=0.25,
    )
    judgement = a_judgement(
        claim,
        7,
        "disputed",
        reason="misquoted",
        note="See p. 3",
        claim_version=2,
        pins=(PIN,),
        shown=Shown("minilm", (0.83,)),
    )
    (row,) = frame(verdict_csv([reviewed(judgement, claims=[claim])])).to_dict("records")
    assert row == {
        "schema_version": "1",
        "article_id": "art-000000000001",
        "article_title": "Ships wait",
        "article_date": "2024-05-03",
        "claim_id": claim.id,
        "claim_order": "1",
        "claim_text": "1 ships were delayed.",
        "article_quote": TEXT[100:120],
        "start": "100",
        "end": "120",
        "kind": "event",
        "check_worthiness": "0.25",
        "attributed_to": '["Tass", "Pilot “Weekly”"]',
        "attribution_cue": '["said", "according to"]',
        "hedges": '["reportedly"]',
        "dates": '[{"text": "on Monday", "start": "2024-04-29", "end": null, "of": "saying"}]',
        "unresolved": '["ellos – они"]',
        "verdict": "disputed",
        "reason": "misquoted",
        "attribution_verdicts": "{}",
        "attribution_decided_at": "{}",
        "note": "See p. 3",
        "reviewer": "Ada",
        "decided_at": "2024-05-03T12:00:07.000000Z",
        "evidence": json.dumps([EVIDENCE]),
        "adjudicated": "",
        "model_id": "minilm",
        "version": "2",
        "writers_notes": "[]",
    } | dict.fromkeys(("attribution_proposals", "origins", "open_terms"), "[]")


def test_an_article_without_a_date_has_an_empty_cell() -> None:
    table = frame(verdict_csv([reviewed(article=an_article(published=None))]))
    assert set(table["article_date"]) == {""}


def test_removed_claims_have_no_row_though_they_were_decided() -> None:
    claims = [a_claim(1), a_claim(2, removed=True)]
    table = frame(verdict_csv([reviewed(a_judgement(claims[1], 1), claims=claims)]))
    assert list(table["claim_id"]) == [claims[0].id]


def test_whether_they_said_it_stands_beside_the_verdict_or_alone() -> None:
    claim = a_claim(1)
    said = a_judgement(claim, 2, "said", question=Question.DID_THEY_SAY_IT, named_source="Pilot Weekly", note="p. 2")
    both = frame(verdict_csv([reviewed(a_judgement(claim, 1, note="n"), said, claims=[claim])])).iloc[0]
    assert (both["verdict"], both["attribution_verdicts"], both["note"]) == (
        "verified",
        '{"Pilot Weekly": "said"}',
        "n",
    )
    alone = frame(verdict_csv([reviewed(said, claims=[claim])])).iloc[0]
    assert (alone["verdict"], alone["attribution_verdicts"], alone["note"]) == (
        "",
        '{"Pilot Weekly": "said"}',
        "p. 2",
    )


def test_proposed_passages_are_marked_and_stand_only_where_nobody_decided() -> None:
    one, two = a_claim(1), a_claim(2)
    proposed = {one.id: [PIN], two.id: [PIN]}
    data = verdict_csv([reviewed(a_judgement(one, 1, pins=()), claims=[one, two], proposed=proposed, model_id="m")])
    table = frame(data)
    assert table["evidence"][0] == "[]"
    assert json.loads(table["evidence"][1])[0]["proposed"] is True
    assert table["model_id"][1] == "m"


def test_the_plain_file_has_no_mark_and_the_one_for_excel_has_one() -> None:
    assert verdict_csv([reviewed()]).startswith(b"schema_version")
    assert verdict_csv([reviewed()], excel=True).startswith(b'\xef\xbb\xbf"schema_version"')


CELLS = [
    "=1+1",
    "+1",
    "-1",
    "@x",
    "\t=1",
    "a\tb",
    '"q"',
    "a\nb",
    "a\rb",
    "\r",
    "a\r\nb",
    "x" * 32_768,
    "NA",
    "007",
    "😀",
]
CELLS += ["null", "nan", " ", "", "'x", "'=x", "＝1", "a,b;c", "1E5", "\ufeffx", "  =1", "עברית", "1 May"]


def test_awkward_cells_come_back_from_pandas_exactly() -> None:
    claims = [a_claim(number) for number in range(1, 9)]
    for cell in CELLS:
        judgements = [a_judgement(claim, claim.order, note=cell, reviewer=f"R{cell[:9]}") for claim in claims]
        table = frame(verdict_csv([reviewed(*judgements, claims=claims)]))
        assert set(table["note"]) == {cell}
        assert set(table["reviewer"]) == {f"R{cell[:9]}"}


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30))
def test_any_text_comes_back_from_pandas_exactly(note: str) -> None:
    claim = a_claim(1)
    table = frame(verdict_csv([reviewed(a_judgement(claim, 1, note=note), claims=[claim])]))
    assert list(table["note"]) == [note]
