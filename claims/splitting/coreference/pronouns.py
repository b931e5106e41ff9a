"""Resolves pronouns: to the subject of their own clause, or to a name in the sentences before."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from claims.splitting.clauses.nouns import comma_before, is_person
from claims.splitting.coreference.antecedents import (
    SPANS,
    expletive,
    given_to,
    in_apposition,
    in_other_clause,
    is_measure,
    is_sure,
    part_of,
    says_of,
    within_relative,
)
from claims.splitting.coreference.entities import Entity, Mention, Replacement, lower_first
from claims.splitting.coreference.entity_table import OFFICES, EntityTable, entity_at, is_inserted, name_at, note
from claims.splitting.segments.units import Role
from sources.language import lexicon
from sources.language.lexicon import PEOPLE
from sources.language.parsing.relations import NAMING, NOUN_SUBJECTS, finite_token, subject_of
from sources.language.places import is_place

if TYPE_CHECKING:
    from sources.language.parsing.tree import Token

_REFLEXIVE = lexicon.words("own_reflexives")
_TAKING_FOR_TRUE = lexicon.words("taking_it_for_true")
FIRST_PERSON = frozenset(["i", "me", "my", "myself", "mine"])
WE = frozenset(["we", "us", "our", "ours", "ourselves"])
_ALIKE = (frozenset(["they", "them", "their"]), frozenset(["he", "him", "his"]), frozenset(["she", "her"]))
_GENDERS = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f"}
# These five were chosen by reading news. The labelled set (`tests.benchmarks.references`) does not tell them from
# their neighbours: its figures are the same for a reach of 1 to 6 sentences, 1 to 12 clauses, and names of any length
# from 8 words.
_THINGS = frozenset(["it", "its"])
_TELLING = frozenset(["say", "tell", "claim", "insist", "admit"])  # "his client had told police he was at home"
_REACH = 3  # sentences back that a pronoun may reach
_CLAUSES_UP = 6  # clauses around a pronoun in which a subject is looked for
_SPEAKER_REACH = 4  # sentences back to who spoke last: about a paragraph
_LONG_OWNER = re.compile(r"[a-z][\w ’'-]* (?:in|at|from|on|with|near|who) ")
_ANSWERING = lexicon.SAY | lexicon.ANSWER | lexicon.CALL | lexicon.words("denying_verbs") | {"decline", "refuse"}
_QUESTIONING = lexicon.words("verbs_of_questioning")
_INITIALS = re.compile(r"(?:[A-Z]\.){2,}")  # "G.H.", whom a court does not name
_LONGEST_GROUP = 8  # words of a name that may be put in the place of "they"
_LONGEST_THING = 6  # the same for "it"
# What `local_subject` returns where somebody or something may be meant that no rule can tell.
_UNSURE = -2
# "A caretaker said he had left": whoever says it may be meant, though no list has the trade.
_TRADE = re.compile(r"\w{3}(?:er|[ts]or|ist|ian|man|eur)$")
_SURE_TRADE = re.compile(r"\w{3}(?:[ts]or|ist|ian|man|eur|eer)$")
_NO_PEOPLE = lexicon.DOCUMENTS | lexicon.COLLECTIVE_NOUNS | lexicon.INSTITUTIONS | lexicon.ORGANISATIONS
_LONGEST_SPEECH = 200  # units that are looked back through for who gives a speech: more than any speech read had
_WHERE = frozenset(["in", "on", "at"])
_GOING = lexicon.words("moving_verbs") | {"get"}
_NOBODY_KNOWN = lexicon.words("indefinite_people")
_OF_WHO_SPEAKS = lexicon.words("adjectives_of_who_speaks")
# What a body may say that it is: "a member of the league", "one of the largest", "part of the plan".
_OF_BODIES = (
    lexicon.ROLES | lexicon.ORGANISATIONS | lexicon.COLLECTIVE_NOUNS | lexicon.INSTITUTIONS | lexicon.PEOPLE
) | {"one", "part"}
_OF_A_STATEMENT = lexicon.words("verbs_of_a_statement")
_OF_AN_EVENT = lexicon.words("verbs_of_an_event")
_SOMETHING = frozenset(["something", "anything", "everything", "this", "that"])
_NO_PERSON = frozenset(["GPE", "LOC", "NORP", "FAC", "EVENT", "PRODUCT", "LAW", "LANGUAGE", "WORK_OF_ART", "ORG"])


def read_pronoun(table: EntityTable, index: int, token: Token) -> bool:
    """Read a pronoun: put a name in its place, or mark it as open.

    "I" and "we" stay open here: who speaks is known only when the whole article was read.

    Returns:
        Whether ``token`` is a personal pronoun.
    """
    if token.tag_ not in {"PRP", "PRP$"} or _is_short_for_a_trade(token):
        return False
    lowered = token.lower_
    if lowered in FIRST_PERSON or lowered in WE:
        table.open_words.add((index, token.i))
    elif lowered in lexicon.PRONOUNS and lowered not in _REFLEXIVE and not (lowered == "it" and expletive(token)):
        _read_third_person(table, index, token)
    return True


def _is_short_for_a_trade(token: Token) -> bool:
    """Whether "IT" is information technology, in a sentence that is not written in capitals throughout."""
    return token.text == "IT" and any(t.text.islower() for t in token.doc)


def _read_third_person(table: EntityTable, index: int, token: Token) -> None:
    possessive = token.tag_ == "PRP$" and not given_to(token)
    found = antecedent(table, index, token)
    if found is None or found[0].name.lower() in lexicon.PRONOUNS | lexicon.QUANTIFIERS:
        table.open_words.add((index, token.i))
        anchor = max(local_subject(table, token), -1)
        table.replacements[index, token.i] = Replacement(token.i, token.i, "", possessive, anchor)
        return
    entity, anchor = found
    if possessive and _LONG_OWNER.match(entity.name):
        table.open_words.add((index, token.i))  # "teachers in Dorn's union": of Dorn, as it reads
        table.replacements[index, token.i] = Replacement(token.i, token.i, "", possessive, anchor)
        return
    called = re.sub(r"^an? ", "the ", entity.called)  # "a man ..., after he stole it": not another man
    own = subject_of(token.head) if token.dep_ in {"dobj", "dative"} and token.lower_ in _GENDERS else None
    same = table.replacements.get((index, own.i)) if own is not None and own.tag_ == "PRP" else None
    if own is not None and same is not None and same.text == called:
        # "She could not forgive her": two women, and who is which is not sure; "them" may be things.
        for place in (token.i,) if token.lower_ == "them" else (own.i, token.i):
            table.open_words.add((index, place))
            table.replacements[index, place] = Replacement(place, place, "")
        return
    table.replacements[index, token.i] = Replacement(token.i, token.i, called, possessive, anchor)
    if not entity.name:
        table.open_words.add((index, token.i))
    if entity.name in table.entities:
        entity.gender = entity.gender or _GENDERS.get(token.lower_, "")
        note(table, index, token, entity)


def read_demonstrative(table: EntityTable, index: int, token: Token) -> bool:
    """Mark "this" and "these" as open, except before a time and before words that say what they mean.

    Returns:
        Whether ``token`` is such a word.
    """
    places = {"nsubj", "dobj", "pobj", "nsubjpass", "det"}
    if token.lower_ not in lexicon.DEMONSTRATIVES or token.dep_ not in places or token.tag_ != "DT":
        return False
    determines = token.dep_ == "det"
    noun = token.head if determines else token
    timed = noun.ent_type_ in {"DATE", "TIME"} or token.lower_ == "that" or noun.lower_ in SPANS
    told = any(c.dep_ in {"relcl", "acl", "prep"} for c in noun.children)
    if not told and not (determines and timed):
        table.open_words.add((index, token.i))
    return True


def local_subject(table: EntityTable, token: Token, *, unsure: bool = False) -> int:
    """Return the subject of the same clause, or of one around it, where it fits the pronoun; else -1.

    Args:
        table: What is known of the article.
        token: The pronoun.
        unsure: Whether to return it too where another noun between may be meant as well.

    Returns:
        The subject's place; `_UNSURE` where another may be meant, so that no name of the sentences before is put in.
    """
    owner = token.head if token.tag_ == "PRP$" else token
    beside = owner.head if owner.dep_ == "conj" else None
    if beside is not None and beside.pos_ in NAMING and _fits(table, beside, token, alone=True):
        if beside.pos_ == "PROPN" or beside.dep_ in NOUN_SUBJECTS:
            return beside.i  # "Ana Ruiz and her sister", "The bank and its owner were fined"
        # "sold the yard and its crane": of the yard or of who sold it, and of nothing in the sentences before
        found = _subject_around(table, token, unsure=unsure)
        return found if found >= 0 else _UNSURE
    return _subject_around(table, token, unsure=unsure)


def _subject_around(table: EntityTable, token: Token, *, unsure: bool) -> int:
    object_ = token.dep_ in {"dobj", "dative"}
    step = token
    does = True  # whether the subject looked at does what the pronoun's own verb says, as in "was told to clean it"
    for _ in range(_CLAUSES_UP):
        verb = next((t for t in step.ancestors if t.pos_ in {"VERB", "AUX"}), None)
        if verb is None:
            return -1
        subject = _subject_or_antecedent(verb)
        if subject is None and step == token and object_ and verb.tag_ in {"VBG", "VBN"}:
            return -1  # "..., leaving them": who leaves is the subject above, so it is not "them"
        joined = verb.dep_ == "conj"
        if subject is not None:
            own_object = (object_ or token.dep_ == "pobj") and does and verb.pos_ == "VERB"
            before = not own_object and subject != token and subject.i < token.i and token not in subject.subtree
            if before and step.dep_ == "ccomp" and subject.lower_ in lexicon.DOCUMENTS and token.lower_ in _THINGS:
                return _UNSURE  # "The report said it shrank": what the report is about
            # "Norland's ministry said it was ready": who speaks
            speaks = token.lower_ == "it" and verb.lemma_ in lexicon.SAY
            if before and not speaks and _may_be_the_owner(table, subject, token):
                return _UNSURE
            if before and _fits(table, subject, token):
                if unsure or is_sure(subject, verb, token, partial(_fits, table)):
                    return subject.i
                return -1 if token.lower_ in _GENDERS else _UNSURE
            if before and _may_be_meant(table, subject, token):
                return _UNSURE
            if joined and (own_object or before):
                return -1
        told = any(c.dep_ in {"dobj", "dative"} for c in verb.head.children)
        does = does and subject is None and verb.dep_ == "xcomp" and not told
        step = verb
    return -1


def _may_be_meant(table: EntityTable, subject: Token, pronoun: Token) -> bool:
    """Whether a subject of which nothing is known may be what the pronoun means: "another", "Furukawa"."""
    if subject.lower_ in _NOBODY_KNOWN:
        return pronoun.lower_ not in {"it", "its"}
    if pronoun.lower_ in _THINGS:
        return _may_be_a_body(table, subject)
    nested = subject.head.dep_ == "ccomp" and not any(c.dep_ == "appos" for c in subject.children)
    if pronoun.lower_ in _GENDERS and subject.tag_ == "NN" and nested and subject.head.lemma_ in _TELLING:
        return subject.lower_ not in lexicon.DOCUMENTS | lexicon.COLLECTIVE_NOUNS | lexicon.INSTITUTIONS
    if pronoun.lower_ in _GENDERS and subject.tag_ == "NN" and subject.head.lemma_ in lexicon.SAY:
        who = any(t.lower_ == "who" for c in subject.children if c.dep_ == "relcl" for t in c.children)
        named = any(c.dep_ == "appos" for c in subject.children)  # "the conductor, Tom Roe, said he"
        trade = who or _TRADE.search(subject.lower_) is not None
        return trade and not named and subject.lower_ not in _NO_PEOPLE
    if pronoun.lower_ in _GENDERS and subject.tag_ == "NN" and _SURE_TRADE.search(subject.lower_):
        return subject.lower_ not in _NO_PEOPLE  # "the inventor had his ashes buried"
    if pronoun.lower_ not in _GENDERS or subject.tag_ != "NNP":
        return False
    people = table.by_surname.get(subject.text, [])
    if people:
        return any(person.gender in {"", _GENDERS[pronoun.lower_]} for person in people)
    placed = table.name_kinds.get(subject.text) in {"place", "people"} or subject.ent_type_ in _NO_PERSON - {"ORG"}
    called = any(c.lower_ in {"the", "a", "an"} for c in subject.children)
    body = subject.lower_.rstrip(".") in lexicon.ORGANISATIONS | lexicon.INSTITUTIONS | lexicon.COLLECTIVE_NOUNS
    capitals = subject.text.isupper() and not _INITIALS.fullmatch(subject.text)  # "G.H. hit an officer who held him"
    return not (placed or called or body or capitals)


def _may_be_the_owner(table: EntityTable, subject: Token, pronoun: Token) -> bool:
    """Handle "Velta's profit fell, and its shares lost 4%": "its" may be Velta's as well as the profit's."""
    owners = [c for c in subject.children if c.dep_ == "poss" and c.pos_ in NAMING]
    return pronoun.lower_ in _THINGS and any(_fits(table, owner, pronoun) for owner in owners)


def _may_be_a_body(table: EntityTable, name: Token) -> bool:
    """Whether a name that was read as a person's may be a body's: "Harbour Pets lost its hall"."""
    words = [c.lower_.rstrip(".") for c in name.children if c.dep_ == "compound" and c.i < name.i]
    titled = bool(set(words) & (lexicon.GIVEN_NAMES | lexicon.HONORIFICS | lexicon.ROLES | lexicon.words("titles")))
    known = any(person.gender for person in table.by_surname.get(name.text, []))
    return name.pos_ == "PROPN" and not titled and not known and name.lower_ not in lexicon.GIVEN_NAMES


def _subject_or_antecedent(verb: Token) -> Token | None:
    """Return the subject of ``verb``, or the antecedent of its "who" or "which"."""
    subject = subject_of(verb)
    relative = subject is not None and subject.tag_ in {"WDT", "WP"} and verb.dep_ == "relcl"
    return verb.head if relative else subject


def antecedent(table: EntityTable, index: int, token: Token) -> tuple[Entity, int] | None:
    """Return whom or what a pronoun means, and the token of its unit that it points back to or -1; None if open."""
    lowered = token.lower_
    if part_of(token) or (lowered == "it" and token.dep_ == "dobj" and token.head.lemma_ in _TAKING_FOR_TRUE):
        return None
    if lowered == "it" and token.dep_ == "dobj" and _means_nothing(token):
        return None
    if lowered in _GENDERS and (_told_to_another(table, token) or _answers_another(table, index, _GENDERS[lowered])):
        return None
    if lowered == "they" and token.head.lemma_ in lexicon.SAY and token.head.dep_ == "advcl":
        return None  # "when they say that all is well": whoever says so
    possessive_or_object = token.dep_ not in NOUN_SUBJECTS
    anchor = local_subject(table, token)
    if anchor == _UNSURE or _echoes_open(table, index, token) or (anchor >= 0 and _is_judged_in_a_report(token)):
        return None
    if anchor >= 0 and (possessive_or_object or lowered in {"they", "it"}):
        owner = token.head
        if owner.dep_ == "conj" and owner.head.i == anchor:
            entity = entity_at(table, index, owner.head)
            return (entity, anchor) if entity is not None else None
        return _subject_entity(table, index, anchor), anchor
    if lowered in {"he", "she", "him", "her", "his"}:
        return _person_meant_by(table, index, token, "f" if lowered in {"she", "her"} else "m", anchor)
    if lowered in {"they", "them", "their"}:
        return _group_meant_by(table, index, token, anchor)
    return _thing_meant_by(table, index, token)


def _means_nothing(it: Token) -> bool:
    """Whether "it" is part of how a verb is used: "as the paper puts it", "two seals did not make it"."""
    verb = it.head
    more = [c for c in verb.children if c.i > it.i and c.dep_ in {"prep", "oprd", "xcomp", "ccomp", "acomp", "dobj"}]
    return verb.lemma_ == "put" or (verb.lemma_ == "make" and verb.dep_ != "conj" and not more)


def _echoes_open(table: EntityTable, index: int, token: Token) -> bool:
    """Whether the same pronoun stayed open earlier in the sentence: both mean the same."""
    alike = next((group for group in _ALIKE if token.lower_ in group), frozenset())
    here = table.sentences[index]
    for unit in range(index, -1, -1):
        if table.sentences[unit] != here:
            return False
        if (table.units[unit].role is Role.SAID) is not (table.units[index].role is Role.SAID):
            continue  # "“He lied,” he said": two people
        before = [t for t in table.units[unit].doc if t.lower_ in alike and (unit != index or t.i < token.i)]
        if before:
            return (unit, before[-1].i) in table.open_words
    return False


def _subject_entity(table: EntityTable, index: int, anchor: int) -> Entity:
    """Return what the subject at ``anchor`` is called: all of it where it is a list."""
    noun = table.units[index].doc[anchor]
    if any(c.dep_ == "conj" for c in noun.children):
        people = [m.entity for m in table.mentions_by_unit.get(index, []) if m.entity.members and m.token > anchor]
        if people and noun.pos_ == "PROPN" and noun.ent_type_ == "PERSON":
            return people[0]
        return Entity(_listed(table, index, noun), "group", plural=True)
    if noun.pos_ == "PRON":  # "He said his ...": whoever "he" is, or nobody yet
        known = table.replacements.get((index, anchor))
        return Entity(known.text if known is not None else "", "noun", plural=noun.lower_ == "they")
    entity = entity_at(table, index, noun)
    if entity is not None and entity.name:
        return entity
    called = "" if _told_apart(noun) else lower_first(name_at(table, index, noun))
    return Entity(called, "noun", plural=noun.tag_ == "NNS")


def _listed(table: EntityTable, index: int, first: Token) -> str:
    """Return a list by the short names of its members; empty where it is too long to be put in a pronoun's place."""
    members = [first]
    while joined := [c for c in members[-1].children if c.dep_ == "conj"]:
        members += joined
    names = [lower_first(name_at(table, index, member)) for member in members]
    told = f"{', '.join(names[:-1])} and {names[-1]}"
    fits = len(told.split()) <= _LONGEST_GROUP and not any(map(_told_apart, members))
    return told if fits else ""


