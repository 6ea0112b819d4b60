"""The one seam between a law and the world: who stands, and how those who choose mark their papers.

A run-off, a repeat election and a confirmation are simply further questions to the same electorate.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from comitia.arrays import I64, U64, Bools
from comitia.chance import Chance, keys
from comitia.count.tally import Tallies
from comitia.electorate.behind import Behind, Members
from comitia.electorate.persons import Persons
from comitia.law.stages import RECALL, Stage
from comitia.plan.contests import Contests, Plan

ROUNDS_A_YEAR = 100
"""Polls of one contest are numbered from the year of the renewal times this."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """Those who sit in one body: persons, the routes and units that sent them, and their mandates' numbers.

    person, mandate: int64 `[member]`; route: route id, unit: unit number in the route's contests.
    """

    person: I64
    mandate: I64
    route: NDArray[np.str_]
    unit: I64

    def __len__(self) -> int:
        return len(self.person)


@dataclass(frozen=True)
class Ask:
    """A question: these contests of one route, at this stage, held for the `round`-th time.

    contest: int64 `[open]`, numbers into `contests`; seats: int64 `[open]`, the seats still to be filled.
    """

    plan: Plan
    contests: Contests
    stage: Stage
    round: int
    contest: I64
    seats: I64
    sitting: Mapping[str, Sitting]
    persons: Persons
    chance: Chance
    names: tuple[str, ...]
    """`body/route/unit` of each open contest."""
    taken: I64
    """Persons elected in this route at an earlier stage, or barred from standing now."""

    def __len__(self) -> int:
        return len(self.contest)

    @cached_property
    def ids(self) -> U64:
        """The key of chance of each open contest, from its name: uint64 `[open]`."""
        memo, route = self.plan.map.memo, ("contest ids", self.contests.key)
        if route not in memo:
            memo[route] = keys(self.contests.names)
        return np.asarray(memo[route][self.contest])

    @property
    def again(self) -> bool:
        """Whether these contests have had a poll before in this filling or renewal."""
        return self.round % ROUNDS_A_YEAR > 0

    @property
    def recall(self) -> bool:
        """Whether the names are those of members whose recall is voted on: votes for a name are votes to end it."""
        return self.stage.id == RECALL


@dataclass(frozen=True, slots=True)
class Label:
    """The list that an option is, or that a person stands for, known by its name; and what is said of the list.

    name: `` for a person without a list; members: how many parties have set it up together; alliance: the name of the
    alliance that it has declared in this contest, `` where there is none; printed: names on it, 0 where not known.
    """

    name: str = ""
    kind: str = ""
    members: int = 1
    alliance: str = ""
    printed: int = 0


@dataclass(frozen=True, slots=True)
class Slate:
    """Who stands. Options of open contest `i` are `start[i]:start[i + 1]`.

    person: int64 `[option]`; printed: int64 `[open]`, names on the paper when it was printed;
    nominees: int64 `[open]`, how many were nominated; nominated, passed: int64, all persons nominated and those let
    through to the paper, for the funnel.
    """

    start: I64
    person: I64
    printed: I64
    nominees: I64
    nominated: I64
    passed: I64
    listed: tuple[I64, ...] | None = None
    """Where options are lists: the persons on each of them, its head first."""
    labels: tuple[Label, ...] | None = None
    """The list of every option, where lists have names that hold beyond the contest."""

    def names(self, option: int) -> I64:
        """The persons who take the seats that an option wins, in order: the person alone, or those on the list."""
        return self.person[option : option + 1] if self.listed is None else self.listed[option]

    @property
    def contest(self) -> I64:
        """The open contest of every option: int64 `[option]`."""
        return np.repeat(np.arange(len(self.start) - 1), np.diff(self.start))

    def only(self, keep: Bools) -> Slate:
        """The slate with some options left out."""
        counts = np.bincount(self.contest[keep], minlength=len(self.start) - 1)
        start = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
        listed = None if self.listed is None else tuple(self.listed[i] for i in np.flatnonzero(keep))
        labels = None if self.labels is None else tuple(self.labels[i] for i in np.flatnonzero(keep))
        return Slate(start, self.person[keep], self.printed, self.nominees, self.nominated, self.passed, listed, labels)

    def pick(self, which: I64) -> Slate:
        """The slate of some of the open contests, in the order given."""
        counts = np.diff(self.start)[which]
        start = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
        index = np.arange(int(start[-1])) - np.repeat(start[:-1] - self.start[which], counts)
        none = np.empty(0, dtype=np.int64)
        listed = None if self.listed is None else tuple(self.listed[i] for i in index.tolist())
        labels = None if self.labels is None else tuple(self.labels[i] for i in index.tolist())
        return Slate(start, self.person[index], self.printed[which], self.nominees[which], none, none, listed, labels)


@dataclass(frozen=True, slots=True)
class Poll:
    """The answer: tallies, and whose papers stand behind each option.

    behind: votes of citizens (or of a plenum's members) by type of voter; members: those members of a body who kept
    each option.
    """

    tallies: Tallies
    behind: Behind | None = None
    members: Members | None = None
    simulated: Bools | None = None
    """Per open contest whether the votes were simulated; None means all were."""
    stood: Bools | None = None
    """Per option of the slate whether it still stood on the day; the tallies hold those alone. None means all did."""
    personal: tuple[I64 | None, ...] | None = None
    """Per option that is a list the votes of each name on it: int64 `[name]`, None where they are not known."""

    @property
    def by_type(self) -> I64 | None:
        """Votes by type of voter: int64 `[option, type]`; None where nobody knows whose they were."""
        return None if self.behind is None else self.behind.rows(np.arange(len(self.tallies.votes)))


class Electorate(Protocol):
    """Anything that can answer."""

    @property
    def looks_at(self) -> tuple[str, ...]:
        """The attributes of voters that the answers depend on."""
        ...

    def covers(self, contests: Contests, contest: I64, stage: str, round_: int) -> Bools:
        """Which of these contests it can answer for at this stage: bool `[contest]`; the others stay open."""
        ...

    def nominate(self, ask: Ask, gates: bool) -> Slate:
        """Who stands, after nomination and, where `gates`, the gates of the law."""
        ...

    def vote(self, ask: Ask, slate: Slate) -> Poll:
        """How the papers were marked."""
        ...
