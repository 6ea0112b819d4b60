"""Citizens at the polls: both ways of drawing their papers are the same model, and tallies fit together."""

from __future__ import annotations

import os
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from comitia.electorate import individual
from comitia.electorate.citizens import Question, question
from comitia.electorate.seam import Ask, Poll, Slate
from comitia.electorate.voters import Detail
from comitia.law.constitution import Constitution
from tests.electorate.asking import TERRITORIAL, asked, model, parameters
from tests.run import tiny
from tests.run.tiny import CITIZENS, FIRST, A, T

F64 = NDArray[np.float64]
DETAILS: tuple[Detail, ...] = ("cells", "individual")


def law(ballot: str, electorate: str = CITIZENS) -> Constitution:
    return tiny.single(
        f"""
        {electorate}
        units: {{cut: equal-divisions, total: 13, among: republic, by: voters, method: hare}}
        seats_each: {{seats: fixed, number: 1}}
        candidates: {{pool: {{of: citizens, age: 21}}}}
        ballot: {ballot}
        stages: [{{id: first, {A}, standing: {{who: nominated}}, {FIRST}}}]
        """,
        seats=13,
    )


ONE, ANY, MARK = (
    law(form) for form in ("{form: cross-out, leave: one}", "{form: cross-out, leave: any}", "{form: single-choice}")
)


def answered(ask: Ask, detail: Detail, numbers: dict[str, float] | None = None) -> tuple[Slate, Question, Poll]:
    found = model(numbers, detail=detail).nominate(ask, True)
    put = question(parameters(numbers), ask, found)
    return found, put, model(numbers, detail=detail).vote(ask, found)


# what is expected, from the model's own probabilities


def chances(put: Question, found: Slate, k: int, any_left: bool = False) -> F64:
    """For one contest the chance that a voter of each type takes part and keeps each name: `[name, type]`."""
    keep = put.keep[int(found.start[k]) : int(found.start[k + 1])]
    total = put.strike[k] + (keep if any_left else keep.sum(axis=0))
    return np.asarray(put.coming[k] * keep / total * (1 - put.invalid))


def standardised(put: Question, found: Slate, poll: Poll, any_left: bool) -> tuple[list[float], list[float]]:
    """How many standard errors turnout and each name's votes are off what is expected."""
    came, votes = [], []
    for k in range(len(found.start) - 1):
        mean, spread = (put.roll[k] * put.coming[k]).sum(), (put.roll[k] * put.coming[k] * (1 - put.coming[k])).sum()
        came.append((poll.tallies.participants[k] - mean) / np.sqrt(spread))
        for option, each in enumerate(chances(put, found, k, any_left), start=int(found.start[k])):
            mean, spread = (put.roll[k] * each).sum(), (put.roll[k] * each * (1 - each)).sum()
            votes.append((poll.tallies.votes[option] - mean) / np.sqrt(spread))
    return came, votes


@pytest.mark.parametrize("detail", DETAILS)
@pytest.mark.parametrize(
    "form",
    [
        pytest.param("one", id="leave one"),
        pytest.param("mark", id="single choice"),
        pytest.param("any", id="leave any"),
    ],
)
def test_votes_and_turnout_are_as_the_model_expects(detail: Detail, form: str) -> None:
    """Over 6 seeds and 13 districts: means within four standard errors of 0, squares of 1."""
    came: list[float] = []
    votes: list[float] = []
    for seed in range(6):
        ask = asked("assembly/only", {"one": ONE, "mark": MARK, "any": ANY}[form], seed=seed)
        found, put, poll = answered(ask, detail)
        turnout, names = standardised(put, found, poll, form == "any")
        came, votes = came + turnout, votes + names
    for found_z in (np.array(came), np.array(votes)):
        number = len(found_z)
        assert abs(found_z.mean()) < 4 / np.sqrt(number)
        assert abs((found_z**2).mean() - 1) < 4 * np.sqrt(2 / number) + 0.1
        assert np.abs(found_z).max() < 4.5


@pytest.mark.parametrize("detail", DETAILS)
def test_types_of_voter_vote_as_the_model_expects_them_to(detail: Detail) -> None:
    """Chi-square over types, names and districts: workers are kinder to workers, the country turns out more."""
    square = cells = 0.0
    for seed in range(4):
        found, put, poll = answered(asked("assembly/only", ONE, seed=seed), detail)
        assert poll.by_type is not None
        for k in range(len(found.start) - 1):
            each = chances(put, found, k)
            wanted = put.roll[k] * each
            got = poll.by_type[int(found.start[k]) : int(found.start[k + 1])]
            large = wanted >= 10
            square += float(((got - wanted) ** 2 / (wanted * (1 - each)))[large].sum())
            cells += float(large.sum())
    assert cells > 500
    assert square / cells == pytest.approx(1, abs=5 * np.sqrt(2 / cells))


# tallies fit together


