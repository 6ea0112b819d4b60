"""The batch twin of `reading`: ranked papers as arrays, and at each place what the law does there.

What stands at a place does not depend on where a paper ends; so everything is judged at once, and each paper then ends
at the first place that ends it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from comitia.arrays import I32, I64, Bools
from comitia.count.ballots import END, OVERVOTE, SKIPPED, Ballots
from comitia.law.ballots import Ranking

_BLOCK = 1 << 14
_BITS = 64


@dataclass(frozen=True, slots=True)
class Part:
    """Some papers as read, those that are not valid among them."""

    marks: I32
    equal: Bools | None
    valid: Bools
    blank: Bools
    changed: bool


def read_parts(rule: Ranking, papers: Ballots, written_in: Collection[int], withdrawn: Collection[int]) -> list[Part]:
    """All papers in their order, some thousands in each part."""
    return [_read(rule, _part(papers, at), written_in, withdrawn) for at in range(0, len(papers), _BLOCK)]


def _part(papers: Ballots, at: int) -> Ballots:
    block = slice(at, at + _BLOCK)
    equal = None if papers.equal is None else papers.equal[block]
    return Ballots(papers.candidates, papers.marks[block], papers.weight[block], equal)


def _read(rule: Ranking, papers: Ballots, written_in: Collection[int], withdrawn: Collection[int]) -> Part:
    """Read those papers on which there is anything to judge; the others count as they are."""
    marks = papers.marks
    odd = _odd(rule, papers, written_in, withdrawn)
    blank = marks[:, 0] == END
    if rule.at_least > marks.shape[1]:
        valid = np.zeros(len(marks), dtype=np.bool_)
    else:
        valid = ~odd if rule.at_least == 0 else ~odd & (marks[:, rule.at_least - 1] != END)
    if not odd.any():
        return Part(marks, papers.equal, valid, blank, changed=False)
    some = np.flatnonzero(odd)
    equal = None if papers.equal is None else papers.equal[some]
    read = _read_all(rule, Ballots(papers.candidates, marks[some], papers.weight[some], equal), written_in, withdrawn)
    made = marks.copy()
    made[some] = read.marks
    valid[some] = read.valid
    if read.equal is None:
        return Part(made, None, valid, blank, read.changed)
    shared = np.zeros(marks.shape, dtype=np.bool_)
    shared[some] = read.equal
    return Part(made, shared, valid, blank, read.changed)


def _odd(rule: Ranking, papers: Ballots, written_in: Collection[int], withdrawn: Collection[int]) -> Bools:
    """Papers on which there is anything to judge."""
    marks = papers.marks
    odd = repeated(marks, papers.candidates)
    if int(marks.min()) < END:
        odd |= (marks < END).any(axis=1)
    if papers.equal is not None:
        odd |= papers.equal.any(axis=1)
    others = {*withdrawn, *(written_in if rule.write_ins != "counted" else ())}
    if others:
        odd |= _among(marks, others, papers.candidates).any(axis=1)
    if rule.up_to is not None and rule.up_to < marks.shape[1]:
        odd |= marks[:, rule.up_to] != END
    return odd


def repeated(marks: I32, candidates: int) -> Bools:
    """Papers on which somebody is marked twice: bool `[paper]`."""
    if candidates > _BITS:
        ordered = np.sort(marks, axis=1)
        return np.asarray(((ordered[:, 1:] == ordered[:, :-1]) & (ordered[:, 1:] >= 0)).any(axis=1))
    bit = np.zeros(candidates - OVERVOTE, dtype=np.uint64)  # the last three are for marks that are no candidates
    bit[:candidates] = np.left_shift(np.uint64(1), np.arange(candidates, dtype=np.uint64))
    bits = bit.take(marks.T)
    different = np.bitwise_count(np.bitwise_or.reduce(bits, axis=0))
    return np.asarray(different < np.count_nonzero(bits, axis=0))


class _Stops:
    """Places at which papers end or are invalid; what was judged at a place is not judged again."""

    def __init__(self, shape: tuple[int, ...]) -> None:
        self.ends = np.zeros(shape, dtype=np.bool_)
        self.invalid = np.zeros(shape, dtype=np.bool_)

    def judge(self, what: str, where: Bools) -> None:
        """Let the law do at these places what it does: `ends`, `invalid`, or nothing."""
        where = where & ~(self.ends | self.invalid)
        if what == "ends":
            self.ends |= where
        elif what == "invalid":
            self.invalid |= where


def _read_all(rule: Ranking, papers: Ballots, written_in: Collection[int], withdrawn: Collection[int]) -> Part:
    """Judge every place, in the order in which the plain reader does."""
    marks, equal, candidates = papers.marks, papers.equal, papers.candidates
    rank = _ranks(marks, equal)
    gone = {*withdrawn, *(written_in if rule.write_ins == "passed-over" else ())}
    named = (marks >= 0) & ~_among(marks, gone, candidates)
    if equal is not None:
        named &= ~_twice_at_a_rank(marks, named, rank)
    stops, takes = _Stops(marks.shape), named
    stops.judge(rule.skipped, _long_blank(marks == SKIPPED, rule.skipped_in_a_row))
    if rule.write_ins == "ends":
        stops.judge("ends", _any_at_rank(named & _among(marks, written_in, candidates), rank))
    over = _any_at_rank(marks == OVERVOTE, rank)
    if rule.equal == "shared":
        stops.judge("ends", over)
    else:
        many = over if equal is None else over | (_at_rank(named, rank) > 1)
        stops.judge(rule.equal, many)
        takes = takes & ~many
    again = _again(marks, takes, candidates)
    stops.judge(rule.repeated, _any_at_rank(again, rank))
    return _kept(rule, papers, rank, takes & ~again, stops)


def _kept(rule: Ranking, papers: Ballots, rank: I64, takes: Bools, stops: _Stops) -> Part:
    """What is taken before anything stops the paper, moved together."""
    marks, places = papers.marks, papers.marks.shape[1]
    beyond = (marks == END) | (rank >= (places if rule.up_to is None else rule.up_to))
    stop = stops.ends | stops.invalid | beyond
    first = np.where(stop.any(axis=1), stop.argmax(axis=1), places)
    invalid = stops.invalid & ~beyond
    refused = (first < places) & invalid[np.arange(len(marks)), np.minimum(first, places - 1)]
    paper, place = np.nonzero(takes & (np.arange(places) < first[:, None]))
    to = np.arange(len(paper)) - np.searchsorted(paper, paper)
    made = np.full(marks.shape, END, dtype=np.int32)
    made[paper, to] = marks[paper, place]
    ranks = np.full(marks.shape, -1, dtype=np.int64)
    ranks[paper, to] = rank[paper, place]
    shared = np.zeros(marks.shape, dtype=np.bool_)
    shared[:, 1:] = (ranks[:, 1:] == ranks[:, :-1]) & (ranks[:, 1:] >= 0)
    valid = ~refused & ((made != END).sum(axis=1) - shared.sum(axis=1) >= rule.at_least)
    blank = marks[:, 0] == END
    changed = not np.array_equal(made, marks) or (papers.equal is not None and not shared.any())
    return Part(made, shared if shared.any() else None, valid, blank, changed)


def _ranks(marks: I32, equal: Bools | None) -> I64:
    """The rank of each place, from 0."""
    if equal is None:
        return np.broadcast_to(np.arange(marks.shape[1]), marks.shape)
    return np.cumsum(~equal, axis=1) - 1


def _at_rank(which: Bools, rank: I64) -> I64:
    """How many of these places stand at the rank of each place."""
    flat = (np.arange(len(rank))[:, None] * rank.shape[1] + rank).ravel()
    here: I64 = np.bincount(flat[which.ravel()], minlength=rank.size)
    there: I64 = here[flat].reshape(rank.shape)
    return there


def _any_at_rank(which: Bools, rank: I64) -> Bools:
    return which if not which.any() else _at_rank(which, rank) > 0


def _among(marks: I32, some: Collection[int], candidates: int) -> Bools:
    """Marks of some candidates."""
    if not some:
        return np.zeros(marks.shape, dtype=np.bool_)
    among = np.zeros(candidates + 3, dtype=np.bool_)  # the last three are for marks that are no candidates
    among[list(some)] = True
    return among[marks]


def _long_blank(blank: Bools, long: int) -> Bools:
    """Blank ranks that are, with those before them, at least so many in a row."""
    found = blank.copy()
    for before in range(1, min(long, blank.shape[1] + 1)):
        found[:, before:] &= blank[:, :-before] if before < blank.shape[1] else False
        found[:, :before] = False
    return found


def _twice_at_a_rank(marks: I32, named: Bools, rank: I64) -> Bools:
    """Marks that stand at the same rank already."""
    twice = np.zeros(marks.shape, dtype=np.bool_)
    for place in range(1, marks.shape[1]):
        same = (marks[:, :place] == marks[:, place, None]) & (rank[:, :place] == rank[:, place, None])
        twice[:, place] = (same & named[:, :place]).any(axis=1)
    return twice


def _again(marks: I32, takes: Bools, candidates: int) -> Bools:
    """Marks of candidates who are taken at an earlier place."""
    again = np.zeros(marks.shape, dtype=np.bool_)
    if candidates <= _BITS:
        seen = np.zeros(len(marks), dtype=np.uint64)
        for place in range(marks.shape[1]):
            bit = np.left_shift(np.uint64(1), np.maximum(marks[:, place], 0).astype(np.uint64)) * takes[:, place]
            again[:, place] = (seen & bit) > 0
            seen |= bit
        return again
    order = np.argsort(np.where(takes, marks, candidates), axis=1, kind="stable")
    ordered = np.take_along_axis(np.where(takes, marks, -1), order, axis=1)
    np.put_along_axis(again[:, :], order[:, 1:], (ordered[:, 1:] == ordered[:, :-1]) & (ordered[:, 1:] >= 0), axis=1)
    return again
