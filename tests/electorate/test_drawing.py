"""Drawing within rows: every draw stays in its row, and values are drawn as their weights say."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from comitia.arrays import F64, I64
from comitia.electorate.drawing import between_ends, in_rows, laid


def line(weights: list[list[float]]) -> tuple[I64, F64]:
    """The row of each value, and where its interval ends."""
    row = np.repeat(np.arange(len(weights)), list(map(len, weights)))
    flat = np.array([weight for each in weights for weight in each], dtype=np.float64)
    return row, laid(row, flat, len(weights))


@given(
    st.lists(st.tuples(st.lists(st.floats(1e-9, 1e9), max_size=6), st.integers(0, 40)), min_size=1),
    st.integers(0, 2**32 - 1),
)
def test_as_many_are_drawn_in_every_row_as_are_wanted(rows: list[tuple[list[float], int]], seed: int) -> None:
    row, ends = line([weights for weights, _ in rows])
    many = np.array([number if weights else 0 for weights, number in rows])
    found = in_rows(ends, many, np.random.default_rng(seed).random(many.sum()))
    assert (found >= 0).all()
    assert np.bincount(row, weights=found, minlength=len(rows)).tolist() == many.tolist()


def test_a_uniform_at_the_very_end_stays_in_its_row() -> None:
    _, ends = line([[0.1, 0.2], [0.7], [], [0.3, 0.1]])
    many = np.array([1, 1, 0, 1])
    assert in_rows(ends, many, np.full(3, np.nextafter(1.0, 0.0))).tolist() == [0, 1, 1, 0, 1]
    assert in_rows(ends, many, np.full(3, 1e-18)).tolist() == [1, 0, 1, 1, 0]


def test_values_are_drawn_as_their_weights_say() -> None:
    rows = 4000
    _, ends = line([[0.2, 0.3, 0.5]] * rows)
    found = in_rows(ends, np.full(rows, 50), np.random.default_rng(1).random(50 * rows))
    shares = found.reshape(rows, 3) / 50
    assert shares.mean(axis=0).tolist() == pytest.approx([0.2, 0.3, 0.5], abs=0.005)
    variance = np.array([0.2 * 0.8, 0.3 * 0.7, 0.25]) / 50
    assert shares.var(axis=0).tolist() == pytest.approx(variance.tolist(), rel=0.1)


@given(st.lists(st.integers(0, 40), min_size=1, max_size=12), st.lists(st.integers(0, 39), max_size=60))
def test_draws_between_ends_are_counted_alike_whether_many_or_few(ends: list[int], spots: list[int]) -> None:
    ordered = np.array(sorted({*ends, 40}), dtype=np.float64) / 8
    drawn = np.array(spots, dtype=np.float64) / 8
    before = [sum(spot < end for spot in drawn) for end in ordered]
    assert between_ends(ordered, drawn).tolist() == np.diff(before, prepend=0).tolist()


def test_a_place_is_laid_out_to_its_very_end_and_rows_without_values_have_no_room() -> None:
    row, ends = line([[], [1e-3, 1e3, 0.3], [], [0.5]])
    assert row.tolist() == [1, 1, 1, 3]
    assert (ends > row).all()
    assert ends[[2, 3]].tolist() == [2.0, 4.0]
    assert line([[], []])[1].tolist() == []
