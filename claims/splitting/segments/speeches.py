"""Who says stretches of an article that stand in no quotation marks: interviews, speeches, letters, block quotations.

A label ("Q:", "Ruffridge:"), an announcement ("The mayor's remarks follow:", "Ruiz writes:"), a salutation with the
name at the end of the letter, or the title of the article says who speaks. The stretch goes on until a label, an
announcement, a heading that ends it, or a paragraph that tells of the speaker by name. A text that begins with
"We, the ministers of Norway and Peru, met ..." is theirs from there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from claims.article import Block, BlockKind
from claims.splitting.segments.bracketed_sources import bracketed_sources
from claims.splitting.segments.interview_titles import guest_of
from claims.splitting.segments.labels import Label, cased, full_name, is_office, labels_of, questions_between
from claims.splitting.segments.self_naming import self_named
from claims.splitting.segments.speech_titles import (
    ANSWER,
    PersonInHeadline,
    given_below,
    giver_of,
    person_in_headline,
)
from sources.language import lexicon
from sources.language.lexicon import any_of, lines
from sources.language.patterns import NAME, one_of
from sources.language.quotations import without_quotations
from sources.language.sentences import sentence_spans
from sources.language.span import Span
from sources.language.verbs_of_saying import CARRYING, SAYING, forms_of

LABEL, QUESTION, ADDRESS = "speaker's label", "interviewer's question", "letterhead or signature"
SOURCE = "source of the quotation"
_OWN_REASONS = frozenset([LABEL, QUESTION, ADDRESS, SOURCE])

_NOUN = one_of(*sorted(lexicon.words("speech_nouns"), key=lambda word: (-len(word), word)))
# "The mayor's remarks follow:", "Below are the remarks of ...:", "Ruiz issued the following statement:".
_SHOWN = r"(?:follows?|(?:is|are|appears?) (?:in full )?below|reads?(?: in full| as follows)?|in full)"
_ANNOUNCES = re.compile(
    rf"\b{_NOUN}\b[^:;]{{0,80}}?\b{_SHOWN}\W*[:.]$"
    rf"|(?:^\W*|[.;] )(?:below|here|the following)\b[^:;]{{0,80}}\b{_NOUN}\b.*:$"
    rf"|\b(?:the following|(?:issued|released|published|gave|made|sent|shared|posted) (?:this|an?))"
    rf" (?:[\w’'-]+ ){{0,3}}{_NOUN}\b[^:;]{{0,120}}:$",
    re.IGNORECASE,
)
# The same before a full stop, where "I" or "we" goes on below: "The following are his remarks as released.",
# "Ruiz issued the following statement on Monday.", "This is the text of a speech by Ana Ruiz."
_POINTS_AT = re.compile(
    rf"(?:^\W*|[.;] )(?:below|here|the following|this) (?:is|are|was) [^:;]{{0,80}}?\b{_NOUN}\b[^:;]{{0,160}}\.$"
    rf"|\b(?:delivered|issued|released|published|gave|made|sent|shared|posted) (?:the following|this)"
    rf" (?:[\w’'-]+ ){{0,3}}{_NOUN}\b[^:;]{{0,120}}\.$",
    re.IGNORECASE,
)
# Of these a text gives a paragraph, not the rest of the page.
_SHORT_NOUN = re.compile(r"\b(?:comments?|message|response|reply|memo|introduction|tweet|post)\b", re.IGNORECASE)
_STATEMENT_BY = re.compile(
    rf"(?:[\w’'-]+ ){{0,3}}{_NOUN} (?:by|of|from) .{{3,120}}:$|(?:and )?from .{{3,80}}:$", re.IGNORECASE
)
_CARRIES = re.compile(rf"(?:\b{CARRYING}\b[^.:;“”\"]{{0,80}}|^According to [^.:;“”\"]{{3,80}}):$")
_RUN_IN = re.compile(
    rf"\b(?:{CARRYING}|{any_of('forms_of_denying')})\b(?P<more>[^.:;?!]{{0,100}})(?P<colon>:)\s+(?=[A-Z])"
)
_WRITTEN = re.compile(rf"\b(?:{any_of('spoken_in')}|{any_of('forms_of_denying')})\b")
_LONGEST_RUN_IN = 240  # characters of a lead; longer ones tell more than who speaks
_LEAST_RUN_IN = 6  # words of what is said; fewer are often an entry or a name, but for those right behind the verb
_LEAST_BEHIND_THE_VERB = 4
# Verbs that lead to words without saying: "Ana Ruiz highlighted the costs:", "A note by her pointed out that:"
_LEADS = re.compile(
    rf"\b(?:{forms_of('announcing_verbs')}|{any_of('announcing_in_the_plural')})\b[^.:;“”\"]{{0,80}}:$"
    rf"|\b{forms_of('report_verbs', 'finding_verbs')}(?: out)?,? {one_of(*lines('ends_of_announcements'))}:$"
    rf"|{one_of(*lines('announcements'))}[^.:;“”\"]{{0,80}}:$"
)
# The same before the entries of a list: "The result shows that the app is full of holes:", "... makes three points:"
_LEADS_TO_LIST = re.compile(
    rf"\b{forms_of('report_verbs', 'finding_verbs')}\b[^.:;“”\"]{{0,80}}:$"
    rf"|\b{forms_of('listing_verbs', nouns=True)}\b[^.:;“”\"]{{0,40}}\b{any_of('listed_nouns')}\b"
    r"[^.:;“”\"]{0,80}[:.]$"
)
# What somebody hands on: "The blog translated the nurses' comments:"
_PASSED_ON = re.compile(
    rf"\b{forms_of('passing_on_verbs')}\b[^.:;“”\"]{{0,60}}\b{any_of('passed_on_nouns')}\b[^.:;“”\"]{{0,80}}:$"
    rf"|\b(?:an?|the|another)\b (?:\w+ )?{any_of('passed_on_nouns')} (?:from|by) [^.:;“”\"]{{3,60}}:$"
)
_TURNS_TO_THE_READER = re.compile(rf"\b{one_of(*lines('turns_to_the_reader'))}", re.IGNORECASE)
_BARELY_SAID = re.compile(r"\b(?:said|says|added|commented)[:,]$")
_SALUTATION = re.compile(r"(?:Dear|To) [^.!?\n]{2,80}[:,]$|(?i:sir|madam|editor)[:,]$")
# "Sir, – Your report is wrong": the letter goes on in the same paragraph.
_RUN_IN_SALUTATION = re.compile(
    r"(?:Dear )?(?i:sir|madam|editor)(?: or (?i:madam))?[,:]?\s*[–—-]+\s*(?=[\"“‘]?[A-Z])"
)
# A letter to an editor ends with a name and a place, mostly without a closing.
_SIGNATURE = re.compile(r"[–—-]*\s*(?P<who>[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){1,3}),?")
_CLOSING = re.compile(rf"{one_of(*lines('letter_closings'))}[,.:]?", re.IGNORECASE)
_SIGNED = re.compile(rf"[–—-]*\s*(?P<who>{NAME})(?:,.{{0,80}})?")
_ANSWERED = re.compile(rf"(?P<cue>{ANSWER}) by\b")
_NOTES = lines("notes_on_interviews")
_ENDS = re.compile(rf"[#*_ ]*{one_of(*lines('ends_of_speeches'), *_NOTES)}[#*_: ]*", re.IGNORECASE)
_MARKS = re.compile(r"[#*_\s–—-]+$")
_OPENS_QUOTATION = re.compile(r"[“\"‘']|''")
_CLOSES_QUOTATION = re.compile(r"[”\"’']\W*$")
_ITEM = re.compile(r"(?:[-*•⁃>]|\(?(?:\d{1,2}|[a-z])[.)])\s")
_FIRST_PERSON = re.compile(r"\b(?:I|[Mm]y|[Ww]e|[Oo]ur|[Mm]e|us)\b(?!\.)")
_EDITED = re.compile(one_of(*_NOTES), re.IGNORECASE)
_YOU = re.compile(r"\b[Yy]ou(?:r|rs|rself|['’]\w+)?\b")
_I = re.compile(r"\b(?:I|[Mm]y)\b(?!\.)")
_NAMED_SAYS = re.compile(rf"[A-Z][\w’'-]+ [A-Z][\w’'-]+ {SAYING}\b")
_SHE_SAYS = re.compile(rf"(?:^|[.!?] )(?:He|She) (?:also |later |then )?{CARRYING}\b")
_INTERVIEWED = re.compile(rf"\b{one_of(*lines('interviewing'))}\b(?P<rest>.{{0,160}})", re.DOTALL | re.IGNORECASE)
# "an interview with the bureau on New Changes": no name behind it is that of whom somebody interviews.
_ABOUT_WHAT = re.compile(r"\b(?:about|regarding|concerning|on (?!\w+day\b|[A-Z][a-z]+\.? \d|\d))\b")
_ASKING = re.compile(r"(?:\(?\d{1,2}[.)]\s+)?[^\"“”‘.!?]{8,300}\?[*_]*")
_QUESTION = re.compile(
    rf"{_ASKING.pattern}|(?:Please )?(?i:{one_of(*lines('requests_of_interviewers'))}) [^\"“”‘.!?]{{2,200}}[.!?][*_]*"
)
# "The Mail asked about the mill.", "On the fire, we then asked: “Who ...?”": what was asked is told.
_TELLS_WHAT_IT_ASKED = re.compile(
    r"(?:[^.?!“”\"]{0,160}[, ])?(?P<who>[Ww]e|I|(?:[Tt]he )?[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?) (?:then |also |next )?"
    r"asked(?: (?:her|him|them|[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?))?"
    r"(?: (?:about|if|how|wh\w+)\b|[:,]? ?[“\"‘'])"
)
# "How did you start? I bought the mill in 1999.": asked and answered in one paragraph.
_ASKED_INSIDE = re.compile(
    r"[*_]*(?P<asks>(?=[^?]*\b[Yy]ou(?:r|['’]\w+)?\b)[A-Z][^\"“”‘.!?]{8,200}\?[*_]*)\s+(?P<says>[A-Z][^?]*)$"
)
_MEETS = re.compile(r"Meet (?P<rest>[A-Z].{3,60})")
_SPOTLIGHT = re.compile(rf"\b{one_of(*lines('portraits'))}\b[^A-Za-z]{{1,4}}(?P<rest>[A-Z].{{3,60}})", re.IGNORECASE)
_PAPER_INTERVIEWS = re.compile(r"(?:The )?[A-Z]\w+(?: [A-Z]\w+)? interviews: ")  # "Harbour News interviews: Ida Holm"
_NEXT_SENTENCE = re.compile(r"(?<=[a-z]{3})[.!?] (?=[A-Z])")
_BY = re.compile(r"(?: was| is)?(?: conducted| led)? by\b")
_CREDITS = re.compile(rf"(?:{_BY.pattern}:?|\s?:)\s*[A-Z]")
_PRONOUN = re.compile(r"\s+(?:her|him|them)\b")
# "We asked Ida to tell us more.", "Here is what he told the Mail.": what follows is theirs.
_HANDS_OVER = re.compile(
    r"\b(?:asked|invited) (?P<whom>her|him|them|[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?) to "
    rf"(?P<tells>{any_of('verbs_asked_of_guests')})\b[^.:]*[.:]$"
    r"|\b[Hh]ere(?:['’]s| is| are) (?:what|how) (?P<who>she|he|they|[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?)"
    r" (?P<told>told|said|had to say|shared|wrote|described|put|remembers?|sees)\b[^.:]*[.:]$"
)
_ASKS_YOU = re.compile(r"(?=.*\b[Yy]ou(?:r|['’]\w+)?\b)(?=[^?]*[.!]\s).*\?[*_]*", re.DOTALL)
_PRONOUN_SPEAKS = re.compile(r"\b(?:she|he|they) (?:recently )?$", re.IGNORECASE)
_LONGEST_QUESTION = 60  # words of what an interviewer says before and with a question
_CREDIT_LINE = re.compile(
    rf"\b(?i:interview(?:ed)?|text|words|photos?|photographs?|pictures?|questions|as told to)(?: by\b:?|:| )\s*{NAME}"
)
_TRADE = re.compile(rf"^(?:{any_of('roles')})$|(?:\w{{3}}er|[ts]or|ist|ian|man|eur)$")  # "beekeeper", "dentist"
_LEAST_QUESTIONS = 2  # on lines of their own make an interview
_PERSON = re.compile(r"[A-Z][\w'’-]+(?: [A-Z]\.)?(?: (?:de|van|von|bin|al|la) )?(?: [A-Z][\w'’-]+){1,2}")
_ABOUT_THE_AUTHOR = re.compile(
    rf"[*_ ]*(?P<who>{_PERSON.pattern}),?[*_]* (?:is (?:an?|the|based)|was born|teaches|writes|lives|works|blogs)\b"
)
_BYLINE = re.compile(
    rf"(?i:(?:posted|written|published|words|opinion|commentary)?\s*by:?\s+|author: )?(?P<who>{NAME})"
)
# "Posted on 3 July 2024 by Ana Ruiz": between verb and name only when.
_DATED_BYLINE = re.compile(
    rf"(?:(?i:posted|written|published|updated)(?: on)?:? )?[^.!?]{{0,20}}?\d[^.!?\d]{{0,20}}?(?:\d{{4}})?,? "
    rf"(?:(?i:by):?|[·|•–—-]) (?P<who>{NAME})"
)
_SECOND_AUTHOR = re.compile(r",? (?:and|&) [A-Z]|, [A-Z][\w'’-]+ [A-Z][\w'’-]+,? (?:and|&) ")
_THIRD_PERSON = re.compile(r"\b(?:he|she|his|her|him)\b", re.IGNORECASE)
_KIN = re.compile(rf"\b[Mm]y (?:[\w’'-]+ ){{0,2}}{any_of('kin_words')}\b")
_GIVEN = lexicon.FEMALE_NAMES | lexicon.MALE_NAMES
_MEN = lexicon.MALE_NAMES - lexicon.FEMALE_NAMES
_WOMEN = lexicon.FEMALE_NAMES - lexicon.MALE_NAMES
# "Ida Holm was talking to Tom Reed.": below an interview, whom it was with.
_WAS_TALKING = re.compile(rf"[*_]*(?P<who>{_PERSON.pattern}) was (?:talking|speaking|interviewed)\b.{{0,80}}")
_SAYS_BY = re.compile(r"\bby\b", re.IGNORECASE)  # else a line below the title may be where somebody speaks
_MOST_BLOCKS = 3  # paragraphs of a block quotation in plain type, seen in press releases
_LONGEST_LEAD = 25  # words of a sentence that a comma ends before somebody's own words
_LONGEST_SIGNATURE = 10  # words of a line with a name and an office
_HEAD = 8  # paragraphs at the beginning where a line may say who speaks
_SOON = 3  # paragraphs behind an announcement among which one must be in the first person
_LEAST_I = 3  # paragraphs in the first person that make an article its author's own text


@dataclass(frozen=True, slots=True)
class Named:
    """A speaker by name, and where the article says that they speak."""

    name: str
    span: Span
    cue: str


@dataclass(frozen=True, slots=True)
class Speech:
    """What somebody says, without marks of its own.

    Attributes:
        span: From its first to its last word.
        speakers: Who says it; empty where the announcement must be read.
        announced: The sentence that says whose words follow; None where a label or a title does.
        bare: Whether that sentence does nothing else ("The mayor's remarks follow:").
        self_named: Whether its own first words say who "we" or "I" is: "We, the ministers of Norway and Peru, met".
    """

    span: Span
    speakers: tuple[Named, ...] = ()
    announced: Span | None = None
    bare: bool = False
    self_named: bool = False


@dataclass(frozen=True, slots=True)
class Aside:
    """A stretch that is no claim of anybody: a label, the interviewer's question."""

    span: Span
    reason: str


