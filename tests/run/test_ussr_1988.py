"""One run of the shipped law on the shipped society: the Congress is a congress, and every mandate has its votes."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

import comitia
from comitia.run.result import Result
from comitia.run.runner import run


@pytest.fixture(scope="module")
def result() -> Result:
    return run(comitia.load("ussr-1988"), comitia.society("ussr-1989"), seed=1989)


def rows(result: Result, table: str, **where: object) -> list[dict[str, Any]]:
    return [row for row in getattr(result, table).rows() if all(row[k] == v for k, v in where.items())]


def test_every_body_is_filled_up_to_its_seats_and_nobody_sits_in_it_twice(result: Result) -> None:
    for body in result.meta.law.filled():
        persons = [seat.person for seat in result.seats(body.id)]
        assert len(persons) == len(set(persons)), body.id
        assert len(persons) <= (body.seats or len(persons)), body.id
    assert len(result.seats("congress")) > 2150
    assert len(result.seats("supreme-soviet")) == 542
    assert {seat.person for seat in result.seats("supreme-soviet")} <= {s.person for s in result.seats("congress")}
    assert len(result.seats("presidium")) >= 40


def test_750_contests_are_held_in_each_kind_of_district_and_one_in_each_organisation(result: Result) -> None:
    for route in ("territorial", "national-territorial"):
        assert len(rows(result, "contests", route=route, stage="first")) == 750
    quotas = result.plan.contests["congress/organisations"]
    assert len(rows(result, "contests", route="organisations", stage="first")) == len(quotas)


def test_a_run_off_follows_three_names_or_more_and_never_two(result: Result) -> None:
    first = [row for row in rows(result, "contests", body="congress", stage="first") if row["route"] != "organisations"]
    failed = [row for row in first if row["outcome"] != "filled"]
    assert failed
    for row in failed:
        if row["outcome"] == "not-held":
            assert row["then"] == "repeat"
        else:
            assert row["then"] == ("run-off" if row["candidates"] > 2 else "repeat")
    run_offs = Counter(row["contest"] for row in result.contests.rows() if row["stage"] == "run-off")
    assert set(run_offs.values()) == {1}
    assert {row["contest"] for row in failed if row["then"] == "run-off"} == set(run_offs)


def test_nobody_is_elected_by_half_or_less_of_those_who_took_part_but_in_a_run_off(result: Result) -> None:
    for row in rows(result, "roll", body="congress"):
        if "run-off" in row["stage"]:
            assert row["needed"] is None or row["votes"] >= row["needed"]
        else:
            assert 2 * row["votes"] > row["of"]


def test_the_votes_behind_every_mandate_add_up_to_its_votes(result: Result) -> None:
    weight: Counter[int] = Counter()
    for mandate, votes in zip(result.lineage["mandate"], result.lineage["weight"], strict=True):
        weight[int(mandate)] += int(votes)
    for row in result.roll.rows():
        assert weight[row["mandate"]] == (row["votes"] or 0)


def test_deputies_are_of_age_and_live_in_their_district(result: Result) -> None:
    titles = {unit.id: unit for key in result.plan.contests for unit in result.plan.contests[key].units}
    for row in rows(result, "roll", body="congress"):
        assert row["age_years"] >= 21
        unit = titles[row["contest"].partition("/")[2]]
        if unit.attribute:
            assert row[unit.attribute] == result.meta.society.attribute(unit.attribute).values[unit.value]


def test_every_contest_has_its_articles_and_no_more_papers_than_voters(result: Result) -> None:
    for row in result.contests.rows():
        assert row["article"]
        assert row["registered"] >= row["issued"] >= row["participants"] >= row["valid"]
        assert row["valid"] >= row["most_votes"]
