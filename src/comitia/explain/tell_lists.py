"""Templates for lists: which take part, which stand together, who on them sits, and seats shared over the whole."""

from __future__ import annotations

from comitia.explain.phrases import METHODS, TIES, by_method, capital, listed, named, number, plural, share
from comitia.explain.telling import At, phrase, tell
from comitia.law.constitution import Body, Office
from comitia.law.levelling import Levelling, Placing
from comitia.law.lists import (
    Alliances,
    AsListed,
    AverageBar,
    EntryLine,
    ListBase,
    MostVotes,
    MovedUp,
    PersonalBar,
    SeatBar,
    ShareBar,
    WhichLists,
)
from comitia.law.units import CastSeats, NamedUnit, NoSeats

_BASES: dict[ListBase, str] = {"valid": "the valid papers", "lists": "all votes for lists"}

# ── Which lists take part ──


@phrase.register
def _which(lists: WhichLists, at: At) -> str:
    kinds = f" of the kind {listed([f'“{named(kind)}”' for kind in lists.kinds], 'or')}" if lists.kinds else ""
    return f"lists{kinds}{_members(lists)}"


def _members(lists: WhichLists) -> str:
    least, most = lists.members_at_least, lists.members_at_most
    if most is None:
        return f" of {number(least)} or more parties together" if least > 1 else ""
    if most == 1:
        return " of one party"
    parties = number(least) if least == most else f"{number(least)} to {number(most)}"
    return f" of {parties} parties together"


@phrase.register
def _share_bar(bar: ShareBar, at: At) -> str:
    shorter = ""
    if bar.shorter_lists == "in-proportion":
        shorter = " (less in proportion for a list with fewer names than there are seats)"
    than = "more than" if bar.strict else "at least"
    return f"{than} {share(bar.share)} of {_BASES[bar.of]} {_where(bar.over, bar.places_at_least)}{shorter}"


def _where(over: str, places: int) -> str:
    if over == "whole":
        return "in the whole"
    if places == 1:
        return f"in the {over}"
    return f"in at least {plural(places, over)}"


@phrase.register
def _seat_bar(bar: SeatBar, at: At) -> str:
    return f"at least {plural(bar.at_least, 'seat')} by way of {_routes(bar.routes, at)}"


@phrase.register
def _average_bar(bar: AverageBar, at: At) -> str:
    where = f"in the {bar.over}" if bar.places_at_least == 1 else f"in at least {plural(bar.places_at_least, bar.over)}"
    return f"as many votes as there are for each seat, of {_BASES[bar.of]}, {where}"


def _routes(names: tuple[str, ...], at: At) -> str:
    body = at.within(Body) or at.within(Office)
    titles = {route.id: route.title for route in body.routes} if body else {}
    return listed([f"“{titles.get(name, name)}”" for name in names])


@tell.register
def _entry(line: EntryLine, at: At) -> str:
    lists = capital(phrase(line.lists, at)) if line.lists else "Lists"
    if not line.bars:
        return f"{lists} take part, however many votes they have."
    bars = listed([phrase(bar, at) for bar in line.bars], {"any": "or", "all": "and"}[line.passes])
    every = " each of these:" if line.passes == "all" and len(line.bars) > 1 else ""
    return f"{lists} take part if they have{every} {bars}."


@tell.register
def _alliances(rule: Alliances, at: At) -> str:
    bars = {
        "each-list": "each list must pass the bars by itself",
        "alliance": "the alliance passes the bars with all its votes",
    }[rule.bars]
    inside = f"its seats are shared among them by {by_method(rule.method, rule.rounding)}"
    return f"Lists that have declared an alliance count as one, and {inside}; {bars}."


# ── Who on a list sits ──


@phrase.register
def _personal(bar: PersonalBar, at: At) -> str:
    than = "more than" if bar.strict else "at least"
    if bar.of == "above-average":
        return f"personal votes {than} {share(bar.share)} above the average of the names on their list"
    of = {"list": "their list’s votes", "average": "the average of the names on their list"}[bar.of]
    return f"{than} {share(bar.share)} of {of} as personal votes"


