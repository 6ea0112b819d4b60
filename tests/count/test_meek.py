"""Meek's method: it equals a count in many decimals, and keeps what the method promises."""

from __future__ import annotations

from decimal import Decimal, getcontext
from itertools import permutations, product
from math import factorial, prod

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from comitia.count.ballots import ballots
from comitia.count.rules import count_papers
from comitia.law.transferable import Meek
from tests.count.papers import Paper, elections, lot, made, never, singly

MEEK = Meek(rule="meek")
Ranks = tuple[tuple[int, ...], ...]


class Near(Exception):
    """Two figures are too near each other for a comparison of approximations."""


def reference(candidates: int, papers: list[Paper], seats: int) -> tuple[set[int], list[list[Decimal]]]:
    """Who is elected, and the votes each time somebody is elected or excluded, in fifty decimals, paper by paper."""
    getcontext().prec = 50
    keep = [Decimal(1)] * candidates
    hopeful, elected, history = set(range(candidates)), set[int](), []
    papers = [paper for paper in papers if paper]

    def votes() -> tuple[list[Decimal], Decimal]:
        found, out = [Decimal(0)] * candidates, Decimal(0)
        for paper in papers:
            left = Decimal(1)
            for name in paper:
                found[name] += left * keep[name]
                left *= 1 - keep[name]
            out += left
        return found, (len(papers) - out) / (seats + 1)

    while len(elected) < seats and len(hopeful) > seats - len(elected):
        for _ in range(3000):
            has, quota = votes()
            if any(has[who] > quota for who in hopeful) or all(has[who] - quota < Decimal("1e-20") for who in elected):
                break
            for who in elected:
                keep[who] *= quota / has[who]
        if any(abs(has[who] - quota) < Decimal("1e-4") for who in hopeful):
            raise Near
        history.append(has)
        over = {who for who in hopeful if has[who] > quota}
        if over:
            elected, hopeful = elected | over, hopeful - over
            continue
        low = sorted(hopeful, key=lambda who: has[who])
        if has[low[1]] - has[low[0]] < Decimal("1e-4"):
            raise Near
        hopeful.remove(low[0])
        keep[low[0]] = Decimal(0)
    return elected | (hopeful if len(elected) < seats else set()), history


@given(elections())
def test_every_round_is_that_of_a_count_in_fifty_decimals(given: tuple[int, int, list[tuple[int, Paper]]]) -> None:
    candidates, seats, rows = given
    assume(any(names for _, names in rows))
    try:
        elected, history = reference(candidates, singly(rows), seats)
    except Near:
        return
    result = count_papers(MEEK, made(candidates, rows), seats, lot(min))
    assert set(result.elected) == elected
    for here, there in zip(result.rounds, history, strict=False):
        # where somebody is elected on the way the two may be at different points of their approximation
        if any(step.did == "excluded" for step in here.steps):
            for total, exact in zip(here.totals, there, strict=True):
                assert abs(Decimal(int(total)) / result.one - exact) < Decimal("1e-5")


@given(elections(), st.sampled_from([min, max]))
def test_votes_are_conserved_and_seats_filled(given: tuple[int, int, list[tuple[int, Paper]]], lots: object) -> None:
    candidates, seats, rows = given
    assume(any(names for _, names in rows))
    assert callable(lots)
    result = count_papers(MEEK, made(candidates, rows), seats, lot(lots))
    assert len(set(result.elected)) == len(result.elected) == min(seats, candidates)
    for each in result.rounds:
        valid = sum(number for number, names in rows if names) * result.one
        assert sum(each.totals) + each.exhausted + each.lost == valid


@given(st.lists(st.tuples(st.integers(1, 5), st.permutations(range(4)), st.integers(1, 3)), min_size=1, max_size=5))
def test_candidates_at_one_rank_count_as_the_average_of_all_orders(rows: list[tuple[int, list[int], int]]) -> None:
    """`cut` of the four names stand at the first rank together, the others after them."""
    papers: list[tuple[int, Ranks]] = [
        (number, (tuple(names[:cut]), *((name,) for name in names[cut:]))) for number, names, cut in rows
    ]
    times = 6
    spread: list[tuple[int, Ranks]] = []
    for number, ranks in papers:
        orders = list(product(*(list(permutations(rank)) for rank in ranks)))
        for order in orders:
            each = number * times // prod(factorial(len(rank)) for rank in ranks)
            spread.append((each, tuple((name,) for rank in order for name in rank)))
    together = count_papers(MEEK, ballots(4, *papers), 2, lot(min))
    apart = count_papers(MEEK, ballots(4, *spread), 2, lot(min))
    for one, other in zip(together.rounds, apart.rounds, strict=False):
        if [step.option for step in one.steps] != [step.option for step in other.steps]:
            break  # so near each other that the last decimal decides
        for total, six in zip(one.totals, other.totals, strict=True):
            assert abs(int(total) * times - int(six)) <= times * together.one // 10**4


def test_an_excluded_candidate_counts_as_if_never_standing() -> None:
    """Unlike where papers move in parcels, the surplus of the first is shared out among all who are left."""
    result = count_papers(MEEK, made(4, [(10, (0, 1)), (5, (0, 2)), (4, (2,)), (3, (3, 2))]), 2, never)
    assert result.elected[0] == 0
    assert len(result.elected) == 2


@pytest.mark.parametrize("seats", [1, 2])
def test_one_candidate_alone_is_elected(seats: int) -> None:
    result = count_papers(MEEK, made(1, [(3, (0,))]), seats, never)
    assert result.elected == (0,)
