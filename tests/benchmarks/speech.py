"""Who speaks: how many statements with a plain cue are given to their speaker, and how many names are right.

    python -m tests.benchmarks.speech --data FOLDER [--show]

FOLDER is searched with its subfolders for two things:

- ``rst_attribution.jsonl``, clauses of attribution with what they attribute, one pair a line. Each pair is split as
  a sentence by itself. Plain is "according to", or a verb of saying with a subject other than the speaker of the
  text ("I said", "you say"): who that is stands outside of the pair. What is attributed must state something: no
  question ("explained how she did it"), no exclamation of fewer than four words.
- ``NAME.txt``, whole articles. The quotations in them that have a name right beside a verb of saying are found by
  the narrow rule of `tests.benchmarks.quoting`, which knows nothing of the splitter.

Recall is the share of statements of which at least one claim names the speaker. Precision is the share of right
names among all that these claims are attributed to. A pronoun that the pair leaves open counts
as a name.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from claims.article import Article, Block, BlockKind
from claims.claim import Claim
from claims.splitting import read_article, split
from sources.language.span import Span
from sources.source import Document
from tests.benchmarks import quoting

_SAYS = (
    r"(?:said|says?|told|telling|saying|added|agreed|commented|estimated|explain(?:s|ed)|notes|observed|quoted by|"
    r"remarked|reported|wrote|writes|warned|announced|announces|argued|argues)"
)
_CUE = re.compile(rf"\b{_SAYS}\b")
_ACCORDING = re.compile(r"\b[Aa]ccording to (?P<who>[^.,;]+)")
_ASKS = re.compile(r"(?:what|how|why|whether|who|which|if)\b", re.IGNORECASE)
_FEWEST = 4  # words of a statement
_SPEAKS_HERE = frozenset(["i", "we", "you", "me", "let"])
_NO_NAME = frozenset(
    ["the", "a", "an", "and", "of", "for", "that", "this", "his", "her", "its", "their", "he", "she", "they", "it"]
)
_PRONOUNS = frozenset(["he", "she", "they", "it", "who"])


@dataclass(frozen=True)
class Statement:
    """What is said, and who says it.

    Attributes:
        kind: The form in which the text gives the speaker.
        text: What is split.
        said: Where in it the words are that are said.
        speaker: The words that name the speaker.
    """

    kind: str
    text: str
    said: Span
    speaker: str


@dataclass(frozen=True)
class Found:
    """The claims about a statement, and how many of the names that they are attributed to are right."""

    statement: Statement
    claims: tuple[Claim, ...]
    right: int
    names: int


def main() -> None:
    """Print recall and precision, and the misses by kind."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument(
        "--data", type=Path, required=True, help="folder with rst_attribution.jsonl, NAME.txt, or both"
    )
    options.add_argument(
        "--show", action="store_true", help="print every statement that is missed or has a wrong name"
    )
    given = options.parse_args()
    found = [*_of_pairs(given.data), *_of_articles(given.data)]
    if not found:
        sys.exit(f"There is no statement with a plain cue in {given.data}: it has neither of the two kinds of files.")
    kinds = Counter(one.statement.kind for one in found)
    print(f"{'kind':34} {'statements':>10} {'recall':>8} {'precision':>10}")
    for kind in [*sorted(kinds), ""]:
        some = [one for one in found if one.statement.kind == kind or not kind]
        recall = sum(one.right > 0 for one in some) / len(some)
        names = sum(one.names for one in some)
        precision = f"{sum(one.right for one in some) / names:.3f}" if names else "-"
        print(f"{kind or 'all':34} {len(some):10} {recall:8.3f} {precision:>10}")
    for one in found if given.show else []:
        if one.right == 0 or one.names > one.right:
            print(f"- {one.statement.kind}: {one.statement.said.of(one.statement.text)!r} by {one.statement.speaker}")
            for claim in one.claims:
                print(f"      {claim.text} | {', '.join(claim.attributed_to)}")


