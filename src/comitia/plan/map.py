"""The map: localities cut into patches by the district lines of every route, and districts made of patches."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from comitia.arrays import F64, I64
from comitia.law.units import By
from comitia.plan.people import Territories, Types, voters_by_locality
from comitia.plan.units import Unit
from comitia.society.cells import Society


@dataclass(frozen=True, slots=True)
class Map:
    """The people in patches, and for every route the pairs (patch, contest) that say which patch votes where.

    people: int64 `[patch, type]`; territory: int64 `[patch]`; layers: per route two int64 arrays of equal length;
    having: per route that not everybody votes in, the share of each type that votes in each contest, `[contest, type]`.
    """

    types: Types
    lands: Territories
    people: I64
    territory: I64
    layers: dict[str, tuple[I64, I64]]
    having: dict[str, F64]
    spot: I64
    """Where each patch lies: locality, and the people of it that come before, int64 `[patch, 2]`."""
    memo: dict[Hashable, Any] = field(default_factory=dict, compare=False, repr=False)
    """What was worked out from the map once and holds for every run on it."""

    def name(self, society: Society, patch: int) -> str:
        """The name of a patch: its locality's, and how many of its people come before."""
        locality, before = self.spot[patch].tolist()
        return f"{society.localities.names[locality]}+{before}"

    def roll(self, route: str, contests: int) -> I64:
        """Voters on the roll of each contest by type: int64 `[contest, type]`."""
        if ("roll", route) not in self.memo:
            self.memo["roll", route] = self._roll(route, contests)
        return self.memo["roll", route]  # type: ignore[no-any-return]

    def _roll(self, route: str, contests: int) -> I64:
        patches, contest = self.layers[route]
        order = np.argsort(contest, kind="stable")
        rolls = np.zeros((contests, len(self.types)), dtype=np.int64)
        present, first = np.unique(contest[order], return_index=True)
        rolls[present] = np.add.reduceat(self.people[patches[order]], first, axis=0)
        return _part(rolls, self.having[route]) if route in self.having else rolls

    def parts(self, route: str, contests: int) -> tuple[I64, I64, I64]:
        """The rolls without those types of which nobody votes: contest, type and voters, int64 `[part]`, in order."""
        if ("parts", route) not in self.memo:
            roll = self.roll(route, contests)
            contest, kind = np.nonzero(roll)
            self.memo["parts", route] = (contest, kind, roll[contest, kind])
        return self.memo["parts", route]  # type: ignore[no-any-return]

    def voters(self, route: str, patch: int, contest: int) -> I64:
        """Voters of a patch in a contest by type: int64 `[type]`."""
        return _part(self.people[patch], self.having[route][contest]) if route in self.having else self.people[patch]


