"""One unit read: its clauses as drafts, boldly first, and carefully where the bold reading would lose something."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from claims.splitting.clauses.attribution import beside, say_of
from claims.splitting.clauses.clauses import Clauses
from claims.splitting.clauses.drafts import NONE, Draft, Frame, Ids, Say, Step
from claims.splitting.clauses.phrases import Phrases
from claims.splitting.segments.headlines import without_verb
from claims.splitting.segments.units import Role, Unit, holds_clause
from sources.language import lexicon
from sources.language.lexicon import words
from sources.language.parsing.repairs import finite_token, subject_of

if TYPE_CHECKING:
    from sources.language.parsing.tree import Token


_JOINTS = words("clause_joints")

# Fewest words of a sentence that is kept although no verb was recognised in it ("The harbour handles coal.").
MINIMAL_SENTENCE = 6


@dataclass(slots=True)
class Reading:
    """One unit with what was found in it."""

    unit: Unit
    phrases: Phrases
    drafts: list[Draft]
    says: list[Say]
    speakers: list[Ids]


def read_unit(unit: Unit) -> Reading:
    """Read a unit boldly, and carefully where the bold reading loses a number, a name or a negation."""
    if unit.role is Role.LABEL:
        return Reading(unit, Phrases(NONE), [], [], [frozenset(t.i for t in unit.doc if t.pos_ != "PUNCT")])
    wanted = _important(unit)
    best: Reading | None = None
    for bold in (True, False):
        reading = reading_of(unit, bold=bold)
        missing = wanted - _covered(reading)
        if not missing and (reading.drafts or not _statement(unit)):
            return reading
        best = best or reading
    assert best is not None
    whole = _whole(unit, best)
    return whole if whole is not None else best


def _statement(unit: Unit) -> bool:
    """Whether a unit looks like a sentence, although the parser saw no verb in it."""
    ended = unit.parsed[-1] in ".!?" or unit.ranges[-1].end < unit.sentence.end  # before a semicolon
    return unit.role is not Role.CARRIER and len(unit.parsed.split()) >= MINIMAL_SENTENCE and ended


def reading_of(unit: Unit, *, bold: bool) -> Reading:  # noqa: C901 - one question after another, the surest first
    """Read a unit once.

    Args:
        unit: What is read; its tree is set.
        bold: Whether lists are divided and asides taken out.
    """
    doc = unit.doc
    finds = beside(doc)
    peeled = NONE.union(*[whole for whole, _, _ in finds])
    quoted = frozenset(
        t.i for t in doc for q in unit.opened if q.inner.start <= unit.start_of(t) and unit.end_of(t) <= q.inner.end
    )
    phrases = Phrases(peeled, bold=bold, quoted=quoted - _whole_clauses(unit))
    naming = Phrases(NONE, bold=bold)
    says: list[Say] = []
    for whole, cue, nouns in finds:
        says.extend(say_of(naming, whole, cue, nouns))
    clauses = Clauses(phrases, speaks=unit.role is Role.SAID, quoted=quoted)
    frame = Frame()
    speakers: list[Ids] = []
    for sentence in doc.sents:
        root = sentence.root
        if unit.role is Role.CARRIER:
            verb = _reporting(root)
            if verb is not None:
                speakers.extend(a.ids for a in clauses.carried(verb, frame))
                if verb != root:
                    clauses.read(root, Frame(excluded=frozenset(t.i for t in verb.subtree)))
                continue
        if root.pos_ in {"VERB", "AUX"} or subject_of(root) is not None:
            clauses.read(root, frame)
    if unit.role is Role.CARRIER and not speakers and says:
        speakers = [say.source for say in says]
    for ids in [*[say.source for say in says], *speakers]:
        if ids:
            phrases.office_of(ids, doc[max(ids)])
    pending = [*naming.relatives, *phrases.relatives]
    seen: set[int] = set()
    while pending:
        for clause, antecedent, noun in pending:
            if clause.i not in seen:
                seen.add(clause.i)
                inside = any(noun.i in draft.ids for draft in clauses.drafts if draft.says) and noun.dep_ != "nsubj"
                content = next((d.says for d in clauses.drafts if inside and noun.i in d.ids), ())
                clauses.relative(clause, antecedent, noun, Frame(says=content))
                for draft in clauses.drafts:
                    if draft.made_by("relative clause"):
                        draft.background = True
        pending = [p for p in phrases.relatives if p[0].i not in seen]
    if unit.role is Role.REPORTED and not clauses.drafts and (missing := without_verb(doc)):
        noun, told = missing
        everything = frozenset(t.i for t in doc if t.pos_ != "PUNCT")
        before = frozenset(i for i in everything if i < told.i)
        several = noun.tag_ in {"NNS", "NNPS"} or (noun.pos_ == "NUM" and noun.lower_ not in {"one", "1"})
        be = "are" if several else "is"
        rules = (Step("headline", frozenset({told.i})),)
        clauses.drafts.append(Draft((before, be, everything - before), told, rules=rules, subject=noun))
    says += [say for draft in clauses.drafts for say in _said_only(draft)]
    clauses.drafts = [draft for draft in clauses.drafts if not _said_only(draft)]
    drafts = clauses.drafts
    for aside in [*naming.asides, *phrases.asides]:
        holder = next((d for d in clauses.drafts if d.says and aside.head.i in d.ids), None)
        if holder is not None and not any(aside.head.i in say.source for say in holder.says):
            aside.says = holder.says
        drafts.append(aside)
    for draft in drafts:
        _trim_end(draft)
    return Reading(unit, phrases, [d for d in drafts if _sound(d)], says, speakers)


def _whole_clauses(unit: Unit) -> Ids:
    """Return the tokens of quotations that are clauses: they lose their marks, and their lists divide like others."""
    found = NONE
    for quotation in unit.opened:
        inside = frozenset(
            t.i for t in unit.doc
            if quotation.inner.start <= unit.start_of(t) and unit.end_of(t) <= quotation.inner.end
        )  # fmt: skip
        if quotation.closed and holds_clause(unit.doc, inside):
            found |= inside
    return found


def _said_only(draft: Draft) -> list[Say]:
    """Return the attribution in ", the station reported, ...": a subject and a verb that say nothing of their own."""
    verb, subject = draft.head, draft.subject
    bare = {"say", "report", "add", "announce", "state", "note"}
    if verb.lemma_ not in bare or subject is None or len(draft.parts) != 1 or subject.dep_ != "nsubj":
        return []
    source = draft.ids & frozenset(t.i for t in subject.subtree)
    commas = [verb.doc[i].text for i in (min(draft.ids) - 1, max(draft.ids) + 1) if 0 <= i < len(verb.doc)]
    only = draft.ids == source | {verb.i} and "," in commas and len(verb.doc) > len(draft.ids) + 4
    return [Say(source, frozenset({verb.i}))] if only and source else []


def _trim_end(draft: Draft) -> None:
    """Take a joint left hanging at either end off the draft."""
    doc = draft.head.doc
    while isinstance(draft.parts[-1], frozenset) and draft.parts[-1]:
        last = max(draft.parts[-1])
        if doc[last].pos_ not in {"CCONJ", "SCONJ"} or (
            doc[last].dep_ == "prep" and any(True for _ in doc[last].children)
        ):
            break
        draft.parts = (*draft.parts[:-1], draft.parts[-1] - {last})
    while isinstance(draft.parts[0], frozenset) and draft.parts[0] and doc[min(draft.parts[0])].lower_ in _JOINTS:
        draft.parts = (draft.parts[0] - {min(draft.parts[0])}, *draft.parts[1:])


def _reporting(root: Token) -> Token | None:
    """Return the verb that carries a quotation: the root, or a report joined to it."""
    if root.lemma_ in lexicon.SAY | lexicon.ANSWER:
        return root
    for child in root.children:
        if child.lemma_ in lexicon.SAY and child.dep_ in {"conj", "ccomp", "parataxis", "advcl", "acl"}:
            return child
    return None


def _sound(draft: Draft) -> bool:
    """Whether a draft can stand as a sentence: a subject, a verb, nothing left dangling."""
    if not draft.ids:
        return False
    doc = draft.head.doc
    inserted = any(isinstance(part, str) for part in draft.parts)
    order = sorted(draft.ids)
    last = doc[order[-1]]
    if not inserted:
        verbs = [doc[i] for i in order if doc[i].pos_ in {"VERB", "AUX"}]
        if not any(finite_token(v) is not None for v in verbs):
            finite = [i for i in order if doc[i].tag_ in {"VBD", "VBP", "VBZ", "MD"}] or list(draft.edits)
            if not finite:
                return False
        opening = doc[order[0]]
        inverted = len(draft.parts) == 1 and opening.pos_ == "AUX" and doc[-1].text != "?"
        if len(order) < 2 or (inverted and opening.i > 0):  # "..., and so was the mill"
            return False
    return not (
        last.pos_ in {"CCONJ", "DET", "SCONJ"} and last.tag_ != "DT" and isinstance(draft.parts[-1], frozenset)
    )


def _important(unit: Unit) -> Ids:
    """Numbers, names and negations that must reach some claim."""
    out = set()
    for token in unit.doc:
        if token.pos_ == "PUNCT":
            continue
        told = token.pos_ == "VERB" and token.tag_ in {"VBD", "VBZ", "MD"}
        if told or token.like_num or token.dep_ == "neg" or (token.pos_ == "PROPN" and token.text[:1].isupper()):
            out.add(token.i)
    return frozenset(out)


def _covered(reading: Reading) -> Ids:
    said = NONE.union(*[say.source | say.cue for say in reading.says])
    drafted = NONE.union(*[d.ids for d in reading.drafts])
    for draft in reading.drafts:
        for say in draft.says:
            said |= say.source | say.cue
        hedging = {word for hedge in draft.hedges for word in hedge.split()}  # "we thought"
        said |= frozenset(t.i for t in reading.unit.doc if t.text in hedging)
    return drafted | said | reading.phrases.peeled | NONE.union(*reading.speakers)


def _whole(unit: Unit, reading: Reading) -> Reading | None:
    """Keep the sentence whole: larger than it should be, but nothing lost and nothing broken."""
    if unit.role is Role.CARRIER:
        return None
    drafts = []
    for sentence in unit.doc.sents:
        ids = frozenset(
            t.i for t in sentence if t.i not in reading.phrases.peeled and t.pos_ not in {"PUNCT", "SPACE"}
        )
        first = min(ids, default=0)
        if ids and unit.doc[first].pos_ == "CCONJ":
            ids -= {first}
        if ids:
            drafts.append(
                Draft((ids,), sentence.root, rules=(Step("kept whole", ids),), subject=subject_of(sentence.root))
            )
    sound = [d for d in drafts if _sound(d)]
    drafts = sound or (drafts if _statement(unit) else [])
    if not drafts:
        return None
    return Reading(unit, reading.phrases, drafts, reading.says, reading.speakers)