@dataclass(frozen=True, slots=True)
class Speeches:
    """The speeches of an article in order, and what beside them is set aside."""

    stretches: tuple[Speech, ...] = ()
    asides: tuple[Aside, ...] = ()

    def at(self, place: int) -> Speech | None:
        """Return the speech that an offset lies in."""
        return next((speech for speech in self.stretches if speech.span.start <= place < speech.span.end), None)

    def announcing(self, sentence: Span) -> Speech | None:
        """Return the speech that a sentence announces."""
        return next((speech for speech in self.stretches if speech.announced == sentence), None)


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A paragraph: body text, or a heading or notice between it."""

    span: Span
    text: str
    kind: BlockKind

    @property
    def body(self) -> bool:
        return self.kind is BlockKind.BODY


@dataclass(slots=True)
class _Open:
    """A speech while its end is looked for.

    `left` counts the paragraphs it may still take, where that is bounded; `around` is the speech that reads it out.
    """

    start: int
    end: int
    speakers: tuple[Named, ...] = ()
    announced: Span | None = None
    bare: bool = False
    asks: bool = False
    left: int | None = None
    quoted: bool = False
    around: _Open | None = None


@dataclass(slots=True)
class _Finding:
    """The state of looking through an article."""

    text: str
    paragraphs: list[_Paragraph]
    labels: dict[int, Label]
    guest: Named | None
    asked: frozenset[int] = frozenset()
    found: list[Speech] = field(default_factory=list)
    asides: list[Aside] = field(default_factory=list)
    current: _Open | None = None

    def close(self) -> None:
        """End the speech that goes on."""
        current, self.current = self.current, None
        if current is None or current.end <= current.start:
            return
        if current.asks:
            self.asides.append(Aside(Span(current.start, current.end), QUESTION))
        else:
            span = Span(current.start, current.end)
            self.found.append(Speech(span, current.speakers, current.announced, current.bare))


def speeches_of(text: str, blocks: Sequence[Block]) -> Speeches:
    """Return what is said without quotation marks in an article, or with its source in brackets, and by whom.

    Args:
        text: The article.
        blocks: Its parts; the asides found here may be set aside among them already.
    """
    paragraphs = _paragraphs(text, blocks)
    found = _without_brackets(text, paragraphs)
    bracketed = bracketed_sources(text, [paragraph.span for paragraph in paragraphs if paragraph.body])
    cited = [
        b
        for b in bracketed
        if not any(s.speakers for s in found.stretches if s.span.start <= b.quotation.start < s.span.end)
    ]
    stretches = tuple(Speech(b.quotation, (Named(b.name, b.bracket, ":"),) if b.name else ()) for b in cited)
    asides = tuple(Aside(b.bracket, SOURCE) for b in cited)
    return Speeches((*stretches, *found.stretches), (*found.asides, *asides))


def _without_brackets(text: str, paragraphs: list[_Paragraph]) -> Speeches:
    """Return what is said without quotation marks, and by whom."""
    bodies = [number for number, paragraph in enumerate(paragraphs) if paragraph.body]
    labels = labels_of(text, [paragraphs[number].span for number in bodies])
    presented = _presented(paragraphs)
    by_number = {bodies[label.paragraph]: label for label in labels}
    guest = _guest(paragraphs, by_number)
    if guest is None and any(label.answers for label in by_number.values()):
        guest = _only_named(paragraphs[: min(by_number)]) or presented
    headed = questions_between(text, labels, [paragraphs[number].span for number in bodies])
    finding = _Finding(text, paragraphs, by_number, guest, frozenset(bodies[number] for number in headed))
    if not by_number and _questions_and_answers(finding, finding.guest or _portrayed(paragraphs)):
        return Speeches(tuple(finding.found), tuple(finding.asides))
    if not by_number and guest is not None and _asked_and_answered(finding, guest):
        return Speeches(tuple(finding.found), tuple(finding.asides))
    if not by_number and _names_itself(finding):
        return Speeches(tuple(finding.found))
    if not by_number and _answers_a_question_in_parliament(finding):
        return Speeches(tuple(finding.found), tuple(finding.asides))
    for number, paragraph in enumerate(paragraphs):
        _look_at(finding, number, paragraph)
    finding.close()
    if not finding.found:
        _whole_text(finding)
    return Speeches(tuple(finding.found), tuple(finding.asides))


def body_of(blocks: Sequence[Block], speeches: Speeches) -> list[Span]:
    """Return the stretches of body text without what is set aside beside speeches."""
    return [
        span for block in blocks if block.kind is BlockKind.BODY for span in _without(block.span, speeches.asides)
    ]


def cut_out(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks with labels, questions of the interviewer, letterheads and signatures set aside."""
    asides = speeches_of(text, blocks).asides
    found: list[Block] = []
    for block in blocks:
        if block.kind is not BlockKind.BODY:
            found.append(block)
            continue
        inside = [
            aside for aside in asides if aside.span.start < block.span.end and block.span.start < aside.span.end
        ]
        pieces = [Block(_shared(aside.span, block.span), BlockKind.BOILERPLATE, aside.reason) for aside in inside]
        for span in _without(block.span, inside):
            words = span.of(text)
            start = span.start + len(words) - len(words.lstrip())
            if words.strip():
                pieces.append(Block(Span(start, start + len(words.strip())), BlockKind.BODY))
        found += sorted(pieces, key=lambda piece: piece.span.start)
    return tuple(found)


