"""Those already elected, put to the electorate of a confirmation."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from comitia.arrays import I64, Bools
from comitia.electorate.assembly import slate_of
from comitia.electorate.seam import Ask, Electorate, Poll, Slate
from comitia.plan.contests import Contests
from comitia.run.contest import Won


@dataclass(frozen=True, slots=True)
class Put:
    """An electorate whose slate is fixed: those who were elected before."""

    electorate: Electorate
    won: list[Won]

    @property
    def looks_at(self) -> tuple[str, ...]:
        """As the electorate that votes."""
        return self.electorate.looks_at

    def covers(self, contests: Contests, contest: I64, stage: str, round_: int) -> Bools:
        """The contests in which somebody was elected, as far as the electorate that votes can answer for them."""
        held = {won.contest for won in self.won}
        elected = np.array([i in held for i in contest.tolist()], dtype=np.bool_)
        return elected & self.electorate.covers(contests, contest, stage, round_)

    def nominate(self, ask: Ask, gates: bool) -> Slate:
        """The persons elected in each contest."""
        lists = [
            np.array([won.person for won in self.won if won.contest == i], dtype=np.int64) for i in ask.contest.tolist()
        ]
        return slate_of(lists, [])

    def vote(self, ask: Ask, slate: Slate) -> Poll:
        """As the electorate that votes."""
        return self.electorate.vote(ask, slate)
