"""Lists: tiers have votes and seats that add up, bars have something to measure, and personal votes can be cast."""

from __future__ import annotations

from collections.abc import Iterator

from comitia.count.apportion import DIVISORS, QUOTAS, SQUARED
from comitia.law.ballots import ListVote
from comitia.law.constitution import Body, Constitution, Office
from comitia.law.counting import Proportional
from comitia.law.levelling import Levelling
from comitia.law.lists import Alliances, EntryLine, MostVotes, MovedUp, SeatBar, ShareBar
from comitia.law.routes import Election
from comitia.law.units import CastSeats, NamedUnit, NoSeats, TableSeats, UnitSeats, WholeState
from comitia.plan.checks.finding import Finding, bodies, count, elections, every, offer, route_name
from comitia.text.nodes import Path

ROUNDED: tuple[type[Proportional | Alliances | CastSeats | Levelling], ...] = (
    Proportional,
    Alliances,
    CastSeats,
    Levelling,
)
"""Clauses with a method whose quota may be rounded."""


def tiers(law: Constitution) -> Iterator[tuple[Path, Body | Office, Levelling]]:
    """Every sharing over a whole body, with its path and its body."""
    for path, body in bodies(law):
        for position, route in enumerate(body.routes):
            if isinstance(route, Levelling):
                yield (*path, "routes", position), body, route


def tiers_have_votes(law: Constitution) -> Iterator[Finding]:
    """A tier adds up votes of routes of its own body on which lists stand, and counts seats of such routes."""
    for path, body, tier in tiers(law):
        ways = {route.id: route for route in body.routes if isinstance(route, Election)}
        named = [
            ((*path, key, i), name) for key in ("votes_of", "counted") for i, name in enumerate(getattr(tier, key))
        ]
        bars = [(where, bar) for where, bar in every(SeatBar, tier.entry, (*path, "entry"))]
        named += [((*where, "routes", i), name) for where, bar in bars for i, name in enumerate(bar.routes)]
        for where, name in named:
            if name not in ways:
                message = f"'{name}' is no route by election into '{body.id}'."
                yield Finding(
                    where, "unknown-route", message, offer(name, ways, f"such routes into '{body.id}'"), out=True
                )
        for i, name in enumerate(tier.votes_of):
            if name in ways and not isinstance(ways[name].ballot, ListVote):
                message = f"{route_name(body, tier)} adds up the votes of lists, and in '{name}' none are marked."
                yield Finding(
                    (*path, "votes_of", i), "do-not-fit", message, "Name a route with 'ballot: {form: list}'."
                )


def tiers_have_seats(law: Constitution) -> Iterator[Finding]:
    """What a tier shares is no more than the body has; what its places have is what it has itself."""
    for path, body, tier in tiers(law):
        if body.seats is not None and tier.total > body.seats:
            message = f"{route_name(body, tier)} shares {tier.total:,} seats, and '{body.id}' has {body.seats:,}."
            yield Finding((*path, "total"), "seats-do-not-sum", message, "Mend the one or the other.")
        for position, line in enumerate(tier.placed):
            together = sum(row.seats for row in line.rows)
            if line.rows and together != tier.seats:
                message = f"{route_name(body, tier)} has {count(tier.seats, 'seat')}, and the places of this line have "
                message += f"{together:,} together."
                where = (*path, "placed", position, "rows")
                yield Finding(where, "seats-do-not-sum", message, "Mend the one or the other.", key=True)


def places_have_quotients(law: Constitution) -> Iterator[Finding]:
    """Seats are placed by divisors; a quota gives no quotients."""
    for path, _, tier in tiers(law):
        for position, line in enumerate(tier.placed):
            if line.method not in DIVISORS or line.method in SQUARED:
                kind = "is a quota" if line.method in QUOTAS else "has roots for divisors"
                message = f"Seats are placed by quotients, and '{line.method}' {kind}."
                mend = "Write a method with divisors, such as 'sainte-lague'."
                yield Finding((*path, "placed", position, "method"), "do-not-fit", message, mend)


def rounded_quotas_are_there(law: Constitution) -> Iterator[Finding]:
    """Only a quota is rounded."""
    for path, clause in every(ROUNDED, law):
        if clause.rounding != "exact" and clause.method not in QUOTAS:
            message = f"'{clause.method}' has no quota that could be rounded."
            yield Finding((*path, "rounding"), "do-not-fit", message, "Leave 'rounding' out, or write another method.")


