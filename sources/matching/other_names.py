"""What publishers are called elsewhere, kept for a library once it can be a name at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sources.filter import Filter
from sources.language.names import is_named, names_nobody

if TYPE_CHECKING:
    from sources.store.library import Library

LONGEST = 200
"""Most characters of an alias; the longest name of a public body in use has about 120."""


class AliasRefused(Exception):  # noqa: N818 - what happened, in the words of the page
    """An alias that cannot be used; the message is for the person, and nothing was kept."""


def keep_alias(library: Library, alias: str, publisher: str) -> None:
    """Let a name stand for a publisher of the library, in all matching from now on.

    Raises:
        AliasRefused: If it says what somebody is and not who, stands for itself, or is another publisher's own name.
    """
    alias, publisher = " ".join(alias.split()), " ".join(publisher.split())
    if not alias or len(alias) > LONGEST:
        raise AliasRefused(f"Write a name of at most {LONGEST} characters, such as SCMP.")
    if names_nobody(alias):
        raise AliasRefused(
            f"“{alias}” says what somebody is, not who, so it can stand for no publisher. Each article means another "
            "one by it."
        )
    if not publisher or names_nobody(publisher):
        raise AliasRefused("Choose the publisher that the name stands for.")
    if is_named(alias, publisher):
        raise AliasRefused(f"“{alias}” is found as {publisher} already. No alias is needed.")
    called = {one for one in library.publishers() if is_named(alias, one)}
    own = len(library.passing(Filter(), called)) if called else 0
    if own:
        raise AliasRefused(
            f"“{alias}” is the publisher of {own} source{'' if own == 1 else 's'} here. Correct the publisher of "
            "those, or leave the name to them."
        )
    library.keep_alias(alias, publisher)
