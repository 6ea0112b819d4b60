"""What was used last: a mapping that holds so much and no more."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterator, MutableMapping
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Latest(MutableMapping[K, V]):
    """What was used last, up to so many; safe for several threads."""

    def __init__(self, most: int) -> None:
        self._most, self._held, self._lock = most, OrderedDict[K, V](), threading.Lock()

    def __getitem__(self, key: K) -> V:
        with self._lock:
            self._held.move_to_end(key)
            return self._held[key]

    def __setitem__(self, key: K, value: V) -> None:
        with self._lock:
            self._held[key] = value
            self._held.move_to_end(key)
            while len(self._held) > self._most:
                self._held.popitem(last=False)

    def __delitem__(self, key: K) -> None:
        with self._lock:
            del self._held[key]

    def __iter__(self) -> Iterator[K]:
        with self._lock:
            return iter(list(self._held))

    def __len__(self) -> int:
        return len(self._held)
