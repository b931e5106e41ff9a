"""Mistakes about what a verb of saying or finding reports, where no "that" opens it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sources.language.lexicon import HOLD, SAY, TRANSITIVE
from sources.language.parsing.relations import NOUN_SUBJECTS, finite_token, first_of, subject_of
from sources.language.parsing.repairs.registry import Pass, hang, repair

if TYPE_CHECKING:
    from sources.language.parsing.tree import Token

_FINDING = SAY | HOLD | {"find", "show", "reveal", "estimate"}


def _is_content(token: Token) -> bool:
    return token.head.lemma_ in _FINDING and token.pos_ in {"VERB", "AUX"}


@repair(Pass.REPORTS, deps={"conj", "ccomp"}, of=_is_content)
def object_of_finding(verb: Token) -> None:
    """Mend "found use of salt exceeded the norm": what exceeded it is the use, which was read as an object."""
    report = verb.head
    between = verb.doc[report.i + 1 : verb.i]
    objects = [c for c in report.children if c.dep_ == "dobj" and c.i < verb.i]
    if subject_of(verb) is not None or finite_token(verb) is None or len(objects) != 1 or report.i > verb.i:
        return
    if any(t.text in {",", ";", ":"} or (t.dep_ == "cc" and t.head == report) for t in between):
        return
    helped = any(c.dep_ in {"aux", "auxpass"} for c in verb.children)
    if not helped and verb.lemma_ in TRANSITIVE and not any(c.dep_ == "dobj" for c in verb.children):
        return  # "found gold sold in Brenn": a participle
    noun = objects[0]
    for child in [c for c in report.children if noun.i < c.i < verb.i and c.dep_ in {"prep", "npadvmod"}]:
        hang(child, noun, child.dep_)
    hang(noun, verb, "nsubj")
    hang(verb, report, "ccomp")


@repair(Pass.REPORTS, deps={"conj", "ccomp"}, of=_is_content)
def time_of_what_is_said(verb: Token) -> None:
    """Mend "said by 2030, two bridges would need repair": the time is that of the repair, and it is what was said."""
    report, subject = verb.head, subject_of(verb)
    modal = any(c.tag_ == "MD" for c in verb.children)
    joined = any(c.dep_ in {"cc", "dobj"} and c.i < verb.i for c in report.children)
    if subject is None or subject.dep_ not in NOUN_SUBJECTS or not modal or joined or report.i > first_of(subject):
        return
    comma = first_of(subject) - 1
    times = [c for c in report.children if c.lower_ == "by" and report.i < c.i < comma and c.dep_ == "prep"]
    if verb.doc[comma].text != "," or not times or max(t.i for t in times[-1].subtree) != comma - 1:
        return
    if not any(c.ent_type_ == "DATE" for c in times[-1].children):
        return
    hang(times[-1], verb, "prep")
    hang(verb, report, "ccomp")


def _is_second_content(token: Token) -> bool:
    return token.head.lemma_ in SAY and token.pos_ in {"VERB", "AUX"} and token.i > token.head.i


@repair(Pass.REPORTS, deps={"conj", "ccomp"}, of=_is_second_content)
def second_of_what_is_said(verb: Token) -> None:
    """Mend "said the roof leaked, the heating failed and that it was cold": all of it is what was said."""
    report = verb.head
    first = next((c for c in report.children if c.dep_ == "ccomp" and report.i < c.i < verb.i), None)
    if first is None or subject_of(first) is None or subject_of(verb) is None or finite_token(verb) is None:
        return
    again = any(c.dep_ == "mark" and c.lower_ == "that" for c in verb.children)
    turns = verb.doc[first_of(verb) - 1].lower_ == "but"
    if not again and (verb.dep_ == "conj" or turns):
        return  # "said it would open, and the crowd cheered", "but the firm denied it"
    joints = [c for c in report.children if c.dep_ == "cc" and first.i < c.i < verb.i]
    for child in [*joints[-1:], verb]:
        hang(child, first, "cc" if child.dep_ == "cc" else "conj")


@repair(Pass.CLAUSES, deps={"ROOT"})
def participle_as_root(verb: Token) -> None:
    """Mend "The dose was too low, in all cases examined.": "examined" was read as the verb of the sentence."""
    if verb.tag_ not in {"VBN", "VBD"}:
        return
    noun, clauses = subject_of(verb), [c for c in verb.children if c.dep_ == "ccomp" and c.i < verb.i]
    if noun is None or len(clauses) != 1 or finite_token(clauses[0]) is None or noun.dep_ not in NOUN_SUBJECTS:
        return
    prep = verb.doc[first_of(noun) - 1]
    led = (
        prep.pos_ in {"ADP", "SCONJ"}
        and prep.lower_ in {"in", "at", "on"}
        and prep.head == verb
        and not list(prep.children)
        and clauses[0].i < prep.i
    )
    if not led or any(c.dep_ in {"aux", "auxpass", "dobj", "ccomp"} and c.i > noun.i for c in verb.children):
        return
    main = clauses[0]
    others = [c for c in verb.children if c not in {main, noun, prep} and (c.i < first_of(noun) or c.pos_ == "PUNCT")]
    main.head = main
    main.dep_ = "ROOT"
    for child in others:
        hang(child, main, child.dep_)
    told = [t for t in main.subtree if t.dep_ in {"conj", "ccomp"} and t.head.pos_ == "VERB" and finite_token(t)]
    hang(prep, told[-1] if told else main, "prep")
    hang(noun, prep, "pobj")
    hang(verb, noun, "acl")
