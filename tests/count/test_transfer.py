"""Papers that move: every variant equals the reference, and keeps what a count by transfers promises."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import partial

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from comitia.count.ballots import ballots
from comitia.count.rounds import Counted, Tied
from comitia.count.rules import count_papers
from comitia.count.transfer.counter import counted
from comitia.count.transfer.kernel import ArraySorter
from comitia.count.transfer.papers import PlainSorter
from comitia.law.faults import Faults
from comitia.law.transferable import Transferable
from tests.count.papers import Paper, elections, laws, laws_of_whole_papers, lot, made, never, singly
from tests.count.reference_stv import reference

Election = tuple[int, int, list[tuple[int, Paper]]]
SCOTTISH = Transferable.model_validate({"rule": "transferable", "places": 5, "quota": {}, "surplus": {}})
Settled = Callable[[frozenset[int]], int]
LOTS: list[Settled] = [min, max]


def count(law: Transferable, given: Election, settled: Settled | None = None) -> Counted:
    candidates, seats, rows = given
    decide = lot(settled) if settled else never
    return count_papers(law, made(candidates, rows), seats, decide)


def fractions(result: Counted) -> list[tuple[tuple[Fraction, ...], Fraction, Fraction]]:
    return [
        (
            tuple(Fraction(total) / result.one for total in each.totals),
            Fraction(each.exhausted) / result.one,
            Fraction(each.lost) / result.one,
        )
        for each in result.rounds
    ]


# Against the reference


def equals_the_reference(law: Transferable, given: Election, settled: Settled) -> None:
    candidates, seats, rows = given
    assume(any(names for _, names in rows))
    expected = reference(law, candidates, singly(rows), seats, lambda _, among: settled(among))
    result = count(law, given, settled)
    assert fractions(result) == expected.rounds
    assert list(result.elected) == expected.elected


def arrays_do_the_same(law: Transferable, given: Election, settled: Settled) -> None:
    candidates, seats, rows = given
    assume(any(names for _, names in rows))
    papers = made(candidates, rows)
    asked: list[list[Tied]] = [[], []]

    def heard(by: int, tied: Tied) -> tuple[int, ...]:
        asked[by].append(tied)
        return lot(settled)(tied)

    plain = counted(law, PlainSorter(papers), candidates, seats, partial(heard, 0))
    arrays = counted(law, ArraySorter(papers), candidates, seats, partial(heard, 1))
    assert plain == arrays
    assert asked[0] == asked[1]


@settings(max_examples=300)
@given(laws(), elections(), st.sampled_from(LOTS))
def test_every_variant_equals_the_reference_in_every_round(law: Transferable, given: Election, lots: Settled) -> None:
    equals_the_reference(law, given, lots)


@settings(max_examples=200)
@given(laws_of_whole_papers(), elections(), st.sampled_from(LOTS))
def test_whole_papers_move_as_in_the_reference(law: Transferable, given: Election, lots: Settled) -> None:
    equals_the_reference(law, given, lots)


@given(laws() | laws_of_whole_papers(), elections(), st.sampled_from(LOTS))
def test_sorting_with_arrays_gives_the_same_rounds_and_asks_for_the_same_lots(
    law: Transferable, given: Election, lots: Settled
) -> None:
    assume(law.elected != "at-once")
    arrays_do_the_same(law, given, lots)


# What every count by transfers promises


@given(laws(), elections(), st.sampled_from(LOTS))
def test_votes_are_conserved_and_nobody_has_fewer_than_none(law: Transferable, given: Election, lots: Settled) -> None:
    _, _, rows = given
    assume(any(names for _, names in rows))
    result = count(law, given, lots)
    valid = sum(number for number, names in rows if names) * law.paper * result.one
    for each in result.rounds:
        assert sum(each.totals) + each.exhausted + each.lost == valid
        assert all(total >= 0 for total in (*each.totals, each.exhausted))


@given(elections(), st.sampled_from(LOTS))
def test_as_many_are_elected_as_there_are_seats_and_whoever_has_the_quota_is(given: Election, lots: Settled) -> None:
    candidates, seats, rows = given
    assume(any(names for _, names in rows))
    result = count(SCOTTISH, given, lots)
    assert len(result.elected) == len(set(result.elected)) == min(seats, candidates)
    for each in result.rounds:
        assert each.quota is not None
        assert {who for who, total in enumerate(each.totals) if total >= each.quota} <= set(result.elected)


@given(laws(), elections(), st.data())
def test_the_order_of_the_papers_changes_nothing(law: Transferable, given: Election, data: st.DataObject) -> None:
    candidates, seats, rows = given
    assume(any(names for _, names in rows))
    other = data.draw(st.permutations([(1, names) for number, names in rows for _ in range(number)]))
    assert count(law, given, min) == count(law, (candidates, seats, other), min)


@given(laws(), elections(), st.data())
def test_other_names_change_nothing_but_the_names(law: Transferable, given: Election, data: st.DataObject) -> None:
    candidates, seats, rows = given
    assume(any(names for _, names in rows))
    to = data.draw(st.permutations(range(candidates)))
    renamed = [(number, tuple(to[name] for name in names)) for number, names in rows]

    def settled(among: frozenset[int]) -> int:
        return min(among, key=lambda who: to[who])

    def back(among: frozenset[int]) -> int:
        return min(among)

    first, second = count(law, given, settled), count(law, (candidates, seats, renamed), back)
    assert {to[who] for who in first.elected} == set(second.elected)
    assert [sorted(each.totals) for each in first.rounds] == [sorted(each.totals) for each in second.rounds]


# Points of law


def test_a_winner_with_exactly_the_quota_has_no_surplus_and_no_paper_counts_twice() -> None:
    result = count(SCOTTISH, (3, 2, [(4, (0, 1)), (3, (1,)), (2, (2,))]))
    first, second = result.rounds
    assert first.quota == 4 * result.one
    assert first.totals == (4 * result.one, 3 * result.one, 2 * result.one)
    assert second.totals == (4 * result.one, 3 * result.one, 0)
    assert result.elected == (0, 1)


def test_a_paper_that_came_at_a_fraction_of_a_vote_moves_on_at_a_fraction_of_that() -> None:
    # Quota 7. The first is elected with 12: 5 of 12 of each paper go to the second, who has 8 and 12 * 0.41666 then.
    result = count(SCOTTISH, (3, 2, [(12, (0, 1, 2)), (3, (1, 2)), (4, (2,))]))
    _, second, *_ = result.rounds
    assert second.totals == (700_000, 300_000 + 12 * 41_666, 400_000)
    assert second.lost == 500_000 - 12 * 41_666


def test_a_paper_with_two_at_one_rank_is_never_taken_for_an_order() -> None:
    with pytest.raises(Faults, match="several candidates at one rank"):
        count_papers(SCOTTISH, ballots(3, (2, ((0, 1), (2,)))), 1, never)


def test_a_quota_of_nothing_is_a_fault() -> None:
    law = Transferable.model_validate({"rule": "transferable", "quota": {"by": "seats", "fraction": "cut"}})
    with pytest.raises(Faults, match="quota for 3 seats is 0"):
        count(law, (4, 3, [(2, (0, 1))]))
