"""Clauses beside the main one: "while ...", "..., leading to delays", "Speaking in Rome, ..."."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum
from typing import TYPE_CHECKING

from claims.splitting.clauses.agreement import is_plural
from claims.splitting.clauses.context import ClauseContext, read_clause
from claims.splitting.clauses.drafts import Alternative, Draft, Frame
from claims.splitting.clauses.phrases import name_of, verb_phrase
from claims.splitting.clauses.scope import is_inverted_condition
from claims.splitting.rules import Ids, Step, rule
from sources.language import inflection, lexicon
from sources.language.parsing.relations import RELATIVE, SUBJECTS, finite_token, first_of, last_of, subject_of

if TYPE_CHECKING:
    from sources.language.parsing.tree import Token

VERBAL = frozenset(["VERB", "AUX"])


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
    read_clause(context, clause, Frame(attributions=frame.attributions, hedges=frame.hedges, rules=(*before, step)))


@rule("joined clause")
def joined_clause(context: ClauseContext, clause: Token, frame: Frame) -> None:
    """Read the second clause of "The dam broke and the canal flooded"; the "and" calls for it, or its verb."""
    joints = [t.i for t in clause.head.children if t.dep_ == "cc" and t.i < clause.i]
    step = joined_clause.step(frozenset({max(joints, default=clause.i)}))
    read_clause(context, clause, replace(frame, rules=(*frame.rules, step)))


def kind_of_adverbial(context: ClauseContext, child: Token, verb: Token) -> AdverbialKind:
    """Return what becomes of the clause ``child`` under ``verb``."""
    if not context.aggressive and child.i > verb.i:
        return AdverbialKind.INSIDE
    mark = next((c.lower_ for c in child.children if c.dep_ == "mark"), "")
    subject = subject_of(child)
    left = first_of(child)
    doc = verb.doc
    right = last_of(child)
    comma = (left > 0 and doc[left - 1].text in {",", "—", "--", "-"}) or (
        child.i < verb.i and (doc[right].text == "," or (right + 1 < len(doc) and doc[right + 1].text == ","))
    )
    if subject is not None and finite_token(child) is not None:
        if is_inverted_condition(child):
            return AdverbialKind.INSIDE
        if mark in lexicon.SEPARATING and mark != "after":
            return AdverbialKind.SEPARATE
        if mark == "after" and _tells_enough(verb, child):
            return AdverbialKind.SEPARATE
        if (mark in lexicon.LOOSE or mark == "so") and comma:
            return AdverbialKind.SEPARATE
        if any(c.tag_ == "WRB" and c.lower_ == "where" for c in child.children) and comma:
            return AdverbialKind.PARTICIPLE
        if not mark and comma and not any(c.tag_ in RELATIVE for c in child.children) and child.i < verb.i:
            return AdverbialKind.SEPARATE
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
    ):
        return AdverbialKind.PARTICIPLE
    return AdverbialKind.INSIDE


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
    excluded = [c for c in child.children if c.dep_ == "advmod" and c.lower_ in lexicon.CONNECTIVES]
    if child.lemma_ in lexicon.RESULT and child.tag_ == "VBG" and child.i > verb.i and main:
        result(context, verb, child, subjects, frame, main)
        return
    finite = finite_token(verb)
    past = finite is not None and finite.tag_ == "VBD"
    rests = verb_phrase(context, child, split=True)
    for alternative in subjects:
        plural = is_plural(alternative)
        for whole, said in rests:
            rest = whole - frozenset(c.i for c in excluded) - {said.i}
            if said.tag_ in {"VBN", "VBD"} or child.i < verb.i:
                be = ("were" if plural else "was") if past or child.i < verb.i else ("are" if plural else "is")
                parts: tuple[Ids | str, ...] = (alternative.ids, be, rest | {said.i})
            else:
                word = inflection.past(said.lemma_) if past else _present(said.lemma_, plural=plural)
                parts = (alternative.ids, word, rest)
            context.drafts.append(
                Draft(parts, child, attributions=frame.attributions if child.i > verb.i else (), hedges=frame.hedges,
                      rules=(participle.step(frozenset({said.i})),), background=child.i < verb.i,
                      subject=alternative.head)
            )  # fmt: skip


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
    if modal is not None:
        word = f"{modal.text} {child.lemma_}"
    elif finite is not None and finite.tag_ == "VBD":
        word = inflection.past(child.lemma_)
    else:
        word = inflection.third_person(child.lemma_)
    for alternative in verb_phrase(context, child, split=True):
        parts = (*event, word, alternative.ids - {child.i})
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


def _present(lemma: str, *, plural: bool) -> str:
    return lemma if plural else inflection.third_person(lemma)


def _has_to(verb: Token) -> bool:
    return any(c.tag_ == "TO" for c in verb.children)


def _list_of_nouns(child: Token) -> bool:
    """Whether ", hearing problems, sleeping problems and others" was read as verbs: a list of nouns begun before."""
    bare = [c for c in child.children if c.dep_ == "dobj" and c.i == child.i + 1 and c.tag_ == "NNS"]
    return child.tag_ == "VBG" and bool(bare) and any(c.dep_ == "conj" and c.tag_ == "VBG" for c in child.children)
