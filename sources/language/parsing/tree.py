"""A parse as plain Python values.

spaCy makes a new Python object for a token, and new strings for its attributes, each time they are asked for. Repairs
and rules ask for them several hundred times a token, so a parse is copied once, as the parser leaves it. The
attributes keep spaCy's names.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

KNOWN_NOUNS = "known nouns"
"""The table of a parse's vocabulary that has the nouns of the dictionary."""

_COLUMNS: list[int | str] = ["ORTH", "LOWER", "LEMMA", "POS", "TAG", "DEP", "ENT_TYPE"]
_PLACES: list[int | str] = ["ENT_IOB", "SPACY", "LIKE_NUM", "IS_ALPHA", "HEAD"]
_IOB = ("", "I", "O", "B")


class Token:
    """One token of a `Tree`, with the attributes that spaCy's tokens have; only a `Tree` makes one.

    Repairs may give it another head, dependency or tag.
    """

    __slots__ = (
        "_head", "children", "dep_", "doc", "ent_iob_", "ent_type_", "i", "idx", "is_alpha", "is_sent_start",
        "left_edge", "lemma_", "like_num", "lower_", "pos_", "right_edge", "sent_start", "tag_", "text",
        "whitespace_",
    )  # fmt: skip

    doc: Tree
    i: int
    idx: int
    text: str
    lower_: str
    lemma_: str
    pos_: str
    tag_: str
    dep_: str
    ent_type_: str
    ent_iob_: str
    whitespace_: str
    like_num: bool
    is_alpha: bool
    is_sent_start: bool
    left_edge: int
    right_edge: int
    sent_start: int
    children: list[Token]
    _head: Token

    def __repr__(self) -> str:
        return f"<Token {self.i} {self.text!r}>"

    def begin_under(self, head: Token) -> None:
        """Give a token its first head; called once for each token, in their order."""
        self._head = head
        if head is not self:
            head.children.append(self)

    @property
    def head(self) -> Token:
        """What the token hangs on; the root of a sentence hangs on itself."""
        return self._head

    @head.setter
    def head(self, head: Token) -> None:
        # A list of children is replaced, not changed, because a repair may walk over it.
        if self._head is head:
            return
        if self._head is not self:
            self._head.children = [child for child in self._head.children if child is not self]
        self._head = head
        if head is not self:
            head.children = sorted([*head.children, self], key=lambda child: child.i)
        self.doc.moved = True

    @property
    def ancestors(self) -> Iterator[Token]:
        """The heads above the token, the nearest first."""
        token = self
        while token._head is not token:
            token = token._head
            yield token

    @property
    def subtree(self) -> list[Token]:
        """The token and all below it, in the order of the sentence wherever no branches cross."""
        if not self.children:
            return [self]
        found: list[Token] = []
        placed = False
        for child in self.children:
            if not placed and child.i > self.i:
                found.append(self)
                placed = True
            if child.children:
                found += child.subtree
            else:
                found.append(child)
        if not placed:
            found.append(self)
        return found


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that the parser saw: its tokens and its root."""

    tokens: tuple[Token, ...]
    root: Token

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)


@dataclass(frozen=True, slots=True)
class Entity:
    """A stretch that the parser takes for a name, a date or a number."""

    text: str
    label_: str


class Tree(list[Token]):
    """What was parsed in one piece: its tokens in order, its sentences and its entities.

    Args:
        doc: A parse; later changes of it do not show.
    """

    def __init__(self, doc: Doc) -> None:
        super().__init__(_copied(self, doc))
        self.text = doc.text
        lookups = doc.vocab.lookups
        self._known_nouns = lookups.get_table(KNOWN_NOUNS) if lookups.has_table(KNOWN_NOUNS) else None
        self.sents: list[Sentence] = []
        self.moved = True
        self.settle()

    def knows_noun(self, lemma: str) -> bool:
        """Whether a word is a noun of the dictionary; true of all words where a parse came without one."""
        return self._known_nouns is None or lemma in self._known_nouns

    def settle(self) -> None:
        """Find edges and sentences again, if a token was given another head."""
        if self.moved:
            _find_edges(self)
            self.sents = list(_sentences(self))
            self.moved = False

    @cached_property
    def ents(self) -> list[Entity]:
        """Its entities in order."""
        opened = [token.i for token in self if token.ent_iob_ == "B"]
        return [self._entity(first) for first in opened]

    def _entity(self, first: int) -> Entity:
        last = first
        while last + 1 < len(self) and self[last + 1].ent_iob_ == "I":
            last += 1
        return Entity(self.words(first, last), self[first].ent_type_)

    def words(self, first: int, last: int) -> str:
        """Return the text from the token ``first`` to the token ``last``, that one included."""
        end = self[last]
        return self.text[self[first].idx : end.idx + len(end.text)]


def _copied(tree: Tree, doc: Doc) -> list[Token]:
    strings = doc.vocab.strings
    rows = doc.to_array(_COLUMNS).tolist()
    places = doc.to_array(_PLACES).astype("int64").tolist()  # a head before its token is at a negative distance
    names = {key: strings[key] if key else "" for key in {key for row in rows for key in row}}
    tokens = [Token() for _ in rows]
    idx = 0
    for i, (token, row, place) in enumerate(zip(tokens, rows, places, strict=True)):
        orth, lower, lemma, pos, tag, dep, ent_type = row
        iob, spaced, like_num, is_alpha, _ = place
        token.doc, token.i, token.idx = tree, i, idx
        token.text, token.lower_, token.lemma_ = names[orth], names[lower], names[lemma]
        token.pos_, token.tag_, token.dep_ = names[pos], names[tag], names[dep]
        token.ent_type_, token.ent_iob_, token.whitespace_ = names[ent_type], _IOB[iob], " " if spaced else ""
        token.like_num, token.is_alpha, token.children = bool(like_num), bool(is_alpha), []
        idx += len(token.text) + spaced
    for token, (*_, away) in zip(tokens, places, strict=True):
        token.begin_under(tokens[token.i + away])
    return tokens


def _find_edges(tree: Tree) -> None:
    """Find the first and last token under each token, and where sentences begin: at the first one under a root."""
    for token in tree:
        token.left_edge = token.right_edge = token.i
    for token in reversed(tree):
        above = token.head
        while above.right_edge < token.i:
            above.right_edge = token.i
            above = above.head
    for token in tree:
        above = token.head
        while above.left_edge > token.i:
            above.left_edge = token.i
            above = above.head
    starts = {token.left_edge for token in tree if token.head is token}
    opened = 0
    for token in tree:
        token.is_sent_start = token.i in starts
        if token.is_sent_start:
            opened = token.i
        token.sent_start = opened


def _sentences(tree: Tree) -> Iterator[Sentence]:
    for _, group in groupby(tree, key=attrgetter("sent_start")):
        tokens = tuple(group)
        root = next((token for token in tokens if token.head is token), None)
        yield Sentence(tokens, root or _highest(tokens))


def _highest(tokens: Sequence[Token]) -> Token:
    """Return the token that stands highest, of a sentence whose root is in another one because branches cross."""
    led = [token for token in tokens if token.head.sent_start != token.sent_start]
    return min(led, key=lambda token: len(list(token.ancestors)), default=tokens[0])
