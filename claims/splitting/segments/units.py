"""From sentences to what the parser reads: quotations taken apart from the words that carry them.

A sentence such as '"We left," said the mayor, but gave no date.' is two units: what was said, and the words
around it. The parser sees neither quotation marks nor odd blanks; every character it sees knows its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import TYPE_CHECKING

from claims.splitting.segments.headlines import names_speaker, speaker_of
from claims.splitting.segments.lead_ins import LeadIns, goes_on, opens_small
from claims.splitting.segments.speeches import Speech, Speeches
from sources.language import lexicon
from sources.language.lexicon import any_of, lines, words
from sources.language.note_marks import note_marks
from sources.language.parsing.relations import NAMING, finite_token, subject_of
from sources.language.patterns import NAME, one_of
from sources.language.quotations import Quotation, quotations
from sources.language.sentences import LONGEST_SENTENCE, sentence_spans, unwrapped
from sources.language.span import Span
from sources.language.times.words import ANY_MONTH
from sources.language.verbs_of_saying import BESIDE_MARKS, REPORTING, SAYING, forms_of

if TYPE_CHECKING:
    from sources.language.parsing.tree import Token, Tree

_CARRIER_AFTER = re.compile(
    rf"^\W*(?:{REPORTING}\b|(?:\(?[\w.'’&-]+\)?,? ){{1,12}}?(?:also |later |then |has )?{REPORTING}\b"
    rf"|(?:[\w.'’&-]+ ){{0,4}}{BESIDE_MARKS}\b)"
)
# Behind a quoted question: "asked Tom Roe", "the mayor wanted to know".
_ASKED_AFTER = re.compile(
    r"^\W*(?:[\w.'’&-]+,? ){0,8}?(?:also |then |has )?"
    r"(?:(?:ask|wonder|inquire|enquire)(?:e?d|s)|want(?:ed|s) to know)\b"
)
_CARRIER_BEFORE = re.compile(rf"\b{REPORTING}\b(?:[\w ’'-]{{0,60}})?\s*[,:]?\s*$|\b{BESIDE_MARKS}\s*[,:]\s*$")

# "described how the crews should be paid, “I do not like ...”": how is told, and then the words.
_TELLS_HOW = re.compile(rf"\b{forms_of('describing_verbs')}\s(?:how|why|what|where)\s[\w ’',-]{{1,200}},\s*$")

# "says that in this case “The law has failed”": the words after "that" limit what the marks hold.
_HE_SAID = re.compile(rf"[\W]*(?:he|she|they) {REPORTING}\W*")
_LIMITED_BEFORE = re.compile(
    r"\bthat,? (?:in|for|with|without|under|on|at|during|after|since|until) [\w ’'-]{1,60},?\s*$"
)


# Behind an insertion these begin something that a comma sets off; other words go on with the clause before it.
_GOES_ON = re.compile(r"(?:\w+ing|while|which|who|after|before|as|although|though|because|when|with)\b")
# Behind "..., the agency said," these go on with what the agency says.
_SAYING_ON = r"(?:quot|cit|point|add|not|say|warn|argu|claim|insist|explain|stress|describ|call|referr)ing\b"
_WHEN_OR_WHERE = r"(?:\s(?:on|last|late|early|in|at|to|during)\s[\w’' -]{1,30}?|\s\w+day)?"
_INSERTED = re.compile(
    rf",\s(?P<who>(?!and\b|but\b|who\b|which\b|as\b|that\b)(?:[\w.'’&-]+\s){{1,5}}?)(?P<says>{REPORTING})"
    rf"(?:(?<=told)(?:\s[\w’'-]+){{1,4}}?)?{_WHEN_OR_WHERE},\s(?!that\b|and\b|but\b|{_SAYING_ON})"
)

# "..., the board said on Monday, 3 May 2024.", "..., Holm said in Dorn, Maine.": nothing is set off there.
_DAY_OR_PLACE_GOES_ON = re.compile(
    rf"(?:[A-Z0-9][\w.’'-]*,? ?){{1,6}}[.!?\"”’)]*$|(?:\d{{1,2}}(?:st|nd|rd|th)? )?{ANY_MONTH}(?=[\s.,])"
)

# "..., the source, who asked not to be named, told the Mail."
_TAG = re.compile(
    rf",\s(?P<who>(?:the|an?|its|his|her|their|one)(?:\s[\w'-]+){{1,4}}),\s(?:who\b|\w+ing\b|an?\b|the\b)[^,]{{3,120}},\s"
    rf"(?P<says>{REPORTING})\b[^,;:]{{0,60}}$"
)

# "The lake – the water board insists – is clean": the same between dashes.
_INSERTED_IN_DASHES = re.compile(
    rf"\s(?:–|—|--)\s(?P<who>(?!and\b|but\b|who\b|which\b|as\b|that\b)(?:[\w.'’&-]+\s){{1,5}}?)(?P<says>{REPORTING})"
    rf"(?=\s(?:–|—|--)\s\w)\s(?:–|—|--)"
)

_VERB_FIRST = re.compile(rf"{REPORTING} (?:the|a|an|his|her|its|[A-Z])")
# Behind a quotation, who said it: "– Rosa Wells, chair of the board".
_SIGNED = re.compile(rf"[\"”’'.\s]*(?:--?|[–—])\s*(?P<who>{NAME})(?P<office>,[^.!?]{{2,120}})?[.\s]*")

_SIGNED_BY_OFFICE = re.compile(rf"(?P<who>{NAME}),\s(?P<office>(?!who\b|which\b|and\b|said\b)[^.!?:;]{{2,120}})")


# The same with an office and an occasion: ",” Assistant Attorney Ana Holm during closing arguments."
_VERBLESS = re.compile(
    rf"[\"”’'\s]*(?P<who>(?:(?:[A-Z][\w’'-]+ ){{0,3}}(?i:{any_of('titles')}|{any_of('roles')}) )?{NAME})"
    r"\s(?:during|at|before|after|in)\s(?:(?!\w+ed\b)[a-z’'-]+\s?){1,8}"
    r"(?:(?:on|in|of|at) (?:[A-Z][\w’'-]+ ?){1,3})?[.\s]*"
)


# Only points at what follows: "Here are the findings:", "Here's a look at the changes."
_POINTER = re.compile(
    r"(?:Here|Below)(?: is| are|['’]s|['’]re) [^.:\d]{2,80}:|[^.:\d]{2,80} (?:is|are|was|were) as follows:"
    rf"|(?:Here|Below)(?: is| are|['’]s|['’]re) (?:a |an |the |some |our )?(?:\w+ )?{any_of('nouns_of_overviews')}"
    r"\b[^.:\d]{0,80}[.:]"
)
# "Humans, said the naturalist Ben Holm in 2013, are ...": the verb comes first. Other verbs are participles there.
_NO_VERB = rf"(?!(?:{any_of('finite_auxiliaries')}|\w+ed)\b)"
_INSERTED_VERB_FIRST = re.compile(
    rf",\s(?P<says>(?:{one_of(*lines('verbs_before_a_speaker'))}))\s"
    rf"(?P<who>(?:the|a|an|his|her|its|their|one|[A-Z](?!\w*day\b)[\w.'’&-]*)(?:\s{_NO_VERB}[\w.'’&-]+){{0,9}}?),\s"
    rf"(?!that\b|and\b|but\b|who\b|which\b|{_SAYING_ON}|[A-Z]|the\b|an?\b)"
)


_TITLES = words("titles")
_AUXILIARIES = words("finite_auxiliaries")
# "was read", "had no say": no report.
_NOT_BEFORE_SAYING = frozenset(
    ["is", "are", "was", "were", "be", "been", "being", "no", "any", "a", "little", "more"]
)
_DETERMINERS = frozenset(["the", "a", "an", "his", "her", "its", "their"])
# "Ana Ruiz, a nurse in Lorn": whom the words behind the next comma tell of.
_NAMED_WITH_OFFICE = re.compile(r"(?:[A-Z][\w.'’-]+ ?){2,5}, (?:an?|the|who|whose|\d\d)\b.*")


# "mayor of Holm", "associate professor at Norring"; "head for ruin" goes on with what was said.
_OFFICE_BEHIND = re.compile(r"(?P<office>(?:[a-z-]+ ){0,3}?[a-z-]+)(?: (?:of|at|in|with|to)\b|(?<!head) for\b|[,.])")


# "the author of “Ghosts on Film”", "in a paper titled “The Long Wait”": what is named, and nothing that is said.
_BEFORE_A_TITLE = re.compile(
    rf"\b(?:of|in|on|for|from|by|the|an?|his|her|their|its|called|{one_of(*lines('words_before_titles'))})\s*$"
)
_GIVES_A_NAME = re.compile(r"\b(?:dubbed|nicknamed|christened|baptised|rechristened)\s[^.;:]{2,200}:\s*$")
_ENDS_OF_WHAT_IS_SAID = frozenset(".,!?…—-–")


class Role(Enum):
    """What a unit is within its sentence."""

    PLAIN = "plain"
    SAID = "said"  # the words of a quotation, without their marks
    REPORTED = "reported"  # a sentence without the "..., officials said, ..." in its middle
    CARRIER = "carrier"  # who said them, and what else the sentence tells
    LABEL = "label"  # only who said them, before a colon
    ANNOUNCEMENT = "announcement"  # that somebody's words follow, and nothing else


@dataclass(slots=True)
class Unit:
    """A stretch that is parsed in one piece.

    Attributes:
        sentence: The whole sentence it belongs to.
        ranges: The stretches of the article it is made of, in order.
        quotations: Starts of the quotations that it holds or carries; they name a quotation within the article. One
            that goes on in the next paragraph has the start of the first.
        opened: Places of quotation marks left out of ``parsed``, as stretches between marks.
        parsed: What the parser reads.
        offsets: For each character of ``parsed`` its place in the article.
        speech: The speech, letter or answer that it is part of.
        line: For an entry of a list, the line before the list that may be no sentence without it.
        around: Where it is, or carries, a quotation within a quotation: the start of the outer one.
        reads_out: Where it reads out what somebody else said, within its own quotation.
        inserted: What stands in square brackets: the article puts it in somebody's words.
        doc: The parse; the splitter sets it before anything asks for it.
    """

    sentence: Span
    ranges: tuple[Span, ...]
    role: Role
    quotations: tuple[int, ...]
    paragraph: int
    opened: tuple[Quotation, ...] = ()
    parsed: str = ""
    offsets: list[int] = field(default_factory=list)
    speech: Speech | None = None
    line: Span | None = None
    around: tuple[int, ...] = ()
    reads_out: tuple[Span, ...] = ()
    inserted: tuple[Span, ...] = ()
    doc: Tree = field(init=False, repr=False, compare=False)

    def start_of(self, token: Token) -> int:
        """Return where ``token`` begins in the article."""
        return self.offsets[token.idx]

    def end_of(self, token: Token) -> int:
        """Return where ``token`` ends in the article."""
        return self.offsets[token.idx + len(token.text) - 1] + 1

    def span_of(self, indices: list[int]) -> Span:
        """Return the hull of the tokens with these indices, those of its own sentence if there are any."""
        own = [i for i in indices if self.start_of(self.doc[i]) >= self.sentence.start]
        indices = own or indices
        return Span(self.start_of(self.doc[min(indices)]), self.end_of(self.doc[max(indices)]))


def units_of(text: str, blocks: list[Span], speeches: Speeches | None = None) -> Iterator[Unit]:
    """Yield the units of all body blocks in the order of the article.

    Args:
        text: The article.
        blocks: Its body.
        speeches: What is said in it without quotation marks.
    """
    paragraph = 0
    text = unwrapped(text)
    begun: dict[int, int] = {}
    last: Quotation | None = None
    said: list[Unit] = []  # by the sentence before, which is nothing but words in marks
    lists = LeadIns()
    for block in blocks:
        quoted = quotations(text, block)
        last = _note_beginnings(text, quoted, last, begun)
        marks = frozenset(place for quotation in quoted for place in _places_of_marks(quotation))
        read_out = _read_out(text, quoted)
        previous_end = block.start
        for sentence in _cut_at_speeches(sentence_spans(text, block), speeches or Speeches()):
            parted = "\n" in text[previous_end : sentence.start].strip(" \t")
            paragraph += parted
            line = lists.of(text, sentence, opens_paragraph=parted or previous_end == block.start)
            previous_end = sentence.end
            opens_list = lists.note(text, sentence)
            units = _with_speech(text, sentence, quoted, paragraph, speeches or Speeches())
            if not parted and (signed := _signed_alone(text, sentence, said)) is not None:
                units = [Unit(sentence, (signed,), Role.LABEL, said[-1].quotations, paragraph)]
            said = units if all(unit.role is Role.SAID for unit in units) else []
            for unit in units:
                unit.line = line
                if opens_list and unit.role in {Role.PLAIN, Role.SAID}:
                    unit.role, unit.quotations = Role.ANNOUNCEMENT, ()
                unit.parsed, unit.offsets = _readable(text, unit.ranges, marks)
                unit.inserted = tuple(
                    Span(*found.span())
                    for span in unit.ranges
                    for found in _INSERTION.finditer(text, span.start, span.end)
                )
                unit.quotations = tuple(begun.get(start, start) for start in unit.quotations)
                unit.around = tuple(begun.get(start, start) for start in unit.around)
                if unit.role is Role.SAID and not unit.around:
                    unit.reads_out += tuple(s for s in read_out if _overlaps(s, unit.ranges))
                if any(character.isalnum() for character in unit.parsed):
                    yield unit
        paragraph += 1


def _cut_at_speeches(sentences: list[Span], speeches: Speeches) -> Iterator[Span]:
    """Yield the sentences; one in whose middle somebody's words begin behind a colon is two."""
    leads = [s.announced for s in speeches.stretches if s.announced is not None and s.span.start > s.announced.end]
    ends = {lead.start: lead.end for lead in leads}
    for sentence in sentences:
        end = ends.get(sentence.start, sentence.end)
        yield Span(sentence.start, min(end, sentence.end))
        if end < sentence.end:
            yield Span(end + 1, sentence.end)


