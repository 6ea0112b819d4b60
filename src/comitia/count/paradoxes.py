"""Paradoxes of apportionment, searched for and not guessed (Balinski and Young 1982, chapters 5 and 8).

Alabama: one more seat in the whole, and a unit has one fewer. Population: a unit that grows faster loses a seat to one
that grows slower. New state: a unit comes in with its own seats, and the others have other seats than before. No
divisor method ever shows the first two; with a new unit's own seats added, none shows the third.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from comitia.arrays import I64
from comitia.count.apportion import Floors, apportion
from comitia.count.apportion_batch import decide
from comitia.law.units import Method

__all__ = ["Alabama", "Found", "NewState", "Population", "alabama", "growth", "new_state", "population"]

GROWTHS = tuple(range(11))
"""Growths that are tried for pairs of units, in thousandths."""


class _TiedError(Exception):
    """A lot would decide."""


@dataclass(frozen=True, slots=True)
class Alabama:
    """With `seats` a unit has `before`, with one seat more in the whole `after`, which is fewer."""

    seats: int
    unit: int
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Population:
    """`unit` grew faster than `other` and lost a seat, which `other` gained. Votes of both before and after."""

    unit: int
    other: int
    votes: tuple[int, int]
    later: tuple[int, int]


@dataclass(frozen=True, slots=True)
class NewState:
    """Without `newcomer` and its own seats, the seats of `changed` were others: unit, seats without it, with it."""

    newcomer: int
    own: int
    changed: tuple[tuple[int, int, int], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found, in how many cases it looked, and how many of them hung on a lot and were passed over."""

    found: tuple[Any, ...]
    cases: int
    tied: int


def alabama(method: Method, votes: Sequence[int], sizes: range, floor: int = 0, floors: Floors = "apart") -> Found:
    """Every loss between one size of the whole and the next, for all sizes but the last."""
    shares = [_plain(method, votes, seats, floor, floors) for seats in sizes]
    found, tied = [], 0
    for seats, before, after in zip(sizes, shares, shares[1:], strict=False):
        if before is None or after is None:
            tied += 1
            continue
        pairs = zip(before, after, strict=True)
        found += [Alabama(seats, unit, b, a) for unit, (b, a) in enumerate(pairs) if a < b]
    return Found(tuple(found), max(len(sizes) - 1, 0), tied)


def population(
    method: Method,
    votes: Sequence[int],
    later: Sequence[int],
    seats: int,
    floor: int = 0,
    floors: Floors = "apart",
) -> Found:
    """Every pair of units of which the one that grew faster lost a seat and the other gained one."""
    before, after = (_plain(method, each, seats, floor, floors) for each in (votes, later))
    if before is None or after is None:
        return Found((), 1, 1)
    units = range(len(votes))
    lost = [i for i in units if after[i] < before[i]]
    gained = [j for j in units if after[j] > before[j]]
    found = [
        Population(i, j, (votes[i], votes[j]), (later[i], later[j]))
        for i in lost
        for j in gained
        if later[i] * votes[j] > later[j] * votes[i]
    ]
    return Found(tuple(found), 1, 0)


def growth(method: Method, votes: Sequence[int], seats: int, among: Sequence[int] | None = None) -> Found:
    """The same for every pair, of units `among`, that grow by so many thousandths each (`GROWTHS`), alone."""
    before = _plain(method, votes, seats, 0, "apart")
    if before is None:
        return Found((), 0, 1)
    rates = [(a, b) for a in GROWTHS for b in GROWTHS if a > b]
    found: list[Population] = []
    cases = tied = 0
    for unit, other, rows in _pairs(votes, rates, range(len(votes)) if among is None else among):
        room = np.full(len(rows), seats, dtype=np.int64)
        won, decided = decide(method, rows, room, np.zeros_like(rows), np.full_like(rows, seats))
        grew = rows[:, unit] * votes[other] > rows[:, other] * votes[unit]
        bad = decided & grew & (won[:, unit] < before[unit]) & (won[:, other] > before[other])
        cases, tied = cases + len(rows), tied + int((~decided).sum())
        for row in np.flatnonzero(bad)[:1]:
            after = int(rows[row, unit]), int(rows[row, other])
            found.append(Population(unit, other, (votes[unit], votes[other]), after))
    return Found(tuple(found), cases, tied)


def _pairs(votes: Sequence[int], rates: list[tuple[int, int]], units: Sequence[int]) -> Iterator[tuple[int, int, I64]]:
    """Every pair with the votes of all under every pair of growths; none where these could leave 64 bits."""
    if max(votes, default=0) >= 2**31:
        return
    for unit in units:
        for other in units:
            if unit != other and votes[unit] and votes[other]:
                rows = np.tile(np.array(votes, dtype=np.int64), (len(rates), 1))
                rows[:, unit] = [votes[unit] * (1000 + a) // 1000 for a, _ in rates]
                rows[:, other] = [votes[other] * (1000 + b) // 1000 for _, b in rates]
                yield unit, other, rows


def new_state(
    method: Method,
    votes: Sequence[int],
    seats: int,
    floor: int = 0,
    floors: Floors = "apart",
    among: Sequence[int] | None = None,
) -> Found:
    """Each unit in turn, of units `among`, is taken for the newcomer."""
    whole = _plain(method, votes, seats, floor, floors)
    if whole is None:
        return Found((), 0, 1)
    found, tied = [], 0
    newcomers = range(len(votes)) if among is None else among
    for newcomer in newcomers:
        own = whole[newcomer]
        others = [i for i in range(len(votes)) if i != newcomer]
        before = _plain(method, [votes[i] for i in others], seats - own, floor, floors)
        if before is None:
            tied += 1
            continue
        changed = tuple((i, b, whole[i]) for i, b in zip(others, before, strict=True) if b != whole[i])
        if changed:
            found.append(NewState(newcomer, own, changed))
    return Found(tuple(found), len(newcomers), tied)


def _plain(method: Method, votes: Sequence[int], seats: int, floor: int, floors: Floors) -> tuple[int, ...] | None:
    """The seats; None where a lot decides or the floors need more seats."""

    def refuse(_: int, tied: tuple[int, ...], places: int) -> tuple[int, ...]:
        raise _TiedError

    try:
        return apportion(method, votes, seats, refuse, floor, None, floors)
    except (_TiedError, ValueError):
        return None
