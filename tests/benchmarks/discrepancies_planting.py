"""Errors as articles make them, planted in claims that a passage states in other words.

Each edit takes a pair and a chance and returns the edited claim, or None where the passage does not state what would
be edited: a careful reader of that passage could not know. The rules share nothing with the product's; what is a
name, which verb a claim turns on and how it reads when denied comes from the parsing model.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

_WORDS = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
eighteen nineteen twenty
""".split()  # noqa: SIM905
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()  # noqa: SIM905
_UNITS = (
    ("percent", "percentage points"), ("per cent", "percentage points"), ("%", " percentage points"),
    ("percentage points", "percent"), ("million", "billion"), ("million", "thousand"), ("thousand", "million"),
    ("billion", "million"), ("trillion", "billion"), ("kilometres", "miles"), ("kilometers", "miles"),
    ("miles", "kilometres"), ("km", "miles"), ("metres", "feet"), ("meters", "feet"), ("feet", "metres"),
    ("foot", "metre"), ("feet", "inches"), ("inches", "feet"), ("tonnes", "kilograms"), ("tons", "pounds"),
    ("pounds", "tons"), ("years", "months"), ("months", "years"), ("days", "weeks"), ("weeks", "days"),
    ("hours", "minutes"), ("minutes", "hours"), ("hours", "days"), ("minutes", "seconds"), ("dollars", "euros"),
    ("euros", "dollars"), ("crowns", "dollars"), ("pounds", "euros"), ("cents", "dollars"), ("$", "€"), ("£", "$"),
    ("€", "£"), ("centimetres", "inches"), ("cm", "inches"), ("mm", "cm"), ("acres", "hectares"),
    ("hectares", "acres"), ("kg", "pounds"), ("grams", "kilograms"), ("megawatts", "kilowatts"),
    ("square kilometres", "square miles"), ("cubic metres", "litres"), ("mg", "grams"), ("milligrams", "grams"),
    ("degrees Celsius", "degrees Fahrenheit"), ("degrees Fahrenheit", "degrees Celsius"), ("years", "decades"),
    ("mph", "km/h"), ("decades", "years"), ("centuries", "decades"), ("months", "weeks"), ("weeks", "months"),
)  # fmt: skip
_MONTHS = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905
)
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()  # noqa: SIM905
_OPPOSITES = (
    "rose fell", "increased decreased", "increases decreases", "increase decrease", "dropped rose", "raised lowered",
    "climbed dropped", "grew shrank", "gained lost", "doubled halved", "widened narrowed", "slowed accelerated",
    "reduced increased", "reduces increases", "reduce increase", "opened closed",
    "open closed", "won lost", "bought sold", "buy sell", "approved rejected", "accepted rejected",
    "supports opposes", "support oppose", "supported opposed", "joined left", "joined quit", "began ended",
    "started ended", "start end", "starts ends", "northern southern", "north south", "east west", "western eastern",
    "largest smallest", "highest lowest", "oldest youngest", "best worst", "longest shortest", "biggest smallest",
    "fastest slowest", "higher lower", "larger smaller", "bigger smaller", "older younger",
    "more fewer", "more less", "above below", "allowed banned", "allows forbids", "bans allows", "banned allowed",
    "convicted acquitted", "hired fired", "appointed dismissed", "exports imports", "improved worsened",
    "improve worsen", "strengthened weakened", "arrived departed", "lent borrowed", "encouraged discouraged",
    "built demolished", "safe unsafe", "lawful unlawful",
    "successful unsuccessful", "defeated lost to", "expanded shrank", "succeeded preceded", "launched scrapped",
    "majority minority", "maximum minimum", "upper lower", "father mother",
    "son daughter", "brother sister", "wife husband", "man woman", "positive negative", "warmer colder",
    "cheaper dearer", "earlier later", "deployed withdrew", "expensive cheap", "rich poor",
)  # fmt: skip
_HOW_MANY = (
    ("all", "some"), ("all", "none of"), ("all of", "some of"), ("all", "most"), ("every", "hardly any"),
    ("every", "almost no"), ("each", "no"), ("each", "not every"), ("most", "all"), ("most", "few"),
    ("most of", "none of"), ("some", "all"), ("some", "no"), ("several", "all"), ("several", "no"), ("many", "all"),
    ("many", "few"), ("many", "no"), ("only", "not only"), ("everyone", "nobody"), ("nobody", "everybody"),
    ("both", "neither of the"), ("both", "one of the"), ("always", "sometimes"), ("never", "sometimes"),
    ("none of", "all of"), ("none of", "most of"), ("no", "every"), ("usually", "always"), ("often", "rarely"),
    ("half of", "all of"), ("nearly half of", "all of"), ("any", "some"), ("none", "all"), ("few", "most"),
)  # fmt: skip
_PERSON, _PLACE, _BODY = "PERSON", "GPE", "ORG"
_TYPES = {"PERSON": _PERSON, "GPE": _PLACE, "LOC": _PLACE, "ORG": _BODY, "FAC": _BODY}
# Who or what stands in their place: invented persons and bodies, invented and real places, of one word and of more.
_STRANGERS = {
    _PERSON: (
        "Nils Arden", "Gwen Tolliver", "Peter Maddox", "Ines Quarto", "Ravi Deshmukh", "Yuki Morita", "Hugo Feld",
        "Amina Osei", "Frank Delaney", "Olga Petrenko", "Marcus Thiel", "Susan Whitlock", "Arden", "Tolliver",
        "Maddox", "Quarto", "Deshmukh", "Morita", "Osei", "Delaney", "Petrenko", "Whitlock",
    ),
    _PLACE: (
        "Dalby", "Estonia", "Peru", "Hamburg", "Nairobi", "Lowick", "Chicago", "Norway", "Vietnam", "Tarnmouth",
        "Bergen", "Ohio", "New Harlow", "Port Ellery", "South Africa", "Saudi Arabia", "Upper Dalby", "San Marino",
        "Sri Lanka", "Costa Rica",
    ),
    _BODY: (
        "Corvin Group", "Meridian Press", "Aldgate Bank", "Pinecrest University", "National Dairy Board",
        "Whitmore Institute", "Ostwick City Council", "Baltic Shipping Company", "Sunfield Records", "Tarvex",
        "Nortec", "Lumina", "Ferrodyne", "Oxbow", "Pellcorp",
    ),
}  # fmt: skip
_NAME = re.compile(r"[A-Z][\w'’.-]*(?: (?:of|the|de|van|for|and|[A-Z][\w'’.-]*))*")
_NEVER_YEARS = re.compile(r"1[5-9]\d\d|20\d\d")
_NUMBER = re.compile(r"(?<![\w.,$€£-])[$€£]?\d+(?:,\d{3})*(?:\.\d+)?(?![\w,]|\.\d|-\d|–\d|st|nd|rd|th)")
_LONGEST_COPY = 0.75  # of a claim's words in one run of the passage: more is a copy


