"""Papers in parcels, and sorting them by the next preference: the plain way, paper after paper.

What a sorter calls papers it alone understands: here pairs of a row of `Ballots` and how many of it. `kernel` has a
sorter that does the same with arrays.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Protocol

from comitia.count.ballots import Ballots
from comitia.count.rounds import Votes

Papers = Any
"""Papers as one sorter makes them and takes them back."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """Papers that came together. value: of each paper; credit: votes they brought; move: the transfer they came by."""

    papers: Papers
    value: Votes
    credit: Votes
    move: int


class Sorter(Protocol):
    """Sorts papers. Papers of one parcel keep the order in which they were."""

    def all(self) -> Papers:
        """Every paper that names somebody."""

    def sort(self, papers: Papers, continuing: Collection[int]) -> list[tuple[int | None, Papers]]:
        """The papers by the next continuing candidate they name, in the order of candidates; None: nobody, last."""

    def named(self, rank: int) -> list[int] | None:
        """How many papers name each candidate at a rank, counted from 0; None where no paper goes so far."""

    def number(self, papers: Papers) -> int:
        """How many papers."""

    def join(self, many: list[Papers]) -> Papers:
        """Several lots of papers as one."""

    def top(self, papers: Papers, number: int) -> Papers:
        """So many papers from the top, that is those that came last."""


Pair = tuple[int, int]


class PlainSorter:
    """Sorts papers one after another."""

    def __init__(self, ballots: Ballots) -> None:
        self._candidates = ballots.candidates
        self.names: list[tuple[int, ...]] = []
        """Of every row the candidates in the order of preference."""
        for marks in ballots.marks.tolist():
            self.names.append(tuple(mark for mark in marks if mark >= 0))
        self._weight: list[int] = ballots.weight.tolist()

    def all(self) -> list[Pair]:
        """Every paper that names somebody."""
        return [(row, self._weight[row]) for row, names in enumerate(self.names) if names]

    def sort(self, papers: list[Pair], continuing: Collection[int]) -> list[tuple[int | None, list[Pair]]]:
        """The papers by the next continuing candidate they name."""
        found: dict[int | None, list[Pair]] = {}
        for row, number in papers:
            following = next((name for name in self.names[row] if name in continuing), None)
            found.setdefault(following, []).append((row, number))
        return sorted(found.items(), key=lambda item: (item[0] is None, item[0]))

    def named(self, rank: int) -> list[int] | None:
        """How many papers name each candidate at a rank."""
        if not any(len(names) > rank for names in self.names):
            return None
        found = [0] * self._candidates
        for names, weight in zip(self.names, self._weight, strict=True):
            if len(names) > rank:
                found[names[rank]] += weight
        return found

    def number(self, papers: list[Pair]) -> int:
        """How many papers."""
        return sum(number for _, number in papers)

    def join(self, many: list[list[Pair]]) -> list[Pair]:
        """Several lots of papers as one."""
        return [pair for papers in many for pair in papers]

    def top(self, papers: list[Pair], number: int) -> list[Pair]:
        """So many papers from the top."""
        taken: list[Pair] = []
        for row, there in reversed(papers):
            if number <= 0:
                break
            taken.append((row, min(there, number)))
            number -= there
        return taken[::-1]
