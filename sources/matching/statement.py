"""Whether a sentence makes a claim's own statement: its predicate, of the same subject, in a clause that is asserted.

`parsing.governing` knows words that take a statement back. There are more of them than any list has: "it is absurd
that", "hopes that ... were dashed", "too late to save". So a sentence with a claim's words says the claim only where
each clause above them is known to assert what is under it; anything else is for a person to read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from sources.language.given_names import GIVEN, may_be_called
from sources.language.lexicon import HOLD, SAY, lines, words
from sources.language.numbers.numerals import ORDINALS
from sources.language.parsing.parser import trees
from sources.language.parsing.tree import Token, Tree
from sources.language.quotations import quoted_spans
from sources.matching.bearing import held_in, met
from sources.matching.discrepancies.sentences import stem_of
from sources.matching.restricting import of_others
from sources.matching.terms.relatives import bearers, family

_ASSERTING = SAY | HOLD | words("showing_verbs") | words("asserting_verbs")
_GOING_ON = words("verbs_of_doing")
_GUILTY = words("words_that_assert_a_deed")
_FACTS = words("nouns_of_facts")
_SURE = words("words_that_assert_a_clause")
_NO_DOUBT = words("no_doubt_nouns")
_AS_LONG = ("as", "long", "as")
_PARTLY = frozenset({"partly", "partially"})
_MULTIPLYING = frozenset({"twice", "thrice", "times", "half"})
_UNPROVED = frozenset({"unconfirmed", "unverified"})
_HEARSAY = words("statement_nouns") | words("nouns_of_hearsay")
_TAKEN_BACK = tuple(tuple(phrase.split()) for phrase in lines("phrases_that_take_back"))
_EXCEPT, _WHICH_OF_TWO = words("exceptions"), words("words_that_tell_namesakes")
_ANOTHER = words("words_for_another_holder")
# ", didn't he?" may stand without its mark inside of a sentence.
_TAG = re.compile(r", [a-z]+n['’]t "
                  r"(?:he|she|it|they|we|you|I)\b")  # fmt: skip
_EARLIER, _HEADINGS = words("words_of_an_earlier_time"), words("nouns_of_headings")
_FICTION = words("nouns_of_fiction")
_OPENING = 2  # tokens that a sentence may have before "in the novel"
_TITLES = words("titles") | words("titles_near_names") | words("roles")
_BODIES = words("words_that_tell_bodies")
_TIMES, _OFTEN = frozenset({"once", "twice", "thrice", "times"}), frozenset({"a", "an", "per", "each", "every"})
_PERIODS = frozenset({"hour", "day", "night", "week", "month", "quarter", "season", "year", "decade"})
_LINKS = words("markers_of_facts")
_OF_PREDICATE = 2  # words that a predicate has at most: "kept open"
_LIGHT = frozenset({"be", "have", "do", "get", "become", "remain", "make", "take", "give"})
_AMOUNTS = words("nouns_of_amounts")
_FLAT = frozenset({"compound", "appos", "amod", "nmod", "flat", "conj", "nummod"})
_OF_ANOTHER = frozenset({"poss", "prep", "relcl", "acl"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
_BESIDE = frozenset({"conj", "appos", "nsubj", "dep", "ROOT"})
_PASSIVE = frozenset({"nsubjpass", "auxpass", "csubjpass"})
_PREDICATIVE = ("acomp", "attr", "oprd")
_SAYING = frozenset({"VERB", "AUX"})


@dataclass(frozen=True, slots=True)
class _Parts:
    """Who does what a word says, and to whom; None where the sentence leaves it open."""

    doer: Token | None
    done_to: Token | None


def why_unsure(claim: str, sentence: str) -> str:
    """Return why a sentence with a claim's words may not make its statement, for a person; empty where it does."""
    ours, theirs = _parsed(claim), _parsed(sentence)
    back = _taken_back(ours, theirs)
    if back:
        return f"“{back}” takes it back"
    unlike = _in_fiction(ours, theirs) or of_others(ours, theirs)
    if unlike:
        return unlike
    predicate = _predicate(ours)
    if predicate is None:
        return ""
    if _TAG.search(sentence) and not _TAG.search(claim):
        return "it is asked there"
    unlike = _of_earlier(ours, predicate, theirs) or _other_frequency(ours, theirs) or _heading(claim, theirs)
    if unlike:
        return unlike
    reasons = [_reason(ours, predicate, word) for word in theirs if _alike(predicate, word)]
    if not reasons:
        # A statement that is spread over sentences has its verb elsewhere; one sentence that has all the rest of it
        # says something else instead.
        return f"it does not say “{predicate.text}”" if _has_the_rest(claim, sentence) else ""
    return "" if "" in reasons else reasons[0]


