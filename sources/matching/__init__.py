"""Claims to candidates: the best passages by meaning and words, with the sources that the claim names in front."""

from sources.language.names import is_named, names_nobody
from sources.matching.citations import titles_of
from sources.matching.fingerprint import rules_digest
from sources.matching.match import match
from sources.matching.match_codec import from_json, sources_of, to_json
from sources.matching.name_book import NameBook, name_book
from sources.matching.nearest_sentences import nearest_sentences
from sources.matching.search import search

__all__ = [
    "NameBook",
    "from_json",
    "is_named",
    "match",
    "name_book",
    "names_nobody",
    "nearest_sentences",
    "rules_digest",
    "search",
    "sources_of",
    "titles_of",
    "to_json",
]
