"""The self-check: no claim is shown before it was compared with its sentence.

Each check holds one invariant. A claim that fails it gives way to the larger claim that it was divided from, or to
the whole sentence. Most checks ask the parse that is there already. A claim that was rebuilt is parsed again, all
claims of an article in one batch.
"""

from __future__ import annotations

from claims.splitting.self_check.checking import Sheet, self_check

__all__ = ["Sheet", "self_check"]
