"""The batch twin of apportionment gives what the plain counter gives, and asks for the same ties to be settled."""

from __future__ import annotations

from typing import get_args

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from comitia.count.apportion import apportion
from comitia.count.apportion_batch import apportion_batch, decide
from comitia.count.tally import Settle
from comitia.law.units import Method
from tests.count.strategies import SETTLES, last_first, never

METHODS: tuple[Method, ...] = get_args(Method)
methods = st.sampled_from(METHODS)
votes = st.integers(0, 4) | st.integers(0, 5000) | st.integers(0, 10**9) | st.integers(0, 2**62)


@st.composite
def contests(draw: st.DrawFn) -> tuple[list[list[int]], list[int]]:
    units = draw(st.integers(1, 6))
    rows = draw(st.lists(st.lists(votes, min_size=units, max_size=units), min_size=1, max_size=5))
    seats = [draw(st.integers(0, 12) | st.integers(0, 700)) for _ in rows]
    return rows, seats


def plain(
    method: Method, rows: list[list[int]], seats: list[int], settle: Settle, floor: int, ceiling: int | None
) -> list[tuple[int, ...]]:
    return [apportion(method, r, n, settle, floor, ceiling) for r, n in zip(rows, seats, strict=True)]


@given(methods, contests(), st.sampled_from(SETTLES))
def test_the_batch_gives_what_the_plain_counter_gives_and_asks_for_the_same_ties(
    method: Method, given_: tuple[list[list[int]], list[int]], settle: Settle
) -> None:
    rows, seats = given_
    asked: dict[str, list[tuple[int, tuple[int, ...], int]]] = {"plain": [], "batch": []}

    def heard(by: str, of: int | None = None) -> Settle:
        def listening(contest: int, tied: tuple[int, ...], places: int) -> tuple[int, ...]:
            asked[by].append((contest if of is None else of, tied, places))
            return settle(contest, tied, places)

        return listening

    wanted = [apportion(method, r, n, heard("plain", i)) for i, (r, n) in enumerate(zip(rows, seats, strict=True))]
    found = apportion_batch(method, np.array(rows), np.array(seats), heard("batch"))
    assert [tuple(row) for row in found.tolist()] == wanted
    assert asked["plain"] == asked["batch"]


@given(methods, contests(), st.integers(0, 3), st.none() | st.integers(2, 9))
def test_floors_and_ceilings_hold_in_the_batch_as_in_the_plain_counter(
    method: Method, given_: tuple[list[list[int]], list[int]], floor: int, ceiling: int | None
) -> None:
    rows, seats = given_
    try:
        wanted = plain(method, rows, seats, last_first, floor, ceiling)
    except ValueError as why:
        with pytest.raises(ValueError, match=str(why)[-20:]):
            apportion_batch(method, np.array(rows), np.array(seats), last_first, floor, ceiling)
        return
    found = apportion_batch(method, np.array(rows), np.array(seats), last_first, floor, ceiling)
    assert [tuple(row) for row in found.tolist()] == wanted


@pytest.mark.parametrize("method", METHODS)
def test_an_ordinary_batch_is_decided_without_the_plain_counter(method: Method) -> None:
    draw = np.random.default_rng(7)
    rows = draw.integers(1_000, 20_000_000, (50, 20))
    none, all_ = np.zeros_like(rows), np.full_like(rows, 600)
    won, decided = decide(method, rows, np.full(50, 600), none, all_)
    assert decided.all()
    assert [tuple(row) for row in won.tolist()] == plain(method, rows.tolist(), [600] * 50, never, 0, None)


@pytest.mark.parametrize("method", METHODS)
def test_votes_that_64_bits_cannot_weigh_are_left_to_the_plain_counter(method: Method) -> None:
    rows = np.array([[2**62, 2**61, 7], [3300, 2011, 1033]])
    _, decided = decide(method, rows, np.array([10, 10]), np.zeros_like(rows), np.full_like(rows, 10))
    assert decided.tolist() == [False, True]
    assert apportion_batch(method, rows, np.array([10, 10]), never)[0].sum() == 10
