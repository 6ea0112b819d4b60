"""List systems: seats in proportion above a threshold."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any, get_args

import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st

from comitia.count.apportion import QUOTAS, apportion
from comitia.count.rules import count, count_many
from comitia.count.tally import Settle, Tally
from comitia.count.tally import tallies as laid
from comitia.law.clause import Threshold
from comitia.law.counting import Proportional
from comitia.law.units import Method
from tests.count.strategies import last_first, list_rules, never, nobody, tallies

METHODS: tuple[Method, ...] = get_args(Method)
DIVISOR_METHODS = tuple(method for method in METHODS if method not in QUOTAS)


def seats_of(rule: Proportional, tally: Tally, seats: int, settle: Settle = last_first) -> tuple[int, ...]:
    """Seats of each list."""
    won = Counter(count(rule, tally, seats, settle).elected)
    return tuple(won[i] for i in range(len(tally.votes)))


def passed(rule: Proportional, tally: Tally) -> list[int]:
    bar = rule.threshold
    return [i for i, v in enumerate(tally.votes) if v and (bar is None or bar.passed(v, tally.base(bar.of)))]


def simple(method: Method, threshold: str | None = None) -> Proportional:
    bar = Threshold.model_validate({"at_least": threshold, "of": "valid"}) if threshold else None
    return Proportional(rule="proportional", method=method, threshold=bar)


def valid(*votes: int) -> Tally:
    total = sum(votes)
    return Tally(votes, total, total, total, total)


# what is promised


@given(list_rules(), tallies(), st.integers(0, 9))
def test_all_seats_go_to_lists_that_pass_and_none_to_the_others(rule: Proportional, tally: Tally, seats: int) -> None:
    won, may = seats_of(rule, tally, seats), passed(rule, tally)
    assert sum(won) == (seats if may else 0)
    assert all(won[i] == 0 for i in range(len(won)) if i not in may)


@given(list_rules(), tallies(), st.integers(0, 9))
def test_seats_are_shared_as_if_lists_below_the_threshold_had_not_stood(
    rule: Proportional, tally: Tally, seats: int
) -> None:
    may, won = passed(rule, tally), seats_of(rule, tally, seats)
    assume(may)
    assert tuple(won[i] for i in may) == apportion(rule.method, [tally.votes[i] for i in may], seats, last_first)


@given(list_rules(), tallies(), st.integers(0, 9), st.randoms(use_true_random=False))
def test_neutral_lists_in_another_order_have_the_same_seats(
    rule: Proportional, tally: Tally, seats: int, random: Any
) -> None:
    order = list(range(len(tally.votes)))
    random.shuffle(order)

    def by_old_number(_: int, tied: tuple[int, ...], places: int) -> tuple[int, ...]:
        return tuple(sorted(tied, key=lambda i: order[i], reverse=True)[:places])

    after = seats_of(rule, replace(tally, votes=tuple(tally.votes[i] for i in order)), seats, by_old_number)
    before = seats_of(rule, tally, seats)
    assert after == tuple(before[i] for i in order)


@given(list_rules(DIVISOR_METHODS), tallies(fewest=1), st.integers(1, 9), st.data())
def test_monotone_one_more_paper_never_costs_a_list_a_seat(
    rule: Proportional, tally: Tally, seats: int, data: st.DataObject
) -> None:
    one = data.draw(st.integers(0, len(tally.votes) - 1))
    votes = tuple(v + (i == one) for i, v in enumerate(tally.votes))
    figures = (tally.registered, tally.issued, tally.participants, tally.valid, tally.members)
    more = Tally(votes, *(figure + 1 for figure in figures))
    assert seats_of(rule, more, seats)[one] >= seats_of(rule, tally, seats)[one]


@given(list_rules(), tallies(), st.integers(0, 9))
def test_steps_say_what_each_list_won(rule: Proportional, tally: Tally, seats: int) -> None:
    outcome = count(rule, tally, seats, last_first)
    won = Counter(outcome.elected)
    assert [(step.option, step.figures["seats"]) for step in outcome.steps] == [
        (i, won[i]) for i in range(len(tally.votes))
    ]
    for step in outcome.steps:
        assert (step.did == "won-seats") == (won[step.option] > 0)
        assert (step.did == "below-threshold") == (step.option not in passed(rule, tally))


# points of law


def test_a_list_just_below_the_threshold_has_nothing_and_one_just_at_it_takes_part() -> None:
    assert seats_of(simple("dhondt", "5%"), valid(60, 36, 4), 25, never) == (16, 9, 0)
    assert seats_of(simple("dhondt", "4%"), valid(60, 36, 4), 25, never) == (15, 9, 1)


def test_where_no_list_passes_the_seats_stay_empty() -> None:
    assert seats_of(simple("hare", "90%"), valid(60, 40), 5) == (0, 0)
    assert seats_of(simple("hare"), valid(0, 0), 5) == (0, 0)


def test_lists_with_most_votes_are_named_first_and_once_for_every_seat() -> None:
    assert count(simple("dhondt"), valid(19, 80, 30), 5, never).elected == (1, 1, 1, 1, 2)


def test_a_tie_between_lists_is_put_to_the_law_under_their_own_numbers() -> None:
    asked: list[tuple[tuple[int, ...], int]] = []

    def settle(_: int, tied: tuple[int, ...], places: int) -> tuple[int, ...]:
        asked.append((tied, places))
        return tied[:places]

    assert seats_of(simple("dhondt", "10%"), valid(3, 50, 50), 3, settle) == (0, 2, 1)
    assert asked == [((1, 2), 1)]
    assert seats_of(simple("dhondt", "10%"), valid(3, 50, 50), 3, nobody) == (0, 1, 1)


# entry, alliances, rounded quotas


def test_a_list_that_takes_no_part_leaves_its_seats_to_the_others() -> None:
    given = replace(valid(60, 36, 4), enters=(True, False, True))
    outcome = count(simple("dhondt"), given, 4, never)
    assert outcome.elected == (0, 0, 0, 0)
    assert [step.did for step in outcome.steps] == ["won-seats", "takes-no-part", "no-seat"]


def test_an_alliance_wins_together_what_its_lists_alone_would_not() -> None:
    """Alone 49, 27, 49/2 win; together B and C have 51, and 51/2 is more than 49/2."""
    given = replace(valid(49, 27, 24), alliance=(-1, 0, 0))
    rule = Proportional.model_validate({"rule": "proportional", "method": "dhondt", "alliances": {"method": "dhondt"}})
    assert seats_of(simple("dhondt"), given, 3, never) == (2, 1, 0)
    assert seats_of(rule, given, 3, never) == (1, 1, 1)


def test_an_alliance_may_pass_the_threshold_together() -> None:
    given = replace(valid(90, 6, 4), alliance=(-1, 0, 0))
    wanted = {"rule": "proportional", "method": "hare", "threshold": {"at_least": "10%", "of": "valid"}}
    each = Proportional.model_validate({**wanted, "alliances": {"method": "dhondt"}})
    together = Proportional.model_validate({**wanted, "alliances": {"method": "dhondt", "bars": "alliance"}})
    assert seats_of(each, given, 10, never) == (10, 0, 0)
    assert seats_of(together, given, 10, never) == (9, 1, 0)


def test_a_quota_may_be_rounded() -> None:
    """57 votes by 4 + 1 are 11.4: three quotas for the first. Rounded to 11 there are four, rounded up again three."""
    exact = simple("hagenbach-bischoff")
    assert seats_of(exact, valid(44, 10, 3), 4, never) == (3, 1, 0)
    assert seats_of(exact.model_copy(update={"rounding": "nearest"}), valid(44, 10, 3), 4, never) == (4, 0, 0)
    assert seats_of(exact.model_copy(update={"rounding": "down"}), valid(44, 10, 3), 4, never) == (4, 0, 0)
    assert seats_of(exact.model_copy(update={"rounding": "up"}), valid(44, 10, 3), 4, never) == (3, 1, 0)


@given(st.lists(tallies(), max_size=4), st.data())
def test_the_twin_hears_of_entry_and_alliances(given: list[Tally], data: st.DataObject) -> None:
    """Many contests laid end to end give what each gives by itself."""
    rule = Proportional.model_validate({"rule": "proportional", "method": "dhondt", "alliances": {"method": "hare"}})
    marked = []
    for tally in given:
        size = len(tally.votes)
        enters = tuple(data.draw(st.lists(st.booleans(), min_size=size, max_size=size)))
        alliance = tuple(data.draw(st.lists(st.integers(-1, 1), min_size=size, max_size=size)))
        marked.append(replace(tally, enters=enters, alliance=alliance))
    seats = np.arange(1, len(marked) + 1)
    won = count_many(rule, laid(*marked), seats, last_first)
    alone = [n for tally, number in zip(marked, seats, strict=True) for n in seats_of(rule, tally, int(number))]
    assert won.tolist() == alone