@dataclass(frozen=True)
class Pair:
    """A claim, a passage that states it in other words, and both parsed."""

    claim: str
    passage: str
    origin: str
    doc: Doc
    passage_doc: Doc


Edit = Callable[[Pair, random.Random], str | None]


def copied(claim: str, passage: str) -> bool:
    """Tell whether most of the claim stands in the passage as one run of words."""
    ours, theirs = (re.findall(r"\w+", text.lower()) for text in (claim, passage))
    long = int(len(ours) * _LONGEST_COPY) + 1
    runs = {tuple(theirs[at : at + long]) for at in range(len(theirs) - long + 1)}
    return any(tuple(ours[at : at + long]) in runs for at in range(len(ours) - long + 1))


def has(text: str, words: str) -> bool:
    """Tell whether the words stand in the text as words, in any case."""
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text, re.IGNORECASE) is not None


def told(pair: Pair, word: str) -> bool:
    """Tell whether a sentence of the passage has the word and another longer one of the claim: it says it of that."""
    others = {one[:5] for one in re.findall(r"[^\W\d_]{4,}", pair.claim.lower()) if one not in word.lower()}
    sentences = re.split(r"(?<=[.!?])[\"”’)]*\s+|\n", pair.passage)
    return any(has(one, word) and any(other in one.lower() for other in others) for one in sentences)


