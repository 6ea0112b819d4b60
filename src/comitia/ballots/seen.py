"""What is unusual on the papers of a file: blanks, overvotes, skipped ranks, names twice, equal ranks."""

from __future__ import annotations

import numpy as np

from comitia.arrays import I32, Bools
from comitia.ballots.record import Seen
from comitia.count.ballots import END, OVERVOTE, SKIPPED, Ballots
from comitia.count.reading_batch import repeated

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
    return marks[:, 0] == END, over, skipped, repeated(marks, candidates)
