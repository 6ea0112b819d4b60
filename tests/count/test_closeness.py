"""How close it was: the smallest change that moves a seat, against what the quotients say; and the quotients."""

from __future__ import annotations

from fractions import Fraction
from math import isqrt
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from comitia.count.apportion import DIVISORS, QUOTAS, SQUARED, apportion
from comitia.count.closeness import Change, smallest_change
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


@given(st.sampled_from(METHODS), people, st.integers(1, 9))
def test_the_change_moves_a_seat_and_nothing_smaller_does(method: Method, votes: list[int], seats: int) -> None:
    won = apportion(method, votes, seats, last_first)
    found = smallest_change(method, votes, seats, won)
    if found is None:
        return
    assert found.gains or found.loses
    for size in range(1, abs(found.votes)):
        for unit in range(len(votes)):
            for change in (size, -size):
                if votes[unit] + change >= 0:
                    assert not _certain(method, votes, seats, won, unit, change)
    assert _certain(method, votes, seats, won, found.unit, found.votes)


def _certain(method: Method, votes: list[int], seats: int, won: tuple[int, ...], unit: int, change: int) -> bool:
    """Whether the unit wins or loses a seat by the change, however a lot falls."""
    after = [v + change * (i == unit) for i, v in enumerate(votes)]

    def settle(_: int, tied: tuple[int, ...], places: int) -> tuple[int, ...]:
        favoured = (change < 0) if unit in tied else True
        order = sorted(tied, key=lambda i: (i == unit) != favoured)
        return tuple(order[:places])

    now = apportion(method, after, seats, settle)[unit]
    return now > won[unit] if change > 0 else now < won[unit]


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