def _note_beginnings(
    text: str, quoted: list[Quotation], last: Quotation | None, begun: dict[int, int]
) -> Quotation | None:
    """Note where a quotation began that the paragraph before left open and this one opens again.

    Args:
        text: The article.
        quoted: The quotations of a block.
        last: The last quotation of the block before.
        begun: By start of such a quotation, that of the first paragraph; filled in.

    Returns:
        The last quotation of the block.
    """
    for quotation in quoted:
        if last is not None and not last.closed:
            between = text[last.span.end : quotation.span.start]
            if "\n" in between and not between.strip():
                begun[quotation.span.start] = begun.get(last.span.start, last.span.start)
        last = quotation
    return last


def _read_out(text: str, quoted: list[Quotation]) -> list[Span]:
    """Return what stands in single marks within the quotations of a block, several sentences of it in one piece."""
    found = []
    for quotation in quoted:
        if text[quotation.span.start] not in "'‘’" and re.search(r"['‘]\w", quotation.inner.of(text)):
            found += [inner.inner for inner in quotations(text, quotation.inner)]
    return found


def _overlaps(span: Span, ranges: tuple[Span, ...]) -> bool:
    return any(span.start < other.end and other.start < span.end for other in ranges)


def _places_of_marks(quotation: Quotation) -> Iterator[int]:
    yield from range(quotation.span.start, quotation.inner.start)
    yield from range(quotation.inner.end, quotation.span.end)


