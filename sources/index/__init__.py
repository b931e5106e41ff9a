"""Nearest passages, and the sources and passages that have a text's words."""

from sources.index.exact import ExactIndex, Hit
from sources.index.keywords import KeywordIndex, Vocabulary, Wording

__all__ = ["ExactIndex", "Hit", "KeywordIndex", "Vocabulary", "Wording"]
