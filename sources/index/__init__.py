"""Nearest passages, and the sources and passages that have a text's words."""

from sources.index.exact import ExactIndex, Hit
from sources.index.keyword_counts import SourceWords, WordCounts
from sources.index.keywords import KeywordIndex, Vocabulary
from sources.index.products import BFLOAT16, FLOAT32, Arithmetic
from sources.index.rows import Addition, Rows

__all__ = [
    "BFLOAT16",
    "FLOAT32",
    "Addition",
    "Arithmetic",
    "ExactIndex",
    "Hit",
    "KeywordIndex",
    "Rows",
    "SourceWords",
    "Vocabulary",
    "WordCounts",
]
