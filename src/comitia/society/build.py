"""From the files of a folder to a society: read, fit, round, enrol, lay out."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from comitia.arrays import F64, I64
from comitia.society.cells import Attribute, Cells, Inhabitants, Localities, Society
from comitia.society.chain import Joint, joined
from comitia.society.compared import compared
from comitia.society.description import Description, describe
from comitia.society.figures import read_figures, read_organisations
from comitia.society.inhabitants import counted, settled
from comitia.society.localities import laid_out
from comitia.society.memberships import enrolled
from comitia.society.regions import grouped
from comitia.society.rounding import largest_remainder, sparing
from comitia.society.targets import Targets
from comitia.society.territories import Divided, divided, located, read_territories

__all__ = ["FILES", "built", "digest"]

_Array = TypeVar("_Array", bound=NDArray[Any])

FILES = ("margins.csv", "organisations.csv", "society.yaml", "territories.csv")
"""The files of a society."""

_SCHEMA = "2"
"""Counted up when the same files come to mean other cells, so that digests differ."""


def digest(folder: Path) -> str:
    """SHA-256 of the files of a society and of how they are read; missing files count as empty."""
    whole = sha256(_SCHEMA.encode())
    for name in FILES:
        content = (folder / name).read_bytes() if (folder / name).is_file() else b""
        whole.update(f"\0{name}\0{len(content)}\0".encode() + content)
    return whole.hexdigest()


def built(folder: Path) -> Society:
    """The society whose files are in `folder`. Raises `Faults`, with places, if they do not make one."""
    description = describe(folder / "society.yaml")
    territories = read_territories(folder / "territories.csv")
    attributes = located(description.attributes, description, territories)
    outer = [territory.id for territory in territories if not territory.within]
    figures = read_figures(folder / "margins.csv", description, outer)
    organisations = read_organisations(folder / "organisations.csv", description, figures)
    targets = Targets(description, figures, territories, attributes)
    joint, fits = joined(description.stages, targets)
    inner = divided(territories, targets.voters, str(folder / "territories.csv"))
    cells = _cells(joint, attributes, description, inner)
    members = enrolled(description, organisations, cells)
    population = counted(description, figures, cells, inner)
    return Society(
        **{name: getattr(cells, name) for name in ("name", "attributes", "codes", "count", "_marginals")},
        title=description.title,
        year=description.year,
        universe=description.universe,
        members=members,
        organisations=organisations,
        localities=_localities(cells, description, inner, population),
        margins=compared(figures, targets, cells, members, inner, population),
        digest=digest(folder),
        assumptions=description.assumptions,
        premises=description.premises,
        fits=fits,
        population=population,
    )


def _cells(joint: Joint, attributes: tuple[Attribute, ...], description: Description, inner: Divided) -> Cells:
    """Whole people in every cell; empty cells are left out."""
    outer_name, inner_name = description.territory
    axes = _axes(attributes, description)
    turned = joint.turned((outer_name, *axes)).table
    lengths = turned.shape[1:]
    whole = _whole(
        turned.reshape(len(turned), lengths[0], -1),
        inner,
        _exact_code(attributes, description),
        description.smallest_cell,
    )
    territory, combination = np.nonzero(whole)
    found = dict(zip(axes, np.unravel_index(combination, lengths), strict=True))
    found |= {outer_name: inner.codes[territory, 0], inner_name: inner.codes[territory, 1]}
    for attribute in attributes:
        if attribute.within and attribute.within not in found:
            found[attribute.within] = np.array(attribute.parent)[found[attribute.name]]
    codes = {attribute.name: _sealed(found[attribute.name].astype(np.int32)) for attribute in attributes}
    count = _sealed(whole[territory, combination])
    return Cells(name=description.name, attributes=attributes, codes=codes, count=count)


def _axes(attributes: tuple[Attribute, ...], description: Description) -> tuple[str, ...]:
    """The attributes that tell the cells of a territory apart: what follows from another is left out."""
    known = {*description.territory, *(attribute.within for attribute in attributes)}
    names = [attribute.name for attribute in attributes if attribute.name not in known]
    first = description.exact[0] if description.exact else names[0]
    return (first, *(name for name in names if name != first))


def _exact_code(attributes: tuple[Attribute, ...], description: Description) -> int | None:
    """The code, on the first axis, of the value whose total comes out exactly."""
    if description.exact is None:
        return None
    name, value = description.exact
    return next(attribute.code(value) for attribute in attributes if attribute.name == name)


def _whole(table: F64, inner: Divided, exact: int | None, least: int) -> I64:
    """People [place, combination] from amounts [outer, first axis, other axes]; totals of places are exact."""
    shares = table / table.sum(axis=(1, 2), keepdims=True)
    amounts = shares[inner.codes[:, 0]] * inner.voters[:, None, None]
    if exact is None:
        flat = amounts.reshape(len(amounts), -1).T
        return sparing(np.ascontiguousarray(flat), inner.voters, least).T
    chosen = amounts[:, exact].sum(axis=1)
    totals = np.empty(amounts.shape[:2], dtype=np.int64)
    totals[:, exact] = largest_remainder(chosen, round(float(chosen.sum())))
    totals[:, 1 - exact] = inner.voters - totals[:, exact]
    sums = amounts.sum(axis=2)
    scaled = amounts * np.divide(totals, sums, out=np.zeros_like(sums), where=sums > 0)[:, :, None]
    whole = sparing(np.ascontiguousarray(np.moveaxis(scaled, 2, 0)), totals, least)
    return np.moveaxis(whole, 0, 2).reshape(len(amounts), -1)


def _sealed(array: _Array) -> _Array:
    array.flags.writeable = False
    return array


def _localities(cells: Cells, description: Description, inner: Divided, population: Inhabitants | None) -> Localities:
    rule = description.localities
    outer_name, inner_name = description.territory
    counts = cells.marginal(outer_name, inner_name, *rule.keys)[inner.codes[:, 0], inner.codes[:, 1]]
    keyed = tuple(cells.attribute(name) for name in rule.keys)
    where = (cells.attribute(outer_name), cells.attribute(inner_name))
    return grouped(settled(laid_out(counts, inner.codes, where, keyed, rule), population), where, rule.region)
