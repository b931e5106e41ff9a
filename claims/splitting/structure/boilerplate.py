"""Recognises boilerplate: subscription lines, navigation, links, adverts and notices around an article.

Every rule looks at one paragraph alone and wants strong evidence, because a body paragraph taken for boilerplate
costs its claims, while boilerplate taken for body costs the reviewer one glance.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from claims.article import BlockKind
from claims.splitting.structure import captions
from sources.language.lexicon import lines
from sources.language.patterns import compiled, one_of
from sources.language.verbs_of_saying import CARRYING

_LONGEST = 700  # characters; a longer paragraph is body, whatever it begins or ends with
_LONGEST_CALL = 60  # words
_LONGEST_LEAD_IN = 30  # words of a line that ends in a call
_LONGEST_LINK = 30  # words
_ENDED = re.compile(r"[.!?…][\"”’')\]]*$")
_SAID = compiled(rf"\b(?:{CARRYING}|according to)\b")

_CALL = compiled(*lines("calls_to_the_reader"))
# The same call as the last words of a short line: "Five stories every weekday. Subscribe free."
_CALL_AT_THE_END = compiled(
    r"[.!?:–—|-] (?:subscribe|sign ?up|join us|follow us|download (?:it|the app|our app))\b[^.!?]{0,60}[.!?]?$"
)
_WEAK_CALL = compiled(*lines("weak_calls_to_the_reader"))
_ADDRESSED = compiled(r"\b(?:you|your|us|our|here)\b")
_CHANNEL = compiled(
    r"\b"
    + one_of(*lines("channels"))
    + r"\b"
)  # fmt: skip
_SHARE_STRONG = compiled(r"\b" + one_of(*lines("share_buttons")) + r"\b")
_SHARE_ALL = re.compile(
    r"(?:"
    + one_of(*lines("share_words"))
    + r"\b[\s,|/•·:]*){1,14}",
    re.IGNORECASE,
)  # fmt: skip
_NAVIGATION = compiled(*lines("navigation"))
_ADVERT = compiled(*lines("advertisement_lines"))
_LINK_HEADS = lines("link_headings")
_LINKS = compiled(rf"{one_of(*_LINK_HEADS)}\s*:?")
_LINK = compiled(rf"{one_of(*_LINK_HEADS)}\s*[:|»›–—-]\s*\S")
_WEAK_LINK = compiled(
    r"(?:don['’]t miss|must[- ]read|explainer|opinion|watch(?: now)?|listen|video|gallery|in pictures|live|more"
    r"|analysis)"
    r"\s*[:|»›]\s*\S"
)
_SOURCES = compiled(r"(?:sources?|references|external links|bibliography|footnotes|citations|notes)\s*:?")
_SOURCE = compiled(r"(?:data )?sources?\s*:\s*.{2,120}")
_RIGHTS = compiled(*lines("rights_lines"))
_END_MARK = compiled(r"[-–—#* ]*(?:ends?|-?30-?|more to follow)[-–—#* .]*")
_NOTE = compiled(*lines("editors_notes"))
_RELEASE = compiled(*lines("release_lines"))
_CREDIT = compiled(*lines("reporting_credits"))
_CONTACT = compiled(
    r"(?:(?:media|press) )?contacts?\s*:",
    r"for (?:(?:media|press) (?:inquiries|enquiries|questions)|(?:more|further) information),? "
    r"(?:please )?(?:contact|visit|see|call)\b",
)


@dataclass(frozen=True, slots=True)
class Label:
    """What a paragraph is, and the margin words that say so."""

    kind: BlockKind
    reason: str = ""


def plain(paragraph: str) -> str:
    """Return the words of a paragraph without Markdown's emphasis, heading, quotation and link marks."""
    text = re.sub(r"\s+", " ", paragraph).strip()
    text = re.sub(r"^(?:#{1,6} |> ?|[-*+•] )+", "", text)
    text = re.sub(r"!?\[([^\[\]]*)\]\([^)\s]*\)", r"\1", text)
    text = text.replace("**", "").replace("__", "")
    return re.sub(r"^([*_])(.+)\1$", r"\2", text).strip()


def recognise(paragraph: str) -> Label | None:
    """Return what ``paragraph`` is when its own words show that it is not body text; None otherwise."""
    if len(paragraph) > _LONGEST:
        return None
    if not re.search(r"[^\W_]", paragraph):
        return Label(BlockKind.BOILERPLATE, "separator")
    if captions.is_image(paragraph):
        return Label(BlockKind.CAPTION, "image")
    line = plain(paragraph)
    reason = _reason(line, len(line.split()))
    if reason:
        return Label(BlockKind.BOILERPLATE, reason)
    if captions.is_caption(line):
        return Label(BlockKind.CAPTION, "photo caption")
    return Label(BlockKind.CAPTION, "photo credit") if captions.is_credit(line) else None


def opens_sources(paragraph: str) -> bool:
    """Say whether the paragraph is a heading such as "Sources", after which a list of them may follow."""
    return _SOURCES.fullmatch(plain(paragraph[:80])) is not None


def opens_links(paragraph: str) -> bool:
    """Say whether the paragraph is a heading such as "Related articles", after which links follow."""
    return _LINKS.fullmatch(plain(paragraph[:80])) is not None


def _reason(line: str, words: int) -> str:
    """Return why ``line`` is boilerplate, in margin words; empty when nothing shows it."""
    whole = (
        ("release notice", _RELEASE), ("reporting credit", _CREDIT),
        ("advertisement", _ADVERT), ("navigation", _NAVIGATION), ("end mark", _END_MARK), ("related link", _LINKS),
        ("source list", _SOURCE),
    )  # fmt: skip
    for reason, pattern in whole:
        if pattern.fullmatch(line):
            return reason
    opening = (("copyright line", _RIGHTS), ("editor's note", _NOTE), ("contact line", _CONTACT))
    for reason, pattern in opening:
        if pattern.match(line):
            return reason
    if _SHARE_ALL.fullmatch(line) and _SHARE_STRONG.search(line):
        return "share buttons"
    if words <= _LONGEST_LINK and (_LINK.match(line) or (_WEAK_LINK.match(line) and not _ENDED.search(line))):
        return "related link"
    return "subscription line" if words <= _LONGEST_CALL and _is_call(line) else ""


def _is_call(line: str) -> bool:
    """Say whether the line asks the reader to subscribe, follow or join."""
    if _SAID.search(line) or not _CHANNEL.search(line):
        return False
    if len(line.split()) <= _LONGEST_LEAD_IN and _CALL_AT_THE_END.search(line):
        return True
    return bool(_CALL.match(line) or (_WEAK_CALL.match(line) and _ADDRESSED.search(line)))
