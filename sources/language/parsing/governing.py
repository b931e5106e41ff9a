"""What the clauses around a statement make of it: denied, doubted, somebody else's word, a condition, a plan.

"The inquiry found no evidence that the mayor took bribes" has all words of "the mayor took bribes" and says nothing
of the kind. The words that govern others are read from the parse; what they govern is what stands under them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from sources.language.lexicon import HOLD, SAY, lines, words
from sources.language.parsing.parser import trees
from sources.language.parsing.relations import subject_of
from sources.language.parsing.tree import Token, Tree

_DENY, _UNDO, _CLEAR = words("denying_heads"), words("denying_heads_of_deeds"), words("clearing_heads")
_FALSE, _STATEMENTS = words("denying_words_of_statements"), words("statement_nouns")
_SUPPORT = words("support_nouns")
_DOUBT, _CHARGE, _PLAN = words("doubting_heads"), words("charging_heads"), words("planning_heads")
_SHOWING, _BODIES = words("showing_verbs"), words("bodies_that_vouch")
_REPORTING = SAY | HOLD | {"quote"}
_NO_DOUBT = words("no_doubt_nouns")
_NEARLY, _SUPPOSING = words("near_misses"), words("supposing_verbs")
_ANOTHER = words("words_for_another_holder")
_CONDITIONS = words("conditional_words")
_FRONTED = frozenset({"should", "were", "had"})  # "Should the pier be repaired, the ferry will stop"
_EVERYBODY = frozenset({"both", "all"})  # "both sides said": nobody there says otherwise
_RIVALS = words("words_for_another_speaker")
_REPORTED = words("reported_hedges") | words("discrediting_adverbs") - {"first", "initially", "originally"}
_ASKING = frozenset({"ask", "question", "examine", "probe", "investigate"})
_PHRASES = tuple(tuple(phrase.split()) for phrase in lines("phrases_that_deny"))
_NOTHING = frozenset({"no", "little", "any", "without", "zero", "scant", "insufficient"})
_NEGATIONS = words("negations") | words("clitic_negations")
_FIRST_PERSON = words("first_person_pronouns")
_CLAUSES = frozenset({"ccomp", "xcomp", "acl", "advcl", "pcomp", "csubj", "csubjpass", "relcl"})
_CORE = frozenset({"nsubj", "nsubjpass", "dobj", "attr"})
_BESIDE = frozenset({"conj", "parataxis"})
_BEING, _LUCK = words("verbs_of_being"), words("luck")
_TELLING_IT = frozenset({"tell", "have", "see", "put", "hear", "recall", "remember", "understand"})
_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "ADV", "NUM"})
_LATER = frozenset({"will", "would", "shall", "should", "may", "might", "could", "can", "must"})
_MOST = 0.5  # of the words that are asked about, from which a governing word governs the statement


class Footing(StrEnum):
    """What a governing word makes of a statement."""

    DENIED = "denied"
    DOUBTED = "doubted"
    REPORTED = "said by somebody else"
    CONDITION = "on a condition"
    ASKED = "asked"
    PLANNED = "planned"
    ANOTHER = "of somebody else"


@dataclass(frozen=True, slots=True)
class Governor:
    """A word that governs a statement.

    Attributes:
        lemma: What two texts are compared by.
        start, end: Half-open offsets in the text.
        under: The tokens it governs.
        speaker: Who says it, of a report; else empty.
        nearest: The token whose being asked about is enough, of a phrase ("far from full"); -1 for none.
    """

    footing: Footing
    lemma: str
    start: int
    end: int
    under: frozenset[int]
    speaker: str = ""
    nearest: int = -1


@dataclass(frozen=True, slots=True)
class Reading:
    """A sentence with its governing words.

    Attributes:
        places: Half-open offsets of each token.
        governors: In the order of the text.
        later: Its verbs of a later time or of what is possible: "will close", "could close".
    """

    places: tuple[tuple[int, int], ...]
    governors: tuple[Governor, ...]
    later: frozenset[int]

    def over(self, meant: Sequence[tuple[int, int]]) -> tuple[Governor, ...]:
        """Return the words that govern most of what stands at some places of the text."""
        asked = self._tokens(meant)
        return tuple(
            one
            for one in self.governors
            if asked & one.under and (one.nearest in asked or len(asked & one.under) >= _MOST * len(asked))
        )

    def is_later(self, meant: Sequence[tuple[int, int]]) -> bool:
        """Tell whether a verb at one of these places has "will", "could" or the like before it."""
        return bool(self._tokens(meant) & self.later)

    def _tokens(self, meant: Sequence[tuple[int, int]]) -> set[int]:
        return {at for at, (start, end) in enumerate(self.places) if any(s < end and start < e for s, e in meant)}


@lru_cache(maxsize=2_048)
def read_governing(text: str) -> Reading:
    """Parse a sentence and return what governs what in it."""
    (tree,) = trees([text])
    found = [one for token in tree for one in _governors(tree, token)]
    found += _phrases(tree)
    if text.rstrip().endswith("?"):
        found.append(Governor(Footing.ASKED, "?", len(text), len(text), frozenset(range(len(tree)))))
    places = tuple((token.idx, token.idx + len(token.text)) for token in tree)
    later = frozenset(
        at.i
        for token in tree
        if token.tag_ == "MD" and token.lower_ in _LATER and not _says_at_once(token)
        for at in _with_predicate(token.head)
    )
    return Reading(places, tuple(sorted(found, key=lambda one: one.start)), later)


def _with_predicate(verb: Token) -> Iterator[Token]:
    """Yield a verb and, of "be" and its like, what stands behind it: "will be open"."""
    yield verb
    if verb.lemma_.lower() in _BEING:
        yield from (child for child in verb.children if child.dep_ in {"acomp", "attr", "oprd"})


def _says_at_once(modal: Token) -> bool:
    """Tell whether somebody who "can announce" or "must say" it says it in these words."""
    return modal.lower_ in {"can", "must"} and modal.head.lemma_.lower() in _REPORTING | _SHOWING


def _governors(tree: Tree, token: Token) -> Iterator[Governor]:
    """Yield what one token governs."""
    denied = _denied_by(token)
    if denied is not None:
        yield denied
    elif (doubted := _left_open_by(token)) is not None:
        yield doubted
    elif token.lower_ in _ANOTHER and token.dep_ in {"amod", "compound", "nmod"}:
        yield _governor(Footing.ANOTHER, token, {token.head.i}, nearest=token.head.i)
    elif _negates(token):
        yield _governor(Footing.DENIED, token, _negated(token), lemma="not")
    yield from _planned_by(token)
    if token.lemma_.lower() in _REPORTING and _is_verb(token):
        yield from _report(tree, token)
    if token.lemma_.lower() in _TELLING_IT:
        yield from _as_told(tree, token)
    if token.lower_ == "according":
        yield from _according_to(tree, token)
    yield from _condition_of(token)


def _denied_by(token: Token) -> Governor | None:
    """Return the denial that a token is, of the clause or the deed under it."""
    lemma = token.lemma_.lower()
    if _is_verb(token) and lemma in _UNDO:
        return _governor(Footing.DENIED, token, _complements(token))
    if _is_verb(token) and lemma in _DENY:
        subject = subject_of(token)  # who denies something may have done another thing
        return _governor(Footing.DENIED, token, _below(token) - (_below(subject) if subject else frozenset()))
    link = "of" if lemma in _CLEAR else {"contrary": "to", "rule": "out"}.get(lemma)
    whom = [child for child in token.children if child.dep_ == "dobj"]
    if link is not None and any(child.lower_ == link for one in (token, *whom) for child in one.children):
        return _governor(Footing.DENIED, token, _below(token))
    if lemma in _FALSE and token.dep_ in {"acomp", "attr", "oprd", "amod", "advmod", "conj"}:
        return _governor(Footing.DENIED, token, _of_noun(token) if token.dep_ == "amod" else _judged(token))
    if token.lower_ in _NEARLY and token.dep_ == "advmod" and token.head.pos_ == "VERB":
        return _governor(Footing.DENIED, token, _below(token.head))
    none = [child for child in token.children if child.lower_ in _NOTHING] if lemma in _SUPPORT else []
    if none:
        first = min(none[0].idx, token.idx)
        return _governor(Footing.DENIED, token, _below(token) | _clauses(token.head), first=first)
    return None


def _left_open_by(token: Token) -> Governor | None:
    """Return the doubt that a token raises: a rumour, an accusation, "unclear", "allegedly"."""
    lemma = token.lemma_.lower()
    if lemma in _STATEMENTS and token.pos_ in {"NOUN", "PROPN"} and _clauses(token):
        return _governor(Footing.DOUBTED, token, _clauses(token))
    if lemma in _CHARGE and _is_verb(token):
        return _governor(Footing.DOUBTED, token, _below(token))
    if token.lower_ in _REPORTED and token.dep_ == "advmod":
        return _governor(Footing.DOUBTED, token, _below(token.head))
    if lemma not in _DOUBT or any(child.lower_ == "no" for child in token.children):
        return None
    head = _clause(token) if token.dep_ in {"acomp", "attr"} else token
    if lemma in _ASKING and not _clauses(head):
        return None
    return _governor(Footing.DOUBTED, token, _below(head) if _is_verb(head) else _clauses(token))


def _planned_by(token: Token) -> Iterator[Governor]:
    lemma = token.lemma_.lower()
    if lemma in _PLAN and (planned := _infinitives(token)):
        yield _governor(Footing.PLANNED, token, planned)
    if lemma == "be" and (planned := _infinitives(token, direct=True)):
        yield _governor(Footing.PLANNED, token, planned, lemma="be to")


def _condition_of(token: Token) -> Iterator[Governor]:
    """Yield the condition that "if" or "suppose" makes of its clause and of the clause that hangs on it."""
    behind = [one.lower_ for one in token.doc[token.i + 1 : token.i + 3]]
    if behind == ["or", "not"]:
        return  # "Whether or not" is none.
    if token.lower_ in _CONDITIONS and token.dep_ in {"mark", "advmod", "prep", "cc"}:
        yield _governor(Footing.CONDITION, token, _below(token.head) | _below(_clause(token.head.head)))
    fronted = token.lower_ in _FRONTED and token.text != token.lower_ and token.head.dep_ in {"advcl", "ccomp"}
    if fronted or (token.lower_ in _FRONTED and token.dep_ == "advcl" and token.text != token.lower_):
        clause = token if token.dep_ == "advcl" else token.head
        yield _governor(Footing.CONDITION, token, _below(clause) | _below(_clause(clause.head)))
    opens = token.dep_ == "ROOT" and not token.i and token.lemma_.lower() in _SUPPOSING
    if opens and subject_of(token) is None:
        yield _governor(Footing.CONDITION, token, _below(token))


def _report(tree: Tree, verb: Token) -> Iterator[Governor]:
    """Yield a report where its clause is somebody's word and not what the text itself vouches for."""
    under = _clauses(verb)
    if not under or verb.lemma_.lower() in _SHOWING:
        return
    speaker = subject_of(verb)
    if speaker is None:
        return
    phrase = [at for at in speaker.subtree if at.i not in under]
    vouched = _vouches(phrase)
    if vouched and verb.lemma_.lower() not in HOLD | {"claim", "allege", "insist", "argue", "contend", "suggest"}:
        return
    said = tree.words(min(at.i for at in phrase), max(at.i for at in phrase)) if phrase else ""
    yield Governor(Footing.REPORTED, verb.lemma_.lower(), verb.idx, verb.idx + len(verb.text), under, said)


