"""Who said a quotation: from the words that carry it, or from the sentences around it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from claims.splitting.clauses.attribution import cue_words
from claims.splitting.clauses.drafts import NONE
from claims.splitting.clauses.nouns import is_person
from claims.splitting.clauses.phrases import name_of
from claims.splitting.clauses.reading import Reading, may_speak, wants_to_know
from claims.splitting.clauses.reported_speech import discredit, may_show
from claims.splitting.clauses.scope import is_denied
from claims.splitting.rules import Ids
from claims.splitting.segments.units import Role
from sources.language import lexicon
from sources.language.parsing.relations import NOMINAL, last_of, subject_of

if TYPE_CHECKING:
    from sources.language.parsing.tree import Token, Tree

_SPEECH_NOUNS = lexicon.words("speech_nouns")
_ANNOUNCING = lexicon.words("announcing_verbs") | lexicon.words("listing_verbs") | {"take"}
_PASSING_ON = lexicon.words("passing_on_verbs")
_PASSED_ON = lexicon.words("passed_on_nouns")
_CARRYING = lexicon.SAY | lexicon.words("asking_verbs") | lexicon.words("verbs_beside_quotations")
_ANSWERING = lexicon.SAY | lexicon.ANSWER
_TOLD = frozenset(["VBD", "VBZ", "VBP"])
_EXPLAINING = lexicon.words("explaining_nouns")
# "Holm rejected this. “He did not open them.”": who denies something says what follows.
_DENYING = lexicon.words("denying_verbs")
_REPLYING = lexicon.words("replying_verbs") | {"answer"}
_DYING = frozenset(["die", "drown", "perish"])
_WORDS = frozenset(["word", "words", "view", "views", "verdict", "message"])
_SELF = frozenset(["i", "me", "my", "we", "us", "our"])
_LONGEST_QUOTATION = 12  # units
_ISSUED = ("statement", "letter", "speech", "interview")


@dataclass(frozen=True, slots=True)
class Speaker:
    """Where a speaker is named.

    Attributes:
        unit: Index of the unit that names them.
        ids: Tokens of the name.
        cue: Tokens of the words that say so.
        cue_text: Those words.
        others: Tokens of the names of those who say it together with them.
        told_of: Whether the sentence only tells of them, and nothing says that they speak.
        quoted_by: Who reads out what they said, within a quotation.
    """

    unit: int
    ids: Ids
    cue: Ids
    cue_text: str
    others: tuple[Ids, ...] = ()
    told_of: bool = False
    quoted_by: Speaker | None = None


def announced_by(readings: list[Reading]) -> dict[int, Speaker]:
    """Return, by index of each unit of a speech, who gives it, where a sentence before it says so."""
    announcers: dict[int, Speaker] = {}
    for index, reading in enumerate(readings):
        unit = reading.unit
        if unit.role is Role.ANNOUNCEMENT and unit.quotations:
            speaker = _announcer(index, reading)
        elif unit.role is Role.CARRIER and unit.ranges == (unit.sentence,):
            passed_on = _passed_on(reading)
            own = _carried(index, reading) or _shows(index, reading)
            speaker = _handed_on(index, reading, passed_on, own) if passed_on else own
        else:
            continue
        if speaker is not None:
            announcers[unit.sentence.start] = speaker
    speeches = {index: reading.unit.speech for index, reading in enumerate(readings)}
    return {
        index: announcers[speech.announced.start]
        for index, speech in speeches.items()
        if speech is not None
        and not speech.speakers
        and speech.announced is not None
        and speech.announced.start in announcers
    }


def _passed_on(reading: Reading) -> list[Token]:
    """Return what somebody hands on who did not say it: "The blog translated some nurses' comments:"."""
    nouns = [t for t in reading.unit.doc if t.lower_ in _PASSED_ON]
    done = [t for t in nouns if t.dep_ in {"dobj", "nsubjpass"} and t.head.lemma_ in _PASSING_ON]
    named = [t for t in nouns if t.dep_ in {"dobj", "attr", "pobj"} and _written_by(t)]
    ends = [t for t in named if last_of(t) + 2 >= len(t.doc)]  # "The box holds a letter from the contractor:"
    return done or ends


def _written_by(noun: Token) -> bool:
    """Whether somebody who may speak wrote it: not "a letter from the war"."""
    owner = _owner(noun)
    behind = owner is not None and owner.head.lower_ in {"from", "by"}
    return behind and owner is not None and may_speak(owner)


def _handed_on(index: int, reading: Reading, nouns: list[Token], own: Speaker | None) -> Speaker | None:
    """Return whose words somebody hands on, who may be that person; nobody where that is not said."""
    noun = nouns[0]
    owner = _owner(noun)
    if owner is None or owner.tag_ == "PRP$":
        return own if owner is not None and owner.lower_ in {"his", "her", "their", "its"} else None
    ids = _without_owner_mark(reading.unit.doc, name_of(reading.context, owner))
    return Speaker(index, ids, frozenset({noun.i}), noun.text)


def _shows(index: int, reading: Reading) -> Speaker | None:
    """Return what paper or body a sentence tells of that ends in a colon: "The report makes three findings:"."""
    root = next(iter(reading.unit.doc.sents)).root
    subject = subject_of(root)
    told = root.tag_ in _TOLD and root.lemma_ in lexicon.SAY | _ANNOUNCING
    if subject is None or not told or not may_show(subject):
        return None
    return Speaker(index, name_of(reading.context, subject), frozenset({root.i}), root.text)


def _announcer(index: int, reading: Reading) -> Speaker | None:
    """Return whose words follow: "Minister Ruiz's remarks follow:", "Below is the statement by the board:"."""
    doc = reading.unit.doc
    found = [
        (noun, named)
        for noun in doc
        if noun.lower_ in _SPEECH_NOUNS and (named := _owner(noun) or _speaks_it(noun) or _giver(noun)) is not None
    ]
    # "The text of a speech by Ana Ruiz" is hers; "the text of the letter" is the letter's.
    for noun, named in sorted(found, key=lambda pair: pair[1].lower_ in _SPEECH_NOUNS):
        ids = _without_owner_mark(doc, name_of(reading.context, named) - {noun.i})
        return Speaker(index, ids, frozenset({noun.i}), noun.text)
    sender = next((c for t in doc if t.lower_ == "from" for c in t.children if c.dep_ == "pobj"), None)
    if sender is not None:
        return Speaker(index, name_of(reading.context, sender), frozenset({sender.head.i}), sender.head.text)
    document = next((token for token in doc if token.lower_ in lexicon.DOCUMENTS), None)
    return Speaker(index, name_of(reading.context, document), NONE, ":") if document is not None else None


def _without_owner_mark(doc: Tree, ids: Ids) -> Ids:
    """Return the tokens of a name without the mark of an owner at its end: of "the mayor's office's" the last."""
    last = max(ids, default=-1)
    return ids - {last} if ids and doc[last].tag_ == "POS" else ids


def _owner(noun: Token) -> Token | None:
    """Return who is named beside a speech: "the mayor's remarks", "the remarks of the mayor"."""
    for child in noun.children:
        if child.dep_ == "poss":
            return child
        if child.dep_ in {"prep", "agent"} and child.lower_ in {"of", "by", "from"}:
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return None


def _speaks_it(noun: Token) -> Token | None:
    """Return who is told of behind a speech: "the speech given by the mayor", "the speech that the mayor gave"."""
    for child in noun.children:
        if child.dep_ == "acl":
            agent = next((c for c in child.children if c.lower_ == "by"), None)
            return next((c for c in agent.children if c.dep_ == "pobj"), None) if agent is not None else None
        if child.dep_ == "relcl":
            subject = subject_of(child)
            return subject if subject is not None and subject.pos_ in NOMINAL else None
    return None


def _giver(noun: Token) -> Token | None:
    """Return who issued or made it: "The board issued the following statement:"."""
    verb = next((above for above in noun.ancestors if above.pos_ in {"VERB", "AUX"}), None)
    if verb is None or noun.dep_ not in {"dobj", "nsubjpass", "pobj"}:
        return None
    agent = next((c for c in verb.children if c.dep_ == "agent"), None)
    if agent is not None:
        return next((c for c in agent.children if c.dep_ == "pobj"), None)
    subject = subject_of(verb)
    return subject if subject is not None and subject != noun and subject.pos_ in NOMINAL else None


def speakers_of(readings: list[Reading]) -> dict[int, Speaker]:
    """Return, by index of the unit that was said, who said it."""
    by_quotation = _by_quotation(readings)
    beside = ((index, _behind(index, readings) or _before(index, readings)) for index in range(len(readings)))
    speakers = {index: found for index, found in beside if found is not None}
    inside = _inside_quotations(readings, by_quotation)
    speakers |= {index: found for index, found in inside.items() if found is not None}
    carried = {q for reading in readings if reading.unit.role is Role.CARRIER for q in reading.unit.quotations}
    carried |= {q for index, reading in enumerate(readings) for q in _begun_behind_words(index, reading)}
    sole = _only_speaker(readings, range(len(readings)))
    last: Speaker | None = None
    paragraph = -9
    for index, reading in enumerate(readings):
        unit = reading.unit
        own = next((by_quotation[q] for q in unit.quotations if q in by_quotation), None)
        if unit.role is Role.REPORTED:
            if own is not None:
                speakers[index] = own
            continue
        if index in inside:
            continue
        if unit.role is Role.SAID:
            near = last if unit.paragraph - paragraph <= 1 and unit.speech is None else None
            if own is not None and near is not None and _contradicts(readings, own, near, unit.paragraph):
                own = None
            elif own is None and carried.intersection(unit.quotations):
                near = None  # somebody stands beside it, unread
            if near is not None and near.told_of and not _speaks_of_oneself(index, readings):
                near = None
            speaker = own or near
            if speaker is None:
                before = range(
                    next(k for k in range(index + 1) if readings[k].unit.paragraph == unit.paragraph), index
                )
                only = sole or _only_speaker(readings, before)
                speaker = only if only is not None and _goes_back(index, readings, only, carried) else None
            speaker = speaker or _named_behind(index, readings)
            if speaker is not None:
                speakers[index] = speaker
                last, paragraph = speaker, unit.paragraph
            continue
        if unit.role is Role.PLAIN and own is not None and own.unit != index and _runs_on(reading):
            speakers[index] = own
        last, paragraph = _next(index, reading, own, last, paragraph)
    return speakers


def _begun_behind_words(index: int, reading: Reading) -> list[int]:
    """Return the quotation that runs on from a sentence whose words before it may say whose it is, unread."""
    unit = reading.unit
    unread = unit.role is Role.PLAIN and unit.speech is None and _named(index, reading) is None
    if not unread or not unit.opened:
        return []
    last = unit.opened[-1]
    runs_on = last.span.end > unit.sentence.end and last.span.start > unit.sentence.start
    return [unit.quotations[-1]] if runs_on and unit.quotations else []


def _by_quotation(readings: list[Reading]) -> dict[int, Speaker]:
    """Return who says each quotation, by the words beside it; a name behind it goes before an announcement."""
    found: dict[int, Speaker] = {}
    for index, reading in enumerate(readings):
        speaker = _carried(index, reading) or _sourced(index, reading) or _goes_on(index, reading)
        if speaker is None:
            continue
        for quotation in reading.unit.quotations:
            if quotation not in found or reading.unit.role is Role.LABEL:
                found[quotation] = speaker
    return found


def _inside_quotations(readings: list[Reading], by_quotation: dict[int, Speaker]) -> dict[int, Speaker | None]:
    """Return who says each unit of a quotation within a quotation; None for those of whom nothing is known."""
    found: dict[int, Speaker | None] = {}
    for index, reading in enumerate(readings):
        unit = reading.unit
        if unit.around:
            outer = next((by_quotation[q] for q in unit.around if q in by_quotation), None)
            own = next((by_quotation[q] for q in unit.quotations if q in by_quotation), None)
            words = unit.role is Role.SAID and own is not None
            found[index] = replace(own, quoted_by=outer) if words and own is not None else outer
        elif unit.role is Role.SAID and (begins := _read_out_since(index, readings)) is not None:
            found[index] = begins[0] if begins else None
    return found


def _read_out_since(index: int, readings: list[Reading]) -> list[Speaker] | None:
    """Return who says what a quotation goes on to read out: "He told me, ‘I left. I never came back.’".

    None where the unit is the speaker's own; an empty list where nobody is named before what is read out.
    """
    unit = readings[index].unit
    span = next(
        (s for s in unit.reads_out if s.start < unit.ranges[0].start and unit.ranges[-1].end <= s.end + 2), None
    )
    if span is None:
        return None
    for before in range(index - 1, -1, -1):
        reading = readings[before]
        if any(r.start <= span.start < r.end for r in reading.unit.ranges):
            named = [a for draft in reading.drafts for a in draft.attributions if a.source]
            doc = reading.unit.doc
            told = [a for a in named if reading.unit.start_of(doc[max(a.source | a.cue)]) < span.start]
            return [Speaker(before, a.source, a.cue, cue_words(doc, a.cue)) for a in told[-1:]]
    return []


def _only_speaker(readings: list[Reading], among: range) -> Speaker | None:
    """Return who alone speaks in an article or in a part of it, by a name; None where anybody else says anything."""
    found: Speaker | None = None
    names: set[str] = set()
    for index in among:
        reading = readings[index]
        if reading.unit.speech is not None:
            return None
        for speaker in _all_named(index, reading):
            words = [reading.unit.doc[i] for i in sorted(speaker.ids)]
            if len(words) == 1 and words[0].tag_ == "PRP":
                continue
            surname = next((t.text for t in reversed(words) if t.pos_ == "PROPN"), "")
            names.add(surname)
            if not surname or len(names) > 1:
                return None
            found = found or speaker
    return found


def _all_named(index: int, reading: Reading) -> Iterator[Speaker]:
    """Yield everybody who is said to say anything in a unit."""
    carried = _carried(index, reading)
    if carried is not None:
        yield from (replace(carried, ids=ids, others=()) for ids in (carried.ids, *carried.others))
    drafted = [attribution for draft in reading.drafts for attribution in draft.attributions]
    for found in (*drafted, *reading.attributions):
        if found.source:
            yield Speaker(index, found.source, found.cue, cue_words(reading.unit.doc, found.cue))


def _goes_back(index: int, readings: list[Reading], sole: Speaker, carried: set[int]) -> bool:
    """Whether a quotation that nothing carries takes up who spoke before: it says "I" or "we"."""
    unit = readings[index].unit
    alone = unit.speech is None and sole.unit < index and not carried.intersection(unit.quotations)
    return alone and unit.ranges[0].start - unit.sentence.start <= 1 and _speaks_of_oneself(index, readings)


def _behind(index: int, readings: list[Reading]) -> Speaker | None:
    """Return who says "exports fell" in "Exports fell; imports rose, the bureau said"."""
    own = readings[index].unit
    if index + 1 >= len(readings) or own.role is not Role.PLAIN:
        return None
    last = index + 1
    while last + 1 < len(readings) and readings[last + 1].unit.sentence == own.sentence:
        last += 1
    unit = readings[last].unit
    if unit.sentence != own.sentence or unit.role is not Role.PLAIN or unit.ranges == own.ranges:
        return None
    for draft in readings[last].drafts:
        for attribution in draft.attributions:
            if attribution.source and min(attribution.source | attribution.cue) > draft.head.i:
                return Speaker(last, attribution.source, attribution.cue, cue_words(unit.doc, attribution.cue))
    return None


def _named_behind(index: int, readings: list[Reading]) -> Speaker | None:
    """Return whom the next paragraph names as the speaker: "Those are the words of Ida Holm", "Holm was speaking"."""
    own = readings[index].unit
    last = index
    while last + 1 < len(readings) and readings[last + 1].unit.role is Role.SAID:
        last += 1
    if last + 1 >= len(readings) or readings[last + 1].unit.role is not Role.PLAIN or own.speech is not None:
        return None
    reading = readings[last + 1]
    if reading.unit.paragraph != readings[last].unit.paragraph + 1 or reading.unit.opened:
        return None
    root = next(iter(reading.unit.doc.sents)).root
    subject = subject_of(root)
    words = next((c for c in root.children if c.dep_ == "attr" and c.lower_ in _WORDS), None)
    whose = [c for of in words.children if of.lower_ == "of" for c in of.children] if words is not None else []
    pointed = subject is not None and subject.lower_ in {"that", "those", "these", "this", "so"}
    if pointed and whose and root.lemma_ == "be":
        return Speaker(last + 1, name_of(reading.context, whose[0]), frozenset({root.i}), ":")
    speaks = root.lemma_ == "speak" and root.tag_ == "VBG" and subject is not None and is_person(subject)
    return (
        Speaker(last + 1, name_of(reading.context, subject), frozenset({root.i}), ":") if speaks and subject else None
    )


def _before(index: int, readings: list[Reading]) -> Speaker | None:
    """Return who says "imports rose", too, in "The bureau said: exports fell; imports rose"."""
    own = readings[index].unit
    first = index
    while first and readings[first - 1].unit.sentence == own.sentence:
        first -= 1
    unit = readings[first].unit
    if first == index or own.role is not Role.PLAIN or unit.role is not Role.PLAIN:
        return None
    if any(attribution.source for draft in readings[index].drafts for attribution in draft.attributions):
        return None
    for attribution in (found for draft in readings[first].drafts for found in draft.attributions):
        last = max(attribution.source | attribution.cue)
        if attribution.source and last + 1 < len(unit.doc) and unit.doc[last + 1].text == ":":
            return Speaker(first, attribution.source, attribution.cue, cue_words(unit.doc, attribution.cue))
    return None


def _next(
    index: int, reading: Reading, own: Speaker | None, last: Speaker | None, paragraph: int
) -> tuple[Speaker | None, int]:
    """Return who a quotation that follows without a carrier would belong to."""
    unit = reading.unit
    named = own if unit.role in {Role.CARRIER, Role.LABEL} else _named(index, reading)
    if unit.role is Role.LABEL and min(unit.quotations, default=unit.sentence.end) < unit.ranges[0].start:
        return named, unit.paragraph - 1  # signed: words in marks below that have a name of their own, or none
    if named is not None:
        return named, unit.paragraph
    if unit.quotations:
        return _behind_words_in_marks(index, reading, last, paragraph)
    issuer = _issuer(index, reading)
    announced = last is not None and paragraph == unit.paragraph and last.cue_text.endswith(_ISSUED)
    return issuer or (last if announced else None) or _told_of(index, reading), unit.paragraph


def _behind_words_in_marks(
    index: int, reading: Reading, last: Speaker | None, paragraph: int
) -> tuple[Speaker | None, int]:
    """Return who speaks on behind a sentence with a few words in marks: "Holm praised the “tireless” crew. “I ...”".

    Whoever spoke in an earlier paragraph does not: the sentence tells of somebody else.
    """
    told = _told_of(index, reading)
    if told is not None:
        return told, reading.unit.paragraph
    return (
        (last, paragraph) if paragraph == reading.unit.paragraph or not _has_a_clause(reading) else (None, paragraph)
    )


def _has_a_clause(reading: Reading) -> bool:
    return reading.unit.role is Role.PLAIN and subject_of(next(iter(reading.unit.doc.sents)).root) is not None


def _told_of(index: int, reading: Reading) -> Speaker | None:
    """Return whom a sentence tells of: "Holm has led the school for 31 years. “I know every stair.”"."""
    if reading.unit.role is not Role.PLAIN:
        return None
    root = next(iter(reading.unit.doc.sents)).root
    subject = subject_of(root)
    if subject is None or subject.dep_ == "expl" or root.lemma_ in _DYING:
        return None
    named = [c for c in subject.children if c.dep_ == "appos" and c.pos_ == "PROPN" and is_person(c)]
    if subject.pos_ == "NOUN" and len(named) == 1:
        subject = named[0]  # "The director, Ulla Berg, has heard worse."
    alone = subject.pos_ == "PROPN" and root.lemma_ in _DENYING and not any(c.dep_ == "det" for c in subject.children)
    person = subject.lower_ in {"he", "she"} or (subject.pos_ == "PROPN" and is_person(subject)) or alone
    if not person or any(c.dep_ == "conj" for c in subject.children):
        return None
    objects = [c for c in root.children if c.dep_ == "dobj"]
    explains = root.lemma_ in _DENYING or any(c.lower_ in _EXPLAINING for c in objects)
    explains = explains or (root.lemma_ in _REPLYING and not objects) or _spoke_to_say(root)
    return Speaker(index, name_of(reading.context, subject), NONE, ":", told_of=not explains)


def _spoke_to_say(root: Token) -> bool:
    """Whether somebody did something in order to speak: "Holm rose in the House to say the bill was void"."""
    below = [c for c in root.children if c.dep_ in {"advcl", "xcomp"}]
    below += [c for noun in root.children if noun.dep_ == "dobj" for c in noun.children if c.dep_ in {"acl", "relcl"}]
    says = [c for c in below if c.lemma_ in lexicon.SAY and any(t.tag_ == "TO" for t in c.children)]
    spoke = any(c.dep_ != "xcomp" or root.lemma_ == "go" for c in says)  # "went on to say"; not "refused to say"
    return spoke and root.tag_ in _TOLD and not is_denied(root)


def _speaks_of_oneself(index: int, readings: list[Reading]) -> bool:
    """Whether a quotation says "I" or "we", and "he" or "she" of nobody who could be the one told of."""
    said = readings[index].unit
    words = {
        token.lower_
        for reading in readings[index : index + _LONGEST_QUOTATION]
        if reading.unit.role is Role.SAID and set(said.quotations) & set(reading.unit.quotations)
        for token in reading.unit.doc
    }
    return bool(words & _SELF) and not words & {"he", "she", "him", "her", "his"}


def _carried(index: int, reading: Reading) -> Speaker | None:
    if reading.unit.role not in {Role.CARRIER, Role.LABEL} or not reading.speakers:
        return None
    ids = reading.speakers[0]
    if reading.unit.role is Role.LABEL:
        return Speaker(index, ids, NONE, ":")
    verbs = [t for t in reading.unit.doc if t.pos_ in {"VERB", "AUX"} and t.i not in ids]
    says = [t for t in verbs if t.lemma_ in _CARRYING or wants_to_know(t)]
    own = [t for t in says if any(c.i in ids for c in t.children)]
    verb = next((t for t in (*own, *says) if t in own or t.tag_ != "VBG"), None)
    cue = discredit(verb) | {verb.i} if verb is not None else NONE.union(*[a.cue for a in reading.attributions])
    words = " ".join(reading.unit.doc[i].text for i in sorted(cue))
    return Speaker(index, ids, cue, words or ":", tuple(reading.speakers[1:]) if says else ())


def _sourced(index: int, reading: Reading) -> Speaker | None:
    """Return who is named behind a quotation that ends here: "... It was late," according to Ida Holm."""
    unit = reading.unit
    if unit.role is not Role.PLAIN or not reading.attributions or not _runs_on(reading):
        return None
    found = reading.attributions[0]
    words = found.source | found.cue
    if not words or unit.start_of(unit.doc[min(words)]) < unit.opened[-1].inner.end:
        return None
    return Speaker(index, found.source, found.cue, cue_words(unit.doc, found.cue))


def _goes_on(index: int, reading: Reading) -> Speaker | None:
    """Return whose words go on behind a sentence that begins them: "Holm is proud of “the pool. We built it.”"."""
    unit = reading.unit
    if unit.role is not Role.PLAIN or not unit.opened or unit.opened[-1].span.end <= unit.sentence.end:
        return None
    root = next(iter(unit.doc.sents)).root
    opened = unit.opened[-1].span.start
    says = [t for t in unit.doc if t.lemma_ in _ANSWERING and t.tag_ in _TOLD and unit.start_of(t) < opened]
    root = says[-1] if says and subject_of(says[-1]) is not None else root  # "Asked about it, Holm replied: “...”"
    subject = subject_of(root)
    before = subject is not None and unit.start_of(subject) < unit.opened[-1].span.start
    saying = _saying_before(reading, opened)
    if subject is None or not before or not (may_speak(subject) or (saying and subject.pos_ in NOMINAL)):
        return None
    return Speaker(index, name_of(reading.context, subject), frozenset({root.i}), root.text)


def _saying_before(reading: Reading, opened: int) -> bool:
    """Whether a participle leads to words in marks: "One rower owned up, writing on a page “I did it. I ...”"."""
    unit = reading.unit
    before = [t for t in unit.doc if unit.start_of(t) < opened and t.pos_ in {"VERB", "AUX"}]
    last = before[-1] if before else None
    return last is not None and last.tag_ == "VBG" and last.lemma_ in lexicon.SAY


def _contradicts(readings: list[Reading], own: Speaker, near: Speaker, paragraph: int) -> bool:
    """Whether another paragraph names somebody else than this one does: its quotation was never closed.

    "“The roof leaks,” said Roe. “It leaked in May." is Roe's, whoever speaks in the next paragraph.
    """
    if readings[own.unit].unit.paragraph == paragraph or readings[near.unit].unit.paragraph != paragraph:
        return False
    ours, theirs = (
        {readings[speaker.unit].unit.doc[i].text for i in speaker.ids if _is_name(readings[speaker.unit], i)}
        for speaker in (own, near)
    )
    return bool(ours) and bool(theirs) and ours.isdisjoint(theirs)


def _is_name(reading: Reading, i: int) -> bool:
    return reading.unit.doc[i].pos_ == "PROPN"


def _named(index: int, reading: Reading) -> Speaker | None:
    inside = [attribution for draft in reading.drafts for attribution in draft.attributions]
    found = next((attribution for attribution in (*inside, *reading.attributions) if attribution.source), None)
    if found is None:
        return None
    return Speaker(index, found.source, found.cue, cue_words(reading.unit.doc, found.cue))


def _issuer(index: int, reading: Reading) -> Speaker | None:
    """Handle "The senator issued a statement." before the quotation itself."""
    for token in reading.unit.doc:
        if token.lower_ in _ISSUED and token.dep_ == "dobj":
            for subject in token.head.children:
                if subject.dep_ == "nsubj":
                    return Speaker(index, name_of(reading.context, subject), frozenset({token.head.i, token.i}),
                                   f"{token.head.text} a {token.text}")  # fmt: skip
    return None


def _runs_on(reading: Reading) -> bool:
    """Whether a quotation of this sentence began or ends in another one, so that one speaker holds for both."""
    sentence = reading.unit.sentence
    return any(q.span.start < sentence.start or q.span.end > sentence.end for q in reading.unit.opened)
