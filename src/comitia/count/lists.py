"""List systems: seats to lists in proportion to their votes, by any divisor or quota method, above a threshold.

Highest averages and largest remainders (Balinski and Young 1982). `elected` names a list once for every seat it wins.
"""

from __future__ import annotations

import numpy as np

from comitia.arrays import I64
from comitia.count.apportion import apportion
from comitia.count.apportion_batch import laid_end_to_end
from comitia.count.majority import passes
from comitia.count.outcome import Outcome, Step
from comitia.count.registry import batch, plain
from comitia.count.tally import Settle, Tallies, Tally
from comitia.law.counting import Proportional


@plain(Proportional)
def proportional(rule: Proportional, tally: Tally, seats: int, settle: Settle) -> Outcome:
    """Count one contest."""
    passed = [i for i, votes in enumerate(tally.votes) if votes and _passes(rule, tally, votes)]

    def among(_: int, tied: tuple[int, ...], places: int) -> tuple[int, ...]:
        return tuple(passed.index(i) for i in settle(0, tuple(passed[i] for i in tied), places))

    won = apportion(rule.method, [tally.votes[i] for i in passed], seats, among) if passed else ()
    shares = dict(zip(passed, won, strict=True))
    elected = tuple(i for i in sorted(passed, key=lambda i: -tally.votes[i]) for _ in range(shares[i]))
    steps = [Step(_did(i, shares), i, {"votes": v, "seats": shares.get(i, 0)}) for i, v in enumerate(tally.votes)]
    return Outcome(elected, tuple(steps))


def _passes(rule: Proportional, tally: Tally, votes: int) -> bool:
    return rule.threshold is None or rule.threshold.passed(votes, tally.base(rule.threshold.of))


def _did(option: int, shares: dict[int, int]) -> str:
    if option not in shares:
        return "below-threshold"
    return "won-seats" if shares[option] else "no-seat"


@batch(Proportional)
def proportional_batch(rule: Proportional, tallies: Tallies, seats: I64, settle: Settle) -> I64:
    """Count many contests: int64 `[option]`, seats won. What the kernel leaves undecided the plain counter decides."""
    among = tallies.votes > 0
    if rule.threshold is not None:
        among &= passes(rule.threshold, tallies.votes, tallies.base(rule.threshold.of)[tallies.contest])
    won, decided = laid_end_to_end(rule.method, tallies.start, tallies.votes, among, seats)
    for contest in np.flatnonzero(~decided):

        def here(_: int, tied: tuple[int, ...], places: int, contest: int = int(contest)) -> tuple[int, ...]:
            return settle(contest, tied, places)

        outcome = proportional(rule, tallies.one(int(contest)), int(seats[contest]), here)
        begin, end = int(tallies.start[contest]), int(tallies.start[contest + 1])
        won[begin:end] = np.bincount(np.array(outcome.elected, dtype=np.int64), minlength=end - begin)
    return won
