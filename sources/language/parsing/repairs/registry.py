"""The repairs by name, and the order in which they run."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Collection
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sources.language.parsing.tree import Token, Tree

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
        deps: The dependencies of the tokens that it looks at; any when empty.
        of: Which tokens of these it looks at.
        apply: Corrects the tree around a token.
    """

    name: str
    order: Pass
    deps: frozenset[str]
    of: Concerned
    apply: Repairing


_REGISTERED: dict[str, Repair] = {}


def _every(_: Token) -> bool:
    return True


def repair(order: Pass, *, deps: Collection[str] = (), of: Concerned = _every) -> Callable[[Repairing], Repairing]:
    """Register a function as a repair.

    Args:
        order: In which walk it runs.
        deps: The dependencies of the tokens that it looks at; any when empty. The others cost no time.
        of: Which tokens of these it looks at.

    Raises:
        ValueError: If a repair of its name is registered already.
    """

    def register(apply: Repairing) -> Repairing:
        name = apply.__name__
        if name in _REGISTERED:
            raise ValueError(f"Two repairs are called {name}.")
        _REGISTERED[name] = Repair(name, order, frozenset(deps), of, apply)
        return apply

    return register


def registered() -> list[str]:
    """Return the names of all repairs in the order in which they run."""
    _find()
    return [one.name for order in Pass for one in _REGISTERED.values() if one.order is order]


def repaired(tree: Tree, *, without: Collection[str] = ()) -> Tree:
    """Correct ``tree`` in place, and return it.

    Args:
        tree: A parse as the parser left it.
        without: Names of repairs to leave out, to see what each does.
    """
    _find()
    for walk in _walks(tuple(_REGISTERED.values()), frozenset(without)):
        for token in tree:
            _mend(token, walk)
        tree.settle()
    return tree


@dataclass(frozen=True, slots=True)
class _Walk:
    """The repairs of one walk with their places in its order, by the dependency that they look at."""

    by_dep: dict[str, list[tuple[int, Repair]]]
    otherwise: list[tuple[int, Repair]]

    def of(self, dep: str) -> list[tuple[int, Repair]]:
        return self.by_dep.get(dep, self.otherwise)


def _mend(token: Token, walk: _Walk) -> None:
    """Apply to a token the repairs that concern it; a question that neighbours share is asked once."""
    dep, asked, k = token.dep_, None, 0
    repairs = walk.of(dep)
    while k < len(repairs):
        place, one = repairs[k]
        k += 1
        if one.of is asked:
            continue  # the answer was no, and nothing was mended since
        if not one.of(token):
            asked = one.of
            continue
        one.apply(token)
        asked = None
        if token.dep_ is not dep:
            dep = token.dep_
            repairs, k = [later for later in walk.of(dep) if later[0] > place], 0


@lru_cache(maxsize=64)
def _walks(repairs: tuple[Repair, ...], without: frozenset[str]) -> list[_Walk]:
    walks = []
    for order in Pass:
        chosen = [one for one in repairs if one.order is order and one.name not in without]
        placed = list(enumerate(chosen))
        by_dep = {
            dep: [(place, one) for place, one in placed if not one.deps or dep in one.deps]
            for dep in {dep for one in chosen for dep in one.deps}
        }
        walks.append(_Walk(by_dep, [(place, one) for place, one in placed if not one.deps]))
    return walks


def hang(token: Token, head: Token, dep: str) -> None:
    """Move ``token`` under ``head``, unless that would close a circle."""
    if token is head or token in head.ancestors:
        return
    token.head = head
    token.dep_ = dep


@cache
def _find() -> None:
    """Import the modules beside this one, which registers what is in them."""
    for module in sorted(found.name for found in pkgutil.iter_modules([str(Path(__file__).parent)])):
        importlib.import_module(f"{__package__}.{module}")
