"""Double proportionality: seats in proportion by district and by list at once, both sums given beforehand.

The number in every cell is its votes, divided by a divisor of its district and one of its list, and rounded as the
method rounds (Balinski and Demange 1989; Pukelsheim 2017, chapter 14). It is found by transfers: columns are
apportioned alone, then seats go from rows that have too many to rows that have too few, each time by the way on which
quotients lose least. All comparisons are between whole numbers. The divisors are found afterwards (`cell_divisors`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from comitia.count.apportion import DIVISORS, apportion
from comitia.count.outcome import Step
from comitia.count.tally import Settle
from comitia.law.units import Method

Matrix = tuple[tuple[int, ...], ...]
Cell = tuple[int, int]
Ratio = tuple[int, int]
"""A positive fraction as two whole numbers, not reduced: compared and multiplied crosswise."""

ROUNDING = tuple(method for method, divisor in DIVISORS.items() if divisor(0)[0] > 0)
"""The methods that may leave a cell without a seat."""


class NoApportionment(ValueError):
    """The sums asked for cannot be had: lists have no votes where districts have seats."""


@dataclass(frozen=True, slots=True)
class Doubly:
    """Seats `[row][column]`, and why: each transfer and each tie."""

    seats: Matrix
    steps: tuple[Step, ...]


def biproportional(
    method: Method, votes: Sequence[Sequence[int]], rows: Sequence[int], columns: Sequence[int], settle: Settle
) -> Doubly:
    """Seats with these sums of rows and columns; cells without votes have none.

    A tie is between cells, numbered row by row; settled cell by cell, it is put to `settle` as two cells of one row
    and one seat. Raises `NoApportionment`; ValueError where the sums differ or a tie is left open.
    """
    if method not in ROUNDING:
        raise ValueError(f"{method} does not round a cell")
    if sum(rows) != sum(columns):
        raise ValueError(f"rows have {sum(rows)} seats and columns {sum(columns)}")
    table = _Table(method, votes, columns)
    steps = table.balance(rows)
    steps += table.settle_ties(settle)
    return Doubly(tuple(tuple(row) for row in table.seats), tuple(steps))


@dataclass(frozen=True, slots=True)
class _Way:
    """A way from row to row: its price, and the cells that lose and gain a seat in turn."""

    price: Ratio
    cells: tuple[tuple[Cell, Cell], ...]


class _Table:
    """The table while seats move in it. A move takes a seat from one row and gives it to another in one column."""

    def __init__(self, method: Method, votes: Sequence[Sequence[int]], columns: Sequence[int]) -> None:
        self.votes = [list(row) for row in votes]
        self._divisor = DIVISORS[method]
        self._fixed: set[Cell] = set()
        by_column = [_alone(method, [row[j] for row in votes], wanted, j) for j, wanted in enumerate(columns)]
        self.seats = [[column[i] for column in by_column] for i in range(len(votes))]

    def balance(self, rows: Sequence[int]) -> list[Step]:
        """Move seats until every row has its number."""
        steps: list[Step] = []
        while True:
            spare = [sum(row) - wanted for row, wanted in zip(self.seats, rows, strict=True)]
            if not any(spare):
                return steps
            ways = self._cheapest([i for i, more in enumerate(spare) if more > 0])
            ends = [ways[i] for i, more in enumerate(spare) if more < 0 and i in ways]
            if not ends:
                raise NoApportionment("no way leads from a district with too many seats to one with too few")
            for one in _first_cheapest(ends).cells:
                steps.append(self._move(*one))

    def settle_ties(self, settle: Settle) -> list[Step]:
        """Where seats can go round in a circle at no price, another table is as good: a lot decides."""
        steps: list[Step] = []
        while (circle := self._circle()) is not None:
            row, loses, gains = _in_one_row(circle)
            width = len(self.votes[0])
            pair = (row * width + loses, row * width + gains)
            taken = settle(0, tuple(sorted(pair)), 1)
            if len(taken) != 1:
                raise ValueError("a tie in a double apportionment must be settled")
            steps.append(Step("tie-settled", taken[0], {"row": row}))
            if taken[0] == pair[1]:
                steps += [self._move(*one) for one in circle]
            self._fixed |= {(row, loses), (row, gains)}
        return steps

    def _move(self, loses: Cell, gains: Cell) -> Step:
        self.seats[loses[0]][loses[1]] -= 1
        self.seats[gains[0]][gains[1]] += 1
        return Step("moved", gains[0] * len(self.votes[0]) + gains[1], {"from": loses[0], "column": loses[1]})

    def _price(self, a: int, b: int, j: int) -> Ratio | None:
        """The quotient of the seat that `a` loses in column `j` over that of the seat that `b` gains there."""
        if not self.seats[a][j] or not self.votes[b][j] or {(a, j), (b, j)} & self._fixed:
            return None
        last, first = self._divisor(self.seats[a][j] - 1), self._divisor(self.seats[b][j])
        return self.votes[a][j] * last[1] * first[0], last[0] * self.votes[b][j] * first[1]

    def _edges(self) -> list[tuple[int, int, int, Ratio]]:
        """The cheapest move between each two rows: from, to, column, price."""
        edges: list[tuple[int, int, int, Ratio]] = []
        for a in range(len(self.votes)):
            for b in range(len(self.votes)):
                prices = [(j, self._price(a, b, j)) for j in range(len(self.votes[0]))] if a != b else []
                known = [(j, price) for j, price in prices if price is not None]
                if known:
                    best = known[0]
                    for other in known[1:]:
                        best = other if _less(other[1], best[1]) else best
                    edges.append((a, b, *best))
        return edges

    def _cheapest(self, starts: Sequence[int]) -> dict[int, _Way]:
        """The cheapest way to every row that can be reached (Bellman and Ford); no circle ever pays."""
        ways = {i: _Way((1, 1), ()) for i in starts}
        edges, changed = self._edges(), True
        while changed:
            changed = False
            for a, b, j, price in edges:
                if a in ways:
                    whole = _times(ways[a].price, price)
                    if b not in ways or _less(whole, ways[b].price):
                        ways[b] = _Way(whole, (*ways[a].cells, ((a, j), (b, j))))
                        changed = True
        return ways

    def _circle(self) -> tuple[tuple[Cell, Cell], ...] | None:
        """Moves round a circle, in more than one column, that cost nothing; None where the table is unique."""
        tight = self._tight()
        found = [circle for start in range(len(self.votes)) if (circle := _round(tight, start)) is not None]
        return min(found, key=len, default=None)

    def _tight(self) -> list[tuple[int, int, int]]:
        """Moves that lie on some circle of price one: those that cost nothing once rows are scaled."""
        ways = self._cheapest(range(len(self.votes)))
        found: list[tuple[int, int, int]] = []
        for a in range(len(self.votes)):
            for b in range(len(self.votes)):
                for j in range(len(self.votes[0])):
                    price = self._price(a, b, j) if a != b else None
                    if price is not None and _same(_times(ways[a].price, price), ways[b].price):
                        found.append((a, b, j))
        return found


def _alone(method: Method, votes: Sequence[int], seats: int, column: int) -> tuple[int, ...]:
    """One column by itself; which of those tied it takes does not matter, since ties are looked for at the end."""
    if seats and not any(votes):
        raise NoApportionment(f"column {column} has {seats} seats and no votes")
    return apportion(method, votes, seats, lambda _, tied, places: tied[:places])


def _round(moves: Sequence[tuple[int, int, int]], start: int) -> tuple[tuple[Cell, Cell], ...] | None:
    """A shortest circle of moves from `start` back to it, two in a row never in one column.

    The shortest of all, over every start, meets no row twice.
    """
    seen: dict[tuple[int, int], tuple[tuple[Cell, Cell], ...]] = {(start, -1): ()}
    waiting = [(start, -1)]
    for row, came in waiting:
        for a, b, j in moves:
            if a != row or j == came:
                continue
            path = (*seen[row, came], ((a, j), (b, j)))
            if b == start and j != path[0][0][1]:
                return path
            if (b, j) not in seen:
                seen[b, j] = path
                waiting.append((b, j))
    return None


def _in_one_row(circle: tuple[tuple[Cell, Cell], ...]) -> tuple[int, int, int]:
    """The first row of a circle: its number, the column in which it would lose a seat, that in which it would gain."""
    row = min(loses[0] for loses, _ in circle)
    loses = next(cells[0][1] for cells in circle if cells[0][0] == row)
    gains = next(cells[1][1] for cells in circle if cells[1][0] == row)
    return row, loses, gains


def _first_cheapest(ways: Sequence[_Way]) -> _Way:
    best = ways[0]
    for other in ways[1:]:
        best = other if _less(other.price, best.price) else best
    return best


def _times(a: Ratio, b: Ratio) -> Ratio:
    return a[0] * b[0], a[1] * b[1]


def _less(a: Ratio, b: Ratio) -> bool:
    return a[0] * b[1] < b[0] * a[1]


def _same(a: Ratio, b: Ratio) -> bool:
    return a[0] * b[1] == b[0] * a[1]
