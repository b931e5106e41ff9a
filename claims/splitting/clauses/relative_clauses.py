"""Relative clauses: puts the antecedent of "which" in the place that "which" left."""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING

from claims.splitting.clauses.context import ClauseContext, read_clause
from claims.splitting.clauses.drafts import NONE, Alternative, Draft, Frame
from claims.splitting.clauses.nouns import is_person
from claims.splitting.clauses.phrases import name_of, noun_phrase
from claims.splitting.clauses.reported_speech import said_within
from claims.splitting.rules import Ids, rule
from sources.language import inflection, lexicon
from sources.language.parsing.relations import (
    NOMINAL,
    RELATIVE,
    SUBJECTS,
    finite_token,
    first_of,
    last_of,
    may_be_person,
    subject_of,
)
from sources.language.places import is_place

if TYPE_CHECKING:
    from sources.language.parsing.tree import Token


# "..., which led to losses": what led to them is the event.
_OF_THE_EVENT = lexicon.words("judgements_of_events")
_OF_WHOLE_EVENTS = lexicon.RESULT | lexicon.words("verbs_of_events")
_VERBS_OF_PLACES = lexicon.words("verbs_of_places")
_WHERE = frozenset(["in", "near", "at", "outside", "on", "by"])
_WHOSE = frozenset(["by", "for"])  # "a review by the court", "a plan for the valley"
_OF_PLACES = frozenset(["be", "have", "lie", "border", "sit", "host", "comprise"])  # what places do
_OTHERS = frozenset(["other", "others", "second", "third", "another"])
_HOW_MANY = frozenset(["many", "few", "much", "little"])
_SUFFICING = lexicon.words("sufficing_words")
_HAPPENINGS = lexicon.words("happenings")
_HELD = frozenset(["broadcast", "televise", "stream", "hold", "last", "begin", "start", "end", "follow", "attend"])


@rule("relative clause")
def relative_clause(context: ClauseContext, clause: Token, antecedent: Ids, noun: Token, frame: Frame) -> None:
    """Add the claims of a relative clause, its antecedent put in the place of "which"."""
    pronoun = next(
        (t for t in clause.subtree if t.tag_ in RELATIVE or (t.lower_ == "that" and t.i == first_of(clause))),
        None,
    )
    if pronoun is not None and pronoun.i > clause.i:
        pronoun = None
    if pronoun is not None and pronoun.lower_ == "where" and noun.pos_ == "NUM":
        return  # "Orun, a town of 7,000 where two mills burned": they burned in the town
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
    told = said_within(context, clause, pronoun) if pronoun is not None else None
    if told is not None:
        clause = told[0]
        frame = replace(frame, attributions=(*frame.attributions, told[1]))
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


