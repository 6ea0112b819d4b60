"""Paradoxes: divisor methods never show them, quota methods do.

That of Alabama in 1880 is in `test_apportionments_on_record`."""

from __future__ import annotations

from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from comitia.count.apportion import QUOTAS, apportion
from comitia.count.paradoxes import Found, NewState, Population, alabama, growth, new_state, population
from comitia.law.units import Method
from tests.count.strategies import never

DIVISOR_METHODS: list[Method] = [m for m in get_args(Method) if m not in QUOTAS]
people = st.lists(st.integers(1, 3000), min_size=2, max_size=6)


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
