"""The voters of a society as types in patches: the view of the people that contests are cut from.

A *type* is a combination of those attributes that the law or the voter model looks at. A *patch* is a piece of a
locality that no district line crosses; districts of every route are unions of whole patches, so that one and the
same people live in the districts of every route.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from comitia.arrays import F64, I64, U64
from comitia.chance import keys
from comitia.society.cells import Society


@dataclass(frozen=True, slots=True)
class Types:
    """The types of voter: for each attribute the code of every type, and the type of every cell (-1: none)."""

    attributes: tuple[str, ...]
    codes: dict[str, I64]
    of_cell: I64

    keys: U64
    """The key of chance of every type, from the names of its values."""

    def __len__(self) -> int:
        return len(next(iter(self.codes.values())))


def types(society: Society, attributes: tuple[str, ...]) -> Types:
    """The combinations of `attributes` that occur in the society."""
    sizes = [len(society.attribute(name).values) for name in attributes]
    flat = np.ravel_multi_index([society.codes[name] for name in attributes], sizes)
    present, of_cell = np.unique(flat, return_inverse=True)
    codes = np.unravel_index(present, sizes)
    named = {name: np.asarray(code, dtype=np.int64) for name, code in zip(attributes, codes, strict=True)}
    words = [[society.attribute(name).values[code] for code in named[name].tolist()] for name in attributes]
    return Types(attributes, named, of_cell.astype(np.int64), keys("|".join(row) for row in zip(*words, strict=True)))


@dataclass(frozen=True, slots=True)
class Territories:
    """Every combination of territorial attributes that has localities: codes, and the territory of each cell."""

    attributes: tuple[str, ...]
    codes: dict[str, I64]
    of_cell: I64
    of_locality: I64

    def __len__(self) -> int:
        return len(next(iter(self.codes.values())))


def territories(society: Society) -> Territories:
    """The territories in which the society's localities lie."""
    names = tuple(society.localities.codes)
    sizes = [len(society.attribute(name).values) for name in names]
    cells = np.ravel_multi_index([society.codes[name] for name in names], sizes)
    places = np.ravel_multi_index([society.localities.codes[name] for name in names], sizes)
    present, of_cell = np.unique(cells, return_inverse=True)
    codes = np.unravel_index(present, sizes)
    named = {name: np.asarray(code, dtype=np.int64) for name, code in zip(names, codes, strict=True)}
    return Territories(names, named, of_cell.astype(np.int64), np.searchsorted(present, places))


def voters_by_locality(society: Society, kinds: Types, lands: Territories) -> I64:
    """Voters of each type in each locality: int64 `[locality, type]`, sums exact in every locality.

    Localities know the mix of their own key attributes; the other attributes of a type are spread within a key as
    they are in the whole territory, in whole numbers by largest remainder.
    """
    key_names = society.localities.keys
    sizes = [len(society.attribute(name).values) for name in key_names]
    keys = int(np.prod(sizes))
    people = society.localities.people.reshape(len(lands.of_locality), keys)
    key_of_type = np.ravel_multi_index([kinds.codes[name] for name in key_names], sizes)
    totals = np.zeros((len(lands), len(kinds)), dtype=np.float64)
    np.add.at(totals, (lands.of_cell, kinds.of_cell), society.count)
    by_key = np.zeros((len(lands), keys))
    for kind, one in enumerate(key_of_type):
        by_key[:, one] += totals[:, kind]
    share = np.divide(totals, by_key[:, key_of_type], out=np.zeros_like(totals), where=totals > 0)
    return _whole(people, share[lands.of_locality], key_of_type)


def _whole(people: I64, share: F64, key_of_type: NDArray[np.intp]) -> I64:
    """Split each key's people among its types by cumulative rounding, which keeps every key's sum."""
    order = np.argsort(key_of_type, kind="stable")
    wanted = people[:, key_of_type[order]] * share[:, order]
    running = np.cumsum(wanted, axis=1)
    first = np.searchsorted(key_of_type[order], key_of_type[order], side="left")
    before = np.where(first > 0, running[:, np.maximum(first - 1, 0)], 0.0)
    upto = np.rint(running - before)
    split = np.diff(upto, axis=1, prepend=0.0)
    starts = first == np.arange(len(order))
    split[:, starts] = upto[:, starts]
    voters = np.empty_like(split, dtype=np.int64)
    voters[:, order] = split.astype(np.int64)
    return voters
