"""The funnel: from the people to those elected, never growing on the way."""

from __future__ import annotations

import numpy as np
import pytest

from comitia.measure.funnel import GATES, drawn_from, funnel
from comitia.run.result import Result
from tests.run import tiny

ATTRIBUTES = ("class", "party", "sex", "age", "republic")


@pytest.fixture(scope="module", params=range(4))
def result(request: pytest.FixtureRequest) -> Result:
    return tiny.fill(seed=request.param)


def gates(result: Result, body: str, by: str, route: str | None = None) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for row in funnel(result, body, by, route).rows():
        found.setdefault(row["gate"], {})[row["value"]] = row["people"]
    return found


@pytest.mark.parametrize("by", ATTRIBUTES)
@pytest.mark.parametrize("route", [None, "territorial", "national", "organisations"])
def test_from_gate_to_gate_nobody_is_added(result: Result, by: str, route: str | None) -> None:
    found = gates(result, "congress", by, route)
    assert list(found)[: len(GATES)] == list(GATES)
    for before, after in (
        ("society", "eligible"),
        ("nominated", "let-through"),
        ("let-through", "on-paper"),
        ("on-paper", "elected"),
    ):
        for value, people in found[after].items():
            assert people <= found[before][value], f"{by} {value}: more {after} than {before}"
    for gate, values in found.items():
        if gate.startswith("onward"):
            assert all(people <= found["elected"][value] for value, people in values.items())


def test_shares_of_every_gate_add_up(result: Result) -> None:
    sums: dict[str, float] = {}
    for row in funnel(result, "congress", "class").rows():
        sums[row["gate"]] = sums.get(row["gate"], 0.0) + row["share"]
    assert all(total == pytest.approx(1) for total in sums.values())


def test_the_gates_are_counted_on_those_who_passed_them(result: Result) -> None:
    found = gates(result, "congress", "party")
    assert sum(found["society"].values()) == result.meta.society.total
    assert sum(found["elected"].values()) == len(result.seats("congress"))
    nominees = [row["nominees"] for row in result.contests.rows() if row["body"] == "congress"]
    new = [
        s in ("first", "repeat")
        for s, b in zip(result.contests["stage"], result.contests["body"], strict=True)
        if b == "congress"
    ]
    assert sum(found["nominated"].values()) == int(np.array(nominees)[np.array(new)].sum())


def test_onward_are_those_whom_the_body_sends_further(result: Result) -> None:
    assert drawn_from(result.meta.law, "congress") == ["union-chamber", "nations-chamber"]
    found = gates(result, "congress", "sex")
    for chamber in ("union-chamber", "nations-chamber"):
        assert sum(found[f"onward: {chamber}"].values()) == len(result.seats(chamber))


def test_eligible_are_those_of_age(result: Result) -> None:
    found = gates(result, "congress", "age", "territorial")
    assert found["eligible"]["60+"] == found["society"]["60+"]
    assert found["eligible"]["18-29"] == pytest.approx(found["society"]["18-29"] * 9 / 12, abs=1)


def test_eligible_for_the_seat_of_an_organisation_are_its_members(result: Result) -> None:
    society = result.meta.society
    members = sum(int(society.members[name].sum()) for name in ("guild", "league"))
    assert sum(gates(result, "congress", "sex", "organisations")["eligible"].values()) <= members


def test_a_law_that_lets_workers_only_stand_has_workers_only_in_its_funnel() -> None:
    where = ("bodies.congress.routes.territorial.candidates.pool.where", "[{attribute: class, among: [worker]}]")
    found = gates(tiny.fill(where), "congress", "class", "territorial")
    assert all(found[gate]["employee"] == 0 for gate in GATES[1:])
    assert found["elected"]["worker"] > 0
