"""The shipped rules by which papers move: points of law, small enough to be counted by hand."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from comitia.count.rounds import Counted
from comitia.count.rules import count_papers
from tests.count.papers import Paper, elections, lot, made, never
from tests.count.rules import count_of

Rows = list[tuple[int, Paper]]


def counted(rule: str, candidates: int, seats: int, rows: Rows, groups: list[str] | None = None) -> Counted:
    return count_papers(count_of(rule), made(candidates, rows), seats, never, groups)


def totals(result: Counted, number: int) -> list[Fraction]:
    """In votes, after a round numbered from 1."""
    return [Fraction(total) / result.one for total in result.rounds[number - 1].totals]


# Seanad


def test_a_paper_for_the_seanad_is_worth_1000_and_units_that_cannot_be_shared_are_lost() -> None:
    """20 papers, 3 seats: quota 5,001; of 9,000 the surplus of 3,999 makes 444 for each of 9 papers, and 3 are lost."""
    result = counted("stv-seanad", 5, 3, [(9, (0, 1)), (4, (1,)), (4, (2,)), (2, (3,)), (1, (4,))])
    assert result.rounds[0].quota == 5_001
    assert totals(result, 2) == [5_001, 4_000 + 9 * 444, 4_000, 2_000, 1_000]
    assert result.rounds[1].lost == 3


def test_papers_that_name_nobody_leave_their_share_of_the_surplus_to_the_others_up_to_what_they_came_with() -> None:
    """3,999 among the 3 of 9 papers that name a next candidate would be 1,333 each; they are worth 1,000."""
    result = counted("stv-seanad", 5, 3, [(3, (0, 1)), (6, (0,)), (4, (1,)), (4, (2,)), (2, (3,)), (1, (4,))])
    assert totals(result, 2)[1] == 7_000
    assert result.rounds[1].exhausted == 999


def test_a_sub_panel_keeps_its_minimum() -> None:
    """Of 5 seats 2 are for each sub-panel: none of the two of one is excluded, though they have fewest votes."""
    rows: Rows = [(30, (0,)), (29, (1,)), (28, (2,)), (27, (3,)), (3, (4,)), (2, (5,))]
    groups = ["outside"] * 4 + ["inside"] * 2
    result = counted("stv-seanad", 6, 5, rows, groups)
    assert {4, 5} <= set(result.elected)
    assert len(result.elected) == 5


def test_who_can_get_no_seat_any_more_goes_out_with_all_the_others_of_the_sub_panel() -> None:
    rows: Rows = [(32, (0,)), (31, (1,)), (30, (2,)), (5, (3, 4)), (4, (6, 5)), (3, (4,)), (2, (5,))]
    groups = ["outside", "outside", "outside", "outside", "inside", "inside", "outside"]
    result = counted("stv-seanad", 7, 5, rows, groups)
    out = [[step.option for step in each.steps if step.did == "excluded"] for each in result.rounds]
    assert [3, 6] in out
    assert set(result.elected) == {0, 1, 2, 4, 5}


PANELS = st.lists(st.sampled_from(["inside", "outside"]), min_size=1, max_size=2).flatmap(
    lambda more: st.permutations(["inside", "inside", "outside", "outside", *more])
)
"""Five or six candidates, two of each sub-panel at least."""


@given(PANELS.flatmap(lambda groups: st.tuples(elections(len(groups), len(groups)), st.just(groups))))
def test_each_sub_panel_has_its_minimum_wherever_it_has_so_many_candidates(
    given: tuple[tuple[int, int, Rows], list[str]],
) -> None:
    (candidates, _, rows), groups = given
    assume(any(names for _, names in rows))
    result = count_papers(count_of("stv-seanad"), made(candidates, rows), 5, lot(min), groups)
    assert len(result.elected) == 5
    for group in ("inside", "outside"):
        assert sum(groups[who] == group for who in result.elected) >= 2


# Dáil


def test_a_surplus_moves_as_whole_papers_from_the_top_of_each_parcel() -> None:
    """Quota 25; of 40 papers 20, 12 and 4 name a next candidate: 15 of them are 8 1/3, 5 and 1 2/3."""
    rows: Rows = [(20, (0, 1)), (12, (0, 2)), (4, (0, 3)), (4, (0,)), (20, (1,)), (20, (2,)), (18, (3,))]
    result = counted("stv-dail", 4, 3, rows)
    assert result.rounds[0].quota == 25
    assert totals(result, 2) == [25, 28, 25, 20]


def test_a_later_surplus_comes_from_the_last_parcel_alone() -> None:
    """Twelve papers of the excluded elect the first with 45 of 34: of these, 8 name the second next and 4 nobody."""
    rows: Rows = [(33, (0, 2)), (25, (1,)), (22, (2,)), (8, (3, 0, 1)), (4, (3, 0)), (8, (4, 1))]
    result = counted("stv-dail", 5, 2, rows)
    assert result.rounds[0].quota == 34
    assert totals(result, 2) == [45, 33, 22, 0, 0]
    assert totals(result, 3) == [34, 41, 22, 0, 0]
    assert result.rounds[2].exhausted == 3


# Electoral Reform Society


def test_the_quota_of_ers97_has_two_decimals_and_falls_until_somebody_is_elected() -> None:
    result = counted("stv-ers97", 4, 2, [(10, (0,)), (9, (1,)), (8, (2,)), (1, (3,))])
    assert result.rounds[0].quota == 934  # 28 / 3 is 9.333...
    result = counted("stv-ers97", 4, 2, [(9, (0,)), (8, (1,)), (7, (2,)), (6, (3,))])
    assert [each.quota for each in result.rounds] == [1000, 800]
    assert result.elected == (0, 1)


# Senate


def test_all_papers_of_a_senator_move_at_one_value_and_candidates_get_whole_votes() -> None:
    """Quota 8; 5 of 12 for each paper: 7 papers make 2 votes and 11/12, 3 make 1 1/4, 2 are exhausted for 5/6."""
    result = counted("stv-senate-au", 4, 2, [(7, (0, 1)), (3, (0, 2)), (2, (0,)), (4, (1,)), (3, (2,)), (2, (3,))])
    assert result.rounds[0].quota == 8
    assert totals(result, 2) == [8, 6, 4, 2]
    assert result.rounds[1].exhausted == 0
    assert result.rounds[1].lost == 1


# Cambridge


def test_every_third_paper_of_a_surplus_of_a_third_moves_and_is_skipped_if_it_names_nobody() -> None:
    """Of 90 papers with a surplus of 30 the 3rd, the 6th and so on move; the 90th names nobody, so the 4th moves."""
    first: Rows = [(1, (0, 1)), (1, (0, 1)), (1, (0, 2))] * 29 + [(1, (0, 1)), (1, (0, 1)), (1, (0,))]
    result = counted("stv-cambridge", 4, 2, [*first, (15, (1,)), (14, (2,)), (59, (3,))])
    assert result.rounds[0].quota == 60
    assert totals(result, 2) == [60, 16, 43, 59]
    assert result.elected == (0, 3)


def test_whoever_reaches_the_quota_in_cambridge_gets_no_more() -> None:
    """Of the ten papers of the last, four make the third's 55 up to the quota of 59; the others name nobody else."""
    rows: Rows = [(60, (0, 1)), (58, (1,)), (55, (2, 1, 3)), (51, (3,)), (10, (4, 1, 2))]
    result = counted("stv-cambridge", 5, 3, rows)
    assert totals(result, 2) == [59, 59, 55, 51, 10]
    assert totals(result, 3) == [59, 59, 59, 51, 0]
    assert result.rounds[2].exhausted == 6
    assert result.elected == (0, 1, 2)


# Instant run-off


def test_a_run_off_needs_more_than_half_of_the_papers_that_are_left() -> None:
    result = counted("irv", 3, 1, [(4, (0,)), (3, (1, 0)), (2, (2,))])
    assert [each.quota for each in result.rounds] == [5, 4]
    assert result.elected == (0,)
