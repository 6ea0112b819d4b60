"""Meetings and delegations, many places at once: whom those who meet choose from among themselves.

The random-utility model of districts in the aggregate: a kind of person is chosen in proportion to how many of it
there are, how likely it is to come forward, its standing, and how much those who meet have in common with it. The
same parameters as for districts serve, so that only the law differs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from comitia.arrays import F64, I64, U64
from comitia.chance import Chance, mix
from comitia.electorate.binomial import multinomial
from comitia.electorate.drawing import Drawer
from comitia.electorate.eligible import meets
from comitia.electorate.parameters import Parameters
from comitia.electorate.utility import Effects, summed
from comitia.law.electorates import Citizens
from comitia.plan.contests import Plan

Again = Callable[[int], F64]
"""Uniforms for one more turn of choosing, one a type in a place."""


@dataclass(frozen=True, slots=True)
class Room:
    """Those who meet in many places. people: int64 `[place, type]`; territory: int64 `[place]`; ids: `[place]`."""

    people: I64
    territory: I64
    ids: U64


def drawer(model: Parameters, plan: Plan, family: str, electorate: Citizens | None) -> Drawer:
    """How likely one person of each cell is to be chosen, likeness apart; worked out once for a plan."""
    name = ("tiers", model.digest, family, electorate)
    if name not in plan.map.memo:
        society = plan.society
        effects: list[Effects] = [model.effects(f"{family}.candidacy"), model.effects(f"{family}.standing")]
        odds = sum((summed(society, each, society.codes, len(society.count)) for each in effects), np.zeros(1))
        weight = np.exp(odds)
        if electorate is not None:
            weight = np.exp(model.number("meetings.odds", 1.0) * odds) * meets(society, electorate.where)
        plan.map.memo[name] = (Drawer.of(society, plan.map, weight), model)
    made: Drawer = plan.map.memo[name][0]
    return made


def chosen(
    model: Parameters,
    plan: Plan,
    chance: Chance,
    purpose: str,
    family: str,
    room: Room,
    seats: I64,
    likely: Drawer,
    among: I64 | None = None,
) -> I64:
    """How many of each type are chosen in each place: int64 `[place, type]`.

    family: whose parameters serve, `citizens` or `members`; seats: int64 `[place]`; among: the types that meet by
    themselves, all where absent.
    """
    kinds = np.arange(len(plan.map.types)) if among is None else among
    people = room.people if among is None else room.people[:, kinds]
    group, alike = _likeness(model, plan, family)
    group = group[kinds]
    groups = np.zeros((len(people), len(alike)))
    for number in np.unique(group):
        groups[:, number] = people[:, group == number].sum(axis=1)
    liked = groups @ alike / np.maximum(groups.sum(axis=1, keepdims=True), 1)
    place, kind = np.nonzero(people)
    chances = people[place, kind] * likely.per_head[room.territory[place], kinds[kind]] * liked[place, group[kind]]
    some = chances > 0
    place, kind, chances = place[some], kind[some], chances[some]
    uniform = chance.uniform(purpose, room.ids[place], plan.map.types.keys[kinds[kind]])
    numbers = multinomial(seats, place, chances, uniform)

    def again(turn: int) -> F64:
        return chance.uniform(f"{purpose}/again/{turn}", room.ids[place], plan.map.types.keys[kinds[kind]])

    found = np.zeros(room.people.shape, dtype=np.int64)
    found[place, kinds[kind]] = _nobody_twice(numbers, people[place, kind], place, chances, len(seats), again)
    return found


def _nobody_twice(numbers: I64, people: I64, place: I64, chances: F64, places: int, again: Again) -> I64:
    """No more of a type are chosen than there are: seats beyond that go to those left, of whatever type."""
    found, turn = np.minimum(numbers, people), 0
    over: I64 = np.bincount(place, weights=numbers - found, minlength=places).astype(np.int64)
    while over.any():
        left = (found < people) & (over[place] > 0)
        if not left.any():
            break
        weights = chances[left] * (people - found)[left] / people[left]
        more = multinomial(over, place[left], weights, again(turn)[left])
        taken = np.minimum(more, (people - found)[left])
        found[left] += taken
        has_left = np.bincount(place[left], minlength=places) > 0
        rest: I64 = np.bincount(place[left], weights=more - taken, minlength=places).astype(np.int64)
        over, turn = np.where(has_left, rest, 0), turn + 1
    return found


def _likeness(model: Parameters, plan: Plan, family: str) -> tuple[I64, F64]:
    """What it is worth to one group that another is like it, as a factor: float64 `[chooser, chosen]`.

    Groups are the types that are alike in all attributes that matter; the first array is the group of every type.
    """
    name = ("likeness", model.digest, family)
    if name not in plan.map.memo:
        worth = {a: w for a, w in model.family(f"{family}.affinity").items() if a in plan.map.types.codes}
        codes = np.stack([plan.map.types.codes[a] for a in worth] or [np.zeros(len(plan.map.types), np.int64)], axis=1)
        values, group = np.unique(codes, axis=0, return_inverse=True)
        total = np.zeros((len(values), len(values)))
        for column, each in enumerate(worth.values()):
            total += each * (values[:, column][:, None] == values[:, column][None, :])
        plan.map.memo[name] = (group.reshape(-1), np.exp(total), model)
    made: tuple[I64, F64, Parameters] = plan.map.memo[name]
    return made[0], made[1]


def persons(likely: Drawer, chance: Chance, purpose: str, counts: I64, room: Room, types: U64) -> tuple[I64, I64, U64]:
    """The cells of those chosen, one by one: place int64, cell int64, key of chance uint64, all `[person]`."""
    place, kind = np.nonzero(counts)
    many = counts[place, kind]
    place, kind = np.repeat(place, many), np.repeat(kind, many)
    number = np.arange(len(place)) - np.repeat(np.cumsum(many) - many, many)
    own = mix(room.ids[place], types[kind], number.astype(np.uint64))
    group = room.territory[place] * likely.kinds + kind
    low, high = likely.running[likely.group_start[group]], likely.running[likely.group_start[group + 1]]
    row = np.searchsorted(likely.running, low + chance.uniform(purpose, own) * (high - low), side="right") - 1
    row = np.clip(row, likely.group_start[group], likely.group_start[group + 1] - 1)
    return place, likely.order[row], own
