"""The franchise: which share of each type of voter votes in each contest of a route."""

from __future__ import annotations

import numpy as np

from comitia.arrays import F64
from comitia.law.electorates import Citizens
from comitia.plan.people import Types
from comitia.plan.units import Unit
from comitia.society.bands import reached
from comitia.society.cells import Society


def looked_at(society: Society, electorate: Citizens, units: tuple[Unit, ...]) -> tuple[str, ...]:
    """The attributes that decide who votes: those of conditions and of units that are no territory; age, if it bars."""
    names = [condition.attribute for condition in electorate.where]
    names += [u.attribute for u in units if u.attribute and u.attribute not in society.localities.codes]
    if _age_bars(society, electorate):
        names.append("age")
    return tuple(dict.fromkeys(names))


def having(society: Society, kinds: Types, electorate: Citizens, units: tuple[Unit, ...]) -> F64 | None:
    """The share of each type that votes in each contest: float64 `[contest, type]`; None where everybody does."""
    if not looked_at(society, electorate, units):
        return None
    share = np.ones(len(kinds))
    for condition in electorate.where:
        values = society.attribute(condition.attribute).values
        allowed = np.array([value in condition.among for value in values], dtype=np.float64)
        share *= allowed[kinds.codes[condition.attribute]]
    if _age_bars(society, electorate):
        share *= reached(society.attribute("age"), electorate.age)[kinds.codes["age"]]
    shares = np.repeat(share[None, :], len(units), axis=0)
    for contest, unit in enumerate(units):
        if unit.attribute and unit.attribute not in society.localities.codes:
            shares[contest] *= kinds.codes[unit.attribute] == unit.value
    return shares


def _age_bars(society: Society, electorate: Citizens) -> bool:
    """Whether somebody in the society is too young to vote."""
    if "age" not in [attribute.name for attribute in society.attributes]:
        return False
    return bool((reached(society.attribute("age"), electorate.age) < 1.0).any())
