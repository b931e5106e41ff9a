from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from sources.embedding.encoder import Vectors
from sources.index import BFLOAT16, FLOAT32, Arithmetic, ExactIndex, Hit, Rows
from sources.index.products import chunk_maxima
from tests.sources.index.making import addition, index_of


def unit(rows: object) -> Vectors:
    vectors = np.array(rows, dtype=np.float32)
    lengths: Vectors = np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors / lengths


def some(count: int, *, dimensions: int = 8, seed: int = 1) -> Vectors:
    return unit(np.random.default_rng(seed).normal(size=(count, dimensions)))


def by_hand(
    keys: list[tuple[str, int]], vectors: NDArray[Any], query: Vectors, limit: int, per_source: int | None
) -> list[tuple[str, int]]:
    """Rank everything, one passage after the other."""
    scored = sorted(
        ((-float(vectors[row].astype(float) @ query.astype(float)), *key) for row, key in enumerate(keys)),
    )
    taken: list[tuple[str, int]] = []
    for _, source_id, ordinal in scored:
        if per_source is None or sum(one == source_id for one, _ in taken) < per_source:
            taken.append((source_id, ordinal))
    return taken[:limit]


def places(hits: list[Hit]) -> list[tuple[str, int]]:
    return [(hit.source_id, hit.ordinal) for hit in hits]


