"""Unit votes: each unit gives all its votes to whoever carries it (winner takes all).

The centuries and tribes of Rome with one vote each; the states of the United States with their electors, where the
slate with most votes takes all of them.
"""

from __future__ import annotations

import numpy as np

from comitia.arrays import I64
from comitia.count.outcome import Step
from comitia.count.ranking import leaders
from comitia.count.rounds import Counted, Decide, Round, Tied
from comitia.count.single import Cast, Unit, by_rounds
from comitia.law.papers import UnitVotes


@by_rounds(UnitVotes, one_seat=True)
def unit_votes(rule: UnitVotes, cast: Cast, seats: int, decide: Decide) -> Counted:
    """Count one contest. The votes of units that nobody carries are not transferable."""
    carried = [carrier(rule, unit, decide) for unit in cast.units]
    weights = [sum(u.weight for u, c in zip(cast.units, carried, strict=True) if c == i) for i in _all(cast)]
    issued = sum(unit.weight for unit in cast.units)
    base = issued if rule.enough is not None and rule.enough.of == "issued" else sum(weights)
    passed = [i for i in _all(cast) if weights[i] and (rule.enough is None or rule.enough.passed(weights[i], base))]

    def settle(_: int, tied: tuple[int, ...], places: int) -> tuple[int, ...]:
        return decide(Tied(1, "elect", tied, places))

    elected = leaders(tuple(weights), passed, seats, settle)
    steps = [
        Step("carries-unit", who, {"unit": number, "weight": unit.weight, "votes": unit.votes[who]})
        for number, (unit, who) in enumerate(zip(cast.units, carried, strict=True))
        if who is not None
    ]
    steps += [Step(_did(i, elected, passed), i, {"votes": weights[i]}) for i in _all(cast) if weights[i]]
    return Counted(elected, (Round(tuple(steps), tuple(weights), issued - sum(weights), 0, None),))


def carrier(rule: UnitVotes, unit: Unit, decide: Decide) -> int | None:
    """Who carries a unit; None where nobody does."""
    most, cast = max(unit.votes), sum(unit.votes)
    if not cast or (rule.carried == "more-than-half" and most * 2 <= cast):
        return None
    first = tuple(i for i, votes in enumerate(unit.votes) if votes == most)
    if len(first) > 1:
        first = () if rule.tied == "nobody" else decide(Tied(1, "elect", first, 1))
    return first[0] if first else None


def carriers(rule: UnitVotes, votes: I64) -> I64:
    """`carrier` of many units where no lot is needed: int64 `[unit]`, a candidate, -1 for nobody, -2 for a tie.

    votes: int64 `[unit, candidate]`.
    """
    most, cast = votes.max(axis=1, initial=0), votes.sum(axis=1)
    first = votes.argmax(axis=1)
    tied = (votes == most[:, None]).sum(axis=1) > 1
    nobody = (cast == 0) | ((most * 2 <= cast) & (rule.carried == "more-than-half"))
    settled = np.where(tied, -2 if rule.tied == "lot" else -1, first)
    return np.where(nobody, -1, settled).astype(np.int64)


def _all(cast: Cast) -> range:
    return range(len(cast.tally.votes))


def _did(candidate: int, elected: tuple[int, ...], passed: list[int]) -> str:
    if candidate in elected:
        return "elected-most-votes"
    return "fewer-votes" if candidate in passed else "below-threshold"