def _with_speech(
    text: str, sentence: Span, quoted: list[Quotation], paragraph: int, speeches: Speeches
) -> list[Unit]:
    """Return the units of a sentence; one that announces a speech carries it as words beside a quotation do."""
    announced = speeches.announcing(sentence)
    if announced is not None:
        role = Role.ANNOUNCEMENT if announced.bare else Role.CARRIER
        units = [Unit(sentence, (sentence,), role, (announced.span.start,), paragraph)]
    else:
        units = _units_of_sentence(text, sentence, quoted, paragraph)
    speech = speeches.at(sentence.start)
    for unit in units:
        unit.speech = speech
        if speech is not None and speech.speakers and not unit.opened and sentence.of(text)[-1].isalnum():
            unit.role = Role.REPORTED if unit.role is Role.PLAIN else unit.role  # "Minister: bridge safe"
    return units


def _units_of_sentence(text: str, sentence: Span, quoted: list[Quotation], paragraph: int) -> list[Unit]:
    inside = [q for q in quoted if q.inner.start < sentence.end and q.inner.end > sentence.start]
    names = tuple(q.span.start for q in inside)
    plain = Unit(sentence, (sentence,), Role.PLAIN, names, paragraph, tuple(inside))
    if sentence.end - sentence.start > LONGEST_SENTENCE:
        return [plain]
    if not inside and _POINTER.fullmatch(text, sentence.start, sentence.end):
        return [Unit(sentence, (sentence,), Role.ANNOUNCEMENT, (), paragraph)]
    if not inside:
        return _labelled(text, sentence, paragraph) or _around_insertion(text, sentence, paragraph) or [plain]
    spoken = [q for q in inside if q is inside[0] or not _within_words(text, q)]
    spoken = inside[-1:] if _leads_to_the_last(text, sentence, inside) else spoken
    fragments = tuple(q for q in inside if q not in spoken)
    said = [_overlap(q.inner, sentence) for q in spoken]
    outside = [s for s in _gaps(sentence, [_overlap(q.span, sentence) for q in spoken]) if _has_word(text, s)]
    if not outside:
        inner = _said_inside(text, sentence, said, names, paragraph)
        return inner or [Unit(sentence, tuple(said), Role.SAID, names, paragraph)]
    around = _TIME_MARK.sub("", " ".join(s.of(text) for s in outside), count=1)
    first = outside[0]
    if len(outside) == 1 and said[-1].end <= first.start and (signed := _signed(text, said[-1], first)):
        who = Span(first.start + signed.start("who"), first.start + signed.end("who"))
        label = Unit(sentence, (who,), Role.LABEL, names, paragraph)
        units = [Unit(sentence, tuple(group), Role.SAID, names, paragraph) for group in _utterances(text, said)]
        if signed.re is _VERBLESS:
            for unit in units:
                unit.reads_out = unit.ranges  # who pleads in court may quote somebody else
        return [*units, label]
    if said[0].start <= first.start:
        before = text[said[0].start : first.start].rstrip("\"”“»'’ \t\n")
        behind = first.of(text).lstrip()
        if before[-1:] not in ",?!.—…" and behind[:1] != "," and not _VERB_FIRST.match(behind):
            return [plain]
        asked = before[-1:] == "?" and _ASKED_AFTER.match(first.of(text))
        if not (asked or _CARRIER_AFTER.match(first.of(text))) or "according to" in around[:20]:
            return [plain]
    elif reported := _reported_behind(text, sentence, inside, paragraph):
        return reported
    elif len(inside) == 1 and (limited := _limited(text, sentence, inside[0], paragraph)):
        return limited
    elif _names_it(text, outside, said) or not _introduces(text, outside, said):
        return _around_insertion(text, sentence, paragraph, tuple(inside)) or [plain]
    pieces: list[Unit] = []
    for group in _utterances(text, said):
        whole = [Unit(sentence, tuple(group), Role.SAID, names, paragraph)]
        pieces.extend(_said_inside(text, sentence, group, names, paragraph) or whole)
    named = len(outside) == 1 and names_speaker(around)
    role = Role.LABEL if named else Role.CARRIER
    pieces.append(Unit(sentence, tuple(outside), role, names, paragraph, fragments))
    return sorted(pieces, key=lambda unit: unit.ranges[0].start)


