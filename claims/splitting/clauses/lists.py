"""Lists inside a phrase: their members, what follows the last one, and the ways to combine them."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise, product
from math import prod
from typing import TYPE_CHECKING

from claims.splitting.clauses.drafts import NONE, Alternative
from claims.splitting.clauses.nouns import comma_before
from claims.splitting.rules import Ids
from sources.language import inflection, lexicon
from sources.language.parsing.relations import (
    NAMING,
    NOMINAL,
    NOUN_SUBJECTS,
    RELATIVE,
    finite_token,
    first_of,
    is_clause,
    last_of,
    subject_of,
)

if TYPE_CHECKING:
    from sources.language.parsing.tree import Token

_REACHING = lexicon.words("reaching_adjectives")
_SUMS = lexicon.words("sum_nouns")
_MEASURED_OF_ALL = lexicon.words("nouns_measured_of_all")
_OF_SEVERAL = lexicon.words("adjectives_of_several")
# What a plural behind names, or before them, can be: "Holm and Brenn Counties", "Lakes Holm and Brenn".
_KINDS_OF_NAMES = (
    lexicon.PLACES | lexicon.ROLES | lexicon.ORGANISATIONS | lexicon.words("titles") | lexicon.words("kinds_of_names")
)
# "fly on Monday and race on Friday", "cut rates to 2 per cent and its forecast to 1": no member is like the first.
_TIMES = frozenset(["DATE", "TIME"])
_SUMS_OF = frozenset(["PERCENT", "MONEY"])
_KEEPING = frozenset(["keep", "leave", "make", "find", "hold", "get", "render"])
_ALIKE = 2  # each of the two holds of all members, or of none
_LIMITING = frozenset(["only", "sole", "solely", "exclusively"])
_TURNING_DOWN = (
    lexicon.words("turning_down_verbs") | lexicon.words("verbs_of_lacking") | lexicon.words("blaming_verbs")
)
_MAINLY = lexicon.words("adverbs_of_the_main_part")
_EXAMPLES = frozenset(["including", "notably"])
_ARTICLES = frozenset(["det", "poss", "nummod"])
_ARTICLES_OF_ONE = frozenset(["a", "an", "this", "that"])
_ITS = frozenset(["its", "their"])
_OF_WHOM = frozenset(["them", "whom", "which", "us"])
_PLANS = lexicon.words("plan_nouns") | {"conspiracy", "attempt", "intent"}
_NUMBERS = frozenset(["CARDINAL", "ORDINAL", "PERCENT"])
_SHARES = frozenset(["percent", "per", "cent", "%"])
# Most claims that one clause may divide into; beyond it its lists stay whole.
MOST_ALTERNATIVES = 8
# Most where two lists multiply: "of wheat and rice in Peru, Chile and Bolivia" stays one claim.
MOST_COMBINATIONS = 4


def members_of(head: Token) -> list[Token]:
    """Return the members of a list, the first one among them, in the order of the sentence."""
    out = [head]
    for child in head.children:
        if child.dep_ == "conj":
            out.extend(members_of(child))
    return out


def joined_by(joint: Token) -> Token | None:
    """Return the first member behind "and"; None where the parser hung none of them where "and" hangs."""
    first = joint.head
    while first.dep_ == "conj" and first.head.i < first.i:
        first = first.head
    behind = [m for m in members_of(first) if m.i > joint.i]
    near = (t for t in joint.doc[joint.i + 1 :] if t.dep_ == "conj" and first_of(t) == joint.i + 1)
    return min(behind, key=lambda member: member.i) if behind else next(near, None)


def tails_of(noun: Token) -> list[Token]:
    """Return what follows a noun and says which is meant: "of ...", "that ...", "needed to ..."."""
    return [
        c
        for c in noun.children
        if c.dep_ in {"prep", "relcl", "acl", "amod"} and c.i > noun.i and not comma_before(c)
    ]


def of_several(clause: Token) -> bool:
    """Whether the verb of a relative clause says that it is about more than one: "that run", "which were"."""
    finite, subject = finite_token(clause), subject_of(clause)
    about = subject is not None and subject.tag_ in RELATIVE
    return about and finite is not None and (finite.tag_ == "VBP" or finite.lower_ == "were")


def passed_on(tail: Token, groups: list[list[Alternative]], *, closed: bool = False) -> list[list[Alternative]]:
    """Give the members of a list a tail that one of them has, in each way that it is said.

    Args:
        tail: The tail.
        groups: The ways to say each member.
        closed: Whether members with a tail of their own are complete without it.
    """
    reach = frozenset(t.i for t in tail.subtree)
    ways = list(dict.fromkeys(a.ids & reach for group in groups for a in group if a.ids & reach))
    return [
        [
            whole
            for a in group
            for whole in (
                [Alternative(a.ids | way, a.head) for way in ways]
                if ways and not a.ids & reach and not (closed and tails_of(a.head)) and not _has_such(a.head, tail)
                else [a]
            )
        ]
        for group in groups
    ]


def _has_such(member: Token, tail: Token) -> bool:
    """Whether a member has a tail that begins as ``tail`` does: "a mill worth 2 million" is not worth 3 too."""
    return any(own.i < tail.i and own.lower_ == tail.lower_ for own in tails_of(member))


def unsure_list(head: Token, members: list[Token]) -> bool:
    """Whether a list may share more than its members show, so that dividing it would say something else."""
    if any(m.pos_ not in NOMINAL | {"ADJ"} for m in members):
        return True  # "attacks on schools, stadiums and even plotting ..."
    if len({m.lower_ for m in members}) < len(members) and not all(map(_described, members)):
        return True  # "more and more"
    return (
        _may_share_a_noun(members)
        or _titled_together(head, members)
        or _may_share_a_tail(head, members[-1])
        or _needs_an_article(head, members)
        or _reached_by_an_adjective(head, members)
        or _narrowed_where_denied(head, members)
        or _is_a_sum(head)
        or _named_by_number(head)
        or (head.lower_ in _SUMS and any(c.lower_ == "of" for c in head.children))
        or _of_two_levels(head, members)
        or _limited(head)
        or mainly(head)
        or _examples_behind_another(members)
        or _at_a_rate(members[-1])
        or _joined_by_commas_only(members)
        or any(map(_hides_a_member, members))
        or _told_late(head, members)
        or _across_a_phrase(head, members)
        or _named_behind(head, members)
        or any(map(_counts_of_them, members[1:]))
        or _begins_as_the_subject(head, members)
        or _joined_one_by_one(members)
        or any(map(_is_another_than_the_first, members[1:]))
        or _gapped(head, members[-1])
        or any(map(has_its_own_subject, members[1:]))
        or _goes_on_with_its_preposition(head, members)
        or _may_own(members)
        or _may_be_owned_by_another(head, members)
        or _from_elsewhere(head, members)
        or _may_be_done(head, members[-1])
        or _unlike_each_other(members)
        or len({m.ent_type_ in _TIMES for m in members}) + len({m.ent_type_ in _SUMS_OF for m in members}) > _ALIKE
        or _told_of_all(head, members[-1])
        or any(c.dep_ == "neg" or (c.dep_ == "det" and c.lower_ == "no") for m in members[1:] for c in m.children)
        or any(c.dep_ == "neg" for c in head.children)
        or any(interrupted(member) for member in members[1:])
        or _cuts_a_title(members)
        or _says_each_its_own(head, members)
        or _within_a_name(head, members)
        or _kept_so(head, members[-1])
    )


def _cuts_a_title(members: list[Token]) -> bool:
    """Handle "he and Turkish President Ada Holm": the office was read as one member, and the name as another."""
    return any(
        first.pos_ == second.pos_ == "PROPN" and first_of(second) == first.i + 1
        for first, second in pairwise(members)
    )


def _says_each_its_own(head: Token, members: list[Token]) -> bool:
    """Handle "loss of land and collapse of prices", "charges of fraud and one of theft": the second is no member.

    It has a phrase with the preposition of the list, or is a figure that counts the noun before the list.
    """
    others = [c for m in members[1:] for c in m.children if c.dep_ == "prep" and c.lower_ == head.head.lower_]
    others = [p for p in others if not any(c.ent_type_ in _TIMES for c in p.children)]
    before = any(t.i < members[1].i for t in tails_of(head))
    bare = not _determined(head) and not _determined(head.head.head) and head.tag_ == "NN"
    unlike = _form(head) != _form(members[-1])
    others += [t for t in tails_of(head) if (bare or unlike) and t.i > members[-1].i and t.lower_ == "of"]
    inside = head.dep_ == "pobj" and head.head.lower_ == "of" and bool(others) and not before
    # but not "one of the main traders", which is what somebody is
    of_what = [n for m in members[1:] if m.like_num for c in m.children if c.lower_ == "of" for n in c.children]
    figure = any(not _determined(noun) for noun in of_what)
    return inside or (figure and not head.like_num)


def _within_a_name(head: Token, members: list[Token]) -> bool:
    """Handle "the ministry of ports and trade": the trade is the ministry's, and does nothing by itself."""
    named = any(c.dep_ == "prep" and c.lower_ == "of" and head.i < c.i < members[1].i for c in head.children)
    body = head.lower_ in lexicon.ORGANISATIONS | lexicon.INSTITUTIONS
    bare = any(m.tag_ == "NN" and not _determined(m) and m.lower_ not in lexicon.ORGANISATIONS for m in members[1:])
    return named and body and bare


