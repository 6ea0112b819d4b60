"""The interpreter: a walk over the law's bodies in an order in which each can be filled."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence

import numpy as np

from comitia.chance import Chance
from comitia.electorate.parameters import Parameters
from comitia.electorate.persons import Persons
from comitia.electorate.seam import Electorate
from comitia.electorate.shipped import voters_of
from comitia.electorate.voters import Detail, VoterModel
from comitia.law.ballots import CrossOut
from comitia.law.constitution import Body, Constitution, Office
from comitia.law.counting import Majority
from comitia.law.electorates import Members
from comitia.law.routes import Confirmation, Election, ExOfficio, Outside
from comitia.law.stages import Nominated, Stage
from comitia.plan.contests import Contests, Plan, plan
from comitia.run.confirm import Put
from comitia.run.contest import Holding, Won, edges
from comitia.run.draws import Ties
from comitia.run.journal import Journal, Seat
from comitia.run.renewal import leave, open_seats
from comitia.run.result import Meta, Result
from comitia.society.cells import Society


def run(
    law: Constitution,
    society: Society,
    *,
    voters: Parameters | None = None,
    seed: int | None = None,
    detail: Detail = "cells",
    electorate: Electorate | None = None,
    drawn: Mapping[tuple[str, str], tuple[str, ...]] | None = None,
    public_lots: bool = False,
    years: int = 0,
) -> Result:
    """Fill every body of a law from a society.

    voters: the voter model's parameters, those shipped with the society where absent; seed: drawn and kept in the
    result where absent; detail: `cells` or `individual`; electorate: answers instead of the voter model, e.g. real
    returns; drawn: real lots by (contest, stage); public_lots: raise Undecided where the law wants a lot that is
    not supplied; years: how many years of yearly renewal follow the first filling. Faults: a law and a society that
    do not fit each other.
    """
    number = secrets.randbits(32) if seed is None else seed
    parameters = voters if voters is not None else voters_of(society)
    model = electorate if electorate is not None else VoterModel(parameters, society, detail)
    chance, journal = Chance(number), Journal(Persons())
    ties = Ties(chance, journal.persons, drawn or {}, public_lots)

    def settle_units(_: int, tied: tuple[int, ...], places: int) -> tuple[int, ...]:
        lots = chance.uniform("lot between units", np.array(tied, dtype=np.uint64))
        return tuple(tied[int(i)] for i in np.argsort(lots)[:places])

    planned = plan(law, society, model.looks_at, settle_units)
    walk = _Walk(planned, model, journal, ties, chance)
    for body in planned.bodies:
        walk.fill(body)
    for year in range(1, years + 1):
        walk.renew(year)
    meta = Meta(law, society, parameters, number, detail, years)
    return Result(meta, planned, journal, tuple(ties.records))


class _Walk:
    """Fills one body after another."""

    def __init__(self, planned: Plan, electorate: Electorate, journal: Journal, ties: Ties, chance: Chance) -> None:
        self._plan, self._electorate = planned, electorate
        self._journal, self._ties, self._chance = journal, ties, chance
        self._parts = {body.id: body.joins or (body.id,) for body in planned.law.filled()}

    def fill(self, body: Body | Office) -> None:
        """Fill all routes of a body, in the order of the law."""
        for route in body.routes:
            if isinstance(route, ExOfficio):
                self._ex_officio(body, route)
            elif isinstance(route, Outside):
                self._outside(body, route)
            else:
                self._elect(body, route)

    def renew(self, year: int) -> None:
        """One year on: those bodies whose law has members rotate are renewed."""
        for body in self._plan.bodies:
            rotation = body.tenure.rotation if body.tenure else None
            if rotation is None or year % rotation.every_years:
                continue
            leaving = leave(self._journal, self._chance, body.id, rotation, year)
            for route in body.routes:
                if isinstance(route, Election):
                    self._elect(body, route, leaving, year)

    def _elect(self, body: Body | Office, route: Election, leaving: Sequence[Seat] = (), year: int = 0) -> None:
        contests = self._plan.contests[f"{body.id}/{route.id}"]
        holding = self._holding(contests, self._electorate)
        seats = open_seats(leaving, route.id, len(contests)) if year else None
        won = holding.hold(seats, year, np.array([seat.person for seat in leaving], dtype=np.int64))
        for confirmation in route.confirmed_by:
            won = self._confirm(contests, confirmation, won)
        self._seat(body, route, contests, won, year)

    def _holding(self, contests: Contests, electorate: Electorate) -> Holding:
        sitting = self._journal.sitting(self._parts)
        return Holding(self._plan, contests, electorate, sitting, self._journal, self._ties, self._chance)

    def _seat(self, body: Body | Office, route: Election, contests: Contests, won: Sequence[Won], year: int) -> None:
        first = len(self._journal.seats)
        for number, each in enumerate(won, start=first):
            unit = contests.units[each.contest]
            self._journal.seats.append(
                Seat(
                    number,
                    each.person,
                    body.id,
                    route.id,
                    f"{body.id}/{unit.id}",
                    each.contest,
                    each.stage.id,
                    each.votes,
                    each.of,
                    each.needed,
                    each.article,
                    "election",
                    each.simulated,
                    year,
                )
            )
        self._journal.edges.extend(edges(list(won), list(range(first, first + len(won)))))

    def _confirm(self, contests: Contests, confirmation: Confirmation, won: list[Won]) -> list[Won]:
        """Put those elected to a second body, which keeps or strikes each of them."""
        stage = Stage(
            id="confirmation",
            article=confirmation.article,
            standing=Nominated(who="nominated"),
            count=Majority(rule="majority", threshold=confirmation.threshold, tie="nobody"),
        )
        route = contests.route.model_copy(
            update={
                "electorate": Members(of="members", bodies=(confirmation.body,)),
                "ballot": CrossOut(form="cross-out", leave="any"),
                "stages": (stage,),
            }
        )
        asked = Contests(contests.body, route, contests.units)
        holding = self._holding(asked, Put(self._electorate, won))
        agreed = {each.person for each in holding.hold()}
        return [each for each in won if each.person in agreed]

    def _ex_officio(self, body: Body | Office, route: ExOfficio) -> None:
        for holder in route.holders:
            seats = [s for s in self._journal.seats if s.body == holder.office and s.until is None]
            for seat in seats[: holder.seats]:
                self._add(
                    body,
                    route.id,
                    f"{body.id}/{holder.office}",
                    seat.person,
                    self._plan.law.cite(route.article),
                    "office",
                )

    def _outside(self, body: Body | Office, route: Outside) -> None:
        for number in range(route.seats):
            name = f"{body.id}/{route.id}#{number + 1}"
            person = self._journal.persons.add_real(
                name, f"{body.title} {number + 1}" if route.seats > 1 else body.title
            )
            self._add(body, route.id, f"{body.id}/{route.id}", person, self._plan.law.cite(route.article), "outside")

    def _add(self, body: Body | Office, route: str, contest: str, person: int, article: str, by: str) -> None:
        number = len(self._journal.seats)
        self._journal.seats.append(
            Seat(number, person, body.id, route, contest, 0, "", None, None, None, article, by, by != "outside")
        )
