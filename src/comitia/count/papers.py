"""From papers in memory to tallies: papers of many contests, one after another or mixed, counted at once."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from comitia.arrays import I64
from comitia.count.tally import Tallies

__all__ = ["BLANK", "MOST_MARKS", "tally_choices", "tally_marks"]

BLANK = -1
"""The choice of a paper on which nothing that counts is marked."""
MOST_MARKS = 16
"""The most options of a contest whose papers are marks in bits."""
_AT_ONCE = 1 << 17
"""Papers that are looked at together: few enough to stay near the processor."""

Whole = NDArray[Any]
"""An array of whole numbers of any size."""


def tally_choices(options: I64, contest: Whole, choice: Whole, registered: I64 | None = None) -> Tallies:
    """Tallies of papers with one choice each.

    options: int64 `[contest]`, how many there are. contest, choice: whole numbers `[paper]`; a choice is the number of
    an option within its contest, or `BLANK`, which takes part and is not valid. registered: int64 `[contest]`, unknown
    where absent. ValueError where a paper names a contest or an option that is not there.
    """
    wide = int(options.max(initial=0))
    _within(contest, 0, len(options), " contest")
    _within(choice, BLANK, wide, "n option")
    counts = _counted(contest, choice, wide + 1, 1, len(options))
    return _laid(options, counts[:, 1:], counts.sum(axis=1), counts[:, 1:].sum(axis=1), registered)


def tally_marks(options: I64, contest: Whole, marks: Whole, registered: I64 | None = None) -> Tallies:
    """Tallies of papers on which any options may be marked: approved, or left standing where names are struck out.

    marks: whole numbers `[paper]`, of which bit `i` says whether option `i` is marked; a paper without marks takes
    part and is valid. Otherwise as `tally_choices`; ValueError also where a contest has more than `MOST_MARKS` options.
    """
    wide = int(options.max(initial=0))
    if wide > MOST_MARKS:
        raise ValueError(f"a contest has {wide} options; papers marked in bits have at most {MOST_MARKS}")
    _within(contest, 0, len(options), " contest")
    _within(marks, 0, 1 << wide, " set of marks")
    counts = _counted(contest, marks, 1 << wide, 0, len(options))
    has = (np.arange(1 << wide)[:, None] >> np.arange(wide)) & 1
    papers = counts.sum(axis=1)
    return _laid(options, counts @ has, papers, papers, registered)


def _counted(contest: Whole, said: Whole, wide: int, shift: int, contests: int) -> I64:
    """How many papers of each contest say each thing: int64 `[contest, thing]`."""
    counts = np.zeros(contests * wide, dtype=np.int64)
    place = np.empty(min(len(contest), _AT_ONCE), dtype=np.intp)
    for begin in range(0, len(contest), _AT_ONCE):
        here = contest[begin : begin + _AT_ONCE]
        at = place[: len(here)]
        np.multiply(here, wide, out=at, casting="unsafe", dtype=np.intp)
        at += said[begin : begin + _AT_ONCE]
        at += shift
        first = int(at.min())
        found = np.bincount(at - first)  # papers that lie contest by contest touch few places
        counts[first : first + len(found)] += found
    return counts.reshape(contests, wide)


def _within(numbers: Whole, least: int, end: int, what: str) -> None:
    if len(numbers) and (int(numbers.min()) < least or int(numbers.max()) >= end):
        raise ValueError(f"a paper names a{what} that is not there")


def _laid(options: I64, votes: I64, papers: I64, valid: I64, registered: I64 | None) -> Tallies:
    """Tallies end to end, from a table as wide as the largest contest."""
    real = np.arange(votes.shape[1]) < options[:, None]
    if votes[~real].any():
        raise ValueError("a paper names an option that is not there")
    start = np.concatenate([[0], np.cumsum(options)]).astype(np.int64)
    roll = np.full(len(options), -1, dtype=np.int64) if registered is None else registered
    flat = np.asarray(votes[real], dtype=np.int64)
    return Tallies(start, flat, roll, papers, papers, valid, np.zeros(len(options), dtype=np.int64))
