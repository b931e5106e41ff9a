"""Clauses to claims: one verb with its subject at a time, lists divided, what is reported freed from its reporter."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise, product
from typing import TYPE_CHECKING

from claims.splitting import lexicon, verbs
from claims.splitting.drafts import NONE, Alternative, Draft, Frame, Ids, Say
from claims.splitting.phrases import MOST_ALTERNATIVES, Phrases
from claims.splitting.repairs import finite_token, first_of, is_clause, last_of, subject_of

if TYPE_CHECKING:
    from spacy.tokens import Token

_SUBJECTS = frozenset(["nsubj", "nsubjpass", "csubj", "csubjpass"])
_QUESTION_WORDS = frozenset(["how", "why", "whether", "if", "what", "who", "when", "where", "which"])
_RELATIVE = frozenset(["WDT", "WP", "WP$", "WRB"])
_VERBAL = frozenset(["VERB", "AUX"])


class Clauses:
    """Reads the clauses of one sentence into drafts.

    Args:
        phrases: The phrases of the same sentence.
        speaks: Whether the sentence is somebody's own words, so that "I suspect" hedges what follows.
        quoted: Tokens that stood within quotation marks.
    """

    def __init__(self, phrases: Phrases, *, speaks: bool = False, quoted: Ids = NONE) -> None:
        self.phrases = phrases
        self.speaks = speaks
        self.quoted = quoted
        self.drafts: list[Draft] = []
        self.reported: list[Say] = []

    def read(self, verb: Token, frame: Frame) -> None:
        """Add the claims of the clause of ``verb`` to `drafts`."""
        if self._reported(verb, frame):
            return
        self._plain(verb, frame)

    # -- reporting -------------------------------------------------------------------------------------------------

    def _reported(self, verb: Token, frame: Frame) -> bool:  # noqa: C901 - one question after another, the surest first
        """Peel "X said that ..." off its content; say whether this clause was one."""
        content = reported_content(verb)
        if content is None or (verb.lemma_ in lexicon.ANSWER | lexicon.CALL and self._quotes(verb)):
            return False
        subject = subject_of(verb)
        says, hedges = frame.says, frame.hedges
        agent = next((c for c in verb.children if c.dep_ == "agent"), None)
        passive = any(c.dep_ == "auxpass" for c in verb.children)
        if agent is not None:
            source = next((c for c in agent.children if c.dep_ == "pobj"), None)
        elif subject is not None and subject.lower_ == "it" and passive:
            source = None
        else:
            source = subject
        alternatives: list[Alternative] = []
        if source is None and frame.subject and subject is None:
            alternatives = list(frame.subject)
        elif source is not None:
            alternatives = self.phrases.noun(source, split=False, source=True)
        first_person = source is not None and source.lower_ in {"i", "we"}
        if verb.lemma_ in lexicon.HOLD and not (self.speaks and first_person):
            return False
        if first_person and self.speaks:
            hedges = (*hedges, f"{source.text} {verb.text}") if source and verb.lemma_ in lexicon.HOLD else hedges
        elif not alternatives:
            if not (subject is not None and subject.lower_ == "it"):
                return False
            hedges = (*hedges, verb.text)
        else:
            cue = frozenset(
                {verb.i, *(c.i for c in verb.children if c.dep_ in {"aux", "auxpass", "prt", "mark"} and c.i > 0)}
            )
            content_ids = frozenset(t.i for t in content.subtree)
            for child in verb.children:
                recipient = child.dep_ in {"dobj", "dative", "npadvmod"} and child != source
                if (
                    (child.dep_ == "prep" or recipient)
                    and child.i not in content_ids
                    and child.i not in self.phrases.peeled
                ):
                    cue |= self.phrases.flat(child)
            says = (*says, *[Say(a.ids, cue) for a in alternatives])
        inner = replace(
            frame, says=says, hedges=hedges, subject=(), front=NONE, aux=NONE, rules=(*frame.rules, "reported")
        )
        self.read(content, inner)
        subject_alternatives = tuple(alternatives)
        for child in verb.children:
            if child.i in self.phrases.peeled or child == content:
                continue
            if child.dep_ == "advcl":
                self._participle(verb, child, subject_alternatives, frame, main=NONE)
            elif child.dep_ == "conj" and child.pos_ in _VERBAL:
                own = subject_of(child) is not None
                shared = () if own else subject_alternatives
                self.read(child, replace(frame, subject=shared, rules=(*frame.rules, "joined clause")))
        return True

    def carried(self, verb: Token, frame: Frame) -> list[Alternative]:
        """Read the words around a quotation, and return who spoke."""
        subject = subject_of(verb)
        if subject is None:
            subject = next(
                (c for c in verb.children if c.dep_ in {"dobj", "attr", "npadvmod", "oprd"} and c.i > verb.i), None
            )
        speakers = self.phrases.noun(subject, split=False, source=True) if subject is not None else []
        for child in verb.children:
            if child.dep_ == "conj" and child.pos_ in _VERBAL:
                own = subject_of(child) is not None
                shared = () if own else tuple(speakers)
                self.read(child, replace(frame, subject=shared, rules=("joined clause",)))
            elif child.dep_ == "advcl":
                self._participle(verb, child, tuple(speakers), frame, main=NONE)
            elif child.dep_ in {"prep", "dobj"} and child != subject:
                self.phrases.flat(child)
        return speakers

    def _quotes(self, verb: Token) -> bool:
        """Whether words in quotation marks follow ``verb`` within its clause."""
        elsewhere = {t.i for c in verb.children if c.dep_ == "conj" for t in c.subtree}
        return any(i > verb.i and i not in elsewhere and verb.doc[i] in verb.subtree for i in self.quoted)

    # -- one clause ------------------------------------------------------------------------------------------------

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
        alone = _stands_together(verb)
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
            if dep == "mark" and child.lower_ not in {"to", "for"} and child.i <= first_of(verb) + 1:
                continue
            if dep == "advmod" and child.lower_ in lexicon.PEELED_HEDGES:
                hedges = (*hedges, child.text)
                continue
            if dep in {"advmod", "intj"} and child.lower_ in lexicon.CONNECTIVES and _loose(child, verb):
                continue
            if dep == "advmod" and child.tag_ == "WRB" and opening:
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
        subjects = self._subjects(subject, expletive, frame, alone=alone)
        quoting: tuple[Say, ...] = ()
        if verb.lemma_ in lexicon.CALL | lexicon.ANSWER and self._quotes(verb):
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
        for child in participles:
            self._participle(verb, child, tuple(subjects), replace(frame, says=says, hedges=hedges), main=main)
        for child in later:
            self.read(child, Frame(says=says, hedges=hedges, rules=(*frame.rules, "clause beside the main clause")))
        auxiliaries = frozenset(c.i for c in kids if c.dep_ in {"aux", "auxpass"}) | frame.aux
        conditions = self._conditions(kids, verb)
        for member in clauses:
            own = next((c for c in member.children if c.dep_ in _SUBJECTS or c.dep_ == "expl"), None)
            shared_aux = NONE
            if own is None and member.tag_ == verb.tag_ and finite_token(member) in {None, member}:
                shared_aux = auxiliaries if member.tag_ in {"VBN", "VBG", "VB"} else NONE
            self.read(
                member,
                Frame(
                    subject=() if own is not None else tuple(subjects),
                    split_subject=split_subject and own is None,
                    front=(conditions if own is not None else front | frame.front),
                    aux=shared_aux,
                    says=says,
                    hedges=hedges if own is None else frame.hedges,
                    rules=(*frame.rules, "joined clause"),
                ),
            )

    def _slot(self, child: Token, *, alone: bool) -> list[Ids]:
        phrases = self.phrases
        dep = child.dep_
        split = phrases.bold and not alone
        if dep in {"dobj", "attr", "oprd"} and child.pos_ not in _VERBAL | {"ADJ"}:
            plural = dep == "attr" and _plural_subject(child.head)
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
        one = _one_thing(subject)
        split = self.phrases.bold and not alone and not one and not _only(subject)
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
        first = NONE
        for alternative in subjects:
            for choice in product(*slots):
                ids = shared.union(alternative.ids, *choice)
                edits: dict[int, str] = {}
                if split:
                    edits = _agreement(verb, alternative, frame.aux)
                self.drafts.append(
                    Draft(
                        (ids,), verb, edits=edits, says=frame.says, hedges=frame.hedges,
                        rules=frame.rules or ("clause",), subject=alternative.head,
                    )
                )  # fmt: skip
                first = first or ids
        return first

    # -- what stands beside the main clause ------------------------------------------------------------------------

    def _inserted_report(self, child: Token, verb: Token) -> bool:
        """Handle "The ban, officials said, will ...": a reporting clause without content of its own."""
        if child.dep_ not in {"parataxis", "ccomp", "advcl", "dep", "conj"} or child.lemma_ not in lexicon.SAY:
            return False
        if subject_of(child) is None or any(
            c.dep_ in {"dobj", "ccomp", "mark", "prep", "xcomp"} for c in child.children
        ):
            return False
        doc = verb.doc
        left, right = first_of(child), last_of(child)
        commas = (left > 0 and doc[left - 1].text == ",") and (
            right + 1 >= len(doc) or doc[right + 1].pos_ == "PUNCT"
        )
        return commas and not any(c.dep_ == "cc" for c in verb.children if c.i == left - 1)

    def _say(self, verb: Token) -> list[Say]:
        subject = subject_of(verb)
        assert subject is not None
        return [Say(a.ids, frozenset({verb.i})) for a in self.phrases.noun(subject, split=False, source=True)]

    def _kind_of_adverbial(self, child: Token, verb: Token) -> str:
        if not self.phrases.bold and child.i > verb.i:
            return "inside"
        mark = next((c.lower_ for c in child.children if c.dep_ == "mark"), "")
        subject = subject_of(child)
        left = first_of(child)
        doc = verb.doc
        right = last_of(child)
        comma = (left > 0 and doc[left - 1].text in {",", "—", "--", "-"}) or (
            child.i < verb.i and (doc[right].text == "," or (right + 1 < len(doc) and doc[right + 1].text == ","))
        )
        if subject is not None and finite_token(child) is not None:
            if mark in lexicon.SEPARATING and mark != "after":
                return "separate"
            if mark == "after" and _tells_enough(verb, child):
                return "separate"
            if (mark in lexicon.LOOSE or mark == "so") and comma:
                return "separate"
            if any(c.tag_ == "WRB" and c.lower_ == "where" for c in child.children) and comma:
                return "participle"
            if not mark and comma and not any(c.tag_ in _RELATIVE for c in child.children) and child.i < verb.i:
                return "separate"
            return "inside"
        if _list_of_nouns(child):
            return "inside"
        if comma and not mark and subject is None and child.tag_ in {"VBG", "VBN"} and not _has_to(child):
            return "participle"
        return "inside"

    def _participle(
        self, verb: Token, child: Token, subjects: tuple[Alternative, ...], frame: Frame, *, main: Ids
    ) -> None:
        """Make a claim of ", leading to delays" or "Speaking in Rome, ..."."""
        if not self.phrases.bold:
            return
        where = next((c for c in child.children if c.lower_ == "where" and c.tag_ == "WRB"), None)
        if where is not None:
            self._where(verb, child, where, frame)
            return
        if not subjects or child.tag_ not in {"VBG", "VBN"}:
            return
        excluded = [c for c in child.children if c.dep_ == "advmod" and c.lower_ in lexicon.CONNECTIVES]
        if child.lemma_ in lexicon.RESULT and child.tag_ == "VBG" and child.i > verb.i and main:
            self._result(verb, child, subjects, frame, main)
            return
        finite = finite_token(verb)
        past = finite is not None and finite.tag_ == "VBD"
        rests = [a.ids for a in self.phrases.verb(child, split=True)]
        for alternative in subjects:
            plural = _is_plural(alternative)
            for whole in rests:
                rest = whole - frozenset(c.i for c in excluded) - {child.i}
                if child.tag_ == "VBN" or child.i < verb.i:
                    be = ("were" if plural else "was") if past or child.i < verb.i else ("are" if plural else "is")
                    parts: tuple[Ids | str, ...] = (alternative.ids, be, rest | {child.i})
                else:
                    word = verbs.past(child.lemma_) if past else _present(child.lemma_, plural=plural)
                    parts = (alternative.ids, word, rest)
                self.drafts.append(
                    Draft(parts, child, says=frame.says if child.i > verb.i else (), hedges=frame.hedges,
                          rules=("participle",), background=child.i < verb.i, subject=alternative.head)
                )  # fmt: skip

    def _result(self, verb: Token, child: Token, subjects: tuple[Alternative, ...], frame: Frame, main: Ids) -> None:
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
                verbs.gerund(verb.lemma_),
                frozenset(i for i in rest if i > verb.i),
            )
        if negations:
            return
        if modal is not None:
            word = f"{modal.text} {child.lemma_}"
        elif finite is not None and finite.tag_ == "VBD":
            word = verbs.past(child.lemma_)
        else:
            word = verbs.third_person(child.lemma_)
        for alternative in self.phrases.verb(child, split=True):
            parts = (*event, word, alternative.ids - {child.i})
            self.drafts.append(
                Draft(parts, child, says=frame.says, hedges=frame.hedges, rules=("result",), subject=subjects[0].head)
            )

    def _where(self, verb: Token, child: Token, where: Token, frame: Frame) -> None:
        """Handle "... left out of the study, where a ban applies": where is the place named last, or the subject."""
        before_it = verb.doc[: first_of(child)]
        place = next((t for t in before_it if t.ent_type_ in {"GPE", "LOC"} and t.dep_ in _SUBJECTS), None)
        subject = subject_of(child)
        if subject is None:
            return
        if place is None:
            self.read(child, Frame(says=frame.says, hedges=frame.hedges, rules=("where clause",)))
            return
        before = len(self.drafts)
        self.read(child, replace(frame, subject=(), excluded=frozenset({where.i}), rules=("where clause",)))
        for draft in self.drafts[before:]:
            draft.parts = (*draft.parts, "in", self.phrases.name(place))

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

    # -- relative clauses ------------------------------------------------------------------------------------------

    def _of_event(self, clause: Token, noun: Token, frame: Frame) -> bool:
        """Read "they do not sleep, which harms them": what harms is not sleeping, not the noun before "which"."""
        verb = noun.head
        negated = [c for c in verb.children if c.dep_ == "neg"]
        subject = subject_of(clause)
        if noun.dep_ != "dobj" or not negated or subject is None or subject.lower_ != "which":
            return False
        before = len(self.drafts)
        self.read(
            clause,
            replace(
                frame, subject=(Alternative(NONE, noun),), excluded=frozenset({subject.i}), rules=("relative clause",)
            ),
        )
        rest = frozenset(t.i for t in noun.subtree if t not in clause.subtree and t.pos_ != "PUNCT")
        for draft in self.drafts[before:]:
            draft.parts = ("not", verbs.gerund(verb.lemma_), rest, *draft.parts)
        return True

    def _meant(self, clause: Token, antecedent: Ids, noun: Token) -> tuple[Ids, Token] | None:
        """Return what "which" stands for: the whole list where the verb is plural; None where it is a whole event."""
        finite = finite_token(clause)
        subject = subject_of(clause)
        relative_subject = subject is not None and subject.tag_ in _RELATIVE
        plural_verb = finite is not None and (finite.tag_ == "VBP" or finite.lower_ == "were")
        if not relative_subject or not plural_verb or noun.tag_ in {"NNS", "NNPS"} or noun.pos_ == "PRON":
            return antecedent, noun
        first = noun
        while first.dep_ == "conj" and first.head.pos_ in {"NOUN", "PROPN"}:
            first = first.head
        if any(c.dep_ == "conj" for c in first.children):
            ids = self.phrases.noun(first, split=False)[0].ids
            holder = next((t for t in first.ancestors if t.pos_ in {"NOUN", "PROPN"}), None)
            if holder is not None and holder.tag_ == "NNS" and first.dep_ == "pobj":
                return self.phrases.name(holder) | ids, holder
            return ids, first
        return None

    def _place(self, noun: Token, antecedent: Ids) -> Ids:
        """Return the place that "where" stands for: the noun before it, or the place named as the subject."""
        if noun.ent_type_ in {"GPE", "LOC", "FAC"} or noun.lower_ in lexicon.PLACES:
            return antecedent
        named = next((t for t in noun.doc[: noun.i] if t.ent_type_ in {"GPE", "LOC"} and t.dep_ in _SUBJECTS), None)
        return self.phrases.name(named) if named is not None else antecedent

    def relative(self, clause: Token, antecedent: Ids, noun: Token, frame: Frame) -> None:  # noqa: C901 - one question after another, the surest first
        """Add the claims of a relative clause, its antecedent put in the place of "which"."""
        pronoun = next(
            (t for t in clause.subtree if t.tag_ in _RELATIVE or (t.lower_ == "that" and t.i == first_of(clause))),
            None,
        )
        if pronoun is not None and pronoun.i > clause.i:
            pronoun = None
        rules = ("relative clause",)
        if self._of_event(clause, noun, frame):
            return
        found = self._meant(clause, antecedent, noun)
        if found is None:
            return
        antecedent, noun = found
        as_subject = Alternative(antecedent, noun)
        before = len(self.drafts)
        if pronoun is not None and pronoun.head == clause and pronoun.dep_ in {"nsubj", "nsubjpass"}:
            self.read(clause, replace(frame, subject=(as_subject,), excluded=frozenset({pronoun.i}), rules=rules))
            return
        excluded = frozenset({pronoun.i}) if pronoun is not None else NONE
        if subject_of(clause) is None or subject_of(clause) == pronoun:
            return
        self.read(clause, replace(frame, excluded=excluded, rules=rules))
        for draft in self.drafts[before:]:
            ids = draft.ids - excluded
            if pronoun is not None and pronoun.tag_ == "WP$":
                draft.parts = (antecedent, "’s", ids)
            elif pronoun is not None and pronoun.lower_ in {"where", "when"}:
                draft.parts = (ids, "in", self._place(noun, antecedent))
            elif pronoun is not None and pronoun.head.pos_ == "ADP" and pronoun.head.i < pronoun.i:
                prep = pronoun.head
                draft.parts = (ids - {prep.i}, prep.text, antecedent)
            elif (stranded := _stranded(clause)) is not None:
                gap = stranded.i
                draft.parts = (
                    frozenset(i for i in ids if i <= gap),
                    antecedent,
                    frozenset(i for i in ids if i > gap),
                )
            else:
                gap = _verb_without_object(clause, pronoun).i
                particles = [c.i for c in draft.head.doc[gap].children if c.dep_ == "prt"]
                gap = max([gap, *particles])
                draft.parts = (
                    frozenset(i for i in ids if i <= gap),
                    antecedent,
                    frozenset(i for i in ids if i > gap),
                )


def reported_content(verb: Token) -> Token | None:
    """Return the clause that ``verb`` reports, or None where it reports none or does more than report."""
    if verb.lemma_ not in lexicon.SAY and verb.lemma_ not in lexicon.HOLD:
        return None
    if any(c.dep_ == "neg" for c in verb.children):
        return None
    if any(c.tag_ == "MD" or (c.dep_ == "aux" and c.tag_ == "TO") for c in verb.children):
        return None
    candidates = [c for c in verb.children if c.dep_ == "ccomp" and c.pos_ in _VERBAL | {"ADJ", "NOUN"}]
    for content in candidates:
        opening = [
            t.lower_
            for t in content.children
            if t.dep_ in {"mark", "advmod", "dobj", "nsubj", "attr"} and t.i < content.i
        ]
        first = content.doc[first_of(content)].lower_
        if first in _QUESTION_WORDS - {"if", "when"} or (
            first in {"if", "when"} and verb.lemma_ in {"tell", "explain"}
        ):
            return None
        if "whether" in opening or subject_of(content) is None:
            return None
        if content.pos_ not in _VERBAL:
            return None
        if content.i < verb.i and not _comma_between(verb):
            return None
        return content
    return None


def _list_of_nouns(child: Token) -> bool:
    """Whether ", hearing problems, sleeping problems and others" was read as verbs: a list of nouns begun before."""
    bare = [c for c in child.children if c.dep_ == "dobj" and c.i == child.i + 1 and c.tag_ == "NNS"]
    return child.tag_ == "VBG" and bool(bare) and any(c.dep_ == "conj" and c.tag_ == "VBG" for c in child.children)


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


def _comma_between(verb: Token) -> bool:
    """Whether "..., X said" is set off by a comma; after a dash it is a sentence of its own."""
    subject = subject_of(verb)
    start = min(verb.i, first_of(subject)) if subject is not None else verb.i
    while start > 0 and verb.doc[start - 1].pos_ == "ADV":
        start -= 1
    return start > 0 and verb.doc[start - 1].text in {",", "?", "!"}


def _loose(child: Token, verb: Token) -> bool:
    """Whether a connective stands for itself, rather than belonging to a number or an adjective."""
    return child.head == verb and not any(True for _ in child.children) and (
        child.lower_ not in {"too", "well", "so", "then", "yet", "still"}
        or child.i == verb.sent.start or child.i < verb.i - 3
        or (child.lower_ in {"so", "then", "yet"} and child.i < verb.i)
    )  # fmt: skip


def _has_to(verb: Token) -> bool:
    return any(c.tag_ == "TO" for c in verb.children)


def _stands_together(verb: Token) -> bool:
    """Whether the clause says something that its subjects or objects do to each other."""
    words = {t.lower_ for t in verb.subtree}
    if words & {"together", "jointly", "respectively", "mutual", "mutually"}:
        return True
    if {"each", "one"} & words and {"other", "another"} & words and _reciprocal(verb):
        return True
    return verb.lemma_ in lexicon.COLLECTIVE - {"sign", "share", "agree", "fight", "separate"}


def _reciprocal(verb: Token) -> bool:
    tokens = [t.lower_ for t in verb.doc]
    pairs = set(pairwise(tokens))
    return ("each", "other") in pairs or ("one", "another") in pairs


def _one_thing(subject: Token) -> bool:
    """Whether a list takes a singular verb ("Fish and chips is a dish"), and so is one thing."""
    finite = finite_token(subject.head)
    listed = any(c.dep_ == "conj" for c in subject.children) and any(c.lower_ == "and" for c in subject.children)
    return listed and finite is not None and (finite.tag_ == "VBZ" or finite.lower_ == "was")


def _only(subject: Token) -> bool:
    return any(t.lower_ in {"only", "just", "between", "except"} for t in subject.subtree if t.i <= subject.i + 1)


def _plural_subject(verb: Token) -> bool:
    subject = subject_of(verb)
    return subject is not None and (
        subject.tag_ in {"NNS", "NNPS"} or any(c.dep_ == "conj" for c in subject.children)
    )


def _is_plural(alternative: Alternative) -> bool:
    head = alternative.head
    if head.tag_ in {"NNS", "NNPS"} or head.lower_ in {
        "they",
        "we",
        "you",
        "these",
        "those",
        "many",
        "few",
        "both",
        "some",
    }:
        return True
    return any(c.dep_ == "conj" and c.i in alternative.ids for c in head.children)


def _agreement(verb: Token, alternative: Alternative, inherited: Ids) -> dict[int, str]:
    """Make the verb agree with one member of what was a list of subjects."""
    if _is_plural(alternative) or alternative.head.lower_ in {"i", "you", "we"}:
        return {}
    finite = finite_token(verb)
    if inherited and (finite is None or finite == verb):
        finite = next(
            (verb.doc[i] for i in sorted(inherited) if verb.doc[i].tag_ in {"VBD", "VBP", "VBZ", "MD"}), None
        )
    if finite is None or finite.tag_ not in {"VBP", "VBD"} or (finite.tag_ == "VBD" and finite.lemma_ != "be"):
        return {}
    return {finite.i: verbs.agree(finite.text, finite.lemma_, plural=False)}


def _present(lemma: str, *, plural: bool) -> str:
    return lemma if plural else verbs.third_person(lemma)


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
