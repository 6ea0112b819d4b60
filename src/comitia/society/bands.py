"""Age bands: which part of a band has reached an age, ages within a band taken as even."""

from __future__ import annotations

import numpy as np

from comitia.arrays import F64
from comitia.society.cells import Attribute

OPEN_BAND_YEARS = 25
"""How many years an open band such as `60+` is taken to span (assumed)."""


def band(value: str) -> tuple[int, int]:
    """First and last year of an age band: `18-29`, `60+`."""
    if value.endswith("+"):
        first = int(value[:-1])
        return first, first + OPEN_BAND_YEARS - 1
    first_year, _, last_year = value.partition("-")
    return int(first_year), int(last_year or first_year)


def reached(attribute: Attribute, age: int) -> F64:
    """The share of each band that has reached an age: float64 `[value]`."""
    bands = [band(value) for value in attribute.values]
    return np.array([min(1.0, max(0.0, (b - max(a, age) + 1) / (b - a + 1))) for a, b in bands])
