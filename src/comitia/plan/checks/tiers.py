"""Tiers: bodies of which there is one in every place, the ways in which they are filled, and who may ask them."""

from __future__ import annotations

from collections.abc import Iterator

from comitia.law.constitution import Body, Constitution, Office
from comitia.law.routes import Route
from comitia.law.tiers import Delegates, Meetings, Norm
from comitia.plan.checks.finding import OTHER, Finding, bare, bodies, known, route_name, routes
from comitia.plan.checks.names import named
from comitia.text.nodes import Path


def everywhere(body: Body | Office) -> bool:
    """Whether there is one such body in every place."""
    return isinstance(body, Body) and body.per is not None


def places_are_filled_by_meetings_and_delegates(law: Constitution) -> Iterator[Finding]:
    """Meetings and delegates fill bodies of which there is one in every place, and nothing else does."""
    for path, body, route in routes(law):
        here = everywhere(body)
        if here and not isinstance(route, Meetings | Delegates):
            message = f"There is one '{body.id}' in every place, and {_lower(body, route)} fills it otherwise."
            yield _unfit((*path, "by"), message, "Write 'by: meetings' or 'by: delegates', or leave 'per' out.")
        if isinstance(route, Meetings) and not here:
            message = f"{route_name(body, route)} is filled at the meetings of a place, and there is one '{body.id}'."
            yield _unfit((*path, "by"), message, "Add 'per' to the body, or write 'by: election'.")


def places_send_delegates(law: Constitution) -> Iterator[Finding]:
    """Delegates come from a body of which there is one in every place, and from no wider place than they go to."""
    there = known(law)
    for path, body, route in routes(law):
        sender = there.get(route.sent_by) if isinstance(route, Delegates) else None
        if sender is None:
            continue
        where = (*path, "sent_by")
        if not everywhere(sender):
            message = f"Delegates to '{body.id}' are sent by '{sender.id}', of which there is not one in every place."
            yield _unfit(where, message, f"Add 'per' to '{sender.id}', or write 'by: election' with 'of: members'.")
        elif isinstance(body, Body) and body.per and _place(sender) == "region" and body.per.place == "locality":
            message = f"There is one '{sender.id}' in a region, and it sends to '{body.id}', one in each of its "
            yield _unfit(where, message + "localities.", "Let the smaller send to the larger.")


def _place(body: Body | Office) -> str | None:
    return body.per.place if isinstance(body, Body) and body.per else None


def nobody_sends_twice(law: Constitution) -> Iterator[Finding]:
    """A body sends to another by one route, and nobody meets twice to fill one soviet."""
    for path, body in bodies(law):
        first: dict[str, int] = {}
        for number, route in enumerate(body.routes):
            if not isinstance(route, Meetings | Delegates):
                continue
            what = route.sent_by if isinstance(route, Delegates) else f"{bare(route.electorate)} {route.held_by}"
            if what in first:
                who = f"'{route.sent_by}' sends" if isinstance(route, Delegates) else "the same electors meet"
                message = f"Route '{route.id}' and that at {OTHER} fill '{body.id}' alike: {who} by both."
                where, other = (*path, "routes", number, "id"), (*path, "routes", first[what], "id")
                yield Finding(where, "filled-twice", message, "Leave one of the two out.", other=other)
            first.setdefault(what, number)


def norms_decide_the_seats(law: Constitution) -> Iterator[Finding]:
    """Where norms decide how many seats there are, no number of seats stands beside them."""
    for path, body in bodies(law):
        if isinstance(body, Body) and body.per and body.seats is not None:
            message = f"'{body.id}' has {body.seats:,} seats, and there is one in every place with seats by its norms."
            yield _unfit((*path, "seats"), message, "Leave 'seats' out, or write 'seats_at_most'.")
        if isinstance(body, Body) and not body.per and body.seats_at_most is not None:
            message = f"'{body.id}' has a most of {body.seats_at_most:,} seats, and there is not one in every place."
            yield _unfit((*path, "seats_at_most"), message, "Write 'seats', or add 'per'.")
    for path, body, route in routes(law):
        if isinstance(route, Meetings | Delegates) and route.seats is not None:
            message = f"{route_name(body, route)} has {route.seats:,} seats, and a norm that gives them."
            yield _unfit((*path, "seats"), message, "Leave 'seats' out; 'at_most' in the norm bounds a place.")


def norms_count_who_is_there(law: Constitution) -> Iterator[Finding]:
    """Members are counted of a body that sends; limits of one place do not cross, nor that of the body."""
    for path, body, route in routes(law):
        if not isinstance(route, Meetings | Delegates):
            continue
        norm, where = route.norm, (*path, "norm")
        if isinstance(route, Meetings) and norm.of == "members":
            message = f"{route_name(body, route)} counts members, and a meeting has none before it elects."
            yield _unfit((*where, "of"), message, "Write 'of: voters' or 'of: inhabitants'.")
        yield from _limits(where, norm, body)


def _limits(where: Path, norm: Norm, body: Body | Office) -> Iterator[Finding]:
    most = body.seats_at_most if isinstance(body, Body) and body.per else None
    mend = "Let the least be no more than the most."
    if norm.at_most is not None and norm.at_least > norm.at_most:
        message = f"At least {norm.at_least:,} and at most {norm.at_most:,} seats of a place cannot both be."
        yield Finding((*where, "at_least"), "limits-cross", message, mend)
    elif most is not None and norm.at_least > most:
        message = f"At least {norm.at_least:,} seats of a place, and at most {most:,} in one '{body.id}'."
        yield Finding((*where, "at_least"), "limits-cross", message, mend)


def members_of_places_are_not_asked_one_by_one(law: Constitution) -> Iterator[Finding]:
    """Nobody is elected, proposed, confirmed or seated by the members of a body of which there are many."""
    there = known(law)
    for each in named(law):
        way = each.path[2] if len(each.path) > 2 and each.path[0] in ("bodies", "offices") else None
        sends = each.path[-1] == "sent_by"
        if way not in ("joins", "routes") or sends or each.name not in there or not everywhere(there[each.name]):
            continue
        message = f"{each.says} '{each.name}', of which there is one in every place."
        mend = f"Let '{each.name}' send delegates ('by: delegates'), and name the body that they form."
        yield _unfit(each.path, message, mend)


def _lower(body: Body | Office, route: Route) -> str:
    name = route_name(body, route)
    return name[:1].lower() + name[1:]


def _unfit(path: Path, message: str, mend: str) -> Finding:
    return Finding(path, "do-not-fit", message, mend)