def _as_told(tree: Tree, verb: Token) -> Iterator[Governor]:
    """Yield the report that "as the colonel tells it" makes of its clause."""
    speaker = subject_of(verb)
    lows = {child.lower_: child for child in verb.children}
    if speaker is None or not {"as", "it"} <= lows.keys() or lows["it"] is speaker:
        return
    if speaker.lower_ in _LUCK or _vouches(speaker.subtree):
        return
    # Of a short sentence the other clause may have been read into this one.
    first, last = sorted((lows["as"].i, lows["it"].i))
    under = frozenset(range(len(tree))) - frozenset(range(first, last + 1))
    said = tree.words(speaker.subtree[0].i, speaker.subtree[-1].i)
    yield Governor(Footing.REPORTED, verb.lemma_.lower(), verb.idx, verb.idx + len(verb.text), under, said)


def _according_to(tree: Tree, word: Token) -> Iterator[Governor]:
    """Yield the report that "according to" makes of its clause, if the text does not vouch for who says it."""
    speaker = next((at for to in word.children for at in to.children if at.dep_ == "pobj"), None)
    if speaker is None or _vouches(phrase := speaker.subtree):
        return
    under = _below(_clause(word.head)) - {at.i for at in word.subtree}
    said = tree.words(phrase[0].i, phrase[-1].i)
    yield Governor(Footing.REPORTED, "accord", word.idx, word.idx + len(word.text), under, said)