@pytest.mark.parametrize("detail", DETAILS)
@pytest.mark.parametrize("form", ["one", "any", "mark", "blank"])
def test_a_tally_fits_together(detail: Detail, form: str) -> None:
    blank = law("{form: cross-out, leave: one, all_struck: invalid}")
    ask = asked("assembly/only", {"one": ONE, "any": ANY, "mark": MARK, "blank": blank}[form])
    found, put, poll = answered(ask, detail, {"citizens.unreturned": 0.2, "citizens.invalid": 0.1})
    tallies = poll.tallies
    assert poll.by_type is not None
    assert tallies.votes.tolist() == poll.by_type.sum(axis=1).tolist()
    assert tallies.registered.tolist() == put.roll.sum(axis=1).tolist()
    assert (tallies.registered >= tallies.issued).all()
    assert (tallies.issued > tallies.participants).all(), "some papers issued are not put into the box"
    assert (tallies.participants > tallies.valid).all()
    votes = np.bincount(found.contest, weights=tallies.votes, minlength=len(ask))
    if form in ("mark", "blank"):
        assert tallies.valid.tolist() == votes.tolist(), "a paper on which nobody is left is not valid"
    elif form == "one":
        assert (tallies.valid > votes).all(), "a paper on which everybody is struck is valid"
        share = 1 - tallies.valid.sum() / tallies.participants.sum()
        assert share == pytest.approx(0.1, abs=4 * np.sqrt(0.09 / tallies.participants.sum()))
    assert (tallies.votes <= tallies.valid[found.contest]).all()
    assert (tallies.members == 0).all()


@pytest.mark.parametrize("detail", DETAILS)
def test_a_paper_on_which_nobody_is_left_is_valid_only_where_the_law_says_so(detail: Detail) -> None:
    """With one name a paper keeps it or strikes everybody: valid are those that keep it."""
    strict = law("{form: cross-out, leave: any, all_struck: invalid}")
    _, _, poll = answered(asked("assembly/only", strict), detail, {"citizens.nominees.mean": 1.0})
    assert poll.tallies.valid.tolist() == poll.tallies.votes.tolist()


def test_drawn_together_or_one_by_one_as_many_names_are_written_on_a_paper() -> None:
    """A voter names up to two of eight: the model's shortcut for many voters is near, the voters are the model."""
    ask = asked("assembly/only", law("{form: names, up_to: 2}"))
    numbers = {"citizens.nominees.mean": 8.0, "citizens.strike.base": -1.0}
    together, one_by_one = (answered(ask, detail, numbers)[2].tallies for detail in DETAILS)
    assert together.votes.sum() > 1.2 * together.valid.sum()
    assert (together.votes <= together.valid[np.repeat(np.arange(13), np.diff(together.start))]).all()
    assert one_by_one.votes.sum() == pytest.approx(together.votes.sum(), rel=0.05)


def test_nobody_votes_twice() -> None:
    for detail in DETAILS:
        found, put, poll = answered(asked("assembly/only", ONE), detail)
        assert poll.by_type is not None
        for k in range(len(found.start) - 1):
            by_type = poll.by_type[int(found.start[k]) : int(found.start[k + 1])].sum(axis=0)
            assert (by_type <= put.roll[k]).all()


@pytest.mark.parametrize("detail", DETAILS)
def test_certain_voters_are_certain(detail: Detail) -> None:
    """Everybody comes, nobody strikes, no paper is spoilt: every vote is there."""
    numbers = {"citizens.turnout.base": 60.0, "citizens.strike.base": -60.0, "citizens.invalid": 0.0}
    _, _, poll = answered(asked("assembly/only", ONE), detail, numbers)
    assert poll.tallies.participants.tolist() == poll.tallies.registered.tolist()
    assert poll.tallies.votes.sum() == 24_000


# the franchise


@pytest.mark.parametrize("detail", DETAILS)
def test_only_those_whom_the_law_lets_vote_are_on_the_roll(detail: Detail) -> None:
    where = "where: [{attribute: sex, among: [men]}]"
    ask = asked(
        "assembly/only", law("{form: cross-out, leave: one}", f"electorate: {{of: citizens, age: 18, {where}}}")
    )
    _, _, poll = answered(ask, detail)
    assert poll.tallies.registered.sum() == pytest.approx(tiny.society().marginal("sex")[0], rel=1e-3)
    assert poll.tallies.registered.max() - poll.tallies.registered.min() < 0.25 * poll.tallies.registered.mean()
    assert poll.by_type is not None
    assert poll.by_type.sum() > 0
    assert poll.by_type[:, ask.plan.map.types.codes["sex"] == 1].sum() == 0


@pytest.mark.parametrize("detail", DETAILS)
@pytest.mark.parametrize(("age", "young", "middle"), [(21, 9 / 12, 1.0), (30, 0.0, 1.0), (60, 0.0, 0.0)])
def test_only_those_of_age_are_on_the_roll(detail: Detail, age: int, young: float, middle: float) -> None:
    """Within a band of ages people are taken to be spread evenly."""
    ask = asked("assembly/only", law("{form: cross-out, leave: one}", f"electorate: {{of: citizens, age: {age}}}"))
    _, _, poll = answered(ask, detail)
    bands = tiny.society().marginal("age")
    assert poll.tallies.registered.sum() == pytest.approx(young * bands[0] + middle * bands[1] + bands[2], rel=0.01)
    assert poll.by_type is not None
    assert (poll.by_type[:, ask.plan.map.types.codes["age"] == 0].sum() > 0) == (young > 0)


