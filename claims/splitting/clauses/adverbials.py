"""Clauses beside the main one: "while ...", "..., leading to delays", "Speaking in Rome, ..."."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum
from typing import TYPE_CHECKING

from claims.splitting.clauses.agreement import is_plural
from claims.splitting.clauses.context import ClauseContext, ClauseParts, read_clause
from claims.splitting.clauses.drafts import NONE, Alternative, Draft, Frame
from claims.splitting.clauses.lists import follows_from, members_of
from claims.splitting.clauses.nouns import comma_before, is_person
from claims.splitting.clauses.phrases import name_of, noun_phrase, tokens_of, verb_phrase
from claims.splitting.clauses.scope import counts_what_is_named_before, is_denied, is_inverted_condition
from claims.splitting.rules import Ids, Step, rule
from sources.language import inflection, lexicon
from sources.language.parsing.relations import (
    NOUN_SUBJECTS,
    RELATIVE,
    SUBJECTS,
    finite_token,
    first_of,
    is_order,
    last_of,
    may_be_person,
    subject_of,
)

if TYPE_CHECKING:
    from sources.language.parsing.tree import Token

VERBAL = frozenset(["VERB", "AUX"])
_OUTLOOK = lexicon.words("outlook_words")
_FIXED = lexicon.words("fixed_by_plan")
_AIMING = lexicon.words("intention_verbs")
_PROPOSING = lexicon.words("proposing_verbs")
_PLANNING = lexicon.words("planning_verbs") | lexicon.SAY | lexicon.HOLD
_WILLED = _PLANNING | _PROPOSING | lexicon.words("ordering_verbs") | lexicon.words("promising_verbs")
_PAST = frozenset(["VBD", "VBN"])  # a past tense may have been read as a participle
_PLANS = lexicon.words("plan_nouns")
_CONDITIONS = frozenset(["depending", "assuming", "provided", "providing", "supposing"])
_TEMPORAL = frozenset(["while"])
_ABOUT = frozenset(["of", "about", "against", "for"])  # "spoke of floods", "said nothing against it"
_LASTING = lexicon.words("lasting_verbs")
_HAPPENING = lexicon.words("verbs_of_a_course")
_LASTING_PARTICIPLES = lexicon.words("lasting_participles")
_STATIVE = lexicon.words("verbs_of_fitting")
_TIMES = lexicon.words("span_nouns") | {"time", "moment", "period", "minute", "second"}
_LIMITING_OPENINGS = lexicon.words("limiting_openings")
_FILLERS = lexicon.words("fillers")
_CHANGING = lexicon.words("verbs_of_change")
_OF_EVENTS = lexicon.words("verbs_of_events")
_JUDGING = lexicon.words("judging_verbs")


class AdverbialKind(Enum):
    """What becomes of an adverbial clause."""

    INSIDE = "it stays in the clause around it"
    SEPARATE = "it is a claim of its own"
    PARTICIPLE = "it is a claim with the subject of the clause around it"


@rule("clause beside the main clause")
def clause_beside(context: ClauseContext, clause: Token, frame: Frame, before: tuple[Step, ...] = ()) -> None:
    """Read "While the dam leaked, ..." as a clause of its own; "while" calls for it, or its verb."""
    opening = next((c.i for c in clause.children if c.dep_ in {"mark", "advmod"} and c.i < clause.i), clause.i)
    step = clause_beside.step(frozenset({opening}))
    even = frozenset({first_of(clause)}) if _opens_with_even_though(clause) else NONE
    read_clause(
        context,
        clause,
        Frame(attributions=frame.attributions, hedges=frame.hedges, excluded=even, rules=(*before, step)),
    )


@rule("joined clause")
def joined_clause(context: ClauseContext, clause: Token, frame: Frame) -> None:
    """Read the second clause of "The dam broke and the canal flooded"; the "and" calls for it, or its verb."""
    joints = [t.i for t in clause.head.children if t.dep_ == "cc" and t.i < clause.i]
    step = joined_clause.step(frozenset({max(joints, default=clause.i)}))
    read_clause(context, clause, replace(frame, rules=(*frame.rules, step)))


def kind_of_adverbial(context: ClauseContext, child: Token, verb: Token) -> AdverbialKind:
    """Return what becomes of the clause ``child`` under ``verb``."""
    if child.i > verb.i and (
        not context.aggressive
        or (_holds_for_both(verb, child) and not _is_said_beside(verb, child))
        or (child.lower_ == "citing" and verb.dep_ == "ccomp")  # "said he would quit, citing his health"
        or counts_what_is_named_before(verb, child)
        or _may_follow_from_another(verb, child)
        or _may_go_on_the_clause_around(verb, child)
    ):
        return AdverbialKind.INSIDE
    mark = next((c.lower_ for c in child.children if c.dep_ == "mark"), "")
    subject, left, right, doc = subject_of(child), first_of(child), last_of(child), verb.doc
    behind_a_time = mark in lexicon.SEPARATING and _behind_a_time(child, verb)
    if child.i < verb.i and (behind_a_time or (subject is not None and is_unfinished(child))):
        return AdverbialKind.INSIDE
    comma = (left > 0 and doc[left - 1].text in {",", "—", "--", "-"}) or (
        child.i < verb.i and (doc[right].text == "," or (right + 1 < len(doc) and doc[right + 1].text == ","))
    )
    if subject is not None and finite_token(child) is not None:
        if left > 1 and child.i > verb.i and doc[left - 1].text == "," and doc[left - 2].pos_ == "CCONJ":
            return AdverbialKind.INSIDE  # "pay them back and, where they had lied, face a fine"
        if is_inverted_condition(child) or _opens_otherwise(child) or limits(child, verb) or _for_a_purpose(child):
            return AdverbialKind.INSIDE
        because = mark == "because" or (comma and mark in {"as", "since"})
        if because and child.i > verb.i and is_order(verb):
            return AdverbialKind.SEPARATE  # "Keep the ticket, because fares rose": the order says nothing
        if mark in lexicon.SEPARATING and mark != "after":
            return AdverbialKind.SEPARATE if comma or mark not in _TEMPORAL or _adds(child) else AdverbialKind.INSIDE
        past = _told(verb) or (comma and child.i > verb.i and not _ahead(verb) and finite_token(verb) is not None)
        if mark == "after" and past and _tells_enough(verb, child) and _told(child):
            return AdverbialKind.SEPARATE
        if mark == "as" and comma:
            # "as tropical storms make landfall, ..." is a condition, "as you know, ..." a remark
            remark = child.lemma_ in lexicon.SAY | _FILLERS | {"put"} or _says_nothing_alone(child)
            return AdverbialKind.SEPARATE if _told(child) and not remark else AdverbialKind.INSIDE
        if (mark in lexicon.LOOSE or mark == "so") and comma:
            return AdverbialKind.SEPARATE
        if any(c.tag_ == "WRB" and c.lower_ == "where" for c in child.children) and comma and child.i > verb.i:
            return AdverbialKind.PARTICIPLE
        asks = any(c.tag_ in RELATIVE for c in child.children)
        both = any(c.dep_ == "preconj" for c in child.children)  # "Not only did the firm sell it, ..."
        if not mark and comma and not asks and child.i < verb.i and (both or left == first_of(subject)):
            return AdverbialKind.SEPARATE  # not "In case the power fails, ..."
        return AdverbialKind.INSIDE
    if _list_of_nouns(child):
        return AdverbialKind.INSIDE
    if (
        comma
        and not mark
        and not has_conjunction(child)
        and subject is None
        and child.tag_ in {"VBG", "VBN"}
        and not _has_to(child)
        and not (child.i > verb.i and _goes_on_behind(child))
        and (follows_from(verb, child) or surely_of_subject(verb, child))
    ):
        return AdverbialKind.PARTICIPLE
    return AdverbialKind.INSIDE


def is_unfinished(clause: Token) -> bool:
    """Whether a clause in front says nothing without the main clause behind it.

    So it is where "and" or "but" joins nothing in it ("The fee is low but, last week, it rose"), where it says that
    somebody says ("He quit saying, “They lie”"), and where its first word opens a clause within it ("As prices rise,
    wages fall, we save").
    """
    doc, first, last = clause.doc, first_of(clause), last_of(clause)
    opening = doc[first]
    joints = [c.i for c in clause.children if c.dep_ == "cc" and c.i > clause.i]
    if joints and not any(c.dep_ == "conj" and c.i > max(joints) for c in clause.children):
        return True
    marks = [c for c in clause.children if c.dep_ == "mark" and c.i < clause.i]
    within = opening.dep_ == "mark" and opening.head is not clause and opening.lower_ in {"as", "while"}
    if within or len(marks) > 1 or (opening.lower_ == "as" and opening.dep_ == "prep"):
        return True
    opened = [t.i for t in clause.subtree if t.i > clause.i and t.lower_ in {"unless", "until", "because"}]
    if opened and not any(t.pos_ in VERBAL for t in doc[opened[-1] : last + 1]):
        return True
    said = next((t for t in reversed(doc[first : last + 1]) if t.pos_ in VERBAL), clause)
    content = any(
        c.i > said.i and (c.dep_ in {"ccomp", "xcomp", "advmod", "acomp"} or c.lower_ in _ABOUT)
        for c in said.children
    )
    objects = [c for c in said.children if c.dep_ in {"dobj", "dative", "oprd"} and c.i > said.i]
    silent = said is not clause and said.lemma_ in lexicon.SAY and not content
    return silent and (not objects or (said.lemma_ == "tell" and last - said.i > 0 and len(objects) == 1))


def _goes_on_behind(participle: Token) -> bool:
    """Handle "killed thousands, leading to protests, charges and a ban": a list that may go on the participle."""
    doc, after = participle.doc, last_of(participle) + 1
    rest = [t for t in doc[after:] if t.pos_ != "PUNCT" and t.sent_start == participle.sent_start]
    listed = any(t.dep_ == "cc" and t.lower_ == "and" for t in rest)
    own = any(t.pos_ in {"VERB", "AUX"} and subject_of(t) is not None for t in rest)
    return bool(rest) and listed and not own


def _may_follow_from_another(verb: Token, child: Token) -> bool:
    """Handle "began when a bag fell, causing panic": what caused it is the other clause, or both.

    Nor is it sure whose act "Plans show the bridge, raising fears" tells of: "plans showing it raises fears" reads
    as if one of several plans did.
    """
    if child.lemma_ not in lexicon.RESULT or child.tag_ != "VBG" or subject_of(child) is not None:
        return False
    if _makes_no_event(verb, child):
        return True
    finite = finite_token(verb)
    if finite is not None and finite.tag_ == "VBP" and any(c.dep_ == "dobj" for c in verb.children):
        return True
    return any(
        c.dep_ == "advcl" and verb.i < c.i < child.i and (subject_of(c) is not None or has_conjunction(c))
        for c in verb.children
    )


def _makes_no_event(verb: Token, child: Token) -> bool:
    """Whether what happened cannot be told as "the dam breaking left 40 dead".

    It cannot of "they" ("they selling it made it hard"), nor where the participle has no object ("drawing nearer",
    "leading into the final").
    """
    subject = subject_of(verb)
    pronoun = subject is not None and subject.tag_ == "PRP"
    reached = any(
        c.dep_ in {"dobj", "ccomp", "xcomp"} or (c.dep_ == "prep" and c.lower_ == "to") for c in child.children
    )
    return pronoun or not reached


def _may_go_on_the_clause_around(verb: Token, child: Token) -> bool:
    """Handle "began after news broke and, at times, grew loud": what grew loud may be what began."""
    outer = finite_token(verb)
    for joined in (c for c in child.children if c.dep_ == "conj" and subject_of(c) is None):
        own, joints = finite_token(joined), [t for t in child.doc[child.i : joined.i] if t.dep_ == "cc"]
        parted = bool(joints) and "," in {child.doc[joints[-1].i - 1].text, child.doc[joints[-1].i + 1].text}
        if parted and own is not None and outer is not None and own.tag_ == outer.tag_:
            return True
    return False


def _adds(clause: Token) -> bool:
    """Whether "while" adds, and tells no time: "The ferry grew while the port also gained ships"."""
    return any(c.lower_ == "also" for c in clause.children)


def _behind_a_time(clause: Token, verb: Token) -> bool:
    """Whether a time in front holds for two clauses: "Since May, while prices rose, wages fell"."""
    opening = [c for c in verb.children if c.dep_ in {"prep", "npadvmod"} and c.i < first_of(clause)]
    return any(c.ent_type_ in {"DATE", "TIME"} for o in opening for c in [o, *o.children])


def _says_nothing_alone(clause: Token) -> bool:
    """Whether what was recommended or expected is the clause around it: "has not, as the board recommended, ..."."""
    bare = not any(c.dep_ not in SUBJECTS | {"aux", "auxpass", "mark", "punct"} for c in clause.children)
    return bare and clause.lemma_ in lexicon.TRANSITIVE | _WILLED


def _is_said_beside(verb: Token, child: Token) -> bool:
    """Whether who did not do it says why: "refused to apologise, insisting that the figures were right"."""
    set_off = child.doc[first_of(child) - 1].text == ","
    says = child.tag_ == "VBG" and child.lemma_ in lexicon.SAY - lexicon.HOLD and first_of(child) == child.i
    real = not any(c.tag_ in {"MD", "TO"} for c in verb.children)
    return set_off and says and real and any(c.dep_ == "ccomp" for c in child.children)


def _holds_for_both(verb: Token, child: Token) -> bool:
    """Whether what governs the verb may govern a participle behind it too, so that both stay one claim.

    "The road will not open, cutting journeys", "If it breaks, X would fall, flooding Y", "plans to go, cutting jobs".
    """
    if subject_of(child) is not None or child.tag_ not in {"VBG", "VBN"}:
        return False
    if child.lower_ in _CONDITIONS or is_denied(verb) or any(c.dep_ == "neg" for c in child.children):
        return True
    if any(c.dep_ == "advcl" and any(m.lower_ in {"if", "unless"} for m in c.children) for c in verb.children):
        return True
    if any(c.dep_ == "advmod" and c.lower_ in lexicon.KEPT_HEDGES for c in verb.children):
        return True  # "will probably wait, cutting costs"
    helpers = {c.lemma_ for c in verb.children if c.dep_ in {"aux", "auxpass"}}
    unreal = "have" in helpers and any(c.tag_ == "MD" for c in verb.children)
    aimed = verb.lemma_ in _AIMING and _infinitive(verb) is not None
    ahead = _ahead(verb)
    planned = any(verb.doc[i].lower_ in _FIXED for i in ahead)
    of_all = bool(ahead) and child.lemma_ in lexicon.RESULT and not any(c.tag_ == "MD" for c in verb.children)
    return unreal or aimed or planned or of_all


def _infinitive(verb: Token) -> Token | None:
    """Return the verb behind "to" that hangs on ``verb`` or on an adjective behind it."""
    holders = [verb, *[c for c in verb.children if c.dep_ == "acomp"]]
    found = [c for h in holders for c in h.children if c.dep_ == "xcomp"]
    return next((c for c in found if any(t.tag_ == "TO" for t in c.children)), None)


def _ahead(verb: Token) -> Ids:
    """Return the words that put a clause ahead, and a participle behind it: "will", "is set to", "is to"."""
    helpers = frozenset(c.i for c in verb.children if c.dep_ in {"aux", "auxpass"})
    infinitive = _infinitive(verb)
    if infinitive is not None:
        to = frozenset(c.i for c in infinitive.children if c.tag_ == "TO")
        outlook = [t for t in (verb, infinitive.head) if t.lower_ in _OUTLOOK]
        passive = verb.lower_ in _OUTLOOK and any(c.dep_ == "auxpass" for c in verb.children)
        if passive or (verb.lemma_ == "be" and (outlook or infinitive.head == verb)):
            return helpers | to | {verb.i, infinitive.head.i}
    modal = [c.i for c in verb.children if c.tag_ == "MD" and c.dep_ == "aux"]
    if not modal and verb.dep_ == "conj" and verb.tag_ == "VB" and subject_of(verb) is None:
        return _ahead(verb.head)  # "would raise the fee and end the tax, saving money"
    return frozenset(modal)


def surely_of_subject(verb: Token, child: Token) -> bool:
    """Whether the subject of ``verb`` surely does what a participle beside its clause tells, and has done it.

    In "prices rose, worrying the bank" the rise worries the bank. "Preparing for a walk, health checks took the day"
    does not say who prepares. A plan, a doubt or a denial in the clause holds for the participle too.
    """
    subject, finite = subject_of(verb), finite_token(verb)
    if subject is None or finite is None or subject.i > verb.i:
        return False
    if any(c.dep_ == "neg" for c in [*child.children, *verb.children]) or verb.lemma_ in lexicon.KEPT_HEDGES:
        return False
    if child.i < verb.i:
        beside = verb.doc[last_of(child) + 1 : first_of(subject)]
        near = all(t.pos_ == "PUNCT" for t in beside) and not any(c.dep_ == "conj" for c in subject.children)
        near = near and not behind_a_noun(child)
        if child.tag_ == "VBN":  # "Faced with this, they leave": nobody says that it is over
            over = finite.tag_ == "VBD" or any(c.lemma_ == "have" for c in verb.children)
            done = child.lower_ not in _LASTING_PARTICIPLES and any(t.dep_ == "agent" for t in child.subtree)
            return near and (over or done or any(t.ent_type_ == "DATE" for t in child.subtree))
        return near and finite.tag_ == "VBD" and may_act(subject) and child.lemma_ not in _STATIVE
    passive = any(c.dep_ == "auxpass" for c in verb.children) and not _ahead(verb)
    changes = child.lemma_ in _CHANGING and not any(c.dep_ == "dobj" for c in child.children)
    if changes and any(c.dep_ == "dobj" for c in verb.children):
        return False  # "The bill allots 25 million this year, rising to 29 million": what rises is not the bill
    if child.lemma_ in _HAPPENING and (may_act(subject) or any(c.dep_ == "dobj" for c in verb.children)):
        return False  # "She rose through the ranks, culminating in his removal": the rise did
    if child.tag_ == "VBN" or passive or subject.lower_ in {"it", "this", "that"}:
        return False
    adds = child.lemma_ == "add" and any(c.lower_ == "to" for c in child.children)
    if adds and not any(c.dep_ == "dobj" for c in child.children):
        return False  # "The court is looking into it, adding to a row": that it is
    judges = child.lemma_ in _JUDGING and not {subject.lower_, subject.lemma_} & lexicon.DOCUMENTS
    if judges and not may_act(subject):
        return False  # "The claim rests on the ruling of the court, recognising it as lawful": the ruling does
    return may_act(subject) or child.lemma_ not in _OF_EVENTS


def behind_a_noun(participle: Token) -> bool:
    """Whether a participle before its clause follows a noun: "In a campaign, led by Ruiz, the police said ..."."""
    words = [t for t in participle.doc[: first_of(participle)] if t.pos_ not in {"PUNCT", "CCONJ", "ADV"}]
    return bool(words) and words[-1].pos_ in {"NOUN", "PROPN"} and words[-1].ent_type_ not in {"DATE", "TIME"}


def may_act(subject: Token) -> bool:
    """Whether a subject is somebody, or a body of people."""
    if subject.pos_ == "PRON":
        return subject.lower_ not in {"it", "this", "that", "which", "there"}
    lowered = {subject.lower_, subject.lemma_.lower()}
    bodies = lexicon.COLLECTIVE_NOUNS | lexicon.ORGANISATIONS
    return may_be_person(subject) or subject.ent_type_ in {"ORG", "GPE", "NORP"} or bool(lowered & bodies)


def _opens_otherwise(clause: Token) -> bool:
    """Whether a word before the conjunction narrows it: "only after", "even as", "partly because"."""
    mark = next((c for c in clause.children if c.dep_ == "mark"), None)
    return mark is not None and first_of(clause) != mark.i and not _opens_with_even_though(clause)


def _opens_with_even_though(clause: Token) -> bool:
    """Whether a clause opens with "even though", which says no less than "though"."""
    first = first_of(clause)
    return [t.lower_ for t in clause.doc[first : first + 2]] == ["even", "though"]


def _for_a_purpose(clause: Token) -> bool:
    """Whether "so that" opens a clause: what it tells is aimed at."""
    return sum(c.dep_ == "mark" and c.lower_ in {"so", "that"} for c in clause.children) > 1


def limits(clause: Token, verb: Token) -> bool:
    """Whether a clause in front says where or while when the other holds: "While the applicants wait, ..."."""
    if clause.i > verb.i:
        return False
    if any(c.lower_ == "only" for n in clause.children if n.dep_ == "neg" for c in [*n.children, *clause.children]):
        return True  # "It is not only a duty, it is vital": neither half is the whole
    opening = clause.doc[first_of(clause)].lower_
    if opening in _LIMITING_OPENINGS or _opens_with_a_time(clause):
        return True
    if opening != "while" or _in_progress(verb):
        return False
    finite = finite_token(clause)
    lasting = clause.lemma_ in _LASTING and finite is not None and finite.tag_ in {"VBP", "VBZ"}
    return lasting or _in_progress(clause)


def _opens_with_a_time(clause: Token) -> bool:
    """Whether a noun in front makes a clause the time of another: "The last time it rained, ..."."""
    doc, first = clause.doc, first_of(clause)
    noun = next((c for c in clause.children if c.dep_ == "npadvmod" and first_of(c) == first), None)
    if noun is None and doc[first].dep_ == "prep" and doc[first].head is clause:
        noun = next((c for c in doc[first].children if c.dep_ == "pobj"), None)
        behind = doc[noun.i + 1] if noun is not None else None
        if behind is None or behind.lower_ not in {"that", "when"} or behind.i > clause.i:
            return False
    return noun is not None and noun.lemma_ in _TIMES


def _in_progress(verb: Token) -> bool:
    """Whether a verb tells what is or was under way: "is being rebuilt", "were waiting"."""
    helpers = [c for c in verb.children if c.dep_ in {"aux", "auxpass"}]
    return (verb.tag_ == "VBG" and any(c.lemma_ == "be" for c in helpers)) or any(
        c.lower_ == "being" for c in helpers
    )


def _told(verb: Token) -> bool:
    """Whether a clause tells what happened: in the present, one clause is a condition of the other."""
    finite = finite_token(verb)
    return finite is not None and (finite.tag_ == "VBD" or finite.lower_ in {"has", "have"})


def has_conjunction(participle: Token) -> bool:
    """Whether a word opens a participle that joins it to its clause: "When asked ...", "Once elected, ..."."""
    opening = [c for c in participle.children if c.i < participle.i]
    return any(c.tag_ == "WRB" or c.dep_ == "mark" or c.lower_ == "once" for c in opening)


@rule("participle")
def participle(
    context: ClauseContext, verb: Token, child: Token, subjects: tuple[Alternative, ...], frame: Frame, *, main: Ids
) -> None:
    """Make a claim of ", leading to delays" or "Speaking in Rome, ..."."""
    if not context.aggressive:
        return
    if any(c.lower_ == "where" and c.tag_ == "WRB" for c in child.children):
        where_clause(context, verb, child, frame)
        return
    if not subjects or child.tag_ not in {"VBG", "VBN"}:
        return
    if verb.dep_ == "relcl" and child.i > verb.i and not comma_before(verb):
        return  # "spoke to a hall that held 200, making a plea": the clause around holds it, and may be meant
    if verb.lemma_ in lexicon.SAY - lexicon.HOLD and child.i > verb.i and not may_act(subjects[0].head):
        return  # "“None of it is easy,” the site notes, requiring “skill”": the site requires nothing
    excluded = [c for c in child.children if c.dep_ == "advmod" and c.lower_ in lexicon.CONNECTIVES]
    if child.lemma_ in lexicon.RESULT and child.tag_ == "VBG" and child.i > verb.i and main:
        result(context, verb, child, subjects, frame, main)
        return
    for alternative in subjects:
        for whole, said in verb_phrase(context, child, split=True):
            rest = whole - frozenset(c.i for c in excluded) - {said.i}
            parts = (alternative.ids, *_told_participle(verb, child, said, rest, plural=is_plural(alternative)))
            context.drafts.append(
                Draft(parts, child, attributions=frame.attributions if child.i > verb.i else (), hedges=frame.hedges,
                      rules=(participle.step(frozenset({said.i})),), background=child.i < verb.i,
                      subject=alternative.head)
            )  # fmt: skip


def _told_participle(verb: Token, child: Token, said: Token, rest: Ids, *, plural: bool) -> tuple[Ids | str, ...]:
    """Return a participle as a verb with the tense of ``verb``, between what precedes it and what follows it.

    Args:
        verb: The verb of the clause.
        child: The participle that hangs on it.
        said: That participle, or one joined to it.
        rest: What hangs on ``said``.
        plural: Whether the subject is.
    """
    finite = finite_token(verb)
    plural = plural and (finite is None or (finite.tag_ != "VBZ" and finite.lower_ != "was"))  # "Holm Foods employs"
    past = finite is not None and finite.tag_ in _PAST
    before = frozenset(c.i for c in said.children if c.i < said.i and c.i in rest and c.tag_ == "RB")
    after = rest - before
    ahead = _ahead(verb) if child.i > verb.i else NONE
    having = frozenset(c.i for c in said.children if c.dep_ == "aux" and c.lower_ == "having")
    if having:
        return ("had", rest - having | {said.i})  # "Having risen twice, the fee ..."
    if ahead:
        return (ahead, before, said.lemma_ if said.tag_ == "VBG" else f"be {said.text}", after)
    perfect = any(c.dep_ == "aux" and c.lower_ in {"has", "have"} for c in verb.children)
    if said.tag_ in {"VBN", "VBD"} or child.i < verb.i:
        past = past or perfect
        be = ("were" if plural else "was") if past or child.i < verb.i else ("are" if plural else "is")
        return (be, rest | {said.i})
    if perfect and _is_dated(said):
        return (before, _spelt(said, inflection.past(said.lemma_)), after)  # "has risen, hitting 4 on Monday"
    if perfect and said.lemma_ in _AIMING:
        return (before, _present(said.lemma_, plural=plural), after)
    if perfect:
        return ("have" if plural else "has", before, _spelt(said, inflection.participle(said.lemma_)), after)
    if not past and _beside_a_report(verb, said):
        return ("are" if plural else "is", before, frozenset({said.i}), after)
    told = _spelt(said, inflection.past(said.lemma_)) if past else _present(said.lemma_, plural=plural)
    return (before, told, after)


def _is_dated(said: Token) -> bool:
    """Whether a participle has a day, a month or a year of its own."""
    times = [c for p in said.children if p.dep_ == "prep" for c in (p, *p.children)]
    return any(
        t.ent_type_ == "DATE" and t.dep_ in {"pobj", "npadvmod"} and t.pos_ == "PROPN"
        for t in (*times, *said.children)
    )


def _beside_a_report(verb: Token, said: Token) -> bool:
    """Whether a participle says what goes on while somebody speaks: "..., he says, waiting at the gate"."""
    subject = subject_of(verb)
    if subject is None or verb.lemma_ not in lexicon.SAY - lexicon.HOLD:
        return False
    somebody = subject.lower_ in lexicon.PEOPLE | {"he", "she", "they"} or is_person(
        subject
    )  # no site "is requiring"
    return somebody and said.lemma_ not in lexicon.HOLD | lexicon.THINK


@rule("result")
def result(
    context: ClauseContext, verb: Token, child: Token, subjects: tuple[Alternative, ...], frame: Frame, main: Ids
) -> None:
    """Handle "The dam broke, leaving 40 dead": the subject of "leaving" is that the dam broke."""
    subject = subjects[0].ids
    finite = finite_token(verb)
    auxiliaries = [c for c in verb.children if c.dep_ in {"aux", "auxpass"}]
    modal = next((c for c in auxiliaries if c.tag_ == "MD"), None)
    drop = frozenset(c.i for c in auxiliaries)
    passive = any(c.dep_ == "auxpass" for c in auxiliaries)
    before = frozenset(i for i in main if i < min(subject, default=0))
    rest = main - subject - drop - before
    negations = frozenset(c.i for c in verb.children if c.dep_ == "neg")
    if passive:
        event: tuple[Ids | str, ...] = (subject, "being", rest)
    else:
        event = (
            subject | frozenset(i for i in rest if i < verb.i),
            inflection.gerund(verb.lemma_),
            frozenset(i for i in rest if i > verb.i),
        )
    if negations:
        return
    for alternative in verb_phrase(context, child, split=True):
        told = alternative.head  # the participle, or one joined to it
        if modal is not None:
            word = f"{modal.text} {told.lemma_}"
        elif finite is not None and finite.tag_ in _PAST:
            word = _spelt(told, inflection.past(told.lemma_))
        else:
            word = inflection.third_person(told.lemma_)
        parts = (*event, word, alternative.ids - {told.i})
        context.drafts.append(
            Draft(
                parts,
                child,
                attributions=frame.attributions,
                hedges=frame.hedges,
                rules=(result.step(frozenset({child.i})),),
                subject=subjects[0].head,
            )
        )


def absolute(context: ClauseContext, parts: ClauseParts, child: Token) -> bool:
    """Take ", with the gold going to Peru" out of the clause, to be read once that is complete."""
    opens = child.lower_ == "with" and child.dep_ == "prep"
    marked = child.dep_ == "advcl" and any(c.lower_ == "with" and c.dep_ == "mark" for c in child.children)
    if not context.aggressive or not (opens or marked) or child.i < parts.verb.i or not comma_before(child):
        return False
    found = _with_participle(child) if opens else (subject_of(child), child)
    if found is None or found[0] is None or not _is_told(parts.verb, *found):
        return False
    parts.absolutes.append((found[0], found[1]))
    return True


def _with_participle(prep: Token) -> tuple[Token | None, Token] | None:
    """Return the noun and the participle of "with the gold going to Peru", in each way in which it is parsed."""
    inner = next((c for c in prep.children if c.dep_ in {"pobj", "pcomp"}), None)
    if inner is None:
        return None
    own = next((c for c in inner.children if c.dep_ in NOUN_SUBJECTS and c.i < inner.i), None)
    if own is not None:
        return own, inner
    told = [c for c in inner.children if c.dep_ in {"acl", "amod"} and c.i > inner.i]
    names = members_of(inner)
    if not told and all(m.pos_ == "PROPN" for m in names):  # "with Ruiz, Roe and Lee leading it"
        told = [c for c in names[-1].children if c.dep_ == "acl" and c.tag_ == "VBG" and not comma_before(c)]
    return (inner, told[0]) if len(told) == 1 and inner.dep_ == "pobj" else None


def _is_told(verb: Token, noun: Token | None, said: Token) -> bool:
    """Whether what follows "with" happens as surely as the clause before it."""
    finite = finite_token(verb)
    if finite is None or noun is None or is_denied(verb) or verb.lemma_ in _PROPOSING:
        return False
    if said.lower_ in _OUTLOOK:
        return not noun.tag_.startswith("PRP")
    things = [c for c in verb.children if c.dep_ == "dobj"]
    planned = any(c.lemma_ in _PLANS for c in things)
    # "painted a harbour, with ferries leaving": the ferries may be those of the picture
    described = any(t.lower_ in {"a", "an"} for c in things for t in c.subtree if t.i < said.i)
    dated = said.tag_ == "VBG" and any(t.ent_type_ == "DATE" for t in said.subtree)
    ahead = finite.tag_ == "MD" or verb.lemma_ in _PLANNING or bool(_ahead(verb)) or planned or dated
    helped = any(c.dep_ in {"aux", "auxpass", "neg"} for c in said.children)
    helped |= noun.pos_ == "NUM" or (noun.text == "%" and not any(c.lower_ == "of" for c in noun.children))
    reports = said.lemma_ in lexicon.SAY | lexicon.HOLD or said.lemma_ == "be"
    # "with the stands full of fans", "with the road open to lorries", but not "with the doors open"
    full = said.tag_ == "JJ" and any(c.dep_ in {"prep", "xcomp"} and c.i > said.i for c in said.children)
    fits = full or (said.tag_ in {"VBG", "VBN", "VBD"} and said.pos_ == "VERB")
    # "with patients waiting in corridors and nurses working": of which noun the second is told is open
    named = all(m.pos_ == "PROPN" for m in members_of(noun)) and said.i > members_of(noun)[-1].i
    several = any(c.dep_ == "conj" for c in said.children)
    several = several or (not named and any(t.dep_ in {"acl", "conj"} for t in noun.subtree))
    fits = fits and not (several and any(t.dep_ == "cc" for t in said.doc[noun.i : last_of(said) + 1]))
    return fits and not (ahead or helped or reports or described or noun.tag_.startswith("PRP"))


@rule("with and participle")
def absolutes(context: ClauseContext, parts: ClauseParts) -> None:
    """Make "The gold went to Peru" of ", with the gold going to Peru"; the participle calls for it."""
    finite, frame = finite_token(parts.verb), parts.inner_frame
    assert finite is not None or not parts.absolutes
    for noun, said in parts.absolutes:
        below = frozenset(t.i for t in said.subtree) - frozenset(
            t.i for t in noun.subtree if said not in noun.subtree
        )
        ids = noun_phrase(context, noun, split=False)[0].ids - below
        mark = frozenset(c.i for c in said.children if c.dep_ == "mark")
        rest = tokens_of(context, said) - ids - mark - {said.i}
        plural = is_plural(Alternative(ids, noun))
        perfect = finite is not None and finite.lemma_ == "have" and finite != parts.verb
        lasts = said.lower_ in _OUTLOOK or said.tag_ == "JJ"  # "Fees have risen, with most clerks still unpaid"
        past = finite is not None and (finite.tag_ in _PAST or (perfect and not lasts))
        be = ("were" if plural else "was") if past else ("are" if plural else "is")
        words: tuple[Ids | str, ...] = (ids, be, rest | {said.i})
        if said.tag_ == "VBG" and past:
            words = (ids, _spelt(said, inflection.past(said.lemma_)), rest)
        step = absolutes.step(frozenset({said.i}))
        context.drafts.append(
            Draft(words, said, attributions=frame.attributions, hedges=frame.hedges, rules=(step,), subject=noun)
        )


@rule("where clause")
def where_clause(context: ClauseContext, verb: Token, child: Token, frame: Frame) -> None:
    """Handle "... left out of the study, where a ban applies": where is the place named last, or the subject."""
    where = next(c for c in child.children if c.lower_ == "where" and c.tag_ == "WRB")
    step = where_clause.step(frozenset({where.i}))
    before_it = verb.doc[: first_of(child)]
    place = next((t for t in before_it if t.ent_type_ in {"GPE", "LOC"} and t.dep_ in SUBJECTS), None)
    subject = subject_of(child)
    if subject is None:
        return
    if place is None:
        read_clause(
            context,
            child,
            Frame(attributions=frame.attributions, hedges=frame.hedges, rules=(step,)),
        )
        return
    before = len(context.drafts)
    read_clause(
        context,
        child,
        replace(frame, subject=(), excluded=frozenset({where.i}), rules=(step,)),
    )
    for draft in context.drafts[before:]:
        draft.parts = (*draft.parts, "in", name_of(context, place))


def _tells_enough(verb: Token, after: Token) -> bool:
    """Whether a clause without its "after ..." still says more than that something came."""
    own = [
        c for c in verb.children if c != after and c.i > verb.i and c.pos_ != "PUNCT" and c.dep_ not in {"conj", "cc"}
    ]
    if after.doc[first_of(after)].dep_ != "mark":
        return False  # "entirely after", "two days after"
    told = bool(own) or any(c.dep_ == "auxpass" for c in verb.children)
    near = {"shortly", "soon", "hours", "days", "weeks", "months", "years", "just", "only"}
    return told and verb.lemma_ not in {"come", "follow"} and not any(c.lower_ in near for c in after.children)


def _spelt(participle: Token, form: str) -> str:
    """Return a form in -ed as the article spells the one in -ing: "travelling", "travelled"."""
    doubled = participle.lemma_ + participle.lemma_[-1:]
    return f"{doubled}ed" if form == f"{participle.lemma_}ed" and participle.lower_ == f"{doubled}ing" else form


def _present(lemma: str, *, plural: bool) -> str:
    return lemma if plural else inflection.third_person(lemma)


def _has_to(verb: Token) -> bool:
    return any(c.tag_ == "TO" for c in verb.children)


def _list_of_nouns(child: Token) -> bool:
    """Whether ", hearing problems, sleeping problems and others" was read as verbs: a list of nouns begun before."""
    bare = [c for c in child.children if c.dep_ == "dobj" and c.i == child.i + 1 and c.tag_ == "NNS"]
    told = any(c.dep_ in {"xcomp", "ccomp", "prt"} for c in child.children)  # "forcing troops to retreat"
    return (
        child.tag_ == "VBG"
        and bool(bare)
        and not told
        and any(c.dep_ == "conj" and c.tag_ == "VBG" for c in child.children)
    )
