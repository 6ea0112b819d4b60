"""The divisors behind a double apportionment: one of every row and one of every column that give just these seats.

There are many; shown is what people can check by hand, a short decimal inside the interval that is left for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from comitia.count.apportion import DIVISORS
from comitia.law.units import Method

Bound = Fraction | None
"""A limit; None: there is none."""


@dataclass(frozen=True, slots=True)
class CellDivisors:
    """Divisors of rows and columns. Votes divided by both and rounded as the method rounds are the seats."""

    rows: tuple[Fraction, ...]
    columns: tuple[Fraction, ...]


def cell_divisors(method: Method, votes: Sequence[Sequence[int]], seats: Sequence[Sequence[int]]) -> CellDivisors:
    """Short divisors; that of the column with most votes is 1. ValueError: no divisors give these seats."""
    limits = _Limits(method, votes, seats)
    rows, columns = limits.divisors()
    largest = max(range(len(columns)), key=lambda j: sum(row[j] for row in votes))
    unit = columns[largest]
    rows, columns = [each * unit for each in rows], [Fraction(each, unit) for each in columns]
    for j in range(len(columns)):
        if j != largest:
            columns[j] = shortest(*limits.of_column(j, rows), columns[j])
    for i in range(len(rows)):
        rows[i] = shortest(*limits.of_row(i, columns), rows[i])
    return CellDivisors(tuple(rows), tuple(columns))


class _Limits:
    """Between which limits the product of the two divisors of every cell must lie."""

    def __init__(self, method: Method, votes: Sequence[Sequence[int]], seats: Sequence[Sequence[int]]) -> None:
        step = _step(method)
        self._low: dict[tuple[int, int], Fraction] = {}
        self._high: dict[tuple[int, int], Fraction] = {}
        self._size = len(votes), len(votes[0])
        for i, row in enumerate(votes):
            for j, cell in enumerate(row):
                if cell:
                    self._low[i, j] = Fraction(cell * step, _ratio(method, seats[i][j]))
                    if seats[i][j]:
                        self._high[i, j] = Fraction(cell * step, _ratio(method, seats[i][j] - 1))

    def divisors(self) -> tuple[list[Fraction], list[Fraction]]:
        """Some divisors, as far from every limit as may be."""
        for bits in range(1, 40):
            found = self._within(1 - Fraction(1, 2**bits))
            if found is not None:
                return found
        found = self._within(Fraction(1))
        if found is None:
            raise ValueError("no divisors give these seats")
        return found

    def _within(self, margin: Fraction) -> tuple[list[Fraction], list[Fraction]] | None:
        """Divisors that keep to the limits drawn in by `margin` (Bellman and Ford); None where there are none."""
        rows, under = [Fraction(1)] * self._size[0], [Fraction(1)] * self._size[1]
        for _ in range(sum(self._size) + 1):
            changed = False
            for (i, j), low in self._low.items():
                high = self._high.get((i, j))
                if high is not None and rows[i] > under[j] * high * margin:
                    rows[i], changed = under[j] * high * margin, True
                if under[j] > Fraction(rows[i] * margin, low):
                    under[j], changed = Fraction(rows[i] * margin, low), True
            if not changed:
                return rows, [Fraction(1, each) for each in under]
        return None

    def of_row(self, i: int, columns: Sequence[Fraction]) -> tuple[Bound, Bound]:
        """Between which limits the divisor of a row lies, given those of all columns."""
        return _between(self._cells(columns, [(i, j) for j in range(self._size[1])], 1))

    def of_column(self, j: int, rows: Sequence[Fraction]) -> tuple[Bound, Bound]:
        """Between which limits the divisor of a column lies, given those of all rows."""
        return _between(self._cells(rows, [(i, j) for i in range(self._size[0])], 0))

    def _cells(
        self, others: Sequence[Fraction], cells: Sequence[tuple[int, int]], axis: int
    ) -> Iterator[tuple[Bound, Bound]]:
        for cell in cells:
            other, low, high = others[cell[axis]], self._low.get(cell), self._high.get(cell)
            yield (None if low is None else Fraction(low, other)), (None if high is None else Fraction(high, other))


def _between(limits: Iterator[tuple[Bound, Bound]]) -> tuple[Bound, Bound]:
    pairs = list(limits)
    return (
        max((low for low, _ in pairs if low is not None), default=None),
        min((high for _, high in pairs if high is not None), default=None),
    )


def _ratio(method: Method, seats: int) -> Fraction:
    over, under = DIVISORS[method](seats)
    return Fraction(over, under)


def _step(method: Method) -> Fraction:
    """What the method's divisors grow by, seat by seat, so that quotients come out as seats."""
    return _ratio(method, 2) - _ratio(method, 1)


def shortest(low: Bound, high: Bound, inside: Fraction) -> Fraction:
    """The decimal with fewest digits strictly between the limits, the nearest to the middle; `inside` if they meet."""
    if low is None and high is None:
        return inside
    low = Fraction(0) if low is None else low
    high = 2 * max(low, inside) if high is None else high
    if low >= high:
        return inside
    middle, unit = Fraction(low + high, 2), Fraction(10) ** len(str(int(high)))
    while True:
        near = round(Fraction(middle, unit)) * unit
        for number in sorted((near, near - unit, near + unit), key=lambda n: abs(n - middle)):
            if low < number < high:
                return number
        unit = Fraction(unit, 10)
