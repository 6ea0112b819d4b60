"""Tiers of bodies of which there is one in every place: filled by counts of types of people, not person by person.

Only in a body of which there is one, at the top of the tiers, do members become persons with mandates of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar, cast

import numpy as np

from comitia.arrays import F64, I64, U64
from comitia.chance import Chance, keys, mix
from comitia.electorate import tiers
from comitia.electorate.behind import Known
from comitia.electorate.crowd import Crowd
from comitia.electorate.eligible import ages
from comitia.electorate.parameters import Parameters
from comitia.law.clause import Condition
from comitia.law.constitution import Body, Office
from comitia.law.tiers import Delegates, Meetings, Norm
from comitia.plan.contests import Plan
from comitia.run.journal import Edge, Journal, Seat, Typed
from comitia.run.norms import by_norm, scaled, shared
from comitia.society.bands import reached

T = TypeVar("T")


@dataclass(frozen=True)
class Seated:
    """The members of a body in every place by type."""

    place: str
    people: Crowd
    behind: I64
    """Voters whose meetings stand behind a body, by type: int64 `[place, type]`, the same in every run of a plan."""

    @property
    def members(self) -> I64:
        """The members as a table: int64 `[place, type]`."""
        return self.people.table

    @property
    def total(self) -> int:
        """Members of all bodies together."""
        return int(self.people.size.sum())


@dataclass(slots=True)
class Tiers:
    """The tiers of one run."""

    plan: Plan
    model: Parameters
    chance: Chance
    journal: Journal
    bodies: dict[str, Seated] = field(default_factory=dict)

    def fill(self, body: Body | Office, routes: Sequence[Meetings | Delegates]) -> None:
        """Fill a body in every place, or at the top of the tiers by persons."""
        per = body.per if isinstance(body, Body) else None
        if per is None or isinstance(body, Office):
            for route in routes:
                if isinstance(route, Delegates):
                    self._persons(body, route)
            return
        parts = [self._part(body, route) for route in routes]
        wanted = np.stack([seats for seats, _ in parts])
        wanted = scaled(wanted, body.seats_at_most, self._lots(per.place, body.id, len(routes)))
        first, *others = (self._choose(body, r, room, n) for r, n, (_, room) in zip(routes, wanted, parts, strict=True))
        self.bodies[body.id] = Seated(per.place, sum(others, first), self._behind(body, routes))

    def _lots(self, place: str, purpose: str, number: int) -> F64:
        """A lot for each of a number of claims in every place: float64 `[place, claim]`."""
        claims = np.arange(number, dtype=np.uint64)
        return self.chance.uniform(f"lot/{purpose}", self._ids(place)[:, None], claims)

    def _once(self, name: str, *of: Hashable, make: Callable[[], T]) -> T:
        """What does not hang on chance or behaviour is worked out once for a plan."""
        memo = self.plan.map.memo
        if (name, *of) not in memo:
            memo[name, *of] = make()
        return cast(T, memo[name, *of])

    def _part(self, body: Body, route: Meetings | Delegates) -> tuple[I64, tiers.Room]:
        """Seats of a route in every place, and those who meet there."""
        if isinstance(route, Meetings):
            return self._once("meeting", body.id, route.id, make=lambda: self._meeting(body, route))
        sender = self.bodies[route.sent_by]
        room = tiers.Room(sender.people, self._territory(sender.place), self._ids(sender.place))
        return self._up(sender, body, self._sent(route)), self._room_at(body, room, sender.place)

    def _meeting(self, body: Body, route: Meetings) -> tuple[I64, tiers.Room]:
        assert body.per is not None
        voters = self._electors(route, body.per.where)
        seats = by_norm(route.norm, self._size(route.norm, voters, body.per.where))
        room = tiers.Room(Crowd.of(voters), self._territory("locality"), self._ids("locality"))
        return self._at(body.per.place, seats), self._room_at(body, room, "locality")

    def _behind(self, body: Body, routes: Sequence[Meetings | Delegates]) -> I64:
        """Voters whose meetings stand behind a body, by all of its routes: int64 `[place, type]`."""

        def made() -> I64:
            meetings = [self._part(body, route)[1].people.table for route in routes if isinstance(route, Meetings)]
            senders = [self.bodies[route.sent_by] for route in routes if isinstance(route, Delegates)]
            below = [self._up(sender, body, sender.behind) for sender in senders]
            return np.asarray(np.sum([*meetings, *below], axis=0), dtype=np.int64)

        return self._once("behind", body.id, make=made)

    def _up(self, sender: Seated, body: Body, amounts: I64) -> I64:
        """Amounts by place of those who send, summed to the places of those to whom they send."""
        same = body.per is not None and sender.place == body.per.place
        return amounts if same else self.plan.society.localities.by_region(amounts)

    def _choose(self, body: Body | Office, route: Meetings | Delegates, room: tiers.Room, seats: I64) -> Crowd:
        purpose = f"{body.id}/{route.id}"
        if isinstance(route, Delegates):
            return self._delegates(purpose, room, seats)
        likely = tiers.drawer(self.model, self.plan, "citizens", route.electorate)
        ids, meets_by = room.ids, None
        if route.held_by is not None:
            meets_by, values = self._meetings(route.held_by)
            seats = self._among_meetings(purpose, room, seats, meets_by).reshape(-1)
            ids = mix(room.ids[:, None], values).reshape(-1)
        may = tiers.ways_of_citizens(self.model, self.plan, purpose, room, likely, meets_by)
        return tiers.chosen(self.chance, purpose, may, seats, ids, room.people.shape)

    def _delegates(self, purpose: str, room: tiers.Room, seats: I64) -> Crowd:
        """Whom the members of each place send from among themselves."""
        likely = tiers.drawer(self.model, self.plan, "members", None)
        may = tiers.ways(self.model, self.plan, "members", room, likely)
        return tiers.chosen(self.chance, purpose, may, seats, room.ids, room.people.shape)

    def _meetings(self, attribute: str) -> tuple[I64, U64]:
        """Every group of an attribute meets by itself: the group of each type, and the key of each group."""
        codes = self.plan.map.types.codes[attribute]
        present, group = np.unique(codes, return_inverse=True)
        values = self.plan.society.attribute(attribute).values
        return group.reshape(-1).astype(np.int64), keys(values[code] for code in present.tolist())

    def _among_meetings(self, purpose: str, room: tiers.Room, seats: I64, meets_by: I64) -> I64:
        """Seats shared among the meetings of a place by their people, by largest remainders: int64 `[place, group]`."""
        groups = int(meets_by.max()) + 1
        row = room.people.place * groups + meets_by[room.people.kind]
        counted = np.bincount(row, weights=room.people.number, minlength=len(seats) * groups)
        sizes = counted.astype(np.int64).reshape(-1, groups)
        lots = self.chance.uniform(f"lot/{purpose}", room.ids[:, None], np.arange(groups, dtype=np.uint64))
        return shared(seats, sizes, lots)

    def _persons(self, body: Body | Office, route: Delegates) -> None:
        sender = self.bodies[route.sent_by]
        room = tiers.Room(sender.people, self._territory(sender.place), self._ids(sender.place))
        likely = tiers.drawer(self.model, self.plan, "members", None)
        purpose, seats = f"{body.id}/{route.id}", self._sent(route)
        counts = self._delegates(purpose, room, seats)
        place, cells, own = tiers.persons(likely, self.chance, purpose, counts, room, self.plan.map.types.keys)
        contests = [f"{purpose}/{name}" for name in self._names(sender.place)]

        def numbered() -> list[str]:
            return [f"{contests[spot]}#{i + 1}" for i, spot in enumerate(place.tolist())]

        years = ages(self.plan.society, cells, 18, self.chance, own)
        people = self.journal.persons.add(cells, years, numbered, own)
        first, article = len(self.journal.seats), self.plan.law.cite(route.article)
        for number, (person, spot) in enumerate(zip(people.tolist(), place.tolist(), strict=True), start=first):
            self.journal.seats.append(
                Seat(
                    number,
                    person,
                    body.id,
                    route.id,
                    contests[spot],
                    spot,
                    "",
                    None,
                    None,
                    None,
                    article,
                    "delegates",
                    True,
                )
            )
        self.journal.edges.append(_edge(first, place, sender.behind, seats))

    def _sent(self, route: Delegates) -> I64:
        """Delegates that every place of the sending body has: int64 `[place]`, no more than it has members."""
        sender = self.bodies[route.sent_by]
        where = self.plan.law.body(route.sent_by)
        conditions = where.per.where if isinstance(where, Body) and where.per else ()

        def counted() -> I64:
            return self._at(sender.place, self._size(route.norm, self._electors_of(route.sent_by), conditions))

        size = sender.people.size if route.norm.of == "members" else self._once("counted", route, make=counted)
        return np.asarray(np.minimum(by_norm(route.norm, size), sender.people.size), dtype=np.int64)

    def _electors_of(self, name: str) -> I64:
        """Voters in the meetings of a body, or of the bodies below it, by locality and type."""
        body = self.plan.law.body(name)
        conditions = body.per.where if isinstance(body, Body) and body.per else ()
        meetings = [route for route in body.routes if isinstance(route, Meetings)]
        below = [route.sent_by for route in body.routes if isinstance(route, Delegates)]
        if meetings:
            return self._electors(meetings[0], conditions)
        return np.asarray(np.maximum.reduce([self._electors_of(each) for each in below]), dtype=np.int64)

    def _electors(self, route: Meetings, where: tuple[Condition, ...]) -> I64:
        """Voters on the roll of every locality by type: int64 `[locality, type]`."""

        def made() -> I64:
            kinds, society = self.plan.map.types, self.plan.society
            people = np.zeros((len(society.localities), len(kinds)), dtype=np.int64)
            np.add.at(people, self.plan.map.spot[:, 0], self.plan.map.people)
            share = np.ones(len(kinds))
            for condition in (*route.electorate.where, *where):
                values = society.attribute(condition.attribute).values
                share *= np.array([v in condition.among for v in values])[kinds.codes[condition.attribute]]
            if "age" in kinds.codes:
                share *= reached(society.attribute("age"), route.electorate.age)[kinds.codes["age"]]
            return np.rint(people * share).astype(np.int64)

        return self._once("electors", route.electorate, where, make=made)

    def _size(self, norm: Norm, voters: I64, where: tuple[Condition, ...]) -> I64:
        """What a norm counts in every locality: int64 `[locality]`."""
        if norm.of == "voters":
            return np.asarray(voters.sum(axis=1))
        society, localities = self.plan.society, self.plan.society.localities
        by = [condition for condition in where if condition.attribute == localities.split]
        if not by or localities.inhabitants_by is None:
            return np.asarray(localities.inhabitants, dtype=np.int64)
        values = society.attribute(localities.split).values
        return np.asarray(localities.inhabitants_by[:, [v in by[0].among for v in values]].sum(axis=1))

    def _at(self, place: str, amounts: I64) -> I64:
        return np.asarray(amounts if place == "locality" else self.plan.society.localities.by_region(amounts))

    def _room_at(self, body: Body, room: tiers.Room, place: str) -> tiers.Room:
        """Those who meet in one place, as they meet in the places of a body."""
        assert body.per is not None
        to = body.per.place
        if to == place:
            return room
        regions = self.plan.society.localities.by_region(np.ones(room.people.shape[0], dtype=np.int64))
        moved = room.people.moved(np.repeat(np.arange(len(regions)), regions), len(regions))
        return tiers.Room(moved, self._territory(to), self._ids(to))

    def _territory(self, place: str) -> I64:
        lands, region = self.plan.map.lands.of_locality, self.plan.society.localities.region
        if place == "locality":
            return lands
        assert region is not None
        return np.asarray(lands[np.flatnonzero(np.diff(region, prepend=-1))], dtype=np.int64)

    def _names(self, place: str) -> tuple[str, ...]:
        localities = self.plan.society.localities
        return localities.names if place == "locality" or localities.regions is None else localities.regions.values

    def _ids(self, place: str) -> U64:
        return self._once("tiers ids", place, make=lambda: keys(self._names(place)))


def _edge(first: int, place: I64, behind: I64, seats: I64) -> Edge:
    """The voters behind each delegate: those behind the body that sends, in equal parts."""
    each = np.rint(behind / np.maximum(seats, 1)[:, None]).astype(np.int64)
    one = np.ones(len(place), dtype=np.int64)
    return Typed(first + np.arange(len(place)), Known(each), place, 0 * one, one)
