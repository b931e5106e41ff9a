import threading
from collections.abc import Callable

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from sources.index import ExactIndex, Hit, Rows
from tests.sources.index.making import addition, index_of
from tests.sources.index.test_exact import places, some, unit

Step = tuple[str, int]


def keys_of(number: int, count: int) -> list[tuple[str, int]]:
    return [(f"src-{number:02}", ordinal) for ordinal in range(count)]


@settings(max_examples=80, deadline=None)
@given(
    steps=st.lists(
        st.tuples(st.integers(0, 7), st.integers(0, 30)).map(lambda step: (step[0], step[1])), min_size=1, max_size=25
    ),
    size=st.integers(1, 40),
    per_source=st.none() | st.just(2),
)
def test_an_index_that_was_changed_step_by_step_answers_as_one_built_anew(
    steps: list[tuple[int, int]], size: int, per_source: int | None
) -> None:
    """Each step gives a source other passages; none means that it is removed."""
    rows = Rows(8, size)
    held: dict[str, list[tuple[tuple[str, int], int]]] = {}
    everything = some(31 * 8, seed=7)
    queries = some(3, seed=9)
    earlier: list[tuple[ExactIndex, list[list[Hit]]]] = []
    for turn, (number, count) in enumerate(steps):
        source_id = f"src-{number:02}"
        rows = rows.removed(rows.of([source_id]))
        chosen = [(key, (number * 31 + key[1] + turn) % len(everything)) for key in keys_of(number, count)]
        held[source_id] = chosen
        rows = rows.added(addition([key for key, _ in chosen], everything[[place for _, place in chosen]]))
        index = ExactIndex(rows)
        earlier.append((index, index.nearest(queries, 10, per_source=per_source)))
    live = [pair for source_id in sorted(held) for pair in held[source_id]]
    assert len(rows) == len(live)
    if live:
        anew = index_of([key for key, _ in live], everything[[place for _, place in live]])
        assert earlier[-1][1] == anew.nearest(queries, 10, per_source=per_source)
        newest, one = earlier[-1][0], live[0][0][0]
        assert newest.nearest(queries, 10, without=[one]) == anew.nearest(queries, 10, without=[one])
        alike = [sorted(zip(*map(np.ndarray.tolist, index.similarities(queries[0], [one])), strict=True))
                 for index in (newest, anew)]  # fmt: skip
        assert alike[0] == alike[1]
    # Whoever has an earlier index finds in it what stood there then.
    for index, found in earlier:
        assert index.nearest(queries, 10, per_source=per_source) == found


def test_adding_copies_nothing_and_removing_most_of_a_block_gives_its_room_back() -> None:
    rows = Rows(8, 100).added(addition(keys_of(1, 90), some(90)))
    block = rows.parts[0].block
    rows = rows.added(addition(keys_of(2, 5), some(5)))
    assert [part.block for part in rows.parts] == [block]
    rows = rows.removed(rows.of(["src-01"])[:60])
    assert [part.block is block for part in rows.parts] == [False]
    assert (len(rows), rows.parts[0].count, rows.parts[0].removed) == (35, 35, None)


def test_two_states_that_grow_from_one_do_not_see_each_others_rows() -> None:
    rows = Rows(2).added(addition([("src-a", 0)], unit([[1, 0]])))
    one = rows.added(addition([("src-b", 0)], unit([[0, 1]])))
    other = rows.added(addition([("src-c", 0)], unit([[0, -1]])))
    query = unit([[0, 1]])
    assert places(ExactIndex(one).nearest(query, 5)[0]) == [("src-b", 0), ("src-a", 0)]
    assert places(ExactIndex(other).nearest(query, 5)[0]) == [("src-a", 0), ("src-c", 0)]


def test_readers_find_what_they_have_while_the_index_grows() -> None:
    rows = Rows(8, 64).added(addition(keys_of(1, 50), some(50)))
    index, query = ExactIndex(rows), some(2, seed=3)
    expected = index.nearest(query, 5)
    wrong: list[object] = []

    def read() -> None:
        for _ in range(50):
            found = index.nearest(query, 5)
            if found != expected:
                wrong.append(found)

    def repeated(work: Callable[[], None]) -> threading.Thread:
        thread = threading.Thread(target=work)
        thread.start()
        return thread

    readers = [repeated(read) for _ in range(4)]
    for number in range(2, 40):
        rows = rows.added(addition(keys_of(number, 9), np.repeat(query, 5, axis=0)[:9]))
        rows = rows.removed(rows.of([f"src-{number - 1:02}"]))
    for reader in readers:
        reader.join()
    assert wrong == []


def test_the_rows_of_many_sources_are_the_rows_of_each() -> None:
    """Few are looked up one by one, many at once; some are gone, and some were never there."""
    rows = Rows(8, 16)
    for number in range(150):
        keys = keys_of(number, 1 + number % 4)
        rows = rows.added(addition(keys, some(len(keys), seed=number)))
    rows = rows.removed(rows.of([f"src-{number:02}" for number in range(0, 150, 7)]))
    for count in (3, 40, 41, 149):
        ids = [f"src-{number:02}" for number in range(count)] + ["src-none"]
        assert rows.of(ids).tolist() == sorted(row for one in ids for row in rows.of([one]).tolist())