_EQUAL = {
    "as-listed": "of names with equally many the one that stands first",
    "lot": "of names with equally many a lot decides",
}


@tell.register
def _as_listed(order: AsListed, at: At) -> str:
    return "The names of a list take its seats as they stand on it."


@tell.register
def _most_votes(order: MostVotes, at: At) -> str:
    return f"The names of a list with most personal votes take its seats; {_EQUAL[order.tied]}."


@tell.register
def _moved_up(order: MovedUp, at: At) -> str:
    first = f"Names with {phrase(order.bar, at)} take the seats of their list first, most votes first"
    return f"{first}; {_EQUAL[order.tied]}. Then come the others as they stand."


# ── Seats by votes, and votes without seats ──


@tell.register
def _cast(rule: CastSeats, at: At) -> str:
    floor = f", with {number(rule.floor)} at least for each" if rule.floor else ""
    how = by_method(rule.method, rule.rounding)
    return f"The seats are shared among the districts by the valid votes cast in them, by {how}{floor}:"


@tell.register
def _no_seats(rule: NoSeats, at: At) -> str:
    return "No district has seats of its own: its votes are added to those of the others."


@tell.register
def _named_unit(unit: NamedUnit, at: At) -> str:
    region = f", in the region “{named(unit.region)}”" if unit.region else ""
    return f"{capital(unit.title or named(unit.id))}{region}."


# ── Levelling ──


@tell.register
def _levelling(route: Levelling, at: At) -> str:
    body = at.within(Body) or at.within(Office)
    whole = body.seats if body else None
    of = f" of {number(whole)}" if whole else ""
    counted = f", less the seats won by way of {_routes(route.counted, at)}" if route.counted else ""
    parts = [
        f"{route.title}: {number(route.seats)}{of} seats, by which lists come to their share.",
        f"The votes of {_routes(route.votes_of, at)} are added up, and {plural(route.total, 'seat')} are shared by "
        f"{by_method(route.method, route.rounding)}; each list has its share{counted}.",
        _OTHERS[route.seats_of_others],
        _surplus(route),
        f"Of those with equal claims {TIES[route.tie]}." if route.tie else "",
    ]
    return " ".join(filter(None, parts))


_OTHERS = {
    "taken-off": "Seats won by others than the lists that take part are taken off the number shared.",
    "not-taken-off": "Seats won by others than the lists that take part leave the number shared as it is.",
}
_SURPLUS = {
    "shared-again": "A list that has won more than its share keeps its seats, and the rest is shared again among the "
    "others.",
    "kept": "A list that has won more than its share keeps its seats, and there are so many more in all.",
    "not-seated": "A list has no more than its share: of those who have won in a district as many take its seats there "
    "as there are, the largest shares of the valid votes first, and the others are not seated.",
    "house-grows": "The house grows until the share of every list is its minimum.",
}


def _surplus(route: Levelling) -> str:
    short = plural(route.uncompensated, "seat")
    but = f" So many seats may be missing to the minima in all, and are kept: {short}." if route.uncompensated else ""
    least = "" if route.minima or route.surplus != "house-grows" else " The minimum of a list is what it has won."
    return _SURPLUS[route.surplus] + least + but


@tell.register
def _placing(line: Placing, at: At) -> str:
    place = line.to.removesuffix("s") if line.to == "regions" else "district"
    each = f" Each {place} has {plural(line.each, 'of them', 'of them')}." if line.each else ""
    each = f" Each {place} has its number:" if line.rows else each
    what = "votes there"
    if line.compared == "votes-by-seat-price":
        what = f"votes there as a share of what a seat costs there ({_BASES[line.price_of]} by the other seats)"
    if line.filled == "doubly":
        return (
            f"The seats go to the {place}s all at once: what a list has in a {place} is its {what}, divided by a "
            f"divisor of the list and by one of the {place} and rounded by {METHODS[line.method]}, with divisors by "
            f"which every list has its share.{each}"
        )
    quotients = f"the largest quotients of its {what} by {METHODS[line.method]}, seats that it has there counted"
    return f"The seats of a list go to the {place}s with {quotients}.{each}"
