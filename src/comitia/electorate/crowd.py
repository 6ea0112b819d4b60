"""People in many places by type, of whom only those types are kept of which somebody is there."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from comitia.arrays import F64, I64


@dataclass(frozen=True)
class Crowd:
    """People in places. place, kind, number: int64 `[pair]`, in order; shape: how many places and types there are."""

    place: I64
    kind: I64
    number: I64
    shape: tuple[int, int]

    @staticmethod
    def of(table: I64) -> Crowd:
        """Those of a table: int64 `[place, type]`."""
        return Crowd._flat(table.reshape(-1), (table.shape[0], table.shape[1]))

    @staticmethod
    def _flat(numbers: I64 | F64, shape: tuple[int, int]) -> Crowd:
        """Those of a table whose rows are laid end to end."""
        some = np.flatnonzero(numbers != 0)
        place = some // shape[1]
        return Crowd(place, some - place * shape[1], numbers[some].astype(np.int64), shape)

    @cached_property
    def table(self) -> I64:
        """All of them: int64 `[place, type]`."""
        table = np.zeros(self.shape, dtype=np.int64)
        table[self.place, self.kind] = self.number
        return table

    @cached_property
    def size(self) -> I64:
        """People in each place: int64 `[place]`."""
        return np.bincount(self.place, weights=self.number, minlength=self.shape[0]).astype(np.int64)

    @cached_property
    def types(self) -> I64:
        """People of each type: int64 `[type]`."""
        return np.bincount(self.kind, weights=self.number, minlength=self.shape[1]).astype(np.int64)

    def moved(self, to: I64, places: int) -> Crowd:
        """The same people in other places: `to`, int64 `[place]`, says where those of each place are now."""
        flat = np.bincount(to[self.place] * self.shape[1] + self.kind, self.number, places * self.shape[1])
        return Crowd._flat(flat, (places, self.shape[1]))

    def __add__(self, other: Crowd) -> Crowd:
        return Crowd.of(self.table + other.table)
