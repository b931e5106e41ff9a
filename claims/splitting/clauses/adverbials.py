"""Clauses beside the main one: "while ...", "..., leading to delays", "Speaking in Rome, ..."."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import replace
from typing import TYPE_CHECKING

from claims.splitting.clauses.drafts import Alternative, Draft, Frame, Ids, Step
from sources.language import inflection, lexicon
from sources.language.parsing.repairs import finite_token, first_of, last_of, subject_of

if TYPE_CHECKING:
    from claims.splitting.clauses.phrases import Phrases
    from sources.language.parsing.tree import Token

_SUBJECTS = frozenset(["nsubj", "nsubjpass", "csubj", "csubjpass"])
_RELATIVE = frozenset(["WDT", "WP", "WP$", "WRB"])
_VERBAL = frozenset(["VERB", "AUX"])


class Adverbials(ABC):
    """Makes claims of adverbial clauses.

    Args:
        phrases: The phrases of the same sentence.
    """

    def __init__(self, phrases: Phrases) -> None:
        self.phrases = phrases
        self.drafts: list[Draft] = []

    @abstractmethod
    def read(self, verb: Token, frame: Frame) -> None:
        """Add the claims of the clause of ``verb`` to `drafts`."""

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
        rests = self.phrases.verb(child, split=True)
        for alternative in subjects:
            plural = is_plural(alternative)
            for whole, said in rests:
                rest = whole - frozenset(c.i for c in excluded) - {said.i}
                if said.tag_ in {"VBN", "VBD"} or child.i < verb.i:
                    be = ("were" if plural else "was") if past or child.i < verb.i else ("are" if plural else "is")
                    parts: tuple[Ids | str, ...] = (alternative.ids, be, rest | {said.i})
                else:
                    word = inflection.past(said.lemma_) if past else _present(said.lemma_, plural=plural)
                    parts = (alternative.ids, word, rest)
                self.drafts.append(
                    Draft(parts, child, says=frame.says if child.i > verb.i else (), hedges=frame.hedges,
                          rules=(Step("participle", frozenset({said.i})),), background=child.i < verb.i,
                          subject=alternative.head)
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
                inflection.gerund(verb.lemma_),
                frozenset(i for i in rest if i > verb.i),
            )
        if negations:
            return
        if modal is not None:
            word = f"{modal.text} {child.lemma_}"
        elif finite is not None and finite.tag_ == "VBD":
            word = inflection.past(child.lemma_)
        else:
            word = inflection.third_person(child.lemma_)
        for alternative in self.phrases.verb(child, split=True):
            parts = (*event, word, alternative.ids - {child.i})
            self.drafts.append(
                Draft(
                    parts,
                    child,
                    says=frame.says,
                    hedges=frame.hedges,
                    rules=(Step("result", frozenset({child.i})),),
                    subject=subjects[0].head,
                )
            )

    def _where(self, verb: Token, child: Token, where: Token, frame: Frame) -> None:
        """Handle "... left out of the study, where a ban applies": where is the place named last, or the subject."""
        before_it = verb.doc[: first_of(child)]
        place = next((t for t in before_it if t.ent_type_ in {"GPE", "LOC"} and t.dep_ in _SUBJECTS), None)
        subject = subject_of(child)
        if subject is None:
            return
        if place is None:
            self.read(
                child,
                Frame(says=frame.says, hedges=frame.hedges, rules=(Step("where clause", frozenset({where.i})),)),
            )
            return
        before = len(self.drafts)
        self.read(
            child,
            replace(
                frame, subject=(), excluded=frozenset({where.i}), rules=(Step("where clause", frozenset({where.i})),)
            ),
        )
        for draft in self.drafts[before:]:
            draft.parts = (*draft.parts, "in", self.phrases.name(place))


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


def _present(lemma: str, *, plural: bool) -> str:
    return lemma if plural else inflection.third_person(lemma)


def is_plural(alternative: Alternative) -> bool:
    """Whether a subject takes a plural verb."""
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


def _has_to(verb: Token) -> bool:
    return any(c.tag_ == "TO" for c in verb.children)


def _list_of_nouns(child: Token) -> bool:
    """Whether ", hearing problems, sleeping problems and others" was read as verbs: a list of nouns begun before."""
    bare = [c for c in child.children if c.dep_ == "dobj" and c.i == child.i + 1 and c.tag_ == "NNS"]
    return child.tag_ == "VBG" and bool(bare) and any(c.dep_ == "conj" and c.tag_ == "VBG" for c in child.children)