def _signed(text: str, said: Span, behind: Span) -> re.Match[str] | None:
    """Return who is named behind a quotation without a verb: "– Rosa Wells", ",” Mayor Tom Roe at a hearing."."""
    comma = said.of(text).rstrip()[-1:] == ","
    return _SIGNED.fullmatch(behind.of(text)) or (_VERBLESS.fullmatch(behind.of(text)) if comma else None)


def _signed_alone(text: str, sentence: Span, said: list[Unit]) -> Span | None:
    """Return who is named by office behind words in marks, at the end of the line: "“We are glad.” Ida Roe, CEO"."""
    match = _SIGNED_BY_OFFICE.fullmatch(sentence.of(text)) if said else None
    if match is None or text[sentence.end : sentence.end + 1] not in {"", "\n"}:
        return None
    office = {word.lower() for word in re.findall(r"[\w-]+", match["office"])}
    known = office & (lexicon.ROLES | _TITLES) or re.search(r"\bC[A-Z]O\b", match["office"])
    return Span(sentence.start + match.start("who"), sentence.start + match.end("who")) if known else None


def _said_inside(text: str, sentence: Span, said: list[Span], around: tuple[int, ...], paragraph: int) -> list[Unit]:
    """Take apart a sentence of a quotation that quotes somebody else: "‘We have no vests,’ said an officer."."""
    inner = quotations(text, said[0]) if len(said) == 1 else []
    if not inner or not all(quotation.closed for quotation in inner):
        return []
    units = _units_of_sentence(text, said[0], inner, paragraph)
    roles = {unit.role for unit in units}
    if not {Role.SAID, Role.CARRIER} <= roles:
        return []
    for unit in units:
        unit.sentence, unit.around = sentence, around
    return units


def _reported_behind(text: str, sentence: Span, inside: list[Quotation], paragraph: int) -> list[Unit]:
    """Take 'The mayor "knew it was late," her aide told Reuters.' apart: the marks end what is reported."""
    last = inside[-1]
    if last.span.end >= sentence.end or last.inner.of(text).rstrip()[-1:] != ",":
        return []
    before = _blanked(text, Span(sentence.start, last.span.end), inside)
    behind = Span(last.span.end, sentence.end)
    if (
        re.search(rf"\b{SAYING}\b", before, re.IGNORECASE)
        or ":" in before
        or not _CARRIER_AFTER.match(behind.of(text))
    ):
        return []
    names = tuple(quotation.span.start for quotation in inside)
    told = Span(sentence.start, last.span.end)
    return [
        Unit(sentence, (told,), Role.REPORTED, names, paragraph, tuple(inside)),
        Unit(sentence, (behind,), Role.CARRIER, names, paragraph),
    ]


