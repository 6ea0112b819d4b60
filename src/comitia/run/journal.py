"""The journal of a run: every stage of every contest, every mandate, everybody who came forward."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from comitia.arrays import I64, Bools
from comitia.count.cell_divisors import CellDivisors
from comitia.count.compensation import Covered
from comitia.count.entry import Judged
from comitia.count.levelling import Claim, Levelled
from comitia.count.minima import First
from comitia.count.standing import Place, Standing
from comitia.count.tally import Tallies
from comitia.electorate.behind import Behind, Members
from comitia.electorate.persons import Persons
from comitia.electorate.seam import Label, Sitting
from comitia.law.levelling import Levelling
from comitia.law.stages import Stage
from comitia.plan.contests import Contests


@dataclass(frozen=True, slots=True)
class Held:
    """One stage held in some contests of a route: the question, the figures, and what came of it.

    contest: int64 `[open]`; start, person, votes, won (seats): by option; outcome: per open contest `filled`,
    `unfilled` or `not-held`; then: the stage that follows, `` where none does.
    """

    contests: Contests
    stage: Stage
    round: int
    contest: I64
    seats: I64
    person: I64
    tallies: Tallies
    printed: I64
    nominees: I64
    won: I64
    outcome: tuple[str, ...]
    then: tuple[str, ...]
    articles: tuple[str, ...]
    simulated: Bools
    labels: tuple[Label, ...] | None = None
    """The list of each option, where lists have names that hold beyond the contest."""
    ordered: tuple[I64, ...] | None = None
    """Where options are lists: the persons on each, in the order in which they take seats."""
    personal: tuple[I64 | None, ...] | None = None
    """Personal votes of those in `ordered`, in the same order; None where they are not known."""
    standing: Standing | None = None
    """The lists in all contests held together, where the rule looks beyond one."""

    @property
    def elected(self) -> Bools:
        """Whether each option won a seat: bool `[option]`."""
        return np.asarray(self.won > 0)


class Seat(NamedTuple):
    """One mandate: who holds it, of which body and route, how it was won."""

    mandate: int
    person: int
    body: str
    route: str
    contest: str
    unit: int
    stage: str
    votes: int | None
    of: int | None
    needed: int | None
    article: str
    by: str
    simulated: bool
    year: int = 0
    until: int | None = None
    ended: str = ""
    """How the mandate ended: `rotation`, `recall`, or `with-another` on which it rested."""
    ended_article: str = ""
    list: str = ""
    """The list by which, or for which, it was won; `` where there is none."""


@dataclass(frozen=True, slots=True)
class Typed:
    """Types of voter behind mandates: the option that each was won by, and its place among the option's seats.

    mandate, option, place, places: int64 `[mandate]`. A list's votes stand behind its seats in equal parts.
    """

    mandate: I64
    behind: Behind
    option: I64
    place: I64
    places: I64

    def pairs(self) -> tuple[I64, I64, I64]:
        """Mandate, type and votes of every pair, int64; the parts of a list's votes add up to the whole."""
        votes, place, places = self.behind.rows(self.option), self.place[:, None], self.places[:, None]
        table = votes * (place + 1) // places - votes * place // places
        row, kind = np.nonzero(table)
        return self.mandate[row], kind.astype(np.int64), table[row, kind]


@dataclass(frozen=True, slots=True)
class Kept:
    """Members behind mandates. mandate: int64 `[mandate]`; members: who kept each of them, in the same order."""

    mandate: I64
    members: Members

    def pairs(self) -> tuple[I64, I64, I64]:
        """Mandate, the mandate of a member behind it and 1, for every pair, int64."""
        row, member = np.nonzero(self.members.kept)
        return self.mandate[row], self.members.mandate[member], np.ones(len(row), dtype=np.int64)


Edge = Typed | Kept
"""Whose votes stand behind mandates."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Where the levelling seats of one line of the law went: to which places, inside which, in which order."""

    line: int
    inside: Place
    places: tuple[Place, ...]
    claims: tuple[Claim, ...]
    divisors: CellDivisors | None = None
    """Where all places are filled at once: divisors of the places, and of the lists that have seats, in their order."""


