"""Phrases: which tokens belong together, and how a list in them divides.

A phrase that follows a noun may become a claim of its own on the way (`appositions`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.splitting.clauses.context import ClauseContext, NounPhrase
from claims.splitting.clauses.drafts import NONE, Alternative
from claims.splitting.clauses.lists import (
    follows_from,
    has_its_own_subject,
    interrupted,
    limited,
    list_read_as_adverbial,
    mainly,
    members_of,
    of_several,
    passed_on,
    tails_of,
    unsure_list,
)
from claims.splitting.clauses.nouns import comma_before, is_credential, is_person
from claims.splitting.clauses.scope import shares_means
from claims.splitting.clauses.titles import read_title, title_tokens
from claims.splitting.rules import Ids
from sources.language import lexicon
from sources.language.parsing.relations import NOMINAL, RELATIVE, first_of, is_clause, last_of, subject_of

if TYPE_CHECKING:
    from sources.language.parsing.tree import Token

_EXCEPTED_FROM = lexicon.words("denying_subjects") | {"all", "every", "any", "everyone", "everything", "anything"}
_BETWEEN = frozenset(["between", "among"])
_DASHES = frozenset(["--", "–", "—"])
_OF_A_FIELD = ("al", "ic")  # "political", "economic": adjectives that say of which field something is
_NEVER_DIVIDED = lexicon.words("indivisible_joints")
_SINGLING = lexicon.SINGLING | lexicon.words("denying_subjects")
_ADDING = lexicon.words("adding_adjectives")
_DONE_BY_EACH = lexicon.words("done_by_each")
_BOTH_HOLD = frozenset(["and", "but", "yet"])  # "old but safe"
_LINKING = lexicon.words("linking_verbs")
_TURNING_DOWN = lexicon.words("turning_down_verbs")
_WEAKENING = lexicon.KEPT_HEDGES | lexicon.words("adverbs_of_frequency")
_BODIES = lexicon.INSTITUTIONS | lexicon.words("bodies_called_by_kind")


def name_of(context: ClauseContext, head: Token) -> Ids:
    """Return the shortest phrase that names ``head``: without title, relative clause, apposition."""
    named = [c for c in head.children if c.dep_ == "appos" and c.pos_ == "PROPN"]
    names = [c for c in named if c.ent_type_ in {"PERSON", "ORG"} or head.lower_ in lexicon.ROLES]
    if head.pos_ == "NOUN" and names:
        return name_of(context, names[0])
    return core_of(context, head)


_CALLED = frozenset(["called", "named", "titled", "dubbed", "nicknamed", "entitled"])  # "a song called “Tides”"
_CORE = frozenset(["det", "amod", "compound", "nummod", "poss", "nmod", "quantmod", "predet", "case"])


def core_of(context: ClauseContext, head: Token) -> Ids:
    """Return ``head`` with what says which one it is: articles, adjectives, "of ..."."""
    kept: Ids = frozenset({head.i})
    for child in head.children:
        if child.i in context.stripped or child.pos_ == "PUNCT":
            continue
        if (
            (child.dep_ in _CORE and not (child.i > head.i and comma_before(child)))
            or (child.dep_ == "prep" and not comma_before(child) and not is_person(head))
            or (child.dep_ == "appos" and is_credential(child))
            or (child.dep_ == "acl" and child.lower_ in _CALLED and child.i == head.i + 1)
        ):
            kept |= tokens_of(context, child)
    return kept - title_tokens(head)


def coordinated(noun: Token) -> list[Token]:
    """Return a noun and those joined to it."""
    out = [noun]
    for child in noun.children:
        if child.dep_ == "conj" and child.pos_ in NOMINAL:
            out.extend(coordinated(child))
    return out


def noun_phrase(context: ClauseContext, head: Token, *, split: bool, source: bool = False) -> list[Alternative]:
    """Return the ways to say the noun phrase of ``head``: one, or one for each member of a list.

    Args:
        context: The unit.
        head: The noun it is built around.
        split: Whether a list may be divided.
        source: Whether the phrase names a speaker, who is called as briefly as possible.
    """
    phrase = NounPhrase(head, split, source)
    slots: list[list[Ids]] = []
    members: list[Token] = []
    joints: Ids = NONE
    listed = any(c.dep_ == "conj" for c in head.children)
    for child in head.children:
        if child.i in context.stripped or child.pos_ == "PUNCT":
            continue
        if child.dep_ == "conj":
            members.append(child)
        elif child.dep_ in {"cc", "preconj"} or (listed and child.lower_ == "both" and child.i < head.i):
            joints |= tokens_of(context, child)
            if child.dep_ == "preconj" and not listed:
                slots.append([tokens_of(context, child)])
        elif _goes_on_right_behind(head, child):
            slots.append([tokens_of(context, child)])
        else:
            slots.append(_dependent_of_noun(context, phrase, child))
    if phrase.replaced_by is not None:
        main = noun_phrase(context, phrase.replaced_by, split=split, source=source)
    else:
        read_title(context, head)
        hidden = title_tokens(head) if context.aggressive else NONE
        main = [Alternative(frozenset({head.i}).union(*choice) - hidden, head) for choice in limited(slots)]
    return _with_members(context, phrase, main, members, joints) if members else main


def _dependent_of_noun(context: ClauseContext, phrase: NounPhrase, child: Token) -> list[Ids]:
    for ways_of in context.grammar.noun.get(child.dep_, ()):
        ways = ways_of(context, phrase, child)
        if ways is not None:
            return ways
    if child.dep_ == "amod" and phrase.split and _coordinated(child) and child.i not in context.indivisible:
        return _adjectives(context, child)
    purpose = child.dep_ == "acl" and any(c.tag_ == "TO" for c in child.children)
    if purpose and phrase.split and not _singled_out(phrase.head):
        return infinitives(context, child)
    return [tokens_of(context, child)]


def _goes_on_right_behind(head: Token, child: Token) -> bool:
    """Handle "heat, which is let out by water drawn from the sea": what follows may be of the clause's last noun.

    So it may wherever no mark parts it from the clause, though the parser hung it on the noun before the clause.
    """
    if child.dep_ not in {"relcl", "acl"} or not comma_before(child):
        return False
    after = last_of(child) + 1
    return any(c.dep_ in {"relcl", "acl"} and c is not child and first_of(c) == after for c in head.children)


def _singled_out(noun: Token) -> bool:
    """Whether a plan is singled out or turned down as a whole: "the first plan to ...", "rejected a plan to ..."."""
    above = next((t for t in noun.ancestors if t.pos_ in {"VERB", "AUX"}), None)
    if (above is not None and above.lemma_ in _TURNING_DOWN) or shares_means(noun):
        return True
    if any(c.dep_ == "nummod" or c.ent_type_ in {"MONEY", "QUANTITY"} for c in noun.children):
        return True  # "5 million crowns to build a school and repair the bridge": the sum is for both
    return any(c.ent_type_ == "ORDINAL" or c.tag_ == "JJS" or c.lower_ in _SINGLING for c in noun.children)


def _with_members(
    context: ClauseContext, phrase: NounPhrase, main: list[Alternative], members: list[Token], joints: Ids
) -> list[Alternative]:
    """Return the ways to say a list: one for each member, or the whole where it does not divide."""
    head, split = phrase.head, phrase.split
    others = [_member(context, member, phrase) for member in members]
    if any(other is None for other in others):
        split = False
        others = [other or [Alternative(tokens_of(context, m), m)] for other, m in zip(others, members, strict=True)]
    groups = [main, *[other for other in others if other]]
    if split and _divisible(context, head, joints):
        return [a for group in _shared(context, head, groups) for a in group]
    if phrase.split:
        return noun_phrase(context, head, split=False, source=phrase.source)
    return [Alternative(joints.union(*[group[0].ids for group in groups]), main[0].head)]


def _member(context: ClauseContext, member: Token, phrase: NounPhrase) -> list[Alternative] | None:
    if member.pos_ in NOMINAL or (member.pos_ == "ADJ" and phrase.head.pos_ != "ADJ"):
        return noun_phrase(context, member, split=phrase.split, source=phrase.source)
    return None


def _divisible(context: ClauseContext, head: Token, joints: Ids) -> bool:
    doc = head.doc
    if any(doc[i].lower_ in _NEVER_DIVIDED for i in joints) or joints & context.indivisible:
        return False
    if any(c.lower_ in {"only", "between", "neither", "either", "not"} for c in head.children):
        return False  # "not only the mill but also the school"
    if head.lower_ in _EXCEPTED_FROM and any(doc[i].lower_ == "but" for i in joints):
        return False  # "all but nine of the years"
    first = first_of(head)
    if first > 0 and doc[first - 1].text == ":":
        return False  # "what the valley grows: apples, pears and plums": the list stands for what is before it
    members = members_of(head)
    if any(c.dep_ == "cc" and c.lower_ in _NEVER_DIVIDED for m in members[1:] for c in m.children):
        return False  # "a passport, a licence or a card": the joint hangs on the one before the last
    bare = head.tag_ == "NN" and not any(True for _ in head.children if _.dep_ not in {"conj", "cc", "punct"})
    if bare and members[-1].tag_ == "NNS" and any(c.dep_ == "compound" for c in members[-1].children):
        return False  # "pilot and commander seats"
    if head.dep_ == "pobj" and any(c.dep_ == "prep" and c.lower_ == "to" for m in members[1:] for c in m.children):
        return False  # "with gold going to Kenya and silver to Peru"
    if head.head.tag_ == "VBG" and any(c.dep_ == "acl" and c.tag_ == "VBG" for m in members[1:] for c in m.children):
        return False  # "with Peru winning gold and Chile taking silver"
    behind = [c for c in members[-1].children if c.dep_ == "acl" and c.tag_ == "VBG" and not comma_before(c)]
    if behind and head.dep_ == "pobj" and head.head.lower_ == "with":
        return False  # "with Ruiz, Roe and Lee leading it"
    if any(m.like_num for m in members[1:]) and any(c.dep_ == "nummod" and c.i > head.i for c in head.children):
        return False  # "under Sections 420 and 468 of the code"
    if any(m.like_num and not any(c.dep_ not in {"cc", "conj", "punct"} for c in m.children) for m in members):
        return False
    if _one_name(members) or unsure_list(head, members):
        return False
    if any(t.dep_ == "relcl" and of_several(t) for m in members for t in tails_of(m) if t.i > members[-1].i):
        one = {m.tag_ for m in members} & {"NN", "NNP"}
        if one:
            return False  # "a tram and a bus that run on gas"
    return not any(m.tag_ == "PRP" and m.lower_ in {"i", "we", "you"} for m in members)


def _one_name(members: list[Token]) -> bool:
    """Whether a list is within one name ("the Ministry of Food and Agriculture"), not a list of several bodies."""
    head, doc = members[0], members[0].doc
    bodies = all(m.pos_ == "PROPN" and m.lower_ in _BODIES and any(True for _ in m.children) for m in members)
    if bodies or any(c.dep_ == "det" for m in members[1:] for c in m.children):
        return False  # "the Holm Foundation, the Brenn Trust and the Port Authority"
    return any(m.ent_type_ and all(t.ent_iob_ == "I" for t in doc[head.i + 1 : m.i + 1]) for m in members[1:])


def _shared(context: ClauseContext, head: Token, groups: list[list[Alternative]]) -> list[list[Alternative]]:
    """Give the later members the article, and all members what follows the last and belongs to the list."""
    determiners = [c for c in head.children if c.dep_ in {"det", "poss"} and c.i < head.i]
    last = members_of(head)[-1]
    shared = [tail for tail in tails_of(head) if tail.i > last.i]  # the parser saw that they belong to the whole list
    out = [groups[0]]
    for group in groups[1:]:
        own = group[0].head
        one = own.tag_ == "NN" or (own.tag_ == "NNS" and shared)
        # "The delays increase": the article may hang on the first noun of the two.
        bare = one and not any(c.dep_ in {"det", "poss", "nummod"} for c in own.subtree if c.i < own.i)
        article = bare and len(determiners) == 1
        if article and determiners[0].lower_ in {"the", "his", "her", "its", "their", "our", "my", "your", "a", "an"}:
            group = [Alternative(a.ids | tokens_of(context, determiners[0]), a.head) for a in group]  # noqa: PLW2901
        out.append(group)
    for tail in shared:
        out = passed_on(tail, out)
    counted = any(c.dep_ == "nummod" for c in head.children)  # "three survivors and the bodies of 14 miners"
    tails = [] if _set_off_by_a_comma(last, members_of(head)) else tails_of(last)
    if len(tails) == 1 and head.tag_ == last.tag_ and head.pos_ == "NOUN" and not counted:
        bare = not any(c.dep_ in {"det", "poss", "nummod"} for c in last.children)
        if (tails[0].lower_ == "of" and bare) or (bare and tails[0].dep_ != "prep"):
            out = passed_on(tails[0], out, closed=True)
    return out


def _set_off_by_a_comma(last: Token, members: list[Token]) -> bool:
    """Whether a comma parts the second of two members from the first: "insects, and birds that eat them"."""
    joint = first_of(last) - 1
    return len(members) == 2 and joint > 0 and last.doc[joint].dep_ == "cc" and last.doc[joint - 1].text == ","


def _adjectives(context: ClauseContext, child: Token) -> list[Ids]:
    out = []
    for member in members_of(child):
        kept: Ids = frozenset({member.i})
        for c in member.children:
            if c.dep_ not in {"conj", "cc", "preconj"} and c.pos_ != "PUNCT":
                kept |= tokens_of(context, c)
        out.append(kept)
    return out


def _coordinated(child: Token) -> bool:
    joint = [c for c in child.children if c.dep_ == "cc"]
    if any(t.text in _DASHES for t in child.doc[child.i : child.head.i]):
        return False  # "the latest -- and largest -- sale"
    members = members_of(child)
    if any(m.pos_ == "NOUN" for m in members) or all(m.lower_.endswith(_OF_A_FIELD) for m in members):
        return False  # "the cultural and tourism sector", "the political and economic crisis": it is one
    return (
        any(c.dep_ == "conj" for c in child.children)
        and all(c.lower_ in {"and", "yet", "but"} for c in joint)
        and bool(joint)
        and child.head.tag_ not in {"NNS", "NNPS"}
        and not child.ent_type_
    )


def verb_phrase(context: ClauseContext, head: Token, *, split: bool) -> list[Alternative]:
    """Return the ways to say a verb phrase inside a clause ("to ban cars and close streets")."""
    slots: list[list[Ids]] = [[frozenset({head.i})]]
    members: list[Token] = []
    joints: Ids = NONE
    divides = split and head.lemma_ not in _LINKING
    for child in head.children:
        if child.i in context.stripped or child.pos_ == "PUNCT":
            continue
        if child.dep_ == "conj" or list_read_as_adverbial(head, child):
            members.append(child)
        elif child.dep_ in {"cc", "preconj"}:
            joints |= tokens_of(context, child)
        else:
            slots.append(_dependent_of_verb(context, child, split=divides))
    main = [Alternative(NONE.union(*choice), head) for choice in limited(slots)]
    if not members:
        return main
    if not split or not context.aggressive or _one_action(context, head, members, joints):
        joined = joints.union(main[0].ids, *[verb_phrase(context, m, split=False)[0].ids for m in members])
        return [Alternative(joined, head)]
    opening = frozenset(
        c.i
        for c in head.children
        if c.i < head.i and (c.dep_ in {"aux", "auxpass"} or (c.dep_ == "advmod" and c.lower_ in _WEAKENING))
    )
    out = list(main)
    for member in members:
        own = any(c.tag_ == "TO" or c.dep_ in {"aux", "auxpass"} for c in member.children)
        extra = NONE if own else opening
        out.extend(Alternative(a.ids | extra, a.head) for a in verb_phrase(context, member, split=True))
    return out


def infinitives(context: ClauseContext, head: Token) -> list[Ids]:
    """Return the ways to say "to buy the mill and open a school": one for each infinitive, its own lists whole."""
    members = members_of(head)
    joints = [c for m in members for c in m.children if c.dep_ in {"cc", "preconj"}]
    opening = frozenset(c.i for c in head.children if c.tag_ == "TO")
    whole = tokens_of(context, head)
    plain = len(members) > 1 and all(m.tag_ == "VB" and subject_of(m) is None for m in members)
    joined = bool(joints) and all(j.lower_ == "and" for j in joints) and not whole & context.indivisible
    if not plain or not joined or _one_action(context, head, members[1:], frozenset(j.i for j in joints)):
        return [whole]
    inner = {m.i: frozenset(t.i for c in m.children if c.dep_ in {"conj", "cc"} for t in c.subtree) for m in members}
    shared = {m.i: NONE if any(c.tag_ == "TO" for c in m.children) else opening for m in members}
    return [shared[m.i] | tokens_of(context, m) - inner[m.i] for m in members]


def _dependent_of_verb(context: ClauseContext, child: Token, *, split: bool) -> list[Ids]:
    if child.dep_ in {"dobj", "attr", "oprd"} and child.pos_ in NOMINAL:
        return [a.ids for a in noun_phrase(context, child, split=split)]
    if child.dep_ in {"prep", "agent", "dative"} and child.pos_ == "ADP":
        return prep_phrase(context, child, split=split)
    if child.dep_ in {"xcomp", "pcomp"} and child.pos_ in {"VERB", "AUX"}:
        return [a.ids for a in verb_phrase(context, child, split=split)]
    return [tokens_of(context, child)]


def _one_action(context: ClauseContext, head: Token, members: list[Token], joints: Ids) -> bool:
    """Whether verbs joined in a phrase stay together: they share an object, "or" or "rather than" joins them."""
    objects = {"dobj", "xcomp", "prep", "ccomp", "attr", "acomp"}
    shares_object = not any(c.dep_ in objects and c.i < members[0].i for c in head.children)
    verbal = all(m.pos_ in {"VERB", "AUX"} for m in members) and head.pos_ in {"VERB", "AUX"}
    choice = any(head.doc[i].lower_ in _NEVER_DIVIDED for i in joints)
    own_subject = any(
        subject_of(m) is not None for m in (head, *members)
    )  # "before workers taking it and running it"
    # "to harass people, often telling lies": another form is another construction
    other_form = any(m.tag_ != head.tag_ and not any(c.tag_ == "TO" for c in m.children) for m in members)
    whole = bool(joints & context.indivisible) or _governs_another(head, members[0])
    parted = any(interrupted(member) for member in members) or any(map(_goes_on_as_a_list, (head, *members)))
    return shares_object or not verbal or choice or whole or own_subject or other_form or parted or mainly(head)


def _governs_another(verb: Token, member: Token) -> bool:
    """Handle "to persuade users to drop it and use another": who uses another may be the users."""
    if any(c.tag_ == "TO" for c in member.children) or member.tag_ != "VB":
        return False
    below = [c for c in verb.children if c.dep_ in {"xcomp", "ccomp"} and verb.i < c.i < member.i and c.tag_ == "VB"]
    return any(t.tag_ == "TO" for c in below for t in c.children) and any(
        c.dep_ == "dobj" or subject_of(c) is not None for c in [*verb.children, *below]
    )


def _goes_on_as_a_list(verb: Token) -> bool:
    """Handle "to build homes, scrap tolls and freeze rents": "scrap tolls" was read as more to build."""
    objects = [c for c in verb.children if c.dep_ == "dobj"]
    return any(
        len(members_of(noun)) > 1 and not any(c.dep_ == "cc" for m in members_of(noun) for c in m.children)
        for noun in objects
    )


def prep_phrase(
    context: ClauseContext, head: Token, *, split: bool, of_noun: bool = False, source: bool = False
) -> list[Ids]:
    """Return the ways to say a prepositional phrase; "help from A and B" divides, "comes from them" not."""
    joint = lexicon.JOINT_PREPOSITIONS - ({"from"} if of_noun else set())
    slots: list[list[Ids]] = [[frozenset({head.i})]]
    for child in head.children:
        if child.i in context.stripped or child.pos_ == "PUNCT":
            continue
        if child.dep_ == "pobj":
            apart = head.lower_ not in joint or child.lower_ == "order"  # "in order to build it and save it"
            inner = split and (apart or _names_examples(head) or _done_by_each(head))
            slots.append([a.ids for a in noun_phrase(context, child, split=inner, source=source)])
        elif child.dep_ == "pcomp" and child.pos_ in {"VERB", "AUX"} and not is_clause(child):
            apart = split and head.lower_ not in _BETWEEN  # "caught between paying rent and saving" is one thing
            slots.append([a.ids for a in verb_phrase(context, child, split=apart)])
        elif child.dep_ == "prep":
            slots.append(prep_phrase(context, child, split=split))
        elif child.dep_ == "pcomp" and split and context.aggressive:
            slots.append(_questions(context, child))
        else:
            slots.append([tokens_of(context, child)])
    return [NONE.union(*choice) for choice in limited(slots)]


def _names_examples(head: Token) -> bool:
    """Whether a preposition is that of "such as", not set off by a comma: each example holds by itself."""
    such = next((c for c in head.children if c.lower_ == "such"), None)
    return such is not None and head.lower_ == "as" and not comma_before(head)


def _done_by_each(head: Token) -> bool:
    """Whether what several did each did by itself: "was backed by Peru and Chile"."""
    members = [m for c in head.children if c.dep_ == "pobj" for m in members_of(c)]
    counted = any(c.dep_ == "nummod" for m in members for c in m.children)
    return head.dep_ == "agent" and head.head.lemma_ in _DONE_BY_EACH and not counted


def _questions(context: ClauseContext, clause: Token) -> list[Ids]:
    """Return the ways to say "how deep the water is and when it comes": one for each question."""
    clauses = members_of(clause)
    joints = [j for c in clauses for j in c.children if j.dep_ == "cc"]
    asked = all(c.doc[first_of(c)].tag_ in RELATIVE for c in clauses) and all(is_clause(c) for c in clauses)
    whole = tokens_of(context, clause)
    if len(clauses) == 1 or not asked or any(j.lower_ != "and" for j in joints) or whole & context.indivisible:
        return [whole]
    inner = {c.i: frozenset(t.i for m in c.children if m.dep_ in {"conj", "cc"} for t in m.subtree) for c in clauses}
    return [tokens_of(context, c) - inner[c.i] for c in clauses]


def adjective_phrase(context: ClauseContext, head: Token, *, split: bool) -> list[Alternative]:
    """Return the ways to say an adjective phrase after "be"."""
    joint = [c for c in head.children if c.dep_ == "cc"]
    members = members_of(head)
    divides = (
        split and context.aggressive and len(members) > 1 and joint and all(c.lower_ in _BOTH_HOLD for c in joint)
    )
    divides = divides and not any(c.i in context.indivisible for c in joint)
    if not divides or any(
        m.pos_ not in {"ADJ", "VERB", "ADV"} or subject_of(m) or has_its_own_subject(m) for m in members
    ):
        asked = [c for c in head.children if c.dep_ == "prep" and (_asks(c) or _of_each(c))]
        ways = prep_phrase(context, asked[0], split=split) if len(asked) == 1 and len(members) == 1 else []
        whole = tokens_of(context, head)
        if len(ways) < 2:
            return [Alternative(whole, head)]
        rest = whole - frozenset(t.i for t in asked[0].subtree)
        return [Alternative(rest | way, head) for way in ways]
    out = []
    for member in members:
        kept: Ids = frozenset({member.i})
        for c in member.children:
            if c.dep_ not in {"conj", "cc", "preconj"} and c.pos_ != "PUNCT":
                kept |= tokens_of(context, c)
        out.append(Alternative(kept, member))
    return out


def _asks(prep: Token) -> bool:
    """Whether a clause follows a preposition: "dependent on how deep it is"."""
    return any(c.dep_ == "pcomp" and is_clause(c) for c in prep.children)


def _of_each(prep: Token) -> bool:
    """Whether an adjective holds for each of what follows: "useful for pupils and nurses", not "equal to"."""
    members = [m for c in prep.children if c.dep_ == "pobj" for m in members_of(c)]
    listed = any(c.dep_ == "cc" and c.lower_ == "and" for m in members for c in m.children)
    after = prep.i > prep.head.i and prep.lower_ in {"for", "to"}
    return listed and after and prep.head.lower_ not in _ADDING


def embedded_clause(context: ClauseContext, head: Token) -> list[Ids]:
    """Return the ways to say "crucial that boys and girls learn": the list inside the clause divided."""
    slots: list[list[Ids]] = [[frozenset({head.i})]]
    for child in head.children:
        if child.i in context.stripped or child.pos_ == "PUNCT":
            continue
        if child.dep_ in {"ccomp", "xcomp"}:
            slots.append(embedded_clause(context, child))
        elif context.aggressive and follows_from(head, child):
            context.results.append((head, child))
        elif child.dep_ in {"nsubj", "nsubjpass"} and child.tag_ in {"NNS", "NN"}:
            members = members_of(child)
            plural = all(m.tag_ == "NNS" for m in members)
            slots.append([a.ids for a in noun_phrase(context, child, split=plural)])
        else:
            slots.append([tokens_of(context, child)])
    return [NONE.union(*choice) for choice in limited(slots)]


def tokens_of(context: ClauseContext, token: Token) -> Ids:
    """Return the tokens of the phrase of ``token``, lists whole, without what became a claim of its own."""
    if token.i in context.stripped or token.pos_ == "PUNCT":
        return NONE
    if token.pos_ in NOMINAL and token.dep_ not in {"compound", "nummod", "det", "advmod"}:
        return noun_phrase(context, token, split=False)[0].ids
    if token.pos_ == "ADP":
        return prep_phrase(context, token, split=False)[0]
    kept: Ids = frozenset({token.i})
    for child in token.children:
        kept |= tokens_of(context, child)
    return kept