def _kept_so(head: Token, last: Token) -> bool:
    """Handle "keeps him and his family, with the dog, safe": what they are kept was hung on the last noun."""
    verb = head.head
    if head.dep_ != "dobj" or verb.lemma_ not in _KEEPING:
        return False
    end = max(t.i for t in verb.subtree if t.pos_ != "PUNCT")
    return end > last.i and verb.doc[end].pos_ == "ADJ" and verb.doc[end - 1].text == ","


def interrupted(member: Token) -> bool:
    """Whether a comma follows the joint before a member: "nausea and, in rare cases, loss of sight".

    What is between the commas holds for that member, or for all that follows, and is said in its place only; a verb
    may take it along ("sold its boats and, in the end, closed the yard").
    """
    first = member.i
    joints = [t for t in member.doc[max(0, member.head.i) : first] if t.dep_ == "cc" and t.pos_ == "CCONJ"]
    behind = joints[-1].i + 1 if joints else first
    if behind >= first or member.doc[behind].text != "," or member.head.i > behind:
        return False
    own = next((t for t in member.children if t.i > behind and first_of(t) == behind + 1), None)
    return member.pos_ != "VERB" or own is None or own.dep_ not in {"prep", "advmod", "npadvmod"}


def _across_a_phrase(head: Token, members: list[Token]) -> bool:
    """Handle "prices in the north and the east": the second may be joined to the noun behind the preposition.

    Only a member with the form of the first, and not with that of the nearer noun, surely belongs to the first; nor
    may it have the form of a noun before the list.
    """
    for first, member in pairwise(members):
        inner = [
            noun
            for prep in first.children
            if prep.dep_ == "prep" and first.i < prep.i < member.i
            for noun in prep.children
            if noun.dep_ == "pobj" and noun.i < member.i
        ]
        own = any(c.dep_ in {"prep", "relcl", "acl"} and c.i == member.i + 1 for c in member.children)
        if inner and not own and _form(member) != _form(head) and _form(member) == _form(inner[-1]):
            return True
        owned = [any(c.tag_ == "PRP$" for c in noun.children) for noun in (head, *inner[-1:], member)]
        if owned == [False, True, True]:
            return True  # "all the relatives of my crew and our passengers"
    outer = head.doc[head.head.i - 1] if head.dep_ == "pobj" and head.head.i else head
    bare = (
        outer.tag_ == "NN" and len(members) == _ALIKE and not _determined(outer)
    )  # "love for the river and fear of floods"
    bare = bare and _determined(head)
    return bare and any(_form(m) != _form(head) and _form(m) == _form(outer) for m in members[1:])


