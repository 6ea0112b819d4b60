"""Real amounts into whole numbers that keep their totals (controlled rounding), always the same way."""

from __future__ import annotations

import numpy as np

from comitia.arrays import F64, I64

__all__ = ["largest_remainder", "running", "running_share", "sparing"]


def largest_remainder(amounts: F64, total: int) -> I64:
    """Whole numbers in proportion to `amounts` [n] that add up to `total`, each within one of its exact part.

    Every amount gets the whole of its part; what is left goes to the largest remainders, the earlier first.
    """
    parts = amounts * (total / amounts.sum()) if total else np.zeros_like(amounts)
    whole = np.floor(parts).astype(np.int64)
    left = total - int(whole.sum())
    first = np.argsort(whole - parts, kind="stable")
    whole[first[:left]] += 1
    return whole


def running(amounts: F64, totals: I64, phase: F64 | float = 0.5) -> I64:
    """Round along the first axis so that the sums of all amounts so far are rounded too.

    `amounts` [n, ...] must add up to the whole `totals` [...]. Each number stays within one of its amount,
    every run of neighbours within one of its sum, and the last sum is exact. So where tables are nested
    along the axis, all their totals are kept. A running sum counts once it comes within `phase` (0 to 1,
    per column) of a whole number; phases spread evenly keep small amounts from all being rounded up at the
    same place.
    """
    so_far = np.minimum(np.cumsum(amounts, axis=0), totals)
    so_far[-1] = totals
    return _steps(np.floor(so_far + phase).astype(np.int64))


def sparing(amounts: F64, totals: I64, least: int) -> I64:
    """Round as `running` does, but amounts below `least` to nothing or to `least` people.

    Small amounts add up along the axis, and each time they make `least` people, these stand where that
    happens; none is favoured. Totals are exact as before; runs of neighbours are within `least` of their
    sums.
    """
    small = amounts < least
    small &= np.where(small, 0.0, amounts).sum(axis=0) >= least
    lumps = np.floor(np.cumsum(np.where(small, amounts, 0.0), axis=0) / least + 0.5).astype(np.int64) * least
    left = totals - lumps[-1]
    large = np.where(small, 0.0, amounts)
    sums = large.sum(axis=0)
    large *= np.divide(left, sums, out=np.zeros_like(sums), where=sums > 0)
    return _steps(lumps) + running(large, left)


def running_share(counts: I64, part: int, whole: int) -> I64:
    """`part` in `whole` of each of `counts` [n], as whole numbers that never exceed the counts.

    In integers throughout, so `part` times the sum of the counts must stay below 2**63. If the counts add
    up to `whole`, the result adds up to `part`.
    """
    so_far = (np.cumsum(counts) * part + whole // 2) // whole
    return _steps(so_far)


def _steps(so_far: I64) -> I64:
    """What each running sum adds to the one before."""
    steps = so_far.copy()
    steps[1:] -= so_far[:-1]
    return steps