def surely_about(head: Token, clause: Token) -> bool:
    """Whether a relative clause behind a comma is surely about the noun before it, and can be said of it.

    It is not in "mercury poisoning in humans, which can result from ...", nor in "a contract with the agency, which
    led to losses": there the clause is about a noun before, or about all that happened.
    """
    pronoun = next((t for t in clause.subtree if t.tag_ in RELATIVE), None)
    subject, finite = subject_of(clause), finite_token(clause)
    if pronoun is None or pronoun.i > clause.i or finite is None or clause.lemma_ == "do":
        return False
    if pronoun.lower_ == "which" and not _right_behind(head, clause):
        return False
    if any(c.lower_ in _HOW_MANY and any(g.lower_ in {"too", "so"} for g in c.children) for c in head.children):
        return False  # "too many men, even in the team, who work"
    if pronoun.text[:1].isupper() or any(t.lower_ in {"both", "all", "each"} for t in _between(pronoun, clause)):
        return False
    if _of_one_of_several(head, pronoun, finite) or _object_of_several(pronoun, clause):
        return False
    if takes_place(clause) and (may_be_person(head) or is_person(head)):
        return False  # "a row between a man and a woman that took place outside"
    if pronoun.lower_ in {"who", "whom"} and _is_where_somebody_is(head):
        return False
    if pronoun.lower_ in {"who", "whom", "whose"}:
        nearer = head.doc[first_of(clause) - 2]
        listed = nearer in [c for m in (head, *head.children) for c in (m, *m.children) if c.dep_ == "conj"]
        if nearer is not head and nearer.ent_type_ == "PERSON" and not listed:
            return False  # "Ana Ruiz, a nurse, Tom Roe, who lost his sight"
        return may_be_person(head) or head.lower_ in lexicon.COLLECTIVE_NOUNS or pronoun.lower_ == "whose"
    if pronoun.lower_ == "when":
        return head.ent_type_ in {"DATE", "TIME"}
    if pronoun.lower_ == "where":
        named = _named_place(head) is not None
        governs = head.head.lower_ if head.dep_ == "pobj" else "in"
        place = head.ent_type_ in {"GPE", "LOC", "FAC"} or head.lower_ in lexicon.PLACES
        return (place and (governs in {"in", "from", "to", "for"} or head.ent_type_ == "GPE")) or (
            named and not place
        )
    given = any(c.dep_ == "compound" and c.lower_ in lexicon.GIVEN_NAMES for c in head.children)
    nobody = head.pos_ == "PROPN" and given and is_person(head)  # "which" is no person
    if pronoun.lower_ != "which" or nobody or _is_titled(head) or _may_be_what_is_there(head, clause):
        return False
    return _only_noun_near(head, clause) if subject is not pronoun else _agrees(head, clause, finite)


def takes_place(verb: Token) -> bool:
    """Whether a verb is said of what happens: "took place", "happened"."""
    place = any(c.dep_ == "dobj" and c.lower_ == "place" and not any(True for _ in c.children) for c in verb.children)
    return verb.lemma_ in {"happen", "occur"} or (verb.lemma_ == "take" and place)


def _may_be_what_is_there(place: Token, clause: Token) -> bool:
    """Whether what is in a place, or somebody's, may be meant: "runs a shop in Lorn, which opened".

    So it is in "a jet flown by Velta, which crashed" and "the plan for Lorn, which began", but not in "a shop in
    Lorn, which has a port".
    """
    prep = place.head
    named = place.pos_ == "PROPN"
    if (
        place.dep_ != "pobj"
        or prep.lower_ not in _WHERE | _WHOSE
        or not prep.i
        or (prep.lower_ == "on" and not named)
    ):
        return False
    there = prep.doc[prep.i - 1] if named and prep.lower_ in _WHERE else prep.head
    there = there.head if there.dep_ == "acl" else there
    if not named and _only_one_agrees(place, there, clause):
        return False
    somebody = may_be_person(there) if there.pos_ == "NOUN" else there.ent_type_ == "PERSON"
    thing = there.pos_ in NOMINAL and there.tag_ != "NNS" and not somebody and there.ent_type_ not in {"DATE", "TIME"}
    if happening_at(place, clause) is not None:
        return False
    of_a_place = clause.lemma_ in _OF_PLACES and not any(c.dep_ in {"acomp", "aux"} for c in clause.children)
    return thing and not (of_a_place and prep.lower_ in _WHERE)


def happening_at(place: Token, clause: Token) -> Token | None:
    """Return what happened at a place, where it may be meant: "the concert at the mill, which was shown live"."""
    noun = place.head.head
    at = place.dep_ == "pobj" and place.head.lower_ in _WHERE and noun.lemma_ in _HAPPENINGS and place.pos_ != "PROPN"
    held = clause.lemma_ in _HELD and noun.tag_ == "NN" and place.tag_ == "NN"
    return noun if at and held else None


def _only_one_agrees(noun: Token, other: Token, clause: Token) -> bool:
    """Whether the number of the verb tells which of two nouns "which" means."""
    finite = finite_token(clause)
    told = finite is not None and (finite.tag_ in {"VBZ", "VBP"} or finite.lower_ in {"was", "were"})
    return told and (noun.tag_ in {"NNS", "NNPS"}) != (other.tag_ in {"NNS", "NNPS"})


def _is_titled(noun: Token) -> bool:
    """Whether an office before a name makes it somebody: "the meeting with President Ruiz, which was short"."""
    return noun.pos_ == "PROPN" and any(c.dep_ == "compound" and c.lower_ in lexicon.OFFICES for c in noun.children)


