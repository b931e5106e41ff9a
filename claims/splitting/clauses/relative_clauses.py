"""Relative clauses: puts the antecedent of "which" in the place that "which" left."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from claims.splitting.clauses.context import ClauseContext, read_clause
from claims.splitting.clauses.drafts import NONE, Alternative, Draft, Frame
from claims.splitting.clauses.phrases import name_of, noun_phrase
from claims.splitting.rules import Ids, rule
from sources.language import inflection, lexicon
from sources.language.parsing.relations import RELATIVE, SUBJECTS, finite_token, first_of, subject_of

if TYPE_CHECKING:
    from sources.language.parsing.tree import Token


@rule("relative clause")
def relative_clause(context: ClauseContext, clause: Token, antecedent: Ids, noun: Token, frame: Frame) -> None:
    """Add the claims of a relative clause, its antecedent put in the place of "which"."""
    pronoun = next(
        (t for t in clause.subtree if t.tag_ in RELATIVE or (t.lower_ == "that" and t.i == first_of(clause))),
        None,
    )
    if pronoun is not None and pronoun.i > clause.i:
        pronoun = None
    opening = pronoun.i if pronoun is not None else clause.i
    rules = (relative_clause.step(frozenset({opening})),)
    if _read_of_event(context, clause, noun, frame):
        return
    found = _meant(context, clause, antecedent, noun)
    if found is None:
        return
    antecedent, noun = found
    as_subject = Alternative(antecedent, noun)
    before = len(context.drafts)
    if pronoun is not None and pronoun.head == clause and pronoun.dep_ in {"nsubj", "nsubjpass"}:
        read_clause(
            context, clause, replace(frame, subject=(as_subject,), excluded=frozenset({pronoun.i}), rules=rules)
        )
        return
    excluded = frozenset({pronoun.i}) if pronoun is not None else NONE
    if subject_of(clause) is None or subject_of(clause) == pronoun:
        return
    read_clause(context, clause, replace(frame, excluded=excluded, rules=rules))
    for draft in context.drafts[before:]:
        draft.parts = _with_antecedent(context, draft, clause, pronoun, excluded, antecedent, noun)


def _with_antecedent(
    context: ClauseContext,
    draft: Draft,
    clause: Token,
    pronoun: Token | None,
    excluded: Ids,
    antecedent: Ids,
    noun: Token,
) -> tuple[Ids | str, ...]:
    """Return the parts of a draft with the antecedent in the place that "which" left."""
    ids = draft.ids - excluded
    if pronoun is not None and pronoun.tag_ == "WP$":
        return (antecedent, "’s", ids)
    if pronoun is not None and pronoun.lower_ in {"where", "when"}:
        day = pronoun.lower_ == "when" and _is_day(noun, antecedent)
        return (ids, "on" if day else "in", _place(context, noun, antecedent))
    if pronoun is not None and pronoun.head.pos_ == "ADP" and pronoun.head.i < pronoun.i:
        prep = pronoun.head
        if prep.head.pos_ in {"NOUN", "NUM", "PRON", "ADJ"} and prep.head.i in ids:  # "two of whom"
            the = noun.doc[min(antecedent)].pos_ == "NUM"
            rest = frozenset(i for i in ids if i > prep.i)
            return (ids - rest, *(["the"] if the else []), antecedent, rest)
        return (ids - {prep.i}, prep.text, antecedent)
    stranded = _stranded(clause)
    if stranded is not None:
        gap = stranded.i
    else:
        verb = _verb_without_object(clause, pronoun)
        gap = max([verb.i, *[c.i for c in verb.children if c.dep_ == "prt"]])
    return (frozenset(i for i in ids if i <= gap), antecedent, frozenset(i for i in ids if i > gap))


def _read_of_event(context: ClauseContext, clause: Token, noun: Token, frame: Frame) -> bool:
    """Read "they do not sleep, which harms them": what harms is not sleeping, not the noun before "which"."""
    verb = noun.head
    negated = [c for c in verb.children if c.dep_ == "neg"]
    subject = subject_of(clause)
    if noun.dep_ != "dobj" or not negated or subject is None or subject.lower_ != "which":
        return False
    before = len(context.drafts)
    read_clause(
        context,
        clause,
        replace(
            frame,
            subject=(Alternative(NONE, noun),),
            excluded=frozenset({subject.i}),
            rules=(relative_clause.step(frozenset({subject.i})),),
        ),
    )
    rest = frozenset(t.i for t in noun.subtree if t not in clause.subtree and t.pos_ != "PUNCT")
    for draft in context.drafts[before:]:
        draft.parts = ("not", inflection.gerund(verb.lemma_), rest, *draft.parts)
    return True


def _meant(context: ClauseContext, clause: Token, antecedent: Ids, noun: Token) -> tuple[Ids, Token] | None:
    """Return the antecedent of "which": the whole list where the verb is plural; None where it is a whole event."""
    finite = finite_token(clause)
    subject = subject_of(clause)
    relative_subject = subject is not None and subject.tag_ in RELATIVE
    plural_verb = finite is not None and (finite.tag_ == "VBP" or finite.lower_ == "were")
    if not relative_subject or not plural_verb or noun.tag_ in {"NNS", "NNPS"} or noun.pos_ == "PRON":
        return antecedent, noun
    first = noun
    while first.dep_ == "conj" and first.head.pos_ in {"NOUN", "PROPN"}:
        first = first.head
    if any(c.dep_ == "conj" for c in first.children):
        ids = noun_phrase(context, first, split=False)[0].ids
        holder = next((t for t in first.ancestors if t.pos_ in {"NOUN", "PROPN"}), None)
        if holder is not None and holder.tag_ == "NNS" and first.dep_ == "pobj":
            return name_of(context, holder) | ids, holder
        return ids, first
    return None


def _place(context: ClauseContext, noun: Token, antecedent: Ids) -> Ids:
    """Return the place that "where" means: the noun before it, or the place named as the subject."""
    if noun.ent_type_ in {"GPE", "LOC", "FAC"} or noun.lower_ in lexicon.PLACES:
        return antecedent
    named = next((t for t in noun.doc[: noun.i] if t.ent_type_ in {"GPE", "LOC"} and t.dep_ in SUBJECTS), None)
    return name_of(context, named) if named is not None else antecedent


def _verb_without_object(clause: Token, pronoun: Token | None) -> Token:
    """Return the verb that lost its object to "which": the innermost one that has no other."""
    verb = clause
    while True:
        if any(c.dep_ == "dobj" and c != pronoun for c in verb.children):
            return verb
        holders = [verb, *[c for c in verb.children if c.dep_ == "acomp"]]
        inner = [c for h in holders for c in h.children if c.dep_ == "xcomp" and c.pos_ == "VERB"]
        if not inner or any(c.dep_ == "dobj" and c != pronoun for c in inner[0].children):
            return verb
        verb = inner[0]


def _is_day(noun: Token, antecedent: Ids) -> bool:
    """Whether "when" means a day ("on 1 June"), rather than a month, a year or a season ("in June")."""
    words = [noun.doc[i] for i in antecedent]
    weekday = noun.lower_.endswith("day")
    return weekday or any(t.like_num and len(t.text) <= 2 for t in words)


def _stranded(clause: Token) -> Token | None:
    """Return the preposition without object in "that every pilot was trained on"."""
    for token in clause.subtree:
        if (
            token.dep_ == "prep"
            and not any(c.dep_ in {"pobj", "pcomp", "prep"} for c in token.children)
            and token.i > clause.i
        ):
            return token
    return None
