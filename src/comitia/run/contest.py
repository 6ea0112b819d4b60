"""Holding the contests of one route: stage after stage, until every seat is filled or nothing follows.

All contests that are at the same stage are asked and counted as one batch. This module knows order and calendar;
it does no electoral arithmetic and knows no law by name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from comitia.arrays import I64, Bools
from comitia.chance import Chance
from comitia.count.majority import least_each, passes
from comitia.count.rules import count_many
from comitia.count.tally import Tallies, Tally
from comitia.electorate.behind import Members
from comitia.electorate.seam import ROUNDS_A_YEAR, Ask, Electorate, Poll, Sitting, Slate
from comitia.law.clause import Threshold
from comitia.law.counting import Counting, Majority, Plurality, Tie
from comitia.law.stages import Leading, NewNominations, Next, Stage
from comitia.law.units import NoSeats
from comitia.plan.contests import Contests, Plan
from comitia.run import lists
from comitia.run.again import Papers, counted_again
from comitia.run.draws import Ties
from comitia.run.going_on import Lost, can_go_on, those_going_on
from comitia.run.journal import Edge, Held, Journal, Kept, Typed


class Won(NamedTuple):
    """One seat won: contest, person, stage and figures; whose votes stand behind it."""

    contest: int
    person: int
    stage: Stage
    votes: int
    of: int | None
    needed: int | None
    article: str
    simulated: bool
    poll: Poll
    option: int
    place: int
    """Its place among the seats that the option won, of which there are `places`."""
    places: int
    list: str = ""


@dataclass(slots=True)
class _Open:
    """Where each contest of the route stands: next stage, seats open, polls held, the last losers and their votes."""

    stage: list[str]
    seats: I64
    rounds: I64
    held: dict[tuple[int, str], int]
    last: dict[int, tuple[Slate, Tallies, I64, int]]
    papers: dict[int, Papers]
    """Of the last poll, where a stage of the route may count them again."""


class Holding:
    """The contests of one route while they are held."""

    def __init__(
        self,
        plan: Plan,
        contests: Contests,
        electorate: Electorate,
        sitting: Mapping[str, Sitting],
        journal: Journal,
        ties: Ties,
        chance: Chance,
    ) -> None:
        self._plan, self._contests, self._electorate = plan, contests, electorate
        self._sitting, self._journal, self._ties, self._chance = sitting, journal, ties, chance
        self._stages = {stage.id: stage for stage in contests.route.stages}
        self._keeps_papers = any(stage.papers == "same" for stage in contests.route.stages)
        self._votes_alone = isinstance(contests.route.seats_each, NoSeats)
        self._won: list[Won] = []

    def hold(self, seats: I64 | None = None, year: int = 0, barred: I64 | None = None) -> list[Won]:
        """Hold every contest to its end; the seats won, by contest and then by votes.

        seats: int64 `[contest]`, the seats to be filled, all of them where absent; year: of a renewal; barred:
        persons who may not stand now.
        """
        self._barred = np.empty(0, dtype=np.int64) if barred is None else barred
        number = len(self._contests)
        wanted = self._contests.seats if seats is None else seats
        first = self._contests.route.stages[0].id
        state = _Open(
            [first if n or self._votes_alone else "" for n in wanted.tolist()],
            wanted.copy(),
            np.full(number, year * ROUNDS_A_YEAR),
            {},
            {},
            {},
        )
        while any(state.stage):
            for stage in self._stages.values():
                at = [i for i, name in enumerate(state.stage) if name == stage.id]
                for round_ in sorted({int(state.rounds[i]) for i in at}):
                    here = np.array([i for i in at if state.rounds[i] == round_], dtype=np.int64)
                    self._hold(stage, round_, here, state)
        return sorted(self._won, key=lambda won: (won.contest, -won.votes))

    def _hold(self, stage: Stage, round_: int, here: I64, state: _Open) -> None:
        again = stage.papers == "same"
        covered = self._electorate.covers(self._contests, here, stage.id, round_)
        answered = np.ones(len(here), dtype=np.bool_) if again else covered
        for i in here[~answered].tolist():
            state.stage[i] = ""
        here = here[answered]
        if not len(here):
            return
        ask = Ask(
            self._plan,
            self._contests,
            stage,
            round_,
            here,
            state.seats[here],
            self._sitting,
            self._journal.persons,
            self._chance,
            tuple(self._contests.names[i] for i in here.tolist()),
            np.append(self._barred, [won.person for won in self._won]).astype(np.int64),
        )
        slate = self._slate(ask, state)
        papers = [state.papers[i] for i in here.tolist()] if again else []
        poll = counted_again(slate, papers) if again else self._electorate.vote(ask, slate)
        slate = slate if poll.stood is None else slate.only(poll.stood)
        standing = lists.looked_at(self._contests, here, slate, poll.tallies, stage.count)
        poll = poll if standing is None else replace(poll, tallies=lists.entering(standing, slate, poll, stage.count))
        valid = _quorate(stage, poll.tallies)
        won = self._count(ask, slate, poll.tallies, valid) * valid[slate.contest]
        filled = np.bincount(slate.contest, weights=lists.taken(slate, won), minlength=len(ask)).astype(np.int64)
        simulated = poll.simulated if poll.simulated is not None else np.ones(len(ask), dtype=np.bool_)
        state.seats[here] -= filled
        nexts = [
            self._next(ask, slate, poll.tallies, won, k, bool(valid[k]), state) if open_ else None
            for k, open_ in enumerate((state.seats[here] > 0).tolist())
        ]
        different = {id(line): line for line in nexts}
        cites = {name: self._plan.law.cite((line or stage).article) for name, line in different.items()}
        slate, personal = lists.in_order(ask, slate, poll, won, self._ties, self._plan.law)
        self._collect(ask, slate, poll, won, simulated)
        self._journal.held.append(
            Held(
                self._contests,
                stage,
                round_,
                here,
                ask.seats,
                slate.person,
                poll.tallies,
                slate.printed,
                slate.nominees,
                won,
                tuple(map(_outcome, state.seats[here].tolist(), valid.tolist())),
                tuple(line.go if line else "" for line in nexts),
                tuple(cites[id(line)] for line in nexts),
                simulated,
                slate.labels,
                slate.listed,
                personal,
                standing,
            )
        )
        state.rounds[here] += not again
        for k, (i, line) in enumerate(zip(here.tolist(), nexts, strict=True)):
            state.stage[i] = line.go if line else ""
            state.held[i, stage.id] = state.held.get((i, stage.id), 0) + 1
            if line:
                state.last[i] = (slate, poll.tallies, won, k)
            if self._keeps_papers:
                state.papers[i] = Papers(slate, poll, k)

    def _slate(self, ask: Ask, state: _Open) -> Slate:
        standing = ask.stage.standing
        if isinstance(standing, Leading):
            return self._leading(ask, standing, state)
        gates = standing.gates if isinstance(standing, NewNominations) else True
        slate = self._electorate.nominate(ask, gates)
        if len(slate.nominated):
            self._journal.came_forward(ask.contests.key, slate.nominated, slate.passed, slate.person)
        return slate

    def _leading(self, ask: Ask, standing: Leading, state: _Open) -> Slate:
        """The leaders of the stage before; a tie for the last place as the law says."""
        before = [_lost(*state.last[i]) for i in ask.contest.tolist()]
        start = np.cumsum([0, *(len(each.person) for each in before)]).astype(np.int64)
        person = np.concatenate([each.person for each in before])
        votes = np.concatenate([each.votes for each in before])
        none = np.empty(0, dtype=np.int64)

        def settle(contest: int, tied: tuple[int, ...], places: int) -> tuple[int, ...]:
            if standing.tie != "lot":
                return ()
            return self._lot(ask, contest, person, votes, start, "lot", tied, places)

        chosen = those_going_on(standing, before, ask.seats, settle)
        slate = Slate(start, person, ask.seats, ask.seats, none, none).only(chosen)
        stand = np.diff(slate.start)
        return Slate(slate.start, slate.person, stand, stand, none, none)

    def _count(self, ask: Ask, slate: Slate, tallies: Tallies, valid: Bools) -> I64:
        rule = ask.stage.count
        tie: Tie | None = rule.tie or (self._plan.law.ties.rule if self._plan.law.ties else None)

        def settle(contest: int, tied: tuple[int, ...], places: int) -> tuple[int, ...]:
            if not valid[contest]:
                return ()
            here = slate.person, tallies.votes
            return self._lot(ask, contest, *here, slate.start, tie or "nobody", tied, places)

        return count_many(rule, tallies, ask.seats, settle)

    def _lot(
        self, ask: Ask, contest: int, person: I64, votes: I64, start: I64, tie: Tie, tied: tuple[int, ...], places: int
    ) -> tuple[int, ...]:
        a = int(start[contest])
        among = tuple(int(person[a + option]) for option in tied)
        own = ask.stage.count.tie
        law = self._plan.law.ties
        article = self._plan.law.cite(ask.stage.article if own or law is None else law.article)
        theirs = tuple(int(votes[a + option]) for option in tied)
        taken = self._ties.settle(ask.names[contest], ask.stage.id, tie, article, among, places, theirs)
        return tuple(tied[among.index(one)] for one in taken)

    def _next(
        self, ask: Ask, slate: Slate, tallies: Tallies, won: I64, k: int, valid: bool, state: _Open
    ) -> Next | None:
        """Of a contest with open seats the first line of the stage whose conditions are met and which can be held."""
        contest = int(ask.contest[k])
        names = int(slate.start[k + 1] - slate.start[k])
        for line in ask.stage.then:
            stood = int(slate.printed[k]) if line.counted == "printed" else names
            if (line.when == "not-held") == valid or (line.stood and not line.stood.holds(stood)):
                continue
            target = self._stages[line.go]
            if isinstance(target.standing, Leading):
                votes = _losers(slate, tallies, won, k)[1]
                if not can_go_on(target.standing, votes, int(state.seats[contest])):
                    continue
            held = state.held.get((contest, line.go), 0) + (line.go == ask.stage.id)
            if held < target.at_most:
                return line
            if line.exhausted == "nothing-follows":
                return None
        return None

    def _collect(self, ask: Ask, slate: Slate, poll: Poll, won: I64, simulated: Bools) -> None:
        elected = np.flatnonzero(won)
        bars = measured_each(ask.stage.count, poll.tallies, ask.seats)
        article = self._plan.law.cite(ask.stage.article)
        votes, contest, was_simulated = poll.tallies.votes.tolist(), ask.contest.tolist(), simulated.tolist()
        for option, k in zip(elected.tolist(), slate.contest[elected].tolist(), strict=True):
            base, needed = bars[k]
            names = slate.names(option)[: int(won[option])]
            for place, person in enumerate(names.tolist()):
                self._won.append(
                    Won(
                        contest[k],
                        person,
                        ask.stage,
                        votes[option],
                        base,
                        needed,
                        article,
                        was_simulated[k],
                        poll,
                        option,
                        place,
                        len(names),
                        slate.labels[option].name if slate.labels else "",
                    )
                )


def measured(rule: Counting, tally: Tally, seats: int) -> tuple[int | None, int | None]:
    """What votes are measured against, None where not known; the least that passes, None where most votes win."""
    bar = bar_of(rule, tally, seats)
    if bar is not None:
        return tally.base(bar.of), bar.least(tally.base(bar.of))
    return tally.valid if tally.valid >= 0 else None, None


def measured_each(rule: Counting, tallies: Tallies, seats: I64) -> list[tuple[int | None, int | None]]:
    """`measured` of many contests."""
    found: list[tuple[int | None, int | None]] = [(n if n >= 0 else None, None) for n in tallies.valid.tolist()]
    alone = (rule.alone,) if isinstance(rule, Plurality) and rule.alone else ()
    bars = rule.bars if isinstance(rule, Majority) else alone
    columns = [tallies.base(bar.of).tolist() for bar in bars]
    needed = [least_each(bar, tallies.base(bar.of)) for bar in bars]
    for k, (names, places) in enumerate(zip(np.diff(tallies.start).tolist(), seats.tolist(), strict=True)):
        if bars and (names <= places or not alone):
            least = [column[k] for column in needed]
            highest = least.index(max(least))
            found[k] = columns[highest][k], least[highest]
    return found


def bar_of(rule: Counting, tally: Tally, seats: int) -> Threshold | None:
    """The threshold that whoever is elected must pass, of several the highest; None where most votes win."""
    if isinstance(rule, Majority):
        return max(rule.bars, key=lambda bar: bar.least(tally.base(bar.of)))
    return rule.alone if isinstance(rule, Plurality) and len(tally.votes) <= seats else None


def _losers(slate: Slate, tallies: Tallies, won: I64, k: int) -> tuple[I64, I64]:
    """Who was not elected in a contest, and their votes."""
    a, b = int(slate.start[k]), int(slate.start[k + 1])
    lost = won[a:b] == 0
    return slate.person[a:b][lost], tallies.votes[a:b][lost]


def _lost(slate: Slate, tallies: Tallies, won: I64, k: int) -> Lost:
    """The same, with the vote."""
    return Lost(*_losers(slate, tallies, won, k), tallies, k)


def _quorate(stage: Stage, tallies: Tallies) -> Bools:
    """Whether enough took part for the stage to be valid: bool `[open]`."""
    if stage.quorum is None:
        return np.ones(len(tallies), dtype=np.bool_)
    return passes(stage.quorum, tallies.participants, tallies.base(stage.quorum.of))


def _outcome(open_seats: int, valid: bool) -> str:
    if not valid:
        return "not-held"
    return "unfilled" if open_seats > 0 else "filled"


def edges(won: list[Won], mandates: list[int]) -> list[Edge]:
    """Whose votes stand behind the mandates won: types of voter, or members one by one, poll by poll."""
    found: list[Edge] = []
    rows: dict[int, tuple[Poll, list[tuple[int, int, int, int]]]] = {}
    for number, each in zip(mandates, won, strict=True):
        rows.setdefault(id(each.poll), (each.poll, []))[1].append((number, each.option, each.place, each.places))
    for poll, mine in rows.values():
        mandate, option, place, places = np.array(mine, dtype=np.int64).T
        if poll.behind is not None:
            found.append(Typed(mandate, poll.behind, option, place, places))
        if poll.members is not None:
            found.append(Kept(mandate, Members(poll.members.mandate, poll.members.kept[option])))
    return found
