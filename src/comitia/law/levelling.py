"""Seats shared over a whole body, less those that lists have won below: levelling, compensatory, additional seats."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from comitia.law.clause import Article, Cited, Clause, Name, Positive, Text, Whole
from comitia.law.counting import Tie
from comitia.law.lists import EntryLine, ListBase
from comitia.law.mixed import Minima, VoterNumbers
from comitia.law.units import Method, Rounding, UnitSeats


class Placing(Clause):
    """Which regions, or units, the levelling seats of each list go to: to the largest quotients, one after the other.

    A quotient is what the list has there, divided by the divisor for its next seat there, those won below included.
    It counts no more once the place, or the list, has its number. A later line places inside what the one before gave.
    """

    to: Literal["regions", "units"]
    method: Method
    """Its divisors are taken; no quota method will do."""
    compared: Literal["votes", "votes-by-seat-price"] = "votes"
    """Quotients of votes, or of votes divided by what one seat costs in votes there, levelling seats not counted."""
    price_of: ListBase = "lists"
    """Of what the price of a seat is worked out: all valid papers, or all votes for lists."""
    each: Positive | None = None
    """How many seats each place has; not limited where neither this nor `rows` is given."""
    rows: tuple[UnitSeats, ...] = ()
    """How many each place has, place by place."""
    filled: Literal["in-turn", "doubly"] = "in-turn"
    """The largest quotient first; or all at once, by divisors of lists and of places with which all numbers hold."""
    article: Article | None = None

    @model_validator(mode="after")
    def _each_or_rows(self) -> Placing:
        if self.each is not None and self.rows:
            raise ValueError("give `each` or `rows`, not both")
        if self.filled == "doubly" and not self.rows:
            raise ValueError("give in `rows` how many seats each place has: they are filled all at once")
        return self


class Levelling(Cited):
    """Seats by which lists come to their share of the whole: `total` seats are shared among the lists that enter.

    A list's levelling seats are its share less what it won in the routes `counted`.
    """

    by: Literal["levelling"]
    id: Name
    title: Text
    seats: Positive
    """Levelling seats by law; with `surplus: kept` more of the body's seats may be filled."""
    total: Positive
    """How many seats are shared, those won below included."""
    votes_of: tuple[Name, ...] = Field(min_length=1)
    """The routes of the body whose votes are added up."""
    counted: tuple[Name, ...] = ()
    """The routes of the body whose seats count towards a list's share; none: the seats are shared beside them."""
    entry: tuple[EntryLine, ...] = ()
    """Which lists take part; all where absent."""
    method: Method
    rounding: Rounding = "exact"
    """Rounding of the quota, where the method has one."""
    seats_of_others: Literal["taken-off", "not-taken-off"] = "taken-off"
    """Seats that lists which take no part, or persons without a list, have won: taken off the total, or not."""
    surplus: Literal["shared-again", "kept", "house-grows", "not-seated"]
    """A list that has won more below than its share: it keeps them, and the rest is shared again among the others; or
    it keeps them, the others have their share all the same, and the body grows by them; or the body grows until the
    share of every list is its minimum at least; or, unit by unit, of those who have won there only as many are seated
    as the list has seats, the largest shares of the valid votes first."""
    minima: Minima | None = None
    """With `house-grows`: the minimum of each list; what it has won below where absent. Idle with `not-seated`."""
    uncompensated: Whole = 0
    """With `house-grows`: so many seats may be missing to the minima when the house stops growing; they are kept."""
    voter_numbers: VoterNumbers | None = None
    """Shares are worked out of voter numbers and not of votes; the seats of a unit are those of the first line of
    `placed`."""
    placed: tuple[Placing, ...] = ()
    """Where the seats go; to the lists as a whole where absent."""
    tie: Tie | None = None

    @model_validator(mode="after")
    def _goes_together(self) -> Levelling:
        if self.surplus in ("shared-again", "kept") and (self.minima or self.uncompensated):
            raise ValueError("`minima` and `uncompensated` are for `surplus: house-grows`")
        if self.surplus == "not-seated" and not (self.counted and self.placed and self.placed[-1].to == "units"):
            raise ValueError(
                "say in `counted` who has won below, and place the seats in units: winners are seated there"
            )
        if self.voter_numbers and not (self.placed and self.placed[0].rows and self.placed[0].to == "units"):
            raise ValueError("give in `placed` how many seats each unit has: voter numbers are worked out by them")
        return self