def _put(text: str, start: int, end: int, new: str) -> str:
    if text[start:end][:1].isupper():
        new = new[:1].upper() + new[1:]
    return text[:start] + new + text[end:]


def number(pair: Pair, chance: random.Random) -> str | None:
    """Change a number or a place in an order that the passage has too, in digits or as a word."""
    found: list[tuple[int, int, list[str]]] = []
    for match in _NUMBER.finditer(pair.claim):
        figure = match.group().lstrip("$€£")
        plain = figure.replace(",", "")
        if _NEVER_YEARS.fullmatch(figure) or _dated(pair.claim, match):
            continue
        spelled = _WORDS[int(plain)] if plain.isdecimal() and int(plain) < len(_WORDS) else figure
        if any(told(pair, form) for form in (figure, plain, spelled)):
            found.append((match.end() - len(figure), match.end(), _others(figure, chance)))
    for words, first in ((_WORDS, 2), (_ORDINALS, 1)):
        for value, word in enumerate(words[first:], first):
            spelt = re.search(rf"(?<![\w-]){word}(?![\w-])", pair.claim)
            digits = str(value) if words is _WORDS else f"{value + 1}th"
            if spelt and (told(pair, word) or told(pair, digits)):
                near = [other for at, other in enumerate(words) if other != word and at and abs(at - value) <= 4]
                found.append((spelt.start(), spelt.end(), near))
    if not found:
        return None
    start, end, others = chance.choice(found)
    fresh = [new for new in others if not has(pair.passage, new) and not has(pair.claim, new)]
    return _put(pair.claim, start, end, chance.choice(fresh)) if fresh else None


def _others(figure: str, chance: random.Random) -> list[str]:
    """Return figures that somebody could have written for this one: turned digits, a digit off, ten times as much."""
    value = float(figure.replace(",", ""))
    steps = [value + 1, value + 2, value - 1, value + 5, value * 2] if value < 20 else []
    wide = [value * 1.3, value * 0.7, value * 1.8, value * 0.4, value * 10, value / 10] if value >= 20 else []
    made = [one for one in (*steps, *wide) if one > 1]
    form = "{:,.1f}" if "." in figure else "{:,.0f}" if "," in figure else "{:.0f}"
    texts = [form.format(one) for one in made]
    digits = [letter for letter in figure if letter.isdecimal()]
    if len(set(digits)) > 1 and digits[-1] != "0" and "." not in figure and "," not in figure:
        texts.append("".join(reversed(digits)))
    chance.shuffle(texts)
    return [text for text in texts if text != figure and not text.startswith("0")]


def _dated(claim: str, match: re.Match[str]) -> bool:
    around = claim[max(0, match.start() - 11) : match.end() + 11]
    return any(re.search(rf"\b{month}", around) for month in _MONTHS)