@settings(max_examples=60, deadline=None)
@given(
    sizes=st.lists(st.integers(1, 6), min_size=1, max_size=40),
    limit=st.integers(1, 20),
    per_source=st.none() | st.integers(1, 3),
    size=st.integers(1, 90),
    arithmetic=st.sampled_from([FLOAT32, BFLOAT16]),
    seed=st.integers(0, 1000),
)
def test_the_nearest_are_those_that_ranking_everything_gives_whatever_the_blocks_and_the_arithmetic(
    sizes: list[int], limit: int, per_source: int | None, size: int, arithmetic: Arithmetic, seed: int
) -> None:
    keys = [(f"src-{number:02}", ordinal) for number, size in enumerate(sizes) for ordinal in range(size)]
    vectors, queries = some(len(keys), seed=seed).astype(np.float16), some(3, seed=seed + 1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sources.index.exact._FEW", 0)
        patch.setattr("sources.index.exact.CHUNK", 4)
        patch.setattr("sources.index.products.CHUNK", 4)
        found = index_of(keys, vectors, arithmetic, size).nearest(queries, limit, per_source=per_source)
    for query, hits in zip(queries, found, strict=True):
        assert places(hits) == by_hand(keys, vectors, query, limit, per_source)


def test_a_rough_product_is_never_farther_off_than_its_margin_says() -> None:
    vectors, queries = some(2000, dimensions=384).astype(np.float16), some(40, dimensions=384, seed=2)
    # The worst case for rounding: every part of both vectors lies half way between two numbers of bfloat16.
    vectors[0] = queries[0] = (1 + 2**-8 + 2**-10) * 13 / 256
    queries[0] /= np.linalg.norm(queries[0])
    part = Rows(384).added(addition([("src-a", row) for row in range(2000)], vectors)).parts[0]
    exact = vectors.astype(np.float64) @ queries.astype(np.float64).T
    for arithmetic in (FLOAT32, BFLOAT16):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("sources.index.products.CHUNK", 1)
            (rough,) = chunk_maxima([part], [None], queries, arithmetic)
        assert np.abs(rough - exact).max() < arithmetic.margin


def test_rows_that_are_added_after_a_search_in_bfloat16_are_found_and_an_earlier_index_has_what_it_had() -> None:
    vectors, queries = some(300, dimensions=384).astype(np.float16), some(5, dimensions=384, seed=2)
    keys = [("src-a", row) for row in range(300)]
    rows, before = Rows(384, size=128), []
    for first in range(0, 300, 60):
        rows = rows.added(addition(keys[first : first + 60], vectors[first : first + 60]))
        index, count = ExactIndex(rows, BFLOAT16), first + 60
        before.append((index, count))
        for known, there in before:
            for query, hits in zip(queries, known.nearest(queries, 7), strict=True):
                assert places(hits) == by_hand(keys[:there], vectors[:there], query, 7, None)


def test_one_source_that_has_all_the_nearest_passages_leaves_room_for_others() -> None:
    keys = [("src-long", row) for row in range(500)] + [(f"src-{row:03}", 0) for row in range(30)]
    vectors = unit([[1, row / 1000] for row in range(500)] + [[1, 1 + row / 10] for row in range(30)])
    (hits,) = index_of(keys, vectors).nearest(unit([[1, 0]]), 4, per_source=2)
    assert places(hits) == [("src-long", 0), ("src-long", 1), ("src-000", 0), ("src-001", 0)]


def test_equal_similarities_stand_by_source_id_and_then_by_place() -> None:
    keys = [("src-a", 0), ("src-a", 1), ("src-b", 0), ("src-c", 0), ("src-c", 1)]
    index = index_of(keys, unit([[1, 1]] * 5))
    (hits,) = index.nearest(unit([[1, 0]]), 4)
    assert places(hits) == keys[:4]
    assert len({hit.similarity for hit in hits}) == 1


def test_the_same_query_has_the_same_hits_alone_and_among_others() -> None:
    keys = [(f"src-{number:04}", 0) for number in range(500)]
    index = index_of(keys, some(500, dimensions=384))
    queries = some(40, dimensions=384, seed=2)
    together = index.nearest(queries, 12)
    assert together == [index.nearest(queries[row : row + 1], 12)[0] for row in range(40)]


def test_sources_are_left_out_and_chosen_by_id() -> None:
    index = index_of([("src-a", 0), ("src-b", 0), ("src-c", 0)], unit([[1, 0], [1, 0.1], [1, 0.2]]))
    query = unit([[1, 0]])
    assert places(index.nearest(query, 5, without=["src-a"])[0]) == [("src-b", 0), ("src-c", 0)]
    assert places(index.nearest(query, 5, within=["src-c", "src-unknown"])[0]) == [("src-c", 0)]
    assert index.nearest(query, 5, within=["src-c"], without=["src-c"]) == [[]]
    assert index.nearest(query, 5, within=[]) == [[]]


def test_every_passage_of_some_sources_can_be_asked_for_with_the_similarity_that_a_search_gives() -> None:
    keys = [(f"src-{number // 5}", 2 * (number % 5)) for number in range(40)]
    index, query = index_of(keys, some(40, dimensions=384).astype(np.float16)), some(1, dimensions=384, seed=2)
    searched = {(hit.source_id, hit.ordinal): hit.similarity for hit in index.nearest(query, 40)[0]}
    asked = ["src-6", "src-unknown", "src-3"]
    found = {
        (asked[place], ordinal): similarity
        for place, ordinal, similarity in zip(
            *map(np.ndarray.tolist, index.similarities(query[0], asked)), strict=True
        )
    }
    assert found == {key: similarity for key, similarity in searched.items() if key[0] in asked}
    assert [one.tolist() for one in index.similarities(query[0], [])] == [[], [], []]


def test_an_empty_index_and_no_queries_give_nothing() -> None:
    empty = ExactIndex(Rows(4))
    assert empty.nearest(some(2, dimensions=4), 3) == [[], []]
    assert index_of([("src-a", 0)], some(1)).nearest(np.zeros((0, 8), dtype=np.float32), 3) == []


def test_similarity_is_a_cosine_and_float16_vectors_serve_too() -> None:
    index = index_of([("src-a", 0), ("src-b", 0)], unit([[1, 0], [-1, 0]]).astype(np.float16))
    assert [hit.similarity for hit in index.nearest(unit([[1, 0]]), 2)[0]] == [1.0, -1.0]


def test_what_does_not_fit_together_is_refused() -> None:
    index = index_of([("src-a", 0)], some(1))
    with pytest.raises(ValueError, match="8 dimensions"):
        index.nearest(some(1, dimensions=9), 1)
    with pytest.raises(ValueError, match="At least one"):
        index.nearest(some(1), 0)
