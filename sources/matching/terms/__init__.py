"""Which terms of a claim passages hold, and which stay open: the pencil check of a fact-checking desk."""

from sources.matching.terms.checking import holding_words, terms_of

__all__ = ["holding_words", "terms_of"]
