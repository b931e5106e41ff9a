"""The repairs by name, and the order in which they run."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Collection
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    Repairing = Callable[[Token], None]
    Concerned = Callable[[Token], bool]


class Pass(IntEnum):
    """One walk over the tokens; in each, a token meets the repairs in the order in which they were registered."""

    CLAUSES = 1
    APPOSITIONS = 2
    CAPITALS = 3
    NAMES = 4
    REPORTS = 5


@dataclass(frozen=True, slots=True)
class Repair:
    """One repair.

    Attributes:
        name: That of its function.
        order: In which walk it runs.
        of: Which tokens it looks at.
        apply: Corrects the tree around a token.
    """

    name: str
    order: Pass
    of: Concerned
    apply: Repairing


_REGISTERED: dict[str, Repair] = {}


def repair(order: Pass, *, of: Concerned | None = None) -> Callable[[Repairing], Repairing]:
    """Register a function as a repair.

    Args:
        order: In which walk it runs.
        of: Which tokens it looks at; all when None.

    Raises:
        ValueError: If a repair of its name is registered already.
    """

    def register(apply: Repairing) -> Repairing:
        name = apply.__name__
        if name in _REGISTERED:
            raise ValueError(f"Two repairs are called {name}.")
        _REGISTERED[name] = Repair(name, order, of or (lambda _: True), apply)
        return apply

    return register


def registered() -> list[str]:
    """Return the names of all repairs in the order in which they run."""
    _find()
    return [one.name for order in Pass for one in _REGISTERED.values() if one.order is order]


def repaired(doc: Doc, *, without: Collection[str] = ()) -> Doc:
    """Correct ``doc`` in place, and return it.

    Args:
        doc: A parse as the parser left it.
        without: Names of repairs to leave out, to see what each does.
    """
    _find()
    for order in Pass:
        chosen = [one for one in _REGISTERED.values() if one.order is order and one.name not in without]
        for token in list(doc):
            _mend(token, chosen)
    return doc


def _mend(token: Token, repairs: list[Repair]) -> None:
    """Apply to a token the repairs that concern it; a question that many repairs share is asked once."""
    asked: Concerned | None = None
    for one in repairs:
        if one.of is asked:
            continue  # the answer was no, and nothing was mended since
        if one.of(token):
            one.apply(token)
            asked = None
        else:
            asked = one.of


def hang(token: Token, head: Token, dep: str) -> None:
    """Move ``token`` under ``head``, unless that would close a circle."""
    if token == head or token in head.ancestors or token.i == head.i:
        return
    token.head = head
    token.dep_ = dep


@cache
def _find() -> None:
    """Import the modules beside this one, which registers what is in them."""
    for module in sorted(found.name for found in pkgutil.iter_modules([str(Path(__file__).parent)])):
        importlib.import_module(f"{__package__}.{module}")
