"""Whose words letters to an editor, blogs and speeches are that name their writer around the text."""

from __future__ import annotations

from datetime import date

import pytest

from claims.splitting import read_article, split
from sources.source import Document

pytestmark = pytest.mark.model

LETTERS = """Your letters

SIR – The minister likes beavers. Ours felled nine apple trees in May.

The pond is dry.

Anthony Hale
Norring

SIR – I have kept bees since 1961.

Mrs P. Dunn
Dorn, Westshire

Dear Editor,

My bus to Lorn takes two hours. In 1935 the train took one.

TOM ASH
Lorn
"""
BLOG = """What I learned

I bought two hives in May. A neighbour laughed at me.

My second swarm stayed.

I sold forty jars.

Ida Holm is a teacher and beekeeper in Dorn.
"""
ORAL = """Oral statement to Parliament

The northern lines

From: Department for Rail and The Rt Hon Nora Finch MP

Delivered on: 12 March 2024 (Transcript of the speech, exactly as it was delivered)

I would like to make a statement. In January nine operators cancelled trains.

I have met my right hon. Friend the Member for Dorn. I thank him.
"""


def speakers(text: str) -> dict[str, tuple[str, ...]]:
    """Return who says each claim of a text."""
    article = read_article(Document(text=text, kind="txt"), published=date(2024, 5, 3))
    return {claim.text: claim.attributed_to for claim in split(article)}


@pytest.mark.parametrize(
    ("text", "words", "who"),
    [
        (LETTERS, "Ours felled nine apple trees in May.", "Anthony Hale"),
        (LETTERS, "The pond is dry.", "Anthony Hale"),
        (LETTERS, "P. Dunn has kept bees since 1961.", "P. Dunn"),
        (LETTERS, "Tom Ash's bus to Lorn takes two hours.", "Tom Ash"),
        (BLOG, "Ida Holm bought two hives in May.", "Ida Holm"),
        (ORAL, "In January nine operators cancelled trains.", "Nora Finch"),
        (ORAL, "Nora Finch has met Nora Finch's right hon Friend the Member for Dorn.", "Nora Finch"),
    ],
)
def test_a_text_is_of_whom_the_lines_around_it_name(text: str, words: str, who: str) -> None:
    assert speakers(text)[words] == (who,)


def test_what_a_line_about_the_author_says_is_not_the_authors() -> None:
    assert speakers(BLOG)["Ida Holm is a teacher and beekeeper in Dorn."] == ()


def test_a_person_of_whom_the_text_tells_did_not_write_it() -> None:
    told = BLOG.replace("A neighbour laughed", "Ida Holm laughed")
    assert speakers(told)["I bought two hives in May."] == ()


def test_a_letter_ends_before_the_next_one() -> None:
    unsigned = LETTERS.replace("Mrs P. Dunn\nDorn, Westshire\n", "")
    assert speakers(unsigned)["I have kept bees since 1961."] == ()


@pytest.mark.parametrize("text", [LETTERS, ORAL])
def test_salutations_signatures_and_heads_are_no_claims(text: str) -> None:
    assert not [
        words for words in speakers(text) if any(mark in words for mark in ("SIR", "Dear", "Deliver", "From"))
    ]


def test_who_speaks_at_an_opening_is_named_by_rank() -> None:
    text = (
        "BG(NS) Yap Ong Heng at the Opening of the Port Forum\n\nI am glad that you came. We built 40 berths in 2023."
        "\n\nMy office sold two.\n"
    )
    assert speakers(text)["We built 40 berths in 2023."] == ("Yap Ong Heng",)


def test_a_report_on_somebody_at_a_forum_is_no_speech() -> None:
    text = "Mayor Ana Ruiz at the Port Forum\n\nThe mayor came on Monday. The port has 40 berths.\n\nNobody spoke.\n"
    assert speakers(text)["The port has 40 berths."] == ()


def test_a_paper_that_asks_is_known_by_what_the_text_tells_of_it() -> None:
    text = (
        "Seagrass\n\nSofia Renn spoke to Coast Today about seagrass.\n\nCoast Today: Your critics doubt the figures."
        " The port has counted, too.\n\nSofia Renn: They counted in June, when algae make all of it green, and"
        " the boat that they took was too slow for the bay.\n\nCoast Today: What now?\n\n"
        "Renn: The port owns nine meadows. Two of them are dry in summer.\n"
    )
    found = speakers(text)
    assert found["The port owns nine meadows."] == ("Sofia Renn",)
    assert not [words for words in found if "critics" in words or "counted, too" in words]
