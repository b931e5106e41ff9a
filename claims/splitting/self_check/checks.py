"""The checks that every derived claim must pass, each registered by its name.

A check returns the tokens that speak against a claim, or none. It asks the parse of the sentence, and where the claim
was parsed again, that parse too. `fallback` says what then takes the claim's place.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from claims.splitting.clauses.adverbials import behind_a_noun
from claims.splitting.clauses.drafts import NONE
from claims.splitting.clauses.lists import joined_by, members_of
from claims.splitting.clauses.reported_speech import reported_content
from claims.splitting.clauses.scope import denies, is_denied, reaches_past
from claims.splitting.rules import Ids, Rule, rule
from claims.splitting.well_formedness import opening_or_end
from sources.language import inflection, lexicon
from sources.language.parsing.relations import (
    NAMING,
    RELATIVE,
    SUBJECTS,
    finite_token,
    first_of,
    last_of,
    may_be_person,
    subject_of,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.tokens import Token as SpacyToken

    from claims.splitting.clauses.drafts import Draft
    from claims.splitting.clauses.reading import Reading
    from claims.splitting.realisation import Worded
    from sources.language.parsing.tree import Token, Tree

VERBAL = frozenset(["VERB", "AUX"])
_WORD = re.compile(r"[^\W_]+")
_BARE = lexicon.words("bare_saying")
_NEEDS_AN_OBJECT = lexicon.words("verbs_of_containing")
_FILLERS = lexicon.words("filler_verbs")
_QUANTITIES = lexicon.QUANTIFIERS | lexicon.words("pronominal_adjectives")
# Tokens from the end of a participle to its subject: the comma between them.
_NEXT_TO = 2
_DENYING = lexicon.words("denying_subjects")
_NEVER_TWICE = lexicon.words("words_never_doubled")
_SUBORDINATING = frozenset(["after", "before", "because", "until", "unless", "although", "though", "while", "since"])
_CONTRASTING = frozenset(["while", "although", "though", "whereas"])
_HOLDING = SUBJECTS | {"advcl", "relcl", "acl", "pcomp", "prep"}
_JOINTS = frozenset(["and", "or", "but", "nor"])
_AMOUNTS = lexicon.words("sum_nouns")
_PERSONS = frozenset(["i", "they", "we", "you"])
_ASKING = frozenset(["what", "whatever", "who", "whoever"])
_PLACES = lexicon.words("adverbs_of_place_and_state")
_HELPERS = frozenset(["aux", "auxpass", "advmod", "cc", "intj", "punct", "mark", "neg", "preconj", "prt"])


@dataclass(slots=True)
class Candidate:
    """A claim before it is shown.

    Attributes:
        reading: The unit that it was made from.
        draft: Its tokens.
        worded: Its words.
        times: The tokens of each time expression of the unit.
        parse: The dependencies of its words; None where they were not parsed again.
    """

    reading: Reading
    draft: Draft
    worded: Worded
    times: tuple[Ids, ...] = ()
    parse: Doc | None = None

    @property
    def doc(self) -> Tree:
        """The parse of the unit."""
        return self.reading.unit.doc


Check = Rule[[Candidate], Ids]

CHECKS: list[Check] = []
"""All checks, in the order in which they are asked."""


def check(name: str) -> Callable[[Callable[[Candidate], Ids]], Check]:
    """Register the decorated function as a check; a claim that fails it reports the name among its rules."""

    def register(function: Callable[[Candidate], Ids]) -> Check:
        registered = rule(name)(function)
        CHECKS.append(registered)
        return registered

    return register


@check("self-check: infinitive")
def infinitive(candidate: Candidate) -> Ids:
    """Ask that "to" keeps its verb: not in "I used it to quickly", of "to quickly (and I mean it) move windows"."""
    ids, doc = candidate.draft.ids, candidate.doc
    verbs = [i for i in ids if doc[i].tag_ == "VB"]  # of "to meet her and sign it" the claims share the "to"
    cut = (i for i in ids if doc[i].tag_ == "TO" and doc[i].dep_ == "aux" and not any(verb > i for verb in verbs))
    return frozenset(cut) if candidate.draft.natural else NONE


@check("self-check: governing words")
def governing_words(candidate: Candidate) -> Ids:
    """Ask that a verb keeps the negation, the modal verb and the condition that govern it in the sentence."""
    draft, verb = candidate.draft, candidate.draft.head
    if verb.pos_ not in VERBAL or draft.made_by("relative clause"):
        return NONE
    if not (draft.natural or draft.made_by("participle")):
        return NONE
    if draft.natural and (lost := frozenset(c.i for c in verb.children if _governs(c)) - draft.ids):
        return lost
    inner = verb
    for governor in verb.ancestors:
        if inner.dep_ in {"relcl", "acl", "appos"} or governor.i in draft.ids:
            break
        if governor.pos_ in VERBAL and _reaches(governor, inner) and not _is_put_in(draft, governor):
            return frozenset({governor.i})
        inner = governor
    return NONE


def _governs(child: Token) -> bool:
    """Whether a dependent of a verb denies it, or makes it only possible."""
    condition = child.dep_ == "mark" and child.lower_ in {"if", "unless"}
    return child.dep_ == "neg" or child.tag_ == "MD" or condition or (child.dep_ in SUBJECTS and denies(child))


def _is_put_in(draft: Draft, governor: Token) -> bool:
    """Whether the draft took over the modal verb of ``governor``: "will open, giving" as "will give"."""
    put_in = " ".join(part for part in draft.parts if isinstance(part, str)).split()
    modals = [c for c in governor.children if c.tag_ == "MD"]
    return any(c.i in draft.ids or c.lower_ in put_in for c in modals) and not is_denied(governor)


def _reaches(governor: Token, inner: Token) -> bool:
    """Whether what denies ``governor``, or makes it only possible, may hold for the clause of ``inner`` below it."""
    if inner.dep_ == "conj":
        return reaches_past(governor, inner, [c for c in governor.children if c.dep_ == "cc" and c.i < inner.i])
    behind = inner.i > governor.i
    if inner.dep_ == "advcl" and subject_of(inner) is None:
        possible = any(c.tag_ == "MD" for c in governor.children) or governor.lemma_ in {"appear", "seem"}
        return possible or (behind and is_denied(governor))
    return behind and inner.dep_ in {"ccomp", "xcomp"} and is_denied(governor)


@check("self-check: subject and verb")
def subject_and_verb(candidate: Candidate) -> Ids:
    """Ask that a claim has a subject, and a verb with a tense."""
    draft, doc = candidate.draft, candidate.doc
    if candidate.worded.text.endswith("?"):
        return NONE
    if draft.subject is not None and not _can_be_subject(draft.subject):
        return frozenset({draft.subject.i})
    conditions = frozenset(c.i for c in draft.head.children if c.dep_ == "mark" and c.lower_ in {"if", "unless"})
    if draft.natural and draft.head.pos_ in VERBAL and conditions & draft.ids:
        return conditions  # "If she had known.": what would follow is not there
    if draft.natural and (asked := _own_how(candidate)):
        return asked
    if draft.natural and (that := _reported_below(candidate)):
        return that
    if draft.natural and draft.head.lemma_ in _NEEDS_AN_OBJECT and _has_no_object(draft):
        return frozenset({draft.head.i})  # "These will include": what they include is behind the next verb
    if draft.natural and (apart := _only_a_part(candidate)):
        return apart
    opening = frozenset(c.i for c in draft.head.children if c.dep_ == "mark" and draft.head.dep_ == "ROOT")
    if opening - draft.ids and min(draft.ids) > min(opening):
        return opening  # "As a baker Tom Roe's home was ...": no other clause is there
    if not draft.natural:
        return NONE
    verbs = [doc[i] for i in draft.ids if doc[i].pos_ in VERBAL]
    told = [v for v in verbs if finite_token(v) is not None and not _is_reduced(v)]
    possible = any(c.tag_ == "MD" for c in draft.head.children)
    ordered = draft.head.tag_ in {"VB", "VBP"} and draft.head.dep_ == "ROOT" and not possible
    order = [doc[i] for i in sorted(draft.ids)]
    if any(a.tag_ == "MD" and b.tag_ == "TO" and b.head is draft.head for a, b in pairwise(order)):
        return draft.ids  # "will to support"
    if not told and not ordered:
        return draft.ids
    own = any(doc[i].dep_ in SUBJECTS or doc[i].dep_ == "expl" for i in draft.ids)
    named = draft.subject is not None and draft.subject is not draft.head
    return NONE if own or ordered or named else draft.ids


def _has_no_object(draft: Draft) -> bool:
    """Whether nothing behind the verb of an active clause is told of it."""
    verb = draft.head
    passive = any(c.dep_ == "auxpass" for c in verb.children) or verb.tag_ == "VBN"
    return not passive and not any(i > verb.i and verb.doc[i].pos_ not in {"PUNCT", "ADV"} for i in draft.ids)


def _reported_below(candidate: Candidate) -> Ids:
    """Return the "that" of a report, where what reports is not in the claim: "Less convincingly, that it helps"."""
    draft, head = candidate.draft, candidate.draft.head
    marks = [c for c in head.children if c.dep_ == "mark" and c.lower_ == "that" and c.i in draft.ids]
    if marks and not any(a.i in draft.ids for a in head.ancestors):
        return frozenset(c.i for c in marks)
    opening = candidate.doc[min(draft.ids)]
    joined = opening.i > 0 and candidate.doc[opening.i - 1].dep_ == "cc"
    return frozenset({opening.i}) if joined and opening.lower_ == "that" and draft.attributions else NONE


def _only_a_part(candidate: Candidate) -> Ids:
    """Return the word that shows a claim to be a part only: "after" or "what" before it, a noun behind "will"."""
    draft, doc = candidate.draft, candidate.doc
    order, head = [doc[i] for i in sorted(draft.ids)], draft.head
    marks = [c for c in head.children if c.dep_ == "mark" and c.lower_ in _SUBORDINATING and c in order]
    if marks:
        return frozenset(c.i for c in marks)
    if _runs_into_its_clause(order[0], head):
        return frozenset({order[0].i})
    if order[0].pos_ == "ADP" and len(order) > 1 and order[1].tag_ in RELATIVE and candidate.doc[-1].text != "?":
        return frozenset({order[1].i})  # "In which 3,000 people were trapped"
    subject = draft.subject
    if subject is not None and subject_of(head) is subject and doc[-1].text != "?":
        beside = head.dep_ in {"advcl", "relcl"}
        asking = [t for t in subject.subtree if t.tag_ in {"WDT", "WP"} and t.head.head is subject]
        which = [t for t in asking if t.i in draft.ids and (beside or t.dep_ == "pobj")]
        if which:
            return frozenset({which[0].i})  # "the cause of which is unknown", "some of which burnt"
    if order[0].tag_ in RELATIVE:
        above = [order[0], *order[0].ancestors]
        within = above[: above.index(head)] if head in above else above
        if not any(t.dep_ in _HOLDING for t in within):
            return frozenset({order[0].i})
    for modal, following in pairwise(order):
        behind = draft.subject is not None and draft.subject.i < modal.i
        if modal.tag_ == "MD" and behind and following.pos_ in NAMING:
            return frozenset({following.i})
    return NONE


def _runs_into_its_clause(opening: Token, head: Token) -> bool:
    """Whether "while" opens what the parser took for a clause before another: "while buying one would cost 300"."""
    clause = opening.head
    opens = opening.dep_ == "mark" and opening.lower_ in _CONTRASTING and clause.i < head.i
    return opens and not any(t.pos_ == "PUNCT" for t in opening.doc[clause.i : head.i])


def _own_how(candidate: Candidate) -> Ids:
    """Return the "how" that makes the clause of a claim a question inside another: "how slow it would be"."""
    head = candidate.draft.head
    hows = [
        t
        for t in head.subtree
        if t.lower_ == "how" and t.tag_ == "WRB" and t.i < head.i and t.i in candidate.draft.ids
    ]
    for how in hows:
        above = how.head
        while above is not head and above.pos_ not in VERBAL:
            above = above.head
        if above is head:
            return frozenset({how.i})
    return NONE


def _can_be_subject(subject: Token) -> bool:
    """Whether a word may be a subject: no measure beside a verb, and no adjective without an article."""
    if subject.dep_ == "npadvmod":
        return False
    described = any(c.dep_ in {"det", "poss"} for c in subject.children)
    return subject.pos_ not in {"ADJ", "ADV"} or subject.lower_ in _QUANTITIES or described


def _is_reduced(verb: Token) -> bool:
    """Whether a past tense is a participle after all: "Germany backed by a hostile alliance"."""
    by = [c for c in verb.children if c.lower_ == "by" and c.i == verb.i + 1]
    agent = any(not any(t.like_num for t in c.subtree) for c in by)  # "rose by 12 per cent" has none
    passive = any(c.dep_ in {"auxpass", "aux", "dobj"} for c in verb.children)
    return verb.tag_ in {"VBD", "VBN"} and agent and not passive


@check("self-check: bare report")
def bare_report(candidate: Candidate) -> Ids:
    """Ask that a claim says more than that somebody said something."""
    draft, verb = candidate.draft, candidate.draft.head
    filler = verb.lemma_ in _FILLERS and draft.subject is not None and draft.subject.lower_ in {"i", "we", "you"}
    made = draft.natural or draft.made_by("participle")
    if not (verb.lemma_ in _BARE or filler) or not made or candidate.worded.text.count("“"):
        return NONE
    if any(c.dep_ == "neg" for c in verb.children):
        return NONE  # "The ministry did not reply."
    if draft.attributions and any(c.tag_ == "MD" for c in verb.children):
        return NONE  # "said the firm would respond"
    if draft.subject is not None and draft.subject.dep_ == "nsubjpass" and draft.subject.pos_ != "PRON":
        return NONE  # "The pills were recalled."
    silent = [c for c in verb.children if c.dep_ in _HELPERS | SUBJECTS or _to_whom_or_when(c)]
    told = {t.i for child in verb.children if child not in silent for t in child.subtree if t.pos_ != "PUNCT"}
    return NONE if told & draft.ids else frozenset({verb.i})


def _to_whom_or_when(child: Token) -> bool:
    """Whether a phrase tells to whom or when something was said: "told reporters on Monday"."""
    timed = child.ent_type_ in {"DATE", "TIME"} or any(c.ent_type_ in {"DATE", "TIME"} for c in child.children)
    objects = [c for c in child.head.children if c.dep_ in {"dobj", "dative"}]
    whom = child.head.lemma_ == "tell" and objects == [child]
    return whom or (timed and child.dep_ in {"prep", "npadvmod"})


@check("self-check: list")
def whole_list(candidate: Candidate) -> Ids:
    """Ask that a claim has one member of a list, or all of them."""
    doc, ids = candidate.doc, candidate.draft.ids
    for i in ids:
        head = doc[i]
        if head.dep_ == "conj" or head.pos_ in VERBAL or not any(c.dep_ == "conj" for c in head.children):
            continue
        members = members_of(head)
        left = frozenset(m.i for m in members if m.i not in ids)
        if left and len(members) - len(left) > 1:
            return left
    return NONE


@check("self-check: parallel members")
def parallel_members(candidate: Candidate) -> Ids:
    """Ask that a list which was divided has members of one kind, so that the parser surely read it as a list."""
    draft, doc = candidate.draft, candidate.doc
    if not draft.made_by("list divided"):
        return NONE
    stray = frozenset(c.i for c in draft.head.children if c.dep_ == "conj" and c.pos_ == "NOUN" and c.i in draft.ids)
    if stray and draft.head.pos_ == "VERB":
        return stray  # a member of the list that the parser joined to the verb
    divided_at = NONE.union(*[step.ids for step in draft.rules if step.rule == "list divided"])
    for head in (doc[i] for i in sorted(divided_at)):
        members = members_of(head) if head.dep_ != "conj" and head.pos_ in NAMING else []
        one = sum(m.i in draft.ids for m in members) == 1
        odd = [m for m in members[1:] if one and _differs(head, m, len(members))]
        if odd:
            return frozenset(m.i for m in odd)
    return NONE


def _differs(first: Token, member: Token, count: int) -> bool:
    """Whether a member of a list may belong elsewhere, by its form."""
    opening = member.doc[first_of(member)]
    verbal = opening.head is member and opening.dep_ == "amod" and opening.tag_ in {"VBD", "VBN"} and count == 2
    bare = not any(c.dep_ not in {"cc", "conj", "punct"} for c in first.children)
    one_of = any(c.lower_ in {"a", "an"} for c in member.children if c.dep_ == "det")
    inner = [t for c in first.children if c.dep_ == "prep" for t in c.subtree if t.pos_ == "PROPN"]
    place = member.ent_type_ in {"GPE", "LOC"} and any(t.ent_type_ == member.ent_type_ for t in inner)
    return verbal or (bare and one_of and first.tag_ == "NN") or (first.pos_ == "NOUN" and place)


@check("self-check: agreement")
def agreement(candidate: Candidate) -> Ids:
    """Ask that a verb agrees with the member of a list that is its subject."""
    draft, subject, verb = candidate.draft, candidate.draft.subject, candidate.draft.head
    finite = finite_token(verb)
    if subject is None or finite is None or not draft.natural:
        return NONE
    present = verb.tag_ in {"VBD", "VBN"} and verb.lower_ == verb.lemma_ != inflection.past(verb.lemma_)
    if draft.made_by("list divided") and finite is verb and present and verb.i not in draft.edits:
        return frozenset({verb.i})  # "Ruiz and Roe run the site", read as a past tense
    if subject is subject_of(verb):
        return NONE
    if finite.i in draft.edits or finite.i not in draft.ids:
        return NONE
    listed = any(c.dep_ == "conj" and c.i in draft.ids for c in subject.children)
    one = subject.tag_ in {"NN", "NNP"} and not listed and not _may_be_many(subject)
    several = (subject.tag_ == "NNS" and subject.pos_ == "NOUN") or subject.lower_ in _PERSONS
    wrong = (one and (finite.tag_ == "VBP" or finite.lower_ == "were")) or (
        several and (finite.tag_ == "VBZ" or finite.lower_ == "was")
    )
    return frozenset({finite.i}) if wrong else NONE


def _may_be_many(subject: Token) -> bool:
    """Whether a noun may have a verb in the plural: "the police", "a third of them", "63 %"."""
    word = subject.lower_
    counted = word in _QUANTITIES or word in _AMOUNTS or subject.ent_type_ in {"PERCENT", "CARDINAL", "ORG", "NORP"}
    several = any(c.dep_ == "nummod" and c.lower_ not in {"one", "1"} for c in subject.children)  # "21 aircraft"
    return counted or several or word in lexicon.COLLECTIVE_NOUNS


@check("self-check: open joint")
def open_joint(candidate: Candidate) -> Ids:
    """Ask that "and" joins two things of the claim, and that a verb such as "did" has what it says of its subject."""
    draft, doc, ids = candidate.draft, candidate.doc, candidate.draft.ids
    if draft.natural and (cut := _cut_verb(draft)):
        return cut
    for joint in (doc[i] for i in ids if doc[i].dep_ == "cc" and doc[i].lower_ in _JOINTS):
        if joint.head.i > joint.i or joint.head.i not in ids or joint.i == max(ids):
            continue
        joined = joined_by(joint)
        if joined is None or not any(t.i in ids for member in members_of(joined) for t in (member, *member.children)):
            return frozenset({joint.i})
    return NONE


def _cut_verb(draft: Draft) -> Ids:
    """Return the verb of "Wages did not": what they did not do is in another clause."""
    verb = draft.head
    helps = verb.tag_ == "MD" or verb.lemma_ in {"do", "be", "have"}
    if not helps or draft.subject is None:
        return NONE
    silent = [c for c in verb.children if c.dep_ in _HELPERS | SUBJECTS and not _tells_where(c, verb)]
    subject = [] if verb in draft.subject.subtree else [draft.subject]  # "The woman was 34", of a relative clause
    told = draft.ids - {verb.i, draft.subject.i}.union(*[{t.i for t in c.subtree} for c in (*silent, *subject)])
    return NONE if any(verb.doc[i].pos_ != "PUNCT" for i in told) else frozenset({verb.i})


def _tells_where(child: Token, verb: Token) -> bool:
    """Whether an adverb behind "is" is all that is said: "It is over", "It is far from safe", "It is home to 300"."""
    if child.dep_ != "advmod" or child.i < verb.i:
        return False
    return child.lower_ in _PLACES or (verb.lemma_ == "be" and any(c.dep_ == "prep" for c in child.children))


@check("self-check: open aside")
def open_aside(candidate: Candidate) -> Ids:
    """Ask that what was left out behind a comma ends at a mark: not in "hit a wall[, leaving 12 passengers] hurt"."""
    draft, doc, stripped = candidate.draft, candidate.doc, candidate.reading.context.stripped
    if draft.natural and (open_ := _behind_what_was_taken_out(draft)):
        return open_
    if not draft.natural or (not draft.made_by("participle") and not _lacks_a_participle(draft)):
        return NONE
    order = sorted(i for i in draft.ids if doc[i].pos_ != "PUNCT")
    for before, after in pairwise(order):
        left_out = [i for i in range(before + 1, after) if doc[i].pos_ not in {"PUNCT", "SPACE"}]
        opened = doc[before + 1].text == "," and doc[after - 1].pos_ != "PUNCT" and doc[after].dep_ != "cc"
        if opened and len(left_out) > 1 and not stripped & set(left_out):
            return frozenset({after})
    return NONE


def _behind_what_was_taken_out(draft: Draft) -> Ids:
    """Return the participle of "was full[, with a choir of nurses,] singing": the nurses may be who sings."""
    doc = draft.head.doc
    for before, after in pairwise(sorted(i for i in draft.ids if doc[i].pos_ != "PUNCT")):
        opened = doc[before + 1].text == "," and after - before > _NEXT_TO + 1 and doc[before + 2].lower_ == "with"
        if opened and doc[after].tag_ == "VBG" and doc[after].dep_ == "advcl":
            return frozenset({after})
    return NONE


def _lacks_a_participle(draft: Draft) -> bool:
    """Whether a clause was told without the participle behind it."""
    behind = [c for c in draft.head.children if c.dep_ == "advcl" and c.i > draft.head.i and c.tag_ in {"VBG", "VBN"}]
    return any(c.i not in draft.ids for c in behind)


@check("self-check: joint")
def joint(candidate: Candidate) -> Ids:
    """Ask that a verb which borrows its subject is joined to the verb that has it, with no other clause between."""
    draft, doc, verb = candidate.draft, candidate.doc, candidate.draft.head
    borrows = draft.made_by("joined clause") and verb.pos_ in VERBAL and subject_of(verb) is None
    if not borrows or draft.subject is None or draft.subject.i > verb.i:
        return NONE
    first = first_of(verb)
    while first > 0 and doc[first - 1].pos_ == "ADV":
        first -= 1
    joined = {"CCONJ", "PUNCT"}
    if first > 0 and doc[first - 1].pos_ not in joined and doc[first].pos_ not in joined:
        return frozenset({verb.i})
    if not any(c.dep_ == "cc" and c.i > verb.head.i for m in members_of(verb.head) for c in m.children):
        return frozenset({verb.i})  # "had no doubt the operation, to craft a case, went further"
    between = [t for t in doc[verb.head.i + 1 : verb.i] if t.dep_ == "cc"]
    if between and between[-1].i < first - 1 and joined_by(between[-1]) is None:
        return frozenset({between[-1].i})  # "heard that he drank and, at midnight, drove home"
    joints = [t for t in between if t.i >= first - 2]
    if joints and joints[-1].head.pos_ in VERBAL and joints[-1].head is not verb.head:
        return frozenset({joints[-1].i})
    comma = first > 1 and doc[first - 1].pos_ == "CCONJ" and doc[first - 2].text == ","
    helped = any(c.dep_ == "aux" and c.lemma_ == "do" for c in verb.head.children) and finite_token(verb) is verb
    return NONE if comma and not helped else _nearer_clause(draft.subject, verb)


def _nearer_clause(subject: Token, verb: Token) -> Ids:
    """Return a verb between the two that has a subject of its own, where ``verb`` may be joined to that one."""
    finite, outer = finite_token(verb), finite_token(verb.head)
    if finite is None or outer is None:
        return NONE
    for other in verb.doc[verb.head.i + 1 : verb.i]:
        inner, own = finite_token(other), subject_of(other)
        if other.pos_ not in VERBAL or inner is None or own is None or own.i <= subject.i:
            continue
        alike = inner.tag_ == finite.tag_
        if alike and outer.lemma_ == "do" and other.dep_ == "relcl":
            return frozenset({other.i})  # "did not convince the inquiry, which met in May, and blamed the police"
        listed = verb.doc[first_of(verb) - 1].text == ","  # "said he hit the boy, kicked him and left"
        nearer = other.dep_ in {"ccomp", "relcl"} and (listed or outer.tag_ != finite.tag_)
        beside = other.dep_ == "ccomp" and other.head.tag_ == "VBG"  # "upheld it, finding that he lied and stole"
        nearer |= beside and not any(t.text == "," for t in verb.doc[other.i : verb.i])
        if alike and (other.dep_ == "advcl" or nearer):
            return frozenset({other.i})
    return NONE


@check("self-check: participle")
def participle_of(candidate: Candidate) -> Ids:
    """Ask that a clause made of a participle has a subject that is surely its own, and no tense that nobody wrote."""
    draft, verb = candidate.draft, candidate.draft.head
    if not (draft.made_by("participle") or draft.made_by("result")) or draft.subject is None:
        return NONE
    if verb.tag_ == "VBG" and (kept := frozenset(i for i in draft.ids if _goes_on_beside(verb.doc[i], verb))):
        return kept
    if verb.dep_ != "advcl":
        return _beside_noun(draft)
    governor = verb.head
    first, last = first_of(verb), last_of(verb)
    helped = any(c.dep_ in {"aux", "auxpass"} or c.tag_ == "WRB" for c in verb.children)
    helped |= any(t.dep_ == "neg" or t.lower_ in _DENYING for c in verb.children for t in (c, *c.children))
    title = verb.i > verb.sent_start and verb.text[:1].isupper()
    if helped or title or any(verb.doc[i].pos_ not in {"ADV", "CCONJ", "PUNCT"} for i in range(first, verb.i)):
        return frozenset({verb.i})
    if verb.i < governor.i:
        finite = finite_token(governor)
        if verb.tag_ == "VBN" and governor.tag_ == "VBG" and finite is not None and finite.tag_ in {"VBZ", "VBP"}:
            return frozenset({finite.i})  # "Faced with this, the young are returning": nobody wrote "were faced"
        if first - _NEXT_TO == draft.subject.i and draft.subject.head is governor and governor.lemma_ in lexicon.SAY:
            return NONE  # "President Adu, speaking in Kano, said"
        near = first_of(draft.subject) - last <= _NEXT_TO and not behind_a_noun(verb)
        return (
            NONE if (near and may_be_person(draft.subject)) or (near and verb.tag_ == "VBN") else frozenset({verb.i})
        )
    if verb.lemma_ in lexicon.SAY and governor.lemma_ in lexicon.SAY:
        return NONE  # "He said he would help, warning them to pay"
    between = verb.doc[governor.i + 1 : first]
    ways = frozenset(t.i for t in between if t.tag_ == "VBG" and t.dep_ == "pcomp")
    if ways and verb.tag_ == "VBG" and any(t.dep_ == "cc" for t in verb.subtree):
        return ways  # "fixed by taping up doors, driving on smooth roads and ...": one of several ways
    others = [t for t in between if t.lower_ == "with" and last_of(t) == first - _NEXT_TO]
    if others and verb.tag_ == "VBG" and not may_be_person(draft.subject):
        return frozenset({others[0].i})  # "The cup was full, with the stands full of nurses, watching"
    nouns = [t for t in between if t.pos_ in NAMING and t.ent_type_ not in {"DATE", "TIME"}]
    if reported_content(governor) is not None or (verb.tag_ == "VBN" and nouns):
        return frozenset({governor.i})
    return frozenset(t.i for t in between if t.pos_ in VERBAL and finite_token(t) and subject_of(t) is not None)


def _goes_on_beside(token: Token, verb: Token) -> bool:
    """Whether a participle is joined to another that got a tense: "Rates added to fears and hurting firms"."""
    return token.dep_ == "conj" and token.tag_ == "VBG" and token.i > verb.i and token.pos_ == "VERB"


def _beside_noun(draft: Draft) -> Ids:
    """Return what makes it unsure that a participle behind a noun is about that noun, or when it happened."""
    noun = draft.head
    clause = next((t for t in noun.ancestors if t.pos_ in VERBAL), None)
    made = draft.parts[1] if len(draft.parts) > 1 and isinstance(draft.parts[1], str) else ""
    if made not in {"is", "are", "was", "were"} and clause is not None:
        finite = finite_token(clause)
        if finite is None or finite.tag_ == "MD" or (finite.tag_ in {"VBZ", "VBP"} and finite.lemma_ != "have"):
            return frozenset({clause.i})
    listed = noun.dep_ == "conj" or any(c.dep_ == "conj" for c in noun.children)
    bare = noun.dep_ == "dobj" and noun.tag_ == "NN" and not any(c.dep_ in {"det", "poss"} for c in noun.children)
    return frozenset({noun.i}) if listed or bare or noun.tag_ == "CD" else NONE


@check("self-check: place of a relative")
def place_of_relative(candidate: Candidate) -> Ids:
    """Ask that "which" left a place open for its noun: "which both polled 40 people" has an object already."""
    draft, verb = candidate.draft, candidate.draft.head
    if draft.natural or not draft.made_by("relative clause"):
        return NONE
    objects = [c for c in verb.children if c.dep_ in {"dobj", "attr"}]
    opened = [c for c in objects if c.tag_ in RELATIVE]
    return frozenset(c.i for c in opened) if len(objects) > len(opened) > 0 else NONE


@check("self-check: colon left out")
def colon_left_out(candidate: Candidate) -> Ids:
    """Ask that no colon is among words left out: "they leave[, and they flee:] women and men are in danger"."""
    draft, doc = candidate.draft, candidate.doc
    if not draft.natural or ":" not in candidate.reading.unit.parsed:
        return NONE
    order = sorted(i for i in draft.ids if doc[i].pos_ != "PUNCT")
    for before, after in pairwise(order):
        left_out = range(before + 1, after)
        if any(doc[i].text == ":" for i in left_out) and any(doc[i].pos_ != "PUNCT" for i in left_out):
            return frozenset({after})
    return NONE


@check("self-check: marks")
def marks(candidate: Candidate) -> Ids:
    """Ask that no little word is doubled or left over at either end, and that no mark lacks its partner."""
    text, everything = candidate.worded.text, candidate.draft.ids
    words = [word.lower() for word in re.findall(r"\w+|[^\w\s]", text)]
    if any(a == b and a in _NEVER_TWICE for a, b in pairwise(words)):
        return everything
    opening = candidate.doc[min(everything)]
    whole = opening.dep_ in {"prep", "advmod"} or (opening.lower_ == "that" and opening.tag_ == "DT")
    if opening_or_end(text) and not whole:
        return everything
    paired = text.count("“") == text.count("”") and text.count("(") == text.count(")") and not text.count('"') % 2
    return NONE if paired else everything


@check("self-check: quotation")
def quotation(candidate: Candidate) -> Ids:
    """Ask that quoted words without their marks do not run on to "..., X told Reuters" behind them."""
    unit, ids = candidate.reading.unit, candidate.draft.ids
    if any(mark in candidate.worded.text for mark in '"“”«»'):
        return NONE
    for quoted in unit.opened:
        behind = [unit.doc[i] for i in ids if unit.start_of(unit.doc[i]) >= quoted.span.end]
        inside = any(quoted.inner.start <= unit.start_of(unit.doc[i]) < quoted.inner.end for i in ids)
        reports = frozenset(t.i for t in behind if t.lemma_ in lexicon.SAY and t.tag_ in {"VBD", "VBZ"})
        if quoted.closed and inside and reports:
            return reports
    return NONE


@lru_cache(maxsize=256)
def _words_in(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.lower()))


@check("self-check: words")
def known_words(candidate: Candidate) -> Ids:
    """Ask that every figure and every name of a claim is in its sentence, or in the words that were put in."""
    draft, worded = candidate.draft, candidate.worded
    put_in = [*(became for _, became in worded.replaced), *draft.edits.values()]
    put_in += [part for part in draft.parts if isinstance(part, str)]
    told = {word.lower() for word in _WORD.findall(worded.text) if word[0].isdigit() or word[0].isupper()}
    told -= _words_in(candidate.reading.unit.parsed)
    return draft.ids if told - _words_in(" ".join(put_in)) else NONE


@check("self-check: days")
def whole_days(candidate: Candidate) -> Ids:
    """Ask that a claim has all words of a day, a month or a year, or none of them."""
    ids, doc = candidate.draft.ids, candidate.doc
    cut = NONE.union(*[time - ids for time in candidate.times if time & ids])
    return frozenset(i for i in cut if doc[i].pos_ in {"NUM", "PROPN"})


@check("self-check: second parse")
def second_parse(candidate: Candidate) -> Ids:
    """Ask that a claim parsed by itself has the subject, the verb and the polarity that it has in its sentence."""
    draft, parse = candidate.draft, candidate.parse
    if parse is None or draft.made_by("result") or candidate.worded.text.endswith("?"):
        return NONE
    denied = any(token.dep_ == "neg" for token in parse)
    same = denied == any(candidate.doc[i].dep_ == "neg" for i in draft.ids) or not draft.natural
    roots = [token for token in parse if token.dep_ == "ROOT"]
    alike = len(roots) == 1 and _is_verb_of(roots[0], candidate) and _is_subject_of(roots[0], candidate)
    return NONE if same and (alike or _holds_the_clause(parse, draft)) else draft.ids


def _holds_the_clause(parse: Doc, draft: Draft) -> bool:
    """Whether a verb of the draft has the subject of the draft, although another word was taken for the root."""
    verbs = {draft.head.lower_, *_put_in(draft)}
    return draft.subject is not None and any(
        token.lower_ in verbs and any(c.dep_ in SUBJECTS and c.lower_ == draft.subject.lower_ for c in token.children)
        for token in parse
    )


def _put_in(draft: Draft) -> list[str]:
    """Return the words that a draft puts in, and the other forms that it gives to words."""
    return " ".join([*[p for p in draft.parts if isinstance(p, str)], *draft.edits.values()]).lower().split()


def _is_verb_of(root: SpacyToken, candidate: Candidate) -> bool:
    """Whether the root of the second parse is the verb of the draft, or holds it, or was put in its place.

    A participle behind the subject ("a man named Roe left") may be read as the verb; that is no fault of the claim.
    """
    draft, doc = candidate.draft, candidate.doc
    subject = [] if draft.subject is None else [t for t in draft.subject.subtree if t.pos_ in VERBAL]
    above = [t for t in draft.head.ancestors if t.i in draft.ids]
    same = [draft.head, *subject, *above, *_predicate(draft), *(doc[i] for step in draft.rules for i in step.ids)]
    words = [t.lower_ for t in same]
    if "i" in {t.lower_ for t in (draft.subject, *subject) if t is not None}:
        words.append(inflection.third_person(draft.head.lemma_))  # "I look": "Ana Ruiz looks"
    return root.lower_ in {*words, *_put_in(draft), *(["is"] if "'s" in words else [])}  # "who's a docker"


def _predicate(draft: Draft) -> list[Token]:
    """Return what else a parser may take for the verb of "is shocking": the other word of the two."""
    verb = draft.head
    if verb.lemma_ == "be":
        return [c for c in verb.children if c.dep_ in {"acomp", "oprd"}]
    return [c for c in verb.children if c.dep_ in {"aux", "auxpass"} and c.lemma_ == "be"]


def _is_subject_of(root: SpacyToken, candidate: Candidate) -> bool:
    """Whether the subject of the second parse is that of the draft, or a word of what was put in its place."""
    found = next((c for c in root.children if c.dep_ in SUBJECTS), None)
    subject = candidate.draft.subject
    if found is None or subject is None:
        return True
    draft = candidate.draft
    if found.dep_ == "csubj":
        told = found.lower_ == subject.lower_ or draft.head.lemma_ in lexicon.RESULT
        asks = subject.lower_ in _ASKING or any(t.lower_ in _ASKING for t in subject.subtree)
        # "What the mayor did is still a mystery."
        return told or (asks and draft.head.lemma_ == "be" and not draft.made_by("participle"))
    words = {t.lower_ for t in subject.subtree} | {candidate.doc[i].lower_ for i in draft.ids if i < draft.head.i}
    words.update(_WORD.findall(" ".join(became for _, became in candidate.worded.replaced).lower()))
    return found.lower_ in words
