"""A clause to claims: one verb with its subject at a time, its lists divided."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from math import prod
from typing import TYPE_CHECKING

from claims.splitting.clauses.adverbials import (
    VERBAL,
    AdverbialKind,
    clause_beside,
    is_unfinished,
    joined_clause,
    kind_of_adverbial,
    limits,
    result,
)
from claims.splitting.clauses.agreement import agreement, one_thing, only_these, plural_subject, stands_together
from claims.splitting.clauses.context import ClauseContext, ClauseParts
from claims.splitting.clauses.drafts import NONE, Alternative, AttributionDraft, Draft, Frame
from claims.splitting.clauses.joints import is_part_of_the_clause
from claims.splitting.clauses.lists import MOST_ALTERNATIVES, interrupted, members_of, multiply
from claims.splitting.clauses.nouns import comma_before
from claims.splitting.clauses.phrases import (
    adjective_phrase,
    embedded_clause,
    infinitives,
    name_of,
    noun_phrase,
    prep_phrase,
    tokens_of,
    verb_phrase,
)
from claims.splitting.clauses.reported_speech import (
    inserted_attributions,
    is_held,
    is_inserted_report,
    may_show,
    quotes,
    read_participle,
)
from claims.splitting.clauses.scope import (
    counts_what_is_named_before,
    is_bare_condition,
    is_denied,
    is_inverted_condition,
    leaves_open_what_is_known,
    leaves_out_its_end,
    may_follow_the_report,
    may_go_on_the_infinitive,
    may_go_on_the_reason,
    may_happen_as_often,
    may_take_the_modal,
    reaches_past,
    shares_condition,
    shares_means,
)
from claims.splitting.rules import Ids, Step, rule
from sources.language import inflection, lexicon
from sources.language.parsing.relations import SUBJECTS, finite_token, first_of, is_clause, last_of, subject_of

if TYPE_CHECKING:
    from sources.language.parsing.tree import Token

_BESIDE_A_PASSIVE = SUBJECTS | {"advcl", "punct", "npadvmod", "xcomp", "cc", "conj"}
_TOLD = frozenset(["VBD", "VBZ", "VBP"])
_AND_VERB = 2  # tokens from a verb to the one that "and" joins to it
_LIMITING = frozenset(["without", "under", "with", "except"])
_HAPPENING = lexicon.words("verbs_of_happening")
_NAMING_ALL = lexicon.words("verbs_of_all_parts")
_ORDERING = lexicon.words("ordering_verbs")
_WEIGHING = lexicon.words("weighing_verbs_with_as")
_EXCLAIMING = lexicon.words("exclaiming_verbs") - {"ask", "plead"}
_MEANWHILE = frozenset(["as", "when", "while", "after", "before", "until"])
_SUBORDINATING = frozenset(["after", "before", "because", "since", "until", "while"])
_ASKING = frozenset(["why", "how"])
_LATER = lexicon.words("adverbs_of_later")
_FREQUENCY = lexicon.words("adverbs_of_frequency")
_CONTRASTING = frozenset(["while", "although", "though", "whereas"])
_CONDITIONS = frozenset(["if", "when", "whenever", "where", "while", "once", "until", "unless", "because"])


@rule("clause")
def plain_clause(context: ClauseContext, verb: Token, frame: Frame) -> bool:
    """Make the claims of a verb with its subject, and of the clauses that hang on it; it always applies."""
    parts = _gathered(context, verb, frame)
    parts.gapped = [member for member in parts.members if _borrows_auxiliary(verb, member)]
    parts.slots += [[tokens_of(context, c)] for member in parts.gapped for c in member.children if _tells_when(c)]
    _place_members(context, parts)
    parts.subjects = _subjects(context, parts)
    spoken: tuple[AttributionDraft, ...] = ()
    if names_in_marks(context, verb) and not _tells_a_scene(verb):
        asked = any(child.dep_ == "auxpass" for child in verb.children)  # "the viewer is asked “...”" names nobody
        speakers = [a.ids for a in parts.subjects if not asked and _may_call(a.head)]
        speakers += _agents_beside(context, verb) if asked else []
        spoken = tuple(AttributionDraft(ids, frozenset({verb.i})) for ids in speakers)
    own = parts.inner_frame
    if parts.subjects or parts.expletive is not None:
        held = (verb.text,) if is_held(verb) else ()
        said = replace(own, attributions=(*own.attributions, *spoken), hedges=(*own.hedges, *held))
        parts.main = _emit(context, parts, parts.subjects, said, agree=parts.split_subject)
    elif verb.dep_ == "ROOT" and verb.tag_ in {"VB", "VBP"}:  # an order or advice: "Keep the doors shut."
        parts.main = _emit(context, parts, [Alternative(NONE, verb)], own, agree=False)
    for follow in context.grammar.following:
        follow(context, parts)
    return True


def names_in_marks(context: ClauseContext, verb: Token) -> bool:
    """Whether somebody says quoted words of something: "called it “a gift”", "hailed it as “historic”"."""
    calls = verb.lemma_ in lexicon.CALL | lexicon.ANSWER
    weighs = verb.lemma_ in _WEIGHING and any(
        c.lower_ == "as" and c.i + 1 in context.quoted | {i - 1 for i in context.quoted} and _is_of(verb, c)
        for c in verb.subtree
    )
    return (calls or weighs) and verb.i not in context.quoted and quotes(context, verb)


def _is_of(verb: Token, beside: Token) -> bool:
    """Whether a word hangs on a verb and no other: not "rejected the bill, which Holm described as “a shame”"."""
    return next((t for t in beside.ancestors if t.pos_ in {"VERB", "AUX"}), None) is verb


def _tells_a_scene(verb: Token) -> bool:
    """Whether the article tells of an outcry and what went on: "yelled “Shame” as the vote was read"."""
    opened = (c for c in verb.children if c.dep_ == "advcl" and subject_of(c) is not None)
    return verb.lemma_ in _EXCLAIMING and any(m.lower_ in _MEANWHILE for c in opened for m in c.children)


def _may_call(subject: Token) -> bool:
    """Whether a subject may call something so: not "a method devised by Ben Holm", which is called so itself."""
    made = any(c.dep_ == "acl" and c.tag_ == "VBN" for c in subject.children)
    return subject.pos_ != "VERB" and subject.lower_ != "you" and (not made or may_show(subject))


def _agents_beside(context: ClauseContext, verb: Token) -> list[Ids]:
    """Return who says the quoted words of a passive: "was called “a gift” by Ada Holm"; the marks end before "by"."""
    by = [t for t in verb.subtree if t.lower_ == "by" and t.i > verb.i and t.i not in context.quoted]
    beside = [t for t in by if t.head is verb or t.head.i in context.quoted]
    agents = [c for t in beside for c in t.children if c.dep_ == "pobj" and c.ent_type_ not in {"DATE", "TIME"}]
    called = [frozenset(t.i for c in agent.children if c.lower_ == "as" for t in c.subtree) for agent in agents]
    return [name_of(context, agent) - words for agent, words in zip(agents, called, strict=True)]


def _gathered(context: ClauseContext, verb: Token, frame: Frame) -> ClauseParts:
    """Return the clause of ``verb`` with each dependent in its place."""
    kids = [c for c in verb.children if c.i not in context.stripped and c.i not in frame.excluded]
    found = [c for c in kids if c.dep_ in SUBJECTS]
    parts = ClauseParts(
        verb=verb,
        frame=frame,
        kids=kids,
        subject=next((c for c in found if c.i < verb.i), found[0] if found else None),
        expletive=next((c for c in kids if c.dep_ == "expl"), None),
        alone=stands_together(verb) or any(t.dep_ == "attr" and t.tag_ == "NNS" for t in _predicates(kids)),
        attributions=frame.attributions,
        hedges=frame.hedges,
        slots=[[frozenset({verb.i})]],
    )
    for child in kids:
        if child not in (parts.subject, parts.expletive) and child.pos_ != "PUNCT":
            any(place(context, parts, child) for place in context.grammar.dependents)
    return parts


def _predicates(kids: list[Token]) -> list[Token]:
    """Return the dependents of a verb and those of an infinitive below it: "are thought to be metals"."""
    return [*kids, *[c for k in kids if k.dep_ == "xcomp" and k.lemma_ == "be" for c in k.children]]


# -- what hangs on the verb ------------------------------------------------------------------------------------


def inserted_report(context: ClauseContext, parts: ClauseParts, child: Token) -> bool:
    """Take "officials said" out of "The ban, officials said, will ..."."""
    if not is_inserted_report(child, parts.verb):
        return False
    parts.attributions = (*parts.attributions, *inserted_attributions(context, child))
    subject = subject_of(child)
    if subject is not None and subject.lower_ in {"i", "we"}:
        parts.hedges = (*parts.hedges, f"{subject.text} {child.text}")  # "the measures, we estimate, sent"
    return True


def member(_context: ClauseContext, parts: ClauseParts, child: Token) -> bool:
    """Collect the verbs joined to this one, and the words that join them."""
    if child.dep_ == "conj":
        parts.members.append(child)
        return True
    if child.dep_ not in {"cc", "preconj"}:
        return False
    parts.joints.append(child)
    following = child.doc[child.i + 1] if child.i + 1 < len(child.doc) else child
    inverted = child.lower_ == "nor" and child.i < parts.verb.i and following.pos_ == "AUX"  # "Nor is he right that"
    if child.lower_ in {"neither", "either"} or inverted:
        parts.slots.append([frozenset({child.i})])
    return True


def opening_word(_context: ClauseContext, parts: ClauseParts, child: Token) -> bool:
    """Leave out what only joins the clause to another: "that", "while", "however", "where"."""
    verb = parts.verb
    conditions = {"to", "for", "if", "unless", "whether"}
    if child.dep_ == "mark" and child.lower_ not in conditions and child.i <= first_of(verb) + 1:
        return True
    if child.dep_ == "advmod" and any(
        c.lower_ == "that" and c.dep_ == "mark" and c.i == child.i + 1 for c in verb.children
    ):
        return True  # "said only that they were late"
    if child.dep_ == "advmod" and child.lower_ in lexicon.PEELED_HEDGES:
        parts.hedges = (*parts.hedges, child.text)
        return True
    if child.dep_ in {"advmod", "intj"} and child.lower_ in lexicon.CONNECTIVES and _is_loose(child, verb):
        return True
    asks = child.i > verb.i or child.lower_ in _ASKING  # "They do not know why", "but how can it end?"
    return child.dep_ == "advmod" and child.tag_ == "WRB" and parts.opens(child) and verb.dep_ != "ROOT" and not asks


def adverbial_clause(context: ClauseContext, parts: ClauseParts, child: Token) -> bool:
    """Keep an adverbial clause in this clause, or note it to be read later."""
    if child.dep_ != "advcl":
        return False
    kind = kind_of_adverbial(context, child, parts.verb)
    if kind is AdverbialKind.SEPARATE:
        parts.beside.append(child)
    elif kind is AdverbialKind.PARTICIPLE:
        parts.participles.append(child)
    else:
        ids = tokens_of(context, child)
        parts.slots.append(_purposes(context, parts, child) or [ids])
        if parts.opens(child):
            parts.front |= ids
    return True


def _purposes(context: ClauseContext, parts: ClauseParts, child: Token) -> list[Ids]:
    """Return the ways to say "to buy bread and visit her": one for each purpose; none for other clauses."""
    purpose = any(c.tag_ == "TO" for c in child.children) and child.i > parts.verb.i
    if not purpose or parts.alone or not context.aggressive or is_denied(parts.verb):
        return []
    if any(shares_means(c) for c in parts.kids if c.dep_ in {"dobj", "nsubjpass"}):
        return []
    return infinitives(context, child)


def clause_before(context: ClauseContext, parts: ClauseParts, child: Token) -> bool:
    """Keep a condition before the verb in this clause; read any other clause there later."""
    before = child.dep_ in {"ccomp", "parataxis", "dep"} and child.i < parts.verb.i
    if not before or not is_clause(child) or not subject_of(child):
        return False
    conditional = any(c.dep_ == "mark" and c.lower_ in {"if", "unless", "when", "as"} for c in child.children)
    if conditional or is_inverted_condition(child) or limits(child, parts.verb) or is_unfinished(child):
        ids = tokens_of(context, child)
        parts.front |= ids
        parts.slots.append([ids])
    else:
        parts.beside.append(child)
    return True


def part(context: ClauseContext, parts: ClauseParts, child: Token) -> bool:
    """Add any other dependent in each of the ways to say it; it always applies."""
    ways = _ways_of(context, child, alone=parts.alone)
    parts.slots.append(ways)
    if parts.opens(child) and child.dep_ in {"prep", "npadvmod", "advmod"} and not _is_of_the_verb(parts, child):
        parts.front |= ways[0]
    return True


def _is_of_the_verb(parts: ClauseParts, child: Token) -> bool:
    """Whether an adverb right before a verb without a subject holds for it alone: "which badly hit X and shut Y"."""
    shared = parts.subject is None and parts.expletive is None
    return shared and child.dep_ == "advmod" and last_of(child) + 1 == parts.verb.i


def _ways_of(context: ClauseContext, child: Token, *, alone: bool) -> list[Ids]:
    dep = child.dep_
    split = context.aggressive and not alone
    if split and is_denied(child.head):
        split = not any(t.dep_ == "cc" and t.lower_ in {"and", "but", "yet"} for t in child.subtree)
    if dep == "xcomp" and any(c.dep_ == "dobj" and shares_means(c) for c in child.head.children):
        split = False
    if child.i > child.head.i and dep in {"dobj", "prep"} and _names_all_parts(child.head):
        split = False
    subject = subject_of(child.head)
    fronted = dep == "dobj" and subject is not None and child.i < subject.i < child.head.i
    if dep == "dobj" and any(c.dep_ == "dobj" and c.i < child.i for c in child.head.children):
        split = False  # "bought the mill for 2 million, its first purchase and a bold one": no more that was bought
    if dep in {"dobj", "attr", "oprd"} and child.pos_ not in VERBAL | {"ADJ"} and not fronted:
        plural = dep == "attr" and plural_subject(child.head)
        return [a.ids for a in noun_phrase(context, child, split=split and not plural)]
    if dep == "acomp" and split and any(c.dep_ in {"ccomp", "xcomp"} for c in child.children):
        return embedded_clause(context, child)
    said_of_it = subject_of(child.head)
    if (
        dep == "ccomp"
        and split
        and said_of_it is not None
        and said_of_it.lower_ == "it"
        and child.head.lemma_ == "be"
    ):
        return embedded_clause(context, child)
    if dep in {"acomp", "attr", "oprd"}:
        return [a.ids for a in adjective_phrase(context, child, split=split)]
    if dep in {"prep", "agent", "dative"} and child.pos_ in {"ADP", "SCONJ", "VERB"} and child.i > child.head.i:
        return prep_phrase(context, child, split=split)
    assumed = child.pos_ == "VERB" and any(c.dep_ == "ccomp" for c in child.children)
    if dep == "xcomp" and split and assumed and said_of_it is not None and said_of_it.lower_ == "it":
        return embedded_clause(context, child)  # "It is fair to assume that teachers and pupils ..."
    if dep == "xcomp" and child.pos_ in VERBAL:
        return [a.ids for a in verb_phrase(context, child, split=split)]
    return [tokens_of(context, child)]


def _names_all_parts(verb: Token) -> bool:
    """Whether a verb names everything that something is made of: "comprises", "is made up of"; one part is less."""
    made_up = verb.lemma_ == "make" and any(c.dep_ == "prt" and c.lower_ == "up" for c in verb.children)
    return verb.lemma_ in _NAMING_ALL or (made_up and any(c.dep_ == "auxpass" for c in verb.children))


# -- from parts to drafts --------------------------------------------------------------------------------------


def _subjects(context: ClauseContext, parts: ClauseParts) -> list[Alternative]:
    subject, expletive = parts.subject, parts.expletive
    if subject is None and expletive is None:
        return list(parts.frame.subject)
    if subject is None or subject.pos_ in VERBAL:
        chosen = subject or expletive
        assert chosen is not None
        ids = tokens_of(context, chosen)
        if expletive is not None and subject is not None:
            ids |= frozenset({expletive.i})
        return [Alternative(ids, chosen)]
    divides = context.aggressive and not parts.alone and not one_thing(subject) and not only_these(subject)
    divides = divides and not _measure_together(parts, subject) and not _seen_as_several(parts, subject)
    return noun_phrase(context, subject, split=divides)


def _seen_as_several(parts: ClauseParts, subject: Token) -> bool:
    """Handle "the mill and its smoke are seen as culprits": neither alone is culprits."""
    as_what = [n for c in parts.kids if c.dep_ == "prep" and c.lower_ == "as" for n in c.children if n.dep_ == "pobj"]
    singular = any(member.tag_ in {"NN", "NNP"} for member in members_of(subject))
    return singular and any(n.tag_ == "NNS" and not any(c.dep_ == "det" for c in n.children) for n in as_what)


def _measure_together(parts: ClauseParts, subject: Token) -> bool:
    """Handle "30 ships and 21 planes searched 10,000 square miles": the miles are those of both."""
    counted = all(any(c.dep_ == "nummod" for c in member.children) for member in members_of(subject))
    objects = [c for c in parts.kids if c.dep_ == "dobj"]
    return counted and any(c.dep_ == "nummod" for noun in objects for t in noun.subtree for c in t.children)


def _place_members(context: ClauseContext, parts: ClauseParts) -> None:
    """Tell members that are clauses of their own from those that stay in this clause."""
    absorbed: Ids = NONE
    separate = [_is_separate(context, parts, verb) for verb in parts.members]
    # "would cut jobs, raise fees and, if the state agrees, sell the mill": if one may not be divided, none is.
    divides = all(k or subject_of(verb) is not None for k, verb in zip(separate, parts.members, strict=True))
    shared = _object_of_both(context, parts)
    if shared:
        parts.joined.extend(parts.members)
        parts.slots.append([shared])
        return
    for k, verb in zip(separate, parts.members, strict=True):
        if _is_behind_the_quotation(context, parts, verb):
            continue
        if k and (divides or subject_of(verb) is not None):
            parts.joined.append(verb)
        else:
            parts.alone |= finite_token(verb) is not None
            absorbed |= tokens_of(context, verb) | NONE.union(*[tokens_of(context, j) for j in parts.joints])
    if absorbed:
        parts.slots = [[NONE.union(*ways)] for ways in parts.slots]  # what stays with a list may be said of its last
        # "will be kept up, helping to end it, support the town and ...": what is kept may go on the participle.
        bare = any(verb.tag_ == "VB" for verb in parts.members)
        for clause in [c for c in parts.participles if bare and any(t.tag_ == "VB" for t in c.subtree)]:
            parts.participles.remove(clause)
            parts.slots.append([tokens_of(context, clause)])
        parts.slots.append([absorbed])


def _is_behind_the_quotation(context: ClauseContext, parts: ClauseParts, joined: Token) -> bool:
    """Whether the speaker goes on: "We hold that “fees help pupils” and back them"; the words may be lost here."""
    first = parts.subject if parts.subject is not None else parts.verb
    quoted = parts.verb.dep_ == "ccomp" and {first.i, parts.verb.i} <= context.quoted
    return quoted and joined.i not in context.quoted and subject_of(joined) is None


def _object_of_both(context: ClauseContext, parts: ClauseParts) -> Ids:
    """Return "the pupil" of "arrested and questioned the pupil": each was done to it; none where that is not sure."""
    verb, doc = parts.verb, parts.verb.doc
    if not context.aggressive or len(parts.members) != 1 or verb.tag_ not in _TOLD or is_denied(verb):
        return NONE
    joined = parts.members[0]
    beside = joined.i == verb.i + _AND_VERB and doc[verb.i + 1].lower_ == "and" and joined.tag_ == verb.tag_
    if not beside or not {verb.lemma_, joined.lemma_} <= lexicon.TRANSITIVE or subject_of(joined) is not None:
        return NONE
    if any(c.i > verb.i and c.dep_ not in {"cc", "conj", "punct"} for c in verb.children):
        return NONE
    behind = [c for c in joined.children if c.i > joined.i and c.dep_ != "punct"]
    if sum(c.dep_ == "dobj" for c in behind) != 1 or any(c.dep_ not in {"dobj", "prep", "npadvmod"} for c in behind):
        return NONE
    if any(t.dep_ == "conj" for c in behind for t in c.subtree):
        return NONE  # one list too many
    return NONE.union(*[tokens_of(context, c) for c in behind])


@rule("list divided")
def divided(lists: list[list[Ids]]) -> list[Step]:
    """Return a step for each list that a claim takes one member of."""
    return [divided.step(NONE.union(*ways)) for ways in lists if len(ways) > 1]


def _emit(
    context: ClauseContext, parts: ClauseParts, subjects: list[Alternative], frame: Frame, *, agree: bool
) -> Ids:
    """Add a draft for every combination of subject and slots; return the tokens of the first."""
    verb, slots = parts.verb, parts.slots
    counts = [max(1, len(subjects)), *[max(1, len(slot)) for slot in slots]]
    if prod(counts) > MOST_ALTERNATIVES or multiply(counts) or _go_together(verb, slots):
        slots = [[NONE.union(*slot)] for slot in slots]
    steps = divided([[a.ids for a in subjects], *slots])
    rules = (*frame.rules, *steps) or (plain_clause.step(frozenset({verb.i})),)
    shared = frame.front | frame.aux
    first = NONE
    for subject in subjects:
        for choice in product(*slots):
            ids = shared.union(subject.ids, *choice)
            words: tuple[Ids | str, ...] = (ids,)
            if frame.gapped:
                words = (subject.ids, frame.aux, ids - subject.ids - frame.aux)
            context.drafts.append(
                Draft(
                    words,
                    verb,
                    edits=agreement(verb, subject, frame.aux) if agree else {},
                    attributions=frame.attributions,
                    hedges=frame.hedges,
                    rules=rules,
                    subject=subject.head,
                )
            )
            first = first or ids
    return first


def _go_together(verb: Token, slots: list[list[Ids]]) -> bool:
    """Whether two lists of figures go together: "sales of 4 and costs of 3, compared with 5 and 2 a year before"."""
    figures = [s for s in slots if len(s) > 1 and all(any(verb.doc[i].like_num for i in way) for way in s)]
    return len(figures) > 1


# -- what follows a clause -------------------------------------------------------------------------------------


def embedded_results(context: ClauseContext, parts: ClauseParts) -> None:
    """Add "It is likely that X being shut puts Y at risk" for ", putting Y at risk" behind "that X is shut"."""
    main, frame = parts.main, parts.inner_frame
    for verb, child in context.results:
        subject, inside = subject_of(verb), frozenset(t.i for t in verb.subtree)
        if subject is None or not main & inside:
            continue
        mark = frozenset(c.i for c in verb.children if c.dep_ == "mark")
        ids = tokens_of(context, subject)
        event = ids | (main & inside - frozenset(t.i for t in subject.subtree) - mark)
        before = len(context.drafts)
        result(context, verb, child, (Alternative(ids, subject),), frame, event)
        for draft in context.drafts[before:]:
            draft.parts = (main - inside | mark, *draft.parts)
    context.results.clear()


def participles(context: ClauseContext, parts: ClauseParts) -> None:
    """Read ", leading to delays" with the subject of the clause."""
    for child in parts.participles:
        read_participle(context, parts.verb, child, tuple(parts.subjects), parts.inner_frame, main=parts.main)


def clauses_beside(context: ClauseContext, parts: ClauseParts) -> None:
    """Read the clauses beside this one."""
    for child in parts.beside:
        clause_beside(context, child, parts.inner_frame, parts.frame.rules)


def joined_clauses(context: ClauseContext, parts: ClauseParts) -> None:
    """Read the clauses joined to this one, with what they share with it."""
    for verb in parts.joined:
        conditions = _conditions(context, parts, verb) | _conditions_before(parts)
        own = next((c for c in verb.children if c.dep_ in SUBJECTS or c.dep_ == "expl"), None)
        borrows = verb in parts.gapped
        shared = Frame(
            gapped=borrows,
            subject=() if own is not None else tuple(parts.subjects),
            split_subject=(parts.split_subject and own is None) or borrows,
            front=conditions | _openings_of_both(parts, verb)
            if own is not None
            else _openings_left(parts, verb) | parts.frame.front | _hedging_adverbs(parts, verb),
            aux=_shared_auxiliaries(parts, verb, own),
            attributions=parts.attributions,
            hedges=parts.hedges if own is None else _hedges_of_both(parts),
            rules=parts.frame.rules,
            excluded=parts.frame.excluded,
        )
        joined_clause(context, verb, shared)


def _hedges_of_both(parts: ClauseParts) -> tuple[str, ...]:
    """Return the hedges of the sentence and those that open it: "Reportedly, the mayor left and his aide stayed"."""
    first = parts.verb.doc[first_of(parts.verb)]
    opening = tuple(hedge for hedge in parts.hedges if hedge == first.text)
    return tuple(dict.fromkeys((*parts.frame.hedges, *opening)))


def _openings_of_both(parts: ClauseParts, joined: Token) -> Ids:
    """Return what opens two clauses without a comma between them: "As long as the ice holds, X runs and Y works"."""
    joint = first_of(joined) - 1
    if joint <= parts.verb.i or parts.verb.doc[joint].dep_ != "cc" or parts.verb.doc[joint - 1].text == ",":
        return NONE
    opening = [c for c in parts.kids if c.dep_ in {"advcl", "advmod"} or (c.dep_ == "prep" and c.lower_ in _LIMITING)]
    opening = [c for c in opening if c.dep_ != "advmod" or any(t.pos_ in VERBAL for t in c.subtree)]
    opening = [c for c in opening if not _is_over_before(c, joined)]
    words = frozenset(t.i for c in opening if parts.opens(c) for t in c.subtree)
    return parts.front & words


def _is_over_before(opening: Token, joined: Token) -> bool:
    """Whether an opening tells of the past, and a clause of the present: "As soon as we met, she left and we go"."""
    now = finite_token(joined)
    clauses = [finite_token(t) for t in opening.subtree if t.dep_ == "advcl"]  # below "soon" in "as soon as"
    past = bool(clauses) and all(finite is not None and finite.tag_ == "VBD" for finite in clauses)
    said = any(t.lemma_ in lexicon.SAY for t in opening.subtree)  # "As Holm said, this is safe and that is not"
    return past and not said and now is not None and now.tag_ in {"VBP", "VBZ"}


def _openings_left(parts: ClauseParts, joined: Token) -> Ids:
    """Return the openings without their times where a joined verb has its own: "In May he won but later left"."""
    if not any(_is_time(c) for c in joined.children):
        return parts.front
    times = [c for c in parts.kids if parts.opens(c) and (_is_time(c) or any(_is_time(g) for g in c.children))]
    return parts.front - frozenset(t.i for c in times for t in c.subtree)


def _is_time(word: Token) -> bool:
    """Whether a dependent of a verb says when: "later", "on Monday", "days later"."""
    if word.dep_ == "prep":
        return any(c.dep_ == "pobj" and c.ent_type_ in {"DATE", "TIME"} for c in word.children)
    return word.lower_ in _LATER or (word.dep_ in {"npadvmod", "advmod"} and word.ent_type_ in {"DATE", "TIME"})


def _hedging_adverbs(parts: ClauseParts, joined: Token) -> Ids:
    """Return the adverb that weakens both verbs: "possibly sold the mill", "often get no pay and have to ask"."""
    if any(c.dep_ == "advmod" and c.i < joined.i for c in joined.children):
        return NONE
    own = any(c.dep_ in {"aux", "auxpass"} for c in joined.children)
    helped = any(c.dep_ in {"aux", "auxpass"} and c.i < parts.verb.i for c in parts.kids)
    # "has repeatedly warned them and has hired guards": "has" begins anew, without the adverb.
    weakening = lexicon.KEPT_HEDGES | (frozenset() if own and helped else _FREQUENCY)
    return frozenset(c.i for c in parts.kids if c.dep_ == "advmod" and c.i < parts.verb.i and c.lower_ in weakening)


def _shared_auxiliaries(parts: ClauseParts, joined: Token, own: Token | None) -> Ids:
    """Return the auxiliaries of the clause that hold for a verb joined to it: "was built and sold"."""
    verb = parts.verb
    auxiliaries = frozenset(c.i for c in parts.kids if c.dep_ in {"aux", "auxpass"}) | parts.frame.aux
    if joined in parts.gapped:
        return frozenset(i for i in auxiliaries if verb.doc[i].tag_ != "TO")
    if own is not None:
        return NONE
    # "was built by a bank and sold": a participle read as a past tense
    helped = any(c.dep_ == "auxpass" for c in parts.kids) or any(
        verb.doc[i].dep_ == "auxpass" for i in parts.frame.aux
    )
    passive = helped and not any(c.dep_ == "dobj" for c in joined.children)
    done = joined.lemma_ in lexicon.TRANSITIVE or _is_told_to(joined)
    if passive and joined.tag_ == "VBD" and done:
        return auxiliaries
    same = joined.tag_ == verb.tag_ and finite_token(joined) in {None, joined}
    return auxiliaries if same and joined.tag_ in {"VBN", "VBG", "VB"} else NONE


def _is_told_to(verb: Token) -> bool:
    """Whether somebody was told to do something: in "was fined and ordered to pay" nobody ordered."""
    return verb.lemma_ in _ORDERING and any(c.dep_ == "xcomp" and c.tag_ == "VB" for c in verb.children)


def _is_separate(context: ClauseContext, parts: ClauseParts, joined: Token) -> bool:
    """Whether a verb joined to the verb of a clause makes a claim of its own."""
    verb = parts.verb
    if not context.aggressive and subject_of(joined) is None:
        return False
    joints = [joint for joint in parts.joints if joint.i < joined.i][-1:]
    if any(_subordinates(c) for c in joined.children) or _is_told_by_the_subject(verb, joined):
        return False  # "The ad was pulled, but not before 40 people had seen it"
    if reaches_past(verb, joined, joints) or is_bare_condition(joined) or shares_condition(verb, joined):
        return False
    if (
        _turns_from_the_condition(verb, joined)
        or _may_go_on_its_relative_clause(joined)
        or may_go_on_the_reason(joined)
    ):
        return False
    bare = finite_token(joined) is None and joined.tag_ != verb.tag_
    if bare or (joined not in parts.gapped and is_part_of_the_clause(verb, joined)):
        return False
    if subject_of(joined) is None and joined.lemma_ == "be" and verb.doc[-1].text == "?":
        return False  # "The question remains, is she sincere?"
    if subject_of(joined) is None and (interrupted(joined) or may_take_the_modal(verb, joined)):
        return False
    between = verb.doc[verb.i + 1 : joined.i]
    near = [t for t in between if t.i >= first_of(joined) - 2]
    if subject_of(joined) is None and not any(t.pos_ in {"CCONJ", "PUNCT"} or t.dep_ == "cc" for t in near):
        return False  # "found cuts by 2050 exceeded a tenth": nothing joins the two
    if _tells_what_for(joined):
        return False
    if _is_turned_down(joined) or counts_what_is_named_before(verb, joined) or leaves_out_its_end(joined):
        return False
    if (
        leaves_open_what_is_known(verb, joined)
        or may_happen_as_often(verb, joined, joints)
        or may_follow_the_report(verb, joined)
        or may_go_on_the_infinitive(verb, joined)
        or _of_other_number(verb, joined)
    ):
        return False
    if _may_borrow_below(verb, joined) or any(j.lower_ in {"or", "nor"} for j in parts.joints):
        return False  # "You pay or we leave" says neither
    if joined.pos_ not in VERBAL:
        return subject_of(joined) is not None and finite_token(joined) is not None
    if subject_of(joined) is not None or any(c.dep_ == "expl" for c in joined.children):
        return not _may_go_on_the_condition(joined)
    # "bought and sold shares": one object for both verbs.
    tail = [c for c in verb.children if c.i > verb.i and c.dep_ not in {"cc", "conj", "punct", "prt", "advmod"}]
    objects = any(c.dep_ in {"dobj", "xcomp", "ccomp"} for c in joined.children)
    together = not tail and objects and not any(c.pos_ == "PUNCT" for c in verb.doc[verb.i + 1 : joined.i])
    return not together


def _may_go_on_its_relative_clause(joined: Token) -> bool:
    """Handle "was given to Roe, who is ill, but held in Lorn": Roe may be held, or what was given."""
    joint = first_of(joined) - 1
    if joined.tag_ not in {"VBN", "VBD"} or subject_of(joined) is not None or joint < 2:
        return False
    if any(c.dep_ in {"aux", "auxpass"} for c in joined.children) or joined.doc[joint].lower_ not in {"but", "yet"}:
        return False
    last = joined.doc[joint - 2 if joined.doc[joint - 1].text == "," else joint - 1]
    clauses = [t for t in (last, *last.ancestors) if t.dep_ == "relcl" and last_of(t) <= joint]
    return any(c.lemma_ == "be" or any(a.dep_ == "auxpass" for a in c.children) for c in clauses)


def _tells_what_for(joined: Token) -> bool:
    """Whether a clause says what for: "will pay for clinics so nurses can work"; a comma parts the two."""
    doc, first, finite = joined.doc, first_of(joined), finite_token(joined)
    so = doc[first].lower_ == "so" and first > 0 and doc[first - 1].pos_ not in {"PUNCT", "CCONJ"}
    return so and finite is not None and finite.tag_ == "MD" and subject_of(joined) is not None


def _subordinates(word: Token) -> bool:
    """Whether a word opens a clause that says when or why, which the parser may take for a preposition."""
    opens = word.dep_ == "mark" or (word.dep_ == "prep" and all(c.dep_ == "neg" for c in word.children))
    return opens and word.lower_ in _SUBORDINATING and word.i < word.head.i


def _is_told_by_the_subject(verb: Token, joined: Token) -> bool:
    """Whether "that" opens what the subject says: "Holm thanked Roe for the work and that he is a friend of hers"."""
    opened = any(c.dep_ == "mark" and c.lower_ == "that" and c.i == first_of(joined) for c in joined.children)
    first = verb
    while first.dep_ == "conj":
        first = first.head
    return opened and first.dep_ == "ROOT" and verb.tag_ != "VBN"


def _may_go_on_the_condition(joined: Token) -> bool:
    """Whether what is joined may belong to the condition right before it: "if it rains and the pumps are off"."""
    joint, finite = joined.doc[max(0, first_of(joined) - 1)], finite_token(joined)
    if joint.lower_ != "and" or finite is None or joined.doc[joint.i - 1].text == ",":
        return False
    for token in (joined.doc[joint.i - 1], *joined.doc[joint.i - 1].ancestors):
        if token.dep_ == "advcl" and last_of(token) in {joint.i - 1, joint.i}:
            opening = joined.doc[first_of(token)]
            inner = finite_token(token)
            alike = inner is not None and (inner.tag_ == finite.tag_ or {inner.tag_, finite.tag_} <= {"VBP", "VBZ"})
            return opening.lower_ in _CONDITIONS and alike and subject_of(token) is not None
    return False


def _is_turned_down(joined: Token) -> bool:
    """Whether "rather than" opens a verb: "lends paintings, rather than sells them"."""
    first = first_of(joined)
    return first > 1 and joined.doc[first - 1].lower_ == "than" and joined.doc[first - 2].lower_ == "rather"


def _of_other_number(verb: Token, joined: Token) -> bool:
    """Whether two verbs cannot share a subject: "the ads reach people who smoke and [they] drink"."""
    first, second = finite_token(verb), finite_token(joined)
    if subject_of(joined) is not None or first is None or second is None:
        return False
    return {first.tag_, second.tag_} == {"VBZ", "VBP"}


def _conditions(context: ClauseContext, parts: ClauseParts, joined: Token) -> Ids:
    """Return the openings that hold for every clause that follows: "If the dam breaks, ...", "Wherever ..."."""
    found = NONE
    for child in parts.kids:
        before = child.dep_ == "advcl" and child.i < parts.verb.i and not _is_over_before(child, joined)
        if before and (_is_conditional(child) or is_inverted_condition(child) or limits(child, parts.verb)):
            found |= tokens_of(context, child)
    return found


def _conditions_before(parts: ClauseParts) -> Ids:
    """Return the condition that a clause took over: "Unless they agree, trains stop, ports close and roads empty"."""
    doc = parts.verb.doc
    return frozenset(
        i
        for i in parts.frame.front
        if any(t.dep_ == "advcl" and _is_conditional(t) for t in (doc[i], *doc[i].ancestors))
    )


def _is_conditional(clause: Token) -> bool:
    """Whether "if" opens a clause, or the one before it: "If we go, she has no rest, she loses weight, and ..."."""
    opening = [clause, *[c for c in clause.children if c.dep_ == "advcl" and c.i < clause.i]]
    return any(c.dep_ == "mark" and c.lower_ in {"if", "unless"} for each in opening for c in each.children)


def _turns_from_the_condition(verb: Token, joined: Token) -> bool:
    """Whether a contrast opens what is joined: "If it rains, X closes - and while some like that, Y is open"."""
    before = [c for c in verb.children if c.dep_ == "advcl" and c.i < verb.i and _is_conditional(c)]
    opened = [c for c in joined.children if c.dep_ == "advcl" and c.i < joined.i]
    return bool(before) and any(m.dep_ == "mark" and m.lower_ in _CONTRASTING for c in opened for m in c.children)


def _borrows_auxiliary(verb: Token, member: Token) -> bool:
    """Whether ``member`` has a subject of its own and borrows "were": "nine were killed and dozens injured"."""
    passive = any(c.dep_ == "auxpass" for c in verb.children)
    own = any(c.dep_ in {"nsubj", "nsubjpass"} and c.tag_ != "WRB" for c in member.children)
    bare = not any(c.dep_ in {"aux", "auxpass", "dobj", "ccomp", "xcomp", "prt"} for c in member.children)
    return passive and own and bare and (
        member.tag_ == "VBN" or (member.tag_ == "VBD" and member.lemma_ in lexicon.TRANSITIVE)
    )  # fmt: skip


def _may_borrow_auxiliary(verb: Token, member: Token) -> bool:
    """Whether a verb with a subject of its own may borrow "were": "Towns were shelled and the men massacred"."""
    passive = any(c.dep_ == "auxpass" for c in verb.children) and not _borrows_auxiliary(verb, member)
    # "and the rest left to rot" has an infinitive; "and their boats seized – a raid" has no object
    bare = all(c.dep_ in _BESIDE_A_PASSIVE or (c.dep_ == "dobj" and comma_before(c)) for c in member.children)
    form = member.tag_ in {"VBD", "VBN"} and member.lower_ == inflection.participle(member.lemma_)
    return passive and bare and form and subject_of(member) is not None and member.lemma_ not in _HAPPENING


def _may_borrow_below(verb: Token, joined: Token) -> bool:
    """Whether what is joined may borrow "be" of this verb or of one below it: "asked that X be shut, Y opened"."""
    below = [t for t in verb.subtree if verb.i < t.i < joined.i and any(c.dep_ == "auxpass" for c in t.children)]
    return any(_may_borrow_auxiliary(t, joined) or _borrows_auxiliary(t, joined) for t in below) or (
        _may_borrow_auxiliary(verb, joined)
    )


def _tells_when(child: Token) -> bool:
    """Whether a phrase behind the last of several clauses tells when all of them happened."""
    words = {c.lower_ for c in child.children if c.dep_ in {"mark", "advmod"} and c.i < child.i}
    timed = child.dep_ == "prep" and any(c.ent_type_ in {"DATE", "TIME"} for c in child.children)
    clause = child.dep_ == "advcl" and bool(words & {"when", "after", "as", "before"})
    return child.i > child.head.i and (clause or timed)


def _is_loose(child: Token, verb: Token) -> bool:
    """Whether a connective belongs to the clause, rather than to a number or an adjective."""
    return child.head == verb and not any(True for _ in child.children) and (
        child.lower_ not in {"too", "well", "so", "then", "yet", "still"}
        or child.i == verb.sent_start or child.i < verb.i - 3
        or (child.lower_ in {"so", "then", "yet"} and child.i < verb.i)
    )  # fmt: skip
