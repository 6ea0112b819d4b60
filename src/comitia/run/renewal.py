"""Renewal: year by year a share of a body's members leave, and their seats are filled by the body's own routes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from comitia.arrays import I64
from comitia.chance import Chance, keys
from comitia.law.tenure import Rotation
from comitia.run.journal import Journal, Seat


def leave(journal: Journal, chance: Chance, body: str, rotation: Rotation, article: str, year: int) -> list[Seat]:
    """End the mandates of those who leave a body in a year, by an article; the seats that fall open.

    The share is taken of the seats held and rounded down. Where the law says `up to`, the whole share is used. Who
    leaves: by lot; those who have sat longest; or volunteers, who are taken by lot since nothing is known of them.
    """
    here = [seat for seat in journal.seats if seat.body == body and seat.until is None]
    number = len(here) * rotation.share.numerator // rotation.share.denominator
    lots = chance.uniform(f"leaves/{body}/{year}", keys(journal.persons.name(seat.person) for seat in here))
    served = [year - seat.year if rotation.leaves == "longest-serving" else 0 for seat in here]
    order = sorted(range(len(here)), key=lambda i: (-served[i], lots[i]))
    leaving = [here[i] for i in sorted(order[:number])]
    for seat in leaving:
        journal.end(seat, year, "rotation", article)
    return leaving


def open_seats(leaving: Sequence[Seat], route: str, contests: int) -> I64:
    """How many seats fell open in each contest of a route: int64 `[contest]`."""
    units = [seat.unit for seat in leaving if seat.route == route]
    return np.bincount(np.array(units, dtype=np.int64), minlength=contests).astype(np.int64)


def left_open(seats: I64, open_: int) -> I64:
    """The seats to be filled in each contest where another route has left so many open: int64 `[contest]`.

    Contests come in their order, until all that was left open is given out.
    """
    before = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(seats)[:-1]])
    return np.asarray(np.clip(open_ - before, 0, seats), dtype=np.int64)
