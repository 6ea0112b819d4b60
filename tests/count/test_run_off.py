"""Run-off and contingent vote: points of law by hand, and that reading and running counters agree."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from comitia.count.ballots import Ballots, ballots
from comitia.count.preferences import preferences, preferences_of_all
from comitia.count.rounds import Tied
from comitia.count.rules import Cast, count_single
from comitia.count.runoff import ELECTED, GOES_ON, first_vote, first_votes
from comitia.count.tally import Tally
from comitia.count.tally import tallies as laid_end_to_end
from comitia.law.papers import RunOff
from tests.count.strategies import tallies, thresholds


def rule(**fields: Any) -> RunOff:
    return RunOff.model_validate({"rule": "run-off", "enough": [{"more_than": "1/2", "of": "valid"}], **fields})


FRENCH = rule(
    enough=[{"more_than": "1/2", "of": "valid"}, {"at_least": "1/4", "of": "registered"}],
    qualified={"at_least": "12.5%", "of": "registered"},
    last_place="all",
)


def never(tied: Tied) -> tuple[int, ...]:
    raise AssertionError(f"{tied} was not expected")


def last(tied: Tied) -> tuple[int, ...]:
    return tuple(sorted(tied.among, reverse=True)[: tied.places])


def tally(*votes: int, registered: int = 0) -> Tally:
    return Tally(votes, registered, sum(votes), sum(votes), sum(votes))


def test_more_than_half_elects_at_once_and_half_does_not() -> None:
    assert first_vote(rule(), tally(51, 49), 1, never) == ((0,), ())
    assert first_vote(rule(), tally(50, 30, 20), 1, never) == ((), (0, 1))


def test_a_french_deputy_needs_a_quarter_of_the_registered_too() -> None:
    """Code électoral, L126."""
    assert first_vote(FRENCH, tally(60, 40, registered=240), 1, never) == ((0,), ())
    assert first_vote(FRENCH, tally(60, 40, registered=241), 1, never) == ((), (0, 1))


def test_all_with_an_eighth_of_the_registered_go_on_and_two_at_least() -> None:
    """Code électoral, L162: with one qualified the second goes on, too; with none the two leaders."""
    assert first_vote(FRENCH, tally(40, 30, 25, 5, registered=200), 1, never) == ((), (0, 1, 2))
    assert first_vote(FRENCH, tally(40, 30, 30, registered=320), 1, never) == ((), (0, 1, 2))  # tied for the place
    assert first_vote(FRENCH, tally(40, 35, 25, registered=320), 1, never) == ((), (0, 1))
    assert first_vote(FRENCH, tally(40, 35, 25, registered=1000), 1, never) == ((), (0, 1))


def test_a_tie_for_the_last_place_is_asked_about() -> None:
    asked: list[Tied] = []

    def heard(tied: Tied) -> tuple[int, ...]:
        asked.append(tied)
        return last(tied)

    assert first_vote(rule(), tally(40, 30, 30), 1, heard) == ((), (0, 2))
    assert asked == [Tied(1, "go-on", (1, 2), 1)]


def test_ranked_papers_decide_the_second_vote() -> None:
    papers = ballots(3, (40, ((0,),)), (31, ((1,), (2,))), (29, ((2,), (1,), (0,))), (5, ((2,),)))
    counted = count_single(rule(), Cast(tally(40, 31, 34), papers), 1, never)
    assert counted.elected == (2,)  # 40 against 34 and the 31 papers that rank the third candidate second
    assert [each.totals for each in counted.rounds] == [(40, 31, 34), (40, 0, 65)]
    bullets = ballots(3, (40, ((0,),)), (31, ((1,),)), (34, ((2,),)))
    counted = count_single(rule(), Cast(tally(40, 31, 34), bullets), 1, never)
    assert counted.elected == (0,)
    assert [each.exhausted for each in counted.rounds] == [0, 31]


@st.composite
def papers(draw: st.DrawFn, candidates: int = 4, equal: bool = True) -> Ballots:
    found = []
    for _ in range(draw(st.integers(1, 6))):
        order = draw(st.permutations(range(candidates)))[: draw(st.integers(0, candidates))]
        ranks: list[list[int]] = []
        for who in order:
            if ranks and equal and draw(st.booleans()):
                ranks[-1].append(who)
            else:
                ranks.append([who])
        found.append((draw(st.integers(1, 9)), tuple(map(tuple, ranks))))
    return ballots(candidates, *found)


@given(papers() | papers(equal=False), st.tuples(*[st.booleans()] * 4))
def test_preferences_are_the_same_one_by_one_and_at_once_and_no_vote_is_lost(
    some: Ballots, standing: tuple[bool, ...]
) -> None:
    found = preferences(some, standing)
    assert preferences_of_all(some, standing) == found
    assert sum(found.votes) + found.exhausted == some.total * found.one
    assert all(not votes for votes, stands in zip(found.votes, standing, strict=True) if not stands)


@st.composite
def rules(draw: st.DrawFn) -> RunOff:
    enough = draw(st.lists(thresholds(), min_size=1, max_size=2))
    qualified = draw(st.none() | thresholds())
    return RunOff(
        rule="run-off",
        enough=tuple(enough),
        leaders=draw(st.integers(1, 3)),
        qualified=qualified,
        last_place=draw(st.sampled_from(["lot", "all"])),
    )


@given(rules(), st.lists(tallies(), max_size=6))
def test_the_first_vote_of_many_contests_equals_that_of_each(rule: RunOff, contests: list[Tally]) -> None:
    asked: dict[str, list[tuple[int, Tied]]] = {"one": [], "many": []}

    def decide(by: str, contest: int, tied: Tied) -> tuple[int, ...]:
        asked[by].append((contest, Tied(tied.round, tied.what, tuple(sorted(tied.among)), tied.places)))
        return last(tied)

    many = laid_end_to_end(*contests)
    found = first_votes(rule, many, lambda contest, tied: decide("many", contest, tied))
    for i, each in enumerate(contests):
        elected, on = first_vote(rule, each, 1, lambda tied, i=i: decide("one", i, tied))  # type: ignore[misc]
        here = found[many.start[i] : many.start[i + 1]]
        assert np.flatnonzero(here == ELECTED).tolist() == sorted(elected)
        assert np.flatnonzero(here == GOES_ON).tolist() == sorted(on)
    key = lambda each: (each[0], each[1].what)  # noqa: E731
    assert sorted(asked["one"], key=key) == sorted(asked["many"], key=key)


@given(papers())
def test_a_contingent_vote_elects_one_and_conserves_votes(some: Ballots) -> None:
    first = preferences(some, (True,) * 4)
    if not sum(first.votes):
        return
    counted = count_single(rule(), Cast(tally(*first.votes), some), 1, last)
    assert len(counted.elected) == 1
    for each in counted.rounds:
        assert sum(each.totals) + each.exhausted + each.lost == Fraction(sum(first.votes))


@pytest.mark.parametrize("fields", [{"enough": []}, {"leaders": 0}])
def test_a_rule_that_elects_nobody_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"enough|leaders"):
        rule(**fields)
