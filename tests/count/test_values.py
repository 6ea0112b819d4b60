"""What votes are worth where electors do not count alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import comitia as cm
from comitia.count.values import worth
from comitia.law.electorates import Members
from comitia.law.routes import Election
from comitia.law.values import Balancing, ByPopulation

INDIA_2022 = {"Andhra Pradesh": 159, "Sikkim": 7, "Uttar Pradesh": 208, "Chhattisgarh": 129, "Puducherry": 16}
"""Election Commission of India, Leap of Faith, second edition, p. 218."""


def by_population(*rows: tuple[int, int], part: str = "nearest", one_per: int = 1000) -> ByPopulation:
    named = [{"id": f"place-{i}", "members": members, "population": people} for i, (members, people) in enumerate(rows)]
    return ByPopulation.model_validate(
        {"of": "population", "title": "X", "one_per": one_per, "part": part, "rows": named}
    )


def test_india_2022_has_the_values_of_the_election_commission() -> None:
    (route,) = cm.load("india-president-1950").body("president").routes
    assert isinstance(route, Election)
    assert isinstance(route.electorate, Members)
    found = worth(route.electorate.values)
    assert {each.title: each.value for each in found if each.title in INDIA_2022} == INDIA_2022
    assert sum(each.together for each in found[:-1]) == 543_231
    assert sum(each.members for each in found[:-1]) == 4_033
    assert (found[-1].value, found[-1].together) == (700, 543_200)
    assert sum(each.together for each in found) == 1_086_431


@pytest.mark.parametrize(
    ("part", "wanted"), [("dropped", (2, 2)), ("nearest", (3, 2)), ("above-half", (2, 2)), ("counted", (3, 3))]
)
def test_what_is_left_over_counts_as_the_law_says(part: str, wanted: tuple[int, int]) -> None:
    assert tuple(each.value for each in worth([by_population((10, 25_000), (10, 24_999), part=part)])) == wanted


@given(st.lists(st.tuples(st.integers(1, 400), st.integers(1, 10**8)), min_size=1, max_size=6), st.integers(1, 900))
def test_those_who_balance_are_worth_as_much_as_the_others_to_half_a_vote_each(
    rows: list[tuple[int, int]], members: int
) -> None:
    balance = Balancing.model_validate({"of": "balance", "title": "Y", "members": members, "part": "nearest"})
    *others, last = worth([by_population(*rows), balance])
    assert 2 * abs(sum(each.together for each in others) - last.together) <= members
