"""The language of headlines: "Minister: bridge safe" names a speaker with a colon and leaves out the verb."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from sources.language.lexicon import DOCUMENTS, FEMALE_NAMES, HONORIFICS, MALE_NAMES, ROLES, lines, words
from sources.language.span import Span
from sources.language.verbs_of_saying import SAYING

if TYPE_CHECKING:
    from sources.language.parsing.tree import Token, Tree

_LONGEST = 6  # words of a speaker before or behind a colon; more of them are a sentence
_FULL_NAME = 2  # words of "Ana Ruiz", and of more of it
_SPEAKERS = words("headline_speakers")
_BEFORE = re.compile(r"(?P<who>[A-Z][^:.;!?,()]{1,60}?):\s+(?=[\w$£€])")
_BEHIND = re.compile(r":\s+(?P<who>[\w.’'&-]+(?:\s[\w.’'&-]+){0,5}?)[.]?$")
_LEAD_IN = re.compile(r"(?:[Aa]nd )?(?:[Ff]rom|[Bb]y) ")
_TOPICS = words("headline_topics")
_LABEL_TOPICS = words("label_topics") - ROLES - _SPEAKERS
_POINTING = words("headline_pointing_words")
_VERBS = words("headline_verbs")
_PAST = frozenset(line.split()[1] for line in lines("irregular_verbs"))  # "the court heard two witnesses"
_ARTICLES = frozenset(["the", "a", "an"])


def speaker_of(sentence: str) -> tuple[Span, Span] | None:
    """Return where a headline names its speaker with a colon, and where it tells what was said; None elsewhere."""
    before = _BEFORE.match(sentence)
    if before is not None and names_a_speaker(before["who"]) and len(sentence[before.end() :].split()) > 1:
        return Span(0, before.end("who")), Span(before.end(), len(sentence))
    behind = _BEHIND.search(sentence)
    if behind is not None and names_a_speaker(behind["who"]) and len(sentence[: behind.start()].split()) > 2:
        return Span(behind.start("who"), behind.end("who")), Span(0, behind.start())
    return None


def names_speaker(lead: str) -> bool:
    """Whether the words before a quotation are only a name with a colon: 'Ana Ruiz: "The pumps failed."'.

    "And from" may stand before the name, and what the speaker is behind it: "Ana Ruiz, mayor of Tarvel:".
    """
    who, colon, rest = _LEAD_IN.sub("", lead.strip()).partition(":")
    name = who.split(",", maxsplit=1)[0]
    parts = name.split()
    office = max((k + 1 for k, part in enumerate(parts[:-2]) if part.lower() in ROLES), default=0)
    titled = all(part[:1].isupper() for part in parts[office:])  # "Chief executive Joan Tully"
    topic = len(parts) == 1 and parts[0].lower() in _LABEL_TOPICS  # "FACT: “...”" names nobody
    named = 0 < len(parts) <= _LONGEST and titled and not set(parts) & _TOPICS and not topic
    told = name != who and (len(parts) < _FULL_NAME or re.search(rf"\b{SAYING}\b", who) is not None)
    return bool(colon) and not rest and not told and (named or names_a_speaker(name))


def names_a_speaker(who: str) -> bool:
    """Whether some words name a speaker rather than a topic, a place or a day."""
    parts = who.split()
    lowered = [part.lower() for part in parts]
    inner = [part for part in parts[1:-1] if part.islower() and part.endswith("s")]  # "the port disputes that report"
    inner += [part for before, part in pairwise(lowered[:-1]) if part in _PAST and before not in _ARTICLES]
    if not parts or len(parts) > _LONGEST or set(lowered) & (_VERBS | _POINTING) or inner:
        return False
    if set(parts[1:]) & {"he", "she", "they", "it", "we"}:  # "But he added in a statement:"
        return False
    if lowered[-1] in _SPEAKERS | ROLES | DOCUMENTS:
        return True
    named = all(part[:1].isupper() for part in parts)
    titled = lowered[0] in ROLES | HONORIFICS | FEMALE_NAMES | MALE_NAMES or lowered[0] in _SPEAKERS
    return named and len(parts) > 1 and titled


def without_verb(doc: Tree) -> tuple[Token, Token] | None:
    """Return the noun and the word after which "is" is missing in "Bridge safe after repairs"; None elsewhere.

    Only an adjective, a participle or an infinitive that follows a noun is taken for what is said of it.
    """
    for token, following in zip(doc, list(doc)[1:], strict=False):
        if token.tag_ in {"VBD", "VBZ", "VBP", "MD"}:
            return None
        tells = following.tag_ in {"JJ", "VBN"} and (following.dep_ != "amod" or following.head.i < following.i)
        plans = following.tag_ == "TO" and following.i + 1 < len(doc) and doc[following.i + 1].tag_ == "VB"
        if token.pos_ in {"NOUN", "PROPN", "NUM"} and token.dep_ not in {"compound", "poss"} and (tells or plans):
            return token, following
    return None
