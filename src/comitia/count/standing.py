"""What lists have in every unit, region and the whole: the figures that bars to entry and levelling look at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from comitia.law.lists import ListBase

__all__ = ["Place", "Standing"]


@dataclass(frozen=True, slots=True)
class Place:
    """A unit, a region or the whole: the numbers of its units."""

    id: str
    title: str
    units: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """The lists of a body, known by their names, and what they have in each unit.

    kinds, members: by list; units, regions, seats, valid: by unit, -1 where valid papers are not known; votes and
    printed (names on a list): `[list][unit]`, 0 where a list does not stand; alliance: `[list][unit]`, `` where there
    is none. won: seats by route, `[list][unit]`, with a last column for units that are none of these, and a last row
    for those who were elected without a list.
    """

    names: tuple[str, ...]
    kinds: tuple[str, ...]
    members: tuple[int, ...]
    ids: tuple[str, ...]
    units: tuple[str, ...]
    regions: tuple[str, ...]
    seats: tuple[int, ...]
    valid: tuple[int, ...]
    votes: tuple[tuple[int, ...], ...]
    printed: tuple[tuple[int, ...], ...]
    alliance: tuple[tuple[str, ...], ...] = ()
    won: Mapping[str, tuple[tuple[int, ...], ...]] = field(default_factory=dict)

    @property
    def whole(self) -> Place:
        """All units."""
        return Place("", "the whole", tuple(range(len(self.units))))

    def places(self, over: str, unit: int | None = None) -> tuple[Place, ...]:
        """The places in which votes are added up; with `unit` given, that in which it lies."""
        if over == "whole":
            return (self.whole,)
        if over == "unit":
            there = range(len(self.units)) if unit is None else (unit,)
            return tuple(Place(self.ids[u], self.units[u], (u,)) for u in there)
        names = dict.fromkeys(self.regions)
        regions = (Place(name, name, tuple(u for u, r in enumerate(self.regions) if r == name)) for name in names)
        return tuple(region for region in regions if unit is None or unit in region.units)

    def of(self, one: int, place: Place, together: bool = False) -> int:
        """The votes of a list in a place; `together`: those of its alliance."""
        return sum(self._votes(one, unit, together) for unit in place.units)

    def _votes(self, one: int, unit: int, together: bool) -> int:
        name = self.alliance[one][unit] if together and self.alliance else ""
        if not name:
            return self.votes[one][unit]
        return sum(self.votes[i][unit] for i in range(len(self.names)) if self.alliance[i][unit] == name)

    def base(self, of: ListBase, place: Place) -> int:
        """What shares of votes in a place are shares of."""
        if of == "valid":
            return sum(self.valid[unit] for unit in place.units)
        return sum(votes[unit] for votes in self.votes for unit in place.units)

    def won_in(self, routes: Sequence[str], one: int, place: Place) -> int:
        """Seats that a list has won in a place by some routes."""
        return sum(self.won[route][one][unit] for route in routes for unit in place.units)

    def seats_in(self, place: Place) -> int:
        """Seats to be filled in a place."""
        return sum(self.seats[unit] for unit in place.units)
