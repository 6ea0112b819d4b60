from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from comitia.count.ballots import Ballots, ballots, condensed

RANKS = st.lists(st.lists(st.integers(0, 3), min_size=1, max_size=2, unique=True).map(tuple), max_size=4).map(tuple)
PAPERS = st.lists(st.tuples(st.integers(1, 9), RANKS), max_size=12)


def _multiset(made: Ballots) -> dict[tuple[tuple[int, ...], ...], int]:
    found: dict[tuple[tuple[int, ...], ...], int] = {}
    for paper, weight in enumerate(made.weight.tolist()):
        found[made.ranks(paper)] = found.get(made.ranks(paper), 0) + weight
    return found


@given(PAPERS)
def test_papers_say_what_was_written(papers: list[tuple[int, tuple[tuple[int, ...], ...]]]) -> None:
    made = ballots(4, *papers)
    assert [made.ranks(i) for i in range(len(made))] == [ranks for _, ranks in papers]


@given(PAPERS)
def test_equal_papers_are_added_up_and_no_vote_is_lost(papers: list[tuple[int, tuple[tuple[int, ...], ...]]]) -> None:
    made = ballots(4, *papers)
    short = condensed(made)
    assert _multiset(short) == _multiset(made)
    assert len(short) == len(_multiset(made))
    assert short.total == made.total


def test_a_skipped_rank_is_empty() -> None:
    assert ballots(3, (1, ((2,), (), (0, 1)))).ranks(0) == ((2,), (), (0, 1))
