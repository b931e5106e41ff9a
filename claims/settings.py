"""What can be set for everybody who uses a database: a name, what holds without it, and what a value must be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from claims.review.gates import NotSaved

ON, OFF = "on", "off"


class SettingRefused(NotSaved):
    """A value cannot be used. The message says what is wrong with it and what to write; what held before holds on."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing that can be set. A secret is never one: what is set here stands readable in the database.

    Attributes:
        name: Its key in the database, of at most 60 characters, such as "fetching.allowed".
        default: What holds until somebody sets it.
        check: Returns the value in the form in which it is kept, or raises `SettingRefused`.
    """

    name: str
    default: str
    check: Callable[[str], str]


def switch(name: str, default: str = OFF) -> Setting:
    """Return a setting that is `ON` or `OFF`, and ``default`` until somebody turns it."""

    def check(value: str) -> str:
        if value not in {ON, OFF}:
            raise SettingRefused(f"“{value}” is neither {ON} nor {OFF}. Choose one of them.")
        return value

    return Setting(name, default, check)


REASON_REQUIRED = switch("review.reason-required")
"""Whether verified and disputed must have a reason, as unclear must."""

ASKS_ABOUT_OPEN_TERMS = switch("review.asks-about-open-terms", ON)
"""Whether a reviewer is asked before a claim is verified in full over an open figure, name, date or negation."""

ASKS_DID_THEY_SAY_IT = switch("review.asks-did-they-say-it", ON)
"""Whether the review page asks of each source that a claim names whether it said so. Answers that were given stay."""
