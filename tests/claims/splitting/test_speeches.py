"""Who speaks where no quotation marks are: interviews, speeches, letters, block quotations."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from claims.article import BlockKind
from claims.claim import Claim
from claims.splitting import read_article, split
from sources.source import Document

pytestmark = pytest.mark.model

INTERVIEW = """Tarvel mayor on the dam

Mayor Ana Ruiz answered questions of the Tarvel Mail on Monday.

**Tarvel Mail:** How old is the dam?

**Ruiz:** It was built in 1961. I have asked for its repair twice.

My office paid for the last one.

**Tarvel Mail:** Will it hold?

**Ruiz:** It will. The town tested it in April.

About the author

Ben Cole has covered the dam since 2009.
"""
UNLABELLED = """Ferry sold

The Norring Mail spoke with Ida Holm, the owner of the ferry line, on Tuesday.

What did the ferry cost?

“It cost 4 million crowns. My sister paid for it.”

Why did you buy it?

“My father sailed on it for 30 years.”
"""
NUMBERED = """New map of the port

The port office redrew its map in May. I contacted Ida Holm, the harbour master, to ask about it.

1. What does the map show?

“It shows:
* 40 berths
* two locks

The old map had 12 errors.”

2. Any plans for an app?

“No, my staff of nine has no time for it.”

The port lies in Norring.
"""
ORATION = """Rivers and rules

Deneth Ruffridge: Madam President, "I promise that I will guard the river."

That oath was written in 1911. The first settlers swore it.

We have kept our word. The dam at Orle was built in 1962.

My own town was flooded in 2003.
"""
ROUND_TABLE = """Round table on rail

Three experts met in Tarvel.

Moderator: Does the line need a second track?

Prof. Robert Sandoval: The line carried 4 million people in 2023. A second track would cost 90 million crowns.

Simon Falk (Nordline): Freight fell by 9%.

U.S. Rail team: The track was tested in April.
"""
SPEECH = """Remarks by Chairwoman Laura Whitcombe on the budget

As prepared for delivery

I took office in 2019. Our budget grew by 4% last year.

I cut three departments. My staff now counts 40 people.
"""
RELEASE = """Mill to close

Governor Clara Voss released the following statement on Friday:

“The mill fed 400 families. It will be missed.

“A job centre will open in June.”

The mill closed on Thursday.
"""
LETTER = """Union writes to minister

The union sent a letter to the transport minister on Monday.

Dear Minister Roe,

The depot in Norring closed in May. I have asked your office twice for help.

Yours sincerely,

Ida Holm

Chair, Norring Drivers' Union
"""
BLOCKS = """School meals to change

School meals in Norring will change in June.

Head teacher Jane Reed said:

Our pupils eat too much sugar. The kitchen serves 300 meals a day.

Norring council, which runs 12 schools, said:

The change will cost 40,000 crowns.

Notes to editors

The council was founded in 1920.
"""
BLOG = """Critics on the bridge

The bridge reopened in May. Blogger Ben Cole writes:

I crossed it on the first day. The bridge has three lanes now.

The city spent 12 million crowns on the bridge.
"""
COMMAS = """Harbour shop doubles its sales

The shop in Norring sold 300 boats in May.

Ida Holm, the owner, said,

I never thought of selling boats. The first boat went in an hour.

The boats cost 400 crowns each.

I sold 90 in a week.

Getting help

Ida Holm said,

I asked the council for help. The council lent me 9,000 crowns.

The loan

Ida Holm said,

I paid a tenth of the loan back. The rest is due in June.
"""
PORTRAIT = """Meet Ida Holm

What do you like about the harbour?

The harbour has 40 berths. I know all of its skippers.

Tell us about your first day at work.

My crew moored 12 boats.
"""
PROFILE = """Staff profile: Jane Reed of the port

Describe your work.

I moor boats. The port has 40 berths.

What comes next?

A second quay opens in May.
"""
QUESTIONS = """Questions about the port

How many berths are there?

We have 40 berths.

Who may moor?

Our rules allow boats of up to 12 metres.
"""
SHARES = """Shares fall in Norring

Share prices fell 3 per cent on Monday.

We sold nothing in the first hour.

What happens to the fund now?

Our fund of 40 million crowns waits.

How much did we lose in May?

We lost 9 crowns a share.
"""
HALF = """Storm over Norring

After the storm of May,

The port closed for 3 days. Petra Moe said she was sorry.
"""
RENTS = """Rents rise in Norring

A spokesman for the bank, Omar Lund, said wages had fallen.

Tom Reed, who lives here, says he pays 900 crowns. Rents in the city rose by 9%. “I need a deposit of 40 crowns.”

Omar Lund said rents would fall. Ida Holm says she pays 800. Flats are rare. “I have paid 90 crowns for the key.”
"""
FORM = """Summer fair

The fair is in Tarvel.

Tickets: They cost 40 crowns. Children pay 20 crowns.

