"""Counting rules: every rule has two counters that agree, and keeps what its kind of rule promises."""

from __future__ import annotations

import ast
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any, get_args

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import comitia.count
from comitia.count.majority import least_each, passes
from comitia.count.rules import BATCH, PLAIN, count, count_many
from comitia.count.tally import Settle, Tally
from comitia.count.tally import tallies as laid_end_to_end
from comitia.law.clause import Threshold
from comitia.law.counting import Counting, Majority, Plurality, WinnerTakesAll
from tests.count.strategies import SETTLES, all_rules, last_first, never, nobody, rules, tallies, thresholds

HALF = Threshold.model_validate({"more_than": "1/2", "of": "participants"})
MAJORITY = Majority(rule="majority", threshold=HALF)
PLURALITY = Plurality(rule="plurality")


def tally(*votes: int, participants: int | None = None) -> Tally:
    took_part = sum(votes) if participants is None else participants
    return Tally(votes, took_part, took_part, took_part, took_part, took_part)


def elected(rule: Counting, given: Tally, seats: int = 1, settle: Settle = never) -> tuple[int, ...]:
    return count(rule, given, seats, settle).elected


# the two counters


def test_every_counting_clause_of_the_law_has_a_counter_to_read_and_one_to_run() -> None:
    clauses = set(get_args(get_args(Counting)[0]))
    assert set(PLAIN) == clauses
    assert set(BATCH) == clauses


@given(all_rules(), st.lists(st.tuples(tallies(), st.integers(0, 5)), max_size=8), st.sampled_from(SETTLES))
def test_batch_equals_plain_and_asks_for_the_same_ties_to_be_settled(
    rule: Counting, contests: list[tuple[Tally, int]], settle: Settle
) -> None:
    asked: dict[str, list[tuple[int, tuple[int, ...], int]]] = {"plain": [], "batch": []}

    def heard(by: str, of: int | None = None) -> Settle:
        def listening(contest: int, tied: tuple[int, ...], places: int) -> tuple[int, ...]:
            asked[by].append((contest if of is None else of, tuple(sorted(tied)), places))
            return settle(contest, tied, places)

        return listening

    many = laid_end_to_end(*(each for each, _ in contests))
    seats = np.array([number for _, number in contests], dtype=np.int64)
    won = count_many(rule, many, seats, heard("batch"))
    for i, (each, number) in enumerate(contests):
        one = count(rule, each, number, heard("plain", i))
        here = won[many.start[i] : many.start[i + 1]]
        assert sorted(one.elected) == np.repeat(np.arange(len(here)), here).tolist()
        assert many.one(i) == each
    assert sorted(asked["plain"]) == asked["batch"]


# what every rule promises


@given(rules(), tallies(), st.integers(0, 5), st.sampled_from(SETTLES))
def test_never_more_are_elected_than_there_are_seats_and_nobody_twice(
    rule: Counting, given: Tally, seats: int, settle: Settle
) -> None:
    winners = elected(rule, given, seats, settle)
    assert len(winners) == len(set(winners)) <= seats


@given(rules(), tallies(), st.integers(0, 5))
def test_nobody_elected_has_fewer_votes_than_somebody_who_could_have_been_elected(
    rule: Counting, given: Tally, seats: int
) -> None:
    winners = elected(rule, given, seats, last_first)
    assert [given.votes[i] for i in winners] == sorted((given.votes[i] for i in winners), reverse=True)
    steps = {step.option: step.did for step in count(rule, given, seats, last_first).steps}
    for loser in set(range(len(given.votes))) - set(winners):
        if len(winners) == seats and winners:
            assert given.votes[loser] <= min(given.votes[i] for i in winners) or steps[loser] == "below-threshold"


@given(rules(), tallies(), st.integers(1, 5), st.randoms(use_true_random=False))
def test_neutral_names_in_another_order_give_the_same_winners_under_their_new_numbers(
    rule: Counting, given: Tally, seats: int, random: Any
) -> None:
    order = list(range(len(given.votes)))
    random.shuffle(order)
    shuffled = replace(given, votes=tuple(given.votes[i] for i in order))

    def by_old_number(_: int, tied: tuple[int, ...], places: int) -> tuple[int, ...]:
        return tuple(sorted(tied, key=lambda i: order[i], reverse=True)[:places])

    before = elected(rule, given, seats, last_first)
    after = elected(rule, shuffled, seats, by_old_number)
    assert {order[i] for i in after} == set(before)


