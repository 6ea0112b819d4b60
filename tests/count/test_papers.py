"""Papers in memory to tallies, against counting them one by one."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from comitia.count.papers import BLANK, tally_choices, tally_marks

sizes = st.lists(st.integers(1, 5), min_size=1, max_size=4)


@given(sizes, st.data())
def test_choices_are_counted_as_one_by_one(options: list[int], data: st.DataObject) -> None:
    papers = data.draw(
        st.lists(
            st.integers(0, len(options) - 1).flatmap(
                lambda c: st.tuples(st.just(c), st.integers(BLANK, options[c] - 1))
            )
        )
    )
    contest, choice = (np.array([paper[i] for paper in papers], dtype=np.int32) for i in (0, 1))
    made, counted = tally_choices(np.array(options), contest, choice), Counter(papers)
    for c, size in enumerate(options):
        one = made.one(c)
        assert one.votes == tuple(counted[c, i] for i in range(size))
        assert one.participants == sum(number for (d, _), number in counted.items() if d == c)
        assert one.valid == sum(one.votes)
        assert one.registered == -1


@given(sizes, st.data())
def test_marks_are_counted_as_one_by_one(options: list[int], data: st.DataObject) -> None:
    papers = data.draw(
        st.lists(
            st.integers(0, len(options) - 1).flatmap(
                lambda c: st.tuples(st.just(c), st.integers(0, 2 ** options[c] - 1))
            )
        )
    )
    contest = np.array([c for c, _ in papers], dtype=np.uint16)
    marks = np.array([m for _, m in papers], dtype=np.uint8)
    made = tally_marks(np.array(options), contest, marks)
    for c, size in enumerate(options):
        one = made.one(c)
        assert one.votes == tuple(sum(m >> i & 1 for d, m in papers if d == c) for i in range(size))
        assert one.valid == one.participants == sum(d == c for d, _ in papers)


def test_papers_of_more_than_one_chunk_in_any_order() -> None:
    draw = np.random.default_rng(3)
    contest, choice = draw.integers(0, 7, 300_000), draw.integers(-1, 4, 300_000)
    made = tally_choices(np.full(7, 4), contest, choice)
    assert made.votes.tolist() == [int(((contest == c) & (choice == i)).sum()) for c in range(7) for i in range(4)]


@pytest.mark.parametrize(
    ("contest", "choice", "message"),
    [
        ([0, 2], [0, 0], "a contest that is not there"),
        ([0, -1], [0, 0], "a contest that is not there"),
        ([0, 1], [0, 3], "an option that is not there"),
        ([0, 1], [2, 0], "an option that is not there"),
        ([0, 1], [0, -2], "an option that is not there"),
    ],
)
def test_a_paper_for_what_is_not_there_is_refused(contest: list[int], choice: list[int], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        tally_choices(np.array([2, 3]), np.array(contest), np.array(choice))


def test_marks_beyond_the_options_are_refused() -> None:
    with pytest.raises(ValueError, match="an option that is not there"):
        tally_marks(np.array([1, 3]), np.array([0]), np.array([2]))
    with pytest.raises(ValueError, match="a set of marks that is not there"):
        tally_marks(np.array([1, 3]), np.array([0]), np.array([8]))
    with pytest.raises(ValueError, match="at most 16"):
        tally_marks(np.array([17]), np.array([0]), np.array([1]))
