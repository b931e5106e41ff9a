"""Frequent mistakes of the small parser in news sentences, mended before the rules look at the tree."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sources.language.lexicon import ANSWER, CALL, CREDENTIAL_PATTERN, ROLES, SAY

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from sources.language.parsing.tree import AnyToken

_SUBJECTS = frozenset(["nsubj", "nsubjpass", "csubj", "csubjpass", "expl"])
_FINITE = frozenset(["VBD", "VBP", "VBZ", "MD"])
_NOMINAL = frozenset(["NOUN", "PROPN", "PRON", "NUM"])


def subject_of(verb: AnyToken) -> AnyToken | None:
    """Return the subject of ``verb``, the last one where the parser found several."""
    found = [child for child in verb.children if child.dep_ in _SUBJECTS]
    real = [child for child in found if child.dep_ != "expl"]
    ordered = real or found
    return ordered[-1] if ordered else None


def finite_token(verb: AnyToken) -> AnyToken | None:
    """Return the word that carries the tense: the first auxiliary, or the verb itself."""
    auxiliaries: list[AnyToken] = [c for c in verb.children if c.dep_ in {"aux", "auxpass"} and c.i < verb.i]
    for auxiliary in auxiliaries:
        if auxiliary.tag_ in _FINITE:
            return auxiliary
    if verb.tag_ in _FINITE:
        return verb
    # "While both ports operated under ...": a past tense read as a participle.
    told = verb.tag_ == "VBN" and not auxiliaries and any(c.dep_ == "nsubj" and c.i < verb.i for c in verb.children)
    return verb if told else None


def first_of(token: AnyToken) -> int:
    """Return the first token under ``token``; spaCy's own edges go stale when a tree is mended."""
    return min(t.i for t in token.subtree)


def last_of(token: AnyToken) -> int:
    """Return the last token under ``token``."""
    return max(t.i for t in token.subtree)


def is_clause(token: AnyToken) -> bool:
    """Whether ``token`` is a verb with a tense of its own."""
    return token.pos_ in {"VERB", "AUX"} and finite_token(token) is not None


def mend(doc: Doc) -> None:
    """Correct ``doc`` in place; trees without these mistakes stay as they are."""
    for token in list(doc):
        if token.pos_ in {"VERB", "AUX"}:
            _subject_in_reduced_relative(token)
            _subject_in_list(token)
            _two_subjects(token)
            _speaker_as_adverbial(token)
            _that_as_subject(token)
            _clause_after_preposition(token)
            _clause_of_the_noun_before(token)
            _object_of_the_later_verb(token)
            _after_within_a_participle(token)
            _told_that(token)
            _second_report(token)
    for token in list(doc):
        _apposition_as_object(token)
        _apposition_far_away(token)
        _list_as_apposition(token)
        _apposition_of_other_number(token)
        _credential_of_name(token)
        _second_office(token)


def hang(token: Token, head: Token, dep: str) -> None:
    """Move ``token`` under ``head``, unless that would close a circle."""
    if token == head or token in head.ancestors or token.i == head.i:
        return
    token.head = head
    token.dep_ = dep


def _subject_in_reduced_relative(verb: Token) -> None:
    """Mend "Oil spilled from the tanker has reached ...": "spilled" was read as the verb of a subject clause."""
    for clause in [c for c in verb.children if c.dep_ == "csubj" and c.tag_ in {"VBD", "VBN"}]:
        inner = [c for c in clause.children if c.dep_ in {"nsubj", "nsubjpass"} and c.i < clause.i]
        if len(inner) == 1 and not any(c.dep_ in {"mark", "aux", "auxpass"} for c in clause.children):
            noun = inner[0]
            noun.head = verb
            noun.dep_ = "nsubj"
            hang(clause, noun, "acl")


def _subject_in_list(verb: Token) -> None:
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
        loose = candidate.dep_ in {"conj", "appos", "npadvmod", "dep"} and candidate.pos_ in _NOMINAL
        if loose and comma > 0 and verb.doc[comma].text == "," and last_of(candidate) < start:
            found = candidate
        candidate = candidate.head
    if found is not None:
        hang(found, verb, "nsubj")


def _two_subjects(verb: Token) -> None:
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


def _list_as_apposition(token: Token) -> None:
    """Mend "blames the crew, the owner and the weather": the second of a list was read as what the first is."""
    if token.dep_ != "appos" or token.pos_ != "NOUN" or token.head.pos_ != "NOUN" or token.i < token.head.i:
        return
    joined = any(c.dep_ == "cc" and c.lower_ == "and" for c in token.children)
    edges = [{c.lower_ for c in noun.children if c.dep_ in {"det", "poss"}} for noun in (token, token.head)]
    described = edges[0] & {"a", "an"} and not edges[1] & {"a", "an"}
    ends = last_of(token) + 1
    set_off = ends < len(token.doc) and token.doc[ends].text == ","
    if joined and not described and not set_off:
        token.dep_ = "conj"


def _told_that(verb: Token) -> None:
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


def _second_report(verb: Token) -> None:
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


