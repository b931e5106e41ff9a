"""Two of a kind: "both countries", "the two leaders", "neither bank", "the former" and "the latter"."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from claims.splitting.clauses.phrases import noun_phrase
from claims.splitting.coreference.entities import Entity, Mention, Replacement, words_of
from claims.splitting.coreference.entity_table import (
    EntityTable,
    couple,
    entity_at,
    name_at,
    remember,
    replace,
    settle,
)
from sources.language import lexicon
from sources.language.parsing.relations import NAMING

if TYPE_CHECKING:
    from sources.language.parsing.tree import Token

_SIDES = lexicon.words("both_of_nothing_named")


def read_pair(table: EntityTable, index: int, noun: Token, determiner: Token, number: Token | None) -> bool:
    """Read "both countries" or "the two leaders"; say whether ``noun`` was such a phrase."""
    lowered = noun.lower_
    pair = (determiner.lower_ == "both" and noun.tag_ == "NNS") or number is not None
    if determiner.lower_ in {"neither", "either"} and noun.tag_ == "NN" and lowered not in _SIDES:
        settle(table, index, determiner.i, noun, None)
        return True
    if not pair or noun.ent_type_ in {"DATE", "TIME"} or lowered in _SIDES:
        return False
    if any(c.dep_ == "conj" for c in noun.children):
        return False  # "the two men or boys", "both countries and the union"
    known = lowered in lexicon.COUNTRIES | lexicon.PEOPLE_IN_POWER | lexicon.PARENTS
    if not known and determiner.lower_ not in {"both", "these", "those"}:
        return False
    settle(table, index, determiner.i, noun, _pair_meant(table, lowered) if known else None)
    return True


def note_list(table: EntityTable, index: int, token: Token) -> None:
    """Remember "Ana Ruiz and her son" as a group that "they" may mean in the next sentence."""
    members = [c for c in token.children if c.dep_ == "conj"]
    if token.dep_ not in {"nsubj", "nsubjpass"} or len(members) != 1 or members[0].pos_ != "NOUN":
        return
    if any(c.dep_ == "conj" for c in members[0].children) or token.tag_ != "NNP":
        return
    ids = noun_phrase(table.contexts[index], token, split=False)[0].ids
    name = words_of(table.units[index], sorted(ids), token)
    group = Entity(name, "group", plural=True)
    remember(table, Mention(group, table.sentences[index], index, members[0].i, subject=True))


def read_former_or_latter(table: EntityTable, index: int, token: Token) -> bool:
    """Read "the latter": the second of two that were joined in this sentence or the one before."""
    doc = token.doc
    the = doc[token.i - 1] if token.i else None
    if token.lower_ not in {"former", "latter"} or the is None or the.lower_ != "the" or token.dep_ == "amod":
        return False
    for unit in [index, index - 1]:
        if unit < 0 or table.sentences[index] - table.sentences[unit] > 1:
            break
        tree = table.units[unit].doc
        before = [t for t in tree if unit != index or t.i < token.i]
        pairs = [
            (t.head, t) for t in before
            if t.dep_ == "conj" and t.pos_ in NAMING and t.head.pos_ in NAMING
            and t.head.dep_ != "conj" and not any(c.dep_ == "conj" for c in t.children)
        ]  # fmt: skip
        if len(pairs) == 1:
            chosen = pairs[0][0] if token.lower_ == "former" else pairs[0][1]
            entity = entity_at(table, unit, chosen)
            if entity is None or entity.kind == "group":  # the two were noted together
                entity = Entity(name_at(table, unit, chosen), "noun")
            replace(table, index, the.i, token.i, entity, token)
            return True
        if pairs:
            break
    table.open_words.add((index, the.i))
    table.replacements[index, the.i] = Replacement(the.i, token.i, "")
    return True


def _pair_meant(table: EntityTable, noun: str) -> Entity | None:
    kind = "place" if noun in lexicon.COUNTRIES else "person"
    groups = [
        m.entity
        for m in table.mentions
        if m.entity.kind == "group" and len(m.entity.members) == 2
        and all(table.entities[n].kind == kind for n in m.entity.members if n in table.entities)
    ]  # fmt: skip
    if kind == "place" and not groups:
        return _two_places(table)
    if kind == "person" and not groups and noun in lexicon.PEOPLE_IN_POWER:
        people = list(dict.fromkeys(m.entity.name for m in table.mentions if m.entity.kind == "person"))
        if len(people) == 2 and all(" " in name for name in people):
            return couple(table, [table.entities[name] for name in people])
    distinct = {g.name: g for g in groups}
    sets = {frozenset(g.members) for g in distinct.values()}
    if kind == "place" and len(sets) > 1:
        # Capitals are named for countries; the pair named first and most often is the one meant.
        first = groups[0]
        return first if sum(g.name == first.name for g in groups) * 2 >= len(groups) else None
    return groups[0] if len(sets) == 1 else None


def _two_places(table: EntityTable) -> Entity | None:
    """Return the two countries that an article keeps naming, where it names no third as often."""
    counts = Counter(m.entity.name for m in table.mentions if m.entity.kind == "place")
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    if len(ranked) < 2 or ranked[1][1] < 2 or (len(ranked) > 2 and ranked[2][1] * 2 > ranked[1][1]):
        return None
    order = {m.entity.name: k for k, m in reversed(list(enumerate(table.mentions)))}
    names = sorted([ranked[0][0], ranked[1][0]], key=lambda name: order[name])
    return couple(table, [table.entities[name] for name in names])
