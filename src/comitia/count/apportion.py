"""Apportionment: seats to units in proportion to whole numbers, exactly.

Divisor methods give each seat to the greatest quotient; quota methods give full quotas and then the largest
remainders (Balinski and Young 1982; Pukelsheim 2017). Everything is whole numbers: ratios are kept as two of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from comitia.count.tally import Settle
from comitia.law.units import Method, Rounding

Ratio = tuple[int, int]
Limit = int | Sequence[int]
"""One number of seats for every unit, or one for each."""
Floors = Literal["apart", "within"]
"""Floors under quota methods: those below get theirs and the others share the rest by a quota of their own; or the
quota of the whole stays, and whoever is raised to the floor comes last for a remainder."""

DIVISORS: dict[str, Callable[[int], Ratio]] = {
    "dhondt": lambda n: (n + 1, 1),
    "sainte-lague": lambda n: (2 * n + 1, 1),
    "sainte-lague-1.4": lambda n: (7, 5) if n == 0 else (2 * n + 1, 1),
    "danish": lambda n: (3 * n + 1, 1),
    "adams": lambda n: (n, 1),
    "dean": lambda n: (2 * n * (n + 1), 2 * n + 1),
    "huntington-hill": lambda n: (n * (n + 1), 1),
}
"""The divisor of a unit that has `n` seats, as a ratio of whole numbers; 0 means that it comes first."""

SQUARED = frozenset({"huntington-hill"})
"""Methods whose divisors are roots: their squares stand above, and are compared with squares of votes."""

ABOVE: dict[str, Ratio] = {"dhondt": (1, 1), "sainte-lague": (1, 2), "sainte-lague-1.4": (1, 2), "danish": (1, 3)}
"""How far every divisor lies above its number of seats at least, in divisors that rise by one; elsewhere not at all."""

QUOTAS: dict[str, Callable[[int, int], Ratio]] = {
    "hare": lambda total, seats: (total, seats),
    "droop": lambda total, seats: (total // (seats + 1) + 1, 1),
    "hagenbach-bischoff": lambda total, seats: (total, seats + 1),
    "imperiali": lambda total, seats: (total, seats + 2),
}
"""The quota of so many votes for so many seats, as a ratio of whole numbers."""


def apportion(
    method: Method,
    votes: Sequence[int],
    seats: int,
    settle: Settle,
    floor: Limit = 0,
    ceiling: Limit | None = None,
    floors: Floors = "apart",
    rounding: Rounding = "exact",
) -> tuple[int, ...]:
    """Seats to each unit, within its floor and ceiling; ValueError where these leave no way to give all seats.

    rounding: what becomes of the quota, where the method has one.
    """
    if not votes:
        return ()
    least, most = limits(votes, seats, floor, ceiling)
    if method in QUOTAS:
        return _by_remainder(method, votes, seats, settle, least, most, floors, rounding)
    return _by_divisor(method, votes, seats, settle, least, most)


def limits(votes: Sequence[int], seats: int, floor: Limit, ceiling: Limit | None) -> tuple[list[int], list[int]]:
    """The floor and the ceiling of every unit; ValueError where they cannot be kept."""
    least = [floor] * len(votes) if isinstance(floor, int) else list(floor)
    if sum(least) > seats:
        given = f"{len(votes)} units with at least {floor} seats each" if isinstance(floor, int) else "the floors"
        raise ValueError(f"{given} need more than {seats} seats")
    if ceiling is None:
        return least, [seats] * len(votes)
    most = [ceiling] * len(votes) if isinstance(ceiling, int) else list(ceiling)
    if any(low > high for low, high in zip(least, most, strict=True)):
        raise ValueError("a floor is above its ceiling")
    if sum(most) < seats:
        raise ValueError(f"the ceilings leave room for {sum(most)} of {seats} seats")
    return least, most


def rounded(quota: Ratio, rounding: Rounding) -> Ratio:
    """A quota rounded as the law says, the half up; never to less than one vote."""
    over, under = quota
    if rounding == "exact" or over % under == 0:
        return quota
    whole = over // under + {"down": 0, "nearest": 2 * (over % under) >= under, "up": 1}[rounding]
    return max(whole, 1), 1


def _by_divisor(
    method: str, votes: Sequence[int], seats: int, settle: Settle, least: list[int], most: list[int]
) -> tuple[int, ...]:
    """Seats that are sure are given at once; each of the others goes to the greatest claim."""
    won = _sure(method, votes, seats, least, most)
    room = seats - sum(won)
    claim = claims(method, votes, seats)
    claimed = [claim(v, n) if n < top else -1 for v, n, top in zip(votes, won, most, strict=True)]
    while room > 0:
        best = max(claimed)
        if claimed.count(best) == 1:
            taken: Sequence[int] = (claimed.index(best),)
        else:
            tied = tuple(i for i, claims_ in enumerate(claimed) if claims_ == best)
            taken = tied if len(tied) <= room else settle(0, tied, room)
        if not taken:
            break
        for unit in taken:
            won[unit] += 1
            claimed[unit] = claim(votes[unit], won[unit]) if won[unit] < most[unit] else -1
        room -= len(taken)
    return tuple(won)


def _sure(method: str, votes: Sequence[int], seats: int, least: list[int], most: list[int]) -> list[int]:
    """Seats that no tie and nobody's claim can touch.

    With divisors that rise by one and lie `above` their number of seats, a unit has at most v/q + 1 - above quotients
    of q or more. So with q = votes / (seats - floors - units * (1 - above)) all quotients of q or more find a seat,
    and every unit has at least v/q of them, rounded down.
    """
    above, unit = ABOVE.get(method, (0, 1))
    spare = unit * (seats - sum(least)) - (unit - above) * len(votes)
    whole = unit * sum(votes)
    if spare <= 0 or whole == 0:
        return list(least)
    return [max(low, min(v * spare // whole, top)) for v, low, top in zip(votes, least, most, strict=True)]


def claims(method: str, votes: Sequence[int], seats: int) -> Callable[[int, int], int]:
    """How strong the claim of so many votes to the seat after `n` is, as a whole number.

    Quotients are scaled by more than the product of any two divisors: so, rounded down, unequal ones stay unequal.
    """
    divisor = DIVISORS[method]
    squared = method in SQUARED
    scale = max(divisor(seats)[0], divisor(0)[0]) ** 2 + 1
    top = max(votes, default=0)
    first = (top * top if squared else top) * scale + 1

    def claim(v: int, n: int) -> int:
        over, under = divisor(n)
        if over == 0:
            return first + v if v else 0
        return (v * v if squared else v) * under * scale // over

    return claim


def _by_remainder(
    method: str,
    votes: Sequence[int],
    seats: int,
    settle: Settle,
    least: list[int],
    most: list[int],
    floors: Floors,
    rounding: Rounding,
) -> tuple[int, ...]:
    """Units that would fall below the floor or rise above the ceiling get that; the others share what is left.

    Where both happen at once, the side that is farther off is set right first: otherwise the other might come undone.
    """
    units = range(len(votes))
    if floors == "within":
        return tuple(_remainders(method, votes, seats, settle, units, least, most, rounding))
    fixed: dict[int, int] = {}
    while True:
        free = [unit for unit in units if unit not in fixed]
        room, none, all_ = seats - sum(fixed.values()), [0] * len(free), [seats] * len(free)
        own = _remainders(method, [votes[unit] for unit in free], room, settle, free, none, all_, rounding)
        shared = dict(zip(free, own, strict=True))
        below = {unit: least[unit] for unit in free if shared[unit] < least[unit]}
        above = {unit: most[unit] for unit in free if shared[unit] > most[unit]}
        if not below and not above:
            return tuple((fixed | shared)[unit] for unit in units)
        lacking = sum(low - shared[unit] for unit, low in below.items())
        excess = sum(shared[unit] - high for unit, high in above.items())
        fixed |= below if lacking >= excess else above


def _remainders(
    method: str,
    votes: Sequence[int],
    seats: int,
    settle: Settle,
    units: Sequence[int],
    least: list[int],
    most: list[int],
    rounding: Rounding,
) -> list[int]:
    """Full quotas, then the largest remainders; where full quotas exceed the seats, the smallest give way."""
    total = sum(votes)
    if total == 0 or seats == 0:
        return list(least)
    quota, one = rounded(QUOTAS[method](total, seats), rounding)
    won = [max(low, min(v * one // quota, top)) for v, low, top in zip(votes, least, most, strict=True)]
    rest = [v * one - n * quota for v, n in zip(votes, won, strict=True)]
    while (room := seats - sum(won)) != 0:
        if room > 0:
            may = [i for i, v in enumerate(votes) if v and won[i] < most[i]]
        else:
            may = [i for i, n in enumerate(won) if n > least[i]]
        if not may:
            break
        if room > 0 and (clear := _clear(rest, may, room, quota)):
            for i in clear:
                won[i] += 1
                rest[i] -= quota
            continue
        edge = max(rest[i] for i in may) if room > 0 else min(rest[i] for i in may)
        tied = [i for i in may if rest[i] == edge]
        keep = room if room > 0 else len(tied) + room
        if 0 < keep < len(tied):
            taken = {units.index(unit) for unit in settle(0, tuple(units[i] for i in tied), keep)}
        else:
            taken = set(tied) if room > 0 else set()
        moved = taken if room > 0 else set(tied) - taken
        if not moved:
            break
        for i in moved:
            won[i] += 1 if room > 0 else -1
            rest[i] += -quota if room > 0 else quota
    return won


def _clear(rest: list[int], may: list[int], room: int, quota: int) -> list[int]:
    """Those whose remainder is above that of the first who misses out, and above any that has had one seat more."""
    order = sorted(may, key=lambda i: -rest[i])
    bar = rest[order[0]] - quota
    if room < len(order):
        bar = max(bar, rest[order[room]])
    return [i for i in order[:room] if rest[i] > bar]