def _apposition_as_object(token: Token) -> None:
    """Mend "... to Interpol, the police body that ...": the apposition was read as an object of the verb."""
    if token.dep_ not in {"dobj", "npadvmod", "attr", "dep", "oprd", "nsubj"} or token.pos_ not in _NOMINAL:
        return
    edge = token.doc[first_of(token)]
    doc = token.doc
    if edge.i < 2 or doc[edge.i - 1].text != "," or token.head.pos_ not in {"VERB", "AUX"}:
        return
    if token.dep_ == "nsubj" or token.ent_type_ in {"DATE", "TIME"} or token.i < token.head.i:
        return
    office = token.pos_ == "PROPN" and any(c.dep_ == "compound" and c.lower_ in ROLES for c in token.children)
    begins = edge.tag_ in {"DT", "PRP$"} or office or any(c.dep_ == "poss" for c in token.children)
    before = doc[edge.i - 2]
    if begins and before.pos_ in {"PROPN", "NOUN"} and not any(c.dep_ == "cc" for c in token.children):
        noun = before
        while noun.dep_ == "compound":
            noun = noun.head
        if noun.i < token.i:
            hang(token, noun, "appos")


def _apposition_far_away(token: Token) -> None:
    """Mend "She left for Interpol, a police body": the apposition was hung on "She"."""
    if token.dep_ != "appos" or token.i < token.head.i:
        return
    edge, doc = token.doc[first_of(token)], token.doc
    if edge.i < 2 or doc[edge.i - 1].text != ",":
        return
    between = doc[token.head.i + 1 : edge.i]
    if not any(
        t.pos_ in {"VERB", "AUX"} and t.dep_ not in {"acl", "relcl", "amod"} and t not in token.head.subtree
        for t in between
    ):
        return
    before = doc[edge.i - 2]
    while before.dep_ == "compound":
        before = before.head
    if before.pos_ in {"NOUN", "PROPN"} and before.i < token.i:
        hang(token, before, "appos")


def _speaker_as_adverbial(verb: Token) -> None:
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


def _that_as_subject(verb: Token) -> None:
    """Mend "... told the court that, in May, the dam broke": "that" was read as a subject beside the real one."""
    subjects = [c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"} and c.i < verb.i]
    if len(subjects) > 1 and subjects[0].lower_ == "that" and verb.dep_ == "ccomp":
        subjects[0].dep_ = "mark"


def _clause_after_preposition(verb: Token) -> None:
    """Mend "they left after at least one shell landed": "after" was read as a preposition."""
    prep = verb.head
    if verb.dep_ != "pcomp" or prep.lower_ not in {"after", "before", "until", "since", "as", "while", "because"}:
        return
    outer = prep.head
    if subject_of(verb) is None or finite_token(verb) is None or outer.pos_ not in {"VERB", "AUX"}:
        return
    hang(verb, outer, "advcl")
    hang(prep, verb, "mark")


def _clause_of_the_noun_before(verb: Token) -> None:
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


def _object_of_the_later_verb(verb: Token) -> None:
    """Mend "It is closed yet they cannot get it right": "right" was hung on the first verb."""
    later = [c for c in verb.children if c.dep_ == "conj" and subject_of(c) is not None and c.i > verb.i]
    if not later:
        return
    last = later[-1]
    for child in [c for c in verb.children if c.i > last.i and c.dep_ in {"advmod", "dobj", "acomp", "attr", "prep"}]:
        if verb.doc[first_of(child) - 1].text != ",":
            hang(child, last, child.dep_)


def _after_within_a_participle(verb: Token) -> None:
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


def _apposition_of_other_number(token: Token) -> None:
    """Mend "heads of Interpol, a police body,": the body is Interpol, not its heads."""
    if token.dep_ != "appos" or token.tag_ not in {"NN", "NNP"} or token.head.tag_ != "NNS":
        return
    edge, doc = token.doc[first_of(token)], token.doc
    if edge.i < 2 or doc[edge.i - 1].text != ",":
        return
    before = doc[edge.i - 2]
    if before.pos_ == "PROPN" and token.head in before.ancestors:
        hang(token, before, "appos")


def _credential_of_name(token: Token) -> None:
    """Mend "the prosecutor, Ana Ruiz, KC,": the letters belong to the name."""
    if token.dep_ != "appos" or not re.fullmatch(CREDENTIAL_PATTERN, token.text):
        return
    names = [c for c in token.head.children if c.dep_ == "appos" and c.i < token.i and c.pos_ == "PROPN"]
    if names and token.head.pos_ == "NOUN":
        hang(token, names[-1], "appos")


def _second_office(token: Token) -> None:
    """Mend "Ana Ruiz, head of the port, and chair of the fund, says": one person with two offices."""
    if token.dep_ != "conj" or token.pos_ != "NOUN" or token.lower_ not in ROLES or token.head.pos_ != "PROPN":
        return
    first = [c for c in token.head.children if c.dep_ == "appos" and c.pos_ == "NOUN" and c.i < token.i]
    if first and not any(c.dep_ in {"det", "poss"} for c in token.children):
        for joint in [c for c in token.head.children if c.dep_ == "cc" and c.i < token.i]:
            hang(joint, first[-1], "cc")
        hang(token, first[-1], "conj")
