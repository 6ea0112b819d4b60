"""A room of electors (a plenum, a congress, a chamber) marks papers: every elector and every name by itself."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from comitia.arrays import F64, I64, U64, Bools
from comitia.chance import Chance, least_bits
from comitia.count.tally import Tallies
from comitia.electorate.utility import logistic
from comitia.law.ballots import Approval, Ballot, CrossOut, Names, each_by_itself

TOGETHER = 1 << 15
"""Marks made together."""


@dataclass(frozen=True, slots=True)
class Papers:
    """The papers of one contest: kept bool `[elector, name]`, and for each elector whether present and valid."""

    kept: Bools
    present: Bools
    valid: Bools


def mark(
    chance: Chance,
    ballot: Ballot,
    utility: F64,
    contest: int,
    electors: U64,
    names: U64,
    presence: float,
    invalid: float,
    seats: int = 1,
    alike: I64 | None = None,
) -> Papers:
    """Mark the papers of one contest.

    utility: float64 `[group, name]`, in log-odds of keeping the name; electors, names, contest: keys of chance; seats:
    to be filled; alike: int64 `[elector]`, the group of each, every elector by itself where absent.
    """
    present = chance.uniform("present", contest, electors) < presence
    spoilt = chance.uniform("spoilt", contest, electors) < invalid
    if each_by_itself(ballot):
        kept = _each(chance, logistic(utility), electors, names, alike)
    else:
        noise = chance.uniform("mark", electors[:, None], names[None, :])
        up_to = (ballot.up_to or seats) if isinstance(ballot, Names | Approval) else 1
        none = chance.uniform("none", contest, electors)
        kept = _first(utility if alike is None else utility[alike], noise, none, up_to)
    kept &= (present & ~spoilt)[:, None]
    valid = present & ~spoilt
    if not isinstance(ballot, CrossOut) or ballot.all_struck == "invalid":
        valid &= kept.any(axis=1)
    return Papers(kept, present, valid)


def _each(chance: Chance, keeps: F64, electors: U64, names: U64, alike: I64 | None) -> Bools:
    """Every name is kept or not by itself; some names at a time, so that what is worked on stays near the processor.

    The papers are laid out name by name, as they are counted.
    """
    kept = np.empty((len(names), len(electors)), dtype=np.bool_)
    step, least = max(1, TOGETHER // max(len(electors), 1)), least_bits(keeps.T)
    for a in range(0, len(names), step):
        here = least[a : a + step]
        limit = here if alike is None else here.take(alike, axis=1)
        kept[a : a + step] = chance.below("mark", limit, electors[None, :], names[a : a + step, None])
    return kept.T


def _first(utility: F64, noise: F64, none: F64, up_to: int) -> Bools:
    """The names of greatest utility, so many at most, and none below 0: a race of exponential clocks."""
    clocks = -np.log(noise) * np.exp(-utility)
    rank = clocks.argsort(axis=1, kind="stable").argsort(axis=1)
    return np.asarray((rank < up_to) & (clocks < -np.log(none)[:, None]))


def tallied(papers: list[Papers], members: list[int]) -> Tallies:
    """The tallies of contests whose papers were marked one by one."""
    start = np.cumsum([0, *(paper.kept.shape[1] for paper in papers)]).astype(np.int64)
    votes = np.concatenate([paper.kept.sum(axis=0) for paper in papers]).astype(np.int64)
    present = np.array([int(paper.present.sum()) for paper in papers], dtype=np.int64)
    valid = np.array([int(paper.valid.sum()) for paper in papers], dtype=np.int64)
    size = np.array(members, dtype=np.int64)
    return Tallies(start, votes, size, present, present.copy(), valid, size)
