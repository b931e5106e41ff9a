"""Article to claims, by rules."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Protocol

from claims.article import Article, BlockKind, Span
from claims.claim import Attribution, Claim, Places, TimeReference, claim_id
from claims.splitting import lexicon
from claims.splitting.attribution import as_name, beside, say_of, without_times
from claims.splitting.clauses import Clauses
from claims.splitting.drafts import NONE, Draft, Frame, Ids, Say
from claims.splitting.kinds import nature
from claims.splitting.parser import parse
from claims.splitting.phrases import Phrases
from claims.splitting.references import References
from claims.splitting.repairs import finite_token, mend, subject_of
from claims.splitting.units import Role, Unit, units_of
from claims.splitting.wording import Wording

if TYPE_CHECKING:
    from spacy.tokens import Token

Progress = Callable[[int, int], None]

# Units parsed between two calls of the progress function.
_BATCH = 128
# Bodies of articles are divided so that the memory for parses stays bounded; references do not reach across.
_UNITS_AT_ONCE = 2_000


class Splitter(Protocol):
    """Whatever turns an article into claims."""

    def split(self, article: Article) -> list[Claim]:
        """Return the claims of ``article`` in its order."""
        ...


@dataclass(slots=True)
class _Reading:
    """One unit with what was found in it."""

    unit: Unit
    phrases: Phrases
    drafts: list[Draft]
    says: list[Say]
    speakers: list[Ids]


class RuleSplitter:
    """Splits by rules, offline; the same article always gives the same claims.

    Args:
        progress: Called with the characters done and the characters in all.
    """

    def __init__(self, progress: Progress | None = None) -> None:
        self._progress = progress

    def split(self, article: Article) -> list[Claim]:
        """Return the claims of ``article`` in its order.

        Raises:
            ParserError: If the parsing model is missing or damaged.
        """
        bodies = [block.span for block in article.blocks if block.kind is BlockKind.BODY]
        units = units_of(article.text, bodies)
        places = Places(article.text)
        claims: list[Claim] = []
        while group := list(islice(units, _UNITS_AT_ONCE)):
            self._parse(article, group)
            claims.extend(_claims(article, group, places, len(claims)))
        if self._progress is not None:
            self._progress(len(article.text), len(article.text))
        return claims

    def _parse(self, article: Article, units: list[Unit]) -> None:
        for start in range(0, len(units), _BATCH):
            batch = units[start : start + _BATCH]
            for unit, doc in zip(batch, parse(unit.parsed for unit in batch), strict=True):
                mend(doc)
                unit.tree = doc
            if self._progress is not None:
                self._progress(batch[-1].sentence.end, len(article.text))


def _claims(article: Article, units: list[Unit], places: Places, before: int) -> Iterator[Claim]:
    readings = [_read(unit) for unit in units]
    speakers = _speakers(article.text, readings)
    names = {index: speaker[0] for index, speaker in speakers.items()}
    references = References(units, [r.phrases for r in readings], names)
    told: set[str] = set()
    order = before
    for index, reading in enumerate(readings):
        wording = Wording(index, reading.unit, article.text, references)
        for draft in _in_order(reading):
            claim = _claim(article, reading, draft, wording, speakers.get(index), places, order + 1)
            key = re.sub(r"\W+", " ", claim.text.lower()) if claim is not None else ""
            if claim is None or key in told:
                continue
            told.add(key)
            order += 1
            yield claim


# -- reading one unit ----------------------------------------------------------------------------------------


def _read(unit: Unit) -> _Reading:
    """Read a unit boldly, and carefully where the bold reading loses a number, a name or a negation."""
    wanted = _important(unit)
    best: _Reading | None = None
    for bold in (True, False):
        reading = _reading(unit, bold=bold)
        missing = wanted - _covered(reading)
        if not missing:
            return reading
        best = best or reading
    assert best is not None
    whole = _whole(unit, best)
    return whole if whole is not None else best


def _reading(unit: Unit, *, bold: bool) -> _Reading:  # noqa: C901 - one question after another, the surest first
    doc = unit.doc
    finds = beside(doc)
    peeled = NONE.union(*[whole for whole, _, _ in finds])
    phrases = Phrases(peeled, bold=bold)
    naming = Phrases(NONE, bold=bold)
    says: list[Say] = []
    for whole, cue, nouns in finds:
        says.extend(say_of(naming, whole, cue, nouns))
    clauses = Clauses(phrases, speaks=unit.role is Role.SAID)
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
                    if "relative clause" in draft.rules:
                        draft.background = True
        pending = [p for p in phrases.relatives if p[0].i not in seen]
    drafts = clauses.drafts
    for aside in [*naming.asides, *phrases.asides]:
        holder = next((d for d in clauses.drafts if d.says and aside.head.i in d.ids), None)
        if holder is not None and not _is_source(aside.head):
            aside.says = holder.says
        drafts.append(aside)
    for draft in drafts:
        _trim_end(draft)
    return _Reading(unit, phrases, [d for d in drafts if _sound(d)], says, speakers)


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
    while isinstance(draft.parts[0], frozenset) and draft.parts[0] and doc[min(draft.parts[0])].pos_ == "CCONJ":
        draft.parts = (draft.parts[0] - {min(draft.parts[0])}, *draft.parts[1:])


def _is_source(noun: Token) -> bool:
    return noun.dep_ in {"nsubj", "nsubjpass"} and noun.head.lemma_ in lexicon.SAY


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
        if len(order) < 2:
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
        if token.like_num or token.dep_ == "neg" or (token.pos_ == "PROPN" and token.text[:1].isupper()):
            out.add(token.i)
    return frozenset(out)


def _covered(reading: _Reading) -> Ids:
    said = NONE.union(*[say.source | say.cue for say in reading.says])
    drafted = NONE.union(*[d.ids for d in reading.drafts])
    for draft in reading.drafts:
        for say in draft.says:
            said |= say.source | say.cue
    return drafted | said | reading.phrases.peeled | NONE.union(*reading.speakers)


def _whole(unit: Unit, reading: _Reading) -> _Reading | None:
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
            drafts.append(Draft((ids,), sentence.root, rules=("kept whole",), subject=subject_of(sentence.root)))
    drafts = [d for d in drafts if _sound(d)]
    if not drafts:
        return None
    return _Reading(unit, reading.phrases, drafts, reading.says, reading.speakers)


# -- who said a quotation ------------------------------------------------------------------------------------


def _speakers(text: str, readings: list[_Reading]) -> dict[int, tuple[str, Span | None, str]]:  # noqa: C901 - one question after another, the surest first
    """Return, by unit, the speaker of what was said, where the words that say so stand, and the cue."""
    by_quotation: dict[int, tuple[str, Span | None, str]] = {}
    for reading in readings:
        if reading.unit.role is not Role.CARRIER or not reading.speakers:
            continue
        ids = reading.speakers[0]
        span = Span(reading.unit.ranges[0].start, reading.unit.ranges[-1].end)
        verb = next((t for t in reading.unit.doc if t.lemma_ in lexicon.SAY), None)
        found = (_raw(reading.unit, ids), _trim(text, span), verb.text if verb is not None else "said")
        for quotation in reading.unit.quotations:
            by_quotation.setdefault(quotation, found)
    speakers: dict[int, tuple[str, Span | None, str]] = {}
    last: tuple[str, Span | None, str] | None = None
    last_paragraph = -9
    for index, reading in enumerate(readings):
        unit = reading.unit
        own = next((by_quotation[q] for q in unit.quotations if q in by_quotation), None)
        if unit.role is Role.SAID:
            if own is None and last is not None and unit.paragraph - last_paragraph <= 1:
                own = last
            if own is not None:
                speakers[index] = own
                last, last_paragraph = own, unit.paragraph
        elif unit.role is Role.CARRIER:
            if own is not None:
                last, last_paragraph = own, unit.paragraph
        else:
            named = _named_speaker(reading)
            if named is not None:
                last, last_paragraph = named, unit.paragraph
            elif unit.quotations:
                last_paragraph = unit.paragraph if last_paragraph == unit.paragraph else last_paragraph
            else:
                last = None
    return speakers


def _named_speaker(reading: _Reading) -> tuple[str, Span | None, str] | None:
    for draft in reading.drafts:
        for say in draft.says:
            if say.source:
                span = reading.unit.span_of(sorted(say.source | say.cue))
                cue = " ".join(reading.unit.doc[i].text for i in sorted(say.cue))
                return _raw(reading.unit, say.source), span, cue
    return None


def _raw(unit: Unit, ids: Ids) -> str:
    out = ""
    order = sorted(ids)
    for k, i in enumerate(order):
        token = unit.doc[i]
        glued = k + 1 < len(order) and order[k + 1] == i + 1 and not token.whitespace_
        out += token.text + ("" if glued else " ")
    return out.strip()


def _trim(text: str, span: Span) -> Span:
    start, end = span.start, span.end
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return Span(start, end)


# -- from draft to claim -------------------------------------------------------------------------------------


def _in_order(reading: _Reading) -> list[Draft]:
    """Return the drafts in the order of their first word; clipped twins of fuller ones left out."""
    drafts = sorted(enumerate(reading.drafts), key=lambda pair: (min(pair[1].ids), pair[0]))
    kept: list[Draft] = []
    for _, draft in drafts:
        ids = draft.ids
        twin = any(
            other is not draft and ids < other.ids and other.head == draft.head
            and len(draft.parts) == len(other.parts) == 1
            and not set(draft.edits) - set(other.edits)
            for other in reading.drafts
        )  # fmt: skip
        if not twin:
            kept.append(draft)
    return kept


def _claim(
    article: Article,
    reading: _Reading,
    draft: Draft,
    wording: Wording,
    speaker: tuple[str, Span | None, str] | None,
    places: Places,
    order: int,
) -> Claim | None:
    unit = reading.unit
    worded = wording.sentence(draft)
    if len(worded.text) < 4 or not any(c.isalpha() for c in worded.text):
        return None
    span = _tight(article.text, unit.span_of(sorted(draft.ids)), unit.sentence)
    attributions = _attributions(reading, draft, wording, speaker)
    quoted = any(mark in worded.text for mark in '"“”«»')
    names = sum(unit.doc[i].pos_ == "PROPN" for i in draft.ids)
    judged = nature(
        worded.text,
        attributed=bool(attributions),
        quoted=quoted,
        peeled=draft.hedges,
        event=draft.head.pos_ == "VERB",
        names=names,
    )
    dates: tuple[TimeReference, ...] = ()
    return Claim(
        id=claim_id(article.id, places, span, worded.text),
        article_id=article.id,
        order=order,
        text=worded.text,
        first_text=worded.text,
        span=span,
        sentence=unit.sentence,
        attributions=attributions,
        is_quotation=unit.role is Role.SAID or quoted,
        hedges=judged.hedges,
        dates=dates,
        numbers=judged.numbers,
        kind=judged.kind,
        checkable=judged.checkable,
        reason=judged.reason,
        unresolved=worded.unresolved,
        check_worthiness=judged.worthiness,
        rules=tuple(dict.fromkeys([*draft.rules, *(["reference"] if worded.replaced else [])])),
    )


def _tight(text: str, span: Span, sentence: Span) -> Span:
    end = span.end
    if end < sentence.end and text[end] in ".!?" and end + 1 >= sentence.end - 1:
        end += 1
    return Span(span.start, end)


def _attributions(
    reading: _Reading, draft: Draft, wording: Wording, speaker: tuple[str, Span | None, str] | None
) -> tuple[Attribution, ...]:
    unit = reading.unit
    found: list[Attribution] = []
    if speaker is not None and unit.role is Role.SAID and not (False):
        found.append(Attribution(as_name(speaker[0]), speaker[2], speaker[1]))
    says = list(draft.says)
    if not draft.background:
        says.extend(reading.says)
    for say in sorted(says, key=lambda s: min(s.source, default=0)):
        if not say.source:
            continue
        source = as_name(wording.phrase(without_times(unit.doc, say.source)))
        cue = " ".join(unit.doc[i].text for i in sorted(say.cue))
        if source and source.lower() not in {a.source.lower() for a in found}:
            found.append(Attribution(source, cue, unit.span_of(sorted(say.source | say.cue))))
    return tuple(found)