def _vouches(phrase: Sequence[Token]) -> bool:
    """Tell whether a speaker is a body or a document that a text takes the matter from, and no rival's."""
    if any(at.lower_ in _RIVALS for at in phrase):
        return False
    if phrase and phrase[0].lower_ in _EVERYBODY:
        return True
    return any(at.lemma_.lower() in _BODIES or at.lower_ in _FIRST_PERSON for at in phrase)


def _phrases(tree: Tree) -> Iterator[Governor]:
    """Yield the phrases that deny the next word, and the labels that say of a whole sentence that it is false."""
    lows = [token.lower_ for token in tree]
    for phrase in _PHRASES:
        for at in range(len(lows) - len(phrase)):
            if tuple(lows[at : at + len(phrase)]) != phrase:
                continue
            last = at + len(phrase) - 1
            near = next((one for one in tree[last + 1 :] if one.pos_ in _CONTENT), None)
            if near is None or tree[last + 1].like_num:
                continue  # "close to 40" says how many.
            start, end = tree[at].idx, tree[last].idx + len(tree[last].text)
            yield Governor(Footing.DENIED, " ".join(phrase), start, end, _below(near), nearest=near.i)
    if len(tree) > 1 and tree[0].lemma_.lower() in _FALSE | _STATEMENTS and tree[1].text in ":-–—":
        yield _governor(Footing.DENIED, tree[0], range(1, len(tree)))