def _without(span: Span, asides: Sequence[Aside]) -> list[Span]:
    left, start = [], span.start
    for aside in sorted(asides, key=lambda aside: aside.span.start):
        if aside.span.start < span.end and aside.span.end > start:
            if aside.span.start > start:
                left.append(Span(start, aside.span.start))
            start = max(start, aside.span.end)
    return [*left, Span(start, span.end)] if start < span.end else left


def _shared(one: Span, other: Span) -> Span:
    return Span(max(one.start, other.start), min(one.end, other.end))


def _paragraphs(text: str, blocks: Sequence[Block]) -> list[_Paragraph]:
    """Return the paragraphs, each with the label that was set aside before it."""
    joined: list[tuple[Span, BlockKind]] = []
    for block in blocks:
        kind = BlockKind.BODY if block.reason in _OWN_REASONS else block.kind
        last = joined[-1] if joined else None
        same_line = last is not None and "\n" not in text[last[0].end : block.span.start]
        if last is not None and same_line and last[1] is kind is BlockKind.BODY:
            joined[-1] = Span(last[0].start, block.span.end), kind
        else:
            joined.append((block.span, kind))
    found = []
    for span, kind in joined:
        start = span.start
        for piece in re.split(r"(\n[ \t]*\n\s*)", span.of(text)) if kind is BlockKind.BODY else [span.of(text)]:
            end = start + len(piece)
            if piece.strip():
                found.append(_Paragraph(Span(start, end), piece, kind))
            start = end
    return found