def _of_pairs(folder: Path) -> Iterator[Found]:
    for path in sorted(folder.rglob("rst_attribution.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            statement = statement_of(json.loads(line))
            if statement is not None:
                body = Block(Span(0, len(statement.text)), BlockKind.BODY)
                claims = split(Article("art-pair", statement.text, "", None, None, (body,)))
                yield judged(statement, claims)


def _of_articles(folder: Path) -> Iterator[Found]:
    for path in sorted(folder.rglob("*.txt")):
        text = path.read_text(encoding="utf-8")
        statements = list(_quoted(text))
        if statements:
            claims = split(read_article(Document(text=text, kind="txt")))
            yield from (judged(statement, claims) for statement in statements)


def _quoted(text: str) -> Iterator[Statement]:
    for one in quoting.real([text]):
        start = text.find(one.words)
        if start >= 0:
            yield Statement("quotation in an article", text, Span(start, start + len(one.words)), one.speaker)


def statement_of(row: dict[str, Any]) -> Statement | None:
    """Return the statement of a pair; None where its cue is not plain."""
    cue, said = _written(row["attribution_text"]), _written(row["content_text"])
    speaker, kind = _speaker(cue)
    states = len(said.split()) >= _FEWEST and not _ASKS.match(said)
    if not speaker or not states or row["relation"] != "attribution-positive":
        return None
    first = min(map(int, row["attribution_edus"])) < min(map(int, row["content_edus"]))
    kind = f"{kind}, {'pronoun' if speaker.lower() in _PRONOUNS else 'name'} {'before' if first else 'behind'}"
    cue, said = cue.strip(" ."), said.strip()
    if first:
        text = f"{cue[:1].upper()}{cue[1:]} {said}"
        return Statement(kind, _ended(text), Span(len(cue) + 1, len(text)), speaker)
    return Statement(kind, _ended(f"{said.rstrip('. ')}, {cue}"), Span(0, len(said.rstrip(". "))), speaker)


def _written(tokens: str) -> str:
    """Return tokens as people write them: no blank before a comma, none inside of quotation marks."""
    text = re.sub(r"\s+([.,;:?!)]|['’](?:s|re|ve|ll|d|m)\b|n['’]t\b)", r"\1", tokens)
    text = re.sub(r"(\() | - (?=\w)", lambda match: match.group(1) or "-", text)
    parts = re.split(r'\s*"\s*', text)
    if len(parts) % 2:  # as many marks open as close
        inside = "".join(part if k % 2 == 0 else f' "{part}" ' for k, part in enumerate(parts))
        return re.sub(r"\s+(?=[.,;:?!])|\s{2,}", lambda match: " " if len(match.group()) > 1 else "", inside).strip()
    return text.replace('"', "").strip()


def _ended(text: str) -> str:
    return text if text.rstrip()[-1:] in '.?!"' else f"{text}."


def _speaker(cue: str) -> tuple[str, str]:
    """Return the words that name the speaker, and the form; empty words where no cue is plain."""
    according = _ACCORDING.search(cue)
    if according is not None:
        return according["who"].strip(), "according to"
    verb = _CUE.search(cue)
    if verb is None:
        return "", ""
    if verb.group() == "quoted by":
        return cue[: verb.start()].split(" was", maxsplit=1)[0], "passive"
    before = re.split(r"[,;]", cue[: verb.start()])[-1].split()
    words = [word for word in before if word.lower() not in {"and", "but", "that", "would", "has", "on"}]
    if not words or {word.lower() for word in words} & _SPEAKS_HERE or not re.search("[A-Za-z]", words[-1]):
        return "", ""
    return words[-1] if words[-1].lower() in _PRONOUNS else " ".join(words), "verb of saying"


def judged(statement: Statement, claims: Sequence[Claim]) -> Found:
    """Return the claims that lie in what is said, and how many of the names that they have are right."""
    said = statement.said
    inside = tuple(claim for claim in claims if 2 * _shared(claim.span, said) > claim.span.end - claim.span.start)
    names = [name for claim in inside for name in _names(claim, statement)]
    wanted = _words(statement.speaker)
    right = sum(bool(_words(name) & wanted) for name in names)
    return Found(statement, inside, right, len(names))


def _names(claim: Claim, statement: Statement) -> list[str]:
    pronoun = statement.speaker.lower() in _PRONOUNS
    return [*claim.attributed_to, *(claim.unresolved if pronoun and not claim.attributed_to else ())]


def _shared(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def _words(name: str) -> set[str]:
    every = {word.lower() for word in re.findall(r"[\w-]+", re.sub(r"['’]s\b", "", name))}
    return every - _NO_NAME or every


if __name__ == "__main__":
    main()
