"""Apportionment: published examples, and what each family of methods promises."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import get_args

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from comitia.count.apportion import DIVISORS, QUOTAS, apportion
from comitia.law.units import Method
from tests.count.strategies import last_first, never, nobody

METHODS: tuple[Method, ...] = get_args(Method)
DIVISOR_METHODS: list[Method] = [m for m in METHODS if m not in QUOTAS]
QUOTA_METHODS: list[Method] = [m for m in METHODS if m in QUOTAS]

people = st.lists(st.integers(1, 3000), min_size=1, max_size=7)
methods = st.sampled_from(METHODS)

# published examples

CENSUS_1790 = {
    "Virginia": 630_560,
    "Massachusetts": 475_327,
    "Pennsylvania": 432_879,
    "North Carolina": 353_523,
    "New York": 331_589,
    "Maryland": 278_514,
    "Connecticut": 236_841,
    "South Carolina": 206_236,
    "New Jersey": 179_570,
    "New Hampshire": 141_822,
    "Vermont": 85_533,
    "Georgia": 70_835,
    "Kentucky": 68_705,
    "Rhode Island": 68_446,
    "Delaware": 55_540,
}
"""Balinski and Young, Fair Representation (1982), chapter 2."""


@pytest.mark.parametrize(
    ("method", "seats", "wanted"),
    [
        # The bill of 1792 by Jefferson's method, which became law.
        ("dhondt", 105, (19, 14, 13, 10, 10, 8, 7, 6, 5, 4, 2, 2, 2, 2, 1)),
        # The bill by Hamilton's method, which Washington refused.
        ("hare", 120, (21, 16, 14, 12, 11, 9, 8, 7, 6, 5, 3, 2, 2, 2, 2)),
    ],
)
def test_the_first_apportionment_of_the_united_states(method: Method, seats: int, wanted: tuple[int, ...]) -> None:
    assert apportion(method, tuple(CENSUS_1790.values()), seats, never) == wanted


@pytest.mark.parametrize(
    ("method", "wanted"),
    [
        ("adams", (9, 7, 5, 3, 2)),
        ("dean", (9, 7, 5, 4, 1)),
        ("huntington-hill", (9, 7, 6, 3, 1)),
        ("sainte-lague", (9, 8, 5, 3, 1)),
        ("dhondt", (10, 7, 5, 3, 1)),
    ],
)
def test_five_methods_five_results(method: Method, wanted: tuple[int, ...]) -> None:
    """Huntington 1928, as in Balinski and Young (1982): 26 seats among five states, by the five classic methods."""
    assert apportion(method, (9061, 7179, 5259, 3319, 1182), 26, never) == wanted


@pytest.mark.parametrize(("method", "wanted"), [("dhondt", (4, 3, 1, 0)), ("sainte-lague", (3, 3, 1, 1))])
def test_the_example_of_the_encyclopaedia_for_highest_averages(method: Method, wanted: tuple[int, ...]) -> None:
    """Wikipedia, D'Hondt method and Sainte-Laguë method: 230,000 votes, 8 seats."""
    assert apportion(method, (100_000, 80_000, 30_000, 20_000), 8, never) == wanted


@pytest.mark.parametrize(
    ("method", "wanted"),
    [("hare", (5, 2, 1, 1, 1, 0)), ("droop", (5, 2, 2, 1, 0, 0)), ("hagenbach-bischoff", (5, 2, 2, 1, 0, 0))],
)
def test_the_example_of_the_encyclopaedia_for_largest_remainders(method: Method, wanted: tuple[int, ...]) -> None:
    """Wikipedia, largest remainder method: 100,000 votes, 10 seats; Hare's quota 10,000, Droop's 9,091."""
    assert apportion(method, (47_000, 16_000, 15_900, 12_000, 6_000, 3_100), 10, never) == wanted


def test_the_quota_of_imperiali_is_smaller_and_favours_the_large() -> None:
    """By hand: 60, 28 and 12 of 100 for 4 seats, quota 100/6: 3 full, 1 full, 0; Hare's quota of 25 gives 2, 1, 1."""
    assert apportion("imperiali", (60, 28, 12), 4, never) == (3, 1, 0)
    assert apportion("hare", (60, 28, 12), 4, never) == (2, 1, 1)


def test_where_quotas_of_imperiali_give_more_seats_than_there_are_the_smallest_remainders_give_way() -> None:
    """By hand: 76 and 24 of 100 for 2 seats, quota 25: 3 full and 0 full are one too many."""
    assert apportion("imperiali", (76, 24), 2, never) == (2, 0)
    assert apportion("imperiali", (51, 49), 2, never) == (1, 1)


