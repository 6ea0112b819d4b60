"""Which function counts which clause: keyed by the clause's type, so that a misspelt rule cannot exist."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import numpy as np

from comitia.arrays import I64, Bools
from comitia.count.ballots import Ballots
from comitia.count.outcome import Outcome
from comitia.count.rounds import Counted, Decide
from comitia.count.tally import Settle, Tallies, Tally
from comitia.law.clause import Clause

Plain = Callable[[Any, Tally, int, Settle], Outcome]
Batch = Callable[[Any, Tallies, I64, Settle], I64 | Bools]
OfPapers = Callable[..., Counted]
P = TypeVar("P", bound=Plain)
B = TypeVar("B", bound=Batch)
C = TypeVar("C", bound=OfPapers)

PLAIN: dict[type[Clause], Plain] = {}
BATCH: dict[type[Clause], Batch] = {}
PAPERS: dict[type[Clause], OfPapers] = {}


def plain(clause: type[Clause]) -> Callable[[P], P]:
    """Register the counter that reads like the statute: one contest, whole numbers, reasons."""

    def register(function: P) -> P:
        PLAIN[clause] = function
        return function

    return register


def batch(clause: type[Clause]) -> Callable[[B], B]:
    """Register the twin that counts many contests at once and must equal the plain counter."""

    def register(function: B) -> B:
        BATCH[clause] = function
        return function

    return register


def papers(clause: type[Clause]) -> Callable[[C], C]:
    """Register the counter of a rule that counts papers and not totals."""

    def register(function: C) -> C:
        PAPERS[clause] = function
        return function

    return register


def count(rule: Clause, tally: Tally, seats: int, settle: Settle) -> Outcome:
    """Count one contest with the plain counter of its rule."""
    return PLAIN[type(rule)](rule, tally, seats, settle)


def count_many(rule: Clause, tallies: Tallies, seats: I64, settle: Settle) -> I64:
    """Count many contests with the batch twin of their rule: int64 `[option]`, seats won."""
    return np.asarray(BATCH[type(rule)](rule, tallies, seats, settle), dtype=np.int64)


def count_papers(
    rule: Clause,
    ballots: Ballots,
    seats: int,
    decide: Decide,
    groups: Sequence[str] | None = None,
    declared: Sequence[int] | None = None,
) -> Counted:
    """Count the papers of one contest under a rule that counts papers.

    groups: of each candidate the group, where the rule keeps seats for groups. declared: the candidates in the order
    that was declared before the count, where the rule settles ties by it. Raises `Faults` for a quota of nothing.
    """
    return PAPERS[type(rule)](rule, ballots, seats, decide, groups, declared)
