"""Verb forms: the few inflections that rebuilding a clause needs."""

from __future__ import annotations

# lemma: past tense, past participle. Regular verbs follow the spelling rules below.
_IRREGULAR_TEXT = """
be was been;have had had;do did done;go went gone;say said said;make made made;take took taken;get got got;
come came come;see saw seen;know knew known;give gave given;find found found;think thought thought;
tell told told;become became become;leave left left;feel felt felt;put put put;bring brought brought;
begin began begun;keep kept kept;hold held held;write wrote written;stand stood stood;hear heard heard;
let let let;mean meant meant;set set set;meet met met;run ran run;pay paid paid;sit sat sat;speak spoke spoken;
lie lay lain;lead led led;read read read;grow grew grown;lose lost lost;fall fell fallen;send sent sent;
build built built;understand understood understood;draw drew drawn;break broke broken;spend spent spent;
cut cut cut;rise rose risen;drive drove driven;buy bought bought;wear wore worn;choose chose chosen;
seek sought sought;throw threw thrown;catch caught caught;deal dealt dealt;win won won;forget forgot forgotten;
lay laid laid;sell sold sold;fight fought fought;teach taught taught;eat ate eaten;sing sang sung;
strike struck struck;hang hung hung;shake shook shaken;ride rode ridden;feed fed fed;shoot shot shot;
drink drank drunk;hit hit hit;arise arose arisen;fly flew flown;spread spread spread;sleep slept slept;
cost cost cost;beat beat beaten;light lit lit;bind bound bound;cast cast cast;hide hid hidden;swing swung swung;
shut shut shut;hurt hurt hurt;sweep swept swept;steal stole stolen;swear swore sworn;sink sank sunk;
quit quit quit;split split split;swim swam swum;tear tore torn;wake woke woken;withdraw withdrew withdrawn;
undergo underwent undergone;overcome overcame overcome;bear bore borne;forbid forbade forbidden;
freeze froze frozen;bend bent bent;lend lent lent;dig dug dug;flee fled fled;fling flung flung;
show showed shown;undertake undertook undertaken;overtake overtook overtaken;foresee foresaw foreseen;
shed shed shed;thrust thrust thrust;burst burst burst;slide slid slid;bite bit bitten;blow blew blown;
"""
_IRREGULAR = {
    lemma: (past, participle)
    for lemma, past, participle in (
        entry.split() for entry in _IRREGULAR_TEXT.replace("\n", "").split(";") if entry.strip()
    )
}
# Two-syllable verbs stressed at the end double their consonant like short ones.
_DOUBLING = frozenset(
    ["refer", "prefer", "occur", "admit", "commit", "permit", "regret", "control", "rebel", "submit"]
)
_VOWELS = "aeiou"


def past(lemma: str) -> str:
    """Return the simple past ("seek" gives "sought")."""
    return _IRREGULAR[lemma][0] if lemma in _IRREGULAR else _regular(lemma)


def gerund(lemma: str) -> str:
    """Return the -ing form ("make" gives "making", "be" gives "being")."""
    if lemma.endswith("ie"):
        return lemma[:-2] + "ying"
    if lemma.endswith("e") and not lemma.endswith(("ee", "oe", "ye")) and lemma != "be":
        return lemma[:-1] + "ing"
    return (lemma + lemma[-1] if _doubles(lemma) else lemma) + "ing"


def third_person(lemma: str) -> str:
    """Return the present tense after he, she or it ("carry" gives "carries")."""
    if lemma in {"be", "have", "do", "go"}:
        return {"be": "is", "have": "has", "do": "does", "go": "goes"}[lemma]
    if lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
        return lemma[:-1] + "ies"
    return lemma + ("es" if lemma.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")


def agree(word: str, lemma: str, *, plural: bool) -> str:
    """Return a present-tense verb, or a form of be, as its subject asks; other forms unchanged."""
    lowered = word.lower()
    to_singular = {
        "are": "is",
        "were": "was",
        "have": "has",
        "do": "does",
        "am": "is",
        "'re": "is",
        "'m": "is",
        "'ve": "has",
    }
    to_plural = {"is": "are", "was": "were", "has": "have", "does": "do", "'s": "are", "am": "are", "'m": "are"}
    if plural:
        return to_plural.get(lowered, lemma if lowered == third_person(lemma) else word)
    if lowered in to_singular:
        return to_singular[lowered]
    return third_person(lemma) if lowered == lemma else word


def _regular(lemma: str) -> str:
    if lemma.endswith("e"):
        return lemma + "d"
    if lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
        return lemma[:-1] + "ied"
    return (lemma + lemma[-1] if _doubles(lemma) else lemma) + "ed"


def _doubles(lemma: str) -> bool:
    if lemma in _DOUBLING:
        return True
    short = sum(letter in _VOWELS for letter in lemma) == 1
    return (
        short
        and len(lemma) >= 3
        and lemma[-1] not in _VOWELS + "wxy"
        and lemma[-2] in _VOWELS
        and lemma[-3] not in _VOWELS
    )
