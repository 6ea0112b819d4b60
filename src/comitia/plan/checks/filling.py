"""Filling: every body can be filled, and nobody is waited for who waits himself."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from comitia.law.constitution import Body, Constitution, Office
from comitia.plan.checks.finding import Finding, bodies, known, path_of
from comitia.plan.checks.names import named
from comitia.plan.order import needs
from comitia.text.nodes import Path


def seats_have_a_way_in(law: Constitution) -> Iterator[Finding]:
    """A body with seats has routes into them, or chambers that make it up."""
    for path, body in bodies(law):
        if body.seats is not None and not body.routes and not body.joins:
            message = f"'{body.id}' has seats, and no article says how they are filled."
            mend = "Add a route; where a law that is not in this file fills it, a route 'by: outside'."
            yield Finding((*path, "id"), "cannot-be-filled", message, mend, out=True)


def chambers_have_the_seats(law: Constitution) -> Iterator[Finding]:
    """A body that is made up of chambers has no seats besides theirs."""
    for path, body in bodies(law):
        if body.joins and body.routes:
            chambers = " and ".join(f"'{name}'" for name in body.joins)
            message = f"'{body.id}' is made up of {chambers} and has routes of its own besides."
            mend = "Put the routes into a chamber, or leave 'joins' out."
            yield Finding((*path, "routes"), "joins-and-routes", message, mend, key=True)


def somebody_is_filled_first(law: Constitution) -> Iterator[Finding]:
    """No ring of bodies each of which must sit before the next can be filled."""
    told: set[str] = set()
    for body in law.filled():
        ring = [] if body.id in told else _ring(law, body.id)
        if ring:
            told.update(ring)
            message = f"Nobody can be filled first: {'; '.join(_links(law, ring))}."
            mend = "Let one of them be filled in another way, or by another body."
            yield Finding(_place(law, ring), "cycle", message, mend)


def _ring(law: Constitution, start: str) -> list[str]:
    """The shortest way from a body back to itself along what it waits for; empty if there is none."""
    there = known(law)
    come_from: dict[str, str] = {}
    open_ = [start]
    for name in open_:
        for before, _ in needs(there[name]):
            if before == start:
                back = [name]
                while back[-1] != start:
                    back.append(come_from[back[-1]])
                return [*reversed(back), start]
            if before in there and before not in come_from:
                come_from[before] = name
                open_.append(before)
    return []


def _links(law: Constitution, ring: list[str]) -> Iterator[str]:
    for who, before in pairwise(ring):
        article = next(cite for name, cite in needs(law.body(who)) if name == before)
        whom = "itself" if who == before else f"'{before}'"
        yield f"'{who}' waits for {whom} ({article})"


def _place(law: Constitution, ring: list[str]) -> Path:
    """Where the first of a ring names the second."""
    inside = path_of(law, ring[0]) or ()
    ways = (each for each in named(law) if each.path[:2] == inside and each.path[2] in ("joins", "routes"))
    return next((each.path for each in ways if each.name == ring[1]), inside)


def can_sit(law: Constitution, body: Body | Office) -> bool:
    """Whether anybody can ever sit in a body: it has routes, or a chamber that has."""
    there = known(law)
    seen: set[str] = set()
    parts = [body]
    for part in parts:
        if part.routes:
            return True
        seen.add(part.id)
        parts += [there[name] for name in part.joins if name in there and name not in seen]
    return False
