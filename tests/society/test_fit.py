"""Iterative proportional fitting: margins are met, noughts stay, associations stay."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from comitia.society.fit import Target, fitted

positive = arrays(np.float64, (3, 4), elements=st.floats(0.1, 10.0))


def margins_of(table: NDArray[np.float64]) -> list[Target]:
    return [Target.of(("row",), table.sum(axis=1)), Target.of(("column",), table.sum(axis=0))]


@given(positive, positive)
def test_margins_are_met(start: NDArray[np.float64], other: NDArray[np.float64]) -> None:
    table, fit = fitted(start, ("row", "column"), margins_of(other), sweeps=5000)
    assert fit.worst <= 1e-9
    np.testing.assert_allclose(table.sum(axis=1), other.sum(axis=1), rtol=1e-8)
    np.testing.assert_allclose(table.sum(axis=0), other.sum(axis=0), rtol=1e-8)


@given(positive, positive)
def test_odds_ratios_of_the_start_are_kept(start: NDArray[np.float64], other: NDArray[np.float64]) -> None:
    table, _ = fitted(start, ("row", "column"), margins_of(other), sweeps=5000)
    odds = [each[:-1, :-1] * each[1:, 1:] / (each[:-1, 1:] * each[1:, :-1]) for each in (start, table)]
    np.testing.assert_allclose(odds[1], odds[0], rtol=1e-6)


def test_noughts_of_the_start_stay_nought() -> None:
    start = np.array([[0.0, 1.0], [1.0, 1.0]])
    table, fit = fitted(start, ("row", "column"), margins_of(np.array([[0.0, 3.0], [5.0, 2.0]])))
    np.testing.assert_allclose(table, [[0, 3], [5, 2]])
    assert fit.worst < 1e-9


def test_lumps_are_met_as_lumps_and_the_unnamed_is_left_free() -> None:
    lump = Target(("column",), np.array([0, 0, -1]), np.array([30.0]))
    rows = Target.of(("row",), np.array([40.0, 60.0]))
    table, _ = fitted(np.ones((2, 3)), ("row", "column"), [lump, rows])
    assert table[:, :2].sum() == pytest.approx(30.0)
    assert table.sum() == pytest.approx(100.0)


def test_axes_of_a_target_may_stand_in_another_order() -> None:
    wanted = np.arange(1.0, 7.0).reshape(3, 2)
    table, _ = fitted(np.ones((2, 4, 3)), ("a", "b", "c"), [Target.of(("c", "a"), wanted)])
    np.testing.assert_allclose(table.sum(axis=1), wanted.T)


def test_targets_that_contradict_each_other_are_reported_not_hidden() -> None:
    targets = [Target.of(("row",), np.array([1.0, 2.0])), Target.of(("column",), np.array([5.0, 5.0]))]
    _, fit = fitted(np.ones((2, 2)), ("row", "column"), targets, sweeps=20)
    assert fit.sweeps == 20
    assert fit.worst > 0.5
    assert fit.worst_target == "row"
