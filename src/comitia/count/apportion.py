"""Apportionment: seats to units in proportion to whole numbers, exactly.

Divisor methods give each seat to the greatest quotient; quota methods give full quotas and then the largest
remainders (Balinski and Young 1982; Pukelsheim 2017). Quotients are never formed: they are compared crosswise.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from math import floor as floor_of

from comitia.count.tally import Settle
from comitia.law.units import Method, Rounding

Divisor = Callable[[int], tuple[int, int]]

DIVISORS: dict[str, Divisor] = {
    "dhondt": lambda n: (n + 1, 1),
    "sainte-lague": lambda n: (2 * n + 1, 1),
    "sainte-lague-1.4": lambda n: (7, 5) if n == 0 else (2 * n + 1, 1),
    "danish": lambda n: (3 * n + 1, 1),
    "adams": lambda n: (n, 1),
    "dean": lambda n: (2 * n * (n + 1), 2 * n + 1),
}
"""The divisor of a unit that has `n` seats, as a ratio of whole numbers; 0 means that it comes first."""

Quota = Callable[[int, int], Fraction]
"""The quota of a total of votes and a number of seats."""

QUOTAS: dict[str, Quota] = {
    "hare": lambda total, seats: Fraction(total, seats),
    "droop": lambda total, seats: Fraction(total // (seats + 1) + 1),
    "hagenbach-bischoff": lambda total, seats: Fraction(total, seats + 1),
    "imperiali": lambda total, seats: Fraction(total, seats + 2),
}


def apportion(
    method: Method, votes: Sequence[int], seats: int, settle: Settle, floor: int = 0, rounding: Rounding = "exact"
) -> tuple[int, ...]:
    """Seats to each unit, at least `floor` each; ValueError where the floors alone exceed the seats.

    rounding: what becomes of the quota, where the method has one.
    """
    if floor * len(votes) > seats:
        raise ValueError(f"{len(votes)} units with at least {floor} seats each need more than {seats} seats")
    if method in QUOTAS:
        return _by_remainder(rounded(QUOTAS[method], rounding), votes, seats, settle, floor)
    return _by_divisor(method, votes, seats, settle, floor)


def rounded(quota: Quota, rounding: Rounding) -> Quota:
    """A quota rounded as the law says, the half up; never to less than one vote."""
    if rounding == "exact":
        return quota
    add = {"down": Fraction(0), "nearest": Fraction(1, 2), "up": Fraction(1)}[rounding]

    def whole(total: int, seats: int) -> Fraction:
        size = quota(total, seats)
        return size if size.denominator == 1 else Fraction(max(floor_of(size + add), 1))

    return whole


def _by_divisor(method: str, votes: Sequence[int], seats: int, settle: Settle, floor: int) -> tuple[int, ...]:
    won = [floor] * len(votes)
    while (room := seats - sum(won)) > 0:
        claims = [_claim(method, v, n) for v, n in zip(votes, won, strict=True)]
        best = max(claims)
        tied = tuple(i for i, claim in enumerate(claims) if claim == best)
        taken = tied if len(tied) <= room else settle(0, tied, room)
        if not taken:
            return tuple(won)
        for unit in taken:
            won[unit] += 1
    return tuple(won)


def _claim(method: str, votes: int, seats: int) -> tuple[int, Fraction]:
    """How strong a unit's claim to its next seat is; Huntington-Hill compares squares, so it stays exact."""
    if votes == 0:
        return (0, Fraction(0))
    if method == "huntington-hill":
        return (1, Fraction(votes)) if seats == 0 else (0, Fraction(votes * votes, seats * (seats + 1)))
    over, under = DIVISORS[method](seats)
    return (1, Fraction(votes)) if over == 0 else (0, Fraction(votes * under, over))


def _by_remainder(quota: Quota, votes: Sequence[int], seats: int, settle: Settle, floor: int) -> tuple[int, ...]:
    """Units that would fall below the floor get the floor; the rest share what is left by largest remainders."""
    free, room = list(range(len(votes))), seats
    while True:
        shared = dict(zip(free, _remainders(quota, [votes[i] for i in free], room, settle, free), strict=True))
        below = [unit for unit in free if shared[unit] < floor]
        if not below:
            return tuple(shared.get(unit, floor) for unit in range(len(votes)))
        free = [unit for unit in free if unit not in below]
        room -= floor * len(below)


def _remainders(quota: Quota, votes: list[int], seats: int, settle: Settle, units: list[int]) -> list[int]:
    """Full quotas, then the largest remainders; where full quotas exceed the seats, the smallest give way."""
    total = sum(votes)
    if total == 0 or seats == 0:
        return [0] * len(votes)
    size = quota(total, seats)
    won = [int(v // size) for v in votes]
    rest = [v - n * size for v, n in zip(votes, won, strict=True)]
    while (room := seats - sum(won)) != 0:
        may = [i for i, has in enumerate(votes if room > 0 else won) if has]
        edge = max(rest[i] for i in may) if room > 0 else min(rest[i] for i in may)
        tied = [i for i in may if rest[i] == edge]
        keep = room if room > 0 else len(tied) + room
        if 0 < keep < len(tied):
            taken = {units.index(i) for i in settle(0, tuple(units[i] for i in tied), keep)}
        else:
            taken = set(tied) if room > 0 else set()
        moved = taken if room > 0 else set(tied) - taken
        if not moved:
            return won
        for i in moved:
            won[i] += 1 if room > 0 else -1
            rest[i] += -size if room > 0 else size
    return won
