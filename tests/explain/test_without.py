"""A law without one of its rules: what goes with it, in settings and in words, for every law."""

from __future__ import annotations

import contextlib
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import comitia as cm
from comitia.explain.controls import controls
from comitia.explain.without import without
from comitia.law.constitution import Constitution
from comitia.law.faults import Fault, Faults
from comitia.plan.check import check
from comitia.text.amend import apply
from comitia.text.catalogue import load, names, path_of
from comitia.text.nodes import Tree
from comitia.text.read import read_text, tree_of, validate
from tests.text.club import FILE, LAW

ORGANISATIONS = "bodies.congress.routes.organisations"
WHOLE = ("bodies", "offices", "routes", "stages", "powers", "provisions", "organisations")
"""Lists of what a reader takes for one thing."""


@cache
def tree(name: str) -> Tree:
    return tree_of(path_of(name))


@cache
def removable(name: str) -> tuple[str, ...]:
    """The ways, stages, powers and so on that have a control to take them out."""
    found = (control for each in controls(load(name)).values() for control in each if control.kind == "remove")
    return tuple(each.path for each in found if each.path.split(".")[-2:-1] and each.path.split(".")[-2] in WHOLE)


def left(name: str, given: tuple[tuple[str, str], ...]) -> tuple[Fault, ...]:
    """What is wrong with a shipped law after settings."""
    try:
        changed = apply(tree(name), given)
        return check(validate(Constitution, changed), places=changed)
    except Faults as found:
        return found.faults


@st.composite
def rules(draw: st.DrawFn) -> tuple[str, str]:
    name = draw(st.sampled_from([name for name in names() if removable(name)]))
    return name, draw(st.sampled_from(removable(name)))


def test_the_congress_without_organisations() -> None:
    found = without(load("ussr-1988"), ORGANISATIONS)
    assert found.settings == (
        (ORGANISATIONS, ""),
        ("bodies.soviet-of-nationalities.routes.delegations.candidates.pool.routes.1", ""),
        ("bodies.soviet-of-the-union.routes.delegations.candidates.pool.routes.1", ""),
        ("bodies.congress.tenure.recall.1", ""),
        ("bodies.congress.seats", "1500"),
    )
    assert left("ussr-1988", found.settings) == ()
    assert found.sentence.startswith("Without Public organisations. And with it: “Public organisations” in the list")
    assert "seats of Congress of People's Deputies: 1,500 in place of 2,250; four points that" in found.sentence


def test_the_congress_without_organisations_is_filled_by_districts_and_draws_the_supreme_soviet() -> None:
    law = load("ussr-1988", without(load("ussr-1988"), ORGANISATIONS).settings)
    roll = cm.run(law, cm.society("ussr-1989"), seed=1).roll
    seated = [(body, route) for body, route in zip(roll["body"], roll["route"], strict=True)]
    congress = [route for body, route in seated if body == "congress"]
    assert len(congress) == 1500
    assert set(congress) == {"territorial", "national-territorial"}
    assert len([body for body, _ in seated if body in ("soviet-of-the-union", "soviet-of-nationalities")]) == 542


def test_a_body_goes_with_its_powers_offices_and_seats_elsewhere() -> None:
    found = without(load("ussr-1988"), "bodies.soviet-of-the-union")
    assert left("ussr-1988", found.settings) == ()
    assert ("bodies.supreme-soviet.seats", "271") in found.settings
    assert ("offices.chairman-soviet-of-the-union", "") in found.settings
    assert "“The Congress of People's Deputies elects the Soviet of the Union”" in found.sentence


def test_an_answer_that_would_name_what_is_gone_is_taken_out() -> None:
    found = without(load("soviets-1918"), "bodies.volost-congress")
    assert any(path.startswith("choices.who-sends-to-the-uezd.options.") for path, _ in found.settings)
    assert left("soviets-1918", found.settings) == ()


def test_what_nothing_hangs_on_goes_alone() -> None:
    found = without(read_text(LAW, FILE), "bodies.council.routes.members.stages.first.quorum")
    assert found.settings == (("bodies.council.routes.members.stages.first.quorum", ""),)
    assert found.sentence.endswith("Nothing else hangs on it.")


def test_seats_that_did_not_add_up_before_are_left_to_be_told() -> None:
    law = load("ussr-1988", [("bodies.congress.seats", "2251")])
    assert ("bodies.congress.seats", "1500") not in without(law, ORGANISATIONS).settings


def test_a_path_that_leads_nowhere_is_refused() -> None:
    with pytest.raises(Faults, match="organisation"):
        without(load("ussr-1988"), "bodies.congress.routes.organisation")


def test_what_has_to_stand_is_told_by_the_check() -> None:
    found = without(read_text(LAW, FILE), "bodies.council.routes.members.ballot")
    assert found.settings == (("bodies.council.routes.members.ballot", ""),)
    assert found.sentence.endswith(": but something has to stand there.")


@pytest.mark.parametrize(
    "path",
    ["bodies", "bodies.0", "bodies.council.routes", "choices", "ties", "bodies.+", "²", "title", "acts.statutes"],
)
def test_whatever_is_taken_out_there_is_a_sentence(path: str) -> None:
    with contextlib.suppress(Faults):
        assert without(read_text(LAW, FILE), path).sentence.startswith("Without ")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rules())
def test_every_rule_can_be_taken_out_and_what_is_left_is_a_law_or_tells_its_faults(drawn: tuple[str, str]) -> None:
    name, path = drawn
    found = without(load(name), path)
    assert found.settings[0] == (path, "")
    assert len(found.words) == len(found.settings)
    assert all(words and words in found.sentence for words in found.words)
    law = load(name)
    questions = {choice.question for choice in law.choices}
    assert set(found.points) <= questions
    assert all(question in found.sentence for question in found.points)
    assert isinstance(left(name, found.settings), tuple)


@pytest.mark.parametrize("name", ["ussr-1988", "ussr-1936", "soviets-1918", "poland-1989"])
def test_no_power_leaves_a_fault_behind(name: str) -> None:
    first, *_ = [path for path in removable(name) if path.startswith("powers.")] or [""]
    assert not first or left(name, without(load(name), first).settings) == ()
