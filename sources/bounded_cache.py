"""Values kept in memory up to a number, the ones used last."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable, Iterable, Mapping
from typing import Generic, TypeVar

_Key = TypeVar("_Key", bound=Hashable)
_Value = TypeVar("_Value")


class BoundedCache(Generic[_Key, _Value]):
    """Keeps values by key and drops the least recently used ones. Safe between threads; values must be immutable.

    `functools.lru_cache` computes one value at a time from its arguments; this is for values that are looked up and
    computed many at once, or that are valid only under a condition.

    Args:
        most: How many values are kept.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._kept: OrderedDict[_Key, _Value] = OrderedDict()

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: _Key) -> _Value | None:
        """Return the value of a key, or None where it is not kept."""
        return self.get_all([key]).get(key)

    def get_all(self, keys: Iterable[_Key]) -> dict[_Key, _Value]:
        """Return the values of those of these keys that are kept."""
        found = {}
        with self._lock:
            for key in keys:
                if key in self._kept:
                    self._kept.move_to_end(key)
                    found[key] = self._kept[key]
        return found

    def put(self, key: _Key, value: _Value) -> None:
        """Keep a value."""
        self.put_all({key: value})

    def put_all(self, values: Mapping[_Key, _Value]) -> None:
        """Keep values; of more than fit, the last ones."""
        with self._lock:
            for key, value in values.items():
                self._kept[key] = value
                self._kept.move_to_end(key)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
