"""What became of a document that was to be a source."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AddReport:
    """What became of one document.

    Attributes:
        status: "added", "known" (it is in the library already), "empty" (there is no word in it) or "taken" (another
            text has its id).
        passages: How many the source has.
        message: A sentence for the person; empty where there is nothing to say.
    """

    name: str
    status: str
    source_id: str
    title: str
    publisher: str
    passages: int
    message: str
