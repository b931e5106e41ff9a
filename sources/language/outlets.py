"""What outlets, agencies and bodies are called: one place for names that no rule finds. Facts of common knowledge.

Two questions are asked of it. Whom a claim means (`OUTLETS`): only what initials and endings do not give stands
there. "SCMP" is the South China Morning Post by its initials and "Xinhua" the Xinhua News Agency by its ending; what
could be two ("ABC", "the Post") is in no line. And whose report a credit line says a page to be (`AGENCIES`): there
an agency stands with all its short forms, because "(AP)" behind a town is the agency and nobody else.
"""

from __future__ import annotations

import re

from sources.language.lexicon import any_of, lines

OUTLETS: dict[str, str] = {
    alias.strip(): held.strip()
    for held, _, others in (line.partition("=") for line in lines("outlets"))
    for alias in others.split("|")
}
"""The publisher that another name stands for."""

AGENCIES = tuple(tuple(form.strip() for form in line.split("|")) for line in lines("agencies"))
"""Each agency's name, and the forms in which it is credited, in lower case."""

OUTLET_WORD = re.compile(rf"\b{any_of('outlet_words')}\b", re.IGNORECASE)
"""A word by which a name is known for an outlet's."""
