"""Who of those with equal votes comes first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from comitia.count.rounds import Tied, Votes, What
from comitia.count.transfer.state import Count


def least(count: Count, among: Iterable[int]) -> int:
    """The one with fewest votes, as the law settles ties: who is excluded."""
    return _extreme(count, among, "exclude", -1)


def most(count: Count, among: Iterable[int], what: What) -> int:
    """The one with most votes, as the law settles ties: who is elected, or whose surplus moves first."""
    return _extreme(count, among, what, 1)


def highest(count: Count, among: Iterable[int], places: int) -> list[int]:
    """So many with most votes, most votes first."""
    left, taken = set(among), []
    for _ in range(min(places, len(left))):
        taken.append(most(count, left, "elect"))
        left.remove(taken[-1])
    return taken


def _extreme(count: Count, among: Iterable[int], what: What, sign: int) -> int:
    tied = _best(sorted(among), count.votes, sign)
    for totals in earlier(count):
        if len(tied) == 1:
            break
        tied = _best(tied, totals, sign)
    return tied[0] if len(tied) == 1 else _settled(count, tied, what, sign)


def _best(among: Sequence[int], totals: Sequence[Votes], sign: int) -> list[int]:
    best = max(sign * totals[who] for who in among)
    return [who for who in among if sign * totals[who] == best]


def earlier(count: Count) -> Iterator[Sequence[Votes]]:
    """The figures that decide between those with equal votes, in the order in which the law looks at them."""
    look = count.rule.ties.look
    if look == "latest-difference":
        yield from count.points[::-1]
    elif look == "first-difference":
        yield from count.points
    elif look == "preferences":
        rank = 0
        while named := count.sorter.named(rank):
            yield named
            rank += 1


def _settled(count: Count, tied: list[int], what: What, sign: int) -> int:
    if count.rule.ties.then == "declared-order" and count.declared is not None:
        place = {who: number for number, who in enumerate(count.declared)}
        return min(tied, key=lambda who: sign * place[who])
    (taken,) = count.decide(Tied(len(count.rounds) + 1, what, tuple(tied), 1))
    count.did("tie", taken, among=len(tied))
    return taken
