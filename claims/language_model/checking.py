"""A proposal beside the article: whatever the article does not bear out is refused, with the reason.

Checked are words, numbers, names, and what the marks between a claim and a passage see: negations, directions,
exchanged parts, hedges, quantifiers, days. What they miss, a reviewer must see: the article's words stand beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from claims.article import Article
from claims.splitting import well_formedness
from sources.language.span import Span
from sources.matching.discrepancies import discrepancies
from sources.source import DiscrepancyKind

if TYPE_CHECKING:
    from sources.language.parsing.tree import Token, Tree

# What the tokenizer makes of "don't", "it's", "they'll" and the like stands in no list of the article's words.
_ENDINGS = frozenset(["n", "t", "s", "re", "ve", "ll", "d", "m"])
_FEWEST_CHARACTERS = 4  # as in the rules: "Go." is no claim
_FIGURE = re.compile(r"\d[\d,.]*\d|\d")
_SENTENCE_END = re.compile(r"[.!?…][\"”’»)]*$")
_NEGATION_WORDS = sorted(well_formedness.NEGATIONS - {"n't", "n’t"})
_PLAIN_MARKS = str.maketrans("’‘ʼ`", "''''")


@dataclass(frozen=True, slots=True)
class Known:
    """What an article has: its words, also by lemma, and which capitalised words stand side by side in it."""

    words: frozenset[str]
    pairs: frozenset[tuple[str, str]]

    @classmethod
    def of(cls, article: Article, docs: Iterable[Tree], references: Iterable[str]) -> Known:
        """Return what is known.

        Args:
            article: Whose text counts, headline and captions included.
            docs: Its body's sentences, parsed.
            references: Wordings of the rules, in which references are resolved.
        """
        words = well_formedness.words_of(article.text) | _ENDINGS
        runs = [article.text, *references]
        for text in references:
            words |= well_formedness.words_of(text)
        for doc in docs:
            words |= {token.lemma_.lower() for token in doc}
        return cls(frozenset(words), frozenset(pair for text in runs for pair in _pairs(text)))


def finished(text: str) -> str:
    """Return a wording with the stop that a sentence has."""
    return text if _SENTENCE_END.search(text) else text.rstrip(" ,;:—–-") + "."


def reason_against(text: str, doc: Tree, sentence: str, quoted: Sequence[Token], known: Known) -> str:
    """Return why a wording is no claim of its sentence; empty where nothing speaks against it.

    Args:
        text: The wording, finished.
        doc: The same, parsed.
        sentence: The words of the article's sentence.
        quoted: Those of its tokens that the claim is made from.
        known: What the article has.
    """
    if len(text) < _FEWEST_CHARACTERS or not any(sign.isalpha() for sign in text):
        return "it states nothing"
    strange = list(dict.fromkeys(_strange(doc, known)))
    if strange:
        return f"the article does not have {_quoted(strange)}"
    numbers = [number for number in _numbers(doc) if not _borne_out(number, doc, sentence, known)]
    if numbers:
        return f"its sentence does not have the number {_quoted(dict.fromkeys(numbers))}"
    torn = [pair for pair in _names(doc) if pair not in known.pairs]
    if torn:
        return f"the article does not have the name {_quoted([' '.join(torn[0])])}"
    broken = well_formedness.broken(doc)
    if broken:
        return f"it is no whole sentence ({broken})"
    denial = _denial(doc, sentence, quoted)
    if denial:
        return denial
    if {(verb, done, doer) for verb, doer, done in _roles(doc)} & set(_roles(quoted)):
        return "it exchanges who did it and to whom"
    # A name put in the place of a pronoun differs from the sentence, and is meant to.
    marks = discrepancies(text.translate(_PLAIN_MARKS), " ".join(sentence.translate(_PLAIN_MARKS).split()))
    other = next((mark for mark in marks if mark.kind is not DiscrepancyKind.NAME), None)
    return f"it says something else than its sentence ({other.sentence})" if other else ""


def from_elsewhere(doc: Tree, sentence: str) -> bool:
    """Whether a wording holds a word that its sentence does not have, such as a name for a pronoun."""
    return bool(well_formedness.foreign_words(doc, well_formedness.words_of(sentence)))


def _denial(doc: Tree, sentence: str, quoted: Sequence[Token]) -> str:
    """Return which negation was added to the sentence or left out of it; empty for none."""
    own = [token.text for token in doc if token.lower_ in well_formedness.NEGATIONS]
    if own:
        folded = sentence.translate(_PLAIN_MARKS).lower()
        kept = re.search(rf"\b(?:{'|'.join(_NEGATION_WORDS)}|cannot)\b|n't\b", folded)
        return "" if kept else f"its sentence does not have “{own[0]}”"
    lemmas = {token.lemma_ for token in doc}
    for token in quoted:
        if token.lower_ in well_formedness.NEGATIONS and lemmas.issuperset(_denied(token)):
            return f"it leaves out “{token.text}”"
    return ""


def _roles(tokens: Iterable[Token]) -> Iterator[tuple[str, str, str]]:
    """Yield who does what to whom, as lemmas of verb, doer and done-to, active or passive."""
    for verb in tokens:
        if verb.pos_ != "VERB":
            continue
        parts = {child.dep_: child for child in verb.children}
        doer, done = parts.get("nsubj"), parts.get("dobj")
        if "agent" in parts:
            doer, done = next(iter(parts["agent"].children), None), parts.get("nsubjpass")
        if doer is not None and done is not None and doer.lemma_ != done.lemma_:
            yield verb.lemma_, doer.lemma_, done.lemma_


def _denied(token: Token) -> set[str]:
    """Return the lemmas that a negation denies: its verb, with what follows a form of "be"."""
    verb = token.head if token.head.pos_ in {"VERB", "AUX", "ADJ"} else token.head.head
    denied = {verb.lemma_} | ({token.head.lemma_} if token.dep_ == "det" else set())
    if verb.lemma_ == "be":
        denied |= {child.lemma_ for child in verb.children if child.dep_ in {"attr", "acomp", "prep"}}
    return denied


def _strange(doc: Tree, known: Known) -> Iterator[str]:
    yield from well_formedness.foreign_words(doc, known.words)
    for token in doc:  # "co2-neutral", "x.example": each part that has letters
        if not token.is_alpha:
            parts = re.findall(r"[^\W_]+", token.text)
            yield from (part for part in parts if not part.isdecimal() and not _has(part, token, known))


def _has(part: str, token: Token, known: Known) -> bool:
    return part.lower() in known.words or token.lemma_.lower() in known.words | well_formedness.ADDED


def _numbers(doc: Tree) -> Iterator[str]:
    yield from _FIGURE.findall(doc.text)
    yield from (token.text for token in doc if token.like_num and token.is_alpha)


def _borne_out(number: str, doc: Tree, sentence: str, known: Known) -> bool:
    """Whether the sentence has the number, or a name of the article holds it ("Route 66")."""
    if re.search(rf"(?<![\w,.]){re.escape(number)}(?![\d]|[,.]\d)", sentence, re.IGNORECASE) or (
        not number.isalpha() and number in _FIGURE.findall(sentence)
    ):
        return True
    return any(pair in known.pairs for pair in _pairs(doc.text) if number in pair)


def _names(doc: Tree) -> Iterator[tuple[str, str]]:
    """Yield the neighbours within each name of a claim."""
    for first, second in pairwise(doc):
        if first.pos_ == second.pos_ == "PROPN" and first.ent_type_ == second.ent_type_ != "":
            yield from _pairs(first.text + first.whitespace_ + second.text)


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    """Yield the words with a capital or a figure that stand side by side."""
    words = re.findall(r"[^\W_]+", text)
    for first, second in pairwise(words):
        if first[:1].isupper() and (second[:1].isupper() or second[:1].isdecimal()):
            yield first, second


def _quoted(words: Iterable[str]) -> str:
    return ", ".join(f"“{word}”" for word in list(words)[:5])


def overlap(words: str, other: str) -> float:
    """Return how much of ``words`` stands in ``other``, from 0 to 1."""
    mine = well_formedness.words_of(words) - well_formedness.ADDED
    return len(mine & well_formedness.words_of(other)) / max(1, len(mine))


def around(sentence: Span, sentences: list[Span], reach: int) -> Span:
    """Return the stretch of a sentence with ``reach`` sentences before and after it."""
    place = sentences.index(sentence)
    return Span(sentences[max(0, place - reach)].start, sentences[min(len(sentences) - 1, place + reach)].end)
