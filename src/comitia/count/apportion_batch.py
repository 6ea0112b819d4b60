"""The batch twin of `apportion`: many contests at once, in whole numbers of 64 bits.

Every contest starts near its result and is set right seat by seat: the greatest claim to a further seat against the
smallest claim by which one is held. What is tied, or so close or so large that 64 bits cannot tell, is left undecided
and given to the plain counter.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from comitia.arrays import I64, Bools
from comitia.count.apportion import ABOVE, DIVISORS, QUOTAS, SQUARED, Limit, apportion
from comitia.count.tally import Settle
from comitia.law.units import Method

At = tuple[I64, I64]
"""Some units: their contests and their places there."""

_ROOM = 2**62
"""All whole numbers formed here stay below twice this."""
_ABOVE_ALL = 2 * _ROOM - 1
_MOST_SEATS = 100_000
"""Contests with more seats than this are left to the plain counter, which needs no table of divisors."""


def apportion_batch(
    method: Method, votes: I64, seats: I64, settle: Settle, floor: Limit = 0, ceiling: Limit | None = None
) -> I64:
    """Seats of many contests among equally many units: int64 `[contest, unit]`, from votes of the same shape.

    seats: int64 `[contest]`. A floor or a ceiling holds for a unit in every contest. ValueError as in `apportion`.
    """
    least = np.broadcast_to(np.asarray(floor, dtype=np.int64), votes.shape)
    most = np.broadcast_to(np.asarray(_MOST_SEATS if ceiling is None else ceiling, dtype=np.int64), votes.shape)
    won, decided = decide(method, votes, seats, least, most)
    for contest in np.flatnonzero(~decided):

        def here(_: int, tied: tuple[int, ...], places: int, contest: int = int(contest)) -> tuple[int, ...]:
            return settle(contest, tied, places)

        won[contest] = apportion(method, votes[contest].tolist(), int(seats[contest]), here, floor, ceiling)
    return won


def laid_end_to_end(method: Method, start: I64, votes: I64, among: Bools, seats: I64) -> tuple[I64, Bools]:
    """Seats of contests of any size, as far as they can be decided here: int64 `[option]` and bool `[contest]`.

    Options of contest `i` are `start[i]:start[i + 1]`; only those of `among` share in the seats. Contests whose
    sizes are alike, within a factor of two, are laid side by side.
    """
    won, decided = np.zeros(len(votes), dtype=np.int64), np.ones(len(seats), dtype=np.bool_)
    size = np.diff(start)
    alike = np.frexp(size)[1]
    for group in np.unique(alike[size > 0]):
        contests = np.flatnonzero((alike == group) & (size > 0))
        wide = np.arange(int(size[contests].max()))
        real = wide < size[contests, None]
        place = np.where(real, start[contests, None] + wide, 0)
        stands = real & among[place]
        room = np.where(stands.any(axis=1), seats[contests], 0)
        most = np.where(stands, room[:, None], 0)
        given = np.where(stands, votes[place], 0)
        won_here, decided[contests] = decide(method, given, room, np.zeros_like(most), most)
        won[place[real]] = won_here[real]
    return won, decided


def decide(method: Method, votes: I64, seats: I64, least: I64, most: I64) -> tuple[I64, Bools]:
    """Seats as far as 64 bits tell: int64 `[contest, unit]`, and bool `[contest]`, whether they do."""
    if votes.size == 0:
        return np.zeros(votes.shape, dtype=np.int64), seats == 0
    units, largest = votes.shape[1], votes.max(axis=1)
    ratio = 8 * (int(np.minimum(seats, _MOST_SEATS).max(initial=0)) + units + 2) * units
    fits = (seats <= _MOST_SEATS) & (votes.min(axis=1) >= 0) & (largest <= _ROOM // ratio)
    fits &= (least.sum(axis=1) <= seats) & (np.minimum(most, seats[:, None]).sum(axis=1) >= seats)
    counts, room = np.where(fits[:, None], votes, 0), np.where(fits, seats, 0)
    total = counts.sum(axis=1)
    if method in QUOTAS:
        won, decided = _by_remainder(method, counts, total, room)
        decided &= ((won >= least) & (won <= most)).all(axis=1)
    else:
        won, decided = _by_divisor(method, counts, total, room, least, most)
    return won, decided & fits


def _by_remainder(method: str, votes: I64, total: I64, seats: I64) -> tuple[I64, Bools]:
    quota, one = (np.asarray(part)[..., None] for part in QUOTAS[method](total, seats))  # type: ignore[arg-type]
    quota = np.maximum(quota, 1)
    parts = votes * one
    won = np.where((total > 0)[:, None], parts // quota, 0)
    rest = np.where(votes > 0, parts - won * quota, -1)
    room = np.where(total > 0, seats - won.sum(axis=1), 0)
    order = np.sort(rest, axis=1)
    rows, units = np.arange(len(votes)), votes.shape[1]
    last = order[rows, np.clip(units - room, 0, units - 1)]
    out = np.where(room < units, order[rows, np.clip(units - room - 1, 0, units - 1)], -1)
    some = room > 0
    won = won + ((rest >= last[:, None]) & some[:, None])
    decided = (room == 0) | (some & (room <= units) & (last >= 0) & (out < last))
    return won, decided


@lru_cache(maxsize=64)
def _divisors(method: str, seats: int) -> tuple[I64, I64]:
    """The divisors of 0 to `seats` seats as ratios: int64 `[seats + 1]`, twice."""
    over, under = zip(*(DIVISORS[method](n) for n in range(seats + 1)), strict=True)
    return np.array(over, dtype=np.int64), np.array(under, dtype=np.int64)


class _Claims:
    """Claims as whole numbers, scaled as far as 64 bits allow: of two that are unequal, the greater is never less."""

    def __init__(self, method: str, votes: I64, seats: I64) -> None:
        self.over, self.under = _divisors(method, int(seats.max(initial=0)) + 1)
        self.fits: Bools = np.ones(len(votes), dtype=np.bool_)
        strength = votes
        if method in SQUARED:
            self.fits = votes.max(axis=1) < 2**31
            strength = np.where(self.fits[:, None], votes, 0) ** 2
        most = strength.max(axis=1) * int(self.under.max())
        self.fits &= strength.max(axis=1) <= _ROOM // int(self.under.max())
        scale = np.where(self.fits, _ROOM // np.maximum(most, 1), 0)
        self.votes = votes
        self.scaled = strength * scale[:, None]

    def _of(self, n: I64, at: At | None) -> I64:
        """The claims of all units, or of units `at`, to the seat after `n`."""
        votes, scaled = (self.votes, self.scaled) if at is None else (self.votes[at], self.scaled[at])
        over = self.over[n]
        claim = scaled * self.under[n] // np.maximum(over, 1)
        return np.where((over == 0) & (votes > 0), _ROOM + votes, claim) if self.over[0] == 0 else claim

    def further(self, won: I64, most: I64, at: At | None = None) -> I64:
        """The claims to one more seat; none at the ceiling."""
        n, top = (won, most) if at is None else (won[at], most[at])
        return np.where(n < top, self._of(n, at), -1)

    def held(self, won: I64, least: I64, at: At | None = None) -> I64:
        """The claims by which the last seats are held; above all others where that is the floor."""
        n, low = (won, least) if at is None else (won[at], least[at])
        return np.where(n > low, self._of(np.maximum(n - 1, 0), at), _ABOVE_ALL)


def _by_divisor(method: str, votes: I64, total: I64, seats: I64, least: I64, most: I64) -> tuple[I64, Bools]:
    """Start near the result; then give to the greatest claim, take from the smallest, or both, until nothing gains."""
    claims = _Claims(method, votes, seats)
    most = np.minimum(most, seats[:, None])
    least = np.minimum(least, most)
    won = _near(method, votes, total, seats, least, most)
    missing = seats - won.sum(axis=1)
    up, down = claims.further(won, most), claims.held(won, least)
    decided = np.zeros(len(votes), dtype=np.bool_)
    active = np.arange(len(votes))
    for _ in range(4 * votes.shape[1] + 64):
        rows = np.arange(len(active))
        best, worst = up.argmax(axis=1), down.argmin(axis=1)
        gain, loss, room = up[rows, best], down[rows, worst], missing[active]
        swap = (room == 0) & (gain > loss)
        decided[active[(room == 0) & (gain < loss)]] = True
        give, take = (room > 0) & (gain >= 0) | swap, (room < 0) & (loss < _ABOVE_ALL) | swap
        won[active[give], best[give]] += 1
        won[active[take], worst[take]] -= 1
        missing[active] += take.astype(np.int64) - give
        for moved, unit in ((give, best[give]), (take, worst[take])):
            up[rows[moved], unit] = claims.further(won, most, (active[moved], unit))
            down[rows[moved], unit] = claims.held(won, least, (active[moved], unit))
        on = give | take
        if not on.all():
            active, up, down = active[on], up[on], down[on]
        if len(active) == 0:
            break
    return won, decided & claims.fits


def _near(method: str, votes: I64, total: I64, seats: I64, least: I64, most: I64) -> I64:
    """Seats near the result: what a divisor gives that fits if remainders lie evenly between 0 and 1."""
    above, unit = ABOVE.get(method, (0, 1))
    units = votes.shape[1]
    whole = 2 * unit * np.maximum(total, 1)
    share = np.maximum(2 * unit * seats + units * (2 * above - unit), 0)
    near = (votes * share[:, None] + ((unit - above) * whole // unit)[:, None]) // whole[:, None]
    return np.clip(np.where(votes > 0, near, 0), least, most)
