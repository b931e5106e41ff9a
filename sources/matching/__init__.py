"""Claims to candidates: nearest passages, with the sources that the claim names in front."""

from sources.matching.match import match
from sources.matching.names import NameBook, is_named, names_nobody

__all__ = ["NameBook", "is_named", "match", "names_nobody"]