def _limited(text: str, sentence: Span, quotation: Quotation, paragraph: int) -> list[Unit]:
    """Keep 'says that in this case "The law has failed," he said' together, without "he said"."""
    if not _LIMITED_BEFORE.search(text[sentence.start : quotation.span.start]):
        return []
    behind = Span(quotation.span.end, sentence.end)
    if _has_word(text, behind) and _HE_SAID.fullmatch(behind.of(text)) is None:
        return []
    told = Span(sentence.start, behind.start)
    return [Unit(sentence, (told,), Role.PLAIN, (quotation.span.start,), paragraph, (quotation,))]


def _blanked(text: str, span: Span, inside: list[Quotation]) -> str:
    """Return a stretch without what stands between its quotation marks."""
    return " ".join(gap.of(text) for gap in _gaps(span, [_overlap(q.span, span) for q in inside]))


def at_semicolons(text: str, unit: Unit) -> list[Unit]:
    """Return the stretches between the semicolons of a plain unit as units; empty where there are none.

    Whether each is a clause of its own, and not an entry of a list, shows only when it is parsed.
    """
    if unit.role is not Role.PLAIN or unit.opened or len(unit.ranges) != 1:
        return []
    start, pieces = unit.sentence.start, []
    cuts = [m.start() for m in re.finditer(r";(?=\s)", text[start : unit.sentence.end])]
    for end in [*[start + cut for cut in cuts], unit.sentence.end]:
        pieces.append(Span(start, end))
        start = end + 1
    if len(pieces) < 2:
        return []
    units = [Unit(unit.sentence, (piece,), Role.PLAIN, unit.quotations, unit.paragraph) for piece in pieces]
    for part in units:
        part.speech = unit.speech
        part.parsed, part.offsets = _readable(unwrapped(text), part.ranges)
    return units if all(len(part.parsed.split()) > 2 for part in units) else []


# "After a scan (it took a minute), Holm left", "As you know – and I will be brief – it broke".
_ASIDE = re.compile(r"\s\((?P<told>[^()]{20,})\)|\s[–—]\s(?P<set_off>(?:and|but)\s[^–—]{15,}?)\s[–—](?=\s\w)")


def around_an_aside(text: str, unit: Unit) -> list[Unit]:
    """Return a sentence without what stands in brackets or dashes in its middle, and that by itself; empty if none.

    Whether the aside is a clause of its own, and not more about a word before it, shows only when it is parsed.
    """
    if unit.role is not Role.PLAIN or unit.opened or unit.line is not None or len(unit.ranges) != 1:
        return []
    found = list(_ASIDE.finditer(text, unit.ranges[0].start, unit.ranges[0].end))
    if len(found) != 1:
        return []
    aside, whole = found[0], unit.ranges[0]
    group = "told" if aside["told"] else "set_off"
    behind = Span(aside.end(), whole.end)
    if not _has_word(text, behind) or not _has_word(text, Span(whole.start, aside.start())):
        return []
    told = Span(aside.start(group), aside.end(group))
    pieces = [(Span(whole.start, aside.start()), behind), (told,)]
    units = [Unit(unit.sentence, ranges, Role.PLAIN, unit.quotations, unit.paragraph) for ranges in pieces]
    for part in units:
        part.speech = unit.speech
        part.parsed, part.offsets = _readable(unwrapped(text), part.ranges)
    return units


def behind_its_line(text: str, unit: Unit) -> list[Unit]:
    """Return an entry of a list as it is read behind the line before the list; nothing where it stands for itself."""
    if unit.line is None or not unit.parsed or not goes_on(unit.line.of(text), unit.doc):
        return []
    entry = Span(unit.offsets[0], unit.ranges[0].end)
    joined = replace(unit, ranges=(unit.line, entry, *unit.ranges[1:]), line=None)
    joined.parsed, joined.offsets = _readable(unwrapped(text), joined.ranges)
    first = joined.offsets.index(entry.start)
    word, _, behind = joined.parsed[first:].partition(" ")
    if opens_small(word, behind):
        joined.parsed = joined.parsed[:first] + word[0].lower() + joined.parsed[first + 1 :]
    return [joined]


_DASHES = frozenset(["–", "—", "--", "-"])


def before_a_report(text: str, unit: Unit) -> list[Unit]:
    """Return what is reported, and who reports it, where the parser saw no clause before "..., the bureau said".

    What is reported is then parsed again by itself, or kept as it is written.
    """
    if unit.role is not Role.PLAIN or unit.opened or len(unit.ranges) != 1:
        return []
    if (comma := _before_a_tag(unit)) is not None:
        return _reported_before(text, unit, comma)
    sentences = list(unit.doc.sents)
    report = sentences[0].root
    subject = subject_of(report)
    has = report.tag_ == "VBN" and any(c.lower_ in {"has", "have"} for c in report.children)
    if (
        len(sentences) != 1
        or report.lemma_ not in lexicon.SAY
        or not (report.tag_ in {"VBD", "VBZ"} or has)
        or subject is None
    ):
        return []
    opening = min(t.i for t in subject.subtree)
    told = [c for c in report.children if c.i < opening and c.dep_ in {"ccomp", "dobj", "dep"}]
    rest = [t for t in report.doc if t.i > report.i and t.pos_ != "PUNCT"]
    if not 2 <= opening < report.i or report.doc[opening - 1].text != "," or rest or len(told) != 1:
        return []
    dashed = sum(t.text in _DASHES for t in report.doc[:opening]) == 2  # around an aside that may be misread
    if told[0].pos_ not in {"NOUN", "PROPN"} and not (dashed and subject.pos_ in NAMING):
        return []
    return _reported_before(text, unit, unit.start_of(report.doc[opening - 1]))