def _named_behind(head: Token, members: list[Token]) -> bool:
    """Handle "The parties, the Greens and the Centre, agreed": the names say who the plural before them is."""
    names = [m for m in members[1:] if m.pos_ == "PROPN"]
    if head.tag_ != "NNS" or len(members) <= _ALIKE or len(names) < len(members) - 1:
        return False
    after = last_of(members[-1]) + 1
    return after < len(head.doc) and head.doc[after].text == "," and comma_before(members[1])


def _counts_of_them(member: Token) -> bool:
    """Handle "Hundreds of people, many of them women, ...": read as a list, it says who the hundreds are."""
    return any(t.lower_ == "of" and t.doc[t.i + 1].lower_ in _OF_WHOM for t in member.subtree if t.i < member.i)


def _begins_as_the_subject(head: Token, members: list[Token]) -> bool:
    """Handle "half were given the drug and half a dummy": the second half is a subject without its verb.

    So is "one in four" in "A third of firms use the scheme and one in four schools".
    """
    subject = subject_of(head.head) if head.head.pos_ == "VERB" else None
    shares = [m.doc[first_of(m) : first_of(m) + 3] for m in members[1:]]
    if subject is not None and any(len(s) > 2 and s[0].like_num and s[1].lower_ in {"in", "of"} for s in shares):
        return subject.ent_type_ in _NUMBERS or any(t.ent_type_ in _NUMBERS for t in subject.subtree)
    if subject is None or subject.lower_ not in lexicon.QUANTIFIERS | {"half"} or head.i < subject.i:
        return False
    return any(m.doc[first_of(m)].lower_ == subject.lower_ for m in members[1:])


