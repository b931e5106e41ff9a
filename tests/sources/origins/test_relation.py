"""What joins two texts and what does not, whichever comes first."""

from __future__ import annotations

import random

import pytest

from sources.origins import Report, credits_of, relate, word_sequence
from sources.origins.outlet_names import full, is_outlet, same
from sources.source import OriginKind
from tests.sources.origins.making import report

FERRY = report("ferry", "original").text.partition(" - ")[2]
LAKES = report("reservoir", "original").text.partition(" - ")[2]
HORSE = report("museum", "original").text.partition(" - ")[2]
RADIO = report("ferry", "independent").text
ABOUT = """
The Tarvel Media Group publishes eleven titles between the coast and the lakes. It was founded in 1904 by two brothers
who owned a paper mill, employs 340 people and has belonged to a foundation since 1988. Its titles reach one household
in three. Complaints are heard by an ombudsman, whom the readers elect every other year at an open meeting in Dorn.
"""
COOKIES = """
We use cookies to keep you signed in and to measure which pages are read.
You can change your cookie settings at any time at the foot of this page.
Sign up to our newsletter and have the news of the day in your inbox at seven.
Subscribe now for 3 crowns a week and read without advertisements.
© 2026 Tarvel Media. All rights reserved. Nothing may be reproduced without our leave.
"""
RELEASE = (
    "The new terminal will have room for four ships of up to 210 metres and is to open in the spring of next year. "
)


def kind(one: str, other: str, *publishers: str) -> OriginKind | None:
    names = [*publishers, "Paper A", "Paper B"]
    reports = [
        Report(f"src-{n}", names[n], word_sequence(text), credits_of(text, publisher=names[n]))
        for n, text in enumerate((one, other))
    ]
    found = relate(*reports)
    assert relate(*reversed(reports)) == found
    return found.kind if found else None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (f"{FERRY}\n{COOKIES}", f"{HORSE}\n{COOKIES}"),
        (f"{FERRY}\n{ABOUT}", f"{HORSE}\n{ABOUT}"),
        (f"{ABOUT}\n{FERRY}", f"{ABOUT}\n{HORSE}"),
        (f"By Ada Holm\nSenior reporter\n{FERRY}", f"By Ada Holm\nSenior reporter\n{HORSE}"),
        (f"{RELEASE}{FERRY}", f"{RADIO}\n{RELEASE}"),
        (FERRY, RADIO),
        (RADIO, report("ferry", "credited").text),
        (FERRY, report("ferry", "paraphrased").text),
    ],
    ids=["cookies", "about box", "about box first", "byline", "release", "official", "own report", "paraphrase"],
)
def test_reports_that_share_furniture_or_what_somebody_said_are_not_joined(one: str, other: str) -> None:
    assert kind(one, other) is None


def test_cookies_alone_are_no_text_to_compare() -> None:
    assert kind(COOKIES, COOKIES) is None


@pytest.mark.parametrize("text", ["", "!?", "Page not found.", "The page was not found here, go back now."])
def test_a_text_of_a_few_words_is_nobodys(text: str) -> None:
    assert kind(text, text) is None
    assert kind(text, FERRY) is None


def test_a_statement_that_stands_between_quotation_marks_wholly_is_a_copy_all_the_same() -> None:
    words = FERRY.replace('"', "").replace("\n\n", " ")
    assert kind(f"“{words[:900]}”", f"The captain spoke.\n“{words[:900]}”") is OriginKind.NEAR_COPY


def test_other_quotation_marks_and_blanks_make_the_same_words() -> None:
    assert kind(FERRY, FERRY.replace('"', "”").replace(" ", "\u00a0 ")) is OriginKind.COPY


def test_a_report_in_another_language_shares_no_words() -> None:
    german = (
        "Eine Nachtfähre mit 214 Menschen an Bord ist am frühen Montag vor Port Skarn auf eine Sandbank gelaufen, "
        "nachdem bei schwerer Dünung die Steuerung ausgefallen war, teilte die Küstenwache mit. Niemand wurde schwer "
        "verletzt. Elf Fahrgäste wurden wegen Prellungen behandelt, und ein Koch verbrannte sich die Hand."
    )
    assert kind(FERRY, german) is None
    assert kind(german, german.replace("schwer verletzt", "getötet")) is OriginKind.NEAR_COPY


