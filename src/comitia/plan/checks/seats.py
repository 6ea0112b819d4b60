"""Seats: parts add up to their whole, and every unit knows its number."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from comitia.law.candidates import FromCitizens
from comitia.law.constitution import Body, Constitution, Office
from comitia.law.routes import Election, ExOfficio
from comitia.law.units import (
    ApportionedSeats,
    EqualDivisions,
    FixedSeats,
    KindSeat,
    KindSeats,
    NormSeats,
    OrganisationQuotas,
    QuotaSeats,
    TableSeats,
    ValueGroup,
    Values,
    WholeState,
)
from comitia.plan.checks.finding import OTHER, Finding, bodies, count, elections, known, route_name, routes
from comitia.text.nodes import Path


class _Line(NamedTuple):
    """Units of one attribute and kind, as the cut or the table of seats names them."""

    attribute: str
    kind: str | None

    def meets(self, other: _Line) -> bool:
        """Whether some unit may be of both."""
        return self.attribute == other.attribute and (None in (self.kind, other.kind) or self.kind == other.kind)

    def __str__(self) -> str:
        return f"'{self.attribute}'" + (f" of the kind '{self.kind}'" if self.kind else "")


def _sum(path: Path, whole: str, seats: int, parts: str, together: int) -> Iterator[Finding]:
    if seats != together:
        message = f"{whole} has {count(seats, 'seat')}, and {parts} have {together:,} together."
        yield Finding(path, "seats-do-not-sum", message, "Mend the one or the other.", to=str(together))


def routes_sum_to_the_body(law: Constitution) -> Iterator[Finding]:
    """The routes into a body have as many seats together as the body."""
    for path, body in bodies(law):
        if body.seats is not None and body.routes and not body.joins:
            own = [route for route in body.routes if not (isinstance(route, Election) and route.left_open_by)]
            seats = [route.seats for route in own if route.seats is not None]
            if len(seats) == len(own):
                yield from _sum((*path, "seats"), f"'{body.id}'", body.seats, "its routes", sum(seats))


def chambers_sum_to_the_body(law: Constitution) -> Iterator[Finding]:
    """Chambers that make up a body have as many seats together as the body."""
    there = known(law)
    for path, body in bodies(law):
        seats = [there[name].seats for name in body.joins if name in there]
        numbers = [number for number in seats if number is not None]
        if body.seats is not None and body.joins and len(numbers) == len(body.joins):
            yield from _sum((*path, "seats"), f"'{body.id}'", body.seats, "the chambers it joins", sum(numbers))


def quotas_sum_to_the_route(law: Constitution) -> Iterator[Finding]:
    """Organisations share out the quota of their group, and the quotas are the seats of the route."""
    for path, body, route in elections(law):
        if not isinstance(route.units, OrganisationQuotas):
            continue
        for position, group in enumerate(route.units.groups):
            where = (*path, "units", "groups", position, "seats")
            together = sum(each.seats for each in group.organisations)
            yield from _sum(where, f"Quota '{group.id}'", group.seats, "its organisations", together)
        if route.seats is not None:
            together = sum(group.seats for group in route.units.groups)
            yield from _sum((*path, "seats"), route_name(body, route), route.seats, "its quotas", together)


def holders_sum_to_the_route(law: Constitution) -> Iterator[Finding]:
    """Those who sit by office are as many as the seats that go with offices."""
    for path, body, route in routes(law):
        if isinstance(route, ExOfficio):
            together = sum(holder.seats for holder in route.holders)
            yield from _sum((*path, "seats"), route_name(body, route), route.seats, "its holders", together)


def offices_are_taken_whole(law: Constitution) -> Iterator[Finding]:
    """Of an office's holders all sit by virtue of it; otherwise the law would have to say which of them."""
    there = known(law)
    for path, _, route in routes(law):
        for position, holder in enumerate(route.holders if isinstance(route, ExOfficio) else ()):
            there_are = there[holder.office].seats if holder.office in there else None
            if there_are is not None and there_are != holder.seats:
                sit = f"{holder.seats:,} {'sits' if holder.seats == 1 else 'sit'} here by office"
                message = f"Of '{holder.office}' there {'is' if there_are == 1 else 'are'} {there_are:,}, and {sit}."
                mend = f"Write 'seats: {there_are}'"
                mend += "; where some of them sit, let an election choose which." if holder.seats < there_are else "."
                yield Finding((*path, "holders", position), "part-of-an-office", message, mend)


def units_times_seats_are_the_route(law: Constitution) -> Iterator[Finding]:
    """So many units with so many seats each are the seats of the route, where the law says how many units."""
    for path, body, route in elections(law):
        units = _number_of_units(route)
        if units is None or route.seats is None:
            continue
        each, where = route.seats_each, (*path, "seats")
        if isinstance(each, FixedSeats):
            parts = f"{count(units, 'unit')} with {count(each.number, 'seat')} each"
            yield from _sum(where, route_name(body, route), route.seats, parts, units * each.number)
        if isinstance(each, ApportionedSeats) and each.floor * units > route.seats:
            floor = f"{count(units, 'unit')} with at least {count(each.floor, 'seat')} each"
            message = f"{route_name(body, route)} has {count(route.seats, 'seat')}, too few for {floor}."
            yield Finding((*path, "seats_each", "floor"), "seats-do-not-sum", message, "Lower the floor, or add seats.")