@lru_cache(maxsize=1_024)
def _parsed(text: str) -> Tree:
    (tree,) = trees([text])
    return tree


def _predicate(tree: Tree) -> Token | None:
    """Return the word that says what is so: the main verb, or what stands behind "is"; None where that is unclear."""
    root = tree.sents[0].root if tree.sents else None
    if root is None or root.lemma_.lower() not in _LIGHT:
        return root
    for dep in (*_PREDICATIVE, "dobj"):
        found = next((child for child in root.children if child.dep_ == dep and _keys(child)), None)
        if found is not None:
            return found
    return None


def _has_the_rest(claim: str, sentence: str) -> bool:
    """Tell whether a sentence has all words of a claim but those of its predicate."""
    missing = held_in(claim) - met(claim, sentence).keys()
    return len(missing) <= _OF_PREDICATE


def _taken_back(claim: Tree, sentence: Tree) -> str:
    """Return words of the sentence, and not of the claim, that leave little of what it says; empty for none."""
    lows, ours = ([token.lower_ for token in tree] for tree in (sentence, claim))
    for phrase in _TAKEN_BACK:
        size = len(phrase)
        places = [at for at in range(len(lows)) if tuple(lows[at : at + size]) == phrase]
        if set(phrase) <= set(ours):
            continue
        if not all(_means_otherwise(claim, sentence, at, phrase) for at in places):
            return " ".join(phrase)
    return ""


def _means_otherwise(claim: Tree, sentence: Tree, at: int, phrase: tuple[str, ...]) -> bool:
    """Tell whether a phrase that can take a claim back does not do so here."""
    if phrase[0] in _PARTLY:
        return at + 1 < len(sentence) and sentence[at + 1].pos_ in {"ADP", "SCONJ"}  # "partly because of rain"
    return _compares_length(sentence, at, phrase) or _of_another_thing(claim, sentence[at])


def _compares_length(sentence: Tree, at: int, phrase: tuple[str, ...]) -> bool:
    """Tell whether "as long as" says how long something is, and is no condition: "twice as long as the old one"."""
    if phrase != _AS_LONG:
        return False
    before = sentence[at - 1].lower_ if at else ""
    return before in _MULTIPLYING or sentence[at + 1].dep_ in _PREDICATIVE


def _of_another_thing(claim: Tree, word: Token) -> bool:
    """Tell whether "unconfirmed" is said of a thing that the claim has not: "a fifth death is unconfirmed"."""
    if word.lower_ not in _UNPROVED:
        return False
    noun = word.head if word.dep_ == "amod" else _subject(word.head if word.dep_ in _PREDICATIVE else word)
    if noun is None or noun.pos_ != "NOUN" or noun.lemma_.lower() in _HEARSAY | _AMOUNTS:
        return False
    if word.dep_ != "amod" and any(child.lower_ in ORDINALS for child in noun.children):
        return True
    behind = (child for child in (*noun.children, *noun.head.children) if child.i > noun.i)
    return all(child.dep_ not in {"ccomp", "acl"} for child in behind) and not any(_alike(noun, one) for one in claim)


def _of_earlier(claim: Tree, predicate: Token, sentence: Tree) -> str:
    """Return that the sentence says it of an earlier time, if the claim says it of the present."""
    verb = predicate if predicate.dep_ == "ROOT" else predicate.head
    if not {verb.tag_, *_auxiliaries(verb)} & {"VBZ", "VBP", "NNS"}:  # "houses" is taken for a noun
        return ""
    ours = {token.lower_ for token in claim}
    for token in sentence:
        above = token.head.head if token.head.dep_ in _PREDICATIVE else token.head
        past = above.tag_ == "VBD" or "VBD" in _auxiliaries(above)
        same = _alike(verb, above) or any(
            _alike(predicate, one) for one in above.children if one.dep_ in _PREDICATIVE
        )
        if token.lower_ in {"until", "till"} - ours and past and same:
            return f"“{token.text}” says it of an earlier time"
        of_past = token.lower_ in _EARLIER - ours and token.dep_ == "advmod" and token.head.tag_ in {"VBD", "VBN"}
        often = token.i + 1 < len(sentence) and sentence[token.i + 1].lower_ in _OFTEN
        if of_past and not often and _alike(verb, token.head):
            return f"“{token.text}” says it of an earlier time"
    return ""


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
    """Return that the sentence gives another rate: "twice a week" for "twice a day"."""
    ours, theirs = _frequencies(claim), _frequencies(sentence)
    if not ours or not theirs or ours & theirs or {times for times, _ in ours}.isdisjoint(t for t, _ in theirs):
        return ""
    return "it gives another rate"


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