def _joined_one_by_one(members: list[Token]) -> bool:
    """Handle "bring down trees and power lines and flood roads": the last "and" may join a verb."""
    joints = [c for m in members for c in m.children if c.dep_ == "cc" and c.lower_ == "and"]
    return len(joints) > 1 and not any(comma_before(m) for m in members[1:])


def _is_another_than_the_first(member: Token) -> bool:
    """Handle "seeds and other goods": alone, "other goods" leaves open what they are other than."""
    other = any(c.lower_ == "other" and c.dep_ == "amod" for c in member.children)
    return other and not any(c.dep_ in {"det", "poss"} for c in member.children) and not tails_of(member)


def _gapped(head: Token, last: Token) -> bool:
    """Handle "the north got much rain and the south too little": the second noun is a subject without its verb."""
    verb, after = head.head, last_of(last) + 1
    if head.dep_ in {"attr", "dobj"} and any(_has_no_mark_before(c) for c in last.children):
        return True  # "The roof is plastic and the desks just a jumble"
    rest = (c for c in verb.children if c.i > last.i and c.tag_ in {"JJ", "JJR", "CD"})
    return any(first_of(c) == after for c in rest)


def _has_no_mark_before(noun: Token) -> bool:
    """Whether a noun with its article stands right behind another noun, as if it described that one."""
    article = any(c.dep_ == "det" for c in noun.children)
    return noun.dep_ == "appos" and noun.pos_ == "NOUN" and article and noun.doc[first_of(noun) - 1].pos_ != "PUNCT"


def has_its_own_subject(member: Token) -> bool:
    """Handle "Talk was easy and laughter regular": an adjective with a subject, whose verb is left out."""
    subjects = [c for c in member.children if c.dep_ in {"nsubj", "npadvmod"} and c.pos_ in NAMING and c.i < member.i]
    measures = any(c.like_num or c.dep_ in {"nummod", "quantmod"} for noun in subjects for c in noun.children)
    return member.pos_ == "ADJ" and bool(subjects) and not measures and subjects[0].i == first_of(member)


def _goes_on_with_its_preposition(head: Token, members: list[Token]) -> bool:
    """Handle "no fault with the crew but several with the firm": the second is no member of the phrase."""
    prep = head.head
    return (
        head.dep_ == "pobj"
        and any(c.lower_ == "but" for m in members for c in m.children if c.dep_ == "cc")
        and any(c.dep_ == "prep" and c.lower_ == prep.lower_ for m in members[1:] for c in m.children)
    )