def _part(people: I64, share: F64) -> I64:
    """The nearest whole number of people to a share of them."""
    return np.asarray(np.rint(people * share), dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Layer:
    """What the map needs to know of a route: its units, whether they are nested, and the share of types that vote.

    equal: in what the divisions of a unit are equal, voters of the route or inhabitants.
    """

    units: tuple[Unit, ...]
    nested: bool
    having: F64 | None
    equal: By = "voters"


@dataclass(frozen=True, slots=True)
class _Line:
    """The localities of one unit, weighted by its voters or inhabitants, and where equal divisions of them are cut.

    cuts: pairs (place in `localities`, offset in people of that locality) as int64 `[cut, 2]`.
    """

    route: str
    first: int
    localities: I64
    cuts: I64


def draw(society: Society, kinds: Types, lands: Territories, routes: dict[str, Layer]) -> Map:
    """Cut the society's localities into the districts of every route that citizens vote in."""
    voters = voters_by_locality(society, kinds, lands)
    sizes = voters.sum(axis=1)
    lines = [line for route, layer in routes.items() for line in _lines(society, voters, sizes, route, layer)]
    locality, begin, end = _patches(sizes, lines)
    people = _split(voters, sizes, locality, begin, end)
    layers: dict[str, tuple[I64, I64]] = {}
    for route in routes:
        pairs = [_assign(line, len(sizes), locality, begin) for line in lines if line.route == route]
        layers[route] = (
            np.concatenate([patch for patch, _ in pairs]),
            np.concatenate([contest for _, contest in pairs]),
        )
    having = {route: layer.having for route, layer in routes.items() if layer.having is not None}
    spot = np.stack([locality, begin], axis=1)
    return Map(kinds, lands, people, lands.of_locality[locality], layers, having, spot)


def _lines(society: Society, voters: I64, sizes: I64, route: str, layer: Layer) -> list[_Line]:
    lines, found = [], layer.units
    inner = () if layer.nested else tuple((unit.attribute, unit.value) for unit in found if unit.attribute)
    for first, unit in enumerate(found):
        if unit.division == 0:
            where = _inside(society, unit, inner)
            weight = _weight(society, voters, sizes, layer, first)
            lines.append(_Line(route, first, where, _cuts(weight[where], sizes[where], unit.divisions)))
    return lines


def _weight(society: Society, voters: I64, sizes: I64, layer: Layer, first: int) -> I64:
    """What each locality counts for where a line is cut: int64 `[locality]`."""
    if layer.equal == "inhabitants":
        return society.localities.inhabitants
    return sizes if layer.having is None else np.rint(voters @ layer.having[first]).astype(np.int64)


def _cuts(weight: I64, sizes: I64, divisions: int) -> I64:
    """Where a line of localities is cut into divisions of equal weight: int64 `[cut, 2]`."""
    ends = np.cumsum(weight)
    total = int(ends[-1]) if len(ends) else 0
    at = np.array([_at(total, k, divisions) for k in range(1, divisions)], dtype=np.int64)
    inside = np.searchsorted(ends, at, side="right")
    at, inside = at[inside < len(ends)], inside[inside < len(ends)]
    into = at - (ends - weight)[inside]
    return np.stack([inside, into * sizes[inside] // np.maximum(weight[inside], 1)], axis=1)


def _at(total: int, part: int, parts: int) -> int:
    return (2 * total * part + parts) // (2 * parts)


def _inside(society: Society, unit: Unit, inner: Sequence[tuple[str, int]]) -> I64:
    """The localities of a unit; where units are not nested, without those that are units inside it (`inner`)."""
    codes = society.localities.codes
    if unit.attribute is None or unit.attribute not in codes:
        return np.arange(len(society.localities.names))
    mask = codes[unit.attribute] == unit.value
    for name, value in inner:
        if society.attribute(name).within == unit.attribute:
            mask &= codes[name] != value
    return np.flatnonzero(mask)


def _patches(sizes: I64, lines: list[_Line]) -> tuple[I64, I64, I64]:
    """Every piece of a locality between two cuts: its locality and the offsets at which it begins and ends."""
    where, offset = [np.arange(len(sizes))], [np.zeros(len(sizes), dtype=np.int64)]
    for line in lines:
        where.append(line.localities[line.cuts[:, 0]])
        offset.append(line.cuts[:, 1])
    points = np.unique(np.stack([np.concatenate(where), np.concatenate(offset)], axis=1), axis=0)
    locality, begin = points[:, 0], points[:, 1]
    last = np.append(locality[1:] != locality[:-1], True)
    end = np.where(last, sizes[locality], np.append(begin[1:], 0))
    return locality, begin, end


def _split(voters: I64, sizes: I64, locality: I64, begin: I64, end: I64) -> I64:
    """The people of each patch by cumulative rounding along its locality, so that every locality's sums hold."""
    size = np.maximum(sizes[locality], 1)[:, None]
    upto = (2 * voters[locality] * end[:, None] + size) // (2 * size)
    start = np.concatenate([np.zeros_like(upto[:1]), upto[:-1]])  # a patch begins where the one before it ends
    start[begin == 0] = 0
    return np.asarray(upto - start, dtype=np.int64)


def _assign(line: _Line, localities: int, locality: I64, begin: I64) -> tuple[I64, I64]:
    """The patches on a line, and the contest in which each of them votes."""
    place = np.full(localities, -1, dtype=np.int64)
    place[line.localities] = np.arange(len(line.localities))
    patches = np.flatnonzero(place[locality] >= 0)
    span = int(begin.max()) + 1
    cut = line.cuts[:, 0] * span + line.cuts[:, 1]
    here = place[locality[patches]] * span + begin[patches]
    return patches, line.first + np.searchsorted(cut, here, side="right")