def _told_apart(noun: Token) -> bool:
    """Whether no short name says who is meant: "people who live by the river", "our people", "those people"."""
    which = any(c.dep_ == "relcl" and c.i > noun.i and not comma_before(c) for c in noun.children)
    return which or any(c.tag_ == "PRP$" or c.lower_ in lexicon.DEMONSTRATIVES for c in noun.children if c.i < noun.i)


def _fits(table: EntityTable, noun: Token, pronoun: Token, *, alone: bool = False) -> bool:
    lowered = pronoun.lower_
    if is_measure(noun):
        return False
    plural = noun.tag_ in {"NNS", "NNPS"} or (not alone and any(c.dep_ == "conj" for c in noun.children))
    if lowered in _THINGS and noun.tag_ == "NNPS" and _takes_a_singular(noun):
        plural = False  # "Harbour Pets honours Ida at its ball"
    if noun.pos_ not in {"NOUN", "PROPN"}:
        return noun.pos_ == "PRON" and noun.lower_ == {
            "his": "he",
            "her": "she",
            "their": "they",
            "its": "it",
        }.get(lowered, "")
    if lowered in {"they", "them", "their"}:
        return (
            plural
            or noun.lower_ in lexicon.COLLECTIVE_NOUNS
            or (noun.ent_type_ == "ORG" and not is_person(noun) and noun.text not in table.by_surname)
        )
    if plural:
        return False
    person = noun.ent_type_ == "PERSON" or noun.lower_ in OFFICES or noun.lower_ in lexicon.FEMALE | lexicon.MALE
    known = table.by_surname.get(noun.text, [])
    described = any(c.dep_ == "appos" and c.lower_ in lexicon.ORGANISATIONS for c in noun.children)
    named = is_person(noun) or any(
        c.dep_ == "compound" and c.lower_ in OFFICES and c.pos_ == "NOUN" for c in noun.children
    )
    person = (person or named or bool(known) or noun.lemma_.lower() in PEOPLE) and not described
    if lowered in {"it", "its"}:
        return not person
    wanted = "f" if lowered in {"she", "her"} else "m"
    gender = known[0].gender if len(known) == 1 else ""
    if noun.lower_ in lexicon.FEMALE:
        gender = "f"
    elif noun.lower_ in lexicon.MALE:
        gender = "m"
    return person and gender in {"", wanted}


