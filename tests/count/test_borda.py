"""Borda: published examples, scales, papers that rank some or rank some alike; both ways of adding up agree."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from comitia.count.ballots import Ballots, ballots
from comitia.count.borda import points, points_of_all
from comitia.count.rules import Cast, count_single
from comitia.count.tally import Tally
from comitia.law.papers import Borda
from tests.count.test_run_off import last, never, papers

NOTHING = Tally((), 0, 0, 0, 0)


def rule(**fields: Any) -> Borda:
    return Borda.model_validate({"rule": "borda", **fields})


MEMOIR = ballots(3, (1, ((0,), (1,), (2,))), (7, ((0,), (2,), (1,))), (7, ((1,), (2,), (0,))), (6, ((2,), (1,), (0,))))
"""Borda's own example (1781): 21 voters; A has most first places, 8, and C most points."""


def test_the_example_of_borda() -> None:
    """With points 3, 2, 1 the memoir gives A 37, B 42, C 47."""
    assert points(rule(scale="n"), MEMOIR) == [37, 42, 47]
    assert count_single(rule(scale="n"), Cast(NOTHING, MEMOIR), 1, never).elected == (2,)


def test_scales() -> None:
    one = ballots(4, (1, ((0,), (1,), (2,), (3,))))
    assert points(rule(), one) == [3, 2, 1, 0]
    assert points(rule(scale="harmonic"), one) == [1, Fraction(1, 2), Fraction(1, 3), Fraction(1, 4)]
    assert points(rule(scale="listed", points=["12", "10"]), one) == [12, 10, 0, 0]
    short = ballots(4, (1, ((2,), (0,))))
    assert points(rule(scale="marked"), short) == [1, 0, 2, 0]
    assert points(rule(scale="n"), short) == [3, 0, 4, 0]
    assert points(rule(unranked="shared"), short) == [2, Fraction(1, 2), 3, Fraction(1, 2)]


def test_equal_ranks() -> None:
    alike = ballots(3, (1, ((0, 1), (2,))))
    assert points(rule(), alike) == [Fraction(3, 2), Fraction(3, 2), 0]
    assert points(rule(equal="highest"), alike) == [2, 2, 0]
    assert points(rule(equal="lowest"), alike) == [1, 1, 0]


@st.composite
def rules(draw: st.DrawFn) -> Borda:
    scale = draw(st.sampled_from(["n-1", "n", "marked", "harmonic", "listed"]))
    listed = sorted(draw(st.lists(st.integers(0, 12), min_size=1, max_size=5)), reverse=True)
    return rule(
        scale=scale,
        points=listed if scale == "listed" else [],
        unranked=draw(st.sampled_from(["nothing", "shared"])),
        equal=draw(st.sampled_from(["shared", "highest", "lowest"])),
    )


@given(rules(), papers() | papers(equal=False))
def test_points_are_the_same_one_by_one_and_at_once(some: Borda, given: Ballots) -> None:
    found = points(some, given)
    assert points_of_all(some, given) == found
    counted = count_single(some, Cast(NOTHING, given), 2, last)
    assert [Fraction(total) / counted.one for total in counted.rounds[0].totals] == found
    assert len(counted.elected) == 2


@given(papers())
def test_a_full_scale_gives_each_paper_the_same_points(given: Ballots) -> None:
    marked = sum(weight for paper, weight in enumerate(given.weight.tolist()) if given.ranks(paper))
    assert sum(points(rule(unranked="shared"), given)) == 6 * marked
