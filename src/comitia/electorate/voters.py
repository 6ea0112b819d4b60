"""The voter model: one random-utility model that answers every question a law can ask.

It knows kinds of electorate (citizens, an organisation's plenum, members of a body), never a constitution.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from comitia.electorate import assembly, citizens, individual, nomination
from comitia.electorate.drawing import Drawer
from comitia.electorate.parameters import Parameters
from comitia.electorate.seam import Ask, Poll, Slate
from comitia.law.candidates import FromCitizens
from comitia.law.electorates import Citizens, Members
from comitia.plan.contests import Contests
from comitia.society.cells import Society

Bools = NDArray[np.bool_]
I64 = NDArray[np.int64]

Detail = Literal["cells", "individual"]


class VoterModel:
    """An electorate whose people behave by a file of parameters.

    detail: `cells` draws voters of a type together, `individual` marks every citizen's paper by itself.
    """

    def __init__(self, parameters: Parameters, society: Society, detail: Detail = "cells") -> None:
        self.parameters = parameters
        self._society = society
        self._poll: Callable[[Ask, Slate, citizens.Question], Poll] = (
            individual.poll_one_by_one if detail == "individual" else citizens.poll_by_type
        )
        self._drawers: dict[FromCitizens, Drawer] = {}

    @property
    def looks_at(self) -> tuple[str, ...]:
        """The attributes of citizens on which turnout, striking out and affinity depend."""
        effects = self.parameters.effects
        names = (
            *effects("citizens.turnout"),
            *effects("citizens.strike"),
            *self.parameters.family("citizens.affinity"),
        )
        known = {attribute.name for attribute in self._society.attributes}
        return tuple(dict.fromkeys(name for name in names if name in known))

    def covers(self, contests: Contests, contest: I64, stage: str, round_: int) -> Bools:
        """The model can answer for every contest."""
        return np.ones(len(contest), dtype=np.bool_)

    def nominate(self, ask: Ask, gates: bool) -> Slate:
        """Who stands in each open contest."""
        electorate = ask.contests.route.electorate
        if isinstance(electorate, Members):
            return assembly.nominate_to_members(self.parameters, ask)
        if not isinstance(electorate, Citizens):
            return assembly.nominate_in_organisations(self.parameters, ask)
        pool = ask.contests.route.candidates.pool
        assert isinstance(pool, FromCitizens)
        drawer = self._drawer(ask, pool)
        places = drawer.places(ask.plan.map, ask.contests.key)
        return nomination.nominate(self.parameters, ask, drawer, places, gates)

    def vote(self, ask: Ask, slate: Slate) -> Poll:
        """How the papers were marked in each open contest."""
        electorate = ask.contests.route.electorate
        if isinstance(electorate, Members):
            return assembly.vote_by_members(self.parameters, ask, slate)
        if isinstance(electorate, Citizens):
            return self._poll(ask, slate, citizens.question(self.parameters, ask, slate))
        return assembly.vote_in_organisations(self.parameters, ask, slate)

    def _drawer(self, ask: Ask, pool: FromCitizens) -> Drawer:
        if pool not in self._drawers:
            weight = nomination.willing(ask.plan.society, self.parameters, "citizens", pool)
            self._drawers[pool] = Drawer.of(ask.plan.society, ask.plan.map, weight)
        return self._drawers[pool]
