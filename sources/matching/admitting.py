"""Which sources a filter lets pass."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from sources.filter import Filter
from sources.matching.names import NameBook

if TYPE_CHECKING:
    from sources.store.shelf import Listed


def admitted(listed: Iterable[Listed], chosen: Filter | None, aliases: Mapping[str, str]) -> frozenset[str] | None:
    """Return the ids of the sources that a filter lets pass; None where it lets all pass.

    Args:
        listed: All sources.
        chosen: The filter; None is none.
        aliases: Other names of publishers, as `Library.aliases` gives them.
    """
    if chosen is None or chosen == Filter():
        return None
    some = list(listed)
    publishers = {name.strip().casefold() for name in chosen.publishers}
    book = NameBook(((one.id, one.publisher, "") for one in some), aliases) if publishers else None
    called = {found for name in chosen.publishers for found in book.find(name)} if book else set()
    return frozenset(
        one.id
        for one in some
        if (not publishers or one.id in called or one.publisher.strip().casefold() in publishers)
        and (not chosen.kinds or one.kind in chosen.kinds)
        and (chosen.since is None or (one.published is not None and one.published >= chosen.since))
        and (chosen.until is None or (one.published is not None and one.published <= chosen.until))
    )
