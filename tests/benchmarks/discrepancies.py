"""Measure how many planted differences are marked, and how often a passage that states the claim gets a mark.

    python -m tests.benchmarks.discrepancies --data FOLDER [--show]

FOLDER holds claim_dev.jsonl (a claim, the sentences of a page, the sets of them that support it) and may hold
subtask3_claim_evidence_stance.jsonl (a claim, a stretch of evidence, its stance); it is searched with its subfolders.
Beside them stand our own paraphrases. Every claim is edited by the rules below where the passage states what is
edited, at most 100 edits of a kind, the same ones on every run. An edit is found where a mark of its kind stands on
the passage; marks of other kinds are reported, not counted. The rules know nothing of the product's.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from sources.matching.discrepancies import discrepancies
from sources.source import Discrepancy

CASES = Path(__file__).resolve().parents[1] / "cases" / "discrepancies"
MOST = 100
SEED = 4
ROUNDS = 6  # edits tried on each pair
# The stretches of evidence are cut from pages and seldom state the whole claim: they count for false marks alone.
EDITED = ("own", "wice")
_WORDS = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
eighteen nineteen twenty
""".split()  # noqa: SIM905
_UNITS = (
    ("percent", "percentage points"), ("per cent", "percentage points"), ("%", " percentage points"),
    ("million", "billion"), ("thousand", "million"), ("billion", "million"), ("kilometres", "miles"),
    ("miles", "kilometres"), ("km", "miles"), ("metres", "feet"), ("meters", "feet"), ("feet", "metres"),
    ("tonnes", "kilograms"), ("years", "months"), ("months", "years"), ("days", "weeks"), ("weeks", "days"),
    ("hours", "minutes"), ("minutes", "hours"), ("dollars", "euros"), ("crowns", "dollars"), ("cents", "dollars"),
    ("centimetres", "inches"), ("$", "€"), ("£", "$"), ("acres", "hectares"), ("pounds", "kilograms"),
)  # fmt: skip
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_TURNS = (
    ("rose", "fell"), ("fell", "rose"), ("increased", "decreased"), ("decreased", "increased"),
    ("dropped", "rose"), ("opened", "closed"), ("closed", "opened"), ("won", "lost"), ("lost", "won"),
    ("bought", "sold"), ("sold", "bought"), ("approved", "rejected"), ("rejected", "approved"),
    ("raised", "lowered"), ("reduces", "increases"), ("joined", "left"), ("supports", "opposes"),
    ("support", "oppose"), ("opposed", "supported"), ("began", "ended"), ("ended", "began"), ("start", "end"),
    ("northern", "southern"), ("north", "south"), ("south", "north"), ("east", "west"), ("west", "east"),
    ("largest", "smallest"), ("highest", "lowest"), ("oldest", "youngest"), ("best", "worst"),
    ("allowed", "banned"), ("forbids", "allows"), ("convicted", "acquitted"), ("hired", "fired"),
    ("doubled", "halved"), ("longest", "shortest"), ("Exports", "Imports"), ("increase", "decrease"),
    ("started", "ended"), ("increases", "decreases"), ("reduced", "increased"), ("higher", "lower"),
    ("lower", "higher"), ("southern", "northern"), ("western", "eastern"), ("eastern", "western"),
    ("reduce", "increase"), ("improve", "worsen"), ("bigger", "smaller"), ("larger", "smaller"),
    ("successful", "unsuccessful"), ("father", "mother"), ("son", "daughter"), ("brother", "sister"),
    ("wife", "husband"),
)  # fmt: skip
_HOW_MANY = (
    ("all", "some"), ("every", "hardly any"), ("most", "all"), ("some", "all"), ("several", "all"),
    ("many", "all"), ("only", "not only"), ("everyone", "nobody"), ("each", "no"), ("both", "neither of the"),
    ("always", "sometimes"),
)  # fmt: skip
_PAST = tuple(
    pair.split(":")
    for pair in [
        "rose:rise",
        "fell:fall",
        "opened:open",
        "closed:close",
        "survived:survive",
        "bought:buy",
        "rejected:reject",
        "lost:lose",
        "destroyed:destroy",
        "injured:injure",
        "raised:raise",
        "increased:increase",
        "approved:approve",
        "left:leave",
        "defeated:defeat",
        "allowed:allow",
        "opposed:oppose",
        "doubled:double",
        "reported:report",
        "hired:hire",
        "ended:end",
        "agreed:agree",
        "arrested:arrest",
        "flew:fly",
        "sold:sell",
        "waited:wait",
        "founded:found",
        "produced:produce",
        "won:win",
        "dropped:drop",
        "began:begin",
        "kept:keep",
        "covered:cover",
        "uprooted:uproot",
        "decreased:decrease",
        "found:find",
        "convicted:convict",
        "went:go",
        "came:come",
        "married:marry",
        "joined:join",
        "scored:score",
        "moved:move",
        "signed:sign",
        "released:release",
        "announced:announce",
        "died:die",
        "played:play",
    ]
)
_NAME = re.compile(r"(?<![.!?] )(?<!^)\b[A-Z][a-z]{2,}(?: [A-Z][a-z]{2,})*\b")
_NUMBER = re.compile(r"(?<![\w.,$€£-])[$€£]?\d+(?:,\d{3})*(?:\.\d+)?(?![\w,]|\.\d|-|–|st|nd|rd|th)")
_BE = re.compile(r"\b(is|was|are|were|has|had|have|will|can|could|may|would|should|does|did)\b(?! not| never| only)")


