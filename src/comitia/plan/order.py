"""Who is seated before whom: an order of bodies in which every electorate exists before it is asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from comitia.law.candidates import FromMembers
from comitia.law.constitution import Body, Constitution, Office
from comitia.law.electorates import Members
from comitia.law.faults import Fault, Faults
from comitia.law.routes import Election, ExOfficio, Route
from comitia.law.tiers import Delegates


def needs(body: Body | Office) -> Iterator[tuple[str, str]]:
    """The bodies and offices that must be filled before this one, each with the citation that makes it so."""
    for name in body.joins:
        yield name, body.article.cite()
    for route in body.routes:
        for name in _route_needs(route):
            yield name, route.article.cite()


def _route_needs(route: Route) -> Iterator[str]:
    if isinstance(route, ExOfficio):
        yield from (holder.office for holder in route.holders)
    if isinstance(route, Delegates):
        yield route.sent_by
    if isinstance(route, Election):
        if isinstance(route.electorate, Members):
            yield from route.electorate.bodies
        if isinstance(route.candidates.pool, FromMembers):
            yield route.candidates.pool.body
            yield from route.candidates.pool.excluding
        if route.candidates.proposed_by:
            yield route.candidates.proposed_by
        yield from (confirmation.body for confirmation in route.confirmed_by)


def with_needs(law: Constitution, names: Iterable[str]) -> frozenset[str]:
    """These bodies, and all that must be filled before them."""
    bodies = {body.id: body for body in law.filled()}
    found: set[str] = set()
    left = list(names)
    while left:
        name = left.pop()
        if name not in found and name in bodies:
            found.add(name)
            left += [before for before, _ in needs(bodies[name])]
    return frozenset(found)


def order(law: Constitution) -> tuple[Body | Office, ...]:
    """Bodies and offices in an order in which they can be filled, that of the file where nothing else decides.

    Faults: a cycle of bodies that elect each other, naming both articles.
    """
    bodies = {body.id: body for body in law.filled()}
    done: dict[str, Body | Office] = {}
    path: list[str] = []

    def visit(name: str, why: str) -> None:
        if name in done or name not in bodies:
            return
        if name in path:
            raise Faults(_cycle(law, [*path[path.index(name) :], name], why))
        path.append(name)
        for before, article in needs(bodies[name]):
            visit(before, article)
        path.pop()
        done[name] = bodies[name]

    for body in law.filled():
        visit(body.id, body.article.cite())
    return tuple(done.values())


def _cycle(law: Constitution, ring: list[str], why: str) -> Fault:
    links = [
        f"{who} waits for {before} ({next(a for name, a in needs(law.body(who)) if name == before)})"
        for who, before in pairwise(ring)
    ]
    return Fault(
        "cycle",
        f"nobody can be filled first: {'; '.join(links)}.",
        article=why,
        mend="let one of them be filled in another way, or by another body.",
    )
