"""Who is elected: those who have the quota, and those whom nobody can overtake."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from comitia.count.rounds import Votes
from comitia.count.transfer.quota import reached
from comitia.count.transfer.state import Count
from comitia.count.transfer.ties import highest, most


def elect(count: Count) -> None:
    """Elect everybody who has the quota now, most votes first."""
    _by(count, _with_quota(count), "elected-quota")
    while count.rule.share_of_rest and not count.filled and (who := _with_share(count)):
        _by(count, who, "elected-share")
    _alone_ahead(count)


def hopeless(count: Count, votes: Votes, next_: Votes) -> bool:
    """Whether so many votes, with every surplus, do not reach those of the next."""
    return votes < next_ or (votes == next_ and count.rule.exclusion.hopeless == "no-more")


def past_saving(count: Count, votes: Sequence[Votes], next_: Votes) -> bool:
    """Whether the last few, with votes in rising order, can neither reach the next nor get their deposits back."""
    upto = list(accumulate(votes, initial=count.surpluses))[1:]  # of each with the votes of those below, who go first
    deposit, needed = count.rule.exclusion.deposit, count.quota
    if deposit is not None and needed is not None:
        bar = deposit * needed
        if any(own <= bar < all_ for own, all_ in zip(votes, upto, strict=True)):
            return False
    return hopeless(count, upto[-1], next_)


def fill(count: Count) -> None:
    """Give the last seats away, where no further transfer can change who has them. The end of every round."""
    if count.filled:
        return
    continuing = sorted(count.continuing, key=lambda who: -count.votes[who])
    open_seats = count.open_seats
    if len(continuing) <= open_seats:
        _by(count, continuing, "elected-last")
    elif count.rule.last == "one-too-many" and len(continuing) == open_seats + 1:
        lowest, above = (count.votes[who] for who in continuing[:-3:-1])
        if lowest + count.surpluses < above:
            _by(count, continuing[:-1], "elected-last")
    elif count.rule.last == "most-of-two" and open_seats == 1 and len(continuing) == 2 and not count.surpluses:
        _by(count, [most(count, continuing, "elect")], "elected-more-of-two")


def _by(count: Count, who: list[int], how: str) -> None:
    """Elect these, as far as there are seats."""
    open_ = [each for each in who if not count.full(each)]
    if len(open_) > count.open_seats:
        open_ = highest(count, open_, count.open_seats)
    for each in sorted(open_, key=lambda each: (-count.votes[each], each)):
        if not count.full(each):
            count.seat(each, how)


def _with_quota(count: Count) -> list[int]:
    law, needed = count.rule.quota, count.quota
    if law is None or needed is None:
        return []
    return [who for who in sorted(count.continuing) if reached(law, count.votes[who], needed)]


def _with_share(count: Count) -> list[int]:
    """Those with most votes, if they have the votes still at stake, divided by the open seats and one."""
    stake: Votes = sum((count.votes[who] for who in count.continuing), start=0) + count.surpluses
    most_ = max(count.votes[who] for who in count.continuing)
    enough = most_ * (count.open_seats + 1) >= stake > 0
    return [who for who in sorted(count.continuing) if enough and count.votes[who] == most_]


def _alone_ahead(count: Count) -> None:
    if not count.rule.more_than_rest or count.open_seats != 1 or not count.continuing:
        return
    first = max(count.continuing, key=lambda who: count.votes[who])
    rest = sum((count.votes[who] for who in count.continuing if who != first), start=0) + count.surpluses
    if count.votes[first] > rest:
        _by(count, [first], "elected-more-than-rest")