def _before_a_tag(unit: Unit) -> int | None:
    """Return the comma before "..., the source, who was there, told the Mail.", where the parser saw no source."""
    tag = _TAG.search(unit.parsed)
    if tag is None:
        return None
    report = next(t for t in unit.doc if t.idx >= tag.start("says"))
    who = [t for t in unit.doc if tag.start("who") <= t.idx < tag.end("who")]
    subject = subject_of(report)
    before = [t for t in unit.doc if t.idx < tag.start()]
    told = [t for t in before if t.head is report or t is report.head]
    clause = any(finite_token(t) is not None and subject_of(t) is not None for t in told)
    if (
        report.dep_ not in {"ROOT", "conj"}
        or subject in who
        or not clause
        or any(t.lemma_ in lexicon.SAY for t in before)
    ):
        return None
    return unit.offsets[tag.start()]


def _reported_before(text: str, unit: Unit, comma: int) -> list[Unit]:
    """Take a sentence apart at the comma between what is reported and who reports it."""
    pieces = [(Role.REPORTED, Span(unit.sentence.start, comma)), (Role.CARRIER, Span(comma, unit.sentence.end))]
    units = [Unit(unit.sentence, (span,), role, (comma,), unit.paragraph) for role, span in pieces]
    for part in units:
        part.speech = unit.speech
        part.parsed, part.offsets = _readable(unwrapped(text), part.ranges)
    return units


def _labelled(text: str, sentence: Span, paragraph: int) -> list[Unit]:
    """Take "Minister: bridge is safe" and "Bridge is safe: minister" apart into who says it and what."""
    found = speaker_of(sentence.of(text))
    if found is None:
        return []
    who, what = (Span(sentence.start + span.start, sentence.start + span.end) for span in found)
    return sorted(
        [
            Unit(sentence, (what,), Role.REPORTED, (who.start,), paragraph),
            Unit(sentence, (who,), Role.LABEL, (who.start,), paragraph),
        ],
        key=lambda unit: unit.ranges[0].start,
    )


def _around_insertion(text: str, sentence: Span, paragraph: int, quoted: tuple[Quotation, ...] = ()) -> list[Unit]:
    """Take "officials said" out of "Half of the farms, officials said, had lost crops."."""
    patterns = (_INSERTED, _INSERTED_VERB_FIRST, _INSERTED_IN_DASHES)
    tried = ((pattern, pattern.search(text, sentence.start, sentence.end)) for pattern in patterns)
    pattern, found = next((pair for pair in tried if pair[1] is not None), (_INSERTED, None))
    if found is None or _is_no_insertion(text, sentence, found, verb_first=pattern is _INSERTED_VERB_FIRST):
        return []
    if re.search(rf"\b{REPORTING}\b", text[sentence.start : found.start()]):
        return []
    if not any(character.isalpha() for character in text[found.end() : sentence.end]):
        return []
    if _DAY_OR_PLACE_GOES_ON.match(text, found.end(), sentence.end) or _is_office(text[found.end() : sentence.end]):
        return []
    if any(q.span.start < found.end() and found.start() < q.span.end for q in quoted):
        return []
    after = found.end() - len(", ") if _GOES_ON.match(text, found.end()) else found.end()
    around = (Span(sentence.start, found.start()), Span(after, sentence.end))
    names = (found.start("who"),)
    carrier = Span(min(found.start("who"), found.start("says")), max(found.end("who"), found.end("says")))
    return [
        Unit(sentence, around, Role.REPORTED, names, paragraph, quoted),
        Unit(sentence, (carrier,), Role.CARRIER, names, paragraph),
    ]


def _is_office(rest: str) -> bool:
    """Whether words behind a name say who that is: "said Tom Roe, junior minister for ports"."""
    match = _OFFICE_BEHIND.match(rest)
    return match is not None and match["office"].rsplit(maxsplit=1)[-1].lower() in lexicon.ROLES | _TITLES


def _is_no_insertion(text: str, sentence: Span, found: re.Match[str], *, verb_first: bool) -> bool:
    """Whether what looks like "..., X said, ..." is none.

    In ", wept as the verdict was read, his wife near" and "the fund, had no say in it, nor" nobody says anything. In
    "Ana Ruiz, a nurse, said the sensors, worn all night, ..." the nurse speaks, and in "..., the judge told both
    sides, thanking the jury." what follows is of the judge.
    """
    who, before = found["who"].lower().split(), text[sentence.start : found.start()]
    if not verb_first and (who[0] in _AUXILIARIES or who[-1] in _NOT_BEFORE_SAYING or "as" in who):
        return True
    if verb_first:
        return who[0] in _DETERMINERS and _NAMED_WITH_OFFICE.fullmatch(before) is not None
    told = found["says"].lower() == "told"  # after "..., X said, bowing to ..." either may bow
    return told and re.match(r"\w+ing\b[^,]*$", text[found.end() : sentence.end]) is not None


