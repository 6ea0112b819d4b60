"""Excluding candidates and moving all their papers."""

from __future__ import annotations

from comitia.count.transfer.electing import elect, past_saving
from comitia.count.transfer.papers import Parcel
from comitia.count.transfer.state import Count
from comitia.count.transfer.surplus import by_value
from comitia.count.transfer.ties import least
from comitia.count.transfer.whole import one_by_one


def chosen(count: Count) -> list[int]:
    """Who is excluded now, fewest votes first."""
    first, count.excluded_before = not count.excluded_before, True
    full = [who for who in sorted(count.continuing) if count.full(who)]
    if full:
        return full
    law = count.rule.exclusion
    may = sorted((who for who in count.continuing if not count.kept(who)), key=lambda who: (count.votes[who], who))
    for group in ([who for who in may if _few(count, who)], [who for who in may if _first(count, who)]):
        if first and group and len(count.continuing) - len(group) >= count.open_seats:
            return group
    return (_together(count, may) if law.several == "cannot-be-saved" else []) or [least(count, may)]


def _few(count: Count, who: int) -> bool:
    """Whether a candidate is excluded at the first exclusion for having so few votes."""
    fewer_than = count.rule.exclusion.fewer_than
    return fewer_than is not None and count.votes[who] < fewer_than * count.one


def _first(count: Count, who: int) -> bool:
    """Whether a candidate is of the group that is excluded first."""
    first = count.rule.exclusion.first
    return first is not None and count.groups is not None and count.groups[who] == first


def _together(count: Count, may: list[int]) -> list[int]:
    """As many from the end as together with every surplus do not reach the next."""
    if count.rule.minima:
        return []
    votes = [count.votes[who] for who in may]
    most_ = min(len(count.continuing) - count.open_seats, len(may) - 1)
    found = [many for many in range(1, most_ + 1) if past_saving(count, votes[:many], votes[many])]
    return _last(count, may, max(found, default=0))


def _last(count: Count, may: list[int], many: int) -> list[int]:
    """So many with fewest votes; where the last of them is tied with the next, as the law settles it."""
    if not many or many == len(may) or count.votes[may[many - 1]] < count.votes[may[many]]:
        return may[:many]
    sure = [who for who in may if count.votes[who] < count.votes[may[many]]]
    tied = [who for who in may if count.votes[who] == count.votes[may[many]]]
    while len(sure) < many:
        sure.append(least(count, tied))
        tied.remove(sure[-1])
    return sure


def exclude(count: Count, who: list[int]) -> None:
    """Move the papers of those excluded, in the order that the law wants, and elect whoever gets the quota."""
    for each in who:
        count.did("excluded", each, votes=count.votes[each])
        count.continuing.discard(each)
    if count.rule.exclusion.final == "not-moved" and len(count.continuing) <= count.open_seats:
        return
    lots = _lots(count, [(each, parcel) for each in who for parcel in count.held[each]])
    for number, lot in enumerate(lots, start=1):
        _send(count, lot)
        if number == len(lots):
            break
        if count.rule.elected != "after-round":
            elect(count)
            if count.rule.exclusion.stages == "whole":
                count.point()
        if count.rule.exclusion.stages == "each-parcel":
            count.close()
        if count.filled:
            return
    for each in who:
        count.held[each] = []


Lot = list[tuple[int, Parcel]]
"""Parcels that move together, each with the candidate who had it."""


def _lots(count: Count, parcels: Lot) -> list[Lot]:
    """The parcels in the order in which they move."""
    order = count.rule.exclusion.parcels
    if order == "together" or not parcels:
        return [parcels]
    keys = [-parcel.value if order == "by-value" else parcel.move for _, parcel in parcels]
    return [[pair for pair, key in zip(parcels, keys, strict=True) if key == each] for each in sorted(set(keys))]


def _send(count: Count, lot: Lot) -> None:
    before = sum(count.votes, start=count.exhausted)
    for value, papers in by_value(count, [parcel for _, parcel in lot]):
        if count.rule.elected == "at-once":
            one_by_one(count, papers)
        else:
            count.send(papers, value)
    given = sum((parcel.credit for _, parcel in lot), start=0)
    count.lost += given - (sum(count.votes, start=count.exhausted) - before)
    for who, parcel in lot:
        count.votes[who] -= parcel.credit
