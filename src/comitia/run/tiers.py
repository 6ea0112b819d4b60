"""Tiers of bodies of which there is one in every place: filled by counts of types of people, not person by person.

Only in a body of which there is one, at the top of the tiers, do members become persons with mandates of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from comitia.arrays import F64, I64, U64
from comitia.chance import Chance, keys, mix
from comitia.electorate import tiers
from comitia.electorate.behind import Known
from comitia.electorate.crowd import Crowd
from comitia.electorate.eligible import ages
from comitia.electorate.parameters import Parameters
from comitia.law.constitution import Body, Office
from comitia.law.tiers import Delegates, Meetings
from comitia.plan.contests import Plan
from comitia.run.ground import Ground
from comitia.run.journal import Journal, Seat, Typed
from comitia.run.norms import by_norm, scaled, shared


@dataclass(frozen=True)
class Seated:
    """The members of a body in every place by type."""

    place: str
    people: Crowd
    behind: I64
    """Voters whose meetings stand behind a body, by type: int64 `[place, type]`, the same in every run of a plan."""
    recalled: int = 0
    """Members recalled since the first filling."""

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
    sent: dict[tuple[str, str], Crowd] = field(default_factory=dict)
    """Members by body and route; their places are those of who sent them."""

    @property
    def ground(self) -> Ground:
        """Places and those who meet in them."""
        return Ground(self.plan)

    def ids(self, place: str) -> U64:
        """The key of chance of every place of a kind."""
        return self.ground.ids(place)

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
        for route, number, (_, room) in zip(routes, wanted, parts, strict=True):
            self.sent[body.id, route.id] = self._choose(body, route, room, number)
        first, *others = (self.sent[body.id, route.id] for route in routes)
        self.bodies[body.id] = Seated(per.place, sum(others, first), self._behind(body, routes))

    def _lots(self, place: str, purpose: str, number: int) -> F64:
        """A lot for each of a number of claims in every place: float64 `[place, claim]`."""
        claims = np.arange(number, dtype=np.uint64)
        return self.chance.uniform(f"lot/{purpose}", self.ids(place)[:, None], claims)

    def _part(self, body: Body, route: Meetings | Delegates) -> tuple[I64, tiers.Room]:
        """Seats of a route in every place, and those who meet there."""
        if isinstance(route, Meetings):
            return self.ground.meeting(body, route)
        sender = self.bodies[route.sent_by]
        room = self.ground.room_at(body, self._room_of(route.sent_by), sender.place)
        return self._up(sender, body, self._sent(route)), room

    def _behind(self, body: Body, routes: Sequence[Meetings | Delegates]) -> I64:
        """Voters whose meetings stand behind a body, by all of its routes: int64 `[place, type]`."""

        def made() -> I64:
            meetings = [self._part(body, route)[1].people.table for route in routes if isinstance(route, Meetings)]
            senders = [self.bodies[route.sent_by] for route in routes if isinstance(route, Delegates)]
            below = [self._up(sender, body, sender.behind) for sender in senders]
            return np.asarray(np.sum([*meetings, *below], axis=0), dtype=np.int64)

        return self.ground.once("behind", body.id, make=made)

    def _up(self, sender: Seated, body: Body, amounts: I64) -> I64:
        """Amounts by place of those who send, summed to the places of those to whom they send."""
        same = body.per is not None and sender.place == body.per.place
        return amounts if same else self.plan.society.localities.by_region(amounts)

    def again(self, body: Body | Office, route: Meetings | Delegates, had: I64, gone: I64, year: int) -> Crowd:
        """As many as are gone, chosen in a year by those who sent them, from those who did not sit.

        had, gone: int64 `[place, type]`.
        """
        if isinstance(body, Body) and (isinstance(route, Meetings) or body.id in self.bodies):
            room = self._part(body, route)[1]
        else:
            assert isinstance(route, Delegates)
            room = self._room_of(route.sent_by)
        left = Crowd.of(np.maximum(room.people.table - had, 0))
        return self._choose(body, route, tiers.Room(left, room.territory, room.ids), gone.sum(axis=1), gone, year)

    def _room_of(self, sent_by: str) -> tiers.Room:
        sender = self.bodies[sent_by]
        return self.ground.room(sender.people, sender.place)

    def _choose(
        self,
        body: Body | Office,
        route: Meetings | Delegates,
        room: tiers.Room,
        seats: I64,
        gone: I64 | None = None,
        year: int = 0,
    ) -> Crowd:
        """Those chosen in every place; gone: whom they replace, where that is so."""
        purpose = f"{body.id}/{route.id}" + (f"/{year}" if year else "")
        if isinstance(route, Delegates):
            likely = tiers.drawer(self.model, self.plan, "members", None)
            may = tiers.ways(self.model, self.plan, "members", room, likely)
            return tiers.chosen(self.chance, purpose, may, seats, room.ids, room.people.shape)
        likely = tiers.drawer(self.model, self.plan, "citizens", route.electorate)
        ids, meets_by = room.ids, None
        if route.held_by is not None:
            meets_by, values = self._meetings(route.held_by)
            seats = self._among_meetings(purpose, room, seats, meets_by, gone).reshape(-1)
            ids = mix(room.ids[:, None], values).reshape(-1)
        if gone is None:
            may = tiers.ways_of_citizens(self.model, self.plan, purpose, room, likely, meets_by)
        else:
            may = tiers.ways(self.model, self.plan, "citizens", room, likely, meets_by)
        return tiers.chosen(self.chance, purpose, may, seats, ids, room.people.shape)

    def _meetings(self, attribute: str) -> tuple[I64, U64]:
        """Every group of an attribute meets by itself: the group of each type, and the key of each group."""
        codes = self.plan.map.types.codes[attribute]
        present, group = np.unique(codes, return_inverse=True)
        values = self.plan.society.attribute(attribute).values
        return group.reshape(-1).astype(np.int64), keys(values[code] for code in present.tolist())

    def _among_meetings(self, purpose: str, room: tiers.Room, seats: I64, meets_by: I64, gone: I64 | None) -> I64:
        """Seats shared among the meetings of a place by their people, by largest remainders: int64 `[place, group]`.

        Where some are replaced, every meeting replaces its own.
        """
        groups = int(meets_by.max()) + 1
        counted = room.people if gone is None else Crowd.of(gone)
        row = counted.place * groups + meets_by[counted.kind]
        sizes = np.bincount(row, weights=counted.number, minlength=len(seats) * groups)
        sizes = sizes.astype(np.int64).reshape(-1, groups)
        if gone is not None:
            return sizes
        lots = self.chance.uniform(f"lot/{purpose}", room.ids[:, None], np.arange(groups, dtype=np.uint64))
        return shared(seats, sizes, lots)

    def _persons(self, body: Body | Office, route: Delegates) -> None:
        room = self._room_of(route.sent_by)
        self.sent[body.id, route.id] = self._choose(body, route, room, self._sent(route))
        self.seat(body, route, self.sent[body.id, route.id])

    def seat(self, body: Body | Office, route: Delegates, sent: Crowd, year: int = 0) -> None:
        """Make those sent persons with mandates."""
        sender, room = self.bodies[route.sent_by], self._room_of(route.sent_by)
        likely = tiers.drawer(self.model, self.plan, "members", None)
        purpose = f"{body.id}/{route.id}" + (f"/{year}" if year else "")
        place, cells, own = tiers.persons(likely, self.chance, purpose, sent, room, self.plan.map.types.keys)
        names = self.ground.names(sender.place)

        def numbered() -> list[str]:
            return [f"{purpose}/{names[spot]}#{i + 1}" for i, spot in enumerate(place.tolist())]

        years = ages(self.plan.society, cells, 18, self.chance, own)
        people = self.journal.persons.add(cells, years, numbered, own)
        contests = [f"{body.id}/{route.id}/{name}" for name in names]
        first, article = len(self.journal.seats), self.plan.law.cite(route.article)
        none = None, None, None
        self.journal.seats += [
            Seat(i, person, body.id, route.id, contests[at], at, "", *none, article, "delegates", True, year)
            for i, (person, at) in enumerate(zip(people.tolist(), place.tolist(), strict=True), start=first)
        ]
        one, each = np.ones(len(place), dtype=np.int64), self._each(body, route, sender)
        self.journal.edges.append(Typed(first + np.arange(len(place)), each, place, 0 * one, one))

    def _each(self, body: Body | Office, route: Delegates, sender: Seated) -> Known:
        """The voters behind each delegate: those behind the body that sends, in equal parts; the latest are kept."""
        memo, name, seats = self.plan.map.memo, ("behind each", body.id, route.id), self._sent(route)
        if name not in memo or not np.array_equal(memo[name][0], seats):
            parts = sender.behind / np.maximum(seats, 1)[:, None]
            memo[name] = seats, Known(np.rint(parts, out=parts).astype(np.int64))
        made: Known = memo[name][1]
        return made

    def _sent(self, route: Delegates) -> I64:
        """Delegates that every place of the sending body has: int64 `[place]`, no more than it has members."""
        sender = self.bodies[route.sent_by]
        size = sender.people.size if route.norm.of == "members" else self.ground.counted(route, sender.place)
        return np.asarray(np.minimum(by_norm(route.norm, size), sender.people.size), dtype=np.int64)
