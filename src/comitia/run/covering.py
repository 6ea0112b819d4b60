"""Winners below whom the share of their list does not cover: they are not seated, and it is kept who they are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from comitia.count.compensation import Covered, cover
from comitia.count.standing import Standing
from comitia.law.levelling import Levelling
from comitia.run.journal import Covering, Placed, Seat

__all__ = ["coverings", "not_covered"]

Tie = Callable[[str, tuple[int, ...], int, tuple[int, ...]], tuple[int, ...]]
"""Settles a tie: stage, persons tied, places, votes of each -> those who take the places."""


def coverings(
    route: Levelling,
    given: Standing,
    placed: Sequence[Placed],
    winners: Mapping[tuple[str, str], Sequence[Seat]],
    valid: Mapping[str, int],
    tie: Tie,
) -> Iterator[Covering]:
    """Unit by unit, and there list by list, who of those who have won is seated.

    winners: seats won below, by list and unit; valid: valid papers of each contest in which they were won.
    """
    if route.surplus != "not-seated":
        return
    last = max((each.line for each in placed), default=-1)
    for each in (one for one in placed if one.line == last):
        for p, where in enumerate(each.places):
            for i, name in enumerate(given.names):
                won = winners.get((name, where.id), ())
                due = sum((claim.list, claim.place) == (i, p) for claim in each.claims)
                if won:
                    yield Covering(i, where, due, tuple(won), _covered(won, due, valid, tie))


def _covered(won: Sequence[Seat], due: int, valid: Mapping[str, int], tie: Tie) -> Covered:
    def settle(_: int, tied: tuple[int, ...], places: int) -> tuple[int, ...]:
        persons = tuple(won[i].person for i in tied)
        taken = tie("cover", persons, places, tuple(won[i].votes or 0 for i in tied))
        return tuple(tied[persons.index(one)] for one in taken)

    return cover([seat.votes or 0 for seat in won], [valid[seat.contest] for seat in won], due, settle)


def not_covered(found: Sequence[Covering]) -> tuple[Seat, ...]:
    """The seats of those who are not seated."""
    return tuple(each.won[i] for each in found for i in each.covered.unseated)