def test_scripts_without_blanks_are_compared_by_their_letters() -> None:
    japanese = "夜行フェリーが港の沖の砂州に乗り上げた。乗客二百十四人は全員無事で、船は翌朝の満潮で離礁した。" * 2
    assert kind(japanese, f"{japanese}会社は原因を調べている。") is OriginKind.NEAR_COPY


def test_a_short_report_in_a_longer_one_is_a_part_of_it_and_in_a_book_it_is_not() -> None:
    short = "\n\n".join(FERRY.split("\n\n")[:3])
    assert kind(short, f"{FERRY}\n\n{report('ferry', 'paraphrased').text}") is OriginKind.NEAR_COPY
    rng = random.Random(3)
    book = " ".join("".join(rng.choices("aeilnorst", k=rng.randrange(3, 9))) for _ in range(4000)) + "."
    assert kind(short, f"{book}\n\n{FERRY}\n\n{book}") is None


def test_a_credit_line_lets_two_phrases_do_and_without_phrases_it_joins_nothing() -> None:
    credited = report("ferry", "credited").text
    assert kind(credited, FERRY, "Harbour Post", "Calder News Service") is OriginKind.CREDIT
    assert kind(credited.replace("With files from Calder News Service.", ""), FERRY) is None
    assert kind(f"{HORSE}\nWith files from Calder News Service.", FERRY, "Post", "Calder News Service") is None


CREDIT = "\n\nWith files from Calder News Service."
PARAPHRASE = report("ferry", "paraphrased").text.split("\n\n")
STOVE = "Eleven passengers were treated for bruises and a cook burned his hand on a stove."
ANCHORS = "Captain Joren Vick dropped both anchors, but the ship dragged them for almost a mile."


def credited_kind(credited: str, other: str) -> OriginKind | None:
    return kind(credited + CREDIT, other, "Harbour Post", "Calder News Service")


def with_phrases(*phrases: str, more: str = "") -> str:
    """Return the paraphrase, which shares no words in a row with the original, with phrases of that between."""
    first, second, third = PARAPHRASE
    one, other = (*phrases, "", "")[:2]
    return "\n\n".join(part for part in (first, one, second, other, third, more) if part)


def test_beside_a_credit_line_one_phrase_is_too_few() -> None:
    assert credited_kind(with_phrases(STOVE), FERRY) is None
    assert credited_kind(with_phrases(STOVE, ANCHORS), FERRY) is OriginKind.CREDIT


def test_beside_a_credit_line_two_phrases_of_a_long_report_are_too_few() -> None:
    short = "treated for bruises and a cook burned his.", "dropped both anchors, but the ship dragged."
    own = " ".join(f"Bus {number} of the relief service left the quay before seven." for number in range(20))
    assert credited_kind(with_phrases(*short), FERRY) is OriginKind.CREDIT
    assert credited_kind(with_phrases(*short, more=own), f"{FERRY}\n\n{LAKES}") is None


def test_beside_a_credit_line_a_block_that_has_to_do_with_neither_story_joins_nothing() -> None:
    titles = (
        "Radio Merrow, the Lowmark Gazette, the Harrowgate Courier, Studio Pell, Castlewick Weekly and Overby Sport"
    )
    towns = "Dunmore, Fennick, Garsdale, Hollin, Inverlee, Kestrel Bay, Lindholm, Marwick, Northwold and Ostermere"
    block = (
        f"Anselby Tideway Group owns {titles}. It is {{}}. Its printers in {towns} employ 340 people, use 52,000 "
        "tonnes of paper, answer 1,900 letters and deliver 730,000 copies before 6:30."
    )

    def page(text: str, word: str) -> str:
        paragraphs = text.split("\n\n")
        return "\n\n".join([*paragraphs[:2], block.format(word), *paragraphs[2:]])

    assert credited_kind(page(HORSE, "slow"), page(FERRY, "loud")) is None


def test_two_reports_of_one_agency_on_different_news_are_not_joined() -> None:
    assert kind(f"OSTREY (Reuters) - {FERRY}", f"TARN (Reuters) - {HORSE}") is None


