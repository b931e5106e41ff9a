"""Whether a sentence makes a claim's own statement: its predicate, of the same subject, in a clause that is asserted.

`parsing.governing` knows words that take a statement back. There are more of them than any list has: "it is absurd
that", "hopes that ... were dashed", "too late to save". So a sentence with a claim's words says the claim only where
each clause above them is known to assert what is under it; anything else is for a person to read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from sources.language.lexicon import lines, words
from sources.language.numbers.numerals import ORDINALS
from sources.language.parsing.parser import trees
from sources.language.parsing.tree import Token, Tree
from sources.language.quotations import quoted_spans
from sources.matching.arguments import misplaced, paired_otherwise, same_one, turns
from sources.matching.asserting import open_above
from sources.matching.bearing import held_in, met
from sources.matching.choosing import chosen_otherwise, of_another_thing
from sources.matching.predicates import (
    LIGHT,
    PREDICATIVE,
    SAYING,
    alike,
    parts_of,
    phrase,
    predicate_of,
    subject_shared,
)
from sources.matching.restricting import narrowed, of_others

_AS_LONG = ("as", "long", "as")
_PARTLY = frozenset({"partly", "partially"})
_OR_SO = ("or", "so")
_IN_PART = ("in", "part")
_MULTIPLYING = frozenset({"twice", "thrice", "times", "half"})
_UNPROVED = frozenset({"unconfirmed", "unverified"})
_HEARSAY = words("statement_nouns") | words("nouns_of_hearsay")
_TAKEN_BACK = tuple(tuple(phrase.split()) for phrase in lines("phrases_that_take_back"))
# ", didn't he?" may stand without its mark inside of a sentence.
_TAG = re.compile(r", [a-z]+n['’]t "
                  r"(?:he|she|it|they|we|you|I)\b")  # fmt: skip
_EARLIER, _HEADINGS = words("words_of_an_earlier_time"), words("nouns_of_headings")
_PAST_TIMES, _PAST_DAYS = words("nouns_of_an_earlier_time"), frozenset({"day", "year"})
_FICTION = words("nouns_of_fiction")
_OPENING = 2  # tokens that a sentence may have before "in the novel"
_TIMES, _OFTEN = frozenset({"once", "twice", "thrice", "times"}), frozenset({"a", "an", "per", "each", "every"})
_REGULARLY = words("words_of_regular_times")
_EACH = frozenset({"every", "each"})
_PERIODS = frozenset(
    {"second", "minute", "hour", "day", "night", "week", "month", "quarter", "season", "year", "decade"}
)
_OF_PREDICATE = 2  # words that a predicate has at most: "kept open"
_AMOUNTS = words("nouns_of_amounts")
_COMPARING = frozenset({"as", "than"})
_HAVING = words("verbs_that_have_a_deed")
_BEING, _SEEMING = words("verbs_of_being"), words("seeming_verbs")


def why_unsure(claim: str, sentence: str) -> str:
    """Return why a sentence with a claim's words may not make its statement, for a person; empty where it does."""
    ours, theirs = parsed(claim), parsed(sentence)
    back = _taken_back(ours, theirs)
    if back:
        return f"“{back}” takes it back"
    unlike = _in_fiction(ours, theirs) or of_others(ours, theirs) or chosen_otherwise(ours, theirs)
    if unlike:
        return unlike
    predicate = predicate_of(ours)
    if predicate is None:
        return ""
    if _TAG.search(sentence) and not _TAG.search(claim):
        return "it is asked there"
    unlike = _of_earlier(ours, predicate, theirs) or _other_frequency(ours, theirs) or _heading(claim, theirs)
    if unlike:
        return unlike
    if paired_otherwise(ours, theirs):
        return "it has them in another's place"
    elsewhere = misplaced(ours, theirs)
    if elsewhere is not None:
        return f"it has “{phrase(elsewhere)}” in another place"
    predicate = _read_as_verb(predicate, theirs)
    found = [word for word in theirs if alike(predicate, word)]
    verbs = [word for word in found if word.pos_ in SAYING] if predicate.pos_ in SAYING else []
    reasons = [_reason(ours, predicate, word) for word in verbs or found]
    if not reasons:
        # A statement that is spread over sentences has its verb elsewhere; one sentence that has all the rest of it
        # says something else instead.
        return f"it does not say “{predicate.text}”" if _has_the_rest(claim, sentence) else ""
    return "" if "" in reasons else reasons[0]


