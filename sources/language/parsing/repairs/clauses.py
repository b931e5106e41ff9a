"""Mistakes about which verb a word belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sources.language.lexicon import ANSWER, CALL, SAY, words
from sources.language.parsing.relations import (
    NOMINAL,
    finite_token,
    first_of,
    last_of,
    may_be_person,
    subject_of,
)
from sources.language.parsing.repairs.registry import Pass, hang, repair

if TYPE_CHECKING:
    from sources.language.parsing.tree import Token

_BEFORE_CLAUSES = frozenset(["after", "before", "until", "since"])
_SHORTEST_ASIDE = 5  # tokens of "after Ruiz, Roe,"
_LONGEST_ASIDE = 8
_OUTLOOK = words("outlook_words")
_OF_SOMETHING = words("verbs_with_of")
_OF_PERSONS = words("verbs_of_persons")


def _is_verb(token: Token) -> bool:
    return token.pos_ in {"VERB", "AUX"}


@repair(Pass.CLAUSES, of=_is_verb)
def subject_in_reduced_relative(verb: Token) -> None:
    """Mend "Oil spilled from the tanker has reached ...": "spilled" was read as the verb of a subject clause."""
    for clause in [c for c in verb.children if c.dep_ == "csubj" and c.tag_ in {"VBD", "VBN"}]:
        inner = [c for c in clause.children if c.dep_ in {"nsubj", "nsubjpass"} and c.i < clause.i]
        if len(inner) == 1 and not any(c.dep_ in {"mark", "aux", "auxpass"} for c in clause.children):
            noun = inner[0]
            noun.head = verb
            noun.dep_ = "nsubj"
            hang(clause, noun, "acl")


@repair(Pass.CLAUSES, deps={"csubj"})
def clause_behind_a_participle(clause: Token) -> None:
    """Mend "X won, ending the row after the storm hit two piers": "ending" was read as what hit them."""
    verb, doc = clause.head, clause.doc
    main = verb.head
    opened = first_of(clause) > 0 and doc[first_of(clause) - 1].text == ","
    if clause.tag_ != "VBG" or not opened or verb.dep_ != "conj" or verb.tag_ != "VBD" or subject_of(main) is None:
        return
    noun = doc[verb.i - 1]
    prep = noun.head
    if noun.dep_ != "pobj" or prep.lower_ not in _BEFORE_CLAUSES or prep not in clause.subtree:
        return
    hang(noun, verb, "nsubj")
    prep.tag_, prep.pos_ = "IN", "SCONJ"
    hang(prep, verb, "mark")
    hang(clause, main, "advcl")
    hang(verb, clause, "advcl")


@repair(Pass.CLAUSES, of=_is_verb)
def subject_in_list(verb: Token) -> None:
    """Mend "While they met during the war, Rome and Bern have ...": the subject was read as part of a list."""
    if subject_of(verb) is not None or finite_token(verb) is None or verb.dep_ not in {"ROOT", "ccomp"}:
        return
    finite = finite_token(verb)
    assert finite is not None
    start = min(finite.i, verb.i)
    before = start - 1
    while before >= 0 and verb.doc[before].pos_ in {"ADV", "PUNCT"}:
        before -= 1
    if before < 1:
        return
    candidate, found = verb.doc[before], None
    while candidate != candidate.head and candidate != verb and candidate.i < start:
        comma = first_of(candidate) - 1
        loose = candidate.dep_ in {"conj", "appos", "npadvmod", "dep"} and candidate.pos_ in NOMINAL
        if loose and comma > 0 and verb.doc[comma].text == "," and last_of(candidate) < start:
            found = candidate
        candidate = candidate.head
    if found is not None:
        hang(found, verb, "nsubj")


@repair(Pass.CLAUSES, of=_is_verb)
def two_subjects(verb: Token) -> None:
    """Mend "A study tracing fish stocks has shown ...": the object of "tracing" was read as a second subject."""
    subjects = [c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"} and c.i < verb.i]
    for subject in subjects:
        inner = [c for c in subject.children if c.dep_ in {"nsubj", "nsubjpass"} and c.i < subject.i]
        subjects = [*inner, *[s for s in subjects if s not in inner]]
    if len(subjects) < 2:
        return
    first = subjects[0]
    participle = next((c for c in first.children if c.dep_ == "acl" and c.lower_.endswith("ing")), None)
    if participle is None:
        return
    first.head = verb
    first.dep_ = "nsubj"
    for other in subjects[1:]:
        if other.i > participle.i:
            hang(other, participle, "dobj")


@repair(Pass.CLAUSES, of=_is_verb)
def speaker_as_adverbial(verb: Token) -> None:
    """Mend "Speaking in Rome, Ana Ruiz, MP, said ...": the speaker was read as an adverbial."""
    if subject_of(verb) is not None or finite_token(verb) is None:
        return
    for child in reversed([c for c in verb.children if c.i < verb.i]):
        if (
            child.dep_ in {"npadvmod", "dep", "attr", "dobj"}
            and child.pos_ == "PROPN"
            and child.ent_type_ not in {"DATE", "TIME"}
        ):
            child.dep_ = "nsubj"
            return
    for opening in [c for c in verb.children if c.dep_ == "advcl" and c.i < verb.i]:
        for child in opening.children:
            named = child.dep_ in {"npadvmod", "dobj", "dep"} and child.ent_type_ == "PERSON" and child.i > opening.i
            if named and verb.doc[first_of(child) - 1].text == ",":
                hang(child, verb, "nsubj")
                return


@repair(Pass.CLAUSES, of=_is_verb)
def that_as_subject(verb: Token) -> None:
    """Mend "... told the court that, in May, the dam broke": "that" was read as a subject beside the real one."""
    subjects = [c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"} and c.i < verb.i]
    if len(subjects) > 1 and subjects[0].lower_ == "that" and verb.dep_ == "ccomp":
        subjects[0].dep_ = "mark"


@repair(Pass.CLAUSES, of=_is_verb)
def clause_after_preposition(verb: Token) -> None:
    """Mend "they left after at least one shell landed": "after" was read as a preposition."""
    prep = verb.head
    if verb.dep_ != "pcomp" or prep.lower_ not in {"after", "before", "until", "since", "as", "while", "because"}:
        return
    outer = prep.head
    if subject_of(verb) is None or finite_token(verb) is None or outer.pos_ not in {"VERB", "AUX"}:
        return
    hang(verb, outer, "advcl")
    hang(prep, verb, "mark")


def _lost_its_subject(token: Token) -> bool:
    return token.pos_ in {"VERB", "AUX"} and subject_of(token) is None and finite_token(token) is not None


@repair(Pass.CLAUSES, deps={"conj", "advcl", "ccomp", "dep"}, of=_lost_its_subject)
def clause_after_an_aside(verb: Token) -> None:
    """Mend "She took over after her rival, Tom Roe, was jailed": she was read as who was jailed."""
    doc, first = verb.doc, first_of(verb)
    if first < _SHORTEST_ASIDE or doc[first - 1].text != "," or doc[first - 2].pos_ != "PROPN":
        return
    comma = next((t.i for t in reversed(doc[max(first - _LONGEST_ASIDE, 1) : first - 1]) if t.text == ","), None)
    if comma is None:
        return
    noun = doc[comma - 1]
    mark = noun.head
    if noun.dep_ != "pobj" or noun.pos_ not in {"NOUN", "PROPN"} or mark.lower_ not in _BEFORE_CLAUSES:
        return
    if mark.head.pos_ not in {"VERB", "AUX"} or mark.head is verb:
        return
    outer, name = mark.head, doc[first - 2]
    hang(verb, outer, "advcl")
    hang(mark, verb, "mark")
    hang(noun, verb, "nsubjpass" if any(c.dep_ == "auxpass" for c in verb.children) else "nsubj")
    hang(name, noun, "appos")


@repair(Pass.CLAUSES, of=_is_verb)
def clause_of_the_noun_before(verb: Token) -> None:
    """Mend "accused of using the creams they had been given": the relative clause was hung on "accused"."""
    if verb.dep_ != "ccomp" or verb.i < verb.head.i or verb.head.pos_ not in {"VERB", "AUX"}:
        return
    subject, edge, doc = subject_of(verb), verb.doc[first_of(verb)], verb.doc
    if subject is None or subject.tag_ != "PRP" or edge != subject or edge.i < 2:
        return
    noun = doc[edge.i - 1]
    takes_clause = verb.head.dep_ != "ROOT" or noun.head == verb.head
    has_object = any(c.dep_ in {"dobj", "ccomp", "xcomp", "acomp", "attr", "prep"} for c in verb.children)
    if noun.pos_ == "NOUN" and not takes_clause and not has_object:
        hang(verb, noun, "relcl")


@repair(Pass.CLAUSES, of=_is_verb)
def object_of_the_later_verb(verb: Token) -> None:
    """Mend "It is closed yet they cannot get it right": "right" was hung on the first verb."""
    later = [c for c in verb.children if c.dep_ == "conj" and subject_of(c) is not None and c.i > verb.i]
    if not later:
        return
    last = later[-1]
    for child in [c for c in verb.children if c.i > last.i and c.dep_ in {"advmod", "dobj", "acomp", "attr", "prep"}]:
        if verb.doc[first_of(child) - 1].text != ",":
            hang(child, last, child.dep_)


@repair(Pass.CLAUSES, of=_is_verb)
def after_within_a_participle(verb: Token) -> None:
    """Mend "died of an illness caused by dust after they left": "after ..." was hung on "caused"."""
    if (
        verb.dep_ != "advcl"
        or verb.head.dep_ not in {"acl", "xcomp"}
        or subject_of(verb) is None
        or finite_token(verb) is None
    ):
        return
    if not any(c.dep_ == "mark" and c.lower_ in {"after", "while", "though", "although"} for c in verb.children):
        return
    outer = verb.head
    while outer.pos_ not in {"VERB", "AUX"} or outer.dep_ in {"acl", "amod", "xcomp"}:
        if outer.head == outer:
            return
        outer = outer.head
    hang(verb, outer, "advcl")


@repair(Pass.CLAUSES, of=_is_verb)
def told_that(verb: Token) -> None:
    """Mend "told police that the bus was late": what was told was hung on "police"."""
    if verb.lemma_ not in {"tell", "inform", "remind", "assure", "warn", "notify"}:
        return
    for noun in [c for c in verb.children if c.dep_ in {"dobj", "dative"} and c.i > verb.i]:
        for clause in [c for c in noun.children if c.dep_ in {"acl", "relcl", "ccomp"} and c.i > noun.i]:
            first = verb.doc[first_of(clause)]
            subject = subject_of(clause)
            if first.lower_ == "that" and first.i == noun.i + 1 and subject is not None and subject != first:
                first.dep_ = "mark"
                hang(clause, verb, "ccomp")


@repair(Pass.CLAUSES, of=_is_verb)
def second_report(verb: Token) -> None:
    """Mend "She admitted that it failed and promised to pay": who promised is who admitted, not "it"."""
    if verb.dep_ != "conj" or subject_of(verb) is not None or verb.tag_ not in {"VBD", "VBZ"}:
        return
    told, speaking = verb.head, SAY | CALL | ANSWER
    outer = told.head
    inner = subject_of(told)
    if told.dep_ != "ccomp" or outer.lemma_ not in SAY or verb.lemma_ not in speaking or outer.tag_ != verb.tag_:
        return
    if (
        inner is not None
        and (inner.lower_ in {"it", "there"} or inner.pos_ == "NOUN")
        and told.lemma_ not in speaking
    ):
        for joint in [c for c in told.children if c.dep_ == "cc" and told.i < c.i < verb.i]:
            hang(joint, outer, "cc")
        hang(verb, outer, "conj")


@repair(Pass.CLAUSES, of=_is_verb)
def participle_behind_outlook(verb: Token) -> None:
    """Mend "is to be held in May, choosing ...": "choosing" was hung on "held", not on "is"."""
    if verb.dep_ != "xcomp" or not any(c.tag_ == "TO" for c in verb.children):
        return
    above = verb.head if verb.head.dep_ != "acomp" else verb.head.head
    ahead = above.lemma_ == "be" or (verb.head.lower_ in _OUTLOOK and above.pos_ in {"VERB", "AUX"})
    for child in [c for c in verb.children if c.dep_ == "advcl" and c.tag_ == "VBG" and c.i > verb.i]:
        edge = first_of(child)
        if ahead and subject_of(child) is None and verb.doc[edge - 1].text == ",":
            hang(child, above, "advcl")


def _is_helper(token: Token) -> bool:
    return token.head.pos_ == "VERB"


@repair(Pass.CLAUSES, deps={"aux", "auxpass"}, of=_is_helper)
def subject_of_helper(helper: Token) -> None:
    """Mend "The line, linking two towns, is closed": the line was hung on "is", not on "closed"."""
    for noun in [c for c in helper.children if c.dep_ in {"nsubj", "nsubjpass"} and c.i < helper.i]:
        if subject_of(helper.head) is None:
            hang(noun, helper.head, "nsubjpass" if helper.dep_ == "auxpass" else "nsubj")


def _has_who(token: Token) -> bool:
    subject = subject_of(token)
    return subject is not None and subject.lower_ == "who" and subject.i < token.i


@repair(Pass.CLAUSES, deps={"ccomp"}, of=_has_who)
def who_behind_a_name(verb: Token) -> None:
    """Mend "thanked Ana Ruiz, who led the search": "led" was read as what was thanked."""
    first = first_of(verb)
    comma = first > 1 and verb.doc[first - 1].text == "," and verb.doc[first].lower_ == "who"
    noun = verb.doc[first - 2] if comma else verb
    if noun.pos_ in {"NOUN", "PROPN"} and verb.head.i < noun.i and verb.head in noun.ancestors:
        hang(verb, noun, "relcl")


def _is_like(token: Token) -> bool:
    return token.lower_ == "like" and token.dep_ == "prep" and token.head.dep_ == "ROOT"


@repair(Pass.CLAUSES, deps={"prep"}, of=_is_like)
def like_as_a_verb(like: Token) -> None:
    """Mend "Students like her courses.": "like" was read as a preposition, and the sentence had no verb."""
    noun, doc = like.head, like.doc
    liked = next((c for c in like.children if c.dep_ == "pobj"), None)
    if (
        liked is None
        or liked.pos_ not in {"NOUN", "PROPN"}
        or noun.tag_ != "NNS"
        or noun.i + 1 != like.i
        or doc[-1].text != "."
    ):
        return
    known = any(c.tag_ == "PRP$" or c.lower_ == "the" for c in liked.children)
    alike = not may_be_person(noun) or may_be_person(liked)  # "Cities like the capital.": one of them
    if not known or alike or any(t.pos_ in {"VERB", "AUX"} for t in doc):
        return
    for child in [c for c in noun.children if c.pos_ == "PUNCT"]:
        child.head = like
    like.head, like.dep_, like.pos_, like.tag_ = like, "ROOT", "VERB", "VBP"
    noun.head, noun.dep_ = like, "nsubj"
    liked.dep_ = "dobj"


def _says_it_of_a_person(token: Token) -> bool:
    return token.tag_ == "VBN" and token.lemma_ in _OF_PERSONS and token.doc[first_of(token) - 1].text == ","


@repair(Pass.CLAUSES, deps={"acl"}, of=_says_it_of_a_person)
def participle_of_a_person(participle: Token) -> None:
    """Mend "Two men were held after the match, suspected of theft": the match was read as the suspect."""
    noun = participle.head
    verb = next((t for t in noun.ancestors if t.pos_ == "VERB"), None)
    subject = subject_of(verb) if verb is not None else None
    if verb is None or subject is None or may_be_person(noun) or noun.dep_ not in {"pobj", "dobj"}:
        return
    if verb.i < noun.i < participle.i and may_be_person(subject):
        hang(participle, verb, "advcl")


def _may_be_of_the_verb(token: Token) -> bool:
    return token.lower_ == "of" and token.head.dep_ == "dobj" and token.head.head.lemma_ in _OF_SOMETHING


@repair(Pass.CLAUSES, deps={"prep"}, of=_may_be_of_the_verb)
def of_what_somebody_is_cleared(of: Token) -> None:
    """Mend "cleared the surgeon of neglect": "of neglect" was hung on the surgeon, and says of what."""
    noun = of.head
    later = [c for c in (*noun.children, *noun.head.children) if c.lower_ == "of" and c.i > of.i]
    if (
        noun.pos_ == "NOUN" and may_be_person(noun) and of.i > noun.i and not later
    ):  # "accused the mayor of Lorn of lying"
        hang(of, noun.head, "prep")