def test_the_modified_method_is_harder_on_the_first_seat() -> None:
    """By hand, 3 seats: 60, 20, 12 under Sainte-Laguë; 42.9, 20, 12, 11.4 with a first divisor of 1.4."""
    assert apportion("sainte-lague", (60, 16), 3, never) == (2, 1)
    assert apportion("sainte-lague-1.4", (60, 16), 3, never) == (3, 0)


def test_the_danish_method_is_kind_to_the_small() -> None:
    """By hand, 4 seats: 80, 20, 11.4 against 15 and 12 under divisors 1, 4, 7."""
    assert apportion("danish", (80, 15, 12), 4, never) == (2, 1, 1)
    assert apportion("sainte-lague", (80, 15, 12), 4, never) == (3, 1, 0)


def test_the_alabama_paradox_of_the_largest_remainders() -> None:
    """Wikipedia, apportionment paradox: with an eleventh seat the smallest state loses one."""
    assert apportion("hare", (6, 6, 2), 10, never) == (4, 4, 2)
    assert apportion("hare", (6, 6, 2), 11, never) == (5, 5, 1)


# what is promised of all


@given(methods, people, st.integers(0, 60))
def test_seats_add_up(method: Method, votes: list[int], seats: int) -> None:
    given = apportion(method, votes, seats, last_first)
    assert sum(given) == seats
    assert min(given) >= 0


@given(methods, people, st.integers(0, 40), st.integers(2, 1000))
def test_only_proportions_count(method: Method, votes: list[int], seats: int, times: int) -> None:
    assume(method != "droop")  # whose quota is rounded up to a whole number of votes
    larger = [v * times for v in votes]
    assert apportion(method, larger, seats, last_first) == apportion(method, votes, seats, last_first)


@given(methods, people, st.integers(0, 40), st.randoms(use_true_random=False))
def test_anonymous_and_neutral_units_in_another_order_get_the_same_seats(
    method: Method, votes: list[int], seats: int, random: object
) -> None:
    order = list(range(len(votes)))
    random.shuffle(order)  # type: ignore[attr-defined]

    def by_old_number(_: int, tied: tuple[int, ...], places: int) -> tuple[int, ...]:
        return tuple(sorted(tied, key=lambda i: order[i], reverse=True)[:places])

    before = apportion(method, votes, seats, last_first)
    after = apportion(method, [votes[i] for i in order], seats, by_old_number)
    assert after == tuple(before[i] for i in order)


@given(methods, people, st.integers(0, 40))
def test_who_has_more_votes_has_no_fewer_seats(method: Method, votes: list[int], seats: int) -> None:
    given = apportion(method, votes, seats, last_first)
    pairs = sorted(zip(votes, given, strict=True))
    for (fewer, less), (more, most) in pairwise(pairs):
        assert fewer == more or less <= most


@given(methods, people, st.integers(0, 40), st.integers(0, 4))
def test_floors_are_respected_and_seats_still_add_up(method: Method, votes: list[int], seats: int, floor: int) -> None:
    if floor * len(votes) > seats:
        with pytest.raises(ValueError, match="need more than"):
            apportion(method, votes, seats, last_first, floor)
        return
    given = apportion(method, votes, seats, last_first, floor)
    assert min(given) >= floor
    assert sum(given) == seats


@given(methods, people, st.integers(0, 40))
def test_a_floor_that_everybody_reaches_changes_nothing(method: Method, votes: list[int], seats: int) -> None:
    free = apportion(method, votes, seats, last_first)
    assert apportion(method, votes, seats, last_first, min(free)) == free