def _questions_and_answers(finding: _Finding, guest: Named | None) -> bool:
    """Read an interview without labels: questions on lines of their own, answers in marks or in the first person.

    Where nobody says who answers, only the questions are set aside.
    """
    paragraphs = finding.paragraphs
    presented = _presented(paragraphs)
    question = _QUESTION if guest is not None or presented is not None else _ASKING
    plain = {number for number, paragraph in enumerate(paragraphs) if question.fullmatch(paragraph.text.strip())}
    plain |= _told_questions(paragraphs)
    edited = any(_EDITED.match(paragraph.text.strip()) for paragraph in paragraphs)
    asked = [
        k for k, paragraph in enumerate(paragraphs) if k in plain or ((plain or edited) and _asks_you(paragraph))
    ]
    answers = [_answer(paragraphs, number, asked) for number in asked]
    if len([run for run in answers if run]) < _LEAST_QUESTIONS:
        return False
    below = _named_below(paragraphs, answers[-1])
    # An essay asks itself under its own headings: "Why do gardens matter?".
    told = not any(_YOU.search(paragraphs[number].text) for number in asked)
    guest = guest or below or (None if told else _only_named(paragraphs[: asked[0]]))
    texts = [paragraphs[number].text for run in answers for number in run]
    own = sum(any(_FIRST_PERSON.search(without_quotations(paragraphs[k].text)) for k in run) for run in answers)
    mostly = own * 2 >= len([run for run in answers if run])
    guest = guest or (presented if mostly and not told else None)
    marked = all(_OPENS_QUOTATION.match(paragraphs[run[0]].text) for run in answers if run)
    quoting = any(map(_OPENS_QUOTATION.match, texts)) and not (mostly and guest is presented is not None)
    if not marked and (quoting or not any(map(_FIRST_PERSON.search, texts))):
        return False
    for number, run in zip(asked, answers, strict=True):
        if run:
            finding.asides.append(Aside(paragraphs[number].span, QUESTION))
            if guest is not None:
                span = Span(paragraphs[run[0]].span.start, paragraphs[run[-1]].span.end)
                finding.found.append(Speech(span, (guest,)))
    return guest is not None


def _answers_a_question_in_parliament(finding: _Finding) -> bool:
    """Read "Written answer by the Minister for Rail" above what was asked, "Answer" and what was answered."""
    title = next(iter(finding.paragraphs), None)
    headed = _ANSWERED.match(title.text) if title is not None else None
    giver = giver_of(title.text.strip(), finding.text) if title is not None and headed is not None else None
    lines = [paragraph.text.strip().rstrip(":").lower() for paragraph in finding.paragraphs]
    begins = next((k for k, line in enumerate(lines) if line in {"answer", "reply"}), None)
    if title is None or headed is None or giver is None or begins is None:
        return False
    said = [p for p, line in zip(finding.paragraphs[begins + 1 :], lines[begins + 1 :], strict=True) if line]
    if not said:
        return False
    asked = [p for p, line in zip(finding.paragraphs, lines, strict=True) if line.startswith("to ask ") and p.body]
    finding.asides += [Aside(p.span, QUESTION) for p in asked if p.span.start < said[0].span.start]
    finding.found.append(
        Speech(Span(said[0].span.start, said[-1].span.end), (Named(giver.name, title.span, headed["cue"].lower()),))
    )
    return True


def _told_questions(paragraphs: Sequence[_Paragraph]) -> set[int]:
    """Return the paragraphs in which one and the same interviewer tells what was asked, where there are several."""
    by_asker: dict[str, set[int]] = {}
    for number, paragraph in enumerate(paragraphs):
        words = paragraph.text.strip()
        match = _TELLS_WHAT_IT_ASKED.match(words) if paragraph.body else None
        if match is not None and len(words.split()) <= _LONGEST_QUESTION and not _SHE_SAYS.search(words):
            by_asker.setdefault(match["who"].lower().removeprefix("the "), set()).add(number)
    most = max(by_asker.values(), key=len, default=set())
    return most if len(most) >= _LEAST_QUESTIONS else set()


def _asked_and_answered(finding: _Finding, guest: Named) -> bool:
    """Read an interview whose paragraphs begin with the question: "How did you start? I bought the mill in 1999."."""
    paragraphs = finding.paragraphs
    asked = {
        number: match
        for number, paragraph in enumerate(paragraphs)
        if paragraph.body and (match := _ASKED_INSIDE.match(paragraph.text)) is not None
    }
    own = sum(_FIRST_PERSON.search(match["says"]) is not None for match in asked.values())
    if len(asked) < _LEAST_QUESTIONS or own * 2 < len(asked) or guest.span.start > paragraphs[min(asked)].span.start:
        return False
    for number, match in asked.items():
        answer = _answer(paragraphs, number, [*asked])
        start = paragraphs[number].span.start
        end = paragraphs[answer[-1] if answer else number].span.end
        finding.asides.append(Aside(Span(start, start + match.end("asks")), QUESTION))
        finding.found.append(Speech(Span(start + match.start("says"), end), (guest,)))
    return True


def _presented(paragraphs: Sequence[_Paragraph]) -> Named | None:
    """Return whom the title presents: "Spotlight of the week: Board member Ida Holm"."""
    title = paragraphs[0] if paragraphs else None
    found = guest_of(title.text) if title is not None else None
    if title is None or found is None:
        return None
    name, at = found
    return Named(name, Span(title.span.start + at, title.span.start + at + len(name)), ":")


def _named_below(paragraphs: Sequence[_Paragraph], answer: list[int]) -> Named | None:
    """Return whom the last lines of an interview name: "Ida Holm was talking to Tom Reed."; they are no answer."""
    for number in range(len(paragraphs) - 1, max(len(paragraphs) - 3, 0), -1):
        match = _WAS_TALKING.fullmatch(paragraphs[number].text.strip())
        if match is not None and _is_person(match["who"]):
            answer[:] = [other for other in answer if other < number]
            start = paragraphs[number].span.start
            return Named(match["who"], Span(start, start + match.end("who")), "talking")
    return None


def _asks_you(paragraph: _Paragraph) -> bool:
    """Whether a paragraph tells somebody of themselves and ends in a question."""
    words = paragraph.text.strip()
    short = len(words.split()) <= _LONGEST_QUESTION and not re.search(r"[\"“”]", words)
    return paragraph.body and short and _ASKS_YOU.fullmatch(words) is not None and _I.search(words) is None


def _only_named(paragraphs: Sequence[_Paragraph]) -> Named | None:
    """Return the only person whom the words before the first question name in full.

    A name whose first word is no known given name counts as another person, and is the person only behind an office
    or a trade, or beside "he" or "she". A name on a line of its own may be whose questions these are.
    """
    found: dict[str, Named] = {}
    for paragraph in paragraphs:
        words = paragraph.text.strip()
        if paragraph.kind is BlockKind.BYLINE or _PERSON.fullmatch(words) or _all_capitalised(words):
            continue
        for person in _PERSON.finditer(_CREDIT_LINE.sub(lambda credit: " " * len(credit.group()), paragraph.text)):
            parts = _without_titles(person.group()).split()
            before = paragraph.text[: person.start()].split()
            if len(parts) > 2 and parts[0].lower() not in _GIVEN and before[-1:] in ([], ["The"]):
                before, parts = parts[:1], parts[1:]  # "Beekeeper Ida Holm" at the beginning of a line
            name = " ".join(parts)
            if not _is_person(name) or parts[0].lower() in lexicon.words("capitalised_beginnings"):
                continue
            if before[-1:] and before[-1].lower() in {"about", "against", "over", "of"}:
                return None
            beside = bool(before) and _TRADE.search(before[-1].lower().rstrip(",")) is not None
            beside = beside or re.match(r":\s+[“\"‘']", paragraph.text[person.end() :]) is not None
            known = parts[0].lower() in _GIVEN or beside or re.search(r"\b(?i:he|she)\b", words) is not None
            start = paragraph.span.start + person.start()
            found.setdefault(name, Named(name if known else "", Span(start, start + len(person.group())), ":"))
    only = next(iter(found.values())) if len(found) == 1 else None
    return only if only is not None and only.name else None


def _all_capitalised(words: str) -> bool:
    """Whether a title has capitals throughout, so that they show no name."""
    long = [word for word in words.split() if len(word) > len("with") and word[0].isalpha()]
    return len(long) > 2 and all(word[0].isupper() for word in long)


