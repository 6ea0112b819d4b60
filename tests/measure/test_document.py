"""The document of a run has the shape that other programs rely on, and its figures fit together."""

from __future__ import annotations

import json
from typing import Any

import pytest

from comitia.law.routes import Election
from comitia.measure.document import document, route_summary
from comitia.run.result import Result
from tests.run import tiny
from tests.run.tiny import KINDER, A


@pytest.fixture(scope="module")
def result() -> Result:
    return tiny.fill(seed=1, numbers=KINDER)


@pytest.fixture(scope="module")
def made(result: Result) -> dict[str, Any]:
    return document(result)


SHAPE: dict[str, Any] = {
    "constitution": str,
    "society": str,
    "seed": int,
    "simulated": bool,
    "bodies": {
        "congress": {
            "seats": int,
            "filled": int,
            "vacant": int,
            "routes": {
                "territorial": {
                    "seats": int,
                    "filled": int,
                    "contests": int,
                    "turnout": float,
                    "stages": {"first": int, "run-off": int, "repeat": int},
                },
                "national": {},
                "organisations": {},
            },
            "composition": {"class": {"worker": {"seats": int, "share": float, "society": float, "ratio": float}}},
        },
        "union-chamber": {"seats": int},
        "nations-chamber": {"seats": int},
        "presidium": {},
    },
    "offices": {"chairman": {"votes": {"for": int, "against": int}}},
    "measures": {"congress": {"control_share": float, "distance": float, "not_elected_by_citizens": float}},
}
"""What is promised of `comitia run --json`, but for the version; further keys are welcome."""


def fits(found: Any, shape: Any, where: str = "document") -> None:
    if isinstance(shape, dict):
        assert isinstance(found, dict), where
        for key, inside in shape.items():
            assert key in found, f"{where} has no {key}"
            fits(found[key], inside, f"{where}.{key}")
    else:
        assert type(found) is shape, f"{where} is {found!r}"


def test_the_document_has_the_shape_that_is_promised(made: dict[str, Any]) -> None:
    fits(made, SHAPE)
    assert json.loads(json.dumps(made)) == made, "everything in it is plain JSON"


def test_seats_filled_and_vacant_add_up_everywhere(made: dict[str, Any]) -> None:
    for body in made["bodies"].values():
        assert body["filled"] + body["vacant"] == body["seats"]
        if body["routes"]:
            assert sum(route["filled"] for route in body["routes"].values()) == body["filled"]
    for route in made["bodies"]["congress"]["routes"].values():
        assert sum(route["stages"].values()) == route["filled"] <= route["seats"]
        assert route["contests_held"]["first"] == route["contests"]
        assert 0 < route["turnout"] <= 1


def test_composition_is_in_shares_of_filled_seats_and_ratios_to_the_society(
    made: dict[str, Any], result: Result
) -> None:
    for body in made["bodies"].values():
        for name, values in body["composition"].items():
            known = sum(value["seats"] for value in values.values())
            assert known <= body["filled"]
            assert list(values) == list(result.meta.society.attribute(name).values)
            assert sum(value["society"] for value in values.values()) == pytest.approx(1)
            assert sum(value["share"] for value in values.values()) == pytest.approx(1 if known else 0)
            for value in values.values():
                assert value["share"] == pytest.approx(value["seats"] / max(known, 1))
                assert value["ratio"] == pytest.approx(value["share"] / value["society"])


def test_composition_counts_the_roll(made: dict[str, Any], result: Result) -> None:
    for attribute in ("class", "party", "sex", "republic"):
        for value, found in made["bodies"]["congress"]["composition"][attribute].items():
            rows = [r for r in result.roll.rows() if r["body"] == "congress" and r[attribute] == value]
            assert found["seats"] == len(rows)


def test_of_persons_of_whom_nothing_is_known_nothing_is_said(made: dict[str, Any]) -> None:
    presidium = made["bodies"]["presidium"]
    assert presidium["filled"] == 4
    assert sum(value["seats"] for value in presidium["composition"]["class"].values()) == 2


def test_a_route_of_a_body_can_be_asked_for_alone(result: Result) -> None:
    routes = ("territorial", "national", "organisations")
    each = [sum(result.composition("congress", "sex", route)["seats"]) for route in routes]
    assert sum(each) == sum(result.composition("congress", "sex")["seats"]) == len(result.seats("congress"))


def test_an_empty_body_has_shares_of_nothing() -> None:
    empty = document(tiny.fill(numbers={"members.strike.base": 60.0}))
    assert {v["share"] for v in empty["bodies"]["union-chamber"]["composition"]["sex"].values()} == {0.0}
    assert empty["offices"]["chairman"]["filled"] == 0
    assert empty["offices"]["chairman"]["votes"]["for"] == 0
    assert "union-chamber" not in empty["measures"]


def test_turnout_is_that_of_the_first_stage(made: dict[str, Any], result: Result) -> None:
    rows = [r for r in result.contests.rows() if r["route"] == "territorial" and r["round"] == 0]
    wanted = sum(r["participants"] for r in rows) / sum(r["registered"] for r in rows)
    assert made["bodies"]["congress"]["routes"]["territorial"]["turnout"] == wanted


def test_votes_for_an_office_are_those_of_its_election_and_not_of_its_confirmation(
    made: dict[str, Any], result: Result
) -> None:
    votes = made["offices"]["premier"]["votes"]
    row = next(r for r in result.contests.rows() if r["body"] == "premier")
    assert votes["for"] + votes["against"] + votes["invalid"] == row["participants"] <= 14


def test_a_confirmation_is_no_stage_of_the_election_that_it_confirms() -> None:
    confirmed = (
        "bodies.union-chamber.routes.delegations.confirmed_by",
        f"[{{body: congress, threshold: {{more_than: 0, of: members}}, {A}}}]",
    )
    result = tiny.fill(confirmed, seed=1, numbers=KINDER)
    body = result.meta.law.body("union-chamber")
    (route,) = body.routes
    assert isinstance(route, Election)
    summary = route_summary(result, body, route)
    first = [r for r in result.candidates.rows() if r["contest"].startswith("union") and r["stage"] == "first"]
    assert summary["candidates"] == len(first)
    assert summary["filled"] == 6


def test_the_same_run_has_the_same_document(result: Result, made: dict[str, Any]) -> None:
    assert document(tiny.fill(seed=1, numbers=KINDER)) == made
    other = document(tiny.fill(("choices.threshold", "of-registered"), seed=1, numbers=KINDER))
    assert other["constitution_sha256"] != made["constitution_sha256"]
    assert other["voters_sha256"] == made["voters_sha256"]