@dataclass(frozen=True, slots=True)
class Covering:
    """Those of one list who have won below in one unit, the seats that the list has there, and who takes them."""

    list: int
    place: Place
    due: int
    won: tuple[Seat, ...]
    covered: Covered


@dataclass(frozen=True, slots=True)
class Tier:
    """Seats shared over a whole body: the figures that went in, who took part, and what came of it."""

    body: str
    route: Levelling
    standing: Standing
    judged: tuple[Judged, ...]
    votes: tuple[int, ...]
    won: tuple[int, ...]
    others: int
    levelled: Levelled
    placed: tuple[Placed, ...]
    first: First | None = None
    """Where the house grows: how the minima were worked out."""
    coverings: tuple[Covering, ...] = ()
    """Where winners below may stay unseated: who is seated, unit by unit and list by list."""


@dataclass(slots=True)
class Journal:
    """Everything that happened, in order."""

    persons: Persons
    held: list[Held] = field(default_factory=list)
    seats: list[Seat] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)
    nominated: dict[str, list[I64]] = field(default_factory=dict)
    passed: dict[str, list[I64]] = field(default_factory=dict)
    standing: dict[str, list[I64]] = field(default_factory=dict)
    vacancies: dict[str, int] = field(default_factory=dict)
    tiers: list[Tier] = field(default_factory=list)
    _read: int = 0
    """How many of the seats are in `_of_body`."""
    _of_body: dict[str, list[Seat]] = field(default_factory=dict)
    _sat: dict[tuple[str, ...], Sitting] = field(default_factory=dict)

    def unseat(self, seats: Sequence[Seat]) -> None:
        """Take back seats that were won and are not taken, before anything refers to them; the rest are renumbered."""
        gone = {seat.mandate for seat in seats}
        assert not any(np.isin(edge.mandate, list(gone)).any() for edge in self.edges)
        kept = [seat for seat in self.seats if seat.mandate not in gone]
        self.seats[:] = [seat._replace(mandate=number) for number, seat in enumerate(kept)]
        self._read = 0

    def came_forward(self, key: str, nominated: I64, passed: I64, standing: I64) -> None:
        """Keep who was nominated, let through and on the paper, by `body/route`."""
        self.nominated.setdefault(key, []).append(nominated)
        self.passed.setdefault(key, []).append(passed)
        self.standing.setdefault(key, []).append(standing)

    def end(self, seat: Seat, year: int, how: str, article: str) -> None:
        """End a mandate in a year."""
        self.seats[seat.mandate] = seat._replace(until=year, ended=how, ended_article=article)
        self._read = 0

    def sitting(self, bodies: Mapping[str, tuple[str, ...]]) -> dict[str, Sitting]:
        """Who sits in every body now; `bodies` gives for each the bodies that make it up, itself alone as a rule."""
        if not self._read:
            self._of_body.clear()
            self._sat.clear()
        for seat in self.seats[self._read :]:
            if seat.until is None:
                self._of_body.setdefault(seat.body, []).append(seat)
        self._read = len(self.seats)
        return {body: self._sitting_in(parts) for body, parts in bodies.items()}

    def _sitting_in(self, parts: tuple[str, ...]) -> Sitting:
        """Who sits in these bodies; made anew only if somebody took a seat since."""
        here = [self._of_body.get(part, []) for part in parts]
        number = sum(map(len, here))
        if parts not in self._sat or len(self._sat[parts]) != number:
            self._sat[parts] = _sitting([seat for seats in here for seat in seats])
        return self._sat[parts]


def _sitting(seats: list[Seat]) -> Sitting:
    return Sitting(
        np.array([seat.person for seat in seats], dtype=np.int64),
        np.array([seat.mandate for seat in seats], dtype=np.int64),
        np.array([seat.route for seat in seats], dtype="U60"),
        np.array([seat.unit for seat in seats], dtype=np.int64),
    )