def _answer(paragraphs: Sequence[_Paragraph], question: int, asked: Sequence[int]) -> list[int]:
    """Return the paragraphs that answer a question."""
    run: list[int] = []
    for number in range(question + 1, len(paragraphs)):
        paragraph = paragraphs[number]
        if number in asked or not paragraph.body or _ENDS.fullmatch(paragraph.text.strip()):
            break
        marked = run and _OPENS_QUOTATION.match(paragraphs[run[0]].text)
        if marked and not _OPENS_QUOTATION.match(paragraph.text) and not _closes_later(paragraphs, number, asked):
            break
        run.append(number)
    return run


def _closes_later(paragraphs: Sequence[_Paragraph], number: int, asked: Sequence[int]) -> bool:
    """Whether the quotation before a paragraph is still open, and is closed before the next question."""
    if _CLOSES_QUOTATION.search(paragraphs[number - 1].text):
        return False
    for other in range(number, len(paragraphs)):
        if other in asked or _OPENS_QUOTATION.match(paragraphs[other].text):
            return False
        if _CLOSES_QUOTATION.search(paragraphs[other].text):
            return True
    return False


def _look_at(finding: _Finding, number: int, paragraph: _Paragraph) -> None:
    current = finding.current
    words = paragraph.text.strip()
    if words and _SALUTATION.fullmatch(words) and _begin_letter(finding, number, paragraph):
        return
    if paragraph.body and _RUN_IN_SALUTATION.match(words) and _begin_signed(finding, number, paragraph, number):
        return
    if not paragraph.body:
        if _ENDS.fullmatch(words) or (current is not None and current.left is not None):
            finding.close()
        return
    if number in finding.asked:
        finding.close()
        finding.asides.append(Aside(paragraph.span, QUESTION))
        return
    if (label := finding.labels.get(number)) is not None:
        _begin_turn(finding, label, paragraph)
        return
    if current is not None and current.around is not None and paragraph.span.start >= current.end:
        finding.close()  # what was read out ends with its paragraph
        outer = current.around
        current = finding.current = _Open(
            paragraph.span.start, paragraph.span.start, outer.speakers, outer.announced, outer.bare
        )
    if current is not None and _ends(finding, current, number, paragraph):
        finding.close()
        current = None
    handed = _handed_over(finding, number, paragraph) if current is None else None
    if handed is not None:
        start = finding.paragraphs[number + 1].span.start
        finding.current = _Open(start, start, (handed,))
        return
    announcement = _announcement(finding, number, paragraph)
    if current is None and announcement is None and (run_in := _run_in(finding.text, paragraph)) is not None:
        finding.found.append(run_in)
        return
    if current is not None and current.bare and current.end == current.start and words.endswith(","):
        announcement = None  # "Dean Holm, students, friends,": whom a speech greets
    if announcement is not None and (current is None or current.left is not None or not _FIRST_PERSON.search(
        without_quotations(announcement.of(finding.text))
    )):  # fmt: skip
        finding.close()
        _begin_announced(finding, number, announcement)
    elif current is not None and paragraph.span.end > current.end:
        current.end = paragraph.span.end
        current.left = None if current.left is None else current.left - 1


def _handed_over(finding: _Finding, number: int, paragraph: _Paragraph) -> Named | None:
    """Return the person whose own words follow a paragraph, in the first person and without marks.

    The paragraph ends in "we asked Ida to tell us more" or "here is what he told the Mail", and it or those before it
    name one person in full.
    """
    match = _HANDS_OVER.search(paragraph.text.strip())
    if match is None or finding.labels:
        return None
    following = [other for other in finding.paragraphs[number + 1 :] if other.body]
    own = sum(_FIRST_PERSON.search(without_quotations(other.text)) is not None for other in following)
    if not own or own * 3 < len(following) or any(_OPENS_QUOTATION.match(other.text) for other in following):
        return None
    before = finding.paragraphs[: number + 1]
    named = {found.group() for part in before if part.body for found in _PERSON.finditer(part.text)}
    people = {_without_titles(name) for name in named if _is_person(name) and set(name.lower().split()) & _GIVEN}
    whom = match["whom"] or match["who"]
    people = {name for name in people if not whom[:1].isupper() or set(whom.split()) <= set(name.split())}
    if len(people) != 1:
        return None
    start = paragraph.span.start + paragraph.text.index(match.group())
    return Named(people.pop(), Span(start, start + len(match.group())), match["tells"] or match["told"])


def _begin_turn(finding: _Finding, label: Label, paragraph: _Paragraph) -> None:
    before = finding.current
    around = before.around if before is not None and before.around is not None else before
    if around is not None and (around.announced is None or not around.bare or around.left is not None):
        around = None  # only the giver of a whole speech reads out what others said
    finding.close()
    start = (
        label.span.end
        + len(finding.text[label.span.end : paragraph.span.end])
        - len(finding.text[label.span.end : paragraph.span.end].lstrip())
    )
    if label.asks:
        finding.current = _Open(label.span.start, paragraph.span.end, asks=True, around=around)
        return
    finding.asides.append(Aside(label.span, LABEL))
    if label.answers and finding.guest is None:
        return  # "A:" names nobody
    if label.answers and finding.guest is not None:
        speaker = finding.guest
    elif is_office(label.who) and (holder := _holder(finding, label.who)) is not None:
        speaker = holder
    else:
        speaker = Named(full_name(finding.text, label.who), label.span, ":")
    end = max(start, paragraph.span.end)
    post = label.alone and end > start  # it has one paragraph
    words = finding.text[start:end]
    marked = _OPENS_QUOTATION.match(words) is not None and _CLOSES_QUOTATION.search(words) is not None
    finding.current = _Open(
        start, end, (Named(speaker.name, label.span, ":"),), left=0 if post else None, quoted=marked, around=around
    )


def _begin_letter(finding: _Finding, number: int, paragraph: _Paragraph) -> bool:
    """Open a letter at "Dear ...,", if it ends in names; set its letterhead and its signature aside."""
    following = finding.paragraphs[number + 1 :]
    last = next((k for k, other in enumerate(following) if _opens_letter(other)), len(following))
    close = next((k for k, other in enumerate(following[:last]) if _CLOSING.fullmatch(other.text.strip())), None)
    if close is None or not close:
        return finding.current is None and _begin_signed(finding, number, paragraph, number + 1)
    signatures = []
    for other in following[close + 1 : last]:
        lines_ = [line.strip() for line in other.text.splitlines()]
        if any(len(line.split()) > _LONGEST_SIGNATURE or line[-1:] in ".:?!" for line in lines_):
            break
        signed = _SIGNED.fullmatch(lines_[0])
        signatures.append((other, signed["who"] if signed is not None and _PERSON.search(signed["who"]) else ""))
    announced = finding.current
    speakers = tuple(Named(who, other.span, following[close].text.strip(" ,.")) for other, who in signatures if who)
    if not speakers and announced is None:
        return False
    if announced is not None:
        finding.current = None
        finding.asides.append(Aside(Span(announced.start, paragraph.span.end), ADDRESS))
    else:
        finding.asides.append(Aside(paragraph.span, ADDRESS))
    last = signatures[-1][0].span.end if signatures else following[close].span.end
    finding.asides.append(Aside(Span(following[close].span.start, last), ADDRESS))
    body = Span(following[0].span.start, following[close - 1].span.end)
    sentence = announced.announced if announced is not None else None
    finding.found.append(Speech(body, speakers, sentence, bare=sentence is not None))
    for place in range(number + 1, number + 2 + close + len(signatures)):
        finding.paragraphs[place] = _Paragraph(finding.paragraphs[place].span, "", BlockKind.BYLINE)
    return True


def _opens_letter(paragraph: _Paragraph) -> bool:
    words = paragraph.text.strip()
    return bool(words) and bool(_SALUTATION.fullmatch(words) or _RUN_IN_SALUTATION.match(words))