# who comes and what moves them


def test_places_with_a_higher_turnout_turn_out_more() -> None:
    ask = asked(law=tiny.law())
    _, put, _ = answered(ask, "cells", {"citizens.turnout.spread": 0.0})
    north, south, east = (put.coming[k] for k in (0, 6, 10))
    assert (south > east).all()
    assert (east > north).all()
    town = ask.plan.map.types.codes["residence"] == 0
    assert (put.coming[0][~town][0] > put.coming[0][town]).all()


def test_an_autonomy_has_the_turnout_of_its_republic() -> None:
    ask = asked("congress/national")
    _, put, _ = answered(ask, "cells", {"citizens.turnout.spread": 0.0})
    names = [unit.id for unit in ask.contests.units]
    at = {
        name: put.coming[names.index(name)].tolist()
        for name in ("national/north-001", "national/hill-001", "national/lake")
    }
    assert at["national/hill-001"] == at["national/north-001"] != at["national/lake"]


def test_fewer_come_to_a_run_off_or_a_repeat_election() -> None:
    first, later = (answered(asked(round_=round_), "cells")[1] for round_ in (0, 1))
    odds = [put.coming / (1 - put.coming) for put in (first, later)]
    assert odds[1] / odds[0] == pytest.approx(np.exp(-0.4))


def test_the_same_name_has_the_same_standing_on_every_paper() -> None:
    """Common random numbers: what a candidate is worth does not depend on the stage or the ballot."""
    first = asked()
    again = replace(first, stage=first.contests.route.stages[1])
    found = model().nominate(first, True)
    put = question(parameters(), first, found)
    assert question(parameters(), again, found).keep.tolist() == put.keep.tolist()
    assert question(parameters(), again, found).strike.tolist() == put.strike.tolist()


def test_workers_like_workers() -> None:
    ask = asked()
    found = model().nominate(ask, True)
    put = question(parameters({"citizens.affinity.class": 1.0}), ask, found)
    kinds = ask.plan.map.types.codes["class"]
    theirs = tiny.society().codes["class"][ask.persons.cells[found.person]]
    for option in range(len(found.person)):
        alike, other = put.keep[option][kinds == theirs[option]], put.keep[option][kinds != theirs[option]]
        assert alike[0] / other[0] == pytest.approx(np.e)


# by name, and whatever the number of threads


@pytest.mark.parametrize("detail", DETAILS)
def test_fewer_contests_leave_the_papers_of_the_others_alone(detail: Detail) -> None:
    _, _, everything = answered(asked(), detail)
    found, _, part = answered(asked(only=slice(4, 8)), detail)
    whole = asked()
    at = model().nominate(whole, True)
    a, b = int(at.start[4]), int(at.start[8])
    assert part.tallies.votes.tolist() == everything.tallies.votes[a:b].tolist()
    assert part.tallies.participants.tolist() == everything.tallies.participants[4:8].tolist()
    assert len(found.person) == b - a


@pytest.mark.parametrize("detail", DETAILS)
def test_one_district_more_in_the_north_leaves_the_papers_of_the_east_alone(detail: Detail) -> None:
    def east(total: int) -> list[int]:
        settings = tuple((f"{T}.{path}", str(total)) for path in ("units.total", "seats"))
        ask = asked(law=tiny.law(*settings))
        found, _, poll = answered(ask, detail)
        return [int(v) for v, k in zip(poll.tallies.votes, found.contest, strict=True) if "east" in ask.names[k]]

    assert east(14) == east(13)


def test_one_by_one_the_same_papers_are_marked_by_one_thread_and_by_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(individual, "CROWD", 97)
    found = set()
    for threads in (1, 2, 7):
        monkeypatch.setattr(os, "cpu_count", lambda threads=threads: threads)
        poll = answered(asked(), "individual")[2]
        assert poll.by_type is not None
        found.add((poll.by_type.tobytes(), poll.tallies.participants.tobytes(), poll.tallies.valid.tobytes()))
    assert len(found) == 1


def test_one_by_one_the_same_persons_come_to_all_polls_of_a_day() -> None:
    """A voter with two or three papers is one person: who takes part in one contest takes part in the others."""
    numbers = {"citizens.turnout.spread": 0.0}
    came = {}
    for key in (TERRITORIAL, "congress/national"):
        ask = asked(key)
        _, _, poll = answered(ask, "individual", numbers)
        east = [k for k, name in enumerate(ask.names) if "/east" in name]
        came[key] = int(poll.tallies.participants[east].sum())
    assert came[TERRITORIAL] == came["congress/national"]
