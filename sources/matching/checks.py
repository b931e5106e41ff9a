"""What is said of claims beyond their candidates; each check stands in its own module and is called from here."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sources.matching.attributed import attributed_checks
from sources.matching.found import Found
from sources.matching.origins import origins_of
from sources.matching.quotations import quotation_checks
from sources.source import Matches

if TYPE_CHECKING:
    from sources.store.library import Library


def checked(found: Found, library: Library) -> dict[str, Matches]:
    """Return the matches with what every check says of them.

    A check gets all claims at once, so that it reads the library once and not once for each claim. It adds to a
    match and never changes its candidates or their order.
    """
    attributed = attributed_checks(found, library)
    quotations = quotation_checks(found, library)
    proposed = {candidate.source.id for matches in found.matches.values() for candidate in matches.candidates}
    origins = library.origins.of(proposed)
    return {
        one: replace(
            matches,
            attributed=attributed.get(one, ()),
            quotations=quotations.get(one, ()),
            origins=origins_of(matches.candidates, origins),
        )
        for one, matches in found.matches.items()
    }