@lru_cache(maxsize=20_000)
def _forms(low: str, lemma: str) -> frozenset[str]:
    return frozenset({stem_of(low), stem_of(lemma), family(low), family(lemma)}) - {""}


def _keys(word: Token) -> frozenset[str]:
    return _forms(word.lower_, word.lemma_.lower())


def _alike(ours: Token, theirs: Token) -> bool:
    """Tell whether a word of the sentence says what one of the claim says: itself, a synonym, one of its family."""
    keys = _keys(ours)
    return bool(keys & _keys(theirs)) or any(not bearers(key).isdisjoint(_keys(theirs)) for key in keys)


def _reason(claim: Tree, predicate: Token, word: Token) -> str:
    """Return why this word of the sentence is not the claim's predicate; empty where it is."""
    above = _open_above(claim, word)
    if above is not None:
        return f"whether it is so hangs on “{above.text}”"
    if predicate.pos_ == "ADJ" and word.dep_ == "pobj":
        return f"whether it is so hangs on “{word.head.text}”"
    ours, theirs = _parts(predicate), _parts(word)
    if (
        theirs.doer is None
        and theirs.done_to is not None
        and any(child.dep_ == "dobj" for child in predicate.children)
    ):
        return "it does not say who did it"
    for mine, here in ((ours.doer, theirs.doer), (ours.done_to, theirs.done_to)):
        if mine is not None and here is not None and not _same_one(mine, here):
            return f"it says it of “{_phrase(here)}”"
    return ""


def _open_above(claim: Tree, word: Token) -> Token | None:
    """Return the first word above whose clause is not known to be asserted, and which the claim has not; or None."""
    known = {token.lemma_.lower() for token in claim} - _LIGHT
    for below in (word, *word.ancestors):
        head = below.head
        if head is below:
            return None
        if head.lemma_.lower() not in known and not _asserted(below, head):
            return head
    return None


def _asserted(clause: Token, head: Token) -> bool:
    """Tell whether what hangs on a word as a clause is said to be so."""
    lemma = head.lemma_.lower()
    if _is_result(clause, head):
        return True
    bare = any(child.tag_ == "TO" for child in clause.children)
    marker = next((child.lower_ for child in clause.children if child.dep_ == "mark"), "")
    if head.lower_ in _EXCEPT:
        return False
    if clause.dep_ == "xcomp" and (clause.pos_ in _SAYING or bare):
        return lemma in _GOING_ON
    beside = {child.lemma_.lower() for child in head.children if child.dep_ in _PREDICATIVE}
    if clause.dep_ in {"csubj", "csubjpass"} and clause.tag_ != "VBG":
        return bool({lemma, *beside} & _SURE)
    if clause.dep_ == "ccomp":
        return lemma in _ASSERTING | _SURE or bool(beside & _SURE)
    if clause.dep_ == "acl" and (bare or marker):
        return lemma in _FACTS or (lemma in _NO_DOUBT and any(child.lower_ == "no" for child in head.children))
    if clause.dep_ == "advcl":
        return not bare and (not marker or marker in _LINKS)
    if clause.dep_ == "pcomp":
        return head.lower_ in _LINKS or bool({head.head.lemma_.lower(), head.head.lower_} & _GUILTY)
    return True


def _is_result(clause: Token, head: Token) -> bool:
    """Tell whether a clause is what came of another: ", so the strike will end"."""
    return any(
        child.lower_ == "so" and head.i < child.i < clause.i and clause.doc[child.i - 1].text == ","
        for child in (*head.children, *clause.children)
    )


