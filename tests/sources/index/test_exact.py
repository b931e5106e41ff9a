import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sources.embedding.encoder import Vectors
from sources.index import ExactIndex, Hit


def unit(rows: object) -> Vectors:
    vectors = np.array(rows, dtype=np.float32)
    lengths: Vectors = np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors / lengths


def some(count: int, *, dimensions: int = 8, seed: int = 1) -> Vectors:
    return unit(np.random.default_rng(seed).normal(size=(count, dimensions)))


def by_hand(
    keys: list[tuple[str, int]], vectors: Vectors, query: Vectors, limit: int, per_source: int | None
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
    sizes=st.lists(st.integers(1, 6), min_size=1, max_size=12),
    limit=st.integers(1, 20),
    per_source=st.none() | st.integers(1, 3),
    block=st.integers(1, 9),
    seed=st.integers(0, 1000),
)
def test_the_nearest_are_those_that_ranking_everything_gives_whatever_the_blocks(
    sizes: list[int], limit: int, per_source: int | None, block: int, seed: int
) -> None:
    keys = [(f"src-{number:02}", ordinal) for number, size in enumerate(sizes) for ordinal in range(size)]
    vectors, queries = some(len(keys), seed=seed), some(3, seed=seed + 1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sources.index.exact._BLOCK", block)
        found = ExactIndex(keys, vectors).nearest(queries, limit, per_source=per_source)
    for query, hits in zip(queries, found, strict=True):
        assert places(hits) == by_hand(keys, vectors, query, limit, per_source)


def test_equal_similarities_stand_by_source_id_and_then_by_place() -> None:
    keys = [("src-a", 0), ("src-a", 1), ("src-b", 0), ("src-c", 0), ("src-c", 1)]
    index = ExactIndex(keys, unit([[1, 1]] * 5))
    (hits,) = index.nearest(unit([[1, 0]]), 4)
    assert places(hits) == keys[:4]
    assert len({hit.similarity for hit in hits}) == 1


def test_the_same_query_has_the_same_hits_alone_and_among_others() -> None:
    keys = [(f"src-{number:04}", 0) for number in range(500)]
    index = ExactIndex(keys, some(500, dimensions=384))
    queries = some(40, dimensions=384, seed=2)
    together = index.nearest(queries, 12)
    assert together == [index.nearest(queries[row : row + 1], 12)[0] for row in range(40)]


def test_sources_are_left_out_and_chosen_by_id() -> None:
    index = ExactIndex([("src-a", 0), ("src-b", 0), ("src-c", 0)], unit([[1, 0], [1, 0.1], [1, 0.2]]))
    query = unit([[1, 0]])
    assert places(index.nearest(query, 5, without=["src-a"])[0]) == [("src-b", 0), ("src-c", 0)]
    assert places(index.nearest(query, 5, within=["src-c", "src-unknown"])[0]) == [("src-c", 0)]
    assert index.nearest(query, 5, within=["src-c"], without=["src-c"]) == [[]]
    assert index.nearest(query, 5, within=[]) == [[]]


def test_every_passage_of_a_source_can_be_asked_for_with_the_similarity_that_a_search_gives() -> None:
    keys = [(f"src-{number // 5}", number % 5) for number in range(40)]
    index, query = ExactIndex(keys, some(40, dimensions=384)), some(1, dimensions=384, seed=2)
    searched = {(hit.source_id, hit.ordinal): hit for hit in index.nearest(query, 40)[0]}
    assert index.of_source(query[0], "src-3") == [searched["src-3", ordinal] for ordinal in range(5)]
    assert index.of_source(query[0], "src-unknown") == []


def test_an_empty_index_and_no_queries_give_nothing() -> None:
    empty = ExactIndex([], np.zeros((0, 4), dtype=np.float32))
    assert empty.nearest(some(2, dimensions=4), 3) == [[], []]
    assert ExactIndex([("src-a", 0)], some(1)).nearest(np.zeros((0, 8), dtype=np.float32), 3) == []


def test_similarity_is_a_cosine_and_float16_vectors_serve_too() -> None:
    index = ExactIndex([("src-a", 0), ("src-b", 0)], unit([[1, 0], [-1, 0]]).astype(np.float16))
    assert [hit.similarity for hit in index.nearest(unit([[1, 0]]), 2)[0]] == [1.0, -1.0]


def test_what_does_not_fit_together_is_refused() -> None:
    with pytest.raises(ValueError, match="do not fit vectors"):
        ExactIndex([("src-a", 0)], some(2))
    with pytest.raises(ValueError, match="must ascend"):
        ExactIndex([("src-b", 0), ("src-a", 0)], some(2))
    index = ExactIndex([("src-a", 0)], some(1))
    with pytest.raises(ValueError, match="8 dimensions"):
        index.nearest(some(1, dimensions=9), 1)
    with pytest.raises(ValueError, match="At least one"):
        index.nearest(some(1), 0)