def _takes_a_singular(name: Token) -> bool:
    """Whether the verb of a name in the plural is in the singular, or has one form for both: a body's name."""
    finite = finite_token(name.head) if name.dep_ in NOUN_SUBJECTS else None
    listed = any(c.dep_ == "conj" for c in name.children)
    return not listed and finite is not None and finite.tag_ != "VBP" and finite.lower_ != "were"


def _reachable(table: EntityTable, index: int, token: Token) -> list[list[Mention]]:
    """Return earlier mentions by sentence, the pronoun's own first.

    What is said in an interview or a speech means nothing that others said: the question before it is set aside.
    """
    here, speech = table.sentences[index], table.units[index].speech
    above = {t.i for t in token.ancestors}
    layers: list[list[Mention]] = []
    for back in range(_REACH + 1):
        layer = [
            m for m in table.mentions_by_sentence.get(here - back, [])
            if (m.unit != index or (m.token < token.i and m.token not in above))
            and (table.units[m.unit].speech is speech or (speech is None and not _is_block(table, m)))
        ]  # fmt: skip
        layers.append(layer)
    return layers


def _is_block(table: EntityTable, mention: Mention) -> bool:
    """Whether something is named in a block of somebody's words that the text around it announces."""
    speech = table.units[mention.unit].speech
    return speech is not None and speech.announced is not None


