"""Rooms that elect: plenums and bodies mark papers elector by elector."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from comitia.chance import Chance, keys
from comitia.electorate.room import Papers, mark, tallied
from comitia.law.ballots import Ballot, CrossOut, Names, SingleChoice
from tests.electorate.asking import asked, model
from tests.run import tiny

F64 = NDArray[np.float64]
ANY = CrossOut(form="cross-out", leave="any")
ONE = CrossOut(form="cross-out", leave="one")
BLANK = CrossOut(form="cross-out", leave="any", all_struck="invalid")
MARK = SingleChoice(form="single-choice")
MANY = 20_000


def papers(
    ballot: Ballot, utility: F64, presence: float = 1.0, invalid: float = 0.0, electors: int = MANY, contest: int = 1
) -> Papers:
    room = np.broadcast_to(utility, (electors, len(utility)))
    who, names = keys(f"m{i}" for i in range(electors)), keys(f"n{i}" for i in range(len(utility)))
    return mark(Chance(1), ballot, room, contest, who, names, presence, invalid)


def near(found: F64, wanted: F64) -> bool:
    return bool((np.abs(found - wanted) < 4 * np.sqrt(wanted * (1 - wanted) / MANY) + 1e-9).all())


def test_each_name_is_kept_or_struck_by_itself_with_its_odds() -> None:
    utility = np.array([-1.0, 0.0, 2.0])
    kept = papers(ANY, utility).kept
    assert near(kept.mean(axis=0), 1 / (1 + np.exp(-utility)))
    assert abs(np.corrcoef(kept[:, 0], kept[:, 2])[0, 1]) < 4 / np.sqrt(MANY)


@pytest.mark.parametrize("ballot", [ONE, MARK])
def test_at_most_one_name_is_left_the_one_of_greatest_utility(ballot: Ballot) -> None:
    utility = np.array([-1.0, 0.0, 2.0])
    kept = papers(ballot, utility).kept
    assert kept.sum(axis=1).max() == 1
    assert near(kept.mean(axis=0), np.exp(utility) / (1 + np.exp(utility).sum()))


def test_up_to_so_many_names_are_written_on_a_paper() -> None:
    kept = papers(Names(form="names", up_to=2), np.array([3.0, 3.0, 3.0, 3.0])).kept
    assert kept.sum(axis=1).max() == 2
    assert kept.sum(axis=1).mean() > 1.5


def test_who_is_absent_or_spoils_the_paper_keeps_nobody() -> None:
    found = papers(ANY, np.array([9.0, 9.0]), presence=0.8, invalid=0.1)
    assert near(np.array([found.present.mean(), found.valid.mean()]), np.array([0.8, 0.72]))
    assert not found.kept[~found.present].any()
    assert not found.kept[~found.valid].any()
    assert not (found.valid & ~found.present).any()


@pytest.mark.parametrize(("ballot", "valid"), [(ANY, 1.0), (ONE, 1.0), (BLANK, 0.5), (MARK, 0.5)])
def test_a_paper_with_nobody_left_is_valid_where_the_law_says_so(ballot: Ballot, valid: float) -> None:
    found = papers(ballot, np.array([0.0]))
    assert found.valid.mean() == pytest.approx(valid, abs=4 * np.sqrt(0.25 / MANY))
    if valid < 1:
        assert found.valid.tolist() == found.kept.any(axis=1).tolist()


def test_an_elector_marks_a_name_alike_whoever_else_is_in_the_room_or_on_the_paper() -> None:
    few = papers(ANY, np.array([0.0, 0.5]), presence=0.9, invalid=0.05, electors=50)
    many = papers(ANY, np.array([0.0, 0.5, 1.0]), presence=0.9, invalid=0.05, electors=200)
    assert many.kept[:50, :2].tolist() == few.kept.tolist()


def test_a_tally_of_papers_counts_them() -> None:
    found = papers(ANY, np.array([0.0, 1.0]), presence=0.9, invalid=0.1, electors=300)
    tallies = tallied([found, papers(ONE, np.array([1.0]), electors=300)], [320, 300])
    assert tallies.votes[:2].tolist() == found.kept.sum(axis=0).tolist()
    assert tallies.registered.tolist() == tallies.members.tolist() == [320, 300]
    assert tallies.participants.tolist() == tallies.issued.tolist() == [int(found.present.sum()), 300]
    assert tallies.start.tolist() == [0, 2, 3]
    assert tallies.valid[0] == found.valid.sum()


# organisations


def test_an_organisation_puts_forward_its_own_members_of_age() -> None:
    society = tiny.society()
    ask = asked("congress/organisations")
    found = model({"organisation.per-seat": 20.0}).nominate(ask, True)
    assert ask.persons.ages.min() >= 21
    for k, unit in enumerate(ask.contests.units):
        persons = found.person[int(found.start[k]) : int(found.start[k + 1])]
        assert (society.members[unit.organisation or ""][ask.persons.cells[persons]] > 0).all()
        assert len(persons) == 20 * unit.seats


@pytest.mark.parametrize(
    ("per_seat", "limits", "wanted"),
    [
        (1.4, {}, [7, 4]),
        (1.4, {"per_seat_at_least": 2}, [10, 6]),
        (1.4, {"per_seat_at_most": 1}, [5, 3]),
        (0.1, {"per_seat_at_least": 0}, [1, 1]),
    ],
)
def test_names_put_to_a_plenum_keep_the_laws_limits(per_seat: float, limits: dict[str, int], wanted: list[int]) -> None:
    where = "bodies.congress.routes.organisations.candidates"
    law = tiny.law(*((f"{where}.{name}", str(number)) for name, number in limits.items()))
    found = model({"organisation.per-seat": per_seat}).nominate(asked("congress/organisations", law), True)
    assert np.diff(found.start).tolist() == wanted


def test_a_known_number_of_names_stands_in_the_first_election_only() -> None:
    known = {"organisation.candidates.organisation": {"guild": 9.0}}
    first, again = asked("congress/organisations"), asked("congress/organisations", round_=1, stage=1)
    numbers = {"organisation.per-seat.again": 2.0}
    assert np.diff(model(numbers, known).nominate(first, True).start).tolist() == [9, 4]
    assert np.diff(model(numbers, known).nominate(again, True).start).tolist() == [10, 6]


def test_a_plenum_has_its_known_size_or_the_usual_one_and_no_more_votes_than_members() -> None:
    ask = asked("congress/organisations")
    found = model().nominate(ask, True)
    poll = model().vote(ask, found)
    assert poll.tallies.members.tolist() == [40, 60]
    assert poll.by_type is not None
    assert poll.by_type.sum(axis=1).tolist() == poll.tallies.votes.tolist()
    assert (poll.tallies.votes <= poll.tallies.valid[found.contest]).all()


def test_a_plenum_is_made_of_the_organisations_own_members() -> None:
    """Members of the league are under 30, those of the guild of all ages; some plenums take more of some groups."""
    ask = asked("congress/organisations")
    found = model().nominate(ask, True)
    ages = ask.plan.map.types.codes["age"]
    votes = model().vote(ask, found).by_type
    assert votes is not None
    guild, league = votes[found.contest == 0].sum(axis=0), votes[found.contest == 1].sum(axis=0)
    assert guild[ages > 0].sum() > 0
    assert league[ages == 0].sum() > 0
    assert league[ages > 0].sum() == 0
    women = model(effects={"organisation.plenum.sex": {"women": 50.0}}).vote(ask, found).by_type
    assert women is not None
    assert women[:, ask.plan.map.types.codes["sex"] == 0].sum() == 0


def test_the_same_plenum_sits_again_for_the_seats_left_open() -> None:
    """Its members are drawn by the organisation's name and not by the round; all are present here."""
    numbers = {"organisation.strike.base": -60.0, "organisation.invalid": 0.0, "organisation.strike.spread": 0.0}
    kinds = []
    for round_ in (0, 1):
        ask = asked("congress/organisations", round_=round_, stage=round_)
        poll = model(numbers).vote(ask, model(numbers).nominate(ask, True))
        assert poll.by_type is not None
        kinds.append(poll.by_type[0].tolist())
    assert kinds[0] == kinds[1]