def _number_of_units(route: Election) -> int | None:
    if isinstance(route.units, WholeState):
        return 1
    return route.units.total if isinstance(route.units, EqualDivisions) else None


def seats_fit_the_units(law: Constitution) -> Iterator[Finding]:
    """Quotas belong to organisations, and seats by kind to units that have kinds."""
    for path, body, route in elections(law):
        quotas, each = isinstance(route.units, OrganisationQuotas), route.seats_each
        where = (*path, "seats_each", "seats")
        if quotas != isinstance(each, QuotaSeats):
            said = "its units are organisations with quotas" if quotas else "its units have no quotas"
            message = f"{route_name(body, route)} gives seats by '{each.seats}', and {said}."
            mend = "Write 'seats_each: {seats: quota}'." if quotas else "Say otherwise how many seats a unit has."
            yield Finding(where, "do-not-fit", message, mend)
        if isinstance(each, KindSeats | TableSeats) and isinstance(route.units, WholeState):
            by = "by the kind of unit" if isinstance(each, KindSeats) else "unit by unit"
            message = f"{route_name(body, route)} gives seats {by}, and the whole is its only unit."
            yield Finding(where, "do-not-fit", message, "Write 'seats: fixed' with the number of seats.")


def tables_sum_to_the_route(law: Constitution) -> Iterator[Finding]:
    """The seats of a table are together those of the route, where the units that it names are not cut further."""
    for path, body, route in elections(law):
        table, cut = route.seats_each, route.units
        whole = isinstance(cut, Values) and all(group.each == 1 for group in cut.groups)
        if isinstance(table, TableSeats) and whole and route.seats is not None:
            together = sum(row.seats for row in table.rows)
            yield from _sum((*path, "seats"), route_name(body, route), route.seats, "the units of its table", together)


def kinds_have_seats(law: Constitution) -> Iterator[Finding]:
    """Every kind of unit has its line in the table of seats, and every line has units."""
    for path, body, route in elections(law):
        if isinstance(route.seats_each, KindSeats):
            yield from _kinds(path, body, route, route.seats_each)


def _kinds(path: Path, body: Body | Office, route: Election, table: KindSeats) -> Iterator[Finding]:
    cut, lines = _lines(route), [_line(each) for each in table.kinds]
    for where, group in cut:
        if not any(group.meets(line) for line in lines):
            message = f"{route_name(body, route)} has units {group} and no line that gives them seats."
            yield Finding((*path, *where), "do-not-fit", message, "Add a line to 'kinds'.", out=True)
    for position, line in enumerate(lines):
        where = ("seats_each", "kinds", position)
        if cut and not any(line.meets(group) for _, group in cut):
            message = f"{route_name(body, route)} gives seats to units {line}, of which it has none."
            yield Finding((*path, *where), "do-not-fit", message, "Leave the line out, or mend 'units'.", out=True)


def _lines(route: Election) -> list[tuple[Path, _Line]]:
    """The kinds of unit of a route, each with its path inside the route."""
    if isinstance(route.units, EqualDivisions):
        return [(("units", "among"), _Line(route.units.among, None))]
    groups = route.units.groups if isinstance(route.units, Values) else ()
    return [(("units", "groups", i), _line(group)) for i, group in enumerate(groups)]


def _line(each: ValueGroup | KindSeat) -> _Line:
    return _Line(each.attribute, each.kind)


def no_unit_is_cut_twice(law: Constitution) -> Iterator[Finding]:
    """No value falls into two groups of units, and none is given seats by two lines."""
    for path, _, route in elections(law):
        if isinstance(route.units, Values):
            yield from _overlaps((*path, "units", "groups"), [_line(group) for group in route.units.groups])
        if isinstance(route.seats_each, KindSeats):
            yield from _overlaps((*path, "seats_each", "kinds"), [_line(each) for each in route.seats_each.kinds])


def _overlaps(path: Path, lines: list[_Line]) -> Iterator[Finding]:
    for position, line in enumerate(lines):
        first = next((i for i, other in enumerate(lines[:position]) if line.meets(other)), None)
        if first is not None:
            message = f"Units {line} fall under this line and under that at {OTHER}."
            mend = "Name a kind in each line, or leave one of the two out."
            yield Finding((*path, position), "filled-twice", message, mend, other=(*path, first))


def limits_do_not_cross(law: Constitution) -> Iterator[Finding]:
    """Whatever has a least and a most number has the least first."""
    for path, _, route in elections(law):
        rule, norm = route.candidates, route.seats_each
        if isinstance(norm, NormSeats):
            where = (*path, "seats_each", "at_least")
            yield from _crossed(where, norm.at_least, norm.at_most, "seats of a unit")
        if isinstance(rule.pool, FromCitizens):
            where = (*path, "candidates", "pool", "age")
            yield from _crossed(where, rule.pool.age, rule.pool.age_at_most, "years of age")
        where = (*path, "candidates", "per_seat_at_least")
        yield from _crossed(where, rule.per_seat_at_least, rule.per_seat_at_most, "names a seat")


def _crossed(path: Path, least: int, most: int | None, of: str) -> Iterator[Finding]:
    if most is not None and least > most:
        message = f"At least {least:,} and at most {most:,} {of} cannot both be."
        yield Finding(path, "limits-cross", message, "Let the least be no more than the most.")
