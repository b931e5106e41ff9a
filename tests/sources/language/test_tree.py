"""A copied parse says what spaCy's own says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sources.language.parsing.parser import parse
from sources.language.parsing.tree import Tree

if TYPE_CHECKING:
    from spacy.tokens import Doc

pytestmark = pytest.mark.model

TEXT = 'The port of Holm, which Ana Ruiz runs, was closed on 3 May because "the pumps" had failed. It reopened.'
ATTRIBUTES = (
    "i", "idx", "text", "lower_", "lemma_", "pos_", "tag_", "dep_", "ent_type_", "ent_iob_", "whitespace_",
    "like_num", "is_alpha", "is_sent_start",
)  # fmt: skip


@pytest.fixture(scope="module")
def doc() -> Doc:
    return next(parse([TEXT]))


def test_each_token_has_the_attributes_of_the_token_that_it_copies(doc: Doc) -> None:
    for copied, token in zip(Tree(doc), doc, strict=True):
        for name in ATTRIBUTES:
            assert getattr(copied, name) == getattr(token, name), (token, name)


def test_each_token_has_the_same_place_in_the_tree(doc: Doc) -> None:
    for copied, token in zip(Tree(doc), doc, strict=True):
        assert copied.head.i == token.head.i
        assert [child.i for child in copied.children] == [child.i for child in token.children]
        assert [inner.i for inner in copied.subtree] == [inner.i for inner in token.subtree]
        assert [above.i for above in copied.ancestors] == [above.i for above in token.ancestors]
        assert copied.left_edge == token.left_edge.i
        assert copied.sent_start == token.sent.start


def test_sentences_entities_and_stretches_of_text_are_the_same(doc: Doc) -> None:
    tree = Tree(doc)
    assert [([token.i for token in s], s.root.i) for s in tree.sents] == [
        ([token.i for token in s], s.root.i) for s in doc.sents
    ]
    assert [(entity.text, entity.label_) for entity in tree.ents] == [(e.text, e.label_) for e in doc.ents]
    assert tree.words(1, 3) == doc[1:4].text == "port of Holm"
    assert [token.i for token in tree[2:5]] == [2, 3, 4]


def test_a_token_with_another_head_has_the_place_that_spacy_gives_it(doc: Doc) -> None:
    tree = Tree(doc)
    moves = [(token.i, head) for token in doc for head in (0, len(doc) - 1, token.i) if token.i != head][::7]
    for i, head in moves:
        if any(above.i == i for above in [tree[head], *tree[head].ancestors]) and i != head:
            continue
        tree[i].head = tree[head]
        doc[i].head = doc[head]
        tree.settle()
        for copied, token in zip(tree, doc, strict=True):
            assert copied.head.i == token.head.i
            assert [child.i for child in copied.children] == [child.i for child in token.children]
            assert (copied.left_edge, copied.is_sent_start) == (token.left_edge.i, token.is_sent_start)
        assert [(s.tokens[0].i, s.root.i) for s in tree.sents] == [(s.start, s.root.i) for s in doc.sents]
