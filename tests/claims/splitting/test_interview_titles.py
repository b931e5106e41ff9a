"""Who answers in an interview that names its guest in the title alone."""

from __future__ import annotations

import pytest

from claims.splitting import read_article, split
from claims.splitting.segments.interview_titles import guest_of
from sources.source import Document

pytestmark = pytest.mark.model

QUESTIONS = """{title}

{intro}What do you do?

I keep forty gardens by the sea. The first of them has been there since 1920.

How did you start?

My aunt gave me a spade in 1999.

{end}"""
ESSAY = """{title}

I met a gardener in 1999. She kept forty gardens.

Why do gardens matter?

I think that they cool a town. My street is 4 degrees cooler.

What comes next?

We must plant 300 trees. I will plant the first one.
"""


def speakers(text: str) -> dict[str, tuple[str, ...]]:
    article = read_article(Document(text=text, kind="txt"))
    return {claim.sentence.of(text).strip(): claim.attributed_to for claim in split(article)}


def asked(title: str, *, intro: str = "", end: str = "") -> dict[str, tuple[str, ...]]:
    return speakers(QUESTIONS.format(title=title, intro=f"{intro}\n\n" if intro else "", end=end))


@pytest.mark.parametrize(
    "title",
    [
        "Emily Roe",
        "Emily Roe\n\nGardener and author of two books",
        "January 2023: Meet Emily Roe",
        "January 2023: Meet Keaghan Roe",
        "Spotlight of the Week: Emily Roe",
        "Spotlight of the Week: Board Member Emily Roe",
        "Faces of Norring: Emily Roe",
        "Q&A: Emily Roe on gardens by the sea",
        "Emily Roe, gardener and author",
        "A day in the life of Emily Roe",
        "5 Questions with gardener Emily Roe",
        "Emily Roe talks about gardens",
        "Gardener of the Month: Keaghan Roe (Varn)",
        "Keaghan Roe on Gardens and Salt",
    ],
)
def test_whom_the_title_of_an_interview_presents_gives_the_answers(title: str) -> None:
    name = "Keaghan Roe" if "Keaghan" in title else "Emily Roe"
    said = asked(title)
    assert {said[one] for one in said} == {(name,)}
    assert len(said) == 3


def test_an_introduction_that_names_a_second_person_leaves_the_answers_to_the_guest_of_the_title() -> None:
    said = asked("Q&A: Emily Roe on gardens", intro="Our reporter Tom Holm met Emily Roe in Varn.")
    assert said["Our reporter Tom Holm met Emily Roe in Varn."] == ()
    assert said["My aunt gave me a spade in 1999."] == ("Emily Roe",)


def test_we_asked_her_below_a_title_asked_whom_the_title_presents() -> None:
    said = asked("Meet Emily Roe", intro="Emily keeps the gardens of the harbour. We asked her how she works.")
    assert said["My aunt gave me a spade in 1999."] == ("Emily Roe",)


@pytest.mark.parametrize(
    "end", ["This interview has been edited for length.", "The conversation was lightly condensed."]
)
def test_that_an_interview_was_edited_is_nobodys_answer(end: str) -> None:
    assert asked("Meet Emily Roe", end=end).get(end, ()) == ()


def test_below_the_note_that_an_interview_was_edited_what_tells_you_of_yourself_is_asked() -> None:
    text = """Keaghan Roe on Gardens

Keaghan Roe has kept the gardens of the harbour since 2009.

(This interview has been edited and condensed for clarity.)

You planted 300 trees last year. What made you do it?

I like shade. The council pays for them.

You also sold your house. Was it hard?

I did not mind. We had no glass house.
"""
    said = speakers(text)
    assert said["Keaghan Roe has kept the gardens of the harbour since 2009."] == ()
    assert said["The council pays for them."] == said["We had no glass house."] == ("Keaghan Roe",)


def test_with_whom_an_interview_was_is_no_answer_where_the_title_says_so_too() -> None:
    end = "Emily Roe was talking to Tom Holm."
    assert asked("Meet Emily Roe", end=end)[end] == ()


def test_a_request_between_the_questions_is_asked_too() -> None:
    text = QUESTIONS.replace("What do you do?", "Tell us about your work.").format(
        title="Emily Roe", intro="", end="What comes next?\n\nWe plant 300 trees.\n"
    )
    said = speakers(text)
    assert said["I keep forty gardens by the sea."] == ("Emily Roe",)


def test_an_answer_that_begins_with_quoted_words_is_an_answer() -> None:
    text = QUESTIONS.format(title="Emily Roe", intro="", end="What is your favourite song?\n\n“Salt” by the Norrs!\n")
    assert speakers(text)["My aunt gave me a spade in 1999."] == ("Emily Roe",)


@pytest.mark.parametrize(
    "title",
    [
        "What I learned from Emily Roe",
        "The gardens of Emily Roe",
        "Emily Roe: A Life in Gardens",
        "Emily Roe must go",
    ],
)
def test_an_essay_that_asks_itself_is_not_spoken_by_whom_its_title_names(title: str) -> None:
    assert set(speakers(ESSAY.format(title=title)).values()) == {()}


@pytest.mark.parametrize("title", ["The gardens of Emily Roe", "Forty gardens, and a word about Emily Roe"])
def test_a_title_that_tells_of_somebody_presents_nobody(title: str) -> None:
    assert set(asked(title).values()) == {()}


@pytest.mark.parametrize(
    "title",
    [
        "Emily Roe sells the crane",  # what she did
        "Spotlight: Emily Roe wins the cup",
        "Emily Roe, Tom Holm",  # two of them
        "Q&A: how Emily Roe plants trees",
        "Interview: says Emily Roe",
        "Meet Emily Roe.",  # a sentence
        "What makes a garden, Emily Roe?",
        "Q&A with Norring University",
        "Norring Council on Trial",
        "Emily",
    ],
)
def test_a_title_that_presents_no_one_person_has_no_guest(title: str) -> None:
    assert guest_of(title) is None


def test_the_place_of_the_name_is_that_in_the_title() -> None:
    assert guest_of("  Meet Emily Roe\n") == ("Emily Roe", 7)


def test_questions_about_a_thing_below_a_name_are_not_answered_by_it() -> None:
    text = "Emily Roe\n\nWhat can you grow?\n\nApples grow there. Salt does no harm.\n\n"
    text += "When should you plant?\n\nMay is best.\n\n"
    said = speakers(text + "What does it cost?\n\nA tree costs us 40 crowns. The council pays.\n")
    assert set(said.values()) == {()}
