"""Levelling: seats by which lists come to their share of the whole, and the places that these seats go to.

The share of each list is worked out from all votes; its levelling seats are that share less what it has won below.
Where a list has won more than its share, the law says whether the rest is shared again without it, or the body grows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from comitia.count.apportion import DIVISORS, apportion
from comitia.count.compensation import grow
from comitia.count.tally import Settle
from comitia.law.levelling import Levelling

__all__ = ["Claim", "Levelled", "Round", "level", "place"]


@dataclass(frozen=True, slots=True)
class Round:
    """One sharing: so many seats among these lists, what each gets, and which have won more below already."""

    lists: tuple[int, ...]
    seats: int
    share: tuple[int, ...]
    over: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Levelled:
    """share and extra (levelling seats) of every list, 0 for one that takes no part; every sharing in its order."""

    share: tuple[int, ...]
    extra: tuple[int, ...]
    rounds: tuple[Round, ...]


def level(
    rule: Levelling,
    votes: Sequence[int],
    won: Sequence[int],
    enters: Sequence[bool],
    others: int,
    settle: Settle,
    least: Sequence[int] | None = None,
) -> Levelled:
    """Share the whole.

    votes, won (seats below), enters: by list; others: seats below of persons without a list; least: with a house that
    grows, the minimum of each list, what it has won where absent.
    """
    taken = sum(w for w, may in zip(won, enters, strict=True) if not may) + others
    total = rule.total - (taken if rule.seats_of_others == "taken-off" else 0)
    among = tuple(i for i, may in enumerate(enters) if may)
    rounds: list[Round] = []
    share = [0] * len(votes)
    while among:
        got = _shared(rule, votes, among, max(total, 0), settle, least or won)
        over = tuple(i for i, seats in zip(among, got, strict=True) if won[i] > seats)
        rounds.append(Round(among, max(total, sum(got)), got, over))
        for i, seats in zip(among, got, strict=True):
            share[i] = seats
        if not over or rule.surplus != "shared-again":
            break
        for i in over:
            share[i] = won[i]
        total -= sum(won[i] for i in over)
        among = tuple(i for i in among if i not in over)
    extra = tuple(max(s - w, 0) if may else 0 for s, w, may in zip(share, won, enters, strict=True))
    return Levelled(tuple(share), extra, tuple(rounds))


def _shared(
    rule: Levelling, votes: Sequence[int], among: tuple[int, ...], total: int, settle: Settle, least: Sequence[int]
) -> tuple[int, ...]:
    def here(_: int, tied: tuple[int, ...], places: int) -> tuple[int, ...]:
        return tuple(among.index(i) for i in settle(0, tuple(among[i] for i in tied), places))

    own = [votes[i] for i in among]
    if rule.surplus == "house-grows":
        grown = grow(rule.method, own, [least[i] for i in among], total, here, rule.uncompensated)
        return tuple(seats - more for seats, more in zip(grown.seats, grown.overhang, strict=True))
    return apportion(rule.method, own, total, here, rounding=rule.rounding)


@dataclass(frozen=True, slots=True)
class Claim:
    """One levelling seat placed: the list, the place, and the quotient that brought it there."""

    list: int
    place: int
    quotient: Fraction


def place(
    method: str,
    claims: Sequence[Sequence[Fraction]],
    won: Sequence[Sequence[int]],
    due: Sequence[int],
    room: Sequence[int | None],
    settle: Callable[[tuple[tuple[int, int], ...]], tuple[int, int]],
) -> tuple[Claim, ...]:
    """Seats of lists to places, the largest quotient first, until every list, or every place, has its number.

    claims: what the quotients are formed of, `[list][place]`; won: seats that count there already, `[list][place]`;
    due: seats to be placed, by list; room: by place, None where not limited; settle: of pairs of list and place with
    equal quotients the one that goes first.
    """
    has = [list(row) for row in won]
    left, free = list(due), list(room)
    found: list[Claim] = []
    while True:
        open_ = {
            (i, p): _quotient(method, claims[i][p], has[i][p])
            for i in range(len(left))
            for p in range(len(free))
            if left[i] > 0 and free[p] != 0 and claims[i][p] > 0
        }
        if not open_:
            return tuple(found)
        best = max(open_.values())
        tied = tuple(pair for pair, quotient in open_.items() if quotient == best)
        one, where = tied[0] if len(tied) == 1 else settle(tied)
        found.append(Claim(one, where, best))
        has[one][where] += 1
        left[one] -= 1
        room_there = free[where]
        free[where] = None if room_there is None else room_there - 1


def _quotient(method: str, claim: Fraction, seats: int) -> Fraction:
    over, under = DIVISORS[method](seats)
    return claim * under if over == 0 else claim * under * Fraction(1, over)
