"""Claims to candidates: the best passages by meaning and words, with the sources that the claim names in front."""

from sources.matching.match import match
from sources.matching.names import NameBook, is_named, names_nobody
from sources.matching.search import search

__all__ = ["NameBook", "is_named", "match", "names_nobody", "search"]
