"""Draw claims for a person to judge, and count the judgements.

    python -m tests.benchmarks.panel draw --data FOLDER --count N --seed SEED --out SHEET.csv
    python -m tests.benchmarks.panel count SHEET.csv

`draw` splits the articles of FOLDER (NAME.txt) and writes claims chosen at random, each with its sentence and the
sentence before. Somebody who did not write the rules fills the column `judgement`. `--exclude` takes earlier sheets:
no text of theirs is drawn from again. `count` prints each judgement with its share and 95 % interval.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import sqrt
from pathlib import Path
from statistics import NormalDist

from claims.article import Article, BlockKind
from claims.claim import Claim
from claims.report.flavours import original, to_bytes
from claims.splitting import NothingToSplit, read_article, split
from sources.language.sentences import sentence_spans, unwrapped
from sources.language.times.reference import TimeReference
from sources.reading.errors import NotRead
from sources.reading.reader import read_one
from sources.untrusted import Table, TableRow, TableUnreadable, one_line, read_table, visible

RIGHT, LESS = "right", "less than the text"
FALSE, BROKEN, NO_CLAIM = "false to the text", "broken", "no claim"
JUDGEMENTS = (RIGHT, LESS, FALSE, BROKEN, NO_CLAIM, "wrong speaker", "wrong replacement", "wrong day")
SERIOUS = frozenset({FALSE, BROKEN, NO_CLAIM})
FAULTS = frozenset(JUDGEMENTS) - {RIGHT, LESS}  # A claim may say less than the article.
COLUMNS = (
    "claim_text", "sentence_before", "sentence", "attributed_to", "attribution_cue", "hedges", "dates", "unresolved",
    "replaced", "kind", "judgement", "remark", "file", "article_date", "article_id", "claim_id",
)  # fmt: skip
_NEEDED = ("judgement", "file", "article_id", "claim_id")
_Z = NormalDist().inv_cdf(0.975)  # of a two-sided interval of 95 %
_BETWEEN = "; "
_MOST_SHOWN = 60  # characters of a cell in a message


class PanelRefused(Exception):  # noqa: N818 - what a person is told
    """Nothing is drawn or counted; the message says what is wrong, where, and what to do."""


@dataclass(frozen=True, slots=True)
class Text:
    """An article of the folder, by the name of its file."""

    file: str
    article: Article


@dataclass(frozen=True, slots=True)
class Choice:
    """Which claims a sheet may hold.

    Attributes:
        count: Most claims.
        seed: The same seed draws the same claims from the same texts.
        texts: Most texts, chosen at random; None for all of them.
        prefixes: What the names of the files begin with, before the dash; empty for every file.
        files: Names of the files; empty for every file.
        used: Names of files and article ids that earlier sheets hold.
        replaced_only: Whether a pronoun or short name must have been replaced in the claim.
    """

    count: int
    seed: int
    texts: int | None = None
    prefixes: frozenset[str] = frozenset()
    files: frozenset[str] = frozenset()
    used: frozenset[str] = frozenset()
    replaced_only: bool = False


@dataclass(frozen=True, slots=True)
class Judged:
    """The row of one claim: what kind of text it is from, and its judgements, none where nobody read it."""

    prefix: str
    judgements: frozenset[str]


def draw(folder: Path, choice: Choice) -> list[tuple[str, ...]]:
    """Return the rows of a sheet in the order of files and claims, under `COLUMNS`.

    Raises:
        PanelRefused: If a file cannot be read, or no claim is left to draw.
    """
    chance = random.Random(choice.seed)
    texts = _texts(folder, choice)
    if choice.texts is not None and choice.texts < len(texts):
        texts = sorted(chance.sample(texts, choice.texts), key=lambda text: text.file)
    claims = [
        (text, claim)
        for text in texts
        for claim in split(text.article)
        if not choice.replaced_only or replacements(text.article.text, claim)
    ]
    if not claims:
        raise PanelRefused(f"No claim is left to draw in {folder}. Take other files, or exclude fewer sheets.")
    picked = sorted(chance.sample(range(len(claims)), min(choice.count, len(claims))))
    return [row(*claims[index]) for index in picked]


def _texts(folder: Path, choice: Choice) -> list[Text]:
    """Return the texts that may be drawn from, in the order of their names."""
    paths = sorted(folder.glob("*.txt"))
    if not paths:
        raise PanelRefused(f"There is no .txt file in {folder}.")
    missing = choice.files - {path.name for path in paths}
    if missing:
        raise PanelRefused(f"There is no {min(missing)} in {folder}.")
    found: dict[str, Text] = {}
    for path in paths:
        if (choice.prefixes and prefix_of(path.name) not in choice.prefixes) or path.name in choice.used:
            continue
        if choice.files and path.name not in choice.files:
            continue
        try:
            article = read_article(read_one(path.read_bytes(), path.name))
        except (NotRead, NothingToSplit, OSError) as fault:
            raise PanelRefused(f"{path.name} cannot be read: {fault}") from fault
        if article.id not in choice.used:
            found.setdefault(article.id, Text(path.name, article))  # a copy under another name is no second text
    return list(found.values())


def prefix_of(file: str) -> str:
    """Return the kind of text that the name of a file gives ("court" of court-01.txt); empty where it gives none."""
    before, dash, _ = file.partition("-")
    return before if dash else ""


def replacements(text: str, claim: Claim) -> list[str]:
    """Return each pronoun or short name of the article's ``text`` that was replaced, and the words in its place."""
    pairs = [(rule.span.of(text) if rule.span else "?", rule.became) for rule in claim.rules if rule.became]
    return [f"{words} → {became}" for words, became in pairs if words != became]


