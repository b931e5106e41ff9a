"""Drafts to sentences: the article's words in order, references replaced, verbs agreeing, quotation marks paired."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claims.splitting.segments.units import holds_clause
from sources.language import inflection, lexicon
from sources.language.lexicon import PRONOUNS
from sources.language.parsing.repairs import finite_token, subject_of

if TYPE_CHECKING:
    from claims.splitting.clauses.drafts import Draft
    from claims.splitting.coreference.entities import Replacement
    from claims.splitting.coreference.entity_table import EntityTable
    from claims.splitting.rules import Ids
    from claims.splitting.segments.units import Unit
    from sources.language.parsing.tree import Token

_JOINING = frozenset(["PUNCT", "SPACE", "CCONJ"])


@dataclass(frozen=True, slots=True)
class Worded:
    """A sentence, what stayed open in it, and which tokens were replaced by which words."""

    text: str
    unresolved: tuple[str, ...]
    replaced: tuple[tuple[Ids, str], ...]


class Wording:
    """Words the drafts of one unit."""

    def __init__(self, index: int, unit: Unit, article_text: str, table: EntityTable) -> None:
        self._index = index
        self._unit = unit
        self._text = article_text
        self._table = table
        self._kept = self._kept_quotations()

    def sentence(self, draft: Draft, *, question: bool = False) -> Worded:
        """Return ``draft`` as a sentence with a capital and a stop, or a question mark."""
        unresolved: list[str] = []
        replaced: list[tuple[Ids, str]] = []
        edits = dict(draft.edits)
        self._first_person(draft, edits)
        pieces: list[str] = []
        taken = draft.ids
        for part in draft.parts:
            if isinstance(part, str):
                pieces.append(part)
            elif part:
                pieces.append(self._part(part, taken, edits, unresolved, replaced))
        text = _joined(pieces)
        finished = _finished(text, "?" if question else ".")
        left = [_as_in(finished, words) for words in dict.fromkeys(unresolved)]
        return Worded(finished, tuple(left), tuple(replaced))

    def phrase(self, ids: Ids) -> str:
        """Return a phrase without capital and stop, references replaced."""
        short = {i: self._unit.doc[i].text for i in ids if self._unit.doc[i].text in self._table.acronyms}
        return self._part(ids, ids, short, [], [])

    # -- inside ----------------------------------------------------------------------------------------------------

    def _part(
        self, part: Ids, taken: Ids, edits: dict[int, str], unresolved: list[str], replaced: list[tuple[Ids, str]]
    ) -> str:
        doc = self._unit.doc
        order = self._with_marks(sorted(part))
        out: list[str] = []
        k = 0
        while k < len(order):
            i = order[k]
            reading = self._table.replacements.get((self._index, i))
            span = 1
            word = edits.get(i, _lowered(doc[i]))
            if word == "—":
                word = self._text[self._unit.start_of(doc[i]) : self._unit.end_of(doc[i])]
            if (self._index, i) in self._table.open_words and not self._anchored(reading, taken):
                last = reading.last if reading is not None else i
                open_words = " ".join(doc[j].text for j in range(i, last + 1))
                if doc[i].tag_ == "DT" and doc[i].dep_ == "det" and reading is None:
                    open_words = f"{doc[i].text} {doc[i].head.text}"
                unresolved.append(open_words)
            elif reading is not None and reading.text and i not in edits and not self._anchored(reading, taken):
                wanted = list(range(reading.first, reading.last + 1))
                if order[k : k + len(wanted)] == wanted:
                    follows = order[k + len(wanted)] if k + len(wanted) < len(order) else None
                    ends = follows is not None and doc[follows].tag_ == "POS"
                    if ends and follows is not None:
                        edits[follows] = _possessive(reading.text)
                    word = reading.text + (_possessive(reading.text) if reading.possessive and not ends else "")
                    replaced.append((frozenset(wanted), reading.text))
                    span = len(wanted)
            out.append(self._opening_marks(i, order) + word + self._closing_marks(order[k + span - 1], order))
            following = order[k + span] if k + span < len(order) else None
            last_token = doc[order[k + span - 1]]
            if following is not None:
                glued = following == last_token.i + 1 and not last_token.whitespace_
                out.append("" if glued else ", " if self._listed(last_token.i, following) else " ")
            k += span
        return "".join(out)

    def _anchored(self, reading: Replacement | None, taken: Ids) -> bool:
        return (
            reading is not None and reading.anchor >= 0 and reading.anchor in taken and reading.anchor < reading.first
        )

    def _with_marks(self, ids: list[int]) -> list[int]:
        """Put back the commas, hyphens and joints whose two neighbours were both kept."""
        doc = self._unit.doc
        out: list[int] = []
        for k, i in enumerate(ids):
            if k:
                between = range(ids[k - 1] + 1, i)
                joint = self._joint(between)
                if all(doc[j].pos_ in _JOINING or j in joint for j in between) and not self._parts(ids[:k], i):
                    out.extend(j for j in between if doc[j].pos_ != "SPACE")
            out.append(i)
        out = self._bracketed(out)
        if (
            out
            and out[0] > 0
            and doc[out[0] - 1].text == "("
            and any(doc[j].text == ")" for j in range(out[-1] + 1, min(len(doc), out[-1] + 2)))
        ):
            return out
        tail = out[-1] + 1 if out else 0
        opened = sum(doc[j].text == "(" for j in out) - sum(doc[j].text == ")" for j in out)
        if opened > 0 and tail < len(doc) and doc[tail].text == ")":
            out.append(tail)
        if out and not any(doc[j].pos_ != "PUNCT" for j in out):
            return out
        return self._balanced(out)

    def _joint(self, between: range) -> set[int]:
        """Return the places of "as well as" among tokens that were left out between two that were kept."""
        words = [j for j in between if self._unit.doc[j].pos_ != "PUNCT"]
        return set(words) if [self._unit.doc[j].lower_ for j in words] == ["as", "well", "as"] else set()

    def _listed(self, before: int, after: int) -> bool:
        """Whether two entries of a list meet because what stood between them became a claim of its own."""
        doc = self._unit.doc
        if after - before <= 2 or doc[before].pos_ in {"CCONJ", "PUNCT"} or doc[after].pos_ == "CCONJ":
            return False
        above = [doc[after], *doc[after].ancestors]
        entry = next((t for t in above if t.dep_ in {"conj", "appos"} and t.i >= after), None)
        return entry is not None and after == min(t.i for t in entry.subtree) and entry.head.i <= before

    def _parts(self, before: list[int], verb: int) -> bool:
        """Whether only a lone comma stands between a subject and its verb; it closed an aside that is gone."""
        doc = self._unit.doc
        if doc[verb - 1].text != "," or doc[verb].pos_ not in {"VERB", "AUX"}:
            return False
        comma = [j for j in range(before[-1] + 1, verb) if doc[j].pos_ != "SPACE"]
        if [doc[j].text for j in comma] != [","]:
            return False
        head = doc[verb].head if doc[verb].dep_ in {"aux", "auxpass"} else doc[verb]
        subject = subject_of(head)
        own = subject is not None and before[-1] in {t.i for t in subject.subtree} and subject.i < verb
        opened = any(doc[j].text == "," for j in range(before[0], before[-1]) if j - 1 in before and j + 1 in before)
        return own and not opened

    def _bracketed(self, order: list[int]) -> list[int]:
        """Put back both brackets around words that were all kept, as in "the Ports Council (PC) and ..."."""
        if "(" not in self._unit.parsed:
            return order
        doc, kept = self._unit.doc, set(order)
        for left in [t.i for t in doc if t.text == "(" and t.i + 1 in kept and t.i - 1 in kept]:
            right = next((t.i for t in doc[left + 1 :] if t.text == ")"), None)
            words = [j for j in range(left + 1, right or left) if doc[j].pos_ != "PUNCT"]
            if right is not None and words and all(j in kept for j in words):
                kept |= {left, right}
        return sorted(kept)

    def _balanced(self, order: list[int]) -> list[int]:
        """Drop a bracket that lost its partner."""
        doc = self._unit.doc
        stack: list[int] = []
        lonely: set[int] = set()
        for j in order:
            if doc[j].text == "(":
                stack.append(j)
            elif doc[j].text == ")":
                if stack:
                    stack.pop()
                else:
                    lonely.add(j)
        lonely |= set(stack)
        return [j for j in order if j not in lonely]

    def _kept_quotations(self) -> list[tuple[int, int, str, str]]:
        """Quotations that stay within marks: fragments, and answers; a whole quoted clause becomes plain words."""
        kept = []
        for quotation in self._unit.opened:
            inside = [
                t for t in self._unit.doc
                if self._unit.start_of(t) >= quotation.inner.start and self._unit.end_of(t) <= quotation.inner.end
            ]  # fmt: skip
            if not inside or not quotation.closed:
                continue
            if holds_clause(self._unit.doc, frozenset(t.i for t in inside)):
                continue
            while inside and inside[-1].pos_ == "PUNCT":
                inside.pop()
            if inside:
                marks = self._text[quotation.span.start], self._text[quotation.span.end - 1]
                kept.append((inside[0].i, inside[-1].i, *marks))
        return kept

    def _opening_marks(self, i: int, order: list[int]) -> str:
        marks = ""
        for first, last, mark, _ in self._kept:
            run = [j for j in order if first <= j <= last]
            if run and run[0] == i:
                marks += mark
        return marks

    def _closing_marks(self, i: int, order: list[int]) -> str:
        marks = ""
        for first, last, _, mark in self._kept:
            run = [j for j in order if first <= j <= last]
            if run and run[-1] == i:
                marks += mark
        return marks

    def _first_person(self, draft: Draft, edits: dict[int, str]) -> None:
        """Handle "I am" becomes "Ana Ruiz is" where the speaker is known."""
        doc = self._unit.doc
        for i in draft.ids:
            token = doc[i]
            reading = self._table.replacements.get((self._index, i))
            if token.lower_ == "i" and token.dep_ in {"nsubj", "nsubjpass"} and reading is not None and reading.text:
                finite = finite_token(token.head)
                if finite is not None and finite.tag_ != "MD" and finite.i not in edits:
                    edits[finite.i] = inflection.agree(finite.text, finite.lemma_, plural=False)
                    if finite.text.startswith("'"):
                        edits[finite.i] = " " + edits[finite.i]


def _lowered(token: Token) -> str:
    """Return the word without the capital that only the beginning of a sentence gave it."""
    trade = token.i == 0 and token.pos_ == "NOUN" and token.lower_ in lexicon.ORGANISATIONS
    plain = trade or (token.pos_ not in {"PROPN", "NUM", "X", "SYM"} and not token.ent_type_ and token.lower_ != "i")
    if token.is_sent_start and plain and token.text[:1].isupper() and token.text[1:].islower():
        return token.text[:1].lower() + token.text[1:]
    return token.text


def _as_in(text: str, words: str) -> str:
    """Return ``words`` with the capital that the beginning of the claim gave them."""
    capital = words[:1].upper() + words[1:]
    return capital if not re.search(rf"\b{re.escape(words)}\b", text) and text.startswith(capital) else words


def _possessive(name: str) -> str:
    plural = name.endswith("s") and name.rsplit(maxsplit=1)[-1][:1].islower()
    return "'" if plural else "'s"


def _joined(pieces: list[str]) -> str:
    text = ""
    for piece in pieces:
        if piece.startswith("’s"):
            text += "'" if text.endswith("s") else "'s"
        else:
            text += (" " if text else "") + piece
    return text


def _finished(text: str, stop: str) -> str:
    text = re.sub(r"\s+", " ", text).strip()
    text = re.sub(r"\s+([,;:.!?])", r"\1", text)
    text = text.strip(" ,;:—–-")
    text = re.sub(r"[,;:—]+([\"”»]?)$", r"\1", text)
    for k, letter in enumerate(text):
        if letter.isalnum():
            if letter.islower() and not re.match(r"[a-z]+[A-Z]", text[k:]):
                text = text[:k] + letter.upper() + text[k + 1 :]
            break
    if re.search(r"[.!?…][\"”»]?$", text):
        return text
    return text + stop


def left_open(name: str) -> bool:
    """Whether a name is only a pronoun or a word like one ("both", "some"), so that it names nobody."""
    word = name.removeprefix("the ").removeprefix("The ")
    acronym = len(word) > 1 and word.isupper()  # "the US"
    return not acronym and word.lower() in PRONOUNS | lexicon.QUANTIFIERS
