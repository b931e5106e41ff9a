"""The section of the settings page on verdicts: what a reviewer is asked, and what must have a reason."""

from __future__ import annotations

from claims.screens.sections import section, switch
from claims.settings import ASKS_ABOUT_OPEN_TERMS, ASKS_DID_THEY_SAY_IT, REASON_REQUIRED
from claims.workbench import Workbench

_NAME = "verdicts"
_TEXT = (
    "Unclear always has a reason. Verified and disputed may have one: with this on they must, and Enter no longer passes "
    "the question over. Verdicts that were given before stay as they are, and so do those of a CSV that is brought in."
)


def verdicts(workbench: Workbench) -> None:
    """Draw the section."""
    with section(_NAME, "Verdicts", _TEXT):
        switch(
            workbench,
            _NAME,
            REASON_REQUIRED,
            "Verified and disputed must have a reason",
            on="Verified and disputed must have a reason.",
            off="Verified and disputed may have a reason.",
        )
        switch(
            workbench,
            _NAME,
            ASKS_ABOUT_OPEN_TERMS,
            "Ask before a claim is verified in full over an open figure, name, date or negation",
            on="Open terms are asked about.",
            off="Open terms are not asked about.",
        )
        switch(
            workbench,
            _NAME,
            ASKS_DID_THEY_SAY_IT,
            "Ask of each source that a claim names whether it said so (S, X, F)",
            on="Whether named sources said so is asked. Answers that were given stay.",
            off="Whether named sources said so is not asked. Answers that were given stay.",
        )
