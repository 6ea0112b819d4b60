"""From papers on which names are marked, struck or given points to the tally that a rule counts.

A paper without any mark is blank and not valid, but where the law says that a paper with every name struck is valid.
"""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from comitia.arrays import I64, Bools
from comitia.count.ballots import OVERVOTE, Ballots
from comitia.count.tally import Tally
from comitia.law.ballots import Approval, CrossOut, ListVote, Names, Points, SingleChoice

Marked = SingleChoice | ListVote | Names | Approval | CrossOut
"""Papers whose marks are a set of names; on a paper on which names are struck, those left standing."""


def may_mark(law: Marked, seats: int) -> tuple[int, int | None]:
    """How few and how many names a valid paper bears; None: any number."""
    match law:
        case CrossOut():
            return int(law.all_struck == "invalid"), 1 if law.leave == "one" else None
        case Names():
            return 1, law.up_to or seats
        case Approval():
            return 1, law.up_to
        case _:
            return 1, 1


def votes_on(law: Marked, marks: tuple[int, ...], seats: int, written_in: Collection[int] = ()) -> set[int] | None:
    """Those for whom one paper is a vote; None where it is not valid."""
    least, most = may_mark(law, seats)
    uncounted = written_in if isinstance(law, CrossOut) and law.write_ins == "not-counted" else ()
    named = {mark for mark in marks if mark >= 0 and mark not in uncounted}
    if OVERVOTE in marks or len(named) < least or (most is not None and len(named) > most):
        return None
    return named


def points_on(law: Points, given: tuple[int, ...], seats: int) -> tuple[int, ...] | None:
    """The points that one paper gives to each candidate; None where it is not valid."""
    in_all = law.in_all or seats
    if not 0 < sum(given) <= in_all or max(given) > (law.each or in_all):
        return None
    return given


def tally_of_marks(law: Marked, papers: Ballots, seats: int, written_in: Collection[int] = ()) -> Tally:
    """The votes of all papers. Papers given out and voters on the roll are not known: -1."""
    least, most = may_mark(law, seats)
    named = papers.marks >= 0
    if written_in and isinstance(law, CrossOut) and law.write_ins == "not-counted":
        named &= ~np.isin(papers.marks, list(written_in))
    named &= ~_twice(papers, named)
    number = named.sum(axis=1)
    valid = (number >= least) & ~(papers.marks == OVERVOTE).any(axis=1)
    if most is not None:
        valid &= number <= most
    paper, place = np.nonzero(named & valid[:, None])
    votes = np.zeros(papers.candidates, dtype=np.int64)
    np.add.at(votes, papers.marks[paper, place], papers.weight[paper])
    return _tally(votes, papers, valid)


def tally_of_points(law: Points, papers: Ballots, points: I64, seats: int) -> Tally:
    """The points of all papers; `points`: int64 `[paper, candidate]`."""
    in_all = law.in_all or seats
    total = points.sum(axis=1)
    valid = (total > 0) & (total <= in_all) & (points <= (law.each or in_all)).all(axis=1)
    return _tally((points[valid] * papers.weight[valid, None]).sum(axis=0), papers, valid)


def first_preferences(papers: Ballots) -> I64:
    """Votes of each candidate at the first rank that is marked with one name alone: int64 `[candidate]`."""
    marks = papers.marks
    marked = (marks >= 0) | (marks == OVERVOTE)
    place = marked.argmax(axis=1)
    rows = np.arange(len(papers))
    first = marks[rows, place] if len(papers) else np.zeros(0, dtype=np.int32)
    alone = marked.any(axis=1) & (first >= 0)
    if papers.equal is not None and marks.shape[1] > 1:
        after = np.minimum(place + 1, marks.shape[1] - 1)
        alone &= ~(papers.equal[rows, after] & (place + 1 < marks.shape[1]))
    votes = np.zeros(papers.candidates, dtype=np.int64)
    np.add.at(votes, first[alone], papers.weight[alone])
    return votes


def _twice(papers: Ballots, named: Bools) -> Bools:
    """Names that stand on the same paper already."""
    twice = np.zeros(named.shape, dtype=np.bool_)
    for place in range(1, named.shape[1]):
        before = papers.marks[:, :place] == papers.marks[:, place, None]
        twice[:, place] = (before & named[:, :place]).any(axis=1)
    return twice


def _tally(votes: I64, papers: Ballots, valid: Bools) -> Tally:
    return Tally(tuple(votes.tolist()), -1, -1, papers.total, int(papers.weight[valid].sum()))