def _is_where_somebody_is(head: Token) -> bool:
    """Handle "a nurse from Hull, who writes" and "met at a hall in Hull, who sang": Hull does nothing."""
    if head.dep_ != "pobj":
        return False
    if head.ent_type_ in {"GPE", "LOC", "FAC"} and head.head.lower_ in _WHERE:
        return True
    within = head.head.lower_ in {"from", "in", "at"}
    return within and head.head.head.pos_ == "NOUN" and may_be_person(head.head.head)


def _only_noun_near(head: Token, clause: Token) -> bool:
    """Whether ", in which" can mean no other noun: not in "a ticket for the match, at which 40 were hurt"."""
    before = head.doc[first_of(clause) - 2]
    outer = head.head.head if head.dep_ == "pobj" and head.head.dep_ == "prep" else None
    nested = outer is not None and outer.pos_ == "NOUN" and outer.ent_type_ not in {"DATE", "TIME"}
    return not nested and (before is head or before.ent_type_ in {"DATE", "TIME"} or before.pos_ not in NOMINAL)


def _right_behind(head: Token, clause: Token) -> bool:
    """Whether only a time is between a noun and its clause: not in "Once the dam is full, which will take years"."""
    before = head.doc[first_of(clause) - 2]  # in front of the comma
    if before is head or before.ent_type_ in {"DATE", "TIME"}:
        return True
    above = list(takewhile(lambda token: token is not head, (before, *before.ancestors)))
    within = any(token is head for token in before.ancestors)
    if before.pos_ in NOMINAL and _may_both_be_meant(head, before, clause):
        return False  # "on the side of the unions, which wanted more"
    return within and not any(finite_token(token) is not None for token in above if token.pos_ in {"VERB", "AUX"})


def _may_both_be_meant(head: Token, nearer: Token, clause: Token) -> bool:
    """Whether a noun within the phrase of ``head`` may as well be what "which" means, by the number of the verb."""
    if nearer.dep_ == "conj" and nearer.head.dep_ == "pobj" and nearer.head.head.head is head:
        return not _only_one_agrees(head, nearer, clause)  # "the home of flight and the 747, which has ..."
    within = nearer.dep_ in {"pobj", "dobj"} and (nearer.head.lower_ == "of" or nearer.head.dep_ == "pcomp")
    of_it = within and nearer.ent_type_ not in {"GPE", "LOC"}
    return of_it and not _only_one_agrees(head, nearer, clause)


def _object_of_several(pronoun: Token, clause: Token) -> bool:
    """Whether two verbs share "which" as their object: "which we did not seek but accepted"."""
    if pronoun.dep_ != "dobj":
        return False
    joined = [c for c in clause.children if c.dep_ == "conj" and c.pos_ == "VERB"]
    return any(not any(c.dep_ in {"dobj", "ccomp", "xcomp"} for c in verb.children) for verb in joined)


def _of_one_of_several(head: Token, pronoun: Token, finite: Token) -> bool:
    """Whether nothing says if a clause behind a list is about its last member: "Velta and Holm, which failed ..."."""
    named = [c for c in head.children if c.dep_ in {"nmod", "compound"} and any(j.dep_ == "cc" for j in c.children)]
    if named and pronoun.lower_ in {"who", "whom"}:
        return True  # "Ana Ruiz and Tom Reed, who led it", read as one name
    several = finite.tag_ == "VBP" or finite.lower_ == "were"
    if several:  # "oaks and maples, which need more water": all of them, or the last
        return head.tag_ in {"NNS", "NNPS"} and any(c.dep_ == "conj" and c.i < pronoun.i for c in head.children)
    if finite.tag_ == "VBZ" or finite.lower_ == "was":
        return any(c.dep_ == "conj" and c.i < pronoun.i for c in head.children)
    return head.dep_ == "conj" or any(c.dep_ == "conj" and c.i < pronoun.i for c in head.children)


def _between(pronoun: Token, clause: Token) -> list[Token]:
    return clause.doc[pronoun.i + 1 : clause.i]


