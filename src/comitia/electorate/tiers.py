"""Meetings and delegations, many places at once: whom those who meet choose from among themselves.

The random-utility model of districts in the aggregate: a kind of person is chosen in proportion to how many of it
there are, how likely it is to come forward, its standing, and how much those who meet have in common with it. The
same parameters as for districts serve, so that only the law differs.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np

from comitia.arrays import F64, I64, U64
from comitia.chance import Chance, mix
from comitia.electorate.crowd import Crowd
from comitia.electorate.drawing import Drawer, in_rows, laid, passed
from comitia.electorate.eligible import meets
from comitia.electorate.parameters import Parameters
from comitia.electorate.utility import Effects, summed
from comitia.law.electorates import Citizens
from comitia.plan.contests import Plan

TOGETHER = 1 << 15
"""Seats drawn together, so that what is worked on stays near the processor."""


@dataclass(frozen=True, slots=True)
class Room:
    """Those who meet in many places. territory: int64 `[place]`; ids: keys of chance, uint64 `[place]`."""

    people: Crowd
    territory: I64
    ids: U64


def drawer(model: Parameters, plan: Plan, family: str, electorate: Citizens | None) -> Drawer:
    """How likely one person of each cell is to be chosen, likeness apart; worked out once for a plan."""
    digest = model.digest_of(f"{family}.candidacy", f"{family}.standing", "meetings.odds")
    name = ("tiers", digest, family, electorate)
    if name not in plan.map.memo:
        society = plan.society
        effects: list[Effects] = [model.effects(f"{family}.candidacy"), model.effects(f"{family}.standing")]
        odds = sum((summed(society, each, society.codes, len(society.count)) for each in effects), np.zeros(1))
        weight = np.exp(odds)
        if electorate is not None:
            weight = np.exp(model.number("meetings.odds", 1.0) * odds) * meets(society, electorate.where)
        plan.map.memo[name] = Drawer.of(society, plan.map, weight)
    made: Drawer = plan.map.memo[name]
    return made


@dataclass(frozen=True, slots=True)
class Ways:
    """Whom each meeting may choose: pairs of a meeting and a type, in order of meetings.

    row, place, kind, people: int64 `[pair]`, the meeting, its place, the type and how many of it are there; chances:
    float64 `[pair]`, above 0, in proportion within a meeting; ends: the same as intervals (`drawing.laid`).
    """

    row: I64
    place: I64
    kind: I64
    people: I64
    chances: F64
    ends: F64


def ways(model: Parameters, plan: Plan, family: str, room: Room, likely: Drawer, meets_by: I64 | None = None) -> Ways:
    """How likely each meeting is to choose somebody of each type.

    family: whose parameters serve, `citizens` or `members`; meets_by: int64 `[type]`, by which of several meetings of
    its place a type is; meeting `g` of place `p` is row `p * meetings + g`. One meeting a place where absent.
    """
    place, kind, people = room.people.place, room.people.kind, room.people.number
    meetings = 1 if meets_by is None else int(meets_by.max()) + 1
    row, rows = place if meets_by is None else place * meetings + meets_by[kind], room.people.shape[0] * meetings
    liked, group = _liked(model, plan, family, row, kind, people, rows)
    chances = people * likely.per_head.ravel()[room.territory[place] * likely.kinds + kind]
    chances *= liked.ravel()[row * liked.shape[1] + group[kind]]
    order = np.flatnonzero(chances > 0)
    if meets_by is not None:
        order = order[np.argsort(row[order], kind="stable")]
    if meets_by is not None or len(order) < len(row):
        row, place, kind, people, chances = row[order], place[order], kind[order], people[order], chances[order]
    return Ways(row, place, kind, people, chances, laid(row, chances, rows))


def ways_of_citizens(
    model: Parameters, plan: Plan, purpose: str, room: Room, likely: Drawer, meets_by: I64 | None
) -> Ways:
    """`ways` of the meetings of citizens, which are the same in every run: the latest are kept with the plan."""
    families = ("citizens.candidacy", "citizens.standing", "citizens.affinity", "meetings.odds")
    name, digest = ("ways", purpose), model.digest_of(*families)
    known = plan.map.memo.get(name)
    if known is None or known[0] != digest:
        plan.map.memo[name] = known = (digest, ways(model, plan, "citizens", room, likely, meets_by))
    made: Ways = known[1]
    return made


def chosen(chance: Chance, purpose: str, may: Ways, seats: I64, ids: U64, shape: tuple[int, int]) -> Crowd:
    """How many of each type are chosen in each place; shape: places and types.

    Seats are drawn one by one; nobody is chosen twice, so those that fall on a type beyond its people are drawn again
    among those left, of whatever type. seats, ids: int64 and uint64 `[row]`, the seats of each meeting and its key.
    """
    numbers = _drawn(may.row, may.ends, seats, ids, chance, purpose)
    found, turn = np.minimum(numbers, may.people), 0
    over, left = _by_row(may.row, numbers - found, len(seats)), np.flatnonzero(found < may.people)
    while over.any():
        left = left[(over > 0)[may.row[left]]]
        row, people = may.row[left], may.people[left]
        free = people - found[left]
        ends = laid(row, may.chances[left] * free / people, len(seats))
        more = _drawn(row, ends, over, ids, chance, f"{purpose}/again/{turn}")
        taken = np.minimum(more, free)
        found[left] += taken
        over, left, turn = _by_row(row, more - taken, len(seats)), left[taken < free], turn + 1
    some = np.flatnonzero(found != 0)
    return Crowd(may.place[some], may.kind[some], found[some], shape)


def _by_row(row: I64, numbers: I64, rows: int) -> I64:
    some = np.flatnonzero(numbers != 0)
    return np.bincount(row[some], weights=numbers[some], minlength=rows).astype(np.int64)


def _drawn(row: I64, ends: F64, seats: I64, ids: U64, chance: Chance, purpose: str) -> I64:
    """How many seats fall on each pair of its meeting; none where a meeting has nobody. Some rows at a time."""
    anybody = np.zeros(len(seats), dtype=np.bool_)
    anybody[row] = True
    seats = np.where(anybody, seats, 0)
    cuts = np.searchsorted(np.cumsum(seats), np.arange(0, int(seats.sum()), TOGETHER))
    cuts = np.unique(np.concatenate([[0], cuts, [len(seats)]]))
    found = []
    for a, b in itertools.pairwise(cuts.tolist()):
        first, last = np.searchsorted(ends, [a, b], side="right")
        uniform = chance.series(purpose, ids[a:b], seats[a:b])
        found.append(in_rows(ends[first:last] - a, seats[a:b], uniform))
    return np.concatenate(found)


def _liked(model: Parameters, plan: Plan, family: str, row: I64, kind: I64, people: I64, rows: int) -> tuple[F64, I64]:
    """What it is worth to a meeting, on average, that one is like those who meet: float64 `[row, group]`.

    Groups are combinations of those attributes that matter; the second array is the group of every type. Likeness in
    an attribute multiplies by a factor of its own, so each attribute is dealt with by itself.
    """
    codes = plan.map.types.codes
    worth = {a: w for a, w in model.family(f"{family}.affinity").items() if w and a in codes}
    sizes = [int(codes[attribute].max()) + 1 for attribute in worth]
    kinds = [codes[attribute] for attribute in worth]
    group = np.ravel_multi_index(kinds, sizes) if kinds else np.zeros(len(plan.map.types), dtype=np.int64)
    groups = int(np.prod(sizes))
    met_by = np.bincount(row * groups + group[kind], weights=people, minlength=rows * groups)
    flat = met_by.astype(np.float64, copy=False).reshape(rows, groups)  # of nobody, numpy makes whole numbers
    step = max(1, TOGETHER // groups)
    for a in range(0, rows, step):
        here = flat[a : a + step]
        liked, met = here.reshape(-1, *sizes), here.sum(axis=1, keepdims=True)
        for axis, each in enumerate(worth.values(), start=1):
            liked = liked.sum(axis=axis, keepdims=True) + np.expm1(each) * liked
        np.divide(liked.reshape(-1, groups), np.maximum(met, 1), out=here)
    return flat, np.asarray(group, dtype=np.int64)


def persons(likely: Drawer, chance: Chance, purpose: str, sent: Crowd, room: Room, types: U64) -> tuple[I64, I64, U64]:
    """The cells of those chosen, one by one: place int64, cell int64, key of chance uint64, all `[person]`."""
    many = sent.number
    place, kind = np.repeat(sent.place, many), np.repeat(sent.kind, many)
    number = np.arange(len(place)) - np.repeat(np.cumsum(many) - many, many)
    own = mix(room.ids[place], types[kind], number.astype(np.uint64))
    group = room.territory[place] * likely.kinds + kind
    low, high = likely.running[likely.group_start[group]], likely.running[likely.group_start[group + 1]]
    row = passed(likely.running, low + chance.uniform(purpose, own) * (high - low)) - 1
    row = np.clip(row, likely.group_start[group], likely.group_start[group + 1] - 1)
    return place, likely.order[row], own
