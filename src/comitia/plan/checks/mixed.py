"""Two votes, double proportionality, seats left open: what these clauses name is there and goes together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from comitia.count.apportion import DIVISORS
from comitia.count.biproportional import ROUNDING
from comitia.law.constitution import Body, Constitution, Office
from comitia.law.levelling import Levelling
from comitia.law.routes import Election
from comitia.law.units import NoSeats, TableSeats
from comitia.plan.checks.finding import Finding, bodies, elections, offer, route_name
from comitia.plan.checks.lists import tiers
from comitia.text.nodes import Path


def open_seats_are_left_by_a_route(law: Constitution) -> Iterator[Finding]:
    """Seats that a route has left open are those of an earlier route by election into the same body."""
    for path, body in bodies(law):
        for position, route in enumerate(body.routes):
            if isinstance(route, Election) and route.left_open_by:
                before = [each.id for each in body.routes[:position] if isinstance(each, Election)]
                if route.left_open_by not in before:
                    message = f"'{route.left_open_by}' is no route by election into '{body.id}' before this one."
                    mend = offer(route.left_open_by, before, f"routes before it into '{body.id}'")
                    yield Finding((*path, "routes", position, "left_open_by"), "unknown-route", message, mend, out=True)


def houses_grow_by_quotients(law: Constitution) -> Iterator[Finding]:
    """A house grows, and cells are rounded, by divisors that leave a list without a first seat."""
    for path, _, tier in tiers(law):
        if tier.surplus == "house-grows" and tier.method not in ROUNDING:
            yield _no_quotients((*path, "method"), "The house grows seat by seat", tier.method)
        for position, line in enumerate(tier.placed):
            if line.filled == "doubly" and line.method in DIVISORS and line.method not in ROUNDING:
                where = (*path, "placed", position, "method")
                yield _no_quotients(where, "Seats are placed in all places at once", line.method)


def _no_quotients(path: Path, what: str, method: str) -> Finding:
    message = f"{what}, and '{method}' has no quotients that say to whom the first seat goes."
    return Finding(path, "do-not-fit", message, f"Write one of {', '.join(ROUNDING)}.")


def ties_are_decided(law: Constitution) -> Iterator[Finding]:
    """Where a house grows or both sums must hold, a tie that elects nobody leaves a seat that nobody can have."""
    for path, body, tier in tiers(law):
        rule = tier.tie or (law.ties.rule if law.ties else None)
        needs = tier.surplus == "house-grows" or any(line.filled == "doubly" for line in tier.placed)
        if needs and rule == "nobody":
            message = f"{route_name(body, tier)} must give every seat, and of those tied nobody is elected."
            where = (*path, "tie") if tier.tie else ("ties", "rule")
            yield Finding(where, "do-not-fit", message, "Write 'tie: lot' in this route.")


def tables_name_the_units(law: Constitution) -> Iterator[Finding]:
    """A tier's tables name the units in which its votes are cast, and all of them."""
    for path, body, tier in tiers(law):
        there = _units(body, tier)
        if not there:
            continue
        tables: list[tuple[Path, Sequence[str]]] = []
        if tier.minima:
            tables.append(((*path, "minima", "rows"), [row.id for row in tier.minima.rows]))
        for position, line in enumerate(tier.placed):
            if line.to == "units" and line.rows:
                tables.append(((*path, "placed", position, "rows"), [row.id for row in line.rows]))
        for where, names in tables:
            yield from _same(where, names, there, route_name(body, tier))


def _units(body: Body | Office, tier: Levelling) -> tuple[str, ...]:
    """The units of the routes whose votes are added up, where the law names them."""
    rules = [route.seats_each for route in body.routes if isinstance(route, Election) and route.id in tier.votes_of]
    return tuple(row.id for rule in rules if isinstance(rule, NoSeats | TableSeats) for row in rule.rows)


def _same(path: Path, names: Sequence[str], there: Sequence[str], tier: str) -> Iterator[Finding]:
    for position, name in enumerate(names):
        if name not in there:
            message = f"{tier} names a unit '{name}' in which no votes are cast."
            yield Finding((*path, position, "id"), "do-not-fit", message, offer(name, there, "the units"), out=True)
    missing = next((name for name in there if name not in names), None)
    if missing is not None:
        message = f"{tier} has a table without '{missing}', where votes are cast."
        yield Finding(path, "do-not-fit", message, f"Add a row for '{missing}'.", key=True)


def seats_below_lie_in_a_unit(law: Constitution) -> Iterator[Finding]:
    """Seats that count towards a list's share there are won in units of which it is known where they lie."""
    for path, body, route in elections(law):
        for tier in (one for one in body.routes if isinstance(one, Levelling)):
            in_units = tier.minima is not None or any(line.to == "units" for line in tier.placed)
            apart = route.id in tier.counted and route.id not in tier.votes_of
            if apart and in_units and (lacking := _lacking(route, _units(body, tier))):
                message = (
                    f"{route_name(body, tier)} counts seats of '{route.id}' unit by unit, and of '{lacking}' it is "
                )
                message += "not said in which unit it lies."
                mend = "Write a table of units in 'seats_each', and in each row the unit as 'region'."
                yield Finding((*path, "seats_each"), "do-not-fit", message, mend, key=True)


def _lacking(route: Election, there: Sequence[str]) -> str | None:
    """The first unit of a route that lies in none of those there; the route itself where its units are not named."""
    if not isinstance(route.seats_each, TableSeats):
        return route.id
    return next((row.id for row in route.seats_each.rows if row.region not in there), None)
