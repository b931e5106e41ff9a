"""Measure how well copies are told from independent reports, on planted copies of real texts.

    python -m tests.benchmarks.origins --data FOLDER [--half tuning|held-out] [--show]

FOLDER is searched with its subfolders for claim_dev.jsonl (the sentences of web pages, with the subject that cites
them), corpus.jsonl (abstracts of one field) and for articles as .txt. Of some of these texts copies are planted: cut,
retitled with another paper's imprint around it, lightly edited, and paraphrased by rule. Texts on the same topic
stand beside them as reports of their own; some pairs of neighbours are given the same official quotation and the same
sentence of a press release. Everything goes into one library, and the pairs of sources in one origin are compared
with the pairs that were planted. Originals are told apart by a digest into a half for tuning and a half that is held
out. Our own labelled reports are measured by themselves.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import combinations
from pathlib import Path

from sources.passages import passages
from sources.source import Document, Source
from sources.store import database_url, open_database, origin_queries, source_queries, writing
from sources.store.engine import reading

CASES = Path(__file__).resolve().parents[1] / "cases" / "origins" / "reports.jsonl"
SEED = 11
DAY = date(2026, 3, 2)
ABSTRACTS = 1500  # of them, originals and neighbours
PLANTED = 200  # originals with copies, in each half
FEWEST_SENTENCES = 6
WAYS = ("cut", "retitled", "edited", "paraphrased")
_SENTENCE = re.compile(r"[^\n]+?[.!?][\"”’)]*(?=\s+[\"“(]?[A-Z0-9]|\s*(?:\n|\Z))|[^\n]+")
_SWAPS = {
    "said": "told reporters", "big": "large", "large": "big", "show": "demonstrate", "showed": "indicated",
    "found": "discovered", "also": "as well", "however": "still", "but": "though", "because": "since",
    "many": "numerous", "more than": "over", "used": "employed", "after": "following", "before": "ahead of",
    "about": "some", "began": "started", "first": "initial", "new": "fresh", "between": "amid", "during": "in",
    "significantly": "markedly", "study": "investigation", "patients": "people treated", "results": "findings",
    "increased": "higher", "identified": "spotted", "which": "that", "most": "the bulk of", "when": "once",
    "important": "central", "several": "a number of", "reported": "noted", "using": "by means of", "while": "as",
}  # fmt: skip
_FILLERS = ("indeed", "apparently", "in fact", "then", "again", "notably", "at least", "of course", "so far")


@dataclass(frozen=True)
class Planted:
    """A source of the measured library.

    Attributes:
        origin: The same for sources that go back to one report.
        how: original, one of `WAYS`, or independent.
    """

    source: Source
    origin: str
    how: str


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--half", choices=("tuning", "held-out"), default="held-out")
    parser.add_argument("--show", action="store_true", help="print pairs that were joined or missed wrongly")
    given = parser.parse_args()
    texts = list(_texts(given.data))
    half = [text for text in texts if _half(text[1]) == given.half]
    planted = list(_plant(half))
    began = time.process_time()
    found = _group(planted)
    seconds = time.process_time() - began
    print(f"{given.half} half: {len(planted)} sources, {len({one.origin for one in planted})} origins")
    _report(planted, found, show=given.show)
    print(f"adding and grouping: {1000 * seconds / len(planted):.1f} ms of computing a source")
    own = [
        Planted(
            _source(row["text"], row["publisher"], row["title"], date.fromisoformat(row["published"])),
            row["origin"],
            row["how"],
        )
        for row in map(json.loads, CASES.read_text(encoding="utf-8").splitlines())
    ]
    print(f"\nour own reports: {len(own)} sources, {len({one.origin for one in own})} origins")
    _report(own, _group(own), show=given.show)


def _texts(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Give subject, text and what joins its sentences, each text once."""
    seen: set[str] = set()
    for path in sorted(folder.rglob("claim_dev.jsonl")):
        for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
            text = "\n".join(line for line in row["sentences"] if not line.startswith("(meta data)"))
            if text not in seen and len(text.split()) < 4000:
                seen.add(text)
                yield row["title"], text, "\n"
    for path in sorted(folder.rglob("corpus.jsonl")):
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        rows.sort(key=lambda row: _digest(row["text"]))
        for row in rows[:ABSTRACTS]:
            yield row["title"], row["text"], " "
    for path in sorted(folder.rglob("*.txt")):
        text = path.read_text(encoding="utf-8")
        if "license" not in path.name.lower() and len(text.split()) < 4000:
            yield path.stem, text, "\n"


