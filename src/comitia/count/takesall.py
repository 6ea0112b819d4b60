"""All seats of a contest to the one list with most votes (unit rule; general ticket; party block vote)."""

from __future__ import annotations

import numpy as np

from comitia.arrays import I64
from comitia.count.outcome import Outcome, Step
from comitia.count.ranking import leaders, leaders_batch
from comitia.count.registry import batch, plain
from comitia.count.tally import Settle, Tallies, Tally
from comitia.law.counting import WinnerTakesAll


@plain(WinnerTakesAll)
def takes_all(rule: WinnerTakesAll, tally: Tally, seats: int, settle: Settle) -> Outcome:
    """Count one contest."""
    first = leaders(tally.votes, list(range(len(tally.votes))), min(seats, 1), settle)
    elected = tuple(option for option in first for _ in range(seats))
    steps = [
        Step("takes-all" if i in first else "takes-nothing", i, {"votes": votes, "seats": elected.count(i)})
        for i, votes in enumerate(tally.votes)
    ]
    return Outcome(elected, tuple(steps))


@batch(WinnerTakesAll)
def takes_all_batch(rule: WinnerTakesAll, tallies: Tallies, seats: I64, settle: Settle) -> I64:
    """Count many contests: int64 `[option]`, seats won."""
    among = np.ones(len(tallies.votes), dtype=np.bool_)
    first = leaders_batch(tallies.start, tallies.votes, among, np.minimum(seats, 1), settle)
    return np.asarray(first * seats[tallies.contest], dtype=np.int64)