def _begin_signed(finding: _Finding, number: int, paragraph: _Paragraph, first: int) -> bool:
    """Open a letter to an editor that ends in a name below it, before the next letter or the end of the text.

    Args:
        finding: The state; the letter and what stands around it are added.
        number: The paragraph that addresses the editor.
        paragraph: That paragraph.
        first: The paragraph that the letter's own words begin in.
    """
    paragraphs = finding.paragraphs
    behind = range(number + 1, len(paragraphs))
    last = next((k for k in behind if _opens_letter(paragraphs[k])), len(paragraphs))
    signed = next((k for k in range(number + 1, last) if _signer(paragraphs, k, last)[0]), None)
    if signed is None or signed < max(first, number + 1):
        return False
    finding.close()
    name, ends = _signer(paragraphs, signed, last)
    address = Span(paragraph.span.start, paragraph.span.end)
    body = Span(paragraphs[first].span.start, paragraphs[signed - 1].span.end)
    if first != number:
        finding.asides.append(Aside(address, ADDRESS))
    finding.asides.append(Aside(Span(paragraphs[signed].span.start, paragraphs[ends].span.end), ADDRESS))
    finding.found.append(Speech(body, (Named(name, paragraphs[signed].span, "signed"),)))
    for place in range(number, ends + 1):
        paragraphs[place] = _Paragraph(paragraphs[place].span, "", BlockKind.BYLINE)
    return True


def _signer(paragraphs: Sequence[_Paragraph], number: int, last: int) -> tuple[str, int]:
    """Return who signs a letter in a paragraph, and the last paragraph of the signature; no name where it is none."""
    lines_ = [line.strip() for line in paragraphs[number].text.splitlines() if line.strip()]
    signed = _SIGNATURE.fullmatch(lines_[0]) if lines_ else None
    if signed is None:
        return "", number
    first = signed["who"].split()[0].rstrip(".").lower()
    given = first in _GIVEN | lexicon.HONORIFICS
    if first in lexicon.words("capitalised_beginnings") - lexicon.HONORIFICS:
        return "", number
    if not given and not signed["who"].isupper() and not re.match(r"[A-Z]\.", signed["who"]):
        return "", number
    ends = number
    while ends + 1 < last and len(paragraphs[ends + 1].text.split()) <= _LONGEST_SIGNATURE:
        ends += 1
    places = lines_[1:] + [paragraphs[k].text.strip() for k in range(number + 1, ends + 1)]
    if any(len(line.split()) > _LONGEST_SIGNATURE for line in places) or (ends + 1 < last and ends > number + 1):
        return "", number
    words = [word for word in signed["who"].split() if word.lower().rstrip(".") not in lexicon.HONORIFICS]
    return " ".join(word.title() if word.isupper() and len(word) > 2 else word for word in words), ends


def _announcement(finding: _Finding, number: int, paragraph: _Paragraph) -> Span | None:
    """Return the last sentence of a paragraph where it says whose words follow."""
    following = finding.paragraphs[number + 1] if number + 1 < len(finding.paragraphs) else None
    ended = paragraph.text.rstrip()[-1:]
    if following is None or not following.body or ended not in ":.," or number + 1 in finding.labels:
        return None
    if ended == ",":
        return _announcement_with_comma(finding.text, paragraph, following)
    last = sentence_spans(finding.text, paragraph.span)[-1]
    words = last.of(finding.text)
    unquoted = without_quotations(words)
    listed = _ITEM.match(following.text) is not None and _LEADS_TO_LIST.search(unquoted) is not None
    if ended == "." and not listed:
        follows = re.search(r"\b(?:follows?|below)\.$", words) is not None
        points = _POINTS_AT.search(unquoted) is not None and _goes_on_in_first_person(finding, number)
        return last if points or (follows and _ANNOUNCES.search(unquoted)) else None
    marked = _OPENS_QUOTATION.match(following.text) is not None
    if not marked and (_TURNS_TO_THE_READER.search(following.text) or _leads_on(finding.text, following)):
        return None  # the words that were to follow are missing
    leads = (_ANNOUNCES, _CARRIES, _LEADS, _PASSED_ON)
    if listed or _STATEMENT_BY.fullmatch(words) or any(pattern.search(unquoted) for pattern in leads):
        return last
    if _leads_to_own_words(words, following):
        return last
    if following.text[:1] in '“"' and unquoted == words and not _ITEM.match(paragraph.text):
        return last  # "She is asking everybody to stay calm:", and a quotation below it
    return None


def _run_in(text: str, paragraph: _Paragraph) -> Speech | None:
    """Return what somebody says behind a colon in the middle of a paragraph, without marks.

    "In a statement, the bank denied this: No money was lost. Nobody left." A statement, a letter or the first person
    goes on to the end of the paragraph; anything else ends with its sentence.
    """
    match = _RUN_IN.search(paragraph.text)
    if match is None or re.search(r"[\"“”«»]", paragraph.text):
        return None
    start = paragraph.span.start + match.end()
    sentence = next(one for one in sentence_spans(text, paragraph.span) if one.end > start)
    lead = Span(sentence.start, paragraph.span.start + match.end("colon"))
    said = Span(start, paragraph.span.end)
    least = _LEAST_RUN_IN if match["more"] else _LEAST_BEHIND_THE_VERB
    if lead.end - lead.start > _LONGEST_RUN_IN or len(Span(start, sentence.end).of(text).split()) < least:
        return None
    goes_on = _WRITTEN.search(lead.of(text)) is not None or _FIRST_PERSON.search(said.of(text)) is not None
    return Speech(said if goes_on else Span(start, sentence.end), (), lead)


def _leads_on(text: str, paragraph: _Paragraph) -> bool:
    """Whether a paragraph of several sentences ends in an announcement itself, so that it is the page's own."""
    found = sentence_spans(text, paragraph.span)
    last = without_quotations(found[-1].of(text))
    return len(found) > 1 and (_CARRIES.search(last) or _LEADS.search(last)) is not None


def _goes_on_in_first_person(finding: _Finding, number: int) -> bool:
    """Whether "I" or "we" speaks in the paragraphs behind one, and none of them tells what a named person said."""
    following = [other.text for other in finding.paragraphs[number + 1 : number + 1 + _SOON] if other.body]
    own = any(_FIRST_PERSON.search(without_quotations(words)) for words in following)
    marked = any(_OPENS_QUOTATION.match(words) for words in following)
    return own and not marked and not any(_NAMED_SAYS.search(without_quotations(words)) for words in following)


def _leads_to_own_words(words: str, following: _Paragraph) -> bool:
    """Whether a sentence tells of somebody, and "I" goes on below: "Ana Ruiz found the grant invaluable:"."""
    opening = words.split(maxsplit=1)[0]
    someone = opening in {"He", "She"} or opening.lower() in lexicon.GIVEN_NAMES
    short = len(words.split()) <= _LONGEST_LEAD + _LONGEST_SIGNATURE
    told = someone and short and not _FIRST_PERSON.search(words) and not _ITEM.match(following.text)
    return told and _I.search(without_quotations(following.text)) is not None


def _announcement_with_comma(text: str, paragraph: _Paragraph, following: _Paragraph) -> Span | None:
    """Return the sentence before a block quotation that only a comma leads up to: "Ida Holm, the owner, said,"."""
    last = sentence_spans(text, paragraph.span)[-1]
    words = last.of(text)
    if len(words.split()) > _LONGEST_LEAD or not following.text[:1].isupper() or _FIRST_PERSON.search(words):
        return None
    said = _CARRIES.search(f"{words[:-1]}:") is not None or _BARELY_SAID.search(words) is not None
    return last if said or _I.search(without_quotations(following.text)) is not None else None


def _begin_announced(finding: _Finding, number: int, announcement: Span) -> None:
    words = announcement.of(finding.text)
    bare = (
        any(pattern.search(words) for pattern in (_ANNOUNCES, _POINTS_AT))
        or _STATEMENT_BY.fullmatch(words) is not None
    )
    following = finding.paragraphs[number + 1]
    quoted = _OPENS_QUOTATION.match(following.text) is not None
    left = None
    if not quoted and (not bare or _SHORT_NOUN.search(words)):
        left = 1 + _more_blocks(finding, number + 1)
    finding.current = _Open(
        following.span.start, following.span.start, (), announcement, bare, left=left, quoted=quoted
    )


