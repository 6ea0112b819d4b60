"""A plan made from real votes: the contests that returns name, and no others; no society is needed for most laws."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

import numpy as np

from comitia.law.clause import Article
from comitia.law.constitution import Body, Constitution, Office
from comitia.law.counting import Proportional
from comitia.law.levelling import Levelling
from comitia.law.lists import SeatBar
from comitia.law.routes import Election
from comitia.law.units import (
    ApportionedSeats,
    CastSeats,
    EqualDivisions,
    FixedSeats,
    KindSeats,
    NormSeats,
    NoSeats,
    SeatsEach,
    TableSeats,
    Values,
)
from comitia.plan.contests import Contests, Plan
from comitia.plan.map import Map
from comitia.plan.order import order
from comitia.plan.people import Territories, Types
from comitia.plan.units import Lots, Unit, by_votes_cast, named_in_table, units
from comitia.society.cells import Localities, Society

__all__ = [
    "NOBODY",
    "asks_the_whole",
    "known_units",
    "missing_units",
    "needs_society",
    "plan_named",
    "with_votes_cast",
]

_NONE = np.empty(0, dtype=np.int64)
_FEW = np.empty(0, dtype=np.int32)

NOBODY = Society(
    name="none",
    title="no society",
    year=0,
    universe="nobody",
    attributes=(),
    codes={},
    count=_NONE,
    members={},
    organisations=(),
    localities=Localities(("", ""), _FEW, _FEW, (), (), _NONE),
    margins=(),
    digest="",
)
"""The society of which nothing is asked, where real votes alone are counted."""


def _routes(law: Constitution, contests: Iterable[str]) -> Iterator[tuple[str, Election]]:
    """The routes by election in which some of the contests are held, by `body/route`."""
    named = {"/".join(contest.split("/")[:2]) for contest in contests}
    for body in law.filled():
        for route in body.routes:
            if isinstance(route, Election) and f"{body.id}/{route.id}" in named:
                yield f"{body.id}/{route.id}", route


def needs_society(law: Constitution, contests: Iterable[str]) -> tuple[Election, ...]:
    """The routes among those of the contests whose seats in each unit follow from who lives there."""
    return tuple(route for _, route in _routes(law, contests) if _asks_people(route))


def _asks_people(route: Election) -> bool:
    return isinstance(route.seats_each, (KindSeats, ApportionedSeats, NormSeats))


def known_units(
    law: Constitution, contests: Iterable[str], society: Society | None, lots: Lots
) -> dict[str, tuple[Unit, ...]]:
    """For the routes in which the contests are held, the units that law and society give; none where units may be free.

    Without a society, a route whose seats the law gives unit by unit has the units of that table, and one cut by
    territory whose units have the same seats everywhere takes any name.
    """
    titles = {organisation.id: organisation.title for organisation in law.organisations}
    found: dict[str, tuple[Unit, ...]] = {}
    for key, route in _routes(law, contests):
        rule = route.seats_each
        if isinstance(rule, CastSeats) or (society is None and _named(rule)):
            assert isinstance(rule, TableSeats | CastSeats | NoSeats)
            found[key] = named_in_table(route, rule)
            continue
        if society is None and isinstance(route.units, (EqualDivisions, Values)):
            continue
        given = units(route, society or NOBODY, lots)
        found[key] = tuple(replace(unit, title=titles.get(unit.organisation or "", unit.title)) for unit in given)
    return found


def _named(rule: SeatsEach) -> bool:
    """Whether the law names the units one by one."""
    return isinstance(rule, TableSeats | CastSeats | NoSeats) and bool(rule.rows)


def with_votes_cast(
    law: Constitution, known: Mapping[str, tuple[Unit, ...]], valid: Mapping[str, int], lots: Lots
) -> dict[str, tuple[Unit, ...]]:
    """Units whose seats follow from the votes cast with their seats. `valid`: valid papers by `body/route/unit`."""
    found = dict(known)
    for key, route in _routes(law, known):
        if isinstance(route.seats_each, CastSeats):
            papers = {unit.id: valid[f"{key.partition('/')[0]}/{unit.id}"] for unit in known[key]}
            found[key] = by_votes_cast(route, route.seats_each, papers, lots)
    return found


def asks_the_whole(body: Body | Office, route: Election) -> Article | None:
    """The article by which what happens in one unit of a route depends on the votes in all others; None: none does."""
    if isinstance(route.seats_each, CastSeats):
        return route.seats_each.article or route.article
    for stage in route.stages:
        for line in stage.count.entry if isinstance(stage.count, Proportional) else ():
            if any(not isinstance(bar, SeatBar) and bar.over != "unit" for bar in line.bars):
                return line.article or stage.article
    tiers = (
        tier for tier in body.routes if isinstance(tier, Levelling) and route.id in (*tier.votes_of, *tier.counted)
    )
    return next((tier.article for tier in tiers), None)


def missing_units(
    law: Constitution, contests: Iterable[str], known: Mapping[str, tuple[Unit, ...]]
) -> Iterator[tuple[str, Election, tuple[str, ...], Article]]:
    """Routes of which returns give some units, and the law needs all: the units missing, and the article."""
    there = set(contests)
    for key, route in _routes(law, there):
        body = key.partition("/")[0]
        article = asks_the_whole(law.body(body), route)
        missing = tuple(unit.id for unit in known.get(key, ()) if f"{body}/{unit.id}" not in there)
        if article and missing:
            yield key, route, missing, article


def plan_named(
    law: Constitution, contests: Iterable[str], known: Mapping[str, tuple[Unit, ...]], society: Society | None
) -> Plan:
    """The plan that holds the contests named, in their order; a unit that is not known has the seats of every unit."""
    named: dict[str, list[str]] = {}
    for contest in contests:
        key = "/".join(contest.split("/")[:2])
        named.setdefault(key, []).append(contest.partition("/")[2])
    tables = {
        f"{body.id}/{route.id}": Contests(body.id, route, tuple(_units(f"{body.id}/{route.id}", route, named, known)))
        for body in law.filled()
        for route in body.routes
        if isinstance(route, Election)
    }
    return Plan(law, society or NOBODY, order(law), tables, _nowhere(society or NOBODY))


def _units(
    key: str, route: Election, named: Mapping[str, list[str]], known: Mapping[str, tuple[Unit, ...]]
) -> Iterator[Unit]:
    given = {unit.id: unit for unit in known.get(key, ())}
    for name in dict.fromkeys(named.get(key, ())):
        if name in given:
            yield given[name]
        else:
            assert isinstance(route.seats_each, FixedSeats | NoSeats)
            seats = route.seats_each.number if isinstance(route.seats_each, FixedSeats) else 0
            yield Unit(name, name.partition("/")[2] or route.title, seats)


def _nowhere(society: Society) -> Map:
    """A map without places: everybody is of one type, and nobody is asked."""
    one = np.zeros(1, dtype=np.int64)
    everybody = Types((), {"": one}, np.zeros(len(society.count), dtype=np.int64), one.astype(np.uint64))
    return Map(
        everybody, Territories((), {"": one}, _NONE, _NONE), np.zeros((0, 1), dtype=np.int64), _NONE, {}, {}, _NONE
    )
