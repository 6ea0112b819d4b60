"""Rules that other libraries count: committees from approvals (abcvoting), one winner from rankings (pref_voting).

They are looked for when such a rule is counted, and no sooner. What they give back is a set of outcomes; where it has
several, candidates are decided between one after the other until a single outcome is left.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from importlib import import_module
from typing import Any

from comitia.count.ballots import Ballots
from comitia.count.outcome import Step
from comitia.count.rounds import Counted, Decide, Round, Tied
from comitia.count.single import Cast, by_rounds
from comitia.law.faults import Fault, Faults, did_you_mean
from comitia.law.papers import ByLibrary

Outcomes = set[frozenset[int]]


@by_rounds(ByLibrary)
def outside(rule: ByLibrary, cast: Cast, seats: int, decide: Decide) -> Counted:
    """Count one contest. Raises `Faults` where the library or its rule is not there, or fills no so many seats."""
    assert cast.ballots is not None
    outcomes = {"abcvoting": committees, "pref-voting": winners}[rule.library](rule, cast.ballots, seats)
    elected = tuple(sorted(one_of(outcomes, decide)))
    did = ["elected-by-library" if i in elected else "not-elected" for i in range(cast.ballots.candidates)]
    steps = tuple(Step(what, i, {"votes": cast.tally.votes[i]}) for i, what in enumerate(did))
    return Counted(elected, (Round(steps, cast.tally.votes, 0, 0, None),))


def one_of(outcomes: Outcomes, decide: Decide) -> frozenset[int]:
    """A single outcome: as long as there are several, who of those in dispute is elected is a tie for one place."""
    while len(outcomes) > 1:
        disputed = sorted(frozenset.union(*outcomes) - frozenset.intersection(*outcomes))
        taken = decide(Tied(1, "elect", tuple(disputed), 1))
        if not taken:
            return frozenset.intersection(*outcomes)
        outcomes = {each for each in outcomes if taken[0] in each}
    return next(iter(outcomes), frozenset())


def committees(rule: ByLibrary, ballots: Ballots, seats: int) -> Outcomes:
    """All committees that an approval-based rule of abcvoting finds."""
    preferences, rules = _module(rule, "abcvoting.preferences"), _module(rule, "abcvoting.abcrules")
    _known(rule, rules.MAIN_RULE_IDS)
    profile = preferences.Profile(ballots.candidates)
    for paper, weight in enumerate(ballots.weight.tolist()):
        approved = [mark for mark in ballots.marks[paper].tolist() if mark >= 0]
        profile.add_voters([approved] * weight)
    found = rules.compute(rule.method, profile, committeesize=seats, resolute=False)
    return {frozenset(int(i) for i in committee) for committee in found}


def winners(rule: ByLibrary, ballots: Ballots, seats: int) -> Outcomes:
    """All winners that a rule of pref_voting finds; each is an outcome of its own."""
    if seats != 1:
        message = f"'{rule.method}' of {rule.library} fills one seat, and {seats:,} are to be filled."
        raise Faults(Fault("one-seat", message, file="--seats", mend="Fill one seat, or take another rule."))
    methods, profiles = _module(rule, "pref_voting.voting_methods"), _module(rule, "pref_voting.profiles_with_ties")
    _known(rule, [name for name in dir(methods) if callable(getattr(methods, name)) and not name.startswith("_")])
    papers = [(_ranks(ballots, paper), number) for paper, number in enumerate(ballots.weight.tolist())]
    ranked = [(ranks, number) for ranks, number in papers if ranks]
    profile = profiles.ProfileWithTies(
        [ranks for ranks, _ in ranked], [number for _, number in ranked], candidates=list(range(ballots.candidates))
    )
    profile.use_extended_strict_preference()
    return {frozenset([int(i)]) for i in getattr(methods, rule.method)(profile)}


def _ranks(ballots: Ballots, paper: int) -> dict[int, int]:
    """The rank of every candidate whom a paper ranks, from 1."""
    ranks = [some for rank in ballots.ranks(paper) if (some := [mark for mark in rank if mark >= 0])]
    return {mark: place for place, rank in enumerate(ranks, 1) for mark in rank}


def _module(rule: ByLibrary, name: str) -> Any:
    try:
        return import_module(name)
    except ImportError:
        message = f"'{rule.method}' is counted by the library {rule.library}, which is not installed."
        raise Faults(Fault("not-installed", message, mend="Install it: pip install 'comitia[rules]'")) from None


def _known(rule: ByLibrary, methods: Iterable[str]) -> None:
    known: Collection[str] = list(methods)
    if rule.method not in known:
        message = f"The library {rule.library} has no rule '{rule.method}'."
        mend = did_you_mean(rule.method, known) or "Its documentation lists its rules."
        raise Faults(Fault("unknown-method", message, mend=mend))
