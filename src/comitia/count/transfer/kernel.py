"""Sorting papers by the next preference with arrays: the twin of the plain sorter, for many papers."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from comitia.arrays import I32, I64
from comitia.count.ballots import END, Ballots
from comitia.law.transferable import Transferable

_LARGEST = 2**62
"""No sum of papers may pass this in 64 bits. Values are not in arrays, so that nothing else can."""


def suits(rule: Transferable, ballots: Ballots) -> bool:
    """Whether these papers can be sorted so under the rule; otherwise they are sorted one after another."""
    by_paper = rule.elected == "at-once" or (rule.surplus is not None and rule.surplus.move == "every-nth")
    small = int(ballots.weight.max(initial=0)) < _LARGEST // max(1, len(ballots))
    return not by_paper and small and int(ballots.marks.min(initial=END)) >= END


@dataclass(frozen=True, slots=True)
class Rows:
    """Papers: rows of the ballots, and how many papers each stands for."""

    rows: I64
    number: I64


class ArraySorter:
    """Sorts many papers at once. It remembers at which place of each paper its candidate stands."""

    def __init__(self, ballots: Ballots) -> None:
        self._candidates = ballots.candidates
        rows, depth = ballots.marks.shape
        self._depth = depth
        self._marks: I32 = np.ascontiguousarray(ballots.marks).reshape(-1)
        self._weight = ballots.weight
        self._place: I64 = np.arange(-1, rows * depth - 1, max(1, depth), dtype=np.int64)
        """Of every row the place in `_marks` where it stands: before its first mark to begin with."""
        self._last: I64 = self._place + depth

    def all(self) -> Rows:
        """Every paper that names somebody."""
        named = self._marks[:: self._depth] != END if self._depth else np.zeros(len(self._weight), dtype=np.bool_)
        rows = np.flatnonzero(named)
        self._place = np.arange(-1, len(self._marks) - 1, max(1, self._depth), dtype=np.int64)
        return Rows(rows, self._weight[rows])

    def sort(self, papers: Rows, continuing: Collection[int]) -> list[tuple[int | None, Rows]]:
        """The papers by the next continuing candidate they name."""
        stop = np.zeros(self._candidates + 1, dtype=np.bool_)
        stop[[*continuing, END]] = True
        rows = papers.rows
        place = self._place[rows] + 1
        last = self._last[rows]
        mark = np.where(place <= last, self._marks[np.minimum(place, last)], END)
        moving = np.flatnonzero(~stop[mark])
        while len(moving):
            at = place[moving] + 1
            place[moving] = at
            over = at > last[moving]
            found = self._marks[np.where(over, last[moving], at)]
            found[over] = END
            mark[moving] = found
            moving = moving[~stop[found]]
        self._place[rows] = np.minimum(place, last)
        return self._by(mark, papers)

    def _by(self, mark: I32, papers: Rows) -> list[tuple[int | None, Rows]]:
        """Papers laid out by mark, in their order."""
        nobody = self._candidates
        named = np.where(mark == END, nobody, mark).astype(np.uint8 if nobody < 256 else np.uint32)
        order = np.argsort(named, kind="stable")
        ends = np.cumsum(np.bincount(named, minlength=nobody + 1))
        rows, number = papers.rows[order], papers.number[order]
        begins = np.concatenate([[0], ends[:-1]])
        return [
            (None if to == nobody else to, Rows(rows[begin:end], number[begin:end]))
            for to, (begin, end) in enumerate(zip(begins.tolist(), ends.tolist(), strict=True))
            if end > begin
        ]

    def named(self, rank: int) -> list[int] | None:
        """How many papers name each candidate at a rank."""
        if rank >= self._depth:
            return None
        marks = self._marks[rank :: self._depth]
        found = np.zeros(self._candidates + 1, dtype=np.int64)
        np.add.at(found, marks, self._weight)
        return found[:-1].tolist() if (marks != END).any() else None

    def number(self, papers: Rows) -> int:
        """How many papers."""
        return int(papers.number.sum())

    def join(self, many: list[Rows]) -> Rows:
        """Several lots of papers as one."""
        if len(many) == 1:
            return many[0]
        return Rows(np.concatenate([each.rows for each in many]), np.concatenate([each.number for each in many]))

    def top(self, papers: Rows, number: int) -> Rows:
        """So many papers from the top."""
        below = int(papers.number.sum()) - number
        upto = np.cumsum(papers.number)
        taken = np.minimum(papers.number, np.maximum(upto - below, 0))
        some = taken > 0
        return Rows(papers.rows[some], taken[some])
