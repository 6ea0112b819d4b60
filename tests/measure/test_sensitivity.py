"""Which assumptions move an answer: those that no run reads are not tried, and nothing is lost by it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from comitia.electorate.watched import Watched
from comitia.measure import sensitivity
from comitia.measure.portrait import portrait
from comitia.measure.sensitivity import Swing, as_it_is, assumed, swings
from comitia.run.result import Result
from comitia.run.scenario import Scenario


def scenario(law: str, *settings: tuple[str, str]) -> Scenario:
    return Scenario(law, "ussr-1989", seed=3, settings=settings)


def halved_and_doubled(made: Scenario, name: str, value: float) -> list[Scenario]:
    return [replace(made, settings=(*made.settings, (f"voters.{name}", repr(value * f)))) for f in (0.5, 2.0)]


def seats_and_votes(result: Result) -> tuple[object, ...]:
    votes = [held.tallies.votes.tolist() for held in result.journal.held]
    tiers = {body: seated.members.tolist() for body, seated in result.tiers.items()}
    return [seat[:10] for seat in result.journal.seats], votes, tiers, portrait(result, "class")


@pytest.mark.parametrize("law", ["ussr-1988", "soviets-1918", "list-pr-2250", "ussr-1936"])
def test_a_parameter_that_no_run_read_changes_nothing_when_halved_or_doubled(law: str) -> None:
    made = scenario(law)
    made.run()  # what is kept of earlier runs must not hide who reads it
    voters = Watched.of(made.voters())
    plain = seats_and_votes(made.run(voters=voters))
    unread = [(name, value) for name, _, value in assumed(made) if name not in voters.read]
    assert unread
    for name, value in unread:
        for other in halved_and_doubled(made, name, value):
            assert seats_and_votes(other.run()) == plain, name


def test_what_was_read_is_the_same_whether_earlier_runs_left_something_behind_or_not() -> None:
    made = scenario("soviets-1918", ("voters.meetings.odds", "0.7"))  # of which nothing is kept yet
    first, second = (Watched.of(made.voters()) for _ in range(2))
    made.run(voters=first)
    made.run(voters=second)
    assert first.read == second.read
    assert {"meetings.odds", "citizens.affinity.class"} <= first.read


def test_a_watched_model_says_the_same_and_remembers_every_way_of_asking() -> None:
    plain = scenario("ussr-1988").voters()
    watched = Watched.of(plain)
    assert watched.digest == plain.digest
    assert watched.read == set()
    for _ in range(2):  # the second time out of what is kept
        watched.read.clear()
        assert watched.number("citizens.invalid") == plain.number("citizens.invalid")
        assert watched.effects("citizens.turnout") == plain.effects("citizens.turnout")
        assert watched.family("members.affinity") == plain.family("members.affinity")
        assert watched.digest_of("meetings.", "organisation.el") == plain.digest_of("meetings.", "organisation.el")
        effects = {f"citizens.turnout.{attribute}" for attribute in plain.effects("citizens.turnout")}
        likes = {f"members.affinity.{attribute}" for attribute in plain.family("members.affinity")}
        assert watched.read == {"citizens.invalid", "meetings.odds", "organisation.electors", *effects, *likes}


@pytest.mark.parametrize("workers", [1, 2])
def test_swings_are_those_of_trying_every_assumption(workers: int, monkeypatch: pytest.MonkeyPatch) -> None:
    made, some = scenario("ussr-1988"), ("meetings.odds", "citizens.gate.held", "members.strike.base")
    few = [each for each in assumed(made) if each[0] in some]
    monkeypatch.setattr(sensitivity, "assumed", lambda _: few)
    finished: list[int] = []
    found = swings(made, "congress", "class", 0, runs=1, seed=3, workers=workers, progress=finished.append)
    assert sum(finished) == 1 + 2 * len(few)

    def share(each: Scenario) -> float:
        return float(np.mean([each.run(("congress",)).composition("congress", "class")["share"][0]]))

    tried = [
        Swing(name, meaning, value, share(made), *map(share, halved_and_doubled(made, name, value)))
        for name, meaning, value in few
    ]
    assert found == sorted(tried, key=lambda swing: -swing.size)
    assert [swing.size > 0 for swing in found] == [True, False, False]


def test_the_swings_of_several_runs_are_from_their_mean() -> None:
    made = scenario("lot-2250")
    body = made.law().bodies[0].id

    def share(result: Result) -> float:
        return float(result.composition(body, "class")["share"][0])

    base, read = as_it_is([replace(made, seed=seed) for seed in (5, 6)], share, body)
    found = swings(made, body, "class", 0, runs=2, seed=5, workers=1)
    assert [swing.parameter for swing in found] == [name for name, _, _ in assumed(made)]
    assert {swing.base for swing in found} == {float(np.mean(base))}
    assert not {swing.parameter for swing in found if swing.size} - read