def read_there(table: EntityTable, index: int, token: Token) -> bool:
    """Read "there" as the one place named in this sentence or the one before; else it stays open.

    Returns:
        Whether ``token`` is the word for a place.
    """
    if token.lower_ != "there" or token.tag_ != "RB" or token.dep_ not in {"advmod", "pcomp", "pobj"}:
        return False
    layers = _reachable(table, index, token)[:2]
    names = next((n for layer in layers if (n := {m.entity.name for m in layer if m.entity.kind == "place"})), set())
    after = token.doc[token.i + 1].lower_ if token.i + 1 < len(token.doc) else ""
    if len(names) != 1 or after in {"was", "is", "were", "are"}:
        table.open_words.add((index, token.i))
        return True
    led = token.i > 0 and token.doc[token.i - 1].pos_ == "ADP"
    place = next(iter(names))
    mention = next(m for layer in layers for m in layer if m.entity.name == place)
    named = table.units[mention.unit].doc[mention.token]
    if any(_speaks(table, m) for m in table.mentions if m.entity.name == place):
        table.open_words.add((index, token.i))  # "Paris says she lived there": Paris is somebody
        return True
    if any(child.dep_ == "det" and child.lower_ == "the" for child in named.children):
        place = f"the {place}"  # "the UK", "the Netherlands"
    if not led:
        beside = named.doc[named.i - 1].lower_ if named.i else ""
        goes = token.head.lemma_ in _GOING
        place = f"{'to' if goes else beside if beside in _WHERE else 'in'} {place}"  # "on Mars", "get to Mars"
    table.replacements[index, token.i] = Replacement(token.i, token.i, place)
    return True


def _speaks(table: EntityTable, mention: Mention) -> bool:
    """Whether a name is the subject of "say" in one word, in a sentence that has a "she" or "he" for it."""
    noun = table.units[mention.unit].doc[mention.token]
    alike = any(t.lower_ in _GENDERS and t.i > noun.i for t in noun.doc)
    return alike and noun.dep_ in NOUN_SUBJECTS and noun.head.lemma_ in lexicon.SAY


