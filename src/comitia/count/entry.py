"""Entry: which lists take part when seats are shared, by bars in the unit, in regions, in the whole, or by seats won.

For each list the first line of the law that speaks of it decides. Everything is compared crosswise in whole numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from comitia.count.standing import Place, Standing
from comitia.law.lists import AverageBar, Bar, EntryLine, SeatBar, ShareBar

__all__ = ["Judged", "Measured", "judge"]


@dataclass(frozen=True, slots=True)
class Measured:
    """A list held against one bar: what it has, the least that is needed, and what that is worked out from.

    places: in how many regions or units the bar is passed; figures of the place in which the list comes nearest.
    """

    bar: Bar
    passed: bool
    has: int
    needed: int
    base: int
    places: int


@dataclass(frozen=True, slots=True)
class Judged:
    """Whether a list takes part, the line of the law that decides (None: no line speaks of it), and every bar of it."""

    enters: bool
    line: int | None
    bars: tuple[Measured, ...]


def judge(
    lines: Sequence[EntryLine], standing: Standing, one: int, unit: int | None = None, together: bool = False
) -> Judged:
    """Judge one list. `unit`: in the sharing of its seats, None in that of the whole; `together`: with its alliance."""
    if not lines:
        return Judged(True, None, ())
    for number, line in enumerate(lines):
        if line.lists is None or line.lists.fits(standing.kinds[one], standing.members[one]):
            bars = tuple(_measured(bar, standing, one, unit, together) for bar in line.bars)
            passed = [bar.passed for bar in bars]
            enters = not passed or (any(passed) if line.passes == "any" else all(passed))
            return Judged(enters, number, bars)
    return Judged(False, None, ())


def _measured(bar: Bar, standing: Standing, one: int, unit: int | None, together: bool) -> Measured:
    if isinstance(bar, SeatBar):
        has = sum(sum(standing.won[route][one]) for route in bar.routes)
        return Measured(bar, has >= bar.at_least, has, bar.at_least, 0, 0)
    found = [_in_place(bar, standing, one, place, together) for place in standing.places(bar.over, unit)]
    passed = sum(each.passed for each in found)
    nearest = max(found, key=lambda each: (each.passed, each.has - each.needed))
    enough = passed >= (1 if unit is not None else bar.places_at_least)
    return Measured(bar, enough, nearest.has, nearest.needed, nearest.base, passed)


def _in_place(bar: ShareBar | AverageBar, standing: Standing, one: int, place: Place, together: bool) -> Measured:
    has, base = standing.of(one, place, together), standing.base(bar.of, place)
    if isinstance(bar, AverageBar):
        seats = standing.seats_in(place)
        needed = -(-base // seats) if seats else base + 1
        return Measured(bar, has >= needed, has, needed, base, 0)
    names, seats = _shorter(bar, standing, one, place)
    needed = -(-bar.least(base * names) // seats)
    return Measured(bar, bar.passed(has * seats, base * names), has, needed, base, 0)


def _shorter(bar: ShareBar, standing: Standing, one: int, place: Place) -> tuple[int, int]:
    """Names on a list and seats, where a list with fewer names has a lower bar; else 1 and 1."""
    names, seats = sum(standing.printed[one][unit] for unit in place.units), standing.seats_in(place)
    return (names, seats) if bar.shorter_lists == "in-proportion" and 0 < names < seats else (1, 1)
