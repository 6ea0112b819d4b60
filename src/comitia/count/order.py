"""Who on a list takes its seats: as they stand, by personal votes, or those first who pass a bar of personal votes."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from comitia.count.tally import Settle
from comitia.law.lists import AsListed, MostVotes, Order, PersonalBar

__all__ = ["ordered", "passes"]


def ordered(rule: Order | None, votes: Sequence[int], of_list: int, seats: int, settle: Settle) -> tuple[int, ...]:
    """The names of a list, by their place on it from 0, in the order in which they take its `seats`.

    votes: personal votes by place; of_list: votes of the list. A tie is put to `settle` only where it decides who sits.
    """
    places = tuple(range(len(votes)))
    if rule is None or isinstance(rule, AsListed):
        return places
    if isinstance(rule, MostVotes):
        return _by_votes(votes, places, rule.tied, seats, settle)
    first = tuple(i for i in places if passes(rule.bar, votes, i, of_list))
    moved = _by_votes(votes, first, rule.tied, seats, settle)
    return (*moved, *(i for i in places if i not in first))


def passes(bar: PersonalBar, votes: Sequence[int], name: int, of_list: int) -> bool:
    """Whether the name in that place has the personal votes to move up.

    The average of a list is all personal votes on it, shared equally among its names.
    """
    if bar.of == "list":
        return bar.passed(votes[name], of_list)
    own, average = votes[name] * len(votes), sum(votes)
    return bar.passed(own if bar.of == "average" else own - average, average)


def _by_votes(votes: Sequence[int], among: tuple[int, ...], tied: str, seats: int, settle: Settle) -> tuple[int, ...]:
    found: tuple[int, ...] = ()
    for _, group in groupby(sorted(among, key=lambda i: (-votes[i], i)), key=lambda i: votes[i]):
        equal = tuple(group)
        room = seats - len(found)
        if tied == "lot" and 0 < room < len(equal):
            taken = settle(0, equal, room)
            equal = (*taken, *(i for i in equal if i not in taken))
        found = (*found, *equal)
    return found
