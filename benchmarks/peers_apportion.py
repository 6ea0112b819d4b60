"""Rates of peer libraries at D'Hondt, for `apportion.py`: python peers_apportion.py VOTES.npy SEATS, as JSON.

Run by a Python that has them (biprop, apportionment, votelib); one that is not there is left out. CPU time.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from time import process_time
from typing import Any

import numpy as np

TIMES = 3


def rate(contests: int, work: Callable[[], Any]) -> tuple[float, Any]:
    """Contests a second, the best of several, and what came of them."""
    least, found = float("inf"), None
    for _ in range(TIMES):
        start = process_time()
        found = work()
        least = min(least, process_time() - start)
    return contests / least, found


def biprop(votes: Any, seats: int) -> tuple[float, Any]:
    """One contest after another, in floats; its method for many at once fails in version 1.0.4."""
    import biprop as peer

    some = [row.astype(float)[:, None] for row in votes[:1000]]

    def one(row: Any) -> Any:
        return peer.Election(row).upper_apportionment(total_seats=seats, rounding_method=np.floor)

    speed, found = rate(len(some), lambda: [one(row) for row in some])
    return speed, [np.asarray(row, dtype=int).ravel().tolist() for row in found[:100]]


def apportionment(votes: Any, seats: int) -> tuple[float, Any]:
    """One contest after another."""
    from apportionment.methods import compute

    some = [row.tolist() for row in votes[:300]]
    speed, found = rate(len(some), lambda: [compute("dhondt", row, seats, verbose=False) for row in some])
    return speed, [list(map(int, row)) for row in found[:100]]


def votelib(votes: Any, seats: int) -> tuple[float, Any]:
    """One contest after another."""
    import votelib.evaluate.proportional as peer

    some = [dict(enumerate(row.tolist())) for row in votes[:30]]
    rule = peer.HighestAverages("d_hondt")
    speed, found = rate(len(some), lambda: [rule.evaluate(row, seats) for row in some])
    return speed, [[int(row.get(i, 0)) for i in range(votes.shape[1])] for row in found]


def main() -> None:
    """Print what each peer reaches and gives."""
    votes, seats = np.load(sys.argv[1]), int(sys.argv[2])
    found = {}
    for peer in (biprop, apportionment, votelib):
        try:
            speed, shares = peer(votes, seats)
        except ImportError:
            continue
        found[peer.__name__] = {"rate": speed, "seats": shares}
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
