"""A counting rule by itself: which function makes the sheet of one contest, round by round.

Rules that count totals have one round; rules that count papers make their own rounds. Rules that do both, since they
hold more than one vote, are registered here by the type of their clause.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from comitia.count.ballots import Ballots
from comitia.count.registry import PAPERS, PLAIN, count_papers
from comitia.count.rounds import Counted, Decide, Round, Tied
from comitia.count.tally import Tally
from comitia.law.clause import Clause

__all__ = ["BY_ROUNDS", "ONE_SEAT", "Cast", "Unit", "by_rounds", "count_single"]


@dataclass(frozen=True, slots=True)
class Unit:
    """A part of the electorate that votes as one: its name, the votes it has, and the votes cast in it."""

    name: str
    weight: int
    votes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Cast:
    """What was cast in one contest: its totals, and the papers where they rank the candidates.

    groups: of each candidate the group, where known; declared: the candidates in an order that settles ties;
    units: votes by unit, where units vote.
    """

    tally: Tally
    ballots: Ballots | None = None
    groups: Sequence[str] | None = None
    declared: Sequence[int] | None = None
    units: tuple[Unit, ...] = ()


Counter = Callable[[Any, Cast, int, Decide], Counted]
C = TypeVar("C", bound=Counter)

BY_ROUNDS: dict[type[Clause], Counter] = {}
ONE_SEAT: set[type[Clause]] = set()
"""Clauses that fill one seat."""


def by_rounds(clause: type[Clause], *, one_seat: bool = False) -> Callable[[C], C]:
    """Register the counter of a clause that counts totals, and papers where they rank."""

    def register(function: C) -> C:
        BY_ROUNDS[clause] = function
        ONE_SEAT.update({clause} if one_seat else ())
        return function

    return register


def count_single(rule: Clause, cast: Cast, seats: int, decide: Decide) -> Counted:
    """Count one contest under one rule: every round, and who was elected when."""
    counter = BY_ROUNDS.get(type(rule))
    if counter:
        return counter(rule, cast, seats, decide)
    if type(rule) in PAPERS:
        assert cast.ballots is not None
        return count_papers(rule, cast.ballots, seats, decide, cast.groups, cast.declared)
    return _one_round(rule, cast.tally, seats, decide)


def _one_round(rule: Clause, tally: Tally, seats: int, decide: Decide) -> Counted:
    def settle(_: int, tied: tuple[int, ...], places: int) -> tuple[int, ...]:
        return decide(Tied(1, "elect", tied, places))

    outcome = PLAIN[type(rule)](rule, tally, seats, settle)
    return Counted(outcome.elected, (Round(outcome.steps, tally.votes, 0, 0, None),))
