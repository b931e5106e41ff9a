"""Who says something in a report: whoever speaks for somebody, "she" behind a nurse, a day beside who speaks."""

import pytest

from tests.claims.splitting.test_speeches import claims_of, speakers

pytestmark = pytest.mark.model

HEAD = "A day in the port\n\n"


@pytest.mark.parametrize(
    ("text", "claim", "speaker"),
    [
        ("A lawyer for Ana Ruiz said the case was closed.", "The case was closed.", "a lawyer for Ana Ruiz"),
        ("A spokesman for Governor Ana Ruiz said the road would open.", "The road would open.",
         "a spokesman for Governor Ana Ruiz"),
        ("The mother of Ana Ruiz said the door was open.", "The door was open.", "the mother of Ana Ruiz"),
        ("The mayor of Norring, Ida Holm, said the door was open.", "The door was open.", "Ida Holm"),
        ("The engineer Ben Holm said the door was open.", "The door was open.", "Ben Holm"),
    ],
)  # fmt: skip
def test_whoever_speaks_for_somebody_is_not_that_person(text: str, claim: str, speaker: str) -> None:
    assert speakers(HEAD + text + "\n")[claim] == (speaker,)


@pytest.mark.parametrize(
    ("text", "claim", "speaker"),
    [
        ('A nurse said patients had coughed. "The beds are full," she said.', "The beds are full.", "the nurse"),
        ("A spokeswoman for Liftwell said the order stood. She added that the crane had left.",
         "The crane had left.", "the spokeswoman for Liftwell"),
        ("The spokesman for the union denied this. He said the talks had failed.", "The talks had failed.",
         "the spokesman for the union"),
        ("The driver told officers that the brakes had failed. He said the light was red.",
         "The light was red.", "the driver"),
        ("A witness told the Mail that the roof fell. She said the wind was strong.", "The wind was strong.",
         "the witness"),
        ("A woman told the court that a nurse had called. She said the door was open.", "The door was open.", "she"),
        ("A lawyer for Ana Ruiz said the case was closed. She said the door was open.", "The door was open.", "she"),
        ("A nurse said the beds were full.\n\nShe said the door was open.", "The door was open.", "she"),
        ("The teacher met a pilot. She said the sky was blue.", "The sky was blue.", "she"),
    ],
)  # fmt: skip
def test_she_is_who_alone_spoke_before_without_a_name(text: str, claim: str, speaker: str) -> None:
    assert speakers(HEAD + text + "\n")[claim] == (speaker,)


@pytest.mark.parametrize(
    ("text", "claim", "speaker"),
    [
        (("Moussa Traore, a trader, told AFP he hid.\n\nA spokesman for the Front denied any role. “We do not kill"
         " people,” he said."), "We do not kill people.", "the spokesman for the Front"),
        (("Owner Peter Lang said: “We lost it in May.\n\nThe bank closed the credit line. Forty people have to go.”"
         "\n\nThe union met."), "Forty people have to go.", "Peter Lang"),
        ('Owner Peter Lang said: "We lost it in May.\n\nThe bank closed the credit line."\n\nThe union met.',
         "The bank closed the credit line.", "Peter Lang"),
    ],
)  # fmt: skip
def test_who_spoke_last_or_never_stopped_is_who_speaks(text: str, claim: str, speaker: str) -> None:
    assert speakers(HEAD + text + "\n")[claim] == (speaker,)


def test_she_behind_another_woman_of_a_new_paragraph_is_not_the_last_speaker() -> None:
    text = (
        f"{HEAD}Eva Lind said the layout had changed. She added that the farm was large.\n\nBut for Morag Ross, who"
        " runs the hotel, jobs are not the point. “People come here for the silence,” she says.\n"
    )
    assert speakers(text)["People come here for the silence."] == ("she",)


def test_a_mark_for_inches_closes_no_quotation_of_the_paragraph_before() -> None:
    text = f'{HEAD}Peter Lang said: "We lost it in May.\n\nThe mill is 9" wide and has 40 rooms.\n'
    assert [who for words, who in speakers(text).items() if "rooms" in words] == [()]


