"""Labels that name who speaks: "Q:", "Ruffridge:", "**Tarvel Mail:**", at the beginning of a paragraph.

A colon stands behind topics far more often than behind speakers. So a label needs a sign of its own: a title or a
given name, a name that the article has elsewhere, or two labels that alternate.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from claims.splitting.segments.headlines import names_a_speaker
from sources.language import lexicon
from sources.language.lexicon import any_of
from sources.language.quotations import without_quotations
from sources.language.span import Span

_WORDS = r"[A-Z][\w.'’&-]*(?: (?:[A-Z][\w.'’&-]*|of|the|for|and|de|du|van|von|al|team|group|staff)){0,5}"
_LABEL = re.compile(
    rf"(?P<open>\*\*|__|\[)?(?P<who>{_WORDS}|@\w{{2,30}})(?P<age>, \d{{1,3}})?"
    rf"(?: ?\([^()\n]{{1,40}}\))?(?:\]|\*\*|__)?"
    r"\s?:(?:\*\*|__)?(?=\s|$|[\"“‘])"
)
_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}(?:\s?[ap]\.?m\b\.?)?\s(?:–|—|-|\|)\s+")
_BARE = re.compile(r"(?:\*\*|__)?(?P<who>Q|A)\.(?:\*\*|__)?(?=\s)|(?P<asks>Q)(?=\s+[A-Z“\"(\[—–-])")
# "Dan- How was it? / Brian- Good.", later "D- And now?": only where two such labels alternate.
_DASHED = re.compile(r"(?P<who>[A-Z][\w’']{0,14}(?: [A-Z][\w’'-]{1,14}\w)?)\s?[-–—](?=\s+[A-Z\"“‘(])")
_NUMBERED = re.compile(r"(?P<who>Q|A)\d{1,2}\s?:(?=\s)")
_WIDE = re.compile(r"Q(?:[ \t\xa0]{2,}|\t)")
_TOPICS = lexicon.words("label_topics")
_ASKS = lexicon.words("question_labels")
_ANSWERS = lexicon.words("answer_labels")
_BEGINNINGS = lexicon.words("capitalised_beginnings") | lexicon.words("sentence_starters")
_UNNAMED = lexicon.HONORIFICS | lexicon.ROLES | lexicon.words("titles")
_GIVEN = lexicon.FEMALE_NAMES | lexicon.MALE_NAMES
_BODIES = lexicon.ORGANISATIONS | lexicon.INSTITUTIONS
_ASKED = re.compile(r"\?[\"”’')\]*_]*$")
_SHORT_NAME = 2  # words of "Ana Ruiz"; a longer label may be the beginning of a sentence
_FAR_LESS = 2  # times as many words as the interviewer has, for the person interviewed
# "Madam Speaker, ...", "Thank you, ...": how somebody begins a speech.
_ADDRESSES = re.compile(
    rf"\s*(?:(?i:thank you)\b|(?:Mr\.?|Mister|Ms\.?|Mrs\.?|Madame?) (?i:{any_of('addressed_offices')})\b)"
)
_FIRST_PERSON = re.compile(r"\b(?:I|[Mm]y|[Ww]e|[Oo]ur)\b(?!\.)")
_LEAST_OWN = 3  # a speech is in the first person in one paragraph of three at least
_MOSTLY = 0.6  # share of the turns of one speaker that end in a question mark, of whoever only asks


@dataclass(frozen=True, slots=True)
class Label:
    """A label before words.

    Attributes:
        paragraph: Number of its paragraph.
        span: Where it stands, with its marks and its colon.
        who: Its words.
        asks: Whether only questions come from there.
        alone: Whether it is sure by itself and its words are one paragraph: a handle, a name with an age.
    """

    paragraph: int
    span: Span
    who: str
    asks: bool = False
    alone: bool = False

    @property
    def answers(self) -> bool:
        """Whether it says no more than that somebody answers ("A:")."""
        return self.who.lower() in _ANSWERS


def labels_of(text: str, paragraphs: Sequence[Span]) -> list[Label]:
    """Return the labels that name speakers, in order.

    Args:
        text: The article.
        paragraphs: Its body paragraphs in order.
    """
    found = _spelt_out([label for number, span in enumerate(paragraphs) if (label := _label_at(text, number, span))])
    found = found or _with_dashes(text, paragraphs)
    if len(found) == 1 and _opens_a_speech(text, found[0], paragraphs):
        return found
    counts = Counter(label.who.lower() for label in found)
    marks = {who for who in counts if who in _ASKS | _ANSWERS}
    alternate = sum(count > 1 for who, count in counts.items() if len(who.split()) <= _SHORT_NAME) > 1
    sure = {
        label.who.lower()
        for label in found
        if names_a_speaker(label.who)
        or label.alone
        or (label.who.lower() in marks and len(marks) > 1)
        or (alternate and counts[label.who.lower()] > 1 and label.who.lower() not in _ASKS | _ANSWERS)
        or _named_elsewhere(text, label.who, found)
    }
    if len(sure) == 1:  # who asks what the next paragraph answers speaks too
        sure |= {
            one.who.lower()
            for one, other in pairwise(found)
            if other.who.lower() in sure
            and other.paragraph == one.paragraph + 1
            and _ASKED.search(paragraphs[one.paragraph].of(text).strip())
        }
    if sure:  # whoever is asked has a label; beside it the mark of a question is one, too
        sure |= {
            label.who.lower() for label in found if label.who.lower() in _ASKS and _surely_asks(text, label, counts)
        }
    if len(sure) > 1:  # in a conversation others have labels too
        sure |= {who for who in counts if who in _ASKS or counts[who] > 1 or " " in who}
    kept = [label for label in found if label.who.lower() in sure]
    if len(kept) == 1 and not _stands_alone(text, kept[0], paragraphs):
        return []
    return _who_asks(text, kept, paragraphs)


def _with_dashes(text: str, paragraphs: Sequence[Span]) -> list[Label]:
    """Return the labels with a dash for a colon, where two of them come again: "Dan- How?", "D- And now?"."""
    matches = [(number, _DASHED.match(text, span.start, span.end)) for number, span in enumerate(paragraphs)]
    found = _spelt_out([Label(number, Span(*match.span()), match["who"]) for number, match in matches if match])
    counts = Counter(label.who for label in found)
    again = sum(count > 1 for count in counts.values()) > 1
    asked = any(_ASKED.search(paragraphs[label.paragraph].of(text).strip()) for label in found)
    return found if again and asked else []


def _surely_asks(text: str, label: Label, counts: Counter[str]) -> bool:
    """Whether a mark is no beginning of a name: "Q Marine builds boats", as against "Q  Hi", "Q And the crews?"."""
    if label.span.of(text) != "Q" or counts[label.who.lower()] > 1 or _WIDE.match(text, label.span.start):
        return True
    following = re.match(r"\s+([A-Z][\w’']*)", text[label.span.end :])
    return following is None or following[1].lower() in _BEGINNINGS


def _label_at(text: str, number: int, span: Span) -> Label | None:
    clock = _CLOCK.match(text, span.start, span.end)  # the time of an entry of a live page
    start = clock.end() if clock is not None else span.start
    match = (
        _NUMBERED.match(text, start, span.end)
        or _LABEL.match(text, start, span.end)
        or _BARE.match(text, span.start, span.end)
    )
    if match is None:
        return None
    who = re.sub(r"\s+", " ", match[match.lastgroup or "who"] if match.re is _BARE else match["who"]).strip()
    first, last = who.split()[0].lower().rstrip("."), who.split()[-1].lower()
    marks = who.lower() in _ASKS | _ANSWERS
    topic = first in _TOPICS or (last in _TOPICS and not _is_told_of(text, who))
    if not marks and (topic or first == "dear"):
        return None
    alone = who.startswith("@") or (match.re is _LABEL and match["age"] is not None)
    return Label(number, Span(span.start, match.end()), who, alone=alone)


def _is_told_of(text: str, who: str) -> bool:
    """Whether a label of several words is a name that the article has beside its labels: "spoke to Coast Today"."""
    return " " in who and re.search(rf"(?<!^)(?<!\n)(?<!\*)\b{re.escape(who)}\b(?!\s?:)", text) is not None


def _spelt_out(found: list[Label]) -> list[Label]:
    """Give a label of one letter the words of the only label it may stand for: "B:" behind "Ben:"."""
    if {"Q", "A"} <= {label.who for label in found}:
        return found
    beginnings: dict[str, set[str]] = {}
    for label in found:
        if len(label.who) > 1:
            beginnings.setdefault(label.who[0], set()).add(label.who)
    known = {letter: next(iter(names)) for letter, names in beginnings.items() if len(names) == 1}
    return [replace(label, who=known.get(label.who.rstrip("."), label.who)) for label in found]


def _named_elsewhere(text: str, who: str, found: Sequence[Label]) -> bool:
    """Whether the article has the word inside a longer name, and more than one label is there."""
    words = _naming(who)
    if len(found) < 2 or len(words) != 1 or not words[0].isalpha():
        return False
    return bool(_longer_names(text, words[0]))


def _stands_alone(text: str, label: Label, paragraphs: Sequence[Span]) -> bool:
    """Whether the only label of a text names a speaker and more than a sentence follows it; else a headline does."""
    rest = text[label.span.end : paragraphs[label.paragraph].end]
    several = len(re.findall(r"[.!?][\"”’']?(?:\s|$)", rest)) > 1
    return label.alone or (names_a_speaker(label.who) and (several or not rest.strip()))


def _opens_a_speech(text: str, label: Label, paragraphs: Sequence[Span]) -> bool:
    """Whether the only label, before the first paragraph, leads into an address, and "I" or "we" goes on speaking."""
    following = [span.of(text) for span in paragraphs[label.paragraph + 1 :]]
    if label.paragraph or " " not in label.who or not following or not _ADDRESSES.match(text, label.span.end):
        return False
    own = sum(_FIRST_PERSON.search(without_quotations(words)) is not None for words in following)
    return own * _LEAST_OWN >= len(following)


def _who_asks(text: str, labels: list[Label], paragraphs: Sequence[Span]) -> list[Label]:
    """Mark the labels of those who only ask."""
    turns: dict[str, list[bool]] = {}
    words: Counter[str] = Counter()
    headed = set(questions_between(text, labels, paragraphs))
    for place, label in enumerate(labels):
        who = _turns_of(label)
        last = labels[place + 1].paragraph - 1 if place + 1 < len(labels) else label.paragraph
        spoken = [paragraphs[number].of(text) for number in range(label.paragraph, last + 1) if number not in headed]
        turns.setdefault(who, []).append(any(_ASKED.search(paragraph) for paragraph in spoken))
        words[who] += sum(len(paragraph.split()) for paragraph in spoken)
    askers = {who for who, asked in turns.items() if who in _ASKS or sum(asked) >= _MOSTLY * len(asked)}
    askers |= _shorter_of_two(turns, words)
    if askers >= set(turns):
        askers &= _ASKS
    return [replace(label, asks=_turns_of(label) in askers) for label in labels]


def questions_between(text: str, labels: Sequence[Label], paragraphs: Sequence[Span]) -> list[int]:
    """Return the paragraphs without a label that ask what several with labels answer; none where a label asks.

    The first of them stands before the first answer.
    """
    starts = {label.paragraph for label in labels}
    found = [
        number - 1
        for number in sorted(starts)
        if number and number - 1 not in starts and _ASKED.search(paragraphs[number - 1].of(text).strip())
    ]
    asks = any(
        label.who.lower() in _ASKS or _ASKED.search(paragraphs[label.paragraph].of(text).strip()) for label in labels
    )
    first = min(starts, default=0) - 1
    return found if not asks and first in found and len(found) > 1 else []


def _turns_of(label: Label) -> str:
    """Return whose turn a label begins: "Sofia Renn:" and "Renn:" are one."""
    return label.who.lower().rsplit(maxsplit=1)[-1]


def _shorter_of_two(turns: dict[str, list[bool]], words: Counter[str]) -> set[str]:
    """Return who begins a conversation of two, asks in it, and says far less than the other."""
    if len(turns) != 2 or any(len(asked) < 2 for asked in turns.values()):
        return set()
    first, second = turns
    return {first} if any(turns[first]) and words[first] * _FAR_LESS <= words[second] else set()


def full_name(text: str, who: str) -> str:
    """Return the full name that the article has for a label, or the label's own words.

    A label in capitals is written as a name; a title before a surname goes where the article has the full name.
    """
    words = _naming(who)
    names = _longer_names(text, words[0]) if len(words) == 1 and who.lower() not in _ASKS | _ANSWERS else set()
    names = names or _by_initials(text, who)
    return names.pop() if len(names) == 1 else cased(who)


def _by_initials(text: str, who: str) -> set[str]:
    """Return the names of a person with the initials of a label: "IH:" may be Ida Holm."""
    if not re.fullmatch(r"[A-Z]{2}", who):
        return set()
    named = re.findall(rf"\b({who[0]}[a-z’'-]+) ({who[1]}[a-z’'-]+)\b", text)
    return {f"{given} {last}" for given, last in named if given.lower() in _GIVEN}


def is_office(who: str) -> bool:
    """Tell whether a label names an office, and no person behind it: "THE PRESIDENT", "Prime Minister"."""
    return who.rsplit(maxsplit=1)[-1].lower() in _UNNAMED


def _naming(who: str) -> list[str]:
    """Return the words of a label that are no title and no article."""
    return [word for word in who.split() if word.lower().rstrip(".") not in _UNNAMED | {"the", "prime"}]


def _longer_names(text: str, word: str) -> set[str]:
    """Return the full names that a surname is part of, each once; those of a given name where it is no surname."""
    same = re.escape(word)
    behind = re.findall(rf"\b({same}) ([A-Z][\w'’-]+)\b", text) if word.lower() in _GIVEN else []
    found = {f"{given} {last}" for given, last in behind if last[1:].islower() and _may_be_given(last)}
    if found:
        return found
    surnames = re.findall(rf"\b([A-Z][\w'’-]+(?: [A-Z]\.)?|[A-Z]\.?) ((?i:{same}))\b(?![\w'’-])", text)
    return {cased(f"{given} {last}") for given, last in surnames if _may_be_given(given)}


def cased(name: str) -> str:
    """Return a name with small letters where it was written in capitals; acronyms stay."""
    words = name.split()
    shouted = len(words) > 1 and name.isupper() and words[0].lower().rstrip(".") in _UNNAMED | _GIVEN
    if shouted:
        return " ".join(word.title() for word in words)  # "MAYOR HOLM": no name of four letters is an acronym there
    if any(word.islower() or (len(word) > len("NATO") and not word.isupper()) for word in words):
        return name
    return " ".join(
        word.title() if word == "THE" or (len(word) > len("NATO") and word.isupper()) else word for word in words
    )


def _may_be_given(word: str) -> bool:
    """Whether a capitalised word before a surname may be a given name: no title, no word that begins sentences."""
    bare = word.split(maxsplit=1)[0].lower().rstrip(".")
    return bare not in _UNNAMED | _TOPICS | _BEGINNINGS | _BODIES
