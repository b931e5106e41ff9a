"""Pieces of regular expressions that the recognisers of bylines, datelines, captions and furniture share."""

from __future__ import annotations

import re


def one_of(*alternatives: str) -> str:
    """Return a pattern for any of ``alternatives``, tried in their order."""
    return "(?:" + "|".join(alternatives) + ")"


def compiled(*alternatives: str, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    """Return `one_of` compiled; letter case does not matter unless ``flags`` says otherwise."""
    return re.compile(one_of(*alternatives), flags)


# Picture and news agencies as credits and datelines write them.
AGENCY = one_of(
    "AFP", "AP", "AAP", "ANI", "ANSA", "Abaca(?: Press)?", "Alamy(?: Stock Photo)?", "Anadolu(?: Agency)?",
    "Associated Press", "Bloomberg", "Canadian Press", "DPA", "dpa", "EFE", "EPA(?:-EFE)?", "Flickr",
    "Getty(?: Images)?", "Imago", "iStock(?:photo)?", "Kyodo(?: News)?", "KCNA", "NASA", "NurPhoto",
    "PA(?: Wire| Media| Images)?", "PTI", "Press Association", "Reuters", "REUTERS", "Shutterstock", "Sipa(?: USA)?",
    "Sputnik", "TASS", "Tass", "TNS", "UPI", "Unsplash", "Wikimedia(?: Commons)?", "Xinhua", "Yonhap",
    "ZUMA(?: Press)?",
)  # fmt: skip
# A person's or an organisation's name: up to six words with capitals.
NAME = r"[A-Z][\w.'’-]*(?: (?:[A-Z][\w.'’-]*|de|da|di|van|von|der|den|al|el|bin|la|le)){0,5}"
