"""Lists in a count: their seats by route, and how seats were shared over a whole body, as plain data."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from comitia.count.entry import Judged
from comitia.run.journal import Held, Placed, Tier
from comitia.run.result import Result

__all__ = ["by_list", "judged", "persons", "tiers"]


def by_list(result: Result, body: str) -> dict[str, dict[str, Any]]:
    """Seats of every list that has one in a body, in all and by route; most seats first."""
    found: dict[str, dict[str, int]] = {}
    for seat in result.seats(body):
        if seat.list:
            routes = found.setdefault(seat.list, {})
            routes[seat.route] = routes.get(seat.route, 0) + 1
    order = sorted(found.items(), key=lambda item: -sum(item[1].values()))
    return {name: {"seats": sum(routes.values()), "routes": routes} for name, routes in order}


def persons(result: Result, held: Held, option: int) -> list[str]:
    """The persons who take the seats of a list, in their order."""
    if held.ordered is None:
        return []
    taken = held.ordered[option][: int(held.won[option])].tolist()
    return [result.journal.persons.name(person) for person in taken]


def tiers(result: Result) -> Iterator[dict[str, Any]]:
    """Every sharing over a whole body: who took part, votes, seats won below, share, levelling seats, places."""
    cite = result.meta.law.cite
    for tier in result.journal.tiers:
        yield {
            "body": tier.body,
            "route": tier.route.id,
            "article": cite(tier.route.article),
            "total": tier.route.total,
            "lists": list(_rows(tier)),
            "rounds": [
                {
                    "seats": each.seats,
                    "lists": {tier.standing.names[i]: n for i, n in zip(each.lists, each.share, strict=True)},
                    "over": [tier.standing.names[i] for i in each.over],
                }
                for each in tier.levelled.rounds
            ],
            "minima": _minima(tier),
            "placed": [row for each in tier.placed for row in _places(tier, each)],
            "not_seated": [
                {"list": tier.standing.names[each.list], "contest": each.won[i].contest, "votes": each.won[i].votes}
                for each in tier.coverings
                for i in each.covered.unseated
            ],
            "divisors": [_divisors(tier, each) for each in tier.placed if each.divisors],
        }


def _rows(tier: Tier) -> Iterator[dict[str, Any]]:
    for i, name in enumerate(tier.standing.names):
        yield {
            "name": name,
            "votes": tier.votes[i],
            "takes_part": tier.judged[i].enters,
            "bars": judged(tier.judged[i]),
            "won": tier.won[i],
            "share": tier.levelled.share[i],
            "levelling": tier.levelled.extra[i],
        }


def judged(one: Judged) -> list[dict[str, Any]]:
    """A list held against every bar of the line that speaks of it."""
    return [{"bar": bar.bar.bar, "passed": bar.passed, "has": bar.has, "needed": bar.needed} for bar in one.bars]


def _minima(tier: Tier) -> dict[str, Any] | None:
    """The first distribution of a house that grows: seats of each unit, and of each list there; the minima."""
    if tier.first is None:
        return None
    names, units, first = tier.standing.names, tier.standing.units, tier.first
    listed = {
        name: dict(zip(units, first.listed[i], strict=True)) for i, name in enumerate(names) if tier.judged[i].enters
    }
    least = {name: first.least[i] for i, name in enumerate(names) if tier.judged[i].enters}
    return {"units": dict(zip(units, first.parts, strict=True)), "lists": listed, "least": least}


def _divisors(tier: Tier, placed: Placed) -> dict[str, Any]:
    """Divisors with which every number of a double apportionment comes out, as exact decimals or fractions."""
    assert placed.divisors is not None
    lists = [tier.standing.names[i] for i, seats in enumerate(tier.levelled.extra) if seats]
    return {
        "places": dict(zip([one.title for one in placed.places], map(decimal, placed.divisors.rows), strict=True)),
        "lists": dict(zip(lists, map(decimal, placed.divisors.columns), strict=True)),
    }


def decimal(number: Fraction) -> str:
    """A fraction as a decimal where it is one, else as a fraction."""
    for places in range(13):
        whole = number * 10**places
        if whole.denominator == 1:
            text = str(whole.numerator).zfill(places + 1)
            return f"{text[:-places]}.{text[-places:]}" if places else text
    return str(number)


def _places(tier: Tier, placed: Placed) -> Iterator[dict[str, Any]]:
    for number, claim in enumerate(placed.claims):
        where = placed.places[claim.place]
        yield {
            "line": placed.line,
            "inside": placed.inside.title,
            "order": number + 1,
            "place": where.title,
            "list": tier.standing.names[claim.list],
            "quotient": str(claim.quotient),
        }