def _agrees(head: Token, clause: Token, finite: Token) -> bool:
    """Whether "which" as a subject can mean ``head`` alone: by its number, and because nothing else would fit."""
    if _behind_a_denial(head):
        return _lacks(head) and clause.lemma_ in _OF_WHOLE_EVENTS  # else the noun or the event may be meant
    several = head.tag_ == "NNS"  # a name in the plural may be one firm: "Holm Motors, which has ..."
    if head.dep_ == "attr" and any(
        c.dep_ == "attr" and g.dep_ == "poss" for c in clause.children for g in c.children
    ):
        return False  # "It was the second bidder, which was not my reading of it": that it was
    bare = not any(c.dep_ in {"det", "poss", "nummod"} for c in head.children)
    if several and bare and head.dep_ == "pobj" and finite.lower_ != "were" and finite.tag_ != "VBP":
        return False  # "with a plan to use it in floor tiles, which won a prize"
    listed = head.dep_ == "conj" or any(c.dep_ == "conj" for c in head.children)
    plural, singular = finite.tag_ == "VBP" or finite.lower_ == "were", finite.tag_ == "VBZ" or finite.lower_ == "was"
    if (singular and several) or (plural and not several and not listed and head.ent_type_ != "ORG"):
        return False
    if clause.lemma_ in _OF_WHOLE_EVENTS and not plural and head.dep_ not in {"nsubj", "nsubjpass"}:
        return False
    told = [c for c in clause.children if c.dep_ in {"acomp", "attr"}] if clause.lemma_ == "be" else []
    weighed = any((c.dep_ == "acomp" and head.pos_ != "PROPN") or c.lower_ in _OF_THE_EVENT for c in told)
    if weighed and head.dep_ not in {"nsubj", "nsubjpass"}:
        return False
    outer = head.head.head if head.dep_ == "pobj" and head.head.dep_ == "prep" else None
    if outer is None or outer.pos_ != "NOUN" or head.pos_ == "PROPN":
        return True
    if (outer.tag_ in {"NNS", "NNPS"}) != several and (plural or singular):
        return True
    open_number = head.head.lower_ == "of" and not (plural or singular)  # "the edge of the wings, which remained"
    return outer.dep_ not in {"nsubj", "nsubjpass"} and finite.tag_ != "MD" and not open_number


def _behind_a_denial(noun: Token) -> bool:
    """Whether a noun is the object of a denied verb, so that "which" may mean that it was not done."""
    return noun.dep_ == "dobj" and any(c.dep_ == "neg" for c in noun.head.children)


def _lacks(noun: Token) -> bool:
    """Whether a denied object is no thing that "which" could mean: "did not get enough sleep, which led to ..."."""
    return any(c.lower_ in _SUFFICING for c in noun.children)


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
        when = pronoun.lower_ == "when"
        if not draft.natural:  # what follows from the clause is worded anew
            return (*draft.parts, "on" if day else "in", antecedent if when else _place(context, noun, antecedent))
        return (ids, "on" if day else "in", antecedent if when else _place(context, noun, antecedent))
    if pronoun is not None and pronoun.head.pos_ == "ADP" and pronoun.head.i < pronoun.i:
        prep = pronoun.head
        if prep.head.pos_ in {"NOUN", "NUM", "PRON", "ADJ"} and prep.head.i in ids:  # "two of whom"
            first = noun.doc[min(antecedent)]
            several = noun.tag_ == "NNS" and first.pos_ in {"NOUN", "ADJ"}  # "most of the nurses"
            the = first.pos_ == "NUM" or several
            rest = frozenset(i for i in ids if i > prep.i)
            if prep.head.dep_ == "dobj" and prep.head.head is clause:  # "boats, many of which they built in May"
                told = frozenset(i for i in rest if i <= clause.i)
                return (told, ids - rest, *(["the"] if the else []), antecedent, rest - told)
            return (ids - rest, *(["the"] if the else []), antecedent, rest)
        return (ids - {prep.i}, prep.text, antecedent)
    stranded = _stranded(clause)
    if stranded is not None:
        gap = stranded.i
    else:
        verb = _verb_without_object(clause, pronoun)
        gap = max([verb.i, *[c.i for c in verb.children if c.dep_ == "prt"]])
        if pronoun is not None and pronoun.dep_ == "dative":  # "a penalty which they gave Holm", the two confused
            gap = max([gap, *[last_of(c) for c in verb.children if c.dep_ == "dobj"]])
    return (frozenset(i for i in ids if i <= gap), antecedent, frozenset(i for i in ids if i > gap))


