"""Mixed-member compensation: constituencies that parties have won, set against the seats that their votes are worth.

A party may have won more constituencies than its share of the house. Laws answer in three ways: it keeps them and
nobody is compensated (`keep_overhang`); the house grows until every share covers them (`grow`); or those whom the share
does not cover are not elected (`cover`). On such laws: Pukelsheim,
Proportional Representation (2017), chapters 12 and 13.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from comitia.count.apportion import DIVISORS, apportion
from comitia.count.outcome import Step
from comitia.count.tally import Settle
from comitia.law.units import Method


@dataclass(frozen=True, slots=True)
class Compensated:
    """Seats of every party, how many of them are overhang that nobody is compensated for, and why."""

    seats: tuple[int, ...]
    overhang: tuple[int, ...]
    steps: tuple[Step, ...]

    @property
    def house(self) -> int:
        """All seats, overhang included."""
        return sum(self.seats)


def keep_overhang(method: Method, votes: Sequence[int], won: Sequence[int], seats: int, settle: Settle) -> Compensated:
    """Shares of a house of `seats`; a party that won more constituencies keeps them, above the house."""
    return _kept(apportion(method, votes, seats, settle), won)


def grow(
    method: Method, votes: Sequence[int], minima: Sequence[int], seats: int, settle: Settle, uncompensated: int = 0
) -> Compensated:
    """The smallest house of at least `seats` in which shares fall short of `minima` by `uncompensated` at most.

    What they still fall short by is overhang. ValueError: no house is large enough, or the method has no divisors.
    """
    if any(least and not v for v, least in zip(votes, minima, strict=True)):
        raise ValueError("a party without votes cannot reach its minimum in any house")
    won = [0] * len(votes)
    done = seats == 0 and sum(minima) <= uncompensated
    while not done and any(votes):
        done = _enlarge(
            won, _next(method, votes, won), lambda w: sum(_short(w, minima)) <= uncompensated, seats, settle
        )
    return _kept(tuple(won), minima)


def _enlarge(
    won: list[int], tied: tuple[int, ...], enough: Callable[[list[int]], bool], seats: int, settle: Settle
) -> bool:
    """Give the next seats to those whose claim is greatest; whether the house is then large enough.

    A tie is settled only where the house may end among those tied.
    """
    together = [n + (i in tied) for i, n in enumerate(won)]
    if sum(together) < seats or not enough(together):
        won[:] = together
        return False
    room = max(seats - sum(won), 1)
    while tied:
        taken = tied if room == len(tied) else settle(0, tied, room)
        if len(taken) != room:
            raise ValueError("a tie for the last seat of a house that grows must be settled")
        for one in taken:
            won[one] += 1
        if sum(won) >= seats and enough(won):
            return True
        tied, room = tuple(i for i in tied if i not in taken), 1
    return True


def _kept(shares: Sequence[int], minima: Sequence[int]) -> Compensated:
    over = _short(shares, minima)
    steps = [
        Step(_did(share, least), i, {"share": share, "minimum": least, "overhang": more})
        for i, (share, least, more) in enumerate(zip(shares, minima, over, strict=True))
    ]
    seats = tuple(share + more for share, more in zip(shares, over, strict=True))
    return Compensated(seats, tuple(over), tuple(steps))


def _did(share: int, least: int) -> str:
    if share < least:
        return "keeps-overhang"
    return "share-is-its-minimum" if share == least > 0 else "share-covers-minimum"


def _short(shares: Sequence[int], minima: Sequence[int]) -> list[int]:
    return [max(least - share, 0) for share, least in zip(shares, minima, strict=True)]


def _next(method: Method, votes: Sequence[int], won: Sequence[int]) -> tuple[int, ...]:
    """Those whose claim to the next seat of the house is greatest."""
    claims = [quotient(method, v, n) for v, n in zip(votes, won, strict=True)]
    return tuple(i for i, claim in enumerate(claims) if claim == max(claims))


def quotient(method: Method, votes: int, seats: int) -> Fraction:
    """What a list with `seats` has to set against others for one more. ValueError: a method without such divisors."""
    if method not in DIVISORS or DIVISORS[method](0)[0] == 0:
        raise ValueError(f"{method} gives no list a quotient for its first seat")
    over, under = DIVISORS[method](seats)
    return Fraction(votes * under, over)


@dataclass(frozen=True, slots=True)
class Covered:
    """Those constituency winners of one party in one part who take seats, best share first, and those who do not."""

    seated: tuple[int, ...]
    unseated: tuple[int, ...]
    steps: tuple[Step, ...]


def cover(votes: Sequence[int], valid: Sequence[int], seats: int, settle: Settle) -> Covered:
    """The winners with the largest shares of the valid votes of their constituencies, as many as there are seats."""
    shares = [Fraction(v, of) for v, of in zip(votes, valid, strict=True)]
    order = sorted(range(len(shares)), key=lambda i: -shares[i])
    seated = tuple(order)
    if len(order) > seats:
        last = shares[order[seats - 1]] if seats else None
        above = [i for i in order if last is not None and shares[i] > last]
        tied = tuple(i for i in order if shares[i] == last)
        room = seats - len(above)
        seated = (*above, *(tied if len(tied) <= room else settle(0, tied, room)))
    steps = [
        Step("covered" if i in seated else "not-covered", i, {"votes": votes[i], "valid": valid[i]})
        for i in range(len(shares))
    ]
    return Covered(seated, tuple(i for i in order if i not in seated), tuple(steps))
