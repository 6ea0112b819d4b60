"""Lists beyond one contest: what each has in all units of a route, and which of them take part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from comitia.arrays import I64
from comitia.count.entry import judge
from comitia.count.order import ordered
from comitia.count.standing import Standing
from comitia.count.tally import Tallies
from comitia.electorate.seam import Ask, Label, Poll, Slate
from comitia.law.constitution import Constitution
from comitia.law.counting import Counting, Proportional
from comitia.plan.contests import Contests
from comitia.plan.units import Unit
from comitia.run.draws import Ties

__all__ = ["Cell", "entering", "in_order", "looked_at", "standing", "taken"]

Cell = tuple[str, Label, int]
"""A unit's id, a list in it, and the votes of the list there."""


def standing(
    units: Sequence[Unit],
    valid: Mapping[str, int],
    cells: Sequence[Cell],
    won: Mapping[str, Sequence[tuple[str, str]]] | None = None,
    inside: Mapping[str, str] | None = None,
) -> Standing:
    """The lists of a body in all its units.

    valid: valid papers by unit id, -1 where not known; won: by route, the unit and the list (`` for none) of each seat;
    inside: by units of other routes, the one of these units in which each lies.
    """
    labels = {label.name: label for _, label, _ in cells}
    names, column = tuple(labels), {unit.id: u for u, unit in enumerate(units)}
    lying = column | {one: column[there] for one, there in (inside or {}).items()}
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
        {route: _by_list(names, lying, seats) for route, seats in (won or {}).items()},
    )


def _by_list(
    names: tuple[str, ...], column: Mapping[str, int], seats: Sequence[tuple[str, str]]
) -> tuple[tuple[int, ...], ...]:
    """Seats by list and unit; the last row is of those without a list.

    A unit of another route counts in the unit in which it lies (`column` has it, too), else in no place.
    """
    last = max(column.values(), default=-1) + 1
    rows = [[0] * (last + 1) for _ in range(len(names) + 1)]
    for unit, name in seats:
        rows[names.index(name) if name in names else len(names)][column.get(unit, last)] += 1
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


def taken(slate: Slate, won: I64) -> I64:
    """How many of the seats that an option has won somebody takes: a list may have fewer names than seats."""
    if slate.listed is None:
        return won
    return np.minimum(won, np.array([len(persons) for persons in slate.listed], dtype=np.int64))


def in_order(
    ask: Ask, slate: Slate, poll: Poll, won: I64, ties: Ties, law: Constitution
) -> tuple[Slate, tuple[I64 | None, ...] | None]:
    """The slate with the names of each list in the order in which they take its seats, and their personal votes."""
    rule = ask.stage.count
    if slate.listed is None or poll.personal is None or not isinstance(rule, Proportional) or rule.order is None:
        return slate, None
    article = law.cite(rule.order.article or ask.stage.article)
    listed: list[I64] = []
    personal: list[I64 | None] = []
    for option, (persons, votes) in enumerate(zip(slate.listed, poll.personal, strict=True)):
        contest = ask.names[int(slate.contest[option])]

        def settle(
            _: int, tied: tuple[int, ...], places: int, on: I64 = persons, name: str = contest
        ) -> tuple[int, ...]:
            among = tuple(int(on[i]) for i in tied)
            first = ties.settle(name, ask.stage.id, "lot", article, among, places)
            return tuple(tied[among.index(one)] for one in first)

        if votes is not None:
            places = ordered(rule.order, votes.tolist(), int(poll.tallies.votes[option]), int(won[option]), settle)
            persons, votes = persons[list(places)], votes[list(places)]
        listed.append(persons)
        personal.append(votes)
    return replace(slate, listed=tuple(listed)), tuple(personal)
