"""What the law lets count of a ranked paper: points of law by hand, and both readers the same on made papers."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comitia.count.ballots import OVERVOTE, ballots
from comitia.count.reading import Effective, Ranks, effective, effective_papers
from comitia.law.ballots import Ranking

OVER = (OVERVOTE,)


def rule(**fields: Any) -> Ranking:
    return Ranking.model_validate({"form": "ranking", **fields})


CASES: list[tuple[dict[str, Any], Ranks, Ranks | None]] = [
    ({}, ((0,), (1,)), ((0,), (1,))),
    ({"up_to": 1}, ((0,), (1,)), ((0,),)),
    ({"at_least": 2}, ((0,),), None),
    ({"at_least": 2}, ((0,), (0,)), None),
    ({"at_least": 0}, (), ()),
    ({}, (), None),
    ({}, ((0,), (1, 2), (3,)), ((0,),)),
    ({"equal": "shared"}, ((0,), (1, 2), (3,)), ((0,), (1, 2), (3,))),
    ({"equal": "passed-over"}, ((0,), (1, 2), (3,)), ((0,), (3,))),
    ({"equal": "invalid"}, ((0,), (1, 2), (3,)), None),
    ({"equal": "passed-over"}, (OVER, (3,)), ((3,),)),
    ({"equal": "shared"}, ((0,), OVER, (3,)), ((0,),)),  # between whom it is shared, the source does not tell
    ({"equal": "passed-over"}, ((0, 1), (0,)), ((0,),)),  # what was passed over was not numbered
    ({}, ((0, 0), (1,)), ((0,), (1,))),
    ({}, ((0,), (), (1,)), ((0,), (1,))),
    ({"skipped": "ends"}, ((0,), (), (1,)), ((0,),)),
    ({"skipped": "invalid"}, ((0,), (), (1,)), None),
    ({"skipped": "ends", "skipped_in_a_row": 2}, ((0,), (), (1,), (), (), (2,)), ((0,), (1,))),
    ({"skipped": "ends", "equal": "invalid"}, ((0,), (), (1, 2)), ((0,),)),  # what follows the end is not looked at
    ({}, ((0,), (0,), (1,)), ((0,), (1,))),
    ({"repeated": "ends"}, ((0,), (0,), (1,)), ((0,),)),
    ({"repeated": "invalid"}, ((0,), (1,), (0,)), None),
    ({"equal": "shared"}, ((0,), (0, 1), (2,)), ((0,), (1,), (2,))),
    ({"up_to": 2, "repeated": "invalid"}, ((0,), (1,), (0,)), ((0,), (1,))),
]


@pytest.mark.parametrize(("fields", "paper", "expected"), CASES)
def test_what_counts_on_a_paper(fields: dict[str, Any], paper: Ranks, expected: Ranks | None) -> None:
    assert effective(rule(**fields), paper) == expected


def test_names_written_in_count_or_do_not() -> None:
    paper = ((4,), (0,))
    assert effective(rule(), paper, written_in=(4,)) == ((4,), (0,))
    assert effective(rule(write_ins="passed-over"), paper, written_in=(4,)) == ((0,),)
    assert effective(rule(write_ins="ends"), paper, written_in=(4,)) is None


def test_who_has_withdrawn_leaves_no_blank_rank() -> None:
    assert effective(rule(skipped="invalid"), ((3,), (0,)), withdrawn=(3,)) == ((0,),)
    assert effective(rule(), ((3, 1), (0,)), withdrawn=(3,)) == ((1,), (0,))


MARKS = st.one_of(
    st.just(()),
    st.just(OVER),
    st.lists(st.integers(0, 4), min_size=1, max_size=3).map(tuple),
    st.integers(0, 4).map(lambda mark: (mark,)),
)


@st.composite
def papers(draw: st.DrawFn) -> list[tuple[int, Ranks]]:
    marks = draw(st.sampled_from((MARKS, st.integers(0, 4).map(lambda mark: (mark,)))))
    made = []
    for _ in range(draw(st.integers(1, 8))):
        ranks = draw(st.lists(marks, max_size=6))
        while ranks and not ranks[-1]:
            ranks.pop()
        made.append((draw(st.integers(1, 5)), tuple(ranks)))
    return made


@st.composite
def rules(draw: st.DrawFn) -> Ranking:
    three = st.sampled_from(("passed-over", "ends", "invalid"))
    return rule(
        up_to=draw(st.sampled_from((None, 1, 2, 3))),
        at_least=draw(st.integers(0, 3)),
        equal=draw(st.sampled_from(("shared", "ends", "passed-over", "invalid"))),
        skipped=draw(three),
        skipped_in_a_row=draw(st.integers(1, 3)),
        repeated=draw(three),
        write_ins=draw(st.sampled_from(("counted", "passed-over", "ends"))),
    )


def one_by_one(law: Ranking, made: list[tuple[int, Ranks]], written_in: set[int], withdrawn: set[int]) -> Any:
    found: dict[Ranks, int] = {}
    valid = invalid = blank = 0
    for number, paper in made:
        counts = effective(law, paper, written_in, withdrawn)
        if counts is not None:
            found[counts] = found.get(counts, 0) + number
            valid += number
        elif paper:
            invalid += number
        else:
            blank += number
    return found, valid, invalid, blank


def at_once(read: Effective) -> Any:
    found: dict[Ranks, int] = {}
    for paper, number in enumerate(read.papers.weight.tolist()):
        ranks = read.papers.ranks(paper)
        found[ranks] = found.get(ranks, 0) + number
    return found, read.valid, read.invalid, read.blank


@settings(max_examples=300)
@given(rules(), papers(), st.sets(st.integers(3, 4)), st.sets(st.integers(2, 3)), st.sampled_from((5, 70)))
def test_all_papers_at_once_are_read_as_one_by_one(
    law: Ranking, made: list[tuple[int, Ranks]], written_in: set[int], withdrawn: set[int], candidates: int
) -> None:
    read = effective_papers(law, ballots(candidates, *made), written_in, withdrawn)
    expected = one_by_one(law, made, written_in, withdrawn)
    found = at_once(read)
    assert _sets(found[0]) == _sets(expected[0])
    assert found[1:] == expected[1:]


def _sets(found: dict[Ranks, int]) -> dict[tuple[frozenset[int], ...], int]:
    """With the marks at one rank in no order."""
    made: dict[tuple[frozenset[int], ...], int] = {}
    for ranks, number in found.items():
        key = tuple(map(frozenset, ranks))
        made[key] = made.get(key, 0) + number
    return made
