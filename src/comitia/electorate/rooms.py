"""How rooms vote: the plenums of organisations, and the members of bodies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from comitia.arrays import F64, I64, U64
from comitia.chance import key, mix
from comitia.electorate.assembly import running
from comitia.electorate.behind import Known, Members
from comitia.electorate.drawing import at
from comitia.electorate.parameters import Parameters
from comitia.electorate.room import Papers, mark, tallied
from comitia.electorate.seam import Ask, Poll, Slate
from comitia.electorate.utility import summed
from comitia.law import electorates
from comitia.society.cells import Society

MANY = 500
"""Electors from which on it pays to look for those who are alike."""


def vote_in_organisations(model: Parameters, ask: Ask, slate: Slate) -> Poll:
    """The plenums vote; their members are drawn from the organisation's, more likely those of some groups."""
    society, kinds = ask.plan.society, ask.plan.map.types
    size = {organisation.id: organisation.electors for organisation in society.organisations}
    papers, members, votes = [], [], []
    asked = _Asked.of(model, ask, slate, "organisation")
    for k, i in enumerate(ask.contest.tolist()):
        unit = ask.contests.units[i].organisation or ""
        number = size.get(unit) or int(model.number("organisation.electors", 100.0))
        seats = mix(key("plenum", unit), np.arange(number, dtype=np.uint64))
        cells = at(running(model, ask, "plenum", unit, 0), ask.chance.uniform("plenum", seats))
        paper = asked.papers(k, seats, asked.alike(cells))
        who, name = np.nonzero(paper.kept)
        votes.append((slate.start[k] + name) * len(kinds) + kinds.of_cell[cells[who]])
        papers.append(paper)
        members.append(number)
    shape = len(slate.person), len(kinds)
    by_type = np.bincount(np.concatenate(votes), minlength=shape[0] * shape[1]).reshape(shape)
    return Poll(tallied(papers, members), Known(by_type))


def vote_by_members(model: Parameters, ask: Ask, slate: Slate) -> Poll:
    """The members of one or more bodies vote in every contest of the route."""
    electorate = ask.contests.route.electorate
    assert isinstance(electorate, electorates.Members)
    sitting = [ask.sitting[body] for body in electorate.bodies]
    persons = np.concatenate([each.person for each in sitting])
    mandates = np.concatenate([each.mandate for each in sitting])
    asked = _Asked.of(model, ask, slate, "members")
    alike, own = asked.alike(ask.persons.cells[persons]), ask.persons.keys[persons]
    papers = [asked.papers(k, own, alike) for k in range(len(ask))]
    kept = np.concatenate([paper.kept.T for paper in papers])
    return Poll(tallied(papers, [len(persons)] * len(ask)), members=Members(mandates, kept))


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the rooms of one route are asked: contests, names and their standing, and the room's family of parameters.

    contest: uint64 `[open]` keys of chance; mood: float64 `[open]`; own, cells, standing: of every name, `[option]`.
    """

    model: Parameters
    ask: Ask
    family: str
    start: I64
    contest: list[int]
    mood: F64
    own: U64
    cells: I64
    standing: F64

    @staticmethod
    def of(model: Parameters, ask: Ask, slate: Slate, family: str) -> _Asked:
        """Put the parameters to all contests at once."""
        contest = [key(name, ask.round) for name in ask.names]
        mood = ask.chance.normal("mood", np.array(contest, dtype=np.uint64))
        own, cells = ask.persons.keys[slate.person], ask.persons.cells[slate.person]
        standing = _standing(model, ask, family, cells, own)
        return _Asked(model, ask, family, slate.start, contest, mood, own, cells, standing)

    def alike(self, cells: I64) -> tuple[I64, I64 | None]:
        """Electors grouped by all in which likeness counts: a cell of each group, and the group of each elector.

        Where there are few, everybody is a group, and None is given for the second.
        """
        if len(cells) < MANY:
            return cells, None
        codes = self.ask.plan.society.codes
        flat = np.zeros(len(cells), dtype=np.int64)
        for attribute, value in self.model.family(f"{self.family}.affinity").items():
            if value and attribute in codes:
                mine = np.where(cells >= 0, codes[attribute][cells], -1)
                flat = flat * (int(codes[attribute].max()) + 2) + mine + 1
        _, first, group = np.unique(flat, return_index=True, return_inverse=True)
        return cells[first], group.reshape(-1)

    def papers(self, k: int, electors: U64, alike: tuple[I64, I64 | None]) -> Papers:
        """The papers of one contest in a room."""
        a, b = int(self.start[k]), int(self.start[k + 1])
        number, likes = self.model.number, self.model.family(f"{self.family}.affinity")
        utility = (
            self.standing[None, a:b]
            + _affinity(self.ask.plan.society, likes, alike[0], self.cells[a:b])
            - number(f"{self.family}.strike.base")
            - (number("recall.against") if self.ask.recall else 0.0)
            - number(f"{self.family}.strike.spread") * float(self.mood[k])
        )
        return mark(
            self.ask.chance,
            self.ask.contests.route.ballot,
            utility,
            self.contest[k],
            electors,
            mix(self.own[a:b], self.contest[k]),
            number(f"{self.family}.present", 1.0),
            number(f"{self.family}.invalid"),
            int(self.ask.seats[k]),
            alike[1],
        )


def _standing(model: Parameters, ask: Ask, family: str, cells: I64, own: U64) -> F64:
    society, worth = ask.plan.society, model.effects(f"{family}.standing")
    codes = {name: np.where(cells >= 0, society.codes[name][cells], -1) for name in worth if name in society.codes}
    effects = summed(society, worth, codes, len(cells))
    spread = model.number(f"{family}.standing.spread")
    return np.asarray(effects + spread * ask.chance.normal("standing", own))


def _affinity(society: Society, worth: Mapping[str, float], electors: I64, names: I64) -> F64:
    """What electors see in a name like themselves: float64 `[elector, name]`; nothing where either is not known."""
    total = np.zeros((len(electors), len(names)))
    for attribute, value in worth.items():
        if value and attribute in society.codes:
            mine = np.where(electors >= 0, society.codes[attribute][electors], -1)
            theirs = np.where(names >= 0, society.codes[attribute][names], -2)
            total += value * (mine[:, None] == theirs[None, :])
    return total
