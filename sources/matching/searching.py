"""What is searched with, as the library stands at one moment, and what a person must be told of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sources.embedding import ModelUnavailable

if TYPE_CHECKING:
    from numpy import float32
    from numpy.typing import NDArray

    from sources.index import ExactIndex, KeywordIndex
    from sources.store.library import Library


@dataclass(frozen=True, slots=True, eq=False)
class Searching:
    """The two indexes, and the queries as vectors.

    Attributes:
        vectors, query_vectors: None where the model cannot be used.
        model_id: Of the vectors; empty without.
        notice: A sentence for a person where not everything is found by meaning; else empty.
    """

    keywords: KeywordIndex
    vectors: ExactIndex | None
    query_vectors: NDArray[float32] | None
    model_id: str
    notice: str

    @classmethod
    def of(
        cls, library: Library, texts: Sequence[str], *, progress: Callable[[int, int], None] | None = None
    ) -> Searching:
        """Return what these texts are searched with; without a usable model, the keyword index alone.

        Args:
            library: Where to search.
            texts: Of the queries.
            progress: Called with the texts embedded so far and their number.

        Raises:
            DatabaseUnavailable: If the library cannot be read just now.
        """
        keywords = library.keywords()
        try:
            vectors = library.index()
            query_vectors = library.query_vectors(texts, progress=progress)
            model_id = library.worker.model_id
        except ModelUnavailable as problem:
            return cls(
                keywords, None, None, "", f"Passages are found by their words alone, not by meaning. {problem}"
            )
        left = keywords.passages - len(vectors)
        notice = ""
        if left > 0:
            passages = "1 passage is" if left == 1 else f"{left} passages are"
            notice = f"{passages} not embedded yet and can be found by words alone."
        return cls(keywords, vectors, query_vectors, model_id, notice)
