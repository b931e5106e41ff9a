"""Named rules: the name of a rule is what a claim reports in its ``rules``.

A rule is a function with a name. `clauses.grammar` lists the rules for clauses and nouns in the order in which they
are asked, so a new one is one function, its place in that order, and its cases. A rule outside the grammar, such as
the rule for headlines, is called by its stage.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, NamedTuple, ParamSpec, TypeVar

Ids = frozenset[int]

P = ParamSpec("P")
R = TypeVar("R")


class Step(NamedTuple):
    """One rule that made a claim, and the tokens that called for it."""

    rule: str
    ids: Ids


class Rule(Generic[P, R]):
    """A function that goes by a name; it is called as the function is."""

    def __init__(self, name: str, function: Callable[P, R]) -> None:
        self.name = name
        self.summary = (function.__doc__ or "").strip().split("\n", maxsplit=1)[0]
        self._function = function

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        """Apply the rule."""
        return self._function(*args, **kwargs)

    def step(self, ids: Ids) -> Step:
        """Return what a claim reports of the rule, with the tokens that called for it."""
        return Step(self.name, ids)


_registered: dict[str, list[str]] = {}


def rule(name: str) -> Callable[[Callable[P, R]], Rule[P, R]]:
    """Register the decorated function as a rule; rules of several stages may share a name."""

    def register(function: Callable[P, R]) -> Rule[P, R]:
        registered = Rule(name, function)
        _registered.setdefault(name, []).append(registered.summary)
        return registered

    return register


def registered_rules() -> dict[str, tuple[str, ...]]:
    """Return the names of all rules, each with what the functions behind it do."""
    return {name: tuple(summaries) for name, summaries in _registered.items()}
