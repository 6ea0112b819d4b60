"""Mixed-member compensation: official results, published examples, and what each way promises."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comitia.count.apportion import apportion
from comitia.count.compensation import cover, grow, keep_overhang
from comitia.count.levelling import level
from comitia.count.minima import minimum
from comitia.law.levelling import Levelling
from comitia.law.units import Method
from tests.count.strategies import Tied, last_first, never, raise_tied

METHODS: tuple[Method, ...] = ("dhondt", "sainte-lague", "sainte-lague-1.4", "danish")
parties = st.lists(st.tuples(st.integers(1, 40), st.integers(0, 5)), min_size=1, max_size=5)
methods = st.sampled_from(METHODS)

# official results

NEW_ZEALAND_2020 = {
    "Labour": (1_443_545, 46, 65),
    "National": (738_275, 23, 33),
    "Green": (226_757, 1, 10),
    "ACT": (219_031, 1, 10),
    "Te Pati Maori": (33_630, 1, 2),
}
"""Party votes, electorates, seats of 17 October 2020 (Electoral Commission): no overhang."""

GERMANY_2021 = {
    "SPD": (11_955_434, 121, 206),
    "CDU": (8_775_471, 98, 152),
    "GRUENE": (6_852_206, 16, 118),
    "FDP": (5_319_952, 0, 92),
    "AfD": (4_803_902, 16, 83),
    "CSU": (2_402_827, 45, 45),
    "DIE LINKE": (2_270_906, 3, 39),
    "SSW": (55_578, 0, 1),
}
"""Second votes of lists that take part, constituencies, seats as first declared: 736, three of them overhang."""


def columns(table: dict[str, tuple[int, int, int]]) -> tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]:
    votes, won, seats = zip(*table.values(), strict=True)
    return votes, won, seats


def test_new_zealand_2020_has_no_overhang() -> None:
    votes, won, seats = columns(NEW_ZEALAND_2020)
    found = keep_overhang("sainte-lague", votes, won, 120, never)
    assert (found.seats, found.house, sum(found.overhang)) == (seats, 120, 0)


def test_germany_2021_leaves_three_seats_uncompensated() -> None:
    votes, won, seats = columns(GERMANY_2021)
    first = apportion("sainte-lague", votes, 598, never)
    assert first == (168, 124, 96, 75, 68, 34, 32, 1)
    minima = [max(pair) for pair in zip(first, won, strict=True)]
    found = grow("sainte-lague", votes, minima, 598, never, uncompensated=3)
    assert (found.seats, found.house) == (seats, 736)
    assert found.overhang == (0, 0, 0, 0, 0, 3, 0, 0)


# points of law


def test_a_party_above_its_share_keeps_its_constituencies_and_nobody_is_compensated() -> None:
    found = keep_overhang("sainte-lague", (600, 390, 10), (5, 3, 1), 10, never)
    assert (found.seats, found.overhang) == ((6, 4, 1), (0, 0, 1))
    assert [step.did for step in found.steps] == ["share-covers-minimum", "share-covers-minimum", "keeps-overhang"]


def test_a_house_that_grows_compensates_everybody() -> None:
    """By hand: the third party's first quotient is 10; 609/59 and 385/37 are above it, 609/61 and 385/39 are not."""
    found = grow("sainte-lague", (609, 385, 10), (5, 3, 1), 10, never)
    assert found.seats == (30, 19, 1)
    assert sum(found.overhang) == 0


def test_a_tie_that_the_growing_house_outgrows_is_not_asked_about() -> None:
    assert grow("sainte-lague", (50, 50, 12), (0, 0, 1), 1, never).seats == (2, 2, 1)


def test_where_the_house_may_end_within_a_tie_a_lot_decides_for_whom_it_ends() -> None:
    asked: list[tuple[tuple[int, ...], int]] = []

    def settle(_: int, tied: tuple[int, ...], places: int) -> tuple[int, ...]:
        asked.append((tied, places))
        return tied[:places]

    assert grow("dhondt", (50, 50), (0, 2), 2, settle).seats == (2, 2)
    assert asked == [((0, 1), 1)]


