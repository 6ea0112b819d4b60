"""Seats shared over a whole body: the votes of its routes added up, shares worked out, seats placed and taken."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

import numpy as np

from comitia.arrays import I64
from comitia.count.biproportional import NoApportionment, biproportional
from comitia.count.cell_divisors import cell_divisors
from comitia.count.entry import judge
from comitia.count.levelling import Claim, level, place
from comitia.count.minima import First, first
from comitia.count.standing import Place, Standing
from comitia.count.voter_numbers import voter_number
from comitia.electorate.returns import unnamed
from comitia.law.constitution import Body, Constitution, Office
from comitia.law.faults import Fault, Faults
from comitia.law.levelling import Levelling, Placing
from comitia.law.lists import SeatBar
from comitia.plan.contests import Plan
from comitia.plan.units import Unit
from comitia.run import lists
from comitia.run.draws import Ties
from comitia.run.journal import Held, Journal, Placed, Seat, Tier

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
        levelled = level(route, votes, won, enters, others, settle, start.least if start else None)
        placed = tuple(self._placed(given, levelled.extra))
        return Tier(self._body.id, route, given, judged, votes, won, others, levelled, placed, start)

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
        if rule is None:
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
        ids = {unit.id.rpartition("/")[2]: unit.id for unit in self._units}
        below = (unit for name in won for unit in self._plan.contests[f"{self._body.id}/{name}"].units)
        inside = {unit.id: ids[unit.region] for unit in below if unit.region in ids}
        return lists.standing(self._units, valid, cells, won, inside)

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

    def _placed(self, given: Standing, extra: Sequence[int]) -> Iterator[Placed]:
        """Each line of the law in turn, inside every place that the line before has given seats to."""
        inside: list[tuple[Place, Sequence[int]]] = [(given.whole, extra)]
        for number, line in enumerate(self._route.placed):
            found = [self._line(given, number, line, where, due) for where, due in inside]
            yield from found
            inside = [
                (where, [sum(c.list == i and c.place == p for c in each.claims) for i in range(len(extra))])
                for each in found
                for p, where in enumerate(each.places)
            ]

    def _line(self, given: Standing, number: int, line: Placing, inside: Place, due: Sequence[int]) -> Placed:
        over = "region" if line.to == "regions" else "unit"
        places = tuple(one for one in given.places(over) if set(one.units) <= set(inside.units))
        claims = [[_claim(line, given, i, one) for one in places] for i in range(len(due))]
        won = [[given.won_in(self._route.counted, i, one) for one in places] for i in range(len(due))]
        rows = {row.id: row.seats for row in line.rows}
        room = [rows.get(one.id.rpartition("/")[2], 0) if rows else line.each for one in places]
        if line.filled == "doubly":
            return self._doubly(given, number, line, inside, places, due)

        def settle(tied: tuple[tuple[int, int], ...]) -> tuple[int, int]:
            persons = self._journal.persons
            names = [f"{given.names[i]}, {places[p].title}" for i, p in tied]
            among = tuple(persons.add_real(name, name) for name in names)
            votes = tuple(given.of(i, places[p]) for i, p in tied)
            taken = self._tie(f"placing-{number + 1}", among, 1, votes)
            return tied[among.index(taken[0]) if taken else 0]

        return Placed(number, inside, places, place(line.method, claims, won, due, room, settle))

    def _doubly(
        self, given: Standing, number: int, line: Placing, inside: Place, places: tuple[Place, ...], due: Sequence[int]
    ) -> Placed:
        """All places at once: seats of each list in each place, and the divisors with which they come out."""
        rows = {row.id: row.seats for row in line.rows}
        room = [rows.get(one.id.rpartition("/")[2], 0) for one in places]
        among = [i for i, seats in enumerate(due) if seats]
        votes = [[given.of(i, one) for i in among] for one in places]

        def settle(_: int, cells: tuple[int, ...], seats: int) -> tuple[int, ...]:
            pairs = [(among[cell % len(among)], places[cell // len(among)].title) for cell in cells]
            names = [f"{given.names[i]}, {title}" for i, title in pairs]
            return tuple(cells[i] for i in self._tie_of_names(f"placing-{number + 1}", names, seats))

        try:
            found = biproportional(line.method, votes, room, [due[i] for i in among], settle)
        except NoApportionment as none:
            raise self._no_apportionment(line, str(none)) from none
        divisors = cell_divisors(line.method, votes, found.seats)
        claims = [
            Claim(i, p, Fraction(votes[p][k]) * Fraction(1, divisors.rows[p] * divisors.columns[k]))
            for p in range(len(places))
            for k, i in enumerate(among)
            for _ in range(found.seats[p][k])
        ]
        return Placed(number, inside, places, tuple(claims), divisors)

    def _no_apportionment(self, line: Placing, why: str) -> Faults:
        article = self._plan.law.cite(line.article or self._route.article)
        message = f"the seats of “{self._route.title}” cannot be placed so that both sums hold: {why}."
        return Faults(Fault("no-apportionment", message, article=article, mend="Look for votes that are missing."))

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


def _claim(line: Placing, given: Standing, one: int, where: Place) -> Fraction:
    """What the quotients of a list in a place are formed of: its votes, or these divided by the price of a seat."""
    votes = Fraction(given.of(one, where))
    if line.compared == "votes":
        return votes
    base = given.base(line.price_of, where)
    return votes * given.seats_in(where) * Fraction(1, base) if base else Fraction(0)


def _due(tier: Tier) -> Iterator[tuple[str, Place | None]]:
    """Every levelling seat: its list, and the place that it went to."""
    if not tier.placed:
        for i, name in enumerate(tier.standing.names):
            yield from [(name, None)] * tier.levelled.extra[i]
        return
    last = max(each.line for each in tier.placed)
    for each in tier.placed:
        if each.line == last:
            yield from ((tier.standing.names[claim.list], each.places[claim.place]) for claim in each.claims)
