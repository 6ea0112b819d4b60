"""Every figure beside what the cells give in its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from comitia.arrays import I64
from comitia.society.cells import Cells, Inhabitants, Margin
from comitia.society.description import Description
from comitia.society.figures import Figure, Figures
from comitia.society.targets import Targets
from comitia.society.territories import Divided, Territory

__all__ = ["compared"]


def compared(
    figures: Figures,
    targets: Targets,
    cells: Cells,
    members: Mapping[str, I64],
    inner: Divided,
    population: Inhabitants | None,
) -> tuple[Margin, ...]:
    """All figures of the tables, then the targets worked out from them, each with what the cells give."""
    scale = _Scale(figures, targets, cells, members, population)
    published = [scale.margin(figure) for figure in figures.all]
    return (*published, *scale.territories(inner), *scale.derived())


class _Scale:
    """Holds figures against cells."""

    def __init__(
        self,
        figures: Figures,
        targets: Targets,
        cells: Cells,
        members: Mapping[str, I64],
        population: Inhabitants | None,
    ) -> None:
        self.figures = figures
        self.targets = targets
        self.cells = cells
        self.members = members
        self.population = population
        self.description: Description = targets.description
        self.voting = {rule.organisation: rule.voters for rule in self.description.memberships}
        self.rests = {derived.rest for derived in self.description.derived} - {""}

    def margin(self, figure: Figure) -> Margin:
        """One figure of the table of margins."""
        role = self.targets.roles.get(figure.line, "beside")
        target, unit, found = figure.value, "percent" if figure.is_share else figure.unit, None
        if figure.dimension == "members":
            role = "fitted" if self.figures.get(*figure.key) is figure else "beside"
            target, found = target * self.voting.get(figure.category, 1.0), self._members(figure.category)
        elif figure.dimension == "people" and figure.category == self.description.total:
            found = float(self.cells.total)
        elif self.population and figure.dimension == "population" and figure.category == self.population.of:
            role, found = "fitted", self._inhabitants(self.population, figure.territory)
        elif not set(figure.dimension.split("/")) <= set(self.targets.attributes):
            pass
        elif figure.is_share or figure.universe in self.description.own_universes:
            found = self._found(figure)
        elif whole := self.figures.get("population", figure.universe, self.description.whole):
            target, unit = 100.0 * target / whole.value, "percent of all"
            found = self._of_all(figure)
        return _margin(figure, target, unit, found, role)

    def _members(self, organisation: str) -> float | None:
        return float(self.members[organisation].sum()) if organisation in self.members else None

    def _inhabitants(self, population: Inhabitants, territory: str) -> float:
        if territory == self.description.whole:
            return float(population.people.sum())
        return float(population.people[self.cells.attribute(self.targets.outer).code(territory)].sum())

    def _folded(self, figure: Figure) -> bool:
        return any(figure.category in self.description.includes[axis] for axis in figure.dimension.split("/"))

    def _found(self, figure: Figure) -> float | None:
        """The share, or the number, of the people that a figure is of."""
        if self._folded(figure):
            return None
        if figure.category in self.rests:
            return self._left(figure)
        table, codes = self._table(figure)
        people = float(table[np.ix_(*codes)].sum())
        if not figure.is_share:
            return people
        base = table[np.ix_(*codes[:-1])].sum() if len(codes) > 1 else table.sum()
        return 100.0 * people / float(base)

    def _table(self, figure: Figure) -> tuple[I64, tuple[list[int], ...]]:
        axes = tuple(figure.dimension.split("/"))
        codes = self.targets.codes(axes, figure)
        if figure.territory == self.description.whole:
            return self.cells.marginal(*axes), codes
        outer = self.targets.outer
        territory = self.cells.attribute(outer).code(figure.territory)
        return self.cells.marginal(outer, *axes)[territory], codes

    def _left(self, figure: Figure) -> float:
        """The share of those whom no other figure of the same territory names."""
        others = [other for other in self.figures.within(figure.dimension, figure.territory) if other is not figure]
        named = [self._found(other) for other in others]
        return 100.0 - sum(other.value if found is None else found for other, found in zip(others, named, strict=True))

    def _of_all(self, figure: Figure) -> float | None:
        """The share in all people, to be held against a share in another universe."""
        if figure.category in self.rests:
            into = {derived.rest: derived.into for derived in self.description.derived}[figure.category]
            code = self.cells.attribute(figure.dimension).code(into)
            return 100.0 * float(self.cells.share(figure.dimension)[code])
        table, codes = self._table(figure)
        return 100.0 * float(table[np.ix_(*codes)].sum()) / self.cells.total

    def territories(self, inner: Divided) -> Iterator[Margin]:
        """The voters of every territory."""
        names = self.description.territory
        outer = self.cells.marginal(names[0])
        for code, territory in enumerate(self.targets.territories):
            yield self._voters(names[0], territory, float(territory.voters or 0), float(outer[code]))
        for place, of in enumerate(inner.of):
            if of is not None:
                found = self.cells.marginal(names[1])[inner.codes[place, 1]]
                yield self._voters(names[1], of, float(inner.expected[place]), float(found))
        for place, of in enumerate(inner.of if self.population else ()):
            if of is not None and self.population:
                yield self._living(self.population, of, inner, place)

    def _voters(self, dimension: str, territory: Territory, target: float, found: float) -> Margin:
        inside = bool(territory.within)
        return Margin(
            dimension, territory.id, territory.within or self.description.whole, "rolls", target, "persons", found,
            "fitted", "adults", str(self.description.year), "assumed" if inside else territory.certainty,
            territory.confidence, territory.source,
            "the share of its population in that of the republic around it" if inside else territory.note,
        )  # fmt: skip

    def _living(self, population: Inhabitants, territory: Territory, inner: Divided, place: int) -> Margin:
        """The inhabitants of an inner territory: its own population, scaled if another one is counted."""
        outer, inside = inner.codes[place]
        around = float(inner.population[inner.codes[:, 0] == outer].sum())
        target = float(inner.population[place]) * float(population.people[outer].sum()) / around
        return Margin(
            "population", population.of, territory.id, "territories", target, "persons",
            float(population.people[outer, inside].sum()), "fitted", population.of, str(self.description.year),
            territory.certainty, territory.confidence, territory.source, territory.note,
        )  # fmt: skip

    def derived(self) -> Iterator[Margin]:
        """The targets worked out from figures, where no figure stands for them."""
        for derived in self.description.derived:
            if derived.by != "completing":
                yield from self._worked_out(derived.table, derived.by)

    def _worked_out(self, name: str, by: str) -> Iterator[Margin]:
        target = self.targets.get(name)
        found = self.cells.marginal(*target.axes)
        bases = found.sum(axis=1)
        rows, columns = (self.cells.attribute(axis).values for axis in target.axes)
        for row, column in zip(*np.nonzero(target.groups >= 0), strict=True):
            share = 100.0 * float(target.amounts[target.groups[row, column]]) / float(bases[row])
            by_territory = target.axes[0] == self.targets.outer
            yield Margin(
                target.axes[1] if by_territory else name,
                columns[column] if by_territory else f"{rows[row]}/{columns[column]}",
                rows[row] if by_territory else self.description.whole,
                by, share, "percent", 100.0 * float(found[row, column]) / float(bases[row]), "fitted", "adults",
                str(self.description.year), "derived", "", f"worked out by {by}", "",
            )  # fmt: skip


def _margin(figure: Figure, target: float, unit: str, found: float | None, role: str) -> Margin:
    return Margin(
        figure.dimension, figure.category, figure.territory, figure.series, target, unit, found, role, figure.universe,
        figure.year, figure.certainty, figure.confidence, figure.source, figure.note,
    )  # fmt: skip
