"""Recognises photo captions by their credit or by words such as "FILE PHOTO"."""

from __future__ import annotations

import re

from sources.language.lexicon import lines
from sources.language.patterns import AGENCY, NAME, compiled, one_of

_LONGEST = 80  # words; the longest caption in the articles looked at has 41
_TAIL = 260  # characters of the end that can hold a credit
_PICTURE = one_of(*lines("picture_words"))
_BEHIND_SENTENCE = r"(?:^|[.!?,;)\]’”\"'–—|] ?|[–—-] )"
_START = compiled(*lines("caption_starts"))
_END = compiled(
    rf"{_BEHIND_SENTENCE}(?i:{_PICTURE}(?: credit| courtesy(?: of)?| by| via| source)?)\s*:\s*[@A-Z0-9][^:]{{1,80}}$",
    r"(?:^|[.!?’”\"')] ?)(?i:photo|image|picture|photograph|illustration)s? (?i:courtesy(?: of)?|by"
    r"|via) [A-Z][^.]{1,60}\.?$",
    # Behind a quotation "(Source: Norring Mail)" says who said it.
    rf"(?<![”\"] )[(\[](?i:{_PICTURE}|file|courtesy|via|source)\b\s*(?:[:/|–—-]|(?i:by|from|of|via"
    rf"|courtesy)\b)\s*[^()\[\]]{{1,90}}[)\]]\.?$",
    rf"[(\[][^()\[\]]{{0,60}}\b{AGENCY}(?:\s*(?i:photo|images?|pictures|file))?/[^()\[\]]{{1,80}}[)\]]\.?$",
    rf"[(\[][^()\[\]]{{1,80}}/\s*(?:The )?{AGENCY}(?:[ /,][^()\[\]]{{0,60}})?[)\]]\.?$",
    r"[(\[][A-Z][\w.'’-]+ [A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+)?/[A-Z][^()\[\]]{1,60}[)\]]\.?$",
    rf"[(\[]{AGENCY} (?i:photo|images?|file)[^()\[\]]{{0,60}}[)\]]\.?$",
    r"[(\[](?i:file|file photo|file picture|handout|archive|stock image)[)\]]\.?$",
    rf"(?:^|[.!?’”\"')] ?){AGENCY}(?: (?i:photo|file photo|images))?/[A-Z][^.]{{1,60}}\.?$",
    rf"(?:^|[.!?’”\"')] ){NAME}/{AGENCY}(?:/{AGENCY})*\.?$",
    r"(?:[.!?’”\"')] )(?:©|\(c\)) ?[A-Z0-9][^.]{1,60}\.?$",
    flags=0,
)
_CREDIT_ALONE = re.compile(
    rf"(?:via )?(?:{AGENCY}\s*/\s*)?"
    + one_of("Getty Images", "Shutterstock", "Alamy", "iStock(?:photo)?", "Unsplash", "AP Photo", "Wikimedia Commons")
    + r"\.?"
)
_POSITION = compiled(*lines("caption_positions"))
_IMAGE = re.compile(r"\[?!\[[^\]]*\]\([^)]*\)(?:\]\([^)]*\))?")


def is_image(paragraph: str) -> bool:
    """Say whether the paragraph is a Markdown image and nothing else."""
    return _IMAGE.fullmatch(paragraph.strip()) is not None


def is_credit(line: str) -> bool:
    """Say whether the line names a picture agency and nothing else."""
    return _CREDIT_ALONE.fullmatch(line) is not None


def is_caption(line: str) -> bool:
    """Say whether the line describes a picture: it is short and carries a credit or says that it is about one."""
    words = len(line.split())
    if words > _LONGEST:
        return False
    if _START.match(line) or _END.search(line[-_TAIL:]):
        return True
    marks = len(_POSITION.findall(line))
    return words <= _LONGEST // 2 and (marks > 1 or (marks == 1 and not re.search(r"[.!?][\"”’)]?$", line)))
