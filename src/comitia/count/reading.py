"""From ranked papers as they were marked to the preferences that the law lets count.

A paper is read from the first rank on. What ends it ends it there: nothing behind that place is looked at, even where
it would make the paper invalid. Names that nobody can be given, those of candidates who have withdrawn, are
passed over and leave no blank rank.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from comitia.arrays import I32, I64, Bools
from comitia.count.ballots import END, OVERVOTE, SKIPPED, Ballots, condensed
from comitia.law.ballots import Ranking

Ranks = tuple[tuple[int, ...], ...]
"""A paper: at each rank the marks; a skipped rank is empty."""

_BLOCK = 1 << 14
_BITS = 64


@dataclass(frozen=True, slots=True)
class Effective:
    """Papers that count, with their preferences one after another; marks are equal only where the law shares a paper.

    valid, invalid, blank: votes; a blank paper bears no mark at all, an invalid one does.
    """

    papers: Ballots
    valid: int
    invalid: int
    blank: int


def effective(
    rule: Ranking, paper: Ranks, written_in: Collection[int] = (), withdrawn: Collection[int] = ()
) -> Ranks | None:
    """The preferences of one paper; None where it is invalid or bears fewer than the law asks for."""
    found: list[tuple[int, ...]] = []
    counted: set[int] = set()
    blanks = 0
    gone = {*withdrawn, *(written_in if rule.write_ins == "passed-over" else ())}
    for marks in paper[: rule.up_to]:
        blanks = 0 if marks else blanks + 1
        here = tuple(dict.fromkeys(mark for mark in marks if mark not in gone))
        does = _at_this_rank(rule, here, blanks, counted, written_in)
        if does == "invalid":
            return None
        if does == "ends":
            break
        if does == "counts":
            here = tuple(mark for mark in here if mark not in counted)
            found += [here] if here else []
            counted.update(here)
    return tuple(found) if len(found) >= rule.at_least else None


def _at_this_rank(
    rule: Ranking, here: tuple[int, ...], blanks: int, counted: set[int], written_in: Collection[int]
) -> str:
    """What the law does at a rank; `blanks`: how many ranks up to this one were left blank in a row."""
    if blanks >= rule.skipped_in_a_row:
        return rule.skipped
    if rule.write_ins == "ends" and any(mark in written_in for mark in here):
        return "ends"
    if OVERVOTE in here:
        return "ends" if rule.equal == "shared" else rule.equal
    if len(here) > 1 and rule.equal != "shared":
        return rule.equal
    if rule.repeated != "passed-over" and counted.intersection(here):
        return rule.repeated
    return "counts"


def effective_papers(
    rule: Ranking, papers: Ballots, written_in: Collection[int] = (), withdrawn: Collection[int] = ()
) -> Effective:
    """The preferences of all papers, equal papers once."""
    if not len(papers):
        return Effective(papers, 0, 0, 0)
    parts = [_read(rule, _part(papers, at), written_in, withdrawn) for at in range(0, len(papers), _BLOCK)]
    marks = _joined([part.marks for part in parts])
    valid = np.concatenate([part.valid for part in parts])
    blank = np.concatenate([part.blank for part in parts])
    equal = None
    if any(part.equal is not None for part in parts):
        shared = [np.zeros(part.marks.shape, np.bool_) if part.equal is None else part.equal for part in parts]
        equal = _joined(shared)[valid]
    changed = any(part.changed for part in parts)
    kept = (
        papers
        if not changed and valid.all()
        else Ballots(papers.candidates, np.ascontiguousarray(marks[valid]), papers.weight[valid], equal)
    )
    votes = [int(papers.weight[which].sum()) for which in (valid, ~valid & ~blank, ~valid & blank)]
    return Effective(condensed(kept) if changed else kept, *votes)


@dataclass(frozen=True, slots=True)
class _Part:
    marks: I32
    equal: Bools | None
    valid: Bools
    blank: Bools
    changed: bool


def _part(papers: Ballots, at: int) -> Ballots:
    block = slice(at, at + _BLOCK)
    equal = None if papers.equal is None else papers.equal[block]
    return Ballots(papers.candidates, papers.marks[block], papers.weight[block], equal)


def _joined(parts: list[np.ndarray]) -> np.ndarray:
    """Rows one below the other, each as wide as the widest."""
    wide = max(part.shape[1] for part in parts)
    fill = END if parts[0].dtype != np.bool_ else False
    return np.concatenate([np.pad(part, ((0, 0), (0, wide - part.shape[1])), constant_values=fill) for part in parts])


def _read(rule: Ranking, papers: Ballots, written_in: Collection[int], withdrawn: Collection[int]) -> _Part:
    marks, equal = papers.marks, papers.equal
    rank = _ranks(marks, equal)
    gone = {*withdrawn, *(written_in if rule.write_ins == "passed-over" else ())}
    named = (marks >= 0) & ~_among(marks, gone, papers.candidates)
    if equal is not None:
        named &= ~_twice_at_a_rank(marks, named, rank)
    over = marks == OVERVOTE
    many = over if equal is None else _any_at_rank(over, rank) | (_at_rank(named, rank) > 1)
    ends = np.zeros(marks.shape, dtype=np.bool_)
    invalid = np.zeros(marks.shape, dtype=np.bool_)
    takes = named.copy()

    _does(rule.skipped, _long_blank(marks == SKIPPED, rule.skipped_in_a_row), ends, invalid)
    free = ~ends & ~invalid
    if rule.write_ins == "ends":
        ends |= _any_at_rank(named & _among(marks, written_in, papers.candidates), rank)
        free &= ~ends
    over_ends = _any_at_rank(over, rank) if rule.equal == "shared" else np.zeros_like(over)
    if rule.equal == "shared":
        ends |= over_ends & free
    else:
        takes &= ~many
        _does(rule.equal, many & free, ends, invalid)
    again = _again(marks, takes, rank if equal is not None else None, papers.candidates)
    takes &= ~again
    _does(rule.repeated, _any_at_rank(again, rank) & free & ~(ends | invalid), ends, invalid)
    return _kept(rule, papers, rank, takes, ends, invalid)


def _does(what: str, where: Bools, ends: Bools, invalid: Bools) -> None:
    """Note that papers end, or are invalid, at these places."""
    if what == "ends":
        ends |= where
    elif what == "invalid":
        invalid |= where


def _kept(rule: Ranking, papers: Ballots, rank: I64, takes: Bools, ends: Bools, invalid: Bools) -> _Part:
    """What is taken before anything ends the paper, moved together."""
    marks, places = papers.marks, papers.marks.shape[1]
    most = places if rule.up_to is None else rule.up_to
    stops = ends | invalid | (marks == END) | (rank >= most)
    first = np.where(stops.any(axis=1), stops.argmax(axis=1), places)
    refused = np.take_along_axis(invalid, np.minimum(first, places - 1)[:, None], axis=1)[:, 0] & (first < places)
    refused &= ~(np.take_along_axis(rank, np.minimum(first, places - 1)[:, None], axis=1)[:, 0] >= most)
    takes = takes & (np.arange(places) < first[:, None])
    paper, place = np.nonzero(takes)
    to = (np.cumsum(takes, axis=1) - 1)[paper, place]
    made = np.full(marks.shape, END, dtype=np.int32)
    made[paper, to] = marks[paper, place]
    ranks_at = np.full(marks.shape, -1, dtype=np.int64)
    ranks_at[paper, to] = rank[paper, place]
    same = np.zeros(marks.shape, dtype=np.bool_)
    same[:, 1:] = (ranks_at[:, 1:] == ranks_at[:, :-1]) & (ranks_at[:, 1:] >= 0)
    used = takes.sum(axis=1) - same.sum(axis=1)
    valid = ~refused & (used >= rule.at_least)
    blank = np.asarray((marks == END).all(axis=1))
    depth = max(1, int(to.max(initial=0)) + 1)
    changed = depth < places or not np.array_equal(made, marks) or (papers.equal is not None and not same.any())
    return _Part(made[:, :depth], same[:, :depth] if same.any() else None, valid, blank, changed)


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


def _again(marks: I32, takes: Bools, rank: I64 | None, candidates: int) -> Bools:
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