def _may_own(members: list[Token]) -> bool:
    """Handle "the U.S. and Russia's arms": the arms may be of both."""
    owners = [c for c in members[-1].children if c.dep_ == "poss" and c.pos_ == "PROPN"]
    return bool(owners) and any(m.pos_ == "PROPN" and m.ent_type_ == owners[0].ent_type_ for m in members[:-1])


def _may_be_done(head: Token, last: Token) -> bool:
    """Handle "to review the rules and report by June": a bare noun behind "and" may be one more thing to do."""
    bare = last.tag_ == "NN" and not any(c.dep_ not in {"prep", "cc", "punct", "advmod"} for c in last.children)
    determined = any(c.dep_ in {"det", "poss"} for c in head.children)
    return bare and determined and head.tag_ == "NNS" and head.head.tag_ == "VB" and head.dep_ == "dobj"


def _from_elsewhere(head: Token, members: list[Token]) -> bool:
    """Handle "our research and letters from other bodies": the research is ours, and not from them."""
    owned = [any(c.tag_ == "PRP$" for c in member.children) for member in members]
    last = members[-1]
    tails = [*tails_of(last), *[tail for tail in tails_of(head) if tail.i > last.i]]
    return owned[0] and not any(owned[1:]) and any(tail.lower_ in {"from", "by"} for tail in tails)


def _may_be_owned_by_another(head: Token, members: list[Token]) -> bool:
    """Handle "sold the yard and its crane": alone, "sold its crane" would say whose the crane is."""
    within = head.dep_ == "pobj" and head.head.head.pos_ in NAMING  # "their hope for peace and our aid to them"
    owned = [any(c.tag_ == "PRP$" and (within or c.lower_ in _ITS) for c in m.children) for m in members]
    return head.dep_ not in NOUN_SUBJECTS and not owned[0] and any(owned)


def _form(noun: Token) -> tuple[str, bool, str]:
    """Return how a noun looks: its article or owner, whether it is one or several, and what kind of name it is."""
    article = next((c.lower_ if c.dep_ == "det" else c.dep_ for c in noun.children if c.dep_ in _ARTICLES), "")
    kind = noun.ent_type_ if noun.pos_ == "PROPN" else ""
    return article.replace("an", "a"), noun.tag_ in {"NNS", "NNPS"}, kind


def _unlike_each_other(members: list[Token]) -> bool:
    """Handle "makes tanks and a bank that pays": a bare plural, and one with an article and a clause of its own.

    In "Labour MP and former miner Tom Roe backed it" both offices are those of the one who is named last.
    """
    first, last = members[0], members[-1]
    office = first.lower_ in lexicon.ROLES and not _determined(first)
    if office and last.ent_type_ == "PERSON":
        return True
    bare = first.tag_ == "NNS" and not _described(first)
    one = any(c.dep_ == "det" and c.lower_ in {"a", "an"} for c in last.children)
    return bare and one and any(c.dep_ == "relcl" for c in last.children)


def _told_of_all(head: Token, last: Token) -> bool:
    """Handle "Teachers and nurses with ten years of service get more": whom it is about may be limited by the end."""
    about = head.tag_ == "NNS" and last.tag_ == "NNS"
    limiting = {"prep", "acl", "amod", "relcl"} if head.dep_ in NOUN_SUBJECTS else {"relcl"}
    behind = tails_of(last) + [t for t in tails_of(head) if t.i > last.i and t.dep_ == "relcl"]
    tail = any(t.dep_ in limiting and (t.dep_ != "relcl" or is_clause(t)) for t in behind) and all(
        t in behind for t in tails_of(head)
    )
    return about and tail and not _determined(last) and not _determined(head)


