"""Real votes behind the seam: returns answer for the contests and stages that they hold, and for no others.

Nothing is counted here: the same interpreter that runs a simulated election asks, counts and decides what follows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from comitia.arrays import I64, Bools
from comitia.count.tally import Tallies, Tally
from comitia.electorate import unmatched
from comitia.electorate.formats.returns import read_returns
from comitia.electorate.matching import Match, missing_bases
from comitia.electorate.persons import Persons
from comitia.electorate.record import Returns
from comitia.electorate.seam import Ask, Poll, Slate
from comitia.law.ballots import ListVote
from comitia.law.constitution import Constitution
from comitia.law.counting import Plurality
from comitia.law.electorates import Members
from comitia.law.faults import Fault
from comitia.law.stages import CONFIRMATION
from comitia.plan.contests import Contests
from comitia.plan.units import Unit

__all__ = ["Returns", "ReturnsElectorate", "read_returns", "unnamed"]


class ReturnsElectorate:
    """An electorate that answers for one run from returns. One name in a file of returns is one person.

    `faults`: what only the run could show, such as a run-off between others than those whom the law sends there.
    """

    def __init__(self, law: Constitution, returns: Returns, matches: Sequence[Match]) -> None:
        self._law, self._file = law, returns.file
        self._polls: dict[str, list[Match]] = {}
        self._confirmations: dict[tuple[str, str], Match] = {}
        for each in matches:
            electorate = each.route.electorate
            if each.record.stage == CONFIRMATION and isinstance(electorate, Members):
                self._confirmations[each.record.contest, electorate.bodies[0]] = each
            else:
                self._polls.setdefault(each.record.contest, []).append(each)
        self._numbers: dict[str, int] = {}
        self._asked: set[int] = set()
        self.faults: list[Fault] = []

    @property
    def looks_at(self) -> tuple[str, ...]:
        """Returns look at no attribute of anybody."""
        return ()

    def covers(self, contests: Contests, contest: I64, stage: str, round_: int) -> Bools:
        """The contests whose `round_`-th vote in the returns was of this stage."""
        found = [self._at(contests, i, stage, round_) is not None for i in contest.tolist()]
        return np.array(found, dtype=np.bool_)

    def nominate(self, ask: Ask, gates: bool) -> Slate:
        """The names on the paper. Who was nominated and let fall before, returns do not say."""
        matches = list(self._matches(ask))
        lists = [[self._person(ask.persons, each.name) for each in match.record.names] for match in matches]
        start = np.cumsum([0, *map(len, lists)]).astype(np.int64)
        person = np.array([number for persons in lists for number in persons], dtype=np.int64)
        printed = np.array([match.printed for match in matches], dtype=np.int64)
        labels = tuple(label for match in matches for label in match.labels)
        return Slate(start, person, printed, printed.copy(), person, person, self._listed(ask, matches), labels)

    def vote(self, ask: Ask, slate: Slate) -> Poll:
        """The figures of the returns, in the order of the slate."""
        matches, votes, stood = list(self._matches(ask)), [], np.ones(len(slate.person), dtype=np.bool_)
        for k, match in enumerate(matches):
            self._asked.add(id(match))
            a, b = int(slate.start[k]), int(slate.start[k + 1])
            names = [ask.persons.name(int(person)) for person in slate.person[a:b]]
            here, stood[a:b] = self._votes(match, names)
            votes.append(here)
            self._check_alone(match, here, int(ask.seats[k]))
        start = np.cumsum([0, *map(len, votes)]).astype(np.int64)
        given = [match.tally for match in matches]
        tallies = Tallies(
            start,
            np.array([number for here in votes for number in here], dtype=np.int64),
            *(_column(given, name) for name in ("registered", "issued", "participants", "valid", "members")),
        )
        simulated = np.zeros(len(ask), dtype=np.bool_)
        return Poll(tallies, simulated=simulated, stood=stood, personal=_personal(ask, matches, stood))

    def unasked(self) -> Iterator[tuple[Match, int]]:
        """Votes that the law never called for, with the number of the contest's votes before them."""
        strange = {fault.line for fault in self.faults}
        for polls in self._polls.values():
            if not any(each.record.line in strange for each in polls):
                yield from ((each, place) for place, each in enumerate(polls) if id(each) not in self._asked)
        yield from ((each, -1) for each in self._confirmations.values() if id(each) not in self._asked)

    def _at(self, contests: Contests, contest: int, stage: str, round_: int) -> Match | None:
        name = f"{contests.body}/{contests.units[contest].id}"
        electorate = contests.route.electorate
        if stage == CONFIRMATION and isinstance(electorate, Members):
            return self._confirmations.get((name, electorate.bodies[0]))
        polls = self._polls.get(name, [])
        return polls[round_] if round_ < len(polls) and polls[round_].stage.id == stage else None

    def _matches(self, ask: Ask) -> Iterator[Match]:
        for i in ask.contest.tolist():
            match = self._at(ask.contests, i, ask.stage.id, ask.round)
            assert match is not None
            yield match

    def _person(self, persons: Persons, name: str) -> int:
        if name not in self._numbers:
            self._numbers[name] = persons.add_real(name, name)
        return self._numbers[name]

    def _listed(self, ask: Ask, matches: list[Match]) -> tuple[I64, ...] | None:
        """Where the names are lists: who is on them. Whom returns do not name is called by the list and the place."""
        if not isinstance(ask.contests.route.ballot, ListVote):
            return None
        units = [ask.contests.units[i] for i in ask.contest.tolist()]
        return tuple(
            np.array(
                [self._person(ask.persons, each.name) for each in persons]
                or [self._person(ask.persons, unnamed(one.name, unit, n)) for n in range(int(seats))],
                dtype=np.int64,
            )
            for match, unit, seats in zip(matches, units, ask.seats, strict=True)
            for one, persons in zip(match.record.names, match.on_lists, strict=True)
        )

    def _votes(self, match: Match, names: list[str]) -> tuple[list[int], list[bool]]:
        """Votes of those of the slate who stood, and who did; nothing, and a fault, where the returns have others."""
        given = [each.name for each in match.record.names]
        if set(given) != set(names):
            self.faults.append(unmatched.other_names(self._file, match.record, names))
            return [0] * len(names), [True] * len(names)
        standing = [each.name for each in match.record.names if not each.withdrawn]
        votes = dict(zip(standing, match.tally.votes, strict=True))
        return [votes[name] for name in names if name in votes], [name in votes for name in names]

    def _check_alone(self, match: Match, votes: list[int], seats: int) -> None:
        """Whoever stands alone for a seat may have to pass a bar; only the run knows who does."""
        rule = match.stage.count
        if isinstance(rule, Plurality) and rule.alone and len(votes) <= seats:
            cite = self._law.cite(rule.alone.article or match.stage.article)
            words = f"who stands alone needs {unmatched.bar(rule.alone)}"
            for column in missing_bases(match.tally, (rule.alone.of,)):
                self.faults.append(unmatched.figure(self._file, match.record, match.route, column, words, cite))


def unnamed(name: str, unit: Unit | None, place: int) -> str:
    """What somebody on a list is called whom returns do not name: the list, its unit, and the place on it, from 0."""
    where = f", {unit.title}" if unit and "/" in unit.id else ""
    return f"{name}{where}, no. {place + 1}"


def _personal(ask: Ask, matches: list[Match], stood: Bools) -> tuple[I64 | None, ...] | None:
    """The votes of the names on lists, where returns give them for every name on a list."""
    if not isinstance(ask.contests.route.ballot, ListVote):
        return None
    on_lists = (persons for match in matches for persons in match.on_lists)
    found = [[each.votes for each in persons] for persons, there in zip(on_lists, stood, strict=True) if there]
    return tuple(np.array(votes, dtype=np.int64) if votes and None not in votes else None for votes in found)


def _column(tallies: list[Tally], name: str) -> I64:
    return np.array([getattr(tally, name) for tally in tallies], dtype=np.int64)
