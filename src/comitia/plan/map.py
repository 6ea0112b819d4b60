"""The map: localities cut into patches by the district lines of every route, and districts made of patches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from comitia.plan.people import Territories, Types, voters_by_locality
from comitia.plan.units import Unit
from comitia.society.cells import Society

I64 = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Map:
    """The people in patches, and for every route the pairs (patch, contest) that say which patch votes where.

    people: int64 `[patch, type]`; territory: int64 `[patch]`; layers: per route two int64 arrays of equal length.
    """

    types: Types
    lands: Territories
    people: I64
    territory: I64
    layers: dict[str, tuple[I64, I64]]

    def roll(self, route: str, contests: int) -> I64:
        """Voters on the roll of each contest by type: int64 `[contest, type]`."""
        patches, contest = self.layers[route]
        order = np.argsort(contest, kind="stable")
        rolls = np.zeros((contests, len(self.types)), dtype=np.int64)
        present, first = np.unique(contest[order], return_index=True)
        rolls[present] = np.add.reduceat(self.people[patches[order]], first, axis=0)
        return rolls


@dataclass(frozen=True, slots=True)
class _Line:
    """The localities of one value of an attribute, and the points at which equal divisions of them are cut."""

    route: str
    first: int
    localities: I64
    ends: I64
    cuts: I64


def draw(
    society: Society, kinds: Types, lands: Territories, routes: dict[str, tuple[Unit, ...]], nested: dict[str, bool]
) -> Map:
    """Cut the society's localities into the districts of every route that citizens vote in."""
    voters = voters_by_locality(society, kinds, lands)
    sizes = voters.sum(axis=1)
    lines = [line for route, found in routes.items() for line in _lines(society, sizes, route, found, nested[route])]
    locality, begin, end = _patches(sizes, lines)
    people = _split(voters, sizes, locality, begin, end)
    layers: dict[str, tuple[I64, I64]] = {}
    for route in routes:
        pairs = [_assign(line, sizes, locality, begin) for line in lines if line.route == route]
        layers[route] = (
            np.concatenate([patch for patch, _ in pairs]),
            np.concatenate([contest for _, contest in pairs]),
        )
    return Map(kinds, lands, people, lands.of_locality[locality], layers)


def _lines(society: Society, sizes: I64, route: str, found: tuple[Unit, ...], nested: bool) -> list[_Line]:
    lines = []
    inner = () if nested else tuple((unit.attribute, unit.value) for unit in found if unit.attribute)
    for first, unit in enumerate(found):
        if unit.division == 0:
            where = _inside(society, unit, inner)
            ends = np.cumsum(sizes[where])
            total = int(ends[-1]) if len(ends) else 0
            cuts = np.array([_at(total, k, unit.divisions) for k in range(1, unit.divisions)], dtype=np.int64)
            lines.append(_Line(route, first, where, ends, cuts))
    return lines


def _at(total: int, part: int, parts: int) -> int:
    return (2 * total * part + parts) // (2 * parts)


def _inside(society: Society, unit: Unit, inner: Sequence[tuple[str, int]]) -> I64:
    """The localities of a unit; where units are not nested, without those that are units inside it (`inner`)."""
    codes = society.localities.codes
    if unit.attribute is None:
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
        inside = np.searchsorted(line.ends, line.cuts, side="right")
        cuts, inside = line.cuts[inside < len(line.ends)], inside[inside < len(line.ends)]
        before = np.concatenate([[0], line.ends])[inside]
        where.append(line.localities[inside])
        offset.append(cuts - before)
    points = np.unique(np.stack([np.concatenate(where), np.concatenate(offset)], axis=1), axis=0)
    locality, begin = points[:, 0], points[:, 1]
    last = np.append(locality[1:] != locality[:-1], True)
    end = np.where(last, sizes[locality], np.append(begin[1:], 0))
    return locality, begin, end


def _split(voters: I64, sizes: I64, locality: I64, begin: I64, end: I64) -> I64:
    """The people of each patch by cumulative rounding along its locality, so that every locality's sums hold."""
    size = np.maximum(sizes[locality], 1)[:, None]
    here = voters[locality]
    upto = (2 * here * end[:, None] + size) // (2 * size)
    start = (2 * here * begin[:, None] + size) // (2 * size)
    return np.asarray(upto - start, dtype=np.int64)


def _assign(line: _Line, sizes: I64, locality: I64, begin: I64) -> tuple[I64, I64]:
    """The patches on a line, and the contest in which each of them votes."""
    start = np.full(len(sizes), -1, dtype=np.int64)
    start[line.localities] = line.ends - sizes[line.localities]
    patches = np.flatnonzero(start[locality] >= 0)
    position = start[locality[patches]] + begin[patches]
    return patches, line.first + np.searchsorted(line.cuts, position, side="right")
