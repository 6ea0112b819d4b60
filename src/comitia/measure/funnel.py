"""The funnel: by any attribute, who was eligible, nominated, let through, on the paper, elected, elected onward."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from comitia.arrays import F64, I64
from comitia.electorate.eligible import meets, of_age
from comitia.law.candidates import FromCitizens, FromMembers, FromOrganisation
from comitia.law.constitution import Constitution
from comitia.law.routes import Election
from comitia.run.result import Result
from comitia.run.table import Table

WORDS = {
    "society": "society",
    "eligible": "may stand",
    "nominated": "nominated",
    "let-through": "let through",
    "on-paper": "on paper",
    "elected": "elected",
}
"""What people call the gates."""
GATES = tuple(WORDS)
"""The gates of a body filled by election, in order; `onward: BODY` follows for each body drawn from its ranks."""


def funnel(result: Result, body: str, by: str, route: str | None = None) -> Table:
    """People by the values of an attribute at each gate of a body, or of one of its routes.

    Columns: gate, value, people, share. The society and those eligible are people; the others are persons of the
    run. Whoever was nominated for several contests counts in each.
    """
    values = result.meta.society.attribute(by).values
    gates: list[str] = []
    names: list[str] = []
    people: list[int] = []
    shares: list[float] = []
    for gate, counts in _gates(result, body, by, route):
        total = max(int(counts.sum()), 1)
        for value, number in zip(values, counts.tolist(), strict=True):
            gates.append(gate)
            names.append(value)
            people.append(round(number))
            shares.append(number / total)
    return Table(f"funnel of {body} by {by}", {"gate": gates, "value": names, "people": people, "share": shares})


def _gates(result: Result, body: str, by: str, route: str | None) -> Iterator[tuple[str, F64]]:
    journal, society = result.journal, result.meta.society
    size = len(society.attribute(by).values)
    routes = [r for r in result.meta.law.body(body).routes if isinstance(r, Election) and route in (None, r.id)]
    yield "society", society.marginal(by).astype(np.float64)
    memo, name = result.plan.map.memo, ("eligible", body, route, by)
    if name not in memo:
        memo[name] = np.bincount(society.codes[by], weights=_eligible(result, routes), minlength=size)
    ranks = [r.candidates.pool for r in routes if isinstance(r.candidates.pool, FromMembers)]
    yield "eligible", memo[name].astype(np.float64) + _counted(result, by, [_sitting(result, pool) for pool in ranks])
    keys = [f"{body}/{r.id}" for r in routes]
    for gate, kept in (
        ("nominated", journal.nominated),
        ("let-through", journal.passed),
        ("on-paper", journal.standing),
    ):
        yield gate, _counted(result, by, [persons for key in keys for persons in kept.get(key, [])])
    seats = [s for s in result.seats(body) if route in (None, s.route)]
    sitting = np.array([s.person for s in seats], dtype=np.int64)
    yield "elected", _counted(result, by, [sitting])
    for other in drawn_from(result.meta.law, body):
        onward = np.array([s.person for s in result.seats(other)], dtype=np.int64)
        yield f"onward: {other}", _counted(result, by, [onward[np.isin(onward, sitting)]])


def _sitting(result: Result, pool: FromMembers) -> I64:
    """The persons who sit in the body that a pool is of, by the routes that it names: int64 `[person]`."""
    law = result.meta.law
    seats = [s for part in law.body(pool.body).joins or (pool.body,) for s in result.seats(part)]
    return np.array([s.person for s in seats if not pool.routes or s.route in pool.routes], dtype=np.int64)


def _counted(result: Result, by: str, persons: list[I64]) -> F64:
    numbers = np.concatenate(persons) if persons else np.empty(0, dtype=np.int64)
    codes = result.values(by, numbers)
    size = len(result.meta.society.attribute(by).values)
    return np.bincount(codes[codes >= 0], minlength=size).astype(np.float64)


def _eligible(result: Result, routes: list[Election]) -> F64:
    """People in each cell who may stand in at least one of the routes: float64 `[cell]`."""
    society = result.meta.society
    best = np.zeros(len(society.count))
    for route in routes:
        pool = route.candidates.pool
        if isinstance(pool, FromCitizens):
            best = np.maximum(best, society.count * of_age(society, pool.ages) * meets(society, pool.where))
        elif isinstance(pool, FromOrganisation):
            best = np.maximum(best, _members(result, route) * of_age(society, pool.ages))
    return best


def _members(result: Result, route: Election) -> F64:
    """People in each cell who belong to at least one of a route's organisations, taken as joined independently."""
    society = result.meta.society
    outside = np.ones(len(society.count))
    for unit in result.plan.contests[next(k for k, t in result.plan.contests.items() if t.route == route)].units:
        outside *= 1.0 - society.members[unit.organisation or ""] / np.maximum(society.count, 1)
    return society.count * (1.0 - outside)


def drawn_from(law: Constitution, body: str) -> list[str]:
    """The bodies whose members are taken from the ranks of this one."""
    found = []
    for other in law.bodies:
        for route in other.routes:
            if isinstance(route, Election):
                pool = route.candidates.pool
                if isinstance(pool, FromMembers) and pool.body == body and other.id not in found:
                    found.append(other.id)
    return found
