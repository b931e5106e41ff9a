"""The sentence of a passage that comes nearest to a claim: by the scores of passages, in one call of the model."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from sources.embedding import EncoderWorker, ModelUnavailable
from sources.embedding.encoder import Vectors
from sources.matching import nearest_sentences
from sources.source import Document
from sources.store import Library, database_url, open_database
from tests.sources.fakes import WordEncoder

PASSAGE = "The two offices plan to sign a treaty. It will be signed on 20 October. Nobody spoke of its cost."


class _Missing(WordEncoder):
    """A model that fails on every call."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        raise ModelUnavailable("The model is missing.")


def _library(folder: Path, encoder: WordEncoder) -> Library:
    library = Library(open_database(database_url(str(folder / "desk.sqlite3"))), EncoderWorker(encoder))
    library.store([Document(text=PASSAGE, kind="txt"), Document(text="The pier was closed.", kind="txt")])
    return library


@pytest.mark.parametrize(
    ("claim", "nearest"),
    [
        ("The treaty will be signed on 20 October.", "It will be signed on 20 October."),
        ("The offices plan a treaty.", "The two offices plan to sign a treaty."),
        ("Nobody spoke of the cost.", "Nobody spoke of its cost."),
    ],
)
@pytest.mark.parametrize("encoder", [WordEncoder, _Missing])
def test_the_sentence_that_shares_most_with_the_claim_is_the_nearest_with_and_without_the_model(
    tmp_path: Path, encoder: type[WordEncoder], claim: str, nearest: str
) -> None:
    ((start, end),) = nearest_sentences(claim, [PASSAGE], _library(tmp_path, encoder()))
    assert PASSAGE[start:end] == nearest


def test_all_new_sentences_are_one_call_and_those_in_memory_none(tmp_path: Path) -> None:
    encoder = WordEncoder()
    library = _library(tmp_path, encoder)
    claim = "The treaty will be signed on 20 October."
    nearest_sentences(claim, [PASSAGE, "One sentence alone."], library)
    assert sorted(encoder.asked) == sorted(
        [
            claim,
            "The two offices plan to sign a treaty.",
            "It will be signed on 20 October.",
            "Nobody spoke of its cost.",
        ]
    )
    nearest_sentences(claim, [PASSAGE], library)
    assert len(encoder.asked) == 4


def test_a_passage_of_one_sentence_or_of_none_is_marked_whole_without_the_model(tmp_path: Path) -> None:
    encoder = WordEncoder()
    found = nearest_sentences("The pier.", ["The pier was closed.", "—"], _library(tmp_path, encoder))
    assert found == [(0, 20), (0, 1)]
    assert encoder.asked == []
