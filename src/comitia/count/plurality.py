"""Plurality: elected are those with most votes (first past the post; with several seats, block or limited vote).

One who stands alone may have to pass a threshold, since alone nobody can have more votes than another.
"""

from __future__ import annotations

import numpy as np

from comitia.arrays import I64, Bools
from comitia.count.majority import passes
from comitia.count.outcome import Outcome, Step
from comitia.count.ranking import leaders, leaders_batch
from comitia.count.registry import batch, plain
from comitia.count.tally import Settle, Tallies, Tally
from comitia.law.counting import Plurality


@plain(Plurality)
def plurality(rule: Plurality, tally: Tally, seats: int, settle: Settle) -> Outcome:
    """Count one contest."""
    options = list(range(len(tally.votes)))
    if rule.alone and len(options) <= seats:
        base = tally.base(rule.alone.of)
        options = [i for i in options if rule.alone.passed(tally.votes[i], base)]
    elected = leaders(tally.votes, options, seats, settle)
    steps = [
        Step("elected-most-votes" if i in elected else "fewer-votes", i, {"votes": votes})
        for i, votes in enumerate(tally.votes)
    ]
    return Outcome(elected, tuple(steps))


@batch(Plurality)
def plurality_batch(rule: Plurality, tallies: Tallies, seats: I64, settle: Settle) -> Bools:
    """Count many contests: bool `[option]`, whether elected."""
    among = np.ones(len(tallies.votes), dtype=np.bool_)
    if rule.alone:
        unopposed = (np.diff(tallies.start) <= seats)[tallies.contest]
        among = ~unopposed | passes(rule.alone, tallies.votes, tallies.base(rule.alone.of)[tallies.contest])
    return leaders_batch(tallies.start, tallies.votes, among, seats, settle)