def test_him_by_whose_account_it_is_so_is_marked_where_nobody_is_sure() -> None:
    claims = claims_of(f"{HEAD}The Governor met the Speaker. According to him, the ban takes effect at once.\n")
    assert [claim.unresolved for claim in claims if "ban" in claim.text] == [("The ban", "him")]


@pytest.mark.parametrize(
    "text",
    [
        'His neighbour, a baker, agrees: "Nobody carries a cake on the tram."',
        'His neighbour disagrees: "Nobody carries a cake on the tram."',
        'His neighbour is not so sure: "Nobody carries a cake on the tram."',
    ],
)
def test_somebody_without_a_name_before_a_colon_says_what_follows(text: str) -> None:
    assert speakers(HEAD + text + "\n")["Nobody carries a cake on the tram."] == ("his neighbour",)


@pytest.mark.parametrize(
    ("text", "claim", "day"),
    [
        ("The museum will return a bell, Tom Roe said on Thursday, 11 April 2024.",
         "The museum will return a bell.", "Thursday, 11 April 2024"),
        ("The museum will return a bell, Tom Roe said on Thursday, April 11, 2024.",
         "The museum will return a bell.", "Thursday, April 11, 2024"),
        ("The museum will close, Tom Roe said on Thursday, 11 April, at a hearing.",
         "The museum will close.", "Thursday, 11 April"),
    ],
)  # fmt: skip
def test_a_day_that_goes_on_behind_who_speaks_belongs_to_the_saying(text: str, claim: str, day: str) -> None:
    found = next(one for one in claims_of(HEAD + text + "\n") if one.text == claim)
    assert [(time.text, time.of.value) for time in found.dates] == [(day, "saying")]


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("The museum will return a bell, Tom Roe said in Dorn, Maine.", "The museum will return a bell."),
        ("Half of the farms, officials said on Monday, had lost crops.", "Half of the farms had lost crops."),
    ],
)
def test_a_place_that_goes_on_behind_who_speaks_is_no_part_of_what_is_said(text: str, claim: str) -> None:
    assert claim in speakers(HEAD + text + "\n")


def test_she_is_nobody_who_is_he_a_sentence_before() -> None:
    text = "The mayor, Jon Falk, met Greta Lie on Monday. Falk said the bell was his. He said she had called him."
    assert not any("Jon Falk had called" in claim for claim in speakers(f"{HEAD}{text}\n"))


def test_it_is_not_one_of_many_that_were_told_of() -> None:
    text = "The police count every death. Jo Marsh called it careful work."
    assert not any("called every death" in claim for claim in speakers(f"{HEAD}{text}\n"))


@pytest.mark.parametrize(
    ("text", "claim", "speaker"),
    [
        ('Lea Brand rejected this. "I brought 30 pages. He did not open them."', "He did not open them.",
         "Lea Brand"),
        ('The talks failed, Lea Brand said.\n\nHart disagreed. "The union did not strike."',
         "The union did not strike.", "Hart"),
        ("The council said the choice had been made 'in the last resort'. Residents would be put up in hotels.",
         "Residents would be put up in hotels.", "the council"),
    ],
)  # fmt: skip
def test_who_denies_something_says_what_follows(text: str, claim: str, speaker: str) -> None:
    assert speakers(f"{HEAD}{text}\n")[claim] == (speaker,)


def test_who_leaves_the_room_says_nothing() -> None:
    found = speakers(f'{HEAD}The talks failed, Lea Brand said.\n\nBrand left. "The union did not strike."\n')
    assert found["The union did not strike."] == ()


@pytest.mark.parametrize(
    "who", ["A former caretaker, who asked not to be named,", "A welder", "A roofer", "A florist", "A boatman"]
)
def test_he_is_nobody_named_before_where_a_trade_says_it(who: str) -> None:
    text = f"Councillor James Holroyd met engineers in May. {who} said he had reported cracks in 2022."
    assert "He had reported cracks in 2022." in speakers(f"{HEAD}{text}\n")


@pytest.mark.parametrize("what", ["The letter", "The newspaper"])
def test_he_is_whoever_was_named_before_a_document(what: str) -> None:
    text = f"Councillor James Holroyd met engineers in May. {what} said he had reported cracks in 2022."
    assert "James Holroyd had reported cracks in 2022." in speakers(f"{HEAD}{text}\n")


