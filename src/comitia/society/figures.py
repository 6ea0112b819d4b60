"""Published figures and organisations: the tables beside `society.yaml`, read and looked up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from comitia.law.faults import Fault, Faults, did_you_mean
from comitia.society.cells import Organisation
from comitia.society.description import CERTAINTIES, Description
from comitia.society.parts import fault_at
from comitia.society.tables import Row, Table, read_table

__all__ = ["Figure", "Figures", "read_figures", "read_organisations"]

_MARGINS = ("dimension", "category", "territory", "series", "value", "unit", "universe", "year", "certainty",
            "confidence", "source", "note")  # fmt: skip
_ORGANISATIONS = ("id", "title", "group", "electors", "electors_certainty", "source", "note")
_UNITS = {"persons": 1.0, "thousand": 1e3, "million": 1e6, "percent": 1.0}


@dataclass(frozen=True, slots=True)
class Figure:
    """One published figure: `value` in persons, or in percent; `line` is its place in the file of margins."""

    line: int
    dimension: str
    category: str
    territory: str
    series: str
    value: float
    unit: str
    universe: str
    year: str
    certainty: str
    confidence: str
    source: str
    note: str

    @property
    def is_share(self) -> bool:
        """Whether the value is a percentage."""
        return self.unit == "percent"

    @property
    def key(self) -> tuple[str, str, str]:
        """What the figure is of; several series may give figures of the same."""
        return self.dimension, self.category, self.territory


class Figures:
    """All figures of a society, by what they are of; where several series compete, the one chosen."""

    def __init__(self, file: str, all: tuple[Figure, ...], chosen: Mapping[str, str], described_in: str) -> None:
        self.file = file
        self.all = all
        self._chosen = chosen
        self._described_in = described_in
        by_key: dict[tuple[str, str, str], list[Figure]] = {}
        for figure in all:
            by_key.setdefault(figure.key, []).append(figure)
        self._by_key = {key: self._choose(found) for key, found in by_key.items()}
        self._within: dict[tuple[str, str], list[Figure]] = {}
        for figure in self._by_key.values():
            self._within.setdefault((figure.dimension, figure.territory), []).append(figure)
        for (
            dimension,
            _,
        ), found in self._within.items():  # of a series that is chosen, nothing is mixed with others
            found[:] = [figure for figure in found if figure.series == chosen.get(dimension)] or found

    def get(self, dimension: str, category: str, territory: str) -> Figure | None:
        """The chosen figure, or None if there is none."""
        return self._by_key.get((dimension, category, territory))

    def need(self, dimension: str, category: str, territory: str) -> Figure:
        """The chosen figure. Raises `Faults` if there is none."""
        found = self.get(dimension, category, territory)
        if found is None:
            message = f"There is no figure for '{dimension}', '{category}' in '{territory}', which the fit needs."
            raise Faults(Fault("missing-figure", message, file=self.file, mend="Add a row for it."))
        return found

    def within(self, dimension: str, territory: str) -> list[Figure]:
        """The chosen figures of one dimension and territory, in the order of the file."""
        return self._within.get((dimension, territory), [])

    def blame(self, figure: Figure, code: str, message: str, mend: str | None = None) -> Faults:
        """A fault of one figure, with its line."""
        return Faults(Fault(code, message, file=self.file, line=figure.line, mend=mend))

    def _choose(self, found: Sequence[Figure]) -> Figure:
        if len(found) == 1:
            return found[0]
        first = found[0]
        series = [figure.series for figure in found]
        wanted = self._chosen.get(f"{first.dimension}/{first.category}") or self._chosen.get(first.dimension)
        matching = [figure for figure in found if figure.series == wanted]
        if len(matching) == 1:
            return matching[0]
        message = (
            f"The figure for '{first.dimension}', '{first.category}' in '{first.territory}' stands in"
            f" {len(found)} rows, of the series {', '.join(series)}; which one is used is not said."
        )
        mend = f"Name one of the series under 'chosen' in {Path(self._described_in).name}, each only once."
        raise self.blame(found[1], "no-choice", message, mend)


def read_figures(path: Path, description: Description, territories: Sequence[str]) -> Figures:
    """Every row of the file of margins. Raises `Faults` with all faulty rows."""
    table = read_table(path, _MARGINS)
    known = (description.whole, *territories)
    figures = tuple(_figure(table, row, known) for row in table)
    table.settle()
    _check_names(table, figures, description)
    _check_chosen(figures, description)
    return Figures(table.file, figures, description.chosen, description.file)


def _figure(table: Table, row: Row, territories: Sequence[str]) -> Figure:
    unit = table.word(row, "unit", tuple(_UNITS), "a unit")
    value = table.number(row, "value", 100.0 if unit == "percent" else None) * _UNITS[unit]
    table.word(row, "territory", territories, "a territory")
    table.word(row, "certainty", CERTAINTIES, "a certainty")
    words = {name: row[name] for name in _MARGINS if name not in ("value", "unit")}
    return Figure(line=row.line, value=value, unit="percent" if unit == "percent" else "persons", **words)


def _check_names(table: Table, figures: Sequence[Figure], description: Description) -> None:
    """Values of attributes in figures must exist; dimensions that are no attributes are kept as they are."""
    known = {attribute.name: attribute.values for attribute in description.attributes if attribute.values}
    rests = {derived.rest for derived in description.derived}
    rows = {row.line: row for row in table}
    for figure in figures:
        dimensions, categories = figure.dimension.split("/"), figure.category.split("/")
        for name, category in zip(dimensions, categories, strict=False):
            for value in category.split("|") if category not in rests and name in known else ():
                names = (*known[name], *description.includes[name])
                if value not in names and figure.category not in names:
                    _unknown_value(table, rows[figure.line], name, value, names)
    table.settle()


def _check_chosen(figures: Sequence[Figure], description: Description) -> None:
    """Every choice must be of a series that gives such figures, or it would choose nothing."""
    for name, wanted in description.chosen.items():
        series = sorted({f.series for f in figures if name in (f.dimension, f"{f.dimension}/{f.category}")})
        if wanted not in series:
            message = f"No figure of '{name}' is of the series '{wanted}'."
            mend = did_you_mean(wanted, series) or f"Series of '{name}' are: {', '.join(series) or 'none'}."
            raise fault_at(description.file, wanted, "unknown-series", message, mend)


def _unknown_value(table: Table, row: Row, name: str, value: str, names: tuple[str, ...]) -> None:
    message = f"The field 'category' holds '{value}'; a value of the attribute '{name}' is expected."
    mend = did_you_mean(value, names) or f"Known are: {', '.join(names)}."
    table.blame(row, "unknown-name", message, mend)


def read_organisations(path: Path, description: Description, figures: Figures) -> tuple[Organisation, ...]:
    """The organisations: members from the figures, electors as known or assumed. Raises `Faults`."""
    table = read_table(path, _ORGANISATIONS)
    table.refuse_twice()
    ruled = {rule.organisation for rule in description.memberships}
    for row in table:
        if row["id"] not in ruled:
            message = f"No one can be a member of '{row['id']}': it has no line under 'memberships'."
            mend = f"Say in {Path(description.file).name} who is eligible."
            table.blame(row, "no-membership", message, mend)
    found = tuple(_organisation(table, row, description, figures) for row in table)
    table.settle()
    _check_ruled(description, [organisation.id for organisation in found])
    return found


def _check_ruled(description: Description, organisations: Sequence[str]) -> None:
    """Every rule must be of an organisation that exists."""
    for rule in description.memberships:
        if rule.organisation not in organisations:
            message = f"There is no organisation '{rule.organisation}'."
            mend = did_you_mean(rule.organisation, organisations) or "Add it to organisations.csv."
            raise fault_at(description.file, rule.organisation, "unknown-organisation", message, mend)


def _organisation(table: Table, row: Row, description: Description, figures: Figures) -> Organisation:
    known = bool(row["electors"])
    electors = table.whole(row, "electors") if known else description.electors
    certainty = table.word(row, "electors_certainty", CERTAINTIES, "a certainty") if known else "assumed"
    published = figures.get("members", row["id"], description.whole)
    sources = [row["source"], *([f"members: {published.source}"] if published else [])]
    made = Organisation(
        row["id"], row["title"], row["group"], None, electors, certainty, "; ".join(sources), row["note"]
    )
    return made if published is None else replace(made, members=round(published.value))