Opening: The fair opens on Monday. It ends on Friday.

Update: The fair sold 900 tickets in April.
"""
REPORT = """Ruiz stirs anger with speech

The remarks of the mayor on the budget drew 40 complaints.

Ruiz said the budget had grown by 4%. She cut three departments in May.
"""


def claims_of(text: str) -> list[Claim]:
    return split(read_article(Document(text=text, kind="txt"), published=date(2024, 5, 3)))


COLON = """Grants for small firms

Norring, 3 May 2024

Tom Reed of Reed Boats, which builds dinghies, found the grant invaluable:

I never thought that we would sell abroad. The grant paid for two fairs.

As another owner points out on her page, the rules are strict:

The form has 40 questions. I gave up twice.
"""
SPOKE_TO_HER = """The seed bank of Orlen

Marta Voss runs the seed bank at Orlen. We spoke to her in April.

Q: How many seeds are there?

A: The bank has 12,000 samples. Most came from farmers.

Q: Who pays for it?

A: The county pays half.
"""


def speakers(text: str) -> dict[str, tuple[str, ...]]:
    return {claim.text: claim.attributed_to for claim in claims_of(text)}


@pytest.mark.parametrize(
    ("text", "claim", "speaker"),
    [
        (INTERVIEW, "Ana Ruiz has asked for its repair twice.", "Ana Ruiz"),
        (INTERVIEW, "Ana Ruiz's office paid for the last one.", "Ana Ruiz"),
        (UNLABELLED, "Ida Holm's father sailed on it for 30 years.", "Ida Holm"),
        (ROUND_TABLE, "A second track would cost 90 million crowns.", "Prof. Robert Sandoval"),
        (ROUND_TABLE, "Freight fell by 9%.", "Simon Falk"),
        (ROUND_TABLE, "The track was tested in April.", "U.S. Rail team"),
        (SPEECH, "Laura Whitcombe took office in 2019.", "Laura Whitcombe"),
        (SPEECH, "Laura Whitcombe cut three departments.", "Laura Whitcombe"),
        (RELEASE, "The mill fed 400 families.", "Clara Voss"),
        (RELEASE, "A job centre will open in June.", "Clara Voss"),
        (LETTER, "The depot in Norring closed in May.", "Ida Holm"),
        (LETTER, "Ida Holm has asked your office twice for help.", "Ida Holm"),
        (BLOCKS, "The kitchen serves 300 meals a day.", "Jane Reed"),
        (BLOCKS, "The change will cost 40,000 crowns.", "Norring council"),
        (COMMAS, "The first boat went in an hour.", "Ida Holm"),
        (COMMAS, "The boats cost 400 crowns each.", "Ida Holm"),
        (COMMAS, "The council lent Ida Holm 9,000 crowns.", "Ida Holm"),
        (COMMAS, "The rest is due in June.", "Ida Holm"),
        (PORTRAIT, "The harbour has 40 berths.", "Ida Holm"),
        (PORTRAIT, "Ida Holm's crew moored 12 boats.", "Ida Holm"),
        (PROFILE, "A second quay opens in May.", "Jane Reed"),
        (RENTS, "Tom Reed needs a deposit of 40 crowns.", "Tom Reed"),
        (BLOG, "Ben Cole crossed it on the first day.", "Ben Cole"),
        (NUMBERED, "The old map had 12 errors.", "Ida Holm"),
        (NUMBERED, "No, Ida Holm's staff of nine has no time for it.", "Ida Holm"),
        (ORATION, "The dam at Orle was built in 1962.", "Deneth Ruffridge"),
        (COLON, "The grant paid for two fairs.", "Tom Reed"),
        (SPOKE_TO_HER, "The county pays half.", "Marta Voss"),
        (ORATION, "Deneth Ruffridge's own town was flooded in 2003.", "Deneth Ruffridge"),
    ],
)
def test_what_somebody_says_without_marks_is_theirs(text: str, claim: str, speaker: str) -> None:
    assert speakers(text)[claim] == (speaker,)


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        (INTERVIEW, "Ben Cole has covered the dam since 2009."),
        (ROUND_TABLE, "Three experts met in Tarvel."),
        (RELEASE, "The mill closed on Thursday."),
        (LETTER, "The union sent a letter to the transport minister on Monday."),
        (BLOCKS, "The council was founded in 1920."),
        (BLOG, "The city spent 12 million crowns on the bridge."),
        (NUMBERED, "The port lies in Norring."),
        (COMMAS, "The shop in Norring sold 300 boats in May."),
        (COMMAS, "Ida Holm is the owner."),
        (QUESTIONS, "We have 40 berths."),
        (HALF, "The port closed for 3 days."),
        (SHARES, "Share prices fell 3 per cent on Monday."),
        (RENTS, "I have paid 90 crowns for the key."),
        (FORM, "The fair ends on Friday."),
        (FORM, "The fair sold 900 tickets in April."),
        (COLON, "The form has 40 questions."),
    ],
)
def test_what_stands_before_and_behind_a_speech_is_nobodys(text: str, claim: str) -> None:
    found = speakers(text)
    assert [by for words, by in found.items() if words.endswith(claim)] == [()]


HANDED_OVER = """A talk with the harbour office

