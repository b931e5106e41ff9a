"""Nearest passages."""

from sources.index.exact import ExactIndex, Hit

__all__ = ["ExactIndex", "Hit"]
