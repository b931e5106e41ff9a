"""The sentence of a passage that comes nearest to a claim: what a reader should read of it first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from sources.embedding import ModelUnavailable
from sources.language.sentences import sentence_spans

if TYPE_CHECKING:
    from sources.store.library import Library


def nearest_sentences(claim: str, passages: Sequence[str], library: Library) -> list[tuple[int, int]]:
    """Return, for each passage, the half-open offsets of the sentence that comes nearest to the claim.

    A sentence is scored among those of its passage as a passage among those of its source (`Fusion`): its similarity,
    and its words, which count twice more by how few of these sentences have them. Of equal ones the first is taken.
    Without a usable model, the words decide alone. All sentences that are not in memory are embedded in one call; a
    passage of one sentence needs none.

    Args:
        claim: Its wording.
        passages: Their texts.
        library: Weighs the words, and embeds the sentences.

    Raises:
        DatabaseUnavailable: If the library cannot be read just now.
    """
    spans = [[(span.start, span.end) for span in sentence_spans(text)] or [(0, len(text))] for text in passages]
    open_ones = [place for place, found in enumerate(spans) if len(found) > 1]
    texts = [passages[place][start:end] for place in open_ones for start, end in spans[place]]
    if not texts:
        return [found[0] for found in spans]
    keywords = library.keywords()
    try:
        vectors = library.query_vectors([claim, *texts])
        similar = vectors[1:] @ vectors[0]
    except ModelUnavailable:  # the matches' own notice says that the model is missing
        similar = np.zeros(len(texts))
    best = [found[0] for found in spans]
    done = 0
    for place in open_ones:
        here = slice(done, done + len(spans[place]))
        words = keywords.text_scores(claim, texts[here])
        best[place] = spans[place][int((similar[here] + words.overall + 2 * words.inside).argmax())]
        done = here.stop
    return best
