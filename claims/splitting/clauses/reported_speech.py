"""Reported clauses: what somebody said freed from the words that say who said it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from claims.splitting.clauses.drafts import NONE, Alternative, Frame, Ids, Say, Step
from claims.splitting.clauses.phrases import Phrases
from claims.splitting.clauses.relative_clauses import Relatives
from sources.language import lexicon
from sources.language.lexicon import words
from sources.language.parsing.repairs import first_of, is_clause, subject_of

if TYPE_CHECKING:
    from sources.language.parsing.tree import Token

_SUBJECTS = frozenset(["nsubj", "nsubjpass", "csubj", "csubjpass"])
_QUESTION_WORDS = words("question_words")
_RELATIVE = frozenset(["WDT", "WP", "WP$", "WRB"])
_VERBAL = frozenset(["VERB", "AUX"])


class Reports(Relatives):
    """Takes "X said that ..." apart.

    Args:
        phrases: The phrases of the same sentence.
        speaks: Whether the sentence is somebody's own words, so that "I suspect" hedges what follows.
        quoted: Tokens that stood within quotation marks.
    """

    def __init__(self, phrases: Phrases, *, speaks: bool = False, quoted: Ids = NONE) -> None:
        super().__init__(phrases)
        self.speaks = speaks
        self.quoted = quoted

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
        if verb.lemma_ in lexicon.HOLD and not (first_person and verb.lemma_ in lexicon.THINK):
            return False
        if first_person and (self.speaks or verb.lemma_ in lexicon.HOLD):
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
            frame,
            says=says,
            hedges=hedges,
            subject=(),
            front=NONE,
            aux=NONE,
            rules=(*frame.rules, Step("reported", frozenset({verb.i}))),
        )
        self.read(content, inner)
        subject_alternatives = tuple(alternatives)
        for child in verb.children:
            if child.i in self.phrases.peeled or child == content:
                continue
            beside = Frame(says=frame.says, hedges=frame.hedges, rules=(beside_step(child),))
            if child.dep_ == "advcl" and self._kind_of_adverbial(child, verb) == "separate":
                self.read(child, beside)
            elif child.dep_ == "advcl":
                self._participle(verb, child, subject_alternatives, frame, main=NONE)
            elif child.dep_ in {"ccomp", "parataxis"} and is_clause(child) and subject_of(child) is not None:
                self.read(child, beside)
            elif child.dep_ == "conj" and child.pos_ in _VERBAL:
                own = subject_of(child) is not None
                shared = () if own else subject_alternatives
                self.read(child, replace(frame, subject=shared, rules=(*frame.rules, joined_step(child))))
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
                self.read(child, replace(frame, subject=shared, rules=(joined_step(child),)))
            elif child.dep_ == "advcl":
                self._participle(verb, child, tuple(speakers), frame, main=NONE)
            elif child.dep_ in {"prep", "dobj"} and child != subject:
                self.phrases.flat(child)
        return speakers

    def _quotes(self, verb: Token) -> bool:
        """Whether words in quotation marks follow ``verb`` within its clause."""
        elsewhere = {t.i for c in verb.children if c.dep_ == "conj" for t in c.subtree}
        return any(i > verb.i and i not in elsewhere and verb.doc[i] in verb.subtree for i in self.quoted)

    def _inserted_report(self, child: Token, verb: Token) -> bool:
        """Handle "The ban, officials said, will ...": a reporting clause without content of its own."""
        if child.dep_ not in {"parataxis", "ccomp", "advcl", "dep", "conj"} or child.lemma_ not in lexicon.SAY:
            return False
        if subject_of(child) is None or any(
            c.dep_ in {"dobj", "ccomp", "mark", "prep", "xcomp"} for c in child.children
        ):
            return False
        doc = verb.doc
        words = [t.i for t in child.subtree if t.pos_ != "PUNCT"]
        left, right = min(words), max(words)
        commas = (left > 0 and doc[left - 1].text == ",") and (
            right + 1 >= len(doc) or doc[right + 1].pos_ == "PUNCT"
        )
        return commas and not any(c.dep_ == "cc" for c in verb.children if c.i == left - 1)

    def _participle(
        self, verb: Token, child: Token, subjects: tuple[Alternative, ...], frame: Frame, *, main: Ids
    ) -> None:
        """Read ", adding that ..." as a report, and leave other participles to the rules for them."""
        said = child.tag_ == "VBG" and child.i > verb.i and subjects and subject_of(child) is None
        if said and self._reported(child, replace(frame, subject=subjects, says=())):
            return
        super()._participle(verb, child, subjects, frame, main=main)

    def _say(self, verb: Token) -> list[Say]:
        subject = subject_of(verb)
        assert subject is not None
        return [Say(a.ids, frozenset({verb.i})) for a in self.phrases.noun(subject, split=False, source=True)]


def beside_step(clause: Token) -> Step:
    """Return the step that frees a clause beside the main one; "while" calls for it, or its verb."""
    opening = next((c.i for c in clause.children if c.dep_ in {"mark", "advmod"} and c.i < clause.i), clause.i)
    return Step("clause beside the main clause", frozenset({opening}))


def joined_step(clause: Token) -> Step:
    """Return the step that divides two clauses; the "and" before the second calls for it, or its verb."""
    joints = [t.i for t in clause.head.children if t.dep_ == "cc" and t.i < clause.i]
    return Step("joined clause", frozenset({max(joints, default=clause.i)}))


def reported_content(verb: Token) -> Token | None:
    """Return the clause that ``verb`` reports, or None where it reports none or does more than report."""
    if verb.lemma_ not in lexicon.SAY and verb.lemma_ not in lexicon.HOLD:
        return None
    if any(c.dep_ == "neg" for c in verb.children):
        return None
    if verb.lemma_ == "hear" and getattr(subject_of(verb), "lower_", "") not in lexicon.COURTS:
        return None  # what a court hears is told there; what anybody else hears is hearsay
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
            continue
        return content
    return None


def _comma_between(verb: Token) -> bool:
    """Whether "..., X said" is set off by a comma; after a dash it is a sentence of its own."""
    subject = subject_of(verb)
    start = min(verb.i, first_of(subject)) if subject is not None else verb.i
    while start > 0 and verb.doc[start - 1].pos_ == "ADV":
        start -= 1
    return start > 0 and verb.doc[start - 1].text in {",", "?", "!"}
