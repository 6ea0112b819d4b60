"""Seats shared over a whole body: the votes of its routes added up, shares worked out, seats placed and taken."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from comitia.arrays import I64
from comitia.count.entry import judge
from comitia.count.levelling import level
from comitia.count.minima import First, first
from comitia.count.standing import Place, Standing
from comitia.count.voter_numbers import voter_number
from comitia.electorate.returns import unnamed
from comitia.law.constitution import Body, Constitution, Office
from comitia.law.levelling import Levelling
from comitia.law.lists import SeatBar
from comitia.plan.contests import Plan
from comitia.plan.units import Unit
from comitia.run import lists
from comitia.run.covering import coverings
from comitia.run.draws import Ties
from comitia.run.journal import Held, Journal, Seat, Tier
from comitia.run.placing import Placer

__all__ = ["Sharing"]


class Sharing:
    """The sharing of one tier: `shared` works it out, `seats` seats those who win."""

    def __init__(self, plan: Plan, journal: Journal, ties: Ties, body: Body | Office, route: Levelling) -> None:
        self._plan, self._journal, self._ties, self._body, self._route = plan, journal, ties, body, route
        self._held = [
            held
            for held in journal.held
            if held.contests.body == body.id
            and held.contests.route.id in route.votes_of
            and held.labels
            and not held.round
        ]
        self._units: tuple[Unit, ...] = tuple(
            unit for name in route.votes_of for unit in plan.contests[f"{body.id}/{name}"].units
        )
        self._options = {
            (self._unit(held, k), held.labels[option].name if held.labels else ""): (held, option)
            for held in self._held
            for option, k in enumerate(held.tallies.contest.tolist())
        }

    def held(self) -> bool:
        """Whether there are votes to share by."""
        return bool(self._held)

    def shared(self) -> Tier:
        """Who takes part, the share of each list, and where the levelling seats go."""
        route, given = self._route, self._standing()
        number = range(len(given.names))
        judged = tuple(judge(route.entry, given, one) for one in number)
        votes = tuple(self._votes(given, one) for one in number)
        won = tuple(sum(sum(given.won[name][one]) for name in route.counted) for one in number)
        others = sum(sum(given.won[name][-1]) for name in route.counted)
        persons = [self._person_of(name) for name in given.names]

        def settle(_: int, tied: tuple[int, ...], places: int) -> tuple[int, ...]:
            among = tuple(persons[i] for i in tied)
            taken = self._tie("share", among, places, tuple(votes[i] for i in tied))
            return tuple(tied[among.index(one)] for one in taken)

        enters = [each.enters for each in judged]
        start = self._first(given, enters)
        below = (
            won if route.surplus != "not-seated" else tuple(0 if may else n for n, may in zip(won, enters, strict=True))
        )
        levelled = level(route, votes, below, enters, others, settle, start.least if start else None)
        placed = tuple(Placer(self._plan, self._journal, self._tie, route, given).placed(levelled.extra))
        covering = tuple(coverings(route, given, placed, self._winners(), self._valid_below(), self._tie))
        return Tier(self._body.id, route, given, judged, votes, won, others, levelled, placed, start, covering)

    def _winners(self) -> dict[tuple[str, str], list[Seat]]:
        """Seats won in the routes counted, by list and by the unit in which they lie."""
        inside = self._inside(self._route.counted)
        found: dict[tuple[str, str], list[Seat]] = {}
        for seat in self._journal.seats:
            unit = seat.contest.partition("/")[2]
            if seat.body == self._body.id and seat.route in self._route.counted and unit in inside:
                found.setdefault((seat.list, inside[unit]), []).append(seat)
        return found

    def _valid_below(self) -> dict[str, int]:
        """Valid papers in the contests of the routes counted."""
        return {
            f"{self._body.id}/{self._unit(held, k)}": int(held.tallies.valid[k])
            for held in self._journal.held
            if held.contests.body == self._body.id and held.contests.route.id in self._route.counted
            for k in range(len(held.contest))
        }

    def _inside(self, routes: Iterable[str]) -> dict[str, str]:
        """By units of other routes, the unit of this tier in which each lies."""
        ids = {unit.id.rpartition("/")[2]: unit.id for unit in self._units}
        below = (unit for name in routes for unit in self._plan.contests[f"{self._body.id}/{name}"].units)
        return {unit.id: ids[unit.region] for unit in below if unit.region in ids}

    def _votes(self, given: Standing, one: int) -> int:
        """What a list's share is worked out of: its votes, or its voter number."""
        rule = self._route.voter_numbers
        if rule is None:
            return given.of(one, given.whole)
        room = {row.id: row.seats for row in self._route.placed[0].rows}
        return voter_number(rule, given.votes[one], [room.get(unit.rpartition("/")[2], 0) for unit in given.ids])

    def _first(self, given: Standing, enters: Sequence[bool]) -> First | None:
        """The minima of a house that grows; None where the law has none but what was won."""
        rule = self._route.minima
        if rule is None or self._route.surplus != "house-grows":
            return None
        numbers = {row.id: row.number for row in rule.rows}
        weights = [numbers.get(unit.rpartition("/")[2], 0) for unit in given.ids]
        places = given.places("unit")
        votes = [[n if may else 0 for n in row] for row, may in zip(given.votes, enters, strict=True)]
        won = [[given.won_in(self._route.counted, i, one) for one in places] for i in range(len(votes))]
        parts = [one.title for one in places]

        def settle(contest: int, tied: tuple[int, ...], seats: int) -> tuple[int, ...]:
            names = [f"{given.names[i]}, {parts[contest - 1]}" if contest else parts[i] for i in tied]
            return tuple(tied[i] for i in self._tie_of_names("minima", names, seats))

        return first(rule, weights, votes, won, settle)

    def _tie_of_names(self, stage: str, names: Sequence[str], places: int) -> tuple[int, ...]:
        """A tie between others than persons: which of the names take the places."""
        among = tuple(self._journal.persons.add_real(name, name) for name in names)
        taken = self._tie(stage, among, places, (0,) * len(among))
        return tuple(among.index(one) for one in taken)

    def seats(self, tier: Tier) -> Iterator[Seat]:
        """The mandates, list by list in the order in which they are placed; a list without further names leaves one."""
        taken = {seat.person for seat in self._journal.seats if seat.body == self._body.id}
        article = self._plan.law.cite(self._route.article)
        first = len(self._journal.seats)
        for name, where in _due(tier):
            unit = self._units[where.units[0]] if where and len(where.units) == 1 else None
            person = self._next_on(name, unit, taken)
            if person is not None:
                taken.add(person)
                i = tier.standing.names.index(name)
                contest = f"{self._body.id}/{self._route.id}" + (f"/{where.id.rpartition('/')[2]}" if where else "")
                votes = tier.standing.of(i, where or tier.standing.whole)
                yield Seat(
                    first,
                    person,
                    self._body.id,
                    self._route.id,
                    contest,
                    where.units[0] if where else 0,
                    "",
                    votes,
                    None,
                    None,
                    article,
                    "levelling",
                    simulated=False,
                    list=name,
                )
                first += 1

    def _standing(self) -> Standing:
        cells: list[lists.Cell] = []
        valid: dict[str, int] = {}
        for held in self._held:
            assert held.labels is not None
            for k in range(len(held.contest)):
                valid[self._unit(held, k)] = int(held.tallies.valid[k])
            pairs = zip(held.labels, held.tallies.contest.tolist(), held.tallies.votes.tolist(), strict=True)
            cells += [(self._unit(held, k), label, votes) for label, k, votes in pairs]
        bars = {
            name for line in self._route.entry for bar in line.bars if isinstance(bar, SeatBar) for name in bar.routes
        }
        won = {
            name: [
                (seat.contest.partition("/")[2], seat.list)
                for seat in self._journal.seats
                if (seat.body, seat.route, seat.until) == (self._body.id, name, None)
            ]
            for name in sorted({*self._route.counted, *bars})
        }
        return lists.standing(self._units, valid, cells, won, self._inside(won))

    def _unit(self, held: Held, k: int) -> str:
        return held.contests.units[int(held.contest[k])].id

    def _person_of(self, name: str) -> int:
        """The list itself, as it stands on papers."""
        held, option = next(found for (_, one), found in self._options.items() if one == name)
        return int(held.person[option])

    def _tie(self, stage: str, among: tuple[int, ...], places: int, votes: tuple[int, ...]) -> tuple[int, ...]:
        law: Constitution = self._plan.law
        own = self._route.tie
        rule = own or (law.ties.rule if law.ties else "nobody")
        article = law.cite(self._route.article if own or law.ties is None else law.ties.article)
        return self._ties.settle(f"{self._body.id}/{self._route.id}", stage, rule, article, among, places, votes)

    def _next_on(self, name: str, unit: Unit | None, taken: set[int]) -> int | None:
        """Who on a list is next and has no seat in the body yet; None where the returns name all and none is left."""
        found = self._options.get(((unit or self._units[0]).id, name))
        named = unit is not None or len(self._units) == 1
        order: I64 = np.empty(0, dtype=np.int64)
        if found and named and found[0].ordered is not None:
            held, option = found
            assert held.ordered is not None
            order = held.ordered[option]
            if held.labels and held.labels[option].printed:
                return next((int(one) for one in order if int(one) not in taken), None)
        left = next((int(one) for one in order if int(one) not in taken), None)
        if left is not None:
            return left
        return self._further(name, unit if named else None, taken, len(order))

    def _further(self, name: str, unit: Unit | None, taken: set[int], place: int) -> int:
        """Somebody whom returns do not name, further down a list."""
        persons = self._journal.persons
        there = {persons.name(one) for one in taken}
        while unnamed(name, unit, place) in there:
            place += 1
        return persons.add_real(unnamed(name, unit, place), unnamed(name, unit, place))


def _due(tier: Tier) -> Iterator[tuple[str, Place | None]]:
    """Every levelling seat: its list, and the place that it went to."""
    if not tier.placed:
        for i, name in enumerate(tier.standing.names):
            yield from [(name, None)] * tier.levelled.extra[i]
        return
    last = max(each.line for each in tier.placed)
    seated = {(each.list, each.place.id): len(each.covered.seated) for each in tier.coverings}
    for each in tier.placed:
        for claim in each.claims if each.line == last else ():
            where = each.places[claim.place]
            if seated.get((claim.list, where.id), 0) > 0:
                seated[claim.list, where.id] -= 1
            else:
                yield tier.standing.names[claim.list], where
