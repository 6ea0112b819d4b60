"""Territories: those of the outer kind, what lies in them, and how voters are divided among both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from comitia.arrays import F64, I64
from comitia.law.faults import Fault, Faults
from comitia.society.cells import Attribute
from comitia.society.description import CERTAINTIES, Description
from comitia.society.rounding import largest_remainder
from comitia.society.tables import Row, Table, read_table

__all__ = ["NONE", "Divided", "Territory", "divided", "located", "read_territories"]

NONE = "none"
"""The value of the inner attribute for people who live in no inner territory."""

_COLUMNS = (
    "id",
    "title",
    "kind",
    "within",
    "voters",
    "population",
    "certainty",
    "confidence",
    "source",
    "note",
)


@dataclass(frozen=True, slots=True)
class Territory:
    """A territory of the outer or (with `within`) the inner kind: its voters, or its population, or both."""

    line: int
    id: str
    title: str
    kind: str
    within: str
    voters: int | None
    population: int
    certainty: str
    confidence: str
    source: str
    note: str


def read_territories(path: Path) -> tuple[Territory, ...]:
    """The outer territories and what lies in them. Raises `Faults` with all faulty rows."""
    table = read_table(path, _COLUMNS)
    outer = tuple(row["id"] for row in table if not row["within"])
    found = tuple(_territory(table, row, outer) for row in table)
    table.refuse_twice()
    table.settle()
    return found


def _territory(table: Table, row: Row, outer: tuple[str, ...]) -> Territory:
    if row["within"]:
        table.word(row, "within", outer, "a territory that has no 'within' itself")
    table.word(row, "certainty", CERTAINTIES, "a certainty")
    voters = _some(table, row, "voters") if row["voters"] or not row["within"] else None
    words = {name: row[name] for name in _COLUMNS if name not in ("voters", "population")}
    return Territory(line=row.line, voters=voters, population=_some(table, row, "population"), **words)


def _some(table: Table, row: Row, name: str) -> int:
    """A number of people of whom there is one at least."""
    before = len(table.faults)
    people = table.whole(row, name)
    if people == 0 and len(table.faults) == before:
        message = f"The field '{name}' holds 0; one person at least is expected."
        table.blame(row, "nobody", message, "Leave out a territory in which nobody lives.")
    return people


@dataclass(frozen=True, slots=True, eq=False)
class Divided:
    """Every place that lies in one outer and one inner territory, those of one outer territory together.

    `codes` [place, 2] are those of the outer and the inner attribute; `voters` [place] is whole and adds up
    to all people; `expected` [place] is the exact share that it was rounded from; `population` [place] the
    population that it is in proportion to; `of` [place] the inner territory.
    """

    codes: NDArray[np.int32]
    voters: I64
    expected: F64
    population: F64
    of: tuple[Territory | None, ...]


def divided(territories: Sequence[Territory], voters: I64, file: str) -> Divided:
    """Voters of outer territories [outer] divided among what lies in them, in proportion to population.

    Raises `Faults` if those within a territory have more people than it has itself.
    """
    inner = [territory for territory in territories if territory.within]
    codes: list[tuple[int, int]] = []
    exact, whole, population, of = [], [], [], []
    for code, outer in enumerate(territory for territory in territories if not territory.within):
        lying = [territory for territory in inner if territory.within == outer.id]
        people = np.array([_rest(outer, lying, file), *(territory.population for territory in lying)], dtype=float)
        codes += [(code, 0), *((code, 1 + inner.index(territory)) for territory in lying)]
        exact.append(people / people.sum() * voters[code])
        whole.append(largest_remainder(people, int(voters[code])))
        population.append(people)
        of += [None, *lying]
    table = np.array(codes, dtype=np.int32)
    return Divided(table, np.concatenate(whole), np.concatenate(exact), np.concatenate(population), tuple(of))


def _rest(outer: Territory, lying: Sequence[Territory], file: str) -> int:
    """The people of an outer territory who live in no inner one."""
    inside = sum(territory.population for territory in lying)
    if inside < outer.population:
        return outer.population - inside
    message = f"The territories within '{outer.id}' have {inside:,} people, '{outer.id}' itself {outer.population:,}."
    mend = "The population of a territory includes that of all within it."
    raise Faults(Fault("more-within", message, file=file, line=outer.line, mend=mend))


def located(
    attributes: Sequence[Attribute], description: Description, territories: Sequence[Territory]
) -> tuple[Attribute, ...]:
    """The attributes, those of territory with their values."""
    outer = [territory for territory in territories if not territory.within]
    inner = [territory for territory in territories if territory.within]
    outer_name, inner_name = description.territory
    parents = [[territory.id for territory in outer].index(territory.within) for territory in inner]
    found = {attribute.name: attribute for attribute in attributes}
    found[outer_name] = replace(
        found[outer_name],
        values=tuple(territory.id for territory in outer),
        titles=tuple(territory.title for territory in outer),
        kinds=tuple(territory.kind for territory in outer),
    )
    found[inner_name] = replace(
        found[inner_name],
        values=(NONE, *(territory.id for territory in inner)),
        titles=(description.none, *(territory.title for territory in inner)),
        kinds=("", *(territory.kind for territory in inner)),
        within=outer_name,
        parent=(-1, *parents),
    )
    return tuple(found.values())
