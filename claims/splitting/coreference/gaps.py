"""Words that stand for something told elsewhere, which no rule can name: "others", "the document", "such attacks".

They stay as they are, and the claim names them as open.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.splitting.coreference.entity_table import settle
from sources.language import lexicon
from sources.language.parsing.relations import NOUN_SUBJECTS

if TYPE_CHECKING:
    from claims.splitting.coreference.entity_table import EntityTable
    from sources.language.parsing.tree import Token

_COUNTING = lexicon.words("gap_quantifiers")
_POINTED_AT = lexicon.words("gap_nouns")
_NUMBERS = frozenset(["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"])
_PLACES = NOUN_SUBJECTS | {"dobj", "dative", "pobj"}
# "In all", "at most", "for one": no group is meant.
_IDIOMS = frozenset(["at", "in", "after", "above", "of", "for", "once"])
_SINCE = frozenset(["since", "by", "until", "till", "from"])


def read_quantifier(table: EntityTable, index: int, token: Token) -> bool:
    """Mark "others", "both", "all" and "three" as open where they are of a group that the words do not name.

    Returns:
        Whether ``token`` is such a word.
    """
    lowered, doc = token.lower_, token.doc
    if lowered == "then" and token.dep_ in {"pcomp", "pobj"} and token.head.lower_ in _SINCE:
        table.open_words.add((index, token.i))
        return True
    number = lowered in _NUMBERS and token.tag_ == "CD" and token.dep_ in NOUN_SUBJECTS
    if not (lowered in _COUNTING or number) or token.dep_ not in _PLACES:
        return False
    before = doc[token.i - 1] if token.i else None
    if before is not None and before.lower_ in _IDIOMS and lowered not in {"both", "others"}:
        return False
    if any(c.dep_ in {"prep", "relcl", "acl", "appos"} for c in token.children):
        return False
    after = doc[token.i + 1].lower_ if token.i + 1 < len(doc) else ""
    nobody = before is not None and before.lower_ == "no"
    if lowered == "one" and (after == "another" or token.tag_ == "PRP" or nobody):
        return False
    first = before.i if before is not None and before.lower_ == "the" and before.head is token else token.i
    settle(table, index, first, token, None)
    return True


def read_gap(table: EntityTable, index: int, noun: Token) -> bool:
    """Mark "the document", "the two powers", "the other man" and "such attacks" as open.

    A noun that its own sentence introduces before ("a report ... the report") is not open.

    Returns:
        Whether ``noun`` is open.
    """
    kept = [c for c in noun.children if c.pos_ != "PUNCT" and c.dep_ not in {"case", "cc", "conj", "preconj"}]
    such = next((c for c in kept if c.lower_ == "such" and c.i < noun.i), None)
    if such is not None and not any(c.lower_ in {"as", "that", "a", "an"} for c in [*kept, *such.children]):
        settle(table, index, such.i, noun, None)
        return True
    the = next((c for c in kept if c.lower_ == "the" and c.dep_ == "det"), None)
    if the is None:
        return False
    rest = [c for c in kept if c is not the]
    counted = len(rest) == 1 and rest[0].lower_ in _NUMBERS and noun.ent_type_ not in {"DATE", "TIME"}
    other = len(rest) == 1 and rest[0].lower_ == "other" and noun.ent_type_ not in {"DATE", "TIME"}
    known = any(t.lemma_ == noun.lemma_ for t in noun.doc[: the.i])
    generic = noun.dep_ == "poss" and noun.lower_ in {"men", "women"}  # "the women's game"
    pointed = not rest and noun.lower_ in _POINTED_AT and not known and not generic
    if not (counted or other or pointed) or noun.dep_ in {"attr", "appos", "compound", "npadvmod"}:
        return False
    settle(table, index, the.i, noun, None)
    return True