@pytest.mark.parametrize(("rule", "wanted"), [("larger", 5 + 4 + 2), ("mean", 5 + 3 + 2)])
def test_the_minimum_of_2013_is_the_larger_and_that_of_2020_the_mean(rule: str, wanted: int) -> None:
    """Three parts: lists 3, 4, 2 and constituencies 5, 1, 1; the mean of 4 and 1 is counted up."""
    assert minimum(rule, (3, 4, 2), (5, 1, 1)) == wanted


def test_a_party_has_no_less_than_its_lists_together() -> None:
    assert minimum("mean", (9, 9), (0, 0)) == 18


def test_the_winners_with_the_largest_shares_are_covered() -> None:
    found = cover((400, 300, 350), (1000, 600, 1000), 2, never)
    assert (found.seated, found.unseated) == ((1, 0), (2,))
    assert [step.did for step in found.steps] == ["covered", "covered", "not-covered"]
    assert cover((400,), (1000,), 0, never).unseated == (0,)
    assert cover((400,), (1000,), 3, never).seated == (0,)


def test_equal_shares_of_unequal_constituencies_are_a_tie() -> None:
    assert cover((1, 2), (3, 6), 1, last_first).seated == (1,)


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(ValueError, match="without votes"):
        grow("sainte-lague", (10, 0), (0, 1), 5, never)
    with pytest.raises(ValueError, match="no list a quotient"):
        grow("adams", (10, 5), (0, 1), 5, never)
    with pytest.raises(ValueError, match="must be settled"):
        grow("dhondt", (50, 50), (0, 0), 1, lambda *_: ())


# what is promised


@given(methods, parties, st.integers(0, 20), st.integers(0, 3))
def test_the_house_is_the_smallest_in_which_no_more_than_so_many_seats_are_uncompensated(
    method: Method, table: list[tuple[int, int]], seats: int, uncompensated: int
) -> None:
    votes, minima = [v for v, _ in table], [least for _, least in table]
    found = grow(method, votes, minima, seats, last_first, uncompensated)
    shares = [n - more for n, more in zip(found.seats, found.overhang, strict=True)]
    assert sum(found.overhang) <= uncompensated
    assert sum(shares) >= seats
    for house in range(max(seats, sum(shares) - 3), sum(shares)):
        try:
            smaller = apportion(method, votes, house, raise_tied)
        except Tied:
            continue
        assert sum(max(least - n, 0) for least, n in zip(minima, smaller, strict=True)) > uncompensated


@given(methods, parties, st.integers(0, 20))
def test_nobody_has_less_than_the_minimum(method: Method, table: list[tuple[int, int]], seats: int) -> None:
    votes, minima = [v for v, _ in table], [least for _, least in table]
    for found in (
        grow(method, votes, minima, seats, last_first),
        keep_overhang(method, votes, minima, seats, last_first),
    ):
        assert all(n >= least for n, least in zip(found.seats, minima, strict=True))
        assert [step.figures["overhang"] for step in found.steps] == list(found.overhang)


@given(methods, parties, st.integers(0, 20), st.integers(0, 3), st.sampled_from(["kept", "house-grows"]))
def test_a_tier_of_a_law_gives_what_the_counter_gives(
    method: Method, table: list[tuple[int, int]], seats: int, uncompensated: int, surplus: str
) -> None:
    votes, won = [v for v, _ in table], [least for _, least in table]
    figures = {"by": "levelling", "id": "x", "title": "X", "article": {"act": "x", "mark": "assumed"}, "seats": 1}
    short = uncompensated if surplus == "house-grows" else 0
    rule = Levelling.model_validate(
        {
            **figures,
            "total": max(seats, 1),
            "votes_of": ["y"],
            "method": method,
            "surplus": surplus,
            "uncompensated": short,
        }
    )
    if surplus == "kept":
        found = keep_overhang(method, votes, won, rule.total, last_first)
    else:
        found = grow(method, votes, won, rule.total, last_first, short)
    levelled = level(rule, votes, won, [True] * len(votes), 0, last_first)
    assert tuple(n + more for n, more in zip(levelled.share, found.overhang, strict=True)) == found.seats
    assert tuple(w + extra for w, extra in zip(won, levelled.extra, strict=True)) == found.seats
