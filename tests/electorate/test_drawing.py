"""Drawing within rows: every draw stays in its row, and values are drawn as their weights say."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from comitia.electorate.drawing import in_rows


def laid(weights: list[list[float]]) -> tuple[np.ndarray, np.ndarray]:
    flat = [weight for row in weights for weight in row]
    return np.cumsum([0.0, *flat]), np.cumsum([0, *map(len, weights)])


@given(
    st.lists(st.tuples(st.lists(st.floats(0.01, 5), min_size=1, max_size=6), st.integers(0, 40)), min_size=1),
    st.integers(0, 2**32 - 1),
)
def test_as_many_are_drawn_in_every_row_as_are_wanted(rows: list[tuple[list[float], int]], seed: int) -> None:
    running, ends = laid([weights for weights, _ in rows])
    row = np.repeat(np.arange(len(rows)), [number for _, number in rows])
    found = in_rows(running, ends, row, np.random.default_rng(seed).random(len(row)))
    of = np.repeat(np.arange(len(rows)), np.diff(ends))
    assert np.bincount(of[found], minlength=len(rows)).tolist() == [number for _, number in rows]


def test_a_uniform_at_the_very_end_stays_in_its_row() -> None:
    running, ends = laid([[0.1, 0.2], [0.7], [0.3, 0.1]])
    most = np.nextafter(1.0, 0.0)
    assert in_rows(running, ends, np.array([0, 1, 2]), np.full(3, most)).tolist() == [1, 2, 4]
    assert in_rows(running, ends, np.array([0, 1, 2]), np.zeros(3)).tolist() == [0, 2, 3]


def test_values_are_drawn_as_their_weights_say() -> None:
    rows = 4000
    running, ends = laid([[0.2, 0.0, 0.3, 0.5]] * rows)
    row = np.repeat(np.arange(rows), 50)
    found = in_rows(running, ends, row, np.random.default_rng(1).random(len(row)))
    shares = np.bincount(found, minlength=4 * rows).reshape(rows, 4) / 50
    assert shares.mean(axis=0).tolist() == pytest.approx([0.2, 0.0, 0.3, 0.5], abs=0.005)
    variance = np.array([0.2 * 0.8, 0.0, 0.3 * 0.7, 0.25]) / 50
    assert shares.var(axis=0).tolist() == pytest.approx(variance.tolist(), rel=0.1)