@pytest.mark.parametrize(
    ("line", "name", "whole"),
    [
        ("QUELLHAVEN, May 13 (Northgate Wire) - Inspectors found cracks.", "Northgate Wire", True),
        ("LONDON (Reuters) - Rain fell.", "Reuters", True),
        ("PARIS, AFP — Rescue workers came.", "Agence France-Presse", True),
        ("PARIS (AFP) Rescue workers came.", "Agence France-Presse", True),
        ("Rain fell. - AFP", "Agence France-Presse", True),
        ("Rain fell. (AP)", "Associated Press", True),
        ("By The Associated Press\nRain fell.", "Associated Press", True),
        ("PA Media\nRain fell.", "PA Media", True),
        ("Ada Holm, via Reuters\nRain fell.", "Reuters", True),
        ("This article was first published by the Anselby Herald.", "Anselby Herald", True),
        ("This piece originally appeared in Structures Monthly.", "", True),
        ("Republished with permission from The Lake Tribune.", "Lake Tribune", True),
        ("This article was written by Ada Holm, Professor of Law, for The Conversation.", "The Conversation", True),
        ("© 2026 Agence France-Presse", "Agence France-Presse", True),
        ("Rain fell. With files from The Canadian Press.", "Canadian Press", False),
        ("The Associated Press contributed to this report.", "Associated Press", False),
        ("By Ada Holm\nRain fell.", "", True),
        ("Additional reporting by Ada Holm.", "", False),
        ("Photo: Ada Holm, via Reuters", "", True),
        ("The mayor (Labour) - once a teacher - said so.", "", True),
        ("He told Reuters that rain fell.", "", True),
        ("“It was the rain.” - Ada Holm", "", True),
    ],
)
def test_credit_lines(line: str, name: str, whole: bool) -> None:
    found = [(credit.name, credit.whole) for credit in credits_of(line)]
    assert found == ([(name, whole)] if name else [])


def test_nobody_credits_themselves_and_an_outlet_as_author_is_credited() -> None:
    assert credits_of("LONDON (Reuters) - Rain fell.", publisher="Reuters") == ()
    assert [one.name for one in credits_of("Rain fell.", author="Northgate Wire")] == ["Northgate Wire"]
    assert credits_of("Rain fell.", author="Ada Holm") == ()


@pytest.mark.parametrize(
    ("one", "other", "is_so"),
    [
        ("AP", "The Associated Press", True),
        ("Reuters Staff", "reuters", True),
        ("North Coast Press Agency", "NCPA", True),
        ("Anselby Post", "AP", False),
        ("Times", "Financial Times", False),
        ("", "", False),
    ],
)
def test_names_of_one_outlet(one: str, other: str, is_so: bool) -> None:
    assert same(one, other) is same(other, one) is is_so


def test_an_outlets_name_is_told_from_a_persons() -> None:
    assert [is_outlet(name) for name in ("Quellhaven Herald", "AFP", "Ada Holm")] == [True, True, False]
    assert (full("afp"), full("The Lake Tribune")) == ("Agence France-Presse", "Lake Tribune")


def test_a_long_sentence_with_a_word_of_notices_is_a_report_about_it() -> None:
    told = "The council of Ostrey told the court that its newsletter had been printed by a shop which "
    told += "kept the ferry timetable on a shelf behind the till, where nobody but the clerk and his two sons could "
    told += "reach it, and that the shop had sent each copy by post on the day before the vote was counted."
    assert len(word_sequence(told)) == len(told.split())
    assert len(word_sequence("Sign up for our newsletter today.")) == 0


def test_lines_without_full_stops_count_where_a_text_is_made_of_them_and_not_beside_sentences() -> None:
    lines = "Ferry twelve cars\nPier four cranes\nMole nine lamps"
    assert len(word_sequence(lines)) == 9
    told = "The council of Ostrey told the court on Friday that the pier had been shut for a week."
    assert len(word_sequence(f"{lines}\n\n{told}")) == len(told.split())


def test_a_byline_is_no_words_of_a_report_and_a_sentence_that_begins_like_one_is() -> None:
    lines = "Ferry twelve cars\nPier four cranes\nMole nine lamps"
    assert len(word_sequence(f"By Ada Holm\n{lines}")) == 9
    assert len(word_sequence("By noon the pier was shut.")) == 6


def test_two_short_notices_that_share_most_of_their_words_are_not_joined() -> None:
    one = "The ferry to Marsham leaves the north pier at noon on weekdays for the rest of this month."
    other = "The ferry to Marsham leaves the north pier at noon on weekdays until the end of July."
    assert kind(one, other) is None