We recently sat down with Lena Dahl, who leads the tide desk, and we asked Lena to tell us more.

Why it matters

In winter the quay floods four times a month. It is critical for us to warn people.

What comes next

I hired three people in May.

Dahl said the map would be free.
"""
KEEPER = """Five minutes with the keeper

Tom Roe has kept the light since 1998. Here is what he told the Mail.

I grew up on the coast. The lamp burned oil until 1971.

We lost the old lens in 2003.
"""
ONE_QUESTION = """Interview on the new bridge

The engineer Ida Holm built the Tolse Bridge. She spoke to Kit Reed about it.

Mail: When did the work begin?

Holm: The work began in 2019. We poured 4,000 tonnes of concrete.
"""
GAGGLE = """Remarks by President Roe in Press Gaggle

2023-05-14

Norring Port
Dorvale, Maine

Q    Mr. President, when is the port meeting?

THE PRESIDENT:  The port meeting is on Tuesday.  (Laughs.)

Q    The other party are claiming they are leading.

THE PRESIDENT:  I hope the best side wins.

Q    — their position and where they’re going?

THE PRESIDENT:  We need 40 more boats.
"""
CONVENING = """Remarks as Prepared for Delivery by First Lady Ida Holm at the Port Convening

2023-05-16

Crystal City, VA

Thank you, Brandon, for sharing your story with us.

I’m grateful to the staff of the port. The port trained 400 people last year.

And we want to work with you.
"""
NOT_HANDED = """The keeper of the light

Tom Roe has kept the light since 1998. We asked him to tell us more.

The tower has 200 steps. The lamp burned oil until 1971.

The trust paid 40,000 crowns for a new lens.
"""


@pytest.mark.parametrize(
    ("text", "claim", "speaker"),
    [
        (HANDED_OVER, "In winter the quay floods four times a month.", ("Lena Dahl",)),
        (HANDED_OVER, "Lena Dahl hired three people in May.", ("Lena Dahl",)),
        (HANDED_OVER, "Lena Dahl leads the tide desk.", ()),
        (KEEPER, "The lamp burned oil until 1971.", ("Tom Roe",)),
        (KEEPER, "Tom Roe has kept the light since 1998.", ()),
        (ONE_QUESTION, "The work began in 2019.", ("Ida Holm",)),
        (NOT_HANDED, "The lamp burned oil until 1971.", ()),
        (GAGGLE, "The port meeting is on Tuesday.", ("President Roe",)),
        (GAGGLE, "We need 40 more boats.", ("President Roe",)),
        (CONVENING, "The port trained 400 people last year.", ("Ida Holm",)),
    ],
)
def test_an_interview_in_another_form_is_its_speakers(text: str, claim: str, speaker: tuple[str, ...]) -> None:
    assert speakers(text)[claim] == speaker


def test_what_a_reporter_says_behind_a_letter_alone_is_no_claim_of_the_answerer() -> None:
    assert not [claim for claim in speakers(GAGGLE) if claim.startswith("Q") or "leading" in claim]


BODY = """

Thank you for coming here today.

The port handled 4 million tonnes in 2023. I have hired 40 people for it.

I am proud of that work, and my staff are too.

