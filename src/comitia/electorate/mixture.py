"""Real votes where they are known, the voter model elsewhere: one electorate made of two.

Contests are told apart vote by vote: one whose first vote history gives and whose run-off it does not is real first
and simulated then, between the same persons.
"""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np

from comitia.arrays import I64, Bools
from comitia.count.tally import Tallies
from comitia.electorate.behind import Behind, Pieces
from comitia.electorate.returns import ReturnsElectorate
from comitia.electorate.seam import Ask, Electorate, Poll, Slate
from comitia.plan.contests import Contests

__all__ = ["Mixture"]


class Mixture:
    """Asks the returns first, and the model for every contest that the returns do not cover."""

    def __init__(self, returns: ReturnsElectorate, model: Electorate) -> None:
        self.returns, self.model = returns, model

    @property
    def looks_at(self) -> tuple[str, ...]:
        """As the model."""
        return self.model.looks_at

    def covers(self, contests: Contests, contest: I64, stage: str, round_: int) -> Bools:
        """Whatever one of the two covers."""
        real = self.returns.covers(contests, contest, stage, round_)
        return np.asarray(real | self.model.covers(contests, contest, stage, round_))

    def nominate(self, ask: Ask, gates: bool) -> Slate:
        """The names on real papers, and those that the model puts on the others."""
        real = self._real(ask)
        if real.all() or not real.any():
            return (self.returns if real.all() else self.model).nominate(ask, gates)
        parts = [who.nominate(_part(ask, which), gates) for who, which in self._parts(real)]
        order = _order(real)
        joined = _joined(parts).pick(order)
        nominated, passed = (
            np.concatenate([getattr(part, name) for part in parts]) for name in ("nominated", "passed")
        )
        return replace(joined, nominated=nominated, passed=passed)

    def vote(self, ask: Ask, slate: Slate) -> Poll:
        """Real figures and simulated ones, side by side."""
        real = self._real(ask)
        if real.all() or not real.any():
            return (self.returns if real.all() else self.model).vote(ask, slate)
        parts = [(who.vote(_part(ask, which), slate.pick(which)), which) for who, which in self._parts(real)]
        return _side_by_side(slate, real, *(poll for poll, _ in parts))

    def _real(self, ask: Ask) -> Bools:
        return self.returns.covers(ask.contests, ask.contest, ask.stage.id, ask.round)

    def _parts(self, real: Bools) -> tuple[tuple[Electorate, I64], tuple[Electorate, I64]]:
        return (self.returns, np.flatnonzero(real)), (self.model, np.flatnonzero(~real))


def _part(ask: Ask, which: I64) -> Ask:
    names = tuple(ask.names[int(i)] for i in which)
    return replace(ask, contest=ask.contest[which], seats=ask.seats[which], names=names)


def _order(real: Bools) -> I64:
    """For every open contest its place among the real ones followed by the simulated ones: int64 `[open]`."""
    place = np.empty(len(real), dtype=np.int64)
    place[np.concatenate([np.flatnonzero(real), np.flatnonzero(~real)])] = np.arange(len(real))
    return place


def _joined(slates: list[Slate]) -> Slate:
    counts = np.concatenate([np.diff(slate.start) for slate in slates])
    start = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    person, printed, nominees = (
        np.concatenate([getattr(slate, name) for slate in slates]) for name in ("person", "printed", "nominees")
    )
    none = np.empty(0, dtype=np.int64)
    lists = [slate.listed for slate in slates if slate.listed is not None]
    listed = tuple(persons for each in lists for persons in each) if lists else None
    return Slate(start, person, printed, nominees, none, none, listed)


def _side_by_side(slate: Slate, real: Bools, told: Poll, drawn: Poll) -> Poll:
    """The answers of both in the order of the slate; behind real votes nobody knows who stands."""
    of_real = real[slate.contest]
    stood = np.ones(len(slate.person), dtype=np.bool_)
    for poll, mine in ((told, of_real), (drawn, ~of_real)):
        stood[mine] = True if poll.stood is None else poll.stood
    left, option = of_real[stood], np.flatnonzero(~of_real[stood])
    behind = None if drawn.behind is None else _of_the_drawn(drawn, drawn.behind, option, len(left))
    members = None if drawn.members is None else drawn.members.placed(option, len(left))
    return Poll(_tallies(slate.only(stood), real, left, told, drawn), behind, members, ~real, stood)


def _of_the_drawn(drawn: Poll, behind: Behind, option: I64, options: int) -> Pieces:
    """Behind the options that were drawn stand those who stood behind them; behind the others nobody knows who."""
    part, at = np.full((2, options), -1, dtype=np.int64)
    part[option], at[option] = 0, np.arange(len(drawn.tallies.votes))
    return Pieces((behind,), part, at)


_OF_OPTIONS = ("start", "votes", "enters", "alliance")
"""What tallies hold of options, not of contests; the last two are only known once all have answered."""


def _tallies(slate: Slate, real: Bools, left: Bools, told: Poll, drawn: Poll) -> Tallies:
    votes = np.empty(len(left), dtype=np.int64)
    votes[left], votes[~left] = told.tallies.votes, drawn.tallies.votes
    figures = {}
    for name in (field.name for field in fields(Tallies) if field.name not in _OF_OPTIONS):
        figures[name] = np.empty(len(real), dtype=np.int64)
        figures[name][real] = getattr(told.tallies, name)
        figures[name][~real] = getattr(drawn.tallies, name)
    return Tallies(slate.start, votes, *figures.values())
