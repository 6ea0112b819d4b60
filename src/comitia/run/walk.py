"""A walk over the law's bodies: each is filled, and renewed, by the routes that the law gives it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from comitia.arrays import I64
from comitia.chance import Chance, key, mix
from comitia.electorate.drawing import pick
from comitia.electorate.eligible import ages, meets, of_age
from comitia.electorate.seam import Electorate
from comitia.law.constitution import Body, Office
from comitia.law.levelling import Levelling
from comitia.law.routes import Confirmation, Election, ExOfficio, Lot, Outside, confirming
from comitia.law.tiers import Delegates, Meetings
from comitia.plan.contests import Contests, Plan
from comitia.run.confirm import Put
from comitia.run.contest import Holding, Won, edges
from comitia.run.covering import not_covered
from comitia.run.draws import Ties
from comitia.run.journal import Journal, Seat
from comitia.run.levelling import Sharing
from comitia.run.recall import Recalls
from comitia.run.renewal import leave, left_open, open_seats
from comitia.run.tier_recall import recall
from comitia.run.tiers import Tiers


class Walk:
    """Fills one body after another. `outside`: whether seats that another law fills are counted as filled."""

    def __init__(
        self,
        planned: Plan,
        electorate: Electorate,
        journal: Journal,
        ties: Ties,
        chance: Chance,
        outside: bool = True,
        tiers: Tiers | None = None,
    ) -> None:
        self.tiers = tiers
        self._plan, self._electorate, self._filled_outside = planned, electorate, outside
        self._journal, self._ties, self._chance = journal, ties, chance
        self._parts = {body.id: body.joins or (body.id,) for body in planned.law.filled()}
        self._recalls: Recalls | None = None

    def fill(self, body: Body | Office) -> None:
        """Fill all routes of a body, in the order of the law."""
        tiered = [route for route in body.routes if isinstance(route, (Meetings, Delegates))]
        if tiered and self.tiers is not None:
            self.tiers.fill(body, tiered)
        for route in body.routes:
            if isinstance(route, ExOfficio):
                self._ex_officio(body, route)
            elif isinstance(route, Outside):
                if self._filled_outside:
                    self._outside(body, route)
            elif isinstance(route, Lot):
                if self._filled_outside:
                    self._lot(body, route)
            elif isinstance(route, Election):
                self._elect(body, route)
        for route in body.routes:
            if isinstance(route, Levelling):
                self._level(body, route)

    def renew(self, year: int) -> None:
        """One year on: members are recalled, and those leave who rotate; their seats are filled by the same routes."""
        recalls = self._asked_to_recall()
        if recalls:
            recalls.gone.clear()
        for body in self._plan.bodies:
            leaving = self._rotate(body, year)
            if recalls and self.tiers:
                recalls.went(body.id, recall(self.tiers, body, year))
                leaving += recalls.end(body, year)
            for route in body.routes:
                if isinstance(route, Election) and any(seat.route == route.id for seat in leaving):
                    self._elect(body, route, leaving, year)
                elif isinstance(route, ExOfficio) and any(seat.route == route.id for seat in leaving):
                    self._ex_officio(body, route, year)

    def _asked_to_recall(self) -> Recalls | None:
        """Those who ask to recall members, where somebody does; a walk without them is forgotten with its last use."""
        if self.tiers is None or not self.tiers.model.number("recall.asked"):
            return None
        if self._recalls is None:
            ways = self._journal, self.tiers.model, self._chance, self._electorate
            self._recalls = Recalls(self._plan, *ways, self._hold)
        return self._recalls

    def _rotate(self, body: Body | Office, year: int) -> list[Seat]:
        rotation = body.tenure.rotation if body.tenure else None
        if rotation is None or year % rotation.every_years:
            return []
        article = self._plan.law.cite(rotation.article)
        return leave(self._journal, self._chance, body.id, rotation, article, year)

    def _elect(self, body: Body | Office, route: Election, leaving: Sequence[Seat] = (), year: int = 0) -> None:
        contests = self._plan.contests[f"{body.id}/{route.id}"]
        holding = self._holding(contests, self._electorate)
        seats = open_seats(leaving, route.id, len(contests)) if year else None
        if route.left_open_by and not year:
            before = self._plan.contests[f"{body.id}/{route.left_open_by}"]
            filled = sum((seat.body, seat.route) == (body.id, route.left_open_by) for seat in self._journal.seats)
            seats = left_open(contests.seats, int(before.seats.sum()) - filled)
        won = holding.hold(seats, year, np.array([seat.person for seat in leaving], dtype=np.int64))
        for confirmation in route.confirmed_by:
            won = self._confirm(contests, confirmation, won)
        self._seat(body, route, contests, won, year)

    def _hold(self, contests: Contests, electorate: Electorate, seats: I64, year: int) -> list[Won]:
        return self._holding(contests, electorate).hold(seats, year)

    def _holding(self, contests: Contests, electorate: Electorate) -> Holding:
        sitting = self._journal.sitting(self._parts)
        return Holding(self._plan, contests, electorate, sitting, self._journal, self._ties, self._chance)

    def _seat(self, body: Body | Office, route: Election, contests: Contests, won: Sequence[Won], year: int) -> None:
        first = len(self._journal.seats)
        for number, each in enumerate(won, start=first):
            self._journal.seats.append(
                Seat(
                    number,
                    each.person,
                    body.id,
                    route.id,
                    contests.names[each.contest],
                    each.contest,
                    each.stage.id,
                    each.votes,
                    each.of,
                    each.needed,
                    each.article,
                    "election",
                    each.simulated,
                    year,
                    list=each.list,
                )
            )
        self._journal.edges.extend(edges(list(won), list(range(first, first + len(won)))))

    def _level(self, body: Body | Office, route: Levelling) -> None:
        """Share seats over the whole body, once its other routes are filled."""
        sharing = Sharing(self._plan, self._journal, self._ties, body, route)
        if sharing.held():
            tier = sharing.shared()
            self._journal.tiers.append(tier)
            self._journal.unseat(not_covered(tier.coverings))
            self._journal.seats.extend(sharing.seats(tier))

    def _confirm(self, contests: Contests, confirmation: Confirmation, won: list[Won]) -> list[Won]:
        """Put those elected to a second body, which keeps or strikes each of them."""
        asked = Contests(contests.body, confirming(contests.route, confirmation), contests.units)
        holding = self._holding(asked, Put(self._electorate, won))
        agreed = {each.person for each in holding.hold()}
        return [each for each in won if each.person in agreed]

    def _ex_officio(self, body: Body | Office, route: ExOfficio, year: int = 0) -> None:
        here = {s.person for s in self._journal.seats if (s.body, s.route) == (body.id, route.id) and s.until is None}
        for holder in route.holders:
            seats = [s for s in self._journal.seats if s.body == holder.office and s.until is None]
            for seat in seats[: holder.seats]:
                contest, article = f"{body.id}/{holder.office}", self._plan.law.cite(route.article)
                if not year or seat.person not in here:
                    self._add(body, route.id, contest, seat.person, article, "office", seat.simulated, year)

    def _lot(self, body: Body | Office, route: Lot) -> None:
        """Draw the members from all who may hold a seat, each person with the same chance."""
        society, contest = self._plan.society, f"{body.id}/{route.id}"
        weight = society.count * of_age(society, route.pool.ages) * meets(society, route.pool.where)
        own = mix(key(contest), np.arange(route.seats, dtype=np.uint64))
        cells = pick(weight, self._chance.uniform("lot", own))
        years = ages(society, cells, route.pool.ages, self._chance, own)
        names = [f"{contest}#{number + 1}" for number in range(route.seats)]
        for person in self._journal.persons.add(cells, years, names).tolist():
            self._add(body, route.id, contest, person, self._plan.law.cite(route.article), "lot", simulated=True)

    def _outside(self, body: Body | Office, route: Outside) -> None:
        for number in range(route.seats):
            name = f"{body.id}/{route.id}#{number + 1}"
            person = self._journal.persons.add_real(
                name, f"{body.title} {number + 1}" if route.seats > 1 else body.title
            )
            contest, article = f"{body.id}/{route.id}", self._plan.law.cite(route.article)
            self._add(body, route.id, contest, person, article, "outside", simulated=False)

    def _add(
        self,
        body: Body | Office,
        route: str,
        contest: str,
        person: int,
        article: str,
        by: str,
        simulated: bool,
        year: int = 0,
    ) -> None:
        number = len(self._journal.seats)
        self._journal.seats.append(
            Seat(number, person, body.id, route, contest, 0, "", None, None, None, article, by, simulated, year)
        )
