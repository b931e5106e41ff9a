"""Indirect speech that goes on for sentences has its speaker; what the paper says in its own words has none."""

import pytest

from tests.claims.splitting.test_speeches import speakers

pytestmark = pytest.mark.model

HEAD = "A day in the port\n\n"


@pytest.mark.parametrize(
    ("text", "claim", "speaker"),
    [
        ("Ana Holt said the repair would cost 4 million crowns. The insurer would pay half.",
         "The insurer would pay half.", "Ana Holt"),
        ("Ana Holt said she had warned the council. The cranes would stand idle for most of the year.",
         "The cranes would stand idle for most of the year.", "Ana Holt"),
        ("Ana Holt told reporters the state would not pay. Voters had paid once, and they would not pay twice.",
         "Voters would not pay twice.", "Ana Holt"),
        ("The firm announced that it would buy the mill. The mill would keep its name.",
         "The mill would keep its name.", "the firm"),
        ("Ana Holt said the plan would cut fares. The plan would also pay for 40 trams.",
         "The plan would pay for 40 trams.", "Ana Holt"),
        ("Ana Holt said the dock would close. The crews would move. They would also need new boats.",
         "The crews would need new boats.", "Ana Holt"),
    ],
)  # fmt: skip
def test_a_report_in_the_past_goes_on_with_would(text: str, claim: str, speaker: str) -> None:
    assert speakers(HEAD + text + "\n")[claim] == (speaker,)


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Tom Roe said the bill was a mistake. The bill would ban trains of more than 150 cars.",
         "The bill would ban trains of more than 150 cars."),
        ("Tom Roe says the dock is closing. The crews would move to Norring.", "The crews would move to Norring."),
        ("Ana Holt said the bank had failed. Tom Roe would not comment.", "Tom Roe would not comment."),
        ("Ana Holt said she had warned the council. Ana Holt would resign three months later.",
         "Ana Holt would resign three months later."),
        ("Ana Holt said the tax was unfair. But the city would lose 3 million crowns.",
         "The city would lose 3 million crowns."),
        ("Ana Holt said the dock would close. The dock was built in 1908.", "The dock was built in 1908."),
        ("Ana Holt said the dock would close.\n\nThe ferry would sail on.", "The ferry would sail on."),
        ("Ana Holt walked home. The school would close in May.", "The school would close in May."),
    ],
)  # fmt: skip
def test_what_the_paper_may_say_itself_is_nobodys(text: str, claim: str) -> None:
    assert speakers(HEAD + text + "\n")[claim] == ()