def unit(pair: Pair, chance: random.Random) -> str | None:
    """Put another unit, another scale or another currency to a number that the passage has too."""
    rows = list(_UNITS)
    chance.shuffle(rows)
    small = "|".join(_WORDS[1:])
    for old, new in rows:
        form = rf"(\d[\d.,]*|\b(?:{small}|hundred))[ -]?({re.escape(old)})(?!\w)"
        match = re.search(rf"()({re.escape(old)})(?=\d)" if old in "$£€" else form, pair.claim)
        if match is None or has(pair.passage, new.strip()) or has(pair.claim, new.strip()):
            continue
        figure = match.group(1).rstrip(".,") or "".join(re.findall(r"^[\d.,]*\d", pair.claim[match.end() :]))
        spelled = figure if not figure.isdecimal() or int(figure) >= len(_WORDS) else _WORDS[int(figure)]
        stated = old in pair.passage or (old == "percent" and re.search(r"per ?cent|%", pair.passage))
        if stated and (told(pair, figure) or told(pair, spelled)):
            return _put(pair.claim, match.start(2), match.end(2), new)
    return None


def day(pair: Pair, chance: random.Random) -> str | None:
    """Change a year, a month, a weekday or a day of the month that the passage has too."""
    found = [
        (*match.span(), str(int(match.group()) + chance.choice([-7, -3, -2, -1, 1, 2])))
        for match in re.finditer(r"\b(?:1[5-9]|20)\d\d\b(?![-–])", pair.claim)
        if told(pair, match.group())
    ]
    found += [
        (*match.span(), chance.choice([other for other in names if other != name]))
        for names in (_MONTHS, _DAYS)
        for name in names
        for match in re.finditer(rf"\b{name}\b", pair.claim)
        if told(pair, name) and not (name == "May" and re.match(r"May [a-z]", pair.claim[match.start() :]))
    ]
    months = "|".join(_MONTHS)
    for match in re.finditer(rf"\b(\d\d?)(?= (?:{months}))|(?<=[a-z] )(?<!\d )(\d\d?)(?=,| |\.|$)", pair.claim):
        dated = match.group(1) or re.search(rf"(?:{months}) $", pair.claim[: match.start()])
        if dated and any(told(pair, match.group() + ending) for ending in ("", "st", "nd", "rd", "th")):
            other = chance.choice([one for one in range(1, 29) if abs(one - int(match.group())) in {1, 2, 7, 10}])
            found.append((*match.span(), str(other)))
    if not found:
        return None
    start, end, new = chance.choice(found)
    return None if has(pair.passage, new) else _put(pair.claim, start, end, new)


def names(pair: Pair) -> list[tuple[Span, str]]:
    """Return the names of persons, places and bodies of the claim that the passage has too.

    The model errs on invented names: only those count that it takes for the same sort in claim and passage.
    """
    there = {(word, kind) for one in pair.passage_doc.ents if (kind := _kind(one)) for word in one.text.split()}
    found = []
    for entity in pair.doc.ents:
        kind = _kind(entity)
        text = entity.text.removeprefix("the ").removesuffix("'s")
        if not kind or not _NAME.fullmatch(text) or text.isupper() or text in {*_MONTHS, *_DAYS}:
            continue
        last = text.split()[-1]
        if told(pair, last if kind == _PERSON else text) and (last, kind) in there:
            found.append((entity, kind))
    return found


def _kind(entity: Span) -> str:
    before = entity.doc[entity.start - 1].lower_ if entity.start else ""
    if before in {"in", "near"} and " " not in entity.text:
        return _PLACE
    return _TYPES.get(entity.label_, "")


def name(pair: Pair, chance: random.Random) -> str | None:
    """Put another person for a person, another place for a place, another body for a body."""
    found = names(pair)
    if not found:
        return None
    entity, kind = chance.choice(found)
    text = entity.text.removeprefix("the ").removesuffix("'s")
    long = text.count(" ") > 0
    new = chance.choice([one for one in _STRANGERS[kind] if (" " in one) == long])
    if any(has(pair.passage + pair.claim, word) for word in new.split()):
        return None
    start = pair.claim.index(text, entity.start_char)
    return _put(pair.claim, start, start + len(text), new)


