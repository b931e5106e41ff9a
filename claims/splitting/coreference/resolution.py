"""Resolves pronouns, surnames, "the agency" and acronyms where the article leaves one reading.

A wrong replacement is worse than none: each rule asks for exactly one candidate, and whatever stays open is
named in the claim's ``unresolved``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from claims.splitting.clauses.misreadings import breaks_off
from claims.splitting.coreference.coordination import read_former_or_latter
from claims.splitting.coreference.entities import Entity, Replacement, lower_first, words_of
from claims.splitting.coreference.entity_table import EntityTable, entity_at, entity_table, is_inserted, name_at
from claims.splitting.coreference.gaps import read_quantifier
from claims.splitting.coreference.mentions import note_description, read_name, read_noun
from claims.splitting.coreference.pronouns import FIRST_PERSON, WE, read_demonstrative, read_pronoun, read_there
from claims.splitting.segments.units import Role
from sources.language import lexicon
from sources.language.parsing.relations import NOUN_SUBJECTS, RELATIVE
from sources.language.quotations import quoted_spans

if TYPE_CHECKING:
    from claims.splitting.clauses.context import ClauseContext
    from claims.splitting.rules import Ids
    from claims.splitting.segments.units import Unit
    from sources.language.parsing.tree import Token

# Words of a speaker that may be put in the place of "I". Chosen by reading news: longer ones describe the speaker.
_LONGEST_SPEAKER = 5
_PARAGRAPH = 12  # units before one that may be of its paragraph
_NO_OTHER_FORM = frozenset(["wanna", "gonna", "gotta", "dunno", "m", "wan", "gon"])
_UNNAMED = lexicon.words("indefinite_people")
# Single marks inside of double ones, as the parser reads them.
_INNER_MARK = re.compile(r"(?:^|\s)'\w")


def resolve(
    units: list[Unit],
    contexts: list[ClauseContext],
    carriers: dict[int, Ids],
    said_by: Mapping[int, tuple[int, Ids]],
) -> EntityTable:
    """Read an article once from its beginning to its end; "I" stays open until `resolve_first_person`.

    Args:
        units: What was parsed, in the order of the article.
        contexts: What the rules for clauses know of each unit.
        carriers: By unit, the tokens that name the speaker of a quotation.
        said_by: By unit that somebody says, the unit that names who, and the tokens that do.
    """
    table = entity_table(units, contexts, carriers)
    table.said_by = said_by
    for index, unit in enumerate(units):
        _read_unit(table, index, unit)
    return table


def resolve_first_person(table: EntityTable, speakers: dict[int, str]) -> None:
    """Put the speaker in the place of "I" within quotations.

    Args:
        table: What `resolve` gave.
        speakers: By unit, the name of who said it.
    """
    for index, speaker in speakers.items():
        unit = table.units[index]
        said = unit.role is Role.SAID or unit.speech is not None or bool(unit.around)
        if unit.around and unit.role is Role.SAID:
            continue  # "“The clerk told me, ‘I left’,” said Ida Holm": who says "I" is named by "the clerk"
        if not said or not speaker or len(speaker.split()) > _LONGEST_SPEAKER:
            continue
        if speaker.lower().removeprefix("a ") in lexicon.PRONOUNS | lexicon.QUANTIFIERS | _UNNAMED:
            continue
        first = speaker.split(maxsplit=1)[0]
        several = first.lower() in lexicon.QUANTIFIERS or (
            first.islower() and first.endswith("s") and first != "this"
        )
        if several or _quotes_in_its_speech(table, index):
            continue  # "some nurses", "readers of the Mail": each entry of a list may be another's
        if any(token.text in speaker.split() and token.pos_ == "PROPN" for token in unit.doc):
            continue  # "Holm told me": nobody speaks of himself by his name
        if any(token.lower_ == "myself" for token in unit.doc):
            continue  # "I mill it myself", "I told myself": the name would read as somebody else's
        if any(breaks_off(token) for token in unit.doc):
            continue  # "I think we — I hope so": a name would read as if others were meant
        for token in unit.doc:
            if token.tag_ in {"PRP", "PRP$"} and token.lower_ in FIRST_PERSON and not _reads_out(unit, token):
                if _is_aside(token):
                    continue
                if token.i + 1 < len(unit.doc) and unit.doc[token.i + 1].lower_ in _NO_OTHER_FORM:
                    continue  # "I wanna", "I m": behind a name they would be no words
                if token.i and token.lower_ == "me" and unit.doc[token.i - 1].lower_ == "let":
                    continue  # "Let me tell you": nobody is asked to let anybody
                possessive = token.lower_ == "my"
                table.replacements[index, token.i] = Replacement(token.i, token.i, speaker, possessive)
                table.open_words.discard((index, token.i))


def _quotes_in_its_speech(table: EntityTable, index: int) -> bool:
    """Whether a quotation stands behind other words of a speech, so that somebody else may say "I" in it."""
    unit = table.units[index]
    if unit.speech is None or unit.role is not Role.SAID:
        return False
    before = (other for other in table.units[max(0, index - _PARAGRAPH) : index] if other.speech == unit.speech)
    return any(other.paragraph == unit.paragraph and other.role is Role.PLAIN for other in before)


def _is_aside(token: Token) -> bool:
    """Handle "in I think the first round": said beside the sentence, where a name would read as its object."""
    doc, i = token.doc, token.i
    guess = i + 1 < len(doc) and doc[i + 1].lower_ in {"think", "guess", "suppose", "mean", "reckon"}
    return token.lower_ == "i" and guess and i > 0 and doc[i - 1].pos_ in {"ADP", "NOUN", "PRON", "VERB", "ADV"}


def close_self_named(table: EntityTable) -> None:
    """Take "we" or "I" for known in a text whose own first words say who it is; the attribution has the names."""
    for index, unit in enumerate(table.units):
        speech = unit.speech
        if speech is None or not speech.self_named or unit.role is Role.SAID:
            continue
        named = WE if any(speaker.cue.lower() in WE for speaker in speech.speakers) else FIRST_PERSON
        for token in unit.doc:
            if token.lower_ in named and not _reads_out(unit, token):
                table.open_words.discard((index, token.i))


def _reads_out(unit: Unit, token: Token) -> bool:
    """Whether a word is part of what the sentence of a speech quotes: an oath, somebody else's letter."""
    if any(span.start <= unit.start_of(token) < span.end for span in unit.reads_out):
        return True
    if unit.role is Role.SAID:  # "“He told me, ‘I saw it’,” said Ida Holm": who saw it is not Holm
        inner = quoted_spans(unit.parsed) if _INNER_MARK.search(unit.parsed) else ()
        return any(start <= token.idx < end for start, end in inner)
    if not unit.opened:
        return False
    place = unit.start_of(token)
    return any(q.inner.start <= place < q.inner.end and q.span.start > unit.sentence.start for q in unit.opened)


