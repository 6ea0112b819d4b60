"""Run-off: elected at once is whoever passes every bar; else leaders go on to a second vote, which most votes win.

The two-round system (Lakeman 1974); with `qualified` that of the deputies of the French National Assembly (Code
électoral, L126 and L162). Where papers rank the candidates they decide the second vote at once: the contingent vote.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from comitia.arrays import I64, Bools
from comitia.count.majority import passes
from comitia.count.outcome import Step
from comitia.count.preferences import Preferences, preferences_of_all
from comitia.count.ranking import leaders, leaders_batch
from comitia.count.rounds import Counted, Decide, Round, Tied, What
from comitia.count.single import Cast, by_rounds
from comitia.count.tally import Settle, Tallies, Tally
from comitia.law.papers import RunOff

ELECTED, GOES_ON = 2, 1
"""What `first_votes` says of a candidate; 0: drops out."""


@by_rounds(RunOff, one_seat=True)
def run_off(rule: RunOff, cast: Cast, seats: int, decide: Decide) -> Counted:
    """Count one contest; without papers that rank, the second vote is still to be held."""
    papers, tally, one = cast.ballots, cast.tally, 1
    if papers:
        first = preferences_of_all(papers, (True,) * papers.candidates)
        tally, one = _in_parts(tally, first), first.one
    elected, on = first_vote(rule, tally, seats, decide)
    rounds = [Round(_first_steps(tally, elected, on), tally.votes, 0, 0, None)]
    if papers and on:
        second = preferences_of_all(papers, tuple(i in on for i in range(len(tally.votes))))
        elected = leaders(second.votes, list(on), seats, _asked(decide, 2, "elect"))
        exhausted = second.exhausted - first.exhausted
        rounds.append(Round(_second_steps(second.votes, elected, on), second.votes, exhausted, 0, None))
    return Counted(elected, tuple(rounds), one)


def first_vote(rule: RunOff, tally: Tally, seats: int, decide: Decide) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Those elected at once; and those who go on where nobody is."""
    votes, all_ = tally.votes, list(range(len(tally.votes)))
    passed = [i for i in all_ if all(bar.passed(votes[i], tally.base(bar.of)) for bar in rule.enough)]
    elected = leaders(votes, passed, seats, _asked(decide, 1, "elect"))
    if elected:
        return elected, ()
    bar = rule.qualified
    qualified = [i for i in all_ if bar and bar.passed(votes[i], tally.base(bar.of))]
    if len(qualified) >= rule.leaders:
        return (), tuple(qualified)
    if rule.last_place == "all":
        return (), tuple(i for i in all_ if sum(v > votes[i] for v in votes) < rule.leaders)
    return (), leaders(votes, all_, rule.leaders, _asked(decide, 1, "go-on"))


def _asked(decide: Decide, number: int, what: What) -> Settle:
    def settle(_: int, tied: tuple[int, ...], places: int) -> tuple[int, ...]:
        return decide(Tied(number, what, tied, places))

    return settle


def _in_parts(tally: Tally, first: Preferences) -> Tally:
    """First preferences in parts of a vote, with the figures that bars are measured by in the same parts."""
    names = ("registered", "issued", "participants", "members")
    figures = {name: figure * first.one for name in names if (figure := getattr(tally, name)) > 0}
    return replace(tally, votes=first.votes, valid=sum(first.votes), **figures)


def _first_steps(tally: Tally, elected: tuple[int, ...], on: tuple[int, ...]) -> tuple[Step, ...]:
    did = ["elected-above-threshold" if i in elected else "goes-on" if i in on else "drops-out" for i in _all(tally)]
    return tuple(Step(did[i], i, {"votes": tally.votes[i]}) for i in _all(tally))


def _second_steps(votes: tuple[int, ...], elected: tuple[int, ...], on: tuple[int, ...]) -> tuple[Step, ...]:
    return tuple(Step("elected-most-votes" if i in elected else "fewer-votes", i, {"votes": votes[i]}) for i in on)


def _all(tally: Tally) -> range:
    return range(len(tally.votes))


DecideMany = Callable[[int, Tied], tuple[int, ...]]
"""Settles a tie of one contest of many: its number, and the tie."""


def first_votes(rule: RunOff, tallies: Tallies, decide: DecideMany) -> I64:
    """`first_vote` of many contests for one seat each: int64 `[option]`, `ELECTED`, `GOES_ON`, or 0 where neither."""
    start, votes, contest = tallies.start, tallies.votes, tallies.contest
    one = np.ones(len(tallies), dtype=np.int64)
    passed = np.ones(len(votes), dtype=np.bool_)
    for bar in rule.enough:
        passed &= passes(bar, votes, tallies.base(bar.of)[contest])
    elected = leaders_batch(start, votes, passed, one, _asked_many(decide, "elect"))
    still = ~(np.add.reduceat(np.append(elected, False), start[:-1]) > 0) & (np.diff(start) > 0)
    qualified = np.zeros(len(votes), dtype=np.bool_)
    if rule.qualified:
        bar = rule.qualified
        qualified = passes(bar, votes, tallies.base(bar.of)[contest]) & still[contest]
    enough = np.bincount(contest[qualified], minlength=len(tallies)) >= rule.leaders
    led = (still & ~enough)[contest]
    if rule.last_place == "all":
        on = led & _among_the_first(start, votes, contest, rule.leaders)
    else:
        on = leaders_batch(start, votes, led, one * rule.leaders, _asked_many(decide, "go-on"))
    on |= qualified & enough[contest]
    return elected.astype(np.int64) * ELECTED + on * GOES_ON


def _asked_many(decide: DecideMany, what: What) -> Settle:
    def settle(contest: int, tied: tuple[int, ...], places: int) -> tuple[int, ...]:
        return decide(contest, Tied(1, what, tied, places))

    return settle


def _among_the_first(start: I64, votes: I64, contest: I64, places: int) -> Bools:
    """Whether fewer than `places` of the contest have more votes: bool `[option]`."""
    order = np.lexsort((-votes, contest))
    size = np.diff(start)[contest]
    last = votes[order[np.minimum(start[contest] + np.minimum(size, places) - 1, len(votes) - 1)]]
    return np.asarray(votes >= last, dtype=np.bool_)
