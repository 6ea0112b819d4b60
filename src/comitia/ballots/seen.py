"""What is unusual on the papers of a file: blanks, overvotes, skipped ranks, names twice, equal ranks."""

from __future__ import annotations

import numpy as np

from comitia.arrays import I32, Bools
from comitia.ballots.record import Seen
from comitia.count.ballots import OVERVOTE, SKIPPED, Ballots

_BITS = 64
_BLOCK = 1 << 14
"""Papers looked at together, so that what is looked at stays near the processor."""


def seen(papers: Ballots, number: int) -> Seen:
    """Count what is unusual, in votes; `number`: papers in all."""
    found = np.zeros(4, dtype=np.int64)
    for start in range(0, len(papers), _BLOCK):
        block = slice(start, start + _BLOCK)
        found += [int(papers.weight[block][which].sum()) for which in _unusual(papers.marks[block], papers.candidates)]
    blank, overvotes, skipped, repeated = found.tolist()
    equal = 0 if papers.equal is None else int(papers.weight[papers.equal.any(axis=1)].sum())
    return Seen(number, papers.total, blank, overvotes, skipped, repeated, equal)


def _unusual(marks: I32, candidates: int) -> tuple[Bools, ...]:
    over = np.asarray((marks == OVERVOTE).any(axis=1))
    blank = np.asarray((marks < 0).all(axis=1)) & ~over
    return blank, over, np.asarray((marks == SKIPPED).any(axis=1)), repeats(marks, candidates)


def repeats(marks: I32, candidates: int) -> Bools:
    """Papers on which somebody is marked twice: bool `[paper]`."""
    if candidates > _BITS:
        ordered = np.sort(marks, axis=1)
        return np.asarray(((ordered[:, 1:] == ordered[:, :-1]) & (ordered[:, 1:] >= 0)).any(axis=1))
    bits = np.where(marks >= 0, np.left_shift(np.uint64(1), np.maximum(marks, 0).astype(np.uint64)), np.uint64(0))
    different = np.bitwise_count(np.bitwise_or.reduce(bits, axis=1))
    return np.asarray(different < np.count_nonzero(bits, axis=1))
