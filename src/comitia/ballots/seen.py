"""What is unusual on the papers of a file: blanks, overvotes, skipped ranks, names twice, equal ranks."""

from __future__ import annotations

import numpy as np

from comitia.arrays import Bools
from comitia.ballots.record import Seen
from comitia.count.ballots import OVERVOTE, SKIPPED, Ballots

_BITS = 64


def seen(papers: Ballots, number: int) -> Seen:
    """Count what is unusual, in votes; `number`: papers in all."""

    def votes(which: Bools) -> int:
        return int(papers.weight[which].sum())

    marks, over = papers.marks, np.asarray((papers.marks == OVERVOTE).any(axis=1))
    return Seen(
        papers=number,
        weight=papers.total,
        blank=votes(np.asarray((marks < 0).all(axis=1)) & ~over),
        overvotes=votes(over),
        skipped=votes((marks == SKIPPED).any(axis=1)),
        repeated=votes(repeats(papers)),
        equal=0 if papers.equal is None else votes(papers.equal.any(axis=1)),
    )


def repeats(papers: Ballots) -> Bools:
    """Papers on which somebody is marked twice: bool `[paper]`."""
    if papers.candidates > _BITS:
        ordered = np.sort(papers.marks, axis=1)
        return np.asarray(((ordered[:, 1:] == ordered[:, :-1]) & (ordered[:, 1:] >= 0)).any(axis=1))
    before = np.zeros(len(papers), dtype=np.uint64)
    twice = np.zeros(len(papers), dtype=np.uint64)
    for place in range(papers.marks.shape[1]):
        mark = papers.marks[:, place]
        bit = np.left_shift(np.uint64(1), np.maximum(mark, 0).astype(np.uint64)) * (mark >= 0)
        twice |= before & bit
        before |= bit
    return twice > 0