def _more_blocks(finding: _Finding, first: int) -> int:
    """Return how many paragraphs behind the first one still belong to a block quotation in plain type.

    In a press release block quotations follow one another; elsewhere only a list or the first person goes on.
    """
    paragraphs = finding.paragraphs
    said = first > 0 and _BARELY_SAID.search(paragraphs[first - 1].text.strip()) is not None
    listed = _ITEM.match(paragraphs[first].text) is not None
    count = 0
    for number in range(first + 1, len(paragraphs)):
        paragraph = paragraphs[number]
        if not paragraph.body or number in finding.labels or _OPENS_QUOTATION.match(paragraph.text):
            break
        if (again := _announcement(finding, number, paragraph)) is not None:
            in_turn = not listed and _BARELY_SAID.search(again.of(finding.text)) is not None
            return number - first - 1 if in_turn and said else count
        if listed != (_ITEM.match(paragraph.text) is not None) or (
            not listed and paragraph.text.rstrip()[-1:] == ":"
        ):
            break  # "As Jo points out:" leads to somebody else
        if not listed and number - first > _MOST_BLOCKS:
            break
        if listed:
            count += 1
        elif _tells_of_somebody(paragraph.text) or _TURNS_TO_THE_READER.search(paragraph.text):
            break
        elif _FIRST_PERSON.search(without_quotations(paragraph.text)) is not None:
            count = number - first  # what stands between two paragraphs in the first person is said in one breath
    return count


def _ends(finding: _Finding, current: _Open, number: int, paragraph: _Paragraph) -> bool:
    """Whether a speech has ended before a paragraph."""
    words = paragraph.text.strip()
    if _ENDS.fullmatch(words) or _MARKS.fullmatch(words):
        return True
    if current.left is not None:
        return current.left <= 0
    if current.quoted:
        before = finding.paragraphs[number - 1].text
        begun = current.end > current.start
        return begun and (not _OPENS_QUOTATION.match(words) or _CLOSES_QUOTATION.search(before) is not None)
    if not current.speakers:
        return _tells_of_somebody(words)
    return any(_tells_of(named.name, words) for named in current.speakers)


def _tells_of_somebody(words: str) -> bool:
    """Whether a paragraph without a first person says what somebody said: "Tom Lee said ...", "She added ..."."""
    unquoted = without_quotations(words)
    told = _NAMED_SAYS.search(unquoted) or _SHE_SAYS.search(unquoted)
    return _FIRST_PERSON.search(unquoted) is None and told is not None


def _tells_of(name: str, words: str) -> bool:
    """Whether a paragraph says what somebody said, so that it is not theirs: "Ruiz said ..."."""
    surname = re.escape(name.rsplit(maxsplit=1)[-1])
    unquoted = without_quotations(words)
    own = re.search(rf"\b{surname}\b(?!['’]s)", unquoted)
    return own is not None and not _I.search(unquoted) and re.search(rf"\b{SAYING}\b", unquoted) is not None


def _guest(paragraphs: Sequence[_Paragraph], labels: dict[int, Label]) -> Named | None:
    """Return whom the beginning of the article says it interviews; None where that is nobody or several people."""
    asked = (k for k, other in enumerate(paragraphs) if k and other.text.rstrip(' ”"’')[-1:] == "?")
    first = min(min(labels, default=len(paragraphs)), next(asked, len(paragraphs)))  # a guest speaks to others too
    for paragraph in paragraphs[:first]:
        for match in _INTERVIEWED.finditer(paragraph.text):
            titled = _PAPER_INTERVIEWS.match(paragraph.text) is not None
            if _CREDITS.match(match["rest"]) and (_BY.match(match["rest"]) or (match.start() and not titled)):
                continue  # "Interview by Tom Reed", "... and the winter. Interview: Tom Reed": who asks
            whom = _ABOUT_WHAT.split(_NEXT_SENTENCE.split(match["rest"])[0])[0]
            people = [found for found in _PERSON.finditer(whom) if _is_person(found.group())]
            told_of = _PRONOUN_SPEAKS.search(paragraph.text, 0, match.start())  # "She spoke with Theo Marsh": he asks
            if told_of is not None or (not people and _PRONOUN.match(match["rest"])):
                return _only_person(paragraphs, paragraph, match)
            if people:
                start = paragraph.span.start + match.start("rest") + people[0].start()
                name = people[0].group()
                return Named(_without_titles(name), Span(start, start + len(name)), _cue(match))
    return None


def _cue(match: re.Match[str]) -> str:
    """Return the verb of words that lead up to whom somebody interviews: "speaks", "asked" of "we asked"."""
    words = match.group().split()
    return words[1] if words[0].lower() == "we" else words[0]


def _only_person(paragraphs: Sequence[_Paragraph], paragraph: _Paragraph, match: re.Match[str]) -> Named | None:
    """Return whom "We spoke to her in April" means: the only person named before it."""
    end = paragraph.span.start + match.start()
    presented = _presented(paragraphs)
    found = {presented.name: presented.span} if presented is not None else {}
    for before in paragraphs[presented is not None :]:
        for person in _PERSON.finditer(before.text):
            start = before.span.start + person.start()
            place = before.text[: person.start()].endswith("the ")  # "the Lower Dunn"
            asks = start + len(person.group()) == end - 1  # "Ana Ruiz spoke to him"
            if start < end and not place and not asks and _is_person(person.group()):
                found.setdefault(_without_titles(person.group()), Span(start, start + len(person.group())))
    told = _PRONOUN.match(match["rest"])
    unlike = _MEN if told is not None and told.group().strip().lower() == "her" else _WOMEN
    if told is not None and told.group().strip().lower() != "them" and len(found) > 1:
        found = {name: span for name, span in found.items() if name.split()[0].lower() not in unlike}
    (name, span), *others = found.items() or [("", paragraph.span)]
    return Named(name, span, match.group().split()[0]) if name and not others else None


def _portrayed(paragraphs: Sequence[_Paragraph]) -> Named | None:
    """Return the only person that a portrait names at its beginning: "Meet Ida Holm", "Staff profile: Ida Holm"."""
    for paragraph in paragraphs[:_HEAD]:
        for pattern in (_MEETS, _SPOTLIGHT):
            found = pattern.match(paragraph.text) if pattern is _MEETS else pattern.search(paragraph.text)
            who = _PERSON.match(found["rest"]) if found is not None else None
            if found is not None and who is not None and _is_person(who.group()):
                start = paragraph.span.start + found.start("rest")
                return Named(
                    _without_titles(who.group()), Span(start, start + len(who.group())), found.group().split()[0]
                )
    return None


def _is_person(name: str) -> bool:
    words = name.lower().split()
    return not set(words) & (lexicon.ORGANISATIONS | lexicon.INSTITUTIONS | lexicon.words("label_topics"))


def _without_titles(name: str) -> str:
    words = name.split()
    while len(words) > 2 and words[0].lower().rstrip(".") in lexicon.ROLES | lexicon.HONORIFICS:
        words = words[1:]
    return " ".join(words)


def _names_itself(finding: _Finding) -> bool:
    """Take the text for a speech where its first words say who speaks: "We, the ministers of Norway, met ..."."""
    bodies = [paragraph for paragraph in finding.paragraphs if paragraph.body]
    who = self_named(bodies[0].text) if bodies else None
    if who is None or _author(finding.paragraphs) is not None:
        return False
    last = next((k for k, paragraph in enumerate(bodies) if k and _ends_declaration(paragraph.text)), len(bodies))
    inside = bodies[:last]
    own = sum(_FIRST_PERSON.search(without_quotations(paragraph.text)) is not None for paragraph in inside)
    if own * 2 < len(inside):
        return False
    first = Span(inside[0].span.start, inside[0].span.start + len(inside[0].text.split(maxsplit=1)[0]))
    speakers = tuple(Named(name, first, who.cue) for name in who.names)
    finding.found.append(Speech(Span(first.start, inside[-1].span.end), speakers, self_named=True))
    return True


