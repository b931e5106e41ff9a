"""A loaded sentence-transformers model: how a text becomes one vector, the same in any company."""

from __future__ import annotations

import copy
import functools
import hashlib
import statistics
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
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
# Texts of one length that go through the model together in bfloat16, the largest first. Chosen: at 128 tokens eight
# fill a core's cache; few sizes, because each shape is tried once before it is used.
_TOGETHER = (8, 4)
# What bfloat16 must gain to be worth its rounding. CPUs with AVX512-BF16 or AMX gain 2 to 3 times, others lose.
_WORTHWHILE = 1.25
# Chosen, not measured: texts of one of the lengths above, as many as go together, and turns enough that one disturbed
# turn does not decide.
_MEASURED_TOKENS = 64
_MEASURED_TURNS = 5
_HOPELESS = 1.5  # times slower with one text: then the rest need not be measured


class SentenceEncoder:
    """The vector of a text depends on nothing but the text: not on what is beside it, nor on the number of cores.

    In float32 each text goes through the model by itself, several side by side, each on one core. So no text is
    padded to the length of another, and on passages this takes a fifth less computing than batches of 32 do.

    In bfloat16 a text is padded to one of a few lengths, and texts of one length go through the model together: the
    processor is quicker in bfloat16 than torch is in calling it. Whether that gives the same bits as each text alone
    is tried on this machine, once for each shape of a batch; where it does not, each text goes alone.

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
        self._same_bits: dict[tuple[int, int, bool], bool] = {}  # by texts, tokens, and whether none is padding
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
            self._quickest = self._measured()
        return self._quickest

    def _measured(self) -> Precision:
        row = [self._tokenizer.unk_token_id or 0] * _MEASURED_TOKENS
        alone = [self._seconds([row]) for _ in range(2)][-1]  # the first turn warms up
        if alone[Precision.BFLOAT16] > _HOPELESS * alone[Precision.FLOAT32]:
            return Precision.FLOAT32
        turns = [self._seconds([row] * _TOGETHER[0]) for _ in range(1 + _MEASURED_TURNS)][1:]
        middle = {precision: statistics.median(turn[precision] for turn in turns) for precision in Precision}
        gains = middle[Precision.FLOAT32] >= _WORTHWHILE * middle[Precision.BFLOAT16]
        return Precision.BFLOAT16 if gains else Precision.FLOAT32

    def _seconds(self, rows: Sequence[list[int]]) -> dict[Precision, float]:
        """Return what these rows take on one core in each precision."""
        found: dict[Precision, float] = {}
        for precision in Precision:
            encoder = self.in_precision(precision)
            batches = list(encoder._batches(rows))  # noqa: SLF001 - one of its kind
            begun = time.perf_counter()
            _cores().submit(lambda: [encoder._of(rows, some) for some in batches]).result()  # noqa: B023, SLF001
            found[precision] = time.perf_counter() - begun
        return found

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one unit vector per text; a text beyond the model's length is the mean of its parts, by length."""
        if not texts:
            return np.zeros((0, self.dimensions), dtype=np.float32)
        parts = self._tokenizer(
            list(texts), truncation=True, max_length=self._most, stride=0, return_overflowing_tokens=True
        )
        tokens: list[list[int]] = parts["input_ids"]
        owners: list[int] = parts["overflow_to_sample_mapping"]
        rows = np.empty((len(tokens), self.dimensions), dtype=np.float32)
        batches = list(self._batches(tokens))
        for places, found in zip(batches, _cores().map(lambda some: self._of(tokens, some), batches), strict=True):
            rows[places] = found
        sizes = np.array([len(row) for row in tokens], dtype=np.float32)
        summed = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        np.add.at(summed, owners, rows * sizes[:, None])
        lengths = np.linalg.norm(summed, axis=1, keepdims=True)
        with np.errstate(invalid="ignore", divide="ignore"):  # what is not finite is refused by checked
            return checked(summed / lengths, len(texts), self.dimensions)

    def _batches(self, tokens: Sequence[Sequence[int]]) -> Iterator[list[int]]:
        """Yield the places of the rows that go through the model together."""
        if self._precision is not Precision.BFLOAT16:
            yield from ([place] for place in range(len(tokens)))
            return
        alike: dict[tuple[int, bool], list[int]] = defaultdict(list)
        for place, row in enumerate(tokens):
            length = self._length(row)
            # A row without padding has no mask, and the attention of a batch without a mask is another program.
            alike[length, length == len(row)].append(place)
        for places in alike.values():
            first = 0
            for size in _TOGETHER:
                while len(places) - first >= size:
                    yield places[first : first + size]
                    first += size
            yield from ([place] for place in places[first:])

    def _of(self, tokens: Sequence[list[int]], places: Sequence[int]) -> Vectors:
        """Return the vectors of these rows, the same as of each alone."""
        rows = [tokens[place] for place in places]
        length = self._length(rows[0])
        shape = len(rows), length, length == len(rows[0])
        if len(rows) == 1 or self._same_bits.get(shape):
            return self._all(rows)
        alone = np.concatenate([self._all([row]) for row in rows])
        if shape not in self._same_bits:
            self._same_bits[shape] = np.array_equal(self._all(rows), alone)
        return alone

    def _length(self, row: Sequence[int]) -> int:
        """Return to how many tokens a row is padded."""
        if self._precision is not Precision.BFLOAT16:
            return len(row)
        return next((fitting for fitting in _LENGTHS if fitting >= len(row)), max(self._most, len(row)))

    def _all(self, rows: Sequence[Sequence[int]]) -> Vectors:
        """Return the vectors of rows of tokens that are padded to one length, from one run of the model."""
        import torch

        length = self._length(rows[0])
        ids = torch.full((len(rows), length), self._tokenizer.pad_token_id or 0, dtype=torch.long)
        mask = torch.zeros((len(rows), length), dtype=torch.long)
        for place, row in enumerate(rows):
            ids[place, : len(row)] = torch.tensor(row)
            mask[place, : max(1, len(row))] = 1  # an empty row has one token, so that its mean is defined
        with torch.inference_mode():
            features: dict[str, Any] = self._layers({"input_ids": ids, "attention_mask": mask})
            for name, value in features.items():
                if torch.is_tensor(value) and value.is_floating_point():
                    features[name] = value.to(torch.float32)
            for module in list(self._model)[1:]:
                features = module(features)
        found: Vectors = features["sentence_embedding"].numpy()
        return found


@functools.cache
def _cores() -> ThreadPoolExecutor:
    return threads_of_their_own("embedding")
