"""The road of a mandate: from the seat back to the citizens or the plenum behind it, with the article at each step."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from typing import Any, Protocol

import numpy as np

from comitia.electorate.seam import ROUNDS_A_YEAR
from comitia.law.candidates import FromMembers
from comitia.law.constitution import Constitution
from comitia.law.counting import Majority
from comitia.law.electorates import Citizens, Members
from comitia.law.faults import Fault, Faults
from comitia.law.levelling import Levelling
from comitia.law.routes import Election, ExOfficio, Lot, Outside, Route
from comitia.law.stages import RECALL, Stage
from comitia.law.tiers import Delegates
from comitia.run.table import Table

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the road, nearest the seat first.

    did: `ended`, `elected`, `stage`, `gate`, `nominated`, `seated` or `behind`; who decided, out of how many;
    `could_stop`: the fewest of them whose other mark would have stopped it, None where the run cannot tell.
    """

    did: str
    text: str
    article: str
    deciders: int | None = None
    could_stop: int | None = None


@dataclass(frozen=True, slots=True)
class Leg:
    """One mandate on the road, and the steps by which it was won."""

    mandate: int
    person: str
    body: str
    attributes: dict[str, str]
    simulated: bool
    steps: tuple[Step, ...]


class Told(Protocol):
    """A run whose tables can be read, from a folder or from memory."""

    @property
    def law(self) -> Constitution:
        """The law as it was set."""

    @property
    def table(self) -> Callable[[str], Table]:
        """A table by its name."""


class Roads:
    """The tables of a run that roads are read from, laid out so that the road of every mandate is found quickly."""

    def __init__(self, kept: Told) -> None:
        self.law: Constitution = kept.law
        self.roll: list[Row] = list(kept.table("roll").rows())
        self.contests: list[Row] = list(kept.table("contests").rows())
        self.candidates: list[Row] = list(kept.table("candidates").rows())
        self.told = _coded(kept.table("voters"))
        """What is told of voters behind a mandate: two attributes, as values and a code for each type of voter."""
        self.lineage: Table = kept.table("lineage")
        ways = {(body.id, route.id): route.title.lower() for body in self.law.filled() for route in body.routes}
        self.ways = sorted(set(ways.values()))
        place = {way: i for i, way in enumerate(self.ways)}
        self.way = np.array([place[ways[row["body"], row["route"]]] for row in self.roll], dtype=np.int64)
        """The way in of every mandate, as a place in `ways`."""
        self._held = _grouped(self.contests, "contest", "route")
        self._stood = _grouped(self.candidates, "contest", "stage", "round")
        self._of_person = _grouped(self.roll, "person")
        mandates = np.asarray(self.lineage["mandate"], dtype=np.int64)
        self._edges = np.argsort(mandates, kind="stable")
        self._first = np.searchsorted(mandates[self._edges], np.arange(len(self.roll) + 1))

    def held(self, row: Row) -> list[Row]:
        """The stages of the contest in which a mandate was won, in their order."""
        return self._held.get((row["contest"], row["route"]), [])

    def stood(self, contest: Row) -> list[Row]:
        """The names on the papers of one stage of a contest."""
        return self._stood.get((contest["contest"], contest["stage"], contest["round"]), [])

    def of_person(self, person: str) -> list[Row]:
        """Every mandate of a person."""
        return self._of_person.get((person,), [])

    def edges(self, mandate: int) -> Any:
        """The rows of `lineage` that lead to a mandate."""
        return self._edges[self._first[mandate] : self._first[mandate + 1]]

    def find(self, mandate: str) -> Row:
        """The row of the roll: by number, or by the name of a person (the last mandate won). Faults: there is none."""
        if mandate.isdecimal() and int(mandate) < len(self.roll):
            return self.roll[int(mandate)]
        named = [row for row in self.roll if row["person"] == mandate]
        if named:
            return named[-1]
        message = f"there is no mandate “{mandate}”; the run has mandates 0 to {len(self.roll) - 1}."
        raise Faults(Fault("unknown-mandate", message, mend="take the number or the person from roll.csv."))


def _coded(voters: Table) -> list[tuple[list[str], Any]]:
    names = [name for name in voters.columns if name not in ("type", "people")][:2]
    found = []
    for name in names:
        column = list(voters.columns[name])
        place = {value: i for i, value in enumerate(dict.fromkeys(column))}
        found.append((list(place), np.array([place[value] for value in column], dtype=np.int64)))
    return found


def _grouped(rows: list[Row], *names: str) -> dict[tuple[Any, ...], list[Row]]:
    found: dict[tuple[Any, ...], list[Row]] = {}
    for row in rows:
        found.setdefault(tuple(row[name] for name in names), []).append(row)
    return found


def road(run: Roads, mandate: str) -> tuple[Leg, ...]:
    """The mandate, and every mandate of the same person that it rests on, back to the first election."""
    legs: list[Leg] = []
    row: Row | None = run.find(mandate)
    while row is not None:
        legs.append(_leg(run, row))
        row = _before(run, row)
    return tuple(legs)


