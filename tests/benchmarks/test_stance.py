"""What the comparison of a trained model with the marks rests on: the threshold, the loss and the tenth held out."""

from __future__ import annotations

import random
from math import log

import numpy as np
import pytest

from tests.benchmarks.stance import ANSWERS, STEP, Example, held_out, loss, missing, steps, threshold


def test_the_threshold_is_the_lowest_score_with_the_precision_asked_for() -> None:
    told = np.array([0.99, 0.9, 0.8, 0.8, 0.7, 0.1])
    answers = ["contradicts", "contradicts", "contradicts", "supports", "contradicts", "neutral"]
    assert threshold(told, answers) == 0.9  # from 0.8 on one of four is wrong


def test_no_score_is_high_enough_where_the_first_is_wrong() -> None:
    assert threshold(np.array([0.9, 0.8]), ["supports", "contradicts"]) > 1


def test_not_supported_is_either_of_the_two_other_answers() -> None:
    import torch

    shares = {"contradicts": 0.2, "supports": 0.5, "neutral": 0.3}
    logits = torch.tensor([[log(shares[answer]) for answer in ANSWERS]])
    assert loss(logits, ["not_supports"]).item() == pytest.approx(-log(0.5))
    assert loss(logits, ["contradicts"]).item() == pytest.approx(-log(0.2))


def test_a_claim_is_held_out_with_all_its_passages_and_few_claims_are() -> None:
    claims = [f"The mill made {number} loaves." for number in range(1000)]
    out = [claim for claim in claims if held_out(Example(claim, "It did.", "supports"))]
    assert 60 < len(out) < 140
    assert all(held_out(Example(claim, "It made none.", "contradicts")) for claim in out)


def test_the_steps_hold_every_example_once() -> None:
    some = [Example(f"claim {number}", "word " * (number % 70), "neutral") for number in range(500)]
    found = list(steps(some, random.Random(1)))
    assert sorted(one.claim for step in found for one in step) == sorted(one.claim for one in some)
    assert max(map(len, found)) == STEP


def test_words_missing_counts_the_words_of_the_claim() -> None:
    assert missing(Example("The mill is shut", "The mill is open", "contradicts")) == 0.25
