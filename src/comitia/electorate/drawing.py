"""Drawing persons from the people: by contest, by organisation, or from the whole state."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from comitia.arrays import F64, I64, Bools
from comitia.plan.map import Map
from comitia.society.cells import Society


def pick(weights: F64, uniform: F64) -> I64:
    """Rows picked with probability in proportion to weights: int64, one for each uniform."""
    return at(np.cumsum(weights), uniform)


def at(running: F64, uniform: F64) -> I64:
    """Rows picked from a running sum of weights: int64, one for each uniform."""
    return np.minimum(passed(running, uniform * running[-1]), len(running) - 1)


def passed(running: F64, spot: F64) -> I64:
    """How many numbers of a running sum are not above each spot: int64 `[spot]`; looked up from low to high, nearby."""
    order = np.argsort(spot)
    found = np.empty(len(spot), dtype=np.int64)
    found[order] = np.searchsorted(running, spot[order], side="right")
    return found


def laid(row: I64, weights: F64, rows: int) -> F64:
    """Values of rows, laid end to end in order of rows, as intervals of a line on which row `r` is from r to r + 1.

    Where each of them ends, float64 `[value]`; its length is the part of its weight, above 0, in those of its row.
    """
    total = np.bincount(row, weights=weights, minlength=rows)
    last = np.append(np.flatnonzero(row[1:] != row[:-1]), len(row) - 1) if len(row) else np.empty(0, dtype=np.int64)
    size, own = _steps(last, -1), row[last]
    ends = weights / np.repeat(total[own], size)
    np.cumsum(ends, out=ends)
    ends -= np.repeat(np.concatenate([[0.0], ends[last]])[:-1], size)
    ends += row
    np.minimum(ends, np.repeat(own + 1.0, size), out=ends)
    ends[last] = own + 1.0
    return np.asarray(ends)


def in_rows(ends: F64, many: I64, uniform: F64) -> I64:
    """How often each value of a line of rows (`laid`) is drawn: int64 `[value]`, multinomial within rows.

    many: int64 `[row]`, draws in each row, 0 where it has no value; uniform: one for each draw.
    """
    row = np.arange(len(many), dtype=np.float64)
    spot = np.minimum(np.repeat(row, many) + uniform, np.repeat(np.nextafter(row + 1.0, 0.0), many))
    return between_ends(ends, spot)


def between_ends(ends: F64, spot: F64) -> I64:
    """How many spots lie before each end and not before the one before it: int64 `[end]`; none is below 0.

    A few spots are looked up; many are sorted together with the ends, which is one pass where a search is many steps.
    """
    if len(ends) > 1.5 * len(spot):
        return np.bincount(np.searchsorted(ends, np.sort(spot), side="right"), minlength=len(ends))
    bits = np.concatenate([ends, spot]).view(np.uint64)  # numbers not below 0 are in the order of their bits
    bits <<= np.uint64(1)
    bits[len(ends) :] |= np.uint64(1)
    bits.sort()
    bits &= np.uint64(1)
    return _steps(np.flatnonzero(bits == 0), -1) - 1


def _steps(numbers: I64, before: int) -> I64:
    """How far each number is from the one before it, the first from `before`."""
    steps = np.empty_like(numbers)
    steps[:1] = numbers[:1] - before
    np.subtract(numbers[1:], numbers[:-1], out=steps[1:])
    return steps


@dataclass(frozen=True, slots=True)
class Drawer:
    """Draws cells for contests of citizens: first a patch and a type of the contest, then a cell of that kind.

    A person of a contest is drawn from those who live there, in proportion to how likely each is to come forward.
    """

    order: I64
    running: F64
    group_start: I64
    kinds: int
    per_head: F64

    @staticmethod
    def of(society: Society, map_: Map, weight: F64) -> Drawer:
        """Prepare; `weight`: how likely one person of each cell is to come forward, float64 `[cell]`."""
        kinds = len(map_.types)
        group = map_.lands.of_cell * kinds + map_.types.of_cell
        order = np.argsort(group, kind="stable")
        running = np.concatenate([[0.0], np.cumsum((society.count * weight)[order])])
        group_start = np.searchsorted(group[order], np.arange(len(map_.lands) * kinds + 1))
        total = np.diff(running[group_start])
        people = np.bincount(group, weights=society.count, minlength=len(total))
        per_head = np.divide(total, people, out=np.zeros_like(total), where=people > 0)
        return Drawer(order, running, group_start, kinds, per_head.reshape(-1, kinds))

    def places(self, map_: Map, route: str) -> Places:
        """The patches and types of each contest of a route, as one running sum."""
        patches, contest = map_.layers[route]
        by = np.argsort(contest, kind="stable")
        patches = patches[by]
        weight = map_.people[patches] * self.per_head[map_.territory[patches]]
        if route in map_.having:
            weight = weight * map_.having[route][contest[by]]
        running = np.concatenate([[0.0], np.cumsum(weight.ravel())])
        ends = np.searchsorted(contest[by], np.arange(int(contest.max()) + 2)) * self.kinds
        return Places(map_.territory[patches], running, ends)

    def cells(self, places: Places, contest: I64, where: F64, which: F64) -> I64:
        """A cell for each person wanted in each `contest`, from two uniforms: int64 `[person]`."""
        low, high = places.running[places.ends[contest]], places.running[places.ends[contest + 1]]
        spot = passed(places.running, low + where * (high - low)) - 1
        spot = np.clip(spot, places.ends[contest], places.ends[contest + 1] - 1)
        group = places.territory[spot // self.kinds] * self.kinds + spot % self.kinds
        low, high = self.running[self.group_start[group]], self.running[self.group_start[group + 1]]
        row = passed(self.running, low + which * (high - low)) - 1
        row = np.clip(row, self.group_start[group], self.group_start[group + 1] - 1)
        return np.asarray(self.order[row])


@dataclass(frozen=True, slots=True)
class Places:
    """For each (contest, patch) the territory; the running sum of weights by patch and type; where contests end."""

    territory: I64
    running: F64
    ends: I64

    @property
    def anybody(self) -> Bools:
        """Whether there is somebody in each contest who may come forward: bool `[contest]`."""
        return np.asarray(np.diff(self.running[self.ends]) > 0)
