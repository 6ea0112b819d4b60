"""What stands behind the seats of an apportionment: every quotient with its seat, or every quota with its remainder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import isqrt

from comitia.count.apportion import DIVISORS, QUOTAS, SQUARED

__all__ = ["Quotient", "Remainder", "divisor_table", "in_thousandths", "quota_table"]


@dataclass(frozen=True, slots=True)
class Quotient:
    """A unit's claim to its `seat`-th seat. value: None where the divisor is 0; its square where `squared`.

    won: whether it has the seat; by_floor: whether it had it without a claim; rank: its place among all claims that
    won a seat and are no floor, the greatest being 1.
    """

    unit: int
    seat: int
    value: Fraction | None
    squared: bool
    won: bool
    by_floor: bool
    rank: int | None = None


@dataclass(frozen=True, slots=True)
class Remainder:
    """A unit's full quotas, what is left of its votes, and the seats that it has beyond its full quotas."""

    unit: int
    full: int
    rest: Fraction
    beyond: int


def divisor_table(
    method: str, votes: Sequence[int], won: Sequence[int], least: Sequence[int], beyond: int = 1
) -> tuple[Quotient, ...]:
    """Every quotient that won a seat, and so many of each unit that did not, the greatest first; floors before all."""
    found = [
        Quotient(i, n + 1, _value(method, v, n), method in SQUARED, n < has, n < low)
        for i, (v, has, low) in enumerate(zip(votes, won, least, strict=True))
        for n in range(has + beyond)
    ]
    found.sort(key=lambda each: (not each.by_floor, each.value is not None, -(each.value or 0), -votes[each.unit]))
    ranks = iter(range(1, len(found) + 1))
    return tuple(Quotient(*_fields(each), next(ranks) if each.won and not each.by_floor else None) for each in found)


def _fields(each: Quotient) -> tuple[int, int, Fraction | None, bool, bool, bool]:
    return each.unit, each.seat, each.value, each.squared, each.won, each.by_floor


def _value(method: str, votes: int, seats: int) -> Fraction | None:
    over, under = DIVISORS[method](seats)
    strength = votes * votes if method in SQUARED else votes
    return Fraction(strength * under, over) if over else (None if votes else Fraction(0))


def quota_table(
    method: str, votes: Sequence[int], seats: int, won: Sequence[int]
) -> tuple[Fraction, tuple[Remainder, ...]]:
    """The quota, and what each unit has by it; the unit with the largest remainder first."""
    over, under = QUOTAS[method](sum(votes), seats) if seats else (0, 1)
    quota = Fraction(over, under)
    rows = []
    for unit, (v, has) in enumerate(zip(votes, won, strict=True)):
        full = int(v // quota) if quota else 0
        rows.append(Remainder(unit, full, v - full * quota, has - full))
    return quota, tuple(sorted(rows, key=lambda row: (-row.rest, row.unit)))


def in_thousandths(value: Fraction, squared: bool = False) -> int:
    """A quotient in thousandths, rounded down; of one that is kept as its square, the root."""
    if squared:
        return isqrt(value.numerator * 10**6 // value.denominator)
    return value.numerator * 1000 // value.denominator
