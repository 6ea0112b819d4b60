"""Tallies and rules as hypothesis makes them: small numbers, so that ties and bare majorities come up often."""

from __future__ import annotations

from fractions import Fraction
from typing import get_args

from hypothesis import strategies as st

from comitia.count.tally import Settle, Tally
from comitia.law.clause import Base, Threshold
from comitia.law.counting import Counting, Majority, Plurality, Proportional, WinnerTakesAll
from comitia.law.units import Method

BASES: tuple[Base, ...] = get_args(Base)
SHARES = ["0", "1/3", "1/2", "2/3", "1", "5%", "0.3333333333333333", "0.5000000000000000001"]


@st.composite
def tallies(draw: st.DrawFn, fewest: int = 0) -> Tally:
    """One contest of up to six names; votes need not be shares of one total, since several names may be kept."""
    votes = draw(st.lists(st.integers(0, 6) | st.integers(0, 200_000_000), min_size=fewest, max_size=6))
    room = sum(votes) + draw(st.integers(0, 5))
    valid = draw(st.integers(0, room))
    participants = valid + draw(st.integers(0, 3))
    issued = participants + draw(st.integers(0, 3))
    return Tally(tuple(votes), issued + draw(st.integers(0, 10)), issued, participants, valid, draw(st.integers(0, 12)))


@st.composite
def thresholds(draw: st.DrawFn) -> Threshold:
    share = draw(st.sampled_from(SHARES).map(_exact) | st.fractions(0, 1, max_denominator=40))
    word = draw(st.sampled_from(["more_than", "at_least"]))
    return Threshold.model_validate({word: str(share), "of": draw(st.sampled_from(BASES))})


def _exact(text: str) -> Fraction:
    return Fraction(text.removesuffix("%")) / 100 if text.endswith("%") else Fraction(text)


def rules() -> st.SearchStrategy[Counting]:
    """Rules under which a name has one seat or none."""
    more = st.lists(thresholds(), max_size=1).map(tuple)
    majorities = st.builds(lambda bar, also: Majority(rule="majority", threshold=bar, also=also), thresholds(), more)
    pluralities = st.none() | thresholds()
    return majorities | pluralities.map(lambda alone: Plurality(rule="plurality", alone=alone))


def all_rules() -> st.SearchStrategy[Counting]:
    """Every rule, by which a name or a list has none, one or many."""
    return rules() | list_rules() | st.just(WinnerTakesAll(rule="winner-takes-all"))


@st.composite
def list_rules(draw: st.DrawFn, methods: tuple[Method, ...] = get_args(Method)) -> Proportional:
    """Rules under which a list may have many."""
    threshold = draw(st.none() | thresholds())
    return Proportional(rule="proportional", method=draw(st.sampled_from(methods)), threshold=threshold)


def nobody(_: int, tied: tuple[int, ...], places: int) -> tuple[int, ...]:
    """The law that elects none of those tied."""
    return ()


def last_first(_: int, tied: tuple[int, ...], places: int) -> tuple[int, ...]:
    """A lot that happens to fall on those who stand last on the paper."""
    return tuple(sorted(tied, reverse=True)[:places])


def never(_: int, tied: tuple[int, ...], places: int) -> tuple[int, ...]:
    """For tallies without ties."""
    raise AssertionError(f"{tied} are said to be tied for {places}")


class Tied(Exception):
    """Raised where a tie is to be settled, by tests that leave ties out."""


def raise_tied(_: int, tied: tuple[int, ...], places: int) -> tuple[int, ...]:
    """For tests that leave out what is tied."""
    raise Tied


SETTLES: list[Settle] = [nobody, last_first]
