"""Templates for what two votes need: minima of a house that grows, and voter numbers."""

from __future__ import annotations

from comitia.explain.phrases import METHODS, capital, named, number
from comitia.explain.telling import At, tell
from comitia.law.mixed import Minima, VoterNumbers, Weight

_OF = {
    "larger": "the larger of its seats there and of those that it has won there",
    "mean": "the mean of its seats there and of those that it has won there, counted up and no fewer than it has won",
}


@tell.register
def _minima(rule: Minima, at: At) -> str:
    return (
        f"The minimum of a list: {number(rule.seats)} seats are shared among the districts by {METHODS[rule.method]}, "
        f"and in each among the lists by {METHODS[rule.inside]}. A list has in each district {_OF[rule.of]}; together "
        "these are its minimum. The districts, each with the number by which it has seats:"
    )


@tell.register
def _weight(row: Weight, at: At) -> str:
    return f"{capital(row.title or named(row.id))}: {number(row.number)}."


@tell.register
def _voter_numbers(rule: VoterNumbers, at: At) -> str:
    where = {"unit": "in each district", "whole": "once all districts are added up"}[rule.rounded]
    return (
        "Shares are worked out of voter numbers: the votes of a list in a district, divided by the seats of the "
        f"district. They are rounded {where}."
    )
