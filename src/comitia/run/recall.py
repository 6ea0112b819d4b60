"""Recall: year by year, where the law lets them, those who sent a member are asked whether to end the mandate."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np

from comitia.arrays import I64, Bools
from comitia.chance import Chance
from comitia.electorate import recalls
from comitia.electorate.assembly import slate_of
from comitia.electorate.parameters import Parameters
from comitia.electorate.seam import Ask, Electorate, Poll, Slate
from comitia.law.candidates import FromMembers
from comitia.law.constitution import Body, Office
from comitia.law.routes import Election, ExOfficio, Route, recalling
from comitia.law.tenure import Tenure
from comitia.plan.contests import Contests, Plan
from comitia.run.contest import Won
from comitia.run.journal import Journal, Seat
from comitia.run.renewal import open_seats

Hold = Callable[[Contests, Electorate, I64, int], list[Won]]
"""Holds contests to their end: contests, who answers, seats of each contest, year."""


@dataclass(frozen=True, slots=True)
class Due:
    """An electorate that is asked about these members and nobody else."""

    electorate: Electorate
    seats: tuple[Seat, ...]

    @property
    def looks_at(self) -> tuple[str, ...]:
        """As the electorate that votes."""
        return self.electorate.looks_at

    def covers(self, contests: Contests, contest: I64, stage: str, round_: int) -> Bools:
        """As far as the electorate that votes can answer."""
        return self.electorate.covers(contests, contest, stage, round_)

    def nominate(self, ask: Ask, gates: bool) -> Slate:
        """The members whose recall was asked for, in each contest."""
        lists = [
            np.array([seat.person for seat in self.seats if seat.unit == i], dtype=np.int64)
            for i in ask.contest.tolist()
        ]
        return slate_of(lists, [])

    def vote(self, ask: Ask, slate: Slate) -> Poll:
        """As the electorate that votes."""
        return self.electorate.vote(ask, slate)


@dataclass(slots=True)
class Recalls:
    """The recalls of one run. `gone`: body and person of every mandate that ended this year by recall, or with one."""

    plan: Plan
    journal: Journal
    model: Parameters
    chance: Chance
    electorate: Electorate
    hold: Hold
    gone: set[tuple[str, int]] = field(default_factory=set)

    def end(self, body: Body | Office, year: int) -> list[Seat]:
        """End the mandates in a body that are recalled, or that rest on one that was; those to be filled again."""
        fallen = [seat for route in body.routes for seat in self._fallen(body, route, year)]
        recalled = [
            seat for route in body.routes if isinstance(route, Election) for seat in self._of(body, route, year)
        ]
        self.went(body.id, (*fallen, *recalled))
        return [*fallen, *(recalled if filled_again(body.tenure, year) else ())]

    def went(self, body: str, seats: Iterable[Seat]) -> None:
        """Keep who is gone."""
        self.gone |= {(body, seat.person) for seat in seats}

    def _of(self, body: Body | Office, route: Election, year: int) -> list[Seat]:
        found: list[Seat] = []
        for rule in body.tenure.recall if body.tenure else ():
            vote = recalling(route, rule)
            due = self._due(body.id, route.id, year) if vote else ()
            if vote is None or not due:
                continue
            contests = Contests(body.id, vote, self.plan.contests[f"{body.id}/{route.id}"].units)
            seats = open_seats(due, route.id, len(contests))
            lost = {won.person for won in self.hold(contests, Due(self.electorate, due), seats, year)}
            ended = [seat for seat in due if seat.person in lost]
            for seat in ended:
                self.journal.end(seat, year, "recall", self.plan.law.cite(rule.article))
            found += ended
        return found

    def _due(self, body: str, route: str, year: int) -> tuple[Seat, ...]:
        """The members of a route whose recall is asked for."""
        here = [s for s in self.journal.seats if (s.body, s.route) == (body, route) and s.until is None]
        ids = self.journal.persons.keys[np.array([seat.person for seat in here], dtype=np.int64)]
        wanted = recalls.asked(self.model, self.chance, f"{body}/{route}/{year}", ids)
        return tuple(seat for seat, is_due in zip(here, wanted.tolist(), strict=True) if is_due)

    def _fallen(self, body: Body | Office, route: Route, year: int) -> Iterator[Seat]:
        """End the mandates that only a member, or the holder of an office, may have who is one no longer."""
        rests_on = self._ground(route)
        for seat in list(self.journal.seats):
            if seat.body != body.id or seat.route != route.id or seat.until is not None:
                continue
            if any((name, seat.person) in self.gone for name in rests_on):
                self.journal.end(seat, year, "with-another", self.plan.law.cite(route.article))
                yield seat

    def _ground(self, route: Route) -> tuple[str, ...]:
        """The bodies or offices from which a mandate of this route comes."""
        if isinstance(route, ExOfficio):
            return tuple(holder.office for holder in route.holders)
        if isinstance(route, Election) and isinstance(route.candidates.pool, FromMembers):
            pool = route.candidates.pool.body
            return (pool, *self.plan.law.body(pool).joins)
        return ()


def filled_again(tenure: Tenure | None, year: int) -> bool:
    """Whether a seat that a recall leaves empty is filled by its own route: yes, unless the law of vacancies says no.

    A law that fills it by the next on the list, whom a run does not know, leaves it empty.
    """
    vacancy = tenure.vacancy if tenure else None
    if vacancy is None:
        return True
    years = tenure.term.years if tenure and tenure.term else None
    last = bool(years and vacancy.not_in_last_years and years - year % years <= vacancy.not_in_last_years)
    return vacancy.by == "by-election" and not last
