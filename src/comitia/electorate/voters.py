"""The voter model: one random-utility model that answers every question a law can ask.

It knows kinds of electorate (citizens, an organisation's plenum, members of a body), never a constitution.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import numpy as np

from comitia.arrays import I64, Bools
from comitia.electorate import assembly, citizens, individual, nomination, papers, recalls, rooms
from comitia.electorate.drawing import Drawer, Places
from comitia.electorate.parameters import Parameters
from comitia.electorate.seam import Ask, Poll, Slate
from comitia.law.candidates import FromCitizens
from comitia.law.electorates import Citizens, Members
from comitia.plan.contests import Contests
from comitia.society.cells import Society

Detail = Literal["cells", "individual"]


class VoterModel:
    """An electorate whose people behave by a file of parameters.

    detail: `cells` draws voters of a type together, `individual` marks every citizen's paper by itself.
    """

    def __init__(self, parameters: Parameters, society: Society, detail: Detail = "cells") -> None:
        self.parameters = parameters
        self._society = society
        self._poll: Callable[[Ask, Slate, citizens.Question], Poll] = (
            individual.poll_one_by_one if detail == "individual" else papers.poll_by_type
        )

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
        drawer, places = self._drawer(ask, pool)
        return nomination.nominate(self.parameters, ask, drawer, places, gates)

    def vote(self, ask: Ask, slate: Slate) -> Poll:
        """How the papers were marked in each open contest; where a recall is voted on, for how many it is to end."""
        poll = self._marked(ask, slate)
        return recalls.to_end(slate, poll) if ask.recall else poll

    def _marked(self, ask: Ask, slate: Slate) -> Poll:
        electorate = ask.contests.route.electorate
        if isinstance(electorate, Members):
            return rooms.vote_by_members(self.parameters, ask, slate)
        if isinstance(electorate, Citizens):
            return self._poll(ask, slate, citizens.question(self.parameters, ask, slate))
        return rooms.vote_in_organisations(self.parameters, ask, slate)

    def _drawer(self, ask: Ask, pool: FromCitizens) -> tuple[Drawer, Places]:
        """Who may come forward in each contest, worked out once for a map, a pool and these parameters."""
        map_, route = ask.plan.map, ask.contests.key
        candidacy = self.parameters.digest_of("citizens.candidacy")
        who, where = ("drawer", candidacy, pool), ("places", candidacy, pool, route)
        if who not in map_.memo:
            weight = nomination.willing(ask.plan.society, self.parameters, "citizens", pool)
            map_.memo[who] = Drawer.of(ask.plan.society, map_, weight)
        drawer: Drawer = map_.memo[who]
        if where not in map_.memo:
            map_.memo[where] = drawer.places(map_, route)
        return drawer, map_.memo[where]
