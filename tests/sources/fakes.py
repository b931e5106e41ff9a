"""An encoder without a model: texts are near each other as far as they share words."""

import hashlib
import re
import threading
from collections.abc import Sequence

import numpy as np

from sources.embedding import Precision
from sources.embedding.encoder import Vectors


class WordEncoder:
    """Hashes each word to a place of the vector; counts what it is asked."""

    dimensions = 256

    def __init__(self, model_id: str = "words/1") -> None:
        self.model_id = model_id
        self.asked: list[str] = []
        self._lock = threading.Lock()

    def encode(self, texts: Sequence[str]) -> Vectors:
        with self._lock:
            self.asked += texts
        vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for row, text in enumerate(texts):
            vectors[row, 0] = 0.01  # a text without words has a direction too
            for word in re.findall(r"\w+", text.lower()):
                vectors[row, 1 + int(hashlib.md5(word.encode()).hexdigest(), 16) % (self.dimensions - 1)] += 1
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors

    def quickest(self) -> Precision:
        return Precision.FLOAT32

    def in_precision(self, precision: Precision) -> "WordEncoder":
        return self