def row(text: Text, claim: Claim) -> tuple[str, ...]:
    """Return the cells of one claim, under `COLUMNS`; judgement and remark are empty."""
    article = text.article
    cells = (
        claim.text,
        sentence_before(article, claim),
        claim.sentence.of(article.text),
        _BETWEEN.join(claim.attributed_to),
        _BETWEEN.join(dict.fromkeys(attribution.cue for attribution in claim.attributions)),
        _BETWEEN.join(claim.hedges),
        _BETWEEN.join(map(_days, claim.dates)),
        _BETWEEN.join(claim.unresolved),
        _BETWEEN.join(replacements(article.text, claim)),
        claim.kind.value,
        "",
        "",
        text.file,
        article.published.isoformat() if article.published else "",
        article.id,
        claim.id,
    )
    return tuple(map(one_line, cells))


def sentence_before(article: Article, claim: Claim) -> str:
    """Return the last sentence of the body that ends before the claim's own; empty for the first one."""
    text = unwrapped(article.text)
    spans = [
        span
        for block in article.blocks
        if block.kind is BlockKind.BODY and block.span.start < claim.sentence.start
        for span in sentence_spans(text, block.span)
        if span.end <= claim.sentence.start
    ]
    return spans[-1].of(article.text) if spans else ""


def _days(time: TimeReference) -> str:
    start, end = (day.isoformat() if day else "open" for day in (time.start, time.end))
    return f"{time.text} = {start if start == end else f'{start} to {end}'} ({time.of.value})"