We will open a second dock in June.
"""


@pytest.mark.parametrize(
    ("title", "speaker"),
    [
        ("Statement by The Rt Hon Ida Holm MP, Secretary of State for Ports on the fire at the docks.", "Ida Holm"),
        ("Ana Ruiz: speech to the Norring Chamber of Commerce", "Ana Ruiz"),
        ("Remarks by President Ana Ruiz at the opening of the port", "Ana Ruiz"),
        ("Home Secretary Ida Holm's speech to the police", "Ida Holm"),
        ("Energy Minister Tom Roe speech to the wind conference", "Tom Roe"),
        ("FLOOR STATEMENT OF SENATOR KIT HOLM ON THE PORT BILL", "Kit Holm"),
        ("SEN. HOLM'S FLOOR STATEMENT ON THE PORT BILL", "Sen. Holm"),
        ("Attorney General Ida Holm Delivers Remarks on the Port", "Ida Holm"),
        ("Full text: Ana Ruiz's resignation speech", "Ana Ruiz"),
        ("Prime Minister's statement on the port", "the Prime Minister"),
        ("PM's speech on the port", "the PM"),
        ("Mayor Ida Holm's statement after the fire", "Ida Holm"),
        ("Mayor Tom Roe speech, 3 May 2024", "Tom Roe"),
        ("Written statement by the Secretary of State for Transport", "the Secretary of State for Transport"),
        ("Remarks as Prepared for Delivery by Secretary Ida Holm", "Ida Holm"),
        ("Address by H.E. Mr. Tom Roe, President of the Republic", "Tom Roe"),
        ("Remarks by Mayor Tom Roe Marking One Year Since the Flood", "Tom Roe"),
        ("Remarks by Governor Ida Manning On the Floods", "Ida Manning"),
        ("REMARKS BY MAYOR TOM ROE HONORING THE DIVERS", "Tom Roe"),
        ("Statement by Ann Keating MP on the floods", "Ann Keating"),
        ("Statement by the Minister for Ports, Ana Ruiz", "Ana Ruiz"),
        ("Floor Remarks: Senator Tom Roe on the port", "Tom Roe"),
        ("Full text: Ana Ruiz on the port", "Ana Ruiz"),
        ("Speech by COL(NS) Ida Lund at the opening of the port", "Ida Lund"),
        ("SPEECH BY HIS EXCELLENCY, RT. HON. (DR.) TOM BAKO ROE, GOVERNOR OF NORRING, AT THE FAIR", "Tom Bako Roe"),
        ("Address by Lt. Gen. (Ret.) Tom Roe at the opening of the port", "Tom Roe"),
        ("Speech by IMF chief Ana Ruiz", "Ana Ruiz"),
        ("Read Ana Ruiz's full speech", "Ana Ruiz"),
        ("The port\n\nSpeaker: Ana Ruiz, Minister for Ports", "Ana Ruiz"),
        ("Ana Ruiz\n\nSpeech to the harbour board\n\n3 May 2024", "Ana Ruiz"),
        ("Minister for Ports Ana Ruiz\n\nSpeech at the opening of the dock, 9 May 2024", "Ana Ruiz"),
        ("Secretary of State for Transport Tom Roe\n\nRemarks to the Senate", "Tom Roe"),
        ("Tom Roe, Mayor of Norring\n\nKeynote speech, Norring Forum", "Tom Roe"),
        ("Statement by Minister for Ports Ana Ruiz", "Ana Ruiz"),
        ("Opening Statement\n\nRanking Member Tom Roe\n\nSubcommittee on Ports", "Tom Roe"),
        ("The mayor's weekly radio address", "the mayor"),
    ],
)
def test_the_title_of_a_speech_names_who_gives_it(title: str, speaker: str) -> None:
    found = speakers(title + BODY)
    assert found["The port handled 4 million tonnes in 2023."] == (speaker,)
    assert not any(claim.startswith(title[:20]) for claim in found)


@pytest.mark.parametrize(
    ("title", "label", "speaker"),
    [
        ("Remarks by President Roe Marking One Year Since the Flood", "THE PRESIDENT:  ", "President Roe"),
        ("Remarks by Prime Minister Ida Holm at the Port", "PRIME MINISTER: ", "Ida Holm"),
        ("Remarks by the Governor of Norring", "THE MAYOR: ", "The Mayor"),
        ("The evening at the port", "THE PRESIDENT: ", "The President"),
    ],
)
def test_a_label_that_is_an_office_is_the_person_whom_the_title_gives_that_office(
    title: str, label: str, speaker: str
) -> None:
    letter = "\n\nA letter was read out. “Erase the line. Come up with a plan.”"
    found = speakers(f"{title}\n\n{label}{BODY.strip()}{letter}")
    assert found["The port handled 4 million tonnes in 2023."] == (speaker,)


@pytest.mark.parametrize(
    "lead",
    [
        "President Ida Holm spoke on Sunday. The following are her remarks as released by her office.",
        "President Ida Holm delivered the following remarks on Sunday.",
        "Ida Holm spoke to the harbour board. Below are her remarks as delivered.",
        "Governor Ida Holm issued the following statement on the fire.",
        "This is the text of the speech given by Ida Holm in Norring on Sunday.",
        "Here is the full text of the remarks that President Ida Holm gave on Sunday.",
        "The mayor, Ida Holm, gave this speech in Norring on Sunday.",
    ],
)
def test_a_sentence_with_a_full_stop_may_say_whose_words_follow(lead: str) -> None:
    found = speakers(f"A day in the port\n\n{lead}{BODY}")
    assert found["The port handled 4 million tonnes in 2023."] == ("Ida Holm",)


@pytest.mark.parametrize(
    "rest",
    [
        "\n\nThe port handled 4 million tonnes in 2023.\n\nA second dock opens in June.\n",
        "\n\nThe port handled 4 million tonnes in 2023.\n\nTom Roe said we all pay for it.\n",
    ],
)
def test_a_report_behind_a_statement_that_was_issued_stays_a_report(rest: str) -> None:
    lead = "Governor Ida Holm issued the following statement on the fire."
    found = speakers(f"A day in the port\n\n{lead}{rest}")
    assert found["The port handled 4 million tonnes in 2023."] == ()


@pytest.mark.parametrize(
    "title",
    [
        "Bank's letter to customers",
        "Hospital bosses issue statement",
        "Norway statement on whaling",
        "Analysis: what the speech means for trade",
        "Tom Roe resigns after speech",
        "Joint Statement on the Port Treaty",
        "Budget speech 2016",
        "Speech at the harbour dinner",
        "Ana Ruiz speaks at the harbour",
        "Ana Ruiz's speech was a disgrace",
        "Ana Ruiz's speech to parliament shocked the nation",
        "Mayor Ida Holm's letter had no effect",
        "Mayor Ida Holm statement divides the port",
        "Speech: Why the port matters",
        "Statement: Norway on whaling",
        "Letter: Tom Roe was wrong",
        "Remarks: Tom Roe, Ida Holm on fares",
        "Ana Ruiz\n\nA speech shocks the port",
        "Harbour of Norring\n\nSpeech at the dock",
        "Speech from the Throne, third session",
        "The mayor's speech was long",
    ],
)
def test_a_title_that_names_no_person_gives_a_speech_to_nobody(title: str) -> None:
    assert speakers(title + BODY)["The port handled 4 million tonnes in 2023."] == ()


STORY = "I went to the harbour on Monday. About 300 people came.\n\nI asked a nurse. The harbour closed in May.\n"


@pytest.mark.parametrize("title", ["Ana Ruiz's speech to the port", "Speech by Ana Ruiz", "Ana Ruiz gives a speech"])
def test_a_byline_of_somebody_else_gives_a_first_person_story_to_nobody(title: str) -> None:
    assert speakers(f"{title}\n\nBy Tom Reed\n\n{STORY}")["The harbour closed in May."] == ()


@pytest.mark.parametrize("title", ["Ana Ruiz's speech to the port", "Speech by Ana Ruiz", "Ana Ruiz gives a speech"])
def test_a_byline_of_the_giver_leaves_the_speech_to_the_giver(title: str) -> None:
    assert speakers(f"{title}\n\nBy Ana Ruiz\n\n{STORY}")["The harbour closed in May."] == ("Ana Ruiz",)


DIARY = """I bought my last new telephone in 2017.

