"""The persons of a run: everybody who was nominated, proposed or named in returns, as one growing table."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from comitia.arrays import I64, U64
from comitia.chance import keys

Names = Sequence[str] | Callable[[], Sequence[str]]


@dataclass(slots=True)
class Persons:
    """Persons by number. A person's attributes are those of a cell of the society; cell -1: not known.

    A person's name is where the name first came up, e.g. `congress/territorial/rsfsr-017#3`, unless history gives one.
    """

    _cells: list[I64] = field(default_factory=list)
    _ages: list[I64] = field(default_factory=list)
    _names: list[Names] = field(default_factory=list)
    """Of each group that was added together."""
    _first: list[int] = field(default_factory=list)
    """The number of the first of each group."""
    _number: int = 0
    _real: dict[int, str] = field(default_factory=dict)
    _keys: list[U64] = field(default_factory=list)

    def __len__(self) -> int:
        return self._number

    def add(self, cells: I64, ages: I64, names: Names, own: U64 | None = None) -> I64:
        """Add persons; their numbers, int64 `[person]`.

        names: in order, or what tells them when somebody asks; own: their keys of chance, else from their names.
        """
        first = self._number
        self._keys.append(keys(names() if callable(names) else names) if own is None else own)
        self._cells.append(cells)
        self._ages.append(ages)
        self._names.append(names)
        self._first.append(first)
        self._number += len(cells)
        return np.arange(first, self._number)

    def add_real(self, name: str, given: str) -> int:
        """Add a person from history of whom only the name is known."""
        unknown = np.array([-1], dtype=np.int64)
        number = int(self.add(unknown, unknown, [name])[0])
        self._real[number] = given
        return number

    @property
    def cells(self) -> I64:
        """The cell of every person: int64 `[person]`."""
        self._cells = [np.concatenate(self._cells)] if self._cells else [np.empty(0, dtype=np.int64)]
        return self._cells[0]

    @property
    def ages(self) -> I64:
        """Age in years (drawn evenly within the society's age band), -1 where not known: int64 `[person]`."""
        self._ages = [np.concatenate(self._ages)] if self._ages else [np.empty(0, dtype=np.int64)]
        return self._ages[0]

    @property
    def keys(self) -> U64:
        """The key of chance of every person: uint64 `[person]`."""
        self._keys = [np.concatenate(self._keys)] if self._keys else [np.empty(0, dtype=np.uint64)]
        return self._keys[0]

    def name(self, person: int) -> str:
        """The name that history gives, else the person's number in the run."""
        group = bisect_right(self._first, person) - 1
        names = self._names[group]
        if callable(names):
            self._names[group] = names = names()
        return self._real.get(person, names[person - self._first[group]])