def _may_share_a_noun(members: list[Token]) -> bool:
    """Handle "radio and online advertising", "kidney and nerve damage": what the first words are is open."""
    *others, last = members
    if _of_several_names(others, last):
        return True
    if not any(c.dep_ in {"amod", "compound", "nmod"} and c.i < last.i for c in last.children) or _determined(last):
        return False
    singular = [m for m in others if m.tag_ in {"NN", "JJ"} and not m.lower_.endswith("s")]
    one = others[0].dep_ == "attr" and any(c.dep_ == "det" for c in others[0].children)
    if one and last.tag_ == "NN" and singular and not {others[0].lower_, last.lower_} & lexicon.ROLES:
        return True  # "is the patient information and advice service": it is one
    return any(not _described(m) or _wants_a_plural(m) for m in singular)


def _wants_a_plural(noun: Token) -> bool:
    """Handle "certain patent and road disputes": "certain" has its plural behind the last member."""
    return any(c.dep_ == "amod" and c.lower_ in _OF_SEVERAL for c in noun.children)


def _of_several_names(others: list[Token], last: Token) -> bool:
    """Whether a plural behind names may be of all: "Holm and Port Brenn stations", "Holm and Brenn Counties"."""
    several = last.tag_ == "NNS" or (last.tag_ == "NNPS" and _is_kind(last))
    if not several or _determined(last) or not any(c.dep_ == "compound" and c.pos_ == "PROPN" for c in last.children):
        return False
    return any(m.tag_ == "NNP" and not _is_kind(m) for m in others)


def _titled_together(head: Token, members: list[Token]) -> bool:
    """Handle "Senators Ana Ruiz and Tom Roe": the plural before the first name belongs to all names."""
    if head.pos_ != "PROPN" or members[-1].pos_ != "PROPN":
        return False
    titles = [c for c in head.children if c.i < head.i and c.dep_ in {"compound", "nmod", "amod"}]
    first = min(titles, key=lambda token: token.i, default=None)
    if first is None or not first.lower_.endswith("s"):
        return False  # "Senator Ana Ruiz and Tom Roe"
    return first.tag_ == "NNS" or (_is_kind(first) and first.lower_ not in _KINDS_OF_NAMES)


def _is_kind(noun: Token) -> bool:
    """Whether a noun says of what kind a name is, in the singular or in the plural: "Senators", "Counties"."""
    return bool({noun.lower_, noun.lower_.removesuffix("s"), noun.lower_.removesuffix("ies") + "y"} & _KINDS_OF_NAMES)


def _may_share_a_tail(head: Token, last: Token) -> bool:
    """Handle "noise and loss of sleep", "fraud and conspiracy to steal": whether the end holds for both is open."""
    tails = [*tails_of(last), *[t for m in {last.head, head} for t in tails_of(m) if t.i > last.i]]
    open_end = any(t.lower_ == "of" or any(c.tag_ == "TO" for c in t.children) for t in tails if t.dep_ != "amod")
    open_start = not any(t.i < last.i for t in tails_of(head)) and not _determined(head)
    of_the_last = (
        any(t.lower_ == "of" for t in tails) and len(members_of(head)) > _ALIKE and not _determined(last)
    )  # "theft and possession of a gun"
    planned = last.lower_ in _PLANS and last.i + 1 < len(last.doc) and last.doc[last.i + 1].tag_ == "TO"
    if open_start and planned and not _described(last):
        return True  # "fraud and conspiracy to steal", the end hung on the fraud
    if _shares_an_article(head, last) and any(t.lower_ == "of" for t in tails_of(last)) and not tails_of(head):
        return head.tag_ != last.tag_  # "the cultural memory and hopes of nations": with one number they share it
    return open_start and (of_the_last or (open_end and not _described(last) and not tails_of(head)))


def _shares_an_article(head: Token, last: Token) -> bool:
    """Whether "the" before the first of two is the only article: "the memory and hopes"."""
    articles = [c for c in head.children if c.i < head.i and (c.dep_ == "det" or c.tag_ == "PRP$")]
    own = any(c.dep_ in {"det", "poss", "nummod"} for c in last.children)
    return bool(articles) and last.tag_ in {"NN", "NNS"} and not own


def _joined_by_commas_only(members: list[Token]) -> bool:
    """Handle "Velta, the regulator, closed": two without "and" may be one and the same."""
    last = members[-1].i
    return len(members) > 1 and not any(c.dep_ == "cc" and c.i < last for m in members for c in m.children)