def _digest(text: str) -> int:
    return int(hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8], 16)


def _half(text: str) -> str:
    return "tuning" if _digest(text) % 2 else "held-out"


def _source(text: str, publisher: str, title: str, published: date | None) -> Source:
    document = Document(text=text, kind="txt", publisher=publisher, title=title, published=published)
    return Source(
        id=source_queries.source_id(document),
        text=text,
        kind="txt",
        name="",
        title=title,
        publisher=publisher,
        author="",
        published=published,
        url="",
        given_id="",
        retrieved_at=datetime(2026, 4, 1, tzinfo=UTC),
    )


def _plant(texts: Sequence[tuple[str, str, str]]) -> Iterator[Planted]:
    rng = random.Random(SEED)
    long = [n for n, (_, text, _) in enumerate(texts) if len(_SENTENCE.findall(text)) >= FEWEST_SENTENCES]
    chosen = set(rng.sample(long, min(PLANTED, len(long))))
    beside = _neighbours(texts)
    common = {}
    for n in sorted(set(range(len(texts))) - chosen):
        if n in beside and beside[n] not in chosen and n not in common and beside[n] not in common:
            common[n] = common[beside[n]] = _official(rng, n)
    for n, (subject, text, joint) in enumerate(texts):
        body = text
        if n in common:
            sentences = _SENTENCE.findall(text)
            for piece in common[n]:
                sentences.insert(rng.randrange(len(sentences) + 1), piece)
            body = joint.join(sentences)
        day = DAY + timedelta(days=n % 20)
        yield Planted(_source(body, f"Paper {n}", subject, day), f"{n}", "original" if n in chosen else "independent")
        if n in chosen:
            for place, how in enumerate(WAYS):
                copy = _copy(rng, text, how, joint)
                name = f"{subject}, {how}" if how != "cut" else subject
                yield Planted(_source(copy, f"Copier {n}-{how}", name, day + timedelta(days=place % 3)), f"{n}", how)


def _neighbours(texts: Sequence[tuple[str, str, str]]) -> dict[int, int]:
    """Return for each text the one with which it shares the most rare long words."""
    by_word: dict[str, list[int]] = defaultdict(list)
    for n, (_, text, _) in enumerate(texts):
        for word in set(re.findall(r"[a-z]{7,}", text.lower())):
            by_word[word].append(n)
    shared: dict[int, Counter[int]] = defaultdict(Counter)
    for some in by_word.values():
        if len(some) <= 30:
            for one, other in combinations(some, 2):
                shared[one][other] += 1
                shared[other][one] += 1
    return {n: min(counts, key=lambda m: (-counts[m], m)) for n, counts in shared.items()}


def _official(rng: random.Random, n: int) -> tuple[str, str]:
    """Return an official's quotation and a sentence of a press release that nobody else has."""
    days, sum_, year = rng.randrange(100, 999), rng.randrange(2, 90), rng.randrange(1960, 2020)
    said = (
        f"“We have waited for {days} days and we will not wait for another one, whatever the ministry in "
        f"district {n} says about it,” the spokeswoman told a press conference in the town hall."
    )
    written = (
        f"The programme of {days} measures is paid for with {sum_} million crowns from the fund that was set up in "
        f"{year} for such purposes in district {n}."
    )
    return said, written