def _governor(
    footing: Footing, token: Token, under: Collection[int], *, lemma: str = "", nearest: int = -1, first: int = -1
) -> Governor:
    start = token.idx if first < 0 else first
    end = token.idx + len(token.text)
    return Governor(footing, lemma or token.lemma_.lower(), start, end, frozenset(under) - {token.i}, nearest=nearest)


def _negates(token: Token) -> bool:
    """Tell whether a token denies a clause: not "No. 26", "all faiths and none", "nothing to do with it"."""
    if token.head.lemma_.lower() in _SUPPORT | _NO_DOUBT or (
        token.lower_ == "no" and token.text != "no" and token.pos_ == "NOUN"
    ):
        return False
    if token.dep_ == "neg" or token.lower_ in {"no", "without"}:
        return True
    return token.lower_ in _NEGATIONS and token.dep_ in _CORE


def _negated(token: Token) -> frozenset[int]:
    """Return what a negation denies: its clause; of "without" and of "no" within a phrase, what stands there."""
    if token.lower_ == "without" or (token.lower_ == "no" and token.head.dep_ not in _CORE):
        return _below(token if token.lower_ == "without" else token.head)
    if token.dep_ == "neg":
        return _of_main_clause(token.head)
    verb = _clause(token)
    noun = token if token.dep_ in _CORE else token.head
    # "Found no cracks and rated them fair" denies only the cracks; "nobody came and voted" denies both.
    others = [child for child in verb.children if child.dep_ == "conj" and _is_verb(child)]
    if not others or noun.dep_ not in {"dobj", "attr"}:
        return _of_main_clause(verb)
    subject = subject_of(verb)  # who did both is not denied either
    others += [subject] if subject is not None else []
    return _of_main_clause(verb).difference(*(_below(other) for other in others))


