"""What is unusual on the papers of a file: blanks, overvotes, skipped ranks, names twice, equal ranks."""

from __future__ import annotations

import numpy as np

from comitia.arrays import I32, Bools
from comitia.ballots.record import Seen
from comitia.count.ballots import END, OVERVOTE, SKIPPED, Ballots

_BITS = 64
_BLOCK = 1 << 14
"""Papers looked at together, so that what is looked at stays near the processor."""


def seen(papers: Ballots, number: int) -> Seen:
    """Count what is unusual, in votes; `number`: papers in all."""
    found = np.zeros(4, dtype=np.int64)
    for start in range(0, len(papers), _BLOCK):
        block = slice(start, start + _BLOCK)
        weight = papers.weight[block]
        found += [int(weight[which].sum()) for which in _unusual(papers.marks[block], papers.candidates)]
    blank, overvotes, skipped, repeated = found.tolist()
    equal = 0 if papers.equal is None else int(papers.weight[papers.equal.any(axis=1)].sum())
    return Seen(number, papers.total, blank, overvotes, skipped, repeated, equal)


def _unusual(marks: I32, candidates: int) -> tuple[Bools, ...]:
    """Blank papers, those with overvotes, with ranks skipped, with a name twice: each bool `[paper]`."""
    none = np.zeros(len(marks), dtype=np.bool_)
    plain = int(marks.min()) >= END
    over = none if plain else np.asarray((marks == OVERVOTE).any(axis=1))
    skipped = none if plain else np.asarray((marks == SKIPPED).any(axis=1))
    return marks[:, 0] == END, over, skipped, _repeated(marks, candidates)


def _repeated(marks: I32, candidates: int) -> Bools:
    """Papers on which somebody is marked twice: bool `[paper]`."""
    if candidates > _BITS:
        ordered = np.sort(marks, axis=1)
        return np.asarray(((ordered[:, 1:] == ordered[:, :-1]) & (ordered[:, 1:] >= 0)).any(axis=1))
    bit = np.zeros(candidates - OVERVOTE, dtype=np.uint64)  # the last three are for marks that are no candidates
    bit[:candidates] = np.left_shift(np.uint64(1), np.arange(candidates, dtype=np.uint64))
    bits = bit.take(marks.T)
    different = np.bitwise_count(np.bitwise_or.reduce(bits, axis=0))
    return np.asarray(different < np.count_nonzero(bits, axis=0))
