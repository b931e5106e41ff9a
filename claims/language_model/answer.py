"""The model's answer read: proposals of claims, none of them believed yet."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from claims.language_model.faults import ModelFault
from sources.untrusted import Unusable, clean, mended_json

MOST_CLAIMS = 200  # of one batch of eight sentences; the fullest sentence looked at gives 14
_LONGEST_TEXT = 600  # characters; a longer "claim" is no single thing
_LONGEST_QUOTE = 2_000
_LONGEST_NAME = 200
_MOST_SOURCES = 10
_THOUGHTS = re.compile(r"\A\s*<think>.*?</think>", re.DOTALL)
_FENCE = re.compile(r"\A```[a-z]*\s*\n(.*)\n```\Z", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A claim as the model gave it, cleaned of what cannot be shown.

    Attributes:
        sentence: Its number within the batch, from 1.
        quote: The words it says it took, to be found in the article.
        said_by: Source and cue of each attribution, to be found in the article.
        flaw: Why it cannot be a claim at all; empty for one that can be checked.
    """

    sentence: int
    quote: str
    text: str
    said_by: tuple[tuple[str, str], ...] = ()
    hedges: tuple[str, ...] = ()
    flaw: str = ""


def read_answer(content: str, sentences: int) -> list[Proposal]:
    """Return the proposals of an answer for a batch of ``sentences``.

    Raises:
        ModelFault: If it is not the JSON that was asked for.
    """
    content = _THOUGHTS.sub("", content).strip()
    fenced = _FENCE.match(content)
    try:
        answer, _replaced = mended_json(fenced[1] if fenced else content)
    except Unusable as error:
        raise ModelFault("The model did not answer in the form it was asked for.", lasting=False) from error
    listed = answer.get("claims") if isinstance(answer, dict) else None
    if not isinstance(listed, list):
        raise ModelFault("The model did not answer in the form it was asked for.", lasting=False)
    if not listed:
        raise ModelFault("The model found no claim.", lasting=False)
    return [_proposal(listed_claim, sentences) for listed_claim in listed[:MOST_CLAIMS]]


def _proposal(one: Any, sentences: int) -> Proposal:
    if not isinstance(one, dict):
        return Proposal(0, "", _text(one), flaw="it has not the form that was asked for")
    number, text, quote = one.get("sentence"), _text(one.get("text")), _text(one.get("quote"))
    said_by = one.get("said_by") or []
    hedges = one.get("hedges") or []
    flaw = ""
    if not isinstance(number, int) or isinstance(number, bool) or not (text and quote):
        flaw = "it has not the form that was asked for"
    elif not 1 <= number <= sentences:
        flaw = "it names a sentence that was not asked"
    elif len(text) > _LONGEST_TEXT or len(quote) > _LONGEST_QUOTE:
        flaw = f"it is longer than {_LONGEST_TEXT} characters"
    return Proposal(
        sentence=number if isinstance(number, int) else 0,
        quote=quote[:_LONGEST_QUOTE],
        text=text[:_LONGEST_TEXT],
        said_by=_sources(said_by) if isinstance(said_by, list) else (),
        hedges=tuple(filter(None, map(_text, hedges[:_MOST_SOURCES]))) if isinstance(hedges, list) else (),
        flaw=flaw,
    )


def _sources(listed: list[Any]) -> tuple[tuple[str, str], ...]:
    pairs = [(_text(source.get("source")), _text(source.get("cue"))) for source in listed if isinstance(source, dict)]
    return tuple((source[:_LONGEST_NAME], cue[:_LONGEST_NAME]) for source, cue in pairs[:_MOST_SOURCES] if source)


def _text(value: Any) -> str:
    """Return a text on one line, without signs that draw nothing; empty for anything that is no text."""
    if not isinstance(value, str):
        return ""
    shown = "".join(sign for sign in clean(value).text if unicodedata.category(sign) != "Cf")
    return " ".join(unicodedata.normalize("NFC", shown).split())