@given(rules(), tallies(fewest=1), st.integers(1, 5), st.data())
def test_monotone_one_more_paper_for_a_winner_never_costs_the_seat(
    rule: Counting, given: Tally, seats: int, data: st.DataObject
) -> None:
    winners = elected(rule, given, seats, last_first)
    assume(winners)
    winner = data.draw(st.sampled_from(winners))
    votes = tuple(v + (i == winner) for i, v in enumerate(given.votes))
    figures = (given.registered, given.issued, given.participants, given.valid, given.members)
    assert winner in elected(rule, Tally(votes, *(figure + 1 for figure in figures)), seats, last_first)


@given(rules(), tallies(fewest=2), st.integers(1, 5), st.data())
def test_monotone_a_paper_that_changes_to_a_winner_never_costs_the_seat(
    rule: Counting, given: Tally, seats: int, data: st.DataObject
) -> None:
    winners = elected(rule, given, seats, last_first)
    assume(winners)
    winner = data.draw(st.sampled_from(winners))
    others = [i for i, v in enumerate(given.votes) if i != winner and v > 0]
    assume(others)
    other = data.draw(st.sampled_from(others))
    votes = tuple(v + (i == winner) - (i == other) for i, v in enumerate(given.votes))
    assert winner in elected(rule, replace(given, votes=votes), seats, last_first)


@given(rules(), tallies(), st.integers(1, 5))
def test_with_one_seat_more_whoever_was_elected_still_is(rule: Counting, given: Tally, seats: int) -> None:
    assume(not (isinstance(rule, Plurality) and rule.alone))  # alone, more seats make more who stand alone
    assert set(elected(rule, given, seats, last_first)) <= set(elected(rule, given, seats + 1, last_first))


@given(rules(), tallies(), st.integers(1, 5))
def test_steps_name_every_option_once_with_its_votes_and_call_elected_who_is(
    rule: Counting, given: Tally, seats: int
) -> None:
    outcome = count(rule, given, seats, last_first)
    assert [step.option for step in outcome.steps] == list(range(len(given.votes)))
    assert [step.figures["votes"] for step in outcome.steps] == list(given.votes)
    said = {step.option for step in outcome.steps if step.did.startswith("elected")}
    assert said == set(outcome.elected)


# points of law


def test_half_is_not_more_than_half() -> None:
    assert elected(MAJORITY, tally(50, 50)) == ()
    assert elected(MAJORITY, tally(51, 50)) == (0,)


def test_one_alone_needs_more_than_half_of_those_who_took_part() -> None:
    assert elected(MAJORITY, tally(50, participants=100)) == ()
    assert elected(MAJORITY, tally(51, participants=100)) == (0,)


def test_of_more_than_the_seats_who_pass_those_with_most_votes_are_elected() -> None:
    assert elected(MAJORITY, tally(60, 90, 70, participants=100), seats=2) == (1, 2)
    assert [s.did for s in count(MAJORITY, tally(60, 90, 70, participants=100), 2, never).steps] == [
        "above-threshold-but-no-seat",
        "elected-above-threshold",
        "elected-above-threshold",
    ]


def test_who_does_not_pass_is_not_elected_though_seats_stay_empty() -> None:
    assert elected(MAJORITY, tally(90, 10, 80, participants=100), seats=3) == (0, 2)


def test_a_tie_for_the_last_seat_is_put_to_the_law_with_those_tied_and_nobody_else() -> None:
    calls: list[tuple[tuple[int, ...], int]] = []

    def settle(_: int, tied: tuple[int, ...], places: int) -> tuple[int, ...]:
        calls.append((tied, places))
        return tied[:places]

    assert elected(PLURALITY, tally(9, 5, 5, 5, 1), seats=3, settle=settle) == (0, 1, 2)
    assert calls == [((1, 2, 3), 2)]


def test_a_tie_that_decides_nothing_is_no_tie() -> None:
    assert elected(PLURALITY, tally(5, 5, 1), seats=2) == (0, 1)
    assert elected(PLURALITY, tally(9, 5, 5), seats=1) == (0,)
    assert elected(PLURALITY, tally(5, 5), seats=3) == (0, 1)


