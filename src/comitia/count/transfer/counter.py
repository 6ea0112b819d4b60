"""The count of papers that move to the next preference, from first preferences to the last seat."""

from __future__ import annotations

from collections.abc import Sequence

from comitia.count.ballots import Ballots
from comitia.count.registry import papers
from comitia.count.rounds import Counted, Decide, Round
from comitia.count.transfer import exclusion, surplus
from comitia.count.transfer.electing import elect, fill
from comitia.count.transfer.kernel import ArraySorter, suits
from comitia.count.transfer.papers import PlainSorter, Sorter
from comitia.count.transfer.state import Count
from comitia.law.faults import Fault, Faults
from comitia.law.transferable import Transferable

MANY = 5_000
"""From so many different papers on arrays are quicker than paper after paper."""


@papers(Transferable)
def transferable(
    rule: Transferable,
    ballots: Ballots,
    seats: int,
    decide: Decide,
    groups: Sequence[str] | None = None,
    declared: Sequence[int] | None = None,
) -> Counted:
    """Count strict papers. groups: the group of each candidate; declared: candidates in their declared order.

    Raises `Faults` where the quota would be nothing, or a paper has several candidates at one rank.
    """
    if ballots.equal is not None and ballots.equal.any():
        raise Faults(
            Fault(
                "rank-not-shared",
                "Papers have several candidates at one rank, and papers that move in parcels cannot be shared out.",
                mend="Say in the rule what becomes of them: `ballot: {equal: ends}`; or count by `rule: meek`.",
            )
        )
    many = len(ballots) >= MANY and suits(rule, ballots)
    sorter = ArraySorter(ballots) if many else PlainSorter(ballots)
    return counted(rule, sorter, ballots.candidates, seats, decide, groups, declared)


def counted(
    rule: Transferable,
    sorter: Sorter,
    candidates: int,
    seats: int,
    decide: Decide,
    groups: Sequence[str] | None = None,
    declared: Sequence[int] | None = None,
) -> Counted:
    """The count, with papers sorted by one sorter or the other."""
    elected: list[int] = []
    rounds: list[Round] = []
    each = seats if rule.seats == "together" else 1
    while len(elected) < min(seats, candidates):
        standing = [who for who in range(candidates) if who not in elected]
        count = Count(rule, sorter, standing, candidates, each, decide, groups, declared)
        _run(count)
        elected += count.elected
        rounds += count.rounds
        if rule.seats == "together":
            break
    return Counted(tuple(elected), tuple(rounds), 10**rule.places)


def _run(count: Count) -> None:
    """First preferences; then a surplus moves or somebody is excluded, until all seats are filled."""
    _end(count)
    while not count.filled:
        who = surplus.due(count)
        if who is not None:
            surplus.transfer(count, who)
        else:
            exclusion.exclude(count, exclusion.chosen(count))
        _end(count)


def _end(count: Count) -> None:
    """The end of a round: those are elected who have the quota, and those whom nobody can overtake."""
    elect(count)
    fill(count)
    count.close()