@pytest.mark.parametrize(
    "text",
    [
        "In the poll, 76 per cent say they trust the line.",
        "Forty per cent told the pollster that they would not vote.",
        "Two thirds said they had never voted.",
        "One in five said the train was late.",
        "Nearly half of all nurses said they had been attacked.",
        "A majority of members said the strike was right.",
    ],
)
def test_what_a_share_of_many_said_stays_whole_and_has_no_speaker(text: str) -> None:
    assert speakers(HEAD + text + "\n") == {text: ()}


@pytest.mark.parametrize(
    ("text", "claim", "speaker"),
    [
        ("Two officials said the train was late.", "The train was late.", "two officials"),
        ("The majority wrote that the law was void.", "The law was void.", "the majority"),
    ],
)
def test_a_number_of_people_and_a_majority_of_judges_speak(text: str, claim: str, speaker: str) -> None:
    assert speakers(HEAD + text + "\n")[claim] == (speaker,)


@pytest.mark.parametrize(
    ("text", "said", "other"),
    [
        ("As the mayor, Ida Holm, warned “We have to act now”, Lena Roe appealed to the board to sign.",
         {"We have to act now.": ("Ida Holm",)}, "Lena Roe appealed to the board to sign."),
        ("As the minister, Tom Lee, insisted “We are not broke at all”, the bank took the keys.",
         {"We are not broke at all.": ("Tom Lee",)}, "The bank took the keys."),
    ],
)  # fmt: skip
def test_words_in_marks_behind_as_are_all_that_its_subject_says(
    text: str, said: dict[str, tuple[str, ...]], other: str
) -> None:
    found = speakers(HEAD + text + "\n")
    assert {claim: found[claim] for claim in said} == said
    assert found[other] == ()


def test_a_claim_keeps_whose_words_a_fragment_of_it_is() -> None:
    text = "The law would, in the words of one minister, “cement in” the gap between rich and poor."
    assert speakers(HEAD + text + "\n") == {text: ()}


@pytest.mark.parametrize(
    ("text", "claim", "speaker"),
    [
        ("“The case is about fairness,” said Assistant Attorney General Perez.", "The case is about fairness.",
         "Assistant Attorney General Perez"),
        ("“The road is shut,” said Deputy Police Commissioner Rosen.", "The road is shut.",
         "Deputy Police Commissioner Rosen"),
        ("Reports on Norland's state television and in local media suggested that the rock fell into a lake.",
         "The rock fell into a lake.", "reports on Norland's state television and in local media"),
        ("Articles in the Lorn Herald and on local websites claimed that the well was poisoned.",
         "The well was poisoned.", "articles in the Lorn Herald and on local websites"),
    ],
)  # fmt: skip
def test_the_name_of_a_source_is_not_cut_in_its_middle(text: str, claim: str, speaker: str) -> None:
    assert speakers(HEAD + text + "\n")[claim] == (speaker,)


@pytest.mark.parametrize(
    "text",
    [
        "According to the Harvest Survey farmers lost a third of their crop.",
        "It is a trick devised by the founder, L. Ron Holm called “fair game”.",
        "A method invented by Ben Carver called “cold washing” saves water.",
    ],
)
def test_nobody_is_named_where_a_source_and_what_is_told_run_together(text: str) -> None:
    assert speakers(HEAD + text + "\n") == {text: ()}


def test_a_relative_pronoun_never_speaks() -> None:
    text = '"We have laws now, and I will talk to Paul Dorn about those, which say that nobody walks free," he said.'
    assert {speaker for found in speakers(HEAD + text + "\n").values() for speaker in found} <= {"he"}


def test_a_mark_that_nothing_closes_ends_with_its_paragraph() -> None:
    text = "Ida Holm said: “The roof was new.\n\nThe hall has 300 seats. The town said: “We will pay.”"
    assert speakers(HEAD + text + "\n")["The hall has 300 seats."] == ()