def negation(pair: Pair, chance: random.Random) -> str | None:
    """Deny what the claim says, or undo its denial."""
    claim = pair.claim
    undone = re.search(r"\b(is|was|are|were|has|had|have|will|can|could|would|should|may) (?:not|never)\b", claim)
    if undone and re.search(r"\b(not|never|yet to|nor|no)\b|n't", pair.passage):
        return _put(claim, undone.start(), undone.end(), undone.group(1))
    if re.search(r"\b(not|never|no|none|nobody|neither|without|denied|refused|failed|nothing)\b|n't", claim):
        return None
    root = next((token for token in pair.doc if token.dep_ == "ROOT"), None)
    # To deny the saying is another claim, and "few did not", "were not unhurt" nobody writes.
    if root is None or root.pos_ not in {"VERB", "AUX"} or root.lemma_ in {"say", "tell"}:
        return None
    if re.search(r"\b(few|fewer|hardly|only|unhurt|uninjured)\b", claim, re.IGNORECASE):
        return None
    helper = root if root.pos_ == "AUX" else next((t for t in root.children if t.dep_ in {"aux", "auxpass"}), None)
    if helper is not None:
        if helper.lower_ not in {"is", "was", "are", "were", "has", "had", "have", "will", "can", "could", "would"}:
            return None
        end = helper.idx + len(helper)
        plain = helper is root or helper.lower_ not in {"has", "had", "have"}
        return _put(claim, end, end, " not" if plain else chance.choice([" not", " never"]))
    return _denied(claim, root, chance)


def _denied(claim: str, root: Token, chance: random.Random) -> str | None:
    start, end, plain = root.idx, root.idx + len(root), root.lemma_
    if root.tag_ == "VBD":
        ways = ["did not " + plain, "did not " + plain, "never " + root.text, "failed to " + plain]
        ways += ["refused to " + plain] * any(
            t.dep_ == "nsubj" and t.ent_type_ in {_PERSON, _BODY} for t in root.children
        )
        return _put(claim, start, end, chance.choice(ways))
    if root.tag_ == "VBZ":
        return _put(claim, start, end, "does not " + plain)
    return _put(claim, start, end, "do not " + plain) if root.tag_ == "VBP" else None


def direction(pair: Pair, chance: random.Random) -> str | None:
    """Turn a word whose direction the passage states into its opposite."""
    rows = [tuple(row.split(" ", 1)) for row in _OPPOSITES]
    rows += [(new, old) for old, new in rows if " " not in new]
    chance.shuffle(rows)
    for old, new in rows:
        match = re.search(rf"\b{old}\b(?! (?-i:[A-Z]))", pair.claim, re.IGNORECASE)
        if match is None or (match.group()[0].isupper() and match.start()) or has(pair.passage, new):
            continue
        if re.match(r"\w+ than (\d|[a-z]+ (hundred|thousand|million|dozen))", pair.claim[match.start() :]):
            continue  # What is changed there is the number.
        root = old[: max(4, len(old) - 2)]
        if re.search(rf"\b{root}", pair.passage, re.IGNORECASE):
            return _put(pair.claim, match.start(), match.end(), new)
    return None


def quantifier(pair: Pair, chance: random.Random) -> str | None:
    """Say more or less of them than the claim does: all for some, some for all, only where nothing is excluded."""
    rows = list(_HOW_MANY)
    chance.shuffle(rows)
    for old, new in rows:
        match = re.search(rf"\b{old}\b", pair.claim, re.IGNORECASE)
        alike = {"all": "all|every|each|both|none", "every": "all|every|each", "each": "each|every|all",
                 "some": "some|several", "several": "several|some|many", "nobody": "nobody|none|no one",
                 "many": "many|numerous"}.get(old.split()[0], old.split()[0])  # fmt: skip
        if match and re.search(rf"\b({alike})\b", pair.passage, re.IGNORECASE):
            if re.match(r"\b(no longer|more than|most \w+(ly|ful|ive)|at most)", pair.claim[match.start() :]):
                continue
            return _put(pair.claim, match.start(), match.end(), new)
    return None