def _read_as_verb(predicate: Token, sentence: Tree) -> Token:
    """Return the verb of "The keeper signed for them" that was read as one who was signed, if the sentence has it."""
    behind = (child for child in predicate.children if child.dep_ == "acl" and child.tag_ == "VBN")
    verb = next(behind, None) if predicate.dep_ == "ROOT" and predicate.pos_ in {"NOUN", "PROPN"} else None
    there = verb is not None and any(one.pos_ in SAYING and alike(verb, one) for one in sentence)
    return verb if verb is not None and there else predicate


@lru_cache(maxsize=1_024)
def parsed(text: str) -> Tree:
    """Parse a sentence, or take it from those parsed last."""
    (tree,) = trees([text])
    return tree


def _has_the_rest(claim: str, sentence: str) -> bool:
    """Tell whether a sentence has all words of a claim but those of its predicate."""
    missing = held_in(claim) - met(claim, sentence).keys()
    return len(missing) <= _OF_PREDICATE


def _taken_back(claim: Tree, sentence: Tree) -> str:
    """Return words of the sentence, and not of the claim, that leave little of what it says; empty for none."""
    lows, ours = ([token.lower_ for token in tree] for tree in (sentence, claim))
    for taking in _TAKEN_BACK:
        size = len(taking)
        places = [at for at in range(len(lows)) if tuple(lows[at : at + size]) == taking]
        if set(taking) <= set(ours):
            continue
        if not all(_means_otherwise(claim, sentence, at, taking) for at in places):
            return " ".join(taking)
    return ""


def _means_otherwise(claim: Tree, sentence: Tree, at: int, phrase: tuple[str, ...]) -> bool:
    """Tell whether a phrase that can take a claim back does not do so here."""
    if phrase == _OR_SO:
        return sentence[at - 1].text not in {",", "–", "—", "-", "("}  # "a week or so"
    if phrase[0] in _PARTLY or phrase == _IN_PART:
        behind = at + len(phrase)
        return behind < len(sentence) and sentence[behind].pos_ in {"ADP", "SCONJ"}  # "partly because of rain"
    return _compares_length(sentence, at, phrase) or _of_another_thing(claim, sentence[at])


def _compares_length(sentence: Tree, at: int, phrase: tuple[str, ...]) -> bool:
    """Tell whether "as long as" says how long something is, and is no condition: "twice as long as the old one"."""
    if phrase != _AS_LONG:
        return False
    before = sentence[at - 1].lower_ if at else ""
    return before in _MULTIPLYING or sentence[at + 1].dep_ in PREDICATIVE


def _of_another_thing(claim: Tree, word: Token) -> bool:
    """Tell whether "unconfirmed" is said of a thing that the claim has not: "a fifth death is unconfirmed"."""
    if word.lower_ not in _UNPROVED:
        return False
    noun = word.head if word.dep_ == "amod" else subject_shared(word.head if word.dep_ in PREDICATIVE else word)
    if noun is None or noun.pos_ != "NOUN" or noun.lemma_.lower() in _HEARSAY | _AMOUNTS:
        return False
    if word.dep_ != "amod" and any(child.lower_ in ORDINALS for child in noun.children):
        return True
    behind = (child for child in (*noun.children, *noun.head.children) if child.i > noun.i)
    return all(child.dep_ not in {"ccomp", "acl"} for child in behind) and not any(alike(noun, one) for one in claim)