def _speaker_meant(table: EntityTable, index: int, token: Token) -> Entity | None:
    """Return who spoke last, where the pronoun goes on speaking ("He also said ...")."""
    speaking = token.dep_ in NOUN_SUBJECTS and token.head.lemma_ in lexicon.SAY | lexicon.CALL
    here = table.sentences[index]
    recent = here - table.last_speaker_sentence <= _SPEAKER_REACH
    others = [m for s in range(table.last_speaker_sentence + 1, here) for m in table.mentions_by_sentence.get(s, [])]
    if any(m.subject and _came_between(table, m) and m.entity is not table.last_speaker for m in others):
        recent = False
    if recent and token.lower_ in _GENDERS and _another_is_named(table, index):
        recent = False
    if token.lower_ == "it" and speaking and table.last_document is not None:
        document, sentence = table.last_document
        if sentence > table.last_speaker_sentence and table.sentences[index] - sentence <= _SPEAKER_REACH:
            return document
    return table.last_speaker if speaking and recent else None


def _another_is_named(table: EntityTable, index: int) -> bool:
    """Whether a new paragraph, before this sentence, names only another person than the last speaker."""
    here, paragraph = table.sentences[index], table.units[index].paragraph
    named = [
        m.entity
        for sentence in range(here - _SPEAKER_REACH, here)
        for m in table.mentions_by_sentence.get(sentence, [])
        if m.entity.kind == "person"
        and table.units[m.unit].paragraph == paragraph
        and table.units[m.unit].role is not Role.SAID
    ]
    spoke = table.last_speaker_sentence in {
        table.sentences[k] for k in range(index) if table.units[k].paragraph == paragraph
    }
    return bool(named) and not spoke and table.last_speaker not in named


def _came_between(table: EntityTable, mention: Mention) -> bool:
    """Whether somebody else was told of, or answered without a name: "A spokesman denied it. “No,” he said."."""
    verb = table.units[mention.unit].doc[mention.token].head
    answers = verb.lemma_ in _ANSWERING and mention.entity.kind == "human"
    return mention.entity.kind == "person" or answers


def _person_meant_by(
    table: EntityTable, index: int, token: Token, gender: str, anchor: int
) -> tuple[Entity, int] | None:
    reachable = _reachable(table, index, token)
    own_words = _whose_words(table, index)  # nobody calls himself "he"
    if _says_it_again(table, index, token):
        if table.last_speaker is None:
            return None
        own_words.add(table.last_speaker.name)
    reachable = [[m for m in layer if m.entity.name not in own_words] for layer in reachable]
    asked = _inside_what_was_asked(token)
    reachable[0] = [m for m in reachable[0] if m.unit != index or m.token not in asked]
    if table.units[index].role is Role.CARRIER:  # who speaks is none of those whom the quoted words name
        reachable[0] = [m for m in reachable[0] if table.units[m.unit].role is not Role.SAID]
    layers = [_told_of(table, [m for m in layer if _may_be(table, m, gender)]) for layer in reachable]
    stripped = table.contexts[index].stripped  # "In the words of one colleague, he was late": another one
    layers[0] = [m for m in layers[0] if m.unit != index or m.token not in stripped or m.entity.kind != "human"]
    if token.dep_ in {"dobj", "dative"}:  # whoever hires him is not him
        own = subject_of(token.head)
        layers[0] = [m for m in layers[0] if own is None or (m.unit, m.token) != (index, own.i)]
    last = _speaker_meant(table, index, token) if not layers[0] else None
    spoken = last is not None and last.kind == "person" and last.name not in own_words
    if last is not None and spoken and last.gender in {"", gender} and not last.plural:
        return last, -1
    if token.dep_ in NOUN_SUBJECTS and token.head.lemma_ in lexicon.SAY and anchor < 0:
        unnamed = _unnamed_before(table, index, token, gender)
        if unnamed is not None:
            return unnamed, -1
    if anchor >= 0 and not layers[0]:
        return None  # "Tom, who said how happy he is": Tom may be meant, so nobody of the sentences before is
    back, layer = next(((k, found) for k, found in enumerate(layers) if found), (0, []))
    names = {m.entity.name for m in layer}
    if any(_is_unknown(table, m) for nearer in reachable[1:back] for m in nearer):
        return None
    doubtful = back and len(names) == 1 and _is_doubtful(table, index, token, names)
    doubtful = doubtful or _is_within_another(table, index, token, names, gender)
    if doubtful or len(names) != 1 or any(m.entity.kind not in {"person", "human"} for m in layer):
        return None
    chosen = next((m for m in layer if m.subject), layer[-1])
    sure = chosen.subject or chosen.entity.gender
    others = {m.entity.name for found in layers[back + 1 :] for m in found if m.subject or not sure} - names
    # "Their child Ana fell ill, and the Sams took her home": only a subject may be somebody of an earlier sentence.
    goes_on = not back and chosen.entity.gender and token.dep_ not in NOUN_SUBJECTS
    if not goes_on and (not chosen.subject or (back and not chosen.entity.gender)) and others:
        return None
    if back and chosen.entity.kind == "person" and not chosen.entity.gender and " " not in chosen.entity.name:
        return None  # one word of which nothing is known may be a company
    if back and not (chosen.subject or chosen.entity.gender):
        return None
    if chosen.entity.kind == "human":
        return (chosen.entity, chosen.token) if chosen.unit == index else None
    return chosen.entity, chosen.token if chosen.unit == index else max(anchor, -1)


def _is_doubtful(table: EntityTable, index: int, pronoun: Token, names: set[str]) -> bool:
    """Whether an earlier sentence has a person only in brackets, or the pronoun's own clause tells of another.

    "Then [the host Ana Holm] will say so": the article puts her in, and "she" behind it may be anybody.
    """
    if all(is_inserted(table.units[m.unit], m.token) for m in table.mentions if m.entity.name in names):
        return True
    if _opens_for_another(table, pronoun, names):
        return True
    others = [entity_at(table, index, t) for t in pronoun.doc[: pronoun.i] if _is_told_of(t, pronoun)]
    return any(other is None or other.name not in names for other in others)


def _is_within_another(table: EntityTable, index: int, pronoun: Token, names: set[str], gender: str) -> bool:
    """Whether a clause that describes another has the pronoun: "Ben Roe, how he runs", "Roe, who met his father"."""
    above = {t.i for t in pronoun.ancestors if t.pos_ == "PROPN" and t.lower_ not in lexicon.ROLES}
    return any(
        m.token in above and m.entity.name not in names and _may_be(table, m, gender)
        for m in table.mentions_by_unit.get(index, [])
    )


