"""From ranked papers as they were marked to the preferences that the law lets count.

A paper is read from the first rank on. What ends it ends it there: nothing behind that place is looked at, even where
it would make the paper invalid. Names that nobody can be given, those of candidates who have withdrawn, are
passed over and leave no blank rank.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from comitia.count.ballots import END, OVERVOTE, Ballots, condensed
from comitia.count.reading_batch import read_parts
from comitia.law.ballots import Ranking

Ranks = tuple[tuple[int, ...], ...]
"""A paper: at each rank the marks; a skipped rank is empty."""


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
    parts = read_parts(rule, papers, written_in, withdrawn)
    valid = np.concatenate([part.valid for part in parts])
    blank = np.concatenate([part.blank for part in parts])
    votes = [int(papers.weight[which].sum()) for which in (valid, ~valid & ~blank, ~valid & blank)]
    if valid.all() and not any(part.changed for part in parts):
        return Effective(papers, *votes)
    marks = np.concatenate([part.marks for part in parts])[valid]
    equal = None
    if any(part.equal is not None for part in parts):
        shared = [np.zeros(part.marks.shape, np.bool_) if part.equal is None else part.equal for part in parts]
        equal = np.concatenate(shared)[valid]
    depth = max(1, int(np.flatnonzero((marks != END).any(axis=0)).max(initial=0)) + 1)
    cut = None if equal is None else equal[:, :depth]
    kept = Ballots(papers.candidates, marks[:, :depth], papers.weight[valid], cut)
    return Effective(condensed(kept), *votes)
