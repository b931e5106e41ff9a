"""Countries under their names and those of their people, so that "Seoul" and "South Korean" speak of one place."""

from __future__ import annotations

from sources.language.lexicon import lines

_ROWS = lines("countries")


def _read() -> tuple[dict[str, frozenset[int]], dict[str, frozenset[int]]]:
    named: dict[str, set[int]] = {}
    inside: dict[str, set[int]] = {}
    for number, row in enumerate(_ROWS):
        for table, forms in zip((named, inside), row.split("|"), strict=True):
            for form in forms.split():
                table.setdefault(form.replace("-", " "), set()).add(number)
    return {k: frozenset(v) for k, v in named.items()}, {k: frozenset(v) for k, v in inside.items()}


_NAMED, _INSIDE = _read()
_SEATS = frozenset(
    row.split("|")[1].split()[0].replace("-", " ") for row in _ROWS if row.split("|")[1].split()
) | set(lines("other_seats_of_government"))


def is_place(name: str) -> bool:
    """Tell whether a name in lower case is a country, its people, or a town or state listed with it."""
    return name in _NAMED or name in _INSIDE


def is_country(name: str) -> bool:
    """Tell whether a name in lower case is a country or its people."""
    return name in _NAMED


def same_place(one: str, other: str) -> bool:
    """Tell whether two names in lower case can speak of one place: of one country, or one of what lies in the other.

    Two towns of one country are not the same place.
    """
    ours, theirs = _NAMED.get(one, frozenset()), _NAMED.get(other, frozenset())
    return bool(ours & theirs or ours & _INSIDE.get(other, frozenset()) or theirs & _INSIDE.get(one, frozenset()))


def stands_for(said: str, name: str) -> bool:
    """Tell whether a text that says one place has spoken of another: "Ohio" of the United States, not the reverse.

    A capital and its country each speak of the other.
    """
    if name in _INSIDE and name not in _NAMED and name not in _SEATS:
        return said == name
    return same_place(said, name)
