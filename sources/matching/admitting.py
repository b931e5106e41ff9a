"""Which sources a filter lets pass."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sources.filter import Filter
from sources.matching.name_book import NameBook

if TYPE_CHECKING:
    from sources.store.library import Library


def admitted(library: Library, chosen: Filter | None) -> frozenset[str] | None:
    """Return the ids of the sources that a filter lets pass; None where it lets all pass.

    Args:
        library: Whose sources.
        chosen: The filter; None is none.
    """
    if chosen is None or chosen == Filter():
        return None
    if not chosen.publishers:
        return library.passing(chosen, None)
    held = library.publishers()
    # A book of the publishers alone, each as its own id.
    book = NameBook(((one, one, "") for one in held), library.aliases())
    written = {name.strip().casefold() for name in chosen.publishers}
    called = {one for name in chosen.publishers for one in book.find(name)}
    return library.passing(chosen, {one for one in held if one in called or one.strip().casefold() in written})
