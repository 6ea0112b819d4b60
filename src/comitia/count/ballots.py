"""Ranked and approved papers: what a rule is given that counts papers and not totals.

Equal papers stand together once, with their number. A paper is a row of marks: the candidate at the first rank, at the
second, and so on.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from comitia.arrays import I32, I64, Bools
from comitia.count.packing import Codes, condensed_words, packed, unpacked, width_of

END = -1
"""No further mark on this paper."""
SKIPPED = -2
"""A rank left blank before a later mark."""
OVERVOTE = -3
"""A rank at which more was marked than the source tells apart."""


@dataclass(frozen=True, slots=True)
class Ballots:
    """Papers of one contest. A paper without any mark is a row of `END`.

    marks: int32 `[paper, place]`, a candidate from 0 to `candidates - 1`, or `SKIPPED`, `OVERVOTE`, `END`; only `END`
    follows `END`. equal: bool `[paper, place]`, whether the mark stands at the same rank as the one before it; None
    where no paper has equal marks. weight: int64 `[paper]`, how many papers, or votes, a row stands for; whole and > 0.
    """

    candidates: int
    marks: I32
    weight: I64
    equal: Bools | None = None

    def __len__(self) -> int:
        return len(self.weight)

    @property
    def total(self) -> int:
        """Papers, or votes, in all."""
        return int(self.weight.sum())

    def ranks(self, paper: int) -> tuple[tuple[int, ...], ...]:
        """One paper in plain whole numbers: at each rank the marks, usually one; a skipped rank is empty."""
        found: list[list[int]] = []
        for place, mark in enumerate(self.marks[paper].tolist()):
            if mark == END:
                break
            if self.equal is not None and place and self.equal[paper, place]:
                found[-1].append(mark)
            else:
                found.append([] if mark == SKIPPED else [mark])
        return tuple(map(tuple, found))


def condensed(ballots: Ballots) -> Ballots:
    """The same papers with equal rows added up, in the order of their marks."""
    if not len(ballots):
        return ballots
    rows = ballots.marks - ballots.marks.min()  # in the order of the marks, from 0
    wide = rows.shape[1]
    if ballots.equal is not None:
        rows = np.hstack([rows, ballots.equal.astype(np.int32)])
    width = width_of(int(rows.max()))
    codes: Codes = rows.astype("u2" if width == 16 else "u1")
    words, weight = condensed_words(packed(codes, width), ballots.weight)
    if words.shape[1] > 1:
        order = np.lexsort(words.T[::-1])
        words, weight = words[order], weight[order]
    made = unpacked(words, rows.shape[1], width)
    marks = made[:, :wide].astype(np.int32) + ballots.marks.min()
    return Ballots(ballots.candidates, marks, weight, None if ballots.equal is None else made[:, wide:] > 0)


def ballots(candidates: int, *papers: tuple[int, tuple[tuple[int, ...], ...]]) -> Ballots:
    """Papers written by hand, each a number and its ranks: `(3, ((0,), (2, 1)))` is 3 papers with 2 and 1 equal."""
    rows = [_row(ranks) for _, ranks in papers]
    depth = max((1, *(len(row) for row in rows)))
    marks = np.full((len(rows), depth), END, dtype=np.int32)
    equal = np.zeros((len(rows), depth), dtype=np.bool_)
    for paper, row in enumerate(rows):
        for place, (mark, same) in enumerate(row):
            marks[paper, place], equal[paper, place] = mark, same
    weight = np.array([number for number, _ in papers], dtype=np.int64)
    return Ballots(candidates, marks, weight, equal if equal.any() else None)


def _row(ranks: tuple[tuple[int, ...], ...]) -> list[tuple[int, bool]]:
    return [(mark, place > 0) for rank in ranks for place, mark in enumerate(rank or (SKIPPED,))]
