"""Who gives a speech, a statement or a letter, by its title: "Statement by the Rt Hon Ana Ruiz MP on the floods"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from claims.splitting.segments.labels import cased, full_name
from sources.language import lexicon
from sources.language.lexicon import any_of
from sources.language.patterns import NAME, one_of

_NOUN = rf"(?i:{one_of(*sorted(lexicon.words('speech_nouns'), key=lambda word: (-len(word), word)))})"
ANSWER = r"(?i:(?:written|oral) (?:answer|reply))"  # of a minister to a question in parliament
_GIVES = r"(?i:delivers?|delivered|gives?|gave|makes?|made|reads?|issues?|issued)"
_HEAD = rf"(?:(?i:full text|text|transcript|video|{_NOUN}|in full)(?: of)?: )?"
_KIND = rf"(?:(?i:{any_of('kinds_of_speeches')}) ){{0,2}}"
_TO_WHOM = r"(?: (?i:to|before) (?:the )?[A-Z]\w+(?: of [A-Z]\w+)?| (?i:as prepared(?: for delivery)?))?"
# Behind the speech only where, when and about what: "Ana Ruiz's speech was a disgrace" is about it.
_TELLS = r"(?:is|are|was|were|has|have|had|will|would|can|could|does|did|[a-z]{3,}ed)"
_ENDS_TITLE = (
    rf"(?!.* (?i:{_TELLS})\b)"
    r"(?=\W*$|,? (?i:on|at|to|in|for|before|about|during|regarding|as|of|after|following|from)\b|,? \(?\d)"
)
_BEHIND_A_NAME = r",? (?i:on|at|to|in|before|about|after|following)\b|, (?:the )?[A-Z]"
_TITLED = re.compile(
    rf"{_HEAD}(?:(?i:read|watch) )?(?:"
    rf"(?:[^:\n]{{3,80}}: )?(?:[\w’'-]+ ){{0,5}}(?:{_NOUN}|{ANSWER})"
    rf"(?:{_TO_WHOM},? (?i:(?:(?:delivered|given|made|issued) )?by)|,? (?i:of|from))"
    rf" (?:the )?(?P<by>{NAME})"
    rf"|(?P<own>(?:[A-Z][\w.-]* ){{0,6}}[A-Z][\w.-]*|The (?:{any_of('offices')}))(?i:['’]s?)"
    rf" (?:[\w’'-]+ ){{0,4}}{_NOUN}\b{_ENDS_TITLE}"
    rf"|(?:{_NOUN} )?(?i:delivered|given|spoken|written) by:? (?:the )?(?P<given>{NAME})"
    rf"|(?P<acts>{NAME}) {_GIVES} (?:[\w’'-]+ ){{0,5}}{_NOUN}\b"
    rf"|(?P<colon>{NAME}): {_KIND}{_NOUN}\b"
    rf"|(?P<bare>{NAME}) {_KIND}{_NOUN}\b{_ENDS_TITLE}"
    rf"|(?P<there>{NAME}) (?i:at) (?:the )?[A-Z][^:]*$"
    rf"|(?:(?<=: )|(?i:speaker|{_KIND}{_NOUN}): )(?P<behind>{NAME})(?={_BEHIND_A_NAME}|\W*$))"
)
_PLACES_OF_SPEECHES = frozenset({"throne", "bench", "dock", "floor", "pulpit"})  # "Speech from the Throne"
_LINE_OF_SPEECH = re.compile(rf"(?:(?i:the|an?) )?{_KIND}(?P<noun>{_NOUN})\b{_TO_WHOM}(?:, (?=[A-Z])|{_ENDS_TITLE})")
# Before the name of a member of parliament or of a minister.
_STYLES = lexicon.words("styles_of_address")
_TITLES = (
    lexicon.ROLES
    | lexicon.HONORIFICS
    | lexicon.words("titles")
    | lexicon.words("titles_of_nobility_and_trade")
    | {"pm"}
)
# "Prime Minister Ruiz", "Foreign Secretary Holm"
_BEFORE_OFFICES = frozenset(["prime", "first", "foreign", "home", "interior", "finance", "defence", "defense"])
# "the Secretary of State for Transport", "the Bishop of Norring"
_OFFICE = re.compile(r"(?<=\w)(?: (?:of|for) (?:the )?[A-Z]\w+(?: (?:and|of) [A-Z]\w+)*)+")
_NAME_LINE = re.compile(rf"{NAME}(?: (?:of|for) (?:the )?{NAME}){{0,2}}(?P<office>, .{{3,60}})?")
_PERSON_BEHIND = re.compile(r" (?P<who>(?P<given>[A-Z][\w'’-]+)(?: [A-Z][\w'’.-]+){1,2})")
_HOLDER = re.compile(
    rf"(?i:{any_of('titles')}|{any_of('roles')})(?: (?:of|for) [^,]{{3,60}})?,"
    r" (?P<who>[A-Z][\w'’-]+(?: [A-Z][\w'’.-]*){1,2})"
)
# In a title whose words all have capitals a name ends before these, and before what the speech does.
_ENDS_NAME = re.compile(
    r" (?:On|At|To|In|For|Before|Regarding|About|During|With|After|Following|The"
    r"|ON|AT|TO|IN|FOR|BEFORE|REGARDING|ABOUT|DURING|WITH|AFTER|FOLLOWING|AND THE|THE)(?: .*|$)"
)
_DOES = re.compile(
    r" (?:[A-Z][a-z]{3,}ing|[A-Z]{4,}ING) "
    r"(?!(?i:on|at|to|in|for|before|about|during|with|after|of|[a-z]+ing)\b)(?=[\w“\"])"
)
# "BG(NS) Yap", "Rt. Hon. (Dr.) Lund": service and degrees beside a title; "His Excellency, Tom Roe"
_BESIDE_TITLES = re.compile(r"(?<=[\w.]) ?\((?:[A-Za-z]{2,4}\.?)\)(?= [A-Z])")
_STYLED = re.compile(
    r"\b(?i:(?:his|her) excellency|(?:the )?(?:rt\.?|right) hon(?:\.|ou?rable)?|(?:the )?hon(?:\.|ou?rable)|h\.e\.)"
    r",? (?=[A-Z])"
)
# "From: Department for Rail and The Rt Hon Nora Finch MP", as governments head what a minister says.
_SENT_FROM = re.compile(
    rf"From:? [^\n]{{0,120}}?\b(?:Rt\.?|Right) Hon(?:\.|ourable)? (?P<who>{NAME}?)(?: [A-Z]{{2,4}})*$"
)
# "IMF chief Ana Ruiz"
_IN_OFFICE = re.compile(rf" (?P<office>[a-z]+(?:-[a-z]+)?) (?P<name>{NAME})")
_GIVEN = lexicon.FEMALE_NAMES | lexicon.MALE_NAMES
_LONGEST_TITLE = 45  # words
_LONGEST_HEADLINE = 16  # words; what is longer is a sentence of the text
_MOST_NAMES = 3  # "Ana Maria Ruiz"
# "Mayor Ana Ruiz To Seek Another Term", "Ana Ruiz announces her candidacy", "Senator Tom Lee on the flood"
_SUBJECT = re.compile(
    rf"(?P<who>[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*)*?) (?i:to (?!the\b|an?\b)[a-z]+|{any_of('headline_acts')}|on)\b"
)


@dataclass(frozen=True, slots=True)
class Giver:
    """Who gives a speech.

    Attributes:
        name: The name, or an office: "the Energy Minister".
        cue: The words that say so.
        sure: Whether the title names the giver beside the speech ("Statement by ..."), not by a verb alone.
    """

    name: str
    cue: str
    sure: bool


@dataclass(frozen=True, slots=True)
class PersonInHeadline:
    """Whom a headline is about.

    Attributes:
        name: The full name.
        titles: The words of an office or a style before it, in small letters.
    """

    name: str
    titles: frozenset[str]


def giver_of(line: str, text: str) -> Giver | None:
    """Return who gives the speech that a title or a line below it names; None where it names nobody.

    Args:
        line: The title.
        text: The article, which may have the full name of a surname.
    """
    if len(line.split()) > _LONGEST_TITLE:
        return None
    sender = _SENT_FROM.match(line)
    if sender is not None:
        return Giver(_called(sender["who"], text, known=False), "from", sure=False)
    line = _STYLED.sub("", _BESIDE_TITLES.sub("", line))
    match = _TITLED.match(line)
    group = match.lastgroup if match is not None else None
    if match is None or group is None:
        return None
    office = _OFFICE.match(line, match.end(group))
    does = _DOES.search(line, match.start(group))
    end = min(match.end(group), does.start() if does is not None else len(line))
    words = line[match.start(group) : end] + (office.group() if office is not None else "")
    behind = _PERSON_BEHIND.match(line, office.end()) if office is not None else None
    if behind is not None and behind["given"].lower() in _GIVEN:
        words = behind["who"]  # "Statement by Minister for Schools Ida Holm"
    holder = _HOLDER.match(line, match.start(group)) if group == "by" else None
    if holder is not None and holder["who"].split()[0].lower() in _GIVEN:
        words = holder["who"]  # "Statement by the Minister for Ports, Ana Ruiz"
    named = _IN_OFFICE.match(line, match.end(group))
    if named is not None and named["office"] in _TITLES:
        words = named["name"]
    name = _called(words, text, known=group in {"own", "bare", "acts", "behind", "there"})
    another = re.match(r",? (?:and )?(?P<given>\w+)", line[match.end(group) :])
    several = group == "behind" and another is not None and another["given"].lower() in _GIVEN
    if not name or several or name.lower() in _PLACES_OF_SPEECHES:
        return None  # "Remarks: Ana Ruiz, Tom Roe"
    noun = re.search(rf"\b{_NOUN}\b", match.group())
    cue = noun.group().lower() if noun is not None else "delivered by"
    return Giver(name, cue, sure=group not in {"acts", "there"})


def given_below(line: str, below: str) -> Giver | None:
    """Return who gives a speech where a line holds the name and the next one says what it is.

    Args:
        line: "Mayor Ana Ruiz".
        below: "Speech to the harbour board, 3 May 2024".
    """
    noun = _LINE_OF_SPEECH.match(below)
    if noun is None or len(below.split()) > _LONGEST_TITLE or (named := _NAME_LINE.fullmatch(line)) is None:
        return None
    office = named["office"] or ""
    if office and not set(office.lower().replace(",", "").split()) & _TITLES:
        return None
    name = _called(line.removesuffix(office), line, known=True)
    return Giver(name, noun["noun"].lower(), sure=True) if " " in name else None


def person_in_headline(line: str) -> PersonInHeadline | None:
    """Return the one person that a headline is about: "Mayor Ana Ruiz to seek another term"; None elsewhere.

    The name is full and begins the headline, a verb or "on" follows it, and nobody else is named in full.

    Args:
        line: The headline.
    """
    match = _SUBJECT.match(line)
    if match is None or len(line.split()) > _LONGEST_HEADLINE or re.search(r"[\"“”:?|]", line):
        return None
    parts = match["who"].split()
    titles = [word for word in parts if word.lower().rstrip(".") in _TITLES | _STYLES | _BEFORE_OFFICES]
    name = parts[len(titles) :]
    if parts[: len(titles)] != titles or not 2 <= len(name) <= _MOST_NAMES or name[0].lower() not in _GIVEN:
        return None
    if set(" ".join(name).lower().split()) & (lexicon.ORGANISATIONS | lexicon.INSTITUTIONS):
        return None
    rest = line[match.end("who") :].split()
    another = any(word.lower() in _GIVEN and after[:1].isupper() for word, after in pairwise(rest))
    return None if another else PersonInHeadline(" ".join(name), frozenset(word.lower() for word in titles))


def _called(words: str, text: str, *, known: bool) -> str:
    """Return a name without styles, titles and letters behind it; empty where it may be no person's.

    Args:
        words: The words of the title.
        text: The article.
        known: Whether a given name or an office must show that it is a person.
    """
    words = re.sub(r"['’]s?$", "", words.strip(" ,.:"))
    shouted = words.isupper() and " " in words  # one word in capitals may be an acronym
    words = _ENDS_NAME.sub("", words)
    written = [word.title() if shouted and len(word) > 2 else word for word in words.split()]
    parts = [word for word in written if word.lower().rstrip(".") not in _STYLES]
    while len(parts) > 1 and not shouted and re.fullmatch(lexicon.CREDENTIAL_PATTERN, parts[-1]):
        parts = parts[:-1]
    last_title = max((k for k, word in enumerate(parts) if word.lower().rstrip(".") in _TITLES), default=-1)
    name = parts[last_title + 1 :]
    given = next((k for k, word in enumerate(name) if k and word.lower() in _GIVEN), len(name))
    if name and name[0] in {"of", "for"} and given + 1 < len(name):
        return cased(" ".join(name[given:]))  # "Minister for Schools Grace Holm"
    if last_title >= 0 and (not name or name[0] in {"of", "for"}):
        return f"the {cased(' '.join(parts))}"
    if not name or (known and last_title < 0 and len(name) > 1 and name[0].lower() not in _GIVEN):
        return ""
    if len(name) > 1:
        return cased(" ".join(name))
    full = full_name(text, cased(name[0]))
    if " " in full:
        return full
    return cased(" ".join(parts[_first_of_office(parts, last_title) :])) if last_title >= 0 else "" if known else full


def _first_of_office(parts: list[str], last: int) -> int:
    """Return where an office before a name begins: "Vice President Ruiz", "Deputy Prime Minister Holm"."""
    first = last
    while first > 0 and parts[first - 1].lower().rstrip(".") in _TITLES | _BEFORE_OFFICES:
        first -= 1
    return first
