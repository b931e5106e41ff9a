"""Signs in a parse that the parser misread the sentence, so that the rest of the parse cannot be trusted either.

A sentence with such a sign is kept whole: a larger claim, but nothing broken. A sign asks one token and its children.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from claims.splitting.clauses.lists import joined_by, members_of
from sources.language.inflection import participle
from sources.language.lexicon import CONNECTIVES, HOLD, SAY, words
from sources.language.parsing.relations import (
    NAMING,
    NOUN_SUBJECTS,
    finite_token,
    first_of,
    is_clause,
    last_of,
    may_be_person,
    subject_of,
)

if TYPE_CHECKING:
    from sources.language.parsing.tree import Token, Tree

_VERBAL = frozenset(["VERB", "AUX"])
_NAMING_VERBS = words("naming_verbs")
_THEIRS = frozenset(["his", "her", "their", "its"])
_PRESENT = frozenset(["VBZ", "VBP"])
_LINKS = frozenset(["prep", "mark", "aux", "auxpass"])
_NEXT_TO = 2  # tokens from a verb to its subject: the comma between them
_ENDS = frozenset([".", "!", "?", "…", "...", "]"])
_DOTS = frozenset(["...", "…"])
_DASHES = frozenset(["—", "--", "–"])
_NOMINATIVE = frozenset(["i", "we", "he", "she", "they"])
_ANNOUNCING = words("nouns_of_announcing")
_ANNOUNCED = words("words_of_announcing")
_PLAIN_PARTS = frozenset(["det", "amod", "nummod", "advmod"])
_SHORTEST = 3  # words that can announce: "It is clear"
_HAPPENING = words("verbs_of_happening")
_FINDING_SO = frozenset(["find", "leave", "see", "watch", "keep"])
_HAVING = frozenset(["have", "get", "see"])
_FIRST_ONES = frozenset(["first", "one"])
_NEXT_ONES = frozenset(["second", "third", "other", "another", "last"])
_BEFORE_CLAUSES = frozenset(["as", "after", "before", "since", "until", "because"])
_JOINTS = frozenset(["and", "but", "or"])
_OPENINGS = frozenset(["that", "after", "before", "because", "if", "although", "while", "unless"])
_SAYABLE = frozenset(["word", "words", "thing", "things", "prayer", "prayers", "mass", "grace", "goodbye", "lines"])
_NEVER_SUBJECTS = frozenset(["me", "him", "them", "us"])
_POSSIBLE = frozenset(["may", "might", "could"])
_COUNTS = frozenset(["DATE", "MONEY", "PERCENT", "TIME"])


def misread(doc: Tree) -> Token | None:
    """Return a word that the parser surely misread; None where there is no such sign."""
    for sentence, following in pairwise(doc.sents):
        scrap = not any(t.pos_ in _VERBAL and finite_token(t) is not None for t in following)
        if scrap and is_clause(sentence.root) and sentence.tokens[-1].text not in _ENDS:
            return following.root  # the end of the sentence was taken for one of its own
    return next((token for token in doc if _is_misread(token)), None) or _of_the_whole(doc)


def _of_the_whole(doc: Tree) -> Token | None:
    """Return a word that shows only with those around it that the sentence is one: what broke off, what announces."""
    return _without_its_verb(doc) or _broken_off(doc) or _announced(doc)


def _without_its_verb(doc: Tree) -> Token | None:
    """Return the semicolon before "; her son, a plumber": what is told there has its verb in the part before."""
    marks = [t for t in doc if t.text == ";"]
    if len(marks) != 1:
        return None  # "Ana Ruiz, a nurse; Tom Lee, a baker; and Ida Holm": a list
    part = doc[marks[0].i + 1 :]
    gap = any(t.text == "," for t in part) and not any(t.pos_ in _VERBAL for t in part)
    return marks[0] if gap else None


def _broken_off(doc: Tree) -> Token | None:
    """Return the dash of "there are — have ties": the speaker begins the verb anew."""
    for dash in doc[1:-1]:
        before, behind = doc[dash.i - 1], doc[dash.i + 1]
        begun = before.lemma_ in {"be", "have", "do"} and before.pos_ in _VERBAL
        stops = dash.text in _DOTS and behind.tag_ == "PRP" and behind.i + 1 < len(doc)
        if stops and before.lemma_ == "be" and before.pos_ in _VERBAL:
            return dash  # "So the match is ... it is good to play": what it is was never said
        if breaks_off(before) and before.i:
            return dash  # where nothing but "We —" was begun, the rest is read as if by itself
        if dash.text == "—" and begun and behind.tag_ in {"VB", "VBD", "VBP", "VBZ", "MD"}:
            return dash
    return None


def breaks_off(pronoun: Token) -> bool:
    """Whether a dash right behind a subject ends what was begun: "We agree we — we'll keep it", "I — one of them is".

    Two dashes are an aside: "I — like many — left".
    """
    doc, i = pronoun.doc, pronoun.i + 1
    if pronoun.lower_ not in _NOMINATIVE or i + 1 >= len(doc) or doc[i].text not in _DASHES:
        return False
    verb = next((t.i for t in doc[i + 1 :] if finite_token(t) is t), len(doc))
    again = next((t.i for t in doc[i + 1 :] if t.text in _DASHES), len(doc))
    return pronoun.head.i < pronoun.i or again > verb


def _announced(doc: Tree) -> Token | None:
    """Return the colon of "It shows a stark fact: skiing is in decline": what stands before it says nothing alone."""
    colon = next((t for t in doc if t.text == ":"), None)
    if colon is None or colon.i < _SHORTEST or not any(finite_token(t) is t for t in doc[colon.i :]):
        return None
    if any(t.lemma_ in SAY and subject_of(t) is not None for t in doc[colon.i :]):
        return None  # whoever says what follows stays its source
    before = doc[: colon.i]
    told = [t for t in before if finite_token(t) is t]
    if len(told) != 1 or told[0].i == 0:
        return None
    last, subject = before[-1], subject_of(told[0]) or before[told[0].i - 1]
    own = [c for c in last.children if c.i < colon.i]
    counted = any(c.lower_ in {"a", "an", "one"} for c in own) and all(c.dep_ in _PLAIN_PARTS for c in own)
    noun = last.lemma_ in _ANNOUNCING and counted and last.i > told[0].i
    other = before[told[0].i - 1].lower_ == "else"
    way = subject.lemma_ in _ANNOUNCING and last.lower_ in _ANNOUNCED
    between = before[told[0].i + 1 : -1]
    clear = told[0].lemma_ == "be" and all(t.pos_ in {"ADV", "PART"} for t in between) and (
        way or (other and last.tag_ == "JJ")
    )  # fmt: skip
    return colon if noun or clear else None


def doubtful(doc: Tree) -> Token | None:
    """Return a joint or a member of a list that the parser may have hung elsewhere; None where there is none.

    Then what is joined is not divided, but for clauses with a subject of their own.
    """
    return next((token for token in doc if _is_doubtful(token)), None)


def _is_doubtful(token: Token) -> bool:
    if token.text == ";" and token.i + 1 < len(token.doc) and sum(t.text == ";" for t in token.doc) == 1:
        return True  # what follows may be a clause of its own: "burns on hands and face; the other inhaled smoke"
    if token.dep_ == "cc":
        return token.lower_ in _JOINTS and token.head.i < token.i and _joins_nothing(token)
    return token.dep_ == "conj" and token.pos_ in NAMING and token.head.pos_ == "VERB" and _is_no_clause(token)


def _is_misread(token: Token) -> bool:
    if token.pos_ in NAMING:
        if token.dep_ == "dobj" and _is_behind_a_clause(token):
            return True
        if token.dep_ == "conj" and any(c.dep_ == "mark" and c.lower_ == "that" for c in token.children):
            return True  # "note that it was small and that the firm which makes it paid": a clause read as a noun
        if token.dep_ == "appos" and (any(c.tag_ == "WP$" for c in token.children) or _opens_a_list(token)):
            return True
        return token.dep_ in _LINKS or token.head.pos_ == "PUNCT"  # a noun as a preposition
    if token.dep_ == "cc" and token.lower_ in _JOINTS:
        return token.head.i < token.i and (_joins_another(token) or _turns_within_a_subject(token))
    if token.dep_ == "advmod" and token.tag_ == "DT":
        return _compares_two_clauses(token)
    if token.dep_ == "det":
        insects = token.head.tag_ == "NNS" and token.head.dep_ == "dobj"  # "found that insects also have ..."
        return insects and token.lower_ in {"that", "this"}
    if token.dep_ == "prep" and _goes_on_before_the_relative_clause(token):
        return True
    if token.dep_ == "prep" and token.i + 1 < len(token.doc) and token.doc[token.i + 1].text == ",":
        objects = [c for c in token.children if c.dep_ in {"pobj", "pcomp"}]
        return not objects and token.lower_ == "by" and _goes_on(token)
    if token.dep_ == "cc" and token.lower_ == "than" and not any(c.dep_ == "conj" for c in token.head.children):
        return True  # "prefer to walk, rather than wait": what is turned down was hung elsewhere
    if _leaves_out_a_verb(token):
        return True
    if token.dep_ == "acl" and _is_told_behind_its_helper(token):
        return True
    if token.pos_ not in _VERBAL:
        return not token.i and token.dep_ == "advmod" and _is_first_of_a_list(token)
    return _is_misread_verb(token)


def _is_told_behind_its_helper(verb: Token) -> bool:
    """Handle "Ruiz had on 3 May in Lorn, Brenn State, named him": "had" was read as the verb of the sentence."""
    had, place = next((t for t in verb.ancestors if t.pos_ in _VERBAL), verb), verb.head
    if verb.tag_ != "VBN" or had.lemma_ != "have" or verb.doc[verb.i - 1].text != ",":
        return False
    if any(c.dep_ in {"dobj", "xcomp", "ccomp"} and c is not place for c in had.children):
        return False
    when = had.i + 1 < place.i and verb.doc[had.i + 1].dep_ == "prep"
    return when and any(c.dep_ in {"dobj", "oprd", "attr"} for c in verb.children)


def _is_misread_verb(token: Token) -> bool:
    if sum(c.dep_ == "mark" and c.lower_ in _OPENINGS for c in token.children) > 1:
        return True  # "alleges that even after some escaped, they went on": what is alleged was hung elsewhere
    subjects = [c for c in token.children if c.dep_ in NOUN_SUBJECTS]
    finite = finite_token(token)
    if finite is not None and any(
        c.tag_ == "PRP" and c.lower_ in _NEVER_SUBJECTS and c.i < token.i for c in subjects
    ):
        return True  # "the firm that made them was bankrupt": the verb of the firm was taken for that of "them"
    if finite is None and any(t.text == ":" for c in subjects for t in token.doc[c.i : token.i]):
        return True  # "My view: build more and stop waiting"
    if token.dep_ in NOUN_SUBJECTS and finite is token and subjects:
        return True  # "Light at night delays sleep, raises the pulse and ...": the first verb was taken for a noun
    if (token.lemma_ == "say" and _says_a_thing(token)) or _calls_nothing(token) or _opens_a_report(token):
        return True
    if _lists_what_was_found(token) or (token.lemma_ in SAY and _may_go_on_reporting(token)):
        return True
    if token.dep_ == "relcl" and finite is not None and any(_may_say(c, finite) for c in subjects):
        return True
    if token.dep_ == "conj" and not subjects and (_joined_by_a_comma_only(token) or _may_go_on_with_who(token)):
        return True
    if token.dep_ == "ccomp" and subjects and _may_go_on_its_relative_clause(token, subjects[-1]):
        return True
    if subjects and (_begins_before_a_conjunction(token, subjects[-1]) or _goes_on_as_had(token)):
        return True
    if (
        token.dep_ == "ROOT"
        and subjects
        and (_goes_on_as_found(token, subjects[-1]) or _may_go_on_a_passive(token, subjects[-1]))
    ):
        return True
    if not subjects:
        return finite is not None and subject_of(token) is None and _lost_its_subject(token, finite)
    named = token.i >= _NEXT_TO and token.doc[token.i - _NEXT_TO] in subjects
    told = token.tag_ in {"VBD", "VBN"} and finite is token
    if token.dep_ == "ROOT" and told and named and token.doc[token.i - 1].text == ",":
        return True  # "Ana Ruiz, held in Lorn, was said to be ill": "held" was read as the verb
    if finite is None:
        return _has_two_subjects(token, subjects)
    return (
        _has_two_subjects(token, subjects)
        or _is_plural_noun(finite, subjects[-1])
        or (finite is token and _goes_on_a_purpose(token, subjects[-1]))
    )


def _opens_a_report(saying: Token) -> bool:
    """Handle "Arguing the bridge was unsafe, the mayor shut it": what is argued was read as two clauses."""
    if saying.i or saying.tag_ != "VBG" or saying.dep_ != "csubj":
        return False
    verb = saying.head
    before = verb.dep_ == "ccomp" and verb.i < verb.head.i
    return saying.lemma_ in SAY and before and subject_of(verb.head) is not None


def _may_go_on_its_relative_clause(verb: Token, subject: Token) -> bool:
    """Handle "noticed the losses, which began in May, grew and stopped": what was noticed was read as a subject."""
    if verb.i < verb.head.i or verb.head.lemma_ in SAY - HOLD - {"notice"} or verb.doc[verb.i - 1].text != ",":
        return False
    listed = any(c.dep_ == "conj" and c.pos_ in _VERBAL for c in verb.children)
    marked = any(c.dep_ == "mark" for c in verb.children)
    return listed and not marked and any(c.dep_ == "relcl" and c.i < verb.i for c in subject.children)


def _begins_before_a_conjunction(verb: Token, subject: Token) -> bool:
    """Handle "X was shut and trains delayed as snow covered Y": the trains were read as what covered it."""
    if verb.dep_ != "conj" or not any(c.dep_ == "auxpass" for c in verb.head.children):
        return False
    for said in subject.children:
        if said.dep_ != "acl" or said.tag_ not in {"VBN", "VBD"}:
            continue
        for prep in said.children:
            if prep.dep_ == "prep" and prep.lower_ in _BEFORE_CLAUSES and last_of(prep) == verb.i - 1:
                return any(c.dep_ == "pobj" for c in prep.children)
    return False


def _leaves_out_a_verb(token: Token) -> bool:
    """Whether a word begins what has its verb, or its noun, in the words before: "the second in 2014"."""
    if token.lower_ == "of":
        return _tells_of_some_of_them(token)
    if token.lower_ == "one" and _tells_of_each_by_itself(token):
        return True
    if token.lower_ in _NEXT_ONES and _is_told_without_its_verb(token):
        return True
    return token.pos_ == "NUM" and _counts_the_noun_before(token)


def _tells_of_some_of_them(of: Token) -> bool:
    """Handle "added 150, both of them dropped early on": a participle was read as the verb of another clause."""
    doc, some = of.doc, of.doc[of.i - 1]
    if of.i + 2 >= len(doc) or doc[of.i + 1].lower_ not in {"them", "these"} or some.i < 1:
        return False
    verb = some.head
    told = some.dep_ in NOUN_SUBJECTS and verb.tag_ in {"VBD", "VBN"} and finite_token(verb) is verb
    behind = any(c.dep_ == "ccomp" and c.i < some.i for c in verb.children) or verb.dep_ in {"ccomp", "conj"}
    return told and behind and doc[some.i - 1].text == ","


def _goes_on_as_found(verb: Token, subject: Token) -> bool:
    """Handle "came to find their homes full of mud, their cattle drowned and their corn lost"."""
    told = any(c.dep_ == "ccomp" and c.i < subject.i for c in verb.children)
    owned = any(c.tag_ == "PRP$" for c in subject.children) and verb.doc[first_of(subject) - 1].text == ","
    bare = verb.tag_ in {"VBD", "VBN"} and finite_token(verb) is verb
    if not (told and owned and bare and any(c.dep_ == "conj" for c in verb.children)):
        return False
    return any(t.lemma_ in _FINDING_SO for t in verb.doc[: subject.i])


def _goes_on_as_had(verb: Token) -> bool:
    """Handle "had two men sent off, a goal ruled out and a penalty saved": no goal ruled anything out."""
    if verb.dep_ not in {"ROOT", "conj"}:
        return False
    subject = subject_of(verb)
    had = verb.head if verb.dep_ == "conj" else next((c for c in verb.children if c.dep_ == "ccomp"), verb)
    if subject is None or had.lemma_ not in _HAVING or had.i > subject.i or verb.tag_ not in {"VBD", "VBN"}:
        return False
    if verb.doc[first_of(subject) - 1].text != "," or any(c.dep_ in {"dobj", "aux"} for c in verb.children):
        return False
    told = [c for c in had.children if c.dep_ == "ccomp"]
    told += [g for c in had.children if c.dep_ == "dobj" for g in c.children if g.dep_ == "acl"]
    done = any(c.tag_ in {"VBN", "VBD"} and not any(g.dep_ in {"dobj", "aux"} for g in c.children) for c in told)
    return done and any(c.dep_ == "conj" and c.i > verb.i for c in verb.children)


def _may_go_on_a_passive(verb: Token, subject: Token) -> bool:
    """Handle "lowered it so that X could be seen, Y cleared and Z filled": Y was to be cleared, and did not clear."""
    if verb.doc[first_of(subject) - 1].text != "," or not _is_bare_participle(verb):
        return False
    before = [t for c in verb.children if c.dep_ == "ccomp" and c.i < subject.i for t in c.subtree]
    passive = any(c.dep_ == "auxpass" for t in before for c in t.children)
    joined = [c for c in verb.children if c.dep_ == "conj"]
    return passive and bool(joined) and all(subject_of(c) is not None and _is_bare_participle(c) for c in joined)


def _is_bare_participle(verb: Token) -> bool:
    """Whether a verb may be a participle that borrows its "be": it has no auxiliary and no object."""
    others = {"aux", "auxpass", "dobj", "ccomp", "xcomp", "prt"}
    form = verb.tag_ in {"VBD", "VBN"} and verb.lower_ == participle(verb.lemma_)
    behind = [c for c in verb.children if c.i > verb.i or c.dep_ in {"aux", "auxpass"}]
    return form and verb.lemma_ not in _HAPPENING and not any(c.dep_ in others for c in behind)


def _counts_the_noun_before(figure: Token) -> bool:
    """Handle "300 places in Turin, 120 in Genoa and a bus": the figure was read as an object of the verb."""
    if (
        figure.dep_ not in {"dobj", "npadvmod", "appos"}
        or figure.doc[figure.i - 1].text != ","
        or not figure.like_num
    ):
        return False
    listed = any(c.dep_ == "conj" for c in figure.children)
    placed = any(c.dep_ == "prep" and c.i == figure.i + 1 for c in figure.children)
    return listed and placed and any(t.dep_ == "nummod" for t in figure.doc[: figure.i])


def _tells_of_each_by_itself(one: Token) -> bool:
    """Handle "bought two works, one lent by Rome and the other found in a loft": "found" was read as the verb."""
    doc, after = one.doc, one.i + 1
    if not one.i or doc[one.i - 1].text != "," or after >= len(doc) or doc[after].tag_ not in {"VBN", "VBD"}:
        return False
    return any(t.lower_ in _NEXT_ONES and doc[t.i - 1].lower_ in {"the", "and"} for t in doc[after:])


def _opens_a_list(noun: Token) -> bool:
    """Handle "told of a flash, a wind that threw them and a darkness": the second was read as an apposition."""
    articles = {"a", "an"}
    if not any(c.lower_ in articles for c in noun.children) or not any(
        c.lower_ in articles for c in noun.head.children
    ):
        return False
    if noun.pos_ != "NOUN" or noun.head.pos_ != "NOUN" or may_be_person(noun) or not noun.i > noun.head.i:
        return False
    behind = [t for t in noun.subtree if t.dep_ == "conj" and t.i > noun.i and t.pos_ == "NOUN"]
    return any(
        t.doc[first_of(t)].lower_ in articles and t.doc[first_of(t) - 1].lower_ == "and" and t.head is not noun
        for t in behind
    )


def _is_told_without_its_verb(ordinal: Token) -> bool:
    """Handle "The first opened in 2009, the second in 2014 and the third last May": these have no verb."""
    doc = ordinal.doc
    if ordinal.i + 1 < len(doc) and doc[ordinal.i + 1].lower_ in {"a", "an"} and doc[ordinal.i - 1].lower_ == "the":
        return any(t.lower_ in _FIRST_ONES for t in doc[: ordinal.i])
    if ordinal.dep_ == "amod" and ordinal.head.i == ordinal.i + 1 and ordinal.head.i + 1 < len(doc):
        gap = doc[ordinal.head.i + 1].lower_ in {"a", "an", "the"} and doc[first_of(ordinal.head) - 1].text == ","
        return gap and any(t.lower_ in _FIRST_ONES for t in doc[: ordinal.i])  # "gave one group X, a second group Y"
    loose = ordinal.dep_ in {"npadvmod", "appos", "dep", "dobj", "conj", "attr"}
    before = ordinal.doc[first_of(ordinal) - 1]
    after = ordinal.doc[ordinal.i + 1] if ordinal.i + 1 < len(ordinal.doc) else ordinal
    told = after.dep_ == "prep" or after.ent_type_ in {"DATE", "TIME"} or after.text == "," or after.tag_ == "DT"
    the = ordinal.lower_ == "another" or any(
        c.lower_ in {"the", "a", "an"} for c in ordinal.children if c.i < ordinal.i
    )
    earlier = any(t.lower_ in _FIRST_ONES for t in ordinal.doc[: ordinal.i])
    return loose and told and the and earlier and (before.text == "," or before.dep_ == "cc")


def _is_behind_a_clause(noun: Token) -> bool:
    """Handle "He wept as it was read, his wife beside him": who was near was taken for what he wept."""
    first = first_of(noun)
    if noun.doc[first - 1].text != "," or first <= noun.head.i + 1:
        return False
    before = [c for c in noun.head.children if noun.head.i < c.i < first]
    objects = any(c.dep_ in {"dobj", "dative"} for c in before)
    return not objects and any(c.dep_ == "advcl" and finite_token(c) is not None for c in before)


def _goes_on_before_the_relative_clause(prep: Token) -> bool:
    """Handle "spoke of a door that banged all night, of jackets that leaked": the jackets were hung on "banged"."""
    clause = next((a for a in prep.ancestors if a.dep_ == "relcl"), None)
    if clause is None or prep.i < clause.i or prep.doc[prep.i - 1].text not in {",", "and"}:
        return False
    outer = clause.head.head
    named = any(c.dep_ == "pobj" for c in prep.children)
    return named and clause.head.dep_ == "pobj" and outer.lower_ == prep.lower_ and prep.head.pos_ in _VERBAL


def _says_a_thing(verb: Token) -> bool:
    """Handle "said floods, and the damage they do, were rare": what is said to be rare was read as what was said."""
    things = [c for c in verb.children if c.dep_ == "dobj" and c.pos_ == "NOUN" and c.i > verb.i]
    return any(
        noun.lower_ not in _SAYABLE and last_of(noun) + 1 < len(verb.doc) and verb.doc[last_of(noun) + 1].text == ","
        for noun in things
    )


def _calls_nothing(verb: Token) -> bool:
    """Handle "It is a trick devised by the founder, Tom Roe called “fair game”": the trick is called so."""
    told = any(c.dep_ == "ccomp" and c.i < verb.i for c in verb.children)
    named = sum(c.dep_ in {"dobj", "oprd", "attr"} for c in verb.children)
    return verb.lemma_ in _NAMING_VERBS and verb.tag_ == "VBD" and told and named == 1


def _lists_what_was_found(verb: Token) -> bool:
    """Handle "It found that in May 30 fell, 41 broke a bone and six died": the report was hung on what it lists."""
    if verb.dep_ != "ROOT" or verb.lemma_ in SAY or not any(c.dep_ in NOUN_SUBJECTS for c in verb.children):
        return False
    reports = [c for c in verb.children if c.dep_ == "ccomp" and c.i < verb.i and c.lemma_ in SAY]
    contents = [c for report in reports for c in report.children if c.dep_ == "ccomp" and c.i > report.i]
    return any(m.lower_ == "that" and m.dep_ == "mark" for content in contents for m in content.children)


def _may_go_on_reporting(verb: Token) -> bool:
    """Handle "She noted that the river is low, and her team does not know why": she may say both."""
    told, contents = finite_token(verb), [c for c in verb.children if c.dep_ == "ccomp" and c.i > verb.i]
    outer = finite_token(contents[0]) if contents else None
    if told is None or told.tag_ != "VBD" or outer is None or outer.tag_ not in _PRESENT:
        return False
    return any(
        _is_owned(subject_of(c)) and getattr(finite_token(c), "tag_", "") in _PRESENT
        for c in verb.children
        if c.dep_ == "conj" and c.i > contents[0].i
    )


def _is_owned(subject: Token | None) -> bool:
    """Whether a subject is called by its owner: "her team"."""
    return subject is not None and any(c.tag_ == "PRP$" and c.lower_ in _THEIRS for c in subject.children)


def _may_say(noun: Token, finite: Token) -> bool:
    """Handle "a pill which the firm claims is safe": "claims" was read as a noun in the plural."""
    one = finite.tag_ == "VBZ" or finite.lower_ == "was"
    return one and noun.tag_ == "NNS" and noun.lemma_ in SAY and noun.i + 1 == finite.i


def _joined_by_a_comma_only(verb: Token) -> bool:
    """Handle "The halls, which we said were close to failing, supply homes": nothing joins the two verbs."""
    first = verb.head
    if first.pos_ not in _VERBAL or first.i > verb.i or verb.doc[first_of(verb) - 1].text != ",":
        return False
    while first.dep_ == "conj" and first.head.pos_ in _VERBAL:
        first = first.head
    tensed = finite_token(first) is not None and (finite_token(verb) is not None or verb.tag_ == "VB")
    modal = any(c.tag_ == "MD" or c.lemma_ == "do" for c in first.children)
    return tensed and not modal and not any(c.dep_ == "cc" for m in members_of(first) for c in m.children)


def _may_go_on_with_who(verb: Token) -> bool:
    """Handle "We ask anyone who was there and may have seen it": who may have seen it is not "we"."""
    doc, first = verb.doc, first_of(verb)
    modal = any(c.tag_ == "MD" and c.lower_ in _POSSIBLE for c in verb.children)
    joint = doc[first - 1]
    if not modal or joint.dep_ != "cc" or joint.i <= verb.head.i or doc[joint.i - 1].text == ",":
        return False
    clauses = [t for t in doc[verb.head.i : joint.i] if t.dep_ == "relcl" and t.right_edge + 1 == joint.i]
    return any(c.lower_ == "who" for clause in clauses for c in clause.children)


def _is_no_clause(noun: Token) -> bool:
    """Handle "lets judges, but not juries, see the file": a member of a list that was joined to the verb."""
    return not any(c.dep_ in NOUN_SUBJECTS | {"aux", "dobj", "attr", "acomp", "expl"} for c in noun.children)


def _joins_nothing(joint: Token) -> bool:
    """Handle "drank six pints and, at midnight, drove home": what the joint joins was hung elsewhere."""
    following = joint.doc[joint.i + 1] if joint.i + 1 < len(joint.doc) else joint
    ends = following.pos_ in {"PUNCT", "CCONJ"} and following.text != ","
    return not ends and joined_by(joint) is None


def _joins_another(joint: Token) -> bool:
    """Whether a clause begins behind a joint that joins something else: "which they backed and the men opposed"."""
    doc, after = joint.doc, joint.i + 1
    subject = next(
        (t for t in doc[after : after + 4] if t.dep_ in NOUN_SUBJECTS and t.pos_ in NAMING | {"PRON"}), None
    )
    if subject is None or subject.i != after + sum(c.i >= after and c.i < subject.i for c in subject.children):
        return False
    verb, above = subject.head, joint.head
    while above.dep_ == "conj":
        above = above.head
    return verb.dep_ == "ROOT" and verb.i > joint.i and above.dep_ in {"relcl", "acl", "advcl"}


def _turns_within_a_subject(but: Token) -> bool:
    """Handle "found that the dam leaks, but Holm denied it": "leaks, but Holm" was read as two who denied it."""
    noun = but.head
    if but.lower_ != "but" or noun.dep_ not in NOUN_SUBJECTS or noun.pos_ not in NAMING:
        return False
    joined = any(c.dep_ == "conj" and c.i > but.i and c.pos_ in NAMING for c in noun.children)
    opens = first_of(noun)
    denied = any(
        t.dep_ in {"neg", "preconj"} or t.lower_ in {"not", "no"} for t in but.doc[max(0, opens - 1) : but.i]
    )
    return joined and but.doc[but.i - 1].text == "," and not denied


def _compares_two_clauses(the: Token) -> bool:
    """Handle "you learn more the more often you visit": neither clause is so without the other."""
    verb = next((t for t in the.ancestors if t.pos_ in _VERBAL), None)
    clauses = {"ccomp", "advcl", "parataxis"}
    beside = verb is not None and (verb.dep_ in clauses or any(c.dep_ in clauses for c in verb.children))
    more = any(t.tag_ in {"RBR", "JJR"} for t in (the.head, *the.head.children))
    return the.lower_ == "the" and more and beside


def _goes_on(prep: Token) -> bool:
    """Handle "meets the need by, among other steps, naming a mayor": what it is done by was hung elsewhere."""
    return any(c.dep_ == "advcl" and c.tag_ == "VBG" and c.i > prep.i for c in prep.head.children)


def _is_first_of_a_list(opening: Token) -> bool:
    """Handle "Ostrow, Quellby and Tarvel lost it": an unknown name that was read as an adjective."""
    subject = subject_of(opening.head)
    listed = subject is not None and any(c.dep_ == "conj" for c in subject.children)
    known = opening.lower_ in CONNECTIVES or opening.lower_.endswith("ly")
    return (
        listed and opening.tag_ in {"JJ", "RB"} and not known and len(opening.doc) > 1 and opening.doc[1].text == ","
    )


def _has_two_subjects(verb: Token, subjects: list[Token]) -> bool:
    """Handle "Enterobacteria, organisms found in the gut, had ...": a participle that was read as the verb."""
    before = [s for s in subjects if s.i < verb.i]
    if any(c.dep_ == "conj" for c in subjects[-1].children):
        return False  # "The ferry, the mill and the dock were sold": a list
    return len(before) > 1 and any(t.text == "," for t in verb.doc[before[0].i : before[-1].i])


def _lost_its_subject(verb: Token, finite: Token) -> bool:
    """Whether the subject of a verb was taken for something else."""
    present = finite.tag_ in {"VBP", "VBZ"}
    if verb.dep_ in {"dep", "advcl"} and finite.tag_ == "VBD" and _goes_on_behind_a_relative(verb):
        return True
    if verb.dep_ == "advcl" and finite.tag_ == "VBD" and finite is verb and _follows_a_joined_noun(verb):
        return True
    if verb.dep_ == "ccomp":
        before = verb.doc[finite.i - 1] if finite.i else finite
        taken = verb.head.i < verb.i and before.pos_ == "NOUN" and before.dep_ in {"pobj", "dobj", "conj"}
        that = any(c.dep_ == "mark" and c.lower_ == "that" for c in verb.children)
        return that or (taken and present)  # "have easier access to the net and old gaps are widened"
    if verb.dep_ == "advcl":  # "a cable from Lorn and most users have access": its subject was taken for a member
        opened = any(c.dep_ == "mark" or c.tag_ in {"WRB", "WP", "WDT", "IN"} for c in verb.children if c.i < verb.i)
        before = verb.doc[verb.i - 1] if verb.i else verb
        return present and not opened and before.dep_ == "conj" and before.tag_ == "NNS" and before.head.i < before.i
    if verb.dep_ == "ROOT":  # "studies have found that insects also have ..."
        told = any(c.dep_ == "ccomp" and c.i < verb.i and subject_of(c) is not None for c in verb.children)
        return told and ((present and verb.doc[verb.i - 1].text != ",") or finite.dep_ == "auxpass")
    joined = verb.dep_ == "conj" and verb.head.tag_ == "VB" and any(c.tag_ == "TO" for c in verb.head.children)
    return joined and finite.tag_ == "VBZ"  # "aims to give them the skills to reject drugs and offers help"


def _goes_on_behind_a_relative(verb: Token) -> bool:
    """Handle "hurt in a fire, which broke windows, spread and went on": whether the fire spread was not seen."""
    clauses = [c for t in verb.doc[verb.head.i + 1 : verb.i] for c in t.children if c.dep_ == "relcl"]
    opened = any(c.dep_ == "mark" or c.tag_ in {"WRB", "WP", "WDT"} for c in verb.children if c.i < verb.i)
    comma = verb.doc[first_of(verb) - 1].text == "," or verb.doc[verb.i - 1].text == ","
    return comma and not opened and any(c.i < verb.i for c in clauses)


def _follows_a_joined_noun(verb: Token) -> bool:
    """Handle "shown on the news and relatives of the dead wept": who wept was joined to the news."""
    nouns = [t for t in verb.doc[verb.head.i + 1 : verb.i] if t.dep_ == "conj" and t.pos_ in NAMING]
    opened = any(c.dep_ == "mark" or c.tag_ in {"WRB", "WP", "WDT", "IN"} for c in verb.children if c.i < verb.i)
    return bool(nouns) and not opened and not any(t.text == "," for t in verb.doc[nouns[-1].i : verb.i])


def _goes_on_a_purpose(verb: Token, subject: Token) -> bool:
    """Handle "The chance to read news, write to friends and see films has ...": "write" was taken for the verb."""
    purpose = any(
        c.dep_ in {"acl", "relcl"} and c.tag_ == "VB" and any(t.tag_ == "TO" for t in c.children)
        for c in subject.children
    )
    return purpose and verb.tag_ == "VBP" and subject.tag_ == "NN" and verb.doc[verb.i - 1].text == ","


def _is_plural_noun(finite: Token, subject: Token) -> bool:
    """Handle "convicted of fraud and two counts each of theft": a noun in the plural that was read as a verb."""
    several = subject.tag_ == "CD" and subject.lower_ not in {"one", "1"} and subject.ent_type_ not in _COUNTS
    return several and finite.tag_ == "VBZ" and finite.lemma_ != "be"
