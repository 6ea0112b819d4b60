"""How far a mandate is from the citizens."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from comitia.law.constitution import Body, Office
from comitia.law.electorates import Citizens, Members
from comitia.law.routes import Election, ExOfficio
from comitia.law.tiers import Delegates, Meetings
from comitia.run.journal import Seat
from comitia.run.result import Result


def not_elected_by_citizens(result: Result, body: str) -> float | None:
    """The share of a body's seats held that were filled without a vote of citizens."""
    if body in result.tiers:
        return 0.0 if any(isinstance(r, Meetings) for r in result.meta.law.body(body).routes) else 1.0
    seats = result.seats(body)
    if not seats:
        return None
    direct = _direct_routes(result)
    return sum((seat.body, seat.route) not in direct for seat in seats) / len(seats)


def _direct_routes(result: Result) -> set[tuple[str, str]]:
    return {
        (body.id, route.id)
        for body in result.meta.law.filled()
        for route in body.routes
        if isinstance(route, Election) and isinstance(route.electorate, Citizens)
    }


def distances(result: Result) -> dict[str, float | None]:
    """For every body the mean number of elections between a citizen and a mandate in it.

    One for a vote of citizens and for the vote of an organisation's plenum (how the plenum itself came about is not
    in the law); one more for each body in between; an office's distance for a seat that goes with it. None where
    the run cannot tell, as for seats filled by another law.
    """
    known: dict[str, float | None] = {}
    for body in result.plan.bodies:
        if body.id in result.tiers:
            known[body.id] = _tiered(body, known)
            continue
        names = [(seat.body, seat.route, _office(seat)) for seat in result.seats(body.id)]
        ways = {name: _steps(result, *name, known) for name in dict.fromkeys(names)}
        steps = [ways[name] for name in names]
        told = [step for step in steps if step is not None]
        known[body.id] = float(np.mean(told)) if told else None
    return known


def _tiered(body: Body | Office, known: Mapping[str, float | None]) -> float | None:
    """One for a meeting of citizens; one more than the body that sends delegates, the mean of its routes."""
    below = [known.get(r.sent_by) if isinstance(r, Delegates) else 0.0 for r in body.routes]
    told = [step for step in below if step is not None]
    return 1.0 + float(np.mean(told)) if told else None


def _office(seat: Seat) -> str:
    """The office that a seat goes with."""
    return seat.contest.split("/")[1] if seat.by == "office" else ""


def _steps(result: Result, body: str, route_id: str, office: str, known: Mapping[str, float | None]) -> float | None:
    route = next(r for r in result.meta.law.body(body).routes if r.id == route_id)
    if isinstance(route, Election):
        if not isinstance(route.electorate, Members):
            return 1.0
        below = [known.get(name) for name in route.electorate.bodies]
        told = [step for step in below if step is not None]
        return 1.0 + float(np.mean(told)) if told else None
    if isinstance(route, Delegates):
        below_it = known.get(route.sent_by)
        return None if below_it is None else 1.0 + below_it
    if isinstance(route, ExOfficio):
        return known.get(office)
    return None
