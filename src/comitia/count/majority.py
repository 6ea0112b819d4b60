"""Majority: elected are those who pass a threshold; of more than the seats, those with most votes.

The absolute majority of the literature (Lakeman 1974); with `of: participants` the rule of the Soviet law of 1988,
under which papers that are invalid or strike out every name count against all.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from comitia.arrays import I64, Bools
from comitia.count.outcome import Outcome, Step
from comitia.count.ranking import leaders, leaders_batch
from comitia.count.registry import batch, plain
from comitia.count.tally import Settle, Tallies, Tally
from comitia.law.clause import Threshold
from comitia.law.counting import Majority


@plain(Majority)
def majority(rule: Majority, tally: Tally, seats: int, settle: Settle) -> Outcome:
    """Count one contest."""
    bars = [(bar, tally.base(bar.of)) for bar in rule.bars]
    passed = [i for i, votes in enumerate(tally.votes) if all(bar.passed(votes, base) for bar, base in bars)]
    elected = leaders(tally.votes, passed, seats, settle)
    need = max(bar.least(base) for bar, base in bars)
    steps = [Step(_did(i, passed, elected), i, {"votes": v, "needed": need}) for i, v in enumerate(tally.votes)]
    return Outcome(elected, tuple(steps))


def _did(option: int, passed: list[int], elected: tuple[int, ...]) -> str:
    if option in elected:
        return "elected-above-threshold"
    return "above-threshold-but-no-seat" if option in passed else "below-threshold"


@batch(Majority)
def majority_batch(rule: Majority, tallies: Tallies, seats: I64, settle: Settle) -> Bools:
    """Count many contests: bool `[option]`, whether elected."""
    passed = np.ones(len(tallies.votes), dtype=np.bool_)
    for bar in rule.bars:
        passed &= passes(bar, tallies.votes, tallies.base(bar.of)[tallies.contest])
    return leaders_batch(tallies.start, tallies.votes, passed, seats, settle)


def passes(threshold: Threshold, votes: I64, base: I64) -> Bools:
    """`Threshold.passed` over arrays, crosswise in whole numbers; Python's own where 63 bits could not hold them."""
    share = threshold.share
    most = max(int(votes.max(initial=1)), int(base.max(initial=1)))
    whole: type[Any] = np.int64 if most * share.denominator < 2**63 else np.object_
    left, right = votes.astype(whole) * share.denominator, base.astype(whole) * share.numerator
    return np.asarray(left > right if threshold.strict else left >= right, dtype=np.bool_)


def least_each(threshold: Threshold, base: I64) -> list[int]:
    """`Threshold.least` over an array, in whole numbers; Python's own where 63 bits could not hold them."""
    share, most = threshold.share, max(int(base.max(initial=1)), -int(base.min(initial=0)))
    if max(most * share.numerator, share.denominator) >= 2**62:
        return [threshold.least(each) for each in base.tolist()]
    need, rest = np.divmod(base * share.numerator, share.denominator)
    more: list[int] = (need + (1 if threshold.strict else rest > 0)).tolist()
    return more