My friend repairs telephones in the port. Last week the council voted on a right to repair.

"We lost to people with screwdrivers," one lobbyist wrote.
"""


@pytest.mark.parametrize(
    "byline",
    [
        "By Ana Ruiz, 3 July 2024",
        "Posted on 3 July 2024 by Ana Ruiz",
        "July 3, 2024 · Ana Ruiz",
        "Published 3 July 2024 By Ana Ruiz",
        "Author: Ana Ruiz",
        "By ANA RUIZ",
    ],
)
def test_i_in_a_short_text_is_who_signs_it(byline: str) -> None:
    found = speakers(f"Why I stopped\n\n{byline}\n\n{DIARY}")
    assert found["Last week the council voted on a right to repair."] == ("Ana Ruiz",)
    assert found["We lost to people with screwdrivers."][-1] == "one lobbyist"


@pytest.mark.parametrize("byline", ["By Ana Ruiz and Tom Reed", "By Ana Ruiz, Ida Holm and Tom Reed", "3 July 2024"])
def test_i_below_several_authors_is_nobody(byline: str) -> None:
    found = speakers(f"Why I stopped\n\n{byline}\n\n{DIARY}")
    assert found["Last week the council voted on a right to repair."] == ()


BEES = """

You gave your farm away. Why did you do that?

I sold it to a trust. The trust has eleven farms now.

How many hives did you lose in 2022?

I lost 140 of 160 hives. The ministry paid nobody.
"""


@pytest.mark.parametrize(
    "head",
    [
        "A farm for one crown\n\nBeekeeper Tilda Brandt on land and honey. Interview: Jonas Reiter",
        'Tilda Brandt: "I sold the farm for one crown"\n\nBy Jonas Reiter',
        "A farm for one crown\n\nWords: Jonas Reiter\n\nThe beekeeper Tilda Brandt lost nearly all her hives.",
        "A farm for one crown\n\nJonas Reiter\n\nTilda Brandt keeps bees. She talks of land and honey.",
    ],
)
def test_the_only_person_named_before_the_questions_answers_them(head: str) -> None:
    found = speakers(head + BEES)
    assert found["The ministry paid nobody."] == ("Tilda Brandt",)
    assert not any(claim.startswith("You gave") for claim in found)


@pytest.mark.parametrize(
    "head",
    [
        "A farm for one crown\n\nInterview by Jonas Reiter",
        "The bees of Orm\n\nTilda Brandt and Tom Reed keep bees near Orm.",
        "The bees of Orm\n\nA beekeeper speaks about Tom Reed.",
        "The bees of Orm\n\nJonas Reiter",
    ],
)
def test_nobody_answers_questions_where_the_head_names_two_people_or_who_asks(head: str) -> None:
    assert speakers(head + BEES)["The ministry paid nobody."] == ()


LETTERED = """Why the town sold its forest

