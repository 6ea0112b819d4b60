"""Control share: how few citizens can carry a majority of a body through all its tiers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from comitia.arrays import I64
from comitia.law.counting import Majority
from comitia.law.electorates import Citizens, Members
from comitia.law.routes import Election
from comitia.law.tiers import Delegates, Meetings
from comitia.plan.contests import Contests
from comitia.run.result import Result


@dataclass(frozen=True, slots=True)
class Control:
    """The smallest share of citizens that can carry a majority of a body, and whether it is exact or a bound."""

    share: float
    bound: str


@dataclass(frozen=True, slots=True)
class _Price:
    """The people who carry a majority, and whether some of them may have been counted more than once."""

    people: int
    overlap: bool


@dataclass(frozen=True, slots=True)
class _Offer:
    """Seats that fall together, and the people who carry them."""

    seats: int
    people: int


def control(result: Result, body: str) -> Control | None:
    """The smallest share of citizens that can carry a majority of a body's seats, everybody on the roll voting.

    A contest of citizens is carried by the least number that passes its threshold; a plenum by that number of its
    members; all contests of another body's members by whoever carries a majority of that body. The cheapest way to
    more than half of the seats is found exactly. Where the same people may carry more than one contest (a citizen
    votes in several, or sits in a plenum) the figure is an upper bound, `at most`. None where some of the seats go
    with offices or are filled by another law.
    """
    if body in result.tiers:
        return None
    memo, name = result.plan.map.memo, ("control", body)
    if name not in memo:
        memo[name] = _price(result, body, {})
    price: _Price | None = memo[name]
    if price is None:
        return None
    return Control(price.people / int(result.meta.society.count.sum()), "at most" if price.overlap else "exact")


def _price(result: Result, body: str, seen: dict[str, _Price | None]) -> _Price | None:
    if body in seen:
        return seen[body]
    seen[body] = None
    offers: list[_Offer] = []
    kinds = 0
    through: dict[str, int] = {}
    for part in result.meta.law.body(body).joins or (body,):
        for route in result.meta.law.body(part).routes:
            if isinstance(route, Delegates):
                return _through_tiers(result, body)
            if not isinstance(route, Election):
                return None
            table = result.plan.contests[f"{part}/{route.id}"]
            if isinstance(route.electorate, Members):
                for name in route.electorate.bodies:
                    through[name] = through.get(name, 0) + int(table.seats.sum())
            else:
                kinds += 2 if _nested(result, table) else 1
                offers += _offers(result, table)
    prices = {name: _price(result, name, seen) for name in through}
    told = {name: price for name, price in prices.items() if price is not None}
    offers += [_Offer(through[name], price.people) for name, price in told.items()]
    if offers:
        overlap = kinds + len(told) > 1 or any(price.overlap for price in told.values())
        seen[body] = _Price(_cheapest(offers), overlap)
    return seen[body]


def _through_tiers(result: Result, body: str) -> _Price:
    """A majority through tiers of bodies of which there is one in every place, an upper bound.

    A meeting is carried by a majority of its electors, and then all its seats are; a body by the cheapest of those
    that send to it, place by place, until more than half of its seats are won.
    """
    top = result.meta.law.body(body)
    offers: list[_Offer] = []
    for route in top.routes:
        if isinstance(route, Delegates):
            prices = _places(result, route.sent_by)
            held = [seat.unit for seat in result.seats(body) if seat.route == route.id]
            seats = np.bincount(np.array(held, dtype=np.int64), minlength=len(prices))
            offers += [_Offer(int(n), int(p)) for n, p in zip(seats.tolist(), prices.tolist(), strict=True) if n]
    return _Price(_cheapest(offers), True)


def _places(result: Result, body: str) -> I64:
    """The people who carry a body in every place: int64 `[place]`, half of those who carry all that send to it."""
    seated = result.tiers[body]
    meetings = any(isinstance(route, Meetings) for route in result.meta.law.body(body).routes)
    voters = seated.behind.sum(axis=1)
    if meetings:
        return np.asarray(voters // 2 + 1)
    below = [_places(result, r.sent_by) for r in result.meta.law.body(body).routes if isinstance(r, Delegates)]
    same = [price if len(price) == len(voters) else result.meta.society.localities.by_region(price) for price in below]
    return np.asarray(np.sum(same, axis=0) // 2 + 1)


def _nested(result: Result, table: Contests) -> bool:
    """Whether some citizens vote in more than one contest of the route."""
    if not isinstance(table.route.electorate, Citizens) or table.key not in result.plan.map.layers:
        return False
    patches, _ = result.plan.map.layers[table.key]
    return table.key not in result.plan.map.having and len(np.unique(patches)) < len(patches)


def _offers(result: Result, table: Contests) -> list[_Offer]:
    """For each contest its seats and the people who carry it."""
    first = table.route.stages[0]
    held = next((h for h in result.held(table.body, table.route.id) if h.round == 0), None)
    if held is None:
        return []
    rolls = np.maximum(held.tallies.registered, held.tallies.participants)  # real returns may not give the roll
    needs = [
        first.count.threshold.least(n) if isinstance(first.count, Majority) else n // 2 + 1 for n in rolls.tolist()
    ]
    return [_Offer(seats, need) for seats, need in zip(held.seats.tolist(), needs, strict=True)]


def _cheapest(offers: list[_Offer]) -> int:
    """The fewest people who carry contests with more than half of the seats together (a knapsack, exact)."""
    wanted = sum(offer.seats for offer in offers) // 2 + 1
    least = np.full(wanted + 1, np.iinfo(np.int64).max // 2, dtype=np.int64)
    least[0] = 0
    for offer in offers:
        before = least[np.maximum(np.arange(wanted + 1) - offer.seats, 0)]
        least = np.minimum(least, before + offer.people)
    return int(least[wanted])
