"""Whose a text in the first person is where only its headline names somebody."""

import pytest

from tests.claims.splitting.test_speeches import speakers

pytestmark = pytest.mark.model

STATEMENT = """When I came to the town hall four years ago, our town had a broken bridge.

In my first year the bridge was rebuilt. We hired six nurses.

The school has a new roof. I believe the harbour can grow.

That is why I am asking for your vote in May.
"""
ROOF = "The school has a new roof."


@pytest.mark.parametrize(
    ("headline", "speaker"),
    [
        ("Mayor Brian Grove To Seek Another Term", "Brian Grove"),
        ("Brian Grove to run for mayor again", "Brian Grove"),
        ("Ana Ruiz announces her candidacy", "Ana Ruiz"),
        ("Senator Tom Lee on the flood", "Tom Lee"),
        ("Dr Ana Maria Ruiz enters the race for the harbour board", "Ana Maria Ruiz"),
        ("Councillor Ida Holm Seeks A Second Term", "Ida Holm"),
    ],
)
def test_a_statement_is_the_only_persons_its_headline_names(headline: str, speaker: str) -> None:
    assert speakers(f"{headline}\n\nMay 3, 2024\n\n{STATEMENT}")[ROOF] == (speaker,)


def test_the_speaker_may_tell_of_a_relative() -> None:
    kin = "My father built the mill. He paid for my school."
    assert speakers(f"Mayor Brian Grove to seek another term\n\n{STATEMENT}\n{kin}\n")[ROOF] == ("Brian Grove",)


@pytest.mark.parametrize(
    ("headline", "more"),
    [
        ("Mayor Brian Grove to seek another term", "I doubt that Grove will win my street."),
        ("Mayor Brian Grove to seek another term", "The mayor has not answered my letters."),
        ("Mayor Brian Grove to seek another term", "I doubt that he will win my street."),
        ("Ana Ruiz announces her candidacy", "I have voted for her twice."),
        ("Ana Ruiz announces her candidacy", "I have asked the mayor what comes next."),
        ("Mayor Brian Grove to seek another term", "Ida Holm said the debt had grown."),
        ("Mayor Brian Grove to seek another term", "“I will not vote,” a nurse told me."),
        ("Grove to seek another term", "I have one more wish."),
        ("Brian Grove and Ana Ruiz to seek another term", "I have one more wish."),
        ("Mayor Brian Grove to challenge Ana Ruiz", "I have one more wish."),
        ("Lorn Harbour to seek another loan", "I have one more wish."),
    ],
)
def test_a_column_on_the_news_of_its_headline_is_not_that_persons(headline: str, more: str) -> None:
    assert speakers(f"{headline}\n\n{STATEMENT}\n{more}\n")[ROOF] == ()


def test_a_statement_with_a_byline_is_its_writers() -> None:
    text = f"Mayor Brian Grove to seek another term\n\nBy Tom Reed\n\n{STATEMENT}"
    assert speakers(text)[ROOF] == ("Tom Reed",)


def test_a_report_that_quotes_is_not_the_persons_of_its_headline() -> None:
    text = """Mayor Brian Grove to seek another term

The mayor will run again in May. The school has a new roof.

“I promised a bridge. My promise was kept,” Grove told the council.
"""
    assert speakers(text)[ROOF] == ()
