"""People: electorates and pools that hold somebody, and rules on them that fit each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from comitia.law.candidates import FromCitizens, FromMembers, FromOrganisation
from comitia.law.clause import Condition
from comitia.law.constitution import Body, Constitution, Office
from comitia.law.electorates import Citizens, Members, Organisation
from comitia.law.routes import Election
from comitia.law.tiers import Delegates, Meetings
from comitia.law.units import OrganisationQuotas
from comitia.plan.checks.filling import can_sit
from comitia.plan.checks.finding import OTHER, Finding, bodies, count, elections, known, route_name, routes
from comitia.text.nodes import Path

OLDEST = 120
"""Nobody is older than this, in years."""


def electorates_hold_somebody(law: Constitution) -> Iterator[Finding]:
    """Somebody can vote: of an age that people reach, under conditions that can be met, in a body that sits."""
    there = known(law)
    for path, _, route in elections(law):
        where, electorate = (*path, "electorate"), route.electorate
        if isinstance(electorate, Citizens):
            yield from _nobody(where, "empty-electorate", electorate.age, electorate.where)
        if isinstance(electorate, Members):
            for position, name in enumerate(electorate.bodies):
                if name in there and not can_sit(law, there[name]):
                    yield _unseated((*where, "bodies", position), "empty-electorate", there[name])
    yield from _meetings_and_senders(law)


def _meetings_and_senders(law: Constitution) -> Iterator[Finding]:
    """The same for those who meet in a place, and for the bodies that send delegates."""
    there = known(law)
    for path, body in bodies(law):
        if isinstance(body, Body) and body.per:
            yield from _nobody((*path, "per"), "empty-electorate", 0, body.per.where)
    for path, _, route in routes(law):
        if isinstance(route, Meetings):
            yield from _nobody((*path, "electorate"), "empty-electorate", route.electorate.age, route.electorate.where)
        if isinstance(route, Delegates) and route.sent_by in there and not can_sit(law, there[route.sent_by]):
            yield _unseated((*path, "sent_by"), "empty-electorate", there[route.sent_by])


def pools_hold_somebody(law: Constitution) -> Iterator[Finding]:
    """Somebody can stand, and as many as there are seats."""
    there = known(law)
    for path, body, route in elections(law):
        where, pool = (*path, "candidates", "pool"), route.candidates.pool
        if isinstance(pool, FromMembers):
            if pool.body in there:
                yield from _ranks(law, where, pool, (there[pool.body], body, route))
        else:
            conditions = pool.where if isinstance(pool, FromCitizens) else ()
            yield from _nobody(where, "empty-pool", pool.age, conditions)


def _nobody(path: Path, code: str, age: int, where: Sequence[Condition]) -> Iterator[Finding]:
    if age > OLDEST:
        yield Finding((*path, "age"), code, f"Nobody is {age} years old.", "Mend the age.")
    first: dict[str, tuple[int, set[str]]] = {}
    for position, condition in enumerate(where):
        other, among = first.setdefault(condition.attribute, (position, set(condition.among)))
        if not among & set(condition.among):
            message = f"Nobody meets this condition and that at {OTHER}: no '{condition.attribute}' is in both."
            mend = "Put the values into one condition if either is meant."
            yield Finding((*path, "where", position), code, message, mend, other=(*path, "where", other))


def _unseated(path: Path, code: str, body: Body | Office) -> Finding:
    message = f"Nobody sits in '{body.id}': no article says how it is filled."
    return Finding(path, code, message, f"Add routes to '{body.id}', or name another body.")


def _ranks(
    law: Constitution, path: Path, pool: FromMembers, given: tuple[Body | Office, Body | Office, Election]
) -> Iterator[Finding]:
    source, body, route = given
    if not can_sit(law, source):
        yield _unseated((*path, "body"), "empty-pool", source)
    if source.id in pool.excluding:
        message = f"Those who stand for '{body.id}' must sit in '{source.id}' and must not."
        where = (*path, "excluding", pool.excluding.index(source.id))
        yield Finding(where, "empty-pool", message, f"Leave '{source.id}' out of the one or the other.")
    seats = source.seats
    if pool.routes:
        ways = [way.seats for way in source.routes if way.id in pool.routes]
        seats = None if None in ways else sum(way or 0 for way in ways) or None
    if seats is not None and route.seats is not None and seats < route.seats:
        message = f"{route_name(body, route)} has {count(route.seats, 'seat')}, and only {seats:,} may stand."
        yield Finding((*path, "body"), "pool-too-small", message, "Draw on a larger body, or on more of its routes.")


def rules_on_people_fit(law: Constitution) -> Iterator[Finding]:
    """Electorate, pool and who proposes fit the units and each other."""
    for path, body, route in elections(law):
        name, organisations = route_name(body, route), isinstance(route.units, OrganisationQuotas)
        pool = route.candidates.pool
        if isinstance(route.electorate, Organisation) and not organisations:
            message = f"{name} is voted on in organisations, and its units are none."
            yield Finding((*path, "electorate", "of"), "do-not-fit", message, "Write 'units: {cut: organisations, …}'.")
        if isinstance(route.electorate, Citizens) and organisations:
            message = f"{name} is voted on by the citizens of each unit, and its units are organisations."
            yield Finding((*path, "electorate", "of"), "do-not-fit", message, "Write 'of: organisation'.")
        if isinstance(pool, FromOrganisation) and not organisations:
            message = f"{name} draws its names from the organisation that is the unit, and its units are none."
            yield Finding((*path, "candidates", "pool", "of"), "do-not-fit", message, "Write 'of: citizens'.")
        yield from _proposing(path, name, route)


def _proposing(path: Path, name: str, route: Election) -> Iterator[Finding]:
    rule, where = route.candidates, (*path, "candidates")
    if rule.delegation and not (isinstance(rule.pool, FromMembers) and rule.pool.unit != "none"):
        message = f"In {name[:1].lower()}{name[1:]} delegations pick the names, and nothing ties a member to a unit."
        mend = "Write 'unit: seat' or 'unit: residence' in a pool of members."
        yield Finding((*where, "delegation"), "do-not-fit", message, mend)
    if rule.proposed_by and rule.nominators:
        message = f"'{rule.proposed_by}' alone proposes, and others nominate."
        yield Finding((*where, "nominators"), "do-not-fit", message, "Leave the one or the other out.", key=True)
