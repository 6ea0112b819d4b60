"""How close an apportionment was: the fewest votes more or fewer for one unit that would move a seat, exactly.

Under divisor methods, and quotas that are not rounded, a unit never loses a seat because it alone has more votes:
remainders are cut at one threshold for all, and only its own share grew. There the least is found by halving.
Droop's quota is rounded and jumps, and limits that are kept apart change the quota of the others: there every smaller
change is tried, as far as `TRIED` goes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from comitia.count.apportion import DIVISORS, Floors, Limit, apportion
from comitia.law.units import Method

__all__ = ["ROUNDED", "TRIED", "Apportioned", "Change", "smallest_change"]

TRIED = 20_000
"""How many smaller changes are tried where halving might pass over one."""
ROUNDED = frozenset({"droop"})
"""Methods whose quota is rounded to a whole number of votes."""


@dataclass(frozen=True, slots=True)
class Change:
    """So many votes more (or fewer, below 0) for one unit, all others as they are, and who then gains and loses.

    least: whether it is certain that no smaller change lets a unit gain a seat with more votes or lose one with fewer.
    """

    unit: int
    votes: int
    gains: tuple[int, ...]
    loses: tuple[int, ...]
    least: bool = True


@dataclass(frozen=True, slots=True)
class Apportioned:
    """An apportionment with its result, of which changes are tried."""

    method: Method
    votes: tuple[int, ...]
    seats: int
    floor: Limit
    ceiling: Limit | None
    floors: Floors
    won: tuple[int, ...]

    @property
    def even(self) -> bool:
        """Whether more votes for a unit alone never cost it a seat."""
        unlimited = self.ceiling is None and (self.floors == "within" or not _any(self.floor))
        return self.method in DIVISORS or (self.method not in ROUNDED and unlimited)

    def after(self, unit: int, change: int) -> tuple[int, ...]:
        """The seats after a change; a lot would fall against what the change is meant to bring about."""

        def against(_: int, tied: tuple[int, ...], places: int) -> tuple[int, ...]:
            last = (unit,) if unit in tied else ()
            others = tuple(i for i in tied if i != unit)
            return ((*others, *last) if change > 0 else (*last, *others))[:places]

        votes = [v + change * (i == unit) for i, v in enumerate(self.votes)]
        return apportion(self.method, votes, self.seats, against, self.floor, self.ceiling, self.floors)

    def moved(self, unit: int, change: int) -> bool:
        """Whether the unit then certainly has a seat more, or after a loss of votes one fewer."""
        now = self.after(unit, change)[unit]
        return now > self.won[unit] if change > 0 else now < self.won[unit]


def smallest_change(
    method: Method,
    votes: Sequence[int],
    seats: int,
    won: Sequence[int],
    floor: Limit = 0,
    ceiling: Limit | None = None,
    floors: Floors = "apart",
) -> Change | None:
    """The smallest change by which a unit certainly gains or loses a seat, however lots fall; None where none does."""
    case = Apportioned(method, tuple(votes), seats, floor, ceiling, floors, tuple(won))
    best = _by_halving(case)
    if best is None:
        return None
    least = case.even
    if not least:
        best, least = _by_trying(case, best)
    after = case.after(*best)
    gains = tuple(i for i, (now, before) in enumerate(zip(after, won, strict=True)) if now > before)
    loses = tuple(i for i, (now, before) in enumerate(zip(after, won, strict=True)) if now < before)
    return Change(*best, gains, loses, least)


def _by_halving(case: Apportioned) -> tuple[int, int] | None:
    """A unit and a change of its votes that moves a seat; the smallest of all where the case is even."""
    best: tuple[int, int] | None = None
    most = 4 * sum(case.votes) + 1
    for unit, v in enumerate(case.votes):
        for sign, limit in ((1, most), (-1, v)):
            limit = limit if best is None else min(limit, abs(best[1]) - 1)
            found = _least(lambda size, unit=unit, sign=sign: case.moved(unit, sign * size), limit)  # type: ignore[misc]
            if found is not None:
                best = (unit, sign * found)
    return best


def _by_trying(case: Apportioned, best: tuple[int, int]) -> tuple[tuple[int, int], bool]:
    """The first change that moves a seat, the smallest first; and whether all that are smaller than it were tried."""
    each = 2 * len(case.votes)
    for size in range(1, min(abs(best[1]), TRIED // each + 1)):
        for unit, v in enumerate(case.votes):
            for change in (size, -size):
                if v + change >= 0 and case.moved(unit, change):
                    return (unit, change), True
    return best, abs(best[1]) <= TRIED // each + 1


def _any(limit: Limit) -> bool:
    return limit > 0 if isinstance(limit, int) else any(limit)


def _least(suffices: Callable[[int], bool], limit: int) -> int | None:
    """The least number from 1 to `limit` that suffices, where all above it suffice, too; else one that does."""
    if limit < 1 or not suffices(limit):
        return None
    low, high = 0, 1
    while high < limit and not suffices(high):
        low, high = high, min(2 * high, limit)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if suffices(middle) else (middle, high)
    return high
