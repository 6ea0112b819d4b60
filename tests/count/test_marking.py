"""Marks, strokes and points on papers: points of law by hand, and all papers at once the same as one by one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from comitia.count.ballots import OVERVOTE, ballots
from comitia.count.marking import (
    Marked,
    first_preferences,
    points_on,
    tally_of_marks,
    tally_of_points,
    votes_on,
)
from comitia.law.ballots import Approval, CrossOut, Names, Points, SingleChoice

SINGLE = SingleChoice(form="single-choice")
ANY = Approval(form="approval")
TWO = Approval(form="approval", up_to=2)
BLOCK = Names(form="names")
ONE_LEFT = CrossOut(form="cross-out", leave="one")
ANY_LEFT = CrossOut(form="cross-out", leave="any", all_struck="invalid", write_ins="counted")
LAWS: tuple[Marked, ...] = (SINGLE, ANY, TWO, BLOCK, Names(form="names", up_to=1), ONE_LEFT, ANY_LEFT)


@pytest.mark.parametrize(
    ("law", "marks", "expected"),
    [
        (SINGLE, (2,), {2}),
        (SINGLE, (2, 1), None),
        (SINGLE, (), None),
        (SINGLE, (OVERVOTE,), None),
        (ANY, (0, 1, 2), {0, 1, 2}),
        (TWO, (0, 1, 2), None),
        (BLOCK, (0, 1), {0, 1}),
        (BLOCK, (0, 1, 2), None),
        (BLOCK, (1, 1, 2), {1, 2}),
        (ONE_LEFT, (), set()),  # every name struck: valid, and for nobody
        (ONE_LEFT, (0, 1), None),
        (ONE_LEFT, (0, 3), {0}),  # a name written in is not counted
        (ANY_LEFT, (0, 3), {0, 3}),
        (ANY_LEFT, (), None),
    ],
)
def test_what_a_paper_says(law: Marked, marks: tuple[int, ...], expected: set[int] | None) -> None:
    assert votes_on(law, marks, seats=2, written_in=(3,)) == expected


PAPERS = st.lists(st.tuples(st.integers(1, 9), st.lists(st.integers(-1, 3), max_size=5)), min_size=1, max_size=9)


@given(st.sampled_from(LAWS), PAPERS, st.integers(1, 3))
def test_all_papers_at_once_give_the_votes_of_each(law: Marked, made: list[tuple[int, list[int]]], seats: int) -> None:
    papers = [(number, tuple(OVERVOTE if m < 0 else m for m in marks)) for number, marks in made]
    tally = tally_of_marks(law, ballots(4, *((n, tuple((m,) for m in marks)) for n, marks in papers)), seats, (3,))
    votes, valid = [0] * 4, 0
    for number, marks in papers:
        named = votes_on(law, marks, seats, (3,))
        valid += number if named is not None else 0
        for mark in named or ():
            votes[mark] += number
    assert (list(tally.votes), tally.valid) == (votes, valid)
    assert tally.participants == sum(number for number, _ in papers)


@given(
    st.builds(Points, form=st.just("points"), in_all=st.sampled_from((None, 5)), each=st.sampled_from((None, 3))),
    st.lists(st.tuples(st.integers(1, 9), st.tuples(*[st.integers(0, 6)] * 3)), min_size=1, max_size=9),
)
def test_points_at_once_are_those_of_each_paper(law: Points, made: list[tuple[int, tuple[int, ...]]]) -> None:
    papers = ballots(3, *((number, ()) for number, _ in made))
    tally = tally_of_points(law, papers, np.array([given for _, given in made], dtype=np.int64), seats=4)
    counted = [(number, valid) for number, given in made if (valid := points_on(law, given, 4)) is not None]
    assert list(tally.votes) == [sum(number * valid[who] for number, valid in counted) for who in range(3)]
    assert tally.valid == sum(number for number, _ in counted)


def test_a_first_preference_is_the_first_name_that_stands_alone() -> None:
    made = ballots(3, (5, ((0,), (1,))), (3, ((), (1,))), (2, ((0, 1), (2,))), (7, ((OVERVOTE,), (2,))), (1, ()))
    assert first_preferences(made).tolist() == [5, 3, 0]