{}

Q: Why did the council sell the forest?
A: The roof of the school was broken. I have known that for years.

Q: Who bought it?
A: It went to a family from the next valley.
"""


def test_the_only_person_named_before_labelled_questions_answers_them() -> None:
    found = speakers(LETTERED.format("Mayor Ida Holm answers readers' questions."))
    assert found["The roof of the school was broken."] == ("Ida Holm",)
    assert "Ida Holm has known that for years." in found


def test_an_answer_of_nobody_is_attributed_to_no_letter() -> None:
    found = speakers(LETTERED.format("The council answers."))
    assert found["The roof of the school was broken."] == ()
    assert "I have known that for years." in found


def test_a_greeting_below_an_announcement_begins_no_other_speech() -> None:
    lead = "The following is the text of a speech given by Ida Holm at the school.\n\nDean Roe, students, friends,"
    found = speakers(f"A day in the port\n\n{lead}{BODY}")
    assert found["The port handled 4 million tonnes in 2023."] == ("Ida Holm",)


ASKED_IN_PLACE = """A baker and a bridge

Tom Roe has baked bread since 1987. Ana Falk spoke to him in his bakery.

What was the bill for?
For the bridge. They say that my van damaged the bridge. I was in hospital.

Can you prove it?
My doctor wrote a letter. The town paid nothing.
"""


def test_who_speaks_to_him_is_not_whom_the_questions_are_put_to() -> None:
    assert speakers(ASKED_IN_PLACE)["The town paid nothing."] == ("Tom Roe",)


def test_what_they_say_in_an_answer_stays_what_they_say() -> None:
    assert speakers(ASKED_IN_PLACE)["Tom Roe's van damaged the bridge."] == ("Tom Roe", "they")


CONFERENCE = """Press conference by Prime Minister Ola Holm and President Ana Ruiz

PRIME MINISTER HOLM: The money was voted in May. All parties voted for the train.

QUESTION: And will your unions accept it?

PRESIDENT RUIZ: They will. They asked for 300 jobs.

QUESTION: When?

PRIME MINISTER HOLM: The train will start in June.
"""


def test_they_in_an_answer_are_not_whom_somebody_else_spoke_of() -> None:
    found = speakers(CONFERENCE)
    assert found["They asked for 300 jobs."] == ("Ana Ruiz",)
    assert not any(claim.startswith("All parties will") or "parties asked" in claim for claim in found)


def test_a_prime_minister_before_a_colon_has_the_name_that_the_title_gives() -> None:
    assert speakers(CONFERENCE)["The money was voted in May."] == ("Ola Holm",)


EXCHANGE = """Senator votes against judge

Holm's entire statement is as follows:

Mr. President, I met the judge in May.

Let me read an exchange from the hearing.

Chairman Leary: Where does the power end?

Judge Mukasey: The law was passed in 1978. It has limits.

The court turned that view down in 2006.

Contact: Jude McCartin
"""


@pytest.mark.parametrize(
    ("claim", "speaker"),
    [
        ("The law was passed in 1978.", "Judge Mukasey"),
        ("The court turned that view down in 2006.", "Holm"),
    ],
)
def test_what_is_read_out_in_a_speech_ends_with_its_paragraph(claim: str, speaker: str) -> None:
    assert speakers(EXCHANGE)[claim] == (speaker,)


def test_an_oath_that_a_speaker_reads_out_keeps_its_own_first_person() -> None:
    assert any('"I promise that I will guard the river"' in claim for claim in speakers(ORATION))


@pytest.mark.parametrize(
    "text",
    [
        "Town news\n\nOrle Harbour: Mr. Speaker, a dog, won a prize.\n\nThe dog was born in 2012.\n",
        "Town news\n\nHarbour Warning: Thank you for keeping out.\n\nThe bridge was closed on Monday.\n",
    ],
)
def test_an_address_behind_a_label_makes_no_speech_where_nobody_says_i(text: str) -> None:
    assert set(speakers(text).values()) == {()}


def test_a_quotation_below_a_sentence_with_a_colon_is_its_subjects() -> None:
    text = "Roof mended\n\nThe mayor was pleased with the report:\n\n“The roof is safe. It was mended in May.”\n"
    assert speakers(text)["The roof was mended in May."] == ("the mayor",)


def test_a_report_on_a_speech_stays_a_report() -> None:
    report = (
        "Tom Roe speaks at the port\n\nTom Roe spoke at the port on Monday. He said it had hired 40 people.\n\n"
        "The port handled 4 million tonnes in 2023.\n"
    )
    assert speakers(report)["The port handled 4 million tonnes in 2023."] == ()


def test_a_headline_about_a_speech_makes_no_speech_of_the_report() -> None:
    assert [claim.attributed_to for claim in claims_of(REPORT) if "complaints" in claim.text] == [()]


ANSWER_IN_PARLIAMENT = """{title}

