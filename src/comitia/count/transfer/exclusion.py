"""Excluding candidates and moving all their papers."""

from __future__ import annotations

from comitia.count.rounds import Votes
from comitia.count.transfer.electing import elect
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
    few = [who for who in may if law.fewer_than is not None and count.votes[who] < law.fewer_than * count.one]
    if first and few and len(count.continuing) - len(few) >= count.open_seats:
        return few
    return (_together(count, may) if law.several == "cannot-be-saved" else []) or [least(count, may)]


def _together(count: Count, may: list[int]) -> list[int]:
    """As many from the end as together with every surplus have fewer votes than the next."""
    if count.rule.minima:
        return []
    found: list[int] = []
    total: Votes = count.surpluses
    for place, who in enumerate(may[: len(may) - count.open_seats]):
        total += count.votes[who]
        if total < count.votes[may[place + 1]]:
            found = may[: place + 1]
    return found


def exclude(count: Count, who: list[int]) -> None:
    """Move the papers of those excluded, in the order that the law wants, and elect whoever gets the quota."""
    for each in who:
        count.did("excluded", each, votes=count.votes[each])
        count.continuing.discard(each)
    lots = _lots(count, [(each, parcel) for each in who for parcel in count.held[each]])
    for number, lot in enumerate(lots, start=1):
        _send(count, lot)
        if number == len(lots):
            break
        if count.rule.elected != "after-round":
            elect(count)
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
