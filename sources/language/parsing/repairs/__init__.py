"""Frequent mistakes of the small parser in news sentences, mended before any rule looks at the tree.

A repair is a function that looks at one token and corrects the tree around it; a tree without the mistake stays as it
is. It registers itself by its name. A module of this folder is found by itself, so a new repair is one file and its
cases in `tests/cases/parsing/repairs.jsonl`.
"""

from __future__ import annotations

from sources.language.parsing.repairs.registry import Pass, hang, registered, repair, repaired

__all__ = ["Pass", "hang", "registered", "repair", "repaired"]