def _described_below(bodies: Sequence[_Paragraph]) -> Named | None:
    """Return the author whom the last paragraph describes: "Ida Holm is a teacher and beekeeper in Dorn."."""
    match = _ABOUT_THE_AUTHOR.match(bodies[-1].text)
    if match is None or match["who"].split()[0].lower() not in _GIVEN or _FIRST_PERSON.search(bodies[-1].text):
        return None
    if any(re.search(rf"\b{re.escape(match['who'])}\b", other.text) for other in bodies[:-1]):
        return None  # somebody of whom the text tells
    start = bodies[-1].span.start + match.start("who")
    return Named(match["who"], Span(start, start + len(match["who"])), "by")


def _ends_declaration(words: str) -> bool:
    return _ENDS.fullmatch(words.strip()) is not None or _tells_of_somebody(words)


def _whole_text(finding: _Finding) -> None:
    """Take the whole body for a speech where title or byline names who speaks and the text is in the first person."""
    bodies = [paragraph for paragraph in finding.paragraphs if paragraph.body]
    plain = [without_quotations(paragraph.text) for paragraph in bodies]
    own = sum(_FIRST_PERSON.search(words) is not None for words in plain)
    alone = sum(_I.search(words) is not None for words in plain)
    titled = _titled(finding) if own else None
    author = _author(finding.paragraphs)
    written_by = author is not None and _SAYS_BY.search(author.span.of(finding.text)) is not None
    other = titled is not None and author is not None and not _is_same_person(titled[0].name, author.name)
    if titled is not None and other and (written_by or not titled[1]):
        return  # a title about Ana Ruiz over what Tom Reed wrote: "I" may be either
    own_words = alone > 1 and own * 2 >= len(bodies)  # where a verb alone says that somebody speaks
    sure = own > 1 or (alone > 0 and own * 2 >= len(bodies))
    named = titled[0] if titled is not None and (sure if titled[1] else own_words) else None
    others = any(paragraph.text.rstrip().endswith(":") for paragraph in bodies)  # whose words may follow
    mostly = alone >= _LEAST_I or own_words
    if named is None and mostly and not others and any(map(_I.search, plain[:2])):
        named = author or _described_below(bodies)
        end = len(bodies) - (named is not author)  # whom the last paragraph describes
        bodies, plain = bodies[:end], plain[:end]
    if named is None and titled is None and alone >= _LEAST_I and own * 2 >= len(bodies):
        named = _in_headline(finding, bodies)
    if named is None or any(_tells_of(named.name, words) for words in plain):
        return
    last = next((k for k, paragraph in enumerate(bodies) if _ENDS.fullmatch(paragraph.text.strip())), len(bodies))
    inside = [
        paragraph for paragraph in bodies[:last] if not named.span.start <= paragraph.span.start < named.span.end
    ]
    if not inside:
        return
    finding.found.append(Speech(Span(inside[0].span.start, inside[-1].span.end), (named,)))
    if titled is not None and titled[1] and any(paragraph.span == named.span for paragraph in bodies):
        finding.asides.append(Aside(named.span, LABEL))  # "Statement by Ida Holm MP on the fire."


def _titled(finding: _Finding) -> tuple[Named, bool] | None:
    """Return who speaks by the title, or by a line before the text ("Delivered by: ..."), and how sure that is."""
    head = finding.paragraphs[:_HEAD]
    for place, paragraph in enumerate(head):
        giver = giver_of(paragraph.text.strip(), finding.text)
        pair = head[place : place + 2]
        if giver is None and len(pair) > 1 and all(part.kind is not BlockKind.BYLINE for part in pair):
            first, second = (part.text.strip() for part in pair)
            giver = given_below(first, second) or given_below(second, first)
        if giver is not None:
            return Named(giver.name, paragraph.span, giver.cue), giver.sure
        if paragraph.body and len(paragraph.text.split()) > _LONGEST_SIGNATURE * 2:
            break
    return None


def _in_headline(finding: _Finding, bodies: Sequence[_Paragraph]) -> Named | None:
    """Return the person a headline is about, where the whole text is that person's own: nobody else can be "I".

    No byline names anybody, and the body tells neither of that person nor what somebody else says. A column on the
    news in its headline calls the person by name, by the office or by "she" at least once.
    """
    headline = next((part for part in finding.paragraphs if part.kind is BlockKind.HEADLINE), None)
    person = person_in_headline(headline.text.strip()) if headline is not None else None
    if headline is None or person is None:
        return None
    if any(part.kind is BlockKind.BYLINE and not _only_dates(part.text, person.name) for part in finding.paragraphs):
        return None
    plain = [without_quotations(part.text) for part in bodies]
    if any(_OPENS_QUOTATION.match(part.text) or part.text.rstrip().endswith(":") for part in bodies):
        return None
    if any(_tells_about(person, words) or _NAMED_SAYS.search(words) or _SHE_SAYS.search(words) for words in plain):
        return None
    return Named(person.name, headline.span, "headline")


def _only_dates(words: str, name: str) -> bool:
    """Whether a byline names nobody but one person."""
    return not _PERSON.search(words.replace(name, "")) and not _BYLINE.match(words.replace(name, ""))


def _tells_about(person: PersonInHeadline, words: str) -> bool:
    """Whether a paragraph tells of somebody by surname, by the office or by "she", rather than being theirs."""
    given, surname = person.name.split()[0], person.name.split()[-1]
    unnamed = re.sub(rf"\b(?:I(?:,| am|['’]m)|[Mm]y name is) (?:[\w’'-]+ )?{re.escape(person.name)}\b", "", words)
    if re.search(rf"\b(?:{re.escape(given)}|{re.escape(surname)})\b", unnamed):
        return True
    offices = person.titles & lexicon.ROLES or lexicon.words("offices")
    if re.search(rf"(?<!\bas )(?<!\bbe )\b(?:[Tt]he|[Oo]ur|[Tt]his) {one_of(*sorted(offices))}\b", words):
        return True
    pronouns = (found for found in _THIRD_PERSON.finditer(words) if _may_mean(given, found.group().lower()))
    pronoun = next(pronouns, None)
    return pronoun is not None and not _KIN.search(words, 0, pronoun.start())


def _may_mean(given: str, pronoun: str) -> bool:
    """Whether "he" or "she" may stand for somebody of a given name."""
    return given.lower() not in (_WOMEN if pronoun in {"he", "his", "him"} else _MEN)


def _holder(finding: _Finding, office: str) -> Named | None:
    """Return who gives the speech, where the title says that they hold the office of a label: "President Ruiz"."""
    titled = _titled(finding)
    if titled is None:
        return None
    held = set(titled[0].span.of(finding.text).lower().split())
    return titled[0] if held >= set(office.lower().split()) - {"the"} else None


def _is_same_person(name: str, other: str) -> bool:
    return name.rsplit(maxsplit=1)[-1].casefold() == other.rsplit(maxsplit=1)[-1].casefold()


def _author(paragraphs: Sequence[_Paragraph]) -> Named | None:
    """Return the only author that a byline names."""
    for paragraph in paragraphs:
        words = paragraph.text.strip()
        tried = (_DATED_BYLINE, _BYLINE) if paragraph.kind is BlockKind.BYLINE else ()
        match = next((found for pattern in tried if (found := pattern.match(words)) is not None), None)
        if match is not None and _PERSON.fullmatch(match["who"]):
            more = _SECOND_AUTHOR.match(words, match.end())
            return Named(cased(match["who"]), paragraph.span, "by") if more is None else None
    return None
