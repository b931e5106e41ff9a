"""What candidates depend on beside claim and library: the rules, their word lists, and the embedding model."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).parents[1]
_KINDS = {".py", ".txt", ".json", ".toml", ".csv", ".tsv"}


@cache
def rules_digest() -> str:
    """Return a digest of the code and data of this package: another one where any rule or word list changed."""
    digest = hashlib.sha256()
    for path in sorted(_PACKAGE.rglob("*")):
        if path.suffix in _KINDS and path.is_file():
            digest.update(path.relative_to(_PACKAGE).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