@dataclass(frozen=True)
class Pair:
    """A claim and a passage that states it in other words."""

    claim: str
    passage: str
    origin: str


def pairs(folder: Path) -> Iterator[Pair]:
    """Yield our own paraphrases and the supported claims of the data."""
    own = [
        (CASES / name).read_text(encoding="utf-8").splitlines()
        for name in ("paraphrases.jsonl", "known_failures.jsonl")
    ]
    for line in (line for lines in own for line in lines if not json.loads(line)["marks"]):
        row = json.loads(line)
        yield Pair(row["claim"], row["passage"], "own")
    for path in sorted(folder.rglob("claim_dev.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if row["label"] == "supported":
                yield Pair(row["claim"], "\n".join(row["sentences"][at] for at in row["gold_sets"][0]), "wice")
    for path in sorted(folder.rglob("subtask3_claim_evidence_stance.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if row["stance"] == "completely-support":
                yield Pair(row["claim"], row["evidence"], "evidence")


def has(text: str, words: str) -> bool:
    """Tell whether the words stand in the text as words, in any case."""
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text, re.IGNORECASE) is not None


def number(pair: Pair, chance: random.Random) -> str | None:
    """Change a number that the passage has too, in digits or as a word."""
    found = []
    for match in _NUMBER.finditer(pair.claim):
        figure = match.group().lstrip("$€£")
        plain = figure.replace(",", "")
        if re.fullmatch(r"1[5-9]\d\d|20\d\d", figure) or _dated(pair.claim, match):
            continue
        spelled = _WORDS[int(plain)] if plain.isdecimal() and int(plain) < len(_WORDS) else figure
        if has(pair.passage, figure) or has(pair.passage, spelled):
            found.append(match)
    if not found:
        return None
    match = chance.choice(found)
    figure = match.group().lstrip("$€£")
    value = float(figure.replace(",", "")) * chance.choice([0.5, 1.4, 2, 3, 10]) + 1
    new = f"{value:,.1f}" if "." in figure else f"{value:,.0f}" if "," in figure else f"{value:.0f}"
    return None if has(pair.passage, new) else _put(pair.claim, match.end() - len(figure), match.end(), new)


def _dated(claim: str, match: re.Match[str]) -> bool:
    around = claim[max(0, match.start() - 12) : match.end() + 12]
    return any(re.search(rf"\b{month}", around) for month in _MONTHS)


def unit(pair: Pair, chance: random.Random) -> str | None:
    """Put another unit or another scale behind a number that the passage has too."""
    rows = list(_UNITS)
    chance.shuffle(rows)
    for old, new in rows:
        form = rf"(\d[\d.,]*|\b(?:two|three|four|five|six|seven|eight|nine|ten))[ -]?({re.escape(old)})(?!\w)"
        if old in "$£":
            form = rf"()({re.escape(old)})(?=\d)"
        match = re.search(form, pair.claim)
        if (
            match
            and old in pair.passage
            and match.group(1).rstrip(".,") in pair.passage
            and not has(pair.passage, new)
        ):
            return _put(pair.claim, match.start(2), match.end(2), new)
    return None


def day(pair: Pair, chance: random.Random) -> str | None:
    """Change a year, a month or a weekday that the passage has too."""
    found = [
        (*match.span(), str(int(match.group()) + chance.choice([-7, -3, -2, -1, 1, 2])))
        for match in re.finditer(r"\b(?:1[5-9]|20)\d\d\b(?![-–])", pair.claim)
        if match.group() in pair.passage
    ]
    found += [
        (*match.span(), chance.choice([other for other in names if other != name]))
        for names in (_MONTHS, _DAYS)
        for name in names
        for match in re.finditer(rf"\b{name}\b", pair.claim)
        if has(pair.passage, name)
    ]
    if not found:
        return None
    start, end, new = chance.choice(found)
    return None if has(pair.passage, new) else _put(pair.claim, start, end, new)


def negation(pair: Pair, chance: random.Random) -> str | None:
    """Deny the claim's first verb, or undo its denial."""
    match = re.search(r"\b(is|was|are|were|has|had|have|will|can|could|would|should|do|does|did) not\b", pair.claim)
    if match and re.search(r"\bnot\b|n't", pair.passage):
        return _put(pair.claim, match.start(), match.end(), match.group(1))
    if has(pair.claim, "not") or has(pair.claim, "never") or has(pair.claim, "no"):
        return None
    match = _BE.search(pair.claim)
    if match:
        return _put(pair.claim, match.end(), match.end(), chance.choice([" not", " never", " not"]))
    for past, plain in _PAST:
        match = re.search(rf"\b{past}\b", pair.claim)
        if match:
            return _put(pair.claim, match.start(), match.end(), chance.choice(["did not ", "failed to "]) + plain)
    return None


def direction(pair: Pair, chance: random.Random) -> str | None:
    """Turn a word that the passage has too into its opposite."""
    rows = list(_TURNS)
    chance.shuffle(rows)
    for old, new in rows:
        match = re.search(rf"\b{old}\b", pair.claim)
        if match and has(pair.passage, old) and not has(pair.passage, new):
            return _put(pair.claim, match.start(), match.end(), new)
    return None


def quantifier(pair: Pair, chance: random.Random) -> str | None:
    """Say more or less of than the claim does: all for some, some for all, only where nothing is excluded."""
    rows = list(_HOW_MANY)
    chance.shuffle(rows)
    for old, new in rows:
        match = re.search(rf"\b{old}\b", pair.claim, re.IGNORECASE)
        if match and has(pair.passage, old):
            return _put(pair.claim, match.start(), match.end(), new)
    return None


def swapped(others: Sequence[Pair]) -> Callable[[Pair, random.Random], str | None]:
    """Return the edit that puts a name of another claim in the place of one that the passage has too."""
    names = sorted({match.group() for pair in others for match in _NAME.finditer(pair.claim)})

    def name(pair: Pair, chance: random.Random) -> str | None:
        found = [match for match in _NAME.finditer(pair.claim) if match.group() in pair.passage]
        found = [match for match in found if match.group() not in {*_MONTHS, *_DAYS}]
        if not found:
            return None
        match = chance.choice(found)
        length = match.group().count(" ")
        alike = [one for one in names if one.count(" ") == length and one not in {*_MONTHS, *_DAYS}]
        new = chance.choice(alike)
        if any(word in pair.passage + pair.claim for word in new.split()):
            return None
        return _put(pair.claim, match.start(), match.end(), new)

    return name


def role(pair: Pair, chance: random.Random) -> str | None:
    """Exchange the two names around a verb of the claim."""
    del chance
    names = [match for match in _FULL_NAME.finditer(pair.claim) if match.group() not in {*_MONTHS, *_DAYS}]
    for one, other in pairwise(names):
        between = pair.claim[one.end() : other.start()]
        verb = re.fullmatch(r" (?:was )?([a-z]+ed|bought|sold|beat|won|sued|hired|joined)(?: [a-z]+){0,3} ", between)
        if verb and one.group() in pair.passage and other.group() in pair.passage and verb.group(1) in pair.passage:
            return pair.claim[: one.start()] + other.group() + between + one.group() + pair.claim[other.end() :]
    return None


_FULL_NAME = re.compile(r"\b[A-Z][a-z]{2,}(?: [A-Z][a-z]{2,})*\b")


def _put(text: str, start: int, end: int, new: str) -> str:
    if text[start:end][:1].isupper():
        new = new[:1].upper() + new[1:]
    return text[:start] + new + text[end:]


def main() -> None:
    """Print what is found of each kind, and how many passages that state their claim have a mark."""
    parser = argparse.ArgumentParser(description="Discrepancies found, and false marks.")
    parser.add_argument("--data", type=Path, required=True, help="folder with claim_dev.jsonl")
    parser.add_argument("--show", action="store_true", help="print every edit that is missed and every false mark")
    arguments = parser.parse_args()
    every = list(pairs(arguments.data))
    edits: dict[str, Callable[[Pair, random.Random], str | None]] = {
        "number": number, "unit": unit, "date": day, "name": swapped(every), "role": role, "negation": negation,
        "direction": direction, "quantifier": quantifier,
    }  # fmt: skip
    print(f"{'edit':12} {'edits':>6} {'found':>6} {'rate':>6} {'other kind':>11}   by origin (found of edits)")
    for kind, edit in edits.items():
        _score(kind, plant(edit, [pair for pair in every if pair.origin in EDITED]), show=arguments.show)
    print(f"\n{'no difference':12} {'pairs':>6} {'marked':>6} {'rate':>6}   marks by kind")
    for origin in dict.fromkeys(pair.origin for pair in every):
        _false([pair for pair in every if pair.origin == origin], origin, show=arguments.show)


def plant(edit: Callable[[Pair, random.Random], str | None], some: Sequence[Pair]) -> list[tuple[Pair, str]]:
    """Return edited claims with their passages: one of each pair first, then second ones, at most 100."""
    chance = random.Random(SEED)
    planted: dict[str, Pair] = {}
    for _ in range(ROUNDS):
        for pair in chance.sample(some, len(some)):
            new = edit(pair, chance) if len(planted) < MOST else None
            if new is not None:
                planted.setdefault(new, pair)
    return [(pair, new) for new, pair in planted.items()]


def _score(kind: str, planted: Sequence[tuple[Pair, str]], *, show: bool) -> None:
    expected = "number" if kind == "unit" else kind
    accepted = {expected, "negation"} if kind == "quantifier" else {expected}
    found, elsewhere = 0, 0
    origins: Counter[str] = Counter()
    hits: Counter[str] = Counter()
    for pair, claim in planted:
        marks = _marks(claim, pair.passage)
        hit = any(mark.kind.value in accepted for mark in marks)
        found += hit
        elsewhere += bool(marks) and not hit
        origins[pair.origin] += 1
        hits[pair.origin] += hit
        if show and not hit:
            print(
                f"- {kind}: {claim}\n      {_line(pair.passage)}\n      {[(m.kind.value, m.sentence) for m in marks]}"
            )
    rate = f"{found / len(planted):6.2f}" if planted else "     -"
    split = ", ".join(f"{origin} {hits[origin]} of {count}" for origin, count in sorted(origins.items()))
    print(f"{kind:12} {len(planted):6} {found:6} {rate} {elsewhere:11}   {split}")


def _false(some: Sequence[Pair], origin: str, *, show: bool) -> None:
    kinds: Counter[str] = Counter()
    marked = 0
    began = time.perf_counter()
    for pair in some:
        marks = _marks(pair.claim, pair.passage)
        marked += bool(marks)
        kinds.update(mark.kind.value for mark in marks)
        if show and marks:
            print(f"- {pair.claim}\n      {_line(pair.passage)}\n      {[(m.kind.value, m.sentence) for m in marks]}")
    spent = (time.perf_counter() - began) / len(some) * 1000
    print(f"{origin:12} {len(some):6} {marked:6} {marked / len(some):6.3f}   {dict(kinds)}; {spent:.2f} ms a pair")


def _marks(claim: str, passage: str) -> tuple[Discrepancy, ...]:
    return discrepancies(claim, passage)


def _line(text: str) -> str:
    return " ".join(text.split())[:400]


if __name__ == "__main__":
    main()
