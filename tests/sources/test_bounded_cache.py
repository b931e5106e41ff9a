from __future__ import annotations

import threading

from sources.bounded_cache import BoundedCache


def test_what_is_not_kept_is_none_and_what_was_put_is_given_back() -> None:
    cache: BoundedCache[str, int] = BoundedCache(2)
    assert cache.get("pier") is None
    cache.put("pier", 1)
    cache.put("pier", 2)
    assert cache.get("pier") == 2
    assert len(cache) == 1


def test_the_value_that_was_not_used_for_longest_is_dropped() -> None:
    cache: BoundedCache[str, int] = BoundedCache(2)
    cache.put_all({"pier": 1, "quay": 2})
    cache.get("pier")
    cache.put("port", 3)
    assert cache.get_all(["pier", "quay", "port"]) == {"pier": 1, "port": 3}


def test_a_value_that_is_put_again_counts_as_used() -> None:
    cache: BoundedCache[str, int] = BoundedCache(2)
    cache.put_all({"pier": 1, "quay": 2})
    cache.put("pier", 1)
    cache.put("port", 3)
    assert cache.get("quay") is None


def test_of_more_values_than_fit_the_last_are_kept() -> None:
    cache: BoundedCache[int, int] = BoundedCache(3)
    cache.put_all({number: number for number in range(10)})
    assert cache.get_all(range(10)) == {7: 7, 8: 8, 9: 9}


def test_many_threads_at_once_neither_fail_nor_keep_too_much() -> None:
    cache: BoundedCache[int, int] = BoundedCache(8)
    wrong: list[object] = []

    def work(first: int) -> None:
        for number in range(first, first + 3000):
            cache.put(number % 20, number % 20)
            found = cache.get_all(range(20))
            wrong.extend(key for key, value in found.items() if key != value)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert len(cache) == 8