def _opens_for_another(table: EntityTable, pronoun: Token, names: set[str]) -> bool:
    """Whether a participle opens the sentence of another person: "Asked about his plan, Tom Roe said so"."""
    opening = next((t for t in pronoun.ancestors if t.dep_ == "advcl" and t.tag_ in {"VBG", "VBN"}), None)
    subject = subject_of(opening.head) if opening is not None and opening.i < opening.head.i else None
    if subject is None or subject.i < pronoun.i or not _fits(table, subject, pronoun):
        return False
    return subject.pos_ == "PROPN" and not any(subject.text in name.split() for name in names)


def _is_told_of(noun: Token, pronoun: Token) -> bool:
    """Whether the pronoun's own clause does something to somebody: "gave Holm a medal for his part"."""
    verb, word = noun.head, noun.lower_.rstrip(".")
    if noun.dep_ not in {"dobj", "dative"} or verb not in pronoun.ancestors or word in _NO_PEOPLE:
        return False
    if noun.tag_ == "NNP":
        called = any(c.dep_ in {"det", "poss"} for c in noun.children)
        return not (called or noun.text.isupper() or is_place(noun.lower_))
    return (
        noun.tag_ == "NN" and (word in lexicon.PEOPLE or _TRADE.search(word) is not None) and pronoun.tag_ == "PRP$"
    )


def _told_of(table: EntityTable, mentions: list[Mention]) -> list[Mention]:
    """Return mentions without names that only say which thing, beside a subject: "Ana Ruiz filed the Holm papers"."""
    if not any(m.subject and m.entity.kind == "person" for m in mentions):
        return mentions
    tokens = [table.units[m.unit].doc[m.token] for m in mentions]
    return [m for m, t in zip(mentions, tokens, strict=True) if t.dep_ != "compound" or t.head.pos_ != "NOUN"]


def _inside_what_was_asked(speaking: Token) -> frozenset[int]:
    """Return the words of "asked whether Ruiz should go" before "he said": whoever is asked about does not answer."""
    verb = speaking.head
    if speaking.dep_ not in NOUN_SUBJECTS or verb.lemma_ not in lexicon.SAY | lexicon.ANSWER:
        return frozenset()
    asked = [c for c in verb.children if c.dep_ == "advcl" and c.lemma_ in _QUESTIONING and c.i < speaking.i]
    return frozenset(t.i for clause in asked for t in clause.subtree)


def _unnamed_before(table: EntityTable, index: int, token: Token, gender: str) -> Entity | None:
    """Return who goes on speaking where the sentence before has one person without a name: "A nurse left. She said".

    What is said in quotation marks may name others; they do not speak.
    """
    here, paragraph = table.sentences[index], table.units[index].paragraph
    for back in range(2):
        mentions = [
            m for m in table.mentions_by_sentence.get(here - back, [])
            if table.units[m.unit].role is not Role.SAID and (m.unit != index or m.token < token.i)
            and (m.entity.kind in {"person", "human"} or _may_be(table, m, gender))
            and m.entity.gender in {"", gender}
        ]  # fmt: skip
        if not mentions:
            continue
        (first, *_) = mentions
        alone = all(m.entity.name == first.entity.name for m in mentions)
        told = first.subject and first.entity.kind == "human" and not first.entity.plural and bool(back)
        known = first.entity.name.split(maxsplit=1)[0].lower() in {"a", "an", "the"} if first.entity.name else False
        near = table.units[first.unit].paragraph == paragraph
        short = len(first.entity.name.split()) <= _LONGEST_THING
        return first.entity if alone and told and known and near and short else None
    return None


def _whose_words(table: EntityTable, index: int) -> set[str]:
    """Return who says a quotation or a speech, by the words beside, before or behind it; nobody elsewhere."""
    givers = _givers(table, index)
    if table.units[index].role is not Role.SAID:
        return givers
    near = [*_of_its_sentence(table, index), _before_what_is_said(table, index)]
    # "Holm rejected this. “He did not read it.”"
    return givers | _carriers_named(table, near) | _named_behind(table, index)


def _of_its_sentence(table: EntityTable, index: int) -> list[int]:
    near = range(max(index - 2, 0), min(index + 3, len(table.units)))
    return [k for k in near if table.units[k].sentence == table.units[index].sentence]


def _before_what_is_said(table: EntityTable, index: int) -> int:
    while index and table.units[index].role is Role.SAID:
        index -= 1
    return index


def _answers_another(table: EntityTable, index: int, gender: str) -> bool:
    """Whether who spoke just before, in her own quotation, may be meant: "“No,” said Ida. “She is,” said Tom"."""
    if table.units[index].role is not Role.SAID:
        return False
    here = _of_its_sentence(table, index)
    own = {table.units[k].doc[i].text for k in here for i in table.carriers.get(k, ())}
    before = _before_what_is_said(table, index)
    others = _carriers_named(table, [before]) if table.sentences[index] - table.sentences[before] == 1 else set()
    known = [table.entities[name] for name in others if name in table.entities and not own & set(name.split())]
    return bool(own) and any(person.kind == "person" and person.gender == gender for person in known)


def _givers(table: EntityTable, index: int) -> set[str]:
    """Return who gives the speech that a unit is part of."""
    speech = table.units[index].speech
    if speech is None:
        return set()
    before = range(max(0, index - _LONGEST_SPEECH), index)
    announced = [k for k in before if table.units[k].sentence == speech.announced]
    return {speaker.name for speaker in speech.speakers} | _carriers_named(table, announced)


def _carriers_named(table: EntityTable, units: list[int]) -> set[str]:
    """Return the names of those who are said to speak in some units."""
    return {
        mention.entity.name
        for unit in units
        for mention in table.mentions_by_unit.get(unit, [])
        if mention.token in table.carriers.get(unit, ())
    }