def _parts(word: Token) -> _Parts:
    """Return who does what a word says, and to whom, as far as the sentence tells."""
    if word.pos_ not in _SAYING and word.dep_ not in _PREDICATIVE and word.dep_ != "ROOT":
        return _Parts(word.head if word.dep_ == "amod" else None, None)
    verb = word.head if word.dep_ in _PREDICATIVE else word
    subject = _subject(verb)
    if verb is not word:
        return _Parts(subject, None)
    passive = any(child.dep_ in _PASSIVE for child in verb.children) or (verb.dep_ == "acl" and verb.tag_ == "VBN")
    if passive:
        by = (child for child in verb.children if child.dep_ in {"agent", "prep"} and child.lower_ == "by")
        return _Parts(next((under for one in by for under in one.children if under.dep_ == "pobj"), None), subject)
    return _Parts(subject, None)


def _subject(verb: Token) -> Token | None:
    """Return the subject of a verb, or the one it shares with the verb it hangs on; None where that is unclear."""
    for at in (verb, *verb.ancestors):
        own = next((child for child in at.children if child.dep_ in _SUBJECTS), None)
        if own is not None:
            return at.head if own.tag_ in {"WDT", "WP"} and at.dep_ == "relcl" else own
        if at.dep_ in {"acl", "relcl"}:
            return at.head
        if at.dep_ not in {"conj", "xcomp"} or any(child.dep_ == "dobj" for child in at.head.children):
            return None
    return None


def _same_one(ours: Token, theirs: Token) -> bool:
    """Tell whether two words can stand for the same one: not "the mayor" and "the mayor's wife"."""
    if theirs.pos_ in {"PRON", "DET", "NUM"} or ours.pos_ in {"PRON", "DET", "NUM"}:
        return True
    named = ours.pos_ == theirs.pos_ == "PROPN"
    if _which(theirs, named=named) - _which(ours, named=named):
        return False
    if _alike(ours, theirs):
        return not _other_given(ours, theirs)
    if (part := next((part for part in _flat(theirs) if _alike(ours, part)), None)) is not None:
        return not _other_given(ours, part)
    if any(_alike(part, theirs) for part in _flat(ours)):
        return True
    owned = [at for child in theirs.children if child.dep_ in _OF_ANOTHER for at in child.subtree]
    if any(_alike(ours, at) for at in owned):
        return theirs.lemma_.lower() in _AMOUNTS
    elsewhere = any(_alike(ours, at) for at in theirs.doc)
    names = ours.pos_ == "PROPN", theirs.pos_ == "PROPN"
    if elsewhere and any(_alike(theirs, at) and _stands_beside(at) for at in ours.doc):
        return True  # "Roe received 310 votes and Holm 290" speaks of both.
    # A name may stand for an office, and "the company" for its name, if only one of them is there.
    return not elsewhere and names[0] != names[1]


def _other_given(ours: Token, theirs: Token) -> bool:
    """Tell whether two people of one last name have other first names: "Rolf Aberg" is not Ruth Aberg."""
    names = [
        {child.lower_ for child in one.children if child.dep_ == "compound" and child.pos_ == "PROPN"}
        for one in (ours, theirs)
    ]
    names = [name - _TITLES for name in names]
    if not all(names) or not names[0].isdisjoint(names[1]) or (names[0] | names[1]).isdisjoint(GIVEN):
        return False
    return not any(may_be_called(one, other) for one in names[0] for other in names[1])


def _stands_beside(noun: Token) -> bool:
    """Tell whether a noun of the claim has a statement of its own beside the subject's."""
    return noun.dep_ in _BESIDE or any(child.dep_ == "nummod" for child in noun.children)


def _which(noun: Token, *, named: bool) -> frozenset[str]:
    """Return the words that make somebody else of an office or a name: "former", "junior".

    A word that tells one body from another counts only if both are ``named``: "the bank" may be the Northern Bank.
    """
    found = {child.lower_ for child in (noun, *noun.children)}
    bodies = {child.lower_ for child in noun.children if child.text[:1].isupper() and child.lower_ in _BODIES}
    return frozenset(found & (_ANOTHER | _WHICH_OF_TWO)) | (bodies if named else frozenset())


def _flat(head: Token) -> Iterator[Token]:
    """Yield the words that say who a noun is: of "Mayor Anna Holm" all, of "the mayor's wife" none."""
    for child in head.children:
        if child.dep_ in _FLAT:
            yield child
            yield from _flat(child)


def _phrase(head: Token) -> str:
    under = [at for at in head.subtree if at.i >= head.i - 4 and at.i <= head.i]
    return head.doc.words(under[0].i, head.i)
