"""Who wrote the article, and the place of writing on a line of its own."""

from __future__ import annotations

import re

from sources.language.lexicon import lines
from sources.language.patterns import AGENCY, NAME, compiled, one_of

_LONGEST = 200  # characters
_CREDITED = one_of(*lines("byline_acts"))
_BESIDE = rf"(?:(?:, | and | & | \| |; | in | for | with | – | — | - |/)(?:{NAME}|[a-z]+(?: [a-z]+){{0,3}}))*"
_MORE = rf"(?:[;.,|]? ?\(?(?i:{_CREDITED}(?: and \w+)? by) .{{2,120}})?"
_ROLE = one_of(*lines("byline_roles"))
_STARTS_BY = compiled(
    rf"\(?(?i:(?:{_CREDITED}(?: and {_CREDITED})?\s+)?by)[: ]\s*{NAME}{_BESIDE}{_MORE}[.)]*",
    r"(?i:(?:with )?(?:additional reporting|files|reporting) (?:by|from))[: ]\s*.{2,120}",
    rf"(?i:authors?|reporters?|correspondent|writers?)\s*:\s*{NAME}(?:(?:, | and | & ){NAME})*",
    flags=0,
)
_NAMES_ONLY = compiled(
    rf"{NAME}(?:,| [-–—|]|/) ?(?:{AGENCY}|(?i:(?:\w+ ){{0,2}}{_ROLE})(?:, {NAME})?)",
    rf"{AGENCY}(?: (?i:staff|reporters|correspondent|newsroom))?",
    r"(?i:(?:our |a |from our )?(?:own |staff )(?:writers?|reporters?|correspondents?)|agencies|newsroom)",
    flags=0,
)
_PLACE_ALONE = re.compile(
    r"[A-Z][A-Z.'’ -]{2,40}(?:, [A-Z][\w.]+(?: [A-Z][\w.]+)?)?(?:, [A-Z][a-z]{2,8}\.? \d{1,2})?"
    rf"(?: ?[(\[]{AGENCY}[)\]])? ?[-–—]*"
)


def is_byline(line: str, *, near_the_top: bool) -> bool:
    """Say whether ``line`` names who wrote the article and does nothing else.

    Args:
        line: A paragraph without Markdown marks.
        near_the_top: Whether it stands before the body; only there is a name without "By" enough.
    """
    if len(line) > _LONGEST:
        return False
    return bool(_STARTS_BY.fullmatch(line) or (near_the_top and _NAMES_ONLY.fullmatch(line)))


def is_dateline(line: str) -> bool:
    """Say whether ``line`` is a place with its agency or day alone, as "ALMERY, Oct 11 (Reuters)"."""
    return len(line) <= _LONGEST and re.search(r"[(,]", line) is not None and bool(_PLACE_ALONE.fullmatch(line))
