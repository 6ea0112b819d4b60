"""A society: cells of people with counts, members of organisations, and the localities they live in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import prod

import numpy as np
from numpy.typing import NDArray

from comitia._callable import resolve
from comitia.arrays import F64, I64, Bools
from comitia.law.faults import Fault, Faults, did_you_mean
from comitia.society.fit import Convergence

__all__ = [
    "Assumption",
    "Attribute",
    "Cells",
    "Inhabitants",
    "Localities",
    "Margin",
    "Organisation",
    "Society",
    "UnknownName",
]


_NAME_A_POPULATION = "Name a population under 'inhabitants' in society.yaml."


class UnknownName(Faults, LookupError):
    """A society was asked for an attribute, a value or an organisation that it does not have."""


@dataclass(frozen=True, slots=True)
class Attribute:
    """A property that every person has one value of. Codes of values are their places in `values`, from 0.

    `parent` holds, per value, the code of the value of the attribute `within` in which it lies (-1: none);
    `kinds` holds, per value, its kind, such as "union-republic" or "assr". Both are empty where there is
    nothing to say.
    """

    name: str
    title: str
    values: tuple[str, ...]
    titles: tuple[str, ...]
    within: str | None = None
    parent: tuple[int, ...] = ()
    kinds: tuple[str, ...] = ()

    def code(self, value: str) -> int:
        """The code of a value. Raises `UnknownName`, with the nearest value, if there is none."""
        if value not in self.values:
            raise _unknown("value", value, self.values, f"The attribute '{self.name}'")
        return self.values.index(value)


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation with seats of its own: its published number of members, and how many voted for it.

    `electors` is the size of the plenum or meeting that voted; `electors_certainty` says whether that is
    "seen" in a source, "remembered" or "assumed".
    """

    id: str
    title: str
    group: str
    members: int | None
    electors: int | None
    electors_certainty: str
    source: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Assumption:
    """A number that no source gives: its meaning, its unit, and the bounds between which it may well lie."""

    id: str
    value: float
    unit: str
    range: str
    certainty: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Margin:
    """A published figure, and what the cells give in its place.

    `role` says what became of it: "fitted" (the cells were made to meet it), "start" (it was the starting
    point of a fit to something else) or "beside" (kept for comparison). `fitted` is in the unit of
    `target`, or None where the society cannot tell.
    """

    dimension: str
    category: str
    territory: str
    series: str
    target: float
    unit: str
    fitted: float | None
    role: str
    universe: str
    year: str
    certainty: str
    confidence: str
    source: str
    note: str

    @property
    def used(self) -> bool:
        """Whether the cells were made to meet the figure."""
        return self.role == "fitted"

    @property
    def misfit(self) -> float | None:
        """How far the cells are off: in percentage points for shares, in percent of the target for counts."""
        if self.fitted is None:
            return None
        off = self.fitted - self.target
        return off if self.unit.startswith("percent") else 100.0 * off / max(self.target, 1.0)


@dataclass(frozen=True, slots=True, eq=False)
class Inhabitants:
    """Everybody who lives there, with the vote or without it.

    `of` is the published population that is counted, such as "permanent-population". `attributes` are the two
    of territory and one by which people are split (town and country); `people` [lengths of their values] are
    whole numbers.
    """

    of: str
    attributes: tuple[str, str, str]
    people: I64


@dataclass(frozen=True, slots=True, eq=False)
class Localities:
    """Places, so that divisions cut from a territory are not all alike. They are simulated, not found.

    A locality stands for a county: its town or towns, and the villages around. `outer` and `inner` are the
    codes, per locality, of the two territorial attributes (a republic and what lies in it); localities of one
    territory stand together, in the order of the line along which they were laid. `people` [locality, *lengths
    of the values of `keys`] are whole numbers; summed over the localities of a territory they are the counts of
    its cells, exactly.

    `inhabitants_by` [locality, length of the values of `split`] is None where inhabitants are not known; `split` is
    the attribute by which they are known. Regions are runs of neighbouring localities of one territory: `regions` is
    an attribute whose values are their names, `region` the code of every locality; both are None where there are none.
    """

    territory: tuple[str, str]
    outer: NDArray[np.int32]
    inner: NDArray[np.int32]
    names: tuple[str, ...]
    keys: tuple[str, ...]
    people: I64
    inhabitants_by: I64 | None = None
    split: str = ""
    region: NDArray[np.int32] | None = None
    regions: Attribute | None = None

    def __len__(self) -> int:
        return len(self.names)

    @property
    def codes(self) -> dict[str, NDArray[np.int32]]:
        """The code of every locality, by the name of the territorial attribute, outer first."""
        return dict(zip(self.territory, (self.outer, self.inner), strict=True))

    @property
    def size(self) -> I64:
        """People per locality [locality]."""
        return np.asarray(self.people.reshape(len(self), -1).sum(axis=1), dtype=np.int64)

    @property
    def inhabitants(self) -> I64:
        """Inhabitants per locality [locality]. Raises `Faults` where they are not known."""
        if self.inhabitants_by is None:
            message = "How many inhabitants the localities have is not known."
            raise Faults(Fault("no-inhabitants", message, mend=_NAME_A_POPULATION))
        return np.asarray(self.inhabitants_by.sum(axis=1), dtype=np.int64)

    @property
    def starts(self) -> NDArray[np.intp]:
        """The first locality of every territory that has some, in their order."""
        first = np.ones(len(self), dtype=bool)
        first[1:] = (np.diff(self.outer) != 0) | (np.diff(self.inner) != 0)
        return np.flatnonzero(first)

    def by_region(self, amounts: I64) -> I64:
        """Amounts of localities [locality, ...] summed to regions [region, ...]. Raises `Faults` if there are none."""
        if self.region is None:
            mend = "Name the size of a region under 'localities' in society.yaml."
            raise Faults(Fault("no-regions", "The localities are not grouped into regions.", mend=mend))
        return np.add.reduceat(amounts, np.flatnonzero(np.diff(self.region, prepend=-1)), axis=0)


