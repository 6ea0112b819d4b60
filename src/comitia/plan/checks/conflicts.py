"""Conflicts: no seat is filled by two articles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from comitia.law.constitution import Body, Constitution, Office
from comitia.law.routes import Election, ExOfficio
from comitia.law.units import OrganisationQuotas, OrganisationSeats
from comitia.plan.checks.finding import OTHER, Finding, bare, bodies, every
from comitia.text.nodes import Path


def nobody_sits_twice_by_office(law: Constitution) -> Iterator[Finding]:
    """An office gives its holder one seat in a body."""
    for path, body in bodies(law):
        holders = [
            ((*path, "routes", number, "holders", position, "office"), holder.office)
            for number, route in enumerate(body.routes)
            if isinstance(route, ExOfficio)
            for position, holder in enumerate(route.holders)
        ]
        yield from _twice(holders, f"already gives its holder a seat in '{body.id}', at {OTHER}.")


def no_organisation_has_two_quotas(law: Constitution) -> Iterator[Finding]:
    """An organisation has its seats in a body in one place."""
    for path, body in bodies(law):
        quotas = [
            ((*path, "routes", number, *where, "organisation"), each.organisation)
            for number, route in enumerate(body.routes)
            if isinstance(route, Election) and isinstance(route.units, OrganisationQuotas)
            for where, each in every(OrganisationSeats, route.units.groups, ("units", "groups"))
        ]
        yield from _twice(quotas, f"already has seats in '{body.id}', at {OTHER}.")


def _twice(named: Sequence[tuple[Path, str]], says: str) -> Iterator[Finding]:
    first: dict[str, Path] = {}
    for path, name in named:
        if name in first:
            yield Finding(path, "filled-twice", f"'{name}' {says}", "Leave one of the two out.", other=first[name])
        first.setdefault(name, path)


def no_two_routes_are_one(law: Constitution) -> Iterator[Finding]:
    """Two routes into a body differ in who elects, where, or who may stand."""
    for path, body in bodies(law):
        yield from _alike(path, body)


def _alike(path: Path, body: Body | Office) -> Iterator[Finding]:
    first: list[tuple[int, object]] = []
    for number, route in enumerate(body.routes):
        if not isinstance(route, Election):
            continue
        what = [bare(part) for part in (route.electorate, route.units, route.seats_each, route.candidates)]
        other = next((position for position, known in first if known == what), None)
        if other is not None:
            message = f"Route '{route.id}' and that at {OTHER} fill the same seats: electors, units and candidates "
            message += "are the same."
            mend = "Leave one of the two out, or say in what they differ."
            where = (*path, "routes", number, "id")
            yield Finding(where, "filled-twice", message, mend, other=(*path, "routes", other, "id"))
        first.append((number, what))
