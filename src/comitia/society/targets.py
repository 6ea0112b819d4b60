"""Figures into targets: what tables of people must add up to, in people."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from comitia.arrays import F64, Bools
from comitia.law.faults import Fault, Faults
from comitia.society.cells import Attribute
from comitia.society.description import Derived, Description
from comitia.society.figures import Figure, Figures
from comitia.society.fit import Target, fitted
from comitia.society.parts import fault_at
from comitia.society.rounding import largest_remainder
from comitia.society.territories import Territory

__all__ = ["Targets"]

_SLACK = 0.5
"""By how many percentage points rounded shares may add up to more than 100."""


class Targets:
    """Targets by name ("republic/class"), worked out when first asked for; and what became of figures.

    A share in a dimension such as "party/class" is a share of the people of its first part (of the
    members), one in a single dimension a share of all people. Figures of a territory make up dimensions
    that begin with the outer attribute of territory.
    """

    def __init__(
        self,
        description: Description,
        figures: Figures,
        territories: Sequence[Territory],
        attributes: Sequence[Attribute],
    ) -> None:
        self.description = description
        self.figures = figures
        self.attributes = {attribute.name: attribute for attribute in attributes}
        self.outer = description.territory[0]
        self.roles: dict[int, str] = {}
        self._made: dict[str, Target] = {}
        total = figures.need("people", description.total, description.whole)
        self._use([total], "fitted")
        self.territories = tuple(territory for territory in territories if not territory.within)
        estimates = [territory.voters or 0 for territory in self.territories]
        self.voters = largest_remainder(np.array(estimates, dtype=float), round(total.value))
        self.total = round(total.value)

    def get(self, name: str) -> Target:
        """The target of that name. Raises `Faults` if the figures for it are missing or cannot be."""
        if name not in self._made:
            derived = [derived for derived in self.description.derived if derived.table == name]
            self._made[name] = self._derived(derived[0]) if derived else self._direct(name)
        return self._made[name]

    def _use(self, figures: Sequence[Figure], role: str) -> None:
        self.roles.update((figure.line, role) for figure in figures)

    def _axes(self, name: str) -> tuple[str, ...]:
        axes = tuple(name.split("/"))
        for axis in axes:
            if axis not in self.attributes:
                message = f"The target '{name}' names '{axis}', which is no attribute."
                mend = f"Attributes are: {', '.join(self.attributes)}."
                raise fault_at(self.description.file, name, "unknown-attribute", message, mend)
        return axes

    def _direct(self, name: str) -> Target:
        axes = self._axes(name)
        if axes == (self.outer,):
            return Target.of(axes, self.voters.astype(np.float64))
        target, used = self._from_figures(axes)
        self._use(used, "fitted")
        return target

    def _from_figures(self, axes: tuple[str, ...]) -> tuple[Target, list[Figure]]:
        """The target that the figures of a dimension give, and those figures; the unnamed stays free."""
        shape = tuple(len(self.attributes[axis].values) for axis in axes)
        groups = np.full(shape, -1, dtype=np.intp)
        amounts: list[float] = []
        used: list[Figure] = []
        for prefix, figure in self._figures_of(axes):
            codes = (*prefix, *self.codes(axes[len(prefix) :], figure))
            groups[np.ix_(*codes)] = len(amounts)
            amounts.append(self._amount(axes, codes, figure))
            used.append(figure)
        if not used:
            message = f"There are no figures for the target '{'/'.join(axes)}'."
            raise Faults(Fault("missing-figure", message, file=self.figures.file, mend="Add rows for it."))
        return self._closed(Target(axes, groups, np.array(amounts)), used), used

    def _figures_of(self, axes: tuple[str, ...]) -> list[tuple[tuple[list[int], ...], Figure]]:
        """The figures of a dimension, each with the codes of the territory that it is of."""
        if axes[0] != self.outer:
            return [((), figure) for figure in self.figures.within("/".join(axes), self.description.whole)]
        return [
            (([code],), figure)
            for code, territory in enumerate(self.attributes[self.outer].values)
            for figure in self.figures.within("/".join(axes[1:]), territory)
        ]

    def codes(self, axes: Sequence[str], figure: Figure) -> tuple[list[int], ...]:
        """The codes that a figure is of, per axis; several where it is of a lump ("employee|other")."""
        found = []
        for axis, category in zip(axes, figure.category.split("/"), strict=True):
            includes = self.description.includes[axis]
            values = [includes.get(value, value) for value in category.split("|")]
            found.append([self.attributes[axis].code(value) for value in values])
        return tuple(found)

    def _amount(self, axes: tuple[str, ...], codes: tuple[list[int], ...], figure: Figure) -> float:
        if figure.is_share:
            return figure.value / 100.0 * self._base(axes[:-1], codes[:-1])
        if figure.universe in self.description.own_universes:
            return figure.value
        message = f"The figure counts people of '{figure.universe}'; people of this society, or a share, are expected."
        mend = "Give it in percent, or name the universe under 'own-universes' in society.yaml."
        raise self.figures.blame(figure, "other-universe", message, mend)

    def _base(self, axes: tuple[str, ...], codes: tuple[list[int], ...]) -> float:
        """The people that a share is a share of."""
        if not axes:
            return float(self.total)
        target = self.get("/".join(axes))
        return float(sum(target.amounts[group] for group in set(target.groups[np.ix_(*codes)].ravel().tolist())))

    def _closed(self, target: Target, used: list[Figure]) -> Target:
        """Shares that name every value are made to add up to the whole; shares that exceed it are a fault."""
        if not all(figure.is_share for figure in used):
            return target
        last = target.groups.reshape(-1, target.groups.shape[-1])
        amounts = target.amounts.copy()
        for groups in last:
            named = sorted(set(groups.tolist()) - {-1})
            shares = sum(used[group].value for group in named)
            if shares > 100.0 + _SLACK:
                raise self._too_much(used[named[0]], shares)
            if -1 not in groups:
                amounts[named] *= 100.0 / shares
        return Target(target.axes, target.groups, amounts)

    def _too_much(self, figure: Figure, shares: float) -> Faults:
        message = (
            f"The shares of '{figure.dimension}' in '{figure.territory}' add up to {shares:.1f} percent;"
            " at most 100 is expected."
        )
        return self.figures.blame(figure, "shares-above-100", message, "One of them is wrong, or stands here twice.")

    def _derived(self, derived: Derived) -> Target:
        axes = self._axes(derived.table)
        if derived.by == "raking":
            return self._raked(axes, derived)
        return self._completed(axes, derived) if derived.by == "completing" else self._composed(axes, derived)

    def _raked(self, axes: tuple[str, ...], derived: Derived) -> Target:
        """Shares by territory from one source, scaled to the national margin of another."""
        target, used = self._from_figures(axes)
        self._use(used, "start")
        margin, rows = self.get(derived.margin), self.get(self.outer)
        national = margin.amounts[margin.groups]
        known = np.where(target.groups < 0, -1.0, target.amounts[target.groups])
        start = np.where(known < 0, np.outer(rows.amounts, national / self.total), known)
        table, _ = fitted(start, axes, [margin, rows])
        return Target.of(axes, table)

    def _composed(self, axes: tuple[str, ...], derived: Derived) -> Target:
        """Shares of a value in the value around it: parts in a whole, from figures of another dimension."""
        groups = np.full([len(self.attributes[axis].values) for axis in axes], -1, dtype=np.intp)
        amounts: list[float] = []
        for value, spec in derived.values.items():
            parts, whole = (self._sum(derived.figures, spec[name]) for name in ("parts", "whole"))
            outer = [self.attributes[axes[0]].code(spec["of"][0])]
            groups[outer[0], self.attributes[axes[1]].code(value)] = len(amounts)
            amounts.append(parts / whole * self._base(axes[:-1], (outer,)))
        return Target(axes, groups, np.array(amounts))

    def _sum(self, dimension: str, categories: Sequence[str]) -> float:
        found = [self.figures.need(dimension, category, self.description.whole) for category in categories]
        self._use(found, "start")
        return sum(figure.value for figure in found)

    def _completed(self, axes: tuple[str, ...], derived: Derived) -> Target:
        """Shares by territory, the remainder of each shared out among the values that it does not name."""
        weights = [self._weight(derived.weight, territory) for territory in self.attributes[axes[0]].values]
        known, named, rest = self._named(axes, derived, np.array(weights))
        wanted = np.array([self._national(axes[1], value, derived) for value in self.attributes[axes[1]].values])
        table = known + _shared_out(named, rest, np.maximum(wanted - known.sum(axis=0), 0.0))
        return Target.of(axes, table / table.sum(axis=1, keepdims=True) * self.voters[:, None])

    def _weight(self, category: str, territory: str) -> float:
        figure = self.figures.need("population", category, territory)
        self._use([figure], "start")
        return figure.value

    def _national(self, axis: str, value: str, derived: Derived) -> float:
        category = derived.rest if value == derived.into else value
        figure = self.figures.need(axis, category, self.description.whole)
        self._use([figure], "start")
        return figure.value

    def _named(self, axes: tuple[str, ...], derived: Derived, weights: F64) -> tuple[F64, Bools, F64]:
        """People known [territory, value], which values are named, and the people left over [territory]."""
        shape = (len(weights), len(self.attributes[axes[1]].values))
        known, named, rest = np.zeros(shape), np.zeros(shape, dtype=bool), np.zeros(len(weights))
        for (territory, *_), figure in self._figures_of(axes):
            people = figure.value / 100.0 * weights[territory[0]]
            if figure.category == derived.rest:
                rest[territory] += people
            else:
                ((code,),) = self.codes(axes[1:], figure)
                known[territory[0], code] += people
                named[territory[0], code] = figure.category == self.attributes[axes[1]].values[code]
            folded = figure.category in self.description.includes[axes[1]]
            self._use([figure], "start" if folded else "fitted")
        return known, named, rest


def _shared_out(named: Bools, rest: F64, wanted: F64) -> F64:
    """The `rest` [territory] of each territory among the values not named there, towards `wanted` [value]."""
    free = ~named
    wanted = np.where(free.any(axis=0), wanted, 0.0)
    wanted *= rest.sum() / wanted.sum()
    table, _ = fitted(
        free.astype(np.float64),
        ("row", "column"),
        [Target.of(("column",), wanted), Target.of(("row",), rest)],
    )
    return table
