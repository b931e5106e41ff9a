"""Mistakes about what "and" joins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sources.language.inflection import participle, past
from sources.language.lexicon import PLACES, SAY, TRANSITIVE, words
from sources.language.parsing.relations import SUBJECTS, finite_token, first_of, last_of, subject_of
from sources.language.parsing.repairs.registry import Pass, hang, repair

if TYPE_CHECKING:
    from sources.language.parsing.tree import Token

_DASHES = frozenset(["–", "—", "--", "-"])
_MANNERS = words("nouns_of_manner")
_NO_LIMITS = _MANNERS | words("spoken_in") | words("span_nouns") | words("nouns_before_saying") | words("rooms")
_RULES = words("rules_that_limit")
_LIMITS = frozenset(["only", "even", "just"])
_OF_SEVERAL = frozenset(["are", "were", "have"])
_OF_ONE = frozenset(["is", "was", "has"])
_FINITE = frozenset(["VBD", "VBZ", "VBN"])


def _is_joined(token: Token) -> bool:
    return token.head.pos_ in {"VERB", "AUX"}


@repair(Pass.CLAUSES, deps={"conj"}, of=_is_joined)
def noun_joined_to_verb(noun: Token) -> None:
    """Mend "They hold dances and fairs to honour her": "fairs" was joined to "hold" instead of "dances"."""
    verb = noun.head
    joint = noun.doc[noun.i - 1] if noun.i else noun
    before = noun.doc[joint.i - 1] if joint.i else joint
    object_ = before.dep_ == "dobj" and before.head == verb and before.tag_ == noun.tag_
    if not object_ or noun.tag_ not in {"NNS", "NN"} or noun.pos_ != "NOUN" or joint.dep_ != "cc":
        return
    if joint.head != verb or any(c.dep_ in {"aux", "auxpass", "nsubj", "dobj"} for c in noun.children):
        return
    for child in [c for c in noun.children if c.dep_ in {"advcl", "prep", "npadvmod"}]:
        hang(child, verb, child.dep_)
    hang(joint, before, "cc")
    hang(noun, before, "conj")


@repair(Pass.CLAUSES, deps={"conj", "acl"})
def subject_joined_to_object(verb: Token) -> None:
    """Mend "Holm sold the ferry but Velta closed the mill": Velta was joined to the ferry."""
    if verb.tag_ not in {"VBD", "VBZ"} or subject_of(verb) is not None or not verb.i:
        return
    noun = verb.doc[verb.i - 1]
    if _parts_two_clauses(noun):
        noun = noun.head  # "... but many tents and other huts stood"
    object_ = noun.head
    above = object_.head
    if noun.dep_ != "conj" or object_.dep_ != "dobj" or verb.head not in (above, noun) or object_.i > noun.i:
        return
    passive = verb.lemma_ in TRANSITIVE and not any(c.dep_ == "dobj" for c in verb.children)
    if verb.dep_ == "acl" and (passive or any(c.lower_ == "by" for c in verb.children)):
        return  # "bought the mill and a ferry damaged by fire"
    first = min(t.i for t in noun.subtree if t.i <= noun.i)
    joints = [c for c in object_.children if c.dep_ == "cc" and c.i == first - 1]
    if joints and noun.pos_ in {"NOUN", "PROPN"}:
        hang(joints[0], above, "cc")
        hang(verb, above, "conj")
        hang(noun, verb, "nsubj")


def _lacks_its_subject(verb: Token) -> bool:
    """Whether a verb with a helper that has a tense was read without a subject, behind another verb."""
    helper = finite_token(verb)
    return (
        verb.pos_ in {"VERB", "AUX"} and helper not in {None, verb} and verb.head.i < verb.i and not subject_of(verb)
    )


@repair(Pass.CLAUSES, deps={"ccomp", "conj", "acl", "dep", "advcl", "xcomp"}, of=_lacks_its_subject)
def subject_before_its_helper(verb: Token) -> None:
    """Mend "led to offers from Velta and Roe was invited": Roe was joined to Velta, and nobody was invited."""
    helper = finite_token(verb)
    if helper is None or not helper.i:
        return
    noun = verb.doc[helper.i - 1]
    edge = first_of(noun)
    joint = verb.doc[edge - 1] if edge else noun
    if noun.dep_ != "conj" or joint.dep_ != "cc" or joint.lower_ not in {"and", "but"} or first_of(verb) < helper.i:
        return
    above = next((t for t in noun.ancestors if t.pos_ in {"VERB", "AUX"}), None)
    if above is None or above.i > noun.head.i or subject_of(above) is None or noun.pos_ not in {"NOUN", "PROPN"}:
        return
    plural = noun.tag_ in {"NNS", "NNPS"}
    if (helper.lower_ in _OF_SEVERAL and not plural) or (helper.lower_ in _OF_ONE and plural):
        return  # "crafts including silk and glass are shown": the crafts are
    passive = any(c.dep_ == "auxpass" for c in verb.children)
    hang(joint, above, "cc")
    hang(verb, above, "conj")
    hang(noun, verb, "nsubjpass" if passive else "nsubj")


def _parts_two_clauses(last: Token) -> bool:
    """Whether the last of a list is joined by "and" to one that "but" joins to a noun before it."""
    first = last.head
    inner = any(c.dep_ == "cc" and c.lower_ == "and" for c in first.children)
    outer = any(c.dep_ == "cc" and c.lower_ == "but" and c.i < first.i for c in first.head.children)
    return last.dep_ == first.dep_ == "conj" and inner and outer


def _is_negated_only(token: Token) -> bool:
    return token.lower_ == "not" and token.head.pos_ in {"VERB", "AUX"}


@repair(Pass.CLAUSES, deps={"preconj"}, of=_is_negated_only)
def not_only_without_but(word: Token) -> None:
    """Mend "You cannot only rely on luck": without "but" nothing follows for which "not only" prepares."""
    verb, doc = word.head, word.doc
    helper = doc[word.i - 1] if word.i else word
    if helper.tag_ != "MD" or any(t.lower_ == "but" and t.dep_ == "cc" for t in doc[word.i :]):
        return
    word.dep_ = "neg"
    for only in [c for c in word.children if c.lower_ == "only"]:
        hang(only, verb, "advmod")


@repair(Pass.CLAUSES, deps={"conj"}, of=_is_joined)
def infinitive_joined_to_told_verb(verb: Token) -> None:
    """Mend "announced a plan to repair it, and decide whether ...": "decide" goes on "to repair", not "announced"."""
    head = verb.head
    helped = [c for c in verb.children if c.dep_ in {"aux", "auxpass"}]
    if verb.tag_ != "VB" or helped or subject_of(verb) is not None or head.tag_ not in _FINITE:
        return
    if any(c.tag_ == "MD" or c.lemma_ == "do" for c in head.children if c.dep_ == "aux"):
        return
    found = [
        t
        for t in head.subtree
        if t.tag_ == "VB" and head.i < t.i < verb.i and any(c.tag_ == "TO" for c in t.children)
    ]
    joints = [c for c in head.children if c.dep_ == "cc" and c.i < verb.i]
    if len(found) != 1 or not joints or found[0] == verb:
        return
    hang(joints[-1], found[0], "cc")
    hang(verb, found[0], "conj")


@repair(Pass.CLAUSES, deps={"conj"}, of=_is_joined)
def told_verb_joined_to_infinitive(verb: Token) -> None:
    """Mend "asked members to stay and called for talks": who called is who asked, not the members."""
    infinitive = verb.head
    marked = any(c.tag_ == "TO" for c in infinitive.children)  # "to stay", "to have stayed"
    finite = finite_token(verb)
    if not marked or finite is None or finite.tag_ not in {"VBD", "VBZ"} or subject_of(verb) is not None:
        return
    if finite is verb and verb.lower_ == verb.lemma_:
        return  # "blocked a law to raise the tax and cut the wages": nothing says who cuts them
    tags = {verb.tag_} if finite is verb else {"VBD", "VBZ"}  # "was to open in May but has been delayed"
    above = next((t for t in infinitive.ancestors if t.pos_ in {"VERB", "AUX"} and t.tag_ in tags), None)
    joints = [c for c in infinitive.children if c.dep_ == "cc" and c.i < verb.i and c.lower_ in {"and", "but"}]
    between = above is not None and all(t.tag_ == "VB" for t in infinitive.ancestors if above in t.ancestors)
    if above is None or not between or not joints or subject_of(above) is None:
        return
    hang(joints[-1], above, "cc")
    hang(verb, above, "conj")


@repair(Pass.CLAUSES, deps={"amod"})
def verb_read_as_adjective(token: Token) -> None:
    """Mend "He entered the shop, threatened staff and fled": "threatened" was read as a word for the staff."""
    noun = token.head
    listed = noun.dep_ == "conj" and noun.head.dep_ == "dobj" and not any(c.dep_ == "cc" for c in noun.head.children)
    verb = noun.head.head if listed else noun.head
    opens = (
        token.i
        and token.doc[token.i - 1].text == ","
        and token.i == min(t.i for t in noun.subtree if t.pos_ != "PUNCT")
    )
    if token.tag_ not in {"VBN", "VBD"} or not opens or not verb.i < token.i:
        return
    if verb.tag_ not in {"VBD", "VBN"} or not (listed or noun.dep_ in {"dobj", "dep", "npadvmod", "appos", "oprd"}):
        return
    last = [c for c in verb.children if c.dep_ == "conj" and c.i > noun.i and c.tag_ in {"VBD", "VBN"}]
    joint = any(c.dep_ == "cc" and noun.i < c.i < last[0].i for c in verb.children) if last else False
    if not joint or any(c.dep_ in {"conj", "cc"} for c in noun.children) or token.lemma_ == token.lower_:
        return
    noun.head = noun  # so that neither hangs on the other while they change places
    token.head = verb
    token.dep_, token.tag_, token.pos_ = "conj", "VBD", "VERB"
    noun.head = token
    noun.dep_ = "dobj"


@repair(Pass.CLAUSES, deps={"conj"}, of=_is_joined)
def participle_behind_subject(verb: Token) -> None:
    """Mend "The vote, held every four years, drew crowds": "held" was read as the verb of the sentence."""
    held, doc = verb.head, verb.doc
    subject = subject_of(held)
    if subject is None or held.tag_ not in {"VBD", "VBN"} or verb.tag_ != "VBD" or subject_of(verb) is not None:
        return
    set_off = held.i and doc[held.i - 1].text == "," and max(t.i for t in subject.subtree) in {held.i - 1, held.i - 2}
    joined = any(c.dep_ in {"cc", "dobj", "aux", "auxpass", "ccomp", "xcomp"} and c.i < verb.i for c in held.children)
    if not set_off or joined or doc[verb.i - 1].text != "," or subject.i > held.i or held.dep_ != "ROOT":
        return
    others = [c for c in held.children if c != subject and (c.i > verb.i or c.pos_ == "PUNCT")]
    verb.head = verb
    verb.dep_ = "ROOT"
    subject.head = verb
    held.head = subject
    held.dep_, held.tag_ = "acl", "VBN"
    for child in others:
        if child != verb:
            hang(child, verb, child.dep_)


def _is_behind_a_joint(token: Token) -> bool:
    """Whether a dash, or a conjunction and a comma, is before an adverbial that hangs on a word further left."""
    if token.head.i > token.i or token.i < 2 or token.doc[token.i - 1].text not in _DASHES | _LIMITS | {","}:
        return False
    start = _start(token)
    before = token.doc[start - 1]
    return start > 1 and (before.text in _DASHES or (before.text == "," and token.doc[start - 2].dep_ == "cc"))


def _start(adverbial: Token) -> int:
    """Return where an adverbial begins, with "only" before it."""
    return adverbial.i - (adverbial.doc[adverbial.i - 1].lower_ in _LIMITS)


@repair(Pass.CLAUSES, deps={"prep"}, of=_is_behind_a_joint)
def opening_hung_before_its_clause(prep: Token) -> None:
    """Mend "... knew the mill but, with age, he said he is tired": "with age" was hung on what is before "but"."""
    doc, comma = prep.doc, last_of(prep) + 1
    if comma + 2 >= len(doc) or doc[comma].text != ",":
        return
    subject: Token | None = doc[comma + 1]
    while subject is not None and subject.dep_ not in SUBJECTS | {"expl"}:
        subject = subject.head if subject.head is not subject and subject.i < subject.head.i else None
    if subject is None or first_of(subject) != comma + 1:
        return
    verb, start = subject.head, _start(prep)
    joint = doc[start - 1] if doc[start - 1].text in _DASHES else doc[start - 2]
    closed = joint.text in _DASHES and any(t.text in _DASHES for t in doc[verb.i : last_of(verb) + 1])
    if verb.i < subject.i or finite_token(verb) is None or closed:
        return
    hang(prep, _said_with(prep, verb) or verb, "prep")
    if start < prep.i:
        hang(doc[start], prep, "advmod")
    if joint.dep_ == "cc":
        hang(joint, verb.head if verb.dep_ == "conj" else verb, "cc")


def _said_with(prep: Token, verb: Token) -> Token | None:
    """Return the verb of what is said under a limit: "With classes, he says he is happy", not "With a smile, ..."."""
    nouns = [c for c in prep.children if c.dep_ == "pobj"]
    case = prep.lower_ == "in" and any(n.lower_ == "case" for n in nouns)
    limit = prep.lower_ in {"with", "without"} and not any(n.lemma_ in _MANNERS or n.ent_type_ for n in nouns)
    told = [c for c in verb.children if c.dep_ == "ccomp" and c.i > verb.i and subject_of(c) is not None]
    if verb.lemma_ not in SAY or not told:
        return None
    if case or limit:
        return told[0] if not any(c.dep_ == "mark" for c in told[0].children) else None
    return told[0] if any(_limits_what_is_said(prep, noun, verb) for noun in nouns) else None


def _limits_what_is_said(prep: Token, noun: Token, verb: Token) -> bool:
    """Whether "for small farms", "under the old law" or "in towns" before "she says" holds for what she says."""
    if noun.pos_ != "NOUN" or noun.ent_type_ or noun.lemma_ in _NO_LIMITS:
        return False
    if prep.lower_ == "for":
        return noun.tag_ == "NNS"
    if prep.lower_ == "under":
        return noun.lemma_ in _RULES
    # "In court documents, they say ..." tells where it was said, and "In towns, they say ..." where it is so.
    where = prep.lower_ in {"in", "across"} and noun.tag_ == "NNS" and noun.lemma_ in PLACES
    return prep.lower_ == "among" or (where and verb.tag_ in {"VBZ", "VBP"})


def _opens_a_report(token: Token) -> bool:
    return token.i < token.head.i and token.head.lemma_ in SAY


@repair(Pass.CLAUSES, deps={"prep"}, of=_opens_a_report)
def limit_hung_on_the_report(prep: Token) -> None:
    """Mend "With classes, he says he is happy": the classes limit what he says, not that he says it."""
    end = last_of(prep) + 1
    told = _said_with(prep, prep.head) if end < len(prep.doc) and prep.doc[end].text == "," else None
    if told is not None:
        hang(prep, told, "prep")


def _is_both(token: Token) -> bool:
    return token.lower_ == "both" and token.head.tag_ == "NN" and token.head.i > token.i


@repair(Pass.CLAUSES, of=_is_both)
def both_of_one_list(both: Token) -> None:
    """Mend "drew both praise for the pool and blame for the fees": "blame" was joined to the pool."""
    noun = both.head
    verb = noun.head
    if noun.dep_ != "dobj" or any(c.dep_ == "conj" for c in noun.children):
        return
    inner = [
        t
        for t in verb.subtree
        if t.dep_ == "conj" and t.i > noun.i and t.pos_ == "NOUN" and t.head.i > noun.i and t.head.pos_ == "NOUN"
    ]
    joints = [c for t in inner[:1] for c in t.head.children if c.dep_ == "cc" and c.lower_ == "and" and c.i < t.i]
    if len(inner) != 1 or not joints:
        return
    second, joint = inner[0], joints[-1]
    above = [t for t in second.ancestors if verb in t.ancestors]
    after = [c for t in above for c in t.children if c.dep_ == "prep" and c.i > second.i]
    before = [c for c in verb.children if c.dep_ == "prep" and noun.i < c.i < joint.i]
    hang(joint, noun, "cc")
    hang(second, noun, "conj")
    both.dep_ = "preconj"
    for child in before:
        hang(child, noun, "prep")
    for child in after:
        hang(child, second, "prep")


def _has_that(token: Token) -> bool:
    first = token.doc[first_of(token)]
    return (
        first.lower_ == "that"
        and first.tag_ in {"IN", "DT", "WDT"}
        and first.head is token
        and token.head.i < token.i
    )


@repair(Pass.CLAUSES, deps={"ccomp", "advcl", "relcl"}, of=_has_that)
def one_more_that(verb: Token) -> None:
    """Mend "said the pump was old, that the hall leaked, that ...": each was read as part of the one before."""
    doc, that, told = verb.doc, verb.doc[first_of(verb)], verb.head
    before = doc[that.i - 1]
    joined = before.text in {",", ";"} or (before.lower_ in {"and", "but"} and doc[that.i - 2].text == ",")
    report = told.head
    if told.dep_ not in {"ccomp", "conj"} or finite_token(told) is None or finite_token(verb) is None:
        return
    while told.dep_ == "conj" and report.dep_ == "conj":
        report = report.head
    if told.dep_ == "conj":
        told, report = report, report.head
    reports = told.dep_ == "ccomp" and report.lemma_ in SAY and told.i > report.i
    own = next((c for c in verb.children if c.dep_ in SUBJECTS and c is not that), None)
    full = any(c.dep_ in {"xcomp", "ccomp"} and c.i < verb.i and c is not verb for c in verb.head.children)
    if not joined or not reports or own is None or (verb.head.lemma_ in SAY and not full):
        return
    that.dep_, that.tag_ = "mark", "IN"
    hang(verb, told, "conj")


def _may_follow_a_modal(token: Token) -> bool:
    present = token.tag_ == "VBP" and token.lower_ == token.lemma_ and subject_of(token) is None
    return present and token.head.tag_ == "VB" and not any(c.dep_ in {"aux", "auxpass"} for c in token.children)


@repair(Pass.CLAUSES, deps={"conj"}, of=_may_follow_a_modal)
def infinitive_read_as_a_present(verb: Token) -> None:
    """Mend "The plan would cut jobs and, in time, end the contract": "end" is no tense of one plan."""
    subject = subject_of(verb.head)
    modal = any(c.tag_ == "MD" for c in verb.head.children)
    one = (
        subject is not None and subject.tag_ in {"NN", "NNP"} and not any(c.dep_ == "conj" for c in subject.children)
    )
    if modal and one and not any(c.dep_ == "relcl" for c in verb.head.children):
        verb.tag_ = "VB"


def _is_surely_a_participle(token: Token) -> bool:
    """Whether a form is a participle and no past tense, and was not read as one that "had" helps: "written"."""
    form = token.lower_ == participle(token.lemma_) != past(token.lemma_)
    return form and subject_of(token) is None and not any(c.dep_ in {"aux", "auxpass"} for c in token.children)


@repair(Pass.CLAUSES, deps={"conj"}, of=_is_surely_a_participle)
def participle_read_as_past(verb: Token) -> None:
    """Mend "had worked there, advised two men and written a book": "had" helps each of the three."""
    chain = [verb]
    while chain[-1].dep_ == "conj" and chain[-1].head.pos_ in {"VERB", "AUX"}:
        chain.append(chain[-1].head)
    first = chain[-1]
    helped = any(c.lemma_ == "have" and c.dep_ == "aux" for c in first.children)
    if first.tag_ != "VBN" or not helped or not all(c.tag_ in {"VBD", "VBN"} for c in chain):
        return
    for member in chain[:-1]:
        if subject_of(member) is None and not any(c.dep_ in {"aux", "auxpass"} for c in member.children):
            member.tag_ = "VBN"


def _is_second_of_its_verb(token: Token) -> bool:
    return any(c.dep_ == "acomp" and c.i < token.i for c in token.head.children)


@repair(Pass.CLAUSES, deps={"acomp"}, of=_is_second_of_its_verb)
def first_of_three_adjectives(second: Token) -> None:
    """Mend "They are older, poorer and less mobile": "older" was left out of the list."""
    verb, start = second.head, first_of(second)
    first = next(c for c in verb.children if c.dep_ == "acomp")
    listed = any(c.dep_ == "conj" for c in second.children) and any(c.dep_ == "cc" for c in second.children)
    if listed and first.i > verb.i and second.doc[start - 1].text == "," and last_of(first) == start - 2:
        hang(second, first, "conj")


_FELT = words("participles_of_feeling")


def _is_felt(token: Token) -> bool:
    return token.lower_ in _FELT and token.pos_ == "VERB" and subject_of(token) is None


@repair(Pass.CLAUSES, deps={"conj"}, of=_is_felt)
def feeling_joined_to_be(verb: Token) -> None:
    """Mend "was tired but pleased with the vote": pleased is what she was, not what she did."""
    be = verb.head
    state = next((c for c in be.children if c.dep_ == "acomp"), None)
    own = any(c.dep_ in {"dobj", "aux", "auxpass", "ccomp"} for c in verb.children)
    joint = next((c for c in be.children if c.dep_ == "cc" and c.i < verb.i), None)
    if be.lemma_ != "be" or state is None or own or joint is None or joint.i < state.i:
        return
    verb.pos_, verb.tag_ = "ADJ", "JJ"
    hang(joint, state, "cc")
    hang(verb, state, "conj")


def _is_no_past_tense(token: Token) -> bool:
    return token.tag_ in {"VBD", "VBN"} and token.lower_ == participle(token.lemma_) != past(token.lemma_)


@repair(Pass.CLAUSES, deps={"ROOT", "ccomp", "conj", "advcl"}, of=_is_no_past_tense)
def participle_before_its_verb(taken: Token) -> None:
    """Mend "Samples taken from the lake showed lead": "taken" was read as the verb of the samples."""
    subject = subject_of(taken)
    if (
        subject is None
        or last_of(subject) != taken.i - 1
        or any(c.dep_ in {"aux", "auxpass"} for c in taken.children)
    ):
        return
    verb = next((c for c in taken.children if c.dep_ == "conj" and c.i > taken.i), None)
    if verb is None or verb.tag_ not in {"VBD", "VBZ", "VBP"} or subject_of(verb) is not None:
        return
    if any(c.dep_ == "cc" and c.i < verb.i for c in taken.children):
        return
    behind = [c for c in taken.children if c.i > verb.i or c.pos_ == "PUNCT"]
    above, dep = taken.head, taken.dep_
    verb.head, verb.dep_ = (verb, dep) if above is taken else (above, dep)
    subject.head = verb
    taken.head, taken.dep_, taken.tag_ = subject, "acl", "VBN"
    for child in behind:
        if child is not verb:
            hang(child, verb, child.dep_)


def _is_told_last(token: Token) -> bool:
    """Whether nothing joins a verb with a tense and no subject to the verb that it was joined to."""
    start = min(first_of(token), token.i)
    nothing = start > 0 and token.doc[start - 1].pos_ not in {"PUNCT", "CCONJ", "ADV"}
    return nothing and finite_token(token) is not None and subject_of(token) is None


@repair(Pass.CLAUSES, deps={"conj"}, of=_is_told_last)
def list_in_a_relative_clause(verb: Token) -> None:
    """Mend "A man who hit a clerk, took a van and fled was jailed": "took" was read as the verb of the man."""
    told = verb.head
    subject = subject_of(told)
    if told.pos_ != "VERB" or told.i > verb.i or subject is None or told.doc[told.i - 1].text != ",":
        return
    clause = next((c for c in subject.children if c.dep_ == "relcl" and last_of(c) == told.i - 2), None)
    pronoun = clause.doc[first_of(clause)] if clause is not None else subject
    joined = any(c.dep_ == "cc" and told.i < c.i < verb.i for m in (told, *told.children) for c in (m, *m.children))
    if clause is None or pronoun.tag_ not in {"WP", "WDT"} or told.doc[pronoun.i - 1].text == "," or not joined:
        return
    behind = [c for c in told.children if c.i > last_of(verb)]
    above, dep = told.head, told.dep_
    verb.head, verb.dep_ = (verb, dep) if above is told else (above, dep)
    subject.head = verb
    subject.dep_ = "nsubjpass" if any(c.dep_ == "auxpass" for c in verb.children) else "nsubj"
    told.head, told.dep_ = clause, "conj"
    for child in behind:
        hang(child, verb, child.dep_)


def _may_be_a_gerund(token: Token) -> bool:
    return token.lower_.endswith("ing") and token.i > 0 and token.doc[token.i - 1].text == ","


@repair(Pass.CLAUSES, deps={"compound", "amod"}, of=_may_be_a_gerund)
def gerund_read_as_a_noun(token: Token) -> None:
    """Mend "of taking bribes, hiding figures and lying": "hiding" was read as a word for the figures."""
    noun = token.head
    first = noun.head
    if noun.dep_ not in {"dobj", "conj", "appos"} or first_of(noun) != token.i:
        return
    if first.pos_ == "NOUN":
        first = first.head
    last = [c for c in first.children if c.dep_ == "conj" and c.tag_ == "VBG" and c.i > noun.i]
    if first.tag_ != "VBG" or len(last) != 1 or not any(c.dep_ == "dobj" and c.i < token.i for c in first.children):
        return
    joints = [c for c in (*noun.children, *first.children) if c.dep_ == "cc" and noun.i < c.i < last[0].i]
    if len(joints) != 1:
        return
    noun.head = noun
    token.head, token.dep_, token.tag_, token.pos_ = first, "conj", "VBG", "VERB"
    noun.head, noun.dep_ = token, "dobj"
    hang(joints[0], token, "cc")
    hang(last[0], token, "conj")


def _is_a_second_aim(token: Token) -> bool:
    """Whether an infinitive without "to" hangs on a verb beside another one, and a comma parts the two."""
    beside = [c for c in token.head.children if c.dep_ == "xcomp" and c.i < token.i and c.tag_ == "VB"]
    return token.tag_ == "VB" and bool(beside) and token.doc[first_of(token) - 1].text == ","


@repair(Pass.CLAUSES, deps={"xcomp", "ccomp", "advcl"}, of=_is_a_second_aim)
def aim_of_a_list(verb: Token) -> None:
    """Mend "plans to double the toll, make drivers pay and close it": "make" hung on "plans" without its "to"."""
    first = next(c for c in verb.head.children if c.dep_ == "xcomp" and c.tag_ == "VB")
    marked = any(c.tag_ == "TO" for c in first.children) and not any(c.tag_ == "TO" for c in verb.children)
    listed = any(c.dep_ == "conj" and c.tag_ == "VB" for c in verb.children)
    if marked and listed and first_of(verb) == verb.i and subject_of(verb) is None:
        hang(verb, first, "conj")


def _is_joined_to_a_told_verb(token: Token) -> bool:
    told = token.head.tag_ in {"VBD", "VBZ", "VBP"} and token.head.pos_ == "VERB"
    helped = any(c.dep_ in {"aux", "auxpass"} for c in (*token.children, *token.head.children))
    return token.tag_ == "VB" and told and not helped and subject_of(token) is None


@repair(Pass.CLAUSES, deps={"conj"}, of=_is_joined_to_a_told_verb)
def present_read_as_infinitive(verb: Token) -> None:
    """Mend "Ruiz and Roe lost the farm and say they may sell": "say" has a tense of its own."""
    subject = subject_of(verb.head)
    several = subject is not None and (
        subject.tag_ in {"NNS", "NNPS"} or any(c.dep_ == "conj" for c in subject.children)
    )
    between = verb.doc[verb.head.i + 1 : verb.i]
    if several and between and between[-1].lower_ == "and" and not any(t.tag_ in {"VB", "TO", "MD"} for t in between):
        verb.tag_ = "VBP"


@repair(Pass.CLAUSES, deps={"conj"}, of=_is_joined)
def participle_joined_to_told_verb(verb: Token) -> None:
    """Mend "went on strike, saying that fares would rise, and blocking roads": it goes on "saying", not "rise"."""
    told = verb.head
    own = {"aux", "auxpass", "nsubj", "nsubjpass", "mark"}
    if verb.tag_ != "VBG" or told.tag_ == "VBG" or told.dep_ != "ccomp" or any(c.dep_ in own for c in verb.children):
        return
    joints = [c for c in told.children if c.dep_ == "cc" and c.i < verb.i]
    saying = told.head
    if saying.tag_ == "VBG" and saying.dep_ == "advcl" and joints and finite_token(told) is not None:
        hang(joints[-1], saying, "cc")
        hang(verb, saying, "conj")