def regions_are_there(law: Constitution) -> Iterator[Finding]:
    """Where votes are added up by region, or seats placed in regions, each unit lies in one."""
    for path, body, route in elections(law):
        rows = _rows(route)
        lacking = next((row.id for row in rows if not row.region), None) if rows else "the whole"
        if lacking is None:
            continue
        for where in _asking_regions(path, body, route):
            message = f"Votes are looked at by region, and of '{lacking}' in '{route.id}' no region is known."
            mend = "Write 'region' into each row of the units' table."
            yield Finding(where, "do-not-fit", message, mend)


def _rows(route: Election) -> tuple[UnitSeats | NamedUnit, ...]:
    return route.seats_each.rows if isinstance(route.seats_each, TableSeats | CastSeats | NoSeats) else ()


def _asking_regions(path: Path, body: Body | Office, route: Election) -> Iterator[Path]:
    """Where something is asked of the regions of a route's units."""
    for where, line in every(EntryLine, route.stages, (*path, "stages")):
        yield from _bars(where, line)
    for position, tier in enumerate(body.routes):
        if isinstance(tier, Levelling) and route.id in tier.votes_of:
            inside = (*path[:-1], position)
            for where, line in every(EntryLine, tier.entry, (*inside, "entry")):
                yield from _bars(where, line)
            yield from ((*inside, "placed", i, "to") for i, line in enumerate(tier.placed) if line.to == "regions")


def _bars(path: Path, line: EntryLine) -> Iterator[Path]:
    for i, bar in enumerate(line.bars):
        if not isinstance(bar, SeatBar) and bar.over == "region":
            yield (*path, "bars", i, "over")


def votes_lead_to_seats(law: Constitution) -> Iterator[Finding]:
    """Votes in units without seats are added up by a tier, and units that share seats are more than one."""
    for path, body, route in elections(law):
        above = [tier for tier in body.routes if isinstance(tier, Levelling) and route.id in tier.votes_of]
        if isinstance(route.seats_each, NoSeats) and not above:
            message = f"{route_name(body, route)} has no seats of its own, and no tier adds up its votes."
            mend = "Name it in 'votes_of' of a route 'by: levelling', or give its units seats."
            yield Finding((*path, "seats_each", "seats"), "do-not-fit", message, mend)
        if isinstance(route.seats_each, CastSeats) and isinstance(route.units, WholeState):
            message = f"{route_name(body, route)} shares its seats among units, and the whole is its only unit."
            mend = "Write 'seats: fixed' with the number of seats."
            yield Finding((*path, "seats_each", "seats"), "do-not-fit", message, mend)


def names_can_be_marked(law: Constitution) -> Iterator[Finding]:
    """Personal votes decide who on a list sits only where voters may mark names."""
    for path, body, route in elections(law):
        marked = isinstance(route.ballot, ListVote) and route.ballot.names != "none"
        for position, stage in enumerate(route.stages):
            order = stage.count.order if isinstance(stage.count, Proportional) else None
            if isinstance(order, MostVotes | MovedUp) and not marked:
                message = (
                    f"In {route_name(body, route)[:1].lower()}{route_name(body, route)[1:]} personal votes decide who "
                )
                message += "sits, and voters may not mark names."
                mend = "Write 'names: own-list' into the ballot, or 'order: as-listed' here."
                yield Finding((*path, "stages", position, "count", "order"), "do-not-fit", message, mend, key=True)


def lines_speak_of_some_list(law: Constitution) -> Iterator[Finding]:
    """No line on entry stands below one that speaks of all lists; no bar is above the whole."""
    for path, bar in every(ShareBar, law):
        if bar.more_than == 1:
            message = "More than the whole is never reached."
            yield Finding((*path, "more_than"), "never-passed", message, "Did you mean 'at_least: 1'?")
    for path, lines in _entries(law):
        general = next((i for i, line in enumerate(lines) if line.lists is None), len(lines))
        for position in range(general + 1, len(lines)):
            message = "A line above speaks of all lists, so that none is left for this one."
            yield Finding((*path, position), "never-met", message, "Put the line for all lists last.")


def _entries(law: Constitution) -> Iterator[tuple[Path, tuple[EntryLine, ...]]]:
    both: tuple[type[Proportional | Levelling], ...] = (Proportional, Levelling)
    for path, clause in every(both, law):
        yield (*path, "entry"), clause.entry


def tiers_settle_ties(law: Constitution) -> Iterator[Finding]:
    """Wherever two lists can have equal claims to the last levelling seat, the law says what happens."""
    for path, _, tier in tiers(law):
        if tier.tie is None and law.ties is None:
            message = f"Two lists can have equal claims in '{tier.id}', and no article says what happens then."
            mend = "Add 'tie: lot' or 'tie: more-votes' here, or 'ties: …' for the whole law."
            yield Finding((*path, "id"), "no-tie-rule", message, mend)
