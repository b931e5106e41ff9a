"""Whether a sentence says a claim plainly: in the claim's own order, with nothing beside it that could change it.

`statement` knows much of what keeps a sentence from making a claim's statement, and never all of it: each new text
has another way. So "says it" is proposed only the other way round, where each word that the claim lacks is of a kind
known to leave the statement as it is: a day or place, a remark between commas, a second deed behind "and", a frame
such as "figures show that". All else "seems to say it", for a person to read.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from sources.language.lexicon import HOLD, SAY, words
from sources.language.parsing.relations import FINITE
from sources.language.parsing.tree import Token, Tree
from sources.matching.bearing import met
from sources.matching.discrepancies.sentences import read
from sources.matching.predicates import PREDICATIVE, SAYING, alike, parts_of, predicate_of
from sources.matching.statement import parsed

_ARTICLES = frozenset({"a", "an", "the"})
_OWN = frozenset({"its", "his", "her", "their", "our"})
_HELPERS = frozenset({"be", "have"})
_PLACING = frozenset({"in", "on", "at", "near", "since", "during"})
_AFTERWARDS = frozenset({"after", "despite", "amid", "following"})
_BESIDE_THE_PAST = frozenset({"after", "because", "although", "though", "since", "until"})
_AMOUNTS = frozenset({"PERCENT", "MONEY", "QUANTITY", "CARDINAL"})
_PLACES_AND_TIMES = frozenset({"DATE", "TIME", "GPE", "LOC", "FAC"})
_OF_FRAMES = frozenset({"aux", "nsubj", "det", "punct", "poss", "amod", "compound", "npadvmod"})
_MARKS = frozenset({",", ".", "–", "—", "(", ")", "'s", "’s"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_WHO = frozenset({"who", "whose", "whom", "where", "when"})
_POINTING = frozenset(
    {"i", "we", "you", "that", "this", "these", "those", "it", "them", "so", "which", "both", "neither"}
)
_BOUNDS = frozenset({",", "–", "—", "(", ")"})
_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})
_GOVERNING = (
    frozenset({"if", "unless", "but", "or", "according", "not", "n't", "i", "as", "that", "this", "which", "it"})
    | words("negations")
    | words("exceptions")
    | SAY
    | HOLD
    | words("conditional_words")
    | words("words_of_the_unreal")
    | words("denying_words_of_statements")
    | words("nouns_of_fiction")
)
_ADDING = words("adverbs_that_add_nothing")
_FRAMES, _FRAMED = words("verbs_of_a_plain_frame"), words("subjects_of_a_plain_frame")
_UNREAL = words("words_of_the_unreal") | words("nouns_of_fiction") | words("denying_words_of_statements")
_NOT_COMPARED = frozenset({"PUNCT", "SPACE"})


def plain(claim: str, sentence: str, around: Sequence[str] = ()) -> bool:
    """Tell whether a sentence says a claim plainly.

    Args:
        claim: The claim, without who said it.
        sentence: A sentence that has all words of the claim, and about which `statement` finds nothing.
        around: The other sentences of its passage: a word that calls things untrue or made up keeps it from being
            plain wherever it stands.
    """
    ours, theirs = parsed(claim), parsed(sentence)
    if any(_unreal(text) - _unreal(claim) for text in around):
        return False
    if not _in_order(ours, theirs) or not _of_one_time(ours, theirs):
        return False
    shared = {token.i for token in theirs if token.pos_ not in _NOT_COMPARED and _has(token, ours)}
    return all(_changes_nothing(token, shared) for token in theirs if token.i not in shared)


def _has(token: Token, claim: Tree) -> bool:
    """Tell whether the claim has a word, itself or in another form."""
    return any(_same(one, token) for one in claim)


def _unreal(text: str) -> set[str]:
    """Return a text's words that call something untrue or made up."""
    return {token.low for one in read(text) for token in one.tokens} & _UNREAL


def _in_order(claim: Tree, sentence: Tree) -> bool:
    """Tell whether the claim's words stand there one behind the other; days and places may stand elsewhere."""
    compared = [one for one in claim if not _is_slight(one)]
    placed = [one for one in compared if _is_placed(one)]
    if not all(any(_same(one, other) for other in sentence) for one in placed):
        return False
    of_nouns = [one for one in compared if one not in placed and _noun_above(one) is not None]
    if not all(any(_same(one, other) and _of_same_noun(one, other) for other in sentence) for one in of_nouns):
        return False
    told = [one for one in compared if one not in placed and one not in of_nouns]
    return _stand_behind_each_other(told, sentence) or _stand_behind_each_other(_turned(told), sentence)


