"""How far a denial, a modal verb or a condition reaches: what may govern two verbs is not divided between them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from claims.splitting.clauses.nouns import is_person
from sources.language import inflection
from sources.language.lexicon import words
from sources.language.parsing.relations import SUBJECTS, finite_token, first_of, is_clause, last_of, subject_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sources.language.parsing.tree import Token

_DENYING_ADVERBS = words("denying_adverbs")
_DENYING_SUBJECTS = words("denying_subjects")
_LACKING = words("verbs_of_lacking")
_MEANS = words("nouns_of_means")
_OPPOSING = frozenset(["but", "yet", "then"])
_CONDITIONS = frozenset(["if", "unless"])
_INVERTED = frozenset(["had", "were", "should"])
_MEASURES = frozenset(["MONEY", "PERCENT", "DATE", "TIME", "QUANTITY"])
_HELPERS = frozenset(["aux", "auxpass"])
_AMOUNTS = frozenset(["attr", "dobj", "npadvmod"])
_SHARES = frozenset(["percent", "cent", "%"])
_FREQUENCY = words("adverbs_of_frequency")
_KNOWING = words("words_of_knowing")
_GIVEN = frozenset(["given", "considering"])
_MEASURED = frozenset(["record", "post", "reach", "register", "see"])
_REASONS = _GIVEN | {"as", "because", "since"}
_WHAT_IS_KNOWN = frozenset(["dobj", "ccomp", "xcomp", "prep", "advcl", "pcomp", "prt", "dative", "relcl", "acl"])
_ENDING_PARTICLES = frozenset(["not", "n't", "so", "too"])


def is_denied(verb: Token) -> bool:
    """Whether a verb is negated, by a word beside it or by its subject ("no pump was tested")."""
    if any(c.dep_ == "neg" or (c.dep_ == "advmod" and c.lower_ in _DENYING_ADVERBS) for c in verb.children):
        return True
    return denies(subject_of(verb))


def denies(subject: Token | None) -> bool:
    """Whether a subject negates its verb: "nobody", "no pump"."""
    if subject is None:
        return False
    return subject.lower_ in _DENYING_SUBJECTS or any(
        c.lower_ in _DENYING_SUBJECTS and c.dep_ in {"det", "neg", "preconj", "cc"} for c in subject.children
    )


def reaches_past(verb: Token, joined: Token, joints: Sequence[Token]) -> bool:
    """Whether what denies ``verb``, or makes it unreal, may hold for the verb joined to it too.

    "The permit was not renewed and extended" does not say that it was extended, and "He could have stopped the train
    and saved them" does not say that he saved them.
    """
    if _opens_not_only(verb, joined, joints):
        return True
    if subject_of(joined) is not None or any(c.dep_ == "expl" for c in joined.children):
        return False
    if any(j.lower_ in _OPPOSING for j in joints) or any(c.lower_ == "then" for c in joined.children):
        return False
    if denies(subject_of(verb)):
        return True
    if any(c.dep_ in _HELPERS or c.dep_ == "neg" for c in joined.children):
        return False
    helpers = [c for c in verb.children if c.dep_ in _HELPERS and c.i < verb.i]
    unreal = any(c.tag_ == "MD" for c in helpers) and any(c.lemma_ == "have" for c in helpers)
    if not unreal and not is_denied(verb):
        return False
    return _takes_the_helpers(helpers, verb, joined)


def _opens_not_only(verb: Token, joined: Token, joints: Sequence[Token]) -> bool:
    """Whether "not only" before ``joined`` is answered by its "but": neither half is the whole."""
    doc = verb.doc
    words = [doc[i].lower_ for i in range(doc[verb.left_edge].i, joined.i)]
    return ("not", "only") in pairwise(words) and any(j.lower_ == "but" for j in joints)


def may_go_on_the_infinitive(verb: Token, joined: Token) -> bool:
    """Whether a verb joined to a told one may go on an infinitive between them instead, by its form.

    "The council passed a law to raise the tax and cut the wages" does not say that the council cut them, and in "It
    takes courage to leave a party and found another" it is nobody in sight who founds. "We will use aid to end
    hunger, empower women" says what the aid is for.
    """
    if subject_of(joined) is not None:
        return False
    if _marked(joined) and not _marked(verb):
        return True  # "will work together, and with our partners, to support reforms"
    if any(c.dep_ in _HELPERS for c in joined.children):
        return False
    if verb.tag_ == joined.tag_ == "VB":
        between = [t for t in verb.doc[verb.i + 1 : joined.i] if t.tag_ == "VB" and _marked(t)]
        return not any(c.lower_ == "then" for c in joined.children) and any(verb in t.ancestors for t in between)
    empty = subject_of(verb)
    if joined.tag_ == "VBD" and any(t.tag_ == "VBN" and _marked(t) for t in verb.doc[verb.i + 1 : joined.i]):
        return joined.lower_ == inflection.participle(joined.lemma_)  # "appears to have sold it and closed the mill"
    same = joined.tag_ in {"VBD", "VBP"} and joined.lower_ == joined.lemma_
    if not same and not (empty is not None and empty.lower_ == "it" and joined.tag_ == "VBD"):
        return False
    return any(t.tag_ == "VB" and _marked(t) for t in verb.doc[verb.i + 1 : joined.i])


def may_take_the_modal(verb: Token, joined: Token) -> bool:
    """Whether a verb read as told may stand behind the modal verb of another: "would raise taxes, and cut them"."""
    same = joined.tag_ in {"VBD", "VBP"} and joined.lower_ == joined.lemma_ and not _helped(joined)
    return same and _modal(verb) is not None


def _helped(verb: Token) -> bool:
    return any(c.dep_ in _HELPERS for c in verb.children)


def _marked(infinitive: Token) -> bool:
    return any(c.tag_ == "TO" for c in infinitive.children)


def may_follow_the_report(verb: Token, joined: Token) -> bool:
    """Whether a verb joined to a reported one may belong to the one that reports, or the reverse.

    "He said the truth could not come out, but had helped the clerk" does not say that the truth helped him.
    """
    if subject_of(joined) is not None:
        return False
    if is_measured_of_what_is_reported(verb, joined):
        return True
    own = finite_token(joined)
    below = next((finite_token(c) for c in verb.children if c.dep_ == "ccomp" and c.i < joined.i), None)
    if below is not None and own is not None:
        # "He said paper is bulky and leaves gaps": the paper leaves them
        finite = finite_token(verb)
        return finite is not None and finite.tag_ == "VBD" and own.tag_ == below.tag_ == "VBZ"
    if verb.dep_ != "ccomp":
        return False
    inner, outer = finite_token(verb), finite_token(verb.head)
    if inner is None or outer is None or own is None:
        return False
    if _is_what_we_say(verb, inner, own):
        return True
    told = own is joined or (own.lemma_ == "do" and own.tag_ == "VBD")
    alone = told and inner.tag_ in {"VBZ", "VBP"} and own.tag_ == "VBD"  # "said it is new and gave no day"
    return own.tag_ == outer.tag_ != inner.tag_ and (inner.tag_ == "MD" or alone)


def is_measured_of_what_is_reported(verb: Token, joined: Token) -> bool:
    """Whether no person does what is joined to a report: "Lee said the farms did well and posted a profit of 3"."""
    speaker = subject_of(verb)
    content = next((c for c in verb.children if c.dep_ == "ccomp" and c.i < joined.i), None)
    about = subject_of(content) if content is not None else None
    person = speaker is not None and is_person(speaker) and subject_of(joined) is None
    thing = about is not None and about.pos_ == "NOUN"
    return person and thing and joined.lemma_ in _MEASURED and any(t.tag_ == "CD" for t in joined.subtree)


def _is_what_we_say(verb: Token, inner: Token, own: Token) -> bool:
    """Handle "We believe the bridge needs repair and will say so again": who speaks of themselves may go on."""
    speaker = subject_of(verb.head)
    named = any(c.dep_ == "mark" for c in verb.children)
    ours = speaker is not None and speaker.lower_ in {"i", "we"} and not named
    return ours and own.tag_ == "MD" != inner.tag_


def _takes_the_helpers(helpers: Sequence[Token], verb: Token, joined: Token) -> bool:
    """Whether ``joined`` has a form that may stand behind the auxiliaries of ``verb``."""
    if not helpers:
        return joined.tag_ == verb.tag_
    last = helpers[-1]
    if last.lemma_ not in {"be", "have"} and last.dep_ != "auxpass":
        return joined.tag_ == "VB" or joined.lower_ == joined.lemma_
    if last.dep_ == "auxpass" and any(c.dep_ == "dobj" for c in joined.children):
        return False  # "was not hurt and left the hospital": he left
    # The lemma of "fined" may be "fin".
    forms = joined.lower_.endswith("ed") or joined.lower_ == inflection.participle(joined.lemma_)
    participle = joined.tag_ == "VBD" and forms
    return joined.tag_ in {"VBN", "VBG"} or participle


def shares_condition(verb: Token, joined: Token) -> bool:
    """Whether a condition behind the second of two verbs may hold for both: "X will close and Y will go if ..."."""
    last = [c for c in joined.children if c.dep_ == "advcl" and c.i > joined.i]
    conditional = any(c.dep_ == "mark" and c.lower_ in _CONDITIONS for clause in last for c in clause.children)
    if any(c.dep_ == "advcl" and c.i > joined.i and is_bare_condition(c) for c in verb.children):
        return True  # "were struck and beaten if they tried to leave", the condition hung on the first
    return conditional and _modal(verb) is not None and _modal(joined) in {None, _modal(verb)}


def shares_means(noun: Token) -> bool:
    """Whether several purposes may share a noun: "has the money to build a school and repair the bridge"."""
    above = next((t for t in noun.ancestors if t.pos_ in {"VERB", "AUX"}), None)
    if above is not None and above.lemma_ in _LACKING:
        return True
    counted = any(c.dep_ == "nummod" for c in noun.children)
    return counted or noun.ent_type_ == "MONEY" or noun.lemma_ in _MEANS


def counts_what_is_named_before(verb: Token, clause: Token) -> bool:
    """Whether a bare figure counts what only the clause before names: "40 schools, while in Brenn there are 30"."""
    if _is_share_named_before(verb, clause):
        return True
    figure = next((c for c in clause.children if c.dep_ in {"attr", "dobj"} and c.tag_ == "CD"), None)
    if (
        figure is None
        or clause.i < verb.i
        or figure.ent_type_ in _MEASURES
        or any(_describes(c) for c in figure.children)
    ):
        return False
    if figure.dep_ == "attr":
        return any(c.dep_ == "expl" for c in clause.children)
    named = [c for c in verb.children if c.dep_ in {"dobj", "attr"}]
    return any(c.dep_ == "nummod" for noun in named for c in noun.children)


def _is_share_named_before(verb: Token, clause: Token) -> bool:
    """Whether a bare share is of what only the clause before names: "20 per cent of votes, Holm won 60"."""
    share = next((c for c in clause.children if c.dep_ in _AMOUNTS and c.lower_ in _SHARES), None)
    if share is None or clause.i < verb.i or any(c.dep_ == "prep" for c in share.children):
        return False
    named = [c for c in verb.children if c.dep_ in {"dobj", "attr"} and c.lower_ in _SHARES]
    return any(c.dep_ == "prep" and c.lower_ == "of" for share in named for c in share.children)


def leaves_out_its_end(clause: Token) -> bool:
    """Whether a clause ends in an auxiliary whose verb the one before has: "and the law ensures it will not be"."""
    inside = [t for t in clause.subtree if t.pos_ != "PUNCT"]
    last = inside[-1]
    if last.lower_ in _ENDING_PARTICLES and len(inside) > 1:
        last = inside[-2]
    helps = last.tag_ == "MD" or (last.lemma_ in {"be", "do", "have"} and last.pos_ in {"AUX", "VERB"})
    return helps and not any(c.i > last.i for c in last.children) and last.tag_ not in {"VBG", "VBN"}


def leaves_open_what_is_known(verb: Token, joined: Token) -> bool:
    """Whether a clause is only about knowing, and what is known in the other: "asked why it fell, but I'm unsure".

    By itself "At the moment we don't know yet" tells nothing that anybody can check.
    """
    inside = {t.i for t in joined.subtree}
    before = [t for t in verb.subtree if t.i not in inside]
    return (_knows_something_else(verb) and any(_tells_what(t) for t in joined.subtree if t is not joined)) or (
        _knows_something_else(joined) and any(_tells_what(t) for t in before if t is not verb)
    )


def _knows_something_else(verb: Token) -> bool:
    """Whether "know", "sure" and the like stand without what is known: "and Holm agrees", "we are quite sure"."""
    known = verb if verb.lemma_ in _KNOWING else next((c for c in verb.children if c.dep_ == "acomp"), verb)
    if known.lemma_ not in _KNOWING:
        return False
    beside = [*verb.children, *known.children]
    return not any(c.dep_ in _WHAT_IS_KNOWN and (c.i > known.i or c.dep_ in {"dobj", "ccomp"}) for c in beside)


def _tells_what(word: Token) -> bool:
    """Whether a word opens or heads a clause within a clause: "where it went", "that no shells were taken"."""
    return word.tag_ in {"WRB", "WP"} or (word.dep_ in {"ccomp", "csubj"} and is_clause(word))


def may_happen_as_often(verb: Token, joined: Token, joints: Sequence[Token]) -> bool:
    """Whether "sometimes" in front may hold for both: "Sometimes there is a fee and next time there is none"."""
    opening = next(iter(verb.subtree))
    often = opening.head is verb and opening.dep_ == "advmod" and opening.lower_ in _FREQUENCY
    return often and subject_of(joined) is not None and any(j.lower_ == "and" for j in joints)


def may_go_on_the_reason(joined: Token) -> bool:
    """Whether a verb may go on the reason right before it: "is vital, given that Lorn is small, but is growing"."""
    doc, joint, finite = joined.doc, first_of(joined) - 1, finite_token(joined)
    if joint < 1 or finite is None or subject_of(joined) is not None or doc[joint].dep_ != "cc":
        return False
    last = doc[joint - 2 if doc[joint - 1].text == "," else joint - 1]
    for clause in (last, *last.ancestors):
        own = finite_token(clause) if clause.dep_ in {"advcl", "pcomp"} else None
        if (
            own is not None
            and last_of(clause) <= joint
            and subject_of(clause) is not None
            and clause is not joined.head
        ):
            opening = {c.lower_ for c in (clause.head, *clause.children) if c.dep_ in {"mark", "prep"}}
            deed = any(c.dep_ == "csubj" for c in joined.head.children)  # "Raising it is ...": it carries nothing
            return own.tag_ == finite.tag_ and bool(opening & (_REASONS if deed else _GIVEN))
    return False


def _describes(word: Token) -> bool:
    return word.dep_ in {"prep", "compound", "amod", "acl", "relcl"}


def _modal(verb: Token) -> str | None:
    return next((c.lower_ for c in verb.children if c.tag_ == "MD" and c.dep_ == "aux"), None)


def is_bare_condition(clause: Token) -> bool:
    """Whether a clause joined by "but" is only a condition: ", but only if wages grow"."""
    return any(c.dep_ == "mark" and c.lower_ in _CONDITIONS for c in clause.children)


def is_inverted_condition(clause: Token) -> bool:
    """Whether a clause is a condition by its order alone: "Had the pumps been tested, ..."."""
    subject = next((c for c in clause.children if c.dep_ in SUBJECTS), None)
    verb = finite_token(clause)
    return subject is not None and verb is not None and verb.lower_ in _INVERTED and verb.i < subject.i
