"""Counts of which every total is published but no paper: what the law does next is asked of the totals."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from comitia.count.rounds import Tied, Votes
from comitia.count.transfer import exclusion, surplus
from comitia.count.transfer.electing import elect, fill
from comitia.count.transfer.state import Count
from comitia.law.transferable import Transferable


class NoPapers:
    """Papers of which only the number is known."""

    def __init__(self, number: int) -> None:
        self._number = number

    def all(self) -> None:
        """All of them."""

    def sort(self, papers: None, continuing: Collection[int]) -> list[tuple[int | None, None]]:
        """Nobody knows."""
        return []

    def named(self, rank: int) -> list[int] | None:
        """Nobody knows."""
        return None

    def number(self, papers: None) -> int:
        """How many there are."""
        return self._number

    def join(self, many: list[None]) -> None:
        """No papers."""

    def top(self, papers: None, number: int) -> None:
        """No papers."""


@dataclass
class Published:
    """One contest: names, seats, papers, and after each count the total of everybody."""

    names: list[str]
    seats: int
    papers: int
    totals: list[list[int]]
    groups: list[str] | None = None
    out: dict[int, set[int]] = field(default_factory=dict)
    """By count those who were excluded in it, also those without a vote."""
    ties: list[Tied] = field(default_factory=list)

    def moved(self, number: int) -> set[int]:
        """Whose votes moved in a count, numbered from 1."""
        before, after = self.totals[number - 2], self.totals[number - 1]
        fell = {who for who in range(len(self.names)) if after[who] < before[who]}
        return fell or self.out.get(number, set())


def follow(law: Transferable, given: Published) -> tuple[Count, list[tuple[int, set[int], set[int]]]]:
    """Go through a count with the published totals: its end, and where the law would have moved other votes.

    Each as the number of the count, those whose votes moved, and those whose votes the law says move.
    """

    def decide(tied: Tied) -> tuple[int, ...]:
        """As it was published."""
        given.ties.append(tied)
        return tuple(sorted(tied.among, key=lambda each: each not in now)[: tied.places])

    now: set[int] = set()
    who = range(len(given.names))
    count = Count(law, NoPapers(given.papers), who, len(who), given.seats, decide, given.groups, None)
    other: list[tuple[int, set[int], set[int]]] = []
    _set(count, given.totals[0])
    for number in range(2, len(given.totals) + 1):
        moved = given.moved(number)
        now.clear()
        now.update(moved)
        one = surplus.due(count)
        says = {one} if one is not None else set(exclusion.chosen(count))
        if says != moved:
            other.append((number, moved, says))
        count.due = [each for each in count.due if each not in moved]
        count.continuing -= moved
        _set(count, given.totals[number - 1])
    return count, other


def _set(count: Count, totals: Sequence[Votes]) -> None:
    count.votes = list(totals)
    elect(count)
    fill(count)
    count.close()
