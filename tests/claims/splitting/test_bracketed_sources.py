"""Quotations with their source in brackets behind them, as fact checks and round-ups have them."""

import pytest

from claims.article import BlockKind
from claims.splitting import read_article
from sources.source import Document
from tests.claims.splitting.test_speeches import speakers

pytestmark = pytest.mark.model

HEAD = "A day in the port\n\nThe paper mill at the lake has been closed for three years.\n\n"


@pytest.mark.parametrize(
    ("text", "claims", "source"),
    [
        ("“The port wants to close 40 offices. About 900 people work in them.” [Norring Mail, 2/21/06]",
         ["The port wants to close 40 offices.", "About 900 people work in them."], "Norring Mail"),
        ('FACT: "The minister voted against it in 2011. The bill failed by two votes." (Reuters, 3 May)',
         ["The minister voted against it in 2011.", "The bill failed by two votes."], "Reuters"),
        ("The treaty was never shown. “The treaty was signed in secret. It binds Norland.” [AP, 1/12/07]",
         ["The treaty was signed in secret."], "AP"),
        ("“The tunnel leaks in 14 places.” (Office of the Auditor, Report 14, 2010)",
         ["The tunnel leaks in 14 places."], "Office of the Auditor"),
        ("- “Half of the schools have no hall.” [School Weekly, 4/1/09]\n- “One has no roof.” [Norring Mail, 4/2/09]",
         ["Half of the schools have no hall."], "School Weekly"),
        ("“The bridge cost 4 million crowns.” “Norland paid.” [Source: Radio Merrow, 3 May 2011]",
         ["The bridge cost 4 million crowns.", "Norland paid."], "Radio Merrow"),
    ],
)  # fmt: skip
def test_the_source_in_brackets_says_the_whole_quotation(text: str, claims: list[str], source: str) -> None:
    found = speakers(HEAD + text + "\n")
    assert {claim: found.get(claim) for claim in claims} == dict.fromkeys(claims, (source,))


@pytest.mark.parametrize(
    ("text", "claim", "speaker"),
    [
        ('"The mine has spoilt the river," said Tom Roe. [Dorn Times, 3/3/12]', "The mine has spoilt the river.",
         ("Tom Roe",)),
        ("Dorn denies it. “I never voted for the bill.” [Lorn Herald, 3/4/05]", "Dorn never voted for the bill.",
         ("Dorn",)),
        ("Tom Roe said: “The mine has spoilt the river.” [Dorn Times, 3/3/12]", "The mine has spoilt the river.",
         ("Tom Roe",)),
        # Whether the paper says so or the governor is not sure.
        ("The governor said the lake was clean. “The lake is fit for bathing.” (Lorn Herald, 4 May 2011)",
         "The lake is fit for bathing.", ()),
        ("The mayor wept. “The harbour was full.” (Applause, 3 minutes)", "The harbour was full.", ()),
        ("The verse says much. “The wind blows where it will.” (John 3:8)", "The wind blows where it will.", ()),
        ("The law was read out. “The law is dead.” (New Haven, 3 May 2004)", "The law is dead.", ()),
    ],
)  # fmt: skip
def test_brackets_name_no_speaker_where_somebody_else_may_speak(
    text: str, claim: str, speaker: tuple[str, ...]
) -> None:
    assert speakers(HEAD + text + "\n")[claim] == speaker


def test_a_bracket_with_a_source_is_set_aside() -> None:
    text = HEAD + "“The port wants to close 40 offices.” [Norring Mail, 2/21/06]\n"
    article = read_article(Document(text=text, kind="text", name="a.txt", title=""))
    aside = [block for block in article.blocks if block.reason == "source of the quotation"]
    assert [(block.kind, block.span.of(text)) for block in aside] == [
        (BlockKind.BOILERPLATE, "[Norring Mail, 2/21/06]")
    ]


def test_a_topic_in_capitals_is_no_speaker() -> None:
    assert speakers(HEAD + "FACT: “The minister voted against it in 2011.”\n")[
        "The minister voted against it in 2011."
    ] == ()  # fmt: skip
