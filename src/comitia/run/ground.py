"""What tiers stand on: places, those who meet in them, and norms. It is the same in every run of a plan."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import TypeVar, cast

import numpy as np

from comitia.arrays import I64, U64
from comitia.chance import keys
from comitia.electorate.crowd import Crowd
from comitia.electorate.tiers import Room
from comitia.law.clause import Condition
from comitia.law.constitution import Body
from comitia.law.tiers import Delegates, Meetings, Norm
from comitia.plan.contests import Plan
from comitia.run.norms import by_norm
from comitia.society.bands import reached
from comitia.society.inhabitants import living

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Ground:
    """The ground of one plan."""

    plan: Plan

    def once(self, name: str, *of: Hashable, make: Callable[[], T]) -> T:
        """What does not hang on chance or behaviour is worked out once for a plan."""
        memo = self.plan.map.memo
        if (name, *of) not in memo:
            memo[name, *of] = make()
        return cast(T, memo[name, *of])

    def meeting(self, body: Body, route: Meetings) -> tuple[I64, Room]:
        """Seats of a route in every place of a body, and those who meet there."""
        return self.once("meeting", body.id, route.id, make=lambda: self._meeting(body, route))

    def _meeting(self, body: Body, route: Meetings) -> tuple[I64, Room]:
        assert body.per is not None
        voters = self.electors(route, body.per.where)
        seats = by_norm(route.norm, self._size(route.norm, voters, body.per.where))
        room = self.room(Crowd.of(voters), "locality")
        return self.at(body.per.place, seats), self.room_at(body, room, "locality")

    def counted(self, route: Delegates, place: str) -> I64:
        """What the norm of a route counts in every place of those who send: int64 `[place]`; no norm of members."""
        sender = self.plan.law.body(route.sent_by)
        conditions = sender.per.where if isinstance(sender, Body) and sender.per else ()

        def made() -> I64:
            return self.at(place, self._size(route.norm, self.electors_of(route.sent_by), conditions))

        return self.once("counted", route, make=made)

    def electors_of(self, name: str) -> I64:
        """Voters in the meetings of a body, or of the bodies below it, by locality and type."""
        body = self.plan.law.body(name)
        conditions = body.per.where if isinstance(body, Body) and body.per else ()
        meetings = [route for route in body.routes if isinstance(route, Meetings)]
        below = [route.sent_by for route in body.routes if isinstance(route, Delegates)]
        if meetings:
            return self.electors(meetings[0], conditions)
        return np.asarray(np.maximum.reduce([self.electors_of(each) for each in below]), dtype=np.int64)

    def electors(self, route: Meetings, where: tuple[Condition, ...]) -> I64:
        """Voters on the roll of every locality by type: int64 `[locality, type]`."""

        def made() -> I64:
            kinds, society = self.plan.map.types, self.plan.society
            people = np.zeros((len(society.localities), len(kinds)), dtype=np.int64)
            np.add.at(people, self.plan.map.spot[:, 0], self.plan.map.people)
            share = np.ones(len(kinds))
            for condition in (*route.electorate.where, *where):
                allowed = np.isin(society.attribute(condition.attribute).values, condition.among)
                if condition.attribute in society.localities.codes:
                    people *= allowed[society.localities.codes[condition.attribute]][:, None]
                else:
                    share *= allowed[kinds.codes[condition.attribute]]
            if "age" in kinds.codes:
                share *= reached(society.attribute("age"), route.electorate.age)[kinds.codes["age"]]
            return np.rint(people * share).astype(np.int64)

        return self.once("electors", route.electorate, where, make=made)

    def _size(self, norm: Norm, voters: I64, where: tuple[Condition, ...]) -> I64:
        """What a norm counts in every locality: int64 `[locality]`."""
        if norm.of == "voters":
            return np.asarray(voters.sum(axis=1))
        return living(self.plan.society, where)

    def at(self, place: str, amounts: I64) -> I64:
        """Amounts by locality, summed to places of a kind."""
        return np.asarray(amounts if place == "locality" else self.plan.society.localities.by_region(amounts))

    def room(self, people: Crowd, place: str) -> Room:
        """People as those who meet in places of a kind."""
        return Room(people, self._territory(place), self.ids(place))

    def room_at(self, body: Body, room: Room, place: str) -> Room:
        """Those who meet in one kind of place, as they meet in the places of a body."""
        assert body.per is not None
        if body.per.place == place:
            return room
        regions = self.plan.society.localities.by_region(np.ones(room.people.shape[0], dtype=np.int64))
        moved = room.people.moved(np.repeat(np.arange(len(regions)), regions), len(regions))
        return self.room(moved, body.per.place)

    def _territory(self, place: str) -> I64:
        lands, region = self.plan.map.lands.of_locality, self.plan.society.localities.region
        if place == "locality":
            return lands
        assert region is not None
        return np.asarray(lands[np.flatnonzero(np.diff(region, prepend=-1))], dtype=np.int64)

    def names(self, place: str) -> tuple[str, ...]:
        """The names of all places of a kind."""
        localities = self.plan.society.localities
        return localities.names if place == "locality" or localities.regions is None else localities.regions.values

    def ids(self, place: str) -> U64:
        """The key of chance of every place of a kind."""
        return self.once("tiers ids", place, make=lambda: keys(self.names(place)))
