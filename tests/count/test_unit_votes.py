"""Unit votes: who carries a unit, what the bar is measured by, and that reading and running agree."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from comitia.count.rounds import Tied
from comitia.count.rules import Cast, Unit, count_single
from comitia.count.tally import Tally
from comitia.count.unitvotes import carrier, carriers
from comitia.law.papers import UnitVotes
from tests.count.test_run_off import last, never


def rule(**fields: Any) -> UnitVotes:
    return UnitVotes.model_validate({"rule": "unit", **fields})


def cast(*units: tuple[int, tuple[int, ...]]) -> Cast:
    made = tuple(Unit(f"unit {number}", weight, votes) for number, (weight, votes) in enumerate(units))
    return Cast(Tally((0,) * len(units[0][1]), -1, -1, -1, -1), units=made)


HALF = {"more_than": "1/2", "of": "issued"}


def test_a_unit_gives_all_its_votes_to_whoever_has_most_in_it() -> None:
    given = cast((10, (51, 49)), (3, (0, 90)), (3, (10, 90)))
    counted = count_single(rule(enough=HALF), given, 1, never)
    assert (counted.elected, counted.rounds[0].totals) == ((0,), (10, 6))  # with 61 of 290 votes


def test_without_the_bar_nobody_is_elected() -> None:
    three = cast((3, (9, 1, 0)), (2, (1, 9, 0)), (1, (0, 1, 9)))
    assert count_single(rule(enough=HALF), three, 1, never).elected == ()
    assert count_single(rule(), three, 1, never).elected == (0,)


def test_a_unit_that_nobody_carries_counts_where_the_bar_is_of_all_units() -> None:
    given = cast((5, (4, 3, 3)), (4, (9, 0, 0)))
    half = rule(carried="more-than-half", enough=HALF)
    counted = count_single(half, given, 1, never)
    assert (counted.elected, counted.rounds[0].exhausted) == ((), 5)
    valid = rule(carried="more-than-half", enough={"more_than": "1/2", "of": "valid"})
    assert count_single(valid, given, 1, never).elected == (0,)


def test_a_tie_in_a_unit_is_settled_or_leaves_it_without_a_vote() -> None:
    asked: list[Tied] = []

    def heard(tied: Tied) -> tuple[int, ...]:
        asked.append(tied)
        return last(tied)

    given = cast((5, (4, 4)), (4, (9, 0)))
    assert count_single(rule(), given, 1, heard).elected == (1,)
    assert asked == [Tied(1, "elect", (0, 1), 1)]
    assert count_single(rule(tied="nobody"), given, 1, never).elected == (0,)


@given(
    st.sampled_from(["most", "more-than-half"]),
    st.sampled_from(["lot", "nobody"]),
    st.lists(st.tuples(*[st.integers(0, 4)] * 3), min_size=1, max_size=8),
)
def test_who_carries_units_is_the_same_one_by_one_and_at_once(
    carried: str, tied: str, votes: list[tuple[int, ...]]
) -> None:
    some = rule(carried=carried, tied=tied)
    found = carriers(some, np.array(votes, dtype=np.int64))
    for unit, each in zip(votes, found.tolist(), strict=True):
        asked: list[Tied] = []

        def heard(tie: Tied, asked: list[Tied] = asked) -> tuple[int, ...]:
            asked.append(tie)
            return last(tie)

        who = carrier(some, Unit("unit", 1, unit), heard)
        assert each == (-2 if asked else -1 if who is None else who)