def _hides_a_member(member: Token) -> bool:
    """Handle "his painting, sculpture and drawings": a noun and a comma before a member are one more member."""
    return any(
        c.pos_ in NAMING and c.i < member.i and member.doc[last_of(c) + 1].text == ","
        for c in member.children
        if c.dep_ in {"nmod", "compound"}
    )


def _told_late(head: Token, members: list[Token]) -> bool:
    """Handle "Webb and the member Luis Roe", "Ruiz and Roe, who led it": the end was hung on the first member."""
    named = head.pos_ == "PROPN"  # "Ostrow, Quellby and Tarvel", Quellby read as an apposition
    names = any(
        c.dep_ == "appos" and not c.like_num and (c.i > members[1].i or (named and _bare_name(c)))
        for c in head.children
    )
    clauses = [c for c in head.children if c.dep_ == "relcl" and c.i > members[-1].i and comma_before(c)]
    several = any(m.tag_ in {"NNS", "NNPS"} for m in members)  # "oaks and elms, which need water": all, or the last
    return names or not all(of_several(c) and not several for c in clauses)


def _bare_name(noun: Token) -> bool:
    return noun.pos_ == "PROPN" and not _determined(noun) and noun.lower_ not in lexicon.ROLES and not noun.like_num


def _needs_an_article(head: Token, members: list[Token]) -> bool:
    """Handle "a lawyer and writer", where "a" holds for both, and "a strike and violence", where it does not."""
    article = next((c.lower_ for c in head.children if c.dep_ == "det" and c.lower_ in _ARTICLES_OF_ONE), "")
    bare = [m for m in members[1:] if m.tag_ == "NN" and not _determined(m)]
    if not article or not bare:
        return False
    if article in {"this", "that"}:
        return True  # "come to this site and curse"
    firsts = [m.doc[min(t.i for t in m.subtree if t.i >= head.i)] for m in bare]
    fits = all(inflection.indefinite_article(f.text) == article for f in firsts)
    return not fits or not all(m.lower_ in lexicon.ROLES for m in bare)


def _reached_by_an_adjective(head: Token, members: list[Token]) -> bool:
    """Handle "former ministers and mayors", "alleged theft and fraud": the adjective may hold for all."""
    reaching = any(c.dep_ == "amod" and c.lower_ in _REACHING for c in head.children)
    return reaching and any(not _determined(m) for m in members[1:])


def _narrowed_where_denied(head: Token, members: list[Token]) -> bool:
    """Handle "bans old cars and vans": if "old" holds for both, vans as such are not banned."""
    narrowed = any(c.dep_ in {"amod", "compound"} and c.i < head.i for c in head.children)
    if not narrowed or all(map(_described, members[1:])):
        return False
    above = next((t for t in head.ancestors if t.pos_ == "VERB"), None)
    return above is not None and above.lemma_ in _TURNING_DOWN


def _is_a_sum(head: Token) -> bool:
    """Handle "thousands of men and women", "a mix of rain and snow", "the ratio of": said of all members together."""
    holder = head.head
    if head.dep_ != "pobj" or holder.lower_ != "of":
        return False
    noun = holder.head
    measured = noun.lower_ in _MEASURED_OF_ALL and any(c.lower_ == "the" for c in noun.children)
    return measured or noun.lower_ in _SUMS or noun.lower_ in lexicon.QUANTIFIERS


def _named_by_number(head: Token) -> bool:
    """Handle "the two moons of Mars, Phobos and Deimos": the later names say which two they are."""
    outer = head.head.head if head.dep_ == "pobj" and head.head.lower_ == "of" else None
    counted = outer is not None and any(c.dep_ == "nummod" for c in outer.children)
    return counted and head.pos_ == "PROPN"