def leaves_no_gap(clause: Token) -> bool:
    """Whether what was read as a relative clause is none: "told her on the stairs that the fee was cut"."""
    relative = next((t for t in clause.subtree if t.tag_ in RELATIVE and t.i < clause.i), None)
    opening = relative or clause.doc[first_of(clause)]
    which = opening.lower_ == "which" and opening.dep_ == "det"  # "at which point", "in which criticism was made"
    named = opening.lower_ in {"who", "which"} and opening.text[:1].isupper()  # "the maker Who Cares"
    marked = any(c.lower_ == "that" and c.dep_ == "mark" for c in clause.children)
    # "an app that protesters in Lorn had used to track police": the app is what they used
    missing = clause.lemma_ in lexicon.TRANSITIVE and not any(
        c.dep_ in {"dobj", "ccomp", "auxpass", "oprd"} for c in clause.children
    )
    completed = marked and not missing
    return which or named or completed or _is_interrupted(opening) or _tells_of_the_others(clause, opening)


def _tells_of_the_others(clause: Token, opening: Token) -> bool:
    """Whether "the other which" follows "one of which is X": "parts, one of which is X, the other of which is Y"."""
    later = [t.i for t in clause.doc[clause.i :] if t.tag_ in RELATIVE]
    before = [t for i in later for t in clause.doc[i - 2 : i] if t.lower_ != "of"]
    inside = frozenset(t.i for t in clause.subtree)
    counted = any(t.tag_ == "CD" and t.i in inside for t in before)  # "two of which are shut and one of which is new"
    return opening.head.lower_ == "of" and (counted or any(t.lower_ in _OTHERS for t in before))


def _is_interrupted(opening: Token) -> bool:
    """Whether what follows "who" has lost its subject: "the men, who, although have remained in town, ..."."""
    comma, mark = (
        opening.doc[opening.i + 1 : opening.i + 3] if opening.i + 2 < len(opening.doc) else (opening, opening)
    )
    return comma.text == "," and mark.lower_ in {"although", "though", "while"} and subject_of(mark.head) is None


def goes_on_outside(head: Token, clause: Token) -> bool:
    """Whether a relative clause was read on into the next of a list: "thanks to Holm, who paid, and to Lorn"."""
    words = [t.lower_ for t in clause.subtree]
    wanted = [",", "and", head.head.lower_]
    return head.dep_ == "pobj" and any(words[k : k + 3] == wanted for k in range(len(words)))


def _read_of_event(context: ClauseContext, clause: Token, noun: Token, frame: Frame) -> bool:
    """Read "did not get enough sleep, which led to ...": not getting it led there, not the noun before "which"."""
    verb, subject = noun.head, subject_of(clause)
    if not _behind_a_denial(noun) or not _lacks(noun) or clause.lemma_ not in _OF_WHOLE_EVENTS:
        return False
    if subject is None or subject.lower_ != "which":
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
    named = _named_place(noun)
    return name_of(context, named) if named is not None else antecedent


def _named_place(noun: Token) -> Token | None:
    """Return the place that is the subject of a clause before ``noun``."""
    subjects = [t for t in noun.doc[: noun.i] if t.dep_ in SUBJECTS]
    return next(
        (
            t
            for t in subjects
            if is_place(t.lower_) or (t.ent_type_ in {"GPE", "LOC"} and t.head.lemma_ in _VERBS_OF_PLACES)
        ),
        None,
    )


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
            and not any(c.dep_ != "punct" and c.i > token.i for c in token.children)  # "describes as shy"
            and token.i > clause.i
        ):
            return token
    return None