def _within_words(text: str, quotation: Quotation) -> bool:
    """Whether a later quotation is a fragment of the words around it: '..., adding it would "act firmly"'."""
    before = text[: quotation.span.start].rstrip()
    words_of_it = quotation.inner.of(text)
    if _BEFORE_A_TITLE.search(before) and words_of_it[-1:] not in _ENDS_OF_WHAT_IS_SAID:
        return True
    return before[-1:].isalnum() and words_of_it[:1].islower()


def _names_it(text: str, outside: list[Span], said: list[Span]) -> bool:
    """Whether words behind a colon are a name that somebody gives: "dubbed the quarrel: "The war of the piers"."."""
    name = said[-1].of(text).rstrip()
    return (
        len(said) == 1
        and name[-1:] not in _ENDS_OF_WHAT_IS_SAID
        and _GIVES_A_NAME.search(outside[0].of(text)) is not None
    )


def _leads_to_the_last(text: str, sentence: Span, inside: list[Quotation]) -> bool:
    """Whether words in marks stand before a colon, and what is said behind it: 'called it "wrong": "We lose."'."""
    lead = text[sentence.start : inside[-1].span.start].rstrip()
    before = inside[:-1]
    opening = inside[-1].inner.of(text).lstrip("[ ")[:1]
    return bool(before) and before[0].span.start > sentence.start and lead.endswith(":") and opening.isupper()


def _introduces(text: str, outside: list[Span], said: list[Span]) -> bool:
    """Whether the words before a quotation announce it ("The mayor said: ..."), and it is a sentence of its own."""
    opening = said[0].of(text).lstrip("[ ")
    lead = outside[0].of(text)
    said_before = (
        _CARRIER_BEFORE.search(lead)
        or _TELLS_HOW.search(lead)
        or lead.rstrip().endswith(":")
        or (lead.rstrip().endswith(";") and re.search(rf"\b{REPORTING}\b", lead) is not None)
        or re.search(r"\bin the words of .{3,60},\s*$|\bput it[,:]\s*$", lead)
    )
    return (
        len(said) == 1
        and opening[:1].isupper()
        and len(opening.split()) > 3
        and (said_before is not None or names_speaker(lead))
        and not re.search(r"\b(?:that|and)\s*,?\s*$", lead)
        and re.search(r"\b(?:replied|answered|asked)\b", lead) is None
    )


def _utterances(text: str, said: list[Span]) -> list[list[Span]]:
    """Join the halves of an interrupted quotation; a half that begins with a capital is a sentence of its own."""
    groups: list[list[Span]] = []
    for span in said:
        if not _has_word(text, span):
            continue
        continues = (
            groups and span.of(text).lstrip()[:1].islower() and groups[-1][-1].of(text).rstrip()[-1:] in ",—-…"
        )
        if continues:
            groups[-1].append(span)
        else:
            groups.append([span])
    return groups


def _overlap(a: Span, b: Span) -> Span:
    start, end = max(a.start, b.start), min(a.end, b.end)
    return Span(start, max(start, end))


def _gaps(whole: Span, taken: list[Span]) -> list[Span]:
    gaps, start = [], whole.start
    for span in taken:
        if span.start > start:
            gaps.append(Span(start, span.start))
        start = max(start, span.end)
    if start < whole.end:
        gaps.append(Span(start, whole.end))
    return gaps


def _has_word(text: str, span: Span) -> bool:
    return any(text[i].isalpha() for i in range(span.start, span.end))


_DASH = re.compile(r"(?<=[\s])(?:-|–|\||--)(?=\s)")
# The mark of a list entry is no part of what it says: "1. Fares rose", "a) Fares rose", "(i) Fares rose".
_LIST_MARK = re.compile(r"\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})(?:\.|\)\.?)\s+(?=[\"“‘']?[A-Z])")
# A letter or number within brackets marks an entry whatever follows: "(3) directs the clerk to ...", "3) explain".
_BRACKETED_MARK = re.compile(r"(?:\((?:\d{1,2}|[a-z]|[ivx]{1,4})|\d{1,2})\)\s+(?=\w)")
# Nor is the time of an entry of a live page: "14:30 – Some homes are dark", "9.15am: Trains stand still".
_TIME_MARK = re.compile(
    r"\d{1,2}[:.]\d{2}(?:\s?[ap]\.?m\b\.?)?(?:\s[A-Z]{2,4})?(?:\s(?:–|—|-|\|)|:)\s+(?=[\"“‘']?[A-Z])"
    r"|(?:\d{1,2}:\d{2}(?:\s?[ap]\.?m\b\.?)?|\d{1,2}\.\d{2}\s?[ap]\.?m\b\.?)(?:\s(?:GMT|UTC|BST|IST|CES?T|E[SD]?T))?"
    r"\s+(?=[\"“‘']?[A-Z])"
)
# The stop of "my right hon. Friend", "the Rt. Hon. Ana Ruiz" ends nothing, though a capital follows.
_STOP_OF_A_STYLE = re.compile(r"(?<=\b[Hh]on)\.(?= [A-Z])|(?<=\bRt)\.(?= Hon\b)")
# "Sir, – Your report is wrong": whom a letter to an editor addresses.
_LETTER_MARK = re.compile(r"(?:Dear )?(?i:sir|madam|editor)(?: or (?i:madam))?[,:]?\s*[–—-]+\s*(?=[\"“‘]?[A-Z])")
# Nor is who is spoken to in a debate: "Mr. President, I rise to speak."
_ADDRESS_MARK = re.compile(rf"(?:Mr\.?|Mister|Madame?|Mrs\.?|Ms\.?) (?i:{any_of('addressed_offices')}), (?=\w)")
_PRONOUN_BEFORE = re.compile(r"(?<!\w)(?:he|she|they|it|him|her|them|his|their) $", re.IGNORECASE)
# "[Applause]" is heard beside the words and none of them.
_HEARD = re.compile(rf"\s*\[(?i:{one_of(*lines('stage_directions'))})\]")
# "[Reed]", "[the owner]"; not the one letter of "[T]he".
_GLOSS = re.compile(r"(?<= )\[(?:the |[A-Z]\w)[^\[\]]{0,60}\]")
_INSERTION = re.compile(r"\[[^\[\]\n]{2,80}\]")
_LONG_FORM = re.compile(
    r"(?<!\w)(?P<short>[A-Z][A-Z.]{1,7}) (?P<opening>\[)(?:the )?(?P<long>[A-Z][\w’'-]+(?: [\w’'-]+){1,7})\]"
)
_LONGEST_PRONOUN = 8  # letters of " their ", and the one before
_OPENED_BY_ONE = re.compile(r"(?:^|[\s(—–-])['‘]$")
# A few words in marks of the same shape as those around them: "The "odd" illness is gone," said Holm.
_INNER = re.compile(r"(?<!\w)[\"“](?=\w)[^\"“”\n]{1,60}(?<=\w)[\"”](?!\w)")
_LEADING = re.compile(r"[\s,;:.…•⁃*·>-]+")