@pytest.mark.parametrize(
    ("text", "claim", "speaker"),
    [
        ("“We lack vests. ‘No vests came in March,’ said a senior officer,” the Courier wrote.",
         "No vests came in March.", ("the Courier", "a senior officer")),
        ("\"The clerk told me, 'The money is gone for good,' and I believed her,\" said Tom Roe.",
         "The money is gone for good.", ("Tom Roe", "the clerk")),
        ("“Norland lacks vests. ‘No vests came in March,’ said an officer. It has 40 tanks.” [Dorn Mail, 2/3/06]",
         "No vests came in March.", ("Dorn Mail", "an officer")),
        ("“Norland lacks vests. ‘No vests came in March,’ said an officer. It has 40 tanks.”",
         "Norland lacks vests.", ()),
    ],
)  # fmt: skip
def test_who_is_quoted_within_a_quotation_speaks_with_who_quotes(
    text: str, claim: str, speaker: tuple[str, ...]
) -> None:
    assert speakers(HEAD + "The yard is shut.\n\n" + text + "\n")[claim] == speaker


def test_i_in_what_somebody_reads_out_is_not_who_reads_it() -> None:
    text = "Mr Vale said: \"The late king told me, 'I sail every day. I have never been so happy.' I believed him.\""
    found = speakers(HEAD + text + "\n")
    assert found["I sail every day."] == ("Mr Vale", "the late king")
    assert found["I have never been so happy."] == ("the late king",)
    assert found["Mr Vale believed him."] == ("Mr Vale",)
    text = "John Reed writes:\n\nHow long does it take to say, “Hey, Kim! Let my people go, or we shut the port.”"
    assert "Let my people go, or we shut the port." in speakers(HEAD + text + "\n\nThe port is open.\n")


def test_i_of_several_people_stays_open() -> None:
    text = "The blog translated some nurses' comments:\n\n- I work nine days in a row.\n- I have seen no doctor.\n"
    assert "I work nine days in a row." in speakers(HEAD + text)


def test_nobody_calls_himself_he_in_his_own_words() -> None:
    text = "John Reed writes:\n\nI am no friend of Kim. How long would it take for him to say that the port is shut?"
    assert not any("John Reed to say" in claim for claim in speakers(HEAD + text + "\n\nThe port is open.\n"))


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Ida Holm replied with a smile. “I never met him. He paid for nothing.”", ("Ida Holm",)),
        ("Ida Holm answered the phone. “I never met him. He paid for nothing.”", ()),
    ],
)
def test_whoever_replies_says_what_follows(text: str, speaker: tuple[str, ...]) -> None:
    assert speakers(HEAD + text + "\n")["He paid for nothing."] == speaker


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The prime minister made clear that the vote would go ahead, and that Norland's measures would follow.",
         {"The vote would go ahead.", "Norland's measures would follow."}),
        ("The prime minister made it clear that the port would stay open and that wages would rise.",
         {"The port would stay open.", "Wages would rise."}),
    ],
)  # fmt: skip
def test_who_makes_clear_that_something_is_so_says_it(text: str, said: set[str]) -> None:
    assert speakers(HEAD + text + "\n") == dict.fromkeys(said, ("the prime minister",))


@pytest.mark.parametrize(
    "text",
    [
        "She also noted that the river is low, and her team does not know the cause.",
        "It found that in 2022, 340 patients fell, 41 broke a bone, and six died.",
    ],
)
def test_a_report_whose_end_is_not_sure_stays_whole(text: str) -> None:
    assert speakers(HEAD + text + "\n") == {text: ()}


def test_what_another_did_behind_a_report_is_no_report() -> None:
    text = "The mayor said the bridge was safe, and the police closed it on Monday."
    assert speakers(HEAD + text + "\n")["The police closed it on Monday."] == ()


def test_he_is_not_the_nameless_person_whose_words_describe_him() -> None:
    text = "In the words of one colleague, he was the last honest man in the hall."
    assert "He was the last honest man in the hall." in speakers(HEAD + text + "\n")


def test_it_is_nothing_that_a_list_of_somebody_else_names() -> None:
    text = (
        "The report by the inspectors makes two findings:\n\n- The hospital has no nurse at night.\n"
        "- The hospital keeps no records.\n\nIt found that the bells failed."
    )
    assert speakers(HEAD + text + "\n")["The bells failed."] == ("it",)


def test_who_is_told_of_by_office_and_name_goes_on_speaking() -> None:
    text = "The director, Ulla Berg, has heard worse. “In Vell they threw coins. I kept the coins.”"
    assert speakers(HEAD + text + "\n")["In Vell they threw coins."] == ("Ulla Berg",)
