"""The candidate whom each paper ranks highest of those who stand, and the votes that makes.

A paper on which several stand at one rank is shared between them alike; votes are counted in parts of a vote then.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import lcm

import numpy as np

from comitia.arrays import Bools
from comitia.count.ballots import Ballots

__all__ = ["Preferences", "preferences", "preferences_of_all"]


@dataclass(frozen=True, slots=True)
class Preferences:
    """Votes of every candidate and of papers that rank nobody who stands, in parts of a vote; `one` make a vote."""

    votes: tuple[int, ...]
    exhausted: int
    one: int = 1


def preferences(ballots: Ballots, standing: tuple[bool, ...]) -> Preferences:
    """Count one paper after the other."""
    votes, exhausted, one = [0] * ballots.candidates, 0, parts(ballots)
    for paper, weight in enumerate(ballots.weight.tolist()):
        best = next(
            (some for rank in ballots.ranks(paper) if (some := [c for c in rank if c >= 0 and standing[c]])), []
        )
        for candidate in best:
            votes[candidate] += weight * one // len(best)
        if not best:
            exhausted += weight * one
    return Preferences(tuple(votes), exhausted, one)


def parts(ballots: Ballots) -> int:
    """Into how many parts a vote must be cut so that every share of a paper is whole."""
    if ballots.equal is None:
        return 1
    rank = np.cumsum(~ballots.equal, axis=1)
    sizes = {int(n) for row in rank for n in np.bincount(row)} - {0}
    return lcm(1, *(n for size in sizes for n in range(1, min(size, ballots.candidates) + 1)))


def preferences_of_all(ballots: Ballots, standing: tuple[bool, ...]) -> Preferences:
    """The same for all papers at once; those with equal marks one after the other."""
    if ballots.equal is not None and ballots.equal.any():
        return preferences(ballots, standing)
    stands: Bools = np.array([*standing, False])
    marks = np.where(ballots.marks >= 0, ballots.marks, ballots.candidates)
    open_ = stands[marks]
    place = open_.argmax(axis=1) if marks.shape[1] else np.zeros(len(marks), dtype=np.intp)
    best = np.where(open_.any(axis=1), marks[np.arange(len(marks)), place], ballots.candidates)
    votes = np.zeros(ballots.candidates + 1, dtype=np.int64)
    np.add.at(votes, best, ballots.weight)
    return Preferences(tuple(map(int, votes[:-1])), int(votes[-1]))
