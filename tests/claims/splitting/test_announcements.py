"""Sentences that lead to somebody's words and end in a colon, by other verbs than "say"."""

import pytest

from tests.claims.splitting.test_speeches import speakers

pytestmark = pytest.mark.model

HEAD = "A day in the port\n\nThe paper mill at the lake has been closed for three years.\n\n"
WORDS = "The pumps run without a spare. The last test was in 2016."
ITEMS = "- The pumps run without a spare.\n- The last test was in 2016."
END = "\n\nThe city has nine pumps.\n"
SAID = ("The pumps run without a spare.", "The last test was in 2016.")


@pytest.mark.parametrize(
    ("lead", "speaker"),
    [
        ("A commentary by Wen Lai, a teacher of law, pointed out that:", "Wen Lai"),
        ("A blogger who calls himself duskwalker highlighted the hidden costs of the plan:", "a blogger"),
        ("In a post on Monday, the engineer Ida Holm underlined the risks:", "Ida Holm"),
        ("On his blog, Dario Vane reminds readers of the earlier scandal:", "Dario Vane"),
        ("He is more careful. Dario Vane points out that the law has not been published yet:", "Dario Vane"),
        ("On the forum, one user summed up the mood:", "one user"),
        ("In an open letter, 40 doctors warn of the plan:", "40 doctors"),
        ("Ben Roe, a farmer, has this to say:", "Ben Roe"),
        ("The blog quoted the minister's letter to teachers:", "the minister"),
        ("The paper reprinted a letter by Ben Roe:", "Ben Roe"),
        ("Global Notes shared a reaction from a student:", "a student"),
        ("Ida Holm shared her thoughts on the law:", "Ida Holm"),
    ],
)
def test_one_paragraph_behind_an_announcement_is_the_words_of_who_is_named(lead: str, speaker: str) -> None:
    found = speakers(HEAD + lead + "\n\n" + WORDS + END)
    assert {claim: found[claim] for claim in SAID} == dict.fromkeys(SAID, (speaker,))
    assert found["The city has nine pumps."] == ()


@pytest.mark.parametrize(
    ("lead", "speaker"),
    [
        ("The blog translated some nurses' comments on the roster from a forum:", "some nurses"),
        ("The report makes three findings:", "the report"),
        ("The audit found that:", "the audit"),
        ("Marta Reed, who runs the fair, shared tips:", "Marta Reed"),
        ("The teacher offered three observations:", "the teacher"),
        ("Tom Reed shared tips for farmers who pursue new projects.", "Tom Reed"),
        ("Tom Reed, a lawyer, lists the reasons:", "Tom Reed"),
    ],
)
def test_a_list_behind_an_announcement_is_the_words_of_who_is_named(lead: str, speaker: str) -> None:
    found = speakers(HEAD + lead + "\n\n" + ITEMS + END)
    assert {claim: found[claim] for claim in SAID} == dict.fromkeys(SAID, (speaker,))
    assert found["The city has nine pumps."] == ()


def test_an_announcement_keeps_what_it_reports_itself() -> None:
    lead = "A group published a study of the app, and the result shows that the app is full of holes:"
    found = speakers(HEAD + lead + "\n\n" + ITEMS + END)
    assert found["The app is full of holes."] == found[SAID[0]] == ("the result",)


@pytest.mark.parametrize(
    "lead",
    [
        "The city has a plan for the pumps:",
        "The film describes the fall of the bank:",
        "Three things were highlighted:",
        "Ana Ruiz shared photos of the flood:",
        "The city shared the plans for the square:",
        "Here is how it works:",
    ],
)
def test_what_leads_to_no_words_names_no_speaker(lead: str) -> None:
    for following in (WORDS, ITEMS):
        found = speakers(HEAD + lead + "\n\n" + following + END)
        assert {claim: found[claim] for claim in SAID} == dict.fromkeys(SAID, ())


def test_a_page_that_turns_to_its_readers_speaks_itself() -> None:
    text = "Paulo Costa, a member of the party, stresses:\n\n" + WORDS + " Read our previous posts on the law.\n"
    found = speakers(HEAD + text)
    assert found[SAID[0]] == ()
    assert "Paulo Costa stresses." not in found
    text = "Ana Ruiz says in her blog:\n\n" + WORDS + " In an interview Tom Lee stresses:\n\nThe board met.\n"
    assert speakers(HEAD + text)[SAID[0]] == ()


def test_a_post_behind_a_handle_is_one_paragraph() -> None:
    text = (
        "@dornfan: The train stopped at noon.\n\n@lorn_eye: “The bridge is shut.”\n\nThe firm said buses would run.\n"
    )
    found = speakers(HEAD + text)
    assert found["The train stopped at noon."] == ("@dornfan",)
    assert found["The bridge is shut."] == ("@lorn_eye",)
    assert found["Buses would run."] == ("the firm",)


def test_a_post_of_a_live_page_has_its_time_before_the_name() -> None:
    text = "10:41 - Divers went in.\n\n10:55 - @dornrail: Trains to Lorn are running.\n\n11:20 - It rained.\n"
    found = speakers(HEAD + text)
    assert found["Trains to Lorn are running."] == ("@dornrail",)


def test_words_end_before_a_paragraph_that_tells_what_somebody_said_or_turns_to_the_reader() -> None:
    text = (
        "The user @norte asks:\n\nThe minister's brother owns the firm.\n\n"
        "Ines Vara, a clerk, spoke. She said the work was slow.\n\nRead our earlier reports here.\n"
    )
    found = speakers(HEAD + text)
    assert found["The minister's brother owns the firm."] == ("the user @norte",)
    assert found["The work was slow."] == ("Ines Vara",)


def test_the_name_behind_a_quotation_goes_with_the_announcement() -> None:
    text = (
        "Here is what some of them said:\n\n“The bus passes at five.” - Edna Fry, 81\n\nThe council votes in June.\n"
    )
    assert speakers(HEAD + text)["The bus passes at five."] == ("some of them", "Edna Fry")


def test_an_owner_inside_a_name_stays() -> None:
    text = "The mayor's office sent us the following response:\n\nThe hall costs 400 crowns a day.\n"
    assert speakers(HEAD + text)["The hall costs 400 crowns a day."] == ("the mayor's office",)


def test_a_letter_from_somebody_is_theirs_and_one_from_a_time_is_nobodys() -> None:
    for who, speaker in (("Otto Brandt", ("Otto Brandt",)), ("the war", ())):
        found = speakers(HEAD + f"The box holds a letter from {who}:\n\n{WORDS}{END}")
        assert {claim: found[claim] for claim in SAID} == dict.fromkeys(SAID, speaker)


def test_a_paper_that_takes_another_view_says_what_follows() -> None:
    found = speakers(HEAD + "The Lorn Herald takes another view:\n\n" + WORDS + END)
    assert found[SAID[0]] == ("Lorn Herald",)


def test_a_name_with_an_age_is_a_label_of_one_paragraph() -> None:
    text = "Miriam, 54: It came at two.\n\nYusuf, 31: The house was gone.\n\nThe board says the dam was old.\n"
    found = speakers(HEAD + text)
    assert found["It came at two."] == ("Miriam",)
    assert found["The house was gone."] == ("Yusuf",)
    assert found["The dam was old."] == ("the board",)


def test_my_of_several_people_stays_open() -> None:
    text = "The blog has collected comments from readers of the Mail:\n\n* My uncle planted it.\n* It was sold.\n"
    assert "My uncle planted it." in speakers(HEAD + text)
