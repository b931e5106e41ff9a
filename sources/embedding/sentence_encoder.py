"""A loaded sentence-transformers model: how a text becomes one vector, the same in any company."""

from __future__ import annotations

import copy
import functools
import hashlib
import statistics
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import numpy as np

from sources.cores import threads_of_their_own
from sources.embedding.encoder import Precision, Vectors, checked

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

# The longest text where a model does not say what it reads.
_MOST_TOKENS = 256
# In bfloat16 a text is padded to one of these: the matrix code is compiled again for each new length.
_LENGTHS = (16, 32, 48, 64, 96, 128, 160, 192, 224)
# What bfloat16 must gain to be worth its rounding. CPUs with AVX512-BF16 or AMX gain 2 to 3 times, others lose.
_WORTHWHILE = 1.25
# Chosen, not measured: a text of one of the lengths above, and turns enough that one disturbed turn does not decide.
_MEASURED_TOKENS = 64
_MEASURED_TURNS = 5
_HOPELESS = 1.5  # times slower, after one turn: then the rest need not be measured


class SentenceEncoder:
    """Each text goes through the model by itself, several side by side, each on one core.

    So no text is padded to the length of another, and a vector depends neither on what stands beside the text nor on
    the number of cores. On passages this also takes a fifth less computing than batches of 32 do.

    Args:
        model: As sentence-transformers loads it, in float32.
        label: Its name, for the id.
        precision: In what the layers compute; what follows them, from the mean over the tokens on, is in float32.
    """

    def __init__(self, model: SentenceTransformer, label: str, precision: Precision = Precision.FLOAT32) -> None:
        self._model = model.eval()
        self._label = label
        self._precision = precision
        self._tokenizer: Any = model.tokenizer
        self._most = int(model.max_seq_length or _MOST_TOKENS)
        weights = hashlib.sha256()
        for key, tensor in sorted(model.state_dict().items()):
            weights.update(key.encode())
            weights.update(np.ascontiguousarray(tensor.detach().numpy()).tobytes())
        self.model_id = f"{label}@{weights.hexdigest()[:12]}/{precision}"
        self.dimensions = int(model.get_embedding_dimension() or 0)
        self._quickest: Precision | None = None
        self._other: SentenceEncoder | None = None
        self._layers: Any = model[0]
        if precision is Precision.BFLOAT16:
            self._layers = copy.deepcopy(self._layers).bfloat16()

    def in_precision(self, precision: Precision) -> SentenceEncoder:
        """Return an encoder of the same weights that computes in this precision."""
        if precision is self._precision:
            return self
        if self._other is None:
            self._other = SentenceEncoder(self._model, self._label, precision)
        return self._other

    def quickest(self) -> Precision:
        """Return bfloat16 where it embeds clearly faster than float32 does, measured in turns and once."""
        if self._quickest is None:
            tokens = [self._tokenizer.unk_token_id or 0] * _MEASURED_TOKENS
            seconds: dict[Precision, list[float]] = {precision: [] for precision in Precision}
            for turn in range(1 + _MEASURED_TURNS):  # the first turn warms up
                for precision in Precision:
                    begun = time.perf_counter()
                    _cores().submit(self.in_precision(precision)._row, tokens).result()  # noqa: SLF001 - one of its kind
                    seconds[precision].append(time.perf_counter() - begun)
                if turn and seconds[Precision.BFLOAT16][-1] > _HOPELESS * seconds[Precision.FLOAT32][-1]:
                    break
            middle = {precision: statistics.median(taken[1:]) for precision, taken in seconds.items()}
            gains = middle[Precision.FLOAT32] >= _WORTHWHILE * middle[Precision.BFLOAT16]
            self._quickest = Precision.BFLOAT16 if gains else Precision.FLOAT32
        return self._quickest

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one unit vector per text; a text beyond the model's length is the mean of its parts, by length."""
        if not texts:
            return np.zeros((0, self.dimensions), dtype=np.float32)
        parts = self._tokenizer(
            list(texts), truncation=True, max_length=self._most, stride=0, return_overflowing_tokens=True
        )
        tokens: list[list[int]] = parts["input_ids"]
        owners: list[int] = parts["overflow_to_sample_mapping"]
        rows = np.array(list(_cores().map(self._row, tokens)), dtype=np.float32)
        sizes = np.array([len(row) for row in tokens], dtype=np.float32)
        summed = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        np.add.at(summed, owners, rows * sizes[:, None])
        lengths = np.linalg.norm(summed, axis=1, keepdims=True)
        with np.errstate(invalid="ignore", divide="ignore"):  # what is not finite is refused by checked
            return checked(summed / lengths, len(texts), self.dimensions)

    def _row(self, tokens: list[int]) -> Vectors:
        """Return the vector of one row of tokens."""
        import torch

        length = len(tokens)
        if self._precision is Precision.BFLOAT16:
            length = next((fitting for fitting in _LENGTHS if fitting >= len(tokens)), max(self._most, len(tokens)))
        ids = torch.full((1, length), self._tokenizer.pad_token_id or 0, dtype=torch.long)
        ids[0, : len(tokens)] = torch.tensor(tokens)
        mask = torch.zeros((1, length), dtype=torch.long)
        mask[0, : max(1, len(tokens))] = 1  # an empty row has one token, so that its mean is defined
        with torch.inference_mode():
            features: dict[str, Any] = self._layers({"input_ids": ids, "attention_mask": mask})
            for name, value in features.items():
                if torch.is_tensor(value) and value.is_floating_point():
                    features[name] = value.to(torch.float32)
            for module in list(self._model)[1:]:
                features = module(features)
        found: Vectors = features["sentence_embedding"][0].numpy()
        return found


@functools.cache
def _cores() -> ThreadPoolExecutor:
    return threads_of_their_own("embedding")
