"""Regions: neighbouring localities of one territory, grouped to about the size of a province."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from comitia.arrays import I64
from comitia.society.cells import Attribute, Localities

__all__ = ["REGION", "grouped"]

REGION = "region"
"""The name of the attribute whose values are the regions."""


def grouped(localities: Localities, attributes: tuple[Attribute, Attribute], size: float) -> Localities:
    """The localities with their regions of about `size` inhabitants; none, if the size is 0.

    Each territory is cut along its line into as many regions as its inhabitants come to, and one at least, so a
    region never reaches across territories. `attributes` are the outer and the inner one of territory.
    """
    if not size:
        return localities
    outer, inner = attributes
    region = np.empty(len(localities), dtype=np.int32)
    names: list[str] = []
    titles: list[str] = []
    parents: list[int] = []
    inhabitants = localities.inhabitants
    for start, end in zip(localities.starts, [*localities.starts[1:], len(localities)], strict=True):
        parts = _parts(inhabitants[start:end], size)
        region[start:end] = len(names) + parts
        around, inside = int(localities.outer[start]), int(localities.inner[start])
        title = inner.titles[inside] if inside else outer.titles[around]
        number = int(parts[-1]) + 1
        names += [f"{outer.values[around]}/{inner.values[inside]}/r{at + 1:02d}" for at in range(number)]
        titles += [title] if number == 1 else [f"{title}, region {at + 1}" for at in range(number)]
        parents += [around] * number
    region.flags.writeable = False
    made = Attribute(REGION, "Region", tuple(names), tuple(titles), outer.name, tuple(parents))
    return replace(localities, region=region, regions=made)


def _parts(inhabitants: I64, size: float) -> NDArray[np.intp]:
    """The part, from 0, in which each locality of a line lies: that in which its middle lies."""
    total = int(inhabitants.sum())
    number = max(1, round(total / size))
    middles = np.cumsum(inhabitants) - inhabitants / 2.0
    _, parts = np.unique(np.floor(middles * number / max(total, 1)), return_inverse=True)
    return parts