def _read_unit(table: EntityTable, index: int, unit: Unit) -> None:
    for token in unit.doc:
        if token.dep_ in {"appos", "attr"}:
            note_description(table, index, token)
    named = table.carriers.get(index, frozenset())
    last_of_speaker = max(named, default=-1)
    for token in unit.doc:
        # The first that reads a token ends the questions about it.
        if (
            read_there(table, index, token)
            or read_former_or_latter(table, index, token)
            or read_quantifier(table, index, token)
        ):
            continue
        if not (read_pronoun(table, index, token) or read_name(table, index, token)):
            _ = read_demonstrative(table, index, token) or read_noun(table, index, token)
        speaks = token.dep_ in NOUN_SUBJECTS and token.head.lemma_ in lexicon.SAY
        pronoun = token.tag_ == "PRP" or token.tag_ in RELATIVE  # "laws which say that ...": "which" is nobody
        if not pronoun and (speaks or token.i == last_of_speaker):
            _note_speaker(table, index, token)
        elif token.dep_ in {"pobj", "appos"} and _by_whose_account(token):
            _remember_speaker(table, index, token)
        elif speaks and table.last_speaker is not None:
            meant = table.replacements.get((index, token.i))
            if meant is not None and meant.text == table.last_speaker.called:
                table.last_speaker_sentence = table.sentences[index]  # "he said" goes on with who spoke before


def _note_speaker(table: EntityTable, index: int, token: Token) -> None:
    if is_inserted(table.units[index], token.i):
        return  # "then [the host Ana Holm] will say ..."
    reports = any(c.dep_ == "ccomp" for c in token.head.children) or token.head.lemma_ == "quote"
    if token.i not in table.carriers.get(index, ()) and not reports:
        return
    if token.lower_ in lexicon.DOCUMENTS:
        name = lower_first(name_at(table, index, token))
        table.last_document = Entity(name, "noun", plural=token.tag_ == "NNS"), table.sentences[index]
        return
    _remember_speaker(table, index, token)


def _by_whose_account(noun: Token) -> bool:
    """Whether somebody is named as the source: "according to the company's director, Ida Holm"."""
    prep = noun.head.head if noun.dep_ == "appos" else noun.head
    return prep.lower_ == "to" and prep.head.lower_ == "according"


def _named_beside(table: EntityTable, index: int, noun: Token) -> str:
    """Return the words for a source beside a clause, which no rule for clauses reads."""
    parts = [c for c in noun.children if c.dep_ in {"det", "amod", "compound", "nmod", "poss"} and c.i < noun.i]
    ids = {noun.i, *(t.i for part in parts for t in part.subtree)}
    return words_of(table.units[index], sorted(ids), noun)


def _remember_speaker(table: EntityTable, index: int, token: Token) -> None:
    if table.last_speaker is not None and token.text in table.last_speaker.name.split():
        table.last_speaker_sentence = table.sentences[index]  # "Dr Ana" of "Dr Ana Ruiz"
        return
    plural = token.tag_ in {"NNS", "NNPS"}
    meant = entity_at(table, index, token)
    if _by_whose_account(token) and (meant is None or meant.kind == "noun"):
        name = lower_first(_named_beside(table, index, token))
        meant = Entity(re.sub(r"^an? ", "the ", name), "group" if plural else "noun", plural=plural)
    name = name_at(table, index, token)
    # Who is known keeps what is known of them: no "she" may mean Jon Falk behind "Falk said".
    entity = table.entities.get(name) or Entity(name, "person" if not plural else "group", plural=plural)
    table.last_speaker = meant or entity
    table.last_speaker_sentence = table.sentences[index]
