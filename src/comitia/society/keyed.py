"""Draws addressed by name: the same name gives the same number, whatever else is drawn beside it."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b

import numpy as np

from comitia.arrays import F64, U64

__all__ = ["keys", "normals"]

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_STEPS = ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB))


def keys(names: Sequence[str]) -> U64:
    """A 64-bit key per name, the same on every machine and in every process."""
    return np.array([_key(name) for name in names], dtype=np.uint64)


def _key(name: str) -> int:
    return int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), "little")


def normals(rows: U64, columns: U64) -> F64:
    """Standard normal draws [row, column], each from the keys of its row and column alone (Box and Muller)."""
    pair = _mixed(rows[:, None] ^ _mixed(columns)[None, :])
    radius = np.sqrt(-2.0 * np.log(_uniform(pair)))
    return np.asarray(radius * np.cos(2.0 * np.pi * _uniform(_mixed(pair))), dtype=np.float64)


def _mixed(bits: U64) -> U64:
    """One step of splitmix64: every bit of the result hangs on every bit given."""
    mixed = bits + _GOLDEN
    for shift, factor in _STEPS:
        mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
    return np.asarray(mixed ^ (mixed >> np.uint64(31)), dtype=np.uint64)


def _uniform(bits: U64) -> F64:
    """Numbers strictly between 0 and 1 from the upper 53 bits."""
    return np.asarray(((bits >> np.uint64(11)).astype(np.float64) + 0.5) * 2.0**-53, dtype=np.float64)
