"""How far a mandate is from the citizens, and how few of them can carry a majority through all tiers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from comitia.law.counting import Majority
from comitia.law.electorates import Citizens, Members
from comitia.law.routes import Election, ExOfficio
from comitia.plan.contests import Contests
from comitia.run.result import Result


@dataclass(frozen=True, slots=True)
class Control:
    """The smallest share of citizens that can carry a majority of a body, and whether it is exact or a bound."""

    share: float
    bound: str


def not_elected_by_citizens(result: Result, body: str) -> float | None:
    """The share of a body's seats held that were filled without a vote of citizens."""
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
        steps = [_steps(result, seat.body, seat.route, seat.contest, known) for seat in result.seats(body.id)]
        told = [step for step in steps if step is not None]
        known[body.id] = float(np.mean(told)) if told else None
    return known


def _steps(result: Result, body: str, route_id: str, contest: str, known: Mapping[str, float | None]) -> float | None:
    route = next(r for r in result.meta.law.body(body).routes if r.id == route_id)
    if isinstance(route, Election):
        if not isinstance(route.electorate, Members):
            return 1.0
        below = [known.get(name) for name in route.electorate.bodies]
        told = [step for step in below if step is not None]
        return 1.0 + float(np.mean(told)) if told else None
    if isinstance(route, ExOfficio):
        return known.get(contest.split("/")[1])
    return None


def control(result: Result, body: str) -> Control | None:
    """The smallest share of citizens that can carry a majority of a body's seats, everybody on the roll voting.

    A contest of citizens is carried by the least number that passes its threshold; a plenum by that number of its
    members; a contest of another body's members by whoever carries a majority of that body. Contests are taken
    cheapest seat first. Where citizens vote in several contests the same people may carry more than one, so the
    figure is then an upper bound.
    """
    cost = _cost(result, body, {})
    if cost is None:
        return None
    people, overlap = cost
    return Control(people / int(result.meta.society.count.sum()), "at most" if overlap else "exact")


def _cost(result: Result, body: str, seen: dict[str, tuple[int, bool] | None]) -> tuple[int, bool] | None:
    if body in seen:
        return seen[body]
    seen[body] = None
    offers: list[tuple[float, int, int]] = []
    through: set[str] = set()
    layers = 0
    parts = result.meta.law.body(body).joins or (body,)
    for part in parts:
        for route in result.meta.law.body(part).routes:
            if not isinstance(route, Election):
                return None
            table = result.plan.contests[f"{part}/{route.id}"]
            if isinstance(route.electorate, Members):
                through.update(route.electorate.bodies)
                continue
            layers += isinstance(route.electorate, Citizens)
            offers += _offers(result, table)
    if through and not offers:
        costs = [_cost(result, name, seen) for name in sorted(through)]
        told = [cost for cost in costs if cost is not None]
        seen[body] = (sum(c for c, _ in told), len(told) > 1 or any(o for _, o in told)) if told else None
    elif offers:
        seen[body] = (_cheapest(offers), layers > 1)
    return seen[body]


def _offers(result: Result, table: Contests) -> list[tuple[float, int, int]]:
    """For each contest: people a seat, seats, people needed."""
    first = table.route.stages[0]
    held = next((h for h in result.held(table.body, table.route.id) if h.round == 0), None)
    if held is None:
        return []
    found = []
    rolls = np.maximum(held.tallies.registered, held.tallies.participants)  # real returns may not give the roll
    for roll, seats in zip(rolls.tolist(), held.seats.tolist(), strict=True):
        need = first.count.threshold.least(roll) if isinstance(first.count, Majority) else 1
        found.append((need / max(seats, 1), seats, need))
    return found


def _cheapest(offers: list[tuple[float, int, int]]) -> int:
    """People who carry the cheapest contests until more than half of the seats are won."""
    seats = sum(n for _, n, _ in offers)
    people = won = 0
    for _, number, need in sorted(offers):
        if won > seats // 2:
            break
        won += number
        people += need
    return people
