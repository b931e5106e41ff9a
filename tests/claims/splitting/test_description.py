"""What a passage of a source says of itself."""

from __future__ import annotations

from datetime import date

import pytest

from claims.splitting import describe, describe_claim, read_article, split
from sources.source import Document

PUBLISHED = date(2026, 10, 12)


@pytest.mark.model
def test_a_passage_names_its_source_its_figures_and_its_days() -> None:
    told = describe("The Harbour Office said on Friday that 40 ships waited off Brenn.", PUBLISHED)
    assert told.attributed_to == ("Harbour Office",)
    assert told.figures == ("40",)
    assert [(one.text, one.start) for one in told.dates] == [("Friday", date(2026, 10, 9))]


@pytest.mark.model
def test_a_day_that_a_passage_speaks_of_as_coming_is_the_next_one() -> None:
    told = describe("The closure of the lock has been extended until Nov 27, the office said.", PUBLISHED)
    assert [(one.text, one.end) for one in told.dates] == [("until Nov 27", date(2026, 11, 27))]


@pytest.mark.model
@pytest.mark.parametrize("word", ["Both", "Each", "Neither", "Some", "Others", "Many"])
def test_a_word_like_a_pronoun_is_nobody_whom_a_passage_names(word: str) -> None:
    told = describe(f"{word} said that the lock was safe.", PUBLISHED)
    assert told.attributed_to == ()


@pytest.mark.model
def test_a_day_of_a_claim_is_no_figure_of_it() -> None:
    article = read_article(
        Document("Treaty near\n\n11 October 2019\n\nThe 2 offices will sign the treaty on Oct 20.", "txt")
    )
    (claim,) = split(article)
    assert "20" in claim.numbers
    told = describe_claim(claim)
    assert told.figures == ("2",)
    assert [time.text for time in told.dates] == ["Oct 20"]