def _of_earlier(claim: Tree, predicate: Token, sentence: Tree) -> str:
    """Return that the sentence says it of an earlier time, if the claim says it of the present."""
    verb = predicate if predicate.dep_ == "ROOT" else predicate.head
    if not {verb.tag_, *_auxiliaries(verb)} & {"VBZ", "VBP", "NNS"}:  # "houses" is taken for a noun
        return ""
    ours = {token.lower_ for token in claim}
    for token in sentence:
        above = token.head.head if token.head.dep_ in PREDICATIVE else token.head
        past = above.tag_ == "VBD" or "VBD" in _auxiliaries(above)
        same = alike(verb, above) or any(alike(predicate, one) for one in above.children if one.dep_ in PREDICATIVE)
        if token.lower_ in {"until", "till"} - ours and past and same:
            return f"“{token.text}” says it of an earlier time"
        of_past = token.lower_ in _EARLIER - ours and token.dep_ == "advmod" and token.head.tag_ in {"VBD", "VBN"}
        of_past = of_past or (_of_past_days(token) and token.lemma_.lower() not in ours)
        often = token.i + 1 < len(sentence) and sentence[token.i + 1].lower_ in _OFTEN
        above = token.head.head if token.dep_ == "pobj" else token.head
        of_past = of_past or (_of_past_time(token, above) and token.lower_ not in ours)
        if of_past and not often and _says_the_same(predicate, verb, above):
            return f"“{phrase(token)}” says it of an earlier time"
    return ""


def _says_the_same(predicate: Token, verb: Token, above: Token) -> bool:
    """Tell whether a verb of the sentence is the claim's; one that says little, with what the claim has behind it."""
    if alike(predicate, above) or verb.lemma_.lower() not in LIGHT:
        return alike(predicate, above) or alike(verb, above)
    return verb.lemma_ == above.lemma_ and any(alike(predicate, child) for child in above.children)


def _of_past_time(token: Token, verb: Token) -> bool:
    """Tell whether a time says that what a verb of the past tells is over: "last winter", "before the war"."""
    if not {verb.tag_, *_auxiliaries(verb)} & {"VBD"}:
        return False
    if token.dep_ == "npadvmod":
        return any(child.lower_ == "last" for child in token.children)
    return (token.dep_ == "pobj" and token.head.lower_ == "before") or (
        token.dep_ == "advmod" and token.lower_ == "ago"
    )


def _of_past_days(noun: Token) -> bool:
    """Tell whether a noun behind a verb of the past is a time that is over: "in its heyday", "in his best years"."""
    verb = noun.head.head
    if noun.dep_ != "pobj" or noun.head.dep_ != "prep" or not {verb.tag_, *_auxiliaries(verb)} & {"VBD"}:
        return False
    theirs = any(child.dep_ == "poss" or child.lower_ in {"those", "old"} for child in noun.children)
    return noun.lower_ in _PAST_TIMES or (noun.lemma_.lower() in _PAST_DAYS and theirs and noun.tag_ == "NNS")


def _auxiliaries(verb: Token) -> set[str]:
    """Return the tags of the auxiliaries of a verb: of "was allowed" that of the past."""
    return {child.tag_ for child in verb.children if child.dep_ in {"aux", "auxpass"}}


def _in_fiction(claim: Tree, sentence: Tree) -> str:
    """Return that a sentence tells it of a novel, a legend or a dream, which the claim does not name."""
    ours = {token.lower_ for token in claim}
    for token in sentence:
        opens = token.lower_ in {"in", "according"} and token.i < _OPENING
        noun = next((one for one in token.subtree if one.lower_ in _FICTION), None) if opens else None
        if noun is not None and noun.lower_ not in ours:
            return f"it is so in the {noun.text}"
    return ""


def _other_frequency(claim: Tree, sentence: Tree) -> str:
    """Return that the sentence gives another rate: "twice a week" for "a day", "for two hours" for "every two"."""
    rates, lengths = set(_lengths(claim)), set(_lengths(sentence))
    if rates and not rates & lengths and {noun for noun, _ in rates} & {noun for noun, _ in lengths}:
        return "it gives another rate"
    ours, theirs = _frequencies(claim), _frequencies(sentence)
    if (
        ours
        and not theirs
        and not _is_regular(sentence)
        and any(one.lower_ in {t for t, _ in ours} for one in sentence)
    ):
        return "it gives no rate"
    if not ours or not theirs or ours & theirs or {times for times, _ in ours}.isdisjoint(t for t, _ in theirs):
        return ""
    return "it gives another rate"


