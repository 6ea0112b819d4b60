"""Moving the votes that an elected candidate has above the quota."""

from __future__ import annotations

from comitia.count.rounds import Votes
from comitia.count.transfer.electing import hopeless
from comitia.count.transfer.papers import Papers, Parcel
from comitia.count.transfer.quota import reached
from comitia.count.transfer.state import Count
from comitia.count.transfer.ties import most
from comitia.count.transfer.whole import every_nth, whole_papers
from comitia.law.transferable import Surplus

Sorted = list[tuple[int | None, Papers]]


def due(count: Count) -> int | None:
    """Whose surplus moves next; None where there is none, or where all wait."""
    law = count.rule.surplus
    waiting = [who for who in count.due if count.surplus(who) > 0]
    if law is None or not waiting or (law.deferred != "never" and _too_small(count)):
        return None
    if law.order == "election":
        waiting = [who for who in waiting if _elected_in(count, who) == _elected_in(count, waiting[0])]
    return most(count, waiting, "transfer")


def _elected_in(count: Count, who: int) -> int:
    """The round at the end of which a candidate was elected."""
    steps = (*(each.steps for each in count.rounds), tuple(count.steps))
    return next(n for n, each in enumerate(steps) for step in each if step.option == who and step.did[:7] == "elected")


def _too_small(count: Count) -> bool:
    """Whether all surpluses together cannot bring the last candidate, or the last few, past the one before."""
    votes = sorted(count.votes[who] for who in count.continuing)
    law = count.rule.surplus
    if law and law.unless_elects and _may_elect(count, votes[-1]):
        return False
    most_ = max(1, len(votes) - count.open_seats) if law and law.deferred == "last-few" else 1
    sums = [(sum(votes[:many], start=count.surpluses), votes[many]) for many in range(1, min(most_ + 1, len(votes)))]
    return any(hopeless(count, last, next_) for last, next_ in sums)


def _may_elect(count: Count, most_: Votes) -> bool:
    """Whether all surpluses together would give the candidate with most votes the quota."""
    law, needed = count.rule.quota, count.quota
    return law is not None and needed is not None and reached(law, most_ + count.surpluses, needed)


def transfer(count: Count, who: int) -> None:
    """Move one surplus. What names nobody further is exhausted, what decimals are cut off is lost."""
    law, surplus = count.rule.surplus, count.surplus(who)
    assert law is not None
    parcels = count.held[who]
    if law.papers == "last-parcel":
        parcels = [each for each in parcels if each.move == parcels[-1].move]
    count.did("surplus", who, votes=count.votes[who], surplus=surplus)
    before = sum(count.votes, start=count.exhausted)
    if law.move == "every-nth":
        every_nth(count, who, surplus)
    elif law.move == "whole-papers":
        whole_papers(count, parcels, surplus)
    else:
        _in_parts(count, law, parcels, surplus)
    count.lost += surplus - (sum(count.votes, start=count.exhausted) - before)
    count.votes[who] -= surplus
    count.due.remove(who)


def _in_parts(count: Count, law: Surplus, parcels: list[Parcel], surplus: Votes) -> None:
    """Every paper moves, at a part of its value."""
    lots = [(value, count.sorter.sort(papers, count.continuing)) for value, papers in by_value(count, parcels)]
    if law.among == "transferable":
        lots = [(value, [(to, papers) for to, papers in lot if to is not None]) for value, lot in lots]
    worth = sum((value * _number(count, lot) for value, lot in lots), start=0)
    number = 0
    if law.among == "transferable" and worth <= surplus:
        for value, lot in lots:
            count.credit(lot, value)
        count.exhausted += surplus - worth
        return
    if law.move == "by-number":
        number = sum(_number(count, lot) for _, lot in lots)
        lots = [(0, _merged(count, [lot for _, lot in lots]))]
    for value, lot in lots:
        count.credit(lot, count.cut(surplus, number) if number else _part(count, law, value, surplus, worth))


def _part(count: Count, law: Surplus, value: Votes, surplus: Votes, worth: Votes) -> Votes:
    """The new value of a paper: its old one, times the surplus, by the votes among which it is divided."""
    if law.cut == "ratio-first":
        return count.cut(value * count.cut(surplus * count.one, worth), count.one)
    return count.cut(value * surplus, worth)


def by_value(count: Count, parcels: list[Parcel]) -> list[tuple[Votes, Papers]]:
    """Papers of one value together, highest value first."""
    values = sorted({each.value for each in parcels}, reverse=True)
    return [(value, count.sorter.join([each.papers for each in parcels if each.value == value])) for value in values]


def _number(count: Count, lot: Sorted) -> int:
    return sum(count.sorter.number(papers) for _, papers in lot)


def _merged(count: Count, lots: list[Sorted]) -> Sorted:
    """Several sorted lots as one."""
    found: dict[int | None, list[Papers]] = {}
    for lot in lots:
        for to, papers in lot:
            found.setdefault(to, []).append(papers)
    order = sorted(found, key=lambda to: (to is None, to))
    return [(to, count.sorter.join(found[to])) for to in order]
