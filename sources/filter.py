"""What a person may ask of the sources that are searched."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Filter:
    """Which sources are searched; what is left empty admits all.

    Attributes:
        publishers: Names of publishers, matched as the names in claims are: "SCMP" is the South China Morning Post.
        kinds: Of documents: txt, md, html, pdf, docx, csv, jsonl.
        labels: A source passes that has one of them.
        since, until: First and last day of publication; a source without a date passes neither.
    """

    publishers: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    labels: tuple[str, ...] = ()
