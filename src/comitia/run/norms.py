"""Seats by norms in many places at once: how many a place has, and how they are shared among claims."""

from __future__ import annotations

import numpy as np

from comitia.arrays import F64, I64
from comitia.law.tiers import Norm


def by_norm(norm: Norm, size: I64) -> I64:
    """Seats by a norm, place by place; a place with nobody has none."""
    full, part = np.divmod(size, norm.one_per)
    extra = {"dropped": 0 * part, "counted": part > 0, "nearest": 2 * part >= norm.one_per}[norm.part]
    seats = np.maximum(full + extra, norm.at_least)
    seats = np.minimum(seats, norm.at_most) if norm.at_most else seats
    return np.where(size > 0, seats, 0).astype(np.int64)


def shared(seats: I64, sizes: I64, lots: F64) -> I64:
    """Seats shared among groups by largest remainders, equal ones by lot: int64 `[place, group]`."""
    total = np.maximum(sizes.sum(axis=1), 1)[:, None]
    full = seats[:, None] * sizes // total
    rest = seats[:, None] * sizes - full * total
    order = np.lexsort((lots, -rest), axis=1)
    rank = np.argsort(order, axis=1)
    return np.asarray(full + (rank < (seats - full.sum(axis=1))[:, None]), dtype=np.int64)


def scaled(wanted: I64, most: int | None, lots: F64) -> I64:
    """Seats brought down to the most that one body may have, in proportion: int64 `[route, place]`."""
    total = wanted.sum(axis=0)
    if most is None or not (total > most).any():
        return wanted
    return np.where(total > most, shared(np.minimum(total, most), wanted.T, lots).T, wanted)
