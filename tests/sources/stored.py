"""What is in a library, read past its lists and caches."""

from __future__ import annotations

from sources.store import Library, Listed, reading
from sources.store.source_queries import listed


def every_source(library: Library) -> list[Listed]:
    """Return the sources that nothing has replaced, by publisher, title and id."""
    with reading(library._engine) as connection:
        return listed(connection)
