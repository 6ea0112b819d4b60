"""Plans of the made-up commonwealth, and sums over their maps."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from comitia.law.constitution import Constitution
from comitia.plan.contests import Plan, plan
from comitia.society.cells import Society
from tests.run import tiny

I64 = NDArray[np.int64]


def first_first(_: str, tied: tuple[str, ...], places: int) -> tuple[str, ...]:
    """A lot that falls on those named first."""
    return tied[:places]


def planned(law: Constitution, society: Society | None = None, look_at: tuple[str, ...] = ()) -> Plan:
    return plan(law, society or tiny.society(), look_at, first_first)


@cache
def commonwealth(*settings: tuple[str, str]) -> Plan:
    """The plan of the commonwealth's law with some rules set otherwise."""
    return planned(tiny.law(*settings))


def sizes(made: Plan, key: str) -> dict[str, int]:
    """Voters on the roll of each contest of a route, by the unit's id."""
    table = made.contests[key]
    rolls = made.map.roll(key, len(table)).sum(axis=1)
    return {unit.id: int(n) for unit, n in zip(table.units, rolls, strict=True)}


def inhabited(made: Plan) -> NDArray[np.bool_]:
    """The patches in which somebody lives."""
    return np.asarray(made.map.people.sum(axis=1) > 0)


def papers(made: Plan, key: str) -> I64:
    """How many contests of a route the voters of each inhabited patch are on the roll of."""
    patches, contest = made.map.layers[key]
    assert len(np.unique(np.stack([patches, contest], axis=1), axis=0)) == len(patches), "a patch twice in one contest"
    return np.bincount(patches, minlength=len(made.map.people))[inhabited(made)]