def _of_main_clause(verb: Token) -> frozenset[int]:
    """Return the tokens under a verb without the clauses that only say who its subject is."""
    subject = subject_of(verb)
    asides = [child for child in subject.children if child.dep_ == "relcl"] if subject is not None else []
    return _below(verb).difference(*(_below(aside) for aside in asides))


def _is_verb(token: Token) -> bool:
    return token.pos_ in {"VERB", "AUX"}


def _below(token: Token) -> frozenset[int]:
    """Return the tokens under one, without clauses beside it that stand by themselves."""
    found, waiting = {token.i}, [token]
    while waiting:
        for child in waiting.pop().children:
            if child.dep_ in _BESIDE and child.pos_ in {"VERB", "AUX"} and subject_of(child) is not None:
                continue
            found.add(child.i)
            waiting.append(child)
    return frozenset(found)


def _clauses(token: Token) -> frozenset[int]:
    """Return the clauses right under a token, or under its preposition: "that ...", "of having ..."."""
    found: set[int] = set()
    for child in token.children:
        if child.dep_ in _CLAUSES - {"advcl", "relcl"}:
            found |= _below(child)
        elif child.dep_ == "prep":
            found |= {at for under in child.children if under.dep_ in _CLAUSES for at in _below(under)}
    return frozenset(found)


def _complements(token: Token) -> frozenset[int]:
    """Return what a verb is about: its clauses, objects and prepositional phrases."""
    found: set[int] = set()
    for child in token.children:
        if child.dep_ in _CLAUSES | {"dobj", "prep"} - {"advcl", "relcl"}:
            found |= _below(child)
    return frozenset(found)


def _infinitives(token: Token, *, direct: bool = False) -> frozenset[int]:
    """Return the clauses with "to" right under a token."""
    found: set[int] = set()
    for child in token.children:
        if child.dep_ in {"xcomp", "ccomp", "acl", "advcl"} and any(
            one.tag_ == "TO" and (not direct or one.i == token.i + 1) for one in child.children
        ):
            found |= _below(child)
    return frozenset(found)


def _clause(token: Token) -> Token:
    """Return the nearest verb above a token, or the token itself if it is one."""
    while token.pos_ not in {"VERB", "AUX"} and token.head is not token:
        token = token.head
    return token


def _judged(token: Token) -> frozenset[int]:
    """Return what is said to be false: the clause, or the one before ", which is untrue"."""
    clause = _clause(token)
    while clause.dep_ in {"ccomp", "xcomp"} and clause.head is not clause:
        clause = clause.head
    which = clause.dep_ == "relcl" and any(one.lower_ == "which" for one in clause.subtree)
    return _below(clause) | (_below(_clause(clause.head)) if which else frozenset())


def _of_noun(token: Token) -> frozenset[int]:
    """Return what stands under the noun that a word describes: "the false claim that ..."."""
    return _clauses(token.head) | (_below(token.head) if token.head.lemma_ in _STATEMENTS else frozenset())
