"""How a house grew, and how seats were placed in all districts at once: told step by step."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from comitia.count.levelling import Round
from comitia.count.minima import MINIMA
from comitia.explain.phrases import listed, plural
from comitia.run.journal import Placed, Tier

__all__ = ["covered", "doubly", "grown", "minima", "voter_numbers"]


def voter_numbers(tier: Tier) -> Iterator[str]:
    """The voter number of every list that takes part, which its share is worked out of."""
    if tier.route.voter_numbers:
        for i, name in enumerate(tier.standing.names):
            if tier.judged[i].enters:
                votes = tier.standing.of(i, tier.standing.whole)
                yield f"{name} has {votes:,} votes and the voter number {tier.votes[i]:,}."


def minima(tier: Tier) -> Iterator[str]:
    """The first distribution: seats of the units, and the minimum of each list."""
    first, rule = tier.first, tier.route.minima
    if first is None or rule is None:
        return
    units = tier.standing.units
    order = sorted(range(len(units)), key=lambda p: -first.parts[p])
    yield f"{rule.seats} seats are shared among the units: {', '.join(f'{units[p]} {first.parts[p]}' for p in order)}."
    for i, name in enumerate(tier.standing.names):
        if tier.judged[i].enters:
            pairs = [(units[p], *pair) for p, pair in enumerate(zip(first.listed[i], first.won[i], strict=True))]
            parts = ", ".join(
                f"{unit} {MINIMA[rule.of](seats, won)} ({seats} and {won} won)"
                for unit, seats, won in pairs
                if seats or won
            )
            yield f"{name} has a minimum of {first.least[i]}: {parts}."


def grown(tier: Tier, round_: Round) -> str:
    """To how many seats the house grew, and who has just the minimum there."""
    least = tier.first.least if tier.first else tier.won
    names = tier.standing.names
    pairs = sorted(zip(round_.lists, round_.share, strict=True), key=lambda pair: -pair[1])
    among = ", ".join(f"{names[i]} {seats}" for i, seats in pairs)
    tight = [names[i] for i, seats in pairs if seats == least[i] > 0]
    bound = f"; {listed(tight)} {'has' if len(tight) == 1 else 'have'} just the minimum" if tight else ""
    short = sum(max(least[i] - seats, 0) for i, seats in pairs)
    but = f", but for {plural(short, 'seat')} without compensation" if short else ""
    if round_.seats == tier.route.total:
        return f"{round_.seats} seats are enough for all minima{but}: {among}{bound}."
    return f"The house grows to {round_.seats} seats, where every share is its minimum at least{but}: {among}{bound}."


def doubly(tier: Tier, placed: Placed) -> Iterator[str]:
    """The divisors of lists and places, and what they give in every place."""
    assert placed.divisors is not None
    names = tier.standing.names
    lists = [i for i, seats in enumerate(tier.levelled.extra) if seats]
    by_list = dict(zip(lists, placed.divisors.columns, strict=True))
    yield "Divisors of the lists: " + ", ".join(f"{names[i]} {short(d)}" for i, d in by_list.items()) + "."
    for p, (where, divisor) in enumerate(zip(placed.places, placed.divisors.rows, strict=True)):
        cells = []
        for i in lists:
            votes = tier.standing.of(i, where)
            seats = sum((claim.list, claim.place) == (i, p) for claim in placed.claims)
            quotient = Fraction(votes) / (divisor * by_list[i])
            cells.append(f"{names[i]} {seats} ({short(quotient, cut=True)})")
        yield f"{where.title}, divisor {short(divisor)}: {', '.join(cells)}."


def covered(tier: Tier) -> Iterator[str]:
    """Who of those who have won below is seated, unit by unit, where not all are."""
    for each in tier.coverings:
        if each.covered.unseated:
            names = [f"{each.won[i].contest.rpartition('/')[2]}" for i in each.covered.unseated]
            has = f"{plural(each.due, 'seat')} and has won {len(each.won)} constituencies"
            yield (
                f"{tier.standing.names[each.list]} has {has} in {each.place.title}; the winners with the smallest "
                f"shares of the votes are not seated: {listed(names)}."
            )


def short(number: Fraction, cut: bool = False) -> str:
    """A number as a decimal: exact where it is one, else, or with `cut`, to three places, cut off."""
    places = next((n for n in range(13) if (number * 10**n).denominator == 1), 3)
    places = min(places, 3) if cut else places
    whole, rest = divmod(number.numerator * 10**places // number.denominator, 10**places)
    return f"{whole:,}" + (f".{rest:0{places}d}" if places else "")
