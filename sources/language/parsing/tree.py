"""A mended parse as plain Python values.

spaCy makes a new Python object for a token, and new strings for its attributes, each time they are asked for. The
rules ask for them several hundred times a token, so a parse is copied once, after it was mended. The attributes keep
spaCy's names.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar, overload

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.tokens import Token as SpacyToken

# A token before or after it was copied: the parse is mended in spaCy's tokens and read in the copies.
AnyToken = TypeVar("AnyToken", "SpacyToken", "Token")

_COLUMNS = ("ORTH", "LOWER", "LEMMA", "POS", "TAG", "DEP", "ENT_TYPE")
_FLAGS = ("ENT_IOB", "LIKE_NUM", "IS_ALPHA", "SENT_START")
_IOB = ("", "I", "O", "B")


class Token:
    """One token of a `Tree`, with the attributes that spaCy's tokens have; only a `Tree` makes one."""

    __slots__ = (
        "children", "dep_", "doc", "ent_iob_", "ent_type_", "head", "i", "idx", "is_alpha", "is_sent_start",
        "left_edge", "lemma_", "like_num", "lower_", "pos_", "sent_start", "tag_", "text", "whitespace_",
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
    sent_start: int
    head: Token
    children: list[Token]

    def __repr__(self) -> str:
        return f"<Token {self.i} {self.text!r}>"

    @property
    def ancestors(self) -> Iterator[Token]:
        """The heads above the token, the nearest first."""
        token = self
        while token.head is not token:
            token = token.head
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
            found += child.subtree
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


class Tree(Sequence[Token]):
    """What was parsed in one piece: its tokens in order, its sentences and its entities.

    Args:
        doc: A parse that is mended already; later changes of it do not show.
    """

    def __init__(self, doc: Doc) -> None:
        self.text = doc.text
        self._tokens = _copied(self, doc)
        self.sents = [Sentence(tuple(self._tokens[s.start : s.end]), self._tokens[s.root.i]) for s in doc.sents]
        self.ents = [Entity(entity.text, entity.label_) for entity in doc.ents]

    @overload
    def __getitem__(self, at: int) -> Token: ...

    @overload
    def __getitem__(self, at: slice) -> list[Token]: ...

    def __getitem__(self, at: int | slice) -> Token | list[Token]:
        return self._tokens[at]

    def __iter__(self) -> Iterator[Token]:
        return iter(self._tokens)

    def __len__(self) -> int:
        return len(self._tokens)

    def words(self, first: int, last: int) -> str:
        """Return the text from the token ``first`` to the token ``last``, that one included."""
        end = self._tokens[last]
        return self.text[self._tokens[first].idx : end.idx + len(end.text)]


def _copied(tree: Tree, doc: Doc) -> list[Token]:
    strings = doc.vocab.strings
    names: dict[int, str] = {0: ""}
    rows = doc.to_array([*_COLUMNS, *_FLAGS]).tolist()
    tokens = [Token() for _ in rows]
    opened = 0
    for key in {key for row in rows for key in row[: len(_COLUMNS)]} - names.keys():
        names[key] = strings[key]
    for token, spacy_token, row in zip(tokens, doc, rows, strict=True):
        orth, lower, lemma, pos, tag, dep, ent_type, iob, like_num, is_alpha, sent_start = row
        token.doc, token.i, token.idx = tree, spacy_token.i, spacy_token.idx
        token.text, token.lower_, token.lemma_ = names[orth], names[lower], names[lemma]
        token.pos_, token.tag_, token.dep_ = names[pos], names[tag], names[dep]
        token.ent_type_, token.ent_iob_, token.whitespace_ = names[ent_type], _IOB[iob], spacy_token.whitespace_
        token.like_num, token.is_alpha, token.is_sent_start = bool(like_num), bool(is_alpha), sent_start == 1
        opened = token.i if token.is_sent_start else opened
        token.sent_start = opened
        token.left_edge = spacy_token.left_edge.i
        token.head = tokens[spacy_token.head.i]
        token.children = []
    for token in tokens:
        if token.head is not token:
            token.head.children.append(token)
    return tokens
