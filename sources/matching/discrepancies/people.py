"""Given names, to tell a person from a place: the commonest of many countries, no surnames."""

from __future__ import annotations

from sources.matching.discrepancies.reading import words

# The commonest given names of English-speaking countries, of Europe, and of the languages that news is full of. Names
# that are towns or months as well (Paris, Florence, Victoria, April, Jordan) are left out.
GIVEN = words(
    """
    aaron abdul abdullah abigail abraham ada adam adrian agnes ahmad ahmed aisha alan albert alejandro aleksandr
    alex alexander alexandra alexei alfred ali alice alicia alison allen amanda amber amelia amir amy ana anastasia
    andre andrea andreas andrei andrew andrey andy angel angela angelo anita ann anna anne annie anthony anton
    antonio arjun arnold arthur ashley astrid audrey barack barbara barry beatrice ben benjamin benno bernard bernie
    beth betty bill billy bob bobby boris brad bradley brandon brenda brett brian bridget bruce bruno bryan camilla
    carl carla carlo carlos carmen carol caroline carrie catherine cathy cecilia charles charlie charlotte chen
    chloe chris christian christina christine christopher cindy claire clara clarence claudia clive colin connor
    craig curtis cynthia daisy dale damian dan daniel danielle danny dario dave david dawn dean deborah debra delia
    denis dennis derek diana diane diego dieter dimitri dmitri dmitry dominic donald donna doris dorothy doug
    douglas duncan dylan earl eddie edgar edith edmund eduardo edward edwin eileen elaine eleanor elena eli elias
    elizabeth ella ellen elliot emil emilia emily emma emmanuel enrique eric erica erik ernest esther ethan eugene
    eva evan evelyn fabian fatima felix fernando fiona francesca francesco francis francisco frank franz fred
    frederick fritz gabriel gareth gary gavin gemma gene geoffrey george gerald gerard giorgio giovanni giulia glenn
    gloria gordon grace graham greg gregory greta guillermo gustav guy hanna hannah hans harold harriet harry hassan
    heather hector helen helena helmut henri henry herbert herman hillary holly horst howard hugh hugo hussein ian
    ibrahim ida igor ingrid irene irina iris isaac isabel isabella ivan jack jackie jacob jacqueline jacques jake
    james jamie jan jane janet janice jared jason javier jay jean jeff jeffrey jen jennifer jenny jeremy jerome
    jerry jesse jessica jill jim jimmy jing jo joan joanna joao joe joel johan johann johannes john johnny jon jonas
    jonathan jorge jose josef joseph josh joshua joyce juan judith judy julia julian julie juliet jun jurgen justin
    kamala karen karin karl kate katherine kathleen kathryn kathy katie keith kelly ken kenneth kevin khalid kim
    kirsten klaus kofi kristen kurt kyle lars laura lauren laurence lawrence lee lena leo leon leonard leonardo
    leslie li liam lili lily linda lindsay lisa liu liz logan lori louis louise luca lucas lucia lucy luis luke
    lydia madeleine manuel mara marc marco margaret maria marie marilyn mario marion mark marko markus marta martha
    martin martina mary mateo matt matteo matthew maureen maurice max megan mei melanie melissa michael michel
    michele michelle miguel mike mikhail miriam mitch mohamed mohammad mohammed molly monica muhammad mustafa nadia
    nancy naomi natalia natalie natasha nathan neil nelson nicholas nick nicolas nicole nigel nikita nikolai nina
    noah nora norman olaf oleg olga oliver olivia omar oscar oskar otto owen pablo pamela pat patricia patrick paul
    paula pauline pavel pedro peggy penny peter petra phil philip philippe phillip phyllis pierre qassem rachel
    rafael raj rajesh ralph ramon randy raymond rebecca regina renee ricardo richard rick rita rob robert roberto
    robin rodrigo roger roland ron ronald ronan rosa rose rosemary ross roy ruben rudolf russell ruth ryan sabine
    said sally sam samantha samir samuel sandra sandy sanjay sara sarah scott sean sebastian sergei sergey sergio
    seth shane shannon sharon sheila shinzo shirley silvia simon sofia sonia sophia sophie stacy stanley stefan
    stella stephanie stephen steve steven stuart sue susan suzanne sven sylvia takeshi tamara tanya tara ted teresa
    terry tess theodore theresa thomas tiffany tim timothy tina todd tom tomas tommy tony tracy trevor tyler ulrich
    ursula vanessa vera veronica victor vincent virginia vivian vladimir volodymyr walter wanda wang wayne wendy
    werner wilhelm will william wolfgang xi yasmin yuri yusuf yvonne zhang
    """
)

# Short forms that begin with another letter than the name.
_SHORT_FORMS = (
    "bob robert", "bill william", "dick richard", "ted edward", "ted theodore", "ned edward", "peggy margaret",
    "tony anthony", "betty elizabeth", "liz elizabeth", "lisa elizabeth", "sasha alexander", "hank henry",
    "harry henry", "polly mary", "molly mary", "nancy ann", "sally sarah", "kitty katherine", "chuck charles",
)  # fmt: skip
_SHORT = frozenset(frozenset(row.split()) for row in _SHORT_FORMS)


def may_be_called(one: str, other: str) -> bool:
    """Tell whether two given names can be of one person: "Tom" and "Thomas", "Bob" and "Robert"."""
    return one[0] == other[0] or frozenset((one, other)) in _SHORT
