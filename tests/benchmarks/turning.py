"""Turn a sentence round: deny it, give it the other direction, exchange who does it to whom. Rules of our own."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

_AUXILIARY = re.compile(r"\b(is|was|are|were|has|had|have|will|can|could|would|should)\b(?! (?:not|never|only|no)\b)")
_PAST = {
    "rose": "rise", "fell": "fall", "opened": "open", "closed": "close", "won": "win", "lost": "lose",
    "began": "begin",
    "became": "become", "died": "die", "joined": "join", "left": "leave", "signed": "sign", "released": "release",
    "announced": "announce", "moved": "move", "played": "play", "scored": "score", "married": "marry", "made": "make",
    "took": "take", "gave": "give", "said": "say", "went": "go", "came": "come", "found": "find", "founded": "found",
    "received": "receive", "served": "serve", "worked": "work", "appeared": "appear", "attended": "attend",
    "finished": "finish", "earned": "earn", "told": "tell", "wrote": "write", "built": "build", "ran": "run",
}  # fmt: skip
_TURNS = (
    ("rose", "fell"), ("increased", "decreased"), ("opened", "closed"), ("won", "lost"), ("bought", "sold"),
    ("approved", "rejected"), ("accepted", "rejected"), ("joined", "left"), ("supported", "opposed"),
    ("began", "ended"), ("northern", "southern"), ("north", "south"), ("east", "west"), ("eastern", "western"),
    ("largest", "smallest"), ("highest", "lowest"), ("oldest", "youngest"), ("best", "worst"), ("allowed", "banned"),
    ("convicted", "acquitted"), ("hired", "fired"), ("son", "daughter"), ("brother", "sister"), ("father", "mother"),
    ("husband", "wife"), ("higher", "lower"), ("younger", "older"), ("longest", "shortest"),
)  # fmt: skip
_NAME = r"[A-Z][a-z]{2,}(?: [A-Z][a-z]{2,})*"
# What one does to the other; where somebody goes or studies has no other side.
_VERBS = (
    "beat|defeated|sold|bought|acquired|told|met|wed|married|led|taught|sued|hired|fired|replaced|succeeded|joined|"
    "faced|followed|signed|praised|accused|criticised|criticized|invited|supported|interviewed|killed|arrested|"
    "named|produced|directed"
)
_ACT = re.compile(
    rf"\b(?!(?:The|In|On|At|It|He|She|They|And|But)\b)({_NAME}) "
    rf"((?:was |were )?(?:{_VERBS})(?: by| against| to)?) ({_NAME})\b"
)


def negation(text: str, stated: str, chance: random.Random) -> str | None:
    """Deny the first verb; a text that denies already is left alone."""
    del stated
    if re.search(r"\b(?:not|never|no|nor|neither|without)\b|n['’]t\b", text):
        return None
    found = _AUXILIARY.search(text)
    if found:
        return text[: found.end()] + chance.choice((" not", " never", " not")) + text[found.end() :]
    for past, plain in _PAST.items():
        found = re.search(rf"\b{past}\b", text)
        if found:
            return text[: found.start()] + chance.choice(("did not ", "failed to ")) + plain + text[found.end() :]
    return None


def direction(text: str, stated: str, chance: random.Random) -> str | None:
    """Put the opposite in the place of one word that the support has too: else it would say nothing against it."""
    rows = [pair for one in _TURNS for pair in (one, one[::-1])]
    chance.shuffle(rows)
    for old, new in rows:
        found = re.search(rf"\b{old}\b", text)
        if found and re.search(rf"\b{old}\b", stated):
            return text[: found.start()] + new + text[found.end() :]
    return None


def role(text: str, stated: str, chance: random.Random) -> str | None:
    """Exchange the two names around a verb."""
    del chance, stated
    found = _ACT.search(text)
    if not found or found.group(1) == found.group(3):
        return None
    return text[: found.start()] + f"{found.group(3)} {found.group(2)} {found.group(1)}" + text[found.end() :]


TURNS: dict[str, Callable[[str, str, random.Random], str | None]] = {
    "direction": direction,
    "role": role,
    "negation": negation,
}
