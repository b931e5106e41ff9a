"""Measure how often an offline archive settles a claim that nobody has a source for.

    python -m tests.benchmarks.finding --data FOLDER [--articles FOLDER] [--claims N] [--sets NAME ...]
        [--keep FILE.zim] [--changed-figures | --search-only]

FOLDER is searched with its subfolders for claim_dev.jsonl (a claim, the page it cites, the sets of its sentences that
support it) and for a BEIR folder (corpus.jsonl, queries.jsonl, qrels.tsv). All their texts become one ZIM file, made
by libzim's own creator: the texts that hold the answers are among some 5,000 others. Each claim is asked as the
Review page asks, with the words that it shows. The sources of the example are among these texts too;
data/example_settled.jsonl has the sentences of them that settle its claims. With --articles, so is each article of
that folder, without its title, and its own claims are asked: the passage that a claim was made from must come up,
although pronouns and names were replaced in the claim.

A claim is settled by the first five findings where the passage of one of them has words of a sentence that settles
it, or where one of them is a text that answers it (BEIR, which names no sentence). The claims are drawn with a fixed
seed.

With --changed-figures, claims are compared with themselves after a figure was changed, as a claim that was judged in
another article would be: none may pass for the same.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from claims.example import source_files
from claims.services.judged_before import differences
from claims.splitting import read_article, split
from sources.embedding import EncoderWorker
from sources.finding import Finding, ZimFile, ask, words_to_ask
from sources.identity import normalised
from sources.reading import read, read_one
from sources.source import Query
from tests.claims.review.making import a_claim
from tests.sources.finding.make_zim import make_zim

FIRST = 5
SEED = 15
# Of a supporting sentence's words in a row, which must be in the passage; a shorter run is in many passages.
_SHARED_CHARACTERS = 40
_FIGURE = re.compile(r"(?<![\w.,-])\d{1,4}(?![\w.,-])")  # a number by itself


@dataclass(frozen=True, slots=True)
class Asked:
    """A claim with what settles it.

    Attributes:
        title: Of the text that holds the answer, as the ZIM file has it; several where several do.
        sentences: Those that support it; empty where only the text is known.
    """

    set_name: str
    claim: str
    titles: frozenset[str]
    sentences: tuple[str, ...] = ()


def main() -> None:
    """Print what is asked and what is measured."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", type=Path, required=True, metavar="FOLDER", help="folder with the labelled sets")
    parser.add_argument("--articles", type=Path, metavar="FOLDER", help="folder with articles as .txt")
    parser.add_argument(
        "--sets", nargs="+", metavar="NAME", help="of these sets only: example, articles, WiCE, SciFact"
    )
    parser.add_argument("--claims", type=int, default=100, metavar="N", help="claims of each set (100)")
    parser.add_argument("--keep", type=Path, metavar="FILE.zim", help="where the archive is made, or lies already")
    parser.add_argument(
        "--changed-figures", action="store_true", help="how many pairs with a changed figure pass for the same claim"
    )
    parser.add_argument("--search-only", action="store_true", help="only how often the archive itself has the page")
    given = parser.parse_args()
    pages, asked = texts(given.data, given.articles)
    if given.changed_figures:
        changed_figures([one.claim for one in asked], given.claims)
        return
    with tempfile.TemporaryDirectory() as folder:
        path = given.keep or Path(folder) / "texts.zim"
        if not path.exists():
            make_zim(path, pages, title="Open texts")
        print(f"{len(pages):,} texts in one archive of {path.stat().st_size / 2**20:.0f} MB")
        print(f"{'claims of':12} {'asked':>6} {'settled in first 5':>19} {'page in first 5':>16} {'search s':>9}")
        for name in given.sets or sorted({one.set_name for one in asked}):
            chosen = [one for one in asked if one.set_name == name]
            random.Random(SEED).shuffle(chosen)
            if given.search_only:
                searched(name, chosen[: given.claims], ZimFile(path))
            else:
                measure(name, chosen[: given.claims], ZimFile(path))


def measure(name: str, asked: Sequence[Asked], archive: ZimFile) -> None:
    """Ask for each claim, and print the shares."""
    worker = EncoderWorker()
    settled = found = 0
    seconds: list[float] = []
    for place, one in enumerate(asked, 1):
        words = words_to_ask(one.claim)
        began = time.perf_counter()
        archive.search(words, 20)
        seconds.append(time.perf_counter() - began)
        findings = ask(Query("", one.claim), words, archive, worker, limit=FIRST).findings
        found += any(finding.document.title in one.titles for finding in findings)
        settled += any(settles(finding, one) for finding in findings)
        if place % 20 == 0:
            print(f"  {name}: {place} asked, {settled} settled, {found} pages", flush=True)
    count, seconds = len(asked), sorted(seconds)
    print(f"{name:12} {count:6} {settled / count:19.3f} {found / count:16.3f} {seconds[count // 2]:9.3f}", flush=True)