def _named_behind(table: EntityTable, index: int) -> set[str]:
    """Return whom words may name that stand sentences behind: "“He hit me. He lost,” Holm said."."""
    unit, ids = table.said_by.get(index, (index, ()))
    surnames = {table.units[unit].doc[i].text for i in ids if table.units[unit].doc[i].pos_ == "PROPN"}
    return {name for name in table.entities if surnames & set(name.split())}


def _says_it_again(table: EntityTable, index: int, pronoun: Token) -> bool:
    """Whether who says a quotation is called by the pronoun too: "“He was the last man off,” he said"."""
    if table.units[index].role is not Role.SAID:
        return False
    here = table.units[index].sentence
    near = range(max(index - 2, 0), min(index + 3, len(table.units)))
    unit, ids = table.said_by.get(index, (index, ()))
    speaking = [table.units[unit].doc[i].lower_ for i in ids]
    speaking += [
        table.units[k].doc[i].lower_
        for k in near
        if table.units[k].sentence == here
        for i in table.carriers.get(k, ())
    ]
    return any(_GENDERS.get(word, word) == _GENDERS.get(pronoun.lower_) for word in speaking)


def _told_to_another(table: EntityTable, pronoun: Token) -> bool:
    """Whether who speaks or who hears it may be meant: "Mrs Bell told her sister that her flat had flooded".

    So may whoever speaks in a clause with "who", though others are named before: "the witness, who said he knew".
    """
    content = next((t for t in pronoun.ancestors if t.dep_ == "ccomp" and t.head.lemma_ in lexicon.SAY), None)
    if content is None:
        return False
    speaker = subject_of(content.head)
    if content.head.dep_ == "relcl" and speaker is not None and speaker.lower_ == "who":
        return True
    hearers = [c for c in content.head.children if c.dep_ in {"dobj", "dative"} and c.i < content.i]
    near = lexicon.FEMALE | lexicon.MALE
    return any(c.lower_ in near and _fits(table, c, pronoun) for c in hearers)


def _is_unknown(table: EntityTable, mention: Mention) -> bool:
    """Whether a subject is one word in capitals of which nothing tells whether it is a person or a company."""
    token = table.units[mention.unit].doc[mention.token]
    plain = mention.subject and mention.entity.kind == "thing" and " " not in mention.entity.name
    known = token.text.isupper() or table.name_kinds.get(token.text) in {"place", "people"}
    return plain and token.tag_ == "NNP" and not mention.entity.article and not known


def _may_be(table: EntityTable, mention: Mention, gender: str) -> bool:
    """Whether "he" or "she" may mean what is mentioned: a person, or a name of which nothing is known."""
    entity = mention.entity
    if entity.plural or entity.gender not in {"", gender}:
        return False
    if entity.kind in {"person", "human"}:
        return True
    token = table.units[mention.unit].doc[mention.token]
    if _INITIALS.fullmatch(token.text) and token.ent_type_ not in _NO_PERSON - {"ORG"}:
        return token.dep_ not in {"compound", "amod"}
    plain = entity.kind == "thing" and not entity.article and token.tag_ == "NNP" and not token.ent_type_
    body = token.lower_.rstrip(".") in lexicon.ORGANISATIONS | lexicon.INSTITUTIONS | lexicon.COLLECTIVE_NOUNS
    return (
        plain and not body and not token.text.isupper() and token.dep_ in NOUN_SUBJECTS | {"dobj", "dative", "conj"}
    )


def _group_meant_by(table: EntityTable, index: int, token: Token, anchor: int) -> tuple[Entity, int] | None:
    last = _speaker_meant(table, index, token)
    if last is not None and last.plural:
        return last, -1
    for back, layer in enumerate(_reachable(table, index, token)[:2]):
        groups = [m for m in layer if m.entity.plural]
        if back == 0 and anchor >= 0:
            groups = [m for m in groups if m.token == anchor and m.unit == index] or groups
        if not groups:
            continue
        people = {m.entity.name for m in groups if m.entity.members}
        if not people and any(_is_body(table, m) for m in layer if m.subject and not m.entity.plural):
            return None  # "the board": who decides is also called "they"
        subjects = {m.entity.name for m in groups if m.subject or _is_spoken_for(table, m)}
        names = {m.entity.name for m in groups}
        if back and not subjects and len(names) > 1:
            return None  # "a page for Ana and Ida has 5,000 members. Today they ask ..."
        if len(people) == 1 and subjects <= people:
            names = people
        if len(names) != 1 or not (subjects or people):
            return None
        if back and not people and (token.dep_ not in NOUN_SUBJECTS or _in_a_report(token)):
            return None
        chosen = [m for m in groups if m.entity.name in names][-1]
        verb = table.units[chosen.unit].doc[chosen.token].head
        if back and not people and any(c.lower_ in {"also", "too"} for c in verb.children):
            return None  # "Two aides also came. They met ...": all who came
        if len(chosen.entity.name.split()) > _LONGEST_GROUP:
            return None
        above = local_subject(table, token, unsure=True) if back == 0 and token.tag_ == "PRP$" else -1
        if above >= 0 and (chosen.unit, chosen.token) != (index, above):
            return None  # the government, or the designs that it asked for
        return chosen.entity, chosen.token if chosen.unit == index else -1
    couples = {m.entity.name: m.entity for m in table.mentions if m.entity.members and "parents" in m.entity.classes}
    if len(couples) == 1 and token.dep_ in NOUN_SUBJECTS:
        return next(iter(couples.values())), -1
    return None


def _in_a_report(pronoun: Token) -> bool:
    """Whether one person tells what "they" do: "Holm said they won" may mean those for whom she speaks."""
    report = pronoun.head.head
    subject = subject_of(report) if pronoun.head.dep_ == "ccomp" and report.lemma_ in lexicon.SAY else None
    return subject is not None and subject.tag_ in {"NN", "NNP", "PRP"} and subject.lower_ != "they"


def _is_spoken_for(table: EntityTable, mention: Mention) -> bool:
    """Whether a mention is whom the speaker speaks for: "Ana Ruiz, for Norring Ferries, said they would pay"."""
    prep = table.units[mention.unit].doc[mention.token].head
    speaker = prep.head
    return prep.lower_ == "for" and speaker.dep_ in NOUN_SUBJECTS and speaker.head.lemma_ in lexicon.SAY