def _of_two_levels(head: Token, members: list[Token]) -> bool:
    """Handle "teams from Peru, Chile and Japan" read as teams and Japan: the later names belong to the first one."""
    inner = {c.ent_type_ for p in head.children if p.dep_ == "prep" for c in p.children if c.dep_ == "pobj"} - {""}
    return head.pos_ == "NOUN" and any(m.pos_ == "PROPN" and m.ent_type_ in inner for m in members[1:])


def _limited(head: Token) -> bool:
    """Handle "The only danger is fire and theft", "open only to pupils and staff": "only" holds for all together."""
    above: Token = head
    while True:
        if any(c.lower_ in _LIMITING and c.i < head.i for c in above.children):
            return True
        if above.pos_ in {"VERB", "AUX"} or above.head is above:
            break
        above = above.head
    subject = subject_of(above) if head.head is above and head.dep_ in {"attr", "dobj", "acomp", "oprd"} else None
    told_of = subject is not None and above.lemma_ in {"be", "remain", "become"}
    return told_of and subject is not None and any(c.lower_ in _LIMITING for c in subject.children)


def mainly(head: Token) -> bool:
    """Handle "mainly sells boats and engines": it holds for all together, and need not for engines alone."""
    for above in (head, *head.ancestors):
        if any(c.lower_ in _MAINLY and c.i < head.i for c in above.children):
            return True
        if finite_token(above) is not None:
            return False
    return False


def _examples_behind_another(members: list[Token]) -> bool:
    """Handle "farms and mills, including windmills", hung on the farms: of which the examples are is open."""
    last = max(m.i for m in members)
    return any(
        c.lower_ in _EXAMPLES and any(m.i < o.i < c.i for o in members)
        for m in members
        if m.i != last
        for c in m.children
        if c.dep_ == "prep"
    )


def _at_a_rate(last: Token) -> bool:
    """Handle "full employment and growth at a rate of 3 percent": the rate may be that of the last member alone."""
    end = max(t.i for t in last.subtree if t.i == last.i or t.dep_ in {"compound", "amod", "det", "nummod"})
    following = last.doc[end + 1] if end + 1 < len(last.doc) else None
    if following is None or following.lower_ != "at":
        return False
    return any(t.lower_ in _SHARES for t in following.subtree)


def _determined(noun: Token) -> bool:
    return any(c.dep_ in {"det", "poss", "nummod"} for c in noun.children)


def _described(noun: Token) -> bool:
    return any(c.dep_ in {"det", "poss", "nummod", "amod", "compound", "nmod", "prep"} for c in noun.children)


def list_read_as_adverbial(head: Token, child: Token) -> bool:
    """Handle "accused of hiding it, moving it and selling it": the second member was read as an adverbial."""
    same = child.dep_ == "advcl" and child.tag_ == head.tag_ == "VBG" and child.i > head.i
    return same and comma_before(child) and any(c.dep_ == "conj" for c in child.children)


def limited(slots: list[list[Ids]]) -> Iterable[tuple[Ids, ...]]:
    """Return every combination of the slots; where there are too many, the last lists stay whole, or all."""
    slots = [slot for slot in slots if slot] or [[NONE]]
    if multiply([len(slot) for slot in slots]):
        slots = [[NONE.union(*slot)] for slot in slots]
    total = 1
    for k, slot in enumerate(slots):
        total *= len(slot)
        if total > MOST_ALTERNATIVES:
            slots = [*slots[:k], *[[NONE.union(*rest)] for rest in slots[k:]]]
            break
    return product(*slots)


def multiply(counts: list[int]) -> bool:
    """Whether several lists of these lengths would make too many claims together."""
    listed = [count for count in counts if count > 1]
    return len(listed) > 1 and prod(listed) > MOST_COMBINATIONS


def follows_from(verb: Token, child: Token) -> bool:
    """Whether a participle set off behind a clause tells what it leads to: ", putting the town at risk"."""
    participle = child.dep_ == "advcl" and child.tag_ == "VBG" and child.lemma_ in lexicon.RESULT
    own = any(c.dep_ in {"mark", "nsubj"} for c in child.children) or any(c.dep_ == "neg" for c in verb.children)
    return participle and child.i > verb.i and comma_before(child) and subject_of(verb) is not None and not own
