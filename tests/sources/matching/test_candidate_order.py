"""The order of sources, pinned by forty small rows with vectors of three dimensions.

Each row has two sources whose places depend on one part of the score alone: on the mean similarity of a source's
passages, or on the weight 2 of the words that the source has as a whole. Without that part they change places.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from sources.index import KeywordIndex, SourceWords
from sources.matching.fusion import Fusion
from tests.sources.index.making import index_of

ROWS = [
    json.loads(line)
    for line in (Path(__file__).resolve().parents[2] / "cases" / "order" / "rows.jsonl").read_text().splitlines()
]


def unit(vector: list[float]) -> NDArray[np.float32]:
    row = np.array(vector, dtype=np.float32)
    return row / np.float32(np.linalg.norm(row))


def test_twenty_rows_hang_on_the_mean_and_twenty_on_the_weight() -> None:
    held_by = [row["held_by"] for row in ROWS]
    assert {reason: held_by.count(reason) for reason in set(held_by)} == {
        "the mean similarity of the source": 20,
        "the source's words counted twice": 20,
    }


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['query']}: {row['held_by']}")
def test_the_source_comes_first_that_the_whole_score_puts_first(row: dict[str, Any]) -> None:
    wordings = [
        SourceWords(source["id"], "", [one["text"] for one in source["passages"]]) for source in row["sources"]
    ]
    keys = [(source["id"], place) for source in row["sources"] for place in range(len(source["passages"]))]
    vectors = np.array([unit(one["vector"]) for source in row["sources"] for one in source["passages"]])
    fusion = Fusion(KeywordIndex.of(wordings), index_of(keys, vectors))
    (asked,) = fusion.asked([row["query"]], unit(row["vector"])[None])
    assert fusion.ranked(asked, 2, per_source=1)[0].source_id == row["first"]
