"""Given names, to tell a person from a place: the commonest of many countries, no surnames."""

from __future__ import annotations

from sources.language.lexicon import lines, words

GIVEN = words("given_names")

_SHORT_FORMS = lines("short_forms_of_names")
_ALIKE = 3  # letters at the beginning: Dave and David, Jenny and Jennifer
_SHORT = frozenset(frozenset(row.split()) for row in _SHORT_FORMS)


def may_be_called(one: str, other: str) -> bool:
    """Tell whether two given names can be of one person: "Tom" and "Thomas", "Bob" and "Robert"."""
    alike = one[:_ALIKE] == other[:_ALIKE] or (one[0] == other[0] and 1 in {len(one), len(other)})
    return alike or frozenset((one, other)) in _SHORT
