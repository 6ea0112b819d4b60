"""Paradoxes: divisor methods never show them, published examples of quota methods do."""

from __future__ import annotations

from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from comitia.count.apportion import QUOTAS, apportion
from comitia.count.paradoxes import Alabama, Found, NewState, Population, alabama, growth, new_state, population
from comitia.law.units import Method
from tests.count.strategies import never

DIVISOR_METHODS: list[Method] = [m for m in get_args(Method) if m not in QUOTAS]
people = st.lists(st.integers(1, 3000), min_size=2, max_size=6)

CENSUS_1880 = {
    "Alabama": 1_262_505, "Arkansas": 802_525, "California": 864_694, "Colorado": 194_327, "Connecticut": 622_700,
    "Delaware": 146_608, "Florida": 269_493, "Georgia": 1_542_180, "Illinois": 3_077_871, "Indiana": 1_978_301,
    "Iowa": 1_624_615, "Kansas": 996_096, "Kentucky": 1_648_690, "Louisiana": 939_946, "Maine": 648_936,
    "Maryland": 934_943, "Massachusetts": 1_783_085, "Michigan": 1_636_937, "Minnesota": 780_773,
    "Mississippi": 1_131_597, "Missouri": 2_168_380, "Nebraska": 452_402, "Nevada": 62_266, "New Hampshire": 346_991,
    "New Jersey": 1_131_116, "New York": 5_082_871, "North Carolina": 1_399_750, "Ohio": 3_198_062, "Oregon": 174_768,
    "Pennsylvania": 4_282_891, "Rhode Island": 276_531, "South Carolina": 995_577, "Tennessee": 1_542_359,
    "Texas": 1_591_749, "Vermont": 332_286, "Virginia": 1_512_565, "West Virginia": 618_457, "Wisconsin": 1_315_497,
}  # fmt: skip
"""Tenth census of the United States: the 38 states, 49,371,340 people (Balinski and Young 1982, appendix B)."""


def test_the_alabama_paradox_of_1880() -> None:
    """Seaton, chief clerk of the Census Office, 1881: Alabama has 8 of 299 seats and 7 of 300; Texas and Illinois gain.

    Nevada has less than a quota and its one seat all the same; the quota of the whole stays.
    """
    assert sum(CENSUS_1880.values()) == 49_371_340
    votes, names = list(CENSUS_1880.values()), list(CENSUS_1880)
    shares = [
        dict(zip(names, apportion("hare", votes, seats, never, 1, floors="within"), strict=True))
        for seats in (299, 300)
    ]
    assert [shares[0][name] for name in ("Alabama", "Texas", "Illinois")] == [8, 9, 18]
    assert [shares[1][name] for name in ("Alabama", "Texas", "Illinois")] == [7, 10, 19]
    found = alabama("hare", votes, range(299, 301), 1, "within")
    assert found.found == (Alabama(299, names.index("Alabama"), 8, 7),)
    assert (found.cases, found.tied) == (1, 0)


def test_who_grows_faster_loses_a_seat_to_who_grows_slower() -> None:
    """By hand: quotas 2.424, 0.455, 7.121 of 10, then 2.612, 0.537, 6.851; 23 % of growth lose to 13 %."""
    found = population("hare", (160, 30, 470), (180, 37, 472), 10)
    assert found.found == (Population(1, 0, (30, 160), (37, 180)),)
    assert apportion("hare", (160, 30, 470), 10, never) == (2, 1, 7)
    assert apportion("hare", (180, 37, 472), 10, never) == (3, 0, 7)


def test_a_search_through_small_growths_finds_such_a_pair() -> None:
    found = growth("hare", (1183, 1436, 2752, 1128), 20)
    assert Population(3, 2, (1128, 2752), (1132, 2760)) in found.found
    assert (found.cases, found.tied) == (660, 4)
    before, after = (apportion("hare", (1183, 1436, *pair), 20, never) for pair in ((2752, 1128), (2760, 1132)))
    assert (after[3], after[2]) == (before[3] - 1, before[2] + 1)


def test_a_newcomer_with_its_own_seats_moves_a_seat_between_others() -> None:
    """By hand: quotas 8.571, 0.893, 0.536 of 10; without the second 8.471 and 0.529 of 9."""
    found = new_state("hare", (480, 50, 30), 10)
    assert NewState(1, 1, ((0, 8, 9), (2, 1, 0))) in found.found
    assert apportion("hare", (480, 50, 30), 10, never) == (9, 1, 0)
    assert apportion("hare", (480, 30), 9, never) == (8, 1)


def test_what_hangs_on_a_lot_is_passed_over_and_said() -> None:
    assert alabama("hare", (5, 5), range(2, 5)) == Found((), 2, 2)
    assert new_state("dhondt", (5, 5), 3) == Found((), 0, 1)


@given(st.sampled_from(DIVISOR_METHODS), people, st.integers(1, 40))
def test_divisor_methods_never_show_the_alabama_paradox(method: Method, votes: list[int], seats: int) -> None:
    assert alabama(method, votes, range(seats, seats + 6)).found == ()


@given(st.sampled_from(DIVISOR_METHODS), st.data())
def test_divisor_methods_never_show_the_population_paradox(method: Method, data: st.DataObject) -> None:
    votes = data.draw(people)
    later = [v + data.draw(st.integers(0, 300)) for v in votes]
    assert population(method, votes, later, data.draw(st.integers(1, 40))).found == ()


@given(st.sampled_from(DIVISOR_METHODS), people, st.integers(1, 20))
def test_divisor_methods_never_show_it_in_a_search_either(method: Method, votes: list[int], seats: int) -> None:
    assert growth(method, votes[:3], seats).found == ()


@given(st.sampled_from(DIVISOR_METHODS), people, st.integers(1, 40))
def test_divisor_methods_never_show_the_new_state_paradox(method: Method, votes: list[int], seats: int) -> None:
    assert new_state(method, votes, seats).found == ()
