"""Tiers of bodies of which there is one in every place: filled by counts of types of people, not person by person.

Only in a body of which there is one, at the top of the tiers, do members become persons with mandates of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from comitia.arrays import F64, I64, U64
from comitia.chance import Chance, keys
from comitia.electorate import tiers
from comitia.electorate.behind import Known
from comitia.electorate.drawing import Drawer
from comitia.electorate.eligible import ages
from comitia.electorate.parameters import Parameters
from comitia.law.clause import Condition
from comitia.law.constitution import Body, Office
from comitia.law.tiers import Delegates, Meetings, Norm
from comitia.plan.contests import Plan
from comitia.run.journal import Edge, Journal, Seat, Typed
from comitia.society.bands import reached


@dataclass(frozen=True, slots=True)
class Seated:
    """The members of a body in every place by type: int64 `[place, type]`."""

    place: str
    members: I64
    behind: I64
    """Voters whose meetings stand behind a body, by type: float64 `[place, type]`."""


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
        wanted = np.stack([seats for seats, _, _ in parts])
        wanted = _scaled(wanted, body.seats_at_most, self._lots(per.place, body.id, len(routes)))
        members = sum(
            (self._choose(body, r, room, n) for r, n, (_, room, _) in zip(routes, wanted, parts, strict=True))
        )
        behind = np.sum([voters for _, _, voters in parts], axis=0)
        self.bodies[body.id] = Seated(per.place, np.asarray(members), behind)

    def _lots(self, place: str, purpose: str, number: int) -> F64:
        """A lot for each of a number of claims in every place: float64 `[place, claim]`."""
        claims = np.arange(number, dtype=np.uint64)
        return self.chance.uniform(f"lot/{purpose}", self._ids(place)[:, None], claims)

    def _part(self, body: Body | Office, route: Meetings | Delegates) -> tuple[I64, tiers.Room, I64]:
        """Seats of a route in every place, those who meet there, and the voters behind them."""
        assert isinstance(body, Body)
        assert body.per is not None
        if isinstance(route, Meetings):
            voters = self._electors(route, body.per.where)
            seats = _norm(route.norm, self._size(route.norm, voters, body.per.where))
            room = tiers.Room(voters, self._territory("locality"), self._ids("locality"))
            return (
                self._at(body.per.place, seats),
                self._room_at(body.per.place, room),
                self._at(body.per.place, voters),
            )
        sender = self.bodies[route.sent_by]
        seats = self._sent(route)
        same = sender.place == body.per.place
        room = tiers.Room(sender.members, self._territory(sender.place), self._ids(sender.place))
        if same:
            return seats, room, sender.behind
        by_region = self.plan.society.localities.by_region
        return by_region(seats), self._room_at(body.per.place, room), by_region(sender.behind)

    def _choose(self, body: Body | Office, route: Meetings | Delegates, room: tiers.Room, seats: I64) -> I64:
        purpose = f"{body.id}/{route.id}"
        if isinstance(route, Meetings):
            likely = tiers.drawer(self.model, self.plan, "citizens", route.electorate)
            if route.held_by is None:
                return tiers.chosen(self.model, self.plan, self.chance, purpose, "citizens", room, seats, likely)
            return self._by_groups(route.held_by, purpose, room, seats, likely)
        likely = tiers.drawer(self.model, self.plan, "members", None)
        return tiers.chosen(self.model, self.plan, self.chance, purpose, "members", room, seats, likely)

    def _by_groups(self, attribute: str, purpose: str, room: tiers.Room, seats: I64, likely: Drawer) -> I64:
        """Every group of an attribute meets by itself; seats are shared among them by largest remainders."""
        codes = self.plan.map.types.codes[attribute]
        groups = [np.flatnonzero(codes == value).astype(np.int64) for value in np.unique(codes)]
        sizes = np.stack([room.people[:, group].sum(axis=1) for group in groups], axis=1)
        shares = _shared(
            seats,
            sizes,
            self.chance.uniform(f"lot/{purpose}", room.ids[:, None], np.arange(len(groups), dtype=np.uint64)),
        )
        total = np.zeros(room.people.shape, dtype=np.int64)
        for number, group in enumerate(groups):
            total += tiers.chosen(
                self.model, self.plan, self.chance, purpose, "citizens", room, shares[:, number], likely, group
            )
        return total

    def _persons(self, body: Body | Office, route: Delegates) -> None:
        sender = self.bodies[route.sent_by]
        room = tiers.Room(sender.members, self._territory(sender.place), self._ids(sender.place))
        likely = tiers.drawer(self.model, self.plan, "members", None)
        purpose, seats = f"{body.id}/{route.id}", self._sent(route)
        counts = tiers.chosen(self.model, self.plan, self.chance, purpose, "members", room, seats, likely)
        place, cells, own = tiers.persons(likely, self.chance, purpose, counts, room, self.plan.map.types.keys)
        names = self._names(sender.place)
        numbered = [f"{purpose}/{names[p]}#{i + 1}" for i, p in enumerate(place.tolist())]
        years = ages(self.plan.society, cells, 18, self.chance, own)
        people = self.journal.persons.add(cells, years, numbered, own)
        first, article = len(self.journal.seats), self.plan.law.cite(route.article)
        for number, (person, spot) in enumerate(zip(people.tolist(), place.tolist(), strict=True), start=first):
            contest = f"{body.id}/{route.id}/{names[spot]}"
            self.journal.seats.append(
                Seat(number, person, body.id, route.id, contest, spot, "", None, None, None, article, "delegates", True)
            )
        self.journal.edges.append(_edge(first, place, sender.behind, seats))

    def _sent(self, route: Delegates) -> I64:
        """Delegates that every place of the sending body has: int64 `[place]`, no more than it has members."""
        sender = self.bodies[route.sent_by]
        where = self.plan.law.body(route.sent_by)
        conditions = where.per.where if isinstance(where, Body) and where.per else ()
        size = sender.members.sum(axis=1)
        if route.norm.of != "members":
            size = self._at(sender.place, self._size(route.norm, self._electors_of(route.sent_by), conditions))
        return np.asarray(np.minimum(_norm(route.norm, size), sender.members.sum(axis=1)), dtype=np.int64)

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
        memo, name = self.plan.map.memo, ("tiers electors", route.electorate, where)
        if name not in memo:
            kinds, society = self.plan.map.types, self.plan.society
            people = np.zeros((len(society.localities), len(kinds)), dtype=np.int64)
            np.add.at(people, self.plan.map.spot[:, 0], self.plan.map.people)
            share = np.ones(len(kinds))
            for condition in (*route.electorate.where, *where):
                values = society.attribute(condition.attribute).values
                share *= np.array([v in condition.among for v in values])[kinds.codes[condition.attribute]]
            if "age" in kinds.codes:
                share *= reached(society.attribute("age"), route.electorate.age)[kinds.codes["age"]]
            memo[name] = np.rint(people * share).astype(np.int64)
        electors: I64 = memo[name]
        return electors

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

    def _room_at(self, place: str, room: tiers.Room) -> tiers.Room:
        if place == "locality":
            return room
        return tiers.Room(self._at(place, room.people), self._territory(place), self._ids(place))

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
        memo = self.plan.map.memo
        if ("tiers ids", place) not in memo:
            memo["tiers ids", place] = keys(self._names(place))
        ids: U64 = memo["tiers ids", place]
        return ids


def _norm(norm: Norm, size: I64) -> I64:
    """Seats by a norm, place by place; a place with nobody has none."""
    full, part = np.divmod(size, norm.one_per)
    extra = {"dropped": 0 * part, "counted": part > 0, "nearest": 2 * part >= norm.one_per}[norm.part]
    seats = np.maximum(full + extra, norm.at_least)
    seats = np.minimum(seats, norm.at_most) if norm.at_most else seats
    return np.where(size > 0, seats, 0).astype(np.int64)


def _shared(seats: I64, sizes: I64, lots: F64) -> I64:
    """Seats shared among groups by largest remainders, equal ones by lot: int64 `[place, group]`."""
    total = np.maximum(sizes.sum(axis=1), 1)[:, None]
    full = seats[:, None] * sizes // total
    rest = seats[:, None] * sizes - full * total
    order = np.lexsort((lots, -rest), axis=1)
    rank = np.argsort(order, axis=1)
    return np.asarray(full + (rank < (seats - full.sum(axis=1))[:, None]), dtype=np.int64)


def _scaled(wanted: I64, most: int | None, lots: F64) -> I64:
    """Seats brought down to the most that one body may have, in proportion: int64 `[route, place]`."""
    total = wanted.sum(axis=0)
    if most is None or not (total > most).any():
        return wanted
    return np.where(total > most, _shared(np.minimum(total, most), wanted.T, lots).T, wanted)


def _edge(first: int, place: I64, behind: I64, seats: I64) -> Edge:
    """The voters behind each delegate: those behind the body that sends, in equal parts."""
    each = np.rint(behind / np.maximum(seats, 1)[:, None]).astype(np.int64)
    one = np.ones(len(place), dtype=np.int64)
    return Typed(first + np.arange(len(place)), Known(each), place, 0 * one, one)
