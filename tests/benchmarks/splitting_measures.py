"""What the splitting benchmark measures of claims without labels: broken, foreign, unmarked, lost, slow."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from claims.article import Article, Block, BlockKind
from claims.claim import Claim
from claims.splitting import find_times, split, well_formedness
from claims.splitting.structure.article_reader import read_article
from sources.language.parsing.parser import load_parser
from sources.language.parsing.tree import Tree
from sources.language.sentences import sentence_spans
from sources.language.span import Span
from sources.source import Document

_NUMBER = re.compile(r"\d[\d,.]*\d|\d")


@dataclass(frozen=True, slots=True)
class Loss:
    """A number, name, date or negation of a body sentence, and whether a claim of that sentence holds it."""

    sort: str
    words: str
    sentence: str
    reached: bool
    excuse: str = ""


def article_of(path: Path) -> Article:
    """Read an article from a text file."""
    return read_article(Document(text=path.read_text(encoding="utf-8"), kind="txt", name=path.name))


def of_text(text: str) -> Article:
    """Return an article that is all body."""
    return Article("art-benchmark", text, "", None, None, (Block(Span(0, len(text)), BlockKind.BODY),))


@lru_cache(maxsize=4_000)
def _parsed(text: str) -> Tree:
    return Tree(load_parser()(text))


def foreign(article: Article, claims: Sequence[Claim]) -> list[str]:
    """Return the words of claims that stand neither in the article nor among the words a clause may need."""
    known = well_formedness.words_of(article.text)
    for block in article.blocks:
        known |= {token.lemma_.lower() for token in _parsed(block.span.of(article.text))}
    return [
        f"{word} | {claim.text}"
        for claim in claims
        for word in well_formedness.foreign_words(_parsed(claim.text), known)
    ]


def broken(claim: Claim) -> str:
    """Return what is broken about the wording of a claim; empty for a sound one."""
    return well_formedness.broken(_parsed(claim.text))


def unmarked(claim: Claim) -> str:
    """Return a pronoun left without a noun before it and without a mark; empty where there is none."""
    marked = " ".join(claim.unresolved).lower()
    left = well_formedness.open_pronouns(_parsed(claim.text))
    return next((word for word in left if re.search(rf"\b{word.lower()}\b", marked) is None), "")


def losses(article: Article, claims: Sequence[Claim]) -> Iterator[Loss]:
    """Yield every number, name, date and negation of the body's sentences.

    A sentence without a finite verb or of fewer than four words is excused; it states nothing.
    """
    for block in article.blocks:
        if block.kind is not BlockKind.BODY:
            continue
        for span in sentence_spans(article.text, block.span):
            sentence = re.sub(r"\s+", " ", span.of(article.text))
            own = [c for c in claims if c.sentence.start < span.end and c.sentence.end > span.start]
            held = " ".join([c.text for c in own] + [_said(article, c) for c in own]).lower().replace("’", "'")
            doc = _parsed(sentence)
            excuse = (
                "" if any(t.tag_ in {"VBD", "VBZ", "VBP", "MD"} for t in doc) and len(doc) >= 4 else "states nothing"
            )
            for sort, words in _told(doc, sentence, article):
                yield Loss(sort, words, sentence, _holds(held, own, sort, words, article), excuse)


def _said(article: Article, claim: Claim) -> str:
    places = " ".join(a.span.of(article.text) for a in claim.attributions if a.span is not None)
    return " ".join([*claim.attributed_to, places, *(d.text for d in claim.dates)])


def _told(doc: Tree, sentence: str, article: Article) -> Iterator[tuple[str, str]]:
    for match in _NUMBER.finditer(sentence):
        yield "number", match.group()
    for token in doc:
        if token.lower_ in well_formedness.NEGATIONS:
            yield "negation", token.lower_
        elif token.pos_ == "PROPN" and token.text[:1].isupper() and token.text.isalpha() and len(token.text) > 1:
            yield "name", token.text
    for found in find_times(sentence, published=article.published):
        yield "date", found.text


def _holds(held: str, own: Sequence[Claim], sort: str, words: str, article: Article) -> bool:
    wanted = words.lower().replace("’", "'")
    if sort == "negation" and wanted in {"not", "n't"}:
        return re.search(r"\bnot\b|n't\b|\bcannot\b", held) is not None
    if sort == "name" and wanted not in held:
        whole = article.text
        # A name that a fuller or another name of the same stands for ("the Sams", an acronym).
        return any(rule.name == "reference" for c in own for rule in c.rules) and words in whole
    return wanted in re.sub(r"\s+", " ", held)


def digest_of(paths: Sequence[Path]) -> str:
    """Return a digest over every field of all claims of these articles."""
    lines = [repr(claim) for path in paths for claim in split(article_of(path))]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def steady(paths: Sequence[Path], runs: int = 10) -> bool:
    """Whether ``runs`` runs in this process and one after a restart give the same claims, field for field."""
    digests = {digest_of(paths) for _ in range(runs)}
    again = (
        "import sys; from pathlib import Path; from tests.benchmarks.splitting_measures import digest_of;"
        "print(digest_of([Path(p) for p in sys.argv[1:]]))"
    )
    result = subprocess.run(
        [sys.executable, "-c", again, *map(str, paths)], capture_output=True, text=True, check=True
    )
    return digests == {result.stdout.strip()}


def slowness(paths: Sequence[Path], size: int = 50_000) -> float:
    """Return the time to split ``size`` characters of news over spaCy's own time on the same sentences.

    Counted is the processor's time, so that other work on the machine does not show; the middle one of three ratios.
    """
    bodies = [b.span.of(a.text) for a in map(article_of, paths) for b in a.blocks if b.kind is BlockKind.BODY]
    text = ""
    while len(text) < size:
        text += "\n\n".join(bodies) + "\n\n"
    text = text[:size]
    sentences = [re.sub(r"\s+", " ", span.of(text)) for span in sentence_spans(text)]
    parser = load_parser()
    ratios = []
    for _ in range(3):
        began = time.process_time()
        list(parser.pipe(sentences, batch_size=64))
        middle = time.process_time()
        split(of_text(text))
        ratios.append((time.process_time() - middle) / (middle - began))
    return sorted(ratios)[1]


# -- labelled sets ---------------------------------------------------------------------------------------------


def sentence_cases(path: Path) -> tuple[int, int]:
    """Return how many of the golden rules are met exactly, and how many there are."""
    rows = [row for row in _lines(path) if row.get("golden")]
    right = sum([s.of(str(r["text"])) for s in sentence_spans(str(r["text"]))] == r["expected"] for r in rows)
    return right, len(rows)


def _reporting(text: str, claim: Claim) -> str:
    """Return the words that were taken for a report: cues, hedges, and what the rules name as one."""
    rules = [r.span.of(text) for r in claim.rules if r.span and r.name in {"reported", "attribution"}]
    return " ".join([*[a.cue for a in claim.attributions], *claim.hedges, *rules])


def attribution_clauses(path: Path) -> tuple[int, int]:
    """Return how many attribution clauses give their content a source or a hedge, and how many there are."""
    rows = [row for row in _lines(path) if row["relation"] == "attribution-positive"]
    found = 0
    for row in rows:
        clause, content = _glued(str(row["attribution_text"])), _glued(str(row["content_text"]))
        first = int(str(row["attribution_edus"][0])) < int(str(row["content_edus"][0]))  # type: ignore[index]
        text = f"{clause} {content}" if first else f"{content} {clause}"
        told = {w.lower() for w in re.findall(r"[\w']+", clause)}
        claims = split(of_text(text.strip()))
        found += any(told & {w.lower() for w in re.findall(r"[\w']+", _reporting(text.strip(), c))} for c in claims)
    return found, len(rows)


def sentence_claims(path: Path) -> tuple[float, int]:
    """Return the F1 of the claims of single sentences with their references resolved, and how many sentences."""
    matched = gold = ours = 0
    rows = [row for row in _lines(path) if row["claims"]]
    for row in rows:
        wanted = [str(c) for c in row["claims"]]  # type: ignore[attr-defined]
        found = [c.text for c in split(of_text(str(row["decontext"])))]
        gold, ours = gold + len(wanted), ours + len(found)
        cells = sorted(
            ((_alike(w, f), i, j) for i, w in enumerate(wanted) for j, f in enumerate(found)), reverse=True
        )
        left, right = set(range(len(wanted))), set(range(len(found)))
        for score, i, j in cells:
            if score >= 0.7 and i in left and j in right:
                matched += 1
                left.discard(i)
                right.discard(j)
    return 2 * matched / (gold + ours), len(rows)


def worthy_first(path: Path) -> tuple[float, int]:
    """Return in how many pairs a sentence that people call worth checking has the higher worth, and the pairs.

    A sentence is worth what its worthiest claim is; a tie counts half.
    """
    worths: dict[bool, list[float]] = {True: [], False: []}
    for row in _lines(path):
        claims = split(of_text(str(row["text"])))
        worths[row["checkworthy"] == "yes"].append(max((claim.check_worthiness for claim in claims), default=0.0))
    pairs = [(yes, no) for yes in worths[True] for no in worths[False]]
    return sum(float(yes > no) + 0.5 * (yes == no) for yes, no in pairs), len(pairs)


def sentence_texts(path: Path, count: int) -> list[str]:
    """Return the first ``count`` sentences of the sentence-level set."""
    return [str(row["text"]) for row in _lines(path)][:count]


def _alike(a: str, b: str) -> float:
    left, right = (set(re.findall(r"[a-z0-9]+", t.lower())) - {"the", "a", "an", "of", "is", "was"} for t in (a, b))
    return 2 * len(left & right) / max(1, len(left) + len(right))


def _glued(text: str) -> str:
    """Undo the blanks that a tokenised text has before marks and within contractions."""
    text = re.sub(r"\s+([,.;:?!%)])", r"\1", text)
    return re.sub(r"\s(n['’]t|['’](?:s|re|ve|ll|d|m))\b", r"\1", text).replace("( ", "(").replace(' " ', ' "')


def _lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
