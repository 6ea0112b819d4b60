"""Controlled rounding: totals are kept, and no number strays far from its amount."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from comitia.society.rounding import largest_remainder, running, running_share, sparing

amounts = st.lists(st.floats(0.0, 1e7, allow_nan=False), min_size=1, max_size=60).filter(lambda some: sum(some) > 1e-3)
NEARLY = 1e-6


def scaled(some: list[float]) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Amounts that add up to a whole number, and that number, as columns of one."""
    total = max(1, round(sum(some)))
    column = np.array(some)[:, None]
    return column * (total / column.sum()), np.array([total])


@given(amounts, st.integers(0, 10**9))
def test_largest_remainder_keeps_the_total_and_each_part_within_one(some: list[float], total: int) -> None:
    whole = largest_remainder(np.array(some), total)
    parts = np.array(some) / sum(some) * total
    assert whole.sum() == total
    assert (np.abs(whole - parts) < 1 + NEARLY * np.maximum(parts, 1)).all()
    assert (whole >= 0).all()


def test_of_equal_remainders_the_earlier_gets_the_seat() -> None:
    assert largest_remainder(np.array([1.0, 1.0, 1.0]), 2).tolist() == [1, 1, 0]


@given(amounts, st.floats(0.0, 0.999))
def test_running_sums_are_rounded_too(some: list[float], phase: float) -> None:
    column, total = scaled(some)
    whole = running(column, total, phase)
    assert whole.sum() == total[0]
    assert (whole >= 0).all()
    assert (np.abs(whole - column) < 1 + NEARLY).all()
    assert (np.abs(np.cumsum(whole, axis=0) - np.cumsum(column, axis=0)) < 1 + NEARLY).all()


@given(amounts, st.integers(1, 50))
def test_rounding_with_a_smallest_number_keeps_totals_and_stays_near(some: list[float], least: int) -> None:
    column, total = scaled(some)
    whole = sparing(column, total, least)
    assert whole.sum() == total[0]
    assert (whole >= 0).all()
    small = column < least
    assert (whole[small] <= least).all()
    assert np.abs(np.cumsum(np.where(small, whole - column, 0.0))).max() <= least + 1


@given(st.lists(st.integers(0, 10**8), min_size=1, max_size=60).filter(lambda some: sum(some) > 0), st.floats(0, 1))
def test_shares_of_counts_never_exceed_the_counts(some: list[int], share: float) -> None:
    counts = np.array(some, dtype=np.int64)
    able = int(counts.sum())
    part = round(share * able)
    members = running_share(counts, part, able)
    assert members.sum() == part
    assert (members >= 0).all()
    assert (members <= counts).all()
    exact = counts * (part / able)
    assert (np.abs(members - exact) < 1 + NEARLY * np.maximum(exact, 1)).all()
