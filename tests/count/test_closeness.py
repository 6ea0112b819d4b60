"""How close it was: the smallest change that moves a seat, against what the quotients say; and the quotients."""

from __future__ import annotations

from fractions import Fraction
from math import isqrt
from typing import get_args

from hypothesis import assume, given
from hypothesis import strategies as st

from comitia.count.apportion import DIVISORS, QUOTAS, SQUARED, Floors, apportion
from comitia.count.closeness import ROUNDED, TRIED, Apportioned, Change, smallest_change
from comitia.count.quotients import divisor_table, in_thousandths, quota_table
from comitia.law.units import Method
from tests.count.strategies import last_first, never

METHODS: tuple[Method, ...] = get_args(Method)
people = st.lists(st.integers(1, 300), min_size=2, max_size=4)


def test_the_last_seat_of_the_encyclopaedias_example() -> None:
    """By hand: the eighth seat goes at 25,000 (100,000 / 4); the fourth list would need 25,001 for its first."""
    votes = (100_000, 80_000, 30_000, 20_000)
    won = apportion("dhondt", votes, 8, never)
    assert won == (4, 3, 1, 0)
    assert smallest_change("dhondt", votes, 8, won) == Change(3, 5_001, (3,), (0,))


def test_where_one_unit_has_all_seats_and_all_votes_nothing_moves() -> None:
    assert smallest_change("dhondt", (9,), 3, (3,)) is None


LIMITS: list[tuple[int, int | None, Floors]] = [
    (0, None, "apart"),
    (1, None, "apart"),
    (1, None, "within"),
    (0, 5, "apart"),
]


@given(st.sampled_from(METHODS), people, st.integers(4, 9), st.sampled_from(LIMITS))
def test_the_change_moves_a_seat_and_nothing_smaller_does(
    method: Method, votes: list[int], seats: int, limits: tuple[int, int | None, Floors]
) -> None:
    floor, ceiling, floors = limits
    assume(ceiling is None or ceiling * len(votes) >= seats)
    won = apportion(method, votes, seats, last_first, floor, ceiling, floors)
    found = smallest_change(method, votes, seats, won, floor, ceiling, floors)
    if found is None:
        return
    assert found.least
    case = Apportioned(method, tuple(votes), seats, floor, ceiling, floors, won)
    assert case.moved(found.unit, found.votes)
    for size in range(1, abs(found.votes)):
        for unit in range(len(votes)):
            assert not case.moved(unit, size)
            assert size > votes[unit] or not case.moved(unit, -size)


@given(st.sampled_from([m for m in METHODS if m not in ROUNDED]), people, st.integers(1, 12), st.data())
def test_more_votes_never_cost_a_unit_a_seat(method: Method, votes: list[int], seats: int, data: st.DataObject) -> None:
    unit = data.draw(st.integers(0, len(votes) - 1))
    more = [v + (i == unit) * data.draw(st.integers(1, 60)) for i, v in enumerate(votes)]

    def against(_: int, tied: tuple[int, ...], places: int) -> tuple[int, ...]:
        return tuple(sorted(tied, key=lambda i: i == unit)[:places])

    assert apportion(method, more, seats, against)[unit] >= apportion(method, votes, seats, against)[unit]


def test_the_quota_of_droop_jumps_and_may_cost_a_seat() -> None:
    """By hand: 28 votes, 9 seats: quota 3, 18 votes are 6 full; 30 votes: quota 4, 20 votes are 5."""
    assert apportion("droop", (18, 8, 1, 1), 9, never) == (6, 3, 0, 0)
    assert apportion("droop", (20, 8, 1, 1), 9, last_first)[0] == 5


def test_where_not_every_smaller_change_could_be_tried_it_is_said() -> None:
    votes = (50_000_000, 30_000_000, 20_500_000)
    won = apportion("droop", votes, 10, never)
    found = smallest_change("droop", votes, 10, won)
    assert found is not None
    assert not found.least
    assert abs(found.votes) > TRIED


# quotients


@given(st.sampled_from([m for m in METHODS if m not in QUOTAS]), people, st.integers(1, 12), st.integers(0, 1))
def test_every_quotient_that_won_is_at_least_as_great_as_every_one_that_did_not(
    method: Method, votes: list[int], seats: int, floor: int
) -> None:
    if floor * len(votes) > seats:
        return
    won = apportion(method, votes, seats, last_first, floor)
    table = divisor_table(method, votes, won, [floor] * len(votes))
    assert sum(each.won for each in table) == seats
    assert sum(each.by_floor for each in table) == floor * len(votes)
    claims = [each for each in table if each.won and not each.by_floor]
    assert [each.rank for each in claims] == list(range(1, len(claims) + 1))
    lost = [each.value for each in table if not each.won and each.value is not None]
    for each in claims:
        assert each.value is None or all(each.value >= value for value in lost)


def test_quotients_by_hand() -> None:
    (first, *_) = divisor_table("sainte-lague-1.4", (70, 10), (2, 0), (0, 0))
    assert (first.unit, first.seat, first.value) == (0, 1, Fraction(50))
    root = next(each for each in divisor_table("huntington-hill", (100, 10), (2, 1), (0, 0)) if each.seat == 2)
    assert (root.value, root.squared) == (Fraction(5000), True)
    assert in_thousandths(Fraction(5000), squared=True) == 70_710 == isqrt(5000 * 10**6)
    assert {*DIVISORS} >= SQUARED


@given(st.sampled_from(sorted(QUOTAS)), people, st.integers(1, 12))
def test_full_quotas_and_seats_beyond_them_are_all_seats(method: Method, votes: list[int], seats: int) -> None:
    won = apportion(method, votes, seats, last_first)
    quota, rows = quota_table(method, votes, seats, won)
    assert [row.full + row.beyond for row in sorted(rows, key=lambda row: row.unit)] == list(won)
    assert all(0 <= row.rest < quota for row in rows)
