"""What is kept of one run when many are compared: small, and the same for every law."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from comitia.law.constitution import Body, Constitution
from comitia.law.routes import Election, Lot
from comitia.law.tiers import Delegates, Meetings
from comitia.measure import tiers
from comitia.measure.control import control
from comitia.measure.funnel import drawn_from, funnel
from comitia.measure.indices import gallagher, rose
from comitia.measure.voice import behind, weight
from comitia.run.result import Result

SMALLEST = 50
"""Bodies with fewer members are not compared: a share in them is an accident."""


@dataclass(frozen=True, slots=True)
class Portrait:
    """One body of one run: shares and weights of votes by value, funnel shares by gate, and single figures."""

    shares: tuple[float, ...]
    votes: tuple[float, ...]
    gates: dict[str, tuple[float, ...]]
    figures: dict[str, float | None]
    bound: str | None = None
    """How the control share is to be read: `exact` or `at most`; None where it cannot be told."""


def compared(body: Body) -> bool:
    """Whether a body's members are elected or drawn by lot, themselves or in its chambers."""
    return bool(body.joins) or any(isinstance(route, (Election, Lot, Meetings, Delegates)) for route in body.routes)


def wanted(law: Constitution) -> frozenset[str]:
    """The bodies that a portrait looks at: those that may be compared, and those drawn from their ranks."""
    large = [body.id for body in law.bodies if compared(body) and (body.seats is None or body.seats >= SMALLEST)]
    return frozenset((*large, *(other for body in large for other in drawn_from(law, body))))


def portrait(result: Result, by: str) -> dict[str, Portrait]:
    """Every body of a run that is worth comparing, by id."""
    table, distance = behind(result, by), tiers.distances(result)
    bodies = [b for b in result.meta.law.bodies if compared(b) and result.members(b.id) >= SMALLEST]
    return {body.id: _one(result, body, by, table, distance[body.id]) for body in bodies}


def portrayer(by: str) -> Any:
    """`portrait` by one attribute, as a function that can be sent to another process."""
    return partial(portrait, by=by)


def _one(result: Result, body: Body, by: str, table: Any, distance: float | None) -> Portrait:
    shares = [float(share) for share in result.composition(body.id, by)["share"]]
    outside = (result.meta.society.marginal(by) / result.meta.society.count.sum()).tolist()
    gates: dict[str, list[float]] = {}
    if any(isinstance(route, Election) for route in body.routes):
        for row in funnel(result, body.id, by).rows():
            gates.setdefault(row["gate"], []).append(row["share"])
    carried = control(result, body.id)
    figures: dict[str, float | None] = {
        "rose": rose(shares, outside),
        "gallagher": gallagher(shares, outside),
        "control_share": carried.share if carried else None,
        "distance": distance,
        "not_elected_by_citizens": tiers.not_elected_by_citizens(result, body.id),
        "seats": float(result.members(body.id)),
    }
    votes = [float(v) for v in np.nan_to_num(weight(result, body.id, table, by), nan=-1.0)]
    bound = carried.bound if carried else None
    return Portrait(tuple(shares), tuple(votes), {gate: tuple(s) for gate, s in gates.items()}, figures, bound)
