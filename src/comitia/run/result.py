"""What a run gives: tables read off its journal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import Any

import numpy as np

from comitia._callable import resolve
from comitia.arrays import I64
from comitia.electorate.parameters import Parameters
from comitia.law.constitution import Constitution
from comitia.plan.contests import Plan
from comitia.run.contest import measured
from comitia.run.draws import Draw
from comitia.run.journal import Held, Journal, Seat, Typed
from comitia.run.table import Table
from comitia.run.tiers import Seated
from comitia.society.cells import Society


@dataclass(frozen=True, slots=True)
class Meta:
    """What a run was made of."""

    law: Constitution
    society: Society
    voters: Parameters
    seed: int
    detail: str
    years: int = 0


@dataclass(frozen=True)
class Result:
    """A run: `roll`, `lineage`, `voters`, `contests`, `candidates` and `draws` are tables."""

    meta: Meta
    plan: Plan
    journal: Journal
    records: tuple[Draw, ...]
    tiers: Mapping[str, Seated] = field(default_factory=dict)
    """Bodies of which there is one in every place: members by place and type."""

    def __repr__(self) -> str:
        bodies = ", ".join(f"{b.id} {self.members(b.id):,}/{b.seats or '?'}" for b in self.meta.law.bodies)
        return f"<{self.meta.law.name} on {self.meta.society.name}, seed {self.meta.seed}: {bodies}>"

    def plot(self, kind: str, body: str | None = None, by: str | None = None) -> Any:
        """A picture of the run, as `comitia plot` draws it; a notebook shows it. Faults: no such kind or body."""
        return resolve("comitia.picture.kinds:of_result")(self, kind, body, by)

    def _repr_html_(self) -> str:
        shown: str = resolve("comitia.picture.notebook:of_result")(self)
        return shown

    def members(self, body: str) -> int:
        """How many sit in a body, or in all bodies of that name where there is one in every place."""
        return self.tiers[body].total if body in self.tiers else len(self.seats(body))

    def seats(self, body: str) -> list[Seat]:
        """The mandates held in a body at the end of the run, in order; a joint body has those of its parts."""
        parts = self.meta.law.body(body).joins or (body,)
        return list(chain.from_iterable(self._by_body.get(part, ()) for part in parts))

    @cached_property
    def _by_body(self) -> dict[str, list[Seat]]:
        found: dict[str, list[Seat]] = {}
        for seat in self.journal.seats:
            if seat.until is None:
                found.setdefault(seat.body, []).append(seat)
        return found

    def held(self, body: str, route: str) -> Iterator[Held]:
        """Every stage held in a route."""
        for held in self.journal.held:
            if held.contests.body == body and held.contests.route.id == route:
                yield held

    def values(self, attribute: str, persons: I64) -> I64:
        """The code of an attribute for persons, -1 where not known: int64 `[person]`."""
        cells = self.journal.persons.cells[persons]
        return np.where(cells >= 0, self.meta.society.codes[attribute][cells], -1).astype(np.int64)

    def composition(self, body: str, by: str, route: str | None = None) -> Table:
        """Seats of a body (or one of its routes) by an attribute, beside the society.

        Columns: value, title, seats, share (of seats whose holder's value is known), society, ratio.
        """
        people = self.meta.society.attribute(by)
        seats = self._seated(body, by) if body in self.tiers else self._counted(body, by, route)
        outside = self.meta.society.marginal(by) / self.meta.society.count.sum()
        share = seats / max(int(seats.sum()), 1)
        ratio = [float(s / o) if o > 0 else None for s, o in zip(share, outside, strict=True)]
        return Table(
            f"composition of {body} by {by}",
            {
                "value": list(people.values),
                "title": list(people.titles),
                "seats": seats,
                "share": share,
                "society": outside,
                "ratio": ratio,
            },
        )

    def _counted(self, body: str, by: str, route: str | None) -> I64:
        persons = np.array([s.person for s in self.seats(body) if route in (None, s.route)], dtype=np.int64)
        codes = self.values(by, persons) if len(persons) else np.empty(0, dtype=np.int64)
        return np.bincount(codes[codes >= 0], minlength=len(self.meta.society.attribute(by).values))

    def _seated(self, body: str, by: str) -> I64:
        """Members of all bodies of one name by a value; all 0 where the tiers do not look at the attribute."""
        kinds, values = self.plan.map.types, self.meta.society.attribute(by).values
        members = self.tiers[body].people.types
        if by not in kinds.codes:
            return np.zeros(len(values), dtype=np.int64)
        return np.bincount(kinds.codes[by], weights=members, minlength=len(values)).astype(np.int64)

    @cached_property
    def roll(self) -> Table:
        """One row a mandate: person with attributes, body, route, contest, stage, votes, article."""
        seats, persons = self.journal.seats, self.journal.persons
        numbers = np.array([seat.person for seat in seats], dtype=np.int64)
        columns: dict[str, Any] = {
            "mandate": np.array([seat.mandate for seat in seats], dtype=np.int64),
            "person": [persons.name(seat.person) for seat in seats],
        }
        for name in ("body", "route", "contest", "stage", "votes", "of", "needed", "article", "by", "simulated"):
            columns[name] = [getattr(seat, name) for seat in seats]
        columns["age_years"] = [None if age < 0 else age for age in persons.ages[numbers].tolist()]
        columns |= self._attributes(numbers)
        columns["list"] = [seat.list or None for seat in seats]
        columns["year"] = [seat.year for seat in seats]
        columns["until"] = [seat.until for seat in seats]
        columns["ended"] = [seat.ended or None for seat in seats]
        columns["ended_article"] = [seat.ended_article or None for seat in seats]
        return Table("roll", columns, whole=("votes", "of", "needed", "age_years", "year", "until"))

    def _attributes(self, persons: I64) -> dict[str, list[str | None]]:
        found: dict[str, list[str | None]] = {}
        for attribute in self.meta.society.attributes:
            names = [*attribute.values, None]
            found[attribute.name] = [names[code] for code in self.values(attribute.name, persons).tolist()]
        return found

    @cached_property
    def lineage(self) -> Table:
        """Edges: whose votes stand behind a mandate.

        Columns: mandate; type, a row of `voters`, or -1; from_mandate, another mandate, or -1; weight, in votes.
        """
        edges = [(isinstance(edge, Typed), *edge.pairs()) for edge in self.journal.edges]
        none = np.empty(0, dtype=np.int64)
        mandate, source, weight = (np.concatenate([none, *(edge[i] for edge in edges)]) for i in (1, 2, 3))
        typed = np.repeat([edge[0] for edge in edges], [len(edge[1]) for edge in edges]).astype(bool)
        order = np.argsort(mandate, kind="stable")
        mandate, source, weight, typed = mandate[order], source[order], weight[order], typed[order]
        columns = {
            "mandate": mandate,
            "type": np.where(typed, source, -1),
            "from_mandate": np.where(typed, -1, source),
            "weight": weight,
        }
        return Table("lineage", columns)

    @cached_property
    def voters(self) -> Table:
        """The types of voter that `lineage` speaks of: number, attributes, people."""
        kinds = self.plan.map.types
        people = np.bincount(kinds.of_cell, weights=self.meta.society.count, minlength=len(kinds)).astype(np.int64)
        columns: dict[str, Any] = {"type": np.arange(len(kinds))}
        for name in kinds.attributes:
            values = self.meta.society.attribute(name).values
            columns[name] = [values[code] for code in kinds.codes[name].tolist()]
        return Table("voters", {**columns, "people": people})

    @cached_property
    def contests(self) -> Table:
        """One row a contest and stage: roll, papers, candidates, what was needed, what came of it and why."""
        rows = [row for held in self.journal.held for row in _contest_rows(held)]
        return Table("contests", {name: [row[name] for row in rows] for name in _CONTEST})

    @cached_property
    def candidates(self) -> Table:
        """One row a name on a paper: contest, stage, person with attributes, votes, elected or not."""
        columns: dict[str, list[Any]] = {n: [] for n in ("contest", "stage", "round", "person", "votes", "elected")}
        numbers = [held.person for held in self.journal.held]
        for held in self.journal.held:
            body, units = held.contests.body, held.contests.units
            columns["contest"] += [f"{body}/{units[int(held.contest[k])].id}" for k in held.tallies.contest.tolist()]
            columns["stage"] += [held.stage.id] * len(held.person)
            columns["round"] += [held.round] * len(held.person)
            columns["person"] += [self.journal.persons.name(int(p)) for p in held.person]
            columns["votes"] += held.tallies.votes.tolist()
            columns["elected"] += held.elected.tolist()
        persons = np.concatenate(numbers) if numbers else np.empty(0, dtype=np.int64)
        return Table("candidates", {**columns, **self._attributes(persons)})

    @cached_property
    def draws(self) -> Table:
        """Every tie that was settled: among whom, by which rule, who was taken."""
        return Table(
            "draws",
            {
                "contest": [draw.contest for draw in self.records],
                "stage": [draw.stage for draw in self.records],
                "rule": [draw.rule for draw in self.records],
                "among": ["; ".join(draw.among) for draw in self.records],
                "taken": ["; ".join(draw.taken) for draw in self.records],
                "supplied": [draw.supplied for draw in self.records],
                "article": [draw.article for draw in self.records],
            },
        )

    def tables(self) -> tuple[Table, ...]:
        """All tables, in the order in which they are written."""
        return (self.roll, self.lineage, self.voters, self.contests, self.candidates, self.draws)


_CONTEST = (
    "body",
    "route",
    "contest",
    "title",
    "stage",
    "round",
    "seats",
    "nominees",
    "printed",
    "candidates",
    "registered",
    "issued",
    "participants",
    "valid",
    "most_votes",
    "needed",
    "elected",
    "outcome",
    "then",
    "article",
    "simulated",
)


def known(figure: int) -> int | None:
    """A figure of a tally; None where real returns do not give it."""
    return figure if figure >= 0 else None


def _contest_rows(held: Held) -> Iterator[dict[str, Any]]:
    tallies, rule = held.tallies, held.stage.count
    for k, contest in enumerate(held.contest.tolist()):
        unit = held.contests.units[contest]
        a, b = int(tallies.start[k]), int(tallies.start[k + 1])
        tally = tallies.one(k)
        _, needed = measured(rule, tally, int(held.seats[k]))
        yield {
            "body": held.contests.body,
            "route": held.contests.route.id,
            "contest": f"{held.contests.body}/{unit.id}",
            "title": unit.title,
            "stage": held.stage.id,
            "round": held.round,
            "seats": int(held.seats[k]),
            "nominees": int(held.nominees[k]),
            "printed": int(held.printed[k]),
            "candidates": b - a,
            "registered": known(tally.registered),
            "issued": known(tally.issued),
            "participants": known(tally.participants),
            "valid": known(tally.valid),
            "most_votes": max(tally.votes, default=0),
            "needed": needed,
            "elected": int(held.won[a:b].sum()),
            "outcome": held.outcome[k],
            "then": held.then[k],
            "article": held.articles[k],
            "simulated": bool(held.simulated[k]),
        }