def _before(run: Roads, row: Row) -> Row | None:
    """The mandate that a mandate rests on: the person's own in the body from whose ranks it was filled."""
    route = next(r for r in run.law.body(row["body"]).routes if r.id == row["route"])
    if isinstance(route, ExOfficio):
        bodies = {row["contest"].split("/")[1]}
    elif isinstance(route, Election) and isinstance(route.candidates.pool, FromMembers):
        pool = route.candidates.pool.body
        bodies = {pool, *run.law.body(pool).joins}
    else:
        return None
    return next((r for r in run.of_person(row["person"]) if r["body"] in bodies), None)


def _leg(run: Roads, row: Row) -> Leg:
    body = run.law.body(row["body"])
    route = next(r for r in body.routes if r.id == row["route"])
    named = [name for name in run.candidates[0] if name in row] if run.candidates else []
    known = {
        name: row[name]
        for name in named
        if row[name] not in (None, "none") and name not in ("person", "contest", "stage", "votes", "round", "elected")
    }
    won = tuple(_election(run, row, route)) if isinstance(route, Election) else (_seated(run, row, route),)
    steps = won if row["until"] is None else (_end(run, row), *won)
    return Leg(int(row["mandate"]), row["person"], body.title, known, bool(row["simulated"]), steps)


def _seated(run: Roads, row: Row, route: Route) -> Step:
    article = run.law.cite(route.article)
    if isinstance(route, ExOfficio):
        office = run.law.body(row["contest"].split("/")[1]).title
        return Step("seated", f"The seat goes with the office: {office}.", article)
    if isinstance(route, Delegates):
        body = run.law.body(route.sent_by).title
        return Step("seated", f"Sent as a delegate by the {body} of {row['contest'].split('/', 2)[-1]}.", article)
    if isinstance(route, Lot):
        return Step("seated", f"Drawn by lot: one of {route.seats:,} from all who may hold a seat.", article)
    if isinstance(route, Levelling):
        where = run.law.body(row["body"]).title
        text = f"A levelling seat of the list {row['list']}, which by all votes has a larger share of the {where}."
        return Step("seated", text, article)
    told = route.law if isinstance(route, Outside) else route.title
    return Step("seated", f"Filled by a law that is not in this file: {told}", article)


def _election(run: Roads, row: Row, route: Election) -> Iterator[Step]:
    held = [contest for contest in run.held(row) if _won_in(contest, row)]
    stages = {stage.id: stage for stage in route.stages}
    for contest in reversed(held):
        if contest["stage"] in stages:
            yield _stage(run, row, contest, stages[contest["stage"]])
        else:
            yield _confirmed(run, row, contest, route)
    if any(contest["simulated"] for contest in held):  # real returns do not say who was nominated
        yield from _gates(run, [contest for contest in held if contest["simulated"]], route)
    yield _behind(run, row, route)


