"""Who of the people in a cell may stand: age within its band, and the law's conditions."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from comitia.arrays import F64, I64, U64
from comitia.chance import Chance
from comitia.law.candidates import Ages
from comitia.law.clause import Condition
from comitia.society.bands import band, reached
from comitia.society.cells import Society


def of_age(society: Society, between: int | Ages) -> F64:
    """The share of each cell that has reached an age or is between two, both included: float64 `[cell]`.

    Within a band ages are taken as even.
    """
    names = [attribute.name for attribute in society.attributes]
    if "age" not in names:
        return np.ones(len(society.count))
    least, most = between if isinstance(between, tuple) else (between, None)
    attribute = society.attribute("age")
    share = reached(attribute, least) if most is None else reached(attribute, least) - reached(attribute, most + 1)
    return np.asarray(np.maximum(share, 0.0)[society.codes["age"]])


def meets(society: Society, where: tuple[Condition, ...]) -> F64:
    """1.0 for the cells that meet all conditions, else 0.0: float64 `[cell]`."""
    passed = np.ones(len(society.count))
    for condition in where:
        values = society.attribute(condition.attribute).values
        allowed = np.array([value in condition.among for value in values])
        passed *= allowed[society.codes[condition.attribute]]
    return passed


def ages(society: Society, cells: I64, between: int | Ages, chance: Chance, ids: U64) -> I64:
    """An age for each person, drawn evenly from the band of the cell, as far as it may be: int64 `[person]`."""
    bands = _bands(society)
    if bands is None:
        return np.full(len(cells), -1, dtype=np.int64)
    first, last = bands[:, society.codes["age"][cells]]
    least, most = between if isinstance(between, tuple) else (between, None)
    last = last if most is None else np.maximum(np.minimum(last, most), first)
    first = np.minimum(np.maximum(first, least), last)
    years = (chance.uniform("age", ids) * (last - first + 1)).astype(np.int64)
    return np.asarray(first + years)


@lru_cache(maxsize=8)
def _bands(society: Society) -> I64 | None:
    """The first and the last year of each band of ages: int64 `[2, band]`; None where ages are not known."""
    if "age" not in [attribute.name for attribute in society.attributes]:
        return None
    return np.array([band(value) for value in society.attribute("age").values], dtype=np.int64).T
