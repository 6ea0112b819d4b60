"""List systems: seats to lists in proportion to their votes, by any divisor or quota method, above a threshold.

Highest averages and largest remainders (Balinski and Young 1982). `elected` names a list once for every seat it wins.
Lists of an alliance count as one (apparentement), and its seats are shared among them afterwards.
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
from comitia.law.units import Method, Rounding


@plain(Proportional)
def proportional(rule: Proportional, tally: Tally, seats: int, settle: Settle) -> Outcome:
    """Count one contest."""
    passed = [i for i, votes in enumerate(tally.votes) if votes and _passes(rule, tally, i)]
    blocks = _blocks(rule, tally, passed)
    together = [sum(tally.votes[i] for i in block) for block in blocks]
    heads = [max(block, key=lambda i: tally.votes[i]) for block in blocks]
    won = _shared(rule.method, rule.rounding, together, heads, seats, settle)
    shares: dict[int, int] = {}
    for block, number in zip(blocks, won, strict=True):
        shares |= _inside(rule, tally, block, number, settle)
    elected = tuple(i for i in sorted(passed, key=lambda i: -tally.votes[i]) for _ in range(shares[i]))
    steps = [
        Step(_did(tally, i, shares), i, {"votes": v, "seats": shares.get(i, 0)}) for i, v in enumerate(tally.votes)
    ]
    return Outcome(elected, tuple(steps))


def _shared(
    method: Method, rounding: Rounding, votes: list[int], lists: list[int], seats: int, settle: Settle
) -> tuple[int, ...]:
    """Seats among some of the lists of a contest; a tie is settled under their own numbers."""

    def among(_: int, tied: tuple[int, ...], places: int) -> tuple[int, ...]:
        return tuple(lists.index(i) for i in settle(0, tuple(lists[i] for i in tied), places))

    return apportion(method, votes, seats, among, rounding=rounding) if lists else ()


def _inside(rule: Proportional, tally: Tally, block: tuple[int, ...], seats: int, settle: Settle) -> dict[int, int]:
    """The seats of an alliance, shared among its lists; a list by itself has them all."""
    if rule.alliances is None or len(block) == 1:
        return {block[0]: seats}
    votes, inner = [tally.votes[i] for i in block], rule.alliances
    return dict(zip(block, _shared(inner.method, inner.rounding, votes, list(block), seats, settle), strict=True))


def _blocks(rule: Proportional, tally: Tally, passed: list[int]) -> list[tuple[int, ...]]:
    """Lists that count as one: those of an alliance; each by itself where the law knows of none."""
    if rule.alliances is None or tally.alliance is None:
        return [(i,) for i in passed]
    of: dict[tuple[int, int], list[int]] = {}
    for i in passed:
        own = tally.alliance[i]
        of.setdefault((own, -1) if own >= 0 else (-1, i), []).append(i)
    return [tuple(block) for block in of.values()]


def _passes(rule: Proportional, tally: Tally, option: int) -> bool:
    if tally.enters is not None and not tally.enters[option]:
        return False
    if rule.threshold is None:
        return True
    votes = tally.votes[option]
    if rule.alliances and rule.alliances.bars == "alliance" and tally.alliance and tally.alliance[option] >= 0:
        own = tally.alliance[option]
        votes = sum(v for v, one in zip(tally.votes, tally.alliance, strict=True) if one == own)
    return rule.threshold.passed(votes, tally.base(rule.threshold.of))


def _did(tally: Tally, option: int, shares: dict[int, int]) -> str:
    if tally.enters is not None and not tally.enters[option]:
        return "takes-no-part"
    if option not in shares:
        return "below-threshold"
    return "won-seats" if shares[option] else "no-seat"


@batch(Proportional)
def proportional_batch(rule: Proportional, tallies: Tallies, seats: I64, settle: Settle) -> I64:
    """Count many contests: int64 `[option]`, seats won. What the kernel leaves undecided the plain counter decides."""
    among = tallies.votes > 0 if tallies.enters is None else (tallies.votes > 0) & tallies.enters
    if rule.threshold is not None:
        among &= passes(rule.threshold, tallies.votes, tallies.base(rule.threshold.of)[tallies.contest])
    won, decided = laid_end_to_end(rule.method, tallies.start, tallies.votes, among, seats)
    if rule.rounding != "exact" or (rule.alliances is not None and tallies.alliance is not None):
        decided = np.zeros_like(decided)  # the kernel knows of neither
    for contest in np.flatnonzero(~decided):

        def here(_: int, tied: tuple[int, ...], places: int, contest: int = int(contest)) -> tuple[int, ...]:
            return settle(contest, tied, places)

        outcome = proportional(rule, tallies.one(int(contest)), int(seats[contest]), here)
        begin, end = int(tallies.start[contest]), int(tallies.start[contest + 1])
        won[begin:end] = np.bincount(np.array(outcome.elected, dtype=np.int64), minlength=end - begin)
    return won