def _same(ours: Token, theirs: Token) -> bool:
    figures = _figure_of(ours), _figure_of(theirs)
    return figures[0] == figures[1] if all(figures) else ours.lower_ == theirs.lower_ or alike(ours, theirs)


def _figure_of(token: Token) -> str:
    """Return the number that a word is part of, whatever its form: 816 000 of "816 000" and of "816,000"."""
    return next((key for key, (start, end) in _figures(token.doc.text) if start <= token.idx < end), "")


@lru_cache(maxsize=1_024)
def _figures(text: str) -> tuple[tuple[str, tuple[int, int]], ...]:
    return tuple(row for row in met(text, text).items() if row[0].startswith("="))


def _noun_above(token: Token) -> Token | None:
    """Return the noun that a word only describes: in "the club's account" as in "the account of the club"."""
    if token.dep_ in {"compound", "poss", "amod", "nmod"}:
        return token.head
    if token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head.pos_ in {"NOUN", "PROPN"}:
        return token.head.head
    return None


def _of_same_noun(ours: Token, theirs: Token) -> bool:
    above, there = _noun_above(ours), _noun_above(theirs)
    return above is not None and there is not None and _same(above, there)


def _stand_behind_each_other(told: Sequence[Token], sentence: Tree) -> bool:
    rest = iter(sentence)
    return bool(told) and all(any(_same(one, other) for other in rest) for one in told)


def _turned(told: Sequence[Token]) -> Sequence[Token]:
    """Return words of "A sold B" in the order of "B was sold by A", and the other way round; none if neither."""
    verb = predicate_of(told[0].doc) if told else None
    if verb is None or verb.pos_ != "VERB":
        return ()
    doer, done_to = parts_of(verb).doer, parts_of(verb).done_to
    done_to = done_to or next((child for child in verb.children if child.dep_ == "dobj"), None)
    if doer is None or done_to is None:
        return ()
    by, whom = {one.i for one in doer.subtree}, {one.i for one in done_to.subtree}
    before, after = (whom, by) if doer.i < done_to.i else (by, whom)
    rest = [one for one in told if one.i not in by | whom | {verb.i} and one.lower_ != "by"]
    return [*(one for one in told if one.i in before), verb, *(one for one in told if one.i in after), *rest]


def _is_slight(token: Token) -> bool:
    return (
        token.pos_ in _NOT_COMPARED
        or token.lower_ in _ARTICLES | _OWN
        or token.dep_ in {"case", "agent"}
        or (token.lower_ == "of" and token.head.pos_ in {"NOUN", "PROPN"})
        or (token.lemma_.lower() in _HELPERS and token.pos_ == "AUX")
    )


def _is_placed(token: Token) -> bool:
    """Tell whether a word belongs to a day or place that may open or close the sentence."""
    above = next((one for one in (token, *token.ancestors) if one.dep_ in {"pobj", "npadvmod", "prep"}), None)
    noun = next((one for one in above.children if one.dep_ == "pobj"), None) if above is not None else None
    placed = noun if above is not None and above.dep_ == "prep" else above
    return placed is not None and placed.ent_type_ in _PLACES_AND_TIMES


def _of_one_time(claim: Tree, sentence: Tree) -> bool:
    """Tell whether the sentence has the claim's predicate in its tense: past, present, or with the same helper."""
    predicate = predicate_of(claim)
    if predicate is None:
        return False
    ours = _tense(predicate)
    return any(_tense(word) == ours for word in sentence if alike(predicate, word))


def _tense(word: Token) -> str:
    verb = word.head if word.pos_ not in SAYING and (word.dep_ in PREDICATIVE or word.dep_ == "dobj") else word
    helpers = [child for child in verb.children if child.dep_ in {"aux", "auxpass"}]
    modal = next((one.lower_ for one in helpers if one.tag_ == "MD"), "")
    tags = {verb.tag_, *(one.tag_ for one in helpers)}
    if modal or not tags & FINITE:
        return modal
    perfect = any(one.lemma_.lower() == "have" for one in helpers)
    return "past" if "VBD" in tags or perfect else "present"


