"""The five illustrations: plain, honest about being made up, alike but for one thing, and able to run."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

import comitia
from comitia.law.constitution import Constitution
from comitia.law.routes import Election, Route
from comitia.run.result import Result
from comitia.text.catalogue import load
from tests.law.clauses import articles

LAWS = Path(comitia.__file__).parent / "constitutions"
ELECTED = ("plurality-2250", "two-round-2250", "list-pr-2250", "branch-and-class-2250")
NAMES = (*ELECTED, "lot-2250")
LONGEST = 90


@cache
def ran(name: str, *settings: tuple[str, str]) -> Result:
    return comitia.run(load(name, settings), comitia.society("ussr-1989"), seed=1)


def route(law: Constitution) -> Route:
    (body,) = law.bodies
    (only,) = body.routes
    return only


def election(name: str) -> Election:
    found = route(load(name))
    assert isinstance(found, Election)
    return found


def shares(result: Result, by: str) -> dict[str, tuple[float, float]]:
    """Of every value its share of the house and of the society."""
    return {row["value"]: (row["share"], row["society"]) for row in result.composition("house", by).rows()}


# as files


@pytest.mark.parametrize("name", NAMES)
def test_an_illustration_says_that_it_is_one(name: str) -> None:
    law = load(name)
    assert law.status == "illustration"
    assert {article.mark for article in articles(law)} == {"assumed"}
    assert {article.act for article in articles(law)} == {"comitia"}
    page = (LAWS / name / "SOURCE.md").read_text(encoding="utf-8")
    assert "**illustration**, not a law of any state" in page
    assert [choice.id for choice in law.choices if f"`{choice.id}`" not in page] == []


@pytest.mark.parametrize("name", NAMES)
def test_an_illustration_is_short_and_without_faults(name: str) -> None:
    law = load(name)
    assert comitia.check(law) == ()
    assert len((LAWS / name / "law.yaml").read_text(encoding="utf-8").splitlines()) <= LONGEST
    assert [(body.id, body.seats) for body in law.filled()] == [("house", 2250)]
    assert route(law).seats == 2250


def test_the_two_systems_of_districts_differ_in_their_count_alone() -> None:
    one, two = election("plurality-2250"), election("two-round-2250")
    assert one.stages != two.stages
    assert one.model_copy(update={"stages": two.stages}) == two


@pytest.mark.parametrize("name", ELECTED)
def test_all_vote_at_18_and_stand_at_21(name: str) -> None:
    found = election(name)
    assert found.electorate.of == "citizens"
    assert found.electorate.age == 18
    assert found.candidates.pool.of == "citizens"
    assert found.candidates.pool.age == 21
    assert found.candidates.gates == ()


def test_only_the_vote_by_branch_is_open() -> None:
    assert [name for name in ELECTED if not election(name).ballot.secret] == ["branch-and-class-2250"]


# on the Soviet Union of 1989


@pytest.mark.parametrize("name", NAMES)
def test_every_seat_is_filled(name: str) -> None:
    result = ran(name)
    assert len(result.seats("house")) == 2250
    assert len(set(result.roll["person"])) == 2250


def test_most_votes_elect_and_a_run_off_is_held_where_nobody_has_half_of_the_valid_papers() -> None:
    first = {row["contest"]: row for row in ran("two-round-2250").contests.rows() if row["stage"] == "first"}
    run_offs = {row["contest"] for row in ran("two-round-2250").contests.rows() if row["stage"] == "run-off"}
    assert run_offs == {contest for contest, row in first.items() if 2 * row["most_votes"] <= row["valid"]}
    assert 0 < len(run_offs) < 2250
    assert all(row["outcome"] == "filled" for row in ran("plurality-2250").contests.rows())


def test_a_lot_gives_the_society_back_but_for_chance() -> None:
    for by in ("class", "sex", "party"):
        for value, (house, society) in shares(ran("lot-2250"), by).items():
            assert abs(house - society) < 4 * (society * (1 - society) / 2250) ** 0.5 + 1e-3, value


@pytest.mark.parametrize(("division", "by"), [("branch", "occupation"), ("class", "class")])
def test_divisions_give_back_what_they_divide_by_and_each_elects_one_of_its_own(division: str, by: str) -> None:
    result = ran("branch-and-class-2250", ("choices.division", division))
    for house, society in shares(result, by).values():
        assert house == pytest.approx(society, abs=1 / 2250)
    for row in result.roll.rows():
        assert row["contest"].removeprefix("house/divisions/").rpartition("-")[0] == row[by]


def test_republics_have_seats_in_proportion_to_their_voters() -> None:
    for name in ("plurality-2250", "two-round-2250", "list-pr-2250"):
        for house, society in shares(ran(name), "republic").values():
            assert house == pytest.approx(society, abs=1 / 2250)


def test_lists_take_their_seats_in_order_and_a_threshold_can_only_take_lists_away() -> None:
    without, with_ = ran("list-pr-2250"), ran("list-pr-2250", ("choices.threshold", "five-percent"))
    small, seated = Counter[str](), Counter[str]()
    for held in with_.journal.held:
        valid = held.tallies.valid[held.tallies.contest]
        below = 20 * held.tallies.votes < valid
        small["lists"] += int(below.sum())
        seated["below"] += int(held.won[below].sum())
    assert small["lists"] > 0
    assert seated["below"] == 0
    assert sum(int(held.won.sum()) for held in without.journal.held) == 2250
