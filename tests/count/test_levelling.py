"""Levelling: shares of the whole less what was won below, and the places that seats go to."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from comitia.count.apportion import apportion
from comitia.count.levelling import level, place
from comitia.law.levelling import Levelling
from comitia.law.units import Method
from tests.count.strategies import last_first, never

A = {"act": "act", "mark": "assumed"}
DIVISORS: tuple[Method, ...] = ("dhondt", "sainte-lague", "sainte-lague-1.4", "danish")


def rule(total: int, **more: Any) -> Levelling:
    base = {"by": "levelling", "id": "x", "title": "X", "article": A, "seats": 1, "total": total, "votes_of": ["d"]}
    return Levelling.model_validate({**base, "counted": ["d"], "method": "dhondt", "surplus": "shared-again", **more})


def first(tied: tuple[tuple[int, int], ...]) -> tuple[int, int]:
    return tied[0]


def unasked(tied: tuple[tuple[int, int], ...]) -> tuple[int, int]:
    raise AssertionError(f"{tied} are said to be tied")


# the share


def test_levelling_seats_are_the_share_less_what_was_won() -> None:
    made = level(rule(10), (500, 300, 200), (4, 2, 0), (True, True, True), 0, never)
    assert (made.share, made.extra) == ((5, 3, 2), (1, 1, 2))


def test_seats_of_those_that_take_no_part_are_taken_off() -> None:
    votes, won, enters = (500, 300, 40), (4, 2, 1), (True, True, False)
    assert level(rule(11), votes, won, enters, 2, never).share == (5, 3, 0)  # 11 - 1 - 2
    kept = rule(8, seats_of_others="not-taken-off")
    assert level(kept, votes, won, enters, 2, never).share == (5, 3, 0)


def test_one_with_more_than_its_share_keeps_it_and_the_rest_is_shared_again() -> None:
    made = level(rule(10), (500, 300, 200), (7, 1, 0), (True, True, True), 0, never)
    assert [round_.seats for round_ in made.rounds] == [10, 3]
    assert made.rounds[0].over == (0,)
    assert (made.share, made.extra) == ((7, 2, 1), (0, 1, 1))


def test_sharing_again_may_have_another_drop_out() -> None:
    """By 10 seats C has its share of 2; without A there are 3 for B and C, of which it has won 2 and is worth 1."""
    made = level(rule(10), (500, 300, 200), (7, 0, 2), (True, True, True), 0, never)
    assert [round_.over for round_ in made.rounds] == [(0,), (2,), ()]
    assert (made.share, made.extra) == ((7, 1, 2), (0, 1, 0))


def test_seats_beyond_the_share_may_be_kept_on_top() -> None:
    made = level(rule(10, surplus="kept"), (500, 300, 200), (7, 1, 0), (True, True, True), 0, never)
    assert (made.share, made.extra) == ((5, 3, 2), (0, 2, 2))  # 12 seats in all


@given(st.data(), st.integers(1, 5))
def test_nobody_ends_below_the_share_and_the_house_has_its_size(data: st.DataObject, lists: int) -> None:
    votes = data.draw(st.lists(st.integers(1, 1000), min_size=lists, max_size=lists))
    won = data.draw(st.lists(st.integers(0, 6), min_size=lists, max_size=lists))
    enters = data.draw(st.lists(st.booleans(), min_size=lists, max_size=lists))
    total = sum(won) + data.draw(st.integers(1, 10))
    method = data.draw(st.sampled_from(("dhondt", "sainte-lague", "hare")))
    made = level(rule(total, method=method), votes, won, enters, 0, last_first)
    assume(made.rounds and not made.rounds[-1].over)
    seats = [w + extra for w, extra in zip(won, made.extra, strict=True)]
    assert sum(seats) == total
    last = made.rounds[-1]
    assert all(seats[i] == share for i, share in zip(last.lists, last.share, strict=True))
    assert all(made.extra[i] == 0 for i in range(lists) if not enters[i])


# the places


@given(st.lists(st.integers(1, 500), min_size=1, max_size=6), st.integers(0, 12), st.sampled_from(DIVISORS))
def test_seats_of_one_list_go_to_places_as_a_divisor_method_shares_them(
    votes: list[int], due: int, method: Method
) -> None:
    claims = place(method, [[Fraction(v) for v in votes]], [[0] * len(votes)], [due], [None] * len(votes), first)
    tie: list[tuple[int, ...]] = []

    def settle(_: int, tied: tuple[int, ...], room: int) -> tuple[int, ...]:
        tie.append(tied)
        return tied[:room]

    shared = apportion(method, votes, due, settle)
    assume(not tie)
    assert tuple(sum(claim.place == p for claim in claims) for p in range(len(votes))) == shared


@given(st.data())
def test_every_list_and_place_has_no_more_than_its_number_and_quotients_fall(data: st.DataObject) -> None:
    lists, places = data.draw(st.integers(1, 4)), data.draw(st.integers(1, 4))
    table = st.lists(st.lists(st.integers(0, 90), min_size=places, max_size=places), min_size=lists, max_size=lists)
    votes, won = data.draw(table), data.draw(table)
    due = data.draw(st.lists(st.integers(0, 4), min_size=lists, max_size=lists))
    room = data.draw(st.lists(st.none() | st.integers(0, 3), min_size=places, max_size=places))
    claims = place("sainte-lague", [[Fraction(v) for v in row] for row in votes], won, due, room, first)
    for i in range(lists):
        assert sum(claim.list == i for claim in claims) <= due[i]
    for p, most in enumerate(room):
        assert most is None or sum(claim.place == p for claim in claims) <= most
    quotients = [claim.quotient for claim in claims]
    assert quotients == sorted(quotients, reverse=True)


def test_seats_won_below_use_up_the_largest_quotients() -> None:
    claims = place("sainte-lague", [[Fraction(100), Fraction(40)]], [[2, 0]], [2], [None, None], unasked)
    assert [claim.place for claim in claims] == [1, 0]
    assert [claim.quotient for claim in claims] == [Fraction(40), Fraction(20)]


def test_a_place_that_has_its_number_is_closed_to_all() -> None:
    claims = place(
        "sainte-lague",
        [[Fraction(90), Fraction(10)], [Fraction(80), Fraction(5)]],
        [[0, 0]] * 2,
        [1, 1],
        [1, 1],
        unasked,
    )
    assert [(claim.list, claim.place) for claim in claims] == [(0, 0), (1, 1)]


def test_equal_quotients_are_put_to_the_law() -> None:
    asked: list[tuple[tuple[int, int], ...]] = []

    def settle(tied: tuple[tuple[int, int], ...]) -> tuple[int, int]:
        asked.append(tied)
        return tied[-1]

    claims = place("dhondt", [[Fraction(9)], [Fraction(9)]], [[0], [0]], [1, 1], [1], settle)
    assert asked == [((0, 0), (1, 0))]
    assert [(claim.list, claim.place) for claim in claims] == [(1, 0)]
