"""Lists beyond one contest: what each has in all units of a route, and which of them take part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from comitia.arrays import I64
from comitia.count.entry import judge
from comitia.count.standing import Standing
from comitia.count.tally import Tallies
from comitia.electorate.seam import Label, Poll, Slate
from comitia.law.counting import Counting, Proportional
from comitia.plan.contests import Contests
from comitia.plan.units import Unit

__all__ = ["Cell", "entering", "looked_at", "standing"]

Cell = tuple[str, Label, int]
"""A unit's id, a list in it, and the votes of the list there."""


def standing(
    units: Sequence[Unit],
    valid: Mapping[str, int],
    cells: Sequence[Cell],
    won: Mapping[str, Sequence[tuple[str, str]]] | None = None,
) -> Standing:
    """The lists of a body in all its units.

    valid: valid papers by unit id, -1 where not known; won: by route, the unit and the list (`` for none) of each seat.
    """
    labels = {label.name: label for _, label, _ in cells}
    names, column = tuple(labels), {unit.id: u for u, unit in enumerate(units)}
    votes, printed = ([[0] * len(units) for _ in names] for _ in range(2))
    alliance = [[""] * len(units) for _ in names]
    for unit, label, number in cells:
        i, u = names.index(label.name), column[unit]
        votes[i][u] += number
        printed[i][u], alliance[i][u] = label.printed, label.alliance
    return Standing(
        names,
        tuple(labels[name].kind for name in names),
        tuple(labels[name].members for name in names),
        tuple(unit.id for unit in units),
        tuple(unit.title for unit in units),
        tuple(unit.region for unit in units),
        tuple(unit.seats for unit in units),
        tuple(valid.get(unit.id, -1) for unit in units),
        tuple(map(tuple, votes)),
        tuple(map(tuple, printed)),
        tuple(map(tuple, alliance)),
        {route: _by_list(names, column, seats) for route, seats in (won or {}).items()},
    )


def _by_list(
    names: tuple[str, ...], column: Mapping[str, int], seats: Sequence[tuple[str, str]]
) -> tuple[tuple[int, ...], ...]:
    """Seats by list and unit; the last row is of those without a list. A unit of another route counts in no place."""
    rows = [[0] * (len(column) + 1) for _ in range(len(names) + 1)]
    for unit, name in seats:
        rows[names.index(name) if name in names else len(names)][column.get(unit, len(column))] += 1
    return tuple(map(tuple, rows))


def looked_at(contests: Contests, here: I64, slate: Slate, tallies: Tallies, rule: Counting) -> Standing | None:
    """The lists of the contests held together, where the rule asks more of them than their votes in one contest."""
    if slate.labels is None or not isinstance(rule, Proportional) or not (rule.entry or rule.alliances):
        return None
    units = [contests.units[i] for i in here.tolist()]
    where = [units[int(k)].id for k in slate.contest]
    valid = dict(zip([unit.id for unit in units], tallies.valid.tolist(), strict=True))
    return standing(units, valid, list(zip(where, slate.labels, tallies.votes.tolist(), strict=True)))


def entering(given: Standing, slate: Slate, poll: Poll, rule: Counting) -> Tallies:
    """The tallies with who takes part, and who stands in an alliance."""
    assert isinstance(rule, Proportional)
    assert slate.labels is not None
    together = rule.alliances is not None and rule.alliances.bars == "alliance"
    pairs = list(zip(slate.labels, slate.contest.tolist(), strict=True))
    enters = [judge(rule.entry, given, given.names.index(label.name), k, together).enters for label, k in pairs]
    numbers = dict.fromkeys((k, label.alliance) for label, k in pairs if label.alliance)
    order = {pair: number for number, pair in enumerate(numbers)}
    alliance = [order.get((k, label.alliance), -1) for label, k in pairs]
    return replace(poll.tallies, enters=np.array(enters, dtype=np.bool_), alliance=np.array(alliance, dtype=np.int64))
