"""Pieces of regular expressions that the recognisers of bylines, datelines, captions and furniture share."""

from __future__ import annotations

import re

from sources.language.lexicon import any_of, lines


def one_of(*alternatives: str) -> str:
    """Return a pattern for any of ``alternatives``, tried in their order."""
    return "(?:" + "|".join(alternatives) + ")"


def compiled(*alternatives: str, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    """Return `one_of` compiled; letter case does not matter unless ``flags`` says otherwise."""
    return re.compile(one_of(*alternatives), flags)


AGENCY = one_of(*lines("picture_agencies"))
# A person's or an organisation's name: up to six words with capitals.
NAME = r"[A-Z][\w.'’-]*(?: (?:[A-Z][\w.'’-]*|" + any_of("name_particles") + ")){0,5}"
