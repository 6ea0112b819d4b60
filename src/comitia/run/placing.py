"""Where the seats of a tier go: line by line of the law, each inside what the line before gave."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

from comitia.count.biproportional import NoApportionment, biproportional
from comitia.count.cell_divisors import cell_divisors
from comitia.count.levelling import Claim, place
from comitia.count.standing import Place, Standing
from comitia.law.faults import Fault, Faults
from comitia.law.levelling import Levelling, Placing
from comitia.plan.contests import Plan
from comitia.run.journal import Journal, Placed

__all__ = ["Placer"]

Tie = Callable[[str, tuple[int, ...], int, tuple[int, ...]], tuple[int, ...]]
"""Settles a tie: stage, persons or names tied, places, votes of each -> those who take the places."""


class Placer:
    """Places the seats of the lists of one tier."""

    def __init__(self, plan: Plan, journal: Journal, tie: Tie, route: Levelling, given: Standing) -> None:
        self._law, self._persons, self._tie, self._route, self._given = plan.law, journal.persons, tie, route, given

    def placed(self, extra: Sequence[int]) -> Iterator[Placed]:
        """Each line of the law in turn, inside every place that the line before has given seats to."""
        inside: list[tuple[Place, Sequence[int]]] = [(self._given.whole, extra)]
        for number, line in enumerate(self._route.placed):
            found = [self._line(number, line, where, due) for where, due in inside]
            yield from found
            inside = [
                (where, [sum(c.list == i and c.place == p for c in each.claims) for i in range(len(extra))])
                for each in found
                for p, where in enumerate(each.places)
            ]

    def _line(self, number: int, line: Placing, inside: Place, due: Sequence[int]) -> Placed:
        over = "region" if line.to == "regions" else "unit"
        places = tuple(one for one in self._given.places(over) if set(one.units) <= set(inside.units))
        claims = [[_claim(line, self._given, i, one) for one in places] for i in range(len(due))]
        counted = () if self._route.surplus == "not-seated" else self._route.counted
        won = [[self._given.won_in(counted, i, one) for one in places] for i in range(len(due))]
        rows = {row.id: row.seats for row in line.rows}
        room = [rows.get(one.id.rpartition("/")[2], 0) if rows else line.each for one in places]
        if line.filled == "doubly":
            return self._doubly(number, line, inside, places, due)

        def settle(tied: tuple[tuple[int, int], ...]) -> tuple[int, int]:
            names = [f"{self._given.names[i]}, {places[p].title}" for i, p in tied]
            among = tuple(self._persons.add_real(name, name) for name in names)
            votes = tuple(self._given.of(i, places[p]) for i, p in tied)
            taken = self._tie(f"placing-{number + 1}", among, 1, votes)
            return tied[among.index(taken[0]) if taken else 0]

        return Placed(number, inside, places, place(line.method, claims, won, due, room, settle))

    def _doubly(
        self, number: int, line: Placing, inside: Place, places: tuple[Place, ...], due: Sequence[int]
    ) -> Placed:
        """All places at once: seats of each list in each place, and the divisors with which they come out."""
        rows = {row.id: row.seats for row in line.rows}
        room = [rows.get(one.id.rpartition("/")[2], 0) for one in places]
        among = [i for i, seats in enumerate(due) if seats]
        votes = [[self._given.of(i, one) for i in among] for one in places]

        def settle(_: int, cells: tuple[int, ...], seats: int) -> tuple[int, ...]:
            pairs = [(among[cell % len(among)], places[cell // len(among)].title) for cell in cells]
            names = [f"{self._given.names[i]}, {title}" for i, title in pairs]
            there = tuple(self._persons.add_real(name, name) for name in names)
            taken = self._tie(f"placing-{number + 1}", there, seats, (0,) * len(there))
            return tuple(cells[there.index(one)] for one in taken)

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
        article = self._law.cite(line.article or self._route.article)
        message = f"the seats of “{self._route.title}” cannot be placed so that both sums hold: {why}."
        return Faults(Fault("no-apportionment", message, article=article, mend="Look for votes that are missing."))


def _claim(line: Placing, given: Standing, one: int, where: Place) -> Fraction:
    """What the quotients of a list in a place are formed of: its votes, or these divided by the price of a seat."""
    votes = Fraction(given.of(one, where))
    if line.compared == "votes":
        return votes
    base = given.base(line.price_of, where)
    return votes * given.seats_in(where) * Fraction(1, base) if base else Fraction(0)