def _is_body(table: EntityTable, mention: Mention) -> bool:
    """Whether a mention is one body of several people, such as a board or a company."""
    noun = table.units[mention.unit].doc[mention.token]
    known = noun.lower_ in lexicon.COLLECTIVE_NOUNS | lexicon.ORGANISATIONS
    return known or (noun.ent_type_ == "ORG" and mention.entity.kind != "person")


def _may_be_it(table: EntityTable, index: int, token: Token, mention: Mention) -> bool:
    thing = mention.entity.kind in {"thing", "place", "noun"} and not mention.entity.plural
    noun = table.units[mention.unit].doc[mention.token]
    # "No other tooth was found.", "They count every death."
    determiners = {c.lower_ for c in noun.children if c.dep_ == "det"}
    thing = thing and not (determiners and determiners <= {"no", "every", "each", "any"})
    listed = noun.dep_ == "conj" or any(c.dep_ == "conj" for c in noun.children)
    addressed = noun.dep_ in {"dobj", "dative"} and noun.head.lemma_ in lexicon.SAY  # "told the Echo that ..."
    return (
        thing
        and not addressed
        and not (listed and (mention.unit == index or noun.dep_ in NOUN_SUBJECTS))
        and (mention.unit != index or not in_other_clause(noun, token))
    )


def _thing_meant_by(table: EntityTable, index: int, token: Token) -> tuple[Entity, int] | None:
    last = _speaker_meant(table, index, token)
    if last is not None and last.kind in {"thing", "noun"}:
        return last, -1
    if in_apposition(token) or within_relative(token) or _may_be_a_statement(token):
        return None
    if table.units[index].role is Role.CARRIER and token.head.lemma_ in lexicon.SAY:
        return None  # "The true sum, it says, was lower": a sum says nothing
    for back, layer in enumerate(_reachable(table, index, token)[:2]):
        things = [m for m in layer if _may_be_it(table, index, token, m)]
        if any(m.unit == index and says_of(table.units[index].doc[m.token], token) for m in things):
            return None
        names = {m.entity.name for m in things}
        if not things:
            continue
        subjects = [m for m in things if m.subject]
        if len(names) > 1 and len({m.entity.name for m in subjects}) == 1 and token.dep_ in NOUN_SUBJECTS:
            if not _goes_on(table, index, token, subjects[0]):
                return None
            names = {subjects[0].entity.name}
        if len(names) != 1:
            return None
        chosen = [m for m in things if m.entity.name in names][-1]
        noun = table.units[chosen.unit].doc[chosen.token]
        if _is_unknown(table, chosen) and any(t.lower_ in {"he", "she"} for t in token.doc):
            return None  # "Maja trained. She says it does not hurt": Maja is she
        parallel = token.dep_ == "dobj" == noun.dep_ and not (back == 0 and _is_between(noun, token))
        named = chosen.subject or (not back and noun.dep_ in NOUN_SUBJECTS)
        if len(chosen.entity.name.split()) > _LONGEST_THING or not (named or parallel):
            return None
        return chosen.entity, chosen.token if chosen.unit == index else -1
    return None


def _is_between(noun: Token, pronoun: Token) -> bool:
    """Whether something else is done between a noun and "it": "a way to cut the debt, and then we pay it off"."""
    between = noun.doc[noun.i + 1 : pronoun.i]
    return any(t.dep_ == "dobj" and (t.tag_ == "NN" or t.lower_ in _SOMETHING) for t in between)


def _goes_on(table: EntityTable, index: int, token: Token, subject: Mention) -> bool:
    """Whether "it" surely is the subject of the sentence before: "It also ...", or what a name did without an object.

    "Velta launched a phone. It sold well": whatever is launched may be meant.
    """
    noun = table.units[subject.unit].doc[subject.token]
    told = any(t.lemma_ in lexicon.SAY and subject_of(t) not in {None, noun} for t in noun.doc if t.pos_ == "VERB")
    if any(c.lower_ == "also" for c in token.head.children):
        return not told or noun.pos_ == "PROPN"  # "The deal is worth 6m, officials said. It also ..."
    first = token.dep_ in NOUN_SUBJECTS and token.head.dep_ == "ROOT" and noun.head.dep_ == "ROOT"
    verbs = [noun.head, *(c for c in noun.head.children if c.dep_ == "conj")]
    did_it_to = any(
        c.dep_ in {"dobj", "dative", "oprd"} or (c.dep_ == "attr" and verb.lemma_ != "be")
        for verb in verbs
        for c in verb.children
    )
    goes_on = noun.pos_ == "PROPN" or noun.tag_ == "PRP"  # "Velta is a firm. It was founded here. It sells ships."
    return first and not did_it_to and goes_on and table.sentences[index] - subject.sentence == 1


def _is_judged_in_a_report(pronoun: Token) -> bool:
    """Whether a report judges what "it" is: "The ministry said it was a shame"; the ministry may be a member only."""
    verb = pronoun.head
    if pronoun.lower_ != "it" or pronoun.dep_ not in NOUN_SUBJECTS or verb.lemma_ != "be" or verb.dep_ != "ccomp":
        return False
    if verb.head.lemma_ not in lexicon.SAY | lexicon.HOLD:
        return False
    told = [c for c in verb.children if c.dep_ in {"attr", "acomp"}]
    return any(c.lower_ not in (_OF_BODIES if c.dep_ == "attr" else _OF_WHO_SPEAKS) for c in told if c.tag_ != "VBN")


def _may_be_a_statement(token: Token) -> bool:
    """Whether "it" may mean what was said or what happened: "Kim denied it", "It was a mistake", "It came after"."""
    verb = token.head
    if token.dep_ not in NOUN_SUBJECTS:
        return token.tag_ != "PRP$" and verb.lemma_ in _OF_A_STATEMENT | lexicon.SAY | lexicon.HOLD
    if verb.pos_ == "AUX" and not any(c.i > verb.i and c.pos_ != "PUNCT" for c in verb.children):
        return True  # "It could."
    described = verb.lemma_ == "be" and any(c.dep_ in {"attr", "acomp", "advmod", "prep"} for c in verb.children)
    return described or verb.lemma_ in _OF_AN_EVENT
