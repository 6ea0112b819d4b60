"""Who goes on from one stage of a contest to the next: the leaders, or all who pass a bar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from comitia.arrays import I64, Bools
from comitia.count.ranking import leaders_batch
from comitia.count.tally import Settle, Tallies
from comitia.law.stages import Leading
from comitia.run.journal import Held

__all__ = ["Lost", "can_go_on", "going_on", "those_going_on"]


@dataclass(frozen=True, slots=True)
class Lost:
    """Those who were not elected in a vote: int64 `[person]` and `[votes]`; which vote it was, of which tallies."""

    person: I64
    votes: I64
    tallies: Tallies
    number: int


def those_going_on(standing: Leading, lost: Sequence[Lost], seats: I64, settle: Settle) -> Bools:
    """Which of those who lost, contest after contest, go on: bool `[option]`. `settle`: of a tie for the last place."""
    start = np.cumsum([0, *(len(each.person) for each in lost)]).astype(np.int64)
    votes = np.concatenate([np.empty(0, dtype=np.int64), *(each.votes for each in lost)])
    places = standing.per_seat * seats
    chosen = np.zeros(len(votes), dtype=np.bool_)
    among = np.ones(len(votes), dtype=np.bool_)
    for k, each in enumerate(lost):
        passed = _qualified(standing, each)
        if passed is not None and int(passed.sum()) >= int(places[k]):
            chosen[start[k] : start[k + 1]], among[start[k] : start[k + 1]] = passed, False
    if standing.tie == "all":
        return np.asarray(chosen | (among & _with_tied(start, votes, places)), dtype=np.bool_)
    return np.asarray(chosen | leaders_batch(start, votes, among, places, settle), dtype=np.bool_)


def _qualified(standing: Leading, lost: Lost) -> Bools | None:
    """Who passes the bar of those who go on; None where there is no such bar."""
    bar = standing.qualified
    if bar is None:
        return None
    base = int(lost.tallies.base(bar.of)[lost.number])
    return np.array([bar.passed(int(v), base) for v in lost.votes], dtype=np.bool_)


def can_go_on(standing: Leading, votes: I64, seats: int) -> bool:
    """Whether there are leaders: somebody is left, and no tie for the last place keeps the stage from being held."""
    places = standing.per_seat * seats
    if standing.tie != "no-stage" or len(votes) <= places:
        return len(votes) > 0
    order = np.sort(votes)[::-1]
    return bool(order[places - 1] > order[places])


def _with_tied(start: I64, votes: I64, places: I64) -> Bools:
    """The leaders and all who have as many votes as the last of them."""
    size = np.diff(start)
    contest = np.repeat(np.arange(len(size)), size)
    ranked = votes[np.lexsort((-votes, contest))]
    last = (start[:-1] + np.minimum(places, size) - 1)[contest]
    return np.asarray(votes >= ranked[last], dtype=np.bool_)


def going_on(held: Held, k: int) -> tuple[int, ...] | None:
    """The persons who go on from a vote to the stage that follows; None where that stage asks for others, or a lot."""
    stage = next((one for one in held.contests.route.stages if one.id == held.then[k]), None)
    if stage is None or not isinstance(stage.standing, Leading):
        return None
    a, b = int(held.tallies.start[k]), int(held.tallies.start[k + 1])
    lost = held.won[a:b] == 0
    seats = int(held.seats[k]) - int(held.won[a:b].sum())
    given = Lost(held.person[a:b][lost], held.tallies.votes[a:b][lost], held.tallies, k)
    tied: list[int] = []

    def settle(_: int, among: tuple[int, ...], places: int) -> tuple[int, ...]:
        tied.extend(among)
        return ()

    chosen = those_going_on(stage.standing, (given,), np.array([seats], dtype=np.int64), settle)
    return None if tied else tuple(int(person) for person in given.person[chosen])