def _readable(text: str, ranges: tuple[Span, ...], marks: frozenset[int] = frozenset()) -> tuple[str, list[int]]:
    """Return what the parser reads, and for each of its characters the place in ``text``.

    Args:
        text: The article.
        ranges: What is read.
        marks: Places of quotation marks; double ones are known by their shape.
    """
    letters: list[str] = []
    offsets: list[int] = []
    for span in ranges:
        start = span.start
        lead = _LEADING.match(text, start, span.end)
        if lead and not letters:
            start = lead.end()
        for opening in (_LIST_MARK, _BRACKETED_MARK, _TIME_MARK, _ADDRESS_MARK, _LETTER_MARK):
            mark = None if letters else opening.match(text, start, span.end)
            start = mark.end() if mark else start
        within = _OPENED_BY_ONE.search(text, max(span.start - 2, 0), span.start) is not None
        inner = {i for found in _INNER.finditer(text, span.start, span.end) for i in (found.start(), found.end() - 1)}
        inner = inner - marks if marks else set()
        notes = {i for note in note_marks(text, span) for i in range(note.start, note.end)}
        notes.update(stop.start() for stop in _STOP_OF_A_STYLE.finditer(text, span.start, span.end))
        spelt_out = _spelt_out(text, span)
        heard = _HEARD.finditer(text, span.start, span.end) if "[" in text[span.start : span.end] else ()
        notes.update(i for found in heard for i in range(found.start(), found.end()))
        for i in range(start, span.end):
            character = text[i]
            if i in notes or i in marks:
                continue
            if character.isalnum():  # most are, and they stay as they are
                letters.append(character)
                offsets.append(i)
                continue
            if character == "[" and _GLOSS.match(text, i) and text[i - 2 : i - 1].isalpha():
                _drop_pronoun(letters, offsets)
            character = spelt_out.get(i, character)
            # A quotation within one that single marks enclose keeps its marks.
            character = "'" if (within or i in inner) and character in '"“”' else character
            if character in '"“”„«»[]' or character in "\u200b\u200e\u200f\ufeff":
                continue
            if character.isspace():
                character = " "
            elif character in "’‘ʼ" or (character == "`" and text[i - 1 : i].isalpha()):
                character = "'"
            elif character in "-–|" and text[i - 1 : i].isspace() and text[i + 1 : i + 2].isspace():
                character = "—"
            if character == " " and (not letters or letters[-1] == " "):
                continue
            letters.append(character)
            offsets.append(i)
        if letters and letters[-1] != " ":
            letters.append(" ")
            offsets.append(span.end - 1)
    while letters and letters[-1] in " ,":
        letters.pop()
        offsets.pop()
    return "".join(letters), offsets


def _spelt_out(text: str, span: Span) -> dict[int, str]:
    """Return the round brackets that stand for those of "the WHO [World Health Organization]", by their places."""
    round_ones: dict[int, str] = {}
    for found in _LONG_FORM.finditer(text, span.start, span.end):
        capitals = "".join(word[0] for word in found["long"].split() if word[0].isupper())
        if capitals == found["short"].replace(".", ""):
            round_ones |= {found.start("opening"): "(", found.end("long"): ")"}
    return round_ones


def _drop_pronoun(letters: list[str], offsets: list[int]) -> None:
    """Drop the pronoun that the name in brackets behind it explains: "He [Reed] knew it" is "Reed knew it"."""
    found = _PRONOUN_BEFORE.search("".join(letters[-_LONGEST_PRONOUN:]))
    if found is not None:
        cut = len(letters) - len(found.group())
        del letters[cut:], offsets[cut:]


def holds_clause(doc: Tree, inside: frozenset[int]) -> bool:
    """Whether quoted words are a clause with a subject of its own, not an answer; such words lose their marks."""
    for token in [doc[i] for i in sorted(inside)]:
        if token.pos_ in {"VERB", "AUX"} and finite_token(token) is not None:
            subject = subject_of(token)
            if subject is not None and subject.i in inside and not _says_which(token, inside):
                return token.head.lemma_ not in lexicon.ANSWER
    return False


def _says_which(verb: Token, inside: frozenset[int]) -> bool:
    """Whether a verb only says which noun is quoted: "the most careful man I ever met"."""
    above = [verb, *verb.ancestors]
    return any(t.dep_ == "relcl" and t.head.i in inside and t.head.pos_ in NAMING for t in above)
