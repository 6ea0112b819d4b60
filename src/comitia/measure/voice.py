"""Whose votes stand behind the seats: what one person's vote weighs, by any attribute, through all tiers."""

from __future__ import annotations

import numpy as np

from comitia.arrays import F64
from comitia.electorate.behind import product
from comitia.run.journal import Typed
from comitia.run.result import Result


def behind(result: Result, by: str) -> F64:
    """For every mandate the shares of the groups whose votes stand behind it: float64 `[mandate, value]`.

    A mandate won by votes of citizens (or of a plenum) has the shares of those who voted for it; one won by votes of
    members has the mean of what stands behind them. Rows are 0 where the run does not know, as for offices.
    """
    mix = _mix(result, by)
    table = np.zeros((len(result.journal.seats), mix.shape[1]))
    for edge in result.journal.edges:
        if isinstance(edge, Typed):
            rows = edge.behind.mixed(edge.option, mix)
        else:
            rows = product(edge.members.kept, table[edge.members.mandate])
        table[edge.mandate] = rows / np.maximum(rows.sum(axis=1, keepdims=True), 1e-300)
    return table


def _mix(result: Result, by: str) -> F64:
    """The shares of the values of an attribute among the people of each type: float64 `[type, value]`."""
    memo, name = result.plan.map.memo, ("mix", by)
    if name not in memo:
        society, kinds = result.meta.society, result.plan.map.types
        size = len(society.attribute(by).values)
        flat = kinds.of_cell * size + society.codes[by]
        people = np.bincount(flat, weights=society.count, minlength=len(kinds) * size).reshape(-1, size)
        memo[name] = people / np.maximum(people.sum(axis=1, keepdims=True), 1)
    made: F64 = memo[name]
    return made


def weight(result: Result, body: str, table: F64, by: str) -> F64:
    """What a vote of each group weighs in a body: its share of what stands behind the seats, over its share of people.

    float64 `[value]`, 1.0 where a group has the voice that its number gives; nan where the run knows of no votes.
    """
    if body in result.tiers:
        return _in_tiers(result, body, by)
    mandates = [seat.mandate for seat in result.seats(body)]
    rows = table[mandates]
    known = rows.sum(axis=1) > 0
    outside = result.meta.society.marginal(by) / result.meta.society.count.sum()
    if not known.any():
        return np.full(len(outside), np.nan)
    return np.asarray(rows[known].mean(axis=0) / np.where(outside > 0, outside, np.nan))


def _in_tiers(result: Result, body: str, by: str) -> F64:
    """The same for a body of which there is one in every place: the voters behind it weighed by its seats."""
    society, kinds, seated = result.meta.society, result.plan.map.types, result.tiers[body]
    outside = society.marginal(by) / society.count.sum()
    if by not in kinds.codes:
        return np.full(len(outside), np.nan)
    memo, name = result.plan.map.memo, ("behind by", body, by)
    if name not in memo:
        values = np.arange(len(outside)) == kinds.codes[by][:, None]
        memo[name] = product(seated.behind, values.astype(np.float64))
    behind = memo[name]
    voters = behind.sum(axis=1)
    each = np.divide(seated.people.size, voters, out=np.zeros(len(voters)), where=voters > 0)
    share = (each[:, None] * behind).sum(axis=0) / max(seated.total, 1)
    return np.asarray(share / np.where(outside > 0, outside, np.nan))