def test_where_the_law_elects_none_of_those_tied_the_seat_stays_open() -> None:
    assert elected(PLURALITY, tally(9, 5, 5), seats=2, settle=nobody) == (0,)


def test_alone_on_the_paper_a_bar_may_have_to_be_passed_that_two_need_not() -> None:
    rule = Plurality(rule="plurality", alone=HALF)
    assert elected(rule, tally(50, participants=100)) == ()
    assert elected(rule, tally(51, participants=100)) == (0,)
    assert elected(rule, tally(2, 1, participants=100)) == (0,)


# thresholds


@given(thresholds(), st.integers(0, 10**9), st.integers(0, 10**9))
def test_a_threshold_crosswise_is_the_threshold_in_fractions(bar: Threshold, votes: int, base: int) -> None:
    wanted = Fraction(votes) > bar.share * base if bar.strict else Fraction(votes) >= bar.share * base
    assert bar.passed(votes, base) == wanted
    assert passes(bar, np.array([votes]), np.array([base])).tolist() == [wanted]


@given(thresholds(), st.integers(0, 10**9))
def test_the_least_that_passes_passes_and_one_less_does_not(bar: Threshold, base: int) -> None:
    least = bar.least(base)
    assert bar.passed(least, base)
    assert not bar.passed(least - 1, base)


@pytest.mark.parametrize("share", ["0.3333333333333333", "0.00000000000000000001", "1/3"])
def test_a_share_of_many_digits_stays_exact_for_a_whole_electorate(share: str) -> None:
    bar = Threshold.model_validate({"more_than": share, "of": "registered"})
    base = 192_575_165
    least = bar.least(base)
    assert passes(bar, np.array([least - 1, least]), np.array([base, base])).tolist() == [False, True]


# how it is written


@pytest.mark.parametrize("path", sorted(Path(comitia.count.__path__[0]).glob("*.py")), ids=lambda path: str(path.name))
def test_the_count_has_no_float_and_no_true_division(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        where = f"{path.name}:{getattr(node, 'lineno', 0)}"
        assert not (isinstance(node, ast.Constant) and isinstance(node.value, float)), f"float at {where}"
        assert not (isinstance(node, (ast.BinOp, ast.AugAssign)) and isinstance(node.op, ast.Div)), f"/ at {where}"
        assert not (isinstance(node, ast.Name) and node.id == "float"), f"float at {where}"
        assert not (isinstance(node, ast.Attribute) and node.attr.startswith("float")), f"float at {where}"


def test_the_list_with_most_votes_takes_all_seats_and_a_tie_is_put_to_the_law() -> None:
    rule = WinnerTakesAll(rule="winner-takes-all")
    tally = Tally((40, 50, 10), 100, 100, 100, 100)
    assert count(rule, tally, 3, never).elected == (1, 1, 1)
    assert count(rule, Tally((50, 50), 100, 100, 100, 100), 3, last_first).elected == (1, 1, 1)
    assert count(rule, Tally((50, 50), 100, 100, 100, 100), 3, nobody).elected == ()
    assert count(rule, tally, 0, never).elected == ()


def test_whoever_is_elected_passes_every_bar() -> None:
    quarter = {"at_least": "1/4", "of": "registered"}
    rule = Majority.model_validate(
        {"rule": "majority", "threshold": {"more_than": "1/2", "of": "valid"}, "also": [quarter]}
    )
    assert count(rule, Tally((16_000, 14_000), 80_000, 31_000, 31_000, 30_000), 1, never).elected == ()
    assert count(rule, Tally((16_000, 14_000), 64_000, 31_000, 31_000, 30_000), 1, never).elected == (0,)
    outcome = count(rule, Tally((16_000, 14_000), 80_000, 31_000, 31_000, 30_000), 1, never)
    assert {step.figures["needed"] for step in outcome.steps} == {20_000}


@given(
    st.fractions(min_value=0, max_value=1),
    st.booleans(),
    st.lists(st.integers(-1, 10**12), max_size=5),
)
def test_the_least_number_that_passes_is_the_same_over_arrays(share: Fraction, strict: bool, base: list[int]) -> None:
    bar = Threshold(of="valid", more_than=share) if strict else Threshold(of="valid", at_least=share)
    assert least_each(bar, np.array(base, dtype=np.int64)) == [bar.least(each) for each in base]