def _is_regular(tree: Tree) -> bool:
    """Tell whether a text says of a thing that it happens again and again: "each week", "weekly"."""
    each = (child.lower_ in _OFTEN for noun in tree if noun.lemma_.lower() in _PERIODS for child in noun.children)
    return any(each) or any(token.lower_ in _REGULARLY for token in tree)


def _lengths(tree: Tree) -> Iterator[tuple[str, bool]]:
    """Yield the counted times of a text, each with whether it is said of "every" one: ("minute", True)."""
    for noun in tree:
        counted = any(child.dep_ == "nummod" for child in noun.children)
        if counted and noun.lemma_.lower() in _PERIODS:
            yield noun.lemma_.lower(), any(child.lower_ in _EACH for child in noun.children)


def _frequencies(tree: Tree) -> set[tuple[str, str]]:
    """Return how many times in what time: ("twice", "day")."""
    lows = [token.lower_ for token in tree]
    return {
        (lows[at], lows[at + 2])
        for at in range(len(lows) - 2)
        if lows[at] in _TIMES and lows[at + 1] in _OFTEN and lows[at + 2] in _PERIODS
    }


def _heading(claim: str, sentence: Tree) -> str:
    """Return that what a sentence has of a claim is the text of a headline, a placard or the like."""
    spans = quoted_spans(sentence.text)
    if not spans:
        return ""
    places = met(claim, sentence.text).values()
    inside = [any(first <= start and end <= last for first, last in spans) for start, end in places]
    quoted = bool(inside) and all(inside)
    outside = (token for token in sentence if not any(first <= token.idx < last for first, last in spans))
    noun = next((token for token in outside if token.lower_ in _HEADINGS), None) if quoted else None
    return f"it is what the {noun.text} says" if noun is not None else ""


def _reason(claim: Tree, predicate: Token, word: Token) -> str:
    """Return why this word of the sentence is not the claim's predicate; empty where it is."""
    above = open_above(claim, predicate, word)
    if above is not None:
        return f"whether it is so hangs on “{above.text}”"
    if predicate.pos_ == "ADJ" and word.dep_ == "pobj":
        return f"whether it is so hangs on “{word.head.text}”"
    linked = _linked_otherwise(predicate, word)
    if linked is not None:
        return f"it says “{linked.text}”"
    other = of_another_thing(predicate, word)
    if other is not None:
        return f"it says it of “{phrase(other)}”"
    ours, theirs = parts_of(predicate), parts_of(word)
    if (
        theirs.doer is None
        and theirs.done_to is not None
        and any(child.dep_ == "dobj" for child in predicate.children)
    ):
        return "it does not say who did it"
    for mine, here in ((ours.doer, theirs.doer), (ours.done_to, theirs.done_to)):
        if mine is not None and here is not None and not same_one(mine, here):
            return f"it says it of “{phrase(here)}”"
    return narrowed(claim, predicate, word)


def _linked_otherwise(predicate: Token, word: Token) -> Token | None:
    """Return the word that joins the predicate to its subject otherwise than the claim: "lost money"."""
    ours, theirs = predicate.head, word.head
    if predicate.dep_ == "pobj" and word.dep_ == "pobj":
        above = theirs.head
        if above.lemma_.lower() in _SEEMING:
            return above
        placing = [theirs, above] if above.pos_ in {"ADP", "ADV"} else [theirs]
        return next((one for one in placing if turns(ours.lower_, one.lower_)), None)
    if predicate.dep_ == "dobj" and word.dep_ == "pobj" and theirs.lower_ in _COMPARING:
        return theirs  # "twice as many boys as girls"
    if predicate.dep_ == "dobj" and word.dep_ in {"dobj", "nsubjpass"} and ours.lemma_.lower() in LIGHT:
        lemma = theirs.lemma_.lower()
        return None if alike(ours, theirs) or lemma in LIGHT | _HAVING or theirs.pos_ not in SAYING else theirs
    if predicate.dep_ in PREDICATIVE and word.dep_ in {*PREDICATIVE, "npadvmod"}:
        return None if theirs.lemma_.lower() in _BEING or alike(ours, theirs) else theirs
    return None