14 February 2024

Tom Roe, Member for Lorn

Question

To ask the Minister for Rail whether the line will be electric.

{label}

1. The line was built in 1990. We have looked at the costs.

2. The works would take six years.
"""


@pytest.mark.parametrize(
    ("title", "label", "speaker"),
    [
        ("Written Answer by Minister for Rail, Ida Holm, to Question on the line", "Answer", ("Ida Holm",)),
        ("Oral reply by the Minister for Rail to a question on the line", "Reply:", ("the Minister for Rail",)),
        ("Written answer by minister angers unions", "Background", ()),
        ("The line to Lorn", "Answer", ()),
    ],
    ids=["written", "oral", "no answer below", "nobody named"],
)
def test_an_answer_in_parliament_is_its_ministers(title: str, label: str, speaker: tuple[str, ...]) -> None:
    found = speakers(ANSWER_IN_PARLIAMENT.format(title=title, label=label))
    assert found["The works would take six years."] == found["The line was built in 1990."] == speaker
    assert any("whether the line will be electric" in claim for claim in found) is (speaker == ())


TOLD_QUESTIONS = """{title}

Ida Holm, 61, led the dock workers for years. After a few calls she agreed to an interview. Reporter Tom Roe put the
questions.

Looking back on her time in office, Harbour News asked "The union had one vote in ten years. Is that enough?"

I think one vote was too few. The port lost 40 jobs in 2023.

{second}

The dock is full. My union built it.
"""
PAPER_INTERVIEWS = "Harbour News interviews: Ida Holm on the port"


@pytest.mark.parametrize(
    ("title", "second", "speaker"),
    [
        (PAPER_INTERVIEWS, "Harbour News asked about the new dock.", ("Ida Holm",)),
        (PAPER_INTERVIEWS, "On the dock, Harbour News then asked her if it was full.", ("Ida Holm",)),
        (PAPER_INTERVIEWS, "The board met in May.", ()),
        (PAPER_INTERVIEWS, "Tom Roe asked the board about the dock.", ()),
    ],
    ids=["about", "if", "asked once", "asked somebody else"],
)
def test_what_an_interviewer_tells_to_have_asked_leads_to_answers(
    title: str, second: str, speaker: tuple[str, ...]
) -> None:
    found = speakers(TOLD_QUESTIONS.format(title=title, second=second))
    assert found["The port lost 40 jobs in 2023."] == found["The dock is full."] == speaker


@pytest.mark.parametrize("text", [INTERVIEW, UNLABELLED, ROUND_TABLE, QUESTIONS])
def test_the_interviewers_questions_are_set_aside_and_no_claims(text: str) -> None:
    article = read_article(Document(text=text, kind="txt"))
    asked = [block for block in article.blocks if block.reason == "interviewer's question"]
    assert asked
    assert all(block.kind is BlockKind.BOILERPLATE and block.span.of(text).endswith("?") for block in asked)
    assert not any("?" in claim.text for claim in claims_of(text))


@pytest.mark.parametrize("text", [INTERVIEW, ROUND_TABLE, SPEECH, RELEASE, LETTER, BLOCKS])
def test_labels_announcements_and_signatures_are_no_claims(text: str) -> None:
    for claim in claims_of(text):
        assert not claim.text.startswith(("Ruiz", "Prof", "Simon", "U.S.", "Dear", "Yours", "Chair", "As prepared"))
        assert "following statement" not in claim.text
        assert not claim.text.endswith(("said.", "writes."))


def test_the_parts_of_an_interview_cover_the_text_in_order() -> None:
    article = read_article(Document(text=INTERVIEW, kind="txt"))
    spans = [block.span for block in article.blocks]
    assert all(before.end <= after.start for before, after in pairwise(spans))
    covered = "".join(span.of(INTERVIEW) for span in spans)
    assert "".join(covered.split()) == "".join(INTERVIEW.split())


DECLARED = """

Our ports handled 4 million tonnes in 2023. The strait was mined twice.

We will clear it in June.

Tom Lee said the strait was closed in May.

