"""Claims made of what follows a noun: appositions, ages, relative clauses, participles.

Each rule returns the ways to say the dependent within its phrase; they are empty where it became a claim of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.splitting.clauses.context import ClauseContext, ClauseParts, NounPhrase, add_apposition
from claims.splitting.clauses.drafts import NONE, AttributionDraft
from claims.splitting.clauses.lists import members_of
from claims.splitting.clauses.nouns import (
    DASHES,
    be_form,
    closed,
    comma_before,
    is_about_the_head,
    is_credential,
    is_dead,
    is_definite,
    is_person,
    one_of_many,
    with_article,
)
from claims.splitting.clauses.phrases import core_of, name_of, noun_phrase, prep_phrase, tokens_of
from claims.splitting.clauses.relative_clauses import (
    goes_on_outside,
    happening_at,
    leaves_no_gap,
    surely_about,
    takes_place,
)
from claims.splitting.clauses.sameness import (
    before_the_verb,
    complete,
    is_office_of,
    one_of,
    surely_named,
    surely_the_same,
)
from claims.splitting.clauses.scope import denies, is_denied
from claims.splitting.rules import Ids, rule
from sources.language import inflection, lexicon
from sources.language.parsing.relations import (
    NOMINAL,
    NOUN_SUBJECTS,
    RELATIVE,
    finite_token,
    first_of,
    is_clause,
    last_of,
    may_be_person,
    subject_of,
)

if TYPE_CHECKING:
    from sources.language.parsing.tree import Token

_TAKEN_OUT: list[Ids] = [NONE]
_THE_AND_NOUN = 2  # tokens of "the firm"
_DIGITS_OF_AN_AGE = 3  # a longer number behind a name is a year or an amount
_WEIGHING = lexicon.words("weighing_verbs_with_as")
_EMPTY = lexicon.words("empty_nouns")
_DENYING = lexicon.words("denying_heads") | lexicon.words("doubting_heads")
_ASSUMING = frozenset(["if", "unless", "whether", "lest"])
_LASTING = lexicon.words("lasting_participles")
_WHEN = frozenset(["at", "in", "on", "during", "before", "after", "by"])
_SUMS = lexicon.words("sum_nouns")
_SOMEBODY = lexicon.PEOPLE | lexicon.MALE | lexicon.FEMALE | {"men", "women", "boys", "girls", "people", "children"}
_TAKING = frozenset(["identify", "name", "describe", "introduce", "list", "portray"])
_NO_LONGER = frozenset(["once", "then", "formerly", "previously"])
_PERIODS = frozenset(["century", "decade", "generation", "year", "month", "week", "day"])
_SOME_OF_THEM = frozenset(["all", "both", "each", "some", "most", "many", "half", "none", "few", "several"])
_KINDS = frozenset(["kind", "kinds", "sort", "sorts", "type", "types"])
_POSTS = frozenset(["from", "of", "for", "with", "at"])


def inseparable(context: ClauseContext, phrase: NounPhrase, child: Token) -> list[Ids] | None:
    """Keep words in brackets, letters behind a name, the names of "the two leaders", and places of places."""
    head = phrase.head
    names = head.tag_ == "NNS" and child.pos_ == "PROPN" and any(c.dep_ == "conj" for c in child.children)
    places = {"GPE", "LOC"}
    keep = (
        not context.aggressive
        or child.i in context.indivisible
        or any(c.tag_ == "WP$" for c in head.children)  # "whose brother Luis"
        or (first_of(child) and _before(child) == "(")
        or is_credential(child)
        or "PRON" in {child.pos_, head.pos_}  # "We, the ministers, met": nobody looks up who "we" are
        or names
        or (head.ent_type_ in places and child.ent_type_ in places)
    )
    return [tokens_of(context, child)] if keep else None


@rule("age")
def age_in_figures(context: ClauseContext, phrase: NounPhrase, child: Token) -> list[Ids] | None:
    """Make "Ana Ruiz is 36" of "Ana Ruiz, 36, ..."."""
    if not child.like_num or phrase.head.pos_ != "PROPN" or len(child.text) > _DIGITS_OF_AN_AGE:
        return None
    if any(c.lower_ == "of" for c in child.children):
        return None  # "Ana Ruiz, one of them"
    if phrase.head.ent_type_ in {"DATE", "TIME"} or any(c.tag_ == "JJR" for c in child.children):
        return [tokens_of(context, child)]  # "since June, 300 more than last year"
    # "Ana Ruiz, 24, and Tom Roe, 20, were": the parser may hang the second age on the first name
    near = child.doc[max(0, first_of(child) - 2)]
    joined = any(t.dep_ == "cc" for t in child.doc[phrase.head.i : near.i + 1])
    head = near if joined and near.pos_ == "PROPN" else phrase.head
    be = "was" if is_dead(head) else "is"
    counted = frozenset(  # "her only child Ana, 15": it is Ana who is 15
        t.i for c in head.children if c.text.islower() and c.dep_ != "case" for t in c.subtree
    )
    name = core_of(context, head) - (counted if is_person(head) else NONE)
    add_apposition(context, (name, be, tokens_of(context, child)), head, age_in_figures.step)
    return _TAKEN_OUT


def one_name(context: ClauseContext, phrase: NounPhrase, child: Token) -> list[Ids] | None:
    """Keep what is a second name, an amount in other units, or more than a description of the noun."""
    head = phrase.head
    one_of = any(c.lower_ in {"a", "an"} for c in child.children if c.dep_ == "det")  # "Brandt, a Social Democrat"
    two_names = head.pos_ == child.pos_ == "PROPN" and child.lower_ not in lexicon.ROLES and not one_of
    two_names = two_names and not is_office_of(head, child)
    # "over pay and hours, the first strike for years": the strike is not the hours
    several = head.tag_ == "NNS" or (head.tag_ == "NN" and any(c.dep_ == "conj" for c in head.children))
    body = child.lower_ in lexicon.COLLECTIVE_NOUNS | lexicon.ORGANISATIONS
    keep = (
        two_names
        or (several and child.tag_ == "NN" and not body)
        or head.ent_type_ in {"PERCENT", "MONEY", "QUANTITY"}
        or (any(c.dep_ == "cc" for c in child.children) and not closed(child))
    )
    return [tokens_of(context, child)] if keep else None


@rule("age")
def age_in_words(context: ClauseContext, phrase: NounPhrase, child: Token) -> list[Ids] | None:
    """Make "The boys are aged 6 and 8" of "the boys, aged 6 and 8, ..."."""
    if not any(c.dep_ == "amod" and c.lower_ == "aged" for c in child.children):
        return None
    parts = (core_of(context, phrase.head), be_form(phrase.head), tokens_of(context, child))
    add_apposition(context, parts, phrase.head, age_in_words.step)
    return _TAKEN_OUT


def behind_a_date(context: ClauseContext, phrase: NounPhrase, child: Token) -> list[Ids] | None:
    """Keep a phrase behind a date: it seldom describes the noun before the date."""
    near = phrase.head.doc[first_of(child) - 2]
    dated = near.ent_type_ == "DATE" and phrase.head.ent_type_ != "DATE"
    own = near.like_num and near.head == phrase.head
    return [tokens_of(context, child)] if dated and not own else None


@rule("apposition")
def name_behind_a_description(context: ClauseContext, phrase: NounPhrase, child: Token) -> list[Ids] | None:
    """Make "Ana Ruiz is the mayor" of "the mayor, Ana Ruiz, ...", and say "Ana Ruiz" in the place of both."""
    head = phrase.head
    if child.pos_ != "PROPN" or not child.text[:1].isupper() or _describes(child):
        return None
    if (head.pos_ == "NOUN" and head.text[:1].islower()) or is_office_of(head, child):
        if not surely_named(head, child) or (head.dep_ == "appos" and head.head.pos_ == "PROPN"):
            return [tokens_of(context, child)]  # "Ana Ruiz, a nurse, Tom Roe": a list of names
        title = frozenset(i for i in core_of(context, head) if i < first_of(child))
        phrase.replaced_by = child
        named_only = head.lower_ in lexicon.ORGANISATIONS and len(title) <= _THE_AND_NOUN
        # that "the firm, Safehouse," is one says nothing, nor that Ana Ruiz is "another blogger"
        if not named_only and not any(c.lower_ == "another" for c in head.children):
            late = any(c.lower_ == "late" for c in head.children)
            be = "was" if late or is_dead(head) or is_dead(child) else be_form(child)
            bare = first_of(child) == max(title) + 1
            told = one_of_many(title, head) if bare else with_article(title, head)
            parts = (name_of(context, child), be, *told)
            add_apposition(context, parts, child, name_behind_a_description.step)
        return _TAKEN_OUT
    other = head.pos_ == "PROPN" and child.ent_type_ == "PERSON" and head.ent_type_ != "PERSON"
    return [tokens_of(context, child)] if other else None


@rule("apposition")
def apposition(context: ClauseContext, phrase: NounPhrase, child: Token) -> list[Ids] | None:
    """Make "Ida Holm is the head of the port" of "Ida Holm, the head of the port, ..."."""
    head = phrase.head
    if not _describes(child) or (_before(child) not in DASHES and head.pos_ != "PROPN"):
        return None
    if any(c.lower_ in {"this", "that", "these", "those"} for c in head.children if c.dep_ == "det"):
        return None
    timed = head.ent_type_ == "DATE" or head.lower_ == "time"  # "set up, for the first time, a Committee on Ports"
    if _only_a_sort(head) or (timed and head.dep_ == "pobj"):
        return [tokens_of(context, child)]  # "The last flood was in April, a surge that hit Holm"
    taken_for = head.dep_ == "pobj" and head.head.lower_ == "as" and head.head.head.lemma_ in _TAKING
    if taken_for:
        return [tokens_of(context, child)]  # "who was identified as Ana Ruiz, a nurse": it is as what she was named
    listed = head.dep_ == "appos" and any(c.dep_ == "conj" for c in head.head.children)  # its commas are needed
    that = any(t.lower_ == "that" and t.i > child.i and t.doc[t.i - 1].text == "," for t in child.subtree)
    that |= child.lower_ == "one" and any(
        c.tag_ == "PRP" for p in child.children for c in p.children
    )  # "one of them"
    that |= any(
        c.dep_ == "appos" and c.pos_ == "PROPN" and comma_before(c) for c in child.children
    )  # a list of names
    counted = (
        child.doc[first_of(child)].lower_ in _SOME_OF_THEM and head.tag_ == "NNS"
    )  # "boats, some worth millions"
    that |= any(t.tag_ in RELATIVE and t.doc[t.i - 1].lower_ == "of" for t in child.subtree)  # "the sale of which"
    if listed or that or counted or not surely_the_same(head, child) or lasts_until_now(child):
        return _TAKEN_OUT if phrase.source and is_person(head) else [tokens_of(context, child)]
    subject = name_of(context, head)
    context.described[child.i] = (subject, head)
    told = noun_phrase(context, child, split=True)
    if not complete(child, NONE.union(*[member.ids for member in told]) | _joints_of(child)):
        del context.described[child.i]
        return _TAKEN_OUT if phrase.source and is_person(head) else [tokens_of(context, child)]
    be = "was" if is_dead(head) and be_form(head) == "is" else be_form(head)
    for member in told:
        add_apposition(context, (subject, be, *with_article(member.ids, member.head)), head, apposition.step)
    return _TAKEN_OUT


@rule("apposition")
def named_as_those(context: ClauseContext, parts: ClauseParts) -> None:
    """Make "Ana Ruiz was killed" of "The two killed were Ana Ruiz and Tom Roe"."""
    subject, verb = parts.subject, parts.verb
    if subject is None or verb.lower_ not in {"were", "was"} or verb.pos_ != "AUX" or is_denied(verb):
        return
    done = next((c for c in subject.children if c.dep_ == "acl" and c.tag_ == "VBN" and c.i == subject.i + 1), None)
    told = next((c for c in parts.kids if c.dep_ == "attr"), None)
    if done is None or told is None or subject.pos_ not in {"NUM", "PRON"} or any(True for _ in done.children):
        return
    members = members_of(told)
    if all(is_person(m) for m in members):
        for member in members:
            words = (name_of(context, member), "was", frozenset({done.i}))
            add_apposition(context, words, member, named_as_those.step)


def _only_a_sort(head: Token) -> bool:
    """Whether a noun says what something is, so that the phrase behind it does: "It is just noise, a sort of hum"."""
    bare = not any(c.dep_ in {"det", "poss", "nummod"} for c in head.children)
    return head.dep_ == "attr" and head.tag_ == "NN" and bare


def lasts_until_now(phrase: Token) -> bool:
    """Whether a phrase tells how long or when it was so: "president since 2010", "bottom of the table in May"."""
    if any(c.lower_ in _NO_LONGER for c in phrase.children):
        return True
    bounds = [t for t in phrase.subtree if t.lower_ in {"since", "for", "until"}]
    bounds += [c for c in phrase.children if c.lower_ in _WHEN]
    return any(t.dep_ == "prep" and _tells_time(t) for t in bounds)


def _tells_time(prep: Token) -> bool:
    nouns = [c for c in prep.children if c.dep_ in {"pobj", "pcomp"}]
    return any(n.ent_type_ in {"DATE", "TIME"} or n.lemma_ in _PERIODS or n.dep_ == "pcomp" for n in nouns)


def _joints_of(child: Token) -> Ids:
    return frozenset(c.i for c in child.children if c.dep_ == "cc")


def _before(child: Token) -> str:
    """Return the word or mark before a phrase."""
    return child.doc[first_of(child) - 1].text if first_of(child) else ""


def _describes(child: Token) -> bool:
    """Whether a phrase tells what somebody or something is, rather than how it is called."""
    if any(c.dep_ in {"det", "poss"} for c in child.children) or child.lower_ in lexicon.ROLES:
        return True
    if one_of(child) is not None:
        return True
    listed = any(c.dep_ == "conj" for c in child.children)
    bare = child.tag_ == "NN" and _before(child) == "," and closed(child) and not listed
    return bare and any(c.dep_ == "prep" and c.i == child.i + 1 for c in child.children)


def relative_clause_of_noun(context: ClauseContext, phrase: NounPhrase, child: Token) -> list[Ids] | None:
    """Take a relative clause out of its phrase, or keep it where it says which one is meant; it is read later."""
    if not context.aggressive:
        return None
    head, comma = phrase.head, comma_before(child)
    if leaves_no_gap(child) or goes_on_outside(head, child):
        return [tokens_of(context, child)]
    after = last_of(child) + 1
    if comma and [t.lower_ for t in head.doc[after : after + 2]] in ([",", "but"], [",", "yet"], ["but"], ["yet"]):
        return [tokens_of(context, child)]  # "the man, who lives, but is held": what goes on is not sure
    if any(_of_a_kind(noun) for noun in (head, *head.ancestors)) and not comma:
        return [tokens_of(context, child)]  # "the kind of man who, after a fall, stands up"
    if any(_opens_as_relative(member) for member in members_of(child)[1:]):
        return [tokens_of(context, child)]  # "whose voice is known and who sang in Milan"
    if head.dep_ == "appos" and head.i not in context.described and head.pos_ != "PROPN":
        return [tokens_of(context, child)]  # "..., a trend that worried the bank": nothing is surely a trend
    if head.i in context.described and is_about_the_head(child) and (comma or not is_definite(head)):
        context.relatives.append((child, *context.described[head.i]))
        return _TAKEN_OUT
    if comma and not phrase.source and not (surely_about(head, child) and _ends_there(head, child)):
        return [tokens_of(context, child)]
    if comma and (happening := happening_at(head, child)) is not None:
        below = frozenset(t.i for t in child.subtree)
        whole = frozenset(t.i for t in happening.subtree if t.pos_ != "PUNCT") - below
        context.relatives.append((child, whole, happening))
        return _TAKEN_OUT
    if comma or (phrase.source and head.pos_ != "PRON"):
        context.relatives.append((child, name_of(context, head), head))
        return _TAKEN_OUT
    if (named := _named_as(head, child)) is not None:
        context.relatives.append((child, core_of(context, named), head))
        return _TAKEN_OUT
    kept = tokens_of(context, child)
    if _states_a_fact(head, child):
        context.relatives.append((child, core_of(context, head), head))
    return [kept]


def _of_a_kind(noun: Token) -> bool:
    """Whether a clause says of which kind the noun is: "the kind of", "the sort of"."""
    return noun.lower_ in _KINDS and any(c.lower_ == "of" for c in noun.children)


def _opens_as_relative(verb: Token) -> bool:
    opening = verb.doc[first_of(verb) : first_of(verb) + 2]
    return any(t.tag_ in RELATIVE for t in opening)


def _ends_there(head: Token, clause: Token) -> bool:
    """Whether a relative clause surely ends before what follows: not in "a case, which began in May, as feared"."""
    doc, after = head.doc, last_of(clause) + 1
    if head.dep_ in NOUN_SUBJECTS or after + 1 >= len(doc):
        return True
    following = doc[after + 1] if doc[after].pos_ == "PUNCT" else doc[after]
    if following.dep_ not in {"prep", "advmod", "mark"} or any(t in clause.subtree for t in following.ancestors):
        return True
    return any(t.ent_type_ in {"DATE", "TIME", "GPE", "LOC"} for t in following.subtree)


def _told_as_present(noun: Token) -> bool:
    """Whether the clause of a noun has the present tense: "The line, linking Holm and Brenn, is closed"."""
    above = (finite_token(t) for t in noun.ancestors if t.pos_ in {"VERB", "AUX"})
    finite = next((t for t in above if t is not None), None)
    return finite is not None and finite.tag_ in {"VBZ", "VBP"}


_NAMED = frozenset(["called", "named", "nicknamed"])


@rule("participle")
def participle_of_noun(context: ClauseContext, phrase: NounPhrase, child: Token) -> list[Ids] | None:
    """Make "The dam was built in 1990" of "the dam, built in 1990, ..."."""
    head, comma = phrase.head, comma_before(child)
    if not context.aggressive or is_clause(child):
        return _TAKEN_OUT if phrase.source and comma and child.tag_ == "VBN" else None
    going_on = child.tag_ != "VBG" and child.lower_.endswith("ing")  # a participle read as a noun
    if (child.tag_ not in {"VBN", "VBG", "VBD"} and not going_on) or any(c.dep_ == "aux" for c in child.children):
        return None
    if not (comma or phrase.source) or head.pos_ == "PRON":
        return None
    if not phrase.source and not _surely_done_to(head, child):
        return None
    if _says_no_more(phrase, child):
        return _TAKEN_OUT if phrase.source and any(c.tag_ == "WRB" for c in child.children) else None
    by_whom = any(c.dep_ == "agent" or c.lower_ == "by" for c in child.children)
    if phrase.source and head.lower_ in lexicon.DOCUMENTS and by_whom:
        return None  # "figures published by the bureau" are a source with their publisher
    subject = name_of(context, phrase.replaced_by) if phrase.replaced_by else core_of(context, head)
    plural = head.tag_ in {"NNS", "NNPS"}
    rest = tokens_of(context, child)
    before = any(c.lower_ in {"previously", "formerly", "once", "originally"} for c in child.children)
    parts: tuple[Ids | str, ...]
    if child.tag_ == "VBG":
        now = _told_as_present(head)
        present = child.lemma_ if plural else inflection.third_person(child.lemma_)
        told = present if now else inflection.past(child.lemma_)
        parts = (subject, told, rest - {child.i})
    elif (child.lower_ in {"known", "called", "named", "based", "located"} and not (before or by_whom)) or (
        not before and _lasts(head, child)
    ):
        parts = (subject, "are" if plural else "is", rest)
    else:
        parts = (subject, "were" if plural else "was", rest)
    known = len(context.appositions)
    add_apposition(context, parts, head, participle_of_noun.step)
    for added in context.appositions[known:]:
        added.attributions = _who_calls_it(context, child, rest)
    return _TAKEN_OUT


def _says_no_more(phrase: NounPhrase, child: Token) -> bool:
    """Whether a participle says nothing of its noun that is a claim.

    So it is in "a man called Reg Toms", "according to facts read out in court", and "a guard when reached by phone".
    """
    head = phrase.head
    called = child.lower_ in _NAMED and child.i == head.i + 1
    bare = (
        phrase.source and head.pos_ == "NOUN" and not any(c.dep_ in {"det", "poss", "nummod"} for c in head.children)
    )
    bare = bare and not comma_before(child) and not any(c.dep_ == "conj" for c in child.children)
    return called or bare or any(c.tag_ == "WRB" for c in child.children)


def _who_calls_it(context: ClauseContext, verb: Token, words: Ids) -> tuple[AttributionDraft, ...]:
    """Return who says the quoted words in "the scheme, described by auditors as “chaotic”"."""
    agents = [c for by in verb.children if by.dep_ == "agent" for c in by.children if c.dep_ == "pobj"]
    if verb.lemma_ not in lexicon.CALL | _WEIGHING or not words & context.quoted or len(agents) != 1:
        return ()
    called = frozenset(t.i for c in agents[0].children if c.lower_ == "as" for t in c.subtree)
    return (AttributionDraft(name_of(context, agents[0]) - called, frozenset({verb.i})),)


def _lasts(head: Token, child: Token) -> bool:
    """Whether what a participle says lasts, as its clause does: "The tour ends at the mill, owned by Velta"."""
    still = any(c.lower_ == "still" and c.i < child.i for c in child.children)  # "still seen by many as a hero"
    if not (still or child.lower_ in _LASTING) or not _told_as_present(head):
        return False
    return not any(t.ent_type_ == "DATE" or t.lower_ in {"until", "then"} for t in child.subtree)


def _surely_done_to(head: Token, child: Token) -> bool:
    """Whether a participle behind a comma is surely about the noun before it.

    It is where a verb follows it whose subject the noun is, or where the noun stands right before the comma and is
    no part of another phrase. What goes on (", condemning the trial, would help") must have happened.
    """
    near = child.doc[first_of(child) - 2] == head
    if _may_be_of_what_was_made(head, child) or _is_one_of_several_acts(child):
        return False
    within = head.dep_ == "pobj" and head.head.dep_ == "prep" and head.head.head.pos_ in NOMINAL
    if any(t.dep_ == "prep" and t.i > child.i and comma_before(t) for t in child.subtree):
        return False  # "works with the fund, founded in May, on river safety": what follows is the clause's
    verb = head.head if head.dep_ in {"nsubj", "nsubjpass"} else None
    nearer = child.doc[first_of(child) - 2]
    other = nearer.dep_ == "pobj" and nearer.ent_type_ not in {"DATE", "TIME", "GPE", "LOC"}
    counted = head.lower_ in lexicon.COLLECTIVE_NOUNS | lexicon.QUANTIFIERS | _SUMS
    somebody = nearer.lower_ in _SOMEBODY and not counted  # "the aims of the men, dressed in red,"
    if not near and other and (nearer.head.lower_ != "of" or is_person(head) or somebody):
        return False  # "a spokesman for the bank, sold in 2009,"
    if before_the_verb(head, child):
        finite = finite_token(head.head)
        return child.tag_ != "VBG" or (finite is not None and finite.tag_ == "VBD")
    return near and not within and child.tag_ != "VBG" and verb is None and _is_real(head)


def _may_be_of_what_was_made(head: Token, child: Token) -> bool:
    """Whether a participle behind who did it may be of what was done: "was built by Holm Yard, based on a hull".

    So may one be behind a noun that "only" is said of ("holds for only the mayor, aged 60"), and behind a time.
    """
    timed = head.dep_ == "pobj" and any(t.ent_type_ == "TIME" for t in (head, *head.children))
    if timed or any(c.lower_ in {"only", "even", "just"} for c in head.children):
        return True
    return head.dep_ == "pobj" and head.head.dep_ == "agent" and child.lower_ == "based"


def _is_one_of_several_acts(child: Token) -> bool:
    """Whether a verb between commas is one of several: "held talks, called witnesses, and heard experts"."""
    doc, after = child.doc, last_of(child) + 1
    goes_on = [t.lower_ for t in doc[after : after + 2]] == [",", "and"]
    acts = next((t for t in doc[after + 2 :] if t.pos_ not in {"ADV", "AUX"}), None)
    return child.tag_ != "VBG" and goes_on and acts is not None and acts.pos_ == "VERB" and acts.dep_ == "conj"


def _is_real(head: Token) -> bool:
    """Whether a noun behind the verb of its clause is there, and no other noun holds it.

    Not in "systems for managing diseases", nor in "will build a port".
    """
    above = next((t for t in head.ancestors if t.pos_ in {"VERB", "AUX"}), None)
    finite = finite_token(above) if above is not None else None
    if above is None:
        return True
    if is_denied(above) or denies(head):
        return False
    known = is_definite(head) or head.pos_ == "PROPN"
    if finite is None:
        return known and above.dep_ not in {"pcomp", "acl"}
    return known or finite.tag_ != "MD"


def including(context: ClauseContext, phrase: NounPhrase, child: Token) -> list[Ids] | None:
    """Keep "the towns, including Holm,": the members that are named belong to what was done to the whole."""
    named = child.lower_ == "including" and context.aggressive and comma_before(child)
    return prep_phrase(context, child, split=False, of_noun=True, source=phrase.source) if named else None


def circumstance_of_source(context: ClauseContext, phrase: NounPhrase, child: Token) -> list[Ids] | None:
    """Leave "in Rome" and "after the vote" out of the name of a speaker."""
    if phrase.source and child.lower_ == "among" and comma_before(child):
        return _TAKEN_OUT
    named = phrase.source and phrase.head.pos_ == "PROPN" and phrase.head.lower_ not in lexicon.ROLES
    if not named or child.lower_ not in {"to", "in", "at", "on", "during", "after", "before"}:
        return None
    tokens_of(context, child)  # for the appositions in it
    return _TAKEN_OUT


@rule("phrase set off")
def phrase_set_off(context: ClauseContext, phrase: NounPhrase, child: Token) -> list[Ids] | None:
    """Make "The ships are from Brenn" of "The ships, from Brenn, ..."."""
    head = phrase.head
    set_off = context.aggressive and comma_before(child) and closed(child) and head.dep_ in {"nsubj", "nsubjpass"}
    if not set_off or child.lower_ not in {"from", "under"} or _about_a_person(head):
        return None
    if any(c.lower_ == "course" for c in child.children) or lasts_until_now(child) or _reaches(child):
        return None
    if child.doc[first_of(child)].lower_ in _SOME_OF_THEM:
        return None  # "Six members, all from Peru, were held"
    about = head
    subject: tuple[Ids | str, ...] = (core_of(context, head),)
    of = [n for c in head.children if c.lower_ == "of" for n in c.children if n.dep_ == "pobj"]
    if of and any(t.pos_ == "PUNCT" for t in child.doc[head.i + 1 : first_of(child) - 1]):
        # "a survey of pupils - aged 8 to 10, from 88 schools -": the pupils are from there
        about = of[0]
        whole = core_of(context, head) - frozenset(t.i for t in of[0].head.subtree)
        subject = (core_of(context, about), "in", whole)
    parts = (*subject, be_form(about), tokens_of(context, child))
    add_apposition(context, parts, about, phrase_set_off.step)
    return _TAKEN_OUT


def _reaches(prep: Token) -> bool:
    """Handle "shops – from chains to kiosks – closed": what the noun takes in, not where it comes from."""
    behind = [*prep.head.children, *prep.children, *[g for c in prep.children for g in c.children]]
    return prep.lower_ == "from" and any(c.dep_ == "prep" and c.lower_ == "to" and c.i > prep.i for c in behind)


@rule("phrase beside a name")
def phrase_beside_a_name(context: ClauseContext, phrase: NounPhrase, child: Token) -> list[Ids] | None:
    """Make "Ana Ruiz is from Brenn" of "Ana Ruiz, from Brenn, ..."."""
    head = phrase.head
    if not context.aggressive or child.lower_ not in _POSTS or not _about_a_person(head):
        return None
    if lasts_until_now(child) or any(denies(c) for c in child.children):
        return None
    if child.lower_ == "with" and any(t.tag_ == "PRP$" for t in child.subtree):
        return None  # "Velta, with its new ships,": nobody is with what is hers
    post = phrase.source and child.lower_ in {"for", "of", "with"} and head.pos_ == "PROPN"
    if not post and not comma_before(child):
        return None
    ids = tokens_of(context, child)
    if head.lower_ in lexicon.ROLES and not comma_before(child):
        return None  # "the Secretary of State for Rail, Ida Holm": the office, and no person
    titled = any(c.dep_ == "compound" and c.lower_ in lexicon.ROLES for c in head.children)
    if titled and not comma_before(child) and head.lower_ not in lexicon.ROLES:
        return _TAKEN_OUT  # "Mayor Ida Holm of Dorvale": the place belongs to the office
    # "Ana Ruiz for the Holm Trust said": nobody "is for" it
    told = ("is with", ids - {child.i}) if child.lower_ == "for" else ("is", ids)
    for member in _set_off_group(head):
        add_apposition(context, (name_of(context, member), *told), head, phrase_beside_a_name.step)
    return _TAKEN_OUT


def phrase_of_noun(context: ClauseContext, phrase: NounPhrase, child: Token) -> list[Ids] | None:
    """Return the ways to say a prepositional phrase that stays with its noun."""
    head = phrase.head
    of_name = head.pos_ == "PROPN" and child.lower_ in {"of", "for", "and"}
    split = phrase.split and not of_name and _before(child) != "("
    divides = head.dep_ in {"dobj", "attr", "pobj", "nsubjpass"} or child.lower_ == "including"
    split = split and divides and child.lower_ not in {"between", "among"}
    return prep_phrase(context, child, split=split, of_noun=True, source=phrase.source)


def _about_a_person(head: Token) -> bool:
    return is_person(head) or any(c.dep_ == "appos" and c.ent_type_ == "PERSON" for c in head.children)


def _set_off_group(head: Token) -> list[Token]:
    """Return everybody for whom the phrase set off after the last name of a list holds."""
    first = head
    while first.dep_ in {"conj", "appos"} and first.head.pos_ in NOMINAL and first.head.i < first.i:
        first = first.head
    if first == head or first.ent_type_ != "PERSON":
        return [head]
    return [first, head]  # the two ends of a list of two


def _needs_no_clause(head: Token, clause: Token) -> bool:
    """Whether a name says already which one is meant: "the ORBIS database which is used ...", "Ana Ruiz who ..."."""
    subject = subject_of(clause)
    if subject is None or subject.lower_ not in {"who", "which"} or finite_token(clause) is None:
        return False
    determiner = any(c.dep_ in {"det", "nummod"} for c in head.children)
    if head.dep_ == "conj" or any(c.dep_ == "conj" or c.tag_ == "NNPS" for c in head.children):
        return False  # "Ana Ruiz and Tom Lee who led it"
    if head.pos_ == "PROPN":
        return is_person(head) and not determiner and any(c.dep_ == "compound" for c in head.children)
    named = any(c.dep_ == "compound" and c.pos_ == "PROPN" and c.text[:1].isupper() for c in head.children)
    the = any(c.dep_ == "det" and c.lower_ == "the" for c in head.children)
    return named and the and subject.lower_ == "which" and head.tag_ == "NN"


def _named_as(head: Token, clause: Token) -> Token | None:
    """Return Velta in "Velta is a firm that sells ships": what follows "that" is said of Velta, not of any firm."""
    verb, named = head.head, subject_of(head.head)
    if head.dep_ != "attr" or verb.lemma_ != "be" or head.tag_ != "NN" or head.lower_ in _EMPTY or named is None:
        return None
    finite = finite_token(verb)
    simple = (
        finite == verb and not any(c.dep_ in {"neg", "aux", "conj"} for c in verb.children) and not is_denied(verb)
    )
    one = any(c.dep_ == "det" and c.lower_ in {"a", "an"} for c in head.children) and not any(
        c.dep_ in {"conj", "prep", "relcl"} and c != clause for c in head.children
    )
    by_name = named.pos_ == "PROPN" and named.tag_ == "NNP" and not any(c.dep_ == "conj" for c in named.children)
    sure = simple and one and by_name and _asserted(verb)
    return named if sure and named.i < verb.i and is_about_the_head(clause) else None


def _is_a_place(noun: Token) -> bool:
    return noun.ent_type_ in {"GPE", "LOC", "FAC"} or noun.lower_ in lexicon.PLACES


def _asserted(verb: Token) -> bool:
    """Whether a clause is told as a fact, or said by somebody; not denied, doubted or a condition."""
    if any(c.dep_ == "mark" and c.lower_ != "that" for c in verb.children):
        return False
    if verb.dep_ == "ccomp":
        above = verb.head
        return above.lemma_ in lexicon.SAY - _DENYING and not is_denied(above) and _asserted(above)
    return verb.dep_ == "ROOT" or (verb.dep_ == "conj" and _asserted(verb.head))


def _states_a_fact(head: Token, child: Token) -> bool:
    """Whether a relative clause without commas tells something new, rather than only which one is meant."""
    finite = finite_token(child)
    if finite is None or finite.tag_ == "MD" or head.tag_ not in {"NN", "NNP"} or head.pos_ not in NOMINAL:
        return False
    if any(c.dep_ == "mark" and c.lower_ in _ASSUMING for t in head.ancestors for c in t.children):
        return False  # "If a caller tells of a loss that has hurt them, ..."
    if head.dep_ in {"attr", "appos"}:
        return False  # "is a woman who never lies" tells of no other woman
    if takes_place(child) and (is_person(head) or may_be_person(head)):
        return False  # "a row between a man and a woman that took place outside"
    if any(c.lower_ == "ever" for c in child.children) or finite.text[:1] in "'’":
        return False  # "the largest theft from a bank that was ever seen"
    if any(c.lower_ == "where" and c.dep_ == "advmod" for c in child.children) and not _is_a_place(head):
        return False  # "a point where it broke"
    if _needs_no_clause(head, child):
        return True
    determiner = next((c.lower_ for c in head.children if c.dep_ == "det"), "")
    verb = next((t for t in head.ancestors if t.pos_ in {"VERB", "AUX"}), None)
    outer = finite_token(verb) if verb is not None else None
    told = outer is not None and outer.tag_ in {"VBD", "VBZ", "VBP"}
    joined = [c for c in child.children if c.dep_ == "conj" and subject_of(c) is None]
    if any(outer is not None and c.tag_ == outer.tag_ for c in joined):
        return False  # "hired a firm that had advised the buyer and paid it": who paid is open
    if outer is not None and outer.tag_ == finite.tag_ == "VBZ" and finite.lemma_ != "have":
        return False  # "is a term for a firm that holds shares": any such firm
    pronoun = next((t for t in child.subtree if t.tag_ in RELATIVE), None)
    own_subject = subject_of(child)
    by_somebody = (
        own_subject is not None and own_subject.tag_ not in RELATIVE and own_subject.pos_ in {"NOUN", "PROPN"}
    )
    if not told or finite.tag_ == "VBP" or finite.lower_ == "were":
        return False
    return determiner in {"a", "an"} and (by_somebody or (pronoun is not None and finite.tag_ in {"VBD", "VBZ"}))
