"""The rules that turn a tally into winners. Each says which it is in `rule`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from comitia.law.clause import Clause, Threshold
from comitia.law.lists import Alliances, EntryLine, Order
from comitia.law.units import Method, Rounding

Tie = Literal["lot", "elder", "nobody", "more-votes"]
"""A tie for the last seat: by lot; the elder; none of those tied; or, of equal quotients, more votes and then a lot."""


class Majority(Clause):
    """Elected are those who pass the threshold; if they are more than the seats, those with most votes."""

    rule: Literal["majority"]
    threshold: Threshold
    also: tuple[Threshold, ...] = ()
    """Further bars; whoever is elected passes them all."""
    tie: Tie | None = None

    @property
    def bars(self) -> tuple[Threshold, ...]:
        """Every bar."""
        return (self.threshold, *self.also)


class Plurality(Clause):
    """Elected are those with most votes. One who stands alone for a seat must pass `alone`, where given."""

    rule: Literal["plurality"]
    alone: Threshold | None = None
    tie: Tie | None = None


class Proportional(Clause):
    """Seats go to lists in proportion to their votes, by a named method, above a threshold where there is one."""

    rule: Literal["proportional"]
    method: Method
    rounding: Rounding = "exact"
    """Rounding of the quota, where the method has one."""
    threshold: Threshold | None = None
    """The bar that a list must pass in the unit itself to have a part in the seats."""
    entry: tuple[EntryLine, ...] = ()
    """Which lists take part, where that is decided beyond the unit or by what kind of list it is."""
    alliances: Alliances | None = None
    """What a declared alliance of lists is worth; nothing where absent."""
    order: Order | None = None
    """Who on a list takes its seats; as they stand on it where absent."""
    tie: Tie | None = None


class WinnerTakesAll(Clause):
    """All seats go to the one list with most votes."""

    rule: Literal["winner-takes-all"]
    tie: Tie | None = None


Counting = Annotated[Majority | Plurality | Proportional | WinnerTakesAll, Field(discriminator="rule")]