def _won_in(contest: Row, row: Row) -> bool:
    """Whether a poll is one of those by which a mandate was won: of its contest, and of the year in which it began."""
    here = contest["contest"] == row["contest"] and contest["route"] == row["route"]
    return bool(here and contest["round"] // ROUNDS_A_YEAR == row["year"] and contest["stage"] != RECALL)


_ENDED = {
    "rotation": "left in the rotation",
    "recall": "recalled by those who sent the member",
    "with-another": "the mandate or the office that it came with had ended",
}


def _end(run: Roads, row: Row) -> Step:
    """How a mandate ended, and by which rule."""
    text = f"Ended after {row['until']} year{'' if row['until'] == 1 else 's'} of the run: {_ENDED[row['ended']]}"
    polls = (c for c in run.contests if c["contest"] == row["contest"] and c["route"] == row["route"])
    for contest in polls:
        here = contest["stage"] == RECALL and contest["round"] // ROUNDS_A_YEAR == row["until"]
        mine = _own(run, row, contest) if here and row["ended"] == "recall" else None
        if mine is not None:
            needed, votes = contest["needed"], int(mine["votes"])
            told = f"{text}, with {votes:,} votes, {needed:,} needed."
            return Step("ended", told, row["ended_article"], contest["participants"], votes - needed + 1)
    return Step("ended", f"{text}.", row["ended_article"])


def _confirmed(run: Roads, row: Row, contest: Row, route: Election) -> Step:
    mine = _own(run, row, contest)
    votes = mine["votes"] if mine else 0
    body = run.law.body(route.confirmed_by[0].body).title
    text = f"Confirmed by the {body}: {votes:,} votes, {contest['needed']:,} needed."
    return Step("confirmed", text, contest["article"], contest["registered"], max(votes - contest["needed"] + 1, 0))


def _own(run: Roads, row: Row, contest: Row) -> Row | None:
    mine = (row["person"], row.get("list"))
    return next((c for c in run.stood(contest) if c["person"] in mine), None)


def _stage(run: Roads, row: Row, contest: Row, stage: Stage) -> Step:
    mine = _own(run, row, contest)
    article = run.law.cite(stage.article)
    turnout = f"{_figure(contest, 'participants')} of {_figure(contest, 'registered')} took part"
    what = f"{contest['title']}, {stage.id}: {contest['candidates']} on the paper; {turnout}"
    if contest["outcome"] == "not-held":
        return Step("stage", f"{what}: too few, not held. Then: {contest['then']}.", contest["article"])
    if mine is None:
        then = f"Then: {contest['then']}." if contest["then"] else ""
        return Step("stage", f"{what}; nobody had enough. {then}", contest["article"])
    votes = int(mine["votes"])
    if not mine["elected"]:
        need = f" of the {contest['needed']:,} needed" if contest["needed"] is not None else ""
        return Step("stage", f"{what}; {votes:,} votes{need}. Then: {contest['then']}.", contest["article"])
    if mine["person"] != row["person"]:
        text = f"{what}; elected on the list {mine['person']}, which had {votes:,} votes."
        return Step("elected", text, article)
    if isinstance(stage.count, Majority):
        text = f"{what}; elected with {votes:,} votes, {contest['needed']:,} needed."
        return Step("elected", text, article, contest["participants"], votes - contest["needed"] + 1)
    second = _second(run, contest, row)
    text = f"{what}; elected with {votes:,} votes against {second:,} for the next."
    return Step("elected", text, article, contest["participants"], max((votes - second + 1) // 2, 1))


def _figure(contest: Row, name: str) -> str:
    """A figure; real returns may not give it."""
    return "an unknown number" if contest[name] is None else f"{contest[name]:,}"


def _second(run: Roads, contest: Row, row: Row) -> int:
    return max((int(c["votes"]) for c in run.stood(contest) if not c["elected"]), default=0)


def _gates(run: Roads, held: list[Row], route: Election) -> Iterator[Step]:
    """What stood between nomination and the paper, for the last nomination held."""
    nominations = [c for c in held if c["nominees"] >= c["printed"] and c["nominees"] > 0]
    if not nominations:
        return
    last = nominations[-1]
    for gate in route.candidates.gates:
        if last["nominees"] > last["printed"]:
            text = f"{gate.title}: let through {last['printed']} of {last['nominees']} nominees."
            yield Step("gate", text, run.law.cite(gate.article))
    if route.candidates.proposed_by:
        text = f"Proposed by: {run.law.body(route.candidates.proposed_by).title}, who alone may propose."
        yield Step("nominated", text, run.law.cite(route.article), 1, 1)
    elif route.candidates.delegation:
        text = f"Put on the list by the unit's own members: {last['printed']} of {last['nominees']} who could stand."
        yield Step("nominated", text, run.law.cite(route.article))
    elif route.candidates.nominators:
        titles = ", ".join(nominator.title.lower() for nominator in route.candidates.nominators)
        text = f"One of {last['nominees']} nominated ({titles})."
        yield Step("nominated", text, run.law.cite(route.candidates.nominators[0].article))


def _behind(run: Roads, row: Row, route: Election) -> Step:
    """Whose votes stand behind the mandate."""
    lines = run.edges(row["mandate"])
    article = run.law.cite(route.article)
    weight = np.asarray(run.lineage["weight"])[lines]
    if not row["simulated"]:
        text = f"Behind it stand {int(row['votes']):,} real votes; whose they were, the returns do not say."
        return Step("behind", text, article)
    if isinstance(route.electorate, Members):
        members = np.asarray(run.lineage["from_mandate"])[lines]
        ways, first, numbers = np.unique(run.way[members], return_index=True, return_counts=True)
        parts = "; ".join(
            f"{numbers[i]:,} from {run.ways[ways[i]].removeprefix('from ')}" for i in np.argsort(first).tolist()
        )
        return Step("behind", f"Behind it stand {len(members):,} members who kept the name: {parts}.", article)
    kinds = np.asarray(run.lineage["type"])[lines]
    who = "voters" if isinstance(route.electorate, Citizens) else "members of the plenum"
    shares = _largest(run, kinds, weight)
    return Step("behind", f"Behind it stand {int(weight.sum()):,} {who}: {shares}.", article)


def _largest(run: Roads, kinds: Any, weight: Any) -> str:
    """The shares of the first two attributes of the types of voter, largest first; equal ones as they come."""
    total = max(int(weight.sum()), 1)
    parts = []
    for values, codes in run.told:
        here = codes[kinds]
        sums = np.bincount(here, weight).tolist()  # whole votes, far below what a float holds
        large = [code for code, votes in enumerate(sums) if votes / total >= 0.01]
        large.sort(key=lambda code: (-sums[code], int((here == code).argmax())))
        parts.append(", ".join(f"{values[code]} {100 * sums[code] / total:.0f}%" for code in large))
    return "; ".join(parts)


def as_dict(legs: tuple[Leg, ...]) -> list[dict[str, Any]]:
    """The road as plain data."""
    return [asdict(leg) for leg in legs]