def searched(name: str, asked: Sequence[Asked], archive: ZimFile) -> None:
    """Print how often the page is among the first results of the archive, in its own order; nothing is embedded."""
    found = [[result.title in one.titles for result in archive.search(words_to_ask(one.claim), 20)] for one in asked]
    first, all_results = (sum(any(titles[:most]) for titles in found) / len(asked) for most in (FIRST, 20))
    print(
        f"{name:12} {len(asked):6} page in the first 5 results {first:.3f}, in the first 20 {all_results:.3f}",
        flush=True,
    )


def settles(finding: Finding, asked: Asked) -> bool:
    """Tell whether a finding is a text that answers the claim, by the passage that does where that is known."""
    if finding.document.title not in asked.titles:
        return False
    passage = normalised(finding.candidate.passage.text)
    return not asked.sentences or any(_shares(normalised(one), passage) for one in asked.sentences)


def _shares(sentence: str, passage: str) -> bool:
    """Tell whether a run of the sentence's characters is in the passage: it may have been cut at its end."""
    if len(sentence) <= _SHARED_CHARACTERS:
        return sentence in passage
    starts = range(0, len(sentence) - _SHARED_CHARACTERS + 1, _SHARED_CHARACTERS // 2)
    return any(sentence[start : start + _SHARED_CHARACTERS] in passage for start in starts)


def changed_figures(claims: Sequence[str], most: int) -> None:
    """Print how many claims differ in nothing from themselves with another figure, as a claim judged elsewhere."""
    numbered = [claim for claim in claims if _FIGURE.search(claim)]
    random.Random(SEED).shuffle(numbered)
    same = 0
    for claim in numbered[:most]:
        other = _FIGURE.sub(lambda found: str((int(found[0]) + 3) % 90 + 7), claim, count=1)
        if not differences(a_claim(1, text=claim), None, a_claim(2, text=other), None):
            same += 1
            print(f"  passed for the same: {claim} / {other}", flush=True)
    print(f"{min(most, len(numbered))} pairs with a changed figure, {same} passed for the same claim")


def texts(data: Path, articles: Path | None = None) -> tuple[dict[str, str], list[Asked]]:
    """Return the pages of the archive by title, and the claims that they settle."""
    pages, asked = of_example()
    for number, path in enumerate(sorted(articles.glob("*.txt")) if articles else (), 1):
        article = read_article(read_one(path.read_bytes(), path.name))
        title = f"Article {number}"
        pages[title] = article.text
        asked += [
            Asked("articles", claim.text, frozenset({title}), (claim.sentence.of(article.text),))
            for claim in split(article)
            if claim.checkable
        ]
    for path in sorted(data.rglob("claim_dev.jsonl")):
        for number, row in enumerate(_rows(path)):
            sentences = [str(one) for one in row["sentences"] if not str(one).startswith("(meta data)")]
            whole = [str(one) for one in row["sentences"]]
            text = "\n\n".join(sentences)
            title = next((name for name, known in pages.items() if known == text), f"Page {number}")
            pages[title] = text
            supporting = {int(at) for one in row["gold_sets"] for at in one}
            if row["label"] != "not_supported" and supporting:
                kept = tuple(whole[at] for at in sorted(supporting))
                asked.append(Asked("WiCE", str(row["claim"]), frozenset({title}), kept))
    for path in sorted(data.rglob("corpus.jsonl")):
        named = {str(row["_id"]): f"{row['title']} ({row['_id']})" for row in _rows(path)}
        pages |= {named[str(row["_id"])]: str(row["text"]) for row in _rows(path)}
        relevant: dict[str, set[str]] = {}
        for line in (path.parent / "qrels.tsv").read_text(encoding="utf-8").splitlines()[1:]:
            query, document, score = line.split("\t")
            if score != "0" and document in named:
                relevant.setdefault(query, set()).add(named[document])
        asked += [
            Asked("SciFact", str(row["text"]), frozenset(relevant[str(row["_id"])]))
            for row in _rows(path.parent / "queries.jsonl")
            if str(row["_id"]) in relevant
        ]
    return pages, asked


def of_example() -> tuple[dict[str, str], list[Asked]]:
    """Return the sources of the example by title, and its claims that they settle."""
    documents = [document for path in source_files() for document in read(path.read_bytes(), path.name)]
    pages = {document.title or document.name: document.text for document in documents}
    asked: list[Asked] = []
    for row in _rows(Path(__file__).parent / "data" / "example_settled.jsonl"):
        sentences = tuple(map(normalised, row["sentences"]))
        titles = frozenset(
            title for title, text in pages.items() if any(one in normalised(text) for one in sentences)
        )
        asked.append(Asked("example", row["claim"], titles, sentences))
    return pages, asked


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    return (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())


if __name__ == "__main__":
    main()
