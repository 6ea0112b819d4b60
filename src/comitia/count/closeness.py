"""How close an apportionment was: the smallest change in one unit's votes that would move a seat, exactly."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from comitia.count.apportion import Floors, Limit, apportion
from comitia.law.units import Method

__all__ = ["Change", "smallest_change"]


@dataclass(frozen=True, slots=True)
class Change:
    """So many votes more (or fewer, below 0) for one unit, all others as they are, and who then gains and loses."""

    unit: int
    votes: int
    gains: tuple[int, ...]
    loses: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Case:
    method: Method
    votes: tuple[int, ...]
    seats: int
    floor: Limit
    ceiling: Limit | None
    floors: Floors
    won: tuple[int, ...]

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
    """The smallest change that moves a seat for certain; None where nothing does.

    A unit never loses a seat because it alone has more votes, so the least that suffices is found by halving.
    """
    case = _Case(method, tuple(votes), seats, floor, ceiling, floors, tuple(won))
    best: tuple[int, int] | None = None
    most = 4 * sum(votes) + 1
    for unit, v in enumerate(votes):
        for sign, limit in ((1, most), (-1, v)):
            limit = limit if best is None else min(limit, abs(best[1]) - 1)
            found = _least(lambda size, unit=unit, sign=sign: case.moved(unit, sign * size), limit)  # type: ignore[misc]
            if found is not None:
                best = (unit, sign * found)
    if best is None:
        return None
    after = case.after(*best)
    gains = tuple(i for i, (now, before) in enumerate(zip(after, won, strict=True)) if now > before)
    loses = tuple(i for i, (now, before) in enumerate(zip(after, won, strict=True)) if now < before)
    return Change(best[0], best[1], gains, loses)


def _least(suffices: Callable[[int], bool], limit: int) -> int | None:
    """The least number from 1 to `limit` that suffices, where all above it suffice, too."""
    if limit < 1 or not suffices(limit):
        return None
    low, high = 0, 1
    while high < limit and not suffices(high):
        low, high = high, min(2 * high, limit)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if suffices(middle) else (middle, high)
    return high
