"""What a count by rounds gives back: every round with its totals, and who was elected when."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from comitia.count.outcome import Step

Votes = int | Fraction
"""Votes in parts of one vote (`Counted.one` of them make a vote): whole numbers, or fractions where no part is cut."""

What = Literal["elect", "exclude", "transfer", "go-on"]
"""What a tie is about: who is elected, excluded, transferred first, or goes on to another vote."""


@dataclass(frozen=True, slots=True)
class Tied:
    """A tie that the rule itself does not settle: in which round, what is to be decided, between whom, for how many."""

    round: int
    what: What
    among: tuple[int, ...]
    places: int


Decide = Callable[[Tied], tuple[int, ...]]
"""Settles a tie: those who are elected, excluded, or transferred first. It keeps the record; a counter never draws."""


@dataclass(frozen=True, slots=True)
class Round:
    """One round, as an official's sheet has it.

    totals: votes of every candidate at its end, in parts of a vote; exhausted: votes on papers that name nobody any
    more; lost: parts lost by cutting decimals off; quota: what elects, where there is one. Totals, exhausted and lost
    add up to all valid votes in every round.
    """

    steps: tuple[Step, ...]
    totals: tuple[Votes, ...]
    exhausted: Votes
    lost: Votes
    quota: Votes | None


@dataclass(frozen=True, slots=True)
class Counted:
    """The candidates elected, in order of election, and every round. `one`: parts that make one vote."""

    elected: tuple[int, ...]
    rounds: tuple[Round, ...]
    one: int = 1
