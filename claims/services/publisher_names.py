"""What publishers are called elsewhere: "SCMP" for the South China Morning Post."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from sources.matching.other_names import LONGEST, AliasRefused, keep_alias

if TYPE_CHECKING:
    from sources.store.library import Library as Sources

__all__ = ["LONGEST", "AliasRefused", "PublisherNames"]


class PublisherNames:
    """The other names of the publishers of one library."""

    def __init__(self, sources: Callable[[], Sources]) -> None:
        self._sources = sources

    def all(self) -> dict[str, str]:
        """Return the publisher of each other name."""
        return self._sources().aliases()

    def keep(self, alias: str, publisher: str) -> None:
        """Let a name stand for a publisher of the library, in all matching from now on.

        Raises:
            AliasRefused: If it says what somebody is and not who, stands for itself, or is another publisher's name.
        """
        keep_alias(self._sources(), alias, publisher)

    def remove(self, alias: str) -> None:
        """Let a name stand for nobody."""
        self._sources().keep_alias(alias, "")