def _changes_nothing(token: Token, shared: set[int]) -> bool:
    """Tell whether a word that the claim lacks leaves what the sentence says of it as it is."""
    if token.text in _MARKS or (token.pos_ == "SPACE"):
        return True
    if (token.dep_ == "det" and token.lower_ in _ARTICLES) or token.dep_ == "agent":
        return True
    if token.lower_ == "of" and any(child.i in shared for child in token.children) and token.head.i in shared:
        return True
    if token.lemma_.lower() in _HELPERS and token.dep_ in {"aux", "auxpass"} and token.tag_ in FINITE:
        return True
    if token.lower_ in _ADDING and token.dep_ == "advmod":
        return True
    return (
        _is_remark(token, shared)
        or _frames(token)
        or any(_stands_beside(above) for above in (token, *token.ancestors))
    )


def _is_remark(token: Token, shared: set[int]) -> bool:
    """Tell whether a word stands between commas with nothing of the claim, and nothing that could govern it."""
    tree = token.doc
    bounds = [-1, *(one.i for one in tree if one.text in _BOUNDS), len(tree)]
    first = max(at for at in bounds if at < token.i) + 1
    last = min(at for at in bounds if at > token.i)
    inside = tree[first:last]
    if any(one.i in shared and one.pos_ in _CONTENT for one in inside):
        return False
    lows = {one.lower_ for one in inside} | {one.lemma_.lower() for one in inside}
    return not lows & _GOVERNING and not any(one.tag_ in {"JJS", "RBS"} for one in tree if one.i in shared)


def _frames(token: Token) -> bool:
    """Tell whether a word belongs to "figures show that" or "we can confirm that" before the whole statement."""
    if token.dep_ == "mark" and token.lower_ == "that":
        token = token.head.head
    for verb in (token, *token.ancestors):
        content = next((one for one in verb.children if one.dep_ == "ccomp" and one.tag_ in FINITE), None)
        if content is None or verb.lemma_.lower() not in _FRAMES or verb.dep_ != "ROOT":
            continue
        told = {one.i for one in content.subtree}
        subject = next((one for one in verb.children if one.dep_ == "nsubj"), None)
        framing = [one for one in verb.subtree if one.i not in told]
        return (
            subject is not None
            and subject.lemma_.lower() in _FRAMED
            and all((one.head in (verb, subject) and one.dep_ in _OF_FRAMES) or one is verb for one in framing)
        )
    return False


def _stands_beside(head: Token) -> bool:
    """Tell whether what a word opens stands beside the statement and says nothing of whether it is so."""
    under = head.subtree
    if head.dep_ == "prep":
        by_how_much = head.lower_ == "by" and any(token.ent_type_ in _AMOUNTS for token in under)
        placed = head.lower_ in _PLACING and _is_place_or_time(under[1:])
        return placed or by_how_much or (head.lower_ in _AFTERWARDS and _tense(head.head) == "past")
    if head.dep_ == "npadvmod":
        return _is_place_or_time(under)
    if head.dep_ == "appos":
        return _is_set_off(head)
    if head.dep_ == "relcl":
        first = next((one for one in under if one.tag_ in {"WP", "WP$", "WRB", "WDT"}), None)
        # Behind the verb, "which" may mean all that was said: ", which proved untrue".
        opens = head.head.dep_ in _SUBJECTS and under[-1].i < head.head.head.i
        return first is not None and (first.lower_ in _WHO or opens) and _is_set_off(head)
    if head.dep_ == "advcl":
        mark = next((one.lower_ for one in head.children if one.dep_ in {"mark", "advmod"}), "")
        return (
            mark in _BESIDE_THE_PAST
            and _tense(head.head) == "past"
            and not any(token.lower_ in _POINTING for token in under)
        )
    if head.dep_ == "conj" and head.pos_ in SAYING:
        return not any(token.lower_ in _POINTING for token in under)
    if head.dep_ == "cc":
        return head.lower_ == "and"
    return False


def _is_place_or_time(tokens: Sequence[Token]) -> bool:
    """Tell whether words are a day, a time or the name of a place, and nothing else."""
    return bool(tokens) and all(
        token.ent_type_ in _PLACES_AND_TIMES or token.lower_ in _ARTICLES or token.text in _MARKS for token in tokens
    )


def _is_set_off(head: Token) -> bool:
    """Tell whether what stands under a word is set off by a comma, a dash or a bracket before it."""
    first = head.subtree[0].i
    return first > 0 and head.doc[first - 1].text in {",", "(", "–", "—"}
