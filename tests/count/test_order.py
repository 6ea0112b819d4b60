"""Open lists: who takes the seats of a list."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from comitia.count.order import ordered
from comitia.law.lists import AsListed, MostVotes, MovedUp
from tests.count.strategies import last_first, never

AS_LISTED = AsListed(order="as-listed")


def most(tied: Any = "as-listed") -> MostVotes:
    return MostVotes(order="most-votes", tied=tied)


def moved(share: str, of: str, tied: str = "as-listed") -> MovedUp:
    return MovedUp.model_validate({"order": "moved-up", "bar": {"at_least": share, "of": of}, "tied": tied})


def test_where_the_law_is_silent_names_sit_as_they_stand() -> None:
    assert ordered(None, (1, 5, 3), 9, 2, never) == (0, 1, 2)
    assert ordered(AS_LISTED, (1, 5, 3), 9, 2, never) == (0, 1, 2)


def test_most_personal_votes_sit() -> None:
    assert ordered(most(), (1, 5, 3), 9, 2, never) == (1, 2, 0)


def test_names_with_equally_many_sit_as_they_stand_or_by_lot() -> None:
    assert ordered(most(), (4, 4, 4), 12, 2, never) == (0, 1, 2)
    assert ordered(most("lot"), (4, 4, 4), 12, 2, last_first) == (2, 1, 0)


def test_a_lot_is_drawn_only_where_it_decides_who_sits() -> None:
    assert ordered(most("lot"), (4, 4, 9), 17, 3, never) == (2, 0, 1)
    assert ordered(most("lot"), (4, 4, 9), 17, 1, never) == (2, 0, 1)


def test_names_that_pass_a_share_of_the_list_come_first() -> None:
    """5% of 1,000: exactly 50 is enough."""
    assert ordered(moved("5%", "list"), (10, 49, 50, 80), 1000, 2, never) == (3, 2, 0, 1)


def test_names_that_pass_the_average_by_a_tenth_come_first() -> None:
    """The average is 100, so that 110 is enough and 109 is not."""
    assert ordered(moved("10%", "above-average"), (90, 109, 110, 91), 400, 2, never) == (2, 0, 1, 3)
    assert ordered(moved("1/2", "average"), (49, 50, 200, 101), 400, 2, never) == (2, 3, 1, 0)


def test_those_that_pass_with_equally_many_are_told_apart_as_the_law_says() -> None:
    assert ordered(moved("5%", "list"), (10, 60, 60), 1000, 1, never) == (1, 2, 0)
    assert ordered(moved("5%", "list", "lot"), (10, 60, 60), 1000, 1, last_first) == (2, 1, 0)


@given(
    st.sampled_from((AS_LISTED, most(), most("lot"), moved("5%", "list"), moved("1", "average", "lot"))),
    st.lists(st.integers(0, 20), min_size=1, max_size=8),
    st.integers(0, 9),
)
def test_everybody_on_the_list_has_one_place(rule: Any, votes: list[int], seats: int) -> None:
    assert sorted(ordered(rule, votes, sum(votes), seats, last_first)) == list(range(len(votes)))