def read_sheet(path: Path) -> Table:
    """Return the rows of a sheet as `draw`, Excel or pandas wrote it.

    Raises:
        PanelRefused: If it is no table, lacks a column, or has a row that does not fit.
    """
    try:
        table = read_table(path.read_bytes().decode("utf-8"), COLUMNS, ())
    except OSError as error:
        raise PanelRefused(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise PanelRefused(f"{path} is not in UTF-8. Save it as “CSV UTF-8”.") from error
    except TableUnreadable as fault:
        raise PanelRefused(f"{path} is no CSV table: {fault}.") from fault
    lacking = [name for name in _NEEDED if name not in table.names]
    if lacking:
        raise PanelRefused(f"{path} has no column {lacking[0]}. Take a sheet that `draw` wrote.")
    for line in table.rows:
        if line.fault:
            raise PanelRefused(f"{path}, row {line.number} does not fit: {line.fault}.")
    return replace(table, rows=tuple(_as_drawn(line) for line in table.rows))


def _as_drawn(line: TableRow) -> TableRow:
    """Return the row without the apostrophes that keep Excel from reading a cell as a formula."""
    return replace(line, cells={name: original(cell, text=True) for name, cell in line.cells.items()})


def judged(table: Table) -> list[Judged]:
    """Return the judgements of each row.

    Raises:
        PanelRefused: If a word is none of `JUDGEMENTS`, if "right" stands beside another judgement, or if a claim is
            there twice; the message names row and column.
    """
    seen: dict[str, int] = {}
    found = []
    for line in table.rows:
        first = seen.setdefault(line.cells["claim_id"], line.number)
        if first != line.number:
            raise PanelRefused(
                f"Row {line.number}, column claim_id: the claim is in row {first} already. Remove one."
            )
        found.append(Judged(prefix_of(line.cells["file"]), _judgements(line)))
    return found


def _judgements(line: TableRow) -> frozenset[str]:
    words = frozenset(" ".join(word.lower().split()) for word in line.cells["judgement"].split(";")) - {""}
    place = f"Row {line.number}, column judgement"
    for word in sorted(words.difference(JUDGEMENTS)):
        shown = visible(word[:_MOST_SHOWN])
        raise PanelRefused(f"{place}: “{shown}” is no judgement. Write one of: {', '.join(JUDGEMENTS)}.")
    if RIGHT in words and len(words) > 1:
        raise PanelRefused(f"{place}: “right” cannot go with another judgement. Take one of them out.")
    return words


def interval(part: int, whole: int) -> tuple[float, float]:
    """Return the bounds of Wilson's 95 % interval of a share, from 0 to 1; ``whole`` is at least 1."""
    share, z = part / whole, _Z
    middle = share + z * z / (2 * whole)
    reach = z * sqrt(share * (1 - share) / whole + z * z / (4 * whole * whole))
    scale = 1 + z * z / whole
    return max(0.0, (middle - reach) / scale), min(1.0, (middle + reach) / scale)


def table_of(rows: Sequence[Judged]) -> Iterator[tuple[str, str]]:
    """Yield what is counted and what was found: the judgements, the two sums, and the sums by kind of text."""
    read = [one for one in rows if one.judgements]
    yield "claims read", str(len(read))
    yield "claims unread", str(len(rows) - len(read))
    if not read:
        return
    counts = Counter(judgement for one in read for judgement in one.judgements)
    for judgement in JUDGEMENTS:
        yield judgement, _share(counts[judgement], len(read))
    yield from _sums("", read)
    prefixes = sorted({one.prefix for one in read} - {""})
    for prefix in prefixes:
        yield from _sums(f"{prefix}: ", [one for one in read if one.prefix == prefix])


def _sums(label: str, read: Sequence[Judged]) -> Iterator[tuple[str, str]]:
    for name, words in (("broken, false to the text, or no claim", SERIOUS), ("any fault", FAULTS)):
        yield f"{label}{name}", _share(sum(bool(one.judgements & words) for one in read), len(read))


def _share(part: int, whole: int) -> str:
    low, high = interval(part, whole)
    return f"{part} of {whole}  {part / whole:.1%}  ({low:.1%} to {high:.1%})"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; the exit code is 0 when done, 1 when refused."""
    given = _parser().parse_args(arguments)
    try:
        return _draw(given) if given.command == "draw" else _count(given)
    except PanelRefused as refusal:
        sys.stderr.write(f"{refusal}\n")
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    drawing = commands.add_parser("draw", help="write a sheet of claims to judge")
    drawing.add_argument("--data", type=Path, required=True, help="folder of articles, NAME.txt")
    drawing.add_argument("--count", type=_positive, required=True, help="how many claims")
    drawing.add_argument("--seed", type=int, required=True, help="the same seed draws the same claims")
    drawing.add_argument("--out", type=Path, required=True, help="the sheet; a file that exists is not overwritten")
    drawing.add_argument("--texts", type=_positive, help="how many articles, chosen at random (default: all)")
    drawing.add_argument("--kinds", nargs="+", default=[], help="kinds of text: names of files up to the dash")
    drawing.add_argument("--files", nargs="+", default=[], help="names of files in the folder")
    drawing.add_argument(
        "--exclude", nargs="+", type=Path, default=[], help="earlier sheets; their texts are left out"
    )
    drawing.add_argument(
        "--what", choices=("claims", "replacements"), default="claims",
        help="all claims, or those in which a pronoun or short name was replaced",
    )  # fmt: skip
    counting = commands.add_parser("count", help="count a filled sheet")
    counting.add_argument("sheet", type=Path)
    return parser


def _positive(text: str) -> int:
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError("must be a whole number from 1")
    return int(text)


def _draw(given: argparse.Namespace) -> int:
    if given.out.exists():
        raise PanelRefused(f"{given.out} exists already. Choose another name; a filled sheet is never overwritten.")
    choice = Choice(
        count=given.count,
        seed=given.seed,
        texts=given.texts,
        prefixes=frozenset(given.kinds),
        files=frozenset(given.files),
        used=frozenset(_used(given.exclude)),
        replaced_only=given.what == "replacements",
    )
    rows = draw(given.data, choice)
    if len(rows) < given.count:
        sys.stderr.write(f"There are only {len(rows)} such claims; the sheet holds all of them.\n")
    try:
        # Exclusive: a sheet that appeared meanwhile stays.
        with given.out.open("xb") as sheet:
            sheet.write(to_bytes(COLUMNS, rows, excel=True, text_columns=COLUMNS))
    except OSError as error:
        raise PanelRefused(f"{given.out} cannot be written: {error.strerror}.") from error
    files = {cells[COLUMNS.index("file")] for cells in rows}
    print(f"{len(rows)} claims of {len(files)} texts: {' '.join(sorted(files))}")
    return 0


def _used(sheets: Iterable[Path]) -> Iterator[str]:
    """Yield the files and article ids of earlier sheets."""
    for sheet in sheets:
        for line in read_sheet(sheet).rows:
            yield line.cells["file"]
            yield line.cells["article_id"]


def _count(given: argparse.Namespace) -> int:
    lines = list(table_of(judged(read_sheet(given.sheet))))
    width = max(len(name) for name, _ in lines)
    for name, found in lines:
        print(f"{name.ljust(width)}  {found}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