@given(methods, st.integers(1, 500), st.integers(2, 6), st.integers(0, 30))
def test_equals_are_tied_and_the_law_settles_which_of_them_gets_the_odd_seat(
    method: Method, votes: int, units: int, seats: int
) -> None:
    asked: list[tuple[tuple[int, ...], int]] = []

    def settle(_: int, tied: tuple[int, ...], places: int) -> tuple[int, ...]:
        asked.append((tied, places))
        return tied[-places:]

    given = apportion(method, [votes] * units, seats, settle)
    assert given == tuple(seats // units + (i >= units - seats % units) for i in range(units))
    assert asked == ([(tuple(range(units)), seats % units)] if seats % units else [])


@pytest.mark.parametrize("method", METHODS)
def test_a_tie_that_the_law_leaves_open_leaves_the_seat_open(method: Method) -> None:
    assert apportion(method, (5, 5), 3, nobody) == (1, 1)


# what is promised of some


def divisor(method: Method, seats: int) -> Fraction:
    """The divisor of the seat that follows `seats`, written down again from the literature; squared for Huntington."""
    n = Fraction(seats)
    return {
        "dhondt": n + 1,
        "sainte-lague": n + Fraction(1, 2),
        "sainte-lague-1.4": Fraction(7, 10) if seats == 0 else n + Fraction(1, 2),
        "danish": n + Fraction(1, 3),
        "adams": n,
        "dean": n * (n + 1) / (n + Fraction(1, 2)),
        "huntington-hill": n * (n + 1),
    }[method]


@given(st.sampled_from(DIVISOR_METHODS), people, st.integers(0, 60))
def test_a_divisor_method_leaves_nobody_with_a_better_claim(method: Method, votes: list[int], seats: int) -> None:
    """The max-min inequality, which characterises divisor methods (Balinski and Young 1982; Pukelsheim 2017)."""
    given = apportion(method, votes, seats, last_first)
    weight = [Fraction(v * v if method == "huntington-hill" else v) for v in votes]
    for mine, (w, n) in enumerate(zip(weight, given, strict=True)):
        for other, (x, m) in enumerate(zip(weight, given, strict=True)):
            if mine != other and m > 0:
                assert w * divisor(method, m - 1) <= x * divisor(method, n) or divisor(method, n) == 0
        if divisor(method, n) == 0:  # whoever has no seat comes before everybody's second, the largest first
            assert all(m <= 1 and (m == 0 or x >= w) for x, m in zip(weight, given, strict=True))


def test_every_divisor_method_is_tested() -> None:
    assert {*DIVISORS, "huntington-hill"} == set(DIVISOR_METHODS)
    assert set(DIVISOR_METHODS) | set(QUOTA_METHODS) == set(METHODS)
    assert len(METHODS) == 11


@given(st.sampled_from(DIVISOR_METHODS), people, st.integers(0, 60))
def test_a_divisor_method_is_house_monotone(method: Method, votes: list[int], seats: int) -> None:
    before = apportion(method, votes, seats, last_first)
    after = apportion(method, votes, seats + 1, last_first)
    assert all(b <= a for b, a in zip(before, after, strict=True))


@given(st.sampled_from(DIVISOR_METHODS), people, st.integers(1, 40), st.data())
def test_a_divisor_method_never_takes_a_seat_from_who_grows(
    method: Method, votes: list[int], seats: int, data: st.DataObject
) -> None:
    unit = data.draw(st.integers(0, len(votes) - 1))
    more = [v + (i == unit) * data.draw(st.integers(1, 500)) for i, v in enumerate(votes)]
    assert apportion(method, more, seats, last_first)[unit] >= apportion(method, votes, seats, last_first)[unit]


@given(people, st.integers(1, 60))
def test_the_hare_quota_gives_everybody_the_share_rounded_down_or_up(votes: list[int], seats: int) -> None:
    total = sum(votes)
    for v, n in zip(votes, apportion("hare", votes, seats, last_first), strict=True):
        assert v * seats // total <= n <= -(-v * seats // total)


@given(st.sampled_from(["droop", "hagenbach-bischoff"]), people, st.integers(1, 60))
def test_smaller_quotas_give_everybody_the_full_quotas_and_at_most_one_seat_more(
    method: Method, votes: list[int], seats: int
) -> None:
    total = sum(votes)
    quota = Fraction(total, seats + 1) if method == "hagenbach-bischoff" else Fraction(total // (seats + 1) + 1)
    assume(quota * seats <= total)  # with few votes a quota rounded up may leave more seats than units
    full = [int(v // quota) for v in votes]
    assume(sum(full) <= seats)  # a share of exactly 1 / (seats + 1) can make one too many
    for f, n in zip(full, apportion(method, votes, seats, last_first), strict=True):
        assert f <= n <= f + 1


@given(people, st.integers(0, 60))
def test_dhondt_gives_nobody_less_than_the_share_rounded_down_and_adams_nobody_more_than_rounded_up(
    votes: list[int], seats: int
) -> None:
    total = sum(votes)
    for v, jefferson, adams in zip(
        votes, apportion("dhondt", votes, seats, last_first), apportion("adams", votes, seats, last_first), strict=True
    ):
        assert jefferson >= v * seats // total
        assert adams <= -(-v * seats // total) or seats < len(votes)


@pytest.mark.parametrize("method", ["adams", "dean", "huntington-hill"])
def test_methods_whose_first_divisor_is_nothing_give_everybody_a_seat_first(method: Method) -> None:
    assert apportion(method, (1_000_000, 1, 1), 4, never) == (2, 1, 1)
    assert apportion(method, (1_000_000, 2, 1), 2, never) == (1, 1, 0)


@pytest.mark.parametrize("method", METHODS)
def test_a_unit_without_votes_gets_nothing(method: Method) -> None:
    assert apportion(method, (500, 0, 300), 8, never)[1] == 0
    assert apportion(method, (3, 0, 0), 10, never) == (10, 0, 0)
