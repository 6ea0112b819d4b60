"""Double proportionality: what is promised, published examples, ties."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from comitia.count.apportion import DIVISORS
from comitia.count.biproportional import ROUNDING, Matrix, NoApportionment, biproportional
from comitia.count.cell_divisors import cell_divisors, shortest
from comitia.law.units import Method
from tests.count.strategies import Tied, last_first, never, raise_tied

METHODS: tuple[Method, ...] = ("dhondt", "sainte-lague", "danish")


@st.composite
def tables(draw: st.DrawFn, least: int = 1) -> tuple[list[list[int]], list[int], list[int]]:
    """Votes, and sums of rows and columns that some table of seats has."""
    height, width = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    cell = st.integers(least, 12) | st.integers(least, 5000)
    votes = [[draw(cell) for _ in range(width)] for _ in range(height)]
    seats = [[draw(st.integers(0, 5)) for _ in range(width)] for _ in range(height)]
    return votes, [sum(row) for row in seats], [sum(column) for column in zip(*seats, strict=True)]


def unique(method: Method, votes: list[list[int]], rows: list[int], columns: list[int]) -> Matrix:
    """The table of seats; a case with ties is left out."""
    try:
        return biproportional(method, votes, rows, columns, raise_tied).seats
    except Tied:
        assume(False)
        raise


def fits(method: Method, votes: list[list[int]], seats: Matrix) -> bool:
    """Whether the divisors that are found round every cell to its seats, or leave it on the edge."""
    found, step = cell_divisors(method, votes, seats), bound(method, 2) - bound(method, 1)
    for (i, row), j in product(enumerate(votes), range(len(votes[0]))):
        share = Fraction(row[j]) * step / (found.rows[i] * found.columns[j])
        n = seats[i][j]
        if not (share <= bound(method, n) and (n == 0 or share >= bound(method, n - 1))):
            return False
    return True


def bound(method: Method, seats: int) -> Fraction:
    return Fraction(*DIVISORS[method](seats))


# what is promised


@given(st.sampled_from(METHODS), tables())
def test_sums_of_rows_and_columns_hold_and_divisors_give_every_cell(
    method: Method, table: tuple[list[list[int]], list[int], list[int]]
) -> None:
    votes, rows, columns = table
    seats = biproportional(method, votes, rows, columns, last_first).seats
    assert [sum(row) for row in seats] == rows
    assert [sum(column) for column in zip(*seats, strict=True)] == columns
    assert fits(method, votes, seats)


@given(st.sampled_from(METHODS), tables(), st.randoms(use_true_random=False))
def test_neutral_in_another_order_everybody_has_the_same_seats(
    method: Method, table: tuple[list[list[int]], list[int], list[int]], random: object
) -> None:
    votes, rows, columns = table
    seats = unique(method, votes, rows, columns)
    down, across = list(range(len(rows))), list(range(len(columns)))
    random.shuffle(down)  # type: ignore[attr-defined]
    random.shuffle(across)  # type: ignore[attr-defined]
    moved = [[votes[i][j] for j in across] for i in down]
    after = biproportional(method, moved, [rows[i] for i in down], [columns[j] for j in across], never).seats
    assert after == tuple(tuple(seats[i][j] for j in across) for i in down)


@given(st.sampled_from(METHODS), tables())
def test_districts_and_lists_are_alike(method: Method, table: tuple[list[list[int]], list[int], list[int]]) -> None:
    votes, rows, columns = table
    seats = unique(method, votes, rows, columns)
    turned = [list(column) for column in zip(*votes, strict=True)]
    assert biproportional(method, turned, columns, rows, never).seats == tuple(zip(*seats, strict=True))


@given(st.sampled_from(METHODS), tables(), st.data())
def test_only_proportions_within_a_district_count(
    method: Method, table: tuple[list[list[int]], list[int], list[int]], data: st.DataObject
) -> None:
    votes, rows, columns = table
    seats = unique(method, votes, rows, columns)
    one, times = data.draw(st.integers(0, len(rows) - 1)), data.draw(st.integers(2, 9))
    larger = [[v * times if i == one else v for v in row] for i, row in enumerate(votes)]
    assert biproportional(method, larger, rows, columns, never).seats == seats


@given(st.sampled_from(METHODS), tables(), st.data())
def test_monotone_more_votes_in_a_cell_never_cost_it_a_seat(
    method: Method, table: tuple[list[list[int]], list[int], list[int]], data: st.DataObject
) -> None:
    votes, rows, columns = table
    i, j = data.draw(st.integers(0, len(rows) - 1)), data.draw(st.integers(0, len(columns) - 1))
    before = unique(method, votes, rows, columns)
    votes[i][j] += data.draw(st.integers(1, 200))
    assert unique(method, votes, rows, columns)[i][j] >= before[i][j]


@given(tables(least=1))
def test_exact_a_table_that_is_proportional_comes_back(
    table: tuple[list[list[int]], list[int], list[int]],
) -> None:
    wanted = [[n % 50 + 1 for n in row] for row in table[0]]
    votes = [[7 * n for n in row] for row in wanted]
    rows, columns = [sum(row) for row in wanted], [sum(column) for column in zip(*wanted, strict=True)]
    assert biproportional("sainte-lague", votes, rows, columns, never).seats == tuple(map(tuple, wanted))


@given(st.sampled_from(METHODS), tables(least=0))
def test_cells_without_votes_have_no_seats_and_what_cannot_be_is_said(
    method: Method, table: tuple[list[list[int]], list[int], list[int]]
) -> None:
    votes, rows, columns = table
    try:
        seats = biproportional(method, votes, rows, columns, last_first).seats
    except NoApportionment:
        assert not possible(votes, rows, columns)
        return
    assert [sum(row) for row in seats] == rows
    assert [sum(column) for column in zip(*seats, strict=True)] == columns
    assert all(
        n == 0 for row, given in zip(votes, seats, strict=True) for v, n in zip(row, given, strict=True) if not v
    )


def possible(votes: list[list[int]], rows: list[int], columns: list[int]) -> bool:
    """Whether seats can be placed at all: no set of rows has more seats than the columns that it reaches (Gale)."""
    for chosen in product((False, True), repeat=len(rows)):
        reached = [any(c and votes[i][j] for i, c in enumerate(chosen)) for j in range(len(columns))]
        if sum(n for n, c in zip(rows, chosen, strict=True) if c) > sum(
            n for n, c in zip(columns, reached, strict=True) if c
        ):
            return False
    return True


# published examples and points of law


def test_an_example_by_hand() -> None:
    """Lists alone would give the first column 2 and 1; the first district has but 2 seats, and must give one away."""
    found = biproportional("sainte-lague", [[60, 40], [30, 70]], [2, 3], [2, 3], never)
    assert found.seats == ((1, 1), (1, 2))


def test_a_tie_is_put_as_two_cells_of_one_district_and_both_answers_are_right() -> None:
    asked: list[tuple[tuple[int, ...], int]] = []
    results = []
    for place in (0, 1):

        def settle(_: int, pair: tuple[int, ...], places: int, place: int = place) -> tuple[int, ...]:
            asked.append((pair, places))
            return (pair[place],)

        results.append(biproportional("sainte-lague", [[5, 5], [5, 5]], [1, 1], [1, 1], settle).seats)
    assert asked == [((0, 1), 1), ((0, 1), 1)]
    assert results == [((1, 0), (0, 1)), ((0, 1), (1, 0))]
    assert all(fits("sainte-lague", [[5, 5], [5, 5]], seats) for seats in results)


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(NoApportionment, match="no way leads"):
        biproportional("sainte-lague", [[5, 0], [5, 5]], [2, 1], [1, 2], never)
    with pytest.raises(NoApportionment, match="column 1 has 1 seats and no votes"):
        biproportional("sainte-lague", [[5, 0], [5, 0]], [1, 1], [1, 1], never)
    with pytest.raises(ValueError, match="rows have 2 seats and columns 3"):
        biproportional("sainte-lague", [[5, 1], [5, 1]], [1, 1], [2, 1], never)
    with pytest.raises(ValueError, match="does not round"):
        biproportional("adams", [[5]], [1], [1], never)
    with pytest.raises(ValueError, match="must be settled"):
        biproportional("sainte-lague", [[5, 5], [5, 5]], [1, 1], [1, 1], lambda *_: ())
    assert set(METHODS) < set(ROUNDING)


@pytest.mark.parametrize(
    ("low", "high", "wanted"),
    [("8900", "9400", "9000"), ("1723.9", "1724.4", "1724"), ("0.98", "1.03", "1"), ("1", "2", "1.5"), ("3", "3", "7")],
)
def test_a_divisor_is_the_shortest_number_strictly_between_its_limits(low: str, high: str, wanted: str) -> None:
    assert shortest(Fraction(low), Fraction(high), Fraction(7)) == Fraction(wanted)