It is 40 km wide.
"""


@pytest.mark.parametrize(
    ("opening", "who"),
    [
        (
            "We, the Foreign Ministers of Norway, Peru and the Republic of Korea, met in Lima on Monday.",
            ("the Foreign Ministers of Norway, Peru and the Republic of Korea",),
        ),
        (
            "We, the undersigned members of the Norring Bar, call on the court to reopen it.",
            ("the undersigned members of the Norring Bar",),
        ),
        ("We, the undersigned, ask the council to close the mine.", ("the undersigned",)),
        ("We, Ana Ruiz and Tom Holm, sold the ferry in May.", ("Ana Ruiz", "Tom Holm")),
        (
            "We the Heads of State of the African Union, gathered in Accra, met.",
            ("the Heads of State of the African Union",),
        ),
        ("I, Ana Ruiz, mayor of Norring, declare a state of emergency.", ("Ana Ruiz",)),
        ("Hello, my name is Fa and I speak for the students.", ("Fa",)),
        ("My name is Ana Ruiz. I lead the council.", ("Ana Ruiz",)),
        ("Good morning, I’m Ana Ruiz, the mayor of Norring.", ("Ana Ruiz",)),
    ],
)
def test_a_text_that_begins_with_who_we_are_is_theirs_until_somebody_else_is_reported(
    opening: str, who: tuple[str, ...]
) -> None:
    found = speakers(f"Joint declaration\n\n{opening}{DECLARED}")
    assert found["The strait was mined twice."] == who
    assert found["The strait was closed in May."] == ("Tom Lee",)
    assert found["It is 40 km wide."] == ()


def test_we_is_open_only_where_the_first_words_do_not_say_who_it_is() -> None:
    open_words = {
        opening: next(
            c.unresolved for c in claims_of(f"Declaration\n\n{opening}{DECLARED}") if "will clear" in c.text
        )
        for opening in ("We, the mayors of Orle and Norring, met.", "I, Ana Ruiz, declare a fast.", "We met in Lima.")
    }
    assert list(open_words.values()) == [(), ("We",), ("We",)]


@pytest.mark.parametrize(
    "text",
    [
        f"Letter\n\nWe, the voters, pay for the port.{DECLARED}",
        f"Letter\n\nWe, too, paid for the port.{DECLARED}",
        f"Letter\n\nI, however, disagree.{DECLARED}",
        f"Letter\n\nI am British, and I disagree.{DECLARED}",
        f"Letter\n\n“My name is Ana Ruiz,” she told us.{DECLARED}",
        f"Letter\n\nHer name is Ana Ruiz and she leads us.{DECLARED}",
        f"Column\n\nBy Tom Reed\n\nWe, the parents of Holm Primary School, wrote to the minister.{DECLARED}",
    ],
)
def test_a_text_whose_first_words_name_nobody_is_nobodys(text: str) -> None:
    assert speakers(text)["The strait was mined twice."] == ()


def test_thanks_in_a_speech_are_no_claim_of_the_speaker() -> None:
    speech = (
        "Remarks by Mayor Ana Ruiz\n\nI want to thank the crews.\n\nWe built 40 locks. I want to sell two.\n\n"
        "I thank the chair.\n"
    )
    claims = split(read_article(Document(text=speech, kind="txt"), published=date(2024, 5, 3)))
    assert [claim.text for claim in claims] == ["We built 40 locks.", "Ana Ruiz wants to sell two."]


def test_whom_she_spoke_with_asks_the_questions() -> None:
    interview = (
        "The dunes\n\nIda Holm has studied the Norr Dunes since 1990. She spoke with Theo Marsh about sand.\n\n"
        "Q: What went wrong?\n\nA: The town built nine walls.\n\nQ: Will they go?\n\nA: The town sold two of them.\n"
    )
    claims = split(read_article(Document(text=interview, kind="txt"), published=date(2024, 5, 3)))
    answers = [claim.attributed_to for claim in claims if "town" in claim.text]
    assert answers == [("Ida Holm",), ("Ida Holm",)]


INITIALS = """A talk with a sailor

Anna: Welcome, Ben. This is Radio Holm.

Ben: Thanks. I like the sea.

A: Where did you learn to sail?

B: I built 40 boats in Holm.

A: And now?

B: Ben Lund will build one more, my father says."""


def test_a_label_of_one_letter_is_the_label_that_begins_so() -> None:
    claims = {claim.text: tuple(one.source for one in claim.attributions) for claim in claims_of(INITIALS)}
    assert claims["Ben Lund built 40 boats in Holm."] == ("Ben Lund",)


def test_a_label_of_one_letter_that_two_labels_begin_with_stays_as_it_is() -> None:
    claims = claims_of(INITIALS.replace("A: And now?", "Bess: And now? I am old.\n\nBess: I am tired."))
    assert all(one.source != "Ben Lund" for claim in claims if "40 boats" in claim.text for one in claim.attributions)


def test_it_in_an_answer_is_nothing_of_the_answer_before() -> None:
    claims = {
        claim.text: claim.unresolved for claim in claims_of(INITIALS.replace("I built 40 boats", "I learned it"))
    }
    assert claims["Ben Lund learned it in Holm."] == ("it",)


def test_whom_an_answer_says_somebody_spoke_to_is_not_the_guest() -> None:
    text = (
        "Band talks before the show\n\nA duo from Holm plays at Dorn this summer.\n\nHow did it begin?\n\n"
        "It was easy, one of the first people we spoke to was Mike Pickett from the label.\n\n"
        "What comes next?\n\nThe duo tours Brenn in May."
    )
    claims = split(read_article(Document(text=text, kind="txt", title="")))
    assert {name for claim in claims for name in claim.attributed_to} == set()
