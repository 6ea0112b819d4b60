"""The contests of a law on a society: one table a route, and the map of those in which citizens vote."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from comitia.arrays import I64
from comitia.law.ballots import CrossOut
from comitia.law.candidates import FromCitizens
from comitia.law.constitution import Body, Constitution, Office
from comitia.law.counting import Proportional
from comitia.law.electorates import Citizens, Members
from comitia.law.faults import Faults
from comitia.law.levelling import Levelling
from comitia.law.routes import Election
from comitia.law.tiers import Delegates, Meetings
from comitia.law.units import CastSeats, EqualDivisions, OrganisationQuotas, Values
from comitia.plan import franchise, unfit
from comitia.plan import map as maps
from comitia.plan.order import order
from comitia.plan.people import Types, territories, types
from comitia.plan.units import Lots, Unit, attribute_of, units
from comitia.society.cells import Attribute, Society
from comitia.society.inhabitants import known_by


@dataclass(frozen=True)
class Contests:
    """All contests of one route, held as one batch."""

    body: str
    route: Election
    units: tuple[Unit, ...]

    def __len__(self) -> int:
        return len(self.units)

    @property
    def key(self) -> str:
        """`body/route`, the name by which chance and results address the route."""
        return f"{self.body}/{self.route.id}"

    @cached_property
    def names(self) -> tuple[str, ...]:
        """`body/route/unit` of each contest."""
        return tuple(f"{self.body}/{unit.id}" for unit in self.units)

    @cached_property
    def seats(self) -> I64:
        """Seats of each contest: int64 `[contest]`."""
        return np.array([unit.seats for unit in self.units], dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Plan:
    """Bodies in the order in which they are filled, the contests of every election, the map of citizens."""

    law: Constitution
    society: Society
    bodies: tuple[Body | Office, ...]
    contests: dict[str, Contests]
    map: maps.Map


def plan(law: Constitution, society: Society, look_at: tuple[str, ...], lots: Lots) -> Plan:
    """Plan a run. `look_at`: the attributes of voters that the voter model looks at.

    Faults: a cycle; attributes, kinds or organisations that the society does not have; seats that do not add up.
    """
    bodies = order(law)
    _refuse_lists(bodies)
    contests: dict[str, Contests] = {}
    for body in bodies:
        for route in body.routes:
            if isinstance(route, Election):
                table = Contests(body.id, route, units(route, society, lots))
                _check(table, society)
                contests[table.key] = table
    of_citizens = {k: t for k, t in contests.items() if isinstance(t.route.electorate, Citizens)}
    looked_at = (*look_at, *_met_by(society, law))
    kinds = types(society, _attributes(society, looked_at, tuple(of_citizens.values())))
    layers = {key: _layer(society, kinds, table) for key, table in of_citizens.items()}
    return Plan(law, society, bodies, contests, maps.draw(society, kinds, territories(society), layers))


def _refuse_lists(bodies: tuple[Body | Office, ...]) -> None:
    """Refuse to simulate lists that are the same in several units.

    Faults: levelling seats; bars beyond the unit; votes for a tier above.
    """
    for body in bodies:
        for route in body.routes:
            if isinstance(route, Levelling):
                raise unfit.lists_are_not_simulated(route, "adds up the votes of lists over all units")
            if isinstance(route, Election) and isinstance(route.seats_each, CastSeats):
                raise unfit.seats_follow_from_votes(route)
            if isinstance(route, Election):
                _refuse_votes(route)
            if isinstance(route, Election) and _entry(route):
                raise unfit.lists_are_not_simulated(route, "asks of what kind a list is, or for votes beyond a unit")


def _refuse_votes(route: Election) -> None:
    """Refuse to simulate votes that have a value, and papers that leave as many names as there are seats."""
    if isinstance(route.electorate, Members) and route.electorate.values:
        raise unfit.votes_are_not_simulated(route, "have a value, and in a simulation members count alike")
    if isinstance(route.ballot, CrossOut) and route.ballot.leave == "seats":
        raise unfit.votes_are_not_simulated(
            route, "leave as many names as seats, and in a simulation one or any number"
        )


def _entry(route: Election) -> bool:
    """Whether a stage of a route has bars that the returns of lists alone can tell of."""
    return any(isinstance(stage.count, Proportional) and stage.count.entry for stage in route.stages)


def _met_by(society: Society, law: Constitution) -> tuple[str, ...]:
    """The attributes that decide who meets where in tiers of bodies of which there is one in every place.

    Faults: attributes or values that the society does not have; inhabitants that it does not count.
    """
    names: list[str] = []
    for body in law.bodies:
        for route in body.routes:
            if not isinstance(route, Meetings | Delegates):
                continue
            conditions = body.per.where if body.per else ()
            if route.norm.of == "inhabitants":
                _check_inhabitants(society, law, body, route)
            if isinstance(route, Meetings):
                conditions += route.electorate.where
                names += franchise.looked_at(society, route.electorate, ())
                names += [attribute_of(society, route.held_by, route).name] if route.held_by else []
            for condition in conditions:
                check_values(attribute_of(society, condition.attribute, route), condition.among, route)
                names.append(condition.attribute)
    return tuple(dict.fromkeys(names))


def _check_inhabitants(society: Society, law: Constitution, body: Body | Office, route: Meetings | Delegates) -> None:
    """Inhabitants can be counted by those attributes alone that are known of all, voters or not."""
    counted = law.body(route.sent_by) if isinstance(route, Delegates) else body
    where = counted.per.where if isinstance(counted, Body) and counted.per else ()
    named = [attribute_of(society, condition.attribute, route).name for condition in where]
    known = known_by(society)
    unknown = [name for name in dict.fromkeys(named) if name not in known]
    if unknown or not known:
        raise unfit.lacks_inhabitants(society, route, *unknown, known=known)


def _layer(society: Society, kinds: Types, table: Contests) -> maps.Layer:
    assert isinstance(table.route.electorate, Citizens)
    having = franchise.having(society, kinds, table.route.electorate, table.units)
    cut = table.route.units
    equal = cut.by if isinstance(cut, EqualDivisions) else "voters"
    return maps.Layer(table.units, _nested(table.route), having, equal)


def _nested(route: Election) -> bool:
    return not isinstance(route.units, Values) or route.units.nested


def _attributes(society: Society, look_at: tuple[str, ...], tables: tuple[Contests, ...]) -> tuple[str, ...]:
    """The localities' own attributes, those of the voter model, and those that the law's franchise looks at."""
    wanted = dict.fromkeys((*society.localities.keys, *look_at))
    for table in tables:
        route = table.route
        assert isinstance(route.electorate, Citizens)
        pool = route.candidates.pool
        conditions = (*route.electorate.where, *(pool.where if isinstance(pool, FromCitizens) else ()))
        for condition in conditions:
            check_values(attribute_of(society, condition.attribute, route), condition.among, route)
        for condition in route.electorate.where:
            if condition.attribute in society.localities.codes:
                raise unfit.territory_as_condition(condition.attribute, route)
        wanted |= dict.fromkeys(franchise.looked_at(society, route.electorate, table.units))
    return tuple(name for name in wanted if name not in society.localities.codes)


def check_values(attribute: Attribute, among: tuple[str, ...], route: unfit.Asking) -> None:
    """Refuse a condition that names a value which the attribute does not have."""
    for value in among:
        if value not in attribute.values:
            raise unfit.unknown_value(attribute, value, route)


def _check(table: Contests, society: Society) -> None:
    """Seats must add up to the route's, and organisations must exist in the society."""
    route, total = table.route, int(table.seats.sum())
    faults = [unfit.seats_do_not_sum(society, route, total)] if route.seats not in (None, total) else []
    if isinstance(route.units, OrganisationQuotas):
        known = {organisation.id for organisation in society.organisations}
        faults += [
            unfit.lacks_organisation(society, unit.organisation or "", unit.seats, unit.article)
            for unit in table.units
            if unit.organisation not in known
        ]
    if faults:
        raise Faults(faults)