@dataclass(frozen=True, eq=False, kw_only=True)
class Cells:
    """People as cells: combinations of values of attributes, with a number of people each.

    `codes` holds per attribute the code of every cell [cell]; `count` the people [cell]. No cell is empty,
    and no two have the same codes. The arrays cannot be written to.
    """

    name: str
    attributes: tuple[Attribute, ...]
    codes: Mapping[str, NDArray[np.int32]]
    count: I64
    _marginals: dict[tuple[str, ...], I64] = field(default_factory=dict, repr=False)

    @property
    def total(self) -> int:
        """All people."""
        return int(self.count.sum())

    def attribute(self, name: str) -> Attribute:
        """The attribute of that name. Raises `UnknownName`, with the nearest name, if there is none."""
        for attribute in self.attributes:
            if attribute.name == name:
                return attribute
        names = [attribute.name for attribute in self.attributes]
        raise _unknown("attribute", name, names, f"The society '{self.name}'")

    def marginal(self, *names: str) -> I64:
        """People by the values of attributes, jointly [lengths of their values]; without names, all."""
        if names not in self._marginals:
            self._marginals[names] = _marginal(self, names)
        return self._marginals[names]

    def share(self, name: str) -> F64:
        """The share of people with each value of an attribute [value], from 0 to 1."""
        return np.asarray(self.marginal(name) / self.total, dtype=np.float64)

    def where(self, conditions: Mapping[str, Iterable[str]]) -> Bools:
        """Which cells [cell] have, for each attribute named, one of the values given."""
        chosen = np.ones(len(self.count), dtype=bool)
        for name, values in conditions.items():
            attribute = self.attribute(name)
            wanted = np.zeros(len(attribute.values), dtype=bool)
            wanted[[attribute.code(value) for value in values]] = True
            chosen &= wanted[self.codes[name]]
        return chosen


@dataclass(frozen=True, eq=False, kw_only=True)
class Society(Cells):
    """The people of one place and year: cells, the members of organisations among them, and localities.

    `members` holds per organisation its members among the people of each cell [cell]. `population` counts all
    inhabitants, of whom the people of the cells may be a part, or is None where they are not known. `margins`
    are the published figures behind the cells, `assumptions` the numbers that no source gives, `premises` what
    is taken to hold besides, `fits` how the fitting went, `digest` the SHA-256 of the files it was made from.
    """

    title: str
    year: int
    universe: str
    members: Mapping[str, I64]
    organisations: tuple[Organisation, ...]
    localities: Localities
    margins: tuple[Margin, ...]
    digest: str
    assumptions: tuple[Assumption, ...] = ()
    premises: Mapping[str, str] = field(default_factory=dict)
    fits: tuple[Convergence, ...] = ()
    population: Inhabitants | None = None

    def _repr_html_(self) -> str:
        shown: str = resolve("comitia.picture.notebook:of_society")(self)
        return shown

    def inhabitants(self, *names: str) -> I64:
        """Inhabitants by the values of attributes, jointly [lengths of their values]; without names, all.

        Raises `UnknownName` for an attribute that is not there, `Faults` where inhabitants are not known, or not
        by that attribute.
        """
        if self.population is None:
            message = f"The society '{self.name}' counts {self.universe}; how many inhabitants it has is not known."
            raise Faults(Fault("no-inhabitants", message, mend=_NAME_A_POPULATION))
        known = self.population.attributes
        for name in names:
            if self.attribute(name).name not in known:
                message = f"Inhabitants of the society '{self.name}' are not known by '{name}'."
                raise Faults(Fault("no-inhabitants-by", message, mend=f"They are by: {', '.join(known)}."))
        summed = tuple(axis for axis, name in enumerate(known) if name not in names)
        left = [name for name in known if name in names]
        table = self.population.people.sum(axis=summed).transpose([left.index(name) for name in names])
        return np.asarray(table, dtype=np.int64)

    def organisation(self, id: str) -> Organisation:
        """The organisation of that id. Raises `UnknownName`, with the nearest id, if there is none."""
        for organisation in self.organisations:
            if organisation.id == id:
                return organisation
        ids = [organisation.id for organisation in self.organisations]
        raise _unknown("organisation", id, ids, f"The society '{self.name}'")


def _marginal(cells: Cells, names: tuple[str, ...]) -> I64:
    shape = tuple(len(cells.attribute(name).values) for name in names)
    flat = np.zeros(len(cells.count), dtype=np.intp)
    for name, length in zip(names, shape, strict=True):
        flat = flat * length + cells.codes[name]
    summed = np.bincount(flat, cells.count, minlength=prod(shape))
    table = np.rint(summed).astype(np.int64).reshape(shape)
    table.flags.writeable = False
    return table


def _unknown(what: str, name: str, known: Sequence[str], whose: str) -> UnknownName:
    message = f"{whose} has no {what} '{name}'."
    mend = did_you_mean(name, known) or f"It has: {', '.join(known)}."
    return UnknownName(Fault(f"unknown-{what}", message, mend=mend))
