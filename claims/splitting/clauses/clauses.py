"""Clauses to claims: one verb with its subject at a time, lists divided, what is reported freed from its reporter."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

from claims.splitting.clauses.agreement import agreement, one_thing, only_these, plural_subject, stands_together
from claims.splitting.clauses.drafts import NONE, Alternative, Draft, Frame, Ids, Say, Step
from claims.splitting.clauses.lists import MOST_ALTERNATIVES
from claims.splitting.clauses.reported_speech import Reports, beside_step, joined_step
from sources.language import lexicon
from sources.language.lexicon import words
from sources.language.parsing.repairs import finite_token, first_of, is_clause, subject_of

if TYPE_CHECKING:
    from sources.language.parsing.tree import Token

_SUBJECTS = frozenset(["nsubj", "nsubjpass", "csubj", "csubjpass"])
_QUESTION_WORDS = words("question_words")
_RELATIVE = frozenset(["WDT", "WP", "WP$", "WRB"])
_VERBAL = frozenset(["VERB", "AUX"])


class Clauses(Reports):
    """Reads the clauses of one sentence into drafts."""

    def read(self, verb: Token, frame: Frame) -> None:
        """Add the claims of the clause of ``verb`` to `drafts`."""
        if self._reported(verb, frame):
            return
        self._plain(verb, frame)

    def _plain(self, verb: Token, frame: Frame) -> None:  # noqa: C901
        phrases = self.phrases
        kids = [c for c in verb.children if c.i not in phrases.peeled and c.i not in frame.excluded]
        subject = next((c for c in kids if c.dep_ in _SUBJECTS and c.i < verb.i), None)
        subject = subject or next((c for c in kids if c.dep_ in _SUBJECTS), None)
        expletive = next((c for c in kids if c.dep_ == "expl"), None)
        says, hedges = frame.says, frame.hedges
        slots: list[list[Ids]] = [[frozenset({verb.i})]]
        front = NONE
        later: list[Token] = []
        participles: list[Token] = []
        members: list[Token] = []
        joint: list[Token] = []
        alone = stands_together(verb) or any(c.dep_ == "attr" and c.tag_ == "NNS" for c in kids)
        for child in kids:
            dep = child.dep_
            if child in (subject, expletive) or child.pos_ == "PUNCT":
                continue
            if self._inserted_report(child, verb):
                says = (*says, *self._say(child))
                continue
            opening = child.i < (subject or expletive or verb).i
            if dep == "conj":
                members.append(child)
                continue
            if dep in {"cc", "preconj"}:
                joint.append(child)
                if child.lower_ in {"neither", "either"}:
                    slots.append([frozenset({child.i})])
                continue
            if dep == "mark" and child.lower_ not in {"to", "for", "if", "unless"} and child.i <= first_of(verb) + 1:
                continue
            if dep == "advmod" and child.lower_ in lexicon.PEELED_HEDGES:
                hedges = (*hedges, child.text)
                continue
            if dep in {"advmod", "intj"} and child.lower_ in lexicon.CONNECTIVES and _loose(child, verb):
                continue
            if dep == "advmod" and child.tag_ == "WRB" and opening and verb.dep_ != "ROOT":
                continue
            if dep == "advcl":
                kind = self._kind_of_adverbial(child, verb)
                if kind == "separate":
                    later.append(child)
                    continue
                if kind == "participle":
                    participles.append(child)
                    continue
                ids = phrases.flat(child)
                slots.append([ids])
                if opening:
                    front |= ids
                continue
            if dep in {"ccomp", "parataxis", "dep"} and child.i < verb.i and is_clause(child) and subject_of(child):
                if any(c.dep_ == "mark" and c.lower_ in {"if", "unless", "when", "as"} for c in child.children):
                    ids = phrases.flat(child)
                    front |= ids
                    slots.append([ids])
                else:
                    later.append(child)
                continue
            choices = self._slot(child, alone=alone)
            slots.append(choices)
            if opening and dep in {"prep", "npadvmod", "advmod"}:
                front |= choices[0]
        auxiliaries = frozenset(c.i for c in kids if c.dep_ in {"aux", "auxpass"}) | frame.aux
        gapped = [member for member in members if _gapped(verb, member)]
        slots += [[phrases.flat(c)] for member in gapped for c in member.children if _when(c)]
        subjects = self._subjects(subject, expletive, frame, alone=alone)
        quoting: tuple[Say, ...] = ()
        if verb.lemma_ in lexicon.CALL | lexicon.ANSWER and verb.i not in self.quoted and self._quotes(verb):
            quoting = tuple(Say(a.ids, frozenset({verb.i})) for a in subjects if a.head.pos_ != "VERB")
        split_subject = len(subjects) > 1 or frame.split_subject
        absorbed: Ids = NONE
        clauses: list[Token] = []
        for member in members:
            if self._separate_member(verb, member, joint):
                clauses.append(member)
            else:
                absorbed |= phrases.flat(member) | NONE.union(*[phrases.flat(j) for j in joint])
        if absorbed:
            slots.append([absorbed])
        if subjects or expletive is not None:
            main = self._emit(
                verb, subjects, slots, replace(frame, says=(*says, *quoting), hedges=hedges), split=split_subject
            )
        elif verb.dep_ == "ROOT" and verb.tag_ in {"VB", "VBP"}:  # an order or advice: "Keep the doors shut."
            alone_frame = replace(frame, says=says, hedges=hedges)
            main = self._emit(verb, [Alternative(NONE, verb)], slots, alone_frame, split=False)
        else:
            main = NONE
        self._embedded_results(main, replace(frame, says=says, hedges=hedges))
        for child in participles:
            self._participle(verb, child, tuple(subjects), replace(frame, says=says, hedges=hedges), main=main)
        for child in later:
            self.read(child, Frame(says=says, hedges=hedges, rules=(*frame.rules, beside_step(child))))
        conditions = self._conditions(kids, verb)
        for member in clauses:
            own = next((c for c in member.children if c.dep_ in _SUBJECTS or c.dep_ == "expl"), None)
            shared_aux = NONE
            if own is None and member.tag_ == verb.tag_ and finite_token(member) in {None, member}:
                shared_aux = auxiliaries if member.tag_ in {"VBN", "VBG", "VB"} else NONE
            passive = any(c.dep_ == "auxpass" for c in kids) and not any(c.dep_ == "dobj" for c in member.children)
            if own is None and passive and member.tag_ == "VBD" and member.lemma_ in lexicon.TRANSITIVE:
                shared_aux = auxiliaries  # "was built by a bank and sold": a participle read as a past tense
            if member in gapped:
                shared_aux = frozenset(i for i in auxiliaries if verb.doc[i].tag_ != "TO")
            self.read(
                member,
                Frame(
                    gapped=member in gapped,
                    subject=() if own is not None else tuple(subjects),
                    split_subject=(split_subject and own is None) or member in gapped,
                    front=(conditions if own is not None else front | frame.front),
                    aux=shared_aux,
                    says=says,
                    hedges=hedges if own is None else frame.hedges,
                    rules=(*frame.rules, joined_step(member)),
                ),
            )

    def _embedded_results(self, main: Ids, frame: Frame) -> None:
        """Add "It is likely that X being shut puts Y at risk" for ", putting Y at risk" behind "that X is shut"."""
        for verb, child in self.phrases.results:
            subject, inside = subject_of(verb), frozenset(t.i for t in verb.subtree)
            if subject is None or not main & inside:
                continue
            mark = frozenset(c.i for c in verb.children if c.dep_ == "mark")
            event = self.phrases.flat(subject) | (main & inside - frozenset(t.i for t in subject.subtree) - mark)
            before = len(self.drafts)
            self._result(verb, child, (Alternative(self.phrases.flat(subject), subject),), frame, event)
            for draft in self.drafts[before:]:
                draft.parts = (main - inside | mark, *draft.parts)
        self.phrases.results.clear()

    def _slot(self, child: Token, *, alone: bool) -> list[Ids]:
        phrases = self.phrases
        dep = child.dep_
        split = phrases.bold and not alone
        if dep in {"dobj", "attr", "oprd"} and child.pos_ not in _VERBAL | {"ADJ"}:
            plural = dep == "attr" and plural_subject(child.head)
            return [a.ids for a in phrases.noun(child, split=split and not plural)]
        if dep == "acomp" and split and any(c.dep_ in {"ccomp", "xcomp"} for c in child.children):
            return phrases.embedded(child)
        said_of_it = subject_of(child.head)
        if (
            dep == "ccomp"
            and split
            and said_of_it is not None
            and said_of_it.lower_ == "it"
            and child.head.lemma_ == "be"
        ):
            return phrases.embedded(child)
        if dep in {"acomp", "attr", "oprd"}:
            return [a.ids for a in phrases.adjective(child, split=split)]
        if dep in {"prep", "agent", "dative"} and child.pos_ in {"ADP", "SCONJ", "VERB"} and child.i > child.head.i:
            return phrases.prep(child, split=split)
        assumed = child.pos_ == "VERB" and any(c.dep_ == "ccomp" for c in child.children)
        if dep == "xcomp" and split and assumed and said_of_it is not None and said_of_it.lower_ == "it":
            return phrases.embedded(child)  # "It is fair to assume that teachers and pupils ..."
        if dep == "xcomp" and child.pos_ in _VERBAL:
            return [a.ids for a in phrases.verb(child, split=split)]
        return [phrases.flat(child)]

    def _subjects(
        self, subject: Token | None, expletive: Token | None, frame: Frame, *, alone: bool
    ) -> list[Alternative]:
        if subject is None and expletive is None:
            return list(frame.subject)
        if subject is None or subject.pos_ in _VERBAL:
            chosen = subject or expletive
            assert chosen is not None
            ids = self.phrases.flat(chosen)
            if expletive is not None and subject is not None:
                ids |= frozenset({expletive.i})
            return [Alternative(ids, chosen)]
        one = one_thing(subject)
        split = self.phrases.bold and not alone and not one and not only_these(subject)
        return self.phrases.noun(subject, split=split)

    def _emit(
        self, verb: Token, subjects: list[Alternative], slots: list[list[Ids]], frame: Frame, *, split: bool
    ) -> Ids:
        """Add a draft for every combination of subject and slots; return the tokens of the first."""
        shared = frame.front | frame.aux
        combinations = [len(subjects), *[len(slot) for slot in slots]]
        total = 1
        for count in combinations:
            total *= max(1, count)
        if total > MOST_ALTERNATIVES:
            slots = [[NONE.union(*slot)] for slot in slots]
        lists = [[a.ids for a in subjects], *slots]
        divided = [Step("list divided", NONE.union(*ways)) for ways in lists if len(ways) > 1]
        rules = (*frame.rules, *divided) or (Step("clause", frozenset({verb.i})),)
        first = NONE
        for alternative in subjects:
            for choice in product(*slots):
                ids = shared.union(alternative.ids, *choice)
                edits: dict[int, str] = {}
                if split:
                    edits = agreement(verb, alternative, frame.aux)
                parts: tuple[Ids | str, ...] = (ids,)
                if frame.gapped:
                    parts = (alternative.ids, frame.aux, ids - alternative.ids - frame.aux)
                self.drafts.append(
                    Draft(
                        parts, verb, edits=edits, says=frame.says, hedges=frame.hedges,
                        rules=rules, subject=alternative.head,
                    )
                )  # fmt: skip
                first = first or ids
        return first

    def _separate_member(self, verb: Token, member: Token, joint: list[Token]) -> bool:
        if not self.phrases.bold and subject_of(member) is None:
            return False
        if finite_token(member) is None and member.tag_ != verb.tag_:
            return False
        if member.pos_ not in _VERBAL:
            return subject_of(member) is not None and finite_token(member) is not None
        if subject_of(member) is not None or any(c.dep_ == "expl" for c in member.children):
            return True
        if any(j.lower_ in {"or", "nor"} for j in joint):
            return False
        # "bought and sold shares": one object for both verbs.
        tail = [c for c in verb.children if c.i > verb.i and c.dep_ not in {"cc", "conj", "punct", "prt", "advmod"}]
        objects = any(c.dep_ in {"dobj", "xcomp", "ccomp"} for c in member.children)
        together = not tail and objects and not any(c.pos_ == "PUNCT" for c in verb.doc[verb.i + 1 : member.i])
        return not together

    def _conditions(self, kids: list[Token], verb: Token) -> Ids:
        """Openings that hold for every clause that follows: "If the dam breaks, ..."."""
        found = NONE
        for child in kids:
            if child.dep_ == "advcl" and child.i < verb.i:
                mark = next((c.lower_ for c in child.children if c.dep_ == "mark"), "")
                if mark in {"if", "unless"}:
                    found |= self.phrases.flat(child)
        return found


def _gapped(verb: Token, member: Token) -> bool:
    """Whether ``member`` has a subject of its own and borrows "were": "nine were killed and dozens injured"."""
    passive = any(c.dep_ == "auxpass" for c in verb.children)
    own = any(c.dep_ in {"nsubj", "nsubjpass"} for c in member.children)
    bare = not any(c.dep_ in {"aux", "auxpass", "dobj", "ccomp", "xcomp", "prt"} for c in member.children)
    return passive and own and bare and (
        member.tag_ == "VBN" or (member.tag_ == "VBD" and member.lemma_ in lexicon.TRANSITIVE)
    )  # fmt: skip


def _when(child: Token) -> bool:
    """Whether a phrase behind the last of several clauses tells when all of them happened."""
    words = {c.lower_ for c in child.children if c.dep_ in {"mark", "advmod"} and c.i < child.i}
    timed = child.dep_ == "prep" and any(c.ent_type_ in {"DATE", "TIME"} for c in child.children)
    clause = child.dep_ == "advcl" and bool(words & {"when", "after", "as", "before"})
    return child.i > child.head.i and (clause or timed)


def _loose(child: Token, verb: Token) -> bool:
    """Whether a connective stands for itself, rather than belonging to a number or an adjective."""
    return child.head == verb and not any(True for _ in child.children) and (
        child.lower_ not in {"too", "well", "so", "then", "yet", "still"}
        or child.i == verb.sent_start or child.i < verb.i - 3
        or (child.lower_ in {"so", "then", "yet"} and child.i < verb.i)
    )  # fmt: skip