def _copy(rng: random.Random, text: str, how: str, joint: str) -> str:
    sentences = [sentence.strip() for sentence in _SENTENCE.findall(text)]
    if how == "cut":
        keep = max(3, round(len(sentences) * rng.uniform(0.25, 0.7)))
        if rng.random() < 0.5:
            return joint.join(sentences[:keep])
        return joint.join(sentences[place] for place in sorted(rng.sample(range(len(sentences)), keep)))
    if how == "retitled":
        return (
            f"Copier Online\nBy our staff\n{text}\nSubscribe to our newsletter for the news of the day.\n"
            "© 2026 Copier Media. All rights reserved."
        )
    if how == "edited":
        kept = [sentence for sentence in sentences if rng.random() > 0.15]
        return joint.join(_edited(rng, sentence, rng.uniform(0.02, 0.14)) for sentence in kept)
    return joint.join(_paraphrased(rng, sentence) for sentence in sentences if rng.random() > 0.2)


def _edited(rng: random.Random, sentence: str, rate: float) -> str:
    """Return a sentence of which each word is changed with ``rate``: swapped, dropped, or another put beside it."""
    out = []
    for word in sentence.split(" "):
        if rng.random() >= rate:
            out.append(word)
        elif word.lower() in _SWAPS:
            out.append(_SWAPS[word.lower()])
        elif rng.random() < 0.4:
            out += [word, rng.choice(_FILLERS)]
        elif rng.random() < 0.4 and len(word) < 6:
            continue
        else:
            out.append(rng.choice(_FILLERS))
    return " ".join(out)


def _paraphrased(rng: random.Random, sentence: str) -> str:
    """Return a sentence with its clauses in another order and a third of its words changed."""
    clauses = [clause.strip() for clause in re.split(r"[,;:]", sentence.rstrip(".!?")) if clause.strip()]
    rng.shuffle(clauses)
    return _edited(rng, ", ".join(clauses), 0.35) + "."


def _group(planted: Sequence[Planted]) -> dict[str, str]:
    with tempfile.TemporaryDirectory() as folder:
        engine = open_database(database_url(str(Path(folder) / "origins.sqlite3")))
        with writing(engine) as connection:
            for one in planted:
                source_queries.add(connection, one.source, passages(one.source.id, one.source.text))
        with reading(engine) as connection:
            found = {one: origin.id for one, origin in origin_queries.origins(connection).items()}
        engine.dispose()
    return found


def _report(planted: Sequence[Planted], found: dict[str, str], *, show: bool) -> None:
    by_origin: dict[str, list[Planted]] = defaultdict(list)
    by_found: dict[str, list[Planted]] = defaultdict(list)
    for one in planted:
        by_origin[one.origin].append(one)
        by_found[found[one.source.id]].append(one)
    true: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for some in by_origin.values():
        for one, other in combinations(some, 2):
            how = _way(one, other)
            together = found[one.source.id] == found[other.source.id]
            true[how] += 1
            right[how] += together
            if show and not together and how != "paraphrased":
                print(
                    f"  missed ({how}): {one.source.publisher} | {other.source.publisher}: {other.source.text[:60]!r}"
                )
    wrong = [
        (one, other)
        for some in by_found.values()
        for one, other in combinations(some, 2)
        if one.origin != other.origin
    ]
    for one, other in wrong if show else []:
        print(f"  joined: {one.source.publisher} | {other.source.publisher}: {other.source.text[:70]!r}")
    joined = sum(right.values()) + len(wrong)
    without = sum(count for how, count in true.items() if how != "paraphrased")
    hit = sum(count for how, count in right.items() if how != "paraphrased")
    print(
        f"  precision of pairs {sum(right.values()) / max(1, joined):.3f} ({len(wrong)} of {joined} joined wrongly)"
    )
    print(f"  recall of pairs without the paraphrased {hit / max(1, without):.3f} ({hit} of {without})")
    for how in (*WAYS, "credited"):
        if true[how]:
            print(f"    {how}: {right[how] / true[how]:.3f} ({right[how]} of {true[how]})")


def _way(one: Planted, other: Planted) -> str:
    """Return the harder of the ways of two copies."""
    ways = {one.how, other.how}
    return next((how for how in ("paraphrased", "credited", "edited", "cut", "retitled") if how in ways), "original")


if __name__ == "__main__":
    main()
