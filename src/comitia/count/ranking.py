"""The most votes first: the one operation that majority and plurality share."""

from __future__ import annotations

import numpy as np

from comitia.arrays import I64, Bools
from comitia.count.tally import Settle


def leaders(votes: tuple[int, ...], among: list[int], places: int, settle: Settle) -> tuple[int, ...]:
    """The `places` options of `among` with most votes; a tie for the last places is settled, never broken here."""
    order = sorted(among, key=lambda option: -votes[option])
    if len(order) <= places:
        return tuple(order)
    if places <= 0:
        return ()
    last = votes[order[places - 1]]
    above = [option for option in order if votes[option] > last]
    tied = tuple(option for option in order if votes[option] == last)
    if len(above) + len(tied) == places:
        return (*above, *tied)
    return (*above, *settle(0, tied, places - len(above)))


def leaders_batch(start: I64, votes: I64, among: Bools, places: I64, settle: Settle) -> Bools:
    """`leaders` over many contests laid end to end: bool `[option]`."""
    contest = np.repeat(np.arange(len(start) - 1), np.diff(start))
    order = np.lexsort((-votes, ~among, contest))
    rank = np.empty(len(votes), dtype=np.int64)
    rank[order] = np.arange(len(votes)) - start[contest[order]]
    chosen: Bools = among & (rank < places[contest])
    for number in _tied(start, votes, among, places, order):
        begin, end = int(start[number]), int(start[number + 1])
        options = [int(i) for i in np.flatnonzero(among[begin:end])]
        plain = tuple(map(int, votes[begin:end]))

        def here(_: int, tied: tuple[int, ...], room: int, contest: int = int(number)) -> tuple[int, ...]:
            return settle(contest, tied, room)

        chosen[begin:end] = False
        chosen[[begin + option for option in leaders(plain, options, int(places[number]), here)]] = True
    return chosen


def _tied(start: I64, votes: I64, among: Bools, places: I64, order: I64) -> I64:
    """The contests in which the first who misses out has as many votes as the last who gets in."""
    running = np.concatenate([[0], np.cumsum(among)])
    entrants = running[start[1:]] - running[start[:-1]]
    full = np.flatnonzero((entrants > places) & (places > 0))
    last = votes[order[start[full] + places[full] - 1]]
    first_out = votes[order[start[full] + places[full]]]
    return np.asarray(full[last == first_out], dtype=np.int64)
