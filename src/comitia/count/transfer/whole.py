"""Surpluses that move as whole papers, so that the order of the papers matters."""

from __future__ import annotations

from collections.abc import Mapping

from comitia.count.rounds import Tied, Votes
from comitia.count.transfer.papers import Papers, Parcel, PlainSorter
from comitia.count.transfer.quota import reached
from comitia.count.transfer.state import Count
from comitia.count.transfer.ties import earlier


def whole_papers(count: Count, parcels: list[Parcel], surplus: Votes) -> None:
    """From each next candidate's share of the papers so many from the top as are its proportion of the surplus.

    Of the fractions left over the largest are made up to a whole paper; of equal ones that of the larger share.
    """
    value = parcels[0].value
    papers = count.sorter.join([each.papers for each in parcels])
    shares = [(to, share) for to, share in count.sorter.sort(papers, count.continuing) if to is not None]
    numbers = {to: count.sorter.number(share) for to, share in shares}
    transferable, moving = sum(numbers.values()), surplus // value
    if transferable <= moving:
        count.credit(shares, value)
        count.exhausted += surplus - transferable * value
        return
    taken = {to: number * moving // transferable for to, number in numbers.items()}
    left = {to: numbers[to] * moving % transferable for to in numbers}
    for to in _largest(count, left, numbers, int(moving - sum(taken.values()))):
        taken[to] += 1
    count.credit([(to, count.sorter.top(share, int(taken[to]))) for to, share in shares if taken[to]], value)


def _largest(count: Count, left: Mapping[int, Votes], numbers: Mapping[int, int], places: int) -> list[int]:
    """The candidates of the largest fractions; those quite equal are settled as the law settles ties."""
    if not places:
        return []

    def rank(to: int) -> tuple[Votes, ...]:
        return (left[to], numbers[to], *(figures[to] for figures in earlier(count)))

    order = sorted(left, key=rank, reverse=True)
    last = rank(order[places - 1])
    sure = [to for to in order if rank(to) > last]
    tied = sorted(to for to in order if rank(to) == last)
    open_ = places - len(sure)
    if len(tied) > open_:
        tied = list(count.decide(Tied(len(count.rounds) + 1, "transfer", tuple(tied), open_)))
    return sure + tied


def every_nth(count: Count, who: int, surplus: Votes) -> None:
    """Every n-th paper in the order of the papers, n being votes by surplus to the nearest whole number.

    Then the papers after these, and so on, until the surplus is gone; papers that name nobody further stay.
    """
    pairs = count.sorter.join([each.papers for each in count.held[who]])
    papers = [row for row, number in pairs for _ in range(number)]
    step = max(1, int((2 * count.votes[who] + surplus) // (2 * surplus)))
    order = [place for begin in range(step) for place in range(begin + step, len(papers) + 1, step)]
    order += range(1, step)
    left = int(surplus // count.one)
    for place in order:
        if not left:
            break
        left -= one_by_one(count, [(papers[place - 1], 1)], stay=True)
    count.exhausted += left * count.one


def one_by_one(count: Count, papers: Papers, stay: bool = False) -> int:
    """Move papers one after another; one who reaches the quota is elected at once and gets no more.

    stay: papers that name nobody further stay where they are. The number of papers that moved.
    """
    assert isinstance(count.sorter, PlainSorter)
    moved = 0
    for row, number in papers:
        for _ in range(number):
            ((to, one),) = count.sorter.sort([(row, 1)], count.continuing)
            if to is None and stay:
                continue
            moved += 1
            count.credit([(to, one)], count.rule.paper * count.one)
            if to is not None and count.open_seats and _has_quota(count, to):
                count.seat(to, "elected-quota")
    return moved


def _has_quota(count: Count, who: int) -> bool:
    law, needed = count.rule.quota, count.quota
    return law is not None and needed is not None and reached(law, count.votes[who], needed)
